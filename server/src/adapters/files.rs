//! Files in an object store: a local directory by default.
//!
//! Invariant: an upload that breaks off or grows too large leaves nothing behind; no file is held in memory whole.

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Duration, Utc};
use domain::clock::Clock;
use domain::ports::{ByteStream, Files};
use domain::{Error, Fault, Result};
use futures_util::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, WriteMultipart};
use std::sync::Arc;

/// See the module.
#[derive(Debug, Clone)]
pub struct ObjectFiles {
    store: Arc<dyn ObjectStore>,
    clock: ClockBox,
}

#[derive(Clone)]
struct ClockBox(Arc<dyn Clock>);

impl std::fmt::Debug for ClockBox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

/// Parts of an upload that wait to be written, at most; more would let memory grow with a fast sender.
const PARTS_WAITING: usize = 4;

impl ObjectFiles {
    /// Files below a directory, which is made if it is not there.
    ///
    /// # Errors
    /// [`Error::Internal`] if the directory cannot be made or read.
    pub fn local(directory: &std::path::Path, clock: Arc<dyn Clock>) -> Result<Self> {
        std::fs::create_dir_all(directory).map_err(Error::internal)?;
        let store = object_store::local::LocalFileSystem::new_with_prefix(directory).map_err(Error::internal)?;
        Ok(Self {
            store: Arc::new(store.with_fsync(true)),
            clock: ClockBox(clock),
        })
    }

    /// Files in memory, for tests.
    #[must_use]
    pub fn memory(clock: Arc<dyn Clock>) -> Self {
        Self {
            store: Arc::new(object_store::memory::InMemory::new()),
            clock: ClockBox(clock),
        }
    }
}

#[async_trait]
impl Files for ObjectFiles {
    async fn put(&self, key: &str, mut stream: ByteStream, most: u64) -> Result<u64> {
        let upload = self
            .store
            .put_multipart(&Path::from(key))
            .await
            .map_err(Error::internal)?;
        let mut writer = WriteMultipart::new(upload);
        let mut bytes = 0_u64;
        let outcome = loop {
            match stream.next().await {
                None => break Ok(()),
                Some(Err(_)) => break Err(Error::field("file", Fault::UploadBroken)),
                Some(Ok(chunk)) => {
                    bytes += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
                    if bytes > most {
                        break Err(Error::field(
                            "file",
                            Fault::FileTooLarge {
                                most_megabytes: most / (1024 * 1024),
                            },
                        ));
                    }
                    if let Err(broken) = writer.wait_for_capacity(PARTS_WAITING).await {
                        break Err(Error::internal(broken));
                    }
                    writer.write(&chunk);
                }
            }
        };
        match outcome {
            Ok(()) => {
                writer.finish().await.map_err(Error::internal)?;
                Ok(bytes)
            }
            Err(error) => {
                // What cannot be taken back now is swept later.
                let _ = writer.abort().await;
                Err(error)
            }
        }
    }

    async fn get(&self, key: &str) -> Result<ByteStream> {
        match self.store.get(&Path::from(key)).await {
            Ok(found) => Ok(Box::pin(
                found.into_stream().map_err(std::io::Error::other).map_ok(Bytes::from),
            )),
            Err(object_store::Error::NotFound { .. }) => Err(Error::NotFound),
            Err(broken) => Err(Error::internal(broken)),
        }
    }

    async fn rename(&self, from: &str, to: &str) -> Result<()> {
        self.store
            .rename(&Path::from(from), &Path::from(to))
            .await
            .map_err(Error::internal)
    }

    async fn delete(&self, key: &str) -> Result<()> {
        match self.store.delete(&Path::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(broken) => Err(Error::internal(broken)),
        }
    }

    async fn stale(&self, prefix: &str) -> Result<Vec<String>> {
        let before: DateTime<Utc> = self.clock.0.now() - Duration::hours(1);
        let found: Vec<_> = self
            .store
            .list(Some(&Path::from(prefix)))
            .try_collect()
            .await
            .map_err(Error::internal)?;
        Ok(found
            .into_iter()
            .filter(|file| file.last_modified < before)
            .map(|file| file.location.to_string())
            .collect())
    }
}
