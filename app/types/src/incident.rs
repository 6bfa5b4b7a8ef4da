//! Whom to tell when data has leaked: whose data, which, since when.
use serde::{Deserialize, Serialize};

use crate::enums::text_enum;
use crate::lang::Voice;
use crate::words::incident as w;

text_enum! {
    /// Whose data leaked.
    pub enum IncidentAudience {
        /// Everybody's.
        Everybody = "everybody",
        /// That of members with a role.
        WithRole = "with_role",
        /// That of members who signed up for an event.
        OfEvent = "of_event",
        /// That of members who joined within a time.
        JoinedBetween = "joined_between",
    }
}

text_enum! {
    /// What leaked.
    pub enum IncidentField {
        /// 氏名
        Name = "name",
        /// メールアドレス
        Mail = "mail",
        /// プロフィール
        Profile = "profile",
        /// 写真
        Photo = "photo",
        /// 投稿とコメント
        Posts = "posts",
        /// 催しへのお返事
        Events = "events",
        /// 応募の内容
        Applications = "applications",
        /// 参加のお申し込み
        JoinRequest = "join_request",
        /// その他
        Other = "other",
    }
}

impl IncidentAudience {
    /// The words for it.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::Everybody => w::everybody(voice),
            Self::WithRole => w::with_role(voice),
            Self::OfEvent => w::of_event(voice),
            Self::JoinedBetween => w::joined_between(voice),
        }
    }
}

impl IncidentField {
    /// The word for it.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::Name => w::field_name(voice),
            Self::Mail => w::field_mail(voice),
            Self::Profile => w::field_profile(voice),
            Self::Photo => w::field_photo(voice),
            Self::Posts => w::field_posts(voice),
            Self::Events => w::field_events(voice),
            Self::Applications => w::field_applications(voice),
            Self::JoinRequest => w::field_join_request(voice),
            Self::Other => w::field_other(voice),
        }
    }
}

/// The form of a leak, as typed. Of what says whose data it was, only what the chosen audience needs counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "names of form fields")]
pub struct IncidentInput {
    pub audience: String,
    pub role: String,
    /// Slug of the event.
    pub event: String,
    /// 2026-11-18
    pub from: String,
    /// The last day.
    pub to: String,
    pub fields: Vec<String>,
    /// 2026-11-18
    pub since: String,
}

impl IncidentInput {
    /// What leaked, of what was chosen.
    #[must_use]
    pub fn leaked(&self) -> Vec<IncidentField> {
        IncidentField::ALL.iter().copied().filter(|it| self.fields.iter().any(|f| f == it.as_str())).collect()
    }
}
