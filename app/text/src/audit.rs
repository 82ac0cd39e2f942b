//! Words of the audit: every event as one sentence.
//!
//! Invariant: a new event does not compile until it has its sentence, and no sentence shows a code or an id.

use crate::{Lang, Text};
use domain::audit::{EntryLine, Event, value_of};
use domain::policy::Role;
use domain::rule::Matter;
use domain::settings::Setting;

impl Text {
    /// Who did what, in one sentence.
    #[must_use]
    pub fn audit_sentence(self, line: &EntryLine) -> String {
        let (entry, about) = (&line.entry, &line.about);
        let who = match entry.actor.as_str() {
            _ if !line.actor_name.is_empty() => line.actor_name.clone(),
            actor if actor.starts_with("tablet") => self.audit_tablet(),
            actor if actor.starts_with("system") => self.audit_system(),
            // Whoever signs in is nobody yet; the entry says who he turned out to be.
            _ => about.people.first().cloned().unwrap_or_else(|| self.audit_anonymous()),
        };
        let Some(event) = Event::of(&entry.action, &entry.detail) else {
            // A version of before, or one to come.
            return self.audit_unknown(&who);
        };
        let template = self.audit_event(event);
        let mut did = template.to_owned();
        let one = |names: &[String]| names.first().cloned().unwrap_or_else(|| self.audit_a_member());
        let several = match about.people.as_slice() {
            [] => self.audit_a_member(),
            people => people.join(", "),
        };
        let code = |name: &str| value_of(&entry.detail, name).unwrap_or_default();
        let setting = entry.detail.split('=').next().and_then(Setting::from_code);
        for (place, name) in [
            ("{meeting}", quoted(about.meeting.as_ref())),
            ("{vote}", quoted(about.vote.as_ref())),
            ("{item}", quoted(about.item.as_ref())),
            ("{document}", quoted(about.document.as_ref())),
            ("{tablet}", quoted(about.tablet.as_ref())),
            ("{unit}", self.audit_unit(about.units.first())),
            ("{to}", self.audit_unit(about.units.get(1))),
            ("{people}", several),
            ("{person}", one(&about.people)),
            (
                "{role}",
                quoted(Role::from_code(code("role")).map(|role| self.role(role)).as_ref()),
            ),
            (
                "{matter}",
                quoted(
                    Matter::from_code(code("matter"))
                        .map(|matter| self.matter(matter))
                        .as_ref(),
                ),
            ),
            (
                "{setting}",
                quoted(setting.map(|setting| self.setting(setting)).as_ref()),
            ),
        ] {
            did = did.replace(place, &name);
        }
        let meeting = about.meeting.as_ref().filter(|_| !template.contains("{meeting}"));
        let meeting = meeting.map(|title| format!(" ({title})")).unwrap_or_default();
        format!("{who} {did}{meeting}.")
    }

    fn audit_unit(self, name: Option<&String>) -> String {
        format!(" {}", name.cloned().unwrap_or_else(|| self.audit_a_unit()))
    }

