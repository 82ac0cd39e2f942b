//! The cell's tablet over HTTP, without script: registered, used by one after the other, and of no use elsewhere.

use crate::browser::{Browser, Seen};
use crate::story::{item_to_vote_on, open_session, tonight, unit_of};
use crate::world::World;
use serde_json::json;

const MEMBER: &str = "Lò Thị Hạnh";

/// A device that a secretary has registered, and a card.
pub struct Tablet {
    pub browser: Browser,
    code: String,
    pin: String,
    /// What makes it a tablet.
    cookie: String,
}

fn set_cookie<'a>(seen: &'a Seen, name: &str) -> Option<&'a str> {
    let all = seen.headers.get_all("set-cookie").iter();
    all.filter_map(|value| value.to_str().ok())
        .find(|value| value.starts_with(&format!("{name}=")))
}

impl Tablet {
    pub async fn new(world: &World, secretary: &Browser, unit: &str, member: impl std::fmt::Display) -> Self {
        let browser = world.sign_in("bithu").await;
        let page = format!("/units/{unit}/tablets");
        let registered = browser.post(&page, &[("name", "Máy nhà văn hóa")]).await;
        assert_eq!(registered.location.as_deref(), Some("/tablet"), "{}", registered.body);
        let cookie = set_cookie(&registered, "chibo_tablet").unwrap();
        for guard in ["HttpOnly", "SameSite=Strict", "Path=/tablet"] {
            assert!(cookie.contains(guard), "{cookie}");
        }
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let cards = secretary
            .post_json(&format!("{page}/cards"), json!({ "person": [member.to_string()] }))
            .await
            .json();
        let text = |name: &str| cards[0][name].as_str().unwrap().to_owned();
        Self {
            browser,
            code: text("code"),
            pin: text("pin"),
            cookie,
        }
    }

    async fn enter(&self, pin: &str) -> Seen {
        let fields = [("_form", "card"), ("card", self.code.as_str()), ("pin", pin)];
        self.browser.post("/tablet/card", &fields).await
    }

    pub async fn sit_down(&self) {
        let seen = self.enter(&self.pin).await;
        assert_eq!(seen.location.as_deref(), Some("/tablet/votes"), "{}", seen.body);
    }
}

/// The id of somebody who can have a card.
async fn person(secretary: &Browser, page: &str, name: &str) -> String {
    let seen = secretary.get(page).await;
    assert_eq!(seen.status, 200, "{}", seen.body);
    let before = &seen.body[..seen.body.find(name).unwrap()];
    let value = &before[before.rfind("value=\"").unwrap() + "value=\"".len()..];
    value[..36].to_owned()
}

