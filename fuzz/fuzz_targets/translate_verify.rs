//! Any code object that translates does what its instructions say, in both forms.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| taipan_testkit::oracle::translate_verify(data));
