//! Words of voting: the paper, the receipt, the result, opening, closing, annulling.
//!
//! Invariant: numbers are exact and named with what they are part of; a rule that nobody has checked
//! against its text is never called by its article.

use crate::{Lang, Text};
use domain::ballot::{Choice, Kind, Layout};
use domain::rule::{Channel, Channels, Rule, Threshold};
use domain::vote::{BaseParts, Declaration, Outcome};

impl Text {
    /// "ít nhất 2/3", "quá nửa".
    #[must_use]
    pub fn vote_threshold(self, threshold: Threshold) -> String {
        let Threshold {
            numerator,
            denominator,
            strict,
        } = threshold;
        match (strict, numerator, denominator) {
            (true, 1, 2) => self.vote_more_than_half(),
            (true, _, _) => self.vote_more_than(numerator, denominator),
            (false, _, _) => self.vote_at_least(numerator, denominator),
        }
    }

    /// Where the base comes from: "Tổng số: 20 đảng viên chính thức được triệu tập; 3 vắng vẫn tính."
    #[must_use]
    pub fn vote_base_line(self, parts: BaseParts) -> String {
        let mut line = match (parts.official_absent, self.lang()) {
            (0, _) => self.vote_base_all(parts.official),
            (absent, _) => self.vote_base_absent(parts.official, absent),
        };
        if parts.joined > 0 {
            line.push_str(&self.vote_base_joined(parts.joined));
        }
        line.push('.');
        line
    }

    /// The source of a rule, or that nobody has checked it.
    #[must_use]
    pub fn vote_source(self, rule: &Rule) -> String {
        match &rule.confirmed_by {
            Some(_) if !rule.source.is_empty() => self.vote_by_source(&rule.source),
            Some(_) | None => self.vote_unchecked(),
        }
    }

    /// What a mark means on a ballot of this kind: an answer, "chosen", or a level.
    #[must_use]
    pub fn vote_mark(self, kind: Kind, mark: u8) -> String {
        match (kind, mark) {
            (Kind::Motion, mark) => Choice::ALL
                .iter()
                .find(|choice| choice.mark() == mark)
                .map_or_else(|| self.vote_blank(), |choice| self.choice(*choice)),
            (Kind::Confidence, 1) => self.vote_level_high(),
            (Kind::Confidence, 2) => self.vote_level_confident(),
            (Kind::Confidence, 3) => self.vote_level_low(),
            (Kind::Rating, 1) => self.vote_level_excellent(),
            (Kind::Rating, 2) => self.vote_level_good(),
            (Kind::Rating, 3) => self.vote_level_done(),
            (Kind::Rating, 4) => self.vote_level_not_done(),
            (Kind::Election, 1) => self.vote_mark_elect(),
            (Kind::ChooseOne | Kind::Choose, 1) => self.vote_mark_choose(),
            _ => self.vote_no_mark(),
        }
    }

    /// What stands at a place of the ballot.
    #[must_use]
    pub fn vote_place(self, layout: &Layout, place: usize) -> String {
        layout.options.get(place).cloned().unwrap_or_default()
    }

    /// One candidate's or subject's figures, and what the rule gives them.
    #[must_use]
    pub fn vote_place_line(self, declaration: &Declaration, place: usize) -> String {
        let (kind, tally) = (declaration.layout.kind, &declaration.tally);
        let name = self.vote_place(&declaration.layout, place);
        let base = declaration.parts.base();
        let given = declaration.given.get(place).copied().flatten();
        if kind.picks() {
            let line = self.vote_place_count(&name, tally.count(place, 1), base);
            return match given {
                Some(_) if kind == Kind::Election => format!("{line}; {}", self.vote_elected()),
                Some(_) => format!("{line}; {}", self.vote_chosen()),
                None => line,
            };
        }
        let levels: Vec<String> = (1..=kind.levels())
            .map(|level| {
                let word = self.vote_mark(kind, level).to_lowercase();
                format!("{word} {}", tally.count(place, level))
            })
            .collect();
        let line = format!("{name}: {}", levels.join(", "));
        match given {
            Some(level) => format!(
                "{line}; {}",
                self.vote_rated(&self.vote_mark(kind, level).to_lowercase())
            ),
            None => line,
        }
    }

