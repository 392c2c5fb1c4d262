//! A native profile told by executable opcodes. `perf` names handlers by their functions, of which several opcodes may
//! share one; the handler table of the binary says which address is which opcode's.
//!
//!     perf record -e cycles:u -o perf.data taipan program.py
//!     perf script -i perf.data -F ip,sym --show-mmap-events | opcodes taipan
//!
//! Without anything on standard input it prints each opcode's address and function, for `gdb` and `objdump`.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Read};
use std::process::ExitCode;

use object::{Object, ObjectSegment, ObjectSymbol};
use taipan_bytecode::word::WordOp;

/// Handler tables, with the mode that each is for.
const TABLES: [(&str, &str); 4] = [
    ("TAIPAN_HANDLERS_TAIL", ""),
    ("TAIPAN_HANDLERS_TAIL_PROFILE", " (counting)"),
    ("TAIPAN_HANDLERS_TRAMPOLINE", " (trampoline)"),
    ("TAIPAN_HANDLERS_TRAMPOLINE_PROFILE", " (trampoline, counting)"),
];

fn main() -> ExitCode {
    match run() {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("opcodes: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<String, String> {
    let path = std::env::args().nth(1).ok_or("usage: opcodes TAIPAN [< perf script's output]")?;
    let data = std::fs::read(&path).map_err(|error| format!("{path}: {error}"))?;
    let file = object::File::parse(&*data).map_err(|error| format!("{path}: {error}"))?;
    let binary = Binary::read(&file)?;
    let mut samples = String::new();
    if !std::io::stdin().is_terminal() {
        std::io::stdin().read_to_string(&mut samples).map_err(|error| error.to_string())?;
    }
    if samples.is_empty() { Ok(binary.list()) } else { Ok(binary.histogram(&path, &samples)) }
}

/// What is known of a binary's code.
struct Binary {
    /// Functions: start to end and name.
    functions: BTreeMap<u64, (u64, String)>,
    /// Handlers: start to the names of the opcodes that they run.
    handlers: BTreeMap<u64, Vec<String>>,
    /// Code in the file: offset and length, with the address it is linked for.
    segments: Vec<(u64, u64, u64)>,
}

impl Binary {
    fn read(file: &object::File<'_>) -> Result<Binary, String> {
        let mut handlers: BTreeMap<u64, Vec<String>> = BTreeMap::new();
        for (table, mode) in TABLES {
            let starts = taipan_testkit::handlers::addresses(file, table).unwrap_or_default();
            for (start, op) in starts.into_iter().zip(WordOp::ALL) {
                handlers.entry(start).or_default().push(format!("{}{mode}", op.name()));
            }
        }
        if handlers.is_empty() {
            return Err("the binary has no handler table".to_owned());
        }
        let functions = file
            .symbols()
            .filter(|symbol| symbol.kind() == object::SymbolKind::Text && symbol.size() > 0)
            .map(|symbol| {
                (
                    symbol.address(),
                    (symbol.address() + symbol.size(), symbol.name().unwrap_or("?").to_owned()),
                )
            })
            .collect();
        let segments = file.segments().map(|segment| {
            let (offset, length) = segment.file_range();
            (offset, length, segment.address())
        });
        Ok(Binary { functions, handlers, segments: segments.collect() })
    }

    fn list(&self) -> String {
        let rows = self.handlers.iter().map(|(start, names)| {
            let function = self.functions.get(start).map_or("?", |(_, name)| name);
            format!("{start:#x} {} {function}\n", names.join(", "))
        });
        rows.collect()
    }

    /// Samples by opcode; those outside of handlers by function.
    fn histogram(&self, path: &str, samples: &str) -> String {
        // Where the binary's code was mapped: start, length, offset in the file.
        let mut mapped: Vec<(u64, u64, u64)> = Vec::new();
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        let mut total = 0u64;
        for line in samples.lines() {
            if line.contains("PERF_RECORD_MMAP") {
                mapped.extend(mapping(line, path));
                continue;
            }
            let mut parts = line.split_whitespace();
            let Some(ip) = parts.next().and_then(|ip| u64::from_str_radix(ip, 16).ok()) else { continue };
            let name = self.name_of(ip, &mapped).unwrap_or_else(|| parts.collect::<Vec<_>>().join(" "));
            *counts.entry(name).or_default() += 1;
            total += 1;
        }
        let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let rows = counts
            .into_iter()
            .map(|(name, count)| format!("{:6.2} %  {name}\n", 100.0 * count as f64 / total as f64));
        rows.collect()
    }

    /// The opcodes of the handler that an address is in.
    fn name_of(&self, ip: u64, mapped: &[(u64, u64, u64)]) -> Option<String> {
        let (start, _, offset) =
            mapped.iter().find(|(start, length, _)| (*start..start + length).contains(&ip))?;
        let at = ip - start + offset;
        let (from, _, address) =
            self.segments.iter().find(|(from, length, _)| (*from..from + length).contains(&at))?;
        let address = at - from + address;
        let (start, (end, _)) = self.functions.range(..=address).next_back()?;
        (address < *end).then(|| self.handlers.get(start).map(|names| names.join(", "))).flatten()
    }
}

/// `… [0x1000(0x500) @ 0x200 fe:00 …]: r-xp /path`, for the binary's own code.
fn mapping(line: &str, path: &str) -> Option<(u64, u64, u64)> {
    let file = std::path::Path::new(path).file_name()?.to_str()?;
    if !line.ends_with(file) {
        return None;
    }
    let number = |text: &str| u64::from_str_radix(text.trim_start_matches("0x"), 16).ok();
    let inside = line.split_once('[')?.1;
    let (start, rest) = inside.split_once('(')?;
    let (length, rest) = rest.split_once(')')?;
    let offset = rest.trim_start().strip_prefix("@ ")?.split_whitespace().next()?;
    Some((number(start)?, number(length)?, number(offset)?))
}

#[cfg(test)]
mod tests {
    use super::mapping;

    #[test]
    fn mappings_of_the_binary_are_read() {
        let line = "PERF_RECORD_MMAP2 1/1: [0x562a(0x500) @ 0x252 fe:00 5308441 27]: r-xp /opt/taipan";
        assert_eq!(mapping(line, "/opt/taipan"), Some((0x562a, 0x500, 0x252)));
        assert_eq!(mapping(line, "/opt/other"), None);
    }
}
