//! Calls and returns. The callee's header and arguments already lie in the caller's temporaries; a call
//! writes the header and goes on in the callee's code.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use std::sync::atomic::Ordering;

use taipan_bytecode::word::{METHOD_SHAPE, WordOp};

use crate::builtins::bound_method::BoundMethod;
use crate::builtins::function::Function;
use crate::builtins::tuple::Tuple;
use crate::call::{Entered, Operands};
use crate::exec::{Exec, PLAIN};
use crate::object::Kind;
use crate::ops::returns::INIT_WORDS;
use crate::ops::{Cx, Mode, clear_slots, copy_slots, handlers, raise_slots, tail, tri};
use crate::specialize;
use crate::thread::frame;
use crate::value::{Raw, Value};

impl<M: Mode> Cx<M> {
    /// Lays the header of a frame at `base` (its first local) and goes on there. Arguments are in place, the other
    /// locals NULL, limits checked; `callable` lies at the header's start.
    #[inline(always)]
    pub(crate) unsafe fn enter(self, base: *mut Raw, exec: *const Exec, back: *const u64) -> *const u64 {
        // SAFETY: as `enter_from`.
        unsafe { self.enter_from(base, exec, back, self.fp) }
    }

    /// [`Cx::enter`] with the frame that the callee returns to.
    #[inline(always)]
    pub(crate) unsafe fn enter_from(
        self,
        base: *mut Raw,
        exec: *const Exec,
        back: *const u64,
        caller: *mut Raw,
    ) -> *const u64 {
        // SAFETY: the header's five slots lie below `base`, in the caller's temporaries.
        unsafe {
            *base.sub(frame::EXEC) = Raw(exec as u64);
            *base.sub(frame::OBJECT) = Raw(0);
            *base.sub(frame::RETURN) = Raw(back as u64);
            *base.sub(frame::BASE) = Raw(caller as u64);
            Cx::<M> { fp: base, depth: self.depth - 1, ..self }.go((*exec).entry)
        }
    }

    /// Whether a frame of `exec` at `base` may be entered without a look at limits and events.
    #[inline(always)]
    pub(crate) unsafe fn has_room(self, base: *mut Raw, exec: *const Exec) -> bool {
        // SAFETY: code outlives its frames.
        unsafe { self.has_room_for(base, (*exec).bytes as usize) }
    }

    /// Whether a frame of so many bytes at `base` may be entered without a look at limits and events.
    #[inline(always)]
    pub(crate) unsafe fn has_room_for(self, base: *mut Raw, bytes: usize) -> bool {
        // SAFETY: the thread outlives its handlers.
        unsafe { base as usize + bytes <= (*self.t).limit.load(Ordering::Relaxed) && self.depth > 0 }
    }
}

/// Slots from the base of a pseudo-frame that holds a new object to the base of its `__init__`'s frame: the
/// object, the result, a header.
pub(crate) const INIT_FRAME: usize = 2 + frame::HEADER;

