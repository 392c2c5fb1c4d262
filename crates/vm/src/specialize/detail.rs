//! What the operands of attempts and misses were: the names that `taipan profile --detail` shows.
#![expect(unsafe_code, reason = "reads operands")]

use std::borrow::Cow;

use taipan_bytecode::Opcode;

use crate::builtins::function::Function;
use crate::builtins::str::Str;
use crate::object::Kind;
use crate::ops::{Cx, Mode};
use crate::site::{MAX_SEEN, Site};
use crate::types::TypeObject;
use crate::value::{Raw, Value};

/// Stands for all combinations beyond those that a site tells apart.
const OTHERS: &str = "others";

/// Notes the operands' types at the site of the word, which are all still in place: guards come first.
#[inline(never)]
pub(super) unsafe fn note<M: Mode>(cx: Cx<M>, site: &mut Site) {
    let Some(profile) = &mut site.profile else { return };
    // SAFETY: the operands are the word's.
    let names = unsafe {
        let named = |raw: Raw| name_of(cx, raw);
        match site.opcode {
            Opcode::BinaryOp | Opcode::CompareOp | Opcode::ContainsOp => {
                [named(cx.src(cx.b())), named(cx.src(cx.c()))]
            }
            Opcode::StoreSubscr => [named(cx.load(cx.b())), named(cx.src(cx.c()))],
            Opcode::LoadAttr | Opcode::StoreAttr | Opcode::ForIter | Opcode::Send => {
                [named(cx.load(cx.b())), None]
            }
            Opcode::ToBool | Opcode::UnpackSequence => [named(cx.src(cx.b())), None],
            Opcode::Call | Opcode::CallKw => [named(cx.load(cx.a())), None],
            Opcode::LoadSuperAttr => [named(cx.load(cx.b() + 2)), None],
            _ => [None, None],
        }
    };
    let text: Cow<'_, str> = match names {
        [None, _] => return,
        [Some(only), None] => only,
        [Some(left), Some(right)] => Cow::Owned(format!("{left}, {right}")),
    };
    if let Some((_, times)) = profile.seen.iter_mut().find(|(known, _)| *known == text) {
        *times += 1;
        return;
    }
    if profile.seen.len() + 1 < MAX_SEEN {
        profile.seen.push((text.into_owned(), 1));
        return;
    }
    match profile.seen.iter_mut().find(|(known, _)| known == OTHERS) {
        Some((_, times)) => *times += 1,
        None => profile.seen.push((OTHERS.to_owned(), 1)),
    }
}

/// The name of the operand's type; of a function or class its own.
unsafe fn name_of<'a, M: Mode>(cx: Cx<M>, raw: Raw) -> Option<Cow<'a, str>> {
    if raw.is_null() {
        return None;
    }
    // SAFETY: an operand is live, and so are its type and their names.
    unsafe {
        let is_callable = matches!((*cx.site()).opcode, Opcode::Call | Opcode::CallKw);
        let name = if is_callable && raw.is_kind(Kind::Function) {
            (*raw.cast::<Function>()).qualname.as_ptr()
        } else if is_callable && raw.is_kind(Kind::Type) {
            (*raw.cast::<TypeObject>()).name.as_ptr()
        } else {
            (*(*cx.t).type_of_raw(raw)).name.as_ptr()
        };
        Value::borrow_slot(name).exact::<Str>().map(Str::to_lossy)
    }
}
