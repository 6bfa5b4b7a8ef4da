//! Who plays which part.
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use axum_extra::extract::Form;
use leptos::prelude::*;
use serde::Deserialize;
use service::directory::DirectoryQuery;
use service::roles::HolderRow;
use types::form::Problems;
use types::id::MemberId;
use types::member::Person;
use types::role::{Role, Roles};
use types::words::{form, nav, role as w};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::{ErrorSummary, Icon, PersonRow, error_line, pager};

const PATH: &str = "/office/roles";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/office/roles", get(list)).route("/office/roles/{id}", get(one).post(change))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// A name to look for.
    q: String,
    after: Option<MemberId>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Chosen {
    roles: Vec<Role>,
}

async fn list(State(app): State<App>, ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response, PageFault> {
    let v = ctx.voice;
    let (holders, next) = app.service.role_holders(&ctx.viewer, asked.after).await?;
    let found = match asked.q.trim() {
        "" => None,
        q => {
            let query = DirectoryQuery { q: q.to_owned(), ..DirectoryQuery::default() };
            Some(app.service.directory(&ctx.viewer, &query).await?.people)
        }
    };
    Ok(Page::new(&ctx, Layout::Office, w::title(v)).show(|| {
        let rows: Vec<_> = holders.into_iter().map(|row| holder(&ctx, row)).collect();
        let list = if rows.is_empty() {
            view! { <p class="meta">{w::none(v)}</p> }.into_any()
        } else {
            view! { <ul class="rows card">{rows}</ul> }.into_any()
        };
        let found = found.map(|people| {
            if people.is_empty() {
                return view! { <p class="meta">{w::find_none(v)}</p> }.into_any();
            }
            let rows = people.into_iter().map(|one| row(&ctx, one.person, &Roles::default())).collect_view();
            view! { <ul class="rows card">{rows}</ul> }.into_any()
        });
        view! {
            <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
            {list}
            {pager(w::title(v), nav::more(v), next.map(|id| format!("{PATH}?after={id}")))}
            <section class="section" id="find">
                <h2>{w::find(v)}</h2>
                <form method="get" action="/office/roles#find" role="search">
                    <div class="search"><Icon name="search"/><input type="search" name="q" value=asked.q aria-label=w::find_label(v) placeholder=w::find_label(v)/><button class="btn">{w::find_button(v)}</button></div>
                </form>
                {found}
            </section>
        }
    }))
}

fn holder(ctx: &Ctx, holder: HolderRow) -> impl IntoView + use<> {
    row(ctx, holder.person.into(), &holder.roles)
}

/// Somebody, and the way to change the roles.
fn row(ctx: &Ctx, person: Person, roles: &Roles) -> impl IntoView + use<> {
    let v = ctx.voice;
    let badges: Vec<_> =
        roles.iter().map(|role| view! { <span class="badge">{role.text(v)}</span> }).collect();
    let label = w::change_of(v, person.name(v.lang));
    let href = format!("{PATH}/{}", person.id);
    view! {
        <li class="stack tight">
            <PersonRow person lang=v.lang/>
            <div class="spread"><span class="chips">{badges}</span><a class="btn small" href=href aria-label=label>{w::change(v)}</a></div>
        </li>
    }
}

async fn one(State(app): State<App>, ctx: Ctx, Path(id): Path<MemberId>) -> Result<Response, PageFault> {
    let (person, roles) = app.service.roles_of(&ctx.viewer, id).await?;
    Ok(show(&ctx, &person, &roles, Problems::default()))
}

async fn change(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<MemberId>,
    Form(chosen): Form<Chosen>,
) -> Result<Response, PageFault> {
    let roles = Roles::of(&chosen.roles);
    match app.service.change_roles(&ctx.viewer, id, &roles).await {
        Ok(()) => Ok(go_with(PATH, w::changed(ctx.voice))),
        Err(error) => {
            let problems = error.problems()?;
            let (person, _) = app.service.roles_of(&ctx.viewer, id).await?;
            Ok(show(&ctx, &person, &roles, problems))
        }
    }
}

fn show(ctx: &Ctx, person: &Person, roles: &Roles, p: Problems) -> Response {
    let v = ctx.voice;
    let title = w::one(v, person.name(v.lang));
    let page = Page::new(ctx, Layout::Office, title.clone()).refused(!p.is_empty());
    page.show(|| {
        let described = p.of("roles").map(|_| "roles-e");
        let error = error_line(v, "roles", p.of("roles").cloned());
        let boxes = Role::ALL.iter().map(|role| {
            let id = (*role == Role::Office).then_some("roles");
            let note = format!("role-{}", role.as_str());
            view! {
                <div>
                    <label class="pick"><input type="checkbox" id=id name="roles" value=role.as_str() checked=roles.has(*role) aria-describedby=note.clone()/><span>{role.text(v)}</span></label>
                    <p class="hint" id=note>{role.note(v)}</p>
                </div>
            }
        });
        view! {
            <header class="head"><div><h1>{title}</h1><p class="lead">{w::one_lead(v)}</p></div></header>
            <ErrorSummary voice=v problems=p.clone()/>
            <form method="post" action=format!("{PATH}/{}", person.id) class="form card" novalidate="true">
                <fieldset class="field" aria-describedby=described>
                    <legend>{w::title(v)}</legend>
                    {boxes.collect_view()}
                    {error}
                </fieldset>
                <p class="acts">
                    <button class="btn primary">{form::save(v)}</button>
                    <a class="btn quiet" href=PATH>{form::cancel(v)}</a>
                </p>
            </form>
            <p><a href=format!("/people/{}", person.id)>{w::profile(v)}</a></p>
        }
    })
}
