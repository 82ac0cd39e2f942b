//! The router: the table of addresses, static files, health, and what stands around all of them.
//!
//! Invariant: a panic or a broken database is answered like any other error, with a request id.

use super::answer::{Answer, Next};
use super::route::{Ids, Route};
use super::{Edge, Guard, form, headers, routes};
use crate::edge::Visit;
use axum::Router;
use axum::body::Body;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{DefaultBodyLimit, MatchedPath, RawPathParams, State};
use axum::http::{HeaderName, HeaderValue, Method, Request, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, any, get, on};
use domain::Error;
use domain::done::Done;
use domain::policy::{ActionKind, Caller};
use std::any::Any;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::csrf::CsrfLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, RequestId, SetRequestIdLayer};
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::TraceLayer;
use tracing::Span;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Everything that is served.
pub fn router(edge: Arc<Edge>, site: &Path) -> Router {
    let mut app = Router::new();
    for route in routes::all().with_those_above() {
        let filter = MethodFilter::try_from(route.method.clone()).unwrap_or(MethodFilter::GET);
        let route = Arc::new(route);
        app = app.route(
            route.path,
            on(
                filter,
                move |State(edge): State<Arc<Edge>>,
                      ids: Result<RawPathParams, RawPathParamsRejection>,
                      request: Request<Body>| { serve(edge, Arc::clone(&route), ids, request) },
            ),
        );
    }
    let assets = ServiceBuilder::new()
        .layer(middleware::from_fn(nameable))
        .layer(SetResponseHeaderLayer::overriding(
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        ))
        .service(ServeDir::new(site.join("pkg")).precompressed_br().precompressed_gzip());
    app.nest_service("/pkg", assets)
        .route("/health/live", get(|| async { "ok" }))
        .route("/health/ready", get(ready))
        .route("/robots.txt", get(|| async { "User-agent: *\nDisallow: /\n" }))
        .route_service("/favicon.svg", ServeFile::new(site.join("favicon.svg")))
        .route("/favicon.ico", any(|| async { StatusCode::NO_CONTENT }))
        .fallback(missing)
        .method_not_allowed_fallback(missing)
        .layer(DefaultBodyLimit::disable())
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CsrfLayer::new().with_rejection_response(|_| plain(StatusCode::FORBIDDEN)))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(|request: &Request<Body>| {
                    let id = request_id(request);
                    // The template of the address, not the address: ids and one-time links stay out of the log.
                    let path = request
                        .extensions()
                        .get::<MatchedPath>()
                        .map_or("-", MatchedPath::as_str);
                    tracing::info_span!("request", id, method = %request.method(), path)
                })
                .on_request(())
                .on_response(|response: &Response, took: Duration, _: &Span| {
                    tracing::info!(status = response.status().as_u16(), took = ?took, "answered");
                }),
        )
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .with_state(edge)
}

/// No file has a name that no disk takes: that is no fault of the disk.
async fn nameable(request: Request<Body>, files: middleware::Next) -> Response {
    const MOST: usize = 255;
    if request.uri().path().split('/').any(|name| name.len() > MOST) {
        return plain(StatusCode::NOT_FOUND);
    }
    files.run(request).await
}

fn request_id<B>(request: &Request<B>) -> String {
    request
        .extensions()
        .get::<RequestId>()
        .and_then(|id| id.header_value().to_str().ok())
        .map(|id| {
            id.chars()
                .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
                .take(64)
                .collect()
        })
        .unwrap_or_default()
}

