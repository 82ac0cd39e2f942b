//! Every kind of ballot: made, cast, declared, and told by the minutes.

use crate::evening::{
    cast_marks, come, declaration, fields, in_session, make_and_open, meeting_of, officials, phones_in_secret,
    question, secretly,
};
use crate::world::{World, who};
use domain::ids::{AgendaItemId, MeetingId, PersonId, VoteId};
use domain::policy::Caller;
use domain::ports::{Archive, Meetings, Voting};
use domain::rule::{Channel, Matter};
use domain::vote::{BallotForm, Cap, Declaration, NextRound, Outcome, VoteForm};
use text::Text;

struct Evening {
    world: World,
    meeting: MeetingId,
    item: AgendaItemId,
    people: Vec<PersonId>,
}

impl Evening {
    /// All twenty are here.
    async fn new(secret: Option<Matter>) -> Self {
        let world = World::new().await;
        if let Some(matter) = secret {
            phones_in_secret(&world, matter).await;
        }
        let (meeting, [_, item]) = in_session(&world).await;
        let people = officials(&world);
        come(&world, meeting, &people).await;
        Self {
            world,
            meeting,
            item,
            people,
        }
    }

    async fn open(&self, form: VoteForm) -> VoteId {
        let secretary = self.world.caller(who::SECRETARY);
        make_and_open(&self.world, &secretary, self.item, form).await.unwrap()
    }

    /// So many voters each with these marks, from the first on; then closes.
    async fn result(&self, vote: VoteId, ballots: &[(usize, &[u8])]) -> Declaration {
        let all = ballots
            .iter()
            .flat_map(|(times, marks)| (0..*times).map(move |_| *marks));
        for (person, marks) in self.people.iter().zip(all) {
            cast_marks(&self.world, vote, *person, marks).await.unwrap();
        }
        let secretary = self.world.caller(who::SECRETARY);
        self.world.services.close(&secretary, vote).await.unwrap();
        declaration(&self.world, vote).await
    }

    /// The minutes tell every line of these results.
    async fn minutes_tell(&self, results: &[Declaration]) {
        let secretary = self.world.caller(who::SECRETARY);
        self.world.services.end_session(&secretary, self.meeting).await.unwrap();
        let minutes = Archive::minutes(&self.world.services, &secretary, self.meeting).await;
        let body = minutes.unwrap().content.body;
        let t = Text::vietnamese();
        for result in results {
            let lines = (0..result.layout.places()).map(|place| t.vote_place_line(result, place));
            let more = [t.vote_next_round_line(result), t.vote_cap_line(result)];
            for line in lines.chain(more.into_iter().flatten()) {
                assert!(body.contains(&line), "{line:?} is not in {body}");
            }
        }
        assert!(self.world.broken().await.is_empty());
    }
}

fn list(form: VoteForm, kind: &str, options: &[&str], most: u32) -> VoteForm {
    VoteForm {
        ballot: kind.into(),
        options: options.join("\r\n"),
        most: most.to_string(),
        ..form
    }
}

fn counts(result: &Declaration, mark: u8) -> Vec<u32> {
    let places = 0..result.layout.places();
    places.map(|place| result.tally.count(place, mark)).collect()
}

#[tokio::test]
async fn one_of_a_list() {
    let e = Evening::new(None).await;
    let form = || list(question("ordinary_resolution"), "choose_one", &["Xuân", "Hạ", "Thu"], 1);
    let vote = e.open(form()).await;
    // As the page sends it: the number of the line.
    let meeting = meeting_of(&e.world, vote).await;
    let picked = |pick: &str| BallotForm {
        key: "key-of-the-last".into(),
        fields: [("pick".to_owned(), pick.to_owned())].into(),
    };
    let last = Caller::Person(e.people[19]);
    for wrong in ["3", "-1", "Hạ"] {
        let refused = e.world.services.cast(&last, meeting, vote, picked(wrong)).await;
        assert_eq!(fields(refused), ["pick"], "{wrong}");
    }
    e.world.services.cast(&last, meeting, vote, picked("2")).await.unwrap();
    let two = cast_marks(&e.world, vote, e.people[0], &[1, 1, 0]).await;
    assert_eq!(fields(two), ["pick"]);
    let first = e
        .result(vote, &[(7, &[1, 0, 0]), (11, &[0, 1, 0]), (1, &[0, 0, 0])])
        .await;
    assert_eq!((counts(&first, 1), first.tally.blank), (vec![7, 11, 1], 1));
    assert_eq!(
        (first.outcome, first.given.clone()),
        (Outcome::Passed, vec![None, Some(1), None])
    );

    // Nobody has more than half of twenty.
    let vote = e.open(form()).await;
    let second = e.result(vote, &[(10, &[1, 0, 0]), (9, &[0, 1, 0])]).await;
    assert_eq!(second.outcome, Outcome::NextRound);
    e.minutes_tell(&[first, second]).await;
}

#[tokio::test]
async fn up_to_two_of_a_list() {
    let e = Evening::new(None).await;
    let names = ["Xuân", "Hạ", "Thu", "Đông"];
    let vote = e.open(list(question("ordinary_resolution"), "choose", &names, 2)).await;
    let three = cast_marks(&e.world, vote, e.people[0], &[1, 1, 1, 0]).await;
    assert_eq!(fields(three), ["marks"]);
    let result = e
        .result(vote, &[(12, &[1, 1, 0, 0]), (5, &[0, 0, 1, 1]), (2, &[1, 0, 0, 0])])
        .await;
    assert_eq!(counts(&result, 1), [14, 12, 5, 5]);
    assert_eq!(result.outcome, Outcome::Passed);
    assert_eq!(result.given, [Some(1), Some(1), None, None]);
    e.minutes_tell(&[result]).await;
}

