//! Members and candidates. Invariant: dates follow from each other (admitted between 18 and 60, official twelve
//! months later, nothing in the future), and names in a cell, cards, CV numbers, phones and citizen numbers are unique.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::build::{self, Numbers};
use crate::calendar::{day, days_after, days_before, months_after, months_before, written};
use crate::model::{Person, Sex, Status};
use crate::names::{self, Ethnic, pick};
use crate::phieng_don::{Joined, WRITTEN, Written};
use crate::units::{CELLS, CellPlan, Setting};

/// Everybody, cell by cell; those written by hand first, then the officers of the cell, then the others.
pub(crate) fn all(seed: u64, today: NaiveDate) -> Vec<Person> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut numbers = Numbers::default();
    CELLS
        .iter()
        .flat_map(|cell| people_of(&mut rng, &mut numbers, cell, today))
        .collect()
}

fn people_of(rng: &mut ChaCha8Rng, numbers: &mut Numbers, cell: &CellPlan, today: NaiveDate) -> Vec<Person> {
    let mut people: Vec<Person> = WRITTEN
        .iter()
        .filter(|w| w.cell == cell.key)
        .map(|w| by_hand(rng, numbers, cell, w, today))
        .collect();
    if cell.key != crate::CELL {
        let mut taken: BTreeSet<String> = people.iter().map(Person::name).collect();
        for (number, slot) in (1..).zip(slots(rng, cell, people.len())) {
            let key = format!("{}-{number:02}", cell.key);
            people.push(drawn(rng, numbers, cell, key, slot, &mut taken, today));
        }
    }
    for (number, person) in people.iter_mut().enumerate() {
        if !cell.groups.is_empty() {
            person.group = Some(cell.groups[number % cell.groups.len()].0);
        }
    }
    people
}

/// What one drawn person must be.
struct Slot {
    status: Status,
    age: u32,
}

/// Officers, then the old, then the others, then those with something particular.
fn slots(rng: &mut impl Rng, cell: &CellPlan, written: usize) -> Vec<Slot> {
    let (leaders, youngest, oldest) = match cell.setting {
        Setting::Village | Setting::Town => (5, 24, 58),
        Setting::Military => (2, 26, 45),
        Setting::Police => (5, 26, 50),
        Setting::School | Setting::Clinic | Setting::PartyOffice | Setting::Government => (5, 27, 57),
    };
    let particular = cell.probationary + cell.temporary_out + cell.suspended;
    let ordinary = cell.members - written - leaders - cell.elderly - particular;
    let mut slots = Vec::new();
    let mut add = |count: usize, status, ages: std::ops::RangeInclusive<u32>| {
        for _ in 0..count {
            slots.push(Slot {
                status,
                age: rng.random_range(ages.clone()),
            });
        }
    };
    add(leaders, Status::Official, 36..=50);
    add(cell.exempt, Status::Exempt, 72..=86);
    add(cell.elderly - cell.exempt, Status::Official, 60..=75);
    add(ordinary, Status::Official, youngest..=oldest);
    add(cell.suspended, Status::Suspended, 33..=48);
    add(cell.temporary_out, Status::TemporaryOut, 25..=36);
    add(cell.probationary, Status::Probationary, 20..=33);
    add(cell.temporary_in, Status::TemporaryIn, 26..=45);
    add(cell.candidates, Status::Candidate, 19..=29);
    slots
}

fn drawn(
    rng: &mut ChaCha8Rng,
    numbers: &mut Numbers,
    cell: &CellPlan,
    key: String,
    slot: Slot,
    taken: &mut BTreeSet<String>,
    today: NaiveDate,
) -> Person {
    let women = match cell.setting {
        Setting::Village | Setting::Town => 0.38,
        Setting::School | Setting::Clinic => 0.66,
        Setting::Police | Setting::Military => 0.08,
        Setting::PartyOffice | Setting::Government => 0.4,
    };
    let sex = if rng.random_bool(women) { Sex::Female } else { Sex::Male };
    let ethnic = cell.mix.draw(rng);
    let born = days_before(months_before(today, slot.age * 12), rng.random_range(0..=364));
    let name = loop {
        let name = names::draw(rng, ethnic, sex, born.year());
        if taken.insert(name.join(" ")) {
            break name;
        }
    };
    let admitted_on = match slot.status {
        Status::Candidate => None,
        Status::Probationary => Some(days_before(today, rng.random_range(20..=330))),
        _ => Some(admission(rng, born, slot.age, today)),
    };
    let occupation = match key.as_str() {
        "thcs-01" => "Hiệu trưởng Trường THCS Nà Pản".to_owned(),
        "tram-y-te-01" => "Trưởng Trạm Y tế xã".to_owned(),
        "cong-an-01" => "Trưởng Công an xã".to_owned(),
        "quan-su-01" => "Chỉ huy trưởng Ban Chỉ huy Quân sự xã".to_owned(),
        _ => build::occupation(rng, cell.setting, sex, slot.age),
    };
    let mut person = build::person(
        rng,
        numbers,
        cell,
        build::About {
            key,
            name,
            sex,
            ethnic,
            born,
            admitted_on,
            occupation,
        },
        today,
    );
    person.status = slot.status;
    (person.status_since, person.status_note) = particulars(rng, &person, today);
    if matches!(person.status, Status::Probationary) {
        person.official_on = None;
    }
    build::number(rng, numbers, &mut person, today);
    person
}

