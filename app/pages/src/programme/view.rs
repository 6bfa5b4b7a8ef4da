//! The views of programmes.
use leptos::prelude::*;
use service::application::{Mine, takes_applications};
use service::policy::{Capability, require};
use service::programme::ProgrammeView;
use types::lang::{Bilingual, Voice};
use types::programme::{ProgrammeContent, ProgrammeState, Step};
use types::words::{application, nav, programme as w, programme_edit as edit, public};

use crate::ctx::Ctx;
use crate::format;
use crate::ui::{Icon, spoken};

/// Icons of the things accepted teams get, in turn.
const PRIZES: [&str; 3] = ["sprout", "globe", "house"];

pub(super) fn list(ctx: &Ctx, programmes: Vec<ProgrammeView>) -> impl IntoView + use<> {
    let v = ctx.voice;
    let list = if programmes.is_empty() {
        view! {
            <section class="empty">
                <svg class="scene" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#seed"></use></svg>
                <h2>{w::empty(v)}</h2>
                <p>{w::empty_text(v)}</p>
                <p class="acts"><a class="btn" href="/events">{w::see_events(v)}</a></p>
            </section>
        }
        .into_any()
    } else {
        view! { <div class="grid wide">{programmes.into_iter().map(|p| card(ctx, &p)).collect_view()}</div> }
            .into_any()
    };
    let new = ctx.viewer.may(Capability::RunProgrammes).then(|| view! {
        <div class="acts"><a class="btn" href="/office/programmes/new"><Icon name="plus"/>{edit::new(v)}</a></div>
    });
    view! {
        <section class="stack">
            <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div>{new}</header>
            {list}
        </section>
    }
}

fn card(ctx: &Ctx, programme: &ProgrammeView) -> impl IntoView + use<> {
    let lang = ctx.voice.lang;
    let (title, tagline) = (spoken(&programme.content.title, lang), spoken(&programme.content.tagline, lang));
    view! {
        <article class="card">
            <p class="chips">{state(ctx, programme.state)}</p>
            <h2><a class="cover" href=format!("/programmes/{}", programme.slug) lang=title.lang>{title.text}</a></h2>
            <p lang=tagline.lang>{tagline.text}</p>
            {due(ctx, &programme.content)}
        </article>
    }
}

fn state(ctx: &Ctx, state: ProgrammeState) -> impl IntoView + use<> {
    let v = ctx.voice;
    let class = match state {
        ProgrammeState::Open => "badge ok",
        ProgrammeState::Closed => "badge",
        ProgrammeState::Draft => "badge wait",
    };
    view! { <span class=class>{state_word(v, state)}</span> }
}

fn state_word(v: Voice, state: ProgrammeState) -> &'static str {
    match state {
        ProgrammeState::Open => w::open(v),
        ProgrammeState::Closed => w::closed(v),
        ProgrammeState::Draft => w::draft(v),
    }
}

/// Days left until the next deadline, while there is one.
pub(crate) fn due(ctx: &Ctx, content: &ProgrammeContent) -> Option<impl IntoView + use<>> {
    let v = ctx.voice;
    let at = content.deadline(ctx.app.service.now())?.at;
    let days = format::days_until(ctx, at);
    let words = if days == 0 {
        view! { <b>{w::today(v)}</b> }.into_any()
    } else {
        view! { {w::days_left_before(v)} " " <b>{days}</b> " " {w::days_left_after(v)} }.into_any()
    };
    let date = w::due_on(v, format::date_time(ctx, at));
    Some(view! { <p><span class="due">{words}</span>" "<span class="meta">{date}</span></p> })
}

pub(super) fn programme(ctx: &Ctx, programme: ProgrammeView, mine: Vec<Mine>) -> impl IntoView + use<> {
    let (v, lang, now) = (ctx.voice, ctx.voice.lang, ctx.app.service.now());
    let content = &programme.content;
    let (title, tagline) = (spoken(&content.title, lang), spoken(&content.tagline, lang));
    let meeting = content.briefing(now).and_then(|step| Some((step.event.clone()?, step.at)));
    let meeting = meeting.map(|(slug, at)| view! {
        <div class="card"><h2>{w::next_briefing(v)}</h2><p><time datetime=format::machine(ctx, at)>{format::date_time(ctx, at)}</time></p>
            <p class="acts"><a class="btn" href=format!("/events/{slug}")><Icon name="calendar"/>{w::see_briefing(v)}</a></p></div>
    });
    let next = spoken(&content.next_round, lang);
    let next = (!next.text.is_empty()).then(|| view! { <section class="text"><h2>{w::next_round(v)}</h2><p lang=next.lang>{next.text}</p></section> });
    let change = ctx.viewer.may(Capability::RunProgrammes).then(|| view! {
        <p class="acts end"><a class="btn small" href=format!("/office/programmes/{}/edit", programme.slug)><Icon name="pencil"/>{edit::change(v)}</a></p>
    });
    view! {
        <nav class="crumbs" aria-label=public::here(v)><ol><li><a href="/programmes">{nav::programmes(v)}</a></li><li aria-current="page" lang=title.lang>{title.text.clone()}</li></ol></nav>
        <section class="stack">
            {change}
            <div class="card deep seigaiha programme-hero">
                <p class="meta">{state_word(v, programme.state)}</p>
                <h1 lang=title.lang>{title.text}</h1>
                <p class="lead" lang=tagline.lang>{tagline.text}</p>
                {due(ctx, content)}
                {apply(ctx, &programme, mine.is_empty())}
                {interest(ctx, &programme)}
                {read(ctx, &programme)}
            </div>
            {crate::application::mine(v, mine)}
            {meeting}
        </section>
        <section class="split">{prose(ctx, w::what(v), &content.what)}{prose(ctx, w::for_whom(v), &content.for_whom)}</section>
        {prizes(ctx, content)}
        <section class="split">{timeline(ctx, content)}{prose(ctx, w::support(v), &content.support)}</section>
        {faq(ctx, content)}
        {next}
    }
}

