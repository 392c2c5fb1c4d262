//! Names: globals, builtins, and the namespaces of modules and class bodies.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::WordOp;

use crate::builtins::dict::Dict;
use crate::builtins::function::Function;
use crate::builtins::str::Str;
use crate::ops::{Cx, Mode, handlers, tail, tri};
use crate::specialize;
use crate::thread::frame;
use crate::value::{Raw, Value};

impl<M: Mode> Cx<M> {
    /// The function whose code runs.
    #[inline(always)]
    pub(crate) unsafe fn function<'a>(self) -> &'a Function {
        // SAFETY: a Python frame's callable is a function.
        unsafe { &*(*self.fp.sub(frame::CALLABLE)).cast::<Function>() }
    }

    /// The namespace of a module, class body or `exec`.
    unsafe fn namespace<'a>(self) -> &'a Value {
        // SAFETY: such frames are entered with a frame object that holds the namespace.
        unsafe {
            let object = crate::frames::object_of(*self.fp.sub(frame::OBJECT));
            Value::borrow_slot(object.namespace.as_ptr())
        }
    }

    /// Where the value of this word's name lies in a namespace, as [`Exec::places`] remembers it.
    #[inline(always)]
    unsafe fn remembered(self, namespace: *const Dict) -> Option<*mut Raw> {
        // SAFETY: the table has an entry for every name; a dict with the same keys keeps its entries where they are.
        unsafe {
            let places = (*self.exec()).places.get();
            if places.is_null() {
                return None;
            }
            let place = (*places.add(self.wide())).get();
            let version = place as u32;
            (version != 0 && version == (*namespace).version.get())
                .then(|| (*namespace).value_place((place >> 32) as usize))
        }
    }

    /// Notes where the value of this word's name lies in `namespace`, if its code uses the name repeatedly.
    unsafe fn remember(self, namespace: &Value) {
        /// A place that is not 0, and of no version: the name was used once.
        const SEEN: u64 = 1 << 32;
        // SAFETY: the table has an entry for every name.
        unsafe {
            let place = &*(*self.exec()).places().add(self.wide());
            if place.get() == 0 {
                place.set(SEEN);
                return;
            }
            let t = &mut *self.t;
            let (Some(dict), Some(name)) = (namespace.exact::<Dict>(), self.name(self.wide()).exact::<Str>())
            else {
                return;
            };
            if let (Some(index), Some(version)) = (dict.find_str(t, name), dict.keys_version(t)) {
                place.set(u64::from(version) | (Dict::place(index) as u64) << 32);
            }
        }
    }

    /// Puts the operand at `place`, a value of a namespace, and drops what was there.
    #[inline(always)]
    unsafe fn replace_named(self, place: *mut Raw) -> *const u64 {
        // SAFETY: a temporary gives its reference away; others are shared.
        unsafe {
            let operand = self.a();
            let value = self.src(operand);
            if !self.is_temporary(operand) {
                value.retain();
            }
            let old = place.replace(value);
            if old.release() {
                (*self.t).scratch[0] = old;
                tail!(self, super::moves::bury_next::<M, 0>);
            }
            self.next(0)
        }
    }

    /// Sets this word's name in `namespace` to the operand.
    unsafe fn store_named(self, namespace: &Value) -> *const u64 {
        // SAFETY: the operand is a live value.
        unsafe {
            let t = &mut *self.t;
            let name = self.name(self.wide());
            let value = self.value(self.a()).clone();
            tri!(self, t.namespace_set(namespace, name, value));
            self.remember(namespace);
            self.consume(self.a());
            self.finish(0)
        }
    }
}

/// Where LOAD_GLOBAL's specialized forms load to: a temporary, a local, or nowhere, the next word, a DROP, being left out.
pub(crate) const TEMPORARY: u8 = 0;
pub(crate) const LOCAL: u8 = 1;
pub(crate) const DROPPED: u8 = 2;

