//! `.pyc` files: a 16-byte header (PEP 552) before a marshalled code object.

use std::fmt;
use std::sync::Arc;

use super::{MarshalError, dumps_code, loads_code};
use crate::code::Code;

/// The first four bytes of CPython 3.14's `.pyc` files.
pub const MAGIC: [u8; 4] = [0x2b, 0x0e, b'\r', b'\n'];

/// Bytes before the marshalled code object.
pub const PYC_HEADER: usize = 16;
const HASH_BASED: u32 = 1;
const CHECK_SOURCE: u32 = 2;

/// What a `.pyc` says of the source it was made from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PycSource {
    /// The source's modification time in seconds and its size in bytes, both cut to 32 bits.
    Timestamp { mtime: u32, size: u32 },
    /// A hash of the source; `check` asks to compare it at each import.
    Hash { hash: [u8; 8], check: bool },
}

/// A `.pyc` file.
#[derive(Clone, Debug)]
pub struct Pyc {
    pub source: PycSource,
    pub code: Arc<Code>,
}

/// Why bytes are no `.pyc` file of CPython 3.14.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PycError {
    /// Another version's, or no `.pyc` at all.
    BadMagic,
    /// The file ends inside the header.
    ShortHeader,
    /// Flags that no version defines.
    BadFlags(u32),
    /// The header is right, what follows is not.
    Marshal(MarshalError),
}

impl fmt::Display for PycError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PycError::BadMagic => f.write_str("bad magic number"),
            PycError::ShortHeader => f.write_str("reached EOF while reading pyc header"),
            PycError::BadFlags(flags) => write!(f, "invalid flags {flags}"),
            PycError::Marshal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PycError {}

/// Reads a `.pyc` file.
pub fn read_pyc(bytes: &[u8]) -> Result<Pyc, PycError> {
    let (source, body) = read_pyc_header(bytes)?;
    let code = loads_code(body).map_err(PycError::Marshal)?;
    Ok(Pyc { source, code })
}

/// Reads the header of a `.pyc` file; what follows it is the marshalled code object.
pub fn read_pyc_header(bytes: &[u8]) -> Result<(PycSource, &[u8]), PycError> {
    if !bytes.starts_with(&MAGIC) {
        return Err(PycError::BadMagic);
    }
    let Some((header, body)) = bytes.split_first_chunk::<PYC_HEADER>() else {
        return Err(PycError::ShortHeader);
    };
    let word = |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    let flags = word(4);
    let source = match flags {
        0 => PycSource::Timestamp { mtime: word(8), size: word(12) },
        _ if flags & HASH_BASED != 0 && flags <= HASH_BASED | CHECK_SOURCE => {
            let mut hash = [0; 8];
            hash.copy_from_slice(&header[8..]);
            PycSource::Hash { hash, check: flags & CHECK_SOURCE != 0 }
        }
        _ => return Err(PycError::BadFlags(flags)),
    };
    Ok((source, body))
}

/// Writes a `.pyc` file.
pub fn write_pyc(source: PycSource, code: &Code) -> Result<Vec<u8>, MarshalError> {
    let mut out = MAGIC.to_vec();
    match source {
        PycSource::Timestamp { mtime, size } => {
            out.extend([0, mtime, size].iter().flat_map(|word: &u32| word.to_le_bytes()));
        }
        PycSource::Hash { hash, check } => {
            let flags = HASH_BASED | if check { CHECK_SOURCE } else { 0 };
            out.extend(flags.to_le_bytes());
            out.extend(hash);
        }
    }
    out.extend(dumps_code(code)?);
    Ok(out)
}
