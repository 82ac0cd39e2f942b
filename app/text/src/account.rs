//! Words of the page of the own account.

sentences! {
    account_title => "Tài khoản của tôi", "My account";
    account_contact => "Thông tin đăng nhập", "How you sign in";
    account_phone => "Số điện thoại", "Phone number";
    account_email => "Thư điện tử", "E-mail";
    account_nothing => "Chưa có", "None";
    account_contact_wrong_lead => "Nếu thông tin chưa đúng, đồng chí báo bí thư đảng ủy cấp trên hoặc quản trị hệ thống.", "If something is wrong, please tell the secretary of the committee above or the administrator.";
    account_contact_wrong => "Nếu thông tin chưa đúng, đồng chí báo bí thư chi bộ.", "If something is wrong, please tell the secretary of your cell.";
    account_password => "Đổi mật khẩu", "Change the password";
    account_password_lead => "Đổi xong, đồng chí vẫn đăng nhập trên thiết bị này; các thiết bị khác bị đăng xuất.", "You stay signed in on this device; all other devices are signed out.";
    account_password_forgotten => "Nếu quên mật khẩu đang dùng, đồng chí nhờ bí thư chi bộ cấp đường dẫn đặt lại mật khẩu.", "If you have forgotten the present password, ask the secretary of your cell for a link to set a new one.";

    account_code => "Mã xác nhận khi đăng nhập", "Code at sign-in";
    account_code_on => "Đang bật: mỗi lần đăng nhập, hệ thống hỏi thêm mã 6 số trên điện thoại của đồng chí.", "On: each sign-in also asks for the 6 digits shown on your phone.";
    account_code_off => "Người khác biết mật khẩu cũng không vào được, vì phải có thêm mã trên điện thoại của đồng chí. Nên bật đối với bí thư, phó bí thư và người quản trị.", "Nobody gets in with your password alone: the code on your phone is needed too. Recommended for secretaries, deputies and administrators.";
    account_code_set_up => "Bật mã xác nhận", "Turn on the code";
    account_code_drop => "Tắt mã xác nhận", "Turn off the code";
    account_code_sure => "Khi tắt, chỉ cần mật khẩu là đăng nhập được.", "Without it the password alone is enough to sign in.";
    account_code_title => "Bật mã xác nhận", "Turn on the code";
    account_code_step_app => "Cài ứng dụng xác thực trên điện thoại", "Install an authenticator on your phone";
    account_code_step_app_text => "Ví dụ Google Authenticator hoặc Microsoft Authenticator.", "For example Google Authenticator or Microsoft Authenticator.";
    account_code_step_scan => "Mở ứng dụng, quét mã này", "Open it and scan this code";
    account_code_qr => "Mã QR để quét bằng ứng dụng xác thực", "QR code for the authenticator";
    account_code_secret => "Không quét được thì nhập mã này", "Or type this key";
    account_code_here => "Đang dùng chính điện thoại này: mở ứng dụng xác thực", "On this phone: open the authenticator";
    account_code_step_enter => "Nhập 6 số mà ứng dụng đang hiện", "Enter the 6 digits it shows";
    account_code_digits => "Mã 6 số", "6 digits";
    account_code_confirm => "Xác nhận và bật", "Confirm and turn on";

    account_passkeys => "Đăng nhập không cần mật khẩu", "Sign in without a password";
    account_passkeys_text => "Dùng vân tay, khuôn mặt hoặc khóa màn hình của thiết bị thay cho mật khẩu.", "Use the fingerprint, face or screen lock of your device instead of the password.";
    account_passkeys_no_name => "Chưa thêm được thiết bị: hệ thống đang chạy trên một địa chỉ không có tên. Đồng chí hỏi quản trị hệ thống.", "No device can be added: the system runs on an address without a name. Please ask the administrator.";
    account_passkeys_none => "Chưa có thiết bị nào.", "No device yet.";
    account_passkeys_since(day: &str) => "Thêm ngày {day}", "Added on {day}";
    account_passkey_add => "Thêm thiết bị này", "Add this device";
    account_passkey_failed => "Chưa thêm được thiết bị. Đồng chí thử lại sau.", "The device could not be added. Please try again.";
    account_passkey_drop => "Bỏ", "Remove";
    account_passkey_drop_spoken(name: &str) => "Bỏ thiết bị {name}", "Remove {name}";

    account_sessions => "Thiết bị đang đăng nhập", "Signed-in devices";
    account_session_this => "Thiết bị này", "This device";
    account_session_seen(when: &str) => "Dùng lần cuối {when}", "Last used {when}";
    account_session_unknown => "Thiết bị không rõ tên", "Unnamed device";
    account_sign_out_everywhere => "Đăng xuất mọi thiết bị", "Sign out everywhere";
    account_sign_out_everywhere_text => "Nên làm khi mất điện thoại hoặc thấy thiết bị lạ. Đồng chí sẽ đăng nhập lại trên thiết bị này.", "Do this when a phone is lost or a device looks strange. You will sign in again here.";
}
