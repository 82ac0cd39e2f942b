//! The evening's votes and its minutes, on top of the scenes before it.
//!
//! Invariant: the figures belong together: 20 official members, 17 of them here, 17 ballots.

use super::scenes;
use chrono::NaiveDate;
use domain::ballot::{Choice, Layout, Marks, Tally};
use domain::meeting::{ParticipantLine, Presence, Reply};
use domain::member::Status;
use domain::minutes::{Addendum, Content, MinutesState, MinutesView};
use domain::policy::MeetingRole;
use domain::rule::{Base, Channel, Channels, Matter, QUORUM, Rule, Secrecy, Threshold};
use domain::vote::{BaseParts, Declaration, OwnBallot, State, Terms, VoteView, WaitingVoter, declare};

fn rule(confirmed: bool) -> Rule {
    Rule {
        id: scenes::id(900),
        matter: Matter::Admission,
        base: Base::OfficialSummoned,
        threshold: Threshold {
            numerator: 2,
            denominator: 3,
            strict: false,
        },
        quorum: QUORUM,
        secrecy: Secrecy::Either,
        secret_channels: Channels::default(),
        surplus: None,
        cap: None,
        source: "294-QĐ/TW (26/05/2025)".to_owned(),
        confirmed_by: confirmed.then(|| "Đảng ủy xã Nà Pản".to_owned()),
        valid_from: NaiveDate::from_ymd_opt(2026, 4, 8).expect("a day"),
        valid_to: None,
    }
}

/// The vote that is open, as somebody sees it who stands in it like this.
pub fn open_vote(own: OwnBallot) -> VoteView {
    let waiting = ["Lường Văn Pâng", "Hoàng Thị Én", "Vì Văn Sáng"];
    VoteView {
        id: scenes::id(302),
        meeting: scenes::meeting(),
        meeting_title: "Họp thường kỳ tháng 12/2026".to_owned(),
        item: scenes::id(1004),
        item_number: "4".to_owned(),
        terms: Terms {
            question: "Kết nạp quần chúng Quàng Văn Minh vào Đảng".to_owned(),
            matter: Matter::Admission,
            layout: Layout::motion(),
            secret: false,
            channels: Channels::of(&[Channel::Phone]),
            names_shown: true,
        },
        rule: rule(false),
        state: State::Open {
            since: scenes::moment("2026-12-03T12:58:00Z"),
            closes_at: None,
        },
        parts: BaseParts {
            official: 20,
            official_absent: 3,
            joined: 0,
        },
        cast: 14,
        voters_here: 17,
        needed: 14,
        own,
        waiting: waiting
            .iter()
            .enumerate()
            .map(|(n, name)| WaitingVoter {
                person: scenes::id(110 + n as u128),
                name: (*name).to_owned(),
                connected: n == 0,
            })
            .collect(),
        named: Vec::new(),
        can_close: false,
        can_repeat: false,
        can_annul: false,
        shows_unanimity: false,
        counts_himself: Vec::new(),
        hindrance: None,
        minutes: None,
        paper: None,
        key: "key-of-the-page".to_owned(),
    }
}

/// 15 in favour of 20, as it is declared.
pub fn declaration(confirmed: bool) -> Declaration {
    let vote = open_vote(OwnBallot::Recorded);
    let mut tally = Tally::empty(&vote.terms.layout);
    for (choice, times) in [(Choice::Yes, 15), (Choice::No, 1), (Choice::Abstain, 1)] {
        tally.add(&Marks::of(choice), times);
    }
    declare(vote.terms.layout, tally, vote.parts, rule(confirmed))
}

