//! What has just been done, in words: one sentence for each [`Done`].
//!
//! Invariant: the sentence says what happened and, where one thing follows, what comes next.

use crate::Text;
use domain::done::Done;

impl Text {
    /// Shown once, on the page after an action.
    #[must_use]
    pub fn done(self, done: Done) -> String {
        match done {
            Done::SignedOut => self.done_signed_out(),
            Done::SignedOutEverywhere => self.done_signed_out_everywhere(),
            Done::PasswordSet => self.done_password_set(),
            Done::PasswordChanged => self.done_password_changed(),
            Done::UnitSwitched => self.done_unit_switched(),
            Done::TabletRegistered => self.done_tablet_registered(),
            Done::TabletRetired => self.done_tablet_retired(),
            Done::CardRevoked => self.done_card_revoked(),
            Done::BallotRecorded => self.done_ballot_recorded(),
            Done::CodeConfirmed => self.done_code_confirmed(),
            Done::CodeDropped => self.done_code_dropped(),
            Done::PasskeyAdded => self.done_passkey_added(),
            Done::PasskeyDropped => self.done_passkey_dropped(),
            Done::NoticeRead => self.done_notice_read(),
            Done::NoticesRead => self.done_notices_read(),
            Done::MeetingCreated => self.done_meeting_created(),
            Done::MeetingEdited => self.done_meeting_edited(),
            Done::MeetingAnnounced => self.done_meeting_announced(),
            Done::MeetingCancelled => self.done_meeting_cancelled(),
            Done::ItemAdded => self.done_item_added(),
            Done::ItemEdited => self.done_item_edited(),
            Done::ItemMoved => self.done_item_moved(),
            Done::AgendaTold => self.done_agenda_told(),
            Done::ItemRemoved => self.done_item_removed(),
            Done::WillAttend => self.done_will_attend(),
            Done::ExcuseSent => self.done_excuse_sent(),
            Done::CheckedIn => self.done_checked_in(),
            Done::AttendanceMarked => self.done_attendance_marked(),
            Done::AttendanceTakenBack => self.done_attendance_taken_back(),
            Done::PersonInvited => self.done_person_invited(),
            Done::PersonUninvited => self.done_person_uninvited(),
            Done::TellersSet => self.done_tellers_set(),
            Done::MinuteTakerSet => self.done_minute_taker_set(),
            Done::SessionOpened => self.done_session_opened(),
            Done::NoteSaved => self.done_note_saved(),
            Done::SessionEnded => self.done_session_ended(),
            Done::VoteOpened => self.done_vote_opened(),
            Done::BallotAlreadyRecorded => self.done_ballot_already_recorded(),
            Done::VoteKept => self.done_vote_kept(),
            Done::VoteNotOpened => self.done_vote_not_opened(),
            Done::VoteDiscarded => self.done_vote_discarded(),
            Done::VoteCounting => self.done_vote_counting(),
            Done::VoteDeclared => self.done_vote_declared(),
            Done::PaperMarked => self.done_paper_marked(),
            Done::CountSaved => self.done_count_saved(),
            Done::VoteClosed => self.done_vote_closed(),
            Done::VoteAnnulled => self.done_vote_annulled(),
            Done::DocumentAdded => self.done_document_added(),
            Done::DocumentRemoved => self.done_document_removed(),
            Done::MinutesEdited => self.done_minutes_edited(),
            Done::MinutesRedrafted => self.done_minutes_redrafted(),
            Done::MinutesConfirmed => self.done_minutes_confirmed(),
            Done::MinutesSealed => self.done_minutes_sealed(),
            Done::AddendumAdded => self.done_addendum_added(),
            Done::UnitAdded => self.done_unit_added(),
            Done::UnitEdited => self.done_unit_edited(),
            Done::UnitClosed => self.done_unit_closed(),
            Done::OfficeHandedOver => self.done_office_handed_over(),
            Done::OfficeEnded => self.done_office_ended(),
            Done::BodySet => self.done_body_set(),
            Done::MemberAdded => self.done_member_added(),
            Done::MemberEdited => self.done_member_edited(),
            Done::MemberTransferred => self.done_member_transferred(),
            Done::StatusChanged => self.done_status_changed(),
            Done::ChangeWithdrawn => self.done_change_withdrawn(),
            Done::JobRetried => self.done_job_retried(),
            Done::SettingSet => self.done_setting_set(),
            Done::RuleRevised => self.done_rule_revised(),
            Done::NotAtThisStep => self.done_not_at_this_step(),
        }
    }
}

