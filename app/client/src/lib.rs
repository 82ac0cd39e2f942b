//! The WASM entry. Invariant: nothing but the islands of `app`; leptos registers them by itself.

use app as _;

/// Called once by the loader, before any island wakes.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
