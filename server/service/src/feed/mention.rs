//! Links to people in texts that are kept once for all readers: whom a reader may not see is a name there, and no link.
use std::collections::HashSet;

use store::Conn;
use store::sight::{Eye, seen_of};
use types::id::MemberId;

use super::post::PostView;
use crate::fault::Fault;

/// How the cleaned HTML of a text begins a link to somebody.
const LINK: &str = "<a href=\"/people/";
const END: &str = "</a>";

/// Leaves of the links in these texts those to people the reader may see. What is said of somebody who is not to be
/// seen looks as it does of somebody who left. One statement where there are links, none where there are not.
pub(crate) async fn hide(conn: &mut Conn, eye: Eye, texts: Vec<&mut String>) -> Result<(), Fault> {
    let linked: HashSet<MemberId> = texts.iter().flat_map(|html| links(html)).map(|link| link.to).collect();
    if linked.is_empty() {
        return Ok(());
    }
    let seen = seen_of(conn, eye, &linked.into_iter().collect::<Vec<_>>()).await?;
    for html in texts {
        *html = linked_to(html, &seen);
    }
    Ok(())
}

/// The texts of posts and of the comments with them.
pub(super) fn texts(posts: &mut [PostView]) -> Vec<&mut String> {
    let mut texts = Vec::new();
    for PostView { html, comments, .. } in posts {
        texts.push(html);
        texts.extend(comments.iter_mut().map(|comment| &mut comment.html));
    }
    texts
}

/// A link to somebody in a text: as it is, and what is to be read of it.
struct Link<'t> {
    to: MemberId,
    whole: &'t str,
    words: &'t str,
}

/// The links to somebody; an address below somebody's is none.
fn links(html: &str) -> impl Iterator<Item = Link<'_>> {
    html.match_indices(LINK).filter_map(|(at, _)| {
        let (tag, after) = html[at..].split_once('>')?;
        let to = tag[LINK.len()..].split('"').next()?.parse().ok()?;
        let words = &after[..after.find(END)?];
        let whole = &html[at..at + tag.len() + 1 + words.len() + END.len()];
        Some(Link { to, whole, words })
    })
}

/// The text with links to those alone who are `seen`.
fn linked_to(html: &str, seen: &[MemberId]) -> String {
    let unseen = links(html).filter(|link| !seen.contains(&link.to));
    unseen.fold(html.to_owned(), |kept, link| kept.replace(link.whole, link.words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Kind, Mention, render_as};

    #[test]
    fn who_is_not_seen_is_a_name() {
        let (a, b) = (MemberId::FIRST, MemberId::LAST);
        let mentions = [("@林", a), ("@森", b)].map(|(text, member)| Mention { text: text.into(), member });
        let html =
            |text: &str, mentions: &[Mention]| render_as(text, Kind::Post, mentions).trim_end().to_owned();
        let text = "@林 と @森 と[写真](/people/photo)と@林、[綱](https://example.jp)";
        let whole = html(text, &mentions);
        assert_eq!(links(&whole).map(|link| link.to).collect::<Vec<_>>(), [a, b, a]);
        assert_eq!(linked_to(&whole, &[a, b]), whole);
        assert_eq!(linked_to(&whole, &[b]), html(text, &mentions[1..]));
        assert_eq!(linked_to(&whole, &[]), html(text, &[]));
        assert_eq!(linked_to("<p>ただの文</p>", &[]), "<p>ただの文</p>");
    }
}
