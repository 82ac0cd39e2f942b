//! The edge of Chibo: addresses, command line, adapters to the machine, job runner.
//!
//! Invariant: no rule of the field is decided here; whatever changes data goes through a port.

pub mod adapters;
pub mod cli;
pub mod config;
pub mod demo;
pub mod edge;
pub mod jobs;
pub mod listening;
pub mod running;
