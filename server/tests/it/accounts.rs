//! Sign-in over HTTP: cookies, rotation, reuse, links.

use crate::browser::Seen;
use crate::story::unit_of;
use crate::world::World;
use domain::ids::{PersonId, SessionId};
use server::config::Secret;
use server::edge::Tokens;
use uuid::Uuid;

#[tokio::test]
async fn known_and_unknown_names_get_the_same_answer() {
    let world = World::new().await;
    let mut answers = Vec::new();
    for name in ["bithu@demo.test", "khongco@demo.test", "0950000100"] {
        let seen = world
            .stranger()
            .post(
                "/sign-in",
                &[("_form", "sign-in"), ("name", name), ("password", "sai-mat-khau")],
            )
            .await;
        assert_eq!(seen.status, 422);
        assert!(!seen.body.contains("sai-mat-khau"), "a password never travels back");
        answers.push(seen.body.replace(name, "").len());
    }
    // Nonces have one length: what is left to differ is only what the server says.
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn cookies_are_http_only_and_a_session_ends_everywhere() {
    let world = World::new().await;
    let phone = world.sign_in("dangvien1").await;
    let tablet = world.sign_in("dangvien1").await;
    assert!(!phone.cookie("chibo_access").is_empty());
    let answer = world
        .stranger()
        .post(
            "/sign-in",
            &[("name", "dangvien1@demo.test"), ("password", &world.password)],
        )
        .await;
    for cookie in answer.headers.get_all("set-cookie") {
        let cookie = cookie.to_str().unwrap();
        if cookie.starts_with("chibo_access") || cookie.starts_with("chibo_refresh") {
            assert!(
                cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
                "{cookie}"
            );
        }
    }
    phone.act("/sign-out-everywhere", &[]).await;
    assert_eq!(
        tablet.get("/meetings").await.status,
        303,
        "the other device is signed out too"
    );
}

#[tokio::test]
async fn forged_and_resigned_tokens_are_strangers() {
    let world = World::new().await;
    let member = world.sign_in("dangvien1").await;
    let real = member.cookie("chibo_access");
    assert_eq!(
        member
            .get_with_cookie("/meetings", &format!("chibo_access={real}"))
            .await
            .status,
        200
    );
    let forger = Tokens::new(&Secret::new("another-secret-of-enough-length-0123456789".to_owned()));
    let forged = forger
        .make(PersonId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)), world.now())
        .unwrap();
    let made_up = Tokens::new(&world.secrets.sign_in)
        .make(PersonId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)), world.now())
        .unwrap();
    for token in [forged, made_up, format!("{real}x"), "a.b.c".to_owned(), String::new()] {
        let seen = member
            .get_with_cookie("/meetings", &format!("chibo_access={token}"))
            .await;
        assert!(matches!(seen.status, 303 | 400), "{token}: {}", seen.status);
    }
}

#[tokio::test]
async fn an_expired_token_is_renewed_unseen_and_a_reused_one_ends_the_family() {
    let world = World::new().await;
    let member = world.sign_in("dangvien1").await;
    let (access, stolen) = (member.cookie("chibo_access"), member.cookie("chibo_refresh"));
    world.set_clock(19, 40);
    assert_eq!(
        member
            .get_with_cookie("/meetings", &format!("chibo_access={access}"))
            .await
            .status,
        303,
        "expired after ten minutes"
    );
    assert_eq!(member.get("/meetings").await.status, 200, "the refresh token renews it");
    assert_ne!(member.cookie("chibo_refresh"), stolen, "and is rotated");
    assert_eq!(member.get("/meetings").await.status, 200, "which has arrived");
    world.set_clock(19, 50);
    let thief = member
        .get_with_cookie("/meetings", &format!("chibo_refresh={stolen}"))
        .await;
    assert_eq!(thief.status, 303, "the old one is no longer good");
    world.set_clock(20, 5);
    assert_eq!(
        member.get("/meetings").await.status,
        303,
        "and its reuse has ended the whole family"
    );
}

