//! Sends the form around it over a network that comes and goes.
//!
//! Invariant: what was chosen is sent until the server answers, and never twice with another key;
//! the form's own idempotency key makes repeats harmless. Of a ballot on its way the browser remembers that there is
//! one, never what it says. Without script the form simply posts.

use leptos::prelude::*;

/// Where the browser remembers the ballot on its way, by its mark.
pub const UNDER_WAY: &str = "chibo-ballot";

/// Stands inside a form. The server answers `Accept: application/json` with `{"next": "/…"}`,
/// with 422 `{"errors": [{"field", "sentence"}]}`, or `{"error": "sentence"}`.
#[island]
pub fn Cast(
    /// "Đang gửi…"
    sending: String,
    /// "Mất mạng. Đang gửi lại phiếu – đồng chí đừng đóng trang này…"
    waiting: String,
    /// Stands for this vote and this voter, and names neither.
    mark: String,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Div>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(div) = node.get() {
            sender::attach(div, sending.clone(), waiting.clone(), mark.clone());
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (sending, waiting, mark);
    view! { <div class="cast-state" role="status" node_ref=node></div> }
}

#[cfg(feature = "hydrate")]
mod sender {
    use std::{cell::Cell, rc::Rc};

    use js_sys::{Array, JSON};
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{
        Element, FormData, HtmlElement, HtmlFormElement, RequestInit, ScrollIntoViewOptions, ScrollLogicalPosition,
        SubmitEvent, UrlSearchParams,
    };

    use super::UNDER_WAY;
    use crate::islands::browser::{all, back_off, fetch, get, get_string, headers, listen, sleep, text, window};

    const PATIENCE: i32 = 15_000;
    const LONGEST_WAIT: i32 = 15_000;

    pub fn attach(node: web_sys::HtmlDivElement, sending: String, waiting: String, mark: String) {
        let state: HtmlElement = node.into();
        let Some(form) = state
            .closest("form")
            .ok()
            .flatten()
            .and_then(|form| form.dyn_into::<HtmlFormElement>().ok())
        else {
            return;
        };
        let busy = Rc::new(Cell::new(false));
        if let Some(window) = window() {
            // Leaving now would lose the choice: the browser asks first.
            let busy = busy.clone();
            listen(&window, "beforeunload", move |event| {
                if busy.get() {
                    event.prevent_default();
                }
            });
        }
        let target = form.clone();
        // Says that from here on the form is sent by script; browser tests wait for it.
        let _ = form.set_attribute("data-awake", "");
        listen(&target, "submit", move |event| {
            event.prevent_default();
            if busy.replace(true) {
                return;
            }
            let submitter = event.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter);
            let Some(body) = body(&form, submitter.as_ref()) else {
                let _ = form.submit();
                return;
            };
            let (form, state, busy) = (form.clone(), state.clone(), busy.clone());
            let (sending, waiting) = (sending.clone(), waiting.clone());
            // Should the page be lost before the answer comes, the next one knows that a ballot was on its way.
            remember(Some(&mark));
            wasm_bindgen_futures::spawn_local(async move {
                lock(&form, submitter.as_ref(), true);
                let end = send(&form, &body, &state, &sending, &waiting).await;
                busy.set(false);
                match end {
                    End::Next(url) => {
                        remember(None);
                        if let Some(window) = window() {
                            let _ = window.location().assign(&url);
                        }
                    }
                    End::Refused(sentence) => {
                        remember(None);
                        say(&state, "bad", &sentence);
                        lock(&form, submitter.as_ref(), false);
                    }
                    End::Elsewhere => {
                        // Another page than this has to answer (the vote as it is now, a sign-in, a proxy): let the
                        // browser show it. The key makes sending it again harmless.
                        lock(&form, submitter.as_ref(), false);
                        if let Some(button) = submitter.as_ref() {
                            keep(&form, button);
                        }
                        let _ = form.submit();
                    }
                }
            });
        });
    }

    /// What the browser remembers of a ballot on its way; without storage nothing.
    fn remember(mark: Option<&str>) {
        if let Some(storage) = window().and_then(|window| window.local_storage().ok().flatten()) {
            let _ = match mark {
                Some(mark) => storage.set_item(UNDER_WAY, mark),
                None => storage.remove_item(UNDER_WAY),
            };
        }
    }

    enum End {
        Next(String),
        Refused(String),
        Elsewhere,
    }

    /// What the form would have posted, with the button that was pressed.
    fn body(form: &HtmlFormElement, submitter: Option<&HtmlElement>) -> Option<UrlSearchParams> {
        let data = FormData::new_with_form(form).ok()?;
        let body = UrlSearchParams::new_with_str_sequence_sequence(&Array::from(&data)).ok()?;
        if let Some(button) = submitter
            && let Some(name) = button.get_attribute("name")
        {
            body.append(&name, &button.get_attribute("value").unwrap_or_default());
        }
        Some(body)
    }

    async fn send(
        form: &HtmlFormElement,
        body: &UrlSearchParams,
        state: &HtmlElement,
        sending: &str,
        waiting: &str,
    ) -> End {
        let mut tries = 0;
        say(state, "", sending);
        loop {
            let init = RequestInit::new();
            init.set_method("POST");
            init.set_body(body);
            init.set_headers(&headers(&[("Accept", "application/json")]));
            // `action` as a property may be shadowed by a field of that name.
            let action = form.get_attribute("action").unwrap_or_default();
            if let Ok(response) = fetch(&action, &init, PATIENCE).await {
                let status = response.status();
                // Busy or restarting: as good as no network.
                let later = status == 408 || status == 429 || status >= 500;
                if !later && let Ok(text) = text(&response).await {
                    return read(status, &text);
                }
            }
            say(state, "wait", waiting);
            sleep(back_off(tries, LONGEST_WAIT)).await;
            tries += 1;
        }
    }

    fn read(status: u16, text: &str) -> End {
        // Things have moved on, and the ballot on this screen is void: the server's own page says how they stand.
        if status == 409 {
            return End::Elsewhere;
        }
        let Ok(answer) = JSON::parse(text) else {
            return End::Elsewhere;
        };
        if let Some(next) = get_string(&answer, "next") {
            return End::Next(next);
        }
        if let Some(sentence) = get_string(&answer, "error").filter(|_| status != 401) {
            return End::Refused(sentence);
        }
        let sentences: Vec<String> = get(&answer, "errors")
            .filter(JsValue::is_array)
            .map(|errors| {
                Array::from(&errors)
                    .iter()
                    .filter_map(|error| get_string(&error, "sentence"))
                    .collect()
            })
            .unwrap_or_default();
        if sentences.is_empty() {
            End::Elsewhere
        } else {
            End::Refused(sentences.join(" "))
        }
    }

    fn say(state: &Element, kind: &str, sentence: &str) {
        state.set_class_name(if kind.is_empty() {
            "cast-state"
        } else if kind == "wait" {
            "cast-state wait"
        } else {
            "cast-state bad"
        });
        state.set_text_content(Some(sentence));
        // The page's scroll padding keeps it above the places of a phone.
        state.scroll_into_view_with_scroll_into_view_options(&{
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            options
        });
    }

    /// Disables the buttons and marks the chosen one; `data-busy` keeps `Live` from replacing the form.
    fn lock(form: &Element, submitter: Option<&HtmlElement>, on: bool) {
        // What is on its way cannot be chosen again either.
        let again = form
            .parent_element()
            .map(|around| all(&around, &format!("#{}-again button", form.id())));
        for button in all(form, "button").into_iter().chain(again.into_iter().flatten()) {
            let _ = button.toggle_attribute_with_force("disabled", on);
        }
        if let Some(button) = submitter {
            let _ = button.class_list().toggle_with_force("chosen", on);
        }
        let _ = form.toggle_attribute_with_force("data-busy", on);
    }

    /// `form.submit()` forgets the pressed button: put its value into a hidden field.
    fn keep(form: &Element, button: &Element) {
        if let Some(document) = form.owner_document()
            && let Ok(input) = document.create_element("input")
        {
            for (to, from) in [("name", "name"), ("value", "value")] {
                let _ = input.set_attribute(to, &button.get_attribute(from).unwrap_or_default());
            }
            let _ = input.set_attribute("type", "hidden");
            let _ = form.append_child(&input);
        }
    }
}