#[tokio::test]
async fn an_election_with_a_tie_goes_on_with_those_who_are_tied() {
    let e = Evening::new(Some(Matter::Election)).await;
    let secret = || secretly("election", &[Channel::Phone]);
    let vote = e.open(list(secret(), "election", &["An", "Bình", "Chi"], 2)).await;
    let ballots: [(usize, &[u8]); 4] = [(8, &[1, 1, 0]), (8, &[1, 0, 1]), (3, &[0, 1, 1]), (1, &[0, 0, 0])];
    let first = e.result(vote, &ballots).await;
    assert_eq!((counts(&first, 1), first.tally.blank), (vec![16, 11, 11], 1));
    assert_eq!(
        (first.outcome, first.given.clone()),
        (Outcome::NextRound, vec![Some(1), None, None])
    );
    let next = NextRound {
        seats: 1,
        candidates: vec![1, 2],
    };
    assert_eq!(first.next_round, Some(next));

    let vote = e.open(list(secret(), "election", &["Bình", "Chi"], 1)).await;
    let second = e.result(vote, &[(11, &[1, 0]), (9, &[0, 1])]).await;
    assert_eq!(
        (second.outcome, second.given.clone(), second.next_round.clone()),
        (Outcome::Passed, vec![Some(1), None], None)
    );
    // More than half is asked for, not the most.
    let vote = e.open(list(secret(), "election", &["Dũng"], 1)).await;
    let third = e.result(vote, &[(10, &[1]), (10, &[0])]).await;
    assert_eq!((third.outcome, third.given.clone()), (Outcome::NextRound, vec![None]));
    e.minutes_tell(&[first, second, third]).await;
}

#[tokio::test]
async fn confidence_has_three_levels_and_no_line_to_pass() {
    let e = Evening::new(Some(Matter::Confidence)).await;
    let vote = e
        .open(list(
            secretly("confidence", &[Channel::Phone]),
            "confidence",
            &["An", "Bình"],
            1,
        ))
        .await;
    let beyond = cast_marks(&e.world, vote, e.people[0], &[4, 1]).await;
    assert_eq!(fields(beyond), ["m0"]);
    let result = e.result(vote, &[(9, &[1, 2]), (7, &[2, 3]), (4, &[3, 0])]).await;
    assert_eq!(result.tally.marks, [[9, 7, 4], [0, 9, 7]]);
    assert_eq!(
        (result.outcome, result.given.clone()),
        (Outcome::Noted, vec![None, None])
    );
    e.minutes_tell(&[result]).await;
}

#[tokio::test]
async fn a_rating_keeps_to_its_cap() {
    let e = Evening::new(None).await;
    let names = ["An", "Bình", "Chi", "Dũng", "Én", "Giang"];
    let form = || list(question("yearly_rating"), "rating", &names, 1);
    let vote = e.open(form()).await;
    let beyond = cast_marks(&e.world, vote, e.people[0], &[5, 1, 1, 1, 1, 1]).await;
    assert_eq!(fields(beyond), ["m0"]);
    let two = e
        .result(vote, &[(12, &[1, 1, 2, 2, 3, 4]), (8, &[2, 2, 2, 2, 2, 2])])
        .await;
    assert_eq!(two.cap, Some(Cap { excellent: 2, most: 1 }), "a fifth of six");
    assert_eq!(two.outcome, Outcome::CapExceeded);

    let vote = e.open(form()).await;
    let one = e
        .result(vote, &[(11, &[1, 2, 2, 2, 3, 4]), (9, &[2, 1, 2, 2, 2, 2])])
        .await;
    assert_eq!(one.cap, Some(Cap { excellent: 1, most: 1 }));
    let levels: Vec<Option<u8>> = vec![Some(1), Some(2), Some(2), Some(2), Some(3), Some(4)];
    assert_eq!((one.outcome, one.given.clone()), (Outcome::Passed, levels));
    e.minutes_tell(&[two, one]).await;
}

#[tokio::test]
async fn a_form_that_makes_no_ballot_says_where_it_is_wrong() {
    let e = Evening::new(None).await;
    let secretary = e.world.caller(who::SECRETARY);
    let ordinary = || question("ordinary_resolution");
    for (form, field) in [
        (list(ordinary(), "election", &["An", "Bình"], 1), "ballot"),
        (list(ordinary(), "show_of_hands", &["An", "Bình"], 1), "ballot"),
        (list(ordinary(), "choose_one", &["An"], 1), "options"),
        (list(ordinary(), "choose", &["An", "an"], 1), "options"),
        (list(ordinary(), "choose", &["An", "Bình"], 3), "most"),
        (list(ordinary(), "choose", &["An", "Bình"], 0), "most"),
        (list(question("election"), "", &["An"], 2), "most"),
    ] {
        let made = e.world.services.prepare(&secretary, e.item, form.clone()).await;
        assert_eq!(fields(made), [field], "{form:?}");
    }
}
