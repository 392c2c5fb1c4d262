//! Compiling against translating the same programs: `cargo bench -p taipan-runtime --bench compile`. Translation is to
//! cost at most as much, and executable code at most three times `co_code`: the sizes are printed first.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use taipan_bytecode::{Code, Constant, Text};
use taipan_compiler::{Mode, Options, compile};
use taipan_translate::{Form, translate};

const PROGRAMS: [(&str, &str); 5] = [
    ("fib", include_str!("../../../benches/programs/core/fib.py")),
    ("objects", include_str!("../../../benches/programs/core/objects.py")),
    ("generator", include_str!("../../../benches/programs/core/generator.py")),
    ("polymorphic", include_str!("../../../benches/programs/core/polymorphic.py")),
    ("exceptions", include_str!("../../../benches/programs/core/exceptions.py")),
];

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
    for (name, source) in PROGRAMS {
        let codes = compiled(source);
        let canonical: usize = codes.iter().map(|code| code.code.len()).sum();
        let words: usize =
            codes.iter().map(|code| translate(code, Form::Fast).map_or(0, |made| 8 * made.words.len())).sum();
        println!(
            "{name}: co_code {canonical} bytes, executable {words} bytes ({:.2})",
            words as f64 / canonical as f64
        );
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(canonical as u64));
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
