//! The area `server`: start, memory, size; and the server that both areas measure.

use crate::Fallible;
use crate::load::{Client, crowd};
use crate::report::Row;
use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::process::{Child, Command};

/// A release server on the demo.
pub struct Served {
    child: Child,
    pub address: String,
    pub data: TempDir,
}

/// The demo's meeting is tonight at this moment of the bench.
const MOMENT: &str = "2026-12-03T19:20:00+07:00";

pub fn free_port() -> Fallible<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// A directory on a real disk; memory would flatter every figure.
pub fn directory() -> Fallible<TempDir> {
    let dir = tempfile::Builder::new().prefix("bench").tempdir_in("target")?;
    on_a_disk(dir.path())?;
    Ok(dir)
}

/// Refuses memory.
pub fn on_a_disk(dir: &Path) -> Fallible<()> {
    let kind = std::process::Command::new("stat")
        .args(["-f", "-c", "%T"])
        .arg(dir)
        .output()?;
    let kind = String::from_utf8_lossy(&kind.stdout).trim().to_owned();
    if kind == "tmpfs" || kind == "ramfs" {
        return Err(format!("{} lies on {kind}: measure on a disk", dir.display()).into());
    }
    Ok(())
}

impl Served {
    /// Starts on a fresh demo, and waits until it is loaded.
    pub async fn fresh(binary: &Path) -> Fallible<Self> {
        let data = directory()?;
        let (child, address, _) = start(binary, data.path()).await?;
        Ok(Self { child, address, data })
    }

    /// Stops and starts again on the same data; answers the seconds to the first answer.
    pub async fn restart(&mut self, binary: &Path) -> Fallible<f64> {
        self.stop().await?;
        let (child, address, seconds) = start(binary, self.data.path()).await?;
        self.child = child;
        self.address = address;
        Ok(seconds)
    }

    pub async fn stop(&mut self) -> Fallible<()> {
        if let Some(id) = self.child.id() {
            std::process::Command::new("kill")
                .args(["-TERM", &id.to_string()])
                .status()?;
        }
        self.child.wait().await?;
        Ok(())
    }

    /// Resident memory in MB.
    pub fn memory(&self) -> Fallible<f64> {
        let id = self.child.id().ok_or("the server is gone")?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .ok_or("no VmRSS")?;
        let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes / 1024.0)
    }

    /// A member of the cell that meets tonight, signed in.
    pub async fn member(&self) -> Fallible<Client> {
        self.signed_in("dangvien1").await
    }

    /// An account of the demo, signed in.
    pub async fn signed_in(&self, account: &str) -> Fallible<Client> {
        let password = std::fs::read_to_string(self.data.path().join("demo-password"))?;
        let mut client = Client::connect(&self.address).await?;
        client.sign_in(&format!("{account}@demo.test"), password.trim()).await?;
        Ok(client)
    }
}

async fn start(binary: &Path, data: &Path) -> Fallible<(Child, String, f64)> {
    std::fs::write(data.join("clock"), MOMENT)?;
    let address = format!("127.0.0.1:{}", free_port()?);
    let began = Instant::now();
    let child = Command::new(binary)
        .args(["serve", "--demo", "--clock"])
        .arg(data.join("clock"))
        .env("CHIBO_DATA", data)
        .env("CHIBO_LISTEN", &address)
        .env("CHIBO_PUBLIC_URL", format!("http://{address}"))
        .env("CHIBO_LOG", "warn")
        .env_remove("DATABASE_URL")
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    until_it_answers(&address).await?;
    Ok((child, address, began.elapsed().as_secs_f64()))
}

/// Waits for the first page.
pub async fn until_it_answers(address: &str) -> Fallible<()> {
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(120) {
        if let Ok(mut client) = Client::connect(address).await
            && client.get("/sign-in").await.is_ok_and(|status| status == 200)
        {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Err("the server did not answer within two minutes".into())
}

const VIEWS: usize = 10_000;

/// Measures the area.
pub async fn measure(binary: &Path) -> Fallible<Vec<Row>> {
    let mut served = Served::fresh(binary).await?;
    let mut starts = Vec::new();
    for _ in 0..3 {
        starts.push(served.restart(binary).await?);
    }
    let idle = served.memory()?;
    let member = served.member().await?;
    let meeting = member.clone_for(&served.address).await?.meeting().await?;
    let outcome = crowd(&served.address, &member.cookies, &meeting, 20, None, Some(VIEWS)).await?;
    if outcome.failed > 0 {
        return Err(format!("{} of {VIEWS} views failed", outcome.failed).into());
    }
    let after = served.memory()?;
    crowd(&served.address, &member.cookies, &meeting, 20, None, Some(VIEWS)).await?;
    let later = served.memory()?;
    served.stop().await?;
    let size = std::fs::metadata(binary)?.len() as f64 / (1024.0 * 1024.0);
    Ok(vec![
        Row::lower(
            "server",
            "start to first answer, demo data, SQLite",
            "s",
            &starts,
            Some(1.0),
        ),
        Row::lower("server", "resident memory, idle", "MB", &[idle], Some(60.0)),
        Row::lower(
            "server",
            "resident memory after 10,000 page views, c=20",
            "MB",
            &[after],
            Some(60.0),
        ),
        Row::lower(
            "server",
            "resident memory after 20,000 page views, c=20",
            "MB",
            &[later],
            Some(60.0),
        )
        .against(after, "resident memory after 10,000: flat if equal"),
        Row::lower("server", "size of the release binary", "MB", &[size], None),
    ])
}
