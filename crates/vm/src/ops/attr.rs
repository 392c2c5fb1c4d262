//! Attribute loads and stores. The generic path walks the MRO; each specialized form proves with a version tag
//! that the walk would end where the cache points.
//!
//! Operand c of the specialized forms says what their operands are ([`OWNED`], [`LOCAL`]). Cell 1 is `{u32 type version, u32 offset}`: the byte offset of the value in the instance, or
//! the index of a dict entry. Cell 2 holds what is loaded, or the definition of a getter.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::WordOp;
use taipan_heap::flags;

use crate::builtins::dict::Dict;
use crate::builtins::module::Module;
use crate::object::Kind;
use crate::ops::method::load_method_general_hit;
use crate::ops::{Cx, Mode, handlers, tail, tri};
use crate::site::{Guard, Guards};
use crate::specialize;
use crate::thread::frame;
use crate::types::TypeObject;
use crate::value::{Raw, Value};

/// In operand c of the family's specialized words: the owner is a temporary, and ends here.
pub(crate) const OWNED: u16 = 1;
/// In operand c: a load's destination is a local, whose value ends; a stored value is no temporary, and is shared.
pub(crate) const LOCAL: u16 = 2;
/// In operand c: the next word, a DROP of what is loaded to a temporary, is left out unless the owner ends.
pub(crate) const DROPPED: u16 = 4;

/// The version tag of a value's type; 0 for values that are no objects.
#[inline(always)]
pub(super) unsafe fn version_of(value: Raw) -> u32 {
    // SAFETY: a live object's type is live.
    unsafe { if value.is_pointer() { (*(*value.header()).ty.cast::<TypeObject>()).version.get() } else { 0 } }
}

/// Whether a value is an object of the type that has this version tag.
#[inline(always)]
pub(super) unsafe fn has_version(value: Raw, version: u32) -> bool {
    // SAFETY: a live object's type is live.
    unsafe { value.is_pointer() && (*(*value.header()).ty.cast::<TypeObject>()).version.get() == version }
}

impl<M: Mode> Cx<M> {
    /// Stores a new reference to a loaded attribute in place of a borrowed or consumed owner.
    #[inline(always)]
    unsafe fn store_loaded(self, owner: Raw, value: Raw) -> *const u64 {
        // SAFETY: operands are the word's.
        unsafe {
            const CELLS: usize = WordOp::LoadAttr.cells();
            let shape = self.c() as u16;
            if shape == 0 {
                value.retain();
            } else {
                if shape & DROPPED != 0 {
                    if shape & OWNED == 0 {
                        return self.next(CELLS + 1);
                    }
                    if (*owner.header()).count > 1 {
                        (*owner.header()).count -= 1;
                        return self.next(CELLS + 1);
                    }
                }
                value.retain();
                if shape & OWNED != 0 {
                    if (*owner.header()).count == 1 {
                        (*self.t).scratch[0] = value;
                        tail!(self, store_after_owner::<M>);
                    }
                    (*owner.header()).count -= 1;
                }
                if shape & LOCAL != 0 {
                    let old = self.slot(self.a()).replace(value);
                    if old.release() {
                        (*self.t).scratch[0] = old;
                        tail!(self, super::moves::bury_next::<M, CELLS>);
                    }
                    return self.next(CELLS);
                }
            }
            *self.slot(self.a()) = value;
            self.next(CELLS)
        }
    }
}

impl<M: Mode> Cx<M> {
    /// Whether the owner of a specialized word's attribute is a temporary.
    #[inline(always)]
    pub(super) unsafe fn owns(self) -> bool {
        // SAFETY: the specializer wrote the operand.
        unsafe { self.c() as u16 & OWNED != 0 }
    }

