//! Struct sequences: tuples whose items have names, such as `sys.version_info`.

use taipan_vm::builtins::descriptor;
use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::native_function::{self, NativeFunction};
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::{Binding, GetSetDef};
use taipan_vm::object::Kind;
use taipan_vm::types::{TypeFlags, TypeObject};
use taipan_vm::{Args, PyResult, Thread, Value};

/// A type of struct sequences, static data.
pub(crate) struct StructSequence {
    /// With the module, as `repr` shows it.
    pub(crate) name: &'static str,
    /// Our own words.
    pub(crate) doc: &'static str,
    pub(crate) fields: &'static [GetSetDef],
    /// Attributes that are no items.
    pub(crate) unlisted: &'static [GetSetDef],
}

/// Reads the item at a fixed index.
pub(crate) fn item<const INDEX: usize>(t: &mut Thread, this: &Value) -> PyResult {
    match Tuple::of(this).and_then(|items| items.items().get(INDEX)) {
        Some(item) => Ok(item.clone()),
        None => Err(t.type_error("struct sequence without this field")),
    }
}

/// The fields of a struct sequence: `index name "what it is";`.
macro_rules! fields {
    ($($index:literal $name:literal $doc:literal;)*) => {
        &[$(taipan_vm::native::GetSetDef {
            name: $name,
            doc: $doc,
            get: $crate::sys::struct_sequence::item::<$index>,
            set: Some(taipan_vm::native::read_only),
            member: true,
        },)*]
    };
}
pub(crate) use fields;

impl StructSequence {
    /// Makes the type. Instances are made by calling it with a sequence of all items.
    pub(crate) fn make_type(&'static self, t: &mut Thread) -> PyResult {
        self.make(t, true)
    }

    /// Makes the type; without a `__new__` of its own, tuple's makes the instances.
    fn make(&'static self, t: &mut Thread, with_new: bool) -> PyResult {
        let (module, name) = self.name.split_once('.').unwrap_or(("builtins", self.name));
        let namespace = Dict::new(t)?;
        let empty = Tuple::new(t, Vec::new())?;
        let count = Value::small_int(self.fields.len() as i64);
        let all = Value::small_int((self.fields.len() + self.unlisted.len()) as i64);
        let names = self.fields.iter().map(|field| t.intern(field.name)).collect::<PyResult<Vec<Value>>>()?;
        let entries = [
            ("__module__", Str::new(t, module)?),
            ("__doc__", Str::new(t, self.doc)?),
            ("__slots__", empty),
            ("n_sequence_fields", count),
            ("n_fields", all),
            ("n_unnamed_fields", Value::small_int(0)),
            ("__match_args__", Tuple::new(t, names)?),
        ];
        for (key, value) in entries {
            let key = t.intern(key)?;
            t.set_item(&namespace, &key, &value)?;
        }
        let tuple = t.interpreter().type_of_kind(Kind::Tuple).to_value();
        let bases = Tuple::new(t, [tuple])?;
        let (metatype, name) = (t.interpreter().type_of_kind(Kind::Type).to_value(), t.intern(name)?);
        let class = t.call(&metatype, &[name, bases, namespace])?;
        let slots = t.intern("__slots__")?;
        t.set_attr(&class, &slots, None)?;
        for def in table::METHODS.iter().filter(|def| with_new || def.binding != Binding::New) {
            let method = match def.binding {
                Binding::New => native_function::function(t, def, class.clone(), None)?,
                Binding::Special => native_function::wrapper_descriptor(t, &class, def)?,
                _ => native_function::method_descriptor(t, &class, def)?,
            };
            let key = t.intern(def.name)?;
            t.set_attr(&class, &key, Some(&method))?;
        }
        for def in self.fields.iter().chain(self.unlisted) {
            let field = descriptor::native_member(t, &class, def)?;
            let key = t.intern(def.name)?;
            t.set_attr(&class, &key, Some(&field))?;
        }
        Ok(class)
    }

    /// Makes the only instance of the type; no program can make another.
    pub(crate) fn make_single(&'static self, t: &mut Thread, items: Vec<Value>) -> PyResult {
        let class = self.make(t, false)?;
        let made = instance(t, &class, items)?;
        seal(&class, TypeFlags::NO_NEW);
        Ok(made)
    }
}

/// Ends changes to a type: no attributes, no subclasses, and what `more` says.
pub(crate) fn seal(class: &Value, more: TypeFlags) {
    if let Some(class) = class.downcast::<TypeObject>() {
        class.flags.set(class.flags.get().with(TypeFlags::IMMUTABLE).with(more).without(TypeFlags::BASE));
    }
}

/// An instance of a class with these items.
fn instance(t: &mut Thread, class: &Value, items: Vec<Value>) -> PyResult {
    let tuple = t.interpreter().type_of_kind(Kind::Tuple).to_value();
    let (new, items) = (t.intern("__new__")?, Tuple::new(t, items)?);
    let new = t.get_attr(&tuple, &new)?;
    match NativeFunction::of(&new) {
        // Past the check that a class with a `__new__` of its own is made by that.
        Some(new) => new.def().call(t, class, Args::positional_only(&[items])),
        None => unreachable!("tuple makes tuples"),
    }
}

