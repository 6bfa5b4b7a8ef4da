//! Keeps what is typed into a form that is filled once: text survives a reload.
use leptos::prelude::*;

/// Keeps the text fields of the form around it in this browser, and gives them back while the form still says what it said
/// when the typing began: what was accepted or changed elsewhere meanwhile wins. What one member typed nobody else is given.
///
/// Where there is no form around it, because what it was for is done, what was kept is forgotten.
///
/// Without WASM nothing is kept beyond what the server shows again itself; the form works all the same.
#[island]
pub fn KeepDraft(
    /// Whose text it is; empty for visitors.
    owner: String,
    /// Name under which the form's text is kept; one for each form and object.
    name: String,
) -> impl IntoView {
    let mark = NodeRef::<leptos::html::Span>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(mark) = mark.get() {
            browser::keep(&mark, &owner, &name);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    drop((owner, name));
    view! { <span node_ref=mark hidden="true"></span> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::cell::RefCell;
    use std::collections::BTreeMap;

    use leptos::leptos_dom::helpers::event_target;
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, Event, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, Storage};

    /// Between the parts of what is kept.
    const SEPARATOR: char = '\u{0}';

    /// What is kept of one form.
    struct Draft {
        storage: Storage,
        key: String,
        /// What the form said when the typing began.
        given: String,
        /// What was typed, by the ids of fields.
        typed: BTreeMap<String, String>,
    }

    /// A text field with its id, what the server wrote into it, and what it says.
    struct Field {
        id: String,
        given: String,
        text: String,
    }

    /// Fills fields from what was kept, then keeps every change.
    pub fn keep(mark: &Element, owner: &str, name: &str) {
        let Some(storage) = window().local_storage().ok().flatten() else { return };
        let form = mark.closest("form").ok().flatten();
        let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else {
            let _ = storage.remove_item(&key(owner, name));
            return;
        };
        forget_others(&storage, owner);
        let mut draft = Draft::read(storage, key(owner, name));
        draft.restore(&form);
        let draft = RefCell::new(draft);
        let input = wasm_bindgen::closure::Closure::<dyn Fn(Event)>::new(move |event: Event| {
            if let Some(field) = field_of(&event_target::<Element>(&event)) {
                draft.borrow_mut().put(field);
            }
        });
        let _ = form.add_event_listener_with_callback("input", input.as_ref().unchecked_ref());
        input.forget();
    }

    fn key(owner: &str, name: &str) -> String {
        format!("draft:{owner}:{name}")
    }

    /// What somebody else left in this browser is gone once a member fills a form in it.
    fn forget_others(storage: &Storage, owner: &str) {
        if owner.is_empty() {
            return;
        }
        let keys = (0..storage.length().unwrap_or(0)).filter_map(|i| storage.key(i).ok().flatten());
        let own = format!("draft:{owner}:");
        let others: Vec<String> =
            keys.filter(|key| key.starts_with("draft:") && !key.starts_with(&own)).collect();
        for key in others {
            let _ = storage.remove_item(&key);
        }
    }

    impl Draft {
        fn read(storage: Storage, key: String) -> Self {
            let kept = storage.get_item(&key).ok().flatten().unwrap_or_default();
            let mut parts = kept.split(SEPARATOR).map(str::to_owned);
            let given = parts.next().unwrap_or_default();
            let mut typed = BTreeMap::new();
            while let (Some(id), Some(text)) = (parts.next(), parts.next()) {
                typed.insert(id, text);
            }
            Self { storage, key, given, typed }
        }

        /// Gives back what was typed into the form as it is. A form that says something else was saved meanwhile, here or elsewhere:
        /// then the draft goes. One that is shown again with what is wrong in it has all that was typed, and the draft waits.
        fn restore(&mut self, form: &HtmlFormElement) {
            let elements = form.elements();
            let elements: Vec<Element> = (0..elements.length()).filter_map(|i| elements.item(i)).collect();
            let is_refused = form.query_selector("[aria-invalid=true]").is_ok_and(|found| found.is_some());
            let given: Vec<String> = elements.iter().filter_map(said).collect();
            let given = format!("{:x}", hash(&given.join("\n")));
            if !is_refused && self.given != given {
                self.typed.clear();
                let _ = self.storage.remove_item(&self.key);
                self.given = given;
            }
            for element in &elements {
                let Some(field) = field_of(element) else { continue };
                if field.text != field.given {
                    // Typed while the page still loaded.
                    self.put(field);
                } else if let Some(typed) = self.typed.get(&field.id).filter(|_| !is_refused) {
                    set_text(element, typed);
                }
            }
        }

        fn put(&mut self, Field { id, text, .. }: Field) {
            self.typed.insert(id, text);
            let typed = self.typed.iter().map(|(id, text)| format!("{SEPARATOR}{id}{SEPARATOR}{text}"));
            let kept = format!("{}{}", self.given, typed.collect::<String>());
            // A full storage loses the draft, not the form.
            let _ = self.storage.set_item(&self.key, &kept);
        }
    }

    /// What the server wrote into a field that a member fills in or ticks; of times, which are those of the page, nothing.
    fn said(element: &Element) -> Option<String> {
        let id = element.id();
        if let Some(field) = field_of(element) {
            return Some(format!("{id}={}", field.given));
        }
        let name = element.get_attribute("name")?;
        let chosen = match element.query_selector("option[selected]").ok()? {
            Some(option) => option.get_attribute("value"),
            None => element.has_attribute("checked").then(|| element.get_attribute("value")).flatten(),
        };
        chosen.map(|value| format!("{name}={value}"))
    }

    /// FNV-1a: the draft needs to know whether something changed, not what.
    fn hash(text: &str) -> u64 {
        text.bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
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
