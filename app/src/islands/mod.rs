//! The living parts of pages. Each only adds to a page that is whole without it.
//!
//! Invariant: words come as props, so no catalogue travels; an island that fails leaves the page
//! usable; no island has children, so the loader can wake them in document order.

#[cfg(feature = "hydrate")]
mod browser;
mod cast;
mod clock;
mod copy;
mod idle;
mod live;
mod passkey;
mod scan;

pub use cast::*;
pub use clock::*;
pub use copy::*;
pub use idle::*;
pub use live::*;
pub use passkey::*;
pub use scan::*;
