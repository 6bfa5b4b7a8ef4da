//! What the router answers, over HTTP.
mod office;
mod pages;
mod protection;
mod world;
