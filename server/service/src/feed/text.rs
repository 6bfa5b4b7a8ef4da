//! What posts and comments share: reading a text and finding whom it mentions.
use store::Conn;
use store::sight::Eye;
use types::id::MemberId;

use crate::Service;
use crate::fault::Fault;
use crate::markdown::{self, Kind, MaybeMention, Mention};
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

impl Service {
    /// How a text would look as a post.
    ///
    /// # Errors
    /// Only for members.
    pub async fn preview(&self, viewer: &Viewer, text: &str) -> Result<String, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let text = types::text::prose(text, types::text::PROSE_MAX).unwrap_or_default();
        let mut conn = self.db().read().await?;
        render_post(&mut conn, me.eye(), &text).await
    }
}

/// The text of a post or comment as clean HTML; only whom its author may see is mentioned.
pub(crate) async fn render_post(conn: &mut Conn, eye: Eye, text: &str) -> Result<String, Fault> {
    let mut mentions = Vec::new();
    for maybe in markdown::maybe_mentions(text) {
        mentions.extend(mention(conn, eye, &maybe).await?);
    }
    Ok(markdown::render_as(text, Kind::Post, &mentions))
}

/// The member meant by `@姓名`, `@姓 名` or `@Given Family`.
async fn mention(
    conn: &mut Conn,
    eye: Eye,
    MaybeMention(text): &MaybeMention,
) -> Result<Option<Mention>, Fault> {
    let found = named(conn, eye, text).await?;
    Ok(found.map(|(name, member)| Mention { text: format!("@{name}"), member }))
}

/// The one member whose name `text` is and nothing else.
pub(crate) async fn member_named(conn: &mut Conn, eye: Eye, text: &str) -> Result<Option<MemberId>, Fault> {
    let found = named(conn, eye, text).await?;
    Ok(found.filter(|(name, _)| name == text).map(|(_, member)| member))
}

/// The one member whose name begins `text`, and the name as it stands there; nobody when no member or several have it.
async fn named(conn: &mut Conn, eye: Eye, text: &str) -> Result<Option<(String, MemberId)>, Fault> {
    match japanese(conn, eye, text).await? {
        Some(found) => Ok(Some(found)),
        None => roman(conn, eye, text).await,
    }
}

/// The longest name in Japanese order that begins `text`, as it stands there, and whose it is.
async fn japanese(conn: &mut Conn, eye: Eye, text: &str) -> Result<Option<(String, MemberId)>, Fault> {
    let word = text.split(SPACES).next().unwrap_or_default();
    // Of a name without a space, any beginning may be the family's.
    let start = |n: usize| word.chars().take(n).collect::<String>();
    let families = [1, 2, 3, 4, 5, 6, 7, usize::MAX].map(start);
    let squeezed = text.replacen(SPACES, "", 1);
    let people = store::member::named(conn, eye, &families, &squeezed).await?;
    let mut found: Vec<(String, MemberId)> = Vec::new();
    for person in people {
        let Some(rest) = text.strip_prefix(&person.family) else { continue };
        // After a name of one part, a space ends it.
        let spaces = if person.given.is_empty() { "" } else { rest };
        let space = &spaces[..spaces.chars().next().filter(|c| SPACES.contains(c)).map_or(0, char::len_utf8)];
        if rest[space.len()..].starts_with(&person.given) {
            found.push((format!("{}{space}{}", person.family, person.given), person.id));
        }
    }
    let longest = found.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    found.retain(|(name, _)| name.len() == longest);
    Ok(if found.len() == 1 { found.pop() } else { None })
}

/// The same for `Given Family` in Latin letters.
async fn roman(conn: &mut Conn, eye: Eye, text: &str) -> Result<Option<(String, MemberId)>, Fault> {
    let Some((given, rest)) = text.split_once(' ') else { return Ok(None) };
    let letter = |c: &char| c.is_alphabetic() && u32::from(*c) < 0x250 || *c == '-';
    let family: String = rest.chars().take_while(letter).collect();
    if given.is_empty() || family.is_empty() || !given.chars().all(|c| letter(&c)) {
        return Ok(None);
    }
    let people = store::member::named_roman(conn, eye, given, &family).await?;
    Ok(match people.as_slice() {
        [one] => Some((format!("{given} {family}"), one.id)),
        _ => None,
    })
}

const SPACES: [char; 2] = [' ', '\u{3000}'];
