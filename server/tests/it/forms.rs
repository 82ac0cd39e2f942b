//! The form pattern: 303, or the same page with everything typed; the same address with JSON.

use crate::browser::Seen;
use crate::story::{tonight, unit_of};
use crate::world::World;
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_and_escapes_it() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let new = secretary.get("/meetings/new").await;
    let unit = unit_of(&secretary).await;
    let title = "Họp \"gấp\" <script>alert(1)</script>";
    let fields = [
        ("_form", new.field("_form")),
        ("unit", unit.clone()),
        ("title", title.to_owned()),
        ("kind", "regular".to_owned()),
        ("date", "31/02/2027".to_owned()),
        ("time", "19:30".to_owned()),
        ("minutes", "90".to_owned()),
        ("place", String::new()),
        ("link", String::new()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let refused = secretary.post("/meetings/new", &fields).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(
        refused.body.contains("Họp &quot;gấp&quot; &lt;script&gt;"),
        "{}",
        refused.body
    );
    assert!(!refused.body.contains("<script>alert"), "nothing typed becomes markup");
    assert!(refused.body.contains("31/02/2027"), "a wrong date is still there");
    assert!(
        refused.body.contains("govuk-error-summary"),
        "with a summary of what is wrong"
    );
}

#[tokio::test]
async fn the_same_address_speaks_json() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let unit = unit_of(&secretary).await;
    let refused = secretary
        .post_json(
            "/meetings/new",
            json!({ "unit": unit, "title": "x", "kind": "regular" }),
        )
        .await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    let fields: Vec<_> = refused.json()["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["field"].as_str().unwrap().to_owned())
        .collect();
    assert!(
        fields.contains(&"date".to_owned()) && fields.contains(&"title".to_owned()),
        "{fields:?}"
    );
    let body = json!({ "unit": unit, "title": "Họp chi bộ bất thường", "kind": "extraordinary", "date": "2026-12-10", "time": "19:30", "minutes": "60", "place": "Nhà văn hóa bản" });
    let made = secretary.post_json("/meetings/new", body).await;
    assert_eq!(made.status, 200, "{}", made.body);
    assert!(made.json()["next"].as_str().unwrap().starts_with("/meetings/"));
    let unknown = secretary
        .post_json("/meetings/018f0000-0000-7000-8000-000000000000/announce", json!({}))
        .await;
    assert_eq!(unknown.status, 404);
    assert!(
        unknown.json()["request"].as_str().is_some_and(|id| !id.is_empty()),
        "an error names the request"
    );
}

#[tokio::test]
async fn a_meeting_is_prepared_announced_changed_and_cancelled() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let unit = unit_of(&secretary).await;
    let fields = [
        ("unit", unit.as_str()),
        ("title", "Họp chuyên đề"),
        ("kind", "thematic"),
        ("date", "2026-12-20"),
        ("time", "19h30"),
        ("minutes", "90"),
        ("place", "Nhà văn hóa bản"),
        ("link", ""),
    ];
    let agenda = secretary.act("/meetings/new", &fields).await;
    let meeting = agenda.trim_end_matches("/agenda").to_owned();
    let empty = secretary.post(&format!("{meeting}/announce"), &[]).await;
    assert_eq!(empty.status, 409, "an empty agenda is not announced");
    let member = world.sign_in("dangvien1").await;
    assert_eq!(member.get(&meeting).await.status, 404, "a draft is the officers'");
    for title in ["Mở đầu", "Bàn việc làm đường"] {
        secretary
            .act(
                &agenda,
                &[
                    ("title", title),
                    ("kind", "discussion"),
                    ("minutes", "20"),
                    ("presenter", ""),
                    ("parent", ""),
                    ("matter", ""),
                ],
            )
            .await;
    }
    secretary.act(&format!("{meeting}/announce"), &[]).await;
    assert_eq!(member.get(&meeting).await.status, 200, "announced, it is everybody's");
    member
        .act(&format!("{meeting}/reply"), &[("reply", "coming"), ("reason", "")])
        .await;
    let silent = member
        .post(&format!("{meeting}/reply"), &[("reply", "excused"), ("reason", "")])
        .await;
    assert_eq!(silent.status, 422, "an excuse needs its reason");
    let calendar = member.get(&format!("{meeting}/calendar.ics")).await;
    assert!(
        calendar.body.contains("BEGIN:VEVENT") && calendar.body.contains("20261220T123000Z"),
        "{}",
        calendar.body
    );
    let edit = [
        ("title", "Họp chuyên đề"),
        ("kind", "thematic"),
        ("date", "2026-12-21"),
        ("time", "19:30"),
        ("minutes", "90"),
        ("place", "Nhà văn hóa bản"),
        ("link", ""),
    ];
    secretary.act(&format!("{meeting}/edit"), &edit).await;
    let notices = member.get("/notices").await;
    assert!(notices.body.contains("21/12/2026"), "{}", notices.body);
    let reason = [("reason", "Mưa lũ, đường vào bản bị chia cắt")];
    let chat = secretary.act(&format!("{meeting}/cancel"), &reason).await;
    let text = secretary.get(&chat).await.body;
    assert!(
        text.contains("THÔNG BÁO HỦY HỌP") && text.contains("bị chia cắt") && !text.contains("đọc văn bản"),
        "{text}"
    );
    assert_eq!(member.get(&chat).await.status, 403);
    assert!(member.get(&meeting).await.body.contains("Mưa lũ"), "and says why");
    let again = secretary.post(&format!("{meeting}/announce"), &[]).await;
    assert_eq!(again.location.as_deref(), Some(meeting.as_str()));
    let there = secretary.get(&meeting).await.body;
    assert!(
        there.contains("class=\"notice calm\"") && there.contains("Mưa lũ"),
        "a cancelled meeting stays cancelled: {there}"
    );
}

