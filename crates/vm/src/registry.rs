//! The code objects that have executable forms, for those who look at an interpreter from outside.
#![expect(unsafe_code, reason = "the registry holds addresses")]

use taipan_translate::Executable;

use crate::builtins::code::CodeObject;
use crate::interpreter::Interpreter;
use crate::site::Site;

impl Interpreter {
    /// Every living code object with sites, in the order of their first translation.
    pub fn registered_code(&self) -> impl Iterator<Item = &CodeObject> {
        // SAFETY: a code object enters when it is translated, and leaves before it dies.
        self.code_registry.iter().map(|&code| unsafe { &*code })
    }
}

impl CodeObject {
    /// Shows the code's sites, in canonical order.
    pub fn with_sites<R>(&self, show: impl FnOnce(&[Site]) -> R) -> R {
        show(&self.sites.borrow())
    }

    /// The executable forms that exist, the fast one first, their words as they stand now.
    pub fn forms(&self) -> impl Iterator<Item = &Executable> {
        // SAFETY: a code object owns its forms.
        let forms =
            [&self.fast, &self.faithful].into_iter().filter_map(|form| unsafe { form.get().as_ref() });
        forms.filter_map(|exec| exec.table.as_deref())
    }
}
