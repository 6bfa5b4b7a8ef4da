//! The views of joining.
use app::draft::KeepDraft;
use leptos::prelude::*;
use service::join::Door;
use service::viewer::Me;
use types::consent::Purpose;
use types::form::Problems;
use types::id::InvitationId;
use types::invitation::InvitationState;
use types::join::JoinInput;
use types::lang::{Lang, Voice};
use types::words::{error, form as f, join as w, nav, referral, sign_in as s};

use crate::ctx::Ctx;
use crate::format;
use crate::ui::{Avatar, ErrorSummary, Field, Icon, Kind};

/// Who invites (or how to join without anybody), what the network is, and the form.
pub(super) fn form(
    ctx: &Ctx,
    door: Option<Door>,
    input: JoinInput,
    problems: &Problems,
) -> impl IntoView + use<> {
    let v = ctx.voice;
    let inviter = door.as_ref().map(|door| door.inviter.name(v.lang));
    let opening = match door {
        Some(door) => invited(ctx, door).into_any(),
        None => uninvited(ctx).into_any(),
    };
    view! {
        <section class="card letter">
            {opening}
            {network(ctx)}
        </section>
        <section class="card">
            <ErrorSummary voice=v problems=problems.clone()/>
            <form method="post" class="form" novalidate="true">
                <KeepDraft owner=String::new() name="join".to_owned()/>
                {names(v, &input, problems, more_fields(v, &input, problems).into_any())}
                {work_fields(v, &input, problems)}
                {inviter.map(|name| word_of_mouth(v, &input, &name))}
                {consents(v, w::consent_required(v), |purpose| input.has(purpose), problems)}
                <p class="acts"><button class="btn primary large block">{w::submit(v)}</button></p>
            </form>
        </section>
    }
}

fn invited(ctx: &Ctx, door: Door) -> impl IntoView + use<> {
    let v = ctx.voice;
    let name = door.inviter.name(v.lang);
    let line = Some(&door.inviter.line).filter(|line| !line.is_empty());
    let line = line.map(|line| view! { <p class="meta">{line.clone()}</p> });
    let note = (!door.note.is_empty()).then(|| view! { <p>{door.note}</p> });
    view! {
        <div class="inviter">
            <Avatar person=door.inviter.clone() lang=v.lang size="l"/>
            <h1>{w::invited_title(v, &name)}</h1>
            {line}
            <blockquote><p>{w::together(v, &name, &door.worked_together)}</p>{note}</blockquote>
        </div>
        <p class="meta center">{w::until(v, format::date(ctx, door.expires_at))}</p>
    }
}

fn uninvited(ctx: &Ctx) -> impl IntoView + use<> {
    let v = ctx.voice;
    view! {
        <h1>{w::title(v)}</h1>
        <p class="lead">{w::how_lead(v, ctx.site.name.get(v.lang))}</p>
        <h2>{w::how_invited(v)}</h2>
        <p>{w::how_invited_text(v)}</p>
        <h2>{w::how_form(v)}</h2>
        <p>{w::how_form_text(v)}</p>
    }
}

fn network(ctx: &Ctx) -> impl IntoView + use<> {
    let v = ctx.voice;
    let welcome = ctx.site.welcome.get(v.lang).to_owned();
    let lang = ctx.site.welcome.lang_of(v.lang).as_str();
    (!welcome.is_empty()).then(|| {
        view! {
            <h2>{w::network(v, ctx.site.name.get(v.lang))}</h2>
            <p lang=lang>{welcome}</p>
            <p><a href="/about">{nav::about(v)}</a></p>
        }
    })
}

/// The name in its scripts, and `more` about the person.
pub(crate) fn names(v: Voice, i: &JoinInput, p: &Problems, more: AnyView) -> impl IntoView + use<> {
    let (i, p) = (i.clone(), p.clone());
    // Readers of English mostly write their name in Latin letters, which needs no reading.
    let latin = v.lang == Lang::En;
    view! {
        <fieldset class="fields">
            <legend>{w::you(v)}</legend>
            <div class="pair">
                <Field voice=v name="family" label=w::family(v) value=i.family problems=p.clone() autocomplete="family-name"/>
                <Field voice=v name="given" label=w::given(v) value=i.given problems=p.clone() autocomplete="given-name"/>
            </div>
            <p class="hint">{w::kana_hint(v)}</p>
            <div class="pair">
                <Field voice=v name="family_kana" label=w::family_kana(v) value=i.family_kana problems=p.clone() lang="ja" optional=latin/>
                <Field voice=v name="given_kana" label=w::given_kana(v) value=i.given_kana problems=p.clone() lang="ja" optional=latin/>
                <Field voice=v name="family_roman" label=w::family_roman(v) value=i.family_roman problems=p.clone() lang="en" optional=true/>
                <Field voice=v name="given_roman" label=w::given_roman(v) value=i.given_roman problems=p lang="en" optional=true/>
            </div>
            {more}
        </fieldset>
    }
}

