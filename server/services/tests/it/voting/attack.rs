//! Whoever takes the database, its log and the server's log: what he can learn of a secret ballot.
//!
//! What is **not** claimed: before closing, the order of writing (SQLite's pages and log, PostgreSQL's `xmin` and
//! `ctid`) still tells whose sealed ballot is which. So the tests ask that it is nothing but a sealed ballot, and
//! that after closing neither it nor its key is left. See SECURITY.md, "Votes".

use crate::evening::{
    ballot_key, cast_marks, come, declaration, in_session, make_and_open, officials, phones_in_secret, secretly,
};
use crate::world::{World, who};
use crypto_box::SecretKey;
use domain::ballot::{Kind, Layout, Marks, SEALED_TEXT, Tally, read_sealed, sealed_text};
use domain::ids::{PersonId, VoteId};
use domain::ports::Voting;
use domain::rule::{Channel, Matter};
use domain::vote::VoteForm;
use sea_orm::{ColumnTrait, ConnectionTrait, Database, DatabaseConnection, EntityTrait, QueryFilter, Statement};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use store::entity::{roll_line, sealed_ballot};

/// A place to look in: its name and what lies there.
struct Found {
    place: String,
    bytes: Vec<u8>,
}

/// Every file of the installation, byte by byte.
fn files(directory: &Path, into: &mut Vec<Found>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            files(&path, into);
        } else {
            let bytes = std::fs::read(&path).unwrap();
            into.push(Found {
                place: path.display().to_string(),
                bytes,
            });
        }
    }
}

