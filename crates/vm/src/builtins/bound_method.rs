//! `method`: a function with its first argument.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

crate::counted_object! {
    /// A bound method.
    BoundMethod, BoundMethod { function, instance }
}

impl crate::Thread {
    /// Raises TypeError for `descriptor.__get__(None)` and `descriptor.__get__(None, None)`.
    pub fn check_get(
        &mut self,
        instance: &crate::Value,
        owner: Option<&crate::Value>,
    ) -> crate::PyResult<()> {
        if instance.is_none() && owner.is_none() {
            return Err(self.type_error("__get__(None, None) is invalid"));
        }
        Ok(())
    }

    /// A callable that calls `function` with `instance` as the first argument.
    pub fn bind_method(&mut self, function: &crate::Value, instance: &crate::Value) -> crate::PyResult {
        BoundMethod::new(self, function.clone().into_raw(), instance.clone().into_raw())
    }
}
