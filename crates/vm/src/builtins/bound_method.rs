//! `method`: a function with its first argument.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

crate::counted_object! {
    /// A bound method.
    BoundMethod, BoundMethod { function, instance }
}

impl crate::Thread {
    /// A callable that calls `function` with `instance` as the first argument.
    pub fn bind_method(&mut self, function: &crate::Value, instance: &crate::Value) -> crate::PyResult {
        BoundMethod::new(self, function.clone().into_raw(), instance.clone().into_raw())
    }
}
