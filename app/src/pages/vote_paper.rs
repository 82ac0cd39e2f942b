//! Paper: who was given a ballot, and what two tellers counted.
//!
//! Invariant: a teller sees the other's figures only once both have entered theirs; the chair declares what they
//! agree on and nothing else.

use super::vote::address;
use super::vote_parts;
use crate::ui::{
    self, ActionButton, BackLink, Column, Details, Field, Form, Group, LiveMeeting, LivePart, Look, Meter, Notice,
    Page, PageTitle, RefreshWithoutScript, Row, Rows, Sheet, Stat, Stats, Submit, Table, Tag, TagKind, Tone, cell, t,
};
use crate::{Html, Request};
use domain::ballot::{Kind, Layout, Tally};
use domain::ids::{MeetingId, VoteId};
use domain::rule::Channel;
use domain::vote::{Count, PaperSide, RollEntry, State, VoteView};
use domain::{Error, Result};
use leptos::prelude::*;

/// `GET /meetings/{id}/votes/{vote}/paper`: the roll while the vote is open, the figures once it has closed.
///
/// # Errors
/// As [`domain::ports::Voting::view`]; [`Error::Forbidden`] for whoever is no teller.
pub async fn show(rq: &Request, meeting: MeetingId, vote: VoteId) -> Result<Html> {
    let vote = rq.ports.voting.view(&rq.caller, vote).await?;
    if vote.meeting != meeting {
        return Err(Error::NotFound);
    }
    let Some(side) = vote.paper.clone().filter(|side| side.is_teller) else {
        return Err(Error::Forbidden);
    };
    let t = rq.t();
    Ok(rq.render(move || {
        let himself = vote_parts::counts_himself(&vote);
        let body = match &vote.state {
            State::Open { .. } => giving(&vote, &side),
            State::Closed { .. } => figures(&vote, &side),
            State::Draft | State::Declared { .. } | State::Annulled { .. } => {
                view! { <Notice>{t.vote_paper_over()}</Notice> }.into_any()
            }
        };
        view! {
            <Page title=t.vote_paper_title()>
                <BackLink href=address(&vote) label=vote.terms.question.clone() />
                <PageTitle eyebrow=vote_parts::eyebrow(&vote) title=t.vote_paper_title() />
                {himself}
                {body}
            </Page>
        }
    }))
}

/// The roll, with a button for each who is here.
fn giving(vote: &VoteView, side: &PaperSide) -> AnyView {
    let t = t();
    let act = format!("{}/paper", address(vote));
    let (here, away): (Vec<&RollEntry>, Vec<&RollEntry>) = side.roll.iter().partition(|entry| entry.here);
    let rows = here.into_iter().map(|entry| giving_row(&act, entry)).collect_view();
    let free = side
        .roll
        .iter()
        .filter(|entry| entry.here && entry.channel.is_none())
        .count();
    let rest = (free > 0).then(|| rest(&act, free, vote.terms.channels.electronic()));
    let absent = away.iter().filter(|entry| entry.absent).count();
    let (away, meeting, given) = (
        away.len() - absent,
        vote.meeting.to_string(),
        given(side, vote.terms.channels.electronic()),
    );
    view! {
        <LivePart id="paper">
            {given}
            <Sheet title=t.vote_paper_roll()>
                <p class="soft">{t.vote_paper_roll_hint()}</p>
                {rest}
                <Rows>{rows}</Rows>
                {(away > 0).then(|| view! { <p class="small soft">{t.vote_paper_away(away)}</p> })}
                {(absent > 0).then(|| view! { <p class="small soft">{t.vote_paper_absent(absent)}</p> })}
            </Sheet>
        </LivePart>
        <LiveMeeting id=meeting />
    }
    .into_any()
}

/// How many have been given a ballot, of those who can be: who is here and has not voted on a screen, and whoever left
/// with one.
fn given(side: &PaperSide, electronic: bool) -> AnyView {
    let t = t();
    let on_screen = |entry: &&RollEntry| matches!(entry.channel, Some(Channel::Phone | Channel::Assisted));
    let screens = u32::try_from(side.roll.iter().filter(on_screen).count()).unwrap_or(u32::MAX);
    let free = side.roll.iter().filter(|entry| entry.here && entry.channel.is_none());
    let free = u32::try_from(free.count()).unwrap_or(u32::MAX);
    let (issued, of) = (side.issued, side.issued.saturating_add(free));
    let line = if electronic {
        t.vote_paper_given_screens(issued, of, screens)
    } else {
        t.vote_paper_given_of(issued, of)
    };
    view! {
        <Stats><Stat label=t.vote_paper_given_label() value=issued.to_string() of=t.chair_of(of) /></Stats>
        <Meter value=issued of=of label=t.vote_paper_meter(issued, of) />
        <p class="small soft num">{line}</p>
    }
    .into_any()
}

