//! Passkeys (WebAuthn), with verification of the person by the device: a second factor in one gesture.
//!
//! Invariant: a ceremony is used once, whether it succeeds or not. Its id follows from its challenge, which comes back
//! in the answer; so browser and server share no other state.

use super::second_factor::check_may_enrol;
use super::sign_in::{device_name, open};
use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use domain::account::Session;
use domain::ids::{PasskeyId, PersonId};
use domain::policy::{Caller, Granted, Installation, ManageSelf, SignIn};
use domain::sign_in::CEREMONY_MINUTES;
use domain::{Error, Fault, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::entity::passkey;
use store::passkeys::{self, HasCeremony};
use text::Text;
use uuid::Uuid;
use webauthn_rs::prelude::{
    AuthenticationResult, Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Webauthn, WebauthnBuilder,
};

/// How the device lists this installation.
const NAME: &str = "Chibo";

fn failed() -> Error {
    Error::Refused(Fault::PasskeyFailed)
}

/// The id of the ceremony with this challenge.
fn ceremony_id(challenge: &[u8]) -> Uuid {
    let hash = Sha256::digest(challenge);
    let mut id = [0_u8; 16];
    id.copy_from_slice(&hash[..16]);
    Uuid::from_bytes(id)
}

/// The id of the ceremony that an answer belongs to.
fn answered(client_data: &[u8]) -> Result<Uuid> {
    #[derive(Deserialize)]
    struct ClientData {
        challenge: String,
    }
    let data: ClientData = serde_json::from_slice(client_data).map_err(|_| failed())?;
    let challenge = URL_SAFE_NO_PAD.decode(data.challenge).map_err(|_| failed())?;
    Ok(ceremony_id(&challenge))
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}

fn credentials(rows: &[passkey::Model]) -> Result<Vec<Passkey>> {
    rows.iter()
        .map(|row| serde_json::from_str(&row.credential).map_err(Error::internal))
        .collect()
}

impl Services {
    /// Nothing on an address without a domain name: browsers give no passkey to `127.0.0.1`.
    fn webauthn(&self) -> Result<Webauthn> {
        let origin = Url::parse(&self.on.public_url).map_err(Error::internal)?;
        let domain = origin.domain().ok_or_else(failed)?;
        WebauthnBuilder::new(domain, &origin)
            .and_then(|builder| builder.rp_name(NAME).build())
            .map_err(Error::internal)
    }

    pub(super) async fn begin_registration(&self, caller: &Caller) -> Result<String> {
        let webauthn = self.webauthn()?;
        let person = caller.person()?;
        let look = self.look::<ManageSelf>(caller, person).await?;
        let contact = store::accounts::contact_of(&look.tx, person).await?;
        let known = credentials(&passkeys::of(&look.tx, person).await?)?;
        let known = known.iter().map(|passkey| passkey.cred_id().clone()).collect();
        let user_name = contact.phone.or(contact.email).unwrap_or_else(|| contact.name.clone());
        let (options, state) = webauthn
            .start_passkey_registration(person.0, &user_name, &contact.name, Some(known))
            .map_err(Error::internal)?;
        let begin = BeginRegistration {
            id: ceremony_id(options.public_key.challenge.as_ref()),
            state: json(&state)?,
        };
        self.run(caller, person, &begin).await?;
        json(&options)
    }

    pub(super) async fn finish_registration(&self, caller: &Caller, answer: &str) -> Result<()> {
        let webauthn = self.webauthn()?;
        let person = caller.person()?;
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| failed())?;
        let id = answered(&answer.response.client_data_json)?;
        let (owner, state) = self
            .run(caller, person, &TakeRegistration { id })
            .await?
            .ok_or_else(failed)?;
        if owner != person {
            return Err(failed());
        }
        let state: PasskeyRegistration = serde_json::from_str(&state).map_err(Error::internal)?;
        let passkey = webauthn
            .finish_passkey_registration(&answer, &state)
            .map_err(|_| failed())?;
        self.run(caller, person, &Add { passkey }).await
    }

    pub(super) async fn remove_passkey(&self, caller: &Caller, passkey: PasskeyId) -> Result<()> {
        self.run(caller, caller.person()?, &Remove { passkey }).await
    }

    pub(super) async fn begin_passkey_sign_in_of(&self, name: &str) -> Result<String> {
        let webauthn = self.webauthn()?;
        // Nobody of that name and somebody without a passkey get the same answer.
        let nobody = || Error::Refused(Fault::WrongSignIn);
        let person = self.named(name).await?.person.ok_or_else(nobody)?;
        let known = credentials(&passkeys::of(&self.read(), person).await?)?;
        if known.is_empty() {
            return Err(nobody());
        }
        let (options, state) = webauthn.start_passkey_authentication(&known).map_err(Error::internal)?;
        let begin = BeginSignIn {
            id: ceremony_id(options.public_key.challenge.as_ref()),
            person,
            state: json(&state)?,
        };
        self.run(&Caller::Anonymous, Installation, &begin).await?;
        json(&options)
    }

    pub(super) async fn finish_passkey_sign_in_of(&self, answer: &str, device: &str) -> Result<Session> {
        let webauthn = self.webauthn()?;
        let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| failed())?;
        let id = answered(&answer.response.client_data_json)?;
        let (person, state) = self
            .run(&Caller::Anonymous, Installation, &TakeSignIn { id })
            .await?
            .ok_or_else(failed)?;
        let state: PasskeyAuthentication = serde_json::from_str(&state).map_err(Error::internal)?;
        let result = webauthn
            .finish_passkey_authentication(&answer, &state)
            .map_err(|_| failed())?;
        let proven = WithPasskey {
            person,
            result,
            device: device_name(device),
        };
        self.run(&Caller::Anonymous, Installation, &proven).await
    }
}

