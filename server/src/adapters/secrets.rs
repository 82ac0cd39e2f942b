//! The installation's secrets as files that only their owner reads.
//!
//! Invariant: a secret file has mode 0600 from its first byte and is never overwritten.

use crate::config::{Config, Secret};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::clock::Rng;
use std::io::{self, Write};
use std::path::PathBuf;

fn path(config: &Config) -> PathBuf {
    config.data.join("secrets").join("sign-in")
}

/// The secret that signs access tokens: from the environment, else from the file.
///
/// # Errors
/// The file's own, if it is not there or cannot be read.
pub fn read(config: &Config) -> io::Result<Secret> {
    match &config.secret {
        Some(secret) => Ok(secret.clone()),
        None => std::fs::read_to_string(path(config)).map(|text| Secret::new(text.trim().to_owned())),
    }
}

/// Makes the secret's file; one that is there stays as it is. Answers whether it was made.
///
/// # Errors
/// The file system's.
pub fn make(config: &Config, rng: &dyn Rng) -> io::Result<bool> {
    let path = path(config);
    if let Some(directory) = path.parent() {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(directory)?;
    }
    let mut bytes = [0_u8; 48];
    rng.fill(&mut bytes);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(&path) {
        Ok(mut file) => {
            file.write_all(URL_SAFE_NO_PAD.encode(bytes).as_bytes())?;
            file.sync_all()?;
            Ok(true)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}
