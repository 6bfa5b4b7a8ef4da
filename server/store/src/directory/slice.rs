//! Slices of 五十音 order as tokens of PostgreSQL's index.
//!
//! GIN finds all who have a word, in no order: the first 25 of 50,000 in 五十音 order would take reading all of them. Each row has
//! tokens for the narrow and the wide slice of numbers it lies in, and a search asks slice after slice until a page is full: how many
//! people a slice holds says how many to ask first, and how many were found among them how many to ask next. SQLite's index is in
//! order by itself and needs none of this.
use super::wanted::{KEYS, Query, Wanted};
use super::{Range, filter};
use crate::sql::{execute_by_engine, rows_by_engine};
use crate::{Conn, Result, Tx};

/// Stands before every token of a slice. A private character, which no text has and nobody can type.
const MARK: char = '\u{e004}';
/// Bits of a number that slices leave out: four and a half kana are left of it, three and a half, two and a half, one and a half.
const WIDTHS: [u32; 4] = [36, 42, 48, 54];
/// People to ask first for what many have …
const FIRST: i64 = 600;
/// … and for what few of them have beside it.
const FIRST_OF_FEW: i64 = 4_800;
/// Slices asked at once: each costs the index another comparison for each row it looks at.
const SLICES: i64 = 12;
/// Fewer found than this say little about how many have the word.
const RARE: i64 = 4;
/// After so few, so many times as many people are asked next.
const MORE: i64 = 8;
/// So few found among so many people say that the word is rare: everybody who has it is looked at …
const MANY: i64 = 4_000;
/// … but when a filter is asked for too, both may be frequent and only together rare: then so many are asked before.
const MANY_FILTERED: i64 = 20_000;
/// Rounds of slices before everybody else is asked.
const ROUNDS: usize = 4;

/// The tokens of the slices a number lies in.
pub(super) fn tokens(no: i64) -> [String; WIDTHS.len()] {
    WIDTHS.map(|width| token(width, no >> width))
}

fn token(width: u32, slice: i64) -> String {
    format!("{MARK}{width}x{slice:x}")
}

/// Keeps that there is somebody in the slices of this number.
pub(super) async fn keep(tx: &mut Tx, no: i64) -> Result<()> {
    execute_by_engine!(
        tx,
        sqlite: "SELECT $1",
        postgres: "INSERT INTO member_search_slice (width, slice, members)
             SELECT w.width, CAST($1 AS BIGINT) >> w.width, 1 FROM (VALUES (36), (42), (48), (54)) AS w (width)
             ON CONFLICT (width, slice) DO NOTHING",
        no,
    )?;
    Ok(())
}

/// Counts anew how many people each slice holds. What is counted only says how many slices to ask at once.
///
/// # Errors
/// The database failed.
pub async fn count_slices(tx: &mut Tx) -> Result<()> {
    execute_by_engine!(tx, sqlite: "SELECT 1", postgres: "UPDATE member_search_slice SET members = 0")?;
    for width in WIDTHS {
        execute_by_engine!(
            tx,
            sqlite: "SELECT $1",
            postgres: "INSERT INTO member_search_slice (width, slice, members)
                 SELECT CAST($1 AS BIGINT), no >> CAST(CAST($1 AS BIGINT) AS INTEGER), COUNT(*) FROM directory GROUP BY 2
                 ON CONFLICT (width, slice) DO UPDATE SET members = EXCLUDED.members",
            i64::from(width),
        )?;
    }
    Ok(())
}

/// Slices that were read already, for the other list of the same page: mostly it begins where the first did.
#[derive(Debug, Default)]
pub struct Seen(Vec<Stretch>);

/// The first slices of each width that hold numbers past `after` and before `before`.
#[derive(Debug)]
struct Stretch {
    after: i64,
    before: i64,
    /// Width, slice, and how many people it holds.
    rows: Vec<(i64, i64, i64)>,
}

impl Seen {
    async fn read(&mut self, conn: &mut Conn, after: i64, before: i64) -> Result<&[(i64, i64, i64)]> {
        let known = self.0.iter().position(|stretch| stretch.after == after && stretch.before == before);
        let at = known.unwrap_or(self.0.len());
        if at == self.0.len() {
            self.0.push(Stretch { after, before, rows: read(conn, after, before).await? });
        }
        Ok(&self.0[at].rows)
    }
}

async fn read(conn: &mut Conn, after: i64, before: i64) -> Result<Vec<(i64, i64, i64)>> {
    rows_by_engine!(
        conn,
        (i64, i64, i64),
        sqlite: "SELECT no, no, no FROM directory WHERE no > $1 AND no < $2 LIMIT $3",
        postgres: "SELECT CAST(w.width AS BIGINT), s.slice, s.members FROM (VALUES (36), (42), (48), (54)) AS w (width) CROSS JOIN LATERAL (
                 SELECT slice, members FROM member_search_slice
                 WHERE width = w.width AND slice >= CAST($1 AS BIGINT) >> w.width AND slice <= CAST($2 AS BIGINT) >> w.width
                 ORDER BY slice LIMIT $3) s
             ORDER BY w.width, s.slice",
        after.saturating_add(1),
        before.saturating_sub(1),
        SLICES,
    )
}

