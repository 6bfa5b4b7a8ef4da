//! Fields of forms whose rows repeat: all rows share a name, the id carries the number.
use leptos::prelude::*;
use types::form::Problems;
use types::lang::Voice;

use super::field::{Choice, Kind, described_by, error_line};
use crate::ui::text_only;

/// A labelled text field of a row; never required by itself, as an empty row is left out.
#[component]
pub fn Cell(
    /// The reader's voice.
    voice: Voice,
    /// Name in the form, shared by all rows.
    name: &'static str,
    /// Number of the row, from 0.
    row: usize,
    /// What is asked for.
    label: &'static str,
    /// What was typed or is set, in all rows.
    column: Vec<String>,
    /// What is wrong with the form; of this field as `name_row`.
    problems: Problems,
    /// Kind of text.
    #[prop(optional)]
    kind: Kind,
    /// Language of the text, where it is not the page's.
    #[prop(optional)]
    lang: Option<&'static str>,
    /// Id of a list of suggestions.
    #[prop(optional)]
    list: Option<&'static str>,
) -> impl IntoView {
    let id = format!("{name}_{row}");
    let error = problems.of(&id).cloned();
    let described = described_by(&id, false, error.is_some());
    let invalid = error.is_some().then_some("true");
    let value = column.get(row).cloned().unwrap_or_default();
    let year = (kind == Kind::Year).then_some("year");
    let input = match kind {
        Kind::Prose => view! {
            <textarea id=id.clone() name=name rows="3" lang=lang aria-describedby=described aria-invalid=invalid
                inner_html=format!("\n{}", text_only(&value))></textarea>
        }
        .into_any(),
        _ => view! {
            <input id=id.clone() class=year name=name type=kind.input_type() inputmode=kind.input_mode() value=value lang=lang
                list=list aria-describedby=described aria-invalid=invalid/>
        }
        .into_any(),
    };
    view! { <div class="field"><label for=id.clone()>{label}</label>{input}{error_line(voice, &id, error)}</div> }
}

/// A list to choose from, in a row.
#[component]
pub fn CellSelect(
    /// The reader's voice.
    voice: Voice,
    /// Name in the form, shared by all rows.
    name: &'static str,
    /// Number of the row, from 0.
    row: usize,
    /// What is asked for.
    label: &'static str,
    /// The choices.
    choices: Vec<Choice>,
    /// What was chosen or is set, in all rows.
    column: Vec<String>,
    /// What is wrong with the form; of this field as `name_row`.
    problems: Problems,
) -> impl IntoView {
    let id = format!("{name}_{row}");
    let error = problems.of(&id).cloned();
    let described = described_by(&id, false, error.is_some());
    let invalid = error.is_some().then_some("true");
    let chosen = column.get(row).cloned().unwrap_or_default();
    let option = |choice: Choice| {
        let selected = choice.value == chosen;
        view! { <option value=choice.value selected=selected>{choice.label}</option> }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id.clone() name=name aria-describedby=described aria-invalid=invalid>{choices.into_iter().map(option).collect_view()}</select>
            {error_line(voice, &id, error)}
        </div>
    }
}
