//! Changing the order of a dict's keys, for the dicts that offer it to Python.
#![expect(unsafe_code, reason = "works on the raw table")]

use super::table::{Found, usable};
use crate::builtins::dict::Dict;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

impl Dict {
    /// The index of a key's entry.
    pub fn index_of(&self, t: &mut Thread, key: &Value) -> PyResult<Option<usize>> {
        let hash = t.hash(key)?;
        Ok(match self.find(t, key, hash)? {
            Found::Entry(index) => Some(index),
            Found::Nothing(_) => None,
        })
    }

    /// A number that changes whenever keys come or go.
    pub fn key_changes(&self) -> u32 {
        self.changes.get()
    }

    /// A number that changes whenever entries get other indices.
    pub fn renumberings(&self) -> u16 {
        self.tables.get()
    }

    /// The index of the last live entry before `index`.
    pub fn last_index_before(&self, t: &Thread, index: usize) -> Option<usize> {
        self.previous_index(t, index)
    }

    /// Makes the live entry at `index` the last one.
    pub fn move_to_end(&self, t: &mut Thread, index: usize) -> PyResult<()> {
        let mut index = index;
        if (self.filled.get() + self.spent.get()) as usize == usable(self.bits.get()) {
            let mut place = 0;
            let mut at = 0;
            while let Some(live) = self.next_index(t, at).filter(|&live| live < index) {
                place += 1;
                at = live + 1;
            }
            self.rebuild(t, self.len() + 1)?;
            index = place;
        }
        // SAFETY: the entry is live.
        let hash = unsafe { (*self.entries.get().add(index)).hash };
        let (key, value) = self.remove_at(t, index);
        let slot = self.free_slot(hash);
        self.insert_new(t, key, hash, value, slot)
    }

    /// Makes the live entry at `index` the first one.
    pub fn move_to_front(&self, t: &mut Thread, index: usize) -> PyResult<()> {
        let mut slots = Vec::new();
        if slots.try_reserve_exact(index + 1).is_err() {
            return Err(t.memory_error());
        }
        // SAFETY: entries up to the live one at `index` exist; slots are found before any entry moves.
        unsafe {
            let entries = std::slice::from_raw_parts_mut(self.entries.get(), index + 1);
            for (at, entry) in entries.iter().enumerate() {
                slots.push((!entry.key.is_null()).then(|| self.slot_of(at, entry.hash)));
            }
            entries.rotate_right(1);
        }
        slots.rotate_right(1);
        for (at, slot) in slots.into_iter().enumerate() {
            if let Some(slot) = slot {
                self.write_index(slot, at);
            }
        }
        self.tables.set(self.tables.get().wrapping_add(1));
        self.changed();
        Ok(())
    }
}
