//! Any marshal data that reads is written and read the same.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| taipan_testkit::oracle::marshal(data));
