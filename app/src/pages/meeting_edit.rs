//! A meeting's frame: kind, title, time, place. New ones take after the last one of the unit.
//!
//! Invariant: the form is filled so that a usual evening needs no typing; the day proposed is never in the past.

use super::meeting_parts::too_short;
use super::parts::prepares_in;
use crate::ui::{
    BackLink, Choice, Fact, Facts, Field, Form, Hidden, Kind, Notice, Page, PageTitle, Radios, Select, Sheet, Submit,
    TitleFollows, dates, form_state, overtaken, t,
};
use crate::{Html, Request};
use chrono::{DateTime, Duration, Months, NaiveDate, NaiveTime, Utc};
use domain::clock;
use domain::ids::{MeetingId, UnitId};
use domain::meeting::{MeetingData, MeetingKind, MeetingLine, StateKind};
use domain::unit::UnitKind;
use domain::{Error, Result};
use leptos::prelude::*;
use text::Text;

/// Rural cells meet at half past seven in the evening (domain.md §2).
const USUAL_TIME: (u32, u32) = (19, 30);
const USUAL_MINUTES: u32 = 90;
/// Earlier meetings that an agenda can be taken from.
const MOST_COPIES: usize = 6;

/// What the form shows before anybody typed.
struct Defaults {
    /// Of the unit that meets: not every unit meets in every kind.
    unit_kind: UnitKind,
    kind: MeetingKind,
    title: String,
    starts_at: DateTime<Utc>,
    minutes: u32,
    /// 0 where no rule says so.
    least_minutes: u32,
    place: String,
    link: String,
    places: Vec<String>,
    /// Value and label, for a new meeting with meetings before it.
    copies: Vec<(String, String)>,
    copy: String,
}

/// `GET /meetings/new?unit=&copy=`
///
/// # Errors
/// [`Error::Forbidden`] for whoever prepares no meeting of the unit, [`Error::NotFound`] for somebody else's unit;
/// else as the ports.
pub async fn new(rq: &Request) -> Result<Html> {
    let unit = unit_of(rq)?;
    let mut before = rq.ports.meetings.list(&rq.caller).await?;
    before.retain(|meeting| meeting.unit == unit && meeting.state != StateKind::Cancelled);
    before.sort_by_key(|meeting| std::cmp::Reverse(meeting.starts_at));
    let model = before
        .iter()
        .find(|meeting| meeting.id.to_string() == rq.asked("copy"))
        .or_else(|| before.iter().find(|meeting| meeting.kind == MeetingKind::Regular))
        .or_else(|| before.first());
    let unit_kind = rq.ports.organisation.unit(&rq.caller, unit).await?.unit.kind;
    let defaults = match model {
        Some(model) => like(rq, model, &before, unit_kind).await?,
        None => usual(rq.page.now, unit_kind),
    };
    let unit_name = rq
        .viewer()?
        .units
        .iter()
        .find(|known| known.id == unit)
        .map_or_else(String::new, |known| known.name.clone());
    let t = rq.t();
    Ok(rq.render(move || {
        view! {
            <Page title=t.meeting_new_title()>
                <BackLink href="/meetings" label=t.meetings_title() />
                <PageTitle title=t.meeting_new_title() eyebrow=unit_name />
                <Frame action=format!("/meetings/new?unit={unit}") unit=unit.to_string() defaults=defaults
                    save=t.meeting_create() />
            </Page>
        }
    }))
}

/// `GET /meetings/{id}/edit`
///
/// # Errors
/// [`Error::Forbidden`] for whoever may not edit it (any more); else as the port.
pub async fn edit(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let m = rq.ports.meetings.view(&rq.caller, meeting).await?;
    m.ask(|can| can.edit)?;
    let announced = m.state.kind() == StateKind::Announced;
    let t = rq.t();
    Ok(rq.render(move || {
        let back = format!("/meetings/{meeting}");
        let (name, short) = (m.title.clone(), too_short(&m));
        let mark = m.frame().mark();
        let newer = overtaken("meeting", "was", &mark).then(|| m.frame());
        let defaults = Defaults {
            unit_kind: m.unit_kind,
            kind: m.kind,
            title: m.title,
            starts_at: m.starts_at,
            minutes: m.minutes,
            least_minutes: m.least_minutes,
            place: m.place,
            link: m.link,
            places: Vec::new(),
            copies: Vec::new(),
            copy: String::new(),
        };
        view! {
            <Page title=t.meeting_edit_title()>
                <BackLink href=back.clone() label=t.meeting_back() />
                <PageTitle title=t.meeting_edit_title() eyebrow=name />
                {announced.then(|| view! { <Notice><p>{t.meeting_edit_announced()}</p></Notice> })}
                {short}
                <Frame action=format!("{back}/edit") was=mark defaults=defaults save=t.meeting_save() />
                // Below the form, as its sentence says.
                {newer.map(|newer| view! { <Newer frame=newer /> })}
            </Page>
        }
    }))
}