    /// What came of a vote, in the words of its kind.
    #[must_use]
    pub fn vote_outcome(self, declaration: &Declaration) -> String {
        match (declaration.layout.kind, declaration.outcome) {
            (Kind::Election, Outcome::Passed) => self.vote_outcome_elected(),
            (Kind::ChooseOne | Kind::Choose, Outcome::Passed) => self.vote_outcome_chosen(),
            (Kind::Rating, Outcome::Passed) => self.vote_outcome_rated(),
            (Kind::Rating, Outcome::Failed) => self.vote_outcome_unrated(),
            (_, outcome) => self.outcome(outcome),
        }
    }

    /// A result in one line of a list.
    #[must_use]
    pub fn vote_in_short(self, declaration: &Declaration) -> String {
        let (layout, tally) = (&declaration.layout, &declaration.tally);
        if layout.kind == Kind::Motion {
            return self.meeting_vote_figures(tally.of(Choice::Yes), tally.of(Choice::No), tally.of(Choice::Abstain));
        }
        let named: Vec<&str> = layout
            .options
            .iter()
            .zip(&declaration.given)
            .filter(|(_, given)| **given == Some(1))
            .map(|(option, _)| option.as_str())
            .collect();
        if layout.kind.picks() && !named.is_empty() {
            named.join(", ")
        } else {
            self.vote_ballots_line(tally.ballots(), tally.valid, tally.invalid, tally.blank)
        }
    }

    /// For how many seats who stands again.
    #[must_use]
    pub fn vote_next_round_line(self, declaration: &Declaration) -> Option<String> {
        let next = declaration.next_round.as_ref()?;
        let names: Vec<String> = next
            .candidates
            .iter()
            .map(|place| self.vote_place(&declaration.layout, *place))
            .collect();
        let names = names.join(", ");
        Some(match declaration.layout.kind {
            Kind::Election => self.vote_next_election(next.seats, &names),
            Kind::Motion | Kind::ChooseOne | Kind::Choose | Kind::Confidence | Kind::Rating => {
                self.vote_next_choice(next.seats, &names)
            }
        })
    }

    /// The cap on "excellent" and how many there are.
    #[must_use]
    pub fn vote_cap_line(self, declaration: &Declaration) -> Option<String> {
        let cap = declaration.cap?;
        Some(self.vote_cap(cap.excellent, cap.most))
    }

    /// How to vote where a vote takes no ballots from phones.
    #[must_use]
    pub fn vote_other_way(self, channels: &Channels) -> String {
        match (channels.has(Channel::Assisted), channels.has(Channel::Paper)) {
            (true, false) => self.vote_by_tablet(),
            (true, true) => self.vote_by_tablet_or_paper(),
            (false, _) => self.vote_paper_only(),
        }
    }

    /// How many did not vote, if any.
    #[must_use]
    pub fn vote_not_cast(self, count: u32) -> Option<String> {
        (count > 0).then(|| match (self.lang(), count) {
            (Lang::Vi, _) => format!("{count} đồng chí trong tổng số không biểu quyết."),
            (Lang::En, 1) => "1 of the members counted did not vote.".to_owned(),
            (Lang::En, _) => format!("{count} of the members counted did not vote."),
        })
    }
}

