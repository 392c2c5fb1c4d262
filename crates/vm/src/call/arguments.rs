//! Sorting a call's arguments into the callee's locals.
#![expect(unsafe_code, reason = "moves words on the value stack")]

use std::mem::MaybeUninit;

use taipan_bytecode::code_flags;

use crate::builtins::code::CodeObject;
use crate::builtins::dict::Dict;
use crate::builtins::function::Function;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::call::{Operands, Target};
use crate::exec::Exec;
use crate::native::PyResult;
use crate::thread::{Thread, frame};
use crate::value::{Raw, Value};

/// How many keyword arguments the quick way takes.
const QUICK_KEYWORDS: usize = 16;
/// In place of a parameter's index: the argument goes to `**kwargs`.
const EXTRA: u8 = u8::MAX;

impl Thread {
    /// Binds the arguments in place when that can neither fail nor run Python: the usual call. Else answers false and
    /// leaves everything as it was.
    ///
    /// # Safety
    /// As [`Thread::enter_function`], with room at `base` checked.
    #[inline]
    pub(super) unsafe fn bind_in_place(
        &mut self,
        target: Target,
        operands: Operands,
        base: *mut Raw,
        exec: *const Exec,
    ) -> PyResult<bool> {
        // SAFETY: the caller's promise; references move from the operands into the frame one by one.
        unsafe {
            let function = &*target.function.cast::<Function>();
            let code = function.code();
            let shared = code.code();
            let names = operands.names.as_ref().map_or(&[][..], Tuple::items);
            let own = usize::from(!target.receiver.is_null());
            let given = operands.count - names.len();
            let positional = given + own;
            let argcount = shared.argcount as usize;
            let kwonly = shared.kwonlyargcount as usize;
            let total = argcount + kwonly;
            let has_varargs = shared.flags & code_flags::VARARGS != 0;
            let has_keywords = shared.flags & code_flags::VARKEYWORDS != 0;
            if names.len() > QUICK_KEYWORDS
                || total >= 64
                || positional > argcount && (!has_varargs || own > argcount)
            {
                return Ok(false);
            }
            if names.is_empty() && kwonly == 0 && !has_keywords && own <= argcount {
                return self.bind_positional(target, operands, base, exec);
            }
            let mut places = [EXTRA; QUICK_KEYWORDS];
            let mut filled = (1_u64 << argcount.min(positional)) - 1;
            for (name, place) in names.iter().zip(&mut places) {
                let parameters = &code.locals[shared.posonlyargcount as usize..total];
                let found = parameters.iter().position(|parameter| parameter.is(name)).or_else(|| {
                    let text = name.exact::<Str>()?;
                    parameters
                        .iter()
                        .position(|parameter| parameter.exact::<Str>().is_some_and(|own| own.equals(text)))
                });
                match found {
                    Some(parameter) => {
                        let parameter = parameter + shared.posonlyargcount as usize;
                        if filled & 1 << parameter != 0 {
                            return Ok(false);
                        }
                        filled |= 1 << parameter;
                        *place = parameter as u8;
                    }
                    None if has_keywords && name.exact::<Str>().is_some() => {}
                    None => return Ok(false),
                }
            }
            let first_default = argcount.saturating_sub(function.default_count.get() as usize);
            let required = ((1_u64 << first_default) - 1) & !filled;
            if required != 0 || function.default_count.get() as usize > argcount {
                return Ok(false);
            }
            let mut kwdefaults = None;
            if kwonly != 0 {
                kwdefaults = function.field(&function.kwdefaults).and_then(|dict| dict.exact::<Dict>());
            }
            for index in argcount..total {
                let known = filled & 1 << index != 0
                    || code.locals[index].exact::<Str>().is_some_and(|name| {
                        kwdefaults.is_some_and(|dict| dict.get_str(self, name).is_some())
                    });
                if !known {
                    return Ok(false);
                }
            }
            let mut more = [Raw::NULL; 2];
            let extra_positional = positional.saturating_sub(argcount);
            if has_varargs {
                let tuple = Tuple::uninit(self, extra_positional)?;
                more[0] = tuple.into_raw();
            }
            if has_keywords {
                match Dict::new(self) {
                    Ok(dict) => {
                        let filling =
                            names.iter().zip(places).enumerate().filter(|(_, (_, place))| *place == EXTRA);
                        for (index, (name, _)) in filling {
                            let value = Value::from_borrowed(*operands.arguments.add(given + index));
                            let Some(dict) = dict.exact::<Dict>() else { unreachable!("just made") };
                            if let Err(error) = dict.set_str(self, name, value) {
                                drop(Value::from_raw(if has_varargs { more[0] } else { Raw::NONE }));
                                return Err(error);
                            }
                        }
                        more[1] = dict.into_raw();
                    }
                    Err(error) => {
                        drop(Value::from_raw(if has_varargs { more[0] } else { Raw::NONE }));
                        return Err(error);
                    }
                }
            }
            // From here on nothing fails.
            let mut keywords = [const { MaybeUninit::<Raw>::uninit() }; QUICK_KEYWORDS];
            let keywords = keywords[..names.len()]
                .write_copy_of_slice(std::slice::from_raw_parts(operands.arguments.add(given), names.len()));
            if has_varargs {
                let items = (*more[0].cast::<Tuple>()).items_start();
                for index in 0..extra_positional {
                    *items.add(index) = *operands.arguments.add(argcount - own + index);
                }
            }
            let old_callable = *operands.callable;
            let placed = argcount.min(positional);
            std::ptr::copy(operands.arguments, base.add(own), placed - own);
            if own != 0 {
                target.receiver.retain();
                *base = target.receiver;
            }
            for index in placed..(*exec).nlocals as usize {
                *base.add(index) = Raw::NULL;
            }
            for (keyword, place) in keywords.iter().zip(places) {
                if place == EXTRA {
                    // The dictionary has a reference of its own.
                    drop(Value::from_raw(*keyword));
                } else {
                    *base.add(usize::from(place)) = *keyword;
                }
            }
            if placed < argcount
                && let Some(defaults) = function.field(&function.defaults).and_then(Tuple::of)
            {
                for index in placed.max(first_default)..argcount {
                    if (*base.add(index)).is_null() {
                        *base.add(index) = defaults.items()[index - first_default].clone().into_raw();
                    }
                }
            }
            for index in argcount..total {
                if (*base.add(index)).is_null() {
                    let Some(name) = code.locals[index].exact::<Str>() else { continue };
                    let default = kwdefaults.and_then(|dict| dict.get_str(self, name));
                    *base.add(index) = default.map_or(Raw::NULL, |value| value.clone().into_raw());
                }
            }
            let mut next = total;
            for (word, wanted) in more.into_iter().zip([has_varargs, has_keywords]) {
                if wanted {
                    *base.add(next) = word;
                    next += 1;
                }
            }
            self.place_callable(target, operands, base, old_callable);
            Ok(true)
        }
    }