async fn begin<'tx, A: HasCeremony>(
    work: &Work<'tx>,
    granted: &Granted<'tx, A>,
    id: Uuid,
    person: PersonId,
    state: &str,
) -> Result<()> {
    let end = work.now + Duration::minutes(CEREMONY_MINUTES);
    passkeys::begin(&work.tx, granted, id, person, state.to_owned(), end, work.now).await
}

struct BeginRegistration {
    id: Uuid,
    state: String,
}

#[async_trait]
impl UseCase for BeginRegistration {
    type Action = ManageSelf;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, ManageSelf>, work: &mut Work<'tx>) -> Result<()> {
        check_may_enrol(work, granted).await?;
        work.detail("passkey begun");
        begin(work, granted, self.id, granted.target(), &self.state).await
    }
}

struct BeginSignIn {
    id: Uuid,
    person: PersonId,
    state: String,
}

#[async_trait]
impl UseCase for BeginSignIn {
    type Action = SignIn;
    type Output = ();

    /// Anybody may ask for a challenge; only its answer says something.
    const AUDITED: bool = false;

    async fn apply<'tx>(&self, granted: &Granted<'tx, SignIn>, work: &mut Work<'tx>) -> Result<()> {
        begin(work, granted, self.id, self.person, &self.state).await
    }
}

type Taken = Option<(PersonId, String)>;

async fn take<'tx, A: HasCeremony>(work: &Work<'tx>, granted: &Granted<'tx, A>, id: Uuid) -> Result<Taken> {
    passkeys::take(&work.tx, granted, id, work.now).await
}

/// Takes the ceremony before its answer is verified, in a transaction of its own: a wrong answer uses it up too.
struct TakeRegistration {
    id: Uuid,
}

#[async_trait]
impl UseCase for TakeRegistration {
    type Action = ManageSelf;
    type Output = Taken;
    const AUDITED: bool = false;

    async fn apply<'tx>(&self, granted: &Granted<'tx, ManageSelf>, work: &mut Work<'tx>) -> Result<Taken> {
        take(work, granted, self.id).await
    }
}

/// See [`TakeRegistration`].
struct TakeSignIn {
    id: Uuid,
}

#[async_trait]
impl UseCase for TakeSignIn {
    type Action = SignIn;
    type Output = Taken;
    const AUDITED: bool = false;

    async fn apply<'tx>(&self, granted: &Granted<'tx, SignIn>, work: &mut Work<'tx>) -> Result<Taken> {
        take(work, granted, self.id).await
    }
}

struct Add {
    passkey: Passkey,
}

#[async_trait]
impl UseCase for Add {
    type Action = ManageSelf;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, ManageSelf>, work: &mut Work<'tx>) -> Result<()> {
        check_may_enrol(work, granted).await?;
        let number = passkeys::of(&work.tx, granted.target()).await?.len() + 1;
        work.detail("passkey added");
        passkeys::add(
            &work.tx,
            granted,
            work.id(),
            URL_SAFE_NO_PAD.encode(self.passkey.cred_id()),
            json(&self.passkey)?,
            Text::vietnamese().stored_passkey(number),
            work.now,
        )
        .await
    }
}

struct Remove {
    passkey: PasskeyId,
}

#[async_trait]
impl UseCase for Remove {
    type Action = ManageSelf;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, ManageSelf>, work: &mut Work<'tx>) -> Result<()> {
        work.detail("passkey dropped");
        passkeys::remove(&work.tx, granted, self.passkey).await
    }
}

struct WithPasskey {
    person: PersonId,
    result: AuthenticationResult,
    device: String,
}

#[async_trait]
impl UseCase for WithPasskey {
    type Action = SignIn;
    type Output = Session;

    async fn apply<'tx>(&self, granted: &Granted<'tx, SignIn>, work: &mut Work<'tx>) -> Result<Session> {
        // The passkey may have been dropped since the ceremony began.
        let rows = passkeys::of(&work.tx, self.person).await?;
        let mut used = None;
        for (row, mut passkey) in rows.iter().zip(credentials(&rows)?) {
            if let Some(changed) = passkey.update_credential(&self.result) {
                used = Some((PasskeyId(row.id), changed.then_some(passkey)));
            }
        }
        let (id, changed) = used.ok_or_else(failed)?;
        if let Some(passkey) = changed {
            passkeys::update(&work.tx, granted, id, json(&passkey)?).await?;
        }
        open(work, granted, self.person, None, &self.device).await
    }
}
