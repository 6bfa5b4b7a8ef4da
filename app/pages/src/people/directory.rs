//! The directory.
use app::suggest::PeopleSearch;
use leptos::prelude::*;
use service::department::Choice as Department;
use service::directory::{Count, Counts, DirectoryPage, DirectoryQuery, Listed, ROWS};
use service::why::Why;
use types::country::Country;
use types::industry::Industry;
use types::intent::{IntentAnswer, IntentKind};
use types::lang::{Lang, Voice};
use types::language::Language;
use types::place::{Area, Place};
use types::profile::ProfileField;
use types::tie::TieKind;
use types::words::{facet as f, intent, people as w, tie};

use super::tie::shared;
use super::{department, place, saved};
use crate::format;
use crate::ui::{Avatar, Choice, GroupedSelect, Icon, Select, pager};

/// A page of the directory; `saved` tells of searches that are kept.
pub(super) fn view<S: IntoView>(
    voice: Voice,
    query: DirectoryQuery,
    found: DirectoryPage,
    counts: &Counts,
    departments: &[Department],
    saved: S,
) -> impl IntoView + use<S> {
    // Further on in the circle that this page shows.
    let wide = |n: usize| if n == 0 { String::new() } else { n.to_string() };
    let here = found.wider.map_or_else(|| query.wide.clone(), |wider| wide(wider - 1));
    let query = DirectoryQuery { wide: here, ..query };
    let next = found.next.map(|after| DirectoryQuery { after: after.to_string(), ..query.clone() }.address());
    let wider = found.wider.map(|n| {
        let query = DirectoryQuery { wide: wide(n), after: String::new(), ..query.clone() };
        let text = w::wider(voice, &query.q);
        view! { <p class="acts"><a class="btn quiet" href=query.address()><Icon name="search"/>{text}</a></p> }
    });
    let first = (!query.after.is_empty()).then(|| {
        let address = DirectoryQuery { after: String::new(), ..query.clone() }.address();
        view! { <p class="acts"><a class="btn small quiet" href=address>{w::first_page(voice)}</a></p> }
    });
    let is_empty = found.people.is_empty();
    let end = (!is_empty && next.is_none()).then(|| view! { <p class="center meta">{w::end(voice)}</p> });
    view! {
        <header class="head"><div><h1>{w::title(voice)}</h1><p class="lead">{w::lead(voice)}</p></div>
            <div class="acts"><a class="btn quiet" href="/places"><Icon name="map-pin"/>{f::map(voice)}</a><a class="btn quiet" href="/together"><Icon name="enishi"/>{tie::title(voice)}</a></div></header>
        {filters(voice, &query, counts, departments, is_empty)}
        <div class="saved-line">{saved}</div>
        {kana_index(voice, &query)}
        {is_empty.then(|| nobody(voice, &query))}
        {first}
        {people(voice, found.people, found.near)}
        {pager(w::next(voice), w::next(voice), next.clone())}
        {end}
        {wider}
    }
}

