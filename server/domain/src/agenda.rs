//! The agenda's order: a tree of two levels, numbered `1`, `2`, `2.1`.
//!
//! Invariant: an item stands at the top or below an item of the top of the same meeting, never deeper.

use crate::form::mark_of;
use crate::ids::AgendaItemId;
use crate::meeting::Direction;
use crate::{Error, Fault, Result};

/// Where one item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    pub id: AgendaItemId,
    pub parent: Option<AgendaItemId>,
    /// Among its siblings; gaps are harmless.
    pub position: i32,
}

/// A short mark of what is noted on an item, by which a form tells what its writer had before him.
#[must_use]
pub fn notes_mark(opinions: &str, conclusion: &str) -> String {
    mark_of(&[opinions, conclusion])
}

/// The items in the order in which they are read, each with its number.
#[must_use]
pub fn numbered(nodes: &[Node]) -> Vec<(String, Node)> {
    let mut all = Vec::with_capacity(nodes.len());
    for (major, top) in siblings(nodes, None).into_iter().enumerate() {
        let number = (major + 1).to_string();
        all.push((number.clone(), top));
        for (minor, below) in siblings(nodes, Some(top.id)).into_iter().enumerate() {
            all.push((format!("{number}.{}", minor + 1), below));
        }
    }
    all
}

/// The items below one parent (or at the top), in order.
#[must_use]
pub fn siblings(nodes: &[Node], parent: Option<AgendaItemId>) -> Vec<Node> {
    let mut found: Vec<Node> = nodes.iter().copied().filter(|node| node.parent == parent).collect();
    found.sort_by_key(|node| (node.position, node.id));
    found
}

/// The position behind all items of a parent.
#[must_use]
pub fn last(nodes: &[Node], parent: Option<AgendaItemId>) -> i32 {
    siblings(nodes, parent).last().map_or(1, |node| node.position + 1)
}

/// The siblings of an item in their new order, once it has changed places with its neighbour; the same order
/// where there is no neighbour on that side.
///
/// # Errors
/// [`Fault::ItemNotHere`] for an item of another meeting.
pub fn moved(nodes: &[Node], item: AgendaItemId, direction: Direction) -> Result<Vec<AgendaItemId>> {
    let node = find(nodes, item)?;
    let mut order: Vec<AgendaItemId> = siblings(nodes, node.parent).into_iter().map(|node| node.id).collect();
    let place = order.iter().position(|id| *id == item).unwrap_or(0);
    let other = match direction {
        Direction::Up => place.saturating_sub(1),
        Direction::Down => (place + 1).min(order.len() - 1),
    };
    order.swap(place, other);
    Ok(order)
}

/// # Errors
/// [`Fault::ItemSettled`] if one of the items has come up already.
pub fn all_ahead(settled: &[AgendaItemId], items: &[AgendaItemId]) -> Result<()> {
    if items.iter().any(|item| settled.contains(item)) {
        Err(Error::Refused(Fault::ItemSettled))
    } else {
        Ok(())
    }
}

/// The siblings of an item in their new order, as [`moved`], where `settled` items keep their places.
///
/// # Errors
/// As [`moved`]; [`Fault::ItemSettled`] if the item or the neighbour it would change with has come up already.
pub fn moved_among(
    nodes: &[Node],
    settled: &[AgendaItemId],
    item: AgendaItemId,
    direction: Direction,
) -> Result<Vec<AgendaItemId>> {
    let node = find(nodes, item)?;
    let before: Vec<AgendaItemId> = siblings(nodes, node.parent).into_iter().map(|node| node.id).collect();
    let after = moved(nodes, item, direction)?;
    let kept = before
        .iter()
        .zip(&after)
        .all(|(old, new)| old == new || !settled.contains(old));
    if kept && !settled.contains(&item) {
        Ok(after)
    } else {
        Err(Error::Refused(Fault::ItemSettled))
    }
}

/// # Errors
/// [`Fault::ItemNotHere`] for an item of another meeting, or one that is gone.
pub fn find(nodes: &[Node], item: AgendaItemId) -> Result<Node> {
    nodes
        .iter()
        .copied()
        .find(|node| node.id == item)
        .ok_or(Error::Refused(Fault::ItemNotHere))
}

/// Whether `item` (`None`: a new one) may stand below `parent`.
///
/// # Errors
/// [`Error::Invalid`] on the field `parent`: not here, not at the top, the item itself, or an item that has
/// items below it.
pub fn may_stand_below(nodes: &[Node], item: Option<AgendaItemId>, parent: Option<AgendaItemId>) -> Result<()> {
    let Some(parent) = parent else { return Ok(()) };
    let top = nodes.iter().any(|node| node.id == parent && node.parent.is_none());
    let bears = item.is_some_and(|item| item == parent || nodes.iter().any(|node| node.parent == Some(item)));
    if top && !bears {
        Ok(())
    } else {
        Err(Error::field("parent", Fault::NotAChoice))
    }
}

