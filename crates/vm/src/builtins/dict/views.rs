//! `dict_keys`, `dict_values` and `dict_items`: one struct, with the set operators for keys and items.
#![expect(unsafe_code, reason = "layout functions and raw objects of three kinds")]

use std::cell::Cell;

use taipan_bytecode::CompareOperator;
use taipan_heap::Header;
use taipan_text::text::Text;

use crate::builtins::dict::Dict;
use crate::builtins::dict::iterators::DictIterator;
use crate::builtins::list::List;
use crate::builtins::list::repr::{finish, push_repr};
use crate::builtins::set::Set;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::dying::Dying;
use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::protocol::ReprGuard;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// A view of a dict; its kind says of what.
#[repr(C)]
pub struct DictView {
    header: Header,
    /// The dict; NULL only once taken apart by the collector.
    dict: Cell<Raw>,
}

// SAFETY: repr(C), begins with a header; all three kinds are made below with this struct.
unsafe impl Object for DictView {
    const KIND: Kind = Kind::DictKeys;

    fn of(value: &Value) -> Option<&DictView> {
        let kinds = [Kind::DictKeys, Kind::DictValues, Kind::DictItems];
        let header = value.header()?;
        // SAFETY: a live object's type lives.
        let derived = || unsafe { (*header.ty.cast::<TypeObject>()).layout.kind };
        let known = |kind: u8| kinds.iter().any(|&known| known as u8 == kind);
        let is_view = known(header.kind) || header.kind == Kind::Other as u8 && known(derived() as u8);
        // SAFETY: the three kinds share the struct, and types derived from them.
        is_view.then(|| unsafe { &*value.raw().cast() })
    }
}

macro_rules! types {
    ($($layout:ident $ty:ident $kind:ident $name:literal $table:ident;)*) => {$(
        #[doc = concat!("The memory of ", $name, ".")]
        pub static $layout: Layout = Layout::tracked(Kind::$kind, size_of::<DictView>(), traverse, detach).owning(1);

        #[doc = concat!("The type `", $name, "`.")]
        pub static $ty: NativeType = NativeType {
            name: $name,
            module: "builtins",
            doc: "",
            kind: Kind::$kind,
            base: Some(Kind::Object),
            layout: &$layout,
            flags: TypeFlags::NO_NEW,
            methods: $table::METHODS,
            getsets: $table::GETSETS,
        };
    )*};
}

types! {
    KEYS_LAYOUT KEYS_TYPE DictKeys "dict_keys" set_table;
    VALUES_LAYOUT VALUES_TYPE DictValues "dict_values" values_table;
    ITEMS_LAYOUT ITEMS_TYPE DictItems "dict_items" set_table;
}

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is.
    visit(unsafe { (*object.cast::<DictView>()).dict.get() }, with);
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: the layout's owner says what the object is.
    dying.value(unsafe { (*object.cast::<DictView>()).dict.replace(Raw::NULL) });
}

