//! Ports: what pages and the edge ask of the services, and what the services ask of the machine.
//!
//! Invariant: every method names its caller, and no method answers more than that caller may see.

mod machine;
mod use_cases;

pub use machine::*;
pub use use_cases::*;
