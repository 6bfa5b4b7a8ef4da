//! The list with the upload form and the latest imports.
use leptos::prelude::*;
use service::roster::{RosterImportRow, RosterPage, RosterRow};
use types::form::Problems;
use types::lang::Voice;
use types::roster::RosterImportState;
use types::words::{campaign, form, nav, roster as w};

use super::words;
use crate::ctx::Ctx;
use crate::format::{date_time, number};
use crate::ui::{ErrorSummary, Icon, table_file};

pub(super) fn view(
    ctx: &Ctx,
    roster: RosterPage,
    is_later_page: bool,
    problems: &Problems,
) -> impl IntoView + use<> {
    let v = ctx.voice;
    let is_empty = roster.total == 0;
    let imports: Vec<_> = roster.imports.iter().map(|import| import_line(ctx, import)).collect();
    let front = (!is_later_page).then(|| {
        view! {
            <div class="desk">
                {upload_form(v, problems)}
                <section class="card">
                    <h2>{w::recent(v)}</h2>
                    {imports.is_empty().then(|| view! { <p class="meta">{w::recent_empty(v)}</p> })}
                    <ul class="rows">{imports}</ul>
                </section>
            </div>
        }
    });
    let back = is_later_page.then(|| view! { <a class="btn" href="/office/roster">{form::back(v)}</a> });
    let next = roster.next.map(|id| view! { <a class="btn" rel="next" href=format!("/office/roster?after={id}#people")>{nav::more(v)}</a> });
    let pager = (back.is_some() || next.is_some())
        .then(|| view! { <nav class="pager" aria-label=w::people(v)>{back}{next}</nav> });
    let people = if is_empty { empty(v).into_any() } else { table(v, roster.rows).into_any() };
    view! {
        <header class="head">
            <div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div>
            <a class="btn" href="/office/roster/campaigns"><Icon name="send"/>{campaign::title(v)}</a>
        </header>
        <ErrorSummary voice=v problems=problems.clone()/>
        {front}
        <section class="section" id="people">
            <h2>{w::people(v)}</h2>
            <ul class="tallies">
                <li><b>{number(roster.total)}</b>{w::total(v)}</li>
                <li><b>{number(roster.joined)}</b>{w::joined(v)}</li>
            </ul>
            {people}
            {pager}
        </section>
    }
}

fn upload_form(v: Voice, problems: &Problems) -> impl IntoView + use<> {
    let error = problems.of("file").map(|problem| problem.text(v));
    view! {
        <section class="card">
            <h2>{w::upload(v)}</h2>
            <form class="form" method="post" action="/office/roster" enctype="multipart/form-data" novalidate="true">
                {table_file(w::file(v), w::file_hint(v), error)}
                <div class="acts"><button class="btn primary">{w::read(v)}</button></div>
                <p class="meta">{w::upload_note(v)}</p>
            </form>
        </section>
    }
}

fn import_line(ctx: &Ctx, import: &RosterImportRow) -> impl IntoView + use<> {
    let v = ctx.voice;
    let (state, class) = words::state(v, import.state);
    let result = match import.state {
        RosterImportState::Done => w::result(v, number(import.added), number(import.updated)),
        _ => w::rows(v, number(import.total_rows)),
    };
    view! {
        <li class="spread">
            <div>
                <a href=format!("/office/roster/{}", import.id)>{import.file_name.clone()}</a>
                <p class="meta">{date_time(ctx, import.created_at)} " · " {result}</p>
            </div>
            <span class=class>{state}</span>
        </li>
    }
}

fn table(v: Voice, rows: Vec<RosterRow>) -> impl IntoView {
    let row = |row: RosterRow| {
        let member = match row.member_id {
            Some(id) => {
                view! { <a class="badge ok" href=format!("/people/{id}")>{w::member(v)}</a> }.into_any()
            }
            None => view! { <span class="meta">{w::not_yet(v)}</span> }.into_any(),
        };
        view! {
            <tr>
                <th scope="row">{format!("{} {}", row.family, row.given)}<span class="kana">{format!(" {} {}", row.family_kana, row.given_kana)}</span></th>
                <td class="nowrap" data-label=w::field_employee_number(v)>{row.employee_number}</td>
                <td data-label=w::field_department(v)>{row.department}</td>
                <td class="nowrap" data-label=w::years(v)>{years(&row.joined_on, &row.left_on)}</td>
                <td data-label=w::field_mail(v)>{row.mail}</td>
                <td data-label=w::member(v)>{member}</td>
            </tr>
        }
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=w::people_region(v)>
            <table class="table cards">
                <thead><tr>
                    <th scope="col">{w::name(v)}</th>
                    <th scope="col">{w::field_employee_number(v)}</th>
                    <th scope="col">{w::field_department(v)}</th>
                    <th scope="col">{w::years(v)}</th>
                    <th scope="col">{w::field_mail(v)}</th>
                    <th scope="col">{w::member(v)}</th>
                </tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn empty(v: Voice) -> impl IntoView {
    view! {
        <div class="empty">
            <svg class="scene small" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#people"></use></svg>
            <h3>{w::empty(v)}</h3>
            <p>{w::empty_text(v)}</p>
        </div>
    }
}

/// `1998-04 – 2012-03`
fn years(joined: &str, left: &str) -> String {
    let month = |day: &str| day.get(..7).unwrap_or_default().to_owned();
    if joined.is_empty() && left.is_empty() {
        String::new()
    } else {
        format!("{}–{}", month(joined), month(left))
    }
}
