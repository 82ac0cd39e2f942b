//! The first draft of the minutes, made of what happened.
//!
//! Invariant: nothing stands in the draft that did not happen or was not noted; official papers are
//! Vietnamese. Fields and their order: domain.md §2.

use crate::{Text, dates};
use chrono::{DateTime, Timelike, Utc};
use domain::ballot::{Choice, Kind};
use domain::clock;
use domain::meeting::MeetingKind;
use domain::minutes::{Absent, Figure, Headcount, ItemFacts, MinutesFacts, Told, VoteFacts};
use domain::vote::{BaseParts, Declaration, Outcome, State};

const ALL_MEMBERS: &str = "Tổng số đảng viên";
const PRESENT: &str = "Có mặt";
const MOTION: [(Choice, &str); 3] = [
    (Choice::Yes, "tán thành"),
    (Choice::No, "không tán thành"),
    (Choice::Abstain, "không có ý kiến"),
];

/// The draft, one paragraph a line; sections begin with a Roman number.
#[must_use]
pub fn minutes_draft(facts: &MinutesFacts) -> String {
    let mut lines = vec![opening(facts), String::new(), "I. THÀNH PHẦN".to_owned()];
    people(facts, &mut lines);
    lines.extend([String::new(), "II. NỘI DUNG".to_owned()]);
    for item in &facts.items {
        dealt_with(item, &mut lines);
    }
    lines.extend([String::new(), "III. KẾT THÚC".to_owned(), closing(facts)]);
    lines.join("\n")
}

/// What the draft says of figures and results, to be found again in whatever the minutes have become.
#[must_use]
pub fn minutes_told(facts: &MinutesFacts) -> Vec<Told> {
    let headcount = |words: &str, count: u32| Told {
        below: None,
        outcome: None,
        says: None,
        quote: format!("{words}: {count} đồng chí"),
        figures: vec![Figure {
            words: words.to_owned(),
            count,
            of: None,
            beside: None,
        }],
    };
    let people = [
        headcount(ALL_MEMBERS, facts.members.own()),
        headcount(PRESENT, facts.present.own() + facts.present.temporary_in),
    ];
    let votes = || facts.items.iter().flat_map(|item| &item.votes);
    // Of a vote that was annulled and taken once more, the second counts.
    let repeated =
        |question: &str| votes().any(|vote| vote.question == question && matches!(vote.state, State::Declared { .. }));
    let results = votes().filter_map(|vote| match &vote.state {
        State::Declared { declaration, .. } => Some(result_told(vote, declaration)),
        State::Annulled { .. } if !repeated(&vote.question) => Some(annulled_told(vote)),
        State::Draft | State::Open { .. } | State::Closed { .. } | State::Annulled { .. } => None,
    });
    people.into_iter().chain(results).collect()
}

/// The draft may have been written while its result still held.
fn annulled_told(vote: &VoteFacts) -> Told {
    Told {
        below: Some(heading(vote)),
        figures: Vec::new(),
        outcome: None,
        says: Some("đã hủy".to_owned()),
        quote: format!("{}: lần biểu quyết này đã hủy", full_stop_off(&vote.question)),
    }
}

