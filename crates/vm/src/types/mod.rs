//! Types: their memory, how attributes are found along the MRO, and the version tags that caches rely on.
#![expect(unsafe_code, reason = "type objects are raw heap objects")]

pub mod build;
pub mod class;
pub mod lookup;
pub mod shared_keys;
mod special;

use std::cell::{Cell, RefCell};

use taipan_heap::Header;

pub use shared_keys::SharedKeys;
pub use special::{SPECIALS, Special};

use crate::dying::Dying;
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::value::{Raw, Value};

/// Facts about a type, as bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TypeFlags(pub u32);

impl TypeFlags {
    /// Made at run time: instances own a reference to it, attributes can be set.
    pub const HEAP: TypeFlags = TypeFlags(1);
    /// May be subclassed.
    pub const BASE: TypeFlags = TypeFlags(1 << 1);
    /// Instances may have a `__dict__`.
    pub const DICT: TypeFlags = TypeFlags(1 << 2);
    /// Instances keep attributes inline while they can.
    pub const INLINE_VALUES: TypeFlags = TypeFlags(1 << 3);
    /// Has a finalizer (`__del__`, or a builtin one).
    pub const FINALIZER: TypeFlags = TypeFlags(1 << 4);
    /// Instances can be weakly referenced.
    pub const WEAK: TypeFlags = TypeFlags(1 << 5);
    /// `__getattribute__` is object's own.
    pub const PLAIN_GETATTR: TypeFlags = TypeFlags(1 << 6);
    /// `__setattr__` and `__delattr__` are object's own.
    pub const PLAIN_SETATTR: TypeFlags = TypeFlags(1 << 7);
    /// Attributes of the type itself can't be set, though it may be a heap type.
    pub const IMMUTABLE: TypeFlags = TypeFlags(1 << 8);
    /// A subclass of BaseException.
    pub const EXCEPTION: TypeFlags = TypeFlags(1 << 9);
    /// A subclass of type: its instances are types.
    pub const METATYPE: TypeFlags = TypeFlags(1 << 10);
    /// Matched as a sequence by `case [...]`.
    pub const SEQUENCE: TypeFlags = TypeFlags(1 << 11);
    /// Matched as a mapping by `case {...}`.
    pub const MAPPING: TypeFlags = TypeFlags(1 << 12);
    /// `case Type(x)` matches the subject itself.
    pub const MATCH_SELF: TypeFlags = TypeFlags(1 << 13);
    /// Abstract methods are left: no instances.
    pub const ABSTRACT: TypeFlags = TypeFlags(1 << 14);
    /// A builtin type with `__module__` in its namespace: one that CPython makes at run time, of a spec.
    pub const MODULE_ENTRY: TypeFlags = TypeFlags(1 << 16);
    /// Can't be called to make instances.
    pub const NO_NEW: TypeFlags = TypeFlags(1 << 15);

    /// Native item methods take an index alone, as CPython's `sq_item` does: subscripts make one of a key first.
    pub const INDEXED: TypeFlags = TypeFlags(1 << 18);

    /// Its `mro()` named classes that it does not descend from, which don't tell it when they change: it has no version.
    pub const FOREIGN: TypeFlags = TypeFlags(1 << 17);

    #[inline(always)]
    pub const fn contains(self, other: TypeFlags) -> bool {
        self.0 & other.0 == other.0
    }

    #[must_use]
    pub const fn with(self, other: TypeFlags) -> TypeFlags {
        TypeFlags(self.0 | other.0)
    }

    #[must_use]
    pub const fn without(self, other: TypeFlags) -> TypeFlags {
        TypeFlags(self.0 & !other.0)
    }
}