    /// What was done; what stands in braces is named where its name is known.
    const fn audit_event(self, event: Event) -> &'static str {
        let (vi, en) = match event {
            Event::SignedIn => ("đăng nhập", "signed in"),
            Event::WrongCode => (
                "nhập đúng mật khẩu nhưng sai mã xác nhận khi đăng nhập",
                "entered the right password and a wrong code when signing in",
            ),
            Event::WrongPassword => (
                "nhập sai tên hoặc mật khẩu khi đăng nhập",
                "entered a wrong name or password when signing in",
            ),
            Event::PasswordSetByLink => (
                "đặt mật khẩu mới bằng đường dẫn được cấp",
                "set a new password through a link",
            ),
            Event::TokenReused => (
                "bị kết thúc một phiên đăng nhập, vì mã của phiên đã dùng rồi lại được gửi lần nữa",
                "lost a session, because a token of it that was used up was sent again",
            ),
            Event::SignedOutEverywhere => ("đăng xuất khỏi mọi thiết bị", "signed out on all devices"),
            Event::SignedOut => ("đăng xuất", "signed out"),
            Event::PasswordChanged => ("đổi mật khẩu của mình", "changed the own password"),
            Event::OldPasswordWrong => (
                "nhập sai mật khẩu cũ khi đổi mật khẩu",
                "entered a wrong old password when changing it",
            ),
            Event::CodeBegun => ("bắt đầu cài mã xác nhận", "began to set up a code"),
            Event::CodeConfirmed => ("bật mã xác nhận khi đăng nhập", "turned on the code for signing in"),
            Event::CodeDropped => ("tắt mã xác nhận khi đăng nhập", "turned off the code for signing in"),
            Event::PasskeyBegun => ("bắt đầu thêm khóa đăng nhập", "began to add a passkey"),
            Event::PasskeyAdded => ("thêm khóa đăng nhập", "added a passkey"),
            Event::PasskeyDropped => ("xóa khóa đăng nhập", "removed a passkey"),
            Event::NoticeRead => ("đánh dấu đã xem một thông báo", "marked a notice as read"),
            Event::NoticesRead => ("đánh dấu đã xem mọi thông báo", "marked all notices as read"),
            Event::LinkMailed => (
                "gửi thư đường dẫn đặt mật khẩu cho {person}",
                "mailed a link to set a password to {person}",
            ),
            Event::LinkShown => (
                "cấp đường dẫn đặt mật khẩu cho {person}",
                "made a link to set a password for {person}",
            ),
            Event::SetUpDone => (
                "cài đặt hệ thống, nhập tổ chức đảng và đảng viên",
                "set up the system with its units and members",
            ),
            Event::AdministratorMade => ("lập tài khoản quản trị cho {person}", "made {person} administrator"),
            Event::PasswordSetByCommand => (
                "đặt mật khẩu cho {person} bằng lệnh trên máy chủ",
                "set the password of {person} by a command on the server",
            ),
            Event::FactorsDropped => (
                "tắt mã xác nhận và khóa đăng nhập của {person} bằng lệnh trên máy chủ",
                "removed the code and passkeys of {person} by a command on the server",
            ),
            Event::BallotKeysAdopted => (
                "ghi nhận thư mục giữ khóa phiếu kín",
                "took the directory of ballot keys into use",
            ),
            Event::JobRetried => ("cho chạy lại một việc tự động", "ran a job again"),
            Event::SettingWithdrawn => (
                "rút lại một thay đổi cài đặt chưa có hiệu lực{setting}",
                "withdrew a coming change of the setting{setting}",
            ),
            Event::RuleWithdrawn => (
                "rút lại một quy định biểu quyết chưa có hiệu lực{matter}",
                "withdrew a coming voting rule{matter}",
            ),
            Event::SettingChanged => ("thay đổi cài đặt{setting}", "changed the setting{setting}"),
            Event::RuleRevised => (
                "sửa hoặc xác nhận quy định biểu quyết{matter}",
                "revised or confirmed the voting rule{matter}",
            ),
            Event::Reminded => (
                "nhắc những người chưa trả lời về cuộc họp{meeting}",
                "reminded those who had not replied of the meeting{meeting}",
            ),
            Event::Anchored => ("ký xác nhận nhật ký của ngày", "signed the day's audit"),
            Event::ReminderEmpty => (
                "kiểm tra việc nhắc họp, không có ai phải nhắc",
                "looked whom to remind of a meeting and found nobody",
            ),
            Event::UnitAdded => ("lập tổ chức đảng{unit}", "added the unit{unit}"),
            Event::UnitClosed => ("kết thúc hoạt động của tổ chức đảng{unit}", "closed the unit{unit}"),
            Event::UnitEdited => ("sửa thông tin tổ chức đảng{unit}", "edited the unit{unit}"),
            Event::MemberAdded => ("thêm đảng viên {person}", "added the member {person}"),
            Event::OfficeWithdrawn => (
                "rút lại một thay đổi chức vụ chưa có hiệu lực",
                "withdrew a coming change of an office",
            ),
            Event::BodyWithdrawn => (
                "rút lại danh sách cấp ủy chưa có hiệu lực của{unit}",
                "withdrew a coming list of a body of{unit}",
            ),
            Event::StatusWithdrawn => (
                "rút lại thay đổi tình trạng chưa có hiệu lực của {person}",
                "withdrew a coming change of status of {person}",
            ),
            Event::MoveWithdrawn => (
                "rút lại việc chuyển sinh hoạt đảng của {person} từ{unit} đến{to}",
                "withdrew the transfer of {person} from{unit} to{to}",
            ),
            Event::OfficeEnded => ("cho {person} thôi chức vụ{role}", "ended the office{role} of {person}"),
            Event::OfficeGiven => ("giao chức vụ{role} cho {person}", "gave {person} the office{role}"),
            Event::BodySeated => ("sửa danh sách cấp ủy của{unit}", "edited the list of a body of{unit}"),
            Event::CardsIssued => ("in thẻ biểu quyết cho {people}", "printed voting cards for {people}"),
            Event::CardRevoked => (
                "thu hồi thẻ biểu quyết của {person}",
                "revoked the voting card of {person}",
            ),
            Event::TabletRegistered => ("đăng ký máy tính bảng{tablet}", "registered the tablet{tablet}"),
            Event::TabletRetired => ("ngừng dùng máy tính bảng{tablet}", "retired the tablet{tablet}"),
            Event::CardLocked => (
                "khóa thẻ của {person} vì nhập sai mã PIN nhiều lần",
                "locked the card of {person} after too many wrong PINs",
            ),
            Event::StatusChanged => (
                "thay đổi tình trạng đảng viên của {person}",
                "changed the status of {person}",
            ),
            Event::MemberEdited => ("sửa thông tin của {person}", "edited the data of {person}"),
            Event::MemberMoved => (
                "chuyển sinh hoạt đảng của {person} từ{unit} đến{to}",
                "transferred {person} from{unit} to{to}",
            ),
            Event::MeetingMade => ("lập cuộc họp{meeting}", "made the meeting{meeting}"),
            Event::ItemAdded => (
                "thêm nội dung{item} vào chương trình",
                "added the item{item} to the agenda",
            ),
            Event::ItemEdited => (
                "sửa nội dung{item} của chương trình",
                "edited the item{item} of the agenda",
            ),
            Event::ItemRemoved => ("xóa một nội dung khỏi chương trình", "removed an item from the agenda"),
            Event::ItemMoved => (
                "đổi thứ tự nội dung{item} trong chương trình",
                "moved the item{item} in the agenda",
            ),
            Event::Uninvited => ("rút lời mời {person}", "took back the invitation of {person}"),
            Event::Invited => ("mời {person} dự họp", "invited {person}"),
            Event::MeetingEdited => ("sửa cuộc họp{meeting}", "edited the meeting{meeting}"),
            Event::AttendanceOfRest => (
                "ghi có mặt cho tất cả những người còn lại",
                "marked all who were left as present",
            ),
            Event::PaperGivenToRest => (
                "phát phiếu giấy cho tất cả những người còn lại ở biểu quyết{vote}",
                "gave paper ballots to all who were left in the vote{vote}",
            ),
            Event::MeetingUnchanged => (
                "lưu lại cuộc họp{meeting}, không thay đổi gì",
                "saved the meeting{meeting} again without a change",
            ),
            Event::SessionUnchanged => (
                "bấm lại một việc điều hành đã làm ở cuộc họp{meeting}, không thay đổi gì",
                "did again in the meeting{meeting} what was done, without a change",
            ),
            Event::PaperUnchanged => (
                "ghi lại việc phát phiếu giấy ở biểu quyết{vote}, không thay đổi gì",
                "noted a paper ballot of the vote{vote} again without a change",
            ),
            Event::MinutesUnchanged => (
                "mở biên bản đã có dự thảo, không thay đổi gì",
                "asked for the draft of minutes that were drafted, without a change",
            ),
            Event::MeetingAnnounced => ("gửi thông báo cuộc họp{meeting}", "announced the meeting{meeting}"),
            Event::AgendaTold => ("báo lại chương trình{meeting}", "sent the changed agenda{meeting}"),
            Event::MeetingCancelled => ("hủy cuộc họp{meeting}", "cancelled the meeting{meeting}"),
            Event::SaidYes => (
                "trả lời sẽ dự cuộc họp{meeting}",
                "replied to attend the meeting{meeting}",
            ),
            Event::SaidNo => (
                "xin vắng mặt ở cuộc họp{meeting}",
                "asked to be excused from the meeting{meeting}",
            ),
            Event::CheckedIn => ("điểm danh cuộc họp{meeting}", "checked in to the meeting{meeting}"),
            Event::AttendanceMarked => ("ghi điểm danh cho {person}", "marked the attendance of {person}"),
            Event::MinuteTakerSet => ("cử {person} làm thư ký cuộc họp", "made {person} minute-taker"),
            Event::TellersSet => ("cử tổ kiểm phiếu: {people}", "appointed the tellers: {people}"),
            Event::ItemOnTable => ("chuyển sang nội dung{item}", "moved on to the item{item}"),
            Event::SessionOpened => ("khai mạc cuộc họp{meeting}", "opened the meeting{meeting}"),
            Event::SessionEnded => ("bế mạc cuộc họp{meeting}", "ended the meeting{meeting}"),
            Event::ItemNoted => ("ghi chép nội dung{item}", "took notes on the item{item}"),
            Event::VoteMade => ("soạn biểu quyết{vote}", "made the vote{vote}"),
            Event::VoteDiscarded => ("bỏ bản soạn biểu quyết", "discarded the draft of a vote"),
            Event::VoteEdited => ("sửa bản soạn biểu quyết", "changed the draft of the vote"),
            Event::VoteOpened => ("mở biểu quyết{vote}", "opened the vote{vote}"),
            Event::VoteClosed => ("kết thúc biểu quyết{vote}", "closed the vote{vote}"),
            Event::VoteDeclared => ("công bố kết quả biểu quyết{vote}", "declared the vote{vote}"),
            Event::VoteDraftRemoved => ("xóa một biểu quyết chưa mở", "removed a vote that was not opened"),
            Event::VoteAnnulled => ("hủy biểu quyết{vote}", "annulled the vote{vote}"),
            Event::PaperGiven => (
                "phát phiếu giấy cho {person} ở biểu quyết{vote}",
                "gave {person} a paper ballot in the vote{vote}",
            ),
            Event::PaperTakenBack => (
                "thu lại phiếu giấy của {person} ở biểu quyết{vote}",
                "took back the paper ballot of {person} in the vote{vote}",
            ),
            Event::PaperCounted => (
                "nhập kết quả kiểm phiếu giấy của biểu quyết{vote}",
                "entered the count of paper ballots of the vote{vote}",
            ),
            Event::DocumentAdded => ("thêm văn bản{document}", "added the document{document}"),
            Event::DocumentRemoved => ("gỡ văn bản{document}", "removed the document{document}"),
            Event::MinutesDrafted => ("tạo dự thảo biên bản", "drafted the minutes"),
            Event::MinutesEdited => ("sửa biên bản", "edited the minutes"),
            Event::MinutesConfirmed => ("xác nhận biên bản", "confirmed the minutes"),
            Event::MinutesSealed => ("chốt biên bản", "sealed the minutes"),
            Event::AddendumAdded => ("thêm bản bổ sung biên bản", "added an addendum to the minutes"),
        };
        match self.lang() {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }
}

