//! Arguments as they lie on the value stack: positional values, then keyword values, and a tuple of names.
//! Binding them to the parameters of a [`Signature`] raises what Argument Clinic's parser raises, in its order.

use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::errors::Exception;
use crate::native::{PyResult, suggestion};
use crate::object::Object;
use crate::thread::Thread;
use crate::value::Value;

/// The arguments of a call.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    values: &'a [Value],
    names: Option<&'a Tuple>,
}

/// The parameters of a native function, for [`Args::bind`].
pub struct Signature<const N: usize> {
    /// The function's name, for messages.
    pub function: &'static str,
    /// Every parameter: positional-only, then positional-or-keyword, then keyword-only. Positional-only ones may be
    /// named `""`.
    pub names: [&'static str; N],
    /// How many are positional-only.
    pub positional_only: usize,
    /// How many may be given by position.
    pub positional: usize,
    /// How many of these are required.
    pub required: usize,
    /// How many of the keyword-only ones are required; they come first.
    pub required_keyword_only: usize,
}

impl<'a> Args<'a> {
    /// `values` holds the positional arguments and then one for each of `names`.
    pub fn new(values: &'a [Value], names: Option<&'a Tuple>) -> Args<'a> {
        Args { values, names }
    }

    /// Positional arguments only.
    pub fn positional_only(values: &'a [Value]) -> Args<'a> {
        Args { values, names: None }
    }

    /// Every value, positional and keyword.
    pub fn values(&self) -> &'a [Value] {
        self.values
    }

    /// The names of the keyword arguments, strings.
    pub fn names(&self) -> Option<&'a Tuple> {
        self.names
    }

    /// How many arguments are given by keyword.
    pub fn keyword_count(&self) -> usize {
        self.names.map_or(0, Tuple::len)
    }

    /// The positional arguments.
    pub fn positional(&self) -> &'a [Value] {
        &self.values[..self.values.len() - self.keyword_count()]
    }

    /// The keyword arguments: name and value.
    pub fn keywords(&self) -> impl Iterator<Item = (&'a Str, &'a Value)> {
        let first = self.values.len() - self.keyword_count();
        let values = &self.values[first..];
        let names: &'a [Value] = self.names.map_or(&[], |names| names.items());
        names.iter().filter_map(|name| <Str as Object>::of(name)).zip(values)
    }

    /// The keyword argument of this name.
    pub fn keyword(&self, wanted: &str) -> Option<&'a Value> {
        self.keywords().find(|(name, _)| name.as_str() == Some(wanted)).map(|(_, value)| value)
    }

    /// The argument for a parameter that is converted while arguments are still being counted, as CPython does where it
    /// parses them by a format: nothing for more than `most` of them.
    pub fn early(&self, index: usize, name: &str, most: usize) -> Option<&'a Value> {
        if self.values.len() > most {
            return None;
        }
        self.positional().get(index).or_else(|| self.keyword(name))
    }

    /// The same arguments without the first positional one.
    ///
    /// # Panics
    /// When there is none.
    pub fn rest(&self) -> Args<'a> {
        Args { values: &self.values[1..], names: self.names }
    }

    /// The same arguments without the positional ones.
    pub fn keywords_only(&self) -> Args<'a> {
        Args { values: &self.values[self.positional().len()..], names: self.names }
    }

    /// Raises `TypeError: name() takes no keyword arguments` if there are any.
    pub fn no_keywords(&self, t: &mut Thread, name: &str) -> PyResult<&'a [Value]> {
        if self.keyword_count() != 0 {
            return Err(t.type_error(format!("{name}() takes no keyword arguments")));
        }
        Ok(self.values)
    }

    /// Sorts the arguments into the parameters of `signature`: one entry per parameter, `None` where it was not given.
    ///
    /// Raises TypeError for arguments too many, missing, given twice or unknown.
    #[inline]
    pub fn bind<const N: usize>(
        &self,
        t: &mut Thread,
        signature: &Signature<N>,
    ) -> PyResult<[Option<&'a Value>; N]> {
        let mut bound = [None; N];
        let given = self.values.len();
        let enough = signature.required <= given && given <= signature.positional;
        if self.names.is_none() && enough && signature.required_keyword_only == 0 {
            // The commonest call of all.
            for (slot, value) in bound.iter_mut().zip(self.values) {
                *slot = Some(value);
            }
            return Ok(bound);
        }
        signature.rules(false).bind(t, self, &mut bound)?;
        Ok(bound)
    }

    /// As [`Args::bind`] for a signature with `*args`, which get the positional arguments that are left over.
    pub fn bind_variadic<const N: usize>(
        &self,
        t: &mut Thread,
        signature: &Signature<N>,
    ) -> PyResult<([Option<&'a Value>; N], &'a [Value])> {
        let mut bound = [None; N];
        signature.rules(true).bind(t, self, &mut bound)?;
        Ok((bound, self.positional().get(signature.positional..).unwrap_or_default()))
    }
}

