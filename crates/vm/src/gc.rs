//! What the module `gc` shows and sets of the cycle collector: switches, statistics, callbacks, and walks over
//! the objects it tracks.
#![expect(unsafe_code, reason = "walks raw objects")]

use taipan_heap::{Header, flags};

use crate::builtins::dict::Dict;
use crate::builtins::list::List;
use crate::builtins::tuple::Tuple;
use crate::collect::traverse;
use crate::errors::Class;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::{Thread, event};
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// How many generations CPython's collector has; ours, which has one, counts its collections by them.
pub const GENERATIONS: usize = 3;

/// Bits of `gc.set_debug`.
pub mod debug {
    pub const STATS: i64 = 1;
    pub const COLLECTABLE: i64 = 2;
    pub const UNCOLLECTABLE: i64 = 4;
    pub const SAVE_ALL: i64 = 32;
}

/// The collector's settings and records, as `gc` shows them.
pub struct Collector {
    /// Whether collections start by themselves.
    pub enabled: bool,
    /// See [`debug`].
    pub debug: i64,
    pub thresholds: [i64; GENERATIONS],
    /// (collections, objects collected) by generation.
    pub records: [(i64, i64); GENERATIONS],
    /// `gc.callbacks` and `gc.garbage`, lists; None until the module is imported.
    pub callbacks: Value,
    pub garbage: Value,
    /// A collection was asked for while none could start by itself.
    postponed: bool,
    running: bool,
}

impl Default for Collector {
    fn default() -> Collector {
        Collector {
            enabled: true,
            debug: 0,
            thresholds: [2000, 10, 10],
            records: [(0, 0); GENERATIONS],
            callbacks: Value::NONE,
            garbage: Value::NONE,
            postponed: false,
            running: false,
        }
    }
}

impl Thread {
    /// Collects as `gc.collect(generation)` does: tells the callbacks, and counts. Returns how many objects were found
    /// unreachable; nothing happens during another collection.
    pub fn collect_generation(&mut self, generation: usize) -> usize {
        if std::mem::replace(&mut self.interpreter_mut().collector.running, true) {
            return 0;
        }
        self.tell_callbacks("start", generation, 0);
        let found = self.collect_garbage();
        let record = &mut self.interpreter_mut().collector.records[generation];
        record.0 += 1;
        record.1 += found as i64;
        self.tell_callbacks("stop", generation, found);
        self.interpreter_mut().collector.running = false;
        found
    }

    /// Collects because memory grew, unless the program does not want that.
    pub(crate) fn collect_by_growth(&mut self) {
        let collector = &mut self.interpreter_mut().collector;
        if collector.enabled && collector.thresholds[0] != 0 {
            self.collect_generation(0);
        } else {
            collector.postponed = true;
        }
    }

    /// Sets whether collections start by themselves.
    pub fn enable_collections(&mut self, enabled: bool) {
        let collector = &mut self.interpreter_mut().collector;
        collector.enabled = enabled;
        if enabled && std::mem::take(&mut collector.postponed) {
            self.request(event::COLLECT);
        }
    }

    fn tell_callbacks(&mut self, phase: &str, generation: usize, collected: usize) {
        let callbacks = self.interpreter().collector.callbacks.clone();
        let Some(list) = callbacks.exact::<List>().filter(|list| !list.is_empty()) else { return };
        let arguments = match self.callback_arguments(phase, generation, collected) {
            Ok(arguments) => arguments,
            Err(error) => return self.write_unraisable(error, None, None),
        };
        let mut index = 0;
        while let Some(callback) = list.get(self, index) {
            if let Err(error) = self.call(&callback, &arguments) {
                self.write_unraisable(error, Some(&callback), None);
            }
            index += 1;
        }
    }

    fn callback_arguments(
        &mut self,
        phase: &str,
        generation: usize,
        collected: usize,
    ) -> PyResult<[Value; 2]> {
        let info = Dict::new(self)?;
        for (name, count) in [("generation", generation), ("collected", collected), ("uncollectable", 0)] {
            let name = self.intern(name)?;
            self.namespace_set(&info, &name, Value::small_int(count as i64))?;
        }
        Ok([self.intern(phase)?, info])
    }

    /// Reports unreachable objects as the debug flags ask. True if they are to be kept, in `gc.garbage`.
    pub(crate) fn report_unreachable(&mut self, objects: &[*mut Header]) -> bool {
        let flags = self.interpreter().collector.debug;
        if flags & (debug::COLLECTABLE | debug::SAVE_ALL) == 0 {
            return false;
        }
        let garbage = self.interpreter().collector.garbage.clone();
        let keep = flags & debug::SAVE_ALL != 0;
        for &object in objects {
            // SAFETY: the collector holds a reference to each.
            let value = unsafe { Value::from_borrowed(Raw::pointer(object)) };
            if flags & debug::COLLECTABLE != 0 {
                let text = format!("gc: collectable <{} {object:p}>\n", self.type_name(&value));
                self.write_stderr(&text);
            }
            if let (true, Some(list)) = (keep, garbage.exact::<List>()) {
                if let Err(error) = list.push(self, value.clone()) {
                    self.write_unraisable(error, Some(&value), None);
                }
            }
            // The caller's reference outlives this one, and its release must not look like a death.
            drop(value);
        }
        keep && garbage.exact::<List>().is_some()
    }

