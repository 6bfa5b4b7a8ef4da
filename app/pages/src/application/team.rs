//! The team of an application: who belongs to it, asking somebody, answering.
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Form, Router};
use leptos::prelude::*;
use serde::Deserialize;
use service::application::{Application, Mate};
use service::fault::FormError;
use types::application::{TeamRules, TeamState};
use types::form::Problems;
use types::id::{ApplicationId, MemberId};
use types::lang::Voice;
use types::member::Person;
use types::words::application as w;

use super::{back, title};
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go, go_with};
use crate::ui::{ErrorSummary, Field, Icon, Kind, PersonRow, spoken};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/applications/{id}/team", get(page).post(change))
        .route("/applications/{id}/invitation", get(asked_page).post(answer))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Search {
    q: String,
}

/// One press on a button of the team's page.
#[derive(Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
enum Change {
    Ask { member: MemberId },
    Mail { mail: String },
    Remove { member: MemberId },
}

/// Yes or no.
#[derive(Deserialize)]
struct Answer {
    /// `yes` or `no`.
    joins: String,
}

async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<ApplicationId>,
    Query(search): Query<Search>,
) -> Result<Response, PageFault> {
    let application = app.service.application(&ctx.viewer, id).await?;
    if !application.may_edit() || !application.is_lead {
        return Ok(go(&format!("/applications/{id}")));
    }
    let found = app.service.team_candidates(&ctx.viewer, id, &search.q).await?;
    Ok(show(&ctx, &application, &search.q, found, "", &Problems::default()))
}

async fn change(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<ApplicationId>,
    Form(change): Form<Change>,
) -> Result<Response, PageFault> {
    let v = ctx.voice;
    let mut typed = String::new();
    let (done, notice) = match change {
        Change::Ask { member } => (app.service.invite_to_team(&ctx.viewer, id, member).await, w::asked(v)),
        Change::Mail { mail } => {
            let done = app.service.invite_to_team_by_mail(&ctx.viewer, id, &mail).await;
            typed = mail;
            (done, w::asked_by_mail(v))
        }
        Change::Remove { member } => {
            let done = app.service.remove_from_team(&ctx.viewer, id, member).await;
            (done.map_err(FormError::from), w::removed(v))
        }
    };
    match done {
        Ok(()) => Ok(go_with(&format!("/applications/{id}/team"), notice)),
        Err(error) => {
            let problems = error.problems()?;
            let application = app.service.application(&ctx.viewer, id).await?;
            Ok(show(&ctx, &application, "", Vec::new(), &typed, &problems))
        }
    }
}

fn show(
    ctx: &Ctx,
    application: &Application,
    q: &str,
    found: Vec<Person>,
    typed: &str,
    problems: &Problems,
) -> Response {
    let (v, id) = (ctx.voice, application.id);
    let rows: Vec<_> = application.team.iter().map(|mate| row(v, mate, !mate.is_lead)).collect();
    let nobody = (found.is_empty() && !q.is_empty()).then(|| view! { <p>{w::nobody_found(v)}</p> });
    let found = found.into_iter().map(|person| {
        let label = format!("{}: {}", w::ask(v), person.name(v.lang));
        let member = person.id.to_string();
        view! {
            <li><PersonRow person lang=v.lang/>
                <form method="post"><input type="hidden" name="verb" value="ask"/><button class="btn small" name="member" value=member aria-label=label><Icon name="user-plus"/>{w::ask(v)}</button></form></li>
        }
    });
    let found: Vec<_> = found.collect();
    let broken = application
        .broken_rule(v)
        .map(|text| view! { <p class="notice wait"><Icon name="info"/><span>{text}</span></p> });
    let page = Page::new(ctx, Layout::Member, w::team(v)).refused(!problems.is_empty());
    page.show(|| view! {
        <header class="head"><div><p class="meta">{title(v, &application.title)}</p><h1>{w::team(v)}</h1><p class="lead">{rules(v, application.rules)}</p></div></header>
        <ErrorSummary voice=v problems=problems.clone()/>
        <section class="card" id="team">{broken}<ul class="team">{rows}</ul><p class="meta">{w::team_note(v)}</p></section>
        <section class="card">
            <h2>{w::ask_by_name(v)}</h2>
            <form class="filters" role="search" method="get">
                <div class="search"><Icon name="search"/><input type="search" name="q" value=q.to_owned() aria-label=w::ask_by_name(v)/></div>
                <button class="btn">{w::find(v)}</button>
            </form>
            {nobody}
            <ul class="team">{found}</ul>
        </section>
        <section class="card">
            <h2>{w::ask_by_mail(v)}</h2>
            <form method="post" class="form" novalidate="true">
                <input type="hidden" name="verb" value="mail"/>
                <Field voice=v name="mail" label=w::mail(v) value=typed problems=problems.clone() kind=Kind::Mail hint=w::mail_hint(v)/>
                <p class="acts"><button class="btn"><Icon name="send"/>{w::ask(v)}</button></p>
            </form>
        </section>
        <p class="acts">{back(v, id)}</p>
    })
}

