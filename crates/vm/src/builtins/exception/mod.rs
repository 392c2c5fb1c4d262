//! `BaseException` and its builtin subclasses. One struct serves all: a subclass with fields of its own has them
//! as further words behind the common ones, and a layout that counts them.
#![expect(unsafe_code, reason = "fields of subclasses lie behind the common struct")]

pub(crate) mod classes;
mod fields;
pub(crate) mod group;
mod matching;
mod methods;
mod named;
mod os_error;
mod raise;
mod stop;
mod syntax_error;
mod text;
mod unicode;

use std::cell::Cell;

use taipan_heap::Header;

pub use classes::install;
pub use fields::{Attribute, ImportField, OsField, SyntaxField, UnicodeField};
pub use os_error::strerror;

use crate::builtins::fields::{read, write};
use crate::builtins::native_function::NativeFunction;
use crate::builtins::tuple::Tuple;
use crate::dying::Dying;
use crate::native::{Args, PyResult};
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// The part that all exceptions have. Every field is a counted word, NULL when absent.
#[repr(C)]
pub struct BaseException {
    header: Header,
    /// A tuple.
    args: Cell<Raw>,
    traceback: Cell<Raw>,
    context: Cell<Raw>,
    cause: Cell<Raw>,
    /// True, or anything else for false.
    suppress_context: Cell<Raw>,
}

const COMMON_FIELDS: usize = 5;

// SAFETY: repr(C), begins with a header; every exception's layout is or extends this one.
unsafe impl Object for BaseException {
    const KIND: Kind = Kind::Exception;
}

/// The memory of exceptions without fields of their own.
pub static LAYOUT: Layout = layout(0, None);

/// The memory of exceptions with `fields` words of their own.
const fn extended(fields: usize) -> Layout {
    layout(fields, Some(&LAYOUT))
}

const fn layout(fields: usize, base: Option<&'static Layout>) -> Layout {
    Layout {
        kind: Kind::Exception,
        base,
        size: size_of::<BaseException>() + 8 * fields,
        flags: taipan_heap::flags::TRACKED,
        counted: 0,
        traverse,
        detach,
    }
}

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is.
    for field in unsafe { (*object.cast::<BaseException>()).words() } {
        visit(field.get(), with);
    }
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: the layout's owner says what the object is.
    let words = unsafe { (*object.cast::<BaseException>()).words() };
    // The class's own fields die first, then the common ones in their order.
    let (common, own) = words.split_at(COMMON_FIELDS);
    for field in common.iter().rev().chain(own.iter().rev()) {
        dying.value(field.replace(Raw::NULL));
    }
}

impl BaseException {
    /// The exception behind a value, of whatever class.
    #[inline]
    pub fn of(value: &Value) -> Option<&BaseException> {
        value.downcast::<BaseException>()
    }

    /// Arguments, traceback, context, cause, and whether the context is suppressed.
    #[inline(always)]
    pub(crate) fn common(&self) -> [Raw; COMMON_FIELDS] {
        [&self.args, &self.traceback, &self.context, &self.cause, &self.suppress_context].map(Cell::get)
    }

    /// Common and own fields.
    fn words(&self) -> &[Cell<Raw>] {
        // SAFETY: the object's type is alive and tells the size of its layout, which is all words behind the header.
        unsafe {
            let class = &*self.header.ty.cast::<TypeObject>();
            let count = (class.layout.size - size_of::<Header>()) / 8;
            std::slice::from_raw_parts((&raw const self.args).cast::<Cell<Raw>>(), count)
        }
    }

    /// The fields that the class has beyond the common ones.
    pub(crate) fn own_fields(&self) -> &[Cell<Raw>] {
        &self.words()[COMMON_FIELDS..]
    }

    /// The layout of the builtin class it is or extends.
    pub(crate) fn layout(&self) -> &'static Layout {
        // SAFETY: an object's type is alive.
        unsafe { (*self.header.ty.cast::<TypeObject>()).layout }
    }

    /// `args`: a tuple.
    pub fn args(&self) -> Value {
        read(&self.args).unwrap_or(Value::NONE)
    }

    /// The arguments, read in place.
    pub fn arguments<'a>(&'a self, _: &'a Thread) -> &'a [Value] {
        if self.args.get().is_null() {
            return &[];
        }
        // SAFETY: the field owns the tuple; replacing it takes the thread exclusively.
        unsafe { Value::borrow_slot(self.args.as_ptr()) }.exact::<Tuple>().map_or(&[], Tuple::items)
    }

    /// Replaces `args` by another exact tuple.
    pub fn set_args(&self, _: &mut Thread, args: Value) {
        debug_assert!(args.is_kind(Kind::Tuple), "args are a tuple");
        write(&self.args, Some(args));
    }

    /// `__traceback__`, if there is one.
    pub fn traceback(&self) -> Option<Value> {
        read(&self.traceback)
    }

    /// Replaces `__traceback__` by a traceback or nothing.
    pub fn set_traceback(&self, traceback: Option<Value>) {
        write(&self.traceback, traceback);
    }

    /// `__context__`, if there is one.
    pub fn context(&self) -> Option<Value> {
        read(&self.context)
    }

    /// Replaces `__context__` by an exception or nothing.
    pub fn set_context(&self, context: Option<Value>) {
        write(&self.context, context);
    }

    /// `__cause__`, if there is one.
    pub fn cause(&self) -> Option<Value> {
        read(&self.cause)
    }

    /// Replaces `__cause__` by an exception or nothing, and suppresses the context.
    pub fn set_cause(&self, cause: Option<Value>) {
        write(&self.cause, cause);
        self.set_suppress_context(true);
    }

    /// `__suppress_context__`.
    pub fn suppress_context(&self) -> bool {
        self.suppress_context.get() == Raw::TRUE
    }

    /// Sets `__suppress_context__`.
    pub fn set_suppress_context(&self, suppress: bool) {
        self.suppress_context.set(Raw::bool(suppress));
    }
}

