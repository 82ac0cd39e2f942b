//! Replying to an invitation, and calling a meeting off.
//!
//! Invariant: an excuse says before it is sent who will read it; a cancelled meeting says who will be told.

use crate::ui::{BackLink, ButtonLink, Choice, Field, Form, Look, Notice, Page, PageTitle, Radios, Submit, Tone};
use crate::{Html, Request};
use domain::ids::MeetingId;
use domain::meeting::{Reply, StateKind};
use domain::{Error, Fault, Result};
use leptos::prelude::*;

/// `GET /meetings/{id}/reply?reply=`
///
/// # Errors
/// [`Error::Refused`] for whoever is not summoned and once the meeting has begun; else as the port.
pub async fn show(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let m = rq.ports.meetings.view(&rq.caller, meeting).await?;
    let own = m.own.clone().ok_or(Error::Refused(Fault::NotInvited))?;
    if m.state.kind() != StateKind::Announced {
        return Err(Error::Refused(Fault::MeetingNotAnnounced));
    }
    let asked = Reply::from_code(rq.asked("reply")).unwrap_or(own.reply);
    let t = rq.t();
    Ok(rq.render(move || {
        let back = format!("/meetings/{meeting}");
        let chosen = match asked {
            Reply::None => "",
            Reply::Coming | Reply::Excused => asked.code(),
        };
        let choices = vec![
            Choice::new(Reply::Coming.code(), t.reply_coming()),
            Choice::new(Reply::Excused.code(), t.reply_excused()),
        ];
        view! {
            <Page title=t.reply_title()>
                <BackLink href=back.clone() label=t.meeting_back() />
                <PageTitle title=m.title.clone() sub=t.moment(m.starts_at) />
                <Form action=format!("{back}/reply") name="reply">
                    <Radios name="reply" legend=t.reply_field() choices=choices value=chosen />
                    <Field name="reason" label=t.reply_reason() hint=t.reply_reason_hint() value=own.reason
                        suggestions=vec![t.reply_reason_ill(), t.reply_reason_away(), t.reply_reason_family()] />
                    <Submit label=t.reply_send() />
                </Form>
            </Page>
        }
    }))
}

/// `GET /meetings/{id}/cancel`
///
/// # Errors
/// [`Error::Refused`] once it has begun; [`Error::Forbidden`] without the right; else as the port.
pub async fn cancel(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let m = rq.ports.meetings.view(&rq.caller, meeting).await?;
    m.ask(|can| can.cancel)?;
    let announced = m.state.kind() == StateKind::Announced;
    let t = rq.t();
    Ok(rq.render(move || {
        let back = format!("/meetings/{meeting}");
        let lead = if announced {
            t.cancel_lead_announced()
        } else {
            t.cancel_lead_draft()
        };
        view! {
            <Page title=t.cancel_title()>
                <BackLink href=back.clone() label=t.meeting_back() />
                <PageTitle title=t.cancel_title() eyebrow=m.title.clone() sub=t.moment(m.starts_at) />
                <Notice tone=Tone::Warning><p>{lead}</p></Notice>
                <Form action=format!("{back}/cancel") name="cancel">
                    <Field name="reason" label=t.cancel_reason() hint=t.cancel_reason_hint() />
                    <Submit label=t.cancel_do() look=Look::Warning />
                </Form>
                <ButtonLink href=back label=t.cancel_keep() look=Look::Plain />
            </Page>
        }
    }))
}
