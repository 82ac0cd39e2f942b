//! The area `voting`: ballots a second over HTTP, open and secret, on both databases, beside what the disk and the
//! server can do at most.
//!
//! Invariant: a ballot counts here only once its answer says so; after each run every acknowledged ballot is counted
//! again by closing the votes.

use crate::Fallible;
use crate::database::{Cluster, Store, bare_commits};
use crate::hall::{Hall, Plan};
use crate::load::{Client, Outcome};
use crate::report::Row;
use crate::server::free_port;
use domain::ids::VoteId;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const VOTERS: usize = 5_000;
const RUNS: usize = 3;
/// A timed run lasts so long at least; it ends with the vote under way.
const LEAST: Duration = Duration::from_secs(10);
/// Enough votes for six runs of ten seconds at 10,000 ballots a second.
const VOTES: usize = 130;

/// Whether the ballot was taken: the answer names the next page.
pub fn is_taken(status: u16, body: &[u8]) -> bool {
    status == 200 && serde_json::from_slice::<serde_json::Value>(body).is_ok_and(|body| body["next"].is_string())
}

/// Posts once for each voter, or until `until`, over `concurrency` connections.
async fn post_all(
    address: &str,
    path: &str,
    voters: &Arc<Vec<String>>,
    concurrency: usize,
    until: Option<Instant>,
) -> Fallible<Outcome> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut clients = Vec::with_capacity(concurrency);
    for _ in 0..concurrency {
        clients.push(Client::connect(address).await?);
    }
    let began = Instant::now();
    let mut workers = JoinSet::new();
    for mut client in clients {
        let (path, voters, next) = (path.to_owned(), Arc::clone(voters), Arc::clone(&next));
        workers.spawn(async move {
            let (mut times, mut failed) = (Vec::new(), 0);
            loop {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                let voter = match until {
                    None if turn < voters.len() => turn,
                    Some(until) if Instant::now() < until => turn % voters.len(),
                    _ => break,
                };
                let body = format!("key=ballot-of-{voter:08}&m0={}", 1 + voter % 3);
                let asked = Instant::now();
                match client.post(&path, &voters[voter], body).await {
                    Ok((status, body)) if is_taken(status, &body) => {
                        times.push(asked.elapsed().as_secs_f64() * 1000.0);
                    }
                    Ok(_) | Err(_) => failed += 1,
                }
            }
            (times, failed)
        });
    }
    Outcome::of(workers, began).await
}

/// One run: whole votes until it has lasted long enough.
async fn run(
    address: &str,
    hall: &Hall,
    votes: &mut impl Iterator<Item = VoteId>,
    concurrency: usize,
) -> Fallible<Run> {
    let voters = Arc::new(hall.voters.clone());
    let mut all = Run::default();
    while all.took < LEAST {
        let Some(vote) = votes.next() else { break };
        let outcome = post_all(address, &hall.ballot_path(vote), &voters, concurrency, None).await?;
        if outcome.failed > 0 {
            return Err(format!("{} ballots were not taken", outcome.failed).into());
        }
        all.took += outcome.took;
        all.times.extend(outcome.times);
        all.votes.push(vote);
    }
    all.times.sort_by(f64::total_cmp);
    Ok(all)
}

#[derive(Default)]
struct Run {
    took: Duration,
    times: Vec<f64>,
    votes: Vec<VoteId>,
}

impl Run {
    fn outcome(&self) -> Outcome {
        Outcome {
            failed: 0,
            took: self.took,
            times: self.times.clone(),
        }
    }
}

