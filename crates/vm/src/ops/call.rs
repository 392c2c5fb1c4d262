//! Calls and returns. The callee's header and arguments already lie in the caller's temporaries; a call
//! writes the header and goes on in the callee's code.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use std::sync::atomic::Ordering;

use taipan_bytecode::word::{CONSTANT, METHOD_SHAPE, ReturnCell, WordOp, return_kind};

use crate::builtins::bound_method::BoundMethod;
use crate::builtins::function::Function;
use crate::builtins::tuple::Tuple;
use crate::call::{Entered, Operands};
use crate::exec::Exec;
use crate::object::Kind;
use crate::ops::{Cx, Mode, clear_slots, handlers, raise_slots, tail, tri};
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
        // SAFETY: the thread outlives its handlers.
        unsafe {
            let end = base as usize + (*exec).slots as usize * 8;
            end <= (*self.t).limit.load(Ordering::Relaxed) && self.depth > 0
        }
    }

    /// Ends the running frame with `result`, owned.
    #[inline(always)]
    unsafe fn leave(self, result: Raw) -> *const u64 {
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
            if cell.kind == return_kind::LOCAL {
                let old = self.fp.add(usize::from(cell.dst)).replace(result);
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
        let back = (*cx.fp.sub(frame::RETURN)).0 as *const u64;
        let caller = (*cx.fp.sub(frame::BASE)).0 as *mut Raw;
        let back = t.pop_frame(left, back, caller);
        t.depth += 1;
        // `pop_frame` may have run Python, and the caller may have moved.
        crate::ops::Cx::<M> { pc: back, fp: caller, depth: t.depth, table: t.table, ..cx }.deliver(result)
    }

    /// Drops `scratch[0]` and goes on at this word.
    native fn drop_scratch(cx) {
        let old = (*cx.t).scratch[0];
        if old.release() {
            let t = cx.save();
            t.bury(old.header());
            return cx.finish_at(cx.pc);
        }
        cx.go(cx.pc)
    }

    /// Delivers `scratch[0]` where the return cell asks for more than a move.
    native fn deliver_specially(cx) {
        let t = cx.save();
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
        let shape = cx.b();
        let base = cx.slot(cx.a());
        let count = shape & !usize::from(METHOD_SHAPE);
        let operands = if shape & usize::from(METHOD_SHAPE) == 0 {
            Operands { callable: base, arguments: base.add(5), count, names: std::ptr::null() }
        } else if (*base.add(5)).is_null() {
            Operands { callable: base, arguments: base.add(6), count, names: std::ptr::null() }
        } else {
            Operands { callable: base, arguments: base.add(5), count: count + 1, names: std::ptr::null() }
        };
        let back = cx.pc.add(1 + WordOp::Call.cells());
        match tri!(cx, t.enter_call(operands, back)) {
            Entered::Frame { base, exec, back, caller } => cx.enter_from(base, exec, back, caller),
            Entered::Result(value) => cx.deliver_native(value, cx.c(), WordOp::Call.cells()),
        }
    }

    native fn call_kw(cx) {
        let t = cx.save();
        let site = cx.site();
        if M::PROFILE { specialize::count_generic(site); }
        let shape = cx.b();
        let base = cx.slot(cx.a());
        let count = shape & !usize::from(METHOD_SHAPE);
        let names: *const Tuple = (*(*cx.exec()).consts.add(cx.aux())).cast::<Tuple>();
        let operands = if shape & usize::from(METHOD_SHAPE) == 0 {
            Operands { callable: base, arguments: base.add(5), count, names }
        } else if (*base.add(5)).is_null() {
            Operands { callable: base, arguments: base.add(6), count, names }
        } else {
            Operands { callable: base, arguments: base.add(5), count: count + 1, names }
        };
        let back = cx.pc.add(1 + WordOp::CallKw.cells());
        match tri!(cx, t.enter_call(operands, back)) {
            Entered::Frame { base, exec, back, caller } => cx.enter_from(base, exec, back, caller),
            Entered::Result(value) => cx.deliver_native(value, cx.c(), WordOp::CallKw.cells()),
        }
    }

    native fn call_function_ex(cx) {
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

    /// `len(x)` of an exact list, tuple, str or dict: cell 1 = the native definition.
    fn call_native_one(cx) {
        let callable = cx.slot(cx.a());
        let function = *callable;
        if !function.is_kind(Kind::NativeFunction) { tail!(cx, miss::<M>); }
        let def = (*function.cast::<crate::builtins::native_function::NativeFunction>()).def;
        if std::ptr::from_ref(def) as u64 != cx.cell(1) { tail!(cx, miss::<M>); }
        tail!(cx, call_native_hit::<M>);
    }

    native fn call_native_hit(cx) {
        let t = cx.save();
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let callable = cx.slot(cx.a());
        let native = &*(*callable).cast::<crate::builtins::native_function::NativeFunction>();
        let count = cx.b();
        let arguments = callable.add(5);
        let values = std::slice::from_raw_parts(arguments.cast::<Value>(), count);
        let result = match native.def.convention {
            crate::native::Convention::One(function) => function(t, native.owner(), &values[0]),
            crate::native::Convention::Fast(function) => function(t, native.owner(), values),
            crate::native::Convention::NoArgs(function) => function(t, native.owner()),
            _ => native.invoke(t, crate::native::Args::positional_only(values)),
        };
        let result = tri!(cx, result);
        t.drop_operands(callable, arguments, count);
        cx.deliver_native(result, cx.c(), WordOp::Call.cells())
    }

    /// A method of a builtin type in method shape: cell 1 = the native definition, cell 2 = the type that has it.
    fn call_method_descriptor(cx) {
        let callable = cx.slot(cx.a());
        let function = *callable;
        let this = *callable.add(5);
        if !function.is_kind(Kind::MethodDescriptor) || !this.is_pointer() { tail!(cx, miss::<M>); }
        let def = (*function.cast::<crate::builtins::native_function::NativeFunction>()).def;
        if std::ptr::from_ref(def) as u64 != cx.cell(1) || (*this.header()).ty as u64 != cx.cell(2) {
            tail!(cx, miss::<M>);
        }
        tail!(cx, call_method_descriptor_hit::<M>);
    }

    native fn call_method_descriptor_hit(cx) {
        let t = cx.save();
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let callable = cx.slot(cx.a());
        let native = &*(*callable).cast::<crate::builtins::native_function::NativeFunction>();
        let count = cx.b() & !usize::from(METHOD_SHAPE);
        let arguments = callable.add(5);
        let this = Value::borrow_slot(arguments);
        let values = std::slice::from_raw_parts(arguments.add(1).cast::<Value>(), count);
        let result = match native.def.convention {
            crate::native::Convention::One(function) if count == 1 => function(t, this, &values[0]),
            crate::native::Convention::Fast(function) => function(t, this, values),
            crate::native::Convention::NoArgs(function) if count == 0 => function(t, this),
            _ => native.def.call(t, this, crate::native::Args::positional_only(values)),
        };
        let result = tri!(cx, result);
        t.drop_operands(callable, arguments, count + 1);
        cx.deliver_native(result, cx.c(), WordOp::Call.cells())
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
    native fn call_isinstance(cx) {
        let callable = cx.slot(cx.a());
        let function = *callable;
        if !function.is_kind(Kind::NativeFunction) { tail!(cx, miss::<M>); }
        let def = (*function.cast::<crate::builtins::native_function::NativeFunction>()).def;
        let class = *callable.add(6);
        if std::ptr::from_ref(def) as u64 != cx.cell(1) || !class.is_kind(Kind::Type) { tail!(cx, miss::<M>); }
        let value = *callable.add(5);
        let t = cx.save();
        let own = &*t.type_of_raw(value);
        let result = std::ptr::eq(own, class.cast()) || own.is_subtype(&*class.cast());
        // A `__class__` that differs from the type, or a metaclass's hook, may still say yes.
        if !result { tail!(cx, call_general_hit::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        t.drop_operands(callable, callable.add(5), 2);
        cx.deliver_native(Value::bool(result), cx.c(), WordOp::Call.cells())
    }

    /// A guard failed: back to CALL, after the cooldown to another attempt.
    #[cold]
    #[inline(never)]
    fn miss(cx) {
        let _ = cx.save();
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

impl<M: Mode> Cx<M> {
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
