//! Executable code: what the translator made of a code object, bound to this VM.
#![expect(unsafe_code, reason = "handlers read executable code through raw pointers")]

use std::cell::{Cell, OnceCell, RefCell};

use taipan_bytecode::code_flags;
use taipan_bytecode::word::WordOp;
use taipan_heap::{Heap, LARGE_CLASS};
pub use taipan_translate::Form;
use taipan_translate::{Executable, Handler, Point};

use crate::builtins::code::CodeObject;
use crate::builtins::generator::Generator;
use crate::native::PyResult;
use crate::object::Kind;
use crate::site::Site;
use crate::thread::Thread;
use crate::trace::Instructions;
use crate::value::{Raw, Value};

/// Set in [`Exec::flags`] when every parameter is positional and the code needs no namespace: a call with exactly `argcount` arguments only has to lay them down.
pub const PLAIN: u32 = 1 << 31;
/// Set when the parameters are positional or keyword-only, without `*args` and `**kwargs`, and the rest as for [`PLAIN`].
pub const SIMPLE: u32 = 1 << 30;

/// A code object in one executable form.
#[repr(C)]
pub struct Exec {
    pub consts: *const Raw,
    /// Where a frame begins.
    pub entry: *const u64,
    /// Slots from a frame's base that its words may touch.
    pub slots: u32,
    /// The same in bytes.
    pub bytes: u32,
    /// Locals, cells and free variables.
    pub nlocals: u32,
    pub argcount: u32,
    /// All parameters that can be given by name or position: `argcount` and the keyword-only ones.
    pub parameters: u32,
    /// `co_flags`, [`PLAIN`] and [`SIMPLE`].
    pub flags: u32,
    pub sites: *mut Site,
    /// Null for the pseudo-frames of native calls.
    pub code: *const CodeObject,
    /// The kind of the generators that the code makes, and the heap's size class for them.
    pub generator_kind: Kind,
    pub generator_class: u8,
    /// In generators' code the index of RETURN_GENERATOR: past it the frame is a generator's.
    pub generator_from: u32,
    /// By name, where LOAD_NAME, STORE_NAME and STORE_GLOBAL last found it: {keys version, `Dict::place`}, or 0. Null
    /// until one of them has run.
    pub places: Cell<*const Cell<u64>>,
    place_table: OnceCell<Box<[Cell<u64>]>>,
    /// Words and side tables.
    pub table: Option<Box<Executable>>,
    /// The word last looked up by [`Exec::point`], its point's index, and the index after its handler's or 0: code that
    /// raises mostly raises where it did before.
    found: Cell<(u32, u32, u32)>,
    /// Of an instrumented form, the opcodes that its words had, by word; empty otherwise.
    originals: RefCell<Vec<u16>>,
    /// The instructions as tracers see them; of the faithful form, made when asked for.
    instructions: OnceCell<Box<Instructions>>,
    /// Keeps the constants in place.
    _consts: Vec<Raw>,
}

impl Exec {
    /// Makes every word report its events.
    pub(crate) fn instrument(&self) {
        let (Some(table), mut originals) = (&self.table, self.originals.borrow_mut()) else { return };
        if !originals.is_empty() {
            return;
        }
        originals.resize(table.words.len(), 0);
        for point in &table.points {
            let word = table.words.as_ptr().cast_mut().wrapping_add(point.word as usize).cast::<u16>();
            // SAFETY: a point names a word of this code; its first 16 bits are the opcode.
            unsafe {
                originals[point.word as usize] = *word;
                *word = WordOp::Instrumented as u16;
            }
        }
    }

    /// The instructions of this code, which is in its faithful form.
    pub(crate) fn instructions(&self) -> Option<&Instructions> {
        let (code, table) = (self.code()?, self.table.as_ref()?);
        (table.form == Form::Faithful)
            .then(|| &**self.instructions.get_or_init(|| Box::new(Instructions::new(code.code(), table))))
    }

    /// Whether this is the faithful form.
    pub(crate) fn is_faithful(&self) -> bool {
        self.table.as_ref().is_some_and(|table| table.form == Form::Faithful)
    }

