//! Words of the minutes' pages and of the archive.
//!
//! Invariant: what cannot be undone is said before it is done.

sentences! {
    minutes_title => "Biên bản", "Minutes";
    minutes_of(title: &str) => "Biên bản: {title}", "Minutes: {title}";
    minutes_step_draft => "Soạn thảo", "Draft";
    minutes_step_confirm => "Xác nhận", "Confirm";
    minutes_step_seal => "Chốt", "Seal";
    minutes_draft_now => "Việc cần làm: đọc lại và xác nhận", "To do: read it and confirm";
    minutes_draft_note => "Dự thảo được soạn sẵn từ diễn biến cuộc họp. Đồng chí đọc lại, sửa chỗ chưa đúng rồi xác nhận.", "The draft was made from what happened. Read it, correct what is wrong, then confirm.";
    minutes_wait_note => "Biên bản đang được soạn. Khi chốt xong, đồng chí đọc được toàn văn tại đây.", "The minutes are being written. Once sealed they stand here in full.";
    minutes_confirm => "Xác nhận nội dung đúng", "Confirm that it is correct";
    minutes_untold => "Trong biên bản không thấy:", "Not found in the minutes:";
    minutes_untold_note => "Đồng chí so lại với kết quả đã công bố và điểm danh. Nếu biên bản viết theo cách khác mà đúng thì cứ tiếp tục.", "Please compare with what was declared and with the attendance. If the minutes say the same in other words, go on.";
    minutes_confirm_untold => "Vẫn xác nhận như đã viết", "Confirm it as written all the same";
    minutes_seal_untold => "Vẫn chốt như đã viết", "Seal it as written all the same";
    minutes_edit => "Sửa biên bản", "Edit the minutes";
    minutes_edit_again => "Sửa lại", "Edit again";
    minutes_redraft_title => "Soạn lại từ đầu", "Draft again";
    minutes_redraft_note => "Dự thảo được soạn lại từ điểm danh, ý kiến và kết quả biểu quyết. Những chỗ đồng chí đã tự sửa sẽ mất.", "The draft is made again from attendance, opinions and votes. What you edited by hand is lost.";
    minutes_redraft => "Soạn lại từ đầu", "Draft again";
    minutes_confirmed_now => "Đã xác nhận, chờ chốt", "Confirmed, not yet sealed";
    minutes_confirmed_note => "Thư ký và chủ trì ký bản in, rồi chủ trì chốt biên bản trên hệ thống.", "The minute-taker and the chair sign the printed copy; then the chair seals the minutes here.";
    minutes_seal => "Chốt biên bản", "Seal the minutes";
    minutes_print => "Bản in để ký", "Copy to print and sign";
    minutes_print_sealed => "Bản in", "Copy to print";
    minutes_sealed_at(at: &str, by: &str) => "Chốt lúc {at}, người chốt: {by}.", "Sealed at {at} by {by}.";
    minutes_intact => "Nội dung còn nguyên như khi chốt.", "The content is as it was when sealed.";
    minutes_broken => "Nội dung không còn khớp với mã kiểm tra lúc chốt. Đồng chí báo ngay cho quản trị hệ thống và không dùng bản này.", "The content no longer matches its check sum. Tell the administrator at once and do not use this copy.";
    minutes_hash => "Mã kiểm tra", "Check sum";
    minutes_hash_note => "Mã SHA-256 này tính từ toàn văn biên bản; sửa một chữ là mã khác đi.", "This SHA-256 covers the whole text; one changed letter changes it.";
    minutes_chair => "Chủ trì", "Chair";
    minutes_taker => "Thư ký", "Minute-taker";
    minutes_text => "Nội dung biên bản", "Text of the minutes";
    minutes_number => "Số biên bản", "Number of the minutes";
    minutes_number_hint => "Ví dụ: 05-BB/CB. Để dấu chấm nếu sẽ ghi số bằng tay trên bản in.", "For example: 05-BB/CB. Leave the dots to write the number on the printed copy by hand.";
    minutes_written_in => "Địa danh", "Place on the paper";
    minutes_written_in_hint => "Tên xã, phường ghi trước ngày tháng trên bản in.", "The commune, before the date on the printed copy.";
    minutes_edit_hint => "Mỗi đoạn một dòng. Dòng bắt đầu bằng số La Mã là tiêu đề phần.", "One paragraph a line. A line that begins with a Roman number is a heading.";
    minutes_save => "Lưu", "Save";
    minutes_seal_title => "Chốt biên bản?", "Seal the minutes?";
    minutes_seal_note => "Chốt rồi thì không sửa được nữa; muốn thay đổi phải thêm bản bổ sung có đánh số. Mọi đảng viên được triệu tập đọc được biên bản đã chốt.", "Sealed minutes can no longer be edited; changes are numbered addenda. Everyone summoned can read them.";
    minutes_seal_back => "Chưa chốt, xem lại", "Not yet, look again";
    minutes_seal_not_confirmed => "Biên bản chưa được xác nhận nên chưa chốt được.", "The minutes have not been confirmed yet.";
    minutes_addendum(number: u32) => "Bản bổ sung số {number}", "Addendum no. {number}";
    minutes_addendum_by(by: &str, at: &str) => "{by}, {at}", "{by}, {at}";
    minutes_addendum_new => "Thêm bản bổ sung", "Add an addendum";
    minutes_addendum_text => "Nội dung bổ sung", "Text of the addendum";
    minutes_addendum_hint => "Nêu rõ bổ sung hoặc đính chính phần nào. Biên bản gốc giữ nguyên.", "Say what is added or corrected. The minutes themselves stay as they are.";
    minutes_addendum_look => "Xem lại trước khi ghi", "Look at it before adding";
    minutes_addendum_review => "Xem lại bản bổ sung", "Look at the addendum once more";
    minutes_addendum_change => "Sửa lại", "Change it";
    minutes_addendum_save => "Ghi bản bổ sung", "Save the addendum";
    minutes_addendum_final => "Ghi rồi thì bản bổ sung không sửa được nữa.", "Once saved, the addendum cannot be edited.";
    minutes_print_how => "In trên giấy khổ A4, bằng lệnh In của trình duyệt.", "Printed on A4 paper, by the browser's print command.";
    paper_number(number: &str) => "Số {number}", "No. {number}";
    paper_minutes => "BIÊN BẢN", "MINUTES";
    paper_draft => "DỰ THẢO, CHƯA CHỐT", "DRAFT, NOT SEALED";
    paper_taker => "THƯ KÝ", "MINUTE-TAKER";
    paper_chair => "CHỦ TRÌ", "CHAIR";
    paper_addendum(number: u32) => "BẢN BỔ SUNG SỐ {number}", "ADDENDUM NO. {number}";
    minutes_back => "Về biên bản", "Back to the minutes";

    archive_title => "Kho lưu trữ biên bản", "Archive of minutes";
    archive_search => "Tìm trong biên bản", "Search the minutes";
    archive_hint => "Không gõ dấu cũng tìm được.", "You need not type the accents.";
    archive_more(most: usize) => "Đây là {most} biên bản mới nhất. Muốn tìm biên bản cũ hơn, đồng chí gõ vài từ, ví dụ: tháng 3/2026.", "These are the newest {most} minutes. To find older ones, type a few words, such as: tháng 3/2026.";
    archive_more_found(most: usize) => "Có hơn {most} biên bản phù hợp, đây là {most} biên bản đầu. Đồng chí gõ thêm từ để tìm đúng hơn.", "More than {most} minutes match; these are the first {most}. Type another word to narrow the search.";
    archive_found(count: usize) => "Tìm thấy {count} biên bản", "Minutes found: {count}";
    archive_none(words: &str) => "Trong các biên bản đồng chí được đọc, không có biên bản nào chứa “{words}”. Đồng chí thử từ ngắn hơn.", "None of the minutes that you may read contain “{words}”. Try a shorter word.";
    archive_empty => "Chưa có biên bản đã chốt nào mà đồng chí được đọc. Biên bản dành cho người được triệu tập, cấp ủy của tổ chức đảng đó và bí thư, kiểm tra cấp trên.", "There are no sealed minutes that you may read. Minutes are for those summoned to the meeting, the leaders of that unit, and the secretaries and inspectors above.";
    archive_all => "Xem tất cả", "Show all";
    archive_row(unit: &str, date: &str) => "{unit} · họp ngày {date}", "{unit} · held on {date}";
    archive_in_addendum(number: u32, excerpt: &str) => "Bản bổ sung số {number}: {excerpt}", "Addendum {number}: {excerpt}";
    archive_addenda(count: u32) => "{count} bản bổ sung", "Addenda: {count}";
}
