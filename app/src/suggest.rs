//! Suggests people while a name is typed.
use leptos::html::Div;
use leptos::prelude::*;

use crate::wire::WireFault;

/// Who is found by what was typed so far: a line that says how many there are, then the options of the list as HTML.
///
/// # Errors
/// Only for members.
#[server(name = SuggestPeople, endpoint = "suggest_people")]
pub async fn suggest_people(
    /// The text as typed.
    q: String,
) -> Result<String, WireFault> {
    let (service, viewer) = crate::wire::asked()?;
    let people = service.suggest(&viewer, &q).await?;
    Ok(page::answer(use_context().unwrap_or_default(), people))
}

/// The field of the directory's search, with people suggested below it.
///
/// Arrow keys, Home and End choose, Enter opens the chosen profile, Escape closes; while an input method composes, all keys are
/// its own. Without WASM it is a plain field of the form around it.
#[island]
pub fn PeopleSearch(
    /// What is looked for already.
    value: String,
    /// Label of the field.
    label: String,
    /// What stands in it while it is empty; short enough for a phone.
    sample: String,
    /// Label of the list.
    list: String,
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            browser::enliven(&place);
        }
    });
    view! {
        <input type="search" name="q" value=value aria-label=label placeholder=sample aria-describedby="q-h" autocomplete="off"/>
        <div class="suggested" id="suggested" role="listbox" aria-label=list hidden node_ref=place></div>
        <p class="sr" role="status"></p>
    }
}

// The browser's own calls instead of signals: they weigh a tenth in the WASM.
#[cfg(feature = "hydrate")]
mod browser {
    use std::cell::Cell;
    use std::rc::Rc;