    /// The opcode of an instrumented word.
    pub(crate) fn original(&self, pc: *const u64) -> WordOp {
        let number = self.originals.borrow()[self.index_of(pc)];
        WordOp::from_u16(number).unwrap_or(WordOp::Nop)
    }

    /// Changes the opcode of an instrumented word.
    pub(crate) fn set_original(&self, pc: *const u64, op: WordOp) {
        let index = self.index_of(pc);
        self.originals.borrow_mut()[index] = op as u16;
    }

    /// The code of a pseudo-frame with `slots` slots: those of native calls have one, which receives the result.
    pub(crate) fn pseudo(slots: u32) -> Exec {
        Exec {
            consts: std::ptr::null(),
            entry: std::ptr::null(),
            slots,
            bytes: slots * 8,
            nlocals: 0,
            argcount: 0,
            parameters: 0,
            flags: 0,
            sites: std::ptr::null_mut(),
            code: std::ptr::null(),
            generator_kind: Kind::Generator,
            generator_class: LARGE_CLASS as u8,
            generator_from: 0,
            places: Cell::new(std::ptr::null()),
            place_table: OnceCell::new(),
            table: None,
            found: Cell::new((u32::MAX, 0, 0)),
            originals: RefCell::default(),
            instructions: OnceCell::new(),
            _consts: Vec::new(),
        }
    }

    /// The code object, unless this is a native pseudo-frame's.
    #[inline]
    pub fn code(&self) -> Option<&CodeObject> {
        // SAFETY: executable code lives no longer than its code object.
        unsafe { self.code.as_ref() }
    }

    /// [`Exec::places`], made now if need be.
    pub(crate) fn places(&self) -> *const Cell<u64> {
        let names = self.code().map_or(0, |code| code.names.len());
        let table = self.place_table.get_or_init(|| (0..names).map(|_| Cell::new(0)).collect());
        self.places.set(table.as_ptr());
        table.as_ptr()
    }

    /// The index of a word of this code.
    #[inline]
    pub fn index_of(&self, pc: *const u64) -> usize {
        match &self.table {
            Some(table) => (pc as usize - table.words.as_ptr() as usize) / 8,
            None => 0,
        }
    }

    /// The canonical offset (`f_lasti`) of the instruction that a word runs; `None` before the first.
    pub fn offset_of(&self, pc: *const u64) -> Option<u32> {
        self.point(pc).map(|point| point.offset)
    }

    /// What a word of this code stands for.
    pub(crate) fn point(&self, pc: *const u64) -> Option<Point> {
        let table = self.table.as_ref()?;
        let word = self.index_of(pc) as u32;
        let (known, at, _) = self.found.get();
        if known == word {
            return table.points.get(at as usize).copied();
        }
        let at = table.points.partition_point(|point| point.word <= word).checked_sub(1)?;
        let point = table.points[at];
        let handler = table.handler_index(point.offset).map_or(0, |index| index + 1);
        self.found.set((word, at as u32, handler as u32));
        Some(point)
    }

    /// What a word of this code stands for, and who handles what it raises.
    pub(crate) fn point_and_handler(&self, pc: *const u64) -> Option<(Point, Option<Handler>)> {
        let point = self.point(pc)?;
        let handler = (self.found.get().2 as usize).checked_sub(1);
        Some((point, handler.and_then(|index| self.table.as_ref()?.handlers.get(index).copied())))
    }
}

