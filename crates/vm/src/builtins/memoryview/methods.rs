//! What Python sees of memoryviews.

use crate::builtins::bytes::{Bytes, hex};
use crate::builtins::int;
use crate::builtins::memoryview::iterator::MemoryIterator;
use crate::builtins::memoryview::{MemoryView, access, cast, compare};
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::native::arguments::Signature;
use crate::native::convert::{SliceIndex, bound};
use crate::native::{Args, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::value::Value;

/// The parameter of `memoryview`.
static SIGNATURE: Signature<1> = Signature {
    function: "memoryview",
    names: ["object"],
    positional_only: 0,
    positional: 1,
    required: 1,
    required_keyword_only: 0,
};

/// A view of all of an object, which must be bytes-like.
fn view_of(t: &mut Thread, object: &Value) -> PyResult {
    let view = MemoryView::over(t, object)?;
    required(t, object, view)
}

fn required(t: &mut Thread, object: &Value, view: Option<Value>) -> PyResult {
    match view {
        Some(view) => Ok(view),
        None => {
            let name = t.type_name(object);
            Err(t.type_error(format!("memoryview: a bytes-like object is required, not '{name}'")))
        }
    }
}

fn tuple_of(t: &mut Thread, numbers: impl Iterator<Item = i64>) -> PyResult {
    let items = numbers.map(|number| int::from_i64(t, number)).collect::<PyResult<Vec<Value>>>()?;
    Tuple::new(t, items)
}

/// The methods and attributes of memoryviews.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{
        Args, Bytes, Kind, MemoryIterator, MemoryView, PyResult, SIGNATURE, SliceIndex, Str, Thread, Value,
        access, bound, cast, compare, hex, required, tuple_of, view_of,
    };

    #[new]
    fn __new__(t: &mut Thread, _class: &Value, args: Args<'_>) -> PyResult {
        let [object] = args.bind(t, &SIGNATURE)?;
        view_of(t, bound(object))
    }

    #[special]
    fn __repr__(_t: &mut Thread, this: &Value) -> PyResult<String> {
        let released = MemoryView::of(this).is_some_and(MemoryView::is_released);
        let what = if released { "released memory" } else { "memory" };
        Ok(format!("<{what} at {:#x}>", this.raw().header() as usize))
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &MemoryView) -> PyResult<i64> {
        Ok(compare::hash(t, this)?.cast_signed())
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Value, other: &Value) -> PyResult {
        Ok(compare::equals(t, this, other)?.map_or(Value::NOT_IMPLEMENTED, Value::bool))
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Value, other: &Value) -> PyResult {
        Ok(compare::equals(t, this, other)?.map_or(Value::NOT_IMPLEMENTED, |equal| Value::bool(!equal)))
    }

    #[special]
    fn __lt__(_t: &mut Thread, _this: &MemoryView, _other: &Value) -> PyResult {
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __le__(_t: &mut Thread, _this: &MemoryView, _other: &Value) -> PyResult {
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __gt__(_t: &mut Thread, _this: &MemoryView, _other: &Value) -> PyResult {
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __ge__(_t: &mut Thread, _this: &MemoryView, _other: &Value) -> PyResult {
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __len__(t: &mut Thread, this: &MemoryView) -> PyResult<usize> {
        this.parts(t)?;
        match this.shape().lengths.first() {
            Some(&length) => Ok(length),
            None => Err(t.type_error("0-dim memory has no length")),
        }
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        let view = crate::native::convert::special_self::<MemoryView>(t, this, "__iter__")?;
        compare::scan(t, view, 0..0, |_, _, _| Ok(false))?;
        MemoryIterator::new(t, Kind::MemoryIterator, this.clone())
    }

    #[special]
    fn __getitem__(t: &mut Thread, this: &Value, key: &Value) -> PyResult {
        let view = crate::native::convert::special_self::<MemoryView>(t, this, "__getitem__")?;
        access::get(t, this, view, key)
    }

    #[special]
    fn __setitem__(t: &mut Thread, this: &MemoryView, key: &Value, value: &Value) -> PyResult<()> {
        access::set(t, this, key, Some(value))
    }

    #[special]
    fn __delitem__(t: &mut Thread, this: &MemoryView, key: &Value) -> PyResult<()> {
        access::set(t, this, key, None)
    }

    #[special("($self, flags, /)")]
    fn __buffer__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        const FORMAT: i32 = 4;
        const DIMENSIONS: i32 = 8;
        let view = crate::native::convert::special_self::<MemoryView>(t, this, "__buffer__")?;
        let values = args.no_keywords(t, "wrapper __buffer__")?;
        let flags = crate::builtins::bytes::buffer::buffer_flags(t, values)?;
        view.parts(t)?;
        if flags & 1 != 0 && view.shape().readonly {
            return Err(t.buffer_error("memoryview: underlying buffer is not writable"));
        }
        if flags & DIMENSIONS == 0 && flags & FORMAT != 0 {
            let text = "memoryview: cannot cast to unsigned bytes if the format flag is present";
            return Err(t.buffer_error(text));
        }
        view_of(t, this)
    }

    #[special("($self, buffer, /)")]
    fn __release_buffer__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        crate::native::convert::special_self::<MemoryView>(t, this, "__release_buffer__")?;
        let values = args.no_keywords(t, "wrapper __release_buffer__")?;
        crate::builtins::bytes::buffer::release_buffer(t, this, values)
    }

    /// Lets go of the memory; the view can't be used afterwards.
    #[method("($self, /)")]
    fn release(_t: &mut Thread, this: &MemoryView) -> PyResult<()> {
        this.release();
        Ok(())
    }

    /// The bytes of all items, in C's order or, with 'F', in Fortran's; 'A' is Fortran's if the items lie so.
    #[method("($self, /, order='C')")]
    fn tobytes(t: &mut Thread, this: &MemoryView, order: Option<&Value>) -> PyResult {
        let order = match order.filter(|order| !order.is_none()) {
            None => "C".into(),
            Some(order) => match Str::of(order) {
                Some(order) => order.to_plain(t)?,
                None => {
                    let name = t.type_name(order);
                    let text = format!("tobytes() argument 'order' must be str or None, not {name}");
                    return Err(t.type_error(text));
                }
            },
        };
        this.parts(t)?;
        let fortran = match &*order {
            "C" => false,
            "F" => true,
            "A" => this.shape().is_f_contiguous() && !this.shape().is_c_contiguous(),
            _ => return Err(t.value_error("order must be 'C', 'F' or 'A'")),
        };
        let contents = access::contents(t, this, fortran)?;
        Bytes::new(t, &contents)
    }

    /// The bytes of all items as pairs of hexadecimal digits; see bytes.hex.
    #[method("($self, /, sep=<unrepresentable>, bytes_per_sep=1)")]
    fn hex(t: &mut Thread, this: &MemoryView, sep: Option<&Value>, bytes_per_sep: i32) -> PyResult {
        let contents = access::contents(t, this, false)?;
        hex::hex(t, &contents, sep, bytes_per_sep)
    }

    /// The items as a list, of lists when there are several dimensions.
    #[method("($self, /)")]
    fn tolist(t: &mut Thread, this: &MemoryView) -> PyResult {
        access::to_list(t, this)
    }

    /// A view of the same memory with another format or shape.
    #[method("($self, /, format, shape=<unrepresentable>)")]
    fn cast(t: &mut Thread, this: &MemoryView, format: &Str, shape: Option<&Value>) -> PyResult {
        cast::cast(t, this, format, shape)
    }

    /// A view of the same memory that can't change it.
    #[method("($self, /)")]
    fn toreadonly(t: &mut Thread, this: &MemoryView) -> PyResult {
        let mut shape = this.shape().clone();
        shape.readonly = true;
        this.derive(t, shape)
    }

    /// A view of an object's memory that fits what the flags ask for.
    #[classmethod("($type, /, object, flags)")]
    fn _from_flags(t: &mut Thread, _class: &Value, object: &Value, flags: i32) -> PyResult {
        let view = MemoryView::over_for(t, object, flags)?;
        let view = required(t, object, view)?;
        if flags & 1 != 0 && MemoryView::of(&view).is_some_and(|view| view.shape().readonly) {
            return Err(t.buffer_error("Object is not writable."));
        }
        Ok(view)
    }

    /// How many items equal the value.
    #[method("($self, value, /)")]
    fn count(t: &mut Thread, this: &MemoryView, value: &Value) -> PyResult<usize> {
        let mut found = 0;
        compare::scan(t, this, 0..usize::MAX, |t, _, item| {
            found += usize::from(t.equals(&item, value)?);
            Ok(true)
        })?;
        Ok(found)
    }

    /// The position of the first item between start and stop that equals the value; ValueError if there is none.
    #[method("($self, value, start=0, stop=sys.maxsize, /)")]
    fn index(
        t: &mut Thread,
        this: &MemoryView,
        value: &Value,
        start: Option<SliceIndex>,
        stop: Option<SliceIndex>,
    ) -> PyResult<usize> {
        let (start, stop) = (start.map_or(0, |start| start.0), stop.map_or(isize::MAX, |stop| stop.0));
        this.parts(t)?;
        let length = this.shape().lengths.first().copied().unwrap_or(0);
        let fit = |index: isize| match usize::try_from(index) {
            Ok(index) => index,
            Err(_) => length.saturating_sub(index.unsigned_abs()),
        };
        let mut place = None;
        compare::scan(t, this, fit(start)..fit(stop), |t, index, item| {
            if t.equals(&item, value)? {
                place = Some(index);
            }
            Ok(place.is_none())
        })?;
        place.ok_or_else(|| t.value_error("memoryview.index(x): x not found"))
    }

    /// The view itself, for `with`.
    #[method("($self, /)")]
    fn __enter__(t: &mut Thread, this: &Value) -> PyResult {
        crate::native::convert::method_self::<MemoryView>(t, this, "__enter__")?.parts(t)?;
        Ok(this.clone())
    }

    /// Releases the view at the end of `with`.
    #[method("($self, /, *exc_info)", told = "($self, /, *exc_info)")]
    fn __exit__(_t: &mut Thread, this: &MemoryView, _exc_info: &[Value]) -> PyResult<()> {
        this.release();
        Ok(())
    }

    /// The generic alias memoryview[…].
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }

    /// The object whose memory it is.
    #[getter]
    fn obj(t: &mut Thread, this: &MemoryView) -> PyResult {
        Ok(this.parts(t)?.1)
    }

    /// How many bytes the items take.
    #[getter]
    fn nbytes(t: &mut Thread, this: &MemoryView) -> PyResult<usize> {
        this.parts(t)?;
        Ok(this.shape().bytes())
    }

    /// Whether the memory can't be changed through the view.
    #[getter]
    fn readonly(t: &mut Thread, this: &MemoryView) -> PyResult<bool> {
        this.parts(t)?;
        Ok(this.shape().readonly)
    }

    /// How many bytes an item takes.
    #[getter]
    fn itemsize(t: &mut Thread, this: &MemoryView) -> PyResult<usize> {
        this.parts(t)?;
        Ok(this.shape().format.size())
    }

    /// What the items are, as in the struct module.
    #[getter]
    fn format(t: &mut Thread, this: &MemoryView) -> PyResult<String> {
        this.parts(t)?;
        Ok(this.shape().format.text())
    }

    /// How many dimensions there are.
    #[getter]
    fn ndim(t: &mut Thread, this: &MemoryView) -> PyResult<usize> {
        this.parts(t)?;
        Ok(this.shape().dimensions())
    }

    /// How many items each dimension has.
    #[getter]
    fn shape(t: &mut Thread, this: &MemoryView) -> PyResult {
        this.parts(t)?;
        tuple_of(t, this.shape().lengths.iter().map(|&length| length as i64))
    }

    /// How many bytes apart the items of each dimension are.
    #[getter]
    fn strides(t: &mut Thread, this: &MemoryView) -> PyResult {
        this.parts(t)?;
        tuple_of(t, this.shape().strides.iter().map(|&stride| stride as i64))
    }

    /// Always empty: memory is never reached through pointers.
    #[getter]
    fn suboffsets(t: &mut Thread, this: &MemoryView) -> PyResult {
        this.parts(t)?;
        tuple_of(t, std::iter::empty())
    }

    /// Whether the items lie without gaps, the last dimension's next to each other.
    #[getter]
    fn c_contiguous(t: &mut Thread, this: &MemoryView) -> PyResult<bool> {
        this.parts(t)?;
        Ok(this.shape().is_c_contiguous())
    }

    /// Whether the items lie without gaps, the first dimension's next to each other.
    #[getter]
    fn f_contiguous(t: &mut Thread, this: &MemoryView) -> PyResult<bool> {
        this.parts(t)?;
        Ok(this.shape().is_f_contiguous())
    }

    /// Whether the items lie without gaps, in either order.
    #[getter]
    fn contiguous(t: &mut Thread, this: &MemoryView) -> PyResult<bool> {
        this.parts(t)?;
        Ok(this.shape().is_c_contiguous() || this.shape().is_f_contiguous())
    }
}
