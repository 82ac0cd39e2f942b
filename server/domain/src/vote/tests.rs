//! The rules of votes, by example and by property.

use super::*;
use crate::ballot::Marks;
use crate::ids::RuleId;
use crate::rule::{self, Channels};
use proptest::prelude::*;
use uuid::Uuid;

fn rule_of(matter: Matter) -> Rule {
    let seed = rule::SEED.iter().find(|seed| seed.matter == matter).unwrap();
    Rule {
        secrecy: Secrecy::Either,
        secret_channels: Channels::of(Channel::ALL),
        ..seed.rule(RuleId(Uuid::nil()))
    }
}

fn motion(yes: u32, no: u32, abstain: u32) -> Tally {
    let mut tally = Tally::empty(&Layout::motion());
    for (choice, times) in [(Choice::Yes, yes), (Choice::No, no), (Choice::Abstain, abstain)] {
        tally.add(&Marks::of(choice), times);
    }
    tally
}

fn picks(kind: Kind, counts: &[u32], most: u32) -> (Layout, Tally) {
    let names = (0..counts.len()).map(|n| format!("Ứng viên {n}")).collect();
    let layout = Layout::new(kind, names, most).unwrap();
    let mut tally = Tally::empty(&layout);
    tally.valid = 20;
    tally.marks = counts.iter().map(|count| vec![*count]).collect();
    (layout, tally)
}

fn twenty() -> BaseParts {
    BaseParts {
        official: 20,
        official_absent: 3,
        joined: 0,
    }
}

fn elected(counts: &[u32], seats: u32) -> Declaration {
    let (layout, tally) = picks(Kind::Election, counts, seats);
    declare(layout, tally, twenty(), rule_of(Matter::Election))
}

fn chosen(declaration: &Declaration) -> Vec<usize> {
    let given = declaration.given.iter().enumerate();
    given
        .filter(|(_, mark)| **mark == Some(1))
        .map(|(place, _)| place)
        .collect()
}

#[test]
fn twenty_two_members_three_official_absent_is_base_twenty() {
    let people = (0..20)
        .map(|_| Status::Official)
        .chain([Status::Probationary, Status::Probationary]);
    let lines: Vec<_> = people
        .filter_map(|status| roll_line(PersonId(Uuid::nil()), status))
        .collect();
    assert_eq!(lines.iter().filter(|line| line.in_base).count(), 20);
    let declared = declare(Layout::motion(), motion(13, 2, 2), twenty(), rule_of(Matter::Admission));
    assert_eq!(
        (declared.parts.base(), declared.needed, declared.outcome),
        (20, 14, Outcome::Failed)
    );
    assert!(quorum(&declared.rule, 17, 20).is_ok());
    assert_eq!(
        quorum(&declared.rule, 13, 20),
        Err(Fault::NoQuorum {
            present: 13,
            needed: 14,
            summoned: 20
        })
    );
}

#[test]
fn exactly_half_fails_more_than_half() {
    let rule = rule_of(Matter::OrdinaryResolution);
    let outcome = |yes| declare(Layout::motion(), motion(yes, 0, 0), twenty(), rule.clone()).outcome;
    assert_eq!(outcome(10), Outcome::Failed);
    assert_eq!(outcome(11), Outcome::Passed);
}

#[test]
fn an_exempt_member_who_votes_joins_the_base() {
    let parts = BaseParts { joined: 1, ..twenty() };
    let declared = declare(
        Layout::motion(),
        motion(11, 0, 0),
        parts,
        rule_of(Matter::OrdinaryResolution),
    );
    assert_eq!((declared.parts.base(), declared.needed), (21, 11));
    assert_eq!(declared.outcome, Outcome::Passed);
}

#[test]
fn the_highest_of_those_who_pass_fill_the_seats() {
    let declared = elected(&[12, 17, 11, 15], 3);
    assert_eq!(chosen(&declared), [0, 1, 3]);
    assert_eq!((declared.outcome, declared.next_round), (Outcome::Passed, None));
}

