//! Tells the crate whether handlers can reach each other by sibling calls: the target's code generator
//! makes them when it optimises, and the calling convention has the registers.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(taipan_tail_calls)");
    println!("cargo::rustc-check-cfg=cfg(taipan_uncounted)");
    println!("cargo::rerun-if-env-changed=TAIPAN_UNCOUNTED");
    println!("cargo::rerun-if-changed=build.rs");
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let optimised = variable("OPT_LEVEL") != "0";
    let architecture = matches!(variable("CARGO_CFG_TARGET_ARCH").as_str(), "x86_64" | "aarch64");
    let system = matches!(variable("CARGO_CFG_TARGET_OS").as_str(), "linux" | "macos");
    // Code that a sanitizer instruments makes no sibling calls.
    let plain = variable("CARGO_CFG_SANITIZE").is_empty();
    // A build without counting handlers: what the ordinary one is compared with to show that they cost nothing.
    if !variable("TAIPAN_UNCOUNTED").is_empty() {
        println!("cargo::rustc-cfg=taipan_uncounted");
    }
    if optimised && architecture && system && plain {
        println!("cargo::rustc-cfg=taipan_tail_calls");
    }
}
