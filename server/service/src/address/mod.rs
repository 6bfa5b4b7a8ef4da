//! The mail addresses of a member: any verified one signs in, letters and notices go to the primary one.
//!
//! An address is added at both ends: it is proved on the new address and confirmed from the present primary one. Until both
//! happened it is no address of the member, and signs nobody in. The first address of somebody who joined by an account of the
//! company without one has no other end: proving it is enough. An address that is somebody else's already is answered as any
//! other; only the mail to it differs.
mod ask;
mod confirm;
mod keep;
mod leaver;
mod letters;
mod office;
mod private;
mod prove;
mod settle;
#[cfg(test)]
mod tests;

pub use keep::{Kept, RemoveError};
pub use office::OfficeRequest;
pub use private::needs_private_address;

use store::Conn;
use store::address::AddressRow;
use store::address_request::AddressRequestRow;
use types::address::{AddressRequestState, is_within};
use types::id::{AddressRequestId, MemberId};
use types::member::Person;
use types::text::Mail;
use types::time::Stamp;

use crate::Service;
use crate::fault::Fault;
use crate::policy::{Capability, FRESH, require};
use crate::sign_in::{AttemptState, TRIES};
use crate::viewer::{Me, Viewer};

/// Addresses of one member, those asked for among them.
pub const MOST: usize = 5;
/// How long a request waits for both ends.
pub const OPEN_FOR: i64 = Stamp::DAY;
/// How long it waits for the office, once the member asked it.
pub const OPEN_FOR_OFFICE: i64 = 7 * Stamp::DAY;

/// An address as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The address.
    pub mail: Mail,
    /// Since when it is proved.
    pub verified_at: Option<Stamp>,
    /// Whether letters and notices go there.
    pub is_primary: bool,
    /// Whether it is one of the company's.
    pub is_company: bool,
    /// Why it cannot be removed now, if it cannot.
    pub kept: Option<Kept>,
}

/// A request to add an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressRequest {
    /// Which.
    pub id: AddressRequestId,
    /// Whose.
    pub person: Person,
    /// The new address.
    pub mail: Mail,
    /// The address that has to confirm.
    pub primary: Mail,
    /// What became of it.
    pub state: AddressRequestState,
    /// Whether its time is over.
    pub is_over: bool,
    /// Whether the link and code mailed last still prove the new address.
    pub proof: AttemptState,
    /// Whether the change was confirmed.
    pub is_confirmed: bool,
    /// Whether the office was asked to confirm it.
    pub at_office: bool,
    /// Until when it waits.
    pub until: Stamp,
    /// Whether the viewer may confirm it here, having just signed in by a mail to the primary address.
    pub may_confirm: bool,
}

/// The addresses of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// All of them, the primary one first.
    pub all: Vec<Address>,
    /// Those asked for.
    pub asked: Vec<AddressRequest>,
    /// Whether all verified ones are the company's, which end with the work there.
    pub needs_private: bool,
}

impl Addresses {
    /// Whether no more can be asked for.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.all.len() + self.asked.len() >= MOST
    }
}

impl Service {
    /// The viewer's addresses and what was asked for.
    ///
    /// # Errors
    /// Only members have some.
    pub async fn addresses(&self, viewer: &Viewer) -> Result<Addresses, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let domains = &self.site_on(&mut conn).await?.mail_domains;
        let member = store::member::by_id(&mut conn, me.id()).await?.ok_or(Fault::NotFound)?;
        let rows = store::address::of_member(&mut conn, me.id()).await?;
        let address = |row: &AddressRow| Address {
            mail: row.mail.clone(),
            verified_at: row.verified_at,
            is_primary: row.is_primary,
            is_company: is_within(&row.mail, domains),
            kept: keep::kept(row, &rows, member.relationship, domains),
        };
        let all = rows.iter().map(address).collect();
        let needs_private = needs_private_address(&verified(&rows), domains);
        let mut asked = Vec::new();
        for row in store::address_request::open_of(&mut conn, me.id(), self.now()).await? {
            asked.push(self.own_view(&mut conn, me, row).await?);
        }
        Ok(Addresses { all, asked, needs_private })
    }

    /// The viewer's request `id`.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when the viewer made no such request.
    pub async fn address_request(
        &self,
        viewer: &Viewer,
        id: AddressRequestId,
    ) -> Result<AddressRequest, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let row = own(&mut conn, me, id).await?;
        self.own_view(&mut conn, me, row).await
    }

    async fn own_view(
        &self,
        conn: &mut Conn,
        me: &Me,
        row: AddressRequestRow,
    ) -> Result<AddressRequest, Fault> {
        let is_fresh = self.is_fresh(conn, me, &row.primary_mail).await?;
        let seen = self.view(row, me.person.clone());
        let is_open = seen.state == AddressRequestState::Open && !seen.is_over;
        Ok(AddressRequest { may_confirm: is_open && !seen.is_confirmed && is_fresh, ..seen })
    }

    /// The request for whoever holds one of its mails.
    async fn mailed_view(&self, conn: &mut Conn, row: AddressRequestRow) -> Result<AddressRequest, Fault> {
        let person = store::member::person(conn, row.member_id).await?.ok_or(Fault::NotFound)?;
        Ok(self.view(row, person.into()))
    }

    fn view(&self, row: AddressRequestRow, person: Person) -> AddressRequest {
        AddressRequest {
            id: row.id,
            person,
            proof: self.proof_state(&row),
            is_over: row.expires_at <= self.now(),
            is_confirmed: row.confirmed_at.is_some(),
            at_office: row.office_asked_at.is_some(),
            until: row.expires_at,
            may_confirm: false,
            mail: row.mail,
            primary: row.primary_mail,
            state: row.state,
        }
    }

    fn proof_state(&self, row: &AddressRequestRow) -> AttemptState {
        if row.proved_at.is_some() {
            AttemptState::Used
        } else if row.proof_until <= self.now() || row.tries >= TRIES {
            AttemptState::Over
        } else {
            AttemptState::Open
        }
    }

    /// Whether this device signed in by a mail to `primary` just now.
    async fn is_fresh(&self, conn: &mut Conn, me: &Me, primary: &Mail) -> Result<bool, Fault> {
        let opening = store::session::opening(conn, me.session).await?;
        Ok(opening.is_some_and(|it| it.proved_mail == *primary && it.created_at > self.now().plus(-FRESH)))
    }
}

/// The request `id`, if `me` made it.
async fn own(conn: &mut Conn, me: &Me, id: AddressRequestId) -> Result<AddressRequestRow, Fault> {
    let row = store::address_request::by_id(conn, id).await?.ok_or(Fault::NotFound)?;
    if row.member_id == me.id() { Ok(row) } else { Err(Fault::NotFound) }
}

fn verified(rows: &[AddressRow]) -> Vec<&Mail> {
    rows.iter().filter(|row| row.verified_at.is_some()).map(|row| &row.mail).collect()
}

fn object(member: MemberId) -> String {
    format!("member:{member}")
}
