//! Minutes: drafted, edited, confirmed, sealed; addenda.
//!
//! Invariant: the steps are always shown, the state's one next action is the main button, and sealing is
//! explained before it is done.

use super::minutes_parts::{addenda, body, check_sum};
use crate::ui::{
    ActionButton, BackLink, ButtonLink, CopyText, Details, Fact, Facts, Field, Form, Hidden, Look, Notice, Page,
    PageTitle, Pair, Progress, Sheet, Steps, Submit, TextArea, Tone, dates, overtaken, t,
};
use crate::{Html, Request};
use domain::ids::MeetingId;
use domain::minutes::{AddendumForm, MinutesState, MinutesView};
use domain::{Error, Fault, Result};
use leptos::prelude::*;

/// `GET /meetings/{id}/minutes`.
///
/// # Errors
/// As [`domain::ports::Archive::minutes`].
pub async fn show(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let view = rq.ports.archive.minutes(&rq.caller, meeting).await?;
    let t = rq.t();
    Ok(rq.render(move || {
        let (next, body, addenda) = (next(&view), body(&view.content.body), addenda(&view));
        let sealed = view.state == MinutesState::Sealed;
        let redraft = (view.state == MinutesState::Draft && view.can_edit).then(|| redraft(meeting, view.version));
        let sum = sealed.then(|| check_sum(&view));
        let (chair, taker) = (view.content.chair.clone(), view.content.minute_taker.clone());
        let back = if view.sees_meeting {
            view! { <BackLink href=format!("/meetings/{meeting}") label=view.content.title.clone() /> }
        } else {
            view! { <BackLink href="/archive" label=t.document_archive() /> }
        };
        let mut sub = format!("{} · {}", view.content.unit, dates::date(view.content.starts_at));
        if !view.content.number.is_empty() {
            sub = format!("{} · {sub}", t.paper_number(&view.content.number));
        }
        view! {
            <Page title=t.minutes_of(&view.content.title)>
                {back}
                <PageTitle eyebrow=t.minutes_title() title=view.content.title.clone() sub=sub />
                <Steps steps=steps(view.state) />
                {next}
                <Sheet title=t.minutes_text()>
                    {body}
                    <Facts>
                        <Fact name=t.minutes_chair() value=chair />
                        <Fact name=t.minutes_taker() value=taker />
                    </Facts>
                </Sheet>
                {addenda}
                {sum}
                {redraft}
            </Page>
        }
    }))
}

fn steps(state: MinutesState) -> Vec<(String, Progress)> {
    let t = t();
    let (draft, confirm, seal) = match state {
        MinutesState::Draft => (Progress::Current, Progress::Ahead, Progress::Ahead),
        MinutesState::Confirmed => (Progress::Done, Progress::Done, Progress::Current),
        MinutesState::Sealed => (Progress::Done, Progress::Done, Progress::Done),
    };
    vec![
        (t.minutes_step_draft(), draft),
        (t.minutes_step_confirm(), confirm),
        (t.minutes_step_seal(), seal),
    ]
}

/// What is to be done now, by whoever reads.
fn next(view: &MinutesView) -> AnyView {
    let t = t();
    let meeting = view.content.meeting;
    let page = format!("/meetings/{meeting}/minutes");
    let (warning, fields) = (untold(view), as_read(view));
    let label = if view.untold.is_empty() {
        t.minutes_confirm()
    } else {
        t.minutes_confirm_untold()
    };
    match view.state {
        MinutesState::Draft if view.can_edit => view! {
            {warning}
            <Sheet now=true eyebrow=t.minutes_state(view.state) title=t.minutes_draft_now()>
                <p>{t.minutes_draft_note()}</p>
                <ActionButton name="confirm" action=format!("{page}/confirm") fields=fields label=label />
                <ButtonLink href=format!("{page}/edit") label=t.minutes_edit() look=Look::Plain />
            </Sheet>
        }
        .into_any(),
        MinutesState::Confirmed if view.can_edit || view.can_seal => confirmed(view, &page),
        MinutesState::Draft | MinutesState::Confirmed => view! { <Notice>{t.minutes_wait_note()}</Notice> }.into_any(),
        MinutesState::Sealed => sealed(view, &page),
    }
}

/// What was read, and that it was read with its warning.
fn as_read(view: &MinutesView) -> Vec<(String, String)> {
    let mut fields = vec![("version".to_owned(), view.version.to_string())];
    if !view.untold.is_empty() {
        fields.push(("sure".to_owned(), "yes".to_owned()));
    }
    fields
}

/// What the meeting knows and the text does not tell.
fn untold(view: &MinutesView) -> Option<AnyView> {
    let t = t();
    let quotes: Vec<_> = view
        .untold
        .iter()
        .map(|quote| view! { <li>{quote.clone()}</li> })
        .collect();
    (!quotes.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Warning>
                <p>{t.minutes_untold()}</p>
                <ul lang="vi">{quotes}</ul>
                <p>{t.minutes_untold_note()}</p>
            </Notice>
        }
        .into_any()
    })
}

