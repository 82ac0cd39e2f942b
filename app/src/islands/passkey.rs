//! Passkeys: fingerprint, face or screen lock of the device instead of a password.
//!
//! Invariant: nothing is shown where the browser cannot do it; whatever goes wrong ends in a sentence, and the
//! password stays usable. The key never leaves the device: only JSON for and from the browser passes here.

use leptos::prelude::*;

/// Signs in the person named in another field of the page.
#[island]
pub fn PasskeySignIn(
    /// The id of the field with the phone number or address.
    field: String,
    /// Where to go afterwards; empty for the home page.
    next: String,
    label: String,
    /// "Đồng chí nhập số điện thoại trước."
    name_first: String,
    failed: String,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let able = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| able.set(ceremony::supported()));
    let start = move |_| {
        #[cfg(feature = "hydrate")]
        match ceremony::value_of(&field) {
            None => said.set(name_first.clone()),
            Some(name) => {
                let (next, failed) = (next.clone(), failed.clone());
                said.set(String::new());
                wasm_bindgen_futures::spawn_local(async move {
                    match ceremony::sign_in(&name).await {
                        Ok(()) => ceremony::go(&next),
                        Err(_) => said.set(failed),
                    }
                });
            }
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = (&field, &next, &name_first, &failed);
    };
    view! {
        <div class="passkey" hidden=move || !able.get()>
            <button type="button" class="btn plain" on:click=start>{label}</button>
            <p role="status">{said}</p>
        </div>
    }
}

/// Adds the device in one's hand to the own account.
#[island]
pub fn PasskeyEnrol(label: String, failed: String) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let able = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| able.set(ceremony::supported()));
    let start = move |_| {
        #[cfg(feature = "hydrate")]
        {
            let failed = failed.clone();
            said.set(String::new());
            wasm_bindgen_futures::spawn_local(async move {
                match ceremony::enrol().await {
                    Ok(()) => ceremony::go("/account"),
                    Err(_) => said.set(failed),
                }
            });
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = &failed;
    };
    view! {
        <div class="passkey" hidden=move || !able.get()>
            <button type="button" class="btn plain" on:click=start>{label}</button>
            <p role="status">{said}</p>
        </div>
    }
}

/// The conversation between the server and `navigator.credentials`. Everything goes through reflection: the
/// bindings for the same calls would triple what the page loads.
#[cfg(feature = "hydrate")]
mod ceremony {
    use super::super::browser::{document, fetch, get, headers, text, window};
    use js_sys::{Function, JSON, Object, Promise, Reflect};
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{HtmlInputElement, RequestInit};

    /// How long the server may take for one step.
    const PATIENCE: i32 = 20_000;

    /// The class with the conversions from and to JSON; browsers without them keep the password.
    fn credential_class() -> Option<JsValue> {
        let class = get(&window()?.into(), "PublicKeyCredential")?;
        get(&class, "parseRequestOptionsFromJSON")?;
        get(&class, "parseCreationOptionsFromJSON")?;
        Some(class)
    }

    pub fn supported() -> bool {
        credential_class().is_some()
    }

    pub fn value_of(field: &str) -> Option<String> {
        let input: HtmlInputElement = document()?.get_element_by_id(field)?.dyn_into().ok()?;
        Some(input.value().trim().to_owned()).filter(|name| !name.is_empty())
    }

    /// Only a path of this installation is followed.
    pub fn go(next: &str) {
        let path = if next.starts_with('/') && !next.starts_with("//") && !next.contains('\\') {
            next
        } else {
            "/"
        };
        if let Some(window) = window() {
            let _ = window.location().set_href(path);
        }
    }

    pub async fn sign_in(name: &str) -> Result<(), JsValue> {
        let body = Object::new();
        Reflect::set(&body, &"name".into(), &name.into())?;
        let options = post("/sign-in/passkey/begin", &body.into()).await?;
        let answer = ask("get", "parseRequestOptionsFromJSON", &options).await?;
        post("/sign-in/passkey", &answer).await.map(|_| ())
    }

    pub async fn enrol() -> Result<(), JsValue> {
        let options = post("/account/passkeys/begin", &Object::new().into()).await?;
        let answer = ask("create", "parseCreationOptionsFromJSON", &options).await?;
        post("/account/passkeys", &answer).await.map(|_| ())
    }

    /// Sends JSON; answers the JSON that comes back, or null for an empty answer.
    async fn post(url: &str, body: &JsValue) -> Result<JsValue, JsValue> {
        let init = RequestInit::new();
        init.set_method("POST");
        init.set_headers(&headers(&[
            ("content-type", "application/json"),
            ("accept", "application/json"),
        ]));
        init.set_body(&JSON::stringify(body)?.into());
        let response = fetch(url, &init, PATIENCE).await?;
        if !response.ok() {
            return Err(JsValue::NULL);
        }
        let text = text(&response).await?;
        if text.is_empty() {
            Ok(JsValue::NULL)
        } else {
            JSON::parse(&text)
        }
    }

    /// `navigator.credentials.get|create`, from JSON to JSON.
    async fn ask(call: &str, parse: &str, options: &JsValue) -> Result<JsValue, JsValue> {
        let class = credential_class().ok_or(JsValue::NULL)?;
        // Servers wrap the options in `publicKey`, as the browser's own call wants them.
        let inner = get(options, "publicKey").unwrap_or_else(|| options.clone());
        let parsed = method(&class, parse)?.call1(&class, &inner)?;
        let request = Object::new();
        Reflect::set(&request, &"publicKey".into(), &parsed)?;
        let credentials = window()
            .and_then(|window| get(&window.into(), "navigator"))
            .and_then(|navigator| get(&navigator, "credentials"))
            .ok_or(JsValue::NULL)?;
        let promise: Promise = method(&credentials, call)?.call1(&credentials, &request)?.dyn_into()?;
        let credential = JsFuture::from(promise).await?;
        method(&credential, "toJSON")?.call0(&credential)
    }

    fn method(object: &JsValue, name: &str) -> Result<Function, JsValue> {
        get(object, name).ok_or(JsValue::NULL)?.dyn_into()
    }
}