fn result_told(vote: &VoteFacts, declaration: &Declaration) -> Told {
    let t = Text::vietnamese();
    let (kind, tally, base) = (declaration.layout.kind, &declaration.tally, declaration.parts.base());
    let figure = |words: String, count: u32, of: Option<u32>, beside: Option<String>| Figure {
        words,
        count,
        of,
        beside,
    };
    let mut figures = Vec::new();
    if kind == Kind::Motion {
        figures.extend(MOTION.map(|(choice, words)| figure(words.to_owned(), tally.of(choice), Some(base), None)));
    }
    for place in 0..declaration.layout.places() {
        let name = t.vote_place(&declaration.layout, place);
        if kind.picks() {
            figures.push(figure(name, tally.count(place, 1), Some(base), None));
        } else if kind != Kind::Motion {
            figures.extend((1..=kind.levels()).map(|level| {
                let words = t.vote_mark(kind, level).to_lowercase();
                figure(words, tally.count(place, level), None, Some(name.clone()))
            }));
        }
    }
    let (passed, failed) = (t.outcome(Outcome::Passed), t.outcome(Outcome::Failed));
    let outcome = match (kind, declaration.outcome) {
        (Kind::Motion, Outcome::Passed) => Some((passed, failed)),
        (Kind::Motion, Outcome::Failed) => Some((failed, passed)),
        _ => None,
    };
    let question = full_stop_off(&vote.question);
    let mut quote = if kind == Kind::Motion {
        format!("{question}: {}", motion_figures(declaration))
    } else {
        let lines: Vec<_> = (0..declaration.layout.places())
            .map(|place| t.vote_place_line(declaration, place))
            .collect();
        format!("{question}: {}", lines.join("; "))
    };
    if let Some((right, _)) = &outcome {
        quote = format!("{quote}. {right}.");
    }
    Told {
        below: Some(heading(vote)),
        figures,
        outcome,
        says: None,
        quote,
    }
}

/// "19 giờ 30 phút"
fn hour(moment: DateTime<Utc>) -> String {
    let local = clock::local(moment);
    format!("{} giờ {:02} phút", local.hour(), local.minute())
}

/// "ngày 03 tháng 12 năm 2026"
fn day(moment: DateTime<Utc>) -> String {
    dates::paper(clock::local_date(moment))
}

fn opening(facts: &MinutesFacts) -> String {
    let (month, year) = clock::local_month(facts.began_at);
    let title = full_stop_off(&facts.title);
    let what = match facts.kind {
        MeetingKind::Regular => format!("họp thường kỳ tháng {month} năm {year}"),
        MeetingKind::Thematic => format!("sinh hoạt chuyên đề: {title}"),
        MeetingKind::Committee => format!("họp cấp ủy: {title}"),
        MeetingKind::Congress => format!("tiến hành đại hội: {title}"),
        MeetingKind::Extraordinary => format!("họp bất thường: {title}"),
    };
    let at = if facts.place.is_empty() {
        "bằng hình thức trực tuyến".to_owned()
    } else {
        format!("tại {}", facts.place)
    };
    let (hour, day, unit) = (hour(facts.began_at), day(facts.began_at), &facts.unit);
    format!("Vào hồi {hour}, {day}, {at}, {unit} {what}.")
}

fn people(facts: &MinutesFacts, lines: &mut Vec<String>) {
    let members = facts.members;
    lines.push(format!(
        "{ALL_MEMBERS}: {} đồng chí; trong đó: {}.",
        members.own(),
        categories(members)
    ));
    if members.temporary_in > 0 {
        lines.push(format!(
            "Đảng viên nơi khác sinh hoạt tạm thời tại đây: {} đồng chí.",
            members.temporary_in
        ));
    }
    lines.push(here(facts));
    excused(&facts.excused, lines);
    names("Vắng mặt không có lý do", &facts.unexcused, lines);
    if !facts.unmarked.is_empty() {
        names(
            "Chưa điểm danh (thư ký ghi rõ trước khi xác nhận)",
            &facts.unmarked,
            lines,
        );
    }
    names("Khách mời và cấp trên dự họp", &facts.guests, lines);
    lines.push(format!("Chủ trì: {}.", comrade(&facts.chair)));
    lines.push(format!("Thư ký: {}.", comrade(&facts.minute_taker)));
    if !facts.tellers.is_empty() {
        lines.push(format!("Kiểm phiếu: đồng chí {}.", facts.tellers.join(", đồng chí ")));
    }
}

/// Categories that have somebody; official and probationary are always named.
fn categories(count: Headcount) -> String {
    let mut parts = vec![
        format!("chính thức {}", count.official),
        format!("dự bị {}", count.probationary),
    ];
    for (number, word) in [
        (count.exempt, "miễn công tác và sinh hoạt"),
        (count.temporary_out, "sinh hoạt tạm thời nơi khác"),
        (count.suspended, "đình chỉ sinh hoạt"),
    ] {
        if number > 0 {
            parts.push(format!("{word} {number}"));
        }
    }
    parts.join(", ")
}

