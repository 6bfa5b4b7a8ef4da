//! Whom to tell of a leak, as a table.
use axum::Router;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum_extra::extract::Form;
use leptos::prelude::*;
use types::form::Problems;
use types::incident::{IncidentAudience, IncidentField, IncidentInput};
use types::role::Role;
use types::words::incident as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::Page;
use crate::ui::{Choice, Choices, ErrorSummary, Field, Icon, Kind, Select, error_line};

const PATH: &str = "/office/incident";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/office/incident", get(page).post(make))
}

async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    app.service.may_export_incident(&ctx.viewer)?;
    Ok(show(&ctx, IncidentInput::default(), Problems::default()))
}

async fn make(
    State(app): State<App>,
    ctx: Ctx,
    Form(input): Form<IncidentInput>,
) -> Result<Response, PageFault> {
    match app.service.incident_csv(&ctx.viewer, &input, ctx.voice).await {
        Ok(table) => {
            let headers: [(HeaderName, &str); 3] = [
                (CONTENT_TYPE, "text/csv; charset=utf-8"),
                (CONTENT_DISPOSITION, "attachment; filename=\"incident.csv\""),
                (CACHE_CONTROL, "private, no-store"),
            ];
            Ok((headers, table).into_response())
        }
        Err(error) => Ok(show(&ctx, input, error.problems()?)),
    }
}

fn show(ctx: &Ctx, input: IncidentInput, p: Problems) -> Response {
    let page = Page::new(ctx, Layout::Office, w::title(ctx.voice)).refused(!p.is_empty());
    page.show(|| view(ctx, input, p))
}

fn view(ctx: &Ctx, input: IncidentInput, p: Problems) -> impl IntoView + use<> {
    let v = ctx.voice;
    let audiences = IncidentAudience::ALL.iter().map(|it| Choice::new(it.as_str(), it.text(v))).collect();
    let roles = Role::ALL.iter().map(|role| Choice::new(role.as_str(), role.text(v)));
    let leaked = input.leaked();
    let field = |field: &IncidentField| {
        // The error summary links to the first one.
        let id = (*field == IncidentField::Name).then_some("fields");
        view! { <label class="pick"><input type="checkbox" id=id name="fields" value=field.as_str() checked=leaked.contains(field)/><span>{field.text(v)}</span></label> }
    };
    let role_error = error_line(v, "role", p.of("role").cloned());
    let fields_error = error_line(v, "fields", p.of("fields").cloned());
    let described = p.of("fields").map(|_| "fields-e");
    view! {
        <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
        <p class="notice wait"><span>{w::note(v)}</span></p>
        <ErrorSummary voice=v problems=p.clone()/>
        <form method="post" action=PATH class="form card" novalidate="true">
            <Choices voice=v name="audience" label=w::audience(v) choices=audiences value=input.audience problems=p.clone()/>
            <Select name="role" label=w::role(v) any=w::any(v) choices=roles.collect() value=input.role/>
            {role_error}
            <Field voice=v name="event" label=w::event(v) value=input.event problems=p.clone() hint=w::event_hint(v) optional=true/>
            <Field voice=v name="from" label=w::from(v) value=input.from problems=p.clone() kind=Kind::Date optional=true/>
            <Field voice=v name="to" label=w::to(v) value=input.to problems=p.clone() kind=Kind::Date optional=true/>
            <fieldset class="fields" aria-describedby=described>
                <legend>{w::fields(v)}</legend>
                <div class="picks">{IncidentField::ALL.iter().map(field).collect_view()}</div>
                {fields_error}
            </fieldset>
            <Field voice=v name="since" label=w::since(v) value=input.since problems=p kind=Kind::Date hint=w::since_hint(v)/>
            <p class="acts"><button class="btn primary"><Icon name="download"/>{w::make(v)}</button></p>
        </form>
    }
}
