//! What Phiêng Đón has behind it: last month's regular meeting and the thematic one of the last quarter. Invariant:
//! whoever is not named as absent was in the room, and every ballot comes from an official member who was.

use chrono::{Datelike, NaiveDate};

use super::model::*;
use super::tonight::excused;
use super::{item, member_then, open_vote, resolution_number};
use crate::calendar::{at, days_before, in_last_quarter, months_before, quarter};
use crate::model::Person;

pub(super) const LAST_MONTH: &str = "thang-truoc";

/// Everybody who was a member then; those in `absent` as it says, the others in the room.
fn attendance(people: &[Person], on: NaiveDate, absent: Vec<Attendance>) -> Vec<Attendance> {
    people
        .iter()
        .filter(|person| person.cell == crate::CELL && member_then(person, on))
        .map(|person| {
            absent
                .iter()
                .find(|row| row.person == person.key)
                .cloned()
                .unwrap_or_else(|| Attendance {
                    person: person.key.clone(),
                    presence: Presence::Room,
                    reason: None,
                })
        })
        .collect()
}

/// The ballots of everybody present and official: for, but for those named.
fn cast(people: &[Person], present: &[Attendance], on: NaiveDate, otherwise: &[(&str, Choice)]) -> Vec<Ballot> {
    present
        .iter()
        .filter(|row| matches!(row.presence, Presence::Room | Presence::Online))
        .filter(|row| {
            people
                .iter()
                .any(|p| p.key == row.person && p.official_on.is_some_and(|official| official <= on))
        })
        .map(|row| Ballot {
            person: row.person.clone(),
            choice: otherwise
                .iter()
                .find(|(key, _)| *key == row.person)
                .map_or(Choice::For, |(_, choice)| *choice),
        })
        .collect()
}

fn said(speaker: &str, text: &str) -> Note {
    Note {
        speaker: speaker.to_owned(),
        text: text.to_owned(),
    }
}

fn score(given: [u8; 8]) -> Vec<Score> {
    [
        (Criterion::Time, 5),
        (Criterion::Attendance, 5),
        (Criterion::Preparation, 10),
        (Criterion::Conduct, 30),
        (Criterion::Chairing, 10),
        (Criterion::Principles, 5),
        (Criterion::LastResolution, 30),
        (Criterion::Closing, 5),
    ]
    .into_iter()
    .zip(given)
    .map(|((criterion, most), given)| Score { criterion, most, given })
    .collect()
}

