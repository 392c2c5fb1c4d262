//! Which objects of a constant are one object. CPython's compiler makes equal constants of a module the
//! same object and interns names; marshal then writes each once and refers back to it. This numbers the
//! objects by value as the compiler would have merged them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use dashu_int::IBig;

use super::{MAX_DEPTH, MarshalError};
use crate::code::{Code, Constant, Text, code_flags};

/// An index of [`Graph::nodes`].
pub(super) type NodeId = u32;

/// An object to write. Equal keys are one object, but for those that are never shared.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    None,
    True,
    False,
    Ellipsis,
    Int(i64),
    BigInt(Arc<IBig>),
    Float(u64),
    Complex(u64, u64),
    Str(Text, Interned),
    Bytes(Arc<[u8]>),
    Tuple(Box<[NodeId]>),
    FrozenSet(Box<[NodeId]>),
    Slice([NodeId; 3]),
    /// By address; the code object is kept alive by the constant that is written.
    Code(usize),
}

/// Whether CPython would have interned a string.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Interned(pub(super) bool);

pub(super) struct Node<'a> {
    pub(super) key: Key,
    /// In how many places the object stands, or 2 and more where CPython holds it elsewhere too.
    pub(super) uses: u32,
    /// A code object and its parts, in the order they are written.
    pub(super) code: Option<(&'a Code, [NodeId; 10])>,
}

#[derive(Default)]
pub(super) struct Graph<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    ids: HashMap<Key, NodeId>,
    /// Containers by address: shared ones are numbered once, however often they are shared.
    seen: HashMap<usize, NodeId>,
    slices: HashMap<[Key; 3], NodeId>,
    /// A class body holds its own qualified name as a constant: the same object as its name.
    class_names: HashSet<Text>,
}

impl<'a> Graph<'a> {
    /// Numbers a constant and all it holds; gives its node.
    pub(super) fn constant(&mut self, value: &'a Constant, depth: usize) -> Result<NodeId, MarshalError> {
        if depth >= MAX_DEPTH {
            return Err(MarshalError::TooDeepToWrite);
        }
        let address = address(value);
        if let Some(&id) = self.seen.get(&address) {
            self.hold(id);
            return Ok(id);
        }
        let id = self.number(value, depth)?;
        if address != 0 {
            self.seen.insert(address, id);
        }
        Ok(id)
    }

    fn number(&mut self, value: &'a Constant, depth: usize) -> Result<NodeId, MarshalError> {
        let key = match value {
            Constant::None => Key::None,
            Constant::True => Key::True,
            Constant::False => Key::False,
            Constant::Ellipsis => Key::Ellipsis,
            Constant::Int(value) => Key::Int(*value),
            Constant::BigInt(value) => Key::BigInt(value.clone()),
            Constant::Float(value) => Key::Float(value.to_bits()),
            Constant::Complex(real, imag) => Key::Complex(real.to_bits(), imag.to_bits()),
            Constant::Str(text) => {
                let interned = is_interned_constant(text) || self.class_names.contains(text);
                Key::Str(text.clone(), Interned(interned))
            }
            Constant::Bytes(bytes) => Key::Bytes(bytes.clone()),
            Constant::Tuple(items) => Key::Tuple(self.constants(items, depth)?),
            Constant::FrozenSet(items) => {
                let mut members = self.constants(items, depth)?;
                members.iter().for_each(|&id| self.hold(id));
                self.sort_members(&mut members);
                // Made of a set display that only `in` or a loop uses: the compiler does not merge those.
                return Ok(self.push(Key::FrozenSet(members)));
            }
            Constant::Slice(parts) => return self.slice(parts, depth),
            Constant::Code(code) => return self.code(code, depth),
        };
        Ok(self.shared(key))
    }

    /// Numbers a code object and all it holds.
    pub(super) fn code(&mut self, code: &'a Code, depth: usize) -> Result<NodeId, MarshalError> {
        if depth >= MAX_DEPTH {
            return Err(MarshalError::TooDeepToWrite);
        }
        let key = Key::Code(std::ptr::from_ref(code).addr());
        if let Some(&id) = self.ids.get(&key) {
            self.hold(id);
            return Ok(id);
        }
        if code.flags & code_flags::NEWLOCALS == 0 {
            self.class_names.insert(code.qualname.clone());
        }
        let bytecode = self.push(Key::Bytes((*code.code).into()));
        self.hold(bytecode);
        let consts = self.constants(&code.consts, depth + 1)?;
        let parts = [
            bytecode,
            self.shared(Key::Tuple(consts)),
            self.names(&code.names),
            self.local_names(code),
            self.kinds(&code.localspluskinds),
            self.name(&code.filename),
            self.name(&code.name),
            self.name(&code.qualname),
            self.shared(Key::Bytes((*code.linetable).into())),
            self.shared(Key::Bytes((*code.exceptiontable).into())),
        ];
        let id = self.shared(key);
        self.nodes[id as usize].code = Some((code, parts));
        Ok(id)
    }

