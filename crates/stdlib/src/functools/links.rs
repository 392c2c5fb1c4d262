//! The order in which the results of a bounded cache were used.

use taipan_vm::Value;
use taipan_vm::dying::Dying;
use taipan_vm::native::object::Content;
use taipan_vm::object::Visit;

const NONE: u32 = u32::MAX;

struct Link {
    key: Value,
    hash: u64,
    result: Value,
    older: u32,
    newer: u32,
}

/// Links by their numbers, from the oldest to the newest, and the numbers that are free.
pub(super) struct Links {
    links: Vec<Option<Link>>,
    free: Vec<u32>,
    oldest: u32,
    newest: u32,
}

impl Default for Links {
    fn default() -> Links {
        Links { links: Vec::new(), free: Vec::new(), oldest: NONE, newest: NONE }
    }
}

impl Links {
    fn link(&mut self, number: u32) -> Option<&mut Link> {
        self.links.get_mut(number as usize)?.as_mut()
    }

    /// Takes a link out of the order, not out of the table.
    fn unlink(&mut self, number: u32) -> Option<()> {
        let link = self.link(number)?;
        let (older, newer) = (link.older, link.newer);
        match self.link(older) {
            Some(link) => link.newer = newer,
            None => self.oldest = newer,
        }
        match self.link(newer) {
            Some(link) => link.older = older,
            None => self.newest = older,
        }
        Some(())
    }

    /// Makes a link that is in no order the newest.
    fn append(&mut self, number: u32) {
        let newest = std::mem::replace(&mut self.newest, number);
        if let Some(link) = self.link(number) {
            (link.older, link.newer) = (newest, NONE);
        }
        match self.link(newest) {
            Some(link) => link.newer = number,
            None => self.oldest = number,
        }
    }

    /// The result of the link with this number, which becomes the newest.
    pub(super) fn used(&mut self, number: &Value) -> Option<Value> {
        let number = u32::try_from(number.as_small_int()?).ok()?;
        let result = self.link(number)?.result.clone();
        if self.newest != number {
            self.unlink(number)?;
            self.append(number);
        }
        Some(result)
    }

    /// Adds the newest link; its number, `None` without memory.
    pub(super) fn add(&mut self, key: Value, hash: u64, result: Value) -> Option<Value> {
        let number = self.place(key, hash, result)?;
        self.append(number);
        Some(Value::small_int(i64::from(number)))
    }

    fn place(&mut self, key: Value, hash: u64, result: Value) -> Option<u32> {
        let link = Link { key, hash, result, older: NONE, newer: NONE };
        if let Some(number) = self.free.pop() {
            self.links[number as usize] = Some(link);
            return Some(number);
        }
        let number = u32::try_from(self.links.len()).ok().filter(|&number| number != NONE)?;
        self.links.try_reserve(1).ok()?;
        self.free.try_reserve(self.links.capacity()).ok()?;
        self.links.push(Some(link));
        Some(number)
    }

    /// Removes a link by its number; what it held.
    pub(super) fn remove(&mut self, number: &Value) -> Option<(Value, u64, Value)> {
        let number = u32::try_from(number.as_small_int()?).ok()?;
        self.unlink(number)?;
        let link = self.links.get_mut(number as usize)?.take()?;
        self.free.push(number);
        Some((link.key, link.hash, link.result))
    }

    /// Removes the oldest link; what it held.
    pub(super) fn take_oldest(&mut self) -> Option<(Value, u64, Value)> {
        self.remove(&Value::small_int(i64::from(self.oldest)))
    }

    /// Puts back what was the oldest link; its number.
    pub(super) fn put_back(&mut self, key: Value, hash: u64, result: Value) -> Value {
        let Some(number) = self.place(key, hash, result) else {
            unreachable!("taking it out left a number free")
        };
        let oldest = std::mem::replace(&mut self.oldest, number);
        if let Some(link) = self.link(number) {
            link.newer = oldest;
        }
        match self.link(oldest) {
            Some(link) => link.older = number,
            None => self.newest = number,
        }
        Value::small_int(i64::from(number))
    }
}

impl Content for Links {
    fn trace(&self, with: Visit<'_>) {
        for link in self.links.iter().flatten() {
            link.key.trace(&mut *with);
            link.result.trace(&mut *with);
        }
    }

    fn detach(&mut self, dying: &mut Dying) {
        for mut link in std::mem::take(self).links.into_iter().flatten() {
            link.result.detach(dying);
            link.key.detach(dying);
        }
    }
}
