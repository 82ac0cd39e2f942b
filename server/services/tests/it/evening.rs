//! A meeting of the cell Phiêng Đón, as far as a test wants it to have come.

use crate::world::{World, first_day, who};
use chrono::{Duration, NaiveTime};
use domain::clock::{self, Clock};
use domain::ids::{AgendaItemId, MeetingId, PersonId, VoteId};
use domain::meeting::{AttendanceForm, CheckInForm, ItemForm, MeetingForm, OpenForm, TellersForm};
use domain::policy::Caller;
use domain::ports::{Administration, Meetings, Voting};
use domain::rule::{Channel, Matter, RuleForm, SEED, Secrecy, Seed};
use domain::vote::{BallotForm, Cast, Choice, CountForm, Declaration, DraftForm, Marking, State, StateKind, VoteForm};
use domain::{Error, Fault, Result};
use std::collections::BTreeMap;
use std::fmt::Debug;

pub const CELL: &str = "phieng-don";

/// The frame of a meeting four days from now, 19:30.
pub fn frame() -> MeetingForm {
    MeetingForm {
        kind: "regular".into(),
        title: "Họp thường kỳ".into(),
        date: (first_day() + Duration::days(4)).to_string(),
        time: "19:30".into(),
        minutes: "90".into(),
        place: "Nhà văn hóa bản".into(),
        ..Default::default()
    }
}

pub fn item(title: &str) -> ItemForm {
    ItemForm {
        title: title.into(),
        kind: "discussion".into(),
        minutes: "15".into(),
        ..Default::default()
    }
}

/// A draft with two items.
pub async fn draft(world: &World) -> (MeetingId, [AgendaItemId; 2]) {
    let secretary = world.caller(who::SECRETARY);
    let services = &world.services;
    let meeting = Meetings::create(services, &secretary, world.unit(CELL), frame())
        .await
        .unwrap();
    let first = services.add_item(&secretary, meeting, item("Khai mạc")).await.unwrap();
    let second = services
        .add_item(&secretary, meeting, item("Xét kết nạp"))
        .await
        .unwrap();
    (meeting, [first, second])
}

pub async fn announced(world: &World) -> (MeetingId, [AgendaItemId; 2]) {
    let drafted = draft(world).await;
    let secretary = world.caller(who::SECRETARY);
    world.services.announce(&secretary, drafted.0).await.unwrap();
    drafted
}

/// The clock stands at 19:20 on the evening.
pub fn evening(world: &World) {
    let time = NaiveTime::from_hms_opt(19, 20, 0).unwrap();
    world.clock.set(clock::at(first_day() + Duration::days(4), time));
}

/// In session, with the secretary alone.
pub async fn in_session(world: &World) -> (MeetingId, [AgendaItemId; 2]) {
    let announced = announced(world).await;
    evening(world);
    let secretary = world.caller(who::SECRETARY);
    world
        .services
        .open_session(&secretary, announced.0, OpenForm::all_the_same())
        .await
        .unwrap();
    announced
}

/// The official members of the cell, the secretary first.
pub fn officials(world: &World) -> Vec<PersonId> {
    let secretary = world.person(who::SECRETARY);
    let mut all = world.members(CELL, demo::Status::Official);
    all.retain(|person| *person != secretary);
    all.insert(0, secretary);
    all
}

pub async fn come(world: &World, meeting: MeetingId, people: &[PersonId]) {
    for person in people {
        world
            .services
            .check_in(&Caller::Person(*person), meeting, CheckInForm::default())
            .await
            .unwrap();
    }
}

pub async fn mark(world: &World, meeting: MeetingId, person: PersonId, presence: &str) -> Result<()> {
    let form = AttendanceForm {
        person: person.to_string(),
        presence: presence.into(),
        ..Default::default()
    };
    let secretary = world.caller(who::SECRETARY);
    world.services.mark_attendance(&secretary, meeting, form).await
}

/// A question; openly where the rule of the seed leaves that to the meeting.
pub fn question(matter: &str) -> VoteForm {
    let of = |seed: &&Seed| seed.matter.code() == matter;
    let either = SEED.iter().find(of).is_some_and(|seed| seed.secrecy == Secrecy::Either);
    VoteForm {
        secrecy: if either { "open" } else { "" }.into(),
        question: "Đồng ý kết nạp?".into(),
        matter: matter.into(),
        names_shown: "yes".into(),
        ..VoteForm::default()
    }
}

pub async fn open_vote(world: &World, item: AgendaItemId, matter: &str) -> Result<VoteId> {
    let secretary = world.caller(who::SECRETARY);
    make_and_open(world, &secretary, item, question(matter)).await
}

/// A vote that is prepared and opened at once, as the form does it.
pub async fn make_and_open(world: &World, by: &Caller, item: AgendaItemId, form: VoteForm) -> Result<VoteId> {
    let vote = Voting::prepare(&world.services, by, item, form).await?;
    Voting::open(&world.services, by, vote, DraftForm::default()).await?;
    Ok(vote)
}

/// The meeting of a vote.
pub async fn meeting_of(world: &World, vote: VoteId) -> MeetingId {
    let found = store::votes::find(&store::Tx::read(&world.db), vote).await;
    found.unwrap().meeting
}

/// The mark of an answer's code; one that is none is sent as it is.
pub fn marks(choice: &str) -> BTreeMap<String, String> {
    let mark = Choice::from_code(choice).map_or_else(|| choice.to_owned(), |choice| choice.mark().to_string());
    BTreeMap::from([("m0".to_owned(), mark)])
}