#[tokio::test]
async fn what_a_reader_chooses_is_remembered() {
    let world = World::new().await;
    let member = world.sign_in("dangvien1").await;
    member
        .act("/preferences", &[("lang", "en"), ("next", "/meetings")])
        .await;
    let page = member.get("/meetings").await;
    assert!(page.body.contains("<html lang=\"en\""), "{}", &page.body[..300]);
    member
        .act("/preferences", &[("size", "3"), ("next", "//evil.test")])
        .await;
    let page = member.get("/").await;
    assert!(page.body.contains("size-3") && page.body.contains("lang=\"en\""));
    let next = member
        .act("/preferences", &[("lang", "vi"), ("next", "https://evil.test")])
        .await;
    assert_eq!(next, "/", "a foreign address is not followed");
    let _ = tonight(&member).await;
}

/// The fields of a form that stands on a page, as a browser sends them.
fn with_fresh<'a>(page: &Seen, fields: &[(&'a str, &'a str)], fresh: &'a mut String) -> Vec<(&'a str, &'a str)> {
    *fresh = page.field("_fresh");
    let mut all = vec![("_fresh", fresh.as_str())];
    all.extend_from_slice(fields);
    all
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_thing_and_leads_to_it() {
    let world = World::new().await;
    let (secretary, admin) = (world.sign_in("bithu").await, world.sign_in("quantri").await);
    let unit = unit_of(&secretary).await;
    let meeting = {
        let mut fresh = String::new();
        let fields = [
            ("unit", unit.as_str()),
            ("title", "Họp hai lần bấm"),
            ("kind", "regular"),
            ("date", "2026-12-20"),
            ("time", "19:30"),
            ("minutes", "90"),
            ("place", "Nhà văn hóa bản"),
        ];
        let page = secretary.get("/meetings/new").await;
        let fields = with_fresh(&page, &fields, &mut fresh);
        // A double tap: both are under way at once.
        let (one, two) = tokio::join!(
            secretary.post("/meetings/new", &fields),
            secretary.post("/meetings/new", &fields)
        );
        assert_eq!((one.status, two.status), (303, 303), "{} {}", one.body, two.body);
        assert_eq!(one.location, two.location);
        let list = secretary.get("/meetings").await;
        assert_eq!(list.body.matches("Họp hai lần bấm").count(), 1, "{}", list.body);
        // Gone back and typed anew on the same page: another meeting.
        let mut other = fields.clone();
        other[2].1 = "Họp khác";
        let other = secretary.post("/meetings/new", &other).await;
        assert_ne!(other.location, one.location);
        one.location.unwrap().replace("/agenda", "")
    };
    for (who, path, fields, name) in [
        (
            &secretary,
            format!("{meeting}/agenda"),
            vec![("title", "Nội dung một"), ("kind", "report"), ("minutes", "10")],
            "Nội dung một",
        ),
        (
            &admin,
            format!("/units/{unit}/new"),
            vec![("name", "Tổ đảng Hai Lần"), ("kind", "group"), ("from", "2026-12-03")],
            "Tổ đảng Hai Lần",
        ),
        (
            &secretary,
            format!("/units/{unit}/members/new"),
            vec![
                ("name", "Lò Văn Hai"),
                ("sex", "male"),
                ("phone", "0912999888"),
                ("status", "official"),
                ("from", "2026-12-03"),
            ],
            "Lò Văn Hai",
        ),
    ] {
        let mut fresh = String::new();
        let page = who.get(&path).await;
        let fields = with_fresh(&page, &fields, &mut fresh);
        let one = who.post(&path, &fields).await;
        let two = who.post(&path, &fields).await;
        assert_eq!(
            (one.status, two.status),
            (303, 303),
            "{path}: {} {}",
            one.body,
            two.body
        );
        assert_eq!(one.location, two.location, "{path}");
        let shown = match path.contains("/agenda") {
            true => who.get(&path).await,
            false if path.ends_with("/members/new") => who.get(&format!("/members?unit={unit}&q=Lò Văn Hai")).await,
            false => who.get("/units").await,
        };
        let links = shown.links("/");
        assert!(!links.is_empty());
        let lines = shown.body.matches(&format!(">{name}<")).count();
        assert_eq!(lines, 1, "{path}: {}", shown.body);
    }
}

#[tokio::test]
async fn what_is_no_text_is_refused_and_what_was_written_is_not_lost() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    // In another encoding: signs of the server's own in its place would be saved unseen.
    let latin = secretary
        .request(Method::POST, &format!("{meeting}/edit"))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "text/html")
        .body("title=H%E1p&place=Nh%E0");
    let refused = secretary.send(latin).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(!secretary.get(&meeting).await.body.contains('\u{FFFD}'));

    // The meeting is cancelled in another window while an item is being written.
    secretary
        .act(&format!("{meeting}/cancel"), &[("reason", "Mưa lũ chia cắt bản")])
        .await;
    let typed = [
        ("_form", "item"),
        ("title", "Bàn việc làm đường liên bản"),
        ("kind", "discussion"),
        ("minutes", "15"),
    ];
    let late = secretary.post(&format!("{meeting}/agenda"), &typed).await;
    assert_eq!(late.status, 409);
    assert!(late.body.contains("Bàn việc làm đường liên bản"), "{}", late.body);
}

