//! The fields of a programme: texts in both languages, and its three lists.
use leptos::prelude::*;
use service::programme_edit::{ProgrammeInput, Rows};
use types::form::Problems;
use types::programme::{ProgrammeState, StepKind};
use types::words::{programme as p, programme_edit as w};

use crate::ctx::Ctx;
use crate::format;
use crate::ui::{Cell, CellSelect, Choice, Choices, Field, Icon, Kind};

/// All fields; Japanese beside English where there is room.
pub(super) fn fields(
    ctx: &Ctx,
    input: &ProgrammeInput,
    problems: &Problems,
    events: &[Choice],
) -> impl IntoView + use<> {
    let voice = ctx.voice;
    let e = || problems.clone();
    let state = |state: &ProgrammeState| {
        let word = match state {
            ProgrammeState::Draft => w::state_draft(voice),
            ProgrammeState::Open => w::state_open(voice),
            ProgrammeState::Closed => w::state_closed(voice),
        };
        Choice::new(state.as_str(), word)
    };
    let states = ProgrammeState::ALL.iter().map(state).collect();
    let lists = view! { {prizes(ctx, input, problems)}{steps(ctx, input, problems, events)}{faq(ctx, input, problems)} };
    let i = input.clone();
    view! {
        <p class="hint">{w::languages(voice)}</p>
        <Choices voice name="state" label=w::state(voice) choices=states value=i.state problems=e()/>
        <Field voice name="slug" label=w::slug(voice) value=i.slug problems=e() hint=w::slug_hint(voice) optional=true/>
        <div class="pair">
            <Field voice name="title_ja" label=w::title_ja(voice) value=i.title_ja problems=e() lang="ja"/>
            <Field voice name="title_en" label=w::title_en(voice) value=i.title_en problems=e() lang="en" optional=true/>
        </div>
        <div class="pair">
            <Field voice name="tagline_ja" label=w::tagline_ja(voice) value=i.tagline_ja problems=e() lang="ja" optional=true/>
            <Field voice name="tagline_en" label=w::tagline_en(voice) value=i.tagline_en problems=e() lang="en" optional=true/>
        </div>
        <div class="pair">
            <Field voice name="what_ja" label=w::what_ja(voice) value=i.what_ja problems=e() kind=Kind::Prose lang="ja" optional=true/>
            <Field voice name="what_en" label=w::what_en(voice) value=i.what_en problems=e() kind=Kind::Prose lang="en" optional=true/>
        </div>
        <div class="pair">
            <Field voice name="for_whom_ja" label=w::for_whom_ja(voice) value=i.for_whom_ja problems=e() kind=Kind::Prose lang="ja" optional=true/>
            <Field voice name="for_whom_en" label=w::for_whom_en(voice) value=i.for_whom_en problems=e() kind=Kind::Prose lang="en" optional=true/>
        </div>
        <div class="pair">
            <Field voice name="support_ja" label=w::support_ja(voice) value=i.support_ja problems=e() kind=Kind::Prose lang="ja" optional=true/>
            <Field voice name="support_en" label=w::support_en(voice) value=i.support_en problems=e() kind=Kind::Prose lang="en" optional=true/>
        </div>
        {lists}
        <div class="pair">
            <Field voice name="next_round_ja" label=w::next_round_ja(voice) value=i.next_round_ja problems=e() kind=Kind::Prose lang="ja" optional=true/>
            <Field voice name="next_round_en" label=w::next_round_en(voice) value=i.next_round_en problems=e() kind=Kind::Prose lang="en" optional=true/>
        </div>
    }
}

fn prizes(ctx: &Ctx, i: &ProgrammeInput, problems: &Problems) -> impl IntoView + use<> {
    let voice = ctx.voice;
    let e = || problems.clone();
    let rows = (0..i.rows(Rows::Prizes)).map(|row| {
        let fields = view! {
            <div class="pair">
                <Cell voice name="prize_title_ja" row label=w::prize_title_ja(voice) column=i.prize_title_ja.clone() problems=e() lang="ja"/>
                <Cell voice name="prize_title_en" row label=w::prize_title_en(voice) column=i.prize_title_en.clone() problems=e() lang="en"/>
            </div>
            <div class="pair">
                <Cell voice name="prize_text_ja" row label=w::sentence_ja(voice) column=i.prize_text_ja.clone() problems=e() kind=Kind::Prose lang="ja"/>
                <Cell voice name="prize_text_en" row label=w::sentence_en(voice) column=i.prize_text_en.clone() problems=e() kind=Kind::Prose lang="en"/>
            </div>
        };
        entry(ctx, "prizes", row, w::prize(voice, row + 1), fields.into_any())
    });
    list(ctx, "prizes", p::prizes(voice), String::new(), rows.collect())
}