/// The unit that was asked for, else the first in which the viewer prepares meetings.
fn unit_of(rq: &Request) -> Result<UnitId> {
    let viewer = rq.viewer()?;
    let units = prepares_in(viewer);
    let asked = rq.asked("unit");
    if asked.is_empty() {
        return units.first().copied().ok_or(Error::Forbidden);
    }
    let asked = asked.parse().map_err(|_| Error::NotFound)?;
    // Somebody else's unit is not known here.
    if viewer.units.iter().all(|own| own.id != asked) {
        return Err(Error::NotFound);
    }
    units.into_iter().find(|unit| *unit == asked).ok_or(Error::Forbidden)
}

/// Defaults after an earlier meeting of the unit: same kind, place and hour, its day of the next month.
async fn like(rq: &Request, model: &MeetingLine, before: &[MeetingLine], unit_kind: UnitKind) -> Result<Defaults> {
    // The list does not know length and link; whoever prepares meetings of the unit may see this one.
    let last = rq.ports.meetings.view(&rq.caller, model.id).await?;
    let at = clock::local(model.starts_at);
    let starts_at = clock::at(next_day(at.date_naive(), clock::local_date(rq.page.now)), at.time());
    let mut places: Vec<String> = Vec::new();
    for place in before.iter().map(|meeting| &meeting.place) {
        if !place.is_empty() && !places.contains(place) {
            places.push(place.clone());
        }
    }
    let t = rq.t();
    let mut copies = vec![(String::new(), t.meeting_copy_none())];
    copies.extend(before.iter().take(MOST_COPIES).map(|meeting| {
        let label = t.meeting_copy_of(&meeting.title, &dates::date(meeting.starts_at));
        (meeting.id.to_string(), label)
    }));
    if !copies.iter().any(|(value, _)| *value == model.id.to_string()) {
        let label = t.meeting_copy_of(&model.title, &dates::date(model.starts_at));
        copies.push((model.id.to_string(), label));
    }
    Ok(Defaults {
        unit_kind,
        kind: last.kind,
        title: usual_title(last.kind, starts_at),
        starts_at,
        minutes: last.minutes,
        least_minutes: last.least_minutes,
        place: last.place,
        link: last.link,
        places,
        copies,
        copy: model.id.to_string(),
    })
}

/// The same day of the next month after `today`.
fn next_day(last: NaiveDate, today: NaiveDate) -> NaiveDate {
    (1..)
        .map_while(|months| last.checked_add_months(Months::new(months)))
        .find(|day| *day > today)
        .unwrap_or(today)
}

/// Defaults of a unit's first meeting: a week from now, in the evening.
fn usual(now: DateTime<Utc>, unit_kind: UnitKind) -> Defaults {
    let time = NaiveTime::from_hms_opt(USUAL_TIME.0, USUAL_TIME.1, 0).unwrap_or_default();
    let starts_at = clock::at(clock::local_date(now) + Duration::days(7), time);
    Defaults {
        unit_kind,
        kind: MeetingKind::Regular,
        title: usual_title(MeetingKind::Regular, starts_at),
        starts_at,
        minutes: USUAL_MINUTES,
        least_minutes: 0,
        place: String::new(),
        link: String::new(),
        places: Vec::new(),
        copies: Vec::new(),
        copy: String::new(),
    }
}

fn usual_title(kind: MeetingKind, starts_at: DateTime<Utc>) -> String {
    Text::vietnamese().meeting_usual_title(kind, starts_at)
}

