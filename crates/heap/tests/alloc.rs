//! Counting, cells, large objects, resizing, several heaps, and the request for a collection.

#![expect(unsafe_code, reason = "drives the heap's raw interface")]

mod toy;

use core::ptr::null_mut;
use proptest::prelude::*;
use taipan_heap::{
    CLASSES, Header, Heap, LARGE_CLASS, PAGE, PIN_LIMIT, PINNED, Policy, class_of, class_size, flags,
    raw_alloc, raw_alloc_zeroed, raw_free, raw_realloc,
};

fn header(count: u32) -> Header {
    Header { count, kind: 0, reserved: 0, flags: 0, ty: null_mut() }
}

#[test]
fn counting_ends_at_zero_and_pins_at_the_limit() {
    let mut object = header(1);
    let p = &raw mut object;
    // SAFETY: `p` points to a local header.
    unsafe {
        Header::retain(p);
        assert_eq!(((*p).count, Header::release(p), (*p).count), (2, false, 1));
        assert!(Header::release(p));
        (*p).count = PIN_LIMIT - 1;
        assert!(!Header::is_pinned(p));
        Header::retain(p);
        assert_eq!((*p).count, PINNED);
        for _ in 0..3 {
            assert!(!Header::release(p) && Header::is_pinned(p));
        }
        (*p).count = PIN_LIMIT;
        assert!(!Header::release(p) && Header::is_pinned(p), "no run of releases unpins");
    }
}

#[test]
fn many_references_saturate() {
    let mut object = header(5);
    let p = &raw mut object;
    // SAFETY: `p` points to a local header.
    unsafe {
        Header::retain_many(p, 7);
        assert_eq!((*p).count, 12);
        Header::retain_many(p, PIN_LIMIT as usize - 13);
        assert_eq!((*p).count, PIN_LIMIT - 1);
        Header::retain_many(p, 1);
        assert_eq!((*p).count, PINNED);
        Header::retain_many(p, usize::MAX);
        assert_eq!((*p).count, PINNED);
    }
}

#[test]
fn classes_cover_all_sizes_without_waste() {
    for size in 0..=512 {
        let class = class_of(size);
        assert!(class_size(class) >= size.max(16));
        assert!(class == 0 || class_size(class - 1) < size);
    }
    assert_eq!((class_size(0), class_size(CLASSES - 1)), (16, 512));
    assert_eq!((class_of(513), class_of(usize::MAX)), (LARGE_CLASS, LARGE_CLASS));
}

#[test]
fn fresh_cells_ascend_and_freed_ones_come_first() {
    let mut heap = Heap::new();
    // SAFETY: cells are used within their class and freed once.
    unsafe {
        let class = class_of(48);
        let cells: Vec<_> = (0..50).map(|_| heap.alloc_class(class)).collect();
        assert!(cells.windows(2).all(|pair| pair[1].addr() == pair[0].addr() + 48));
        let freed = cells[7];
        (*freed).flags = flags::TRACKED | flags::FINALIZED;
        (*freed).count = 9;
        (*freed).kind = 3;
        heap.free_class(class, freed);
        let again = heap.alloc_class(class);
        assert_eq!(again, freed);
        assert_eq!(((*again).flags, (*again).count, (*again).kind), (0, 0, 0));
        assert_eq!(heap.stats().classes[class].live, 50);
    }
}

#[test]
fn every_class_fills_whole_pages() {
    let mut heap = Heap::new();
    // SAFETY: cells are written inside their size and not freed.
    unsafe {
        for class in 0..CLASSES {
            let size = class_size(class);
            let count = if cfg!(miri) { 4096 / size + 2 } else { PAGE / size + 10 };
            for index in 0..count {
                let cell = heap.alloc_class(class);
                assert!(!cell.is_null() && (*cell).flags == 0 && (*cell).count == 0);
                let end = (cell.addr() & (PAGE - 1)) + size;
                assert!(end <= PAGE, "cell {index} of class {class} ends at {end}");
                cell.cast::<u8>().write_bytes(0x11, size);
                assert_eq!(owner(cell), (&raw const *heap).addr());
                (*cell).flags = 0;
            }
            assert_eq!(heap.stats().classes[class].live, count);
        }
    }
}

/// The address of the heap that owns an object.
unsafe fn owner(p: *mut Header) -> usize {
    // SAFETY: the caller gives an object of a heap.
    unsafe { Heap::of(p).addr() }
}

#[test]
fn a_small_program_touches_little() {
    let mut heap = Heap::new();
    // SAFETY: the class exists.
    unsafe {
        heap.alloc_class(0);
    }
    let stats = heap.stats();
    assert_eq!((stats.pages, stats.live_bytes), (1, 16));
    assert!(stats.classes[0].cells * 16 <= 4096);
}

