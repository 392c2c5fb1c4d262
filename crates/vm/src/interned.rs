//! The strings that stand for all equal to them. An open-addressed table of the string objects themselves, found by the
//! hash that each of them keeps: a table of keys would hold every name twice.

use std::mem::ManuallyDrop;

use crate::builtins::str::Str;
use crate::value::Value;

/// Room for the names of a starting interpreter.
const FIRST_SLOTS: usize = 4096;

/// The table. It keeps its strings for as long as the heap keeps anything.
pub(crate) struct Interned {
    /// A power of two of them; `None` where free. Never dropped one by one: the heap goes as a whole.
    slots: Box<[ManuallyDrop<Value>]>,
    count: usize,
}

impl Interned {
    pub(crate) fn new() -> Interned {
        Interned { slots: free_slots(FIRST_SLOTS), count: 0 }
    }

    /// How many strings there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// The string with this hash that is the one looked for.
    pub(crate) fn find(&self, hash: u64, wanted: impl Fn(&Str) -> bool) -> Option<&Value> {
        let mut slot = self.first_slot(hash);
        loop {
            let known = &self.slots[slot];
            let string = known.exact::<Str>()?;
            if string.known_hash() == hash && wanted(string) {
                return Some(known);
            }
            slot = self.after(slot);
        }
    }

    /// Adds a string whose hash was computed and that equals none in the table.
    pub(crate) fn insert(&mut self, string: Value) {
        self.count += 1;
        // A third stays free, so that searches end soon.
        if self.count * 3 > self.slots.len() * 2 {
            let doubled = free_slots(self.slots.len() * 2);
            for string in std::mem::replace(&mut self.slots, doubled) {
                if string.exact::<Str>().is_some() {
                    self.put(string);
                }
            }
        }
        self.put(ManuallyDrop::new(string));
    }

    fn put(&mut self, string: ManuallyDrop<Value>) {
        let hash = string.exact::<Str>().map_or(0, Str::known_hash);
        let mut slot = self.first_slot(hash);
        while self.slots[slot].exact::<Str>().is_some() {
            slot = self.after(slot);
        }
        self.slots[slot] = string;
    }

    fn first_slot(&self, hash: u64) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    fn after(&self, slot: usize) -> usize {
        (slot + 1) & (self.slots.len() - 1)
    }
}

fn free_slots(count: usize) -> Box<[ManuallyDrop<Value>]> {
    (0..count).map(|_| ManuallyDrop::new(Value::NONE)).collect()
}
