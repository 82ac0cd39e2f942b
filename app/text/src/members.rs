//! Words of the lists of members, a member's page and what is done there.

use crate::{Lang, Text};
use domain::member::Status;

impl Text {
    /// What a status means, for whoever has to choose one.
    #[must_use]
    pub fn member_status_hint(self, status: Status) -> String {
        let (vi, en) = match status {
            Status::Official => ("Được triệu tập, được biểu quyết", "Is summoned and votes"),
            Status::Probationary => ("Được triệu tập, chưa được biểu quyết", "Is summoned, does not vote yet"),
            Status::TemporaryIn => (
                "Từ nơi khác đến sinh hoạt, không biểu quyết tại đây",
                "Comes from another unit, does not vote here",
            ),
            Status::TemporaryOut => (
                "Đang sinh hoạt ở nơi khác, không tính vào tổng số khi vắng",
                "Attends elsewhere, not counted in the base while absent",
            ),
            Status::Exempt => (
                "Được chi bộ cho miễn, không tính vào tổng số khi vắng",
                "Excused by the cell, not counted in the base while absent",
            ),
            Status::Suspended => (
                "Không dự họp trong thời gian đình chỉ",
                "Does not attend while suspended",
            ),
            Status::Candidate => ("Chưa vào Đảng, chưa dự họp chi bộ", "Not a member yet, does not attend"),
            Status::Left => (
                "Chuyển đi, ra khỏi Đảng hoặc từ trần. Hồ sơ vẫn được giữ",
                "Transferred, left the Party or died. The record stays",
            ),
        };
        match self.lang() {
            Lang::Vi => vi.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}

sentences! {
    coming_title => "Sắp thay đổi", "To come";
    coming_move(unit: &str, on: &str) => "Chuyển sang {unit} từ ngày {on}", "Moves to {unit} on {on}";
    coming_status(status: &str, on: &str) => "{status} từ ngày {on}", "{status} from {on}";
    coming_part(name: &str, on: &str) => "{name}, từ ngày {on}", "{name}, from {on}";
    coming_value(value: i64, on: &str) => "{value} từ ngày {on}", "{value} from {on}";
    coming_in(names: &str) => "Vào: {names}", "Comes: {names}";
    coming_out(names: &str) => "Thôi: {names}", "Leaves: {names}";
    coming_withdraw => "Rút lại", "Withdraw";
    coming_withdraw_spoken(what: &str) => "Rút lại: {what}", "Withdraw: {what}";
    coming_rule_note => "Quy định này chưa có hiệu lực. Rút lại thì quy định hiện nay giữ nguyên.", "This rule is not in force yet. If you withdraw it, the present one goes on.";
    members_title => "Đảng viên", "Members";
    members_search => "Tìm đảng viên", "Find a member";
    members_search_hint => "Họ tên hoặc số điện thoại, có dấu hay không dấu đều được", "Name or phone number, with or without marks";
    members_count(count: usize) => "{count} đồng chí", "Members: {count}";
    members_count_with(count: usize, parts: &str) => "{count} đồng chí: {parts}", "{count} members: {parts}";
    members_apart(counts: &str) => "ngoài ra {counts}", "also {counts}";
    members_count_of(count: usize, status: &str) => "{count} {status}", "{count} {status}";
    members_found(count: usize, words: &str) => "{count} kết quả cho “{words}”", "Results for “{words}”: {count}";
    members_all => "Xem tất cả", "See all";
    members_other_unit => "Xem tổ chức khác", "Another unit";
    members_none => "Chưa có đảng viên nào trong danh sách.", "There is no member on the list yet.";
    members_none_found(words: &str) => "Không tìm thấy ai với “{words}”. Đồng chí hãy thử chỉ gõ tên, hoặc ba số cuối điện thoại.", "Nobody found for “{words}”. Try the given name only, or part of the phone number.";
    members_name => "Họ và tên", "Name";
    members_status => "Tình trạng", "Status";
    members_phone => "Điện thoại", "Phone";
    members_unit => "Sinh hoạt tại", "Unit";
    members_account => "Đăng nhập", "Account";
    members_account_yes => "Có", "Yes";
    members_account_no => "Chưa", "Not yet";
    members_born(day: &str) => "Sinh {day}", "Born {day}";
    members_unknown => "Chưa ghi", "Not recorded";

    member_title => "Hồ sơ đảng viên", "Member's record";
    member_own_title => "Hồ sơ của tôi", "My record";
    member_own_wrong => "Nếu có thông tin chưa đúng, đồng chí hãy báo bí thư chi bộ để sửa.", "If something is wrong, please tell the secretary of your cell.";
    member_years(years: u32) => "{years} năm tuổi Đảng", "Years in the Party: {years}";
    member_data => "Thông tin chung", "General data";
    member_born => "Ngày sinh", "Date of birth";
    member_sex => "Giới tính", "Sex";
    member_card => "Số thẻ đảng viên", "Card number";
    member_joined => "Ngày vào Đảng", "Joined the Party on";
    member_official => "Ngày chính thức", "Official since";
    member_phone => "Số điện thoại", "Phone number";
    member_email => "Thư điện tử", "E-mail";
    member_history => "Quá trình sinh hoạt đảng", "History of membership";
    member_history_empty => "Chưa ghi quá trình sinh hoạt.", "No history recorded yet.";
    member_period(from: &str, to: &str) => "{from} – {to}", "{from} – {to}";
    member_now => "nay", "now";
    member_offices => "Chức vụ", "Offices";
    member_account => "Tài khoản đăng nhập", "Account";
    member_account_ready => "Đã có mật khẩu", "Has a password";
    member_account_none => "Chưa đặt mật khẩu", "No password yet";
    member_last_seen(moment: &str) => "Đăng nhập gần nhất {moment}", "Last signed in {moment}";
    member_never_seen => "Chưa đăng nhập lần nào", "Has never signed in";
    member_link_new => "Cấp đường dẫn đặt mật khẩu", "Make a link to set a password";
    member_link_again => "Cấp đường dẫn đặt lại mật khẩu", "Make a link for a new password";
    member_link_explained => "Đường dẫn chỉ dùng được một lần để đồng chí ấy tự đặt mật khẩu. Không ai khác biết mật khẩu.", "The link works once, so that the person can set a password. Nobody else knows it.";
    member_link_contact => "Chưa có số điện thoại hay thư điện tử nên chưa cấp được đường dẫn. Đồng chí hãy sửa thông tin để bổ sung trước.", "There is no phone number or e-mail, so no link can be made. Please add one to the data first.";
    member_edit => "Sửa thông tin", "Edit the data";
    member_change_status => "Thay đổi tình trạng", "Change the status";

    member_new_title => "Thêm đảng viên", "Add a member";
    member_new_where => "Đồng chí ấy sinh hoạt tại chi bộ nào?", "Which cell does this person join?";
    member_new_nowhere => "Chưa có chi bộ nào bên dưới. Đồng chí thêm chi bộ trước.", "There is no cell below yet. Add one first.";
    member_new_unit(unit: &str) => "Sinh hoạt tại {unit}", "In {unit}";
    member_edit_title => "Sửa thông tin đảng viên", "Edit the member's data";
    member_part_person => "Nhân thân", "Person";
    member_part_contact => "Liên hệ và đăng nhập", "Contact and sign-in";
    member_part_party => "Sinh hoạt đảng", "Party";
    member_name => "Họ và tên", "Full name";
    member_name_hint => "Ghi đủ dấu như trên thẻ đảng viên", "With all marks, as on the card";
    member_phone_hint => "Dùng để đăng nhập và nhận thông báo", "Used to sign in and for messages";
    member_status => "Tình trạng", "Status";
    member_from => "Sinh hoạt tại đây từ ngày", "Member here from";
    member_add_do => "Thêm đảng viên", "Add the member";
    member_save_do => "Lưu thay đổi", "Save changes";

    status_title => "Thay đổi tình trạng", "Change the status";
    status_present => "Hiện nay", "Now";
    status_since(status: &str, day: &str) => "{status}, từ {day}", "{status}, since {day}";
    status_other(unit: &str) => "Thay đổi tại {unit}", "Change in {unit}";
    status_new => "Tình trạng mới", "New status";
    status_on => "Từ ngày", "From";
    status_on_hint => "Ngày ghi trong quyết định hoặc nghị quyết", "The day in the decision or resolution";
    status_explained => "Quá trình cũ được giữ nguyên. Danh sách biểu quyết của cuộc họp sau tính theo tình trạng mới.", "The history stays. The rolls of later meetings follow the new status.";
    status_do => "Ghi thay đổi", "Record the change";
    status_closed => "Đồng chí này không còn sinh hoạt ở đây nên không có thay đổi nào để ghi.", "This person is no longer a member here, so there is nothing to change.";

    member_transfer => "Chuyển sinh hoạt", "Transfer to another cell";
    member_why(reason: &str) => "Chuyển đến: {reason}", "Transferred: {reason}";
    member_why_paper(reason: &str, paper: &str) => "Chuyển đến: {reason} (theo {paper})", "Transferred: {reason} ({paper})";
    transfer_title => "Chuyển sinh hoạt đảng", "Transfer to another cell";
    transfer_from => "Đang sinh hoạt tại", "Current cell";
    transfer_other(unit: &str) => "Chuyển từ {unit}", "Transfer from {unit}";
    transfer_to => "Chuyển đến chi bộ", "To the cell";
    transfer_to_none => "Chọn chi bộ", "Choose a cell";
    transfer_on => "Từ ngày", "From";
    transfer_on_hint => "Ngày bắt đầu sinh hoạt tại chi bộ mới", "The first day in the new cell";
    transfer_paper => "Giấy giới thiệu hoặc quyết định", "Letter of introduction or decision";
    transfer_paper_hint => "Số và ngày, ví dụ: giấy giới thiệu số 12 ngày 03/12/2026", "Number and date, for example: letter no. 12 of 03/12/2026";
    transfer_reason => "Lý do", "Reason";
    transfer_reason_hint => "Ví dụ: chuyển nơi cư trú, chuyển công tác", "For example: has moved, has a new post";
    transfer_ends(offices: &str) => "Đồng chí này đang giữ chức vụ tại đây: {offices}. Chức vụ kết thúc từ ngày chuyển; nếu có người thay, đồng chí hãy bàn giao trước.", "This person holds an office here: {offices}. It ends on the day of the transfer; if there is a successor, hand it over first.";
    transfer_explained => "Từ ngày này, đồng chí ấy thôi tham gia cấp ủy và không dự các cuộc họp sắp tới của chi bộ cũ, được triệu tập họp ở chi bộ mới. Quá trình cũ được giữ nguyên.", "From that day this person leaves the bodies and the coming meetings of the old cell and is summoned by the new one. The history stays.";
    transfer_do => "Ghi chuyển sinh hoạt", "Record the transfer";
    transfer_look => "Xem lại trước khi ghi", "Look at it once more";
    transfer_review => "Xem lại trước khi ghi", "Before it is recorded";
    transfer_change => "Sửa lại", "Change it";
    transfer_at_once => "Việc chuyển có hiệu lực ngay khi ghi và không rút lại được.", "It takes effect as soon as it is recorded and cannot be withdrawn.";
    transfer_later(day: &str) => "Việc chuyển có hiệu lực từ ngày {day}; trước ngày đó vẫn rút lại được.", "It takes effect on {day}; until then it can be withdrawn.";
    transfer_none => "Đồng chí này không còn là đảng viên của chi bộ nào ở đây nên không chuyển sinh hoạt được.", "This person is not a member of a cell here, so there is nothing to transfer.";
    transfer_nowhere => "Chưa có chi bộ nào khác để chuyển đến. Nếu chuyển ra ngoài đảng bộ, đồng chí dùng “Thay đổi tình trạng”.", "There is no other cell to move to. For a transfer out of the committee use “Change the status”.";

    link_title => "Đường dẫn đặt mật khẩu", "Link to set a password";
    link_for(name: &str) => "Dành riêng cho đồng chí {name}", "For {name} only";
    link_scan => "Đưa điện thoại quét mã này", "Scan this code with the phone";
    link_scan_hint => "Nếu đồng chí ấy đang ở bên cạnh: mở máy ảnh trên điện thoại, hướng vào mã, chạm vào dòng chữ hiện ra rồi đặt mật khẩu.", "If the person is beside you: open the camera of the phone, point it at the code, tap what appears and set a password.";
    link_qr => "Mã QR của đường dẫn đặt mật khẩu", "QR code of the link";
    link_send => "Hoặc gửi tin nhắn", "Or send a message";
    link_message(name: &str, link: &str, until: &str) => "Gửi đồng chí {name}: mời đồng chí mở đường dẫn này để đặt mật khẩu vào hệ thống họp chi bộ. Đường dẫn dùng một lần, đến {until}.\n{link}", "To {name}: please open this link to set your password for the meeting system. It works once, until {until}.\n{link}";
    link_copy => "Nội dung tin nhắn", "Text of the message";
    link_until(moment: &str) => "Dùng được đến {moment}", "Good until {moment}";
    link_once => "Đường dẫn chỉ hiện một lần ở trang này. Nếu lỡ đóng hoặc tải lại trang, đồng chí cấp đường dẫn mới.", "The link is shown on this page only once. If you close or reload it, make a new one.";
    link_private => "Chỉ đưa cho đúng người. Ai có đường dẫn này đều đặt được mật khẩu.", "Give it to this person only. Whoever has the link can set the password.";
    link_mailed => "Hệ thống cũng gửi đường dẫn này đến thư điện tử của đồng chí ấy.", "The link is also on its way by e-mail.";
    link_filed => "Hệ thống chưa có máy chủ thư nên không gửi được thư điện tử. Đồng chí đưa đường dẫn trực tiếp hoặc nhắn tin.", "No mail server is set up, so no e-mail reaches anybody. Hand the link over yourself or send a message.";
    link_back => "Về hồ sơ đảng viên", "Back to the record";
}
