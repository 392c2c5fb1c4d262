//! Ends of objects of particular kinds, where what they own survives them or dies without running Python.
#![expect(unsafe_code, reason = "takes objects apart")]

use taipan_heap::{Header, flags};

use super::{dies_quietly, survives_or_is_simple};
use crate::builtins::exception::BaseException;
use crate::builtins::function::Function;
use crate::builtins::generator::{Generator, State};
use crate::builtins::traceback::Traceback;
use crate::builtins::tuple::Tuple;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::Raw;

impl Thread {
    /// Ends a generator that waits where nothing of it would run, if what it owns survives it or dies without running Python;
    /// false when it is not so simple, and nothing was done.
    pub(super) unsafe fn bury_waiting(&mut self, object: *mut Header) -> bool {
        // SAFETY: the object is a generator or coroutine, its count zero; its owned words are those that it names.
        unsafe {
            let generator = &*object.cast::<Generator>();
            let warns = generator.is_fresh() && (*object).kind == Kind::Coroutine as u8;
            let fields = [&generator.name, &generator.qualname, &generator.code];
            let function = generator.function.get();
            if generator.state.get() != State::Suspended
                || generator.frame.get().0 != 0
                || !(*generator.exceptions.get()).value.is_null()
                || generator.extra.get().is_pointer()
                || warns
                || !generator.ends_where_it_stands(self.tracing.active())
                || !function_dies_quietly(function)
                || !fields.iter().all(|field| survives_or_is_simple(field.get()))
                || !generator.owned_words().all(|index| survives_or_is_simple(*generator.words().add(index)))
            {
                return false;
            }
            (*object).flags &= !flags::TRACKED;
            for index in generator.owned_words() {
                self.release_quietly(*generator.words().add(index));
            }
            for field in fields {
                self.release_quietly(field.get());
            }
            if function.release() {
                self.bury(function.header());
            }
            self.heap().free(object);
            true
        }
    }

    /// Ends a function if what it owns survives it or dies without running Python; false when it is not so simple: what of it is
    /// there still is to die.
    #[inline]
    pub(super) unsafe fn bury_function(&mut self, object: *mut Header) -> bool {
        // SAFETY: the object is a function, its count zero; its fields are counted words.
        unsafe {
            let function = &*object.cast::<Function>();
            let mut left = function.words();
            if function.is_bare() {
                // As mostly: all but the closure is others' as well.
                let shared = [
                    &function.code,
                    &function.globals,
                    &function.builtins,
                    &function.name,
                    &function.qualname,
                    &function.module,
                ];
                let mut all = true;
                for field in shared {
                    let word = field.get();
                    if word.is_pointer() {
                        if (*word.header()).count == 1 {
                            all = false;
                            break;
                        }
                        (*word.header()).count -= 1;
                        field.set(Raw::NULL);
                    }
                }
                if all {
                    left = std::slice::from_ref(&*function.closure.as_ptr());
                }
            }
            let (words, count) = (left.as_ptr().cast_mut(), left.len());
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

    /// Ends an instance of a builtin exception class that is as most are: without fields of its own, context and cause; what
    /// dies with it is a tuple of simple objects and a traceback of one entry, of a frame that goes on.
    pub(super) unsafe fn bury_exception(&mut self, object: *mut Header) -> bool {
        // SAFETY: the object is whole, its count zero; what dies with it is looked at before anything is touched.
        unsafe {
            let class = (*object).ty.cast::<TypeObject>();
            if (*class).flags.get().contains(TypeFlags::HEAP)
                || !std::ptr::eq((*class).layout, &raw const crate::builtins::exception::LAYOUT)
            {
                return false;
            }
            let [args, traceback, context, cause, _] = (*object.cast::<BaseException>()).common();
            let namespace = match (*class).dict_offset.get() as usize {
                0 => Raw::NULL,
                offset => *object.cast::<u8>().add(offset).cast::<Raw>(),
            };
            if namespace.is_pointer() || context.is_pointer() || cause.is_pointer() || !dies_quietly(args) {
                return false;
            }
            let entry_dies = traceback.is_pointer() && (*traceback.header()).count == 1;
            if entry_dies {
                let entry = &*traceback.cast::<Traceback>();
                let [frame, next] = entry.contents();
                if !survives_or_is_simple(frame) || next.is_pointer() {
                    return false;
                }
                (*frame.header()).count -= 1;
                self.heap().free(traceback.header());
            } else {
                let _ = traceback.release();
            }
            if args.release() {
                for &item in (*args.cast::<Tuple>()).raw_items() {
                    self.release_quietly(item);
                }
                self.heap().free(args.header());
            }
            self.heap().free(object);
            true
        }
    }

    /// Ends a plain instance whose attributes survive it or die without running Python; false when it is not so simple, and
    /// nothing was done.
    #[inline]
    pub(super) unsafe fn bury_plain(&mut self, object: *mut Header) -> bool {
        // SAFETY: the object is whole, its count zero; offsets and counts describe it.
        unsafe {
            let class = (*object).ty.cast::<TypeObject>();
            let inline = flags::INLINE;
            if (*object).flags & (inline | flags::WEAK) != inline
                || (*class).layout.kind != Kind::Object
                || (*class).flags.get().contains(TypeFlags::FINALIZER)
                || (*class).slot_count.get() != 0
                || (*class).header.count == 1
            {
                return false;
            }
            let values = object.cast::<u8>().add((*class).dict_offset.get() as usize + 8).cast::<Raw>();
            let count = (*object.cast::<u8>().add((*class).dict_offset.get() as usize).cast::<Raw>()).as_int()
                as usize;
            for index in 0..count {
                if !survives_or_is_simple(*values.add(index)) {
                    return false;
                }
            }
            for index in 0..count {
                self.release_quietly(*values.add(index));
            }
            (*class).header.count -= 1;
            let heap_class = (*class).heap_class.get() as usize;
            if heap_class == taipan_heap::LARGE_CLASS {
                self.heap().free(object);
            } else {
                self.heap().free_class(heap_class, object);
            }
            true
        }
    }
}

/// All that an object owns that nobody waits for and that has no finalizer: a tuple, or an instance of a builtin type of which
/// the layout tells.
#[inline]
pub(super) unsafe fn owned_words<'a>(value: Raw) -> Option<&'a [Raw]> {
    // SAFETY: a pointer word points to a live object, whose kind or type describes it.
    unsafe {
        let object = value.header();
        let kind = (*object).kind;
        if (*object).flags & flags::WEAK != 0 {
            return None;
        }
        if kind == Kind::Tuple as u8 {
            return Some((*value.cast::<Tuple>()).raw_items());
        }
        let class = &*(*object).ty.cast::<TypeObject>();
        let counted = class.layout.counted;
        let speaks = class.flags.get();
        if counted == 0 || speaks.contains(TypeFlags::HEAP) || speaks.contains(TypeFlags::FINALIZER) {
            return None;
        }
        Some(std::slice::from_raw_parts(object.add(1).cast::<Raw>(), counted))
    }
}

/// Whether a function survives the drop of a reference, or what it owns dies quietly.
unsafe fn function_dies_quietly(function: Raw) -> bool {
    // SAFETY: the word is a live function.
    unsafe {
        (*function.header()).count > 1
            || (*function.header()).flags & flags::WEAK == 0
                && (*function.cast::<Function>()).words().iter().all(|&word| dies_quietly(word))
    }
}
