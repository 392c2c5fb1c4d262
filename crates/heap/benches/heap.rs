//! What allocation and collection cost: `cargo bench -p taipan-heap`.
//!
//! `growth` builds a million live objects under several policies and is where the constants of
//! [`Policy`] come from: it shows what asking for collections earlier or later costs.

#![expect(unsafe_code, reason = "drives the heap's raw interface")]

use core::hint::black_box;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use taipan_heap::{Header, Heap, Policy, class_of, flags, raw_alloc, raw_free};

const MILLION: usize = 1_000_000;

/// An object with two references: 32 bytes.
#[repr(C)]
struct Pair {
    header: Header,
    left: *mut Header,
    right: *mut Header,
}

unsafe fn traverse(object: *mut Header, visit: &mut dyn FnMut(*mut Header)) {
    // SAFETY: all tracked objects of this program are pairs whose fields hold null or pairs.
    unsafe {
        let pair: *mut Pair = object.cast();
        for child in [(*pair).left, (*pair).right] {
            if !child.is_null() {
                visit(child);
            }
        }
    }
}

fn pair(heap: &mut Heap, left: *mut Header, right: *mut Header) -> *mut Header {
    // SAFETY: the cell has room for a pair, and the children are live or null.
    unsafe {
        let object = heap.alloc_class(const { class_of(size_of::<Pair>()) });
        assert!(!object.is_null());
        let header = Header { count: 0, kind: 0, reserved: 0, flags: flags::TRACKED, ty: object };
        object.cast::<Pair>().write(Pair { header, left, right });
        for child in [left, right] {
            if !child.is_null() {
                Header::retain(child);
            }
        }
        object
    }
}

/// A number stream without a library: Marsaglia's xorshift.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// `count` pairs that refer to the one before and to a random earlier one; the last is held.
fn graph(heap: &mut Heap, count: usize) -> *mut Header {
    let mut numbers = Numbers(0x9E37_79B9);
    let mut all = vec![pair(heap, core::ptr::null_mut(), core::ptr::null_mut())];
    for index in 1..count {
        let other = all[numbers.below(index)];
        all.push(pair(heap, all[index - 1], other));
    }
    let last = all[count - 1];
    // SAFETY: the pair is live.
    unsafe { Header::retain(last) };
    last
}

fn allocation(c: &mut Criterion) {
    let mut group = c.benchmark_group("allocation");
    let mut heap = Heap::new();
    group.bench_function("pair_24", |b| {
        // SAFETY: each cell is freed once, in its class.
        b.iter(|| unsafe {
            let cell = black_box(heap.alloc_class(const { class_of(24) }));
            heap.free_class(const { class_of(24) }, cell);
        });
    });
    group.bench_function("pair_any_size", |b| {
        // SAFETY: each object is freed once.
        b.iter(|| unsafe {
            let object = black_box(heap.alloc(black_box(24)));
            heap.free(object);
        });
    });
    group.bench_function("pair_24_system", |b| {
        // SAFETY: each buffer is freed once.
        b.iter(|| unsafe { raw_free(black_box(raw_alloc(black_box(24)))) });
    });
    let sizes = [16, 24, 32, 48, 64, 96, 200, 400];
    let mut numbers = Numbers(1);
    // SAFETY: each object is freed once.
    unsafe {
        let mut live: Vec<_> = (0..1000).map(|index| heap.alloc(sizes[index % 8])).collect();
        group.bench_function("mixed_1000_live", |b| {
            b.iter(|| {
                let which = numbers.below(1000);
                heap.free(live[which]);
                live[which] = heap.alloc(sizes[numbers.below(8)]);
            });
        });
        let mut live: Vec<_> = (0..1000).map(|index| raw_alloc(sizes[index % 8])).collect();
        group.bench_function("mixed_1000_live_system", |b| {
            b.iter(|| {
                let which = numbers.below(1000);
                raw_free(live[which]);
                live[which] = raw_alloc(sizes[numbers.below(8)]);
            });
        });
    }
    group.finish();
}

fn collection(c: &mut Criterion) {
    let mut group = c.benchmark_group("collection");
    group.sample_size(20);
    let mut heap = Heap::new();
    graph(&mut heap, MILLION);
    group.bench_function("million_live", |b| {
        // SAFETY: all tracked objects are pairs.
        b.iter(|| unsafe { assert!(heap.find_unreachable(traverse).is_empty()) });
    });
    group.bench_function("finish_million_live", |b| {
        // SAFETY: nothing is in use that counts as free.
        b.iter(|| unsafe { heap.finish_collection() });
    });
    let mut heap = Heap::new();
    let last = graph(&mut heap, MILLION);
    // SAFETY: the pair is live; without this reference nothing holds the graph but itself.
    unsafe {
        let first: *mut Pair = heap_first(&mut heap);
        (*first).left = last;
    }
    group.bench_function("million_dead", |b| {
        // SAFETY: all tracked objects are pairs.
        b.iter(|| unsafe { assert_eq!(heap.find_unreachable(traverse).len(), MILLION) });
    });
    group.finish();
}

fn heap_first(heap: &mut Heap) -> *mut Pair {
    let mut first: *mut Pair = core::ptr::null_mut();
    // SAFETY: the closure leaves the heap alone.
    unsafe {
        heap.for_each_tracked(&mut |object| {
            if first.is_null() {
                first = object.cast();
            }
        });
    }
    first
}

/// A million live pairs, with a collection whenever one is asked for.
fn grow(policy: Policy) -> (Box<Heap>, usize) {
    let mut heap = Heap::new();
    heap.set_policy(policy);
    let mut last = core::ptr::null_mut();
    let mut collections = 0;
    for _ in 0..MILLION {
        last = pair(&mut heap, last, core::ptr::null_mut());
        if heap.collect_requested {
            collections += 1;
            // SAFETY: all tracked objects are pairs, and the newest counts none: it is a root.
            unsafe {
                assert!(heap.find_unreachable(traverse).is_empty());
                heap.finish_collection();
            }
        }
    }
    (heap, collections)
}

fn growth(c: &mut Criterion) {
    let mut group = c.benchmark_group("growth");
    group.sample_size(10);
    for (floor, divisor) in [(usize::MAX, 1), (1, 4), (1, 2), (1, 1), (4, 2), (4, 1)] {
        let policy = Policy { floor: floor.saturating_mul(1 << 20), divisor };
        let collections = grow(policy).1;
        let name = match floor {
            usize::MAX => "never".to_owned(),
            _ => format!("{floor}MiB_or_live_over_{divisor}_{collections}_collections"),
        };
        group.bench_function(name, |b| {
            b.iter_batched(|| (), |()| grow(policy), BatchSize::PerIteration);
        });
    }
    group.finish();
}

criterion_group!(benches, allocation, collection, growth);
criterion_main!(benches);
