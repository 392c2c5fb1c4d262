//! What `sys` says about the interpreter, the machine and how the program was started.

use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::list::List;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::{float, int};
use taipan_vm::object::Kind;
use taipan_vm::{PyResult, Thread, Value};

use super::struct_sequence::{StructSequence, fields};

/// The version of the language and of the library that goes with it: `(major, minor, micro)`.
const VERSION: (i64, i64, i64) = (3, 14, 10);
const HEX_VERSION: i64 = VERSION.0 << 24 | VERSION.1 << 16 | VERSION.2 << 8 | 0xf0;

static VERSION_INFO: StructSequence = StructSequence {
    name: "sys.version_info",
    doc: "The version, in its parts.",
    fields: fields! {
        0 "major" "Number of the major version.";
        1 "minor" "Number of the minor version.";
        2 "micro" "Number of the patch.";
        3 "releaselevel" "'alpha', 'beta', 'candidate' or 'final'.";
        4 "serial" "Number of the serial release.";
    },
    unlisted: &[],
};

static FLAGS: StructSequence = StructSequence {
    name: "sys.flags",
    doc: "What the command line and the environment asked for.",
    fields: fields! {
        0 "debug" "-d";
        1 "inspect" "-i";
        2 "interactive" "-i";
        3 "optimize" "-O or -OO";
        4 "dont_write_bytecode" "-B";
        5 "no_user_site" "-s";
        6 "no_site" "-S";
        7 "ignore_environment" "-E";
        8 "verbose" "-v";
        9 "bytes_warning" "-b";
        10 "quiet" "-q";
        11 "hash_randomization" "-R";
        12 "isolated" "-I";
        13 "dev_mode" "-X dev";
        14 "utf8_mode" "-X utf8";
        15 "warn_default_encoding" "-X warn_default_encoding";
        16 "safe_path" "-P";
        17 "int_max_str_digits" "-X int_max_str_digits";
    },
    unlisted: flags::GETSETS,
};

/// The fields of `sys.flags` that are no items.
#[taipan_macros::methods]
mod flags {
    use taipan_vm::{PyResult, Thread, Value};

    /// Whether one lock lets one thread run at a time.
    #[member]
    fn gil(_: &mut Thread, _this: &Value) -> PyResult<i64> {
        Ok(1)
    }

    /// -X thread_inherit_context
    #[member]
    fn thread_inherit_context(t: &mut Thread, _this: &Value) -> PyResult<i64> {
        Ok(i64::from(t.interpreter().config.flags.thread_inherit_context))
    }

    /// -X context_aware_warnings
    #[member]
    fn context_aware_warnings(t: &mut Thread, _this: &Value) -> PyResult<i64> {
        Ok(i64::from(t.interpreter().config.flags.context_aware_warnings))
    }
}

static FLOAT_INFO: StructSequence = StructSequence {
    name: "sys.float_info",
    doc: "What the machine's floats can hold.",
    fields: fields! {
        0 "max" "The greatest finite float.";
        1 "max_exp" "The greatest e for which 2**(e-1) is finite.";
        2 "max_10_exp" "The greatest e for which 10**e is finite.";
        3 "min" "The least positive normal float.";
        4 "min_exp" "The least e for which 2**(e-1) is normal.";
        5 "min_10_exp" "The least e for which 10**e is normal.";
        6 "dig" "How many decimal digits every float keeps.";
        7 "mant_dig" "Digits of the mantissa.";
        8 "epsilon" "From 1 to the next float.";
        9 "radix" "The base of the exponent.";
        10 "rounds" "How additions round.";
    },
    unlisted: &[],
};

static INT_INFO: StructSequence = StructSequence {
    name: "sys.int_info",
    doc: "How integers are kept.",
    fields: fields! {
        0 "bits_per_digit" "Bits of a digit.";
        1 "sizeof_digit" "Bytes of a digit.";
        2 "default_max_str_digits" "The usual limit on digits in texts.";
        3 "str_digits_check_threshold" "Up to how many digits no limit applies.";
    },
    unlisted: &[],
};

static HASH_INFO: StructSequence = StructSequence {
    name: "sys.hash_info",
    doc: "How hashes of numbers and strings are made.",
    fields: fields! {
        0 "width" "Bits of a hash.";
        1 "modulus" "The prime modulus of numbers' hashes.";
        2 "inf" "The hash of infinity.";
        3 "nan" "Not used any more.";
        4 "imag" "The factor of imaginary parts.";
        5 "algorithm" "How strings are hashed.";
        6 "hash_bits" "Bits that the algorithm gives.";
        7 "seed_bits" "Bits of its seed.";
        8 "cutoff" "Up to which length another algorithm is used.";
    },
    unlisted: &[],
};

