//! What the router answers, over HTTP.
mod address;
mod application;
mod consents;
mod leave;
mod office;
mod pages;
mod picture;
mod programme;
mod protection;
mod world;
