//! All documents of the reader's meetings, and who has opened those of one meeting.
//!
//! Invariant: what waits to be read stands first; kind and size are said before anything is fetched.

use super::parts::DocumentRows;
use crate::ui::{
    BackLink, ButtonLink, Details, EmptyState, Look, Notice, Page, PageTitle, Row, Rows, Sheet, Tone, dates, t,
};
use crate::{Html, Request};
use domain::Result;
use domain::document::{DocumentLine, DocumentList, Reader};
use domain::ids::MeetingId;
use leptos::prelude::*;

/// `GET /documents`.
///
/// # Errors
/// As [`domain::ports::Documents::list`].
pub async fn list(rq: &Request) -> Result<Html> {
    let documents = rq.ports.documents.list(&rq.caller).await?;
    let t = rq.t();
    Ok(rq.render(move || {
        let DocumentList { waiting, others } = documents;
        let empty = waiting.is_empty() && others.is_empty();
        let all_read = !empty && waiting.is_empty();
        let of_others = if others.iter().all(|document| document.opened) { t.document_read() } else { t.document_others() };
        view! {
            <Page title=t.document_list()>
                <PageTitle title=t.document_list() sub=t.document_list_sub() />
                {empty.then(|| view! { <Sheet><EmptyState sentence=t.document_empty() /></Sheet> })}
                {(!waiting.is_empty()).then(|| view! {
                    <Sheet now=true eyebrow=t.document_unread()><DocumentRows documents=waiting name_meeting=true tagged=false /></Sheet>
                })}
                {all_read.then(|| view! { <Notice tone=Tone::Good>{t.document_all_read()}</Notice> })}
                {(!others.is_empty()).then(|| view! {
                    <Sheet title=of_others><DocumentRows documents=others name_meeting=true /></Sheet>
                })}
                <ButtonLink href="/archive" label=t.document_archive() look=Look::Plain />
            </Page>
        }
    }))
}

/// `GET /meetings/{id}/readers`.
///
/// # Errors
/// As [`domain::ports::Documents::readers`].
pub async fn readers(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let read = rq.ports.documents.readers(&rq.caller, meeting).await?;
    let people = rq.ports.meetings.participants(&rq.caller, meeting).await?;
    let all = people.len();
    let missing: Vec<_> = people
        .into_iter()
        .filter(|line| line.documents_opened == 0)
        .map(|line| line.name)
        .collect();
    let t = rq.t();
    Ok(rq.render(move || {
        let empty = read.is_empty();
        let sheets = read
            .into_iter()
            .map(|(document, readers)| opened_by(document, readers, all))
            .collect_view();
        view! {
            <Page title=t.readers_title()>
                <BackLink href=format!("/meetings/{meeting}") label=t.document_meeting() />
                <PageTitle title=t.readers_title() />
                {if empty {
                    view! {
                        <Sheet>
                            <EmptyState sentence=t.readers_empty()>
                                <ButtonLink href=format!("/meetings/{meeting}/documents/new") label=t.readers_add() />
                            </EmptyState>
                        </Sheet>
                    }.into_any()
                } else {
                    not_yet(missing)
                }}
                {sheets}
            </Page>
        }
    }))
}

/// Who has opened nothing: the secretary calls them.
fn not_yet(missing: Vec<String>) -> AnyView {
    let t = t();
    if missing.is_empty() {
        return view! { <Notice tone=Tone::Good>{t.readers_missing_none()}</Notice> }.into_any();
    }
    view! {
        <Sheet title=t.readers_missing()>
            <Rows>{missing.into_iter().map(|name| view! { <Row title=name /> }).collect_view()}</Rows>
        </Sheet>
    }
    .into_any()
}

fn opened_by(document: DocumentLine, readers: Vec<Reader>, all: usize) -> AnyView {
    let t = t();
    let count = t.readers_count(readers.len(), all);
    let nobody = readers.is_empty();
    view! {
        <Sheet title=document.title>
            {if nobody {
                view! { <p class="soft">{t.readers_none()}</p> }.into_any()
            } else {
                view! {
                    <p class="num"><b>{count}</b></p>
                    <Details summary=t.readers_names()>
                        <Rows>
                            {readers.into_iter().map(|reader| {
                                let sub = t.readers_at(&dates::date_time(reader.opened_at));
                                view! { <Row title=reader.name sub=sub /> }
                            }).collect_view()}
                        </Rows>
                    </Details>
                }.into_any()
            }}
        </Sheet>
    }
    .into_any()
}
