//! Rules and refusals of the service, by whole journeys, one program.
mod demo;
mod desk;
mod first_start;
mod move_db;
mod office_link;
mod outbox;
mod session;
mod sign_in;
mod work;
mod world;
