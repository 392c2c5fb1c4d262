//! Code objects instruction by instruction, each site with what became of it.

mod compat;
mod json;
mod rows;
mod text;

use std::collections::HashMap;
use std::sync::Arc;

use taipan_bytecode::{Code, Constant};

use crate::filter::{Filter, unknown};
use crate::record::{CodeRecord, Listing};
use crate::site::SiteStats;
use crate::snapshot::Snapshot;

pub use compat::{Difference, Told, compare_opcodes, comparison, compat, normalized, told_opcodes};
pub use json::{INSPECT_SCHEMA, inspect_json};
pub use text::inspect;

/// What is shown.
#[derive(Clone, Default, Debug)]
pub struct InspectOptions {
    /// The executable words as well.
    pub executable: bool,
    /// Glyphs in colour.
    pub color: bool,
    /// Caches and counters.
    pub caches: bool,
    pub offsets: bool,
    /// Source ranges.
    pub positions: bool,
    /// Transitions.
    pub history: bool,
    /// Lines of source above their instructions.
    pub source: bool,
    /// Which sites are shown; when it lets only some through, instructions without a site are not.
    pub filter: Filter,
    /// The directory that paths are told from.
    pub base: String,
}

/// A program's code with what is known of its sites.
pub struct Inspection<'a> {
    pub program: &'a str,
    /// The module's source, where it is known.
    pub source: Option<&'a str>,
    /// The code objects to show, in the order of the source.
    pub codes: Vec<Arc<Code>>,
    known: HashMap<*const Code, Known>,
}

/// What is known of a code object.
struct Known {
    /// By canonical offset.
    sites: HashMap<u32, SiteStats>,
    listings: Vec<Listing>,
}

impl<'a> Inspection<'a> {
    /// All code of a module, or that of one function and what is inside it, by its qualified name. A name that the module
    /// does not have gets a message.
    pub fn new(
        program: &'a str,
        source: Option<&'a str>,
        root: &Arc<Code>,
        function: Option<&str>,
        records: &[CodeRecord],
    ) -> Result<Inspection<'a>, String> {
        let all = codes(root);
        let codes = match function {
            None => all,
            Some(name) => select(&all, name)?,
        };
        let mut known = HashMap::new();
        for record in records.iter().filter(|record| codes.iter().any(|code| Arc::ptr_eq(code, &record.code)))
        {
            let sites = Snapshot::new(std::slice::from_ref(record), program, false).sites;
            let sites = sites.into_iter().map(|site| (site.offset, site)).collect();
            known.insert(Arc::as_ptr(&record.code), Known { sites, listings: record.listings.clone() });
        }
        Ok(Inspection { program, source, codes, known })
    }

    fn site(&self, code: &Code, offset: u32) -> Option<&SiteStats> {
        self.known.get(&std::ptr::from_ref(code))?.sites.get(&offset)
    }

    fn listings(&self, code: &Code) -> &[Listing] {
        self.known.get(&std::ptr::from_ref(code)).map(|known| known.listings.as_slice()).unwrap_or_default()
    }
}

/// A module's code and all inside it, in the order of the source.
pub fn codes(root: &Arc<Code>) -> Vec<Arc<Code>> {
    let mut found = Vec::new();
    let mut pending = vec![root.clone()];
    while let Some(code) = pending.pop() {
        pending.extend(code.consts.iter().rev().filter_map(|constant| match constant {
            Constant::Code(inner) => Some(inner.clone()),
            _ => None,
        }));
        found.push(code);
    }
    found
}

/// The name as it is written in a program: without `<locals>`.
fn plain_name(code: &Code) -> String {
    code.qualname.to_lossy().replace(".<locals>", "")
}

fn select(all: &[Arc<Code>], name: &str) -> Result<Vec<Arc<Code>>, String> {
    let wanted = name.replace(".<locals>", "");
    let inside = format!("{wanted}.");
    let chosen = |code: &&Arc<Code>| {
        let name = plain_name(code);
        name == wanted || name.starts_with(&inside)
    };
    let found: Vec<Arc<Code>> = all.iter().filter(chosen).cloned().collect();
    if found.is_empty() {
        let names: Vec<String> = all.iter().map(|code| plain_name(code)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        return Err(unknown("function", name, &wanted, &names));
    }
    Ok(found)
}