handlers! {
    fn load_global(cx) {
        if cx.is_due() { tail!(cx, super::attempt::attempt::<M>); }
        if M::PROFILE { specialize::count_deferred(cx.site()); }
        tail!(cx, load_global_general::<M>);
    }

    native fn load_global_general(cx) {
        let t = cx.save();
        let name = cx.name(cx.aux());
        let value = tri!(cx, t.load_global(cx.function(), name));
        cx.store(cx.a(), value);
        cx.finish(WordOp::LoadGlobal.cells())
    }

    /// To a local or a temporary: cell 1 = {keys version of the globals, place of the value}.
    #[inline(always)]
    fn load_global_module[const SHAPE: u8](cx) {
        let globals = cx.function().globals.get().cast::<Dict>();
        let cell = cx.cell(1);
        if (*globals).version.get() != cell as u32 { tail!(cx, load_global_miss::<M>); }
        let value = *(*globals).value_place((cell >> 32) as usize);
        if M::PROFILE { specialize::count_hit(cx.site()); }
        if SHAPE == DROPPED { return cx.next(WordOp::LoadGlobal.cells() + 1); }
        value.retain();
        let dst = cx.a();
        if SHAPE == LOCAL {
            let old = cx.slot(dst).replace(value);
            if old.release() {
                (*cx.t).scratch[0] = old;
                tail!(cx, super::moves::bury_next::<M, { WordOp::LoadGlobal.cells() }>);
            }
        } else {
            *cx.slot(dst) = value;
        }
        cx.next(WordOp::LoadGlobal.cells())
    }

    /// A builtin: cell 1 = {keys version of the globals, keys version of the builtins}, b = place of the value.
    #[inline(always)]
    fn load_global_builtin[const SHAPE: u8](cx) {
        let function = cx.function();
        let globals = function.globals.get().cast::<Dict>();
        let builtins = function.builtins.get().cast::<Dict>();
        let cell = cx.cell(1);
        if (*globals).version.get() != cell as u32 || (*builtins).version.get() != (cell >> 32) as u32 {
            tail!(cx, load_global_miss::<M>);
        }
        let value = *(*builtins).value_place(cx.b());
        if M::PROFILE { specialize::count_hit(cx.site()); }
        if SHAPE == DROPPED { return cx.next(WordOp::LoadGlobal.cells() + 1); }
        value.retain();
        let dst = cx.a();
        if SHAPE == LOCAL {
            let old = cx.slot(dst).replace(value);
            if old.release() {
                (*cx.t).scratch[0] = old;
                tail!(cx, super::moves::bury_next::<M, { WordOp::LoadGlobal.cells() }>);
            }
        } else {
            *cx.slot(dst) = value;
        }
        cx.next(WordOp::LoadGlobal.cells())
    }

    #[cold]
    native fn load_global_miss(cx) {
        let _ = cx.save();
        if specialize::missed::<M>(cx, WordOp::LoadGlobal) {
            specialize::attempt::<M>(cx);
            return cx.again();
        }
        tail!(cx, load_global_general::<M>);
    }

    fn store_global(cx) {
        let globals = cx.function().globals.get().cast::<Dict>();
        match cx.remembered(globals) {
            Some(place) => cx.replace_named(place),
            None => tail!(cx, store_global_general::<M>),
        }
    }

    native fn store_global_general(cx) {
        let _ = cx.save();
        cx.store_named(Value::borrow_slot(cx.function().globals.as_ptr()))
    }

    native fn delete_global(cx) {
        let t = cx.save();
        let name = cx.name(cx.wide());
        let globals = Value::borrow_slot(cx.function().globals.as_ptr());
        if !tri!(cx, t.namespace_delete(globals, name)) {
            let error = t.undefined(name);
            return cx.raise(error);
        }
        cx.finish(0)
    }

    fn load_name(cx) {
        let Some(namespace) = cx.namespace().exact::<Dict>() else { tail!(cx, load_name_general::<M>) };
        let Some(place) = cx.remembered(namespace) else { tail!(cx, load_name_general::<M>) };
        let value = *place;
        value.retain();
        *cx.slot(cx.a()) = value;
        cx.next(0)
    }

    native fn load_name_general(cx) {
        let t = cx.save();
        let name = cx.name(cx.wide());
        let value = match tri!(cx, t.name_in(cx.namespace(), name)) {
            Some(value) => {
                cx.remember(cx.namespace());
                value
            }
            None => tri!(cx, t.load_plain_global(cx.function(), name)),
        };
        cx.store(cx.a(), value);
        cx.finish(0)
    }

    fn store_name(cx) {
        let Some(namespace) = cx.namespace().exact::<Dict>() else { tail!(cx, store_name_general::<M>) };
        match cx.remembered(namespace) {
            Some(place) => cx.replace_named(place),
            None => tail!(cx, store_name_general::<M>),
        }
    }

    native fn store_name_general(cx) {
        let _ = cx.save();
        cx.store_named(cx.namespace())
    }

    native fn delete_name(cx) {
        let t = cx.save();
        let name = cx.name(cx.wide());
        if !tri!(cx, t.namespace_delete(cx.namespace(), name)) {
            let error = t.undefined(name);
            return cx.raise(error);
        }
        cx.finish(0)
    }

    native fn load_from_dict_or_globals(cx) {
        let t = cx.save();
        let name = cx.name(cx.aux());
        let value = match tri!(cx, t.name_in(cx.value(cx.b()), name)) {
            Some(value) => value,
            None => tri!(cx, t.load_global(cx.function(), name)),
        };
        cx.consume(cx.b());
        cx.store(cx.a(), value);
        cx.finish(1)
    }

    native fn load_from_dict_or_deref(cx) {
        let t = cx.save();
        let index = cx.c();
        let name = &(&(*(*cx.exec()).code).locals)[index];
        let value = match tri!(cx, t.name_in(cx.value(cx.b()), name)) {
            Some(value) => value,
            None => {
                let cell = &*cx.load(index).cast::<crate::builtins::cell::Cell>();
                match cell.content() {
                    Some(value) => value.clone(),
                    None => {
                        let error = t.unbound_deref(cx.exec(), index);
                        return cx.raise(error);
                    }
                }
            }
        };
        cx.consume(cx.b());
        cx.store(cx.a(), value);
        cx.finish(0)
    }

    native fn load_locals(cx) {
        let _ = cx.save();
        let namespace = cx.namespace().clone();
        cx.store(cx.a(), namespace);
        cx.finish(0)
    }

    native fn load_build_class(cx) {
        let t = cx.save();
        let name = t.interpreter().names().__build_class__.clone();
        let builtins = t.shown_builtins(Value::borrow_slot(cx.function().builtins.as_ptr()));
        match tri!(cx, t.namespace_get(&builtins, &name)) {
            Some(value) => cx.store(cx.a(), value),
            None => {
                let error = t.exception(crate::errors::Class::NameError, "__build_class__ not found");
                return cx.raise(error);
            }
        }
        cx.finish(0)
    }

    native fn load_common_constant(cx) {
        let t = cx.save();
        let value = tri!(cx, t.common_constant(cx.b()));
        cx.store(cx.a(), value);
        cx.finish(0)
    }

    native fn setup_annotations(cx) {
        let t = cx.save();
        let name = t.interpreter().names().__annotations__.clone();
        if tri!(cx, t.namespace_get(cx.namespace(), &name)).is_none() {
            let dict = tri!(cx, Dict::new(t));
            tri!(cx, t.namespace_set(cx.namespace(), &name, dict));
        }
        cx.finish(0)
    }
}