#[test]
fn too_few_who_pass_leave_seats_to_a_next_round() {
    let declared = elected(&[16, 10, 9, 3, 2], 3);
    assert_eq!(chosen(&declared), [0], "ten of twenty is not more than half");
    assert_eq!(declared.outcome, Outcome::NextRound);
    // Two seats, 30 % of two is none, but there is one more than seats.
    assert_eq!(
        declared.next_round,
        Some(NextRound {
            seats: 2,
            candidates: vec![1, 2, 3]
        })
    );
}

#[test]
fn a_tie_at_the_last_seat_goes_to_the_tied_alone() {
    let declared = elected(&[18, 12, 12, 11], 2);
    assert_eq!(chosen(&declared), [0]);
    assert_eq!(
        declared.next_round,
        Some(NextRound {
            seats: 1,
            candidates: vec![1, 2]
        })
    );
    let all = elected(&[12, 12, 12], 2);
    assert!(chosen(&all).is_empty());
    assert_eq!(
        all.next_round,
        Some(NextRound {
            seats: 2,
            candidates: vec![0, 1, 2]
        })
    );
}

#[test]
fn equal_counts_at_the_cut_of_the_next_round_all_stay() {
    let declared = elected(&[9, 5, 5, 5, 1], 1);
    assert_eq!(
        declared.next_round,
        Some(NextRound {
            seats: 1,
            candidates: vec![0, 1, 2, 3]
        })
    );
}

#[test]
fn who_chooses_up_to_k_need_not_fill_k() {
    let (layout, tally) = picks(Kind::Choose, &[15, 4, 3], 2);
    let declared = declare(layout, tally, twenty(), rule_of(Matter::OrdinaryResolution));
    assert_eq!((declared.outcome, chosen(&declared)), (Outcome::Passed, vec![0]));
    let (layout, tally) = picks(Kind::ChooseOne, &[9, 8, 3], 1);
    let declared = declare(layout, tally, twenty(), rule_of(Matter::OrdinaryResolution));
    assert_eq!(declared.outcome, Outcome::NextRound);
}

#[test]
fn a_confidence_vote_is_counted_and_draws_no_line() {
    let layout = Layout::new(Kind::Confidence, vec!["A".into(), "B".into()], 1).unwrap();
    let mut tally = Tally::empty(&layout);
    tally.add(&Marks::decode("13", &layout).unwrap(), 9);
    tally.add(&Marks::decode("22", &layout).unwrap(), 8);
    let declared = declare(layout, tally, twenty(), rule_of(Matter::Confidence));
    assert_eq!(declared.outcome, Outcome::Noted);
    assert_eq!(declared.given, [None, None]);
    assert_eq!((declared.tally.count(0, 1), declared.tally.count(1, 3)), (9, 9));
}

#[test]
fn a_fifth_may_be_excellent_and_not_one_more() {
    let rate = |excellent: usize| {
        let layout = Layout::new(Kind::Rating, (0..20).map(|n| n.to_string()).collect(), 1).unwrap();
        let marks: String = (0..20).map(|n| if n < excellent { '1' } else { '2' }).collect();
        let mut tally = Tally::empty(&layout);
        tally.add(&Marks::decode(&marks, &layout).unwrap(), 17);
        declare(layout, tally, twenty(), rule_of(Matter::YearlyRating))
    };
    let within = rate(4);
    assert_eq!(within.outcome, Outcome::Passed);
    assert_eq!(within.given[3], Some(1));
    assert_eq!(within.given[4], Some(2));
    let beyond = rate(5);
    assert_eq!(beyond.outcome, Outcome::CapExceeded);
    let cap = beyond.cap.unwrap();
    assert_eq!((cap.excellent, cap.most), (5, 4));
}