/// Translates a code object. Code that can't be is refused with SystemError or OverflowError.
pub(crate) fn translate(t: &mut Thread, code: &CodeObject, form: Form) -> PyResult<Box<Exec>> {
    let table = match taipan_translate::translate(code.code(), form) {
        Ok(table) => table,
        Err(error @ taipan_translate::TranslateError::TooLarge) => {
            return Err(t.overflow_error(error.to_string()));
        }
        Err(error) => return Err(t.system_error(format!("unknown opcode or bad stack in code: {error}"))),
    };
    let consts = {
        let mut consts: Vec<Raw> = code.consts.borrow().clone();
        for &extra in &table.extra_consts {
            consts.push(Raw::int(extra));
        }
        consts
    };
    let profile = t.interpreter().config.profile;
    let mut sites = code.sites.borrow_mut();
    if sites.is_empty() {
        sites.extend(table.sites.iter().map(|site| Site::new(site.offset, site.opcode, profile)));
        if !sites.is_empty() {
            t.interpreter_mut().code_registry.push(std::ptr::from_ref(code).cast_mut());
            if profile {
                t.keep_code(code);
            }
        }
    }
    let shared = code.code();
    let odd = code_flags::VARARGS | code_flags::VARKEYWORDS;
    let mut flags = shared.flags & !(PLAIN | SIMPLE);
    let optimized = code_flags::OPTIMIZED | code_flags::NEWLOCALS;
    if flags & odd == 0 && flags & optimized == optimized {
        flags |= if shared.kwonlyargcount == 0 { PLAIN | SIMPLE } else { SIMPLE };
    }
    let mut exec = Box::new(Exec {
        consts: std::ptr::null(),
        entry: std::ptr::null(),
        slots: table.slots,
        bytes: table.slots * 8,
        nlocals: table.nlocals,
        argcount: shared.argcount,
        parameters: shared.argcount + shared.kwonlyargcount,
        flags,
        sites: sites.as_mut_ptr(),
        code,
        generator_kind: match flags {
            _ if flags & code_flags::ASYNC_GENERATOR != 0 => Kind::AsyncGenerator,
            _ if flags & code_flags::COROUTINE != 0 => Kind::Coroutine,
            _ => Kind::Generator,
        },
        generator_class: Heap::class_of(Generator::size(table.slots)) as u8,
        generator_from: generator_start(&table),
        places: Cell::new(std::ptr::null()),
        place_table: OnceCell::new(),
        table: Some(Box::new(table)),
        found: Cell::new((u32::MAX, 0, 0)),
        originals: RefCell::default(),
        instructions: OnceCell::new(),
        _consts: consts,
    });
    exec.consts = exec._consts.as_ptr();
    if let Some(table) = &mut exec.table {
        // SAFETY: the entry is an index of the words.
        exec.entry = unsafe { table.words.as_mut_ptr().add(table.entry as usize) };
    }
    Ok(exec)
}

impl Thread {
    /// Keeps a code object until its interpreter ends, so that what was counted in it stays readable.
    fn keep_code(&mut self, code: *const CodeObject) {
        // SAFETY: `code` is a live object.
        let kept = unsafe { Value::from_borrowed(Raw::pointer(code.cast_mut().cast())) };
        self.interpreter_mut().retired.push(kept);
    }

    /// Keeps all code whose executions have not been counted until now.
    pub(crate) fn keep_counted_code(&mut self) {
        for code in self.interpreter().code_registry.clone() {
            // SAFETY: a code object enters the registry when it is translated, and leaves before it dies.
            let counted = unsafe { (*code).sites.borrow().iter().any(|site| site.profile.is_some()) };
            if !counted {
                self.keep_code(code);
            }
        }
    }
}

/// The index of RETURN_GENERATOR, or 0.
fn generator_start(table: &Executable) -> u32 {
    let is_start = |word: u32| {
        table.words[word as usize] as u16 == taipan_bytecode::word::WordOp::ReturnGenerator as u16
    };
    table.points.iter().map(|point| point.word).find(|&word| is_start(word)).unwrap_or(0)
}

/// Takes a dying code object out of the registry of its interpreter.
///
/// # Safety
/// `code` is whole.
pub(crate) unsafe fn unregister(code: *mut CodeObject) {
    // SAFETY: the object's heap tells its interpreter.
    unsafe {
        if (*code).sites.borrow().is_empty() {
            return;
        }
        let heap = taipan_heap::Heap::of(code.cast());
        let interpreter = (*heap).request_data.cast::<crate::interpreter::Interpreter>();
        if !interpreter.is_null() {
            (*interpreter).code_registry.retain(|&known| known != code);
        }
    }
}
