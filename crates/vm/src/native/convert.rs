//! What crosses the border between Python and native functions: arguments into Rust types, results into
//! values, and the checks that the wrappers of `taipan_macros` make. Texts are Argument Clinic's.

use crate::builtins::bytes::BytesLike;
use crate::builtins::list::List;
use crate::builtins::str::Str;
use crate::builtins::{float, int};
use crate::errors::{Class, Exception};
use crate::native::{Args, PyResult};
use crate::object::{Kind, Object};
use crate::thread::Thread;
use crate::types::{Special, TypeObject};
use crate::value::Value;

/// The argument that is converted, for messages.
pub struct Context {
    /// The function's name without its type or module.
    pub function: &'static str,
    pub place: Place,
}

/// Where an argument stands.
#[derive(Clone, Copy)]
pub enum Place {
    /// It is the only one.
    Only,
    /// It has only a position, counted from 1.
    Position(usize),
    /// It can be given by name.
    Named(&'static str),
}

impl Context {
    /// `TypeError: function() argument 1 must be expected, not int`.
    #[cold]
    pub fn wrong_type(&self, t: &mut Thread, expected: &str, value: &Value) -> Exception {
        let found = if value.is_none() { "None".to_owned() } else { t.type_name(value) };
        let function = self.function;
        let text = match self.place {
            Place::Only => format!("{function}() argument must be {expected}, not {found}"),
            Place::Position(at) => format!("{function}() argument {at} must be {expected}, not {found}"),
            Place::Named(name) => format!("{function}() argument '{name}' must be {expected}, not {found}"),
        };
        t.type_error(text)
    }
}

/// A Rust type that an argument can be converted to.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no parameter type of native functions",
    label = "no conversion from a Python value",
    note = "take `&Value`, an object type by reference, a number, `bool`, `SliceIndex`, or `Option` of one of these"
)]
pub trait FromValue<'a>: Sized {
    /// Converts an argument; raises TypeError or OverflowError, or what its `__index__` or the like raises.
    fn from_value(t: &mut Thread, value: &'a Value, context: &Context) -> PyResult<Self>;
}

impl<'a> FromValue<'a> for &'a Value {
    #[inline]
    fn from_value(_: &mut Thread, value: &'a Value, _: &Context) -> PyResult<&'a Value> {
        Ok(value)
    }
}

impl FromValue<'_> for Value {
    #[inline]
    fn from_value(_: &mut Thread, value: &Value, _: &Context) -> PyResult<Value> {
        Ok(value.clone())
    }
}

impl<'a, T: Object> FromValue<'a> for &'a T {
    #[inline]
    fn from_value(t: &mut Thread, value: &'a Value, context: &Context) -> PyResult<&'a T> {
        match T::of(value) {
            Some(object) => Ok(object),
            None => {
                let expected = T::type_name(t);
                Err(context.wrong_type(t, &expected, value))
            }
        }
    }
}

impl FromValue<'_> for bool {
    #[inline]
    fn from_value(t: &mut Thread, value: &Value, _: &Context) -> PyResult<bool> {
        t.truth(value)
    }
}

impl FromValue<'_> for f64 {
    #[inline]
    fn from_value(t: &mut Thread, value: &Value, _: &Context) -> PyResult<f64> {
        t.as_f64(value)
    }
}

/// An argument's integer, by `__index__`: itself, or which end of the `i64` range it is beyond.
enum Integer {
    Fits(i64),
    TooLarge,
    TooSmall,
}

fn integer(t: &mut Thread, value: &Value) -> PyResult<Integer> {
    if let Some(small) = value.as_small_int() {
        return Ok(Integer::Fits(small));
    }
    let index = t.as_index(value)?;
    if let Some(small) = index.as_small_int() {
        return Ok(Integer::Fits(small));
    }
    let clamped = t.as_clamped_isize(&index)?;
    if clamped != isize::MIN && clamped != isize::MAX {
        return Ok(Integer::Fits(clamped as i64));
    }
    // Either end may have been the integer itself.
    let wide = t.as_i64(&index);
    Ok(match t.catch(wide, Class::OverflowError)? {
        Some(wide) => Integer::Fits(wide),
        None if clamped < 0 => Integer::TooSmall,
        None => Integer::TooLarge,
    })
}