/// Whether a title speaks of another month or year than this one: "tháng 10", "10/2026", "năm 2025". What says neither
/// in figures says nothing.
#[must_use]
pub fn names_another_month(title: &str, month: u32, year: i32) -> bool {
    let title = title.to_lowercase();
    let words: Vec<&str> = title
        .split(|c: char| c.is_whitespace() || ",.;:()–".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let is_year = |text: &str| text.parse::<i32>().ok().filter(|year| (1900..=2200).contains(year));
    let is_month = |text: &str| text.parse::<u32>().ok().filter(|month| (1..=12).contains(month));
    let other_month = |text: &str| is_month(text).is_some_and(|named| named != month);
    let other_year = |text: &str| is_year(text).is_some_and(|named| named != year);
    words.iter().enumerate().any(|(place, word)| {
        let after = place.checked_sub(1).map_or("", |before| words[before]);
        let parts: Vec<&str> = word.split(['/', '-']).collect();
        match parts.as_slice() {
            [.., named, of] if is_year(of).is_some() => other_month(named) || other_year(of),
            [one] => after == "tháng" && other_month(one) || after == "năm" && other_year(one),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(n: u128) -> AgendaItemId {
        AgendaItemId(Uuid::from_u128(n))
    }

    fn node(n: u128, parent: Option<u128>, position: i32) -> Node {
        Node {
            id: id(n),
            parent: parent.map(id),
            position,
        }
    }

    fn agenda() -> Vec<Node> {
        vec![
            node(4, Some(2), 7),
            node(1, None, 1),
            node(3, None, 5),
            node(2, None, 3),
            node(5, Some(2), 9),
        ]
    }

    #[test]
    fn another_month_or_year_is_found_in_figures_only() {
        for old in [
            "Kết quả tháng 10, nhiệm vụ tháng 11",
            "Báo cáo tháng 10/2026",
            "Sơ kết (10/2026)",
            "Tổng kết năm 2025",
            "Nghị quyết ngày 20/10/2026",
            "Tháng 11 năm 2025",
        ] {
            assert!(names_another_month(old, 11, 2026), "{old}");
        }
        for sound in [
            "Kết quả tháng 11 năm 2026",
            "Nhiệm vụ 11/2026.",
            "Kết quả 6 tháng đầu năm",
            "Năm nội dung trọng tâm",
            "Quán triệt Chỉ thị 05-CT/TW",
            "Học tập tháng này",
        ] {
            assert!(!names_another_month(sound, 11, 2026), "{sound}");
        }
    }

    #[test]
    fn numbers_follow_the_order_not_the_positions() {
        let numbers: Vec<(String, u128)> = numbered(&agenda())
            .into_iter()
            .map(|(number, node)| (number, node.id.0.as_u128()))
            .collect();
        let expected = [("1", 1), ("2", 2), ("2.1", 4), ("2.2", 5), ("3", 3)];
        assert_eq!(numbers, expected.map(|(number, id)| (number.to_owned(), id)));
    }

    #[test]
    fn items_move_among_their_siblings_only() {
        let nodes = agenda();
        assert_eq!(moved(&nodes, id(2), Direction::Up).unwrap(), [id(2), id(1), id(3)]);
        assert_eq!(moved(&nodes, id(4), Direction::Down).unwrap(), [id(5), id(4)]);
        assert_eq!(moved(&nodes, id(4), Direction::Up).unwrap(), [id(4), id(5)]);
        assert_eq!(moved(&nodes, id(3), Direction::Down).unwrap(), [id(1), id(2), id(3)]);
        assert!(matches!(
            moved(&nodes, id(9), Direction::Up),
            Err(Error::Refused(Fault::ItemNotHere))
        ));
    }

    #[test]
    fn what_has_come_up_keeps_its_place() {
        let nodes = agenda();
        let moved = |item, direction| moved_among(&nodes, &[id(1)], id(item), direction);
        assert_eq!(moved(3, Direction::Up).unwrap(), [id(1), id(3), id(2)]);
        for refused in [
            moved(2, Direction::Up),
            moved(1, Direction::Down),
            moved(1, Direction::Up),
        ] {
            assert!(matches!(refused, Err(Error::Refused(Fault::ItemSettled))));
        }
    }

    #[test]
    fn there_is_no_third_level() {
        let nodes = agenda();
        assert!(may_stand_below(&nodes, None, Some(id(1))).is_ok());
        assert!(may_stand_below(&nodes, Some(id(3)), Some(id(1))).is_ok());
        assert!(may_stand_below(&nodes, None, Some(id(4))).is_err());
        assert!(may_stand_below(&nodes, Some(id(2)), Some(id(1))).is_err());
        assert!(may_stand_below(&nodes, Some(id(1)), Some(id(1))).is_err());
        assert!(may_stand_below(&nodes, None, Some(id(9))).is_err());
    }
}
