//! CALL_KW: calls with keywords.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use std::sync::atomic::Ordering;

use taipan_bytecode::word::{METHOD_SHAPE, WordOp};

use crate::builtins::function::Function;
use crate::builtins::native_function::NativeFunction;
use crate::builtins::tuple::Tuple;
use crate::call::Entered;
use crate::object::Kind;
use crate::ops::call::{fill_defaults, fill_keyword_only};
use crate::ops::{clear_slots, copy_slots, handlers, tail, tri};
use crate::specialize;
use crate::thread::frame;

handlers! {
    fn call_kw(cx) {
        if cx.is_due() { tail!(cx, super::attempt::attempt::<M>); }
        if M::PROFILE { specialize::count_deferred(cx.site()); }
        tail!(cx, call_kw_general::<M>);
    }

    /// A call of anything with keywords.
    native fn call_kw_general(cx) {
        let t = cx.save();
        let names: *const Tuple = (*(*cx.exec()).consts.add(cx.aux())).cast::<Tuple>();
        let operands = cx.operands(names);
        let back = cx.pc.add(1 + WordOp::CallKw.cells());
        match tri!(cx, t.enter_call(operands, back)) {
            Entered::Frame { base, exec, back, caller } => cx.enter_from(base, exec, back, caller),
            Entered::Result(value) => cx.deliver_native(value, cx.c(), WordOp::CallKw.cells()),
        }
    }

    /// A Python function whose keywords are sorted by a map: cell 1 = {function version, -}, cell 2 = for each keyword the
    /// index of its parameter, a byte each. Parameters without an argument have defaults.
    fn call_kw_py(cx) {
        let callable = cx.slot(cx.a());
        let function = *callable;
        let base = callable.add(frame::HEADER);
        let shape = cx.b();
        let count = (shape & !usize::from(METHOD_SHAPE)) + (shape >> 15);
        if !function.is_kind(Kind::Function) || shape >> 15 != 0 && (*base).is_null() { tail!(cx, miss_kw::<M>); }
        let function = function.cast::<Function>();
        if (*function).version.get() != cx.cell(1) as u32 { tail!(cx, miss_kw::<M>); }
        let exec = (*function).exec.get();
        let keywords = (cx.cell(1) >> 32) as usize;
        // The keywords' values wait above the new frame's slots until their places are free.
        let waiting = base.add((*exec).slots as usize);
        if waiting.add(keywords) as usize > (*cx.t).limit.load(Ordering::Relaxed) || cx.depth <= 0 {
            tail!(cx, call_kw_general_hit::<M>);
        }
        let given = count - keywords;
        copy_slots(waiting, base.add(given), keywords);
        clear_slots(base, given, (*exec).nlocals as usize);
        let mut places = cx.cell(2);
        let mut index = 0;
        while index < keywords {
            *base.add(places as u8 as usize) = *waiting.add(index);
            places >>= 8;
            index += 1;
            super::short_loop();
        }
        if count < (*exec).parameters as usize {
            if (*exec).parameters != (*exec).argcount && !fill_keyword_only(base, function, exec) {
                // Back to where the general way expects them.
                copy_slots(base.add(given), waiting, keywords);
                tail!(cx, call_kw_general_hit::<M>);
            }
            fill_defaults(base, given, function, (*exec).argcount as usize);
        }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.enter(base, exec, cx.pc.add(1 + WordOp::CallKw.cells()))
    }

    #[cold]
    native fn miss_kw(cx) {
        let _ = cx.save();
        if specialize::missed::<M>(cx, WordOp::CallKw) {
            specialize::attempt::<M>(cx);
            return cx.again();
        }
        tail!(cx, call_kw_general::<M>);
    }

    /// A call with keywords whose guards held, done the general way.
    fn call_kw_general_hit(cx) {
        if M::PROFILE { specialize::count_hit(cx.site()); }
        tail!(cx, call_kw_general::<M>);
    }

    /// A Python function or method of any signature: cell 1 = {function version, -}.
    fn call_kw_py_general(cx) {
        if !cx.calls_version() { tail!(cx, miss_kw::<M>); }
        tail!(cx, call_kw_general_hit::<M>);
    }

    /// A native function or method: cell 1 = its definition.
    fn call_kw_native(cx) {
        let function = *cx.slot(cx.a());
        if !function.is_kind(Kind::NativeFunction) && !function.is_kind(Kind::MethodDescriptor) { tail!(cx, miss_kw::<M>); }
        let def = (*function.cast::<NativeFunction>()).def;
        if std::ptr::from_ref(def) as u64 != cx.cell(1) { tail!(cx, miss_kw::<M>); }
        tail!(cx, call_kw_general_hit::<M>);
    }

    /// A class: cell 1 = its version.
    fn call_kw_class(cx) {
        let class = *cx.slot(cx.a());
        if !class.is_kind(Kind::Type) { tail!(cx, miss_kw::<M>); }
        if u64::from((*class.cast::<crate::types::TypeObject>()).version.get()) != cx.cell(1) { tail!(cx, miss_kw::<M>); }
        tail!(cx, call_kw_general_hit::<M>);
    }
}
