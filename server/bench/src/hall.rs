//! A hall full of voters: one cell, everybody official, here and signed in, and votes that are open.
//!
//! Invariant: people, meeting and votes are made through the same use cases as on the pages; only presence and
//! sessions are written straight into their tables, for nobody is timed while he arrives.

use crate::Fallible;
use crate::database::Store;
use crate::server::{directory, free_port};
use chrono::{DateTime, Duration, NaiveTime, Utc};
use domain::clock::{Clock, Rng, at, local, local_date};
use domain::ids::{MeetingId, PersonId, SessionId, UnitId, VoteId};
use domain::meeting::{ItemForm, MeetingForm, OpenForm};
use domain::member::{PersonData, Sex, Status};
use domain::policy::{Caller, Role};
use domain::ports::{Meetings, Voting};
use domain::set_up::{Import, NewMembership, NewOffice, NewPerson, NewUnit};
use domain::unit::UnitKind;
use domain::vote::{DraftForm, VoteForm, VoteView};
use sea_orm::{ActiveValue::Set, ConnectionTrait, Database, EntityTrait};
use server::adapters::{MachineRng, SystemClock, make_secrets, read_secrets};
use server::config::Config;
use server::edge::Tokens;
use server::running::{House, clock_of};
use std::path::Path;
use std::process::Stdio;
use store::entity::session;
use tempfile::TempDir;
use tokio::process::{Child, Command};

/// See the module.
pub struct Hall {
    data: TempDir,
    config: Config,
    pub store: Store,
    pub meeting: MeetingId,
    pub votes: Vec<VoteId>,
    /// The cookie of each voter.
    pub voters: Vec<String>,
    secretary: PersonId,
}

/// What a hall is like.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub voters: usize,
    pub votes: usize,
    pub secret: bool,
}

fn now() -> DateTime<Utc> {
    SystemClock.now()
}

fn config(data: &Path, store: &Store) -> Config {
    Config {
        data: data.to_owned(),
        vote_keys: data.join("vote-keys"),
        database_url: store.url().map(server::config::Secret::new),
        connections: 8,
        listen: ([127, 0, 0, 1], 0).into(),
        public_url: "http://127.0.0.1".to_owned(),
        site: data.join("site"),
        secret: None,
        signing_key: None,
        smtp_url: None,
        mail_from: "chibo@localhost".to_owned(),
        plain_http: false,
        patience: server::listening::Patience::default(),
    }
}

impl Hall {
    /// Builds one, and leaves it without a server.
    pub async fn build(store: Store, plan: Plan) -> Fallible<Self> {
        let data = directory()?;
        let config = config(data.path(), &store);
        make_secrets(&config, &MachineRng)?;
        let secrets = read_secrets(&config)?;
        let tokens = Tokens::new(&secrets.sign_in);
        let house = House::open(&config, secrets, clock_of(None)).await?;
        house.services.agree_on_ballot_keys().await?;
        let people: Vec<PersonId> = (0..plan.voters).map(|_| MachineRng.id(now()).into()).collect();
        let (import, cell) = commune(&people);
        house.services.set_up(import).await?;
        let raw = Database::connect(config.database()).await?;
        raw.execute_unprepared("UPDATE rule SET secret_channels = 'phone,paper'")
            .await?;
        let secretary = *people.first().ok_or("a hall without voters")?;
        let caller = Caller::Person(secretary);
        let (meeting, votes) = evening(&house, &caller, cell, plan, &raw).await?;
        let mut voters = Vec::with_capacity(people.len());
        let mut rows = Vec::with_capacity(people.len());
        let now = now();
        for person in &people {
            let id = MachineRng.id(now);
            rows.push(session::ActiveModel {
                id: Set(id),
                person_id: Set(person.0),
                device: Set("bench".to_owned()),
                created_at: Set(now),
                last_seen: Set(now),
                expires_at: Set(now + Duration::days(1)),
                revoked_at: Set(None),
            });
            voters.push(format!("chibo_access={}", tokens.make(*person, SessionId(id), now)?));
        }
        for rows in rows.chunks(2_000) {
            session::Entity::insert_many(rows.to_vec())
                .exec_without_returning(&raw)
                .await?;
        }
        raw.close().await?;
        house.db.close().await?;
        Ok(Self {
            data,
            config,
            store,
            meeting,
            votes,
            voters,
            secretary,
        })
    }

    /// The address of a database for the bare limit.
    pub fn database(&self) -> String {
        self.config.database()
    }

