//! `cell`: a variable shared by closures.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

crate::counted_object! {
    /// A closure's variable; `content` is NULL while unbound.
    Cell, Cell { content }
}
