//! Making type objects: the common part of builtin types and Python classes, and the builtin types.
#![expect(unsafe_code, reason = "writes fresh type objects")]

use std::cell::{Cell, RefCell};

use taipan_heap::{Heap, flags};

use crate::builtins::dict::Dict;
use crate::builtins::exception::classes::{self as exception_classes, Definition};
use crate::builtins::{descriptor, facts, native_function, object};
use crate::native::{Binding, GetSetDef, NativeDef, NativeType, PyResult, SharedMethods};
use crate::object::{Kind, Layout};
use crate::thread::Thread;
use crate::types::{SPECIALS, TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// The comparisons that a builtin type with some of its own has besides: CPython's have all six or none.
fn inherited_comparisons(methods: &'static [NativeDef]) -> impl Iterator<Item = &'static NativeDef> {
    let some = methods.iter().any(|def| object::is_comparison(def.name));
    let missing = |def: &&NativeDef| methods.iter().all(|own| own.name != def.name);
    some.then(object::comparisons).into_iter().flatten().filter(missing)
}

/// What a new type is made of.
pub(crate) struct TypeParts<'a> {
    pub(crate) metatype: *mut TypeObject,
    pub(crate) name: Value,
    pub(crate) qualname: Value,
    pub(crate) bases: Vec<Value>,
    /// The MRO without the type itself.
    pub(crate) mro_tail: Vec<Value>,
    pub(crate) base: Option<&'a TypeObject>,
    pub(crate) layout: &'static Layout,
    pub(crate) instance_kind: Kind,
    pub(crate) flags: TypeFlags,
    pub(crate) dict: Value,
    /// Where the type goes; new memory if `None`.
    pub(crate) memory: Option<*mut taipan_heap::Header>,
}

/// What a native type has from its base.
fn inherited_flags(base: TypeFlags) -> TypeFlags {
    let kept = [
        TypeFlags::DICT,
        TypeFlags::WEAK,
        TypeFlags::EXCEPTION,
        TypeFlags::METATYPE,
        TypeFlags::SEQUENCE,
        TypeFlags::MAPPING,
        TypeFlags::MATCH_SELF,
        TypeFlags::INDEXED,
    ];
    let kept = kept.into_iter().filter(|&flag| base.contains(flag));
    kept.fold(TypeFlags::default(), TypeFlags::with)
}

impl Thread {
    /// Allocates a type with everything but instance offsets, specials and subclass registration of `finish_type`.
    pub(crate) fn allocate_type(&mut self, parts: TypeParts<'_>) -> PyResult {
        let bases = crate::builtins::tuple::Tuple::new(self, parts.bases)?;
        let size = parts.layout.size;
        // SAFETY: a fresh object is filled before anyone sees it.
        let class = unsafe {
            let object = parts.memory.unwrap_or_else(|| self.heap().alloc(size_of::<TypeObject>()));
            if object.is_null() {
                return Err(self.memory_error());
            }
            let this = object.cast::<TypeObject>();
            let header = object.read();
            this.write(TypeObject {
                header,
                version: Cell::new(0),
                flags: Cell::new(parts.flags),
                layout: parts.layout,
                size: Cell::new(size as u32),
                heap_class: Cell::new(Heap::class_of(size) as u32),
                dict_offset: Cell::new(0),
                inline_capacity: Cell::new(0),
                slots_offset: Cell::new(0),
                slot_count: Cell::new(0),
                instance_kind: parts.instance_kind,
                keys: Cell::new(std::ptr::null_mut()),
                special: [const { Cell::new(Raw::NULL) }; SPECIALS],
                next: Cell::new(None),
                mro: Cell::new(Raw::NULL),
                bases: Cell::new(bases.into_raw()),
                base: Cell::new(parts.base.map_or(Raw::NULL, |base| base.to_value().into_raw())),
                dict: Cell::new(parts.dict.into_raw()),
                name: Cell::new(parts.name.into_raw()),
                qualname: Cell::new(parts.qualname.into_raw()),
                slot_names: RefCell::new(Vec::new()),
                subclasses: RefCell::new(Vec::new()),
                init_checked: Cell::new((0, 0)),
                native: Cell::new(None),
            });
            (*object).count = 1;
            (*object).ty = parts.metatype.cast();
            let meta = parts.metatype;
            (*object).kind =
                if meta == self.interpreter().types[Kind::Type as usize] { Kind::Type as u8 } else { 0 };
            if !meta.is_null() && (*meta).flags.get().contains(TypeFlags::HEAP) {
                Raw::pointer(meta.cast()).retain();
            }
            (*object).flags |= flags::TRACKED;
            Value::from_raw(Raw::pointer(object))
        };
        let mut mro = vec![class.clone()];
        mro.extend(parts.mro_tail);
        let mro = crate::builtins::tuple::Tuple::new(self, mro)?;
        // SAFETY: just made.
        unsafe { (*class.raw().cast::<TypeObject>()).mro.set(mro.into_raw()) };
        Ok(class)
    }

    /// Registers a type with its bases and fills its special methods. Its dict is complete.
    pub(crate) fn finish_type(&mut self, class: &Value) {
        let Some(this) = class.downcast::<TypeObject>() else { unreachable!("only types are finished") };
        // SAFETY: the bases are a tuple of live types.
        unsafe {
            let bases = Value::borrow_slot(this.bases.as_ptr());
            if let Some(bases) = bases.exact::<crate::builtins::tuple::Tuple>() {
                for base in bases.raw_items() {
                    (*base.cast::<TypeObject>()).subclasses.borrow_mut().push(class.raw().cast());
                }
            }
        }
        self.inherit_specials(this);
    }

    /// Reserves the memory of a builtin type, so that objects can refer to it before it is made.
    pub(crate) fn reserve_native_type(&mut self, native: &'static NativeType) -> PyResult<()> {
        // SAFETY: nobody looks into the memory before `build_native_type` fills it.
        unsafe {
            let object = self.heap().alloc(size_of::<TypeObject>());
            if object.is_null() {
                return Err(self.memory_error());
            }
            self.interpreter_mut().types[native.kind as usize] = object.cast();
        }
        Ok(())
    }

    /// Makes a builtin type. Its base must exist.
    pub(crate) fn build_native_type(&mut self, native: &'static NativeType) -> PyResult {
        let base = native.base.map(|kind| self.interpreter().types[kind as usize]);
        // SAFETY: bases are made before their subclasses and never die.
        let bases: Vec<Value> = base.into_iter().map(|base| unsafe { (*base).to_value() }).collect();
        let memory = self.interpreter().types[native.kind as usize].cast();
        self.allocate_native_type(native, bases, Some(memory), TypeFlags::IMMUTABLE)
    }

    /// Makes and fills a type of a native module, with these bases or the one its description names.
    pub(crate) fn build_module_type(
        &mut self,
        native: &'static NativeType,
        bases: &[Value],
        shared: &[SharedMethods],
    ) -> PyResult {
        let mut bases = bases.to_vec();
        if bases.is_empty() {
            let base = native.base.unwrap_or(Kind::Object);
            bases.push(self.interpreter().type_of_kind(base).to_value());
        }
        let flags = TypeFlags::IMMUTABLE.with(TypeFlags::HEAP);
        let class = self.allocate_native_type(native, bases, None, flags)?;
        let Some(this) = class.downcast::<TypeObject>() else { unreachable!("just made a type") };
        for (methods, getsets) in shared {
            self.fill_type(&class, this, methods, getsets, native.doc)?;
        }
        self.fill_native_type(&class, native)?;
        Ok(class)
    }

    fn allocate_native_type(
        &mut self,
        native: &'static NativeType,
        bases: Vec<Value>,
        memory: Option<*mut taipan_heap::Header>,
        flags: TypeFlags,
    ) -> PyResult {
        let types: Vec<&TypeObject> = bases.iter().filter_map(|base| base.downcast::<TypeObject>()).collect();
        let Some(order) = Thread::linearise(&types) else { unreachable!("native types have an MRO") };
        // SAFETY: the MRO holds live types.
        let mro_tail =
            order.into_iter().map(|class| unsafe { Value::from_borrowed(Raw::pointer(class)) }).collect();
        let base = types.first().copied();
        let inherited = base.map_or(TypeFlags::default(), |base| inherited_flags(base.flags.get()));
        let name = self.intern(native.name)?;
        let dict = Dict::new(self)?;
        let class = self.allocate_type(TypeParts {
            metatype: self.interpreter().types[Kind::Type as usize],
            name: name.clone(),
            qualname: name,
            bases: bases.clone(),
            mro_tail,
            base,
            layout: native.layout,
            instance_kind: native.kind,
            flags: native.flags.with(inherited).with(flags),
            dict,
            memory,
        })?;
        if let Some(this) = class.downcast::<TypeObject>() {
            this.native.set(Some(native));
        }
        Ok(class)
    }

    /// Fills the dict of a builtin type and finishes it. Separate from making it, since filling needs descriptor types.
    pub(crate) fn fill_native_type(&mut self, class: &Value, native: &'static NativeType) -> PyResult<()> {
        let Some(this) = class.downcast::<TypeObject>() else { unreachable!("builtin types are types") };
        self.fill_type(class, this, native.methods, native.getsets, native.doc)?;
        let of_a_module = native.kind == Kind::Other && native.module != "builtins";
        if of_a_module || native.flags.contains(TypeFlags::MODULE_ENTRY) {
            let module = self.intern(native.module)?;
            self.set_own(this, "__module__", module)?;
        }
        let defines = |name: &str| native.methods.iter().any(|def| def.name == name);
        if defines("__eq__") && !defines("__hash__") {
            self.set_own(this, "__hash__", Value::NONE)?;
        }
        self.finish_type(class);
        Ok(())
    }

    /// Gives a builtin type room for its `__dict__`, and the attributes of its tables.
    fn fill_type(
        &mut self,
        class: &Value,
        this: &TypeObject,
        methods: &'static [NativeDef],
        getsets: &'static [GetSetDef],
        doc: &'static str,
    ) -> PyResult<()> {
        // Instances of the builtin type with a `__dict__` have the dict word behind their layout.
        if this.flags.get().contains(TypeFlags::DICT) {
            let size = this.layout.size;
            this.dict_offset.set(size as u32);
            this.size.set(size as u32 + 8);
            this.heap_class.set(Heap::class_of(size + 8) as u32);
        }
        let facts = facts::of(this);
        for def in methods.iter().chain(inherited_comparisons(methods)) {
            let attribute = match def.binding {
                Binding::Method => native_function::method_descriptor(self, class, def)?,
                Binding::Class => native_function::class_method_descriptor(self, class, def)?,
                Binding::Special => native_function::wrapper_descriptor(self, class, def)?,
                Binding::Static => {
                    let function = native_function::function(self, def, class.clone(), None)?;
                    descriptor::static_method(self, function)?
                }
                Binding::New => native_function::function(self, def, class.clone(), None)?,
            };
            self.set_own(this, def.name, attribute)?;
        }
        for def in getsets {
            let member = facts.map_or(def.member, |facts| facts.is_member(def.name));
            let attribute = match member {
                true => descriptor::native_member(self, class, def)?,
                false => descriptor::getset(self, class, def)?,
            };
            self.set_own(this, def.name, attribute)?;
        }
        if let (Some(true), Some(base)) = (facts.map(|facts| facts.new), this.base_value()) {
            self.copy_new(class, this, &base)?;
        }
        if getsets.iter().any(|def| def.name == "__doc__") {
            // Instances have docstrings of their own; the type's is that attribute's.
            return Ok(());
        }
        let undocumented = doc.is_empty() || facts.is_some_and(|facts| !facts.documented);
        let doc = if undocumented { Value::NONE } else { crate::builtins::str::Str::new(self, doc)? };
        self.set_own(this, "__doc__", doc)
    }

    /// Gives a builtin type that has a `__new__` of its own in CPython, doing what the base's does, one of its own.
    fn copy_new(&mut self, class: &Value, this: &TypeObject, base: &Value) -> PyResult<()> {
        let name = self.interpreter().names().__new__.clone();
        if this.dict().contains(self, &name)? {
            return Ok(());
        }
        let Some(found) = base.downcast::<TypeObject>().and_then(|base| self.lookup(base, &name)) else {
            return Ok(());
        };
        match native_function::NativeFunction::of(&found).map(|function| function.def) {
            Some(def) => {
                let new = native_function::function(self, def, class.clone(), None)?;
                self.set_own(this, "__new__", new)
            }
            None => Ok(()),
        }
    }

    pub(crate) fn set_own(&mut self, class: &TypeObject, name: &str, value: Value) -> PyResult<()> {
        let name = self.intern(name)?;
        class.dict().set(self, &name, value)?;
        Ok(())
    }

    /// Makes a builtin exception class: with the memory of its first base unless it has its own.
    pub(crate) fn build_exception_class(
        &mut self,
        name: &str,
        bases: Vec<Value>,
        definition: &Definition,
    ) -> PyResult {
        let name = self.intern(name)?;
        let dict = Dict::new(self)?;
        let types: Vec<&TypeObject> = bases.iter().filter_map(|base| base.downcast::<TypeObject>()).collect();
        let Some(order) = Thread::linearise(&types) else { unreachable!("builtin exceptions have an MRO") };
        // SAFETY: the order holds live types.
        let mro_tail =
            order.into_iter().map(|class| unsafe { Value::from_borrowed(Raw::pointer(class)) }).collect();
        let base = types[0];
        let layout = definition.layout.unwrap_or(base.layout);
        let class = self.allocate_type(TypeParts {
            metatype: self.interpreter().types[Kind::Type as usize],
            name: name.clone(),
            qualname: name,
            bases: bases.clone(),
            mro_tail,
            base: Some(base),
            layout,
            instance_kind: Kind::Other,
            flags: exception_classes::FLAGS,
            dict,
            memory: None,
        })?;
        let Some(this) = class.downcast::<TypeObject>() else { unreachable!("just made a type") };
        self.fill_type(&class, this, definition.methods, definition.getsets, definition.doc)?;
        self.finish_type(&class);
        Ok(class)
    }
}
