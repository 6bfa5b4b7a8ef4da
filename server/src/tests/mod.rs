//! What the router answers, over HTTP.
mod address;
mod application;
mod consents;
mod export;
mod headers;
mod observatory;
mod office;
mod oidc;
mod pages;
mod passkey;
mod picture;
mod programme;
mod protection;
mod routes;
mod same_answer;
mod sessions;
mod world;
