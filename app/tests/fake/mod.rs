//! Ports that answer what a test gives them.
//!
//! Invariant: what a test did not give is not found, and every change is refused, so that no page test
//! acts; whether a document may be added is answered yes where there is a meeting.

use async_trait::async_trait;
use domain::account::{
    CodeEnrolment, CodeForm, OwnAccount, OwnPasswordForm, PasswordForm, PasswordLink, Session, SignInForm, Viewer,
};
use domain::audit::AuditPage;
use domain::change::WithdrawForm;
use domain::document::{DocumentForm, DocumentLine, DocumentList, DocumentView, Reader, Received};
use domain::ids::{
    AgendaItemId, DocumentId, JobId, MeetingId, NoticeId, PasskeyId, PersonId, RuleId, SessionId, UnitId, VoteId,
};
use domain::job::JobsPage;
use domain::live::Ahead;
use domain::meeting::{
    AttendanceForm, CheckInCode, CheckInForm, Home, InviteForm, ItemForm, ItemRef, MeetingForm, MeetingLine,
    MeetingView, MoveItemForm, NoteForm, NoticeLine, OpenForm, ParticipantLine, PersonRef, ReasonForm, ReplyForm,
    TellAgendaForm, TellersForm,
};
use domain::member::{MemberForm, MemberLine, MemberView, StatusForm};
use domain::minutes::{AddendumForm, ArchiveLine, ConfirmForm, MinutesForm, MinutesView};
use domain::policy::Caller;
use domain::ports::{
    Accounts, Administration, Archive, ByteStream, Documents, Meetings, Organisation, Tablets, Voting,
};
use domain::rule::{RuleForm, RulesPage};
use domain::settings::{Setting, SettingForm, SettingView};
use domain::tablet::{
    CardForm, CardsForm, NewCard, Recognised, SeatVote, StartView, TabletForm, TabletRef, TabletsView,
};
use domain::transfer::{TransferForm, TransferView};
use domain::unit::{BodyForm, CloseUnitForm, EndOfficeForm, HandOverForm, UnitForm, UnitLine, UnitView};
use domain::vote::{BallotForm, Cast, CountForm, DraftForm, Marking, VoteForm, VoteView};
use domain::{Error, Result};
use std::collections::BTreeMap;

/// What the ports answer.
#[derive(Clone, Default)]
pub struct Fake {
    pub link_owner: Option<String>,
    pub account: Option<OwnAccount>,
    pub code_enrolment: Option<CodeEnrolment>,
    pub units: Option<Vec<UnitLine>>,
    pub unit: Option<UnitView>,
    /// Units that are answered by their ids, before `unit`.
    pub unit_views: Vec<UnitView>,
    pub members: Option<Vec<MemberLine>>,
    pub member: Option<MemberView>,
    /// Members that are answered by their ids, before `member`.
    pub member_views: Vec<MemberView>,
    pub transfers: Option<TransferView>,
    pub invitable: Option<Vec<MemberLine>>,
    pub home: Option<Home>,
    pub meetings: Option<Vec<MeetingLine>>,
    pub meeting: Option<MeetingView>,
    pub participants: Option<Vec<ParticipantLine>>,
    pub chat_text: Option<String>,
    pub code: Option<CheckInCode>,
    pub notices: Option<Vec<NoticeLine>>,
    pub documents: Option<Vec<DocumentLine>>,
    pub document: Option<DocumentView>,
    pub readers: Option<Vec<(DocumentLine, Vec<Reader>)>>,
    pub vote: Option<VoteView>,
    pub tablets: Option<TabletsView>,
    pub tablet_start: Option<StartView>,
    pub seat_votes: Option<Vec<SeatVote>>,
    pub minutes: Option<MinutesView>,
    pub archive: Option<Vec<ArchiveLine>>,
    pub jobs: Option<JobsPage>,
    pub settings: Option<Vec<SettingView>>,
    pub rules: Option<RulesPage>,
    pub audit: Option<AuditPage>,
}

