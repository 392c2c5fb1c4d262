//! `int`: 62-bit integers in words, bigger ones as objects. Instances of subclasses are objects of the same memory
//! as big integers, whatever their size; [`Integer`] sees through all of these, and through bools.
#![expect(unsafe_code, reason = "makes raw objects")]

pub mod arith;
pub mod bool;
mod bytes;
pub mod convert;
pub(crate) mod limbs;
mod methods;

use dashu_int::IBig;
use taipan_heap::{Header, flags};
use taipan_text::TextError;
use taipan_text::int::{DecimalBuffer, Int, IntRef, decimal_limited};

use crate::builtins::str::Str;
use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object};
pub use crate::protocol::Integer;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// What the library answers in so many words moves into the object, which then can do without its allocation.
const MOST_COPIED: usize = 32;

/// An integer that doesn't fit a word. One with SIMPLE set owns no memory: its number lies in `value`, or refers to words
/// behind it in the object's own memory.
#[repr(C)]
pub struct BigInt {
    pub(crate) header: Header,
    value: IBig,
}

// SAFETY: repr(C), begins with a header; made below with this layout.
unsafe impl Object for BigInt {
    const KIND: Kind = Kind::BigInt;

    fn of(value: &Value) -> Option<&BigInt> {
        if let Some(exact) = value.exact::<BigInt>() {
            return Some(exact);
        }
        let header = value.header()?;
        // SAFETY: a live object's type is live; the layout of int is that of big integers.
        unsafe {
            let class = &*header.ty.cast::<TypeObject>();
            class.layout_is(Kind::Int).then(|| &*value.raw().cast::<BigInt>())
        }
    }
}

/// The memory of big integers.
pub static LAYOUT: Layout = Layout {
    kind: Kind::Int,
    base: None,
    size: size_of::<BigInt>(),
    flags: 0,
    counted: 0,
    traverse: crate::object::no_references,
    detach,
};

/// The type `int`: of words, and of big integers too.
pub static TYPE: NativeType = NativeType {
    name: "int",
    module: "builtins",
    doc: "An integer of any size, or what a string or number converts to.",
    kind: Kind::Int,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::MATCH_SELF),
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};

unsafe fn detach(object: *mut Header, _: &mut crate::dying::Dying) {
    // SAFETY: the layout's owner says what the object is.
    unsafe { (*object.cast::<BigInt>()).discard() };
}

impl BigInt {
    /// Frees the number's memory, which leaves zero, if it has any of its own.
    pub(crate) fn discard(&mut self) {
        if self.header.flags & flags::SIMPLE == 0 {
            self.value = IBig::ZERO;
        }
    }

    /// The number.
    pub fn value(&self) -> &IBig {
        &self.value
    }
}

impl<'a> From<Integer<'a>> for IntRef<'a> {
    #[inline]
    fn from(value: Integer<'a>) -> IntRef<'a> {
        match value {
            Integer::Small(value) => IntRef::Small(value),
            Integer::Big(value) => IntRef::Big(value),
        }
    }
}

/// The number behind an int, a bool or an instance of a subclass of int.
#[inline]
pub fn of(value: &Value) -> Option<Integer<'_>> {
    Integer::of(value)
}

/// The number behind an exact int: no bool, no instance of a subclass.
#[inline]
pub fn of_exact(value: &Value) -> Option<Integer<'_>> {
    match value.as_small_int() {
        Some(small) => Some(Integer::Small(small)),
        None => value.exact::<BigInt>().map(|big| Integer::Big(big.value())),
    }
}

/// The decimal digits of an integer, as `repr` and `str` give them: ValueError when there are too many.
pub fn text(t: &mut Thread, value: Integer<'_>) -> PyResult {
    match value {
        Integer::Small(value) => Str::from_digits(t, DecimalBuffer::new().format(value)),
        Integer::Big(value) => match decimal_limited(value, t.interpreter().int_max_str_digits) {
            Ok(digits) => Str::new(t, &digits),
            Err(error) => Err(t.text_error(error)),
        },
    }
}

