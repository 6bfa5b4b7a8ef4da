//! The form of the own profile.
use app::draft::KeepDraft;
use leptos::prelude::*;
use service::department::Choice;
use types::form::Problems;
use types::lang::Voice;
use types::profile::{LINKS_MAX, Levels, ProfileField, ProfileInput, TENURES_MAX};
use types::words::{form as f, name as n, people as w};

use super::reach::{self, Reach};
use super::{edit_rest, skill};
use crate::ui::{Cell, ErrorSummary, Field, Icon, Kind};

/// Rows for periods in an empty form; later one is spare.
const FIRST: usize = 2;

/// A part of the form, to be found by its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Now,
    Then,
    Skills,
    About,
    Contact,
}

impl Part {
    const ALL: [Self; 5] = [Self::Now, Self::Then, Self::Skills, Self::About, Self::Contact];

    const fn id(self) -> &'static str {
        match self {
            Self::Now => "part-now",
            Self::Then => "part-then",
            Self::Skills => "part-skills",
            Self::About => "part-about",
            Self::Contact => "part-contact",
        }
    }

    fn title(self, voice: Voice) -> &'static str {
        match self {
            Self::Now => w::part_now(voice),
            Self::Then => w::part_then(voice),
            Self::Skills => w::part_skills(voice),
            Self::About => w::part_about(voice),
            Self::Contact => w::part_contact(voice),
        }
    }
}

pub(super) fn form(
    voice: Voice,
    owner: String,
    input: ProfileInput,
    problems: &Problems,
    departments: Vec<Choice>,
    common: &[String],
) -> impl IntoView + use<> {
    let levels = levels(&input);
    let p = || problems.clone();
    let (periods, links) = (periods(voice, &input, problems), links(voice, &input, problems));
    let (skills, suggested) = (input.all_skills(), skill::suggested(voice, &input, common));
    let seen = |field| seen(voice, field, &levels);
    let part = |one: Part, body: AnyView| part(voice, one, body);
    let options = departments
        .into_iter()
        .map(|it| view! { <option value=it.name.get(voice.lang).to_owned()></option> })
        .collect_view();
    let i = input;
    view! {
        <header class="head"><div><h1>{w::edit(voice)}</h1><p class="lead">{w::edit_lead(voice)}</p></div>
            <div class="acts"><a class="btn" href="/me/names"><Icon name="user"/>{n::title(voice)}</a><a class="btn" href="/me/photo"><Icon name="camera"/>{w::photo_edit(voice)}</a></div></header>
        <ErrorSummary voice problems=p()/>
        <form method="post" class="form card" novalidate="true">
            <KeepDraft owner name="profile".to_owned()/>
            <p class="hint">{w::seen_hint(voice)}</p>
            <nav class="chips" aria-label=w::parts(voice)>{Part::ALL.map(|one| view! { <a class="chip" href=format!("#{}", one.id())>{one.title(voice)}</a> }).into_iter().collect_view()}</nav>
            <datalist id="departments">{options}</datalist>
            {part(Part::Now, view! {
                <div class="field-vis">{edit_rest::news(voice, &i, problems)}{seen(ProfileField::News)}</div>
                <div class="field-vis">{edit_rest::jobs(voice, &i, problems)}{seen(ProfileField::Work)}</div>
                <div class="field-vis">{edit_rest::home(voice, &i, problems)}{seen(ProfileField::Region)}</div>
                <div class="field-vis">{edit_rest::city(voice, &i, problems)}{seen(ProfileField::City)}</div>
            }.into_any())}
            {part(Part::Then, view! {
                <div class="field-vis">{periods}{seen(ProfileField::Departments)}</div>
                <div class="field-vis"><Field voice name="entry_year" label=w::entry(voice) value=i.entry_year.clone() problems=p() hint=w::entry_hint(voice) kind=Kind::Year optional=true/>{seen(ProfileField::Entry)}</div>
            }.into_any())}
            {part(Part::Skills, view! {
                <div class="field-vis">
                    <div class="stack"><Field voice name="skills" label=w::skills(voice) value=skills problems=p() hint=w::skills_hint(voice) optional=true/>{suggested}</div>
                    {seen(ProfileField::Skills)}
                </div>
                <div class="field-vis">{edit_rest::languages(voice, &i, problems)}{seen(ProfileField::Languages)}</div>
            }.into_any())}
            {part(Part::About, view! {
                <div class="field-vis"><Field voice name="bio" label=w::bio(voice) value=i.bio problems=p() kind=Kind::Prose optional=true/>{seen(ProfileField::Bio)}</div>
                <div class="field-vis"><Field voice name="help" label=w::help(voice) value=i.help problems=p() kind=Kind::Prose optional=true/>{seen(ProfileField::Help)}</div>
                <div class="field-vis"><Field voice name="looking" label=w::looking(voice) value=i.looking problems=p() kind=Kind::Prose optional=true/>{seen(ProfileField::Looking)}</div>
            }.into_any())}
            {part(Part::Contact, view! {
                <div class="field-vis">{links}{seen(ProfileField::Links)}</div>
                <div class="field-vis"><div class="field"><span class="label">{w::mail(voice)}</span><p class="hint">{w::mail_note(voice)}</p></div>{seen(ProfileField::Mail)}</div>
            }.into_any())}
            <div class="form-foot"><p class="acts"><button class="btn primary">{f::save(voice)}</button><a class="btn quiet" href="/me">{f::cancel(voice)}</a></p></div>
        </form>
    }
}

