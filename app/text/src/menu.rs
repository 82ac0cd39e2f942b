//! Entries of the account menu, by role.

sentences! {
    menu_notices => "Thông báo", "Notices";
    menu_archive => "Kho lưu trữ biên bản", "Archive of minutes";
    menu_units => "Tổ chức đảng", "Organisation";
    menu_rules => "Quy định biểu quyết", "Voting rules";
    menu_settings => "Cài đặt", "Settings";
    menu_jobs => "Công việc tự động", "Background jobs";
    menu_audit => "Nhật ký", "Audit log";
}
