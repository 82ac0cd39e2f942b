//! Paper: one roll for both channels, two who count, and a difference that nobody can talk away.

use crate::evening::{
    cast_marks, come, counted, declaration, fault, fields, in_session, make_and_open, name_tellers, officials, paper,
    question, secretly, state, state_kind,
};
use crate::world::{World, who};
use domain::audit::Chain;
use domain::ballot::{Choice, Tally};
use domain::ids::{AgendaItemId, MeetingId, PersonId, VoteId};
use domain::meeting::{PersonRef, ReplyForm, TellersForm};
use domain::policy::{ActionKind, Caller};
use domain::ports::{Meetings, Voting};
use domain::rule::Channel;
use domain::vote::{CountForm, Outcome, OwnBallot, PaperSide, State, StateKind, VoteForm};
use domain::{Error, Fault, Result};
use sea_orm::EntityTrait;
use store::Tx;
use store::entity::audit_entry;

/// Eighteen are here, two of them tellers; an open vote takes phones and paper.
struct Evening {
    world: World,
    meeting: MeetingId,
    item: AgendaItemId,
    people: Vec<PersonId>,
    tellers: [PersonId; 2],
}

impl Evening {
    async fn new() -> Self {
        let world = World::new().await;
        let (meeting, [_, item]) = in_session(&world).await;
        let people = officials(&world);
        come(&world, meeting, &people[..18]).await;
        let tellers = [people[16], people[17]];
        name_tellers(&world, meeting, tellers).await;
        Self {
            world,
            meeting,
            item,
            people,
            tellers,
        }
    }

    async fn open(&self) -> VoteId {
        let form = VoteForm {
            phone: "yes".into(),
            paper: "yes".into(),
            ..question("admission")
        };
        make_and_open(&self.world, &self.world.caller(who::SECRETARY), self.item, form)
            .await
            .unwrap()
    }

    async fn give(&self, vote: VoteId, to: PersonId) -> Result<()> {
        paper(&self.world, self.tellers[0], vote, to, "given").await
    }

    async fn close(&self, vote: VoteId) -> Result<()> {
        let secretary = self.world.caller(who::SECRETARY);
        self.world.services.close(&secretary, vote).await
    }

    async fn count(&self, teller: PersonId, vote: VoteId, form: CountForm) -> Result<()> {
        self.world.services.count(&Caller::Person(teller), vote, form).await
    }

    async fn declare(&self, vote: VoteId) -> Result<()> {
        let secretary = self.world.caller(who::SECRETARY);
        self.world.services.declare(&secretary, vote).await
    }

    /// How many entries tell of paper that was given out or came back.
    async fn told(&self, vote: VoteId) -> usize {
        let chain = Chain::Vote(vote).name();
        let tx = Tx::read(&self.world.db);
        let entries = audit_entry::Entity::find().all(&tx.conn()).await.unwrap();
        let of_paper =
            |entry: &&audit_entry::Model| entry.chain == chain && entry.action == ActionKind::GivePaper.name();
        entries.iter().filter(of_paper).count()
    }

    async fn side(&self, reader: PersonId, vote: VoteId) -> Option<PaperSide> {
        let view = Voting::view(&self.world.services, &Caller::Person(reader), vote).await;
        view.unwrap().paper
    }
}

