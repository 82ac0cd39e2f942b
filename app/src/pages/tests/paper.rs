//! The evening's shortcuts: a vote on paper only, everybody at once, a vote by one tap, the people's page.

use super::evening::{console, led, main_buttons, people, running};
use super::{Fake, before, evening_scenes, look, request, scenes};
use crate::pages::{
    agenda, announce, attendance, chair, home, meeting, meeting_people, notes, vote, vote_close, vote_open, vote_paper,
};
use domain::meeting::{MeetingView, Presence, Reply, State};
use domain::policy::MeetingRole;
use domain::rule::{Channel, Channels, Matter, Secrecy};
use domain::vote::{OwnBallot, PaperSide, RollEntry, VoteView};
use domain::{Error, Fault};

const SENTENCE: &str = "Vấn đề này bỏ phiếu giấy; nhận phiếu từ Tổ kiểm phiếu.";

fn paper_only(own: OwnBallot) -> VoteView {
    let mut vote = evening_scenes::open_vote(own);
    vote.terms.channels = Channels::of(&[Channel::Paper]);
    (vote.cast, vote.voters_here) = (14, 17);
    vote
}

/// The meeting with a vote on paper only, as somebody of this role sees it.
fn at_meeting(role: MeetingRole, recorded: Option<Channel>, name: &str) -> String {
    let mut view = scenes::view(running(), scenes::agenda(true, true));
    if let Some(own) = &mut view.own {
        (own.presence, own.role) = (Presence::Room, role);
    }
    for vote in view.items.iter_mut().flat_map(|item| &mut item.votes) {
        vote.channels = Channels::of(&[Channel::Paper]);
        vote.recorded = recorded;
    }
    let rq = request(before::with(view), Some(scenes::member()), "/meetings/10");
    look(name, meeting::show(&rq, scenes::meeting()))
}

#[test]
fn a_vote_on_paper_only_sends_members_to_the_tellers() {
    let mut own = before::home_of(2, Reply::None);
    own.open_votes[0].channels = Channels::of(&[Channel::Paper]);
    own.open_votes[1].checked_in = true;
    let show = |home, name: &str| {
        let fake = Fake {
            home: Some(home),
            ..Fake::default()
        };
        look(name, home::show(&request(fake, Some(scenes::member()), "/")))
    };
    // What can be done on the phone comes first.
    let both = show(own.clone(), "home-paper-and-phone");
    assert!(!both.contains(SENTENCE) && main_buttons(&both) == 1);
    own.open_votes.truncate(1);
    let paper = show(own, "home-paper");
    assert!(paper.contains(SENTENCE) && !paper.contains(">Biểu quyết</a>"));

    let member = at_meeting(MeetingRole::Participant, None, "meeting-paper");
    assert!(member.contains(SENTENCE) && !member.contains("/votes/00000000-0000-0000-0000-00000000012e\""));
    let given = at_meeting(MeetingRole::Participant, Some(Channel::Paper), "meeting-paper-given");
    assert!(given.contains("Đã nhận phiếu giấy") && !given.contains(SENTENCE));
    let teller = at_meeting(MeetingRole::Teller, None, "meeting-paper-teller");
    assert!(teller.contains("/paper\"") && main_buttons(&teller) == 1);

    let fake = Fake {
        vote: Some(paper_only(OwnBallot::OtherWay)),
        ..Fake::default()
    };
    let rq = request(fake, Some(scenes::member()), "/v");
    let html = look("vote-paper-only", vote::show(&rq, scenes::meeting(), scenes::id(302)));
    assert!(html.contains(SENTENCE) && !html.contains("/review\""));
}

