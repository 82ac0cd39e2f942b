//! The guard that each address names against the action that its port asks the matrix for.
//!
//! The runner and every granted view say what they ask for (`chibo::asks`), whatever the answer then is; so one
//! request to each address is enough, also one that is refused.

use crate::browser::Browser;
use crate::tablet::Tablet;
use crate::world::World;
use domain::policy::ActionKind;
use reqwest::header::ACCEPT;
use sea_orm::{ConnectionTrait, Database, Statement};
use server::edge::{Guard, Route, routes};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use uuid::Uuid;

/// The addresses whose port cannot be reached here. They are tried in end2end/tests/passkey.test.mjs: browsers and the
/// library want a name for an address, which a test on a free port has not.
const ELSEWHERE: &[&str] = &["/sign-in/passkey/begin", "/sign-in/passkey"];

/// Pages of minutes: whoever may read these is asked, and the page looks at what the view says he can do.
const BY_THE_VIEW: &[&str] = &["/meetings/{id}/minutes/edit", "/meetings/{id}/minutes/seal"];

/// What was asked for at which address.
type Asked = Arc<Mutex<BTreeMap<String, BTreeSet<String>>>>;

struct Listener(Asked);

#[derive(Default)]
struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let value = format!("{value:?}").trim_matches('"').to_owned();
        self.0.insert(field.name(), value);
    }
}

struct Address(String);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Listener {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        if let (Some(method), Some(path), Some(span)) = (fields.0.get("method"), fields.0.get("path"), context.span(id))
        {
            span.extensions_mut().insert(Address(format!("{method} {path}")));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if event.metadata().target() != "chibo::asks" {
            return;
        }
        let mut fields = Fields::default();
        event.record(&mut fields);
        for span in context.event_scope(event).into_iter().flatten() {
            if let Some(Address(address)) = span.extensions().get::<Address>() {
                let mut asked = self.0.lock().unwrap();
                asked
                    .entry(address.clone())
                    .or_default()
                    .insert(fields.0["action"].clone());
            }
        }
    }
}

/// One id of each kind, all of the cell whose secretary asks.
struct Ids {
    meeting: Uuid,
    item: Uuid,
    vote: Uuid,
    document: Uuid,
    unit: Uuid,
    member: Uuid,
    /// Has a card, which no form of this test takes away.
    voter: Uuid,
    rule: Uuid,
    token: String,
}

async fn ids(world: &World, secretary: &Browser) -> Ids {
    let file = world.config.data.join("chibo.db");
    let db = Database::connect(format!("sqlite://{}", file.display())).await.unwrap();
    let one = async |sql: &str| -> Uuid {
        let row = db
            .query_one_raw(Statement::from_string(db.get_database_backend(), sql))
            .await
            .unwrap();
        row.unwrap_or_else(|| panic!("nothing: {sql}"))
            .try_get_by_index(0)
            .unwrap()
    };
    const CELL: &str = "SELECT o.unit_id FROM office o JOIN person p ON p.id = o.person_id \
        WHERE p.email = 'bithu@demo.test' AND o.role = 'secretary'";
    let vote = one(&format!(
        "SELECT v.id FROM vote v JOIN meeting m ON m.id = v.meeting_id WHERE m.unit_id IN ({CELL}) ORDER BY v.id"
    ))
    .await;
    let of_vote = async |column: &str| one(&format!("SELECT {column} FROM vote WHERE id = x'{}'", vote.simple())).await;
    let member = one("SELECT id FROM person WHERE email = 'dangvien3@demo.test'").await;
    let voter = one("SELECT id FROM person WHERE email = 'dangvien1@demo.test'").await;
    let link = secretary
        .post_json(&format!("/members/{member}/password-link"), serde_json::json!({}))
        .await;
    let ids = Ids {
        meeting: of_vote("meeting_id").await,
        item: of_vote("item_id").await,
        vote,
        document: one(&format!(
            "SELECT d.id FROM document d JOIN meeting m ON m.id = d.meeting_id WHERE m.unit_id IN ({CELL})"
        ))
        .await,
        unit: one(CELL).await,
        member,
        voter,
        rule: one("SELECT id FROM rule").await,
        token: link.json()["token"].as_str().unwrap().to_owned(),
    };
    db.close().await.unwrap();
    ids
}

fn filled(path: &str, ids: &Ids) -> String {
    let id = match path.split('/').nth(1).unwrap_or_default() {
        "meetings" | "live" => ids.meeting,
        "documents" => ids.document,
        "units" => ids.unit,
        "members" => ids.member,
        "rules" => ids.rule,
        _ => Uuid::nil(),
    };
    path.replace("{id}", &id.to_string())
        .replace("{item}", &ids.item.to_string())
        .replace("{vote}", &ids.vote.to_string())
        .replace("{token}", &ids.token)
        .replace("{setting}", "document_days")
}

