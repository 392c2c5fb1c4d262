//! `lru_cache`: a function whose results are kept, the least recently used given up first.
//!
//! The cache is a dict from keys to results, or, where the size is bounded, to the numbers of links: places in a list
//! ordered by use. Python code (the function, comparisons of keys) may use or clear the cache in the midst of things;
//! each clearing has a number, so that what was looked up before it is known to be stale.

use std::cell::Cell;

use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::Class;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::{Guarded, Slot};
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{Args, PyResult, Thread, Value};

use super::links::Links;

/// What stands between positional and keyword arguments in cache keys.
#[derive(Default)]
pub(super) struct Mark(pub(super) Option<Value>);

/// What a cache keeps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    Nothing,
    Everything,
    Most(usize),
}

taipan_vm::native_object! {
    /// The function; the cache, a dict; the order of use; the class of `cache_info()`; the counts; whether 3 and 3.0 differ;
    /// how often the cache was cleared.
    pub(super) struct LruCache: LAYOUT, TYPE {
        function: Slot,
        cache: Slot,
        info: Slot,
        mark: Slot,
        links: Guarded<Links>,
        size: Cell<Size>,
        typed: Cell<bool>,
        hits: Cell<i64>,
        misses: Cell<i64>,
        clearings: Cell<u64>,
    }
}

