//! One believable evening: cell, people, meeting, agenda, votes.
//!
//! Invariant: everything is fixed, so that a page rendered twice is the same page.

use chrono::{DateTime, Utc};
use domain::account::{Viewer, ViewerUnit};
use domain::document::{DocumentLine, FileKind};
use domain::ids::{AgendaItemId, DocumentId, MeetingId, PersonId, SessionId, UnitId, VoteId};
use domain::meeting::{
    ItemKind, ItemView, MeetingCan, MeetingKind, MeetingLine, MeetingView, OwnPart, Presence, Reply, State, StateKind,
    Turnout, VoteLine,
};
use domain::member::Status;
use domain::policy::{MeetingRole, Role};
use domain::rule::{Channel, Channels, Matter, Secrecy};
use domain::unit::{UnitCan, UnitKind, UnitLine, UnitView};
use domain::vote::{Outcome, StateKind as VoteState};
use uuid::Uuid;

pub const PLACE: &str = "Nhà văn hóa bản";

pub fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

pub fn id<T: From<Uuid>>(number: u128) -> T {
    T::from(Uuid::from_u128(number))
}

pub fn cell() -> UnitId {
    id(1)
}

pub fn meeting() -> MeetingId {
    id(10)
}

/// The unit of the scenes as a unit of some kind.
pub fn unit(kind: UnitKind) -> UnitView {
    UnitView {
        unit: UnitLine {
            id: cell(),
            parent: None,
            kind,
            name: "Chi bộ bản Phiêng Đón".to_owned(),
            code: String::new(),
            started_on: moment("2020-07-01T00:00:00Z").date_naive(),
            ended_on: None,
            depth: 0,
            members: 22,
        },
        ancestors: Vec::new(),
        children: Vec::new(),
        offices: Vec::new(),
        bodies: Vec::new(),
        coming: Vec::new(),
        can: UnitCan::default(),
    }
}

fn viewer(number: u128, name: &str, offices: Vec<(UnitId, Role)>) -> Viewer {
    Viewer {
        person: id::<PersonId>(number),
        session: id::<SessionId>(number),
        name: name.to_owned(),
        memberships: vec![(cell(), Status::Official)],
        offices,
        units: vec![ViewerUnit {
            id: cell(),
            name: "Chi bộ bản Phiêng Đón".to_owned(),
            parent: Some("Đảng bộ xã Nà Pản".to_owned()),
            kind: UnitKind::Cell,
        }],
        unread_notices: 2,
    }
}

pub fn member() -> Viewer {
    viewer(100, "Lò Thị Hạnh", Vec::new())
}

pub fn secretary() -> Viewer {
    viewer(101, "Lò Văn Dũng", vec![(cell(), Role::Secretary)])
}

pub fn administrator() -> Viewer {
    Viewer {
        memberships: Vec::new(),
        ..viewer(102, "Đỗ Mạnh Cường", vec![(cell(), Role::Administrator)])
    }
}

/// The secretary of the committee above, who is a member of the cell.
pub fn committee_secretary() -> Viewer {
    let committee = id(20);
    let mut viewer = viewer(104, "Lò Minh Đức", vec![(committee, Role::Secretary)]);
    viewer.units.insert(
        0,
        ViewerUnit {
            id: committee,
            name: "Đảng bộ xã Nà Pản".to_owned(),
            parent: None,
            kind: UnitKind::Committee,
        },
    );
    viewer
}

/// Somebody who holds this office and is no member here.
pub fn officer(role: Role) -> Viewer {
    Viewer {
        memberships: Vec::new(),
        ..viewer(103, "Lò Minh Đức", vec![(cell(), role)])
    }
}

pub fn document(number: u128, title: &str, bytes: u64, item: Option<u128>, opened: bool) -> DocumentLine {
    DocumentLine {
        id: id::<DocumentId>(number),
        meeting: meeting(),
        meeting_title: "Họp thường kỳ tháng 12/2026".to_owned(),
        item: item.map(id::<AgendaItemId>),
        title: title.to_owned(),
        kind: FileKind::Pdf,
        bytes,
        added_at: moment("2026-12-01T03:00:00Z"),
        opened,
    }
}

pub fn line(number: u128, title: &str, at: &str, state: StateKind, reply: Reply) -> MeetingLine {
    MeetingLine {
        id: id(number),
        unit: cell(),
        unit_name: "Chi bộ bản Phiêng Đón".to_owned(),
        kind: MeetingKind::Regular,
        title: title.to_owned(),
        starts_at: moment(at),
        place: PLACE.to_owned(),
        state,
        reply,
        summoned: true,
    }
}