/// A form that can be read, so that its port gets as far as asking: every field that any form has.
fn form(path: &str, ids: &Ids) -> Vec<(&'static str, String)> {
    let kind = match path {
        "/units/{id}/new" | "/units/{id}/edit" => "group",
        "/units/{id}/bodies" => "cell_committee",
        path if path.contains("/agenda") => "report",
        _ => "regular",
    };
    let status = if path.ends_with("/members/new") {
        "official"
    } else {
        "exempt"
    };
    let person = ids.member.to_string();
    let text = |text: &str| text.to_owned();
    vec![
        ("kind", text(kind)),
        ("status", text(status)),
        ("unit", ids.unit.to_string()),
        ("item", ids.item.to_string()),
        ("person", person),
        ("name", text("Lò Văn Thử")),
        ("title", text("Một việc để thử")),
        ("sex", text("male")),
        ("phone", text("0912777666")),
        ("date", text("2026-12-20")),
        ("time", text("19:30")),
        ("minutes", text("30")),
        ("place", text("Nhà văn hóa bản")),
        ("from", text("2026-12-03")),
        ("on", text("2026-12-03")),
        ("role", text(if path.ends_with("/people") { "guest" } else { "deputy" })),
        ("office", Uuid::nil().to_string()),
        ("change", Uuid::nil().to_string()),
        ("direction", text("up")),
        ("reply", text("coming")),
        ("presence", text("room")),
        ("reason", text("Một lý do để thử")),
        ("first", String::new()),
        ("second", String::new()),
        ("body", text("Một văn bản đủ dài để thử.")),
        ("text", text("Một văn bản đủ dài để thử.")),
        ("version", text("1")),
        ("question", text("Đồng ý thử không?")),
        ("matter", text("ordinary_resolution")),
        ("m0", text("1")),
        ("what", text("given")),
        ("key", text("one-key-for-this-test")),
        ("told", text("0")),
        ("value", text("2")),
        ("numerator", text("1")),
        ("denominator", text("2")),
        ("secrecy", text("open")),
        ("source", text("Điều 1")),
        ("confirmed_by", text("Lò Văn Dũng")),
        ("valid_from", text("2026-12-10")),
        ("password", text("ba con trâu đen")),
        ("again", text("ba con trâu đen")),
        ("card", text("0000000000")),
        ("pin", text("000000")),
    ]
}

async fn ask(browser: &Browser, route: &Route, ids: &Ids) {
    let path = filled(route.path, ids);
    let request = browser.request(route.method.clone(), &path).header(ACCEPT, "text/html");
    let request = if route.method == "POST" {
        request.form(&form(route.path, ids))
    } else {
        request
    };
    // The answer's head is enough: by then the port has asked, and a live stream has no end.
    let answer = request.send().await.unwrap();
    assert_ne!(answer.status(), 500, "{} {path}", route.method);
}

