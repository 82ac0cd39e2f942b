//! The command line, as a stranger reads it.
//!
//! Invariant: a command says what it did and what to do next; it exits with 0 only if it did it.

use crate::adapters::{MachineRng, make_secrets, read_secrets, read_signer, verify_signature};
use crate::config::{Config, SETTINGS};
use crate::demo;
use crate::running::{House, clock_of, start};
use clap::{Parser, Subcommand};
use domain::anchor::Kept;
use domain::ports::Signer;
use domain::record::{self, File, Record, Wrong};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::Db;
use tracing_subscriber::EnvFilter;

/// Chibo: paperless meetings and records for Party cells and grassroots committees.
#[derive(Parser)]
#[command(name = "chibo", version, after_help = environment())]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make the data directory and its secrets; nothing that exists is changed
    Init {
        /// Take the present directory of ballot keys for a lost one: secret votes that are open can then only be annulled
        #[arg(long)]
        vote_keys: bool,
    },
    /// Serve: for everyday work, or with --demo an invented commune to try everything in
    Serve {
        /// Fill an empty database with an invented commune and print its accounts
        #[arg(long)]
        demo: bool,
        /// Take the time from this file: a moment such as 2026-12-03T19:20:00+07:00, or minutes to add (rehearsals and tests)
        #[arg(long, value_name = "FILE", requires = "demo")]
        clock: Option<PathBuf>,
    },
    /// Manage administrators
    Admin {
        #[command(subcommand)]
        command: AdminCommand,
    },
    /// Help somebody who cannot sign in any more
    Account {
        #[command(subcommand)]
        command: AccountCommand,
    },
    /// Show the effective settings, secrets masked
    Config,
    /// Check audit, minutes and results for changes; reads only, and prints the newest anchor to be kept elsewhere
    #[command(args_conflicts_with_subcommands = true)]
    Verify {
        #[command(subcommand)]
        what: Option<VerifyCommand>,
        /// An anchor that was kept elsewhere: a file with its line, the line itself, or its hash
        #[arg(long, value_name = "FILE|HASH")]
        anchor: Option<String>,
    },
}

#[derive(Subcommand)]
enum VerifyCommand {
    /// Recompute the result of a vote from its signed record, without database or server
    Vote {
        /// The file that was downloaded from the vote's page
        file: PathBuf,
        /// The installation's public key, if the signature is to be known as its own
        #[arg(long, value_name = "HEX")]
        key: Option<String>,
    },
}

#[derive(Subcommand)]
enum AdminCommand {
    /// Make an administrator (the first one, or another); prints a one-time link for the password
    Create {
        /// Full name, such as "Nguyễn Văn An"
        #[arg(long)]
        name: String,
        /// Phone number for signing in
        #[arg(long)]
        phone: Option<String>,
        /// E-mail address for signing in
        #[arg(long)]
        email: Option<String>,
    },
}

#[derive(Subcommand)]
enum AccountCommand {
    /// Drop the authenticator code and the passkeys of somebody who lost the phone, or whose code CHIBO_SECRET no longer opens; the password stays
    DropSecondFactor {
        /// Phone number with which the person signs in
        #[arg(long, required_unless_present = "email")]
        phone: Option<String>,
        /// E-mail address with which the person signs in
        #[arg(long)]
        email: Option<String>,
    },
}