#[test]
fn a_ballot_is_taken_once() {
    let fresh = RollStanding {
        may_vote: true,
        ballot_key: None,
    };
    let cast = RollStanding {
        may_vote: true,
        ballot_key: Some("first".into()),
    };
    let (open, closed) = (StateKind::Open, StateKind::Declared);
    assert_eq!(receive(open, Some(&fresh), true, "first"), Ok(None));
    assert_eq!(receive(open, Some(&fresh), false, "first"), Err(Fault::NotCheckedIn));
    assert_eq!(receive(open, None, true, "first"), Err(Fault::NotOnRoll));
    assert_eq!(
        receive(open, Some(&cast), true, "first"),
        Ok(Some(Cast::AlreadyRecorded))
    );
    assert_eq!(receive(open, Some(&cast), true, "second"), Err(Fault::AlreadyVoted));
    assert_eq!(
        receive(StateKind::Draft, Some(&fresh), true, "first"),
        Err(Fault::VoteNotOpen)
    );
    for closed in [StateKind::Closed, closed, StateKind::Annulled] {
        assert_eq!(receive(closed, Some(&fresh), true, "first"), Err(Fault::VoteClosed));
        assert_eq!(receive(closed, Some(&cast), true, "second"), Err(Fault::VoteClosed));
        assert_eq!(
            receive(closed, Some(&cast), false, "first"),
            Ok(Some(Cast::AlreadyRecorded))
        );
    }
}

fn terms(secret: bool, channels: &[Channel]) -> Terms {
    Terms {
        question: "Kết nạp".into(),
        matter: Matter::Admission,
        layout: Layout::motion(),
        secret,
        channels: Channels::of(channels),
        names_shown: false,
    }
}

fn there(official: u32, present: u32) -> There {
    There {
        tablets: 0,
        official,
        official_present: present,
        voters_present: present,
        tellers: 2,
    }
}

#[test]
fn a_vote_opens_only_as_its_rule_allows() {
    let rule = rule_of(Matter::Admission);
    let open = terms(false, &[Channel::Phone]);
    assert_eq!(
        may_open(&open, &rule, there(2, 2)),
        Err(Fault::TooFewOfficials { least: 3 })
    );
    assert!(may_open(&open, &rule, there(3, 2)).is_ok());
    assert!(matches!(
        may_open(&open, &rule, there(3, 1)),
        Err(Fault::NoQuorum { .. })
    ));
    let only = |secrecy| Rule {
        secrecy,
        ..rule.clone()
    };
    let secret = terms(true, &[Channel::Phone]);
    assert_eq!(
        may_open(&open, &only(Secrecy::Secret), there(20, 20)),
        Err(Fault::SecretBallotNeeded)
    );
    assert_eq!(
        may_open(&secret, &only(Secrecy::Open), there(20, 20)),
        Err(Fault::OpenVoteNeeded)
    );
    let paper = Rule {
        secret_channels: Channels::of(&[Channel::Paper]),
        ..rule.clone()
    };
    assert_eq!(may_open(&secret, &paper, there(20, 20)), Err(Fault::ChannelNotAllowed));
    assert!(may_open(&open, &paper, there(20, 20)).is_ok(), "open votes take phones");
    assert!(may_open(&terms(true, &[Channel::Paper]), &paper, there(20, 20)).is_ok());
    assert_eq!(
        may_open(
            &terms(true, &[Channel::Paper]),
            &paper,
            There {
                tellers: 1,
                ..there(20, 20)
            }
        ),
        Err(Fault::TellersMissing { needed: 2 })
    );
    let by_tablet = terms(false, &[Channel::Phone, Channel::Assisted]);
    assert_eq!(may_open(&by_tablet, &rule, there(20, 20)), Err(Fault::TabletMissing));
    let registered = There {
        tablets: 1,
        ..there(20, 20)
    };
    assert!(may_open(&by_tablet, &rule, registered).is_ok());
    assert_eq!(
        may_open(&secret, &rule, there(3, 2)),
        Err(Fault::TooFewForSecret { present: 2, least: 3 })
    );
}

#[test]
fn a_channel_of_a_secret_ballot_brings_none_or_three() {
    assert!(channels_keep_secret(true, [0, 3]).is_ok());
    assert!(channels_keep_secret(false, [1, 2]).is_ok());
    for pair in [[2, 9], [9, 1]] {
        assert!(matches!(
            channels_keep_secret(true, pair),
            Err(Fault::ChannelTooSmall { .. })
        ));
    }
}