/// Makes an integer.
#[inline]
pub fn from_i64(t: &mut Thread, value: i64) -> PyResult {
    match Raw::try_int(value) {
        Some(_) => Ok(Value::small_int(value)),
        None => from_big(t, IBig::from(value)),
    }
}

/// Makes an integer: a word if it fits.
pub fn from_big(t: &mut Thread, value: IBig) -> PyResult {
    let words = value.as_sign_words().1.len();
    if words > limbs::INLINE_WORDS {
        return if words <= MOST_COPIED { limbs::copy(t, &value) } else { boxed(t, value, 0) };
    }
    if words <= 1
        && let Ok(small) = i64::try_from(&value)
        && Raw::try_int(small).is_some()
    {
        return Ok(Value::small_int(small));
    }
    // The words lie in the number itself: there is nothing to free.
    boxed(t, value, flags::SIMPLE)
}

/// Makes an integer: a word if it fits.
#[inline]
pub(crate) fn from_i128(t: &mut Thread, value: i128) -> PyResult {
    if let Some(small) = i64::try_from(value).ok().filter(|&small| Raw::try_int(small).is_some()) {
        return Ok(Value::small_int(small));
    }
    let class = t.interpreter().types[Kind::BigInt as usize].cast();
    // SAFETY: a fresh object is filled before anyone sees it.
    unsafe {
        let object = t.heap().alloc_class(limbs::HEAP_CLASS);
        if object.is_null() {
            return Err(t.memory_error());
        }
        limbs::fill_narrow(object, class, value);
        Ok(Value::from_raw(Raw::pointer(object)))
    }
}

/// Makes an object of a number that doesn't fit a word.
fn boxed(t: &mut Thread, value: IBig, flags: u16) -> PyResult {
    // SAFETY: a fresh object is filled before anyone sees it.
    unsafe {
        let object = t.heap().alloc_class(limbs::HEAP_CLASS);
        if object.is_null() {
            return Err(t.memory_error());
        }
        (&raw mut (*object.cast::<BigInt>()).value).write(value);
        t.init_header(object, Kind::BigInt, flags);
        Ok(Value::from_raw(Raw::pointer(object)))
    }
}

/// Makes an integer of what an algorithm on numbers answered.
#[inline]
pub fn from_int(t: &mut Thread, value: Int) -> PyResult {
    match value {
        Int::Small(value) => from_i64(t, value),
        Int::Big(value) => from_big(t, value),
    }
}

/// Makes an integer of what an algorithm on numbers answered, or raises its error.
#[inline]
pub fn finish<I: Into<Int>>(t: &mut Thread, value: Result<I, TextError>) -> PyResult {
    match value {
        Ok(value) => from_int(t, value.into()),
        Err(error) => Err(t.text_error(error)),
    }
}

/// The int itself, or for a bool or an instance of a subclass an int of the same value. `value` is an int.
pub fn exact(t: &mut Thread, value: &Value) -> PyResult {
    if value.raw().is_int() || value.is_kind(Kind::BigInt) {
        return Ok(value.clone());
    }
    match Integer::of(value) {
        Some(Integer::Small(value)) => from_i64(t, value),
        Some(Integer::Big(value)) => from_big(t, value.clone()),
        None => unreachable!("only ints have an exact int"),
    }
}

/// An instance of `class`, int or a subclass, with the value of an exact int.
pub(crate) fn instance(t: &mut Thread, class: &Value, value: Value) -> PyResult {
    let Some(class) = class.downcast::<TypeObject>() else { unreachable!("instances are made of classes") };
    if class.instance_kind != Kind::Other {
        return Ok(value);
    }
    let number = match Integer::of(&value) {
        Some(Integer::Small(value)) => IBig::from(value),
        Some(Integer::Big(value)) => value.clone(),
        None => unreachable!("the value is an int"),
    };
    let object = t.alloc_instance(class)?;
    // SAFETY: the class has the layout of big integers, whose only field is filled here.
    unsafe {
        (&raw mut (*object.cast::<BigInt>()).value).write(number);
        Ok(Value::from_raw(Raw::pointer(object)))
    }
}
