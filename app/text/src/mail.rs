//! Words of the letters that the system sends, and of the text for a chat group.
//!
//! Invariant: plain text only, no reason of an excuse, no document's content and no result of a vote: a letter
//! lies open on phones and in mail boxes that others read. Days and hours are Vietnam's.

use crate::{Text, dates};
use chrono::{DateTime, Utc};
use std::fmt::Write;

/// A letter without its envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    pub text: String,
}

/// What a letter about a meeting says of it.
#[derive(Debug, Clone, Copy)]
pub struct MeetingWords<'a> {
    /// Whom the letter greets.
    pub name: &'a str,
    /// Who sends it.
    pub unit: &'a str,
    pub title: &'a str,
    pub starts_at: DateTime<Utc>,
    /// Empty where there is none; so with the link.
    pub place: &'a str,
    pub link: &'a str,
    /// Absolute address of the meeting's page.
    pub url: &'a str,
}

sentences! {
    mail_dear(name: &str) => "Kính gửi đồng chí {name},", "Dear comrade {name},";
    mail_when(when: &str) => "Thời gian: {when}", "Time: {when}";
    mail_place(place: &str) => "Địa điểm: {place}", "Place: {place}";
    mail_link(link: &str) => "Dự trực tuyến: {link}", "Online: {link}";
    mail_agenda => "Chương trình:", "Agenda:";
    mail_page(url: &str) => "Xem chương trình, văn bản và trả lời tại: {url}", "Agenda, documents and your reply: {url}";
    mail_automatic => "Thư này do hệ thống tự gửi, đồng chí không cần trả lời thư.", "This letter was sent automatically; please do not reply to it.";

    mail_announced_subject(title: &str, when: &str) => "Mời họp: {title}, {when}", "Invitation: {title}, {when}";
    mail_announced_lead(unit: &str, title: &str) => "{unit} kính mời đồng chí dự: {title}.", "{unit} invites you to: {title}.";
    mail_announced_end => "Đề nghị đồng chí đọc văn bản trước và trả lời có dự họp hay không.", "Please read the documents beforehand and reply whether you will come.";

    mail_changed_subject(title: &str, when: &str) => "Thay đổi: {title}, {when}", "Changed: {title}, {when}";
    mail_changed_lead(unit: &str, title: &str) => "{unit} thay đổi thời gian, địa điểm hoặc chương trình của: {title}. Thông tin mới như sau.", "{unit} has changed time, place or agenda of: {title}. The new details are below.";

    mail_cancelled_subject(title: &str, when: &str) => "Hủy họp: {title}, {when}", "Cancelled: {title}, {when}";
    mail_cancelled_lead(unit: &str, title: &str, when: &str) => "{unit} thông báo hủy: {title}, dự kiến lúc {when}.", "{unit} has cancelled: {title}, planned for {when}.";
    mail_cancelled_reason(reason: &str) => "Lý do: {reason}", "Reason: {reason}";
    mail_uninvited_subject(title: &str, when: &str) => "Rút lời mời họp: {title}, {when}", "No longer invited: {title}, {when}";
    mail_uninvited_lead(unit: &str, title: &str, when: &str) => "{unit} xin rút lời mời đồng chí dự: {title}, lúc {when}.", "{unit} no longer asks you to come to: {title}, at {when}.";
    mail_cancelled_end => "Đồng chí không phải đến dự.", "You need not come.";

    mail_reminder_subject(title: &str, when: &str) => "Nhắc họp: {title}, {when}", "Reminder: {title}, {when}";
    mail_reminder_lead(unit: &str, title: &str) => "{unit} chưa nhận được trả lời của đồng chí về việc dự: {title}.", "{unit} has not yet received your reply for: {title}.";
    mail_reminder_end => "Đề nghị đồng chí trả lời có dự họp hay không.", "Please reply whether you will attend.";

    mail_password_subject => "Đường dẫn đặt mật khẩu", "Link to set your password";
    mail_password_lead => "Đồng chí mở đường dẫn sau để đặt mật khẩu:", "Open this link to set your password:";
    mail_password_end(until: &str) => "Đường dẫn chỉ dùng được một lần, đến {until}. Đồng chí không chuyển đường dẫn này cho người khác. Nếu không yêu cầu, đồng chí báo lại cho bí thư chi bộ.", "The link works once, until {until}. Do not pass it on. If you did not ask for it, tell the secretary of your cell.";

    mail_changed_password_subject => "Mật khẩu của đồng chí đã được đổi", "Your password was changed";
    mail_changed_password_lead(when: &str) => "Mật khẩu của đồng chí đã được đổi lúc {when}; các thiết bị khác đã được đăng xuất.", "Your password was changed at {when}; other devices were signed out.";
    mail_changed_password_end => "Nếu không phải đồng chí đổi, đồng chí báo ngay cho bí thư chi bộ hoặc quản trị hệ thống.", "If it was not you, tell the secretary of your cell or the administrator at once.";

    chat_heading(unit: &str) => "{unit} – THÔNG BÁO HỌP", "{unit} – MEETING";
    chat_cancelled_heading(unit: &str) => "{unit} – THÔNG BÁO HỦY HỌP", "{unit} – MEETING CANCELLED";
    chat_cancelled(when: &str) => "Cuộc họp dự kiến lúc {when} không diễn ra.", "The meeting planned for {when} does not take place.";
    chat_cancelled_end => "Các đồng chí không phải đến dự.", "Nobody need come.";
    chat_agenda_line(number: &str, title: &str) => "{number}. {title}", "{number}. {title}";
    chat_end(url: &str) => "Đề nghị các đồng chí đọc văn bản và trả lời tại: {url}", "Please read the documents and reply at: {url}";
}

