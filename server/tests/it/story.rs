//! The whole evening without script: announced, checked in, voted, declared, sealed, archived.

use crate::browser::{Browser, Seen};
use crate::world::World;
use domain::policy::ActionKind;
use reqwest::Method;
use reqwest::header::ACCEPT;
use server::edge::{Guard, routes};

/// The address of the meeting that the member's home page leads to.
pub async fn tonight(browser: &Browser) -> String {
    let home = browser.get("/").await;
    assert_eq!(home.status, 200, "{}", home.body);
    meeting_link(&home)
}

fn meeting_link(page: &Seen) -> String {
    let is_meeting = |link: &String| link.trim_start_matches("/meetings/").len() == 36;
    page.links("/meetings/")
        .into_iter()
        .find(is_meeting)
        .unwrap_or_else(|| {
            // The home page may link to a part of the meeting only.
            let link = page
                .links("/meetings/")
                .into_iter()
                .find(|link| link.len() > 46)
                .expect("a link to a meeting");
            link[..46].to_owned()
        })
}

/// The ids of the people on the attendance page, in its order.
pub fn people(page: &Seen) -> Vec<String> {
    let mut ids: Vec<String> = page
        .body
        .split("name=\"person\"")
        .skip(1)
        .filter_map(|rest| rest.split("value=\"").nth(1)?.split('"').next().map(str::to_owned))
        .filter(|id| id.len() == 36)
        .collect();
    ids.dedup();
    ids
}

/// The part of a page around the first occurrence of a word, for messages.
fn around<'a>(page: &'a Seen, word: &str) -> &'a str {
    let at = page.body.find(word).unwrap_or(0);
    let from = page.body[..at].char_indices().rev().nth(400).map_or(0, |(i, _)| i);
    &page.body[from..]
}

/// The unit for which the secretary makes a new meeting.
pub async fn unit_of(browser: &Browser) -> String {
    let page = browser.get("/meetings/new").await;
    let at = page.body.find("/meetings/new?unit=").expect("the form names its unit") + "/meetings/new?unit=".len();
    page.body[at..at + 36].to_owned()
}

const MEMBERS: [&str; 5] = ["dangvien1", "dangvien2", "dangvien3", "dangvien4", "dangvien5"];

/// Opens the session with five members by their own check-in and the others marked by the secretary: 19 of 22 here.
pub async fn open_session(world: &World, secretary: &Browser, meeting: &str) -> Vec<Browser> {
    let mut members = Vec::new();
    for account in MEMBERS {
        let member = world.sign_in(account).await;
        member
            .act(&format!("{meeting}/check-in"), &[("presence", "room")])
            .await;
        members.push(member);
    }
    let page = secretary.get(&format!("{meeting}/attendance")).await;
    let ids = people(&page);
    assert_eq!(ids.len(), 22, "everybody of the cell stands on the attendance page");
    // Three official members have excused themselves before; all others are here.
    for id in ids {
        let line = around(&page, &format!("p-{id}"));
        let end = line.find("</li>").or_else(|| line.find("</tr>")).unwrap_or(line.len());
        if line[..end].contains("Vắng có lý do")
            && page.body.contains(&format!("p-{id}"))
            && is_excused(world, &id).await
        {
            continue;
        }
        secretary
            .act(
                &format!("{meeting}/attendance"),
                &[("person", &id), ("presence", "room")],
            )
            .await;
    }
    secretary.act(&format!("{meeting}/open"), &[]).await;
    members
}

async fn is_excused(world: &World, person: &str) -> bool {
    use sea_orm::{ConnectionTrait, Database, Statement};
    let url = format!("sqlite://{}?mode=ro", world.config.data.join("chibo.db").display());
    let db = Database::connect(url).await.unwrap();
    let sql = "SELECT reply FROM participant p JOIN meeting m ON m.id = p.meeting_id WHERE p.person_id = $1 AND m.state IN ('announced','in_session') AND reply = 'excused'";
    let id: uuid::Uuid = person.parse().unwrap();
    let row = db
        .query_one_raw(Statement::from_sql_and_values(
            db.get_database_backend(),
            sql,
            [id.into()],
        ))
        .await
        .unwrap();
    row.is_some()
}

/// The first agenda item whose vote may be opened from the console.
pub async fn item_to_vote_on(secretary: &Browser, meeting: &str) -> String {
    let console = secretary.get(&format!("{meeting}/chair")).await;
    assert_eq!(console.status, 200, "{}", console.body);
    let link = console
        .links(&format!("{meeting}/items/"))
        .into_iter()
        .find(|link| link.ends_with("/vote"))
        .unwrap_or_else(|| panic!("the console offers a vote: {}", console.body));
    link.trim_end_matches("/vote").to_owned()
}

