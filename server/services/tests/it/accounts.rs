//! Sign-in, sessions, links, codes and what the frame knows of the viewer.

use crate::world::{World, who};
use chrono::Duration;
use domain::account::{CodeForm, LinkLetter, PasswordForm, Session, SignInForm};
use domain::clock::Clock;
use domain::ids::PersonId;
use domain::policy::{Caller, Role};
use domain::ports::{Accounts, Administration};
use domain::sign_in::TRIES_HOURS;
use domain::{Error, Fault, Problem, Result};
use sea_orm::{ConnectionTrait, Statement};
use totp_rs::{Builder, Secret};

pub const PASSWORD: &str = "núi cao sông dài";

impl World {
    pub fn phone(&self, key: &str) -> String {
        self.organisation.person(key).unwrap().phone.clone().unwrap()
    }

    pub async fn with_password(&self, key: &str) -> PersonId {
        let person = self.person(key);
        self.services.set_password_of(person, PASSWORD).await.unwrap();
        person
    }

    pub async fn sign_in(&self, name: &str, password: &str, code: &str) -> Result<Session> {
        let form = SignInForm {
            name: name.to_owned(),
            password: password.to_owned(),
            code: code.to_owned(),
            next: String::new(),
        };
        self.services.sign_in(form, "Điện thoại").await
    }

    pub async fn signed_in(&self, key: &str) -> Session {
        self.with_password(key).await;
        self.sign_in(&self.phone(key), PASSWORD, "").await.unwrap()
    }

    pub fn code(&self, secret: &str) -> String {
        let secret = Secret::try_from_base32(secret).unwrap();
        let seconds = u64::try_from(self.clock.now().timestamp()).unwrap();
        Builder::new()
            .with_secret(secret)
            .build()
            .unwrap()
            .generate(seconds)
            .to_string()
    }

    /// Enrols a code and answers its secret.
    pub async fn enrolled(&self, key: &str) -> String {
        let enrolment = self.services.begin_code(&self.caller(key)).await.unwrap();
        let code = self.code(&enrolment.secret);
        self.services
            .confirm_code(&self.caller(key), CodeForm { code })
            .await
            .unwrap();
        enrolment.secret
    }

    pub fn form(password: &str) -> PasswordForm {
        PasswordForm {
            password: password.to_owned(),
            again: password.to_owned(),
        }
    }
}

fn is_wrong<T>(answer: &Result<T>) -> bool {
    matches!(answer, Err(Error::Refused(Fault::WrongSignIn)))
}

fn is_fault<T>(answer: &Result<T>, field: &str, fault: &Fault) -> bool {
    matches!(answer, Err(Error::Invalid(problems))
        if matches!(problems.as_slice(), [Problem { field: f, fault: g }] if *f == field && g == fault))
}

#[tokio::test]
async fn both_names_open_the_same_account() {
    let world = World::new().await;
    let person = world.with_password(who::SECRETARY).await;
    let phone = world.phone(who::SECRETARY);
    let spaced = format!("+84 {} {}", &phone[1..4], &phone[4..]);
    for name in [phone.as_str(), spaced.as_str(), " BiThu@demo.test "] {
        let session = world.sign_in(name, PASSWORD, "").await.unwrap();
        assert_eq!(session.person, person, "{name}");
        let viewer = world.services.viewer(session.id, None).await.unwrap();
        assert_eq!(viewer.person, person);
    }
}

#[tokio::test]
async fn a_stranger_and_a_wrong_password_get_the_same_answers() {
    let world = World::new().await;
    world.with_password(who::MEMBER).await;
    let known = world.phone(who::MEMBER);
    let without_account = world.phone(who::MEMBER2);
    for name in [
        known.as_str(),
        without_account.as_str(),
        "0999999999",
        "nobody@demo.test",
        "gì đó",
    ] {
        for _ in 0..4 {
            let answer = world.sign_in(name, "sai rồi đấy", "").await;
            assert!(is_wrong(&answer), "{name}: {answer:?}");
        }
        let answer = world.sign_in(name, "sai rồi đấy", "").await;
        assert!(
            matches!(answer, Err(Error::TooMany { seconds: 5 })),
            "{name}: {answer:?}"
        );
    }
    let answer = world.sign_in("", " ", "").await;
    assert!(matches!(answer, Err(Error::Invalid(problems)) if problems.len() == 2));
}

