//! Whom a member keeps away: ブロック, つながりたくない人, and whether the directory knows of the member. Nobody else ever learns of it.
#[cfg(test)]
mod tests;

use store::Conn;
use store::profile::ProfileRow;
use store::sight::Eye;
use types::id::MemberId;
use types::visibility::Relation;

use crate::Service;
use crate::connection::{People, from};
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::profile::opens_to;
use crate::viewer::Viewer;

/// What the viewer decided about being found and seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Private {
    /// Whom the viewer blocked.
    pub blocked: People,
    /// With whom the viewer does not want to be brought together.
    pub avoided: People,
    /// Whether directory and search know of the viewer.
    pub listed: bool,
}

impl Service {
    /// The viewer's private lists, each from its own place on.
    ///
    /// # Errors
    /// Only members have any.
    pub async fn private(
        &self,
        viewer: &Viewer,
        blocked: Option<&str>,
        avoided: Option<&str>,
    ) -> Result<Private, Fault> {
        let me = require(viewer, Capability::TakePart)?.id();
        let mut conn = self.db().read().await?;
        let (before, limit) = from(blocked);
        let blocked = People::of(store::block::page(&mut conn, me, before, limit).await?);
        let (before, limit) = from(avoided);
        let avoided = People::of(store::avoid::page(&mut conn, me, before, limit).await?);
        let profile = store::profile::by_member(&mut conn, me).await?;
        Ok(Private { blocked, avoided, listed: profile.is_none_or(|profile| profile.listed) })
    }

    /// Blocks a person: from now on neither sees the other; what connected both is gone. Twice is once.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for whom there is no page for the viewer.
    pub async fn block(&self, viewer: &Viewer, other: MemberId) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        if store::block::holds(&mut tx, me.id(), other).await? {
            return Ok(());
        }
        met(&mut tx, me.eye(), other).await?;
        store::block::insert(&mut tx, me.id(), other, self.now()).await?;
        if store::connection::delete(&mut tx, me.id(), other).await? {
            self.index_pair(&mut tx, me.id(), other).await?;
        }
        store::connection::forget(&mut tx, me.id(), other).await?;
        self.note_tie(&mut tx, me.id(), "block.change").await?;
        Ok(tx.commit().await?)
    }

    /// Takes a block back; what connected both stays gone. Twice is once.
    ///
    /// # Errors
    /// Only members block.
    pub async fn unblock(&self, viewer: &Viewer, other: MemberId) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?.id();
        let mut tx = self.db().write().await?;
        if store::block::delete(&mut tx, me, other).await? {
            self.note_tie(&mut tx, me, "block.change").await?;
        }
        Ok(tx.commit().await?)
    }

    /// Puts a person on the list of those the viewer does not want to be brought together with, or takes the person off it.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for whom there is no page for the viewer, unless to be taken off.
    pub async fn avoid(&self, viewer: &Viewer, other: MemberId, avoids: bool) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        let changed = if avoids {
            met(&mut tx, me.eye(), other).await?;
            store::avoid::insert(&mut tx, me.id(), other, self.now()).await?
        } else {
            store::avoid::delete(&mut tx, me.id(), other).await?
        };
        if changed {
            self.note_tie(&mut tx, me.id(), "avoid.change").await?;
        }
        Ok(tx.commit().await?)
    }

    /// Whether directory, search and newcomers are to know of the viewer.
    ///
    /// # Errors
    /// Only members stand in it.
    pub async fn list_me(&self, viewer: &Viewer, listed: bool) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?.id();
        let mut tx = self.db().write().await?;
        let before = store::profile::by_member(&mut tx, me).await?;
        let before = before.unwrap_or_else(|| ProfileRow::blank(me, self.now()));
        store::profile::put(&mut tx, &ProfileRow { listed, ..before }).await?;
        self.index_member(&mut tx, me).await?;
        self.note_tie(&mut tx, me, "profile.listed").await?;
        Ok(tx.commit().await?)
    }
}

/// In which relation `eye` meets the page of `other`, for what can be done there: whom the other blocked has the page that visitors
/// have, and what they do there looks as it does of everybody.
pub(crate) async fn met(conn: &mut Conn, eye: Eye, other: MemberId) -> Result<Relation, Fault> {
    // Asked of everybody: that nobody is there takes as long as that somebody blocked the viewer.
    let is_open = opens_to(conn, other, Relation::Visitor).await?;
    match store::sight::relation_to(conn, eye, other).await? {
        Some(near @ (Relation::Member | Relation::Connection)) => Ok(near),
        Some(Relation::Visitor) if is_open => Ok(Relation::Visitor),
        _ => Err(Fault::NotFound),
    }
}

/// Lets only those pass whom `eye` sees as members do.
pub(crate) async fn must_see(conn: &mut Conn, eye: Eye, other: MemberId) -> Result<(), Fault> {
    match store::sight::relation_to(conn, eye, other).await? {
        Some(Relation::Member | Relation::Connection) => Ok(()),
        _ => Err(Fault::NotFound),
    }
}
