//! CONTAINS_OP: containers whose search needs no special method.
#![expect(unsafe_code, reason = "counts at a site")]

use crate::object::Kind;
use crate::ops::Mode;
use crate::site::Site;
use crate::specialize::{count_generic, count_hit};
use crate::value::Raw;

/// Counts an execution: builtin containers hit, others are generic.
pub(crate) unsafe fn count<M: Mode>(site: *mut Site, container: Raw) {
    if M::PROFILE {
        // SAFETY: the word's row has a site; the operand is live.
        unsafe {
            let known = [Kind::Dict, Kind::Set, Kind::FrozenSet, Kind::List, Kind::Tuple, Kind::Str]
                .iter()
                .any(|&kind| container.is_kind(kind));
            if known { count_hit(site) } else { count_generic(site) }
        }
    }
}
