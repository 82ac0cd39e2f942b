//! Ports that answer nothing: every page meets "not found" until a test gives it something to show.
//!
//! Invariant: no method here knows anything; what a test needs it answers itself.

use async_trait::async_trait;
use domain::account::*;
use domain::document::*;
use domain::ids::*;
use domain::meeting::*;
use domain::minutes::*;
use domain::policy::Caller;
use domain::ports::*;
use domain::vote::*;
use domain::{Error, Result};

/// Answers every question with "not found".
pub struct Silent;

#[async_trait]
impl Accounts for Silent {
    async fn sign_in(&self, _: SignInForm, _: &str) -> Result<Session> {
        Err(Error::NotFound)
    }
    async fn renew(&self, _: &str) -> Result<Session> {
        Err(Error::NotFound)
    }
    async fn viewer(&self, _: SessionId, _: Option<UnitId>) -> Result<Viewer> {
        Err(Error::NotFound)
    }
    async fn sign_out(&self, _: SessionId) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn sign_out_everywhere(&self, _: &Caller) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn issue_link(&self, _: &Caller, _: PersonId) -> Result<PasswordLink> {
        Err(Error::NotFound)
    }
    async fn link_owner(&self, _: &str) -> Result<String> {
        Err(Error::NotFound)
    }
    async fn use_link(&self, _: &str, _: PasswordForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn own(&self, _: &Caller, _: SessionId) -> Result<OwnAccount> {
        Err(Error::NotFound)
    }
    async fn begin_code(&self, _: &Caller) -> Result<CodeEnrolment> {
        Err(Error::NotFound)
    }
    async fn confirm_code(&self, _: &Caller, _: CodeForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn drop_code(&self, _: &Caller) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn begin_passkey(&self, _: &Caller) -> Result<String> {
        Err(Error::NotFound)
    }
    async fn finish_passkey(&self, _: &Caller, _: &str) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn drop_passkey(&self, _: &Caller, _: PasskeyId) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn begin_passkey_sign_in(&self, _: &str) -> Result<String> {
        Err(Error::NotFound)
    }
    async fn finish_passkey_sign_in(&self, _: &str, _: &str) -> Result<Session> {
        Err(Error::NotFound)
    }
}

#[async_trait]
impl Meetings for Silent {
    async fn home(&self, _: &Caller) -> Result<Home> {
        Err(Error::NotFound)
    }
    async fn list(&self, _: &Caller) -> Result<Vec<MeetingLine>> {
        Err(Error::NotFound)
    }
    async fn view(&self, _: &Caller, _: MeetingId) -> Result<MeetingView> {
        Err(Error::NotFound)
    }
    async fn participants(&self, _: &Caller, _: MeetingId) -> Result<Vec<ParticipantLine>> {
        Err(Error::NotFound)
    }
    async fn create(&self, _: &Caller, _: UnitId, _: MeetingForm) -> Result<MeetingId> {
        Err(Error::NotFound)
    }
    async fn edit(&self, _: &Caller, _: MeetingId, _: MeetingForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn add_item(&self, _: &Caller, _: MeetingId, _: ItemForm) -> Result<AgendaItemId> {
        Err(Error::NotFound)
    }
    async fn edit_item(&self, _: &Caller, _: MeetingId, _: AgendaItemId, _: ItemForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn move_item(&self, _: &Caller, _: MeetingId, _: MoveItemForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn remove_item(&self, _: &Caller, _: MeetingId, _: ItemRef) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn announce(&self, _: &Caller, _: MeetingId) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn cancel(&self, _: &Caller, _: MeetingId, _: ReasonForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn chat_text(&self, _: &Caller, _: MeetingId) -> Result<String> {
        Err(Error::NotFound)
    }
    async fn calendar(&self, _: &Caller, _: MeetingId) -> Result<String> {
        Err(Error::NotFound)
    }
    async fn reply(&self, _: &Caller, _: MeetingId, _: ReplyForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn check_in(&self, _: &Caller, _: MeetingId, _: CheckInForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn code(&self, _: &Caller, _: MeetingId) -> Result<CheckInCode> {
        Err(Error::NotFound)
    }
    async fn mark_attendance(&self, _: &Caller, _: MeetingId, _: AttendanceForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn set_minute_taker(&self, _: &Caller, _: MeetingId, _: MinuteTakerForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn open_session(&self, _: &Caller, _: MeetingId) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn put_on_table(&self, _: &Caller, _: MeetingId, _: ItemRef) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn note(&self, _: &Caller, _: AgendaItemId, _: NoteForm) -> Result<MeetingId> {
        Err(Error::NotFound)
    }
    async fn end_session(&self, _: &Caller, _: MeetingId) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn notices(&self, _: &Caller) -> Result<Vec<NoticeLine>> {
        Err(Error::NotFound)
    }
    async fn read_notice(&self, _: &Caller, _: NoticeId) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn live_version(&self, _: &Caller, _: MeetingId) -> Result<i64> {
        Err(Error::NotFound)
    }
}

#[async_trait]
impl Documents for Silent {
    async fn list(&self, _: &Caller) -> Result<Vec<DocumentLine>> {
        Err(Error::NotFound)
    }
    async fn view(&self, _: &Caller, _: DocumentId) -> Result<DocumentView> {
        Err(Error::NotFound)
    }
    async fn may_add(&self, _: &Caller, _: MeetingId) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn receive(&self, _: &Caller, _: ByteStream) -> Result<Received> {
        Err(Error::NotFound)
    }
    async fn discard(&self, _: &Caller, _: Received) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn add(&self, _: &Caller, _: MeetingId, _: DocumentForm, _: Option<Received>) -> Result<DocumentId> {
        Err(Error::NotFound)
    }
    async fn remove(&self, _: &Caller, _: DocumentId) -> Result<MeetingId> {
        Err(Error::NotFound)
    }
    async fn open(&self, _: &Caller, _: DocumentId) -> Result<(DocumentLine, ByteStream)> {
        Err(Error::NotFound)
    }
    async fn readers(&self, _: &Caller, _: MeetingId) -> Result<Vec<(DocumentLine, Vec<Reader>)>> {
        Err(Error::NotFound)
    }
}

#[async_trait]
impl Voting for Silent {
    async fn open(&self, _: &Caller, _: AgendaItemId, _: OpenVoteForm) -> Result<VoteId> {
        Err(Error::NotFound)
    }
    async fn view(&self, _: &Caller, _: VoteId) -> Result<VoteView> {
        Err(Error::NotFound)
    }
    async fn cast(&self, _: &Caller, _: VoteId, _: BallotForm) -> Result<Cast> {
        Err(Error::NotFound)
    }
    async fn close(&self, _: &Caller, _: VoteId) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn annul(&self, _: &Caller, _: VoteId, _: domain::meeting::ReasonForm) -> Result<()> {
        Err(Error::NotFound)
    }
}

#[async_trait]
impl Archive for Silent {
    async fn minutes(&self, _: &Caller, _: MeetingId) -> Result<MinutesView> {
        Err(Error::NotFound)
    }
    async fn redraft(&self, _: &Caller, _: MeetingId) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn edit(&self, _: &Caller, _: MeetingId, _: MinutesForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn confirm(&self, _: &Caller, _: MeetingId, _: ConfirmForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn seal(&self, _: &Caller, _: MeetingId) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn add(&self, _: &Caller, _: MeetingId, _: AddendumForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn search(&self, _: &Caller, _: &str) -> Result<Vec<ArchiveLine>> {
        Err(Error::NotFound)
    }
}
