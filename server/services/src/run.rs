//! The one runner: begin, facts, policy, apply, audit and outbox, commit, wake.
//!
//! Invariant: a use case names its action and gets a grant for that action in its own transaction only.
//!
//! A grant for another action is no grant:
//! ```compile_fail
//! use domain::policy::{AnnounceMeeting, CancelMeeting, Granted};
//! fn announce<'tx>(_: &Granted<'tx, AnnounceMeeting>) {}
//! fn wrong<'tx>(granted: &Granted<'tx, CancelMeeting>) { announce(granted) }
//! ```
//! A grant of another transaction is no grant:
//! ```compile_fail
//! use domain::policy::{AnnounceMeeting, Granted};
//! use store::Tx;
//! fn write<'tx>(_: &Tx<'tx>, _: &Granted<'tx, AnnounceMeeting>) {}
//! fn wrong<'a, 'b>(tx: &Tx<'a>, granted: &Granted<'b, AnnounceMeeting>) { write(tx, granted) }
//! ```
//! A use case that names no action does not compile:
//! ```compile_fail
//! struct Announce;
//! #[async_trait::async_trait]
//! impl services::UseCase for Announce {
//!     type Output = ();
//!     async fn apply<'tx>(&self, _: &domain::policy::Granted<'tx, Self::Action>, _: &mut services::Work<'tx>) -> domain::Result<()> { Ok(()) }
//! }
//! ```
//! Nobody makes a grant but the policy, and nobody copies one:
//! ```compile_fail
//! use domain::policy::{AnnounceMeeting, Granted};
//! fn twice<'tx>(granted: Granted<'tx, AnnounceMeeting>) -> [Granted<'tx, AnnounceMeeting>; 2] { [granted.clone(), granted] }
//! ```
//! The same with the right grant compiles:
//! ```
//! use domain::policy::{AnnounceMeeting, Granted};
//! use store::Tx;
//! fn write<'tx>(_: &Tx<'tx>, _: &Granted<'tx, AnnounceMeeting>) {}
//! fn right<'a>(tx: &Tx<'a>, granted: &Granted<'a, AnnounceMeeting>) { write(tx, granted) }
//! ```

use crate::accounts::known::Known;
use crate::meetings::shared::Shared;
use crate::voting::casting::Casting;
use crate::voting::keys::BallotKeys;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::audit::{Chain, Entry, Event};
use domain::clock::{Clock, Rng, local_date};
use domain::form::FormKey;
use domain::ids::{AgendaItemId, DocumentId, JobId, MeetingId, PersonId, UnitId, VoteId};
use domain::job::Task;
use domain::live::{LiveEvent, LiveHub};
use domain::policy::{Action, ActionKind, Caller, Facts, Granted, Target, ViewMeeting, allowed, grant};
use domain::ports::{Files, NewSniffer, Post, Signer, Verify};
use domain::{Error, Fault, Result, clock};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{Db, Lock, Own, Stamp, Tx, made, outbox};
use tokio::sync::Notify;
use uuid::Uuid;

/// What the services stand on.
#[derive(Clone)]
pub struct Wiring {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub rng: Arc<dyn Rng>,
    pub live: Arc<dyn LiveHub>,
    pub files: Arc<dyn Files>,
    pub post: Arc<dyn Post>,
    /// Where the keys of secret ballots lie.
    pub keys: BallotKeys,
    pub sniffer: NewSniffer,
    /// Keys for what is encrypted in the database follow from it.
    pub secret: Arc<[u8]>,
    pub signer: Arc<dyn Signer>,
    pub verify: Verify,
    /// Wakes the job runner after a commit that wrote jobs.
    pub wake: Arc<Notify>,
    /// `https://chibo.example`, without a slash at the end.
    pub public_url: Arc<str>,
}

/// All use cases; implements every port of the pages.
#[derive(Clone)]
pub struct Services {
    pub(crate) on: Wiring,
    pub(crate) casting: Casting,
    pub(crate) known: Known,
    pub(crate) shared: Shared,
    form: Option<FormKey>,
}

/// What a use case that makes something answers: the id of the thing, or nothing where the page leads elsewhere.
pub trait Made: Send + Sized {
    fn thing(&self) -> Uuid;
    fn again(thing: Uuid) -> Self;
}

