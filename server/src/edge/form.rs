//! The one form pattern: decode, act, answer.
//!
//! Invariant: a refused form comes back as the page it stands on, with status 422 or 409, everything typed and
//! what is wrong; nothing has been written then.

use super::answer::{Answer, Next, status_of};
use super::answered::Sent;
use super::route::PageOf;
use super::visit::{Visit, header_text};
use app::ui::{FormState, Problem};
use axum::body::Body;
use axum::http::{Method, header::CONTENT_TYPE};
use domain::form::{FRESH, FormKey};
use domain::{Error, Fault, Result};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::future::Future;
use std::sync::Arc;

/// A form's bytes at most: the longest text field (100,000 characters) percent-encoded, with room.
pub const MOST_BYTES: usize = 2 * 1024 * 1024;

/// Bytes of something too large that are read to its end all the same.
pub(super) const DRAIN_MOST: usize = 200 * 1024 * 1024;

/// Fields whose values never travel back to the page.
const SECRET_FIELDS: [&str; 4] = ["password", "again", "old", "pin"];

/// Runs one form.
///
/// # Errors
/// Those that are no matter of the form: not signed in, not found, forbidden, internal.
pub async fn answer<C, A, R, T>(visit: Visit, body: Body, page: PageOf, act: A) -> Result<Answer>
where
    C: DeserializeOwned,
    A: FnOnce(Visit, C) -> R,
    R: Future<Output = Result<T>>,
    T: Into<Answer>,
{
    let bytes = bytes_of(body).await?;
    let (command, pairs) = decode::<C>(&visit, &bytes)?;
    let sent = Sent::of(&visit, &typed(&pairs, Vec::new()), &bytes);
    let visit = once(visit, &pairs, &bytes);
    let (answered, now) = (Arc::clone(&visit.edge.answered), visit.rq.page.now);
    let before = || sent.and_then(|sent| answered.find(sent, now));
    match act(visit.clone(), command).await {
        Ok(done) => {
            let answer = done.into();
            if let (Some(sent), Answer::See(next)) = (sent, &answer) {
                answered.remember(sent, now, next.clone());
            }
            Ok(answer)
        }
        // Pressed twice: the first press has done it.
        Err(Error::NotFound) if let Some(next) = before() => Ok(Answer::See(next)),
        // How things stand is seen there. It is not said again, for somebody may have undone it meanwhile.
        Err(Error::Refused(_) | Error::Forbidden) if let Some(next) = before() => {
            Ok(Answer::See(Next { done: None, ..next }))
        }
        Err(error) => refuse(visit, pairs, page, error).await,
    }
}

/// What a form sends. One that is too large is read all the same and thrown away, up to a limit: a browser shows an
/// answer only after it has sent its form.
async fn bytes_of(body: Body) -> Result<Vec<u8>> {
    let mut stream = body.into_data_stream();
    let (mut bytes, mut length) = (Vec::new(), 0);
    while let Some(chunk) = stream.next().await {
        // It broke off, or nothing came for too long.
        let chunk = chunk.map_err(|_| Error::field("", Fault::FormUnreadable))?;
        length += chunk.len();
        if length > DRAIN_MOST {
            break;
        }
        if length > MOST_BYTES {
            // Whoever goes on sending holds no memory with it.
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&chunk);
        }
    }
    if length > MOST_BYTES {
        return Err(Error::field("", Fault::FormTooLarge));
    }
    Ok(bytes)
}

pub(super) type Pairs = Vec<(String, String)>;

/// Binds what a form makes to the form as it was typed: sent twice, it makes one thing. `content` is all that was typed.
pub(super) fn once(mut visit: Visit, pairs: &Pairs, content: &[u8]) -> Visit {
    if pairs.iter().any(|(name, value)| name == FRESH && !value.is_empty()) {
        let mut hash = Sha256::new();
        for part in [visit.address.as_bytes(), content] {
            hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(part);
        }
        visit.rq.ports = (visit.edge.ports_for)(FormKey(hash.finalize().into()));
    }
    visit
}

