//! What the collector finds, in hand-made graphs and in random ones against plain reachability.

#![expect(unsafe_code, reason = "drives the heap's raw interface")]

mod toy;

use proptest::prelude::*;
use std::collections::BTreeSet;
use taipan_heap::{Header, Heap, PINNED, flags};
use toy::{free_all, link, make, traverse};

fn garbage(heap: &mut Heap) -> Vec<*mut Header> {
    // SAFETY: all tracked objects of these tests are toys.
    unsafe { heap.find_unreachable(traverse) }
}

/// A ring of toys, each referred to by the one before.
fn ring(heap: &mut Heap, length: usize, fields: usize) -> Vec<*mut Header> {
    let ring: Vec<_> = (0..length).map(|_| make(heap, fields)).collect();
    for (index, &object) in ring.iter().enumerate() {
        link(object, 0, ring[(index + 1) % length]);
    }
    ring
}

#[test]
fn a_cycle_is_garbage_until_something_refers_to_it() {
    let mut heap = Heap::new();
    let members = ring(&mut heap, 5, 2);
    // SAFETY: the toys are live.
    unsafe {
        Header::retain(members[3]);
        assert!(garbage(&mut heap).is_empty());
        assert!(!Header::release(members[3]));
    }
    assert_eq!(garbage(&mut heap), members);
    free_all(&mut heap, &members);
    assert!(garbage(&mut heap).is_empty());
    assert_eq!(heap.stats().live_bytes, 0);
}

#[test]
fn what_garbage_leads_to_is_garbage_and_what_leads_to_it_is_not_needed() {
    let mut heap = Heap::new();
    let members = ring(&mut heap, 2, 3);
    let (tail, shared, root) = (make(&mut heap, 1), make(&mut heap, 1), make(&mut heap, 1));
    link(members[0], 1, tail);
    link(members[1], 1, shared);
    link(root, 0, shared);
    // SAFETY: the root is live.
    unsafe { Header::retain(root) };
    let found: BTreeSet<_> = garbage(&mut heap).into_iter().collect();
    assert_eq!(found, BTreeSet::from([members[0], members[1], tail]));
}

#[test]
fn pinned_frozen_standing_and_dying_objects_keep_what_they_refer_to() {
    for keep in [flags::FROZEN, flags::STANDING, flags::DYING, 0] {
        let mut heap = Heap::new();
        let members = ring(&mut heap, 3, 1);
        let kept = members[1];
        // SAFETY: the toys are live.
        unsafe {
            (*kept).flags |= keep;
            if keep == 0 {
                (*kept).count = PINNED;
            }
            assert!(garbage(&mut heap).is_empty());
            (*kept).flags &= !keep;
            (*kept).count = 1;
        }
        assert_eq!(garbage(&mut heap), members);
    }
}

#[test]
fn untracked_objects_are_neither_found_nor_followed() {
    let mut heap = Heap::new();
    let members = ring(&mut heap, 3, 1);
    let hidden = members[0];
    // SAFETY: the toys are live.
    unsafe { (*hidden).flags &= !flags::TRACKED };
    assert!(garbage(&mut heap).is_empty());
    let mut seen = Vec::new();
    // SAFETY: the closure leaves the heap alone.
    unsafe { heap.for_each_tracked(&mut |object| seen.push(object)) };
    assert_eq!(seen, members[1..]);
}

#[test]
fn long_chains_and_wide_objects_need_no_native_stack() {
    let length = if cfg!(miri) { 500 } else { 300_000 };
    let mut heap = Heap::new();
    let members = ring(&mut heap, length, 1);
    let wide = make(&mut heap, length);
    for (index, &member) in members.iter().enumerate() {
        link(wide, index, member);
    }
    // SAFETY: the toy is live.
    unsafe { Header::retain(wide) };
    assert!(garbage(&mut heap).is_empty());
    link(members[0], 0, wide);
    // SAFETY: the toy is live.
    unsafe { Header::release(wide) };
    let found = garbage(&mut heap);
    assert_eq!(found.len(), length + 1);
    free_all(&mut heap, &found);
    // SAFETY: nothing is in use.
    unsafe { heap.finish_collection() };
    let stats = heap.stats();
    assert_eq!((stats.pages, stats.live_bytes, stats.large_objects), (0, 0, 0));
}

