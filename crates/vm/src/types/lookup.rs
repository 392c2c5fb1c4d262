//! Finding attributes along the MRO, and what must happen when a type changes.
#![expect(unsafe_code, reason = "the MRO holds raw references to types")]

use taipan_heap::Header;

use crate::builtins::native_function::NativeFunction;
use crate::builtins::str::Str;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{Special, TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// So many that the allocator asks the system for them, which gives memory to the process only where lines are used.
const CACHE_SIZE: usize = 8192;

#[derive(Clone, Copy)]
struct Line {
    version: u32,
    name: Raw,
    value: Raw,
}

/// The global cache of attribute lookups on types: what megamorphic sites use.
pub struct AttributeCache {
    lines: Box<[Line; CACHE_SIZE]>,
}

impl Default for AttributeCache {
    fn default() -> AttributeCache {
        AttributeCache::new()
    }
}

impl AttributeCache {
    /// An empty cache.
    pub fn new() -> AttributeCache {
        let lines = Box::new_zeroed();
        // SAFETY: all fields may be zero; a line of version 0 matches no type, so its words are not used.
        AttributeCache { lines: unsafe { lines.assume_init() } }
    }

    #[inline]
    fn line(&mut self, version: u32, name: Raw) -> &mut Line {
        let index = (version as usize ^ (name.0 as usize >> 3)) & (CACHE_SIZE - 1);
        &mut self.lines[index]
    }
}

impl TypeObject {
    /// The attribute that the MRO gives for an interned name, borrowed from its class; NULL if none. Walks the MRO.
    pub(crate) fn find_in_mro(&self, t: &Thread, name: &Str) -> Raw {
        for &class in self.mro_items() {
            // SAFETY: the MRO holds live types.
            let class = unsafe { &*class.cast::<TypeObject>() };
            if let Some(value) = class.dict().get_str(t, name) {
                return value.raw();
            }
        }
        Raw::NULL
    }
}

impl Thread {
    /// The attribute that a type's MRO gives for a name, borrowed from its class; NULL if none.
    #[inline]
    pub(crate) fn lookup_raw(&mut self, class: &TypeObject, name: &Value) -> Raw {
        let Some(text) = name.downcast::<Str>() else { return Raw::NULL };
        let version = class.version.get();
        if version != 0 && text.is_interned() {
            let line = self.interpreter_mut().attribute_cache.line(version, name.raw());
            if line.version == version && line.name == name.raw() {
                return line.value;
            }
        }
        let value = class.find_in_mro(self, text);
        if text.is_interned() {
            if let Some(version) = self.type_version(class) {
                *self.interpreter_mut().attribute_cache.line(version, name.raw()) =
                    Line { version, name: name.raw(), value };
            }
        }
        value
    }

    /// A new reference to the attribute that a type's MRO gives for a name.
    pub fn lookup(&mut self, class: &TypeObject, name: &Value) -> Option<Value> {
        let found = self.lookup_raw(class, name);
        // SAFETY: the class that has it keeps it alive.
        (!found.is_null()).then(|| unsafe { Value::from_borrowed(found) })
    }

    /// The type's version tag, assigned now if there was none; `None` when versions have run out.
    pub(crate) fn type_version(&mut self, class: &TypeObject) -> Option<u32> {
        if class.version.get() == 0 {
            if class.flags.get().contains(TypeFlags::FOREIGN) {
                return None;
            }
            class.version.set(self.interpreter_mut().next_type_version()?);
        }
        Some(class.version.get())
    }

    /// Invalidates everything that relies on a type or its subclasses.
    pub(crate) fn type_modified(&mut self, class: &TypeObject) {
        // A worklist instead of recursion: hierarchies may be deep.
        let mut work = vec![std::ptr::from_ref(class).cast_mut()];
        while let Some(class) = work.pop() {
            // SAFETY: subclasses take themselves out of the list when they die.
            let class = unsafe { &*class };
            class.version.set(0);
            class.init_checked.set((0, 0));
            work.extend(class.subclasses.borrow().iter());
        }
    }

    /// Ends every class's version.
    pub(crate) fn all_types_modified(&mut self) {
        let object: *const TypeObject = self.interpreter().type_of_kind(Kind::Object);
        // SAFETY: the type `object` lives as long as the interpreter.
        self.type_modified(unsafe { &*object });
    }

    /// Recomputes one special method of a type and its subclasses, after an attribute of that name changed.
    pub(crate) fn special_changed(&mut self, class: &TypeObject, name: &str) {
        let Some(special) = Special::from_name(name) else { return };
        let mut work = vec![std::ptr::from_ref(class).cast_mut()];
        while let Some(class) = work.pop() {
            // SAFETY: subclasses take themselves out of the list when they die.
            let class = unsafe { &*class };
            self.compute_special(class, special);
            self.compute_flags(class);
            work.extend(class.subclasses.borrow().iter());
        }
    }

    fn compute_special(&mut self, class: &TypeObject, special: Special) {
        let Ok(name) = self.intern(special.name()) else { return };
        let Some(text) = name.exact::<Str>() else { return };
        let found = class.find_in_mro(self, text);
        class.special[special as usize].set(found);
    }

    /// Fills a new type's special methods: those of its MRO's next type where that has the same MRO from there on, and its
    /// own.
    pub(crate) fn inherit_specials(&mut self, class: &TypeObject) {
        let [_, rest @ ..] = class.mro_items() else { return self.compute_specials(class) };
        let next = rest.first().filter(|&&next| {
            // SAFETY: the MRO holds live types.
            unsafe { (*next.cast::<TypeObject>()).mro_items() == rest }
        });
        let Some(next) = next else { return self.compute_specials(class) };
        // SAFETY: as above.
        let next = unsafe { &*next.cast::<TypeObject>() };
        for (to, from) in class.special.iter().zip(&next.special) {
            to.set(from.get());
        }
        self.apply_specials(class, class);
        self.compute_flags(class);
    }

    /// Fills a type's special methods from its whole MRO.
    pub(crate) fn compute_specials(&mut self, class: &TypeObject) {
        class.special.iter().for_each(|special| special.set(Raw::NULL));
        for &base in class.mro_items().iter().rev() {
            // SAFETY: the MRO holds live types.
            self.apply_specials(class, unsafe { &*base.cast::<TypeObject>() });
        }
        self.compute_flags(class);
    }

    /// Lets the special methods that `from` defines itself take precedence in `class`.
    fn apply_specials(&self, class: &TypeObject, from: &TypeObject) {
        for (name, value) in from.dict().iter(self) {
            let special = name.downcast::<Str>().and_then(Str::as_str).and_then(Special::from_name);
            if let Some(special) = special {
                class.special[special as usize].set(value.raw());
            }
        }
    }

    /// The `__new__` of a builtin type, given to a class as an attribute, makes no instances of it: as in CPython what its base
    /// has does, since each knows the memory of its own type only.
    fn settle_new(&self, class: &TypeObject) {
        // Its own it may have: types of native modules are made at run time too.
        let native = |new: Raw| {
            // SAFETY: a class keeps what it found; the kind tells the memory.
            unsafe {
                new.is_kind(Kind::NativeFunction)
                    && (*new.cast::<NativeFunction>()).def.name == "__new__"
                    && (*new.cast::<NativeFunction>()).owner.get() != class.raw()
            }
        };
        if !class.flags.get().contains(TypeFlags::HEAP) || !native(class.special(Special::New)) {
            return;
        }
        if let Some(base) = class.base_type().map(|base| base.special(Special::New))
            && !base.is_null()
            && native(base)
        {
            class.special[Special::New as usize].set(base);
        }
    }

    /// Derives what depends on special methods: flags, and what steps an iterator.
    pub(crate) fn compute_flags(&mut self, class: &TypeObject) {
        self.settle_new(class);
        let next = class.special(Special::Next);
        // SAFETY: a class keeps what it found; the kind tells the memory.
        let native = unsafe {
            if next.is_kind(Kind::WrapperDescriptor) {
                (*next.cast::<NativeFunction>()).def.next
            } else {
                None
            }
        };
        class.next.set(native);
        let object = self.interpreter().types[Kind::Object as usize];
        // SAFETY: `object` is made first.
        let object = unsafe { &*object };
        let same = |special: Special| class.special(special) == object.special(special);
        let mut flags = class.flags.get();
        let mut put =
            |flag: TypeFlags, on: bool| flags = if on { flags.with(flag) } else { flags.without(flag) };
        put(
            TypeFlags::PLAIN_GETATTR,
            same(Special::Getattribute) && class.special(Special::Getattr).is_null(),
        );
        put(TypeFlags::PLAIN_SETATTR, same(Special::Setattr) && same(Special::Delattr));
        let builtin_finalizer =
            matches!(class.layout.kind, Kind::Generator | Kind::Coroutine | Kind::AsyncGenerator)
                || matches!(class.layout.kind, Kind::AsyncGenSend | Kind::AsyncGenThrow);
        put(TypeFlags::FINALIZER, builtin_finalizer || !class.special(Special::Del).is_null());
        class.flags.set(flags);
    }

    /// Whether a value's type is `class` or a subclass: no hooks run.
    pub fn is_instance_of(&self, value: &Value, class: &Value) -> bool {
        match class.downcast::<TypeObject>() {
            Some(class) => self.type_of(value).is_subtype(class),
            None => false,
        }
    }

    /// C3 linearisation: `None` when the bases have no consistent order.
    pub(crate) fn linearise(bases: &[&TypeObject]) -> Option<Vec<*mut Header>> {
        let mut sequences: Vec<Vec<Raw>> = bases.iter().map(|base| base.mro_items().to_vec()).collect();
        sequences.push(bases.iter().map(|base| base.raw()).collect());
        let mut order = Vec::new();
        loop {
            sequences.retain(|sequence| !sequence.is_empty());
            if sequences.is_empty() {
                return Some(order);
            }
            let candidate = sequences
                .iter()
                .map(|sequence| sequence[0])
                .find(|&head| sequences.iter().all(|sequence| !sequence[1..].contains(&head)))?;
            order.push(candidate.header());
            for sequence in &mut sequences {
                if sequence[0] == candidate {
                    sequence.remove(0);
                }
            }
        }
    }
}
