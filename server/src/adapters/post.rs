//! Letters: to a mail server, or as files while none is configured.
//!
//! Invariant: a letter is built by `lettre` from checked parts, so no line break of a title becomes a header.

use crate::config::Config;
use async_trait::async_trait;
use domain::ids::JobId;
use domain::job::Mail;
use domain::ports::Post;
use domain::{Error, Result};
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

/// Sends to the configured server.
pub struct SmtpPost {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Writes `.eml` files under `outbox/`.
pub struct FilePost {
    transport: AsyncFileTransport<Tokio1Executor>,
    from: Mailbox,
}

fn sender(config: &Config) -> Result<Mailbox> {
    config
        .mail_from
        .parse()
        .map_err(|_| Error::internal("CHIBO_MAIL_FROM is no address"))
}

impl SmtpPost {
    /// # Errors
    /// [`Error::Internal`] if the server's address cannot be read.
    pub fn new(config: &Config, url: &str) -> Result<Self> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(Error::internal)?
            .build();
        Ok(Self {
            transport,
            from: sender(config)?,
        })
    }
}

impl FilePost {
    /// # Errors
    /// [`Error::Internal`] if the directory cannot be made.
    pub fn new(config: &Config) -> Result<Self> {
        let directory = config.data.join("outbox");
        std::fs::create_dir_all(&directory).map_err(Error::internal)?;
        Ok(Self {
            transport: AsyncFileTransport::new(directory),
            from: sender(config)?,
        })
    }
}

/// The letter of a job. Its number follows from the job, so that a mailbox knows a letter that comes twice.
fn letter(from: &Mailbox, id: JobId, mail: &Mail) -> Result<Message> {
    let to: Mailbox = mail.to.parse().map_err(Error::internal)?;
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let builder = Message::builder()
        .from(from.clone())
        .to(to)
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .subject(one_line(&mail.subject));
    let text = SinglePart::plain(mail.text.clone());
    let message = match &mail.calendar {
        None => builder.singlepart(text),
        Some(entry) => {
            let calendar = services::calendar(entry);
            // The method that stands in the file itself; programs drop a part that contradicts it.
            let kind = ContentType::parse("text/calendar; charset=utf-8; method=PUBLISH").map_err(Error::internal)?;
            let invitation = SinglePart::builder().header(kind.clone()).body(calendar.clone());
            let body = MultiPart::alternative().singlepart(text).singlepart(invitation);
            // Programs that do not read the part above open the attachment.
            let file = Attachment::new("hop.ics".to_owned()).body(calendar, kind);
            builder.multipart(MultiPart::mixed().multipart(body).singlepart(file))
        }
    };
    message.map_err(Error::internal)
}

#[async_trait]
impl Post for SmtpPost {
    async fn send(&self, id: JobId, mail: &Mail) -> Result<()> {
        self.transport
            .send(letter(&self.from, id, mail)?)
            .await
            .map_err(Error::internal)?;
        Ok(())
    }

    fn writes_files(&self) -> bool {
        false
    }
}

#[async_trait]
impl Post for FilePost {
    async fn send(&self, id: JobId, mail: &Mail) -> Result<()> {
        self.transport
            .send(letter(&self.from, id, mail)?)
            .await
            .map_err(Error::internal)?;
        Ok(())
    }

    fn writes_files(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::PersonId;
    use uuid::Uuid;

    #[test]
    fn a_letter_that_is_sent_twice_has_one_number() {
        let from: Mailbox = "Chibo <chibo@demo.test>".parse().unwrap();
        let mail = Mail {
            to: "lan@demo.test".into(),
            person: PersonId(Uuid::nil()),
            subject: "Họp".into(),
            text: "Mời họp".into(),
            calendar: None,
        };
        let number = |id: JobId| {
            let bytes = letter(&from, id, &mail).unwrap().formatted();
            let text = String::from_utf8(bytes).unwrap();
            let line = text.lines().find(|line| line.starts_with("Message-ID:")).unwrap();
            line.to_owned()
        };
        let (one, other) = (JobId(Uuid::from_u128(1)), JobId(Uuid::from_u128(2)));
        assert_eq!(number(one), format!("Message-ID: <{one}@demo.test>"));
        assert_eq!(number(one), number(one));
        assert_ne!(number(one), number(other));
    }
}
