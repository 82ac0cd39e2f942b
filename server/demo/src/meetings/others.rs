//! Meetings to come elsewhere: the commune's executive committee and the cell of Nà Tân. Invariant: chair and minute
//! taker are those who hold the office.

use chrono::{Datelike, NaiveDate};

use super::model::*;
use super::{item, open_vote};
use crate::calendar::{at, days_after, days_before, months_after, months_before, wednesday_next_week};
use crate::model::Role;
use crate::offices::Offices;

pub(super) fn executive(offices: &Offices, today: NaiveDate) -> Meeting {
    let on = wednesday_next_week(today);
    let (month, next) = (on.month(), months_after(on, 1).month());
    let adopt = Item {
        vote: Some(open_vote(format!(
            "Thông qua Nghị quyết hội nghị Ban Chấp hành tháng {month}"
        ))),
        ..item(
            ItemKind::Resolution,
            "Biểu quyết thông qua nghị quyết hội nghị",
            "cam-ngoc-tuan",
            15,
        )
    };
    let holder = |role| offices.holder(crate::COMMITTEE, role).unwrap_or_default().to_owned();
    Meeting {
        key: "ban-chap-hanh".to_owned(),
        unit: crate::COMMITTEE,
        body: Some("ban-chap-hanh"),
        kind: MeetingKind::Committee,
        state: MeetingState::Announced,
        title: format!("Hội nghị Ban Chấp hành Đảng bộ xã tháng {month}"),
        place: "Hội trường Đảng ủy xã".to_owned(),
        starts: at(on, 8, 0),
        ends: None,
        announced: at(days_before(today, 1), 16, 30),
        announced_by: holder(Role::Clerk),
        chair: holder(Role::Secretary),
        minute_taker: Some("tran-quang-huy".to_owned()),
        tellers: Vec::new(),
        follower: None,
        guests: vec!["Đại diện Ban Tổ chức Tỉnh ủy".to_owned()],
        agenda: vec![
            item(
                ItemKind::Opening,
                "Khai mạc, thông qua chương trình",
                "nguyen-thi-thu-ha",
                10,
            ),
            item(
                ItemKind::Report,
                format!("Báo cáo công tác xây dựng Đảng tháng {month}, nhiệm vụ trọng tâm tháng {next}"),
                "nguyen-thi-thu-ha",
                25,
            ),
            item(
                ItemKind::Report,
                format!("Báo cáo phát triển kinh tế - xã hội tháng {month}"),
                "hoang-van-quyet",
                25,
            ),
            item(
                ItemKind::Report,
                "Tiến độ số hóa hồ sơ đảng viên",
                "vi-thi-hong-nhung",
                20,
            ),
            item(ItemKind::Discussion, "Thảo luận", "cam-ngoc-tuan", 60),
            adopt,
            item(ItemKind::Closing, "Kết luận hội nghị", "cam-ngoc-tuan", 15),
        ],
        papers: vec![Attached {
            paper: "giay-moi",
            title: "Giấy mời dự hội nghị Ban Chấp hành".to_owned(),
            item: None,
            circulated: at(days_before(today, 1), 16, 35),
        }],
        attendance: Vec::new(),
        score: Vec::new(),
        conclusion: None,
        resolution: None,
    }
}

pub(super) fn na_tan(offices: &Offices, today: NaiveDate) -> Meeting {
    let on = days_after(today, 1);
    let (month, last) = (on.month(), months_before(on, 1).month());
    let holder = |role| offices.holder("na-tan", role).unwrap_or_default().to_owned();
    let adopt = Item {
        vote: Some(open_vote(format!("Thông qua nghị quyết tháng {month}"))),
        ..item(
            ItemKind::Resolution,
            "Thông qua nghị quyết, chấm điểm buổi họp",
            &holder(Role::Secretary),
            15,
        )
    };
    Meeting {
        key: "na-tan".to_owned(),
        unit: "na-tan",
        body: None,
        kind: MeetingKind::Regular,
        state: MeetingState::Announced,
        title: format!("Họp chi bộ thường kỳ tháng {month}"),
        place: "Nhà văn hóa bản Nà Tân".to_owned(),
        starts: at(on, 19, 30),
        ends: None,
        announced: at(days_before(today, 3), 19, 40),
        announced_by: holder(Role::Secretary),
        chair: holder(Role::Secretary),
        minute_taker: Some(holder(Role::Deputy)),
        tellers: Vec::new(),
        follower: offices
            .followings
            .iter()
            .find(|following| following.cell == "na-tan")
            .map(|f| f.person.clone()),
        guests: Vec::new(),
        agenda: vec![
            item(
                ItemKind::Opening,
                "Điểm danh, thông qua chương trình",
                &holder(Role::Secretary),
                10,
            ),
            item(
                ItemKind::Report,
                format!("Báo cáo kết quả tháng {last}"),
                &holder(Role::Secretary),
                25,
            ),
            item(
                ItemKind::Discussion,
                "Thảo luận: giữ nguồn nước đầu bản",
                &holder(Role::Deputy),
                35,
            ),
            item(
                ItemKind::Tasks,
                format!("Nhiệm vụ tháng {month}, phân công"),
                &holder(Role::Secretary),
                20,
            ),
            adopt,
        ],
        papers: Vec::new(),
        attendance: Vec::new(),
        score: Vec::new(),
        conclusion: None,
        resolution: None,
    }
}
