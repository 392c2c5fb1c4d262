//! Misuse of the macros does not build, and the compiler says what to do.

#[test]
fn misuse_is_explained() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
