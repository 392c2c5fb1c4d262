//! What native code does instead: own the item while Python runs, and look again after it.

use taipan_vm::builtins::dict::Dict;
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
        let mut index = 0;
        while let Some(item) = this.get(t, index) {
            if t.truth(&item)? {
                return Ok(true);
            }
            index += 1;
        }
        Ok(false)
    }
}

/// Stores an entry again under its own key.
pub fn store_again(t: &mut Thread, dict: &Dict) -> PyResult<()> {
    let entry = dict.entry(t, 0).map(|(key, value)| (key.clone(), value.clone()));
    if let Some((key, value)) = entry {
        dict.set(t, &key, value)?;
    }
    Ok(())
}

/// How many items are this very object.
pub fn count_identical(t: &Thread, list: &List, wanted: &Value) -> usize {
    list.items(t).iter().filter(|item| item.is(wanted)).count()
}

fn main() {
    assert_eq!(methods::METHODS.len(), 1);
}