fn quoted(name: Option<&String>) -> String {
    name.map(|name| format!(" “{name}”")).unwrap_or_default()
}

sentences! {
    audit_title => "Nhật ký", "Audit";
    audit_sub(unit: &str) => "Ai đã làm gì, lúc nào tại {unit}. Nhật ký chỉ thêm, không ai sửa hay xóa được.", "Who did what and when in {unit}. Entries are only added; nobody can change or delete one.";
    audit_intact => "Nhật ký nguyên vẹn: không dòng nào bị sửa, xóa hay chèn thêm.", "The audit is intact: no entry was changed, deleted or inserted.";
    audit_broken(chain: &str) => "Nhật ký đã bị can thiệp: có dòng bị sửa, xóa hoặc chèn thêm ở phần {chain}. Đồng chí hãy giữ nguyên hiện trạng và báo ngay cán bộ kiểm tra và quản trị hệ thống.", "The audit has been tampered with: an entry was changed, deleted or slipped in, in the part {chain}. Leave everything as it is and tell the inspector and the administrator at once.";
    audit_anchor(day: &str) => "Mốc ký ngày {day}", "Anchor of {day}";
    audit_anchor_text => "Mỗi ngày hệ thống ký xác nhận nhật ký đã dài đến đâu. Đồng chí chép dãy dưới đây và giữ ngoài hệ thống; sau này quản trị hệ thống đối chiếu nhật ký với dãy này.", "Once a day the system signs how far the audit has come. Copy the figure below and keep it outside the system; the administrator can then hold the audit against it.";
    audit_broken_anchor => "mốc ký hằng ngày", "the daily anchor";
    audit_chain_installation => "toàn hệ thống", "the whole system";
    audit_chain_unit => "tổ chức đảng", "the unit";
    audit_chain_person => "hồ sơ đảng viên", "a member's record";
    audit_chain_meeting => "cuộc họp", "a meeting";
    audit_chain_vote => "biểu quyết", "a vote";
    audit_empty => "Chưa có việc nào được ghi.", "Nothing has been recorded yet.";
    audit_caption => "Các việc đã ghi, mới nhất trước", "Entries, newest first";
    audit_when => "Lúc", "When";
    audit_what => "Việc", "What";
    audit_unknown(who: &str) => "{who} làm một việc mà phiên bản này không có lời để kể; mã ghi bên dưới", "{who} did something that this version has no words for; its code stands below";
    audit_a_member => "một đảng viên", "a member";
    audit_a_unit => "một tổ chức đảng", "a unit";
    audit_codes_show => "Hiện mã ghi để đối chiếu", "Show codes, for comparing";
    audit_codes_hide => "Ẩn mã ghi", "Hide the codes";
    audit_code => "Mã ghi:", "Recorded as:";
    audit_where => "Phần", "Part";
    audit_system => "Hệ thống", "The system";
    audit_tablet => "Máy tính bảng của chi bộ", "The cell's tablet";
    audit_anonymous => "Người chưa đăng nhập", "Somebody not signed in";
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use domain::audit::{About, Entry};

    fn line(event: Event, about: About) -> EntryLine {
        let (action, mark) = event.written();
        let id = "018f0000-0000-7000-8000-000000000000";
        EntryLine {
            readable: true,
            entry: Entry {
                chain: format!("meeting:{id}"),
                sequence: 1,
                at: DateTime::UNIX_EPOCH,
                actor: id.to_owned(),
                action: action.name().to_owned(),
                target: format!("meeting:{id}"),
                unit: id.to_owned(),
                detail: mark.to_owned(),
            },
            actor_name: "Nguyễn Văn A".to_owned(),
            about,
            hash: String::new(),
        }
    }

    #[test]
    fn every_event_has_a_sentence_without_codes() {
        let all = About {
            people: vec!["Lò Thị Hạnh".to_owned(), "Quàng Văn Thắng".to_owned()],
            units: vec!["Chi bộ 1".to_owned(), "Chi bộ 2".to_owned()],
            tablet: Some("Máy nhà văn hóa".to_owned()),
            meeting: Some("Cuộc họp tháng 12".to_owned()),
            item: Some("Thảo luận".to_owned()),
            vote: Some("Nhất trí?".to_owned()),
            document: Some("Dự thảo".to_owned()),
        };
        for text in [Text::vietnamese(), Text::new(Lang::En)] {
            let mut told = std::collections::BTreeSet::new();
            for event in Event::ALL {
                for about in [all.clone(), About::default()] {
                    let sentence = text.audit_sentence(&line(*event, about));
                    assert!(
                        sentence.starts_with("Nguyễn Văn A ") && sentence.ends_with('.'),
                        "{sentence}"
                    );
                    assert!(!sentence.contains(['{', '}', '=', '_']), "{event:?}: {sentence}");
                    assert!(
                        !sentence.contains("018f") && !sentence.contains("  "),
                        "{event:?}: {sentence}"
                    );
                    told.insert(sentence);
                }
            }
            assert!(told.len() >= Event::ALL.len(), "no two events read alike");
        }
        let opened = line(Event::VoteOpened, all);
        assert_eq!(
            Text::vietnamese().audit_sentence(&opened),
            "Nguyễn Văn A mở biểu quyết “Nhất trí?” (Cuộc họp tháng 12)."
        );
    }
}
