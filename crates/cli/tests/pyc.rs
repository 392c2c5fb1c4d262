//! `.pyc` files: run as programs, kept for imported sources, and in place of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("taipan-pyc-{name}-{}", std::process::id()));
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).expect("a temporary folder");
    fs::canonicalize(folder).expect("a temporary folder")
}

/// Runs `arguments` in a folder: what came on standard output, on standard error, and the status.
fn run(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> (String, String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_taipan"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("PYTHONDONTWRITEBYTECODE")
        .env_remove("PYTHONPYCACHEPREFIX")
        .env("NO_COLOR", "1")
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .output()
        .expect("taipan starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

fn good(out: &str) -> (String, String, Option<i32>) {
    (out.to_owned(), String::new(), Some(0))
}

/// Compiles `NAME.py` into `NAME.pyc`.
fn compile(folder: &Path, name: &str) -> Vec<u8> {
    let program = format!(
        "import marshal
code = compile(open('{name}.py', 'rb').read(), '{name}.py', 'exec')
open('{name}.pyc', 'wb').write(b'\\x2b\\x0e\\r\\n' + bytes(12) + marshal.dumps(code))"
    );
    assert_eq!(run(folder, &["-B", "-c", &program], &[]), good(""));
    fs::read(folder.join(format!("{name}.pyc"))).expect("it was written")
}

fn write(path: PathBuf, bytes: impl AsRef<[u8]>) {
    fs::write(path, bytes).expect("the folder can be written to");
}

#[test]
fn a_pyc_is_a_program() {
    let folder = folder("program");
    write(
        folder.join("a.py"),
        "import sys\nprint(__name__, __file__, sys.argv)\nif sys.argv[1:]:\n    1 / 0\n",
    );
    let whole = compile(&folder, "a");
    let told = |name: &str| good(&format!("__main__ {}/{name} ['{name}']\n", folder.display()));
    assert_eq!(run(&folder, &["a.pyc"], &[]), told("a.pyc"));
    // By its first bytes too, with whatever follows the code.
    write(folder.join("named"), [&whole[..], b"more"].concat());
    assert_eq!(run(&folder, &["named"], &[]), told("named"));
    let (_, raised, status) = run(&folder, &["a.pyc", "x"], &[]);
    let traceback = "Traceback (most recent call last):\n  File \"a.py\", line 4, in <module>\n    1 / 0\n    ~~^~~\n\
                     ZeroDivisionError: division by zero\n";
    assert_eq!((raised.as_str(), status), (traceback, Some(1)));
    let (shown, _, status) = run(&folder, &["inspect", "--cold", "a.pyc"], &[]);
    assert!(shown.contains("1 / 0") && status == Some(0), "{shown}");
}

#[test]
fn a_damaged_pyc_is_refused() {
    let folder = folder("damaged");
    write(folder.join("a.py"), "print('a text that is long enough')\n");
    let whole = compile(&folder, "a");
    let other_version = [&b"\xcb\x0d\r\n"[..], &whole[4..]].concat();
    let bad_magic = "RuntimeError: Bad magic number in .pyc file\n";
    let bad_code = "RuntimeError: Bad code object in .pyc file\n";
    let short = "EOFError: EOF read where not expected\n";
    let number = [&whole[..16], b"i\x2a\0\0\0"].concat();
    let cases: [(&[u8], &str); 9] = [
        (&other_version, bad_magic),
        (b"print(1)\n", bad_magic),
        (b"", short),
        (&whole[..3], short),
        (&whole[..9], short),
        (&whole[..16], bad_code),
        (&whole[..60], bad_code),
        (&whole[..whole.len() - 3], bad_code),
        (&number, bad_code),
    ];
    for (bytes, expected) in cases {
        write(folder.join("bad.pyc"), bytes);
        assert_eq!(run(&folder, &["bad.pyc"], &[]), (String::new(), expected.to_owned(), Some(1)));
    }
}

#[test]
fn imports_keep_and_use_pycs() {
    let folder = folder("kept");
    write(
        folder.join("m.py"),
        "print('first', __cached__ == CACHED)\n".replace("CACHED", "__import__('sys').cached"),
    );
    let cached = folder.join("__pycache__/m.taipan-314.pyc");
    let program = format!("import sys; sys.cached = {:?}; import m", cached.display().to_string());
    for leaves_none in
        [&["-B", "-c", &program][..], &["-c", &format!("import sys; sys.dont_write_bytecode = 1; {program}")]]
    {
        assert_eq!(run(&folder, leaves_none, &[]), good("first True\n"));
    }
    let environment = [("PYTHONDONTWRITEBYTECODE", "x")];
    assert_eq!(run(&folder, &["-c", &program], &environment), good("first True\n"));
    assert!(!folder.join("__pycache__").exists());
    assert_eq!(run(&folder, &["-c", &program], &[]), good("first True\n"));
    let whole = fs::read(&cached).expect("it was written");
    // The code that is kept runs, as long as size and time of the source are the same.
    let at = whole.windows(5).position(|text| text == b"first").expect("the text is a constant");
    let mut changed = whole.clone();
    changed[at..at + 5].copy_from_slice(b"other");
    write(cached.clone(), &changed);
    assert_eq!(run(&folder, &["-c", &program], &[]), good("other True\n"));
    let mut stale = changed.clone();
    stale[8] ^= 1;
    for bytes in [&stale[..], &whole[..10], b"", b"other bytes altogether"] {
        write(cached.clone(), bytes);
        assert_eq!(run(&folder, &["-c", &program], &[]), good("first True\n"));
        assert_eq!(fs::read(&cached).expect("it was written again"), whole);
    }
    // A file of the right time that is cut short is not passed over.
    write(cached.clone(), &whole[..whole.len() - 2]);
    let (_, told, status) = run(&folder, &["-c", &program], &[]);
    assert!(told.contains("EOFError: ") && status == Some(1), "{told}");
    let prefix = folder.join("elsewhere");
    let environment = [("PYTHONPYCACHEPREFIX", prefix.to_str().expect("a plain path"))];
    let (_, told, status) = run(&folder, &["-c", &program], &environment);
    assert_eq!((told.as_str(), status), ("", Some(0)));
    let below = folder.strip_prefix("/").expect("an absolute path");
    assert!(prefix.join(below).join("m.taipan-314.pyc").exists());
}

#[test]
fn a_pyc_stands_in_for_its_source() {
    let folder = folder("sourceless");
    write(folder.join("m.py"), "print(__name__, __name__ == '__main__' or __file__ == __cached__)\n");
    let whole = compile(&folder, "m");
    fs::remove_file(folder.join("m.py")).expect("it was there");
    assert_eq!(run(&folder, &["-c", "import m"], &[]), good("m True\n"));
    assert_eq!(run(&folder, &["-m", "m"], &[]), good("__main__ True\n"));
    assert!(!folder.join("__pycache__").exists());
    let flags = [&whole[..4], b"\xf0\0\0\0", &whole[8..]].concat();
    let number = [&whole[..16], b"i\x2a\0\0\0"].concat();
    let path = folder.join("m.pyc").display().to_string();
    for (bytes, expected) in [
        (&b"abcdefghijklmnopqrst"[..], "ImportError: bad magic number in 'm': b'abcd'\n".to_owned()),
        (&whole[..9], "EOFError: reached EOF while reading pyc header of 'm'\n".to_owned()),
        (&flags[..], "ImportError: invalid flags 240 in 'm'\n".to_owned()),
        (&number[..], format!("ImportError: Non-code object in '{path}'\n")),
    ] {
        write(folder.join("m.pyc"), bytes);
        let (_, told, status) = run(&folder, &["-c", "import m"], &[]);
        assert!(told.ends_with(&expected) && status == Some(1), "{told}");
    }
}
