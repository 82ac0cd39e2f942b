//! Every address of Chibo, by area.
//!
//! Invariant: [`all`] is the whole interface; a test holds it against the matrix.

mod accounts;
mod administration;
mod documents;
mod evening;
mod meetings;
mod organisation;

use super::Routes;
use serde::Deserialize;

/// A form that is one button.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Button {}

/// The table.
#[must_use]
pub fn all() -> Routes {
    let mut routes = Routes::default();
    for area in [
        accounts::routes(),
        administration::routes(),
        documents::routes(),
        evening::routes(),
        meetings::routes(),
        organisation::routes(),
    ] {
        routes.0.extend(area.0);
    }
    routes
}
