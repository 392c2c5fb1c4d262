//! How objects die: immediately, depth first, in CPython's order, and without native recursion.
//!
//! An object whose last reference goes hands what it owns to a stack of dying values; the value on top
//! dies next. Those further down still live, so that finalizers see them.
#![expect(unsafe_code, reason = "takes objects apart")]

mod quiet;

use taipan_heap::{Header, flags, raw_free};

use crate::builtins::async_methods::{AsyncGenSend, AsyncGenThrow, INIT};
use crate::builtins::dict::Dict;
use crate::builtins::generator::Generator;
use crate::builtins::int::BigInt;
use crate::builtins::list::List;
use crate::builtins::set::Set;
use crate::builtins::tuple::Tuple;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// In which order a container's items die.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    FirstToLast,
    LastToFirst,
}

enum Entry {
    Value(Raw),
    Storage {
        items: *mut Raw,
        stride: usize,
        length: usize,
        next: usize,
        direction: Direction,
        buffer: *mut u8,
    },
}

/// The memory of a dict or a set: `count` groups of words that begin with a key, which is NULL in those that are free, in a
/// buffer of so many `bytes`, or null.
pub(crate) struct Entries {
    pub(crate) words: *mut Raw,
    pub(crate) count: usize,
    /// How many groups had a key when all lived.
    pub(crate) live: usize,
    pub(crate) buffer: *mut u8,
    pub(crate) bytes: usize,
}

/// The stack of what is about to die.
#[derive(Default)]
pub struct Dying {
    entries: Vec<Entry>,
}

impl Dying {
    /// An empty stack.
    pub fn new() -> Dying {
        Dying::default()
    }

    /// Gives one owned reference (or NULL) to the dying.
    #[inline]
    pub fn value(&mut self, value: Raw) {
        if value.is_pointer() {
            self.entries.push(Entry::Value(value));
        }
    }

    /// Gives detached storage to the dying: `length` owned values, `stride` words apart, which die in
    /// `direction`; then `buffer` (from `raw_alloc`, or null) is freed.
    ///
    /// # Safety
    /// The storage belongs to nobody else any more.
    pub unsafe fn storage(
        &mut self,
        items: *mut Raw,
        stride: usize,
        length: usize,
        direction: Direction,
        buffer: *mut u8,
    ) {
        self.entries.push(Entry::Storage { items, stride, length, next: 0, direction, buffer });
    }

    /// Frees the buffers of detached storage and forgets all values, none of which dies.
    pub(crate) fn discard(self) {
        for entry in self.entries {
            if let Entry::Storage { buffer, .. } = entry
                && !buffer.is_null()
            {
                // SAFETY: the storage's owner gave the buffer away.
                unsafe { raw_free(buffer) };
            }
        }
    }

    /// The next value that dies.
    fn pop(&mut self) -> Option<Raw> {
        loop {
            match self.entries.last_mut()? {
                Entry::Value(value) => {
                    let value = *value;
                    self.entries.pop();
                    return Some(value);
                }
                Entry::Storage { items, stride, length, next, direction, buffer } => {
                    let value = loop {
                        if next == length {
                            break Raw::NULL;
                        }
                        let index = match direction {
                            Direction::FirstToLast => *next,
                            Direction::LastToFirst => *length - 1 - *next,
                        };
                        *next += 1;
                        // SAFETY: within the storage given away.
                        let value = unsafe { *items.add(index * *stride) };
                        if value.is_pointer() {
                            break value;
                        }
                    };
                    if value.is_null() {
                        let buffer = *buffer;
                        self.entries.pop();
                        if !buffer.is_null() {
                            // SAFETY: the storage's owner gave the buffer away.
                            unsafe { raw_free(buffer) };
                        }
                        continue;
                    }
                    return Some(value);
                }
            }
        }
    }
}

impl Thread {
    /// Drops what native code left dead, running finalizers. Order: as it was dropped, each depth first.
    #[inline]
    pub fn drain(&mut self) {
        if !self.heap().dead.is_empty() {
            self.drain_dead();
        }
    }

    #[cold]
    #[inline(never)]
    fn drain_dead(&mut self) {
        loop {
            // Most often there is one: it leaves the list its memory.
            if let [object] = self.heap().dead[..] {
                self.heap().dead.clear();
                // SAFETY: as below.
                unsafe { self.bury(object) };
                continue;
            }
            let batch = std::mem::take(&mut self.heap().dead);
            if batch.is_empty() {
                return;
            }
            for object in batch {
                // SAFETY: objects on the dead list are whole, with a count of zero.
                unsafe { self.bury(object) };
            }
        }
    }

