//! A code object's constants: ordered, and deduplicated the way CPython's `_PyCode_ConstantKey` does,
//! so that `1`, `1.0` and `True` stay apart, and `0.0` and `-0.0` too.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHasher};
use taipan_bytecode::{Code, Constant};

/// The constants of one code object, in the order of their numbers.
#[derive(Clone, Default, Debug)]
pub struct Constants {
    values: Vec<Constant>,
    numbers: FxHashMap<Key, u32>,
}

impl Constants {
    /// The number of `value`, which is appended unless an equal constant of its type is there.
    pub fn add(&mut self, value: Constant) -> u32 {
        let next = self.values.len() as u32;
        match self.numbers.entry(Key(value)) {
            std::collections::hash_map::Entry::Occupied(entry) => *entry.get(),
            std::collections::hash_map::Entry::Vacant(entry) => {
                self.values.push(entry.key().0.clone());
                entry.insert(next);
                next
            }
        }
    }

    /// The constant numbered `index`.
    pub fn get(&self, index: u32) -> Option<&Constant> {
        self.values.get(index as usize)
    }

    /// All constants in order.
    pub fn values(&self) -> &[Constant] {
        &self.values
    }

    /// Gives the constants up, in order.
    pub fn into_values(self) -> Vec<Constant> {
        self.values
    }
}

/// A constant compared as CPython's constant keys compare.
#[derive(Clone, Debug)]
pub struct Key(pub Constant);

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        same_constant(&self.0, &other.0)
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash_constant(&self.0, state);
    }
}

/// Whether two constants are one to the compiler: same type, same value, same sign of zero.
pub fn same_constant(left: &Constant, right: &Constant) -> bool {
    match (left, right) {
        (Constant::None, Constant::None)
        | (Constant::True, Constant::True)
        | (Constant::False, Constant::False)
        | (Constant::Ellipsis, Constant::Ellipsis) => true,
        (Constant::Int(a), Constant::Int(b)) => a == b,
        (Constant::BigInt(a), Constant::BigInt(b)) => a == b,
        (Constant::Float(a), Constant::Float(b)) => same_float(*a, *b),
        (Constant::Complex(a, b), Constant::Complex(c, d)) => same_float(*a, *c) && same_float(*b, *d),
        (Constant::Str(a), Constant::Str(b)) => a == b,
        (Constant::Bytes(a), Constant::Bytes(b)) => a == b,
        (Constant::Tuple(a), Constant::Tuple(b)) => Arc::ptr_eq(a, b) || all_same(a, b),
        (Constant::FrozenSet(a), Constant::FrozenSet(b)) => {
            all_same(a, b)
                || a.len() == b.len() && a.iter().all(|item| b.iter().any(|other| same_constant(item, other)))
        }
        (Constant::Slice(a), Constant::Slice(b)) => all_same(&a[..], &b[..]),
        (Constant::Code(a), Constant::Code(b)) => Arc::ptr_eq(a, b) || same_code(a, b),
        _ => false,
    }
}

fn all_same(left: &[Constant], right: &[Constant]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(a, b)| same_constant(a, b))
}

/// NaN constants are never merged with another NaN, as `nan != nan`.
fn same_float(left: f64, right: f64) -> bool {
    left == right && left.is_sign_negative() == right.is_sign_negative()
}

/// Two code objects are equal when nothing but their file name tells them apart: the copies of a
/// `finally` body, for one, share a single code object.
fn same_code(a: &Code, b: &Code) -> bool {
    a.name == b.name
        && a.argcount == b.argcount
        && a.posonlyargcount == b.posonlyargcount
        && a.kwonlyargcount == b.kwonlyargcount
        && a.flags == b.flags
        && a.firstlineno == b.firstlineno
        && a.code == b.code
        && a.names == b.names
        && a.localsplusnames == b.localsplusnames
        && a.localspluskinds == b.localspluskinds
        && a.linetable == b.linetable
        && a.exceptiontable == b.exceptiontable
        && all_same(&a.consts, &b.consts)
}

fn hash_constant<H: Hasher>(constant: &Constant, state: &mut H) {
    std::mem::discriminant(constant).hash(state);
    match constant {
        Constant::None | Constant::True | Constant::False | Constant::Ellipsis => {}
        Constant::Int(value) => value.hash(state),
        Constant::BigInt(value) => value.hash(state),
        Constant::Float(value) => value.to_bits().hash(state),
        Constant::Complex(real, imaginary) => {
            real.to_bits().hash(state);
            imaginary.to_bits().hash(state);
        }
        Constant::Str(text) => text.hash(state),
        Constant::Bytes(bytes) => bytes.hash(state),
        Constant::Tuple(items) => items.iter().for_each(|item| hash_constant(item, state)),
        Constant::FrozenSet(items) => {
            // Whatever their order.
            let hashes = items.iter().map(|item| {
                let mut hasher = FxHasher::default();
                hash_constant(item, &mut hasher);
                hasher.finish()
            });
            hashes.fold(0, u64::wrapping_add).hash(state);
        }
        Constant::Slice(parts) => parts.iter().for_each(|part| hash_constant(part, state)),
        Constant::Code(code) => {
            code.name.hash(state);
            code.firstlineno.hash(state);
            code.code.hash(state);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_of_both_signs_and_equal_numbers_of_other_types_stay_apart() {
        let mut constants = Constants::default();
        let numbers: Vec<u32> = [
            Constant::Int(0),
            Constant::Float(0.0),
            Constant::Float(-0.0),
            Constant::False,
            Constant::Int(0),
            Constant::Tuple(Arc::from([Constant::Int(0)])),
            Constant::Tuple(Arc::from([Constant::Float(0.0)])),
            Constant::Tuple(Arc::from([Constant::Int(0)])),
        ]
        .into_iter()
        .map(|constant| constants.add(constant))
        .collect();
        assert_eq!(numbers, [0, 1, 2, 3, 0, 4, 5, 4]);
        assert_eq!(constants.values().len(), 6);
    }
}
