//! The way of a member: departments then, work since, and both as a picture.
use leptos::prelude::*;
use service::profile::{FieldView, ProfileView, TenureView};
use types::career::{Job, Month};
use types::day::Day;
use types::lang::Voice;
use types::profile::Work;
use types::words::{career as w, people};

use super::profile::seen;
use super::{department, timeline};
use crate::format;

/// None where there is nothing to tell.
pub(super) fn section(voice: Voice, p: &ProfileView) -> Option<impl IntoView + use<>> {
    // A single job of the present without dates says no more than いまのお仕事 above.
    let has_path = |work: &Work| work.jobs.iter().any(|job| job.from.is_some() || job.to.is_some());
    let work = p.work.as_ref().filter(|field| has_path(&field.value));
    if p.departments.is_none() && work.is_none() {
        return None;
    }
    let tenures = p.departments.as_ref().map(|field| field.value.as_slice()).unwrap_or_default();
    let jobs = work.map(|field| field.value.jobs.as_slice()).unwrap_or_default();
    let picture = timeline::view(voice, &p.person.name(voice.lang), tenures, jobs, p.this_month);
    Some(view! {
        <section class="card stack">
            <h2>{w::path(voice)}</h2>
            {picture}
            {p.departments.as_ref().map(|field| departments(voice, field))}
            {work.map(|field| since(voice, field))}
        </section>
    })
}

fn departments(voice: Voice, field: &FieldView<Vec<TenureView>>) -> impl IntoView + use<> {
    let row = |tenure: &TenureView| {
        let to = tenure.to.map_or_else(|| people::present(voice).to_owned(), |year| year.to_string());
        let department = department::whole(voice, &tenure.department, &tenure.now);
        let department = match tenure.department_id {
            Some(id) => view! { <a href=format!("/people?department={id}&from={}&to={}", tenure.from, tenure.to.map(|y| y.to_string()).unwrap_or_default())>{department}</a> }.into_any(),
            None => department.into_any(),
        };
        let title = (!tenure.title.is_empty())
            .then(|| tenure.title.clone())
            .map(|title| view! { <p class="meta">{title}</p> });
        view! { <li><time>{format!("{}–{to}", tenure.from)}</time><div><b>{department}</b>{title}</div></li> }
    };
    view! {
        <div class="spread"><h3>{people::departments(voice)}</h3>{seen(voice, field.level)}</div>
        <ol class="career">{field.value.iter().map(row).collect_view()}</ol>
    }
}

fn since(voice: Voice, field: &FieldView<Work>) -> impl IntoView + use<> {
    let row = |job: &Job| {
        let (name, title) = match (job.company.as_str(), job.title.as_str()) {
            ("", title) => (title.to_owned(), ""),
            (company, title) => (company.to_owned(), title),
        };
        let title =
            (!title.is_empty()).then(|| title.to_owned()).map(|title| view! { <p class="meta">{title}</p> });
        view! { <li class="after"><time>{period(voice, job)}</time><div><b>{name}</b>{title}</div></li> }
    };
    view! {
        <div class="spread"><h3>{w::title(voice)}</h3>{seen(voice, field.level)}</div>
        <ol class="career dated">{field.value.jobs.iter().map(row).collect_view()}</ol>
    }
}

/// 「2019年4月–現在」, as much of it as was said.
fn period(voice: Voice, job: &Job) -> String {
    let text = |at: Month| month(voice, at);
    match (job.from, job.to) {
        (Some(from), Some(to)) => format!("{}–{}", text(from), text(to)),
        (Some(from), None) => format!("{}–{}", text(from), w::present(voice)),
        (None, Some(to)) => w::until(voice, text(to)),
        (None, None) => w::present(voice).to_owned(),
    }
}

fn month(voice: Voice, at: Month) -> String {
    let iso = at.month.map_or_else(|| at.year.to_string(), |month| format!("{}-{month:02}", at.year));
    iso.parse::<Day>().map(|day| format::day(voice, &day)).unwrap_or_default()
}
