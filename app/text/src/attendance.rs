//! Words of checking in oneself and of keeping the attendance of others.
//!
//! Invariant: nobody is called absent before somebody has marked it.

sentences! {
    checkin_title => "Điểm danh", "Check in";
    checkin_room => "Tôi có mặt tại phòng họp", "I am in the room";
    checkin_online => "Tôi dự trực tuyến", "I take part online";
    checkin_by_code => "Nhập mã đang hiện trên màn hình của chủ trì", "Enter the code on the chair's screen";
    checkin_code => "Mã điểm danh", "Check-in code";
    checkin_code_do => "Điểm danh bằng mã", "Check in with the code";
    checkin_opens(at: &str) => "Chưa đến giờ điểm danh. Điểm danh mở từ {at}.", "It is too early. You can check in from {at}.";
    checkin_done => "Đồng chí đã điểm danh", "You are checked in";
    checkin_done_next => "Khi có biểu quyết, lá phiếu hiện ở trang cuộc họp và trang Việc của tôi.", "When there is a vote it appears on the meeting's page and under My tasks.";
    checkin_to_meeting => "Vào cuộc họp", "Go to the meeting";
    checkin_not_invited => "Đồng chí không có tên trong danh sách triệu tập của cuộc họp này. Nếu có nhầm lẫn, đồng chí báo bí thư để được thêm vào.", "You are not on the list of those summoned to this meeting. If that is a mistake, tell the secretary.";
    checkin_not_yet => "Cuộc họp chưa được thông báo, chưa điểm danh được.", "The meeting has not been announced; you cannot check in yet.";
    checkin_excused => "Đồng chí đã xin vắng. Nếu đã đến họp, đồng chí điểm danh dưới đây.", "You asked to be excused. If you have come after all, check in below.";
    checkin_done_over => "Cuộc họp đã kết thúc.", "The meeting has ended.";
    checkin_over => "Cuộc họp đã kết thúc, không điểm danh được nữa. Nếu có nhầm lẫn, đồng chí báo thư ký cuộc họp.", "The meeting has ended; you can no longer check in. If that is a mistake, tell the minute-taker.";
    checkin_cancelled => "Cuộc họp này đã hủy.", "This meeting was cancelled.";

    attendance_title => "Điểm danh", "Attendance";
    attendance_caption => "Điểm danh từng người", "Attendance of each person";
    attendance_name => "Họ và tên", "Name";
    attendance_reply => "Đã báo", "Reply";
    attendance_mark => "Điểm danh", "Mark";
    attendance_room => "Có mặt", "Present";
    attendance_online => "Trực tuyến", "Online";
    attendance_excused => "Vắng có lý do", "Excused";
    attendance_unexcused => "Vắng không lý do", "Unexcused";
    attendance_undo => "Bỏ ghi", "Undo";
    attendance_undo_spoken(name: &str) => "Bỏ ghi điểm danh của {name}", "Undo the mark of {name}";
    attendance_opens(at: &str) => "Điểm danh mở từ {at}. Trước giờ đó, đồng chí ghi được ai xin vắng có lý do.", "Attendance can be marked from {at}. Until then you can note who asks to be excused.";
    attendance_mark_spoken(name: &str, mark: &str) => "{name}: {mark}", "{name}: {mark}";
    attendance_present => "Có mặt", "Present";
    attendance_excused_count => "Vắng có lý do", "Excused";
    attendance_unexcused_count => "Vắng không lý do", "Unexcused";
    attendance_unknown_count => "Chưa điểm danh", "Not marked";
    attendance_rest => "Ghi tất cả người còn lại là có mặt", "Mark everyone else as present";
    attendance_rest_note(count: u32) => "Còn {count} đồng chí chưa điểm danh và không báo vắng. Chỉ bấm khi đã thấy đủ mọi người; ghi nhầm thì sửa được ở từng tên.", "{count} are not marked and have not asked to be excused. Press only when you have seen them all; a mistake can be corrected name by name.";
    attendance_rest_do(count: u32) => "Ghi {count} đồng chí là có mặt", "Mark {count} as present";
    attendance_reason => "Lý do vắng", "Reason for absence";
    attendance_reason_of(name: &str) => "Lý do vắng của đồng chí {name}", "Reason for the absence of {name}";
    attendance_reason_save => "Ghi vắng có lý do", "Mark as excused";
    attendance_reason_add => "Ghi lý do", "Add the reason";
    attendance_reason_edit => "Sửa lý do", "Change the reason";
    attendance_empty => "Chưa có ai trong danh sách triệu tập.", "Nobody is on the list yet.";
}
