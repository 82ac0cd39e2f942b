//! One port an area, object-safe, so that pages can be shown with a fake and rebuilt without the services.
//!
//! Every method may answer [`Error::Unauthenticated`](crate::Error::Unauthenticated),
//! [`Error::NotFound`](crate::Error::NotFound), [`Error::Forbidden`](crate::Error::Forbidden) and
//! [`Error::Internal`](crate::Error::Internal); forms also [`Error::Invalid`](crate::Error::Invalid)
//! and [`Error::Refused`](crate::Error::Refused).

use super::ByteStream;
use crate::Result;
use crate::account::{
    CodeEnrolment, CodeForm, OwnAccount, OwnPasswordForm, PasswordForm, PasswordLink, Session, SignInForm, Viewer,
};
use crate::audit::AuditPage;
use crate::change::WithdrawForm;
use crate::document::{DocumentForm, DocumentLine, DocumentList, DocumentView, Reader, Received};
use crate::ids::{
    AgendaItemId, DocumentId, JobId, MeetingId, NoticeId, PasskeyId, PersonId, RuleId, SessionId, UnitId, VoteId,
};
use crate::job::JobsPage;
use crate::live::Ahead;
use crate::meeting::{
    AttendanceForm, CheckInCode, CheckInForm, Home, InviteForm, ItemForm, ItemRef, MeetingForm, MeetingLine,
    MeetingView, MoveItemForm, NoteForm, NoticeLine, OpenForm, ParticipantLine, PersonRef, ReasonForm, ReplyForm,
    TellAgendaForm, TellersForm,
};
use crate::member::{MemberForm, MemberLine, MemberView, StatusForm};
use crate::minutes::{AddendumForm, ArchiveLine, ConfirmForm, MinutesForm, MinutesView};
use crate::policy::Caller;
use crate::rule::{RuleForm, RulesPage};
use crate::settings::{Setting, SettingForm, SettingView};
use crate::tablet::{
    CardForm, CardsForm, NewCard, Recognised, SeatVote, StartView, TabletForm, TabletRef, TabletsView,
};
use crate::transfer::{TransferForm, TransferView};
use crate::unit::{BodyForm, CloseUnitForm, EndOfficeForm, HandOverForm, UnitForm, UnitLine, UnitView};
use crate::vote::{BallotForm, Cast, CountForm, DraftForm, Marking, VoteForm, VoteView};
use async_trait::async_trait;
use std::collections::BTreeMap;

/// Sign-in, sessions, passwords, second factors.
#[async_trait]
pub trait Accounts: Send + Sync {
    async fn sign_in(&self, form: SignInForm, device: &str) -> Result<Session>;
    /// Rotates a refresh token; one that is reused although the next has arrived ends its whole family.
    async fn renew(&self, refresh: &str) -> Result<Session>;
    /// The answer to the session's last renewal has reached its owner, so the refresh token before is spent.
    async fn has_arrived(&self, session: SessionId) -> Result<()>;
    /// Whose living session this is: all that a form needs to know before it acts.
    async fn person_of(&self, session: SessionId) -> Result<PersonId>;
    /// Whoever a live session belongs to, acting in `unit` if he may.
    async fn viewer(&self, session: SessionId, unit: Option<UnitId>) -> Result<Viewer>;
    async fn sign_out(&self, session: SessionId) -> Result<()>;
    async fn sign_out_everywhere(&self, caller: &Caller) -> Result<()>;
    async fn issue_link(&self, caller: &Caller, person: PersonId) -> Result<PasswordLink>;
    /// Whose link it is, while it is good.
    async fn link_owner(&self, token: &str) -> Result<String>;
    async fn use_link(&self, token: &str, form: PasswordForm) -> Result<()>;
    async fn own(&self, caller: &Caller, session: SessionId) -> Result<OwnAccount>;
    /// With the old one; all sessions end, and this device gets a new one.
    async fn change_password(&self, caller: &Caller, session: SessionId, form: OwnPasswordForm) -> Result<Session>;
    async fn begin_code(&self, caller: &Caller) -> Result<CodeEnrolment>;
    async fn confirm_code(&self, caller: &Caller, form: CodeForm) -> Result<()>;
    async fn drop_code(&self, caller: &Caller) -> Result<()>;
    /// Passkey ceremonies exchange JSON with the browser.
    async fn begin_passkey(&self, caller: &Caller) -> Result<String>;
    async fn finish_passkey(&self, caller: &Caller, answer: &str) -> Result<()>;
    async fn drop_passkey(&self, caller: &Caller, passkey: PasskeyId) -> Result<()>;
    async fn begin_passkey_sign_in(&self, name: &str) -> Result<String>;
    async fn finish_passkey_sign_in(&self, answer: &str, device: &str) -> Result<Session>;
}