#[async_trait]
impl Accounts for Fake {
    async fn sign_in(&self, _: SignInForm, _: &str) -> Result<Session> {
        Err(Error::NotFound)
    }
    async fn renew(&self, _: &str) -> Result<Session> {
        Err(Error::NotFound)
    }
    async fn has_arrived(&self, _: SessionId) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn person_of(&self, _: SessionId) -> Result<PersonId> {
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
        self.link_owner.clone().ok_or(Error::NotFound)
    }
    async fn use_link(&self, _: &str, _: PasswordForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn own(&self, _: &Caller, _: SessionId) -> Result<OwnAccount> {
        self.account.clone().ok_or(Error::NotFound)
    }
    async fn change_password(&self, _: &Caller, _: SessionId, _: OwnPasswordForm) -> Result<Session> {
        Err(Error::NotFound)
    }
    async fn begin_code(&self, _: &Caller) -> Result<CodeEnrolment> {
        self.code_enrolment.clone().ok_or(Error::NotFound)
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
impl Organisation for Fake {
    async fn units(&self, _: &Caller) -> Result<Vec<UnitLine>> {
        self.units.clone().ok_or(Error::NotFound)
    }
    async fn unit(&self, _: &Caller, unit: UnitId) -> Result<UnitView> {
        let known = self.unit_views.iter().find(|view| view.unit.id == unit);
        known.cloned().or_else(|| self.unit.clone()).ok_or(Error::NotFound)
    }
    async fn add_unit(&self, _: &Caller, _: UnitId, _: UnitForm) -> Result<UnitId> {
        Err(Error::NotFound)
    }
    async fn edit_unit(&self, _: &Caller, _: UnitId, _: UnitForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn close_unit(&self, _: &Caller, _: UnitId, _: CloseUnitForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn hand_over(&self, _: &Caller, _: UnitId, _: HandOverForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn end_office(&self, _: &Caller, _: UnitId, _: EndOfficeForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn set_body(&self, _: &Caller, _: UnitId, _: BodyForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn members(&self, _: &Caller, _: UnitId, words: &str) -> Result<Vec<MemberLine>> {
        let mut all = self.members.clone().ok_or(Error::NotFound)?;
        all.retain(|line| line.name.contains(words));
        Ok(all)
    }
    async fn member(&self, _: &Caller, person: PersonId) -> Result<MemberView> {
        let known = self.member_views.iter().find(|view| view.person == person);
        known.cloned().or_else(|| self.member.clone()).ok_or(Error::NotFound)
    }
    async fn add_member(&self, _: &Caller, _: UnitId, _: MemberForm) -> Result<PersonId> {
        Err(Error::NotFound)
    }
    async fn edit_member(&self, _: &Caller, _: PersonId, _: MemberForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn change_status(&self, _: &Caller, _: PersonId, _: StatusForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn transfers(&self, _: &Caller, _: PersonId) -> Result<TransferView> {
        self.transfers.clone().ok_or(Error::NotFound)
    }
    async fn withdraw_transfer(&self, _: &Caller, _: PersonId, _: WithdrawForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn withdraw_status(&self, _: &Caller, _: PersonId, _: WithdrawForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn withdraw_office(&self, _: &Caller, _: UnitId, _: WithdrawForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn withdraw_body(&self, _: &Caller, _: UnitId, _: WithdrawForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn transfer(&self, _: &Caller, _: PersonId, _: TransferForm) -> Result<()> {
        Err(Error::NotFound)
    }
}

#[async_trait]
impl Meetings for Fake {
    async fn home(&self, _: &Caller) -> Result<Home> {
        self.home.clone().ok_or(Error::NotFound)
    }
    async fn home_meetings(&self, _: &Caller) -> Result<BTreeMap<MeetingId, Ahead>> {
        Ok(BTreeMap::new())
    }
    async fn list(&self, _: &Caller) -> Result<Vec<MeetingLine>> {
        self.meetings.clone().ok_or(Error::NotFound)
    }
    async fn view(&self, _: &Caller, _: MeetingId) -> Result<MeetingView> {
        self.meeting.clone().ok_or(Error::NotFound)
    }
    async fn participants(&self, _: &Caller, _: MeetingId) -> Result<Vec<ParticipantLine>> {
        self.participants.clone().ok_or(Error::NotFound)
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
    async fn tell_agenda(&self, _: &Caller, _: MeetingId, _: TellAgendaForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn cancel(&self, _: &Caller, _: MeetingId, _: ReasonForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn chat_text(&self, _: &Caller, _: MeetingId) -> Result<String> {
        self.chat_text.clone().ok_or(Error::NotFound)
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
        self.code.clone().ok_or(Error::NotFound)
    }
    async fn mark_attendance(&self, _: &Caller, _: MeetingId, _: AttendanceForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn mark_rest(&self, _: &Caller, _: MeetingId) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn set_minute_taker(&self, _: &Caller, _: MeetingId, _: PersonRef) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn invitable(&self, _: &Caller, _: MeetingId, _: &str) -> Result<Vec<MemberLine>> {
        self.invitable.clone().ok_or(Error::NotFound)
    }
    async fn invite(&self, _: &Caller, _: MeetingId, _: InviteForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn uninvite(&self, _: &Caller, _: MeetingId, _: PersonRef) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn set_tellers(&self, _: &Caller, _: MeetingId, _: TellersForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn open_session(&self, _: &Caller, _: MeetingId, _: OpenForm) -> Result<()> {
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
        self.notices.clone().ok_or(Error::NotFound)
    }
    async fn read_all_notices(&self, _: &Caller) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn read_notice(&self, _: &Caller, _: NoticeId) -> Result<MeetingId> {
        Err(Error::NotFound)
    }
    async fn live_version(&self, _: &Caller, _: MeetingId) -> Result<i64> {
        Err(Error::NotFound)
    }
}

#[async_trait]
impl Documents for Fake {
    async fn list(&self, _: &Caller) -> Result<DocumentList> {
        let documents = self.documents.clone().ok_or(Error::NotFound)?;
        let (others, waiting) = documents.into_iter().partition(|document| document.opened);
        Ok(DocumentList { waiting, others })
    }
    async fn view(&self, _: &Caller, _: DocumentId) -> Result<DocumentView> {
        self.document.clone().ok_or(Error::NotFound)
    }
    async fn may_add(&self, _: &Caller, _: MeetingId) -> Result<()> {
        self.meeting.as_ref().map(|_| ()).ok_or(Error::NotFound)
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
        self.readers.clone().ok_or(Error::NotFound)
    }
}

#[async_trait]
impl Voting for Fake {
    async fn prepare(&self, _: &Caller, _: AgendaItemId, _: VoteForm) -> Result<VoteId> {
        Err(Error::NotFound)
    }
    async fn edit(&self, _: &Caller, _: VoteId, _: VoteForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn view(&self, _: &Caller, _: VoteId) -> Result<VoteView> {
        self.vote.clone().ok_or(Error::NotFound)
    }
    async fn cast(&self, _: &Caller, _: MeetingId, _: VoteId, _: BallotForm) -> Result<Cast> {
        Err(Error::NotFound)
    }
    async fn close(&self, _: &Caller, _: VoteId) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn open(&self, _: &Caller, _: VoteId, _: DraftForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn discard(&self, _: &Caller, _: VoteId) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn record(&self, _: &Caller, _: VoteId) -> Result<String> {
        Err(Error::NotFound)
    }
    async fn declare(&self, _: &Caller, _: VoteId) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn mark(&self, _: &Caller, _: VoteId, _: Marking) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn count(&self, _: &Caller, _: VoteId, _: CountForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn annul(&self, _: &Caller, _: VoteId, _: ReasonForm) -> Result<()> {
        Err(Error::NotFound)
    }
}

#[async_trait]
impl Tablets for Fake {
    async fn recognise(&self, _: &str, _: &str) -> Result<Recognised> {
        Err(Error::NotFound)
    }
    async fn list(&self, _: &Caller, _: UnitId) -> Result<TabletsView> {
        self.tablets.clone().ok_or(Error::NotFound)
    }
    async fn register(&self, _: &Caller, _: UnitId, _: TabletForm) -> Result<String> {
        Err(Error::NotFound)
    }
    async fn retire(&self, _: &Caller, _: UnitId, _: TabletRef) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn issue(&self, _: &Caller, _: UnitId, _: CardsForm) -> Result<Vec<NewCard>> {
        Err(Error::NotFound)
    }
    async fn revoke(&self, _: &Caller, _: UnitId, _: PersonRef) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn start(&self, _: &Caller) -> Result<StartView> {
        self.tablet_start.clone().ok_or(Error::NotFound)
    }
    async fn enter(&self, _: &Caller, _: CardForm) -> Result<String> {
        Err(Error::NotFound)
    }
    async fn votes(&self, _: &Caller) -> Result<Vec<SeatVote>> {
        self.seat_votes.clone().ok_or(Error::NotFound)
    }
    async fn leave(&self, _: &Caller, _: bool) -> Result<()> {
        Err(Error::NotFound)
    }
}

#[async_trait]
impl Archive for Fake {
    async fn minutes(&self, _: &Caller, _: MeetingId) -> Result<MinutesView> {
        self.minutes.clone().ok_or(Error::NotFound)
    }
    async fn redraft(&self, _: &Caller, _: MeetingId, _: ConfirmForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn edit(&self, _: &Caller, _: MeetingId, _: MinutesForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn confirm(&self, _: &Caller, _: MeetingId, _: ConfirmForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn seal(&self, _: &Caller, _: MeetingId, _: ConfirmForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn add(&self, _: &Caller, _: MeetingId, _: AddendumForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn search(&self, _: &Caller, _: &str, most: usize) -> Result<Vec<ArchiveLine>> {
        let mut found = self.archive.clone().ok_or(Error::NotFound)?;
        found.truncate(most);
        Ok(found)
    }
}

#[async_trait]
impl Administration for Fake {
    async fn jobs(&self, _: &Caller) -> Result<JobsPage> {
        self.jobs.clone().ok_or(Error::NotFound)
    }
    async fn retry(&self, _: &Caller, _: JobId) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn settings(&self, _: &Caller) -> Result<Vec<SettingView>> {
        self.settings.clone().ok_or(Error::NotFound)
    }
    async fn set(&self, _: &Caller, _: Setting, _: SettingForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn rules(&self, _: &Caller) -> Result<RulesPage> {
        self.rules.clone().ok_or(Error::NotFound)
    }
    async fn withdraw_setting(&self, _: &Caller, _: Setting, _: WithdrawForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn withdraw_rule(&self, _: &Caller, _: RuleId) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn revise_rule(&self, _: &Caller, _: RuleId, _: RuleForm) -> Result<()> {
        Err(Error::NotFound)
    }
    async fn audit(&self, _: &Caller, _: UnitId, _: u32) -> Result<AuditPage> {
        self.audit.clone().ok_or(Error::NotFound)
    }
}
