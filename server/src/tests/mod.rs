//! What the router answers, over HTTP.
mod pages;
mod protection;
mod world;
