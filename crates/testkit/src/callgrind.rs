//! Runs of a binary under callgrind, valgrind's profiler, which counts what each function executes.

use std::env;
use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

/// Runs `binary` with these arguments and a fixed seed of hashes, and answers the profile: a text whose lines `fn=NAME`
/// begin functions. `options` are callgrind's own.
///
/// # Errors
/// When valgrind can't be started, or the program fails.
pub fn profile(binary: &Path, arguments: &[&OsStr], options: &[&str]) -> Result<String, String> {
    let out = env::temp_dir().join(format!("taipan-callgrind-{}", std::process::id()));
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--compress-strings=no", "--compress-pos=no"])
        .args(options)
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(binary)
        .args(arguments)
        .env_clear()
        .env("PATH", env::var_os("PATH").unwrap_or_default())
        .env("PYTHONHASHSEED", "0")
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    if !output.status.success() {
        return Err(format!("{}: {}", binary.display(), String::from_utf8_lossy(&output.stderr)));
    }
    let text = std::fs::read_to_string(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    std::fs::remove_file(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    Ok(text)
}
