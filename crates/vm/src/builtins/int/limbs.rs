//! Big integers whose words lie in their own object, and the operators that write them there. What needs more than these
//! algorithms is left to the library.
#![expect(unsafe_code, reason = "fills raw objects")]

use std::cmp::Ordering;
use std::mem::MaybeUninit;

use dashu_int::{IBig, Sign};
use taipan_bytecode::BinaryOperator;
use taipan_heap::{Header, Heap, flags};
use taipan_text::int::words;

use crate::builtins::int::{BigInt, Integer};
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::value::{Raw, Value};

/// As many words as dashu keeps in the number itself.
pub(super) const INLINE_WORDS: usize = 2;
/// The heap's size class of such numbers.
pub(crate) const HEAP_CLASS: usize = Heap::class_of(size_of::<BigInt>());
/// From how many words of the smaller factor on the library multiplies better.
const MOST_BY_ROWS: usize = 24;
/// Dividends of so many words are divided by a single word here.
const MOST_BY_WORD: usize = 8;

/// A number's sign and magnitude.
#[derive(Clone, Copy)]
struct Parts<'a> {
    negative: bool,
    words: &'a [u64],
}

impl<'a> Parts<'a> {
    /// `word` is where the magnitude of a small number lies.
    #[inline]
    fn of(value: Integer<'a>, word: &'a mut u64) -> Parts<'a> {
        match value {
            Integer::Small(value) => {
                *word = value.unsigned_abs();
                Parts { negative: value < 0, words: &std::slice::from_ref(word)[..usize::from(value != 0)] }
            }
            Integer::Big(value) => {
                let (sign, words) = value.as_sign_words();
                Parts { negative: sign == Sign::Negative, words }
            }
        }
    }
}

/// What dashu's numbers of at most two words are made of: the words, and how many, negative with the number. Of others the
/// last is their capacity, which is more.
type Bits = [u64; 3];

const fn bits(sign: Sign, magnitude: u128) -> Bits {
    // SAFETY: both are three plain words.
    unsafe { std::mem::transmute::<IBig, Bits>(IBig::from_parts_const(sign, magnitude)) }
}

const _: () = {
    assert!(matches!(bits(Sign::Positive, 5), [5, 0, 1]));
    assert!(matches!(bits(Sign::Negative, 5), [5, 0, u64::MAX]));
    assert!(matches!(bits(Sign::Positive, 7 << 64 | 5), [5, 7, 2]));
    assert!(matches!(bits(Sign::Negative, 7 << 64 | 5), [5, 7, 0xffff_ffff_ffff_fffe]));
};

/// The number, if its magnitude has at most 127 bits.
#[inline(always)]
pub(super) fn narrow_big(value: &IBig) -> Option<i128> {
    // SAFETY: three plain words, as proved above.
    let [low, high, words] = unsafe { *std::ptr::from_ref(value).cast::<Bits>() };
    let words = words.cast_signed();
    if words.unsigned_abs() > INLINE_WORDS as u64 || high >> 63 != 0 {
        return None;
    }
    let sign = i128::from(words >> 63);
    let magnitude = i128::from(high) << 64 | i128::from(low);
    Some((magnitude ^ sign) - sign)
}

/// The number of a word or of a big integer, if its magnitude has at most 127 bits; `None` for other objects too.
///
/// # Safety
/// `value` is live.
#[inline(always)]
pub(crate) unsafe fn narrow(value: Raw) -> Option<i128> {
    // SAFETY: the caller's promise; the kind proves the layout.
    unsafe {
        if value.is_int() {
            return Some(i128::from(value.as_int()));
        }
        if !value.is_kind(Kind::BigInt) {
            return None;
        }
        narrow_big((*value.cast::<BigInt>()).value())
    }
}

/// Whether a value is an integer of exactly the builtin type.
///
/// # Safety
/// `value` is live.
#[inline(always)]
pub(crate) unsafe fn is_exact(value: Raw) -> bool {
    // SAFETY: the caller's promise.
    value.is_int() || unsafe { value.is_kind(Kind::BigInt) }
}

