//! Tests of the use cases through the ports, each in a world of its own.

mod accounts;
#[path = "../../../store/tests/it/fresh.rs"]
mod fresh;
mod set_up;
mod world;
