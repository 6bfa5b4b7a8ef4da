//! The card of a person, to keep in an address book.
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use service::fault::Fault;
use types::id::MemberId;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::page::attachment;

pub(super) async fn file(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<String>,
) -> Result<Response, PageFault> {
    let id: MemberId = id.parse().map_err(|_| Fault::NotFound)?;
    let card = app.service.card(&ctx.viewer, id, ctx.voice.lang).await?;
    let disposition = attachment(&ascii(&card.roman), &format!("{}.vcf", card.name));
    let headers = [
        (CONTENT_TYPE, "text/vcard; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, card.text).into_response())
}

/// The name of the file for programs that know ASCII only.
fn ascii(roman: &str) -> String {
    let name = roman.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase();
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    format!("{}.vcf", if name.is_empty() { "card" } else { &name })
}

#[cfg(test)]
mod tests {
    use super::ascii;

    #[test]
    fn the_file_has_a_plain_name() {
        assert_eq!(ascii("Yoshikawa Miwako"), "yoshikawa-miwako.vcf");
        assert_eq!([ascii(""), ascii("\"\r\n")], ["card.vcf", "card.vcf"]);
    }
}
