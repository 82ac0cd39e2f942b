//! Documents of meetings.
//!
//! Invariant: a file has a row or is swept; it is taken only after it was counted, hashed and found to be of a kind
//! that is allowed, and a secret paper's file is never taken.

use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use bytes::Bytes;
use domain::audit::hex;
use domain::document::{DocumentForm, DocumentLine, DocumentList, DocumentView, MOST_BYTES, Reader, Received};
use domain::form::Reading;
use domain::ids::{AgendaItemId, DocumentId, MeetingId};
use domain::policy::{ActionKind, AddDocument, Caller, Granted, ReadDocument, RemoveDocument, SeeReaders};
use domain::ports::{ByteStream, Documents, Sniffer};
use domain::{Error, Fault, Result};
use futures_util::StreamExt;
use sha2::{Digest, Sha256};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use store::{Lock, documents};

/// Where files stay until their form is taken.
const STAGING: &str = "staging/";
/// What marks a paper that is not secret, in the form.
const NOT_SECRET: &str = "none";

/// What is learnt of a file while it runs past.
struct Passing {
    hash: Sha256,
    sniffer: Box<dyn Sniffer>,
}

impl Passing {
    fn take(&mut self, chunk: &Bytes) -> io::Result<()> {
        self.hash.update(chunk);
        self.sniffer.take(chunk);
        // A long file of a wrong kind is not stored first and refused afterwards.
        if self.sniffer.is_hopeless() {
            return Err(io::Error::other("this kind of file is not taken"));
        }
        Ok(())
    }
}

#[async_trait]
impl Documents for Services {
    async fn list(&self, caller: &Caller) -> Result<DocumentList> {
        let person = caller.person()?;
        let tx = self.read();
        if self.has_left(&tx, person).await? {
            return Ok(DocumentList::default());
        }
        let units = store::scope::units_where(&tx, person, ActionKind::ReadDocument, self.today()).await?;
        let waiting = documents::unread(&tx, person, self.day_begins(), documents::MOST).await?;
        let mut others = documents::visible_to(&tx, person, &units).await?;
        others.retain(|one| !waiting.iter().any(|waiting| waiting.id == one.id));
        Ok(DocumentList { waiting, others })
    }

    async fn view(&self, caller: &Caller, document: DocumentId) -> Result<DocumentView> {
        let look = self.look::<ReadDocument>(caller, document).await?;
        let can_remove = look.may(ActionKind::RemoveDocument);
        documents::view(&look.tx, &look.granted, caller.person().ok(), can_remove).await
    }

    async fn may_add(&self, caller: &Caller, meeting: MeetingId) -> Result<()> {
        self.look::<AddDocument>(caller, meeting).await.map(|_| ())
    }

    async fn receive(&self, caller: &Caller, stream: ByteStream) -> Result<Received> {
        caller.person()?;
        let key = format!("{STAGING}{}", self.on.rng.id(self.now()));
        let passing = Arc::new(Mutex::new(Passing {
            hash: Sha256::new(),
            sniffer: (self.on.sniffer)(),
        }));
        let watched = Arc::clone(&passing);
        let stream = stream.map(move |chunk| {
            let chunk = chunk?;
            watched.lock().unwrap_or_else(PoisonError::into_inner).take(&chunk)?;
            Ok(chunk)
        });
        let stored = self.on.files.put(&key, Box::pin(stream), MOST_BYTES).await;
        let (hash, hopeless, kind) = {
            let passing = passing.lock().unwrap_or_else(PoisonError::into_inner);
            (
                passing.hash.clone(),
                passing.sniffer.is_hopeless(),
                passing.sniffer.kind(),
            )
        };
        if hopeless {
            return Err(Error::field("file", Fault::FileKindRefused));
        }
        let bytes = stored?;
        let kind = match (bytes, kind) {
            (0, _) => Err(Fault::FileEmpty),
            (_, None) => Err(Fault::FileKindRefused),
            (_, Some(kind)) => Ok(kind),
        };
        match kind {
            Ok(kind) => Ok(Received {
                key,
                kind,
                bytes,
                sha256: hex(&hash.finalize()),
            }),
            Err(fault) => {
                self.on.files.delete(&key).await?;
                Err(Error::field("file", fault))
            }
        }
    }

    async fn discard(&self, caller: &Caller, received: Received) -> Result<()> {
        caller.person()?;
        // What has become a document goes only by `remove`.
        if !received.key.starts_with(STAGING) {
            return Err(Error::internal("only what is staged can be discarded"));
        }
        self.on.files.delete(&received.key).await
    }