#[tokio::test]
async fn every_address_asks_for_the_action_of_its_guard() {
    let asked = Asked::default();
    let _listening =
        tracing::subscriber::set_default(tracing_subscriber::registry().with(Listener(Arc::clone(&asked))));
    let world = World::new().await;
    let (secretary, admin) = (world.sign_in("bithu").await, world.sign_in("quantri").await);
    let ids = ids(&world, &secretary).await;
    // Registering a tablet signs out on it.
    let registering = world.sign_in("bithu").await;
    let tablet = Tablet::new(&world, &secretary, &ids.unit.to_string(), ids.voter).await;
    let mut wrong = Vec::new();
    for route in routes::all().0 {
        let Guard::Action(action) = route.guard else { continue };
        if ELSEWHERE.contains(&route.path) {
            continue;
        }
        asked.lock().unwrap().clear();
        let machine_room = ["/jobs", "/settings"].iter().any(|area| route.path.starts_with(area));
        // Signing in or setting a password ends what the browser had.
        let stranger = world.stranger();
        let who = match action {
            ActionKind::SignIn => &stranger,
            _ if machine_room => &admin,
            ActionKind::ManageTablets if route.path.ends_with("/tablets") && route.method == "POST" => &registering,
            _ if route.path.starts_with("/tablet/") => {
                tablet.sit_down().await;
                &tablet.browser
            }
            _ => &secretary,
        };
        ask(who, &route, &ids).await;
        let seen = asked
            .lock()
            .unwrap()
            .remove(&format!("{} {}", route.method, route.path))
            .unwrap_or_default();
        // A page may show itself to whoever sees the thing and leave out what he may not do; a form may not.
        let enough = |asked: &ActionKind| seen.contains(asked.name());
        let view = BY_THE_VIEW.contains(&route.path) && enough(&ActionKind::ReadMinutes);
        let asks = enough(&action) || (route.method == "GET" && (view || enough(&action.seen_by())));
        if !asks {
            wrong.push(format!(
                "{} {}: {} is not among {seen:?}",
                route.method,
                route.path,
                action.name()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Areas whose things belong to a unit.
const OF_A_UNIT: &[&str] = &["/meetings/", "/live/", "/documents/", "/units/", "/members/"];

#[tokio::test]
async fn by_the_ids_of_another_cell_nothing_is_seen_and_nothing_changed() {
    let world = World::new().await;
    let (secretary, stranger) = (world.sign_in("bithu").await, world.sign_in("bithu2").await);
    let ids = ids(&world, &secretary).await;
    let nobodys = Ids {
        meeting: Uuid::nil(),
        item: Uuid::nil(),
        vote: Uuid::nil(),
        document: Uuid::nil(),
        unit: Uuid::nil(),
        member: Uuid::nil(),
        voter: Uuid::nil(),
        rule: Uuid::nil(),
        token: String::new(),
    };
    let mut wrong = Vec::new();
    for route in routes::all().0 {
        if !route.path.contains('{') || !OF_A_UNIT.iter().any(|area| route.path.starts_with(area)) {
            continue;
        }
        let ask = async |path: String| {
            let request = stranger
                .request(route.method.clone(), &path)
                .header(ACCEPT, "text/html");
            let request = if route.method == "POST" {
                request.form(&form(route.path, &ids))
            } else {
                request
            };
            stranger.send(request).await
        };
        let seen = ask(filled(route.path, &ids)).await;
        // A form that cannot be read may be told so, as long as it is told the same of what does not exist.
        let as_of_nothing = seen.status == 422 && ask(filled(route.path, &nobodys)).await.status == 422;
        if seen.status != 404 && !as_of_nothing {
            wrong.push(format!(
                "{} {}: {} {:?}",
                route.method, route.path, seen.status, seen.location
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    // His own addresses, with forms that name the other cell's things.
    let own = crate::story::unit_of(&stranger).await;
    let draft = [
        ("unit", own.as_str()),
        ("kind", "regular"),
        ("title", "Họp thử"),
        ("date", "2026-12-20"),
        ("time", "19:30"),
        ("minutes", "90"),
        ("place", "Nhà văn hóa"),
    ];
    let meeting = stranger.act("/meetings/new", &draft).await;
    let meeting = &meeting[.."/meetings/".len() + 36];
    let of_others = [
        (
            format!("{meeting}/agenda"),
            vec![
                ("title", "Việc"),
                ("kind", "report"),
                ("minutes", "5"),
                ("parent", "item"),
            ],
        ),
        (
            format!("{meeting}/agenda/move"),
            vec![("item", "item"), ("direction", "up")],
        ),
        (format!("{meeting}/agenda/remove"), vec![("item", "item")]),
        (
            format!("{meeting}/attendance"),
            vec![("person", "member"), ("presence", "room")],
        ),
        (format!("{meeting}/tellers"), vec![("teller", "member")]),
        (format!("{meeting}/minute-taker"), vec![("person", "member")]),
        (format!("{meeting}/table"), vec![("item", "item")]),
        (
            format!("/units/{own}/hand-over"),
            vec![("role", "deputy"), ("person", "member"), ("on", "2026-12-03")],
        ),
        (
            format!("/units/{own}/bodies"),
            vec![
                ("kind", "cell_committee"),
                ("name", "Chi ủy"),
                ("person", "member"),
                ("on", "2026-12-03"),
            ],
        ),
        (format!("/units/{own}/tablets/cards"), vec![("person", "member")]),
    ];
    for (path, fields) in of_others {
        let fields: Vec<(&str, String)> = fields
            .into_iter()
            .map(|(name, value)| {
                let value = match value {
                    "item" => ids.item.to_string(),
                    "member" => ids.member.to_string(),
                    other => other.to_owned(),
                };
                (name, value)
            })
            .collect();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let seen = stranger.post(&path, &fields).await;
        assert!(
            matches!(seen.status, 404 | 409 | 422),
            "{path} {fields:?}: {} {:?}",
            seen.status,
            seen.location
        );
    }
}
