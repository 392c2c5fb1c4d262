//! Inspected code as text of 80 columns.

use std::fmt::Write;

use taipan_bytecode::Code;

use crate::group::relative;
use crate::inspect::rows::{Row, rows};
use crate::inspect::{InspectOptions, Inspection};
use crate::numbers::{clipped, clipped_left, count, listed, percent};
use crate::outcomes::Outcomes;
use crate::record::{CacheValue, State};
use crate::report::strip;
use crate::site::SiteStats;

/// How wide a terminal is taken to be.
const WIDTH: usize = 80;
/// Where figures begin.
const FIGURES: usize = 62;
/// What stands before what belongs to an instruction.
const INDENT: &str = "            ";
/// Operands are told in at least so many characters.
const SHORTEST: usize = 12;

/// The code, annotated.
pub fn inspect(inspection: &Inspection<'_>, options: &InspectOptions) -> String {
    let mut out = String::new();
    for code in &inspection.codes {
        // Writing to a `String` cannot fail.
        let _ = write_code(&mut out, inspection, code, options);
    }
    if out.is_empty() {
        out.push_str("no instruction is as asked for\n");
    }
    out
}

fn write_code(
    out: &mut String,
    inspection: &Inspection<'_>,
    code: &Code,
    options: &InspectOptions,
) -> std::fmt::Result {
    let all = options.filter.is_empty();
    let rows: Vec<(Row, Option<&SiteStats>)> = rows(code)
        .into_iter()
        .map(|row| {
            let site = inspection.site(code, row.instruction.opcode_offset());
            (row, site)
        })
        .filter(|(_, site)| all || site.is_some_and(|site| options.filter.admits(site)))
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    if !out.is_empty() {
        out.push('\n');
    }
    header(out, code, rows.iter().filter_map(|(_, site)| *site), options)?;
    let lines: Vec<&str> = inspection.source.map(|source| source.lines().collect()).unwrap_or_default();
    let mut line = 0;
    for (row, site) in &rows {
        if row.location.line > 0 && row.location.line != line {
            line = row.location.line;
            let text = lines.get(line as usize - 1).filter(|_| options.source).map_or("", |text| text.trim());
            writeln!(out, "{}", clipped(&format!("{line:>5}  {text}"), WIDTH).trim_end())?;
        }
        instruction(out, row, *site, options)?;
        if options.executable {
            words(out, inspection, code, row, options)?;
        }
    }
    Ok(())
}

fn header<'a>(
    out: &mut String,
    code: &Code,
    sites: impl Iterator<Item = &'a SiteStats>,
    options: &InspectOptions,
) -> std::fmt::Result {
    let mut total = Outcomes::default();
    sites.for_each(|site| total.add(&site.outcomes));
    let file = code.filename.to_lossy();
    let title = format!(
        "{}:{} {}{}",
        relative(&file, &options.base),
        code.firstlineno,
        code.qualname.to_lossy(),
        parameters(code)
    );
    if total.executions() == 0 {
        return writeln!(out, "{}", clipped_left(&title, WIDTH));
    }
    let figures = format!("executed {}  hit {}", count(total.executions()), percent(total.rates().hit));
    let room = WIDTH - 1 - figures.len();
    writeln!(out, "{:room$}{figures}", clipped_left(&title, room - 2))
}

/// `(a, b)` of a function; nothing of modules and classes.
fn parameters(code: &Code) -> String {
    let optimized = code.flags & taipan_bytecode::code_flags::OPTIMIZED != 0;
    if !optimized {
        return String::new();
    }
    let names = code.localsplusnames.iter().take((code.argcount + code.kwonlyargcount) as usize);
    format!("({})", names.map(|name| name.to_lossy().into_owned()).collect::<Vec<_>>().join(", "))
}

fn instruction(
    out: &mut String,
    row: &Row,
    site: Option<&SiteStats>,
    options: &InspectOptions,
) -> std::fmt::Result {
    let opcode = row.instruction.opcode;
    let state = match site {
        Some(site) => Some(site.state),
        None => opcode.has_site().then_some(State::Cold),
    };
    let label = row.label.map(|label| format!("L{label}:")).unwrap_or_default();
    let mark = state.map_or(" ".to_owned(), |state| glyph(state, options.color));
    let mut head = format!("{label:>7} ");
    if options.offsets {
        head = format!("{:>5}{head}", row.instruction.opcode_offset());
    }
    let mut tail = String::new();
    if options.positions {
        let at = row.location;
        tail += &format!(" {}:{}-{}:{}", at.line, at.column, at.end_line, at.end_column);
    }
    if let Some(site) = site {
        tail += &arrow(site);
    }
    let ran = site.filter(|site| site.executions > 0);
    let width = |text: &str| text.chars().count();
    // The sign is one character wide, whatever its colour takes.
    let fixed = width(&head) + 1 + 1 + opcode.name().len() + 1 + width(&tail);
    let room = if ran.is_some() { FIGURES - 2 } else { WIDTH - 1 };
    let operand = clipped(&row.operand, room.saturating_sub(fixed).max(SHORTEST));
    let text_width = fixed + width(&operand);
    let text = format!("{head}{mark} {} {operand}", opcode.name());
    let mut text = format!("{}{tail}", text.trim_end());
    if let Some(site) = ran {
        // What does not fit beside the instruction stands under it.
        let at = if text_width > FIGURES - 2 {
            text.push('\n');
            0
        } else {
            text_width - usize::from(operand.is_empty())
        };
        let hit = percent(site.outcomes.rates().hit);
        text += &format!("{:room$}{:>8} {hit:>8}", "", count(site.executions), room = FIGURES - at);
    }
    writeln!(out, "{}", text.trim_end())?;
    let Some(site) = site else { return Ok(()) };
    details(out, site, options)
}

