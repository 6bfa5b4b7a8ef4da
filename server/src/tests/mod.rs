//! What the router answers, over HTTP.
mod application;
mod office;
mod pages;
mod protection;
mod world;
