//! What CPython's builtin types say of themselves beyond what they do: signatures, which attributes are members and
//! which have no docstring, and how much memory instances take there. Programs that ask expect those answers.

mod table;

use crate::builtins::bytes::Bytes;
use crate::builtins::memoryview::MemoryView;
use crate::builtins::tuple::Tuple;
use crate::builtins::type_attributes;
use crate::object::Kind;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// What CPython says of a type.
pub(crate) struct Facts {
    /// With its module, unless that is `builtins`.
    name: &'static str,
    /// `__text_signature__`, or empty.
    pub(crate) signature: &'static str,
    /// Whether the type has a docstring.
    pub(crate) documented: bool,
    /// The attributes that are `member_descriptor`s.
    members: &'static str,
    /// The attributes without docstrings.
    undocumented: &'static str,
    /// `__basicsize__`, `__itemsize__`, `__dictoffset__`, `__weakrefoffset__`.
    pub(crate) sizes: [i64; 4],
    /// Whether the collector keeps two words before instances.
    collected: bool,
    /// Whether two words before instances hold `__dict__` and weak references.
    managed: bool,
    /// Whether it has a `__new__` of its own.
    pub(crate) new: bool,
}

/// The words before a collected object, and those before one with managed attributes.
const BEFORE: i64 = 16;

impl Facts {
    /// Whether an attribute is a `member_descriptor`.
    pub(crate) fn is_member(&self, name: &str) -> bool {
        contains(self.members, name)
    }

    /// Whether an attribute has a docstring.
    pub(crate) fn documents(&self, name: &str) -> bool {
        !contains(self.undocumented, name)
    }
}

/// Whether a list of names has one.
fn contains(names: &str, name: &str) -> bool {
    names.as_bytes().split(|&byte| byte == b' ').any(|known| known == name.as_bytes())
}

/// What is known of a builtin type; nothing of types that CPython does not have, and of Python classes.
pub(crate) fn of(class: &TypeObject) -> Option<&'static Facts> {
    if is_python(class) {
        return None;
    }
    let name = class.display_name();
    let found = table::TABLE.binary_search_by(|facts| facts.name.cmp(&name)).ok()?;
    Some(&table::TABLE[found])
}

/// Whether a class was made by Python code. The types of native modules are made at run time too.
fn is_python(class: &TypeObject) -> bool {
    class.flags.get().contains(TypeFlags::HEAP) && class.native.get().is_none()
}

/// Whether the attribute of a class, a value, has a docstring.
pub(crate) fn documents(class: &Value, name: &str) -> bool {
    let Some(class) = class.downcast::<TypeObject>() else { return true };
    class.mro_items().iter().filter_map(|&base| of(live(base))).all(|facts| facts.documents(name))
}

/// The signature of a method where CPython tells another than the one that our function has: `Some(None)` where it
/// tells none.
pub(crate) fn signature(class: &Value, name: &str) -> Option<Option<&'static str>> {
    const OBJECT: Option<&str> = Some("($self, object, /)");
    let class = class.downcast::<TypeObject>().map(TypeObject::display_name).unwrap_or_default();
    Some(match (class.as_str(), name) {
        (_, "throw") | ("dict", "update") => None,
        (_, "send" | "asend" | "__mro_entries__")
        | ("types.GenericAlias", "__instancecheck__" | "__subclasscheck__") => OBJECT,
        ("FrameLocalsProxy", "get" | "pop" | "setdefault") => None,
        ("type", "__prepare__") => Some("($cls, name, bases, /, **kwds)"),
        _ => return None,
    })
}

/// A class out of an MRO.
fn live<'a>(class: Raw) -> &'a TypeObject {
    #[expect(unsafe_code, reason = "the MRO holds live types")]
    // SAFETY: the MRO holds live types, and the callers the class that has it.
    unsafe {
        &*class.cast::<TypeObject>()
    }
}

/// The nearest builtin type, the class itself included.
fn builtin_base(class: &TypeObject) -> Option<&TypeObject> {
    class.mro_items().iter().find_map(|&base| {
        let base = live(base);
        (!is_python(base) && base.layout_is(class.layout.kind)).then_some(base)
    })
}

fn sizes(class: &TypeObject) -> Option<[i64; 4]> {
    builtin_base(class).and_then(of).map(|facts| facts.sizes)
}

/// `__basicsize__`: that of the builtin base, and a word for each slot.
pub(crate) fn basic_size(class: &TypeObject) -> i64 {
    let own = sizes(class).map_or(class.layout.size as i64, |[basic, ..]| basic);
    own + 8 * i64::from(class.slot_count.get())
}

/// `__itemsize__`.
pub(crate) fn item_size(class: &TypeObject) -> i64 {
    sizes(class).map_or(0, |[_, item, ..]| item)
}

/// What `object.__sizeof__` answers.
pub(crate) fn instance_size(class: &TypeObject, this: &Value) -> i64 {
    let items = if let Some(tuple) = Tuple::of(this) {
        tuple.len()
    } else if let Some(bytes) = Bytes::of(this) {
        bytes.as_slice().len()
    } else if let Some(view) = MemoryView::of(this) {
        3 * view.shape().lengths.len()
    } else {
        0
    };
    basic_size(class) + item_size(class) * items as i64
}

impl TypeObject {
    /// How many bytes CPython keeps before an instance, which `sys.getsizeof` counts.
    pub fn bytes_before(&self, instance: &Value) -> i64 {
        const MANAGED: i64 = 3 << 3;
        let (collected, managed) = match of(self) {
            Some(facts) => (facts.collected, facts.managed),
            None => {
                let flags = type_attributes::flags(self);
                (flags & type_attributes::COLLECTED != 0, flags & MANAGED != 0)
            }
        };
        // Builtin types are not made at run time there, and not collected.
        let fixed = instance.is_kind(Kind::Type)
            && instance
                .downcast::<TypeObject>()
                .is_some_and(|class| !class.flags.get().contains(TypeFlags::HEAP));
        BEFORE * (i64::from(collected && !fixed) + i64::from(managed))
    }
}