#[tokio::test]
async fn a_cell_meets_without_paper_and_without_script() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let members = open_session(&world, &secretary, &meeting).await;

    let item = item_to_vote_on(&secretary, &meeting).await;
    let fresh = secretary.get(&format!("{item}/vote")).await.field("_fresh");
    let terms = [
        ("_fresh", fresh.as_str()),
        ("question", "Thông qua dự thảo nghị quyết tháng"),
        ("matter", "ordinary_resolution"),
        ("names_shown", "yes"),
    ];
    // Tapped twice: the second time it is open, and is said to be.
    for _ in 0..2 {
        let next = secretary.act(&format!("{item}/vote"), &terms).await;
        let page = secretary.get(&next).await;
        assert!(page.body.contains("Đã mở biểu quyết."), "{next}: {}", page.body);
    }
    let vote = vote_of(&secretary, &meeting).await;
    // A refused form of another kind is not read as a blank ballot.
    let discard = [("_form", "discard")];
    let refused = secretary.post(&format!("{vote}/discard"), &discard).await;
    assert_eq!(refused.status, 409);
    assert!(
        refused.body.contains("Biểu quyết này đã mở từ trước") && !refused.body.contains("Gửi phiếu trắng"),
        "{}",
        refused.body
    );

    for (n, member) in members.iter().enumerate() {
        let home = member.get("/").await;
        assert!(
            home.body.contains("Thông qua dự thảo nghị quyết tháng"),
            "the vote stands on the home page"
        );
        let mark = if n == 4 { "2" } else { "1" };
        let page = member
            .post(&format!("{vote}/review"), &[("_form", "ballot"), ("m0", mark)])
            .await;
        assert_eq!(page.status, 200, "nothing is cast yet: {}", page.body);
        let key = page.field("key");
        assert!(key.len() >= 32, "the page carries a ballot key");
        member
            .act(&format!("{vote}/ballot"), &[("m0", mark), ("key", &key)])
            .await;
        // The same form again is the same ballot; another one is refused.
        member
            .act(&format!("{vote}/ballot"), &[("m0", mark), ("key", &key)])
            .await;
        let other = member
            .post(
                &format!("{vote}/ballot"),
                &[("m0", "2"), ("key", "0190aaaa-0000-7000-8000-000000000001")],
            )
            .await;
        assert_eq!(other.status, 409, "{}", other.body);
        let receipt = member.get(&vote).await;
        assert!(receipt.body.contains("đã được ghi"), "{}", receipt.body);
    }

    secretary.act(&format!("{vote}/close"), &[]).await;
    let result = secretary.get(&vote).await;
    assert!(result.body.contains("20"), "the base is 20: {}", result.body);
    assert!(
        result.body.contains("chưa đối chiếu văn bản"),
        "an unconfirmed rule is named as such"
    );
    // 4 of 20 are not more than half.
    assert!(result.body.contains("Không được thông qua"), "{}", result.body);

    secretary.act(&format!("{meeting}/end"), &[]).await;
    seal_and_find(&secretary, &members, &meeting).await;
    others_see_nothing(&world, &meeting, &vote, &item).await;
}

pub async fn vote_of(secretary: &Browser, meeting: &str) -> String {
    let console = secretary.get(&format!("{meeting}/chair")).await;
    let prefix = format!("{meeting}/votes/");
    let link = console
        .links(&prefix)
        .into_iter()
        .next()
        .expect("the console shows the vote");
    link[..prefix.len() + 36].to_owned()
}

