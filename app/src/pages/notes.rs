//! Opinions and conclusion of one item of the agenda.
//!
//! Invariant: what is written here goes word for word into the draft of the minutes, and the page says so.

use super::meeting_parts::back;
use crate::ui::{BackLink, CopyText, Details, Form, Hidden, Page, PageTitle, Sheet, Submit, TextArea, overtaken};
use crate::{Html, Request};
use domain::ids::{AgendaItemId, MeetingId};
use domain::{Error, Result};
use leptos::prelude::*;

/// `GET /meetings/{id}/items/{item}/notes`, and after a refused form.
///
/// # Errors
/// As [`domain::ports::Meetings::view`]; [`Error::Forbidden`] for those who take no notes.
pub async fn show(rq: &Request, meeting: MeetingId, item: AgendaItemId) -> Result<Html> {
    let view = rq.ports.meetings.view(&rq.caller, meeting).await?;
    view.ask(|can| can.take_notes)?;
    let item = view
        .items
        .iter()
        .find(|line| line.id == item)
        .cloned()
        .ok_or(Error::NotFound)?;
    let people = rq.ports.meetings.participants(&rq.caller, meeting).await?;
    let names = people.into_iter().map(|person| person.name).collect::<Vec<_>>();
    let mark = domain::agenda::notes_mark(&item.opinions, &item.conclusion);
    let t = rq.t();
    let now = rq.page.now;
    Ok(rq.render(move || {
        let (back, back_label) = back(&view, now);
        let newer = overtaken("note", "was", &mark).then(|| (item.opinions.clone(), item.conclusion.clone()));
        view! {
            <Page title=t.note_title()>
                <BackLink href=back label=back_label />
                <PageTitle eyebrow=t.note_eyebrow(&item.number) title=item.title.clone() sub=t.note_into_minutes() />
                <Sheet>
                    <Form name="note" asks_before_leaving=true action=format!("/meetings/{meeting}/items/{}/notes", item.id)>
                        <Hidden name="was" value=mark />
                        <TextArea name="opinions" label=t.note_opinions() hint=t.note_opinions_hint() rows=10
                            optional=true value=item.opinions.clone() />
                        <TextArea name="conclusion" label=t.note_conclusion() rows=5
                            optional=true value=item.conclusion.clone() />
                        <Submit label=t.note_save() />
                    </Form>
                </Sheet>
                {newer.map(|(opinions, conclusion)| view! {
                    <Sheet title=t.newer_title()>
                        <CopyText id="newer-opinions" label=t.newer_of(&t.note_opinions()) text=opinions rows=8 />
                        <CopyText id="newer-conclusion" label=t.newer_of(&t.note_conclusion()) text=conclusion rows=4 />
                    </Sheet>
                })}
                {(!names.is_empty()).then(|| view! {
                    <Details summary=t.note_names()><p>{names.join(", ")}</p></Details>
                })}
            </Page>
        }
    }))
}