fn environment() -> String {
    let lines: Vec<String> = SETTINGS
        .iter()
        .map(|(name, meaning)| format!("  {name:<22} {meaning}"))
        .collect();
    format!("Settings come from the environment:\n{}", lines.join("\n"))
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = EnvFilter::try_from_env("CHIBO_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return complain(&format!("the machine gives no threads: {error}")),
    };
    match runtime.block_on(run(cli.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => complain(&sentence),
    }
}

fn complain(sentence: &str) -> ExitCode {
    // Standard error may be closed; there is nobody left to tell then.
    let _ = writeln!(io::stderr(), "chibo: {sentence}");
    ExitCode::FAILURE
}

fn say(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

async fn run(command: Command) -> Result<(), String> {
    let config = Config::from_env().map_err(|error| error.to_string())?;
    match command {
        Command::Config => {
            for (name, value) in config.lines() {
                say(&format!("{name:<22} {value}"));
            }
            Ok(())
        }
        Command::Init { vote_keys: false } => init(&config),
        Command::Init { vote_keys: true } => {
            let house = open(&config, None).await?;
            house
                .services
                .renew_ballot_keys()
                .await
                .map_err(|error| format!("the directory of ballot keys was not taken over: {error}"))?;
            say("The directory of ballot keys is this installation's now.");
            house.db.close().await.map_err(|error| error.to_string())
        }
        Command::Serve { demo, clock } => serve(&config, demo, clock).await,
        Command::Admin {
            command: AdminCommand::Create { name, phone, email },
        } => {
            let house = open(&config, None).await?;
            let link = house
                .services
                .create_administrator(&name, email.as_deref(), phone.as_deref())
                .await
                .map_err(|error| format!("the administrator was not made: {error}"))?;
            say(&format!(
                "Administrator {name} made. Open this link once to set the password:"
            ));
            say(&format!("{}/password/{}", config.public_url, link.token));
            house.db.close().await.map_err(|error| error.to_string())
        }
        Command::Account {
            command: AccountCommand::DropSecondFactor { phone, email },
        } => {
            let house = open(&config, None).await?;
            let name = house
                .services
                .drop_second_factors(phone.as_deref(), email.as_deref())
                .await
                .map_err(|error| match error {
                    domain::Error::NotFound => "nothing was changed: nobody here has this number or address".to_owned(),
                    other => format!("nothing was changed: {other}"),
                })?;
            say(&format!("{name} signs in with the password alone now."));
            say("A new code is set up on the page of the own account. The audit names this change.");
            house.db.close().await.map_err(|error| error.to_string())
        }
        Command::Verify {
            what: Some(VerifyCommand::Vote { file, key }),
            ..
        } => verify_vote(&file, key.as_deref()),
        Command::Verify { what: None, anchor } => verify(&config, anchor.as_deref()).await,
    }
}

/// The anchor that somebody kept: from a file of that name, else as it was typed.
fn kept(given: &str) -> Result<Kept, String> {
    let text = std::fs::read_to_string(given).unwrap_or_else(|_| given.to_owned());
    text.parse().map_err(|error| format!("--anchor {given}: {error}"))
}

async fn verify(config: &Config, anchor: Option<&str>) -> Result<(), String> {
    let kept = anchor.map(kept).transpose()?;
    let own = match read_signer(config) {
        Ok(signer) => Some(signer.public_key()),
        Err(reason) => {
            say(&format!(
                "The anchors' signatures are checked, but not whose they are: {reason}"
            ));
            None
        }
    };
    let cannot = |error: domain::Error| format!("nothing was checked: {error}");
    let db = Db::open_to_read(&config.db()).await.map_err(cannot)?;
    let verdict = services::verify(&db, verify_signature, own, kept)
        .await
        .map_err(cannot)?;
    if !verdict.broken.is_empty() {
        return Err(format!("these are broken: {}", verdict.broken.join(", ")));
    }
    say(
        "The audit is whole: every hash follows from its entry and the one before; minutes and results are those it tells of.",
    );
    match verdict.newest {
        Some(anchor) => {
            say("No chain is shorter than its last anchor. Keep this line outside this machine, for --anchor:");
            say(&anchor.to_string());
        }
        None => {
            say("There is no anchor yet; the server makes one a day. A chain that was cut off at its end is not seen.")
        }
    }
    Ok(())
}

/// Checks a record as whoever was handed the file would.
fn verify_vote(path: &Path, key: Option<&str>) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let unreadable = |error: serde_json::Error| format!("{} is no record of a vote: {error}", path.display());
    let file: File = serde_json::from_str(&text).map_err(unreadable)?;
    let record: Record = serde_json::from_str(&file.record).map_err(unreadable)?;
    record::check(&file, &record, verify_signature).map_err(|wrong| sentence_of(&wrong))?;
    if key.is_some_and(|key| !key.trim().eq_ignore_ascii_case(&file.public_key)) {
        return Err(format!("it is whole, but signed by another key: {}", file.public_key));
    }
    let parts = record.declaration.parts;
    say(&format!("Vote {}: {}", record.vote, record.terms.question));
    say(&format!(
        "Base {} ({} official members summoned, {} of them absent, {} joined); {} ballots, {} valid; {} needed.",
        parts.base(),
        parts.official,
        parts.official_absent,
        parts.joined,
        record.declaration.tally.ballots(),
        record.declaration.tally.valid,
        record.declaration.needed
    ));
    say(&format!(
        "The result \"{}\" follows from roll, figures and rule; {} events are chained; signed by {}.",
        record.declaration.outcome.code(),
        record.events.len(),
        file.public_key
    ));
    Ok(())
}

fn sentence_of(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Unreadable => "this is no record of a vote that this version knows".to_owned(),
        Wrong::Signature => "the signature is not over this record".to_owned(),
        Wrong::Event(number) => format!("event {number} was changed, or does not follow from the one before"),
        Wrong::Story => "the events do not tell of one opening and one closing".to_owned(),
        Wrong::Roll => "the roll is not the one that was frozen when the vote opened".to_owned(),
        Wrong::Rule => "the rule is not the one that was copied when the vote opened".to_owned(),
        Wrong::Terms => "the question or its terms are not those of the opening".to_owned(),
        Wrong::Cast => "who has voted is not what the closing says".to_owned(),
        Wrong::Ballots => "the ballots do not add up, or are more than the lines that were used".to_owned(),
        Wrong::Base => "the base is not that of the roll".to_owned(),
        Wrong::Result => "the result does not follow from the figures and the rule".to_owned(),
        Wrong::Figures => "the figures are not those that were declared".to_owned(),
    }
}

