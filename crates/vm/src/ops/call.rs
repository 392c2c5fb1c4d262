//! Calls and returns. The callee's header and arguments already lie in the caller's temporaries; a call
//! writes the header and goes on in the callee's code.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use std::sync::atomic::Ordering;

use taipan_bytecode::word::{CONSTANT, METHOD_SHAPE, ReturnCell, WordOp, return_kind};

use crate::builtins::bound_method::BoundMethod;
use crate::builtins::function::Function;
use crate::builtins::native_function::NativeFunction;
use crate::builtins::tuple::Tuple;
use crate::call::{Entered, Operands};
use crate::exec::{Exec, PLAIN};
use crate::native::{Args, Convention, NativeDef, PyResult};
use crate::object::Kind;
use crate::ops::{Cx, Mode, clear_slots, copy_slots, handlers, raise_slots, tail, tri};
use crate::specialize;
use crate::thread::{Thread, frame};
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
        unsafe { self.has_room_for(base, (*exec).slots as usize) }
    }

    /// Whether a frame of so many slots at `base` may be entered without a look at limits and events.
    #[inline(always)]
    pub(crate) unsafe fn has_room_for(self, base: *mut Raw, slots: usize) -> bool {
        // SAFETY: the thread outlives its handlers.
        unsafe { base as usize + slots * 8 <= (*self.t).limit.load(Ordering::Relaxed) && self.depth > 0 }
    }

    /// Ends the running frame with `result`, owned.
    #[inline(always)]
    pub(super) unsafe fn leave(self, result: Raw) -> *const u64 {
        // SAFETY: the frame's header and locals are as the frame module says.
        unsafe {
            let fp = self.fp;
            if (*fp.sub(frame::OBJECT)).0 != 0 {
                (*self.t).scratch[0] = result;
                (*self.t).scratch[1] = Raw((*self.exec()).nlocals as u64);
                tail!(self, leave_slowly::<M>);
            }
            let mut index = (*self.exec()).nlocals as usize;
            while index > 0 {
                index -= 1;
                let value = *fp.add(index);
                if value.is_pointer() {
                    if (*value.header()).count == 1 {
                        (*self.t).scratch[0] = result;
                        (*self.t).scratch[1] = Raw(index as u64 + 1);
                        tail!(self, leave_slowly::<M>);
                    }
                    (*value.header()).count -= 1;
                }
                super::short_loop();
            }
            let function = (*fp.sub(frame::CALLABLE)).header();
            if (*function).count == 1 {
                (*self.t).scratch[0] = result;
                (*self.t).scratch[1] = Raw(0);
                tail!(self, leave_slowly::<M>);
            }
            (*function).count -= 1;
            let back = (*fp.sub(frame::RETURN)).0 as *const u64;
            let caller = (*fp.sub(frame::BASE)).0 as *mut Raw;
            let cx = Cx::<M> { pc: back, fp: caller, depth: self.depth + 1, ..self };
            cx.deliver(result)
        }
    }

    /// Hands a result to the caller, which goes on at this `pc`.
    #[inline(always)]
    pub(crate) unsafe fn deliver(self, result: Raw) -> *const u64 {
        // SAFETY: a return cell precedes the word at which a caller goes on.
        unsafe {
            let cell = &*self.pc.sub(1).cast::<ReturnCell>();
            if cell.kind == return_kind::TEMPORARY {
                *self.fp.add(usize::from(cell.dst)) = result;
                return self.go(self.pc);
            }
            if cell.kind <= return_kind::DISCARD {
                let old = if cell.kind == return_kind::LOCAL {
                    self.fp.add(usize::from(cell.dst)).replace(result)
                } else {
                    result
                };
                if !old.is_pointer() {
                    return self.go(self.pc);
                }
                (*self.t).scratch[0] = old;
                tail!(self, drop_scratch::<M>);
            }
            (*self.t).scratch[0] = result;
            tail!(self, deliver_specially::<M>);
        }
    }
}

/// Slots from the base of a pseudo-frame that holds a new object to the base of its `__init__`'s frame: the
/// object, the result, a header.
pub(crate) const INIT_FRAME: usize = 2 + frame::HEADER;

/// In the high half of cell 1 of a CALL_CLASS: no `__init__` is entered in place, nor is there a leaf.
pub(crate) const NATIVE_CLASS: u32 = 1;
/// The same: the class's `__new__` has a leaf.
pub(crate) const LEAF_CLASS: u32 = 2;

