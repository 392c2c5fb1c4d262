//! Displays: tuples, lists, sets, dicts, strings, slices, templates, and what fills them item by item.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use crate::builtins::dict::Dict;
use crate::builtins::list::List;
use crate::builtins::set::Set;
use crate::builtins::slice::Slice;
use crate::builtins::str::Str;
use crate::builtins::str::build::Items;
use crate::builtins::template::{Interpolation, Template};
use crate::builtins::tuple::Tuple;
use crate::errors::Exception;
use crate::native::PyResult;
use crate::object::{Kind, Object};
use crate::ops::{Cx, Mode, handlers, tail, tri};
use crate::thread::Thread;
use crate::value::{Raw, Value};

impl<M: Mode> Cx<M> {
    /// The container under construction in a home: always of the exact type, unless code was made by hand.
    unsafe fn under_construction<'a, T: Object>(self, home: usize) -> PyResult<&'a T> {
        // SAFETY: the home holds an owned value until the display is complete.
        unsafe {
            match self.value(home).exact::<T>() {
                Some(container) => Ok(container),
                None => Err(bad_container(self.save())),
            }
        }
    }

    /// Drops `count` adjacent homes, the first one first.
    unsafe fn consume_homes(self, first: usize, count: usize) {
        // SAFETY: the homes hold owned temporaries, each dropped once.
        unsafe {
            for home in first..first + count {
                self.consume(home);
            }
        }
    }
}

#[cold]
fn bad_container(t: &mut Thread) -> Exception {
    t.system_error("bad argument to internal function")
}

/// A program may put anything in the place of the set of conditional annotations.
#[cold]
fn not_a_set(t: &mut Thread, found: &Value) -> Exception {
    let found = t.type_name(found);
    t.type_error(format!("'{found}' object is not a set"))
}

impl<M: Mode> Cx<M> {
    /// Stores what the word, which has so many cells, has made, and goes on.
    #[inline(always)]
    pub(super) unsafe fn put_built<const CELLS: usize>(self, made: Raw) -> *const u64 {
        // SAFETY: operand a is the destination.
        unsafe {
            let dst = self.a();
            let old = self.slot(dst).replace(made);
            if dst < self.nlocals() && old.release() {
                (*self.t).scratch[0] = old;
                tail!(self, super::moves::bury_next::<M, CELLS>);
            }
            self.next(CELLS)
        }
    }

    /// A tuple of the `count` words at `first`, which move; `None`, and nothing done, for an empty or a long one, and where
    /// the heap wants a new page.
    #[inline(always)]
    pub(super) unsafe fn small_tuple(self, first: *const Raw, count: usize) -> Option<Raw> {
        // SAFETY: the words are the frame's to give away; the size class fits them.
        unsafe {
            let heap = &mut *(*self.t).heap;
            if count == 0 || count > Tuple::SMALL || heap.free[Tuple::small_class(count)].is_null() {
                return None;
            }
            let tuple = heap.alloc_class(Tuple::small_class(count));
            Tuple::fill_header(tuple, (*self.interpreter()).types[Kind::Tuple as usize].cast(), count);
            super::copy_slots((*tuple.cast::<Tuple>()).items_start(), first, count);
            Some(Raw::pointer(tuple))
        }
    }
}

