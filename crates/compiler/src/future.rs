//! `from __future__ import …`: which features a source turns on.

use ruff_python_ast::{Stmt, StmtImportFrom};
use ruff_text_size::Ranged;

use crate::error::Result;
use crate::session::{Session, Tree};
use crate::source::docstring;

/// `CO_FUTURE_ANNOTATIONS`.
const ANNOTATIONS: u32 = 0x100_0000;
/// `CO_FUTURE_BARRY_AS_BDFL`.
const BARRY_AS_BDFL: u32 = 0x40_0000;
/// All feature bits that code objects carry and inherit.
const MASK: u32 = 0x1fe_0000;

/// Features that were once optional and now are always on.
const MANDATORY: &[&str] = &[
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "generator_stop",
];

/// Takes the features of the options and those the source imports.
pub(crate) fn apply(session: &mut Session<'_>, tree: Tree<'_>) -> Result<()> {
    let mut features = session.options.flags & MASK;
    let body = match tree {
        Tree::Module(body) | Tree::Interactive(body) => body,
        Tree::Expression(_) => &[],
    };
    // Only a docstring may stand before them.
    let skipped = usize::from(docstring(body).is_some());
    for statement in &body[skipped..] {
        let Stmt::ImportFrom(import) = statement else { break };
        let is_future =
            import.level == 0 && import.module.as_ref().is_some_and(|name| name.id == "__future__");
        if !is_future {
            break;
        }
        features |= imported_features(session, import)?;
        session.future_end = import.end();
    }
    session.future_flags = features;
    session.future_annotations = features & ANNOTATIONS != 0;
    Ok(())
}

fn imported_features(session: &Session<'_>, import: &StmtImportFrom) -> Result<u32> {
    let mut features = 0;
    for alias in &import.names {
        let name = alias.name.id.as_str();
        match name {
            "annotations" => features |= ANNOTATIONS,
            "barry_as_FLUFL" => features |= BARRY_AS_BDFL,
            _ if MANDATORY.contains(&name) => {}
            _ => {
                let message = match name {
                    "braces" => "not a chance".to_owned(),
                    _ => format!("future feature {name} is not defined"),
                };
                return Err(session.error_at(message, session.lines.location(alias.range)));
            }
        }
    }
    Ok(features)
}