/// What somebody else has saved of the meeting meanwhile.
#[component]
fn Newer(frame: MeetingData) -> impl IntoView {
    let t = t();
    view! {
        <Sheet title=t.newer_title()>
            <Facts>
                <Fact name=t.meeting_field_title() value=frame.title />
                <Fact name=t.meeting_when() value=format!("{} · {}", t.moment(frame.starts_at), t.meeting_item_minutes(frame.minutes)) />
                {(!frame.place.is_empty()).then(|| view! { <Fact name=t.meeting_where() value=frame.place /> })}
                {(!frame.link.is_empty()).then(|| view! { <Fact name=t.meeting_link() value=frame.link /> })}
            </Facts>
        </Sheet>
    }
    .into_any()
}

#[component]
fn Frame(
    action: String,
    /// For a new meeting: the unit that meets.
    #[prop(optional)]
    unit: String,
    /// For a meeting that is there: what the form shows of it, as [`domain::meeting::MeetingData::mark`] tells it.
    #[prop(optional)]
    was: String,
    defaults: Defaults,
    save: String,
) -> impl IntoView {
    let t = t();
    // A title that somebody wrote stays; one that was proposed follows, on the page with script, else once it is sent.
    let usual = usual_title(defaults.kind, defaults.starts_at);
    let typed = form_state().filter(|state| state.form == "meeting");
    let typed = typed.and_then(|state| state.values.into_iter().find(|(name, _)| name == "proposed"));
    let proposed = match typed {
        Some((_, proposed)) => Some(proposed),
        None => (defaults.title == usual).then_some(usual),
    };
    let follows = proposed.is_some();
    let kinds = MeetingKind::ALL
        .iter()
        .filter(|kind| kind.may_be_of(defaults.unit_kind))
        .map(|kind| Choice::new(kind.code(), t.meeting_kind(*kind)))
        .collect::<Vec<_>>();
    let least = match defaults.least_minutes {
        0 => String::new(),
        least => t.meeting_field_minutes_hint(least),
    };
    view! {
        <Form action=action name="meeting">
            {(!unit.is_empty()).then(|| view! { <Hidden name="unit" value=unit /> })}
            {(!was.is_empty()).then(|| view! { <Hidden name="was" value=was /> })}
            {proposed.map(|title| view! { <Hidden name="proposed" value=title /> })}
            <Radios name="kind" legend=t.meeting_field_kind() choices=kinds value=defaults.kind.code() />
            <Field name="title" label=t.meeting_field_title() value=defaults.title />
            <Field name="date" label=t.meeting_field_date() kind=Kind::Date
                value=dates::input_date(clock::local_date(defaults.starts_at)) />
            <Field name="time" label=t.meeting_field_time() kind=Kind::Time value=dates::input_time(defaults.starts_at) />
            <Field name="minutes" label=t.meeting_field_minutes() kind=Kind::Number
                value=defaults.minutes.to_string() hint=least />
            <Field name="place" label=t.meeting_field_place() value=defaults.place hint=t.meeting_field_place_hint()
                suggestions=defaults.places />
            <Field name="link" label=t.meeting_field_link() kind=Kind::Url value=defaults.link optional=true />
            {(!defaults.copies.is_empty()).then(|| view! {
                <Select name="copy_from" label=t.meeting_field_copy() hint=t.meeting_field_copy_hint()
                    options=defaults.copies value=defaults.copy />
            })}
            <Submit label=save />
            {follows.then(|| view! { <TitleFollows /> })}
        </Form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn the_next_month_keeps_the_day_and_is_never_past() {
        assert_eq!(next_day(day("2026-11-03"), day("2026-11-20")), day("2026-12-03"));
        assert_eq!(next_day(day("2026-08-31"), day("2026-09-01")), day("2026-09-30"));
        assert_eq!(next_day(day("2026-01-03"), day("2026-11-20")), day("2026-12-03"));
        assert_eq!(next_day(day("2026-12-03"), day("2026-11-20")), day("2027-01-03"));
    }

    #[test]
    fn the_first_meeting_is_in_the_evening() {
        let defaults = usual("2026-11-26T20:00:00Z".parse().expect("a moment"), UnitKind::Cell);
        assert_eq!(dates::date_time(defaults.starts_at), "19:30 04/12/2026");
        assert_eq!(defaults.title, "Họp thường kỳ tháng 12/2026");
    }
}
