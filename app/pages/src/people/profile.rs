//! A profile.
use leptos::prelude::*;
use service::profile::{FieldView, ProfileView};
use service::tie::Overlap;
use types::career::Job;
use types::intent::Age;
use types::lang::{Lang, Voice};
use types::language::Spoken;
use types::place::Place;
use types::profile::{Link, Work};
use types::visibility::{Relation, Visibility};
use types::words::people as w;
use types::words::{language, name as n, news, place, profile_read, relationship};

use super::{career, names};
use crate::intent;
use crate::ui::{Avatar, Icon};

/// A profile; `has_desk` when the office's page about the person is the reader's to open.
pub(crate) fn view(voice: Voice, profile: ProfileView, has_desk: bool) -> impl IntoView {
    let is_own = profile.relation == Relation::Own;
    let has_words = profile.bio.is_some() || profile.help.is_some() || profile.looking.is_some();
    let name = profile.person.name(voice.lang);
    let nothing =
        (!has_words && profile.relation != Relation::Visitor).then(|| no_words(voice, is_own, &name));
    let facts = facts(voice, &profile);
    let path = career::section(voice, &profile);
    let intents = intent::section(voice, &profile.intents, is_own);
    let told = profile.is_read.then(|| view! { <p class="meta">{profile_read::told(voice, &name)}</p> });
    view! {
        {head(voice, &profile, has_desk)}
        {told}
        {profile.overlap.map(|overlap| common(voice, &overlap))}
        {profile.news.map(|field| news(voice, field))}
        {nothing}
        {profile.bio.map(|field| words(voice, w::bio(voice), field))}
        {profile.help.map(|field| words(voice, w::help(voice), field))}
        {profile.looking.map(|field| words(voice, w::looking(voice), field))}
        {intents}
        {facts}
        {path}
    }
}

fn head(voice: Voice, p: &ProfileView, has_desk: bool) -> impl IntoView + use<> {
    let [kanji_level, kana_level, roman_level] = p.name_levels.map_or([None; 3], |levels| levels.map(Some));
    let name = p.person.name(voice.lang);
    let written = p.person.name(Lang::Ja);
    // Latin letters head the page where its reader reads English and there are any.
    let (head_level, other) = match voice.lang {
        Lang::Ja => (kanji_level, Some((p.roman.clone(), "en", roman_level))),
        Lang::En if name == written => (kanji_level, None),
        Lang::En => (roman_level, Some((written, "ja", kanji_level))),
    };
    let other = other.filter(|(text, ..)| !text.is_empty()).map(|(text, lang, level)| {
        view! { <p class="meta"><span lang=lang>{text}</span>" "{seen(voice, level)}</p> }
    });
    let head_level = head_level.map(|level| view! { <p class="meta">{seen(voice, Some(level))}</p> });
    let kana = (!p.kana.is_empty()).then(|| {
        view! { <p class="kana"><span lang="ja">{p.kana.clone()}</span>" "{seen(voice, kana_level)}</p> }
    });
    let portrait = p
        .portrait_level
        .map(|level| view! { <p class="meta">{w::photo(voice)}" "{seen(voice, Some(level))}</p> });
    let beside = names::beside(voice, p.called.clone(), &p.former);
    let line = p.person.line.clone();
    let edit = (p.relation == Relation::Own).then(|| view! {
        <p class="hint">{w::own(voice)}</p>
        <div class="acts"><a class="btn" href="/me/profile"><Icon name="pencil"/>{w::edit(voice)}</a><a class="btn quiet" href="/me/names"><Icon name="user"/>{n::title(voice)}</a><a class="btn quiet" href="/me/photo"><Icon name="camera"/>{w::photo_edit(voice)}</a></div>
    });
    let office = (has_desk && p.relation == Relation::Office).then(|| {
        let path = format!("/office/members/{}", p.person.id);
        view! { <div class="acts"><a class="btn small quiet" href=path>{relationship::office_link(voice)}</a></div> }
    });
    let picture = match p.person.photo {
        Some(photo) => view! { <img class="avatar xl" src=format!("/media/{photo}/large") alt="" width="112" height="112"/> }.into_any(),
        None => view! { <Avatar person=p.person.clone() lang=voice.lang size="xl"/> }.into_any(),
    };
    view! {
        <header class="profile-head card">
            {picture}
            <div>{kana}<h1>{name}</h1>{head_level}{other}{beside}{portrait}</div>
            {office}
            {(!line.is_empty()).then(|| view! { <p>{line}</p> })}
            {edit}
        </header>
    }
}

fn common(voice: Voice, overlap: &Overlap) -> impl IntoView + use<> {
    let department = overlap.department.get(voice.lang).to_owned();
    let text = match overlap.to {
        None => w::overlap_now(voice, department, overlap.from),
        Some(to) if to == overlap.from => w::overlap_year(voice, department, to),
        Some(to) => w::overlap(voice, department, overlap.from, to),
    };
    view! { <p class="common"><svg class="knot" aria-hidden="true"><use href="/icons/sprite.svg#enishi"></use></svg><span>{text}</span></p> }
}

