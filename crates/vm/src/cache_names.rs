//! What caches mean to a reader: versions and addresses given the names of the types, functions and namespaces that
//! have them now. What a version no longer names is told to be stale, and never looked at.
#![expect(unsafe_code, reason = "reads types and functions by address")]

use std::collections::HashMap;

use taipan_bytecode::word::WordOp;
use taipan_bytecode::{CacheKind, Place};

use crate::builtins::dict::Dict;
use crate::builtins::function::Function;
use crate::builtins::module::Module;
use crate::builtins::str::Str;
use crate::native::{Convention, NativeDef};
use crate::object::Object;
use crate::site::{Guard, Site};
use crate::thread::Thread;
use crate::types::TypeObject;
use crate::value::{Raw, Value};

/// A field of a word's caches.
#[derive(Clone, PartialEq, Debug)]
pub struct CacheText {
    pub name: &'static str,
    /// `None` for addresses, which differ from run to run.
    pub value: Option<u64>,
    /// What the value stands for; `None` where it is just a number.
    pub meaning: Option<String>,
}

/// How a native function takes arguments, as CPython tells them apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NativeShape {
    NoArgs,
    One,
    Fast,
    Keywords,
}

/// Where instances of a type keep attributes of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Storage {
    /// In the instance, under keys that the class shares.
    Inline,
    /// In a dict.
    Dict,
    /// Nowhere, or in slots only.
    None,
}

struct TypeFacts {
    name: String,
    storage: Storage,
}

/// The names of all versions and addresses that caches may hold at this moment.
pub struct CacheNames {
    versions: HashMap<u32, TypeFacts>,
    addresses: HashMap<u64, TypeFacts>,
    functions: HashMap<u32, String>,
    namespaces: HashMap<u32, String>,
    /// Names of builtin types, by kind.
    kinds: Vec<String>,
}

impl CacheNames {
    /// Gathers the names from the interpreter's living objects.
    pub fn gather(t: &mut Thread) -> CacheNames {
        let mut names = CacheNames {
            versions: HashMap::new(),
            addresses: HashMap::new(),
            functions: HashMap::new(),
            namespaces: HashMap::new(),
            kinds: Vec::new(),
        };
        if let Some(builtins) = t.interpreter().builtins.exact::<Dict>() {
            names.namespaces.insert(builtins.version.get(), "builtins".to_owned());
        }
        for object in t.tracked_objects() {
            if let Some(function) = object.exact::<Function>() {
                let name = text(&function.qualname);
                names.functions.entry(function.version.get()).or_insert(name);
            } else if let Some(module) = object.exact::<Module>() {
                // SAFETY: a module's dict is live, or NULL.
                let dict = unsafe { Value::borrow_slot(module.dict.as_ptr()) };
                if let Some(dict) = dict.exact::<Dict>() {
                    let name = module_name(t, dict);
                    names.namespaces.entry(dict.version.get()).or_insert(name);
                }
            } else if let Some(class) = TypeObject::of(&object) {
                names.add_type(class);
            }
        }
        let interpreter = t.interpreter();
        for &class in &interpreter.types {
            // SAFETY: builtin types live as long as their interpreter.
            names.kinds.push(unsafe { class.as_ref() }.map_or_else(String::new, |class| text(&class.name)));
        }
        for &class in interpreter.types.iter().chain(&interpreter.exceptions) {
            // SAFETY: builtin types live as long as their interpreter.
            if let Some(class) = unsafe { class.as_ref() } {
                names.add_type(class);
            }
        }
        names.versions.remove(&0);
        names.functions.remove(&0);
        names.namespaces.remove(&0);
        names
    }

    fn add_type(&mut self, class: &TypeObject) {
        let facts = || TypeFacts {
            name: text(&class.name),
            storage: if !class.keys.get().is_null() {
                Storage::Inline
            } else if class.dict_offset.get() != 0 {
                Storage::Dict
            } else {
                Storage::None
            },
        };
        self.versions.insert(class.version.get(), facts());
        self.addresses.insert(std::ptr::from_ref(class) as u64, facts());
    }

    /// The caches of a word: its opcode and operands, followed by its cells.
    pub fn read(&self, op: WordOp, word: &[u64]) -> Vec<CacheText> {
        let fields = op.caches().iter().map(|field| {
            let value = part(word, field.place);
            let is_address = matches!(field.kind, CacheKind::Type | CacheKind::Native | CacheKind::Value);
            CacheText {
                name: field.name,
                value: (!is_address).then_some(value),
                meaning: self.meaning(field.kind, value, word),
            }
        });
        fields.collect()
    }

    /// The caches of a guard of a polymorphic site, which hold what the cells of its word would.
    pub fn read_guard(&self, guard: &Guard) -> Option<(WordOp, Vec<CacheText>)> {
        let op = WordOp::from_u16(guard.op)?;
        let [low, high] = guard.payload;
        let cell = u64::from(guard.version) | (low as u32 as u64) << 32;
        Some((op, self.read(op, &[0, 0, cell, high])))
    }

