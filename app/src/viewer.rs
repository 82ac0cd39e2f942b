//! The signed-in person as the frame shows him, with the menu of his roles.
//!
//! Invariant: the menu is derived from the matrix; an entry leads nowhere that the matrix closes.

use crate::ui::SignedIn;
use domain::account::Viewer;
use domain::ids::UnitId;
use domain::policy::{ActionKind, Capacity, Relation, allowed};
use text::Text;

/// See the module.
#[must_use]
pub fn signed_in(viewer: &Viewer, t: Text) -> SignedIn {
    let unit = viewer.units.first();
    SignedIn {
        name: viewer.name.clone(),
        unit_id: unit.map(|unit| unit.id.to_string()).unwrap_or_default(),
        unit_name: unit.map_or_else(|| t.product(), |unit| unit.name.clone()),
        unit_parent: unit.and_then(|unit| unit.parent.clone()),
        units: viewer
            .units
            .iter()
            .map(|unit| (unit.id.to_string(), unit.name.clone()))
            .collect(),
        unread: viewer.unread_notices,
        menu: menu(viewer, t),
    }
}

/// The unit whose audit an office of the viewer's opens: the one he acts in, if it is one of them.
pub(crate) fn audit_of(viewer: &Viewer) -> Option<UnitId> {
    let opens = |role| allowed(ActionKind::ViewAudit, Capacity::Office(role), Relation::Own);
    let mut units = viewer
        .offices
        .iter()
        .filter(|(_, role)| opens(*role))
        .map(|(unit, _)| *unit);
    let acting = viewer.units.first().map(|unit| unit.id);
    units
        .clone()
        .find(|unit| Some(*unit) == acting)
        .or_else(|| units.next())
}

fn menu(viewer: &Viewer, t: Text) -> Vec<(String, String)> {
    let may = |action| {
        viewer.offices.iter().any(|(_, role)| {
            [Relation::Own, Relation::Above]
                .into_iter()
                .any(|relation| allowed(action, Capacity::Office(*role), relation))
        })
    };
    let notices = match viewer.unread_notices {
        0 => t.menu_notices(),
        unread => format!("{} ({unread})", t.menu_notices()),
    };
    let mut menu = vec![
        ("/notices".to_owned(), notices),
        ("/archive".to_owned(), t.menu_archive()),
        ("/units".to_owned(), t.menu_units()),
    ];
    if let Some(unit) = audit_of(viewer) {
        menu.push((format!("/units/{unit}/audit"), t.menu_audit()));
    }
    for (action, path, label) in [
        (ActionKind::ViewRules, "/rules", t.menu_rules()),
        (ActionKind::ViewSettings, "/settings", t.menu_settings()),
        (ActionKind::ViewJobs, "/jobs", t.menu_jobs()),
    ] {
        if may(action) {
            menu.push((path.to_owned(), label));
        }
    }
    menu
}
