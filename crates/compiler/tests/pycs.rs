//! `.pyc` files that this compiler wrote, loaded and run by a reference interpreter, and its own read
//! here. Runs when `TAIPAN_REFERENCE` names a CPython 3.14 (`just reference-pycs`).

use std::path::Path;

use taipan_bytecode::marshal;
use taipan_compiler::compile;

mod library;

/// Fixtures whose output does not depend on how they are run.
fn runs(path: &Path) -> bool {
    let quiet =
        ["fstrings", "closures", "classes", "generators", "comprehensions", "exceptions", "match", "with"];
    path.file_stem()
        .and_then(|stem| stem.to_str())
        .is_some_and(|stem| quiet.iter().any(|name| stem.starts_with(name)))
}

#[test]
fn files_go_both_ways() {
    let Some(reference) = library::reference() else { return };
    let mut files = library::sources(&reference);
    files.retain(|path| !path.components().any(|part| part.as_os_str() == "test"));
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/python/lang");
    files.extend(library::python_files(Path::new(fixtures)));
    let directory = std::env::temp_dir().join(format!("taipan-pycs-{}", std::process::id()));
    std::fs::create_dir_all(&directory).expect("a directory for the files");
    for (number, path) in files.iter().enumerate() {
        let Some(name) = path.to_str() else { continue };
        let source = std::fs::read(path).expect("the source is readable");
        let Ok(compiled) = compile(&source, &library::options(name)) else { continue };
        let place = |extension: &str| directory.join(format!("{number:05}.{extension}"));
        let written = marshal::write_pyc(marshal::PycSource::Timestamp { mtime: 0, size: 0 }, &compiled.code);
        std::fs::write(place("pyc"), written.expect("the code can be written")).expect("a place to write");
        let mut lines = String::new();
        taipan_bytecode::dump(name, &compiled.code, &mut lines);
        std::fs::write(place("dump"), lines).expect("a place to write");
        if name.contains("/tests/python/") && runs(path) {
            std::fs::write(place("run"), "").expect("a place to write");
        }
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/record/pycs.py");
    let said = library::ask(&reference, &["-W", "ignore", script, directory.to_str().expect("a plain path")]);
    println!("the reference: {said}");
    std::fs::remove_dir_all(&directory).expect("the files can be removed");
    assert!(!said.starts_with("0 loaded"), "files were looked at");
}
