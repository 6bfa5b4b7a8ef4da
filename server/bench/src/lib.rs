//! What the benchmark and the tests under load share: a generated network of any size, a server process on it, and a client.
pub mod http;
pub mod network;
pub mod process;
