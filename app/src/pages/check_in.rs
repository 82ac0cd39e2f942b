//! Checking in: what a scanned code or the button on the meeting's page opens.
//!
//! Invariant: opening the page changes nothing; the form on it does. Somebody who is already here sees so.

use crate::ui::{
    BackLink, ButtonLink, DayBlock, Field, Form, Hidden, Kind, Look, Notice, Page, PageTitle, Receipt, Sheet, Submit,
    Tone, dates, t,
};
use crate::{Html, Request};
use domain::Result;
use domain::ids::MeetingId;
use domain::meeting::{MeetingView, Presence, StateKind};
use leptos::prelude::*;

/// `GET /meetings/{id}/check-in?code=`, and after a refused form.
///
/// # Errors
/// As [`domain::ports::Meetings::view`].
pub async fn show(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let view = rq.ports.meetings.view(&rq.caller, meeting).await?;
    let code = rq.asked("code").to_owned();
    // A refused code is shown in its field, to be typed anew from the screen.
    let scanned = !code.is_empty() && rq.form.is_none();
    let t = rq.t();
    Ok(rq.render(move || {
        let here = view.own.as_ref().is_some_and(|own| own.presence.is_here());
        let body = if here {
            done(&view)
        } else if let Some(sentence) = hindrance(&view) {
            view! {
                {head(&view)}
                <Notice tone=Tone::Warning>{sentence}</Notice>
                <ButtonLink href=format!("/meetings/{meeting}") label=t.checkin_to_meeting() look=Look::Plain />
            }
            .into_any()
        } else {
            ask(&view, code, scanned)
        };
        view! {
            <Page title=t.checkin_title()>
                <BackLink href=format!("/meetings/{meeting}") label=view.title.clone() />
                {body}
            </Page>
        }
    }))
}

fn head(view: &MeetingView) -> AnyView {
    let t = t();
    view! { <PageTitle eyebrow=t.checkin_title() title=view.title.clone() /> }.into_any()
}

/// Why nobody, or not this reader, can check in now.
fn hindrance(view: &MeetingView) -> Option<String> {
    let t = t();
    let state = match view.state.kind() {
        StateKind::Draft => Some(t.checkin_not_yet()),
        StateKind::Announced | StateKind::InSession => None,
        StateKind::Ended | StateKind::Sealed => Some(t.checkin_over()),
        StateKind::Cancelled => Some(t.checkin_cancelled()),
    };
    state.or_else(|| view.own.is_none().then(|| t.checkin_not_invited()))
}

fn ask(view: &MeetingView, code: String, scanned: bool) -> AnyView {
    let t = t();
    let action = format!("/meetings/{}/check-in", view.id);
    let online = !view.link.is_empty();
    let (day, place) = (dates::local(view.starts_at).date(), view.place.clone());
    let time = dates::time(view.starts_at);
    view! {
        {head(view)}
        <Sheet now=true eyebrow=t.meeting_state(view.state.kind())>
            <DayBlock date=day><p><b class="num">{time}</b></p><p class="soft">{place}</p></DayBlock>
            <Form name="check-in" action=action.clone()>
                {if scanned {
                    view! { <Hidden name="code" value=code /> }.into_any()
                } else {
                    view! {
                        <Field name="code" kind=Kind::Code label=t.checkin_code() hint=t.checkin_code_hint()
                            autocomplete="off" />
                    }.into_any()
                }}
                <Submit name="presence" value=Presence::Room.code() label=t.checkin_room() />
            </Form>
            {online.then(|| view! {
                <Form name="check-in-online" action=action>
                    <Submit name="presence" value=Presence::Online.code() label=t.checkin_online() look=Look::Plain />
                </Form>
            })}
        </Sheet>
    }
    .into_any()
}

fn done(view: &MeetingView) -> AnyView {
    let t = t();
    let meeting = format!("/meetings/{}", view.id);
    view! {
        <Receipt title=t.checkin_done() sub=view.title.clone()>
            <Sheet><p>{t.checkin_done_next()}</p></Sheet>
            <ButtonLink href=meeting label=t.checkin_to_meeting() />
        </Receipt>
    }
    .into_any()
}
