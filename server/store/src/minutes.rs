//! Minutes, addenda and the archive.
//!
//! Invariant: a sealed row never changes again (every write asks for its state first); the archive holds sealed
//! minutes only.

use crate::entity::{addendum, membership, minutes, participant, person, search_entry, unit};
use crate::participants::{Among, namesakes};
use crate::{Tx, broken, scope};
use chrono::{DateTime, NaiveDate, Utc};
use domain::audit::hex;
use domain::ids::{MeetingId, PersonId, UnitId};
use domain::meeting::Presence;
use domain::member::Status;
use domain::minutes::{Addendum, ArchiveLine, Content, Headcount, MinutesState, addendum_sha256};
use domain::policy::{
    Action, AddAddendum, AnnulVote, EditMinutes, Granted, KeepAttendance, MeetingRole, NoteItem, RunSession,
    SealMinutes,
};
use domain::{Error, Fault, Result, fold};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, JoinType, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Hits that are read to find the best among them.
const MOST_READ: u64 = 500;

/// What a search finds minutes by.
const KIND: &str = "minutes";

/// The minutes' row, read.
#[derive(Debug, Clone)]
pub struct Minutes {
    pub state: MinutesState,
    pub content: Content,
    pub version: i64,
    pub sha256: String,
    pub sealed_at: Option<DateTime<Utc>>,
    pub sealed_by: Option<PersonId>,
}

/// The minutes of a meeting, if they have been begun.
///
/// # Errors
/// [`Error::Internal`] if the row cannot be read.
pub async fn find(tx: &Tx<'_>, meeting: MeetingId) -> Result<Option<Minutes>> {
    let row = minutes::Entity::find_by_id(meeting.0)
        .one(&tx.conn())
        .await
        .map_err(broken)?;
    row.map(|row| {
        Ok(Minutes {
            state: MinutesState::from_code(&row.state).ok_or_else(|| Error::internal("unknown state of minutes"))?,
            content: serde_json::from_str(&row.content).map_err(Error::internal)?,
            version: row.version,
            sha256: row.sha256,
            sealed_at: row.sealed_at,
            sealed_by: row.sealed_by.map(PersonId),
        })
    })
    .transpose()
}

/// Actions that write a draft.
pub trait WritesDraft: Action<Target = MeetingId> {}
impl WritesDraft for EditMinutes {}
impl WritesDraft for SealMinutes {}

/// Actions that change what minutes tell: votes, attendance, who writes them, notes.
pub trait ChangesFacts: Action {}
impl ChangesFacts for AnnulVote {}
impl ChangesFacts for KeepAttendance {}
impl ChangesFacts for RunSession {}
impl ChangesFacts for NoteItem {}

/// What was confirmed told something else: confirmed minutes are a draft again, to be read and confirmed anew.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn unconfirm<'tx, A: ChangesFacts>(tx: &Tx<'tx>, granted: &Granted<'tx, A>) -> Result<()> {
    minutes::Entity::update_many()
        .set(minutes::ActiveModel {
            state: Set(MinutesState::Draft.code().to_owned()),
            ..Default::default()
        })
        .filter(minutes::Column::MeetingId.eq(granted.meeting()?.0))
        .filter(minutes::Column::State.eq(MinutesState::Confirmed.code()))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Writes content and state of minutes that are not sealed.
///
/// # Errors
/// [`Fault::MinutesSealed`] once they are.
pub async fn write<'tx, A: WritesDraft>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, A>,
    content: &Content,
    state: MinutesState,
) -> Result<()> {
    let meeting = granted.target();
    let present = find(tx, meeting).await?;
    if present
        .as_ref()
        .is_some_and(|minutes| minutes.state == MinutesState::Sealed)
    {
        return Err(Error::Refused(Fault::MinutesSealed));
    }
    let row = minutes::ActiveModel {
        meeting_id: Set(meeting.0),
        state: Set(state.code().to_owned()),
        content: Set(serde_json::to_string(content).map_err(Error::internal)?),
        version: Set(present.as_ref().map_or(1, |minutes| minutes.version + 1)),
        sha256: Set(hex(&content.sha256())),
        sealed_at: Set(None),
        sealed_by: Set(None),
    };
    match present {
        None => minutes::Entity::insert(row)
            .exec_without_returning(&tx.conn())
            .await
            .map(|_| ())
            .map_err(broken),
        Some(_) => row.update(&tx.conn()).await.map(|_| ()).map_err(broken),
    }
}

