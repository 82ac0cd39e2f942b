//! Words of the parts that pages of several areas share.

sentences! {
    parts_unread => "Chưa đọc", "Not read";
}