#[tokio::test]
async fn failures_wait_longer_and_longer_and_success_forgets_them() {
    let world = World::new().await;
    world.with_password(who::MEMBER).await;
    let phone = world.phone(who::MEMBER);
    for _ in 0..4 {
        assert!(is_wrong(&world.sign_in(&phone, "sai", "").await));
    }
    // While he waits, even the right password is not looked at, and the other name waits too.
    let answer = world.sign_in(&phone, PASSWORD, "").await;
    assert!(matches!(answer, Err(Error::TooMany { seconds: 5 })));
    let answer = world.sign_in("dangvien1@demo.test", PASSWORD, "").await;
    assert!(matches!(answer, Err(Error::TooMany { .. })));
    world.clock.advance(Duration::seconds(5));
    assert!(is_wrong(&world.sign_in(&phone, "sai", "").await));
    let answer = world.sign_in(&phone, PASSWORD, "").await;
    assert!(matches!(answer, Err(Error::TooMany { seconds: 10 })));
    world.clock.advance(Duration::seconds(10));
    world.sign_in(&phone, PASSWORD, "").await.unwrap();
    for _ in 0..3 {
        assert!(is_wrong(&world.sign_in(&phone, "sai", "").await));
    }
    world.sign_in(&phone, PASSWORD, "").await.unwrap();
}

#[tokio::test]
async fn old_failures_are_forgotten() {
    let world = World::new().await;
    world.with_password(who::MEMBER).await;
    let phone = world.phone(who::MEMBER);
    for _ in 0..3 {
        assert!(is_wrong(&world.sign_in(&phone, "sai", "").await));
    }
    world.clock.advance(Duration::hours(TRIES_HOURS));
    for _ in 0..3 {
        assert!(is_wrong(&world.sign_in(&phone, "sai", "").await));
    }
    world.sign_in(&phone, PASSWORD, "").await.unwrap();
}

#[tokio::test]
async fn guessing_in_parallel_gains_nothing() {
    let world = World::new().await;
    world.with_password(who::MEMBER).await;
    let phone = world.phone(who::MEMBER);
    let tries = (0..12).map(|_| world.sign_in(&phone, "sai", ""));
    let answers = futures_util::future::join_all(tries).await;
    let looked_at = answers.iter().filter(|answer| is_wrong(answer)).count();
    let waiting = answers
        .iter()
        .filter(|answer| matches!(answer, Err(Error::TooMany { .. })))
        .count();
    assert_eq!((looked_at, waiting), (4, 8));
}

#[tokio::test]
async fn the_second_of_two_renewals_is_honoured_and_a_stolen_token_ends_the_family() {
    let world = World::new().await;
    let session = world.signed_in(who::MEMBER).await;
    let first = session.refresh.unwrap();
    world.clock.advance(Duration::minutes(10));
    let renewed = world.services.renew(&first).await.unwrap();
    let second = renewed.refresh.unwrap();
    assert_ne!(first, second);
    assert!(renewed.expires_at > session.expires_at);

    world.clock.advance(Duration::seconds(30));
    let again = world.services.renew(&first).await.unwrap();
    assert_eq!((again.id, again.refresh), (session.id, None));

    world.services.has_arrived(session.id).await.unwrap();
    world.clock.advance(Duration::seconds(1));
    assert!(is_over(&world, &first).await);
    assert!(is_over(&world, &second).await);
    let viewer = world.services.viewer(session.id, None).await;
    assert!(matches!(viewer, Err(Error::Unauthenticated)));
}

async fn is_over(world: &World, token: &str) -> bool {
    matches!(world.services.renew(token).await, Err(Error::Unauthenticated))
}

#[tokio::test]
async fn a_token_is_good_until_the_next_has_been_seen_and_a_copy_is_found_out() {
    let world = World::new().await;
    let session = world.signed_in(who::MEMBER).await;
    let first = session.refresh.unwrap();
    let renew = async |token: &str| {
        world.clock.advance(Duration::minutes(10));
        world.services.renew(token).await.unwrap().refresh.unwrap()
    };
    renew(&first).await;
    renew(&first).await;
    let second = renew(&first).await;
    let third = renew(&second).await;
    world.clock.advance(Duration::minutes(10));
    assert!(world.services.viewer(session.id, None).await.is_ok());
    assert!(is_over(&world, &first).await, "the second has been used");
    assert!(is_over(&world, &third).await, "so all end");

    // Whoever has a copy and goes on with what it brought him is found out as soon as its owner comes.
    let session = world.signed_in(who::MEMBER).await;
    let first = session.refresh.unwrap();
    renew(&first).await;
    world.services.has_arrived(session.id).await.unwrap();
    world.clock.advance(Duration::minutes(10));
    assert!(is_over(&world, &first).await);

    // Whoever has a copy of the first comes before its owner, whose own next token is void then: it tells of the copy,
    // and at once.
    let session = world.signed_in(who::MEMBER).await;
    let first = session.refresh.unwrap();
    let owners = renew(&first).await;
    let thiefs = renew(&first).await;
    assert!(is_over(&world, &owners).await);
    assert!(is_over(&world, &thiefs).await);
}

