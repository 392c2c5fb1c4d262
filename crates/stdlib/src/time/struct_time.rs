//! `struct_time`: a tuple of nine numbers with names, and two more attributes.

use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::object::{Slot, TupleHolder};
use taipan_vm::native::text::TextBuilder;
use taipan_vm::native::{GetSetDef, NativeType};
use taipan_vm::object::{Kind, Object};
use taipan_vm::types::TypeFlags;
use taipan_vm::{Args, PyResult, Thread, Value};

use crate::sys::struct_sequence::fields;

taipan_vm::native_object! {
    /// The name of the time zone and its distance from Greenwich in seconds, None where they are not known.
    pub(super) struct StructTime extends TupleHolder: LAYOUT, TYPE {
        zone: Slot,
        distance: Slot,
    }
}

/// How many items there are, and how many attributes with the further ones.
pub(super) const ITEMS: usize = 9;
pub(super) const ATTRIBUTES: usize = 11;

const FURTHER: [&str; 2] = ["tm_zone", "tm_gmtoff"];

static FIELDS: &[GetSetDef] = fields! {
    0 "tm_year" "The year, for example 1993.";
    1 "tm_mon" "The month, from 1 to 12.";
    2 "tm_mday" "The day of the month, from 1 to 31.";
    3 "tm_hour" "The hour, from 0 to 23.";
    4 "tm_min" "The minute, from 0 to 59.";
    5 "tm_sec" "The second, from 0 to 61.";
    6 "tm_wday" "The day of the week, from 0 for Monday to 6.";
    7 "tm_yday" "The day of the year, from 1 to 366.";
    8 "tm_isdst" "1 in summer time, 0 outside it, -1 where that is not known.";
};