async fn open(config: &Config, clock: Option<PathBuf>) -> Result<House, String> {
    let secrets = read_secrets(config)?;
    House::open(config, secrets, clock_of(clock))
        .await
        .map_err(|error| format!("cannot start: {error}"))
}

fn init(config: &Config) -> Result<(), String> {
    let made =
        make_secrets(config, &MachineRng).map_err(|error| format!("the secrets could not be written: {error}"))?;
    say(if made {
        "Secrets made."
    } else {
        "Secrets are there already; nothing changed."
    });
    say("Next: chibo admin create --name \"…\" --phone … , then chibo serve");
    Ok(())
}

async fn serve(config: &Config, demo: bool, clock: Option<PathBuf>) -> Result<(), String> {
    if demo {
        make_secrets(config, &MachineRng).map_err(|error| format!("the secrets could not be written: {error}"))?;
    } else {
        demo::refuse(config)?;
    }
    read_secrets(config)?;
    if !config.is_https() && !config.listen.ip().is_loopback() && !config.plain_http {
        return Err(format!(
            "{} can be reached from other machines, but {} is not https: put a TLS proxy before it and set CHIBO_PUBLIC_URL, \
             or set CHIBO_PLAIN_HTTP=yes on a closed network",
            config.listen, config.public_url
        ));
    }
    let house = open(config, clock).await?;
    let accounts = if demo {
        Some(demo::prepare(&house, config).await?)
    } else {
        None
    };
    let running = start(house, config)
        .await
        .map_err(|error| format!("cannot listen on {}: {error}", config.listen))?;
    say(&format!("Chibo: http://{}", running.address));
    if let Some(accounts) = accounts {
        say(&accounts);
    }
    running.until_asked().await.map_err(|error| error.to_string())
}
