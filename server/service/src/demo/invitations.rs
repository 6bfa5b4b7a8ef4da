//! The demonstration's invitations and requests to join.
use store::Tx;
use store::invitation::InvitationRow;
use store::join_request::JoinRequestRow;
use types::consent::{Purpose, edition};
use types::id::{InvitationId, VouchId};
use types::join::{JoinState, purposes_text};
use types::lang::Lang;
use types::time::Stamp;

use super::people::{MEMBERS, Members};
use crate::Service;
use crate::fault::Fault;

const INVITATIONS: &str = include_str!("../../demo/invitations.json");
const REQUESTS: &str = include_str!("../../demo/join_requests.json");

/// A member, as far as invitations go: the request that was approved.
#[derive(serde::Deserialize)]
struct Invited {
    key: String,
    worked_together: Option<String>,
    #[serde(flatten)]
    request: DemoRequest,
}

#[derive(serde::Deserialize)]
struct DemoInvitation {
    inviter: String,
    worked_together: String,
    note: String,
    days_ago: i64,
    days: i64,
    uses: i64,
    used: i64,
    revoked: bool,
}

#[derive(serde::Deserialize)]
struct DemoRequest {
    family: String,
    given: String,
    family_kana: String,
    given_kana: String,
    family_romaji: String,
    given_romaji: String,
    former_family: Option<String>,
    mail: String,
    lang: Lang,
    #[serde(default)]
    department: String,
    joined_company: i64,
    left_company: Option<i64>,
    invited_by: Option<String>,
    #[serde(alias = "joined_days_ago")]
    days_ago: i64,
    #[serde(default)]
    note: String,
    #[serde(default)]
    colleagues: Vec<DemoColleague>,
}

/// Somebody a request names.
#[derive(serde::Deserialize)]
struct DemoColleague {
    member: String,
    /// The words of the vouch; without any, the colleague did not answer.
    words: Option<String>,
}

/// Writes the invitation of everybody who was invited, a few that are open, and the requests that wait; after the members.
pub(super) async fn write(
    service: &Service,
    tx: &mut Tx,
    members: &Members,
    departments: &[super::profile::DemoDepartment],
) -> Result<(), Fault> {
    let people: Vec<Invited> = serde_json::from_str(MEMBERS)?;
    for (person, days) in people.into_iter().zip((1..12).cycle()) {
        let Some(inviter) = person.request.invited_by.as_ref() else { continue };
        let words = person.worked_together.unwrap_or_default();
        // Some days passed between the link and joining by it.
        let used = DemoInvitation {
            inviter: inviter.clone(),
            worked_together: words,
            note: String::new(),
            days_ago: person.request.days_ago + days,
            days: 30,
            uses: 1,
            used: 1,
            revoked: false,
        };
        let invitation = insert(service, tx, members, &used).await?;
        let row = request_row(service, Some(invitation), person.request)?;
        let (state, decided_at, member_id) =
            (JoinState::Approved, Some(row.created_at), Some(members.of(&person.key)?));
        let row = JoinRequestRow { state, decided_at, told_at: decided_at, member_id, ..row };
        store::join_request::insert(tx, &row).await?;
    }
    for invitation in serde_json::from_str::<Vec<DemoInvitation>>(INVITATIONS)? {
        insert(service, tx, members, &invitation).await?;
    }
    // The oldest first, so that ids stand in the order of time.
    let mut requests: Vec<DemoRequest> = serde_json::from_str(REQUESTS)?;
    requests.sort_by_key(|request| -request.days_ago);
    for request in requests {
        insert_request(service, tx, members, departments, request).await?;
    }
    Ok(())
}