async fn texts(conn: &DatabaseConnection, sql: String) -> Vec<String> {
    let rows = conn
        .query_all_raw(Statement::from_string(conn.get_database_backend(), sql))
        .await
        .unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

async fn tables(world: &World, conn: &DatabaseConnection) -> Vec<String> {
    let sql = if world.db.is_sqlite() {
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    } else {
        "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    };
    texts(conn, sql.to_owned()).await
}

async fn columns(world: &World, conn: &DatabaseConnection, table: &str) -> Vec<String> {
    let sql = if world.db.is_sqlite() {
        format!("SELECT name FROM pragma_table_info('{table}') ORDER BY name")
    } else {
        format!("SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}' ORDER BY 1")
    };
    texts(conn, sql).await
}

/// Every row of every table as text, with what the database knows of it beside its columns.
async fn rows(world: &World, conn: &DatabaseConnection, into: &mut Vec<Found>) {
    for table in tables(world, conn).await {
        let sql = if world.db.is_sqlite() {
            let columns = columns(world, conn, &table).await;
            let columns: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
            format!("SELECT {} FROM \"{table}\"", columns.join(" || ' ' || "))
        } else {
            format!("SELECT xmin::text || ' ' || ctid::text || ' ' || t::text FROM \"{table}\" t")
        };
        into.push(Found {
            place: format!("table {table}"),
            bytes: texts(conn, sql).await.join("\n").to_lowercase().into_bytes(),
        });
    }
}

/// What the server writes to its log, at its most talkative.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn listen() -> Self {
        let log = Self::default();
        let writer = log.clone();
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .init();
        log
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The directory of the PostgreSQL cluster (`data`, `log`), and where in its WAL the vote begins.
struct Cluster {
    directory: PathBuf,
    from: Place,
    /// Bytes of the log that others have written.
    before: usize,
}

/// A place in the WAL: the name of a piece and the bytes before it in that piece.
type Place = (String, usize);

async fn end_of_wal(conn: &DatabaseConnection) -> Place {
    let sql = "SELECT file_name || ' ' || file_offset FROM pg_walfile_name_offset(pg_current_wal_insert_lsn())";
    let said = texts(conn, sql.to_owned()).await;
    let (name, offset) = said[0].split_once(' ').unwrap();
    (name.to_owned(), offset.parse().unwrap())
}

impl Cluster {
    /// Nothing on SQLite, or where whoever runs the tests does not say where the cluster lies.
    async fn of(world: &World, conn: &DatabaseConnection) -> Option<Self> {
        let directory = PathBuf::from(std::env::var_os("CHIBO_TEST_CLUSTER").filter(|_| !world.db.is_sqlite())?);
        let from = end_of_wal(conn).await;
        let before = std::fs::read(directory.join("log")).unwrap().len();
        Some(Self {
            directory,
            from,
            before,
        })
    }

    /// The WAL since then and the log of the database.
    async fn carried_off(&self, conn: &DatabaseConnection, into: &mut Vec<Found>) {
        // What has not been written out yet is.
        conn.execute_unprepared("CHECKPOINT").await.unwrap();
        let (first, last) = (&self.from, end_of_wal(conn).await);
        let mut wal = Vec::new();
        let mut names: Vec<String> = std::fs::read_dir(self.directory.join("data/pg_wal"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| (&first.0..=&last.0).contains(&name))
            .collect();
        names.sort();
        assert_eq!(names.first(), Some(&first.0), "the WAL of this vote is still there");
        for name in names {
            let bytes = std::fs::read(self.directory.join("data/pg_wal").join(&name)).unwrap();
            let from = if name == first.0 { first.1 } else { 0 };
            let to = if name == last.0 { last.1 } else { bytes.len() };
            // Every 8 KiB a header cuts through whatever is being written.
            for (page, start) in bytes.chunks(8192).zip((0..).step_by(8192)) {
                let header = if start == 0 { 40 } else { 24 };
                let wanted = from.saturating_sub(start).max(header)..to.saturating_sub(start).min(page.len());
                wal.extend_from_slice(page.get(wanted).unwrap_or_default());
            }
        }
        into.push(Found {
            place: WAL.to_owned(),
            bytes: wal,
        });
        into.push(Found {
            place: DATABASE_LOG.to_owned(),
            bytes: std::fs::read(self.directory.join("log")).unwrap()[self.before..].to_vec(),
        });
    }
}

const WAL: &str = "WAL of the database";
const DATABASE_LOG: &str = "log of the database";

/// Everything that an attacker carries off.
async fn loot(world: &World, conn: &DatabaseConnection, cluster: Option<&Cluster>, log: &Log) -> Vec<Found> {
    let mut all = Vec::new();
    files(world.dir.path(), &mut all);
    rows(world, conn, &mut all).await;
    if let Some(cluster) = cluster {
        cluster.carried_off(conn, &mut all).await;
    }
    all.push(Found {
        place: "log".to_owned(),
        bytes: log.text().into_bytes(),
    });
    all
}

/// Where these bytes lie: in files as they are, in rows and lines in hexadecimal as well.
fn places<'a>(loot: &'a [Found], bytes: &[u8]) -> Vec<&'a str> {
    let hex = domain::audit::hex(bytes).into_bytes();
    let holds = |found: &&Found| {
        memchr::memmem::find(&found.bytes, bytes).is_some()
            || !found.place.starts_with('/') && memchr::memmem::find(&found.bytes, &hex).is_some()
    };
    loot.iter().filter(holds).map(|found| found.place.as_str()).collect()
}

const CANDIDATES: usize = 16;
const SEATS: usize = 8;

/// A ballot for each voter that is nobody else's.
fn ballots(layout: &Layout, voters: usize) -> Vec<Marks> {
    // An odd factor never brings the same pattern twice.
    let patterns = (1..u16::MAX).map(|number| number.wrapping_mul(40_503));
    let ballots: Vec<Marks> = patterns
        .filter(|pattern| (4..=SEATS).contains(&(pattern.count_ones() as usize)))
        .take(voters)
        .map(|pattern| {
            let marks = (0..CANDIDATES).map(|place| u8::from(pattern >> place & 1 == 1));
            Marks::new(marks.collect(), layout).unwrap()
        })
        .collect();
    assert_eq!(ballots.iter().collect::<BTreeSet<_>>().len(), voters, "all different");
    ballots
}

/// Nothing that says how anybody voted lies anywhere.
fn nothing_in_clear(loot: &[Found], vote: VoteId, ballots: &[Marks]) {
    for ballot in ballots {
        let whole = sealed_text(vote, ballot);
        assert_eq!(places(loot, &whole[..40]), [""; 0], "a ballot before it is sealed");
        assert_eq!(places(loot, ballot.encode().as_bytes()), [""; 0], "marks as digits");
        let list = serde_json::to_string(ballot).unwrap();
        for list in [list.replace(',', ", "), list] {
            assert_eq!(places(loot, list.as_bytes()), [""; 0], "marks as a list");
        }
    }
}

fn no_line_names_voter_and_vote(log: &Log, vote: VoteId, people: &[PersonId]) {
    let text = log.text();
    assert!(text.contains("CastBallot"), "the log was listened to");
    for line in text.lines().filter(|line| line.contains(&vote.to_string())) {
        for person in people {
            assert!(!line.contains(&person.to_string()), "{line}");
        }
    }
    for person in people {
        assert!(!text.contains(&ballot_key(*person)), "a ballot key in the log");
    }
}

/// PostgreSQL's own log tells no order of casting: it names no voter and no ballot key.
fn the_databases_log_names_nobody(loot: &[Found], people: &[PersonId]) {
    for found in loot.iter().filter(|found| found.place == DATABASE_LOG) {
        let text = String::from_utf8_lossy(&found.bytes);
        for person in people {
            assert!(
                !text.contains(&person.to_string()),
                "a voter in the log of the database"
            );
            assert!(
                !text.contains(&ballot_key(*person)),
                "a ballot key in the log of the database"
            );
        }
    }
}

#[tokio::test]
async fn whoever_steals_database_and_log_learns_no_secret_ballot() {
    let log = Log::listen();
    let world = World::new().await;
    phones_in_secret(&world, Matter::Election).await;
    let (meeting, [_, item]) = in_session(&world).await;
    let people = officials(&world);
    let conn = Database::connect(&world.url).await.unwrap();
    let cluster = Cluster::of(&world, &conn).await;
    come(&world, meeting, &people).await;
    let names: Vec<String> = (0..CANDIDATES).map(|n| format!("Ứng viên {n}")).collect();
    let form = VoteForm {
        options: names.join("\n"),
        most: SEATS.to_string(),
        ..secretly("election", &[Channel::Phone])
    };
    let secretary = world.caller(who::SECRETARY);
    let vote = make_and_open(&world, &secretary, item, form).await.unwrap();
    let key_file = world.key_file(format!("{vote}.key"));
    let key: [u8; 32] = std::fs::read(&key_file).unwrap().try_into().unwrap();
    let layout = Layout::new(Kind::Election, names, u32::try_from(SEATS).unwrap()).unwrap();
    let ballots = ballots(&layout, people.len());
    for (person, ballot) in people.iter().zip(&ballots) {
        cast_marks(&world, vote, *person, ballot.places()).await.unwrap();
    }

    // Before closing.
    let taken = loot(&world, &conn, cluster.as_ref(), &log).await;
    nothing_in_clear(&taken, vote, &ballots);
    no_line_names_voter_and_vote(&log, vote, &people);
    the_databases_log_names_nobody(&taken, &people);
    let roll = roll_line::Entity::find()
        .filter(roll_line::Column::VoteId.eq(vote.0))
        .all(&conn)
        .await
        .unwrap();
    let sealed = sealed_ballot::Entity::find().all(&conn).await.unwrap();
    assert_eq!(sealed.len(), people.len());
    assert_eq!(
        columns(&world, &conn, "sealed_ballot").await,
        ["id", "sealed", "vote_id"]
    );
    assert_eq!(
        columns(&world, &conn, "roll_line").await,
        ["ballot_key", "channel", "in_base", "may_vote", "person_id", "vote_id"]
    );
    for ballot in &sealed {
        // A sealed box: the key of the one time, its seal, the text; of one length whatever it says.
        assert_eq!(ballot.sealed.len(), SEALED_TEXT + 32 + 16);
        assert_eq!(ballot.id.get_version_num(), 4, "no time, no serial");
        let row = [ballot.id.as_bytes().as_slice(), &ballot.sealed].concat();
        for line in &roll {
            let key = line.ballot_key.as_deref().unwrap_or("…");
            for told in [line.person_id.as_bytes().as_slice(), key.as_bytes()] {
                assert!(
                    memchr::memmem::find(&row, told).is_none(),
                    "the roll stands in a ballot"
                );
            }
            let line = format!("{line:?}");
            assert!(!line.contains(&ballot.id.to_string()), "a ballot stands in the roll");
        }
        assert_eq!(
            places(&taken, ballot.sealed.as_slice())
                .iter()
                .filter(|place| !place.contains("chibo.db") && **place != WAL)
                .collect::<Vec<_>>(),
            [&"table sealed_ballot"]
        );
        assert!(places(&taken, ballot.id.as_bytes()).iter().all(|place| {
            // The index of its own table lies in the same files.
            place.contains("chibo.db") || *place == WAL || *place == "table sealed_ballot"
        }));
        let searched = places(&taken, &ballot.sealed).into_iter().any(|place| place == WAL);
        assert_eq!(
            searched,
            cluster.is_some(),
            "the WAL that was searched is the one of this vote"
        );
    }
    let different: BTreeSet<_> = sealed.iter().map(|ballot| &ballot.sealed).collect();
    assert_eq!(different.len(), sealed.len());
    // The key lies in its file only, and whoever has it as well reads everything: these are the real ballots.
    assert_eq!(places(&taken, &key), [key_file.to_str().unwrap()]);
    let secret = SecretKey::from(key);
    let read = |sealed: &[u8]| read_sealed(vote, &layout, &secret.unseal(sealed).unwrap()).unwrap();
    let mut opened: Vec<Marks> = sealed.iter().map(|ballot| read(&ballot.sealed)).collect();
    let mut given = ballots.clone();
    opened.sort();
    given.sort();
    assert_eq!(opened, given);

    // After closing.
    world.services.close(&secretary, vote).await.unwrap();
    let mut sums = Tally::empty(&layout);
    ballots.iter().for_each(|ballot| sums.add(ballot, 1));
    assert_eq!(declaration(&world, vote).await.tally, sums);
    if world.db.is_sqlite() {
        // SQLite folds its log into the file by itself now and then; until then old pages lie in it.
        conn.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
            .await
            .unwrap();
    }
    let taken = loot(&world, &conn, cluster.as_ref(), &log).await;
    nothing_in_clear(&taken, vote, &ballots);
    no_line_names_voter_and_vote(&log, vote, &people);
    the_databases_log_names_nobody(&taken, &people);
    assert!(!key_file.exists());
    assert_eq!(places(&taken, &key), [""; 0], "no key");
    assert!(sealed_ballot::Entity::find().all(&conn).await.unwrap().is_empty());
    for ballot in &sealed {
        // Deleted, and overwritten on SQLite; PostgreSQL keeps dead rows until it cleans up, and its WAL keeps them and
        // their order for longer: as sealed as before, and nobody can open them.
        let left = |bytes: &[u8]| places(&taken, bytes).into_iter().filter(|place| *place != WAL).count();
        assert_eq!(left(&ballot.sealed), 0, "no sealed ballot");
        assert_eq!(left(ballot.id.as_bytes()), 0, "nor its id");
    }
    // Sums and nothing else of marks stand in the vote and in the audit.
    let audit = taken.iter().find(|found| found.place == "table audit_entry").unwrap();
    let audit = String::from_utf8_lossy(&audit.bytes);
    for entry in audit.lines().filter(|entry| entry.contains(&format!("vote:{vote}"))) {
        assert!(
            people[1..].iter().all(|person| !entry.contains(&person.to_string())),
            "{entry}"
        );
    }
    assert!(world.broken().await.is_empty());
}
