//! The page of an error: what happened, what to do, and the number under which the log tells more.

use crate::ui::{ErrorPage, Page};
use crate::{Html, Request};
use leptos::prelude::*;

/// Any address that cannot be answered.
#[must_use]
pub fn show(rq: &Request, status: u16, sentence: String, request_id: String) -> Html {
    rq.render(move || {
        view! {
            <Page title="">
                <ErrorPage status=status sentence=sentence request_id=request_id />
            </Page>
        }
    })
}