#[test]
fn resurrection_takes_along_what_it_refers_to() {
    let mut heap = Heap::new();
    let (saved, lost) = (ring(&mut heap, 3, 2), ring(&mut heap, 4, 2));
    let helper = make(&mut heap, 1);
    link(saved[2], 1, helper);
    link(lost[0], 1, saved[0]);
    let set = garbage(&mut heap);
    assert_eq!(set.len(), 8);
    // SAFETY: the toys are live.
    unsafe {
        Header::retain(saved[1]);
        let (dead, alive) = heap.still_unreachable(&set, traverse);
        assert_eq!(dead, lost);
        assert_eq!(alive.iter().collect::<BTreeSet<_>>(), saved.iter().chain([&helper]).collect());
        assert!(set.iter().all(|&object| (*object).flags == flags::TRACKED), "no marks stay");
        free_all(&mut heap, &dead);
        assert!(garbage(&mut heap).is_empty());
        Header::release(saved[1]);
        assert_eq!(garbage(&mut heap).len(), 4);
    }
}

#[test]
fn references_the_caller_holds_do_not_resurrect() {
    let mut heap = Heap::new();
    let members = ring(&mut heap, 3, 1);
    let set = garbage(&mut heap);
    // SAFETY: the toys are live.
    unsafe {
        for &object in &set {
            Header::retain(object);
        }
        assert_eq!(heap.still_unreachable_held(&set, 1, traverse), (members.clone(), vec![]));
        assert_eq!(heap.still_unreachable(&set, traverse), (vec![], members));
    }
}

#[test]
fn a_new_object_that_refers_to_the_set_resurrects_it() {
    let mut heap = Heap::new();
    let members = ring(&mut heap, 3, 2);
    let set = garbage(&mut heap);
    let newcomer = make(&mut heap, 1);
    link(newcomer, 0, members[1]);
    link(members[2], 1, newcomer);
    // SAFETY: the toys are live.
    let (dead, alive) = unsafe { heap.still_unreachable(&set, traverse) };
    assert_eq!((dead, alive), (vec![], members.clone()));
    assert_eq!(garbage(&mut heap).len(), 4, "the newcomer is part of the cycle by the next collection");
}

/// A node of a random graph.
#[derive(Clone, Debug)]
struct Node {
    fields: usize,
    outside: u32,
    state: u8,
}

#[derive(Clone, Debug)]
struct Graph {
    nodes: Vec<Node>,
    edges: Vec<(usize, usize, usize)>,
}

fn node() -> impl Strategy<Value = Node> {
    let fields = prop_oneof![12 => 1..6_usize, 2 => 6..60_usize, 1 => 60..90_usize];
    let outside = prop_oneof![9 => Just(0_u32), 1 => 1..4_u32];
    let state = prop_oneof![30 => Just(0_u8), 1 => 1..5_u8];
    (fields, outside, state).prop_map(|(fields, outside, state)| Node { fields, outside, state })
}

fn graph() -> impl Strategy<Value = Graph> {
    let most = if cfg!(miri) { 25 } else { 120 };
    prop::collection::vec(node(), 1..most).prop_flat_map(|nodes| {
        let count = nodes.len();
        let edges = prop::collection::vec((0..count, any::<usize>(), 0..count), 0..count * 3);
        (Just(nodes), edges).prop_map(|(nodes, edges)| Graph { nodes, edges })
    })
}

/// Builds the graph; a node's state is 0 plain, 1 untracked, 2 frozen, 3 dying, 4 pinned.
fn build(heap: &mut Heap, graph: &Graph) -> Vec<*mut Header> {
    let objects: Vec<_> = graph.nodes.iter().map(|node| make(heap, node.fields)).collect();
    for &(from, field, to) in &graph.edges {
        link(objects[from], field % graph.nodes[from].fields, objects[to]);
    }
    for (node, &object) in graph.nodes.iter().zip(&objects) {
        // SAFETY: the toy is live.
        unsafe {
            Header::retain_many(object, node.outside as usize);
            match node.state {
                1 => (*object).flags &= !flags::TRACKED,
                2 => (*object).flags |= flags::FROZEN,
                3 => (*object).flags |= flags::DYING,
                4 => (*object).count = PINNED,
                _ => {}
            }
        }
    }
    objects
}