fn confirmed(view: &MinutesView, page: &str) -> AnyView {
    let t = t();
    let (seal, print, edit) = (format!("{page}/seal"), format!("{page}/print"), format!("{page}/edit"));
    let (can_seal, can_edit) = (view.can_seal, view.can_edit);
    view! {
        <Sheet now=true eyebrow=t.minutes_state(view.state) title=t.minutes_confirmed_now()>
            <p>{t.minutes_confirmed_note()}</p>
            {can_seal.then(|| view! { <ButtonLink href=seal label=t.minutes_seal() /> })}
            <Pair>
                <ButtonLink href=print label=t.minutes_print() look=Look::Plain />
                {can_edit.then(|| view! { <ButtonLink href=edit label=t.minutes_edit_again() look=Look::Plain /> })}
            </Pair>
        </Sheet>
    }
    .into_any()
}

fn sealed(view: &MinutesView, page: &str) -> AnyView {
    let t = t();
    let at = view
        .sealed_at
        .map(|at| t.minutes_sealed_at(&dates::date_time(at), &view.sealed_by));
    let add = view.can_add.then(|| format!("{page}/addenda"));
    let print = format!("{page}/print");
    let notice = if view.intact {
        view! { <Notice tone=Tone::Good>{at}" "{t.minutes_intact()}</Notice> }.into_any()
    } else {
        view! { <Notice tone=Tone::Warning>{t.minutes_broken()}</Notice> }.into_any()
    };
    view! {
        {notice}
        <Pair>
            <ButtonLink href=print label=t.minutes_print_sealed() look=Look::Plain />
            {add.map(|href| view! { <ButtonLink href=href label=t.minutes_addendum_new() look=Look::Plain /> })}
        </Pair>
    }
    .into_any()
}

fn redraft(meeting: MeetingId, version: i64) -> AnyView {
    let t = t();
    let read = vec![("version".to_owned(), version.to_string())];
    view! {
        <Details summary=t.minutes_redraft_title()>
            <p>{t.minutes_redraft_note()}</p>
            <ActionButton name="redraft" action=format!("/meetings/{meeting}/minutes/redraft") label=t.minutes_redraft()
                look=Look::Warning fields=read />
        </Details>
    }
    .into_any()
}

/// `GET /meetings/{id}/minutes/edit`, and after a refused form.
///
/// # Errors
/// As [`domain::ports::Archive::minutes`]; [`Error::Forbidden`] for those who may not edit them.
pub async fn edit(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let view = rq.ports.archive.minutes(&rq.caller, meeting).await?;
    editable(&view)?;
    let t = rq.t();
    Ok(rq.render(move || {
        let (version, content) = (view.version.to_string(), view.content);
        let newer = overtaken("minutes", "version", &version).then(|| content.clone());
        view! {
            <Page title=t.minutes_edit()>
                <BackLink href=format!("/meetings/{meeting}/minutes") label=t.minutes_back() />
                <PageTitle title=t.minutes_edit() sub=content.title />
                <Form name="minutes" asks_before_leaving=true action=format!("/meetings/{meeting}/minutes/edit")>
                    <Hidden name="version" value=version />
                    <Field name="number" label=t.minutes_number() hint=t.minutes_number_hint() value=content.number optional=true />
                    <Field name="written_in" label=t.minutes_written_in() hint=t.minutes_written_in_hint()
                        value=content.written_in optional=true />
                    <TextArea name="body" label=t.minutes_text() hint=t.minutes_edit_hint() rows=24 value=content.body />
                    <Submit label=t.minutes_save() />
                </Form>
                {newer.map(|newer| view! {
                    <Sheet title=t.newer_title()>
                        <Facts>
                            <Fact name=t.minutes_number() value=newer.number />
                            <Fact name=t.minutes_written_in() value=newer.written_in />
                        </Facts>
                        <CopyText id="newer-body" label=t.newer_of(&t.minutes_text()) text=newer.body rows=16 />
                    </Sheet>
                })}
            </Page>
        }
    }))
}

fn editable(view: &MinutesView) -> Result<()> {
    match view.state {
        MinutesState::Sealed => Err(Error::Refused(Fault::MinutesSealed)),
        MinutesState::Draft | MinutesState::Confirmed if view.can_edit => Ok(()),
        MinutesState::Draft | MinutesState::Confirmed => Err(Error::Forbidden),
    }
}

