//! Voting: choosing, confirming, receipt, result, opening, closing.

use super::{Fake, evening_scenes, look, refused, request, scenes};
use crate::Request;
use crate::pages::{vote, vote_close, vote_open};
use crate::ui::{FormState, Problem};
use domain::ballot::{Kind as BallotKind, Layout};
use domain::ids::VoteId;
use domain::meeting::State;
use domain::vote::OwnBallot;
use domain::{Error, Fault};

fn voting(own: OwnBallot, path: &str) -> Request {
    let fake = Fake {
        vote: Some(evening_scenes::open_vote(own)),
        ..Fake::default()
    };
    request(fake, Some(scenes::member()), path)
}

fn vote_id() -> VoteId {
    scenes::id(302)
}

/// The review of what was typed, or the page of a ballot that was refused with a sentence.
fn typed(values: &[(&str, &str)], sentence: &str) -> Request {
    let mut rq = voting(OwnBallot::Waiting, "/v");
    let errors = (!sentence.is_empty()).then(|| Problem {
        field: String::new(),
        sentence: sentence.to_owned(),
    });
    rq.form = Some(FormState {
        form: "ballot".to_owned(),
        values: values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        errors: errors.into_iter().collect(),
    });
    rq
}

#[test]
fn one_tap_and_one_confirmation_with_the_key_of_the_page() {
    let choose = look(
        "vote",
        vote::show(&voting(OwnBallot::Waiting, "/v"), scenes::meeting(), vote_id()),
    );
    assert_eq!(choose.matches("name=\"m0\"").count(), 3);
    // What is chosen stands in no address.
    assert!(!choose.contains("name=\"key\"") && choose.contains("/review\"") && !choose.contains("?m0"));
    let rq = typed(&[("m0", "2")], "");
    let confirm = look("vote-confirm", vote::review(&rq, scenes::meeting(), vote_id()));
    assert!(confirm.contains("name=\"m0\" value=\"2\"") && confirm.contains("name=\"key\" value=\"key-of-the-page\""));
    assert_eq!(confirm.matches("class=\"btn\"").count(), 1);
    // Nothing moves below the finger while the ballot can be cast.
    assert!(choose.contains("data-ballot") && confirm.contains("data-ballot") && !confirm.contains("http-equiv"));
    let rq = typed(&[("m0", "2"), ("back", "yes")], "");
    let again = look("vote", vote::review(&rq, scenes::meeting(), vote_id()));
    assert!(!again.contains("/ballot\"") && again.contains("name=\"m0\""));
    let nonsense = typed(&[("m0", "9")], "");
    let answer = super::now_or_never(vote::review(&nonsense, scenes::meeting(), vote_id()));
    assert!(matches!(answer, Err(Error::Invalid(_))));
}

#[test]
fn a_refused_ballot_shows_why_and_what_was_chosen() {
    let rq = typed(&[("m0", "1")], "Biểu quyết đã kết thúc.");
    let html = look("vote-refused", vote::show(&rq, scenes::meeting(), vote_id()));
    assert!(html.contains("Biểu quyết đã kết thúc.") && html.contains("name=\"m0\" value=\"1\""));
}

#[test]
fn every_kind_of_ballot_has_its_fields_and_is_shown_before_it_is_sent() {
    for (kind, fields, marks) in [
        (BallotKind::ChooseOne, "name=\"pick\"", [("pick", "1"), ("_", "")]),
        (BallotKind::Election, "name=\"m2\"", [("m0", "1"), ("m2", "1")]),
        (BallotKind::Confidence, "name=\"m2\"", [("m0", "1"), ("m1", "3")]),
        (BallotKind::Rating, "value=\"4\"", [("m0", "4"), ("m1", "2")]),
    ] {
        let with = |mut rq: Request| {
            let mut vote = evening_scenes::open_vote(OwnBallot::Waiting);
            let names = ["Lò Văn Dũng", "Hà Thị Liên", "Cầm Văn Thịnh"].map(str::to_owned);
            vote.terms.layout = Layout::new(kind, names.into(), 2).expect("a ballot");
            vote.terms.secret = true;
            let fake = Fake {
                vote: Some(vote),
                ..Fake::default()
            };
            let form = rq.form.take();
            rq = request(fake, Some(scenes::member()), "/v");
            rq.form = form;
            rq
        };
        let name = format!("vote-{}", kind.code());
        let rq = with(voting(OwnBallot::Waiting, "/v"));
        let choose = look(&name, vote::show(&rq, scenes::meeting(), vote_id()));
        assert!(choose.contains(fields) && choose.contains("Bỏ phiếu kín"), "{name}");
        let rq = with(typed(&marks, ""));
        let review = look(
            &format!("{name}-review"),
            vote::review(&rq, scenes::meeting(), vote_id()),
        );
        assert!(review.contains("Hà Thị Liên") || kind == BallotKind::Election, "{name}");
        assert!(review.contains("name=\"key\""), "{name}");
        let rq = with(typed(&[], ""));
        let blank = look(
            &format!("{name}-blank"),
            vote::review(&rq, scenes::meeting(), vote_id()),
        );
        let asked = |html: &str| html.contains("Gửi phiếu trắng?");
        assert!(asked(&blank) && !asked(&review), "{name}");
    }
}