pub(super) fn last_month(people: &[Person], today: NaiveDate) -> Meeting {
    let on = months_before(today, 1);
    let (month, before) = (on.month(), months_before(on, 1).month());
    let attendance = attendance(
        people,
        on,
        vec![
            excused("lo-van-un", "Sức khỏe yếu"),
            excused("giang-a-de", "Đi làm xa, có báo cáo chi ủy"),
        ],
    );
    let mut road = open_vote("Thống nhất mỗi hộ góp 3 ngày công làm đường liên bản");
    road.ballots = cast(
        people,
        &attendance,
        on,
        &[("nguyen-van-toan", Choice::Against), ("ca-van-xom", Choice::Abstain)],
    );
    let mut adopt = open_vote(format!("Thông qua nghị quyết tháng {month}"));
    adopt.ballots = cast(people, &attendance, on, &[]);

    let agenda = vec![
        Item {
            conclusion: Some("Chi bộ nhất trí chương trình; đảng phí tháng này đã thu đủ.".to_owned()),
            ..item(
                ItemKind::Opening,
                "Điểm danh, thông qua chương trình",
                "lo-van-dung",
                10,
            )
        },
        Item {
            notes: vec![
                said(
                    "ha-thi-lien",
                    "Việc vận động học sinh ra lớp làm tốt, cả bản không có cháu nào bỏ học. Đề nghị biểu dương đồng chí Én.",
                ),
                said(
                    "tong-van-chien",
                    "Đường vào khu sản xuất sạt một đoạn khoảng 20 m, cần kiến nghị xã sửa sớm để bà con đi lại an toàn.",
                ),
            ],
            conclusion: Some(format!(
                "Đánh giá nhiệm vụ tháng {before} cơ bản hoàn thành; biểu dương đồng chí Hoàng Thị Én."
            )),
            ..item(
                ItemKind::Report,
                format!("Báo cáo kết quả tháng {before}"),
                "lo-van-dung",
                20,
            )
        },
        Item {
            notes: vec![
                said(
                    "lo-thi-hanh",
                    "Đảng viên phải hiến đất trước thì bà con mới theo. Nhà tôi xin hiến 35 m² dọc ruộng.",
                ),
                said(
                    "nguyen-van-toan",
                    "Ba ngày công mỗi hộ là nhiều với hộ đi làm xa, đề nghị cho góp tiền thay công.",
                ),
                said(
                    "quang-van-hung",
                    "Hợp tác xã lo máy xúc và xe chở cát. Tôi đề nghị làm từ đầu bản xuống, xong đoạn nào nghiệm thu đoạn đó.",
                ),
                said(
                    "vi-van-sang",
                    "Chi đoàn nhận đoạn qua nhà văn hóa, huy động 12 đoàn viên hai ngày thứ bảy.",
                ),
            ],
            conclusion: Some(
                "Mỗi hộ góp 3 ngày công; hộ đi làm xa được góp bằng tiền, trưởng bản bàn với từng hộ.".to_owned(),
            ),
            vote: Some(road),
            ..item(
                ItemKind::Discussion,
                "Thảo luận: chuẩn bị mặt bằng làm đường liên bản",
                "quang-van-hung",
                30,
            )
        },
        Item {
            notes: vec![said(
                "cam-van-thinh",
                "Nhiều cụ chưa có điện thoại thông minh, cần người đến tận nhà giúp.",
            )],
            ..item(
                ItemKind::Information,
                "Thông tin thời sự, văn bản mới của Đảng ủy xã",
                "ha-thi-lien",
                10,
            )
        },
        Item {
            conclusion: Some("Giao 6 nhiệm vụ, người được giao báo cáo kết quả tại kỳ họp sau.".to_owned()),
            ..item(
                ItemKind::Tasks,
                format!("Nhiệm vụ tháng {month}, phân công"),
                "lo-van-dung",
                15,
            )
        },
        Item {
            vote: Some(adopt),
            conclusion: Some("Chi bộ tự chấm điểm buổi họp: 92 điểm, xếp loại Tốt.".to_owned()),
            ..item(
                ItemKind::Resolution,
                "Thông qua nghị quyết, chấm điểm buổi họp",
                "lo-van-dung",
                10,
            )
        },
    ];
    Meeting {
        key: LAST_MONTH.to_owned(),
        kind: MeetingKind::Regular,
        title: format!("Họp chi bộ thường kỳ tháng {month}"),
        starts: at(on, 19, 30),
        ends: Some(at(on, 21, 10)),
        agenda,
        attendance,
        follower: Some("vi-thi-hong-nhung".to_owned()),
        score: score([5, 5, 9, 26, 9, 5, 28, 5]),
        conclusion: Some(
            "Các đồng chí đảng viên gương mẫu làm trước để bà con làm theo; việc được giao phải xong đúng hạn.".to_owned(),
        ),
        resolution: Some(Resolution {
            number: resolution_number(on),
            symbol: "NQ/CB",
            title: format!("Nghị quyết chi bộ tháng {month}"),
            signed_on: on,
            evaluation: vec![
                "Tư tưởng đảng viên và nhân dân trong bản ổn định, tin tưởng sự lãnh đạo của Đảng.".to_owned(),
                format!("Nhiệm vụ tháng {before} cơ bản hoàn thành; an ninh trật tự trong bản được giữ vững."),
                "Còn hạn chế: việc giúp người cao tuổi dùng dịch vụ công trực tuyến còn chậm, do thiếu điện thoại và mạng yếu.".to_owned(),
            ],
            tasks: super::tasks(today).iter().map(|task| task.key).collect(),
        }),
        ..ended(on, "cam-thi-dung")
    }
}

