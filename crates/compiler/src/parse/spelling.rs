//! What CPython's tokenizer is stricter or laxer about than the parser: blanks in indentation, and `<>`
//! where `barry_as_FLUFL` makes it the way to write `!=`.

use std::borrow::Cow;

use super::errors;
use crate::Options;
use crate::error::Result;

/// Whether lines are indented by tabs and by spaces, so that their order matters.
pub(super) fn mixes_blanks(text: &str) -> bool {
    if !text.contains('\t') {
        return false;
    }
    let indented = || text.lines().map(|line| &line.as_bytes()[..line.len() - line.trim_start().len()]);
    indented().any(|blanks| blanks.contains(&b'\t')) && indented().any(|blanks| blanks.contains(&b' '))
}

/// The source with `!=` for `<>`, where that is how it is written.
///
/// # Errors
///
/// For `!=` itself, there.
pub(crate) fn respell<'t>(text: Cow<'t, str>, options: &Options) -> Result<Cow<'t, str>> {
    let everywhere = options.flags & errors::FLUFL != 0;
    if !everywhere && !text.contains("barry_as_FLUFL") {
        return Ok(text);
    }
    errors::respell(text, everywhere)
}
