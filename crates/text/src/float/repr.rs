//! `repr` of floats: the shortest digits that read back as the same float (zmij finds them), laid
//! out with an exponent below 1e-4 and from 1e16 on.

/// Room for one float's text; reusing it avoids allocation.
pub struct ReprBuffer {
    digits: zmij::Buffer,
    rewritten: String,
}

impl Default for ReprBuffer {
    fn default() -> Self {
        Self::new()
    }
}

impl ReprBuffer {
    /// An empty buffer.
    pub fn new() -> Self {
        Self { digits: zmij::Buffer::new(), rewritten: String::new() }
    }

    /// The float's `repr`, ASCII of at most 24 characters.
    #[inline]
    pub fn format(&mut self, value: f64) -> &str {
        if !value.is_finite() {
            return nonfinite(value);
        }
        // zmij differs below 1e-4 alone: it writes 1e-5 without an exponent and one-digit exponents.
        if (1e-10..1e-4).contains(&value.abs()) {
            return self.format_small(value);
        }
        self.digits.format_finite(value)
    }

    #[cold]
    fn format_small(&mut self, value: f64) -> &str {
        let text = self.digits.format_finite(value);
        self.rewritten.clear();
        match text.split_once("e-") {
            Some((digits, exponent)) => {
                self.rewritten.push_str(digits);
                self.rewritten.push_str(if exponent.len() == 1 { "e-0" } else { "e-" });
                self.rewritten.push_str(exponent);
            }
            None => {
                // 0.0000ddd
                let (sign, text) = text.split_at(usize::from(value < 0.0));
                let (first, rest) = text.split_at(6).1.split_at(1);
                self.rewritten.push_str(sign);
                self.rewritten.push_str(first);
                if !rest.is_empty() {
                    self.rewritten.push('.');
                    self.rewritten.push_str(rest);
                }
                self.rewritten.push_str("e-05");
            }
        }
        &self.rewritten
    }
}

impl std::fmt::Debug for ReprBuffer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReprBuffer").finish_non_exhaustive()
    }
}

/// `repr` of a float.
pub fn repr(value: f64) -> String {
    ReprBuffer::new().format(value).to_owned()
}

/// `inf`, `-inf` or `nan`, whose sign is never shown.
pub(super) fn nonfinite(value: f64) -> &'static str {
    match value {
        _ if value.is_nan() => "nan",
        _ if value > 0.0 => "inf",
        _ => "-inf",
    }
}
