//! A world for a test: the demo organisation in a fresh database, a clock that moves when told, letters that are
//! kept, files in a directory of the test's own. No wall clock, no sleeping, no network.

use crate::fresh::{CLUSTER, Fresh, copy_of, fresh};
use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use demo::{Keys, Organisation};
use domain::anchor::{Kept, PublicKey, Signature};
use domain::clock::{self, Clock, Rng};
use domain::document::FileKind;
use domain::ids::{JobId, MeetingId, PersonId, UnitId};
use domain::job::Mail;
use domain::live::{LiveEvent, LiveHub};
use domain::policy::Caller;
use domain::ports::{ByteStream, Files, Post, Signer, Sniffer};
use domain::set_up::Import;
use domain::{Error, Fault, Result};
use futures_util::StreamExt;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use services::{BallotKeys, Services, Verdict, Wiring};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::UNIX_EPOCH;
use tempfile::TempDir;
use tokio::sync::Notify;

/// The day on which every world begins, at eight in the morning.
pub fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 3).unwrap()
}

const SEED: u64 = 7;

/// The demo organisation in a database that is copied for every test, set up by the first of this build: the file of
/// it on SQLite, its name on PostgreSQL.
async fn template() -> String {
    let binary = std::env::current_exe().unwrap().metadata().unwrap();
    let stamp = binary
        .modified()
        .unwrap()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_nanos();
    let home = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("services-demo");
    fs::create_dir_all(&home).unwrap();
    let lock = File::create(home.join("lock")).unwrap();
    lock.lock().unwrap();
    let filled = async || {
        let world = World::over(fresh().await);
        world.services.set_up(world.import().0).await.unwrap();
        world.db.clone().close().await.unwrap();
        world
    };
    if let Ok(cluster) = std::env::var(CLUSTER) {
        let name = format!("chibo_demo_{stamp}");
        let conn = Database::connect(cluster).await.unwrap();
        let there = format!("SELECT datname FROM pg_database WHERE datname = '{name}'");
        let there = Statement::from_string(DbBackend::Postgres, there);
        if conn.query_one_raw(there).await.unwrap().is_none() {
            let world = filled().await;
            let (_, made) = world.url.split('?').next().unwrap().rsplit_once('/').unwrap();
            let rename = format!("ALTER DATABASE {made} RENAME TO {name}");
            conn.execute_unprepared(&rename).await.unwrap();
        }
        conn.close().await.unwrap();
        return name;
    }
    let made = home.join(format!("{stamp}.db"));
    if !made.exists() {
        for old in fs::read_dir(&home).unwrap().flatten() {
            if old.path().extension().is_some() {
                fs::remove_file(old.path()).unwrap();
            }
        }
        let world = filled().await;
        fs::copy(world.dir.path().join("chibo.db"), home.join("making")).unwrap();
        fs::rename(home.join("making"), &made).unwrap();
    }
    made.display().to_string()
}

pub struct World {
    pub services: Services,
    pub clock: Arc<TestClock>,
    pub post: Arc<Letters>,
    pub live: Arc<Events>,
    pub files: Arc<Directory>,
    /// For looking behind the ports: what really stands in the rows.
    pub db: store::Db,
    /// Where it is, for tampering with it.
    pub url: String,
    pub rng: Arc<Seeded>,
    pub organisation: Organisation,
    pub keys: Keys,
    /// Where its files lie: the database (on SQLite), documents, the keys of secret ballots.
    pub dir: TempDir,
    wiring: Wiring,
}

impl World {
    /// The demo organisation, set up on [`first_day`].
    pub async fn new() -> Self {
        let mut world = Self::over(copy_of(Some(&template().await)).await);
        // The same ids as in the template, and no id of it ever again.
        world.keys = world.import().1;
        world.rng.begin_with(SEED + 1);
        world.services.agree_on_ballot_keys().await.unwrap();
        world
    }

    /// Nothing is set up yet.
    pub async fn empty() -> Self {
        let world = Self::over(fresh().await);
        world.services.agree_on_ballot_keys().await.unwrap();
        world
    }

    fn import(&self) -> (Import, Keys) {
        demo::import(&self.organisation, || self.rng.id(self.clock.now()))
    }