/// A part of the directory to ask next: numbers past `after` and before `before`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub after: i64,
    pub before: i64,
    /// How many are wanted still.
    pub limit: i64,
    /// The slices that hold it; none to ask without.
    slices: Vec<String>,
}

impl Part {
    /// The queries of this part alone.
    pub fn keys(&self, query: &Query) -> [String; KEYS] {
        query.keys(&self.slices)
    }
}

/// The parts of the directory, one after the other, until enough are found.
#[derive(Debug)]
pub(crate) struct Parts {
    after: i64,
    before: i64,
    /// How many are wanted.
    limit: i64,
    /// How many people to ask first.
    first: i64,
    /// How many people to ask before few found mean that the word is rare.
    many: i64,
    /// How many people were asked so far, and in how many rounds.
    asked: i64,
    round: usize,
    is_over: bool,
}

impl Parts {
    /// Those of the range, until so many are found who are `wanted`.
    pub fn of(r: &Range, wanted: &Wanted<'_>) -> Self {
        let Range { after, before, limit, .. } = *r;
        let is_of_few = !wanted.phrases.is_empty() && !wanted.any.is_empty();
        let first = if is_of_few { FIRST_OF_FEW } else { FIRST };
        let many = if filter::of_range(r).is_empty() { MANY } else { MANY_FILTERED };
        Self { after, before, limit, first, many, asked: 0, round: 0, is_over: false }
    }

    /// The next part after `found` were found in those before; none when enough were, or when there are no more parts.
    ///
    /// # Errors
    /// The database failed.
    pub async fn next(&mut self, conn: &mut Conn, seen: &mut Seen, found: usize) -> Result<Option<Part>> {
        let found = i64::try_from(found).unwrap_or(i64::MAX);
        if self.is_over || found >= self.limit {
            return Ok(None);
        }
        let limit = self.limit - found;
        let is_rare = found < RARE && self.asked >= self.many;
        if !conn.is_postgres() || is_rare || self.round == ROUNDS {
            return Ok(Some(self.rest(limit)));
        }
        let people = match self.round {
            0 => self.first,
            _ if found < RARE => self.asked.saturating_mul(MORE).max(self.first),
            // More may have been found than were believed to be there.
            _ => (limit.saturating_mul(self.asked) / found * 3 / 2).max(1),
        };
        self.round += 1;
        self.slices(conn, seen, people, limit).await
    }

    /// All that is left.
    fn rest(&mut self, limit: i64) -> Part {
        self.is_over = true;
        Part { after: self.after, before: self.before, limit, slices: Vec::new() }
    }

    /// The next slices that hold so many people: as narrow as so many slices can be.
    async fn slices(
        &mut self,
        conn: &mut Conn,
        seen: &mut Seen,
        people: i64,
        limit: i64,
    ) -> Result<Option<Part>> {
        let rows = seen.read(conn, self.after, self.before).await?;
        let mut next = Slices::default();
        for width in WIDTHS {
            let of_width = rows.iter().filter(|(w, _, _)| *w == i64::from(width));
            next = Slices::of(width, of_width.map(|(_, slice, members)| (*slice, *members)), people);
            if next.held >= people || next.is_last {
                break;
            }
        }
        let Slices { width, taken, held, is_last } = next;
        let end = taken.last().and_then(|last| (last + 1).checked_mul(1 << width)).unwrap_or(i64::MAX);
        let end = if is_last { self.before } else { end.min(self.before) };
        let slices: Vec<String> = taken.into_iter().map(|slice| token(width, slice)).collect();
        let part = (!slices.is_empty()).then_some(Part { after: self.after, before: end, limit, slices });
        self.is_over = is_last;
        self.asked = self.asked.saturating_add(held);
        self.after = end.saturating_sub(1);
        Ok(part)
    }
}

/// Slices of one width, one after the other.
#[derive(Debug, Default)]
struct Slices {
    width: u32,
    taken: Vec<i64>,
    /// How many people they hold.
    held: i64,
    /// Whether there are no more of them.
    is_last: bool,
}

impl Slices {
    /// As many of `rows` as hold so many people.
    fn of(width: u32, rows: impl Iterator<Item = (i64, i64)>, people: i64) -> Self {
        let (mut taken, mut held, mut is_last) = (Vec::new(), 0, true);
        for (slice, members) in rows {
            if held >= people {
                is_last = false;
                break;
            }
            // Of the first slice a part lies before where it begins.
            held += if taken.is_empty() { members / 2 } else { members };
            taken.push(slice);
        }
        is_last &= i64::try_from(taken.len()).is_ok_and(|len| len < SLICES);
        Self { width, taken, held, is_last }
    }
}
