//! Consent, purpose by purpose: the member's answers, the ledger they are kept in, and whether one counts now.
//!
//! Whatever serves a purpose asks when it does so: a mail when it leaves ([`crate::task::Task::Notice`]), a list or a count
//! when it is made. Nothing is remembered beside the ledger, so an answer counts from the transaction that writes it.
mod answer;
#[cfg(test)]
mod tests;

pub use answer::Answered;
pub use store::consent::ConsentRow;

use store::Conn;
use types::consent::{Purpose, TextVersion, Texts};
use types::id::{ConsentId, MemberId};

use crate::Service;
use crate::fault::Fault;
use crate::paging;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Entries of the ledger on one page.
const PAGE: usize = 30;

/// Where a member stands with one purpose.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Which.
    pub purpose: Purpose,
    /// What it says now.
    pub current: TextVersion,
    /// The newest answer; none before the first.
    pub answer: Option<ConsentRow>,
    /// What it said when that answer was given, if it says something else by now.
    pub earlier: Option<TextVersion>,
    /// Whether the member counts as agreeing.
    pub counts: bool,
}

impl Standing {
    /// Whether the text is newer than the one answered for.
    #[must_use]
    pub fn asks_again(&self) -> bool {
        self.answer.as_ref().is_some_and(|answer| answer.text_version.as_str() < self.current.name)
    }
}

/// What a member sees of the own consents.
#[derive(Clone, Debug)]
pub struct Consents {
    /// Each purpose, in order.
    pub standings: Vec<Standing>,
    /// A page of the ledger, the newest first.
    pub entries: Vec<ConsentRow>,
    /// Before which the next page of it begins.
    pub next: Option<ConsentId>,
}

impl Service {
    /// The viewer's consents; entries of the ledger before `before`.
    ///
    /// # Errors
    /// Only members have some.
    pub async fn consents(&self, viewer: &Viewer, before: Option<ConsentId>) -> Result<Consents, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let standings = standings(&mut conn, me.id(), Purpose::wordings).await?;
        let before = before.unwrap_or(ConsentId::LAST);
        let rows = store::consent::ledger(&mut conn, me.id(), before, paging::asked(PAGE)).await?;
        let (entries, next) = paging::cut(rows, PAGE, |row| row.id);
        Ok(Consents { standings, entries, next })
    }

    /// The wording `name` of a purpose, in force or not.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when there never was one; only for members.
    pub fn consent_text(&self, viewer: &Viewer, purpose: Purpose, name: &str) -> Result<TextVersion, Fault> {
        require(viewer, Capability::TakePart)?;
        purpose.wordings().find(name).ok_or(Fault::NotFound)
    }
}

/// Where `member` stands with each purpose, going by `texts`.
pub(crate) async fn standings(
    conn: &mut Conn,
    member: MemberId,
    texts: Texts,
) -> Result<Vec<Standing>, Fault> {
    let answers = store::consent::current(conn, member).await?;
    let of = |purpose: &Purpose| {
        let (purpose, wordings) = (*purpose, texts(*purpose));
        let answer = answers.iter().find(|answer| answer.purpose == purpose).cloned();
        let read = answer.as_ref().filter(|answer| answer.text_version != wordings.current.name);
        let from = purpose.counts_from(texts);
        Standing {
            purpose,
            current: wordings.current,
            earlier: read.and_then(|answer| wordings.find(&answer.text_version)),
            counts: answer
                .as_ref()
                .is_some_and(|answer| answer.given && answer.text_version.as_str() >= from),
            answer,
        }
    };
    Ok(Purpose::ALL.iter().map(of).collect())
}

/// Whether a text of `texts` is newer than the one `member` answered for.
pub(crate) async fn asks_again(conn: &mut Conn, member: MemberId, texts: Texts) -> Result<bool, Fault> {
    // Until a purpose has a second text nobody can have answered for an older one, and home asks for nothing.
    if Purpose::ALL.iter().all(|purpose| texts(*purpose).earlier.is_empty()) {
        return Ok(false);
    }
    Ok(standings(conn, member, texts).await?.iter().any(Standing::asks_again))
}

/// Whether `member` agrees to `purpose` now, going by `texts`.
pub(crate) async fn agrees(
    conn: &mut Conn,
    member: MemberId,
    purpose: Purpose,
    texts: Texts,
) -> Result<bool, Fault> {
    Ok(store::consent::agrees(conn, member, purpose, purpose.counts_from(texts)).await?)
}

/// The oldest text that whoever is counted must have agreed to.
pub(crate) fn counted_from() -> &'static str {
    Purpose::Statistics.counts_from(Purpose::wordings)
}
