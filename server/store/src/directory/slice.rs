//! Slices of 五十音 order as tokens of PostgreSQL's index.
//!
//! GIN finds all who have a word, in no order: the first 25 of 50,000 in 五十音 order would take reading all of them. Each row has
//! tokens for the narrow and the wide slice of numbers it lies in, and a search asks slice after slice until a page is full: how many
//! people a slice holds says how many to ask first, and how many were found among them how many to ask next. SQLite's index is in
//! order by itself and needs none of this.
use crate::sql::{execute_by_engine, rows_by_engine};
use crate::{Conn, Result, Tx};

/// Stands before every token of a slice. A private character, which no text has and nobody can type.
const MARK: char = '\u{e004}';
/// Bits of a number that a narrow slice leaves out: some two and a half kana are left, 250 of a million people.
const NARROW: u32 = 48;
/// Bits of a number that a wide slice leaves out: some 4,000 of a million people.
const WIDE: u32 = 54;
/// People to ask first.
const FIRST: i64 = 2_000;
/// Slices asked at once: each costs the index another comparison for each row it looks at.
const SLICES: i64 = 48;
/// Fewer found than this say that the word is rare: everybody who has it is looked at.
const RARE: i64 = 4;
/// Rounds of slices before everybody else is asked.
const ROUNDS: usize = 3;

/// The tokens of the slices a number lies in.
pub(super) fn tokens(no: i64) -> [String; 2] {
    [token(NARROW, no >> NARROW), token(WIDE, no >> WIDE)]
}

fn token(width: u32, slice: i64) -> String {
    format!("{MARK}{width}x{slice:x}")
}

/// Keeps that there is somebody in the slices of this number.
pub(super) async fn keep(tx: &mut Tx, no: i64) -> Result<()> {
    execute_by_engine!(
        tx,
        sqlite: "SELECT $1, $2, $3, $4",
        postgres: "INSERT INTO member_search_slice (width, slice, members) VALUES ($1, $2, 1), ($3, $4, 1) ON CONFLICT (width, slice) DO NOTHING",
        i64::from(NARROW),
        no >> NARROW,
        i64::from(WIDE),
        no >> WIDE,
    )?;
    Ok(())
}

/// Counts anew how many people each slice holds. What is counted only says how many slices to ask at once.
///
/// # Errors
/// The database failed.
pub async fn count_slices(tx: &mut Tx) -> Result<()> {
    execute_by_engine!(tx, sqlite: "SELECT 1", postgres: "UPDATE member_search_slice SET members = 0")?;
    for width in [NARROW, WIDE] {
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
    /// The query of this part alone.
    pub fn query(&self, query: &str) -> String {
        if self.slices.is_empty() {
            return query.to_owned();
        }
        let slices: Vec<String> = self.slices.iter().map(|token| format!("'{token}'")).collect();
        format!("({query}) & ({})", slices.join(" | "))
    }
}

/// The parts of the directory, one after the other, until enough are found.
#[derive(Debug)]
pub(crate) struct Parts {
    after: i64,
    before: i64,
    /// How many are wanted.
    limit: i64,
    /// How many people were asked so far, and in how many rounds.
    asked: i64,
    round: usize,
    is_over: bool,
}

impl Parts {
    /// Those of the numbers past `after` and before `before`, until `limit` are found.
    pub fn of(after: i64, before: i64, limit: i64) -> Self {
        Self { after, before, limit, asked: 0, round: 0, is_over: false }
    }

    /// The next part after `found` were found in those before; none when enough were, or when there are no more parts.
    ///
    /// # Errors
    /// The database failed.
    pub async fn next(&mut self, conn: &mut Conn, found: usize) -> Result<Option<Part>> {
        let found = i64::try_from(found).unwrap_or(i64::MAX);
        if self.is_over || found >= self.limit {
            return Ok(None);
        }
        let limit = self.limit - found;
        let is_rare = self.round > 0 && found < RARE;
        if !conn.is_postgres() || is_rare || self.round == ROUNDS {
            return Ok(Some(self.rest(limit)));
        }
        let people = match self.round {
            0 => FIRST,
            _ => limit.saturating_mul(self.asked) / found * 3 / 2,
        };
        let width = if self.round == 0 { NARROW } else { WIDE };
        self.round += 1;
        self.slices(conn, width, people, limit).await
    }

    /// All that is left.
    fn rest(&mut self, limit: i64) -> Part {
        self.is_over = true;
        Part { after: self.after, before: self.before, limit, slices: Vec::new() }
    }

    /// The next slices of a width that hold so many people.
    async fn slices(&mut self, conn: &mut Conn, width: u32, people: i64, limit: i64) -> Result<Option<Part>> {
        let first = self.after.saturating_add(1) >> width;
        let rows = rows_by_engine!(
            conn,
            (i64, i64),
            sqlite: "SELECT $1, $2 FROM directory WHERE no < $3 LIMIT $4",
            postgres: "SELECT slice, members FROM member_search_slice WHERE width = $1 AND slice >= $2 AND slice <= $3 ORDER BY slice LIMIT $4",
            i64::from(width),
            first,
            self.before.saturating_sub(1) >> width,
            SLICES,
        )?;
        let (mut slices, mut held) = (Vec::new(), 0);
        for (slice, members) in &rows {
            if held >= people {
                break;
            }
            // Of the first slice a part lies before `after`.
            held += if slices.is_empty() { members / 2 } else { *members };
            slices.push(*slice);
        }
        let is_last = slices.len() == rows.len() && i64::try_from(rows.len()).is_ok_and(|len| len < SLICES);
        let end = slices.last().and_then(|last| (last + 1).checked_mul(1 << width)).unwrap_or(i64::MAX);
        let end = if is_last { self.before } else { end.min(self.before) };
        let slices: Vec<String> = slices.into_iter().map(|slice| token(width, slice)).collect();
        let part = (!slices.is_empty()).then_some(Part { after: self.after, before: end, limit, slices });
        self.is_over = is_last;
        self.asked = self.asked.saturating_add(held);
        self.after = end.saturating_sub(1);
        Ok(part)
    }
}