macro_rules! made {
    ($($id:ty),*) => {$(
        impl Made for $id {
            fn thing(&self) -> Uuid {
                self.0
            }
            fn again(thing: Uuid) -> Self {
                Self(thing)
            }
        }
    )*};
}
made!(UnitId, PersonId, MeetingId, AgendaItemId, VoteId, DocumentId);

impl Made for () {
    fn thing(&self) -> Uuid {
        Uuid::nil()
    }
    fn again(_: Uuid) -> Self {}
}

/// One change of the database.
#[async_trait]
pub trait UseCase: Send + Sync {
    type Action: Action;
    type Output: Send;

    /// How firmly the target is held.
    const LOCK: Lock = Lock::Exclusive;
    /// Casting leaves no entry: its only trace is the line on the roll. So with what says nothing about anybody:
    /// renewing a session, asking for a challenge, taking a job (the outbox is its own record).
    const AUDITED: bool = true;

    /// Applies the rule from `domain` and writes through `store`.
    ///
    /// # Errors
    /// Whatever the rule refuses; the transaction is then rolled back as a whole.
    async fn apply<'tx>(&self, granted: &Granted<'tx, Self::Action>, work: &mut Work<'tx>) -> Result<Self::Output>;
}

/// A use case at work: its transaction, its moment, and what it leaves behind besides rows.
pub struct Work<'tx> {
    pub tx: Tx<'tx>,
    pub now: DateTime<Utc>,
    pub rng: Arc<dyn Rng>,
    detail: String,
    unchanged: bool,
    jobs: Vec<outbox::NewJob>,
    live: BTreeMap<MeetingId, bool>,
    turnout: Option<MeetingId>,
    ended: BTreeSet<PersonId>,
}

impl Work<'_> {
    /// Today in Vietnam.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        local_date(self.now)
    }

    /// A new id of this moment.
    #[must_use]
    pub fn id<I: From<Uuid>>(&self) -> I {
        self.rng.id(self.now).into()
    }

    /// Figures and codes for the audit entry; never a sensitive value.
    pub fn detail(&mut self, detail: impl Into<String>) {
        self.detail = detail.into();
    }

    /// Nothing was left to be done: the audit has nothing to say.
    pub const fn unchanged(&mut self) {
        self.unchanged = true;
    }

    /// A job, written with this change.
    pub fn job(&mut self, task: Task, about: impl Into<String>, due_at: DateTime<Utc>, unique_key: Option<String>) {
        let id: JobId = self.id();
        self.jobs.push(outbox::NewJob {
            id,
            task,
            about: about.into(),
            due_at,
            unique_key,
        });
    }

    /// The pages of this meeting have changed.
    pub fn live(&mut self, meeting: MeetingId) {
        self.live.entry(meeting).or_default();
    }

    /// The pages of these meetings have changed.
    pub fn live_all(&mut self, meetings: impl IntoIterator<Item = MeetingId>) {
        for meeting in meetings {
            self.live(meeting);
        }
    }

    /// The same, and what stands about it on the home pages of those who see it.
    pub fn home(&mut self, meeting: MeetingId) {
        self.live.insert(meeting, true);
    }

    /// A session of this person ends, or he may see less: his live streams are to notice.
    pub fn ended(&mut self, person: PersonId) {
        self.ended.insert(person);
    }

    /// Only the turnout has changed: told, but not written to the meeting's row, for which all casts would queue.
    pub const fn turnout(&mut self, meeting: MeetingId) {
        self.turnout = Some(meeting);
    }
}

impl Services {
    #[must_use]
    pub fn new(on: Wiring) -> Self {
        Self {
            on,
            casting: Casting::default(),
            known: Known::default(),
            shared: Shared::default(),
            form: None,
        }
    }

    /// The same for one form: what it makes, it makes once.
    #[must_use]
    pub fn for_form(&self, key: FormKey) -> Self {
        Self {
            on: self.on.clone(),
            casting: self.casting.clone(),
            known: self.known.clone(),
            shared: self.shared.clone(),
            form: Some(key),
        }
    }

