//! Arguments as they lie on the value stack: positional values, then keyword values, and a tuple of names.

use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::errors::Exception;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// The arguments of a call.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    values: &'a [Value],
    names: Option<&'a Tuple>,
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
        names.iter().filter_map(|name| name.downcast::<Str>()).zip(values)
    }

    /// The same arguments without the first positional one.
    pub fn rest(&self) -> Args<'a> {
        Args { values: &self.values[1..], names: self.names }
    }

    /// Raises `TypeError: name() takes no keyword arguments` if there are any.
    pub fn no_keywords(&self, t: &mut Thread, name: &str) -> PyResult<&'a [Value]> {
        if self.keyword_count() != 0 {
            return Err(t.type_error(format!("{name}() takes no keyword arguments")));
        }
        Ok(self.values)
    }

    /// Sorts the arguments into the parameters of `signature`.
    ///
    /// Returns one entry per parameter, `None` where it was not given. Errors are worded as Argument Clinic's.
    pub fn bind<const N: usize>(&self, t: &mut Thread, signature: &Signature<N>) -> PyResult<[Option<&'a Value>; N]> {
        let positional = self.positional();
        let mut bound: [Option<&'a Value>; N] = [None; N];
        if positional.len() > signature.positional {
            return Err(signature.too_many(t, positional.len(), self.keyword_count()));
        }
        for (slot, value) in bound.iter_mut().zip(positional) {
            *slot = Some(value);
        }
        for (name, value) in self.keywords() {
            let found = signature.names[signature.positional_only..]
                .iter()
                .position(|known| name.as_str() == Some(known))
                .map(|index| index + signature.positional_only);
            match found {
                Some(index) if bound[index].is_some() => return Err(signature.given_twice(t, index)),
                Some(index) => bound[index] = Some(value),
                None => return Err(signature.unexpected(t, &name.to_lossy(), self.keyword_count())),
            }
        }
        for index in 0..N {
            let required = if index < signature.positional {
                index < signature.required
            } else {
                signature.required_keyword_only
            };
            if required && bound[index].is_none() {
                return Err(signature.missing(t, index, positional.len(), self.keyword_count()));
            }
        }
        Ok(bound)
    }
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
    /// Whether the keyword-only ones are required.
    pub required_keyword_only: bool,
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

impl<const N: usize> Signature<N> {
    fn too_many(&self, t: &mut Thread, given: usize, keywords: usize) -> Exception {
        let Signature { function, positional, required, .. } = self;
        let total = given + keywords;
        if *positional == N && self.positional_only < N {
            let bound = if *required == N { "exactly" } else { "at most" };
            return t.type_error(format!("{function}() takes {bound} {N} argument{} ({total} given)", plural(N)));
        }
        if *positional == 0 {
            return t.type_error(format!("{function}() takes no positional arguments"));
        }
        let bound = if positional == required { "exactly" } else { "at most" };
        if self.positional_only == N {
            let expected = format!("{function} expected {}{positional} argument{}, got {given}",
                if positional == required { "" } else { "at most " }, plural(*positional));
            return t.type_error(expected);
        }
        t.type_error(format!(
            "{function}() takes {bound} {positional} positional argument{} ({given} given)",
            plural(*positional)
        ))
    }

    fn given_twice(&self, t: &mut Thread, index: usize) -> Exception {
        t.type_error(format!(
            "argument for {}() given by name ('{}') and position ({})",
            self.function,
            self.names[index],
            index + 1
        ))
    }

    fn unexpected(&self, t: &mut Thread, name: &str, _keywords: usize) -> Exception {
        if self.positional_only == N {
            return t.type_error(format!("{}() takes no keyword arguments", self.function));
        }
        t.type_error(format!("{}() got an unexpected keyword argument '{name}'", self.function))
    }

    fn missing(&self, t: &mut Thread, index: usize, given: usize, _keywords: usize) -> Exception {
        if index < self.positional_only {
            let expected = self.required;
            let least = if self.required == self.positional { "" } else { "at least " };
            return t.type_error(format!(
                "{} expected {least}{expected} argument{}, got {given}",
                self.function,
                plural(expected)
            ));
        }
        t.type_error(format!(
            "{}() missing required argument '{}' (pos {})",
            self.function,
            self.names[index],
            index + 1
        ))
    }
}
