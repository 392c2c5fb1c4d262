//! What the tests share.

use std::sync::Arc;

use taipan_bytecode::{Code, Constant};

/// A code object and all those among its constants.
pub(crate) fn all_codes(code: &Arc<Code>) -> Vec<Arc<Code>> {
    let mut codes = vec![code.clone()];
    let mut at = 0;
    while at < codes.len() {
        let code = codes[at].clone();
        codes.extend(code.consts.iter().filter_map(|constant| match constant {
            Constant::Code(inner) => Some(inner.clone()),
            _ => None,
        }));
        at += 1;
    }
    codes
}
