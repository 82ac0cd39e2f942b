//! The demo: an invented commune in an empty database, with a past and a meeting tonight.
//!
//! Invariant: a database that holds anything else is refused, and a demo is never served as the real thing.

mod history;

use crate::adapters::MachineRng;
use crate::config::Config;
use crate::running::House;
use domain::clock::{Rng, local_date};
use std::fs;
use std::path::PathBuf;

/// Holds the demo's password and marks the database as a demo.
fn marker(config: &Config) -> PathBuf {
    config.data.join("demo-password")
}

/// Fills an empty database on the first start; answers what to print.
///
/// # Errors
/// A sentence for whoever started the program.
pub async fn prepare(house: &House, config: &Config) -> Result<String, String> {
    let marker = marker(config);
    let password = match fs::read_to_string(&marker) {
        Ok(password) => password.trim().to_owned(),
        Err(_) => first_start(house, config).await?,
    };
    let organisation = demo::organisation(demo::SEED, local_date(house.clock.now()));
    let mut lines = vec![format!("Demo accounts, all with the password {password}")];
    for account in &organisation.accounts {
        let name = organisation
            .person(&account.person)
            .map(demo::Person::name)
            .unwrap_or_default();
        lines.push(format!("  {:<22} {}  {name}", account.mail, account.phone));
    }
    Ok(lines.join("\n"))
}

async fn first_start(house: &House, config: &Config) -> Result<String, String> {
    if house.services.is_set_up().await.map_err(|error| error.to_string())? {
        return Err("this database holds an organisation that is not the demo: give --demo a data directory of its own (CHIBO_DATA)".to_owned());
    }
    tracing::info!("filling the demo organisation (a few seconds, on the first start only)");
    let password = new_password();
    history::load(house, &password)
        .await
        .map_err(|error| format!("the demo could not be filled: {error}"))?;
    // Written last: a start that broke off in the middle is seen by the test above and not taken for a demo.
    fs::write(marker(config), &password)
        .map_err(|error| format!("the demo's password could not be written: {error}"))?;
    Ok(password)
}

/// Three groups of letters that nobody confuses when reading them out.
fn new_password() -> String {
    const LETTERS: &[u8] = b"abcdefghkmnpqrstuvwxyz23456789";
    let mut bytes = [0_u8; 12];
    MachineRng.fill(&mut bytes);
    let letters: Vec<char> = bytes
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]))
        .collect();
    letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("-")
}

/// Refuses to serve a demo as the real thing.
///
/// # Errors
/// A sentence for whoever started the program.
pub fn refuse(config: &Config) -> Result<(), String> {
    if marker(config).exists() {
        return Err(
            "this data directory holds the demo: serve it with --demo, or choose another with CHIBO_DATA".to_owned(),
        );
    }
    Ok(())
}
