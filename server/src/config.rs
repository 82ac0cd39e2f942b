//! Settings of the process, all from the environment.
//!
//! Invariant: a secret is never printed, logged or put in an error; `chibo config` shows that it is set.

use crate::listening::Patience;
use std::env;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use store::DbConfig;

/// A secret must have at least so many bytes (256 bits, as HS256 wants).
pub const SECRET_LEAST: usize = 32;

/// A value that does not print itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    #[must_use]
    pub fn new(value: String) -> Self {
        Self(value)
    }
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
    /// Long enough, and not one character over and over.
    #[must_use]
    pub fn is_strong(&self) -> bool {
        let mut distinct: Vec<u8> = self.0.bytes().collect();
        distinct.sort_unstable();
        distinct.dedup();
        self.0.len() >= SECRET_LEAST && distinct.len() >= 10
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(set, not shown)")
    }
}

/// See the module.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where database, files, secrets and outgoing letters live.
    pub data: PathBuf,
    /// Empty: SQLite under the data directory.
    pub database_url: Option<Secret>,
    pub connections: u32,
    pub listen: SocketAddr,
    /// Where the keys of secret ballots lie while they are open: one directory for all processes, in no backup.
    pub vote_keys: PathBuf,
    /// Decides links in letters, cookie flags, HSTS and the passkeys' name.
    pub public_url: String,
    /// Style, islands and their manifest.
    pub site: PathBuf,
    /// Signs access tokens; otherwise read from the data directory.
    pub secret: Option<Secret>,
    /// Signs anchors and whatever leaves the house; otherwise read from the data directory.
    pub signing_key: Option<Secret>,
    /// `smtp://user:password@host:587`; empty: letters become files.
    pub smtp_url: Option<Secret>,
    pub mail_from: String,
    /// Other machines may come over plain http, on a closed network.
    pub plain_http: bool,
    /// Not a setting: tests have less of it.
    pub patience: Patience,
}

/// A setting that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{name}: \"{value}\" cannot be used: {reason}")]
    Unusable {
        name: &'static str,
        value: String,
        reason: String,
    },
}

/// The settings with their meaning, in the order in which `chibo config` and the help show them.
pub const SETTINGS: &[(&str, &str)] = &[
    (
        "CHIBO_DATA",
        "directory of the database, files and secrets (default: data)",
    ),
    ("DATABASE_URL", "postgres://… ; empty: SQLite in the data directory"),
    (
        "CHIBO_DB_CONNECTIONS",
        "connections to the database (default: 8, with SQLite 4)",
    ),
    ("CHIBO_LISTEN", "address to listen on (default: 127.0.0.1:3000)"),
    (
        "CHIBO_PUBLIC_URL",
        "address that people type (default: http:// and the address listened on)",
    ),
    ("CHIBO_SITE_DIR", "built style and islands (default: target/site)"),
    (
        "CHIBO_SECRET",
        "signs sign-ins, at least 32 bytes; default: the file made by chibo init",
    ),
    (
        "CHIBO_SIGNING_KEY",
        "signs the audit's anchors, 32 bytes in URL-safe base64; default: the file made by chibo init",
    ),
    (
        "CHIBO_VOTE_KEYS",
        "directory of ballot keys, shared by all processes, in no backup (default: vote-keys in the data directory)",
    ),
    (
        "CHIBO_SMTP_URL",
        "smtp://user:password@host:587 or smtps://… ; empty: letters become files in outbox/",
    ),
    ("CHIBO_MAIL_FROM", "sender of letters (default: chibo@localhost)"),
    (
        "CHIBO_PLAIN_HTTP",
        "yes: serve other machines without TLS, on a closed network",
    ),
    ("CHIBO_LOG", "what is logged, as in RUST_LOG (default: info)"),
];

fn value(name: &str) -> Option<String> {
    env::var(name)
        .ok()
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
}

