//! Running code as functions: `compile`, `eval`, `exec`, `__import__`, `__build_class__`, `breakpoint`.

use taipan_bytecode::local_kind;

use crate::builtins::bytes::Bytes;
use crate::builtins::code::CodeObject;
use crate::builtins::dict::Dict;
use crate::builtins::fields::write;
use crate::builtins::function::Function;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::compile::Mode;
use crate::native::convert::Context;
use crate::native::{FromValue, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::value::Value;

/// Functions of `builtins`.
#[taipan_macros::module("builtins")]
pub(crate) mod module {
    use super::{FileName, Run, compile_source};
    use crate::errors::Class;
    use crate::native::{Args, PyResult};
    use crate::thread::Thread;
    use crate::value::Value;

    /// Compiles source to a code object.
    #[function(
        "(source, filename, mode, flags=0,\n        dont_inherit=False, optimize=-1, *, _feature_version=-1)"
    )]
    #[expect(clippy::too_many_arguments, reason = "as many as Python's function has")]
    fn compile(
        t: &mut Thread,
        source: &Value,
        filename: FileName,
        mode: &crate::builtins::str::Str,
        flags: i32,
        dont_inherit: bool,
        optimize: i32,
        _feature_version: i32,
    ) -> PyResult {
        let mode = mode.to_lossy().into_owned();
        compile_source(t, source, &filename.0, &mode, flags, dont_inherit, optimize)
    }

    /// The value of an expression, given as source or code.
    #[function("(source, /, globals=None, locals=None)")]
    fn eval(t: &mut Thread, source: &Value, globals: Option<&Value>, locals: Option<&Value>) -> PyResult {
        super::evaluate(t, Run { source, globals, locals, closure: None })
    }

    /// Runs statements, given as source or code.
    #[function("(source, /, globals=None, locals=None, *, closure=None)")]
    fn exec(
        t: &mut Thread,
        source: &Value,
        globals: Option<&Value>,
        locals: Option<&Value>,
        closure: Option<&Value>,
    ) -> PyResult<()> {
        super::execute(t, Run { source, globals, locals, closure })
    }

    /// Imports a module: what the `import` statement calls.
    #[function("(name, globals=None, locals=None, fromlist=(), level=0)")]
    fn __import__(
        t: &mut Thread,
        name: &Value,
        globals: Option<&Value>,
        locals: Option<&Value>,
        fromlist: Option<&Value>,
        level: i32,
    ) -> PyResult {
        let _ = locals;
        let (globals, fromlist) =
            (globals.cloned().unwrap_or(Value::NONE), fromlist.cloned().unwrap_or(Value::NONE));
        t.import(name, &globals, &fromlist, level as isize)
    }

    /// Makes a class: what the `class` statement calls.
    #[function("(func, name, /, *bases, metaclass=None, **kwds)")]
    fn __build_class__(t: &mut Thread, args: Args<'_>) -> PyResult {
        crate::types::class::build_class(t, args)
    }

    /// Calls `sys.breakpointhook`.
    #[function("(*args, **kws)")]
    fn breakpoint(t: &mut Thread, args: Args<'_>) -> PyResult {
        let sys = t.interpreter().sys.clone();
        let name = t.intern("breakpointhook")?;
        match t.get_item_opt(&sys, &name)? {
            Some(hook) => t.call_args(&hook, args),
            None => Err(t.exception(Class::RuntimeError, "lost sys.breakpointhook")),
        }
    }
}

/// What `eval` and `exec` are asked.
pub(crate) struct Run<'a> {
    source: &'a Value,
    globals: Option<&'a Value>,
    locals: Option<&'a Value>,
    closure: Option<&'a Value>,
}

