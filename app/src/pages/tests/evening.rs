//! Pages of the evening: console, code, check-in, attendance, notes.

use super::{Fake, evening_scenes, look, refused, request, scenes};
use crate::pages::{attendance, chair, chair_end, check_in, code, meeting, notes};
use domain::Error;
use domain::ids::AgendaItemId;
use domain::meeting::{CheckInCode, MeetingView, ParticipantLine, Presence, Reply, State};
use domain::member::Status;
use domain::policy::MeetingRole;
use domain::vote::OwnBallot;

const PAGE: &str = "/meetings/10/chair";

pub(super) fn running() -> State {
    State::InSession {
        since: scenes::moment("2026-12-03T12:32:00Z"),
        item: Some(scenes::id(1004)),
    }
}

pub(super) fn led(state: State, on_table: bool, voting: bool) -> MeetingView {
    scenes::led(scenes::view(state, scenes::agenda(on_table, voting)))
}

pub(super) fn console(name: &str, view: MeetingView) -> String {
    let fake = Fake {
        meeting: Some(view),
        vote: Some(evening_scenes::open_vote(OwnBallot::Waiting)),
        ..Fake::default()
    };
    let rq = request(fake, Some(scenes::secretary()), PAGE);
    look(name, chair::console(&rq, scenes::meeting()))
}

/// Main buttons: red ones.
fn ended() -> State {
    State::Ended {
        since: scenes::moment("2026-12-03T12:32:00Z"),
        until: scenes::moment("2026-12-03T14:05:00Z"),
    }
}

pub(super) fn main_buttons(html: &str) -> usize {
    html.matches("class=\"btn\"").count()
}

#[test]
fn the_console_has_one_main_action_in_every_state() {
    let announced = State::Announced {
        at: scenes::moment("2026-11-30T02:00:00Z"),
    };
    let expected = [
        ("console-draft", led(State::Draft, false, false), "/announce\""),
        ("console-opening", led(announced, false, false), "/open\""),
        ("console-item", led(running(), true, false), "/vote\""),
        ("console-voting", led(running(), true, true), "/close\""),
        ("console-nothing", led(running(), false, false), "/table\""),
        ("console-ended", led(ended(), true, false), "/minutes\""),
    ];
    for (name, view, address) in expected {
        let html = console(name, view);
        assert_eq!(main_buttons(&html), 1, "{name}");
        assert_eq!(html.matches("sheet now").count(), 1, "{name}");
        assert!(html.contains(address), "{name}: {address}");
    }
}

#[test]
fn the_console_names_who_has_not_voted_and_where_the_base_comes_from() {
    let html = console("console-voting", led(running(), true, true));
    for words in [
        "Lường Văn Pâng",
        "20 đảng viên chính thức được triệu tập; 3 vắng vẫn tính.",
        "chưa đối chiếu văn bản",
        "/code\"",
        "/attendance\"",
        "/end\"",
    ] {
        assert!(html.contains(words), "{words}");
    }
    // No item is put on the table while a vote is open.
    assert!(!html.contains("/table\""));
}

#[test]
fn a_vote_on_another_item_is_found_on_the_console_and_on_the_meetings_page() {
    let mut view = led(running(), true, true);
    view.items[0].votes = view.items[5].votes.clone();
    view.items[0].votes[0].id = scenes::id(303);
    view.items[0].votes[0].question = "Thông qua chương trình".to_owned();
    let html = console("console-two-votes", view.clone());
    let other = format!("/votes/{}\"", view.items[5].votes[0].id);
    assert!(html.contains("Biểu quyết khác đang tiến hành") && html.contains(&other));
    let fake = Fake {
        meeting: Some(scenes::view(running(), view.items)),
        ..Fake::default()
    };
    let rq = request(fake, Some(scenes::member()), PAGE);
    let page = look("meeting-two-votes", meeting::show(&rq, scenes::meeting()));
    let both = ["Thông qua chương trình", "Kết nạp quần chúng Quàng Văn Minh vào Đảng"];
    assert!(both.iter().all(|question| page.contains(&format!("<b>{question}</b>"))));
}

#[test]
fn the_end_says_whether_a_vote_is_open_or_waits_for_its_result() {
    let end = |state| {
        let mut view = led(running(), true, true);
        view.items[5].votes[0].state = state;
        let fake = Fake {
            meeting: Some(view),
            participants: Some(people()),
            ..Fake::default()
        };
        let rq = request(fake, Some(scenes::secretary()), "/meetings/10/end");
        look("end-undeclared", chair_end::show(&rq, scenes::meeting()))
    };
    let open = end(domain::vote::StateKind::Open);
    assert!(open.contains("Còn một biểu quyết đang mở") && open.contains("/close\""));
    let closed = end(domain::vote::StateKind::Closed);
    assert!(closed.contains("chưa công bố kết quả") && !closed.contains("/close\""));
}

