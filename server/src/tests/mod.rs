//! What the router answers, over HTTP.
mod address;
mod application;
mod consents;
mod export;
mod office;
mod pages;
mod picture;
mod programme;
mod protection;
mod world;