    async fn add(
        &self,
        caller: &Caller,
        meeting: MeetingId,
        form: DocumentForm,
        received: Option<Received>,
    ) -> Result<DocumentId> {
        let staged = received.as_ref().map(|received| received.key.clone());
        let outcome = self.take_in(caller, meeting, &form, received).await;
        if let (Err(_), Some(staged)) = (&outcome, staged) {
            self.on.files.delete(&staged).await?;
        }
        outcome
    }

    async fn remove(&self, caller: &Caller, document: DocumentId) -> Result<MeetingId> {
        self.run(caller, document, &Remove).await
    }

    async fn open(&self, caller: &Caller, document: DocumentId) -> Result<(DocumentLine, ByteStream)> {
        let look = self.look::<ReadDocument>(caller, document).await?;
        let key = documents::storage_key(&look.tx, &look.granted).await?;
        let line = documents::view(&look.tx, &look.granted, caller.person().ok(), false)
            .await?
            .line;
        let stream = self.on.files.get(&key).await?;
        if !line.opened {
            self.run(caller, document, &Open).await?;
        }
        Ok((line, stream))
    }

    async fn readers(&self, caller: &Caller, meeting: MeetingId) -> Result<Vec<(DocumentLine, Vec<Reader>)>> {
        let look = self.look::<SeeReaders>(caller, meeting).await?;
        documents::readers(&look.tx, &look.granted).await
    }
}

impl Services {
    async fn take_in(
        &self,
        caller: &Caller,
        meeting: MeetingId,
        form: &DocumentForm,
        received: Option<Received>,
    ) -> Result<DocumentId> {
        let mut r = Reading::new();
        // Without a file its name is missing too: that would be said twice.
        let least = usize::from(received.is_some());
        let title = r.line("title", &form.title, least..=200);
        let item = form.item.trim();
        let item: Option<AgendaItemId> = if item.is_empty() {
            None
        } else {
            r.choice("item", item, item.parse().ok())
        };
        if !matches!(form.secrecy.trim(), "" | NOT_SECRET) {
            r.problem("secrecy", Fault::SecretPaper);
        }
        if received.is_none() {
            r.problem("file", Fault::FileMissing);
        }
        let received = r.done(received)?;
        let id: DocumentId = self.on.rng.id(self.now()).into();
        let key = format!("documents/{id}");
        self.on.files.rename(&received.key, &key).await?;
        let added = self
            .make(
                caller,
                meeting,
                &Add {
                    id,
                    item,
                    title,
                    key: key.clone(),
                    received,
                },
            )
            .await;
        // Refused, or a form sent twice: its first file is there.
        if !added.as_ref().is_ok_and(|added| *added == id) {
            self.on.files.delete(&key).await?;
        }
        added
    }
}

struct Add {
    id: DocumentId,
    item: Option<AgendaItemId>,
    title: String,
    key: String,
    received: Received,
}

#[async_trait]
impl UseCase for Add {
    type Action = AddDocument;
    type Output = DocumentId;

    async fn apply<'tx>(&self, granted: &Granted<'tx, AddDocument>, work: &mut Work<'tx>) -> Result<DocumentId> {
        if let Some(item) = self.item
            && !documents::item_is_here(&work.tx, granted, item).await?
        {
            return Err(Error::field("item", Fault::ItemNotHere));
        }
        let new = documents::NewDocument {
            id: self.id,
            item: self.item,
            title: self.title.clone(),
            received: self.received.clone(),
            key: self.key.clone(),
        };
        work.detail(format!(
            "document={} bytes={} sha256={}",
            self.id, self.received.bytes, self.received.sha256
        ));
        work.home(granted.target());
        documents::add(&work.tx, granted, new, granted.actor().person()?, work.now).await?;
        Ok(self.id)
    }
}

struct Remove;

#[async_trait]
impl UseCase for Remove {
    type Action = RemoveDocument;
    type Output = MeetingId;

    async fn apply<'tx>(&self, granted: &Granted<'tx, RemoveDocument>, work: &mut Work<'tx>) -> Result<MeetingId> {
        let meeting = granted.meeting()?;
        documents::remove(&work.tx, granted, work.now).await?;
        work.home(meeting);
        Ok(meeting)
    }
}

/// The first opening by a person; its row is its own trace.
struct Open;

#[async_trait]
impl UseCase for Open {
    type Action = ReadDocument;
    type Output = ();
    const LOCK: Lock = Lock::None;
    const AUDITED: bool = false;

    async fn apply<'tx>(&self, granted: &Granted<'tx, ReadDocument>, work: &mut Work<'tx>) -> Result<()> {
        documents::note_reading(&work.tx, granted, granted.actor().person()?, work.now).await
    }
}
