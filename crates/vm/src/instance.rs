//! Instances of Python classes: fresh memory, inline values, dicts.
#![expect(unsafe_code, reason = "works on raw instances")]

use taipan_heap::{Header, LARGE_CLASS, flags};

use crate::builtins::dict::Dict;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{SharedKeys, TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// Writes the header, slots and dict word of a fresh instance of a class whose layout is plain `object`'s.
///
/// # Safety
/// `object` was allocated in the class's heap class; the class is alive.
#[inline(always)]
pub(crate) unsafe fn init(object: *mut Header, class: *mut TypeObject) {
    // SAFETY: the caller's promise; a plain object's body is all words.
    unsafe {
        (*object).count = 1;
        (*object).kind = 0;
        (*object).ty = class.cast();
        (*class).header.count += 1;
        let words = object.cast::<Raw>();
        let size = (*class).size.get() as usize / 8;
        crate::ops::clear_slots(words, size_of::<Header>() / 8, size);
        let mut bits = flags::TRACKED;
        if (*class).flags.get().contains(TypeFlags::INLINE_VALUES) {
            bits |= flags::INLINE;
            *words.add((*class).dict_offset.get() as usize / 8) = Raw::int(0);
        }
        (*object).flags |= bits;
    }
}

impl Thread {
    /// A fresh instance of a class whose layout is plain `object`'s (`object.__new__`).
    pub(crate) fn new_instance(&mut self, class: &TypeObject) -> PyResult {
        // SAFETY: the class describes its instances.
        unsafe {
            let object = if class.heap_class.get() as usize == LARGE_CLASS {
                self.heap().alloc(class.size.get() as usize)
            } else {
                self.heap().alloc_class(class.heap_class.get() as usize)
            };
            if object.is_null() {
                return Err(self.memory_error());
            }
            let class: *const TypeObject = class;
            init(object, class.cast_mut());
            if class == self.interpreter().types[Kind::Object as usize] {
                (*object).kind = Kind::Object as u8;
            }
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// Memory for an instance of a subclass of a builtin type: the class's full size, the part behind `layout_size` cleared,
    /// the header written. The caller fills the builtin layout's fields before anything else runs.
    ///
    /// For exact builtin types it is the same with the kind set.
    pub(crate) fn alloc_instance(&mut self, class: &TypeObject) -> PyResult<*mut Header> {
        // SAFETY: the class describes its instances.
        unsafe {
            let size = class.size.get() as usize;
            let object = self.heap().alloc(size);
            if object.is_null() {
                return Err(self.memory_error());
            }
            let words = object.cast::<Raw>();
            for index in size_of::<Header>() / 8..size / 8 {
                *words.add(index) = Raw::NULL;
            }
            (*object).count = 1;
            (*object).kind = class.instance_kind as u8;
            (*object).ty = class.raw().header();
            let class_flags = class.flags.get();
            if class_flags.contains(TypeFlags::HEAP) {
                class.raw().retain();
            }
            let mut bits = class.layout.flags;
            if class_flags.contains(TypeFlags::HEAP) {
                // It may have a dict, slots or a finalizer.
                bits = bits & !flags::SIMPLE | flags::TRACKED;
            }
            if class_flags.contains(TypeFlags::INLINE_VALUES) {
                bits |= flags::INLINE;
                *words.add(class.dict_offset.get() as usize / 8) = Raw::int(0);
            }
            (*object).flags |= bits;
            Ok(object)
        }
    }

    /// The instance's `__dict__`, if it has been made.
    pub fn existing_dict(&self, value: &Value) -> Option<Value> {
        let word = dict_word(self, value)?;
        // SAFETY: the word belongs to the live instance; without inline values it holds a dict or NULL.
        unsafe {
            let inline = (*value.raw().header()).flags & flags::INLINE != 0;
            (!inline && !(*word).is_null()).then(|| Value::from_borrowed(*word))
        }
    }

    /// Gives an instance another `__dict__`, or none until it is asked for.
    pub fn replace_dict(&mut self, value: &Value, dict: Option<Value>) {
        let Some(word) = dict_word(self, value) else { return };
        // SAFETY: the word belongs to the live instance, which owns what it names unless it has inline values.
        unsafe {
            if (*value.raw().header()).flags & flags::INLINE == 0 {
                let old = word.replace(dict.map_or(Raw::NULL, Value::into_raw));
                if !old.is_null() {
                    drop(Value::from_raw(old));
                }
            }
        }
    }

    /// The instance's `__dict__`, made now from its inline values if there was none; `None` when instances have none.
    pub(crate) fn instance_dict(&mut self, value: &Value) -> PyResult<Option<Value>> {
        let Some(word) = dict_word(self, value) else { return Ok(None) };
        // SAFETY: the word belongs to the live instance.
        unsafe {
            let header = value.raw().header();
            if (*header).flags & flags::INLINE != 0 {
                self.inline_to_dict(value)?;
            } else if (*word).is_null() {
                let dict = Dict::new(self)?;
                *word = dict.into_raw();
            }
            Ok(Some(Value::from_borrowed(*word)))
        }
    }

    /// Moves inline values into a dict of their own.
    pub(crate) fn inline_to_dict(&mut self, value: &Value) -> PyResult<()> {
        let dict = Dict::new(self)?;
        let Some(table) = dict.exact::<Dict>() else { unreachable!("just made a dict") };
        // SAFETY: the INLINE flag says that values and keys are there; each reference moves once.
        unsafe {
            let class = &*self.type_of_raw(value.raw());
            let word = value.raw().cast::<u8>().add(class.dict_offset.get() as usize).cast::<Raw>();
            let names: Vec<Raw> = (*class.keys.get()).names().to_vec();
            for (index, name) in names.into_iter().enumerate() {
                let slot = word.add(1 + index);
                if !(*slot).is_null() {
                    let name = Value::from_borrowed(name);
                    let held = Value::from_borrowed(*slot);
                    table.set(self, &name, held)?;
                }
            }
            (*value.raw().header()).flags &= !flags::INLINE;
            *word = dict.into_raw();
            for index in 0..class.inline_capacity.get() as usize {
                drop(Value::from_raw((*word.add(1 + index)).clone_out(word.add(1 + index))));
            }
        }
        Ok(())
    }
}

trait CloneOut {
    unsafe fn clone_out(self, slot: *mut Raw) -> Raw;
}

impl CloneOut for Raw {
    /// Takes the word out of its slot; NULL becomes None, which owns nothing.
    unsafe fn clone_out(self, slot: *mut Raw) -> Raw {
        // SAFETY: the caller names the slot the word was read from.
        unsafe { *slot = Raw::NULL };
        if self.is_null() { Raw::NONE } else { self }
    }
}

/// The dict word of an instance whose type has one.
pub(crate) fn dict_word(t: &Thread, value: &Value) -> Option<*mut Raw> {
    if !value.raw().is_pointer() {
        return None;
    }
    let class = t.type_of(value);
    let offset = class.dict_offset.get() as usize;
    // SAFETY: the offset lies within the instance.
    (offset != 0).then(|| unsafe { value.raw().cast::<u8>().add(offset).cast::<Raw>() })
}

/// The inline value slot of an attribute: its index and address, when the instance keeps it inline.
pub(crate) fn inline_slot(t: &Thread, value: &Value, name: Raw) -> Option<(usize, *mut Raw)> {
    let word = dict_word(t, value)?;
    // SAFETY: the INLINE flag says that values and keys are there.
    unsafe {
        if (*value.raw().header()).flags & flags::INLINE == 0 {
            return None;
        }
        let keys: &SharedKeys = &*t.type_of(value).keys.get();
        let index = keys.find(name)?;
        Some((index, word.add(1 + index)))
    }
}