handlers! {
    fn build_tuple(cx) {
        let Some(tuple) = cx.small_tuple(cx.slot(cx.b()), cx.c()) else { tail!(cx, build_tuple_slowly::<M>) };
        cx.put_built::<0>(tuple)
    }

    native fn build_tuple_slowly(cx) {
        let t = cx.save();
        let count = cx.c();
        let tuple = tri!(cx, Tuple::uninit(t, count));
        let items = (*tuple.raw().cast::<Tuple>()).items_start();
        std::ptr::copy_nonoverlapping(cx.slot(cx.b()), items, count);
        cx.store(cx.a(), tuple);
        cx.finish(0)
    }

    /// As long as the heap has a free cell and a buffer at hand.
    fn build_list(cx) {
        let (count, heap) = (cx.c(), &mut *(*cx.t).heap);
        let mut items = std::ptr::null_mut();
        if heap.free[List::HEAP_CLASS].is_null() { tail!(cx, build_list_slowly::<M>); }
        if count != 0 {
            items = heap.buffers.take_kept(count * 8).cast::<Raw>();
            if items.is_null() { tail!(cx, build_list_slowly::<M>); }
            super::copy_slots(items, cx.slot(cx.b()), count);
        }
        let list = heap.alloc_class(List::HEAP_CLASS);
        List::fill_header(list, (*cx.interpreter()).types[Kind::List as usize].cast(), items, count);
        cx.put_built::<0>(Raw::pointer(list))
    }

    native fn build_list_slowly(cx) {
        let t = cx.save();
        let count = cx.c();
        let list = tri!(cx, List::with_capacity(t, count));
        if count != 0 {
            let this = list.raw().cast::<List>();
            std::ptr::copy_nonoverlapping(cx.slot(cx.b()), (*this).items.get(), count);
            (*this).length.set(count);
        }
        cx.store(cx.a(), list);
        cx.finish(0)
    }

    native fn build_set(cx) {
        let t = cx.save();
        let (first, count) = (cx.b(), cx.c());
        let items = std::slice::from_raw_parts(cx.slot(first).cast::<Value>(), count);
        let set = tri!(cx, build_set_of(t, items));
        cx.consume_homes(first, count);
        cx.store(cx.a(), set);
        cx.finish(0)
    }

    native fn build_map(cx) {
        let t = cx.save();
        let (first, count) = (cx.b(), 2 * cx.c());
        let items = std::slice::from_raw_parts(cx.slot(first).cast::<Value>(), count);
        let dict = tri!(cx, build_dict_of(t, items));
        cx.consume_homes(first, count);
        cx.store(cx.a(), dict);
        cx.finish(0)
    }

    native fn build_string(cx) {
        let t = cx.save();
        let (first, count) = (cx.b(), cx.c());
        let pieces = std::slice::from_raw_parts(cx.slot(first).cast::<Value>(), count);
        let text = tri!(cx, join(t, pieces));
        cx.consume_homes(first, count);
        cx.store(cx.a(), text);
        cx.finish(0)
    }

    fn build_slice(cx) {
        let heap = &mut *(*cx.t).heap;
        if heap.free[Slice::HEAP_CLASS].is_null() { tail!(cx, build_slice_slowly::<M>); }
        let slice = heap.alloc_class(Slice::HEAP_CLASS);
        let class = (*cx.interpreter()).types[Kind::Slice as usize].cast();
        let parts = cx.slot(cx.b());
        let step = if cx.c() == 3 { *parts.add(2) } else { Raw::NONE };
        Slice::fill(slice, class, *parts, *parts.add(1), step);
        cx.put_built::<0>(Raw::pointer(slice))
    }

    native fn build_slice_slowly(cx) {
        let t = cx.save();
        let parts = cx.slot(cx.b());
        let step = if cx.c() == 3 { *parts.add(2) } else { Raw::NONE };
        let slice = tri!(cx, Slice::new(t, *parts, *parts.add(1), step));
        cx.store(cx.a(), slice);
        cx.finish(0)
    }

    native fn build_template(cx) {
        let t = cx.save();
        let first = cx.b();
        let template = tri!(cx, make_template(t, cx.value(first), cx.value(first + 1)));
        cx.consume_homes(first, 2);
        cx.store(cx.a(), template);
        cx.finish(0)
    }

    native fn build_interpolation(cx) {
        let t = cx.save();
        let (first, oparg) = (cx.b(), cx.c());
        let has_spec = oparg & 1 != 0;
        let spec = has_spec.then(|| cx.value(first + 2));
        let interpolation =
            tri!(cx, make_interpolation(t, cx.value(first), cx.value(first + 1), oparg >> 2, spec));
        cx.consume_homes(first, 2 + usize::from(has_spec));
        cx.store(cx.a(), interpolation);
        cx.finish(0)
    }

    fn list_append(cx) {
        let list = cx.load(cx.a());
        if !list.is_kind(Kind::List) { tail!(cx, list_append_slowly::<M>); }
        let list = &*list.cast::<List>();
        let length = list.length.get();
        if length == list.capacity.get() { tail!(cx, list_append_slowly::<M>); }
        let item = cx.src(cx.b());
        if !cx.is_temporary(cx.b()) {
            item.retain();
        }
        *list.items.get().add(length) = item;
        list.length.set(length + 1);
        cx.next(0)
    }

    /// Makes room for an item, then appends it.
    native fn list_append_slowly(cx) {
        let t = cx.save();
        let list: &List = tri!(cx, cx.under_construction(cx.a()));
        let item = cx.take(cx.b());
        match list.push(t, item) {
            Ok(()) => cx.finish(0),
            Err(error) => cx.raise(error),
        }
    }

    native fn list_extend(cx) {
        let t = cx.save();
        let list: &List = tri!(cx, cx.under_construction(cx.a()));
        tri!(cx, extend(t, list, cx.value(cx.b())));
        cx.consume(cx.b());
        cx.finish(0)
    }

    fn set_add(cx) {
        let set = cx.load(cx.a());
        if !set.is_kind(Kind::Set) { tail!(cx, set_add_slowly::<M>); }
        let element = cx.src(cx.b());
        if !element.is_int() || !(*set.cast::<Set>()).add_int(element) { tail!(cx, set_add_natively::<M>); }
        cx.next(0)
    }

    /// To a set: what is no integer that finds its place at once.
    fn set_add_natively(cx) {
        let set = cx.load(cx.a());
        let t = cx.save();
        let added = (*set.cast::<Set>()).add_natively(t, cx.value(cx.b()));
        let cx = Cx::<M>::saved(t);
        // One that was there already may die here.
        if added.is_none() || cx.dies(cx.b()) { tail!(cx, set_add_slowly::<M>); }
        cx.let_go(cx.b());
        cx.next(0)
    }

    native fn set_add_slowly(cx) {
        let t = cx.save();
        let set: &Set = match cx.under_construction(cx.a()) {
            Ok(set) => set,
            Err(_) => {
                let error = not_a_set(t, cx.value(cx.a()));
                return cx.raise(error);
            }
        };
        tri!(cx, set.add(t, cx.value(cx.b())));
        cx.consume(cx.b());
        cx.finish(0)
    }

    native fn set_update(cx) {
        let t = cx.save();
        let set: &Set = tri!(cx, cx.under_construction(cx.a()));
        tri!(cx, set.update(t, cx.value(cx.b())));
        cx.consume(cx.b());
        cx.finish(0)
    }

    fn map_add(cx) {
        let dict = cx.load(cx.a());
        if !dict.is_kind(Kind::Dict) { tail!(cx, map_add_slowly::<M>); }
        let (key, value) = (cx.src(cx.b()), cx.src(cx.c()));
        if !key.is_int() || !(*dict.cast::<Dict>()).insert_int(key, value) { tail!(cx, map_add_natively::<M>); }
        if !cx.is_temporary(cx.c()) {
            value.retain();
        }
        cx.next(0)
    }

    /// To a dict: what is no new integer that finds its place at once.
    fn map_add_natively(cx) {
        let dict = cx.load(cx.a());
        let t = cx.save();
        let inserted = (*dict.cast::<Dict>()).insert_natively(t, cx.value(cx.b()), cx.value(cx.c()));
        let cx = Cx::<M>::saved(t);
        if inserted.is_none() { tail!(cx, map_add_slowly::<M>); }
        // The dict has references of its own: these are not the last.
        cx.let_go(cx.b());
        cx.let_go(cx.c());
        cx.next(0)
    }

    native fn map_add_slowly(cx) {
        let t = cx.save();
        let dict: &Dict = tri!(cx, cx.under_construction(cx.a()));
        let value = cx.value(cx.c()).clone();
        tri!(cx, dict.set(t, cx.value(cx.b()), value));
        cx.consume(cx.b());
        cx.consume(cx.c());
        cx.finish(0)
    }

    native fn dict_update(cx) {
        let t = cx.save();
        let dict: &Dict = tri!(cx, cx.under_construction(cx.a()));
        tri!(cx, t.merge_display(dict, cx.value(cx.b())));
        cx.consume(cx.b());
        cx.finish(0)
    }

    native fn dict_merge(cx) {
        let t = cx.save();
        let dict: &Dict = tri!(cx, cx.under_construction(cx.a()));
        tri!(cx, t.merge_keywords(dict, cx.value(cx.b()), cx.value(cx.c())));
        cx.consume(cx.b());
        cx.finish(0)
    }
}

