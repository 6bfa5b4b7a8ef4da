//! What the reader has in common with somebody, in words.
use leptos::prelude::*;
use service::tie::{Overlap, Tie};
use types::lang::Voice;
use types::words::tie as w;

use crate::ui::Icon;

/// One line for each tie; nothing without one.
pub(super) fn shared(voice: Voice, ties: &[Tie]) -> impl IntoView + use<> {
    let line = |tie: &Tie| view! { <p class="shared"><Icon name="enishi"/>{text(voice, tie)}</p> };
    ties.iter().map(line).collect_view()
}

fn text(voice: Voice, tie: &Tie) -> String {
    match tie {
        Tie::Connection => w::connection(voice).to_owned(),
        Tie::Together(overlap) => together(voice, overlap),
        Tie::Cohort(year) => w::is_cohort(voice, year),
    }
}

fn together(voice: Voice, overlap: &Overlap) -> String {
    let Overlap { department, from, to } = overlap;
    let department = department.get(voice.lang);
    match to {
        None => w::is_together(voice, department, from),
        Some(to) if to == from => w::was_together_year(voice, department, from),
        Some(to) => w::was_together(voice, department, from, to),
    }
}
