//! The meetings around the first day. Invariant: dates, month numbers and titles follow that day; who was at a meeting
//! was a member then, and whoever cast a ballot was official and present.

pub(crate) mod model;
mod others;
mod past;
mod tonight;

use chrono::{Datelike, NaiveDate};

use crate::calendar::{at, days_after, days_before, months_before};
use crate::model::Person;
use crate::offices::Offices;
use crate::units::CELLS;
use model::*;

/// Tonight's first, then what was, then what is to come elsewhere.
pub(crate) fn all(people: &[Person], offices: &Offices, today: NaiveDate) -> Vec<Meeting> {
    vec![
        tonight::regular(today),
        past::last_month(people, today),
        past::thematic(people, today),
        others::executive(offices, today),
        others::na_tan(offices, today),
    ]
}

/// An item without vote, notes and conclusion.
fn item(kind: ItemKind, title: impl Into<String>, presenter: &str, minutes: u16) -> Item {
    Item {
        kind,
        title: title.into(),
        presenter: (!presenter.is_empty()).then(|| presenter.to_owned()),
        minutes,
        vote: None,
        notes: Vec::new(),
        conclusion: None,
    }
}

fn open_vote(question: impl Into<String>) -> Vote {
    Vote {
        matter: Matter::OrdinaryResolution,
        form: VoteForm::Open,
        question: question.into(),
        subject: None,
        ballots: Vec::new(),
    }
}

/// The number of a cell's resolution: one a month since its congress and one a quarter on a theme.
fn resolution_number(of: NaiveDate) -> u32 {
    let months = (of.year() - 2025) * 12 + of.month0() as i32 - 2;
    let months = u32::try_from(months).unwrap_or(1).max(1);
    months + months / 3
}

/// The tasks that last month's resolution gave; they are reported tonight.
pub(crate) fn tasks(today: NaiveDate) -> Vec<Task> {
    let given = months_before(today, 1);
    let task = |key, owner, days: u64, text, done: Option<u64>, result| Task {
        key,
        given_by: past::LAST_MONTH,
        text,
        owner,
        due: days_after(given, days),
        state: if done.is_some() {
            TaskState::Done
        } else {
            TaskState::Open
        },
        done_on: done.map(|days| days_after(given, days)),
        result: Some(result),
    };
    vec![
        task(
            "mo-duong",
            "lo-van-dung",
            20,
            "Vận động 6 hộ còn lại hiến đất mở đường liên bản Phiêng Đón - Nà Tân",
            Some(18),
            "6/6 hộ đã ký biên bản hiến đất, tổng diện tích 412 m²",
        ),
        task(
            "ra-soat-ho-ngheo",
            "ha-thi-lien",
            15,
            "Rà soát, lập danh sách hộ nghèo, hộ cận nghèo trong bản gửi UBND xã",
            Some(14),
            "Đã họp bản, gửi danh sách 7 hộ nghèo, 11 hộ cận nghèo",
        ),
        task(
            "dang-phi",
            "quang-van-hung",
            25,
            "Thu, nộp đảng phí đầy đủ, đúng hạn",
            Some(22),
            "22/22 đảng viên đã nộp",
        ),
        task(
            "vneid",
            "hoang-thi-en",
            27,
            "Giúp 8 đảng viên, người cao tuổi trong bản cài đặt và sử dụng VNeID",
            None,
            "Đã giúp 5/8 người; 3 người chưa có điện thoại phù hợp",
        ),
        task(
            "ve-sinh",
            "tong-van-chien",
            10,
            "Tổ chức tổng vệ sinh đường bản và nhà văn hóa",
            Some(9),
            "46 hộ tham gia, thu gom 3 xe rác",
        ),
        task(
            "ho-so-ket-nap",
            "ha-thi-lien",
            25,
            "Hoàn thiện hồ sơ đề nghị kết nạp quần chúng Quàng Văn Minh",
            Some(24),
            "Hồ sơ đã đủ, chi ủy đã xem xét, thống nhất đưa ra chi bộ",
        ),
    ]
}

/// Documents on their way from the committee to its cells.
pub(crate) fn circulations(today: NaiveDate) -> Vec<Circulation> {
    let signed_on = days_before(today, 5);
    let recipients = CELLS
        .iter()
        .enumerate()
        .map(|(number, cell)| {
            let state = match number {
                0 => RecipientState::Opened,
                1 | 6 | 10 => RecipientState::Acknowledged,
                7 => RecipientState::Done,
                3 | 4 => RecipientState::Delivered,
                _ => RecipientState::Opened,
            };
            (cell.key, state)
        })
        .collect();
    vec![Circulation {
        key: "cv-118",
        paper: "cong-van-dang-phi",
        issuer: crate::COMMITTEE,
        number: 118,
        symbol: "CV/ĐU",
        title: "Công văn về việc thu, nộp đảng phí",
        signer: "nguyen-thi-thu-ha",
        signed_on,
        sent: at(signed_on, 15, 20),
        sent_by: "pham-thi-ngoc-mai",
        urgency: Urgency::Urgent,
        due: Some(days_after(signed_on, 7)),
        instruction: "Xác nhận đã đọc; lập danh sách đề nghị miễn, giảm và gửi về Văn phòng Đảng ủy.",
        recipients,
    }]
}

/// Whether the cell already counted this person.
fn member_then(person: &Person, on: NaiveDate) -> bool {
    person.status.is_counted() && person.admitted_on.is_some_and(|admitted| admitted <= on)
}
