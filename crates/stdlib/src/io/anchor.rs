//! Which stream is around which: a raw file that dies together with the streams around it lets the outermost close first,
//! so that nothing that waits to be written is lost, whatever the order in which the collector finds them.
#![expect(unsafe_code, reason = "knows streams by their address")]

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use taipan_vm::value::Raw;
use taipan_vm::{Thread, Value};

use super::base::{State, attribute, call};

/// Where a stream is as long as it lives. Held by the stream itself; the one within knows it too.
#[derive(Default)]
pub(super) struct Anchor(Rc<Place>);

#[derive(Default)]
struct Place(Cell<Option<Raw>>);

/// The stream around another, if there is one.
#[derive(Default)]
pub(super) struct Outer(RefCell<Weak<Place>>);

impl Anchor {
    /// Notes where the stream is, and that it is to be flushed when the interpreter ends.
    pub(super) fn settle(&self, t: &mut Thread, stream: &Value) {
        let new = self.0.0.replace(Some(stream.raw())).is_none();
        if new {
            let streams = &mut t.state::<State>().streams.0;
            if streams.len() == streams.capacity() {
                streams.retain(|place| place.strong_count() != 0);
            }
            streams.push(Rc::downgrade(&self.0));
        }
    }
}

impl Drop for Anchor {
    fn drop(&mut self) {
        self.0.0.set(None);
    }
}

impl Place {
    fn stream(&self) -> Option<Value> {
        // SAFETY: an anchor is dropped with its stream's contents, before the stream's memory is freed; until then the
        // stream is whole.
        self.0.get().map(|raw| unsafe { Value::from_borrowed(raw) })
    }
}

impl Outer {
    /// Notes the stream around this one.
    pub(super) fn set(&self, anchor: &Anchor) {
        *self.0.borrow_mut() = Rc::downgrade(&anchor.0);
    }

    /// The stream around this one.
    pub(super) fn get(&self) -> Option<Value> {
        self.0.borrow().upgrade()?.stream()
    }
}

/// The streams that there are.
#[derive(Default)]
pub(super) struct Streams(Vec<Weak<Place>>);

/// Flushes every stream that is still open. What fails has nobody left to be told.
pub(super) fn flush_all(t: &mut Thread) {
    let places: Vec<Rc<Place>> = t.state::<State>().streams.0.iter().filter_map(Weak::upgrade).collect();
    // Outer streams are made after those within.
    for place in places.iter().rev() {
        let Some(stream) = place.stream() else { continue };
        let open = attribute(t, &stream, "closed").and_then(|closed| t.truth(&closed).map(|closed| !closed));
        if matches!(open, Ok(true)) {
            drop(call(t, &stream, "flush", &[]));
        }
    }
}
