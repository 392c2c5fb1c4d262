//! Reading and writing the items of a view.

use crate::builtins::bytearray::ByteArray;
use crate::builtins::list::List;
use crate::builtins::memoryview::{MemoryView, Shape, memory_of};
use crate::builtins::slice::Slice;
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::object::Object;
use crate::protocol::SliceRange;
use crate::thread::Thread;
use crate::value::{Raw, Value};

/// What a subscript selects.
enum Selected {
    Item(usize),
    View(Shape),
    /// The view itself: `view[...]` without dimensions.
    All,
}

fn unimplemented(t: &mut Thread, text: &str) -> Exception {
    t.exception(Class::NotImplementedError, text)
}

/// The index in a dimension that a Python index names.
fn fit(t: &mut Thread, index: isize, length: usize, dimension: usize) -> PyResult<usize> {
    let fitted = if index < 0 { index + length as isize } else { index };
    match usize::try_from(fitted) {
        Ok(fitted) if fitted < length => Ok(fitted),
        _ => {
            let dimension = dimension + 1;
            Err(t.index_error(format!("index out of bounds on dimension {dimension}")))
        }
    }
}

/// Where the item of a tuple of indices lies.
fn place(t: &mut Thread, shape: &Shape, indices: &[Value]) -> PyResult<usize> {
    let (given, dimensions) = (indices.len(), shape.dimensions());
    if given < dimensions {
        return Err(unimplemented(t, "sub-views are not implemented"));
    }
    if given > dimensions {
        return Err(
            t.type_error(format!("cannot index {dimensions}-dimension view with {given}-element tuple"))
        );
    }
    let mut fitted = Vec::with_capacity(given);
    for (dimension, index) in indices.iter().enumerate() {
        let index = t.as_isize(index, Class::IndexError)?;
        fitted.push(fit(t, index, shape.lengths[dimension], dimension)?);
    }
    Ok(shape.place(&fitted))
}

fn select(t: &mut Thread, shape: &Shape, key: &Value, multi: &str, slices: &str) -> PyResult<Selected> {
    let tuple = Tuple::of(key);
    if shape.dimensions() == 0 {
        return match tuple {
            Some(tuple) if tuple.is_empty() => Ok(Selected::Item(shape.offset)),
            _ if key.raw() == Raw::ELLIPSIS => Ok(Selected::All),
            _ => Err(t.type_error("invalid indexing of 0-dim memory")),
        };
    }
    if t.is_index(key) {
        let index = t.as_isize(key, Class::IndexError)?;
        if shape.dimensions() > 1 {
            return Err(unimplemented(t, multi));
        }
        let index = fit(t, index, shape.lengths[0], 0)?;
        return Ok(Selected::Item(shape.place(&[index])));
    }
    if let Some(slice) = <Slice as Object>::of(key) {
        let range = t.slice_range(slice, shape.lengths[0])?;
        return Ok(Selected::View(sliced(shape, range)));
    }
    if let Some(tuple) = tuple {
        if tuple.items().iter().all(|index| t.is_index(index)) {
            return place(t, shape, tuple.items()).map(Selected::Item);
        }
        if tuple.items().iter().all(|part| <Slice as Object>::of(part).is_some()) {
            return Err(unimplemented(t, slices));
        }
    }
    Err(t.type_error("memoryview: invalid slice key"))
}

/// The shape whose first dimension is cut to a range.
fn sliced(shape: &Shape, range: SliceRange) -> Shape {
    let mut cut = shape.clone();
    if range.count != 0 {
        cut.offset = cut.offset.wrapping_add_signed(range.start * shape.strides[0]);
    }
    cut.lengths[0] = range.count;
    cut.strides[0] = shape.strides[0].wrapping_mul(range.step);
    cut
}

/// Reads the item at a place.
pub(crate) fn item(t: &mut Thread, memory: &Value, shape: &Shape, place: usize) -> PyResult {
    let size = shape.format.size();
    let mut bytes = [0; 8];
    let source = memory_of(t, memory).get(place..place + size).unwrap_or_default();
    bytes[..source.len()].copy_from_slice(source);
    shape.format.unpack(t, &bytes[..size])
}

/// `view[key]`.
pub(crate) fn get(t: &mut Thread, this: &Value, view: &MemoryView, key: &Value) -> PyResult {
    let (memory, _) = view.parts(t)?;
    let slices = "multi-dimensional slicing is not implemented";
    let multi = "multi-dimensional sub-views are not implemented";
    let selected = select(t, view.shape(), key, multi, slices)?;
    // Indices may have run Python, which may have released the view.
    view.parts(t)?;
    match selected {
        Selected::Item(place) => item(t, &memory, view.shape(), place),
        Selected::View(shape) => view.derive(t, shape),
        Selected::All => Ok(this.clone()),
    }
}

