//! The module `taipan`: a program looks at its own specialization.
//!
//! ```python
//! import taipan
//! with taipan.profile() as p:
//!     work()
//! p.report()
//! ```

use taipan_stats::{CodeRecord, InspectOptions, Inspection, ReportOptions, Snapshot, inspect, report};
use taipan_vm::builtins::code::CodeObject;
use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::list::List;
use taipan_vm::builtins::str::Str;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::{Guarded, Plain};
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

use crate::snapshot::{code_records, shared_code, snapshot};

taipan_vm::native_object! {
    /// A part of a program whose executions are counted.
    pub(crate) struct Profile: LAYOUT, TYPE {
        part: Guarded<Plain<Part>>,
    }
}

/// How far a profile got.
#[derive(Default)]
enum Part {
    #[default]
    NotBegun,
    /// The counts before it, and whether executions were counted then.
    Running(Box<Snapshot>, bool),
    Done(Box<Snapshot>),
}

static TYPE: NativeType = NativeType {
    name: "profile",
    module: "taipan",
    doc: "Counts, for the block that it is entered for, what becomes of each execution of an instruction that \
          can be specialized.",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

impl Profile {
    /// What was counted: of a block that still runs, until now.
    fn snapshot(&self, t: &mut Thread) -> PyResult<Snapshot> {
        let now = snapshot(t, "<profile>", false);
        match &self.part.read(t).0 {
            Part::NotBegun => Err(t.runtime_error("the profile has not been entered")),
            Part::Running(before, _) => Ok(now.since(before)),
            Part::Done(done) => Ok((**done).clone()),
        }
    }
}

#[taipan_macros::methods]
mod table {
    use super::*;

    /// Makes a profile.
    #[new("()", name = "profile")]
    fn __new__(t: &mut Thread, class: &Value) -> PyResult {
        Profile::create(t, class, Guarded::new(Plain(Part::NotBegun)))
    }

    /// Begins to count.
    #[method("($self, /)")]
    fn __enter__(t: &mut Thread, this: &Value) -> PyResult {
        let profile = taipan_vm::native::convert::special_self::<Profile>(t, this, "__enter__")?;
        if matches!(profile.part.read(t).0, Part::Running(..)) {
            return Err(t.runtime_error("the profile has been entered already"));
        }
        let was = t.is_profiling();
        let before = Box::new(snapshot(t, "<profile>", false));
        profile.part.write(t).0 = Part::Running(before, was);
        t.set_profiling(true);
        Ok(this.clone())
    }

    /// Ends counting.
    #[method("($self, /, *args)")]
    fn __exit__(t: &mut Thread, this: &Profile, args: &[Value]) -> PyResult<()> {
        debug_assert!(args.len() <= 3, "called with an exception's three parts");
        let Part::Running(before, was) = std::mem::take(&mut this.part.write(t).0) else {
            return Err(t.runtime_error("the profile has not been entered"));
        };
        t.set_profiling(was);
        let done = snapshot(t, "<profile>", false).since(&before);
        this.part.write(t).0 = Part::Done(Box::new(done));
        Ok(())
    }

    /// Prints the report: rates, families, findings, reasons of refusal, functions.
    #[method("($self, /, top=10, detail=False, history=False)")]
    fn report(
        t: &mut Thread,
        this: &Profile,
        top: Option<usize>,
        detail: Option<bool>,
        history: Option<bool>,
    ) -> PyResult<()> {
        let options = ReportOptions {
            top: top.unwrap_or(10),
            detail: detail.unwrap_or(false),
            history: history.unwrap_or(false),
            base: current_directory(),
            ..ReportOptions::default()
        };
        let text = super::report(&this.snapshot(t)?, &options);
        let Some(stdout) = t.sys_value("stdout")? else { return Ok(()) };
        let (write, text) = (t.intern("write")?, Str::new(t, &text)?);
        t.call_method(&stdout, &write, &[text]).map(drop)
    }

    /// What was counted, as the dict that `taipan profile --schema` describes.
    #[method("($self, /)")]
    fn stats(t: &mut Thread, this: &Profile) -> PyResult {
        let snapshot = this.snapshot(t)?;
        python_value(t, &snapshot)
    }

    /// What was counted, as the JSON that `taipan profile --schema` describes.
    #[method("($self, /)")]
    fn json(t: &mut Thread, this: &Profile) -> PyResult<String> {
        Ok(this.snapshot(t)?.to_json())
    }
}

/// Looks at what the interpreter made of the program that runs.
#[taipan_macros::module("taipan")]
pub(crate) mod module {
    use super::*;

    /// Every site with its state, and what was counted under a profile so far.
    #[function("()")]
    fn stats(t: &mut Thread) -> PyResult {
        let snapshot = snapshot(t, "<program>", false);
        python_value(t, &snapshot)
    }

    /// Sets all counts to zero.
    #[function("()")]
    fn reset(t: &mut Thread) -> PyResult<()> {
        t.reset_profile();
        Ok(())
    }

    /// The bytecode of a function, method or code object, with what became of its sites.
    #[function("(f, /, *, caches=False, history=False, executable=False)")]
    fn disassemble(
        t: &mut Thread,
        f: &Value,
        caches: Option<bool>,
        history: Option<bool>,
        executable: Option<bool>,
    ) -> PyResult<String> {
        let code = code_of(t, f)?;
        let Some(root) = shared_code(&code) else { unreachable!("just seen to be a code object") };
        let records: Vec<CodeRecord> = code_records(t);
        let options = InspectOptions {
            caches: caches.unwrap_or(false),
            history: history.unwrap_or(false),
            executable: executable.unwrap_or(false),
            source: true,
            base: current_directory(),
            ..InspectOptions::default()
        };
        // Code that came from no file has no source to show.
        let source = std::fs::read_to_string(&*root.filename.to_lossy()).ok();
        match Inspection::new("<program>", source.as_deref(), &root, None, &records) {
            Ok(inspection) => Ok(inspect(&inspection, &options)),
            Err(problem) => Err(t.value_error(problem)),
        }
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        t.add_type(module, &TYPE)
    }
}

/// The directory that paths are told from; empty when it is gone.
pub fn current_directory() -> String {
    std::env::current_dir().map(|directory| directory.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The code object of what has one.
fn code_of(t: &mut Thread, value: &Value) -> PyResult {
    let mut value = value.clone();
    for name in ["__func__", "__code__"] {
        if value.exact::<CodeObject>().is_some() {
            return Ok(value);
        }
        let name = t.intern(name)?;
        if let Some(found) = t.get_attr_opt(&value, &name)? {
            value = found;
        }
    }
    if value.exact::<CodeObject>().is_some() {
        return Ok(value);
    }
    let found = t.type_name(&value);
    Err(t
        .type_error(format!("disassemble() argument must be a function, method or code object, not {found}")))
}

/// A snapshot as dicts, lists, texts and numbers.
fn python_value(t: &mut Thread, snapshot: &Snapshot) -> PyResult {
    match serde_json::to_value(snapshot) {
        Ok(value) => json_value(t, &value),
        Err(error) => unreachable!("a snapshot is numbers and texts: {error}"),
    }
}

/// The Python value of JSON, whose depth the schema bounds.
fn json_value(t: &mut Thread, value: &serde_json::Value) -> PyResult {
    use serde_json::Value as Json;
    Ok(match value {
        Json::Null => Value::NONE,
        Json::Bool(value) => Value::bool(*value),
        Json::Number(number) => match number.as_i64() {
            Some(number) => taipan_vm::builtins::int::from_i64(t, number)?,
            None => taipan_vm::builtins::float::new(t, number.as_f64().unwrap_or(f64::NAN))?,
        },
        Json::String(text) => Str::new(t, text)?,
        Json::Array(items) => {
            let items = items.iter().map(|item| json_value(t, item)).collect::<PyResult<Vec<Value>>>()?;
            List::new(t, items)?
        }
        Json::Object(fields) => {
            let dict = Dict::new(t)?;
            for (name, field) in fields {
                let (name, field) = (t.intern(name)?, json_value(t, field)?);
                t.set_item(&dict, &name, &field)?;
            }
            dict
        }
    })
}
