//! A word for every value of every enumeration of the domain, in the terms of the Party's own papers.
//!
//! Invariant: each match is exhaustive, so a new value without its words does not compile. Words stand as
//! labels: they begin with a capital and end without a full stop.

use domain::ballot::Kind;
use domain::document::FileKind;
use domain::job::{JobKind, JobState};
use domain::meeting::{ItemKind, MeetingKind, NoticeKind, Presence, Reply, StateKind};
use domain::member::{Sex, Status};
use domain::minutes::MinutesState;
use domain::policy::{MeetingRole, Role};
use domain::rule::{Base, Channel, Matter, Secrecy};
use domain::settings::Setting;
use domain::unit::{BodyKind, UnitKind};
use domain::vote::{Choice, Outcome, StateKind as VoteState};

/// `name(Enumeration) { Value => "Vietnamese", "English"; … }`: one method of [`Text`](crate::Text) each.
macro_rules! words {
    ($($name:ident($of:ident) { $($value:ident => $vi:literal, $en:literal;)+ })+) => {
        impl crate::Text {
            $(#[must_use]
            pub fn $name(self, value: $of) -> String {
                let (vi, en) = match value { $($of::$value => ($vi, $en)),+ };
                match self.lang() {
                    crate::Lang::Vi => vi.to_owned(),
                    crate::Lang::En => en.to_owned(),
                }
            })+
        }
    };
}

