//! The demonstration's letters and posts.
//!
//! `demo/posts.json` is a list of `{author, days_ago, hour, minute, body, lang, reactions: [{by, kind}],
//! comments: [{author, after_hours, body}], pictures: [{scene, seed, alt}]}`: people by their keys in `members.json`, `hour` and `minute` on the site's wall
//! clock, `body` Markdown, `kind` as in [`ReactionKind`]. A time that would lie in the future becomes a few minutes ago.
use std::collections::{HashMap, HashSet};

use store::Tx;
use store::comment::NewComment;
use store::letter::WordingRow;
use store::picture::NewPicture;
use store::post::NewPost;
use store::sight::Eye;
use types::feed::ReactionKind;
use types::id::{CommentId, LetterId, MemberId, PostId};
use types::lang::{Bilingual, Lang};
use types::time::Stamp;

use super::people::Members;
use super::scene::{Scene, paint};
use crate::Service;
use crate::clock::zoned;
use crate::drawing::{Wish, draw_image};
use crate::fault::Fault;
use crate::feed::{quiet_days, render_post};
use crate::markdown::render;
use crate::media::{For, MediaKind};

/// Whoever wrote or answered earlier was here so many days ago.
const UNREAD_DAYS: i64 = 3;

const LETTERS: &str = include_str!("../../demo/letters.json");
const POSTS: &str = include_str!("../../demo/posts.json");

#[derive(serde::Deserialize)]
struct DemoLetter {
    author: String,
    days_ago: i64,
    pinned: bool,
    title: Bilingual,
    body: Bilingual,
}

#[derive(serde::Deserialize)]
struct DemoPost {
    author: String,
    days_ago: i64,
    hour: i8,
    minute: i8,
    body: String,
    lang: Lang,
    #[serde(default)]
    reactions: Vec<DemoReaction>,
    #[serde(default)]
    comments: Vec<DemoComment>,
    #[serde(default)]
    pictures: Vec<DemoPicture>,
}

#[derive(serde::Deserialize)]
struct DemoPicture {
    scene: Scene,
    #[serde(default)]
    seed: u32,
    alt: String,
}

#[derive(serde::Deserialize)]
struct DemoReaction {
    by: String,
    kind: ReactionKind,
}

#[derive(serde::Deserialize)]
struct DemoComment {
    author: String,
    after_hours: i64,
    body: String,
}

/// Who was away, and for how many days.
const AWAY: ([&str; 2], i64) = (["nakagawa-satoshi", "matsuo-kensuke"], 300);

/// Writes letters and posts, oldest first, so that silences are counted as they were.
pub(super) async fn write(service: &Service, tx: &mut Tx, members: &Members) -> Result<(), Fault> {
    for letter in serde_json::from_str::<Vec<DemoLetter>>(LETTERS)? {
        write_letter(service, tx, members, letter).await?;
    }
    let mut posts: Vec<(Stamp, DemoPost)> = serde_json::from_str::<Vec<DemoPost>>(POSTS)?
        .into_iter()
        .map(|p| (at(service, p.days_ago, p.hour, p.minute), p))
        .collect();
    posts.sort_by_key(|(at, _)| *at);
    let mut last: HashMap<MemberId, Stamp> = HashMap::new();
    let (mut readers, mut read_to, mut left_at) = (HashSet::new(), None, None);
    let away_since = service.now().plus(-AWAY.1 * Stamp::DAY);
    for (at, post) in posts {
        let author = members.of(&post.author)?;
        let id = write_post(service, tx, members, author, at, last.insert(author, at), &post).await?;
        if at < service.now().plus(-UNREAD_DAYS * Stamp::DAY) {
            readers.insert(author);
            for comment in &post.comments {
                readers.insert(members.of(&comment.author)?);
            }
            read_to = Some(id);
        }
        if at < away_since {
            left_at = Some(id);
        }
    }
    for away in AWAY.0 {
        let away = members.of(away)?;
        readers.remove(&away);
        if let Some(post) = left_at {
            store::read_marker::put(tx, away, post, away_since).await?;
        }
    }
    for reader in readers {
        if let Some(post) = read_to {
            store::read_marker::put(tx, reader, post, service.now()).await?;
        }
    }
    Ok(())
}

async fn write_letter(
    service: &Service,
    tx: &mut Tx,
    members: &Members,
    letter: DemoLetter,
) -> Result<(), Fault> {
    let at = at(service, letter.days_ago, 9, 0);
    let wording = WordingRow {
        html_ja: render(&letter.body.ja),
        html_en: render(&letter.body.en),
        title_ja: letter.title.ja,
        title_en: letter.title.en,
        body_ja: letter.body.ja,
        body_en: letter.body.en,
        pinned: letter.pinned,
    };
    let id = LetterId(service.secrets().uuid(at));
    Ok(store::letter::insert(tx, id, members.of(&letter.author)?, &wording, at).await?)
}

async fn write_post(
    service: &Service,
    tx: &mut Tx,
    members: &Members,
    author: MemberId,
    at: Stamp,
    last: Option<Stamp>,
    post: &DemoPost,
) -> Result<PostId, Fault> {
    let id = PostId(service.secrets().uuid(at));
    let html = render_post(tx, Eye::NOBODY, &post.body).await?;
    let quiet_days = quiet_days(last, at);
    store::post::insert(
        tx,
        &NewPost { id, author, body: &post.body, html: &html, lang: post.lang, created_at: at, quiet_days },
    )
    .await?;
    for (place, picture) in (0..).zip(&post.pictures) {
        let drawn = draw_image(Wish::whole(MediaKind::Picture), &paint(picture.scene, picture.seed));
        let media = service.keep(tx, Some(author), drawn.map_err(Fault::internal)?, For::Readers).await?;
        let alt = picture.alt.as_str();
        let row = NewPicture { media, owner: author, post: Some(id), place, alt, waiting: false };
        store::picture::insert(tx, &row).await?;
    }
    for reaction in &post.reactions {
        store::reaction::insert(tx, id, members.of(&reaction.by)?, reaction.kind, at.plus(Stamp::HOUR))
            .await?;
    }
    for comment in &post.comments {
        let at = past(service, at.plus(comment.after_hours * Stamp::HOUR));
        let html = render_post(tx, Eye::NOBODY, &comment.body).await?;
        let (comment_id, author) = (CommentId(service.secrets().uuid(at)), members.of(&comment.author)?);
        let lang = types::feed::lang_of(&comment.body);
        let row = NewComment {
            id: comment_id,
            post: id,
            author,
            body: &comment.body,
            html: &html,
            lang,
            created_at: at,
        };
        store::comment::insert(tx, &row).await?;
    }
    Ok(id)
}

/// `days_ago` at `hour:minute` on the site's wall clock.
fn at(service: &Service, days_ago: i64, hour: i8, minute: i8) -> Stamp {
    let day = zoned(service.now().plus(-days_ago * Stamp::DAY), &service.config().zone);
    let wall = day.with().hour(hour).minute(minute).second(0).subsec_nanosecond(0).build().unwrap_or(day);
    past(service, Stamp(wall.timestamp().as_millisecond()))
}

fn past(service: &Service, at: Stamp) -> Stamp {
    at.min(service.now().plus(-10 * Stamp::MINUTE))
}
