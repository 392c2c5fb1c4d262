//! Compares what sources are refused for with a table of what the reference answered, in the form of
//! `tests/data/refused.txt`, and prints where they differ:
//!
//!     cargo run -p taipan-compiler --example refusals -- TABLE

#[path = "../tests/refusal/mod.rs"]
mod refusal;

fn main() {
    let path = std::env::args().nth(1).expect("a table is named");
    let text = std::fs::read_to_string(path).expect("the table is readable");
    let (mut total, mut different) = (0, 0);
    for (source, recorded) in refusal::table(&text) {
        let ours = refusal::outcome(&source);
        total += 1;
        if ours != recorded {
            different += 1;
            println!("{source:?}\n  recorded {recorded}\n  ours     {ours}");
        }
    }
    println!("{different} of {total} differ");
}
