//! What `tell` answers: a position in bytes and, where decoding can't just begin there, what the decoder needs besides.
//! Packed into one integer, the position lowest, so that simple positions are simple numbers.

use dashu_int::{IBig, UBig};
use taipan_vm::builtins::int;
use taipan_vm::protocol::Integer;
use taipan_vm::{PyResult, Thread, Value};

/// A place in a text, by its bytes.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Cookie {
    /// Where to begin to decode.
    pub(super) start: i64,
    /// The decoder's flags there.
    pub(super) flags: i32,
    /// How many bytes to decode from there, and how many of their characters to skip.
    pub(super) feed: i32,
    pub(super) skip: i32,
    /// Whether the decoder is told that these bytes are the last.
    pub(super) needs_end: bool,
}

impl Cookie {
    fn to_bytes(self) -> [u8; 21] {
        let mut bytes = [0; 21];
        bytes[0..8].copy_from_slice(&self.start.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.flags.to_le_bytes());
        bytes[12..16].copy_from_slice(&self.feed.to_le_bytes());
        bytes[16..20].copy_from_slice(&self.skip.to_le_bytes());
        bytes[20] = u8::from(self.needs_end);
        bytes
    }

    fn from_bytes(bytes: [u8; 21]) -> Cookie {
        let four = |at: usize| i32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        let mut start = [0; 8];
        start.copy_from_slice(&bytes[0..8]);
        Cookie {
            start: i64::from_le_bytes(start),
            flags: four(8),
            feed: four(12),
            skip: four(16),
            needs_end: bytes[20] != 0,
        }
    }

    /// As a Python integer.
    pub(super) fn to_value(self, t: &mut Thread) -> PyResult {
        int::from_big(t, IBig::from(UBig::from_le_bytes(&self.to_bytes())))
    }

    /// Takes a Python integer that is not negative apart.
    pub(super) fn from_value(t: &mut Thread, value: &Value) -> PyResult<Cookie> {
        let big = match Integer::of(value) {
            Some(Integer::Small(small)) => UBig::try_from(small).unwrap_or_default(),
            Some(Integer::Big(big)) => UBig::try_from(big.clone()).unwrap_or_default(),
            None => UBig::default(),
        };
        let found = big.to_le_bytes();
        let mut bytes = [0; 21];
        match bytes.get_mut(..found.len()) {
            Some(place) => place.copy_from_slice(&found),
            None => return Err(t.overflow_error("int too big to convert")),
        }
        Ok(Cookie::from_bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::Cookie;

    #[test]
    fn bytes_go_both_ways() {
        let cookie = Cookie { start: 70_000, flags: -2, feed: 3, skip: 1, needs_end: true };
        assert_eq!(Cookie::from_bytes(cookie.to_bytes()), cookie);
        let plain = Cookie { start: 5, ..Cookie::default() };
        assert_eq!(plain.to_bytes().iter().filter(|&&byte| byte != 0).count(), 1);
    }
}
