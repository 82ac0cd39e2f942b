//! The check-in code, big enough for a wall: a QR code and the same code in letters.
//!
//! Invariant: the code is read again before it expires, with script and without; whatever the QR code holds
//! can also be typed.

use crate::ui::{BackLink, LiveMeeting, LivePart, Qr, RefreshWithoutScript, Shell};
use crate::{Html, Request};
use domain::Result;
use domain::ids::MeetingId;
use leptos::prelude::*;

/// Seconds after which the page is read again: a code of ten seconds, the shortest, is still caught.
const EVERY: u32 = 5;

/// `GET /meetings/{id}/code`.
///
/// # Errors
/// As [`domain::ports::Meetings::code`].
pub async fn show(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let code = rq.ports.meetings.code(&rq.caller, meeting).await?;
    let view = rq.ports.meetings.view(&rq.caller, meeting).await?;
    let address = format!("{}{}", rq.public_url, code.path);
    let (turnout, t) = (view.turnout, rq.t());
    Ok(rq.render(move || {
        view! {
            <Shell title=t.code_title() body_class="screen">
                <main class="code-page">
                    <div>
                        <p class="soft">{view.unit_name}</p>
                        <h1>{view.title}</h1>
                        <p>{t.code_say()}</p>
                        <LivePart id="code-words">
                            <p class="soft">{t.code_type()}</p>
                            <p class="code">{code.code}</p>
                            <p class="soft num">{t.code_changes(code.seconds_left)}</p>
                            <p class="num"><b>{t.code_here(turnout.present, turnout.summoned)}</b></p>
                        </LivePart>
                    </div>
                    <LivePart id="code-picture"><Qr text=address label=t.code_qr() /></LivePart>
                    <div class="code-foot">
                        <BackLink href=format!("/meetings/{meeting}/chair") label=t.chair_title() />
                        <LiveMeeting id=meeting.to_string() every=EVERY />
                        <RefreshWithoutScript />
                    </div>
                </main>
            </Shell>
        }
    }))
}
