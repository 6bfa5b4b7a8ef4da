//! The feed: what others wrote since one was last here, and what one writes oneself.
//!
//! Every member may see every post that was not deleted; visitors see none. Nothing is ranked and nothing is counted in public.
mod comment;
mod draft;
mod live;
pub(crate) mod mention;
mod page;
mod picture;
mod post;
mod reaction;
mod text;

pub use comment::CommentView;
pub use live::{Live, Signal};
pub use page::{Feed, Older};
pub(crate) use picture::remove_all as remove_pictures;
pub use picture::{Picture, PostInput};
pub(crate) use post::quiet_days;
pub use post::{EditForm, PostPage, PostView, Version};
pub use reaction::Reactor;
pub(crate) use text::{member_named, render_post};

#[cfg(test)]
mod tests;
