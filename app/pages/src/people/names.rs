//! The names of a member beside the one that heads a page.
use leptos::prelude::*;
use service::name::{FormerView, SeenNames};
use types::lang::Voice;
use types::words::name as w;

use super::profile::seen;

/// What the member goes by, and former names.
pub(super) fn beside(voice: Voice, called: Option<String>, former: &[FormerView]) -> impl IntoView + use<> {
    let called = called.map(|name| view! { <p class="meta">{w::called(voice, name)}</p> });
    let row = |one: &FormerView| {
        let text = w::formerly(voice, former_text(voice, one));
        view! { <p class="meta">{text}" "{seen(voice, one.level)}</p> }
    };
    view! { {called}{former.iter().map(row).collect_view()} }
}

/// All names as facts, for the office's desk.
pub(crate) fn facts(voice: Voice, names: &SeenNames) -> impl IntoView + use<> {
    let join = |[family, given]: &[String; 2]| format!("{family} {given}").trim().to_owned();
    let rows = [
        (w::written(voice), join(&[names.family.clone(), names.given.clone()])),
        (w::reading(voice), join(&names.kana)),
        (w::roman(voice), join(&names.roman)),
        (w::display(voice), names.called.clone().unwrap_or_default()),
    ];
    let former = names.former.iter().map(|one| (w::former(voice), former_text(voice, one)));
    let rows = rows.into_iter().chain(former).filter(|(_, name)| !name.is_empty());
    let row = |(label, name): (&'static str, String)| view! { <div><dt>{label}</dt><dd>{name}</dd></div> };
    view! {
        <section class="card"><h2>{w::title(voice)}</h2><dl class="facts">{rows.map(row).collect_view()}</dl></section>
    }
}

fn former_text(voice: Voice, one: &FormerView) -> String {
    let (name, reading) = (&one.name, &one.reading);
    match (reading.is_empty(), one.until) {
        (true, None) => name.clone(),
        (true, Some(year)) => w::until_year(voice, name, year),
        (false, None) => w::read_as(voice, name, reading),
        (false, Some(year)) => w::read_until_year(voice, name, reading, year),
    }
}
