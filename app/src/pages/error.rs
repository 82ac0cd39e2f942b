//! The page of an error: what happened, what to do, and the number under which the log tells more.
//!
//! Invariant: what somebody wrote into a form that no page shows any more stands here, to be copied.

use crate::ui::{CopyText, ErrorPage, Page, Sheet};
use crate::{Html, Request};
use leptos::prelude::*;

/// What cannot be answered, and why.
pub struct Failed {
    pub status: u16,
    /// Empty where the status says all.
    pub sentence: String,
    pub request_id: String,
    /// Where whoever is not signed in signs in, and comes back to where he was.
    pub door: Option<String>,
}

/// Any address that cannot be answered.
#[must_use]
pub fn show(rq: &Request, failed: Failed) -> Html {
    let Failed {
        status,
        sentence,
        request_id,
        door,
    } = failed;
    let t = rq.t();
    let written: Vec<&str> = rq.form.iter().flat_map(|form| form.written()).collect();
    // Signs that are not seen could turn the text round.
    let unseen =
        |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let written = written.join("\n\n").replace(unseen, "");
    rq.render(move || {
        view! {
            <Page title="">
                <ErrorPage status=status sentence=sentence request_id=request_id door=door>
                    {(!written.is_empty()).then(|| view! {
                        <Sheet><CopyText id="written" label=t.error_written() text=written rows=8 /></Sheet>
                    })}
                </ErrorPage>
            </Page>
        }
    })
}