impl DictView {
    /// A view of a dict, of one of the three kinds.
    pub fn new(t: &mut Thread, kind: Kind, dict: &Value) -> PyResult {
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = t.heap().alloc(size_of::<DictView>());
            if object.is_null() {
                return Err(t.memory_error());
            }
            (&raw mut (*object.cast::<DictView>()).dict).write(Cell::new(dict.clone().into_raw()));
            t.init_header(object, kind, taipan_heap::flags::TRACKED);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// The dict, or what its memory begins as one.
    #[inline]
    pub(crate) fn dict(&self) -> Option<&Dict> {
        // SAFETY: a field that is not NULL holds what the view owns, and never changes while that lives.
        unsafe { <Dict as Object>::of(Value::borrow_slot(self.dict.as_ptr())) }
    }

    /// A view of a dict whose type is derived from one of the three kinds'.
    pub fn of_class(t: &mut Thread, class: &Value, dict: &Value) -> PyResult {
        let kinds = [Kind::DictKeys, Kind::DictValues, Kind::DictItems];
        let class = class.downcast::<TypeObject>().filter(|class| kinds.contains(&class.layout.kind));
        let Some(class) = class else { return Err(t.type_error("the class has another memory layout")) };
        let object = t.alloc_instance(class)?;
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            (&raw mut (*object.cast::<DictView>()).dict).write(Cell::new(dict.clone().into_raw()));
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    fn is(&self, kind: Kind) -> bool {
        if self.header.kind != Kind::Other as u8 {
            return self.header.kind == kind as u8;
        }
        // SAFETY: a live object's type lives.
        unsafe { (*self.header.ty.cast::<TypeObject>()).layout.kind == kind }
    }

    /// A new reference to the dict, None once it was taken away.
    pub fn held(&self) -> Value {
        let dict = self.dict.get();
        // SAFETY: the view owns what its field names.
        if dict.is_null() { Value::NONE } else { unsafe { Value::from_borrowed(dict) } }
    }

    /// How many items.
    pub(crate) fn len(&self) -> usize {
        <Dict as Object>::of(&self.held()).map_or(0, Dict::len)
    }

    /// An iterator in either direction.
    fn iter(&self, t: &mut Thread, backwards: bool) -> PyResult {
        let kind = match (backwards, self.is(Kind::DictKeys), self.is(Kind::DictValues)) {
            (false, true, _) => Kind::DictKeyIterator,
            (false, _, true) => Kind::DictValueIterator,
            (false, ..) => Kind::DictItemIterator,
            (true, true, _) => Kind::DictReverseKeyIterator,
            (true, _, true) => Kind::DictReverseValueIterator,
            (true, ..) => Kind::DictReverseItemIterator,
        };
        let dict = self.held();
        DictIterator::new(t, kind, &dict)
    }

    /// Whether a key or a pair is there.
    fn contains(&self, t: &mut Thread, value: &Value) -> PyResult<bool> {
        let held = self.held();
        let Some(dict) = <Dict as Object>::of(&held) else { return Ok(false) };
        if self.is(Kind::DictKeys) {
            return dict.contains(t, value);
        }
        let Some([key, value]) = Tuple::of(value).map(Tuple::items) else { return Ok(false) };
        match dict.get(t, key)? {
            Some(found) => t.equals(&found, value),
            None => Ok(false),
        }
    }
}

/// The view behind a value, when it is one of keys or items.
fn set_view(value: &Value) -> Option<&DictView> {
    DictView::of(value).filter(|view| !view.is(Kind::DictValues))
}

/// The number of elements of a set, as its class tells it, or of a view like a set.
fn set_length(t: &mut Thread, value: &Value) -> PyResult<Option<usize>> {
    match set_view(value) {
        Some(view) => Ok(Some(view.len())),
        None if Set::any(value).is_some() => t.length(value).map(Some),
        None => Ok(None),
    }
}

fn repr(t: &mut Thread, value: &Value, view: &DictView) -> PyResult {
    let Some(_guard) = ReprGuard::enter(value) else { return Str::new(t, "...") };
    let items = t.collect(value)?;
    let mut text = Text::new();
    let name = t.type_name(value);
    text.push_str(&name);
    text.push_str("(");
    debug_assert!(items.len() == view.len(), "nothing ran that could change the dict");
    let list = List::new(t, items)?;
    push_repr(t, &mut text, &list)?;
    text.push_str(")");
    finish(t, &text)
}

/// Whether every element of `a` is in `b`.
fn all_in(t: &mut Thread, a: &Value, b: &Value) -> PyResult<bool> {
    let iterator = t.iter(a)?;
    while let Some(item) = t.next(&iterator)? {
        if !t.contains(b, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn compare(t: &mut Thread, this: &Value, other: &Value, operator: CompareOperator) -> PyResult {
    let (Some(own), Some(others)) = (set_view(this), set_length(t, other)?) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let own = own.len();
    let holds = match operator {
        CompareOperator::Equal => own == others && all_in(t, this, other)?,
        CompareOperator::NotEqual => own != others || !all_in(t, this, other)?,
        CompareOperator::Less => own < others && all_in(t, this, other)?,
        CompareOperator::LessEqual => own <= others && all_in(t, this, other)?,
        CompareOperator::Greater => own > others && all_in(t, other, this)?,
        CompareOperator::GreaterEqual => own >= others && all_in(t, other, this)?,
    };
    Ok(Value::bool(holds))
}

/// A new set of what an iterable gives; keys of a dict are taken at once.
fn to_set(t: &mut Thread, iterable: &Value) -> PyResult {
    let set = Set::new(t)?;
    let dict = set_view(iterable).filter(|view| view.is(Kind::DictKeys)).map(DictView::held);
    let iterable = dict.as_ref().filter(|dict| dict.is_kind(Kind::Dict)).unwrap_or(iterable);
    if let Some(this) = Set::any(&set) {
        this.update(t, iterable)?;
    }
    Ok(set)
}

/// An operator of sets with a new set as its answer: that of `left`, changed by `change`.
fn combine(
    t: &mut Thread,
    left: &Value,
    right: &Value,
    change: fn(&Set, &mut Thread, &Value) -> PyResult<()>,
) -> PyResult {
    let result = to_set(t, left)?;
    if let Some(set) = Set::any(&result) {
        change(set, t, right)?;
    }
    Ok(result)
}

/// `left & right`, where one of them is a view.
fn intersection(t: &mut Thread, left: &Value, right: &Value) -> PyResult {
    let (mut view, mut other) = if set_view(left).is_some() { (left, right) } else { (right, left) };
    let own = set_view(view).map_or(0, DictView::len);
    if let Some(set) = other.exact::<Set>()
        && own <= set.len()
    {
        return set.intersection(t, Kind::Set, view);
    }
    if set_view(other).is_some_and(|other| other.len() > own) {
        (view, other) = (other, view);
    }
    let result = Set::new(t)?;
    let (Some(view), Some(set)) = (set_view(view), Set::any(&result)) else { return Ok(result) };
    t.iterate(other, |t, item| {
        if view.contains(t, &item)? {
            set.add(t, &item)?;
        }
        Ok(true)
    })?;
    Ok(result)
}

/// `left ^ right` of two views of items: equal pairs cancel out without being hashed.
fn items_difference(t: &mut Thread, left: &DictView, right: &DictView) -> PyResult {
    let (left, right) = (left.held(), right.held());
    let (Some(left), Some(right)) = (<Dict as Object>::of(&left), <Dict as Object>::of(&right)) else {
        return Set::new(t);
    };
    let rest = left.copy(t)?;
    let Some(rest_dict) = rest.exact::<Dict>() else { unreachable!("a copy is a dict") };
    let result = Set::new(t)?;
    let Some(set) = Set::any(&result) else { unreachable!("just made a set") };
    let mut index = 0;
    while let Some(at) = right.next_index(t, index) {
        let Some((key, value, hash)) = right.entry_at(t, at) else { break };
        index = at + 1;
        let own = rest_dict.get_hashed(t, &key, hash)?;
        let same = match own {
            Some(own) => t.equals(&own, &value)?,
            None => false,
        };
        if same {
            drop(rest_dict.remove_hashed(t, &key, hash)?);
        } else {
            let pair = Tuple::new(t, [key, value])?;
            set.add(t, &pair)?;
        }
    }
    let pairs = DictView::new(t, Kind::DictItems, &rest)?;
    set.update(t, &pairs)?;
    Ok(result)
}

fn symmetric_difference(t: &mut Thread, left: &Value, right: &Value) -> PyResult {
    if left.is_kind(Kind::DictItems)
        && right.is_kind(Kind::DictItems)
        && let (Some(left), Some(right)) = (DictView::of(left), DictView::of(right))
    {
        return items_difference(t, left, right);
    }
    combine(t, left, right, Set::symmetric_difference_update)
}

/// Whether a view and an iterable have nothing in common.
fn is_disjoint(t: &mut Thread, this: &Value, other: &Value) -> PyResult<bool> {
    let own = set_view(this).map_or(0, DictView::len);
    if this.is(other) {
        return Ok(own == 0);
    }
    let (looked_in, through) = match set_length(t, other)? {
        Some(length) if length > own => (other, this),
        _ => (this, other),
    };
    let mut disjoint = true;
    t.iterate(through, |t, item| {
        disjoint = !t.contains(looked_in, &item)?;
        Ok(disjoint)
    })?;
    Ok(disjoint)
}

/// The methods of views of keys and of items.
#[taipan_macros::methods]
pub(crate) mod set_table {
    use super::{CompareOperator, DictView, Kind, PyResult, Set, Thread, Value};
    use super::{combine, compare, intersection, is_disjoint, repr, symmetric_difference};
    use crate::native::convert::special_self;

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let view = special_self::<DictView>(t, this, "__repr__")?;
        repr(t, this, view)
    }

    #[special]
    fn __lt__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<DictView>(t, this, "__lt__")?;
        compare(t, this, value, CompareOperator::Less)
    }

    #[special]
    fn __le__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<DictView>(t, this, "__le__")?;
        compare(t, this, value, CompareOperator::LessEqual)
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<DictView>(t, this, "__eq__")?;
        compare(t, this, value, CompareOperator::Equal)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<DictView>(t, this, "__ne__")?;
        compare(t, this, value, CompareOperator::NotEqual)
    }

    #[special]
    fn __gt__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<DictView>(t, this, "__gt__")?;
        compare(t, this, value, CompareOperator::Greater)
    }

    #[special]
    fn __ge__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<DictView>(t, this, "__ge__")?;
        compare(t, this, value, CompareOperator::GreaterEqual)
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &DictView) -> PyResult {
        this.iter(t, false)
    }