/// Seals confirmed minutes and puts them into the archive.
///
/// # Errors
/// [`Fault::MinutesNotConfirmed`], [`Fault::MinutesSealed`].
pub async fn seal<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, SealMinutes>,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<Minutes> {
    let meeting = granted.target();
    let found = find(tx, meeting)
        .await?
        .ok_or(Error::Refused(Fault::MinutesNotConfirmed))?;
    match found.state {
        MinutesState::Draft => return Err(Error::Refused(Fault::MinutesNotConfirmed)),
        MinutesState::Sealed => return Err(Error::Refused(Fault::MinutesSealed)),
        MinutesState::Confirmed => {}
    }
    minutes::ActiveModel {
        meeting_id: Set(meeting.0),
        state: Set(MinutesState::Sealed.code().to_owned()),
        sealed_at: Set(Some(now)),
        sealed_by: Set(Some(by.0)),
        ..Default::default()
    }
    .update(&tx.conn())
    .await
    .map_err(broken)?;
    let content = &found.content;
    let text = format!("{} {} {} {}", content.number, content.title, content.unit, content.body);
    let entry = search_entry::ActiveModel {
        kind: Set(KIND.to_owned()),
        id: Set(meeting.0),
        unit_id: Set(granted.unit()?.0),
        title: Set(content.title.clone()),
        exact: Set(fold::exact(&text)),
        folded: Set(fold::fold(&text)),
        happened_at: Set(content.starts_at),
    };
    search_entry::Entity::insert(entry)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(found)
}

/// The addenda of a meeting's minutes, by number.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn addenda(tx: &Tx<'_>, meeting: MeetingId) -> Result<Vec<Addendum>> {
    let rows = addendum::Entity::find()
        .filter(addendum::Column::MeetingId.eq(meeting.0))
        .order_by_asc(addendum::Column::Number)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let names = names(tx, rows.iter().map(|row| row.written_by)).await?;
    Ok(rows
        .into_iter()
        .map(|row| Addendum {
            number: u32::try_from(row.number).unwrap_or(0),
            by: names.get(&row.written_by).cloned().unwrap_or_default(),
            text: row.text,
            at: row.written_at,
            sha256: row.sha256,
        })
        .collect())
}

/// Adds the next addendum and makes it searchable; answers its number and its hash.
///
/// # Errors
/// [`Fault::MinutesNotSealed`] before the minutes are sealed.
pub async fn add<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, AddAddendum>,
    text: String,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<(u32, String)> {
    let meeting = granted.target();
    let conn = tx.conn();
    let minutes = find(tx, meeting)
        .await?
        .filter(|minutes| minutes.state == MinutesState::Sealed);
    let minutes = minutes.ok_or(Error::Refused(Fault::MinutesNotSealed))?;
    let present = addendum::Entity::find()
        .filter(addendum::Column::MeetingId.eq(meeting.0))
        .count(&conn)
        .await
        .map_err(broken)?;
    let number = u32::try_from(present).map_err(Error::internal)? + 1;
    let sha256 = hex(&addendum_sha256(&minutes.sha256, number, &text));
    let row = addendum::ActiveModel {
        meeting_id: Set(meeting.0),
        number: Set(i32::try_from(number).map_err(Error::internal)?),
        sha256: Set(sha256.clone()),
        text: Set(text.clone()),
        written_by: Set(by.0),
        written_at: Set(now),
    };
    addendum::Entity::insert(row)
        .exec_without_returning(&conn)
        .await
        .map_err(broken)?;
    let entry = search_entry::Entity::find_by_id((KIND.to_owned(), meeting.0))
        .one(&conn)
        .await
        .map_err(broken)?;
    if let Some(entry) = entry {
        let (exact, folded) = (
            format!("{} {}", entry.exact, fold::exact(&text)),
            format!("{} {}", entry.folded, fold::fold(&text)),
        );
        let mut change: search_entry::ActiveModel = entry.into();
        change.exact = Set(exact);
        change.folded = Set(folded);
        change.update(&conn).await.map_err(broken)?;
    }
    Ok((number, sha256))
}

async fn names(tx: &Tx<'_>, people: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, String>> {
    let people: BTreeSet<Uuid> = people.into_iter().collect();
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .column(person::Column::Name)
        .filter(person::Column::Id.is_in(people))
        .into_tuple::<(Uuid, String)>()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows.into_iter().collect())
}

/// The name of one person; empty if there is none.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn name_of(tx: &Tx<'_>, person: Option<PersonId>) -> Result<String> {
    let Some(person) = person else { return Ok(String::new()) };
    Ok(names(tx, [person.0]).await?.remove(&person.0).unwrap_or_default())
}

/// A unit's name and the name of the one above.
///
/// # Errors
/// [`Error::NotFound`] if there is no such unit.
pub async fn unit_names(tx: &Tx<'_>, id: UnitId) -> Result<(String, String)> {
    let conn = tx.conn();
    let row = unit::Entity::find_by_id(id.0)
        .one(&conn)
        .await
        .map_err(broken)?
        .ok_or(Error::NotFound)?;
    let above = match row.parent_id {
        None => None,
        Some(parent) => unit::Entity::find_by_id(parent).one(&conn).await.map_err(broken)?,
    };
    Ok((row.name, above.map(|unit| unit.name).unwrap_or_default()))
}

