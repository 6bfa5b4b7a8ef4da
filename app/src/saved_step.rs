//! Keeps the answers of an application on the server while they are typed.
use leptos::prelude::*;

use crate::wire::WireFault;

/// Keeps an answer of an application and says so with the time.
///
/// # Errors
/// Only for the team, as long as it is a draft, and not over what somebody else saved meanwhile.
#[server(name = SaveAnswer, endpoint = "save_answer")]
pub async fn save_answer(
    /// Which application.
    application: String,
    /// Which question.
    question: String,
    /// The text as typed.
    body: String,
    /// The revision the writer saw.
    seen: i64,
    /// What the page calls itself.
    page: String,
) -> Result<String, WireFault> {
    let (service, viewer) = crate::wire::asked()?;
    let application = application.parse().map_err(|_| WireFault::Refused)?;
    let question = question.parse().map_err(|_| WireFault::Refused)?;
    let typed = service::application::Typed { body, seen };
    let at = service.keep_answer(&viewer, application, (question, typed), page).await?;
    let time = service::clock::zoned(at, &service.config().zone).strftime("%H:%M").to_string();
    let voice = use_context::<types::lang::Voice>().unwrap_or_default();
    Ok(types::words::application::saved_at(voice, time))
}

/// Saves each text of the form around it a few seconds after it changed, and says when it did.
///
/// Without WASM it says when the form was saved last; the form's own button saves.
#[island]
pub fn SavedStep(
    /// Which application.
    application: String,
    /// What is said at first.
    said: String,
    /// What is said when it cannot be saved.
    failed: String,
) -> impl IntoView {
    let said = RwSignal::new(said);
    let is_failed = RwSignal::new(false);
    let place = NodeRef::<leptos::html::P>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            let mark = crate::saved_draft::browser::Mark { said, is_failed, failed: failed.clone() };
            browser::keep_all(&place, &application, &mark);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    drop((application, failed));
    view! { <p class="saved" class:failed=is_failed role="status" node_ref=place>{said}</p> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use wasm_bindgen::JsCast;
    use web_sys::{Element, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement};

    use crate::saved_draft::browser::{Mark, keep};

    /// Keeps every text area of the form around `place`; its name is `q-` and the question.
    pub fn keep_all(place: &Element, application: &str, mark: &Mark) {
        let form = place.closest("form").ok().flatten().and_then(|f| f.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form else { return };
        let page = hidden(&form, "page");
        let elements = form.elements();
        for i in 0..elements.length() {
            let area = elements.item(i).and_then(|e| e.dyn_into::<HtmlTextAreaElement>().ok());
            let Some(area) = area else { continue };
            let Some(question) = area.name().strip_prefix("q-").map(str::to_owned) else { continue };
            let seen = hidden(&form, &format!("r-{question}")).parse().unwrap_or(0);
            let (application, page) = (application.to_owned(), page.clone());
            let save = move |body| {
                super::save_answer(application.clone(), question.clone(), body, seen, page.clone())
            };
            keep(&area, save, mark.clone());
        }
    }

    /// The value of the hidden field `name`, or nothing.
    fn hidden(form: &HtmlFormElement, name: &str) -> String {
        let found = form.query_selector(&format!("input[name=\"{name}\"]")).ok().flatten();
        found.and_then(|e| e.dyn_into::<HtmlInputElement>().ok()).map(|e| e.value()).unwrap_or_default()
    }
}