async fn serve(
    edge: Arc<Edge>,
    route: Arc<Route>,
    params: Result<RawPathParams, RawPathParamsRejection>,
    request: Request<Body>,
) -> Response {
    // An address that is no text leads nowhere.
    let Ok(params) = params else {
        return missing(State(edge), request).await;
    };
    let id = request_id(&request);
    let ids = Ids(params
        .iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect());
    let (parts, body) = request.into_parts();
    let https = edge.https;
    let visit = match Visit::receive(edge, &parts, route.guard, ids, id.clone()).await {
        Ok(visit) => visit,
        Err(error) => {
            tracing::error!(request = %id, %error, "a visit could not be received");
            return plain(StatusCode::SERVICE_UNAVAILABLE);
        }
    };
    // Deny by default: what a stranger types is not even looked at, but given back to him if it was words.
    let known = visit.session.is_some()
        || matches!(visit.rq.caller, Caller::Tablet(_))
        || matches!(route.guard, Guard::Open | Guard::Action(ActionKind::SignIn));
    let outcome = if known {
        (route.handler)(visit.clone(), body).await
    } else {
        form::keep_words(&visit, body).await;
        Err(Error::Unauthenticated)
    };
    let response = match outcome {
        Ok(answer) => {
            if let (Answer::See(next), false) = (&answer, visit.wants_json)
                && let Some(done) = next.done
            {
                visit.announce(done);
            }
            visit.respond(answer)
        }
        // What a tablet's voter was shown is not there for whoever comes next: he begins with his own card.
        Err(Error::NotFound) if visit.is_at_tablet() && visit.rq.caller.voter().is_err() => {
            visit.fail(&Error::Unauthenticated)
        }
        // A page of a step that is over or not due yet, often by going back, or a button pressed twice: how things stand
        // now is said above it. What somebody wrote is not thrown away so.
        Err(Error::Refused(_))
            if (route.method == Method::GET || visit.kept().is_none())
                && !visit.wants_json
                && route.above.is_some() =>
        {
            visit.announce(Done::NotAtThisStep);
            visit.respond(Answer::See(Next::to(route.above_of(&visit.address))))
        }
        Err(error) => {
            // The error's page has a frame; without one it says the same.
            let mut visit = visit.clone();
            if !visit.wants_json && visit.frame().await.is_err() {
                tracing::warn!(request = %id, "an error's page has no frame");
            }
            visit.fail(&error)
        }
    };
    let mut response = (visit.cookies(), response).into_response();
    headers::secure(response.headers_mut(), &visit.rq.nonce, https);
    response
}

/// An address that is not in the table: the same page as for one that the reader may not know.
async fn missing(State(edge): State<Arc<Edge>>, request: Request<Body>) -> Response {
    let id = request_id(&request);
    let (parts, _) = request.into_parts();
    let https = edge.https;
    match Visit::receive(edge, &parts, Guard::Open, Ids::default(), id).await {
        Ok(visit) => {
            let mut response = (visit.cookies(), visit.fail(&Error::NotFound)).into_response();
            headers::secure(response.headers_mut(), &visit.rq.nonce, https);
            response
        }
        Err(_) => plain(StatusCode::SERVICE_UNAVAILABLE),
    }
}

async fn ready(State(edge): State<Arc<Edge>>) -> Response {
    match edge.db.ping().await {
        Ok(()) if !*edge.stopping.borrow() => "ok".into_response(),
        Ok(()) | Err(_) => plain(StatusCode::SERVICE_UNAVAILABLE),
    }
}

/// A fault of ours: the cause is in the log, under the request's id.
fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let cause = cause
        .downcast_ref::<&str>()
        .copied()
        .map(str::to_owned)
        .or_else(|| cause.downcast_ref::<String>().cloned());
    tracing::error!(cause = cause.unwrap_or_default(), "a handler panicked");
    plain(StatusCode::INTERNAL_SERVER_ERROR)
}

/// An answer where no page can be rendered.
fn plain(status: StatusCode) -> Response {
    let sentence = match status {
        StatusCode::FORBIDDEN => {
            "Yêu cầu được gửi từ một trang khác nên không được nhận. Đồng chí hãy mở lại trang và thử lại.\n\
             This request came from another site and was not taken. Please open the page again and retry.\n"
        }
        _ => {
            "Hệ thống đang bận. Đồng chí hãy thử lại sau ít phút.\n\
             The system is busy. Please try again in a few minutes.\n"
        }
    };
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], sentence).into_response()
}
