//! The options of the interpreter that stand before the program, as CPython has them.

use std::ffi::OsString;

/// What the options ask for.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// `-u`: what is written to the standard streams is seen at once.
    pub(crate) unbuffered: bool,
    /// `-B`: importing a source leaves no `.pyc` of it.
    pub(crate) dont_write_bytecode: bool,
    /// `-W`: filters of warnings.
    pub(crate) warnings: Vec<String>,
    /// The argument that is no option any more.
    pub(crate) next: Option<OsString>,
}

/// Takes the options off the command line; what follows them stays.
pub(crate) fn take(arguments: &mut impl Iterator<Item = OsString>) -> Result<Options, String> {
    let mut options = Options::default();
    while let Some(argument) = arguments.next() {
        let text = argument.to_string_lossy().into_owned();
        if !text.starts_with('-') || ["-", "-c", "-m"].contains(&text.as_str()) {
            options.next = Some(argument);
            break;
        }
        if text == "-u" {
            options.unbuffered = true;
        } else if text == "-B" {
            options.dont_write_bytecode = true;
        } else if let Some(filter) = text.strip_prefix("-W") {
            let filter = match filter {
                "" => arguments
                    .next()
                    .ok_or("argument expected for the -W option")?
                    .to_string_lossy()
                    .into_owned(),
                filter => filter.to_owned(),
            };
            options.warnings.push(filter);
        } else {
            return Err(format!("unknown option {text}"));
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::take;

    #[test]
    fn options_end_where_the_program_begins() {
        let words = ["-u", "-B", "-Werror", "-W", "ignore", "file.py", "-u"];
        let mut arguments = words.into_iter().map(OsString::from);
        let options = take(&mut arguments).expect("options that are known");
        assert!(options.unbuffered && options.dont_write_bytecode);
        assert_eq!(options.warnings, ["error", "ignore"]);
        assert_eq!(options.next, Some(OsString::from("file.py")));
        assert_eq!(arguments.next(), Some(OsString::from("-u")));
        assert!(take(&mut [OsString::from("-Q")].into_iter()).is_err());
    }
}