    /// Starts a server on the hall; several may run at once on PostgreSQL.
    pub async fn serve(&self, binary: &Path) -> Fallible<(Child, String)> {
        let address = format!("127.0.0.1:{}", free_port()?);
        let mut command = Command::new(binary);
        command
            .arg("serve")
            .env("CHIBO_DATA", self.data.path())
            .env("CHIBO_LISTEN", &address)
            .env("CHIBO_PUBLIC_URL", format!("http://{address}"))
            // Its complaints about a database that is gone are expected.
            .env("CHIBO_LOG", "off")
            .env_remove("DATABASE_URL")
            .stdout(Stdio::null())
            .kill_on_drop(true);
        if let Some(url) = self.store.url() {
            command.env("DATABASE_URL", url);
        }
        let child = command.spawn()?;
        crate::server::until_it_answers(&address).await?;
        Ok((child, address))
    }

    /// The address to which ballots go.
    pub fn ballot_path(&self, vote: VoteId) -> String {
        format!("/meetings/{}/votes/{vote}/ballot", self.meeting)
    }

    /// Closes a vote as the secretary does, and answers what its page then shows.
    pub async fn close(&self, vote: VoteId) -> Fallible<VoteView> {
        let house = House::open(&self.config, read_secrets(&self.config)?, clock_of(None)).await?;
        let caller = Caller::Person(self.secretary);
        Voting::close(&house.services, &caller, vote).await?;
        let view = Voting::view(&house.services, &caller, vote).await?;
        house.db.close().await?;
        Ok(view)
    }
}

/// A committee and one cell; everybody is official, the first is the secretary.
fn commune(people: &[PersonId]) -> (Import, UnitId) {
    let (committee, cell): (UnitId, UnitId) = (MachineRng.id(now()).into(), MachineRng.id(now()).into());
    let from = local_date(now()) - Duration::days(400);
    let unit = |id, parent, kind, name: &str| NewUnit {
        id,
        parent,
        kind,
        name: name.to_owned(),
        code: String::new(),
        from,
    };
    let import = Import {
        units: vec![
            unit(committee, None, UnitKind::Committee, "Đảng ủy xã"),
            unit(cell, Some(committee), UnitKind::Cell, "Chi bộ lớn"),
        ],
        people: people
            .iter()
            .enumerate()
            .map(|(n, id)| NewPerson {
                id: *id,
                data: PersonData {
                    name: format!("Lò Văn {n}"),
                    sex: Sex::Male,
                    born: None,
                    phone: None,
                    email: None,
                    card_number: String::new(),
                    joined_on: None,
                    official_on: None,
                },
            })
            .collect(),
        memberships: people
            .iter()
            .map(|person| NewMembership {
                person: *person,
                unit: cell,
                status: Status::Official,
                from,
                to: None,
            })
            .collect(),
        offices: people
            .first()
            .map(|person| NewOffice {
                person: *person,
                unit: cell,
                role: Role::Secretary,
                from,
                to: None,
            })
            .into_iter()
            .collect(),
        bodies: Vec::new(),
    };
    (import, cell)
}

/// The meeting of the evening with its open votes, one an item.
async fn evening(
    house: &House,
    caller: &Caller,
    unit: UnitId,
    plan: Plan,
    raw: &sea_orm::DatabaseConnection,
) -> Fallible<(MeetingId, Vec<VoteId>)> {
    let services = &house.services;
    // Nobody is called to an hour that is over, and no session opens before its day.
    let starts = now() + Duration::minutes(3);
    if let Ok(until_midnight) = (at(local_date(starts), NaiveTime::MIN) - now()).to_std() {
        tokio::time::sleep(until_midnight).await;
    }
    let form = MeetingForm {
        kind: "extraordinary".to_owned(),
        title: "Họp để đo".to_owned(),
        date: local_date(starts).to_string(),
        time: local(starts).format("%H:%M").to_string(),
        minutes: "120".to_owned(),
        place: "Hội trường".to_owned(),
        ..MeetingForm::default()
    };
    let meeting = Meetings::create(services, caller, unit, form).await?;
    let mut items = Vec::new();
    for n in 0..plan.votes {
        let form = ItemForm {
            title: format!("Nội dung {n}"),
            kind: "discussion".to_owned(),
            minutes: "5".to_owned(),
            ..ItemForm::default()
        };
        items.push(Meetings::add_item(services, caller, meeting, form).await?);
    }
    Meetings::announce(services, caller, meeting).await?;
    Meetings::open_session(services, caller, meeting, OpenForm::all_the_same()).await?;
    raw.execute_unprepared("UPDATE participant SET presence = 'room'")
        .await?;
    let mut votes = Vec::new();
    for item in items {
        let form = VoteForm {
            question: "Đồng ý?".to_owned(),
            matter: if plan.secret {
                "admission"
            } else {
                "ordinary_resolution"
            }
            .to_owned(),
            secrecy: if plan.secret { "secret" } else { "open" }.to_owned(),
            phone: "yes".to_owned(),
            ..VoteForm::default()
        };
        let vote = Voting::prepare(services, caller, item, form).await?;
        Voting::open(services, caller, vote, DraftForm::default()).await?;
        votes.push(vote);
    }
    Ok((meeting, votes))
}
