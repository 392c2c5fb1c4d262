//! Has the linker lay the binary out so that a start touches little of it: the functions that every start executes side
//! by side (`startup.ld`), and relocations packed, which written out one by one are most of half a megabyte.

use std::process::Command;

/// The first version of the GNU C library that knows packed relocations (`DT_RELR`).
const SINCE: (u32, u32) = (2, 36);

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=startup.ld");
    if variable("TARGET") != variable("HOST") {
        return;
    }
    if uses_lld() {
        println!("cargo::rustc-link-arg-bins=-Wl,-T,{}/startup.ld", variable("CARGO_MANIFEST_DIR"));
    }
    if variable("CARGO_CFG_TARGET_ENV") == "gnu" && c_library().is_some_and(|version| version >= SINCE) {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// Whether the linker is the one that Rust brings along and uses on this target unless told otherwise. Others read
/// linker scripts too, but not all.
fn uses_lld() -> bool {
    let told = variable("CARGO_ENCODED_RUSTFLAGS");
    let another = !variable("RUSTC_LINKER").is_empty() || told.contains("link");
    variable("TARGET") == "x86_64-unknown-linux-gnu" && !another
}

/// The version of this machine's C library, as `getconf` tells it: `glibc 2.36`.
fn c_library() -> Option<(u32, u32)> {
    let output = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let (major, minor) = text.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.split('.').next()?.parse().ok()?))
}
