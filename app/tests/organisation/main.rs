//! Pages of the organisation, of members and of the administrator, with ports that answer from a small fake.
//!
//! `CHIBO_GALLERY=DIR CHIBO_GALLERY_CSS=chibo.css cargo test -p app --features ssr --test organisation` also
//! writes them to DIR, to be looked at.
#![cfg(feature = "ssr")]

mod commune;
#[path = "../fake/mod.rs"]
mod ports;

use app::pages::{
    audit, body, hand_over, jobs, member, member_edit, member_status, member_transfer, members, password_link, rules,
    settings, unit, unit_edit, units,
};
use app::ui::{FormState, Problem};
use app::{Html, Request};
use commune::{commune, id, request};
use domain::account::{LinkLetter, PasswordLink};
use domain::ids::UnitId;
use domain::settings::Setting;
use domain::{Error, Result};
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use text::Lang;

/// The fake never waits, so one look is enough.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a fake port waited"),
    }
}

fn asked(may: bool, people: u32, path: &str, form: Option<FormState>) -> Request {
    request(commune(may, people), path, Lang::Vi, form)
}

fn refused(form: &str, values: &[(&str, &str)], field: &str) -> FormState {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    FormState {
        form: form.to_owned(),
        values: values.iter().map(own).collect(),
        errors: vec![Problem {
            field: field.to_owned(),
            sentence: "Còn trống. Đồng chí hãy điền hoặc chọn.".to_owned(),
        }],
    }
}

fn link(rq: &Request) -> Html {
    let link = PasswordLink {
        token: "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFy".to_owned(),
        person: id(104),
        name: "Lường Văn Pâng".to_owned(),
        expires_at: rq.page.now + chrono::Duration::hours(72),
        letter: LinkLetter::Filed,
    };
    password_link::show(rq, link)
}

/// Every page of the area once, as a person with all rights sees it (`may`) or as one who only looks.
fn all(may: bool, lang: Lang) -> Vec<(&'static str, Result<Html>)> {
    let rq = |people: u32, path: &str| request(commune(may, people), path, lang, None);
    vec![
        ("units", now(units::show(&rq(22, "/units")))),
        ("unit", now(unit::show(&rq(22, "/units/x"), id(2)))),
        ("unit-committee", now(unit::show(&rq(22, "/units/x"), id(1)))),
        ("unit-new", now(unit_edit::new(&rq(22, "/units/x/new"), id(1)))),
        ("unit-edit", now(unit_edit::edit(&rq(22, "/units/x/edit"), id(2)))),
        ("unit-close", now(unit_edit::close(&rq(22, "/units/x/close"), id(4)))),
        (
            "unit-close-in-use",
            now(unit_edit::close(&rq(22, "/units/x/close"), id(2))),
        ),
        (
            "hand-over",
            now(hand_over::show(&rq(22, "/units/x/hand-over?role=secretary"), id(2))),
        ),
        (
            "hand-over-long",
            now(hand_over::show(&rq(90, "/units/x/hand-over?role=clerk&q=Liên"), id(1))),
        ),
        (
            "hand-over-deputy",
            now(hand_over::show(&rq(22, "/units/x/hand-over?role=deputy"), id(2))),
        ),
        (
            "hand-over-role",
            now(hand_over::show(&rq(22, "/units/x/hand-over"), id(2))),
        ),
        (
            "transfer",
            now(member_transfer::show(&rq(22, "/members/x/transfer"), id(101))),
        ),
        ("group", now(unit::show(&rq(22, "/units/x"), id(3)))),
        (
            "body",
            now(body::show(&rq(22, "/units/x/bodies?kind=cell_committee"), id(2))),
        ),
        ("members", now(members::show(&rq(130, "/members?page=2")))),
        ("members-found", now(members::show(&rq(130, "/members?q=Liên")))),
        ("members-none", now(members::show(&rq(130, "/members?q=Zyx")))),
        ("members-empty", now(members::show(&rq(0, "/members?unit=x")))),
        ("member", now(member::show(&rq(22, "/members/x"), id(101)))),
        ("member-no-contact", now(member::show(&rq(22, "/members/x"), id(104)))),
        (
            "member-new",
            now(member_edit::new(&rq(22, "/units/x/members/new"), id(2))),
        ),
        (
            "member-edit",
            now(member_edit::edit(&rq(22, "/members/x/edit"), id(101))),
        ),
        (
            "member-status",
            now(member_status::show(&rq(22, "/members/x/status"), id(101))),
        ),
        ("password-link", Ok(link(&rq(22, "/members/x/password-link")))),
        ("jobs", now(jobs::show(&rq(22, "/jobs")))),
        ("settings", now(settings::show(&rq(22, "/settings")))),
        (
            "setting",
            now(settings::edit(&rq(22, "/settings/x"), Setting::RegularMinutes)),
        ),
        ("rules", now(rules::show(&rq(22, "/rules")))),
        ("rule", now(rules::edit(&rq(22, "/rules/x"), id(80)))),
        ("audit", now(audit::show(&rq(22, "/units/x/audit?page=2"), id(2)))),
    ]
}

