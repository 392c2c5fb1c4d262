//! What every heap object shares: kinds, layouts, and how objects hand on what they own.
//!
//! A *kind* names the exact builtin type of an instance (0 for instances of any other type). A
//! *layout* describes the memory of a builtin type and of all its subclasses.
#![expect(unsafe_code, reason = "layouts are functions over raw objects")]

use taipan_heap::Header;

use crate::dying::Dying;
use crate::thread::Thread;
use crate::value::{Raw, Value};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The exact builtin type of an object, kept in its header.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Kind {
            /// An instance of a type that is no builtin type with a kind of its own.
            Other = 0,
            $($(#[$doc])* $name,)*
        }

        impl Kind {
            /// Every kind, in numeric order.
            pub const ALL: &'static [Kind] = &[Kind::Other, $(Kind::$name,)*];
        }
    };
}

kinds! {
    // Immediates and small integers have kinds for tables only; no header carries these.
    NoneType, Bool, Int, Ellipsis, NotImplemented,
    BigInt, Float, Complex, Str, Bytes, ByteArray, MemoryView,
    Tuple, List, Dict, Set, FrozenSet, Slice, Range,
    Type, Object, Function, BoundMethod, Cell, Code, Frame, Traceback,
    Generator, Coroutine, AsyncGenerator,
    /// `builtin_function_or_method`: a native function, bound or of a module.
    NativeFunction,
    /// `method_descriptor`.
    MethodDescriptor,
    /// `wrapper_descriptor`: a special method of a native type.
    WrapperDescriptor,
    /// `method-wrapper`: the same, bound.
    MethodWrapper,
    /// `getset_descriptor`.
    GetSet,
    /// `member_descriptor`.
    Member,
    Property, StaticMethod, ClassMethod, Super, Module,
    ListIterator, TupleIterator, RangeIterator, LongRangeIterator, StrIterator, StrAsciiIterator, BytesIterator, ByteArrayIterator, MemoryIterator,
    DictKeyIterator, DictValueIterator, DictItemIterator, DictKeys, DictValues, DictItems, SetIterator,
    SequenceIterator, CallableIterator, AliasIterator, ReversedIterator, ListReverseIterator,
    Enumerate, Zip, Map, Filter,
    MappingProxy, SimpleNamespace, WeakRef, FrameLocals, Exception,
    CoroutineWrapper, AsyncGenSend, AsyncGenThrow, AsyncGenWrapped, GenericAlias, Union,
    Interpolation, Template, TypeVar, TypeAlias, BuildClass, AnextAwaitable,
    /// `classmethod_descriptor`.
    ClassMethodDescriptor,
    DictReverseKeyIterator, DictReverseValueIterator, DictReverseItemIterator,
    WeakProxy, CallableWeakProxy,
    ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeVarTuple, Generic, NoDefault, ConstEvaluator, Unpacked, TemplateIterator,
}

/// A Rust struct that is the memory of a builtin type's instances.
///
/// # Safety
/// The struct is `repr(C)` and begins with a [`Header`]; every object whose type has the layout `KIND`
/// is such a struct.
pub unsafe trait Object: Sized {
    /// The kind of instances of exactly this type.
    const KIND: Kind;

    /// The object behind an instance of this type or of a subclass. Types of variable size, whose subclasses
    /// hold an exact instance, look through to it.
    #[inline(always)]
    fn of(value: &Value) -> Option<&Self> {
        value.layout_cast::<Self>()
    }

    /// The type's name in messages.
    fn type_name(t: &Thread) -> String {
        crate::native::convert::name_of_kind(t, Self::KIND)
    }
}

/// An instance of a subclass of a builtin type whose own instances vary in size: it holds an exact one.
#[repr(C)]
pub struct Holder {
    pub(crate) header: Header,
    pub(crate) value: std::cell::Cell<Raw>,
}

