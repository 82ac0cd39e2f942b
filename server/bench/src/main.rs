//! `make bench`: measures the release build on this machine and writes `target/bench.json`.
//!
//! Invariant: every figure is measured in this run; rows of other areas stay as they were, and no row is dropped
//! because it looks bad.

mod database;
mod hall;
mod live;
mod load;
mod pages;
mod report;
mod server;
mod soak;
mod voting;

use report::{Report, Row};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

const AREAS: [&str; 3] = ["pages", "server", "voting"];

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Standard error may be closed; there is nobody left to tell then.
            let _ = writeln!(std::io::stderr(), "bench: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Fallible<()> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        None => {}
        Some("soak") => {
            let mut figure = |usual| arguments.next().map_or(Ok(usual), |typed| typed.parse());
            let (moments, voters) = (figure(100)?, figure(soak::VOTERS)?);
            // The server of the same build as this program.
            let binary = std::env::current_exe()?.with_file_name("chibo");
            return soak::run(&binary, moments, voters).await;
        }
        Some(_) => return Err("bench measures, and bench soak MOMENTS VOTERS kills; AREA chooses one area".into()),
    }
    let area = std::env::var("AREA").ok().filter(|area| !area.is_empty());
    if let Some(unknown) = area.as_deref().filter(|area| !AREAS.contains(area)) {
        return Err(format!("{unknown} is no area: {}", AREAS.join(", ")).into());
    }
    let wanted = |name: &str| area.as_deref().is_none_or(|area| area == name);
    let binary = PathBuf::from("target/release/chibo");
    if !binary.exists() {
        return Err("target/release/chibo is not there: cargo build --release -p server".into());
    }
    let mut report = Report::read(PathBuf::from("target/bench.json"))?;
    for name in AREAS {
        if !wanted(name) {
            continue;
        }
        let rows: Vec<Row> = match name {
            "pages" => pages::measure(&binary).await?,
            "voting" => voting::measure(&binary).await?,
            _ => server::measure(&binary).await?,
        };
        for row in &rows {
            let _ = writeln!(std::io::stdout(), "{row}");
        }
        report.replace(name, rows)?;
        report.write()?;
    }
    Ok(())
}