/// Writes a number of at most two words into a fresh cell of [`HEAP_CLASS`].
///
/// # Safety
/// `class` is the type of integers, the cell nobody else's.
#[inline(always)]
pub(crate) unsafe fn fill_narrow(object: *mut Header, class: *mut Header, value: i128) {
    // SAFETY: the caller's promise.
    unsafe {
        (*object).count = 1;
        (*object).kind = Kind::BigInt as u8;
        (*object).flags |= flags::SIMPLE;
        (*object).ty = class;
        let magnitude = value.unsigned_abs();
        let (low, high) = (magnitude as u64, (magnitude >> 64) as u64);
        let sign = (value >> 127) as i64;
        let words = ((1 + i64::from(high != 0)) ^ sign) - sign;
        (&raw mut (*object.cast::<BigInt>()).value).cast::<Bits>().write([low, high, words.cast_unsigned()]);
    }
}

/// Makes an integer whose magnitude `fill` writes, all of `length` words; leading zeros are taken off.
#[inline]
fn build(t: &mut Thread, negative: bool, length: usize, fill: impl FnOnce(words::Out<'_>)) -> PyResult {
    // SAFETY: the object is fresh, its words lie behind it, and both are filled before anyone sees it. Where the number
    // refers to those words, nobody changes or frees them before the object dies, which does not free the number.
    unsafe {
        let object = t.heap().alloc(size_of::<BigInt>() + length * size_of::<u64>());
        if object.is_null() {
            return Err(t.memory_error());
        }
        let start = object.cast::<BigInt>().add(1).cast::<MaybeUninit<u64>>();
        fill(std::slice::from_raw_parts_mut(start, length));
        let mut words = std::slice::from_raw_parts(start.cast::<u64>(), length);
        while let [rest @ .., 0] = words {
            words = rest;
        }
        let sign = if negative { Sign::Negative } else { Sign::Positive };
        let value = match *words {
            [] => return Ok(discard(t, object, 0)),
            [low] if low <= Raw::MAX_INT as u64 => {
                let value = low as i64;
                return Ok(discard(t, object, if negative { -value } else { value }));
            }
            [low] => IBig::from_parts_const(sign, u128::from(low)),
            [low, high] => IBig::from_parts_const(sign, u128::from(low) | u128::from(high) << 64),
            _ => IBig::from_static_words(sign, words),
        };
        (&raw mut (*object.cast::<BigInt>()).value).write(value);
        t.init_header(object, Kind::BigInt, flags::SIMPLE);
        Ok(Value::from_raw(Raw::pointer(object)))
    }
}

/// The word instead of the object that was to hold it.
unsafe fn discard(t: &mut Thread, object: *mut Header, value: i64) -> Value {
    // SAFETY: the cell is fresh.
    unsafe { t.heap().free(object) };
    Value::small_int(value)
}

/// Makes a big integer of the words of one.
pub(super) fn copy(t: &mut Thread, value: &IBig) -> PyResult {
    let (sign, words) = value.as_sign_words();
    build(t, sign == Sign::Negative, words.len(), |out| {
        out.write_copy_of_slice(words);
    })
}

/// `a + b`, or `a - b`.
pub(super) fn add(t: &mut Thread, a: Integer<'_>, b: Integer<'_>, subtract: bool) -> PyResult {
    let (mut low_a, mut low_b) = (0, 0);
    let (a, b) = (Parts::of(a, &mut low_a), Parts::of(b, &mut low_b));
    let b = Parts { negative: b.negative != subtract, ..b };
    if a.negative == b.negative {
        let (longer, shorter) = if a.words.len() < b.words.len() { (b, a) } else { (a, b) };
        return build(t, a.negative, longer.words.len() + 1, |out| {
            words::add(out, longer.words, shorter.words);
        });
    }
    let (larger, smaller) = match words::order(a.words, b.words) {
        Ordering::Equal => return Ok(Value::small_int(0)),
        Ordering::Greater => (a, b),
        Ordering::Less => (b, a),
    };
    build(t, larger.negative, larger.words.len(), |out| words::subtract(out, larger.words, smaller.words))
}

/// An operator of [`super::arith::operate`] on two exact integers, as handlers want it: NULL where it raises, the exception
/// then being in `scratch[0]`.
///
/// # Safety
/// Both are live and exact integers.
#[inline(never)]
pub(crate) unsafe fn operate(t: &mut Thread, operator: BinaryOperator, a: Raw, b: Raw) -> Raw {
    let [a, b] = [a, b].map(|value| match value.is_int() {
        true => Integer::Small(value.as_int()),
        // SAFETY: the caller's promise; the kind proves the layout.
        false => unsafe { Integer::Big((*value.cast::<BigInt>()).value()) },
    });
    let product = if operator == BinaryOperator::Multiply { multiply(t, a, b) } else { None };
    let result = match product {
        Some(product) => product,
        None => super::arith::operate(t, operator, a, b),
    };
    match result {
        Ok(value) => value.into_raw(),
        Err(error) => {
            t.scratch[0] = error.into_value().into_raw();
            Raw::NULL
        }
    }
}

/// `a * b`, unless the library knows a better way.
pub(super) fn multiply(t: &mut Thread, a: Integer<'_>, b: Integer<'_>) -> Option<PyResult> {
    let (mut low_a, mut low_b) = (0, 0);
    let (a, b) = (Parts::of(a, &mut low_a), Parts::of(b, &mut low_b));
    let (longer, shorter) = if a.words.len() < b.words.len() { (b, a) } else { (a, b) };
    let length = longer.words.len() + shorter.words.len();
    let negative = a.negative != b.negative;
    Some(match *shorter.words {
        [] => Ok(Value::small_int(0)),
        [word] => build(t, negative, length, |out| words::multiply_word(out, longer.words, word)),
        _ if shorter.words.len() <= MOST_BY_ROWS => {
            build(t, negative, length, |out| words::multiply(out, longer.words, shorter.words))
        }
        _ => return None,
    })
}

/// `a // b`, if the divisor or the quotient is short.
pub(super) fn floor_divide(t: &mut Thread, a: Integer<'_>, b: Integer<'_>) -> Option<PyResult> {
    let (mut low_a, mut low_b) = (0, 0);
    let (a, b) = (Parts::of(a, &mut low_a), Parts::of(b, &mut low_b));
    let negative = a.negative != b.negative;
    if let [divisor] = *b.words {
        // The library knows how to round down.
        return (a.words.len() <= MOST_BY_WORD && !negative).then(|| {
            build(t, false, a.words.len(), |out| {
                words::divide_word(out, a.words, divisor);
            })
        });
    }
    let (quotient, inexact) = words::short_quotient(a.words, b.words)?;
    let quotient = i128::from(quotient);
    let floor = if negative { -quotient - i128::from(inexact) } else { quotient };
    Some(super::from_i128(t, floor))
}

/// `a % b`, if the divisor or the quotient is short.
pub(super) fn modulo(t: &mut Thread, a: Integer<'_>, b: Integer<'_>) -> Option<PyResult> {
    let (mut low_a, mut low_b) = (0, 0);
    let (a, b) = (Parts::of(a, &mut low_a), Parts::of(b, &mut low_b));
    let across = a.negative != b.negative;
    if let [divisor] = *b.words {
        return (a.words.len() <= MOST_BY_WORD).then(|| {
            let rest = words::remainder_word(a.words, divisor);
            let rest = i128::from(if across && rest != 0 { divisor - rest } else { rest });
            super::from_i128(t, if b.negative { -rest } else { rest })
        });
    }
    if across {
        return None;
    }
    let estimate = words::estimate(a.words, b.words)?;
    Some(build(t, b.negative, b.words.len(), |out| {
        words::short_divide(out, a.words, b.words, estimate);
    }))
}

/// `divmod(a, b)`, if the divisor or the quotient is short.
pub(super) fn divmod(t: &mut Thread, a: Integer<'_>, b: Integer<'_>) -> Option<PyResult<(Value, Value)>> {
    let (mut low_a, mut low_b) = (0, 0);
    let (a, b) = (Parts::of(a, &mut low_a), Parts::of(b, &mut low_b));
    if a.negative != b.negative {
        return None;
    }
    let (quotient, remainder);
    if let [divisor] = *b.words {
        if a.words.len() > MOST_BY_WORD {
            return None;
        }
        let mut rest = 0;
        quotient = build(t, false, a.words.len(), |out| rest = words::divide_word(out, a.words, divisor));
        remainder = super::from_i128(t, if b.negative { -i128::from(rest) } else { i128::from(rest) });
    } else {
        let mut short = words::estimate(a.words, b.words)?;
        remainder = build(t, b.negative, b.words.len(), |out| {
            short = words::short_divide(out, a.words, b.words, short);
        });
        quotient = super::from_i128(t, i128::from(short));
    }
    Some(quotient.and_then(|quotient| Ok((quotient, remainder?))))
}
