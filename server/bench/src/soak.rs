//! The kill test: the server, and PostgreSQL under it, die at random moments of a vote, and clients try again.
//!
//! Invariant: every ballot that was acknowledged is counted, nobody is counted twice, and the figures add up.

use crate::Fallible;
use crate::database::{Cluster, Store};
use crate::hall::{Hall, Plan};
use crate::load::Client;
use crate::server::free_port;
use crate::voting::{is_taken, stop};
use domain::clock::Rng;
use domain::ids::VoteId;
use server::adapters::MachineRng;
use std::collections::VecDeque;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::process::Child;
use tokio::task::JoinSet;

/// Members of a hall unless told otherwise.
pub const VOTERS: usize = 2_000;
const CLIENTS: usize = 40;

/// What dies.
#[derive(Debug, Clone, Copy)]
enum Blow {
    Kill,
    Terminate,
    Database,
}

/// Where the clients find the servers; an address is replaced when its server is started anew.
struct Door {
    addresses: Mutex<Vec<String>>,
    taken: AtomicUsize,
}

impl Door {
    fn address(&self, client: usize, tries: usize) -> String {
        let addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        addresses[(client + tries) % addresses.len()].clone()
    }
}

/// Sends each ballot until it is acknowledged, always with the same key.
async fn voting(hall: &Hall, vote: VoteId, door: Arc<Door>) -> JoinSet<Fallible<()>> {
    let queue: Arc<Mutex<VecDeque<usize>>> = Arc::new(Mutex::new((0..hall.voters.len()).collect()));
    let (path, voters) = (hall.ballot_path(vote), Arc::new(hall.voters.clone()));
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        let (queue, door) = (Arc::clone(&queue), Arc::clone(&door));
        let (path, voters) = (path.clone(), Arc::clone(&voters));
        clients.spawn(async move {
            let mut connection = None;
            let mut tries = 0;
            loop {
                let voter = queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                let Some(voter) = voter else { return Ok(()) };
                let body = format!("key=ballot-of-{voter:08}&m0={}", 1 + voter % 3);
                loop {
                    if connection.is_none() {
                        connection = Client::connect(&door.address(client, tries)).await.ok();
                    }
                    if let Some(open) = connection.as_mut() {
                        match open.post(&path, &voters[voter], body.clone()).await {
                            Ok((status, answer)) if is_taken(status, &answer) => {
                                door.taken.fetch_add(1, Ordering::Relaxed);
                                break;
                            }
                            // A server in trouble may say so; a refusal would be a fault of ours.
                            Ok((status, answer)) if status < 500 && status != 408 && status != 429 => {
                                let answer = String::from_utf8_lossy(&answer).into_owned();
                                return Err(format!("a ballot was answered {status}: {answer}").into());
                            }
                            Ok(_) | Err(_) => {}
                        }
                    }
                    connection = None;
                    tries += 1;
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
        });
    }
    clients
}

async fn strike(blow: Blow, child: &mut Child, hall: &Hall) -> Fallible<()> {
    match (blow, &hall.store) {
        (Blow::Terminate, _) => stop(child).await?,
        (Blow::Kill, _) => {
            child.start_kill()?;
            child.wait().await?;
        }
        (Blow::Database, Store::Postgres(cluster)) => {
            cluster.crash()?;
            cluster.start()?;
        }
        (Blow::Database, Store::Sqlite) => {}
    }
    Ok(())
}

/// One moment: a whole vote, with one blow in the middle of it.
async fn moment(binary: &Path, hall: &Hall, vote: VoteId, blow: Blow, servers: usize) -> Fallible<()> {
    let voters = hall.voters.len();
    let (mut children, mut addresses) = (Vec::new(), Vec::new());
    for _ in 0..servers {
        let (child, address) = hall.serve(binary).await?;
        children.push(child);
        addresses.push(address);
    }
    let door = Arc::new(Door {
        addresses: Mutex::new(addresses),
        taken: AtomicUsize::new(0),
    });
    let mut clients = voting(hall, vote, Arc::clone(&door)).await;
    // Anywhere in the first nine tenths of the vote: after so many acknowledged ballots.
    let mut chance = [0; 8];
    MachineRng.fill(&mut chance);
    let at = usize::try_from(u64::from_le_bytes(chance) % u64::try_from(voters * 9 / 10)?)?;
    while door.taken.load(Ordering::Relaxed) < at {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let acknowledged = door.taken.load(Ordering::Relaxed);
    strike(blow, &mut children[0], hall).await?;
    if !matches!(blow, Blow::Database) {
        let (child, address) = hall.serve(binary).await?;
        children[0] = child;
        door.addresses.lock().unwrap_or_else(PoisonError::into_inner)[0] = address;
    }
    while let Some(client) = clients.join_next().await {
        client??;
    }
    for child in &mut children {
        stop(child).await?;
    }
    let view = hall.close(vote).await?;
    let declaration = view.state.declaration().ok_or("the vote was not declared")?;
    let marks = &declaration.tally.marks[0];
    let sent: Vec<u32> = (0..3)
        .map(|mark| u32::try_from((0..voters).filter(|voter| voter % 3 == mark).count()))
        .collect::<Result<_, _>>()?;
    if usize::try_from(declaration.tally.valid)? != voters || *marks != sent {
        return Err(format!("{blow:?} after {acknowledged}: sent {sent:?}, counted {marks:?}").into());
    }
    let _ = writeln!(
        std::io::stdout(),
        "ok {blow:?} after {acknowledged} of {voters} ballots, {}, {} server(s)",
        hall.store.name(),
        servers
    );
    Ok(())
}

/// So many moments, half of them on each database, both at once. Open and secret in turn; the last of each vote on
/// PostgreSQL is spread over two servers. What dies goes on in turn from one vote to the next.
///
/// # Errors
/// Fewer than eight moments or a hundred voters, or what is wrong at the first moment that goes wrong.
pub async fn run(binary: &Path, moments: usize, voters: usize) -> Fallible<()> {
    if moments < 8 {
        return Err("at least eight moments: two for each database, open and secret".into());
    }
    if voters < 100 {
        return Err("at least a hundred voters: with fewer nobody waits for anybody".into());
    }
    let share = |n: usize| moments * (n + 1) / 4 - moments * n / 4;
    let mut halls = JoinSet::new();
    for (postgres, open, secret) in [(false, share(0), share(1)), (true, share(2), share(3))] {
        let binary = binary.to_owned();
        halls.spawn(async move {
            votes(&binary, postgres, (open, voters), false).await?;
            votes(&binary, postgres, (secret, voters), true).await
        });
    }
    while let Some(hall) = halls.join_next().await {
        hall??;
    }
    Ok(())
}

/// One hall and its votes, each with its moment.
async fn votes(binary: &Path, postgres: bool, (votes, voters): (usize, usize), secret: bool) -> Fallible<()> {
    let (store, blows): (_, &[Blow]) = if postgres {
        let cluster = Cluster::new(free_port()?)?;
        (Store::Postgres(cluster), &[Blow::Database, Blow::Kill, Blow::Terminate])
    } else {
        (Store::Sqlite, &[Blow::Kill, Blow::Terminate])
    };
    let plan = Plan { voters, votes, secret };
    let hall = Hall::build(store, plan).await?;
    for (vote, id) in hall.votes.iter().enumerate() {
        // The last vote is spread over two processes, one of which dies.
        let (blow, servers) = if postgres && vote + 1 == votes {
            (Blow::Kill, 2)
        } else {
            (blows[(vote + usize::from(secret)) % blows.len()], 1)
        };
        moment(binary, &hall, *id, blow, servers).await?;
    }
    Ok(())
}
