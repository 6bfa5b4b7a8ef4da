//! いまの気持ち as others and the member see it.
use leptos::prelude::*;
use service::intent::IntentView;
use types::intent::IntentAnswer;
use types::lang::Voice;
use types::words::intent as w;

use crate::ui::Icon;

/// What was said, each with its age; how far it reaches where the member looks.
pub(crate) fn list(v: Voice, views: &[IntentView]) -> impl IntoView + use<> {
    let row = |it: &IntentView| {
        let class = match it.answer {
            IntentAnswer::Now => "badge ok",
            IntentAnswer::SomeDay => "badge ai",
            IntentAnswer::NotNow => "badge",
        };
        let seen =
            it.level.map(|level| view! { <span class="seen"><Icon name="eye"/>{level.text(v)}</span> });
        view! { <li><span class=class>{it.answer.text(v)}</span>" "<span>{it.kind.text(v)}</span>" "<span class="meta">{it.age.text(v)}</span>" "{seen}</li> }
    };
    view! { <ul class="intents">{views.iter().map(row).collect_view()}</ul> }
}

/// On a profile.
pub(crate) fn section(v: Voice, views: &[IntentView], is_own: bool) -> Option<impl IntoView + use<>> {
    if views.is_empty() && !is_own {
        return None;
    }
    let quiet = (!is_own && views.iter().any(IntentView::wants_quiet))
        .then(|| view! { <p class="hint">{w::quiet_note(v)}</p> });
    let said = match views {
        [] => view! { <p class="hint">{w::own_none(v)}</p> }.into_any(),
        views => list(v, views).into_any(),
    };
    let edit = is_own.then(|| view! { <p class="acts"><a class="btn small quiet" href="/me/intents"><Icon name="pencil"/>{w::edit(v)}</a></p> });
    Some(view! { <section class="card stack"><h2>{w::title(v)}</h2>{quiet}{said}{edit}</section> })
}
