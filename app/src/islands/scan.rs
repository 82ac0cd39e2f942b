//! Reads the QR code of a card with the camera, where the browser itself can.
//!
//! Invariant: nothing is shown where it cannot; pictures stay in the browser; what was read goes into the field that
//! could also be typed into, and the camera is switched off.

use leptos::prelude::*;

#[island]
pub fn ScanCard(
    /// The id of the field that takes what was read.
    field: String,
    /// The id of the field that comes next.
    next: String,
    /// What a card's code begins with; others are not taken.
    mark: String,
    label: String,
    /// "Đưa hình vuông trên thẻ vào trước máy ảnh."
    scanning: String,
    done: String,
    failed: String,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let able = RwSignal::new(false);
    let watching = RwSignal::new(false);
    let video = NodeRef::<leptos::html::Video>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| able.set(camera::supported()));
    let start = move |_| {
        #[cfg(feature = "hydrate")]
        if let Some(video) = video.get_untracked() {
            let (field, next, mark) = (field.clone(), next.clone(), mark.clone());
            let (done, failed) = (done.clone(), failed.clone());
            said.set(scanning.clone());
            watching.set(true);
            wasm_bindgen_futures::spawn_local(async move {
                let read = camera::scan(video.as_ref(), &mark).await;
                watching.set(false);
                said.set(match read.ok().and_then(|text| camera::fill(&field, &next, &text)) {
                    Some(()) => done,
                    None => failed,
                });
            });
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = (&field, &next, &mark, &scanning, &done, &failed);
    };
    view! {
        <div class="scan" hidden=move || !able.get()>
            <button type="button" class="btn plain" disabled=watching on:click=start>{label}</button>
            <video class="scan-view" node_ref=video playsinline muted hidden=move || !watching.get()></video>
            <p role="status">{said}</p>
        </div>
    }
}

/// `BarcodeDetector` and the camera, through reflection: their bindings would triple what the page loads.
#[cfg(feature = "hydrate")]
mod camera {
    use crate::islands::browser::{document, get, get_string, sleep, window};
    use js_sys::{Array, Function, Object, Promise, Reflect};
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{HtmlElement, HtmlInputElement};

    const PAUSE: i32 = 250;
    /// Looks before it gives up: half a minute.
    const LOOKS: u32 = 120;

    fn detector_class() -> Option<Function> {
        get(&window()?.into(), "BarcodeDetector")?.dyn_into().ok()
    }

    fn devices() -> Option<JsValue> {
        get(&get(&window()?.into(), "navigator")?, "mediaDevices")
    }

    pub fn supported() -> bool {
        detector_class().is_some() && devices().is_some_and(|devices| get(&devices, "getUserMedia").is_some())
    }

    fn object(name: &str, value: &JsValue) -> Result<JsValue, JsValue> {
        let object = Object::new();
        Reflect::set(&object, &name.into(), value)?;
        Ok(object.into())
    }

    async fn call(of: &JsValue, name: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
        let function: Function = get(of, name).ok_or(JsValue::NULL)?.dyn_into()?;
        match function.call1(of, argument)?.dyn_into::<Promise>() {
            Ok(promise) => JsFuture::from(promise).await,
            Err(value) => Ok(value),
        }
    }

    /// The text of the first code that begins with `mark`.
    pub async fn scan(video: &JsValue, mark: &str) -> Result<String, JsValue> {
        let class = detector_class().ok_or(JsValue::NULL)?;
        let formats = object("formats", &Array::of1(&"qr_code".into()))?;
        let detector = Reflect::construct(&class, &Array::of1(&formats))?;
        // The side of the tablet that its user sees.
        let wanted = object("video", &object("facingMode", &"user".into())?)?;
        let stream = call(&devices().ok_or(JsValue::NULL)?, "getUserMedia", &wanted).await?;
        let read = look(video, &detector, &stream, mark).await;
        stop(&stream);
        Reflect::set(video, &"srcObject".into(), &JsValue::NULL)?;
        read
    }

    async fn look(video: &JsValue, detector: &JsValue, stream: &JsValue, mark: &str) -> Result<String, JsValue> {
        Reflect::set(video, &"srcObject".into(), stream)?;
        call(video, "play", &JsValue::UNDEFINED).await?;
        for _ in 0..LOOKS {
            // A frame that cannot be read is followed by others.
            if let Ok(found) = call(detector, "detect", video).await {
                let found = Array::from(&found).to_vec();
                let mut texts = found.iter().filter_map(|code| get_string(code, "rawValue"));
                if let Some(text) = texts.find(|text| text.starts_with(mark)) {
                    return Ok(text);
                }
            }
            sleep(PAUSE).await;
        }
        Err(JsValue::NULL)
    }

    fn stop(stream: &JsValue) {
        let tracks = get(stream, "getTracks")
            .and_then(|tracks| tracks.dyn_into::<Function>().ok())
            .and_then(|tracks| tracks.call0(stream).ok());
        for track in tracks.iter().flat_map(|tracks| Array::from(tracks).to_vec()) {
            if let Some(stop) = get(&track, "stop").and_then(|stop| stop.dyn_into::<Function>().ok()) {
                let _ = stop.call0(&track);
            }
        }
    }

    pub fn fill(field: &str, next: &str, text: &str) -> Option<()> {
        let input: HtmlInputElement = document()?.get_element_by_id(field)?.dyn_into().ok()?;
        input.set_value(text);
        let next: HtmlElement = document()?.get_element_by_id(next)?.dyn_into().ok()?;
        next.focus().ok()
    }
}
