//! The ways one Taipan binary can run a program. Every fixture must answer alike in all of them.

use std::fmt;

/// How code is executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Register code, specialized.
    Fast,
    /// One word per canonical instruction, specialized.
    Faithful,
    /// Register code with the specializer off.
    Off,
}

/// How a handler reaches the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dispatch {
    /// By a sibling call.
    Tail,
    /// By returning to a loop.
    Trampoline,
}

/// One way to run a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Configuration {
    /// The form of the code, and whether it specializes.
    pub form: Form,
    /// The back end.
    pub dispatch: Dispatch,
}

impl Form {
    const ALL: [Self; 3] = [Self::Fast, Self::Faithful, Self::Off];

    fn name(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::Faithful => "faithful",
            Self::Off => "off",
        }
    }
}

impl Dispatch {
    const ALL: [Self; 2] = [Self::Tail, Self::Trampoline];

    fn name(self) -> &'static str {
        match self {
            Self::Tail => "tail",
            Self::Trampoline => "trampoline",
        }
    }
}

impl Configuration {
    /// All six.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let with = |dispatch| Form::ALL.map(|form| Self { form, dispatch });
        Dispatch::ALL.into_iter().flat_map(with).collect()
    }

    /// The environment variables that ask a binary for it.
    #[must_use]
    pub fn environment(self) -> [(&'static str, &'static str); 3] {
        let (form, specialize) = match self.form {
            Form::Fast => ("fast", "on"),
            Form::Faithful => ("faithful", "on"),
            Form::Off => ("fast", "off"),
        };
        [("TAIPAN_FORM", form), ("TAIPAN_SPECIALIZE", specialize), ("TAIPAN_DISPATCH", self.dispatch.name())]
    }

    /// Whether `word` (`fast`, `tail`, `fast/tail`, …) means this one among others.
    #[must_use]
    pub fn matches(self, word: &str) -> bool {
        word == self.form.name() || word == self.dispatch.name() || word == self.to_string()
    }
}

impl fmt::Display for Configuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.form.name(), self.dispatch.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_ways_with_names_of_their_own() {
        let names: Vec<_> = Configuration::all().iter().map(ToString::to_string).collect();
        assert_eq!(
            names,
            [
                "fast/tail",
                "faithful/tail",
                "off/tail",
                "fast/trampoline",
                "faithful/trampoline",
                "off/trampoline"
            ]
        );
    }

    #[test]
    fn words_choose() {
        let count = |word| Configuration::all().iter().filter(|c| c.matches(word)).count();
        assert_eq!([count("fast"), count("tail"), count("off/tail"), count("slow")], [2, 3, 1, 0]);
    }

    #[test]
    fn off_is_fast_code_without_the_specializer() {
        let off = Configuration { form: Form::Off, dispatch: Dispatch::Tail };
        assert_eq!(
            off.environment(),
            [("TAIPAN_FORM", "fast"), ("TAIPAN_SPECIALIZE", "off"), ("TAIPAN_DISPATCH", "tail")]
        );
    }
}
