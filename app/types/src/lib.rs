//! The vocabulary of Enishi, shared by browser and server: ids, validated text, enums, requests, views, words.
//!
//! No I/O and no clock: whatever is here means the same on both sides of the wire.
pub mod enums;
pub mod form;
pub mod id;
pub mod lang;
pub mod text;
pub mod time;
pub mod words;

pub mod consent;
pub mod industry;
pub mod member;
pub mod profile;
pub mod region;
pub mod role;
pub mod site;
pub mod visibility;
