//! One upload: columns and preview while it is open, progress while it is written, and what came of it.
use leptos::prelude::*;
use service::roster::{Column, RosterImportRow, RosterUpload};
use types::form::Problems;
use types::lang::Voice;
use types::roster::{PreviewRow, RosterCell, RosterField, RosterImportState};
use types::words::{form, roster as w};

use super::words;
use crate::ctx::Ctx;
use crate::format::{date_time, number};
use crate::ui::Icon;

pub(super) fn view(
    ctx: &Ctx,
    upload: RosterUpload,
    after: usize,
    problems: &Problems,
) -> impl IntoView + use<> {
    let v = ctx.voice;
    let import = &upload.import;
    let (state, class) = words::state(v, import.state);
    let head = view! {
        <nav class="crumbs"><ol><li><a href="/office/roster">{w::title(v)}</a></li><li aria-current="page">{import.file_name.clone()}</li></ol></nav>
        <header class="head"><div>
            <h1>{w::check_title(v)}</h1>
            <p class="meta">{import.file_name.clone()} " · " {date_time(ctx, import.created_at)} " " <span class=class>{state}</span></p>
        </div></header>
    };
    let body = match import.state {
        RosterImportState::Uploaded | RosterImportState::Mapped => open(v, &upload, after, problems).into_any(),
        RosterImportState::Importing => progress(v, import).into_any(),
        RosterImportState::Done => view! { {done(v, import)} {bad_rows(v, &upload, after)} }.into_any(),
        RosterImportState::Cancelled => view! {
            <section class="card"><h2>{w::was_cancelled(v)}</h2><p>{w::was_cancelled_text(v)}</p>{to_list(v)}</section>
        }
        .into_any(),
    };
    view! { {head} {body} }
}

fn open(v: Voice, upload: &RosterUpload, after: usize, problems: &Problems) -> impl IntoView + use<> {
    let import = &upload.import;
    let usable = import.total_rows - import.bad_rows;
    let delimiter = if import.delimiter == "\t" { w::tab(v) } else { w::comma(v) };
    let can_import = upload.has_names && usable > 0;
    let previews = upload.has_names.then(|| view! { {bad_rows(v, upload, after)} {good_rows(v, upload)} });
    view! {
        {mapping_form(v, &upload.columns, problems)}
        <section class="card">
            <ul class="tallies">
                <li><b>{number(import.total_rows)}</b>{w::rows_total(v)}</li>
                {upload.has_names.then(|| view! {
                    <li><b>{number(usable)}</b>{w::rows_good(v)}</li>
                    <li><b>{number(import.bad_rows)}</b>{w::rows_bad(v)}</li>
                })}
            </ul>
            <p class="meta">{w::read_as(v, delimiter, import.encoding.clone())}</p>
            {(!can_import).then(|| view! { <p class="notice wait"><Icon name="circle-alert"/><span>{w::nothing_usable(v)}</span></p> })}
            <form method="post" class="acts">
                {can_import.then(|| view! { <button class="btn primary" name="act" value="import">{w::import(v, number(usable))}</button> })}
                <button class="btn quiet" name="act" value="cancel">{w::cancel(v)}</button>
            </form>
            <p class="meta">{w::import_note(v)}</p>
        </section>
        {previews}
    }
}

fn mapping_form(v: Voice, columns: &[Column], problems: &Problems) -> impl IntoView + use<> {
    let items: Vec<_> = problems
        .iter()
        .map(|(name, problem)| {
            view! { <li><a href=format!("#{name}")>{words::column(v, name, problem)}</a></li> }
        })
        .collect();
    let summary = (!items.is_empty()).then(|| view! {
        <div class="errors" role="alert" tabindex="-1"><h2>{form::summary(v, items.len())}</h2><ul>{items}</ul></div>
    });
    let error = problems.of("columns").map(|problem| {
        view! {
            <p class="error"><Icon name="circle-alert"/>{words::column(v, "columns", problem)}</p>
        }
    });
    let fields =
        columns.iter().enumerate().map(|(i, column)| column_field(v, i, column, problems)).collect_view();
    view! {
        {summary}
        <form method="post" class="form card" novalidate="true">
            <fieldset class="fields" id="columns">
                <legend>{w::columns(v)}</legend>
                <p class="hint">{w::columns_hint(v)}</p>
                <div class="grid">{fields}</div>
                {error}
            </fieldset>
            <div class="acts"><button class="btn" name="act" value="check">{w::remap(v)}</button></div>
        </form>
    }
}

