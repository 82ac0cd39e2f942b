//! Words of the table of voting rules.

use crate::Text;
use domain::rule::Threshold;

impl Text {
    /// A threshold as people say it: "quá nửa", "ít nhất 2/3".
    #[must_use]
    pub fn threshold(self, threshold: Threshold) -> String {
        let Threshold {
            numerator,
            denominator,
            strict,
        } = threshold;
        match (strict, numerator.saturating_mul(2) == denominator) {
            (true, true) => self.rules_more_than_half(),
            (false, true) => self.rules_at_least_half(),
            (true, false) => self.rules_more_than(numerator, denominator),
            (false, false) if numerator == denominator => self.rules_all(),
            (false, false) => self.rules_at_least(numerator, denominator),
        }
    }
}

sentences! {
    rules_more_than_half => "quá nửa", "more than half";
    rules_at_least_half => "ít nhất một nửa", "at least half";
    rules_more_than(numerator: u32, denominator: u32) => "quá {numerator}/{denominator}", "more than {numerator}/{denominator}";
    rules_at_least(numerator: u32, denominator: u32) => "ít nhất {numerator}/{denominator}", "at least {numerator}/{denominator}";
    rules_all => "tất cả", "all";

    rules_title => "Quy định biểu quyết", "Voting rules";
    rules_sub => "Mỗi loại việc cần bao nhiêu phiếu tán thành, tính trên tổng số nào, theo văn bản nào.", "How many votes each matter needs, out of which total, and under which document.";
    rules_unconfirmed_some(count: usize) => "{count} quy định chưa đối chiếu với văn bản. Kết quả công bố theo các quy định này in dòng “chưa đối chiếu văn bản” cho đến khi đảng ủy xác nhận.", "Rules not checked against their texts: {count}. Results declared under them print “not checked against the text” until the committee confirms.";
    rules_none => "Chưa có quy định nào đang áp dụng.", "No rule is in force yet.";
    rules_caption => "Quy định đang áp dụng", "Rules in force";
    rules_matter => "Loại việc", "Matter";
    rules_needed => "Cần tán thành", "Needed in favour";
    rules_base => "Tính trên tổng số", "Out of all";
    rules_secrecy => "Hình thức", "Form";
    rules_source => "Căn cứ", "Source";
    rules_source_none => "Chưa ghi", "Not recorded";
    rules_check => "Đối chiếu", "Checked";
    rules_confirmed => "Đã đối chiếu", "Checked";
    rules_unconfirmed => "Chưa đối chiếu văn bản", "Not checked against the text";
    rules_old => "Quy định chưa hoặc không còn áp dụng", "Rules not yet or no longer in force";
    rules_period(from: &str, to: &str) => "{from} – {to}", "{from} – {to}";
    rules_from(day: &str) => "Từ {day}", "From {day}";

    rule_quorum => "Số người phải có mặt", "Quorum";
    rule_quorum_of(threshold: &str) => "{threshold} số được triệu tập", "{threshold} of those summoned";
    rule_confirmed_by => "Người đối chiếu", "Checked by";
    rule_valid => "Thời gian áp dụng", "In force";
    rule_kept => "Kết quả đã công bố không thay đổi khi quy định thay đổi.", "Declared results do not change when a rule does.";
    rule_confirm => "Xác nhận đã đối chiếu", "Confirm the check";
    rule_confirm_explained => "Đồng chí mở văn bản gốc, so với các số ở trên. Nếu đúng, ghi số, ngày, điều khoản và họ tên người đối chiếu.", "Open the text itself and compare it with the figures above. If they agree, write number, date, article and who compared.";
    rule_source_hint => "Ví dụ: điểm 9.3.2, 294-QĐ/TW (26/05/2025)", "For example: point 9.3.2, 294-QĐ/TW (26/05/2025)";
    rule_by => "Họ tên người đối chiếu", "Name of whoever checked it";
    rule_by_optional => "Để trống nếu chưa đối chiếu với văn bản", "Leave empty if it has not been checked";
    rule_confirm_do => "Xác nhận", "Confirm";
    rule_revise => "Sửa quy định này", "Revise this rule";
    rule_revise_explained => "Quy định mới thay quy định hiện nay từ ngày đồng chí ghi. Quy định cũ được giữ lại.", "The new version replaces this one from the day you write. The old one stays on record.";
    rule_strict => "Cách tính", "Way of counting";
    rule_strict_yes => "Phải quá phần này", "More than this part";
    rule_strict_yes_hint => "Ví dụ quá nửa: 20 người thì cần 11", "For example more than half: 11 of 20";
    rule_strict_no => "Đạt phần này là đủ", "This part is enough";
    rule_strict_no_hint => "Ví dụ ít nhất 2/3: 20 người thì cần 14", "For example at least 2/3: 14 of 20";
    rule_numerator => "Số phần cần tán thành", "Parts needed";
    rule_secret_channels => "Bỏ phiếu kín bằng", "Secret ballots by";
    rule_secret_phone => "Điện thoại của đảng viên", "Members' phones";
    rule_secret_phone_hint => "Chưa thấy văn bản nào cho phép bỏ phiếu kín trên điện thoại. Chỉ bật khi đảng ủy có văn bản đồng ý.", "No text is known that allows secret ballots on phones. Turn this on only with the committee's written consent.";
    rule_secret_assisted => "Máy tính bảng của chi bộ", "The cell's tablet";
    rule_surplus => "Số dư khi bầu", "Surplus of candidates";
    rule_cap => "Nhiều nhất được xếp loại xuất sắc", "At most rated excellent";
    rule_part_hint => "Viết theo dạng phân số, ví dụ 1/5.", "As a fraction, for example 1/5.";
    rule_numerator_hint => "Số trên của phân số: trong 2/3 là số 2", "The upper figure: 2 in 2/3";
    rule_denominator => "Trên tổng số phần", "Of parts";
    rule_denominator_hint => "Số dưới của phân số: trong 2/3 là số 3", "The lower figure: 3 in 2/3";
    rule_from => "Áp dụng từ ngày", "In force from";
    rule_revise_do => "Lưu quy định", "Save the rule";
}
