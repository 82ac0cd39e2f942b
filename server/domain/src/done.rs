//! What has just been done: the edge names it in its redirect, the next page says it once.
//!
//! Invariant: one value for each action of the interface, and no value carries data, so that an address
//! made by somebody else can at worst show a wrong but harmless sentence.

use crate::codes;

codes! {
    pub enum Done {
        SignedOut => "signed_out",
        SignedOutEverywhere => "signed_out_everywhere",
        PasswordSet => "password_set",
        PasswordChanged => "password_changed",
        UnitSwitched => "unit_switched",
        TabletRegistered => "tablet_registered",
        TabletRetired => "tablet_retired",
        CardRevoked => "card_revoked",
        BallotRecorded => "ballot_recorded",
        CodeConfirmed => "code_confirmed",
        CodeDropped => "code_dropped",
        PasskeyAdded => "passkey_added",
        PasskeyDropped => "passkey_dropped",
        NoticeRead => "notice_read",
        NoticesRead => "notices_read",
        MeetingCreated => "meeting_created",
        MeetingEdited => "meeting_edited",
        MeetingAnnounced => "meeting_announced",
        MeetingCancelled => "meeting_cancelled",
        ItemAdded => "item_added",
        ItemEdited => "item_edited",
        ItemMoved => "item_moved",
        AgendaTold => "agenda_told",
        ItemRemoved => "item_removed",
        WillAttend => "will_attend",
        ExcuseSent => "excuse_sent",
        CheckedIn => "checked_in",
        AttendanceMarked => "attendance_marked",
        AttendanceTakenBack => "attendance_taken_back",
        PersonInvited => "person_invited",
        PersonUninvited => "person_uninvited",
        TellersSet => "tellers_set",
        MinuteTakerSet => "minute_taker_set",
        SessionOpened => "session_opened",
        NoteSaved => "note_saved",
        SessionEnded => "session_ended",
        VoteOpened => "vote_opened",
        BallotAlreadyRecorded => "ballot_already_recorded",
        VoteKept => "vote_kept",
        VoteNotOpened => "vote_not_opened",
        VoteDiscarded => "vote_discarded",
        VoteCounting => "vote_counting",
        VoteDeclared => "vote_declared",
        PaperMarked => "paper_marked",
        CountSaved => "count_saved",
        VoteClosed => "vote_closed",
        VoteAnnulled => "vote_annulled",
        DocumentAdded => "document_added",
        DocumentRemoved => "document_removed",
        MinutesEdited => "minutes_edited",
        MinutesRedrafted => "minutes_redrafted",
        MinutesConfirmed => "minutes_confirmed",
        MinutesSealed => "minutes_sealed",
        AddendumAdded => "addendum_added",
        UnitAdded => "unit_added",
        UnitEdited => "unit_edited",
        UnitClosed => "unit_closed",
        OfficeHandedOver => "office_handed_over",
        OfficeEnded => "office_ended",
        BodySet => "body_set",
        MemberAdded => "member_added",
        MemberEdited => "member_edited",
        MemberTransferred => "member_transferred",
        StatusChanged => "status_changed",
        ChangeWithdrawn => "change_withdrawn",
        JobRetried => "job_retried",
        SettingSet => "setting_set",
        RuleRevised => "rule_revised",
        NotAtThisStep => "not_at_this_step",
    }
}

impl Done {
    /// Whether something was done: what only explains why another page is shown, or what was
    /// not done, bears no tick.
    #[must_use]
    pub const fn is_success(self) -> bool {
        !matches!(self, Self::NotAtThisStep | Self::VoteNotOpened)
    }
}
