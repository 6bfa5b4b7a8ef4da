//! What posts and comments share: reading a text and finding whom it mentions.
use store::Conn;
use types::member::Person;

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
        require(viewer, Capability::TakePart)?;
        let text = types::text::prose(text, types::text::PROSE_MAX).unwrap_or_default();
        let mut conn = self.db().read().await?;
        render_post(&mut conn, &text).await
    }
}

/// The text of a post or comment as clean HTML.
pub(crate) async fn render_post(conn: &mut Conn, text: &str) -> Result<String, Fault> {
    let mut mentions = Vec::new();
    for maybe in markdown::maybe_mentions(text) {
        mentions.extend(mention(conn, &maybe).await?);
    }
    Ok(markdown::render_as(text, Kind::Post, &mentions))
}

/// The one member meant by `@姓 名` or `@Given Family`; nobody when no member or several have the name.
async fn mention(conn: &mut Conn, maybe: &MaybeMention) -> Result<Option<Mention>, Fault> {
    let MaybeMention { first, space, rest } = maybe;
    let people: Vec<Person> =
        store::member::named_at(conn, first, rest).await?.into_iter().map(Person::from).collect();
    let longest = people.iter().map(|p| p.given.as_str()).max_by_key(|given| given.len());
    if let Some(given) = longest {
        let named: Vec<&Person> = people.iter().filter(|p| p.given == given).collect();
        return Ok(only(&named).map(|p| Mention { text: format!("@{first}{space}{given}"), member: p.id }));
    }
    let family: String = rest.chars().take_while(|c| c.is_ascii_alphabetic() || *c == '-').collect();
    if family.is_empty() {
        return Ok(None);
    }
    let people: Vec<Person> =
        store::member::of_roman(conn, &family, first).await?.into_iter().map(Person::from).collect();
    Ok(only(&people.iter().collect::<Vec<_>>())
        .map(|p| Mention { text: format!("@{first}{space}{family}"), member: p.id }))
}

fn only<'p>(people: &[&'p Person]) -> Option<&'p Person> {
    match people {
        [one] => Some(one),
        _ => None,
    }
}
