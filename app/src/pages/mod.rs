//! Pages: one function an address, in files by area.
//!
//! Invariant: a page shows what its port answers and nothing it found elsewhere; what the reader may not do
//! has no button.

pub mod account;
pub mod agenda;
pub mod announce;
pub mod error;
pub mod home;
pub mod meeting;
pub mod meeting_edit;
mod meeting_parts;
pub mod meetings;
pub mod notices;
pub mod parts;
pub mod password;
pub mod reply;
pub mod sign_in;
