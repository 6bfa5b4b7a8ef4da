//! Departments: what they are called, and what became of them.
mod view;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum_extra::extract::Form;
use service::department::DepartmentPage;
use types::department::{ChangeInput, Department, DepartmentInput};
use types::form::Problems;
use types::id::DepartmentId;
use types::words::department as w;

use super::search::Asked;
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};

const PATH: &str = "/office/departments";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/office/departments", get(list).post(add))
        .route("/office/departments/{id}", get(one).post(correct))
        .route("/office/departments/{id}/change", post(change))
        .route("/office/departments/{id}/undo", post(undo))
        .route("/office/departments/{id}/remove", post(remove))
}

/// What was typed on the page of a department, in its two forms.
struct Typed {
    department: DepartmentInput,
    change: ChangeInput,
}

impl Typed {
    /// As the department is.
    fn of(page: &DepartmentPage) -> Self {
        let line = &page.line;
        let (name, company) = (line.name.clone(), line.company.clone());
        let department = Department { name, company, from: line.from, to: line.to };
        Self { department: DepartmentInput::from(&department), change: ChangeInput::default() }
    }
}

async fn list(State(app): State<App>, ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response, PageFault> {
    show_list(&app, &ctx, asked, DepartmentInput::default(), Problems::default()).await
}

async fn show_list(
    app: &App,
    ctx: &Ctx,
    asked: Asked,
    typed: DepartmentInput,
    p: Problems,
) -> Result<Response, PageFault> {
    let after = asked.after.parse().ok();
    let (lines, next) = app.service.office_departments(&ctx.viewer, &asked.q, after).await?;
    let next = next.map(|after| asked.next(PATH, after));
    let page = Page::new(ctx, Layout::Office, w::title(ctx.voice)).refused(!p.is_empty());
    Ok(page.show(|| view::list(ctx.voice, asked.q, lines, next, typed, p)))
}

async fn add(
    State(app): State<App>,
    ctx: Ctx,
    Form(typed): Form<DepartmentInput>,
) -> Result<Response, PageFault> {
    match app.service.add_department(&ctx.viewer, &typed).await {
        Ok(id) => Ok(go_with(&format!("{PATH}/{id}"), w::added(ctx.voice))),
        Err(error) => show_list(&app, &ctx, Asked::default(), typed, error.problems()?).await,
    }
}

async fn one(State(app): State<App>, ctx: Ctx, Path(id): Path<DepartmentId>) -> Result<Response, PageFault> {
    let page = app.service.office_department(&ctx.viewer, id).await?;
    let typed = Typed::of(&page);
    Ok(show(&ctx, page, typed, Problems::default()))
}

fn show(ctx: &Ctx, it: DepartmentPage, typed: Typed, p: Problems) -> Response {
    let title = it.line.name.get(ctx.voice.lang).to_owned();
    let page = Page::new(ctx, Layout::Office, title).refused(!p.is_empty());
    page.show(|| view::one(ctx.voice, it, typed.department, typed.change, p))
}

async fn correct(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<DepartmentId>,
    Form(department): Form<DepartmentInput>,
) -> Result<Response, PageFault> {
    match app.service.correct_department(&ctx.viewer, id, &department).await {
        Ok(()) => Ok(go_with(&format!("{PATH}/{id}"), w::corrected(ctx.voice))),
        Err(error) => {
            let problems = error.problems()?;
            let page = app.service.office_department(&ctx.viewer, id).await?;
            Ok(show(&ctx, page, Typed { department, change: ChangeInput::default() }, problems))
        }
    }
}

async fn change(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<DepartmentId>,
    Form(change): Form<ChangeInput>,
) -> Result<Response, PageFault> {
    match app.service.change_department(&ctx.viewer, id, &change).await {
        Ok(()) => Ok(go_with(&format!("{PATH}/{id}"), w::changed(ctx.voice))),
        Err(error) => {
            let problems = error.problems()?;
            let page = app.service.office_department(&ctx.viewer, id).await?;
            let typed = Typed { change, ..Typed::of(&page) };
            Ok(show(&ctx, page, typed, problems))
        }
    }
}

async fn undo(State(app): State<App>, ctx: Ctx, Path(id): Path<DepartmentId>) -> Result<Response, PageFault> {
    app.service.undo_department_change(&ctx.viewer, id).await?;
    Ok(go_with(&format!("{PATH}/{id}"), w::undone(ctx.voice)))
}

async fn remove(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<DepartmentId>,
) -> Result<Response, PageFault> {
    if app.service.remove_department(&ctx.viewer, id).await? {
        return Ok(go_with(PATH, w::removed(ctx.voice)));
    }
    Ok(go_with(&format!("{PATH}/{id}"), w::not_removed(ctx.voice)))
}