#[test]
fn a_member_has_no_console() {
    let fake = Fake {
        meeting: Some(scenes::view(running(), scenes::agenda(true, true))),
        ..Fake::default()
    };
    let rq = request(fake, Some(scenes::member()), PAGE);
    assert!(matches!(
        super::now_or_never(chair::console(&rq, scenes::meeting())),
        Err(Error::Forbidden)
    ));
}

#[test]
fn an_open_vote_takes_the_button_that_ends_away() {
    let end = |view: MeetingView, name: &str| {
        let fake = Fake {
            meeting: Some(view),
            participants: Some(people()),
            ..Fake::default()
        };
        let rq = request(fake, Some(scenes::secretary()), "/meetings/10/end");
        look(name, chair_end::show(&rq, scenes::meeting()))
    };
    let open = end(led(running(), true, true), "end-voting");
    assert!(!open.contains("method=\"post\" action=\"/meetings/00000000-0000-0000-0000-00000000000a/end\""));
    let free = end(led(running(), true, false), "end");
    assert!(free.contains("/end\"") && free.contains("Còn 1 nội dung chưa bàn:<ul"));
    assert!(free.contains("ít nhất 90 phút"));
    let mut view = led(running(), true, false);
    view.turnout.unknown = 2;
    let fake = Fake {
        meeting: Some(view),
        participants: Some(
            people()
                .into_iter()
                .map(|line| ParticipantLine {
                    presence: Presence::Unknown,
                    ..line
                })
                .collect(),
        ),
        ..Fake::default()
    };
    let rq = request(fake, Some(scenes::secretary()), "/meetings/10/end");
    let unmarked = look("end-unmarked", chair_end::show(&rq, scenes::meeting()));
    // By name, and what will be written of them; whoever is excused is not among them.
    assert!(unmarked.contains("ghi là vắng không lý do") && unmarked.contains("<li>Hoàng Thị Én</li>"));
    assert!(!unmarked.contains("<li>Lường Văn Pâng</li>") && unmarked.contains("/attendance\""));
}

#[test]
fn the_code_stands_in_letters_beside_its_picture() {
    let fake = Fake {
        meeting: Some(led(running(), true, false)),
        code: Some(CheckInCode {
            code: "482 913".to_owned(),
            path: "/meetings/0000000a/check-in?code=482913".to_owned(),
            seconds_left: 21,
        }),
        ..Fake::default()
    };
    let rq = request(fake, Some(scenes::secretary()), "/meetings/10/code");
    let html = look("code", code::show(&rq, scenes::meeting()));
    assert!(html.contains("482 913") && html.contains("<svg") && html.contains("http-equiv"));
}

fn check_in_of(view: MeetingView, path: &str) -> crate::Request {
    let fake = Fake {
        meeting: Some(view),
        ..Fake::default()
    };
    request(fake, Some(scenes::member()), path)
}

#[test]
fn a_scanned_code_is_only_confirmed_and_a_refused_one_is_typed_again() {
    let view = scenes::view(running(), scenes::agenda(true, false));
    let path = "/meetings/10/check-in?code=482913";
    let scanned = look(
        "check-in",
        check_in::show(&check_in_of(view.clone(), path), scenes::meeting()),
    );
    assert!(scanned.contains("type=\"hidden\" name=\"code\" value=\"482913\""));
    assert!(!scanned.contains("check-in-code") && scanned.contains("value=\"room\""));
    let late = refused(
        check_in_of(view, path),
        "check-in-code",
        &[("code", "482913")],
        "code",
        "Mã đã đổi.",
    );
    let late = look("check-in-refused", check_in::show(&late, scenes::meeting()));
    assert!(late.contains("Mã đã đổi.") && late.contains("check-in-code-code-error"));
}

#[test]
fn who_is_here_sees_so_and_who_is_not_summoned_is_told() {
    let mut here = scenes::view(running(), scenes::agenda(true, false));
    let mut stranger = here.clone();
    if let Some(own) = &mut here.own {
        own.presence = Presence::Room;
    }
    let mut over = here.clone();
    stranger.own = None;
    let path = "/meetings/10/check-in";
    let html = look(
        "check-in-done",
        check_in::show(&check_in_of(here, path), scenes::meeting()),
    );
    assert!(html.contains("Đồng chí đã điểm danh") && !html.contains("value=\"room\""));
    assert!(html.contains("Khi có biểu quyết"));
    over.state = ended();
    let html = look(
        "check-in-done-over",
        check_in::show(&check_in_of(over, path), scenes::meeting()),
    );
    assert!(html.contains("Cuộc họp đã kết thúc.") && !html.contains("Khi có biểu quyết"));
    let html = look(
        "check-in-stranger",
        check_in::show(&check_in_of(stranger, path), scenes::meeting()),
    );
    assert!(html.contains("không có tên trong danh sách") && !html.contains("value=\"room\""));
}