/// The same vote with its result.
pub fn declared_vote(confirmed: bool) -> VoteView {
    let mut vote = open_vote(OwnBallot::Recorded);
    vote.rule = rule(confirmed);
    vote.state = State::Declared {
        at: scenes::moment("2026-12-03T13:15:00Z"),
        declaration: Box::new(declaration(confirmed)),
    };
    vote.named = vec![
        ("Lò Văn Dũng".to_owned(), Marks::of(Choice::Yes)),
        ("Hà Thị Liên".to_owned(), Marks::of(Choice::No)),
        ("Cầm Văn Thịnh".to_owned(), Marks::of(Choice::Abstain)),
    ];
    vote.waiting = Vec::new();
    vote.cast = 17;
    vote
}

const BODY: &str = "\
Vào hồi 19 giờ 32 phút, ngày 03 tháng 12 năm 2026, tại Nhà văn hóa bản, Chi bộ bản Phiêng Đón họp thường kỳ tháng 12 năm 2026.

I. THÀNH PHẦN
Tổng số đảng viên: 22 đồng chí; trong đó: chính thức 20, dự bị 2.
Có mặt: 19 đồng chí; trong đó: chính thức 17, dự bị 2.
Vắng mặt có lý do: 1 đồng chí:
- Lường Văn Pâng: đưa con đi viện.
Vắng mặt không có lý do: không có.
Chủ trì: đồng chí Lò Văn Dũng.
Thư ký: đồng chí Hà Thị Liên.

II. NỘI DUNG
4. Xét kết nạp <đảng viên>
Người trình bày: Phó bí thư Hà Thị Liên.
Ý kiến phát biểu:
- Cầm Văn Thịnh: quần chúng Minh gương mẫu, đồng ý kết nạp.
Kết quả: tán thành 15/20, không tán thành 1/20, không có ý kiến 1/20. Được thông qua.

III. KẾT THÚC
Cuộc họp kết thúc vào hồi 21 giờ 05 phút, cùng ngày.";

/// The minutes in a state, with every right.
pub fn minutes(state: MinutesState) -> MinutesView {
    let sealed = state == MinutesState::Sealed;
    MinutesView {
        content: Content {
            meeting: scenes::meeting(),
            unit_above: "Đảng bộ xã Nà Pản".to_owned(),
            unit: "Chi bộ bản Phiêng Đón".to_owned(),
            title: "Họp thường kỳ tháng 12/2026".to_owned(),
            starts_at: scenes::moment("2026-12-03T12:30:00Z"),
            place: scenes::PLACE.to_owned(),
            body: BODY.to_owned(),
            chair: "Lò Văn Dũng".to_owned(),
            minute_taker: "Hà Thị Liên".to_owned(),
            number: "05-BB/CB".to_owned(),
            written_in: "Nà Pản".to_owned(),
        },
        state,
        version: 7,
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        intact: true,
        sealed_at: sealed.then(|| scenes::moment("2026-12-03T14:30:00Z")),
        sealed_by: if sealed {
            "Lò Văn Dũng".to_owned()
        } else {
            String::new()
        },
        addenda: if sealed {
            vec![Addendum {
                number: 1,
                text: "Đính chính: có mặt 18 đồng chí.".to_owned(),
                by: "Lò Văn Dũng".to_owned(),
                at: scenes::moment("2026-12-05T02:00:00Z"),
                sha256: "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752".to_owned(),
            }]
        } else {
            Vec::new()
        },
        can_edit: !sealed,
        can_seal: !sealed,
        can_add: true,
        sees_meeting: true,
        untold: Vec::new(),
    }
}

/// One who has opened a document and one who has not.
pub fn two_people() -> Vec<ParticipantLine> {
    [("Lò Văn Dũng", 1), ("Vì Văn Sáng", 0)]
        .into_iter()
        .enumerate()
        .map(|(n, (name, documents_opened))| ParticipantLine {
            person: scenes::id(101 + n as u128),
            name: name.to_owned(),
            status: Status::Official,
            role: MeetingRole::Participant,
            reply: Reply::Coming,
            reason: String::new(),
            presence: Presence::Unknown,
            documents_opened,
            from: String::new(),
        })
        .collect()
}