#[tokio::test]
async fn a_renewal_whose_answer_was_lost_signs_nobody_out() {
    let world = World::new().await;
    let member = world.sign_in("dangvien1").await;
    let held = format!("chibo_refresh={}", member.cookie("chibo_refresh"));
    world.set_clock(19, 40);
    let lost = member.get_with_cookie("/meetings", &held).await;
    assert_eq!(lost.status, 200, "renewed, but the phone hears nothing of it");
    world.set_clock(19, 55);
    assert_eq!(member.get("/meetings").await.status, 200, "it shows the old one again");
    assert_eq!(member.get("/meetings").await.status, 200);
    world.set_clock(20, 10);
    assert_eq!(
        member.get("/meetings").await.status,
        200,
        "and goes on with the new one"
    );
    // An answer of a session that has ended meanwhile comes late, and sets its access token over the living one.
    let other = world.sign_in("dangvien1").await;
    let dead = other.cookie("chibo_access");
    other.act("/sign-out", &[]).await;
    let cookies = format!("chibo_access={dead}; chibo_refresh={}", member.cookie("chibo_refresh"));
    assert_eq!(member.get_with_cookie("/meetings", &cookies).await.status, 200);
    let thief = member.get_with_cookie("/meetings", &held).await;
    assert_eq!(thief.status, 303, "now the first one is good for nothing");
}

#[tokio::test]
async fn whoever_uses_what_a_copied_token_brought_is_found_out() {
    let world = World::new().await;
    let member = world.sign_in("dangvien1").await;
    let copy = format!("chibo_refresh={}", member.cookie("chibo_refresh"));
    world.set_clock(19, 40);
    // The thief never shows the refresh token that he got, so that the owner's looks like one whose answer was lost.
    let brought = member.get_with_cookie("/meetings", &copy).await;
    let access = brought.cookie("chibo_access");
    let used = member
        .get_with_cookie("/meetings", &format!("chibo_access={access}"))
        .await;
    assert_eq!((brought.status, used.status), (200, 200));
    world.set_clock(19, 45);
    assert_eq!(member.get("/meetings").await.status, 303, "the owner is signed out");
    let again = member
        .get_with_cookie("/meetings", &format!("chibo_access={access}"))
        .await;
    assert_eq!(again.status, 303, "and so is the thief");
}

#[tokio::test]
async fn a_password_link_works_once() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let member = crate::story::tonight(&secretary).await;
    let page = secretary.get(&format!("{member}/attendance")).await;
    let person = crate::story::people(&page).pop().unwrap();
    let shown = secretary
        .post_json(&format!("/members/{person}/password-link"), serde_json::json!({}))
        .await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    let token = shown.json()["token"].as_str().unwrap().to_owned();
    let path = format!("/password/{token}");
    let stranger = world.stranger();
    let weak = stranger.post(&path, &[("password", "ngan"), ("again", "ngan")]).await;
    assert_eq!(weak.status, 422, "a short password is refused and the link stays good");
    let fields = [("password", "mật khẩu đủ dài"), ("again", "mật khẩu đủ dài")];
    assert_eq!(stranger.act(&path, &fields).await, "/sign-in");
    assert!(
        matches!(stranger.post(&path, &fields).await.status, 404 | 409),
        "twice is once too often"
    );
    assert_ne!(stranger.get(&path).await.status, 500);
}

/// The token in a page that shows a link.
fn token(page: &str) -> String {
    let from = page.find("/password/").expect("a link") + "/password/".len();
    page[from..]
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
        .collect()
}

