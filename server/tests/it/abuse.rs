//! Those who try what they should not: a clear answer each, never a 500.

use crate::story::{people, tonight, unit_of};
use crate::world::World;
use reqwest::Method;
use reqwest::header::{ACCEPT, ORIGIN};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[tokio::test]
async fn another_site_cannot_post_in_our_name() {
    let world = World::new().await;
    let member = world.sign_in("dangvien1").await;
    let cross = member
        .request(Method::POST, "/sign-out")
        .header("sec-fetch-site", "cross-site")
        .header(ORIGIN, "https://evil.test");
    assert_eq!(member.send(cross).await.status, 403);
    let old_browser = member
        .request(Method::POST, "/sign-out")
        .header(ORIGIN, "https://evil.test");
    assert_eq!(member.send(old_browser).await.status, 403);
    assert_eq!(member.get("/meetings").await.status, 200, "still signed in");
}

#[tokio::test]
async fn a_program_is_told_what_is_wrong() {
    let world = World::new().await;
    let (stranger, member) = (world.stranger(), world.sign_in("dangvien1").await);
    let upload = format!("{}/documents/new", tonight(&member).await);
    let nowhere = "/meetings/00000000-0000-7000-8000-000000000000";
    for (browser, path, status, code) in [
        (&stranger, "/meetings", 401, "unauthenticated"),
        (&member, nowhere, 404, "not_found"),
        (&member, upload.as_str(), 403, "forbidden"),
    ] {
        let request = browser.request(Method::GET, path).header(ACCEPT, "application/json");
        let told = browser.send(request).await;
        assert_eq!(told.status, status, "{path}: {}", told.body);
        let body: serde_json::Value = serde_json::from_str(&told.body).unwrap();
        assert_eq!(body["code"], code);
        assert!(body["error"].as_str().is_some_and(|said| !said.is_empty()), "{body}");
    }
}

#[tokio::test]
async fn ten_megabytes_of_text_are_refused() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let flood = "x".repeat(10 * 1024 * 1024);
    let seen = secretary.post("/meetings/new", &[("title", &flood)]).await;
    assert_eq!(seen.status, 413);
    assert!(seen.body.contains("<main"), "with a page that says so");
    let seen = world
        .stranger()
        .post("/sign-in", &[("name", "a"), ("password", &"p".repeat(1024 * 1024))])
        .await;
    assert_eq!(seen.status, 422);
}

/// As browsers do: whoever is cut off while he sends is told of a broken line, not of what is wrong.
#[tokio::test]
async fn whoever_listens_only_after_sending_is_answered_too() {
    let world = World::new().await;
    let name = "n".repeat(10 * 1024 * 1024);
    let head = format!(
        "POST /sign-in HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\nname=",
        "name=".len() + name.len()
    );
    let mut stream = TcpStream::connect(world.address.trim_start_matches("http://"))
        .await
        .unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(name.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[tokio::test]
async fn control_characters_and_line_breaks_in_titles_are_refused() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let unit = unit_of(&secretary).await;
    for title in ["Họp\r\nBcc: ke-gian@evil.test", "Họp\u{0} bí mật", "Họp\u{1b}[31m"] {
        let body = json!({ "unit": unit, "title": title, "kind": "regular", "date": "2026-12-10", "time": "19:30", "minutes": "60", "place": "Bản" });
        let seen = secretary.post_json("/meetings/new", body).await;
        assert_eq!(seen.status, 422, "{title:?}: {}", seen.body);
    }
}

#[tokio::test]
async fn broken_bodies_get_a_clear_answer() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    for (kind, body) in [
        ("application/json", "{"),
        ("application/json", "[1,2,3]"),
        ("application/json", "null"),
        ("application/x-www-form-urlencoded", "%zz&=&&title=%ff%fe"),
        ("multipart/form-data; boundary=x", "--y\r\nnonsense"),
        ("text/plain", "hello"),
        ("", ""),
    ] {
        let mut request = secretary
            .request(Method::POST, "/meetings/new")
            .header(ACCEPT, "text/html")
            .body(body);
        if !kind.is_empty() {
            request = request.header("content-type", kind);
        }
        let seen = secretary.send(request).await;
        assert!(matches!(seen.status, 400..=422), "{kind} {body}: {}", seen.status);
    }
}