/// 応募: the strongest of the three; whoever has begun finds the way on below.
fn apply(ctx: &Ctx, programme: &ProgrammeView, is_new: bool) -> Option<impl IntoView + use<>> {
    let v = ctx.voice;
    let is_open = takes_applications(programme.state, &programme.content, ctx.app.service.now());
    let is_offered = is_open && is_new && ctx.viewer.me().is_some();
    let href = format!("/programmes/{}/apply", programme.slug);
    is_offered.then(|| view! { <p class="acts"><a class="btn primary large" href=href><Icon name="pencil"/>{application::apply(v)}</a></p> })
}

/// For whoever reads applications.
fn read(ctx: &Ctx, programme: &ProgrammeView) -> Option<impl IntoView + use<>> {
    let v = ctx.voice;
    let href = format!("/office/programmes/{}/applications", programme.slug);
    let reads = require(&ctx.viewer, Capability::ReadApplications).is_ok();
    reads.then(|| view! { <p class="acts"><a class="btn" href=href><Icon name="inbox"/>{application::read_applications(v)}</a></p> })
}

/// 興味あり: the lightest of the three strengths.
fn interest(ctx: &Ctx, programme: &ProgrammeView) -> Option<AnyView> {
    let v = ctx.voice;
    if programme.state != ProgrammeState::Open {
        return None;
    }
    let back = format!("/sign-in?return_to=/programmes/{}", programme.slug);
    Some(match (ctx.viewer.me(), programme.interested) {
        (None, _) => view! { <div class="acts"><a class="btn primary large" href=back>{w::sign_in_for_interest(v)}</a></div> }.into_any(),
        (Some(_), false) => view! {
            <form method="post" class="acts"><button class="btn" name="interested" value="yes"><Icon name="hand-heart"/>{w::interested(v)}</button></form>
            <p class="meta">{w::interest_note(v)}</p>
        }
        .into_any(),
        (Some(_), true) => view! {
            <p class="with-icon"><Icon name="circle-check"/><span>{w::interest_given(v)}</span></p>
            <form method="post" class="acts"><button class="btn" name="interested" value="no">{w::interest_take_back(v)}</button></form>
        }
        .into_any(),
    })
}

fn prose(ctx: &Ctx, heading: &'static str, html: &Bilingual) -> Option<impl IntoView + use<>> {
    let html = spoken(html, ctx.voice.lang);
    (!html.text.is_empty()).then(|| view! { <div class="stack"><h2>{heading}</h2><div class="prose" lang=html.lang inner_html=html.text></div></div> })
}

fn prizes(ctx: &Ctx, content: &ProgrammeContent) -> Option<impl IntoView + use<>> {
    let (v, lang) = (ctx.voice, ctx.voice.lang);
    let prizes = content.prizes.iter().zip(PRIZES.iter().cycle()).map(|(prize, icon)| {
        let (title, text) = (spoken(&prize.title, lang), spoken(&prize.text, lang));
        view! { <li><Icon name=icon/><b lang=title.lang>{title.text}</b><p lang=text.lang>{text.text}</p></li> }
    });
    let prizes: Vec<_> = prizes.collect();
    (!prizes.is_empty()).then(
        || view! { <section class="band"><h2>{w::prizes(v)}</h2><ul class="prizes">{prizes}</ul></section> },
    )
}

fn timeline(ctx: &Ctx, content: &ProgrammeContent) -> impl IntoView + use<> {
    let v = ctx.voice;
    let now = ctx.app.service.now();
    let next = content.timeline.iter().position(|step| step.at > now);
    let steps: Vec<_> = content
        .timeline
        .iter()
        .enumerate()
        .map(|(i, s)| step(ctx, s, s.at <= now, next == Some(i)))
        .collect();
    view! { <div class="stack"><h2>{w::timeline(v)}</h2><ol class="steps">{steps}</ol></div> }
}

fn step(ctx: &Ctx, step: &Step, is_done: bool, is_next: bool) -> impl IntoView + use<> {
    let (v, lang) = (ctx.voice, ctx.voice.lang);
    let (title, note) = (spoken(&step.title, lang), spoken(&step.note, lang));
    let title = match &step.event {
        Some(slug) => view! { <a href=format!("/events/{slug}") lang=title.lang>{title.text}</a> }.into_any(),
        None => view! { <span lang=title.lang>{title.text}</span> }.into_any(),
    };
    let word = if is_done { Some(w::done(v)) } else { is_next.then(|| w::now(v)) };
    let class = is_done.then_some("done");
    view! {
        <li class=class aria-current=is_next.then_some("step")>
            <b>{title}</b>
            <p class="meta"><time datetime=format::machine(ctx, step.at)>{format::date(ctx, step.at)}</time>{word.map(|word| view! { " " <span class="badge">{word}</span> })}</p>
            <p lang=note.lang>{note.text}</p>
        </li>
    }
}

fn faq(ctx: &Ctx, content: &ProgrammeContent) -> Option<impl IntoView + use<>> {
    let (v, lang) = (ctx.voice, ctx.voice.lang);
    let entries = content.faq.iter().map(|faq| {
        let (q, a) = (spoken(&faq.q, lang), spoken(&faq.a, lang));
        view! { <details><summary lang=q.lang>{q.text}</summary><p lang=a.lang>{a.text}</p></details> }
    });
    let entries: Vec<_> = entries.collect();
    (!entries.is_empty()).then(
        || view! { <section class="band"><h2>{w::faq(v)}</h2><div class="faq">{entries}</div></section> },
    )
}
