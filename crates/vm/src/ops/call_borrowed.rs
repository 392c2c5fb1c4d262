//! Calls of native leaves on locals, constants and globals: `len(x)`, `isinstance(x, C)`, `min(a, 0)`, `l.append(x)`. A leaf runs
//! no Python and itself keeps what it needs, so neither the callable nor the operands are counted for it: the word that loads the
//! callable loads the arguments too, and goes on in a form of the CALL that drops nothing.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::{METHOD_SHAPE, WordOp};

use crate::builtins::dict::Dict;
use crate::builtins::native_function::NativeFunction;
use crate::object::Kind;
use crate::ops::attr::has_version;
use crate::ops::call_native::{LEAF_CLASS, builtin_length};
use crate::ops::{Cx, Mode, handlers, tail};
use crate::specialize;
use crate::thread::frame;
use crate::types::TypeObject;
use crate::value::{Raw, Value};

/// What the words between a load and its CALL load, in their order.
pub(crate) const NOTHING: u8 = 0;
pub(crate) const LOCAL: u8 = 1;
pub(crate) const CONSTANT: u8 = 2;
pub(crate) const GLOBAL: u8 = 3;

handlers! {
    /// A builtin that is called at once. Operands and cells as in LOAD_GLOBAL_BUILTIN.
    #[inline(always)]
    fn load_global_builtin_called[const FIRST: u8, const SECOND: u8](cx) {
        let function = cx.function();
        let globals = function.globals.get().cast::<Dict>();
        let builtins = function.builtins.get().cast::<Dict>();
        let cell = cx.cell(1);
        if (*globals).version.get() != cell as u32 || (*builtins).version.get() != (cell >> 32) as u32 {
            tail!(cx, super::global::load_global_miss::<M>);
        }
        *cx.slot(cx.a()) = *(*builtins).value_place(cx.b());
        let mut next = Cx::<M> { pc: cx.pc.add(1 + WordOp::LoadGlobal.cells()), ..cx };
        if FIRST == GLOBAL {
            let cell = next.cell(1);
            let value = if *next.pc as u16 == WordOp::LoadGlobalBuiltin as u16 && cx.cell(1) == cell {
                (*function.builtins.get().cast::<Dict>()).value_place(next.b())
            } else if *next.pc as u16 == WordOp::LoadGlobalModule as u16 && cx.cell(1) as u32 == cell as u32 {
                (*function.globals.get().cast::<Dict>()).value_place((cell >> 32) as usize)
            } else {
                tail!(cx, load_only::<M>);
            };
            if M::PROFILE { specialize::count_hit(next.site()); }
            *cx.slot(next.a()) = *value;
            next.pc = next.pc.add(1 + WordOp::LoadGlobal.cells());
        } else {
            next = next.load_borrowed::<FIRST>();
        }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let cx = next.load_borrowed::<SECOND>();
        let op = *cx.pc as u16;
        if op == WordOp::CallNative as u16 { tail!(cx, call_native_borrowed::<M>); }
        if op == WordOp::CallLen as u16 { tail!(cx, call_len_borrowed::<M>); }
        if op == WordOp::CallIsinstance as u16 { tail!(cx, call_isinstance_borrowed::<M>); }
        if op == WordOp::CallClass as u16 { tail!(cx, call_class_borrowed::<M>); }
        tail!(cx, call_owned::<M>);
    }

    /// A method of a local's builtin type that is called at once. Operands and cells as in LOAD_METHOD_CACHED.
    #[inline(always)]
    fn load_method_cached_called[const FIRST: u8](cx) {
        let owner = cx.load(cx.b());
        if !has_version(owner, cx.cell(1) as u32) { tail!(cx, super::method::load_method_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        *cx.slot(cx.a()) = Raw(cx.cell(2));
        *cx.slot(cx.a() + frame::HEADER) = owner;
        let next = Cx::<M> { pc: cx.pc.add(1 + WordOp::LoadMethod.cells()), ..cx };
        let next = next.load_borrowed::<FIRST>();
        if *next.pc as u16 != WordOp::CallMethodDescriptor as u16 { tail!(next, call_owned::<M>); }
        tail!(next, call_method_borrowed::<M>);
    }

    /// The callable alone, counted: the next word is no longer what it was.
    #[cold]
    #[inline(never)]
    fn load_only(cx) {
        tail!(cx, super::global::load_global_builtin::<M, { super::global::TEMPORARY }>);
    }

    /// The call, counted and anew.
    #[inline(never)]
    fn call_owned(cx) {
        let callable = cx.slot(cx.a());
        own_slots(callable, callable.add(frame::HEADER + cx.operand_slots()));
        cx.go(cx.pc)
    }

    /// CALL_NATIVE of borrowed operands.
    #[inline(never)]
    fn call_native_borrowed(cx) {
        let callable = cx.slot(cx.a());
        if !(*callable).is_kind(Kind::NativeFunction) { tail!(cx, call_owned::<M>); }
        let native = &*(*callable).cast::<NativeFunction>();
        if std::ptr::from_ref(native.def) as u64 != cx.cell(1) { tail!(cx, call_owned::<M>); }
        let Some(leaf) = native.def.leaf else { tail!(cx, call_owned::<M>) };
        let values = std::slice::from_raw_parts(callable.add(frame::HEADER).cast::<Value>(), cx.b());
        let t = cx.save();
        let result = leaf(t, native.owner(), values);
        let cx = Cx::<M>::saved(t);
        let Some(result) = result else { tail!(cx, leaf_declined::<M>) };
        cx.deliver_borrowed(result.into_raw())
    }

    /// A leaf can't answer: what it was asked is counted, and the function called.
    #[cold]
    #[inline(never)]
    fn leaf_declined(cx) {
        let callable = cx.slot(cx.a());
        own_slots(callable, callable.add(frame::HEADER + cx.operand_slots()));
        if (*callable).is_kind(Kind::Type) { tail!(cx, super::call_native::call_class_native_hit::<M>); }
        if (*callable).is_kind(Kind::MethodDescriptor) {
            tail!(cx, super::call_native::call_method_descriptor_hit::<M>);
        }
        tail!(cx, super::call_native::call_native_hit::<M>);
    }

    /// CALL_METHOD_DESCRIPTOR of borrowed operands. A leaf knows its receivers itself.
    #[inline(never)]
    fn call_method_borrowed(cx) {
        let callable = cx.slot(cx.a());
        let def = (*(*callable).cast::<NativeFunction>()).def;
        if std::ptr::from_ref(def) as u64 != cx.cell(1) { tail!(cx, call_owned::<M>); }
        let Some(leaf) = def.leaf else { tail!(cx, call_owned::<M>) };
        let count = cx.b() & !usize::from(METHOD_SHAPE);
        let receiver = callable.add(frame::HEADER);
        let values = std::slice::from_raw_parts(receiver.add(1).cast::<Value>(), count);
        let t = cx.save();
        let result = leaf(t, Value::borrow_slot(receiver), values);
        let cx = Cx::<M>::saved(t);
        let Some(result) = result else { tail!(cx, leaf_declined::<M>) };
        cx.deliver_borrowed(result.into_raw())
    }

    /// CALL_LEN of borrowed operands.
    #[inline(never)]
    fn call_len_borrowed(cx) {
        let callable = cx.slot(cx.a());
        if !(*callable).is_kind(Kind::NativeFunction) { tail!(cx, call_owned::<M>); }
        let def = (*(*callable).cast::<NativeFunction>()).def;
        if std::ptr::from_ref(def) as u64 != cx.cell(1) { tail!(cx, call_owned::<M>); }
        match builtin_length(*callable.add(frame::HEADER)) {
            Some(length) => cx.deliver_borrowed(Raw::int(length as i64)),
            None => tail!(cx, call_owned::<M>),
        }
    }

    /// CALL_ISINSTANCE of borrowed operands.
    #[inline(never)]
    fn call_isinstance_borrowed(cx) {
        let callable = cx.slot(cx.a());
        let (value, class) = (*callable.add(frame::HEADER), *callable.add(frame::HEADER + 1));
        if !(*callable).is_kind(Kind::NativeFunction) || !class.is_kind(Kind::Type) { tail!(cx, call_owned::<M>); }
        let def = (*(*callable).cast::<NativeFunction>()).def;
        if std::ptr::from_ref(def) as u64 != cx.cell(1) { tail!(cx, call_owned::<M>); }
        let own = (*cx.t).type_of_raw(value);
        if !std::ptr::eq(own, class.cast()) && !(*own).is_subtype(&*class.cast()) { tail!(cx, call_owned::<M>); }
        cx.deliver_borrowed(Raw::TRUE)
    }

    /// CALL_CLASS of borrowed operands.
    #[inline(never)]
    fn call_class_borrowed(cx) {
        let callable = cx.slot(cx.a());
        let class = *callable;
        if !class.is_kind(Kind::Type) { tail!(cx, call_owned::<M>); }
        let class = &*class.cast::<TypeObject>();
        let cell = cx.cell(1);
        if class.version.get() != cell as u32 || (cell >> 32) as u32 != LEAF_CLASS { tail!(cx, call_owned::<M>); }
        // The version tells that the class still has it.
        let new = class.special(crate::types::Special::New);
        let Some(leaf) = (*new.cast::<NativeFunction>()).def.leaf else { tail!(cx, call_owned::<M>) };
        let values = std::slice::from_raw_parts(callable.add(frame::HEADER).cast::<Value>(), cx.b());
        let t = cx.save();
        let result = leaf(t, Value::borrow_slot(callable), values);
        let cx = Cx::<M>::saved(t);
        let Some(result) = result else { tail!(cx, leaf_declined::<M>) };
        cx.deliver_borrowed(result.into_raw())
    }
}

/// Counts the references of a callable and of the arguments behind its header, up to `end`.
#[inline(always)]
unsafe fn own_slots(callable: *mut Raw, end: *mut Raw) {
    // SAFETY: the slots hold live values.
    unsafe {
        (*callable).retain();
        let mut place = callable.add(frame::HEADER);
        while place != end {
            (*place).retain();
            place = place.add(1);
            super::short_loop();
        }
    }
}

impl<M: Mode> Cx<M> {
    /// Does what the word does, which loads a local or a constant, without counting it. Where nothing is to be loaded, nothing.
    #[inline(always)]
    unsafe fn load_borrowed<const SHAPE: u8>(self) -> Cx<M> {
        // SAFETY: the word is of the kind that the specializer found there.
        unsafe {
            if SHAPE == NOTHING {
                return self;
            }
            let value = if SHAPE == LOCAL {
                self.load(self.b())
            } else if *self.pc as u16 == WordOp::LoadIntT as u16 {
                Raw::int(self.b() as i16 as i64)
            } else {
                *(*self.exec()).consts.add(self.b())
            };
            *self.slot(self.a()) = value;
            Cx { pc: self.pc.add(1), ..self }
        }
    }

    /// Ends a CALL of a leaf whose operands were borrowed.
    #[inline(always)]
    unsafe fn deliver_borrowed(self, result: Raw) -> *const u64 {
        // SAFETY: the word is a CALL.
        unsafe {
            if M::PROFILE {
                specialize::count_hit(self.site());
            }
            Cx::<M> { pc: self.pc.add(1 + WordOp::Call.cells()), ..self }.deliver(result)
        }
    }
}
