//! What the router answers, over HTTP.
mod pages;
mod picture;
mod protection;
mod world;