    pub(crate) const fn form_key(&self) -> Option<FormKey> {
        self.form
    }

    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.on.clock.now()
    }

    /// Runs one use case: the only way to write.
    ///
    /// # Errors
    /// What the policy denies, the rule refuses or the machine fails at; nothing has been written then.
    pub async fn run<U: UseCase>(
        &self,
        caller: &Caller,
        target: <U::Action as Action>::Target,
        use_case: &U,
    ) -> Result<U::Output> {
        match self.run_once(caller, target, use_case, None).await? {
            Once::First(output) => Ok(output),
            Once::Again(_) => Err(Error::internal("a change without a key was made before")),
        }
    }

    /// Runs a use case that makes something. The same form sent again makes nothing and answers what it made first.
    ///
    /// # Errors
    /// As [`Services::run`].
    pub(crate) async fn make<U: UseCase<Output: Made>>(
        &self,
        caller: &Caller,
        target: <U::Action as Action>::Target,
        use_case: &U,
    ) -> Result<U::Output> {
        let Some(key) = self.form else {
            return self.run(caller, target, use_case).await;
        };
        let keyed = Some((key, U::Output::thing as fn(&U::Output) -> Uuid));
        Ok(match self.run_once(caller, target, use_case, keyed).await? {
            Once::First(output) => output,
            Once::Again(thing) => U::Output::again(thing),
        })
    }

    /// Runs a use case whose answer is shown once and kept nowhere. The same form sent again makes nothing and is
    /// refused.
    ///
    /// # Errors
    /// As [`Services::run`]; `again` the second time.
    pub(crate) async fn run_for_one_look<U: UseCase>(
        &self,
        caller: &Caller,
        target: <U::Action as Action>::Target,
        use_case: &U,
        again: Fault,
    ) -> Result<U::Output> {
        let nothing: fn(&U::Output) -> Uuid = |_| Uuid::nil();
        let keyed = self.form.map(|key| (key, nothing));
        match self.run_once(caller, target, use_case, keyed).await? {
            Once::First(output) => Ok(output),
            Once::Again(_) => Err(Error::Refused(again)),
        }
    }

    async fn run_once<U: UseCase>(
        &self,
        caller: &Caller,
        target: <U::Action as Action>::Target,
        use_case: &U,
        keyed: Option<Keyed<U::Output>>,
    ) -> Result<Once<U::Output>> {
        asks(U::Action::KIND);
        let now = self.now();
        let tx = Tx::begin(&self.on.db).await?;
        let facts = store::facts(&tx, caller, target.into(), local_date(now), U::LOCK).await?;
        let granted = grant::<U::Action>(caller, target, &facts)?;
        if let Some((key, _)) = keyed
            && let Some(thing) = made::claim(&tx, key, now).await?
        {
            return Ok(Once::Again(thing));
        }
        let mut work = Work {
            tx,
            now,
            rng: Arc::clone(&self.on.rng),
            detail: String::new(),
            unchanged: false,
            jobs: Vec::new(),
            live: BTreeMap::new(),
            turnout: None,
            ended: BTreeSet::new(),
        };
        let output = use_case.apply(&granted, &mut work).await?;
        let Work {
            tx,
            detail,
            unchanged,
            jobs,
            live,
            turnout,
            ended,
            ..
        } = work;
        if U::AUDITED && !unchanged {
            let entry = entry(caller, U::Action::KIND, target.into(), detail, now);
            // Not in a release: an entry without a sentence is better than a change that is refused for it.
            debug_assert!(
                Event::of(&entry.action, &entry.detail).is_some(),
                "the audit has no sentence for {} {}",
                entry.action,
                entry.detail
            );
            store::append_audit(&tx, chain_in(facts.place, target.into()), facts.place.unit, entry).await?;
        }
        if let Some((key, thing)) = keyed {
            made::record(&tx, key, thing(&output)).await?;
        }
        let wakes = !jobs.is_empty();
        let moment = now.timestamp_micros();
        for job in jobs {
            outbox::put(&tx, job, now).await?;
        }
        let mut events = Vec::with_capacity(live.len() + 1);
        for (meeting, home) in live {
            let version = store::touch_meeting(&tx, meeting, moment).await?;
            events.push(LiveEvent { meeting, version, home });
        }
        events.extend(turnout.map(|meeting| LiveEvent {
            meeting,
            version: moment,
            home: false,
        }));
        tx.commit().await?;
        if wakes {
            self.on.wake.notify_one();
        }
        for event in events {
            self.on.live.publish(event);
        }
        for person in ended {
            self.on.live.ended(person);
        }
        Ok(Once::First(output))
    }

    /// Asks whether a caller may look, and opens a view for reading.
    ///
    /// # Errors
    /// What the policy denies.
    pub(crate) async fn look<A: Action>(&self, caller: &Caller, target: A::Target) -> Result<Look<A>> {
        asks(A::KIND);
        let tx = Tx::read(&self.on.db);
        let today = local_date(self.now());
        let facts = store::facts(&tx, caller, target.into(), today, Lock::None).await?;
        let granted = grant::<A>(caller, target, &facts)?;
        Ok(Look {
            tx,
            facts,
            granted,
            today,
        })
    }

    /// The same for a meeting, with what tells whether what is known of it still holds, and what is the reader's own.
    ///
    /// # Errors
    /// What the policy denies.
    pub(crate) async fn look_at_meeting(
        &self,
        caller: &Caller,
        meeting: MeetingId,
    ) -> Result<(Look<ViewMeeting>, Stamp, Own)> {
        asks(ViewMeeting::KIND);
        let tx = Tx::read(&self.on.db);
        let today = local_date(self.now());
        let (facts, stamp, own) = store::facts_of_meeting(&tx, caller, meeting, today).await?;
        let granted = grant::<ViewMeeting>(caller, meeting, &facts)?;
        let look = Look {
            tx,
            facts,
            granted,
            today,
        };
        Ok((look, stamp, own))
    }

    /// A view for reading what belongs to the caller himself or is filtered by [`store::scope`].
    pub(crate) fn read(&self) -> Tx<'static> {
        Tx::read(&self.on.db)
    }

    /// Whether somebody holds nothing today: he has left the Party, and sees nothing of its meetings any more.
    pub(crate) async fn has_left(&self, tx: &Tx<'_>, person: PersonId) -> Result<bool> {
        Ok(store::scope::held_by(tx, person, self.today()).await?.is_nothing())
    }

    /// The first moment of today.
    pub(crate) fn day_begins(&self) -> DateTime<Utc> {
        clock::at(self.today(), NaiveTime::MIN)
    }

    pub(crate) fn today(&self) -> NaiveDate {
        clock::local_date(self.now())
    }
}