    /// Whether objects live whose end Python code would notice: that have finalizers, or are weakly referenced. Streams
    /// and the like count for nothing.
    pub fn has_finalizers(&mut self) -> bool {
        let mut found = false;
        // SAFETY: tracked objects are whole, and a live object's type is live; nothing changes meanwhile.
        unsafe {
            self.heap().for_each_tracked(&mut |object| {
                let class = &*(*object).ty.cast::<TypeObject>();
                let native =
                    class.layout.kind == Kind::Other && class.flags.get().contains(TypeFlags::IMMUTABLE);
                let finalizer = class.flags.get().contains(TypeFlags::FINALIZER)
                    && (*object).flags & flags::FINALIZED == 0;
                found |= !native && (finalizer || (*object).flags & flags::WEAK != 0);
            });
        }
        found
    }

    /// Every object that the collector tracks.
    pub fn tracked_objects(&mut self) -> Vec<Value> {
        self.tracked_where(|_| true)
    }

    /// The tracked objects that refer to one of `targets` directly.
    pub fn referrers(&mut self, targets: &[Value]) -> Vec<Value> {
        let wanted: Vec<*mut Header> = targets
            .iter()
            .filter(|target| target.raw().is_pointer())
            .map(|target| target.raw().header())
            .collect();
        self.tracked_where(|object| {
            let mut found = false;
            // SAFETY: tracked objects are whole.
            unsafe { traverse(object, &mut |child| found |= wanted.contains(&child)) };
            found
        })
    }

    fn tracked_where(&mut self, mut wanted: impl FnMut(*mut Header) -> bool) -> Vec<Value> {
        let mut found = Vec::new();
        // SAFETY: the walk gives live objects; nothing is allocated from the heap meanwhile.
        unsafe {
            self.heap().for_each_tracked(&mut |object| {
                if (*object).flags & flags::DYING == 0 && (*object).count != 0 && wanted(object) {
                    found.push(Value::from_borrowed(Raw::pointer(object)));
                }
            });
        }
        found
    }

    /// What an object refers to directly.
    pub fn referents(&self, object: &Value) -> Vec<Value> {
        // The builtin containers also say what is no object of the heap, in CPython's order.
        if let Some(list) = object.exact::<List>() {
            return list.items(self).iter().rev().cloned().collect();
        }
        if let Some(tuple) = object.exact::<Tuple>() {
            return tuple.items().iter().rev().cloned().collect();
        }
        if let Some(dict) = object.exact::<Dict>() {
            return dict.iter(self).flat_map(|(key, value)| [value.clone(), key.clone()]).collect();
        }
        let mut found = Vec::new();
        if object.header().is_some_and(|header| header.flags & flags::TRACKED != 0) {
            // SAFETY: a live object is whole, and what it refers to is alive.
            unsafe {
                traverse(object.raw().header(), &mut |child| {
                    found.push(Value::from_borrowed(Raw::pointer(child)));
                });
            }
        }
        found
    }

    /// Leaves every tracked object out of collections, or (`false`) takes all in again.
    pub fn freeze_objects(&mut self, frozen: bool) {
        // SAFETY: the walk gives live objects; only the collector reads the flag.
        unsafe {
            self.heap().for_each_tracked(&mut |object| {
                if frozen {
                    (*object).flags |= flags::FROZEN;
                } else {
                    (*object).flags &= !flags::FROZEN;
                }
            });
        }
    }

    /// How many objects are left out of collections.
    pub fn frozen_objects(&mut self) -> usize {
        let mut count = 0;
        // SAFETY: the walk gives live objects.
        unsafe {
            self.heap()
                .for_each_tracked(&mut |object| count += usize::from((*object).flags & flags::FROZEN != 0));
        }
        count
    }

    /// Sets `gc.set_threshold`'s numbers.
    pub fn set_collection_thresholds(&mut self, thresholds: &[i64]) {
        let collector = &mut self.interpreter_mut().collector;
        collector.thresholds[..thresholds.len()].copy_from_slice(thresholds);
    }

    /// Checks the number of a generation.
    pub fn generation_of(&mut self, generation: i64) -> PyResult<usize> {
        match usize::try_from(generation) {
            Ok(generation) if generation < GENERATIONS => Ok(generation),
            _ => Err(self.exception(Class::ValueError, "invalid generation")),
        }
    }
}

/// The bit of a layout's flags that says that the collector tracks its objects.
pub const TRACKED: u16 = flags::TRACKED;

/// Whether the collector needs to look at an object: a tuple of atoms can be in no cycle.
pub fn is_tracked(object: &Value) -> bool {
    let container = |item: &Value| item.header().is_some_and(|header| header.flags & flags::TRACKED != 0);
    if let Some(tuple) = object.exact::<Tuple>() {
        return tuple.items().iter().any(container);
    }
    object.header().is_some_and(|header| header.flags & flags::TRACKED != 0)
}

/// Whether an object's finalizer ran.
pub fn is_finalized(object: &Value) -> bool {
    object.header().is_some_and(|header| header.flags & flags::FINALIZED != 0)
}