/// A day of admission such that the person has been official for some time by today.
fn admission(rng: &mut impl Rng, born: NaiveDate, age: u32, today: NaiveDate) -> NaiveDate {
    let latest = if age < 36 { age - 2 } else { 36.min(age - 8) };
    let at = rng.random_range(19..=latest);
    let drawn = days_after(months_after(born, at * 12), rng.random_range(0..=364));
    let (month, number) = pick(rng, &[(2, 3), (5, 19), (9, 2), (11, 7)]);
    let festive = day(drawn.year(), month, number);
    let fits = festive >= months_after(born, 18 * 12) && months_after(festive, 13) < today;
    if fits && rng.random_bool(0.5) { festive } else { drawn }
}

fn particulars(rng: &mut impl Rng, person: &Person, today: NaiveDate) -> (Option<NaiveDate>, Option<String>) {
    let official = person.official_on.unwrap_or(person.born);
    let mut ago = |days: std::ops::RangeInclusive<u64>| days_before(today, rng.random_range(days)).max(official);
    match person.status {
        Status::Official => (person.official_on, None),
        Status::Probationary => (person.admitted_on, None),
        Status::Candidate => (Some(ago(60..=400)), Some("Đã học lớp nhận thức về Đảng".to_owned())),
        Status::Exempt => (Some(ago(200..=2000)), Some("Tuổi cao, sức khỏe yếu".to_owned())),
        Status::Suspended => (
            Some(ago(15..=40)),
            Some("Đình chỉ sinh hoạt trong thời gian xem xét, kết luận".to_owned()),
        ),
        Status::TemporaryOut => {
            let since = ago(40..=160);
            let to = pick(
                rng,
                &[
                    "Đảng bộ Khu công nghiệp Mường Lai, đi làm công nhân",
                    "Đảng bộ Trường Cao đẳng Mường Lai, đi học",
                    "Đảng bộ phường Bản Lai, đi làm xa",
                ],
            );
            let until = written(months_after(since, 9));
            (Some(since), Some(format!("Sinh hoạt tạm thời tại {to}, đến {until}")))
        }
        Status::TemporaryIn => {
            let since = ago(20..=120);
            let from = pick(
                rng,
                &["Đảng bộ xã Mường Pùa", "Đảng bộ xã Chiềng Ban", "Đảng bộ phường Tô Hợp"],
            );
            let until = written(months_after(since, 8));
            (Some(since), Some(format!("Sinh hoạt tạm thời từ {from}, đến {until}")))
        }
    }
}

fn by_hand(rng: &mut ChaCha8Rng, numbers: &mut Numbers, cell: &CellPlan, w: &Written, today: NaiveDate) -> Person {
    let (year, month, number) = w.born;
    let born = day(year, month, number);
    let (status, admitted_on) = match w.joined {
        Joined::On(year, month, number) => (Status::Official, Some(day(year, month, number))),
        Joined::Ago(months, days) => (
            Status::Probationary,
            Some(days_before(months_before(today, months), days)),
        ),
        Joined::Never => (Status::Candidate, None),
    };
    let key = w.key.to_owned();
    let occupation = w.occupation.to_owned();
    let mut person = build::person(
        rng,
        numbers,
        cell,
        build::About {
            key,
            name: w.name,
            sex: w.sex,
            ethnic: w.ethnic,
            born,
            admitted_on,
            occupation,
        },
        today,
    );
    person.status = status;
    if !matches!(status, Status::Official) {
        person.official_on = None;
    }
    (person.status_since, person.status_note) = particulars(rng, &person, today);
    build::number(rng, numbers, &mut person, today);
    if w.ethnic == Ethnic::Thai {
        person.home_town = "Nà Pản, tỉnh Mường Lai".to_owned();
    }
    person
}