    /// Drops the old value of an attribute, and goes on. Floats that die are freed in passing.
    #[inline(always)]
    unsafe fn drop_replaced(self, old: Raw) -> *const u64 {
        // SAFETY: the instance gave the value up.
        unsafe {
            if !old.is_pointer() {
                return self.next(WordOp::StoreAttr.cells());
            }
            let header = old.header();
            let count = (*header).count;
            if count > 1 {
                (*header).count = count - 1;
                return self.next(WordOp::StoreAttr.cells());
            }
            if (*header).kind != Kind::Float as u8 {
                (*self.t).scratch[0] = old;
                tail!(self, store_attr_drop_slowly::<M>);
            }
            (*(*self.t).heap).free_class(crate::builtins::float::HEAP_CLASS, header);
            self.next(WordOp::StoreAttr.cells())
        }
    }

    /// Leaves a callable and its receiver (or NULL) for a call; the owner ends here if it is a temporary.
    #[inline(always)]
    pub(super) unsafe fn load_unbound(self, callable: Raw, receiver: Raw) -> *const u64 {
        // SAFETY: operands are the word's.
        unsafe {
            if self.owns() {
                let owner = self.load(self.b()).header();
                if (*owner).count == 1 {
                    tail!(self, load_method_general_hit::<M>);
                }
                (*owner).count -= 1;
            }
            if M::PROFILE {
                specialize::count_hit(self.site());
            }
            callable.retain();
            receiver.retain();
            *self.slot(self.a() + frame::HEADER) = receiver;
            *self.slot(self.a()) = callable;
            self.next(WordOp::LoadMethod.cells())
        }
    }
}