sentences! {
    vote_blank => "Phiếu trắng", "Blank ballot";
    vote_no_mark => "Không chọn", "No mark";
    vote_mark_elect => "Bầu", "Elect";
    vote_mark_choose => "Chọn", "Choose";
    vote_level_high => "Tín nhiệm cao", "High confidence";
    vote_level_confident => "Tín nhiệm", "Confidence";
    vote_level_low => "Tín nhiệm thấp", "Low confidence";
    vote_level_excellent => "Hoàn thành xuất sắc nhiệm vụ", "Excellent";
    vote_level_good => "Hoàn thành tốt nhiệm vụ", "Good";
    vote_level_done => "Hoàn thành nhiệm vụ", "Satisfactory";
    vote_level_not_done => "Không hoàn thành nhiệm vụ", "Not satisfactory";
    vote_outcome_elected => "Đã bầu đủ số lượng", "All seats are filled";
    vote_outcome_chosen => "Đã chọn được", "Chosen";
    vote_outcome_rated => "Đã xếp loại xong", "All are rated";
    vote_outcome_unrated => "Chưa xếp loại được hết", "Not all could be rated";
    vote_place_count(name: &str, count: u32, base: u32) => "{name}: {count}/{base} phiếu", "{name}: {count} of {base}";
    vote_elected => "trúng cử", "elected";
    vote_chosen => "được chọn", "chosen";
    vote_rated(level: &str) => "xếp loại: {level}", "rated: {level}";
    vote_next_election(seats: u32, names: &str) => "Chưa bầu đủ, còn phải bầu {seats} người. Danh sách bầu lần tiếp theo: {names}.", "Not all seats are filled; still to elect: {seats}. On the list of the next round: {names}.";
    vote_next_choice(seats: u32, names: &str) => "Chưa chọn đủ, còn phải chọn {seats}. Danh sách bỏ phiếu lần tiếp theo: {names}.", "Not all are chosen yet; still to choose: {seats}. On the list of the next round: {names}.";
    vote_cap(excellent: u32, most: u32) => "Xếp loại xuất sắc: {excellent}, nhiều nhất được {most}.", "Rated excellent: {excellent}; at most {most} are allowed.";
    vote_more_than_half => "quá nửa", "more than half";
    vote_more_than(numerator: u32, denominator: u32) => "trên {numerator}/{denominator}", "more than {numerator}/{denominator}";
    vote_at_least(numerator: u32, denominator: u32) => "ít nhất {numerator}/{denominator}", "at least {numerator}/{denominator}";
    vote_base_all(official: u32) => "Tổng số: {official} đảng viên chính thức được triệu tập", "Counted: {official} official members summoned";
    vote_base_absent(official: u32, absent: u32) => "Tổng số: {official} đảng viên chính thức được triệu tập; {absent} vắng vẫn tính", "Counted: {official} official members summoned; the {absent} absent are counted";
    vote_base_joined(joined: u32) => "; thêm {joined} đảng viên được miễn hoặc tạm đi nơi khác có dự và biểu quyết", "; and {joined} exempt or temporarily away who came and voted";
    vote_by_source(source: &str) => "Theo {source}.", "Under {source}.";
    vote_unchecked => "Quy định áp dụng: chưa đối chiếu văn bản.", "The rule applied has not been checked against its text.";

    vote_item(number: &str) => "Nội dung {number} · Biểu quyết công khai", "Item {number} · Open vote";
    vote_item_secret(number: &str) => "Nội dung {number} · Bỏ phiếu kín", "Item {number} · Secret ballot";
    vote_asks_one(threshold: &str) => "Chọn một. Cần {threshold} tổng số đảng viên chính thức.", "Choose one. It needs {threshold} of the members counted.";
    vote_asks_some(most: u32, threshold: &str) => "Chọn nhiều nhất {most}. Mỗi phương án cần {threshold} tổng số đảng viên chính thức.", "Choose {most} at most. Each needs {threshold} of the members counted.";
    vote_asks_election(most: u32, threshold: &str) => "Bầu nhiều nhất {most} người. Trúng cử cần {threshold} tổng số đảng viên chính thức.", "Elect {most} at most. To be elected takes {threshold} of the members counted.";
    vote_asks_confidence => "Chọn một mức tín nhiệm cho từng đồng chí.", "Choose a level of confidence for each.";
    vote_asks_rating => "Chọn một mức xếp loại cho từng đồng chí.", "Choose a rating for each.";
    vote_closes_at(at: &str) => "Biểu quyết tự kết thúc lúc {at}.", "The vote closes by itself at {at}.";
    vote_options => "Danh sách", "The list";
    vote_ballots => "Số phiếu", "Ballots";
    vote_result => "Kết quả", "Result";
    vote_is_elected => "Trúng cử", "Elected";
    vote_is_chosen => "Được chọn", "Chosen";
    vote_result_noted(ballots: u32, base: u32) => "{ballots}/{base} đã bỏ phiếu", "{ballots} of {base} voted";
    vote_result_needs(needed: u32, base: u32, threshold: &str) => "Cần {needed}/{base} phiếu ({threshold} tổng số)", "{needed} of {base} needed ({threshold} of the members counted)";
    vote_ballots_line(ballots: u32, valid: u32, invalid: u32, blank: u32) => "Thu về {ballots} phiếu: hợp lệ {valid} (trắng {blank}), không hợp lệ {invalid}.", "{ballots} ballots: {valid} valid ({blank} blank), {invalid} invalid.";
    vote_review => "Xem lại phiếu", "Check my ballot";
    vote_kept_secret => "Bỏ phiếu kín: phiếu được niêm phong, không ai biết đồng chí chọn gì. Chỉ số phiếu được công bố.", "Secret ballot: it is sealed, and nobody learns what you chose. Only the figures are declared.";
    vote_time_over => "Đã hết giờ bỏ phiếu, không nhận thêm phiếu. Kết quả hiện ở đây khi biểu quyết được đóng.", "The time is over; no more ballots are taken. The result appears here once the vote is closed.";
    vote_on_paper => "Đồng chí đã nhận phiếu giấy. Đồng chí ghi phiếu và bỏ vào hòm phiếu.", "You have been given a paper ballot. Please mark it and put it into the box.";
    vote_by_tablet => "Lần bỏ phiếu này không nhận phiếu từ điện thoại. Đồng chí bỏ phiếu bằng thẻ trên máy tính bảng của chi bộ.", "This vote takes no ballots from phones. Please vote with your card on the cell's tablet.";
    vote_by_tablet_or_paper => "Lần bỏ phiếu này không nhận phiếu từ điện thoại. Đồng chí bỏ phiếu bằng thẻ trên máy tính bảng của chi bộ, hoặc nhận phiếu giấy ở người kiểm phiếu.", "This vote takes no ballots from phones. Please vote with your card on the cell's tablet, or get a paper ballot from a teller.";
    vote_paper_only => "Vấn đề này bỏ phiếu giấy; nhận phiếu từ Tổ kiểm phiếu.", "This is voted on with paper ballots; please get yours from the tellers.";
    vote_to_paper => "Phiếu giấy: phát phiếu và kiểm phiếu", "Paper: give out and count";
    vote_to_next_round => "Soạn lần bỏ phiếu tiếp theo", "Make the next round";
    vote_record => "Tải hồ sơ biểu quyết có chữ ký", "Download the signed record";
    vote_record_hint => "Giữ tệp này thì sau này kiểm tra lại được kết quả ở bất cứ đâu; cần kiểm tra, đồng chí đưa tệp cho quản trị hệ thống.", "With this file the result can be checked again anywhere; to have it checked, give it to an administrator.";
    vote_round(question: &str, round: u32) => "{question} (lần {round})", "{question} (lần {round})";
    vote_repeat => "Tổ chức biểu quyết lại", "Hold the vote again";
    vote_unanimity => "Có ít hơn 7 người bỏ phiếu: nếu mọi người chọn như nhau thì ai cũng biết từng người chọn gì.", "Fewer than 7 are voting: if all choose the same, everybody knows how each one voted.";
    vote_counts_himself(names: &str) => "Người kiểm phiếu có tên trên phiếu: {names}. Nên cử người khác kiểm phiếu.", "A teller stands on this ballot: {names}. It is better to name somebody else to count.";
    vote_is_secret => "Bỏ phiếu kín", "Secret ballot";
    vote_is_open => "Biểu quyết công khai", "Open vote";
    vote_draft_title => "Đã soạn, chưa mở", "Ready, not open yet";
    vote_draft_early => "Biểu quyết này mở được khi cuộc họp đang diễn ra.", "This vote can be opened while the meeting is in session.";
    vote_draft_how => "Hình thức", "Form";
    vote_draft_channels => "Cách bỏ phiếu", "Ways to vote";
    vote_draft_minutes => "Tự kết thúc sau", "Closes by itself after";
    vote_minutes(minutes: u32) => "{minutes} phút", "{minutes} minutes";
    vote_draft_figures(base: u32, needed: u32) => "Tổng số {base}, cần {needed} phiếu.", "Members counted: {base}; needed: {needed}.";
    vote_draft_edit => "Sửa bản soạn", "Change the draft";
    vote_draft_save => "Lưu bản soạn", "Save the draft";
    vote_draft_discard => "Bỏ bản soạn này", "Discard this draft";
    vote_counting => "Biểu quyết đã kết thúc. Hai người kiểm phiếu đang kiểm phiếu giấy.", "The vote has closed. The two tellers are counting the paper ballots.";
    vote_declare_do => "Công bố kết quả", "Declare the result";
    vote_paper_meter(given: u32, here: u32) => "Đã phát phiếu {given}/{here}", "{given} of {here} have been given a ballot";
    vote_paper_given_label => "Đã phát phiếu", "Ballots given out";
    vote_paper_given_of(issued: u32, of: u32) => "Đã phát {issued} phiếu trong số {of} đồng chí có mặt.", "{issued} of the {of} present have been given a ballot.";
    vote_paper_given_screens(issued: u32, of: u32, screens: u32) => "Đã phát {issued} phiếu trong số {of} đồng chí có mặt chưa bỏ phiếu trên máy; {screens} đồng chí đã bỏ trên máy.", "{issued} of the {of} present who have not voted on a screen have been given a ballot; {screens} have voted on a screen.";
    vote_paper_waiting => "Chưa nhận phiếu", "Have no ballot yet";
    vote_paper_waiting_sub(count: usize) => "{count} đồng chí có mặt chưa nhận phiếu giấy", "{count} present have not been given a ballot";
    vote_paper_waiting_none => "Tất cả các đồng chí có mặt đã nhận phiếu.", "Everyone present has a ballot.";
    vote_paper_rest => "Đã phát cho tất cả người có mặt chưa có phiếu", "Given to everyone present without a ballot";
    vote_paper_rest_note => "Bấm khi đã phát phiếu tận tay từng đồng chí. Đồng chí nào chưa nhận thì bấm “Thu lại” ở tên của đồng chí ấy.", "Press once each of them has a ballot in hand. For anybody who has none, press “Take back” beside the name.";
    vote_paper_rest_phones => "Ai được ghi là đã nhận phiếu giấy thì không bỏ phiếu trên điện thoại nữa.", "Whoever is marked as having a paper ballot can no longer vote by phone.";
    vote_paper_rest_do(count: usize) => "Ghi đã phát cho {count} đồng chí", "Mark {count} as given";
    vote_paper_title => "Phiếu giấy", "Paper ballots";
    vote_paper_over => "Biểu quyết này không còn nhận hay kiểm phiếu giấy.", "No paper is given out or counted in this vote any more.";
    vote_paper_issued(issued: u32) => "Đã phát {issued} phiếu giấy; số phiếu thu về không được nhiều hơn.", "{issued} paper ballots were given out; no more than these can come back.";
    vote_paper_roll => "Phát phiếu", "Give out ballots";
    vote_paper_roll_hint => "Bấm “Phát phiếu” khi đồng chí ấy đã nhận phiếu. Ai đã bỏ phiếu trên máy thì không nhận phiếu giấy.", "Press “Give ballot” when somebody has been given a ballot. Whoever has voted on a screen gets none.";
    vote_paper_absent(count: usize) => "{count} đồng chí có tên trong danh sách vắng mặt.", "{count} on the roll are absent.";
    vote_paper_away(count: usize) => "{count} đồng chí có tên trong danh sách nhưng chưa điểm danh.", "{count} on the roll have not checked in.";
    vote_paper_give => "Phát phiếu", "Give ballot";
    vote_paper_give_spoken(name: &str) => "Phát phiếu cho {name}", "Give ballot to {name}";
    vote_paper_given => "Đã nhận phiếu giấy", "Has a paper ballot";
    vote_paper_back => "Thu lại", "Take back";
    vote_paper_back_spoken(name: &str) => "Thu lại phiếu chưa dùng của {name}", "Take back the unused ballot of {name}";
    vote_paper_on_screen => "Đã bỏ phiếu trên máy", "Voted on a screen";
    vote_paper_count_title => "Kết quả tôi kiểm", "My count";
    vote_paper_count_hint => "Mỗi người kiểm phiếu tự đếm và tự nhập. Khi cả hai đã nhập, hai kết quả hiện cạnh nhau.", "Each teller counts and enters by himself. Once both have, the figures stand side by side.";
    vote_paper_returned => "Phiếu thu về", "Returned";
    vote_paper_valid => "Phiếu hợp lệ", "Valid";
    vote_paper_invalid => "Phiếu không hợp lệ", "Invalid";
    vote_paper_invalid_hint => "Gạch xóa không rõ, hoặc chọn quá số cho phép. Phiếu không do Tổ kiểm phiếu phát thì không đếm.", "Unclear, or more marks than allowed. A ballot that the tellers did not give out is not counted at all.";
    vote_paper_blank => "Trong số hợp lệ: phiếu trắng", "Of the valid: blank";
    vote_paper_marks => "Số phiếu chọn", "Marks counted";
    vote_paper_save => "Lưu kết quả kiểm phiếu", "Save my count";
    vote_paper_entered(count: u32) => "Đã có {count} trong 2 kết quả kiểm phiếu.", "{count} of 2 counts are in.";
    vote_paper_figure => "Số liệu", "Figure";
    vote_paper_agreed => "Hai kết quả kiểm phiếu khớp nhau. Chủ trì có thể công bố.", "The two counts agree. The chair can declare.";
    vote_paper_differs => "Hai kết quả khác nhau. Hai đồng chí đếm lại những dòng có ghi “khác nhau” và sửa.", "The two counts differ. Please count the lines marked “differs” again and correct them.";
    vote_paper_both => "Hai kết quả kiểm phiếu", "The two counts";
    vote_paper_same(count: usize) => "{count} dòng đã khớp", "{count} lines agree";
    vote_paper_difference => "khác nhau", "differs";
    vote_waiting_connected => "Đang mở trang trên máy", "Has a page open";
    vote_waiting_unreachable => "Không thấy kết nối", "Not connected";
    vote_open_kind => "Mẫu phiếu", "Ballot";
    vote_open_kind_usual => "Theo loại việc", "As usual for the matter";
    vote_open_lists => "Danh sách trên phiếu: bầu cử, chọn phương án, tín nhiệm, xếp loại", "A list on the ballot: elections, options, confidence, rating";
    vote_open_options => "Danh sách", "The list";
    vote_open_options_hint => "Mỗi dòng một người hoặc một phương án, theo thứ tự trên phiếu.", "One person or option a line, in the order of the ballot.";
    vote_open_most => "Được chọn nhiều nhất bao nhiêu", "How many may be chosen";
    vote_open_most_hint => "Bắt buộc khi bầu cử (ghi số lượng cần bầu) hoặc chọn một số phương án. Mẫu phiếu khác thì để trống.", "Needed for an election (the number of seats) and where several may be chosen. Leave it empty for other ballots.";
    vote_open_ways => "Công khai hay bỏ phiếu kín, phiếu giấy, hẹn giờ", "Secret ballot, paper, closing time";
    vote_open_secrecy => "Hình thức", "Form";
    vote_open_secrecy_rule => "Theo quy định; nếu quy định để cuộc họp chọn thì công khai, riêng việc về nhân sự phải chọn rõ", "As the rule says; open where it leaves the choice, but about persons it must be chosen";
    vote_open_secrecy_choose => "Việc về nhân sự, quy định để cuộc họp chọn. Đồng chí chọn theo ý kiến của cuộc họp.", "This concerns persons and the rule leaves it to the meeting. Choose as the meeting has decided.";
    vote_open_secrecy_note => "Bầu cử, kỷ luật và những việc mà quy định yêu cầu thì bỏ phiếu kín: không ai, kể cả chủ trì, thấy đồng chí nào chọn gì. Danh sách dưới đây được in trên mọi lá phiếu như nhau.", "Elections, discipline and whatever the rule names are voted on by secret ballot: nobody, not even the chair, sees who chose what. The list below stands on every ballot alike.";
    vote_open_channels => "Cách bỏ phiếu. Không chọn gì thì dùng điện thoại, hoặc theo quy định nếu bỏ phiếu kín.", "Ways to vote. Nothing ticked: phones, or what the rule allows in a secret ballot.";
    vote_open_paper => "Phiếu giấy hoặc giơ tay, do hai người kiểm phiếu đếm", "Paper or raised hands, counted by two tellers";
    vote_open_paper_hint => "Cho đồng chí không dùng điện thoại. Những người còn lại dùng điện thoại thì chọn cả Điện thoại.", "For members without a phone. If the others vote on theirs, tick Phone as well.";
    vote_open_minutes => "Tự kết thúc sau bao nhiêu phút", "Close by itself after how many minutes";
    vote_open_minutes_hint => "Để trống thì chủ trì tự kết thúc.", "Left empty, the chair closes it.";
    vote_open_names_hint => "Chỉ áp dụng cho biểu quyết công khai.", "For open votes only.";
    vote_open_draft => "Lưu lại, mở sau", "Save, open later";
    vote_needs(threshold: &str) => "Cần {threshold} tổng số đảng viên chính thức tán thành.", "Needs {threshold} of the members counted in favour.";
    vote_names_shown => "Biểu quyết công khai: tên và lựa chọn của từng đồng chí được nêu cùng kết quả.", "Open vote: each member's name and choice are shown with the result.";
    vote_names_kept => "Biểu quyết công khai: kết quả chỉ nêu số lượng, không nêu tên.", "Open vote: the result shows numbers only, no names.";
    vote_confirm_blank => "Đồng chí chưa chọn ai hay phương án nào. Gửi phiếu trắng?", "You have chosen nobody and nothing. Send a blank ballot?";
    vote_confirm => "Chưa gửi. Đồng chí chọn:", "Not sent yet. Your choice:";
    vote_confirm_note => "Gửi rồi thì không đổi được nữa.", "Once sent, it cannot be changed.";
    vote_send => "Gửi phiếu", "Send my vote";
    vote_again => "Chọn lại", "Choose again";
    vote_lost_again => "Phiếu lúc nãy chưa được ghi nhận. Xin đồng chí chọn lại và gửi. Nếu phiếu lúc nãy vẫn tới nơi thì phiếu ấy được giữ; mỗi đồng chí chỉ được ghi một phiếu.", "The ballot sent a moment ago has not been recorded. Please choose again and send it. Should the earlier one still arrive, it stands; only one is recorded.";
    vote_lost_closed => "Biểu quyết đã kết thúc mà chưa có phiếu nào của đồng chí được ghi. Lựa chọn chưa gửi, nếu có, không được tính và không lưu lại ở đâu.", "The vote has ended and no ballot of yours was recorded. A choice that was not sent, if there was one, is not counted and is kept nowhere.";
    vote_lost_annulled => "Lần biểu quyết này bị hủy trước khi phiếu của đồng chí được ghi. Lựa chọn vừa rồi không lưu lại ở đâu.", "This vote was annulled before your ballot was recorded. What you chose is kept nowhere.";
    vote_recorded => "Phiếu của đồng chí đã được ghi", "Your vote is recorded";
    vote_recorded_next => "Kết quả được công bố khi chủ trì kết thúc biểu quyết. Đồng chí không cần làm gì thêm.", "The result is declared when the chair closes the vote. You need not do anything else.";
    vote_to_meeting => "Về cuộc họp", "Back to the meeting";
    vote_to_console => "Về trang điều hành", "Back to running the meeting";
    vote_check_in_first => "Đồng chí cần điểm danh trước, rồi mới biểu quyết được.", "Please check in first; then you can vote.";
    vote_check_in => "Điểm danh", "Check in";
    vote_none_here => "Nội dung này do đảng viên chính thức biểu quyết, đồng chí không có tên trong danh sách. Kết quả sẽ hiện ở trang này ngay khi công bố.", "Official members vote on this; you are not on the roll. The result will appear on this page when it is declared.";

    vote_total => "Tổng số", "Base";
    vote_cast => "Đã biểu quyết", "Votes cast";
    vote_required => "Cần tán thành", "Needed in favour";
    vote_required_each => "Số phiếu cần đạt", "Votes needed";
    vote_meter(cast: u32, base: u32) => "{cast} trên {base} đã biểu quyết", "{cast} of {base} have voted";
    vote_result_line(yes: u32, base: u32, needed: u32, threshold: &str) => "{yes}/{base} tán thành, cần {needed} ({threshold} tổng số)", "{yes} of {base} in favour, {needed} needed ({threshold} of the members counted)";
    vote_declared_at(at: &str) => "Công bố lúc {at}", "Declared at {at}";
    vote_named => "Từng đồng chí", "By name";
    vote_named_caption => "Lựa chọn của từng đồng chí", "Each member's choice";
    vote_name => "Họ và tên", "Name";
    vote_choice => "Lựa chọn", "Choice";
    vote_annulled => "Lần biểu quyết này đã bị hủy", "This vote was annulled";
    vote_annulled_note(reason: &str) => "Lý do: {reason}", "Reason: {reason}";
    vote_annulled_next => "Các phiếu đã gửi không còn giá trị. Nếu chủ trì mở biểu quyết lại, đồng chí gửi phiếu mới ở trang cuộc họp.", "Votes that were sent no longer count. If the chair opens the vote again, send a new one from the meeting's page.";

    vote_open_title => "Mở biểu quyết", "Open a vote";
    vote_open_question => "Nội dung biểu quyết", "What is voted on";
    vote_open_question_hint => "Viết để trả lời được bằng tán thành hay không tán thành. Bầu cử, lấy phiếu, xếp loại thì viết rõ về việc gì.", "Write it so that it can be answered with in favour or against. For an election, confidence or rating say what it is about.";
    vote_open_matter => "Loại việc", "Kind of matter";
    vote_open_matter_hint => "Loại việc quyết định cần bao nhiêu phiếu và bỏ phiếu theo cách nào.", "The kind decides how many votes are needed and how they are cast.";
    vote_open_matter_choose => "Chọn loại việc", "Choose";
    vote_open_names => "Kết quả có nêu tên từng đồng chí không?", "Does the result show names?";
    vote_open_names_yes => "Có, nêu tên và lựa chọn", "Yes, names and choices";
    vote_open_names_no => "Không, chỉ nêu số lượng", "No, numbers only";
    vote_open_do => "Mở biểu quyết ngay", "Open the vote now";
    vote_open_roll_why => "Khi mở biểu quyết thì điều gì xảy ra?", "What happens when the vote opens?";
    vote_open_roll => "Khi mở, danh sách biểu quyết được chốt: đảng viên chính thức được triệu tập đều tính vào tổng số, kể cả người vắng. Chỉ người đã điểm danh mới bỏ phiếu được.", "Opening freezes the roll: all official members summoned are the base, absent ones too. Only those who have checked in can vote.";
    vote_open_quorum(present: u32, official: u32, quorum: u32) => "Chính thức có mặt {present}/{official}, đủ số cần có là {quorum}.", "Official members present {present} of {official}; the {quorum} required are here.";
    vote_open_no_quorum(present: u32, official: u32, quorum: u32) => "Chính thức có mặt {present}/{official}, còn thiếu: cần ít nhất {quorum} đồng chí mới biểu quyết được.", "Official members present {present} of {official}: at least {quorum} are needed to vote.";

    vote_close_title => "Kết thúc biểu quyết và công bố?", "Close the vote and declare the result?";
    vote_close_note => "Kết thúc rồi thì không nhận thêm phiếu nữa.", "After closing, no more votes are taken.";
    vote_close_do => "Kết thúc và công bố", "Close and declare";
    vote_close_count_title => "Kết thúc bỏ phiếu để kiểm phiếu?", "Close the vote and count?";
    vote_close_count_note => "Kết thúc rồi thì không nhận thêm phiếu nữa. Hai người kiểm phiếu đếm phiếu giấy, sau đó đồng chí công bố kết quả.", "After closing, no more votes are taken. The two tellers count the paper; then you declare the result.";
    vote_close_count_do => "Kết thúc bỏ phiếu, chuyển sang kiểm phiếu", "Close the vote and count";
    vote_close_paper_do => "Kết thúc phát phiếu, chuyển sang kiểm phiếu", "Stop giving out paper and count";
    vote_close_do_ask => "Kết thúc biểu quyết…", "Close the vote…";
    vote_close_none_given => "Chưa phát phiếu giấy nào. Kết thúc bây giờ thì không có gì để kiểm: kết quả được công bố ngay, không có phiếu nào.", "No paper ballot has been given out. Closing now leaves nothing to count: the result is declared at once, without any ballot.";
    vote_close_wait => "Chờ thêm", "Wait";
    vote_waiting => "Chưa biểu quyết", "Have not voted";
    vote_waiting_sub(count: usize) => "{count} đồng chí có mặt chưa gửi phiếu", "{count} present have not sent their vote";
    vote_waiting_none => "Tất cả các đồng chí có mặt đã biểu quyết.", "Everyone present has voted.";
    vote_annul_title => "Hủy lần biểu quyết này", "Annul this vote";
    vote_annul_note => "Chỉ hủy khi mở nhầm hoặc có sự cố. Các phiếu đã gửi không còn giá trị; lý do được ghi vào biên bản.", "Annul only after a mistake or a failure. Votes sent no longer count; the reason goes into the minutes.";
    vote_annul_reason => "Lý do hủy", "Reason";
    vote_annul_do => "Hủy biểu quyết", "Annul the vote";
}