fn no_words(voice: Voice, is_own: bool, name: &str) -> impl IntoView + use<> {
    let (title, text) = if is_own {
        (w::empty_own_title(voice), w::empty_own_text(voice).to_owned())
    } else {
        (w::empty_title(voice), w::empty_text(voice, name))
    };
    view! {
        <section class="empty">
            <svg class="scene small" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#seed"></use></svg>
            <h2>{title}</h2>
            <p>{text}</p>
            {is_own.then(|| view! { <p class="acts"><a class="btn primary" href="/me/profile">{w::edit(voice)}</a></p> })}
        </section>
    }
}

/// 近況, with its age.
fn news(voice: Voice, field: FieldView<(String, Age)>) -> impl IntoView {
    let (text, age) = field.value;
    let lines = text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    view! {
        <section class="card news">
            <div class="spread"><h2>{news::heading(voice)}</h2>{seen(voice, field.level)}</div>
            <div class="prose">{lines}</div>
            <p class="meta">{types::news::age(age, voice)}</p>
        </section>
    }
}

/// A text of the member, paragraph by paragraph.
fn words(voice: Voice, title: &'static str, field: FieldView<String>) -> impl IntoView {
    let lines: Vec<String> =
        field.value.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
    view! {
        <section class="card">
            <div class="spread"><h2>{title}</h2>{seen(voice, field.level)}</div>
            <div class="prose">{lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}</div>
        </section>
    }
}

fn facts(voice: Voice, p: &ProfileView) -> Option<impl IntoView + use<>> {
    let mut rows: Vec<AnyView> = Vec::new();
    if let Some((field, now)) = p.work.as_ref().map(|field| (field, work(voice, &field.value))) {
        rows.extend((!now.is_empty()).then(|| fact(voice, w::work(voice), now, field.level)));
    }
    if let Some(field) = &p.entry {
        rows.push(fact(voice, w::entry(voice), w::entry_year(voice, field.value), field.level));
    }
    if let Some(field) = &p.place {
        let links = p.relation != Relation::Visitor;
        rows.push(fact(voice, place::field(voice), home(voice, field.value, links), field.level));
    }
    if let Some(field) = &p.city {
        rows.push(fact(voice, place::city(voice), field.value.clone(), field.level));
    }
    if let Some(field) = &p.languages {
        let chip = |it: &Spoken| {
            let text = language::spoken(voice, it.fluency.text(voice), it.language.text(voice));
            view! { <li class="chip">{text}</li> }
        };
        let chips = field.value.iter().map(chip).collect_view();
        rows.push(fact(voice, language::field(voice), view! { <ul class="chips">{chips}</ul> }, field.level));
    }
    if let Some(field) = &p.skills {
        let chips =
            field.value.iter().map(|skill| view! { <li class="chip">{skill.clone()}</li> }).collect_view();
        rows.push(fact(voice, w::skills(voice), view! { <ul class="chips">{chips}</ul> }, field.level));
    }
    if let Some(field) = &p.links {
        rows.push(fact(voice, w::links(voice), links(&field.value), field.level));
    }
    if let Some(field) = &p.mail {
        let mail = field.value.clone();
        rows.push(fact(
            voice,
            w::mail(voice),
            view! { <a href=format!("mailto:{mail}")>{mail.clone()}</a> },
            field.level,
        ));
    }
    (!rows.is_empty()).then(|| view! { <section class="card"><dl class="facts">{rows}</dl></section> })
}

fn fact(
    voice: Voice,
    name: &'static str,
    value: impl IntoView + 'static,
    level: Option<Visibility>,
) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{value}" "{seen(voice, level)}</dd></div> }.into_any()
}

fn work(voice: Voice, work: &Work) -> String {
    let place = work.now().map(Job::name).collect::<Vec<_>>().join(voice.pick("、", "; "));
    match work.industry {
        Some(industry) if place.is_empty() => industry.text(voice).to_owned(),
        Some(industry) => voice.pick(
            format!("{place}({})", industry.text(voice)),
            format!("{place} ({})", industry.text(voice)),
        ),
        None => place,
    }
}

/// A link to those who live there, for whoever may look.
fn home(voice: Voice, place: Place, links: bool) -> AnyView {
    let text = place.text(voice);
    if links {
        view! { <a href=format!("/people?region={place}")>{text}</a> }.into_any()
    } else {
        text.into_any()
    }
}

fn links(links: &[Link]) -> impl IntoView + use<> {
    let row = |link: &Link| view! { <li><a href=link.url.clone() rel="noopener noreferrer nofollow"><Icon name="external-link"/>{link.label.clone()}</a></li> };
    view! { <ul class="stack tight">{links.iter().map(row).collect_view()}</ul> }
}

/// How far a field reaches; shown to its owner.
pub(super) fn seen(voice: Voice, level: Option<Visibility>) -> Option<impl IntoView> {
    level.map(|level| view! { <span class="seen"><Icon name="eye"/>{level.text(voice)}</span> })
}
