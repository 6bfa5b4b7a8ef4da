//! The list of departments and the page of one.
use leptos::prelude::*;
use service::department::{DepartmentLine, DepartmentPage, Step};
use types::department::{ChangeInput, ChangeKind, DepartmentInput};
use types::form::Problems;
use types::lang::Voice;
use types::words::{department as w, nav};

use super::super::search;
use super::PATH;
use crate::people::department;
use crate::ui::{Choice, Choices, ErrorSummary, Field, Kind, pager};

pub(super) fn list(
    v: Voice,
    q: String,
    lines: Vec<DepartmentLine>,
    next: Option<String>,
    typed: DepartmentInput,
    p: Problems,
) -> impl IntoView {
    let rows = lines.into_iter().map(|line| row(v, line).into_any()).collect();
    view! {
        <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div><a class="btn" href="#add">{w::add(v)}</a></header>
        <ErrorSummary voice=v problems=p.clone()/>
        {search::field(PATH, q, w::find(v), w::find_button(v))}
        {search::table(&[w::name(v), w::years(v), w::members(v), w::look(v)], rows, w::none(v))}
        {pager(w::title(v), nav::more(v), next)}
        <form id="add" method="post" action=PATH class="form card" novalidate="true">
            <h2>{w::add(v)}</h2>
            <p class="hint">{w::add_hint(v)}</p>
            {fields(v, typed, &p)}
            <p class="acts"><button class="btn primary">{w::add_save(v)}</button></p>
        </form>
    }
}

fn row(v: Voice, line: DepartmentLine) -> impl IntoView + use<> {
    let href = format!("{PATH}/{}", line.id);
    let name = line.name.get(v.lang).to_owned();
    let label = w::look_of(v, &name);
    let years = years(v, &line);
    let now = now(v, &line);
    let company = company(v, &line);
    view! {
        <tr>
            <td data-label=w::name(v)><b><bdi>{name}</bdi></b>{company}{now}</td>
            <td data-label=w::years(v)>{years}</td>
            <td data-label=w::members(v)>{w::people(v, line.members)}</td>
            <td><a class="btn small" href=href aria-label=label>{w::look(v)}</a></td>
        </tr>
    }
}

fn years(v: Voice, line: &DepartmentLine) -> String {
    line.to.map_or_else(|| w::lasting(v, line.from), |to| w::ended(v, line.from, to))
}

fn now(v: Voice, line: &DepartmentLine) -> Option<impl IntoView + use<>> {
    (!line.now.is_empty())
        .then(|| view! { <p class="meta">{w::now(v, department::joined(v, &line.now))}</p> })
}

/// The company that came before, and that it did.
fn company(v: Voice, line: &DepartmentLine) -> Option<impl IntoView + use<>> {
    let company = line.company.get(v.lang).to_owned();
    let is_whole = company == line.name.get(v.lang);
    (!company.is_empty()).then(|| {
        let company = (!is_whole).then_some(company);
        view! { <p class="meta"><span class="badge">{w::predecessor(v)}</span>" "{company}</p> }
    })
}

fn fields(v: Voice, i: DepartmentInput, p: &Problems) -> impl IntoView + use<> {
    let p = || p.clone();
    view! {
        <Field voice=v name="name_ja" label=w::name_ja(v) value=i.name_ja problems=p()/>
        <Field voice=v name="name_en" label=w::name_en(v) value=i.name_en problems=p() optional=true/>
        <div class="pair">
            <Field voice=v name="from" label=w::from(v) value=i.from problems=p() kind=Kind::Year/>
            <Field voice=v name="to" label=w::to(v) value=i.to problems=p() kind=Kind::Year hint=w::to_hint(v) optional=true/>
        </div>
        <Field voice=v name="company_ja" label=w::company_ja(v) value=i.company_ja problems=p() hint=w::company_hint(v) optional=true/>
        <Field voice=v name="company_en" label=w::company_en(v) value=i.company_en problems=p() optional=true/>
    }
}

