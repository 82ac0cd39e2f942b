//! Documents of meetings, minutes, the archive.

use super::Button;
use crate::edge::answer::{Answer, url_encode};
use crate::edge::route::{Ids, boxed_page};
use crate::edge::{Guard, Next, Routes, Visit, form, live, upload};
use app::{Html, Request, pages};
use axum::body::Body;
use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use domain::Result;
use domain::document::{DocumentLine, FileKind};
use domain::done::Done;
use domain::ids::{DocumentId, MeetingId};
use domain::minutes::{AddendumForm, ConfirmForm, MinutesForm};
use domain::policy::ActionKind;

const READ: Guard = Guard::Action(ActionKind::ReadDocument);
const ADD: Guard = Guard::Action(ActionKind::AddDocument);
const READ_MINUTES: Guard = Guard::Action(ActionKind::ReadMinutes);
const EDIT_MINUTES: Guard = Guard::Action(ActionKind::EditMinutes);
const SEAL: Guard = Guard::Action(ActionKind::SealMinutes);
const AMEND: Guard = Guard::Action(ActionKind::AddAddendum);

fn minutes(meeting: MeetingId) -> String {
    format!("/meetings/{meeting}/minutes")
}

async fn addendum_page(rq: Request, ids: Ids) -> Result<Html> {
    pages::minutes::addendum(&rq, ids.id("id")?).await
}

pub fn routes() -> Routes {
    minutes_routes(document_routes())
        .raw(
            Method::GET,
            "/live/meetings/{id}",
            Guard::Action(ActionKind::ViewMeeting),
            live::follow,
        )
        .raw(
            Method::GET,
            "/live/home",
            Guard::Lists(ActionKind::ViewMeeting),
            live::home,
        )
}

fn document_routes() -> Routes {
    Routes::default()
        .page("/meetings/{id}/documents/new", ADD, |rq, ids| async move {
            pages::document::new(&rq, ids.id("id")?).await
        })
        .raw(Method::POST, "/meetings/{id}/documents/new", ADD, upload::document)
        .page(
            "/meetings/{id}/readers",
            Guard::Action(ActionKind::SeeReaders),
            |rq, ids| async move { pages::documents::readers(&rq, ids.id("id")?).await },
        )
        .page(
            "/documents",
            Guard::Lists(ActionKind::ReadDocument),
            |rq, _| async move { pages::documents::list(&rq).await },
        )
        .page("/documents/{id}", READ, |rq, ids| async move {
            pages::document::show(&rq, ids.id("id")?).await
        })
        .raw(Method::GET, "/documents/{id}/file", READ, |visit, _| async move {
            file(visit).await
        })
        .form(
            "/documents/{id}/remove",
            Guard::Action(ActionKind::RemoveDocument),
            |rq, ids| async move { pages::document::show(&rq, ids.id("id")?).await },
            |visit, _: Button| async move {
                let document: DocumentId = visit.ids.id("id")?;
                let meeting = visit.rq.ports.documents.remove(&visit.rq.caller, document).await?;
                Ok(Next::to(format!("/meetings/{meeting}")).saying(Done::DocumentRemoved))
            },
        )
}

async fn file(visit: Visit) -> Result<Answer> {
    let (documents, caller) = (&visit.rq.ports.documents, &visit.rq.caller);
    let document: DocumentId = visit.ids.id("id")?;
    // Who asks for the headers has not read the file.
    let (line, body) = if visit.method == Method::HEAD {
        (documents.view(caller, document).await?.line, Body::empty())
    } else {
        let (line, stream) = documents.open(caller, document).await?;
        (line, Body::from_stream(stream))
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(line.kind.media_type()));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(line.bytes));
    if let Ok(disposition) = HeaderValue::from_str(&disposition(&line)) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    // Whatever the file holds, it runs nothing in our name.
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    );
    Ok(Answer::Whole(response.into_response()))
}

