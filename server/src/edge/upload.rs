//! Uploads: a multipart form whose file is streamed to staging.
//!
//! Invariant: permission is asked before the first byte of the file is taken, and the file is never whole in memory.

use super::answer::{Answer, Next};
use super::form::{DRAIN_MOST, once, refuse};
use super::route::boxed_page;
use super::visit::Visit;
use app::pages;
use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart};
use axum::http::{Request, header};
use domain::document::{DocumentForm, Received};
use domain::done::Done;
use domain::ids::MeetingId;
use domain::{Error, Fault, Result};
use futures_util::stream;
use std::io;
use std::path::Path;
use tokio::sync::mpsc;

/// Chunks of a file that wait for the disk.
const CHUNKS_WAITING: usize = 4;
/// A text field beside the file at most, in bytes.
const FIELD_MOST: usize = 8 * 1024;

/// `POST /meetings/{id}/documents/new`
///
/// # Errors
/// Those of the form pattern.
pub async fn document(visit: Visit, body: Body) -> Result<Answer> {
    let meeting: MeetingId = visit.ids.id("id")?;
    visit.rq.ports.documents.may_add(&visit.rq.caller, meeting).await?;
    let mut pairs = Vec::new();
    let outcome = take(&visit, meeting, body, &mut pairs).await;
    match outcome {
        Ok(()) => Ok(Answer::See(
            Next::to(format!("/meetings/{meeting}")).saying(Done::DocumentAdded),
        )),
        Err(error) => {
            let page = boxed_page(|rq, ids| async move { pages::document::new(&rq, ids.id("id")?).await });
            refuse(visit, pairs, page, error).await
        }
    }
}

async fn take(visit: &Visit, meeting: MeetingId, body: Body, pairs: &mut Vec<(String, String)>) -> Result<()> {
    let mut received: Option<Received> = None;
    if let Err(error) = read(visit, body, pairs, &mut received).await {
        if let Some(received) = received
            && let Err(cause) = visit.rq.ports.documents.discard(&visit.rq.caller, received).await
        {
            // The daily sweep takes it.
            tracing::warn!(request = %visit.request_id, error = %cause, "a refused file stays for now");
        }
        return Err(error);
    }
    let value = |name: &str| {
        pairs
            .iter()
            .find(|(field, _)| field == name)
            .map_or_else(String::new, |(_, value)| value.clone())
    };
    let command = DocumentForm {
        title: value("title"),
        item: value("item"),
        secrecy: value("secrecy"),
    };
    let mut content = format!("{pairs:?}");
    content.extend(received.iter().map(|received| received.sha256.as_str()));
    let visit = once(visit.clone(), pairs, content.as_bytes());
    visit
        .rq
        .ports
        .documents
        .add(&visit.rq.caller, meeting, command, received)
        .await?;
    Ok(())
}

/// Reads the parts of the form; what was received before an error stays in `received`.
async fn read(
    visit: &Visit,
    body: Body,
    pairs: &mut Vec<(String, String)>,
    received: &mut Option<Received>,
) -> Result<()> {
    let broken = || Error::field("file", Fault::UploadBroken);
    let kind = visit.headers.get(header::CONTENT_TYPE).cloned().ok_or_else(broken)?;
    let mut request = Request::new(body);
    request.headers_mut().insert(header::CONTENT_TYPE, kind);
    // The file's own limit counts, not the framework's.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
    let mut called = None;
    while let Some(field) = form.next_field().await.map_err(|_| broken())? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" && field.file_name().is_some_and(|file| !file.is_empty()) {
            // The form has one file; a second one would push the first out of sight.
            if received.is_some() {
                return Err(Error::field("", Fault::FormUnreadable));
            }
            called = field.file_name().map(title_of);
            *received = Some(take_file(visit, field).await?);
        } else {
            let value = text_of(field).await?;
            pairs.push((name, value));
        }
    }
    // A document that nobody has named is called as its file is.
    if let (Some(called), Some((_, title))) = (called, pairs.iter_mut().find(|(name, _)| name == "title"))
        && title.trim().is_empty()
    {
        *title = called;
    }
    Ok(())
}

/// "Bao_cao quy III.pdf" is "Bao cao quy III".
fn title_of(file: &str) -> String {
    let stem = Path::new(file).file_stem().unwrap_or_default();
    stem.to_string_lossy().replace('_', " ")
}

/// Hands a file's bytes on as they come.
async fn take_file(visit: &Visit, mut field: Field<'_>) -> Result<Received> {
    let (sender, receiver) = mpsc::channel(CHUNKS_WAITING);
    let stream = Box::pin(stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|chunk| (chunk, receiver))
    }));
    let pump = async move {
        // Once the file is refused the rest is still read, up to a limit: a browser shows an answer only
        // after it has sent its form.
        let mut drained = 0_usize;
        loop {
            let chunk = match field.chunk().await {
                Ok(Some(chunk)) => Ok(chunk),
                Ok(None) => return,
                Err(broken) => Err(io::Error::other(broken)),
            };
            let (length, last) = chunk.as_ref().map_or((0, true), |chunk| (chunk.len(), false));
            if sender.send(chunk).await.is_err() {
                drained += length;
            }
            if last || drained > DRAIN_MOST {
                return;
            }
        }
    };
    let (received, ()) = tokio::join!(visit.rq.ports.documents.receive(&visit.rq.caller, stream), pump);
    received
}

async fn text_of(mut field: Field<'_>) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field
        .chunk()
        .await
        .map_err(|_| Error::field("file", Fault::UploadBroken))?
    {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > FIELD_MOST {
            return Err(Error::field("", Fault::FormTooLarge));
        }
    }
    String::from_utf8(bytes).map_err(|_| Error::field("", Fault::FormUnreadable))
}
