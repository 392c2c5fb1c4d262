//! Calls of native functions and methods, and of classes that native code makes instances of.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::{METHOD_SHAPE, WordOp};

use crate::builtins::native_function::NativeFunction;
use crate::builtins::tuple::Tuple;
use crate::native::{Args, Convention, NativeDef, PyResult};
use crate::object::Kind;
use crate::ops::call::{call_general_hit, miss};
use crate::ops::{Cx, Mode, clear_slots, copy_slots, handlers, tail, tri};
use crate::specialize;
use crate::thread::{Thread, frame};
use crate::value::{Raw, Value};

/// In the high half of cell 1 of a CALL_CLASS: no `__init__` is entered in place, nor is there a leaf.
pub(crate) const NATIVE_CLASS: u32 = 1;
/// The same: the class's `__new__` has a leaf.
pub(crate) const LEAF_CLASS: u32 = 2;

handlers! {
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

    /// `len(x)` of a list, tuple, dict, string or set: cell 1 = the native definition.
    fn call_len(cx) {
        let callable = cx.slot(cx.a());
        let function = *callable;
        if !function.is_kind(Kind::NativeFunction) { tail!(cx, miss::<M>); }
        let def = (*function.cast::<NativeFunction>()).def;
        if std::ptr::from_ref(def) as u64 != cx.cell(1) { tail!(cx, miss::<M>); }
        let container = *callable.add(5);
        let Some(length) = builtin_length(container) else { tail!(cx, call_native_leaf_hit::<M>) };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.drop_and_deliver(Raw::int(length as i64), 1)
    }

    /// A native function: cell 1 = its definition.
    fn call_native_one(cx) {
        let callable = cx.slot(cx.a());
        let function = *callable;
        if !function.is_kind(Kind::NativeFunction) { tail!(cx, miss::<M>); }
        let shape = cx.b() >> 15;
        if shape != 0 && !(*callable.add(5)).is_null() { tail!(cx, miss::<M>); }
        let native = &*function.cast::<NativeFunction>();
        if std::ptr::from_ref(native.def) as u64 != cx.cell(1) { tail!(cx, miss::<M>); }
        let Some(leaf) = native.def.leaf else { tail!(cx, call_native_hit::<M>) };
        let count = cx.b() & !usize::from(METHOD_SHAPE);
        let values = std::slice::from_raw_parts(callable.add(5 + shape).cast::<Value>(), count);
        let t = cx.save();
        let result = leaf(t, native.owner(), values);
        let cx = Cx::<M>::saved(t);
        let Some(result) = result else { tail!(cx, call_native_hit::<M>) };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.deliver_leaf(result.into_raw())
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
        if !function.is_kind(Kind::MethodDescriptor) || this.is_null() { tail!(cx, miss::<M>); }
        let def = (*function.cast::<NativeFunction>()).def;
        let class = (*cx.t).type_of_raw(this);
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
}

/// `len(x)` of a list, tuple, dict, string or set.
#[inline(always)]
pub(super) unsafe fn builtin_length(container: Raw) -> Option<usize> {
    // SAFETY: the kind tells what it is.
    unsafe {
        Some(if container.is_kind(Kind::List) {
            (*container.cast::<crate::builtins::list::List>()).length.get()
        } else if container.is_kind(Kind::Tuple) {
            (*container.cast::<Tuple>()).len()
        } else if container.is_kind(Kind::Dict) {
            (*container.cast::<crate::builtins::dict::Dict>()).len()
        } else if container.is_kind(Kind::Str) {
            (*container.cast::<crate::builtins::str::Str>()).len()
        } else if container.is_kind(Kind::Set) || container.is_kind(Kind::FrozenSet) {
            (*container.cast::<crate::builtins::set::Set>()).len()
        } else {
            return None;
        })
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
    /// Ends a CALL of native code that may have run Python, raised, or left something dead.
    #[inline(always)]
    pub(super) unsafe fn conclude(self, result: PyResult) -> *const u64 {
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

    /// Ends a CALL of native code that ran no Python: drops the operands, and goes on with the result.
    #[inline(always)]
    pub(super) unsafe fn deliver_leaf(self, result: Raw) -> *const u64 {
        // SAFETY: the word is a CALL with its operands in place.
        unsafe { self.drop_and_deliver(result, self.operand_slots()) }
    }

    /// [`Cx::deliver_leaf`] where so many slots behind the header are operands.
    #[inline(always)]
    pub(super) unsafe fn drop_and_deliver(self, result: Raw, operands: usize) -> *const u64 {
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
}
