//! The demo organisation keeps its promises: counts, unique numbers, dates in order, links that lead somewhere.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Months, NaiveDate};
use demo::*;
use unicode_normalization::is_nfc;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

/// Ordinary days, ends of months, a leap day, the turn of a year.
fn days() -> Vec<NaiveDate> {
    [
        (2026, 11, 22),
        (2026, 12, 3),
        (2027, 1, 12),
        (2027, 3, 31),
        (2028, 2, 29),
        (2026, 12, 31),
        (2027, 1, 1),
    ]
    .map(|(y, m, d)| day(y, m, d))
    .to_vec()
}

fn each(check: impl Fn(&Organisation, NaiveDate)) {
    for today in days() {
        for seed in [SEED, 1, 77] {
            check(&organisation(seed, today), today);
        }
    }
}

#[test]
fn same_seed_same_organisation() {
    let today = day(2026, 12, 3);
    assert_eq!(organisation(SEED, today), organisation(SEED, today));
    assert_ne!(organisation(SEED, today).people, organisation(SEED + 1, today).people);
}

#[test]
fn counts() {
    each(|org, today| {
        let of = |kind| org.units.iter().filter(|unit| unit.kind == kind).count();
        assert_eq!(
            [
                of(UnitKind::Province),
                of(UnitKind::Committee),
                of(UnitKind::Cell),
                of(UnitKind::Group)
            ],
            [1, 1, 12, 6]
        );
        let members: Vec<_> = org.people.iter().filter(|person| person.status.is_counted()).collect();
        assert_eq!(members.len(), 400);
        assert_eq!(org.members_of(CELL).count(), 22);
        let official = |person: &&Person| person.status == Status::Official;
        assert_eq!(org.members_of(CELL).filter(official).count(), 20);
        let elderly = members.iter().filter(|person| person.age(today) >= 60).count();
        assert!(
            (36..=56).contains(&elderly),
            "{elderly} of 400 are 60 or older on {today}"
        );
        for status in [
            Status::Official,
            Status::Probationary,
            Status::TemporaryIn,
            Status::TemporaryOut,
            Status::Exempt,
            Status::Suspended,
            Status::Candidate,
        ] {
            assert!(
                org.people.iter().any(|person| person.status == status),
                "nobody is {status:?}"
            );
        }
    });
}

#[test]
fn numbers_and_names_are_unique() {
    each(|org, _| {
        let mut seen = BTreeSet::new();
        for person in &org.people {
            assert!(seen.insert(person.key.clone()));
            assert!(person.citizen_id.len() == 12 && seen.insert(person.citizen_id.clone()));
            if let Some(card) = &person.card {
                assert!(card.len() == 8 && seen.insert(card.clone()));
            }
            if let Some(phone) = &person.phone {
                assert!(phone.len() == 10 && phone.starts_with("0950") && seen.insert(phone.clone()));
            }
            if let Some(number) = &person.cv_number {
                assert!(seen.insert(number.clone()));
            }
        }
        let mut names = BTreeMap::<_, u32>::new();
        for person in &org.people {
            *names.entry((person.cell, person.name())).or_default() += 1;
        }
        let doubled: Vec<_> = names.into_iter().filter(|(_, times)| *times > 1).collect();
        assert_eq!(doubled, [((CELL, "Lò Thị Hoa".to_owned()), 2)]);
    });
}

