//! Compiling against translating the same programs: `cargo bench -p taipan-runtime --bench compile`. Translation is to
//! cost at most as much, and executable code at most three times `co_code`: the sizes are printed first.

use std::hint::black_box;
use std::sync::Arc;

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

/// Bytes of canonical and of executable code.
fn sizes(codes: &[Arc<Code>]) -> [usize; 2] {
    let words = |code: &Arc<Code>| translate(code, Form::Fast).map_or(0, |made| 8 * made.words.len());
    [codes.iter().map(|code| code.code.len()).sum(), codes.iter().map(words).sum()]
}

fn tell(name: &str, [canonical, executable]: [usize; 2]) {
    let ratio = executable as f64 / canonical as f64;
    println!("{name}: co_code {canonical} bytes, executable {executable} bytes ({ratio:.2})");
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
    let mut total = [0; 2];
    for (name, source) in &programs {
        let [canonical, executable] = sizes(&compiled(source));
        tell(name, [canonical, executable]);
        total = [total[0] + canonical, total[1] + executable];
    }
    tell("all", total);
    for (name, source) in programs.into_iter().filter(|(name, _)| TIMED.contains(name)) {
        let codes = compiled(source);
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(sizes(&codes)[0] as u64));
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
