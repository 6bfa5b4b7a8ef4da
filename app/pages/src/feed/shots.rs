//! Pictures of a post: beside the text, on the post's own page, and in the form where it is written.
use leptos::prelude::*;
use service::feed::Picture;
use types::feed::{ALT_MAX, PICTURES_MAX, PictureInput};
use types::form::Problems;
use types::lang::Voice;
use types::words::feed as w;

use super::view::Place;
use crate::parts::UPLOAD_MEGABYTES;
use crate::ui::Icon;

/// Pixels of the longest side of a picture's small version.
const SMALL: i64 = 560;
/// Formats that are read; named one by one, so that an iPhone sends JPEG instead of HEIC.
const FORMATS: &str = "image/jpeg,image/png,image/webp,image/gif";

/// One to four pictures, each a link to its large version.
pub(super) fn shots(v: Voice, pictures: Vec<Picture>, place: Place) -> Option<impl IntoView + use<>> {
    let class = if place == Place::Page { "shots whole" } else { "shots" };
    let many = pictures.len() > 1;
    // A picture alone fills the column, of several each takes half of it.
    let sizes = if many && place == Place::List {
        "(min-width: 52rem) 20rem, 50vw"
    } else {
        "(min-width: 52rem) 40rem, 100vw"
    };
    let shot = |(i, picture): (usize, Picture)| {
        let Picture { id, width, height, .. } = picture;
        let small = (width * SMALL / width.max(height).max(SMALL)).max(1);
        let sources = format!("/media/{id}/small {small}w, /media/{id}/large {width}w");
        let alt = if picture.alt.is_empty() { w::picture_number(v, i + 1) } else { picture.alt };
        view! { <a href=format!("/media/{id}/large")><img src=format!("/media/{id}/small") srcset=sources sizes=sizes alt=alt width=width height=height loading="lazy" decoding="async"/></a> }
    };
    (!pictures.is_empty())
        .then(|| view! { <div class=class>{pictures.into_iter().enumerate().map(shot).collect_view()}</div> })
}

/// Pictures in the form of a post: those there already with their descriptions, and room for more.
pub(super) fn chooser(
    v: Voice,
    pictures: Vec<Picture>,
    said: &[PictureInput],
    problems: &Problems,
) -> impl IntoView + use<> {
    let error = problems.of("pictures").map(|problem| problem.text(v));
    let open = error.is_some() || !pictures.is_empty();
    let (invalid, described) = match error {
        Some(_) => (Some("true"), "pictures-h pictures-e"),
        None => (None, "pictures-h"),
    };
    let rows: Vec<_> = pictures.into_iter().enumerate().map(|(i, p)| row(v, i, p, said, problems)).collect();
    let rows = (!rows.is_empty()).then(|| view! { <ul class="shots-list">{rows}</ul> });
    view! {
        <details class="more shots-form" open=open>
            <summary><Icon name="image-plus"/>{w::pictures(v)}</summary>
            {rows}
            <div class="field">
                <label for="pictures">{w::pictures_add(v)}</label>
                <p class="hint" id="pictures-h">{w::pictures_hint(v, PICTURES_MAX, UPLOAD_MEGABYTES)}</p>
                <input id="pictures" name="pictures" type="file" multiple=true accept=FORMATS aria-describedby=described aria-invalid=invalid/>
                {error.map(|text| view! { <p class="error" id="pictures-e" role="alert"><Icon name="circle-alert"/>{text}</p> })}
            </div>
            <p class="acts"><button class="btn small" name="action" value="attach">{w::pictures_attach(v)}</button></p>
        </details>
    }
}

fn row(
    v: Voice,
    i: usize,
    picture: Picture,
    said: &[PictureInput],
    problems: &Problems,
) -> impl IntoView + use<> {
    let id = format!("alt_{}", picture.id);
    let said = said.iter().find(|said| said.id == picture.id);
    let (alt, removed) = said.map_or((picture.alt, false), |said| (said.alt.clone(), said.remove));
    let error = problems.of(&id).map(|problem| problem.text(v));
    let (invalid, described) =
        (error.is_some().then_some("true"), error.is_some().then(|| format!("{id}-e")));
    let max = ALT_MAX.to_string();
    view! {
        <li>
            <img src=format!("/media/{}/small", picture.id) alt="" width=picture.width height=picture.height/>
            <div class="field">
                <label for=id.clone()>{w::picture_alt(v, i + 1)}</label>
                <input id=id.clone() name=id.clone() value=alt maxlength=max placeholder=w::picture_alt_hint(v) aria-describedby=described aria-invalid=invalid/>
                {error.map(|text| view! { <p class="error" id=format!("{id}-e")><Icon name="circle-alert"/>{text}</p> })}
                <div><label class="check"><input type="checkbox" name=format!("remove_{}", picture.id) checked=removed/><span>{w::picture_remove(v, i + 1)}</span></label></div>
            </div>
        </li>
    }
}
