//! The memory pictures take: they are decoded and drawn one after the other, and none may take more than the budget.
use std::thread;

use tokio::sync::Mutex;
use types::form::Problem;

/// Bytes a picture may take. With what the decoders and the allocator keep beside it, the process grows by less than 100 MB.
pub(super) const BUDGET: u64 = 52_000_000;

static TURN: Mutex<()> = Mutex::const_new(());

/// Does `work` when its turn comes, on a thread of its own: with its end the allocator lets go of what it kept for it.
pub(super) async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let turn = TURN.lock().await;
    let done = tokio::task::spawn_blocking(move || {
        let done =
            thread::Builder::new().name("picture".to_owned()).spawn(work).map(thread::JoinHandle::join);
        drop(turn);
        done
    });
    match done.await {
        Ok(Ok(Ok(drawn))) => drawn,
        Ok(Err(error)) => {
            tracing::error!(%error, "there is no thread to draw a picture");
            Err(Problem::UnreadableFile)
        }
        // It panicked.
        Ok(Ok(Err(_))) | Err(_) => Err(Problem::UnreadableFile),
    }
}
