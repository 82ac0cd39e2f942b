//! Who holds which office, who sits in which body, who signs in. Invariant: every office holder is an official member
//! who works in that unit; a cell with nine official members or more has a chi ủy with secretary and deputy in it.

use chrono::NaiveDate;

use crate::calendar::day;
use crate::model::{Account, Body, BodyKind, Following, Person, Role, RoleGrant, Status};
use crate::units::{CELLS, CellPlan, founded};
use crate::{CELL, COMMITTEE};

/// Person, account name, phone. The phones are no operator's.
pub(crate) const ACCOUNTS: [(&str, &str, &str); 10] = [
    ("lo-van-dung", "bithu", "0950000100"),
    ("lo-thi-hanh", "dangvien1", "0950000101"),
    ("cam-van-thinh", "dangvien2", "0950000102"),
    ("luong-van-pang", "dangvien3", "0950000103"),
    ("hoang-thi-en", "dangvien4", "0950000104"),
    ("vi-van-sang", "dangvien5", "0950000105"),
    ("lo-minh-duc", "canbo", "0950000200"),
    ("do-manh-cuong", "quantri", "0950000300"),
    ("quang-van-on", "bithu2", "0950000400"),
    ("cam-ngoc-tuan", "danguy", "0950000500"),
];

pub(crate) struct Offices {
    pub roles: Vec<RoleGrant>,
    pub bodies: Vec<Body>,
    pub followings: Vec<Following>,
}

impl Offices {
    /// Who holds an office today.
    pub(crate) fn holder(&self, unit: &str, role: Role) -> Option<&str> {
        self.roles
            .iter()
            .find(|grant| grant.unit == unit && grant.role == role && grant.until.is_none())
            .map(|grant| grant.person.as_str())
    }
}

pub(crate) fn accounts(people: &[Person]) -> Vec<Account> {
    ACCOUNTS
        .iter()
        .filter(|(key, ..)| people.iter().any(|person| person.key == *key))
        .map(|&(person, name, phone)| Account {
            person: person.to_owned(),
            name,
            mail: format!("{name}@demo.test"),
            phone: phone.to_owned(),
        })
        .collect()
}

/// The cells' last congresses, before the commune was made.
fn congress() -> NaiveDate {
    day(2025, 4, 1)
}

pub(crate) fn all(people: &[Person], today: NaiveDate) -> Offices {
    let mut offices = Offices {
        roles: Vec::new(),
        bodies: Vec::new(),
        followings: Vec::new(),
    };
    for cell in &CELLS {
        cell_offices(&mut offices, people, cell, today);
    }
    committee_offices(&mut offices, people);
    offices
}

fn grant(offices: &mut Offices, person: &str, unit: &'static str, role: Role, since: NaiveDate) {
    offices.roles.push(RoleGrant {
        person: person.to_owned(),
        unit,
        role,
        since,
        until: None,
    });
}

/// Those whom a cell elects first: written by hand, else the first drawn, who are of the right age.
fn electable<'a>(people: &'a [Person], cell: &'a CellPlan) -> Vec<&'a Person> {
    let first: &[&str] = match cell.key {
        "phieng-don" => &["lo-van-dung", "ha-thi-lien", "quang-van-hung"],
        "na-tan" => &["quang-van-on"],
        "co-quan-dang" => &["nguyen-thi-thu-ha", "vi-thi-hong-nhung", "tran-quang-huy"],
        "co-quan-ubnd" => &["ha-van-khanh"],
        _ => &[],
    };
    let named = first
        .iter()
        .filter_map(|key| people.iter().find(|person| person.key == *key));
    let drawn = people.iter().filter(|person| {
        person.cell == cell.key && person.status == Status::Official && person.key.starts_with(cell.key)
    });
    named.chain(drawn).collect()
}

