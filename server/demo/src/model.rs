//! What the demo yields. Invariant: every link is a key of the same organisation, and every text is NFC.

use chrono::NaiveDate;

use crate::meetings::model::{Circulation, Meeting, Task};

/// Everything that the loader needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Parents stand before their children.
    pub units: Vec<Unit>,
    pub people: Vec<Person>,
    pub roles: Vec<RoleGrant>,
    pub bodies: Vec<Body>,
    /// Which committee member follows which cell.
    pub followings: Vec<Following>,
    pub accounts: Vec<Account>,
    pub meetings: Vec<Meeting>,
    pub tasks: Vec<Task>,
    pub circulations: Vec<Circulation>,
}

impl Organisation {
    /// The person with this key.
    pub fn person(&self, key: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.key == key)
    }

    /// The members that a cell counts as its own: neither candidates nor those who are only here for a time.
    pub fn members_of<'a>(&'a self, cell: &'a str) -> impl Iterator<Item = &'a Person> {
        self.people
            .iter()
            .filter(move |person| person.cell == cell && person.status.is_counted())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnitKind {
    Province,
    Committee,
    Cell,
    Group,
}

/// A node of the organisation tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub key: &'static str,
    pub kind: UnitKind,
    pub parent: Option<&'static str>,
    /// "Chi bộ bản Phiêng Đón"
    pub name: &'static str,
    /// "Bản Phiêng Đón"
    pub short_name: &'static str,
    /// Fourteen digits in groups; empty for a group inside a cell.
    pub code: String,
    /// Where it meets: "Nhà văn hóa bản Phiêng Đón".
    pub place: &'static str,
    pub since: NaiveDate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    Male,
    Female,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    Official,
    Probationary,
    TemporaryIn,
    TemporaryOut,
    Exempt,
    Suspended,
    Candidate,
}

impl Status {
    /// Whether the cell counts this person among its own members.
    pub fn is_counted(self) -> bool {
        match self {
            Self::Official | Self::Probationary | Self::TemporaryOut | Self::Exempt | Self::Suspended => true,
            Self::TemporaryIn | Self::Candidate => false,
        }
    }
}

/// A member or a candidate. Official since `official_on`, whatever the status of today says besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub key: String,
    pub family: String,
    /// May be two words, or empty.
    pub middle: String,
    pub given: String,
    pub sex: Sex,
    pub born: NaiveDate,
    pub ethnicity: &'static str,
    pub religion: &'static str,
    pub home_town: String,
    pub residence: String,
    pub occupation: String,
    /// General education, "12/12".
    pub schooling: &'static str,
    /// Professional degree.
    pub degree: &'static str,
    /// Political theory.
    pub theory: &'static str,
    pub cell: &'static str,
    pub group: Option<&'static str>,
    pub status: Status,
    pub status_since: Option<NaiveDate>,
    /// Why exempt, where to, from where.
    pub status_note: Option<String>,
    /// Day of the admission ceremony; none for a candidate.
    pub admitted_on: Option<NaiveDate>,
    /// Twelve months later; none for candidates and probationers.
    pub official_on: Option<NaiveDate>,
    /// Eight digits; official members only.
    pub card: Option<String>,
    /// Number of the CV in the dossier.
    pub cv_number: Option<String>,
    /// Twelve digits.
    pub citizen_id: String,
    /// Ten digits; a few of the oldest have none.
    pub phone: Option<String>,
    /// The highest badge worn: 30, 40, 45 … years.
    pub badge: Option<u8>,
}

impl Person {
    /// Family name, middle names, given name.
    pub fn name(&self) -> String {
        [&self.family, &self.middle, &self.given]
            .into_iter()
            .filter(|part| !part.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Completed years of life.
    pub fn age(&self, today: NaiveDate) -> u32 {
        today.years_since(self.born).unwrap_or(0)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    Secretary,
    Deputy,
    GroupLeader,
    Clerk,
    RecordsOfficer,
    Inspector,
    Administrator,
}

/// A dated office of a person in a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleGrant {
    pub person: String,
    pub unit: &'static str,
    pub role: Role,
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BodyKind {
    /// Ban Chấp hành
    Executive,
    /// Ban Thường vụ
    Standing,
    /// Chi ủy
    CellCommittee,
    /// Tổ viên of a group
    Group,
}

/// An elected body of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    pub key: String,
    pub unit: &'static str,
    pub kind: BodyKind,
    pub name: String,
    pub since: NaiveDate,
    /// Person keys in the order of election, the secretary first.
    pub members: Vec<String>,
}

/// A committee member assigned to follow a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Following {
    pub person: String,
    pub cell: &'static str,
    pub since: NaiveDate,
}

/// A person who can sign in; all share the one printed password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub person: String,
    /// "bithu"
    pub name: &'static str,
    /// "bithu@demo.test"
    pub mail: String,
    /// The same as the person's.
    pub phone: String,
}
