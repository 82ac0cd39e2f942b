//! The table of addresses against the matrix.

use crate::world::World;
use domain::policy::ActionKind;
use reqwest::Method;
use reqwest::header::ACCEPT;
use server::edge::{Guard, routes};
use std::collections::BTreeSet;

/// Actions that no address asks for by itself.
const INTERNAL: &[ActionKind] = &[
    ActionKind::SetUp,
    ActionKind::RunJobs,
    // Asked for the own person behind `Guard::Own`.
    ActionKind::ManageSelf,
    // Its address asks for the item's action, `NoteItem`.
    ActionKind::TakeNotes,
];

#[test]
fn every_action_has_an_address_and_every_address_is_new() {
    let routes = routes::all().0;
    let asked: BTreeSet<ActionKind> = routes
        .iter()
        .filter_map(|route| match route.guard {
            Guard::Action(action) | Guard::Lists(action) => Some(action),
            Guard::Own | Guard::Open => None,
        })
        .collect();
    let missing: Vec<_> = ActionKind::ALL
        .iter()
        .filter(|action| !asked.contains(action) && !INTERNAL.contains(action))
        .collect();
    assert!(missing.is_empty(), "no address asks for {missing:?}");
    let mut seen = BTreeSet::new();
    for route in &routes {
        assert!(
            seen.insert((route.method.to_string(), route.path)),
            "{} {} stands twice",
            route.method,
            route.path
        );
    }
}

/// What answers with JSON only.
const NO_PAGE: &[&str] = &[
    "/sign-in/passkey/begin",
    "/sign-in/passkey",
    "/account/passkeys/begin",
    "/account/passkeys",
];

#[test]
fn the_address_of_a_refused_form_can_be_read_again() {
    let routes = routes::all().0;
    let read: BTreeSet<&str> = routes
        .iter()
        .filter(|route| route.method == Method::GET)
        .map(|route| route.path)
        .collect();
    let sent = routes.iter().filter(|route| route.method == Method::POST);
    let lost: Vec<&str> = sent
        .map(|route| route.path)
        .filter(|path| !read.contains(path) && !NO_PAGE.contains(path))
        .collect();
    assert!(lost.is_empty(), "GET answers 404 at {lost:?}");
}

fn filled(path: &str) -> String {
    let id = "018f0000-0000-7000-8000-000000000000";
    let path = path.replace("{setting}", "document_days").replace("{token}", "abc");
    let mut out = String::new();
    for part in path.split('/').skip(1) {
        out.push('/');
        out.push_str(if part.starts_with('{') { id } else { part });
    }
    out
}

#[tokio::test]
async fn a_stranger_gets_nowhere_but_to_the_sign_in() {
    let world = World::new().await;
    let stranger = world.stranger();
    for route in routes::all()
        .0
        .iter()
        .filter(|route| !matches!(route.guard, Guard::Open | Guard::Action(ActionKind::SignIn)))
    {
        let path = filled(route.path);
        let request = stranger.request(route.method.as_str().parse::<Method>().unwrap(), &path);
        let seen = stranger.send(request.header(ACCEPT, "application/json")).await;
        // An unknown thing is unknown to everybody; a stranger is asked for his name first wherever he can be.
        let sign_out = path == "/sign-out" || path == "/sign-out-everywhere";
        assert!(
            matches!(seen.status, 401 | 404) || (sign_out && matches!(seen.status, 200 | 401)),
            "{} {path}: {}",
            route.method,
            seen.status
        );
        assert_ne!(seen.status, 500, "{path}");
    }
    for path in [
        "/",
        "/meetings",
        "/documents",
        "/members",
        "/archive",
        "/units",
        "/jobs",
        "/settings",
        "/account",
    ] {
        let seen = stranger.get(path).await;
        assert_eq!(seen.status, 303, "{path}");
        assert!(seen.location.unwrap().starts_with("/sign-in?next=/"), "{path}");
    }
}

#[tokio::test]
async fn ids_that_are_none_lead_nowhere() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    for path in [
        "/meetings/1",
        "/meetings/%00",
        "/meetings/%ff%fe",
        "/meetings/..%2F..%2Fetc",
        "/documents/x/file",
        "/members/-",
        "/units/zzz",
        "/nothing/here",
    ] {
        let seen = secretary.get(path).await;
        assert_eq!(seen.status, 404, "{path}");
        assert!(seen.body.contains("<main"), "{path} has a page");
        assert!(!seen.header("content-security-policy").is_empty(), "{path} is guarded");
    }
}
