//! Lists the functions that every start executes for the linker, which lays them side by side (`crates/cli/build.rs`):
//! the system brings code into memory by whole neighbourhoods, and scattered over the binary they bring in most of it.
//!
//!     cargo run -p taipan-testkit --bin startup -- target/release/taipan

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use taipan_testkit::{callgrind, fixture};

/// A linker script.
const LIST: &str = "crates/cli/startup.ld";
const HEAD: &str = "\
/* The functions that every start executes, side by side. Made by `just startup-order`; names that are no more do no harm. */
SECTIONS
{
  .text.start :
  {
";
const TAIL: &str = "  }\n}\nINSERT BEFORE .text;\n";

fn main() -> ExitCode {
    match run() {
        Ok(count) => {
            println!("startup: {count} functions in {LIST}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("startup: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<usize, String> {
    let binary = env::args().nth(1).ok_or("usage: startup TAIPAN")?;
    let arguments = ["-c", "pass"].map(OsStr::new);
    let patterns = patterns(&callgrind::profile(Path::new(&binary), &arguments, &["--demangle=no"])?);
    let rows: String = patterns.iter().map(|pattern| format!("    *(.text.{pattern})\n")).collect();
    let path = fixture::root().join(LIST);
    fs::write(&path, format!("{HEAD}{rows}{TAIL}"))
        .map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(patterns.len())
}

/// The Rust functions of a profile by their symbols, with `*` for hashes, which differ from build to build.
fn patterns(profile: &str) -> BTreeSet<String> {
    let names = profile.lines().filter_map(|line| line.strip_prefix("fn="));
    // A number after an apostrophe counts recursions.
    names.filter_map(|name| pattern(name.split('\'').next()?)).collect()
}

fn pattern(symbol: &str) -> Option<String> {
    if symbol.starts_with("_ZN") {
        let (path, hash) = symbol.rsplit_once("17h")?;
        return (hash.len() == 17 && hash.ends_with('E')).then(|| format!("{path}17h*"));
    }
    if !symbol.starts_with("_R") {
        return None;
    }
    // Crates are `Cs`, a hash, `_` and their names; copies of functions that several crates have end in a number.
    let symbol = symbol.split('.').next()?;
    let mut parts = symbol.split("Cs");
    let first = parts.next()?.to_owned();
    let rest: String = parts
        .map(|part| match part.split_once('_') {
            Some((hash, rest)) if hash.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                format!("Cs*_{rest}")
            }
            _ => format!("Cs{part}"),
        })
        .collect();
    Some(format!("{first}{rest}*"))
}

#[cfg(test)]
mod tests {
    use super::patterns;

    #[test]
    fn symbols_lose_their_hashes() {
        let profile =
            "fn=_ZN3std4main17h0123456789abcdefE\n1 10\nfn=_ZN3std4main17hfedcba9876543210E'2\nfn=malloc\n";
        assert_eq!(patterns(profile).into_iter().collect::<Vec<_>>(), ["_ZN3std4main17h*"]);
        let profile = "fn=_RNvNtCsjrHSEGnQ3l9_3std3env7args_os.12\n";
        assert_eq!(patterns(profile).into_iter().collect::<Vec<_>>(), ["_RNvNtCs*_3std3env7args_os*"]);
    }
}
