//! Whatever a browser may send.
#![no_main]

#[path = "../../tests/support"]
mod support {
    pub mod board;
    #[expect(dead_code, reason = "every target uses its own part")]
    pub mod hostile;
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| support::hostile::command_bytes(bytes));
