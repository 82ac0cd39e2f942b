//! Pages: one function an address, in files by area.
//!
//! Invariant: a page shows what its port answers and nothing it found elsewhere; what the reader may not do
//! has no button.

pub mod error;
pub mod home;
pub mod parts;