    /// Drops a value and everything that dies with it now, not at the next [`Thread::drain`]. May run Python.
    #[inline]
    pub(crate) fn release(&mut self, value: Value) {
        // SAFETY: the value owned its reference.
        unsafe { self.drop_raw(value.into_raw()) };
    }

    /// Drops an owned reference and everything that dies with it.
    ///
    /// # Safety
    /// The caller owned the reference. May run Python.
    #[inline]
    pub unsafe fn drop_raw(&mut self, value: Raw) {
        // SAFETY: the caller's promise.
        unsafe {
            if value.release() {
                self.bury(value.header());
            }
        }
    }

    /// Ends an object whose count is zero, and all that dies with it.
    ///
    /// # Safety
    /// The object is whole, its count zero, and it is not being buried already. May run Python.
    pub unsafe fn bury(&mut self, object: *mut Header) {
        // SAFETY: the caller's promise; the stack then holds only what its owners gave away.
        unsafe {
            if (*object).flags & (flags::SIMPLE | flags::WEAK) == flags::SIMPLE {
                self.heap().free(object);
                return;
            }
            self.bury_with_contents(object);
        }
    }

    /// [`Thread::bury`] of what is no simple object. Apart from it, since handlers that hold a `Dying` would keep a native
    /// frame: their jump to the next handler would become a call.
    #[inline(never)]
    unsafe fn bury_with_contents(&mut self, object: *mut Header) {
        // SAFETY: as `bury`.
        unsafe {
            if self.bury_quietly(object) {
                return;
            }
            let mut dying = self.spare_dying();
            self.bury_one(object, &mut dying);
            self.bury_all(dying);
        }
    }

    /// Ends an object of one of the commonest kinds if what it owns survives it or dies without running Python; false when it
    /// is not so simple: what of it is there still is to die.
    #[inline]
    unsafe fn bury_quietly(&mut self, object: *mut Header) -> bool {
        // SAFETY: the object is whole, its count zero; its kind tells its layout.
        unsafe {
            let kind = (*object).kind;
            if kind == Kind::Other as u8 {
                let class = (*object).ty.cast::<TypeObject>();
                if (*class).flags.get().contains(TypeFlags::EXCEPTION) {
                    return (*object).flags & flags::WEAK == 0 && self.bury_exception(object);
                }
                return self.bury_plain(object);
            }
            if (*object).flags & flags::WEAK != 0 {
                return false;
            }
            if kind == Kind::List as u8 {
                return self.bury_list(object);
            }
            if kind == Kind::BigInt as u8 {
                (*object.cast::<BigInt>()).discard();
                self.heap().free(object);
                return true;
            }
            if kind == Kind::Function as u8 {
                return self.bury_function(object);
            }
            if kind == Kind::Dict as u8 {
                return self.bury_entries::<3, 2>(object, (*object.cast::<Dict>()).entry_words());
            }
            if kind == Kind::Set as u8 || kind == Kind::FrozenSet as u8 {
                return self.bury_entries::<2, 1>(object, (*object.cast::<Set>()).slot_words());
            }
            let class = (*object).ty.cast::<TypeObject>();
            let unawaited = kind == Kind::AsyncGenSend as u8
                && (*object.cast::<AsyncGenSend>()).state.get() == INIT
                || kind == Kind::AsyncGenThrow as u8 && (*object.cast::<AsyncGenThrow>()).state.get() == INIT;
            if unawaited {
                // The finalizer has something to say.
                return false;
            }
            let contents: &[Raw] = if kind == Kind::Tuple as u8 {
                (*object.cast::<Tuple>()).raw_items()
            } else if kind == Kind::Generator as u8 || kind == Kind::Coroutine as u8 {
                match (*object.cast::<Generator>()).finished_words() {
                    Some(words) => words,
                    None => return self.bury_waiting(object),
                }
            } else if (*class).layout.counted != 0 && !(*class).flags.get().contains(TypeFlags::HEAP) {
                std::slice::from_raw_parts(object.add(1).cast::<Raw>(), (*class).layout.counted)
            } else {
                return false;
            };
            let (words, count) = (contents.as_ptr().cast_mut(), contents.len());
            for index in 0..count {
                if !self.release_if_quiet(*words.add(index)) {
                    return false;
                }
                *words.add(index) = Raw::NULL;
            }
            self.heap().free(object);
            true
        }
    }

