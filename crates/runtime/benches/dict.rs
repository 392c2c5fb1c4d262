//! Dicts: `cargo bench -p taipan-runtime --bench dict`.

mod common;

use criterion::{Criterion, criterion_group, criterion_main};

fn bench(criterion: &mut Criterion) {
    let names = "d = {'a': 1, 'b': 2, 'c': 3}";
    let numbers = "d = {}\nfor k in range(1000):\n    d[k] = k";
    let cases = [
        ("get_str", names, "d['b']"),
        ("get_int", numbers, "d[i % 1000]"),
        ("set_str", names, "d['b'] = i"),
        ("insert_and_delete", names, "d[i] = i\ndel d[i]"),
        ("contains", names, "'c' in d"),
        ("grow", "d = {}", "d[i] = i"),
    ];
    for (name, setup, body) in cases {
        common::bench_loop(criterion, &format!("dict/{name}"), "", setup, body);
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