/// The name once borne at the company, and the address.
fn more_fields(v: Voice, i: &JoinInput, p: &Problems) -> impl IntoView + use<> {
    let (i, p) = (i.clone(), p.clone());
    view! {
        <Field voice=v name="former_family" label=w::former_family(v) value=i.former_family problems=p.clone() hint=w::former_hint(v) optional=true/>
        <Field voice=v name="mail" label=w::mail(v) value=i.mail problems=p kind=Kind::Mail hint=w::mail_hint(v) autocomplete="email"/>
    }
}

fn work_fields(v: Voice, i: &JoinInput, p: &Problems) -> impl IntoView + use<> {
    let (i, p) = (i.clone(), p.clone());
    view! {
        <fieldset class="fields">
            <legend>{w::work(v)}</legend>
            <Field voice=v name="department" label=w::department(v) value=i.department problems=p.clone() hint=w::department_hint(v)/>
            <div class="pair">
                <Field voice=v name="year_from" label=w::year_from(v) value=i.year_from problems=p.clone() kind=Kind::Number/>
                <Field voice=v name="year_to" label=w::year_to(v) value=i.year_to problems=p.clone() kind=Kind::Number hint=w::year_to_hint(v) optional=true/>
            </div>
            <Field voice=v name="note" label=w::note(v) value=i.note problems=p kind=Kind::Prose hint=w::note_hint(v) optional=true/>
        </fieldset>
    }
}

/// Whether the one who invites may see that the person joined.
fn word_of_mouth(v: Voice, i: &JoinInput, name: &str) -> impl IntoView + use<> {
    let ticked = i.shows_origin == "on";
    view! {
        <label class="check">
            <input type="checkbox" name="shows_origin" value="on" checked=ticked/>
            <span>{referral::join_box(v, name)}<span class="may">{f::optional(v)}</span><small class="hint">{referral::join_hint(v)}</small></span>
        </label>
    }
}

/// One box for each purpose; the one nobody takes part without is marked as `needed`.
pub(crate) fn consents<H: Fn(Purpose) -> bool>(
    v: Voice,
    needed: &'static str,
    has: H,
    p: &Problems,
) -> impl IntoView + use<H> {
    let error = p.of("purpose").map(|problem| problem.text(v));
    let described = error.is_some().then_some("purpose-e");
    let line =
        error.map(|text| view! { <p class="error" id="purpose-e"><Icon name="circle-alert"/>{text}</p> });
    let boxes = Purpose::ALL.iter().map(|purpose| {
        // The error summary links to the required one.
        let id = purpose.is_required().then_some("purpose");
        let need = if purpose.is_required() {
            view! { <span class="need">{needed}</span> }.into_any()
        } else {
            view! { <span class="may">{f::optional(v)}</span> }.into_any()
        };
        let (ticked, value) = (has(*purpose), purpose.as_str());
        view! {
            <label class="check">
                <input type="checkbox" id=id name="purpose" value=value checked=ticked/>
                <span>{purpose.name(v)}{need}<small class="hint">{purpose.text(v)}</small></span>
            </label>
        }
    });
    view! {
        <fieldset class="fields" aria-describedby=described>
            <legend>{w::consents(v)}</legend>
            <p class="hint">{w::consents_hint(v)}</p>
            {boxes.collect_view()}
            {line}
            <p class="meta"><a href="/privacy">{w::privacy(v)}</a></p>
        </fieldset>
    }
}

/// Whoever is signed in needs no invitation, not even the own one.
pub(super) fn member(ctx: &Ctx, me: &Me, mine: Option<InvitationId>) -> impl IntoView + use<> {
    let v = ctx.voice;
    let own = mine.map(|id| {
        view! {
            <p class="notice">{w::mine_text(v)}</p>
            <p class="acts"><a class="btn" href=format!("/invitations/{id}")>{w::to_invitation(v)}</a></p>
        }
    });
    view! {
        <section class="card letter">
            <h1>{w::member_title(v)}</h1>
            <p class="lead">{w::member_text(v, me.person.name(v.lang))}</p>
            {own}
            <p class="acts"><a class="btn primary large block" href="/">{error::home(v)}</a></p>
            <p class="meta">{w::member_other(v)}</p>
            <form method="post" action="/sign-out"><button class="btn">{s::sign_out(v)}</button></form>
        </section>
    }
}

/// The link was good once; the person still is.
pub(super) fn closed(ctx: &Ctx, door: &Door) -> impl IntoView + use<> {
    let v = ctx.voice;
    let name = door.inviter.name(v.lang);
    let why = match door.state {
        InvitationState::UsedUp => w::used_up_text(v, name),
        InvitationState::Revoked => w::revoked_text(v, name),
        InvitationState::Expired | InvitationState::Open => w::expired_text(v, name),
    };
    view! {
        <section class="card letter">
            <h1>{w::closed_title(v)}</h1>
            <p class="notice wait">{why}</p>
            <p>{w::closed_way(v)}</p>
            <p class="acts">
                <a class="btn primary" href="/join">{w::ask_without(v)}</a>
                <a class="btn" href="/sign-in">{s::title(v)}</a>
            </p>
        </section>
    }
}