fn here(facts: &MinutesFacts) -> String {
    let present = facts.present;
    let mut line = format!(
        "{PRESENT}: {} đồng chí; trong đó: {}",
        present.own() + present.temporary_in,
        categories(present)
    );
    if present.temporary_in > 0 {
        line += &format!(", sinh hoạt tạm thời đến {}", present.temporary_in);
    }
    line.push('.');
    if facts.online > 0 {
        line.push_str(&format!(" Trong số này có {} đồng chí dự trực tuyến.", facts.online));
    }
    line
}

fn excused(absent: &[Absent], lines: &mut Vec<String>) {
    if absent.is_empty() {
        lines.push("Vắng mặt có lý do: không có.".to_owned());
        return;
    }
    lines.push(format!("Vắng mặt có lý do: {} đồng chí:", absent.len()));
    for Absent { name, reason } in absent {
        let reason = full_stop_off(reason);
        lines.push(if reason.is_empty() {
            format!("- {name}.")
        } else {
            format!("- {name}: {reason}.")
        });
    }
}

fn names(what: &str, list: &[String], lines: &mut Vec<String>) {
    lines.push(if list.is_empty() {
        format!("{what}: không có.")
    } else {
        format!("{what}: {} đồng chí: {}.", list.len(), list.join(", "))
    });
}

fn comrade(name: &str) -> String {
    if name.is_empty() {
        "(chưa ghi)".to_owned()
    } else {
        format!("đồng chí {name}")
    }
}

fn dealt_with(item: &ItemFacts, lines: &mut Vec<String>) {
    lines.push(format!("{}. {}", item.number, item.title));
    if !item.discussed {
        lines.push("Chưa bàn.".to_owned());
        return;
    }
    if !item.presenter.is_empty() {
        lines.push(format!("Người trình bày: {}.", full_stop_off(&item.presenter)));
    }
    let opinions: Vec<_> = item
        .opinions
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    if !opinions.is_empty() {
        lines.push("Ý kiến phát biểu:".to_owned());
        lines.extend(
            opinions
                .iter()
                .map(|opinion| format!("- {}", opinion.trim_start_matches(['-', '–', ' ']))),
        );
    }
    let mut conclusion = item.conclusion.lines().map(str::trim).filter(|line| !line.is_empty());
    if let Some(first) = conclusion.next() {
        lines.push(format!("Kết luận của chủ trì: {first}"));
        lines.extend(conclusion.map(str::to_owned));
    }
    if item.planned && item.votes.iter().all(|vote| matches!(vote.state, State::Draft)) {
        lines.push("Chưa biểu quyết.".to_owned());
    }
    for vote in &item.votes {
        voted(vote, lines);
    }
}

fn voted(vote: &VoteFacts, lines: &mut Vec<String>) {
    let question = full_stop_off(&vote.question);
    match &vote.state {
        // The session cannot end while a vote is open; a draft made earlier says nothing of it.
        State::Draft | State::Open { .. } | State::Closed { .. } => {}
        State::Declared { declaration, .. } => {
            lines.push(sentence(heading(vote)));
            if vote.issued > 0 {
                lines.push(format!("Số phiếu giấy phát ra: {}.", vote.issued));
            }
            results(declaration, lines);
        }
        State::Annulled { reason, .. } => lines.push(format!(
            "Biểu quyết: {} Lần biểu quyết này đã hủy; lý do: {}.",
            sentence(question.to_owned()),
            full_stop_off(reason)
        )),
    }
}

/// With its full stop, where no other mark ends it.
fn sentence(mut text: String) -> String {
    if !text.ends_with(['?', '!', '…', ':']) {
        text.push('.');
    }
    text
}

/// The line above a result.
fn heading(vote: &VoteFacts) -> String {
    let how = if vote.secret {
        "Bỏ phiếu kín"
    } else {
        "Biểu quyết công khai"
    };
    format!("{how}: {}", full_stop_off(&vote.question))
}