/// Makes an instance of an exception class, as calling the class would. Of builtin classes no Python code runs.
pub fn instantiate(t: &mut Thread, class: &Value, args: Vec<Value>) -> PyResult {
    let Some(this) = class.downcast::<TypeObject>() else { return t.call(class, &args) };
    if this.flags.get().contains(TypeFlags::HEAP) || !this.layout_is(Kind::Exception) {
        return t.call(class, &args);
    }
    let args = Args::positional_only(&args);
    let instance = classes::create(t, class, args)?;
    let instance_layout = t.type_of(&instance).layout;
    if !std::ptr::eq(instance_layout, &LAYOUT) {
        classes::initialise(t, &instance, instance_layout, args)?;
    }
    Ok(instance)
}

/// Whether making an instance of a class is no more than [`create_plain`] does: `__init__` would only keep the arguments that
/// `__new__` kept already.
#[expect(unsafe_code, reason = "looks at a class of the interpreter's table")]
pub(crate) fn only_keeps_arguments(t: &Thread, class: &TypeObject) -> bool {
    if !class.flags.get().contains(TypeFlags::EXCEPTION) || class.flags.get().contains(TypeFlags::ABSTRACT) {
        return false;
    }
    let base = t.interpreter().exceptions[crate::errors::Class::BaseException as usize];
    // SAFETY: exception classes are made at start-up and never die.
    let base = unsafe { &*base };
    use crate::types::Special;
    // Classes may have methods of their own that do what the base's do.
    let definition = |class: &TypeObject, special: Special| {
        // SAFETY: a class keeps its special methods alive.
        let method = unsafe { Value::from_borrowed(class.special(special)) };
        NativeFunction::of(&method).map(|native| std::ptr::from_ref(native.def))
    };
    [Special::New, Special::Init].into_iter().all(|special| {
        let known = definition(base, special);
        known.is_some() && definition(class, special) == known
    })
}

/// `BaseException.__new__`: an instance whose fields are empty but for `args`.
pub(crate) fn create_plain(t: &mut Thread, class: &Value, args: &[Value]) -> PyResult {
    let args = Tuple::from_slice(t, args)?;
    create_with(t, class, args)
}

/// [`create_plain`] with the arguments as a tuple.
pub(crate) fn create_with(t: &mut Thread, class: &Value, args: Value) -> PyResult {
    let Some(this) = class.downcast::<TypeObject>() else { unreachable!("exceptions are made of classes") };
    let usual_size =
        this.dict_offset.get() as usize == LAYOUT.size && this.size.get() as usize == LAYOUT.size + 8;
    let usual = std::ptr::eq(this.layout, &raw const LAYOUT) && usual_size;
    if usual && !this.flags.get().contains(TypeFlags::HEAP) {
        // SAFETY: a fresh object of the layout's size is filled before anyone sees it.
        unsafe {
            let object = t.heap().alloc(this.size.get() as usize);
            if object.is_null() {
                return Err(t.memory_error());
            }
            // The word of its `__dict__` lies behind the fields.
            *object.cast::<u8>().add(this.dict_offset.get() as usize).cast::<Raw>() = Raw::NULL;
            let empty = || Cell::new(Raw::NULL);
            let exception = object.cast::<BaseException>();
            (&raw mut (*exception).args).write(Cell::new(args.into_raw()));
            (&raw mut (*exception).traceback).write(empty());
            (&raw mut (*exception).context).write(empty());
            (&raw mut (*exception).cause).write(empty());
            (&raw mut (*exception).suppress_context).write(empty());
            (*object).count = 1;
            (*object).kind = Kind::Other as u8;
            (*object).ty = this.raw().header();
            (*object).flags |= LAYOUT.flags;
            return Ok(Value::from_raw(Raw::pointer(object)));
        }
    }
    let object = t.alloc_instance(this)?;
    // SAFETY: fresh, with every word behind the header NULL, as absent fields are.
    let instance = unsafe { Value::from_raw(Raw::pointer(object)) };
    let Some(exception) = BaseException::of(&instance) else {
        unreachable!("exception classes have its layout")
    };
    exception.args.set(args.into_raw());
    Ok(instance)
}
