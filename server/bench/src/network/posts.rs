//! Posts over three years, with answers and reactions.
use anyhow::Result;
use rand::Rng;
use rand::seq::IndexedRandom;
use store::Tx;
use store::comment::NewComment;
use store::post::NewPost;
use types::feed::ReactionKind;
use types::id::{CommentId, MemberId, PostId};
use types::lang::Lang;
use types::time::Stamp;

use super::Maker;
use super::words::SENTENCES;

/// How far back posts go.
const SPAN: i64 = 3 * 365 * Stamp::DAY;

/// Writes `count` posts, oldest first.
pub(super) async fn write(maker: &mut Maker, tx: &mut Tx, members: &[MemberId], count: usize) -> Result<()> {
    let step = SPAN / i64::try_from(count.max(1))?;
    for i in 0..count {
        let at = maker.now.plus(-SPAN + step * i64::try_from(i)?);
        let Some(author) = members.choose(&mut maker.rng).copied() else { return Ok(()) };
        let (id, (body, html)) = (PostId(maker.secrets.uuid(at)), text(maker));
        let quiet_days = Some(maker.rng.random_range(1..400));
        let (body, html) = (body.as_str(), html.as_str());
        let post = NewPost { id, author, body, html, lang: Lang::Ja, created_at: at, quiet_days };
        store::post::insert(tx, &post).await?;
        // Most posts get no answer, a few get many.
        let answers = [0, 0, 0, 0, 1, 1, 2, 3, 5].choose(&mut maker.rng).copied().unwrap_or(0);
        for n in 0..answers {
            let at = at.plus(Stamp::MINUTE * (n + 1));
            let Some(author) = members.choose(&mut maker.rng).copied() else { return Ok(()) };
            let (comment, (body, html)) = (CommentId(maker.secrets.uuid(at)), text(maker));
            let (body, html) = (body.as_str(), html.as_str());
            let row =
                NewComment { id: comment, post: id, author, body, html, lang: Lang::Ja, created_at: at };
            store::comment::insert(tx, &row).await?;
        }
        for _ in 0..maker.rng.random_range(0..3) {
            let Some(member) = members.choose(&mut maker.rng).copied() else { return Ok(()) };
            let kind = ReactionKind::ALL.choose(&mut maker.rng).copied();
            let Some(kind) = kind else { return Ok(()) };
            store::reaction::insert(tx, id, member, kind, at.plus(Stamp::HOUR)).await?;
        }
    }
    Ok(())
}

/// One to three paragraphs, and their HTML: the sentences hold nothing that Markdown would change.
fn text(maker: &mut Maker) -> (String, String) {
    let paragraphs = maker.rng.random_range(1..=3);
    let mut sentence = || *SENTENCES.choose(&mut maker.rng).unwrap_or(&"");
    let texts: Vec<String> = (0..paragraphs).map(|_| [sentence(), sentence()].concat()).collect();
    let html = texts.iter().map(|text| format!("<p>{text}</p>\n")).collect();
    (texts.join("\n\n"), html)
}
