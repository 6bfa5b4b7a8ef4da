//! A list to choose from, in groups.
use leptos::prelude::*;
use types::form::Problems;
use types::lang::Voice;

use super::field::{Choice, described_by, error_line};

/// Choices below one heading; those without a heading stand by themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The heading, or empty.
    pub label: String,
    /// The choices.
    pub choices: Vec<Choice>,
}

/// A list in groups to choose at most one from.
#[component]
pub fn GroupedSelect(
    /// The reader's voice.
    voice: Voice,
    /// Name in the form.
    name: &'static str,
    /// What is asked for.
    label: &'static str,
    /// What choosing nothing is called.
    any: &'static str,
    /// The groups.
    groups: Vec<Group>,
    /// The one chosen, or empty.
    #[prop(into)]
    value: String,
    /// What is wrong with the form.
    #[prop(optional)]
    problems: Problems,
    /// Help below the label.
    #[prop(optional)]
    hint: Option<&'static str>,
) -> impl IntoView {
    let error = problems.of(name).cloned();
    let described = described_by(name, hint.is_some(), error.is_some());
    let invalid = error.is_some().then_some("true");
    let option = |choice: Choice| {
        let selected = choice.value == value;
        view! { <option value=choice.value selected=selected>{choice.label}</option> }
    };
    let group = |group: Group| {
        let options = group.choices.into_iter().map(option).collect_view();
        if group.label.is_empty() {
            options.into_any()
        } else {
            view! { <optgroup label=group.label>{options}</optgroup> }.into_any()
        }
    };
    view! {
        <div class="field">
            <label for=name>{label}</label>
            {hint.map(|text| view! { <p class="hint" id=format!("{name}-h")>{text}</p> })}
            <select id=name name=name aria-describedby=described aria-invalid=invalid><option value="">{any}</option>{groups.into_iter().map(group).collect_view()}</select>
            {error_line(voice, name, error)}
        </div>
    }
}
