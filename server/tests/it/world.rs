//! A server on a free port with the demo organisation, on Thursday 03/12/2026 at 19:20, ten minutes before the meeting.

use crate::browser::Browser;
use chrono::{NaiveDate, NaiveTime};
use domain::clock::at;
use server::adapters::{MachineRng, Secrets, make_secrets, read_secrets};
use server::config::Config;
use server::listening::Patience;
use server::running::{House, Running, clock_of, start};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub struct World {
    pub address: String,
    pub password: String,
    pub config: Config,
    pub secrets: Secrets,
    running: Option<Running>,
    clock: PathBuf,
    _dir: TempDir,
}

pub fn config(data: &Path) -> Config {
    Config {
        vote_keys: data.to_owned().join("vote-keys"),
        data: data.to_owned(),
        database_url: None,
        connections: 4,
        listen: "127.0.0.1:0".parse().unwrap(),
        public_url: "http://127.0.0.1".to_owned(),
        site: data.join("site"),
        secret: None,
        signing_key: None,
        smtp_url: None,
        mail_from: "chibo@demo.test".to_owned(),
        plain_http: false,
        patience: Patience::default(),
    }
}

pub fn moment(hour: u32, minute: u32) -> String {
    let day = NaiveDate::from_ymd_opt(2026, 12, 3).unwrap();
    at(day, NaiveTime::from_hms_opt(hour, minute, 0).unwrap()).to_rfc3339()
}

/// The loaded demo, made by the first test of this binary that needs it.
async fn template() -> PathBuf {
    let binary = fs::metadata(std::env::current_exe().unwrap())
        .unwrap()
        .modified()
        .unwrap();
    let stamp = binary.duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos();
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("http-demo");
    fs::create_dir_all(&root).unwrap();
    let lock = File::create(root.join("lock")).unwrap();
    lock.lock().unwrap();
    let made = root.join(stamp.to_string());
    if !made.exists() {
        for old in fs::read_dir(&root)
            .unwrap()
            .flatten()
            .filter(|entry| entry.path().is_dir())
        {
            fs::remove_dir_all(old.path()).unwrap();
        }
        let making = root.join("making");
        fs::create_dir_all(&making).unwrap();
        fs::write(making.join("clock"), moment(15, 0)).unwrap();
        let config = config(&making);
        make_secrets(&config, &MachineRng).unwrap();
        let house = House::open(
            &config,
            read_secrets(&config).unwrap(),
            clock_of(Some(making.join("clock"))),
        )
        .await
        .unwrap();
        server::demo::prepare(&house, &config).await.unwrap();
        house.db.close().await.unwrap();
        fs::rename(&making, &made).unwrap();
    }
    made
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

impl World {
    pub async fn new() -> Self {
        Self::with_patience(Patience::default()).await
    }

    pub async fn with_patience(patience: Patience) -> Self {
        let dir = TempDir::new().unwrap();
        copy(&template().await, dir.path());
        let site = dir.path().join("site/pkg");
        fs::create_dir_all(&site).unwrap();
        fs::write(site.join("chibo.0123.css"), "body{}").unwrap();
        let manifest = r#"{"css":"/pkg/chibo.0123.css","js":"/pkg/chibo.0123.js","wasm":"/pkg/chibo.0123.wasm"}"#;
        fs::write(dir.path().join("site/assets.json"), manifest).unwrap();
        let config = Config {
            patience,
            ..config(dir.path())
        };
        let secrets = read_secrets(&config).unwrap();
        let password = fs::read_to_string(dir.path().join("demo-password")).unwrap();
        let clock = dir.path().join("clock");
        let mut world = Self {
            address: String::new(),
            password,
            config,
            secrets,
            running: None,
            clock,
            _dir: dir,
        };
        world.set_clock(19, 20);
        world.start().await;
        world
    }

    /// Moves the server's clock to a time of the evening of the meeting.
    pub fn set_clock(&self, hour: u32, minute: u32) {
        fs::write(&self.clock, moment(hour, minute)).unwrap();
    }

    pub fn now(&self) -> chrono::DateTime<chrono::Utc> {
        clock_of(Some(self.clock.clone())).now()
    }

    async fn start(&mut self) {
        let house = House::open(&self.config, self.secrets.clone(), clock_of(Some(self.clock.clone())))
            .await
            .unwrap();
        let running = start(house, &self.config).await.unwrap();
        self.address = format!("http://{}", running.address);
        self.running = Some(running);
    }

    /// After [`World::stop`], on another port; browsers of before lead nowhere.
    pub async fn start_again(&mut self) {
        self.start().await;
    }

    /// Does what is due in a server that stands still.
    pub async fn run_jobs(&self) {
        let clock = clock_of(Some(self.clock.clone()));
        let house = House::open(&self.config, self.secrets.clone(), clock).await.unwrap();
        house.services.keep_daily_jobs().await.unwrap();
        while let Some(next) = house.services.run_next_job().await.unwrap() {
            if next > house.services.now() {
                break;
            }
        }
        house.db.close().await.unwrap();
    }

    pub async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop().await.unwrap();
        }
    }

    pub fn stranger(&self) -> Browser {
        Browser::new(&self.address)
    }

    /// Signs in with an account of the demo, such as `bithu`.
    pub async fn sign_in(&self, account: &str) -> Browser {
        let browser = self.stranger();
        let name = format!("{account}@demo.test");
        let answer = browser
            .post("/sign-in", &[("name", &name), ("password", &self.password)])
            .await;
        assert_eq!(
            (answer.status, answer.location.as_deref()),
            (303, Some("/")),
            "{}",
            answer.body
        );
        browser
    }

    /// The letters that were written as files.
    pub fn letters(&self) -> Vec<String> {
        let outbox = self.config.data.join("outbox");
        let files = fs::read_dir(outbox)
            .map(|entries| entries.flatten().collect::<Vec<_>>())
            .unwrap_or_default();
        files
            .into_iter()
            .filter_map(|file| fs::read_to_string(file.path()).ok())
            .collect()
    }
}