/// `PyCF_*` flags that `compile` understands, beside those of future features.
const DONT_IMPLY_DEDENT: i32 = 0x200;
const ONLY_AST: i32 = 0x400;
const IGNORE_COOKIE: i32 = crate::compile::IGNORE_COOKIE as i32;
const TYPE_COMMENTS: i32 = 0x1000;
const TOP_LEVEL_AWAIT: i32 = 0x2000;
const ALLOW_INCOMPLETE: i32 = 0x4000;
const OPTIMIZED_AST: i32 = 0x8000;
const FEATURES: i32 = 0x1ff_0000 | 0x20000 | 0x10;

fn compile_source(
    t: &mut Thread,
    source: &Value,
    filename: &str,
    mode: &str,
    flags: i32,
    dont_inherit: bool,
    optimize: i32,
) -> PyResult {
    let known = DONT_IMPLY_DEDENT
        | ONLY_AST
        | IGNORE_COOKIE
        | TYPE_COMMENTS
        | TOP_LEVEL_AWAIT
        | ALLOW_INCOMPLETE
        | OPTIMIZED_AST
        | FEATURES;
    if flags & !known != 0 {
        return Err(t.value_error("compile(): unrecognised flags"));
    }
    if !(-1..=2).contains(&optimize) {
        return Err(t.value_error("compile(): invalid optimize value"));
    }
    let mode = match mode {
        "exec" => Mode::Exec,
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        "func_type" => {
            let text = if flags & ONLY_AST == 0 {
                "compile() mode 'func_type' requires flag PyCF_ONLY_AST"
            } else {
                "compile() can't make syntax trees"
            };
            return Err(t.value_error(text));
        }
        _ => {
            let text = if flags & ONLY_AST != 0 {
                "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
            } else {
                "compile() mode must be 'exec', 'eval' or 'single'"
            };
            return Err(t.value_error(text));
        }
    };
    if flags & ONLY_AST != 0 {
        return Err(t.value_error("compile() can't make syntax trees"));
    }
    let mut features = (flags & (FEATURES | TOP_LEVEL_AWAIT | DONT_IMPLY_DEDENT | ALLOW_INCOMPLETE)) as u32;
    if !dont_inherit {
        features |= inherited_features(t);
    }
    let (bytes, cookie) = source_bytes(t, source, "compile", "string, bytes or AST")?;
    audit_source(t, &bytes, filename)?;
    t.compile(&bytes, filename, mode, features | cookie, optimize as i8)
}

/// Tells audit hooks of source that is about to be compiled.
fn audit_source(t: &mut Thread, source: &[u8], filename: &str) -> PyResult<()> {
    if t.interpreter().audit_hooks.is_empty() {
        return Ok(());
    }
    let arguments = [Bytes::new(t, source)?, Str::new(t, filename)?];
    t.audit("compile", &arguments)
}

/// The features that the calling code has from `__future__`.
fn inherited_features(t: &Thread) -> u32 {
    let flags =
        t.running_frame().python().and_then(|frame| frame.exec().code()).map_or(0, |code| code.code().flags);
    flags & FEATURES as u32
}

/// A file name: a string, bytes or path.
/// The text of a path, for messages.
pub(crate) struct FileName(String);

impl FromValue<'_> for FileName {
    fn from_value(t: &mut Thread, filename: &Value, _: &Context) -> PyResult<FileName> {
        let path = t.path_of(filename)?;
        Ok(FileName(match (Str::of(&path), Bytes::of(&path)) {
            (Some(text), _) => text.to_lossy().into_owned(),
            (_, bytes) => {
                String::from_utf8_lossy(bytes.map(Bytes::as_slice).unwrap_or_default()).into_owned()
            }
        }))
    }
}

impl Thread {
    /// What `os.fspath` answers: a string or bytes as they are, of a path what its `__fspath__` answers.
    pub fn path_of(&mut self, path: &Value) -> PyResult {
        if Str::of(path).is_some() || Bytes::of(path).is_some() {
            return Ok(path.clone());
        }
        let method = self.special(path, crate::types::Special::Fspath).filter(|method| !method.is_none());
        let Some(method) = method else {
            let found = self.type_of(path).name().to_owned();
            return Err(self.type_error(format!("expected str, bytes or os.PathLike object, not {found}")));
        };
        let answer = self.call_attribute(path, &method, &[])?;
        if Str::of(&answer).is_some() || Bytes::of(&answer).is_some() {
            return Ok(answer);
        }
        let (name, found) = (self.type_of(path).name().to_owned(), self.type_of(&answer).name().to_owned());
        Err(self.type_error(format!("expected {name}.__fspath__() to return str or bytes, not {found}")))
    }