/// `view[key] = value`, or `del view[key]` without a value.
pub(crate) fn set(t: &mut Thread, view: &MemoryView, key: &Value, value: Option<&Value>) -> PyResult<()> {
    let (memory, _) = view.parts(t)?;
    let shape = view.shape();
    if shape.readonly {
        return Err(t.type_error("cannot modify read-only memory"));
    }
    let Some(value) = value else { return Err(t.type_error("cannot delete memory")) };
    let slices = "memoryview slice assignments are currently restricted to ndim = 1";
    match select(t, shape, key, "sub-views are not implemented", slices)? {
        Selected::Item(place) => put(t, view, &memory, place, value),
        Selected::All => put(t, view, &memory, shape.offset, value),
        Selected::View(_) if shape.dimensions() != 1 => Err(unimplemented(t, slices)),
        Selected::View(target) => assign(t, view, &memory, &target, value),
    }
}

fn put(t: &mut Thread, view: &MemoryView, memory: &Value, place: usize, value: &Value) -> PyResult<()> {
    let format = view.shape().format;
    let packed = format.pack(t, value)?;
    // Packing may have run Python, which may have released the view.
    view.parts(t)?;
    write(t, memory, place, &packed[..format.size()]);
    Ok(())
}

fn write(t: &mut Thread, memory: &Value, place: usize, bytes: &[u8]) {
    if let Some(array) = ByteArray::of(memory)
        && let Some(target) = array.as_mut_slice(t).get_mut(place..place + bytes.len())
    {
        target.copy_from_slice(bytes);
    }
}

fn assign(t: &mut Thread, view: &MemoryView, memory: &Value, target: &Shape, value: &Value) -> PyResult<()> {
    let Some(source) = MemoryView::over(t, value)? else {
        let name = t.type_name(value);
        return Err(t.type_error(format!("a bytes-like object is required, not '{name}'")));
    };
    let Some(source) = MemoryView::of(&source) else { unreachable!("just made a view") };
    let (format, lengths) = (source.shape().format, &source.shape().lengths);
    if format.code != target.format.code || *lengths != target.lengths {
        let text = "memoryview assignment: lvalue and rvalue have different structures";
        return Err(t.value_error(text));
    }
    // Source and target may overlap.
    let bytes = contents(t, source, false)?;
    view.parts(t)?;
    write_items(t, memory, target, &bytes);
    Ok(())
}

/// Writes bytes over as many items as they reach for.
fn write_items(t: &mut Thread, memory: &Value, target: &Shape, bytes: &[u8]) {
    if target.is_c_contiguous() {
        let length = bytes.len().min(target.bytes());
        return write(t, memory, target.offset, &bytes[..length]);
    }
    for (place, item) in target.places(false).zip(bytes.chunks(target.format.size())) {
        write(t, memory, place, item);
    }
}

/// Writes bytes over the first items of a view.
pub(crate) fn fill(t: &mut Thread, view: &MemoryView, bytes: &[u8]) -> PyResult<()> {
    let (memory, _) = view.parts(t)?;
    write_items(t, &memory, view.shape(), bytes);
    Ok(())
}

/// The bytes of all items in order.
pub(crate) fn contents(t: &mut Thread, view: &MemoryView, fortran: bool) -> PyResult<Vec<u8>> {
    let (memory, _) = view.parts(t)?;
    let shape = view.shape();
    let mut out = Vec::new();
    if out.try_reserve_exact(shape.bytes()).is_err() {
        return Err(t.memory_error());
    }
    let memory = memory_of(t, &memory);
    if shape.is_c_contiguous() && (!fortran || shape.is_f_contiguous()) {
        out.extend_from_slice(memory.get(shape.offset..shape.offset + shape.bytes()).unwrap_or_default());
    } else {
        let size = shape.format.size();
        for place in shape.places(fortran) {
            out.extend_from_slice(memory.get(place..place + size).unwrap_or_default());
        }
    }
    Ok(out)
}

/// `tolist`: a list per dimension.
pub(crate) fn to_list(t: &mut Thread, view: &MemoryView) -> PyResult {
    let (memory, _) = view.parts(t)?;
    let shape = view.shape();
    let mut items = Vec::with_capacity(shape.count());
    for place in shape.places(false) {
        items.push(item(t, &memory, shape, place)?);
    }
    // Innermost dimension first: each round makes lists of what there is.
    for &length in shape.lengths.iter().skip(1).rev() {
        let mut lists = Vec::with_capacity(items.len() / length.max(1));
        let mut rest = items.into_iter().peekable();
        while length != 0 && rest.peek().is_some() {
            let list = rest.by_ref().take(length).collect();
            lists.push(List::new(t, list)?);
        }
        items = lists;
    }
    match shape.dimensions() {
        0 => Ok(items.pop().unwrap_or(Value::NONE)),
        _ => List::new(t, items),
    }
}