/// ` → what the site became`.
fn arrow(site: &SiteStats) -> String {
    let form = || site.word.as_deref().filter(|word| specialized(word)).map(crate::report::short);
    match site.state {
        State::Polymorphic => format!(" → {} guards", site.guards.len()),
        State::Megamorphic => " → megamorphic cache".to_owned(),
        State::BackingOff => site.failure.as_ref().map(|kind| format!(" ({kind})")).unwrap_or_default(),
        _ => form().map(|form| format!(" → {form}")).unwrap_or_default(),
    }
}

fn specialized(word: &str) -> bool {
    taipan_bytecode::word::WordOp::ALL.iter().any(|op| op.name() == word && op.is_specialized())
}

fn details(out: &mut String, site: &SiteStats, options: &InspectOptions) -> std::fmt::Result {
    if site.state == State::Polymorphic {
        let guards = site.guards.iter().map(|guard| {
            let form = crate::report::short(&guard.variant);
            format!("{form} {}", guard.caches.iter().map(cache).collect::<Vec<_>>().join(" "))
        });
        writeln!(out, "{INDENT}{}", listed(&guards.collect::<Vec<_>>(), " · ", 66, INDENT))?;
    }
    if options.caches && site.state != State::Cold {
        if !site.caches.is_empty() {
            let caches: Vec<String> = site.caches.iter().map(cache).collect();
            writeln!(out, "{INDENT}{}", listed(&caches, ", ", 66, INDENT))?;
        }
        writeln!(out, "{INDENT}{}", counter(site))?;
    }
    if options.history && !site.history.is_empty() {
        writeln!(out, "{INDENT}{}", strip(site, 66, INDENT))?;
    }
    Ok(())
}

/// `type_version 12 (P)`.
fn cache(cache: &CacheValue) -> String {
    let name = &cache.name;
    match (&cache.meaning, cache.value) {
        (Some(meaning), Some(value)) if name != "constant" && meaning != "none" => {
            format!("{name} {value} ({meaning})")
        }
        (Some(meaning), _) => format!("{name} {meaning}"),
        (None, Some(value)) if name == "offset" => format!("@{value}"),
        (None, Some(value)) => format!("{name} {value}"),
        (None, None) => format!("{name} stale"),
    }
}

/// `counter 52, backoff 0: next attempt after 53 misses`.
fn counter(site: &SiteStats) -> String {
    let counter = site.counter;
    let raw = format!("counter {}, backoff {}", counter.value, counter.backoff);
    let events = match site.state {
        State::Stable | State::Polymorphic => "misses",
        _ => "executions",
    };
    match site.next_attempt() {
        Some(1) => format!("{raw}: the next of its {events} is an attempt"),
        Some(next) => format!("{raw}: next attempt after {next} {events}"),
        None => format!("{raw}: no attempts any more"),
    }
}

/// The words of an instruction; their cells too where caches are wanted.
fn words(
    out: &mut String,
    inspection: &Inspection<'_>,
    code: &Code,
    row: &Row,
    options: &InspectOptions,
) -> std::fmt::Result {
    let offset = row.instruction.opcode_offset();
    let listings = inspection.listings(code);
    for listing in listings {
        let form = listing.title.split(':').next().unwrap_or_default();
        let form = if listings.len() > 1 { format!("{form} ") } else { String::new() };
        for word in listing.lines.iter().filter(|word| word.offset == offset) {
            let text = format!("{INDENT}| {form}{:>4} {}", word.word, word.text);
            writeln!(out, "{}", clipped(&text, WIDTH - 1))?;
            if options.caches && !word.cells.is_empty() {
                let cells: Vec<String> = word.cells.iter().map(|cell| format!("{cell:#x}")).collect();
                let indent = format!("{INDENT}|        ");
                writeln!(out, "{indent}cells {}", listed(&cells, " ", 52, &indent))?;
            }
        }
        for word in listing.lines.iter().filter(|word| word.second == Some(offset)) {
            writeln!(out, "{INDENT}| {form}{:>4} runs this too", word.word)?;
        }
    }
    Ok(())
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
