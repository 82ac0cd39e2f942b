//! One visit: who comes, in which language, and which cookies go back.
//!
//! Invariant: an expired access token is renewed here, unseen by pages; a reused refresh token signs out, unless the
//! answer to its renewal was lost.

use super::Edge;
use super::answer::own_path;
use super::device::device_name;
use super::route::{Guard, Ids};
use super::tokens::Claims;
use app::ui::{AtTablet, FormState, PageContext, TextSize};
use app::{Request, signed_in};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use chrono::{DateTime, Utc};
use domain::account::{REFRESH_DAYS, Session, Viewer};
use domain::done::Done;
use domain::ids::{SessionId, UnitId};
use domain::lang::Lang;
use domain::policy::Caller;
use domain::tablet::TABLET_DAYS;
use domain::{Error, Result};
use leptos::nonce::Nonce;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use text::Text;
use time::Duration;

pub const ACCESS: &str = "chibo_access";
pub const REFRESH: &str = "chibo_refresh";
const LANG: &str = "chibo_lang";
const SIZE: &str = "chibo_size";
const UNIT: &str = "chibo_unit";
const DONE: &str = "chibo_done";
/// What makes a device a tablet, and what tells who sits at it. Neither is sent to any other address.
const TABLET: &str = "chibo_tablet";
const SEAT: &str = "chibo_seat";
const TABLET_PATH: &str = "/tablet";

/// A request on its way through a handler.
#[derive(Clone)]
pub struct Visit {
    pub edge: Arc<Edge>,
    pub rq: Request,
    pub ids: Ids,
    pub session: Option<SessionId>,
    pub method: Method,
    pub wants_json: bool,
    pub sends_json: bool,
    pub request_id: String,
    /// What the browser calls itself, for the list of devices.
    pub device: String,
    /// The address that was asked for, without its query.
    pub address: String,
    /// Where a sign-in leads back to.
    pub return_path: String,
    /// Header values of the request that a raw handler may need.
    pub headers: Arc<HeaderMap>,
    jar: Arc<Mutex<CookieJar>>,
    /// What was typed into a form whose page is not there any more.
    typed: Arc<Mutex<Option<FormState>>>,
}

