//! The built-in benchmarks: the sources under `benches/programs/`, inside the binary.

/// A built-in benchmark.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    pub name: &'static str,
    pub source: &'static str,
}

macro_rules! programs {
    ($($name:literal),* $(,)?) => {
        &[$(Program {
            name: $name,
            source: include_str!(concat!("../../../benches/programs/", $name, ".py")),
        }),*]
    };
}

/// All of them, in the order of the table.
pub const PROGRAMS: &[Program] = programs![
    "calls",
    "methods",
    "closures",
    "generators",
    "attributes_mono",
    "attributes_poly",
    "attributes_mega",
    "instantiation",
    "recursion",
    "exceptions",
    "strings",
    "dicts",
    "lists",
    "comprehensions",
    "ints",
    "floats",
    "bigints",
    "sorting",
    "nbody",
    "nqueens",
    "tasks",
    "constraints",
    "parser",
    "interpreter",
];

/// The one of this name.
pub fn find(name: &str) -> Option<Program> {
    PROGRAMS.iter().copied().find(|program| program.name == name)
}

impl Program {
    /// What it stresses: its docstring's text on one line.
    pub fn about(&self) -> String {
        let text = self.source.trim_start().trim_start_matches('"');
        let text = text.split("\"\"\"").next().unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_says_what_it_stresses_and_has_a_size_and_a_checksum_and_imports_nothing() {
        assert!(PROGRAMS.len() >= 16);
        for program in PROGRAMS {
            let source = program.source;
            assert!(source.starts_with("\"\"\"") && program.about().len() > 40, "{}", program.name);
            for needed in ["\nSIZE = ", "\nCHECKSUM = ", "\ndef run(size):"] {
                assert!(source.contains(needed), "{}: {needed}", program.name);
            }
            let imports = source.lines().any(|line| {
                let line = line.trim_start();
                line.starts_with("import ") || line.starts_with("from ")
            });
            assert!(!imports, "{}", program.name);
        }
    }

    #[test]
    fn the_folder_holds_no_other() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../benches/programs");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter_map(|name| name.strip_suffix(".py").map(str::to_owned))
            .collect();
        let mut names: Vec<&str> = PROGRAMS.iter().map(|program| program.name).collect();
        files.sort();
        names.sort_unstable();
        assert_eq!(files, names);
    }
}
