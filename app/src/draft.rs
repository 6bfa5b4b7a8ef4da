//! Keeps what is typed into a form that is filled once: text survives a reload.
use leptos::prelude::*;

/// Keeps the text fields of the form around it in this browser, and gives them back to fields that still say what they said
/// when the typing began: what was accepted or changed elsewhere meanwhile wins.
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

    /// Between what a field said before and what was typed, in what is kept.
    const SEPARATOR: char = '\u{0}';

    /// A text field with its id, what the server wrote into it, and what it says.
    struct Field {
        id: String,
        given: String,
        text: String,
    }

    /// Fills fields from what was kept, then keeps every change.
    pub fn keep(mark: &Element, name: &str) {
        let Some(form) =
            mark.closest("form").ok().flatten().and_then(|form| form.dyn_into::<HtmlFormElement>().ok())
        else {
            return;
        };
        let Some(storage) = window().local_storage().ok().flatten() else { return };
        let key = format!("draft:{name}:");
        restore(&form, &storage, &key);
        let input = wasm_bindgen::closure::Closure::<dyn Fn(Event)>::new(move |event: Event| {
            if let Some(field) = field_of(&event_target::<Element>(&event)) {
                put(&storage, &key, &field);
            }
        });
        let _ = form.add_event_listener_with_callback("input", input.as_ref().unchecked_ref());
        input.forget();
    }

    fn put(storage: &Storage, key: &str, Field { id, given, text }: &Field) {
        // A full storage loses the draft, not the form.
        let _ = storage.set_item(&format!("{key}{id}"), &format!("{given}{SEPARATOR}{text}"));
    }

    fn restore(form: &HtmlFormElement, storage: &Storage, key: &str) {
        let elements = form.elements();
        for i in 0..elements.length() {
            let Some(element) = elements.item(i) else { continue };
            let Some(field) = field_of(&element) else { continue };
            if field.text != field.given {
                // Typed while the page still loaded.
                put(storage, key, &field);
                continue;
            }
            let kept = storage.get_item(&format!("{key}{}", field.id)).ok().flatten();
            let Some((before, typed)) = kept.as_deref().and_then(|kept| kept.split_once(SEPARATOR)) else {
                continue;
            };
            if before == field.given {
                set_text(&element, typed);
            }
        }
    }

    /// Rows of a form share names, so fields are told apart by their ids.
    fn field_of(element: &Element) -> Option<Field> {
        if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
            return Some(Field { id: area.id(), given: area.default_value().ok()?, text: area.value() });
        }
        let input = element.dyn_ref::<HtmlInputElement>()?;
        matches!(input.type_().as_str(), "text" | "email" | "url").then(|| Field {
            id: input.id(),
            given: input.default_value(),
            text: input.value(),
        })
    }

    fn set_text(element: &Element, text: &str) {
        if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
            area.set_value(text);
        } else if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            input.set_value(text);
        }
    }
}
