//! `FrameLocalsProxy`: the locals of a function's frame as a mapping that writes through to them (PEP 667).
#![expect(unsafe_code, reason = "reads and writes slots of frames")]

use taipan_bytecode::local_kind;

use crate::builtins::cell::Cell;
use crate::builtins::dict::Dict;
use crate::builtins::fields::{read, write};
use crate::builtins::str::Str;
use crate::frames::{FrameObject, Place};
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

crate::counted_object! {
    /// A view of the locals of `frame`.
    FrameLocals, FrameLocals { frame }
}

/// The type `FrameLocalsProxy`.
pub(crate) static TYPE: NativeType = NativeType {
    name: "FrameLocalsProxy",
    module: "builtins",
    doc: "",
    kind: Kind::FrameLocals,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::MAPPING,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

impl FrameLocals {
    /// The frame object whose locals it shows.
    pub(crate) fn object(&self) -> Value {
        read(&self.frame).unwrap_or(Value::NONE)
    }
}

impl FrameObject {
    /// A local's value; `None` while it is unbound.
    fn local(&self, slot: usize) -> Option<Value> {
        if slot >= self.slot_count() {
            return None;
        }
        // SAFETY: the frame owns what its slots hold.
        let value = unsafe {
            let raw = *self.slots().add(slot);
            (!raw.is_null()).then(|| Value::from_borrowed(raw))
        }?;
        match value.exact::<Cell>().filter(|_| self.is_shared(slot)) {
            Some(cell) => read(&cell.content),
            None => Some(value),
        }
    }

    /// Whether a comprehension runs in the frame of a module or class, whose variables are locals of the frame meanwhile.
    pub(crate) fn runs_comprehension(&self) -> bool {
        self.code().hidden_locals().any(|slot| self.local(slot).is_some())
    }

    /// Whether a slot is one that holds a cell.
    fn is_shared(&self, slot: usize) -> bool {
        self.code().code().localspluskinds[slot] & (local_kind::CELL | local_kind::FREE) != 0
    }

    /// Rebinds a local; what it held lives on with the frame.
    fn set_local(&self, t: &mut Thread, slot: usize, value: &Value) {
        if slot >= self.slot_count() {
            return;
        }
        if let Place::Stack(base) = self.place.get() {
            t.before_local_changes(base, slot);
        }
        // SAFETY: the frame owns what its slots hold; what they held is kept or dropped last.
        unsafe {
            let place = self.slots().add(slot);
            if !(*place).is_null() && self.is_shared(slot) {
                if let Some(cell) = Value::borrow_slot(place).exact::<Cell>() {
                    write(&cell.content, Some(value.clone()));
                    t.drain();
                    return;
                }
            }
            let old = place.replace(value.clone().into_raw());
            if !old.is_null() {
                self.kept.borrow_mut().push(old);
            }
        }
    }

    /// Names and values of all bound locals, then of what was added.
    fn visible(&self, t: &Thread) -> Vec<(Value, Value)> {
        let names = &self.code().locals;
        let bound = |slot: usize| self.local(slot).map(|value| (names[slot].clone(), value));
        let mut all: Vec<(Value, Value)> = (0..names.len()).filter_map(bound).collect();
        if let Some(extra) = read(&self.extra_locals) {
            if let Some(extra) = extra.exact::<Dict>() {
                all.extend(extra.iter(t).map(|(name, value)| (name.clone(), value.clone())));
            }
        }
        all
    }

    /// The slot that a key names: for reading one that is bound, for writing one that is not hidden.
    fn slot_of(&self, t: &mut Thread, key: &Value, reading: bool) -> PyResult<Option<usize>> {
        t.hash(key)?;
        let Some(text) = key.exact::<Str>() else { return Ok(None) };
        let fits = |slot: usize| match reading {
            true => self.local(slot).is_some(),
            false => self.code().code().localspluskinds[slot] & local_kind::HIDDEN == 0,
        };
        let names = &self.code().locals;
        let same = |name: &Value| name.is(key) || name.exact::<Str>().is_some_and(|name| name.equals(text));
        Ok((0..names.len()).find(|&slot| same(&names[slot]) && fits(slot)))
    }

    fn find(&self, t: &mut Thread, key: &Value) -> PyResult<Option<Value>> {
        if let Some(slot) = self.slot_of(t, key, true)? {
            return Ok(self.local(slot));
        }
        match read(&self.extra_locals) {
            Some(extra) => extra.exact::<Dict>().map_or(Ok(None), |extra| extra.get(t, key)),
            None => Ok(None),
        }
    }

    fn assign(&self, t: &mut Thread, key: &Value, value: &Value) -> PyResult<()> {
        if let Some(slot) = self.slot_of(t, key, false)? {
            self.set_local(t, slot, value);
            return Ok(());
        }
        if self.extra_locals.get().is_null() {
            let extra = Dict::new(t)?;
            write(&self.extra_locals, Some(extra));
        }
        let extra = read(&self.extra_locals).unwrap_or(Value::NONE);
        t.set_item(&extra, key, value)
    }

    /// Takes an added name away; locals can't be.
    fn remove(&self, t: &mut Thread, key: &Value) -> PyResult<Option<Value>> {
        if self.slot_of(t, key, false)?.is_some() {
            return Err(t.value_error("cannot remove local variables from FrameLocalsProxy"));
        }
        match read(&self.extra_locals) {
            Some(extra) => {
                let removed = extra.exact::<Dict>().map_or(Ok(None), |extra| extra.remove(t, key))?;
                Ok(removed.map(|(_, value)| value))
            }
            None => Ok(None),
        }
    }
}

/// The methods of proxies.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{Dict, FrameLocals, FrameObject, Kind, PyResult, Thread, Value};
    use taipan_bytecode::CompareOperator;

    use crate::builtins::list::List;
    use crate::builtins::tuple::Tuple;
    use crate::native::Args;
    use crate::native::convert::check_positional;

    /// Shows the locals of a frame.
    #[new("(frame, /)", name = "FrameLocalsProxy")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = class;
        let values = args.positional();
        check_positional(t, "FrameLocalsProxy", values.len(), 1, 1)?;
        if !values[0].is_kind(Kind::Frame) {
            let found = t.qualified_type_name(&values[0])?;
            return Err(t.type_error(format!("expect frame, not {found}")));
        }
        args.no_keywords(t, "FrameLocalsProxy")?;
        FrameLocals::new(t, values[0].clone().into_raw())
    }

    #[special]
    fn __len__(t: &mut Thread, this: &FrameLocals) -> PyResult<usize> {
        Ok(with(this, |frame| frame.visible(t).len()))
    }

    /// The value of a name.
    #[method("($self, object, /)")]
    fn __getitem__(t: &mut Thread, this: &FrameLocals, object: &Value) -> PyResult {
        if let Some(value) = with(this, |frame| frame.find(t, object))? {
            return Ok(value);
        }
        let shown = t.repr_lossy(object)?;
        Err(t.exception(crate::errors::Class::KeyError, &format!("local variable '{shown}' is not defined")))
    }

    #[special]
    fn __setitem__(t: &mut Thread, this: &FrameLocals, key: &Value, value: &Value) -> PyResult<()> {
        with(this, |frame| frame.assign(t, key, value))
    }

    #[special]
    fn __delitem__(t: &mut Thread, this: &FrameLocals, key: &Value) -> PyResult<()> {
        match with(this, |frame| frame.remove(t, key))? {
            Some(_) => Ok(()),
            None => Err(t.key_error(key)),
        }
    }

    /// Whether a name is bound.
    #[method("($self, object, /)")]
    fn __contains__(t: &mut Thread, this: &FrameLocals, object: &Value) -> PyResult<bool> {
        Ok(with(this, |frame| frame.find(t, object))?.is_some())
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        let names = names(t, this)?;
        t.iter(&names)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let Some(_guard) = crate::protocol::ReprGuard::enter(this) else { return t.intern("{...}") };
        let copy = snapshot(t, this)?;
        t.repr(&copy)
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        same(t, this, value, CompareOperator::Equal)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        same(t, this, value, CompareOperator::NotEqual)
    }

    #[special]
    fn __lt__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        ordered(t, this, value, CompareOperator::Less as usize)
    }

    #[special]
    fn __le__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        ordered(t, this, value, CompareOperator::LessEqual as usize)
    }

    #[special]
    fn __gt__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        ordered(t, this, value, CompareOperator::Greater as usize)
    }

    #[special]
    fn __ge__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        ordered(t, this, value, CompareOperator::GreaterEqual as usize)
    }

    #[special]
    fn __or__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        merged(t, this, value)
    }

    #[special]
    fn __ror__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        merged(t, value, this)
    }

    #[special]
    fn __ior__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        if !is_mapping(value) {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        merge(t, this, value)?;
        Ok(this.clone())
    }

    /// The names, last to first.
    #[method("($self, /)")]
    fn __reversed__(t: &mut Thread, this: &Value) -> PyResult {
        let names = names(t, this)?;
        let mut names = names.downcast::<List>().map_or_else(Vec::new, |names| names.items(t).to_vec());
        names.reverse();
        List::new(t, names)
    }

    /// A dict of the locals as they are.
    #[method("($self, /)")]
    fn copy(t: &mut Thread, this: &Value) -> PyResult {
        snapshot(t, this)
    }

    /// The names.
    #[method("($self, /)")]
    fn keys(t: &mut Thread, this: &Value) -> PyResult {
        names(t, this)
    }

    /// The values.
    #[method("($self, /)")]
    fn values(t: &mut Thread, this: &FrameLocals) -> PyResult {
        let values = with(this, |frame| frame.visible(t)).into_iter().map(|(_, value)| value).collect();
        List::new(t, values)
    }

    /// Pairs of name and value.
    #[method("($self, /)")]
    fn items(t: &mut Thread, this: &FrameLocals) -> PyResult {
        let pairs = with(this, |frame| frame.visible(t));
        let pairs =
            pairs.into_iter().map(|(name, value)| Tuple::new(t, [name, value])).collect::<PyResult<_>>()?;
        List::new(t, pairs)
    }

    /// Binds the names of a dict or of another frame's locals.
    #[method("($self, object, /)")]
    fn update(t: &mut Thread, this: &Value, object: &Value) -> PyResult<()> {
        if !is_mapping(object) {
            return Err(t.type_error("update() argument must be dict or another FrameLocalsProxy"));
        }
        merge(t, this, object)
            .map_err(|_| t.type_error("update() argument must be dict or another FrameLocalsProxy"))
    }

    /// The value of a name, or a default.
    #[method("($self, /, *args)")]
    fn get(t: &mut Thread, this: &FrameLocals, args: &[Value]) -> PyResult {
        let (key, default) = key_and_default(t, "get", args)?;
        Ok(with(this, |frame| frame.find(t, &key))?.unwrap_or(default))
    }

    /// The value of a name, which is bound to the default if it was not bound.
    #[method("($self, /, *args)")]
    fn setdefault(t: &mut Thread, this: &FrameLocals, args: &[Value]) -> PyResult {
        let (key, default) = key_and_default(t, "setdefault", args)?;
        if let Some(value) = with(this, |frame| frame.find(t, &key))? {
            return Ok(value);
        }
        with(this, |frame| frame.assign(t, &key, &default))?;
        Ok(default)
    }

    /// Takes away a name that is no local of the code; its value, or a default.
    #[method("($self, /, *args)")]
    fn pop(t: &mut Thread, this: &FrameLocals, args: &[Value]) -> PyResult {
        check_positional(t, "pop", args.len(), 1, 2)?;
        match (with(this, |frame| frame.remove(t, &args[0]))?, args.get(1)) {
            (Some(value), _) => Ok(value),
            (None, Some(default)) => Ok(default.clone()),
            (None, None) => Err(t.key_error(&args[0])),
        }
    }

    fn with<R>(this: &FrameLocals, f: impl FnOnce(&FrameObject) -> R) -> R {
        let object = this.object();
        let Some(frame) = object.exact::<FrameObject>() else { unreachable!("proxies are of frames") };
        f(frame)
    }

    fn visible(t: &Thread, this: &Value) -> Vec<(Value, Value)> {
        match this.exact::<FrameLocals>() {
            Some(proxy) => with(proxy, |frame| frame.visible(t)),
            None => this.downcast::<Dict>().map_or_else(Vec::new, |dict| {
                dict.iter(t).map(|(key, value)| (key.clone(), value.clone())).collect()
            }),
        }
    }

    fn names(t: &mut Thread, this: &Value) -> PyResult {
        let names = visible(t, this).into_iter().map(|(name, _)| name).collect();
        List::new(t, names)
    }

    fn snapshot(t: &mut Thread, this: &Value) -> PyResult {
        let copy = Dict::new(t)?;
        for (name, value) in visible(t, this) {
            t.set_item(&copy, &name, &value)?;
        }
        Ok(copy)
    }

    fn is_mapping(value: &Value) -> bool {
        value.downcast::<Dict>().is_some() || value.exact::<FrameLocals>().is_some()
    }

    fn merge(t: &mut Thread, this: &Value, other: &Value) -> PyResult<()> {
        let keys = t.intern("keys")?;
        let keys = t.call_method(other, &keys, &[])?;
        t.iterate(&keys, |t, name| {
            let value = t.get_item(other, &name)?;
            t.set_item(this, &name, &value)?;
            Ok(true)
        })
    }

    fn merged(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        if !is_mapping(b) {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let (result, keys, update) = (Dict::new(t)?, t.intern("keys")?, t.intern("update")?);
        for part in [a, b] {
            // Anything that has keys, but no pairs.
            t.get_attr(part, &keys)?;
            t.call_method(&result, &update, std::slice::from_ref(part))?;
        }
        Ok(result)
    }

    fn same(t: &mut Thread, this: &Value, value: &Value, operator: CompareOperator) -> PyResult {
        if let (Some(a), Some(b)) = (this.exact::<FrameLocals>(), value.exact::<FrameLocals>()) {
            return Ok(Value::bool(a.object().is(&b.object()) == (operator == CompareOperator::Equal)));
        }
        if value.downcast::<Dict>().is_none() {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let copy = snapshot(t, this)?;
        t.compare(operator as usize, &copy, value)
    }

    /// Dicts have no order; they say so themselves.
    fn ordered(t: &mut Thread, this: &Value, value: &Value, op: usize) -> PyResult {
        if value.downcast::<Dict>().is_none() {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let copy = snapshot(t, this)?;
        t.compare(op, &copy, value)
    }

    fn key_and_default(t: &mut Thread, name: &str, args: &[Value]) -> PyResult<(Value, Value)> {
        match args {
            [key] => Ok((key.clone(), Value::NONE)),
            [key, default] => Ok((key.clone(), default.clone())),
            _ => Err(t.type_error(format!("{name} expected 1 or 2 arguments"))),
        }
    }
}