handlers! {
    /// Stores `scratch[0]` after the last reference to the owner, a temporary, is dropped.
    native fn store_after_owner(cx) {
        let t = cx.save();
        let value = Value::from_raw(t.scratch[0]);
        let owner = cx.slot(cx.b()).replace(Raw::NULL);
        t.drop_raw(owner);
        cx.store(cx.a(), value);
        cx.finish(WordOp::LoadAttr.cells())
    }

    fn load_attr(cx) {
        if cx.is_due() { tail!(cx, super::attempt::attempt::<M>); }
        if M::PROFILE { specialize::count_deferred(cx.site()); }
        tail!(cx, load_attr_general::<M>);
    }

    native fn load_attr_general(cx) {
        let t = cx.save();
        let (owner, index) = (cx.value(cx.b()), cx.aux());
        let name = cx.name(index);
        let value = tri!(cx, t.get_attr(owner, name));
        cx.consume(cx.b());
        cx.store(cx.a(), value);
        cx.finish(WordOp::LoadAttr.cells())
    }

    /// A value kept inline in the instance.
    fn load_attr_instance_value(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !has_version(owner, cell as u32) { tail!(cx, load_attr_miss::<M>); }
        if (*owner.header()).flags & flags::INLINE == 0 { tail!(cx, load_attr_miss::<M>); }
        let value = *owner.cast::<u8>().add((cell >> 32) as usize).cast::<Raw>();
        if value.is_null() { tail!(cx, load_attr_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.store_loaded(owner, value)
    }

    /// The same of a local, to a temporary.
    fn load_attr_instance_value_borrowed(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !has_version(owner, cell as u32) { tail!(cx, load_attr_miss::<M>); }
        let header = owner.header();
        if (*header).flags & flags::INLINE == 0 { tail!(cx, load_attr_miss::<M>); }
        let value = *header.cast::<u8>().add((cell >> 32) as usize).cast::<Raw>();
        if value.is_null() { tail!(cx, load_attr_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        value.retain();
        *cx.slot(cx.a()) = value;
        cx.next(WordOp::LoadAttr.cells())
    }

    /// A slot of a local, to a temporary.
    fn load_attr_slot_borrowed(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !has_version(owner, cell as u32) { tail!(cx, load_attr_miss::<M>); }
        let header = owner.header();
        let value = *header.cast::<u8>().add((cell >> 32) as usize).cast::<Raw>();
        if value.is_null() { tail!(cx, load_attr_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        value.retain();
        *cx.slot(cx.a()) = value;
        cx.next(WordOp::LoadAttr.cells())
    }

    /// A slot of a class with `__slots__`.
    fn load_attr_slot(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !has_version(owner, cell as u32) { tail!(cx, load_attr_miss::<M>); }
        let value = *owner.cast::<u8>().add((cell >> 32) as usize).cast::<Raw>();
        if value.is_null() { tail!(cx, load_attr_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.store_loaded(owner, value)
    }

    /// A value in the instance's own dict; the hint is the entry's index. Cell 2 is the name.
    fn load_attr_with_hint(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !has_version(owner, cell as u32) { tail!(cx, load_attr_miss::<M>); }
        let class = (*owner.header()).ty.cast::<TypeObject>();
        let word = *owner.cast::<u8>().add((*class).dict_offset.get() as usize).cast::<Raw>();
        if (*owner.header()).flags & flags::INLINE != 0 || !word.is_kind(Kind::Dict) { tail!(cx, load_attr_miss::<M>); }
        let dict = &*word.cast::<Dict>();
        let index = (cell >> 32) as usize;
        if index >= dict.bound() { tail!(cx, load_attr_miss::<M>); }
        let entry = *dict.entries.get().add(index);
        if entry.key.0 != cx.cell(2) { tail!(cx, load_attr_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.store_loaded(owner, entry.value)
    }

    /// A module's global: cell 1 = {keys version of its dict, place of the value}.
    fn load_attr_module(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !owner.is_kind(Kind::Module) { tail!(cx, load_attr_miss::<M>); }
        let dict = &*(*owner.cast::<Module>()).dict.get().cast::<Dict>();
        if dict.version.get() != cell as u32 { tail!(cx, load_attr_miss::<M>); }
        let value = *dict.value_place((cell >> 32) as usize);
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.store_loaded(owner, value)
    }

    /// An attribute of a class that is the owner itself: cell 1 = {version of the class, -}, cell 2 = the value.
    fn load_attr_class(cx) {
        let owner = cx.load(cx.b());
        if !owner.is_kind(Kind::Type) { tail!(cx, load_attr_miss::<M>); }
        if (*owner.cast::<TypeObject>()).version.get() != cx.cell(1) as u32 { tail!(cx, load_attr_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let value = Raw(cx.cell(2));
        cx.store_loaded(owner, value)
    }

    /// A class attribute without `__get__` seen through an instance that doesn't hide it: cell 2 = the value.
    fn load_attr_nondescriptor(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !has_version(owner, cell as u32) { tail!(cx, load_attr_miss::<M>); }
        if !hides_nothing(owner, (cell >> 32) as u32) { tail!(cx, load_attr_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let value = Raw(cx.cell(2));
        cx.store_loaded(owner, value)
    }

    /// Two to four guards, each with the form of its class.
    fn load_attr_polymorphic(cx) {
        let owner = cx.load(cx.b());
        let Some(guard) = cx.guards().of(version_of(owner)) else { tail!(cx, load_attr_miss::<M>) };
        if !(*owner.header()).flags & guard.required != 0 { tail!(cx, load_attr_polymorphic_elsewhere::<M>); }
        let value = *owner.cast::<u8>().add(guard.payload[0] as usize).cast::<Raw>();
        if value.is_null() { tail!(cx, load_attr_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.store_loaded(owner, value)
    }

    /// The rest of [`load_attr_polymorphic`]: an attribute of the class, unless the instance hides it.
    #[inline(never)]
    fn load_attr_polymorphic_elsewhere(cx) {
        let owner = cx.load(cx.b());
        let Some(guard) = cx.guards().of(version_of(owner)) else { tail!(cx, load_attr_miss::<M>) };
        if guard.required != Guard::ELSEWHERE || !hides_nothing(owner, guard.payload[0] as u32) {
            tail!(cx, load_attr_miss::<M>);
        }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let value = Raw(guard.payload[1]);
        cx.store_loaded(owner, value)
    }

    /// More classes than guards: the global (type version, name) cache finds the class's part.
    fn load_attr_megamorphic(cx) {
        if M::PROFILE { specialize::count_megamorphic(cx.site()); }
        tail!(cx, load_attr_general::<M>);
    }

    #[cold]
    fn load_attr_general_hit(cx) {
        if M::PROFILE { specialize::count_hit(cx.site()); }
        tail!(cx, load_attr_general::<M>);
    }

    #[cold]
    native fn load_attr_miss(cx) {
        let _ = cx.save();
        if specialize::attr::load_missed::<M>(cx) {
            return cx.again();
        }
        tail!(cx, load_attr_general::<M>);
    }

    fn store_attr(cx) {
        if cx.is_due() { tail!(cx, super::attempt::attempt::<M>); }
        if M::PROFILE { specialize::count_deferred(cx.site()); }
        tail!(cx, store_attr_general::<M>);
    }

    native fn store_attr_general(cx) {
        let t = cx.save();
        let (value, owner, index) = (cx.value(cx.a()), cx.value(cx.b()), cx.aux());
        let name = cx.name(index);
        tri!(cx, t.set_attr(owner, name, Some(value)));
        cx.consume(cx.a());
        cx.consume(cx.b());
        cx.finish(WordOp::StoreAttr.cells())
    }

    /// A value kept inline: cell 1 = {type version, offset}, cell 2 = index.
    fn store_attr_instance_value(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !has_version(owner, cell as u32) { tail!(cx, store_attr_miss::<M>); }
        if (*owner.header()).flags & flags::INLINE == 0 { tail!(cx, store_attr_miss::<M>); }
        let slot = owner.cast::<u8>().add((cell >> 32) as usize).cast::<Raw>();
        let old = *slot;
        if old.is_null() {
            // The first value under this key: values are set in the order of their keys.
            let index = cx.cell(2);
            let word = slot.sub(1 + index as usize);
            if (*word).as_int() as u64 > index { tail!(cx, store_attr_miss::<M>); }
            *word = Raw::int(index as i64 + 1);
        }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let shape = cx.c() as u16;
        let value = cx.src(cx.a());
        if shape & LOCAL != 0 { value.retain(); }
        *slot = value;
        if shape & OWNED != 0 || old.is_pointer() {
            (*cx.t).scratch[0] = old;
            tail!(cx, store_attr_drop::<M>);
        }
        cx.next(WordOp::StoreAttr.cells())
    }

    /// The same of a temporary, to an attribute that a local's instance has already.
    fn store_attr_instance_value_moved(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !has_version(owner, cell as u32) { tail!(cx, store_attr_miss::<M>); }
        let header = owner.header();
        if (*header).flags & flags::INLINE == 0 { tail!(cx, store_attr_miss::<M>); }
        let slot = header.cast::<u8>().add((cell >> 32) as usize).cast::<Raw>();
        let old = *slot;
        if old.is_null() { tail!(cx, store_attr_instance_value::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        *slot = cx.load(cx.a());
        cx.drop_replaced(old)
    }

    /// A slot of a local's instance, from a temporary.
    fn store_attr_slot_moved(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !has_version(owner, cell as u32) { tail!(cx, store_attr_miss::<M>); }
        let header = owner.header();
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let slot = header.cast::<u8>().add((cell >> 32) as usize).cast::<Raw>();
        let old = *slot;
        *slot = cx.load(cx.a());
        cx.drop_replaced(old)
    }

    /// A slot of a class with `__slots__`.
    fn store_attr_slot(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !has_version(owner, cell as u32) { tail!(cx, store_attr_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let slot = owner.cast::<u8>().add((cell >> 32) as usize).cast::<Raw>();
        let shape = cx.c() as u16;
        let value = cx.src(cx.a());
        if shape & LOCAL != 0 { value.retain(); }
        let old = slot.replace(value);
        if shape & OWNED != 0 || old.is_pointer() {
            (*cx.t).scratch[0] = old;
            tail!(cx, store_attr_drop::<M>);
        }
        cx.next(WordOp::StoreAttr.cells())
    }

    /// Drops the old value in `scratch[0]` and the owner, if it is a temporary. Floats that die are freed in passing.
    fn store_attr_drop(cx) {
        let old = (*cx.t).scratch[0];
        if cx.owns() {
            let owner = cx.load(cx.b());
            let ends = (*owner.header()).count == 1 || old.is_pointer() && (*old.header()).count == 1;
            if ends || old == owner { tail!(cx, store_attr_drop_slowly::<M>); }
            (*owner.header()).count -= 1;
            if !old.is_pointer() { return cx.next(WordOp::StoreAttr.cells()); }
        }
        if old.is_pointer() {
            let header = old.header();
            if (*header).count > 1 {
                (*header).count -= 1;
                return cx.next(WordOp::StoreAttr.cells());
            }
            if (*header).kind == Kind::Float as u8 {
                (*(*cx.t).heap).free_class(crate::builtins::float::HEAP_CLASS, header);
                return cx.next(WordOp::StoreAttr.cells());
            }
        }
        tail!(cx, store_attr_drop_slowly::<M>);
    }

    native fn store_attr_drop_slowly(cx) {
        let t = cx.save();
        let old = t.scratch[0];
        t.drop_raw(old);
        if cx.owns() {
            let owner = cx.slot(cx.b()).replace(Raw::NULL);
            t.drop_raw(owner);
        }
        cx.finish(WordOp::StoreAttr.cells())
    }

    /// Two to four guards: payload = {offset, index or NO_INDEX for slots}.
    fn store_attr_polymorphic(cx) {
        let owner = cx.load(cx.b());
        let Some(guard) = cx.guards().of(version_of(owner)) else { tail!(cx, store_attr_miss::<M>) };
        if !(*owner.header()).flags & guard.required != 0 { tail!(cx, store_attr_miss::<M>); }
        let slot = owner.cast::<u8>().add(guard.payload[0] as usize).cast::<Raw>();
        let index = guard.payload[1];
        if (*slot).is_null() && index != u64::from(specialize::attr::NO_INDEX) {
            let word = slot.sub(1 + index as usize);
            if (*word).as_int() as u64 > index { tail!(cx, store_attr_miss::<M>); }
            *word = Raw::int(index as i64 + 1);
        }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let value = cx.src(cx.a());
        if cx.c() as u16 & LOCAL != 0 { value.retain(); }
        (*cx.t).scratch[0] = slot.replace(value);
        tail!(cx, store_attr_drop::<M>);
    }

    fn store_attr_megamorphic(cx) {
        if M::PROFILE { specialize::count_megamorphic(cx.site()); }
        tail!(cx, store_attr_general::<M>);
    }

    #[cold]
    native fn store_attr_miss(cx) {
        let _ = cx.save();
        if specialize::attr::store_missed::<M>(cx) {
            return cx.again();
        }
        tail!(cx, store_attr_general::<M>);
    }

    native fn delete_attr(cx) {
        let t = cx.save();
        let name = cx.name(cx.aux());
        tri!(cx, t.del_attr(cx.value(cx.b()), name));
        cx.consume(cx.b());
        cx.finish(1)
    }
}

/// Whether the instance has no attribute of its own that would hide the class's: it has no dict, or keeps its values inline
/// with none at `index`.
#[inline(always)]
pub(super) unsafe fn hides_nothing(owner: Raw, index: u32) -> bool {
    // SAFETY: the version guard held: the type describes the instance.
    unsafe {
        let inline = (*owner.header()).flags & flags::INLINE != 0;
        if inline && index == specialize::attr::NO_INDEX {
            return true;
        }
        let class = (*owner.header()).ty.cast::<TypeObject>();
        let offset = (*class).dict_offset.get() as usize;
        if offset == 0 {
            return true;
        }
        let word = owner.cast::<u8>().add(offset).cast::<Raw>();
        if inline { (*word.add(1 + index as usize)).is_null() } else { (*word).is_null() }
    }
}

impl<M: Mode> Cx<M> {
    /// The guards of a polymorphic word: cell 2 points to them.
    #[inline(always)]
    pub(super) unsafe fn guards<'a>(self) -> &'a Guards {
        // SAFETY: the specializer wrote the cell; the site has the guards for as long as the word is polymorphic.
        unsafe { &*(self.cell(2) as *const Guards) }
    }

    /// The code's name at `index`.
    #[inline(always)]
    pub(crate) unsafe fn name<'a>(self, index: usize) -> &'a Value {
        // SAFETY: names are indexed within the code's; they live as long as it.
        unsafe { &(&(*(*self.exec()).code).names)[index] }
    }
}
