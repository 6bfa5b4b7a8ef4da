//! The account: all of it goes.
use types::id::{ExportId, InvitationId, JoinRequestId, MemberId};
use types::time::Stamp;

use crate::sql::{execute, maybe_row, values};
use crate::{Conn, Result, Tx};

/// Requests to join of the member, and of the member's addresses.
///
/// # Errors
/// The database failed.
pub async fn join_requests(conn: &mut Conn, member: MemberId) -> Result<Vec<JoinRequestId>> {
    values!(
        conn,
        JoinRequestId,
        "SELECT id FROM join_request WHERE member_id = $1 OR mail IN (SELECT mail FROM mail_address WHERE member_id = $1)
         ORDER BY id LIMIT 1000",
        member
    )
}

/// Forgets a request to join with its notes and vouches.
///
/// # Errors
/// The database failed.
pub async fn delete_join_request(tx: &mut Tx, id: JoinRequestId) -> Result<()> {
    execute!(tx, "DELETE FROM join_request WHERE id = $1", id)?;
    Ok(())
}

/// One invitation of the member, and its token.
///
/// # Errors
/// The database failed.
pub async fn invitation(conn: &mut Conn, member: MemberId) -> Result<Option<(InvitationId, String)>> {
    maybe_row!(
        conn,
        (InvitationId, String),
        "SELECT id, token FROM invitation WHERE inviter_id = $1 ORDER BY id LIMIT 1",
        member
    )
}

/// Leaves of an invitation what is counted: `token` takes the place of the link's.
///
/// # Errors
/// The database failed.
pub async fn empty_invitation(tx: &mut Tx, id: InvitationId, token: &str, at: Stamp) -> Result<()> {
    execute!(
        tx,
        "UPDATE invitation SET inviter_id = $2, token = $3, worked_together = '', note = '', mail = NULL,
             revoked_at = COALESCE(revoked_at, $4) WHERE id = $1",
        id,
        MemberId::SOMEBODY,
        token,
        at
    )?;
    Ok(())
}

/// Those whom the member invited came by somebody's invitation.
///
/// # Errors
/// The database failed.
pub async fn release_invited(tx: &mut Tx, member: MemberId) -> Result<()> {
    execute!(
        tx,
        "UPDATE member SET invited_by = $2, shows_origin = $3 WHERE invited_by = $1",
        member,
        MemberId::SOMEBODY,
        false
    )?;
    Ok(())
}

/// Forgets the person of the leavers' list that the member was, and the text of uploads that told of it.
///
/// # Errors
/// The database failed.
pub async fn delete_roster_rows(tx: &mut Tx, member: MemberId) -> Result<()> {
    execute!(
        tx,
        "UPDATE roster_import SET content = '' WHERE finished_at IS NOT NULL AND content <> ''
             AND id IN (SELECT import_id FROM roster_row WHERE member_id = $1)",
        member
    )?;
    execute!(tx, "DELETE FROM roster_row WHERE member_id = $1", member)?;
    Ok(())
}

/// Addresses of the member, also those asked for.
///
/// # Errors
/// The database failed.
pub async fn addresses(conn: &mut Conn, member: MemberId) -> Result<Vec<String>> {
    values!(
        conn,
        String,
        "SELECT mail FROM mail_address WHERE member_id = $1 UNION SELECT mail FROM address_request WHERE member_id = $1 LIMIT 1000",
        member
    )
}

/// Files that the member asked for with all that is held.
///
/// # Errors
/// The database failed.
pub async fn exports(conn: &mut Conn, member: MemberId) -> Result<Vec<ExportId>> {
    values!(conn, ExportId, "SELECT id FROM export WHERE member_id = $1 ORDER BY id LIMIT 1000", member)
}

/// Forgets how the member signed in, but for the addresses.
///
/// # Errors
/// The database failed.
pub async fn delete_ways_in(tx: &mut Tx, member: MemberId) -> Result<()> {
    execute!(tx, "DELETE FROM passkey WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM passkey_ceremony WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM office_link WHERE member_id = $1", member)?;
    execute!(
        tx,
        "DELETE FROM oidc_arrival WHERE mail IN (SELECT mail FROM mail_address WHERE member_id = $1)
             OR EXISTS (SELECT 1 FROM oidc_identity i WHERE i.member_id = $1 AND i.issuer = oidc_arrival.issuer
                 AND i.subject = oidc_arrival.subject)",
        member
    )?;
    execute!(tx, "DELETE FROM oidc_identity WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM session WHERE member_id = $1", member)?;
    Ok(())
}

/// Forgets whatever else is the member's alone. The ledger of consents stays.
///
/// # Errors
/// The database failed.
pub async fn delete_rest(tx: &mut Tx, member: MemberId) -> Result<()> {
    execute!(
        tx,
        "DELETE FROM sign_in WHERE mail IN (SELECT mail FROM mail_address WHERE member_id = $1)
             OR mail IN (SELECT mail FROM address_request WHERE member_id = $1)",
        member
    )?;
    execute!(
        tx,
        "DELETE FROM campaign_mail WHERE mail IN (SELECT mail FROM mail_address WHERE member_id = $1)",
        member
    )?;
    execute!(tx, "DELETE FROM address_request WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM mail_address WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM vouch WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM profile_read WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM export WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM rights_request WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM draft WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM read_marker WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM active_month WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM name WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM profile WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM tenure WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM career WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM profile_prompt WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM intent WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM saved_search WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM leaving WHERE member_id = $1", member)?;
    delete_ties(tx, member).await
}

/// Forgets who is near to the member and who is kept away, from both sides.
async fn delete_ties(tx: &mut Tx, member: MemberId) -> Result<()> {
    execute!(
        tx,
        "DELETE FROM connection WHERE other_id = $1
             AND member_id IN (SELECT mine.other_id FROM connection mine WHERE mine.member_id = $1)",
        member
    )?;
    execute!(tx, "DELETE FROM connection WHERE member_id = $1", member)?;
    execute!(tx, "DELETE FROM connection_request WHERE from_id = $1 OR to_id = $1", member)?;
    execute!(tx, "DELETE FROM suggestion_hidden WHERE member_id = $1 OR other_id = $1", member)?;
    execute!(tx, "DELETE FROM block WHERE member_id = $1 OR other_id = $1", member)?;
    execute!(
        tx,
        "DELETE FROM unseen WHERE owner_id = $1
             AND viewer_id IN (SELECT mine.owner_id FROM unseen mine WHERE mine.viewer_id = $1)",
        member
    )?;
    execute!(tx, "DELETE FROM unseen WHERE viewer_id = $1", member)?;
    execute!(tx, "DELETE FROM avoid WHERE member_id = $1 OR other_id = $1", member)?;
    Ok(())
}
