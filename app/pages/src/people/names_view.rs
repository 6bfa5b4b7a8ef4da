//! The form of the own names.
use app::draft::KeepDraft;
use leptos::prelude::*;
use types::form::Problems;
use types::lang::Voice;
use types::name::{FORMER_MAX, NameKind, NamesInput};
use types::visibility::Visibility;
use types::words::{form as f, name as w, people};

use super::reach::{self, Reach};
use crate::ui::{Cell, ErrorSummary, Field, Icon, Kind};

pub(super) fn form(
    voice: Voice,
    owner: String,
    input: &NamesInput,
    problems: &Problems,
) -> impl IntoView + use<> {
    let (i, p) = (input.clone(), || problems.clone());
    let spelling = |kind: NameKind, hint: Option<&'static str>, fields: AnyView| {
        let hint = hint.map(|text| view! { <p class="hint">{text}</p> });
        view! {
            <div class="field-vis">
                <fieldset class="fields"><legend>{kind.text(voice)}</legend><div class="pair">{fields}</div>{hint}</fieldset>
                {spelling_seen(voice, kind, input, problems)}
            </div>
        }
    };
    let former = former(voice, input, problems);
    view! {
        <header class="head"><div><h1>{w::title(voice)}</h1><p class="lead">{w::lead(voice)}</p></div>
            <div class="acts"><a class="btn small" href="/me/profile/as/member"><Icon name="eye"/>{w::preview(voice)}</a></div></header>
        <ErrorSummary voice problems=p()/>
        <form method="post" class="form card" novalidate="true">
            <KeepDraft owner name="names".to_owned()/>
            <p class="hint">{w::seen_hint(voice)}</p>
            <Field voice name="display" label=w::display(voice) value=i.display problems=p() hint=w::display_hint(voice) optional=true autocomplete="nickname"/>
            {spelling(NameKind::Kanji, Some(w::kanji_hint(voice)), view! {
                <Field voice name="family" label=people::family(voice) value=i.family problems=p() autocomplete="family-name"/>
                <Field voice name="given" label=people::given(voice) value=i.given problems=p() autocomplete="given-name"/>
            }.into_any())}
            {spelling(NameKind::Reading, Some(w::reading_hint(voice)), view! {
                <Field voice name="family_kana" label=people::family_kana(voice) value=i.family_kana problems=p() lang="ja" optional=true/>
                <Field voice name="given_kana" label=people::given_kana(voice) value=i.given_kana problems=p() lang="ja" optional=true/>
            }.into_any())}
            {spelling(NameKind::Roman, None, view! {
                <Field voice name="family_roman" label=people::family_roman(voice) value=i.family_roman problems=p() lang="en" optional=true/>
                <Field voice name="given_roman" label=people::given_roman(voice) value=i.given_roman problems=p() lang="en" optional=true/>
            }.into_any())}
            {former}
            <div class="form-foot"><p class="acts"><button class="btn primary">{f::save(voice)}</button><a class="btn quiet" href="/me">{f::cancel(voice)}</a></p></div>
        </form>
    }
}

/// Names once borne: those there are, and one empty row.
fn former(voice: Voice, input: &NamesInput, problems: &Problems) -> impl IntoView + use<> {
    let rows = (input.former_family.len() + 1).min(FORMER_MAX);
    let row = |row: usize| {
        let is_new = row >= input.former_family.len();
        let level = input.former_reach.get(row).and_then(|level| level.parse().ok());
        let found = is_new || input.former_searchable.contains(&row.to_string());
        let seen = seen(
            voice,
            &w::former_number(voice, row + 1),
            Chosen {
                name: "former_reach",
                id: format!("former_reach_{row}"),
                level: level.unwrap_or(Visibility::Nobody),
                found_name: "former_searchable",
                found_value: row.to_string(),
                found,
            },
            problems,
        );
        view! {
            <div class="field-vis">
                <fieldset class="fields">
                    <legend class="sr">{w::former_number(voice, row + 1)}</legend>
                    <div class="pair">
                        <Cell voice name="former_family" row label=people::family(voice) column=input.former_family.clone() problems=problems.clone()/>
                        <Cell voice name="former_given" row label=w::former_given(voice) column=input.former_given.clone() problems=problems.clone()/>
                        <Cell voice name="former_reading" row label=w::reading(voice) column=input.former_reading.clone() problems=problems.clone()/>
                        <Cell voice name="former_until" row label=w::until(voice) column=input.former_until.clone() problems=problems.clone() kind=Kind::Year/>
                    </div>
                </fieldset>
                {seen}
            </div>
        }
    };
    view! {
        <fieldset class="fields">
            <legend>{w::former(voice)}</legend>
            <p class="hint">{w::former_hint(voice)}</p>
            {(0..rows).map(row).collect_view()}
        </fieldset>
    }
}

fn spelling_seen(
    voice: Voice,
    kind: NameKind,
    input: &NamesInput,
    problems: &Problems,
) -> impl IntoView + use<> {
    let name = match kind {
        NameKind::Reading => "reading_reach",
        NameKind::Roman => "roman_reach",
        NameKind::Kanji | NameKind::Display | NameKind::Former => "kanji_reach",
    };
    let chosen = Chosen {
        name,
        id: name.to_owned(),
        level: input.reach(kind).parse().unwrap_or(Visibility::Members),
        found_name: "searchable",
        found_value: kind.to_string(),
        found: input.searchable.iter().any(|it| it == kind.as_str()),
    };
    seen(voice, kind.text(voice), chosen, problems)
}

/// What is chosen for one name.
struct Chosen {
    name: &'static str,
    id: String,
    level: Visibility,
    found_name: &'static str,
    found_value: String,
    found: bool,
}

/// Who may see the name `of`, and whether others find by it.
fn seen(voice: Voice, of: &str, chosen: Chosen, problems: &Problems) -> impl IntoView + use<> {
    let Chosen { name, id, level, found_name, found_value, found } = chosen;
    let level =
        reach::chosen(voice, &Reach { name, id, of, level, hint: None, before: String::new() }, problems);
    view! {
        <div class="field">
            {level}
            <label class="check"><input type="checkbox" name=found_name value=found_value checked=found/><span>{w::found(voice)}<span class="sr">{w::found_of(voice, of)}</span></span></label>
        </div>
    }
}