#[test]
fn dates_follow_each_other() {
    each(|org, today| {
        for person in &org.people {
            let name = person.name();
            assert!(person.age(today) >= 18 && person.age(today) < 95, "{name}");
            assert_eq!(
                person.admitted_on.is_none(),
                person.status == Status::Candidate,
                "{name}"
            );
            if let Some(admitted) = person.admitted_on {
                let age = admitted.years_since(person.born).expect("born before");
                assert!((18..=60).contains(&age), "{name} was admitted at {age}");
                assert!(admitted < today);
                let unfinished = matches!(person.status, Status::Probationary);
                assert_eq!(person.official_on.is_none(), unfinished, "{name}");
                match person.official_on {
                    Some(official) => {
                        assert_eq!(Some(official), admitted.checked_add_months(Months::new(12)));
                        assert!(official <= today, "{name} is official from {official}, it is {today}");
                    }
                    None => assert!(
                        admitted
                            .checked_add_months(Months::new(12))
                            .is_some_and(|end| end > today),
                        "{name}"
                    ),
                }
            }
            assert_eq!(person.card.is_some(), person.official_on.is_some(), "{name}");
            if let Some(since) = person.status_since {
                assert!(
                    since <= today && person.official_on.is_none_or(|official| official <= since),
                    "{name}"
                );
            }
        }
    });
}

#[test]
fn offices_are_held_by_official_members() {
    each(|org, _| {
        for grant in &org.roles {
            let holder = org.person(&grant.person).expect("the holder exists");
            assert_eq!(holder.status, Status::Official);
            assert!(org.units.iter().any(|unit| unit.key == grant.unit));
            assert!(
                holder.admitted_on.is_some_and(|admitted| admitted <= grant.since),
                "{} {:?}",
                holder.name(),
                grant
            );
        }
        for cell in org.units.iter().filter(|unit| unit.kind == UnitKind::Cell) {
            let official = org
                .members_of(cell.key)
                .filter(|person| person.status == Status::Official)
                .count();
            let now = |role| {
                org.roles
                    .iter()
                    .filter(|g| g.unit == cell.key && g.role == role && g.until.is_none())
                    .count()
            };
            let body = org.bodies.iter().find(|body| body.unit == cell.key);
            assert_eq!(now(Role::Secretary), 1, "{}", cell.name);
            assert_eq!(now(Role::Deputy), usize::from(official >= 9), "{}", cell.name);
            assert_eq!(body.is_some(), official >= 9, "{}", cell.name);
            assert_eq!(
                org.followings
                    .iter()
                    .filter(|following| following.cell == cell.key)
                    .count(),
                1
            );
        }
        for group in org.units.iter().filter(|unit| unit.kind == UnitKind::Group) {
            assert!(
                org.roles
                    .iter()
                    .any(|grant| grant.unit == group.key && grant.role == Role::GroupLeader)
            );
        }
        let size = |key: &str| {
            org.bodies
                .iter()
                .find(|body| body.key == key)
                .map_or(0, |body| body.members.len())
        };
        assert_eq!(
            (size("ban-chap-hanh"), size("ban-thuong-vu"), size("chi-uy-phieng-don")),
            (29, 9, 3)
        );
        for body in &org.bodies {
            let members: BTreeSet<_> = body.members.iter().collect();
            assert_eq!(members.len(), body.members.len());
            assert!(members.iter().all(|key| org.person(key).is_some()));
        }
        assert_eq!(org.accounts.len(), 10);
        for account in &org.accounts {
            let person = org.person(&account.person).expect("the account is somebody's");
            assert_eq!(person.phone.as_deref(), Some(account.phone.as_str()));
        }
    });
}