    /// [`Thread::bind_in_place`] of positional arguments, for parameters of which none is keyword-only and none takes the
    /// keywords left over.
    unsafe fn bind_positional(
        &mut self,
        target: Target,
        operands: Operands,
        base: *mut Raw,
        exec: *const Exec,
    ) -> PyResult<bool> {
        // SAFETY: as `bind_in_place`; there are not more arguments than parameters, or a tuple takes the rest.
        unsafe {
            let function = &*target.function.cast::<Function>();
            let own = usize::from(!target.receiver.is_null());
            let positional = operands.count + own;
            let argcount = (*exec).argcount as usize;
            let missing = argcount.saturating_sub(positional);
            let defaults = function.default_count.get() as usize;
            if missing > defaults || defaults > argcount {
                return Ok(false);
            }
            let mut placed = argcount - missing;
            let mut rest = Raw::NULL;
            if (*exec).flags & code_flags::VARARGS != 0 {
                let count = positional.saturating_sub(argcount);
                let tuple = Tuple::uninit(self, count)?;
                rest = tuple.into_raw();
                let items = (*rest.cast::<Tuple>()).items_start();
                std::ptr::copy_nonoverlapping(operands.arguments.add(argcount - own), items, count);
            }
            // From here on nothing fails.
            let old_callable = *operands.callable;
            std::ptr::copy(operands.arguments, base.add(own), placed - own);
            if own != 0 {
                target.receiver.retain();
                *base = target.receiver;
            }
            if missing != 0
                && let Some(values) = function.field(&function.defaults).and_then(Tuple::of)
            {
                for value in &values.items()[defaults - missing..] {
                    *base.add(placed) = value.clone().into_raw();
                    placed += 1;
                }
            }
            if !rest.is_null() {
                *base.add(placed) = rest;
                placed += 1;
            }
            for index in placed..(*exec).nlocals as usize {
                *base.add(index) = Raw::NULL;
            }
            self.place_callable(target, operands, base, old_callable);
            Ok(true)
        }
    }

    /// Puts the function that is entered into its frame's header, in place of what was called.
    unsafe fn place_callable(&self, target: Target, operands: Operands, base: *mut Raw, called: Raw) {
        // SAFETY: the slot is the frame's; the reference to what was called ends here.
        unsafe {
            // Of a class that is called, the pseudo-frame keeps the callable's slot.
            let shim = base != operands.callable.add(frame::HEADER);
            if shim || called != target.function {
                target.function.retain();
                *base.sub(frame::CALLABLE) = target.function;
                if !shim {
                    drop(Value::from_raw(called));
                }
            }
        }
    }

    /// Whether a keyword names a parameter that may be given by keyword.
    pub(super) fn keyword_parameter(&self, code: &CodeObject, name: &Value) -> bool {
        let shared = code.code();
        let first = shared.posonlyargcount as usize;
        let last = (shared.argcount + shared.kwonlyargcount) as usize;
        let Some(name) = name.downcast::<Str>() else { return false };
        code.locals[first..last]
            .iter()
            .any(|local| local.exact::<Str>().is_some_and(|local| local.equals(name)))
    }