/// The organisation tree, bodies, offices, members.
#[async_trait]
pub trait Organisation: Send + Sync {
    async fn units(&self, caller: &Caller) -> Result<Vec<UnitLine>>;
    async fn unit(&self, caller: &Caller, unit: UnitId) -> Result<UnitView>;
    async fn add_unit(&self, caller: &Caller, above: UnitId, form: UnitForm) -> Result<UnitId>;
    async fn edit_unit(&self, caller: &Caller, unit: UnitId, form: UnitForm) -> Result<()>;
    async fn close_unit(&self, caller: &Caller, unit: UnitId, form: CloseUnitForm) -> Result<()>;
    async fn hand_over(&self, caller: &Caller, unit: UnitId, form: HandOverForm) -> Result<()>;
    async fn end_office(&self, caller: &Caller, unit: UnitId, form: EndOfficeForm) -> Result<()>;
    async fn set_body(&self, caller: &Caller, unit: UnitId, form: BodyForm) -> Result<()>;
    /// Members of a unit and the units below it; exact hits before folded ones.
    async fn members(&self, caller: &Caller, unit: UnitId, search: &str) -> Result<Vec<MemberLine>>;
    async fn member(&self, caller: &Caller, person: PersonId) -> Result<MemberView>;
    async fn add_member(&self, caller: &Caller, unit: UnitId, form: MemberForm) -> Result<PersonId>;
    async fn edit_member(&self, caller: &Caller, person: PersonId, form: MemberForm) -> Result<()>;
    async fn change_status(&self, caller: &Caller, person: PersonId, form: StatusForm) -> Result<()>;
    /// What there is to choose from when a member moves to another cell.
    async fn transfers(&self, caller: &Caller, person: PersonId) -> Result<TransferView>;
    async fn transfer(&self, caller: &Caller, person: PersonId, form: TransferForm) -> Result<()>;
    /// A transfer whose day has not come; so with the next three.
    async fn withdraw_transfer(&self, caller: &Caller, person: PersonId, form: WithdrawForm) -> Result<()>;
    async fn withdraw_status(&self, caller: &Caller, person: PersonId, form: WithdrawForm) -> Result<()>;
    async fn withdraw_office(&self, caller: &Caller, unit: UnitId, form: WithdrawForm) -> Result<()>;
    async fn withdraw_body(&self, caller: &Caller, unit: UnitId, form: WithdrawForm) -> Result<()>;
}

