//! The portrait of a member and how far it reaches. Lists show those that every member sees; the page of a profile and the
//! address of the picture ask the rule.
#[cfg(test)]
mod tests;

use store::media::PortraitRow;
use store::{Conn, Tx};
use types::crop::Crop;
use types::form::Problem;
use types::id::{MediaId, MemberId};
use types::visibility::{Relation, Visibility, may_see};

use crate::Service;
use crate::drawing::{Drawn, Upload, Wish, draw};
use crate::fault::{Fault, FormError};
use crate::media::{Access, For};
use crate::policy::{Capability, require};
use crate::viewer::{Me, Viewer};

impl Service {
    /// How far the viewer's portrait reaches; none where there is no portrait.
    ///
    /// # Errors
    /// Only members have a portrait.
    pub async fn own_portrait(&self, viewer: &Viewer) -> Result<Option<Visibility>, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        Ok(store::media::portrait(&mut conn, me.id()).await?.map(|it| it.reach))
    }

    /// Makes a square of `photo` the portrait of the viewer, or lets the present one reach as far as `reach`. Nothing else of the
    /// picture is kept.
    ///
    /// # Errors
    /// A problem of the field `photo`, also where there is neither a file nor a portrait; only members have one.
    pub async fn change_photo(
        &self,
        viewer: &Viewer,
        photo: Option<(Upload, Crop)>,
        reach: Visibility,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let Some((file, crop)) = photo else { return self.change_reach(me, reach).await };
        let drawn = draw(Wish::portrait(crop), &file).await.map_err(|p| FormError::of("photo", p))?;
        let mut tx = self.db().write().await?;
        let old = take_down(&mut tx, me.id()).await?;
        self.hang(&mut tx, me.id(), drawn, reach).await?;
        Ok(self.note(tx, me, old).await?)
    }

    /// Takes the viewer's portrait away.
    ///
    /// # Errors
    /// Only members have one.
    pub async fn remove_photo(&self, viewer: &Viewer) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        let old = take_down(&mut tx, me.id()).await?;
        self.note(tx, me, old).await
    }

    /// Stores the portrait of a member who has none.
    pub(crate) async fn hang(
        &self,
        tx: &mut Tx,
        member: MemberId,
        drawn: Drawn,
        reach: Visibility,
    ) -> Result<(), Fault> {
        let id = self.keep(tx, Some(member), drawn, For::Relations(reach)).await?;
        show_in_lists(tx, member, PortraitRow { id, reach }).await
    }

    async fn change_reach(&self, me: &Me, reach: Visibility) -> Result<(), FormError> {
        let mut tx = self.db().write().await?;
        let present = out_of_lists(&mut tx, me.id()).await?;
        let present = present.ok_or(FormError::of("photo", Problem::NoFile))?;
        store::media::set_reach(&mut tx, present.id, reach).await?;
        show_in_lists(&mut tx, me.id(), PortraitRow { reach, ..present }).await?;
        Ok(self.note(tx, me, None).await?)
    }

    async fn note(&self, mut tx: Tx, me: &Me, old: Option<MediaId>) -> Result<(), Fault> {
        let about = format!("member:{}", me.id());
        self.audit(&mut tx, Some(me.id()), "profile.photo", about, serde_json::Value::Null).await?;
        tx.commit().await?;
        self.forget_files(old.as_slice()).await;
        Ok(())
    }
}

/// Whether the viewer may see a portrait that reaches as far as `reach`: as a field of the profile, and besides, where every
/// member sees it, beside what one wrote who rests now.
pub(crate) async fn may_see_portrait(
    conn: &mut Conn,
    viewer: &Viewer,
    id: MediaId,
    (owner, reach): (MemberId, Visibility),
) -> Result<Access, Fault> {
    let personal = store::sight::relation_to(conn, viewer.eye(), owner).await?.unwrap_or(Relation::Nobody);
    let is_in_lists = viewer.me().is_some() && may_see(Relation::Member, reach);
    if may_see(personal, reach)
        || is_in_lists && store::media::is_portrait_seen(conn, viewer.eye(), id).await?
    {
        return Ok(Access::Open);
    }
    let by_role = viewer.may(Capability::RunOffice) && may_see(Relation::Office, reach);
    Ok(if by_role { Access::ByRole(owner) } else { Access::Closed })
}

/// The portrait, taken out of lists first: whoever changes it at the same time waits there, and finds what the first one left.
async fn out_of_lists(tx: &mut Tx, member: MemberId) -> Result<Option<PortraitRow>, Fault> {
    store::member::set_photo(tx, member, None).await?;
    Ok(store::media::portrait(tx, member).await?)
}

async fn take_down(tx: &mut Tx, member: MemberId) -> Result<Option<MediaId>, Fault> {
    let old = out_of_lists(tx, member).await?.map(|it| it.id);
    if let Some(old) = old {
        store::media::delete(tx, old).await?;
    }
    Ok(old)
}

async fn show_in_lists(tx: &mut Tx, member: MemberId, portrait: PortraitRow) -> Result<(), Fault> {
    let shown = may_see(Relation::Member, portrait.reach).then_some(portrait.id);
    Ok(store::member::set_photo(tx, member, shown).await?)
}
