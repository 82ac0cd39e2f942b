//! Accounts: how people are named at sign-in, what a password must be, how long things live.
//!
//! Invariant: phone numbers and e-mail addresses are stored in one canonical form, so that one person has one name;
//! no password, token or secret stands in a `Debug` output.

use crate::ids::{PersonId, SessionId, UnitId};
use crate::member::Status;
use crate::policy::Role;
use crate::sign_in::password_text;
use crate::unit::UnitKind;
use crate::{Fault, Result, form::Reading};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How long an access token is believed without asking the database for its session's family.
pub const ACCESS_MINUTES: i64 = 10;
/// How long a person stays signed in without coming back.
pub const REFRESH_DAYS: i64 = 30;
/// A refresh token that was just rotated is still honoured this long, for the second of two parallel requests.
pub const ROTATION_GRACE_SECONDS: i64 = 30;
/// A one-time password link is good for this long.
pub const LINK_HOURS: i64 = 72;
/// Characters that a password has at least (NIST SP 800-63B: length, not composition).
pub const PASSWORD_LEAST: usize = 8;
/// A longer password would only keep the hash busy.
pub const PASSWORD_MOST: usize = 200;

/// How long the next try must wait after so many failures in a row: none for three, then doubling to 15 minutes.
#[must_use]
pub fn slow_down(failures: u32) -> Duration {
    match failures {
        0..=3 => Duration::zero(),
        more => Duration::seconds((5_i64 << (more - 4).min(8)).min(900)),
    }
}

/// The canonical form of a Vietnamese phone number: `0` and nine digits; `+84` becomes `0`.
#[must_use]
pub fn canonical_phone(typed: &str) -> Option<String> {
    let digits: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !"-.()".contains(*c))
        .collect();
    let national = match digits.strip_prefix("+84").or_else(|| digits.strip_prefix("0084")) {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => digits,
    };
    let sound = national.len() == 10 && national.starts_with('0') && national.bytes().all(|b| b.is_ascii_digit());
    sound.then_some(national)
}

/// The canonical form of an e-mail address: lower case, one `@`, a dot in the domain.
#[must_use]
pub fn canonical_email(typed: &str) -> Option<String> {
    let email = typed.trim().to_lowercase();
    let (local, domain) = email.split_once('@')?;
    let plain = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_alphanumeric() || "._%+-".contains(c));
    let sound = plain(local)
        && plain(domain)
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && email.len() <= 254;
    sound.then_some(email)
}

/// A phone number as a form has it; nothing for an empty field.
pub fn phone(field: &'static str, typed: &str, r: &mut Reading) -> Option<String> {
    if typed.trim().is_empty() {
        return None;
    }
    let phone = canonical_phone(typed);
    if phone.is_none() {
        r.problem(field, Fault::NotAPhone);
    }
    phone
}

/// An e-mail address as a form has it; nothing for an empty field.
pub fn email(field: &'static str, typed: &str, r: &mut Reading) -> Option<String> {
    if typed.trim().is_empty() {
        return None;
    }
    let email = canonical_email(typed);
    if email.is_none() {
        r.problem(field, Fault::NotAnEmail);
    }
    email
}

/// Form: sign in.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    /// Phone number or e-mail address.
    pub name: String,
    pub password: String,
    /// Six digits, asked for only when the account has a second factor.
    pub code: String,
    /// Where to go afterwards; only a path of this installation is followed.
    pub next: String,
}

/// Form: a new password through a one-time link.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    pub password: String,
    pub again: String,
}

impl PasswordForm {
    /// The password in its one form.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for a password that is too short, too long or typed in two ways.
    pub fn read(&self) -> Result<String> {
        let mut r = Reading::new();
        let password = chosen(&mut r, &self.password, &self.again);
        r.done(Some(password))
    }
}

/// A password typed twice, as it is hashed.
fn chosen(r: &mut Reading, password: &str, again: &str) -> String {
    let password = password_text(password);
    let count = password.chars().count();
    if count < PASSWORD_LEAST {
        r.problem("password", Fault::WeakPassword { least: PASSWORD_LEAST });
    } else if count > PASSWORD_MOST {
        r.problem("password", Fault::TooLong { most: PASSWORD_MOST });
    } else if password != password_text(again) {
        r.problem("again", Fault::PasswordsDiffer);
    }
    password
}

