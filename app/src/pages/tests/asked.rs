//! What is asked before it is done, and what is said of it: opening early, announcing twice, two windows at once, an
//! agenda that was taken over, a meeting that is too short.

use super::before::{announced, with};
use super::{Fake, look, refused, request, scenes};
use crate::pages::{
    agenda, announce, chair, chair_open, home, meeting, meeting_edit, meeting_people, minutes, notes, vote_open,
};
use domain::ids::AgendaItemId;
use domain::meeting::{Home, MeetingView, Reply, State, StateKind};
use domain::minutes::MinutesState;

const PATH: &str = "/meetings/10/chair";

fn led(state: State) -> MeetingView {
    scenes::led(scenes::view(state, scenes::agenda(false, false)))
}

fn lead(view: MeetingView, path: &str) -> crate::Request {
    request(with(view), Some(scenes::secretary()), path)
}

fn running() -> State {
    State::InSession {
        since: scenes::moment("2026-12-03T12:32:00Z"),
        item: Some(scenes::id(1004)),
    }
}

#[test]
fn the_usual_opening_is_one_tap_and_the_unusual_is_asked_about() {
    let id = scenes::meeting();
    let usual = lead(led(announced()), PATH);
    let html = look("console-usual", chair::console(&usual, id));
    assert!(html.contains("name=\"_form\" value=\"open\""));
    assert!(!html.contains(&format!("href=\"/meetings/{id}/open\"")));
    let mut early = led(announced());
    early.turnout.official_present = 0;
    early.starts_at = scenes::moment("2026-12-03T14:30:00Z");
    let html = look("console-early", chair::console(&lead(early.clone(), PATH), id));
    assert!(
        !html.contains("/open\" method") && !html.contains("name=\"_form\" value=\"open\""),
        "no one-tap opening"
    );
    assert!(html.contains(&format!("href=\"/meetings/{id}/open\"")));
    assert!(html.contains("Mã QR điểm danh hiện từ 20:30") && !html.contains(&format!("href=\"/meetings/{id}/code\"")));
    let html = look("open-early", chair_open::show(&lead(early, "/meetings/10/open"), id));
    assert!(html.contains("Bây giờ là 20:00, giờ họp là 21:30 03/12/2026"));
    assert!(html.contains("Mới điểm danh 0/20") && html.contains("name=\"sure\" value=\"yes\""));
}

#[test]
fn an_announcement_sent_again_says_when_it_was_made() {
    let view = led(announced());
    let id = view.id;
    let html = look(
        "announce-again",
        announce::show(&lead(view, "/meetings/10/announce"), id),
    );
    assert!(html.contains("Cuộc họp đã được thông báo lúc 09:00 30/11/2026"));
    assert!(html.contains(&format!("href=\"/meetings/{id}\"")) && !html.contains("name=\"_form\" value=\"announce\""));
}

#[test]
fn a_meeting_that_is_too_short_is_warned_about_wherever_it_is_prepared() {
    let mut view = led(State::Draft);
    view.starts_at = scenes::moment("2026-12-10T12:30:00Z");
    view.minutes = 30;
    let id = view.id;
    let rq = lead(view, PATH);
    let edit = crate::pages::meeting_edit::edit(&rq, id);
    for (name, html) in [
        ("announce-brief", look("announce-brief", announce::show(&rq, id))),
        ("agenda-brief", look("agenda-brief", agenda::arrange(&rq, id))),
        ("meeting-brief", look("meeting-brief", meeting::show(&rq, id))),
        ("edit-brief", look("edit-brief", edit)),
    ] {
        assert!(
            html.contains("Cuộc họp dự kiến 30 phút; quy định ít nhất 90 phút"),
            "{name}"
        );
        assert!(!html.contains("Mọi mục đã đủ"), "{name}");
    }
}

