//! `function`: code with its globals, defaults and closure.
#![expect(unsafe_code, reason = "makes and reads raw objects")]

use std::cell::Cell;

use taipan_heap::Header;

use crate::builtins::code::CodeObject;
use crate::builtins::str::Str;
use crate::exec::Exec;
use crate::native::PyResult;
use crate::object::{Kind, Layout, Object};
use crate::object_fields;
use crate::thread::Thread;
use crate::value::{Raw, Value};

/// A Python function.
#[repr(C)]
pub struct Function {
    pub(crate) header: Header,
    /// Proves code and shape: shared by all functions made from one code object until one of them is given other
    /// code or defaults. 0 when none is assigned.
    pub(crate) version: Cell<u32>,
    /// How many defaults for positional parameters there are.
    pub(crate) default_count: Cell<u32>,
    /// The executable code that a call enters; never null while `version` is not 0.
    pub(crate) exec: Cell<*const Exec>,
    pub(crate) code: Cell<Raw>,
    pub(crate) globals: Cell<Raw>,
    /// The namespace of builtins, a dict.
    pub(crate) builtins: Cell<Raw>,
    /// A tuple of cells, or NULL.
    pub(crate) closure: Cell<Raw>,
    /// A tuple, or NULL.
    pub(crate) defaults: Cell<Raw>,
    /// A dict, or NULL.
    pub(crate) kwdefaults: Cell<Raw>,
    pub(crate) name: Cell<Raw>,
    pub(crate) qualname: Cell<Raw>,
    /// NULL until asked for.
    pub(crate) doc: Cell<Raw>,
    pub(crate) module: Cell<Raw>,
    /// A dict, or NULL until asked for.
    pub(crate) dict: Cell<Raw>,
    /// A dict, or NULL.
    pub(crate) annotations: Cell<Raw>,
    /// A function, or NULL.
    pub(crate) annotate: Cell<Raw>,
    /// A tuple, or NULL.
    pub(crate) type_params: Cell<Raw>,
}

// SAFETY: repr(C), begins with a header; functions are made below with this layout.
unsafe impl Object for Function {
    const KIND: Kind = Kind::Function;
}

object_fields!(Function: globals, builtins, module, name, qualname, code, defaults, kwdefaults, doc, dict, closure, annotations, annotate, type_params);

/// The memory of functions.
pub static LAYOUT: Layout = Layout::tracked(Kind::Function, size_of::<Function>(), traverse, detach);

impl Function {
    /// What the function owns.
    pub(crate) fn words(&self) -> &[Raw] {
        const COUNT: usize = (std::mem::offset_of!(Function, type_params)
            - std::mem::offset_of!(Function, code))
            / size_of::<Raw>()
            + 1;
        // SAFETY: the fields from `code` to the last are counted words, and a cell is as its content.
        unsafe { std::slice::from_raw_parts((&raw const self.code).cast::<Raw>(), COUNT) }
    }

    /// Whether it owns nothing but what every function does, and a closure.
    #[inline(always)]
    pub(crate) fn is_bare(&self) -> bool {
        let fields = [
            &self.defaults,
            &self.kwdefaults,
            &self.doc,
            &self.dict,
            &self.annotations,
            &self.annotate,
            &self.type_params,
        ];
        // No combination of other tags is a pointer's.
        !Raw(fields.iter().fold(0, |tags, field| tags | field.get().0)).is_pointer()
    }

    /// Makes a function of `code` (a code object) in `globals` (a dict).
    pub fn new(t: &mut Thread, code: &Value, globals: &Value) -> PyResult {
        let Some(code_object) = code.exact::<CodeObject>() else {
            return Err(t.system_error("a function needs a code object"));
        };
        let exec = code_object.exec(t)?;
        let version = code_object.version(t);
        let (builtins, module) = t.function_namespace(globals)?;
        let name = code_object.name().clone();
        let qualname = code_object.qualname().clone();
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = t.heap().alloc(size_of::<Function>());
            if object.is_null() {
                return Err(t.memory_error());
            }
            let this = object.cast::<Function>();
            let header = object.read();
            this.write(Function {
                header,
                version: Cell::new(version),
                default_count: Cell::new(0),
                exec: Cell::new(exec),
                code: Cell::new(code.clone().into_raw()),
                globals: Cell::new(globals.clone().into_raw()),
                builtins: Cell::new(builtins.into_raw()),
                closure: Cell::new(Raw::NULL),
                defaults: Cell::new(Raw::NULL),
                kwdefaults: Cell::new(Raw::NULL),
                name: Cell::new(name.into_raw()),
                qualname: Cell::new(qualname.into_raw()),
                doc: Cell::new(Raw::NULL),
                module: Cell::new(module.into_raw()),
                dict: Cell::new(Raw::NULL),
                annotations: Cell::new(Raw::NULL),
                annotate: Cell::new(Raw::NULL),
                type_params: Cell::new(Raw::NULL),
            });
            t.init_header(object, Kind::Function, taipan_heap::flags::TRACKED);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// The function's code object.
    #[inline]
    pub fn code(&self) -> &CodeObject {
        // SAFETY: a function always has a code object.
        unsafe { &*self.code.get().cast::<CodeObject>() }
    }

    /// A field that is never NULL, as a value.
    #[inline]
    pub(crate) fn field<'a>(&'a self, field: &'a Cell<Raw>) -> Option<&'a Value> {
        if field.get().is_null() {
            return None;
        }
        // SAFETY: a non-NULL field is owned.
        Some(unsafe { Value::borrow_slot(field.as_ptr()) })
    }

    /// Names what computes the annotations after the function.
    #[inline(never)]
    pub(crate) fn name_annotate(&self, t: &mut Thread, annotate: &Value) -> PyResult<()> {
        let Some(annotate) = annotate.exact::<Function>() else { return Ok(()) };
        let own = self.field(&self.qualname).and_then(Str::of);
        let own = own.map(|name| name.to_lossy().into_owned()).unwrap_or_default();
        let name = Str::new(t, &format!("{own}.__annotate__"))?;
        crate::builtins::fields::write(&annotate.qualname, Some(name));
        Ok(())
    }

    /// Called after code, defaults or keyword defaults were assigned: the shape is no longer that of the code's
    /// version.
    pub(crate) fn shape_changed(&self, t: &mut Thread) {
        self.version.set(t.interpreter_mut().next_function_version().unwrap_or(0));
    }

    /// Replaces the code. The old code is kept while frames may still run it.
    pub(crate) fn set_code(&self, t: &mut Thread, code: &Value) -> PyResult<()> {
        let Some(code_object) = code.exact::<CodeObject>() else { unreachable!("checked by the caller") };
        let exec = code_object.exec(t)?;
        // SAFETY: the reference moves to the retired list.
        let old = unsafe { Value::from_raw(self.code.replace(code.clone().into_raw())) };
        t.interpreter_mut().retired.push(old);
        self.exec.set(exec);
        self.shape_changed(t);
        Ok(())
    }
}