/// Form: the own password is changed, with the one that holds.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct OwnPasswordForm {
    pub old: String,
    pub password: String,
    pub again: String,
}

impl OwnPasswordForm {
    /// The old password and the new one.
    ///
    /// # Errors
    /// As [`PasswordForm::read`], and where the old one is missing.
    pub fn read(&self) -> Result<(String, String)> {
        let mut r = Reading::new();
        let old = password_text(&self.old);
        if old.is_empty() {
            r.problem("old", Fault::Missing);
        }
        let password = chosen(&mut r, &self.password, &self.again);
        r.done(Some((old, password)))
    }
}

/// Form: six digits from an authenticator.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    pub code: String,
}

/// What a fresh sign-in or a rotation hands to the edge. The refresh token is shown here once and stored hashed.
#[derive(Clone)]
pub struct Session {
    pub id: SessionId,
    pub person: PersonId,
    /// `None` after a rotation within the grace: the other request already carries the new one.
    pub refresh: Option<String>,
    pub expires_at: DateTime<Utc>,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("id", &self.id)
            .field("person", &self.person)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// A one-time link, for the person who issued it to read out or send.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordLink {
    pub token: String,
    pub person: PersonId,
    pub name: String,
    pub expires_at: DateTime<Utc>,
    pub letter: LinkLetter,
}

/// What becomes of the letter with a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkLetter {
    /// The person has no address.
    None,
    Sent,
    /// No mail server is configured: it becomes a file that reaches nobody.
    Filed,
}

impl fmt::Debug for PasswordLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordLink")
            .field("person", &self.person)
            .field("expires_at", &self.expires_at)
            .field("letter", &self.letter)
            .finish_non_exhaustive()
    }
}

/// The signed-in person with all that the frame and the lists need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    pub person: PersonId,
    pub session: SessionId,
    pub name: String,
    pub memberships: Vec<(UnitId, Status)>,
    pub offices: Vec<(UnitId, Role)>,
    /// Units that the person can act in, for the switch; the first is the current one.
    pub units: Vec<ViewerUnit>,
    pub unread_notices: u32,
}

/// One of the viewer's units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewerUnit {
    pub id: UnitId,
    pub name: String,
    pub parent: Option<String>,
    pub kind: UnitKind,
}

impl Viewer {
    #[must_use]
    pub fn holds(&self, role: Role) -> bool {
        self.offices.iter().any(|(_, held)| *held == role)
    }
}

/// What the profile page shows of the own account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnAccount {
    pub phone: String,
    pub email: String,
    pub has_password: bool,
    pub has_code: bool,
    pub passkeys: Vec<PasskeyLine>,
    pub sessions: Vec<SessionLine>,
    /// Second factors are offered to secretaries and above.
    pub may_enrol: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyLine {
    pub id: crate::ids::PasskeyId,
    pub name: String,
    pub since: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionLine {
    pub id: SessionId,
    pub device: String,
    pub since: DateTime<Utc>,
    pub last_seen: DateTime<Utc>,
    pub is_this: bool,
}

/// A secret for an authenticator application, shown until it is confirmed with a code. It has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeEnrolment {
    /// `otpauth://` address for the QR code.
    pub address: String,
    /// The same secret for typing.
    pub secret: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_have_one_form() {
        for typed in ["0912 345 678", "+84 912.345.678", "0084912345678", "(0912)345-678"] {
            assert_eq!(canonical_phone(typed).as_deref(), Some("0912345678"), "{typed}");
        }
        for typed in ["", "912345678", "09123456789", "0912abc678", "٠٩١٢٣٤٥٦٧٨"] {
            assert_eq!(canonical_phone(typed), None, "{typed}");
        }
    }

    #[test]
    fn mail_addresses_carry_no_line_breaks() {
        assert_eq!(canonical_email(" BiThu@Demo.Test ").as_deref(), Some("bithu@demo.test"));
        for typed in ["a", "a@b", "a@b.c\nBcc: x@y.z", "a@@b.c", "a@.b"] {
            assert_eq!(canonical_email(typed), None, "{typed}");
        }
    }

    #[test]
    fn failures_slow_down_and_stop_growing() {
        assert_eq!(slow_down(3), Duration::zero());
        assert_eq!(slow_down(4), Duration::seconds(5));
        assert_eq!(slow_down(6), Duration::seconds(20));
        assert_eq!(slow_down(40), Duration::seconds(900));
    }
}
