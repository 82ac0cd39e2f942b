//! Passkeys (WebAuthn), with verification of the person by the device: a second factor in one gesture.
//!
//! Invariant: a ceremony is used once, whether it succeeds or not. Its id follows from its challenge, which comes back
//! in the answer; so browser and server share no other state.

use super::second_factor::check_may_enrol;
use super::sign_in::{Named, device_name, open, tries_of};
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
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::accounts;
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

fn as_json(value: &impl Serialize) -> Result<String> {
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
            state: as_json(&state)?,
        };
        self.run(caller, person, &begin).await?;
        as_json(&options)
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
        let Named { person, tries } = self.named(name).await?;
        let mut known = match person {
            Some(person) => credentials(&passkeys::of(&self.read(), person).await?)?,
            None => Vec::new(),
        };
        let person = person.filter(|_| !known.is_empty());
        if known.is_empty() {
            known.push(self.nobodys(&tries)?);
        }
        let (options, state) = webauthn.start_passkey_authentication(&known).map_err(Error::internal)?;
        let begin = BeginSignIn {
            id: ceremony_id(options.public_key.challenge.as_ref()),
            person,
            tries,
            state: as_json(&state)?,
        };
        self.run(&Caller::Anonymous, Installation, &begin).await?;
        as_json(&options)
    }

    /// The passkey that is asked of a name without one, always the same of the same name: so a stranger is not told
    /// who has a passkey, nor who exists. Nobody holds its other half; the lengths are those of common devices.
    fn nobodys(&self, tries: &[u8]) -> Result<Passkey> {
        const LENGTHS: [usize; 4] = [16, 20, 32, 32];
        let mut id = [0; 33];
        Hkdf::<Sha256>::new(None, &self.on.secret)
            .expand_multi_info(&[b"chibo nobody's passkey 1", tries], &mut id)
            .map_err(|_| Error::internal("no id of this length"))?;
        let length = LENGTHS[usize::from(id[32]) % LENGTHS.len()];
        serde_json::from_value(json!({ "cred": {
            "cred_id": URL_SAFE_NO_PAD.encode(&id[..length]),
            // A point of the curve made from a hash: nobody knows its other half.
            "cred": { "type_": "ES256", "key": { "EC_EC2": {
                "curve": "SECP256R1",
                "x": "3VEaM3yv2vyYEepe5VXDztnK2QjAQEY4rTsLxz73yeE",
                "y": "9hLpaUFIO3mUq0rwsTf4edE-P1zmAGT6de3XypU7Z4A",
            } } },
            "counter": 0,
            "transports": null,
            "user_verified": true,
            "backup_eligible": false,
            "backup_state": false,
            "registration_policy": "required",
            "extensions": {},
            "attestation": { "data": "None", "metadata": "None" },
            "attestation_format": "none",
        } }))
        .map_err(Error::internal)
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
    person: Option<PersonId>,
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
        begin(work, granted, self.id, Some(granted.target()), &self.state).await
    }
}

struct BeginSignIn {
    id: Uuid,
    /// Nobody, where the name has no passkey.
    person: Option<PersonId>,
    tries: Vec<u8>,
    state: String,
}

#[async_trait]
impl UseCase for BeginSignIn {
    type Action = SignIn;
    type Output = ();

    /// Anybody may ask for a challenge; only its answer says something.
    const AUDITED: bool = false;

    async fn apply<'tx>(&self, granted: &Granted<'tx, SignIn>, work: &mut Work<'tx>) -> Result<()> {
        // Counted as a failure until the answer is right: each answer needs a challenge of its own.
        accounts::queue_for(&work.tx, granted, &self.tries, work.now).await?;
        let tries = accounts::tries(&work.tx, &self.tries, work.now).await?;
        tries.may_try(work.now)?;
        accounts::count_tries(&work.tx, granted, &self.tries, tries.failed(work.now), work.now).await?;
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
            as_json(&self.passkey)?,
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
            passkeys::update(&work.tx, granted, id, as_json(&passkey)?).await?;
        }
        accounts::count_tries(&work.tx, granted, &tries_of(self.person), Default::default(), work.now).await?;
        open(work, granted, self.person, None, &self.device).await
    }
}