/// The type `_lru_cache_wrapper`.
pub(super) static TYPE: NativeType = NativeType {
    name: "_lru_cache_wrapper",
    module: "functools",
    doc: "A callable that keeps the results of user_function: none of them if maxsize is 0, all if it is None, else those of the maxsize calls used last. If typed, arguments of different types are different though they are equal. cache_info_type is called with hits, misses, maxsize and current size.",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::WEAK.with(TypeFlags::DICT),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The key of a call: the argument itself if it is one simple one, else a tuple of all there is to tell calls apart.
fn key(t: &mut Thread, this: &LruCache, args: Args<'_>) -> PyResult {
    let given = args.positional();
    let typed = this.typed.get();
    if !typed && args.keyword_count() == 0 {
        if let [only] = given
            && (only.is_kind(Kind::Str) || only.as_small_int().is_some() || only.is_kind(Kind::BigInt))
        {
            return Ok(only.clone());
        }
        return Tuple::from_slice(t, given);
    }
    let mut parts = given.to_vec();
    if args.keyword_count() > 0 {
        parts.extend(this.mark.get());
        for (name, value) in args.keywords() {
            parts.push(name.to_value());
            parts.push(value.clone());
        }
    }
    if typed {
        parts.extend(args.values().iter().map(|value| t.type_of(value).to_value()));
    }
    Tuple::new(t, parts)
}

fn count(counter: &Cell<i64>) {
    counter.set(counter.get().wrapping_add(1));
}

fn call(t: &mut Thread, this: &LruCache, args: Args<'_>) -> PyResult {
    let (Some(function), Some(cache)) = (this.function.get(), this.cache.get()) else {
        unreachable!("a cache has a function")
    };
    let Some(dict) = cache.exact::<Dict>() else { unreachable!("the cache is a dict") };
    if this.size.get() == Size::Nothing {
        count(&this.misses);
        return t.call_args(&function, args);
    }
    let key = key(t, this, args)?;
    let hash = t.hash(&key)?;
    if let Some(found) = dict.get_hashed(t, &key, hash)? {
        if this.size.get() == Size::Everything {
            count(&this.hits);
            return Ok(found);
        }
        if let Some(result) = this.links.write(t).used(&found) {
            count(&this.hits);
            return Ok(result);
        }
    }
    count(&this.misses);
    let result = t.call_args(&function, args)?;
    match this.size.get() {
        Size::Most(most) => keep(t, this, dict, Entry { key, hash, result: result.clone() }, most)?,
        _ => drop(dict.set_hashed(t, &key, hash, result.clone())?),
    }
    Ok(result)
}

/// What a call adds to a bounded cache.
struct Entry {
    key: Value,
    hash: u64,
    result: Value,
}

/// Adds a result to a bounded cache, in the place of the oldest if there is no room.
fn keep(t: &mut Thread, this: &LruCache, dict: &Dict, entry: Entry, most: usize) -> PyResult<()> {
    let Entry { key, hash, result } = entry;
    if dict.get_hashed(t, &key, hash)?.is_some() {
        // The function itself led to the same call, which added it.
        return Ok(());
    }
    let mut oldest = None;
    if dict.len() >= most {
        oldest = this.links.write(t).take_oldest();
    }
    let clearings = this.clearings.get();
    if let Some((old_key, old_hash, _)) = &oldest {
        let removed = dict.remove_hashed(t, old_key, *old_hash);
        match removed {
            Ok(Some(_)) => {}
            // Somebody else removed it.
            Ok(None) => return Ok(()),
            Err(error) => {
                if let (Some((old_key, old_hash, old_result)), true) =
                    (oldest, clearings == this.clearings.get())
                {
                    let number = this.links.write(t).put_back(old_key.clone(), old_hash, old_result);
                    // The dict still has the entry, by the number of a link that is gone.
                    dict.set_hashed(t, &old_key, old_hash, number)?;
                }
                return Err(error);
            }
        }
    }
    let Some(number) = this.links.write(t).add(key.clone(), hash, result) else {
        return Err(t.memory_error());
    };
    if let Err(error) = dict.set_hashed(t, &key, hash, number.clone()) {
        if clearings == this.clearings.get() {
            let lost = this.links.write(t).remove(&number);
            drop(lost);
        }
        return Err(error);
    }
    Ok(())
}

fn clear(t: &mut Thread, this: &LruCache) {
    this.hits.set(0);
    this.misses.set(0);
    this.clearings.set(this.clearings.get() + 1);
    let links = std::mem::take(this.links.write(t));
    if let Some(cache) = this.cache.get()
        && let Some(dict) = cache.exact::<Dict>()
    {
        dict.clear(t);
    }
    drop(links);
    t.drain();
}

fn info(t: &mut Thread, this: &LruCache) -> PyResult {
    let length = this.cache.borrow(t).and_then(|cache| cache.exact::<Dict>()).map_or(0, Dict::len);
    let size = match this.size.get() {
        Size::Nothing => Value::small_int(0),
        Size::Everything => Value::NONE,
        Size::Most(most) => Value::small_int(most as i64),
    };
    let class = this.info.get_or_none();
    let [hits, misses, length] = [this.hits.get(), this.misses.get(), length as i64].map(Value::small_int);
    t.call(&class, &[hits, misses, size, length])
}

fn size(t: &mut Thread, value: &Value) -> PyResult<Size> {
    if value.is_none() {
        return Ok(Size::Everything);
    }
    if !t.is_index(value) {
        return Err(t.type_error("maxsize should be integer or None"));
    }
    let size = t.as_isize(value, Class::OverflowError)?;
    Ok(if size <= 0 { Size::Nothing } else { Size::Most(size.unsigned_abs()) })
}

#[taipan_macros::methods]
mod table {
    use super::*;
    use taipan_vm::builtins::type_slots;
    use taipan_vm::native::arguments::Signature;
    use taipan_vm::native::convert::{method_self, special_self};

    /// Makes a callable.
    #[new("(user_function, maxsize, typed, cache_info_type)", name = "lru_cache", told = "")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        static SIGNATURE: Signature<4> = Signature {
            function: "lru_cache",
            names: ["user_function", "maxsize", "typed", "cache_info_type"],
            positional_only: 0,
            positional: 4,
            required: 4,
            required_keyword_only: 0,
        };
        let typed = match args.early(2, "typed", SIGNATURE.names.len()) {
            Some(typed) => t.truth(typed)?,
            None => false,
        };
        let [Some(user_function), Some(maxsize), _, Some(cache_info_type)] = args.bind(t, &SIGNATURE)? else {
            unreachable!("all four are required")
        };
        if !t.is_callable(user_function) {
            return Err(t.type_error("the first argument must be callable"));
        }
        let size = size(t, maxsize)?;
        let cache = Dict::new(t)?;
        let mark = Slot::from(t.state::<Mark>().0.clone());
        LruCache::create(
            t,
            class,
            Slot::new(user_function.clone()),
            cache.into(),
            Slot::new(cache_info_type.clone()),
            mark,
            Guarded::new(Links::default()),
            Cell::new(size),
            Cell::new(typed),
            Cell::new(0),
            Cell::new(0),
            Cell::new(0),
        )
    }

    #[special]
    fn __call__(t: &mut Thread, this: &LruCache, args: Args<'_>) -> PyResult {
        call(t, this, args)
    }

    #[special]
    fn __get__(t: &mut Thread, this: &Value, instance: &Value, owner: Option<&Value>) -> PyResult {
        t.check_get(instance, owner)?;
        special_self::<LruCache>(t, this, "__get__")?;
        if instance.is_none() { Ok(this.clone()) } else { t.bind_method(this, instance) }
    }

    /// The counts of hits and misses, the size and its bound.
    #[method("($self, /)")]
    fn cache_info(t: &mut Thread, this: &LruCache) -> PyResult {
        info(t, this)
    }

    /// Forgets all results and counts.
    #[method("($self, /)")]
    fn cache_clear(t: &mut Thread, this: &LruCache) -> PyResult<()> {
        clear(t, this);
        Ok(())
    }

    /// The name it is pickled by.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        method_self::<LruCache>(t, this, "__reduce__")?;
        let name = t.interpreter().names().__qualname__.clone();
        t.get_attr(this, &name)
    }

    /// Itself.
    #[method("($self, /, *args)", told = "")]
    fn __copy__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        args.no_keywords(t, "__copy__")?;
        Ok(this.clone())
    }

    /// Itself.
    #[method("($self, /, *args)", told = "")]
    fn __deepcopy__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        args.no_keywords(t, "__deepcopy__")?;
        Ok(this.clone())
    }

    /// The attributes, a dict.
    #[getter]
    fn __dict__(t: &mut Thread, this: &Value) -> PyResult {
        type_slots::get_dict(t, this)
    }

    #[setter("__dict__")]
    fn set_dict(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        type_slots::set_dict(t, this, value)
    }
}