#[test]
fn the_console_says_how_many_papers_are_given_out() {
    let page = |vote: VoteView, closing: bool| {
        let fake = Fake {
            meeting: Some(led(running(), true, true)),
            vote: Some(VoteView {
                can_close: true,
                ..vote
            }),
            ..Fake::default()
        };
        let rq = request(fake, Some(scenes::secretary()), "/v");
        if closing {
            look("close-paper", vote_close::show(&rq, scenes::meeting(), scenes::id(302)))
        } else {
            look("console-paper", chair::console(&rq, scenes::meeting()))
        }
    };
    let given = |issued: u32, channels: &[Channel]| {
        let mut vote = paper_only(OwnBallot::OtherWay);
        vote.terms.channels = Channels::of(channels);
        vote.paper = Some(PaperSide {
            issued,
            ..PaperSide::default()
        });
        vote
    };
    // What comes next is named: tellers count before anything is declared.
    for closing in [false, true] {
        let paper = page(given(14, &[Channel::Paper]), closing);
        assert!(paper.contains("Kết thúc phát phiếu, chuyển sang kiểm phiếu") && !paper.contains("và công bố<"));
        let both = page(given(14, &[Channel::Paper, Channel::Phone]), closing);
        assert!(both.contains("Kết thúc bỏ phiếu, chuyển sang kiểm phiếu") && !both.contains("và công bố<"));
    }
    // While they count, nobody is waited for.
    let counting = VoteView {
        state: domain::vote::State::Closed {
            at: scenes::moment("2026-12-03T13:15:00Z"),
            electronic: domain::ballot::Tally::empty(&domain::ballot::Layout::motion()),
        },
        waiting: Vec::new(),
        ..given(14, &[Channel::Paper])
    };
    let html = page(counting, false);
    assert!(html.contains("đang kiểm phiếu giấy") && !html.contains("Tất cả các đồng chí có mặt"));
    assert!(!page(given(0, &[Channel::Paper]), false).contains("và công bố<"));
    assert!(page(given(0, &[Channel::Paper]), true).contains("Chưa phát phiếu giấy nào."));
    for closing in [false, true] {
        let html = page(paper_only(OwnBallot::OtherWay), closing);
        assert!(html.contains("Đã phát phiếu") && html.contains("Đã phát phiếu 14/17"));
        assert!(html.contains("3 đồng chí có mặt chưa nhận phiếu giấy"));
        assert!(!html.contains("iểu quyết</dt>") && !html.contains("Không thấy kết nối"));
    }
}

#[test]
fn paper_is_given_to_all_who_are_left_after_the_number_is_named() {
    let entry = |n: u128, here, channel| RollEntry {
        person: scenes::id(n),
        name: format!("Đảng viên {n}"),
        here,
        absent: n == 112,
        channel,
    };
    let show = |channels: &[Channel], free: bool| {
        let mut vote = evening_scenes::open_vote(OwnBallot::Waiting);
        vote.terms.channels = Channels::of(channels);
        vote.paper = Some(PaperSide {
            issued: 1,
            roll: vec![
                entry(110, true, Some(Channel::Paper)),
                entry(111, true, Some(Channel::Phone)),
                entry(112, false, None),
                entry(113, free, None),
            ],
            is_teller: true,
            ..PaperSide::default()
        });
        let fake = Fake {
            vote: Some(vote),
            ..Fake::default()
        };
        let rq = request(fake, Some(scenes::member()), "/v/paper");
        look("paper-rest", vote_paper::show(&rq, scenes::meeting(), scenes::id(302)))
    };
    let paper = show(&[Channel::Paper], true);
    assert!(paper.contains("Đã phát 1 phiếu trong số 2 đồng chí có mặt."));
    let both = show(&[Channel::Paper, Channel::Phone], true);
    assert!(both.contains("trong số 2 đồng chí có mặt chưa bỏ phiếu trên máy; 1 đồng chí đã bỏ trên máy."));
    assert!(paper.contains("name=\"what\" value=\"rest\"") && paper.contains("Ghi đã phát cho 1 đồng chí"));
    assert!(!paper.contains("không bỏ phiếu trên điện thoại nữa"));
    assert!(show(&[Channel::Paper, Channel::Phone], true).contains("không bỏ phiếu trên điện thoại nữa"));
    assert!(!show(&[Channel::Paper], false).contains("value=\"rest\""));
}

