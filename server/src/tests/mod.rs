//! What the router answers.
