//! The vocabulary of Enishi, shared by browser and server: ids, validated text, enums, requests, views, words.
//!
//! No I/O and no clock: whatever is here means the same on both sides of the wire.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::allow_attributes))]
pub mod day;
pub mod enums;
pub mod form;
pub mod glyph;
pub mod id;
pub mod lang;
pub mod text;
pub mod tie;
pub mod time;
pub mod words;

pub mod address;
pub mod application;
pub mod campaign;
pub mod career;
pub mod consent;
pub mod country;
pub mod crop;
pub mod department;
pub mod event;
pub mod export;
pub mod feed;
pub mod handover;
pub mod incident;
pub mod industry;
pub mod intent;
pub mod invitation;
pub mod join;
pub mod joining;
pub mod language;
pub mod leave;
pub mod member;
pub mod name;
pub mod news;
pub mod place;
pub mod prefecture;
pub mod profile;
pub mod profile_read;
pub mod programme;
pub mod prompt;
pub mod region;
pub mod relationship;
pub mod retention;
pub mod rights;
pub mod role;
pub mod roster;
pub mod site;
pub mod story;
pub mod task;
pub mod visibility;
pub mod vouch;