#[tokio::test]
async fn paper_and_phone_share_one_roll() {
    let e = Evening::new().await;
    let vote = e.open().await;
    let (one, other, absent) = (e.people[3], e.people[4], e.people[19]);
    let own = async |person| {
        Voting::view(&e.world.services, &Caller::Person(person), vote)
            .await
            .unwrap()
            .own
    };
    cast_marks(&e.world, vote, one, &[1]).await.unwrap();
    assert_eq!(fault(e.give(vote, one).await), Fault::VotedOnScreen);
    e.give(vote, other).await.unwrap();
    assert_eq!(own(other).await, OwnBallot::OnPaper);
    assert_eq!(
        fault(cast_marks(&e.world, vote, other, &[1]).await),
        Fault::AlreadyVoted
    );
    // Both tellers tapped the same name.
    paper(&e.world, e.tellers[1], vote, other, "given").await.unwrap();
    assert_eq!(e.side(e.tellers[0], vote).await.unwrap().issued, 1);

    // What is taken back is free again; a ballot from a screen is nobody's to take back. What changes nothing, the
    // audit does not tell.
    paper(&e.world, e.tellers[1], vote, other, "back").await.unwrap();
    let told = e.told(vote).await;
    paper(&e.world, e.tellers[1], vote, other, "back").await.unwrap();
    paper(&e.world, e.tellers[0], vote, one, "back").await.unwrap();
    assert_eq!((told, e.told(vote).await), (2, 2));
    assert_eq!(
        (own(one).await, own(other).await),
        (OwnBallot::Recorded, OwnBallot::Waiting)
    );
    cast_marks(&e.world, vote, other, &[2]).await.unwrap();

    assert_eq!(fault(e.give(vote, absent).await), Fault::NotHereYet);
    let stranger = e.world.person(who::OTHER_SECRETARY);
    assert_eq!(fault(e.give(vote, stranger).await), Fault::NotOnRoll);
    assert_eq!(fields(paper(&e.world, e.tellers[0], vote, one, "sold").await), ["what"]);
    // Tellers give paper, also to each other; the chair and the members do not.
    e.give(vote, e.tellers[1]).await.unwrap();
    for by in [e.people[0], e.people[5]] {
        let refused = paper(&e.world, by, vote, e.people[6], "given").await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
    let roll = e.side(e.tellers[0], vote).await.unwrap().roll;
    let channel = |person| roll.iter().find(|entry| entry.person == person).unwrap().channel;
    assert_eq!(
        [channel(one), channel(e.tellers[1]), channel(absent)],
        [Some(Channel::Phone), Some(Channel::Paper), None]
    );
    assert_eq!(roll.len(), 20);
    e.close(vote).await.unwrap();
    assert_eq!(fault(e.give(vote, e.people[6]).await), Fault::VoteClosed);
    let back = paper(&e.world, e.tellers[0], vote, e.tellers[1], "back").await;
    assert_eq!(fault(back), Fault::VoteClosed);
}

#[tokio::test]
async fn paper_goes_to_everybody_who_is_left_at_once() {
    let e = Evening::new().await;
    let vote = e.open().await;
    let rest = async |by: PersonId| {
        let form = domain::vote::Marking {
            what: "rest".into(),
            ..Default::default()
        };
        e.world.services.mark(&Caller::Person(by), vote, form).await
    };
    for person in &e.people[..3] {
        cast_marks(&e.world, vote, *person, &[1]).await.unwrap();
    }
    e.give(vote, e.people[3]).await.unwrap();
    for by in [e.people[0], e.people[5]] {
        let refused = rest(by).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
    // Twenty on the roll: three have voted, one has paper, two are away; twice makes no difference.
    rest(e.tellers[1]).await.unwrap();
    rest(e.tellers[0]).await.unwrap();
    let side = e.side(e.tellers[0], vote).await.unwrap();
    let on = |channel: Option<Channel>| side.roll.iter().filter(|entry| entry.channel == channel).count();
    assert_eq!(
        (
            side.issued,
            on(Some(Channel::Paper)),
            on(Some(Channel::Phone)),
            on(None)
        ),
        (15, 15, 3, 2)
    );
    let seen = Meetings::view(&e.world.services, &Caller::Person(e.people[3]), e.meeting)
        .await
        .unwrap();
    let line = &seen.items[1].votes[0];
    assert_eq!(line.recorded, Some(Channel::Paper));
    // Somebody who has none in hand after all votes by phone.
    paper(&e.world, e.tellers[0], vote, e.people[7], "back").await.unwrap();
    cast_marks(&e.world, vote, e.people[7], &[2]).await.unwrap();
    e.close(vote).await.unwrap();
    assert_eq!(fault(rest(e.tellers[0]).await), Fault::VoteClosed);
}

#[tokio::test]
async fn two_who_count_apart_and_agree_declare_both_channels() {
    let e = Evening::new().await;
    let vote = e.open().await;
    for person in &e.people[..8] {
        cast_marks(&e.world, vote, *person, &[1]).await.unwrap();
    }
    for person in &e.people[8..14] {
        e.give(vote, *person).await.unwrap();
    }
    let figures = || counted(5, 1, 0, &[&[3, 1, 0]]);
    assert_eq!(
        fault(e.count(e.tellers[0], vote, figures()).await),
        Fault::VoteStillRunning
    );
    assert_eq!(fault(e.declare(vote).await), Fault::VoteStillRunning);
    e.close(vote).await.unwrap();
    let State::Closed { electronic, .. } = state(&e.world, vote).await else {
        panic!("papers are still to be counted")
    };
    assert_eq!(
        (electronic.valid, electronic.of(Choice::Yes)),
        (0, 0),
        "how the screens stand is told with the papers"
    );
    assert_eq!(fault(e.declare(vote).await), Fault::CountsMissing);

    // Who may not count: the chair, a member, a stranger.
    for by in [e.people[0], e.people[5]] {
        let refused = e.count(by, vote, figures()).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
    let refused = e.count(e.world.person(who::OTHER_SECRETARY), vote, figures()).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");

    // Figures must be possible: they add up, and no more came back than was given out.
    for (form, field) in [
        (counted(7, 0, 0, &[&[7, 0, 0]]), "returned"),
        (counted(5, 0, 0, &[&[6, 0, 0]]), "marks"),
        (counted(5, 0, 0, &[&[3, 1, 0]]), "marks"),
        (counted(2, 3, 0, &[&[0, 0, 0]]), "blank"),
        (counted(2, 0, 0, &[&[0, 0, 0]]), "marks"),
    ] {
        assert_eq!(
            fields(e.count(e.tellers[0], vote, form.clone()).await),
            [field],
            "{form:?}"
        );
    }
    let more = CountForm {
        returned: "6".into(),
        ..figures()
    };
    assert_eq!(fields(e.count(e.tellers[0], vote, more).await), ["returned"]);
    // Everything that does not fit is said at once, with the figures that were typed.
    let wrong = CountForm {
        returned: "4".into(),
        ..counted(5, 0, 0, &[&[3, 1, 0]])
    };
    let Err(Error::Invalid(problems)) = e.count(e.tellers[0], vote, wrong).await else {
        panic!("4 are not 5, and 4 marks are not 5 ballots")
    };
    let t = text::Text::vietnamese();
    let said: Vec<String> = problems.iter().map(|problem| t.fault(&problem.fault)).collect();
    assert!(
        said[0].contains("Thu về 4 phiếu, nhưng hợp lệ 5 cộng không hợp lệ 0 là 5"),
        "{said:?}"
    );
    assert!(
        said[1].contains("Cộng các số đã chọn được 4, phải đúng bằng 5"),
        "{said:?}"
    );

    // One alone declares nothing, and what he wrote is his own until both have written.
    e.count(e.tellers[0], vote, counted(5, 1, 0, &[&[4, 0, 0]]))
        .await
        .unwrap();
    assert_eq!(fault(e.declare(vote).await), Fault::CountsMissing);
    let seen = async |reader| {
        let side = e.side(reader, vote).await.unwrap();
        (side.entered, side.counts.len(), side.agreed)
    };
    assert_eq!(seen(e.tellers[0]).await, (1, 1, false));
    assert_eq!(seen(e.tellers[1]).await, (1, 0, false));
    assert_eq!(seen(e.people[0]).await, (1, 0, false), "nor does the chair read it");
    assert!(e.side(e.people[5], vote).await.is_none());

    e.count(e.tellers[1], vote, figures()).await.unwrap();
    assert_eq!(seen(e.tellers[0]).await, (2, 2, false));
    assert_eq!(fault(e.declare(vote).await), Fault::CountsDiffer);
    assert_eq!(state_kind(&e.world, vote).await, StateKind::Closed);
    // They count once more.
    e.count(e.tellers[0], vote, figures()).await.unwrap();
    assert_eq!(seen(e.people[0]).await, (2, 2, true));
    for by in [e.people[5], e.tellers[0]] {
        let refused = e.world.services.declare(&Caller::Person(by), vote).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
    e.declare(vote).await.unwrap();

    let result = declaration(&e.world, vote).await;
    let expected = Tally {
        valid: 13,
        blank: 1,
        invalid: 0,
        marks: vec![vec![11, 1, 0]],
    };
    assert_eq!(result.tally, expected);
    assert_eq!(
        (result.parts.official, result.parts.official_absent, result.parts.joined),
        (20, 2, 0)
    );
    assert_eq!((result.needed, result.outcome), (14, Outcome::Failed));
    assert_eq!(fault(e.declare(vote).await), Fault::VoteClosed);
    assert_eq!(
        fault(e.count(e.tellers[0], vote, figures()).await),
        Fault::VoteClosed,
        "nobody counts anew once it is declared"
    );
    assert!(e.world.broken().await.is_empty());
}

#[tokio::test]
async fn a_teller_who_is_replaced_leaves_no_figures_behind() {
    let e = Evening::new().await;
    let vote = e.open().await;
    for person in &e.people[1..5] {
        e.give(vote, *person).await.unwrap();
    }
    e.close(vote).await.unwrap();
    let right = || counted(4, 0, 0, &[&[4, 0, 0]]);
    e.count(e.tellers[0], vote, counted(3, 0, 1, &[&[3, 0, 0]]))
        .await
        .unwrap();
    e.count(e.tellers[1], vote, right()).await.unwrap();
    assert_eq!(fault(e.declare(vote).await), Fault::CountsDiffer);
    let next = e.people[10];
    name_tellers(&e.world, e.meeting, [e.tellers[1], next]).await;
    let refused = e.count(e.tellers[0], vote, right()).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    assert_eq!(fault(e.declare(vote).await), Fault::CountsMissing);
    e.count(next, vote, right()).await.unwrap();
    // Whoever takes the minutes instead counts nothing either.
    let taker = PersonRef {
        person: next.to_string(),
    };
    let secretary = e.world.caller(who::SECRETARY);
    let services = &e.world.services;
    services.set_minute_taker(&secretary, e.meeting, taker).await.unwrap();
    assert_eq!(fault(e.declare(vote).await), Fault::CountsMissing);
    let last = e.people[9];
    name_tellers(&e.world, e.meeting, [e.tellers[1], last]).await;
    e.count(last, vote, right()).await.unwrap();
    e.declare(vote).await.unwrap();
    assert_eq!(declaration(&e.world, vote).await.tally.of(Choice::Yes), 4);
    // Once it is declared the figures stay whoever counts the next.
    name_tellers(&e.world, e.meeting, [e.people[11], e.people[12]]).await;
    assert!(e.world.broken().await.is_empty());
}

#[tokio::test]
async fn the_chair_is_no_teller_and_one_teller_is_not_two() {
    let e = Evening::new().await;
    let (services, secretary) = (&e.world.services, e.world.caller(who::SECRETARY));
    let named = async |first: PersonId, second: &str| {
        let form = TellersForm {
            first: first.to_string(),
            second: second.to_owned(),
        };
        services.set_tellers(&secretary, e.meeting, form).await
    };
    assert_eq!(fields(named(e.people[0], &e.people[5].to_string()).await), ["first"]);
    assert_eq!(fields(named(e.people[5], &e.people[5].to_string()).await), ["second"]);
    named(e.people[5], "").await.unwrap();
    let form = VoteForm {
        paper: "yes".into(),
        ..question("admission")
    };
    let refused = make_and_open(&e.world, &secretary, e.item, form).await;
    assert_eq!(fault(refused), Fault::TellersMissing { needed: 2 });
}

#[tokio::test]
async fn a_vote_without_a_paper_given_out_is_declared_as_it_closes() {
    let e = Evening::new().await;
    let vote = e.open().await;
    cast_marks(&e.world, vote, e.people[1], &[1]).await.unwrap();
    e.give(vote, e.people[2]).await.unwrap();
    paper(&e.world, e.tellers[0], vote, e.people[2], "back").await.unwrap();
    e.close(vote).await.unwrap();
    assert_eq!(declaration(&e.world, vote).await.tally.valid, 1);
}

#[tokio::test]
async fn a_secret_vote_on_paper_alone_takes_no_phone() {
    let e = Evening::new().await;
    let secretary = e.world.caller(who::SECRETARY);
    let vote = make_and_open(&e.world, &secretary, e.item, secretly("discipline", &[]))
        .await
        .unwrap();
    assert_eq!(
        fields(cast_marks(&e.world, vote, e.people[1], &[1]).await),
        ["m0"],
        "the rule knows paper only"
    );
    for person in &e.people[..15] {
        e.give(vote, *person).await.unwrap();
    }
    e.close(vote).await.unwrap();
    for teller in e.tellers {
        // One paper never came back.
        let form = counted(13, 0, 1, &[&[12, 1, 0]]);
        e.count(teller, vote, form).await.unwrap();
    }
    e.declare(vote).await.unwrap();
    let result = declaration(&e.world, vote).await;
    assert_eq!((result.tally.ballots(), result.tally.of(Choice::Yes)), (14, 12));
    assert_eq!((result.needed, result.outcome), (11, Outcome::Passed));
    assert!(e.world.broken().await.is_empty());
}

#[tokio::test]
async fn the_chair_is_told_that_a_teller_stands_on_the_ballot() {
    let e = Evening::new().await;
    let services = &e.world.services;
    let secretary = e.world.caller(who::SECRETARY);
    let lines = services.participants(&secretary, e.meeting).await.unwrap();
    let name = |person: PersonId| lines.iter().find(|line| line.person == person).unwrap().name.clone();
    let (teller, other) = (name(e.tellers[0]), name(e.people[3]));
    let told = async |options: String, by: &Caller| {
        let form = VoteForm {
            ballot: "election".into(),
            options,
            most: "1".into(),
            ..secretly("election", &[])
        };
        let vote = services.prepare(&secretary, e.item, form).await.unwrap();
        let view = Voting::view(services, by, vote).await;
        view.map(|view| view.counts_himself)
    };
    let listed = format!("{other}\nĐồng chí {}, phó bí thư", teller.to_uppercase());
    assert_eq!(told(listed.clone(), &secretary).await.unwrap(), [teller]);
    assert_eq!(
        told(format!("{other}\nVì Văn Khác"), &secretary).await.unwrap(),
        [""; 0]
    );
    // A draft is the chair's own.
    let read = told(listed, &Caller::Person(e.people[5])).await;
    assert!(matches!(read, Err(Error::NotFound)), "{read:?}");
}

#[tokio::test]
async fn an_excuse_is_an_absence_on_the_tellers_roll_as_well() {
    let e = Evening::new().await;
    let excused = e.people[19];
    let form = ReplyForm {
        reply: "excused".into(),
        reason: "ốm".into(),
    };
    e.world
        .services
        .reply(&Caller::Person(excused), e.meeting, form)
        .await
        .unwrap();
    let vote = e.open().await;
    let roll = e.side(e.tellers[0], vote).await.unwrap().roll;
    let absent = |person| roll.iter().find(|entry| entry.person == person).unwrap().absent;
    assert_eq!(
        (absent(excused), absent(e.people[18]), absent(e.people[3])),
        (true, false, false)
    );
}

#[tokio::test]
async fn home_tells_a_teller_what_to_count_and_then_who_has_minutes_to_finish() {
    let evening = Evening::new().await;
    let services = &evening.world.services;
    let home = async |person: PersonId| services.home(&Caller::Person(person)).await.unwrap();
    let vote = evening.open().await;
    let [teller, _] = evening.tellers;
    let waiting = home(teller).await.to_count;
    assert_eq!(waiting.iter().map(|line| line.id).collect::<Vec<_>>(), [vote]);
    let (voter, secretary) = (evening.people[3], evening.people[0]);
    assert!(home(voter).await.to_count.is_empty());
    evening.close(vote).await.unwrap();
    assert!(home(teller).await.to_count.is_empty(), "no paper was given out");

    assert!(home(secretary).await.to_finish.is_empty());
    let run = Caller::Person(secretary);
    services.end_session(&run, evening.meeting).await.unwrap();
    let finish = home(secretary).await.to_finish;
    assert_eq!(finish.iter().map(|line| line.id).collect::<Vec<_>>(), [evening.meeting]);
    assert!(home(voter).await.to_finish.is_empty());
}
