//! Parts of the form of the own profile that change with life: 近況, work since, place, languages.
use leptos::prelude::*;
use types::career::CAREER_MAX;
use types::form::Problems;
use types::industry::Industry;
use types::lang::Voice;
use types::language::{Fluency, LANGUAGES_MAX, Language};
use types::profile::ProfileInput;
use types::words::{career, language, news as n, people as w, place as p};

use super::place;
use crate::ui::{Cell, CellSelect, Choice, Field, GroupedSelect, Kind, Select};

pub(super) fn news(voice: Voice, input: &ProfileInput, problems: &Problems) -> impl IntoView + use<> {
    view! { <Field voice name="news" label=n::label(voice) value=input.news.clone() problems=problems.clone() kind=Kind::Prose hint=n::hint(voice) optional=true/> }
}

/// One spare row below those filled: saving makes the next one.
pub(super) fn jobs(voice: Voice, input: &ProfileInput, problems: &Problems) -> impl IntoView + use<> {
    let rows = (input.career_company.len() + 1).min(CAREER_MAX);
    let rows = (0..rows).map(|row| view! {
        <fieldset class="fields">
            <legend class="sr">{career::row(voice, row + 1)}</legend>
            <div class="pair dated">
                <Cell voice name="career_company" row label=career::company(voice) column=input.career_company.clone() problems=problems.clone()/>
                <Cell voice name="career_title" row label=career::role(voice) column=input.career_title.clone() problems=problems.clone()/>
                <Cell voice name="career_from" row label=career::from(voice) column=input.career_from.clone() problems=problems.clone()/>
                <Cell voice name="career_to" row label=career::to(voice) column=input.career_to.clone() problems=problems.clone()/>
            </div>
        </fieldset>
    });
    let industries = Industry::ALL.iter().map(|i| Choice::new(i.as_str(), i.text(voice))).collect();
    view! {
        <fieldset class="fields">
            <legend>{career::title(voice)}</legend>
            <p class="hint">{career::hint(voice)}</p>
            {rows.collect_view()}
            <Select name="industry" label=w::industry(voice) any="" choices=industries value=input.industry.clone()/>
        </fieldset>
    }
}

pub(super) fn home(voice: Voice, input: &ProfileInput, problems: &Problems) -> impl IntoView + use<> {
    view! { <GroupedSelect voice name="region" label=p::choose(voice) any="" groups=place::fine(voice) value=input.region.clone() problems=problems.clone() hint=p::choose_hint(voice)/> }
}

pub(super) fn city(voice: Voice, input: &ProfileInput, problems: &Problems) -> impl IntoView + use<> {
    view! { <Field voice name="city" label=p::city(voice) value=input.city.clone() problems=problems.clone() hint=p::city_hint(voice) optional=true/> }
}

pub(super) fn languages(voice: Voice, input: &ProfileInput, problems: &Problems) -> impl IntoView + use<> {
    let rows = (input.language.len() + 1).min(LANGUAGES_MAX);
    let none = [Choice::new("", language::none(voice))];
    let all = Language::ALL.iter().map(|it| Choice::new(it.as_str(), it.text(voice)));
    let names: Vec<_> = none.into_iter().chain(all).collect();
    let levels: Vec<_> = Fluency::ALL.iter().map(|it| Choice::new(it.as_str(), it.text(voice))).collect();
    let rows = (0..rows).map(|row| view! {
        <fieldset class="fields">
            <legend class="sr">{language::row(voice, row + 1)}</legend>
            <div class="pair">
                <CellSelect voice name="language" row label=language::name(voice) choices=names.clone() column=input.language.clone() problems=problems.clone()/>
                <CellSelect voice name="fluency" row label=language::level(voice) choices=levels.clone() column=input.fluency.clone() problems=problems.clone()/>
            </div>
        </fieldset>
    });
    view! {
        <fieldset class="fields">
            <legend>{language::field(voice)}</legend>
            <p class="hint">{language::hint(voice)}</p>
            {rows.collect_view()}
        </fieldset>
    }
}
