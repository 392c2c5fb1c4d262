# The project's commands. `just` lists them.

reference := env_var_or_default("TAIPAN_REFERENCE", "python3.14")
taipan := "target/release/taipan"

default:
    @just --list

# The release binary.
build:
    cargo build --release -p taipan

# All tests, with the release binary judged by the fixtures and the code check.
test: build
    TAIPAN={{taipan}} TAIPAN_REQUIRE=1 cargo test --workspace

# Formatting and lints.
lint:
    cargo fmt --check
    cargo clippy --workspace --all-targets -- -D warnings

# What continuous integration runs.
ci:
    bash .ci/run

# Measures the built-in programs against the reference, and writes docs/benchmarks.md.
bench *ARGS: build
    {{taipan}} bench --against {{reference}} --explain -o docs/benchmarks.md {{ARGS}}

# Criterion benches of the parts; NAME narrows.
criterion *NAME:
    cargo bench --workspace --benches -- {{NAME}}

# Instructions executed by the core programs, against the record.
guard: build
    cargo run -q -p taipan-testkit --bin guard -- {{taipan}}

# Remakes that record: the commit says why the counts rose.
guard-bless: build
    cargo run -q -p taipan-testkit --bin guard -- {{taipan}} --bless

# CPU time of starting up and doing nothing.
startup: build
    perf stat -r 20 -e task-clock {{taipan}} -c pass

# Remakes the list of functions that the linker lays side by side since every start executes them (then build again).
startup-order: build
    cargo run -q -p taipan-testkit --bin startup -- {{taipan}}

# Checks the handlers' machine code.
code: build
    TAIPAN={{taipan}} cargo test -p taipan-testkit --test machine_code

# Remakes the list of handlers that may use the native stack.
bless-code: build
    TAIPAN={{taipan}} TAIPAN_BLESS=1 cargo test -p taipan-testkit --test machine_code

# Records what the reference answers to every fixture.
bless-fixtures:
    {{reference}} tests/record.py

# Remakes the goldens of bytecode, checked against the reference.
bless:
    TAIPAN_BLESS=1 TAIPAN_REFERENCE={{reference}} cargo test -p taipan-testkit --test golden

# `.pyc` files both ways: the reference loads and runs what Taipan wrote, and its library's are read here; fixtures
# run from each other's.
reference-pycs: build
    TAIPAN_REFERENCE={{reference}} cargo test --release -p taipan-compiler --test pycs -- --nocapture
    TAIPAN_REFERENCE={{reference}} cargo test --release -p taipan-bytecode --test library -- --nocapture
    TAIPAN={{taipan}} TAIPAN_REFERENCE={{reference}} cargo test --release -p taipan-testkit --test pycs -- --nocapture

# Compiles the reference's whole library: time and peak memory, Taipan's and the reference's.
reference-compile:
    cargo build --release -q -p taipan-compiler --example codedump
    bash crates/compiler/tests/record/measure.sh {{reference}}

# Records what the reference's `dis` tells, and where Taipan specializes differently.
bless-dis:
    {{reference}} tests/record_dis.py
    TAIPAN_BLESS=1 cargo test -p taipan-runtime --test compat

# Runs the fixtures on the reference, against the recordings.
reference-check:
    TAIPAN_REFERENCE={{reference}} cargo test -p taipan-testkit --test reference_check

# Fuzzes the compiler on stable Rust, with programs made by chance.
fuzz-stable SECONDS="1800":
    cargo run --release -q -p taipan-testkit --bin fuzz -- --seconds {{SECONDS}}

# Fuzzes a target (needs nightly and cargo-fuzz): translate_verify, compile_verify, marshal.
fuzz TARGET *ARGS:
    cargo +nightly fuzz run --fuzz-dir fuzz {{TARGET}} -- {{ARGS}}

# Shows that plain runs execute the same instructions as a build without counting handlers.
uncounted: build
    TAIPAN_UNCOUNTED=1 cargo build --release -p taipan --target-dir target/uncounted
    cargo run -q -p taipan-testkit --bin uncounted -- target/uncounted/release/taipan {{taipan}}

# Where a program's time goes, opcode by opcode (Linux, perf).
opcodes PROGRAM: build
    perf record -q -e cycles:u -o target/perf.data {{taipan}} {{PROGRAM}} > /dev/null
    perf script -i target/perf.data -F ip,sym --show-mmap-events | cargo run -q -p taipan-testkit --bin opcodes -- {{taipan}}

# The accounting contract on every program, and the tools' JSON against its schemas.
accounting: build
    TAIPAN={{taipan}} TAIPAN_REQUIRE=1 cargo test -p taipan-testkit --test accounting

# The heap's tests under Miri, where a nightly toolchain has it.
miri:
    bash .ci/miri

# All fixtures under the address sanitizer, those about threads under the thread sanitizer (needs nightly).
sanitize:
    bash .ci/sanitize address
    bash .ci/sanitize thread
