//! Ids: a type for each noun, so that no call can mix them up.
//!
//! The server makes them (`UUIDv7`, so their order is the order of creation); the browser only carries them.

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl $name {
            /// Before all others: where a list begins.
            pub const FIRST: Self = Self(uuid::Uuid::nil());
            /// After all others: where a list of the newest first begins.
            pub const LAST: Self = Self(uuid::Uuid::max());
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", self.0.as_simple())
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                uuid::Uuid::try_parse(text).map(Self)
            }
        }

        impl From<uuid::Uuid> for $name {
            fn from(id: uuid::Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// A person with an account.
    MemberId,
    /// A signed-in device.
    SessionId,
    /// One attempt to sign in: a mail with a link and a code.
    SignInId,
    /// A row of the audit log.
    AuditId,
    /// A unit of background work.
    TaskId,
    /// A stored picture or file.
    MediaId,
    /// An entry of the consent ledger.
    ConsentId,
    /// An upload of the leavers' list.
    RosterImportId,
    /// A person of the leavers' list.
    RosterRowId,
    /// A personal invitation link.
    InvitationId,
    /// A search of the directory that a member keeps.
    SavedSearchId,
    /// Somebody asking to join.
    JoinRequestId,
    /// Invitations of the office to a part of the leavers' list.
    CampaignId,
    /// A note of the office to a file.
    StaffNoteId,
    /// What a colleague says of somebody asking to join.
    VouchId,
    /// A wording of a refusal.
    RefusalId,
    /// A department of the company.
    DepartmentId,
    /// What members are good at, by one name.
    SkillId,
    /// A period of a member in a department.
    TenureId,
    /// A row of a member's work since the company.
    CareerId,
    /// A post of the feed.
    PostId,
    /// A company letter: 便り.
    LetterId,
    /// An earlier wording of a post.
    PostVersionId,
    /// An answer to a post.
    CommentId,
    /// A report of a post or comment to the office.
    ReportId,
    /// An event.
    EventId,
    /// A startup programme.
    ProgrammeId,
    /// A question of a programme's application form.
    QuestionId,
    /// An application to a programme.
    ApplicationId,
    /// A public story.
    StoryId,
    /// A member's request to add a mail address.
    AddressRequestId,
    /// A period of a relationship to the company.
    RelationshipId,
    /// A person about to leave the company, or just gone.
    HandoverId,
    /// An account of the company's directory.
    ScimUserId,
    /// A group of the company's directory.
    ScimGroupId,
    /// A passkey of a member.
    PasskeyId,
    /// One question to a device for a passkey.
    PasskeyCeremonyId,
    /// A file with all that is held about a member.
    ExportId,
    /// What a member asks the office to do about the own data.
    RightsRequestId,
}

impl MemberId {
    /// Stands beside whatever stays without a name of those who left.
    pub const SOMEBODY: Self = Self(uuid::Uuid::from_u128(0x0000_0000_0000_8000_8000_0000_0000_0000));

    /// An id for another stand-in, made of the id `fresh`. Stand-ins have `UUIDv8`, members `UUIDv7`: whoever shows a name knows
    /// from its id that there is no page behind it.
    #[must_use]
    pub fn stand_in(fresh: Self) -> Self {
        Self(uuid::Builder::from_custom_bytes(*fresh.0.as_bytes()).into_uuid())
    }

    /// Whether the id is no member's, but stands for somebody who left.
    #[must_use]
    pub fn is_stand_in(self) -> bool {
        self.0.get_version_num() == 8
    }
}
