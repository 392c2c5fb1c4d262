//! No reference into an object survives a call that may run Python: such code does not build.

#[test]
fn contents_are_not_held_while_python_runs() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/compile_pass/*.rs");
    cases.compile_fail("tests/compile_fail/*.rs");
}
