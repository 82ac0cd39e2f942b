//! Words of the home page, the notices, the sign-in and the own account.

sentences! {
    home_greeting => "Chào đồng chí", "Welcome";
    home_voting => "Đang biểu quyết", "Voting now";
    home_vote => "Biểu quyết", "Vote";
    home_check_in => "Điểm danh để biểu quyết", "Check in to vote";
    home_check_in_first => "Đồng chí cần điểm danh trước khi biểu quyết.", "Please check in before you vote.";
    home_more_votes => "Nội dung khác đang chờ biểu quyết", "Other votes waiting";
    home_to_count => "Phiếu giấy", "Paper ballots";
    home_count => "Phát phiếu, kiểm phiếu", "Give out and count";
    home_to_finish => "Việc còn lại của các cuộc họp trước", "Left over from earlier meetings";
    home_not_held(title: &str) => "Cuộc họp “{title}” chưa khai mạc: đổi ngày hoặc hủy", "“{title}” was not opened: change its day or cancel it";
    home_finish(title: &str) => "Biên bản cuộc họp “{title}”: hoàn thành và chốt", "Minutes of “{title}”: finish and seal";
    home_in_session => "Đang họp", "In session";
    home_enter => "Vào cuộc họp", "Enter the meeting";
    home_next => "Cuộc họp tới", "Next meeting";
    home_reply_asked => "Đề nghị đồng chí trả lời có dự họp hay không.", "Please reply whether you will attend.";
    home_no_meeting => "Chưa có cuộc họp nào sắp tới. Khi có thông báo họp, thông tin sẽ hiện ở đây.", "No meeting is planned. It will appear here when it is announced.";
    home_no_meeting_yet => "Chưa có cuộc họp nào sắp tới.", "No meeting is planned.";
    home_prepare => "Chuẩn bị", "Prepare it";
    home_run => "Điều hành", "Run it";
    home_create => "Tạo cuộc họp", "New meeting";
    home_unread => "Văn bản chưa đọc", "Unread documents";
    home_all_unread(count: usize) => "Xem tất cả {count} văn bản", "See all {count} documents";
    home_read_all => "Đồng chí đã đọc hết văn bản.", "You have read all documents.";

    home_machine => "Tình trạng hệ thống", "How the system stands";
    home_machine_good => "Tốt", "Good";
    home_machine_look => "Cần xem", "Needs you";
    home_machine_jobs(waiting: usize) => "Không có việc nào bị lỗi, {waiting} việc đang chờ đến giờ", "None has failed, {waiting} waiting for their time";
    home_machine_jobs_dead(dead: usize) => "{dead} việc không thành công, cần đồng chí xem lại", "{dead} failed and need you";
    home_machine_mail => "Thư điện tử", "E-mail";
    home_machine_mail_files => "Chưa có máy chủ thư: thư chỉ được ghi thành tệp, không đến tay người nhận", "No mail server: letters are written to files and reach nobody";
    home_machine_mail_server => "Gửi qua máy chủ thư đã cấu hình", "Sent through the mail server that is set up";
    home_machine_audit(day: &str) => "Ký xác nhận lần gần nhất ngày {day}", "Last signed on {day}";
    home_machine_audit_none => "Chưa được ký xác nhận lần nào", "Not signed yet";
    home_desk => "Việc theo chức vụ", "The work of your office";
    home_desk_members => "Danh sách và thông tin đảng viên", "The list of members and their data";
    home_desk_members_keep => "Thêm đảng viên, sửa thông tin, chuyển sinh hoạt đảng", "Add, edit and transfer members";
    home_desk_units => "Cơ cấu tổ chức, chức vụ, cấp ủy", "Units, offices and bodies";
    home_desk_archive => "Biên bản mà đồng chí được đọc", "The minutes that you may read";
    home_desk_archive_scope => "Biên bản của các tổ chức đảng trong phạm vi của đồng chí", "The minutes of the units in your scope";
    home_desk_audit => "Ai đã làm gì, lúc nào; nhật ký còn nguyên vẹn không", "Who did what and when, and whether the audit is intact";
    home_sealed => "Biên bản mới chốt", "Sealed lately";
    home_machine_units => "Lập, sửa tổ chức đảng; giao và bàn giao chức vụ", "Units, offices and their hand-over";
    home_machine_members => "Thêm đảng viên, cấp đường dẫn đặt mật khẩu", "Add members, make links to set passwords";
    home_machine_settings => "Thời hạn và các giá trị đang áp dụng", "Terms and values in force";

    notices_title => "Thông báo", "Notices";
    notices_none => "Chưa có thông báo nào. Thông báo họp, thay đổi và nhắc họp sẽ hiện ở đây.", "No notices yet. Invitations, changes and reminders will appear here.";
    notices_new => "Mới", "New";
    notices_read => "Đánh dấu đã xem", "Mark as read";
    notices_read_all => "Đánh dấu tất cả đã xem", "Mark all as read";
    notices_read_spoken(title: &str) => "Đánh dấu đã xem: {title}", "Mark as read: {title}";
    notices_open => "Xem cuộc họp", "See the meeting";
    notices_open_spoken(title: &str) => "Xem cuộc họp: {title}", "See the meeting: {title}";

    sign_in_lead => "Dùng số điện thoại hoặc thư điện tử mà bí thư chi bộ đã ghi cho đồng chí.", "Use the phone number or e-mail address that the secretary of your cell has entered for you.";
    sign_in_name => "Số điện thoại hoặc thư điện tử", "Phone number or e-mail address";
    sign_in_password => "Mật khẩu", "Password";
    sign_in_code => "Mã xác nhận", "Code";
    sign_in_code_hint => "6 chữ số trong ứng dụng xác thực trên điện thoại của đồng chí. Đồng chí nhập lại cả mật khẩu.", "The 6 digits shown by the authenticator on your phone. Please enter the password again as well.";
    sign_in_forgotten => "Quên mật khẩu?", "Forgotten the password?";
    sign_in_forgotten_text => "Đồng chí gọi bí thư chi bộ để nhận đường dẫn đặt mật khẩu mới. Bí thư cấp đường dẫn trong trang của từng đảng viên.", "Call the secretary of your cell for a link to set a new one. Secretaries find it on each member's page.";
    sign_in_passkey => "Đăng nhập bằng vân tay, khuôn mặt hoặc khóa màn hình", "Sign in with fingerprint, face or screen lock";
    sign_in_passkey_name => "Đồng chí nhập số điện thoại hoặc thư điện tử trước.", "Please enter your phone number or e-mail address first.";
    sign_in_passkey_failed => "Chưa đăng nhập được bằng cách này. Đồng chí thử lại hoặc dùng mật khẩu.", "That did not work. Try again or use your password.";

    password_title => "Đặt mật khẩu", "Set your password";
    password_for(name: &str) => "Dành cho đồng chí {name}", "For {name}";
    password_new => "Mật khẩu mới", "New password";
    password_hint(least: usize) => "Ít nhất {least} ký tự. Vài từ ghép lại dễ nhớ, ví dụ tên một bài hát, thì an toàn hơn ngày sinh.", "At least {least} characters. A few words you remember well are safer than a birthday.";
    password_old => "Mật khẩu đang dùng", "Present password";
    password_show => "Hiện mật khẩu", "Show the password";
    password_hide => "Ẩn mật khẩu", "Hide the password";
    password_again => "Nhập lại mật khẩu mới", "New password again";
    password_set => "Lưu mật khẩu", "Save password";
    password_then => "Sau đó đồng chí đăng nhập bằng mật khẩu này.", "Then sign in with this password.";
}
