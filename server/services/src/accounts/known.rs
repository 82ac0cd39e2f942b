//! Whose sessions these are, asked together: what comes while one question is on its way goes with the next.
//!
//! Invariant: every answer is read from the database after it was asked for, so a session that has ended is known at
//! once; nothing is kept.

use crate::Services;
use crate::run::Wiring;
use domain::ids::{PersonId, SessionId};
use domain::{Error, Result};
use std::sync::{Arc, OnceLock};
use store::{Tx, sessions};
use tokio::sync::{mpsc, oneshot};

/// Questions in one statement at most.
const MOST: usize = 512;

/// The questions of one process; its worker starts with the first.
#[derive(Clone, Default)]
pub(crate) struct Known {
    questions: Arc<OnceLock<mpsc::Sender<Question>>>,
}

type Question = (SessionId, oneshot::Sender<Result<PersonId>>);

impl Services {
    pub(super) async fn person_of_session(&self, session: SessionId) -> Result<PersonId> {
        let (answer, answered) = oneshot::channel();
        let questions = self.known.questions.get_or_init(|| {
            let (sender, receiver) = mpsc::channel(MOST);
            tokio::spawn(work(self.on.clone(), receiver));
            sender
        });
        let gone = || Error::internal("nobody answers whose a session is");
        questions.send((session, answer)).await.map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }
}

async fn work(on: Wiring, mut questions: mpsc::Receiver<Question>) {
    let mut asked = Vec::new();
    while questions.recv_many(&mut asked, MOST).await > 0 {
        let ids: Vec<SessionId> = asked.iter().map(|(session, _)| *session).collect();
        let people = sessions::people(&Tx::read(&on.db), &ids, on.clock.now()).await;
        for (session, answer) in asked.drain(..) {
            // Whoever has gone needs no answer.
            let _ = answer.send(match &people {
                Ok(people) => people.get(&session).copied().ok_or(Error::Unauthenticated),
                Err(error) => Err(Error::internal(error.to_string())),
            });
        }
    }
}