#[test]
fn a_receipt_says_neither_time_nor_choice() {
    let rq = voting(OwnBallot::Recorded, "/v");
    let html = look("vote-recorded", vote::show(&rq, scenes::meeting(), vote_id()));
    assert!(html.contains("Phiếu của đồng chí đã được ghi") && html.contains("http-equiv"));
    assert!(!html.contains("Tán thành") && !html.contains("name=\"m0\""));
}

#[test]
fn a_ballot_that_was_lost_is_told_of_and_never_what_it_said() {
    let again = "Phiếu lúc nãy chưa được ghi nhận. Xin đồng chí chọn lại và gửi.";
    let hidden = "data-unsent=\"\" hidden";
    let choose = look(
        "vote",
        vote::show(&voting(OwnBallot::Waiting, "/v"), scenes::meeting(), vote_id()),
    );
    // The browser alone knows whether there was one, by a mark that names neither vote nor voter.
    assert!(choose.contains(again) && choose.contains(hidden) && choose.contains("chibo-ballot"));
    let rq = typed(&[("m0", "2")], "");
    let confirm = look("vote-confirm", vote::review(&rq, scenes::meeting(), vote_id()));
    assert!(!confirm.contains(again) && confirm.contains("data-ballot"));
    let receipt = look(
        "vote-recorded",
        vote::show(&voting(OwnBallot::Recorded, "/v"), scenes::meeting(), vote_id()),
    );
    assert!(receipt.contains("delete localStorage") && !receipt.contains("<div data-unsent"));

    let over = |mut rq: Request, own: OwnBallot| {
        let mut vote = evening_scenes::declared_vote(false);
        vote.own = own;
        let form = rq.form.take();
        let fake = Fake {
            vote: Some(vote),
            ..Fake::default()
        };
        rq = request(fake, Some(scenes::member()), "/v");
        rq.form = form;
        rq
    };
    let ended = "Biểu quyết đã kết thúc mà chưa có phiếu nào của đồng chí được ghi.";
    let result = |rq: &Request| look("vote-result-late", vote::show(rq, scenes::meeting(), vote_id()));
    let looked_on = result(&over(voting(OwnBallot::NoVote, "/v"), OwnBallot::NoVote));
    assert!(looked_on.contains(ended) && looked_on.contains(hidden));
    let voted = result(&over(voting(OwnBallot::NoVote, "/v"), OwnBallot::Recorded));
    assert!(!voted.contains(ended));
    // Looked at once more after the end: it is said without script too; a refusal says it already.
    let rq = over(typed(&[("m0", "2")], ""), OwnBallot::NoVote);
    let late = look("vote-late", vote::review(&rq, scenes::meeting(), vote_id()));
    assert!(late.contains(ended) && !late.contains(hidden));
    let refused = result(&over(typed(&[("m0", "2")], "Biểu quyết đã đóng."), OwnBallot::NoVote));
    assert!(refused.contains("Biểu quyết đã đóng.") && !refused.contains(ended));
}

#[test]
fn who_may_not_vote_has_no_choice() {
    for (own, name) in [
        (OwnBallot::NoVote, "vote-none"),
        (OwnBallot::NotCheckedIn, "vote-not-here"),
    ] {
        let rq = voting(own, "/v");
        let html = look(name, vote::show(&rq, scenes::meeting(), vote_id()));
        assert!(
            !html.contains("class=\"choice") && !html.contains("/ballot\""),
            "{name}"
        );
    }
}

