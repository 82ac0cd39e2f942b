//! Rules of Chibo without I/O: ids, states, permissions, counting, numbering and ports.
//!
//! Invariant: nothing here knows a database, a web framework or an async runtime.

pub mod account;
pub mod agenda;
pub mod anchor;
pub mod attendance;
pub mod audit;
pub mod ballot;
pub mod change;
pub mod clock;
pub mod code;
pub mod declaration;
pub mod document;
pub mod done;
pub mod error;
pub mod fold;
pub mod form;
pub mod ids;
pub mod job;
pub mod lang;
pub mod live;
pub mod meeting;
pub mod member;
pub mod minutes;
pub mod policy;
pub mod ports;
pub mod record;
pub mod rule;
pub mod set_up;
pub mod settings;
pub mod sign_in;
pub mod summons;
pub mod tablet;
pub mod transfer;
pub mod unit;
pub mod vote;

pub use error::{Error, Fault, Problem, Result};
