//! The draft of one believable evening, read as a whole: order, numbers and names.

use super::*;
use chrono::NaiveDate;
use domain::ballot::{Choice, Layout, Marks, Tally};
use domain::ids::RuleId;
use domain::minutes::untold;
use domain::rule::{Base, Channels, Matter, QUORUM, Rule, Secrecy, Threshold};
use domain::vote::{BaseParts, declare};

fn moment(hour: u32, minute: u32) -> DateTime<Utc> {
    let date = NaiveDate::from_ymd_opt(2026, 12, 3).unwrap();
    clock::at(date, chrono::NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

fn rule(confirmed_by: Option<String>) -> Rule {
    Rule {
        id: "018f0000-0000-7000-8000-000000000001".parse::<RuleId>().unwrap(),
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
        confirmed_by,
        valid_from: NaiveDate::from_ymd_opt(2026, 4, 8).unwrap(),
        valid_to: None,
    }
}

fn evening() -> MinutesFacts {
    let parts = BaseParts {
        official: 20,
        official_absent: 3,
        joined: 0,
    };
    let mut tally = Tally::empty(&Layout::motion());
    for (choice, times) in [(Choice::Yes, 15), (Choice::No, 1), (Choice::Abstain, 1)] {
        tally.add(&Marks::of(choice), times);
    }
    MinutesFacts {
        kind: MeetingKind::Regular,
        title: "Họp chi bộ thường kỳ tháng 12".to_owned(),
        unit: "Chi bộ bản Phiêng Đón".to_owned(),
        began_at: moment(19, 30),
        ended_at: moment(21, 5),
        place: "Nhà văn hóa bản".to_owned(),
        members: Headcount {
            official: 20,
            probationary: 2,
            exempt: 1,
            ..Headcount::default()
        },
        present: Headcount {
            official: 17,
            probationary: 2,
            ..Headcount::default()
        },
        online: 1,
        excused: vec![
            Absent {
                name: "Lường Văn Pâng".to_owned(),
                reason: "ốm.".to_owned(),
            },
            Absent {
                name: "Hoàng Thị Én".to_owned(),
                reason: String::new(),
            },
        ],
        unexcused: vec!["Vì Văn Sáng".to_owned()],
        unmarked: Vec::new(),
        guests: Vec::new(),
        tellers: vec!["Cầm Văn Thịnh".into(), "Hoàng Thị Én".into()],
        chair: "Lò Văn Dũng".to_owned(),
        minute_taker: "Hà Thị Liên".to_owned(),
        items: vec![ItemFacts {
            discussed: true,
            number: "1".to_owned(),
            title: "Xét kết nạp đảng viên".to_owned(),
            presenter: "Phó bí thư Hà Thị Liên".to_owned(),
            opinions: "Cầm Văn Thịnh: đồng ý\n\n- Tòng Thị Bun: đồng ý".to_owned(),
            conclusion: "Đưa ra biểu quyết.".to_owned(),
            planned: true,
            votes: vec![VoteFacts {
                question: "Kết nạp quần chúng Quàng Văn Minh vào Đảng".to_owned(),
                secret: false,
                issued: 0,
                state: State::Declared {
                    at: moment(20, 15),
                    declaration: Box::new(declare(Layout::motion(), tally, parts, rule(None))),
                },
            }],
        }],
    }
}

#[test]
fn what_was_not_reached_says_so_and_names_no_presenter() {
    let mut facts = evening();
    facts.items[0].discussed = false;
    let draft = minutes_draft(&facts);
    assert!(draft.contains("1. Xét kết nạp đảng viên\nChưa bàn.\n"), "{draft}");
    assert!(!draft.contains("Người trình bày"), "{draft}");
}

#[test]
fn a_planned_vote_that_was_not_taken_is_said_so() {
    let mut facts = evening();
    assert!(!minutes_draft(&facts).contains("Chưa biểu quyết."));
    facts.items[0].votes.clear();
    assert!(minutes_draft(&facts).contains("Chưa biểu quyết."));
    facts.items[0].planned = false;
    assert!(!minutes_draft(&facts).contains("Chưa biểu quyết."));
}

#[test]
fn a_draft_tells_whatever_is_looked_for_in_it() {
    let mut facts = evening();
    let parts = BaseParts {
        official: 20,
        official_absent: 3,
        joined: 0,
    };
    let people = || {
        vec![
            "Lò Văn An".to_owned(),
            "Lò Văn Ân, phó bí thư".to_owned(),
            "Phương án 1".to_owned(),
        ]
    };
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Motion) {
        let layout = Layout::new(*kind, people(), 1).unwrap();
        let mut tally = Tally::empty(&layout);
        tally.add(&Marks::blank(&layout), 1);
        for place in 0..3_u8 {
            for level in 1..=kind.levels() {
                let mut marks = vec![0; 3];
                marks[usize::from(place)] = level;
                tally.add(&Marks::new(marks, &layout).unwrap(), u32::from(place * 4 + level));
            }
        }
        let declaration = Box::new(declare(layout, tally, parts, rule(None)));
        facts.items[0].votes.push(VoteFacts {
            question: format!("Phiếu {}?", kind.code()),
            secret: true,
            issued: 5,
            state: State::Declared {
                at: moment(20, 20),
                declaration,
            },
        });
    }
    let (draft, told) = (minutes_draft(&facts), minutes_told(&facts));
    assert_eq!(told.len(), 2 + facts.items[0].votes.len());
    assert!(
        !draft.contains("?.") && draft.contains("vắng mặt. Kết quả như sau:\n"),
        "{draft}"
    );
    assert!(draft.contains("\nSố phiếu giấy phát ra: 5.\n"), "{draft}");
    assert_eq!(domain::minutes::untold(&draft, &told), [""; 0], "{draft}");
    let emptied = domain::minutes::untold("Không có gì.", &told);
    assert_eq!(emptied.len(), told.len());
    let quote = "Kết nạp quần chúng Quàng Văn Minh vào Đảng: tán thành 15/20, không tán thành 1/20, không có ý kiến 1/20. Được thông qua.";
    assert!(emptied.iter().any(|one| one == quote), "{emptied:?}");
}

#[test]
fn the_draft_tells_the_evening_in_the_order_of_the_form() {
    let expected = "\
Vào hồi 19 giờ 30 phút, ngày 03 tháng 12 năm 2026, tại Nhà văn hóa bản, Chi bộ bản Phiêng Đón họp thường kỳ tháng 12 năm 2026.

I. THÀNH PHẦN
Tổng số đảng viên: 23 đồng chí; trong đó: chính thức 20, dự bị 2, miễn công tác và sinh hoạt 1.
Có mặt: 19 đồng chí; trong đó: chính thức 17, dự bị 2. Trong số này có 1 đồng chí dự trực tuyến.
Vắng mặt có lý do: 2 đồng chí:
- Lường Văn Pâng: ốm.
- Hoàng Thị Én.
Vắng mặt không có lý do: 1 đồng chí: Vì Văn Sáng.
Khách mời và cấp trên dự họp: không có.
Chủ trì: đồng chí Lò Văn Dũng.
Thư ký: đồng chí Hà Thị Liên.
Kiểm phiếu: đồng chí Cầm Văn Thịnh, đồng chí Hoàng Thị Én.

II. NỘI DUNG
1. Xét kết nạp đảng viên
Người trình bày: Phó bí thư Hà Thị Liên.
Ý kiến phát biểu:
- Cầm Văn Thịnh: đồng ý
- Tòng Thị Bun: đồng ý
Kết luận của chủ trì: Đưa ra biểu quyết.
Biểu quyết công khai: Kết nạp quần chúng Quàng Văn Minh vào Đảng.
Kết quả: tán thành 15/20, không tán thành 1/20, không có ý kiến 1/20; không biểu quyết 3/20. Tính trên tổng số 20 đảng viên chính thức được triệu tập, kể cả 3 đồng chí vắng mặt. Cần 14 phiếu tán thành (ít nhất 2/3 tổng số). Được thông qua. Quy định áp dụng: chưa đối chiếu văn bản.

III. KẾT THÚC
Cuộc họp kết thúc vào hồi 21 giờ 05 phút, cùng ngày.";
    assert_eq!(minutes_draft(&evening()), expected);
}

#[test]
fn a_confirmed_rule_is_named_by_its_source() {
    let mut facts = evening();
    let State::Declared { declaration, .. } = &mut facts.items[0].votes[0].state else {
        panic!("declared")
    };
    declaration.rule = rule(Some("Đảng ủy xã".to_owned()));
    assert!(minutes_draft(&facts).contains("Theo 294-QĐ/TW (26/05/2025)."));
}

#[test]
fn who_was_not_marked_is_not_called_absent() {
    let mut facts = evening();
    facts.unmarked = vec!["Lò Thị Hạnh".to_owned()];
    let draft = minutes_draft(&facts);
    assert!(draft.contains("Chưa điểm danh (thư ký ghi rõ trước khi xác nhận): 1 đồng chí: Lò Thị Hạnh."));
}

#[test]
fn an_annulled_vote_keeps_its_reason_and_shows_no_numbers() {
    let mut facts = evening();
    facts.items[0].votes[0].state = State::Annulled {
        at: moment(20, 0),
        reason: "mở nhầm nội dung".to_owned(),
    };
    let draft = minutes_draft(&facts);
    assert!(draft.contains("đã hủy; lý do: mở nhầm nội dung."));
    assert!(!draft.contains("tán thành 15"));
    assert!(untold(&draft, &minutes_told(&facts)).is_empty());

    // Annulled only after the minutes were drafted.
    let before = minutes_draft(&evening());
    let missing = untold(&before, &minutes_told(&facts));
    assert!(
        missing.iter().any(|line| line.contains("lần biểu quyết này đã hủy")),
        "{missing:?}"
    );
    // Whoever leaves it out tells nothing wrong.
    let heading = before.lines().find(|line| line.contains("tán thành 15")).unwrap();
    let at = before.find(heading).unwrap();
    let asked = before[..at].trim_end().lines().last().unwrap();
    let without = before.replace(heading, "").replace(asked, "");
    assert!(
        !untold(&without, &minutes_told(&facts))
            .iter()
            .any(|line| line.contains("đã hủy"))
    );
}

#[test]
fn a_meeting_past_midnight_names_both_days() {
    let mut facts = evening();
    facts.ended_at = facts.began_at + chrono::Duration::hours(5);
    assert!(minutes_draft(&facts).ends_with("0 giờ 30 phút, ngày 04 tháng 12 năm 2026."));
}