/// A Python type.
#[repr(C)]
pub struct TypeObject {
    pub header: Header,
    /// The version tag: 0 when none is assigned. Any change of the type or of a base makes it 0 again.
    pub version: Cell<u32>,
    pub flags: Cell<TypeFlags>,
    /// The memory of the nearest builtin base.
    pub layout: &'static Layout,
    /// Bytes of an instance, everything included.
    pub size: Cell<u32>,
    /// The heap's size class of an instance, or its LARGE_CLASS.
    pub heap_class: Cell<u32>,
    /// Byte offset of the dict word, 0 without one. While an instance's INLINE flag is set, the word holds (as an
    /// integer) one more than the index of the last inline value set; else the dict or NULL.
    pub dict_offset: Cell<u32>,
    /// How many inline values follow the dict word.
    pub inline_capacity: Cell<u32>,
    /// Byte offset and number of all `__slots__` values, those of bases included.
    pub slots_offset: Cell<u32>,
    pub slot_count: Cell<u32>,
    /// The kind that exact instances carry in their header.
    pub instance_kind: Kind,
    /// Names of inline values; null without them.
    pub keys: Cell<*mut SharedKeys>,
    /// For each special method the attribute that the MRO gives, borrowed from the class that has it; NULL
    /// if none.
    pub special: [Cell<Raw>; SPECIALS],
    /// What steps instances, if their `__next__` is native.
    pub next: Cell<Option<crate::native::Next>>,
    /// A tuple: the type itself first.
    pub mro: Cell<Raw>,
    /// A tuple.
    pub bases: Cell<Raw>,
    /// The base whose layout is extended, or NULL for `object`.
    pub base: Cell<Raw>,
    /// A [`crate::builtins::dict::Dict`].
    pub dict: Cell<Raw>,
    pub name: Cell<Raw>,
    pub qualname: Cell<Raw>,
    /// The names of the slots that the class itself adds, sorted.
    pub(crate) slot_names: RefCell<Vec<String>>,
    /// Direct subclasses, not counted; each takes itself out when it dies.
    pub subclasses: RefCell<Vec<*mut TypeObject>>,
    /// `(version of this type, __init__ function's version)` for which calling the type may skip all checks; see
    /// `specialize::call`.
    pub init_checked: Cell<(u32, u32)>,
    /// What a type of native code was made from.
    pub native: Cell<Option<&'static crate::native::NativeType>>,
}

// SAFETY: repr(C), begins with a header; types are made by `types::build` with this layout.
unsafe impl Object for TypeObject {
    const KIND: Kind = Kind::Type;
}

/// The memory of types.
pub static TYPE_LAYOUT: Layout = Layout::tracked(Kind::Type, size_of::<TypeObject>(), traverse, detach);

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is.
    let this = unsafe { &*object.cast::<TypeObject>() };
    for field in [&this.mro, &this.bases, &this.base, &this.dict, &this.name, &this.qualname] {
        visit(field.get(), with);
    }
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: the layout's owner says what the object is; nobody uses the type any more.
    unsafe {
        let this = &*object.cast::<TypeObject>();
        this.leave_bases();
        for field in [&this.qualname, &this.name, &this.bases, &this.base, &this.mro, &this.dict] {
            dying.value(field.replace(Raw::NULL));
        }
        let keys = this.keys.replace(std::ptr::null_mut());
        if !keys.is_null() {
            drop(Box::from_raw(keys));
        }
        this.subclasses.take();
        this.slot_names.take();
    }
}

impl TypeObject {
    /// Takes a dying type out of its bases' lists of subclasses. The collector does so before it takes any garbage apart:
    /// afterwards the tuple of bases may be empty.
    pub(crate) fn leave_bases(&self) {
        let own: *const TypeObject = self;
        // SAFETY: the type owns its tuple of bases, which keeps them alive.
        unsafe {
            let bases = Value::borrow_slot(self.bases.as_ptr());
            let Some(bases) = bases.exact::<crate::builtins::tuple::Tuple>() else { return };
            for base in bases.raw_items() {
                let base = &*base.cast::<TypeObject>();
                base.subclasses.borrow_mut().retain(|sub| !std::ptr::eq(*sub, own));
            }
        }
    }

    /// Whether instances have the memory of the builtin type with this kind.
    #[inline]
    pub fn layout_is(&self, kind: Kind) -> bool {
        self.layout.is(kind)
    }

    /// Whether `self` is `other` or has it in its MRO.
    pub fn is_subtype(&self, other: &TypeObject) -> bool {
        if std::ptr::eq(self, other) {
            return true;
        }
        let target = Raw::pointer(std::ptr::from_ref(other).cast_mut().cast());
        self.mro_items().contains(&target)
    }

