//! Code objects as text, line for line what CPython 3.14's `dis.dis` prints. A VM passes itself as
//! [`Adaptive`] to have its quickened instructions and live caches shown in place of the canonical ones.

mod operands;
mod rows;

use std::fmt::Write;

use crate::code::{Code, Constant};
use crate::instruction::Instruction;
use crate::location::Location;
use crate::opcode::Opcode;
use crate::repr::{code_repr, constant_repr};

pub use operands::operand_text;

use rows::{Labels, Row, read_rows};

/// What a disassembly shows; the fields are `dis.dis`'s arguments.
#[derive(Clone, Copy, Default)]
pub struct DisassembleOptions<'a> {
    /// A line for each cache entry.
    pub show_caches: bool,
    /// Each instruction's offset.
    pub show_offsets: bool,
    /// Whole source ranges in place of lines.
    pub show_positions: bool,
    /// How many levels of inner code objects follow; all unless given.
    pub depth: Option<usize>,
    /// The instruction to mark with `-->`, of the outermost code object.
    pub lasti: Option<u32>,
    /// Who knows quickened instructions (`dis.dis`'s `adaptive`).
    pub adaptive: Option<&'a dyn Adaptive>,
    /// Who knows how constants print; the default is [`crate::constant_repr`].
    pub reprs: Option<&'a dyn Reprs>,
}

/// Tells what an instruction has become at run time.
pub trait Adaptive {
    /// The name to show for the instruction; `None` for its own.
    fn opcode_name(&self, code: &Code, instruction: &Instruction) -> Option<&'static str>;

    /// The content of the cache field with this index among [`Opcode::cache_fields`]; `None` for what the
    /// code object holds.
    fn cache_field(&self, code: &Code, instruction: &Instruction, field: usize) -> Option<u64>;

    /// What to add behind the instruction, in a column of its own; `None` for nothing, which `dis` prints.
    fn annotation(&self, _code: &Code, _instruction: &Instruction) -> Option<String> {
        None
    }
}

/// Tells how constants print.
pub trait Reprs {
    /// `repr()` of the constant.
    fn constant(&self, constant: &Constant) -> String;
}

/// The text `dis.dis` prints for a code object and those inside it. Code of any bytes is printed; what an
/// argument points to is left out where there is no such thing.
pub fn disassemble(code: &Code, options: &DisassembleOptions<'_>) -> String {
    let mut out = String::new();
    Printer::new(code, options, options.lasti).print(&mut out);
    let mut pending = Vec::new();
    push_inner(&mut pending, code, 0, options);
    while let Some((inner, level)) = pending.pop() {
        line(&mut out, "");
        let repr = match options.reprs {
            Some(reprs) => reprs.constant(&Constant::Code(inner.clone())),
            None => code_repr(inner),
        };
        line(&mut out, &format!("Disassembly of {repr}:"));
        Printer::new(inner, options, None).print(&mut out);
        push_inner(&mut pending, inner, level, options);
    }
    out
}

type Pending<'c> = Vec<(&'c std::sync::Arc<Code>, usize)>;

fn push_inner<'c>(pending: &mut Pending<'c>, code: &'c Code, level: usize, options: &DisassembleOptions<'_>) {
    if options.depth.is_some_and(|depth| level >= depth) {
        return;
    }
    pending.extend(code.consts.iter().rev().filter_map(|constant| match constant {
        Constant::Code(inner) => Some((inner, level + 1)),
        _ => None,
    }));
}

/// Appends a line as `print` does, without the spaces `dis` strips from its end.
fn line(out: &mut String, text: &str) {
    out.push_str(text.trim_end());
    out.push('\n');
}

const NO_LINE: &str = "  --";
const NAME_WIDTH: usize = 20;
const ARG_WIDTH: usize = 5;
/// Where annotations begin, unless the line is longer.
const ANNOTATION_COLUMN: usize = 62;

/// One code object's lines.
struct Printer<'a> {
    code: &'a Code,
    options: &'a DisassembleOptions<'a>,
    lasti: Option<u32>,
    rows: Vec<Row>,
    labels: Labels,
    /// The location of each code unit.
    locations: Vec<Location>,
    /// Where lines start, in order, with the line or `None`.
    line_starts: Vec<(u32, Option<i32>)>,
    source_width: usize,
    offset_width: usize,
}