#[test]
fn of_two_windows_with_notes_both_texts_are_there() {
    let mut view = scenes::led(scenes::view(running(), scenes::agenda(true, false)));
    let item: AgendaItemId = scenes::id(1004);
    for line in view.items.iter_mut().filter(|line| line.id == item) {
        line.opinions = "Lò Văn Ún: bản của người khác".to_owned();
    }
    let fake = Fake {
        participants: Some(Vec::new()),
        ..with(view.clone())
    };
    let rq = request(fake, Some(scenes::secretary()), "/meetings/10/items/1004/notes");
    let mark = view
        .items
        .iter()
        .find(|line| line.id == item)
        .map(|line| domain::agenda::notes_mark(&line.opinions, &line.conclusion));
    let mark = mark.expect("the item is there");
    let typed = |was: &str| {
        refused(
            rq.clone(),
            "note",
            &[("opinions", "bản của tôi"), ("was", was)],
            "opinions",
            "Có bản khác.",
        )
    };
    let html = look("notes-overtaken", notes::show(&typed("older"), scenes::meeting(), item));
    assert!(html.contains("Bản đã được ghi trong lúc đồng chí viết"));
    assert!(html.contains("bản của người khác") && html.contains("bản của tôi"));
    // Sent again it goes over the version that is shown.
    assert!(html.contains(&format!("name=\"was\" value=\"{mark}\"")));
    let html = look("notes-too-long", notes::show(&typed(&mark), scenes::meeting(), item));
    assert!(!html.contains("bản của người khác"), "nobody else has written");
}

#[test]
fn of_two_windows_with_a_meeting_the_other_version_stands_below_the_form() {
    let view = led(State::Draft);
    let (id, item) = (view.id, view.items[0].clone());
    let mark = view.frame().mark();
    let fake = with(view);
    let typed = |form: &str, path: &str| {
        let rq = request(fake.clone(), Some(scenes::secretary()), path);
        let values = [("title", "bản của tôi"), ("was", "older")];
        refused(rq, form, &values, "title", "Có bản khác.")
    };
    let frame = look(
        "meeting-overtaken",
        meeting_edit::edit(&typed("meeting", "/meetings/10/edit"), id),
    );
    assert!(frame.contains(&format!("name=\"was\" value=\"{mark}\"")));
    let agenda = look(
        "item-overtaken",
        agenda::item(&typed("item", "/meetings/10/agenda/1"), id, item.id),
    );
    assert!(agenda.contains(&format!("name=\"was\" value=\"{}\"", item.data().mark())));
    for html in [frame, agenda] {
        let sheet = html.find("Bản đã được ghi trong lúc đồng chí viết").expect("shown");
        assert!(html.find("bản của tôi").is_some_and(|typed| typed < sheet));
        assert!(html.find("type=\"submit\"").is_some_and(|button| button < sheet));
    }
}

#[test]
fn of_two_windows_with_minutes_both_texts_are_there() {
    let mut view = super::evening_scenes::minutes(MinutesState::Draft);
    view.can_edit = true;
    let (id, version) = (view.content.meeting, view.version);
    let fake = Fake {
        minutes: Some(view),
        ..Fake::default()
    };
    let rq = request(fake, Some(scenes::secretary()), "/meetings/10/minutes/edit");
    let values = [("body", "bản của tôi"), ("version", "0")];
    let html = look(
        "minutes-overtaken",
        minutes::edit(&refused(rq, "minutes", &values, "body", "Có bản khác."), id),
    );
    assert!(html.contains("Bản đã được ghi trong lúc đồng chí viết") && html.contains("newer-body"));
    assert!(html.contains("bản của tôi") && html.contains(&format!("name=\"version\" value=\"{version}\"")));
}

