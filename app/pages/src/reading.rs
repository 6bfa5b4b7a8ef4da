//! Language and theme: two small forms on every page, and where they post to.
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use axum::routing::post;
use axum::{Form, Router};
use leptos::prelude::*;
use serde::Deserialize;
use service::sign_in::local_path;
use types::lang::Lang;
use types::member::Theme;
use types::words::nav as w;

use crate::App;
use crate::ctx::{Ctx, LANG_COOKIE, THEME_COOKIE};
use crate::fault::PageFault;
use crate::page::go;
use crate::ui::Icon;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/reading", post(change))
}

/// The switches; the page one is on stays.
pub fn switches(ctx: &Ctx) -> impl IntoView + use<> {
    let v = ctx.voice;
    let back = ctx.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
    let other = v.pick(Lang::En, Lang::Ja);
    let language = (ctx.site.langs.len() > 1).then(|| {
        view! {
            <button class="btn quiet small" name="lang" value=other.as_str() lang=other.as_str()>
                <Icon name="languages"/>{if other == Lang::En { "English" } else { "日本語" }}
            </button>
        }
    });
    let themes = [
        (Theme::Auto, "monitor", w::theme_auto(v)),
        (Theme::Light, "sun", w::theme_light(v)),
        (Theme::Dark, "moon", w::theme_dark(v)),
    ];
    let theme = themes.map(|(theme, icon, label)| {
        let pressed = if theme == ctx.theme { "true" } else { "false" };
        view! { <button name="theme" value=theme.as_str() aria-label=label title=label aria-pressed=pressed><Icon name=icon/></button> }
    });
    view! {
        <form class="row" method="post" action="/reading">
            <input type="hidden" name="back" value=back/>
            {language}
            <span class="seg" role="group" aria-label=w::theme(v)>{theme.into_iter().collect_view()}</span>
        </form>
    }
}

#[derive(Deserialize)]
struct Change {
    lang: Option<Lang>,
    theme: Option<Theme>,
    #[serde(default)]
    back: String,
}

async fn change(State(app): State<App>, ctx: Ctx, Form(change): Form<Change>) -> Result<Response, PageFault> {
    let lang = change.lang.unwrap_or(ctx.voice.lang);
    let theme = change.theme.unwrap_or(ctx.theme);
    if ctx.viewer.me().is_some() {
        app.service.change_reading(&ctx.viewer, lang, theme).await?;
    }
    let mut response = go(local_path(&change.back));
    // Cookies too: the sign-in page should speak the same language after signing out.
    for (name, value) in [(LANG_COOKIE, lang.as_str()), (THEME_COOKIE, theme.as_str())] {
        let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
        response
            .headers_mut()
            .append(SET_COOKIE, HeaderValue::from_str(&cookie).map_err(service::fault::Fault::internal)?);
    }
    Ok(response)
}
