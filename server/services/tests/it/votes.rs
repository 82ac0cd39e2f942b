//! Voting: the base, who may, once only, races.

use crate::evening::{cast, come, fault, fields, in_session, make_and_open, mark, officials, open_vote};
use crate::world::{World, who};
use domain::ballot::Marks;
use domain::ids::{MeetingId, PersonId, VoteId};
use domain::meeting::{ItemForm, MeetingView, OpenForm, ReasonForm};
use domain::member::StatusForm;
use domain::policy::Caller;
use domain::ports::{Meetings, Organisation, Voting};
use domain::rule::{Channel, Matter};
use domain::vote::{BallotForm, Cast, Choice, DraftForm, Outcome, OwnBallot, State, StateKind, VoteForm};
use domain::{Error, Fault};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use store::entity::{audit_entry, open_ballot};
use store::{Tx, audit};

fn key(person: PersonId) -> String {
    format!("key-of-{person}")
}

async fn meeting_of(world: &World, meeting: MeetingId) -> MeetingView {
    Meetings::view(&world.services, &world.caller(who::SECRETARY), meeting)
        .await
        .unwrap()
}

async fn ballots(world: &World, vote: VoteId) -> u64 {
    let tx = Tx::read(&world.db);
    open_ballot::Entity::find()
        .filter(open_ballot::Column::VoteId.eq(vote.0))
        .count(&tx.conn())
        .await
        .unwrap()
}

/// 22 members, 20 official, 17 of them here.
async fn seventeen_here(world: &World) -> (MeetingId, domain::ids::AgendaItemId, Vec<PersonId>) {
    let (meeting, [_, item]) = in_session(world).await;
    let here = officials(world)[..17].to_vec();
    come(world, meeting, &here).await;
    come(
        world,
        meeting,
        &world.members(crate::evening::CELL, demo::Status::Probationary),
    )
    .await;
    (meeting, item, here)
}

#[tokio::test]
async fn of_twenty_official_members_with_three_absent_the_base_is_twenty() {
    let world = World::new().await;
    let (meeting, item, here) = seventeen_here(&world).await;
    let services = &world.services;
    let secretary = world.caller(who::SECRETARY);
    let vote = open_vote(&world, item, "admission").await.unwrap();

    let member = Caller::Person(here[3]);
    let before = Voting::view(services, &member, vote).await.unwrap();
    assert_eq!(
        (before.parts.official, before.parts.official_absent, before.parts.joined),
        (20, 3, 0)
    );
    assert_eq!(
        (before.needed, before.own, before.can_close),
        (14, OwnBallot::Waiting, false)
    );
    assert!(before.waiting.is_empty() && before.key.len() == 36);
    let open = services.home(&member).await.unwrap().open_votes;
    assert_eq!((open.len(), open[0].id, open[0].checked_in), (1, vote, true));

    for (place, person) in here.iter().enumerate() {
        let choice = match place {
            0..13 => "yes",
            13..15 => "no",
            _ => "abstain",
        };
        assert_eq!(
            cast(&world, vote, *person, choice, &key(*person)).await.unwrap(),
            Cast::Recorded
        );
        // Before the end nobody reads how it stands.
        let line = &meeting_of(&world, meeting).await.items[1].votes[0];
        assert_eq!(line.declaration, None);
    }
    assert!(services.home(&member).await.unwrap().open_votes.is_empty());
    services.close(&secretary, vote).await.unwrap();

    let after = Voting::view(services, &member, vote).await.unwrap();
    let State::Declared { declaration, .. } = &after.state else {
        panic!("not declared: {:?}", after.state)
    };
    let counts = Choice::ALL.iter().map(|choice| declaration.tally.of(*choice));
    assert_eq!(counts.collect::<Vec<_>>(), [13, 2, 2]);
    assert_eq!((declaration.parts.base(), declaration.parts.official_absent), (20, 3));
    assert_eq!(
        (declaration.needed, declaration.outcome),
        (14, Outcome::Failed),
        "13 of 17 is not 14 of 20"
    );
    assert_eq!(declaration.rule.confirmed_by, None);
    assert_eq!(
        (after.own, after.named.len(), after.key.as_str()),
        (OwnBallot::Recorded, 17, "")
    );
    let line = meeting_of(&world, meeting).await.items[1].votes[0].clone();
    assert_eq!(
        (line.state, line.base, line.cast, line.recorded),
        (StateKind::Declared, 20, 17, Some(Channel::Phone))
    );

    // No entry tells who voted, let alone how.
    let tx = Tx::read(&world.db);
    let entries = audit_entry::Entity::find().all(&tx.conn()).await.unwrap();
    assert!(entries.iter().all(|entry| entry.action != "CastBallot"));
    let chain = domain::audit::Chain::Vote(vote).name();
    assert!(audit::is_intact(&tx, &chain).await.unwrap());
    assert!(
        entries
            .iter()
            .any(|entry| entry.chain == chain && entry.detail.contains("official=20 absent=3 joined=0 needed=14"))
    );
}

