//! Calls: `cargo bench -p taipan-runtime --bench call`.

mod common;

use criterion::{Criterion, criterion_group, criterion_main};

const DEFINITIONS: &str = "
def nothing():
    pass
def one(a):
    return a
def default(a, b=2):
    return a
def star(*args):
    return args
class C:
    def method(self):
        return self
def numbers(n):
    for i in range(n):
        yield i
";

fn bench(criterion: &mut Criterion) {
    let cases = [
        ("nothing", "", "nothing()"),
        ("one", "", "one(i)"),
        ("default", "", "default(i)"),
        ("keyword", "", "one(a=i)"),
        ("star", "", "star(i, i)"),
        ("method", "c = C()", "c.method()"),
        ("native", "l = [1]", "len(l)"),
        ("class", "", "C()"),
        ("generator", "g = numbers(n)\nnext(g)", "for v in g:\n    break"),
    ];
    for (name, setup, body) in cases {
        common::bench_loop(criterion, &format!("call/{name}"), DEFINITIONS, setup, body);
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