#[tokio::test]
async fn of_two_renewals_at_once_one_gets_the_new_token() {
    let world = World::new().await;
    let session = world.signed_in(who::MEMBER).await;
    let token = session.refresh.unwrap();
    let (one, two) = tokio::join!(world.services.renew(&token), world.services.renew(&token));
    let fresh = [one.unwrap(), two.unwrap()]
        .iter()
        .filter(|renewed| renewed.refresh.is_some())
        .count();
    assert_eq!(fresh, 1);
}

#[tokio::test]
async fn sessions_end_by_time_by_sign_out_and_everywhere() {
    let world = World::new().await;
    let one = world.signed_in(who::MEMBER).await;
    let phone = world.phone(who::MEMBER);
    let two = world.sign_in(&phone, PASSWORD, "").await.unwrap();
    let other = world.signed_in(who::SECRETARY).await;
    let own = world.services.own(&world.caller(who::MEMBER), one.id).await.unwrap();
    assert_eq!(own.sessions.iter().filter(|line| line.is_this).count(), 1);
    assert_eq!(own.sessions.len(), 2);
    assert!(!own.may_enrol);

    world.services.sign_out(one.id).await.unwrap();
    world.services.sign_out(one.id).await.unwrap();
    assert!(world.services.viewer(one.id, None).await.is_err());
    assert!(world.services.viewer(two.id, None).await.is_ok());
    assert!(world.services.renew(&one.refresh.unwrap()).await.is_err());

    world
        .services
        .sign_out_everywhere(&world.caller(who::MEMBER))
        .await
        .unwrap();
    assert!(world.services.viewer(two.id, None).await.is_err());
    assert!(world.services.viewer(other.id, None).await.is_ok());

    world.clock.set(other.expires_at);
    assert!(world.services.viewer(other.id, None).await.is_err());
    assert!(world.services.renew(&other.refresh.unwrap()).await.is_err());
    assert!(world.services.renew("no token").await.is_err());
    assert!(matches!(
        world.services.sign_out_everywhere(&Caller::Anonymous).await,
        Err(Error::Unauthenticated)
    ));
}

#[tokio::test]
async fn a_link_is_used_once_and_ends_every_session() {
    let world = World::new().await;
    let before = world.signed_in(who::MEMBER).await;
    let person = before.person;
    let phone = world.phone(who::MEMBER);
    let secretary = world.caller(who::SECRETARY);
    let dead = world.services.issue_link(&secretary, person).await.unwrap();
    let link = world.services.issue_link(&secretary, person).await.unwrap();
    assert_eq!(link.letter, LinkLetter::Filed, "no mail server in this world");
    assert!(!format!("{link:?}").contains(&link.token));
    assert_eq!(world.services.link_owner(&link.token).await.unwrap(), link.name);
    let refused = world.services.link_owner(&dead.token).await;
    assert!(matches!(refused, Err(Error::Refused(Fault::LinkUsed))));

    let weak = world.services.use_link(&link.token, World::form("ngắn")).await;
    assert!(matches!(weak, Err(Error::Invalid(_))));
    // Failures under the old password are no hindrance to the new one.
    for _ in 0..4 {
        assert!(is_wrong(&world.sign_in(&phone, "sai", "").await));
    }
    let (one, two) = tokio::join!(
        world.services.use_link(&link.token, World::form("mật khẩu mới một")),
        world.services.use_link(&link.token, World::form("mật khẩu mới hai")),
    );
    assert!(one.is_ok() != two.is_ok());
    let (new, refused) = if one.is_ok() { ("một", two) } else { ("hai", one) };
    assert!(matches!(refused, Err(Error::Refused(Fault::LinkUsed))));
    assert!(world.services.viewer(before.id, None).await.is_err());
    assert!(is_wrong(&world.sign_in(&phone, PASSWORD, "").await));
    world.sign_in(&phone, &format!("mật khẩu mới {new}"), "").await.unwrap();
}

