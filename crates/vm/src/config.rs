//! How an interpreter runs code: set once, before anything runs.

/// Which executable form functions start in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum StartForm {
    /// Register code.
    #[default]
    Fast,
    /// One word per canonical instruction, always.
    Faithful,
}

/// How handlers reach each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dispatch {
    /// By sibling calls: needs a target and an optimisation level that make them.
    Tail,
    /// By returning to a loop.
    Trampoline,
}

impl Default for Dispatch {
    fn default() -> Dispatch {
        if cfg!(taipan_tail_calls) { Dispatch::Tail } else { Dispatch::Trampoline }
    }
}

/// What the command line and the environment ask for that `sys.flags` tells of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flags {
    pub debug: u8,
    pub no_user_site: u8,
    pub no_site: u8,
    pub ignore_environment: bool,
    pub verbose: u8,
    pub quiet: u8,
    /// 1: bytes that are shown or compared as text are warned of; 2: that is an error.
    pub bytes_warning: u8,
    /// 1: without `assert`, 2: without docstrings too.
    pub optimize: u8,
    pub isolated: bool,
    pub dev_mode: bool,
    pub utf8_mode: bool,
    pub warn_default_encoding: bool,
    /// Whether the program's directory stays off `sys.path`.
    pub safe_path: bool,
    pub thread_inherit_context: bool,
    pub context_aware_warnings: bool,
}

/// Settings of an interpreter.
#[derive(Clone, Debug)]
pub struct Config {
    pub form: StartForm,
    pub dispatch: Dispatch,
    /// Whether sites specialize.
    pub specialize: bool,
    /// Whether executions are counted per site.
    pub profile: bool,
    /// PYTHONHASHSEED, when it is a number.
    pub hash_seed: Option<u64>,
    /// The last version tag that counts as given out at the start: close to `u32::MAX`, they run out soon.
    pub first_version: u32,
    /// Whether what is written to the standard streams is to be seen at once.
    pub unbuffered: bool,
    /// What `sys.path` holds at the start, before the program's directory is put first.
    pub search_path: Vec<String>,
    /// Whether importing a source leaves no `.pyc` of it.
    pub dont_write_bytecode: bool,
    /// Where `.pyc` files go instead of `__pycache__` beside their sources.
    pub pycache_prefix: Option<String>,
    /// Filters of warnings, as `-W` takes them, the weakest first.
    pub warn_options: Vec<String>,
    pub flags: Flags,
    /// The limit on the digits of integers in texts; 0 for none.
    pub int_max_str_digits: usize,
    /// Which of the standard descriptors lead nowhere: `sys.stdin` and its like are None then.
    pub closed_streams: [bool; 3],
    /// `-X` options by name, with their values.
    pub x_options: Vec<(String, Option<String>)>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            form: StartForm::default(),
            dispatch: Dispatch::default(),
            specialize: true,
            profile: false,
            hash_seed: None,
            first_version: 0,
            unbuffered: false,
            search_path: Vec::new(),
            dont_write_bytecode: false,
            pycache_prefix: None,
            warn_options: Vec::new(),
            flags: Flags::default(),
            int_max_str_digits: taipan_text::int::DEFAULT_MAX_DIGITS,
            closed_streams: [false; 3],
            x_options: Vec::new(),
        }
    }
}
