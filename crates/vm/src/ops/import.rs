//! Imports.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use crate::builtins::native_function::NativeFunction;
use crate::errors::Class;
use crate::native::PyResult;
use crate::object::Kind;
use crate::ops::{Cx, Mode, handlers, tri};
use crate::thread::{Thread, frame};
use crate::value::{Raw, Value};

impl<M: Mode> Cx<M> {
    /// The namespace of the running frame, if it has one of its own.
    pub(crate) unsafe fn own_namespace<'a>(self) -> Option<&'a Value> {
        // SAFETY: a frame object that is there is alive as long as its frame.
        unsafe {
            let object = *self.fp.sub(frame::OBJECT);
            if object == Raw(0) {
                return None;
            }
            let namespace = &crate::frames::object_of(object).namespace;
            (!namespace.get().is_null()).then(|| Value::borrow_slot(namespace.as_ptr()))
        }
    }
}

handlers! {
    native fn import_name(cx) {
        let t = cx.save();
        let first = cx.b();
        let name = cx.name(cx.aux());
        let function = cx.function();
        let globals = Value::borrow_slot(function.globals.as_ptr());
        let builtins = Value::borrow_slot(function.builtins.as_ptr());
        let request = Request {
            name,
            globals,
            locals: cx.own_namespace(),
            level: cx.value(first),
            fromlist: cx.value(first + 1),
        };
        let module = tri!(cx, request.run(t, builtins));
        cx.consume(first);
        cx.consume(first + 1);
        cx.store(cx.a(), module);
        cx.finish(1)
    }

    native fn import_from(cx) {
        let t = cx.save();
        let name = cx.name(cx.aux());
        let value = tri!(cx, t.import_from(cx.value(cx.b()), name));
        cx.store(cx.a(), value);
        cx.finish(1)
    }
}

/// What IMPORT_NAME asks `__import__` for.
struct Request<'a> {
    name: &'a Value,
    globals: &'a Value,
    locals: Option<&'a Value>,
    level: &'a Value,
    fromlist: &'a Value,
}

impl Request<'_> {
    /// Calls the `__import__` of the running code's builtins.
    fn run(&self, t: &mut Thread, builtins: &Value) -> PyResult {
        let key = t.interpreter().names().__import__.clone();
        let builtins = t.shown_builtins(builtins);
        let Some(import) = t.namespace_get(&builtins, &key)? else {
            return Err(t.exception(Class::ImportError, "__import__ not found"));
        };
        let native = import.is_kind(Kind::NativeFunction)
            && NativeFunction::of(&import).is_some_and(|import| import.def().name == "__import__");
        if native {
            let level = t.as_isize(self.level, Class::OverflowError)?;
            return t.import(self.name, self.globals, self.fromlist, level);
        }
        let locals = self.locals.cloned().unwrap_or(Value::NONE);
        let arguments =
            [self.name.clone(), self.globals.clone(), locals, self.fromlist.clone(), self.level.clone()];
        t.call(&import, &arguments)
    }
}
