//! Finds the fixtures and reads what they say of themselves.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// One Python program under `tests/python`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixture {
    /// Its path below `tests/python` without the suffix, such as `lang/match`.
    pub name: String,
    /// Its path relative to the repository's root: what the program is run by, and tracebacks show.
    pub path: PathBuf,
    /// The modules beyond `sys` and `time` that it imports, from its `# needs: gc, weakref` line.
    pub needs: Vec<String>,
}

/// The repository's root.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// Where the recorded answers lie.
#[must_use]
pub fn expected(root: &Path) -> PathBuf {
    root.join("tests/expected")
}

/// All fixtures, sorted by name.
///
/// # Errors
/// When the tree cannot be read.
pub fn find(root: &Path) -> io::Result<Vec<Fixture>> {
    let base = root.join("tests/python");
    let mut found = Vec::new();
    let mut folders = vec![base.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|suffix| suffix == "py") {
                let below = path.strip_prefix(&base).map_err(io::Error::other)?;
                found.push(Fixture {
                    name: below.with_extension("").to_string_lossy().into_owned(),
                    needs: needs(&fs::read_to_string(&path)?),
                    path: Path::new("tests/python").join(below),
                });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// The modules named in a `# needs:` line.
fn needs(source: &str) -> Vec<String> {
    let line = source.lines().find_map(|line| line.strip_prefix("# needs:"));
    line.into_iter().flat_map(|names| names.split(',')).map(|name| name.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Answer;

    #[test]
    fn needs_are_read_from_their_line() {
        assert_eq!(needs("\"\"\"Text.\"\"\"\n# needs: gc, weakref\nimport gc\n"), ["gc", "weakref"]);
        assert!(needs("import sys\n").is_empty());
    }

    #[test]
    fn every_fixture_has_its_recording() {
        let root = root();
        let fixtures = find(&root).unwrap();
        assert!(fixtures.len() > 30, "only {} fixtures found", fixtures.len());
        let missing: Vec<_> = fixtures
            .iter()
            .filter(|fixture| Answer::recorded(&expected(&root), &fixture.name).is_err())
            .map(|fixture| &fixture.name)
            .collect();
        assert!(missing.is_empty(), "not recorded (python3.14 tests/record.py): {missing:?}");
    }

    #[test]
    fn imports_are_announced() {
        let root = root();
        for fixture in find(&root).unwrap() {
            let source = fs::read_to_string(root.join(&fixture.path)).unwrap();
            for line in source.lines() {
                let module = line.strip_prefix("import ").or_else(|| line.strip_prefix("from "));
                let Some(module) = module.and_then(|rest| rest.split([' ', '.', ',']).next()) else {
                    continue;
                };
                let free = matches!(module, "sys" | "time" | "__future__");
                let announced = fixture.needs.iter().any(|name| name == module);
                let made_here = source.contains(&format!("sys.modules[\"{module}\"]"));
                assert!(
                    free || announced || made_here,
                    "{}: `{line}` without `# needs: {module}`",
                    fixture.name
                );
            }
        }
    }
}