/// Meetings before, during and after the evening.
#[async_trait]
pub trait Meetings: Send + Sync {
    async fn home(&self, caller: &Caller) -> Result<Home>;
    /// The meetings in session and ahead that his home tells of.
    async fn home_meetings(&self, caller: &Caller) -> Result<BTreeMap<MeetingId, Ahead>>;
    async fn list(&self, caller: &Caller) -> Result<Vec<MeetingLine>>;
    async fn view(&self, caller: &Caller, meeting: MeetingId) -> Result<MeetingView>;
    async fn participants(&self, caller: &Caller, meeting: MeetingId) -> Result<Vec<ParticipantLine>>;
    async fn create(&self, caller: &Caller, unit: UnitId, form: MeetingForm) -> Result<MeetingId>;
    async fn edit(&self, caller: &Caller, meeting: MeetingId, form: MeetingForm) -> Result<()>;
    async fn add_item(&self, caller: &Caller, meeting: MeetingId, form: ItemForm) -> Result<AgendaItemId>;
    async fn edit_item(&self, caller: &Caller, meeting: MeetingId, item: AgendaItemId, form: ItemForm) -> Result<()>;
    async fn move_item(&self, caller: &Caller, meeting: MeetingId, form: MoveItemForm) -> Result<()>;
    async fn remove_item(&self, caller: &Caller, meeting: MeetingId, form: ItemRef) -> Result<()>;
    async fn announce(&self, caller: &Caller, meeting: MeetingId) -> Result<()>;
    /// Tells everybody of the agenda as it is now.
    async fn tell_agenda(&self, caller: &Caller, meeting: MeetingId, form: TellAgendaForm) -> Result<()>;
    async fn cancel(&self, caller: &Caller, meeting: MeetingId, form: ReasonForm) -> Result<()>;
    /// A text to paste into a chat group.
    async fn chat_text(&self, caller: &Caller, meeting: MeetingId) -> Result<String>;
    /// The meeting as a calendar file.
    async fn calendar(&self, caller: &Caller, meeting: MeetingId) -> Result<String>;
    async fn reply(&self, caller: &Caller, meeting: MeetingId, form: ReplyForm) -> Result<()>;
    async fn check_in(&self, caller: &Caller, meeting: MeetingId, form: CheckInForm) -> Result<()>;
    async fn code(&self, caller: &Caller, meeting: MeetingId) -> Result<CheckInCode>;
    async fn mark_attendance(&self, caller: &Caller, meeting: MeetingId, form: AttendanceForm) -> Result<()>;
    /// Marks everybody as present who has no mark and no excuse yet.
    async fn mark_rest(&self, caller: &Caller, meeting: MeetingId) -> Result<()>;
    async fn set_minute_taker(&self, caller: &Caller, meeting: MeetingId, form: PersonRef) -> Result<()>;
    /// People whom the meeting could still invite, by name; without their numbers.
    async fn invitable(&self, caller: &Caller, meeting: MeetingId, words: &str) -> Result<Vec<MemberLine>>;
    async fn invite(&self, caller: &Caller, meeting: MeetingId, form: InviteForm) -> Result<()>;
    async fn uninvite(&self, caller: &Caller, meeting: MeetingId, form: PersonRef) -> Result<()>;
    async fn set_tellers(&self, caller: &Caller, meeting: MeetingId, form: TellersForm) -> Result<()>;
    async fn open_session(&self, caller: &Caller, meeting: MeetingId, form: OpenForm) -> Result<()>;
    async fn put_on_table(&self, caller: &Caller, meeting: MeetingId, form: ItemRef) -> Result<()>;
    async fn note(&self, caller: &Caller, item: AgendaItemId, form: NoteForm) -> Result<MeetingId>;
    async fn end_session(&self, caller: &Caller, meeting: MeetingId) -> Result<()>;
    async fn notices(&self, caller: &Caller) -> Result<Vec<NoticeLine>>;
    /// Answers which meeting the notice is about.
    async fn read_notice(&self, caller: &Caller, notice: NoticeId) -> Result<MeetingId>;
    async fn read_all_notices(&self, caller: &Caller) -> Result<()>;
    /// May the caller follow the meeting live? Answers its version.
    async fn live_version(&self, caller: &Caller, meeting: MeetingId) -> Result<i64>;
}

/// Documents of meetings.
#[async_trait]
pub trait Documents: Send + Sync {
    async fn list(&self, caller: &Caller) -> Result<DocumentList>;
    async fn view(&self, caller: &Caller, document: DocumentId) -> Result<DocumentView>;
    /// Asks whether a file may come, before a byte of it is taken.
    async fn may_add(&self, caller: &Caller, meeting: MeetingId) -> Result<()>;
    /// Takes a stream into staging: counted, hashed, sniffed.
    async fn receive(&self, caller: &Caller, stream: ByteStream) -> Result<Received>;
    /// Drops what was received and is not added.
    async fn discard(&self, caller: &Caller, received: Received) -> Result<()>;
    async fn add(
        &self,
        caller: &Caller,
        meeting: MeetingId,
        form: DocumentForm,
        received: Option<Received>,
    ) -> Result<DocumentId>;
    async fn remove(&self, caller: &Caller, document: DocumentId) -> Result<MeetingId>;
    /// Opens the file and records who has read it.
    async fn open(&self, caller: &Caller, document: DocumentId) -> Result<(DocumentLine, ByteStream)>;
    async fn readers(&self, caller: &Caller, meeting: MeetingId) -> Result<Vec<(DocumentLine, Vec<Reader>)>>;
}

/// Open votes.
#[async_trait]
pub trait Voting: Send + Sync {
    /// Makes a vote on an item, and opens it unless the form keeps it as a draft.
    async fn prepare(&self, caller: &Caller, item: AgendaItemId, form: VoteForm) -> Result<VoteId>;
    /// Changes a vote that is a draft still.
    async fn edit(&self, caller: &Caller, vote: VoteId, form: VoteForm) -> Result<()>;
    async fn open(&self, caller: &Caller, vote: VoteId, form: DraftForm) -> Result<()>;
    /// Removes a draft; anything else is annulled, with a reason.
    async fn discard(&self, caller: &Caller, vote: VoteId) -> Result<()>;
    async fn view(&self, caller: &Caller, vote: VoteId) -> Result<VoteView>;
    /// The vote must be one of the meeting: an address that names another is not there.
    async fn cast(&self, caller: &Caller, meeting: MeetingId, vote: VoteId, form: BallotForm) -> Result<Cast>;
    /// Takes no more ballots; declares at once where no paper is to be counted.
    async fn close(&self, caller: &Caller, vote: VoteId) -> Result<()>;
    /// Declares what closed with paper, once the tellers agree.
    async fn declare(&self, caller: &Caller, vote: VoteId) -> Result<()>;
    /// A teller: who was given a paper ballot.
    async fn mark(&self, caller: &Caller, vote: VoteId, form: Marking) -> Result<()>;
    /// A teller: the figures of the paper ballots.
    async fn count(&self, caller: &Caller, vote: VoteId, form: CountForm) -> Result<()>;
    /// The record of a declared vote, signed: a file to keep and to check anywhere.
    async fn record(&self, caller: &Caller, vote: VoteId) -> Result<String>;
    async fn annul(&self, caller: &Caller, vote: VoteId, form: crate::meeting::ReasonForm) -> Result<()>;
}

