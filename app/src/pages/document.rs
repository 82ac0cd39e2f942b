//! One document, and adding one.
//!
//! Invariant: the button that fetches a file names its kind and size; a secret paper is refused before a
//! byte of it is sent.

use super::parts::file_size;
use crate::ui::{
    ActionButton, BackLink, ButtonLink, Choice, Details, Fact, Facts, Field, FileField, Form, Look, Notice, Page,
    PageTitle, Radios, Select, Sheet, Submit, Tag, TagKind, Tags, Tone, dates, t,
};
use crate::{Html, Request};
use domain::Result;
use domain::document::{DocumentView, FileKind, MOST_BYTES};
use domain::ids::{DocumentId, MeetingId};
use domain::meeting::MeetingView;
use leptos::prelude::*;

/// `GET /documents/{id}`.
///
/// # Errors
/// As [`domain::ports::Documents::view`].
pub async fn show(rq: &Request, document: DocumentId) -> Result<Html> {
    let view = rq.ports.documents.view(&rq.caller, document).await?;
    let t = rq.t();
    Ok(rq.render(move || {
        let line = view.line.clone();
        let (state, label) = if line.opened {
            (TagKind::Yes, t.document_opened())
        } else {
            (TagKind::Gold, t.document_not_opened())
        };
        let open = t.document_open(&t.file_kind(line.kind), &file_size(line.bytes, t.lang()));
        let (facts, check) = (facts(&view), view.sha256.clone());
        view! {
            <Page title=line.title.clone()>
                <BackLink href="/documents" label=t.document_back() />
                <PageTitle eyebrow=line.meeting_title.clone() title=line.title />
                <Tags><Tag kind=state label=label /></Tags>
                <Sheet>
                    <ButtonLink href=format!("/documents/{document}/file") label=open />
                    <p class="small soft">{t.document_open_note()}</p>
                    {facts}
                </Sheet>
                <Details summary=t.document_check()>
                    <p>{t.document_check_note()}</p>
                    <p><code class="sum">{check}</code></p>
                </Details>
                {view.can_remove.then(|| view! {
                    <Details summary=t.document_remove_title()>
                        <p>{t.document_remove_note()}</p>
                        <ActionButton name="remove" action=format!("/documents/{document}/remove") label=t.document_remove()
                            look=Look::Warning />
                    </Details>
                })}
            </Page>
        }
    }))
}

fn facts(view: &DocumentView) -> AnyView {
    let t = t();
    let line = &view.line;
    let meeting = format!("/meetings/{}", line.meeting);
    let (title, by) = (line.meeting_title.clone(), view.added_by.clone());
    let (kind, size) = (t.file_kind(line.kind), file_size(line.bytes, t.lang()));
    let added = dates::date_time(line.added_at);
    view! {
        <Facts>
            <Fact name=t.document_meeting()><a href=meeting>{title}</a></Fact>
            <Fact name=t.document_kind() value=kind />
            <Fact name=t.document_bytes() value=size />
            <Fact name=t.document_added() value=added />
            <Fact name=t.document_added_by() value=by />
        </Facts>
    }
    .into_any()
}

/// `GET /meetings/{id}/documents/new?item=`, and after a refused form.
///
/// # Errors
/// As [`domain::ports::Documents::may_add`].
pub async fn new(rq: &Request, meeting: MeetingId) -> Result<Html> {
    rq.ports.documents.may_add(&rq.caller, meeting).await?;
    let view = rq.ports.meetings.view(&rq.caller, meeting).await?;
    let item = rq.asked("item").to_owned();
    let late = (view.starts_at - rq.page.now).num_days() < i64::from(view.document_days);
    let t = rq.t();
    Ok(rq.render(move || {
        let form = form(&view, item);
        view! {
            <Page title=t.document_new()>
                <BackLink href=format!("/meetings/{meeting}") label=view.title.clone() />
                <PageTitle title=t.document_new() sub=view.title.clone() />
                {late.then(|| view! { <Notice tone=Tone::Warning>{t.document_new_late(view.document_days)}</Notice> })}
                <Sheet>{form}</Sheet>
            </Page>
        }
    }))
}

fn form(view: &MeetingView, item: String) -> AnyView {
    let t = t();
    let items = std::iter::once((String::new(), t.document_new_whole()))
        .chain(
            view.items
                .iter()
                .map(|line| (line.id.to_string(), format!("{}. {}", line.number, line.title))),
        )
        .collect::<Vec<_>>();
    let accept = FileKind::ALL
        .iter()
        .map(|kind| format!(".{}", kind.extension()))
        .collect::<Vec<_>>()
        .join(",");
    let action = format!("/meetings/{}/documents/new", view.id);
    view! {
        <Form name="document" action=action multipart=true>
            <Field name="title" label=t.document_new_title() hint=t.document_new_title_hint() />
            <Select name="item" label=t.document_new_item() options=items value=item />
            <Radios name="secrecy" legend=t.document_new_secrecy() value="none" choices=vec![
                Choice::new("none", t.document_new_secrecy_none()),
                Choice::new("secret", t.document_new_secrecy_any()).hint(t.document_new_secrecy_hint()),
            ] />
            <FileField name="file" label=t.document_new_file() accept=accept
                limit=t.document_new_limit(MOST_BYTES / (1024 * 1024)) />
            <Submit label=t.document_new_do() />
        </Form>
    }
    .into_any()
}
