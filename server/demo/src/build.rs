//! The particulars of one person that follow from age, people and occupation. Invariant: every number is given once.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use rand::{Rng, RngExt};

use crate::calendar::months_after;
use crate::model::{Person, Sex, Status};
use crate::names::{Ethnic, pick};
use crate::offices::ACCOUNTS;
use crate::units::{CellPlan, Setting};

/// Numbers already given.
#[derive(Default)]
pub(crate) struct Numbers(BTreeSet<String>);

impl Numbers {
    /// A number made by `make` that nobody has yet.
    fn fresh(&mut self, mut make: impl FnMut() -> String) -> String {
        loop {
            let number = make();
            if self.0.insert(number.clone()) {
                return number;
            }
        }
    }
}

/// What makes a person this one.
pub(crate) struct About<'a> {
    pub key: String,
    /// Family, middle and given name.
    pub name: [&'a str; 3],
    pub sex: Sex,
    pub ethnic: Ethnic,
    pub born: NaiveDate,
    pub admitted_on: Option<NaiveDate>,
    pub occupation: String,
}

/// A person without status and numbers. Official a year after admission; the caller corrects probationers.
pub(crate) fn person(
    rng: &mut impl Rng,
    numbers: &mut Numbers,
    cell: &CellPlan,
    about: About<'_>,
    today: NaiveDate,
) -> Person {
    let About {
        key,
        name: [family, middle, given],
        sex,
        ethnic,
        born,
        admitted_on,
        occupation,
    } = about;
    let age = today.years_since(born).unwrap_or(0);
    let (schooling, degree, theory) = learning(rng, cell.setting, age);
    Person {
        key,
        family: family.to_owned(),
        middle: middle.to_owned(),
        given: given.to_owned(),
        sex,
        born,
        ethnicity: ethnic.written(),
        religion: "Không",
        home_town: home_town(rng, ethnic).to_owned(),
        residence: residence(rng, cell),
        occupation,
        schooling,
        degree,
        theory,
        cell: cell.key,
        group: None,
        status: Status::Official,
        status_since: None,
        status_note: None,
        admitted_on,
        official_on: admitted_on.map(|admitted| months_after(admitted, 12)),
        card: None,
        cv_number: None,
        citizen_id: numbers.fresh(|| citizen_id(rng, sex, born)),
        phone: None,
        badge: None,
    }
}

/// Gives card, CV number, phone and badge to a person whose status is settled.
pub(crate) fn number(rng: &mut impl Rng, numbers: &mut Numbers, person: &mut Person, today: NaiveDate) {
    if person.official_on.is_some() {
        person.card = Some(match person.key.as_str() {
            "lo-thi-hanh" => "12345678".to_owned(),
            _ => numbers.fresh(|| format!("{:08}", rng.random_range(20_000_000..99_000_000_u32))),
        });
    }
    if person.admitted_on.is_some() {
        person.cv_number = Some(numbers.fresh(|| format!("{:06}ML", rng.random_range(100_000..400_000_u32))));
    }
    let fixed = ACCOUNTS
        .iter()
        .find(|(key, ..)| *key == person.key)
        .map(|(.., phone)| (*phone).to_owned());
    let without = matches!(person.status, Status::Exempt) && rng.random_bool(0.4);
    person.phone = match fixed {
        Some(phone) => Some(phone),
        None if without => None,
        None => Some(numbers.fresh(|| format!("0950{:06}", rng.random_range(100_000..1_000_000_u32)))),
    };
    let years = person
        .admitted_on
        .and_then(|admitted| today.years_since(admitted))
        .unwrap_or(0);
    person.badge = (6..=18)
        .map(|fives| fives * 5)
        .rev()
        .find(|&badge| badge != 35 && u32::from(badge) <= years);
}

fn citizen_id(rng: &mut impl Rng, sex: Sex, born: NaiveDate) -> String {
    let century = if born.year() >= 2000 { 2 } else { 0 };
    let digit = century + u32::from(sex == Sex::Female);
    format!(
        "014{digit}{:02}{:06}",
        born.year().rem_euclid(100),
        rng.random_range(1_000..40_000_u32)
    )
}

fn home_town(rng: &mut impl Rng, ethnic: Ethnic) -> &'static str {
    match ethnic {
        Ethnic::Thai => pick(
            rng,
            &[
                "Nà Pản, tỉnh Mường Lai",
                "Nà Pản, tỉnh Mường Lai",
                "Chiềng Ban, tỉnh Mường Lai",
                "Mường Lai, tỉnh Mường Lai",
            ],
        ),
        Ethnic::Mong => pick(
            rng,
            &[
                "Nà Pản, tỉnh Mường Lai",
                "Huổi Lạ, tỉnh Mường Lai",
                "Pú Sáng, tỉnh Mường Lai",
            ],
        ),
        Ethnic::Kinh => pick(
            rng,
            &[
                "tỉnh Hưng Yên",
                "tỉnh Ninh Bình",
                "tỉnh Phú Thọ",
                "tỉnh Thanh Hóa",
                "thành phố Hà Nội",
                "tỉnh Nghệ An",
            ],
        ),
    }
}

