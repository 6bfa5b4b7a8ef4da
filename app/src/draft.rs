//! Keeps what is typed into a form that is filled once: text survives a reload.
use leptos::prelude::*;

/// Keeps the text fields of the form around it in this browser, for forms that no one sees again once accepted.
///
/// Without WASM nothing is kept beyond what the server shows again itself; the form works all the same.
#[island]
pub fn KeepDraft(
    /// Name under which the form's text is kept; one for each form and object.
    name: String,
) -> impl IntoView {
    let mark = NodeRef::<leptos::html::Span>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(mark) = mark.get() {
            browser::keep(&mark, &name);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    drop(name);
    view! { <span node_ref=mark hidden="true"></span> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::leptos_dom::helpers::event_target;
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, Event, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, Storage};

    /// Fills empty fields from what was kept, then keeps every change.
    pub fn keep(mark: &Element, name: &str) {
        let Some(form) =
            mark.closest("form").ok().flatten().and_then(|form| form.dyn_into::<HtmlFormElement>().ok())
        else {
            return;
        };
        let Some(storage) = window().local_storage().ok().flatten() else { return };
        restore(&form, &storage, name);
        let key = format!("draft:{name}:");
        let kept = storage.clone();
        let input = wasm_bindgen::closure::Closure::<dyn Fn(Event)>::new({
            let key = key.clone();
            move |event: Event| {
                if let Some((field, text)) = text_of(&event_target::<Element>(&event)) {
                    // A full storage loses the draft, not the form.
                    let _ = kept.set_item(&format!("{key}{field}"), &text);
                }
            }
        });
        let _ = form.add_event_listener_with_callback("input", input.as_ref().unchecked_ref());
        input.forget();
    }

    fn restore(form: &HtmlFormElement, storage: &Storage, name: &str) {
        let elements = form.elements();
        for i in 0..elements.length() {
            let Some(element) = elements.item(i) else { continue };
            let Some((field, text)) = text_of(&element) else { continue };
            let kept = storage.get_item(&format!("draft:{name}:{field}")).ok().flatten();
            if let (true, Some(kept)) = (text.is_empty(), kept) {
                set_text(&element, &kept);
            }
        }
    }

    fn text_of(element: &Element) -> Option<(String, String)> {
        if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
            return Some((area.name(), area.value()));
        }
        let input = element.dyn_ref::<HtmlInputElement>()?;
        matches!(input.type_().as_str(), "text" | "email" | "url").then(|| (input.name(), input.value()))
    }

    fn set_text(element: &Element, text: &str) {
        if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
            area.set_value(text);
        } else if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            input.set_value(text);
        }
    }
}
