//! The few things islands ask of the browser.
//!
//! Invariant: nothing here panics; what an old browser cannot do comes back as `None` or `Err`.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Document, Element, EventTarget, RequestInit, Response, Window};

pub fn window() -> Option<Window> {
    web_sys::window()
}

pub fn document() -> Option<Document> {
    window()?.document()
}

/// A listener for the rest of the page's life.
pub fn listen<F: FnMut(web_sys::Event) + 'static>(target: &EventTarget, event: &str, f: F) {
    let closure = Closure::<dyn FnMut(web_sys::Event)>::new(f);
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}

pub async fn sleep(ms: i32) {
    let promise = Promise::new(&mut |resolve: Function, _| {
        if let Some(window) = window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// Doubling from one second to `most`, with jitter, so that a room full of phones does not return
/// at the same moment.
pub fn back_off(tries: u32, most: i32) -> i32 {
    let base = f64::from(1000 * (1 << tries.min(5))).min(f64::from(most));
    (base * (0.5 + js_sys::Math::random())) as i32
}

/// `name: value`, as the browser wants headers.
pub fn headers(pairs: &[(&str, &str)]) -> JsValue {
    let object = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object.into()
}

/// Fetches; gives up after `ms`, because a dead 3G line would keep the request for minutes.
pub async fn fetch(url: &str, init: &RequestInit, ms: i32) -> Result<Response, JsValue> {
    let window = window().ok_or(JsValue::NULL)?;
    if let Ok(abort) = AbortController::new() {
        init.set_signal(Some(&abort.signal()));
        wasm_bindgen_futures::spawn_local(async move {
            sleep(ms).await;
            abort.abort();
        });
    }
    JsFuture::from(window.fetch_with_str_and_init(url, init))
        .await?
        .dyn_into()
}

pub async fn text(response: &Response) -> Result<String, JsValue> {
    Ok(JsFuture::from(response.text()?).await?.as_string().unwrap_or_default())
}

/// A member of an object, if it is there.
pub fn get(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &name.into())
        .ok()
        .filter(|value| !value.is_undefined() && !value.is_null())
}

pub fn get_string(value: &JsValue, name: &str) -> Option<String> {
    get(value, name)?.as_string()
}

/// All elements that match, as elements.
pub fn all(root: &Element, selector: &str) -> Vec<Element> {
    root.query_selector_all(selector).map_or_else(
        |_| Vec::new(),
        |list| {
            (0..list.length())
                .filter_map(|index| list.get(index)?.dyn_into().ok())
                .collect()
        },
    )
}

/// Wakes the islands in a part that was replaced; the loader in the page's head knows how.
pub fn wake(part: &Element) {
    if let Some(run) = window()
        .and_then(|window| get(&window, "chiboIslands"))
        .and_then(|run| run.dyn_into::<Function>().ok())
    {
        let _ = run.apply(&JsValue::NULL, &Array::of1(part));
    }
}