    /// The type itself, or the nearest one on the way to `object` along the bases whose memory is extended, that native
    /// code made.
    pub fn native_base(&self) -> Option<&TypeObject> {
        let mut class = self;
        while class.native.get().is_none() {
            class = class.base_type()?;
        }
        Some(class)
    }

    /// The base whose memory is extended; `None` for `object`.
    pub fn base_type(&self) -> Option<&TypeObject> {
        let base = self.base.get();
        // SAFETY: a live type's base lives.
        (!base.is_null()).then(|| unsafe { &*base.cast::<TypeObject>() })
    }

    /// The MRO as raw words; empty while the type is being made.
    pub fn mro_items(&self) -> &[Raw] {
        // SAFETY: `mro` is NULL or a tuple that the type owns; it is replaced only under `&mut Thread` and kept alive then.
        unsafe {
            match Value::borrow_slot(self.mro.as_ptr()).exact::<crate::builtins::tuple::Tuple>() {
                Some(tuple) => std::slice::from_raw_parts(tuple.raw_items().as_ptr(), tuple.len()),
                None => &[],
            }
        }
    }

    /// The type as a value, borrowed.
    #[inline]
    pub fn raw(&self) -> Raw {
        Raw::pointer(std::ptr::from_ref(self).cast_mut().cast())
    }

    /// A new reference to the type.
    pub fn to_value(&self) -> Value {
        // SAFETY: `&self` lives.
        unsafe { Value::from_borrowed(self.raw()) }
    }

    /// The special method that instances have, borrowed; NULL if none.
    #[inline(always)]
    pub fn special(&self, which: Special) -> Raw {
        self.special[which as usize].get()
    }

    /// The type's own attributes.
    pub fn dict(&self) -> &crate::builtins::dict::Dict {
        // SAFETY: the dict is set when the type is made and never replaced while it lives.
        unsafe { &*self.dict.get().cast::<crate::builtins::dict::Dict>() }
    }

    /// `__name__`: without the module.
    pub fn name(&self) -> &str {
        // SAFETY: a live type owns its name, a string.
        unsafe { (*self.name.get().cast::<crate::builtins::str::Str>()).as_str().unwrap_or("?") }
    }

    /// Gives away what an instance owns beyond its builtin layout: attributes, then slots, in the order they die.
    ///
    /// # Safety
    /// `object` is an instance of exactly this type and nobody else's.
    pub(crate) unsafe fn detach_instance(&self, object: *mut Header, dying: &mut Dying) {
        // SAFETY: offsets and counts describe the instance.
        unsafe {
            let bytes = object.cast::<u8>();
            let dict_offset = self.dict_offset.get() as usize;
            if dict_offset != 0 {
                let word = bytes.add(dict_offset).cast::<Raw>();
                let values = word.add(1);
                if (*object).flags & taipan_heap::flags::INLINE != 0 {
                    for index in (0..self.inline_capacity.get() as usize).rev() {
                        dying.value(values.add(index).replace(Raw::NULL));
                    }
                    *word = Raw::int(0);
                } else {
                    dying.value(word.replace(Raw::NULL));
                }
            }
            let slots = bytes.add(self.slots_offset.get() as usize).cast::<Raw>();
            for index in (0..self.slot_count.get() as usize).rev() {
                dying.value(slots.add(index).replace(Raw::NULL));
            }
        }
    }

    /// Visits what an instance refers to beyond its builtin layout.
    ///
    /// # Safety
    /// `object` is an instance of exactly this type.
    pub(crate) unsafe fn traverse_instance(&self, object: *mut Header, with: Visit<'_>) {
        // SAFETY: offsets and counts describe the instance.
        unsafe {
            let bytes = object.cast::<u8>();
            let dict_offset = self.dict_offset.get() as usize;
            if dict_offset != 0 {
                let word = bytes.add(dict_offset).cast::<Raw>();
                if (*object).flags & taipan_heap::flags::INLINE != 0 {
                    for index in 0..self.inline_capacity.get() as usize {
                        visit(*word.add(1 + index), with);
                    }
                } else {
                    visit(*word, with);
                }
            }
            let slots = bytes.add(self.slots_offset.get() as usize).cast::<Raw>();
            for index in 0..self.slot_count.get() as usize {
                visit(*slots.add(index), with);
            }
        }
    }
}
