//! SQL, rows and migrations on SQLite and PostgreSQL. No policy: whoever calls has decided that it may.
//!
//! Each file is one noun: its rows and its functions, in the order of a row's life. Every statement is one text for both
//! engines, run through the macros of [`sql`]; a test prepares each of them on both.
pub mod db;
pub mod error;
mod sql;

pub mod audit;
pub mod consent;
pub mod directory;
pub mod media;
pub mod member;
pub mod profile;
pub mod rate;
pub mod session;
pub mod sign_in;
pub mod site;
pub mod task;

pub use db::{Conn, Db, Tx};
pub use error::{Result, StoreError};
