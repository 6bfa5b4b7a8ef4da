//! Words for skills that others use: the most common to tick, and more while one types.
use leptos::prelude::*;
use types::lang::Voice;
use types::profile::{ProfileInput, skills_of};
use types::words::{form, skill as w};

/// Words to tick.
const TICKED: usize = 12;

/// What is added to the field above; nothing while nothing is common.
pub(super) fn suggested(
    voice: Voice,
    input: &ProfileInput,
    common: &[String],
) -> Option<impl IntoView + use<>> {
    let told: Vec<String> = skills_of(&input.all_skills()).map(str::to_lowercase).collect();
    let mut names = common.iter().filter(|name| !told.contains(&name.to_lowercase())).cloned();
    let ticked: Vec<String> = names.by_ref().take(TICKED).collect();
    if ticked.is_empty() {
        return None;
    }
    let boxes: Vec<_> = ticked
        .into_iter()
        .map(|name| view! { <label class="pick"><input type="checkbox" name="skill_pick" value=name.clone()/><span>{name}</span></label> })
        .collect();
    let more: Vec<_> = names.map(|name| view! { <option value=name></option> }).collect();
    let more = (!more.is_empty()).then(|| view! {
        <div class="field">
            <label for="skill_more">{w::more(voice)}<span class="may">{form::optional(voice)}</span></label>
            <input id="skill_more" name="skill_pick" type="text" list="skill_names" autocomplete="off" aria-describedby="skill_more-h"/>
            <p class="hint" id="skill_more-h">{w::more_hint(voice)}</p>
            <datalist id="skill_names">{more}</datalist>
        </div>
    });
    Some(view! {
        <fieldset class="fields">
            <legend>{w::pick(voice)}<span class="may">{form::optional(voice)}</span></legend>
            <p class="hint">{w::pick_hint(voice)}</p>
            <div class="picks">{boxes}</div>
            {more}
        </fieldset>
    })
}