/// What `object` refers to.
fn children(object: *mut Header) -> Vec<*mut Header> {
    let mut children = Vec::new();
    // SAFETY: the toy is live.
    unsafe { traverse(object, &mut |child| children.push(child)) };
    children
}

/// Members that no root leads to, by a search over what the objects really refer to. References
/// from objects that are no members make roots.
fn unreachable(
    objects: &[*mut Header],
    members: &BTreeSet<*mut Header>,
    rooted: impl Fn(usize) -> bool,
) -> BTreeSet<*mut Header> {
    let mut pending: Vec<*mut Header> = Vec::new();
    for (index, &object) in objects.iter().enumerate() {
        if !members.contains(&object) {
            pending.extend(children(object));
        } else if rooted(index) {
            pending.push(object);
        }
    }
    let mut lost = members.clone();
    while let Some(object) = pending.pop() {
        if lost.remove(&object) {
            pending.extend(children(object));
        }
    }
    lost
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: if cfg!(miri) { 5 } else { 500 },
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn found_garbage_is_what_no_root_leads_to(graph in graph()) {
        let mut heap = Heap::new();
        let objects = build(&mut heap, &graph);
        let members: BTreeSet<_> =
            objects.iter().zip(&graph.nodes).filter(|(_, node)| ![1, 2].contains(&node.state))
                .map(|(&object, _)| object).collect();
        // SAFETY: the toys are live.
        let expected = unreachable(&objects, &members, |index| unsafe {
            let (node, object) = (&graph.nodes[index], objects[index]);
            node.outside > 0 || node.state >= 3 || (*object).count == 0
        });
        let found = garbage(&mut heap);
        prop_assert_eq!(&found.iter().copied().collect::<BTreeSet<_>>(), &expected);
        prop_assert_eq!(found.len(), expected.len());
        free_all(&mut heap, &found);
        // SAFETY: what was found has been freed.
        unsafe { heap.finish_collection() };
        let stats = heap.stats();
        let left = stats.large_objects + stats.classes.iter().map(|class| class.live).sum::<usize>();
        prop_assert_eq!(left, objects.len() - found.len());
        prop_assert!(garbage(&mut heap).is_empty());
    }

    #[test]
    fn finalizers_that_rewire_the_set_save_exactly_what_they_reach(
        graph in graph(),
        saved in prop::collection::vec(any::<usize>(), 0..3),
        cut in prop::collection::vec((any::<usize>(), any::<usize>()), 0..20),
        joined in prop::collection::vec((any::<usize>(), any::<usize>(), any::<usize>()), 0..20),
    ) {
        let mut heap = Heap::new();
        let objects = build(&mut heap, &graph);
        let set = garbage(&mut heap);
        let saved: BTreeSet<usize> =
            saved.iter().filter(|_| !set.is_empty()).map(|which| which % set.len()).collect();
        // SAFETY: the set's toys are live and held while links among them change.
        let (dead, alive) = unsafe {
            for &object in &set {
                Header::retain(object);
            }
            for &which in &saved {
                Header::retain(set[which]);
            }
            if !set.is_empty() {
                for (which, field) in cut {
                    let object = set[which % set.len()];
                    toy::unlink(object, field % (*object.cast::<toy::Toy>()).fields);
                }
                for (from, field, to) in joined {
                    let from = set[from % set.len()];
                    link(from, field % (*from.cast::<toy::Toy>()).fields, set[to % set.len()]);
                }
            }
            heap.still_unreachable_held(&set, 1, traverse)
        };
        let members: BTreeSet<_> = set.iter().copied().collect();
        let outside: Vec<_> = objects.iter().copied().filter(|object| !members.contains(object)).collect();
        for object in outside {
            prop_assert!(children(object).iter().all(|child| !members.contains(child)));
        }
        let expected = unreachable(&set, &members, |index| saved.contains(&index));
        prop_assert_eq!(dead.iter().copied().collect::<BTreeSet<_>>(), expected);
        prop_assert_eq!(dead.len() + alive.len(), set.len());
        for child in alive.iter().flat_map(|&object| children(object)) {
            prop_assert!(!dead.contains(&child));
        }
    }
}
