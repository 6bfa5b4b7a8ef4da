//! Markdown to clean HTML, once, when a text is written.
//!
//! What comes out holds no element, attribute or address that is not listed here, whatever went in: comrak escapes typed HTML,
//! ammonia then keeps only what [`TAGS`] names. Pictures from elsewhere become links, so that no page asks a third party.
use std::collections::HashSet;
use std::sync::LazyLock;

use comrak::nodes::{AstNode, NodeLink, NodeValue};
use comrak::{Arena, Options, format_html, parse_document};
use types::id::MemberId;

const TAGS: [&str; 24] = [
    "p",
    "br",
    "strong",
    "em",
    "del",
    "a",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
];

/// Where a text will stand, which decides how its headings fit below the page's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A post or a comment: headings from `h3`.
    Post,
    /// A page of its own: headings from `h2`.
    Page,
}

/// A name in a text that stands for exactly one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// As it stands in the text, with the `@`.
    pub text: String,
    /// Who is meant.
    pub member: MemberId,
}

/// What may be a mention: what follows an `@`, still to be compared with the members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaybeMention(
    /// The line after the `@`, at most 60 characters of it; a name may be the start of it.
    pub String,
);

/// Names the text may mention, at most ten.
#[must_use]
pub fn maybe_mentions(text: &str) -> Vec<MaybeMention> {
    let mut found: Vec<MaybeMention> = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        // A mail address is no mention.
        if c == '@' && !before.is_ascii_alphanumeric() {
            found.extend(maybe_mention(&text[at + c.len_utf8()..]).filter(|m| !found.contains(m)));
        }
        before = c;
    }
    found.truncate(10);
    found
}

fn maybe_mention(after: &str) -> Option<MaybeMention> {
    let line: String = after.lines().next()?.chars().take(60).collect();
    line.chars().next().is_some_and(char::is_alphabetic).then_some(MaybeMention(line))
}

/// The text of a page of its own as clean HTML.
#[must_use]
pub fn render(text: &str) -> String {
    render_as(text, Kind::Page, &[])
}

/// The text as clean HTML, with `mentions` linked to the members' profiles.
#[must_use]
pub fn render_as(text: &str, kind: Kind, mentions: &[Mention]) -> String {
    let arena = Arena::new();
    let options = options();
    let root = parse_document(&arena, text, &options);
    let nodes: Vec<&AstNode> = root.descendants().collect();
    for node in nodes {
        fit(node, kind);
        link_mentions(&arena, node, mentions);
    }
    let mut html = String::new();
    // Writing into a String does not fail.
    let _ = format_html(root, &options, &mut html);
    CLEANER.clean(&html).to_string()
}

/// The start of a text as plain words, at most `max` characters.
#[must_use]
pub fn excerpt(text: &str, max: usize) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, text, &options());
    let mut words = String::new();
    for node in root.descendants() {
        match &node.data.borrow().value {
            NodeValue::Text(text) => words.push_str(text),
            NodeValue::Code(code) => words.push_str(&code.literal),
            NodeValue::Heading(_) | NodeValue::Paragraph | NodeValue::SoftBreak | NodeValue::LineBreak
                if !words.is_empty() =>
            {
                words.push(' ');
            }
            _ => {}
        }
    }
    if words.chars().count() <= max { words } else { words.chars().take(max).chain(['…']).collect() }
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    // **強調**と without spaces around.
    options.extension.cjk_friendly_emphasis = true;
    options.render.hardbreaks = true;
    options.render.escape = true;
    options
}

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::default();
    cleaner
        .tags(HashSet::from(TAGS))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(Some("nofollow ugc noopener noreferrer"));
    cleaner
});

/// Headings below those of the page; pictures as links.
fn fit(node: &AstNode, kind: Kind) {
    let mut data = node.data.borrow_mut();
    match &mut data.value {
        NodeValue::Heading(heading) => {
            heading.level = heading.level.max(if kind == Kind::Post { 3 } else { 2 });
        }
        NodeValue::Image(link) => {
            let link = link.clone();
            data.value = NodeValue::Link(link);
        }
        _ => {}
    }
}

