//! Keeps on the server what is being written, so that it survives a reload, an expired session and another device.
use leptos::prelude::*;

use crate::wire::WireFault;

/// Keeps `body` at `place` and says so with the time.
///
/// # Errors
/// Only for members, and only at a place there is.
#[server(name = SaveDraft, endpoint = "save_draft")]
pub async fn save_draft(
    /// [`types::feed::DraftPlace`] as text.
    place: String,
    /// The text as typed.
    body: String,
) -> Result<String, WireFault> {
    let (service, viewer) = crate::wire::asked()?;
    let place = place.parse().map_err(|_| WireFault::Refused)?;
    let at = service.save_draft(&viewer, place, &body).await?;
    let time = service::clock::zoned(at, &service.config().zone).strftime("%H:%M").to_string();
    let voice = use_context::<types::lang::Voice>().unwrap_or_default();
    Ok(types::words::feed::draft_saved(voice, time))
}

/// Saves the text of the form around it a few seconds after it changed, and says when it did.
///
/// Without WASM nothing is kept before the form is sent; a form that is not accepted keeps its text as a draft.
#[island]
pub fn SavedDraft(
    /// [`types::feed::DraftPlace`] as text.
    place: String,
    /// What is said when it cannot be saved.
    failed: String,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let is_failed = RwSignal::new(false);
    let mark = NodeRef::<leptos::html::P>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(area) = mark.get().and_then(|mark| area_beside(&mark)) {
            let place = place.clone();
            let save = move |body| save_draft(place.clone(), body);
            browser::keep(&area, save, browser::Mark { said, is_failed, failed: failed.clone() });
        }
    });
    #[cfg(not(feature = "hydrate"))]
    drop((place, failed));
    view! { <p class="saved" class:failed=is_failed role="status" node_ref=mark>{said}</p> }
}

/// The text area of the form around `element`.
#[cfg(feature = "hydrate")]
pub(crate) fn area_beside(element: &web_sys::Element) -> Option<web_sys::HtmlTextAreaElement> {
    use wasm_bindgen::JsCast;
    element.closest("form").ok()??.query_selector("textarea").ok()??.dyn_into().ok()
}

#[cfg(feature = "hydrate")]
pub(crate) mod browser {
    use std::cell::Cell;
    use std::future::Future;
    use std::rc::Rc;

    use gloo_timers::future::TimeoutFuture;
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::HtmlTextAreaElement;

    use crate::wire::WireFault;

    /// Where it is said how saving went.
    #[derive(Clone)]
    pub struct Mark {
        /// What is said.
        pub said: RwSignal<String>,
        /// Whether it failed.
        pub is_failed: RwSignal<bool>,
        /// What is said when it failed.
        pub failed: String,
    }

    /// Saves after this many milliseconds without a keystroke.
    const PAUSE: u32 = 2_500;
    /// Tries again at least this often when it cannot, in milliseconds.
    const LONGEST: u32 = 60_000;

    /// Hands the text of `area` to `save` some time after each change, again and again until it is saved.
    pub fn keep<F>(area: &HtmlTextAreaElement, save: impl Fn(String) -> F + Clone + 'static, mark: Mark)
    where
        F: Future<Output = Result<String, WireFault>> + 'static,
    {
        let turn = Rc::new(Cell::new(0_u32));
        let sent = turn.clone();
        if let Some(form) = area.form() {
            // What is sent now must not come back as a draft.
            let submit = Closure::<dyn Fn()>::new(move || sent.set(u32::MAX));
            let _ = form.add_event_listener_with_callback("submit", submit.as_ref().unchecked_ref());
            submit.forget();
        }
        let source = area.clone();
        let input = Closure::<dyn Fn()>::new(move || {
            if turn.get() == u32::MAX {
                return;
            }
            let mine = turn.get() + 1;
            turn.set(mine);
            let (turn, area, save, mark) = (turn.clone(), source.clone(), save.clone(), mark.clone());
            leptos::task::spawn_local(async move {
                let mut pause = PAUSE;
                loop {
                    TimeoutFuture::new(pause).await;
                    pause = (2 * pause).min(LONGEST);
                    if turn.get() != mine {
                        return;
                    }
                    let answer = save(area.value()).await;
                    mark.is_failed.set(answer.is_err());
                    let is_done = answer.is_ok();
                    mark.said.set(answer.unwrap_or_else(|_| mark.failed.clone()));
                    if is_done {
                        return;
                    }
                }
            });
        });
        let _ = area.add_event_listener_with_callback("input", input.as_ref().unchecked_ref());
        input.forget();
        // Typed while the page still loaded.
        if area.default_value().is_ok_and(|given| given != area.value())
            && let Ok(typed) = web_sys::Event::new("input")
        {
            let _ = area.dispatch_event(&typed);
        }
    }
}