    use gloo_timers::future::TimeoutFuture;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent};

    /// Milliseconds without a keystroke after which it asks.
    const PAUSE: u32 = 150;
    /// What a key is called by browsers that do not tell that an input method takes it.
    const OF_INPUT_METHOD: u32 = 229;
    const EVENTS: [&str; 5] = ["input", "keydown", "compositionstart", "compositionend", "blur"];

    /// The field, and what is suggested below it.
    struct Field {
        input: HtmlInputElement,
        list: HtmlElement,
        status: Element,
        /// The option that is chosen.
        chosen: Cell<Option<u32>>,
        /// Counts what was typed: an answer to something older is not shown.
        turn: Cell<u32>,
        composes: Cell<bool>,
    }

    /// Has people suggested for the field before `list`.
    pub fn enliven(list: &HtmlElement) -> Option<()> {
        let input: HtmlInputElement = list.previous_element_sibling()?.dyn_into().ok()?;
        let field = Field {
            input: input.clone(),
            list: list.clone(),
            status: list.next_element_sibling()?,
            chosen: Cell::new(None),
            turn: Cell::new(0),
            composes: Cell::new(false),
        };
        for (name, value) in [
            ("role", "combobox"),
            ("aria-autocomplete", "list"),
            ("aria-controls", "suggested"),
            ("aria-expanded", "false"),
        ] {
            let _ = input.set_attribute(name, value);
        }
        let field = Rc::new(field);
        let react = Closure::<dyn Fn(Event)>::new(move |event: Event| react(&field, &event));
        let react = react.into_js_value().unchecked_into();
        for name in EVENTS {
            let _ = input.add_event_listener_with_callback(name, &react);
        }
        // A press on the list must not take the focus away, which would close it before the click arrives.
        let stay = Closure::<dyn Fn(Event)>::new(|event: Event| event.prevent_default());
        let _ = list.add_event_listener_with_callback("mousedown", stay.into_js_value().unchecked_ref());
        Some(())
    }

    fn react(field: &Rc<Field>, event: &Event) {
        match event.type_().as_str() {
            "compositionstart" => field.composes.set(true),
            "compositionend" => {
                field.composes.set(false);
                look(field);
            }
            "input" => look(field),
            "blur" => close(field),
            _ => press(field, event.unchecked_ref()),
        }
    }

    /// Asks when nothing was typed for a moment.
    fn look(field: &Rc<Field>) {
        if field.composes.get() {
            return;
        }
        let mine = next_turn(field);
        let field = field.clone();
        leptos::task::spawn_local(async move {
            TimeoutFuture::new(PAUSE).await;
            if field.turn.get() != mine {
                return;
            }
            let typed = field.input.value();
            let answer =
                if typed.trim().is_empty() { Ok(String::new()) } else { super::suggest_people(typed).await };
            if field.turn.get() == mine {
                show(&field, &answer.unwrap_or_default());
            }
        });
    }

    fn next_turn(field: &Field) -> u32 {
        field.turn.set(field.turn.get().wrapping_add(1));
        field.turn.get()
    }

    fn show(field: &Field, answer: &str) {
        let (said, options) = answer.split_once('\n').unwrap_or_default();
        choose(field, None);
        field.list.set_inner_html(options);
        field.list.set_hidden(options.is_empty());
        field.status.set_text_content(Some(said));
        let _ = field.input.set_attribute("aria-expanded", if options.is_empty() { "false" } else { "true" });
    }

    /// Nothing is suggested any more, not even by an answer that is on its way.
    fn close(field: &Field) {
        next_turn(field);
        show(field, "");
    }

    fn press(field: &Rc<Field>, event: &KeyboardEvent) {
        if field.composes.get() || event.is_composing() || event.key_code() == OF_INPUT_METHOD {
            return;
        }
        let count = field.list.child_element_count();
        let (key, chosen) = (event.key(), field.chosen.get());
        if count == 0 {
            if key == "ArrowDown" {
                look(field);
            }
            return;
        }
        match (key.as_str(), chosen) {
            ("ArrowDown", at) => choose(field, Some(at.map_or(0, |at| (at + 1) % count))),
            ("ArrowUp", at) => choose(field, Some(at.unwrap_or(0).checked_sub(1).unwrap_or(count - 1))),
            ("Home", Some(_)) => choose(field, Some(0)),
            ("End", Some(_)) => choose(field, Some(count - 1)),
            ("Escape", _) => close(field),
            ("Enter", Some(_)) => {
                if let Some(link) = option(field).and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
                    link.click();
                }
            }
            _ => return,
        }
        event.prevent_default();
    }

    /// The option that is chosen.
    fn option(field: &Field) -> Option<Element> {
        field.list.query_selector("[aria-selected=true]").ok().flatten()
    }

    fn choose(field: &Field, to: Option<u32>) {
        if let Some(before) = option(field) {
            let _ = before.set_attribute("aria-selected", "false");
        }
        field.chosen.set(to);
        let chosen = to.and_then(|at| field.list.children().item(at));
        let Some(chosen) = chosen else {
            let _ = field.input.remove_attribute("aria-activedescendant");
            return;
        };
        let _ = chosen.set_attribute("aria-selected", "true");
        let _ = field.input.set_attribute("aria-activedescendant", &chosen.id());
        // Only the list scrolls: the field stays where it is.
        let place: &HtmlElement = chosen.unchecked_ref();
        let (top, bottom) = (place.offset_top(), place.offset_top() + place.offset_height());
        let (seen, room) = (field.list.scroll_top(), field.list.client_height());
        if top < seen {
            field.list.set_scroll_top(top);
        } else if bottom > seen + room {
            field.list.set_scroll_top(bottom - room);
        }
    }
}

#[cfg(feature = "ssr")]
mod page {
    use leptos::prelude::*;
    use types::lang::Voice;
    use types::member::Person;
    use types::words::people as w;

    use crate::avatar::Avatar;

    pub fn answer(voice: Voice, people: Vec<Person>) -> String {
        let said = match people.len() {
            0 => w::suggested_none(voice).to_owned(),
            1 => w::suggested_one(voice).to_owned(),
            count => w::suggested_some(voice, count),
        };
        let options = people.into_iter().enumerate().map(|(at, person)| option(voice, at, person));
        format!("{said}\n{}", options.collect::<String>())
    }

    fn option(voice: Voice, at: usize, person: Person) -> String {
        let (href, name, line) =
            (format!("/people/{}", person.id), person.name(voice.lang), person.line.clone());
        let option = view! {
            <a class="person" role="option" aria-selected="false" tabindex="-1" id=format!("suggested-{at}") href=href>
                <Avatar person lang=voice.lang size="s"/>
                <span class="who"><bdi class="name">{name}</bdi><bdi class="meta">{line}</bdi></span>
            </a>
        };
        option.to_html()
    }
}
