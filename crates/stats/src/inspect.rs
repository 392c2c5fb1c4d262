//! Code objects as `dis` prints them, each specializable instruction with what became of it.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

use taipan_bytecode::{
    Adaptive, Code, Constant, DisassembleOptions, Instruction, Opcode, Reprs, constant_repr, disassemble,
};

use crate::numbers::{count, percent};
use crate::outcomes::Outcomes;
use crate::record::{CodeRecord, SiteRecord, State};

/// What is shown.
#[derive(Clone, Copy, Default, Debug)]
pub struct InspectOptions {
    /// The executable words as well.
    pub executable: bool,
    /// Glyphs in colour.
    pub color: bool,
}

/// The disassembly of `root` and of all code inside it, annotated with what `records` know.
pub fn inspect(root: &Arc<Code>, records: &[CodeRecord], options: InspectOptions) -> String {
    let known = Known::new(records, options.color);
    let mut out = String::new();
    let mut pending = vec![root];
    while let Some(code) = pending.pop() {
        if !out.is_empty() {
            out.push('\n');
        }
        let record = known.records.get(&Arc::as_ptr(code)).copied();
        header(&mut out, code, record);
        let shown = DisassembleOptions {
            depth: Some(0),
            adaptive: Some(&known),
            reprs: Some(&Plain),
            ..Default::default()
        };
        out.push_str(&disassemble(code, &shown));
        if options.executable {
            for listing in record.map(|record| record.listings.as_slice()).unwrap_or_default() {
                out.push('\n');
                out.push_str(listing);
            }
        }
        pending.extend(code.consts.iter().rev().filter_map(|constant| match constant {
            Constant::Code(inner) => Some(inner),
            _ => None,
        }));
    }
    out
}

fn header(out: &mut String, code: &Code, record: Option<&CodeRecord>) {
    let place = format!("{}:{} {}", code.filename.to_lossy(), code.firstlineno, code.qualname.to_lossy());
    let mut total = Outcomes::default();
    for site in record.map(|record| record.sites.as_slice()).unwrap_or_default() {
        total.add(&site.outcomes.unwrap_or_default());
    }
    let figures = match total.executions() {
        0 => String::new(),
        executions => format!("  executed {}  hit {}", count(executions), percent(total.rates().hit)),
    };
    // Writing to a `String` cannot fail.
    let _ = writeln!(out, "{place}{figures}");
}

/// Sites by code object and offset.
struct Known<'a> {
    records: HashMap<*const Code, &'a CodeRecord>,
    sites: HashMap<(*const Code, u32), &'a SiteRecord>,
    color: bool,
}

impl<'a> Known<'a> {
    fn new(records: &'a [CodeRecord], color: bool) -> Known<'a> {
        let mut known = Known { records: HashMap::new(), sites: HashMap::new(), color };
        for record in records {
            let code = Arc::as_ptr(&record.code);
            known.records.insert(code, record);
            known.sites.extend(record.sites.iter().map(|site| ((code, site.offset), site)));
        }
        known
    }
}

impl Adaptive for Known<'_> {
    fn opcode_name(&self, _: &Code, _: &Instruction) -> Option<&'static str> {
        None
    }

    fn cache_field(&self, _: &Code, _: &Instruction, _: usize) -> Option<u64> {
        None
    }

    fn annotation(&self, code: &Code, instruction: &Instruction) -> Option<String> {
        let offset = instruction.opcode_offset();
        let site = self.sites.get(&(std::ptr::from_ref(code), offset)).copied();
        match site {
            Some(site) => Some(annotation(site, self.color)),
            None if has_sites(instruction.opcode) => Some(glyph(State::Cold, self.color)),
            None => None,
        }
    }
}

/// Whether instructions of this opcode have a site once their code is translated.
fn has_sites(opcode: Opcode) -> bool {
    !opcode.cache_fields().is_empty() && opcode.base() != Opcode::JumpBackward
}

/// Constants without addresses, so that two runs print the same.
struct Plain;

impl Reprs for Plain {
    fn constant(&self, constant: &Constant) -> String {
        match constant {
            Constant::Code(code) => format!("<code object {}>", code.qualname.to_lossy()),
            other => constant_repr(other),
        }
    }
}

/// `● LOAD_ATTR_SLOT  executed 1000  hit 99.8%`, and what else there is to say.
fn annotation(site: &SiteRecord, color: bool) -> String {
    let mut text = glyph(site.state, color);
    if site.state == State::Cold {
        return text;
    }
    if let Some(word) = site.word {
        let _ = write!(text, " {}", word.name());
    }
    if site.state == State::Polymorphic {
        let _ = write!(text, "  {} guards", site.guards);
    }
    if let Some(outcomes) = &site.outcomes {
        let hit = percent(outcomes.rates().hit);
        let _ = write!(text, "  executed {}  hit {hit}", count(outcomes.executions()));
    }
    if let (State::BackingOff, Some(kind)) = (site.state, site.failure) {
        let _ = write!(text, "  {}", kind.name());
    }
    text
}

fn glyph(state: State, color: bool) -> String {
    let code = match state {
        State::Cold | State::NotSpecializable => "2",
        State::Warming => "36",
        State::Stable => "32",
        State::Polymorphic => "33",
        State::Megamorphic => "35",
        State::BackingOff => "31",
    };
    if color { format!("\x1b[{code}m{}\x1b[0m", state.glyph()) } else { state.glyph().to_string() }
}