fn steps(ctx: &Ctx, i: &ProgrammeInput, problems: &Problems, events: &[Choice]) -> impl IntoView + use<> {
    let voice = ctx.voice;
    let e = || problems.clone();
    let kinds: Vec<Choice> =
        StepKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind.word(voice))).collect();
    let rows = (0..i.rows(Rows::Steps)).map(|row| {
        let fields = view! {
            <div class="pair">
                <CellSelect voice name="step_kind" row label=w::step_kind(voice) choices=kinds.clone() column=i.step_kind.clone() problems=e()/>
                <Cell voice name="step_at" row label=w::step_at(voice) column=i.step_at.clone() problems=e() kind=Kind::DateTime/>
                <CellSelect voice name="step_event" row label=w::step_event(voice) choices=events.to_vec() column=i.step_event.clone() problems=e()/>
            </div>
            <div class="pair">
                <Cell voice name="step_title_ja" row label=w::step_title_ja(voice) column=i.step_title_ja.clone() problems=e() lang="ja"/>
                <Cell voice name="step_title_en" row label=w::step_title_en(voice) column=i.step_title_en.clone() problems=e() lang="en"/>
            </div>
            <div class="pair">
                <Cell voice name="step_note_ja" row label=w::sentence_ja(voice) column=i.step_note_ja.clone() problems=e() kind=Kind::Prose lang="ja"/>
                <Cell voice name="step_note_en" row label=w::sentence_en(voice) column=i.step_note_en.clone() problems=e() kind=Kind::Prose lang="en"/>
            </div>
        };
        entry(ctx, "steps", row, w::step(voice, row + 1), fields.into_any())
    });
    let hint = w::steps_hint(voice, format::zone(ctx));
    list(ctx, "steps", p::timeline(voice), hint, rows.collect())
}

fn faq(ctx: &Ctx, i: &ProgrammeInput, problems: &Problems) -> impl IntoView + use<> {
    let voice = ctx.voice;
    let e = || problems.clone();
    let rows = (0..i.rows(Rows::Faq)).map(|row| {
        let fields = view! {
            <div class="pair">
                <Cell voice name="faq_q_ja" row label=w::faq_q_ja(voice) column=i.faq_q_ja.clone() problems=e() lang="ja"/>
                <Cell voice name="faq_q_en" row label=w::faq_q_en(voice) column=i.faq_q_en.clone() problems=e() lang="en"/>
            </div>
            <div class="pair">
                <Cell voice name="faq_a_ja" row label=w::faq_a_ja(voice) column=i.faq_a_ja.clone() problems=e() kind=Kind::Prose lang="ja"/>
                <Cell voice name="faq_a_en" row label=w::faq_a_en(voice) column=i.faq_a_en.clone() problems=e() kind=Kind::Prose lang="en"/>
            </div>
        };
        entry(ctx, "faq", row, w::question(voice, row + 1), fields.into_any())
    });
    list(ctx, "faq", p::faq(voice), String::new(), rows.collect())
}

/// A list with the button that adds a row; its address ends at the list, so that one stays there.
fn list(
    ctx: &Ctx,
    id: &'static str,
    legend: &'static str,
    hint: String,
    rows: Vec<AnyView>,
) -> impl IntoView + use<> {
    let hint = (!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> });
    let here = format!("{}#{id}-add", ctx.path());
    view! {
        <fieldset class="fields" id=id>
            <legend>{legend}</legend>
            {hint}
            {rows}
            <p class="acts"><button class="btn small" id=format!("{id}-add") name="action" value=format!("add:{id}") formaction=here><Icon name="plus"/>{w::add_row(ctx.voice)}</button></p>
        </fieldset>
    }
}

/// One row with the button that takes it away.
fn entry(ctx: &Ctx, list: &'static str, row: usize, legend: String, fields: AnyView) -> AnyView {
    let voice = ctx.voice;
    let label = w::remove_row(voice, legend.clone());
    let here = format!("{}#{list}", ctx.path());
    view! {
        <fieldset class="fields card soft">
            <legend class="sr">{legend.clone()}</legend>
            <p class="spread"><span class="strong" aria-hidden="true">{legend}</span>
                <button class="btn quiet small" name="action" value=format!("remove:{list}:{row}") formaction=here aria-label=label><Icon name="x"/>{w::remove(voice)}</button></p>
            {fields}
        </fieldset>
    }
    .into_any()
}
