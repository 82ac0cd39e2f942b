//! The program `chibo`. Everything is in the library, so that the tests start the same server.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::main()
}
