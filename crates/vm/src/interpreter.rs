//! An interpreter: the builtin types, singletons, modules and version counters of one VM. Nothing in it
//! is shared with another.
#![expect(unsafe_code, reason = "keeps raw references to its own builtin objects")]

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

use taipan_heap::{Header, Heap};

use crate::builtins;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::dying::Dying;
use crate::errors::{self, Class};
use crate::interned::Interned;
use crate::native::{NativeModule, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeObject;
use crate::types::lookup::AttributeCache;
use crate::value::{Raw, Value};

macro_rules! names {
    ($($name:ident)*) => {
        /// Interned names that native code uses.
        #[expect(missing_docs, reason = "each field is the name it holds")]
        pub struct Names {
            $(pub $name: Value,)*
        }

        impl Names {
            pub(crate) fn new(t: &mut Thread) -> PyResult<Names> {
                Ok(Names { $($name: t.intern(stringify!($name))?,)* })
            }
        }
    };
}

names! {
    __abstractmethods__ __annotate__ __annotations__ __bases__ __bool__ __build_class__ __builtins__ __call__ __cause__
    __class__ __class_getitem__ __classcell__ __classdictcell__ __context__ __debug__ __del__ __delete__ __dict__ __dir__
    __doc__ __enter__ __exit__ __file__ __firstlineno__ __format__ __get__ __getattr__ __hash__ __import__ __init__
    __init_subclass__ __instancecheck__ __iter__ __len__ __length_hint__ __loader__ __main__ __match_args__ __module__
    __mro_entries__ __name__ __new__ __notes__ __orig_bases__ __orig_class__ __package__ __prepare__ __qualname__ __repr__
    __set__ __set_name__ __slots__ __spec__ __static_attributes__ __str__ __subclasscheck__ __traceback__
    __type_params__ __weakref__ __conditional_annotations__
    add append args builtins close excepthook get items keys metaclass mro name obj path send stdin stderr stdout throw
    values write flush update value errors msg filename lineno offset text end_lineno end_offset code
    print_file_and_line exceptions message n_sequence_fields
}

/// Everything that one VM owns.
pub struct Interpreter {
    /// Builtin types by kind; null where a kind has no type yet.
    pub(crate) types: [*mut TypeObject; 256],
    /// Builtin exception classes.
    pub(crate) exceptions: [*mut TypeObject; errors::CLASSES],
    pub names: Option<Box<Names>>,
    pub(crate) empty_tuple: Raw,
    pub(crate) empty_str: Raw,
    /// One-character Latin-1 strings.
    pub(crate) latin1: [Raw; 256],
    pub memory_error: Value,
    /// The `builtins` module's namespace.
    pub builtins: Value,
    /// The key of dicts that stand in for a `__builtins__` that is no dict; None before the first.
    pub(crate) stand_in_key: Value,
    /// `all` and `any`, whatever becomes of the names.
    pub(crate) all_and_any: [Value; 2],
    /// `sys.modules`.
    pub modules: Value,
    /// The `sys` module's namespace.
    pub sys: Value,
    /// The type of what `sys.unraisablehook` is called with; None while there is no `sys` module.
    pub unraisable_type: Value,
    /// Native modules that can be imported, by name.
    pub native_modules: HashMap<&'static str, &'static NativeModule>,
    /// Native modules that can be imported where no Python module of the name is found.
    pub fallback_modules: HashMap<&'static str, &'static NativeModule>,
    /// Compiles source; installed by `runtime`.
    pub compiler: Option<Box<dyn crate::compile::Compile>>,
    /// The global (type version, name) cache of megamorphic sites and generic lookups.
    pub attribute_cache: AttributeCache,
    /// How code is run: forms, back end, specializer; see [`crate::config::Config`].
    pub config: crate::config::Config,
    /// `sys.get_int_max_str_digits()`: the most digits that integers may have as decimal text; 0 for no limit.
    pub int_max_str_digits: usize,
    pub collector: crate::gc::Collector,
    /// What `sys.addaudithook` was given.
    pub audit_hooks: Vec<Value>,
    /// The tools of `sys.monitoring`.
    pub(crate) monitoring: crate::trace::monitoring::Monitoring,
    /// How libraries are loaded: dlopen's flags.
    pub dlopen_flags: i32,
    /// Set while the program ends.
    pub finalizing: bool,
    /// What `sys.path` began with: where the program is, or "" for the current directory.
    pub script_directory: Option<String>,
    /// The thread that handles signals.
    pub(crate) main_thread: *mut Thread,
    /// The thread that runs.
    pub(crate) running: *mut Thread,
    /// Every thread that has begun and not ended, the main one first.
    pub(crate) threads: Vec<*mut Thread>,
    pub(crate) lock: Arc<crate::threads::lock::InterpreterLock>,
    /// Bytes of native stack for new threads; 0 for the usual size.
    pub thread_stack_size: usize,
    /// What is called when a thread ends, in that thread.
    pub thread_end_hooks: Vec<fn(&mut Thread)>,
    pub(crate) signals: crate::signals::Handlers,
    /// Weak references by their target.
    pub(crate) weak: crate::weak::WeakTable,
    /// Sources that tracebacks show though they are in no file.
    pub sources: crate::builtins::traceback::Sources,
    /// Code whose function got another while frames may still run it.
    pub(crate) retired: Vec<Value>,
    /// `typing.NoDefault`, once it was asked for.
    pub(crate) no_default: std::cell::Cell<Raw>,
    /// Every code object's executable forms that have site counters, for snapshots.
    pub(crate) code_registry: Vec<*mut crate::builtins::code::CodeObject>,
    /// Types of native modules that were made.
    pub(crate) native_types: HashMap<*const crate::native::NativeType, Value, ahash::RandomState>,
    /// What native modules keep for this interpreter; see [`Thread::state`].
    states: HashMap<TypeId, Box<dyn Any>, ahash::RandomState>,
    interned: Interned,
    hash_state: ahash::RandomState,
    type_version: u32,
    keys_version: u32,
    function_version: u32,
    pub(crate) function_names: crate::names::FunctionNames,
    /// All objects of the VM. The last field: it is dropped after the references that the others own.
    pub(crate) heap: Box<Heap>,
}

impl Interpreter {
    /// An interpreter with its builtin types, and its main thread.
    pub fn new(config: crate::config::Config) -> Option<(Box<Interpreter>, Box<Thread>)> {
        let (seed, version) = (config.hash_seed, config.first_version);
        let digits = config.int_max_str_digits;
        let hash_state = match seed {
            Some(seed) => ahash::RandomState::with_seeds(
                seed,
                seed ^ 0x9e37_79b9_7f4a_7c15,
                !seed,
                seed.rotate_left(32),
            ),
            None => ahash::RandomState::new(),
        };
        let mut heap = Heap::new();
        let heap_pointer: *mut Heap = &mut *heap;
        let mut interpreter = Box::new(Interpreter {
            heap,
            types: [std::ptr::null_mut(); 256],
            exceptions: [std::ptr::null_mut(); errors::CLASSES],
            names: None,
            empty_tuple: Raw::NULL,
            empty_str: Raw::NULL,
            latin1: [Raw::NULL; 256],
            memory_error: Value::NONE,
            builtins: Value::NONE,
            stand_in_key: Value::NONE,
            all_and_any: [Value::NONE, Value::NONE],
            modules: Value::NONE,
            sys: Value::NONE,
            unraisable_type: Value::NONE,
            native_modules: HashMap::new(),
            fallback_modules: HashMap::new(),
            compiler: None,
            attribute_cache: AttributeCache::new(),
            config,
            int_max_str_digits: digits,
            collector: crate::gc::Collector::default(),
            audit_hooks: Vec::new(),
            monitoring: crate::trace::monitoring::Monitoring::default(),
            dlopen_flags: libc::RTLD_NOW,
            finalizing: false,
            script_directory: None,
            main_thread: std::ptr::null_mut(),
            running: std::ptr::null_mut(),
            threads: Vec::new(),
            lock: Arc::new(crate::threads::lock::InterpreterLock::new()),
            thread_stack_size: 0,
            thread_end_hooks: Vec::new(),
            signals: crate::signals::Handlers::default(),
            weak: crate::weak::WeakTable::default(),
            sources: crate::builtins::traceback::Sources::default(),
            retired: Vec::new(),
            no_default: std::cell::Cell::new(Raw::NULL),
            code_registry: Vec::new(),
            native_types: HashMap::with_hasher(hash_state.clone()),
            states: HashMap::with_hasher(hash_state.clone()),
            interned: Interned::new(),
            hash_state,
            type_version: version,
            keys_version: version,
            function_version: version,
            function_names: crate::names::FunctionNames::default(),
        });
        let mut thread = Thread::new(&mut *interpreter, heap_pointer, true)?;
        thread.table = crate::ops::table(&interpreter.config);
        let main: *mut Thread = &mut *thread;
        interpreter.main_thread = main;
        interpreter.running = main;
        interpreter.threads.push(main);
        interpreter.lock.take(main);
        interpreter.heap.request_data = (&raw mut *interpreter).cast();
        interpreter.heap.request = Some(crate::collect::requested);
        builtins::install(&mut thread).ok()?;
        Some((interpreter, thread))
    }

    /// The builtin type of a kind.
    #[inline]
    pub fn type_of_kind(&self, kind: Kind) -> &TypeObject {
        // SAFETY: every kind's type is made at start-up and never dies.
        unsafe { &*self.types[kind as usize] }
    }

    /// A builtin exception class.
    #[inline]
    pub fn exception_class(&self, class: Class) -> Value {
        // SAFETY: exception classes are made at start-up and never die.
        unsafe { (*self.exceptions[class as usize]).to_value() }
    }

    /// Interned names that native code uses.
    #[inline]
    pub fn names(&self) -> &Names {
        match &self.names {
            Some(names) => names,
            None => unreachable!("names are interned before anything uses them"),
        }
    }

    /// How many strings stand for all equal to them.
    pub fn interned_count(&self) -> usize {
        self.interned.len()
    }

    /// The hash of a string's memory.
    pub(crate) fn hash_bytes(&self, bytes: &[u8], width: usize) -> u64 {
        let hash = self.hash_state.hash_one((width, bytes));
        // 0 means "not computed", and -1 is no hash in Python.
        if hash == 0 || hash == u64::MAX { 0x5bd1_e995 } else { hash }
    }

    /// A type version never used before; `None` when they have run out.
    pub(crate) fn next_type_version(&mut self) -> Option<u32> {
        next(&mut self.type_version)
    }

    /// A keys version never used before; `None` when they have run out.
    pub(crate) fn next_keys_version(&mut self) -> Option<u32> {
        next(&mut self.keys_version)
    }

    /// A function version never used before; `None` when they have run out.
    pub(crate) fn next_function_version(&mut self) -> Option<u32> {
        next(&mut self.function_version)
    }
}

impl Drop for Interpreter {
    /// Gives back the memory that objects have outside the heap. No object dies: nothing of Python runs any more.
    fn drop(&mut self) {
        self.code_registry.clear();
        let heap: *mut Heap = &mut *self.heap;
        // SAFETY: no thread runs in this interpreter any more, and the cells stay until the heap is dropped after this.
        // Types are taken apart first, while what they refer to is still whole; code last, which tells what generators own.
        unsafe {
            let turn = |class: &TypeObject| match class.layout.kind {
                Kind::Type => 0,
                Kind::Code => 2,
                _ => 1,
            };
            for now in 0..3 {
                (*heap).for_each_object(&mut |object| {
                    let class = (*object).ty.cast::<TypeObject>();
                    if !class.is_null() && turn(&*class) == now {
                        let mut dying = Dying::new();
                        ((*class).layout.detach)(object, &mut dying);
                        dying.discard();
                    }
                });
            }
        }
    }
}

fn next(counter: &mut u32) -> Option<u32> {
    *counter = counter.checked_add(1)?;
    Some(*counter)
}

impl Thread {
    /// What a native module keeps for this interpreter: a struct of the module's own, made when it is first asked for, and
    /// kept as long as the interpreter is. All its threads see the same; while one looks at it none runs Python.
    pub fn state<S: Default + 'static>(&mut self) -> &mut S {
        let states = &mut self.interpreter_mut().states;
        let state = states.entry(TypeId::of::<S>()).or_insert_with(|| Box::new(S::default()));
        match state.downcast_mut() {
            Some(state) => state,
            None => unreachable!("states are kept by their type"),
        }
    }

    /// The interned string with this text.
    pub fn intern(&mut self, text: &str) -> PyResult {
        let interpreter = self.interpreter();
        if text.is_ascii() && !text.is_empty() {
            let hash = interpreter.hash_bytes(text.as_bytes(), 1);
            let known = interpreter.interned.find(hash, |known| known.as_str() == Some(text));
            if let Some(known) = known {
                return Ok(known.clone());
            }
        }
        let value = Str::new(self, text)?;
        self.intern_value(value)
    }

    /// The interned string equal to an exact string.
    pub fn intern_value(&mut self, text: Value) -> PyResult {
        let Some(string) = text.exact::<Str>() else { unreachable!("only exact strings are interned") };
        if string.is_interned() {
            return Ok(text);
        }
        let hash = string.hash(self);
        let interpreter = self.interpreter_mut();
        if let Some(known) = interpreter.interned.find(hash, |known| known.equals(string)) {
            return Ok(known.clone());
        }
        interpreter.interned.insert(text.clone());
        // SAFETY: the value is a live string; the flag changes nothing else.
        unsafe { (*text.raw().header()).flags |= crate::builtins::str::INTERNED };
        Ok(text)
    }

    /// Writes the header of a fresh object of a builtin type.
    ///
    /// # Safety
    /// `object` comes from the heap with room for the kind's layout, whose other fields are written already.
    #[inline]
    pub unsafe fn init_header(&mut self, object: *mut Header, kind: Kind, flags: u16) {
        let class = self.interpreter().types[kind as usize];
        // SAFETY: the caller's promise.
        unsafe {
            (*object).count = 1;
            (*object).kind = kind as u8;
            (*object).ty = class.cast();
            (*object).flags |= flags;
        }
    }

    /// The exact type of a value, borrowed from the value or the interpreter.
    #[inline]
    pub fn type_of<'a>(&'a self, value: &'a Value) -> &'a TypeObject {
        // SAFETY: an owned value is live.
        unsafe { &*self.type_of_raw(value.raw()) }
    }

    /// The exact type of what `value` names.
    ///
    /// # Safety
    /// `value` is live and not NULL.
    #[inline(always)]
    pub unsafe fn type_of_raw(&self, value: Raw) -> *mut TypeObject {
        if value.is_pointer() {
            // SAFETY: a live object's type is live.
            return unsafe { (*value.header()).ty.cast() };
        }
        let kind = if value.is_int() {
            Kind::Int
        } else {
            match value {
                Raw::NONE => Kind::NoneType,
                Raw::TRUE | Raw::FALSE => Kind::Bool,
                Raw::ELLIPSIS => Kind::Ellipsis,
                _ => Kind::NotImplemented,
            }
        };
        self.interpreter().types[kind as usize]
    }

    /// Makes a tuple of names.
    pub fn str_tuple(&mut self, names: &[&str]) -> PyResult {
        let items = names.iter().map(|name| self.intern(name)).collect::<PyResult<Vec<Value>>>()?;
        Tuple::new(self, items)
    }
}