/// The type `struct_time`.
pub(super) static TYPE: NativeType = NativeType {
    name: "struct_time",
    module: "time",
    doc: "A time as gmtime(), localtime() and strptime() give it: a tuple of nine numbers that are attributes too, and the attributes tm_zone and tm_gmtoff.",
    kind: Kind::Other,
    base: Some(Kind::Tuple),
    layout: &LAYOUT,
    flags: TypeFlags(0),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// This interpreter's type, with all its attributes.
pub(super) fn class(t: &mut Thread) -> PyResult {
    if let Some(class) = t.known_native_type(&TYPE) {
        return Ok(class);
    }
    let class = t.native_type(&TYPE)?;
    let Some(this) = class.downcast::<taipan_vm::types::TypeObject>() else {
        unreachable!("a type is a type")
    };
    let mut entries = vec![
        ("n_sequence_fields", Value::small_int(ITEMS as i64)),
        ("n_fields", Value::small_int(ATTRIBUTES as i64)),
        ("n_unnamed_fields", Value::small_int(0)),
    ];
    let names: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
    entries.push(("__match_args__", t.str_tuple(&names)?));
    for def in FIELDS {
        entries.push((def.name, taipan_vm::builtins::descriptor::native_member(t, &class, def)?));
    }
    for (name, value) in entries {
        let name = t.intern(name)?;
        drop(this.dict().set(t, &name, value)?);
    }
    Ok(class)
}

/// An instance with these items, time zone and distance.
pub(super) fn new(t: &mut Thread, items: Vec<Value>, zone: Value, distance: Value) -> PyResult {
    let class = class(t)?;
    of_class(t, &class, items, zone, distance)
}

fn of_class(t: &mut Thread, class: &Value, items: Vec<Value>, zone: Value, distance: Value) -> PyResult {
    debug_assert_eq!(items.len(), ITEMS, "a time has nine items");
    let items = Tuple::new(t, items)?;
    let made = StructTime::create(t, class, zone.into(), distance.into())?;
    match StructTime::of(&made) {
        Some(this) => this.base().fill(items),
        None => unreachable!("just made"),
    }
    Ok(made)
}

fn construct(t: &mut Thread, class: &Value, sequence: &Value, more: Option<&Value>) -> PyResult {
    let mut items = t.collect_or(sequence, "constructor requires a sequence")?;
    let more = match more {
        Some(more) if <Dict as Object>::of(more).is_none() => {
            return Err(t.type_error("time.struct_time() takes a dict as second arg, if any"));
        }
        more => more,
    };
    let count = items.len();
    if count < ITEMS {
        let text = format!("time.struct_time() takes an at least {ITEMS}-sequence ({count}-sequence given)");
        return Err(t.type_error(text));
    }
    if count > ATTRIBUTES {
        let text =
            format!("time.struct_time() takes an at most {ATTRIBUTES}-sequence ({count}-sequence given)");
        return Err(t.type_error(text));
    }
    let mut further = items.split_off(ITEMS).into_iter();
    let mut attributes = [Value::NONE, Value::NONE];
    for (attribute, name) in attributes.iter_mut().zip(FURTHER) {
        *attribute = match further.next() {
            Some(given) => given,
            None => match more {
                Some(more) => {
                    let name = t.intern(name)?;
                    t.get_item_opt(more, &name)?.unwrap_or(Value::NONE)
                }
                None => Value::NONE,
            },
        };
    }
    let [zone, distance] = attributes;
    of_class(t, class, items, zone, distance)
}

/// All eleven values.
fn all(this: &Value) -> Vec<Value> {
    let mut all = Tuple::of(this).map(|items| items.items().to_vec()).unwrap_or_default();
    if let Some(this) = StructTime::of(this) {
        all.extend([&this.zone, &this.distance].map(Slot::get_or_none));
    }
    all
}

#[taipan_macros::methods]
mod table {
    use super::*;

    /// Makes a time of nine to eleven items.
    #[new("(sequence, dict=<unrepresentable>)", name = "structseq", told = "")]
    fn __new__(t: &mut Thread, class: &Value, sequence: &Value, dict: Option<&Value>) -> PyResult {
        construct(t, class, sequence, dict)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let mut text = TextBuilder::new();
        text.push_str("time.struct_time(");
        let items = all(this);
        for (index, (field, item)) in FIELDS.iter().zip(&items).enumerate() {
            if index > 0 {
                text.push_str(", ");
            }
            text.push_str(&format!("{}=", field.name));
            text.push_repr(t, item)?;
        }
        text.push_str(")");
        text.finish(t)
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let class = t.type_of(this).to_value();
        let mut items = all(this);
        let further = items.split_off(ITEMS.min(items.len()));
        let (items, more) = (Tuple::new(t, items)?, Dict::new(t)?);
        for (name, value) in FURTHER.into_iter().zip(further) {
            let name = t.intern(name)?;
            t.set_item(&more, &name, &value)?;
        }
        let arguments = Tuple::new(t, [items, more])?;
        Tuple::new(t, [class, arguments])
    }

    /// A copy with some attributes replaced.
    #[method("($self, /, **changes)")]
    fn __replace__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        if !args.positional().is_empty() {
            return Err(t.type_error("__replace__() takes no positional arguments"));
        }
        let class = t.type_of(this).to_value();
        let mut items = all(this);
        let mut unknown = Vec::new();
        for (name, value) in args.keywords() {
            let mut names = FIELDS.iter().map(|field| field.name).chain(FURTHER);
            match names.position(|known| name.as_str() == Some(known)) {
                Some(index) if index < items.len() => items[index] = value.clone(),
                _ => unknown.push(name.to_value()),
            }
        }
        if !unknown.is_empty() {
            let unknown = taipan_vm::builtins::list::List::new(t, unknown)?;
            let shown = t.repr_lossy(&unknown)?;
            return Err(t.type_error(format!("Got unexpected field name(s): {shown}")));
        }
        let further = items.split_off(ITEMS.min(items.len()));
        let [zone, distance] = further.try_into().unwrap_or([Value::NONE, Value::NONE]);
        of_class(t, &class, items, zone, distance)
    }

    /// The name of the time zone, or None.
    #[member]
    fn tm_zone(_: &mut Thread, this: &StructTime) -> PyResult<Option<Value>> {
        Ok(this.zone.get())
    }

    /// The time zone's distance east of Greenwich in seconds, or None.
    #[member]
    fn tm_gmtoff(_: &mut Thread, this: &StructTime) -> PyResult<Option<Value>> {
        Ok(this.distance.get())
    }
}
