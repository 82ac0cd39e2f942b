//! Pages on fake ports: what matters is on them, and what the reader may not do is not.
//!
//! Invariant: no test asks for an exact page; each asks for what a reader must find or must never find.
//! With `CHIBO_GALLERY` naming a directory, every page that was rendered is also written there, to be looked at.

mod asked;
mod before;
mod evening;
mod evening_scenes;
#[path = "../../../tests/fake/mod.rs"]
mod fake;
mod paper;
mod people;
mod records;
mod scenes;
mod tablet;
mod voting;

pub use fake::Fake;

use crate::ui::{Assets, FormState, PageContext, Problem, TextSize};
use crate::{Html, Ports, Request};
use domain::account::Viewer;
use domain::policy::Caller;
use leptos::nonce::Nonce;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use text::{Lang, Text};

/// A page that needs nothing but fakes never waits.
pub fn now_or_never<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a fake port does not wait"),
    }
}

/// A request of `viewer` for `path`, in the evening of 03/12/2026.
pub fn request(fake: Fake, viewer: Option<Viewer>, path: &str) -> Request {
    let fake = Arc::new(fake);
    let query = path.split_once('?').map_or("", |(_, query)| query);
    Request {
        ports: Ports {
            accounts: fake.clone(),
            organisation: fake.clone(),
            meetings: fake.clone(),
            documents: fake.clone(),
            voting: fake.clone(),
            archive: fake.clone(),
            administration: fake.clone(),
            tablets: fake,
        },
        caller: viewer
            .as_ref()
            .map_or(Caller::Anonymous, |viewer| Caller::Person(viewer.person)),
        page: PageContext {
            lang: Lang::Vi,
            size: TextSize::Normal,
            path: path.to_owned(),
            now: scenes::moment("2026-12-03T13:00:00Z"),
            signed_in: viewer
                .as_ref()
                .map(|viewer| crate::signed_in(viewer, Text::vietnamese())),
            assets: Arc::new(Assets {
                css: "chibo.css".to_owned(),
                js: String::new(),
                wasm: String::new(),
            }),
            tablet: None,
            notice: None,
            fresh: Arc::from("fresh"),
        },
        viewer,
        form: None,
        query: query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect::<BTreeMap<_, _>>(),
        nonce: Nonce::new(),
        public_url: "https://chibo.example".into(),
    }
}

/// The request again, after its form was refused.
pub fn refused(mut rq: Request, form: &str, values: &[(&str, &str)], field: &str, sentence: &str) -> Request {
    rq.form = Some(FormState {
        form: form.to_owned(),
        values: values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        errors: vec![Problem {
            field: field.to_owned(),
            sentence: sentence.to_owned(),
        }],
    });
    rq
}

/// The page's HTML, also written to the gallery if one is asked for.
pub fn look(name: &str, page: impl Future<Output = domain::Result<Html>>) -> String {
    let Html(html) = now_or_never(page).expect("the page renders");
    if let Ok(dir) = std::env::var("CHIBO_GALLERY") {
        std::fs::write(std::path::Path::new(&dir).join(format!("{name}.html")), &html)
            .expect("the gallery is writable");
    }
    assert!(
        !html.contains(" style=\""),
        "{name}: the content policy forbids style attributes"
    );
    html
}
