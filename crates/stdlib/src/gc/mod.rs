//! `gc`: the cycle collector.

/// Control of the collector of reference cycles.
#[taipan_macros::module("gc")]
pub mod module {
    use taipan_vm::builtins::dict::Dict;
    use taipan_vm::builtins::list::List;
    use taipan_vm::builtins::module::Module;
    use taipan_vm::builtins::tuple::Tuple;
    use taipan_vm::gc::{self, GENERATIONS, debug};
    use taipan_vm::{PyResult, Thread, Value};

    /// Collects now; returns how many unreachable objects were found.
    #[function("(generation=2)")]
    fn collect(t: &mut Thread, generation: Option<i32>) -> PyResult<usize> {
        let generation = t.generation_of(i64::from(generation.unwrap_or(2)))?;
        let found = t.collect_generation(generation);
        t.drain();
        Ok(found)
    }

    /// Lets collections start by themselves.
    #[function("()")]
    fn enable(t: &mut Thread) -> PyResult<()> {
        t.enable_collections(true);
        Ok(())
    }

    /// Keeps collections from starting by themselves.
    #[function("()")]
    fn disable(t: &mut Thread) -> PyResult<()> {
        t.enable_collections(false);
        Ok(())
    }

    /// Whether collections start by themselves.
    #[function("()")]
    fn isenabled(t: &mut Thread) -> PyResult<bool> {
        Ok(t.interpreter().collector.enabled)
    }

    /// The thresholds of the generations.
    #[function("()")]
    fn get_threshold(t: &mut Thread) -> PyResult {
        let thresholds = t.interpreter().collector.thresholds;
        Tuple::new(t, thresholds.map(Value::small_int).to_vec())
    }

    /// Sets the thresholds of the generations; a first one of 0 keeps collections from starting by themselves.
    #[function("(*args)")]
    fn set_threshold(t: &mut Thread, args: &[Value]) -> PyResult<()> {
        if !(1..=GENERATIONS).contains(&args.len()) {
            return Err(t.type_error("gc.set_threshold requires 1 to 3 arguments"));
        }
        let mut thresholds = Vec::with_capacity(args.len());
        for argument in args {
            thresholds.push(t.as_i64(argument)?.clamp(i64::from(i32::MIN), i64::from(i32::MAX)));
        }
        t.set_collection_thresholds(&thresholds);
        Ok(())
    }

    /// How much happened since the last collections: memory grown, in units of 64 bytes, and younger collections.
    #[function("()")]
    fn get_count(t: &mut Thread) -> PyResult {
        let grown = t.heap().growth() / 64;
        let young = t.interpreter().collector.records[0].0;
        Tuple::new(t, [grown as i64, young, 0].map(Value::small_int).to_vec())
    }

    /// Collections by generation, as dicts.
    #[function("()")]
    fn get_stats(t: &mut Thread) -> PyResult {
        let mut all = Vec::with_capacity(GENERATIONS);
        for (collections, collected) in t.interpreter().collector.records {
            let entry = Dict::new(t)?;
            for (name, count) in
                [("collections", collections), ("collected", collected), ("uncollectable", 0)]
            {
                let name = t.intern(name)?;
                t.set_item(&entry, &name, &Value::small_int(count))?;
            }
            all.push(entry);
        }
        List::new(t, all)
    }

    /// Every object that the collector tracks.
    #[function("(generation=None)")]
    fn get_objects(t: &mut Thread, generation: Option<&Value>) -> PyResult {
        if let Some(generation) = generation.filter(|generation| !generation.is_none()) {
            if taipan_vm::builtins::int::of(generation).is_none() {
                let found = t.type_name(generation);
                return Err(t.type_error(format!("argument should be integer or None, not '{found}'")));
            }
            let generation = t.as_i64(generation)?;
            if generation >= GENERATIONS as i64 {
                return Err(t.value_error(format!(
                    "generation parameter must be less than the number of available generations ({GENERATIONS})"
                )));
            }
            if generation < 0 {
                return Err(t.value_error("generation parameter cannot be negative"));
            }
        }
        let objects = t.tracked_objects();
        List::new(t, objects)
    }

    /// The tracked objects that refer to one of the arguments directly.
    #[function("(*objs)")]
    fn get_referrers(t: &mut Thread, objs: &[Value]) -> PyResult {
        let found = t.referrers(objs);
        List::new(t, found)
    }

    /// What the arguments refer to directly.
    #[function("(*objs)")]
    fn get_referents(t: &mut Thread, objs: &[Value]) -> PyResult {
        let found = objs.iter().flat_map(|object| t.referents(object)).collect();
        List::new(t, found)
    }

    /// Whether the collector tracks an object.
    #[function("(obj, /)")]
    fn is_tracked(_: &mut Thread, obj: &Value) -> PyResult<bool> {
        Ok(gc::is_tracked(obj))
    }

    /// Whether an object's finalizer ran.
    #[function("(obj, /)")]
    fn is_finalized(_: &mut Thread, obj: &Value) -> PyResult<bool> {
        Ok(gc::is_finalized(obj))
    }

    /// Leaves every tracked object out of collections.
    #[function("()")]
    fn freeze(t: &mut Thread) -> PyResult<()> {
        t.freeze_objects(true);
        Ok(())
    }

    /// Takes the objects left out into collections again.
    #[function("()")]
    fn unfreeze(t: &mut Thread) -> PyResult<()> {
        t.freeze_objects(false);
        Ok(())
    }

    /// How many objects are left out of collections.
    #[function("()")]
    fn get_freeze_count(t: &mut Thread) -> PyResult<usize> {
        Ok(t.frozen_objects())
    }

    /// The debug flags.
    #[function("()")]
    fn get_debug(t: &mut Thread) -> PyResult<i64> {
        Ok(t.interpreter().collector.debug)
    }

    /// Sets the debug flags.
    #[function("(flags, /)")]
    fn set_debug(t: &mut Thread, flags: i32) -> PyResult<()> {
        t.interpreter_mut().collector.debug = i64::from(flags);
        Ok(())
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        let callbacks = List::new(t, Vec::new())?;
        let garbage = List::new(t, Vec::new())?;
        let collector = &mut t.interpreter_mut().collector;
        collector.callbacks = callbacks.clone();
        collector.garbage = garbage.clone();
        let flags = [
            ("DEBUG_STATS", debug::STATS),
            ("DEBUG_COLLECTABLE", debug::COLLECTABLE),
            ("DEBUG_UNCOLLECTABLE", debug::UNCOLLECTABLE),
            ("DEBUG_SAVEALL", debug::SAVE_ALL),
            ("DEBUG_LEAK", debug::COLLECTABLE | debug::UNCOLLECTABLE | debug::SAVE_ALL),
        ];
        let flags = flags.map(|(name, value)| (name, Value::small_int(value)));
        let Some(namespace) = module.downcast::<Module>().and_then(Module::dict).cloned() else {
            return Ok(());
        };
        for (name, value) in [("callbacks", callbacks), ("garbage", garbage)].into_iter().chain(flags) {
            let name = t.intern(name)?;
            t.set_item(&namespace, &name, &value)?;
        }
        Ok(())
    }
}
