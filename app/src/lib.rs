//! What reaches the browser: islands and the server functions they call.
//!
//! Compiled twice: with feature `ssr` into the server, where an island renders its first HTML, and with feature `hydrate` to
//! WASM, where it comes alive. Each island leaves a page that works when the WASM never arrives.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::allow_attributes))]
#![expect(missing_docs, reason = "the island macro makes structs without one")]
#[cfg(feature = "ssr")]
pub mod avatar;
pub mod crop;
pub mod draft;
pub mod live;
pub mod preview;
pub mod saved_draft;
pub mod saved_step;
pub mod suggest;
pub mod wire;

/// Entry point of the WASM; Leptos then finds the islands of the page by itself.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
