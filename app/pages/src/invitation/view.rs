//! The views of invitations.
use leptos::prelude::*;
use service::invitation::{Handout, InvitationPage, InvitationRow, Qr};
use types::form::Problems;
use types::invitation::{InvitationInput, InvitationState};
use types::lang::Voice;
use types::words::{invitation as w, nav};

use crate::ctx::Ctx;
use crate::format;
use crate::ui::{ErrorSummary, Field, Icon, Kind, pager};

pub(super) fn list(
    ctx: &Ctx,
    page: &InvitationPage,
    input: InvitationInput,
    problems: &Problems,
) -> impl IntoView + use<> {
    let v = ctx.voice;
    view! {
        <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
        <section class="card">
            <h2>{w::new(v)}</h2>
            <ErrorSummary voice=v problems=problems.clone()/>
            {form(v, input, problems)}
        </section>
        <section class="section">
            <h2>{w::yours(v)}</h2>
            {rows(ctx, page)}
        </section>
    }
}

fn form(v: Voice, i: InvitationInput, p: &Problems) -> impl IntoView + use<> {
    view! {
        <form method="post" action="/invitations" class="form" novalidate="true">
            <Field voice=v name="worked_together" label=w::worked_together(v) value=i.worked_together problems=p.clone() hint=w::worked_together_hint(v)/>
            <Field voice=v name="note" label=w::note(v) value=i.note problems=p.clone() kind=Kind::Prose hint=w::note_hint(v) optional=true/>
            <div class="pair">
                <Field voice=v name="days" label=w::days(v) value=i.days problems=p.clone() kind=Kind::Number hint=w::days_hint(v)/>
                <Field voice=v name="uses" label=w::uses(v) value=i.uses problems=p.clone() kind=Kind::Number hint=w::uses_hint(v)/>
            </div>
            <Field voice=v name="mail" label=w::mail(v) value=i.mail problems=p.clone() kind=Kind::Mail hint=w::mail_hint(v) optional=true autocomplete="off"/>
            <p class="meta">{w::about_inviter(v)}</p>
            <p class="acts"><button class="btn primary"><Icon name="link"/>{w::create(v)}</button></p>
        </form>
    }
}

fn rows(ctx: &Ctx, page: &InvitationPage) -> AnyView {
    let v = ctx.voice;
    if page.invitations.is_empty() {
        return view! {
            <section class="empty">
                <svg class="scene small" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#people"></use></svg>
                <h3>{w::none(v)}</h3>
                <p>{w::none_text(v)}</p>
            </section>
        }
        .into_any();
    }
    let more = page.next.map(|before| format!("/invitations?before={before}"));
    let more = pager(nav::more(v), nav::more(v), more);
    view! {
        <ul class="rows card">{page.invitations.iter().map(|(row, state)| item(ctx, row, *state)).collect_view()}</ul>
        {more}
    }
    .into_any()
}

fn item(ctx: &Ctx, row: &InvitationRow, state: InvitationState) -> impl IntoView + use<> {
    let v = ctx.voice;
    let label = format!("{}: {}", w::show(v), row.worked_together);
    view! {
        <li class="spread">
            <span class="who">
                <span class="name">{row.worked_together.clone()}</span>
                <span class="meta">{facts(ctx, row)}</span>
            </span>
            <span class="acts">
                {badge(v, state)}
                <a class="btn small" href=format!("/invitations/{}", row.id) aria-label=label>{w::show(v)}</a>
                {switch(v, row, state)}
            </span>
        </li>
    }
}

/// Used by how many, until when, mailed to whom, begun or not.
fn facts(ctx: &Ctx, row: &InvitationRow) -> String {
    let v = ctx.voice;
    let begun = if row.started_at.is_some() { w::started(v) } else { w::not_started(v) };
    let mut facts = vec![
        w::until(v, format::date(ctx, row.expires_at)),
        w::used(v, row.used, row.uses),
        begun.to_owned(),
    ];
    facts.extend(row.mail.as_ref().map(|mail| w::mailed_to(v, mail)));
    facts.join(" · ")
}

/// Takes the link back or gives it again, whichever undoes the other.
fn switch(v: Voice, row: &InvitationRow, state: InvitationState) -> Option<AnyView> {
    let (verb, label) = match state {
        InvitationState::Open => ("revoke", w::revoke(v)),
        InvitationState::Revoked => ("restore", w::restore(v)),
        InvitationState::Expired | InvitationState::UsedUp => return None,
    };
    let name = format!("{label}: {}", row.worked_together);
    let action = format!("/invitations/{}/{verb}", row.id);
    Some(view! { <form method="post" action=action><button class="btn quiet small" aria-label=name>{label}</button></form> }.into_any())
}

fn badge(v: Voice, state: InvitationState) -> impl IntoView {
    let (class, label) = match state {
        InvitationState::Open => ("badge ok", w::open(v)),
        InvitationState::Expired => ("badge wait", w::expired(v)),
        InvitationState::UsedUp => ("badge ai", w::used_up(v)),
        InvitationState::Revoked => ("badge", w::revoked(v)),
    };
    view! { <span class=class>{label}</span> }
}

pub(super) fn one(ctx: &Ctx, handout: Handout) -> impl IntoView + use<> {
    let v = ctx.voice;
    let Handout { row, state, link, line, qr } = handout;
    let note = (!row.note.is_empty()).then(|| view! { <p>{row.note.clone()}</p> });
    let hand_on = (state == InvitationState::Open).then(|| ways(v, link, line, &qr));
    view! {
        <header class="head"><div><h1>{w::link(v)}</h1></div></header>
        <section class="card letter invitation">
            <p class="center">{badge(v, state)}</p>
            <h2>{row.worked_together.clone()}</h2>
            {note}
            {hand_on}
            <p class="meta center">{facts(ctx, &row)}</p>
            <div class="acts center">{switch(v, &row, state)}</div>
        </section>
        <p><a href="/invitations">{w::all(v)}</a></p>
    }
}

/// QR for those beside, LINE and the link itself for those away.
fn ways(v: Voice, link: String, line: String, qr: &Qr) -> impl IntoView + use<> {
    let size = format!("0 0 {0} {0}", qr.size);
    view! {
        <div class="qr"><svg viewBox=size role="img" aria-label=w::qr(v)><path d=qr.path.clone() fill="currentColor"></path></svg></div>
        <div class="field">
            <label for="link">{w::link(v)}</label>
            <p class="hint" id="link-h">{w::link_hint(v)}</p>
            <input id="link" readonly="true" value=link.clone() aria-describedby="link-h"/>
        </div>
        <div class="ways">
            <a class="btn" href=line rel="noreferrer"><Icon name="send"/>{w::line(v)}</a>
            <a class="btn" href=format!("mailto:?body={}", encoded(&link))><Icon name="mail"/>{w::by_mail(v)}</a>
        </div>
    }
}

/// For `mailto:`, which reads `+` literally.
fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}
