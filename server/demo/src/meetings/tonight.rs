//! Tonight at Phiêng Đón. Invariant: the agenda fills at least ninety minutes and the papers went out two days before.

use chrono::{Datelike, NaiveDate};

use super::model::*;
use super::{item, open_vote};
use crate::calendar::{at, days_before, months_before};

pub(super) fn regular(today: NaiveDate) -> Meeting {
    let (month, last) = (today.month(), months_before(today, 1).month());
    let mut admission = item(ItemKind::Admission, "Xét kết nạp đảng viên", "ha-thi-lien", 15);
    admission.vote = Some(Vote {
        matter: Matter::Admission,
        form: VoteForm::Secret,
        question: "Kết nạp quần chúng Quàng Văn Minh vào Đảng".to_owned(),
        subject: Some("quang-van-minh".to_owned()),
        ballots: Vec::new(),
    });
    let closing = Item {
        vote: Some(open_vote(format!("Thông qua nghị quyết tháng {month}"))),
        ..item(
            ItemKind::Resolution,
            "Thông qua nghị quyết, chấm điểm buổi họp",
            "lo-van-dung",
            10,
        )
    };
    let circulated = at(days_before(today, 2), 8, 15);
    let paper = |paper, title: String, item| Attached {
        paper,
        title,
        item,
        circulated,
    };
    Meeting {
        key: "toi-nay".to_owned(),
        unit: crate::CELL,
        body: None,
        kind: MeetingKind::Regular,
        state: MeetingState::Announced,
        title: format!("Họp chi bộ thường kỳ tháng {month}"),
        place: "Nhà văn hóa bản Phiêng Đón".to_owned(),
        starts: at(today, 19, 30),
        ends: None,
        announced: at(days_before(today, 4), 20, 5),
        announced_by: "lo-van-dung".to_owned(),
        chair: "lo-van-dung".to_owned(),
        minute_taker: Some("cam-thi-dung".to_owned()),
        tellers: vec!["cam-van-thinh".to_owned(), "lo-thi-hoa-1991".to_owned()],
        follower: Some("vi-thi-hong-nhung".to_owned()),
        guests: Vec::new(),
        agenda: vec![
            item(
                ItemKind::Opening,
                "Điểm danh, thông qua chương trình",
                "lo-van-dung",
                10,
            ),
            item(
                ItemKind::Report,
                format!("Báo cáo kết quả tháng {last}"),
                "lo-van-dung",
                20,
            ),
            item(
                ItemKind::Discussion,
                "Thảo luận: làm đường liên bản",
                "quang-van-hung",
                30,
            ),
            admission,
            item(
                ItemKind::Tasks,
                format!("Nhiệm vụ tháng {month}, phân công"),
                "lo-van-dung",
                15,
            ),
            closing,
        ],
        papers: vec![
            paper("chuong-trinh", "Chương trình buổi họp".to_owned(), Some(1)),
            paper(
                "bao-cao-nhiem-vu",
                format!("Báo cáo kết quả thực hiện nhiệm vụ tháng {last}"),
                Some(2),
            ),
            paper(
                "tom-tat-ket-nap",
                "Báo cáo của chi ủy về quần chúng Quàng Văn Minh".to_owned(),
                Some(4),
            ),
            paper(
                "du-thao-nghi-quyet",
                format!("Dự thảo nghị quyết tháng {month}"),
                Some(6),
            ),
        ],
        attendance: vec![
            excused("lo-van-un", "Đi khám bệnh ở bệnh viện tỉnh"),
            excused("giang-a-de", "Lái xe đường dài, chưa về kịp"),
            excused("luong-thi-ban", "Chăm con ốm"),
        ],
        score: Vec::new(),
        conclusion: None,
        resolution: None,
    }
}

pub(super) fn excused(person: &str, reason: &'static str) -> Attendance {
    Attendance {
        person: person.to_owned(),
        presence: Presence::Excused,
        reason: Some(reason),
    }
}