fn cell_offices(offices: &mut Offices, people: &[Person], cell: &'static CellPlan, today: NaiveDate) {
    let since = congress().min(today);
    let official = people
        .iter()
        .filter(|p| p.cell == cell.key && p.status == Status::Official)
        .count();
    let electable = electable(people, cell);
    let size = match official {
        0..9 => 1,
        9..30 => 3,
        _ => 5,
    };
    let elected: Vec<String> = electable.iter().take(size).map(|person| person.key.clone()).collect();
    for (person, role) in elected.iter().zip([Role::Secretary, Role::Deputy]) {
        grant(offices, person, cell.key, role, since);
    }
    if cell.key == CELL {
        // The secretary before him, so that the history of an office is not empty.
        offices.roles.push(RoleGrant {
            person: "tong-van-chien".to_owned(),
            unit: CELL,
            role: Role::Secretary,
            since: day(2017, 6, 1),
            until: Some(since),
        });
    }
    if size > 1 {
        offices.bodies.push(Body {
            key: format!("chi-uy-{}", cell.key),
            unit: cell.key,
            kind: BodyKind::CellCommittee,
            name: format!("Chi ủy {}", cell.name),
            since,
            members: elected.clone(),
        });
    }
    for (group, name, _) in cell.groups {
        let in_group = |person: &&Person| person.group == Some(*group) && person.status.is_counted();
        offices.bodies.push(Body {
            key: format!("to-vien-{group}"),
            unit: group,
            kind: BodyKind::Group,
            name: format!("Tổ viên {name}"),
            since,
            members: people
                .iter()
                .filter(in_group)
                .map(|person| person.key.clone())
                .collect(),
        });
        let leader = electable.iter().skip(1).find(|person| person.group == Some(*group));
        if let Some(leader) = leader {
            grant(offices, &leader.key, group, Role::GroupLeader, since);
        }
    }
}

fn committee_offices(offices: &mut Offices, people: &[Person]) {
    let since = founded();
    for (person, role) in [
        ("cam-ngoc-tuan", Role::Secretary),
        ("nguyen-thi-thu-ha", Role::Deputy),
        ("hoang-van-quyet", Role::Deputy),
        ("pham-thi-ngoc-mai", Role::Clerk),
        ("lo-minh-duc", Role::RecordsOfficer),
        ("quang-van-thang", Role::Inspector),
        ("do-manh-cuong", Role::Administrator),
    ] {
        grant(offices, person, COMMITTEE, role, since);
    }

    let secretary = |cell: &str| offices.holder(cell, Role::Secretary).map(str::to_owned);
    let mut standing: Vec<String> = [
        "cam-ngoc-tuan",
        "nguyen-thi-thu-ha",
        "hoang-van-quyet",
        "quang-van-thang",
        "vi-thi-hong-nhung",
        "tran-quang-huy",
        "luong-van-kien",
    ]
    .map(str::to_owned)
    .to_vec();
    standing.extend(["cong-an", "quan-su"].iter().filter_map(|cell| secretary(cell)));

    let mut executive = standing.clone();
    executive.extend(
        CELLS
            .iter()
            .filter_map(|cell| secretary(cell.key))
            .filter(|key| !standing.contains(key)),
    );
    let officers = people.iter().filter(|person| {
        matches!(person.cell, "co-quan-ubnd" | "co-quan-dang" | "thcs" | "huoi-la")
            && person.status == Status::Official
            && (person.key.ends_with("-02") || person.key.ends_with("-03") || person.key.ends_with("-04"))
    });
    for officer in officers {
        if executive.len() < 29 && !executive.contains(&officer.key) {
            executive.push(officer.key.clone());
        }
    }

    for (number, cell) in CELLS.iter().enumerate() {
        let follower = if cell.key == CELL {
            "vi-thi-hong-nhung"
        } else {
            standing[number % standing.len()].as_str()
        };
        offices.followings.push(Following {
            person: follower.to_owned(),
            cell: cell.key,
            since,
        });
    }
    offices.bodies.push(Body {
        key: "ban-chap-hanh".to_owned(),
        unit: COMMITTEE,
        kind: BodyKind::Executive,
        name: "Ban Chấp hành Đảng bộ xã Nà Pản".to_owned(),
        since,
        members: executive,
    });
    offices.bodies.push(Body {
        key: "ban-thuong-vu".to_owned(),
        unit: COMMITTEE,
        kind: BodyKind::Standing,
        name: "Ban Thường vụ Đảng ủy xã Nà Pản".to_owned(),
        since,
        members: standing,
    });
}
