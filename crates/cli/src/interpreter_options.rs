//! The options of the interpreter that stand before the program, as CPython has them: letters that may stand together, the
//! last with a value perhaps.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};

/// What the options ask for.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// `-u`: what is written to the standard streams is seen at once.
    pub(crate) unbuffered: bool,
    /// `-B`: importing a source leaves no `.pyc` of it.
    pub(crate) dont_write_bytecode: bool,
    /// `-W`: filters of warnings.
    pub(crate) warnings: Vec<String>,
    /// `-X`: names, with values.
    pub(crate) x_options: Vec<(String, Option<String>)>,
    /// How often each other letter was given.
    given: Vec<u8>,
    /// The program that `-c` or `-m` gave.
    pub(crate) text: Option<(&'static str, OsString)>,
    /// The argument that is no option any more.
    pub(crate) next: Option<OsString>,
}

/// Letters without a value. `-i` is not among them: there is no interactive mode.
const LETTERS: &[u8] = b"bBdEhIOPqRsSuvVx?";

impl Options {
    /// How often a letter was given.
    pub(crate) fn count(&self, letter: u8) -> u8 {
        self.given.iter().filter(|&&given| given == letter).count().min(255) as u8
    }

    /// The value of the last `-X` option of this name: `Some(None)` when it was given without one.
    pub(crate) fn x_option(&self, name: &str) -> Option<Option<&str>> {
        let found = self.x_options.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_deref())
    }
}

/// Takes the options off the command line; what follows them stays.
pub(crate) fn take(arguments: &mut impl Iterator<Item = OsString>) -> Result<Options, String> {
    let mut options = Options::default();
    while let Some(argument) = arguments.next() {
        let bytes = argument.as_bytes();
        if bytes == b"--" {
            options.next = arguments.next();
            break;
        }
        if bytes.starts_with(b"--") {
            match bytes {
                b"--help" => options.given.push(b'h'),
                b"--version" => options.given.push(b'V'),
                _ => return Err(format!("unknown option {}", argument.to_string_lossy())),
            }
            continue;
        }
        if !bytes.starts_with(b"-") || bytes.len() == 1 {
            options.next = Some(argument);
            break;
        }
        take_letters(&mut options, &bytes[1..], arguments)?;
        if options.text.is_some() {
            break;
        }
    }
    Ok(options)
}

/// The options of one argument, past its dash.
fn take_letters(
    options: &mut Options,
    letters: &[u8],
    arguments: &mut impl Iterator<Item = OsString>,
) -> Result<(), String> {
    for (index, &letter) in letters.iter().enumerate() {
        let mut value = || {
            let rest = &letters[index + 1..];
            let value =
                if rest.is_empty() { arguments.next() } else { Some(OsString::from_vec(rest.to_vec())) };
            value.ok_or_else(|| format!("argument expected for the -{} option", char::from(letter)))
        };
        match letter {
            b'c' => options.text = Some(("-c", value()?)),
            b'm' => options.text = Some(("-m", value()?)),
            b'W' => options.warnings.push(value()?.to_string_lossy().into_owned()),
            b'X' => {
                let text = value()?.to_string_lossy().into_owned();
                let option = match text.split_once('=') {
                    Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                    None => (text, None),
                };
                options.x_options.push(option);
            }
            b'i' => return Err("there is no interactive mode (-i)".to_owned()),
            letter if LETTERS.contains(&letter) => {
                options.unbuffered |= letter == b'u';
                options.dont_write_bytecode |= letter == b'B';
                options.given.push(letter);
                continue;
            }
            letter => return Err(format!("unknown option -{}", char::from(letter))),
        }
        break;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::take;

    #[test]
    fn options_end_where_the_program_begins() {
        let words = ["-uOB", "-Werror", "-bbW", "ignore", "-X", "a=b", "-O", "file.py", "-u"];
        let mut arguments = words.into_iter().map(OsString::from);
        let options = take(&mut arguments).expect("options that are known");
        assert!(options.unbuffered && options.dont_write_bytecode);
        assert_eq!((options.count(b'O'), options.count(b'b'), options.count(b'x')), (2, 2, 0));
        assert_eq!(options.warnings, ["error", "ignore"]);
        assert_eq!(options.x_option("a"), Some(Some("b")));
        assert_eq!(options.next, Some(OsString::from("file.py")));
        assert_eq!(arguments.next(), Some(OsString::from("-u")));
    }

    #[test]
    fn a_program_ends_the_options() {
        let mut arguments = ["-Ecpass", "-u"].into_iter().map(OsString::from);
        let options = take(&mut arguments).expect("options that are known");
        assert_eq!(options.text, Some(("-c", OsString::from("pass"))));
        assert_eq!(arguments.next(), Some(OsString::from("-u")));
        for wrong in ["-Q", "--quiet", "-c", "-W", "-i"] {
            assert!(take(&mut [OsString::from(wrong)].into_iter()).is_err(), "{wrong}");
        }
    }
}
