//! What the environment and the options before the program ask of the interpreter.

use taipan_runtime::{Config, Dispatch, Flags, StartForm};

use crate::arguments::Run;
use crate::interpreter_options::Options;

/// The variables of the environment that choose how programs are run: the usual way, and the other.
const WAYS: [(&str, [&str; 2]); 3] = [
    ("TAIPAN_FORM", ["fast", "faithful"]),
    ("TAIPAN_SPECIALIZE", ["on", "off"]),
    ("TAIPAN_DISPATCH", ["tail", "trampoline"]),
];

/// Refuses values of those variables that mean nothing.
pub(crate) fn check_ways() -> Result<(), u8> {
    for (name, [usual, other]) in WAYS {
        let value = std::env::var_os(name).unwrap_or_default();
        if !value.is_empty() && value != usual && value != other {
            crate::output::tell!("taipan: {name} is {usual} or {other}, not '{}'", value.display());
            return Err(2);
        }
    }
    Ok(())
}

/// The configuration for a program.
pub(crate) fn config_for(run: &Run) -> Config {
    config(&run.options)
}

/// The configuration that the environment and the options ask for.
pub(crate) fn config(options: &Options) -> Config {
    let [form, specialize, dispatch] =
        WAYS.map(|(name, [_, other])| std::env::var(name).is_ok_and(|set| set == other));
    let variable = |name: &str| variable(options, name).unwrap_or_default();
    let mut config = Config { flags: flags(options), ..Config::default() };
    if form {
        config.form = StartForm::Faithful;
    }
    if specialize {
        config.specialize = false;
    }
    if dispatch {
        config.dispatch = Dispatch::Trampoline;
    }
    if options.count(b'R') == 0 {
        config.hash_seed = variable("PYTHONHASHSEED").parse().ok();
    }
    config.unbuffered = options.unbuffered || level(options, "PYTHONUNBUFFERED", 0) > 0;
    let path = variable("PYTHONPATH");
    config.search_path = path.split(':').filter(|_| !path.is_empty()).map(str::to_owned).collect();
    config.dont_write_bytecode =
        options.dont_write_bytecode || level(options, "PYTHONDONTWRITEBYTECODE", 0) > 0;
    let prefix = match options.x_option("pycache_prefix") {
        Some(prefix) => prefix.unwrap_or_default().to_owned(),
        None => variable("PYTHONPYCACHEPREFIX"),
    };
    config.pycache_prefix = Some(prefix).filter(|prefix| !prefix.is_empty());
    config.warn_options = warnings(options, &config.flags, &variable("PYTHONWARNINGS"));
    config.x_options.clone_from(&options.x_options);
    config.closed_streams = crate::descriptors::closed();
    config
}

/// The limit on the digits of integers in texts that is asked for. The message about an option or a variable with a value
/// that CPython does not start with.
pub(crate) fn int_digits(options: &Options) -> Result<Option<usize>, &'static str> {
    if variable(options, "PYTHONHASHSEED")
        .is_some_and(|seed| seed != "random" && seed.parse::<u32>().is_err())
    {
        return Err(
            "config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]",
        );
    }
    let valid = |digits: &str| digits.parse().ok().filter(|&digits| digits == 0 || digits >= 640);
    if let Some(digits) = options.x_option("int_max_str_digits") {
        return match digits.and_then(valid) {
            Some(digits) => Ok(Some(digits)),
            None => Err(
                "config_init_int_max_str_digits: -X int_max_str_digits: invalid limit; must be >= 640 or 0 for \
                 unlimited.",
            ),
        };
    }
    let Some(digits) = variable(options, "PYTHONINTMAXSTRDIGITS") else { return Ok(None) };
    match valid(&digits) {
        Some(digits) => Ok(Some(digits)),
        None => Err(
            "config_init_int_max_str_digits: PYTHONINTMAXSTRDIGITS: invalid limit; must be >= 640 or 0 for \
             unlimited.",
        ),
    }
}

/// A variable of Python's, unless the options say that these don't count; `None` when it is empty.
fn variable(options: &Options, name: &str) -> Option<String> {
    if options.count(b'E') + options.count(b'I') > 0 {
        return None;
    }
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// What a flag is set to by its option, given so often, and its variable: a number, or anything for 1.
fn level(options: &Options, name: &str, given: u8) -> u8 {
    let set = variable(options, name).map_or(0, |value| value.parse().unwrap_or(1));
    given.max(set)
}

fn flags(options: &Options) -> Flags {
    let isolated = options.count(b'I') > 0;
    let is_set = |name: &str| variable(options, name).is_some();
    let switched = |name: &str| options.x_option(name).is_some_and(|value| value == Some("1"));
    let utf8 = match options.x_option("utf8") {
        Some(value) => value.is_none_or(|value| value == "1"),
        None => variable(options, "PYTHONUTF8").is_some_and(|value| value == "1"),
    };
    Flags {
        debug: level(options, "PYTHONDEBUG", options.count(b'd')).min(1),
        no_user_site: level(options, "PYTHONNOUSERSITE", options.count(b's').max(u8::from(isolated))).min(1),
        no_site: options.count(b'S').min(1),
        ignore_environment: isolated || options.count(b'E') > 0,
        verbose: level(options, "PYTHONVERBOSE", options.count(b'v')),
        quiet: options.count(b'q').min(1),
        bytes_warning: options.count(b'b'),
        optimize: level(options, "PYTHONOPTIMIZE", options.count(b'O')),
        isolated,
        dev_mode: options.x_option("dev").is_some() || is_set("PYTHONDEVMODE"),
        utf8_mode: utf8,
        warn_default_encoding: options.x_option("warn_default_encoding").is_some()
            || is_set("PYTHONWARNDEFAULTENCODING"),
        safe_path: isolated || options.count(b'P') > 0 || is_set("PYTHONSAFEPATH"),
        thread_inherit_context: switched("thread_inherit_context"),
        context_aware_warnings: switched("context_aware_warnings"),
    }
}

/// Filters of warnings, the weakest first.
fn warnings(options: &Options, flags: &Flags, variable: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    if flags.dev_mode {
        all.push("default".to_owned());
    }
    all.extend(variable.split(',').filter(|option| !option.is_empty()).map(str::to_owned));
    all.extend(options.warnings.iter().cloned());
    match flags.bytes_warning {
        0 => {}
        1 => all.push("default::BytesWarning".to_owned()),
        _ => all.push("error::BytesWarning".to_owned()),
    }
    all
}
