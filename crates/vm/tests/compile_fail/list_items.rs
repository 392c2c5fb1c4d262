//! A list's items are not held across a call: the call could shrink the list.

use taipan_vm::builtins::list::List;
use taipan_vm::native::PyResult;
use taipan_vm::thread::Thread;
use taipan_vm::value::Value;

/// The methods of a type.
#[taipan_macros::methods]
pub mod methods {
    use super::*;

    /// Whether any item is true.
    #[method("($self, /)")]
    pub fn any(t: &mut Thread, this: &List) -> PyResult<bool> {
        for item in this.items(t) {
            if t.truth(item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Calls a function with each item.
    #[method("($self, function, /)")]
    pub fn visit(t: &mut Thread, this: &List, function: &Value) -> PyResult<()> {
        let items = this.items(t);
        t.call(function, items)?;
        Ok(())
    }
}

/// An item is no longer a part of a list that was cleared.
pub fn first_after_clear<'a>(t: &'a mut Thread, list: &'a List) -> Option<&'a Value> {
    let first = list.items(t).first();
    drop(list.take(t));
    first
}

fn main() {}
