//! Sends a shared screen back to its beginning when nobody has touched it for a while.
//!
//! Invariant: a form on its way to the server is waited for; a page that the browser shows again from its memory is
//! left at once. Without script the page says by itself when it ends.

use leptos::prelude::*;

/// Sends the form with this id, or opens `to` if there is none.
#[island]
pub fn Idle(seconds: u32, form: String, to: String) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| watch::start(seconds, form.clone(), to.clone()));
    #[cfg(not(feature = "hydrate"))]
    let _ = (seconds, form, to);
    view! { <span class="idle" hidden></span> }
}

#[cfg(feature = "hydrate")]
mod watch {
    use std::{cell::Cell, rc::Rc};

    use crate::islands::browser::{document, get, listen, sleep, window};
    use wasm_bindgen::JsCast;
    use web_sys::HtmlFormElement;

    const TOUCHES: [&str; 4] = ["pointerdown", "keydown", "input", "scroll"];

    pub fn start(seconds: u32, form: String, to: String) {
        let (Some(window), Some(document)) = (window(), document()) else {
            return;
        };
        let touched = Rc::new(Cell::new(js_sys::Date::now()));
        for event in TOUCHES {
            let touched = touched.clone();
            listen(&document, event, move |_| touched.set(js_sys::Date::now()));
        }
        let begin = to.clone();
        listen(&window, "pageshow", move |event| {
            if get(event.as_ref(), "persisted").is_some_and(|shown| shown.is_truthy()) {
                leave("", &begin);
            }
        });
        wasm_bindgen_futures::spawn_local(async move {
            loop {
                sleep(1000).await;
                let busy = document.query_selector("form[data-busy]").ok().flatten().is_some();
                if !busy && js_sys::Date::now() - touched.get() >= f64::from(seconds) * 1000.0 {
                    leave(&form, &to);
                    touched.set(js_sys::Date::now());
                }
            }
        });
    }

    fn leave(form: &str, to: &str) {
        let form = document()
            .and_then(|document| document.get_element_by_id(form))
            .and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        match (form, window()) {
            (Some(form), _) => {
                let _ = form.submit();
            }
            (None, Some(window)) => {
                let _ = window.location().replace(to);
            }
            (None, None) => {}
        }
    }
}
