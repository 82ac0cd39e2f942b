//! One request as a page function sees it, and the rendering of a view to HTML.
//!
//! Invariant: a page function first awaits its ports, then renders without waiting, so that a page is either
//! whole or an [`Error`]; the same function serves the first view and the view after a refused form.

use crate::ui::{FormState, PageContext, Said};
use domain::account::Viewer;
use domain::policy::{Caller, Role};
use domain::ports::{Accounts, Administration, Archive, Documents, Meetings, Organisation, Tablets, Voting};
use domain::{Error, Result};
use hydration_context::{SharedContext, SsrSharedContext};
use leptos::nonce::Nonce;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use text::Text;

/// The ports that pages read through and forms act through.
#[derive(Clone)]
pub struct Ports {
    pub accounts: Arc<dyn Accounts>,
    pub organisation: Arc<dyn Organisation>,
    pub meetings: Arc<dyn Meetings>,
    pub documents: Arc<dyn Documents>,
    pub voting: Arc<dyn Voting>,
    pub tablets: Arc<dyn Tablets>,
    pub archive: Arc<dyn Archive>,
    pub administration: Arc<dyn Administration>,
}

/// One request.
#[derive(Clone)]
pub struct Request {
    pub ports: Ports,
    pub caller: Caller,
    pub viewer: Option<Viewer>,
    pub page: PageContext,
    /// What was typed and refused, when a form is answered with its page.
    pub form: Option<FormState>,
    /// The query of the address.
    pub query: BTreeMap<String, String>,
    /// Of the content policy; every inline script carries it.
    pub nonce: Nonce,
    /// `https://chibo.example`, for links that leave the page (mail, chat, QR codes).
    pub public_url: Arc<str>,
}

/// A rendered document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Html(pub String);

impl Request {
    /// The sentences in the reader's language.
    #[must_use]
    pub fn t(&self) -> Text {
        Text::new(self.page.lang)
    }

    /// Whoever is signed in.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a stranger.
    pub fn viewer(&self) -> Result<&Viewer> {
        self.viewer.as_ref().ok_or(Error::Unauthenticated)
    }

    #[must_use]
    pub fn holds(&self, role: Role) -> bool {
        self.viewer.as_ref().is_some_and(|viewer| viewer.holds(role))
    }

    /// A value of the query, empty if it is not there.
    #[must_use]
    pub fn asked(&self, name: &str) -> &str {
        self.query.get(name).map_or("", String::as_str)
    }

    /// A field as it was typed into the form that this page answers, empty if it is not there.
    #[must_use]
    pub fn typed(&self, name: &str) -> &str {
        let typed = self
            .form
            .as_ref()
            .and_then(|form| form.values.iter().find(|(field, _)| field == name));
        typed.map_or("", |(_, value)| value.as_str())
    }

    /// Renders a view in this request's context.
    pub fn render<V: IntoView + 'static>(&self, view: impl FnOnce() -> V) -> Html {
        let shared: Arc<dyn SharedContext + Send + Sync> = Arc::new(SsrSharedContext::new_islands());
        let owner = Owner::new_root(Some(shared));
        let html = owner.with(|| {
            provide_context(self.page.clone());
            provide_context(self.nonce.clone());
            if let Some(form) = &self.form {
                provide_context(form.clone());
                provide_context(Said::default());
            }
            view().into_view().to_html()
        });
        owner.unset_with_forced_cleanup();
        Html(html)
    }
}
