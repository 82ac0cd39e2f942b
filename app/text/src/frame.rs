//! Words of the frame around every page: bar, places, sizes, errors, and of the components.

sentences! {
    product => "Chi bộ", "Chibo";
    product_line => "Họp và hồ sơ không giấy tờ", "Meetings and records without paper";
    place_home => "Việc của tôi", "My tasks";
    place_meetings => "Họp", "Meetings";
    place_documents => "Văn bản", "Documents";
    place_members => "Hồ sơ", "Records";

    frame_skip => "Đến nội dung chính", "Skip to main content";
    offline => "Máy đang mất mạng nên chưa gửi được. Những gì đồng chí đã chọn, đã viết vẫn còn ở đây. Có mạng thì bấm lại.", "This device is offline, so nothing was sent. What you chose and wrote is still here. Press again once the network is back.";
    frame_notice => "Thông báo", "Notice";
    frame_display => "Hiển thị", "Display";
    frame_menu => "Tôi", "Me";
    frame_account => "Tài khoản của tôi", "My account";
    frame_units => "Làm việc tại", "Working in";
    frame_sign_out => "Đăng xuất", "Sign out";
    frame_places => "Các mục chính", "Main places";
    frame_unread => "thông báo chưa đọc", "unread notices";

    size_title => "Cỡ chữ", "Text size";
    size_normal => "Vừa", "Normal";
    size_large => "Lớn", "Large";
    size_largest => "Rất lớn", "Largest";
    size_larger => "Chữ lớn hơn", "Larger text";
    size_normal_again => "Trở lại cỡ chữ vừa", "Back to normal text";
    language_title => "Ngôn ngữ", "Language";

    form_problems => "Cần sửa lại", "Please correct this";
    form_refused => "Chưa thực hiện được", "This was not done";
    form_error => "Lỗi:", "Error:";
    form_optional => "(không bắt buộc)", "(optional)";
    newer_title => "Bản đã được ghi trong lúc đồng chí viết", "What was saved while you were writing";
    newer_of(label: &str) => "{label} (bản đã được ghi)", "{label} (as it was saved)";
    form_file_again => "Đồng chí vui lòng chọn lại tệp", "Please choose the file again";
    pick_count(chosen: usize, all: usize) => "(chọn {chosen}/{all})", "({chosen} of {all} chosen)";
    search_do => "Tìm", "Search";

    pages_label => "Các trang của danh sách", "Pages of the list";
    pages_previous => "Trang trước", "Previous";
    pages_next => "Trang sau", "Next";
    pages_here(current: usize, last: usize) => "Trang {current}/{last}", "Page {current} of {last}";

    live_connected => "Trang này tự cập nhật", "This page updates by itself";
    live_lost => "Mất kết nối, đang nối lại…", "Connection lost, trying again…";
    live_news => "Có thông tin mới.", "There is something new.";
    cast_sending => "Đang gửi…", "Sending…";
    cast_waiting => "Mất mạng. Đang gửi lại phiếu – đồng chí đừng đóng trang này…", "No network. Sending the ballot again – please keep this page open…";
    reload => "Tải lại", "Reload";
    box_warning => "Lưu ý:", "Warning:";
    agenda_done => "Đã xong:", "Done:";
    agenda_now => "Đang bàn", "Now";
    print_do => "In", "Print";
    copy_do => "Sao chép", "Copy";
    copy_done => "Đã sao chép.", "Copied.";
    copy_failed => "Chưa sao chép được. Đồng chí hãy chọn đoạn chữ rồi sao chép bằng tay.", "Could not copy. Select the text and copy it by hand.";

    sign_in => "Đăng nhập", "Sign in";
    error_home => "Về trang Việc của tôi", "Go to My tasks";
    error_request => "Mã yêu cầu, để báo cho quản trị hệ thống:", "Reference number for the administrator:";
    error_written => "Nội dung đồng chí đã nhập, chưa được ghi", "What you wrote, not saved";
    error_401_written => "Nội dung đồng chí vừa nhập chưa được ghi. Đồng chí hãy sao chép phần dưới đây, rồi đăng nhập.", "What you have just written is not saved. Please copy it here, then sign in.";
    error_401 => "Đồng chí cần đăng nhập", "Please sign in";
    error_401_next => "Phiên làm việc đã hết hoặc chưa đăng nhập. Đăng nhập xong, đồng chí sẽ trở lại đúng trang này.", "Your session has ended or you have not signed in. After signing in you come back to this page.";
    error_403 => "Đồng chí không có quyền mở trang này hoặc làm việc này", "You may not open this page or do this";
    error_403_next => "Quyền đi theo chức vụ được giao. Nếu cần, đồng chí báo bí thư hoặc quản trị hệ thống.", "Access follows from the office a person holds. If you need it, please ask the secretary or the administrator.";
    error_404 => "Không tìm thấy trang này", "This page was not found";
    error_404_next => "Đường dẫn có thể đã thay đổi, hoặc trang không dành cho đồng chí.", "The address may have changed, or the page is not open to you.";
    error_409 => "Lúc này chưa làm được việc này", "This cannot be done now";
    error_409_next => "Lần gửi này không làm thay đổi gì. Đồng chí mở lại trang trước để xem tình hình hiện nay.", "This attempt changed nothing. Open the page before this one again to see how things stand.";
    error_413 => "Nội dung gửi lên quá lớn", "Too much was sent";
    error_413_next => "Đồng chí hãy quay lại, rút ngắn nội dung hoặc chọn tệp nhỏ hơn.", "Please go back and shorten the text or choose a smaller file.";
    error_415 => "Không nhận được loại nội dung này", "This kind of content is not taken";
    error_415_next => "Đồng chí hãy quay lại và chọn tệp PDF, Word, Excel hoặc ảnh.", "Please go back and choose a PDF, Word, Excel or picture file.";
    error_422 => "Chưa ghi được", "Not saved yet";
    error_422_next => "Đồng chí hãy quay lại, kiểm tra những gì đã nhập rồi gửi lại.", "Please go back, check what you entered and send it again.";
    error_429 => "Đồng chí thử quá nhiều lần", "Too many attempts";
    error_429_next => "Đồng chí hãy chờ một phút rồi thử lại.", "Please wait a minute and try again.";
    error_500 => "Hệ thống gặp lỗi", "Something went wrong here";
    error_500_next => "Lỗi không do đồng chí. Đồng chí hãy thử lại sau ít phút.", "This is not your fault. Please try again in a few minutes.";
    error_503 => "Hệ thống đang bận hoặc bảo trì", "The system is busy or under maintenance";
    error_503_next => "Đồng chí hãy thử lại sau ít phút.", "Please try again in a few minutes.";
}
