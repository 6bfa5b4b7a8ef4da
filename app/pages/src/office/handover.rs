//! Leavers: who was asked, and a list of new ones, looked at before anything is sent.
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Form, Router};
use leptos::prelude::*;
use serde::Deserialize;
use service::fault::FormError;
use service::handover::csv::LeaverList;
use service::handover::{HandoverPage, HandoverRow};
use types::form::{Problem, Problems};
use types::handover::{HandoverAttention, HandoverState};
use types::id::HandoverId;
use types::lang::Voice;
use types::words::{form, handover as w, nav};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::parts::Parts;
use crate::ui::{Icon, pager, table_file};

const PATH: &str = "/office/handover";
/// Bytes the routes read at most: the file travels back as a field, where each byte can take three.
const BODY_MAX: usize = 7 * 1024 * 1024;
/// People the check page lists; the rest are counted.
const SHOWN: usize = 100;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/office/handover", get(page).post(look))
        .route("/office/handover/send", post(send))
        .route("/office/handover/{id}/withdraw", post(withdraw))
        .route("/office/handover/{id}/seen", post(seen))
        .layer(DefaultBodyLimit::max(BODY_MAX))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ListQuery {
    before: String,
}

#[derive(Deserialize)]
struct Confirmed {
    text: String,
}

async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Query(query): Query<ListQuery>,
) -> Result<Response, PageFault> {
    let page = app.service.handovers(&ctx.viewer, query.before.parse().ok()).await?;
    Ok(show(&ctx, page, &Problems::default()))
}

async fn look(State(app): State<App>, ctx: Ctx, request: Request) -> Result<Response, PageFault> {
    let file = match Parts::read(&app, request, 1).await {
        Ok(parts) => parts.files.into_iter().next().unwrap_or(Err(Problem::NoFile)),
        Err(refused) => return Ok(refused),
    };
    let looked = match file {
        Ok(file) => match file.into_bytes().await {
            Ok(bytes) => app.service.look_at_leavers(&ctx.viewer, &bytes).await,
            Err(problem) => Err(FormError::of("file", problem)),
        },
        Err(problem) => Err(FormError::of("file", problem)),
    };
    match looked {
        Ok(list) => Ok(check(&ctx, list)),
        Err(error) => again(&app, &ctx, error).await,
    }
}

async fn send(State(app): State<App>, ctx: Ctx, Form(form): Form<Confirmed>) -> Result<Response, PageFault> {
    match app.service.take_leavers(&ctx.viewer, &form.text).await {
        Ok(tally) => {
            let said = w::sent(ctx.voice, tally.asked, tally.known, tally.moved, tally.unasked);
            Ok(go_with(PATH, &said))
        }
        Err(error) => again(&app, &ctx, error).await,
    }
}

async fn withdraw(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<HandoverId>,
) -> Result<Response, PageFault> {
    app.service.withdraw_handover(&ctx.viewer, id).await?;
    Ok(go_with(PATH, w::withdrawn(ctx.voice)))
}

async fn seen(State(app): State<App>, ctx: Ctx, Path(id): Path<HandoverId>) -> Result<Response, PageFault> {
    app.service.see_handover(&ctx.viewer, id).await?;
    Ok(go_with(PATH, w::seen(ctx.voice)))
}

async fn again(app: &App, ctx: &Ctx, error: FormError) -> Result<Response, PageFault> {
    let problems = error.problems()?;
    let page = app.service.handovers(&ctx.viewer, None).await?;
    Ok(show(ctx, page, &problems))
}

fn show(ctx: &Ctx, page: HandoverPage, problems: &Problems) -> Response {
    let v = ctx.voice;
    let next = pager(w::list(v), w::older(v), page.next.map(|id| format!("{PATH}?before={id}")));
    let list = if page.rows.is_empty() {
        view! { <p>{w::none(v)}</p> }.into_any()
    } else {
        table(ctx, page.rows).into_any()
    };
    Page::new(ctx, Layout::Office, w::title(v)).refused(!problems.is_empty()).show(|| {
        view! {
            <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
            {summary(v, problems)}
            <p>{w::how(v)}</p>
            {upload_form(v, problems)}
            <section class="section"><h2>{w::list(v)}</h2>{list}{next}</section>
        }
    })
}

