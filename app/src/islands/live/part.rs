//! Replaces the parts of the page that changed. Invariant: a part in use stays as it is.

use std::collections::BTreeMap;

use wasm_bindgen::JsCast;
use web_sys::{
    DomParser, Element, HtmlElement, HtmlInputElement, HtmlOptionElement, HtmlTextAreaElement, SupportedType,
};

use crate::islands::browser::{all, document, wake};

/// What the server last wrote for each part. The page itself differs: islands live in it.
pub type Seen = BTreeMap<String, String>;

/// Takes over what changed. `Some(true)` if a changed part had to stay because it is in use.
pub fn update(html: &str, seen: &mut Seen) -> Option<bool> {
    let old = document()?;
    let new = DomParser::new()
        .ok()?
        .parse_from_string(html, SupportedType::TextHtml)
        .ok()?;
    let (mut kept, mut changed) = (false, false);
    for part in all(&old.document_element()?, "[data-live][id]") {
        let id = part.id();
        let Some(fresh) = new.get_element_by_id(&id) else {
            continue;
        };
        let written = fresh.outer_html();
        let before = seen.get(&id).cloned().unwrap_or_else(|| part.outer_html());
        if before == written {
            continue;
        }
        let ballot = part.has_attribute("data-ballot");
        let told = part.query_selector(TOLD).ok().flatten().is_some();
        if ballot {
            // Every reading brings another key: what can still be cast stays below the finger, and what is on its way
            // is not torn away.
            if fresh.has_attribute("data-ballot") || is_sending(&part) {
                continue;
            }
        } else if is_busy(&part) {
            kept = true;
            continue;
        }
        // Read without running scripts, it holds as elements what is for browsers without them: the page would refresh.
        for plain in all(&fresh, "noscript") {
            plain.remove();
        }
        let focus = focused(&part);
        let open = opened(&part);
        let _ = part.replace_with_with_node_1(&fresh);
        reopen(&fresh, &open);
        refocus(&fresh, focus);
        wake(&fresh);
        if ballot || told {
            tell_unsent(&fresh, ballot);
        }
        seen.insert(id, written);
        changed = true;
    }
    // What the page said of the form before it is no news any more, and pushes down what is.
    if changed {
        for said in all(&old.document_element()?, "main > .notice[data-said]") {
            said.remove();
        }
    }
    old.set_title(&new.title());
    Some(kept)
}

/// What has been said of a ballot that was lost.
const TOLD: &str = "[data-unsent]:not([hidden])";

/// A ballot has gone from the screen before it was sent: what took its place says so, and goes on saying it.
fn tell_unsent(part: &Element, begin: bool) {
    if let Ok(Some(unsent)) = part.query_selector("[data-unsent]")
        && let Some(unsent) = unsent.dyn_ref::<HtmlElement>()
    {
        unsent.set_hidden(false);
        if begin {
            let _ = unsent.focus();
        }
    }
}

fn is_sending(part: &Element) -> bool {
    part.matches("[data-busy]").unwrap_or(false) || !all(part, "[data-busy]").is_empty()
}

/// What was wrong with what was sent from here.
const REFUSED: &str = ".govuk-error-summary";

/// Whether somebody writes, has written, is sending or reads here why it was refused.
pub fn is_busy(part: &Element) -> bool {
    let active = document().and_then(|document| document.active_element());
    let writing = active.is_some_and(|active| {
        part.contains(Some(&active))
            && active
                .matches("input:not([type=hidden]), textarea, select")
                .unwrap_or(false)
    });
    writing
        || is_sending(part)
        || !all(part, REFUSED).is_empty()
        || all(part, "input, textarea, option").iter().any(is_changed)
}

fn is_changed(field: &Element) -> bool {
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        input.type_() != "hidden"
            && (input.value() != input.default_value() || input.checked() != input.default_checked())
    } else if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
        area.default_value().is_ok_and(|before| area.value() != before)
    } else if let Some(option) = field.dyn_ref::<HtmlOptionElement>() {
        // The first option is selected by the browser if none is by the page.
        option.selected() != option.default_selected() && option.index() != 0
    } else {
        false
    }
}

const REACHABLE: &str = "a, button, summary";

/// The place of the focused control among its like, for whoever uses the keyboard.
fn focused(part: &Element) -> Option<usize> {
    let active = document()?.active_element()?;
    all(part, REACHABLE).iter().position(|element| *element == active)
}

fn refocus(part: &Element, place: Option<usize>) {
    if let Some(element) = place.and_then(|place| all(part, REACHABLE).into_iter().nth(place))
        && let Some(element) = element.dyn_ref::<HtmlElement>()
    {
        let _ = element.focus();
    }
}

fn opened(part: &Element) -> Vec<bool> {
    all(part, "details")
        .iter()
        .map(|details| details.has_attribute("open"))
        .collect()
}

fn reopen(part: &Element, open: &[bool]) {
    for (details, open) in all(part, "details").iter().zip(open) {
        if *open {
            let _ = details.set_attribute("open", "");
        }
    }
}