fn residence(rng: &mut impl Rng, cell: &CellPlan) -> String {
    let place = match cell.setting {
        Setting::Village | Setting::Town => cell.name.trim_start_matches("Chi bộ "),
        _ => pick(
            rng,
            &[
                "tiểu khu Trung Tâm",
                "tiểu khu Trung Tâm",
                "bản Nà Tân",
                "bản Co Phương",
                "bản Phiêng Đón",
            ],
        ),
    };
    format!("{place}, xã Nà Pản, tỉnh Mường Lai")
}

pub(crate) fn occupation(rng: &mut impl Rng, setting: Setting, sex: Sex, age: u32) -> String {
    let list: &[&str] = match setting {
        Setting::Village if age >= 70 => &["Già, không còn làm ruộng", "Nghỉ hưu"],
        Setting::Village if sex == Sex::Female => &[
            "Làm ruộng",
            "Làm ruộng",
            "Làm ruộng, chăn nuôi",
            "Làm ruộng, dệt thổ cẩm",
            "Buôn bán tại bản",
        ],
        Setting::Village => &[
            "Làm ruộng",
            "Làm ruộng",
            "Làm ruộng",
            "Làm ruộng, chăn nuôi",
            "Trồng cây ăn quả",
            "Buôn bán tại bản",
            "Thành viên hợp tác xã",
            "Lái xe",
            "Thợ xây",
        ],
        Setting::Town if age >= 60 => &["Cán bộ nghỉ hưu", "Giáo viên nghỉ hưu", "Bộ đội nghỉ hưu", "Nghỉ hưu"],
        Setting::Town => &[
            "Kinh doanh",
            "Buôn bán",
            "Nhân viên bưu điện",
            "Thợ điện",
            "Công nhân",
            "Nhân viên ngân hàng",
        ],
        Setting::School => &[
            "Giáo viên",
            "Giáo viên",
            "Giáo viên",
            "Giáo viên",
            "Nhân viên thư viện",
            "Kế toán",
        ],
        Setting::Clinic if sex == Sex::Male => &["Bác sĩ", "Y sĩ", "Dược sĩ", "Điều dưỡng"],
        Setting::Clinic => &["Điều dưỡng", "Hộ sinh", "Y sĩ", "Bác sĩ", "Dược sĩ"],
        Setting::Police => &["Cán bộ Công an xã"],
        Setting::Military => &["Cán bộ Ban Chỉ huy Quân sự xã", "Trợ lý Ban Chỉ huy Quân sự xã"],
        Setting::PartyOffice if age < 32 => &["Cán bộ Đoàn xã", "Chuyên viên Văn phòng Đảng ủy xã"],
        Setting::PartyOffice => &[
            "Chuyên viên Văn phòng Đảng ủy xã",
            "Chuyên viên Ban Xây dựng Đảng",
            "Cán bộ Ủy ban Kiểm tra Đảng ủy xã",
            "Cán bộ Ủy ban MTTQ xã",
            "Cán bộ Hội Nông dân xã",
        ],
        Setting::Government => &[
            "Công chức Phòng Kinh tế",
            "Công chức Phòng Văn hóa - Xã hội",
            "Công chức Văn phòng HĐND và UBND xã",
            "Công chức Trung tâm Phục vụ hành chính công",
            "Công chức tư pháp",
            "Công chức địa chính",
        ],
    };
    pick(rng, list).to_owned()
}

/// General education, professional degree, political theory.
fn learning(rng: &mut impl Rng, setting: Setting, age: u32) -> (&'static str, &'static str, &'static str) {
    match setting {
        Setting::Village if age >= 62 => (
            pick(rng, &["7/10", "5/10", "10/10"]),
            "Chưa qua đào tạo",
            "Chưa qua đào tạo",
        ),
        Setting::Village => (
            pick(rng, &["9/12", "12/12", "12/12"]),
            pick(rng, &["Chưa qua đào tạo", "Sơ cấp", "Trung cấp"]),
            pick(rng, &["Chưa qua đào tạo", "Sơ cấp", "Sơ cấp"]),
        ),
        Setting::Town => (
            if age >= 62 { "10/10" } else { "12/12" },
            pick(rng, &["Trung cấp", "Cao đẳng", "Đại học"]),
            pick(rng, &["Sơ cấp", "Sơ cấp", "Trung cấp"]),
        ),
        Setting::School | Setting::Clinic | Setting::Police | Setting::Military => (
            "12/12",
            pick(rng, &["Cao đẳng", "Đại học", "Đại học"]),
            pick(rng, &["Sơ cấp", "Trung cấp"]),
        ),
        Setting::PartyOffice | Setting::Government => (
            "12/12",
            pick(rng, &["Đại học", "Đại học", "Đại học", "Thạc sĩ"]),
            pick(rng, &["Trung cấp", "Trung cấp", "Cao cấp"]),
        ),
    }
}