    fn over(Fresh { db, url, dir }: Fresh) -> Self {
        let morning = NaiveTime::from_hms_opt(8, 0, 0).unwrap();
        let clock = Arc::new(TestClock(Mutex::new(clock::at(first_day(), morning))));
        let rng = Arc::new(Seeded(Mutex::new(StdRng::seed_from_u64(SEED))));
        let post = Arc::new(Letters::default());
        let live = Arc::new(Events::default());
        let files = Arc::new(Directory {
            root: dir.path().join("files"),
            stale: Mutex::default(),
        });
        let wiring = Wiring {
            db: db.clone(),
            clock: clock.clone(),
            rng: rng.clone(),
            live: live.clone(),
            files: files.clone(),
            post: post.clone(),
            keys: BallotKeys::new(&dir.path().join("vote-keys")),
            sniffer: || Box::<Sniffing>::default(),
            secret: Arc::from(*b"the secret of an installation, 48 bytes or so  "),
            signer: Arc::new(TestSigner),
            verify: is_signed,
            wake: Arc::new(Notify::new()),
            public_url: Arc::from("https://chibo.test"),
        };
        Self {
            services: Services::new(wiring.clone()),
            clock,
            post,
            live,
            files,
            db,
            url,
            rng,
            organisation: demo::organisation(demo::SEED, first_day()),
            keys: Keys::default(),
            dir,
            wiring,
        }
    }

    /// The server after a restart: nothing of its memory is left.
    pub fn restart(&mut self) {
        self.services = Services::new(self.wiring.clone());
    }

    /// A file among the keys of secret ballots.
    pub fn key_file(&self, name: impl std::fmt::Display) -> PathBuf {
        self.dir.path().join("vote-keys").join(name.to_string())
    }

    /// What does not stand as the audit and its anchors tell it.
    pub async fn broken(&self) -> Vec<String> {
        self.verify(None).await.broken
    }

    /// The same with an anchor that was kept outside.
    pub async fn verify(&self, kept: Option<Kept>) -> Verdict {
        services::verify(&self.db, is_signed, Some(TestSigner.public_key()), kept)
            .await
            .unwrap()
    }

    /// The id of a person of the demo.
    pub fn person(&self, key: &str) -> PersonId {
        *self
            .keys
            .people
            .get(key)
            .unwrap_or_else(|| panic!("nobody is called {key}"))
    }

    /// A person of the demo, signed in.
    pub fn caller(&self, key: &str) -> Caller {
        Caller::Person(self.person(key))
    }

    pub fn unit(&self, key: &str) -> UnitId {
        *self
            .keys
            .units
            .get(key)
            .unwrap_or_else(|| panic!("no unit is called {key}"))
    }

    /// The people of a cell with a status today, as the demo lists them.
    pub fn members(&self, cell: &str, status: demo::Status) -> Vec<PersonId> {
        self.organisation
            .people
            .iter()
            .filter(|person| person.cell == cell && person.status == status)
            .map(|person| self.person(&person.key))
            .collect()
    }
}

/// Those whom tests call by their names.
pub mod who {
    /// Secretary of the cell Phiêng Đón.
    pub const SECRETARY: &str = "lo-van-dung";
    /// Official members of the cell Phiêng Đón, none of them an officer.
    pub const MEMBER: &str = "lo-thi-hanh";
    pub const MEMBER2: &str = "cam-van-thinh";
    pub const MEMBER3: &str = "luong-van-pang";
    /// Secretary of another cell, Nà Tân.
    pub const OTHER_SECRETARY: &str = "quang-van-on";
    /// Secretary of the committee.
    pub const COMMITTEE_SECRETARY: &str = "cam-ngoc-tuan";
    pub const CLERK: &str = "pham-thi-ngoc-mai";
    pub const RECORDS_OFFICER: &str = "lo-minh-duc";
    pub const INSPECTOR: &str = "quang-van-thang";
    pub const ADMINISTRATOR: &str = "do-manh-cuong";
}

/// Stands still until it is told to move.
pub struct TestClock(Mutex<DateTime<Utc>>);

impl TestClock {
    pub fn advance(&self, by: Duration) {
        *self.0.lock().unwrap() += by;
    }

    pub fn set(&self, to: DateTime<Utc>) {
        *self.0.lock().unwrap() = to;
    }

    pub fn today(&self) -> NaiveDate {
        clock::local_date(self.now())
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

pub struct Seeded(Mutex<StdRng>);

impl Seeded {
    fn begin_with(&self, seed: u64) {
        *self.0.lock().unwrap() = StdRng::seed_from_u64(seed);
    }
}

impl Rng for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap().fill(bytes);
    }
}

/// Keeps letters instead of sending them; refuses them while it is told to.
#[derive(Default)]
pub struct Letters {
    sent: Mutex<Vec<Mail>>,
    broken: Mutex<bool>,
}

impl Letters {
    /// Takes what has been sent so far.
    pub fn take(&self) -> Vec<Mail> {
        std::mem::take(&mut self.sent.lock().unwrap())
    }