sentences! {
    done_signed_out => "Đồng chí đã đăng xuất.", "You have signed out.";
    done_signed_out_everywhere => "Đã đăng xuất khỏi mọi thiết bị.", "You have signed out on every device.";
    done_password_set => "Đã đặt mật khẩu mới. Đồng chí hãy đăng nhập bằng mật khẩu này.", "The new password is set. Please sign in with it.";
    done_password_changed => "Đã đổi mật khẩu. Các thiết bị khác đã được đăng xuất; lần sau đồng chí đăng nhập bằng mật khẩu mới.", "The password is changed. Other devices are signed out; next time sign in with the new one.";
    done_unit_switched => "Đã chuyển sang tổ chức đồng chí chọn.", "You are now working in the unit you chose.";
    done_tablet_registered => "Máy này đã được đăng ký. Từ nay máy chỉ dùng để biểu quyết bằng thẻ.", "This device is registered. From now on it serves for voting with cards only.";
    done_tablet_retired => "Đã bỏ đăng ký máy.", "The tablet is removed.";
    done_card_revoked => "Đã thu hồi thẻ.", "The card is revoked.";
    done_ballot_recorded => "Phiếu đã được ghi. Mời đồng chí tiếp theo.", "The ballot is recorded. Next, please.";
    done_code_confirmed => "Đã bật mã xác nhận khi đăng nhập.", "Sign-in codes are on.";
    done_code_dropped => "Đã tắt mã xác nhận khi đăng nhập.", "Sign-in codes are off.";
    done_passkey_added => "Đã thêm khóa đăng nhập của thiết bị này.", "The passkey of this device is added.";
    done_passkey_dropped => "Đã bỏ khóa đăng nhập.", "The passkey is removed.";
    done_notice_read => "Đã đánh dấu là đã xem.", "Marked as read.";
    done_notices_read => "Đã đánh dấu mọi thông báo là đã xem.", "All notices are marked as read.";
    done_meeting_created => "Đã lưu bản dự thảo cuộc họp. Việc tiếp theo: lập chương trình họp.", "The draft of the meeting is saved. Next: the agenda.";
    done_meeting_edited => "Đã lưu thay đổi của cuộc họp.", "The changes to the meeting are saved.";
    done_meeting_announced => "Đã gửi thông báo họp đến mọi đảng viên được triệu tập.", "The meeting has been announced to all members summoned.";
    done_meeting_cancelled => "Đã hủy cuộc họp. Ai đã nhận thông báo họp đều được báo hủy.", "The meeting is cancelled. Everybody to whom it was announced is told.";
    done_item_added => "Đã thêm nội dung vào chương trình họp.", "The item is on the agenda.";
    done_item_edited => "Đã lưu nội dung.", "The item is saved.";
    done_item_moved => "Đã đổi thứ tự chương trình họp.", "The order of the agenda is changed.";
    done_agenda_told => "Đã gửi chương trình mới cho mọi người.", "Everybody is told of the new agenda.";
    done_item_removed => "Đã bỏ nội dung khỏi chương trình họp.", "The item is off the agenda.";
    done_will_attend => "Đã ghi nhận: đồng chí sẽ dự họp.", "Noted: you will attend.";
    done_excuse_sent => "Đã gửi lý do vắng mặt của đồng chí.", "Your excuse has been sent.";
    done_checked_in => "Đồng chí đã điểm danh.", "You have checked in.";
    done_attendance_taken_back => "Đã bỏ ghi điểm danh.", "The mark is taken back.";
    done_attendance_marked => "Đã ghi điểm danh.", "The attendance is recorded.";
    done_person_invited => "Đã mời dự họp.", "The person is invited.";
    done_person_uninvited => "Đã bỏ khỏi danh sách mời.", "The person is off the list.";
    done_tellers_set => "Đã ghi tổ kiểm phiếu.", "The tellers are recorded.";
    done_minute_taker_set => "Đã chỉ định thư ký cuộc họp.", "The minute-taker is appointed.";
    done_session_opened => "Cuộc họp đã khai mạc.", "The meeting is in session.";
    done_note_saved => "Đã lưu ghi chép.", "The notes are saved.";
    done_session_ended => "Cuộc họp đã kết thúc. Việc tiếp theo: kiểm tra, xác nhận và chốt biên bản.", "The meeting has ended. Next: check, confirm and seal the minutes.";
    done_vote_opened => "Đã mở biểu quyết.", "The vote is open.";
    done_ballot_already_recorded => "Phiếu của đồng chí đã được ghi từ trước, không ghi thêm lần nữa.", "Your ballot had already been recorded and was not counted twice.";
    done_vote_not_opened => "Chưa mở được biểu quyết. Nội dung đã lưu; lý do ghi dưới đây.", "The vote could not be opened. It is saved; the reason stands below.";
    done_vote_kept => "Đã lưu biểu quyết. Mở khi đến lúc.", "The vote is kept. Open it when its time comes.";
    done_vote_discarded => "Đã bỏ bản soạn.", "The draft is discarded.";
    done_vote_counting => "Đã kết thúc biểu quyết. Chờ kết quả kiểm phiếu giấy.", "The vote has closed. The count of the paper ballots is awaited.";
    done_vote_declared => "Đã công bố kết quả.", "The result is declared.";
    done_paper_marked => "Đã ghi vào danh sách.", "The roll is marked.";
    done_count_saved => "Đã lưu kết quả kiểm phiếu.", "Your count is saved.";
    done_vote_closed => "Đã kết thúc biểu quyết và công bố kết quả.", "The vote is closed and its result declared.";
    done_vote_annulled => "Đã hủy kết quả biểu quyết này. Có thể mở biểu quyết lại khi cuộc họp còn đang diễn ra.", "The vote is annulled. It can be held again while the meeting is in session.";
    done_document_added => "Đã thêm văn bản vào cuộc họp.", "The document is added to the meeting.";
    done_document_removed => "Đã gỡ văn bản khỏi cuộc họp.", "The document is removed from the meeting.";
    done_minutes_edited => "Đã lưu biên bản.", "The minutes are saved.";
    done_minutes_redrafted => "Đã soạn lại biên bản từ diễn biến cuộc họp.", "The minutes are drafted again from what happened.";
    done_minutes_confirmed => "Đồng chí đã xác nhận biên bản.", "You have confirmed the minutes.";
    done_minutes_sealed => "Đã chốt biên bản. Từ nay chỉ thêm bản bổ sung.", "The minutes are sealed. From now on they change by addendum only.";
    done_addendum_added => "Đã thêm bản bổ sung vào biên bản.", "The addendum is added to the minutes.";
    done_unit_added => "Đã thêm tổ chức đảng.", "The unit is added.";
    done_unit_edited => "Đã lưu thông tin tổ chức đảng.", "The unit is saved.";
    done_unit_closed => "Đã ghi ngày kết thúc hoạt động của tổ chức đảng.", "The unit is closed.";
    done_office_handed_over => "Đã bàn giao chức vụ.", "The office is handed over.";
    done_office_ended => "Đã ghi ngày thôi giữ chức vụ.", "The office has ended.";
    done_body_set => "Đã lưu danh sách cấp ủy.", "The list of the body is saved.";
    done_member_added => "Đã thêm đảng viên. Muốn đăng nhập, đồng chí ấy nhận đường dẫn đặt mật khẩu ở bí thư chi bộ hoặc quản trị hệ thống.", "The member is added. To sign in, this person gets a link to set a password from the secretary of the cell or the administrator.";
    done_member_edited => "Đã lưu thông tin đảng viên.", "The member's data are saved.";
    done_member_transferred => "Đã ghi chuyển sinh hoạt đảng.", "The transfer is recorded.";
    done_status_changed => "Đã ghi thay đổi tình trạng đảng viên.", "The change of status is recorded.";
    done_change_withdrawn => "Đã rút lại. Mọi việc giữ như hiện nay; vai trò riêng trong các cuộc họp sắp tới thì đồng chí kiểm tra lại.", "Withdrawn. Everything stays as it is now; please check special roles in meetings to come.";
    done_job_retried => "Đã xếp việc này để chạy lại.", "The job will run again.";
    done_setting_set => "Đã lưu cài đặt.", "The setting is saved.";
    done_not_at_this_step => "Việc ở trang đó đã qua hoặc chưa đến lúc. Đây là trang hiện nay.", "That step is over or not due yet. This is the page as it stands now.";
    done_rule_revised => "Đã lưu quy định biểu quyết. Các kết quả trước đây giữ nguyên.", "The voting rule is saved. Earlier results stay as they were.";
}
