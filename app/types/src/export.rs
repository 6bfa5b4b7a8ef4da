//! All that is held about a member, as one file for the member: what is in it, and how far it is.
use crate::enums::text_enum;

text_enum! {
    /// How far a file is.
    pub enum ExportState {
        /// It is being made.
        Waiting = "waiting",
        /// It can be taken.
        Ready = "ready",
        /// It could not be made.
        Failed = "failed",
    }
}

text_enum! {
    /// A part of the file, named as its key in `data.json`; the order is that of the document.
    pub enum ExportSection {
        /// The account.
        Account = "account",
        /// The name every member sees, in all spellings.
        Name = "name",
        /// What members do not see of it, the name to go by, and former names.
        Names = "names",
        /// What the member tells about themself, and to whom.
        Profile = "profile",
        /// Departments over time.
        Departments = "departments",
        /// Work since the company.
        Career = "career",
        /// What the member answered to what was suggested about the profile.
        Prompts = "prompts",
        /// いまの気持ち: what the member would like, and to whom that is told.
        Intents = "intents",
        /// Searches of the directory that the member keeps.
        SavedSearches = "saved_searches",
        /// What the member was and is to the company, with dates.
        Relationships = "relationships",
        /// When the company told that the member leaves, and what the member answered.
        Handovers = "handovers",
        /// Accounts of the company's directory that are the member's.
        DirectoryAccounts = "directory_accounts",
        /// Groups of the directory they are in.
        DirectoryGroups = "directory_groups",
        /// The portrait.
        Portrait = "portrait",
        /// Mail addresses.
        Addresses = "addresses",
        /// Mail addresses that were to be added.
        AddressRequests = "address_requests",
        /// The ledger of consents.
        Consents = "consents",
        /// Signed-in devices.
        Sessions = "sessions",
        /// Passkeys: half of a key, whose other half is in a device.
        Passkeys = "passkeys",
        /// Accounts of the company that sign the member in.
        Accounts = "accounts",
        /// Mails asked for to sign in.
        SignIns = "sign_ins",
        /// Posts, also those taken down.
        Posts = "posts",
        /// Earlier wordings of posts.
        PostVersions = "post_versions",
        /// Pictures of posts.
        Pictures = "pictures",
        /// Answers to posts.
        Comments = "comments",
        /// Reactions to posts.
        Reactions = "reactions",
        /// Texts half-written.
        Drafts = "drafts",
        /// How far the feed was read.
        ReadMarker = "read_marker",
        /// Posts and comments reported to the office.
        Reports = "reports",
        /// Answers to events.
        Events = "events",
        /// Events hosted.
        HostedEvents = "hosted_events",
        /// Programmes of interest.
        Interests = "interests",
        /// Applications led.
        Applications = "applications",
        /// Teams of applications.
        Teams = "teams",
        /// Answers in applications: all where the member leads, otherwise those the member wrote.
        Answers = "answers",
        /// Files of applications led.
        AnswerFiles = "answer_files",
        /// The request to join.
        JoinRequest = "join_request",
        /// What the office noted about that request.
        StaffNotes = "staff_notes",
        /// Colleagues the member was asked about.
        Vouches = "vouches",
        /// Invitations made.
        Invitations = "invitations",
        /// How many came by them.
        Referral = "referral",
        /// Who came by them and agreed to be named.
        InvitedPeople = "invited_people",
        /// With whom the member is connected.
        Connections = "connections",
        /// Whom the member asked to connect.
        ConnectionRequests = "connection_requests",
        /// Whom the member blocked.
        Blocks = "blocks",
        /// With whom the member does not want to be brought together.
        Avoided = "avoided",
        /// Whom the member does not want suggested.
        HiddenSuggestions = "hidden_suggestions",
        /// The member's line of the leavers' list.
        Roster = "roster",
        /// Stories the member is in.
        Stories = "stories",
        /// Company letters the member wrote.
        Letters = "letters",
        /// What the office and reviewers read.
        ProfileReads = "profile_reads",
        /// What the member did.
        Acts = "acts",
        /// What others did to the account.
        ActsAbout = "acts_about",
        /// Files like this one.
        Exports = "exports",
        /// What was asked of the office about the member's data.
        RightsRequests = "rights_requests",
    }
}

impl ExportSection {
    /// Whether there is at most one row, which `data.json` holds as an object instead of a list.
    #[must_use]
    pub fn is_one(self) -> bool {
        matches!(
            self,
            Self::Account | Self::Name | Self::Profile | Self::Portrait | Self::ReadMarker | Self::Referral
        )
    }
}