    /// The bytes that name a file to the system; ValueError if a NUL is among them.
    pub fn path_bytes(&mut self, path: &Value) -> PyResult<Vec<u8>> {
        let path = self.path_of(path)?;
        let encoded = match Str::of(&path) {
            Some(text) => crate::builtins::str::codec::encode_as(
                self,
                text,
                taipan_text::encode::Encoding::Utf8,
                "surrogateescape",
            )?,
            None => path,
        };
        let bytes = Bytes::of(&encoded).map(Bytes::as_slice).unwrap_or_default().to_vec();
        if bytes.contains(&0) {
            return Err(self.value_error("embedded null byte"));
        }
        Ok(bytes)
    }
}

/// Source as the compiler takes it, and the flag that says whether it was text.
fn source_bytes(t: &mut Thread, source: &Value, function: &str, what: &str) -> PyResult<(Vec<u8>, u32)> {
    let cookie = if Str::of(source).is_some() { IGNORE_COOKIE as u32 } else { 0 };
    let bytes = if let Some(text) = Str::of(source) {
        match text.to_text() {
            Some(text) => text.into_owned().into_bytes(),
            None => return Err(surrogates(t, source)),
        }
    } else if let Some(bytes) = Bytes::of(source) {
        bytes.as_slice().to_vec()
    } else if t.type_of(source).layout_is(Kind::ByteArray) || t.type_of(source).layout_is(Kind::MemoryView) {
        let class = t.interpreter().type_of_kind(Kind::Bytes).to_value();
        let copy = t.call(&class, std::slice::from_ref(source))?;
        Bytes::of(&copy).map_or_else(Vec::new, |bytes| bytes.as_slice().to_vec())
    } else {
        return Err(t.type_error(format!("{function}() arg 1 must be a {what} object")));
    };
    if bytes.contains(&0) {
        let error =
            t.exception(crate::errors::Class::SyntaxError, "source code string cannot contain null bytes");
        return Err(error);
    }
    Ok((bytes, cookie))
}

/// What encoding source with lone surrogates raises.
fn surrogates(t: &mut Thread, source: &Value) -> crate::errors::Exception {
    let encode = t.intern("encode").and_then(|name| t.call_method(source, &name, &[]));
    match encode {
        Err(error) => error,
        Ok(_) => t.value_error("source code is not valid text"),
    }
}

/// Globals and locals to run in, checked, with `__builtins__`.
fn namespaces(t: &mut Thread, run: &Run<'_>, function: &str) -> PyResult<(Value, Value)> {
    if let (Some(globals), "exec") =
        (run.globals.filter(|globals| globals.downcast::<Dict>().is_none()), function)
    {
        let found = t.type_name(globals);
        return Err(t.type_error(format!("exec() globals must be a dict, not {found}")));
    }
    if let Some(locals) = run.locals {
        let mapping =
            locals.downcast::<Dict>().is_some() || t.has_special(locals, crate::types::Special::Getitem);
        if !mapping {
            let found = t.type_name(locals);
            let text = if function == "eval" {
                "locals must be a mapping".to_owned()
            } else {
                format!("locals must be a mapping or None, not {found}")
            };
            return Err(t.type_error(text));
        }
    }
    let (globals, locals) = match (run.globals, run.locals) {
        (Some(globals), locals) => {
            if globals.downcast::<Dict>().is_none() {
                let text = if t.has_special(globals, crate::types::Special::Getitem) {
                    "globals must be a real dict; try eval(expr, {}, mapping)"
                } else {
                    "globals must be a dict"
                };
                return Err(t.type_error(text));
            }
            (globals.clone(), locals.unwrap_or(globals).clone())
        }
        (None, locals) => {
            let globals = t.current_globals().unwrap_or(Value::NONE);
            let locals = match locals {
                Some(locals) => locals.clone(),
                None => super::namespaces::running_locals(t)?,
            };
            (globals, locals)
        }
    };
    let key = t.interpreter().names().__builtins__.clone();
    if let Some(dict) = globals.downcast::<Dict>() {
        if !dict.contains(t, &key)? {
            let builtins = t.seen_builtins();
            dict.set(t, &key, builtins)?;
        }
    }
    Ok((globals, locals))
}

