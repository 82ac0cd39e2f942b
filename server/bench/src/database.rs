//! Where a hall keeps its data: SQLite in its own directory, or a PostgreSQL cluster of its own.
//!
//! Invariant: both keep what they have said they keep: the bench refuses memory, `fsync=off` and
//! `synchronous_commit=off`.

use crate::Fallible;
use sea_orm::{ConnectionTrait, Database, Statement};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// See the module.
pub enum Store {
    Sqlite,
    Postgres(Cluster),
}

impl Store {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// `None`: SQLite in the data directory.
    pub fn url(&self) -> Option<String> {
        match self {
            Self::Sqlite => None,
            Self::Postgres(cluster) => Some(cluster.url()),
        }
    }
}

/// A throw-away PostgreSQL cluster with its ordinary, durable settings.
pub struct Cluster {
    dir: TempDir,
    bin: PathBuf,
    port: u16,
}

/// Runs a command as `postgres`, which refuses to be root.
fn as_postgres(program: &Path, arguments: &[&str], dir: &Path) -> Fallible<()> {
    let root = Command::new("id").arg("-u").output()?.stdout.starts_with(b"0\n");
    let mut command = if root {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    let done = command
        .args(arguments)
        .current_dir(dir)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    if done.success() {
        Ok(())
    } else {
        Err(format!("{} {arguments:?} failed", program.display()).into())
    }
}

impl Cluster {
    /// Makes and starts one.
    pub fn new(port: u16) -> Fallible<Self> {
        let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")?
            .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
            .filter(|bin| bin.join("initdb").exists())
            .collect();
        found.sort();
        let bin = found.pop().ok_or("PostgreSQL is not installed: .ci/setup.sh test")?;
        let dir = tempfile::Builder::new().prefix("chibo-cluster").tempdir()?;
        crate::server::on_a_disk(dir.path())?;
        // Its owner must be able to reach it.
        Command::new("chown")
            .arg("-R")
            .arg("postgres")
            .arg(dir.path())
            .status()?;
        let cluster = Self { dir, bin, port };
        let data = cluster.data();
        let data = data.to_string_lossy();
        as_postgres(
            &cluster.bin.join("initdb"),
            &["-D", &data, "-A", "trust", "-U", "postgres", "-E", "UTF8"],
            cluster.dir.path(),
        )?;
        cluster.start()?;
        Ok(cluster)
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts, and waits until it answers.
    pub fn start(&self) -> Fallible<()> {
        let options = format!(
            "-p {} -k {} -h 127.0.0.1 -c max_connections=200",
            self.port,
            self.dir.path().display()
        );
        let (data, log) = (self.data(), self.dir.path().join("log"));
        let arguments = [
            "-D",
            &data.to_string_lossy(),
            "-l",
            &log.to_string_lossy(),
            "-w",
            "-t",
            "120",
            "-o",
            &options,
            "start",
        ];
        as_postgres(&self.bin.join("pg_ctl"), &arguments, self.dir.path())
    }

    /// As if the power had gone: the server and all its children at once.
    pub fn crash(&self) -> Fallible<()> {
        let pid = std::fs::read_to_string(self.data().join("postmaster.pid"))?;
        let pid = pid.lines().next().ok_or("no postmaster")?.to_owned();
        let children = Command::new("pgrep").args(["-P", &pid]).output()?;
        let mut all: Vec<String> = String::from_utf8_lossy(&children.stdout)
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        all.insert(0, pid);
        Command::new("kill")
            .arg("-9")
            .args(&all)
            .stderr(Stdio::null())
            .status()?;
        // Its ghosts hold the shared memory for a moment.
        while all.iter().any(|pid| Path::new("/proc").join(pid).exists()) {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        // A crashed server leaves its file; it would be taken for a running one.
        let _ = std::fs::remove_file(self.data().join("postmaster.pid"));
        Ok(())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.data();
        let stop = ["-D", &data.to_string_lossy(), "-m", "immediate", "stop"];
        if let Err(error) = as_postgres(&self.bin.join("pg_ctl"), &stop, self.dir.path()) {
            use std::io::Write;
            let _ = writeln!(std::io::stderr(), "the cluster does not stop: {error}");
        }
    }
}

/// How many durable commits of one row, one after the other, this database makes in a second.
pub async fn bare_commits(url: &str, seconds: f64) -> Fallible<f64> {
    let mut options = sea_orm::ConnectOptions::new(url.to_owned());
    options
        .max_connections(1)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| sqlite.pragma("journal_mode", "WAL").pragma("synchronous", "FULL"));
    let database = Database::connect(options).await?;
    let backend = database.get_database_backend();
    if backend == sea_orm::DbBackend::Postgres {
        for setting in ["fsync", "synchronous_commit"] {
            let row = database
                .query_one_raw(Statement::from_string(backend, format!("SHOW {setting}")))
                .await?
                .ok_or("no setting")?;
            if row.try_get_by_index::<String>(0)? != "on" {
                return Err(format!("{setting} is off: the figures would lie").into());
            }
        }
    }
    database
        .execute_unprepared("CREATE TABLE bare_commit (n INTEGER NOT NULL)")
        .await?;
    let (began, mut commits) = (std::time::Instant::now(), 0_u32);
    while began.elapsed().as_secs_f64() < seconds {
        database
            .execute_unprepared(&format!("INSERT INTO bare_commit VALUES ({commits})"))
            .await?;
        commits += 1;
    }
    let rate = f64::from(commits) / began.elapsed().as_secs_f64();
    database.execute_unprepared("DROP TABLE bare_commit").await?;
    database.close().await?;
    Ok(rate)
}
