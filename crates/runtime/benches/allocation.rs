//! Making and dropping objects: `cargo bench -p taipan-runtime --bench allocation`.

mod common;

use criterion::{Criterion, criterion_group, criterion_main};

const DEFINITIONS: &str = "
class Empty:
    pass
class Pair:
    def __init__(self, x, y):
        self.x = x
        self.y = y
class Slots:
    __slots__ = ('x', 'y')
    def __init__(self, x, y):
        self.x = x
        self.y = y
";

fn bench(criterion: &mut Criterion) {
    let cases = [
        ("float", "f = 0.5", "f + f"),
        ("tuple", "", "(i, i)"),
        ("list", "", "[i, i]"),
        ("dict", "", "{}"),
        ("closure", "", "lambda: i"),
        ("empty_instance", "", "Empty()"),
        ("pair", "", "Pair(i, i)"),
        ("slots", "", "Slots(i, i)"),
    ];
    for (name, setup, body) in cases {
        common::bench_loop(criterion, &format!("allocation/{name}"), DEFINITIONS, setup, body);
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
