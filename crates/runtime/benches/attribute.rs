//! Attribute loads and stores: `cargo bench -p taipan-runtime --bench attribute`.

mod common;

use criterion::{Criterion, criterion_group, criterion_main};

const DEFINITIONS: &str = "
class P:
    k = 7
    def __init__(self, x):
        self.x = x
    @property
    def p(self):
        return 1
class Q:
    def __init__(self, x):
        self.y = 0
        self.x = x
class R:
    __slots__ = ('x',)
    def __init__(self, x):
        self.x = x
";

fn bench(criterion: &mut Criterion) {
    let cases = [
        ("instance_value", "o = P(1)", "o.x"),
        ("slot", "o = R(1)", "o.x"),
        ("class_attribute", "o = P(1)", "o.k"),
        ("property", "o = P(1)", "o.p"),
        ("store_instance_value", "o = P(1)", "o.x = i"),
        ("store_slot", "o = R(1)", "o.x = i"),
        (
            "three_classes",
            "a = P(1)\nb = Q(2)\nc = R(3)\no = a",
            "o.x\no = b if o is a else c if o is b else a",
        ),
    ];
    for (name, setup, body) in cases {
        common::bench_loop(criterion, &format!("attribute/{name}"), DEFINITIONS, setup, body);
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