fn link_mentions<'a>(arena: &'a Arena<'a>, node: &'a AstNode<'a>, mentions: &[Mention]) {
    let in_link =
        node.ancestors().skip(1).any(|above| matches!(above.data.borrow().value, NodeValue::Link(_)));
    let text = match &node.data.borrow().value {
        NodeValue::Text(text) if !in_link => text.to_string(),
        _ => return,
    };
    let mut rest = text.as_str();
    let mut linked = false;
    while let Some((at, mention)) = first_of(rest, mentions) {
        let (before, after) = (&rest[..at], &rest[at + mention.text.len()..]);
        insert(arena, node, NodeValue::Text(before.to_owned().into()));
        let url = format!("/people/{}", mention.member);
        let link = insert(arena, node, NodeValue::Link(Box::new(NodeLink { url, title: String::new() })));
        link.append(arena.alloc(AstNode::from(NodeValue::Text(mention.text.clone().into()))));
        rest = after;
        linked = true;
    }
    if linked {
        insert(arena, node, NodeValue::Text(rest.to_owned().into()));
        node.detach();
    }
}

/// The first mention in `text`; of two at one place the longer one.
fn first_of<'m>(text: &str, mentions: &'m [Mention]) -> Option<(usize, &'m Mention)> {
    let found = mentions.iter().filter_map(|mention| Some((text.find(&mention.text)?, mention)));
    found.min_by_key(|(at, mention)| (*at, std::cmp::Reverse(mention.text.len())))
}

fn insert<'a>(arena: &'a Arena<'a>, before: &'a AstNode<'a>, value: NodeValue) -> &'a AstNode<'a> {
    let node = arena.alloc(AstNode::from(value));
    before.insert_before(node);
    node
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(text: &str) -> String {
        render_as(text, Kind::Post, &[])
    }

    #[test]
    fn emphasis_needs_no_spaces_in_japanese() {
        assert_eq!(post("**「強調」**です"), "<p><strong>「強調」</strong>です</p>\n");
    }

    #[test]
    fn nothing_dangerous_comes_through() {
        for text in [
            "<script>alert(1)</script>",
            "[x](javascript:alert(1))",
            "<img src=x onerror=alert(1)>",
            "[x](data:text/html;base64,AAAA)",
            "<a href=\"https://example.jp\" onclick=\"x()\">x</a>",
        ] {
            let html = post(text);
            let bad =
                ["<script", "javascript:\"", "href=\"data", "<img", "<a href=\"https://example.jp\" onclick"]
                    .iter()
                    .any(|bad| html.contains(bad));
            assert!(!bad, "{text}: {html}");
        }
    }

    #[test]
    fn pictures_become_links_and_links_are_not_followed() {
        let html = post("![富士](https://example.jp/fuji.png)");
        assert!(html.contains("<a href=\"https://example.jp/fuji.png\" rel=\"nofollow"), "{html}");
        assert!(html.contains(">富士</a>"), "{html}");
    }

    #[test]
    fn headings_stand_below_those_of_the_page() {
        assert_eq!(post("# 題"), "<h3>題</h3>\n");
        assert_eq!(render("# 題"), "<h2>題</h2>\n");
    }

    #[test]
    fn lines_break_where_they_were_broken() {
        assert_eq!(post("一行目\n二行目"), "<p>一行目<br>\n二行目</p>\n");
    }

    #[test]
    fn mentions_are_linked_outside_code_and_links() {
        let member = MemberId::LAST;
        let mentions = [Mention { text: "@佐々木 健太".to_owned(), member }];
        let html = render_as("ありがとう @佐々木 健太さん", Kind::Post, &mentions);
        assert!(html.contains(&format!("<a href=\"/people/{member}\"")), "{html}");
        assert!(html.contains(">@佐々木 健太</a>さん"), "{html}");
        assert!(!render_as("`@佐々木 健太`", Kind::Post, &mentions).contains("<a "));
    }

    #[test]
    fn mail_addresses_are_no_mentions() {
        assert_eq!(maybe_mentions("a@b c"), vec![]);
        assert_eq!(maybe_mentions("@ 佐々木 @1"), vec![]);
        let found = maybe_mentions("@佐々木健太さん、\n@林\u{3000}由紀");
        assert_eq!(found, ["佐々木健太さん、", "林\u{3000}由紀"].map(|text| MaybeMention(text.to_owned())));
    }

    #[test]
    fn excerpts_are_plain() {
        assert_eq!(excerpt("## 題\n\n**太字**と[綱](https://example.jp)", 20), "題 太字と綱");
        assert_eq!(excerpt("あいうえお", 3), "あいう…");
    }
}
