//! Answers: pages, redirects, files, JSON, and every error as what its reader can use.
//!
//! Invariant: an internal cause goes to the log under the request's id, never into an answer.

use super::visit::Visit;
use app::Html;
use app::pages;
use app::pages::error::Failed;
use axum::Json;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::done::Done;
use domain::{Error, Fault, Problem};
use serde_json::json;

/// Where a form leads, and what the next page says.
#[derive(Debug, Clone)]
pub struct Next {
    pub path: String,
    pub done: Option<Done>,
}

impl Next {
    #[must_use]
    pub fn to(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            done: None,
        }
    }

    #[must_use]
    pub fn saying(mut self, done: Done) -> Self {
        self.done = Some(done);
        self
    }
}

/// What a handler answers.
pub enum Answer {
    Page(Html),
    /// The page of a refused form.
    Refused(StatusCode, Html),
    See(Next),
    Json(serde_json::Value),
    /// Anything else, complete.
    Whole(Response),
}

impl From<Next> for Answer {
    fn from(next: Next) -> Self {
        Self::See(next)
    }
}

/// A path of this installation; anything that could lead elsewhere becomes the home page.
pub fn own_path(next: &str) -> String {
    let sound = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && next.chars().all(|c| !c.is_control() && !c.is_whitespace());
    if sound { next.to_owned() } else { "/".to_owned() }
}

fn is_too_large(problems: &[Problem]) -> bool {
    problems
        .iter()
        .any(|problem| matches!(problem.fault, Fault::FormTooLarge | Fault::FileTooLarge { .. }))
}

/// The status of an error.
pub fn status_of(error: &Error) -> StatusCode {
    match error {
        Error::Invalid(problems) if is_too_large(problems) => StatusCode::PAYLOAD_TOO_LARGE,
        Error::Invalid(_) | Error::Refused(Fault::WrongSignIn | Fault::WrongCard { .. }) => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Error::Refused(_) => StatusCode::CONFLICT,
        Error::Unauthenticated => StatusCode::UNAUTHORIZED,
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Forbidden => StatusCode::FORBIDDEN,
        Error::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The sentence of a fault in the reader's language, if the error has one.
fn sentence(visit: &Visit, error: &Error) -> String {
    let fault = |fault: &Fault| visit.rq.t().fault(fault);
    match error {
        Error::Refused(reason) => fault(reason),
        Error::Invalid(problems) => problems
            .iter()
            .map(|problem| fault(&problem.fault))
            .collect::<Vec<_>>()
            .join(" "),
        Error::TooMany { seconds } => visit.rq.t().wait_seconds(*seconds),
        Error::Unauthenticated => visit.rq.t().error_401_written(),
        Error::NotFound | Error::Forbidden | Error::Internal(_) => String::new(),
    }
}

/// The sentence that stands alone, without a page around it.
fn said(visit: &Visit, error: &Error) -> String {
    let t = visit.rq.t();
    match error {
        Error::Unauthenticated => t.error_401(),
        Error::Forbidden => t.error_403(),
        Error::NotFound => t.error_404(),
        Error::Internal(_) => t.error_500(),
        Error::Invalid(_) | Error::Refused(_) | Error::TooMany { .. } => sentence(visit, error),
    }
}

/// What a program may rely on, whatever the language.
const fn code(error: &Error) -> &'static str {
    match error {
        Error::Invalid(_) => "invalid",
        Error::Refused(_) => "refused",
        Error::Unauthenticated => "unauthenticated",
        Error::Forbidden => "forbidden",
        Error::NotFound => "not_found",
        Error::TooMany { .. } => "too_many",
        Error::Internal(_) => "internal",
    }
}

impl Visit {
    /// The answer as HTTP.
    pub(super) fn respond(&self, answer: Answer) -> Response {
        match answer {
            Answer::Page(html) => self.html(StatusCode::OK, html),
            Answer::Refused(status, html) => self.html(status, html),
            Answer::See(next) if self.wants_json => {
                let said = next.done.map(|done| self.rq.t().done(done));
                Json(json!({ "next": next.path, "done": said })).into_response()
            }
            Answer::See(next) => see(&next.path),
            Answer::Json(value) => Json(value).into_response(),
            Answer::Whole(response) => response,
        }
    }

    fn html(&self, status: StatusCode, html: Html) -> Response {
        (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html.0).into_response()
    }

    /// An error as a page, or as JSON for whoever asked for it.
    pub(super) fn fail(&self, error: &Error) -> Response {
        if let Error::Internal(cause) = error {
            tracing::error!(request = %self.request_id, cause = %cause, "internal error");
        }
        let status = status_of(error);
        if self.wants_json {
            return self.fail_json(error, status);
        }
        let mut rq = self.rq.clone();
        rq.form = self.kept();
        let door = matches!(error, Error::Unauthenticated).then(|| self.door());
        if let (Some(door), None) = (&door, &rq.form) {
            return see(door);
        }
        let failed = Failed {
            status: status.as_u16(),
            sentence: sentence(self, error),
            request_id: self.request_id.clone(),
            door,
        };
        let html = pages::error::show(&rq, failed);
        let mut response = self.html(status, html);
        retry_after(&mut response, error);
        response
    }

    /// Where whoever is not known can say who he is.
    fn door(&self) -> String {
        if self.is_at_tablet() {
            return "/tablet".to_owned();
        }
        format!("/sign-in?next={}", url_encode(&self.return_path))
    }

    fn fail_json(&self, error: &Error, status: StatusCode) -> Response {
        let body = match error {
            Error::Invalid(problems) => {
                let errors: Vec<_> = problems
                    .iter()
                    .map(|problem| json!({ "field": problem.field, "sentence": self.rq.t().fault(&problem.fault) }))
                    .collect();
                json!({ "errors": errors, "code": code(error) })
            }
            other => json!({ "error": said(self, other), "code": code(other), "request": self.request_id }),
        };
        let mut response = (status, Json(body)).into_response();
        retry_after(&mut response, error);
        response
    }
}

fn retry_after(response: &mut Response, error: &Error) {
    if let Error::TooMany { seconds } = error {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
    }
}

fn see(path: &str) -> Response {
    let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)], Body::empty()).into_response()
}

/// Percent-encodes a path so that it can stand in a query.
pub fn url_encode(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn a_redirect_never_leaves_the_house() {
        assert_eq!(own_path("/meetings/1?x=2"), "/meetings/1?x=2");
        for foreign in [
            "https://evil.test",
            "//evil.test",
            "/\\evil.test",
            "javascript:alert(1)",
            "",
            "/a\r\nSet-Cookie: x=y",
        ] {
            assert_eq!(own_path(foreign), "/", "{foreign}");
        }
    }
}
