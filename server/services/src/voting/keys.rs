//! The keys of secret ballots: one file a vote, of mode 0600, in a directory that all processes of an installation
//! share and that backups leave out.
//!
//! Invariant: a public key is given out only once its private half lies synced on the disk; the private half never
//! stands in the database, a log or an answer; a directory that is not the installation's own is found before a vote
//! opens, for its mark is another than the database's.

use crate::Services;
use crate::{UseCase, Work};
use async_trait::async_trait;
use crypto_box::{PublicKey, SecretKey, aead::OsRng};
use domain::ballot::SEALED_TEXT;
use domain::ids::VoteId;
use domain::job::JobKind;
use domain::policy::{Caller, Granted, Installation, SetUp};
use domain::{Error, Fault, Result};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::installation;
use tokio::task::spawn_blocking;

/// The file whose content the database knows.
const MARK: &str = "mark";

/// See the module.
#[derive(Debug, Clone)]
pub struct BallotKeys {
    directory: Arc<Path>,
}

impl BallotKeys {
    #[must_use]
    pub fn new(directory: &Path) -> Self {
        Self {
            directory: directory.into(),
        }
    }

    fn path(&self, vote: VoteId) -> PathBuf {
        self.directory.join(format!("{vote}.key"))
    }

    /// Makes the key pair of a vote and answers its public half.
    ///
    /// # Errors
    /// [`Fault::VoteKeysUnusable`] if the directory bears another mark or cannot be written.
    pub(super) async fn create(&self, vote: VoteId, mark: Option<&str>) -> Result<[u8; 32]> {
        let unusable = |cause: String| {
            tracing::error!(directory = %self.directory.display(), cause, "a ballot key cannot be kept");
            Error::Refused(Fault::VoteKeysUnusable)
        };
        let there = self.mark().await?;
        if mark.is_none() || there.as_deref() != mark {
            return Err(unusable(
                "the directory bears another mark than the database".to_owned(),
            ));
        }
        let path = self.path(vote);
        let made = blocking(move || {
            let secret = SecretKey::generate(&mut OsRng);
            // A try that failed after this point left a key that no ballot was sealed to.
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            write_new(&path, &secret.to_bytes())?;
            Ok(*secret.public_key().as_bytes())
        });
        made.await.map_err(|error| unusable(error.to_string()))
    }

    /// Opens sealed ballots. They come in the order of the database and leave sorted by what they say, so that
    /// nothing of any order is left.
    ///
    /// # Errors
    /// [`Fault::VoteKeyLost`] without the key; [`Error::Internal`] for a ballot that it does not open.
    pub(super) async fn open(&self, vote: VoteId, sealed: Vec<Vec<u8>>) -> Result<Vec<Vec<u8>>> {
        let path = self.path(vote);
        let key = match tokio::fs::read(&path).await {
            Ok(key) => key,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(Error::Refused(Fault::VoteKeyLost));
            }
            Err(error) => return Err(Error::internal(error)),
        };
        let Ok(key) = <[u8; 32]>::try_from(key.as_slice()) else {
            return Err(Error::Refused(Fault::VoteKeyLost));
        };
        let opened = spawn_blocking(move || {
            let secret = SecretKey::from(key);
            let mut opened = sealed
                .iter()
                .map(|ballot| secret.unseal(ballot))
                .collect::<std::result::Result<Vec<_>, _>>()
                .map_err(|_| Error::internal("a sealed ballot that its vote's key does not open"))?;
            opened.sort_unstable();
            Ok(opened)
        });
        opened.await.map_err(Error::internal)?
    }

    /// Destroys a key; one that is not there is no error.
    ///
    /// # Errors
    /// [`Error::Internal`] if the file cannot be deleted.
    pub(crate) async fn destroy(&self, vote: VoteId) -> Result<()> {
        let path = self.path(vote);
        blocking(move || match std::fs::metadata(&path) {
            Ok(meta) => {
                // No proof on flash memory, but it costs nothing.
                let mut file = std::fs::OpenOptions::new().write(true).open(&path)?;
                file.write_all(&vec![0; usize::try_from(meta.len()).unwrap_or(32)])?;
                file.sync_all()?;
                std::fs::remove_file(&path)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        })
        .await
        .map_err(Error::internal)
    }

    /// The votes whose keys lie here.
    ///
    /// # Errors
    /// [`Error::Internal`] if the directory cannot be read.
    pub(crate) async fn kept(&self) -> Result<Vec<VoteId>> {
        let directory = Arc::clone(&self.directory);
        blocking(move || {
            let entries = match std::fs::read_dir(&directory) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
                entries => entries?,
            };
            let mut votes = Vec::new();
            for entry in entries {
                let name = entry?.file_name();
                let vote = name.to_str().and_then(|name| name.strip_suffix(".key"));
                votes.extend(vote.and_then(|vote| vote.parse::<VoteId>().ok()));
            }
            Ok(votes)
        })
        .await
        .map_err(Error::internal)
    }

    async fn mark(&self) -> Result<Option<String>> {
        match tokio::fs::read_to_string(self.directory.join(MARK)).await {
            Ok(mark) => Ok(Some(mark.trim().to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::internal(error)),
        }
    }

    async fn set_mark(&self, mark: String) -> Result<()> {
        let directory = Arc::clone(&self.directory);
        blocking(move || {
            let mut builder = std::fs::DirBuilder::new();
            builder.recursive(true);
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(&directory)?;
            write_new(&directory.join(MARK), mark.as_bytes())
        })
        .await
        .map_err(Error::internal)
    }
}

