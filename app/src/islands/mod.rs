//! The living parts of pages. Each only adds to a page that is whole without it.
//!
//! Invariant: words come as props, so no catalogue travels; an island that fails leaves the page usable.

mod copy;

pub use copy::*;