#[test]
fn two_tellers_must_agree() {
    let (one, other) = (motion(3, 0, 0), motion(2, 1, 0));
    assert_eq!(agreed(&[]), Err(Fault::CountsMissing));
    assert_eq!(agreed(std::slice::from_ref(&one)), Err(Fault::CountsMissing));
    assert_eq!(agreed(&[one.clone(), other]), Err(Fault::CountsDiffer));
    assert_eq!(agreed(&[one.clone(), one.clone()]), Ok(&one));
    assert!(paper_sound(&Layout::motion(), &one, 3).is_ok());
    let beyond = Fault::ReturnedBeyondIssued { returned: 3, issued: 2 };
    assert_eq!(paper_sound(&Layout::motion(), &one, 2), Err(beyond));
}

/// What may be done to a vote, as the transitions take it.
#[derive(Debug, Clone, Copy)]
enum Act {
    Open,
    Close,
    Declare,
    Annul,
}

proptest! {
    #[test]
    fn a_vote_moves_forward_only(acts in prop::collection::vec(prop_oneof![
        Just(Act::Open), Just(Act::Close), Just(Act::Declare), Just(Act::Annul)], 0..12)) {
        let now = DateTime::UNIX_EPOCH;
        let declaration = declare(Layout::motion(), motion(1, 0, 0), twenty(), rule_of(Matter::Admission));
        let mut state = State::Draft;
        for act in acts {
            let before = state.kind();
            let next = match act {
                Act::Open => state.clone().open(now, None),
                Act::Close => state.clone().close(now, motion(1, 0, 0)),
                Act::Declare => state.clone().declare(now, declaration.clone()),
                Act::Annul => state.clone().annul(now, "nhầm".into()),
            };
            let allowed = match (act, before) {
                (Act::Open, StateKind::Draft) => Some(StateKind::Open),
                (Act::Close, StateKind::Open) => Some(StateKind::Closed),
                (Act::Declare, StateKind::Closed) => Some(StateKind::Declared),
                (Act::Annul, StateKind::Annulled) => None,
                (Act::Annul, _) => Some(StateKind::Annulled),
                _ => None,
            };
            prop_assert_eq!(next.as_ref().ok().map(State::kind), allowed);
            if let Ok(next) = next {
                prop_assert!(next.kind() > before);
                state = next;
            }
        }
    }

    #[test]
    fn an_election_fills_seats_by_counts_and_never_too_many(counts in prop::collection::vec(0_u32..21, 1..9), seats in 1_u32..9) {
        let seats = seats.min(u32::try_from(counts.len()).unwrap());
        let declared = elected(&counts, seats);
        let chosen = chosen(&declared);
        prop_assert!(chosen.len() <= usize::try_from(seats).unwrap());
        let least = chosen.iter().map(|place| counts[*place]).min();
        for (place, count) in counts.iter().enumerate() {
            if chosen.contains(&place) {
                prop_assert!(*count > 10);
            } else if let Some(least) = least {
                // Nobody is passed over by somebody with fewer or as many.
                prop_assert!(*count < least);
            }
        }
        match &declared.next_round {
            None => prop_assert_eq!(chosen.len(), usize::try_from(seats).unwrap()),
            Some(next) => {
                prop_assert_eq!(usize::try_from(next.seats).unwrap(), usize::try_from(seats).unwrap() - chosen.len());
                prop_assert!(!next.candidates.is_empty());
                prop_assert!(next.candidates.iter().all(|place| !chosen.contains(place)));
            }
        }
    }
}

#[test]
fn a_field_of_another_ballot_is_no_blank_one() {
    let layout = Layout::motion();
    let with = |name: &str| BallotForm {
        key: "a-key-of-a-page".to_owned(),
        fields: [(name.to_owned(), "1".to_owned())].into(),
    };
    assert!(with("m0").marks(&layout).is_ok());
    for name in ["m1", "m00", "m99999999999999999999", "pick"] {
        assert!(with(name).marks(&layout).is_err(), "{name}");
    }
}