/// Tablets of a unit, the cards of its members, and voting with both.
#[async_trait]
pub trait Tablets: Send + Sync {
    /// Whose tablet a device is, and who sits at it, by what its cookies hold.
    async fn recognise(&self, tablet: &str, seat: &str) -> Result<Recognised>;
    async fn list(&self, caller: &Caller, unit: UnitId) -> Result<TabletsView>;
    /// Answers what the device must keep.
    async fn register(&self, caller: &Caller, unit: UnitId, form: TabletForm) -> Result<String>;
    async fn retire(&self, caller: &Caller, unit: UnitId, form: TabletRef) -> Result<()>;
    /// Makes cards to be printed now; whoever had one has it no more.
    async fn issue(&self, caller: &Caller, unit: UnitId, form: CardsForm) -> Result<Vec<NewCard>>;
    async fn revoke(&self, caller: &Caller, unit: UnitId, form: PersonRef) -> Result<()>;
    /// The tablet's first screen.
    async fn start(&self, caller: &Caller) -> Result<StartView>;
    /// Takes a card and its PIN; answers what the device keeps until its voter is forgotten.
    async fn enter(&self, caller: &Caller, form: CardForm) -> Result<String>;
    /// The open votes on whose roll the one at the tablet stands.
    async fn votes(&self, caller: &Caller) -> Result<Vec<SeatVote>>;
    /// Forgets whoever sits at the tablet: at once, or when nobody can be asking for a lost answer any more.
    async fn leave(&self, caller: &Caller, at_once: bool) -> Result<()>;
}

/// Minutes and the archive.
#[async_trait]
pub trait Archive: Send + Sync {
    /// The minutes, drafted if they are asked for the first time by somebody who may edit them.
    async fn minutes(&self, caller: &Caller, meeting: MeetingId) -> Result<MinutesView>;
    /// Drafts anew from what happened; the present body is replaced.
    async fn redraft(&self, caller: &Caller, meeting: MeetingId, form: ConfirmForm) -> Result<()>;
    async fn edit(&self, caller: &Caller, meeting: MeetingId, form: MinutesForm) -> Result<()>;
    /// Confirms the text that was read; another one is refused.
    async fn confirm(&self, caller: &Caller, meeting: MeetingId, form: ConfirmForm) -> Result<()>;
    async fn seal(&self, caller: &Caller, meeting: MeetingId, form: ConfirmForm) -> Result<()>;
    async fn add(&self, caller: &Caller, meeting: MeetingId, form: AddendumForm) -> Result<()>;
    async fn search(&self, caller: &Caller, words: &str, most: usize) -> Result<Vec<ArchiveLine>>;
}

/// The machine room: jobs, settings, rules, audit.
#[async_trait]
pub trait Administration: Send + Sync {
    async fn jobs(&self, caller: &Caller) -> Result<JobsPage>;
    async fn retry(&self, caller: &Caller, job: JobId) -> Result<()>;
    async fn settings(&self, caller: &Caller) -> Result<Vec<SettingView>>;
    async fn set(&self, caller: &Caller, setting: Setting, form: SettingForm) -> Result<()>;
    async fn rules(&self, caller: &Caller) -> Result<RulesPage>;
    async fn withdraw_setting(&self, caller: &Caller, setting: Setting, form: WithdrawForm) -> Result<()>;
    async fn withdraw_rule(&self, caller: &Caller, rule: RuleId) -> Result<()>;
    async fn revise_rule(&self, caller: &Caller, rule: RuleId, form: RuleForm) -> Result<()>;
    async fn audit(&self, caller: &Caller, unit: UnitId, page: u32) -> Result<AuditPage>;
}
