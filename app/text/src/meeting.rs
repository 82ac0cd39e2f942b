//! Words of the meetings' pages: list, new and edit, agenda, announcement, the meeting itself, reply, cancelling.

use crate::Text;
use chrono::{DateTime, Utc};
use domain::meeting::MeetingKind;

impl Text {
    /// The title that is proposed. It stands in papers, hence it is Vietnamese whatever the reader's language; with its
    /// month, by which the archive is searched.
    #[must_use]
    pub fn meeting_usual_title(self, kind: MeetingKind, starts_at: DateTime<Utc>) -> String {
        let (month, year) = domain::clock::local_month(starts_at);
        self.meeting_title_of(&self.meeting_kind(kind), &month.to_string(), &year.to_string())
    }
}

sentences! {
    meeting_title_of(kind: &str, month: &str, year: &str) => "{kind} tháng {month}/{year}", "{kind} {month}/{year}";
    meetings_title => "Các cuộc họp", "Meetings";
    meetings_upcoming => "Sắp tới", "Coming up";
    meetings_past => "Đã qua", "Past";
    meetings_none => "Chưa có cuộc họp nào.", "No meetings yet.";
    meetings_none_hint => "Khi bí thư thông báo họp, cuộc họp sẽ hiện ở đây.", "When the secretary announces a meeting, it appears here.";
    meetings_none_prepare => "Đồng chí bắt đầu bằng thời gian và địa điểm, sau đó lập chương trình và gửi thông báo.", "Begin with time and place, then set the agenda and announce it.";
    meetings_none_upcoming => "Chưa có cuộc họp nào sắp tới.", "No meeting is planned.";
    meetings_prepare => "Tạo cuộc họp", "New meeting";
    meetings_reply_waits => "Chờ trả lời", "Reply requested";

    meeting_online => "Họp trực tuyến", "Online";
    meeting_will_come => "Tôi sẽ dự", "I will come";
    meeting_excuse_me => "Xin vắng", "Ask to be excused";
    meeting_you_are_here => "Đồng chí đã điểm danh", "You have checked in";
    meeting_you_come => "Đồng chí sẽ dự họp", "You will come";
    meeting_you_are_excused => "Đồng chí đã xin vắng", "You asked to be excused";
    meeting_change_to_excused => "Không dự được nữa? Xin vắng", "Cannot come after all? Ask to be excused";
    meeting_change_reply => "Đổi câu trả lời", "Change your reply";

    meeting_began(time: &str) => "Đang họp · bắt đầu {time}", "In session · since {time}";
    meeting_present(present: u32, summoned: u32) => "{present}/{summoned} có mặt", "{present}/{summoned} present";
    meeting_preparing => "Cuộc họp đang được chuẩn bị. Đồng chí sẽ nhận thông báo khi có chương trình.", "The meeting is being prepared. You will be told when the agenda is ready.";
    meeting_next_step => "Việc tiếp theo", "Next step";
    meeting_step_frame => "Thời gian, địa điểm", "Time and place";
    meeting_step_agenda => "Chương trình", "Agenda";
    meeting_step_documents => "Văn bản", "Documents";
    meeting_step_announce => "Gửi thông báo", "Announce";
    meeting_make_agenda => "Lập chương trình", "Set the agenda";
    meeting_make_agenda_text => "Ghi các nội dung sẽ bàn, ai trình bày và thời lượng.", "List what will be discussed, who presents it and how long it takes.";
    meeting_add_documents => "Thêm văn bản", "Add documents";
    meeting_ready_all => "Chương trình và văn bản đã có. Đồng chí gửi thông báo đến từng người.", "The agenda and the documents are there. Announce the meeting to everybody.";
    meeting_ready_text => "Chương trình đã có. Đồng chí thêm văn bản rồi gửi thông báo đến từng người.", "The agenda is there. Add documents, then announce the meeting to everybody.";
    meeting_announce_do => "Gửi thông báo", "Announce";
    meeting_soon => "Sắp đến giờ họp", "The meeting begins soon";
    meeting_waits => "Đã đến giờ họp, chờ khai mạc", "It is time; waiting for the opening";
    meeting_console => "Điều hành cuộc họp", "Run the meeting";
    meeting_console_text => "Điểm danh, chuyển nội dung, biểu quyết và ghi chép đều ở trang điều hành.", "Attendance, items, votes and notes are all on the page for running the meeting.";
    meeting_check_in => "Điểm danh", "Check in";
    meeting_check_in_early => "Đồng chí đã đến hoặc đã vào phòng họp trực tuyến thì bấm điểm danh.", "Tap to check in once you are here or have joined online.";
    meeting_check_in_text => "Đồng chí chưa điểm danh. Điểm danh xong mới biểu quyết được.", "You have not checked in. Only those who have may vote.";
    meeting_on_table => "Đang bàn", "On the table";
    meeting_nothing_on_table => "Chủ trì chưa chuyển sang nội dung nào.", "The chair has not put an item on the table yet.";
    meeting_voting => "Đang biểu quyết", "Voting now";
    meeting_vote => "Biểu quyết", "Vote";
    meeting_vote_recorded => "Phiếu của đồng chí đã được ghi", "Your ballot has been recorded";
    meeting_vote_watch => "Xem biểu quyết", "See the vote";
    meeting_no_vote => "Đồng chí dự họp và được phát biểu, nội dung này do đảng viên chính thức biểu quyết.", "You take part and may speak; official members vote on this.";
    meeting_ended(time: &str) => "Cuộc họp đã kết thúc lúc {time}", "The meeting ended at {time}";
    meeting_minutes_waiting => "Biên bản đang được hoàn thiện. Đồng chí sẽ nhận thông báo khi biên bản được chốt.", "The minutes are being finished. You will be told when they are sealed.";
    meeting_minutes_finish_text => "Biên bản đã được soạn từ diễn biến cuộc họp. Đồng chí kiểm tra, sửa, rồi xác nhận và chốt.", "The minutes were drafted from what happened. Please check and correct them, then confirm and seal.";
    meeting_minutes_finish => "Hoàn thiện biên bản", "Finish the minutes";
    meeting_minutes_read => "Xem biên bản", "Read the minutes";
    meeting_sealed(day: &str) => "Biên bản đã chốt ngày {day}", "Minutes sealed on {day}";
    meeting_sealed_text => "Nội dung biên bản được giữ nguyên, chỉ thêm bản bổ sung.", "The minutes stay as they are; only addenda are added.";
    meeting_not_held_state => "Chưa khai mạc", "Not opened";
    meeting_not_held => "Ngày họp đã qua mà cuộc họp chưa khai mạc. Đồng chí hỏi bí thư chi bộ về ngày họp mới.", "The day has passed and the meeting was not opened. Please ask the secretary of your cell for the new day.";
    meeting_not_held_text => "Ngày họp đã qua mà cuộc họp chưa khai mạc. Nếu họp vào ngày khác, đồng chí đổi ngày; nếu không họp, đồng chí hủy. Mọi người được báo trong cả hai trường hợp.", "The day has passed and the meeting was not opened. If it takes place on another day, change the day; if not, cancel it. Everybody is told either way.";
    meeting_not_held_move => "Đổi ngày họp", "Change the day";
    meeting_cancelled(day: &str) => "Cuộc họp đã hủy ngày {day}", "The meeting was cancelled on {day}";
    meeting_cancelled_reason(reason: &str) => "Lý do: {reason}", "Reason: {reason}";

    meeting_agenda => "Chương trình", "Agenda";
    meeting_agenda_none => "Chưa có chương trình.", "No agenda yet.";
    meeting_agenda_total(minutes: u32) => "Dự kiến {minutes} phút", "{minutes} minutes planned";
    meeting_item_minutes(minutes: u32) => "{minutes} phút", "{minutes} min";
    meeting_item_undecided(matter: &str) => "Chưa biểu quyết: {matter}", "Not voted on: {matter}";
    meeting_item_decides(matter: &str) => "Biểu quyết: {matter}", "Vote: {matter}";
    meeting_vote_figures(yes: u32, no: u32, abstain: u32) => "Tán thành {yes}, không tán thành {no}, không có ý kiến {abstain}", "In favour {yes}, against {no}, abstaining {abstain}";
    meeting_documents => "Văn bản chung", "Documents of the whole meeting";
    meeting_facts => "Thông tin cuộc họp", "About the meeting";
    meeting_when => "Thời gian", "Time";
    meeting_where => "Địa điểm", "Place";
    meeting_link => "Dự trực tuyến", "Online";
    meeting_link_open => "Mở phòng họp trực tuyến", "Open the online room";
    meeting_chair => "Chủ trì", "Chair";
    meeting_minute_taker => "Thư ký", "Minute-taker";
    meeting_kind_of => "Loại cuộc họp", "Kind";
    meeting_attendance => "Có mặt", "Present";
    meeting_own_presence => "Điểm danh của đồng chí", "Your attendance";
    meeting_attendance_of(present: u32, summoned: u32, excused: u32, unexcused: u32) => "{present}/{summoned}, vắng có lý do {excused}, không lý do {unexcused}", "{present}/{summoned}, excused {excused}, unexcused {unexcused}";
    meeting_calendar => "Thêm vào lịch của tôi", "Add to my calendar";

    meeting_tools => "Chuẩn bị và theo dõi", "Prepare and follow up";
    meeting_tool_edit => "Sửa thời gian, địa điểm", "Change time and place";
    meeting_tool_agenda => "Sửa chương trình", "Change the agenda";
    meeting_tool_document => "Thêm văn bản", "Add a document";
    meeting_tool_readers => "Ai đã đọc văn bản", "Who has read the documents";
    meeting_tool_replies => "Ai dự, ai xin vắng", "Who comes, who is excused";
    meeting_tool_invitation => "Nội dung để gửi vào nhóm trò chuyện", "Text for a chat group";
    meeting_tool_cancel => "Hủy cuộc họp", "Cancel the meeting";

    meeting_new_title => "Cuộc họp mới", "New meeting";
    meeting_edit_title => "Sửa thời gian, địa điểm", "Change time and place";
    meeting_edit_announced => "Cuộc họp đã thông báo. Khi lưu, mọi người được triệu tập sẽ nhận thông báo thay đổi.", "The meeting has been announced. When you save, everybody summoned is told of the change.";
    meeting_field_kind => "Loại cuộc họp", "Kind of meeting";
    meeting_field_title => "Tên cuộc họp", "Title";
    meeting_field_date => "Ngày họp", "Date";
    meeting_field_time => "Giờ bắt đầu", "Begins at";
    meeting_field_minutes => "Thời lượng (phút)", "Length (minutes)";
    meeting_field_minutes_hint(least: u32) => "Quy định ít nhất {least} phút.", "The rule is at least {least} minutes.";
    meeting_short(minutes: u32, least: u32) => "Cuộc họp dự kiến {minutes} phút; quy định ít nhất {least} phút. Đồng chí vẫn lưu và gửi thông báo được.", "The meeting is planned for {minutes} minutes; the rule is at least {least}. You may still save and announce it.";
    meeting_field_place => "Địa điểm", "Place";
    meeting_field_place_hint => "Để trống nếu chỉ họp trực tuyến.", "Leave empty if the meeting is online only.";
    meeting_field_link => "Đường dẫn họp trực tuyến", "Address of the online meeting";
    meeting_field_copy => "Chương trình", "Agenda";
    meeting_field_copy_hint => "Các nội dung được chép sang, đồng chí sửa lại sau.", "Its items are copied; you change them afterwards.";
    meeting_copy_none => "Lập mới từ đầu", "Begin with an empty one";
    meeting_copy_of(title: &str, day: &str) => "Lấy theo: {title} ({day})", "As in: {title} ({day})";
    meeting_create => "Lưu và lập chương trình", "Save and set the agenda";
    meeting_save => "Lưu thay đổi", "Save changes";
    meeting_back => "Trở lại cuộc họp", "Back to the meeting";

    agenda_title => "Chương trình họp", "Agenda";
    agenda_running => "Đang họp: chỉ thêm, sửa, chuyển hoặc bỏ được nội dung chưa bàn. Mọi người thấy thay đổi ngay.", "In session: only items that have not come up yet can be added, changed, moved or taken off. Everybody sees the change at once.";
    agenda_old_months => "Chương trình được chép từ cuộc họp trước. Kiểm tra các mục có ghi tháng, năm cũ:", "The agenda was taken from an earlier meeting. Check the items that name another month or year:";
    agenda_none => "Chưa có nội dung nào. Đồng chí thêm nội dung đầu tiên bên dưới, thường là khai mạc và điểm danh.", "No items yet. Add the first one below, usually the opening and the roll-call.";
    agenda_sum(sum: u32) => "Tổng thời gian: {sum} phút", "Total: {sum} minutes";
    agenda_sum_short(sum: u32, least: u32) => "Tổng thời gian mới được {sum} phút. Họp thường kỳ ít nhất {least} phút theo quy định.", "The total is only {sum} minutes. The rule for this kind of meeting is at least {least}.";
    agenda_sum_long(sum: u32, planned: u32) => "Tổng thời gian là {sum} phút, dài hơn thời lượng dự kiến của cuộc họp ({planned} phút).", "The total is {sum} minutes, longer than the meeting is planned ({planned} minutes).";
    agenda_up => "Lên", "Up";
    agenda_up_spoken(title: &str) => "Lên: chuyển {title} lên trên", "Up: move {title} up";
    agenda_down => "Xuống", "Down";
    agenda_down_spoken(title: &str) => "Xuống: chuyển {title} xuống dưới", "Down: move {title} down";
    agenda_edit => "Sửa", "Change";
    agenda_edit_spoken(title: &str) => "Sửa nội dung {title}", "Change {title}";
    agenda_votes => "Biểu quyết", "Votes";
    agenda_vote_make => "Soạn biểu quyết", "Make a vote ready";
    agenda_attach => "Thêm văn bản", "Add a document";
    agenda_documents => "Văn bản của nội dung này", "Documents of this item";
    agenda_documents_none => "Chưa có văn bản.", "No documents yet.";
    agenda_remove_ask(title: &str) => "Bỏ “{title}” khỏi chương trình?", "Take “{title}” off the agenda?";
    agenda_remove_do => "Bỏ nội dung này khỏi chương trình", "Take this item off the agenda";
    agenda_remove_keep => "Giữ lại", "Keep it";
    agenda_add_title => "Thêm nội dung", "Add an item";
    agenda_add => "Thêm vào chương trình", "Add to the agenda";
    agenda_edit_title => "Sửa nội dung", "Change an item";
    agenda_save => "Lưu nội dung", "Save the item";
    agenda_field_title => "Nội dung", "Item";
    agenda_field_kind => "Loại nội dung", "Kind";
    agenda_field_presenter => "Người trình bày", "Presented by";
    agenda_field_minutes => "Thời gian (phút)", "Time (minutes)";
    agenda_field_parent => "Vị trí", "Position";
    agenda_parent_none => "Mục lớn", "A main item";
    agenda_parent_of(number: &str, title: &str) => "Thuộc mục {number}. {title}", "Under {number}. {title}";
    agenda_parent_hint => "Thời gian của mục nhỏ tính trong thời gian của mục lớn.", "The minutes of an item below count within those of the main item.";
    agenda_field_matter => "Biểu quyết", "Vote";
    agenda_matter_none => "Không biểu quyết", "No vote";
    agenda_matter_hint => "Chọn để biết trước cách tính kết quả.", "Says in advance how the result is counted.";
    agenda_next_announce => "Tiếp: gửi thông báo", "Next: announce";
    agenda_tell_title => "Báo chương trình mới", "Send the new agenda";
    agenda_tell_text => "Thông báo họp đã gửi. Khi chương trình thay đổi, mọi người chỉ được báo nếu đồng chí bấm nút này, sau khi đã sửa xong.", "The meeting has been announced. Changes to the agenda are told only when you press this button, once you are done.";
    agenda_tell_do => "Gửi chương trình mới cho mọi người", "Send everybody the new agenda";
    agenda_finished => "Xong", "Done";

    announce_title => "Gửi thông báo họp", "Announce the meeting";
    announce_lead(count: u32) => "Thông báo được gửi đến {count} đồng chí, kèm chương trình và văn bản.", "The announcement goes to {count} people, with agenda and documents.";
    announce_check => "Kiểm tra trước khi gửi", "Before you send it";
    announce_when => "Thời gian", "Time";
    announce_agenda => "Chương trình", "Agenda";
    announce_agenda_of(items: usize, minutes: u32) => "{items} nội dung, {minutes} phút", "Items: {items}, {minutes} minutes";
    announce_documents => "Văn bản", "Documents";
    announce_documents_of(count: usize) => "{count} văn bản", "Documents: {count}";
    announce_documents_none => "Chưa có", "None yet";
    announce_warn_empty => "Chương trình còn trống nên chưa gửi thông báo được.", "The agenda is empty, so the meeting cannot be announced yet.";
    announce_warn_no_documents => "Chưa có văn bản nào. Nếu có dự thảo nghị quyết hoặc báo cáo, đồng chí nên thêm trước để mọi người đọc.", "There are no documents. If there is a draft resolution or a report, add it first so that people can read it.";
    announce_warn_late(days: u32) => "Văn bản cần có trước cuộc họp ít nhất {days} ngày. Vẫn gửi được, đồng chí nên nhắc mọi người đọc sớm.", "Documents should be out at least {days} days before. You may still announce; ask people to read them soon.";
    announce_warn_short(sum: u32, least: u32) => "Chương trình mới được {sum} phút, quy định ít nhất {least} phút.", "The agenda takes only {sum} minutes; the rule is at least {least}.";
    announce_warn_past => "Giờ họp đã qua. Đồng chí sửa lại thời gian trước khi gửi.", "The time of the meeting has passed. Please change it first.";
    announce_already(at: &str) => "Cuộc họp đã được thông báo lúc {at}. Không gửi thêm lần nữa.", "The meeting was announced at {at}. Nothing was sent again.";
    announce_to_meeting => "Xem trang cuộc họp", "Go to the meeting";
    announce_good => "Mọi mục đã đủ.", "Everything is there.";
    announce_do(count: u32) => "Gửi đến {count} đồng chí", "Send to {count} people";
    announce_fix_agenda => "Lập chương trình", "Set the agenda";
    announce_after => "Sau khi gửi vẫn sửa được. Đổi thời gian, địa điểm thì mọi người được báo ngay; đổi chương trình thì sửa xong đồng chí bấm báo lại một lần.", "You can still change it afterwards. A new time or place is told at once; a new agenda when you say so, once it is done.";

    people_tellers_choose => "Chọn người kiểm phiếu", "Choose the tellers";
    people_title => "Thư ký, kiểm phiếu, khách mời", "Minute-taker, tellers, guests";
    people_title_draft => "Khách mời, cấp trên", "Guests, followers";
    people_tellers_later => "Thư ký và người kiểm phiếu được chọn tại đây sau khi gửi thông báo họp, khi đã có danh sách triệu tập.", "Minute-taker and tellers are chosen here once the meeting has been announced, when the list of those summoned is there.";
    people_invited => "Được mời thêm", "Invited besides the members";
    people_nobody => "Chưa mời ai ngoài đảng viên được triệu tập.", "Nobody besides those summoned.";
    people_remove => "Bỏ", "Remove";
    people_remove_spoken(name: &str) => "Bỏ {name} khỏi danh sách mời", "Remove {name} from the list";
    people_add => "Mời thêm", "Invite somebody";
    people_told_now => "Người được mời nhận thông báo và thư mời ngay.", "Whoever is invited is told at once.";
    people_told_later => "Người được mời nhận thông báo cùng lúc với đảng viên, khi đồng chí gửi thông báo họp.", "Whoever is invited is told together with the members, when the meeting is announced.";
    people_find => "Tìm theo họ tên", "Find by name";
    people_find_hint => "Tìm được đảng viên của mọi chi bộ, không cần gõ dấu.", "Members of all cells; marks are not needed.";
    people_none_found(words: &str) => "Không tìm thấy ai tên “{words}” ngoài những người đã có trong danh sách. Đồng chí gõ ít nhất hai chữ cái của họ tên.", "Nobody called “{words}” besides those who are on the list already. Please type at least two letters of the name.";
    people_who => "Người được mời", "Whom to invite";
    people_found(count: usize) => "Tìm thấy {count} đồng chí.", "People found: {count}.";
    people_as => "Dự họp với tư cách", "Comes as";
    people_invite => "Mời dự họp", "Invite";
people_taker => "Thư ký cuộc họp", "Minute-taker";
    people_taker_label => "Đồng chí làm thư ký", "Who takes the minutes";
    people_taker_hint => "Người ghi biên bản, ký cùng chủ trì.", "Takes the minutes and signs them with the chair.";
    people_taker_choose => "Chọn một đồng chí", "Choose";
    people_taker_save => "Cử thư ký", "Name";
    people_taker_now(name: &str) => "Thư ký hiện nay: đồng chí {name}", "Minute-taker now: {name}";
    people_tellers => "Kiểm phiếu", "Tellers";
    people_tellers_text => "Hai đồng chí đếm phiếu giấy và cùng xác nhận kết quả. Chủ trì và thư ký không kiểm phiếu.", "Two who count ballots on paper and confirm the result together; not the chair, not the minute-taker.";
    people_teller_first => "Người thứ nhất", "First";
    people_teller_second => "Người thứ hai", "Second";
    people_teller_none => "Chưa chọn", "Nobody yet";
    people_tellers_save => "Ghi tổ kiểm phiếu", "Save the tellers";
    meeting_tellers => "Kiểm phiếu", "Tellers";
    meeting_followers => "Cấp trên theo dõi", "Followers from above";
    meeting_guests => "Khách mời", "Guests";
    meeting_tool_people => "Mời khách, cấp trên; chọn kiểm phiếu", "Invite guests; choose tellers";
    meeting_tool_people_draft => "Mời khách, cấp trên", "Invite guests";
    meeting_tool_add_item => "Thêm nội dung vào chương trình", "Add an item to the agenda";

    cancel_title => "Hủy cuộc họp", "Cancel the meeting";
    cancel_lead_announced => "Mọi người được triệu tập sẽ nhận thông báo hủy kèm lý do. Cuộc họp đã hủy không mở lại được.", "Everybody summoned is told, with the reason. A cancelled meeting cannot be reopened.";
    cancel_lead_draft => "Cuộc họp chưa thông báo nên không ai nhận tin. Cuộc họp đã hủy không mở lại được.", "It has not been announced, so nobody is told. A cancelled meeting cannot be reopened.";
    cancel_reason => "Lý do", "Reason";
    cancel_reason_hint => "Ví dụ: mưa lũ, trùng lịch họp đảng ủy.", "For example: floods, a meeting of the committee on the same evening.";
    cancel_do => "Hủy cuộc họp", "Cancel the meeting";
    cancel_keep => "Không hủy", "Do not cancel";

    reply_title => "Trả lời dự họp", "Your reply";
    reply_field => "Đồng chí có dự họp không?", "Will you come?";
    reply_coming => "Tôi sẽ dự", "I will come";
    reply_excused => "Tôi xin vắng", "I ask to be excused";
    reply_reason => "Lý do vắng", "Reason";
    reply_reason_hint => "Chỉ cần ghi khi xin vắng. Bí thư và thư ký cuộc họp đọc được lý do này, biên bản cũng ghi lại.", "Only if you ask to be excused. The secretary and the minute-taker read it, and it stands in the minutes.";
    reply_reason_ill => "Ốm", "Ill";
    reply_reason_away => "Đi công tác", "Away on duty";
    reply_reason_family => "Việc gia đình", "Family";
    reply_send => "Gửi trả lời", "Send";

    invitation_title => "Gửi vào nhóm trò chuyện", "For a chat group";
    invitation_lead => "Thông báo đã gửi đến từng người, trong hệ thống và bằng thư điện tử. Nếu chi bộ có nhóm Zalo, đồng chí chép nội dung này vào nhóm.", "Everybody has been told here and by letter. If the cell has a chat group, copy this text into it.";
    invitation_lead_filed => "Thông báo đã gửi trong hệ thống đến từng người. Đồng chí chép nội dung này vào nhóm Zalo của chi bộ, hoặc đọc cho từng người qua điện thoại.", "Everybody has been told here. Copy this text into the cell's chat group, or read it out by telephone.";
    invitation_filed => "Hệ thống chưa có máy chủ thư: thư điện tử chỉ được ghi vào thư mục trên máy chủ, không đến tay ai cho đến khi quản trị hệ thống cài máy chủ thư.", "No mail server is set up: letters are only written to a folder on the server and reach nobody until the administrator sets one up.";
    announce_filed => "Gửi xong, đồng chí lấy nội dung thông báo ở trang cuộc họp, chép vào nhóm trò chuyện hoặc đọc cho từng người.", "Afterwards take the text from the meeting's page, and copy it into a chat group or read it out.";
    invitation_text => "Nội dung", "Text";
    invitation_draft => "Cuộc họp chưa được thông báo. Đồng chí gửi thông báo trước rồi hãy chép nội dung này.", "The meeting has not been announced yet. Announce it before you pass this on.";
}
