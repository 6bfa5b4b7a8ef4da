//! What the router answers, over HTTP.
mod application;
mod pages;
mod protection;
mod world;
