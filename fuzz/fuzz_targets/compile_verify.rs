//! Any source that compiles gives code that verifies, translates and marshals.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    taipan_testkit::oracle::compile_verify(data);
});
