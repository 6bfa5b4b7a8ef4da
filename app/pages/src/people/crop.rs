//! Which square of a picture becomes the portrait: three numbers, and the picture above them where there is WASM.
use app::crop::PhotoCrop;
use leptos::prelude::*;
use types::crop::{CropInput, SIZE_MIN, WHOLE};
use types::form::Problems;
use types::lang::Voice;
use types::words::{crop as w, form};

use crate::ui::error_line;

/// The fields; `problems` are those of the whole form.
pub(super) fn fields(voice: Voice, input: &CropInput, problems: &Problems) -> impl IntoView + use<> {
    let text = str::to_owned;
    // A file never comes back with a form that was not accepted.
    let again = (!problems.is_empty() && problems.of("photo").is_none())
        .then(|| view! { <p class="note">{w::again(voice)}</p> });
    let number = |name, label, hint, min, value: &str| {
        number(voice, problems, &Number { name, label, hint, min }, value.to_owned())
    };
    view! {
        <fieldset class="fields crop-fields">
            <legend>{w::field(voice)}<span class="may">{form::optional(voice)}</span></legend>
            {again}
            <PhotoCrop label=text(w::square(voice)) how=text(w::how(voice)) value=w::value(voice, "{size}", "{x}", "{y}")
                size=text(w::zoom(voice)) smaller=text(w::smaller(voice)) larger=text(w::larger(voice))/>
            <p class="hint">{w::hint(voice)}</p>
            <div class="pair">
                {number("crop_x", w::x(voice), w::x_hint(voice), 0, &input.crop_x)}
                {number("crop_y", w::y(voice), w::y_hint(voice), 0, &input.crop_y)}
                {number("crop_size", w::size(voice), w::size_hint(voice), SIZE_MIN, &input.crop_size)}
            </div>
            <p class="hint">{w::once(voice)}</p>
        </fieldset>
    }
}

/// A number in per cent, with one digit behind the point.
struct Number {
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    min: i64,
}

fn number(voice: Voice, problems: &Problems, of: &Number, value: String) -> impl IntoView + use<> {
    let Number { name, label, hint, min } = *of;
    let error = problems.of(name).cloned();
    let invalid = error.is_some().then_some("true");
    let described = if error.is_some() { format!("{name}-h {name}-e") } else { format!("{name}-h") };
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input id=name name=name type="number" inputmode="decimal" min=min max=WHOLE step="0.1" value=value aria-describedby=described aria-invalid=invalid/>
            <p class="hint" id=format!("{name}-h")>{hint}</p>
            {error_line(voice, name, error)}
        </div>
    }
}