/// Where `__init__` returns to: a return cell for slot 1, and INIT_RETURN.
pub(crate) static INIT_WORDS: [u64; 2] = [1, taipan_bytecode::word::word(WordOp::InitReturn, 0, 0, 0)];

/// Where a call from native code returns to: a return cell for slot 0, and EXIT_INTERPRETER.
pub(crate) static EXIT_WORDS: [u64; 2] = [0, taipan_bytecode::word::word(WordOp::ExitInterpreter, 0, 0, 0)];

handlers! {
    fn return_value(cx) {
        // Which kind of operand it is never changes: the word becomes the variant for it.
        let operand = cx.a();
        let variant = if operand & usize::from(CONSTANT) != 0 {
            WordOp::ReturnConst
        } else if operand < cx.nlocals() {
            WordOp::ReturnLocal
        } else {
            WordOp::ReturnTemporary
        };
        cx.rewrite(variant);
        cx.again()
    }

    fn return_local(cx) {
        let result = cx.slot(cx.a()).replace(Raw::NULL);
        cx.leave(result)
    }

    fn return_temporary(cx) {
        let result = cx.load(cx.a());
        cx.leave(result)
    }

    fn return_const(cx) {
        let result = cx.src(cx.a());
        result.retain();
        cx.leave(result)
    }

    /// The rest of `leave` when something dies or a frame object is there: `scratch[0]` is the result, `scratch[1]` how
    /// many locals are still to be dropped.
    #[cold]
    native fn leave_slowly(cx) {
        let t = cx.save();
        let (result, left) = (t.scratch[0], t.scratch[1].0 as usize);
        if (*cx.fp.sub(frame::OBJECT)).0 != 0 && *cx.pc as u16 == WordOp::ReturnLocal as u16 {
            // Whoever has the frame sees the local that was returned.
            let local = cx.slot(cx.a());
            if (*local).is_null() {
                result.retain();
                *local = result;
            }
        }
        let back = (*cx.fp.sub(frame::RETURN)).0 as *const u64;
        let caller = (*cx.fp.sub(frame::BASE)).0 as *mut Raw;
        let back = t.pop_frame(left, back, caller);
        t.depth += 1;
        // `pop_frame` may have run Python, and the caller may have moved.
        crate::ops::Cx::<M> { pc: back, fp: caller, depth: t.depth, table: t.table, ..cx }.deliver(result)
    }

    /// Drops `scratch[0]`, a pointer, and goes on at this word.
    fn drop_scratch(cx) {
        let old = (*cx.t).scratch[0].header();
        if (*old).count == 1 { tail!(cx, bury_scratch::<M>); }
        (*old).count -= 1;
        cx.go(cx.pc)
    }

    /// Drops `scratch[0]`, the last reference to it, and goes on at this word.
    native fn bury_scratch(cx) {
        let t = cx.save_before();
        let old = t.scratch[0];
        t.drop_raw(old);
        cx.finish_at(cx.pc)
    }

    /// Delivers `scratch[0]` where the return cell asks for more than a move.
    native fn deliver_specially(cx) {
        let t = cx.save_before();
        let result = t.scratch[0];
        let cell = *cx.pc.sub(1).cast::<ReturnCell>();
        match cell.kind {
            return_kind::FOR_ITER | return_kind::FOR_ITER_LOCAL | return_kind::SEND => {
                cx.store(usize::from(cell.dst), Value::from_raw(result));
            }
            _ => t.drop_raw(result),
        }
        cx.finish_at(cx.pc)
    }

    /// The end of a pseudo-frame that holds a new object (slot 0) while `__init__` runs, whose result is in slot 1.
    fn init_return(cx) {
        let class = *cx.fp.sub(frame::CALLABLE);
        if !(*cx.fp.add(1)).is_none() || (*class.header()).count == 1 {
            tail!(cx, init_return_slowly::<M>);
        }
        (*class.header()).count -= 1;
        let object = *cx.fp;
        let back = (*cx.fp.sub(frame::RETURN)).0 as *const u64;
        let caller = (*cx.fp.sub(frame::BASE)).0 as *mut Raw;
        Cx::<M> { pc: back, fp: caller, ..cx }.deliver(object)
    }

    #[cold]
    native fn init_return_slowly(cx) {
        let t = cx.save();
        let result = (*cx.fp.add(1)).0;
        if !Raw(result).is_none() {
            let error = t.init_must_return_none(&Value::from_raw(Raw(result)));
            return cx.raise(error);
        }
        let object = *cx.fp;
        let class = *cx.fp.sub(frame::CALLABLE);
        let back = (*cx.fp.sub(frame::RETURN)).0 as *const u64;
        let caller = (*cx.fp.sub(frame::BASE)).0 as *mut Raw;
        t.fp = caller;
        t.pc = back.wrapping_sub(1);
        t.drop_raw(class);
        Cx::<M> { pc: back, fp: caller, ..cx }.deliver(object)
    }

    fn exit_interpreter(cx) {
        let _ = cx.save();
        std::ptr::null()
    }

    fn call(cx) {
        let site = cx.site();
        if (*site).counter.tick() && (*cx.interpreter()).config.specialize {
            let _ = cx.save();
            specialize::call::attempt::<M>(cx);
            return cx.again();
        }
        if M::PROFILE { specialize::count_deferred(site); }
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

    fn call_kw(cx) {
        let site = cx.site();
        if (*site).counter.tick() && (*cx.interpreter()).config.specialize {
            let _ = cx.save();
            specialize::call::attempt_kw::<M>(cx);
            return cx.again();
        }
        if M::PROFILE { specialize::count_deferred(site); }
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
    #[inline(never)]
    fn miss_kw(cx) {
        let _ = cx.save();
        if specialize::missed::<M>(cx, WordOp::CallKw) {
            specialize::call::attempt_kw::<M>(cx);
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
        let function = *callable;
        let base = callable.add(frame::HEADER);
        let shape = cx.b();
        let given = (shape & !usize::from(METHOD_SHAPE)) + (shape >> 15);
        if !function.is_kind(Kind::Function) || shape >> 15 != 0 && (*base).is_null() { tail!(cx, miss::<M>); }
        let function = function.cast::<Function>();
        if (*function).version.get() != cx.cell(1) as u32 { tail!(cx, miss::<M>); }
        let exec = (*function).exec.get();
        if !cx.has_room(base, exec) { tail!(cx, call_general_hit::<M>); }
        // Slots above the arguments are free: nothing is lost should a default be missing.
        clear_slots(base, given, (*exec).nlocals as usize);
        if (*exec).parameters != (*exec).argcount && !fill_keyword_only(base, function, exec) {
            tail!(cx, call_general_hit::<M>);
        }
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
        tail!(cx, call_py_varargs_hit::<M>);
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
        clear_slots(base, (cx.b() & !usize::from(METHOD_SHAPE)) + 1, (*exec).nlocals as usize);
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

    /// Any class: cell 1 = {its version, [`LEAF_CLASS`], [`NATIVE_CLASS`] or 0}.
    fn call_class(cx) {
        let class = *cx.slot(cx.a());
        if !class.is_kind(Kind::Type) { tail!(cx, miss::<M>); }
        let cell = cx.cell(1);
        if (*class.cast::<crate::types::TypeObject>()).version.get() != cell as u32 { tail!(cx, miss::<M>); }
        let receiver = cx.b() >> 15 != 0 && !(*cx.slot(cx.a()).add(5)).is_null();
        match (cell >> 32) as u32 {
            LEAF_CLASS if !receiver => tail!(cx, call_class_leaf_hit::<M>),
            NATIVE_CLASS if !receiver => tail!(cx, call_class_native_hit::<M>),
            _ => tail!(cx, call_general_hit::<M>),
        }
    }

    /// A builtin class whose leaf may make the instance.
    fn call_class_leaf_hit(cx) {
        let callable = cx.slot(cx.a());
        let count = cx.b() & !usize::from(METHOD_SHAPE);
        let values = std::slice::from_raw_parts(callable.add(5 + (cx.b() >> 15)).cast::<Value>(), count);
        // The version tells that the class still has it.
        let new = (*(*callable).cast::<crate::types::TypeObject>()).special(crate::types::Special::New);
        let Some(leaf) = (*new.cast::<NativeFunction>()).def.leaf else { tail!(cx, call_class_native_hit::<M>) };
        let t = cx.save();
        let result = leaf(t, Value::borrow_slot(callable), values);
        let cx = Cx::<M>::saved(t);
        let Some(result) = result else { tail!(cx, call_class_native_hit::<M>) };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.deliver_leaf(result.into_raw())
    }

    /// A class whose instances are not made by a frame of its own `__init__`.
    fn call_class_native_hit(cx) {
        let t = cx.save();
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let callable = cx.slot(cx.a());
        let count = cx.b() & !usize::from(METHOD_SHAPE);
        let arguments = callable.add(5 + (cx.b() >> 15)).cast::<Value>();
        let result = positionally(t, Thread::call_class, Value::borrow_slot(callable), arguments, count);
        Cx::<M>::saved(t).conclude(result)
    }

    /// A class of exceptions without `__new__` and `__init__` of its own: cell 1 = its version.
    fn call_exception_class(cx) {
        let class = *cx.slot(cx.a());
        if !class.is_kind(Kind::Type) { tail!(cx, miss::<M>); }
        if u64::from((*class.cast::<crate::types::TypeObject>()).version.get()) != cx.cell(1) { tail!(cx, miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        tail!(cx, call_exception_class_hit::<M>);
    }

    native fn call_exception_class_hit(cx) {
        let t = cx.save();
        let operands = cx.operands(std::ptr::null());
        let arguments = tri!(cx, Tuple::uninit(t, operands.count));
        if operands.count != 0 {
            // The references move into the tuple.
            copy_slots((*arguments.raw().cast::<Tuple>()).items_start(), operands.arguments, operands.count);
            clear_slots(operands.arguments, 0, operands.count);
        }
        let class = Value::borrow_slot(operands.callable);
        let result = tri!(cx, crate::builtins::exception::create_with(t, class, arguments));
        let class = operands.callable.replace(Raw::NULL);
        t.drop_raw(class);
        cx.deliver_native(result, cx.c(), WordOp::Call.cells())
    }

    /// `len(x)` of a list, tuple, dict or set: cell 1 = the native definition.
    fn call_len(cx) {
        let callable = cx.slot(cx.a());
        let function = *callable;
        if !function.is_kind(Kind::NativeFunction) { tail!(cx, miss::<M>); }
        let def = (*function.cast::<NativeFunction>()).def;
        if std::ptr::from_ref(def) as u64 != cx.cell(1) { tail!(cx, miss::<M>); }
        let container = *callable.add(5);
        let length = if container.is_kind(Kind::List) {
            (*container.cast::<crate::builtins::list::List>()).length.get()
        } else if container.is_kind(Kind::Tuple) {
            (*container.cast::<Tuple>()).len()
        } else if container.is_kind(Kind::Dict) {
            (*container.cast::<crate::builtins::dict::Dict>()).len()
        } else {
            tail!(cx, call_native_leaf_hit::<M>);
        };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.drop_and_deliver(Raw::int(length as i64), 1)
    }

    /// A native function: cell 1 = its definition.
    fn call_native_one(cx) {
        let callable = cx.slot(cx.a());
        let function = *callable;
        if !function.is_kind(Kind::NativeFunction) { tail!(cx, miss::<M>); }
        if cx.b() >> 15 != 0 && !(*callable.add(5)).is_null() { tail!(cx, miss::<M>); }
        let def = (*function.cast::<NativeFunction>()).def;
        if std::ptr::from_ref(def) as u64 != cx.cell(1) { tail!(cx, miss::<M>); }
        tail!(cx, call_native_leaf_hit::<M>);
    }

    /// A native function whose leaf, if it has one, may answer.
    fn call_native_leaf_hit(cx) {
        let callable = cx.slot(cx.a());
        let count = cx.b() & !usize::from(METHOD_SHAPE);
        let values = std::slice::from_raw_parts(callable.add(5 + (cx.b() >> 15)).cast::<Value>(), count);
        let native = &*(*callable).cast::<NativeFunction>();
        let Some(leaf) = native.def.leaf else { tail!(cx, call_native_hit::<M>) };
        let t = cx.save();
        let result = leaf(t, native.owner(), values);
        let cx = Cx::<M>::saved(t);
        let Some(result) = result else { tail!(cx, call_native_hit::<M>) };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.deliver_leaf(result.into_raw())
    }

    fn call_native_hit(cx) {
        let t = cx.save();
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let callable = cx.slot(cx.a());
        let native = &*(*callable).cast::<NativeFunction>();
        let count = cx.b() & !usize::from(METHOD_SHAPE);
        let arguments = callable.add(5 + (cx.b() >> 15)).cast::<Value>();
        let result = match native.def.convention {
            Convention::One(function) => function(t, native.owner(), &*arguments),
            Convention::Fast(function) => function(t, native.owner(), std::slice::from_raw_parts(arguments, count)),
            Convention::NoArgs(function) => function(t, native.owner()),
            Convention::Keywords(function) | Convention::VarArgs(function) => {
                positionally(t, function, native.owner(), arguments, count)
            }
        };
        Cx::<M>::saved(t).conclude(result)
    }

    /// A method of a builtin type in method shape: cell 0 = {site, the receiver's type version}, cell 1 = the native
    /// definition.
    fn call_method_descriptor(cx) {
        let callable = cx.slot(cx.a());
        let function = *callable;
        let this = *callable.add(5);
        if !function.is_kind(Kind::MethodDescriptor) || !this.is_pointer() { tail!(cx, miss::<M>); }
        let def = (*function.cast::<NativeFunction>()).def;
        let class = (*this.header()).ty.cast::<crate::types::TypeObject>();
        if std::ptr::from_ref(def) as u64 != cx.cell(1) || (*class).version.get() as usize != cx.aux() {
            tail!(cx, miss::<M>);
        }
        let Some(leaf) = def.leaf else { tail!(cx, call_method_descriptor_hit::<M>) };
        let count = cx.b() & !usize::from(METHOD_SHAPE);
        let values = std::slice::from_raw_parts(callable.add(6).cast::<Value>(), count);
        let t = cx.save();
        let result = leaf(t, Value::borrow_slot(callable.add(5)), values);
        let cx = Cx::<M>::saved(t);
        let Some(result) = result else { tail!(cx, call_method_descriptor_hit::<M>) };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.deliver_leaf(result.into_raw())
    }

    fn call_method_descriptor_hit(cx) {
        let t = cx.save();
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let callable = cx.slot(cx.a());
        let def = (*(*callable).cast::<NativeFunction>()).def;
        let count = cx.b() & !usize::from(METHOD_SHAPE);
        let this = Value::borrow_slot(callable.add(5));
        let arguments = callable.add(6).cast::<Value>();
        let result = match def.convention {
            Convention::One(function) if count == 1 => function(t, this, &*arguments),
            Convention::Fast(function) => function(t, this, std::slice::from_raw_parts(arguments, count)),
            Convention::NoArgs(function) if count == 0 => function(t, this),
            Convention::Keywords(function) | Convention::VarArgs(function) => {
                positionally(t, function, this, arguments, count)
            }
            _ => wrong_count(t, def, this, arguments, count),
        };
        Cx::<M>::saved(t).conclude(result)
    }

    /// The rest of a native call whose operands may not all survive it, or that left work to do: `scratch[0]` is the result,
    /// `scratch[1]` how many slots behind the header are still to be dropped.
    #[cold]
    native fn conclude_slowly(cx) {
        let t = cx.save();
        let (result, left) = (Value::from_raw(t.scratch[0]), t.scratch[1].0 as usize);
        let callable = cx.slot(cx.a());
        t.drop_operands(callable, callable.add(frame::HEADER), left);
        cx.deliver_native(result, cx.c(), WordOp::Call.cells())
    }

    /// Raises `scratch[0]`.
    #[cold]
    native fn raise_scratch(cx) {
        let error = Value::from_raw((*cx.t).scratch[0]);
        cx.raise(crate::errors::Exception::new(error))
    }

    /// `type(x)`: the callable is `type` itself.
    native fn call_type_1(cx) {
        let callable = cx.slot(cx.a());
        if (*callable).0 != cx.cell(1) { tail!(cx, miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let t = cx.save();
        let argument = callable.add(5);
        let class = (*t.type_of_raw(*argument)).to_value();
        t.drop_operands(callable, argument, 1);
        cx.deliver_native(class, cx.c(), WordOp::Call.cells())
    }

    /// `isinstance(x, C)` of a class without `__instancecheck__` of its own: cell 1 = the definition.
    fn call_isinstance(cx) {
        let callable = cx.slot(cx.a());
        let function = *callable;
        if !function.is_kind(Kind::NativeFunction) { tail!(cx, miss::<M>); }
        let def = (*function.cast::<NativeFunction>()).def;
        let class = *callable.add(6);
        if std::ptr::from_ref(def) as u64 != cx.cell(1) || !class.is_kind(Kind::Type) { tail!(cx, miss::<M>); }
        let value = *callable.add(5);
        let own = (*cx.t).type_of_raw(value);
        // A `__class__` that differs from the type, or a metaclass's hook, may say yes where the types don't.
        if !std::ptr::eq(own, class.cast()) && !(*own).is_subtype(&*class.cast()) {
            tail!(cx, call_native_leaf_hit::<M>);
        }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.drop_and_deliver(Raw::TRUE, 2)
    }

    /// A guard failed: back to CALL, after the cooldown to another attempt.
    #[cold]
    #[inline(never)]
    fn miss(cx) {
        let _ = cx.save();
        if specialize::call::widen::<M>(cx) {
            return cx.again();
        }
        if specialize::missed::<M>(cx, WordOp::Call) {
            specialize::call::attempt::<M>(cx);
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
unsafe fn fill_defaults(base: *mut Raw, from: usize, function: *const Function, argcount: usize) {
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
unsafe fn fill_keyword_only(base: *mut Raw, function: *const Function, exec: *const Exec) -> bool {
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

/// Calls native code that takes keywords with none. Apart from the handlers, which would keep the arguments' record in a native
/// frame.
#[inline(never)]
unsafe fn positionally(
    t: &mut Thread,
    function: fn(&mut Thread, &Value, Args<'_>) -> PyResult,
    this: &Value,
    arguments: *const Value,
    count: usize,
) -> PyResult {
    // SAFETY: the operands stay where they are while native code runs.
    function(t, this, Args::positional_only(unsafe { std::slice::from_raw_parts(arguments, count) }))
}

/// Calls native code that takes another number of arguments, which raises.
#[cold]
#[inline(never)]
unsafe fn wrong_count(
    t: &mut Thread,
    def: &NativeDef,
    this: &Value,
    arguments: *const Value,
    count: usize,
) -> PyResult {
    // SAFETY: the operands stay where they are while native code runs.
    def.call(t, this, Args::positional_only(unsafe { std::slice::from_raw_parts(arguments, count) }))
}

impl<M: Mode> Cx<M> {
    /// Whether the callable is a Python function of the version in cell 1, or a bound method of one; in method shape with a self.
    #[inline(always)]
    unsafe fn calls_version(self) -> bool {
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
    unsafe fn operands(self, names: *const Tuple) -> Operands {
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

    /// Ends a CALL of native code that may have run Python, raised, or left something dead.
    #[inline(always)]
    unsafe fn conclude(self, result: PyResult) -> *const u64 {
        // SAFETY: the word is a CALL with its operands in place.
        unsafe {
            let t = self.t;
            let result = match result {
                Ok(value) => value.into_raw(),
                Err(error) => {
                    (*t).scratch[0] = error.into_value().into_raw();
                    tail!(self, raise_scratch::<M>);
                }
            };
            if !(*(*t).heap).dead.is_empty() || (*t).tracing.frame_moves {
                (*t).scratch[0] = result;
                (*t).scratch[1] = Raw(self.operand_slots() as u64);
                tail!(self, conclude_slowly::<M>);
            }
            self.deliver_leaf(result)
        }
    }

    /// Slots behind the header that a CALL's self and arguments take.
    #[inline(always)]
    unsafe fn operand_slots(self) -> usize {
        // SAFETY: the word is a CALL.
        unsafe { (self.b() & !usize::from(METHOD_SHAPE)) + (self.b() >> 15) }
    }

    /// Ends a CALL of native code that ran no Python: drops the operands, and goes on with the result.
    #[inline(always)]
    unsafe fn deliver_leaf(self, result: Raw) -> *const u64 {
        // SAFETY: the word is a CALL with its operands in place.
        unsafe { self.drop_and_deliver(result, self.operand_slots()) }
    }

    /// [`Cx::deliver_leaf`] where so many slots behind the header are operands.
    #[inline(always)]
    unsafe fn drop_and_deliver(self, result: Raw, operands: usize) -> *const u64 {
        // SAFETY: the word is a CALL with its operands in place.
        unsafe {
            let callable = self.slot(self.a());
            let mut left = operands;
            while left > 0 {
                let value = *callable.add(frame::HEADER + left - 1);
                if value.is_pointer() {
                    if (*value.header()).count == 1 {
                        break;
                    }
                    (*value.header()).count -= 1;
                }
                left -= 1;
                super::short_loop();
            }
            let function = (*callable).header();
            if left != 0 || (*function).count == 1 {
                (*self.t).scratch[0] = result;
                (*self.t).scratch[1] = Raw(left as u64);
                tail!(self, conclude_slowly::<M>);
            }
            (*function).count -= 1;
            Cx::<M> { pc: self.pc.add(1 + WordOp::Call.cells()), ..self }.deliver(result)
        }
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
