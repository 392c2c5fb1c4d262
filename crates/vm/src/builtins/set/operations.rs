//! Set algebra, in the order of elements and of comparisons that CPython has.

use crate::builtins::dict::Dict;
use crate::builtins::set::Set;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::value::Value;

/// The set behind a value just made as one.
fn made(value: &Value) -> &Set {
    match Set::any(value) {
        Some(set) => set,
        None => unreachable!("just made a set"),
    }
}

/// Gives each element of a set with its hash to `each` until that answers false. The set may change meanwhile.
pub(crate) fn each_element(
    t: &mut Thread,
    set: &Set,
    mut each: impl FnMut(&mut Thread, &Value, u64) -> PyResult<bool>,
) -> PyResult<()> {
    let mut next = 0;
    while let Some(index) = set.next_index(t, next) {
        let (element, hash) = set.element(t, index);
        if !each(t, &element, hash)? {
            break;
        }
        next = index + 1;
    }
    Ok(())
}

/// As [`each_element`], for the keys of a dict.
pub(crate) fn each_key(
    t: &mut Thread,
    dict: &Dict,
    mut each: impl FnMut(&mut Thread, &Value, u64) -> PyResult<()>,
) -> PyResult<()> {
    let mut next = 0;
    while let Some(index) = dict.next_index(t, next) {
        let Some((key, _, hash)) = dict.entry_at(t, index) else { break };
        each(t, &key, hash)?;
        next = index + 1;
    }
    Ok(())
}

impl Set {
    /// A new set or frozenset of the same elements.
    pub(crate) fn copy(&self, t: &mut Thread, kind: Kind) -> PyResult {
        let copy = Set::of_kind(t, kind)?;
        made(&copy).merge(t, self)?;
        Ok(copy)
    }

    /// Adds every element of another set.
    pub(crate) fn merge(&self, t: &mut Thread, other: &Set) -> PyResult<()> {
        if std::ptr::eq(self, other) || other.is_empty() {
            return Ok(());
        }
        self.reserve(t, other.len())?;
        if self.copy_into_empty(t, other) {
            return Ok(());
        }
        each_element(t, other, |t, element, hash| {
            self.add_hashed(t, element.clone(), hash)?;
            Ok(true)
        })
    }

    /// Adds every item of an iterable.
    pub(crate) fn update(&self, t: &mut Thread, iterable: &Value) -> PyResult<()> {
        if let Some(other) = Set::any(iterable) {
            return self.merge(t, other);
        }
        if let Some(dict) = iterable.exact::<Dict>() {
            self.reserve(t, dict.len())?;
            return each_key(t, dict, |t, key, hash| self.add_hashed(t, key.clone(), hash).map(drop));
        }
        t.iterate(iterable, |t, item| {
            if !item.raw().is_int() || !self.add_int(item.raw()) {
                self.add_owned(t, item)?;
            }
            Ok(true)
        })
    }

    /// A new set of the elements of both.
    pub(crate) fn union(&self, t: &mut Thread, kind: Kind, other: &Value) -> PyResult {
        let result = self.copy(t, kind)?;
        // A union with itself must not make the table larger.
        if !Set::any(other).is_some_and(|other| std::ptr::eq(self, other)) {
            made(&result).update(t, other)?;
        }
        Ok(result)
    }

    /// Removes every item of an iterable.
    pub(crate) fn difference_update(&self, t: &mut Thread, iterable: &Value) -> PyResult<()> {
        match Set::any(iterable) {
            Some(other) if std::ptr::eq(self, other) => {
                self.clear(t);
                return Ok(());
            }
            Some(other) if other.len() >> 3 > self.len() => {
                // Much larger: only what both have matters.
                let common = self.intersection(t, Kind::Set, iterable)?;
                self.remove_all(t, made(&common))?;
            }
            Some(other) => self.remove_all(t, other)?,
            None => t.iterate(iterable, |t, item| {
                drop(self.remove(t, &item)?);
                Ok(true)
            })?,
        }
        self.shrink(t)
    }

    fn remove_all(&self, t: &mut Thread, other: &Set) -> PyResult<()> {
        each_element(t, other, |t, element, hash| {
            drop(self.remove_hashed(t, element, hash)?);
            t.drain();
            Ok(true)
        })
    }

    /// A new set of the elements that an iterable does not have.
    pub(crate) fn difference(&self, t: &mut Thread, kind: Kind, iterable: &Value) -> PyResult {
        let (set, dict) = (Set::any(iterable), iterable.exact::<Dict>());
        let size = set.map(Set::len).or(dict.map(Dict::len));
        if size.is_none_or(|size| self.len() >> 2 > size) {
            let result = self.copy(t, kind)?;
            made(&result).difference_update(t, iterable)?;
            return Ok(result);
        }
        let result = Set::of_kind(t, kind)?;
        let rest = made(&result);
        each_element(t, self, |t, element, hash| {
            let known = match (set, dict) {
                (Some(set), _) => set.contains_hashed(t, element, hash)?,
                (None, Some(dict)) => dict.get_hashed(t, element, hash)?.is_some(),
                (None, None) => false,
            };
            if !known {
                rest.add_hashed(t, element.clone(), hash)?;
            }
            Ok(true)
        })?;
        Ok(result)
    }