impl Text {
    /// `19:30, Thứ Năm 03/12/2026`
    #[must_use]
    pub fn moment(self, moment: DateTime<Utc>) -> String {
        format!("{}, {}", dates::time(moment), dates::long(moment, self.lang()))
    }

    /// Invites somebody. The agenda is numbers and titles: `("4.1", "Xét kết nạp")`.
    #[must_use]
    pub fn mail_announced(self, m: &MeetingWords<'_>, agenda: &[(String, String)]) -> Letter {
        Letter {
            subject: self.mail_announced_subject(m.title, &self.moment(m.starts_at)),
            text: self.letter(
                m.name,
                &[
                    self.mail_announced_lead(m.unit, m.title),
                    self.frame_of(m),
                    self.agenda_of(agenda),
                    self.mail_announced_end(),
                    self.mail_page(m.url),
                ],
            ),
        }
    }

    /// Says what holds now; what held before only confuses.
    #[must_use]
    pub fn mail_changed(self, m: &MeetingWords<'_>, agenda: &[(String, String)]) -> Letter {
        Letter {
            subject: self.mail_changed_subject(m.title, &self.moment(m.starts_at)),
            text: self.letter(
                m.name,
                &[
                    self.mail_changed_lead(m.unit, m.title),
                    self.frame_of(m),
                    self.agenda_of(agenda),
                    self.mail_page(m.url),
                ],
            ),
        }
    }

    #[must_use]
    pub fn mail_cancelled(self, m: &MeetingWords<'_>, reason: &str) -> Letter {
        let when = self.moment(m.starts_at);
        Letter {
            subject: self.mail_cancelled_subject(m.title, &when),
            text: self.letter(
                m.name,
                &[
                    self.mail_cancelled_lead(m.unit, m.title, &when),
                    self.mail_cancelled_reason(reason),
                    self.mail_cancelled_end(),
                ],
            ),
        }
    }

    /// For somebody who was invited and need not come after all.
    #[must_use]
    pub fn mail_uninvited(self, m: &MeetingWords<'_>) -> Letter {
        let when = self.moment(m.starts_at);
        Letter {
            subject: self.mail_uninvited_subject(m.title, &when),
            text: self.letter(
                m.name,
                &[
                    self.mail_uninvited_lead(m.unit, m.title, &when),
                    self.mail_cancelled_end(),
                ],
            ),
        }
    }

    /// For those who have not replied, one day before.
    #[must_use]
    pub fn mail_reminder(self, m: &MeetingWords<'_>) -> Letter {
        Letter {
            subject: self.mail_reminder_subject(m.title, &self.moment(m.starts_at)),
            text: self.letter(
                m.name,
                &[
                    self.mail_reminder_lead(m.unit, m.title),
                    self.frame_of(m),
                    self.mail_reminder_end(),
                    self.mail_page(m.url),
                ],
            ),
        }
    }

    #[must_use]
    pub fn mail_password_link(self, name: &str, url: &str, until: DateTime<Utc>) -> Letter {
        Letter {
            subject: self.mail_password_subject(),
            text: self.letter(
                name,
                &[
                    self.mail_password_lead(),
                    url.to_owned(),
                    self.mail_password_end(&self.moment(until)),
                ],
            ),
        }
    }

