//! Where a post or an answer is written.
use app::preview::MarkdownPreview;
use app::saved_draft::SavedDraft;
use leptos::prelude::*;
use service::feed::Picture;
use types::feed::{DraftPlace, PictureInput};
use types::form::Problems;
use types::lang::Voice;
use types::words::feed as w;

use super::shots::chooser;
use crate::ui::Icon;

/// What the composer holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// The text as typed.
    pub body: String,
    /// The pictures there are; absent where none can be added.
    pub pictures: Option<Vec<Picture>>,
    /// What was typed of them.
    pub said: Vec<PictureInput>,
    /// What is wrong with it.
    pub problems: Problems,
    /// The preview that was asked for, as clean HTML.
    pub preview: String,
}

impl Draft {
    /// A text that waits.
    pub fn of(body: String) -> Self {
        Self { body, ..Self::default() }
    }

    /// With these pictures, and room for more.
    pub fn with(self, pictures: Vec<Picture>) -> Self {
        Self { pictures: Some(pictures), ..self }
    }
}

/// The words around a composer.
#[derive(Clone, Copy)]
pub(super) struct Labels {
    pub label: &'static str,
    pub hint: &'static str,
    pub send: &'static str,
}

/// The form; it posts to `action`. Enter makes a new line, only the button sends.
pub(super) fn composer(
    voice: Voice,
    action: String,
    place: Option<DraftPlace>,
    labels: Labels,
    draft: Draft,
) -> impl IntoView {
    let error = draft.problems.of("body").map(|problem| problem.text(voice));
    let (invalid, described) = match error {
        Some(_) => (Some("true"), "body-h body-e"),
        None => (None, "body-h"),
    };
    let kind = draft.pictures.is_some().then_some("multipart/form-data");
    let pictures = draft.pictures.map(|pictures| chooser(voice, pictures, &draft.said, &draft.problems));
    // Shown again, it is where one was.
    let here = format!("{action}#composer");
    let failed = w::draft_failed(voice).to_owned();
    view! {
        <form class="card composer" id="composer" method="post" action=here enctype=kind>
            <label class="sr" for="body">{labels.label}</label>
            <textarea id="body" name="body" rows="4" placeholder=labels.hint aria-invalid=invalid aria-describedby=described>
                {format!("\n{}", draft.body)}
            </textarea>
            {error.map(|text| view! { <p class="error" id="body-e" role="alert"><Icon name="circle-alert"/>{text}</p> })}
            <p class="hint" id="body-h">{w::mention_hint(voice)}</p>
            {pictures}
            <div class="spread">
                <MarkdownPreview label=w::preview(voice).to_owned() failed=w::preview_failed(voice).to_owned() shown=draft.preview/>
                <button class="btn primary" name="action" value="publish">{labels.send}</button>
            </div>
            {place.map(|place| view! { <SavedDraft place=place.to_string() failed/> })}
        </form>
    }
}