    /// Says that CPython holds one more reference to the object.
    pub(super) fn hold(&mut self, id: NodeId) {
        let uses = &mut self.nodes[id as usize].uses;
        *uses = uses.saturating_add(1);
    }

    fn constants(&mut self, items: &'a [Constant], depth: usize) -> Result<Box<[NodeId]>, MarshalError> {
        items.iter().map(|item| self.constant(item, depth + 1)).collect()
    }

    /// The compiler merges equal slices, but not what lies inside them.
    fn slice(&mut self, parts: &'a [Constant; 3], depth: usize) -> Result<NodeId, MarshalError> {
        let mut ids = [0; 3];
        for (id, part) in ids.iter_mut().zip(parts) {
            *id = match part {
                Constant::Int(number) if !is_immortal(&Key::Int(*number)) => self.push(Key::Int(*number)),
                _ => self.constant(part, depth + 1)?,
            };
        }
        let bounds = ids.map(|id| self.nodes[id as usize].key.clone());
        if let Some(&id) = self.slices.get(&bounds) {
            self.hold(id);
            self.release_parts(&Key::Slice(ids));
            return Ok(id);
        }
        let id = self.push(Key::Slice(ids));
        self.slices.insert(bounds, id);
        Ok(id)
    }

    fn names(&mut self, names: &[Text]) -> NodeId {
        let ids = names.iter().map(|name| self.name(name)).collect();
        self.shared(Key::Tuple(ids))
    }

    /// The compiler renames the argument of its `__annotate__` functions in a fresh tuple.
    fn local_names(&mut self, code: &Code) -> NodeId {
        let is = |text: &Text, name: &str| text.as_wtf8() == name.as_bytes();
        let renamed = code.localsplusnames.first().is_some_and(|first| is(first, "format"));
        if renamed && is(&code.name, "__annotate__") && code.posonlyargcount == 1 {
            let ids = code.localsplusnames.iter().map(|name| self.name(name)).collect();
            return self.push(Key::Tuple(ids));
        }
        self.names(&code.localsplusnames)
    }

    /// Bytes that the compiler makes anew for each code object.
    fn kinds(&mut self, kinds: &[u8]) -> NodeId {
        let key = Key::Bytes(kinds.into());
        if kinds.is_empty() { self.shared(key) } else { self.push_with(key, 1) }
    }

    fn name(&mut self, name: &Text) -> NodeId {
        self.shared(Key::Str(name.clone(), Interned(true)))
    }

    fn shared(&mut self, key: Key) -> NodeId {
        if let Some(&id) = self.ids.get(&key) {
            self.hold(id);
            self.release_parts(&key);
            return id;
        }
        let id = self.push(key.clone());
        self.ids.insert(key, id);
        id
    }

    /// The parts of an object that was merged with an equal one are held by that one alone.
    fn release_parts(&mut self, merged: &Key) {
        let parts = match merged {
            Key::Tuple(parts) | Key::FrozenSet(parts) => &parts[..],
            Key::Slice(parts) => parts,
            _ => &[],
        };
        for &part in parts {
            let node = &mut self.nodes[part as usize];
            node.uses = node.uses.saturating_sub(1);
        }
    }

    fn push(&mut self, key: Key) -> NodeId {
        let uses = if is_immortal(&key) { 2 } else { 1 };
        self.push_with(key, uses)
    }

    fn push_with(&mut self, key: Key, uses: u32) -> NodeId {
        self.nodes.push(Node { key, uses, code: None });
        (self.nodes.len() - 1) as NodeId
    }

    /// CPython writes a set's members in the order of their own marshal data.
    fn sort_members(&self, members: &mut [NodeId]) {
        members.sort_by_cached_key(|&id| super::write::standalone(self, id));
    }
}

/// Where a container's items lie; 0 for what is none.
fn address(value: &Constant) -> usize {
    match value {
        Constant::Tuple(items) | Constant::FrozenSet(items) => items.as_ptr().addr(),
        Constant::Slice(parts) => parts.as_ptr().addr(),
        _ => 0,
    }
}

/// Constant strings that look like names are interned, and so are all of at most one Latin-1 character.
fn is_interned_constant(text: &Text) -> bool {
    let bytes = text.as_wtf8();
    match bytes {
        [] | [0..0x80] | [0xc2..=0xc3, _] => true,
        _ => bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_'),
    }
}

/// Objects of which there is one in the process, held by the interpreter itself.
fn is_immortal(key: &Key) -> bool {
    match key {
        Key::Int(value) => (-5..=256).contains(value),
        Key::Bytes(bytes) => bytes.len() <= 1,
        Key::Tuple(items) => items.is_empty(),
        Key::Str(_, interned) => interned.0,
        _ => false,
    }
}
