//! Words of the cell's tablet: keeping tablets and cards, the cards on paper, and the screen of the tablet itself.

sentences! {
    // The unit's page of tablets and cards
    tablets_title => "Máy tính bảng và thẻ", "Tablet and cards";
    tablets_sub => "Để đồng chí không có điện thoại biểu quyết được tại chỗ", "So that members without a phone can vote in the room";
    tablets_how => "Đồng chí đăng ký một máy tính bảng đặt trong phòng họp, in cho mỗi đồng chí cần dùng một thẻ kèm mã PIN, rồi cho phép cách bỏ phiếu này khi mở biểu quyết.", "Register a tablet that stands in the meeting room, print a card and a PIN for everybody who needs one, and allow this way of voting when opening a vote.";
    tablets_here => "Máy đã đăng ký", "Registered tablets";
    tablets_none => "Chưa đăng ký máy nào.", "No tablet is registered yet.";
    tablets_since(by: &str, day: &str) => "{by} đăng ký ngày {day}", "Registered by {by} on {day}";
    tablets_retire => "Bỏ", "Remove";
    tablets_retire_spoken(name: &str) => "Bỏ đăng ký máy {name}", "Remove the tablet {name}";
    tablets_register => "Đăng ký thiết bị này", "Register this device";
    tablets_register_how => "Đồng chí mở trang này ngay trên máy tính bảng rồi bấm nút dưới đây. Máy sẽ đăng xuất tài khoản của đồng chí và từ đó chỉ dùng để biểu quyết bằng thẻ.", "Open this page on the tablet itself, then press the button below. The tablet signs you out and from then on serves for voting with cards only.";
    tablets_name => "Tên máy", "Name of the tablet";
    tablets_name_hint => "Ví dụ: Máy tính bảng nhà văn hóa", "For example: Tablet in the village hall";
    tablets_register_do => "Đăng ký máy này", "Register this device";

    cards_title => "Thẻ biểu quyết", "Voting cards";
    cards_legend => "Chọn những đồng chí cần in thẻ", "Choose whose cards to print";
    cards_none => "Chưa có thẻ", "No card";
    cards_since(day: &str) => "Có thẻ từ ngày {day}", "Card since {day}";
    cards_locked => "Thẻ bị khóa vì nhập sai mã PIN nhiều lần", "Card locked after too many wrong PINs";
    cards_hint => "Thẻ mới thay thẻ cũ: thẻ và mã PIN cũ hết dùng được ngay.", "A new card replaces the old one: the old card and its PIN stop working at once.";
    cards_print => "In thẻ cho những người đã chọn", "Print cards for those chosen";
    cards_print_missing => "In thẻ cho mọi người chưa có thẻ", "Print cards for everybody without one";
    cards_revoke => "Thu hồi thẻ", "Revoke cards";
    cards_revoke_do => "Thu hồi", "Revoke";
    cards_revoke_spoken(name: &str) => "Thu hồi thẻ của {name}", "Revoke the card of {name}";
    cards_nobody => "Chưa có đảng viên nào có quyền biểu quyết.", "There is no member with a vote yet.";

    // On paper
    cards_sheet => "Thẻ để in", "Cards to print";
    cards_sheet_how => "Mã chỉ hiện ở trang này một lần. Đồng chí dùng lệnh In của trình duyệt, khổ A4, rồi cắt theo đường kẻ.", "The codes are shown on this page once. Please use the browser's Print command, A4, then cut along the lines.";
    cards_sheet_give => "Đưa thẻ và phiếu mã PIN tận tay từng đồng chí; phiếu mã PIN cất riêng, không để cùng thẻ. Ai có cả hai thì biểu quyết được thay người đó.", "Give card and PIN slip to each member in person; the slip is kept apart from the card. Whoever holds both can vote in that member's place.";
    cards_sheet_back => "Về trang máy tính bảng và thẻ", "Back to tablet and cards";
    card_head => "Thẻ biểu quyết", "Voting card";
    card_code => "Mã thẻ", "Card code";
    card_qr(name: &str) => "Mã QR trên thẻ của {name}", "QR code on the card of {name}";
    card_born(year: i32) => "Sinh năm {year}", "Born {year}";
    slip_head => "Mã PIN", "PIN";
    slip_keep => "Giữ kín, cất riêng với thẻ.", "Keep it secret and apart from the card.";

    // The tablet
    tablet_title => "Biểu quyết bằng thẻ", "Vote with a card";
    tablet_unknown => "Thiết bị này chưa được đăng ký", "This device is not registered";
    tablet_unknown_how => "Bí thư mở trang chi bộ trên chính máy này, chọn “Máy tính bảng và thẻ” rồi đăng ký.", "The secretary opens the cell's page on this very device, chooses “Tablet and cards” and registers it.";
    tablet_to_sign_in => "Đăng nhập", "Sign in";
    tablet_open => "Đang mở biểu quyết", "Open votes";
    tablet_none_open => "Chưa có biểu quyết nào đang mở.", "No vote is open yet.";
    tablet_no_meeting => "Chưa có cuộc họp nào đang diễn ra.", "No meeting is in session.";
    tablet_reload => "Tải lại", "Load again";
    tablet_card => "Mã thẻ", "Card code";
    tablet_card_hint => "10 chữ số in cạnh hình vuông trên thẻ", "The 10 digits printed beside the square on the card";
    tablet_pin => "Mã PIN", "PIN";
    tablet_pin_hint => "6 chữ số trên phiếu nhỏ kèm theo thẻ", "The 6 digits on the small slip that came with the card";
    tablet_enter => "Tiếp tục", "Go on";
    tablet_scan => "Quét thẻ bằng máy ảnh", "Scan the card with the camera";
    tablet_scanning => "Đưa hình vuông trên thẻ vào trước máy ảnh.", "Hold the square on the card before the camera.";
    tablet_scanned => "Đã đọc thẻ. Đồng chí nhập mã PIN.", "The card was read. Please type the PIN.";
    tablet_scan_failed => "Không dùng được máy ảnh. Đồng chí nhập 10 chữ số trên thẻ.", "The camera cannot be used. Please type the 10 digits on the card.";
    tablet_voter(name: &str) => "Đồng chí {name}", "{name}";
    tablet_leave => "Thôi, trả máy", "Stop, hand back the tablet";
    tablet_votes => "Biểu quyết của đồng chí", "Your votes";
    tablet_votes_none => "Hiện không có biểu quyết nào cần đồng chí bỏ phiếu. Đồng chí trả máy cho người sau.", "There is no vote for you now. Please hand the tablet on.";
    tablet_vote_do => "Bỏ phiếu", "Vote";
    tablet_vote_spoken(question: &str) => "Bỏ phiếu: {question}", "Vote: {question}";
    tablet_recorded => "Đã bỏ phiếu", "Voted";
    tablet_on_paper => "Đã nhận phiếu giấy", "Has a paper ballot";
    tablet_not_here => "Chưa điểm danh. Đồng chí báo bí thư điểm danh.", "Not checked in. Please ask the secretary to mark you present.";
}
