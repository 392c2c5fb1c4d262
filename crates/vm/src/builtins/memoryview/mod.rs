//! `memoryview`: a window on the memory of bytes or a bytearray, with a format, a shape and strides. Every object with a
//! buffer keeps its memory in one of those two, so that a view never points into anything else.
#![expect(unsafe_code, reason = "makes raw objects; frees the description of the memory")]

use std::cell::Cell;

use taipan_heap::{Header, flags};

use crate::builtins::bytearray::ByteArray;
use crate::builtins::bytes::Bytes;
use crate::builtins::fields::read;
use crate::dying::Dying;
use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

mod access;
mod cast;
mod compare;
pub mod format;
pub mod iterator;
mod keeper;
mod methods;
mod shape;

pub use format::Format;
pub use shape::Shape;

/// A Python memoryview.
#[repr(C)]
pub struct MemoryView {
    pub(crate) header: Header,
    /// Bytes or a bytearray, whose size the view fixes; NULL once released.
    memory: Cell<Raw>,
    /// The object whose buffer it is, `obj`; NULL once released.
    object: Cell<Raw>,
    /// What tells the object that the last view of its buffer is gone; NULL where nothing does.
    keeper: Cell<Raw>,
    /// No other views are made of it: it lives no longer than a call of `__release_buffer__`.
    restricted: Cell<bool>,
    /// Never changes; freed with the object.
    shape: *mut Shape,
    /// 0 until computed.
    hash: Cell<u64>,
}

// SAFETY: repr(C), begins with a header; made below with this layout.
unsafe impl Object for MemoryView {
    const KIND: Kind = Kind::MemoryView;
}

/// The memory of memoryviews.
pub static LAYOUT: Layout = Layout::tracked(Kind::MemoryView, size_of::<MemoryView>(), traverse, detach);

/// The type `memoryview`.
pub static TYPE: NativeType = NativeType {
    name: "memoryview",
    module: "builtins",
    doc: "A window on the memory of another object, which must be bytes-like.",
    kind: Kind::MemoryView,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::SEQUENCE.with(TypeFlags::WEAK),
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is.
    let this = unsafe { &*object.cast::<MemoryView>() };
    visit(this.memory.get(), with);
    visit(this.object.get(), with);
    visit(this.keeper.get(), with);
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: the layout's owner says what the object is; the shape is freed once.
    unsafe {
        let this = &mut *object.cast::<MemoryView>();
        for field in this.let_go() {
            dying.value(field);
        }
        let shape = std::mem::replace(&mut this.shape, std::ptr::null_mut());
        if !shape.is_null() {
            drop(Box::from_raw(shape));
        }
    }
}

impl MemoryView {
    /// The view behind a value.
    #[inline]
    pub fn of(value: &Value) -> Option<&MemoryView> {
        <MemoryView as Object>::of(value)
    }

    /// A view of `memory`, bytes or a bytearray, in the name of `object`.
    ///
    /// The shape lies within the memory.
    pub fn new(t: &mut Thread, memory: &Value, object: &Value, shape: Shape) -> PyResult {
        MemoryView::kept(t, memory, object, None, shape)
    }

    /// Another view of the same memory; ValueError once released.
    pub(crate) fn derive(&self, t: &mut Thread, shape: Shape) -> PyResult {
        let (memory, object) = self.parts(t)?;
        if self.restricted.get() {
            return Err(t.value_error("cannot create new view on restricted memoryview"));
        }
        MemoryView::kept(t, &memory, &object, read(&self.keeper), shape)
    }