fn filters(
    voice: Voice,
    query: &DirectoryQuery,
    counts: &Counts,
    departments: &[Department],
    is_empty: bool,
) -> impl IntoView + use<> {
    let narrowed = DirectoryQuery { q: String::new(), row: String::new(), ..query.clone() };
    let conditions = saved::name_of(voice, &narrowed, departments);
    let is_open = is_empty && !conditions.is_empty();
    let q = query.clone();
    let choice = |value: &str, label: &str, count| Choice::new(value, counted(voice, label, count));
    let department = |it: &Department| {
        let id = it.id.to_string();
        choice(&id, &department::choice(voice, it), counts.department(&id))
    };
    let departments = departments.iter().map(department).collect();
    let industries = Industry::ALL.iter();
    let industries =
        industries.map(|i| choice(i.as_str(), i.text(voice), counts.industry(i.as_str()))).collect();
    let place = |place: Place| counted(voice, place.text(voice), counts.place(place.as_str()));
    let places = place::coarse(voice, &query.region, place);
    let ties = TieKind::ALL.iter();
    let ties = ties.map(|kind| choice(kind.as_str(), kind.text(voice), counts.tie(*kind))).collect();
    let kinds = IntentKind::ALL.iter().filter(|kind| kind.is_sought());
    let kinds = kinds.map(|kind| Choice::new(kind.as_str(), kind.text(voice))).collect();
    let answers = [IntentAnswer::Now, IntentAnswer::SomeDay];
    let answers = answers.iter().map(|answer| Choice::new(answer.as_str(), answer.text(voice))).collect();
    let is_filtered = query.conditions() != DirectoryQuery::default();
    let asked = (!conditions.is_empty()).then(|| view! { <b class="asked">{conditions}</b> });
    let year = |name, label, value| {
        view! {
            <div class="field"><label for=name>{label}</label><input id=name name=name class="year" inputmode="numeric" maxlength="4" value=value/></div>
        }
    };
    view! {
        <form class="stack card" role="search" method="get" action="/people">
            <div class="search"><Icon name="search"/><PeopleSearch value=q.q label=w::search(voice).to_owned() sample=w::search_sample(voice).to_owned() list=w::suggested(voice).to_owned()/><button class="btn primary">{w::find(voice)}</button></div>
            <p class="hint" id="q-h">{w::search_hint(voice)}</p>
            <details class="more" open=is_open>
                <summary>{w::more_filters(voice)}{asked}</summary>
                <div class="filters">
                    <Select name="department" label=w::department(voice) any=w::any(voice) choices=departments value=q.department/>
                    {year("from", w::from_year(voice), q.from)}
                    {year("to", w::to_year(voice), q.to)}
                    <Select name="industry" label=w::industry(voice) any=w::any(voice) choices=industries value=q.industry/>
                    <GroupedSelect voice name="region" label=w::region(voice) any=w::any(voice) groups=places value=q.region/>
                    <Select name="intent" label=intent::title(voice) any=w::any(voice) choices=kinds value=q.intent/>
                    <Select name="answer" label=w::intent_when(voice) any=w::intent_any_time(voice) choices=answers value=q.answer/>
                    <Select name="tie" label=tie::filter(voice) any=w::any(voice) choices=ties value=q.tie/>
                    <button class="btn">{w::narrow(voice)}</button>
                </div>
                <p class="hint">{w::intent_hint(voice)}</p>
            </details>
            {is_filtered.then(|| view! { <p class="acts"><a class="btn quiet" href="/people">{w::clear(voice)}</a></p> })}
        </form>
    }
}

/// A choice with how many people it leaves, where that is known.
fn counted(voice: Voice, label: &str, count: Option<Count>) -> String {
    let number = |count: Count| format::number(i64::try_from(count.people).unwrap_or(i64::MAX));
    match count {
        None => label.to_owned(),
        Some(count) if count.or_more => f::counted_or_more(voice, number(count), label),
        Some(count) => f::counted(voice, number(count), label),
    }
}

fn kana_index(voice: Voice, query: &DirectoryQuery) -> impl IntoView + use<> {
    let rows = ROWS.iter().map(|kana| (kana.to_string(), service::fold::fold(&kana.to_string())));
    let all = [(String::new(), w::kana_all(voice).to_owned())];
    let links =
        all.into_iter().chain(rows).chain([("other".to_owned(), w::kana_other(voice).to_owned())]).map(
            |(row, label)| {
                let current = (row == query.row).then_some("true");
                let href = DirectoryQuery { row, after: String::new(), ..query.clone() }.address();
                view! { <a href=href aria-current=current>{label}</a> }
            },
        );
    view! { <nav class="kana-index" aria-label=w::kana_index(voice)>{links.collect_view()}</nav> }
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
    let excerpt = in_words_of(voice, why);
    view! { <p class="meta why"><Icon name="search"/><b>{place}</b>" "{excerpt}</p> }
}

/// The excerpt; a place or a language as the reader calls it, in whichever language it was looked for.
fn in_words_of(voice: Voice, why: &Why) -> String {
    let found = why.excerpt.as_str();
    let is_called = |text: &dyn Fn(Voice) -> &'static str| {
        Lang::ALL.iter().any(|lang| text(voice.in_lang(*lang)) == found)
    };
    let places = Area::ALL.iter().flat_map(|area| area.places());
    let mut places = places.chain(Country::ALL.iter().map(|it| Place::Country(*it)));
    let mut languages = Language::ALL.iter();
    let called = match why.field {
        Some(ProfileField::Region) => places.find(|it| is_called(&|v| it.text(v))).map(|it| it.text(voice)),
        Some(ProfileField::Languages) => {
            languages.find(|it| is_called(&|v| it.text(v))).map(|it| it.text(voice))
        }
        _ => None,
    };
    called.unwrap_or(found).to_owned()
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
