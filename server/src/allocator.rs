//! The allocator of the process, and how soon it gives memory back.
use std::os::unix::process::CommandExt;
use std::process::Command;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Milliseconds after which freed memory goes back to the system. Of its own the allocator waits for a second, and what some
/// pictures took adds up to more than 100 MB.
const PURGE_DELAY: (&str, &str) = ("MIMALLOC_PURGE_DELAY", "10");

/// Begins this program anew, in the same process, with [`PURGE_DELAY`]: the allocator reads its options before `main` does
/// anything. What the environment says already stands; where the program cannot be begun anew, it goes on as it is.
pub fn settle() {
    if std::env::var_os(PURGE_DELAY.0).is_some() {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    let mut arguments = std::env::args_os();
    let mut again = Command::new(program);
    if let Some(name) = arguments.next() {
        again.arg0(name);
    }
    let error = again.args(arguments).env(PURGE_DELAY.0, PURGE_DELAY.1).exec();
    eprintln!("enishi: the allocator keeps freed memory longer: {error}");
}
