//! How long translating takes, a word: `cargo bench -p taipan-translate`.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use taipan_bytecode::marshal::read_pyc;
use taipan_bytecode::{Code, Constant};
use taipan_translate::{Form, translate};

fn codes() -> Vec<Arc<Code>> {
    let sample = include_bytes!("../tests/data/sample.pyc");
    let mut codes = vec![read_pyc(sample).expect("the sample is a .pyc file").code];
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
    let codes = codes();
    for (name, form) in [("fast", Form::Fast), ("faithful", Form::Faithful)] {
        let words: usize =
            codes.iter().map(|code| translate(code, form).map_or(0, |made| made.points.len())).sum();
        let mut group = criterion.benchmark_group("translate");
        group.throughput(Throughput::Elements(words as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| codes.iter().for_each(|code| drop(black_box(translate(black_box(code), form)))));
        });
        group.finish();
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
