//! Use cases of Chibo.
//!
//! Invariant: every change of the database goes through [`run`](Services::run), which authorises, stores and
//! audits in one transaction; every read asks the same matrix first.

mod accounts;
mod administration;
mod archive;
mod documents;
mod jobs;
mod organisation;
mod run;
mod set_up;

pub use run::{Services, UseCase, Wiring, Work};
