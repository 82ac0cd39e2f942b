//! The installation's secrets: from the environment, else from files that only their owner reads.
//!
//! Invariant: a secret file has mode 0600 from its first byte and is never overwritten; a weak or missing secret
//! is an error that says what to do.

use super::signing::Ed25519;
use crate::config::{Config, SECRET_LEAST, Secret};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::clock::Rng;
use std::io::{self, Write};
use std::path::PathBuf;

/// What an installation is known by.
#[derive(Clone)]
pub struct Secrets {
    /// Signs access tokens; keys for what is encrypted in the database follow from it.
    pub sign_in: Secret,
    /// Signs anchors and whatever leaves the house.
    pub signer: Ed25519,
}

/// One of the secrets.
struct Kind {
    file: &'static str,
    setting: &'static str,
    bytes: usize,
}

const SIGN_IN: Kind = Kind {
    file: "sign-in",
    setting: "CHIBO_SECRET",
    bytes: 48,
};
const SIGNING: Kind = Kind {
    file: "signing",
    setting: "CHIBO_SIGNING_KEY",
    bytes: 32,
};

impl Kind {
    fn path(&self, config: &Config) -> PathBuf {
        config.data.join("secrets").join(self.file)
    }

    fn read(&self, config: &Config, set: Option<&Secret>) -> Result<Secret, String> {
        let setting = self.setting;
        let secret = match set {
            Some(secret) => secret.clone(),
            None => match std::fs::read_to_string(self.path(config)) {
                Ok(text) => Secret::new(text.trim().to_owned()),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Err(format!(
                        "secrets/{} is not there yet: run chibo init, or set {setting}",
                        self.file
                    ));
                }
                Err(error) => return Err(format!("secrets/{} cannot be read: {error}", self.file)),
            },
        };
        if secret.is_strong() {
            Ok(secret)
        } else {
            Err(format!(
                "{setting} is too weak: at least {SECRET_LEAST} random characters are needed (chibo init makes one)"
            ))
        }
    }

    /// Answers whether the file was made.
    fn make(&self, config: &Config, rng: &dyn Rng) -> io::Result<bool> {
        let path = self.path(config);
        if let Some(directory) = path.parent() {
            let mut builder = std::fs::DirBuilder::new();
            builder.recursive(true);
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(directory)?;
        }
        let mut bytes = vec![0_u8; self.bytes];
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
}

/// The secrets in force.
///
/// # Errors
/// A sentence for whoever started the program: which one is missing or too weak.
pub fn read(config: &Config) -> Result<Secrets, String> {
    Ok(Secrets {
        sign_in: SIGN_IN.read(config, config.secret.as_ref())?,
        signer: read_signer(config)?,
    })
}

/// The signing key alone, for checking what it has signed.
///
/// # Errors
/// As [`read`].
pub fn read_signer(config: &Config) -> Result<Ed25519, String> {
    let secret = SIGNING.read(config, config.signing_key.as_ref())?;
    URL_SAFE_NO_PAD
        .decode(secret.expose().trim_end_matches('='))
        .ok()
        .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
        .map(|bytes| Ed25519::new(&bytes))
        .ok_or_else(|| {
            format!(
                "{} is no key: 32 random bytes in URL-safe base64 are needed (chibo init makes them)",
                SIGNING.setting
            )
        })
}

/// Makes the files that are not there; those that are stay as they are. Answers whether one was made.
///
/// # Errors
/// The file system's.
pub fn make(config: &Config, rng: &dyn Rng) -> io::Result<bool> {
    let sign_in = SIGN_IN.make(config, rng)?;
    Ok(SIGNING.make(config, rng)? || sign_in)
}