    /// Ends an object of which [`dies_quietly`] was true while it had a reference. What that was not true of any more, because
    /// whatever died had two references, waits on the dead list: nothing here goes deeper than a tuple's items.
    unsafe fn end_quietly(&mut self, value: Raw) {
        // SAFETY: the object is whole, its count has just become zero.
        unsafe {
            let header = value.header();
            if (*header).flags & (flags::SIMPLE | flags::WEAK) == flags::SIMPLE {
                self.heap().free(header);
            } else if let Some(words) = quiet::owned_words(value) {
                (*header).flags &= !flags::TRACKED;
                for &word in words {
                    self.release_quietly(word);
                }
                self.heap().free(header);
            } else {
                crate::value::released(header);
            }
        }
    }

    /// Ends an object whose count is zero: now if that runs no Python, else when the dead list is drained.
    ///
    /// # Safety
    /// As [`Thread::bury`].
    pub(crate) unsafe fn bury_or_wait(&mut self, object: *mut Header) {
        // SAFETY: the caller's promise.
        unsafe {
            let simple = (*object).flags & (flags::SIMPLE | flags::WEAK) == flags::SIMPLE;
            if simple || !self.bury_quietly(object) {
                crate::value::released(object);
            }
        }
    }

    /// Ends a list whose items survive it or die without running Python, last to first; false when one does neither: what is
    /// before and with it is still to die.
    unsafe fn bury_list(&mut self, object: *mut Header) -> bool {
        // SAFETY: the object is a dead list, whose buffer nobody else sees.
        unsafe {
            let list = &*object.cast::<List>();
            let items = list.items.get();
            for index in (0..list.length.get()).rev() {
                if !self.release_if_quiet(*items.add(index)) {
                    list.length.set(index + 1);
                    return false;
                }
            }
            self.heap().buffers.give(items.cast(), list.capacity.get() * 8);
            self.heap().free(object);
            true
        }
    }

    /// Ends a dict or a set whose keys and values survive it or die without running Python, first to last; false when one does
    /// neither: it and what comes after it is still to die. `entries` are groups of `STRIDE` words, of which the first
    /// `REFERENCES` are counted.
    #[inline(always)]
    unsafe fn bury_entries<const STRIDE: usize, const REFERENCES: usize>(
        &mut self,
        object: *mut Header,
        entries: Entries,
    ) -> bool {
        // SAFETY: the object is dead, its entries are described as they are, and nobody else sees them.
        unsafe {
            let mut left = entries.live;
            let (mut next, end) = (entries.words, entries.words.add(entries.count * STRIDE));
            while left != 0 && next != end {
                let group = next;
                next = next.add(STRIDE);
                if (*group).is_null() && REFERENCES == 1 {
                    continue;
                }
                left -= usize::from(!(*group).is_null());
                // The key of a value that did not die quietly the first time is gone.
                for word in 0..REFERENCES {
                    let word = group.add(word);
                    if (*word).is_pointer() {
                        if !self.release_if_quiet(*word) {
                            return false;
                        }
                        *word = Raw::NULL;
                    }
                }
            }
            self.heap().buffers.give(entries.buffer, entries.bytes);
            self.heap().free(object);
            true
        }
    }

    /// Drops a reference if that runs no Python; false, with nothing done, if it could.
    #[inline(always)]
    unsafe fn release_if_quiet(&mut self, value: Raw) -> bool {
        // SAFETY: the reference's owner gives it up.
        unsafe {
            if !value.is_pointer() {
                return true;
            }
            let header = value.header();
            if (*header).count > 1 {
                (*header).count -= 1;
            } else if (*header).flags & (flags::SIMPLE | flags::WEAK) == flags::SIMPLE {
                self.heap().free(header);
            } else if dies_quietly(value) {
                (*header).count = 0;
                self.end_quietly(value);
            } else {
                return false;
            }
            true
        }
    }

    /// Drops a reference of which [`survives_or_is_simple`] was true. What it was not true of any more, because the dying object
    /// had two references, waits on the dead list.
    #[inline]
    unsafe fn release_quietly(&mut self, value: Raw) {
        // SAFETY: the reference's owner gives it up.
        unsafe {
            if value.release() {
                let header = value.header();
                if (*header).flags & (flags::SIMPLE | flags::WEAK) == flags::SIMPLE {
                    self.heap().free(header);
                } else {
                    crate::value::released(header);
                }
            }
        }
    }

    /// Drops a dead frame's locals, the last first, as long as that runs no Python; answers how many are left.
    ///
    /// # Safety
    /// The words are owned by the frame, which gives them up.
    pub(crate) unsafe fn drop_locals_quietly(&mut self, locals: *mut Raw, count: usize) -> usize {
        for index in (0..count).rev() {
            // SAFETY: the caller's promise.
            unsafe {
                let value = *locals.add(index);
                if survives_or_is_simple(value) {
                    self.release_quietly(value);
                    continue;
                }
                (*value.header()).count = 0;
                if !self.bury_quietly(value.header()) {
                    (*value.header()).count = 1;
                    return index + 1;
                }
            }
        }
        0
    }

