//! The program `chibo`. Everything is in the library, so that the tests start the same server.

use std::process::ExitCode;

/// The machine's own allocator took a third of the time of a ballot, and kept what crowds had needed once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::cli::main()
}