#[test]
fn meetings_hold_together() {
    each(|org, today| {
        let tonight = &org.meetings[0];
        assert_eq!(tonight.starts, today.and_hms_opt(19, 30, 0).expect("a time of day"));
        assert_eq!(tonight.agenda.len(), 6);
        assert!(tonight.agenda.iter().map(|item| item.minutes).sum::<u16>() >= 90);
        let mut starts = BTreeSet::new();
        for meeting in &org.meetings {
            assert!(starts.insert(meeting.starts));
            let ended = meeting.ends.is_some();
            assert_eq!(ended, meeting.state != MeetingState::Announced);
            assert_eq!(ended, meeting.starts.date() < today);
            assert!(meeting.announced < meeting.starts && meeting.announced.date() < today);
            let persons = [&meeting.chair, &meeting.announced_by]
                .into_iter()
                .chain(&meeting.minute_taker)
                .chain(&meeting.tellers)
                .chain(&meeting.follower)
                .chain(meeting.attendance.iter().map(|row| &row.person))
                .chain(meeting.agenda.iter().flat_map(|item| &item.presenter))
                .chain(
                    meeting
                        .agenda
                        .iter()
                        .flat_map(|item| item.notes.iter().map(|note| &note.speaker)),
                );
            for key in persons {
                assert!(org.person(key).is_some(), "{key} in {}", meeting.title);
            }
            for attached in &meeting.papers {
                assert!(paper(attached.paper).is_some());
                assert!(
                    attached
                        .item
                        .is_none_or(|item| (1..=meeting.agenda.len()).contains(&item))
                );
                assert!(attached.circulated >= meeting.announced || ended);
                assert!(attached.circulated <= meeting.starts - chrono::Days::new(1));
            }
            if ended {
                assert_eq!(meeting.attendance.len(), 22, "{}", meeting.title);
                assert_eq!(
                    meeting.score.iter().map(|score| u32::from(score.most)).sum::<u32>(),
                    100
                );
                assert!(meeting.score.iter().all(|score| score.given <= score.most));
            }
            let present: BTreeSet<_> = meeting
                .attendance
                .iter()
                .filter(|row| matches!(row.presence, Presence::Room | Presence::Online))
                .map(|row| &row.person)
                .collect();
            for vote in meeting.agenda.iter().filter_map(|item| item.vote.as_ref()) {
                assert_eq!(vote.ballots.is_empty(), !ended);
                assert!(vote.ballots.iter().all(|ballot| present.contains(&ballot.person)));
                assert!(!ended || vote.count(Choice::For) * 2 > 20);
            }
        }
        let last = &org.meetings[1];
        let counts: Vec<_> = last
            .agenda
            .iter()
            .filter_map(|item| item.vote.as_ref())
            .map(|vote| {
                [
                    vote.count(Choice::For),
                    vote.count(Choice::Against),
                    vote.count(Choice::Abstain),
                ]
            })
            .collect();
        assert_eq!(counts, [[16, 1, 1], [18, 0, 0]]);
        assert_eq!(last.score.iter().map(|score| u32::from(score.given)).sum::<u32>(), 92);
        for task in &org.tasks {
            assert!(org.person(task.owner).is_some() && task.given_by == last.key);
            assert!(
                task.due <= today && task.done_on.is_none_or(|done| done <= today),
                "{} on {today}",
                task.key
            );
        }
        for circulation in &org.circulations {
            assert!(paper(circulation.paper).is_some() && circulation.recipients.len() == 12);
            assert!(org.person(circulation.signer).is_some() && org.person(circulation.sent_by).is_some());
        }
    });
}

#[test]
fn papers_are_what_they_say() {
    for paper in papers() {
        let magic: &[u8] = if paper.file_name.ends_with(".pdf") {
            b"%PDF-"
        } else {
            b"PK\x03\x04"
        };
        assert!(paper.bytes.starts_with(magic), "{}", paper.file_name);
        assert!((10_000..150_000).contains(&paper.bytes.len()), "{}", paper.file_name);
    }
    assert!(
        papers()
            .iter()
            .filter(|paper| paper.media_type == "application/pdf")
            .count()
            >= 3
    );
    assert!(
        papers()
            .iter()
            .filter(|paper| paper.file_name.ends_with(".docx"))
            .count()
            >= 2
    );
}

#[test]
fn every_text_is_composed() {
    let org = organisation(SEED, day(2026, 12, 3));
    // Debug escapes combining marks; look for them in what is written, and at names as they are.
    let all = format!("{org:?}");
    assert!(is_nfc(&all) && !all.contains("\\u{3"));
    assert!(org.people.iter().all(|person| is_nfc(&person.name())));
}