#[test]
fn a_result_shows_exact_numbers_and_never_an_unchecked_article() {
    let show = |confirmed: bool, name: &str| {
        let fake = Fake {
            vote: Some(evening_scenes::declared_vote(confirmed)),
            ..Fake::default()
        };
        let rq = request(fake, Some(scenes::member()), "/v");
        look(name, vote::show(&rq, scenes::meeting(), vote_id()))
    };
    let html = show(false, "vote-result");
    for words in [
        "Được thông qua",
        "15/20 tán thành, cần 14 (ít nhất 2/3 tổng số)",
        "3 vắng vẫn tính",
        "3 đồng chí trong tổng số không biểu quyết",
        "chưa đối chiếu văn bản",
        "Hà Thị Liên",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert!(!html.contains("294-QĐ/TW"));
    let html = show(true, "vote-result-confirmed");
    assert!(html.contains("Theo 294-QĐ/TW (26/05/2025)."));
}

#[test]
fn closing_shows_names_before_the_button_and_only_to_whoever_may() {
    let mut open = evening_scenes::open_vote(OwnBallot::Recorded);
    let page = |vote, name: &str| {
        let fake = Fake {
            vote: Some(vote),
            ..Fake::default()
        };
        let rq = request(fake, Some(scenes::secretary()), "/v/close");
        look(name, vote_close::show(&rq, scenes::meeting(), vote_id()))
    };
    open.can_close = true;
    let html = page(open.clone(), "vote-close");
    assert!(html.contains("Vì Văn Sáng") && html.contains("/close\""));
    let fake = Fake {
        vote: Some(evening_scenes::open_vote(OwnBallot::Recorded)),
        ..Fake::default()
    };
    let member = request(fake, Some(scenes::member()), "/v/close");
    let answer = super::now_or_never(vote_close::show(&member, scenes::meeting(), vote_id()));
    assert!(matches!(answer, Err(Error::Forbidden)));
    let mut over = evening_scenes::declared_vote(false);
    over.can_close = true;
    let fake = Fake {
        vote: Some(over),
        ..Fake::default()
    };
    let late = request(fake, Some(scenes::secretary()), "/v/close");
    let answer = super::now_or_never(vote_close::show(&late, scenes::meeting(), vote_id()));
    assert!(matches!(answer, Err(Error::Refused(Fault::VoteClosed))));
}

#[test]
fn opening_a_vote_is_prefilled_and_warns_without_a_quorum() {
    let running = State::InSession {
        since: scenes::moment("2026-12-03T12:32:00Z"),
        item: Some(scenes::id(1004)),
    };
    let mut view = scenes::led(scenes::view(running, scenes::agenda(true, false)));
    view.turnout.official_present = 13;
    let fake = Fake {
        meeting: Some(view),
        ..Fake::default()
    };
    let rq = request(fake, Some(scenes::secretary()), "/meetings/10/items/1004/vote");
    let html = look("vote-open", vote_open::show(&rq, scenes::meeting(), scenes::id(1004)));
    assert!(html.contains("value=\"Xét kết nạp đảng viên\"") && html.contains("<option value=\"admission\" selected"));
    assert!(html.contains("còn thiếu: cần ít nhất 14 đồng chí"));
}

#[test]
fn a_draft_that_another_window_changed_is_overwritten_only_once_that_was_said() {
    let mut draft = evening_scenes::open_vote(OwnBallot::NoVote);
    draft.state = domain::vote::State::Draft;
    let fresh = domain::vote::terms_sha256(&draft.terms);
    let page = |field: &str| {
        let view = scenes::led(scenes::view(State::Draft, scenes::agenda(true, false)));
        let fake = Fake {
            meeting: Some(view),
            vote: Some(draft.clone()),
            ..Fake::default()
        };
        let rq = request(fake, Some(scenes::secretary()), "/meetings/10/votes/302/edit");
        let typed = [("question", "Câu hỏi của tôi"), ("terms", "read-before")];
        let rq = refused(rq, "vote", &typed, field, "Cần sửa.");
        look("vote-draft-edit", vote_open::edit(&rq, scenes::meeting(), vote_id()))
    };
    let of_field = page("matter");
    assert!(of_field.contains("value=\"read-before\"") && of_field.contains("Câu hỏi của tôi"));
    let said = page("");
    assert!(said.contains(&fresh) && !said.contains("read-before") && said.contains("Câu hỏi của tôi"));
}