pub(super) fn header_text(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

impl Visit {
    /// Receives a request.
    ///
    /// # Errors
    /// [`Error::Internal`] if the database fails; a bad cookie is no error, but a stranger.
    pub(super) async fn receive(
        edge: Arc<Edge>,
        parts: &Parts,
        guard: Guard,
        ids: Ids,
        request_id: String,
    ) -> Result<Self> {
        let now = edge.clock.now();
        let jar = CookieJar::from_headers(&parts.headers);
        let cookie = |name: &str| jar.get(name).map(|cookie| cookie.value().to_owned());
        let lang = cookie(LANG).and_then(|tag| Lang::from_tag(&tag)).unwrap_or_default();
        let size = cookie(SIZE).map(|key| TextSize::from_key(&key)).unwrap_or_default();
        let path = parts
            .uri
            .path_and_query()
            .map_or_else(|| "/".to_owned(), ToString::to_string);
        let is_get = parts.method == Method::GET || parts.method == Method::HEAD;
        let accept = header_text(&parts.headers, header::ACCEPT);
        let return_path = if is_get {
            path.clone()
        } else {
            referring_path(&parts.headers)
        };
        let mut visit = Self {
            rq: Request {
                ports: edge.ports.clone(),
                caller: Caller::Anonymous,
                viewer: None,
                page: PageContext {
                    lang,
                    size,
                    path: return_path.clone(),
                    now,
                    signed_in: None,
                    tablet: None,
                    assets: Arc::clone(&edge.assets),
                    notice: None,
                    fresh: Nonce::new().to_string().into(),
                },
                form: None,
                query: query_of(parts),
                nonce: Nonce::new(),
                public_url: Arc::clone(&edge.public_url),
            },
            edge,
            ids,
            session: None,
            method: parts.method.clone(),
            wants_json: accept.contains("application/json") && !accept.contains("text/html"),
            sends_json: header_text(&parts.headers, header::CONTENT_TYPE).starts_with("application/json"),
            request_id,
            device: device_name(header_text(&parts.headers, header::USER_AGENT)),
            address: parts.uri.path().to_owned(),
            return_path,
            headers: Arc::new(parts.headers.clone()),
            jar: Arc::new(Mutex::new(jar)),
            typed: Arc::default(),
        };
        visit.recognise(now, guard).await?;
        if is_get && !visit.wants_json {
            visit.take_notice();
        }
        Ok(visit)
    }

    /// The tablet's own addresses know no person but the one at the tablet, and no other address knows the tablet.
    pub(super) fn is_at_tablet(&self) -> bool {
        self.address
            .strip_prefix(TABLET_PATH)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    async fn recognise_tablet(&mut self) -> Result<()> {
        let Some(token) = self.cookie(TABLET) else {
            return Ok(());
        };
        let seat = self.cookie(SEAT).unwrap_or_default();
        match self.edge.ports.tablets.recognise(&token, &seat).await {
            Ok(known) => {
                self.rq.caller = Caller::Tablet(known.tablet);
                self.rq.page.tablet = Some(AtTablet {
                    unit_name: known.unit_name,
                    voter: known.voter_name,
                });
                Ok(())
            }
            Err(Error::Unauthenticated) => Ok(()),
            Err(other) => Err(other),
        }
    }

    async fn recognise(&mut self, now: DateTime<Utc>, guard: Guard) -> Result<()> {
        if self.is_at_tablet() {
            return self.recognise_tablet().await;
        }
        // A dead session's access token may have been set by an answer that came late: the refresh token still counts.
        for cookie in [ACCESS, REFRESH] {
            let Some(session) = self.find_session(cookie, now, guard).await? else {
                continue;
            };
            match self.know(session).await {
                // Signed out elsewhere, or expired.
                Err(Error::Unauthenticated | Error::NotFound) => {}
                known => return known,
            }
        }
        if [ACCESS, REFRESH].iter().any(|name| self.cookie(name).is_some()) {
            self.forget();
        }
        Ok(())
    }

    async fn know(&mut self, session: SessionId) -> Result<()> {
        // A form acts first; whoever renders a page afterwards calls [`Visit::frame`].
        if self.method == Method::POST {
            let person = self.edge.ports.accounts.person_of(session).await?;
            self.rq.caller = Caller::Person(person);
            self.session = Some(session);
        } else {
            let viewer = self.viewer_of(session).await?;
            self.welcome(viewer);
        }
        Ok(())
    }

    async fn viewer_of(&self, session: SessionId) -> Result<Viewer> {
        let unit: Option<UnitId> = self.cookie(UNIT).and_then(|id| id.parse().ok());
        self.edge.ports.accounts.viewer(session, unit).await
    }

    /// Loads what the frame of a page shows of the reader, unless it is there.
    ///
    /// # Errors
    /// [`Error::Internal`] if the database fails; a session that has just ended is no error, but a stranger.
    pub(super) async fn frame(&mut self) -> Result<()> {
        let Some(session) = self.session.filter(|_| self.rq.viewer.is_none()) else {
            return Ok(());
        };
        match self.viewer_of(session).await {
            Ok(viewer) => self.welcome(viewer),
            Err(Error::Unauthenticated | Error::NotFound) => {}
            Err(other) => return Err(other),
        }
        Ok(())
    }

    /// The session that one of the two cookies names.
    async fn find_session(&self, name: &str, now: DateTime<Utc>, guard: Guard) -> Result<Option<SessionId>> {
        let Some(token) = self.cookie(name) else {
            return Ok(None);
        };
        if name == ACCESS {
            let claims = self.edge.tokens.read(&token, now);
            if let Some(claims) = claims.filter(|claims| claims.renewed) {
                self.has_arrived(claims).await?;
            }
            return Ok(claims.map(|claims| claims.sid));
        }
        match self.edge.ports.accounts.renew(&token).await {
            Ok(session) => {
                let claims = Claims {
                    renewed: session.refresh.is_some(),
                    ..Claims::new(session.person, session.id, now)
                };
                self.remember_as(&claims, session.refresh)?;
                Ok(Some(session.id))
            }
            Err(Error::Internal(cause)) => Err(Error::Internal(cause)),
            Err(_) => {
                tracing::info!(request = %self.request_id, ?guard, "a refresh token was refused");
                Ok(None)
            }
        }
    }

    /// The answer that renewed this session was not lost on the way: the token before is spent, which is asked once.
    async fn has_arrived(&self, claims: Claims) -> Result<()> {
        self.edge.ports.accounts.has_arrived(claims.sid).await?;
        let known = Claims {
            renewed: false,
            ..claims
        };
        self.remember_as(&known, None)
    }

    fn welcome(&mut self, viewer: Viewer) {
        self.rq.caller = Caller::Person(viewer.person);
        self.session = Some(viewer.session);
        self.rq.page.signed_in = Some(signed_in(&viewer, Text::new(self.rq.page.lang)));
        self.rq.viewer = Some(viewer);
    }

    /// Whoever is signed in.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a stranger.
    pub fn session(&self) -> Result<SessionId> {
        self.session.ok_or(Error::Unauthenticated)
    }

    fn cookie(&self, name: &str) -> Option<String> {
        self.jar
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(name)
            .map(|cookie| cookie.value().to_owned())
    }

    fn put(&self, name: &'static str, value: String, days: i64, readable: bool) {
        let cookie = Cookie::build((name, value))
            .path("/")
            .http_only(!readable)
            .same_site(SameSite::Lax)
            .secure(self.edge.https)
            .max_age(Duration::days(days))
            .build();
        self.change(|jar| jar.add(cookie));
    }

    fn drop_cookie(&self, name: &'static str) {
        self.change(|jar| jar.remove(Cookie::build((name, "")).path("/").build()));
    }

    fn change(&self, change: impl FnOnce(CookieJar) -> CookieJar) {
        let mut jar = self.jar.lock().unwrap_or_else(PoisonError::into_inner);
        *jar = change(std::mem::take(&mut *jar));
    }

    /// Sets the cookies of a session.
    ///
    /// # Errors
    /// [`Error::Internal`] if the token cannot be signed.
    pub fn remember(&self, session: Session) -> Result<()> {
        let claims = Claims::new(session.person, session.id, self.edge.clock.now());
        self.remember_as(&claims, session.refresh)
    }

    fn remember_as(&self, claims: &Claims, refresh: Option<String>) -> Result<()> {
        self.put(ACCESS, self.edge.tokens.sign(claims)?, REFRESH_DAYS, false);
        if let Some(refresh) = refresh {
            self.put(REFRESH, refresh, REFRESH_DAYS, false);
        }
        Ok(())
    }

    /// From now on this device is a tablet.
    pub fn remember_tablet(&self, token: String) {
        self.put_for_tablet(TABLET, token, Duration::days(TABLET_DAYS));
    }

    /// Keeps being one: a browser forgets after a while.
    pub fn remember_voter(&self, token: String) {
        if let Some(tablet) = self.cookie(TABLET) {
            self.remember_tablet(tablet);
        }
        let until = domain::tablet::seat_end(self.edge.clock.now());
        let seconds = (until - self.edge.clock.now()).num_seconds();
        self.put_for_tablet(SEAT, token, Duration::seconds(seconds));
    }

    /// This browser knows whoever sat at the tablet no more.
    pub fn forget_voter(&self) {
        if self.cookie(SEAT).is_some() {
            self.change(|jar| jar.remove(Cookie::build((SEAT, "")).path(TABLET_PATH).build()));
        }
    }

    fn put_for_tablet(&self, name: &'static str, value: String, age: Duration) {
        let cookie = Cookie::build((name, value))
            .path(TABLET_PATH)
            .http_only(true)
            .same_site(SameSite::Strict)
            .secure(self.edge.https)
            .max_age(age)
            .build();
        self.change(|jar| jar.add(cookie));
    }

    /// Drops the cookies of a session.
    pub fn forget(&self) {
        for name in [ACCESS, REFRESH, UNIT] {
            self.drop_cookie(name);
        }
    }

    /// The reader's language and text size, kept for a year.
    pub fn prefer(&self, lang: Option<Lang>, size: Option<TextSize>) {
        if let Some(lang) = lang {
            self.put(LANG, lang.tag().to_owned(), 365, true);
        }
        if let Some(size) = size {
            self.put(SIZE, size.key().to_owned(), 365, true);
        }
    }

    /// Acts in another of the own units from now on.
    pub fn switch(&self, unit: UnitId) {
        self.put(UNIT, unit.to_string(), 365, false);
    }

    /// The next page says this once.
    pub(super) fn announce(&self, done: Done) {
        self.put(DONE, done.code().to_owned(), 1, false);
    }

    fn take_notice(&mut self) {
        if let Some(done) = self.cookie(DONE) {
            self.rq.page.notice = Done::from_code(&done);
            self.drop_cookie(DONE);
        }
    }

    /// Keeps what was typed into a form that no page shows again.
    pub(super) fn keep(&self, typed: FormState) {
        *self.typed.lock().unwrap_or_else(PoisonError::into_inner) = Some(typed);
    }

    /// What was kept, if somebody wrote any of it.
    pub(super) fn kept(&self) -> Option<FormState> {
        let kept = self.typed.lock().unwrap_or_else(PoisonError::into_inner).clone();
        kept.filter(|form| form.written().next().is_some())
    }

    /// The cookies that go back.
    pub(super) fn cookies(&self) -> CookieJar {
        self.jar.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The page that a form was sent from, as far as it is one of ours.
fn referring_path(headers: &HeaderMap) -> String {
    let referer = header_text(headers, header::REFERER);
    let path = referer
        .split_once("://")
        .and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]))
        .unwrap_or("/");
    own_path(path)
}

fn query_of(parts: &Parts) -> BTreeMap<String, String> {
    serde_html_form::from_str::<Vec<(String, String)>>(parts.uri.query().unwrap_or_default())
        .unwrap_or_default()
        .into_iter()
        .collect()
}