fn decode<C: DeserializeOwned>(visit: &Visit, bytes: &[u8]) -> Result<(C, Pairs)> {
    let unreadable = || Error::field("", domain::Fault::FormUnreadable);
    if visit.sends_json {
        // A list would pass for a form without fields.
        let bytes = match bytes.trim_ascii_start() {
            [] => b"{}",
            [b'{', ..] => bytes,
            _ => return Err(unreadable()),
        };
        let command = serde_json::from_slice(bytes).map_err(|_| unreadable())?;
        return Ok((command, Vec::new()));
    }
    let pairs = pairs_of(bytes)?;
    let command = serde_html_form::from_bytes(bytes).map_err(|_| unreadable())?;
    Ok((command, pairs))
}

/// The fields of a form. What is no UTF-8 is refused, not mended: the decoder would put signs of its own in its place.
fn pairs_of(bytes: &[u8]) -> Result<Pairs> {
    let unreadable = || Error::field("", Fault::FormUnreadable);
    percent_encoding::percent_decode(bytes)
        .decode_utf8()
        .map_err(|_| unreadable())?;
    serde_html_form::from_bytes(bytes).map_err(|_| unreadable())
}

/// A form that is looked at once more before it is sent: `next` shows what was typed, and nothing is done. What is
/// wrong with it stands on `page`, as with any other form.
///
/// # Errors
/// As [`answer`].
pub async fn ask(mut visit: Visit, body: Body, page: PageOf, next: PageOf) -> Result<Answer> {
    let bytes = bytes_of(body).await?;
    let pairs = pairs_of(&bytes)?;
    visit.rq.form = Some(typed(&pairs, Vec::new()));
    visit.frame().await?;
    match next(visit.rq.clone(), visit.ids.clone()).await {
        Ok(html) => Ok(Answer::Page(html)),
        Err(error) => refuse(visit, pairs, page, error).await,
    }
}

/// Whoever was signed out meanwhile (in another window, on another device) gets back what he wrote.
pub(super) async fn keep_words(visit: &Visit, body: Body) {
    let by_form = header_text(&visit.headers, CONTENT_TYPE).starts_with("application/x-www-form-urlencoded");
    if visit.method != Method::POST || visit.wants_json || !by_form || visit.is_at_tablet() {
        return;
    }
    // What cannot be read is not given back.
    if let Ok(bytes) = bytes_of(body).await
        && let Ok(pairs) = pairs_of(&bytes)
    {
        visit.keep(typed(&pairs, Vec::new()));
    }
}

/// What was typed, for the page to show again.
fn typed(pairs: &Pairs, errors: Vec<Problem>) -> FormState {
    let form = pairs.iter().find(|(name, _)| name == "_form");
    FormState {
        form: form.map_or_else(String::new, |(_, value)| value.clone()),
        values: pairs
            .iter()
            .filter(|(name, _)| !SECRET_FIELDS.contains(&name.as_str()))
            .cloned()
            .collect(),
        errors,
    }
}

/// The page of a refused form.
///
/// # Errors
/// Errors that the form cannot mend are passed on.
pub async fn refuse(mut visit: Visit, pairs: Pairs, page: PageOf, error: Error) -> Result<Answer> {
    let t = visit.rq.t();
    let errors = match &error {
        _ if visit.wants_json => return Err(error),
        Error::Invalid(problems) => problems
            .iter()
            .map(|problem| Problem {
                field: problem.field.to_owned(),
                sentence: t.fault(&problem.fault),
            })
            .collect(),
        Error::Refused(fault) => vec![Problem {
            field: String::new(),
            sentence: t.fault(fault),
        }],
        Error::TooMany { seconds } => vec![Problem {
            field: String::new(),
            sentence: t.wait_seconds(*seconds),
        }],
        Error::Unauthenticated | Error::NotFound | Error::Forbidden | Error::Internal(_) => {
            visit.keep(typed(&pairs, Vec::new()));
            return Err(error);
        }
    };
    visit.rq.form = Some(typed(&pairs, errors));
    visit.frame().await?;
    match page(visit.rq.clone(), visit.ids.clone()).await {
        Ok(html) => Ok(Answer::Refused(status_of(&error), html)),
        // The page is no longer there for this reader (the state moved on): why the form was refused still counts.
        Err(_) => {
            visit.keep(typed(&pairs, Vec::new()));
            Err(error)
        }
    }
}
