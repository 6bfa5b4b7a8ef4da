//! The directory.
use leptos::prelude::*;
use service::directory::{DirectoryPage, DirectoryQuery, Listed, ROWS};
use service::why::Why;
use types::id::DepartmentId;
use types::industry::Industry;
use types::lang::{Bilingual, Lang, Voice};
use types::region::Region;
use types::tie::TieKind;
use types::words::people as w;
use types::words::tie;

use super::tie::shared;
use crate::ui::{Avatar, Choice, Icon, Select, pager};

pub(super) fn view(
    voice: Voice,
    query: DirectoryQuery,
    found: DirectoryPage,
    departments: Vec<(DepartmentId, Bilingual)>,
) -> impl IntoView {
    // Further on in the circle that this page shows.
    let wide = |n: usize| if n == 0 { String::new() } else { n.to_string() };
    let here = found.wider.map_or_else(|| query.wide.clone(), |wider| wide(wider - 1));
    let query = DirectoryQuery { wide: here, ..query };
    let next = found.next.map(|after| address(&DirectoryQuery { after: after.to_string(), ..query.clone() }));
    let wider = found.wider.map(|n| {
        let query = DirectoryQuery { wide: wide(n), after: String::new(), ..query.clone() };
        let text = w::wider(voice, &query.q);
        view! { <p class="acts"><a class="btn quiet" href=address(&query)><Icon name="search"/>{text}</a></p> }
    });
    let is_empty = found.people.is_empty();
    let end = (!is_empty && next.is_none()).then(|| view! { <p class="center meta">{w::end(voice)}</p> });
    view! {
        <header class="head"><div><h1>{w::title(voice)}</h1><p class="lead">{w::lead(voice)}</p></div>
            <div class="acts"><a class="btn quiet" href="/together"><Icon name="enishi"/>{tie::title(voice)}</a></div></header>
        {filters(voice, &query, departments)}
        {kana_index(voice, &query)}
        {is_empty.then(|| nobody(voice, &query))}
        {people(voice, found.people, found.near)}
        {pager(w::next(voice), w::next(voice), next.clone())}
        {end}
        {wider}
    }
}

fn filters(
    voice: Voice,
    query: &DirectoryQuery,
    departments: Vec<(DepartmentId, Bilingual)>,
) -> impl IntoView + use<> {
    let q = query.clone();
    let departments =
        departments.into_iter().map(|(id, name)| Choice::new(id.to_string(), name.get(voice.lang))).collect();
    let industries = Industry::ALL.iter().map(|i| Choice::new(i.as_str(), i.text(voice))).collect();
    let regions = Region::ALL.iter().map(|r| Choice::new(r.as_str(), r.text(voice))).collect();
    let ties = TieKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind.text(voice))).collect();
    let is_filtered = *query
        != DirectoryQuery {
            after: query.after.clone(),
            wide: query.wide.clone(),
            ..DirectoryQuery::default()
        };
    let is_narrowed =
        [&q.department, &q.from, &q.to, &q.industry, &q.region, &q.tie].iter().any(|value| !value.is_empty());
    let year = |name, label, value| {
        view! {
            <div class="field"><label for=name>{label}</label><input id=name name=name class="year" inputmode="numeric" maxlength="4" value=value/></div>
        }
    };
    view! {
        <form class="stack card" role="search" method="get" action="/people">
            <div class="search"><Icon name="search"/><input type="search" name="q" value=q.q aria-label=w::search(voice) placeholder=w::search(voice) aria-describedby="q-h"/><button class="btn primary">{w::find(voice)}</button></div>
            <p class="hint" id="q-h">{w::search_hint(voice)}</p>
            <details class="more" open=is_narrowed>
                <summary>{w::more_filters(voice)}</summary>
                <div class="filters">
                    <Select name="department" label=w::department(voice) any=w::any(voice) choices=departments value=q.department/>
                    {year("from", w::from_year(voice), q.from)}
                    {year("to", w::to_year(voice), q.to)}
                    <Select name="industry" label=w::industry(voice) any=w::any(voice) choices=industries value=q.industry/>
                    <Select name="region" label=w::region(voice) any=w::any(voice) choices=regions value=q.region/>
                    <Select name="tie" label=tie::filter(voice) any=w::any(voice) choices=ties value=q.tie/>
                    <button class="btn">{w::narrow(voice)}</button>
                </div>
            </details>
            {is_filtered.then(|| view! { <p class="acts"><a class="btn quiet" href="/people">{w::clear(voice)}</a></p> })}
        </form>
    }
}