#[test]
fn all_who_are_left_are_marked_present_after_the_number_is_named() {
    let show = |mut view: MeetingView, unknown: u32| {
        view.turnout.unknown = unknown;
        let fake = Fake {
            meeting: Some(view),
            participants: Some(people()),
            ..Fake::default()
        };
        let rq = request(fake, Some(scenes::secretary()), "/meetings/10/attendance");
        look("attendance-rest", attendance::show(&rq, scenes::meeting()))
    };
    let html = show(led(running(), true, false), 3);
    assert!(html.contains("/attendance/rest\"") && html.contains("Ghi 3 đồng chí là có mặt"));
    assert!(!show(led(running(), true, false), 0).contains("/attendance/rest\""));
    // Days before nobody is there.
    let mut early = led(before::announced(), false, false);
    early.starts_at = scenes::moment("2026-12-06T12:30:00Z");
    let html = show(early, 3);
    assert!(!html.contains("/attendance/rest\""));
    // Only an excuse can be known by then.
    assert!(html.contains("Điểm danh mở từ") && html.contains("value=\"excused\""));
    assert!(!html.contains("value=\"room\"") && !html.contains("value=\"unexcused\""));
}

#[test]
fn who_does_what_is_chosen_on_one_page() {
    let show = |view: MeetingView| {
        let fake = Fake {
            meeting: Some(view),
            participants: Some(people()),
            ..Fake::default()
        };
        let rq = request(fake, Some(scenes::secretary()), "/meetings/10/people");
        super::now_or_never(meeting_people::show(&rq, scenes::meeting()))
    };
    let mut unnamed = led(running(), true, false);
    unnamed.minute_taker = String::new();
    assert!(console("console-no-taker", unnamed.clone()).contains("/people#minute-taker\""));
    let html = show(unnamed).unwrap().0;
    assert!(html.contains("/minute-taker\"") && html.contains("/tellers\"") && html.contains("id=\"minute-taker\""));
    // After the session it is the state that forbids it, and the page says so.
    let mut over = led(running(), true, false);
    (over.can.invite, over.can.run) = (false, false);
    assert!(matches!(show(over), Err(Error::Refused(Fault::MeetingNotChangeable))));
    let member = scenes::view(running(), scenes::agenda(true, false));
    assert!(matches!(show(member), Err(Error::Forbidden)));
}

/// The console with an item on the table that is to be voted on so.
fn about(matter: Matter, secrecy: Secrecy) -> MeetingView {
    let mut view = led(running(), true, false);
    for item in view.items.iter_mut().filter(|item| item.on_table) {
        (item.matter, item.secrecy) = (Some(matter), Some(secrecy));
    }
    view
}

#[test]
fn the_usual_vote_opens_by_one_tap_and_never_one_about_persons_without_a_choice() {
    let now = "name=\"question\" value=\"Xét kết nạp đảng viên\"";
    let html = console("console-one-tap", about(Matter::OrdinaryResolution, Secrecy::Either));
    assert!(html.contains(now) && html.contains("value=\"ordinary_resolution\""));
    assert!(html.contains("Chọn cách khác…") && html.contains("Biểu quyết công khai."));
    assert_eq!(main_buttons(&html), 1);
    let secret = console("console-one-tap-secret", about(Matter::Discipline, Secrecy::Secret));
    assert!(secret.contains(now) && secret.contains("Bỏ phiếu kín theo quy định."));
    for (matter, secrecy) in [
        (Matter::Admission, Secrecy::Either),
        (Matter::Election, Secrecy::Secret),
        (Matter::YearlyRating, Secrecy::Either),
    ] {
        let html = console("console-item", about(matter, secrecy));
        assert!(!html.contains(now) && main_buttons(&html) == 1, "{matter:?}");
    }
}

