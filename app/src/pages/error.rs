//! The page of an error: what happened, what to do, and the number under which the log tells more.
//!
//! Invariant: what somebody wrote into a form that no page shows any more stands here, to be copied.

use crate::ui::{CopyText, ErrorPage, Page, Sheet};
use crate::{Html, Request};
use leptos::prelude::*;

/// Any address that cannot be answered.
#[must_use]
pub fn show(rq: &Request, status: u16, sentence: String, request_id: String) -> Html {
    let t = rq.t();
    let written: Vec<&str> = rq.form.iter().flat_map(|form| form.written()).collect();
    let written = written.join("\n\n");
    rq.render(move || {
        view! {
            <Page title="">
                <ErrorPage status=status sentence=sentence request_id=request_id />
                {(!written.is_empty()).then(|| view! {
                    <Sheet><CopyText id="written" label=t.error_written() text=written rows=8 /></Sheet>
                })}
            </Page>
        }
    })
}
