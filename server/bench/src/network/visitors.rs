//! Who visits the generated network during a measurement: signed-in members, and what they look at.
use anyhow::{Context, Result};
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use service::clock::{Clock, SystemClock};
use service::month::Month;
use service::secret::{Secrets, hash};
use service::session::{ABSOLUTE, IDLE};
use store::Db;
use store::event::EventRow;
use store::session::SessionRow;
use types::event::{EventKind, EventWords};
use types::id::{EventId, MemberId, PostId, SessionId};
use types::lang::Bilingual;
use types::time::Stamp;

/// Posts each visitor has not seen yet.
const UNREAD: i64 = 30;

/// What a measurement needs to know of a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitors {
    /// Signed-in members, in the order of their tokens.
    pub members: Vec<MemberId>,
    /// Members to look at.
    pub profiles: Vec<MemberId>,
    /// Places in the feed long ago.
    pub places: Vec<PostId>,
    /// Events to sign up for, by the names in their addresses.
    pub events: Vec<String>,
}

/// The session token of the visitor with number `n`.
#[must_use]
pub fn token(n: usize) -> String {
    format!("bench-visitor-{n}")
}

/// Signs `count` members of the network in `db` in, and plans `events` events with `seats` seats each.
///
/// # Errors
/// There is no network in `db`.
pub async fn prepare(db: &Db, count: usize, events: usize, seats: i64, zone: &str) -> Result<Visitors> {
    db.migrate().await?;
    let now = SystemClock.now();
    let (mut rng, secrets) = (ChaCha8Rng::seed_from_u64(2), Secrets::seeded(now.0.unsigned_abs()));
    let mut tx = db.write().await?;
    let (mut everybody, mut after) = (Vec::new(), i64::MIN);
    loop {
        let listed = store::directory::listed(&mut tx, after, 1_000).await?;
        let Some((last, _)) = listed.last() else { break };
        after = *last;
        everybody.extend(listed.into_iter().map(|(_, member)| member));
    }
    let members: Vec<MemberId> = everybody.choose_multiple(&mut rng, count).copied().collect();
    let host = *members.first().context("the network has no members")?;
    let last = PostId::LAST;
    let newest =
        store::post::page(&mut tx, store::sight::Eye::NOBODY, PostId::FIRST, last, UNREAD + 1).await?;
    let unread = newest.last().context("the network has no posts")?.id;
    let zone = jiff::tz::TimeZone::get(zone)?;
    for (n, member) in members.iter().enumerate() {
        let session = SessionRow {
            id: SessionId(secrets.uuid(now)),
            member_id: *member,
            device: "Linux".into(),
            created_at: now,
            idle_until: now.plus(IDLE),
            expires_at: now.plus(ABSOLUTE),
        };
        store::session::insert(&mut tx, &hash(&token(n)), &session).await?;
        store::activity::mark(&mut tx, *member, &Month::of(now, &zone).to_string()).await?;
        store::read_marker::put(&mut tx, *member, unread, now).await?;
    }
    let mut slugs = Vec::new();
    for n in 0..events {
        let row = event(EventId(secrets.uuid(now)), n, seats, host, now);
        store::event::insert(&mut tx, &row).await?;
        slugs.push(row.slug);
    }
    tx.commit().await?;
    let profiles = everybody.choose_multiple(&mut rng, 500).copied().collect();
    // Between one and two years ago; a place in the feed need not be a post.
    let mut long_ago = || now.plus(-rng.random_range(365 * Stamp::DAY..730 * Stamp::DAY));
    let places = (0..500).map(|_| PostId(secrets.uuid(long_ago()))).collect();
    Ok(Visitors { members, profiles, places, events: slugs })
}

fn event(id: EventId, n: usize, seats: i64, host: MemberId, now: Stamp) -> EventRow {
    let both = |ja: &str| Bilingual { ja: ja.into(), en: String::new() };
    let words = EventWords {
        title: both("アルムナイ交流会"),
        summary: both("久しぶりに集まりましょう。"),
        body: both("軽食を用意します。"),
        html: both("<p>軽食を用意します。</p>"),
        place: both("本社 3 階"),
    };
    let starts_at = now.plus((7 + i64::try_from(n).unwrap_or(0)) * Stamp::DAY);
    EventRow {
        id,
        slug: format!("bench-{n}"),
        kind: EventKind::Meetup,
        words: serde_json::to_string(&words).unwrap_or_default(),
        starts_at,
        ends_at: starts_at.plus(2 * Stamp::HOUR),
        online_url: String::new(),
        capacity: seats,
        public: true,
        host_id: host,
        programme_id: None,
        turns: 0,
        changed_at: now,
        called_off_at: None,
        call_off_note: String::new(),
    }
}
