//! What every handler can reach.
use std::sync::Arc;

use hydration_context::SsrSharedContext;
use leptos::config::LeptosOptions;
use leptos::hydration::HydrationScripts;
use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use service::Service;

/// The state of the router.
#[derive(Clone)]
pub struct App {
    /// What the product does.
    pub service: Service,
    /// Where the built files are.
    pub assets: Arc<Assets>,
}

/// Addresses of the files that `cargo xtask build` makes.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The style sheet.
    pub css: String,
    /// The tags that load the islands, without a nonce.
    loader: String,
}

impl Assets {
    /// The tags that load the islands, made by Leptos; empty without islands.
    #[must_use]
    pub fn loader(&self, nonce: &str) -> String {
        self.loader.replace(r#"<script type="module""#, &format!(r#"<script type="module" nonce="{nonce}""#))
    }

    /// Assets whose islands are `/pkg/{islands}.js` and `/pkg/{islands}_bg.wasm`.
    #[must_use]
    pub fn new(css: &str, islands: Option<&str>) -> Self {
        Self { css: css.to_owned(), loader: islands.map(render_loader).unwrap_or_default() }
    }
}

fn render_loader(output_name: &str) -> String {
    let options = LeptosOptions::builder().output_name(output_name).site_pkg_dir("pkg").build();
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| view! { <HydrationScripts options islands=true/> }.to_html());
    owner.unset_with_forced_cleanup();
    html.replace(WHEN_IDLE, WHEN_IDLE_OR_SOON)
}

/// How the loader of Leptos waits for a browser that has nothing to do. A page that is never idle, or that draws no frames,
/// would stay asleep for as long.
const WHEN_IDLE: &str = "window.requestIdleCallback(c)";
const WHEN_IDLE_OR_SOON: &str = "window.requestIdleCallback(c, { timeout: 1000 })";

#[cfg(test)]
mod tests {
    use super::{Assets, WHEN_IDLE, WHEN_IDLE_OR_SOON};

    #[test]
    fn islands_wake_on_a_page_that_is_never_idle() {
        let loader = Assets::new("", Some("enishi")).loader("n");
        assert!(loader.contains(WHEN_IDLE_OR_SOON), "{loader}");
        assert!(!loader.contains(WHEN_IDLE), "{loader}");
    }
}
