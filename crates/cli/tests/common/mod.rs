//! Running the command, and a program that several tests look into.

use std::process::{Command, Output, Stdio};

/// Three classes in rotation at one `o.x`.
pub(crate) const ROTATION: &str = "
class P:
    def __init__(self, x): self.x = x
class Q:
    def __init__(self, y, x): self.y = y; self.x = x
class R:
    __slots__ = ('x',)
    def __init__(self, x): self.x = x
def total(objects):
    t = 0
    for o in objects:
        t += o.x
    return t
print(total([P(1), Q(1, 2), R(3)] * 500))
";

/// Runs the command, without input and colours, to its end.
pub(crate) fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_taipan"))
        .args(arguments)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .expect("taipan starts")
}

/// What it wrote to standard output.
pub(crate) fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What it wrote to standard error.
pub(crate) fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
