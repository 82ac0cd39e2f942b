//! Words of the administrator's pages: jobs and settings.

sentences! {
    jobs_title => "Công việc tự động", "Background jobs";
    jobs_sub => "Gửi thư, nhắc họp và dọn tệp chạy tự động. Trang này cho biết việc nào cần đồng chí xem lại.", "Letters, reminders and clean-up run by themselves. This page shows what needs you.";
    jobs_files => "Chưa cấu hình máy chủ thư. Thư chưa đến tay người nhận mà được ghi thành tệp trong thư mục dữ liệu. Muốn gửi thật, đồng chí khai báo máy chủ thư trong cấu hình rồi khởi động lại.", "No mail server is configured. Letters do not reach people; they are written to files in the data directory. To send them, name a mail server in the configuration and restart.";
    jobs_dead(count: usize) => "{count} việc không thành công", "Failed jobs: {count}";
    jobs_dead_hint => "Hệ thống đã thử nhiều lần rồi dừng. Đồng chí xem nguyên nhân, khắc phục rồi cho chạy lại.", "The system tried many times and stopped. Look at the cause, put it right and run it again.";
    jobs_dead_none => "Không có việc nào bị lỗi.", "No job has failed.";
    jobs_retry => "Chạy lại", "Run again";
    jobs_retry_spoken(kind: &str, about: &str) => "Chạy lại: {kind}, {about}", "Run again: {kind}, {about}";
    jobs_attempts(count: u32) => "đã thử {count} lần", "tries: {count}";
    jobs_error => "Lỗi gần nhất", "Last error";
    jobs_waiting => "Đang chờ", "Waiting";
    jobs_waiting_none => "Không có việc nào đang chờ.", "Nothing is waiting.";
    jobs_kind => "Việc", "Job";
    jobs_about => "Cho ai, về gì", "For";
    jobs_due => "Chạy lúc", "Due";
    jobs_tries => "Số lần đã thử", "Tries";
    jobs_number_done => "Đã xong", "Done";

    settings_title => "Cài đặt", "Settings";
    settings_sub => "Mỗi thay đổi có ngày áp dụng và người thay đổi. Giá trị cũ được giữ lại.", "Each change is kept with its date and the name of whoever made it. Earlier values stay.";
    settings_since(day: &str) => "từ {day}", "since {day}";
    settings_default => "Giá trị ban đầu", "Initial value";
    settings_source(source: &str) => "Căn cứ: {source}", "Source: {source}";
    settings_own_choice => "Do hệ thống đặt, không theo văn bản nào", "Set by the system, not by a document";
    settings_present => "Đang áp dụng", "In force";
    settings_value => "Giá trị mới", "New value";
    settings_value_hint(least: i64, most: i64) => "Số nguyên từ {least} đến {most}", "A whole number from {least} to {most}";
    settings_from => "Áp dụng từ ngày", "In force from";
    settings_do => "Lưu cài đặt", "Save the setting";
    settings_history => "Các lần thay đổi", "History";
    settings_history_none => "Chưa thay đổi lần nào.", "No changes yet.";
    settings_by => "Người thay đổi", "Changed by";
    settings_was => "Giá trị", "Value";
}
