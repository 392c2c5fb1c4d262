//! `method`: a function with its first argument.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

crate::counted_object! {
    /// A bound method.
    BoundMethod, BoundMethod { function, instance }
}
