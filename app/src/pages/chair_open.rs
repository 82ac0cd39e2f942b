//! Opening a session early or without a quorum: what is unusual, and the button all the same.
//!
//! Invariant: what is usual is opened by one tap on the console; only what is not is asked about here.

use crate::ui::{ActionButton, BackLink, ButtonLink, Look, Notice, Page, PageTitle, Sheet, Tone, dates};
use crate::{Html, Request};
use domain::attendance::{Opening, may_open_on};
use domain::ids::MeetingId;
use domain::meeting::StateKind;
use domain::{Error, Result};
use leptos::prelude::*;

/// `GET /meetings/{id}/open`, and after an opening that was refused.
///
/// # Errors
/// As [`domain::ports::Meetings::view`]; [`domain::Error::Forbidden`] for those who do not run the meeting.
pub async fn show(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let view = rq.ports.meetings.view(&rq.caller, meeting).await?;
    // Opened already, in another window or by a second tap: the console goes on.
    if view.state.kind() != StateKind::Announced {
        return super::chair::console(rq, meeting).await;
    }
    view.ask(|can| can.run)?;
    let now = rq.page.now;
    let t = rq.t();
    if let Err(Error::Refused(fault)) = may_open_on(view.starts_at, now) {
        return Ok(rq.render(move || {
            let (chair, edit) = (
                format!("/meetings/{meeting}/chair"),
                format!("/meetings/{meeting}/edit"),
            );
            let edits = view.can.edit;
            view! {
                <Page title=t.chair_open_title()>
                    <BackLink href=chair label=t.chair_title() />
                    <PageTitle title=t.chair_open_title() eyebrow=view.title.clone() sub=t.moment(view.starts_at) />
                    <Notice tone=Tone::Warning><p>{t.fault(&fault)}</p></Notice>
                    {edits.then(|| view! { <ButtonLink href=edit label=t.meeting_edit_title() /> })}
                </Page>
            }
        }));
    }
    Ok(rq.render(move || {
        let unusual = Opening::at(&view.turnout, view.starts_at, now);
        let turnout = view.turnout;
        let sure = vec![("sure".to_owned(), "yes".to_owned())];
        let chair = format!("/meetings/{meeting}/chair");
        let label = if unusual.is_unusual() {
            t.chair_open_sure()
        } else {
            t.chair_open_do()
        };
        view! {
            <Page title=t.chair_open_title()>
                <BackLink href=chair.clone() label=t.chair_title() />
                <PageTitle title=t.chair_open_title() eyebrow=view.title.clone() />
                {unusual.early.then(|| view! {
                    <Notice tone=Tone::Warning>
                        <p class="num">{t.chair_open_early(&dates::time(now), &dates::date_time(view.starts_at))}</p>
                    </Notice>
                })}
                {unusual.late.then(|| view! {
                    <Notice tone=Tone::Warning>
                        <p class="num">{t.chair_open_late(&dates::date(view.starts_at), &dates::date(now))}</p>
                        <p><a href=format!("/meetings/{meeting}/edit")>{t.meeting_not_held_move()}</a></p>
                    </Notice>
                })}
                {unusual.no_quorum.then(|| view! {
                    <Notice tone=Tone::Warning>
                        <p class="num">{t.chair_open_no_quorum(turnout.official_present, turnout.official, turnout.quorum)}</p>
                    </Notice>
                })}
                <Sheet>
                    <p>{t.chair_open_note()}</p>
                    <ActionButton name="open" action=format!("/meetings/{meeting}/open") label=label
                        fields=sure />
                    <ButtonLink href=chair label=t.chair_open_wait() look=Look::Plain />
                </Sheet>
            </Page>
        }
    }))
}
