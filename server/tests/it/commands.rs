//! The command line as it is typed.

use crate::world::World;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

fn chibo(data: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chibo"));
    for setting in ["DATABASE_URL", "CHIBO_SECRET", "CHIBO_SIGNING_KEY"] {
        command.env_remove(setting);
    }
    command.env("CHIBO_DATA", data).args(words).output().unwrap()
}

fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr]
        .map(|bytes| String::from_utf8_lossy(bytes))
        .concat()
}

/// Every file below a directory and its bytes, but for SQLite's shared memory.
fn files(directory: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .flatten()
        .filter(|entry| entry.path().is_file() && !entry.path().to_string_lossy().ends_with("-shm"))
        .map(|entry| {
            (
                entry.file_name().to_string_lossy().into_owned(),
                fs::read(entry.path()).unwrap(),
            )
        })
        .filter(|(name, bytes)| !(name.ends_with("-wal") && bytes.is_empty()))
        .collect();
    all.sort();
    all
}

#[test]
fn init_makes_what_is_missing_and_no_more() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let refused = chibo(&data, &["serve"]);
    assert!(
        !refused.status.success() && said(&refused).contains("chibo init"),
        "{}",
        said(&refused)
    );
    assert!(chibo(&data, &["init"]).status.success());
    let secret = |name: &str| fs::read_to_string(data.join("secrets").join(name)).unwrap();
    let (sign_in, signing) = (secret("sign-in"), secret("signing"));
    for name in ["sign-in", "signing"] {
        let mode = fs::metadata(data.join("secrets").join(name))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    fs::remove_file(data.join("secrets/signing")).unwrap();
    let without = chibo(&data, &["serve"]);
    assert!(said(&without).contains("secrets/signing"), "{}", said(&without));
    assert!(chibo(&data, &["init"]).status.success());
    assert_eq!(secret("sign-in"), sign_in);
    assert_ne!(secret("signing"), signing);
    fs::write(data.join("secrets/signing"), "a".repeat(43)).unwrap();
    let weak = chibo(&data, &["serve"]);
    assert!(
        !weak.status.success() && said(&weak).contains("CHIBO_SIGNING_KEY is too weak"),
        "{}",
        said(&weak)
    );
}

#[test]
fn a_secret_that_can_be_guessed_is_refused_and_none_is_shown() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    assert!(chibo(&data, &["init"]).status.success());
    let with = |settings: &[(&str, &str)], words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chibo"));
        command.env_remove("DATABASE_URL").env("CHIBO_DATA", &data).args(words);
        said(&command.envs(settings.iter().copied()).output().unwrap())
    };
    for weak in ["short", &"a".repeat(64)] {
        let refused = with(&[("CHIBO_SECRET", weak)], &["serve"]);
        assert!(refused.contains("CHIBO_SECRET is too weak"), "{refused}");
        assert!(!refused.contains(weak), "{refused}");
    }
    let secrets = [
        ("CHIBO_SECRET", "a-secret-of-a-test-that-nobody-may-see-0123456789"),
        ("CHIBO_SMTP_URL", "smtp://user:a-password-of-a-test@127.0.0.1:2525"),
        ("CHIBO_DB_CONNECTIONS", "7"),
    ];
    let shown = with(&secrets, &["config"]);
    for hidden in ["nobody-may-see", "a-password-of-a-test"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
    let line = |name: &str| shown.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    assert!(line("CHIBO_DB_CONNECTIONS").ends_with('7'), "{shown}");
    assert!(line("CHIBO_DATA").ends_with(data.to_str().unwrap()), "{shown}");
    assert!(line("CHIBO_SMTP_URL").ends_with("(set, not shown)"), "{shown}");

    let help = said(&chibo(&data, &["--help"]));
    for word in [
        "init",
        "serve",
        "admin",
        "account",
        "config",
        "verify",
        "CHIBO_DATA",
        "DATABASE_URL",
    ] {
        assert!(help.contains(word), "{word}: {help}");
    }
    let unknown = chibo(&data, &["sevre"]);
    assert!(
        !unknown.status.success() && said(&unknown).contains("serve"),
        "{}",
        said(&unknown)
    );
}