/// Somebody who was called to the meeting, for its minutes.
#[derive(Debug, Clone)]
pub struct Attendee {
    pub name: String,
    pub status: Status,
    pub role: MeetingRole,
    pub presence: Presence,
    pub reason: String,
}

/// Everybody called to the meeting, in the order of a list of people.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn attendees(tx: &Tx<'_>, meeting: MeetingId) -> Result<Vec<Attendee>> {
    let mut apart = namesakes(tx, meeting, Among::Everybody).await?;
    let rows = participant::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .column(person::Column::Name)
        .column(participant::Column::Status)
        .column(participant::Column::Role)
        .column(participant::Column::Presence)
        .column(participant::Column::Reason)
        .join(
            JoinType::InnerJoin,
            participant::Entity::belongs_to(person::Entity)
                .from(participant::Column::PersonId)
                .to(person::Column::Id)
                .into(),
        )
        .filter(participant::Column::MeetingId.eq(meeting.0))
        .order_by_asc(person::Column::NameKey)
        .into_tuple::<(Uuid, String, String, String, String, String)>()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, name, status, role, presence, reason)| {
            Some(Attendee {
                name: apart.remove(&PersonId(id)).unwrap_or(name),
                status: Status::from_code(&status)?,
                role: MeetingRole::from_code(&role)?,
                presence: Presence::from_code(&presence)?,
                reason,
            })
        })
        .collect())
}

/// Members of a unit on a day, by category.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn headcount(tx: &Tx<'_>, unit: UnitId, day: NaiveDate) -> Result<Headcount> {
    let rows = membership::Entity::find()
        .filter(membership::Column::UnitId.eq(unit.0))
        .filter(scope::on_day(
            membership::Column::StartedOn,
            membership::Column::EndedOn,
            day,
        ))
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let mut count = Headcount::default();
    for status in rows.iter().filter_map(|row| Status::from_code(&row.status)) {
        count.add(status);
    }
    Ok(count)
}

/// An entry of the archive that matches, and how well.
struct Hit {
    meeting: Uuid,
    exact: bool,
    at: DateTime<Utc>,
}

/// Sealed minutes that a person may read: of meetings he took part in, or of `units`. With words, every word must be
/// there; exact hits come before those that match only without marks, then newer before older. At most `most`.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn search(
    tx: &Tx<'_>,
    person: PersonId,
    units: &BTreeSet<Uuid>,
    words: &str,
    most: usize,
) -> Result<Vec<ArchiveLine>> {
    let conn = tx.conn();
    let Some(folded) = crate::wanted(words) else {
        return Ok(Vec::new());
    };
    let taking_part: BTreeSet<Uuid> = participant::Entity::find()
        .select_only()
        .column(participant::Column::MeetingId)
        .filter(participant::Column::PersonId.eq(person.0))
        .into_tuple::<Uuid>()
        .all(&conn)
        .await
        .map_err(broken)?
        .into_iter()
        .collect();
    let mine = sea_orm::Condition::any()
        .add(search_entry::Column::Id.is_in(taking_part))
        .add(search_entry::Column::UnitId.is_in(units.iter().copied()));
    let mut select = search_entry::Entity::find()
        .filter(search_entry::Column::Kind.eq(KIND))
        .filter(mine);
    for word in &folded {
        select = select.filter(Expr::col(search_entry::Column::Folded).like(crate::containing(word)));
    }
    let exact: Vec<String> = fold::exact(words).split_whitespace().map(str::to_owned).collect();
    let rows = select
        .order_by_desc(search_entry::Column::HappenedAt)
        // The best of a search are chosen among these.
        .limit(if folded.is_empty() {
            u64::try_from(most).unwrap_or(MOST_READ)
        } else {
            MOST_READ
        })
        .all(&conn)
        .await
        .map_err(broken)?;
    let mut hits: Vec<Hit> = rows
        .into_iter()
        .map(|row| Hit {
            meeting: row.id,
            exact: exact.iter().all(|word| row.exact.contains(word)),
            at: row.happened_at,
        })
        .collect();
    hits.sort_by(|a, b| b.exact.cmp(&a.exact).then(b.at.cmp(&a.at)));
    hits.truncate(most);
    archive_lines(tx, hits, &folded).await
}