pub async fn cast(world: &World, vote: VoteId, person: PersonId, choice: &str, key: &str) -> Result<Cast> {
    let form = BallotForm {
        key: key.into(),
        fields: marks(choice),
    };
    let meeting = meeting_of(world, vote).await;
    world.services.cast(&Caller::Person(person), meeting, vote, form).await
}

/// A ballot of marks, with a key that only its voter has.
pub async fn cast_marks(world: &World, vote: VoteId, person: PersonId, marks: &[u8]) -> Result<Cast> {
    let meeting = meeting_of(world, vote).await;
    let form = BallotForm::of(ballot_key(person), marks);
    world.services.cast(&Caller::Person(person), meeting, vote, form).await
}

pub fn ballot_key(person: PersonId) -> String {
    format!("key-of-{person}")
}

/// The committee lets phones into the secret ballots of a matter, from today.
pub async fn phones_in_secret(world: &World, matter: Matter) {
    screens_in_secret(world, matter, &[Channel::Phone]).await;
}

/// The committee lets these screens into the secret ballots of a matter, from today.
pub async fn screens_in_secret(world: &World, matter: Matter, channels: &[Channel]) {
    let lets = |channel| {
        if channels.contains(&channel) {
            "yes".to_owned()
        } else {
            String::new()
        }
    };
    let committee = world.caller(who::COMMITTEE_SECRETARY);
    let page = world.services.rules(&committee).await.unwrap();
    let rule = page
        .rules
        .into_iter()
        .find(|rule| rule.matter == matter && rule.valid_to.is_none())
        .unwrap();
    let part = |part: Option<domain::rule::Part>| part.map_or_else(String::new, |part| part.to_string());
    let form = RuleForm {
        numerator: rule.threshold.numerator.to_string(),
        denominator: rule.threshold.denominator.to_string(),
        strict: if rule.threshold.strict {
            "yes".into()
        } else {
            String::new()
        },
        secrecy: rule.secrecy.code().into(),
        secret_phone: lets(Channel::Phone),
        secret_assisted: lets(Channel::Assisted),
        surplus: part(rule.surplus),
        cap: part(rule.cap),
        source: rule.source,
        confirmed_by: String::new(),
        valid_from: world.clock.today().to_string(),
    };
    world.services.revise_rule(&committee, rule.id, form).await.unwrap();
}

/// A question that is put secretly, on these channels.
pub fn secretly(matter: &str, channels: &[Channel]) -> VoteForm {
    let ticked = |channel| {
        if channels.contains(&channel) {
            "yes".to_owned()
        } else {
            String::new()
        }
    };
    VoteForm {
        secrecy: "secret".into(),
        phone: ticked(Channel::Phone),
        paper: ticked(Channel::Paper),
        assisted: ticked(Channel::Assisted),
        ..question(matter)
    }
}

pub async fn name_tellers(world: &World, meeting: MeetingId, tellers: [PersonId; 2]) {
    let [first, second] = tellers.map(|teller| teller.to_string());
    let form = TellersForm { first, second };
    let secretary = world.caller(who::SECRETARY);
    world.services.set_tellers(&secretary, meeting, form).await.unwrap();
}

/// A teller gives a paper ballot (`given`) or takes it `back`.
pub async fn paper(world: &World, teller: PersonId, vote: VoteId, to: PersonId, what: &str) -> Result<()> {
    let form = Marking {
        person: to.to_string(),
        what: what.into(),
    };
    world.services.mark(&Caller::Person(teller), vote, form).await
}

/// A teller's figures: of each place, how many bear mark 1, 2, …
pub fn counted(valid: u32, blank: u32, invalid: u32, marks: &[&[u32]]) -> CountForm {
    let fields = marks.iter().enumerate().flat_map(|(place, levels)| {
        let levels = levels.iter().enumerate();
        levels.map(move |(level, count)| (format!("m{place}_{}", level + 1), count.to_string()))
    });
    CountForm {
        returned: (valid + invalid).to_string(),
        valid: valid.to_string(),
        invalid: invalid.to_string(),
        blank: blank.to_string(),
        fields: fields.collect(),
    }
}

pub async fn state(world: &World, vote: VoteId) -> State {
    let view = Voting::view(&world.services, &world.caller(who::SECRETARY), vote).await;
    view.unwrap().state
}

pub async fn state_kind(world: &World, vote: VoteId) -> StateKind {
    state(world, vote).await.kind()
}

pub async fn declaration(world: &World, vote: VoteId) -> Declaration {
    match state(world, vote).await {
        State::Declared { declaration, .. } => *declaration,
        other => panic!("not declared: {other:?}"),
    }
}

/// Does all that the outbox holds by now.
pub async fn deliver(world: &World) {
    while let Some(at) = world.services.run_next_job().await.unwrap() {
        if at > world.clock.now() {
            break;
        }
    }
}

/// The fault with which something was refused.
pub fn fault<T: Debug>(result: Result<T>) -> Fault {
    match result {
        Err(Error::Refused(fault)) => fault,
        other => panic!("should have been refused: {other:?}"),
    }
}

/// The fields that were found wrong.
pub fn fields<T: Debug>(result: Result<T>) -> Vec<&'static str> {
    match result {
        Err(Error::Invalid(problems)) => problems.iter().map(|problem| problem.field).collect(),
        other => panic!("should have been invalid: {other:?}"),
    }
}
