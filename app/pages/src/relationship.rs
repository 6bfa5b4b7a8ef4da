//! What somebody is to the company, with dates: on わたし, and on the office's page of a member.
use leptos::prelude::*;
use service::relationship::{RelationshipRow, Relationships};
use types::day::Day;
use types::lang::Voice;
use types::member::Relationship;
use types::words::relationship as w;

use crate::format;

/// The card on わたし; nothing when nothing is recorded.
pub(crate) fn mine(v: Voice, all: &Relationships) -> impl IntoView + use<> {
    let rows = list(v, all);
    (!all.rows.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="company">
                <h2 id="company">{w::title(v)}</h2>
                {rows}
                <p class="meta">{w::mine_note(v)}</p>
            </section>
        }
    })
}

/// Each with its dates, in the order they began.
fn list(v: Voice, all: &Relationships) -> impl IntoView + use<> {
    let rows: Vec<_> = all
        .rows
        .iter()
        .map(|row| {
            let badge = badge(v, all, row);
            view! { <li><time>{dates(v, row, &all.today)}</time><div><b>{row.kind.text(v)}</b>" "{badge}</div></li> }
        })
        .collect();
    view! { <ol class="career">{rows}</ol> }
}

/// 再入社, beside work at the company that came after having left.
pub(crate) fn badge(v: Voice, all: &Relationships, row: &RelationshipRow) -> Option<impl IntoView + use<>> {
    let is_back = all.rejoined && row.kind == Relationship::Employee && row.period().is_open(&all.today);
    is_back.then(|| view! { <span class="badge">{w::rejoined(v)}</span> })
}

/// Since when, until when.
pub(crate) fn dates(v: Voice, row: &RelationshipRow, today: &Day) -> String {
    let from = format::day(v, &row.from_on);
    match &row.to_on {
        Some(to) => w::until(v, from, format::day(v, to)),
        None if row.period().has_begun(today) => w::since(v, from),
        None => w::from_now(v, from),
    }
}
