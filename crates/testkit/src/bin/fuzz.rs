//! Fuzzing on stable Rust: programs made by chance, and mutations of them and of given files, put to the
//! judgements of `oracle`:
//!
//!     cargo run --release -p taipan-testkit --bin fuzz -- --seconds 1800 [--seed N] [FILE...]
//!
//! What goes wrong, or takes longer than ten seconds of the processor's time, is written to `fuzz-finding.py` in the temporary
//! directory, and the exit status is 1.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use taipan_testkit::generate::{Chance, program};
use taipan_testkit::oracle;

/// An input that takes longer counts as hanging.
const PATIENCE: Duration = Duration::from_secs(10);

/// The input being judged, and since when, in time that the process ran.
type Present = Arc<Mutex<(Vec<u8>, Option<Duration>)>>;

fn main() {
    let (mut seconds, mut seed, mut files) = (60, 1, Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seconds" => seconds = number(arguments.next()),
            "--seed" => seed = number(arguments.next()),
            _ => files.push(argument),
        }
    }
    let corpus: Vec<Vec<u8>> = files.iter().filter_map(|file| std::fs::read(file).ok()).collect();
    let present: Present = Arc::new(Mutex::new((Vec::new(), None)));
    watch(present.clone());
    let seen = present.clone();
    std::panic::set_hook(Box::new(move |info| {
        eprintln!("{info}");
        report(&seen, "a finding");
    }));
    let end = Instant::now() + Duration::from_secs(seconds);
    let (mut inputs, mut compiled) = (0_u64, 0_u64);
    while Instant::now() < end {
        let source = input(seed.wrapping_add(inputs), &corpus);
        if let Ok(mut present) = present.lock() {
            *present = (source.clone(), time_run());
        }
        compiled += u64::from(oracle::compile_verify(&source));
        inputs += 1;
    }
    println!("{inputs} inputs, {compiled} of which compile, no finding");
}

fn number(argument: Option<String>) -> u64 {
    argument.and_then(|argument| argument.parse().ok()).unwrap_or_else(|| {
        eprintln!("fuzz: a number is wanted");
        std::process::exit(2)
    })
}

/// A program, a mutated program, or a mutated piece of a file.
fn input(seed: u64, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut chance = Chance::new(seed);
    let mut source = if corpus.is_empty() || chance.below(2) == 0 {
        program(seed).into_bytes()
    } else {
        let file = &corpus[chance.below(corpus.len())];
        let lines: Vec<&[u8]> = file.split_inclusive(|byte| *byte == b'\n').collect();
        let first = chance.below(lines.len().max(1));
        let last = (first + 1 + chance.below(60)).min(lines.len());
        lines[first.min(last)..last].concat()
    };
    for _ in 0..chance.below(4) {
        mutate(&mut source, &mut chance);
    }
    source
}

fn mutate(source: &mut Vec<u8>, chance: &mut Chance) {
    const PIECES: [&str; 32] = [
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ":",
        ",",
        "=",
        "\n",
        "    ",
        "\t",
        "'",
        "\"\"\"",
        "f'{",
        "}'",
        "lambda ",
        "yield ",
        "await ",
        "async ",
        "*",
        "**",
        "@",
        "\\",
        ":=",
        "else",
        " if ",
        "not ",
        "\u{e9}",
        "\0",
        "0x",
        "match a:\n case ",
    ];
    let size = source.len();
    let at = chance.below(size + 1);
    match chance.below(5) {
        0 if size > 0 => drop(source.remove(at.min(size - 1))),
        1 => {
            let piece = chance.pick(&PIECES);
            source.splice(at..at, piece.bytes());
        }
        2 => {
            let end = (at + chance.below(40)).min(size);
            source.drain(at..end);
        }
        3 => {
            let end = (at + chance.below(40)).min(size);
            let copy = source[at..end].to_vec();
            let to = chance.below(size + 1);
            source.splice(to..to, copy);
        }
        _ if size > 0 => source[at.min(size - 1)] = chance.below(256) as u8,
        _ => {}
    }
}

/// How long the process ran on a processor, as Linux counts it; a busy machine must not make an input late. `None` when it does
/// not tell just now. Elsewhere, how long ago this was first asked.
fn time_run() -> Option<Duration> {
    /// What the kernel counts in, as it tells programs.
    const TICKS_A_SECOND: u64 = 100;
    static BEGINNING: OnceLock<Instant> = OnceLock::new();
    const TIMES: &str = "/proc/self/stat";
    if !std::path::Path::new(TIMES).exists() {
        return Some(BEGINNING.get_or_init(Instant::now).elapsed());
    }
    let text = std::fs::read_to_string(TIMES).ok()?;
    // The name, which may hold anything, ends with the last bracket; two later fields are user and system time.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_ascii_whitespace().collect();
    let ticks = |index: usize| fields.get(index)?.parse::<u64>().ok();
    Some(Duration::from_millis((ticks(11)? + ticks(12)?) * 1000 / TICKS_A_SECOND))
}

fn watch(present: Present) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_secs(1));
            let late = present.lock().is_ok_and(|present| {
                let run = time_run().zip(present.1).map(|(now, begun)| now.saturating_sub(begun));
                run.is_some_and(|run| run > PATIENCE)
            });
            if late {
                report(&present, "an input that takes too long");
            }
        }
    });
}

/// Writes the present input down and ends.
fn report(present: &Present, what: &str) {
    let path: PathBuf = std::env::temp_dir().join("fuzz-finding.py");
    let source = match present.lock() {
        Ok(present) => present.0.clone(),
        Err(poisoned) => poisoned.into_inner().0.clone(),
    };
    match std::fs::write(&path, source) {
        Ok(()) => eprintln!("fuzz: {what}: {}", path.display()),
        Err(error) => eprintln!("fuzz: {what}, which can't be written down: {error}"),
    }
    std::process::exit(1);
}