    /// The guards of a polymorphic site.
    pub fn guards(&self, site: &Site) -> Vec<(WordOp, Vec<CacheText>)> {
        let Some(guards) = &site.guards else { return Vec::new() };
        guards.held().iter().filter_map(|guard| self.read_guard(guard)).collect()
    }

    /// Where instances of the type that the word guards for keep their attributes.
    pub fn storage(&self, op: WordOp, word: &[u64]) -> Option<Storage> {
        let facts = op.caches().iter().find_map(|field| match field.kind {
            CacheKind::TypeVersion => self.versions.get(&(part(word, field.place) as u32)),
            CacheKind::Type => self.addresses.get(&part(word, field.place)),
            _ => None,
        });
        facts.map(|facts| facts.storage)
    }

    /// The native function that the word calls: its name and shape.
    pub fn native(op: WordOp, word: &[u64]) -> Option<(&'static str, NativeShape)> {
        let field = op.caches().iter().find(|field| field.kind == CacheKind::Native)?;
        // SAFETY: the cell holds the address of a definition, which is static data.
        let def = unsafe { (part(word, field.place) as *const NativeDef).as_ref() }?;
        let shape = match def.convention {
            Convention::NoArgs(_) => NativeShape::NoArgs,
            Convention::One(_) => NativeShape::One,
            Convention::Fast(_) => NativeShape::Fast,
            Convention::Keywords(_) | Convention::VarArgs(_) => NativeShape::Keywords,
        };
        Some((def.name, shape))
    }

    fn meaning(&self, kind: CacheKind, value: u64, word: &[u64]) -> Option<String> {
        let known = |name: Option<&String>| Some(name.map_or("stale", |name| name).to_owned());
        match kind {
            CacheKind::TypeVersion => known(self.versions.get(&(value as u32)).map(|facts| &facts.name)),
            CacheKind::FunctionVersion => known(self.functions.get(&(value as u32))),
            CacheKind::KeysVersion => known(self.namespaces.get(&(value as u32))),
            CacheKind::Kind => known(self.kinds.get(value as usize)),
            CacheKind::Type => known(self.addresses.get(&value).map(|facts| &facts.name)),
            CacheKind::Index if value == u64::from(u32::MAX) => Some("none".to_owned()),
            CacheKind::Index | CacheKind::Offset => None,
            // SAFETY: the cell holds the address of a definition, which is static data.
            CacheKind::Native => unsafe { Some((*(value as *const NativeDef)).name.to_owned()) },
            CacheKind::Int => Raw(value).is_int().then(|| (value.cast_signed() >> 2).to_string()),
            CacheKind::Float => Some(taipan_bytecode::float_repr(f64::from_bits(value))),
            CacheKind::Value => {
                let version = part(word, Place::Low(1)) as u32;
                let alive = self.versions.contains_key(&version);
                // SAFETY: the type that has the version keeps the value alive.
                alive.then(|| unsafe { self.kind_of_value(Raw(value)) })
            }
        }
    }

    /// What a cached value is, by its type and, for functions, name.
    unsafe fn kind_of_value(&self, value: Raw) -> String {
        // SAFETY: the caller knows the value to be live.
        unsafe {
            let borrowed = Value::borrow_slot(&raw const value);
            if let Some(function) = borrowed.exact::<Function>() {
                return text(&function.qualname);
            }
            if !value.is_pointer() {
                return "a constant".to_owned();
            }
            let class = (*value.header()).ty as u64;
            self.addresses.get(&class).map_or_else(|| "a value".to_owned(), |facts| facts.name.clone())
        }
    }
}

/// The part of a word that a place names; 0 for what lies outside.
fn part(word: &[u64], place: Place) -> u64 {
    let cell = |index: usize| word.get(1 + index).copied().unwrap_or(0);
    match place {
        Place::Low(index) => u64::from(cell(index) as u32),
        Place::High(index) => cell(index) >> 32,
        Place::Whole(index) => cell(index),
        Place::OperandB => word.first().map_or(0, |word| word >> 32 & 0xffff),
    }
}

/// The text of a slot that holds a string.
fn text(slot: &std::cell::Cell<Raw>) -> String {
    // SAFETY: names of types and functions are live strings, or NULL.
    let value = unsafe { Value::borrow_slot(slot.as_ptr()) };
    if value.raw().is_null() {
        return String::new();
    }
    value.exact::<Str>().map(|name| name.to_lossy().into_owned()).unwrap_or_default()
}

fn module_name(t: &Thread, dict: &Dict) -> String {
    let key = t.interpreter().names().__name__.clone();
    let Some(index) = key.exact::<Str>().and_then(|key| dict.find_str(t, key)) else { return String::new() };
    // SAFETY: the index is of a live entry.
    let value = unsafe { Value::from_borrowed((*dict.entries.get().add(index)).value) };
    value.exact::<Str>().map(|name| name.to_lossy().into_owned()).unwrap_or_default()
}