/// Seals a ballot to a vote's public key.
///
/// # Errors
/// [`Error::Internal`] if the cipher fails.
pub(super) fn seal(public: [u8; 32], ballot: &[u8; SEALED_TEXT]) -> Result<Vec<u8>> {
    PublicKey::from(public)
        .seal(&mut OsRng, ballot)
        .map_err(|_| Error::internal("a ballot could not be sealed"))
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    spawn_blocking(work).await.map_err(io::Error::other)?
}

/// A new file for its owner alone, synced with its directory.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    match path.parent() {
        Some(directory) => std::fs::File::open(directory)?.sync_all(),
        None => Ok(()),
    }
}

impl Services {
    /// Makes sure that the directory of ballot keys is the one that the other processes of this installation use;
    /// to be called at every start. The first process marks it.
    ///
    /// # Errors
    /// [`Fault::VoteKeysUnusable`] if it is another one.
    pub async fn agree_on_ballot_keys(&self) -> Result<()> {
        let known = installation::value(&self.read(), installation::VOTE_KEYS).await?;
        let there = self.on.keys.mark().await?;
        match (known, there) {
            (Some(known), Some(there)) if known == there => Ok(()),
            (Some(_), _) => Err(Error::Refused(Fault::VoteKeysUnusable)),
            (None, Some(there)) => self.adopt(there).await,
            (None, None) => {
                let mark = self.on.rng.id(self.now()).to_string();
                self.on.keys.set_mark(mark.clone()).await?;
                self.adopt(mark).await
            }
        }
    }

    /// Makes this directory the installation's own after the old one was lost: votes that are open can then only be
    /// annulled.
    ///
    /// # Errors
    /// [`Error::Internal`] if it bears another installation's mark already, or cannot be written.
    pub async fn renew_ballot_keys(&self) -> Result<()> {
        match installation::value(&self.read(), installation::VOTE_KEYS).await? {
            Some(known) if self.on.keys.mark().await?.as_deref() == Some(known.as_str()) => Ok(()),
            Some(known) => self.on.keys.set_mark(known).await,
            None => self.agree_on_ballot_keys().await,
        }
    }

    async fn adopt(&self, mark: String) -> Result<()> {
        self.run(&Caller::System(JobKind::SetUp), Installation, &Adopt { mark })
            .await
    }
}

struct Adopt {
    mark: String,
}

#[async_trait]
impl UseCase for Adopt {
    type Action = SetUp;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, SetUp>, work: &mut Work<'tx>) -> Result<()> {
        let mark = installation::first(&work.tx, granted, installation::VOTE_KEYS, &self.mark).await?;
        // Another process was quicker, with another directory.
        if mark != self.mark {
            return Err(Error::Refused(Fault::VoteKeysUnusable));
        }
        work.detail("ballot keys");
        Ok(())
    }
}
