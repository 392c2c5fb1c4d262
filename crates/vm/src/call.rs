//! The call protocol: sorting arguments into a callee's frame, and everything callable.
#![expect(unsafe_code, reason = "lays frames on the value stack")]

mod arguments;
pub mod callback;
mod class;
mod messages;
mod spread;

use std::sync::atomic::Ordering;

use taipan_bytecode::code_flags;

use crate::builtins::bound_method::BoundMethod;
use crate::builtins::function::Function;
use crate::builtins::native_function::NativeFunction;
use crate::builtins::tuple::Tuple;
use crate::errors::Exception;
use crate::exec::Exec;
use crate::native::{Args, PyResult};
use crate::object::Kind;
use crate::ops;
use crate::thread::{Thread, frame};
use crate::types::{Special, TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// A call as it lies on the value stack: all words owned by the caller until the call is entered.
#[derive(Clone, Copy)]
pub(crate) struct Operands {
    /// The callable's slot; the callee's header begins there.
    pub(crate) callable: *mut Raw,
    /// Positional, then keyword values.
    pub(crate) arguments: *mut Raw,
    pub(crate) count: usize,
    /// Names of the keyword values, or null.
    pub(crate) names: *const Tuple,
}

/// What came of entering a call.
pub(crate) enum Entered {
    /// A frame whose arguments and locals are in place at `base`; its header is still to be written.
    Frame { base: *mut Raw, exec: *const Exec, back: *const u64, caller: *mut Raw },
    /// Native code answered; the operands are dropped.
    Result(Value),
}

/// Who is called, and with which first argument beside the operands' own: borrowed.
#[derive(Clone, Copy)]
struct Target {
    function: Raw,
    receiver: Raw,
}

/// Arguments with one before them, none of them counted once more: `body` sees both slices as one.
pub(crate) fn with_first<R>(first: &Value, rest: &[Value], body: impl FnOnce(&[Value]) -> R) -> R {
    let words = std::iter::once(first).chain(rest).map(Value::raw);
    let mut few = [Raw::NULL; 4];
    let many: Vec<Raw>;
    let all = if rest.len() < few.len() {
        few.iter_mut().zip(words).for_each(|(slot, word)| *slot = word);
        &few[..=rest.len()]
    } else {
        many = words.collect();
        &many
    };
    // SAFETY: `Value` is a transparent wrapper of `Raw`; the references that the caller holds outlive the call, and the
    // words here are never dropped as values.
    body(unsafe { std::slice::from_raw_parts(all.as_ptr().cast::<Value>(), all.len()) })
}

impl Thread {
    /// Calls anything with positional arguments.
    pub fn call(&mut self, callable: &Value, arguments: &[Value]) -> PyResult {
        self.call_args(callable, Args::positional_only(arguments))
    }

    /// Calls anything.
    pub fn call_args(&mut self, callable: &Value, args: Args<'_>) -> PyResult {
        if self.native_stack_is_low() {
            return Err(self.recursion_exceeded(""));
        }
        let values = args.values();
        if callable.is_kind(Kind::Function) && args.names().is_none() {
            // SAFETY: the kind says what it is.
            if let Some(result) = unsafe { self.call_plain(callable, values) } {
                return result;
            }
        }
        if let Some(native) = callable.exact::<NativeFunction>() {
            return native.invoke(self, args);
        }
        self.call_anything(callable, args)
    }

    /// [`Thread::call_args`] of what takes a pseudo-frame to call.
    #[inline(never)]
    fn call_anything(&mut self, callable: &Value, args: Args<'_>) -> PyResult {
        let values = args.values();
        // SAFETY: the pseudo-frame makes room for header and arguments; every word laid there is owned by it, and given
        // away or dropped below.
        unsafe {
            let Some(scratch) = self.push_native_frame(values.len() + 2 * frame::HEADER + 2) else {
                return Err(self.stack_overflow());
            };
            let slot = scratch.add(1);
            let arguments = slot.add(frame::HEADER);
            *slot = callable.clone().into_raw();
            for (index, value) in values.iter().enumerate() {
                *arguments.add(index) = value.clone().into_raw();
            }
            let names = args.names().map_or(std::ptr::null(), std::ptr::from_ref);
            let operands = Operands { callable: slot, arguments, count: values.len(), names };
            let back = &raw const ops::returns::EXIT_WORDS[1];
            let depth = self.depth;
            let result = match self.enter_call(operands, back) {
                Ok(Entered::Result(value)) => {
                    self.pop_native_frame(scratch);
                    return Ok(value);
                }
                Ok(Entered::Frame { base, exec, back, caller }) => {
                    *base.sub(frame::EXEC) = Raw(exec as u64);
                    *base.sub(frame::OBJECT) = Raw(0);
                    *base.sub(frame::RETURN) = Raw(back as u64);
                    *base.sub(frame::BASE) = Raw(caller as u64);
                    ops::run(self, (*exec).entry, base, depth - 1);
                    self.pop_native_frame(scratch)
                }
                Err(error) => {
                    self.drop_operands(slot, arguments, values.len());
                    self.pop_native_frame(scratch);
                    return Err(error);
                }
            };
            self.depth = depth;
            match result {
                Some(value) => Ok(value),
                None => Err(self.take_raised()),
            }
        }
    }

    /// Calls a Python function that takes exactly these arguments by position; `None`, with nothing done, for any other.
    ///
    /// # Safety
    /// `callable` is a function.
    unsafe fn call_plain(&mut self, callable: &Value, values: &[Value]) -> Option<PyResult> {
        // SAFETY: the function is live; the pseudo-frame makes room for its frame, whose words are owned by it.
        unsafe {
            let exec = callback::plain_code(callable, values.len())?;
            if self.tracing.active() || self.depth <= 0 {
                return None;
            }
            let scratch = self.push_native_frame(2 * frame::HEADER + 2)?;
            let base = scratch.add(1 + frame::HEADER);
            if base.add((*exec).slots as usize) as usize > self.stack_limit {
                self.pop_native_frame(scratch);
                return None;
            }
            for (index, value) in values.iter().enumerate() {
                *base.add(index) = value.clone().into_raw();
            }
            ops::clear_slots(base, values.len(), (*exec).nlocals as usize);
            self.lay_callee(base, callable, exec, scratch);
            let depth = self.depth;
            ops::run(self, (*exec).entry, base, depth - 1);
            let result = self.pop_native_frame(scratch);
            self.depth = depth;
            Some(match result {
                Some(value) => Ok(value),
                None => Err(self.take_raised()),
            })
        }
    }

    /// Calls a method by name: `object.name(*arguments)`.
    pub fn call_method(&mut self, object: &Value, name: &Value, arguments: &[Value]) -> PyResult {
        let (method, receiver) = self.load_method(object, name)?;
        match receiver {
            None => self.call(&method, arguments),
            Some(receiver) => with_first(&receiver, arguments, |all| self.call(&method, all)),
        }
    }

    /// Calls a special method that was found on the type of `this`, raw as the type has it.
    pub(crate) fn call_special_raw(&mut self, this: &Value, attribute: Raw, arguments: &[Value]) -> PyResult {
        // SAFETY: the type keeps the attribute alive; a reference of our own keeps it while it runs.
        let attribute = unsafe { Value::from_borrowed(attribute) };
        match attribute.header().map(|header| header.kind) {
            Some(kind) if kind == Kind::WrapperDescriptor as u8 || kind == Kind::MethodDescriptor as u8 => {
                let Some(native) = NativeFunction::of(&attribute) else { unreachable!("the kind says so") };
                native.def.call(self, this, Args::positional_only(arguments))
            }
            Some(kind) if kind == Kind::Function as u8 => {
                with_first(this, arguments, |all| self.call(&attribute, all))
            }
            _ => {
                let bound = self.bind_descriptor(&attribute, this)?;
                self.call(&bound, arguments)
            }
        }
    }

    /// Drops a call's callable and arguments.
    pub(crate) unsafe fn drop_operands(&mut self, callable: *mut Raw, arguments: *mut Raw, count: usize) {
        // SAFETY: the operands are owned and dropped once; the slots are cleared first.
        unsafe {
            for index in (0..count).rev() {
                let value = (*arguments.add(index)).0;
                *arguments.add(index) = Raw::NULL;
                self.drop_raw(Raw(value));
            }
            let value = callable.replace(Raw::NULL);
            self.drop_raw(value);
        }
    }

    /// Prepares a call: binds the arguments of a Python function in place, or calls native code. On error the operands are
    /// untouched.
    pub(crate) fn enter_call(&mut self, operands: Operands, back: *const u64) -> PyResult<Entered> {
        // SAFETY: the operands are live words on the value stack.
        unsafe {
            let caller = self.fp;
            let callable = *operands.callable;
            if !callable.is_pointer() {
                let callee = Value::borrow_slot(operands.callable);
                return Err(self.not_callable(callee));
            }
            let kind = (*callable.header()).kind;
            if kind == Kind::Function as u8 {
                let target = Target { function: callable, receiver: Raw::NULL };
                return self.enter_function(
                    target,
                    operands,
                    operands.callable.add(frame::HEADER),
                    back,
                    caller,
                );
            }
            if kind == Kind::BoundMethod as u8 {
                let method = &*callable.cast::<BoundMethod>();
                let (function, receiver) = (method.function.get(), method.instance.get());
                if function.is_kind(Kind::Function) {
                    let base = operands.callable.add(frame::HEADER);
                    return self.enter_function(Target { function, receiver }, operands, base, back, caller);
                }
                let function = Value::from_borrowed(function);
                let receiver = Value::from_borrowed(receiver);
                return self.native_result(operands, |t, args| {
                    let mut all = Vec::with_capacity(args.values().len() + 1);
                    all.push(receiver);
                    all.extend_from_slice(args.values());
                    t.call_args(&function, Args::new(&all, args.names()))
                });
            }
            if kind == Kind::NativeFunction as u8 {
                if self.native_stack_is_low() {
                    return Err(self.recursion_exceeded(""));
                }
                return self.native_result(operands, |t, args| {
                    let native = &*callable.cast::<NativeFunction>();
                    native.invoke(t, args)
                });
            }
            let class = &*(*callable.header()).ty.cast::<TypeObject>();
            if class.flags.get().contains(TypeFlags::METATYPE) {
                let plain = self.interpreter().type_of_kind(Kind::Type).special(Special::Call);
                if class.special(Special::Call) == plain {
                    return self.enter_class(operands, back, caller);
                }
            }
            let special = class.special(Special::Call);
            if special.is_null() {
                let callee = Value::borrow_slot(operands.callable);
                return Err(self.not_callable(callee));
            }
            if special.is_kind(Kind::Function) {
                let base = operands.callable.add(frame::HEADER);
                return self.enter_function(
                    Target { function: special, receiver: callable },
                    operands,
                    base,
                    back,
                    caller,
                );
            }
            if special.is_kind(Kind::WrapperDescriptor) {
                if self.native_stack_is_low() {
                    return Err(self.recursion_exceeded(""));
                }
                return self.native_result(operands, |t, args| {
                    let this = Value::from_borrowed(callable);
                    (*special.cast::<NativeFunction>()).def.call(t, &this, args)
                });
            }
            if self.native_stack_is_low() {
                return Err(self.recursion_exceeded(""));
            }
            let special = Value::from_borrowed(special);
            self.native_result(operands, |t, args| {
                let this = Value::from_borrowed(callable);
                let bound = t.bind_descriptor(&special, &this)?;
                t.call_args(&bound, args)
            })
        }
    }

    /// Lets native code answer a call, then drops the operands.
    unsafe fn native_result(
        &mut self,
        operands: Operands,
        call: impl FnOnce(&mut Thread, Args<'_>) -> PyResult,
    ) -> PyResult<Entered> {
        // SAFETY: the operands stay where they are while native code runs.
        unsafe {
            let values = std::slice::from_raw_parts(operands.arguments.cast::<Value>(), operands.count);
            let result = call(self, Args::new(values, operands.names.as_ref()))?;
            self.drop_operands(operands.callable, operands.arguments, operands.count);
            Ok(Entered::Result(result))
        }
    }

    /// Calls a class: makes the instance, and enters `__init__` when it is a Python function.
    unsafe fn enter_class(
        &mut self,
        operands: Operands,
        back: *const u64,
        caller: *mut Raw,
    ) -> PyResult<Entered> {
        // SAFETY: the operands are live words on the value stack.
        unsafe {
            let class_value = Value::from_borrowed(*operands.callable);
            let class = &*class_value.raw().cast::<TypeObject>();
            let object_type = self.interpreter().type_of_kind(Kind::Object);
            let plain_new = class.special(Special::New) == object_type.special(Special::New);
            let init = class.special(Special::Init);
            let flags = class.flags.get();
            if plain_new
                && class.layout.kind == Kind::Object
                && init.is_kind(Kind::Function)
                && !flags.contains(TypeFlags::ABSTRACT)
            {
                let object = self.new_instance(class)?;
                let shim = operands.callable.add(frame::HEADER);
                let base = shim.add(ops::call::INIT_FRAME);
                let target = Target { function: init, receiver: object.raw() };
                // The callable's slot keeps the class: the pseudo-frame's callable. `__init__`'s own goes below its base.
                let entered = self.enter_function(
                    target,
                    operands,
                    base,
                    &raw const ops::returns::INIT_WORDS[1],
                    shim,
                )?;
                *shim.sub(frame::EXEC) = Raw(self.init_exec as u64);
                *shim.sub(frame::OBJECT) = Raw(0);
                *shim.sub(frame::RETURN) = Raw(back as u64);
                *shim.sub(frame::BASE) = Raw(caller as u64);
                *shim = object.into_raw();
                *shim.add(1) = Raw::NULL;
                return Ok(entered);
            }
            self.native_result(operands, |t, args| t.call_class(&class_value, args))
        }
    }

    /// `TypeError: 'int' object is not callable`.
    pub(crate) fn not_callable(&mut self, callee: &Value) -> Exception {
        let name = self.type_name(callee);
        self.type_error(format!("'{name}' object is not callable"))
    }

    /// RecursionError, with what was going on: "" or " while calling a Python object".
    #[cold]
    pub(crate) fn recursion_exceeded(&mut self, what: &str) -> Exception {
        self.recursion_error(format!("maximum recursion depth exceeded{what}"))
    }

    /// What happens when the value stack's memory is used up.
    #[cold]
    pub(crate) fn stack_overflow(&mut self) -> Exception {
        self.recursion_exceeded("")
    }

    /// Whether calling this object lays a Python frame without running native code first.
    unsafe fn enters_frame(&self, callable: Raw) -> bool {
        // SAFETY: the callable is live.
        unsafe {
            if !callable.is_pointer() {
                return false;
            }
            if callable.is_kind(Kind::Function) {
                return true;
            }
            if callable.is_kind(Kind::BoundMethod) {
                return (*callable.cast::<BoundMethod>()).function.get().is_kind(Kind::Function);
            }
            let class = &*(*callable.header()).ty.cast::<TypeObject>();
            !class.flags.get().contains(TypeFlags::METATYPE)
                && class.special(Special::Call).is_kind(Kind::Function)
        }
    }

    /// Binds arguments to a Python function's parameters and lays its locals at `base`. On error the operands are untouched.
    unsafe fn enter_function(
        &mut self,
        target: Target,
        operands: Operands,
        base: *mut Raw,
        back: *const u64,
        caller: *mut Raw,
    ) -> PyResult<Entered> {
        // SAFETY: the target is live; operands are owned by the caller until they move into the frame below.
        unsafe {
            if self.events.load(Ordering::Relaxed) != 0 {
                self.handle_events()?;
            }
            let function = &*target.function.cast::<Function>();
            let exec = self.exec_to_enter(function)?;
            let code = function.code();
            let end = base.add((*exec).slots as usize + operands.count + 8);
            if end as usize > self.stack_limit {
                return Err(self.stack_overflow());
            }
            if (*exec).flags & code_flags::OPTIMIZED == 0 {
                return self.run_bare(target, operands, base);
            }
            if self.depth <= 0 {
                return Err(self.recursion_exceeded(""));
            }
            if self.bind_in_place(target, operands, base, exec)? {
                return Ok(Entered::Frame { base, exec, back, caller });
            }
            let mut locals = Vec::with_capacity((*exec).nlocals as usize);
            self.bind(target, function, code, operands, &mut locals)?;
            // From here on nothing fails: the operands' references move or are dropped.
            target.function.retain();
            target.receiver.retain();
            let mut released = Vec::new();
            let positional = operands.count - operands.names.as_ref().map_or(0, Tuple::len);
            let own = usize::from(!target.receiver.is_null());
            let argcount = (code.code().argcount as usize).saturating_sub(own);
            for index in argcount.min(positional)..positional {
                // Went into *args, which has a reference of its own.
                released.push(*operands.arguments.add(index));
            }
            if let Some(names) = operands.names.as_ref() {
                for index in 0..names.len() {
                    let word = *operands.arguments.add(positional + index);
                    if !self.keyword_parameter(code, &names.items()[index]) {
                        released.push(word);
                    }
                }
            }
            let old_callable = *operands.callable;
            // Of a class that is called, the pseudo-frame keeps the callable's slot.
            let shim = base != operands.callable.add(frame::HEADER);
            for (index, &local) in locals.iter().enumerate() {
                *base.add(index) = local;
            }
            for index in locals.len()..(*exec).nlocals as usize {
                *base.add(index) = Raw::NULL;
            }
            *base.sub(frame::CALLABLE) = target.function;
            if !shim {
                released.push(old_callable);
            }
            for value in released {
                // What ends here is still referenced elsewhere or needs no Python to die in most cases; if it does, the
                // callee's frame is not yet visible, and the dead list keeps it until the next drain.
                drop(Value::from_raw(value));
            }
            Ok(Entered::Frame { base, exec, back, caller })
        }
    }

    /// Calls a function made of a module's code: its globals are its locals.
    #[cold]
    unsafe fn run_bare(&mut self, target: Target, operands: Operands, base: *mut Raw) -> PyResult<Entered> {
        // SAFETY: the target is live; the operands stay the caller's.
        unsafe {
            let function = Value::from_borrowed(target.function);
            let Some(python) = function.exact::<Function>() else { unreachable!("the target is a function") };
            let code = python.code();
            let mut locals = Vec::new();
            let initialises = base != operands.callable.add(frame::HEADER);
            if code.code().argcount + code.code().kwonlyargcount != 0 || initialises {
                return Err(self.system_error("code without fast locals can't be called with arguments"));
            }
            self.bind(target, python, code, operands, &mut locals)?;
            let globals = python.field(&python.globals).cloned().unwrap_or(Value::NONE);
            self.native_result(operands, |t, _| t.run_body(&function, &globals))
        }
    }

    /// The executable code that a call of `function` enters now: the faithful form while the thread is traced.
    fn exec_to_enter(&mut self, function: &Function) -> PyResult<*const Exec> {
        if self.tracing.active() {
            return self.traced_exec(function.code());
        }
        if function.exec.get().is_null() {
            let exec = function.code().exec(self)?;
            function.exec.set(exec);
        }
        Ok(function.exec.get())
    }
}
