//! What is wrong, in words: one sentence for each [`Fault`].
//!
//! Invariant: every sentence says what to do next, blames nobody and shows no code; a new fault
//! does not compile until it has its sentence in every language.

use crate::Text;
use domain::Fault;

impl Text {
    /// What a person reads beside a field, or above a page that was refused.
    #[must_use]
    pub fn fault(self, fault: &Fault) -> String {
        match fault {
            Fault::FormTooLarge => self.fault_form_too_large(),
            Fault::FormUnreadable => self.fault_form_unreadable(),
            Fault::Missing => self.fault_missing(),
            Fault::TooLong { most } => self.fault_too_long(*most),
            Fault::TooShort { least } => self.fault_too_short(*least),
            Fault::ControlCharacters => self.fault_control_characters(),
            Fault::NotADate => self.fault_not_a_date(),
            Fault::NoSuchDay => self.fault_no_such_day(),
            Fault::YearOutOfRange { least, most } => self.fault_year_out_of_range(*least, *most),
            Fault::NotATime => self.fault_not_a_time(),
            Fault::NotANumber { least, most } => self.fault_not_a_number(*least, *most),
            Fault::NotAChoice => self.fault_not_a_choice(),
            Fault::NotAPhone => self.fault_not_a_phone(),
            Fault::NotAnEmail => self.fault_not_an_email(),
            Fault::NotALink => self.fault_not_a_link(),
            Fault::DateInPast => self.fault_date_in_past(),
            Fault::DateInFuture => self.fault_date_in_future(),
            Fault::DateTooFar { most } => self.fault_date_too_far(&crate::dates::day(*most)),
            Fault::TimeInPast => self.fault_time_in_past(),
            Fault::MeetingHourOver => self.fault_meeting_hour_over(),
            Fault::BeforeBirth => self.fault_before_birth(),
            Fault::TooYoung { least } => self.fault_too_young(*least),
            Fault::OfficialBeforeJoining => self.fault_official_before_joining(),
            Fault::EndBeforeStart => self.fault_end_before_start(),
            Fault::TookEffect { on } => self.fault_took_effect(&crate::dates::day(*on)),
            Fault::NewerChange => self.fault_newer_change(),
            Fault::ChangeComing => self.fault_change_coming(),
            Fault::BeforeBeginning { began } => self.fault_before_beginning(&crate::dates::day(*began)),
            Fault::TwiceTheSame => self.fault_twice_the_same(),
            Fault::WrongSignIn => self.fault_wrong_sign_in(),
            Fault::WrongCode => self.fault_wrong_code(),
            Fault::WrongPassword => self.fault_wrong_password(),
            Fault::WrongCard { tries } => self.fault_wrong_card(*tries),
            Fault::TooManyCards { most } => self.fault_too_many_cards(*most),
            Fault::TabletMissing => self.fault_tablet_missing(),
            Fault::PasskeyFailed => self.fault_passkey_failed(),
            Fault::CommonPassword => self.fault_common_password(),
            Fault::WeakPassword { least } => self.fault_weak_password(*least),
            Fault::PasswordsDiffer => self.fault_passwords_differ(),
            Fault::LinkUsed => self.fault_link_used(),
            Fault::LinkShown => self.fault_link_shown(),
            Fault::CardsShown => self.fault_cards_shown(),
            Fault::PhoneOrEmailNeeded => self.fault_phone_or_email_needed(),
            Fault::PhoneTaken => self.fault_phone_taken(),
            Fault::EmailTaken => self.fault_email_taken(),
            Fault::ContactOfOfficer => self.fault_contact_of_officer(),
            Fault::NoContact => self.fault_no_contact(),
            Fault::AlreadySetUp => self.fault_already_set_up(),
            Fault::UnitInUse => self.fault_unit_in_use(),
            Fault::UnitClosed => self.fault_unit_closed(),
            Fault::UnitMovedBelowItself => self.fault_unit_moved_below_itself(),
            Fault::StatusNotReachable => self.fault_status_not_reachable(),
            Fault::OfficeAlreadyHeld => self.fault_office_already_held(),
            Fault::NotAMemberHere => self.fault_not_a_member_here(),
            Fault::NotOfficialOnThatDay => self.fault_not_official_on_that_day(),
            Fault::GroupListsOnly => self.fault_group_lists_only(),
            Fault::OfficeFirst => self.fault_office_first(),
            Fault::CellFirst => self.fault_cell_first(),
            Fault::SameUnit => self.fault_same_unit(),
            Fault::AgendaEmpty => self.fault_agenda_empty(),
            Fault::MeetingNotChangeable => self.fault_meeting_not_changeable(),
            Fault::MeetingNotAnnounced => self.fault_meeting_not_announced(),
            Fault::MeetingNotInSession => self.fault_meeting_not_in_session(),
            Fault::MeetingBegun => self.fault_meeting_begun(),
            Fault::OpeningUnusual => self.fault_opening_unusual(),
            Fault::MeetingStillRunning => self.fault_meeting_still_running(),
            Fault::MeetingCancelled => self.fault_meeting_cancelled(),
            Fault::ItemNotHere => self.fault_item_not_here(),
            Fault::ItemSettled => self.fault_item_settled(),
            Fault::NotInvited => self.fault_not_invited(),
            Fault::AlreadyInvited => self.fault_already_invited(),
            Fault::GuestIsHere => self.fault_guest_is_here(),
            Fault::CodeExpired => self.fault_code_expired(),
            Fault::AttendanceEarly => self.fault_attendance_early(),
            Fault::MeetingDayNotCome => self.fault_meeting_day_not_come(),
            Fault::VotedHere => self.fault_voted_here(),
            Fault::VoteStillOpen => self.fault_vote_still_open(),
            Fault::FileMissing => self.fault_file_missing(),
            Fault::FileTooLarge { most_megabytes } => self.fault_file_too_large(*most_megabytes),
            Fault::FileKindRefused => self.fault_file_kind_refused(),
            Fault::FileEmpty => self.fault_file_empty(),
            Fault::SecretPaper => self.fault_secret_paper(),
            Fault::UploadBroken => self.fault_upload_broken(),
            Fault::VoteNotOpen => self.fault_vote_not_open(),
            Fault::VoteClosed => self.fault_vote_closed(),
            Fault::AlreadyVoted => self.fault_already_voted(),
            Fault::NotOnRoll => self.fault_not_on_roll(),
            Fault::NotCheckedIn => self.fault_not_checked_in(),
            Fault::NoQuorum {
                present,
                needed,
                summoned,
            } => self.fault_no_quorum(*present, *needed, *summoned),
            Fault::SecretBallotNeeded => self.fault_secret_ballot_needed(),
            Fault::SecrecyNotChosen => self.fault_secrecy_not_chosen(),
            Fault::NotAPart => self.fault_not_a_part(),
            Fault::OpenVoteNeeded => self.fault_open_vote_needed(),
            Fault::TooFewForSecret { present, least } => self.fault_too_few_for_secret(*present, *least),
            Fault::TooFewOptions { least } => self.fault_too_few_options(*least),
            Fault::TooManyOptions { most } => self.fault_too_many_options(*most),
            Fault::OptionTwice => self.fault_option_twice(),
            Fault::SeatsBeyondOptions { most } => self.fault_seats_beyond_options(*most),
            Fault::OverFull { most } => self.fault_over_full(*most),
            Fault::CountsDoNotAddUp => self.fault_counts_do_not_add_up(),
            Fault::ReturnedNotTheSum {
                returned,
                valid,
                invalid,
            } => self.fault_returned_not_the_sum(*returned, *valid, *invalid, valid.saturating_add(*invalid)),
            Fault::ReturnedBeyondIssued { returned, issued } => self.fault_returned_beyond_issued(*returned, *issued),
            Fault::BlankBeyondValid { blank, valid } => self.fault_blank_beyond_valid(*blank, *valid),
            Fault::PlaceBeyondBallots { name, marks, ballots } => {
                self.fault_place_beyond_ballots(name, *marks, *ballots)
            }
            Fault::MarksOutOfRange { marks, ballots, most } if most == ballots => {
                self.fault_marks_not_ballots(*marks, *ballots)
            }
            Fault::MarksOutOfRange { marks, ballots, most } => self.fault_marks_out_of_range(*marks, *ballots, *most),
            Fault::ListNotUsed { kind } => self.fault_list_not_used(&self.ballot_kind(*kind)),
            Fault::MostNotUsed { kind } => self.fault_most_not_used(&self.ballot_kind(*kind)),
            Fault::KindNotForMatter => self.fault_kind_not_for_matter(),
            Fault::MatterOfItem { matter } => self.fault_matter_of_item(&self.matter(*matter)),
            Fault::ChannelNeeded => self.fault_channel_needed(),
            Fault::ChannelNotAllowed => self.fault_channel_not_allowed(),
            Fault::ChannelTooSmall { ballots, least } => self.fault_channel_too_small(*ballots, *least),
            Fault::TellersMissing { needed } => self.fault_tellers_missing(*needed),
            Fault::VoteNotDraft => self.fault_vote_not_draft(),
            Fault::VoteStillRunning => self.fault_vote_still_running(),
            Fault::VoteKeyLost => self.fault_vote_key_lost(),
            Fault::VoteWasTampered => self.fault_vote_was_tampered(),
            Fault::VoteKeysUnusable => self.fault_vote_keys_unusable(),
            Fault::NotHereYet => self.fault_not_here_yet(),
            Fault::VotedOnScreen => self.fault_voted_on_screen(),
            Fault::CountsMissing => self.fault_counts_missing(),
            Fault::CountsDiffer => self.fault_counts_differ(),
            Fault::NoRule => self.fault_no_rule(),
            Fault::TooFewOfficials { least } => self.fault_too_few_officials(*least),
            Fault::MinutesSealed => self.fault_minutes_sealed(),
            Fault::MinutesNotConfirmed => self.fault_minutes_not_confirmed(),
            Fault::MinutesNotSealed => self.fault_minutes_not_sealed(),
            Fault::MinutesUntold => self.fault_minutes_untold(),
            Fault::SourceNeeded => self.fault_source_needed(),
            Fault::JobNotDead => self.fault_job_not_dead(),
            Fault::ChangedMeanwhile => self.fault_changed_meanwhile(),
            Fault::OfficeGivenMeanwhile => self.fault_office_given_meanwhile(),
            Fault::WrittenMeanwhile => self.fault_written_meanwhile(),
        }
    }
}