/// "tán thành 17/20, không tán thành 2/20, không có ý kiến 1/20"
fn motion_figures(declaration: &Declaration) -> String {
    let base = declaration.parts.base();
    MOTION
        .map(|(choice, words)| format!("{words} {}/{base}", declaration.tally.of(choice)))
        .join(", ")
}

fn results(declaration: &Declaration, lines: &mut Vec<String>) {
    let t = Text::vietnamese();
    let tally = &declaration.tally;
    let ballots = (declaration.layout.kind != Kind::Motion || tally.invalid + tally.blank > 0).then(|| {
        format!(
            "Số phiếu thu về {}, hợp lệ {}, không hợp lệ {}; trong số hợp lệ có {} phiếu trắng. ",
            tally.ballots(),
            tally.valid,
            tally.invalid,
            tally.blank
        )
    });
    let ballots = ballots.unwrap_or_default();
    let base = base_line(declaration.parts);
    let line = if declaration.layout.kind == Kind::Motion {
        format!(
            "{ballots}Kết quả: {}{}. {base} ",
            motion_figures(declaration),
            not_cast(declaration)
        )
    } else {
        lines.push(format!("{ballots}{base} Kết quả như sau:"));
        lines.extend(
            (0..declaration.layout.places()).map(|place| format!("- {}", t.vote_place_line(declaration, place))),
        );
        String::new()
    };
    let needs = (declaration.outcome != Outcome::Noted).then(|| needs(declaration));
    // Who stands in the next round says that there is one.
    let outcome = t
        .vote_next_round_line(declaration)
        .unwrap_or_else(|| format!("{}.", t.vote_outcome(declaration)));
    let last = [
        needs,
        Some(outcome),
        t.vote_cap_line(declaration),
        Some(t.vote_source(&declaration.rule)),
    ];
    let last: Vec<_> = last.into_iter().flatten().collect();
    lines.push(line + &last.join(" "));
}

/// Whom the result is reckoned of, as a record says it.
fn base_line(parts: BaseParts) -> String {
    let mut line = format!(
        "Tính trên tổng số {} đảng viên chính thức được triệu tập",
        parts.official
    );
    if parts.official_absent > 0 {
        line += &format!(", kể cả {} đồng chí vắng mặt", parts.official_absent);
    }
    if parts.joined > 0 {
        line += &format!(
            ", và {} đảng viên được miễn hoặc sinh hoạt tạm thời nơi khác có dự và biểu quyết",
            parts.joined
        );
    }
    line + "."
}

/// "; không biểu quyết 3/20": with it the figures add up to the base.
fn not_cast(declaration: &Declaration) -> String {
    let base = declaration.parts.base();
    match base.saturating_sub(declaration.tally.ballots()) {
        0 => String::new(),
        missing => format!("; không biểu quyết {missing}/{base}"),
    }
}

/// "Cần 14 phiếu tán thành (ít nhất 2/3 tổng số)."
fn needs(declaration: &Declaration) -> String {
    let threshold = Text::vietnamese().vote_threshold(declaration.rule.threshold);
    let (needed, what) = (declaration.needed, declaration.layout.kind);
    match what {
        Kind::Motion => format!("Cần {needed} phiếu tán thành ({threshold} tổng số)."),
        Kind::Election => format!("Người trúng cử cần {needed} phiếu ({threshold} tổng số)."),
        Kind::ChooseOne | Kind::Choose => format!("Phương án được chọn cần {needed} phiếu ({threshold} tổng số)."),
        Kind::Confidence | Kind::Rating => format!("Cần {needed} phiếu ({threshold} tổng số)."),
    }
}

fn closing(facts: &MinutesFacts) -> String {
    let same_day = clock::local_date(facts.began_at) == clock::local_date(facts.ended_at);
    let day = if same_day {
        "cùng ngày".to_owned()
    } else {
        day(facts.ended_at)
    };
    format!("Cuộc họp kết thúc vào hồi {}, {day}.", hour(facts.ended_at))
}

/// What somebody typed, without its own full stop: the sentence sets one.
fn full_stop_off(typed: &str) -> &str {
    typed.trim().trim_end_matches(['.', ';'])
}

#[cfg(test)]
#[path = "minutes_paper_tests.rs"]
mod tests;