static THREAD_INFO: StructSequence = StructSequence {
    name: "sys.thread_info",
    doc: "How threads are made.",
    fields: fields! {
        0 "name" "The kind of threads.";
        1 "lock" "The kind of locks.";
        2 "version" "The version of the thread library, or None.";
    },
    unlisted: &[],
};

static UNRAISABLE: StructSequence = StructSequence {
    name: "builtins.UnraisableHookArgs",
    doc: "What unraisable hooks are told.",
    fields: fields! {
        0 "exc_type" "The exception's class.";
        1 "exc_value" "The exception.";
        2 "exc_traceback" "Its traceback, or None.";
        3 "err_msg" "What was going on, or None.";
        4 "object" "What raised it, or None.";
    },
    unlisted: &[],
};

/// Sets every constant in the namespace of `sys`.
pub(super) fn install(t: &mut Thread, dict: &Dict) -> PyResult<()> {
    let version_info = version_info(t)?;
    let dont_write = t.interpreter().config.dont_write_bytecode;
    t.interpreter_mut().unraisable_type = UNRAISABLE.make_type(t)?;
    let prefix = match t.interpreter().config.pycache_prefix.clone() {
        Some(prefix) => Str::new(t, &prefix)?,
        None => Value::NONE,
    };
    let values = [
        ("implementation", implementation(t, &version_info)?),
        ("version_info", version_info),
        ("flags", flags(t)?),
        ("float_info", float_info(t)?),
        ("int_info", INT_INFO.make_single(t, [30, 4, 4300, 640].map(Value::small_int).to_vec())?),
        ("hash_info", hash_info(t)?),
        ("thread_info", thread_info(t)?),
        ("hexversion", Value::small_int(HEX_VERSION)),
        ("api_version", Value::small_int(1013)),
        ("maxsize", int::from_i64(t, i64::MAX)?),
        ("maxunicode", Value::small_int(0x10_ffff)),
        ("dont_write_bytecode", Value::bool(dont_write)),
        ("pycache_prefix", prefix),
        ("builtin_module_names", builtin_module_names(t)?),
        ("stdlib_module_names", stdlib_module_names(t)?),
        ("orig_argv", orig_argv(t)?),
        ("warnoptions", List::new(t, Vec::new())?),
        ("meta_path", List::new(t, Vec::new())?),
        ("path_hooks", List::new(t, Vec::new())?),
        ("path_importer_cache", Dict::new(t)?),
        ("_xoptions", x_options(t)?),
        ("_home", Value::NONE),
        ("_git", git(t)?),
    ];
    for (name, value) in values {
        set(t, dict, name, value)?;
    }
    let version = format!("{}.{}.{} (Taipan {})", VERSION.0, VERSION.1, VERSION.2, env!("CARGO_PKG_VERSION"));
    let executable =
        std::env::current_exe().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
    let prefix = std::path::Path::new(&executable).parent().and_then(std::path::Path::parent);
    let prefix = prefix.map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
    let texts = [
        ("version", version.as_str()),
        ("executable", executable.as_str()),
        ("_base_executable", executable.as_str()),
        ("prefix", prefix.as_str()),
        ("exec_prefix", prefix.as_str()),
        ("base_prefix", prefix.as_str()),
        ("base_exec_prefix", prefix.as_str()),
        ("copyright", "Copyright (c) 2026 the Taipan authors."),
        ("platform", if cfg!(target_os = "macos") { "darwin" } else { std::env::consts::OS }),
        ("byteorder", if cfg!(target_endian = "little") { "little" } else { "big" }),
        ("float_repr_style", "short"),
        ("_framework", ""),
        ("abiflags", ""),
        ("platlibdir", "lib"),
    ];
    for (name, text) in texts {
        let text = Str::new(t, text)?;
        set(t, dict, name, text)?;
    }
    Ok(())
}

/// Sets one name.
pub(super) fn set(t: &mut Thread, dict: &Dict, name: &str, value: Value) -> PyResult<()> {
    let key = t.intern(name)?;
    dict.set(t, &key, value)?;
    Ok(())
}

fn version_info(t: &mut Thread) -> PyResult {
    let level = t.intern("final")?;
    let number = Value::small_int;
    let items = vec![number(VERSION.0), number(VERSION.1), number(VERSION.2), level, number(0)];
    VERSION_INFO.make_single(t, items)
}

/// `sys._git`: which implementation, branch and revision; of a release only the first.
fn git(t: &mut Thread) -> PyResult {
    let parts = [Str::new(t, "Taipan")?, t.intern("")?, t.intern("")?];
    taipan_vm::builtins::tuple::Tuple::new(t, parts.to_vec())
}

