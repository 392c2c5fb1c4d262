//! Names: globals, builtins, and the namespaces of modules and class bodies.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::WordOp;

use crate::builtins::dict::Dict;
use crate::builtins::function::Function;
use crate::ops::{Cx, Mode, handlers, tail, tri};
use crate::specialize;
use crate::thread::frame;
use crate::value::Value;

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
}

handlers! {
    fn load_global(cx) {
        let site = cx.site();
        if (*site).counter.tick() && (*cx.interpreter()).config.specialize {
            let _ = cx.save();
            specialize::global::attempt::<M>(cx);
            return cx.again();
        }
        if M::PROFILE { specialize::count_deferred(site); }
        tail!(cx, load_global_general::<M>);
    }

    native fn load_global_general(cx) {
        let t = cx.save();
        let name = cx.name(cx.aux());
        let value = tri!(cx, t.load_global(cx.function(), name));
        cx.store(cx.a(), value);
        cx.finish(WordOp::LoadGlobal.cells())
    }

    /// To a local or a temporary: cell 1 = {keys version of the globals, entry index}.
    #[inline(always)]
    fn load_global_module[const LOCAL: bool](cx) {
        let globals = cx.function().globals.get().cast::<Dict>();
        let cell = cx.cell(1);
        if (*globals).version.get() != cell as u32 { tail!(cx, load_global_miss::<M>); }
        let value = (*(*globals).entries.get().add((cell >> 32) as usize)).value;
        if M::PROFILE { specialize::count_hit(cx.site()); }
        value.retain();
        let dst = cx.a();
        if LOCAL {
            let old = cx.slot(dst).replace(value);
            if old.release() {
                (*cx.t).scratch[0] = old;
                tail!(cx, super::moves::bury_next::<M>);
            }
        } else {
            *cx.slot(dst) = value;
        }
        cx.next(WordOp::LoadGlobal.cells())
    }

    /// A builtin: cell 1 = {keys version of the globals, keys version of the builtins}, and the entry index in the high half
    /// of the site's cell beyond the name: see `specialize::global`.
    #[inline(always)]
    fn load_global_builtin[const LOCAL: bool](cx) {
        let function = cx.function();
        let globals = function.globals.get().cast::<Dict>();
        let builtins = function.builtins.get().cast::<Dict>();
        let cell = cx.cell(1);
        if (*globals).version.get() != cell as u32 || (*builtins).version.get() != (cell >> 32) as u32 {
            tail!(cx, load_global_miss::<M>);
        }
        let value = (*(*builtins).entries.get().add(cx.b())).value;
        if M::PROFILE { specialize::count_hit(cx.site()); }
        value.retain();
        let dst = cx.a();
        if LOCAL {
            let old = cx.slot(dst).replace(value);
            if old.release() {
                (*cx.t).scratch[0] = old;
                tail!(cx, super::moves::bury_next::<M>);
            }
        } else {
            *cx.slot(dst) = value;
        }
        cx.next(WordOp::LoadGlobal.cells())
    }

    #[cold]
    #[inline(never)]
    fn load_global_miss(cx) {
        let _ = cx.save();
        if specialize::missed::<M>(cx, WordOp::LoadGlobal) {
            specialize::global::attempt::<M>(cx);
            return cx.again();
        }
        tail!(cx, load_global_general::<M>);
    }

    native fn store_global(cx) {
        let t = cx.save();
        let name = cx.name(cx.wide());
        let globals = Value::borrow_slot(cx.function().globals.as_ptr());
        let value = cx.value(cx.a()).clone();
        tri!(cx, t.namespace_set(globals, name, value));
        cx.consume(cx.a());
        cx.finish(0)
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

    native fn load_name(cx) {
        let t = cx.save();
        let name = cx.name(cx.wide());
        let value = match tri!(cx, t.name_in(cx.namespace(), name)) {
            Some(value) => value,
            None => tri!(cx, t.load_plain_global(cx.function(), name)),
        };
        cx.store(cx.a(), value);
        cx.finish(0)
    }

    native fn store_name(cx) {
        let t = cx.save();
        let name = cx.name(cx.wide());
        let value = cx.value(cx.a()).clone();
        tri!(cx, t.namespace_set(cx.namespace(), name, value));
        cx.consume(cx.a());
        cx.finish(0)
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
        let builtins = Value::borrow_slot(cx.function().builtins.as_ptr());
        match tri!(cx, t.namespace_get(builtins, &name)) {
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