fn column_field(v: Voice, i: usize, column: &Column, problems: &Problems) -> impl IntoView + use<> {
    let id = format!("c{i}");
    let error = problems.of(&id).map(|problem| words::column(v, &id, problem));
    let invalid = error.is_some().then_some("true");
    let described = if error.is_some() { format!("{id}-h {id}-e") } else { format!("{id}-h") };
    let error = error
        .map(|text| view! { <p class="error" id=format!("c{i}-e")><Icon name="circle-alert"/>{text}</p> });
    let name = column_name(v, i, column);
    let sample = w::sample(v, column.samples.join(v.pick("、", ", ")));
    let options = RosterField::ALL.iter().map(|field| {
        view! { <option value=field.as_str() selected=*field == column.field>{words::field(v, *field)}</option> }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{name}</label>
            <p class="hint" id=format!("{id}-h")>{sample}</p>
            <select id=id.clone() name=id aria-describedby=described aria-invalid=invalid>{options.collect_view()}</select>
            {error}
        </div>
    }
}

fn column_name(v: Voice, i: usize, column: &Column) -> String {
    if column.name.is_empty() { w::no_heading(v, i + 1) } else { column.name.clone() }
}

fn bad_rows(v: Voice, upload: &RosterUpload, after: usize) -> Option<impl IntoView + use<>> {
    let path = format!("/office/roster/{}", upload.import.id);
    let next = upload.next_bad.map(
        |n| view! { <a class="btn" rel="next" href=format!("{path}?after={n}#bad")>{w::bad_more(v)}</a> },
    );
    let first =
        (after > 0).then(|| view! { <a class="btn" href=format!("{path}#bad")>{w::bad_first(v)}</a> });
    let pager = (next.is_some() || first.is_some())
        .then(|| view! { <nav class="pager" aria-label=w::bad_title(v)>{first}{next}</nav> });
    (upload.import.bad_rows > 0 && !upload.columns.is_empty()).then(|| {
        view! {
            <section class="section" id="bad">
                <h2>{w::bad_title(v)}</h2>
                <p class="meta">{w::bad_note(v)}</p>
                {rows_table(v, w::bad_title(v), &upload.columns, &upload.bad)}
                {pager}
            </section>
        }
    })
}

fn good_rows(v: Voice, upload: &RosterUpload) -> Option<impl IntoView + use<>> {
    (!upload.good.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{w::good_title(v)}</h2>
                <p class="meta">{w::good_note(v, upload.good.len())}</p>
                {rows_table(v, w::good_title(v), &upload.columns, &upload.good)}
            </section>
        }
    })
}

fn rows_table(
    v: Voice,
    label: &'static str,
    columns: &[Column],
    rows: &[PreviewRow],
) -> impl IntoView + use<> {
    let names: Vec<String> =
        columns.iter().enumerate().map(|(i, column)| column_name(v, i, column)).collect();
    let body = rows
        .iter()
        .map(|row| {
            let cells = row
                .cells
                .iter()
                .zip(&names)
                .map(|(cell, name)| table_cell(v, name.clone(), cell))
                .collect_view();
            let class = row.is_bad().then_some("bad");
            view! { <tr class=class><th scope="row" class="row-no nowrap">{row.number}</th>{cells}</tr> }
        })
        .collect_view();
    let heads = names.iter().map(|name| view! { <th scope="col">{name.clone()}</th> }).collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=label>
            <table class="table cards dense">
                <thead><tr><th scope="col">{w::row_number(v)}</th>{heads}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}

fn table_cell(v: Voice, name: String, cell: &RosterCell) -> impl IntoView + use<> {
    let class = cell.problem.is_some().then_some("bad");
    let text = cell.text.clone();
    let text = if class.is_some() {
        view! { <samp>{text}</samp> }.into_any()
    } else {
        view! { <span>{text}</span> }.into_any()
    };
    let error = cell.problem.as_ref().map(|problem| view! { <p class="error">{words::cell(v, problem)}</p> });
    view! { <td data-label=name class=class>{text}{error}</td> }
}

fn progress(v: Voice, import: &RosterImportRow) -> impl IntoView + use<> {
    let all = import.total_rows - import.bad_rows;
    let words = w::progress_of(v, number(all), number(import.done_rows));
    view! {
        <section class="card" aria-labelledby="progress">
            <h2 id="progress">{w::progress(v)}</h2>
            <progress max=all.max(1).to_string() value=import.done_rows.to_string() aria-labelledby="progress">{words.clone()}</progress>
            <p role="status">{words}</p>
            <p class="meta">{w::progress_note(v)}</p>
            <p class="acts"><a class="btn" href=format!("/office/roster/{}", import.id)>{w::look_again(v)}</a></p>
        </section>
    }
}

fn done(v: Voice, import: &RosterImportRow) -> impl IntoView + use<> {
    let same = import.done_rows - import.added - import.updated;
    view! {
        <section class="card">
            <h2>{w::done(v)}</h2>
            <progress max="1" value="1" aria-label=w::done(v)></progress>
            <p>{w::done_counts(v, number(import.added), number(same), number(import.updated))}</p>
            {to_list(v)}
        </section>
    }
}

fn to_list(v: Voice) -> impl IntoView {
    view! { <p class="acts"><a class="btn" href="/office/roster">{w::to_list(v)}</a></p> }
}