#[tokio::test]
async fn a_link_opens_an_account_and_expires() {
    let world = World::new().await;
    let person = world.person(who::MEMBER2);
    let link = world
        .services
        .issue_link(&world.caller(who::ADMINISTRATOR), person)
        .await
        .unwrap();
    world.clock.set(link.expires_at);
    let late = world.services.use_link(&link.token, World::form(PASSWORD)).await;
    assert!(matches!(late, Err(Error::Refused(Fault::LinkUsed))));
    world.clock.advance(Duration::seconds(-1));
    world
        .services
        .use_link(&link.token, World::form(PASSWORD))
        .await
        .unwrap();
    world.sign_in(&world.phone(who::MEMBER2), PASSWORD, "").await.unwrap();
}

#[tokio::test]
async fn who_issues_links_to_whom() {
    let world = World::new().await;
    let issue = async |by: &str, to: &str| {
        let caller = world.caller(by);
        world.services.issue_link(&caller, world.person(to)).await.map(|_| ())
    };
    assert!(matches!(issue(who::MEMBER, who::MEMBER2).await, Err(Error::NotFound)));
    assert!(matches!(
        issue(who::OTHER_SECRETARY, who::MEMBER).await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        issue(who::RECORDS_OFFICER, who::MEMBER).await,
        Err(Error::Forbidden)
    ));
    assert!(issue(who::COMMITTEE_SECRETARY, who::SECRETARY).await.is_ok());
    // Members of a cell who hold an office above it: their secretary in the cell must not become them.
    for officer in [who::ADMINISTRATOR, who::COMMITTEE_SECRETARY] {
        let cell = world.organisation.person(officer).unwrap().cell;
        let secretary = world
            .organisation
            .roles
            .iter()
            .find(|held| held.unit == cell && held.role == demo::Role::Secretary && held.until.is_none())
            .unwrap();
        if secretary.person != officer {
            assert!(
                matches!(issue(&secretary.person, officer).await, Err(Error::Forbidden)),
                "{officer}"
            );
        }
    }
    let link = world
        .services
        .issue_link(&Caller::Anonymous, world.person(who::MEMBER))
        .await;
    assert!(matches!(link, Err(Error::Unauthenticated)));
}

#[tokio::test]
async fn a_code_is_asked_once_enrolled_and_each_step_counts_once() {
    let world = World::new().await;
    world.with_password(who::SECRETARY).await;
    let phone = world.phone(who::SECRETARY);
    let caller = world.caller(who::SECRETARY);
    let refused = world.services.begin_code(&world.caller(who::MEMBER)).await;
    assert!(matches!(refused, Err(Error::Forbidden)));

    let enrolment = world.services.begin_code(&caller).await.unwrap();
    assert!(enrolment.address.starts_with("otpauth://totp/Chibo:"));
    assert!(enrolment.address.contains(&enrolment.secret));
    // Not confirmed yet: no code is asked for.
    world.sign_in(&phone, PASSWORD, "").await.unwrap();
    let wrong = CodeForm {
        code: "000000".to_owned(),
    };
    let answer = world.services.confirm_code(&caller, wrong).await;
    assert!(is_fault(&answer, "code", &Fault::WrongCode));
    let secret = world.enrolled(who::SECRETARY).await;
    let session = {
        // The step that confirmed the code is used up.
        let used = world.sign_in(&phone, PASSWORD, &world.code(&secret)).await;
        assert!(is_fault(&used, "code", &Fault::WrongCode));
        let asked = world.sign_in(&phone, PASSWORD, "").await;
        assert!(is_fault(&asked, "code", &Fault::Missing));
        world.clock.advance(Duration::seconds(30));
        let code = world.code(&secret);
        let session = world.sign_in(&phone, PASSWORD, &code).await.unwrap();
        let again = world.sign_in(&phone, PASSWORD, &code).await;
        assert!(is_fault(&again, "code", &Fault::WrongCode));
        session
    };
    // A wrong code with a wrong password says nothing about the code.
    assert!(is_wrong(&world.sign_in(&phone, "sai", "").await));
    assert!(world.services.own(&caller, session.id).await.unwrap().has_code);
    world.services.drop_code(&caller).await.unwrap();
    world.sign_in(&phone, PASSWORD, "").await.unwrap();
}