    /// A new set of the elements that an iterable has too.
    pub(crate) fn intersection(&self, t: &mut Thread, kind: Kind, iterable: &Value) -> PyResult {
        let result = Set::of_kind(t, kind)?;
        let common = made(&result);
        let Some(other) = Set::any(iterable) else {
            t.iterate(iterable, |t, item| {
                let hash = t.hash(&item)?;
                if !self.contains_hashed(t, &item, hash)? {
                    return Ok(true);
                }
                common.add_hashed(t, item, hash)?;
                // There can't be more.
                Ok(common.len() < self.len())
            })?;
            return Ok(result);
        };
        if std::ptr::eq(self, other) {
            common.merge(t, self)?;
            return Ok(result);
        }
        let (through, looked_in) = if other.len() > self.len() { (self, other) } else { (other, self) };
        each_element(t, through, |t, element, hash| {
            if looked_in.contains_hashed(t, element, hash)? {
                common.add_hashed(t, element.clone(), hash)?;
            }
            Ok(true)
        })?;
        Ok(result)
    }

    /// Keeps the elements that an iterable has too.
    pub(crate) fn intersection_update(&self, t: &mut Thread, iterable: &Value) -> PyResult<()> {
        let common = self.intersection(t, Kind::Set, iterable)?;
        self.take_over(t, made(&common));
        Ok(())
    }

    /// Removes the items of an iterable that are there, and adds the others.
    pub(crate) fn symmetric_difference_update(&self, t: &mut Thread, iterable: &Value) -> PyResult<()> {
        if let Some(dict) = iterable.exact::<Dict>() {
            return each_key(t, dict, |t, key, hash| self.toggle(t, key, hash));
        }
        match Set::any(iterable) {
            Some(other) if std::ptr::eq(self, other) => {
                self.clear(t);
                Ok(())
            }
            Some(other) => each_element(t, other, |t, element, hash| {
                self.toggle(t, element, hash)?;
                Ok(true)
            }),
            None => {
                let other = Set::new(t)?;
                made(&other).update(t, iterable)?;
                self.symmetric_difference_update(t, &other)
            }
        }
    }

    fn toggle(&self, t: &mut Thread, element: &Value, hash: u64) -> PyResult<()> {
        if self.remove_hashed(t, element, hash)?.is_none() {
            self.add_hashed(t, element.clone(), hash)?;
        }
        Ok(())
    }

    /// A new set of the elements that one of the two has, but not both.
    pub(crate) fn symmetric_difference(&self, t: &mut Thread, kind: Kind, iterable: &Value) -> PyResult {
        let result = Set::of_kind(t, kind)?;
        let set = made(&result);
        set.update(t, iterable)?;
        each_element(t, self, |t, element, hash| {
            set.toggle(t, element, hash)?;
            Ok(true)
        })?;
        Ok(result)
    }

    /// Whether every element is in another set.
    pub(crate) fn is_subset(&self, t: &mut Thread, other: &Set) -> PyResult<bool> {
        if self.len() > other.len() {
            return Ok(false);
        }
        let mut all = true;
        each_element(t, self, |t, element, hash| {
            all = other.contains_hashed(t, element, hash)?;
            Ok(all)
        })?;
        Ok(all)
    }

    /// Whether an iterable has only elements of this set.
    pub(crate) fn is_superset_of(&self, t: &mut Thread, iterable: &Value) -> PyResult<bool> {
        if let Some(other) = Set::any(iterable) {
            return other.is_subset(t, self);
        }
        let mut all = true;
        t.iterate(iterable, |t, item| {
            all = self.contains(t, &item)?;
            Ok(all)
        })?;
        Ok(all)
    }

    /// Whether it has no element in common with an iterable.
    pub(crate) fn is_disjoint(&self, t: &mut Thread, iterable: &Value) -> PyResult<bool> {
        if Set::any(iterable).is_some_and(|other| std::ptr::eq(self, other)) {
            return Ok(self.is_empty());
        }
        let mut disjoint = true;
        match Set::exactly(iterable) {
            Some(other) => {
                let (through, looked_in) =
                    if other.len() > self.len() { (self, other) } else { (other, self) };
                each_element(t, through, |t, element, hash| {
                    disjoint = !looked_in.contains_hashed(t, element, hash)?;
                    Ok(disjoint)
                })?;
            }
            None => t.iterate(iterable, |t, item| {
                disjoint = !self.contains(t, &item)?;
                Ok(disjoint)
            })?,
        }
        Ok(disjoint)
    }
}