    /// An empty stack for the dying, with the memory of one used before where possible.
    pub(crate) fn spare_dying(&mut self) -> Dying {
        std::mem::take(&mut self.spare_dying)
    }

    /// Lets everything on the stack die.
    ///
    /// # Safety
    /// What is on the stack is owned by it alone. May run Python.
    pub unsafe fn bury_all(&mut self, mut dying: Dying) {
        while let Some(value) = dying.pop() {
            // SAFETY: the stack owned the reference.
            unsafe {
                if value.release() {
                    let object = value.header();
                    if (*object).flags & (flags::SIMPLE | flags::WEAK) == flags::SIMPLE {
                        self.heap().free(object);
                    } else if !self.bury_quietly(object) {
                        self.bury_one(object, &mut dying);
                    }
                }
            }
        }
        self.spare_dying = dying;
    }

    /// Finalizes one object and takes it apart.
    unsafe fn bury_one(&mut self, object: *mut Header, dying: &mut Dying) {
        // SAFETY: the object is whole and nobody else refers to it.
        unsafe {
            let class = (*object).ty.cast::<TypeObject>();
            let heap_flags = (*object).flags;
            if heap_flags & flags::SIMPLE == 0
                && (*class).flags.get().contains(TypeFlags::FINALIZER)
                && heap_flags & flags::FINALIZED == 0
            {
                (*object).count = 1;
                (*object).flags = (heap_flags | flags::FINALIZED) & !flags::DYING;
                self.finalize(object);
                (*object).count -= 1;
                if (*object).count != 0 {
                    return;
                }
            }
            if (*object).flags & flags::WEAK != 0 {
                (*object).count = 1;
                (*object).flags &= !flags::DYING;
                self.clear_weak_references(object);
                (*object).count -= 1;
                if (*object).count != 0 {
                    return;
                }
            }
            (*object).flags &= !flags::TRACKED;
            // A finalizer may have changed it.
            let class = (*object).ty.cast::<TypeObject>();
            if (*class).flags.get().contains(TypeFlags::HEAP) {
                dying.value(Raw::pointer(class.cast()));
            }
            let generators = [Kind::Generator, Kind::Coroutine, Kind::AsyncGenerator];
            if generators.iter().any(|&kind| kind as u8 == (*object).kind) {
                (*object.cast::<Generator>()).leave_locals();
            }
            self.detach_all(object, dying);
            self.heap().free(object);
        }
    }

    /// Detaches an object's builtin fields and, of instances of Python classes, slots and attributes.
    ///
    /// # Safety
    /// The object is whole; what it owned belongs to `dying` afterwards.
    pub unsafe fn detach_all(&mut self, object: *mut Header, dying: &mut Dying) {
        // SAFETY: the caller's promise; the type describes the object.
        unsafe {
            let class = &*(*object).ty.cast::<TypeObject>();
            (class.layout.detach)(object, dying);
            if (*object).kind == Kind::Other as u8 {
                class.detach_instance(object, dying);
            }
        }
    }
}

/// Whether dropping a reference leaves the object alive, or ends one that owns nothing and that nobody waits for.
#[inline(always)]
unsafe fn survives_or_is_simple(value: Raw) -> bool {
    // SAFETY: a pointer word points to a live object.
    unsafe {
        !value.is_pointer()
            || (*value.header()).count > 1
            || (*value.header()).flags & (flags::SIMPLE | flags::WEAK) == flags::SIMPLE
    }
}

/// The same, or it ends an object of which [`quiet::owned_words`] tells that it owns nothing but such, and cells.
#[inline(always)]
unsafe fn dies_quietly(value: Raw) -> bool {
    // SAFETY: a pointer word points to a live object.
    unsafe {
        survives_or_is_simple(value)
            || cell_dies_quietly(value)
            || quiet::owned_words(value).is_some_and(|words| {
                words.iter().all(|&word| survives_or_is_simple(word) || cell_dies_quietly(word))
            })
    }
}

/// Whether a value is a cell that dies with nothing but a simple object, if that.
#[inline]
unsafe fn cell_dies_quietly(value: Raw) -> bool {
    // SAFETY: a pointer word points to a live object.
    unsafe {
        value.is_kind(Kind::Cell)
            && (*value.header()).flags & flags::WEAK == 0
            && survives_or_is_simple((*value.cast::<crate::builtins::cell::Cell>()).content.get())
    }
}
