//! `sys.monitoring`.

use taipan_vm::builtins::code::CodeObject;
use taipan_vm::builtins::module::Module;
use taipan_vm::errors::Exception;
use taipan_vm::object::Kind;
use taipan_vm::trace::monitoring::Monitored;
use taipan_vm::{PyResult, Thread, Value};

/// Makes the module.
pub(super) fn make(t: &mut Thread) -> PyResult {
    let module = Module::from_native(t, &module::MODULE)?;
    let doc = t.intern("__doc__")?;
    t.set_attr(&module, &doc, Some(&Value::NONE))?;
    Ok(module)
}

fn not_code(t: &mut Thread) -> Exception {
    t.type_error("code must be a code object")
}

/// The one event of a set.
fn only_event(t: &mut Thread, set: i32) -> PyResult<Monitored> {
    if set.count_ones() != 1 {
        return Err(t.value_error("The callback can only be set for one event at a time"));
    }
    match Monitored::ALL.get(set.trailing_zeros() as usize) {
        Some(&event) => Ok(event),
        None => Err(t.value_error(format!("invalid event {set}"))),
    }
}

/// What a program sees. Each tool has a number below six.
#[taipan_macros::module("sys.monitoring")]
pub(super) mod module {
    use taipan_vm::builtins::dict::Dict;
    use taipan_vm::builtins::str::Str;

    use super::{CodeObject, Kind, Monitored, PyResult, Thread, Value, not_code, only_event};

    /// Takes a tool's number for oneself.
    #[function("(tool_id, name, /)")]
    fn use_tool_id(t: &mut Thread, tool_id: i32, name: &Value) -> PyResult<()> {
        let tool = t.monitoring_tool(tool_id)?;
        if Str::of(name).is_none() {
            return Err(t.value_error("tool name must be a str"));
        }
        t.use_monitoring_tool(tool, name)
    }

    /// Takes a tool's events and callbacks away.
    #[function("(tool_id, /)")]
    fn clear_tool_id(t: &mut Thread, tool_id: i32) -> PyResult<()> {
        let tool = t.monitoring_tool(tool_id)?;
        t.clear_monitoring_tool(tool, false);
        Ok(())
    }

    /// Gives a tool's number back, with its events and callbacks.
    #[function("(tool_id, /)")]
    fn free_tool_id(t: &mut Thread, tool_id: i32) -> PyResult<()> {
        let tool = t.monitoring_tool(tool_id)?;
        t.clear_monitoring_tool(tool, true);
        Ok(())
    }

    /// The name of the tool that has a number, or None.
    #[function("(tool_id, /)")]
    fn get_tool(t: &mut Thread, tool_id: i32) -> PyResult<Option<Value>> {
        let tool = t.monitoring_tool(tool_id)?;
        Ok(t.monitoring_tool_name(tool))
    }

    /// Sets the function that is told of an event; answers the one before, or None.
    #[function("(tool_id, event, func, /)")]
    fn register_callback(t: &mut Thread, tool_id: i32, event: i32, func: &Value) -> PyResult<Option<Value>> {
        let tool = t.monitoring_tool(tool_id)?;
        let event = only_event(t, event)?;
        t.audit("sys.monitoring.register_callback", std::slice::from_ref(func))?;
        let function = (!func.is_none()).then(|| func.clone());
        if event != Monitored::Branch {
            return Ok(t.set_monitoring_callback(tool, event, function));
        }
        let left = t.set_monitoring_callback(tool, Monitored::BranchLeft, function.clone());
        let right = t.set_monitoring_callback(tool, Monitored::BranchRight, function);
        Ok(left.or(right))
    }

    /// The events that a tool wants of all code.
    #[function("(tool_id, /)")]
    fn get_events(t: &mut Thread, tool_id: i32) -> PyResult<u32> {
        let tool = t.monitoring_tool(tool_id)?;
        Ok(t.monitoring_events(tool))
    }

    /// Sets the events that a tool wants of all code.
    #[function("(tool_id, event_set, /)")]
    fn set_events(t: &mut Thread, tool_id: i32, event_set: i32) -> PyResult<()> {
        let tool = t.monitoring_tool(tool_id)?;
        t.set_monitoring_events(tool, event_set)
    }

    /// The events that a tool wants of one code object besides.
    #[function("(tool_id, code, /)")]
    fn get_local_events(t: &mut Thread, tool_id: i32, code: &Value) -> PyResult<u32> {
        let Some(code) = code.exact::<CodeObject>() else { return Err(not_code(t)) };
        let tool = t.monitoring_tool(tool_id)?;
        Ok(t.local_monitoring_events(code, tool))
    }

    /// Sets the events that a tool wants of one code object besides.
    #[function("(tool_id, code, event_set, /)")]
    fn set_local_events(t: &mut Thread, tool_id: i32, code: &Value, event_set: i32) -> PyResult<()> {
        let Some(code) = code.exact::<CodeObject>() else { return Err(not_code(t)) };
        let tool = t.monitoring_tool(tool_id)?;
        t.set_local_monitoring_events(code, tool, event_set)
    }

    /// Makes disabled events happen again.
    #[function("()")]
    fn restart_events(t: &mut Thread) -> PyResult<()> {
        t.restart_monitoring_events();
        Ok(())
    }

    /// The events that any tool wants of all code, with the tools as bits.
    #[function("()")]
    fn _all_events(t: &mut Thread) -> PyResult {
        let all = Dict::new(t)?;
        for event in Monitored::ALL {
            let mut tools = 0;
            for tool in 0..taipan_vm::trace::monitoring::TOOLS {
                tools |= i64::from(t.monitoring_events(tool) & event.bit() != 0) << tool;
            }
            if tools != 0 {
                let name = t.intern(event.name())?;
                t.set_item(&all, &name, &Value::small_int(tools))?;
            }
        }
        Ok(all)
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        let class = t.interpreter().type_of_kind(Kind::SimpleNamespace).to_value();
        let events = t.call(&class, &[])?;
        let event_bits = Monitored::ALL.iter().map(|event| (event.name(), event.bit()));
        for (name, bit) in event_bits.chain([("NO_EVENTS", 0)]) {
            let name = t.intern(name)?;
            t.set_attr(&events, &name, Some(&Value::small_int(i64::from(bit))))?;
        }
        let (disable, missing) = t.monitoring_markers()?;
        let ids = [("DEBUGGER_ID", 0), ("COVERAGE_ID", 1), ("PROFILER_ID", 2), ("OPTIMIZER_ID", 5)];
        let ids = ids.map(|(name, id)| (name, Value::small_int(id)));
        let others = [("events", events), ("DISABLE", disable), ("MISSING", missing)];
        for (name, value) in others.into_iter().chain(ids) {
            let name = t.intern(name)?;
            t.set_attr(module, &name, Some(&value))?;
        }
        Ok(())
    }
}