#[tokio::test]
async fn one_votes_after_the_other_and_nothing_stays() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let unit = unit_of(&secretary).await;
    let kept = format!("/units/{unit}/tablets");
    let member = person(&secretary, &kept, MEMBER).await;
    let tablet = Tablet::new(&world, &secretary, &unit, &member).await;
    let device = &tablet.browser;
    // Whoever registered it is signed in on it no more.
    let home = device.get("/").await;
    assert!(home.location.unwrap().starts_with("/sign-in"));
    open_session(&world, &secretary, &meeting).await;
    let item = item_to_vote_on(&secretary, &meeting).await;
    let terms = [
        ("question", "Đồng ý kết nạp?"),
        ("matter", "ordinary_resolution"),
        ("secrecy", "open"),
        ("assisted", "yes"),
    ];
    secretary.act(&format!("{item}/vote"), &terms).await;

    let start = device.get("/tablet").await;
    assert!(start.body.contains("Đồng ý kết nạp?"));
    assert_eq!(start.header("cache-control"), "no-store");
    let wrong = tablet.enter("no PIN").await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("Thẻ hoặc mã PIN không đúng") && wrong.body.contains(&tablet.code));
    assert!(!wrong.body.contains("no PIN"), "a PIN does not come back");
    let empty = device.post("/tablet/card", &[("_form", "card"), ("pin", "1")]).await;
    assert_eq!(empty.status, 422);

    tablet.sit_down().await;
    let ballot = device.get("/tablet/votes").await;
    assert!(
        ballot.body.contains(MEMBER) && ballot.body.contains("name=\"m0\""),
        "{}",
        ballot.body
    );
    assert_eq!(ballot.header("cache-control"), "no-store");
    assert!(
        ballot.body.contains("content=\"180;url=/tablet\""),
        "it ends without script, too"
    );
    assert!(ballot.links("/meetings").is_empty(), "nothing leads out of the ballot");
    let review = ballot.links("/tablet/meetings/").remove(0);
    let vote = review.trim_end_matches("/review").to_owned();
    let confirm = device.post(&review, &[("_form", "ballot"), ("m0", "1")]).await;
    let key = confirm.field("key");
    let sent = [("_form", "ballot"), ("m0", "1"), ("key", key.as_str())];
    let recorded = device.post(&format!("{vote}/ballot"), &sent).await;
    assert_eq!(recorded.location.as_deref(), Some("/tablet"), "{}", recorded.body);
    let gone = set_cookie(&recorded, "chibo_seat").unwrap();
    assert!(gone.contains("Max-Age=0"), "{gone}");
    let start = device.get("/tablet").await;
    assert!(start.body.contains("Phiếu đã được ghi") && !start.body.contains(MEMBER));
    // Back, or the address kept from before, begins anew.
    for path in [vote.as_str(), "/tablet/votes"] {
        let back = device.get(path).await;
        assert_eq!(
            (back.status, back.location.as_deref()),
            (303, Some("/tablet")),
            "{path}"
        );
    }
    let late = device.post(&review, &[("_form", "ballot"), ("m0", "2")]).await;
    assert_eq!(late.location.as_deref(), Some("/tablet"));

    // With the card again he sees that he has voted, and can do no more.
    tablet.sit_down().await;
    let again = device.get("/tablet/votes").await;
    assert!(again.body.contains("Đã bỏ phiếu") && !again.body.contains("name=\"m0\""));
    // A vote that is none of the tablet's is not there, whatever its address.
    let other = vote.replace(&vote[vote.len() - 12..], "000000000000");
    assert_eq!(device.get(&other).await.status, 404);
    let beginning = device.get("/tablet").await;
    assert!(set_cookie(&beginning, "chibo_seat").unwrap().contains("Max-Age=0"));
    assert_eq!(
        device.get("/tablet/votes").await.status,
        303,
        "forgotten by looking away"
    );

    // What makes it a tablet opens nothing else, and what signs in opens no tablet.
    let outside = vote.trim_start_matches("/tablet").to_owned();
    for path in ["/", "/meetings", &kept, &outside] {
        let seen = device.get_with_cookie(path, &tablet.cookie).await;
        assert_eq!(seen.status, 303, "{path}");
        assert!(seen.location.unwrap().starts_with("/sign-in"), "{path}");
    }
    let unknown = secretary.get("/tablet").await;
    assert!(unknown.body.contains("Thiết bị này chưa được đăng ký"));
    assert_eq!(
        secretary.get("/tablet/votes").await.location.as_deref(),
        Some("/tablet")
    );

    // Taken away, it is an ordinary device.
    let page = secretary.get(&kept).await;
    let id = page.field("tablet");
    secretary.act(&format!("{kept}/retire"), &[("tablet", &id)]).await;
    assert!(
        device
            .get("/tablet")
            .await
            .body
            .contains("Thiết bị này chưa được đăng ký")
    );
    assert_eq!(tablet.enter(&tablet.pin).await.location.as_deref(), Some("/tablet"));
}

#[tokio::test]
async fn cards_are_shown_once() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let kept = format!("/units/{}/tablets", unit_of(&secretary).await);
    let member = person(&secretary, &kept, MEMBER).await;
    let nobody = secretary.post(&format!("{kept}/cards"), &[("_form", "cards")]).await;
    assert_eq!(nobody.status, 422);
    let printed = secretary.post(&format!("{kept}/cards"), &[("person", &member)]).await;
    assert_eq!(printed.status, 200);
    let part = |class: &str| {
        let from = printed.body.find(class).unwrap();
        let digits = printed.body[from..].chars().skip_while(|c| *c != '>');
        digits.filter(char::is_ascii_digit).take(6).collect::<String>()
    };
    let pin = part("slip-pin");
    assert!(printed.body.contains("<svg") && printed.body.contains(MEMBER) && pin.len() == 6);
    let page = secretary.get(&kept).await;
    assert!(page.body.contains("Có thẻ từ ngày 03/12/2026") && !page.body.contains("chibo-card"));
    let revoke = format!("{kept}/revoke");
    let first = secretary.act(&revoke, &[("person", &member)]).await;
    let again = secretary.act(&revoke, &[("person", &member)]).await;
    assert_eq!(again, first, "pressed twice");
    let other = world.sign_in("bithu").await;
    assert_eq!(other.post(&revoke, &[("person", &member)]).await.status, 404);
    for account in ["dangvien1", "quantri", "bithu2"] {
        let other = world.sign_in(account).await;
        let seen = other.post(&format!("{kept}/cards"), &[("person", &member)]).await;
        assert!(matches!(seen.status, 403 | 404), "{account}: {}", seen.status);
    }
}
