//! Suggests people while a name is typed.
use leptos::ev::KeyboardEvent;
use leptos::html::{Div, Input};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::WireFault;

/// Who may be meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestions {
    /// How many there are, for whoever does not see the list; nothing when nothing was asked.
    pub said: String,
    /// The options of the list as HTML.
    pub options: String,
}

/// Who is found by what was typed so far.
///
/// # Errors
/// Only for members.
#[server(name = SuggestPeople, endpoint = "suggest_people")]
pub async fn suggest_people(
    /// The text as typed.
    q: String,
) -> Result<Suggestions, WireFault> {
    let (service, viewer) = crate::wire::asked()?;
    let people = service.suggest(&viewer, &q).await?;
    Ok(page::suggestions(use_context().unwrap_or_default(), people))
}

/// The field of the directory's search, with people suggested below it.
///
/// Arrow keys, Home and End choose, Enter opens the chosen profile, Escape closes; while an input method composes, all keys are
/// its own. Without WASM it is a plain field of the form around it.
#[island]
pub fn PeopleSearch(
    /// What is looked for already.
    value: String,
    /// Label and placeholder of the field.
    label: String,
    /// Label of the list.
    list: String,
) -> impl IntoView {
    let (input, place) = (NodeRef::<Input>::new(), NodeRef::<Div>::new());
    let field = Field {
        input,
        place,
        found: RwSignal::new(Suggestions::default()),
        chosen: RwSignal::new(None),
        turn: StoredValue::new(0),
        composes: StoredValue::new(false),
    };
    let is_alive = RwSignal::new(false);
    Effect::new(move |_| is_alive.set(true));
    let is_open = move || field.found.with(|found| !found.options.is_empty());
    let of_combobox = move |value: &'static str| move || is_alive.get().then_some(value);
    view! {
        <input type="search" name="q" value=value aria-label=label.clone() placeholder=label aria-describedby="q-h" autocomplete="off" node_ref=input
            role=of_combobox("combobox") aria-autocomplete=of_combobox("list") aria-controls=of_combobox("suggested")
            aria-expanded=move || is_alive.get().then(|| is_open().to_string())
            aria-activedescendant=move || field.chosen.get().map(|at| format!("suggested-{at}"))
            on:compositionstart=move |_| field.compose(true) on:compositionend=move |_| field.compose(false)
            on:input=move |_| field.look() on:keydown=move |event| field.press(&event) on:blur=move |_| field.close()/>
        // A press on the list must not take the focus away, which would close it before the click arrives.
        <div class="suggested" id="suggested" role="listbox" aria-label=list node_ref=place hidden=move || !is_open()
            inner_html=move || field.found.with(|found| found.options.clone()) on:mousedown=|event| event.prevent_default()></div>
        <p class="sr" role="status">{move || field.found.with(|found| found.said.clone())}</p>
    }
}

/// The field, and what is suggested below it.
#[derive(Clone, Copy)]
struct Field {
    input: NodeRef<Input>,
    place: NodeRef<Div>,
    found: RwSignal<Suggestions>,
    chosen: RwSignal<Option<u32>>,
    /// Counts what was typed: an answer to something older is not shown.
    turn: StoredValue<u32>,
    composes: StoredValue<bool>,
}

impl Field {
    fn compose(self, composes: bool) {
        self.composes.set_value(composes);
        if !composes {
            self.look();
        }
    }

    /// Asks when nothing was typed for a moment.
    fn look(self) {
        if self.composes.get_value() {
            return;
        }
        let mine = self.next_turn();
        #[cfg(feature = "hydrate")]
        leptos::task::spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(browser::PAUSE).await;
            if self.turn.get_value() != mine {
                return;
            }
            let typed = self.input.get_untracked().map(|input| input.value()).unwrap_or_default();
            let answer = if typed.trim().is_empty() {
                Suggestions::default()
            } else {
                suggest_people(typed).await.unwrap_or_default()
            };
            if self.turn.get_value() == mine {
                self.show(answer);
            }
        });
        #[cfg(not(feature = "hydrate"))]
        let _ = (mine, self.input);
    }

    fn next_turn(self) -> u32 {
        let turn = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(turn);
        turn
    }

    fn show(self, found: Suggestions) {
        self.chosen.set(None);
        self.found.set(found);
    }

    /// Nothing is suggested any more, not even by an answer that is on its way.
    fn close(self) {
        self.next_turn();
        self.show(Suggestions::default());
    }

    fn press(self, event: &KeyboardEvent) {
        #[cfg(feature = "hydrate")]
        browser::press(self, event);
        #[cfg(not(feature = "hydrate"))]
        let _ = (self.place, event);
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, HtmlElement, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};

    use super::Field;

    /// Milliseconds without a keystroke after which it asks.
    pub const PAUSE: u32 = 150;
    /// What a key is called by browsers that do not tell that an input method takes it.
    const OF_INPUT_METHOD: u32 = 229;

    pub fn press(field: Field, event: &KeyboardEvent) {
        if field.composes.get_value() || event.is_composing() || event.key_code() == OF_INPUT_METHOD {
            return;
        }
        let Some(options) = field.place.get_untracked().map(|place| place.children()) else { return };
        let (count, chosen) = (options.length(), field.chosen.get_untracked());
        let key = event.key();
        if count == 0 {
            if key == "ArrowDown" {
                field.look();
            }
            return;
        }
        let to = match (key.as_str(), chosen) {
            ("ArrowDown", at) => at.map_or(0, |at| (at + 1) % count),
            ("ArrowUp", at) => at.unwrap_or(0).checked_sub(1).unwrap_or(count - 1),
            ("Home", Some(_)) => 0,
            ("End", Some(_)) => count - 1,
            ("Escape", _) => {
                event.prevent_default();
                return field.close();
            }
            ("Enter", Some(at)) => {
                event.prevent_default();
                if let Some(link) = options.item(at).and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
                    link.click();
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(before) = chosen.and_then(|at| options.item(at)) {
            select(&before, false);
        }
        if let Some(option) = options.item(to) {
            select(&option, true);
        }
        field.chosen.set(Some(to));
    }

    fn select(option: &Element, is_selected: bool) {
        let _ = option.set_attribute("aria-selected", if is_selected { "true" } else { "false" });
        if is_selected {
            let near = ScrollIntoViewOptions::new();
            near.set_block(ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&near);
        }
    }
}

#[cfg(feature = "ssr")]
mod page {
    use leptos::prelude::*;
    use types::lang::Voice;
    use types::member::Person;
    use types::words::people as w;

    use super::Suggestions;
    use crate::avatar::Avatar;

    pub fn suggestions(voice: Voice, people: Vec<Person>) -> Suggestions {
        let said = match people.len() {
            0 => w::suggested_none(voice).to_owned(),
            1 => w::suggested_one(voice).to_owned(),
            count => w::suggested_some(voice, count),
        };
        let options = people.into_iter().enumerate().map(|(at, person)| option(voice, at, person));
        Suggestions { said, options: options.collect() }
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
