//! Iterators over the keys, values and items of dicts, in both directions: one struct and one set of methods, with
//! six types that differ in what they answer.
#![expect(unsafe_code, reason = "layout functions and raw objects of six kinds")]

use std::cell::Cell;

use taipan_heap::Header;

use crate::builtins::dict::Dict;
use crate::builtins::fields::{read, write};
use crate::builtins::tuple::Tuple;
use crate::dying::Dying;
use crate::errors::Exception;
use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

/// An iterator over a dict; its kind says what it answers.
#[repr(C)]
pub struct DictIterator {
    header: Header,
    /// The dict, or NULL once exhausted.
    dict: Cell<Raw>,
    /// The pair given last, or NULL.
    pair: Cell<Raw>,
    /// The index of the next entry; backwards, one more.
    index: Cell<usize>,
    /// How many items are left.
    left: Cell<usize>,
    /// How many keys the dict had, or `usize::MAX` once that was found to have changed.
    used: Cell<usize>,
}

// SAFETY: repr(C), begins with a header; all six kinds are made below with this struct.
unsafe impl Object for DictIterator {
    const KIND: Kind = Kind::DictKeyIterator;

    fn of(value: &Value) -> Option<&DictIterator> {
        let kind = value.header()?.kind;
        // SAFETY: the six kinds share the struct.
        KINDS.iter().any(|&known| known as u8 == kind).then(|| unsafe { &*value.raw().cast() })
    }
}

const KINDS: [Kind; 6] = [
    Kind::DictKeyIterator,
    Kind::DictValueIterator,
    Kind::DictItemIterator,
    Kind::DictReverseKeyIterator,
    Kind::DictReverseValueIterator,
    Kind::DictReverseItemIterator,
];

macro_rules! types {
    ($($layout:ident $ty:ident $kind:ident $name:literal;)*) => {$(
        static $layout: Layout =
            Layout::tracked(Kind::$kind, size_of::<DictIterator>(), traverse, detach).owning(2);

        #[doc = concat!("The type `", $name, "`.")]
        pub static $ty: NativeType = NativeType {
            name: $name,
            module: "builtins",
            doc: "",
            kind: Kind::$kind,
            base: Some(Kind::Object),
            layout: &$layout,
            flags: TypeFlags::NO_NEW,
            methods: table::METHODS,
            getsets: table::GETSETS,
        };
    )*};
}

types! {
    KEY_LAYOUT KEY_TYPE DictKeyIterator "dict_keyiterator";
    VALUE_LAYOUT VALUE_TYPE DictValueIterator "dict_valueiterator";
    ITEM_LAYOUT ITEM_TYPE DictItemIterator "dict_itemiterator";
    REVERSE_KEY_LAYOUT REVERSE_KEY_TYPE DictReverseKeyIterator "dict_reversekeyiterator";
    REVERSE_VALUE_LAYOUT REVERSE_VALUE_TYPE DictReverseValueIterator "dict_reversevalueiterator";
    REVERSE_ITEM_LAYOUT REVERSE_ITEM_TYPE DictReverseItemIterator "dict_reverseitemiterator";
}

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is.
    let this = unsafe { &*object.cast::<DictIterator>() };
    visit(this.dict.get(), with);
    visit(this.pair.get(), with);
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: the layout's owner says what the object is.
    let this = unsafe { &*object.cast::<DictIterator>() };
    dying.value(this.pair.replace(Raw::NULL));
    dying.value(this.dict.replace(Raw::NULL));
}

