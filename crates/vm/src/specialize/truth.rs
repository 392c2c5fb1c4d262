//! TO_BOOL: bools, None and integers are decided inline; the rest by the type.
#![expect(unsafe_code, reason = "counts at a site")]

use crate::object::Kind;
use crate::ops::Mode;
use crate::site::Site;
use crate::specialize::{count_generic, count_hit};
use crate::value::Raw;

/// Counts an execution: types with an inline answer hit, others are generic.
pub(crate) unsafe fn count<M: Mode>(site: *mut Site, value: Raw) {
    if M::PROFILE {
        // SAFETY: the word's row has a site; the operand is live.
        unsafe {
            let known = !value.is_pointer()
                || [Kind::Str, Kind::List, Kind::Dict, Kind::Tuple, Kind::Float, Kind::BigInt]
                    .iter()
                    .any(|&kind| value.is_kind(kind));
            if known { count_hit(site) } else { count_generic(site) }
        }
    }
}
