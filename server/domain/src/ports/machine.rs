//! What the services ask of the machine: files, letters, signatures.

use crate::Result;
use crate::anchor::{PublicKey, Signature};
use crate::document::FileKind;
use crate::ids::JobId;
use crate::job::Mail;
use async_trait::async_trait;
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;

/// Bytes as they come.
pub type ByteStream = Pin<Box<dyn Stream<Item = std::result::Result<Bytes, std::io::Error>> + Send>>;

/// Keeps files. Keys are made by Chibo, never by a user.
#[async_trait]
pub trait Files: Send + Sync {
    /// Writes a stream under a key, without holding it in memory; answers the bytes written.
    ///
    /// # Errors
    /// [`crate::Fault::FileTooLarge`] past `most` bytes, [`crate::Fault::UploadBroken`] if the stream breaks; nothing is kept then.
    async fn put(&self, key: &str, stream: ByteStream, most: u64) -> Result<u64>;
    /// # Errors
    /// [`crate::Error::NotFound`] without such a file.
    async fn get(&self, key: &str) -> Result<ByteStream>;
    /// Moves a file from its staging key to its place.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] if the store fails.
    async fn rename(&self, from: &str, to: &str) -> Result<()>;
    /// Deletes; a missing file is no error.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] if the store fails.
    async fn delete(&self, key: &str) -> Result<()>;
    /// The keys below a prefix that are older than an hour.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] if the store fails.
    async fn stale(&self, prefix: &str) -> Result<Vec<String>>;
}

/// Sends letters.
#[async_trait]
pub trait Post: Send + Sync {
    /// Sends the letter of a job; sent twice, it is the same letter by its number.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] if the server does not take it; the job is tried again.
    async fn send(&self, id: JobId, mail: &Mail) -> Result<()>;
    /// Letters go to files because no server is configured.
    fn writes_files(&self) -> bool;
}

/// Signs in the name of this installation: anchors, and whatever leaves the house and must be recognised again.
/// A message begins with what it is, so that no signature serves for two purposes.
pub trait Signer: Send + Sync {
    fn sign(&self, message: &[u8]) -> Signature;
    fn public_key(&self) -> PublicKey;
}

/// Whether a signature over a message belongs to a public key. Needs no secret.
pub type Verify = fn(&PublicKey, &[u8], &Signature) -> bool;

/// Learns what a file really is while its bytes run past; holds little of it.
pub trait Sniffer: Send {
    fn take(&mut self, bytes: &[u8]);
    /// What has come already is the beginning of nothing that is taken.
    fn is_hopeless(&self) -> bool;
    /// The kind, once all has come; `None` for everything that is not taken.
    fn kind(&self) -> Option<FileKind>;
}

/// A new one for each file.
pub type NewSniffer = fn() -> Box<dyn Sniffer>;