macro_rules! integers {
    ($($ty:ident $c_type:literal)*) => {$(
        impl FromValue<'_> for $ty {
            #[inline]
            fn from_value(t: &mut Thread, value: &Value, _: &Context) -> PyResult<$ty> {
                let integer = integer(t, value)?;
                if let Integer::Fits(wide) = integer
                    && let Ok(number) = <$ty>::try_from(wide)
                {
                    return Ok(number);
                }
                let negative = matches!(integer, Integer::TooSmall | Integer::Fits(..0));
                Err(out_of_range(t, $c_type, negative && <$ty>::MIN == 0))
            }
        }
    )*};
}

integers! {
    i32 "int"
    u32 "unsigned int"
    i64 "long"
    isize "ssize_t"
    usize "size_t"
}

#[cold]
fn out_of_range(t: &mut Thread, c_type: &str, negative: bool) -> Exception {
    match c_type {
        _ if negative => t.value_error("Cannot convert negative int"),
        "unsigned int" | "size_t" => t.overflow_error(format!("Python int too large for C {c_type}")),
        _ => t.overflow_error(format!("Python int too large to convert to C {c_type}")),
    }
}

impl FromValue<'_> for BytesLike {
    fn from_value(t: &mut Thread, value: &Value, _: &Context) -> PyResult<BytesLike> {
        t.bytes_like(value)
    }
}

/// A C `Py_ssize_t` that a special method is given: what is too large raises what an index raises.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ssize(pub isize);

impl FromValue<'_> for Ssize {
    #[inline]
    fn from_value(t: &mut Thread, value: &Value, _: &Context) -> PyResult<Ssize> {
        t.as_isize(value, Class::OverflowError).map(Ssize)
    }
}

/// A slice index: any integer, those that are too large or small clamped.
///
/// As an `Option` whose default is `None`, it takes `None` too, as `str.find`'s indices do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SliceIndex(pub isize);

impl FromValue<'_> for SliceIndex {
    fn from_value(t: &mut Thread, value: &Value, _: &Context) -> PyResult<SliceIndex> {
        slice_index(t, value, "slice indices must be integers or have an __index__ method")
    }
}

/// A slice index that may be `None`: `str.find`'s and `bytes.find`'s.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OptionalIndex(pub Option<isize>);

impl FromValue<'_> for OptionalIndex {
    fn from_value(t: &mut Thread, value: &Value, _: &Context) -> PyResult<OptionalIndex> {
        if value.is_none() {
            return Ok(OptionalIndex(None));
        }
        let text = "slice indices must be integers or None or have an __index__ method";
        slice_index(t, value, text).map(|index| OptionalIndex(Some(index.0)))
    }
}

fn slice_index(t: &mut Thread, value: &Value, text: &str) -> PyResult<SliceIndex> {
    if value.as_small_int().is_none() && t.type_of(value).special(Special::Index).is_null() {
        return Err(t.type_error(text));
    }
    t.as_clamped_isize(value).map(SliceIndex)
}

/// A Rust type that a native function can return.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no result type of native functions",
    label = "no conversion to a Python value",
    note = "return `PyResult` of `Value`, `()`, `bool`, a number, a string, `Option<Value>` or `Vec<Value>`"
)]
pub trait IntoValue {
    /// Makes the value; only memory can be wanting.
    fn into_value(self, t: &mut Thread) -> PyResult;
}

impl IntoValue for Value {
    #[inline]
    fn into_value(self, _: &mut Thread) -> PyResult {
        Ok(self)
    }
}