    #[special]
    fn __sub__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        combine(t, this, value, Set::difference_update)
    }

    #[special]
    fn __rsub__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        combine(t, value, this, Set::difference_update)
    }

    #[special]
    fn __and__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<DictView>(t, this, "__and__")?;
        intersection(t, this, value)
    }

    #[special]
    fn __rand__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<DictView>(t, this, "__rand__")?;
        intersection(t, value, this)
    }

    #[special]
    fn __xor__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        symmetric_difference(t, this, value)
    }

    #[special]
    fn __rxor__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        symmetric_difference(t, value, this)
    }

    #[special]
    fn __or__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        combine(t, this, value, Set::update)
    }

    #[special]
    fn __ror__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        combine(t, value, this, Set::update)
    }

    #[special]
    fn __len__(_t: &mut Thread, this: &DictView) -> PyResult<usize> {
        Ok(this.len())
    }

    #[special]
    fn __contains__(t: &mut Thread, this: &DictView, key: &Value) -> PyResult<bool> {
        this.contains(t, key)
    }

    /// Whether the view and an iterable have nothing in common.
    #[method("($self, object, /)")]
    fn isdisjoint(t: &mut Thread, this: &Value, object: &Value) -> PyResult<bool> {
        is_disjoint(t, this, object)
    }

    /// An iterator from the last to the first.
    #[method("($self, /)")]
    fn __reversed__(t: &mut Thread, this: &DictView) -> PyResult {
        this.iter(t, true)
    }

    /// A read-only proxy of the dict.
    #[getter]
    fn mapping(t: &mut Thread, this: &DictView) -> PyResult {
        let proxy = t.interpreter().type_of_kind(Kind::MappingProxy).to_value();
        let dict = this.held();
        t.call(&proxy, &[dict])
    }
}

/// The methods of views of values.
#[taipan_macros::methods]
pub(crate) mod values_table {
    use super::{DictView, Kind, PyResult, Thread, Value, repr};
    use crate::native::convert::special_self;

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let view = special_self::<DictView>(t, this, "__repr__")?;
        repr(t, this, view)
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &DictView) -> PyResult {
        this.iter(t, false)
    }

    #[special]
    fn __len__(_t: &mut Thread, this: &DictView) -> PyResult<usize> {
        Ok(this.len())
    }

    /// An iterator from the last to the first.
    #[method("($self, /)")]
    fn __reversed__(t: &mut Thread, this: &DictView) -> PyResult {
        this.iter(t, true)
    }

    /// A read-only proxy of the dict.
    #[getter]
    fn mapping(t: &mut Thread, this: &DictView) -> PyResult {
        let proxy = t.interpreter().type_of_kind(Kind::MappingProxy).to_value();
        let dict = this.held();
        t.call(&proxy, &[dict])
    }
}