pub(super) fn people() -> Vec<ParticipantLine> {
    let line = |number: u128, name: &str, status, role, reply, reason: &str, presence| ParticipantLine {
        person: scenes::id(number),
        name: name.to_owned(),
        status,
        role,
        reply,
        reason: reason.to_owned(),
        presence,
        documents_opened: 1,
        from: String::new(),
    };
    let member = MeetingRole::Participant;
    vec![
        line(
            101,
            "Lò Văn Dũng",
            Status::Official,
            MeetingRole::Chair,
            Reply::Coming,
            "",
            Presence::Room,
        ),
        line(
            102,
            "Hà Thị Liên",
            Status::Official,
            MeetingRole::MinuteTaker,
            Reply::Coming,
            "",
            Presence::Room,
        ),
        line(
            103,
            "Hoàng Thị Én",
            Status::Official,
            member,
            Reply::None,
            "",
            Presence::Unknown,
        ),
        line(
            104,
            "Lường Văn Pâng",
            Status::Official,
            member,
            Reply::Excused,
            "đưa con <đi> viện",
            Presence::Excused,
        ),
        line(
            105,
            "Vì Văn Sáng",
            Status::Probationary,
            member,
            Reply::None,
            "",
            Presence::Unexcused,
        ),
        line(
            106,
            "Nguyễn Thị Phương Thảo",
            Status::TemporaryOut,
            member,
            Reply::Coming,
            "",
            Presence::Online,
        ),
    ]
}

fn attending(path: &str) -> crate::Request {
    let fake = Fake {
        meeting: Some(led(running(), true, false)),
        participants: Some(people()),
        ..Fake::default()
    };
    request(fake, Some(scenes::secretary()), path)
}

#[test]
fn attendance_is_one_tap_and_keeps_the_reason_that_was_given() {
    let html = look(
        "attendance",
        attendance::show(&attending("/meetings/10/attendance"), scenes::meeting()),
    );
    // Nobody is left, so nothing is offered for the rest; the minute-taker is chosen elsewhere.
    assert!(!html.contains("/attendance/rest") && !html.contains("/minute-taker"));
    assert_eq!(html.matches("value=\"unexcused\"").count(), 6);
    assert_eq!(html.matches("aria-pressed=\"true\"").count(), 5);
    // What is marked can be taken back.
    assert_eq!(html.matches("value=\"unknown\"").count(), 5);
    assert!(html.contains("name=\"reason\" value=\"đưa con &lt;đi&gt; viện\""));
    let person = "/meetings/10/attendance?reason=00000000-0000-0000-0000-000000000068";
    let html = look(
        "attendance-reason",
        attendance::show(&attending(person), scenes::meeting()),
    );
    assert!(html.contains("Lý do vắng của đồng chí Lường Văn Pâng"));
}

#[test]
fn notes_come_back_escaped_when_refused() {
    let fake = Fake {
        meeting: Some(led(running(), true, false)),
        participants: Some(people()),
        ..Fake::default()
    };
    let item: AgendaItemId = scenes::id(1004);
    let rq = request(fake, Some(scenes::secretary()), "/meetings/10/items/1004/notes");
    look("notes", notes::show(&rq, scenes::meeting(), item));
    let typed = "</textarea><script>alert(1)</script>";
    let rq = refused(rq, "note", &[("opinions", typed)], "opinions", "Dài quá.");
    let html = look("notes-refused", notes::show(&rq, scenes::meeting(), item));
    assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;") && !html.contains("<script>alert"));
}

#[test]
fn nobody_checks_in_the_day_before_and_a_refused_button_says_why() {
    let announced = State::Announced {
        at: scenes::moment("2026-11-30T02:00:00Z"),
    };
    let mut view = scenes::view(announced, scenes::agenda(false, false));
    view.starts_at = scenes::moment("2026-12-04T12:30:00Z");
    let html = look(
        "check-in-early",
        check_in::show(&check_in_of(view, "/meetings/10/check-in"), scenes::meeting()),
    );
    assert!(html.contains("Điểm danh mở từ 18:30 04/12/2026") && !html.contains("value=\"room\""));
    let fake = Fake {
        meeting: Some(led(running(), true, false)),
        ..Fake::default()
    };
    let rq = refused(
        request(fake, Some(scenes::secretary()), PAGE),
        "",
        &[],
        "",
        "Đang có biểu quyết.",
    );
    let html = look("console-refused", chair::console(&rq, scenes::meeting()));
    assert!(html.contains("Đang có biểu quyết."));
}