#[test]
fn openly_or_in_secret_is_chosen_where_it_concerns_persons() {
    let show = |matter, secrecy| {
        let fake = Fake {
            meeting: Some(about(matter, secrecy)),
            ..Fake::default()
        };
        let rq = request(fake, Some(scenes::secretary()), "/meetings/10/items/1004/vote");
        look(
            "vote-open-persons",
            vote_open::show(&rq, scenes::meeting(), scenes::id(1004)),
        )
    };
    let radios = |html: &str| html.matches("name=\"secrecy\"").count();
    let persons = show(Matter::Admission, Secrecy::Either);
    assert_eq!(radios(&persons), 2);
    // The two about names are chosen beforehand, those about secrecy are not.
    assert_eq!(persons.matches(" checked").count(), 1);
    assert!(persons.contains("việc về nhân sự") || persons.contains("Việc về nhân sự"));
    let fixed = show(Matter::Admission, Secrecy::Open);
    assert_eq!((radios(&fixed), fixed.matches(" checked").count()), (3, 2));
}

#[test]
fn long_texts_ask_before_they_are_left_unsent() {
    let page = |refused: bool| {
        let fake = Fake {
            meeting: Some(led(running(), true, false)),
            participants: Some(people()),
            ..Fake::default()
        };
        let rq = request(fake, Some(scenes::secretary()), "/meetings/10/items/1004/notes");
        let rq = match refused {
            true => super::refused(rq, "note", &[("opinions", "dài")], "opinions", "Dài quá."),
            false => rq,
        };
        look("notes-guarded", notes::show(&rq, scenes::meeting(), scenes::id(1004)))
    };
    let (fresh, refused) = (page(false), page(true));
    assert!(fresh.contains("beforeunload") && fresh.contains("let typed=false"));
    // What was refused is still unsent.
    assert!(refused.contains("let typed=true"));
    // The console's small forms ask nothing.
    assert!(!console("console-item", led(running(), true, false)).contains("beforeunload"));
}

#[test]
fn a_new_agenda_begins_with_the_opening() {
    let usual = |items: bool| {
        let mut view = led(State::Draft, false, false);
        if !items {
            view.items.clear();
        }
        let rq = request(before::with(view), Some(scenes::secretary()), "/meetings/10/agenda");
        look("agenda-usual", agenda::arrange(&rq, scenes::meeting()))
    };
    assert!(usual(false).contains("<option value=\"opening\" selected"));
    assert!(usual(true).contains("<option value=\"discussion\" selected"));
}

#[test]
fn the_announcement_is_nothing_for_members_in_any_state() {
    let show = |view: MeetingView| {
        let rq = request(before::with(view), Some(scenes::member()), "/meetings/10/announce");
        super::now_or_never(announce::show(&rq, scenes::meeting()))
    };
    for state in [State::Draft, before::announced(), running()] {
        let member = scenes::view(state.clone(), scenes::agenda(false, false));
        assert!(matches!(show(member), Err(Error::Forbidden)), "{state:?}");
    }
    let mut leader = led(before::announced(), false, false);
    leader.can.announce = false;
    assert!(show(leader.clone()).unwrap().0.contains("đã được thông báo lúc"));
    leader.state = running();
    assert!(matches!(show(leader), Err(Error::Refused(_))));
}

#[test]
fn once_its_time_has_come_a_meeting_waits_for_its_opening() {
    let show = |view: MeetingView, viewer| {
        let rq = request(before::with(view), Some(viewer), "/meetings/10");
        look("meeting-waits", meeting::show(&rq, scenes::meeting()))
    };
    let waits = "Đã đến giờ họp, chờ khai mạc";
    let at = |moment: &str, view: MeetingView| MeetingView {
        starts_at: scenes::moment(moment),
        ..view
    };
    let (soon, now) = ("2026-12-03T13:01:00Z", "2026-12-03T13:00:00Z");
    let leads = || led(before::announced(), false, false);
    let html = show(at(soon, leads()), scenes::secretary());
    assert!(html.contains("Sắp đến giờ họp") && !html.contains(waits));
    let html = show(at(now, leads()), scenes::secretary());
    assert!(!html.contains("Sắp đến giờ họp") && html.matches(waits).count() == 1);
    let member = || scenes::view(before::announced(), scenes::agenda(false, false));
    assert!(!show(at(soon, member()), scenes::member()).contains(waits));
    assert!(show(at(now, member()), scenes::member()).contains(waits));
}