#[test]
fn the_first_administrator_gets_a_link_and_a_second_try_a_new_one() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    assert!(chibo(&data, &["init"]).status.success());
    let create = |phone: &str| chibo(&data, &["admin", "create", "--name", "Nguyễn Văn An", "--phone", phone]);
    let link = |output: &Output| {
        let text = said(output);
        let at = text.find("/password/").unwrap_or_else(|| panic!("no link: {text}"));
        text[at..].split_whitespace().next().unwrap_or_default().to_owned()
    };
    let first = create("0912345678");
    assert!(first.status.success(), "{}", said(&first));
    let again = create("0912345678");
    assert!(again.status.success(), "{}", said(&again));
    assert_ne!(link(&first), link(&again));
    let nonsense = create("12");
    assert!(!nonsense.status.success(), "{}", said(&nonsense));
    let nameless = chibo(&data, &["admin", "create", "--phone", "0912345678"]);
    assert!(
        !nameless.status.success() && said(&nameless).contains("--name"),
        "{}",
        said(&nameless)
    );
}

#[tokio::test]
async fn verify_reads_only_and_takes_an_anchor_from_outside() {
    let mut world = World::new().await;
    world.stop().await;
    world.run_jobs().await;
    let data = world.config.data.clone();
    let before = files(&data);
    let whole = chibo(&data, &["verify"]);
    assert!(whole.status.success(), "{}", said(&whole));
    assert_eq!(files(&data), before, "not a byte is changed");
    let text = said(&whole);
    let line = text
        .lines()
        .find(|line| line.starts_with("chibo-anchor-1 "))
        .expect("an anchor");
    let kept = data.join("kept");
    fs::write(&kept, line).unwrap();
    assert!(
        chibo(&data, &["verify", "--anchor", kept.to_str().unwrap()])
            .status
            .success()
    );
    let root = line.split(' ').nth(3).unwrap();
    assert!(chibo(&data, &["verify", "--anchor", root]).status.success());
    let other = chibo(&data, &["verify", "--anchor", &"ab".repeat(32)]);
    assert!(
        !other.status.success() && said(&other).contains("không còn trong nhật ký"),
        "{}",
        said(&other)
    );
    assert!(!chibo(&data, &["verify", "--anchor", "nonsense"]).status.success());

    // A database of another program is told apart, and stays as it is.
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("chibo.db"), "").unwrap();
    let strange = chibo(dir.path(), &["verify"]);
    assert!(
        !strange.status.success() && said(&strange).contains("schema"),
        "{}",
        said(&strange)
    );
    assert_eq!(fs::read(dir.path().join("chibo.db")).unwrap().len(), 0);
    fs::remove_file(dir.path().join("chibo.db")).unwrap();
    assert!(!chibo(dir.path(), &["verify"]).status.success());
    assert!(!dir.path().join("chibo.db").exists(), "none is made");
}

#[tokio::test]
async fn whoever_lost_the_second_factor_is_let_in_again_by_the_password() {
    let mut world = World::new().await;
    world.stop().await;
    let data = world.config.data.clone();
    let nobody = chibo(
        &data,
        &["account", "drop-second-factor", "--email", "khongco@demo.test"],
    );
    assert!(
        !nobody.status.success() && said(&nobody).contains("nothing was changed"),
        "{}",
        said(&nobody)
    );
    assert!(!chibo(&data, &["account", "drop-second-factor"]).status.success());
    let dropped = chibo(&data, &["account", "drop-second-factor", "--email", "bithu@demo.test"]);
    assert!(dropped.status.success(), "{}", said(&dropped));
    assert!(
        said(&dropped).contains("Lò Văn Dũng signs in with the password alone"),
        "{}",
        said(&dropped)
    );
    assert!(
        chibo(&data, &["verify"]).status.success(),
        "and the audit goes on whole"
    );
}