async fn seal_and_find(secretary: &Browser, members: &[Browser], meeting: &str) {
    let draft = secretary.get(&format!("{meeting}/minutes")).await;
    assert!(
        draft.body.contains("I. THÀNH PHẦN") && draft.body.contains("20"),
        "{}",
        draft.body
    );
    let early = members[0].get(&format!("{meeting}/minutes")).await;
    assert_eq!(
        (early.status, early.location.as_deref()),
        (303, Some(meeting)),
        "a draft is the writers', and the page as it is now stands above it"
    );
    let now = members[0].get(meeting).await;
    assert!(now.body.contains("đã qua hoặc chưa đến lúc"), "{}", now.body);
    let edit = secretary.get(&format!("{meeting}/minutes/edit")).await;
    let (version, form) = (edit.field("version"), edit.field("_form"));
    let body = "I. THÀNH PHẦN\nChi bộ họp đủ thành phần.\nII. NỘI DUNG\nBàn việc làm đường liên bản Phiêng Đón.";
    secretary
        .act(
            &format!("{meeting}/minutes/edit"),
            &[("body", body), ("version", &version)],
        )
        .await;
    let stale = secretary
        .post(
            &format!("{meeting}/minutes/edit"),
            &[
                ("_form", &form),
                ("body", &format!("{body} Khác.")),
                ("version", &version),
            ],
        )
        .await;
    assert_eq!(stale.status, 422, "another window has changed the text");
    assert!(stale.body.contains("Khác."), "and what was typed is still there");
    assert_eq!(
        secretary.post(&format!("{meeting}/minutes/seal"), &[]).await.status,
        409,
        "unconfirmed minutes are not sealed"
    );
    let version = secretary.get(&format!("{meeting}/minutes")).await.field("version");
    let confirm = format!("{meeting}/minutes/confirm");
    let unread = secretary.post(&confirm, &[("version", "0")]).await;
    assert_eq!(unread.status, 409, "{}", unread.body);
    // The text tells nothing of the vote that was declared: that is said, and settled knowingly.
    let untold = secretary.post(&confirm, &[("version", &version)]).await;
    assert_eq!(untold.status, 409, "{}", untold.body);
    assert!(
        untold.body.contains("tán thành 4/20, không tán thành 1/20"),
        "{}",
        untold.body
    );
    secretary.act(&confirm, &[("version", &version), ("sure", "yes")]).await;
    let unread = secretary
        .post(&format!("{meeting}/minutes/seal"), &[("version", &version)])
        .await;
    assert_eq!(
        unread.status, 409,
        "what was confirmed is another version: {}",
        unread.body
    );
    let seal = secretary.get(&format!("{meeting}/minutes/seal")).await;
    assert!(
        seal.body.contains("tán thành 4/20, không tán thành 1/20"),
        "{}",
        seal.body
    );
    let (version, sure) = (seal.field("version"), seal.field("sure"));
    secretary
        .act(
            &format!("{meeting}/minutes/seal"),
            &[("version", &version), ("sure", &sure)],
        )
        .await;
    let sealed = secretary
        .post(
            &format!("{meeting}/minutes/edit"),
            &[("body", &format!("{body} Sửa sau.")), ("version", "99")],
        )
        .await;
    assert_eq!(sealed.status, 409, "{}", sealed.body);
    // Going back to a step that is over: told, and without a tick.
    let past = secretary.get(&format!("{meeting}/minutes/edit")).await;
    assert_eq!(past.location.as_deref(), Some(format!("{meeting}/minutes").as_str()));
    let here = secretary.get(&format!("{meeting}/minutes")).await.body;
    assert!(
        here.contains("class=\"notice calm\"") && here.contains("Việc ở trang đó đã qua"),
        "{here}"
    );

    let found = members[0].get("/archive?q=duong+lien+ban+phieng").await;
    assert!(found.body.contains(meeting), "found without marks: {}", found.body);
    let print = members[1].get(&format!("{meeting}/minutes/print")).await;
    assert!(print.body.contains("ĐẢNG CỘNG SẢN VIỆT NAM"), "{}", print.body);
    let text = [("text", "Bổ sung: đồng chí Hoàng Thị Én đến lúc 19 giờ 45 phút.")];
    let review = secretary
        .post(&format!("{meeting}/minutes/addenda/review"), &text)
        .await;
    assert_eq!(review.status, 200);
    assert!(
        review.body.contains("Bản bổ sung số 1") && review.body.contains("đến lúc 19 giờ 45 phút"),
        "{}",
        review.body
    );
    assert!(review.body.contains("name=\"_fresh\""), "sent twice, it is added once");
    let before = members[0].get(&format!("{meeting}/minutes")).await;
    assert!(!before.body.contains("đến lúc 19 giờ 45 phút"), "looking adds nothing");
    secretary.act(&format!("{meeting}/minutes/addenda"), &text).await;
    let after = members[0].get(&format!("{meeting}/minutes")).await;
    assert!(after.body.contains("đến lúc 19 giờ 45 phút"), "{}", after.body);
}

/// A member of another cell gets 404 on every address of the first.
async fn others_see_nothing(world: &World, meeting: &str, vote: &str, item: &str) {
    let other = world.sign_in("bithu2").await;
    let id = meeting.trim_start_matches("/meetings/");
    let vote = vote.rsplit('/').next().unwrap();
    let item = item.rsplit('/').next().unwrap();
    for route in routes::all()
        .0
        .iter()
        .filter(|route| route.path.contains("/meetings/{id}"))
    {
        let path = route
            .path
            .replace("{id}", id)
            .replace("{vote}", vote)
            .replace("{item}", item);
        let request = other
            .request(route.method.as_str().parse::<Method>().unwrap(), &path)
            .header(ACCEPT, "text/html");
        let request = if route.method == "POST" {
            request.form(&[("m0", "1"), ("key", "0190aaaa-0000-7000-8000-000000000001")])
        } else {
            request
        };
        let seen = other.send(request).await;
        assert!(!matches!(route.guard, Guard::Open), "{path}");
        // A tablet's address knows nobody but its tablet.
        if path.starts_with("/tablet/") {
            assert_eq!(
                (seen.status, seen.location.as_deref()),
                (303, Some("/tablet")),
                "{path}"
            );
            continue;
        }
        // What is typed is judged only for those who may know the thing: a refused form is no way to find it.
        assert!(
            seen.status == 404 || (seen.status == 422 && !seen.body.contains(id)),
            "{} {path} ({:?}): {}",
            route.method,
            route.guard,
            seen.status
        );
        assert!(!matches!(route.guard, Guard::Action(ActionKind::SignIn)), "{path}");
    }
}
