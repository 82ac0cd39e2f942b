//! The member's home: the next meeting, votes open now, documents not read, in that order and nothing else.

use crate::ui::{Page, PageTitle};
use crate::{Html, Request};
use domain::Result;
use leptos::prelude::*;

/// `GET /`
///
/// # Errors
/// As [`domain::ports::Meetings::home`].
pub async fn show(rq: &Request) -> Result<Html> {
    let home = rq.ports.meetings.home(&rq.caller).await?;
    let t = rq.t();
    Ok(rq.render(move || {
        let _ = home;
        view! {
            <Page title=t.place_home()>
                <PageTitle title=t.place_home() />
            </Page>
        }
    }))
}