async fn measure_one(binary: &Path, store: Store, secret: bool, rows: &mut Vec<Row>) -> Fallible<Store> {
    let (database, kind) = (store.name(), if secret { "secret" } else { "open" });
    let aim = if database == "SQLite" { 6_000.0 } else { 3_000.0 };
    let plan = Plan {
        voters: VOTERS,
        votes: VOTES,
        secret,
    };
    let hall = Hall::build(store, plan).await?;
    let bare = bare_commits(&hall.database(), 5.0).await?;
    let (mut child, address) = hall.serve(binary).await?;
    let mut votes = hall.votes.clone().into_iter();
    let mut used = Vec::new();
    for concurrency in [50, 500] {
        let voters = Arc::new(hall.voters.clone());
        let empty = post_all(
            &address,
            "/account/empty",
            &voters,
            concurrency,
            Some(Instant::now() + LEAST),
        )
        .await?;
        let mut runs = Vec::new();
        for _ in 0..RUNS {
            let run = run(&address, &hall, &mut votes, concurrency).await?;
            used.extend(run.votes.iter().copied());
            runs.push(run.outcome());
        }
        let name = |what: &str| format!("{what}, {kind}, {database}, c={concurrency}");
        let of = |figure: fn(&Outcome) -> f64| runs.iter().map(figure).collect::<Vec<_>>();
        rows.push(
            Row::higher(
                "voting",
                &name("ballots per second"),
                "1/s",
                &of(Outcome::rate),
                Some(aim),
            )
            .against(bare, "bare durable single-row commits per second on this disk"),
        );
        rows.push(
            Row::higher(
                "voting",
                &name("ballots per second beside empty posts"),
                "1/s",
                &of(Outcome::rate),
                None,
            )
            .against(empty.rate(), "the same server answering an empty authenticated POST"),
        );
        for (percent, aim) in [(50, None), (95, None), (99, (concurrency == 500).then_some(200.0))] {
            let times: Vec<f64> = runs.iter().map(|run| run.percentile(percent)).collect();
            rows.push(
                Row::lower("voting", &name(&format!("p{percent} of a ballot")), "ms", &times, aim)
                    .against(empty.percentile(percent), "the same of an empty authenticated POST"),
            );
        }
    }
    stop(&mut child).await?;
    // Nothing lost and nothing twice: what closing counts is what was acknowledged, voter by voter.
    for vote in used {
        let view = hall.close(vote).await?;
        let counted = view
            .state
            .declaration()
            .map_or(0, |declaration| declaration.tally.valid);
        if usize::try_from(counted)? != VOTERS {
            return Err(format!("{counted} ballots counted of {VOTERS} acknowledged").into());
        }
    }
    Ok(hall.store)
}

/// Asks a server to stop, and waits.
pub async fn stop(child: &mut tokio::process::Child) -> Fallible<()> {
    if let Some(id) = child.id() {
        std::process::Command::new("kill")
            .args(["-TERM", &id.to_string()])
            .status()?;
    }
    child.wait().await?;
    Ok(())
}

/// How the cost grows: one vote with ten times as many voters.
async fn many(binary: &Path, rows: &mut Vec<Row>) -> Fallible<()> {
    const MANY: usize = 50_000;
    let plan = Plan {
        voters: MANY,
        votes: 1,
        secret: false,
    };
    let hall = Hall::build(Store::Sqlite, plan).await?;
    let (mut child, address) = hall.serve(binary).await?;
    let voters = Arc::new(hall.voters.clone());
    let outcome = post_all(&address, &hall.ballot_path(hall.votes[0]), &voters, 500, None).await?;
    stop(&mut child).await?;
    if outcome.failed > 0 {
        return Err(format!("{} ballots were not taken", outcome.failed).into());
    }
    rows.push(Row::higher(
        "voting",
        "ballots per second, open, SQLite, c=500, 50,000 voters",
        "1/s",
        &[outcome.rate()],
        None,
    ));
    Ok(())
}

/// Measures the area.
pub async fn measure(binary: &Path) -> Fallible<Vec<Row>> {
    let mut rows = Vec::new();
    for secret in [false, true] {
        measure_one(binary, Store::Sqlite, secret, &mut rows).await?;
    }
    for secret in [false, true] {
        measure_one(binary, Store::Postgres(Cluster::new(free_port()?)?), secret, &mut rows).await?;
    }
    many(binary, &mut rows).await?;
    Ok(rows)
}