async fn insert(
    service: &Service,
    tx: &mut Tx,
    members: &Members,
    i: &DemoInvitation,
) -> Result<InvitationId, Fault> {
    let created_at = service.now().plus(-i.days_ago * Stamp::DAY);
    let row = InvitationRow {
        id: InvitationId(service.secrets().uuid(created_at)),
        token: service.secrets().token(),
        inviter_id: members.of(&i.inviter)?,
        worked_together: i.worked_together.clone(),
        note: i.note.clone(),
        mail: None,
        uses: i.uses,
        used: i.used,
        created_at,
        expires_at: created_at.plus(i.days * Stamp::DAY),
        started_at: (i.used > 0).then(|| created_at.plus(Stamp::DAY)),
        revoked_at: i.revoked.then(|| created_at.plus(2 * Stamp::DAY)),
    };
    store::invitation::insert(tx, &row).await?;
    Ok(row.id)
}

async fn insert_request(
    service: &Service,
    tx: &mut Tx,
    members: &Members,
    departments: &[super::profile::DemoDepartment],
    mut r: DemoRequest,
) -> Result<(), Fault> {
    let invitation_id = match &r.invited_by {
        None => None,
        Some(inviter) => {
            let words = departments
                .iter()
                .find(|d| d.key == r.department)
                .map_or(String::new(), |d| format!("{}年、{}", r.joined_company, d.ja));
            let by = DemoInvitation {
                inviter: inviter.clone(),
                worked_together: words,
                note: String::new(),
                days_ago: r.days_ago + 2,
                days: 30,
                uses: 1,
                used: 1,
                revoked: false,
            };
            Some(insert(service, tx, members, &by).await?)
        }
    };
    let department =
        departments.iter().find(|d| d.key == r.department).map_or(r.department.clone(), |d| d.ja.clone());
    let colleagues = std::mem::take(&mut r.colleagues);
    let row = request_row(service, invitation_id, DemoRequest { department, ..r })?;
    store::join_request::insert(tx, &row).await?;
    ask_colleagues(service, tx, members, &row, &colleagues).await
}

async fn ask_colleagues(
    service: &Service,
    tx: &mut Tx,
    members: &Members,
    row: &JoinRequestRow,
    colleagues: &[DemoColleague],
) -> Result<(), Fault> {
    let mut names = Vec::new();
    for colleague in colleagues {
        let member = members.of(&colleague.member)?;
        if let Some(person) = store::member::person(tx, member).await? {
            names.push(format!("{} {}", person.family, person.given));
        }
        let id = VouchId(service.secrets().uuid(row.created_at));
        store::vouch::ask(tx, id, row.id, member, row.created_at).await?;
        if let Some(words) = &colleague.words {
            let at = row.created_at.plus(Stamp::HOUR);
            store::vouch::give(tx, id, words, None, at).await?;
        }
    }
    store::join_request::name_colleagues(tx, row.id, &names.join("\n")).await?;
    Ok(())
}

/// A request that waits.
fn request_row(
    service: &Service,
    invitation_id: Option<InvitationId>,
    r: DemoRequest,
) -> Result<JoinRequestRow, Fault> {
    let at = service.now().plus(-r.days_ago * Stamp::DAY);
    Ok(JoinRequestRow {
        id: types::id::JoinRequestId(service.secrets().uuid(at)),
        secret: service.secrets().token(),
        state: JoinState::Waiting,
        invitation_id,
        shows_origin: false,
        family: r.family,
        given: r.given,
        family_kana: r.family_kana,
        given_kana: r.given_kana,
        family_roman: r.family_romaji,
        given_roman: r.given_romaji,
        former_family: r.former_family.unwrap_or_default(),
        mail: r.mail.parse().map_err(Fault::internal)?,
        department: r.department,
        year_from: r.joined_company,
        year_to: r.left_company,
        note: r.note,
        lang: r.lang,
        purposes: purposes_text(Purpose::ALL),
        text_version: edition().to_owned(),
        question: String::new(),
        answer: String::new(),
        created_at: at,
        proved_at: Some(at),
        decided_at: None,
        decided_by: None,
        told_at: None,
        colleagues: String::new(),
        member_id: None,
    })
}