    /// Tells somebody that his password is another, in case it was not he.
    #[must_use]
    pub fn mail_password_changed(self, name: &str, at: DateTime<Utc>) -> Letter {
        Letter {
            subject: self.mail_changed_password_subject(),
            text: self.letter(
                name,
                &[
                    self.mail_changed_password_lead(&self.moment(at)),
                    self.mail_changed_password_end(),
                ],
            ),
        }
    }

    /// A text to paste into a chat group. It greets nobody by name.
    #[must_use]
    pub fn chat_text(self, m: &MeetingWords<'_>, agenda: &[(String, String)]) -> String {
        paragraphs(&[
            format!("{}\n{}", self.chat_heading(m.unit), m.title),
            self.frame_of(m),
            self.agenda_of(agenda),
            self.chat_end(m.url),
        ])
    }

    /// The same for a meeting that is called off.
    #[must_use]
    pub fn chat_text_cancelled(self, m: &MeetingWords<'_>, reason: &str) -> String {
        paragraphs(&[
            format!("{}\n{}", self.chat_cancelled_heading(m.unit), m.title),
            format!(
                "{}\n{}",
                self.chat_cancelled(&self.moment(m.starts_at)),
                self.mail_cancelled_reason(reason)
            ),
            self.chat_cancelled_end(),
        ])
    }

    fn letter(self, name: &str, parts: &[String]) -> String {
        let mut all = vec![self.mail_dear(name)];
        all.extend_from_slice(parts);
        all.push(self.mail_automatic());
        paragraphs(&all)
    }

    fn frame_of(self, m: &MeetingWords<'_>) -> String {
        let mut lines = vec![self.mail_when(&self.moment(m.starts_at))];
        if !m.place.is_empty() {
            lines.push(self.mail_place(m.place));
        }
        if !m.link.is_empty() {
            lines.push(self.mail_link(m.link));
        }
        lines.join("\n")
    }

    fn agenda_of(self, agenda: &[(String, String)]) -> String {
        let mut text = String::new();
        if !agenda.is_empty() {
            text.push_str(&self.mail_agenda());
        }
        for (number, title) in agenda {
            // Writing into a String cannot fail.
            let _ = write!(text, "\n{}", self.chat_agenda_line(number, title));
        }
        text
    }
}

/// Parts with an empty line between them; empty parts fall out.
fn paragraphs(parts: &[String]) -> String {
    let mut text = parts
        .iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join("\n\n");
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> MeetingWords<'static> {
        MeetingWords {
            name: "Lò Thị Hạnh",
            unit: "Chi bộ bản Phiêng Đón",
            title: "Họp thường kỳ tháng 12/2026",
            starts_at: "2026-12-03T12:30:00Z".parse().expect("a moment"),
            place: "Nhà văn hóa bản",
            link: "",
            url: "https://chibo.example/meetings/1",
        }
    }

    #[test]
    fn an_invitation_says_when_where_and_what() {
        let agenda = [
            ("1".to_owned(), "Khai mạc".to_owned()),
            ("1.1".to_owned(), "Điểm danh".to_owned()),
        ];
        let letter = Text::vietnamese().mail_announced(&words(), &agenda);
        assert_eq!(
            letter.subject,
            "Mời họp: Họp thường kỳ tháng 12/2026, 19:30, Thứ Năm 03/12/2026"
        );
        assert!(
            letter
                .text
                .starts_with("Kính gửi đồng chí Lò Thị Hạnh,\n\nChi bộ bản Phiêng Đón kính mời")
        );
        assert!(
            letter
                .text
                .contains("Địa điểm: Nhà văn hóa bản\n\nChương trình:\n1. Khai mạc\n1.1. Điểm danh\n\n")
        );
        assert!(!letter.text.contains("trực tuyến"));
    }

    #[test]
    fn a_chat_text_calls_off_with_its_reason() {
        let text = Text::vietnamese().chat_text_cancelled(&words(), "Mưa lũ");
        assert_eq!(
            text,
            "Chi bộ bản Phiêng Đón – THÔNG BÁO HỦY HỌP\nHọp thường kỳ tháng 12/2026\n\nCuộc họp dự kiến lúc 19:30, \
             Thứ Năm 03/12/2026 không diễn ra.\nLý do: Mưa lũ\n\nCác đồng chí không phải đến dự.\n"
        );
    }

    #[test]
    fn a_chat_text_greets_nobody() {
        let text = Text::vietnamese().chat_text(&words(), &[]);
        assert!(!text.contains("Lò Thị Hạnh"));
        assert!(text.ends_with("https://chibo.example/meetings/1\n"));
    }
}
