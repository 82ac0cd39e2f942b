//! Words of the chair's console, the check-in code and the notes on an item.
//!
//! Invariant: a button says what happens when it is pressed.

sentences! {
    chair_title => "Điều hành cuộc họp", "Run the meeting";
    chair_running => "Đang họp", "In session";
    chair_agenda => "Chương trình", "Agenda";
    chair_to_meeting => "Trang cuộc họp", "Meeting page";
    chair_code => "Mã QR điểm danh", "Check-in QR code";
    chair_attendance => "Điểm danh", "Attendance";
    chair_end => "Kết thúc họp", "End the meeting";
    chair_open_eyebrow => "Chưa khai mạc", "Not opened yet";
    chair_open_at(at: &str) => "Giờ họp: {at}", "Starts {at}";
    chair_open_do => "Khai mạc cuộc họp", "Open the session";
    chair_open_title => "Khai mạc ngay bây giờ?", "Open the session now?";
    chair_open_early(now: &str, at: &str) => "Bây giờ là {now}, giờ họp là {at}.", "It is {now}; the meeting starts at {at}.";
    chair_open_no_quorum(present: u32, official: u32, quorum: u32) => "Mới điểm danh {present}/{official} đảng viên chính thức, cần ít nhất {quorum}. Khai mạc được nhưng chưa biểu quyết được.", "Only {present} of {official} official members are checked in; {quorum} are needed. The session can open, but nothing can be voted on yet.";
    chair_open_note => "Giờ khai mạc được ghi vào biên bản và không lùi lại được.", "The time goes into the minutes and cannot be taken back.";
    chair_open_sure => "Vẫn khai mạc", "Open all the same";
    chair_open_wait => "Chưa khai mạc, chờ thêm", "Not yet";
    chair_code_from(at: &str) => "Mã QR điểm danh hiện từ {at}.", "The check-in QR code is shown from {at}.";
    chair_open_first(item: &str) => "Khai mạc xong, nội dung đầu tiên được đưa ra: {item}", "The first item is then put on the table: {item}";
    chair_draft => "Cuộc họp chưa được thông báo nên chưa khai mạc được.", "The meeting has not been announced, so it cannot be opened yet.";
    chair_announce => "Xem và thông báo cuộc họp", "Check and announce the meeting";
    chair_ended => "Cuộc họp đã kết thúc. Việc tiếp theo là hoàn thiện biên bản.", "The meeting has ended. Next, complete the minutes.";
    chair_sealed => "Biên bản đã chốt và lưu trong hồ sơ.", "The minutes are sealed and in the archive.";
    chair_others_voting => "Biểu quyết khác đang tiến hành", "Other votes under way";
    chair_minutes => "Mở biên bản", "Open the minutes";
    chair_cancelled => "Cuộc họp đã hủy.", "The meeting was cancelled.";
    chair_on_table(number: &str) => "Đang bàn · Nội dung {number}", "On the table · Item {number}";
    chair_nothing => "Chưa có nội dung nào được đưa ra", "No item is on the table";
    chair_nothing_next => "Đồng chí chọn một nội dung trong chương trình để bắt đầu.", "Choose an item of the agenda to begin.";
    chair_presenter(name: &str) => "Người trình bày: {name}", "Presented by {name}";
    chair_next(number: &str) => "Sang nội dung {number}", "Go on to item {number}";
    chair_next_sub(title: &str) => "Tiếp theo: {title}", "Next: {title}";
    chair_put => "Đưa ra bàn", "Put on the table";
    chair_put_again => "Bàn lại", "Take up again";
    chair_put_spoken(what: &str, title: &str) => "{what}: {title}", "{what}: {title}";
    chair_vote => "Mở biểu quyết", "Open a vote";
    chair_vote_now_open => "Câu hỏi là tên nội dung này: tán thành, không tán thành, không có ý kiến. Biểu quyết công khai.", "The question is the title of this item: in favour, against, abstain. Open vote.";
    chair_vote_now_secret => "Câu hỏi là tên nội dung này: tán thành, không tán thành, không có ý kiến. Bỏ phiếu kín theo quy định.", "The question is the title of this item: in favour, against, abstain. Secret ballot, as the rule says.";
    chair_vote_other => "Chọn cách khác…", "Choose another way…";
    chair_note => "Ghi ý kiến, kết luận", "Note opinions and conclusion";
    chair_minutes_planned(minutes: u32) => "{minutes} phút", "{minutes} min";
    chair_voting(number: &str) => "Đang biểu quyết · Nội dung {number}", "Voting · Item {number}";
    chair_close => "Kết thúc và công bố", "Close and declare";
    chair_own_ballot => "Phiếu của tôi", "My ballot";
    chair_open_draft(question: &str) => "Mở biểu quyết đã soạn: {question}", "Open the vote that is ready: {question}";
    chair_to_count => "Xem kiểm phiếu và công bố", "See the count and declare";
    chair_result => "Kết quả biểu quyết", "Results of votes";
    chair_present => "Có mặt", "Present";
    chair_of(all: u32) => "/ {all}", "/ {all}";
    chair_meter(present: u32, official: u32, quorum: u32) => "Chính thức {present} trên {official}, cần {quorum}", "Official members {present} of {official}, {quorum} needed";
    chair_quorum(present: u32, official: u32, quorum: u32) => "Chính thức {present}/{official}, đủ (cần {quorum}).", "Official {present} of {official}, enough ({quorum} needed).";
    chair_no_quorum(present: u32, official: u32, quorum: u32) => "Chính thức {present}/{official}, chưa đủ (cần {quorum}).", "Official {present} of {official}, not enough ({quorum} needed).";
    chair_others(probationary: u32, excused: u32, unexcused: u32) => "Dự bị {probationary}. Vắng có lý do {excused}, không lý do {unexcused}.", "Probationary {probationary}. Excused {excused}, unexcused {unexcused}.";
    chair_unknown(unknown: u32) => "Chưa điểm danh: {unknown} đồng chí.", "Not checked in yet: {unknown}.";
    chair_add_item => "Thêm, sửa nội dung", "Add or change items";
    chair_invite => "Cử thư ký, kiểm phiếu, mời khách", "Name minute-taker and tellers, invite guests";
    chair_keep => "Điểm danh hộ", "Mark attendance";
    chair_people => "Thành phần điều hành", "Who runs the meeting";
    chair_chair => "Chủ trì", "Chair";
    chair_taker => "Thư ký", "Minute-taker";
    chair_taker_none => "Chưa cử", "Not named yet";
    chair_taker_set => "Cử thư ký", "Name the minute-taker";

    chair_end_title => "Kết thúc cuộc họp?", "End the meeting?";
    chair_end_note => "Giờ kết thúc được ghi vào biên bản. Sau đó đồng chí vẫn ghi thêm được ý kiến và kết luận.", "The time goes into the minutes. You can still add opinions and conclusions afterwards.";
    chair_end_open_vote => "Còn một biểu quyết đang mở. Đồng chí kết thúc biểu quyết trước.", "A vote is still open. Please close it first.";
    chair_end_undeclared => "Còn một biểu quyết chưa công bố kết quả. Đồng chí công bố hoặc hủy trước khi kết thúc họp.", "The result of a vote is not declared yet. Please declare it, or annul the vote, before ending the meeting.";
    chair_end_to_vote => "Đến biểu quyết này", "Go to this vote";
    chair_end_ahead(count: usize) => "Còn {count} nội dung chưa bàn.", "{count} items have not been dealt with.";
    chair_end_short(lasted: i64, least: u32) => "Cuộc họp mới được {lasted} phút; họp thường kỳ ít nhất {least} phút.", "The meeting has lasted {lasted} minutes; a regular one lasts at least {least}.";
    chair_end_unknown(count: u32) => "{count} đồng chí chưa được điểm danh.", "The attendance of {count} is not marked.";
    chair_end_stay => "Họp tiếp", "Go on";
    chair_lasted => "Thời gian họp", "Duration";

    code_title => "Mã điểm danh", "Check-in code";
    code_say => "Mở máy ảnh trên điện thoại, đưa vào mã này", "Point your phone's camera at this code";
    code_type => "Hoặc mở trang cuộc họp trên điện thoại và nhập mã", "Or open the meeting's page on your phone and enter the code";
    code_qr => "Mã QR để điểm danh", "QR code to check in";
    code_changes(seconds: u32) => "Mã đổi sau {seconds} giây", "The code changes in {seconds} s";
    code_here(present: u32, summoned: u32) => "Đã điểm danh: {present}/{summoned}", "Checked in: {present} of {summoned}";

    note_title => "Ý kiến và kết luận", "Opinions and conclusion";
    note_eyebrow(number: &str) => "Nội dung {number}", "Item {number}";
    note_opinions => "Ý kiến", "Opinions";
    note_opinions_hint => "Mỗi ý kiến một dòng: họ tên người phát biểu, dấu hai chấm, rồi nội dung.", "One opinion a line: who spoke, a colon, then what was said.";
    note_conclusion => "Kết luận của chủ trì", "Conclusion of the chair";
    note_save => "Ghi lại", "Save";
    note_into_minutes => "Phần này được đưa nguyên văn vào dự thảo biên bản.", "This goes into the draft of the minutes word for word.";
    note_names => "Họ tên những người dự họp", "Names of those summoned";
}
