//! Compiling against translating the same programs: `cargo bench -p taipan-runtime --bench compile`. Translation is to
//! cost at most as much, and executable code at most three times `co_code`: both ratios are printed first, for every
//! program and for all together.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use taipan_bench::programs::PROGRAMS;
use taipan_bytecode::{Code, Constant, Text};
use taipan_compiler::{Mode, Options, compile};
use taipan_translate::{Form, translate};

/// The programs that are timed; the sizes of all are told.
const TIMED: [&str; 5] = ["core/fib", "core/objects", "core/polymorphic", "tasks", "parser"];

const CORE: [(&str, &str); 5] = [
    ("core/fib", include_str!("../../../benches/programs/core/fib.py")),
    ("core/objects", include_str!("../../../benches/programs/core/objects.py")),
    ("core/generator", include_str!("../../../benches/programs/core/generator.py")),
    ("core/polymorphic", include_str!("../../../benches/programs/core/polymorphic.py")),
    ("core/exceptions", include_str!("../../../benches/programs/core/exceptions.py")),
];

/// How often each program is compiled and translated for its ratio.
const ROUNDS: usize = 15;

/// What a program costs: bytes of canonical and of executable code, seconds to compile and to translate it.
#[derive(Clone, Copy, Default)]
struct Cost {
    canonical: usize,
    executable: usize,
    compiling: f64,
    translating: f64,
}

impl Cost {
    fn of(source: &str) -> Cost {
        let codes = compiled(source);
        let words = |code: &Arc<Code>| translate(code, Form::Fast).map_or(0, |made| 8 * made.words.len());
        let mut cost = Cost {
            canonical: codes.iter().map(|code| code.code.len()).sum(),
            executable: codes.iter().map(words).sum(),
            compiling: f64::INFINITY,
            translating: f64::INFINITY,
        };
        // In turns, and the least of each: what else the machine does concerns both alike.
        for _ in 0..ROUNDS {
            cost.compiling = cost.compiling.min(seconds(|| drop(black_box(compiled(black_box(source))))));
            let translating =
                || codes.iter().for_each(|code| drop(black_box(translate(black_box(code), Form::Fast))));
            cost.translating = cost.translating.min(seconds(translating));
        }
        cost
    }

    fn plus(self, other: Cost) -> Cost {
        Cost {
            canonical: self.canonical + other.canonical,
            executable: self.executable + other.executable,
            compiling: self.compiling + other.compiling,
            translating: self.translating + other.translating,
        }
    }

    fn tell(&self, name: &str) {
        let size = self.executable as f64 / self.canonical as f64;
        let time = self.translating / self.compiling;
        println!(
            "{name}: co_code {} bytes, executable {} bytes ({size:.2}); compiling {:.0} µs, translating {:.0} µs ({time:.2})",
            self.canonical,
            self.executable,
            1e6 * self.compiling,
            1e6 * self.translating,
        );
    }
}

fn seconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

fn compiled(source: &str) -> Vec<Arc<Code>> {
    let options = Options {
        mode: Mode::Exec,
        optimize: 0,
        flags: 0,
        filename: Text::from("bench.py"),
        ignore_cookie: false,
    };
    let mut codes = vec![compile(source.as_bytes(), &options).expect("the program compiles").code];
    let mut at = 0;
    while let Some(code) = codes.get(at).cloned() {
        codes.extend(code.consts.iter().filter_map(|constant| match constant {
            Constant::Code(inner) => Some(inner.clone()),
            _ => None,
        }));
        at += 1;
    }
    codes
}

fn bench(criterion: &mut Criterion) {
    let built_in = PROGRAMS.iter().map(|program| (program.name, program.source));
    let programs: Vec<(&str, &str)> = CORE.into_iter().chain(built_in).collect();
    let mut all = Cost::default();
    for (name, source) in &programs {
        let cost = Cost::of(source);
        cost.tell(name);
        all = all.plus(cost);
    }
    all.tell("all");
    for (name, source) in programs.into_iter().filter(|(name, _)| TIMED.contains(name)) {
        let codes = compiled(source);
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(codes.iter().map(|code| code.code.len() as u64).sum()));
        group.bench_function("compile", |bencher| bencher.iter(|| compiled(black_box(source))));
        for (form, form_name) in [(Form::Fast, "translate_fast"), (Form::Faithful, "translate_faithful")] {
            group.bench_function(form_name, |bencher| {
                bencher
                    .iter(|| codes.iter().for_each(|code| drop(black_box(translate(black_box(code), form)))));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
