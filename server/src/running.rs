//! A running server: wiring, listening, stopping.
//!
//! Invariant: the tests start the same server as the command line; only clock, files and post may differ.

use crate::adapters::{
    FileClock, FilePost, Hub, MachineRng, ObjectFiles, Secrets, SmtpPost, SystemClock, connect_processes, sniffer,
    verify_signature,
};
use crate::config::{Config, Secret};
use crate::edge::{Edge, Tokens, router};
use crate::{jobs, listening};
use app::Ports;
use app::ui::Assets;
use domain::clock::Clock;
use domain::ports::Post;
use domain::{Error, Result};
use serde::Deserialize;
use services::{BallotKeys, Services, Wiring};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::Db;
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tracing::Instrument;

/// Everything that a command needs: database, services, clock.
pub struct House {
    pub services: Services,
    pub clock: Arc<dyn Clock>,
    pub db: Db,
    sign_in: Secret,
    hub: Arc<Hub>,
    wiring: Wiring,
}

/// The clock of a configuration: the machine's, or one moved by a file.
#[must_use]
pub fn clock_of(file: Option<PathBuf>) -> Arc<dyn Clock> {
    match file {
        Some(path) => Arc::new(FileClock(path)),
        None => Arc::new(SystemClock),
    }
}

impl House {
    /// Opens the database (migrating it) and wires the services.
    ///
    /// # Errors
    /// [`Error::Internal`] with the cause: directory, database or mail server.
    pub async fn open(config: &Config, secrets: Secrets, clock: Arc<dyn Clock>) -> Result<Self> {
        make_private(&config.data).map_err(Error::internal)?;
        let db = Db::connect(&config.db()).await?;
        let post: Arc<dyn Post> = match &config.smtp_url {
            Some(url) => Arc::new(SmtpPost::new(config, url.expose())?),
            None => Arc::new(FilePost::new(config)?),
        };
        let (hub, wake) = (Arc::new(Hub::default()), Arc::new(Notify::new()));
        let wiring = Wiring {
            db: db.clone(),
            clock: Arc::clone(&clock),
            rng: Arc::new(MachineRng),
            live: Arc::clone(&hub) as _,
            files: Arc::new(ObjectFiles::local(&config.data.join("files"), Arc::clone(&clock))?),
            post,
            keys: BallotKeys::new(&config.vote_keys),
            sniffer,
            secret: secrets.sign_in.expose().as_bytes().into(),
            signer: Arc::new(secrets.signer),
            verify: verify_signature,
            wake,
            public_url: config.public_url.as_str().into(),
        };
        Ok(Self {
            services: Services::new(wiring.clone()),
            clock,
            db,
            sign_in: secrets.sign_in,
            hub,
            wiring,
        })
    }

    /// The same house at another time, for the demo's past.
    pub(crate) fn services_at(&self, clock: Arc<dyn Clock>) -> Services {
        Services::new(Wiring {
            clock,
            ..self.wiring.clone()
        })
    }
}

/// Makes the data directory for its owner alone; one that is there stays as its owner has set it.
fn make_private(directory: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory)
}

/// The built style and islands.
#[derive(Deserialize)]
struct Manifest {
    css: String,
    js: String,
    wasm: String,
}

fn assets(site: &Path) -> Assets {
    let manifest = std::fs::read(site.join("assets.json"))
        .ok()
        .and_then(|text| serde_json::from_slice::<Manifest>(&text).ok());
    match manifest {
        Some(Manifest { css, js, wasm }) => Assets { css, js, wasm },
        None => {
            tracing::warn!(site = %site.display(), "style and islands are not built: pages will be bare (make run builds them)");
            Assets::default()
        }
    }
}

/// The services as pages ask them.
fn ports(services: Services) -> Ports {
    let services = Arc::new(services);
    Ports {
        accounts: Arc::clone(&services) as _,
        organisation: Arc::clone(&services) as _,
        meetings: Arc::clone(&services) as _,
        documents: Arc::clone(&services) as _,
        voting: Arc::clone(&services) as _,
        tablets: Arc::clone(&services) as _,
        archive: Arc::clone(&services) as _,
        administration: services,
    }
}

/// A server that listens.
pub struct Running {
    pub address: SocketAddr,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
    working: JoinHandle<()>,
    /// Live events of other processes, if there may be others.
    hearing: Option<JoinHandle<()>>,
    db: Db,
}

/// Starts listening.
///
/// # Errors
/// [`Error::Internal`] if the address is taken.
pub async fn start(house: House, config: &Config) -> Result<Running> {
    let listener = TcpListener::bind(config.listen).await.map_err(Error::internal)?;
    let address = listener.local_addr().map_err(Error::internal)?;
    if let Err(error) = house.services.agree_on_ballot_keys().await {
        let directory = config.vote_keys.display();
        return Err(Error::internal(format!(
            "CHIBO_VOTE_KEYS, {directory}, is not the directory of ballot keys that this installation uses ({error}); if that one is lost, run chibo init --vote-keys"
        )));
    }
    house.services.keep_daily_jobs().await?;
    let (stop, stopping) = watch::channel(false);
    let (hub, clock) = (Arc::clone(&house.hub), Arc::clone(&house.clock));
    let here = house.wiring.rng.id(clock.now());
    let hearing = connect_processes(hub, house.db.clone(), clock, here, stopping.clone()).await?;
    let edge = Edge {
        ports: ports(house.services.clone()),
        ports_for: Arc::new({
            let services = house.services.clone();
            move |key| ports(services.for_form(key))
        }),
        tokens: Tokens::new(&house.sign_in),
        hub: house.hub,
        clock: house.clock,
        assets: Arc::new(assets(&config.site)),
        public_url: config.public_url.as_str().into(),
        https: config.is_https(),
        db: house.db.clone(),
        answered: Arc::default(),
        stopping: stopping.clone(),
    };
    let app = router(Arc::new(edge), &config.site);
    let serving = tokio::spawn(listening::serve(listener, app, config.patience, stopping.clone()));
    let working =
        tokio::spawn(jobs::run(house.services, house.wiring.wake, stopping).instrument(tracing::info_span!("jobs")));
    Ok(Running {
        address,
        stop,
        serving,
        working,
        hearing,
        db: house.db,
    })
}

impl Running {
    /// Finishes what is under way, ends live streams, closes the database.
    ///
    /// # Errors
    /// [`Error::Internal`] if the server had failed or the database cannot be closed.
    pub async fn stop(self) -> Result<()> {
        // Nobody listening any more is what is wanted.
        let _ = self.stop.send(true);
        self.serving.await.map_err(Error::internal)?;
        self.working.await.map_err(Error::internal)?;
        if let Some(hearing) = self.hearing {
            hearing.await.map_err(Error::internal)?;
        }
        self.db.close().await
    }

    /// Waits for the operating system's word (Ctrl+C or SIGTERM), then stops.
    ///
    /// # Errors
    /// As [`Running::stop`].
    pub async fn until_asked(self) -> Result<()> {
        asked_to_stop().await;
        tracing::info!("stopping: finishing what is under way");
        self.stop().await
    }
}

async fn asked_to_stop() {
    use tokio::signal;
    let mut terminate = match signal::unix::signal(signal::unix::SignalKind::terminate()) {
        Ok(terminate) => terminate,
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be heard");
            let _ = signal::ctrl_c().await;
            return;
        }
    };
    tokio::select! {
        _ = signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