fn row(v: Voice, mate: &Mate, removable: bool) -> impl IntoView + use<> {
    let (class, word) = match mate.seat {
        TeamState::Accepted if mate.is_lead => ("badge ai", w::lead(v)),
        TeamState::Accepted => ("badge ok", w::seat_accepted(v)),
        TeamState::Invited => ("badge wait", w::seat_invited(v)),
        TeamState::Declined => ("badge", w::seat_declined(v)),
    };
    let person = mate.person.clone();
    let remove = (removable && mate.seat != TeamState::Declined).then(|| {
        let label = format!("{}: {}", w::remove(v), person.name(v.lang));
        let member = person.id.to_string();
        view! {
            <form method="post"><input type="hidden" name="verb" value="remove"/><button class="btn small quiet" name="member" value=member aria-label=label><Icon name="x"/>{w::remove(v)}</button></form>
        }
    });
    view! { <li><PersonRow person lang=v.lang/><span class="acts"><span class=class>{word}</span>{remove}</span></li> }
}

/// People of a team, without buttons.
pub(crate) fn mates(v: Voice, team: &[Mate]) -> impl IntoView + use<> {
    let rows: Vec<_> = team.iter().map(|mate| row(v, mate, false)).collect();
    view! { <ul class="team">{rows}</ul> }
}

/// The team on the application's own page.
pub(super) fn card(ctx: &Ctx, a: &Application) -> impl IntoView + use<> {
    let (v, id) = (ctx.voice, a.id);
    let change = (a.may_edit() && a.is_lead).then(|| view! { <a class="btn small" href=format!("/applications/{id}/team")><Icon name="users"/>{w::team_change(v)}</a> });
    let leave = (a.may_edit() && !a.is_lead).then(|| view! {
        <form method="post" action=format!("/applications/{id}/invitation")><button class="btn quiet" name="joins" value="no">{w::leave(v)}</button></form>
    });
    view! {
        <section class="card"><div class="spread"><h2>{w::team(v)}</h2>{change}</div>{mates(v, &a.team)}<p class="meta">{rules(v, a.rules)}</p>{leave}</section>
    }
}

/// Who a team must consist of, in words.
pub(super) fn rules(v: Voice, rules: TeamRules) -> String {
    let people = if rules.min_people == rules.max_people {
        w::people_exact(v, rules.max_people)
    } else {
        w::people_range(v, rules.max_people, rules.min_people)
    };
    let employees = (rules.min_employees > 0).then(|| w::employees_least(v, rules.min_employees));
    let alumni = (rules.min_alumni > 0).then(|| w::alumni_least(v, rules.min_alumni));
    let parts: Vec<String> = [Some(people), employees, alumni].into_iter().flatten().collect();
    parts.join(v.pick("、", ", "))
}

async fn asked_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<ApplicationId>,
) -> Result<Response, PageFault> {
    let asked = app.service.team_invitation(&ctx.viewer, id).await?;
    if asked.seat == TeamState::Accepted {
        return Ok(go(&format!("/applications/{id}")));
    }
    let v = ctx.voice;
    let programme = spoken(&asked.programme, v.lang);
    let who = asked.lead.as_ref().map(|lead| lead.name(v.lang)).unwrap_or_default();
    let people = asked.team.into_iter().map(|person| view! { <li><PersonRow person lang=v.lang/></li> });
    let people: Vec<_> = people.collect();
    let said = (asked.seat == TeamState::Declined)
        .then(|| view! { <p class="notice"><Icon name="info"/><span>{w::you_declined(v)}</span></p> });
    let no = (asked.seat == TeamState::Invited)
        .then(|| view! { <button class="btn" name="joins" value="no">{w::decline(v)}</button> });
    let buttons = if asked.is_open {
        view! { <form method="post" class="acts"><button class="btn primary large" name="joins" value="yes"><Icon name="handshake"/>{w::accept(v)}</button>{no}</form> }.into_any()
    } else {
        view! { <p>{w::asked_closed(v)}</p> }.into_any()
    };
    let page = Page::new(&ctx, Layout::Member, w::you_are_asked(v));
    Ok(page.show(|| view! {
        <header class="head"><div><p class="meta"><a href=format!("/programmes/{}", asked.slug) lang=programme.lang>{programme.text}</a></p><h1>{w::you_are_asked(v)}</h1></div></header>
        <section class="card">
            <p class="lead">{w::asks_you(v, title(v, &asked.title), who)}</p>
            <ul class="team">{people}</ul>
            {said}
            {buttons}
            <p class="meta">{w::asked_note(v)}</p>
        </section>
    }))
}

async fn answer(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<ApplicationId>,
    Form(answer): Form<Answer>,
) -> Result<Response, PageFault> {
    let joins = answer.joins == "yes";
    app.service.answer_team(&ctx.viewer, id, joins).await?;
    let v = ctx.voice;
    if joins {
        Ok(go_with(&format!("/applications/{id}"), w::joined(v)))
    } else {
        Ok(go_with(&format!("/applications/{id}/invitation"), w::not_joined(v)))
    }
}
