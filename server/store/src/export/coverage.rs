//! Which part of the file each column that refers to a member is told in, or why it is not. A test reads all columns of the
//! schema and fails on one that is missing here.
use types::export::ExportSection as S;

/// Columns that refer to the member, and the part that tells their rows.
pub const TOLD: &[(&str, S)] = &[
    ("address_request.member_id", S::AddressRequests),
    ("answer.saved_by", S::Answers),
    ("application.lead_id", S::Applications),
    ("audit.actor_id", S::Acts),
    ("comment.author_id", S::Comments),
    ("consent.member_id", S::Consents),
    ("draft.member_id", S::Drafts),
    ("event.host_id", S::HostedEvents),
    ("export.member_id", S::Exports),
    ("handover.member_id", S::Handovers),
    ("intent.member_id", S::Intents),
    ("invitation.inviter_id", S::Invitations),
    ("join_request.member_id", S::JoinRequest),
    ("letter.author_id", S::Letters),
    ("mail_address.member_id", S::Addresses),
    ("media.owner_id", S::Pictures),
    ("member.invited_by", S::InvitedPeople),
    ("oidc_identity.member_id", S::Accounts),
    ("passkey.member_id", S::Passkeys),
    ("picture.owner_id", S::Pictures),
    ("post.author_id", S::Posts),
    ("profile.member_id", S::Profile),
    ("profile_read.member_id", S::ProfileReads),
    ("programme_interest.member_id", S::Interests),
    ("reaction.member_id", S::Reactions),
    ("read_marker.member_id", S::ReadMarker),
    ("relationship.member_id", S::Relationships),
    ("report.reporter_id", S::Reports),
    ("rights_request.member_id", S::RightsRequests),
    ("roster_row.member_id", S::Roster),
    ("rsvp.member_id", S::Events),
    ("scim_user.member_id", S::DirectoryAccounts),
    ("session.member_id", S::Sessions),
    ("story_person.member_id", S::Stories),
    ("team_member.member_id", S::Teams),
    ("tenure.member_id", S::Departments),
    ("vouch.member_id", S::Vouches),
];

/// Columns that refer to the member, and why no part tells their rows.
pub const LEFT_OUT: &[(&str, &str)] = &[
    (
        "active_month.member_id",
        "Nobody may look at the markers of one member, not even the member: they are counted and deleted.",
    ),
    ("campaign.author_id", "What the member did for the office; the act is in `acts`."),
    (
        "comment.deleted_by",
        "An act of the office or of the author; the act is in `acts`, the time in `comments`.",
    ),
    ("directory.member_id", "Made anew from the profile, which is told."),
    ("join_request.decided_by", "A decision about somebody else; the act is in `acts`."),
    ("erasure.member_id", "Written when nothing of the member is left but this id."),
    (
        "leaving.member_id",
        "Written when the member leaves, who is no member after that but may come back within a week.",
    ),
    ("leaving.named_id", "Stands in the member's place after leaving."),
    ("leaving.unnamed_id", "Stands in the member's place after leaving."),
    ("office_link.member_id", "A link that ends within 15 minutes; the act is in `acts`."),
    ("passkey_ceremony.member_id", "A question to a device that ends within five minutes."),
    ("post.deleted_by", "An act of the office or of the author; the act is in `acts`, the time in `posts`."),
    (
        "profile_read.reader_id",
        "What the member read of others by a role; it is listed to them, the act is not the reader's data.",
    ),
    ("report.handled_by", "A decision about somebody else; the act is in `acts`."),
    ("rights_request.answered_by", "An answer to somebody else; the act is in `acts`."),
    ("roster_import.member_id", "An upload about other people; the act is in `acts`."),
    (
        "staff_note.author_id",
        "Notes the member wrote for the office about others, which are told to those; the act is in `acts`.",
    ),
];