impl IntoValue for () {
    #[inline]
    fn into_value(self, _: &mut Thread) -> PyResult {
        Ok(Value::NONE)
    }
}

impl IntoValue for bool {
    #[inline]
    fn into_value(self, _: &mut Thread) -> PyResult {
        Ok(Value::bool(self))
    }
}

impl IntoValue for i64 {
    #[inline]
    fn into_value(self, t: &mut Thread) -> PyResult {
        int::from_i64(t, self)
    }
}

macro_rules! narrower_integers {
    ($($ty:ident)*) => {$(
        impl IntoValue for $ty {
            #[inline]
            fn into_value(self, t: &mut Thread) -> PyResult {
                i64::from(self).into_value(t)
            }
        }
    )*};
}

narrower_integers! { u8 i32 u32 }

impl IntoValue for isize {
    #[inline]
    fn into_value(self, t: &mut Thread) -> PyResult {
        (self as i64).into_value(t)
    }
}

impl IntoValue for usize {
    #[inline]
    fn into_value(self, t: &mut Thread) -> PyResult {
        (self as u64).into_value(t)
    }
}

impl IntoValue for u64 {
    #[inline]
    fn into_value(self, t: &mut Thread) -> PyResult {
        match i64::try_from(self) {
            Ok(small) => small.into_value(t),
            Err(_) => int::from_big(t, self.into()),
        }
    }
}

impl IntoValue for f64 {
    #[inline]
    fn into_value(self, t: &mut Thread) -> PyResult {
        float::new(t, self)
    }
}

impl IntoValue for &str {
    fn into_value(self, t: &mut Thread) -> PyResult {
        Str::new(t, self)
    }
}

impl IntoValue for String {
    fn into_value(self, t: &mut Thread) -> PyResult {
        Str::new(t, &self)
    }
}

impl IntoValue for Option<Value> {
    #[inline]
    fn into_value(self, _: &mut Thread) -> PyResult {
        Ok(self.unwrap_or(Value::NONE))
    }
}

impl IntoValue for Vec<Value> {
    fn into_value(self, t: &mut Thread) -> PyResult {
        List::new(t, self)
    }
}

/// Self of a method or attribute, of the layout it needs.
#[inline]
pub fn method_self<'a, T: Object>(t: &mut Thread, this: &'a Value, name: &str) -> PyResult<&'a T> {
    match T::of(this) {
        Some(object) => Ok(object),
        None => Err(other_self::<T>(t, name, this, wrong_method_self)),
    }
}

/// Self of a special method, of the layout it needs.
#[inline]
pub fn special_self<'a, T: Object>(t: &mut Thread, this: &'a Value, name: &str) -> PyResult<&'a T> {
    match T::of(this) {
        Some(object) => Ok(object),
        None => Err(other_self::<T>(t, name, this, wrong_special_self)),
    }
}

/// What a method raises for another type's instance. Apart from who checks, so that these save no registers for it.
#[cold]
#[inline(never)]
fn other_self<T: Object>(
    t: &mut Thread,
    name: &str,
    this: &Value,
    error: fn(&mut Thread, &str, &str, &Value) -> Exception,
) -> Exception {
    let wanted = T::type_name(t);
    error(t, name, &wanted, this)
}

/// What a method or attribute of type `wanted` raises for another type's instance.
#[cold]
pub fn wrong_method_self(t: &mut Thread, name: &str, wanted: &str, this: &Value) -> Exception {
    let found = t.type_name(this);
    t.type_error(format!("descriptor '{name}' for '{wanted}' objects doesn't apply to a '{found}' object"))
}

/// What a special method of type `wanted` raises for another type's instance.
#[cold]
pub fn wrong_special_self(t: &mut Thread, name: &str, wanted: &str, this: &Value) -> Exception {
    let found = t.type_name(this);
    t.type_error(format!("descriptor '{name}' requires a '{wanted}' object but received a '{found}'"))
}

