//! `code`: a shared [`taipan_bytecode::Code`] with this VM's own constants, names and executable forms.
#![expect(unsafe_code, reason = "makes raw objects and owns executable code")]

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use taipan_bytecode::{Code, Constant, Text, local_kind};
use taipan_heap::Header;

use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::dying::Dying;
use crate::exec::{Exec, Form};
use crate::native::PyResult;
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::site::Site;
use crate::thread::Thread;
use crate::trace::monitoring::Local;
use crate::value::{Raw, Value};

/// A Python code object.
#[repr(C)]
pub struct CodeObject {
    pub(crate) header: Header,
    pub(crate) code: Arc<Code>,
    /// `co_consts`, owned; followed by integers that only executable code names.
    pub(crate) consts: RefCell<Vec<Raw>>,
    /// `co_names`, interned.
    pub(crate) names: Box<[Value]>,
    /// `co_varnames` and cells, interned, by slot.
    pub(crate) locals: Box<[Value]>,
    pub(crate) name: Value,
    pub(crate) qualname: Value,
    pub(crate) filename: Value,
    pub(crate) fast: Cell<*mut Exec>,
    pub(crate) faithful: Cell<*mut Exec>,
    /// One record per specializable instruction, for both forms; made with the first of them.
    pub(crate) sites: RefCell<Vec<Site>>,
    /// The function version that functions made from this code share.
    pub(crate) version: Cell<u32>,
    /// What monitoring tools want of this code alone.
    pub(crate) monitoring: RefCell<Option<Box<Local>>>,
}

// SAFETY: repr(C), begins with a header; code objects are made below with this layout.
unsafe impl Object for CodeObject {
    const KIND: Kind = Kind::Code;
}

/// The memory of code objects.
pub static LAYOUT: Layout = Layout::tracked(Kind::Code, size_of::<CodeObject>(), traverse, detach);

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is.
    let this = unsafe { &*object.cast::<CodeObject>() };
    for &constant in this.consts.borrow().iter() {
        visit(constant, with);
    }
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: the layout's owner says what the object is; no frame runs the code any more.
    unsafe {
        let this = object.cast::<CodeObject>();
        for constant in (*this).consts.take() {
            dying.value(constant);
        }
        for exec in [&(*this).fast, &(*this).faithful] {
            let exec = exec.replace(std::ptr::null_mut());
            if !exec.is_null() {
                drop(Box::from_raw(exec));
            }
        }
        crate::site::forget(this);
        (*this).sites.take();
        (*this).monitoring.take();
        std::ptr::drop_in_place(&raw mut (*this).code);
        (&raw mut (*this).code).write(empty_code());
        std::ptr::drop_in_place(&raw mut (*this).names);
        (&raw mut (*this).names).write(Box::default());
        std::ptr::drop_in_place(&raw mut (*this).locals);
        (&raw mut (*this).locals).write(Box::default());
        for field in [&raw mut (*this).name, &raw mut (*this).qualname, &raw mut (*this).filename] {
            dying.value(std::mem::replace(&mut *field, Value::NONE).into_raw());
        }
    }
}

/// What a code object that was taken apart still refers to: shared, so that nothing is left to free.
fn empty_code() -> Arc<Code> {
    static EMPTY: std::sync::OnceLock<Arc<Code>> = std::sync::OnceLock::new();
    EMPTY.get_or_init(|| Arc::new(empty())).clone()
}

/// Code of no instructions, names and constants, which can't run.
pub(crate) fn empty() -> Code {
    let text = || Text::from("");
    Code {
        argcount: 0,
        posonlyargcount: 0,
        kwonlyargcount: 0,
        stacksize: 0,
        flags: 0,
        firstlineno: 0,
        name: text(),
        qualname: text(),
        filename: text(),
        code: Box::default(),
        consts: Box::default(),
        names: Box::default(),
        localsplusnames: Box::default(),
        localspluskinds: Box::default(),
        linetable: Box::default(),
        exceptiontable: Box::default(),
    }
}

