//! The edge: addresses, sign-in cookies, forms, answers.
//!
//! Invariant: every address stands in [`routes`] with the action that guards it; nothing is served beside it but
//! static files and health.

mod answer;
mod answered;
mod device;
mod form;
mod headers;
mod live;
mod route;
mod router;
pub mod routes;
mod tokens;
mod upload;
mod visit;

pub use answer::{Answer, Next};
pub use answered::Answered;
pub use route::{Guard, Ids, Route, Routes};
pub use router::router;
pub use tokens::Tokens;
pub use visit::Visit;

use crate::adapters::Hub;
use app::Ports;
use app::ui::Assets;
use domain::clock::Clock;
use domain::form::FormKey;
use std::sync::Arc;
use store::Db;
use tokio::sync::watch;

/// What every request may use.
#[derive(Clone)]
pub struct Edge {
    pub ports: Ports,
    /// The ports for one form: what it makes, it makes once.
    pub ports_for: Arc<dyn Fn(FormKey) -> Ports + Send + Sync>,
    pub tokens: Tokens,
    pub hub: Arc<Hub>,
    pub clock: Arc<dyn Clock>,
    pub assets: Arc<Assets>,
    pub public_url: Arc<str>,
    /// Cookies carry `Secure`, answers carry HSTS.
    pub https: bool,
    /// Forms that were sent just now.
    pub answered: Arc<Answered>,
    /// Asked by the readiness check alone.
    pub db: Db,
    /// Becomes true when the process is asked to stop; live streams end then.
    pub stopping: watch::Receiver<bool>,
}
