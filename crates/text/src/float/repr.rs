//! `repr` of floats: the shortest digits that read back as the same float (zmij finds them), laid
//! out with an exponent below 1e-4 and from 1e16 on.

/// Room for one float's text; reusing it avoids allocation.
#[derive(Debug)]
pub struct ReprBuffer {
    bytes: [u8; Self::SIZE],
}

impl Default for ReprBuffer {
    fn default() -> Self {
        Self::new()
    }
}

impl ReprBuffer {
    /// Sign, 17 digits, point, `e-308`: 24 characters at most.
    const SIZE: usize = 32;

    /// An empty buffer.
    pub fn new() -> Self {
        Self { bytes: [0; Self::SIZE] }
    }

    /// The float's `repr` as ASCII bytes.
    pub fn format(&mut self, value: f64) -> &[u8] {
        let length = if value.is_finite() { self.finite(value) } else { self.copy(nonfinite(value)) };
        &self.bytes[..length]
    }

    fn copy(&mut self, text: &str) -> usize {
        self.bytes[..text.len()].copy_from_slice(text.as_bytes());
        text.len()
    }

    fn finite(&mut self, value: f64) -> usize {
        let mut digits = zmij::Buffer::new();
        let text = digits.format_finite(value);
        // zmij differs below 1e-4 alone: it writes 1e-5 without an exponent and one-digit exponents.
        let magnitude = value.abs();
        if !(1e-10..1e-4).contains(&magnitude) {
            return self.copy(text);
        }
        let negative = usize::from(text.starts_with('-'));
        match text.find('e') {
            Some(at) if text.len() == at + 3 => {
                let end = self.copy(&text[..at + 2]);
                self.bytes[end..end + 2].copy_from_slice(&[b'0', text.as_bytes()[at + 2]]);
                end + 2
            }
            Some(_) => self.copy(text),
            // 0.0000ddd
            None => {
                let mut end = self.copy(&text[..negative]);
                let significant = &text.as_bytes()[negative + 6..];
                for (place, &digit) in significant.iter().enumerate() {
                    self.bytes[end] = digit;
                    end += 1;
                    if place == 0 && significant.len() > 1 {
                        self.bytes[end] = b'.';
                        end += 1;
                    }
                }
                self.bytes[end..end + 4].copy_from_slice(b"e-05");
                end + 4
            }
        }
    }
}

/// `repr` of a float.
pub fn repr(value: f64) -> String {
    let mut buffer = ReprBuffer::new();
    buffer.format(value).iter().copied().map(char::from).collect()
}

/// `inf`, `-inf` or `nan`, whose sign is never shown.
pub(super) fn nonfinite(value: f64) -> &'static str {
    match value {
        _ if value.is_nan() => "nan",
        _ if value > 0.0 => "inf",
        _ => "-inf",
    }
}