fn file_problem(v: Voice, problem: &Problem) -> String {
    match problem {
        Problem::UnreadableFile => w::columns_missing(v).to_owned(),
        other => other.text(v),
    }
}

fn summary(v: Voice, problems: &Problems) -> Option<impl IntoView + use<>> {
    let text = problems.of("file").map(|problem| file_problem(v, problem))?;
    Some(view! {
        <div class="errors" role="alert" tabindex="-1">
            <h2>{form::summary(v, 1)}</h2>
            <ul><li><a href="#file">{text}</a></li></ul>
        </div>
    })
}

fn upload_form(v: Voice, problems: &Problems) -> impl IntoView + use<> {
    let error = problems.of("file").map(|problem| file_problem(v, problem));
    view! {
        <section class="card">
            <h2>{w::upload(v)}</h2>
            <form class="form" method="post" action=PATH enctype="multipart/form-data" novalidate="true">
                {table_file(w::file(v), w::upload_hint(v), error)}
                <div class="acts"><button class="btn primary">{w::look(v)}</button></div>
            </form>
        </section>
    }
}

fn table(ctx: &Ctx, rows: Vec<HandoverRow>) -> impl IntoView + use<> {
    let v = ctx.voice;
    let row = |row: HandoverRow| {
        let name = if let Some(id) = row.member_id {
            view! { <a href=format!("/office/members/{id}")>{row.name.clone()}</a> }.into_any()
        } else {
            let mail = row.mail.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("{} {mail}", row.name).into_any()
        };
        let (answer, class) = answer(v, row.state);
        let is_settled = row.done_at.is_some() && row.state != HandoverState::Withdrawn;
        let done = is_settled.then(|| view! { " " <span class="meta">{w::state_done(v)}</span> });
        let acts = acts(v, &row);
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="nowrap" data-label=w::leaves_on(v)>{format::day(v, &row.leaves_on)}</td>
                <td data-label=w::answer(v)><span class=class>{answer}</span>{done}</td>
                <td data-label=w::told_by(v)>{row.source.text(v)}</td>
                <td>{acts}</td>
            </tr>
        }
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=w::list(v)>
            <table class="table cards">
                <thead><tr><th scope="col">{w::name(v)}</th><th scope="col">{w::leaves_on(v)}</th><th scope="col">{w::answer(v)}</th><th scope="col">{w::told_by(v)}</th><td></td></tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn answer(v: Voice, state: HandoverState) -> (&'static str, &'static str) {
    match state {
        HandoverState::Waiting => (w::state_waiting(v), "badge wait"),
        HandoverState::Agreed => (w::state_agreed(v), "badge ok"),
        HandoverState::Declined => (w::state_declined(v), "badge"),
        HandoverState::Expired => (w::state_expired(v), "badge"),
        HandoverState::Withdrawn => (w::state_withdrawn(v), "badge"),
    }
}

/// What the office should look at, and what it can do.
fn acts(v: Voice, row: &HandoverRow) -> impl IntoView + use<> {
    let is_open = row.done_at.is_none();
    let look = match row.attention {
        HandoverAttention::RoleKept => Some(w::role_kept(v)),
        HandoverAttention::AccountBack => Some(w::account_back(v)),
        HandoverAttention::None => {
            let is_asked = row.asked_at.is_some() || row.state != HandoverState::Waiting;
            (is_open && !is_asked).then(|| w::unasked(v))
        }
    };
    let look =
        look.map(|text| view! { <p class="notice wait"><Icon name="circle-alert"/><span>{text}</span></p> });
    let button = |verb: &'static str, label: &'static str, name: &str| {
        let action = format!("{PATH}/{}/{verb}", row.id);
        let described = format!("{label} {name}");
        view! { <form method="post" action=action><button class="btn quiet small" aria-label=described>{label}</button></form> }
    };
    let withdraw = is_open.then(|| button("withdraw", w::withdraw(v), &row.name));
    let seen =
        (!is_open && row.attention != HandoverAttention::None).then(|| button("seen", w::see(v), &row.name));
    view! { {look} {withdraw} {seen} }
}

fn check(ctx: &Ctx, list: LeaverList) -> Response {
    let v = ctx.voice;
    let accounts = list.leavers.iter().filter(|(_, has_account)| *has_account).count();
    let strangers = list.leavers.len() - accounts;
    let unusable = list.unusable.len() + list.bad.len();
    let tally = |n: usize, what: &'static str| view! { <li><b>{n}</b>{what}</li> };
    let acts = if list.leavers.is_empty() {
        view! { <p class="notice wait"><Icon name="circle-alert"/><span>{w::check_none(v)}</span></p> }
            .into_any()
    } else {
        let send = w::send(v, list.leavers.len());
        view! {
            <form method="post" action=format!("{PATH}/send")>
                <input type="hidden" name="text" value=list.text.clone()/>
                <p class="acts"><button class="btn primary">{send}</button><a class="btn quiet" href=PATH>{w::back(v)}</a></p>
            </form>
        }
        .into_any()
    };
    Page::new(ctx, Layout::Office, w::check_title(v)).show(|| view! {
        <nav class="crumbs"><ol><li><a href=PATH>{w::title(v)}</a></li><li aria-current="page">{w::check_title(v)}</li></ol></nav>
        <header class="head"><div><h1>{w::check_title(v)}</h1><p class="lead">{w::check_lead(v)}</p></div></header>
        <section class="card">
            <ul class="tallies">
                {tally(accounts, w::count_account(v))}
                {tally(strangers, w::count_stranger(v))}
                {tally(unusable, w::count_bad(v))}
            </ul>
            {acts}
        </section>
        {leavers(v, &list)}
        {unusable_rows(v, &list)}
    })
}

fn leavers(v: Voice, list: &LeaverList) -> Option<impl IntoView + use<>> {
    let row = |(leaver, has_account): &(types::handover::Leaver, bool)| {
        let what = if *has_account { w::has_account(v) } else { w::no_account(v) };
        let mail = leaver.mail.as_ref().map(ToString::to_string).unwrap_or_default();
        let name = format!("{} {mail}", leaver.name);
        view! {
            <li class="spread">
                <span class="who"><span class="name">{name}</span><span class="meta">{format::day(v, &leaver.leaves_on)}</span></span>
                <span class="badge">{what}</span>
            </li>
        }
    };
    let rows: Vec<_> = list.leavers.iter().take(SHOWN).map(row).collect();
    let more = (list.leavers.len() > SHOWN)
        .then(|| view! { <p class="meta">{nav::more(v)} " " {list.leavers.len() - SHOWN}</p> });
    (!rows.is_empty()).then(|| view! { <ul class="rows card">{rows}</ul> {more} })
}

fn unusable_rows(v: Voice, list: &LeaverList) -> Option<impl IntoView + use<>> {
    let told = list.unusable.iter().map(|(name, problems)| {
        let why: Vec<String> = problems.iter().map(|(_, problem)| problem.text(v)).collect();
        (name.clone(), why.join(" "))
    });
    let bad = list.bad.iter().map(|row| {
        let why: Vec<String> =
            row.cells.iter().filter_map(|cell| Some(cell.problem.as_ref()?.text(v))).collect();
        (w::row(v, row.number), why.join(" "))
    });
    let row = |(name, why): (String, String)| {
        view! { <li class="stack tight"><b>{name}</b><p class="error"><Icon name="circle-alert"/>{why}</p></li> }
    };
    let rows: Vec<_> = told.chain(bad).take(SHOWN).map(row).collect();
    (!rows.is_empty()).then(|| {
        view! { <section class="section"><h2>{w::unusable(v)}</h2><ul class="rows card">{rows}</ul></section> }
    })
}