#[tokio::test]
async fn what_was_removed_is_removed_whichever_press_did_it() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = secretary.get(&tonight(&secretary).await).await.body;
    let from = meeting.find("/documents/").expect("a document");
    let document = meeting[from..].split('"').next().unwrap();
    let remove = format!("{document}/remove");
    let first = secretary.act(&remove, &[("_form", "remove")]).await;
    assert_eq!(secretary.get(document).await.status, 404);
    assert_eq!(secretary.act(&remove, &[("_form", "remove")]).await, first);
    // For whoever did not do it, or did not press this button, there is no such thing.
    let elsewhere = world.sign_in("bithu").await;
    assert_eq!(elsewhere.post(&remove, &[("_form", "remove")]).await.status, 404);
    assert_eq!(secretary.post(&remove, &[("_form", "other")]).await.status, 404);
}

#[tokio::test]
async fn whoever_was_signed_out_meanwhile_gets_back_what_he_wrote() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let agenda = format!("{meeting}/agenda");
    secretary.act("/sign-out", &[]).await;
    let typed = [
        ("_form", "item"),
        ("title", "Bàn việc <b>làm đường</b>"),
        ("kind", "discussion"),
    ];
    let from = format!("{}{agenda}", secretary.address);
    let late = secretary.request(Method::POST, &agenda).header("accept", "text/html");
    let late = secretary.send(late.header("referer", from).form(&typed)).await;
    assert_eq!(late.status, 401);
    assert!(late.body.contains("Bàn việc &lt;b&gt;làm đường"), "{}", late.body);
    assert!(
        late.body.contains(&format!("/sign-in?next={agenda}\"")),
        "{}",
        late.body
    );
    assert!(!late.body.contains("Thảo luận: làm đường"), "and nothing else of it");
    // A secret is never given back.
    let words = [
        ("old", "ba con trâu già"),
        ("password", "bốn con trâu"),
        ("again", "bốn con trâu"),
    ];
    let secret = secretary.post("/account/password", &words).await;
    assert_eq!(secret.status, 303, "{}", secret.body);
    // A button alone leads to the sign-in, as any page does.
    assert_eq!(
        secretary.act(&format!("{meeting}/cancel"), &[]).await,
        "/sign-in?next=/"
    );
    assert_eq!(
        secretary.post_json(&agenda, json!({ "title": "Họp" })).await.status,
        401
    );
}

#[tokio::test]
async fn a_refusal_says_why_even_where_its_form_is_gone() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let agenda = secretary.get(&format!("{meeting}/agenda")).await;
    let items: Vec<String> = agenda
        .body
        .split("id=\"i-")
        .skip(1)
        .filter_map(|rest| rest.get(..36).map(str::to_owned))
        .collect();
    // Mended from the list of what an agenda was taken over with, it leads back to what is left of the list.
    let mended = [
        ("_form", "item"),
        ("title", "Khai mạc"),
        ("kind", "opening"),
        ("minutes", "5"),
    ];
    let path = format!("{meeting}/agenda/{}?copied=yes", items[0]);
    assert_eq!(
        secretary.act(&path, &mended).await,
        format!("{meeting}/agenda?copied=yes")
    );
    let last = items.last().unwrap().as_str();
    secretary
        .act(&format!("{meeting}/agenda/remove"), &[("item", last)])
        .await;
    let again = secretary
        .post(
            &format!("{meeting}/agenda/remove"),
            &[("_form", "remove"), ("item", last)],
        )
        .await;
    assert_eq!(
        again.body.matches("govuk-error-summary__title").count(),
        1,
        "{}",
        again.body
    );
    assert!(matches!(again.status, 409 | 422), "{}", again.status);
}