impl Config {
    /// Reads the environment.
    ///
    /// # Errors
    /// [`ConfigError`] names the setting and says what it takes.
    pub fn from_env() -> Result<Self, ConfigError> {
        let data = value("CHIBO_DATA").map_or_else(|| PathBuf::from("data"), PathBuf::from);
        let listen = value("CHIBO_LISTEN").unwrap_or_else(|| "127.0.0.1:3000".to_owned());
        let listen: SocketAddr = listen.parse().map_err(|_| ConfigError::Unusable {
            name: "CHIBO_LISTEN",
            value: listen.clone(),
            reason: "an address and a port are wanted, such as 127.0.0.1:3000".to_owned(),
        })?;
        let database_url = value("DATABASE_URL").map(Secret::new);
        // SQLite reads in this process: more readers than cores only hold memory.
        let usual = if database_url.is_some() { "8" } else { "4" };
        let connections = value("CHIBO_DB_CONNECTIONS").unwrap_or_else(|| usual.to_owned());
        let connections = connections
            .parse()
            .ok()
            .filter(|n| (1..=200).contains(n))
            .ok_or_else(|| ConfigError::Unusable {
                name: "CHIBO_DB_CONNECTIONS",
                value: connections.clone(),
                reason: "a number from 1 to 200 is wanted".to_owned(),
            })?;
        let public_url = value("CHIBO_PUBLIC_URL").unwrap_or_else(|| format!("http://{listen}"));
        let public_url = public_url.trim_end_matches('/').to_owned();
        if !(public_url.starts_with("https://") || public_url.starts_with("http://")) {
            return Err(ConfigError::Unusable {
                name: "CHIBO_PUBLIC_URL",
                value: public_url,
                reason: "it must begin with https:// (or http:// on one machine)".to_owned(),
            });
        }
        Ok(Self {
            vote_keys: value("CHIBO_VOTE_KEYS").map_or_else(|| data.join("vote-keys"), PathBuf::from),
            data,
            database_url,
            connections,
            listen,
            public_url,
            site: value("CHIBO_SITE_DIR").map_or_else(|| PathBuf::from("target/site"), PathBuf::from),
            secret: value("CHIBO_SECRET").map(Secret::new),
            signing_key: value("CHIBO_SIGNING_KEY").map(Secret::new),
            smtp_url: value("CHIBO_SMTP_URL").map(Secret::new),
            mail_from: value("CHIBO_MAIL_FROM").unwrap_or_else(|| "chibo@localhost".to_owned()),
            plain_http: value("CHIBO_PLAIN_HTTP").as_deref() == Some("yes"),
            patience: Patience::default(),
        })
    }

    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The address of the database: the given one, or SQLite under the data directory.
    #[must_use]
    pub fn database(&self) -> String {
        match &self.database_url {
            Some(url) => url.expose().to_owned(),
            None => format!("sqlite://{}?mode=rwc", self.data.join("chibo.db").display()),
        }
    }

    /// How the database is reached.
    #[must_use]
    pub fn db(&self) -> DbConfig {
        DbConfig {
            url: self.database(),
            connections: self.connections,
        }
    }

    /// The effective settings, one a line, secrets masked.
    #[must_use]
    pub fn lines(&self) -> Vec<(String, String)> {
        let masked = |secret: &Option<Secret>, none: &str| {
            secret
                .as_ref()
                .map_or_else(|| none.to_owned(), |secret| format!("{secret:?}"))
        };
        vec![
            ("CHIBO_DATA".into(), self.data.display().to_string()),
            ("CHIBO_VOTE_KEYS".into(), self.vote_keys.display().to_string()),
            (
                "DATABASE_URL".into(),
                masked(&self.database_url, "SQLite in the data directory"),
            ),
            ("CHIBO_DB_CONNECTIONS".into(), self.connections.to_string()),
            ("CHIBO_LISTEN".into(), self.listen.to_string()),
            ("CHIBO_PUBLIC_URL".into(), self.public_url.clone()),
            ("CHIBO_SITE_DIR".into(), self.site.display().to_string()),
            (
                "CHIBO_SECRET".into(),
                masked(&self.secret, "the file secrets/sign-in in the data directory"),
            ),
            (
                "CHIBO_SIGNING_KEY".into(),
                masked(&self.signing_key, "the file secrets/signing in the data directory"),
            ),
            (
                "CHIBO_SMTP_URL".into(),
                masked(&self.smtp_url, "none: letters become files in outbox/"),
            ),
            ("CHIBO_MAIL_FROM".into(), self.mail_from.clone()),
            (
                "CHIBO_PLAIN_HTTP".into(),
                if self.plain_http { "yes" } else { "no" }.to_owned(),
            ),
            (
                "CHIBO_LOG".into(),
                value("CHIBO_LOG").unwrap_or_else(|| "info".to_owned()),
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_secrets_are_seen() {
        assert!(!Secret::new("a".repeat(64)).is_strong());
        assert!(!Secret::new("short but mixed 123".to_owned()).is_strong());
        assert!(Secret::new("q8Zl0m2Pp7-xT4vR9sYc1KdW6uBnE3hF".to_owned()).is_strong());
    }

    #[test]
    fn a_secret_does_not_print_itself() {
        let secret = Secret::new("q8Zl0m2Pp7-xT4vR9sYc1KdW6uBnE3hF".to_owned());
        assert!(!format!("{secret:?}").contains("q8Zl"));
    }
}
