//! One campaign: before it begins, whom it reaches and what they read; then how far it is.
use leptos::prelude::*;
use service::campaign::{CampaignMailRow, CampaignView, RecipientRow};
use types::campaign::{CampaignMailState, CampaignState};
use types::form::Problems;
use types::lang::Voice;
use types::words::{campaign as w, nav};

use super::{badge, path, segment};
use crate::ctx::Ctx;
use crate::format;
use crate::office::tile;
use crate::ui::{ErrorSummary, Field, Icon, Kind, pager};

pub(super) fn view(ctx: &Ctx, campaign: &CampaignView, typed: String, p: &Problems) -> impl IntoView + use<> {
    let v = ctx.voice;
    let row = &campaign.row;
    let body = match row.state {
        CampaignState::Draft => draft(v, campaign, p).into_any(),
        _ => running(v, campaign, typed, p).into_any(),
    };
    view! {
        <header class="head"><div><h1>{row.title.clone()}" "{badge(v, row.state)}</h1><p class="lead">{segment(v, row)}</p></div></header>
        {body}
        <p><a href="/office/roster/campaigns">{w::back(v)}</a></p>
    }
}

fn draft(v: Voice, campaign: &CampaignView, p: &Problems) -> impl IntoView + use<> {
    let (row, reach) = (&campaign.row, campaign.reach);
    let will_send = (reach.with_mail - reach.invited - reach.members).max(0);
    let edit = format!("{}/edit", path(row.id));
    let postal = p.of("postal").is_some().then(|| view! {
        <div class="errors" role="alert"><h2>{w::postal_needed(v)}</h2><p><a href="/office/settings#postal_ja">{w::to_settings(v)}</a></p></div>
    });
    let person = |person: &RecipientRow| {
        let year = person.left_on.split('-').next().unwrap_or_default();
        view! { <li>{format!("{} {} · {} · {year}", person.family, person.given, person.department)}</li> }
    };
    let sample = (!campaign.sample.is_empty()).then(|| {
        view! {
            <h3>{w::sample(v, campaign.sample.len())}</h3>
            <ul>{campaign.sample.iter().map(person).collect_view()}</ul>
        }
    });
    let start = (will_send > 0).then(|| view! {
        <details class="confirm">
            <summary class="btn primary">{w::start(v)}</summary>
            <form class="card" method="post">
                <p>{w::start_ask(v, format::number(will_send))}</p>
                <p class="acts"><button class="btn primary" name="verb" value="start"><Icon name="send"/>{w::start(v)}</button></p>
            </form>
        </details>
    });
    view! {
        {postal}
        <section class="card">
            <h2>{w::reach(v)}</h2>
            <dl class="stats">
                {tile(w::people(v), None, format::number(reach.people), String::new())}
                {tile(w::with_mail(v), None, format::number(reach.with_mail), String::new())}
                {tile(w::invited(v), None, format::number(reach.invited), String::new())}
                {tile(w::members(v), None, format::number(reach.members), String::new())}
                {tile(w::will_send(v), None, format::number(will_send), w::will_send_note(v).to_owned())}
            </dl>
            {sample}
        </section>
        {mail(v, campaign)}
        <form method="post" class="acts">
            <button class="btn" name="verb" value="try"><Icon name="mail"/>{w::try_self(v)}</button>
            <a class="btn" href=edit><Icon name="pencil"/>{w::edit(v)}</a>
            <button class="btn quiet" name="verb" value="remove">{w::remove(v)}</button>
        </form>
        {start}
    }
}

/// The mail as it reads.
fn mail(v: Voice, campaign: &CampaignView) -> impl IntoView + use<> {
    let (subject, body) = campaign.preview.clone();
    let lang = campaign.row.lang.as_str();
    view! {
        <section class="card">
            <h2>{w::preview(v)}</h2>
            <p class="strong" lang=lang>{subject}</p>
            <div class="kept" lang=lang>{body}</div>
        </section>
    }
}

fn running(v: Voice, campaign: &CampaignView, typed: String, p: &Problems) -> impl IntoView + use<> {
    let (row, progress) = (&campaign.row, campaign.progress);
    let act = |verb: &'static str, label: &'static str, class: &'static str| {
        view! { <button class=class name="verb" value=verb>{label}</button> }.into_any()
    };
    let buttons = match row.state {
        CampaignState::Sending => vec![act("pause", w::pause(v), "btn")],
        CampaignState::Paused => vec![act("resume", w::resume(v), "btn primary")],
        CampaignState::Done if progress.failed > 0 => vec![act("retry", w::retry(v), "btn")],
        CampaignState::Done | CampaignState::Draft => Vec::new(),
    };
    let refresh = (row.state == CampaignState::Sending)
        .then(|| view! { <a class="btn quiet" href=path(row.id)>{w::refresh(v)}</a> });
    let figure = |name: &'static str, count: i64, note: &'static str| {
        tile(name, None, format::number(count), note.to_owned())
    };
    let text = w::progress_text(v, format::number(progress.done()), format::number(progress.total()));
    view! {
        <section class="card stack">
            <h2>{w::progress(v)}</h2>
            <p><progress max=progress.total().to_string() value=progress.done().to_string() aria-label=w::progress(v)></progress>" "{text}</p>
            <dl class="stats">
                {figure(w::sent(v), progress.sent, "")}
                {figure(w::waiting(v), progress.waiting, "")}
                {figure(w::joined(v), progress.joined, "")}
                {figure(w::bounced(v), progress.bounced, "")}
                {figure(w::failed(v), progress.failed, "")}
                {figure(w::opted_out(v), progress.opted_out, w::opted_out_note(v))}
            </dl>
            <form method="post" class="acts">{buttons}{refresh}</form>
        </section>
        {undelivered(v, campaign)}
        {bounces(v, campaign, typed, p)}
        {mail(v, campaign)}
    }
}

fn undelivered(v: Voice, campaign: &CampaignView) -> impl IntoView + use<> {
    let row = |row: &CampaignMailRow| {
        let (class, label) = match row.state {
            CampaignMailState::Bounced => ("badge bad", w::bounced(v)),
            CampaignMailState::Failed => ("badge wait", w::failed(v)),
            _ => ("badge", w::unknown(v)),
        };
        view! { <li>{row.mail.clone()}" "<span class=class>{label}</span></li> }
    };
    let more = campaign.next.as_ref().map(|after| {
        let after: String = url::form_urlencoded::byte_serialize(after.as_bytes()).collect();
        format!("{}?after={after}", path(campaign.row.id))
    });
    let more = pager(nav::more(v), nav::more(v), more);
    (!campaign.undelivered.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{w::undelivered(v)}</h2>
                <ul class="rows card">{campaign.undelivered.iter().map(row).collect_view()}</ul>
                {more}
            </section>
        }
    })
}

fn bounces(v: Voice, campaign: &CampaignView, typed: String, p: &Problems) -> impl IntoView + use<> {
    let action = format!("{}/bounces", path(campaign.row.id));
    view! {
        <section class="card">
            <ErrorSummary voice=v problems=p.clone()/>
            <form method="post" action=action class="form" novalidate="true">
                <Field voice=v name="mails" label=w::bounces(v) value=typed problems=p.clone() kind=Kind::Prose hint=w::bounces_hint(v)/>
                <p class="acts"><button class="btn">{w::note_bounces(v)}</button></p>
            </form>
        </section>
    }
}