/// The key of a form, and how to tell what was made.
type Keyed<T> = (FormKey, fn(&T) -> Uuid);

/// What running something once came to.
enum Once<T> {
    First(T),
    /// The same form has made this before.
    Again(Uuid),
}

/// A granted view: what may be read, and what else the reader could do there (for the buttons).
pub(crate) struct Look<A: Action> {
    pub tx: Tx<'static>,
    pub facts: Facts<'static>,
    pub granted: Granted<'static, A>,
    pub today: NaiveDate,
}

impl<A: Action> Look<A> {
    /// Whether the reader may also do this to the same target.
    pub fn may(&self, action: ActionKind) -> bool {
        self.facts
            .standing
            .iter()
            .any(|(capacity, relation)| allowed(action, *capacity, *relation))
    }
}

/// Says what the matrix is asked for; a test holds it against the table of addresses.
pub(crate) fn asks(action: ActionKind) {
    tracing::debug!(target: "chibo::asks", action = action.name());
}

fn entry(caller: &Caller, action: ActionKind, target: Target, detail: String, at: DateTime<Utc>) -> Entry {
    let actor = match caller {
        Caller::Person(person) => person.to_string(),
        Caller::Anonymous => "anonymous".to_owned(),
        Caller::Tablet(tablet) => format!("tablet:{}", tablet.id),
        Caller::System(job) => format!("system:{}", job.code()),
    };
    Entry {
        chain: String::new(),
        sequence: 0,
        at,
        actor,
        action: action.name().to_owned(),
        target: target_name(target),
        unit: String::new(),
        detail,
    }
}

fn target_name(target: Target) -> String {
    match target {
        Target::Installation => "installation".to_owned(),
        Target::Unit(id) => format!("unit:{id}"),
        Target::Person(id) => format!("person:{id}"),
        Target::Meeting(id) => format!("meeting:{id}"),
        Target::AgendaItem(id) => format!("item:{id}"),
        Target::Vote(id) => format!("vote:{id}"),
        Target::Document(id) => format!("document:{id}"),
    }
}

fn chain_in(place: domain::policy::Place, target: Target) -> Chain {
    match (target, place.meeting) {
        (Target::Vote(id), _) => Chain::Vote(id),
        (_, Some(meeting)) => Chain::Meeting(meeting),
        (Target::Unit(id), None) => Chain::Unit(id),
        (Target::Person(id), None) => Chain::Person(id),
        (_, None) => Chain::Installation,
    }
}
