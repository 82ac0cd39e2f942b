//! Use cases of Chibo.
//!
//! Invariant: every change of the database goes through [`run`](Services::run), which authorises, stores and
//! audits in one transaction; every read asks the same matrix first.

mod accounts;
mod administration;
mod anchors;
mod archive;
mod calendar;
mod documents;
mod jobs;
mod meetings;
mod organisation;
mod run;
mod set_up;
mod tablets;
mod voting;

pub use anchors::{Verdict, verify};
pub use calendar::calendar;
pub use run::{Made, Services, UseCase, Wiring, Work};
pub use voting::keys::BallotKeys;