words! {
    role(Role) {
        Secretary => "Bí thư", "Secretary";
        Deputy => "Phó bí thư", "Deputy secretary";
        GroupLeader => "Tổ trưởng tổ đảng", "Group leader";
        Clerk => "Văn thư", "Clerk";
        RecordsOfficer => "Cán bộ hồ sơ", "Records officer";
        Inspector => "Cán bộ kiểm tra", "Inspector";
        Administrator => "Quản trị hệ thống", "Administrator";
    }
    meeting_role(MeetingRole) {
        Chair => "Chủ trì", "Chair";
        MinuteTaker => "Thư ký", "Minute-taker";
        Teller => "Kiểm phiếu", "Teller";
        Follower => "Cấp trên theo dõi", "Follower from above";
        Guest => "Khách mời", "Guest";
        Participant => "Thành viên", "Participant";
    }
    status(Status) {
        Official => "Chính thức", "Official";
        Probationary => "Dự bị", "Probationary";
        TemporaryIn => "Sinh hoạt tạm thời đến", "Temporarily in";
        TemporaryOut => "Sinh hoạt tạm thời đi", "Temporarily out";
        Exempt => "Miễn sinh hoạt", "Exempt";
        Suspended => "Đình chỉ sinh hoạt", "Suspended";
        Candidate => "Quần chúng ưu tú", "Candidate";
        Left => "Không còn sinh hoạt", "Left";
    }
    meeting_kind(MeetingKind) {
        Regular => "Họp thường kỳ", "Regular meeting";
        Thematic => "Sinh hoạt chuyên đề", "Thematic meeting";
        Committee => "Họp cấp ủy", "Committee meeting";
        Congress => "Đại hội", "Congress";
        Extraordinary => "Họp bất thường", "Extraordinary meeting";
    }
    meeting_state(StateKind) {
        Draft => "Đang chuẩn bị", "In preparation";
        Announced => "Đã thông báo", "Announced";
        InSession => "Đang họp", "In session";
        Ended => "Đã họp", "Held";
        Sealed => "Đã chốt biên bản", "Minutes sealed";
        Cancelled => "Đã hủy", "Cancelled";
    }
    item_kind(ItemKind) {
        Opening => "Khai mạc", "Opening";
        Report => "Báo cáo", "Report";
        Information => "Thông tin thời sự", "Information";
        Discussion => "Thảo luận", "Discussion";
        Decision => "Quyết nghị", "Decision";
        Tasks => "Phân công nhiệm vụ", "Tasks";
        Criticism => "Tự phê bình và phê bình", "Criticism and self-criticism";
        Closing => "Kết luận, bế mạc", "Closing";
    }
    reply(Reply) {
        None => "Chưa trả lời", "No reply yet";
        Coming => "Sẽ dự họp", "Coming";
        Excused => "Xin vắng", "Excused";
    }
    presence(Presence) {
        Unknown => "Chưa điểm danh", "Not checked in";
        Room => "Có mặt", "Present";
        Online => "Dự trực tuyến", "Present online";
        Excused => "Vắng có lý do", "Absent, excused";
        Unexcused => "Vắng không lý do", "Absent, unexcused";
    }
    matter(Matter) {
        OrdinaryResolution => "Nghị quyết, quyết định thông thường", "Ordinary resolution";
        Admission => "Kết nạp đảng viên", "Admission of a member";
        Recognition => "Công nhận đảng viên chính thức", "Recognition as official member";
        Discipline => "Kỷ luật khiển trách, cảnh cáo", "Discipline: reprimand, warning";
        Expulsion => "Đề nghị khai trừ", "Proposal to expel";
        Election => "Bầu cử", "Election";
        Presidium => "Bầu đoàn chủ tịch, ban kiểm phiếu", "Presidium and tellers";
        Confidence => "Lấy phiếu tín nhiệm", "Confidence vote";
        YearlyRating => "Đánh giá, xếp loại hằng năm", "Yearly rating";
        Exemption => "Miễn công tác và sinh hoạt đảng", "Exemption from Party activities";
    }
    vote_base(Base) {
        OfficialSummoned => "Đảng viên chính thức được triệu tập", "Official members summoned";
    }
    secrecy(Secrecy) {
        Open => "Biểu quyết công khai", "Open vote";
        Secret => "Bỏ phiếu kín", "Secret ballot";
        Either => "Công khai hoặc kín, do cuộc họp quyết định", "Open or secret, as the meeting decides";
    }
    choice(Choice) {
        Yes => "Tán thành", "In favour";
        No => "Không tán thành", "Against";
        Abstain => "Không có ý kiến", "Abstain";
    }
    ballot_kind(Kind) {
        Motion => "Tán thành hay không tán thành", "In favour or against";
        ChooseOne => "Chọn một phương án", "Choose one";
        Choose => "Chọn một số phương án", "Choose several";
        Election => "Bầu cử", "Election";
        Confidence => "Phiếu tín nhiệm ba mức", "Confidence in three levels";
        Rating => "Xếp loại bốn mức", "Rating in four levels";
    }
    channel(Channel) {
        Phone => "Điện thoại", "Phone";
        Assisted => "Máy tính bảng của chi bộ", "The cell's tablet";
        Paper => "Phiếu giấy", "Paper";
    }
    outcome(Outcome) {
        Passed => "Được thông qua", "Passed";
        Failed => "Không được thông qua", "Not passed";
        NextRound => "Chưa đủ, cần bỏ phiếu tiếp", "Another round is needed";
        Noted => "Đã có kết quả kiểm phiếu", "Counted";
        CapExceeded => "Vượt tỷ lệ xếp loại xuất sắc", "Too many rated excellent";
    }
    vote_state(VoteState) {
        Draft => "Chưa mở", "Not open yet";
        Open => "Đang biểu quyết", "Voting now";
        Closed => "Đã kết thúc, chờ kiểm phiếu", "Closed, being counted";
        Declared => "Đã công bố kết quả", "Result declared";
        Annulled => "Đã hủy", "Annulled";
    }
    unit_kind(UnitKind) {
        Province => "Tỉnh ủy, thành ủy", "Province";
        Committee => "Đảng ủy", "Committee";
        Cell => "Chi bộ", "Cell";
        Group => "Tổ đảng", "Group";
    }
    body_kind(BodyKind) {
        CellCommittee => "Chi ủy", "Cell committee";
        Executive => "Ban chấp hành", "Executive committee";
        Standing => "Ban thường vụ", "Standing committee";
        Group => "Tổ viên", "Members of the group";
    }
    sex(Sex) {
        Female => "Nữ", "Female";
        Male => "Nam", "Male";
    }
    file_kind(FileKind) {
        Pdf => "PDF", "PDF";
        Docx => "Word", "Word";
        Xlsx => "Excel", "Excel";
        Png => "Ảnh PNG", "PNG picture";
        Jpeg => "Ảnh JPEG", "JPEG picture";
    }
    minutes_state(MinutesState) {
        Draft => "Bản thảo", "Draft";
        Confirmed => "Đã xác nhận", "Confirmed";
        Sealed => "Đã chốt", "Sealed";
    }
    job_kind(JobKind) {
        SetUp => "Cài đặt ban đầu", "First set-up";
        Mail => "Gửi thư", "Send mail";
        Remind => "Nhắc họp", "Send reminders";
        Sweep => "Dọn tệp thừa", "Sweep leftover files";
        Anchor => "Ký xác nhận nhật ký hằng ngày", "Daily signing of the audit";
        CloseVote => "Kết thúc biểu quyết đúng giờ", "Close a vote on time";
    }
    job_state(JobState) {
        Waiting => "Đang chờ", "Waiting";
        Done => "Đã xong", "Done";
        Dead => "Không thành công", "Failed";
    }
    notice_kind(NoticeKind) {
        Announced => "Thông báo họp", "Meeting announced";
        Changed => "Thay đổi cuộc họp", "Meeting changed";
        AgendaChanged => "Thay đổi chương trình họp", "Agenda changed";
        Cancelled => "Hủy họp", "Meeting cancelled";
        Uninvited => "Rút lời mời dự họp", "No longer invited";
        Reminder => "Nhắc họp", "Reminder";
        MinutesSealed => "Đã chốt biên bản", "Minutes sealed";
    }
    setting(Setting) {
        DocumentDays => "Số ngày gửi văn bản trước cuộc họp", "Days before a meeting by which documents are sent";
        RegularMinutes => "Thời lượng tối thiểu của họp thường kỳ (phút)", "Minimum length of a regular meeting (minutes)";
        CodeSeconds => "Thời gian hiện một mã điểm danh (giây)", "Seconds that a check-in code is shown";
    }
}