/// Everybody who has none at once: the number is named before the button.
fn rest(act: &str, free: usize, phones: bool) -> AnyView {
    let t = t();
    let (act, fields) = (act.to_owned(), vec![("what".to_owned(), "rest".to_owned())]);
    view! {
        <Details summary=t.vote_paper_rest()>
            <p>{t.vote_paper_rest_note()}</p>
            {phones.then(|| view! { <p>{t.vote_paper_rest_phones()}</p> })}
            <ActionButton action=act label=t.vote_paper_rest_do(free) look=Look::Plain fields=fields />
        </Details>
    }
    .into_any()
}

fn giving_row(act: &str, entry: &RollEntry) -> AnyView {
    let t = t();
    let fields = |what: &str| {
        vec![
            ("person".to_owned(), entry.person.to_string()),
            ("what".to_owned(), what.to_owned()),
        ]
    };
    let id = format!("p-{}", entry.person);
    let (name, act) = (entry.name.clone(), act.to_owned());
    let (give, back) = (fields("given"), fields("back"));
    let (give_spoken, back_spoken) = (t.vote_paper_give_spoken(&name), t.vote_paper_back_spoken(&name));
    match entry.channel {
        None => view! {
            <Row title=name id=id>
                <ActionButton action=act label=t.vote_paper_give() look=Look::Small fields=give spoken=give_spoken />
            </Row>
        }
        .into_any(),
        Some(Channel::Paper) => view! {
            <Row title=name id=id>
                <Tag kind=TagKind::Yes label=t.vote_paper_given() />
                <ActionButton action=act label=t.vote_paper_back() look=Look::Small fields=back spoken=back_spoken />
            </Row>
        }
        .into_any(),
        Some(Channel::Phone | Channel::Assisted) => view! {
            <Row title=name id=id><Tag kind=TagKind::Plain label=t.vote_paper_on_screen() /></Row>
        }
        .into_any(),
    }
}

/// The teller's own figures, to enter or to correct, and both beside each other once they are there.
fn figures(vote: &VoteView, side: &PaperSide) -> AnyView {
    let t = t();
    let layout = vote.terms.layout.clone();
    let own = side
        .counts
        .iter()
        .find(|count| count.own)
        .map(|count| count.tally.clone());
    let value = |figure: fn(&Tally) -> u32| own.as_ref().map_or_else(String::new, |tally| figure(tally).to_string());
    let (returned, valid) = (value(Tally::ballots), value(|tally| tally.valid));
    let (invalid, blank) = (value(|tally| tally.invalid), value(|tally| tally.blank));
    let (issued, act) = (side.issued, format!("{}/count", address(vote)));
    let meeting = vote.meeting.to_string();
    let compared = compared(&layout, side);
    view! {
        // The other's figures come by themselves; what is being typed below stays as it is.
        <LivePart id="counts">
            <p>{t.vote_paper_issued(issued)}</p>
            {compared}
        </LivePart>
        <Sheet title=t.vote_paper_count_title()>
            <p class="soft">{t.vote_paper_count_hint()}</p>
            <Form name="count" action=act>
                <div class="figures">
                    <Field name="returned" label=t.vote_paper_returned() kind=ui::Kind::Number value=returned />
                    <Field name="invalid" label=t.vote_paper_invalid() hint=t.vote_paper_invalid_hint()
                        kind=ui::Kind::Number value=invalid />
                    <Field name="valid" label=t.vote_paper_valid() kind=ui::Kind::Number value=valid />
                    <Field name="blank" label=t.vote_paper_blank() kind=ui::Kind::Number value=blank />
                </div>
                <Group name="marks" legend=t.vote_paper_marks()>{mark_fields(&layout, own.as_ref())}</Group>
                <Submit label=t.vote_paper_save() />
            </Form>
        </Sheet>
        <LiveMeeting id=meeting />
    }
    .into_any()
}

/// A field for every line and mark of the ballot; where levels are given, a line's levels stand together.
fn mark_fields(layout: &Layout, own: Option<&Tally>) -> AnyView {
    let t = t();
    let field = |place: usize, level: u8, label: String| {
        let value = own.map_or_else(String::new, |tally| tally.count(place, level).to_string());
        let called = figure_label(layout, place, level);
        view! {
            <Field name=format!("m{place}_{level}") label=label kind=ui::Kind::Number value=value called=called />
        }
    };
    if layout.kind.picks() {
        let fields = layout.options.iter().enumerate();
        let fields = fields
            .map(|(place, option)| field(place, 1, option.clone()))
            .collect_view();
        return view! { <div class="figures">{fields}</div> }.into_any();
    }
    (0..layout.places())
        .map(|place| {
            let levels = 1..=layout.kind.levels();
            let fields = levels
                .map(|level| field(place, level, t.vote_mark(layout.kind, level)))
                .collect_view();
            let fields = view! { <div class="figures">{fields}</div> };
            match layout.options.get(place) {
                Some(option) => {
                    view! { <Group name=format!("line{place}") legend=option.clone()>{fields}</Group> }.into_any()
                }
                None => fields.into_any(),
            }
        })
        .collect_view()
        .into_any()
}

