//! Words of the documents of meetings.
//!
//! Invariant: the size of a file is said before it is fetched.

sentences! {
    document_list => "Văn bản", "Documents";
    document_list_sub => "Văn bản của các cuộc họp mà đồng chí được triệu tập.", "Documents of the meetings you are summoned to.";
    document_unread => "Chờ đồng chí đọc", "Waiting for you to read";
    document_read => "Đã đọc", "Read";
    document_others => "Văn bản khác", "Other documents";
    document_empty => "Chưa có văn bản nào. Khi bí thư gửi văn bản họp, đồng chí sẽ thấy ở đây.", "There are no documents yet. When the secretary sends some, they appear here.";
    document_all_read => "Không còn văn bản nào chờ đồng chí đọc.", "No document is waiting for you to read.";
    document_back => "Văn bản", "Documents";
    document_archive => "Tìm trong biên bản đã chốt", "Search sealed minutes";
    document_open(kind: &str, size: &str) => "Mở văn bản ({kind}, {size})", "Open the document ({kind}, {size})";
    document_open_note => "Mở văn bản thì hệ thống ghi là đồng chí đã đọc.", "Opening it records that you have read it.";
    document_opened => "Đồng chí đã đọc", "You have read it";
    document_not_opened => "Chưa đọc", "Not read";
    document_meeting => "Cuộc họp", "Meeting";
    document_kind => "Loại tệp", "Kind of file";
    document_bytes => "Dung lượng", "Size";
    document_added => "Ngày đưa lên", "Added";
    document_added_by => "Người đưa lên", "Added by";
    document_check => "Mã kiểm tra của tệp", "Check sum of the file";
    document_check_note => "Tệp tải về mà có mã SHA-256 đúng như dưới đây thì còn nguyên vẹn.", "A downloaded file with this SHA-256 is unchanged.";
    document_remove_title => "Gỡ văn bản này", "Remove this document";
    document_remove_note => "Văn bản sẽ không còn trong cuộc họp. Ai đã đọc vẫn được lưu trong nhật ký.", "The document leaves the meeting. Who opened it stays in the record.";
    document_remove => "Gỡ văn bản", "Remove the document";

    document_new => "Thêm văn bản họp", "Add a document";
    document_new_title => "Tên văn bản", "Title";
    document_new_title_hint => "Ví dụ: Dự thảo nghị quyết tháng 12. Để trống thì lấy tên tệp.", "For example: Draft resolution for December. Left empty, the file's name is taken.";
    document_new_item => "Thuộc nội dung", "Belongs to";
    document_new_whole => "Cả cuộc họp", "The whole meeting";
    document_new_file => "Tệp văn bản", "File";
    document_new_limit(most: u64) => "PDF, Word, Excel hoặc ảnh, tối đa {most} MB", "PDF, Word, Excel or a picture, at most {most} MB";
    document_new_secrecy => "Độ mật", "Secrecy";
    document_new_secrecy_none => "Không mật", "Not secret";
    document_new_secrecy_any => "Mật, tối mật hoặc tuyệt mật", "Secret of any degree";
    document_new_secrecy_hint => "Không đưa lên hệ thống được. Đồng chí phát bản giấy tại cuộc họp.", "Cannot be put here. Please hand it out on paper.";
    document_new_do => "Đưa văn bản lên", "Add the document";
    document_new_late(days: u32) => "Văn bản họp nên gửi trước ít nhất {days} ngày. Cuộc họp này đã gần hơn thế, đồng chí vẫn gửi được.", "Documents should be out at least {days} days before. The meeting is closer than that; you can still add one.";

    readers_title => "Ai đã đọc văn bản", "Who has read the documents";
    readers_count(count: usize, all: usize) => "{count}/{all} đồng chí đã đọc", "{count} of {all} have read it";
    readers_at(at: &str) => "Mở lúc {at}", "Opened at {at}";
    readers_names => "Xem danh sách", "Show names";
    readers_none => "Chưa có ai đọc.", "Nobody has read it yet.";
    readers_missing => "Chưa đọc văn bản nào", "Have read nothing";
    readers_missing_none => "Mọi người được triệu tập đều đã đọc ít nhất một văn bản.", "Everybody summoned has read at least one document.";
    readers_empty => "Cuộc họp này chưa có văn bản.", "This meeting has no documents yet.";
    readers_add => "Thêm văn bản", "Add a document";
}
