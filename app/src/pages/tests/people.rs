//! Guests, followers and tellers; the agenda while the meeting is in session.

use super::before::{EVENING, announced, with};
use super::{Fake, look, now_or_never, request, scenes};
use crate::pages::{agenda, meeting, meeting_people};
use domain::meeting::{ParticipantLine, Presence, Reply, State};
use domain::member::{MemberLine, Status};
use domain::policy::MeetingRole;
use domain::{Error, Fault};

#[test]
fn guests_are_found_by_name_and_whoever_is_here_stays() {
    let mut view = scenes::led(scenes::view(announced(), scenes::agenda(false, false)));
    view.guests = vec!["Quàng Văn Ơn".to_owned()];
    let guest = |n: u128, name: &str, presence| ParticipantLine {
        person: scenes::id(n),
        name: name.to_owned(),
        status: Status::Official,
        role: MeetingRole::Guest,
        reply: Reply::None,
        reason: String::new(),
        presence,
        documents_opened: 0,
        from: "Chi bộ bản Nà Tân".to_owned(),
    };
    let fake = Fake {
        participants: Some(vec![
            guest(400, "Quàng Văn Ơn", Presence::Unknown),
            guest(401, "Vì Văn Sáng", Presence::Room),
        ]),
        invitable: Some(vec![MemberLine {
            person: scenes::id(402),
            name: "Cầm <Ngọc> Tuấn".to_owned(),
            unit: scenes::cell(),
            unit_name: "Chi bộ cơ quan Đảng".to_owned(),
            status: Status::Official,
            born: None,
            phone: String::new(),
            has_account: true,
        }]),
        ..with(view.clone())
    };
    let path = format!("/meetings/{}/people", view.id);
    let page = |path: &str| {
        look(
            "people",
            meeting_people::show(&request(fake.clone(), Some(scenes::secretary()), path), view.id),
        )
    };
    let plain = page(&path);
    assert_eq!(plain.matches("/people/remove\"").count(), 1);
    assert!(!plain.contains("name=\"role\"") && plain.contains("name=\"second\""));
    let found = page(&format!("{path}?q=tuan"));
    assert!(found.contains("Cầm &lt;Ngọc&gt; Tuấn") && found.contains("Chi bộ cơ quan Đảng"));
    assert!(
        found.contains("/people?q=tuan\""),
        "a refused form shows the same people"
    );
    let meeting = look(
        "meeting-guests",
        meeting::show(&request(fake.clone(), Some(scenes::member()), "/x"), view.id),
    );
    assert!(meeting.contains("Quàng Văn Ơn"));
    let only = Fake {
        meeting: Some(scenes::view(announced(), scenes::agenda(false, false))),
        ..fake
    };
    let rq = request(only, Some(scenes::member()), &path);
    let denied = meeting_people::show(&rq, view.id);
    assert!(matches!(now_or_never(denied), Err(Error::Forbidden)));
}

#[test]
fn an_agenda_in_session_offers_only_what_has_not_come_up() {
    let mut items = scenes::agenda(true, false);
    for item in &mut items {
        item.settled = item.done || item.on_table;
    }
    let state = State::InSession {
        since: scenes::moment(EVENING),
        item: Some(items[5].id),
    };
    let view = scenes::led(scenes::view(state, items));
    let path = format!("/meetings/{}/agenda", view.id);
    let rq = request(with(view.clone()), Some(scenes::secretary()), &path);
    let html = look("agenda-in-session", agenda::arrange(&rq, view.id));
    let ahead = view.items.iter().filter(|item| !item.settled).count();
    assert_eq!(html.matches(&format!("href=\"{path}/")).count(), ahead);
    assert!(html.contains("Đang họp") && html.contains("name=\"title\"") && !html.contains("value=\"up\""));
    let settled = agenda::item(&rq, view.id, view.items[0].id);
    assert!(matches!(now_or_never(settled), Err(Error::Refused(Fault::ItemSettled))));
}
