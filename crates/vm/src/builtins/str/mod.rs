//! `str`: fixed width per string (1, 2 or 4 bytes a character, the narrowest that fits), data inline
//! behind the header, lone surrogates allowed, hash cached.
#![expect(unsafe_code, reason = "data lies inline behind the object")]

use std::borrow::Cow;
use std::cell::Cell;

use taipan_heap::{Header, flags};
use taipan_text::Text;

use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object};
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

pub(crate) mod build;
pub mod codec;
pub(crate) mod create;
pub(crate) mod holder;
pub mod iterator;
mod methods;
pub(crate) mod pad;
pub(crate) mod percent;
pub(crate) mod search;
pub(crate) mod subscript;
mod template;
mod translate;
pub(crate) mod window;

/// Header flag: two bytes a character.
pub const WIDTH_2: u16 = 0x400;
/// Header flag: four bytes a character.
pub const WIDTH_4: u16 = 0x800;
/// Header flag: every character is ASCII.
pub const ASCII: u16 = 0x1000;
/// Header flag: in the interpreter's table of interned strings.
pub const INTERNED: u16 = 0x2000;

/// A Python string.
#[repr(C)]
pub struct Str {
    header: Header,
    /// 0 until computed.
    hash: Cell<u64>,
    /// In characters.
    length: Cell<usize>,
}

/// Byte offset of a string's characters.
pub const DATA: usize = size_of::<Str>();

// SAFETY: repr(C), begins with a header; strings are made below with this layout.
unsafe impl Object for Str {
    const KIND: Kind = Kind::Str;

    fn of(value: &Value) -> Option<&Str> {
        if let Some(exact) = value.exact::<Str>() {
            return Some(exact);
        }
        crate::object::held(value, Kind::Str)?.exact::<Str>()
    }
}

/// The memory of strings. Subclass instances hold their characters as a string in a field of their own.
pub static LAYOUT: Layout = holder::layout(Kind::Str, size_of::<Str>());

/// The type `str`.
pub static TYPE: NativeType = NativeType {
    name: "str",
    module: "builtins",
    doc: "A text: a sequence of Unicode characters. str(object) is the text of an object, str(bytes, encoding, errors) \
          the text that bytes encode.",
    kind: Kind::Str,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::MATCH_SELF),
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};