impl DictIterator {
    /// An iterator of one of the six kinds over a dict.
    pub fn new(t: &mut Thread, kind: Kind, dict: &Value) -> PyResult {
        debug_assert!(KINDS.contains(&kind), "a kind of dict iterator");
        let (used, bound) = <Dict as Object>::of(dict).map_or((0, 0), |dict| (dict.len(), dict.bound()));
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = t.heap().alloc(size_of::<DictIterator>());
            if object.is_null() {
                return Err(t.memory_error());
            }
            let this = object.cast::<DictIterator>();
            (&raw mut (*this).dict).write(Cell::new(dict.clone().into_raw()));
            (&raw mut (*this).index).write(Cell::new(if is_reverse(kind) { bound } else { 0 }));
            (&raw mut (*this).left).write(Cell::new(used));
            (&raw mut (*this).used).write(Cell::new(used));
            (&raw mut (*this).pair).write(Cell::new(Raw::NULL));
            t.init_header(object, kind, taipan_heap::flags::TRACKED);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    fn is(&self, kinds: [Kind; 2]) -> bool {
        kinds.iter().any(|&kind| self.header.kind == kind as u8)
    }

    fn goes_backwards(&self) -> bool {
        KINDS[3..].iter().any(|&kind| self.header.kind == kind as u8)
    }

    /// A new reference to the dict; `None` once it is exhausted.
    fn dict(&self) -> Option<Value> {
        read(&self.dict)
    }

    #[cold]
    fn exhaust(&self) {
        write(&self.dict, None);
    }

    /// The next key, value or pair. Raises RuntimeError when keys were added or removed.
    #[inline(always)]
    pub fn step(&self, t: &mut Thread) -> PyResult<Option<Value>> {
        if self.dict.get().is_null() {
            return Ok(None);
        }
        // SAFETY: the iterator owns what its field names: a dict or an instance of a subclass, whose memory begins alike.
        let dict = unsafe { &*self.dict.get().cast::<Dict>() };
        if self.used.get() != dict.len() {
            return Err(self.resized(t));
        }
        let at = match self.goes_backwards() {
            true => self.previous(t, dict),
            false => dict.next_index(t, self.index.get()),
        };
        let Some(at) = at else {
            self.exhaust();
            return Ok(None);
        };
        let left = self.left.get();
        if left == 0 {
            self.exhaust();
            return Err(t.runtime_error("dictionary keys changed during iteration"));
        }
        self.left.set(left - 1);
        self.index.set(if self.goes_backwards() { at } else { at + 1 });
        let Some((key, value)) = dict.entry(t, at) else { return Ok(None) };
        if self.is([Kind::DictKeyIterator, Kind::DictReverseKeyIterator]) {
            return Ok(Some(key.clone()));
        }
        if self.is([Kind::DictValueIterator, Kind::DictReverseValueIterator]) {
            return Ok(Some(value.clone()));
        }
        let (key, value) = (key.clone(), value.clone());
        Tuple::pair_again(t, &self.pair, key, value).map(Some)
    }

    /// The entry before the last one given; `None` also when the dict was cleared and filled again meanwhile.
    #[inline(never)]
    fn previous(&self, t: &Thread, dict: &Dict) -> Option<usize> {
        if self.index.get() > dict.bound() { None } else { dict.previous_index(t, self.index.get()) }
    }

    #[cold]
    fn resized(&self, t: &mut Thread) -> Exception {
        self.used.set(usize::MAX);
        t.runtime_error("dictionary changed size during iteration")
    }

    /// How many items are left, as far as can be told.
    fn hint(&self) -> usize {
        let used = self.dict().and_then(|dict| <Dict as Object>::of(&dict).map(Dict::len));
        if used == Some(self.used.get()) { self.left.get() } else { 0 }
    }
}

fn is_reverse(kind: Kind) -> bool {
    KINDS[3..].contains(&kind)
}

/// The methods of dict iterators.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{DictIterator, PyResult, Thread, Value};
    use crate::builtins::iterator_methods::{builtin, reduced};
    use crate::builtins::list::List;

    #[special]
    fn __iter__(_t: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &DictIterator) -> PyResult<Option<Value>> {
        this.step(t)
    }

    /// How many items are left, as far as can be told.
    #[method("($self, /)")]
    fn __length_hint__(_t: &mut Thread, this: &DictIterator) -> PyResult<usize> {
        Ok(this.hint())
    }

    /// How to make a copy, for pickling: from a list of what is left.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &DictIterator) -> PyResult {
        let place = (this.index.get(), this.left.get());
        let (mut rest, held) = (Vec::new(), this.dict());
        while let Some(item) = this.step(t)? {
            rest.push(item);
        }
        if let Some(held) = held {
            // The iteration above used the iterator itself up: put it back where it was.
            this.restore(held, place);
        }
        let rest = List::new(t, rest)?;
        let iter = builtin(t, "iter")?;
        reduced(t, iter, rest, None)
    }
}

impl DictIterator {
    fn restore(&self, dict: Value, (index, left): (usize, usize)) {
        self.exhaust();
        self.dict.set(dict.into_raw());
        self.index.set(index);
        self.left.set(left);
    }
}