/// Checks the count of arguments that have positions only: `pop expected at most 1 argument, got 2`.
#[inline]
pub fn check_positional(t: &mut Thread, name: &str, given: usize, least: usize, most: usize) -> PyResult<()> {
    if least <= given && given <= most {
        return Ok(());
    }
    Err(wrong_count(t, name, given, least, most))
}

#[cold]
fn wrong_count(t: &mut Thread, name: &str, given: usize, least: usize, most: usize) -> Exception {
    let (bound, expected) = match (least == most, given < least) {
        (true, _) => ("", least),
        (false, true) => ("at least ", least),
        (false, false) => ("at most ", most),
    };
    let plural = if expected == 1 { "" } else { "s" };
    t.type_error(format!("{name} expected {bound}{expected} argument{plural}, got {given}"))
}

/// Checks the count of arguments that CPython parses by a format: `join() takes at most 1 argument (2 given)`.
pub fn check_format(t: &mut Thread, name: &str, given: usize, least: usize, most: usize) -> PyResult<()> {
    let (bound, expected) = match (least == most, given < least) {
        _ if least <= given && given <= most => return Ok(()),
        (true, _) => ("exactly", least),
        (false, true) => ("at least", least),
        (false, false) => ("at most", most),
    };
    let plural = if expected == 1 { "" } else { "s" };
    Err(t.type_error(format!("{name}() takes {bound} {expected} argument{plural} ({given} given)")))
}

/// Raises TypeError if there is any argument: `detach() takes no arguments`.
pub fn no_arguments(t: &mut Thread, args: Args<'_>, name: &str) -> PyResult<()> {
    if args.values().is_empty() {
        return Ok(());
    }
    Err(t.type_error(format!("{name}() takes no arguments")))
}

/// Checks the count of arguments of `__pow__` and `__rpow__`: `expected 1 or 2 arguments, got 0`.
pub fn check_slot_arguments(t: &mut Thread, given: usize, least: usize, most: usize) -> PyResult<()> {
    if least <= given && given <= most {
        return Ok(());
    }
    Err(t.type_error(format!("expected {least} or {most} arguments, got {given}")))
}

/// The arguments of a `__new__` that has no names for them. A subclass with an `__init__` of its own may be called with
/// keywords; they are that method's business.
pub fn new_arguments<'a>(t: &mut Thread, class: &Value, args: Args<'a>, name: &str) -> PyResult<&'a [Value]> {
    let overridden = class.downcast::<TypeObject>().is_some_and(|class| overrides(class, Special::Init));
    if overridden { Ok(args.positional()) } else { args.no_keywords(t, name) }
}

/// The arguments of an `__init__` that has no names for them. A subclass with a `__new__` of its own may be called with
/// keywords; they are that method's business.
pub fn init_arguments<'a>(t: &mut Thread, this: &Value, args: Args<'a>, name: &str) -> PyResult<&'a [Value]> {
    if overrides(t.type_of(this), Special::New) { Ok(args.positional()) } else { args.no_keywords(t, name) }
}

/// Whether a class has another special method than the nearest native type it derives from.
fn overrides(class: &TypeObject, special: Special) -> bool {
    class.native_base().is_some_and(|native| class.special(special) != native.special(special))
}

/// The name of a kind's type.
pub(crate) fn name_of_kind(t: &Thread, kind: Kind) -> String {
    if t.interpreter().types[kind as usize].is_null() {
        // The exception classes share a layout; the first has its name.
        return if kind == Kind::Exception {
            "BaseException".to_owned()
        } else {
            format!("{kind:?}").to_lowercase()
        };
    }
    t.interpreter().type_of_kind(kind).display_name()
}

/// A required argument out of what `Args::bind` has bound.
#[inline]
pub fn bound(argument: Option<&Value>) -> &Value {
    match argument {
        Some(value) => value,
        None => unreachable!("bind raises where a required argument is missing"),
    }
}
