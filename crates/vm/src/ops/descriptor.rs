//! Attributes that a Python function answers for: properties and `__getattr__`, entered in place.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::WordOp;

use crate::builtins::function::Function;
use crate::exec::{Exec, PLAIN};
use crate::ops::attr::{
    LOCAL, has_version, hides_nothing, load_attr_general_hit, load_attr_miss, store_attr_general,
    store_attr_miss,
};
use crate::ops::{Cx, Mode, clear_slots, handlers, tail};
use crate::specialize;
use crate::thread::frame;
use crate::value::Raw;

impl<M: Mode> Cx<M> {
    /// Where the frame of a function goes that a word other than a call enters: above everything this frame may touch.
    #[inline(always)]
    unsafe fn accessor_base(self) -> *mut Raw {
        // SAFETY: limits are checked against it.
        unsafe { self.fp.add((*self.exec()).slots as usize + frame::HEADER) }
    }

    /// The owner as an argument of the function that is entered: a temporary moves, a local is copied.
    #[inline(always)]
    unsafe fn pass_owner(self, owner: Raw) -> Raw {
        // SAFETY: `owner`, an object, is what operand b holds.
        unsafe {
            if self.owns() {
                *self.slot(self.b()) = Raw::NULL;
            } else {
                (*owner.header()).count += 1;
            }
            owner
        }
    }

    /// Enters `function` at `base`, its first `given` locals being there.
    #[inline(always)]
    unsafe fn enter_accessor(
        self,
        base: *mut Raw,
        function: Raw,
        exec: *const Exec,
        given: usize,
        cells: usize,
    ) -> *const u64 {
        // SAFETY: there is room for the frame; a return cell precedes the next word.
        unsafe {
            (*function.header()).count += 1;
            *base.sub(frame::CALLABLE) = function;
            clear_slots(base, given, (*exec).nlocals as usize);
            self.enter(base, exec, self.pc.add(1 + cells))
        }
    }
}

handlers! {
    /// A property whose getter is a plain Python function of one argument: cell 1 = {type version, function version},
    /// cell 2 = the function.
    fn load_attr_property(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !has_version(owner, cell as u32) { tail!(cx, load_attr_miss::<M>); }
        let getter = Raw(cx.cell(2));
        let function = getter.cast::<Function>();
        if (*function).version.get() != (cell >> 32) as u32 { tail!(cx, load_attr_miss::<M>); }
        let exec = (*function).exec.get();
        let base = cx.accessor_base();
        if !cx.has_room(base, exec) { tail!(cx, load_attr_general_hit::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        *base = cx.pass_owner(owner);
        cx.enter_accessor(base, getter, exec, 1, WordOp::LoadAttr.cells())
    }

    /// Neither the class nor the instance has the attribute, and `__getattr__` is a plain Python function of two arguments:
    /// cell 1 = {type version, index}, cell 2 = the function.
    fn load_attr_getattr(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !has_version(owner, cell as u32) { tail!(cx, load_attr_miss::<M>); }
        if !hides_nothing(owner, (cell >> 32) as u32) { tail!(cx, load_attr_miss::<M>); }
        let hook = Raw(cx.cell(2));
        let exec = (*hook.cast::<Function>()).exec.get();
        if exec.is_null() || (*exec).flags & PLAIN == 0 || (*exec).argcount != 2 { tail!(cx, load_attr_miss::<M>); }
        let base = cx.accessor_base();
        if !cx.has_room(base, exec) { tail!(cx, load_attr_general_hit::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let name = cx.name(cx.aux()).raw();
        name.retain();
        *base = cx.pass_owner(owner);
        *base.add(1) = name;
        cx.enter_accessor(base, hook, exec, 2, WordOp::LoadAttr.cells())
    }

    /// A property whose setter is a plain Python function of two arguments: cell 1 = {type version, function version}, the
    /// site keeps the function, and cell 2 is a return cell.
    fn store_attr_property(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !has_version(owner, cell as u32) { tail!(cx, store_attr_miss::<M>); }
        let Some(guards) = &(*cx.site()).guards else { tail!(cx, store_attr_miss::<M>); };
        if guards.setter_version != cell as u32 { tail!(cx, store_attr_miss::<M>); }
        let setter = Raw(guards.setter);
        let function = setter.cast::<Function>();
        if (*function).version.get() != (cell >> 32) as u32 { tail!(cx, store_attr_miss::<M>); }
        let exec = (*function).exec.get();
        let base = cx.accessor_base();
        if !cx.has_room(base, exec) { tail!(cx, store_attr_general_hit::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let value = cx.src(cx.a());
        if cx.c() as u16 & LOCAL == 0 {
            *cx.slot(cx.a()) = Raw::NULL;
        } else {
            value.retain();
        }
        *base.add(1) = value;
        *base = cx.pass_owner(owner);
        cx.enter_accessor(base, setter, exec, 2, WordOp::StoreAttr.cells())
    }

    /// A setter for whose frame there is no room, or events wait.
    #[cold]
    fn store_attr_general_hit(cx) {
        if M::PROFILE { specialize::count_hit(cx.site()); }
        tail!(cx, store_attr_general::<M>);
    }
}
