//! Reading the form of a step, files and all, without ever holding more of a file than is allowed.
use axum::extract::Multipart;
use axum::extract::multipart::Field;
use service::application::{FILE_MAX, StepInput, Typed, Upload};
use service::fault::Fault;
use types::id::QuestionId;

/// Room for a form with a few files that are too large, so that it can be answered kindly.
pub(super) const BODY_MAX: usize = 64 * 1024 * 1024;

/// The form of a step, and which button was pressed.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) input: StepInput,
    pub(super) action: String,
}

/// Reads the parts.
///
/// # Errors
/// [`Fault::NotAllowed`] for what no form of ours sends.
pub(super) async fn read(mut parts: Multipart) -> Result<Sent, Fault> {
    let mut sent = Sent::default();
    while let Some(part) = parts.next_field().await.map_err(|_| Fault::NotAllowed)? {
        let name = part.name().unwrap_or_default().to_owned();
        match name.split_once('-') {
            None if name == "title" => sent.input.title = Some(text(part).await?),
            None if name == "page" => sent.input.page = text(part).await?,
            None if name == "action" => sent.action = text(part).await?,
            Some((kind, id)) => {
                let Ok(id) = id.parse::<QuestionId>() else { continue };
                match kind {
                    "q" => typed(&mut sent.input, id).body = text(part).await?,
                    "r" => typed(&mut sent.input, id).seen = text(part).await?.parse().unwrap_or(0),
                    "x" => sent.input.removed.push(id),
                    "f" => sent.input.files.extend(file(part).await?.map(|file| (id, file))),
                    _ => {}
                }
            }
            None => {}
        }
    }
    Ok(sent)
}

fn typed(input: &mut StepInput, id: QuestionId) -> &mut Typed {
    let at = input.answers.iter().position(|(question, _)| *question == id);
    let at = at.unwrap_or_else(|| {
        input.answers.push((id, Typed::default()));
        input.answers.len() - 1
    });
    &mut input.answers[at].1
}

async fn text(part: Field<'_>) -> Result<String, Fault> {
    part.text().await.map_err(|_| Fault::NotAllowed)
}

/// The file of a part, cut off where it is too large; none where no file was chosen.
async fn file(mut part: Field<'_>) -> Result<Option<Upload>, Fault> {
    let name = part.file_name().unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|_| Fault::NotAllowed)? {
        let room = (FILE_MAX + 1).saturating_sub(bytes.len());
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    let is_chosen = !name.is_empty() || !bytes.is_empty();
    Ok(is_chosen.then_some(Upload { name, bytes }))
}