fn item(number: &str, title: &str, kind: ItemKind, presenter: &str, minutes: u32) -> ItemView {
    let digits: u128 = number.replace('.', "0").parse().expect("a number");
    ItemView {
        id: id(1000 + digits),
        parent: number
            .split_once('.')
            .map(|(main, _)| id(1000 + main.parse::<u128>().expect("a number"))),
        number: number.to_owned(),
        title: title.to_owned(),
        kind,
        presenter: presenter.to_owned(),
        minutes,
        matter: None,
        secrecy: None,
        opinions: String::new(),
        conclusion: String::new(),
        done: false,
        on_table: false,
        settled: false,
        documents: Vec::new(),
        votes: Vec::new(),
    }
}

pub fn vote(number: u128, question: &str, state: VoteState, outcome: Option<Outcome>, recorded: bool) -> VoteLine {
    VoteLine {
        id: id::<VoteId>(number),
        question: question.to_owned(),
        state,
        secret: false,
        channels: Channels::of(&[Channel::Phone]),
        declaration: outcome.map(|_| Box::new(super::evening_scenes::declaration(true))),
        base: 20,
        needed: 14,
        cast: 17,
        recorded: recorded.then_some(Channel::Phone),
    }
}

/// Six main items, two below the third; the second vote is open when `voting`.
pub fn agenda(on_table: bool, voting: bool) -> Vec<ItemView> {
    let mut items = vec![
        item("1", "Điểm danh, thông qua chương trình", ItemKind::Opening, "", 10),
        item(
            "2",
            "Báo cáo kết quả tháng 11",
            ItemKind::Report,
            "Bí thư Lò Văn Dũng",
            20,
        ),
        item("3", "Thảo luận: làm đường liên bản", ItemKind::Discussion, "", 30),
        item("3.1", "Đóng góp ngày công", ItemKind::Discussion, "Lường Văn Pản", 15),
        item("3.2", "Mức đóng góp của mỗi hộ", ItemKind::Decision, "", 15),
        item(
            "4",
            "Xét kết nạp đảng viên",
            ItemKind::Decision,
            "Phó bí thư Hà Thị Liên",
            15,
        ),
        item("5", "Nhiệm vụ tháng 12, phân công", ItemKind::Tasks, "", 15),
    ];
    items[1]
        .documents
        .push(document(201, "Báo cáo kết quả tháng 11", 214_000, Some(1002), true));
    items[5].matter = Some(Matter::Admission);
    items[5].secrecy = Some(Secrecy::Either);
    items[5].documents.push(document(
        202,
        "Lý lịch của người xin vào Đảng",
        380_000,
        Some(1004),
        false,
    ));
    if on_table {
        for item in &mut items[..5] {
            item.done = true;
        }
        items[4].votes.push(vote(
            301,
            "Mỗi hộ góp 200.000 đồng",
            VoteState::Declared,
            Some(Outcome::Passed),
            true,
        ));
        items[5].on_table = true;
    }
    if voting {
        items[5].votes.push(vote(
            302,
            "Kết nạp quần chúng Quàng Văn Minh vào Đảng",
            VoteState::Open,
            None,
            false,
        ));
    }
    items
}

/// A meeting of that evening in a state, as a member sees it.
pub fn view(state: State, items: Vec<ItemView>) -> MeetingView {
    MeetingView {
        id: meeting(),
        unit: cell(),
        unit_name: "Chi bộ bản Phiêng Đón".to_owned(),
        unit_kind: UnitKind::Cell,
        kind: MeetingKind::Regular,
        title: "Họp thường kỳ tháng 12/2026".to_owned(),
        starts_at: moment("2026-12-03T12:30:00Z"),
        minutes: 90,
        place: PLACE.to_owned(),
        link: String::new(),
        state,
        version: 3,
        told: 0,
        items,
        documents: vec![document(203, "Dự thảo nghị quyết tháng 12", 3_350_000, None, false)],
        turnout: Turnout {
            summoned: 22,
            present: 19,
            official: 20,
            official_present: 17,
            probationary_present: 2,
            excused: 3,
            unexcused: 0,
            unknown: 0,
            quorum: 14,
        },
        own: Some(OwnPart {
            role: MeetingRole::Participant,
            status: Status::Official,
            reply: Reply::None,
            reason: String::new(),
            presence: Presence::Unknown,
        }),
        chair: "Lò Văn Dũng".to_owned(),
        minute_taker: "Hà Thị Liên".to_owned(),
        tellers: Vec::new(),
        followers: Vec::new(),
        guests: Vec::new(),
        letters_filed: false,
        documents_late: false,
        document_days: 1,
        least_minutes: 90,
        can: MeetingCan {
            read_minutes: true,
            ..MeetingCan::default()
        },
        may: MeetingCan {
            read_minutes: true,
            ..MeetingCan::default()
        },
    }
}

/// The same with every right of a secretary.
pub fn led(mut view: MeetingView) -> MeetingView {
    view.may = MeetingCan {
        edit: true,
        arrange: true,
        invite: true,
        announce: true,
        cancel: true,
        keep_attendance: true,
        run: true,
        take_notes: true,
        add_document: true,
        see_readers: true,
        edit_minutes: true,
        read_minutes: true,
    };
    view.can = view.may;
    view
}
