//! Tests of the use cases through the ports, each in a world of its own.

mod accounts;
mod administration;
#[path = "../../../store/tests/it/fresh.rs"]
mod fresh;
mod jobs;
mod organisation;
mod set_up;
mod world;