    /// Sorts the arguments into `locals`: copies of the operands' words, and new references to defaults, `*args` and
    /// `**kwargs`, which are given back on error.
    pub(super) unsafe fn bind(
        &mut self,
        target: Target,
        function: &Function,
        code: &CodeObject,
        operands: Operands,
        locals: &mut Vec<Raw>,
    ) -> PyResult<()> {
        // SAFETY: all words read are live.
        unsafe {
            let shared = code.code().clone();
            let names = operands.names.as_ref();
            let keyword_count = names.map_or(0, Tuple::len);
            let own = usize::from(!target.receiver.is_null());
            let given = operands.count - keyword_count;
            let positional = given + own;
            let argcount = shared.argcount as usize;
            let kwonly = shared.kwonlyargcount as usize;
            let total = argcount + kwonly;
            let word = |index: usize| {
                if index < own { target.receiver } else { *operands.arguments.add(index - own) }
            };
            for index in 0..total {
                locals.push(if index < argcount.min(positional) { word(index) } else { Raw::NULL });
            }
            let mut made: Vec<Value> = Vec::new();
            if shared.flags & code_flags::VARARGS != 0 {
                let extra: Vec<Value> =
                    (argcount..positional).map(|index| Value::from_borrowed(word(index))).collect();
                let tuple = Tuple::new(self, extra)?;
                locals.push(tuple.raw());
                made.push(tuple);
            }
            let mut keywords = None;
            if shared.flags & code_flags::VARKEYWORDS != 0 {
                let dict = Dict::new(self)?;
                locals.push(dict.raw());
                keywords = Some(dict.clone());
                made.push(dict);
            }
            if let Some(names) = names {
                for (index, name) in names.items().iter().enumerate() {
                    let value = *operands.arguments.add(given + index);
                    let Some(text) = name.downcast::<Str>() else {
                        let display = self.function_name(function);
                        return Err(self.type_error(format!("{display}() keywords must be strings")));
                    };
                    let found = (shared.posonlyargcount as usize..total).find(|&parameter| {
                        code.locals[parameter].is(name)
                            || code.locals[parameter].exact::<Str>().is_some_and(|local| local.equals(text))
                    });
                    match (found, &keywords) {
                        (Some(parameter), _) => {
                            if !locals[parameter].is_null() {
                                let display = self.function_name(function);
                                let name = text.to_lossy().into_owned();
                                return Err(self.type_error(format!(
                                    "{display}() got multiple values for argument '{name}'"
                                )));
                            }
                            locals[parameter] = value;
                        }
                        (None, Some(keywords)) => {
                            let Some(dict) = keywords.exact::<Dict>() else {
                                unreachable!("just made a dict")
                            };
                            dict.set(self, name, Value::from_borrowed(value))?;
                        }
                        (None, None) => {
                            return Err(self.unexpected_keyword(function, &shared, code, names, text));
                        }
                    }
                }
            }
            if positional > argcount && shared.flags & code_flags::VARARGS == 0 {
                return Err(self.too_many_positional(function, &shared, positional, locals));
            }
            if positional < argcount {
                let defaults: &[Value] = match function.field(&function.defaults) {
                    Some(defaults) => defaults.exact::<Tuple>().map_or(&[], Tuple::items),
                    None => &[],
                };
                let required = argcount.saturating_sub(defaults.len());
                let missing: Vec<usize> =
                    (positional..required).filter(|&index| locals[index].is_null()).collect();
                if !missing.is_empty() {
                    return Err(self.missing_arguments(function, code, &missing, "positional"));
                }
                let skipped = defaults.len().saturating_sub(argcount);
                for index in positional.max(required)..argcount {
                    if locals[index].is_null() {
                        let value = &defaults[skipped + index - required];
                        locals[index] = value.raw();
                        made.push(value.clone());
                    }
                }
            }
            if kwonly > 0 {
                let mut missing = Vec::new();
                for (index, local) in locals.iter_mut().enumerate().take(total).skip(argcount) {
                    if !local.is_null() {
                        continue;
                    }
                    // Names only, which runs no Python: the operands may lie where a native call's frame would.
                    let default = code.locals[index].exact::<Str>().and_then(|name| {
                        let dict = function.field(&function.kwdefaults)?.downcast::<Dict>()?;
                        dict.get_str(self, name).cloned()
                    });
                    match default {
                        Some(value) => {
                            *local = value.raw();
                            made.push(value);
                        }
                        None => missing.push(index),
                    }
                }
                if !missing.is_empty() {
                    return Err(self.missing_arguments(function, code, &missing, "keyword-only"));
                }
            }
            for value in made {
                // Its word is in `locals`, which owns it now.
                let _ = value.into_raw();
            }
            Ok(())
        }
    }
}
