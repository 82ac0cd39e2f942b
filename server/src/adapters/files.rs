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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adapters::SystemClock;
    use futures_util::stream;
    use std::io;

    fn bytes(chunks: Vec<io::Result<Bytes>>) -> ByteStream {
        Box::pin(stream::iter(chunks))
    }

    async fn read(files: &ObjectFiles, key: &str) -> Result<Vec<u8>> {
        let chunks: Vec<Bytes> = files.get(key).await?.try_collect().await.unwrap();
        Ok(chunks.concat())
    }

    async fn keeps_what_is_whole_and_nothing_else(files: ObjectFiles) {
        let whole = bytes(vec![Ok(Bytes::from_static(b"nghi ")), Ok(Bytes::from_static(b"quyet"))]);
        assert_eq!(files.put("staging/a", whole, 100).await.unwrap(), 10);
        files.rename("staging/a", "documents/a").await.unwrap();
        assert_eq!(read(&files, "documents/a").await.unwrap(), b"nghi quyet");
        assert!(matches!(read(&files, "staging/a").await, Err(Error::NotFound)));

        let too_large = bytes(vec![Ok(Bytes::from(vec![0; 64])), Ok(Bytes::from(vec![0; 64]))]);
        assert!(matches!(
            files.put("staging/b", too_large, 100).await,
            Err(Error::Invalid(_))
        ));
        let broken = bytes(vec![
            Ok(Bytes::from_static(b"half")),
            Err(io::Error::other("the line is dead")),
        ]);
        assert!(matches!(
            files.put("staging/c", broken, 100).await,
            Err(Error::Invalid(_))
        ));
        for key in ["staging/b", "staging/c"] {
            assert!(
                matches!(read(&files, key).await, Err(Error::NotFound)),
                "{key} must leave nothing"
            );
        }
        files.delete("documents/a").await.unwrap();
        files.delete("documents/a").await.unwrap();
        assert!(
            files.stale("staging").await.unwrap().is_empty(),
            "a young file is not swept"
        );
    }

    #[tokio::test]
    async fn files_in_memory_keep_the_promise() {
        keeps_what_is_whole_and_nothing_else(ObjectFiles::memory(Arc::new(SystemClock))).await;
    }

    #[tokio::test]
    async fn files_in_a_directory_keep_the_promise() {
        let dir = tempfile::TempDir::new().unwrap();
        keeps_what_is_whole_and_nothing_else(ObjectFiles::local(dir.path(), Arc::new(SystemClock)).unwrap()).await;
    }
}