handlers! {
    fn call(cx) {
        if cx.is_due() { tail!(cx, super::attempt::attempt::<M>); }
        if M::PROFILE { specialize::count_deferred(cx.site()); }
        tail!(cx, call_general::<M>);
    }

    /// A call of anything.
    native fn call_general(cx) {
        let t = cx.save();
        let operands = cx.operands(std::ptr::null());
        let back = cx.pc.add(1 + WordOp::Call.cells());
        match tri!(cx, t.enter_call(operands, back)) {
            Entered::Frame { base, exec, back, caller } => cx.enter_from(base, exec, back, caller),
            Entered::Result(value) => cx.deliver_native(value, cx.c(), WordOp::Call.cells()),
        }
    }

    /// A Python function with exactly its positional parameters, from a tuple without keywords: entered here and now.
    fn call_function_ex(cx) {
        let operands = cx.slot(cx.a());
        let (callable, tuple) = (*operands, *operands.add(5));
        let plain = callable.is_kind(Kind::Function)
            && tuple.is_kind(Kind::Tuple)
            && (*operands.add(6)).is_null()
            && (*tuple.header()).count > 1;
        if !plain { tail!(cx, call_function_ex_general::<M>); }
        let exec = (*callable.cast::<Function>()).exec.get();
        let count = (*tuple.cast::<Tuple>()).len();
        let base = cx.fp.add((*cx.exec()).slots as usize + frame::HEADER);
        if exec.is_null()
            || (*exec).flags & PLAIN == 0
            || (*exec).argcount as usize != count
            || !cx.has_room(base, exec)
        {
            tail!(cx, call_function_ex_general::<M>);
        }
        let items = (*tuple.cast::<Tuple>()).items_start();
        let mut index = 0;
        while index < count {
            let item = *items.add(index);
            item.retain();
            *base.add(index) = item;
            super::short_loop();
            index += 1;
        }
        (*tuple.header()).count -= 1;
        *base.sub(frame::CALLABLE) = callable;
        *operands = Raw::NULL;
        *operands.add(5) = Raw::NULL;
        clear_slots(base, count, (*exec).nlocals as usize);
        cx.enter(base, exec, cx.pc.add(1 + WordOp::CallFunctionEx.cells()))
    }

    native fn call_function_ex_general(cx) {
        let t = cx.save();
        let base = cx.slot(cx.a());
        let back = cx.pc.add(1 + WordOp::CallFunctionEx.cells());
        match tri!(cx, t.enter_call_ex(base, back)) {
            Entered::Frame { base, exec, back, caller } => cx.enter_from(base, exec, back, caller),
            Entered::Result(value) => cx.deliver_native(value, cx.c(), WordOp::CallFunctionEx.cells()),
        }
    }

    // --- specialized forms: cell 1 = {function version, -}; see `specialize::call` ---

    /// A Python function with exactly its positional parameters, function shape.
    fn call_py_exact(cx) {
        let callable = cx.slot(cx.a());
        let function = *callable;
        let cached = cx.cell(1) as u32;
        if !function.is_kind(Kind::Function) { tail!(cx, miss::<M>); }
        let function = function.cast::<Function>();
        if (*function).version.get() != cached { tail!(cx, miss::<M>); }
        let exec = (*function).exec.get();
        let base = callable.add(frame::HEADER);
        if !cx.has_room(base, exec) { tail!(cx, call_general_hit::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        clear_slots(base, cx.b(), (*exec).nlocals as usize);
        cx.enter(base, exec, cx.pc.add(1 + WordOp::Call.cells()))
    }

    /// Any Python function or method with exactly its positional parameters: either shape.
    fn call_py_polymorphic(cx) {
        let callable = cx.slot(cx.a());
        let function = *callable;
        let base = callable.add(frame::HEADER);
        let shape = cx.b();
        let given = (shape & !usize::from(METHOD_SHAPE)) + (shape >> 15);
        if !function.is_kind(Kind::Function) || shape >> 15 != 0 && (*base).is_null() { tail!(cx, miss::<M>); }
        let exec = (*function.cast::<Function>()).exec.get();
        if exec.is_null() || (*exec).flags & PLAIN == 0 || (*exec).argcount as usize != given { tail!(cx, miss::<M>); }
        if !cx.has_room(base, exec) { tail!(cx, call_general_hit::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        clear_slots(base, given, (*exec).nlocals as usize);
        cx.enter(base, exec, cx.pc.add(1 + WordOp::Call.cells()))
    }

    /// A Python function or method with fewer than its positional parameters, the rest defaults: either shape.
    fn call_py_defaults(cx) {
        let callable = cx.slot(cx.a());
        let base = callable.add(frame::HEADER);
        if cx.b() >> 15 != 0 && (*base).is_null() { tail!(cx, miss::<M>); }
        if !(*callable).is_kind(Kind::Function) { tail!(cx, miss::<M>); }
        let function = (*callable).cast::<Function>();
        if (*function).version.get() != cx.cell(1) as u32 { tail!(cx, miss::<M>); }
        let exec = (*function).exec.get();
        if (*exec).parameters != (*exec).argcount { tail!(cx, call_py_keyword_defaults::<M>); }
        if !cx.has_room(base, exec) { tail!(cx, call_general_hit::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        // The version proves that every such parameter has a default; slots above the arguments are free.
        let argcount = (*exec).argcount as usize;
        let defaults = (*(*function).defaults.get().cast::<Tuple>()).items_start();
        let first = (*function).default_count.get() as isize - argcount as isize;
        let mut from = defaults.wrapping_offset(first + cx.operand_slots() as isize);
        let mut to = base.add(cx.operand_slots());
        let end = base.add(argcount);
        while to < end {
            let value = *from;
            value.retain();
            *to = value;
            (from, to) = (from.wrapping_add(1), to.add(1));
            super::short_loop();
        }
        clear_slots(base, argcount, (*exec).nlocals as usize);
        cx.enter(base, exec, cx.pc.add(1 + WordOp::Call.cells()))
    }

    /// The rest of [`call_py_defaults`] for a function with keyword-only parameters.
    #[inline(never)]
    fn call_py_keyword_defaults(cx) {
        let callable = cx.slot(cx.a());
        let base = callable.add(frame::HEADER);
        let function = (*callable).cast::<Function>();
        let exec = (*function).exec.get();
        let given = cx.operand_slots();
        if !cx.has_room(base, exec) { tail!(cx, call_general_hit::<M>); }
        // Slots above the arguments are free: nothing is lost should a default be missing.
        clear_slots(base, given, (*exec).nlocals as usize);
        if !fill_keyword_only(base, function, exec) { tail!(cx, call_general_hit::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        fill_defaults(base, given, function, (*exec).argcount as usize);
        cx.enter(base, exec, cx.pc.add(1 + WordOp::Call.cells()))
    }

    /// A Python function or method of any signature, in either shape: cell 1 = {function version, -}.
    fn call_py_general(cx) {
        if !cx.calls_version() { tail!(cx, miss::<M>); }
        tail!(cx, call_general_hit::<M>);
    }

    /// A Python function or method whose `*args` takes the rest of the positional arguments: either shape.
    fn call_py_varargs(cx) {
        let callable = cx.slot(cx.a());
        let unbound = cx.b() >> 15 != 0 && (*callable.add(frame::HEADER)).is_null();
        if unbound || !(*callable).is_kind(Kind::Function) || !cx.calls_version() { tail!(cx, miss::<M>); }
        let exec = (*(*callable).cast::<Function>()).exec.get();
        if !cx.has_room(callable.add(frame::HEADER), exec) { tail!(cx, call_general_hit::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let argcount = (*exec).argcount as usize;
        let base = callable.add(frame::HEADER);
        let rest = cx.small_tuple(base.add(argcount), cx.operand_slots() - argcount);
        let Some(rest) = rest else { tail!(cx, call_py_varargs_hit::<M>) };
        *base.add(argcount) = rest;
        clear_slots(base, argcount + 1, (*exec).nlocals as usize);
        cx.enter(base, exec, cx.pc.add(1 + WordOp::Call.cells()))
    }

    native fn call_py_varargs_hit(cx) {
        let t = cx.save();
        let callable = cx.slot(cx.a());
        let exec = (*(*callable).cast::<Function>()).exec.get();
        let base = callable.add(frame::HEADER);
        let (given, argcount) = (cx.operand_slots(), (*exec).argcount as usize);
        let rest = tri!(cx, Tuple::uninit(t, given - argcount));
        copy_slots((*rest.raw().cast::<Tuple>()).items_start(), base.add(argcount), given - argcount);
        *base.add(argcount) = rest.into_raw();
        clear_slots(base, argcount + 1, (*exec).nlocals as usize);
        cx.enter(base, exec, cx.pc.add(1 + WordOp::Call.cells()))
    }

    /// The same in method shape with a self.
    fn call_py_exact_method(cx) {
        let callable = cx.slot(cx.a());
        let function = *callable;
        let cached = cx.cell(1) as u32;
        let base = callable.add(frame::HEADER);
        if !function.is_kind(Kind::Function) || (*base).is_null() { tail!(cx, miss::<M>); }
        let function = function.cast::<Function>();
        if (*function).version.get() != cached { tail!(cx, miss::<M>); }
        let exec = (*function).exec.get();
        if !cx.has_room(base, exec) { tail!(cx, call_general_hit::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        // Self and the arguments; operand b has METHOD_SHAPE.
        clear_slots(base, cx.b() - usize::from(METHOD_SHAPE) + 1, (*exec).nlocals as usize);
        cx.enter(base, exec, cx.pc.add(1 + WordOp::Call.cells()))
    }

    /// A bound method of a Python function, function shape: self is put before the arguments.
    fn call_bound_method(cx) {
        let callable = cx.slot(cx.a());
        let method = *callable;
        if !method.is_kind(Kind::BoundMethod) { tail!(cx, miss::<M>); }
        let method = method.cast::<BoundMethod>();
        let function = (*method).function.get();
        if !function.is_kind(Kind::Function) { tail!(cx, miss::<M>); }
        if (*function.cast::<Function>()).version.get() != cx.cell(1) as u32 { tail!(cx, miss::<M>); }
        let exec = (*function.cast::<Function>()).exec.get();
        let base = callable.add(frame::HEADER);
        if !cx.has_room(base, exec) || (*method).header.count == 1 { tail!(cx, call_general_hit::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let count = cx.b();
        raise_slots(base.add(1), base, count);
        let instance = (*method).instance.get();
        instance.retain();
        *base = instance;
        function.retain();
        *callable = function;
        (*method).header.count -= 1;
        clear_slots(base, count + 1, (*exec).nlocals as usize);
        cx.enter(base, exec, cx.pc.add(1 + WordOp::Call.cells()))
    }

    /// A class whose `__init__` is a Python function with exactly these parameters: the object is made, and `__init__`
    /// entered in place. Cell 1 = {type version, function version}.
    fn call_class_init(cx) {
        let callable = cx.slot(cx.a());
        let class = *callable;
        if !class.is_kind(Kind::Type) { tail!(cx, miss::<M>); }
        let class = class.cast::<crate::types::TypeObject>();
        let cell = cx.cell(1);
        if (*class).version.get() != cell as u32 { tail!(cx, miss::<M>); }
        let init = (*class).special(crate::types::Special::Init);
        let function = init.cast::<Function>();
        if (*function).version.get() != (cell >> 32) as u32 { tail!(cx, miss::<M>); }
        let exec = (*function).exec.get();
        let shim = callable.add(frame::HEADER);
        let base = shim.add(INIT_FRAME);
        if !cx.has_room(base, exec) { tail!(cx, call_general_hit::<M>); }
        let heap = &mut *(*cx.t).heap;
        let size_class = (*class).heap_class.get() as usize;
        if heap.free[size_class].is_null() { tail!(cx, call_general_hit::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let object = heap.alloc_class(size_class);
        crate::instance::init(object, class);
        (*object).count = 2;
        let count = cx.b();
        raise_slots(base.add(1), shim, count);
        clear_slots(base, count + 1, (*exec).nlocals as usize);
        *shim.sub(frame::EXEC) = Raw((*cx.t).init_exec as u64);
        *shim.sub(frame::OBJECT) = Raw(0);
        *shim.sub(frame::RETURN) = Raw(cx.pc.add(1 + WordOp::Call.cells()) as u64);
        *shim.sub(frame::BASE) = Raw(cx.fp as u64);
        *shim = Raw::pointer(object);
        *base = Raw::pointer(object);
        init.retain();
        *base.sub(frame::CALLABLE) = init;
        cx.enter_from(base, exec, &raw const INIT_WORDS[1], shim)
    }

    /// A method shape without a self: the arguments move down by one. Cells as call_py_exact's.
    fn call_py_exact_unbound(cx) {
        let callable = cx.slot(cx.a());
        let function = *callable;
        let base = callable.add(frame::HEADER);
        if !function.is_kind(Kind::Function) || !(*base).is_null() { tail!(cx, miss::<M>); }
        let function = function.cast::<Function>();
        if (*function).version.get() != cx.cell(1) as u32 { tail!(cx, miss::<M>); }
        let exec = (*function).exec.get();
        if !cx.has_room(base, exec) { tail!(cx, call_general_hit::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let count = cx.b() & !usize::from(METHOD_SHAPE);
        copy_slots(base, base.add(1), count);
        clear_slots(base, count, (*exec).nlocals as usize);
        cx.enter(base, exec, cx.pc.add(1 + WordOp::Call.cells()))
    }

    /// A guard failed: back to CALL, after the cooldown to another attempt.
    #[cold]
    native fn miss(cx) {
        let _ = cx.save();
        if specialize::call::widen::<M>(cx) {
            return cx.again();
        }
        if specialize::missed::<M>(cx, WordOp::Call) {
            specialize::attempt::<M>(cx);
            return cx.again();
        }
        tail!(cx, call_general::<M>);
    }

    /// A specialized call whose guards held, done the general way (limits, allocation).
    #[cold]
    fn call_general_hit(cx) {
        if M::PROFILE { specialize::count_hit(cx.site()); }
        tail!(cx, call_general::<M>);
    }
}

/// Gives the parameters from `from` that have no argument their defaults.
#[inline(always)]
pub(super) unsafe fn fill_defaults(base: *mut Raw, from: usize, function: *const Function, argcount: usize) {
    // SAFETY: the function's version proves that every such parameter has a default.
    unsafe {
        let defaults = (*function).defaults.get();
        if defaults.is_null() {
            return;
        }
        let defaults = (*defaults.cast::<Tuple>()).items_start();
        let defaults = defaults.add((*function).default_count.get() as usize).sub(argcount);
        let mut index = from;
        while index < argcount {
            if (*base.add(index)).is_null() {
                let value = *defaults.add(index);
                value.retain();
                *base.add(index) = value;
            }
            index += 1;
            super::short_loop();
        }
    }
}

/// Gives the keyword-only parameters that have no argument their defaults; false, with nothing done, when one has none.
///
/// Defaults are looked for in the order of the parameters, in which a `def` lists them.
#[inline(always)]
pub(super) unsafe fn fill_keyword_only(base: *mut Raw, function: *const Function, exec: *const Exec) -> bool {
    // SAFETY: the function and its code are live; a dict's entries below its bound are initialised.
    unsafe {
        let defaults = (*function).kwdefaults.get();
        let (entries, bound) = if defaults.is_kind(Kind::Dict) {
            let defaults = &*defaults.cast::<crate::builtins::dict::Dict>();
            (defaults.entries.get(), defaults.bound())
        } else {
            (std::ptr::null_mut(), 0)
        };
        let names = (*(*exec).code).locals.as_ptr().cast::<Raw>();
        let (first, last) = ((*exec).argcount as usize, (*exec).parameters as usize);
        let (mut index, mut entry) = (first, 0);
        while index < last {
            let known = entry < bound && (*entries.add(entry)).key.0 == (*names.add(index)).0;
            if !known && (*base.add(index)).is_null() {
                return false;
            }
            entry += usize::from(known);
            index += 1;
            super::short_loop();
        }
        (index, entry) = (first, 0);
        while index < last {
            if entry < bound && (*entries.add(entry)).key.0 == (*names.add(index)).0 {
                if (*base.add(index)).is_null() {
                    let value = (*entries.add(entry)).value;
                    value.retain();
                    *base.add(index) = value;
                }
                entry += 1;
            }
            index += 1;
            super::short_loop();
        }
        true
    }
}

impl<M: Mode> Cx<M> {
    /// Whether the callable is a Python function of the version in cell 1, or a bound method of one; in method shape with a self.
    #[inline(always)]
    pub(super) unsafe fn calls_version(self) -> bool {
        // SAFETY: the operands of a CALL.
        unsafe {
            let callable = self.slot(self.a());
            let mut function = *callable;
            if function.is_kind(Kind::BoundMethod) {
                function = (*function.cast::<BoundMethod>()).function.get();
            }
            function.is_kind(Kind::Function)
                && (*function.cast::<Function>()).version.get() == self.cell(1) as u32
        }
    }

    /// The operands of a CALL or CALL_KW.
    #[inline(always)]
    pub(super) unsafe fn operands(self, names: *const Tuple) -> Operands {
        // SAFETY: the word is one of these.
        unsafe {
            let shape = self.b();
            let callable = self.slot(self.a());
            let count = shape & !usize::from(METHOD_SHAPE);
            if shape & usize::from(METHOD_SHAPE) == 0 {
                Operands { callable, arguments: callable.add(5), count, names }
            } else if (*callable.add(5)).is_null() {
                Operands { callable, arguments: callable.add(6), count, names }
            } else {
                Operands { callable, arguments: callable.add(5), count: count + 1, names }
            }
        }
    }

    /// Slots behind the header that a CALL's self and arguments take.
    #[inline(always)]
    pub(super) unsafe fn operand_slots(self) -> usize {
        // SAFETY: the word is a CALL.
        unsafe { (self.b() & !usize::from(METHOD_SHAPE)) + (self.b() >> 15) }
    }

    /// Stores the result of a call that pushed no frame, and goes on.
    #[inline(always)]
    pub(crate) unsafe fn deliver_native(self, value: Value, dst: usize, cells: usize) -> *const u64 {
        // SAFETY: `dst` is a slot or DISCARD.
        unsafe {
            if dst == usize::from(taipan_bytecode::word::DISCARD) {
                (*self.t).drop_raw(value.into_raw());
            } else {
                self.store(dst, value);
            }
            self.finish(cells)
        }
    }

    /// The interpreter, raw.
    #[inline(always)]
    pub(crate) unsafe fn interpreter(self) -> *mut crate::interpreter::Interpreter {
        // SAFETY: the thread outlives its handlers.
        unsafe { (*self.t).interpreter }
    }
}
