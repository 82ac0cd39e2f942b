//! Words of the audit: every action of the gate as people call it.
//!
//! Invariant: a new action does not compile until it has its words.

use crate::{Lang, Text};
use domain::policy::ActionKind;

impl Text {
    /// What somebody did, in the past tense of a log.
    #[must_use]
    pub fn action(self, action: ActionKind) -> String {
        let (vi, en) = match action {
            ActionKind::SignIn => ("Đăng nhập", "Signed in"),
            ActionKind::ManageSelf => ("Thay đổi tài khoản của mình", "Changed the own account"),
            ActionKind::IssuePasswordLink => ("Cấp đường dẫn đặt mật khẩu", "Made a link to set a password"),
            ActionKind::SetUp => ("Cài đặt hệ thống", "Set up the system"),
            ActionKind::ViewJobs => ("Xem công việc tự động", "Looked at the jobs"),
            ActionKind::RetryJob => ("Cho chạy lại một việc tự động", "Ran a job again"),
            ActionKind::ViewSettings => ("Xem cài đặt", "Looked at the settings"),
            ActionKind::EditSettings => ("Thay đổi cài đặt", "Changed a setting"),
            ActionKind::ViewRules => ("Xem quy định biểu quyết", "Looked at the voting rules"),
            ActionKind::EditRules => (
                "Sửa hoặc xác nhận quy định biểu quyết",
                "Revised or confirmed a voting rule",
            ),
            ActionKind::RunJobs => ("Chạy việc tự động", "Ran a job"),
            ActionKind::ViewUnit => ("Xem tổ chức đảng", "Looked at a unit"),
            ActionKind::EditUnit => ("Thêm, sửa hoặc kết thúc tổ chức đảng", "Added, edited or closed a unit"),
            ActionKind::ViewMembers => ("Xem danh sách đảng viên", "Looked at the list of members"),
            ActionKind::AddMember => ("Thêm đảng viên", "Added a member"),
            ActionKind::AssignOffice => (
                "Giao, bàn giao hoặc cho thôi chức vụ",
                "Gave, handed over or ended an office",
            ),
            ActionKind::EditBody => ("Sửa danh sách cấp ủy", "Edited the list of a body"),
            ActionKind::ViewAudit => ("Xem nhật ký", "Looked at the audit"),
            ActionKind::ManageTablets => (
                "Đăng ký máy tính bảng, in hoặc thu hồi thẻ",
                "Registered a tablet, printed or revoked cards",
            ),
            ActionKind::UseTablet => ("Dùng thẻ trên máy tính bảng", "Used a card on a tablet"),
            ActionKind::ViewMember => ("Xem hồ sơ đảng viên", "Looked at a member's record"),
            ActionKind::TransferMember => ("Chuyển sinh hoạt đảng của đảng viên", "Transferred a member"),
            ActionKind::EditMember => (
                "Sửa thông tin hoặc tình trạng đảng viên",
                "Edited a member's data or status",
            ),
            ActionKind::CreateMeeting => ("Lập cuộc họp", "Made a meeting"),
            ActionKind::ViewMeeting => ("Xem cuộc họp", "Looked at a meeting"),
            ActionKind::EditMeeting => ("Sửa cuộc họp hoặc chương trình", "Edited a meeting or its agenda"),
            ActionKind::AnnounceMeeting => ("Gửi thông báo họp", "Announced a meeting"),
            ActionKind::CancelMeeting => ("Hủy cuộc họp", "Cancelled a meeting"),
            ActionKind::ReplyToMeeting => ("Trả lời giấy mời họp", "Replied to a meeting"),
            ActionKind::CheckIn => ("Điểm danh", "Checked in"),
            ActionKind::KeepAttendance => ("Điểm danh cho người khác", "Marked somebody's attendance"),
            ActionKind::RunSession => ("Điều hành cuộc họp", "Ran the session"),
            ActionKind::TakeNotes => ("Ghi chép cuộc họp", "Took notes"),
            ActionKind::NoteItem => ("Ghi chép một nội dung", "Took notes on an item"),
            ActionKind::MakeVote => ("Soạn biểu quyết", "Made a vote"),
            ActionKind::OpenVote => ("Mở biểu quyết", "Opened a vote"),
            ActionKind::CloseVote => ("Kết thúc biểu quyết", "Closed a vote"),
            ActionKind::DeclareVote => ("Công bố kết quả kiểm phiếu", "Declared a counted vote"),
            ActionKind::AnnulVote => ("Hủy biểu quyết", "Annulled a vote"),
            ActionKind::GivePaper => ("Phát hoặc thu lại phiếu giấy", "Gave out or took back a paper ballot"),
            ActionKind::CountPaper => ("Nhập kết quả kiểm phiếu giấy", "Entered the count of paper ballots"),
            ActionKind::ViewVote => ("Xem biểu quyết", "Looked at a vote"),
            ActionKind::CastBallot => ("Biểu quyết", "Cast a ballot"),
            ActionKind::AddDocument => ("Thêm văn bản", "Added a document"),
            ActionKind::ReadDocument => ("Mở văn bản", "Opened a document"),
            ActionKind::RemoveDocument => ("Gỡ văn bản", "Removed a document"),
            ActionKind::SeeReaders => ("Xem ai đã đọc văn bản", "Looked at who has read the documents"),
            ActionKind::ReadMinutes => ("Xem biên bản", "Read minutes"),
            ActionKind::EditMinutes => ("Soạn hoặc xác nhận biên bản", "Edited or confirmed minutes"),
            ActionKind::SealMinutes => ("Chốt biên bản", "Sealed minutes"),
            ActionKind::AddAddendum => ("Thêm bản bổ sung", "Added an addendum"),
        };
        match self.lang() {
            Lang::Vi => vi.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}

sentences! {
    audit_title => "Nhật ký", "Audit";
    audit_sub(unit: &str) => "Ai đã làm gì, lúc nào tại {unit}. Nhật ký chỉ thêm, không ai sửa hay xóa được.", "Who did what and when in {unit}. Entries are only added; nobody can change or delete one.";
    audit_intact => "Nhật ký nguyên vẹn: không dòng nào bị sửa, xóa hay chèn thêm.", "The audit is whole: no entry was changed, deleted or slipped in.";
    audit_broken(chain: &str) => "Nhật ký đã bị can thiệp: có dòng bị sửa, xóa hoặc chèn thêm ở phần {chain}. Đồng chí hãy giữ nguyên hiện trạng và báo ngay cán bộ kiểm tra và quản trị hệ thống.", "The audit has been tampered with: an entry was changed, deleted or slipped in, in the part {chain}. Leave everything as it is and tell the inspector and the administrator at once.";
    audit_anchor(day: &str) => "Mốc ký ngày {day}", "Anchor of {day}";
    audit_anchor_text => "Mỗi ngày hệ thống ký xác nhận nhật ký đã dài đến đâu. Đồng chí chép dãy dưới đây và giữ ngoài hệ thống; sau này người quản trị đối chiếu bằng lệnh chibo verify --anchor.", "Once a day the system signs how far the audit has come. Copy the figure below and keep it outside the system; the administrator can hold the audit against it with chibo verify --anchor.";
    audit_broken_anchor => "mốc ký hằng ngày", "the daily anchor";
    audit_chain_installation => "toàn hệ thống", "the whole system";
    audit_chain_unit => "tổ chức đảng", "the unit";
    audit_chain_person => "hồ sơ đảng viên", "a member's record";
    audit_chain_meeting => "cuộc họp", "a meeting";
    audit_chain_vote => "biểu quyết", "a vote";
    audit_empty => "Chưa có việc nào được ghi.", "Nothing has been recorded yet.";
    audit_caption => "Các việc đã ghi, mới nhất trước", "Entries, newest first";
    audit_when => "Lúc", "When";
    audit_who => "Ai", "Who";
    audit_what => "Việc", "What";
    audit_where => "Phần", "Part";
    audit_system => "Hệ thống", "The system";
    audit_tablet => "Máy tính bảng của chi bộ", "The cell's tablet";
    audit_anonymous => "Người chưa đăng nhập", "Somebody not signed in";
}