#[test]
fn large_objects_are_registered_and_leave() {
    let mut heap = Heap::new();
    // SAFETY: each object is freed once.
    unsafe {
        let objects: Vec<_> = (0..20).map(|index| heap.alloc(600 + index * 1000)).collect();
        assert!(objects.iter().all(|&p| (*p).flags == flags::LARGE && p.addr() % 16 == 0));
        assert_eq!(heap.stats().large_objects, 20);
        for &index in &[0, 19, 7, 3] {
            heap.free(objects[index]);
        }
        let mut seen = Vec::new();
        for (index, &p) in objects.iter().enumerate().filter(|(index, _)| ![0, 19, 7, 3].contains(index)) {
            assert_eq!(Heap::capacity(p), 600 + index * 1000);
            assert_eq!(owner(p), (&raw const *heap).addr());
            (*p).flags |= flags::TRACKED;
            seen.push(p);
        }
        heap.for_each_tracked(&mut |p| seen.retain(|&other| other != p));
        assert!(seen.is_empty());
        assert_eq!(heap.stats().large_objects, 16);
    }
}

#[test]
fn resizing_keeps_header_and_contents() {
    let mut heap = Heap::new();
    // SAFETY: `p` is the only pointer and is replaced whenever the object moves.
    unsafe {
        let mut p = heap.alloc(20);
        let mut body = 4;
        *p = Header { count: 1, kind: 77, reserved: 0, flags: flags::SIMPLE, ty: p };
        p.byte_add(16).cast::<u8>().write_bytes(0xA5, body);
        for size in [24, 40, 100, 512, 513, 5000, 100_000, 700, 300, 16, 30, 2000, 100] {
            let moved = heap.realloc(p, size);
            assert!(!moved.is_null() && Heap::capacity(moved) >= size);
            p = moved;
            assert_eq!(((*p).count, (*p).kind, (*p).flags & flags::SIMPLE), (1, 77, flags::SIMPLE));
            body = body.min(size - 16);
            let bytes = core::slice::from_raw_parts(p.byte_add(16).cast::<u8>(), body);
            assert!(bytes.iter().all(|&byte| byte == 0xA5));
            body = size - 16;
            p.byte_add(16).cast::<u8>().write_bytes(0xA5, body);
        }
        let stats = heap.stats();
        assert_eq!(stats.large_objects + stats.classes.iter().map(|class| class.live).sum::<usize>(), 1);
        heap.free(p);
        assert_eq!((heap.stats().large_objects, heap.stats().live_bytes), (0, 0));
    }
}

#[test]
#[cfg_attr(miri, ignore = "Miri ends the program where a system would refuse")]
fn sizes_beyond_memory_are_refused() {
    let mut heap = Heap::new();
    // SAFETY: refused sizes leave the object as it was.
    unsafe {
        for size in [usize::MAX, isize::MAX as usize, isize::MAX as usize - 40] {
            assert!(heap.alloc(size).is_null());
            assert!(core::hint::black_box(raw_alloc(size)).is_null());
        }
        let p = heap.alloc(1000);
        (*p).count = 41;
        assert!(heap.realloc(p, usize::MAX).is_null());
        assert!(heap.resize_large(p, isize::MAX as usize - 100).is_null());
        assert_eq!(((*p).count, Heap::capacity(p), heap.stats().large_objects), (41, 1000, 1));
    }
}

#[test]
fn raw_buffers_grow_and_shrink() {
    // SAFETY: the buffer is used inside its size and freed once.
    unsafe {
        let mut p = raw_alloc_zeroed(100);
        assert!((0..100).all(|index| *p.add(index) == 0));
        p.write_bytes(7, 100);
        p = raw_realloc(p, 10_000);
        assert!((0..100).all(|index| *p.add(index) == 7));
        p = raw_realloc(p, 0);
        assert!(!p.is_null());
        raw_free(p);
        raw_free(null_mut());
        let empty = raw_alloc(0);
        assert!(!empty.is_null());
        raw_free(empty);
    }
}

#[test]
fn heaps_are_independent() {
    let (mut one, mut two) = (Heap::new(), Heap::new());
    let (a, b) = (toy::make(&mut one, 2), toy::make(&mut two, 2));
    let (c, d) = (toy::make(&mut one, 200), toy::make(&mut two, 200));
    // SAFETY: objects are used with the heap that made them.
    unsafe {
        assert_eq!(owner(a), (&raw const *one).addr());
        assert_eq!(owner(b), (&raw const *two).addr());
        assert_eq!(owner(c), (&raw const *one).addr());
        assert_eq!(owner(d), (&raw const *two).addr());
        for object in [a, b, c, d] {
            toy::link(object, 0, object);
        }
        assert_eq!(one.find_unreachable(toy::traverse), [a, c]);
        toy::free_all(&mut one, &[a, c]);
        drop(one);
        let garbage = two.find_unreachable(toy::traverse);
        assert_eq!(garbage, [b, d]);
        toy::free_all(&mut two, &garbage);
        assert_eq!((two.stats().live_bytes, two.stats().large_objects), (0, 0));
    }
}

unsafe fn note(data: *mut ()) {
    // SAFETY: the test below gives a counter.
    unsafe { *data.cast::<u32>() += 1 }
}

