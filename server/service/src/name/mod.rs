//! The names of a member: all of them, and which of them somebody sees or finds by.
mod change;
mod own;
mod seen;
#[cfg(test)]
mod tests;

pub(crate) use change::told_on_joining;
pub(crate) use own::OwnNames;
pub use seen::{FormerView, SeenNames};
