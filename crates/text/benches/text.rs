//! Times of what programs do most: integers and floats to text and back, searching, splitting,
//! case, UTF-8. `cargo bench -p taipan-text`; the same in CPython: `tools/bench_reference.py`.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use dashu_int::IBig;
use taipan_text::encode::{Encoding, ErrorMode, decode, encode};
use taipan_text::float::{self, FloatFlags, FloatStyle, ReprBuffer};
use taipan_text::int::{self, DecimalBuffer, IntRef};
use taipan_text::search::{self, Flavor};
use taipan_text::{Text, spec, unicode};

fn numbers(c: &mut Criterion) {
    c.bench_function("int_str_small", |b| b.iter(|| DecimalBuffer::new().format(black_box(42)).to_vec()));
    c.bench_function("int_str_10_digits", |b| {
        b.iter(|| DecimalBuffer::new().format(black_box(1_234_567_890)).to_vec())
    });
    let big = IBig::from(3).pow(75);
    c.bench_function("int_str_120_bits", |b| b.iter(|| int::decimal(black_box(&big))));
    let huge = IBig::from(3).pow(3000);
    c.bench_function("int_str_1432_digits", |b| b.iter(|| int::decimal(black_box(&huge))));
    c.bench_function("int_parse_10_digits", |b| b.iter(|| int::parse(black_box(b"1234567890"), 10, 4300)));
    c.bench_function("float_repr", |b| b.iter(|| ReprBuffer::new().format(black_box(0.1 + 0.2)).to_owned()));
    c.bench_function("float_repr_whole", |b| {
        b.iter(|| ReprBuffer::new().format(black_box(1234.0)).to_owned())
    });
    c.bench_function("float_parse", |b| b.iter(|| float::parse(black_box(b"3.14159265358979"))));
    let flags = FloatFlags::default();
    c.bench_function("float_percent_2f", |b| {
        b.iter(|| float::format(black_box(1234.5678), FloatStyle::Fixed, 2, flags))
    });
    c.bench_function("float_round_2", |b| b.iter(|| float::round_digits(black_box(2.67545), 2)));
    c.bench_function("spec_float_10_2f", |b| {
        b.iter(|| spec::format_float(black_box(1234.5678), b"10.2f", "float"))
    });
    c.bench_function("spec_int_08d", |b| {
        b.iter(|| spec::format_int(IntRef::Small(black_box(12345)), b"08d", "int", 4300))
    });
}

fn strings(c: &mut Criterion) {
    let line = b"the quick brown fox jumps over the lazy dog again and again until it rests".to_vec();
    let text: Vec<u8> = line.iter().copied().cycle().take(10_000).collect();
    let wide: Vec<u16> = text.iter().map(|&b| if b == b'z' { 0x17E } else { b.into() }).collect();
    c.bench_function("find_short", |b| b.iter(|| search::find(black_box(&line), b"lazy")));
    c.bench_function("find_10k_absent", |b| b.iter(|| search::find(black_box(&text), b"cats")));
    c.bench_function("find_10k_absent_wide", |b| b.iter(|| search::find(black_box(&wide), b"cats")));
    c.bench_function("find_10k_char_wide", |b| b.iter(|| search::find(black_box(&wide), b"@")));
    c.bench_function("count_10k", |b| b.iter(|| search::count(black_box(&text), b"again")));
    c.bench_function("split_space_line", |b| {
        b.iter(|| search::split_space(black_box(&line), None, Flavor::Text).map(|r| r.len()).sum::<usize>())
    });
    c.bench_function("split_comma_line", |b| {
        b.iter(|| search::split(black_box(&line), b" ", None).map(|r| r.len()).sum::<usize>())
    });
    c.bench_function("split_10k", |b| {
        b.iter(|| search::split(black_box(&text), b" ", None).map(|r| r.len()).sum::<usize>())
    });
    c.bench_function("replace_10k", |b| b.iter(|| search::replace(black_box(&text), b"fox", b"wolf", None)));
    c.bench_function("lines_10k", |b| {
        b.iter(|| search::split_lines(black_box(&text), false, Flavor::Text).map(|r| r.len()).sum::<usize>())
    });
    c.bench_function("upper_10k", |b| b.iter(|| unicode::upper(black_box(&text))));
    c.bench_function("upper_10k_wide", |b| b.iter(|| unicode::upper(black_box(&wide))));
    c.bench_function("isalpha_10k_wide", |b| b.iter(|| unicode::is_printable(black_box(&wide))));
    c.bench_function("repr_line", |b| b.iter(|| unicode::repr(black_box(&line))));
    let mut bytes = Vec::new();
    encode(&wide, Encoding::Utf8, &mut bytes, &mut ErrorMode::Strict).expect("no surrogates");
    c.bench_function("utf8_decode_10k_ascii", |b| {
        b.iter(|| {
            let mut out = Text::new();
            decode(black_box(&text), Encoding::Utf8, true, &mut out, &mut ErrorMode::Strict).map(|_| out)
        })
    });
    c.bench_function("utf8_decode_10k_wide", |b| {
        b.iter(|| {
            let mut out = Text::new();
            decode(black_box(&bytes), Encoding::Utf8, true, &mut out, &mut ErrorMode::Strict).map(|_| out)
        })
    });
    c.bench_function("utf8_encode_10k_wide", |b| {
        b.iter(|| {
            let mut out = Vec::new();
            encode(black_box(&wide), Encoding::Utf8, &mut out, &mut ErrorMode::Strict).map(|()| out)
        })
    });
}

criterion_group!(benches, numbers, strings);
criterion_main!(benches);