fn free_variables(code: &CodeObject) -> usize {
    code.code().localspluskinds.iter().filter(|&&kind| kind & local_kind::FREE != 0).count()
}

fn evaluate(t: &mut Thread, run: Run<'_>) -> PyResult {
    let (globals, locals) = namespaces(t, &run, "eval")?;
    if let Some(code) = run.source.exact::<CodeObject>() {
        if free_variables(code) > 0 {
            return Err(t.type_error("code object passed to eval() may not contain free variables"));
        }
        t.audit("exec", std::slice::from_ref(run.source))?;
        return t.run_in_namespace(run.source, &globals, &locals);
    }
    let (source, cookie) = source_bytes(t, run.source, "eval", "string, bytes or code")?;
    let blank = source.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let features = inherited_features(t) | cookie;
    audit_source(t, &source[blank..], "<string>")?;
    let code = t.compile(&source[blank..], "<string>", Mode::Eval, features, -1)?;
    t.audit("exec", std::slice::from_ref(&code))?;
    t.run_in_namespace(&code, &globals, &locals)
}

fn execute(t: &mut Thread, run: Run<'_>) -> PyResult<()> {
    let (globals, locals) = namespaces(t, &run, "exec")?;
    let Some(code) = run.source.exact::<CodeObject>() else {
        if run.closure.is_some() {
            return Err(t.type_error("closure can only be used when source is a code object"));
        }
        let (source, cookie) = source_bytes(t, run.source, "exec", "string, bytes or code")?;
        let features = inherited_features(t) | cookie;
        audit_source(t, &source, "<string>")?;
        let code = t.compile(&source, "<string>", Mode::Exec, features, -1)?;
        t.audit("exec", std::slice::from_ref(&code))?;
        return t.run_in_namespace(&code, &globals, &locals).map(drop);
    };
    t.audit("exec", std::slice::from_ref(run.source))?;
    let free = free_variables(code);
    if free == 0 {
        if run.closure.is_some() {
            return Err(t.type_error("cannot use a closure with this code object"));
        }
        return t.run_in_namespace(run.source, &globals, &locals).map(drop);
    }
    let cells = run.closure.and_then(|closure| closure.exact::<Tuple>());
    let fits = cells.is_some_and(|cells| {
        cells.len() == free && cells.items().iter().all(|cell| cell.is_kind(Kind::Cell))
    });
    if !fits {
        return Err(t.type_error(format!("code object requires a closure of exactly length {free}")));
    }
    let function = Function::new(t, run.source, &globals)?;
    if let Some(function) = function.exact::<Function>() {
        write(&function.closure, run.closure.cloned());
    }
    t.run_body(&function, &locals).map(drop)
}

impl Thread {
    /// The builtins that the running code sees, as Python shows them.
    pub(crate) fn seen_builtins(&self) -> Value {
        self.shown_builtins(&self.current_builtins())
    }

    /// The builtins that the running code sees, for a function.
    pub(crate) fn current_builtins(&self) -> Value {
        let function = self.running_frame().python().and_then(|frame| frame.function());
        let builtins = function
            .and_then(|function| function.exact::<Function>())
            .and_then(|function| function.field(&function.builtins).cloned());
        builtins.unwrap_or_else(|| self.interpreter().builtins.clone())
    }
}