impl<const N: usize> Signature<N> {
    fn rules(&self, variadic: bool) -> Rules<'_> {
        let Signature { function, names, positional_only, positional, required, required_keyword_only } =
            self;
        Rules {
            function,
            names,
            positional_only: *positional_only,
            positional: *positional,
            required: *required,
            required_keyword_only: *required_keyword_only,
            variadic,
        }
    }
}

/// A signature of any length.
struct Rules<'s> {
    function: &'static str,
    names: &'s [&'static str],
    positional_only: usize,
    positional: usize,
    required: usize,
    required_keyword_only: usize,
    variadic: bool,
}

impl Rules<'_> {
    fn bind<'a>(&self, t: &mut Thread, args: &Args<'a>, bound: &mut [Option<&'a Value>]) -> PyResult<()> {
        let given = args.positional();
        for (slot, value) in bound.iter_mut().take(self.positional).zip(given) {
            *slot = Some(value);
        }
        let keywords = args.keyword_count();
        let enough = self.required <= given.len() && (self.variadic || given.len() <= self.positional);
        if keywords == 0 && self.required_keyword_only == 0 && enough {
            return Ok(());
        }
        self.check_counts(t, given.len(), keywords)?;
        let mut unused = keywords;
        let first = given.len().clamp(self.positional_only, self.positional);
        for (index, (slot, name)) in bound.iter_mut().zip(self.names).enumerate().skip(first) {
            *slot = args.keyword(name);
            if slot.is_some() {
                unused -= 1;
            } else if self.is_required(index) {
                return Err(self.missing(t, index));
            }
        }
        if unused != 0 { Err(self.left_over(t, args)) } else { Ok(()) }
    }

    fn is_required(&self, index: usize) -> bool {
        index < self.required
            || (index >= self.positional && index - self.positional < self.required_keyword_only)
    }

    fn check_counts(&self, t: &mut Thread, given: usize, keywords: usize) -> PyResult<()> {
        let Rules { function, positional, required, variadic, .. } = *self;
        let all = self.names.len();
        let total = given + keywords;
        if !variadic && total > all {
            let keyword = if given == 0 { "keyword " } else { "" };
            let noun = arguments(all);
            return Err(
                t.type_error(format!("{function}() takes at most {all} {keyword}{noun} ({total} given)"))
            );
        }
        if !variadic && given > positional {
            if positional == 0 {
                return Err(t.type_error(format!("{function}() takes no positional arguments")));
            }
            let bound = if required < positional { "at most" } else { "exactly" };
            return Err(self.wrong_positional(t, bound, positional, given));
        }
        let least = self.positional_only.min(required);
        if given < least {
            let bound = if least < positional { "at least" } else { "exactly" };
            return Err(self.wrong_positional(t, bound, least, given));
        }
        Ok(())
    }

    #[cold]
    fn wrong_positional(&self, t: &mut Thread, bound: &str, expected: usize, given: usize) -> Exception {
        let noun = arguments(expected);
        t.type_error(format!(
            "{}() takes {bound} {expected} positional {noun} ({given} given)",
            self.function
        ))
    }

    #[cold]
    fn missing(&self, t: &mut Thread, index: usize) -> Exception {
        let (function, name, position) = (self.function, self.names[index], index + 1);
        t.type_error(format!("{function}() missing required argument '{name}' (pos {position})"))
    }

    /// What is wrong with the keyword arguments that no parameter took.
    #[cold]
    fn left_over(&self, t: &mut Thread, args: &Args<'_>) -> Exception {
        let function = self.function;
        let given = args.positional().len().min(self.positional);
        for index in self.positional_only..given {
            let name = self.names[index];
            if args.keyword(name).is_some() {
                let position = index + 1;
                let text =
                    format!("argument for {function}() given by name ('{name}') and position ({position})");
                return t.type_error(text);
            }
        }
        let names = &self.names[self.positional_only..];
        let unknown =
            args.keywords().find(|(name, _)| !name.as_str().is_some_and(|name| names.contains(&name)));
        let unknown = unknown.map(|(name, _)| name.to_lossy().into_owned()).unwrap_or_default();
        let mut text = format!("{function}() got an unexpected keyword argument '{unknown}'");
        if let Some(name) = suggestion::closest(&unknown, names.iter().copied()) {
            text.push_str(&format!(". Did you mean '{name}'?"));
        }
        t.type_error(text)
    }
}

fn arguments(count: usize) -> &'static str {
    if count == 1 { "argument" } else { "arguments" }
}