sentences! {
    fault_not_a_part => "Viết theo dạng phân số, ví dụ 1/5.", "Write it as a fraction, for example 1/5.";
    fault_open_vote_needed => "Loại việc này biểu quyết công khai, không bỏ phiếu kín.", "This kind of matter is voted on openly, not by secret ballot.";
    fault_too_few_for_secret(present: u32, least: u32) => "Chỉ có {present} người bỏ phiếu nên không giữ kín được. Bỏ phiếu kín cần ít nhất {least} người có mặt.", "Only {present} can vote here, so a ballot could not stay secret. A secret ballot needs at least {least} present.";
    fault_too_few_options(least: usize) => "Ghi ít nhất {least} dòng, mỗi dòng một phương án hoặc một người.", "Give at least {least}, one option or person a line.";
    fault_too_many_options(most: usize) => "Một lá phiếu ghi được nhiều nhất {most} dòng.", "A ballot holds {most} lines at most.";
    fault_option_twice => "Có hai dòng giống nhau. Nếu trùng tên, đồng chí ghi thêm chức vụ hoặc năm sinh.", "Two lines are the same. If two people share a name, add the post or the year of birth.";
    fault_seats_beyond_options(most: usize) => "Số được chọn phải từ 1 đến {most}, bằng số dòng trong danh sách.", "The number to choose must lie between 1 and {most}, the number of lines.";
    fault_over_full(most: u32) => "Chỉ được chọn nhiều nhất {most}. Đồng chí bỏ bớt rồi gửi lại.", "Choose {most} at most. Please take some away and send again.";
    fault_counts_do_not_add_up => "Các con số này không phải của phiếu trong lần biểu quyết này. Đồng chí tải lại trang rồi nhập lại.", "These figures are not those of this vote's ballots. Please reload the page and enter them again.";
    fault_returned_not_the_sum(returned: u32, valid: u32, invalid: u32, sum: u32) => "Thu về {returned} phiếu, nhưng hợp lệ {valid} cộng không hợp lệ {invalid} là {sum}. Đồng chí đếm lại và sửa số sai.", "{returned} returned, but {valid} valid and {invalid} invalid make {sum}. Please count again and correct the wrong one.";
    fault_returned_beyond_issued(returned: u32, issued: u32) => "Thu về {returned} phiếu, nhiều hơn {issued} phiếu đã phát. Phiếu không do Tổ kiểm phiếu phát thì không được tính.", "{returned} returned, more than the {issued} given out. A ballot that the tellers did not give out is not counted.";
    fault_blank_beyond_valid(blank: u32, valid: u32) => "{blank} phiếu trắng, nhiều hơn {valid} phiếu hợp lệ. Phiếu trắng nằm trong số phiếu hợp lệ.", "{blank} blank, more than the {valid} valid. Blank ballots are among the valid ones.";
    fault_place_beyond_ballots(name: &str, marks: u64, ballots: u64) => "{name}: {marks}, nhiều hơn {ballots} phiếu hợp lệ có đánh dấu (hợp lệ trừ phiếu trắng).", "{name}: {marks}, more than the {ballots} valid ballots that are marked (valid less blank).";
    fault_marks_not_ballots(marks: u64, ballots: u64) => "Cộng các số đã chọn được {marks}, phải đúng bằng {ballots} phiếu hợp lệ có đánh dấu (hợp lệ trừ phiếu trắng).", "The marks add up to {marks}; they must be exactly the {ballots} valid ballots that are marked (valid less blank).";
    fault_marks_out_of_range(marks: u64, ballots: u64, most: u64) => "Cộng các số đã chọn được {marks}. Với {ballots} phiếu hợp lệ có đánh dấu (hợp lệ trừ phiếu trắng), tổng phải từ {ballots} đến {most}.", "The marks add up to {marks}. With {ballots} valid ballots that are marked (valid less blank), the sum must lie between {ballots} and {most}.";
    fault_matter_of_item(matter: &str) => "Nội dung này thuộc vấn đề “{matter}”, nên phải biểu quyết theo vấn đề đó. Nếu khác, đồng chí sửa nội dung trong chương trình trước.", "This item is a matter of “{matter}” and is voted on as such. If it is another matter, please change the item on the agenda first.";
    fault_list_not_used(kind: &str) => "Mẫu phiếu “{kind}” không dùng danh sách. Đồng chí chọn mẫu phiếu khác, hoặc xóa danh sách này.", "The ballot “{kind}” has no list. Please choose another ballot, or clear this list.";
    fault_most_not_used(kind: &str) => "Mẫu phiếu “{kind}” không dùng số này. Đồng chí chọn mẫu phiếu khác, hoặc để trống ô này.", "The ballot “{kind}” does not use this number. Please choose another ballot, or leave this empty.";
    fault_kind_not_for_matter => "Loại việc này không dùng mẫu phiếu đó. Đồng chí chọn mẫu phiếu khác.", "This kind of matter does not use that ballot. Please choose another.";
    fault_channel_needed => "Chọn ít nhất một cách bỏ phiếu.", "Choose at least one way to vote.";
    fault_channel_not_allowed => "Quy định đang áp dụng chưa cho phép bỏ phiếu bằng cách này. Đảng ủy có thể mở thêm ở trang quy định biểu quyết.", "The rule in force does not allow this way of voting. The committee can allow it on the page of voting rules.";
    fault_channel_too_small(ballots: u32, least: u32) => "Một cách bỏ phiếu chỉ có {ballots} phiếu nên sẽ lộ ai chọn gì. Mỗi cách phải có ít nhất {least} phiếu hoặc không có phiếu nào: đồng chí chờ thêm, hoặc hủy lần bỏ phiếu này; nếu bỏ phiếu bằng hai cách thì có thể chuyển người bỏ phiếu sang cách kia.", "One way of voting brought only {ballots} ballots, which would show who chose what. Each way needs at least {least} or none: wait, or annul this vote; with two ways of voting, voters can move to the other.";
    fault_tellers_missing(needed: u32) => "Có phiếu giấy thì cần {needed} người kiểm phiếu. Đồng chí chọn họ ở trang Thư ký, kiểm phiếu, khách mời.", "Paper ballots need {needed} tellers. Please name them on the page Minute-taker, tellers, guests.";
    fault_wrong_card(tries: u32) => "Thẻ hoặc mã PIN không đúng. Đồng chí kiểm tra rồi nhập lại. Nhập sai mã PIN {tries} lần thì thẻ bị khóa; khi đó đồng chí nhận thẻ mới ở bí thư.", "The card or the PIN is not right. Please check and type it again. After {tries} wrong PINs a card is locked; the secretary then prints a new one.";
    fault_too_many_cards(most: usize) => "Mỗi lần in được nhiều nhất {most} thẻ. Đồng chí chọn ít người hơn rồi in nhiều lần.", "Print {most} cards at a time at most. Please choose fewer people and print again.";
    fault_tablet_missing => "Chưa có máy tính bảng nào được đăng ký. Đồng chí đăng ký ở trang Máy tính bảng và thẻ của chi bộ, hoặc bỏ chọn cách bỏ phiếu này.", "No tablet is registered. Please register one on the page Tablet and cards of the cell, or leave this way of voting out.";
    fault_vote_not_draft => "Biểu quyết này đã mở từ trước.", "This vote has been opened before.";
    fault_vote_still_running => "Biểu quyết chưa kết thúc. Đồng chí kết thúc biểu quyết rồi làm tiếp.", "The vote has not closed yet. Please close it first.";
    fault_vote_was_tampered => "Biểu quyết này không còn khớp với nhật ký, nên không xuất được bản ghi. Đồng chí báo ngay cán bộ kiểm tra và quản trị hệ thống.", "This vote no longer agrees with the audit, so no record of it can be given out. Please tell the inspector and the administrator at once.";
    fault_vote_key_lost => "Không còn khóa để mở các phiếu kín nên không kiểm phiếu được. Đồng chí hủy lần bỏ phiếu này và tổ chức lại.", "The key to the secret ballots is lost, so they cannot be counted. Please annul this vote and hold it again.";
    fault_vote_keys_unusable => "Chưa mở được bỏ phiếu kín: máy chủ không dùng được thư mục khóa phiếu. Đồng chí báo quản trị hệ thống kiểm tra thư mục này.", "A secret ballot cannot open: the server cannot use its directory of ballot keys. Please ask the administrator to check it.";
    fault_not_here_yet => "Đồng chí này chưa được điểm danh có mặt nên chưa nhận phiếu được.", "This member has not been marked present and cannot be given a ballot yet.";
    fault_voted_on_screen => "Đồng chí này đã bỏ phiếu trên máy nên không nhận phiếu giấy nữa.", "This member has already voted on a screen and gets no paper ballot.";
    fault_counts_missing => "Chưa đủ kết quả của hai người kiểm phiếu.", "The figures of the two tellers are not both there yet.";
    fault_counts_differ => "Kết quả của hai người kiểm phiếu khác nhau. Hai đồng chí đếm lại và sửa cho khớp.", "The two tellers' figures differ. Please count again and correct them.";
    fault_contact_of_officer => "Số điện thoại và thư điện tử của người đang giữ chức vụ chỉ do bí thư cấp giao chức vụ ấy hoặc quản trị hệ thống sửa. Đồng chí hãy báo cấp trên.", "The phone number and e-mail of somebody who holds an office are changed only by whoever may give that office, or by the administrator. Please ask the committee above.";
    fault_form_too_large => "Nội dung gửi lên quá dài. Đồng chí hãy rút ngắn, hoặc đính kèm thành văn bản.", "What was sent is too long. Please shorten it, or attach it as a document.";
    fault_form_unreadable => "Máy chủ không đọc được nội dung gửi lên. Đồng chí hãy tải lại trang và điền lại.", "The server could not read what was sent. Please reload the page and fill it in again.";
    /// After too many failed tries.
    wait_seconds(seconds: u64) => "Đã thử sai nhiều lần. Đồng chí hãy chờ {seconds} giây rồi thử lại.", "Too many failed tries. Please wait {seconds} seconds and try again.";

    fault_missing => "Còn trống. Đồng chí hãy điền hoặc chọn.", "Still empty. Please fill it in or choose.";
    fault_too_long(most: usize) => "Dài quá {most} ký tự. Đồng chí hãy viết gọn lại.", "Longer than {most} characters. Please shorten it.";
    fault_too_short(least: usize) => "Ngắn quá. Đồng chí hãy viết ít nhất {least} ký tự.", "Too short. Please write at least {least} characters.";
    fault_control_characters => "Có ký tự lạ không đọc được, thường do sao chép từ nơi khác. Đồng chí hãy xóa đi và gõ lại.", "There are characters that cannot be read, often from copying. Please delete this and type it again.";
    fault_not_a_date => "Chưa đúng dạng ngày. Đồng chí hãy ghi ngày/tháng/năm, ví dụ 03/12/2026.", "Not a date. Please write day/month/year, for example 03/12/2026.";
    fault_no_such_day => "Lịch không có ngày này. Đồng chí xem lại ngày và tháng: tháng 2 có 28 hoặc 29 ngày, các tháng 4, 6, 9, 11 có 30 ngày.", "The calendar has no such day. Please check day and month: February has 28 or 29 days; April, June, September and November have 30.";
    fault_year_out_of_range(least: i32, most: i32) => "Năm phải từ {least} đến {most}. Đồng chí ghi đủ 4 chữ số của năm, ví dụ 03/12/2026.", "The year must be from {least} to {most}. Please write all 4 digits of it, for example 03/12/2026.";
    fault_not_a_time => "Chưa đúng dạng giờ. Đồng chí hãy ghi giờ và phút, ví dụ 19:30.", "Not a time. Please write hours and minutes, for example 19:30.";
    fault_not_a_number(least: i64, most: i64) => "Đồng chí hãy ghi một số nguyên từ {least} đến {most}.", "Please write a whole number from {least} to {most}.";
    fault_not_a_choice => "Lựa chọn này không có trong danh sách. Đồng chí hãy chọn lại.", "Not on the list. Please choose again.";
    fault_not_a_phone => "Số điện thoại chưa đúng. Đồng chí hãy ghi đủ 10 số, bắt đầu bằng số 0, ví dụ 0912 345 678.", "Not a phone number. Please write 10 digits starting with 0, for example 0912 345 678.";
    fault_not_an_email => "Địa chỉ thư điện tử chưa đúng. Ví dụ đúng: ten@example.vn", "Not an e-mail address. A right one looks like name@example.vn";
    fault_not_a_link => "Đường dẫn chưa đúng. Đường dẫn phải bắt đầu bằng https:// và không có dấu cách.", "Not a link. A link starts with https:// and has no spaces.";
    fault_date_in_past => "Ngày này đã qua. Đồng chí hãy chọn hôm nay hoặc một ngày sắp tới.", "This day has passed. Please choose today or a later day.";
    fault_date_in_future => "Ngày này chưa tới. Đồng chí hãy ghi hôm nay hoặc một ngày đã qua.", "This day is still to come. Please write today or an earlier day.";
    fault_time_in_past => "Giờ họp này đã qua. Đồng chí hãy ghi giờ từ bây giờ trở đi, hoặc chọn ngày khác.", "This time has passed. Please write a time from now on, or choose another day.";
    fault_meeting_hour_over => "Giờ họp đã ghi đã qua nên không gửi được. Nếu họp vào lúc khác, đồng chí đổi ngày giờ của cuộc họp trước.", "The meeting's time has passed, so this cannot be sent. If it takes place at another time, change the time first.";
    fault_before_birth => "Ngày này phải sau ngày sinh. Đồng chí kiểm tra lại hai ngày.", "This day must come after the day of birth. Please check both.";
    fault_too_young(least: u32) => "Vào Đảng phải đủ {least} tuổi, tính theo tháng. Đồng chí kiểm tra lại ngày sinh và ngày vào Đảng.", "Nobody is admitted before the age of {least}, counted in months. Please check the day of birth and the day of joining.";
    fault_official_before_joining => "Ngày chính thức không thể trước ngày vào Đảng. Đồng chí kiểm tra lại hai ngày.", "The day of becoming official cannot come before the day of joining. Please check both.";
    fault_end_before_start => "Ngày sau lại sớm hơn ngày trước. Đồng chí hãy kiểm tra lại hai ngày.", "The later date comes before the earlier one. Please check both dates.";

    fault_date_too_far(most: &str) => "Ngày này xa quá. Đồng chí hãy chọn một ngày trong vòng một năm tới (đến {most}).", "This day is too far ahead. Please choose one within the coming year (up to {most}).";
    fault_took_effect(on: &str) => "Thay đổi này đã có hiệu lực từ {on} nên không rút lại được nữa. Nếu cần, đồng chí ghi một thay đổi mới.", "This change took effect on {on} and can no longer be withdrawn. If need be, enter a new one.";
    fault_change_coming => "Đã ghi thay đổi sắp tới về người này hoặc chức vụ này. Đồng chí rút lại thay đổi đó trước, rồi ghi lại việc này.", "A change to come has been entered for this person or this office. Please withdraw that one first, then enter this again.";
    fault_newer_change => "Sau thay đổi này đã ghi thay đổi khác liên quan. Đồng chí rút lại thay đổi sau trước.", "Another change has been entered after this one and depends on it. Please withdraw the later one first.";
    fault_before_beginning(began: &str) => "Ngày bắt đầu đang ghi là {began}, nên ngày này phải là {began} hoặc sau đó.", "What this changes began on {began}, so the day must be {began} or later.";

    fault_wrong_sign_in => "Số điện thoại, thư điện tử hoặc mật khẩu chưa đúng. Đồng chí hãy thử lại, hoặc nhờ bí thư chi bộ cấp đường dẫn đặt lại mật khẩu.", "The phone number, e-mail or password is not right. Please try again, or ask your secretary for a link to set a new password.";
    fault_wrong_password => "Mật khẩu đang dùng chưa đúng. Đồng chí nhập lại; nếu quên, đồng chí nhờ bí thư chi bộ cấp đường dẫn đặt lại mật khẩu.", "The present password is not right. Please type it again; if you have forgotten it, ask your secretary for a link to set a new one.";
    fault_wrong_code => "Mã xác nhận chưa đúng hoặc đã hết hạn. Đồng chí hãy nhập mã 6 số đang hiện trên ứng dụng. Nếu mất điện thoại có ứng dụng, đồng chí báo quản trị hệ thống.", "The code is wrong or has expired. Please enter the 6 digits that the app shows now. If that phone is lost, please tell the administrator.";
    fault_passkey_failed => "Chưa xác nhận được bằng thiết bị này. Đồng chí hãy thử lại, hoặc dùng mật khẩu.", "This device could not be confirmed. Please try again, or use the password.";
    fault_common_password => "Mật khẩu này dễ bị đoán. Đồng chí ghép ba, bốn từ không liên quan đến nhau, không dùng tên, ngày sinh hay số điện thoại của mình.", "This password is easily guessed. Put three or four unrelated words together, without your name, birthday or phone number.";
    fault_weak_password(least: usize) => "Mật khẩu cần ít nhất {least} ký tự. Một câu ngắn dễ nhớ là tốt nhất.", "The password needs at least {least} characters. A short sentence that you remember is best.";
    fault_passwords_differ => "Hai lần nhập mật khẩu chưa giống nhau. Đồng chí hãy nhập lại.", "The two passwords differ. Please enter them again.";
    fault_cards_shown => "Các thẻ này đã hiện một lần để in và vẫn dùng được, nhưng hệ thống không lưu mã nên không hiện lại. Nếu chưa kịp in, đồng chí chọn lại và in thẻ mới.", "These cards have been shown once for printing and still work, but their codes are stored nowhere and cannot be shown again. If they were not printed, choose again and print new ones.";
    fault_link_shown => "Đường dẫn đã hiện một lần và vẫn dùng được, nhưng hệ thống không lưu nên không hiện lại. Nếu chưa kịp đưa cho đồng chí ấy, đồng chí cấp đường dẫn mới ở dưới.", "The link has been shown once and still works, but it is stored nowhere and cannot be shown again. If it has not reached the person, make a new one below.";
    fault_link_used => "Đường dẫn này đã được dùng hoặc đã hết hạn. Đồng chí hãy nhờ bí thư chi bộ cấp đường dẫn mới.", "This link has been used or has expired. Please ask your secretary for a new one.";
    fault_phone_or_email_needed => "Cần có số điện thoại hoặc thư điện tử để đăng nhập. Đồng chí hãy điền ít nhất một mục.", "A phone number or an e-mail address is needed to sign in. Please fill in at least one.";
    fault_phone_taken => "Số điện thoại này đang thuộc về một người khác. Đồng chí hãy kiểm tra lại số.", "This phone number belongs to somebody else. Please check the number.";
    fault_email_taken => "Địa chỉ thư điện tử này đang thuộc về một người khác. Đồng chí hãy kiểm tra lại.", "This e-mail address belongs to somebody else. Please check it.";
    fault_no_contact => "Chưa có số điện thoại hay thư điện tử của đồng chí này. Hãy bổ sung vào thông tin đảng viên trước.", "There is no phone number or e-mail address of this person yet. Add one to the member's data first.";

    fault_already_set_up => "Hệ thống này đã có dữ liệu tổ chức. Muốn làm lại từ đầu, hãy dùng một cơ sở dữ liệu trống.", "This installation already holds an organisation. To begin anew, please use an empty database.";
    fault_unit_in_use => "Tổ chức này còn đảng viên hoặc còn tổ chức bên dưới. Đồng chí hãy chuyển hết trước khi kết thúc hoạt động.", "This unit still has members or units below it. Please move them before closing it.";
    fault_unit_closed => "Tổ chức này đã kết thúc hoạt động. Đồng chí hãy chọn tổ chức khác.", "This unit has been closed. Please choose another one.";
    fault_unit_moved_below_itself => "Không thể đặt một tổ chức bên dưới chính nó. Đồng chí hãy chọn tổ chức cấp trên khác.", "A unit cannot stand below itself. Please choose another one above.";
    fault_status_not_reachable => "Không chuyển được từ tình trạng hiện nay sang tình trạng này. Đồng chí hãy xem lại quá trình sinh hoạt rồi chọn lại.", "The present status cannot pass to this one. Please look at the history and choose again.";
    fault_office_already_held => "Đồng chí được chọn đang giữ chức vụ này rồi. Hãy chọn người khác.", "The person you chose already holds this office. Please choose somebody else.";
    fault_not_official_on_that_day => "Ngày này người được chọn không phải đảng viên chính thức ở đây. Đồng chí hãy chọn ngày khác.", "On this day the person you chose is no official member here. Please choose another day.";
    fault_not_a_member_here => "Người được chọn không sinh hoạt tại tổ chức này. Đồng chí hãy chọn người trong danh sách.", "The person you chose is not a member here. Please choose from the list.";

    fault_agenda_empty => "Chương trình họp chưa có nội dung nào. Đồng chí hãy thêm ít nhất một nội dung rồi gửi thông báo.", "The agenda is empty. Please add at least one item, then announce.";
    fault_meeting_not_changeable => "Cuộc họp đã sang giai đoạn khác, nên không sửa được chỗ này nữa. Đồng chí hãy xem lại trang cuộc họp.", "The meeting has moved on, so this can no longer be changed. Please look at the page of the meeting.";
    fault_meeting_not_announced => "Cuộc họp chưa được thông báo. Đồng chí hãy gửi thông báo trước khi khai mạc.", "The meeting has not been announced. Please announce it before opening.";
    fault_meeting_begun => "Cuộc họp đã khai mạc rồi. Đồng chí vào trang điều hành để họp tiếp.", "The meeting has already begun. Please go on with it on the chair's page.";
    fault_meeting_day_not_come => "Chưa đến ngày họp nên chưa khai mạc được. Nếu họp sớm hơn, đồng chí sửa ngày giờ của cuộc họp trước; mọi người sẽ nhận thông báo mới.", "The day of the meeting has not come, so it cannot be opened. If you meet earlier, change its day and time first; everybody is told.";
    fault_voted_here => "Đồng chí này đã biểu quyết trong cuộc họp nên được tính là có mặt, không ghi vắng được.", "This member has voted in the meeting, counts as present and cannot be marked as away.";
    fault_attendance_early => "Chưa đến giờ điểm danh. Trước giờ đó chỉ ghi được ai xin vắng có lý do.", "It is too early to mark who is here. Until then only excuses can be noted.";
    fault_meeting_not_in_session => "Việc này chỉ làm được khi cuộc họp đang diễn ra. Đồng chí hãy tải lại trang.", "This can be done only while the meeting is in session. Please reload the page.";
    fault_meeting_still_running => "Cuộc họp chưa kết thúc. Đồng chí hãy kết thúc cuộc họp trước.", "The meeting has not ended. Please end it first.";
    fault_meeting_cancelled => "Cuộc họp này đã hủy. Đồng chí hãy xem lịch họp mới.", "This meeting was cancelled. Please look at the new schedule.";
    fault_item_not_here => "Nội dung này không còn trong chương trình họp. Đồng chí hãy tải lại trang.", "This item is no longer on the agenda. Please reload the page.";
    fault_not_invited => "Đồng chí này không có trong danh sách triệu tập của cuộc họp. Nếu nhầm, hãy báo với bí thư chi bộ.", "This person is not on the list of those summoned. If that is a mistake, please tell the secretary.";
    fault_item_settled => "Nội dung này đã đưa ra họp nên giữ nguyên. Đồng chí chỉ sửa, chuyển hoặc bỏ được nội dung chưa bàn.", "This item has already come up, so it stays. Only items that have not come up yet can be changed, moved or taken off.";
    fault_already_invited => "Đồng chí này đã thuộc thành phần dự họp nên không cần mời thêm.", "This person is already called to the meeting; no invitation is needed.";
    fault_guest_is_here => "Đồng chí này đã điểm danh có mặt nên không bỏ khỏi danh sách được. Nếu điểm danh nhầm, hãy sửa ở trang Điểm danh trước.", "This person has been marked present and cannot be taken off. If that is a mistake, please correct it on the page Attendance first.";
    fault_twice_the_same => "Hai người phải khác nhau. Đồng chí hãy chọn người khác.", "These must be two different people. Please choose somebody else.";
    fault_office_first => "Đồng chí này đang giữ chức vụ. Bí thư có quyền phân công chức vụ đó cần bàn giao cho người khác trước.", "This person holds an office. The secretary who gives that office has to hand it over first.";
    fault_cell_first => "Đảng viên sinh hoạt tại chi bộ. Đồng chí hãy chọn chi bộ rồi thêm.", "Members belong to a cell. Please choose the cell, then add the member.";
    fault_group_lists_only => "Đảng viên sinh hoạt tại chi bộ, tổ đảng chỉ có danh sách tổ viên. Đồng chí hãy thêm đảng viên vào chi bộ rồi ghi vào danh sách của tổ.", "Members belong to the cell; a group only lists them. Please add the member to the cell, then put the name on the group's list.";
    fault_same_unit => "Đồng chí này đang sinh hoạt tại đây. Hãy chọn chi bộ khác.", "This person belongs here already. Please choose another cell.";
    fault_code_expired => "Mã điểm danh đã đổi. Đồng chí hãy quét lại mã đang hiện trên màn hình, hoặc nhờ bí thư điểm danh giúp.", "The check-in code has changed. Please scan the one on the screen again, or ask the secretary to mark you present.";
    fault_vote_still_open => "Còn một biểu quyết đang mở. Đồng chí hãy đóng biểu quyết rồi làm tiếp.", "A vote is still open. Please close it, then go on.";

    fault_file_missing => "Chưa có tệp. Đồng chí hãy chọn tệp cần gửi lên.", "There is no file. Please choose the file to send.";
    fault_file_too_large(most_megabytes: u64) => "Tệp lớn quá {most_megabytes} MB. Đồng chí hãy giảm dung lượng hoặc chia thành nhiều tệp.", "The file is larger than {most_megabytes} MB. Please make it smaller or split it.";
    fault_file_kind_refused => "Tệp bị hỏng hoặc thuộc loại không nhận. Chỉ nhận tệp PDF, Word (docx), Excel (xlsx) và ảnh (png, jpg). Đồng chí hãy mở thử tệp trên máy, rồi chọn lại.", "The file is damaged or of a kind that is not taken. Taken are PDF, Word (docx), Excel (xlsx) and pictures (png, jpg). Please try to open the file on your device, then choose again.";
    fault_file_empty => "Tệp trống, không có nội dung. Đồng chí hãy kiểm tra và chọn lại.", "The file is empty. Please check it and choose again.";
    fault_secret_paper => "Văn bản mật không được đưa lên hệ thống. Đồng chí hãy phát bản giấy và quản lý theo quy định bảo vệ bí mật nhà nước.", "A secret paper must not be put on this system. Please hand it out on paper and keep it as the rules on state secrets say.";
    fault_upload_broken => "Đường truyền bị ngắt khi gửi tệp. Chưa có gì được lưu, đồng chí hãy gửi lại.", "The connection broke while sending the file. Nothing was kept; please send it again.";

    fault_vote_not_open => "Biểu quyết này chưa mở. Đồng chí hãy chờ chủ trì mở biểu quyết.", "This vote is not open yet. Please wait for the chair to open it.";
    fault_vote_closed => "Biểu quyết đã đóng nên không nhận thêm phiếu và không đổi được nữa. Đồng chí xem ở trang biểu quyết.", "The vote is over: it takes no more ballots and changes no more. See the page of the vote.";
    fault_already_voted => "Đồng chí đã biểu quyết nội dung này rồi. Phiếu đã ghi được giữ nguyên.", "You have already voted on this. Your ballot stands as it was.";
    fault_not_on_roll => "Đồng chí không có trong danh sách biểu quyết. Chỉ đảng viên chính thức được biểu quyết; nếu nhầm, hãy báo với chủ trì.", "You are not on the roll. Only official members vote; if this is a mistake, please tell the chair.";
    fault_not_checked_in => "Đồng chí chưa điểm danh. Hãy điểm danh rồi biểu quyết.", "You have not checked in. Please check in, then vote.";
    fault_no_quorum(present: u32, needed: u32, summoned: u32) => "Mới có {present} trong {summoned} đảng viên chính thức được triệu tập có mặt; cần ít nhất {needed}. Đồng chí hãy chờ thêm, hoặc điểm danh cho người đã đến.", "Only {present} of the {summoned} official members summoned are here; at least {needed} are needed. Please wait, or mark those who have come.";
    fault_secret_ballot_needed => "Loại việc này phải bỏ phiếu kín.", "This kind of matter needs a secret ballot.";
    fault_secrecy_not_chosen => "Việc này liên quan đến nhân sự và quy định để cuộc họp chọn. Đồng chí chọn biểu quyết công khai hoặc bỏ phiếu kín.", "This concerns a person, and the rule leaves the choice to the meeting. Please choose an open vote or a secret ballot.";
    fault_no_rule => "Chưa có quy định biểu quyết đang hiệu lực cho loại việc này. Đồng chí hãy báo đảng ủy bổ sung ở trang Quy định biểu quyết.", "No voting rule in force covers this matter. Please ask the committee to add one on the page Voting rules.";
    fault_too_few_officials(least: u32) => "Chi bộ chưa đủ {least} đảng viên chính thức nên không biểu quyết được việc này. Đồng chí hãy báo cáo cấp ủy cấp trên.", "The cell has fewer than {least} official members and cannot decide this. Please report to the committee above.";

    fault_minutes_sealed => "Biên bản đã chốt, không sửa được nữa. Nếu cần, đồng chí hãy thêm bản bổ sung.", "The minutes are sealed and can no longer be changed. If needed, please add an addendum.";
    fault_minutes_not_confirmed => "Biên bản chưa được xác nhận. Chủ trì hoặc thư ký cần đọc lại và xác nhận trước.", "The minutes have not been confirmed. The chair or the minute-taker must read and confirm them first.";
    fault_minutes_not_sealed => "Biên bản chưa chốt nên vẫn sửa trực tiếp được, chưa cần bản bổ sung.", "The minutes are not sealed, so you can still edit them; no addendum is needed yet.";
    fault_minutes_untold => "Biên bản không có những kết quả, con số dưới đây. Đồng chí sửa biên bản, hoặc bấm nút lần nữa nếu đã cân nhắc.", "The minutes do not have the results and figures below. Please edit them, or press the button once more if you have considered it.";

    fault_source_needed => "Muốn xác nhận thì phải ghi căn cứ: số, ngày và điều khoản của văn bản.", "To confirm, please give the source: number, date and article of the text.";
    fault_job_not_dead => "Việc này đã được gửi lại hoặc đã xong. Đồng chí hãy tải lại trang.", "This job has already been sent again or is done. Please reload the page.";
    fault_written_meanwhile => "Trong lúc đồng chí viết, có người đã ghi một bản khác. Bản đó hiện bên dưới; bản của đồng chí vẫn còn trong ô. Đồng chí ghi lại lần nữa thì bản của đồng chí thay cho bản kia.", "While you were writing, another version was saved. It is shown below, and yours is still in the field. Save again and yours replaces the other.";
    fault_opening_unusual => "Khai mạc lúc này là khác thường. Đồng chí xem những điểm nêu dưới đây rồi xác nhận.", "Opening now is unusual. Please look at what is said below and confirm.";
    fault_office_given_meanwhile => "Chức vụ này vừa được bàn giao ở nơi khác. Đồng chí xem lại người đang giữ ở trên; nếu vẫn đúng thì bấm lại.", "This office has just been handed over elsewhere. Look at who holds it above; if it is still right, press again.";
    fault_changed_meanwhile => "Thông tin vừa được thay đổi ở nơi khác. Đồng chí hãy tải lại trang, xem thông tin mới rồi làm lại.", "This has just been changed elsewhere. Please reload the page, look at what is new and do it again.";
}