#[test]
fn growth_asks_for_a_collection_once() {
    let mut heap = Heap::new();
    let mut asked = 0_u32;
    let data = &raw mut asked;
    heap.set_policy(Policy { floor: 64 * 1024, divisor: 2 });
    // SAFETY: the counter outlives the heap's use of it; objects are freed once.
    unsafe {
        heap.request = Some(note);
        heap.request_data = data.cast();
        for _ in 0..10_000 {
            let p = heap.alloc(64);
            heap.free(p);
        }
        assert_eq!((*data, heap.collect_requested), (0, false), "what is freed again is no growth");
        let kept: Vec<_> = (0..3000).map(|_| heap.alloc(64)).collect();
        assert_eq!((*data, heap.collect_requested), (1, true));
        for p in kept {
            heap.free(p);
        }
        heap.find_unreachable(toy::traverse);
        heap.finish_collection();
        assert!(!heap.collect_requested);
        for _ in 0..40 {
            let p = heap.alloc(1 << 20);
            heap.free(p);
        }
        assert_eq!(*data, 1);
        for _ in 0..40 {
            heap.alloc(1 << 12);
        }
        assert_eq!(*data, 2, "large objects that stay are growth");
    }
}

#[test]
fn empty_pages_are_given_up_and_used_again() {
    let mut heap = Heap::new();
    let count = if cfg!(miri) { 1500 } else { 200_000 };
    // SAFETY: objects are freed once.
    unsafe {
        let first: Vec<_> = (0..count).map(|_| heap.alloc(128)).collect();
        let pages = heap.stats().pages;
        for (index, p) in first.into_iter().enumerate() {
            if index > 0 {
                heap.free(p);
            }
        }
        assert_eq!(heap.finish_collection(), pages - 1);
        let stats = heap.stats();
        assert_eq!((stats.pages, stats.spare_pages, stats.live_bytes), (1, pages - 1, 128));
        let reserved = stats.reserved_bytes;
        let cells: Vec<_> = (0..200).map(|_| heap.alloc(128)).collect();
        assert!(cells.windows(2).all(|pair| pair[0] < pair[1]), "free cells come in address order");
        for _ in 0..(count - 201) * 2 {
            let cell = heap.alloc(64);
            (*cell).count = 1;
        }
        assert!(heap.stats().reserved_bytes <= reserved + PAGE * 16);
    }
}

#[derive(Clone, Debug)]
enum Step {
    Alloc(usize),
    Free(usize),
    Resize(usize, usize),
    Finish,
}

fn step() -> impl Strategy<Value = Step> {
    let size = prop_oneof![8 => 16..600_usize, 1 => 500..20_000_usize];
    prop_oneof![
        6 => size.clone().prop_map(Step::Alloc),
        4 => any::<usize>().prop_map(Step::Free),
        3 => (any::<usize>(), size).prop_map(|(which, size)| Step::Resize(which, size)),
        1 => Just(Step::Finish),
    ]
}

/// A live object of the model: where it is, its size, the byte its body is filled with.
struct Live(*mut Header, usize, u8);

impl Live {
    unsafe fn check(&self) {
        // SAFETY: the object is live and has that size.
        unsafe {
            assert_eq!(((*self.0).count, (*self.0).kind), (1, self.2));
            let body = core::slice::from_raw_parts(self.0.add(1).cast::<u8>(), self.1 - 16);
            assert!(body.iter().all(|&byte| byte == self.2), "an object was overwritten");
        }
    }

    unsafe fn fill(&self) {
        // SAFETY: the object is live and has that size.
        unsafe {
            ((*self.0).count, (*self.0).kind) = (1, self.2);
            self.0.add(1).cast::<u8>().write_bytes(self.2, self.1 - 16);
        }
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: if cfg!(miri) { 5 } else { 200 },
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn objects_never_overlap(steps in prop::collection::vec(step(), 0..if cfg!(miri) { 60 } else { 400 })) {
        let mut heap = Heap::new();
        let mut live: Vec<Live> = Vec::new();
        let mut fill = 0_u8;
        // SAFETY: the model frees and moves each object once and drops stale pointers.
        unsafe {
            for step in steps {
                fill = fill.wrapping_add(1);
                match step {
                    Step::Alloc(size) => {
                        live.push(Live(heap.alloc(size), size, fill));
                        live[live.len() - 1].fill();
                    }
                    Step::Free(which) if !live.is_empty() => {
                        let gone = live.swap_remove(which % live.len());
                        gone.check();
                        heap.free(gone.0);
                    }
                    Step::Resize(which, size) if !live.is_empty() => {
                        let which = which % live.len();
                        let object = &mut live[which];
                        object.check();
                        object.0 = heap.realloc(object.0, size);
                        object.1 = object.1.min(size);
                        object.check();
                        (object.1, object.2) = (size, fill);
                        object.fill();
                    }
                    Step::Finish => {
                        heap.finish_collection();
                    }
                    Step::Free(_) | Step::Resize(..) => {}
                }
                let stats = heap.stats();
                let cells: usize = stats.classes.iter().map(|class| class.live).sum();
                prop_assert_eq!(cells + stats.large_objects, live.len());
            }
            for object in &live {
                object.check();
                prop_assert_eq!(owner(object.0), (&raw const *heap).addr());
            }
        }
    }
}
