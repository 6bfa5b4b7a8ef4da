//! Sessions: the token is the browser's, only its hash is ours.
use std::sync::Arc;

use store::Tx;
use store::session::{SessionRow, ViewerRow};
use types::id::{MemberId, SessionId};
use types::member::Person;
use types::site::Site;
use types::time::Stamp;

use crate::Service;
use crate::fault::Fault;
use crate::month::Month;
use crate::policy::{Capability, require};
use crate::secret::hash;
use crate::viewer::{Me, Viewer};

/// A session ends when unused for this long.
pub const IDLE: i64 = 60 * Stamp::DAY;
/// A session ends after this long in any case.
pub const ABSOLUTE: i64 = 365 * Stamp::DAY;
/// The idle end is put off at most once in this time, so that reading does not write.
const PROLONG_EVERY: i64 = Stamp::DAY;

/// A session just opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The token for the cookie; it exists nowhere else.
    pub token: String,
    /// Where to go.
    pub go_to: String,
}

/// A signed-in device as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Its session.
    pub id: SessionId,
    /// What it said it is.
    pub device: String,
    /// Since when.
    pub since: Stamp,
    /// The last day it was used, by some moment of it: nothing finer is kept.
    pub used: Stamp,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

impl Service {
    /// Who holds `token`, and the site. Counts the member as active this month, which writes once in the month, and keeps the
    /// session alive, which writes at most once a day.
    ///
    /// # Errors
    /// The database failed.
    pub async fn visit(&self, token: Option<&str>) -> Result<(Viewer, Arc<Site>), Fault> {
        let now = self.now();
        let month = Month::of(now, &self.config().zone).to_string();
        let mut conn = self.db().read().await?;
        let site = self.site_on(&mut conn).await?;
        let row = match token {
            Some(token) => store::session::viewer(&mut conn, &hash(token), now, &month).await?,
            None => None,
        };
        drop(conn);
        let Some(row) = row else { return Ok((Viewer::Visitor, site)) };
        let stale = row.idle_until < now.plus(IDLE - PROLONG_EVERY);
        if stale || !row.active_this_month {
            let mut tx = self.db().write().await?;
            if stale {
                store::session::prolong(&mut tx, row.session_id, now.plus(IDLE)).await?;
            }
            if !row.active_this_month {
                store::activity::mark(&mut tx, row.member_id, &month).await?;
            }
            tx.commit().await?;
        }
        Ok((Viewer::Member(Box::new(me(row))), site))
    }

    /// Opens a session for `member` on a device that calls itself `device`. The member goes to `go_to`, unless there is something
    /// to decide first.
    pub(crate) async fn open_session(
        &self,
        tx: &mut Tx,
        member: MemberId,
        device: &str,
        go_to: &str,
    ) -> Result<Opened, Fault> {
        let now = self.now();
        let token = self.secrets().token();
        let row = SessionRow {
            id: self.id(),
            member_id: member,
            device: device.to_owned(),
            created_at: now,
            idle_until: now.plus(IDLE),
            expires_at: now.plus(ABSOLUTE),
        };
        store::session::insert(tx, &hash(&token), &row).await?;
        let detour = self.detour(tx, member).await?;
        Ok(Opened { token, go_to: detour.unwrap_or_else(|| go_to.to_owned()) })
    }

    /// The viewer's signed-in devices.
    ///
    /// # Errors
    /// Only members have some.
    pub async fn devices(&self, viewer: &Viewer) -> Result<Vec<Device>, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let rows = store::session::of_member(&mut conn, me.id(), self.now()).await?;
        let device = |row: SessionRow| Device {
            id: row.id,
            device: row.device,
            since: row.created_at,
            used: row.idle_until.plus(-IDLE),
            is_this: row.id == me.session,
        };
        Ok(rows.into_iter().map(device).collect())
    }

    /// Signs one device of the viewer out.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when the viewer has no such session.
    pub async fn sign_out(&self, viewer: &Viewer, session: SessionId) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        if !store::session::delete(&mut tx, me.id(), session).await? {
            return Err(Fault::NotFound);
        }
        self.audit(
            &mut tx,
            Some(me.id()),
            "session.end",
            format!("session:{session}"),
            serde_json::Value::Null,
        )
        .await?;
        Ok(tx.commit().await?)
    }

    /// Signs all devices of the viewer out but the one that asks.
    ///
    /// # Errors
    /// Only members can.
    pub async fn sign_out_elsewhere(&self, viewer: &Viewer) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        let ended = store::session::delete_others(&mut tx, me.id(), me.session).await?;
        let detail = serde_json::json!({ "ended": ended });
        self.audit(&mut tx, Some(me.id()), "session.end_others", format!("member:{}", me.id()), detail)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Signs all devices of the viewer out, this one too.
    ///
    /// # Errors
    /// Only members can.
    pub async fn sign_out_everywhere(&self, viewer: &Viewer) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        let ended = store::session::delete_all(&mut tx, me.id()).await?;
        self.audit(
            &mut tx,
            Some(me.id()),
            "session.end_all",
            format!("member:{}", me.id()),
            serde_json::json!({ "ended": ended }),
        )
        .await?;
        Ok(tx.commit().await?)
    }
}

fn me(row: ViewerRow) -> Me {
    let person = Person {
        id: row.member_id,
        family: row.family,
        given: row.given,
        family_roman: row.family_roman,
        given_roman: row.given_roman,
        line: row.line,
        photo: row.photo_id,
    };
    Me {
        session: row.session_id,
        signed_in_at: row.created_at,
        roles: row.roles,
        person,
        lang: row.lang,
        theme: row.theme,
    }
}
