//! SQL, rows and migrations on SQLite and PostgreSQL. No policy: whoever calls has decided that it may.
//!
//! Each file is one noun: its rows and its functions, in the order of a row's life. Every statement is one text for both
//! engines, run through the macros of [`sql`]; a test prepares each of them on both.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::allow_attributes))]
pub mod copy;
pub mod db;
pub mod error;
mod sql;

pub mod activity;
pub mod address;
pub mod address_request;
pub mod answer;
pub mod application;
pub mod audit;
pub mod avoid;
pub mod block;
pub mod campaign;
pub mod campaign_mail;
pub mod career;
pub mod comment;
pub mod connection;
pub mod consent;
pub mod department;
pub mod directory;
pub mod draft;
pub mod erasure;
pub mod event;
pub mod export;
pub mod facet;
pub mod handover;
pub mod incident;
pub mod intent;
pub mod invitation;
pub mod join_request;
pub mod leaving;
pub mod letter;
pub mod media;
pub mod member;
pub mod member_role;
pub mod name;
pub mod office_link;
pub mod oidc;
pub mod opt_out;
pub mod passkey;
pub mod passkey_ceremony;
pub mod picture;
pub mod post;
pub mod profile;
pub mod profile_read;
pub mod programme;
pub mod prompt;
pub mod question;
pub mod rate;
pub mod reaction;
pub mod read_marker;
pub mod referral;
pub mod refusal;
pub mod relationship;
pub mod report;
pub mod retention;
pub mod rights_request;
pub mod roster;
pub mod roster_import;
pub mod rsvp;
pub mod saved_search;
pub mod scim_group;
pub mod scim_user;
pub mod session;
pub mod sight;
pub mod sign_in;
pub mod site;
pub mod skill;
pub mod staff_note;
pub mod story;
pub mod suggestion;
pub mod task;
pub mod team;
pub mod vouch;
pub mod welcome;

pub use db::{Conn, Db, Tx};
pub use error::{Result, StoreError};

/// How much waits, and since when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Backlog {
    /// How much.
    pub waiting: i64,
    /// Since when the oldest of it does.
    pub oldest: Option<types::time::Stamp>,
}