/// `sys.implementation`.
fn implementation(t: &mut Thread, version: &Value) -> PyResult {
    let class = t.interpreter().type_of_kind(Kind::SimpleNamespace).to_value();
    let namespace = t.call(&class, &[])?;
    let tag = format!("taipan-{}{}", VERSION.0, VERSION.1);
    let multiarch = format!("{}-{}-gnu", std::env::consts::ARCH, std::env::consts::OS);
    let values = [
        ("name", Str::new(t, "taipan")?),
        ("cache_tag", Str::new(t, &tag)?),
        ("version", version.clone()),
        ("hexversion", Value::small_int(HEX_VERSION)),
        ("_multiarch", Str::new(t, &multiarch)?),
        ("supports_isolated_interpreters", Value::FALSE),
    ];
    for (name, value) in values {
        let name = t.intern(name)?;
        t.set_attr(&namespace, &name, Some(&value))?;
    }
    Ok(namespace)
}

fn flags(t: &mut Thread) -> PyResult {
    let interpreter = t.interpreter();
    let (config, flags) = (&interpreter.config, interpreter.config.flags);
    let level = |level: u8| Value::small_int(i64::from(level));
    let set = |set: bool| Value::small_int(i64::from(set));
    let items = vec![
        level(flags.debug),
        level(0),
        level(0),
        level(flags.optimize),
        set(config.dont_write_bytecode),
        level(flags.no_user_site),
        level(flags.no_site),
        set(flags.ignore_environment),
        level(flags.verbose),
        level(flags.bytes_warning),
        level(flags.quiet),
        set(config.hash_seed != Some(0)),
        set(flags.isolated),
        Value::bool(flags.dev_mode),
        set(flags.utf8_mode),
        set(flags.warn_default_encoding),
        Value::bool(flags.safe_path),
        Value::small_int(interpreter.int_max_str_digits as i64),
    ];
    FLAGS.make_single(t, items)
}

/// `sys._xoptions`.
fn x_options(t: &mut Thread) -> PyResult {
    let options = Dict::new(t)?;
    for (name, value) in t.interpreter().config.x_options.clone() {
        let value = match value {
            Some(value) => Str::new(t, &value)?,
            None => Value::TRUE,
        };
        let name = Str::new(t, &name)?;
        t.set_item(&options, &name, &value)?;
    }
    Ok(options)
}

fn float_info(t: &mut Thread) -> PyResult {
    let number = |value: i32| Value::small_int(i64::from(value));
    let items = vec![
        float::new(t, f64::MAX)?,
        number(f64::MAX_EXP),
        number(f64::MAX_10_EXP),
        float::new(t, f64::MIN_POSITIVE)?,
        number(f64::MIN_EXP),
        number(f64::MIN_10_EXP),
        Value::small_int(i64::from(f64::DIGITS)),
        Value::small_int(i64::from(f64::MANTISSA_DIGITS)),
        float::new(t, f64::EPSILON)?,
        Value::small_int(i64::from(f64::RADIX)),
        Value::small_int(1),
    ];
    FLOAT_INFO.make_single(t, items)
}

fn hash_info(t: &mut Thread) -> PyResult {
    let number = Value::small_int;
    let modulus = int::from_i64(t, (1 << 61) - 1)?;
    let algorithm = Str::new(t, "ahash")?;
    let items = vec![
        number(64),
        modulus,
        number(314_159),
        number(0),
        number(1_000_003),
        algorithm,
        number(64),
        number(256),
        number(0),
    ];
    HASH_INFO.make_single(t, items)
}

fn thread_info(t: &mut Thread) -> PyResult {
    let items = vec![t.intern("pthread")?, t.intern("mutex+cond")?, Value::NONE];
    THREAD_INFO.make_single(t, items)
}

/// The modules that are in the interpreter itself, sorted.
fn builtin_module_names(t: &mut Thread) -> PyResult {
    let mut names: Vec<&'static str> = t.interpreter().native_modules.keys().copied().collect();
    names.extend(["builtins", "sys"]);
    names.sort_unstable();
    names.dedup();
    t.str_tuple(&names)
}

/// A frozenset of the modules that the standard library has.
fn stdlib_module_names(t: &mut Thread) -> PyResult {
    let names: Vec<&'static str> = super::library_names::NAMES.split(' ').collect();
    let names = t.str_tuple(&names)?;
    let class = t.interpreter().type_of_kind(Kind::FrozenSet).to_value();
    t.call(&class, &[names])
}

/// The command line as it was given.
fn orig_argv(t: &mut Thread) -> PyResult {
    let arguments = std::env::args_os().map(|argument| Str::new(t, &argument.to_string_lossy()));
    let arguments = arguments.collect::<PyResult<Vec<Value>>>()?;
    List::new(t, arguments)
}

#[cfg(test)]
mod tests {
    use super::{HEX_VERSION, VERSION_INFO};

    #[test]
    fn the_version_is_one_number() {
        assert_eq!(HEX_VERSION, 0x030e_0af0);
        assert_eq!(VERSION_INFO.fields.len(), 5);
    }
}