fn build_set_of(t: &mut Thread, items: &[Value]) -> PyResult {
    let set = Set::new(t)?;
    let Some(this) = set.exact::<Set>() else { unreachable!("just made a set") };
    for item in items {
        this.add(t, item)?;
    }
    Ok(set)
}

fn build_dict_of(t: &mut Thread, items: &[Value]) -> PyResult {
    let dict = Dict::new(t)?;
    let Some(this) = dict.exact::<Dict>() else { unreachable!("just made a dict") };
    for pair in items.chunks_exact(2) {
        this.set(t, &pair[0], pair[1].clone())?;
    }
    Ok(dict)
}

/// `[*items]` into a list under construction.
fn extend(t: &mut Thread, list: &List, items: &Value) -> PyResult<()> {
    if t.has_no_iter(items) {
        let name = t.type_name(items);
        return Err(t.type_error(format!("Value after * must be an iterable, not {name}")));
    }
    let items = t.collect(items)?;
    let end = list.len();
    list.splice(t, end..end, items)?;
    Ok(())
}

/// The strings of an f-string, joined.
fn join(t: &mut Thread, pieces: &[Value]) -> PyResult {
    if let [left, right] = pieces
        && let (Some(left), Some(right)) = (Str::of(left), Str::of(right))
    {
        return Str::concat(t, left, right);
    }
    // SAFETY: the interpreter keeps it alive.
    let empty = unsafe { Value::from_borrowed(t.interpreter().empty_str) };
    let joined = empty.exact::<Str>().and_then(|empty| Str::joined(t, empty, Items::Slice(pieces)).ok());
    joined.unwrap_or_else(|| Err(bad_container(t)))
}

fn make_template(t: &mut Thread, strings: &Value, interpolations: &Value) -> PyResult {
    Template::of_parts(t, strings.clone(), interpolations.clone())
}

fn make_interpolation(
    t: &mut Thread,
    value: &Value,
    expression: &Value,
    conversion: usize,
    spec: Option<&Value>,
) -> PyResult {
    let conversion = match conversion {
        1 => t.intern("s")?,
        2 => t.intern("r")?,
        3 => t.intern("a")?,
        _ => Value::NONE,
    };
    let spec = match spec {
        Some(spec) => spec.clone(),
        None => t.intern("")?,
    };
    Interpolation::of_parts(t, [value.clone(), expression.clone(), conversion, spec])
}