/// `GET /meetings/{id}/minutes/seal`: what sealing means, and the button.
///
/// # Errors
/// As [`domain::ports::Archive::minutes`]; [`Error::Forbidden`] for those who may not seal them.
pub async fn seal(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let view = rq.ports.archive.minutes(&rq.caller, meeting).await?;
    if view.state == MinutesState::Sealed {
        return Err(Error::Refused(Fault::MinutesSealed));
    }
    let ready = view.state == MinutesState::Confirmed;
    // Whoever may write them is told what is still missing.
    let early = !ready && view.can_edit;
    if !view.can_seal && !early {
        return Err(Error::Forbidden);
    }
    let t = rq.t();
    Ok(rq.render(move || {
        let (warning, read) = (untold(&view), as_read(&view));
        let label = if view.untold.is_empty() {
            t.minutes_seal()
        } else {
            t.minutes_seal_untold()
        };
        let (chair, taker) = (view.content.chair, view.content.minute_taker);
        let page = format!("/meetings/{meeting}/minutes");
        let act = format!("{page}/seal");
        view! {
            <Page title=t.minutes_seal_title()>
                <BackLink href=page.clone() label=t.minutes_back() />
                <PageTitle eyebrow=view.content.title title=t.minutes_seal_title() />
                {warning}
                <Sheet>
                    <p>{t.minutes_seal_note()}</p>
                    <Facts>
                        <Fact name=t.minutes_chair() value=chair />
                        <Fact name=t.minutes_taker() value=taker />
                    </Facts>
                    {if ready {
                        view! { <ActionButton name="seal" action=act label=label fields=read /> }.into_any()
                    } else {
                        view! { <Notice tone=Tone::Warning>{t.minutes_seal_not_confirmed()}</Notice> }.into_any()
                    }}
                    <ButtonLink href=page label=t.minutes_seal_back() look=Look::Plain />
                </Sheet>
            </Page>
        }
    }))
}

/// `GET /meetings/{id}/minutes/addenda`: a new addendum, and after a refused form.
///
/// # Errors
/// As [`domain::ports::Archive::minutes`]; [`Error::Refused`] before sealing.
pub async fn addendum(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let view = amendable(rq, meeting).await?;
    Ok(rq.render(move || addendum_form(meeting, &view)))
}

/// `POST …/addenda/review`: the addendum as it will stand, before it is added; nothing has been added yet.
///
/// # Errors
/// As [`addendum`]; [`Error::Invalid`] for a text that is none.
pub async fn addendum_review(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let view = amendable(rq, meeting).await?;
    if !rq.typed("back").is_empty() {
        return Ok(rq.render(move || addendum_form(meeting, &view)));
    }
    let text = rq.typed("text").to_owned();
    let text = AddendumForm { text }.read()?;
    let number = u32::try_from(view.addenda.len()).unwrap_or(u32::MAX).saturating_add(1);
    let t = rq.t();
    Ok(rq.render(move || {
        let page = format!("/meetings/{meeting}/minutes/addenda");
        let (shown, typed) = (body(&text), ("text".to_owned(), text));
        let back = vec![typed.clone(), ("back".to_owned(), "yes".to_owned())];
        view! {
            <Page title=t.minutes_addendum_review()>
                <BackLink href=format!("/meetings/{meeting}/minutes") label=t.minutes_back() />
                <PageTitle title=t.minutes_addendum_review() sub=view.content.title />
                <Sheet title=t.minutes_addendum(number)>{shown}</Sheet>
                <p>{t.minutes_addendum_final()}</p>
                // A whole form: what is sent twice is added once.
                <Form name=ADDENDUM action=page.clone()>
                    <Hidden name=typed.0 value=typed.1 />
                    <Submit label=t.minutes_addendum_save() />
                </Form>
                <ActionButton name=ADDENDUM action=format!("{page}/review") label=t.minutes_addendum_change() look=Look::Plain
                    fields=back />
            </Page>
        }
    }))
}

/// The form of a new addendum.
const ADDENDUM: &str = "addendum";

async fn amendable(rq: &Request, meeting: MeetingId) -> Result<MinutesView> {
    let view = rq.ports.archive.minutes(&rq.caller, meeting).await?;
    // The right first: how far the minutes are is nothing to whoever may not amend them.
    if !view.can_add {
        return Err(Error::Forbidden);
    }
    if view.state == MinutesState::Sealed {
        Ok(view)
    } else {
        Err(Error::Refused(Fault::MinutesNotSealed))
    }
}

fn addendum_form(meeting: MeetingId, view: &MinutesView) -> AnyView {
    let (t, title, before) = (t(), view.content.title.clone(), addenda(view));
    let review = format!("/meetings/{meeting}/minutes/addenda/review");
    view! {
        <Page title=t.minutes_addendum_new()>
            <BackLink href=format!("/meetings/{meeting}/minutes") label=t.minutes_back() />
            <PageTitle title=t.minutes_addendum_new() sub=title />
            <Sheet>
                <Form name=ADDENDUM asks_before_leaving=true action=review>
                    <TextArea name="text" label=t.minutes_addendum_text() hint=t.minutes_addendum_hint() rows=8 />
                    <Submit label=t.minutes_addendum_look() />
                </Form>
            </Sheet>
            {before}
        </Page>
    }
    .into_any()
}