/// Ids of another cell in forms do not help either.
#[tokio::test]
async fn ids_of_another_cell_in_forms_are_refused() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let first = tonight(&secretary).await;
    let stranger_id = people(&secretary.get(&format!("{first}/attendance")).await)
        .pop()
        .unwrap();
    let other = world.sign_in("bithu2").await;
    let second = tonight(&other).await;
    assert_ne!(first, second);
    let cases: [(String, Vec<(&str, &str)>); 4] = [
        (
            "/meetings/new".to_owned(),
            vec![
                ("unit", unit_of(&secretary).await.leak()),
                ("title", "Họp trộm"),
                ("kind", "regular"),
                ("date", "2026-12-20"),
                ("time", "19:30"),
                ("minutes", "60"),
                ("place", "Bản"),
            ],
        ),
        (
            format!("{second}/attendance"),
            vec![("person", &stranger_id), ("presence", "room")],
        ),
        (format!("{second}/minute-taker"), vec![("person", &stranger_id)]),
        (format!("/members/{stranger_id}/password-link"), vec![]),
    ];
    for (path, fields) in cases {
        let seen = other.post(&path, &fields).await;
        assert!(matches!(seen.status, 403 | 404 | 409 | 422), "{path}: {}", seen.status);
    }
    let copied = [
        ("unit", unit_of(&other).await.leak() as &str),
        ("title", "Họp chép"),
        ("kind", "regular"),
        ("date", "2026-12-20"),
        ("time", "19:30"),
        ("minutes", "60"),
        ("place", "Bản"),
        ("copy_from", first.trim_start_matches("/meetings/")),
    ];
    let seen = other.post("/meetings/new", &copied).await;
    assert!(
        matches!(seen.status, 404 | 422),
        "{}: the agenda of another cell is not copied",
        seen.status
    );
}

#[tokio::test]
async fn a_member_cannot_do_what_the_chair_does() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let member = world.sign_in("dangvien1").await;
    for part in [
        "open",
        "end",
        "cancel",
        "announce",
        "edit",
        "minutes/seal",
        "minutes/confirm",
        "attendance",
        "minute-taker",
        "agenda",
    ] {
        let seen = member
            .post(
                &format!("{meeting}/{part}"),
                &[("reason", "không được"), ("body", "x"), ("version", "1")],
            )
            .await;
        assert!(matches!(seen.status, 403 | 404 | 422), "{part}: {}", seen.status);
        assert!(seen.status != 422 || !seen.body.contains("class=\"notice\""), "{part}");
    }
    assert_eq!(member.get(&format!("{meeting}/chair")).await.status, 403);
    let administrator = world.sign_in("quantri").await;
    assert_eq!(
        administrator.get(&meeting).await.status,
        404,
        "whoever runs the machine sees no meeting"
    );
    assert_eq!(administrator.get("/jobs").await.status, 200);
    assert_eq!(member.get("/jobs").await.status, 404);
}

#[tokio::test]
async fn what_belongs_to_another_meeting_is_not_there() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let tonight = tonight(&secretary).await;

    // A vote of an evening that was, below the address of tonight.
    let mut vote = None;
    for link in secretary.get("/meetings").await.links("/meetings/") {
        let prefix = format!("{link}/votes/");
        if let Some(found) = secretary.get(&link).await.links(&prefix).into_iter().next() {
            vote = Some(found);
            break;
        }
    }
    let vote = vote.expect("a past meeting with a vote");
    let wrong = format!("{tonight}{}", &vote["/meetings/".len() + 36..]);
    assert_ne!(wrong, vote);
    assert_eq!(secretary.get(&vote).await.status, 200);
    assert_eq!(secretary.get(&wrong).await.status, 404);
    for act in ["ballot", "close", "annul"] {
        let body = json!({ "m0": "1", "key": "k", "reason": "Nhầm" });
        let seen = secretary.post_json(&format!("{wrong}/{act}"), body).await;
        assert_eq!(seen.status, 404, "{act}: {}", seen.body);
    }

    // An item of tonight below the address of a draft.
    let agenda = format!("{tonight}/agenda/");
    let item = secretary
        .get(&format!("{tonight}/agenda"))
        .await
        .links(&agenda)
        .into_iter()
        .map(|link| link[agenda.len()..].to_owned())
        .find(|id| id.len() == 36)
        .expect("an item");
    let unit = unit_of(&secretary).await;
    let body = json!({ "unit": unit, "title": "Họp khác", "kind": "regular", "date": "2026-12-10", "time": "19:30", "minutes": "60", "place": "Bản" });
    let made = secretary.post_json("/meetings/new", body).await.json()["next"].clone();
    let other = made.as_str().unwrap()[..tonight.len()].to_owned();
    assert_eq!(secretary.get(&format!("{other}/agenda/{item}")).await.status, 404);
    for path in [
        format!("agenda/{item}"),
        format!("items/{item}/notes"),
        format!("items/{item}/vote"),
    ] {
        let body = json!({ "title": "Khác", "kind": "report", "minutes": "5", "question": "Đồng ý?", "matter": "resolution", "names_shown": "yes" });
        let seen = secretary.post_json(&format!("{other}/{path}"), body).await;
        assert_eq!(seen.status, 404, "{path}: {}", seen.body);
    }
}