fn part(voice: Voice, part: Part, body: AnyView) -> impl IntoView + use<> {
    let heading = format!("{}-h", part.id());
    let labelled = heading.clone();
    view! { <section class="form-part" id=part.id() aria-labelledby=labelled><h2 id=heading>{part.title(voice)}</h2>{body}</section> }
}

fn periods(voice: Voice, input: &ProfileInput, problems: &Problems) -> impl IntoView + use<> {
    let rows = (input.period_department.len() + 1).clamp(FIRST, TENURES_MAX);
    let rows = (0..rows).map(|row| view! {
        <fieldset class="fields">
            <legend class="sr">{w::period(voice, row + 1)}</legend>
            <div class="pair dated">
                <Cell voice name="period_department" row label=w::period_department(voice) column=input.period_department.clone() problems=problems.clone() list="departments"/>
                <Cell voice name="period_title" row label=w::period_title(voice) column=input.period_title.clone() problems=problems.clone()/>
                <Cell voice name="period_from" row label=w::period_from(voice) column=input.period_from.clone() problems=problems.clone() kind=Kind::Year/>
                <Cell voice name="period_to" row label=w::period_to(voice) column=input.period_to.clone() problems=problems.clone() kind=Kind::Year/>
            </div>
        </fieldset>
    });
    view! {
        <fieldset class="fields">
            <legend>{w::departments(voice)}</legend>
            <p class="hint">{w::departments_hint(voice)}</p>
            {rows.collect_view()}
        </fieldset>
    }
}

fn links(voice: Voice, input: &ProfileInput, problems: &Problems) -> impl IntoView + use<> {
    let rows = (input.link_url.len() + 1).min(LINKS_MAX);
    let rows = (0..rows).map(|row| {
        view! {
            <fieldset class="fields">
                <legend class="sr">{w::link(voice, row + 1)}</legend>
                <div class="pair">
                    <Cell voice name="link_label" row label=w::link_label(voice) column=input.link_label.clone() problems=problems.clone()/>
                    <Cell voice name="link_url" row label=w::link_url(voice) column=input.link_url.clone() problems=problems.clone()/>
                </div>
            </fieldset>
        }
    });
    view! { <fieldset class="fields"><legend>{w::links(voice)}</legend>{rows.collect_view()}</fieldset> }
}

/// Who may see `field`.
fn seen(voice: Voice, field: ProfileField, levels: &Levels) -> impl IntoView + use<> {
    let reach = Reach {
        name: "seen",
        id: format!("seen_{field}"),
        of: field.text(voice),
        level: levels.of(field),
        hint: None,
        before: format!("{field}:"),
    };
    view! { <div class="field">{reach::chosen(voice, &reach, &Problems::default())}</div> }
}

/// The levels chosen in the form; unreadable ones count as the defaults.
fn levels(input: &ProfileInput) -> Levels {
    let mut levels = Levels::default();
    for (field, level) in input.seen.iter().filter_map(|pair| pair.split_once(':')) {
        if let (Ok(field), Ok(level)) = (field.parse(), level.parse()) {
            levels.set(field, level);
        }
    }
    levels
}