fn html(page: Result<Html>) -> String {
    page.expect("a page").0
}

#[test]
fn every_page_has_one_heading_one_red_button_and_no_style_attribute() {
    for lang in Lang::ALL {
        for (name, page) in all(true, lang) {
            let html = html(page);
            if let Ok(dir) = std::env::var("CHIBO_GALLERY") {
                let file = std::path::Path::new(&dir).join(format!("{name}-{}.html", lang.tag()));
                std::fs::write(file, &html).expect("the gallery is written");
            }
            assert_eq!(html.matches("<h1").count(), 1, "{name}");
            assert!(html.matches("class=\"btn\"").count() <= 1, "{name}: red buttons");
            assert!(!html.contains(" style="), "{name}: style attribute");
            let mut ids: Vec<&str> = html
                .split(" id=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .collect();
            ids.sort_unstable();
            let count = ids.len();
            ids.dedup();
            assert_eq!(ids.len(), count, "{name}: an id twice");
            // A field that was made outside its form has lost the form's name, and with it what was refused.
            let labels = html.split(" for=\"").skip(1).filter_map(|rest| rest.split('"').next());
            for label in labels {
                assert!(
                    ["q", "message"].contains(&label) || label.contains('-'),
                    "{name}: {label} stands in no form"
                );
            }
        }
    }
}

#[test]
fn whoever_may_only_look_has_no_button_and_no_form() {
    for (name, page) in all(false, Lang::Vi) {
        match page {
            Ok(Html(html)) => {
                for address in ["/edit", "/close", "/hand-over", "/bodies", "/new", "/status"] {
                    assert!(!html.contains(&format!("{address}\"")), "{name} offers {address}");
                }
                // One's own password link is no page of one's own: the fake shows it whoever asks.
                assert!(name == "password-link" || !html.contains("/password-link"), "{name}");
            }
            // Forbidden; or, in a list of nobody, not even the own record.
            Err(Error::Forbidden | Error::NotFound) => {}
            Err(other) => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn what_is_to_come_is_shown_as_to_come_and_withdrawn_by_whoever_may() {
    let page = |may: bool, path: &str, show: fn(Request) -> Result<Html>| html(show(asked(may, 22, path, None)));
    let of_member = |rq: Request| now(member::show(&rq, id(101)));
    let of_unit = |rq: Request| now(unit::show(&rq, id(2)));
    let (member, looked_at) = (
        page(true, "/members/x", of_member),
        page(false, "/members/x", of_member),
    );
    let (unit, seen) = (page(true, "/units/x", of_unit), page(false, "/units/x", of_unit));
    let moves = "Chuyển sang Chi bộ bản Nà Tân từ ngày 04/01/2027";
    assert!(member.contains(moves) && looked_at.contains(moves));
    assert!(
        member.contains("Chi bộ bản Phiêng Đón</span>"),
        "the way back leads to where he still is"
    );
    assert!(unit.contains("Phó bí thư, từ ngày 04/01/2027") && unit.contains("Thôi: ") && seen.contains("Vào: "));
    for address in ["/transfer/withdraw\"", "/offices/withdraw\"", "/bodies/withdraw\""] {
        assert!(member.contains(address) || unit.contains(address), "{address}");
        assert!(!looked_at.contains(address) && !seen.contains(address), "{address}");
    }
    let setting = page(true, "/settings/x", |rq| {
        now(settings::edit(&rq, Setting::RegularMinutes))
    });
    assert!(setting.contains("100 từ ngày 04/01/2027") && setting.contains("/settings/regular_minutes/withdraw"));
}

#[test]
fn the_list_of_members_is_paged_and_whoever_may_not_see_it_sees_himself() {
    let list = html(now(members::show(&asked(true, 130, "/members?page=2&unit=x", None))));
    assert_eq!(list.matches("<tr>").count(), 51, "a heading and fifty people");
    assert!(list.contains("page=3"));
    let own = html(now(members::show(&asked(false, 22, "/members", None))));
    assert!(own.contains("Hồ sơ của tôi") && own.contains("Lò Thị Hạnh"));
}

#[test]
fn a_search_comes_back_escaped() {
    let page = html(now(members::show(&asked(true, 130, "/members?q=\"><b>x", None))));
    assert!(
        !page.contains("\"><b>x"),
        "what was searched for must not become markup"
    );
}

#[test]
fn a_refused_form_is_filled_again_and_says_where() {
    let form = refused("unit", &[("name", "Chi bộ \"><b>x"), ("kind", "cell")], "from");
    let page = html(now(unit_edit::new(&asked(true, 22, "/units/x/new", Some(form)), id(1))));
    assert!(page.contains("value=\"Chi bộ &quot;") && !page.contains("\"><b>x"));
    assert!(page.contains("href=\"#unit-from\"") && page.contains("id=\"unit-from\""));

    let form = refused("body", &[("person", "x")], "person");
    let page = html(now(body::show(&asked(true, 22, "/units/x/bodies", Some(form)), id(2))));
    assert!(page.contains("href=\"#body-person\"") && page.contains("id=\"body-person\""));
}

#[test]
fn a_refused_end_of_an_office_comes_back_to_that_office() {
    let office = id::<domain::ids::OfficeId>(51).to_string();
    let name = format!("end_office-{office}");
    let form = refused(&name, &[("office", &office), ("on", "hôm qua")], "on");
    let page = html(now(hand_over::show(
        &asked(true, 22, "/units/x/end-office", Some(form)),
        id(2),
    )));
    assert!(page.contains("phó bí thư") && page.contains("Hà Thị Liên"));
    assert!(page.contains(&format!("href=\"#{name}-on\"")));
}

#[test]
fn who_leaves_an_office_and_who_stays_is_asked_where_several_may_hold_it() {
    let page = |path: &str| html(now(hand_over::show(&asked(true, 22, path, None), id(2))));
    let deputy = page("/units/x/hand-over?role=deputy");
    assert!(deputy.contains("name=\"beside\"") && deputy.contains("Hà Thị Liên giữ nguyên chức vụ"));
    let secretary = page("/units/x/hand-over?role=secretary");
    assert!(!secretary.contains("name=\"beside\"") && secretary.contains("thôi giữ chức vụ, người nhận có đủ quyền"));
    let first = page("/units/x/hand-over");
    assert!(first.contains("hand-over?role=deputy") && !first.contains("name=\"person\""));
}

#[test]
fn a_transfer_says_which_offices_end_with_it() {
    let page = html(now(member_transfer::show(
        &asked(true, 22, "/members/x/transfer", None),
        id(101),
    )));
    assert!(page.contains("đang giữ chức vụ tại đây: bí thư"));
    assert!(page.contains("Chi bộ bản Nà Tân") && page.contains("name=\"paper\""));
}

#[test]
fn a_transfer_is_read_once_more_and_can_be_changed() {
    let cell = id::<UnitId>(5).to_string();
    let review = |on: &str, to: &str, back: &str| {
        let from = id::<UnitId>(2).to_string();
        let typed = [
            ("unit", from.as_str()),
            ("to", to),
            ("on", on),
            ("reason", "Chuyển nơi cư trú"),
            ("back", back),
        ];
        let form = FormState {
            errors: Vec::new(),
            ..refused("transfer", &typed, "")
        };
        now(member_transfer::review(
            &asked(true, 22, "/members/x/transfer", Some(form)),
            id(101),
        ))
    };
    let later = html(review("2026-12-20", &cell, ""));
    for told in [
        "Chi bộ bản Nà Tân",
        "20/12/2026",
        "Chuyển nơi cư trú",
        "bí thư",
        "vẫn rút lại được",
        "name=\"_fresh\"",
    ] {
        assert!(later.contains(told), "{told}: {later}");
    }
    assert!(html(review("2026-01-20", &cell, "")).contains("không rút lại được"));
    let again = html(review("2026-12-20", &cell, "yes"));
    assert!(again.contains("name=\"to\"") && again.contains("2026-12-20"));
    assert!(matches!(
        review("2026-12-20", &id::<UnitId>(99).to_string(), ""),
        Err(Error::Invalid(_))
    ));
}

#[test]
fn only_reachable_states_are_offered() {
    let page = html(now(member_status::show(
        &asked(true, 22, "/members/x/status", None),
        id(103),
    )));
    assert!(
        page.contains("value=\"official\""),
        "a probationary member becomes official"
    );
    assert!(!page.contains("value=\"exempt\""), "but is not exempted");
}

#[test]
fn rules_say_how_much_and_whether_anybody_checked() {
    let page = html(now(rules::show(&asked(true, 22, "/rules", None))));
    assert!(page.contains("Quá nửa") && page.contains("Ít nhất 2/3"));
    assert!(page.contains("Chưa đối chiếu văn bản") && page.contains("Đã đối chiếu"));
    let looking = html(now(rules::edit(&asked(false, 22, "/rules/x", None), id(80))));
    assert!(!looking.contains("<form action=\"/rules") && !looking.contains("name=\"confirmed_by\""));
}

#[test]
fn the_audit_names_actions_and_says_whether_it_is_whole() {
    let whole = html(now(audit::show(&asked(true, 22, "/units/x/audit", None), id(2))));
    assert!(whole.contains("Nhật ký nguyên vẹn"));
    assert!(whole.contains(" gửi thông báo cuộc họp “Họp thường kỳ tháng 12/2026”."));
    assert!(whole.contains(" giao chức vụ “Bí thư” cho "));
    assert!(
        whole.contains("<code>FromLater"),
        "an unknown action stands as it was written"
    );
    let codes = html(now(audit::show(
        &asked(true, 22, "/units/x/audit?codes=yes", None),
        id(2),
    )));
    assert_eq!(
        whole.matches("<code>").count(),
        1,
        "codes only where there are no words"
    );
    assert!(codes.matches("<code>").count() > 2 && codes.contains("?page=1\""));
    let broken = html(now(audit::show(&asked(false, 22, "/units/x/audit", None), id(2))));
    assert!(broken.contains("đã bị can thiệp"));
}

#[test]
fn the_password_link_can_be_scanned_and_copied() {
    let page = link(&asked(true, 22, "/members/x/password-link", None)).0;
    assert!(page.contains("<svg") && page.contains("https://chibo.example/password/Zm9v"));
    assert!(page.contains("Dùng được đến 19:40 06/12/2026"));
}

#[test]
fn a_search_in_a_committee_that_finds_one_cell_says_which() {
    let page = |unit: u32| {
        let path = format!("/members?unit={}&q=Lò Văn Dũng", id::<domain::ids::UnitId>(unit));
        html(now(members::show(&asked(true, 3, &path, None))))
    };
    let of_cell = page(2);
    assert!(
        of_cell.contains("Lò Văn Dũng") && !of_cell.contains("Sinh hoạt tại"),
        "no column for the cell's own"
    );
    assert!(page(1).contains("Sinh hoạt tại"));
}
