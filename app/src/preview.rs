//! How a text will look, before it is published.
use leptos::prelude::*;

use crate::wire::WireFault;

/// The text as clean HTML.
///
/// # Errors
/// Only for members.
#[server(name = PreviewMarkdown, endpoint = "preview_markdown")]
pub async fn preview_markdown(
    /// Markdown as typed.
    body: String,
) -> Result<String, WireFault> {
    let (service, viewer) = crate::wire::asked()?;
    Ok(service.preview(&viewer, &body).await?)
}

/// The button that shows the text of the form around it as it will look, and the place where it appears.
///
/// Without WASM the button submits the form with `action=preview`, and the page comes back with the preview.
#[island]
pub fn MarkdownPreview(
    /// Label of the button.
    label: String,
    /// What is said when it cannot be shown.
    failed: String,
    /// The preview a submitted form asked for, as HTML.
    shown: String,
) -> impl IntoView {
    let html = RwSignal::new(shown);
    let problem = RwSignal::new(false);
    let button = NodeRef::<leptos::html::Button>::new();
    let show = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        #[cfg(feature = "hydrate")]
        if let Some(body) =
            button.get().and_then(|button| crate::saved_draft::area_beside(&button)).map(|area| area.value())
        {
            leptos::task::spawn_local(async move {
                let answer = preview_markdown(body).await;
                problem.set(answer.is_err());
                html.set(answer.unwrap_or_default());
            });
        }
    };
    view! {
        <button class="btn quiet" name="action" value="preview" node_ref=button on:click=show>{label}</button>
        <div class="prose preview" role="status" hidden=move || html.with(String::is_empty) inner_html=html></div>
        <p class="saved failed" role="status" hidden=move || !problem.get()>{failed}</p>
    }
}
