//! A button that copies a text field.
//!
//! Invariant: it says whether it worked, and on failure leaves the text selected.

use leptos::prelude::*;

#[island]
pub fn CopyButton(
    /// The id of the text area.
    target: String,
    label: String,
    done: String,
    failed: String,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let awake = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| awake.set(true));
    let copy = move |_| {
        #[cfg(feature = "hydrate")]
        said.set(if select_and_copy(&target).is_some() {
            done.clone()
        } else {
            failed.clone()
        });
        #[cfg(not(feature = "hydrate"))]
        let _ = (&target, &done, &failed);
    };
    view! {
        <button type="button" class="btn plain needs-script" class:is-awake=awake on:click=copy>{label}</button>
        <p class="copy-said" role="status">{said}</p>
    }
}

/// The old command works on every phone and without https; the clipboard interface does not.
#[cfg(feature = "hydrate")]
fn select_and_copy(target: &str) -> Option<()> {
    use wasm_bindgen::JsCast;
    let document = super::browser::document()?;
    let area: web_sys::HtmlTextAreaElement = document.get_element_by_id(target)?.dyn_into().ok()?;
    let _ = area.focus();
    area.select();
    let document: web_sys::HtmlDocument = document.dyn_into().ok()?;
    document.exec_command("copy").ok().filter(|copied| *copied).map(|_| ())
}
