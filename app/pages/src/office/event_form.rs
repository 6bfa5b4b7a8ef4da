//! The fields of an event.
use leptos::prelude::*;
use service::event::EventInput;
use service::programme::ProgrammeView;
use types::event::EventKind;
use types::form::Problems;
use types::words::event as w;

use crate::ctx::Ctx;
use crate::format;
use crate::ui::{Choice, Choices, Field, Kind};

/// All fields; Japanese beside English where there is room.
pub(super) fn fields(
    ctx: &Ctx,
    i: EventInput,
    problems: &Problems,
    programmes: &[ProgrammeView],
) -> impl IntoView + use<> {
    let voice = ctx.voice;
    let p = || problems.clone();
    let kinds = EventKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind.word(voice))).collect();
    let audiences = vec![
        Choice::new("members", w::audience_members(voice)),
        Choice::new("public", w::audience_public(voice)),
    ];
    let none = Choice::new("", w::no_programme(voice));
    let choice = |p: &ProgrammeView| Choice::new(p.slug.clone(), p.content.title.get(voice.lang));
    let choices: Vec<Choice> = std::iter::once(none).chain(programmes.iter().map(choice)).collect();
    let programme = (choices.len() > 1)
        .then(|| view! { <Choices voice name="programme" label=w::field_programme(voice) choices value=i.programme problems=p()/> });
    let times = w::times_hint(voice, format::zone(ctx));
    view! {
        <Choices voice name="kind" label=w::field_kind(voice) choices=kinds value=i.kind problems=p()/>
        <div class="pair">
            <Field voice name="title_ja" label=w::field_title_ja(voice) value=i.title_ja problems=p() lang="ja"/>
            <Field voice name="title_en" label=w::field_title_en(voice) value=i.title_en problems=p() lang="en" optional=true/>
        </div>
        <div class="pair">
            <Field voice name="summary_ja" label=w::field_summary_ja(voice) value=i.summary_ja problems=p() kind=Kind::Prose lang="ja"/>
            <Field voice name="summary_en" label=w::field_summary_en(voice) value=i.summary_en problems=p() kind=Kind::Prose lang="en" optional=true/>
        </div>
        <div class="pair">
            <Field voice name="starts" label=w::field_starts(voice) value=i.starts problems=p() kind=Kind::DateTime hint=times.clone()/>
            <Field voice name="ends" label=w::field_ends(voice) value=i.ends problems=p() kind=Kind::DateTime hint=times/>
        </div>
        <div class="pair">
            <Field voice name="place_ja" label=w::field_place_ja(voice) value=i.place_ja problems=p() lang="ja" optional=true/>
            <Field voice name="place_en" label=w::field_place_en(voice) value=i.place_en problems=p() lang="en" optional=true/>
        </div>
        <Field voice name="online_url" label=w::field_online(voice) value=i.online_url problems=p() kind=Kind::Link hint=w::online_hint(voice) optional=true/>
        <Field voice name="capacity" label=w::field_capacity(voice) value=i.capacity problems=p() kind=Kind::Number hint=w::capacity_hint(voice)/>
        <Choices voice name="audience" label=w::field_audience(voice) choices=audiences value=i.audience problems=p()/>
        {programme}
        <div class="pair">
            <Field voice name="body_ja" label=w::field_body_ja(voice) value=i.body_ja problems=p() kind=Kind::Prose hint=w::body_hint(voice) lang="ja" optional=true/>
            <Field voice name="body_en" label=w::field_body_en(voice) value=i.body_en problems=p() kind=Kind::Prose hint=w::body_hint(voice) lang="en" optional=true/>
        </div>
    }
}
