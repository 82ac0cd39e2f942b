//! Words of the parts that pages of several areas share.

sentences! {
    parts_unread => "Chưa đọc", "Not read";
    parts_live => "Đang cập nhật", "Up to date";
    parts_lost => "Mất kết nối, đang nối lại…", "Connection lost, trying again…";
    parts_news => "Có thông tin mới.", "There is something new.";
}