#[tokio::test]
async fn one_person_has_one_ballot() {
    let world = World::new().await;
    let (meeting, item, here) = seventeen_here(&world).await;
    let vote = open_vote(&world, item, "admission").await.unwrap();
    let (one, absent) = (here[3], officials(&world)[19]);
    assert_eq!(
        cast(&world, vote, one, "yes", "first-key").await.unwrap(),
        Cast::Recorded
    );
    assert_eq!(
        cast(&world, vote, one, "no", "first-key").await.unwrap(),
        Cast::AlreadyRecorded
    );
    assert_eq!(
        fault(cast(&world, vote, one, "no", "other-key").await),
        Fault::AlreadyVoted
    );
    assert_eq!(
        fault(cast(&world, vote, absent, "no", "absent-key").await),
        Fault::NotCheckedIn
    );
    let probationer = world.members(crate::evening::CELL, demo::Status::Probationary)[0];
    assert_eq!(
        fault(cast(&world, vote, probationer, "yes", "young-key").await),
        Fault::NotOnRoll
    );
    assert_eq!(fields(cast(&world, vote, here[2], "yes", "short").await), ["key"]);
    assert_eq!(fields(cast(&world, vote, here[2], "4", "long-enough").await), ["m0"]);
    assert_eq!(
        fields(cast(&world, vote, here[2], "maybe", "long-enough").await),
        ["m0"]
    );
    for stranger in [who::OTHER_SECRETARY, who::ADMINISTRATOR, who::COMMITTEE_SECRETARY] {
        let stranger = world.person(stranger);
        let result = cast(&world, vote, stranger, "yes", "stranger-key").await;
        assert!(matches!(result, Err(Error::NotFound)), "{result:?}");
    }
    // Whoever comes late is on the roll already.
    mark(&world, meeting, absent, "room").await.unwrap();
    assert_eq!(
        cast(&world, vote, absent, "no", "absent-key").await.unwrap(),
        Cast::Recorded
    );

    let secretary = world.caller(who::SECRETARY);
    assert!(matches!(
        world.services.close(&Caller::Person(one), vote).await,
        Err(Error::Forbidden)
    ));
    let waiting = Voting::view(&world.services, &secretary, vote).await.unwrap().waiting;
    assert_eq!(waiting.len(), 16, "here, may vote, has not");
    world.services.close(&secretary, vote).await.unwrap();
    assert_eq!(
        fault(cast(&world, vote, here[2], "yes", "late-key").await),
        Fault::VoteClosed
    );
    assert_eq!(
        cast(&world, vote, one, "yes", "first-key").await.unwrap(),
        Cast::AlreadyRecorded
    );
    assert_eq!(ballots(&world, vote).await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_devices_at_once_leave_one_ballot() {
    let world = World::new().await;
    let (meeting, item, here) = seventeen_here(&world).await;
    let vote = open_vote(&world, item, "admission").await.unwrap();
    let tries = here.iter().flat_map(|person| {
        ["phone", "phone", "tablet"].map(|device| {
            let (services, person) = (world.services.clone(), *person);
            tokio::spawn(async move {
                let form = BallotForm::of(format!("{device}-of-{person}"), &[1]);
                services.cast(&Caller::Person(person), meeting, vote, form).await
            })
        })
    });
    let mut recorded = 0;
    for attempt in tries.collect::<Vec<_>>() {
        match attempt.await.unwrap() {
            Ok(Cast::Recorded) => recorded += 1,
            Ok(Cast::AlreadyRecorded) => {}
            refused => assert_eq!(fault(refused), Fault::AlreadyVoted),
        }
    }
    assert_eq!((recorded, ballots(&world, vote).await), (17, 17));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn casts_that_race_with_closing_are_counted_or_refused() {
    let world = World::new().await;
    let (meeting, item, here) = seventeen_here(&world).await;
    let vote = open_vote(&world, item, "admission").await.unwrap();
    let casts: Vec<_> = here
        .iter()
        .map(|person| {
            let (services, person) = (world.services.clone(), *person);
            tokio::spawn(async move {
                let form = BallotForm::of(key(person), &[1]);
                services.cast(&Caller::Person(person), meeting, vote, form).await
            })
        })
        .collect();
    let closings: Vec<_> = (0..2)
        .map(|_| {
            let (services, secretary) = (world.services.clone(), world.caller(who::SECRETARY));
            tokio::spawn(async move { services.close(&secretary, vote).await })
        })
        .collect();
    let mut recorded = 0;
    for attempt in casts {
        match attempt.await.unwrap() {
            Ok(_) => recorded += 1,
            refused => assert_eq!(fault(refused), Fault::VoteClosed),
        }
    }
    let mut closed = 0;
    for closing in closings {
        match closing.await.unwrap() {
            Ok(()) => closed += 1,
            refused => assert_eq!(fault(refused), Fault::VoteClosed),
        }
    }
    assert_eq!(closed, 1);
    let view = Voting::view(&world.services, &world.caller(who::SECRETARY), vote)
        .await
        .unwrap();
    let State::Declared { declaration, .. } = view.state else {
        panic!("not declared")
    };
    assert_eq!(u64::from(declaration.tally.of(Choice::Yes)), recorded);
    assert_eq!(ballots(&world, vote).await, recorded);
}

#[tokio::test]
async fn a_vote_does_not_open_where_it_must_not() {
    let world = World::new().await;
    let (meeting, [first, item]) = crate::evening::announced(&world).await;
    assert_eq!(
        fault(open_vote(&world, item, "admission").await),
        Fault::MeetingNotInSession
    );
    crate::evening::evening(&world);
    let secretary = world.caller(who::SECRETARY);
    world
        .services
        .open_session(&secretary, meeting, OpenForm::all_the_same())
        .await
        .unwrap();
    let people = officials(&world);
    come(&world, meeting, &people[..13]).await;
    let fault_13 = Fault::NoQuorum {
        present: 13,
        needed: 14,
        summoned: 20,
    };
    assert_eq!(fault(open_vote(&world, item, "admission").await), fault_13);
    come(&world, meeting, &people[13..14]).await;
    let openly = VoteForm {
        secrecy: "open".into(),
        ..crate::evening::question("discipline")
    };
    assert_eq!(
        fields(make_and_open(&world, &secretary, item, openly).await),
        ["secrecy"]
    );
    // Where the rule leaves the choice about a person, somebody makes it; in a matter of no person nobody need.
    let silent = |matter| VoteForm {
        secrecy: "rule".into(),
        ..crate::evening::question(matter)
    };
    let refused = make_and_open(&world, &secretary, item, silent("admission")).await;
    assert_eq!(fields(refused), ["secrecy"]);
    let ordinary = world
        .services
        .prepare(&secretary, item, silent("ordinary_resolution"))
        .await;
    let ordinary = Voting::view(&world.services, &secretary, ordinary.unwrap())
        .await
        .unwrap();
    assert!(!ordinary.terms.secret && ordinary.hindrance.is_none());
    // By itself it is secret, on paper, and paper needs tellers.
    assert_eq!(
        fault(open_vote(&world, item, "discipline").await),
        Fault::TellersMissing { needed: 2 }
    );
    assert_eq!(fields(open_vote(&world, item, "nothing").await), ["matter"]);
    let member = Caller::Person(people[5]);
    let refused = make_and_open(&world, &member, item, crate::evening::question("admission")).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    let stranger = world.caller(who::OTHER_SECRETARY);
    let refused = make_and_open(&world, &stranger, item, crate::evening::question("admission")).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    assert!(
        meeting_of(&world, meeting)
            .await
            .items
            .iter()
            .flat_map(|item| &item.votes)
            .all(|vote| vote.state == StateKind::Draft)
    );

    let vote = open_vote(&world, item, "admission").await.unwrap();
    assert_eq!(fault(open_vote(&world, item, "admission").await), Fault::VoteStillOpen);
    open_vote(&world, first, "presidium").await.unwrap();
    assert_eq!(
        fault(world.services.end_session(&secretary, meeting).await),
        Fault::VoteStillOpen
    );

    // Annulled with its reason, and repeated as a new vote.
    let reason = ReasonForm {
        reason: "Nhầm câu hỏi".into(),
    };
    assert_eq!(
        fields(world.services.annul(&secretary, vote, ReasonForm::default()).await),
        ["reason"]
    );
    world.services.annul(&secretary, vote, reason.clone()).await.unwrap();
    // Pressed twice it is annulled once; another reason comes too late.
    world.services.annul(&secretary, vote, reason).await.unwrap();
    let other = ReasonForm {
        reason: "Lý do khác".into(),
    };
    assert_eq!(
        fault(world.services.annul(&secretary, vote, other).await),
        Fault::VoteClosed
    );
    assert_eq!(fault(world.services.close(&secretary, vote).await), Fault::VoteClosed);
    assert_eq!(
        fault(cast(&world, vote, people[0], "yes", "some-key").await),
        Fault::VoteClosed
    );
    let again = open_vote(&world, item, "admission").await.unwrap();
    assert_ne!(again, vote);
    let votes = &meeting_of(&world, meeting).await.items[1].votes;
    let undone = |state| votes.iter().filter(|vote| vote.state == state).count();
    assert_eq!((undone(StateKind::Annulled), undone(StateKind::Open)), (1, 1));
}

#[tokio::test]
async fn an_exempt_member_joins_the_base_when_he_comes_and_votes() {
    let world = World::new().await;
    let services = &world.services;
    let secretary = world.caller(who::SECRETARY);
    let old = world.person("lo-van-un");
    let form = StatusForm {
        unit: world.unit(crate::evening::CELL).to_string(),
        status: "exempt".into(),
        on: world.clock.today().to_string(),
    };
    services.change_status(&secretary, old, form).await.unwrap();
    let (meeting, [_, item]) = in_session(&world).await;
    let mut people = officials(&world);
    people.retain(|person| *person != old);
    assert_eq!(
        meeting_of(&world, meeting).await.turnout.summoned,
        21,
        "exempt and absent"
    );
    come(&world, meeting, &people).await;
    let vote = open_vote(&world, item, "admission").await.unwrap();
    let parts = Voting::view(services, &secretary, vote).await.unwrap().parts;
    assert_eq!((parts.official, parts.joined), (19, 0));
    come(&world, meeting, &[old]).await;
    assert_eq!(
        Voting::view(services, &secretary, vote).await.unwrap().parts.base(),
        19,
        "here, but has not voted"
    );
    cast(&world, vote, old, "yes", "old-member").await.unwrap();
    services.close(&secretary, vote).await.unwrap();
    let view = Voting::view(services, &secretary, vote).await.unwrap();
    assert_eq!((view.parts.official, view.parts.joined, view.needed), (19, 1, 14));
    assert_eq!(view.named, [("Lò Văn Ún".to_owned(), Marks::of(Choice::Yes))]);
}

#[tokio::test]
async fn what_is_about_people_is_not_voted_on_as_another_matter() {
    let world = World::new().await;
    let (meeting, people) = {
        let (meeting, _, people) = seventeen_here(&world).await;
        (meeting, people)
    };
    let secretary = Caller::Person(people[0]);
    let form = ItemForm {
        matter: "admission".into(),
        ..crate::evening::item("Xét kết nạp quần chúng ưu tú")
    };
    let item = world.services.add_item(&secretary, meeting, form).await.unwrap();
    let other = open_vote(&world, item, "ordinary_resolution").await;
    let matter = Matter::Admission;
    match other {
        Err(Error::Invalid(problems)) => {
            let found: Vec<_> = problems.into_iter().map(|p| (p.field, p.fault)).collect();
            assert_eq!(found, [("matter", Fault::MatterOfItem { matter })]);
        }
        other => panic!("{other:?}"),
    }
    open_vote(&world, item, "admission").await.unwrap();
}

#[tokio::test]
async fn a_draft_does_not_open_once_its_item_is_about_people() {
    let world = World::new().await;
    let (meeting, [_, item]) = crate::evening::announced(&world).await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let question = crate::evening::question("ordinary_resolution");
    let draft = services.prepare(&secretary, item, question).await.unwrap();
    let named = ItemForm {
        matter: "admission".into(),
        ..crate::evening::item("Xét kết nạp")
    };
    services.edit_item(&secretary, meeting, item, named).await.unwrap();
    crate::evening::evening(&world);
    let sure = OpenForm::all_the_same();
    services.open_session(&secretary, meeting, sure).await.unwrap();
    let refused = Voting::open(services, &secretary, draft, DraftForm::default()).await;
    let matter = Matter::Admission;
    assert_eq!(fault(refused), Fault::MatterOfItem { matter });
}

#[tokio::test]
async fn a_draft_can_be_changed_until_it_opens() {
    let world = World::new().await;
    let (meeting, [_, item]) = in_session(&world).await;
    come(&world, meeting, &officials(&world)).await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let form = crate::evening::question("ordinary_resolution");
    let draft = services.prepare(&secretary, item, form.clone()).await.unwrap();
    let better = VoteForm {
        question: "Đồng ý nghị quyết tháng 12".into(),
        minutes: "5".into(),
        ..form
    };
    let missing = VoteForm {
        question: String::new(),
        ..better.clone()
    };
    assert_eq!(
        fields(Voting::edit(services, &secretary, draft, missing).await),
        ["question"]
    );
    let unfit = VoteForm {
        matter: "admission".into(),
        ballot: "election".into(),
        options: "Lò Văn Dũng".into(),
        most: "1".into(),
        ..better.clone()
    };
    assert_eq!(
        fields(Voting::edit(services, &secretary, draft, unfit).await),
        ["ballot"]
    );
    for stranger in [who::MEMBER, who::OTHER_SECRETARY] {
        let refused = Voting::edit(services, &world.caller(stranger), draft, better.clone()).await;
        assert!(matches!(refused, Err(Error::NotFound | Error::Forbidden)), "{stranger}");
    }
    Voting::edit(services, &secretary, draft, better.clone()).await.unwrap();
    let view = Voting::view(services, &secretary, draft).await.unwrap();
    assert_eq!(
        (view.terms.question.as_str(), view.minutes),
        ("Đồng ý nghị quyết tháng 12", Some(5))
    );

    // Nobody opens, overwrites or throws away what another window has made of it.
    let first = domain::vote::terms_sha256(&view.terms);
    let again = VoteForm {
        question: "Đồng ý nghị quyết tháng 12 năm 2026".into(),
        ..better.clone()
    };
    Voting::edit(services, &secretary, draft, again).await.unwrap();
    let stale = VoteForm {
        terms: first.clone(),
        ..better.clone()
    };
    assert_eq!(
        fault(Voting::edit(services, &secretary, draft, stale).await),
        Fault::ChangedMeanwhile
    );
    let stale = DraftForm { terms: first };
    assert_eq!(
        fault(Voting::open(services, &secretary, draft, stale).await),
        Fault::ChangedMeanwhile
    );
    assert_eq!(
        fault(cast(&world, draft, officials(&world)[3], "yes", "a-key-of-mine").await),
        Fault::NotOnRoll
    );
    Voting::open(services, &secretary, draft, DraftForm::default())
        .await
        .unwrap();
    assert_eq!(fault(services.discard(&secretary, draft).await), Fault::VoteNotDraft);
    assert_eq!(
        fault(Voting::edit(services, &secretary, draft, better).await),
        Fault::VoteNotDraft
    );

    services.end_session(&secretary, meeting).await.unwrap_err();
    Voting::close(services, &secretary, draft).await.unwrap();
    let late = services
        .prepare(&secretary, item, crate::evening::question("ordinary_resolution"))
        .await
        .unwrap();
    services.end_session(&secretary, meeting).await.unwrap();
    let edit = crate::evening::question("ordinary_resolution");
    assert_eq!(
        fault(Voting::edit(services, &secretary, late, edit).await),
        Fault::MeetingNotChangeable
    );
    services.discard(&secretary, late).await.unwrap();
}

/// Somebody who knows a draft's address sends ballots for it while it is changed and opened: none that was read against
/// the draft may count under what it has become.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ballot_read_against_a_draft_never_counts() {
    let world = World::new().await;
    let (meeting, [_, item]) = in_session(&world).await;
    let people = officials(&world);
    come(&world, meeting, &people).await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    for round in 0..8 {
        let motion = crate::evening::question("ordinary_resolution");
        let draft = services.prepare(&secretary, item, motion.clone()).await.unwrap();
        let list = VoteForm {
            ballot: "choose".into(),
            options: "Phương án một\nPhương án hai".into(),
            most: "1".into(),
            ..motion
        };
        // No opinion on a motion; no mark at all on a list.
        let abstain = [3];
        let voters = people[1..6].iter().map(|person| {
            let (services, person) = (services.clone(), *person);
            tokio::spawn(async move {
                let mut taken = 0;
                for attempt in 0..40 {
                    let form = BallotForm::of(format!("round-{round}-{attempt}-{person}"), &abstain);
                    taken += usize::from(
                        services
                            .cast(&Caller::Person(person), meeting, draft, form)
                            .await
                            .is_ok(),
                    );
                }
                taken
            })
        });
        let voters: Vec<_> = voters.collect();
        Voting::edit(services, &secretary, draft, list).await.unwrap();
        Voting::open(services, &secretary, draft, DraftForm::default())
            .await
            .unwrap();
        for voter in voters {
            assert_eq!(voter.await.unwrap(), 0, "round {round}");
        }
        Voting::close(services, &secretary, draft).await.unwrap();
        let view = Voting::view(services, &secretary, draft).await.unwrap();
        assert_eq!(view.state.declaration().unwrap().tally.ballots(), 0);
    }
}

#[tokio::test]
async fn pressed_twice_a_vote_opens_once_and_a_draft_is_saved_once() {
    let world = World::new().await;
    let (meeting, [_, item]) = in_session(&world).await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    come(&world, meeting, &officials(&world)).await;
    let vote = Voting::prepare(services, &secretary, item, crate::evening::question("admission"))
        .await
        .unwrap();
    let read = Voting::view(services, &secretary, vote).await.unwrap();
    let terms = domain::vote::terms_sha256(&read.terms);
    let edited = VoteForm {
        question: "Đồng ý kết nạp đồng chí Lò Văn Mới?".into(),
        terms: terms.clone(),
        ..crate::evening::question("admission")
    };
    for _ in 0..2 {
        Voting::edit(services, &secretary, vote, edited.clone()).await.unwrap();
    }
    let read = Voting::view(services, &secretary, vote).await.unwrap();
    let form = DraftForm {
        terms: domain::vote::terms_sha256(&read.terms),
    };
    for _ in 0..2 {
        Voting::open(services, &secretary, vote, form.clone()).await.unwrap();
    }
    let stale = DraftForm { terms };
    assert_eq!(
        fault(Voting::open(services, &secretary, vote, stale).await),
        Fault::VoteStillOpen
    );
}
