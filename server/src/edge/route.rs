//! The table of addresses.
//!
//! Invariant: an address cannot be added without saying which action guards it, so a test can hold the whole
//! table against the matrix.

use super::answer::Answer;
use super::form;
use super::visit::Visit;
use app::{Html, Request};
use axum::body::Body;
use axum::http::Method;
use domain::policy::ActionKind;
use domain::{Error, Result};
use serde::de::DeserializeOwned;
use std::collections::{HashMap, HashSet};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// What stands before an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// The matrix decides about this action.
    Action(ActionKind),
    /// A list that shows each reader what the matrix lets him see of this.
    Lists(ActionKind),
    /// Whoever is signed in, about himself only.
    Own,
    /// Everybody: sign-in, preferences.
    Open,
}

/// The ids of an address.
#[derive(Debug, Clone, Default)]
pub struct Ids(pub HashMap<String, String>);

impl Ids {
    /// # Errors
    /// [`Error::NotFound`]: an address without a sound id leads nowhere.
    pub fn id<I: std::str::FromStr>(&self, name: &str) -> Result<I> {
        self.text(name)?.parse().map_err(|_| Error::NotFound)
    }

    /// # Errors
    /// [`Error::NotFound`] if the address has no such part.
    pub fn text(&self, name: &str) -> Result<&str> {
        self.0.get(name).map(String::as_str).ok_or(Error::NotFound)
    }
}

pub(super) type Boxed<T> = Pin<Box<dyn Future<Output = Result<T>> + Send>>;
pub(super) type PageOf = Arc<dyn Fn(Request, Ids) -> Boxed<Html> + Send + Sync>;
type Handler = Arc<dyn Fn(Visit, Body) -> Boxed<Answer> + Send + Sync>;

/// One address.
#[derive(Clone)]
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub guard: Guard,
    pub(super) handler: Handler,
    /// How many parts the nearest page above has, if there is one: where whoever comes to a step that is over is led.
    pub(super) above: Option<usize>,
}

impl Route {
    /// The page above, of the ids of this address.
    pub(super) fn above_of(&self, address: &str) -> String {
        let parts = self.above.unwrap_or_default();
        address.split('/').take(parts).collect::<Vec<_>>().join("/")
    }
}

/// Collects the addresses.
#[derive(Default)]
pub struct Routes(pub Vec<Route>);

pub(super) fn boxed_page<F, R>(page: F) -> PageOf
where
    F: Fn(Request, Ids) -> R + Send + Sync + 'static,
    R: Future<Output = Result<Html>> + Send + 'static,
{
    Arc::new(move |rq, ids| Box::pin(page(rq, ids)))
}

impl Routes {
    /// The table, each address with the nearest page above it.
    pub(super) fn with_those_above(mut self) -> Vec<Route> {
        let pages: HashSet<&str> = self
            .0
            .iter()
            .filter(|route| route.method == Method::GET)
            .map(|route| route.path)
            .collect();
        for route in &mut self.0 {
            let mut path = route.path;
            while let Some((above, _)) = path.rsplit_once('/') {
                path = above;
                if pages.contains(path) {
                    route.above = Some(path.split('/').count());
                    break;
                }
            }
        }
        self.0
    }

    pub(super) fn raw<F, R>(mut self, method: Method, path: &'static str, guard: Guard, handler: F) -> Self
    where
        F: Fn(Visit, Body) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Answer>> + Send + 'static,
    {
        self.0.push(Route {
            method,
            path,
            guard,
            handler: Arc::new(move |visit, body| Box::pin(handler(visit, body))),
            above: None,
        });
        self
    }

    /// A page.
    #[must_use]
    pub fn page<F, R>(self, path: &'static str, guard: Guard, page: F) -> Self
    where
        F: Fn(Request, Ids) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Html>> + Send + 'static,
    {
        let page = boxed_page(page);
        self.raw(Method::GET, path, guard, move |visit, _| {
            let page = Arc::clone(&page);
            async move { Ok(Answer::Page(page(visit.rq, visit.ids).await?)) }
        })
    }

    /// A form that is posted to `path` and stands on a page of another address: 303 on success (or what is shown this
    /// once), the page again with everything typed otherwise; the same with JSON. The address of the refused form can be
    /// read again.
    #[must_use]
    pub fn form<C, P, PR, A, AR, T>(self, path: &'static str, guard: Guard, page: P, act: A) -> Self
    where
        C: DeserializeOwned + Send + 'static,
        P: Fn(Request, Ids) -> PR + Send + Sync + Clone + 'static,
        PR: Future<Output = Result<Html>> + Send + 'static,
        A: Fn(Visit, C) -> AR + Send + Sync + 'static,
        AR: Future<Output = Result<T>> + Send + 'static,
        T: Into<Answer> + Send + 'static,
    {
        self.page_form(path, guard, guard, page, act)
    }

    fn post<C, P, PR, A, AR, T>(self, path: &'static str, guard: Guard, page: P, act: A) -> Self
    where
        C: DeserializeOwned + Send + 'static,
        P: Fn(Request, Ids) -> PR + Send + Sync + 'static,
        PR: Future<Output = Result<Html>> + Send + 'static,
        A: Fn(Visit, C) -> AR + Send + Sync + 'static,
        AR: Future<Output = Result<T>> + Send + 'static,
        T: Into<Answer> + Send + 'static,
    {
        let page = boxed_page(page);
        let act = Arc::new(act);
        self.raw(Method::POST, path, guard, move |visit, body| {
            let (page, act) = (Arc::clone(&page), Arc::clone(&act));
            async move { form::answer::<C, _, _, _>(visit, body, page, move |visit, command| act(visit, command)).await }
        })
    }

    /// A page and the form on it, at one address.
    #[must_use]
    pub fn page_form<C, P, PR, A, AR, T>(self, path: &'static str, look: Guard, guard: Guard, page: P, act: A) -> Self
    where
        C: DeserializeOwned + Send + 'static,
        P: Fn(Request, Ids) -> PR + Send + Sync + Clone + 'static,
        PR: Future<Output = Result<Html>> + Send + 'static,
        A: Fn(Visit, C) -> AR + Send + Sync + 'static,
        AR: Future<Output = Result<T>> + Send + 'static,
        T: Into<Answer> + Send + 'static,
    {
        self.page(path, look, page.clone()).post(path, guard, page, act)
    }
}