    fn kept(t: &mut Thread, memory: &Value, object: &Value, keeper: Option<Value>, shape: Shape) -> PyResult {
        debug_assert!(Bytes::of(memory).is_some() || ByteArray::of(memory).is_some());
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let cell = t.heap().alloc(size_of::<MemoryView>());
            if cell.is_null() {
                return Err(t.memory_error());
            }
            if let Some(array) = ByteArray::of(memory) {
                array.export();
            }
            let this = cell.cast::<MemoryView>();
            (&raw mut (*this).memory).write(Cell::new(memory.clone().into_raw()));
            (&raw mut (*this).object).write(Cell::new(object.clone().into_raw()));
            (&raw mut (*this).keeper).write(Cell::new(keeper.map_or(Raw::NULL, Value::into_raw)));
            (&raw mut (*this).restricted).write(Cell::new(false));
            (&raw mut (*this).shape).write(Box::into_raw(Box::new(shape)));
            (&raw mut (*this).hash).write(Cell::new(0));
            t.init_header(cell, Kind::MemoryView, flags::TRACKED);
            Ok(Value::from_raw(Raw::pointer(cell)))
        }
    }

    /// A view of all of an object that has a buffer; `None` for other objects.
    pub fn over(t: &mut Thread, object: &Value) -> PyResult<Option<Value>> {
        const FULL: i32 = 0x11c;
        MemoryView::over_for(t, object, FULL)
    }

    /// As [`MemoryView::over`], with what an object's own `__buffer__` is told of the view.
    pub(crate) fn over_for(t: &mut Thread, object: &Value, flags: i32) -> PyResult<Option<Value>> {
        if let Some(view) = MemoryView::of(object) {
            return view.derive(t, view.shape().clone()).map(Some);
        }
        if t.has_own_buffer(object) {
            return MemoryView::by_method(t, object, flags);
        }
        match MemoryView::over_bytes(t, object)? {
            Some(view) => Ok(Some(view)),
            None => MemoryView::by_method(t, object, flags),
        }
    }

    /// A view of bytes or a bytearray; `None` for other objects.
    pub(crate) fn over_bytes(t: &mut Thread, object: &Value) -> PyResult<Option<Value>> {
        let keeper = if keeper::is_wanted(t, object) { Some(keeper::new(t, None, object)?) } else { None };
        MemoryView::over_own(t, object, keeper)
    }

    /// A view of bytes or a bytearray, of which no other views are made and of whose end nobody is told.
    fn restricted(t: &mut Thread, object: &Value) -> PyResult<Option<Value>> {
        let view = MemoryView::over_own(t, object, None)?;
        if let Some(view) = view.as_ref().and_then(MemoryView::of) {
            view.restricted.set(true);
        }
        Ok(view)
    }

    fn over_own(t: &mut Thread, object: &Value, keeper: Option<Value>) -> PyResult<Option<Value>> {
        let (length, readonly) = match (Bytes::of(object), ByteArray::of(object)) {
            (Some(bytes), _) => (bytes.as_slice().len(), true),
            (_, Some(array)) => (array.len(t), false),
            _ => return Ok(None),
        };
        MemoryView::kept(t, object, object, keeper, Shape::of_bytes(length, readonly)).map(Some)
    }

    /// A view that an object's own `__buffer__` answers.
    fn by_method(t: &mut Thread, object: &Value, flags: i32) -> PyResult<Option<Value>> {
        let flags = Value::small_int(flags.into());
        let Some(answer) = t.call_special(object, crate::types::Special::Buffer, &[flags])? else {
            return Ok(None);
        };
        let Some(view) = MemoryView::of(&answer) else {
            return Err(t.type_error("__buffer__ returned non-memoryview object"));
        };
        let (memory, owner) = view.parts(t)?;
        if owner.is(object) {
            // The view's own end is told.
            return view.derive(t, view.shape().clone()).map(Some);
        }
        let told = keeper::is_wanted(t, object) || !view.keeper.get().is_null();
        let keeper = if told { Some(keeper::new(t, Some(answer.clone()), object)?) } else { None };
        MemoryView::kept(t, &memory, object, keeper, view.shape().clone()).map(Some)
    }

    /// Format, shape and strides.
    #[inline]
    pub fn shape(&self) -> &Shape {
        // SAFETY: set when the view is made, freed only with it.
        unsafe { &*self.shape }
    }

    /// Memory and object; ValueError once released.
    pub(crate) fn parts(&self, t: &mut Thread) -> PyResult<(Value, Value)> {
        if self.is_released() {
            return Err(t.value_error("operation forbidden on released memoryview object"));
        }
        // SAFETY: fields that are not NULL are owned.
        unsafe { Ok((Value::from_borrowed(self.memory.get()), Value::from_borrowed(self.object.get()))) }
    }

    /// The bytes of all items, the last index running fastest; ValueError once released.
    pub fn contents(&self, t: &mut Thread) -> PyResult<Vec<u8>> {
        access::contents(t, self, false)
    }

    /// Writes bytes over the first items; what does not fit is left out. ValueError once released.
    pub fn fill(&self, t: &mut Thread, bytes: &[u8]) -> PyResult<()> {
        access::fill(t, self, bytes)
    }

    /// Whether the view was released.
    #[inline]
    pub fn is_released(&self) -> bool {
        self.memory.get().is_null()
    }

    /// Lets go of the memory.
    pub fn release(&self) {
        for field in self.let_go() {
            // SAFETY: the fields owned what they let go of.
            drop(unsafe { Value::from_raw(field) });
        }
    }

    /// Takes out what is owned; None for what is not there.
    fn let_go(&self) -> [Raw; 3] {
        let memory = self.memory.replace(Raw::NULL);
        let object = self.object.replace(Raw::NULL);
        let keeper = self.keeper.replace(Raw::NULL);
        if memory.is_null() {
            return [Raw::NONE; 3];
        }
        // SAFETY: the field owned it until now.
        if let Some(array) = ByteArray::of(unsafe { Value::borrow_slot(&raw const memory) }) {
            array.unexport();
        }
        [memory, object, if keeper.is_null() { Raw::NONE } else { keeper }]
    }
}

/// The bytes of a view's memory, those outside its shape included.
pub(crate) fn memory_of<'a>(t: &'a Thread, memory: &'a Value) -> &'a [u8] {
    match (Bytes::of(memory), ByteArray::of(memory)) {
        (Some(bytes), _) => bytes.as_slice(),
        (_, Some(array)) => array.as_slice(t),
        _ => &[],
    }
}
