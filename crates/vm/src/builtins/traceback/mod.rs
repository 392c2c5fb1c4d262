//! Tracebacks: where an exception has come through, outermost frame first.
#![expect(unsafe_code, reason = "makes raw objects and reads their fields")]

use std::cell::Cell;

use taipan_bytecode::Opcode;
use taipan_heap::Header;

use crate::builtins::exception::BaseException;
use crate::dying::Dying;
use crate::frames::{FrameObject, FrameRef};
use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

mod anchors;
mod carets;
mod hooks;
mod keywords;
mod methods;
mod print;
mod source;
mod stack;
mod suggestion;
mod syntax;
#[cfg(test)]
mod tests;
mod tokens;

pub use source::Sources;

/// One frame that an exception has come through.
#[repr(C)]
pub struct Traceback {
    header: Header,
    /// The next inner entry, or NULL.
    next: Cell<Raw>,
    /// A frame object.
    frame: Cell<Raw>,
    /// Canonical offset in bytes, -1 before the first instruction.
    last_offset: Cell<i32>,
    /// The line, or [`UNKNOWN_LINE`] while nobody has asked.
    line: Cell<i32>,
}

/// The line follows from the offset.
const UNKNOWN_LINE: i32 = -1;

// SAFETY: repr(C), begins with a header; tracebacks are made below with this layout.
unsafe impl Object for Traceback {
    const KIND: Kind = Kind::Traceback;
}

/// The memory of tracebacks.
pub static LAYOUT: Layout = Layout::tracked(Kind::Traceback, size_of::<Traceback>(), traverse, detach);

/// The type `traceback`.
pub static TYPE: NativeType = NativeType {
    name: "traceback",
    module: "builtins",
    doc: "Makes a traceback entry of the next one, a frame, an offset and a line.",
    kind: Kind::Traceback,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags(0),
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is.
    let this = unsafe { &*object.cast::<Traceback>() };
    visit(this.next.get(), with);
    visit(this.frame.get(), with);
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: the layout's owner says what the object is.
    let this = unsafe { &*object.cast::<Traceback>() };
    dying.value(this.frame.replace(Raw::NULL));
    dying.value(this.next.replace(Raw::NULL));
}

impl Traceback {
    /// Makes an entry. `line` may be [`UNKNOWN_LINE`].
    fn create(t: &mut Thread, next: Option<Value>, frame: Value, last_offset: i32, line: i32) -> PyResult {
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = t.heap().alloc(size_of::<Traceback>());
            if object.is_null() {
                return Err(t.memory_error());
            }
            let this = object.cast::<Traceback>();
            (&raw mut (*this).next).write(Cell::new(next.map_or(Raw::NULL, Value::into_raw)));
            (&raw mut (*this).frame).write(Cell::new(frame.into_raw()));
            (&raw mut (*this).last_offset).write(Cell::new(last_offset));
            (&raw mut (*this).line).write(Cell::new(line));
            t.init_header(object, Kind::Traceback, taipan_heap::flags::TRACKED);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// What the entry owns.
    pub(crate) fn contents(&self) -> [Raw; 2] {
        [self.frame.get(), self.next.get()]
    }

    /// The next inner entry.
    pub fn next(&self) -> Option<Value> {
        crate::builtins::fields::read(&self.next)
    }

    /// Replaces the next inner entry, a traceback or nothing.
    pub fn set_next(&self, next: Option<Value>) {
        let old = self.next.replace(next.map_or(Raw::NULL, Value::into_raw));
        if !old.is_null() {
            // SAFETY: the field owned it.
            drop(unsafe { Value::from_raw(old) });
        }
    }

    /// `tb_frame`.
    pub fn frame(&self) -> Value {
        // SAFETY: a whole traceback owns its frame.
        unsafe { Value::from_borrowed(self.frame.get()) }
    }

    /// The frame, read in place.
    pub fn frame_object(&self) -> &FrameObject {
        // SAFETY: as `frame`; entries are made with frame objects only.
        unsafe { &*self.frame.get().cast::<FrameObject>() }
    }

    /// `tb_lasti`: a canonical offset in bytes, -1 before the first instruction.
    pub fn last_offset(&self) -> i32 {
        self.last_offset.get()
    }

    /// `tb_lineno`, worked out at the first question; `None` where the code has no line.
    pub fn line(&self) -> Option<i32> {
        if self.line.get() != UNKNOWN_LINE {
            return Some(self.line.get());
        }
        let code = self.frame_object().code().code();
        let line = match u32::try_from(self.last_offset.get()) {
            Ok(offset) => code.line_of(offset)?,
            Err(_) => code.firstlineno,
        };
        self.line.set(line);
        Some(line)
    }
}

impl Thread {
    /// Adds an entry for a frame to the exception being raised.
    #[cold]
    #[inline(never)]
    pub(crate) fn add_traceback(&mut self, at: FrameRef) {
        if self.raised.is_null() {
            return;
        }
        // SAFETY: the thread owns the exception being raised; our reference keeps it here.
        let raised = unsafe { Value::from_borrowed(self.raised) };
        // When memory runs out the entry is left out: the exception itself matters more.
        if let Some(exception) = BaseException::of(&raised)
            && let Ok(entry) = self.entry_of(at, exception.traceback())
        {
            exception.set_traceback(Some(entry));
        }
    }

    /// `__traceback__` of an exception, or None.
    pub fn traceback_of(&self, error: &Value) -> Value {
        BaseException::of(error).and_then(BaseException::traceback).unwrap_or(Value::NONE)
    }

    /// Makes the innermost Python frame the whole traceback of an exception.
    pub(crate) fn set_traceback_here(&mut self, error: &Value) -> PyResult<()> {
        let (Some(at), Some(exception)) = (self.running_frame().python(), BaseException::of(error)) else {
            return Ok(());
        };
        let entry = self.entry_of(at, None)?;
        exception.set_traceback(Some(entry));
        Ok(())
    }

    /// The offset at which a frame is seen. A generator that something is thrown into stands behind the instruction that
    /// suspended it, for which the fast form has no word.
    pub(crate) fn seen_offset(&self, at: FrameRef) -> Option<u32> {
        let offset = at.offset()?;
        if at.exec().is_faithful() {
            return Some(offset);
        }
        let opcode = at.exec().code().and_then(|code| code.code().code.get(offset as usize).copied());
        let suspends = [Opcode::YieldValue, Opcode::ReturnGenerator].map(|opcode| opcode as u16);
        let suspended = opcode.is_some_and(|opcode| suspends.contains(&u16::from(opcode)));
        Some(if suspended { offset + 2 } else { offset })
    }

    fn entry_of(&mut self, at: FrameRef, next: Option<Value>) -> PyResult {
        let frame = self.frame_object(at)?;
        let offset = self.seen_offset(at).map_or(-1, |offset| offset as i32);
        Traceback::create(self, next, frame, offset, UNKNOWN_LINE)
    }
}
