//! Routes of a demonstration only: sign in as somebody, read everybody's mail, count statements. They exist only under
//! `--demo`, which only listens on loopback.
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::*;
use pages::App;
use pages::ctx::Ctx;
use pages::fault::PageFault;
use pages::layout::Layout;
use pages::page::Page;
use pages::session_cookie;
use service::Service;
use service::mail::{ReceivedMail, read_mailbox};

/// Mails the mailbox shows.
const SHOWN: usize = 50;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/dev/mailbox", get(mailbox))
        .route("/dev/statements", get(statements))
        .route("/dev/sign-in/{who}", get(sign_in_page).post(sign_in))
}

/// How to sign in as which person, for the terminal.
pub async fn sign_ins(service: &Service) -> Result<String, service::fault::Fault> {
    let line = |(who, name): (String, String)| {
        format!("  {who:<10} {name:<24} {}", service.config().url(&format!("/dev/sign-in/{who}")))
    };
    let people: Vec<_> = service.demo_people().await?.into_iter().map(line).collect();
    Ok(format!(
        "Sign in as:\n{}\nAll mail is shown at {}",
        people.join("\n"),
        service.config().url("/dev/mailbox")
    ))
}

/// Statements sent so far, for the benchmark.
async fn statements() -> String {
    store::db::statements().to_string()
}

async fn mailbox(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let mails = read_mailbox(&app.service.config().data, SHOWN).await.map_err(PageFault)?;
    let mail = |mail: ReceivedMail| {
        view! {
            <article class="card">
                <p class="meta">{mail.to}</p>
                <h2>{mail.subject}</h2>
                <div class="prose mail-text">{linked(&mail.body)}</div>
            </article>
        }
    };
    let page = Page::new(&ctx, Layout::Narrow, "Mailbox");
    Ok(page.show(move || view! { <h1>"Mailbox"</h1> {mails.into_iter().map(mail).collect_view()} }))
}

/// Lines of a text, with addresses as links.
fn linked(body: &str) -> Vec<AnyView> {
    let line = |line: &str| {
        let text = line.to_owned();
        if line.starts_with("http") {
            view! { <a href=line.to_owned()>{text}</a> <br/> }.into_any()
        } else {
            view! { {text} <br/> }.into_any()
        }
    };
    body.lines().map(line).collect()
}

async fn sign_in_page(ctx: Ctx, Path(who): Path<String>) -> Response {
    let page = Page::new(&ctx, Layout::Narrow, "Demonstration");
    page.show(move || view! {
        <section class="card letter">
            <h1>{format!("Sign in as {who}")}</h1>
            <form method="post"><p class="acts"><button class="btn primary large block">"Sign in"</button></p></form>
        </section>
    })
}

async fn sign_in(State(app): State<App>, ctx: Ctx, Path(who): Path<String>) -> Result<Response, PageFault> {
    let opened = app.service.demo_sign_in(&who, &ctx.device).await?;
    Ok(session_cookie::enter(&ctx, &opened).await?)
}
