//! A commune of a few units with people in them, as ports answer it.
//!
//! Invariant: names and figures are invented; what is allowed is decided by one switch, so that a page can be
//! seen with and without its buttons.

use super::ports::Fake;
use app::ui::{Assets, FormState, PageContext, SignedIn, TextSize};
use app::{Ports, Request};
use chrono::{DateTime, NaiveDate, Utc};
use domain::account::{Viewer, ViewerUnit};
use domain::audit::{About, AuditPage, Entry, EntryLine};
use domain::change::{ComingInUnit, ComingMembership, ComingWhat};
use domain::ids::*;
use domain::job::{JobKind, JobLine, JobState, JobsPage};
use domain::member::*;
use domain::policy::{Caller, Role};
use domain::rule::{Rule, RulesPage, SEED};
use domain::settings::{Setting, SettingRow, SettingView};
use domain::transfer::{TransferView, Why};
use domain::unit::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use text::Lang;

/// The nth id of any kind.
pub fn id<T: std::str::FromStr>(n: u32) -> T {
    let text = format!("00000000-0000-7000-8000-{n:012}");
    text.parse().unwrap_or_else(|_| panic!("an id"))
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

fn unit(n: u32, parent: Option<u32>, kind: UnitKind, name: &str, members: u32) -> UnitLine {
    UnitLine {
        id: id(n),
        parent: parent.map(id),
        kind,
        name: name.to_owned(),
        code: format!("14.025.117.000.{n:03}"),
        started_on: day("2025-07-01"),
        ended_on: (n == 9).then(|| day("2026-02-28")),
        depth: 0,
        members,
    }
}

fn units() -> Vec<UnitLine> {
    vec![
        unit(1, None, UnitKind::Committee, "Đảng bộ xã Nà Pản", 0),
        unit(2, Some(1), UnitKind::Cell, "Chi bộ bản Phiêng Đón", 22),
        unit(3, Some(2), UnitKind::Group, "Tổ đảng Phiêng Đón Dưới", 9),
        unit(4, Some(2), UnitKind::Group, "Tổ đảng Phiêng Đón Trên", 0),
        unit(5, Some(1), UnitKind::Cell, "Chi bộ bản Nà Tân", 31),
        unit(
            6,
            Some(1),
            UnitKind::Committee,
            "Đảng bộ bộ phận Trường trung học cơ sở và tiểu học Nà Pản",
            0,
        ),
        unit(7, Some(6), UnitKind::Cell, "Chi bộ Tổ khoa học tự nhiên", 12),
        unit(9, Some(1), UnitKind::Cell, "Chi bộ bản Co Phương", 0),
    ]
}

const NAMES: [&str; 8] = [
    "Lò Thị Hạnh",
    "Lò Văn Dũng",
    "Hà Thị Liên",
    "Quàng Văn Minh",
    "Lường Văn Pâng",
    "Hoàng Thị Én",
    "Nguyễn Thị Phương Thảo",
    "Vì Văn Sáng",
];

fn member(n: u32) -> MemberLine {
    let (unit, unit_name) = if n.is_multiple_of(3) {
        (5, "Chi bộ bản Nà Tân")
    } else {
        (2, "Chi bộ bản Phiêng Đón")
    };
    MemberLine {
        person: id(100 + n),
        name: NAMES[n as usize % NAMES.len()].to_owned(),
        unit: id(unit),
        unit_name: unit_name.to_owned(),
        status: match n % 11 {
            3 => Status::Probationary,
            5 => Status::Exempt,
            7 => Status::TemporaryOut,
            9 => Status::Suspended,
            _ => Status::Official,
        },
        born: NaiveDate::from_ymd_opt(1950 + (n % 50) as i32, 1 + n % 12, 1 + n % 28),
        phone: if n % 7 == 4 {
            String::new()
        } else {
            format!("0912345{n:03}")
        },
        has_account: n.is_multiple_of(2),
    }
}

fn office(n: u32, person: u32, role: Role) -> Office {
    let member = member(person);
    Office {
        id: id(n),
        unit: id(2),
        unit_name: "Chi bộ bản Phiêng Đón".to_owned(),
        person: member.person,
        person_name: member.name,
        role,
        from: day("2025-07-15"),
        to: None,
    }
}

fn unit_view(unit: UnitId, may: bool) -> UnitView {
    let all = units();
    let line = all.iter().find(|line| line.id == unit).cloned().expect("a unit");
    let mut ancestors = Vec::new();
    let mut parent = line.parent;
    while let Some(above) = parent.and_then(|parent| all.iter().find(|line| line.id == parent)) {
        ancestors.insert(0, above.clone());
        parent = above.parent;
    }
    let cell = line.kind == UnitKind::Cell && line.members > 0;
    let bodies = vec![Body {
        id: id(40),
        kind: BodyKind::CellCommittee,
        name: "Chi ủy nhiệm kỳ 2025–2027".to_owned(),
        members: (1..4)
            .map(|n| Seat {
                person: member(n).person,
                name: member(n).name,
                from: day("2025-07-15"),
            })
            .collect(),
    }];
    UnitView {
        children: all.iter().filter(|child| child.parent == Some(unit)).cloned().collect(),
        offices: if cell {
            vec![office(50, 1, Role::Secretary), office(51, 2, Role::Deputy)]
        } else {
            Vec::new()
        },
        bodies: if cell { bodies } else { Vec::new() },
        coming: if cell {
            vec![
                ComingInUnit {
                    change: id(70),
                    on: day("2027-01-04"),
                    what: ComingWhat::Office(Role::Deputy),
                    leaving: vec![NAMES[1].to_owned()],
                    coming: vec![NAMES[2].to_owned()],
                },
                ComingInUnit {
                    change: id(71),
                    on: day("2027-01-05"),
                    what: ComingWhat::Body(BodyKind::CellCommittee),
                    leaving: Vec::new(),
                    coming: vec![NAMES[2].to_owned()],
                },
            ]
        } else {
            Vec::new()
        },
        unit: line,
        ancestors,
        can: UnitCan {
            edit: may,
            see_members: may,
            add_member: may,
            add_below: false,
            assign: may,
            edit_body: may,
            create_meeting: may,
            see_audit: may,
            manage_tablets: may,
        },
    }
}

fn member_view(line: MemberLine, may: bool) -> MemberView {
    MemberView {
        person: line.person,
        name: line.name,
        sex: Sex::Female,
        born: line.born,
        phone: line.phone,
        email: String::new(),
        card_number: "12 345 678".to_owned(),
        joined_on: Some(day("1988-05-19")),
        official_on: Some(day("1989-05-19")),
        coming: vec![ComingMembership {
            change: id(72),
            on: day("2027-01-04"),
            unit: id(5),
            unit_name: "Chi bộ bản Nà Tân".to_owned(),
            status: line.status,
            moves: true,
            can_withdraw: may,
        }],
        memberships: vec![
            MembershipRow {
                unit: id(5),
                unit_name: "Chi bộ bản Nà Tân".to_owned(),
                status: line.status,
                from: day("2027-01-04"),
                to: None,
                why: Why::default(),
            },
            MembershipRow {
                unit: id(2),
                unit_name: "Chi bộ bản Phiêng Đón".to_owned(),
                status: line.status,
                from: day("2025-07-01"),
                to: Some(day("2027-01-04")),
                why: Why::default(),
            },
            MembershipRow {
                unit: id(5),
                unit_name: "Chi bộ bản Nà Tân".to_owned(),
                status: Status::Official,
                from: day("1989-05-19"),
                to: Some(day("2025-06-30")),
                why: Why::default(),
            },
        ],
        offices: vec![office(50, 1, Role::Secretary)],
        account: line.has_account.then(|| AccountLine {
            has_password: true,
            last_signed_in: Some(moment("2026-12-01T12:11:00Z")),
        }),
        can_edit: may,
        can_transfer: may,
        can_issue_link: may,
    }
}

fn job(n: u32, state: JobState) -> JobLine {
    JobLine {
        id: id(60 + n),
        kind: JobKind::Mail,
        state,
        about: NAMES[n as usize].to_owned(),
        attempts: if state == JobState::Dead { 8 } else { 1 },
        due_at: moment("2026-12-03T12:00:00Z"),
        last_error: "550 mailbox unavailable".to_owned(),
    }
}

fn jobs(may: bool) -> JobsPage {
    JobsPage {
        dead: if may {
            vec![job(0, JobState::Dead), job(1, JobState::Dead)]
        } else {
            Vec::new()
        },
        waiting: vec![job(2, JobState::Waiting)],
        done: 412,
        mail_to_files: true,
        anchored_on: None,
    }
}

fn settings() -> Vec<SettingView> {
    let views = Setting::ALL.iter().map(|setting| SettingView {
        setting: *setting,
        value: setting.default_value(),
        history: if *setting == Setting::RegularMinutes {
            vec![
                SettingRow {
                    change: id(73),
                    value: 100,
                    from: day("2027-01-04"),
                    by: "Hà Thị Liên".to_owned(),
                },
                SettingRow {
                    change: id(74),
                    value: 90,
                    from: day("2026-01-01"),
                    by: "Hà Thị Liên".to_owned(),
                },
            ]
        } else {
            Vec::new()
        },
    });
    views.collect()
}

fn rules(may: bool) -> RulesPage {
    let rules = SEED.iter().enumerate().map(|(n, seed)| Rule {
        confirmed_by: (n == 1).then(|| "Hà Thị Liên".to_owned()),
        valid_to: (n == 9).then(|| day("2026-08-01")),
        ..seed.rule(id(80 + u32::try_from(n).expect("few")))
    });
    RulesPage {
        rules: rules.collect(),
        can_edit: may,
    }
}

fn audit(unit: UnitId, may: bool) -> AuditPage {
    let actions = ["AssignOffice", "SignIn", "EditMember", "AnnounceMeeting", "FromLater"];
    let line = |n: usize| EntryLine {
        readable: true,
        entry: Entry {
            chain: if n == 3 {
                "meeting:x".to_owned()
            } else {
                format!("unit:{unit}")
            },
            sequence: i64::try_from(n).expect("few"),
            at: moment("2026-12-03T12:00:00Z"),
            actor: if n == 4 {
                "system:set_up".to_owned()
            } else {
                "x".to_owned()
            },
            action: actions[n].to_owned(),
            target: String::new(),
            unit: String::new(),
            detail: match n {
                0 => "role=secretary person=x from=2025-07-15".to_owned(),
                1 => "in x".to_owned(),
                _ => String::new(),
            },
        },
        actor_name: if n == 4 { String::new() } else { NAMES[n].to_owned() },
        about: About {
            people: vec![NAMES[5].to_owned()],
            meeting: (n == 3).then(|| "Họp thường kỳ tháng 12/2026".to_owned()),
            ..About::default()
        },
        hash: "00".repeat(32),
    };
    AuditPage {
        lines: (0..actions.len()).map(line).collect(),
        page: 1,
        pages: 4,
        intact: may,
        anchor: None,
        broken: (!may).then(|| format!("unit:{unit}")),
    }
}

fn transfers(moving: MemberView) -> TransferView {
    TransferView {
        person: moving.person,
        name: moving.name,
        from: moving
            .memberships
            .into_iter()
            .filter(|row| row.holds(day("2026-12-03")))
            .collect(),
        to: units()
            .into_iter()
            .filter(|unit| unit.kind == UnitKind::Cell && unit.id != id(2))
            .collect(),
        offices: moving.offices,
        office_first: false,
    }
}

/// The commune with so many people, seen by somebody who may do everything or only look.
pub fn commune(may: bool, people: u32) -> Fake {
    Fake {
        units: Some(units()),
        unit_views: units().into_iter().map(|line| unit_view(line.id, may)).collect(),
        members: Some((0..people).map(member).collect()),
        member_views: (0..people).map(|n| member_view(member(n), may)).collect(),
        transfers: may.then(|| transfers(member_view(member(1), may))),
        jobs: Some(jobs(may)),
        settings: Some(settings()),
        rules: Some(rules(may)),
        audit: Some(audit(id(2), may)),
        ..Fake::default()
    }
}

/// A request of somebody signed in.
pub fn request(fake: Fake, path: &str, lang: Lang, form: Option<FormState>) -> Request {
    let fake = Arc::new(fake);
    let query = path.split_once('?').map_or("", |(_, query)| query);
    let query: BTreeMap<String, String> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Request {
        ports: Ports {
            accounts: fake.clone(),
            organisation: fake.clone(),
            meetings: fake.clone(),
            documents: fake.clone(),
            voting: fake.clone(),
            archive: fake.clone(),
            administration: fake.clone(),
            tablets: fake,
        },
        caller: Caller::Person(id(100)),
        viewer: Some(Viewer {
            person: id(100),
            session: id(1),
            name: NAMES[0].to_owned(),
            memberships: vec![(id(2), Status::Official)],
            offices: Vec::new(),
            units: vec![ViewerUnit {
                id: id(2),
                name: "Chi bộ bản Phiêng Đón".to_owned(),
                parent: Some("Đảng bộ xã Nà Pản".to_owned()),
                kind: UnitKind::Cell,
            }],
            unread_notices: 0,
        }),
        page: PageContext {
            lang,
            size: TextSize::Normal,
            path: path.to_owned(),
            now: moment("2026-12-03T12:40:00Z"),
            signed_in: Some(SignedIn {
                name: NAMES[0].to_owned(),
                unit_id: id::<UnitId>(2).to_string(),
                unit_name: "Chi bộ bản Phiêng Đón".to_owned(),
                unit_parent: Some("Đảng bộ xã Nà Pản".to_owned()),
                ..SignedIn::default()
            }),
            assets: Arc::new(Assets {
                css: std::env::var("CHIBO_GALLERY_CSS").unwrap_or_default(),
                ..Assets::default()
            }),
            tablet: None,
            notice: None,
            fresh: Arc::from("fresh"),
        },
        form,
        query,
        nonce: leptos::nonce::Nonce::new(),
        public_url: "https://chibo.example".into(),
    }
}