impl CodeObject {
    /// The slots of comprehension variables in code that keeps its names in a namespace.
    pub(crate) fn hidden_locals(&self) -> impl Iterator<Item = usize> + '_ {
        let kinds = self.code.localspluskinds.iter().enumerate();
        kinds.filter(|(_, kind)| **kind & local_kind::HIDDEN != 0).map(|(slot, _)| slot)
    }

    /// Makes a code object, with code objects for nested code.
    pub fn new(t: &mut Thread, code: Arc<Code>) -> PyResult {
        let consts =
            code.consts.iter().map(|constant| constant_value(t, constant)).collect::<PyResult<Vec<_>>>()?;
        CodeObject::with_consts(t, code, consts)
    }

    /// Makes a code object with constants of any kind (`code.replace(co_consts=…)`).
    pub fn with_consts(t: &mut Thread, code: Arc<Code>, consts: Vec<Value>) -> PyResult {
        let text = |t: &mut Thread, text: &Text| {
            let value = Str::from_wtf8(t, text.as_wtf8())?;
            t.intern_value(value)
        };
        let names = code.names.iter().map(|name| text(t, name)).collect::<PyResult<Box<[Value]>>>()?;
        let locals =
            code.localsplusnames.iter().map(|name| text(t, name)).collect::<PyResult<Box<[Value]>>>()?;
        let (name, qualname) = (text(t, &code.name)?, text(t, &code.qualname)?);
        let filename = text(t, &code.filename)?;
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = t.heap().alloc(size_of::<CodeObject>());
            if object.is_null() {
                return Err(t.memory_error());
            }
            let header = object.read();
            object.cast::<CodeObject>().write(CodeObject {
                header,
                code,
                consts: RefCell::new(consts.into_iter().map(Value::into_raw).collect()),
                names,
                locals,
                name,
                qualname,
                filename,
                fast: Cell::new(std::ptr::null_mut()),
                faithful: Cell::new(std::ptr::null_mut()),
                sites: RefCell::new(Vec::new()),
                version: Cell::new(0),
                monitoring: RefCell::new(None),
            });
            t.init_header(object, Kind::Code, taipan_heap::flags::TRACKED);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// The shared code.
    pub fn code(&self) -> &Arc<Code> {
        &self.code
    }

    /// `co_name`.
    pub fn name(&self) -> &Value {
        &self.name
    }

    /// `co_qualname`.
    pub fn qualname(&self) -> &Value {
        &self.qualname
    }

    /// `co_filename`.
    pub fn filename(&self) -> &Value {
        &self.filename
    }

    /// The executable code that functions enter, translated at the first call.
    pub fn exec(&self, t: &mut Thread) -> PyResult<*const Exec> {
        let form = match t.interpreter().config.form {
            crate::config::StartForm::Fast => Form::Fast,
            crate::config::StartForm::Faithful => Form::Faithful,
        };
        self.exec_in(t, form)
    }

    /// The executable code of one form. Code too odd for the fast form gets the faithful one.
    pub(crate) fn exec_in(&self, t: &mut Thread, form: Form) -> PyResult<*const Exec> {
        let slot = match form {
            Form::Fast => &self.fast,
            Form::Faithful => &self.faithful,
        };
        if slot.get().is_null() {
            let exec = crate::exec::translate(t, self, form)?;
            slot.set(Box::into_raw(exec));
        }
        Ok(slot.get())
    }

    /// The version that functions of this code share; 0 when versions have run out.
    pub(crate) fn version(&self, t: &mut Thread) -> u32 {
        if self.version.get() == 0 {
            self.version.set(t.interpreter_mut().next_function_version().unwrap_or(0));
        }
        self.version.get()
    }
}

/// A constant as an object of this VM; strings that look like names are interned.
pub fn constant_value(t: &mut Thread, constant: &Constant) -> PyResult {
    Ok(match constant {
        Constant::None => Value::NONE,
        Constant::True => Value::TRUE,
        Constant::False => Value::FALSE,
        Constant::Ellipsis => Value::ELLIPSIS,
        Constant::Int(value) => crate::builtins::int::from_i64(t, *value)?,
        Constant::BigInt(value) => crate::builtins::int::from_big(t, value.as_ref().clone())?,
        Constant::Float(value) => crate::builtins::float::new(t, *value)?,
        Constant::Complex(real, imaginary) => crate::builtins::complex::new(t, *real, *imaginary)?,
        Constant::Str(text) => {
            let value = Str::from_wtf8(t, text.as_wtf8())?;
            let name_like =
                |bytes: &[u8]| bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
            if name_like(text.as_wtf8()) { t.intern_value(value)? } else { value }
        }
        Constant::Bytes(bytes) => crate::builtins::bytes::Bytes::new(t, bytes)?,
        Constant::Tuple(items) => {
            let items = items.iter().map(|item| constant_value(t, item)).collect::<PyResult<Vec<_>>>()?;
            Tuple::new(t, items)?
        }
        Constant::FrozenSet(items) => {
            let items = items.iter().map(|item| constant_value(t, item)).collect::<PyResult<Vec<_>>>()?;
            crate::builtins::set::frozen(t, items)?
        }
        Constant::Slice(parts) => {
            let [start, stop, step] = [0, 1, 2].map(|index| constant_value(t, &parts[index]));
            crate::builtins::slice::Slice::new(t, start?.into_raw(), stop?.into_raw(), step?.into_raw())?
        }
        Constant::Code(code) => CodeObject::new(t, code.clone())?,
    })
}