#[tokio::test]
async fn wrong_codes_slow_down_like_wrong_passwords() {
    let world = World::new().await;
    world.with_password(who::SECRETARY).await;
    let phone = world.phone(who::SECRETARY);
    world.enrolled(who::SECRETARY).await;
    for _ in 0..4 {
        let answer = world.sign_in(&phone, PASSWORD, "000000").await;
        assert!(is_fault(&answer, "code", &Fault::WrongCode));
    }
    let answer = world.sign_in(&phone, PASSWORD, "000000").await;
    assert!(matches!(answer, Err(Error::TooMany { .. })));
    let name = world.services.drop_second_factors(Some(&phone), None).await.unwrap();
    assert_eq!(name, world.organisation.person(who::SECRETARY).unwrap().name());
    let nobody = world.services.drop_second_factors(Some("0999999999"), None).await;
    assert!(matches!(nobody, Err(Error::NotFound)));
    assert!(world.services.drop_second_factors(None, None).await.is_err());
    let committee = world.unit(demo::COMMITTEE);
    let audit = world
        .services
        .audit(&world.caller(who::INSPECTOR), committee, 1)
        .await
        .unwrap();
    let entry = format!("second factors dropped {}", world.person(who::SECRETARY));
    assert!(audit.lines.iter().any(|line| line.entry.detail == entry));
    world.clock.advance(Duration::seconds(5));
    world.sign_in(&phone, PASSWORD, "").await.unwrap();
}

#[tokio::test]
async fn the_viewer_stands_where_he_asks_if_he_may() {
    let world = World::new().await;
    let session = world.signed_in(who::COMMITTEE_SECRETARY).await;
    let committee = world.unit(demo::COMMITTEE);
    let viewer = world.services.viewer(session.id, None).await.unwrap();
    assert!(viewer.offices.contains(&(committee, Role::Secretary)));
    assert_eq!(viewer.units[0].id, committee);
    assert!(viewer.units[0].parent.is_some());
    let (cell, _) = viewer.memberships[0];
    let moved = world.services.viewer(session.id, Some(cell)).await.unwrap();
    assert_eq!(moved.units[0].id, cell);
    assert_eq!(moved.units.len(), viewer.units.len());
    let elsewhere = world
        .services
        .viewer(session.id, Some(world.unit(demo::CELL)))
        .await
        .unwrap();
    assert_eq!(elsewhere.units, viewer.units);
    assert_eq!(viewer.unread_notices, 0);
}

#[tokio::test]
async fn the_first_administrator_needs_nobody_and_a_second_call_finds_him() {
    let world = World::empty().await;
    let email = Some("Admin@Example.vn");
    let link = world.services.create_administrator("Đỗ An", email, None).await.unwrap();
    world
        .services
        .use_link(&link.token, World::form(PASSWORD))
        .await
        .unwrap();
    let session = world.sign_in("admin@example.vn", PASSWORD, "").await.unwrap();
    let viewer = world.services.viewer(session.id, None).await.unwrap();
    assert_eq!(viewer.units.len(), 1);
    assert!(viewer.holds(Role::Administrator));
    let again = world.services.create_administrator("Đỗ An", email, None).await.unwrap();
    assert_eq!(again.person, link.person);
    let viewer = world.services.viewer(session.id, None).await.unwrap();
    assert_eq!(viewer.offices.len(), 1);

    let nameless = world.services.create_administrator("Đỗ An", None, Some(" ")).await;
    assert!(is_fault(&nameless, "phone", &Fault::PhoneOrEmailNeeded));
    let broken = world.services.create_administrator("Đỗ An", None, Some("12")).await;
    assert!(is_fault(&broken, "phone", &Fault::NotAPhone));
}

#[tokio::test]
async fn no_secret_stands_in_the_audit_or_in_a_letter_that_is_gone() {
    let world = World::new().await;
    let session = world.signed_in(who::MEMBER).await;
    let link = world
        .services
        .issue_link(&world.caller(who::SECRETARY), session.person)
        .await
        .unwrap();
    let refresh = session.refresh.clone().unwrap();
    assert!(!format!("{session:?}").contains(&refresh));
    let rows = rows(
        &world,
        "SELECT actor || ' ' || action || ' ' || target || ' ' || detail FROM audit_entry",
    )
    .await;
    assert!(rows.iter().any(|row| row.contains("SignIn")));
    assert!(rows.iter().any(|row| row.contains("IssuePasswordLink")));
    for row in &rows {
        for secret in [refresh.as_str(), link.token.as_str(), PASSWORD] {
            assert!(!row.contains(secret), "{row}");
        }
    }
    let rows = self::rows(&world, "SELECT task FROM outbox").await;
    assert!(rows.iter().any(|row| row.contains(&link.token)));
}

async fn rows(world: &World, sql: &str) -> Vec<String> {
    let tx = store::Tx::read(&world.db);
    let conn = tx.conn();
    let statement = Statement::from_string(conn.get_database_backend(), sql.to_owned());
    let rows = conn.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}
