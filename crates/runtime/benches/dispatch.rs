//! What going from word to word costs: `cargo bench -p taipan-runtime --bench dispatch`.

mod common;

use criterion::{Criterion, criterion_group, criterion_main};

fn bench(criterion: &mut Criterion) {
    common::bench_loop(criterion, "dispatch/empty_loop", "", "", "pass");
    common::bench_loop(criterion, "dispatch/add_int", "", "k = 5\ns = 0", "s = k + i");
    common::bench_loop(criterion, "dispatch/branch", "", "s = 0", "if i & 3 == 0:\n    s = s + 1");
    common::bench_loop(criterion, "dispatch/add_float", "", "s = 0.5\nf = 1.0", "s = s * 0.5 + f");
    common::bench_loop(criterion, "dispatch/global", "G = 1", "", "G");
}

criterion_group!(benches, bench);
criterion_main!(benches);