#[test]
fn an_agenda_that_was_taken_over_is_looked_through_once() {
    let mut view = led(State::Draft);
    view.items[0].title = "Đánh giá nhiệm vụ tháng 10".to_owned();
    view.items[1].title = "Nhiệm vụ tháng 12 năm 2026".to_owned();
    let id = view.id;
    let arrange = |name: &str, path: &str| look(name, agenda::arrange(&lead(view.clone(), path), id));
    let html = arrange("agenda-copied", "/meetings/10/agenda?copied=yes");
    let notice = html
        .split("Kiểm tra các mục có ghi tháng, năm cũ")
        .nth(1)
        .expect("it is said");
    let notice = notice.split("</ul>").next().unwrap_or_default();
    assert!(notice.contains("tháng 10") && !notice.contains("tháng 12"));
    assert!(
        notice.contains("?copied=yes\""),
        "and the rest once more after one is mended"
    );
    assert!(!arrange("agenda-later", "/meetings/10/agenda").contains("tháng, năm cũ"));
}

#[test]
fn a_secretary_prepares_or_runs_the_next_meeting_from_home() {
    let show = |name: &str, at: &str, state: StateKind, viewer| {
        let home = Home {
            next: Some(scenes::line(10, "Họp thường kỳ", at, state, Reply::Coming)),
            own: None,
            open_votes: Vec::new(),
            to_count: Vec::new(),
            to_finish: Vec::new(),
            unread: Vec::new(),
        };
        let fake = Fake {
            home: Some(home),
            ..Fake::default()
        };
        look(name, home::show(&request(fake, Some(viewer), "/")))
    };
    let (far, near) = ("2026-12-10T12:30:00Z", "2026-12-03T14:30:00Z");
    for (name, at, state, word) in [
        ("home-draft", far, StateKind::Draft, ">Chuẩn bị<"),
        ("home-far", far, StateKind::Announced, ">Chuẩn bị<"),
        ("home-near", near, StateKind::Announced, ">Điều hành<"),
        ("home-running", near, StateKind::InSession, ">Điều hành<"),
    ] {
        let html = show(name, at, state, scenes::secretary());
        assert!(html.contains(word), "{name}");
        assert!(html.matches("class=\"btn\"").count() <= 1, "{name}");
        let html = show(&format!("{name}-member"), at, state, scenes::member());
        assert!(!html.contains(">Chuẩn bị<") && !html.contains(">Điều hành<"), "{name}");
    }
}

#[test]
fn tellers_are_promised_before_the_announcement_and_the_way_back_is_the_way_one_came() {
    let people = |name: &str, state: State, at: &str| {
        let mut view = led(state);
        view.starts_at = scenes::moment(at);
        let id = view.id;
        let fake = Fake {
            participants: Some(Vec::new()),
            ..with(view)
        };
        let rq = request(fake, Some(scenes::secretary()), "/meetings/10/people");
        look(name, meeting_people::show(&rq, id))
    };
    let html = people("people-draft", State::Draft, "2026-12-20T12:30:00Z");
    assert!(html.contains("sau khi gửi thông báo họp") && !html.contains("kiểm phiếu</h1>"));
    let html = people("people-far", announced(), "2026-12-20T12:30:00Z");
    assert!(html.contains("Ghi tổ kiểm phiếu") && html.contains("Trở lại cuộc họp") && !html.contains("/chair"));
    let html = people("people-near", announced(), "2026-12-03T14:30:00Z");
    assert!(html.contains("/chair\""));
}

#[test]
fn a_vote_speaks_of_secrecy_before_it_asks_for_a_list() {
    let view = scenes::led(scenes::view(running(), scenes::agenda(true, false)));
    let rq = lead(view, "/meetings/10/items/1004/vote");
    let html = look("vote-form", vote_open::show(&rq, scenes::meeting(), scenes::id(1004)));
    let place = |words: &str| html.find(words).expect("is on the page");
    assert!(place("Bỏ phiếu kín") < place("name=\"options\""));
    let most = html
        .split("for=\"vote-most\"")
        .nth(1)
        .and_then(|rest| rest.split("</label>").next());
    assert!(!most.expect("the field has a label").contains("không bắt buộc"));
}
