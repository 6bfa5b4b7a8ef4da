//! The parts of the file, page by page.
use types::export::ExportSection as S;
use types::id::MemberId;

use super::{Line, Place, account, joining, traces, work, writing};
use crate::{Conn, Result};

/// Rows of a part after `after`, in the order of their keys.
///
/// # Errors
/// The database failed.
pub async fn page(
    conn: &mut Conn,
    section: S,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    match section {
        S::Account => account::account(conn, member, after).await,
        S::Name => account::name(conn, member, after).await,
        S::Profile => account::profile(conn, member, after).await,
        S::Departments => account::departments(conn, member, after, limit).await,
        S::Portrait => account::portrait(conn, member, after).await,
        S::Addresses => account::addresses(conn, member, after, limit).await,
        S::AddressRequests => account::address_requests(conn, member, after, limit).await,
        S::Consents => account::consents(conn, member, after, limit).await,
        S::Sessions => account::sessions(conn, member, after, limit).await,
        S::SignIns => account::sign_ins(conn, member, after, limit).await,
        S::Posts => writing::posts(conn, member, after, limit).await,
        S::PostVersions => writing::post_versions(conn, member, after, limit).await,
        S::Pictures => writing::pictures(conn, member, after, limit).await,
        S::Comments => writing::comments(conn, member, after, limit).await,
        S::Reactions => writing::reactions(conn, member, after, limit).await,
        S::Drafts => writing::drafts(conn, member, after, limit).await,
        S::ReadMarker => writing::read_marker(conn, member, after).await,
        S::Reports => writing::reports(conn, member, after, limit).await,
        S::Letters => writing::letters(conn, member, after, limit).await,
        S::Events => work::events(conn, member, after, limit).await,
        S::HostedEvents => work::hosted_events(conn, member, after, limit).await,
        S::Interests => work::interests(conn, member, after, limit).await,
        S::Applications => work::applications(conn, member, after, limit).await,
        S::Teams => work::teams(conn, member, after, limit).await,
        S::Answers => work::answers(conn, member, after, limit).await,
        S::AnswerFiles => work::answer_files(conn, member, after, limit).await,
        S::Stories => work::stories(conn, member, after, limit).await,
        S::JoinRequest => joining::join_request(conn, member, after, limit).await,
        S::StaffNotes => joining::staff_notes(conn, member, after, limit).await,
        S::Vouches => joining::vouches(conn, member, after, limit).await,
        S::Invitations => joining::invitations(conn, member, after, limit).await,
        S::Referral => joining::referral(conn, member, after).await,
        S::InvitedPeople => joining::invited_people(conn, member, after, limit).await,
        S::Roster => joining::roster(conn, member, after, limit).await,
        S::ProfileReads => traces::profile_reads(conn, member, after, limit).await,
        S::Acts => traces::acts(conn, member, after, limit).await,
        S::ActsAbout => traces::acts_about(conn, member, after, limit).await,
        S::Exports => traces::exports(conn, member, after, limit).await,
        S::RightsRequests => traces::rights_requests(conn, member, after, limit).await,
    }
}

/// Names of the columns of a part, in the order of its cells. `server/docs/export.md` says what each is.
#[must_use]
pub fn columns(section: S) -> &'static [&'static str] {
    match section {
        S::Account => &[
            "id", "state", "relationship", "roles", "line", "lang", "theme", "joined_at", "invited_by", "shows_origin",
        ],
        S::Name => &[
            "family", "given", "family_kana", "given_kana", "family_roman", "given_roman", "former_family",
        ],
        S::Profile => &[
            "company", "title", "industry", "region", "skills", "bio", "help", "looking", "links", "levels",
            "former_shown", "changed_at",
        ],
        S::Departments => &["id", "department", "title", "from_year", "to_year"],
        S::Portrait => &["id", "width", "height", "bytes", "created_at"],
        S::Addresses => &["mail", "is_primary", "verified_at"],
        S::AddressRequests => &[
            "id", "mail", "primary_mail", "state", "created_at", "proved_at", "confirmed_at", "office_asked_at",
            "expires_at",
        ],
        S::Consents => &["id", "purpose", "text_version", "given_consent", "at"],
        S::Sessions => &["id", "device", "proved_mail", "created_at", "idle_until", "expires_at"],
        S::SignIns => &["id", "mail", "created_at", "used_at"],
        S::Posts => &["id", "body", "lang", "created_at", "edited_at", "quiet_days", "deleted_at"],
        S::PostVersions => &["id", "post_id", "body", "written_at"],
        S::Pictures => &["id", "post_id", "alt", "waiting", "width", "height", "bytes", "created_at"],
        S::Comments => &["id", "post_id", "body", "lang", "created_at", "deleted_at"],
        S::Reactions => &["post_id", "kind", "at"],
        S::Drafts => &["place", "body", "saved_at"],
        S::ReadMarker => &["post_id", "moved_at"],
        S::Reports => &["id", "post_id", "comment_id", "reason", "created_at", "outcome", "handled_at"],
        S::Events => &["event_id", "name", "slug", "starts_at", "state", "turn", "at"],
        S::HostedEvents => &["id", "name", "slug", "starts_at", "ends_at", "changed_at", "called_off_at"],
        S::Interests => &["programme_id", "name", "slug", "at"],
        S::Applications => &[
            "id", "programme", "title", "state", "note", "created_at", "saved_at", "submitted_at", "state_at",
        ],
        S::Teams => &["application_id", "programme", "title", "state", "by_mail", "asked_at", "answered_at"],
        S::Answers => &["application_id", "question_id", "question", "body", "saved_at", "saved_by_me"],
        S::AnswerFiles => &["id", "application_id", "question", "file_name", "mime", "bytes", "created_at"],
        S::JoinRequest => &[
            "id", "state", "family", "given", "family_kana", "given_kana", "family_roman", "given_roman",
            "former_family", "mail", "department", "from_year", "to_year", "note", "colleagues", "lang", "purposes",
            "text_version", "question", "answer", "shows_origin", "created_at", "proved_at", "decided_at", "told_at",
        ],
        S::StaffNotes => &["id", "join_request_id", "body", "created_at"],
        S::Vouches => &["id", "person", "state", "words", "created_at", "answered_at", "withdrawn_at"],
        S::Invitations => &[
            "id", "worked_together", "note", "mail", "uses", "used", "created_at", "expires_at", "started_at",
            "revoked_at",
        ],
        S::Referral => &["count"],
        S::InvitedPeople => &["member_id", "person"],
        S::Roster => &[
            "id", "employee_number", "family", "given", "family_kana", "given_kana", "mail", "department",
            "joined_on", "left_on", "updated_at",
        ],
        S::Stories => &["story_id", "name", "slug", "public", "published_at"],
        S::Letters => &["id", "title_ja", "title_en", "body_ja", "body_en", "created_at", "edited_at"],
        S::ProfileReads => &["day", "reader_id", "person", "roles", "kind", "purpose", "at"],
        S::Acts | S::ActsAbout => &["id", "action", "at"],
        S::Exports => &["id", "state", "bytes", "created_at", "ready_at", "expires_at"],
        S::RightsRequests => &[
            "id", "kind", "body", "state", "answer", "created_at", "due_at", "answered_at", "withdrawn_at",
        ],
    }
}
