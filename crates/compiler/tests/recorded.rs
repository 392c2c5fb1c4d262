//! Code objects, errors and warnings equal to those recorded from CPython 3.14
//! (`tests/record/record.py` makes them again).

use std::fmt::Write as _;

use taipan_bytecode::Text;
use taipan_compiler::{CompileError, Compiled, Mode, Options, compile};

mod refusal;

use refusal::{outcome, table};

fn options(filename: &str) -> Options {
    Options { mode: Mode::Exec, optimize: 0, flags: 0, filename: Text::from(filename), ignore_cookie: false }
}

fn compile_text(source: &str) -> Result<Compiled, CompileError> {
    compile(source.as_bytes(), &options("<test>"))
}

/// Compares line by line, so that the first difference shows whole.
fn assert_recorded(name: &str, source: &[u8], recorded: &str) {
    let compiled = compile(source, &options(name)).expect("the recorded source compiles");
    let mut lines = String::new();
    taipan_bytecode::dump(name, &compiled.code, &mut lines);
    for (ours, recorded) in lines.lines().zip(recorded.lines()) {
        assert_eq!(ours, recorded);
    }
    assert_eq!(
        lines.lines().count(),
        recorded.lines().count(),
        "{name} has as many code objects as recorded"
    );
}

macro_rules! recorded {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            let name = concat!(stringify!($name), ".py");
            let source = include_bytes!(concat!("data/", stringify!($name), ".py"));
            assert_recorded(name, source, include_str!(concat!("data/", stringify!($name), ".dump")));
        })*
    };
}

recorded! { functions classes control expressions }

#[test]
fn refused_sources_give_the_recorded_errors() {
    let mut wrong = String::new();
    for (source, recorded) in table(include_str!("data/refused.txt")) {
        let ours = outcome(&source);
        if ours != recorded {
            writeln!(wrong, "{source:?}\n  recorded {recorded}\n  ours     {ours}")
                .expect("strings take text");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn doubtful_sources_give_the_recorded_warnings() {
    for (source, recorded) in table(include_str!("data/warned.txt")) {
        let compiled = compile_text(&source).expect("a warning is no error");
        let warnings: Vec<String> = compiled
            .warnings
            .iter()
            .map(|warning| format!("{} {:?}: {}", warning.line, warning.kind, warning.message))
            .collect();
        assert_eq!(warnings.join(" / "), recorded, "{source:?}");
    }
}

#[test]
fn deep_sources_compile_or_are_refused() {
    let repeat = |text: &str, count: usize| text.repeat(count);
    for accepted in [
        format!("{}x", repeat("not ", 5_000)),
        format!("x{}", repeat("+x", 5_000)),
        format!("x{}", repeat(".a", 20_000)),
        format!("x{}", repeat("()", 10_000)),
        format!("{}x{}", repeat("(", 200), repeat(")", 200)),
        format!("if x: pass\n{}", repeat("elif x: pass\n", 5_000)),
    ] {
        assert_eq!(outcome(&accepted), "accepted");
    }
    for (refused, message) in [
        (format!("{}x", repeat("-", 50_000)), "Parser stack overflowed"),
        (format!("{}{}", repeat("(", 201), repeat(")", 201)), "too many nested parentheses"),
        (format!("{}{}", repeat("f'{", 150), repeat("}'", 150)), "too many nested f-strings"),
        (format!("x{}", repeat(".a[0]()", 50_000)), "maximum recursion depth exceeded"),
    ] {
        let error = compile_text(&refused).expect_err("the source nests too deep");
        assert!(error.message.contains(message), "{error}");
    }
}

#[test]
fn modes_and_levels_change_the_code() {
    let length = |source: &str, mode: Mode, optimize: u8| {
        let compiled = compile(source.as_bytes(), &Options { mode, optimize, ..options("<test>") });
        compiled.map(|compiled| compiled.code.code.len()).map_err(|error| error.message)
    };
    assert_eq!(length("1 + x", Mode::Eval, 0), Ok(20));
    assert!(length("x = 1", Mode::Eval, 0).is_err());
    let (kept, dropped) = (length("assert x", Mode::Exec, 0), length("assert x", Mode::Exec, 1));
    assert!(kept > dropped, "level 1 drops assertions");
    let (printed, silent) = (length("x", Mode::Single, 0), length("x", Mode::Exec, 0));
    assert!(printed > silent, "interactive expressions are printed");
}
