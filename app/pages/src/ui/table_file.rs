//! The field for a table to upload.
use leptos::prelude::*;

use super::Icon;

/// The field `file` for a table that Excel saved; `error` is what is wrong with the one sent.
pub fn table_file(label: &'static str, hint: &'static str, error: Option<String>) -> impl IntoView {
    let described = if error.is_some() { "file-h file-e" } else { "file-h" };
    let invalid = error.is_some().then_some("true");
    let error =
        error.map(|text| view! { <p class="error" id="file-e"><Icon name="circle-alert"/>{text}</p> });
    view! {
        <div class="drop">
            <label for="file">{label}</label>
            <input id="file" name="file" type="file" accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
                aria-describedby=described aria-invalid=invalid/>
            <p class="hint" id="file-h">{hint}</p>
            {error}
        </div>
    }
}
