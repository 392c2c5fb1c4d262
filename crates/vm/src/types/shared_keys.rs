//! The attribute names that instances of one class share, so that each instance holds only values.

use crate::value::Raw;

/// Names of inline values, in the order in which instances got them. Names are interned strings, owned.
#[derive(Default)]
pub struct SharedKeys {
    names: Vec<Raw>,
    capacity: usize,
}

impl SharedKeys {
    /// Keys for at most `capacity` names.
    pub fn new(capacity: usize) -> SharedKeys {
        SharedKeys { names: Vec::new(), capacity }
    }

    /// How many names there can be.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// The names so far.
    pub fn names(&self) -> &[Raw] {
        &self.names
    }

    /// The index of an interned name.
    #[inline]
    pub fn find(&self, name: Raw) -> Option<usize> {
        self.names.iter().position(|&known| known == name)
    }

    /// The index of an interned name, which is added if there is room. The caller gives a reference when it is added
    /// (`true` in the result).
    pub fn find_or_add(&mut self, name: Raw) -> Option<(usize, bool)> {
        if let Some(index) = self.find(name) {
            return Some((index, false));
        }
        if self.names.len() == self.capacity {
            return None;
        }
        self.names.push(name);
        Some((self.names.len() - 1, true))
    }
}