#[tokio::test]
async fn reloading_the_page_with_a_link_makes_no_other() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let attendance = format!("{}/attendance", crate::story::tonight(&secretary).await);
    let person = crate::story::people(&secretary.get(&attendance).await).pop().unwrap();
    let member = secretary.get(&format!("/members/{person}")).await;
    let (form, fresh) = (member.field("_form"), member.field("_fresh"));
    let path = format!("/members/{person}/password-link");
    let sent = [("_form", "password_link"), ("_fresh", fresh.as_str())];
    assert!(member.body.contains(&format!("action=\"{path}\"")), "{form}");
    let shown = secretary.post(&path, &sent).await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    assert!(shown.body.contains("Đường dẫn đặt mật khẩu"));
    let first = token(&shown.body);

    let again = secretary.post(&path, &sent).await;
    assert_eq!(again.status, 409, "{}", again.body);
    assert!(!again.body.contains("/password/"), "no second link");
    assert!(again.body.contains("Đường dẫn đã hiện một lần") && again.body.contains(&format!("action=\"{path}\"")));
    assert_eq!(
        world.stranger().get(&format!("/password/{first}")).await.status,
        200,
        "the first is still good"
    );
    // The button on that page carries something fresh of its own.
    let fresh = again.field("_fresh");
    let sent = [("_form", "password_link"), ("_fresh", fresh.as_str())];
    let anew = secretary.post(&path, &sent).await;
    assert_eq!(anew.status, 200, "{}", anew.body);
    assert_ne!(token(&anew.body), first);
}

#[tokio::test]
async fn what_an_office_does_not_open_is_in_no_menu_and_says_so() {
    let world = World::new().await;
    let officer = world.sign_in("canbo").await;
    let secretary = world.sign_in("bithu").await;
    let home = officer.get("/").await;
    assert!(home.links("/units/").iter().all(|link| !link.ends_with("/audit")));
    let own = officer.get("/units").await.links("/units/");
    let unit = own.iter().find(|link| link.matches('/').count() == 2).unwrap();
    let page = officer.get(unit).await;
    assert!(!page.body.contains("/audit\""));
    let audit = officer.get(&format!("{unit}/audit")).await;
    assert_eq!(audit.status, 403);
    assert!(audit.body.contains("không có quyền mở trang này"), "{}", audit.body);

    let menu = secretary.get("/").await.links("/units/");
    let audit = menu
        .iter()
        .find(|link| link.ends_with("/audit"))
        .expect("his own audit");
    assert_eq!(secretary.get(audit).await.status, 200);
    let archive = officer.get("/archive").await;
    assert!(
        archive.body.contains("mà đồng chí được đọc"),
        "there are some, for others"
    );
}

#[tokio::test]
async fn who_belongs_to_several_units_switches_between_them_and_to_no_other() {
    let world = World::new().await;
    let browser = world.sign_in("danguy").await;
    let standing_in = |page: &Seen| {
        let bar = page.body.split("class=\"unit\"><b>").nth(1).unwrap();
        bar.split('<').next().unwrap().to_owned()
    };
    let home = browser.get("/").await;
    let menu = home.body.split("action=\"/switch-unit\"").nth(1).unwrap();
    let choices = menu.split("name=\"unit\" value=\"").skip(1);
    let other = choices
        .filter(|button| !button.split('>').next().unwrap().contains("aria-current"))
        .find_map(|button| button.split('"').next())
        .expect("another unit of his own");
    browser
        .act("/switch-unit", &[("unit", other), ("next", "/meetings")])
        .await;
    let there = browser.get("/meetings").await;
    assert_ne!(standing_in(&there), standing_in(&home), "{}", there.body);
    // A unit of somebody else, and nonsense.
    let cell = unit_of(&world.sign_in("bithu").await).await;
    for unit in [cell.as_str(), "nonsense", "018f0000-0000-7000-8000-000000000000"] {
        let refused = browser.post("/switch-unit", &[("unit", unit), ("next", "/")]).await;
        assert_eq!(refused.status, 404, "{unit}");
    }
    assert_eq!(standing_in(&browser.get("/").await), standing_in(&there));
}
