//! Pages and islands.
//!
//! Invariant: components and pages exist on the server only; nothing here knows a store, a service
//! or axum. Islands compile for both sides.

#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod request;
#[cfg(feature = "ssr")]
pub mod ui;
#[cfg(feature = "ssr")]
mod viewer;

pub mod islands;

#[cfg(feature = "ssr")]
pub use request::{Html, Ports, Request};
#[cfg(feature = "ssr")]
pub use viewer::signed_in;