fn kana_index(voice: Voice, query: &DirectoryQuery) -> impl IntoView + use<> {
    let rows = ROWS.iter().map(|kana| (kana.to_string(), service::fold::fold(&kana.to_string())));
    let all = [(String::new(), w::kana_all(voice).to_owned())];
    let links =
        all.into_iter().chain(rows).chain([("other".to_owned(), w::kana_other(voice).to_owned())]).map(
            |(row, label)| {
                let current = (row == query.row).then_some("true");
                let href = address(&DirectoryQuery { row, after: String::new(), ..query.clone() });
                view! { <a href=href aria-current=current>{label}</a> }
            },
        );
    view! { <nav class="kana-index" aria-label=w::kana_index(voice)>{links.collect_view()}</nav> }
}

/// The address of a part of the directory.
fn address(query: &DirectoryQuery) -> String {
    let DirectoryQuery { q, department, from, to, industry, region, row, tie, after, wide } = query;
    let pairs = [
        ("q", q),
        ("department", department),
        ("from", from),
        ("to", to),
        ("industry", industry),
        ("region", region),
        ("row", row),
        ("tie", tie),
        ("after", after),
        ("wide", wide),
    ];
    let asked = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    let text = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(asked).finish();
    if text.is_empty() { "/people".to_owned() } else { format!("/people?{text}") }
}

/// The people, those near to the reader before everybody else.
fn people(voice: Voice, mut near: Vec<Listed>, count: usize) -> impl IntoView {
    let others = near.split_off(count.min(near.len()));
    let grid = |people: Vec<Listed>| {
        let cards = people.into_iter().map(|listed| card(voice, listed)).collect_view();
        view! { <div class="grid">{cards}</div> }
    };
    let is_split = !near.is_empty() && !others.is_empty();
    let title = |text: &'static str| is_split.then(|| view! { <p class="label">{text}</p> });
    let near = (!near.is_empty()).then(|| view! { {title(tie::near(voice))} {grid(near)} });
    view! { {near} {title(tie::others(voice))} {grid(others)} }
}

fn card(voice: Voice, listed: Listed) -> impl IntoView {
    let Listed { person, kana, words, skills, why, ties } = listed;
    let why = why.into_iter().map(|why| reason(voice, &why)).collect_view();
    let (href, name, line) = (format!("/people/{}", person.id), person.name(voice.lang), person.line.clone());
    let reading =
        (voice.lang == Lang::Ja && !kana.is_empty()).then(|| view! { <span class="kana">{kana}</span> });
    let chips = (!skills.is_empty()).then(|| view! {
        <ul class="chips">{skills.into_iter().map(|skill| view! { <li class="chip">{skill}</li> }).collect_view()}</ul>
    });
    view! {
        <article class="card person-card">
            <div class="person">
                <Avatar person lang=voice.lang/>
                <div class="who"><h2 class="name"><a class="cover" href=href>{name}</a>{reading}</h2><span class="meta">{line}</span></div>
            </div>
            {(!words.is_empty()).then(|| view! { <p class="words">{words}</p> })}
            {chips}
            {shared(voice, &ties)}
            {why}
        </article>
    }
}

/// Where the words that were looked for stand.
fn reason(voice: Voice, why: &Why) -> impl IntoView + use<> {
    let place = why.field.map_or_else(|| w::why_name(voice), |field| field.text(voice));
    let excerpt = why.excerpt.clone();
    view! { <p class="meta why"><Icon name="search"/><b>{place}</b>" "{excerpt}</p> }
}

fn nobody(voice: Voice, query: &DirectoryQuery) -> impl IntoView + use<> {
    let is_new = *query == DirectoryQuery::default();
    let title = if is_new { w::new_title(voice) } else { w::none_title(voice) };
    view! {
        <section class="empty">
            <svg class="scene" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#people"></use></svg>
            <h2>{title}</h2>
            <p>{w::none_text(voice)}</p>
            <p class="acts">
                <a class="btn primary" href="/invitations">{w::invite(voice)}</a>
                {(!is_new).then(|| view! { <a class="btn" href="/people">{w::clear(voice)}</a> })}
            </p>
        </section>
    }
}