async fn archive_lines(tx: &Tx<'_>, hits: Vec<Hit>, folded: &[String]) -> Result<Vec<ArchiveLine>> {
    let conn = tx.conn();
    let ids: Vec<Uuid> = hits.iter().map(|hit| hit.meeting).collect();
    let sealed = minutes::Entity::find()
        .filter(minutes::Column::MeetingId.is_in(ids.clone()))
        .all(&conn)
        .await
        .map_err(broken)?;
    let mut sealed: HashMap<Uuid, minutes::Model> = sealed.into_iter().map(|row| (row.meeting_id, row)).collect();
    let rows = addendum::Entity::find()
        .filter(addendum::Column::MeetingId.is_in(ids))
        .order_by_asc(addendum::Column::Number)
        .all(&conn)
        .await
        .map_err(broken)?;
    let mut added: HashMap<Uuid, Vec<addendum::Model>> = HashMap::new();
    for row in rows {
        added.entry(row.meeting_id).or_default().push(row);
    }
    hits.into_iter()
        .filter_map(|hit| sealed.remove(&hit.meeting))
        .map(|row| {
            let content: Content = serde_json::from_str(&row.content).map_err(Error::internal)?;
            let added = added.remove(&row.meeting_id).unwrap_or_default();
            let texts: Vec<&str> = std::iter::once(&content.body)
                .chain(added.iter().map(|addendum| &addendum.text))
                .map(String::as_str)
                .collect();
            let hit = holds_most(&texts, folded);
            Ok(ArchiveLine {
                meeting: MeetingId(row.meeting_id),
                excerpt: excerpt(texts[hit], folded),
                excerpt_from: match hit.checked_sub(1) {
                    Some(addendum) => u32::try_from(added[addendum].number).ok(),
                    None => None,
                },
                unit_name: content.unit,
                title: content.title,
                starts_at: content.starts_at,
                sealed_at: row
                    .sealed_at
                    .ok_or_else(|| Error::internal("the archive holds minutes that are not sealed"))?,
                sha256: row.sha256,
                addenda: u32::try_from(added.len()).unwrap_or(0),
            })
        })
        .collect()
}

/// The text that holds the most of the words; of several the first.
fn holds_most(texts: &[&str], folded: &[String]) -> usize {
    let held = |text: &str| {
        let text = fold::fold(text);
        folded.iter().filter(|word| text.contains(word.as_str())).count()
    };
    let mut best = (0, 0);
    for (place, text) in texts.iter().enumerate() {
        let held = held(text);
        if held > best.1 {
            best = (place, held);
        }
    }
    best.0
}

/// The text around the place where the most of the words stand together; of several the first.
fn excerpt(body: &str, folded: &[String]) -> String {
    const WORDS_AROUND: usize = 10;
    let words: Vec<&str> = body.split_whitespace().collect();
    let hits: Vec<Option<usize>> = words
        .iter()
        .map(|word| {
            let word = fold::fold(word);
            folded.iter().position(|wanted| word.contains(wanted.as_str()))
        })
        .collect();
    // A word or two between them is still together.
    let together = |at: usize| {
        let near = &hits[at..(at + folded.len() + 2).min(hits.len())];
        near.iter().flatten().collect::<BTreeSet<_>>().len()
    };
    let places = (0..hits.len()).filter(|at| hits[*at].is_some());
    let Some(at) = places.max_by_key(|at| (together(*at), Reverse(*at))) else {
        return String::new();
    };
    let (from, to) = (at.saturating_sub(WORDS_AROUND), (at + WORDS_AROUND).min(words.len()));
    let dots = |shown: bool| if shown { "… " } else { "" };
    format!(
        "{}{}{}",
        dots(from > 0),
        words[from..to].join(" "),
        if to < words.len() { " …" } else { "" }
    )
}

#[cfg(test)]
mod tests {
    use super::{excerpt, holds_most};

    #[test]
    fn an_excerpt_shows_the_words_around_the_first_hit() {
        let body = "I. THÀNH PHẦN một hai ba bốn năm sáu bảy tám chín mười đường liên bản được thông qua";
        assert_eq!(
            excerpt(body, &["duong".to_owned()]),
            "… một hai ba bốn năm sáu bảy tám chín mười đường liên bản được thông qua"
        );
        assert_eq!(
            excerpt(body, &["khac".to_owned(), "lien".to_owned()]),
            excerpt(body, &["lien".to_owned()])
        );
        let far = format!("Chi bộ bản Phiêng Đón họp. {body}; bầu bổ sung hai chi ủy viên mới");
        let words = ["chi", "uy", "vien"].map(str::to_owned);
        assert!(excerpt(&far, &words).ends_with("chi ủy viên mới"));
        assert!(excerpt(&far, &words[..1]).starts_with("Chi bộ bản"));
        let (both, one) = (["duong".to_owned(), "sua".to_owned()], ["thong".to_owned()]);
        let texts = [body, "Sửa: đường rộng bốn mét"];
        assert_eq!((holds_most(&texts, &both), holds_most(&texts, &one)), (1, 0));
        assert_eq!(excerpt(body, &[]), "");
        assert_eq!(excerpt(body, &["khac".to_owned()]), "");
    }
}