pub(super) fn thematic(people: &[Person], today: NaiveDate) -> Meeting {
    let on = in_last_quarter(today);
    let title = "Đảng viên nòng cốt giúp bà con dùng dịch vụ công trực tuyến";
    let attendance = attendance(
        people,
        on,
        vec![
            excused("lo-van-un", "Sức khỏe yếu"),
            excused("quang-thi-pom", "Ốm"),
            excused("leo-van-pan", "Đi viện chăm vợ"),
        ],
    );
    let mut adopt = open_vote("Thông qua nghị quyết chuyên đề");
    adopt.ballots = cast(people, &attendance, on, &[("luong-van-pang", Choice::Abstain)]);
    let agenda = vec![
        item(
            ItemKind::Opening,
            "Điểm danh, nêu mục đích chuyên đề",
            "lo-van-dung",
            10,
        ),
        item(ItemKind::Report, "Trình bày báo cáo chuyên đề", "hoang-thi-en", 25),
        Item {
            notes: vec![
                said(
                    "cam-thi-dung",
                    "Nên đặt một góc hướng dẫn ở nhà văn hóa vào tối thứ sáu hằng tuần, có mạng và người trực.",
                ),
                said(
                    "lo-thi-hanh",
                    "Người già ngại hỏi. Chữ to, làm chậm, một lần một việc thì ai cũng học được.",
                ),
                said(
                    "luong-van-pang",
                    "Khu đầu bản sóng yếu, phải kiến nghị nhà mạng trước đã.",
                ),
            ],
            conclusion: Some(
                "Lập tổ giúp đỡ 5 người do đồng chí Hoàng Thị Én phụ trách; kiến nghị về sóng gửi UBND xã.".to_owned(),
            ),
            ..item(
                ItemKind::Discussion,
                "Thảo luận: đảng viên phụ trách hộ",
                "ha-thi-lien",
                45,
            )
        },
        Item {
            vote: Some(adopt),
            ..item(
                ItemKind::Resolution,
                "Thông qua nghị quyết chuyên đề",
                "lo-van-dung",
                15,
            )
        },
    ];
    Meeting {
        key: "chuyen-de".to_owned(),
        kind: MeetingKind::Thematic,
        title: format!("Sinh hoạt chuyên đề quý {}: {title}", quarter(on)),
        starts: at(on, 19, 30),
        ends: Some(at(on, 21, 5)),
        agenda,
        papers: vec![Attached {
            paper: "bao-cao-chuyen-de",
            title: format!("Báo cáo chuyên đề: {title}"),
            item: Some(2),
            circulated: at(days_before(on, 3), 9, 0),
        }],
        attendance,
        score: score([5, 4, 9, 27, 9, 5, 27, 5]),
        conclusion: Some("Mỗi đảng viên có điện thoại nhận giúp ít nhất một hộ.".to_owned()),
        resolution: Some(Resolution {
            number: resolution_number(on) + 1,
            symbol: "NQ/CB",
            title: format!("Nghị quyết chuyên đề quý {}", quarter(on)),
            signed_on: on,
            evaluation: vec![
                "Một số đảng viên đã dùng thành thạo VNeID; nhiều hộ còn phải nhờ con cháu ở xa.".to_owned(),
            ],
            tasks: Vec::new(),
        }),
        ..ended(on, "luong-thi-ban")
    }
}

/// What the two past meetings have in common.
fn ended(on: NaiveDate, minute_taker: &str) -> Meeting {
    Meeting {
        key: String::new(),
        unit: crate::CELL,
        body: None,
        kind: MeetingKind::Regular,
        state: MeetingState::Sealed,
        title: String::new(),
        place: "Nhà văn hóa bản Phiêng Đón".to_owned(),
        starts: at(on, 19, 30),
        ends: None,
        announced: at(days_before(on, 4), 20, 0),
        announced_by: "lo-van-dung".to_owned(),
        chair: "lo-van-dung".to_owned(),
        minute_taker: Some(minute_taker.to_owned()),
        tellers: Vec::new(),
        follower: None,
        guests: Vec::new(),
        agenda: Vec::new(),
        papers: Vec::new(),
        attendance: Vec::new(),
        score: Vec::new(),
        conclusion: None,
        resolution: None,
    }
}