pub(super) fn one(
    v: Voice,
    it: DepartmentPage,
    typed: DepartmentInput,
    change: ChangeInput,
    p: Problems,
) -> impl IntoView {
    let DepartmentPage { line, before, after, is_unused } = it;
    let here = format!("{PATH}/{}", line.id);
    let (company, years) = (company(v, &line), years(v, &line));
    let people = w::people(v, line.members);
    let name = line.name.get(v.lang).to_owned();
    let is_open = after.is_empty();
    let history = history(v, &here, &before, &after);
    let change = is_open.then(|| changing(v, &here, change, &p));
    let remove = is_unused.then(|| {
        view! {
            <form method="post" action=format!("{here}/remove") class="form card">
                <p class="hint">{w::remove_hint(v)}</p>
                <p class="acts"><button class="btn">{w::remove(v)}</button></p>
            </form>
        }
    });
    view! {
        <header class="head"><div><h1><bdi>{name}</bdi></h1>{company}<p class="lead">{years}" · "{w::members(v)}": "{people}</p></div></header>
        <ErrorSummary voice=v problems=p.clone()/>
        {history}
        {change}
        <form method="post" action=here.clone() class="form card" novalidate="true">
            <h2>{w::correct(v)}</h2>
            {fields(v, typed, &p)}
            <p class="acts"><button class="btn primary">{w::correct_save(v)}</button></p>
        </form>
        {remove}
        <p><a href=PATH>{w::back(v)}</a></p>
    }
}

fn history(v: Voice, here: &str, before: &[Step], after: &[Step]) -> impl IntoView + use<> {
    let step = |step: &Step, words: String| {
        view! { <li><a href=format!("{PATH}/{}", step.id)>{words}</a></li> }
    };
    let came = before.iter().map(|it| step(it, came(v, it)));
    let became = after.iter().map(|it| step(it, became(v, it)));
    let steps: Vec<_> = came.chain(became).collect();
    let none = steps.is_empty().then(|| view! { <p class="meta">{w::no_history(v)}</p> });
    let undo = (!after.is_empty()).then(|| {
        view! {
            <form method="post" action=format!("{here}/undo")>
                <p class="hint">{w::undo_hint(v)}</p>
                <p class="acts"><button class="btn small">{w::undo(v)}</button></p>
            </form>
        }
    });
    view! { <section class="card"><h2>{w::history(v)}</h2>{none}<ul class="rows">{steps}</ul>{undo}</section> }
}

/// What it came from.
fn came(v: Voice, step: &Step) -> String {
    let (name, year) = (step.name.get(v.lang), step.at);
    match step.kind {
        ChangeKind::Renamed => w::was_renamed(v, name, year),
        ChangeKind::Merged => w::was_merged(v, name, year),
        ChangeKind::Split => w::was_split(v, name, year),
    }
}

/// What it became.
fn became(v: Voice, step: &Step) -> String {
    let (name, year) = (step.name.get(v.lang), step.at);
    match step.kind {
        ChangeKind::Renamed => w::is_renamed(v, name, year),
        ChangeKind::Merged => w::is_merged(v, name, year),
        ChangeKind::Split => w::is_split(v, name, year),
    }
}

fn changing(v: Voice, here: &str, i: ChangeInput, p: &Problems) -> impl IntoView + use<> {
    let kinds = ChangeKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind.text(v))).collect();
    let p = || p.clone();
    view! {
        <form method="post" action=format!("{here}/change") class="form card" novalidate="true">
            <h2>{w::change(v)}</h2>
            <Choices voice=v name="kind" label=w::change_kind(v) choices=kinds value=i.kind problems=p()/>
            <Field voice=v name="at" label=w::change_at(v) value=i.at problems=p() kind=Kind::Year/>
            <Field voice=v name="names" label=w::change_names(v) value=i.names problems=p() kind=Kind::Prose hint=w::change_names_hint(v)/>
            <p class="acts"><button class="btn primary">{w::change_save(v)}</button></p>
        </form>
    }
}