#[test]
fn what_is_wrong_is_told_in_the_order_of_the_page() {
    let form = VoteForm {
        matter: "election".into(),
        minutes: "mười".into(),
        ..VoteForm::default()
    };
    let Err(Error::Invalid(problems)) = form.read() else {
        panic!("nothing is filled in")
    };
    let fields: Vec<_> = problems.iter().map(|problem| problem.field).collect();
    assert_eq!(fields, ["question", "minutes", "options", "most"]);
}

#[test]
fn what_the_chosen_ballot_does_not_use_is_asked_about() {
    let read = |ballot: &str, options: &str, most: &str| {
        let form = VoteForm {
            question: "Làm gì trước?".into(),
            matter: "ordinary_resolution".into(),
            ballot: ballot.into(),
            options: options.into(),
            most: most.into(),
            ..VoteForm::default()
        };
        match form.read() {
            Ok(_) => Vec::new(),
            Err(Error::Invalid(problems)) => problems.into_iter().map(|p| (p.field, p.fault)).collect(),
            Err(other) => panic!("{other:?}"),
        }
    };
    let (list, one, several) = ("Đường\nĐiện\nNước", Kind::ChooseOne, Kind::Choose);
    let motion = Kind::Motion;
    assert_eq!(
        read(one.code(), list, "2"),
        [("most", Fault::MostNotUsed { kind: one })]
    );
    // One of a list is one.
    assert_eq!(read(one.code(), list, " 1 "), []);
    assert_eq!(read(one.code(), list, ""), []);
    assert_eq!(read(several.code(), list, "2"), []);
    // The usual ballot of the matter is a motion.
    assert_eq!(read("", list, ""), [("options", Fault::ListNotUsed { kind: motion })]);
    assert_eq!(
        read(motion.code(), list, "2"),
        [
            ("options", Fault::ListNotUsed { kind: motion }),
            ("most", Fault::MostNotUsed { kind: motion })
        ]
    );
    assert_eq!(read("", " \r\n", ""), []);
}

#[test]
fn a_figure_that_cannot_be_is_named_by_its_line() {
    let names = || {
        vec![
            "Lò Văn Dũng".to_owned(),
            "Hà Thị Liên".to_owned(),
            "Cầm Văn Thịnh".to_owned(),
        ]
    };
    let read = |layout: &Layout, figures: &[(&str, &str)]| {
        let form = CountForm {
            returned: "10".into(),
            valid: "10".into(),
            fields: figures
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            ..CountForm::default()
        };
        match form.read(layout) {
            Ok(_) => Vec::new(),
            Err(Error::Invalid(problems)) => problems.into_iter().map(|p| (p.field, p.fault)).collect(),
            Err(other) => panic!("{other:?}"),
        }
    };
    let beyond = |name: &str, marks| Fault::PlaceBeyondBallots {
        name: name.to_owned(),
        marks,
        ballots: 10,
    };
    let election = Layout::new(Kind::Election, names(), 2).unwrap();
    assert_eq!(
        read(&election, &[("m0_1", "9"), ("m1_1", "11"), ("m2_1", "12")]),
        [
            ("m1_1", beyond("Hà Thị Liên", 11)),
            ("m2_1", beyond("Cầm Văn Thịnh", 12))
        ]
    );
    let faults = read(&election, &[("m0_1", "9"), ("m1_1", "mười")]);
    assert_eq!(faults.iter().map(|(field, _)| *field).collect::<Vec<_>>(), ["m1_1"]);
    let confidence = Layout::new(Kind::Confidence, names(), 1).unwrap();
    assert_eq!(
        read(
            &confidence,
            &[("m0_1", "10"), ("m1_1", "6"), ("m1_3", "5"), ("m2_2", "10")]
        ),
        [("line1", beyond("Hà Thị Liên", 11))]
    );
    // Figures of another ballot's places are not passed over.
    for stray in ["m3_1", "m0_2", "m00_1", "m0_9", "m9"] {
        assert_eq!(
            read(&election, &[("m0_1", "9"), (stray, "1")]),
            [("marks", Fault::NotAChoice)],
            "{stray}"
        );
    }
    // Too many of all together are nobody's alone.
    let faults = read(&election, &[("m0_1", "10"), ("m1_1", "10"), ("m2_1", "1")]);
    assert_eq!(faults[0].0, "marks");
}