    pub fn break_down(&self, broken: bool) {
        *self.broken.lock().unwrap() = broken;
    }
}

#[async_trait]
impl Post for Letters {
    async fn send(&self, _: JobId, mail: &Mail) -> Result<()> {
        if *self.broken.lock().unwrap() {
            return Err(Error::internal("the mail server does not answer"));
        }
        self.sent.lock().unwrap().push(mail.clone());
        Ok(())
    }

    fn writes_files(&self) -> bool {
        true
    }
}

/// Keeps what was published.
#[derive(Default)]
pub struct Events(Mutex<Vec<LiveEvent>>);

impl Events {
    pub fn take(&self) -> Vec<LiveEvent> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl LiveHub for Events {
    fn publish(&self, event: LiveEvent) {
        self.0.lock().unwrap().push(event);
    }

    fn connected(&self, _: MeetingId) -> HashSet<PersonId> {
        HashSet::new()
    }

    fn ended(&self, _: PersonId) {}
}

/// Files below a directory. Which of them are old is for the test to say.
pub struct Directory {
    root: PathBuf,
    stale: Mutex<Vec<String>>,
}

impl Directory {
    pub fn exists(&self, key: &str) -> bool {
        self.root.join(key).exists()
    }

    /// Says that these keys were written more than an hour ago.
    pub fn grow_old(&self, keys: &[&str]) {
        *self.stale.lock().unwrap() = keys.iter().map(|key| (*key).to_owned()).collect();
    }

    fn place(&self, key: &str) -> PathBuf {
        let place = self.root.join(key);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        place
    }
}

#[async_trait]
impl Files for Directory {
    async fn put(&self, key: &str, mut stream: ByteStream, most: u64) -> Result<u64> {
        let mut all = Vec::new();
        while let Some(bytes) = stream.next().await {
            all.extend_from_slice(&bytes.map_err(|_| Error::Refused(Fault::UploadBroken))?);
            if all.len() as u64 > most {
                return Err(Error::Refused(Fault::FileTooLarge {
                    most_megabytes: most / 1_000_000,
                }));
            }
        }
        std::fs::write(self.place(key), &all).map_err(Error::internal)?;
        Ok(all.len() as u64)
    }

    async fn get(&self, key: &str) -> Result<ByteStream> {
        let all = std::fs::read(self.place(key)).map_err(|_| Error::NotFound)?;
        Ok(stream(all))
    }

    async fn rename(&self, from: &str, to: &str) -> Result<()> {
        std::fs::rename(self.place(from), self.place(to)).map_err(Error::internal)
    }

    async fn delete(&self, key: &str) -> Result<()> {
        match std::fs::remove_file(self.place(key)) {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(Error::internal(cause)),
            _ => Ok(()),
        }
    }

    async fn stale(&self, prefix: &str) -> Result<Vec<String>> {
        let stale = self.stale.lock().unwrap();
        Ok(stale.iter().filter(|key| key.starts_with(prefix)).cloned().collect())
    }
}

/// Bytes as an upload brings them.
pub fn stream(bytes: impl Into<Bytes>) -> ByteStream {
    let bytes = bytes.into();
    Box::pin(futures_util::stream::once(async move { Ok(bytes) }))
}

/// Enough of the real one for tests: PDF and PNG by their first bytes.
#[derive(Default)]
struct Sniffing(Vec<u8>);

impl Sniffer for Sniffing {
    fn take(&mut self, bytes: &[u8]) {
        let wanted = 8192_usize.saturating_sub(self.0.len()).min(bytes.len());
        self.0.extend_from_slice(&bytes[..wanted]);
    }
    fn is_hopeless(&self) -> bool {
        self.0.len() == 8192 && self.kind().is_none()
    }
    fn kind(&self) -> Option<FileKind> {
        if self.0.starts_with(b"%PDF-") {
            Some(FileKind::Pdf)
        } else if self.0.starts_with(b"\x89PNG") {
            Some(FileKind::Png)
        } else {
            None
        }
    }
}

/// A hash for a signature: what counts here is who signs and checks what.
pub struct TestSigner;

impl Signer for TestSigner {
    fn sign(&self, message: &[u8]) -> Signature {
        let half: [u8; 32] = Sha256::digest(message).into();
        Signature([half, half].concat().try_into().unwrap())
    }

    fn public_key(&self) -> PublicKey {
        PublicKey([7; 32])
    }
}

pub fn is_signed(key: &PublicKey, message: &[u8], signature: &Signature) -> bool {
    *key == TestSigner.public_key() && *signature == TestSigner.sign(message)
}
