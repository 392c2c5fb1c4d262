//! Attributes about to be called: methods, also of `super()` and of context managers.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::WordOp;
use taipan_heap::flags;

use crate::builtins::dict::Dict;
use crate::builtins::module::Module;
use crate::object::Kind;
use crate::ops::attr::{has_version, hides_nothing, version_of};
use crate::ops::{handlers, tail, tri};
use crate::specialize;
use crate::thread::frame;
use crate::types::TypeObject;
use crate::value::{Raw, Value};

handlers! {
    fn load_method(cx) {
        if cx.is_due() { tail!(cx, super::attempt::attempt::<M>); }
        if M::PROFILE { specialize::count_deferred(cx.site()); }
        tail!(cx, load_method_general::<M>);
    }

    native fn load_method_general(cx) {
        let t = cx.save();
        let (owner, index) = (cx.value(cx.b()), cx.aux());
        let name = cx.name(index);
        let (method, receiver) = tri!(cx, t.load_method(owner, name));
        cx.consume(cx.b());
        *cx.slot(cx.a()) = method.into_raw();
        *cx.slot(cx.a() + frame::HEADER) = receiver.map_or(Raw::NULL, Value::into_raw);
        cx.finish(WordOp::LoadMethod.cells())
    }

    /// A function or method descriptor of the class, not hidden by the instance: cell 1 = {type version, inline index that
    /// must be unset or NO_INDEX}, cell 2 = the function.
    fn load_method_cached(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !has_version(owner, cell as u32) { tail!(cx, load_method_miss::<M>); }
        if !hides_nothing(owner, (cell >> 32) as u32) { tail!(cx, load_method_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let function = Raw(cx.cell(2));
        function.retain();
        if !cx.owns() { owner.retain(); }
        *cx.slot(cx.a() + frame::HEADER) = owner;
        *cx.slot(cx.a()) = function;
        cx.next(WordOp::LoadMethod.cells())
    }

    /// A method of values that are no heap objects (integers, …): cell 1 = {kind, -}; the type never changes.
    fn load_method_immediate(cx) {
        let owner = cx.load(cx.b());
        if owner.is_pointer() || (*cx.t).type_of_raw(owner) as u64 != cx.cell(1) { tail!(cx, load_method_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let function = Raw(cx.cell(2));
        function.retain();
        *cx.slot(cx.a() + frame::HEADER) = owner;
        *cx.slot(cx.a()) = function;
        cx.next(WordOp::LoadMethod.cells())
    }

    /// A function of a module, or an attribute of a class: loaded without a receiver. Cells as load_attr_module's.
    fn load_method_module(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !owner.is_kind(Kind::Module) { tail!(cx, load_method_miss::<M>); }
        let dict = &*(*owner.cast::<Module>()).dict.get().cast::<Dict>();
        if dict.version.get() != cell as u32 { tail!(cx, load_method_miss::<M>); }
        let value = *dict.value_place((cell >> 32) as usize);
        if cx.owns() {
            if (*owner.header()).count == 1 { tail!(cx, load_method_miss::<M>); }
            (*owner.header()).count -= 1;
        }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        value.retain();
        *cx.slot(cx.a() + frame::HEADER) = Raw::NULL;
        *cx.slot(cx.a()) = value;
        cx.next(WordOp::LoadMethod.cells())
    }

    /// An attribute of a class that is the owner itself: cells as load_attr_class's.
    fn load_method_class(cx) {
        let owner = cx.load(cx.b());
        if !owner.is_kind(Kind::Type) { tail!(cx, load_method_miss::<M>); }
        if (*owner.cast::<TypeObject>()).version.get() != cx.cell(1) as u32 { tail!(cx, load_method_miss::<M>); }
        if cx.owns() {
            if (*owner.header()).count == 1 { tail!(cx, load_method_miss::<M>); }
            (*owner.header()).count -= 1;
        }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let value = Raw(cx.cell(2));
        value.retain();
        *cx.slot(cx.a() + frame::HEADER) = Raw::NULL;
        *cx.slot(cx.a()) = value;
        cx.next(WordOp::LoadMethod.cells())
    }

    /// A class method through its class: cells as load_method_class's, the class becomes the receiver.
    fn load_method_of_class(cx) {
        let owner = cx.load(cx.b());
        if !owner.is_kind(Kind::Type) { tail!(cx, load_method_miss::<M>); }
        if (*owner.cast::<TypeObject>()).version.get() != cx.cell(1) as u32 { tail!(cx, load_method_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        if !cx.owns() { owner.retain(); }
        let function = Raw(cx.cell(2));
        function.retain();
        *cx.slot(cx.a() + frame::HEADER) = owner;
        *cx.slot(cx.a()) = function;
        cx.next(WordOp::LoadMethod.cells())
    }

    /// A class method through an instance: cells as load_method_cached's.
    fn load_method_class_method(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !has_version(owner, cell as u32) { tail!(cx, load_method_miss::<M>); }
        if !hides_nothing(owner, (cell >> 32) as u32) { tail!(cx, load_method_miss::<M>); }
        let class = Raw::pointer((*owner.header()).ty.cast());
        cx.load_unbound(Raw(cx.cell(2)), class)
    }

    /// A static method, or what has no `__get__`, of the class, through an instance: cells as load_method_cached's.
    fn load_method_static(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !has_version(owner, cell as u32) { tail!(cx, load_method_miss::<M>); }
        if !hides_nothing(owner, (cell >> 32) as u32) { tail!(cx, load_method_miss::<M>); }
        cx.load_unbound(Raw(cx.cell(2)), Raw::NULL)
    }

    /// A value kept inline in the instance: cells as load_attr_instance_value's.
    fn load_method_instance_value(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !has_version(owner, cell as u32) { tail!(cx, load_method_miss::<M>); }
        if (*owner.header()).flags & flags::INLINE == 0 { tail!(cx, load_method_miss::<M>); }
        let value = *owner.cast::<u8>().add((cell >> 32) as usize).cast::<Raw>();
        if value.is_null() { tail!(cx, load_method_miss::<M>); }
        cx.load_unbound(value, Raw::NULL)
    }

    /// A slot of a class with `__slots__`.
    fn load_method_slot(cx) {
        let owner = cx.load(cx.b());
        let cell = cx.cell(1);
        if !has_version(owner, cell as u32) { tail!(cx, load_method_miss::<M>); }
        let value = *owner.cast::<u8>().add((cell >> 32) as usize).cast::<Raw>();
        if value.is_null() { tail!(cx, load_method_miss::<M>); }
        cx.load_unbound(value, Raw::NULL)
    }

    #[cold]
    fn load_method_general_hit(cx) {
        if M::PROFILE { specialize::count_hit(cx.site()); }
        tail!(cx, load_method_general::<M>);
    }

    /// Two to four guards, each with its class's function.
    fn load_method_polymorphic(cx) {
        let owner = cx.load(cx.b());
        let Some(guard) = cx.guards().of(version_of(owner)) else { tail!(cx, load_method_miss::<M>) };
        if !hides_nothing(owner, guard.payload[0] as u32) { tail!(cx, load_method_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let function = Raw(guard.payload[1]);
        function.retain();
        if !cx.owns() { owner.retain(); }
        *cx.slot(cx.a() + frame::HEADER) = owner;
        *cx.slot(cx.a()) = function;
        cx.next(WordOp::LoadMethod.cells())
    }

    fn load_method_megamorphic(cx) {
        if M::PROFILE { specialize::count_megamorphic(cx.site()); }
        tail!(cx, load_method_general::<M>);
    }

    #[cold]
    native fn load_method_miss(cx) {
        let _ = cx.save();
        if specialize::attr::method_missed::<M>(cx) {
            return cx.again();
        }
        tail!(cx, load_method_general::<M>);
    }

    native fn load_super_attr(cx) {
        let t = cx.save();
        if M::PROFILE { specialize::count_generic(cx.site()); }
        let homes = cx.slot(cx.b());
        let name = cx.name(cx.aux());
        let parts = [0, 1, 2].map(|index| Value::borrow_slot(homes.add(index)));
        let value = tri!(cx, t.super_attribute(parts, name, cx.c() != 0));
        for index in (0..3).rev() {
            t.drop_raw(homes.add(index).replace(Raw::NULL));
        }
        cx.store(cx.a(), value);
        cx.finish(WordOp::LoadSuperAttr.cells())
    }

    native fn load_super_method(cx) {
        let t = cx.save();
        if M::PROFILE { specialize::count_generic(cx.site()); }
        let homes = cx.slot(cx.b());
        let name = cx.name(cx.aux());
        let parts = [0, 1, 2].map(|index| Value::borrow_slot(homes.add(index)));
        let (method, receiver) = tri!(cx, t.super_method(parts, name, cx.c() != 0));
        for index in (0..3).rev() {
            t.drop_raw(homes.add(index).replace(Raw::NULL));
        }
        *cx.slot(cx.a()) = method.into_raw();
        *cx.slot(cx.a() + frame::HEADER) = receiver.map_or(Raw::NULL, Value::into_raw);
        cx.finish(WordOp::LoadSuperMethod.cells())
    }

    native fn load_special(cx) {
        let t = cx.save();
        let which = cx.c();
        let object = cx.slot(cx.b());
        let (method, receiver) = tri!(cx, t.load_special(Value::borrow_slot(object), which));
        t.drop_raw(object.replace(Raw::NULL));
        let apart = if which == 0 || which == 2 { frame::HEADER } else { 1 };
        *cx.slot(cx.a()) = method.into_raw();
        *cx.slot(cx.a() + apart) = receiver.map_or(Raw::NULL, Value::into_raw);
        cx.finish(0)
    }
}