/// The characters of a string at their stored width.
#[derive(Clone, Copy)]
pub enum Units<'a> {
    /// Latin-1.
    One(&'a [u8]),
    /// UCS-2.
    Two(&'a [u16]),
    /// UCS-4.
    Four(&'a [u32]),
}

impl Units<'_> {
    /// The character at `index`.
    #[inline]
    pub fn get(&self, index: usize) -> u32 {
        match self {
            Units::One(units) => u32::from(units[index]),
            Units::Two(units) => u32::from(units[index]),
            Units::Four(units) => units[index],
        }
    }

    /// How many characters.
    pub fn len(&self) -> usize {
        match self {
            Units::One(units) => units.len(),
            Units::Two(units) => units.len(),
            Units::Four(units) => units.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every character.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.len()).map(|index| self.get(index))
    }
}

impl Str {
    /// The str behind an instance of the type or of a subclass.
    #[inline]
    pub fn of(value: &Value) -> Option<&Str> {
        <Str as Object>::of(value)
    }

    /// Makes a string of Rust text.
    pub fn new(t: &mut Thread, text: &str) -> PyResult {
        if text.is_ascii() {
            return Str::from_latin1(t, text.as_bytes());
        }
        let characters: Vec<u32> = text.chars().map(u32::from).collect();
        Str::from_characters(t, &characters)
    }

    /// Makes a string of WTF-8, as constants hold it.
    pub fn from_wtf8(t: &mut Thread, bytes: &[u8]) -> PyResult {
        if bytes.is_ascii() {
            return Str::from_latin1(t, bytes);
        }
        let mut characters = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while let [first, tail @ ..] = rest {
            let (length, bits) = match first {
                0..0x80 => (0, u32::from(*first)),
                0x80..0xe0 => (1, u32::from(first & 0x1f)),
                0xe0..0xf0 => (2, u32::from(first & 0x0f)),
                0xf0.. => (3, u32::from(first & 0x07)),
            };
            let (tail, after) = tail.split_at(length.min(tail.len()));
            characters.push(tail.iter().fold(bits, |bits, byte| bits << 6 | u32::from(byte & 0x3f)));
            rest = after;
        }
        Str::from_characters(t, &characters)
    }

    /// The string as UTF-8 in which surrogates are encoded like other characters.
    pub fn to_wtf8(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.len());
        for code in self.units().iter() {
            match char::from_u32(code) {
                Some(character) => bytes.extend(character.encode_utf8(&mut [0; 4]).as_bytes()),
                // A surrogate: three bytes.
                None => bytes.extend([
                    0xe0 | (code >> 12) as u8,
                    0x80 | (code >> 6 & 0x3f) as u8,
                    0x80 | (code & 0x3f) as u8,
                ]),
            }
        }
        bytes
    }

    /// Makes a string of characters (code points, lone surrogates allowed), stored as narrowly as they fit.
    pub fn from_characters(t: &mut Thread, characters: &[u32]) -> PyResult {
        let widest = characters.iter().fold(0, |all, c| all | c);
        if let ([code], 0..0x100) = (characters, widest) {
            return Str::from_latin1(t, &[*code as u8]);
        }
        if widest < 0x100 {
            Str::fill(t, characters.len(), if widest < 0x80 { ASCII } else { 0 }, |data: &mut [u8]| {
                for (to, from) in data.iter_mut().zip(characters) {
                    *to = *from as u8;
                }
            })
        } else if characters.iter().all(|&c| c < 0x1_0000) {
            Str::fill(t, characters.len(), WIDTH_2, |data: &mut [u16]| {
                for (to, from) in data.iter_mut().zip(characters) {
                    *to = *from as u16;
                }
            })
        } else {
            Str::copied(t, WIDTH_4, [characters])
        }
    }

    /// Makes a string of ASCII digits and the like, of which there are several or one.
    pub(crate) fn from_digits(t: &mut Thread, digits: &[u8]) -> PyResult {
        debug_assert!(digits.is_ascii(), "digits are ASCII");
        if digits.len() < 2 { Str::from_latin1(t, digits) } else { Str::copied(t, ASCII, [digits]) }
    }

    /// The string of one Latin-1 character, which the interpreter keeps.
    #[inline]
    fn shared_character(t: &Thread, code: u32) -> Option<Value> {
        let shared = *t.interpreter().latin1.get(code as usize).filter(|shared| !shared.is_null())?;
        // SAFETY: the interpreter keeps these alive.
        Some(unsafe { Value::from_borrowed(shared) })
    }

    /// The character at `index`, from the end where that is negative, borrowed from the interpreter, which keeps the Latin-1
    /// ones; `None` for others, and out of range.
    #[inline(always)]
    pub(crate) fn shared_item(&self, t: &Thread, index: i64) -> Option<Raw> {
        let Units::One(units) = self.units() else { return None };
        let index = if index < 0 { index + units.len() as i64 } else { index };
        let &code = units.get(usize::try_from(index).ok()?)?;
        Some(t.interpreter().latin1[usize::from(code)]).filter(|shared| !shared.is_null())
    }

    /// Makes a string of Latin-1 bytes.
    pub fn from_latin1(t: &mut Thread, bytes: &[u8]) -> PyResult {
        if bytes.len() <= 1 {
            let interpreter = t.interpreter();
            let shared = match bytes {
                [] => interpreter.empty_str,
                [byte] => interpreter.latin1[*byte as usize],
                _ => Raw::NULL,
            };
            if !shared.is_null() {
                // SAFETY: the interpreter keeps these alive.
                return Ok(unsafe { Value::from_borrowed(shared) });
            }
        }
        let flag = if bytes.is_ascii() { ASCII } else { 0 };
        Str::copied(t, flag, [bytes])
    }

    /// Makes a string of slices that are as narrow as their characters allow or wider.
    pub fn from_units(t: &mut Thread, units: Units<'_>) -> PyResult {
        match units {
            Units::One(units) => Str::from_latin1(t, units),
            Units::Two(units) => {
                if units.iter().any(|&c| c > 0xff) {
                    return Str::copied(t, WIDTH_2, [units]);
                }
                let narrow: Vec<u8> = units.iter().map(|&c| c as u8).collect();
                Str::from_latin1(t, &narrow)
            }
            Units::Four(units) => Str::from_characters(t, units),
        }
    }

    /// Makes a string of a finished text.
    pub fn from_text(t: &mut Thread, text: &Text) -> PyResult {
        match text {
            Text::Latin1(units) => Str::from_latin1(t, units),
            Text::Ucs2(units) => Str::from_units(t, Units::Two(units)),
            Text::Ucs4(units) => Str::from_units(t, Units::Four(units)),
        }
    }

    /// The string behind a string or an instance of a subclass, as an exact string.
    pub fn exact_value(_t: &mut Thread, value: &Value) -> PyResult {
        match crate::object::held(value, Kind::Str) {
            Some(held) => Ok(held.clone()),
            None => Ok(value.clone()),
        }
    }

    /// A string of these parts, whose characters are of the width that the flag says.
    #[inline]
    fn copied<U: Copy, const N: usize>(t: &mut Thread, flag: u16, parts: [&[U]; N]) -> PyResult {
        let length = parts.iter().fold(0usize, |length, part| length.saturating_add(part.len()));
        let (value, mut data) = Str::allocate::<U>(t, length, flag)?;
        for part in parts {
            // SAFETY: the parts together are as long as the string.
            unsafe {
                std::ptr::copy_nonoverlapping(part.as_ptr(), data, part.len());
                data = data.add(part.len());
            }
        }
        Ok(value)
    }

    /// Allocates `length` characters of type `U` and lets `write` fill them.
    fn fill<U: Copy + Default>(
        t: &mut Thread,
        length: usize,
        flag: u16,
        write: impl FnOnce(&mut [U]),
    ) -> PyResult {
        let (value, data) = Str::allocate::<U>(t, length, flag)?;
        // SAFETY: there is room for `length` characters, which nobody else sees yet.
        unsafe {
            data.write_bytes(0, length);
            write(std::slice::from_raw_parts_mut(data, length));
        }
        Ok(value)
    }

    /// A fresh string of `length` characters of type `U`, which the caller writes before anyone sees them.
    #[inline]
    fn allocate<U: Copy>(t: &mut Thread, length: usize, flag: u16) -> PyResult<(Value, *mut U)> {
        let bytes = length.checked_mul(size_of::<U>()).and_then(|bytes| bytes.checked_add(DATA));
        let Some(bytes) = bytes.filter(|&bytes| bytes < isize::MAX as usize) else {
            return Err(t.memory_error());
        };
        // SAFETY: the object has room for a header, the fields and the characters.
        unsafe {
            let object = t.heap().alloc(bytes);
            if object.is_null() {
                return Err(t.memory_error());
            }
            t.init_header(object, Kind::Str, flags::SIMPLE | flag);
            let this = object.cast::<Str>();
            (&raw mut (*this).hash).write(Cell::new(0));
            (&raw mut (*this).length).write(Cell::new(length));
            let data = object.cast::<u8>().add(DATA).cast::<U>();
            Ok((Value::from_raw(Raw::pointer(object)), data))
        }
    }

    /// How many characters.
    #[inline]
    pub fn len(&self) -> usize {
        self.length.get()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether every character is ASCII.
    #[inline]
    pub fn is_ascii(&self) -> bool {
        self.header.flags & ASCII != 0
    }

    /// Bytes a character takes: 1, 2 or 4.
    #[inline]
    pub fn width(&self) -> usize {
        match self.header.flags & (WIDTH_2 | WIDTH_4) {
            0 => 1,
            WIDTH_2 => 2,
            _ => 4,
        }
    }

    /// The characters.
    #[inline]
    pub fn units(&self) -> Units<'_> {
        // SAFETY: `fill` laid out `length` characters of the flagged width behind the object.
        unsafe {
            let data = std::ptr::from_ref(self).cast::<u8>().add(DATA);
            match self.header.flags & (WIDTH_2 | WIDTH_4) {
                0 => Units::One(std::slice::from_raw_parts(data, self.len())),
                WIDTH_2 => Units::Two(std::slice::from_raw_parts(data.cast(), self.len())),
                _ => Units::Four(std::slice::from_raw_parts(data.cast(), self.len())),
            }
        }
    }

    /// The characters as the algorithms of `taipan_text` take them.
    #[inline]
    pub fn text(&self) -> taipan_text::Units<'_> {
        match self.units() {
            Units::One(units) => taipan_text::Units::Latin1(units),
            Units::Two(units) => taipan_text::Units::Ucs2(units),
            Units::Four(units) => taipan_text::Units::Ucs4(units),
        }
    }

    /// The characters' memory, as bytes.
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: as `units`.
        unsafe {
            let data = std::ptr::from_ref(self).cast::<u8>().add(DATA);
            std::slice::from_raw_parts(data, self.len() * self.width())
        }
    }

    /// The text without copying, when it is ASCII.
    #[inline]
    pub fn as_str(&self) -> Option<&str> {
        // SAFETY: ASCII bytes are UTF-8.
        self.is_ascii().then(|| unsafe { std::str::from_utf8_unchecked(self.bytes()) })
    }

    /// The text, unless it holds a lone surrogate.
    pub fn to_text(&self) -> Option<Cow<'_, str>> {
        if let Some(text) = self.as_str() {
            return Some(Cow::Borrowed(text));
        }
        self.units().iter().map(char::from_u32).collect::<Option<String>>().map(Cow::Owned)
    }

    /// The text with lone surrogates replaced: for messages.
    pub fn to_lossy(&self) -> Cow<'_, str> {
        if let Some(text) = self.as_str() {
            return Cow::Borrowed(text);
        }
        self.units().iter().map(|c| char::from_u32(c).unwrap_or('\u{fffd}')).collect()
    }

    /// The hash, computed once.
    #[inline]
    pub fn hash(&self, t: &Thread) -> u64 {
        let known = self.hash.get();
        if known != 0 { known } else { self.compute_hash(t) }
    }

    /// The hash, if it was computed; 0 otherwise.
    pub(crate) fn known_hash(&self) -> u64 {
        self.hash.get()
    }

    #[cold]
    fn compute_hash(&self, t: &Thread) -> u64 {
        let hash = if self.is_empty() { 0 } else { t.interpreter().hash_bytes(self.bytes(), self.width()) };
        self.hash.set(hash);
        hash
    }

    /// Whether both hold the same characters.
    #[inline]
    pub fn equals(&self, other: &Str) -> bool {
        // Equal strings have equal widths: each is as narrow as it can be.
        std::ptr::eq(self, other)
            || self.len() == other.len() && self.width() == other.width() && self.bytes() == other.bytes()
    }

    /// Whether it is in the table of interned strings.
    pub fn is_interned(&self) -> bool {
        self.header.flags & INTERNED != 0
    }

    /// Grows a string whose only reference is `target` by `more`, in place where memory allows; false when it can't be done so.
    ///
    /// # Safety
    /// `target` is an exact string with a count of one that nobody borrows.
    pub(crate) unsafe fn grow(t: &mut Thread, target: &mut Raw, more: &Str) -> bool {
        // SAFETY: exclusive access is the caller's promise; sizes are checked before they are used.
        unsafe {
            let this = target.cast::<Str>();
            let (length, width) = ((*this).len(), (*this).width());
            if width != more.width() || (*this).header.flags & INTERNED != 0 {
                return false;
            }
            let Some(total) = length.checked_add(more.len()) else { return false };
            let Some(bytes) = total.checked_mul(width).and_then(|bytes| bytes.checked_add(DATA)) else {
                return false;
            };
            let grown = t.heap().realloc(this.cast(), bytes);
            if grown.is_null() {
                return false;
            }
            let this = grown.cast::<Str>();
            let end = this.cast::<u8>().add(DATA + length * width);
            std::ptr::copy_nonoverlapping(more.bytes().as_ptr(), end, more.len() * width);
            (*this).length.set(total);
            (*this).hash.set(0);
            if !more.is_ascii() {
                (*this).header.flags &= !ASCII;
            }
            *target = Raw::pointer(grown);
            true
        }
    }

    /// Joins two strings.
    pub fn concat(t: &mut Thread, left: &Str, right: &Str) -> PyResult {
        match (left.units(), right.units()) {
            (Units::One(a), Units::One(b)) => {
                Str::copied(t, left.header.flags & right.header.flags & ASCII, [a, b])
            }
            (Units::Two(a), Units::Two(b)) => Str::copied(t, WIDTH_2, [a, b]),
            (Units::Four(a), Units::Four(b)) => Str::copied(t, WIDTH_4, [a, b]),
            (a, b) => {
                let characters: Vec<u32> = a.iter().chain(b.iter()).collect();
                Str::from_characters(t, &characters)
            }
        }
    }
}
