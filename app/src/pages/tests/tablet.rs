//! The tablet's screen, and the cards on paper.

use super::{Fake, evening_scenes, look, request, scenes};
use crate::Request;
use crate::pages::{tablet, tablets, vote};
use crate::ui::{AtTablet, FormState};
use domain::ids::VoteId;
use domain::policy::{Caller, Tablet};
use domain::rule::{Channel, Channels};
use domain::tablet::{CardLine, CardState, NewCard, SeatVote, StartView, TabletLine, TabletsView};
use domain::vote::OwnBallot;

fn vote_id() -> VoteId {
    scenes::id(302)
}

fn seat_vote(question: &str, own: OwnBallot) -> SeatVote {
    SeatVote {
        id: vote_id(),
        meeting: scenes::meeting(),
        question: question.to_owned(),
        secret: false,
        own,
    }
}

/// The tablet of a cell, with whoever sits at it.
fn at_tablet(fake: Fake, voter: Option<&str>, path: &str) -> Request {
    let mut rq = request(fake, None, path);
    rq.caller = Caller::Tablet(Tablet {
        id: scenes::id(900),
        unit: scenes::id(2),
        voter: voter.map(|_| scenes::id(101)),
    });
    rq.page.tablet = Some(AtTablet {
        unit_name: "Chi bộ bản Phiêng Đón".to_owned(),
        voter: voter.map(str::to_owned),
    });
    rq
}

#[test]
fn the_first_screen_knows_nobody() {
    let fake = Fake {
        tablet_start: Some(StartView {
            meeting: Some("Họp chi bộ thường kỳ".to_owned()),
            questions: vec!["Xét kết nạp đảng viên".to_owned()],
        }),
        ..Fake::default()
    };
    let rq = at_tablet(fake, Some("Lò Thị Hạnh"), "/tablet");
    let html = look("tablet-start", tablet::start(&rq));
    assert!(html.contains("Xét kết nạp đảng viên") && html.contains("name=\"pin\""));
    assert!(!html.contains("Lò Thị Hạnh") && !html.contains("href=\"/\""));
    let stranger = request(Fake::default(), None, "/tablet");
    let html = look("tablet-unknown", tablet::start(&stranger));
    assert!(html.contains("chưa được đăng ký") && !html.contains("name=\"pin\""));
}

#[test]
fn one_vote_is_there_at_once_and_leads_nowhere_else() {
    let fake = Fake {
        seat_votes: Some(vec![seat_vote("Xét kết nạp", OwnBallot::Waiting)]),
        vote: Some(evening_scenes::open_vote(OwnBallot::Waiting)),
        ..Fake::default()
    };
    let mut rq = at_tablet(fake, Some("Lò Thị Hạnh"), "/tablet/votes");
    let html = look("tablet-ballot", tablet::votes(&rq));
    assert!(html.contains("name=\"m0\"") && html.contains("/tablet/meetings/") && html.contains("Lò Thị Hạnh"));
    assert!(html.contains("/tablet/leave") && !html.contains("=\"/meetings") && !html.contains("/live/"));
    rq.form = Some(FormState {
        form: "ballot".to_owned(),
        values: vec![("m0".to_owned(), "1".to_owned())],
        errors: Vec::new(),
    });
    let html = look("tablet-confirm", vote::ballot_review(&rq, scenes::meeting(), vote_id()));
    assert!(html.contains("action=\"/tablet/meetings/") && html.contains("/ballot\"") && html.contains("name=\"key\""));
}

#[test]
fn several_votes_stand_in_a_list() {
    let fake = Fake {
        seat_votes: Some(vec![
            seat_vote("Thông qua nghị quyết", OwnBallot::Recorded),
            seat_vote("Xét kết nạp", OwnBallot::Waiting),
            seat_vote("Bầu chi ủy", OwnBallot::OnPaper),
            seat_vote("Đề nghị khen thưởng", OwnBallot::NotCheckedIn),
        ]),
        ..Fake::default()
    };
    let rq = at_tablet(fake, Some("Lò Thị Hạnh"), "/tablet/votes");
    let html = look("tablet-votes", tablet::votes(&rq));
    assert_eq!(html.matches("href=\"/tablet/meetings/").count(), 1);
    for words in ["Đã bỏ phiếu", "Đã nhận phiếu giấy", "Chưa điểm danh"] {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn whoever_holds_a_phone_is_told_the_other_way() {
    for (channels, words) in [
        (vec![Channel::Assisted], "bằng thẻ trên máy tính bảng của chi bộ."),
        (vec![Channel::Assisted, Channel::Paper], "hoặc nhận phiếu giấy"),
        (vec![Channel::Paper], "bỏ phiếu giấy; nhận phiếu từ Tổ kiểm phiếu"),
    ] {
        let mut view = evening_scenes::open_vote(OwnBallot::OtherWay);
        view.terms.channels = Channels::of(&channels);
        let fake = Fake {
            vote: Some(view),
            ..Fake::default()
        };
        let rq = request(fake, Some(scenes::member()), "/v");
        let html = look("vote-other-way", vote::show(&rq, scenes::meeting(), vote_id()));
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn the_secretary_keeps_tablets_and_prints_cards() {
    let line = |n: u128, name: &str, year, card| CardLine {
        person: scenes::id(n),
        name: name.to_owned(),
        year,
        card,
    };
    let since = scenes::moment("2026-12-01T03:00:00Z");
    let fake = Fake {
        tablets: Some(TabletsView {
            unit: scenes::id(2),
            unit_name: "Chi bộ bản Phiêng Đón".to_owned(),
            tablets: vec![TabletLine {
                id: scenes::id(900),
                name: "Máy nhà văn hóa".to_owned(),
                since,
                by: "Lò Văn Dũng".to_owned(),
            }],
            people: vec![
                line(101, "Lò Thị Hạnh", Some(1952), CardState::Issued(since)),
                line(102, "Lò Thị Hạnh", Some(1967), CardState::None),
                line(103, "Vì Văn Sáng", None, CardState::Locked),
            ],
        }),
        ..Fake::default()
    };
    let rq = request(fake, Some(scenes::secretary()), "/units/2/tablets");
    let html = look("tablets", tablets::show(&rq, scenes::id(2)));
    assert_eq!(
        html.matches("name=\"person\"").count(),
        5,
        "three to print, two to revoke"
    );
    assert!(html.contains("Lò Thị Hạnh (1952)") && html.contains("Thẻ bị khóa"));

    let card = |name: &str, year| NewCard {
        name: name.to_owned(),
        year,
        secret: "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I".to_owned(),
        code: "4821093715".to_owned(),
        pin: "604217".to_owned(),
    };
    let cards = [card("Lò Thị Hạnh", Some(1952)), card("Vì Văn Sáng", None)];
    let html = look("cards-print", async {
        Ok(tablets::print(&rq, scenes::id(2), "Chi bộ bản Phiêng Đón", &cards))
    });
    assert!(html.contains("4821 093 715") && html.contains("604 217") && html.contains("Sinh năm 1952"));
    // The slip is cut off: a PIN stands on no card.
    let on_card = html
        .split("class=\"card\"")
        .nth(1)
        .and_then(|rest| rest.split("class=\"slip\"").next());
    assert!(on_card.is_some_and(|card| card.contains("4821") && !card.contains("604 217")));
}