/// What a [`Holder`] holds, when `value` is an instance of a subclass of the builtin type.
pub(crate) fn held(value: &crate::value::Value, kind: Kind) -> Option<&crate::value::Value> {
    let header = value.header()?;
    if header.kind != Kind::Other as u8 {
        return None;
    }
    // SAFETY: a live object's type is live; subclasses of such types have the layout of a holder.
    unsafe {
        let class = &*header.ty.cast::<crate::types::TypeObject>();
        let holder = value.raw().cast::<Holder>();
        class.layout_is(kind).then(|| crate::value::Value::borrow_slot((*holder).value.as_ptr()))
    }
}

/// Calls its argument with each strong reference that an object holds.
pub type Visit<'a> = &'a mut dyn FnMut(*mut Header);

/// The memory of a builtin type, shared by its subclasses.
pub struct Layout {
    /// The kind of exact instances.
    pub kind: Kind,
    /// The layout this one extends.
    pub base: Option<&'static Layout>,
    /// Bytes of an instance, header included, without `__dict__`, slots or inline values.
    pub size: usize,
    /// Heap flags of instances, such as TRACKED or SIMPLE.
    pub flags: u16,
    /// How many counted words, straight behind the header, are all that exact instances own; 0 where that is not so.
    pub counted: usize,
    /// Visits what the layout's own fields refer to.
    pub traverse: unsafe fn(*mut Header, Visit<'_>),
    /// Gives what the layout's own fields own to the dying, last to die first, and frees its buffers. Leaves the
    /// object without references; also what the collector uses to break cycles.
    pub detach: unsafe fn(*mut Header, &mut Dying),
}

impl Layout {
    /// Whether this is the layout `kind` or extends it.
    pub fn is(&'static self, kind: Kind) -> bool {
        let mut layout = Some(self);
        while let Some(this) = layout {
            if this.kind == kind {
                return true;
            }
            layout = this.base;
        }
        false
    }

    /// A layout without references.
    pub const fn simple(kind: Kind, size: usize) -> Layout {
        Layout {
            kind,
            base: None,
            size,
            flags: taipan_heap::flags::SIMPLE,
            counted: 0,
            traverse: no_references,
            detach: nothing_to_detach,
        }
    }

    /// A layout that the collector tracks.
    pub const fn tracked(
        kind: Kind,
        size: usize,
        traverse: unsafe fn(*mut Header, Visit<'_>),
        detach: unsafe fn(*mut Header, &mut Dying),
    ) -> Layout {
        Layout { kind, base: None, size, flags: taipan_heap::flags::TRACKED, counted: 0, traverse, detach }
    }

    /// The same, of instances that own nothing but `counted` words straight behind the header.
    #[must_use]
    pub const fn owning(self, counted: usize) -> Layout {
        Layout { counted, ..self }
    }
}

/// [`Layout::traverse`] of objects that refer to nothing.
///
/// # Safety
/// None needed; the type is the table's.
pub unsafe fn no_references(_: *mut Header, _: Visit<'_>) {}

/// [`Layout::detach`] of objects that own nothing.
///
/// # Safety
/// None needed; the type is the table's.
pub unsafe fn nothing_to_detach(_: *mut Header, _: &mut Dying) {}

/// Visits a value if it is a heap object.
#[inline]
pub fn visit(value: Raw, with: Visit<'_>) {
    if value.is_pointer() {
        with(value.header());
    }
}

/// Writes `traverse` and `detach` for a struct whose references are the named `Cell<Raw>`/`Raw` fields.
///
/// The fields die in the order named. Expands to two functions `traverse` and `detach` in the module.
#[macro_export]
macro_rules! object_fields {
    ($object:ty: $($field:ident),*) => {
        /// Visits the object's references.
        unsafe fn traverse(object: *mut taipan_heap::Header, with: $crate::object::Visit<'_>) {
            // SAFETY: the layout's owner says what the object is.
            let object = unsafe { &*object.cast::<$object>() };
            $($crate::object::visit(object.$field.get(), with);)*
        }

        /// Gives the object's references away, first to die on top.
        unsafe fn detach(object: *mut taipan_heap::Header, dying: &mut $crate::dying::Dying) {
            // SAFETY: the layout's owner says what the object is.
            let object = unsafe { &*object.cast::<$object>() };
            let values = [$(object.$field.replace($crate::value::Raw::NULL)),*];
            for value in values.into_iter().rev() {
                dying.value(value);
            }
        }
    };
}