/// What a figure counts, said alone.
fn figure_label(layout: &Layout, place: usize, level: u8) -> String {
    let t = t();
    match layout.kind {
        Kind::Motion => t.vote_mark(Kind::Motion, level),
        kind if kind.picks() => t.vote_place(layout, place),
        kind => format!(
            "{}: {}",
            t.vote_place(layout, place),
            t.vote_mark(kind, level).to_lowercase()
        ),
    }
}

/// Both tellers' figures in one table; what differs comes first, and the rest is folded away.
fn compared(layout: &Layout, side: &PaperSide) -> AnyView {
    let t = t();
    if side.entered < 2 {
        let sentence = t.vote_paper_entered(side.entered);
        return view! { <Notice>{sentence}</Notice> }.into_any();
    }
    let mut figures = vec![
        figure(t.vote_paper_returned(), side, |tally| tally.ballots()),
        figure(t.vote_paper_valid(), side, |tally| tally.valid),
        figure(t.vote_paper_invalid(), side, |tally| tally.invalid),
        figure(t.vote_paper_blank(), side, |tally| tally.blank),
    ];
    for place in 0..layout.places() {
        for level in 1..=layout.kind.levels() {
            let label = figure_label(layout, place, level);
            figures.push(figure(label, side, move |tally| tally.count(place, level)));
        }
    }
    let table = |figures: Vec<(String, Vec<u32>)>| {
        let mut columns = vec![Column::text(t.vote_paper_figure())];
        columns.extend(side.counts.iter().map(|count| Column::number(count.name.clone())));
        let rows = figures.into_iter().map(figure_row).collect();
        view! { <Table caption=t.vote_paper_both() quiet_caption=true columns=columns rows=rows /> }
    };
    if side.agreed {
        let table = table(figures);
        return view! {
            <Notice tone=Tone::Good>{t.vote_paper_agreed()}</Notice>
            <Sheet title=t.vote_paper_both()>{table}</Sheet>
        }
        .into_any();
    }
    let (differing, same): (Vec<_>, Vec<_>) = figures.into_iter().partition(|(_, figures)| differ(figures));
    let (differing, count) = (table(differing), same.len());
    let same = (count > 0).then(|| table(same));
    view! {
        <Notice tone=Tone::Warning>{t.vote_paper_differs()}</Notice>
        <Sheet title=t.vote_paper_both()>
            {differing}
            {same.map(|same| view! { <Details summary=t.vote_paper_same(count)>{same}</Details> })}
        </Sheet>
    }
    .into_any()
}

/// One figure of all tellers.
fn figure(label: String, side: &PaperSide, of: impl Fn(&Tally) -> u32) -> (String, Vec<u32>) {
    let figures = side.counts.iter().map(|count: &Count| of(&count.tally));
    (label, figures.collect())
}

fn differ(figures: &[u32]) -> bool {
    figures.windows(2).any(|pair| pair[0] != pair[1])
}

/// A difference is marked by a word, not by colour alone.
fn figure_row((label, figures): (String, Vec<u32>)) -> Vec<AnyView> {
    let label = if differ(&figures) {
        view! { <span>{label}" "<Tag kind=TagKind::No label=t().vote_paper_difference() /></span> }.into_any()
    } else {
        label.into_any()
    };
    std::iter::once(label).chain(figures.into_iter().map(cell)).collect()
}

/// The vote's page between closing and declaring.
pub(super) fn counting(vote: &VoteView) -> AnyView {
    let t = t();
    let body = match &vote.paper {
        Some(side) => {
            let compared = compared(&vote.terms.layout, side);
            let declare = (vote.can_close && side.agreed).then(|| {
                let act = format!("{}/declare", address(vote));
                view! { <ActionButton name="declare" label=t.vote_declare_do() action=act /> }
            });
            let issued = t.vote_paper_issued(side.issued);
            view! {
                <p>{issued}</p>
                {compared}
                {declare}
            }
            .into_any()
        }
        None => view! { <Notice>{t.vote_counting()}</Notice> }.into_any(),
    };
    view! {
        <PageTitle eyebrow=vote_parts::eyebrow(vote) title=vote.terms.question.clone()
            sub=t.vote_state(vote.state.kind()) />
        {vote_parts::counts_himself(vote)}
        {body}
        <RefreshWithoutScript />
    }
    .into_any()
}