/// Names and values of an instance's fields that are no items.
fn unlisted(t: &mut Thread, this: &Value) -> PyResult {
    let listed = names_of(t, this)?;
    let listed = Tuple::of(&listed).map(Tuple::items).unwrap_or_default();
    let class = t.type_of(this).to_value();
    let Some(class) = class.downcast::<TypeObject>() else { unreachable!("a type is a type") };
    let members = class.dict().iter(t).filter(|(_, member)| member.is_kind(Kind::Member));
    let names: Vec<Value> = members.map(|(name, _)| name.clone()).collect();
    let found = Dict::new(t)?;
    for name in names.iter().filter(|name| !listed.iter().any(|listed| listed.is(name))) {
        let value = t.get_attr(this, name)?;
        t.set_item(&found, name, &value)?;
    }
    Ok(found)
}

/// A number that a class has as an attribute.
fn count(t: &mut Thread, class: &Value, name: &str) -> PyResult<usize> {
    let name = t.intern(name)?;
    let count = t.get_attr(class, &name)?;
    Ok(count.as_small_int().and_then(|count| usize::try_from(count).ok()).unwrap_or(0))
}

/// An instance made of a sequence with an item for each field.
fn construct(t: &mut Thread, class: &Value, sequence: &Value, more: Option<&Value>) -> PyResult {
    let items = t.collect_or(sequence, "constructor requires a sequence")?;
    let name = match class.downcast::<TypeObject>() {
        Some(class) => t.type_full_name(class),
        None => String::new(),
    };
    if more.is_some_and(|more| more.downcast::<Dict>().is_none()) {
        return Err(t.type_error(format!("{name}() takes a dict as second arg, if any")));
    }
    let (least, most) = (count(t, class, "n_sequence_fields")?, count(t, class, "n_fields")?);
    let bound = match items.len() {
        given if least == most && given != least => format!("a {least}"),
        given if given < least => format!("an at least {least}"),
        given if given > most => format!("an at most {most}"),
        given
            if given == most
                && more.and_then(|more| more.downcast::<Dict>()).is_some_and(|more| !more.is_empty()) =>
        {
            return Err(t.type_error(format!("{name}() got duplicate or unexpected field name(s)")));
        }
        _ => return instance(t, class, items),
    };
    let given = items.len();
    Err(t.type_error(format!("{name}() takes {bound}-sequence ({given}-sequence given)")))
}

/// The names of an instance's fields.
fn names_of(t: &mut Thread, this: &Value) -> PyResult {
    let class = t.type_of(this).to_value();
    let key = t.intern("__match_args__")?;
    t.get_attr(&class, &key)
}

/// What struct sequences have beyond tuples.
#[taipan_macros::methods]
mod table {
    use super::{Args, PyResult, Str, Thread, Tuple, Value, construct, instance, names_of, unlisted};

    /// Makes an instance of a sequence.
    #[new("(sequence, dict=<unrepresentable>)", name = "structseq", told = "")]
    fn __new__(t: &mut Thread, class: &Value, sequence: &Value, dict: Option<&Value>) -> PyResult {
        construct(t, class, sequence, dict)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<String> {
        let names = names_of(t, this)?;
        let items = Tuple::of(this).map(|items| items.items().to_vec()).unwrap_or_default();
        let mut parts = Vec::with_capacity(items.len());
        for (name, item) in Tuple::of(&names).map(Tuple::items).unwrap_or_default().iter().zip(&items) {
            let shown = t.repr(item)?;
            let text =
                |value: &Value| Str::of(value).map(|text| text.to_lossy().into_owned()).unwrap_or_default();
            parts.push(format!("{}={}", text(name), text(&shown)));
        }
        let class = t.type_of(this).to_value();
        let key = t.intern("__module__")?;
        let module = t.get_attr(&class, &key)?;
        let module = Str::of(&module).map(|module| format!("{}.", module.to_lossy()));
        let module = module.filter(|module| module != "builtins.").unwrap_or_default();
        Ok(format!("{module}{}({})", t.type_of(this).display_name(), parts.join(", ")))
    }

    /// Helps pickle.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let class = t.type_of(this).to_value();
        let items = Tuple::of(this).map(|items| items.items().to_vec()).unwrap_or_default();
        let (items, more) = (Tuple::new(t, items)?, unlisted(t, this)?);
        let arguments = Tuple::new(t, [items, more])?;
        Tuple::new(t, [class, arguments])
    }

    /// A copy with some fields replaced.
    #[method("($self, /, **changes)")]
    fn __replace__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        if !args.positional().is_empty() {
            return Err(t.type_error("__replace__() takes no positional arguments"));
        }
        let names = names_of(t, this)?;
        let mut items = Tuple::of(this).map(|items| items.items().to_vec()).unwrap_or_default();
        let mut unknown = Vec::new();
        for (name, value) in args.keywords() {
            let known = Tuple::of(&names).map(Tuple::items).unwrap_or_default();
            let name = name.to_lossy();
            let same = |known: &Value| Str::of(known).is_some_and(|known| known.to_lossy() == name);
            match known.iter().position(same) {
                Some(index) if index < items.len() => items[index] = value.clone(),
                _ => unknown.push(Str::new(t, &name)?),
            }
        }
        if !unknown.is_empty() {
            let unknown = taipan_vm::builtins::list::List::new(t, unknown)?;
            let shown = t.repr_lossy(&unknown)?;
            return Err(t.type_error(format!("Got unexpected field name(s): {shown}")));
        }
        let class = t.type_of(this).to_value();
        instance(t, &class, items)
    }
}