/// What a browser shows by itself opens in place; the rest is downloaded. The name is RFC 6266's.
fn disposition(line: &DocumentLine) -> String {
    let shown = match line.kind {
        FileKind::Pdf | FileKind::Png | FileKind::Jpeg => "inline",
        FileKind::Docx | FileKind::Xlsx => "attachment",
    };
    let extension = line.kind.extension();
    let title = line.title.replace('/', "-");
    let plain: String = domain::fold::fold(&title)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let full = url_encode(&format!("{title}.{extension}"));
    format!("{shown}; filename=\"{plain}.{extension}\"; filename*=UTF-8''{full}")
}

fn minutes_routes(routes: Routes) -> Routes {
    routes
        .page("/archive", Guard::Lists(ActionKind::ReadMinutes), |rq, _| async move {
            pages::archive::show(&rq).await
        })
        .page("/meetings/{id}/minutes", READ_MINUTES, |rq, ids| async move {
            pages::minutes::show(&rq, ids.id("id")?).await
        })
        .page("/meetings/{id}/minutes/print", READ_MINUTES, |rq, ids| async move {
            pages::minutes_print::show(&rq, ids.id("id")?).await
        })
        .page_form(
            "/meetings/{id}/minutes/edit",
            EDIT_MINUTES,
            EDIT_MINUTES,
            |rq, ids| async move { pages::minutes::edit(&rq, ids.id("id")?).await },
            |visit, form: MinutesForm| async move {
                let meeting = visit.ids.id("id")?;
                visit.rq.ports.archive.edit(&visit.rq.caller, meeting, form).await?;
                Ok(Next::to(minutes(meeting)).saying(Done::MinutesEdited))
            },
        )
        .page_form(
            "/meetings/{id}/minutes/redraft",
            READ_MINUTES,
            EDIT_MINUTES,
            |rq, ids| async move { pages::minutes::show(&rq, ids.id("id")?).await },
            |visit, form: ConfirmForm| async move {
                let meeting = visit.ids.id("id")?;
                visit.rq.ports.archive.redraft(&visit.rq.caller, meeting, form).await?;
                Ok(Next::to(minutes(meeting)).saying(Done::MinutesRedrafted))
            },
        )
        .page_form(
            "/meetings/{id}/minutes/confirm",
            READ_MINUTES,
            EDIT_MINUTES,
            |rq, ids| async move { pages::minutes::show(&rq, ids.id("id")?).await },
            |visit, form: ConfirmForm| async move {
                let meeting = visit.ids.id("id")?;
                visit.rq.ports.archive.confirm(&visit.rq.caller, meeting, form).await?;
                Ok(Next::to(minutes(meeting)).saying(Done::MinutesConfirmed))
            },
        )
        .page_form(
            "/meetings/{id}/minutes/seal",
            SEAL,
            SEAL,
            |rq, ids| async move { pages::minutes::seal(&rq, ids.id("id")?).await },
            |visit, form: ConfirmForm| async move {
                let meeting = visit.ids.id("id")?;
                visit.rq.ports.archive.seal(&visit.rq.caller, meeting, form).await?;
                Ok(Next::to(minutes(meeting)).saying(Done::MinutesSealed))
            },
        )
        .page_form(
            "/meetings/{id}/minutes/addenda",
            AMEND,
            AMEND,
            addendum_page,
            |visit, form: AddendumForm| async move {
                let meeting = visit.ids.id("id")?;
                visit.rq.ports.archive.add(&visit.rq.caller, meeting, form).await?;
                Ok(Next::to(minutes(meeting)).saying(Done::AddendumAdded))
            },
        )
        .page("/meetings/{id}/minutes/addenda/review", AMEND, addendum_page)
        .raw(
            Method::POST,
            "/meetings/{id}/minutes/addenda/review",
            READ_MINUTES,
            |visit, body| async move {
                let review =
                    |rq: Request, ids: Ids| async move { pages::minutes::addendum_review(&rq, ids.id("id")?).await };
                form::ask(visit, body, boxed_page(addendum_page), boxed_page(review)).await
            },
        )
}
