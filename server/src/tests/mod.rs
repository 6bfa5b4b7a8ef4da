//! What the router answers, over HTTP.
mod pages;
mod picture;
mod programme;
mod protection;
mod world;