impl<'a> Printer<'a> {
    fn new(code: &'a Code, options: &'a DisassembleOptions<'a>, lasti: Option<u32>) -> Printer<'a> {
        let rows = read_rows(&code.code);
        let labels = Labels::new(&rows, crate::exception_table::decode_prefix(&code.exceptiontable));
        let line_starts: Vec<_> = code.lines().map(|range| (range.start, range.line)).collect();
        let mut locations = Vec::new();
        let units = code.code.len() / 2;
        for range in code.locations() {
            let end = (range.end as usize / 2).min(units);
            locations.resize(end.max(locations.len()), range.location);
        }
        let source_width =
            if options.show_positions { positions_width(&locations) } else { lines_width(&line_starts) };
        let last_offset = code.code.len().saturating_sub(2).max(9999);
        let offset_width = if options.show_offsets { last_offset.to_string().len() } else { 0 };
        Printer { code, options, lasti, rows, labels, locations, line_starts, source_width, offset_width }
    }

    fn print(&self, out: &mut String) {
        for row in &self.rows {
            let starts = self.line_starts.binary_search_by_key(&row.offset, |(start, _)| *start).ok();
            if self.source_width > 0 && starts.is_some() && row.offset > 0 {
                line(out, "");
            }
            let mut text = self.source(row.offset, starts.map(|index| self.line_starts[index].1));
            self.label(&mut text, row.offset);
            self.offset(&mut text, row.offset);
            let current = self.lasti.is_some_and(|lasti| (row.offset..=row.last_unit()).contains(&lasti));
            text.push_str(if current { "--> " } else { "    " });
            self.instruction(&mut text, row);
            self.annotation(&mut text, row);
            line(out, &text);
            if self.options.show_caches {
                self.caches(out, row);
            }
        }
        self.exception_table(out);
    }

    /// The first column, with the space after it.
    fn source(&self, offset: u32, starts: Option<Option<i32>>) -> String {
        let width = self.source_width;
        if width == 0 {
            return String::new();
        }
        if self.options.show_positions {
            return format!("{:<width$} ", positions_text(self.location(offset)));
        }
        match starts {
            Some(Some(line)) => format!("{line:>width$} "),
            Some(None) => format!("{NO_LINE:>width$} "),
            None => " ".repeat(width + 1),
        }
    }

    fn label(&self, text: &mut String, offset: u32) {
        let width = 4 + self.labels.count().to_string().len();
        let label = self.labels.of(i64::from(offset)).map(|label| format!("L{label}:"));
        push(text, format_args!("{:>width$} ", label.unwrap_or_default()));
    }

    fn offset(&self, text: &mut String, offset: u32) {
        if self.offset_width > 0 {
            push(text, format_args!("{offset:>width$}   ", width = self.offset_width));
        }
    }

    fn instruction(&self, text: &mut String, row: &Row) {
        let instruction = row.instruction();
        let shown = match (self.options.adaptive, instruction) {
            (Some(adaptive), Some(instruction)) => adaptive.opcode_name(self.code, &instruction),
            _ => None,
        };
        let name = shown.map_or_else(|| row.name(), str::to_owned);
        push(text, format_args!("{name:<NAME_WIDTH$}"));
        let Some(arg) = row.arg else { return };
        let width = ARG_WIDTH.saturating_sub(name.len().saturating_sub(NAME_WIDTH));
        push(text, format_args!(" {arg:>width$}"));
        let operand = self.operand(row, arg);
        if !operand.is_empty() {
            push(text, format_args!(" ({operand})"));
        }
    }

    fn annotation(&self, text: &mut String, row: &Row) {
        let (Some(adaptive), Some(instruction)) = (self.options.adaptive, row.instruction()) else { return };
        if let Some(annotation) = adaptive.annotation(self.code, &instruction) {
            let room = ANNOTATION_COLUMN.saturating_sub(text.chars().count() + 2);
            push(text, format_args!("{:room$}  {annotation}", ""));
        }
    }

    fn operand(&self, row: &Row, arg: i64) -> String {
        let Some(opcode) = row.opcode else { return String::new() };
        if let Some(target) = row.target {
            let preposition = if opcode.base() == Opcode::EndAsyncFor { "from" } else { "to" };
            let label = self.labels.of(target).unwrap_or(0);
            return format!("{preposition} L{label}");
        }
        let Ok(arg) = u32::try_from(arg) else { return String::new() };
        let repr = |constant: &Constant| match self.options.reprs {
            Some(reprs) => reprs.constant(constant),
            None => constant_repr(constant),
        };
        operand_text(self.code, opcode.base(), arg, &repr)
    }

    fn caches(&self, out: &mut String, row: &Row) {
        let Some(opcode) = row.opcode else { return };
        let mut offset = row.offset;
        for (index, field) in opcode.cache_fields().iter().enumerate() {
            let start = offset as usize + 2;
            let live = match (self.options.adaptive, row.instruction()) {
                (Some(adaptive), Some(instruction)) => adaptive.cache_field(self.code, &instruction, index),
                _ => None,
            };
            for unit in 0..field.units {
                offset += 2;
                let mut text = self.source(row.offset, None);
                self.label(&mut text, u32::MAX);
                self.offset(&mut text, offset);
                push(&mut text, format_args!("    {:<NAME_WIDTH$} {:>ARG_WIDTH$}", "CACHE", 0));
                if unit == 0 {
                    let content = live.unwrap_or_else(|| self.cache_content(start, field.units));
                    push(&mut text, format_args!(" ({}: {content})", field.name));
                }
                line(out, &text);
            }
        }
    }

    /// A cache field as the code object holds it.
    fn cache_content(&self, start: usize, units: usize) -> u64 {
        let end = (start + 2 * units).min(self.code.code.len());
        let bytes = self.code.code.get(start..end).unwrap_or_default();
        bytes.iter().rev().fold(0, |content, byte| content << 8 | u64::from(*byte))
    }

    fn exception_table(&self, out: &mut String) {
        if self.labels.entries.is_empty() {
            return;
        }
        line(out, "ExceptionTable:");
        for entry in &self.labels.entries {
            let label = |offset: u32| self.labels.of(i64::from(offset)).unwrap_or(0);
            let (start, end, target) = (label(entry.start), label(entry.end), label(entry.target));
            let lasti = if entry.lasti { " lasti" } else { "" };
            line(out, &format!("  L{start} to L{end} -> L{target} [{}]{lasti}", entry.depth));
        }
    }

    fn location(&self, offset: u32) -> Location {
        self.locations.get(offset as usize / 2).copied().unwrap_or(Location::NONE)
    }
}

/// A location's parts as Python sees them: `None` for what is not known.
fn parts(location: Location) -> [Option<i32>; 4] {
    if location.is_none() {
        return [None; 4];
    }
    let column = |column: i32| (column >= 0).then_some(column);
    [Some(location.line), Some(location.end_line), column(location.column), column(location.end_column)]
}

fn positions_text(location: Location) -> String {
    let parts = parts(location);
    if parts == [None; 4] {
        return NO_LINE.to_owned();
    }
    let [line, end_line, column, end_column] =
        parts.map(|part| part.map_or("?".to_owned(), |part| part.to_string()));
    format!("{line}:{column}-{end_line}:{end_column}")
}

fn positions_width(locations: &[Location]) -> usize {
    let width = |location: &Location| -> usize {
        parts(*location).map(|part| part.map_or(1, |part| part.to_string().len())).iter().sum()
    };
    let known = locations.iter().any(|location| !location.is_none());
    let values = locations.iter().map(width).max().unwrap_or(0);
    if known { 1 + NO_LINE.len().max(3 + values) } else { 0 }
}

fn lines_width(line_starts: &[(u32, Option<i32>)]) -> usize {
    let lines = line_starts.iter().filter_map(|(_, line)| line.filter(|line| *line != 0));
    let Some(last) = lines.max() else { return 0 };
    let width = last.to_string().len().max(3);
    let unknown = line_starts.iter().any(|(_, line)| line.is_none());
    if unknown { width.max(NO_LINE.len()) } else { width }
}

fn push(text: &mut String, formatted: std::fmt::Arguments<'_>) {
    // Writing to a `String` cannot fail.
    let _ = text.write_fmt(formatted);
}
