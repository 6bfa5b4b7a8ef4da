//! The choice of how far something reaches.
use leptos::prelude::*;
use types::form::Problems;
use types::lang::Voice;
use types::visibility::Visibility;
use types::words::people as w;

use crate::ui::{described_by, error_line};

/// What is chosen.
pub(super) struct Reach<'a> {
    /// Name in the form.
    pub name: &'static str,
    /// Of the field, and of its problem.
    pub id: String,
    /// Of what, for those who hear the form.
    pub of: &'a str,
    /// The one chosen.
    pub level: Visibility,
    /// What follows from it.
    pub hint: Option<&'static str>,
    /// What stands before the level in what is sent.
    pub before: String,
}

/// Label, choices and what is wrong.
pub(super) fn chosen(voice: Voice, reach: &Reach<'_>, problems: &Problems) -> impl IntoView + use<> {
    let Reach { name, id, of, level, hint, before } = reach;
    let options = Visibility::ALL.iter().map(|one| {
        view! { <option value=format!("{before}{one}") selected=one == level>{one.text(voice)}</option> }
    });
    let problem = problems.of(id).cloned();
    let described = described_by(id, hint.is_some(), problem.is_some());
    let hint = hint.map(|text| view! { <p class="hint" id=format!("{id}-h")>{text}</p> });
    let invalid = problem.is_some().then_some("true");
    let error = error_line(voice, id, problem);
    view! {
        <label for=id.clone()><span aria-hidden="true">{w::seen(voice)}</span><span class="sr">{w::seen_of(voice, of)}</span></label>
        <select id=id.clone() name=*name aria-invalid=invalid aria-describedby=described>{options.collect_view()}</select>
        {hint}
        {error}
    }
}
