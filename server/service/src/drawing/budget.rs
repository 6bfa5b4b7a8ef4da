//! The memory that all pictures share while they are decoded and drawn. Who finds none left waits.
use tokio::sync::{Semaphore, SemaphorePermit};
use types::form::Problem;

/// Bytes all pictures together may take. With what the decoders keep beside it, the process grows by less than 100 MB.
pub(super) const BUDGET: u64 = 80_000_000;
/// Bytes one permit stands for.
const GRAIN: u64 = 1_000;

static ROOM: Semaphore = Semaphore::const_new((BUDGET / GRAIN) as usize);

/// Room for `bytes`, given back when it is dropped. Nobody overtakes: a large picture gets its turn too.
pub(super) async fn room(bytes: u64) -> Result<SemaphorePermit<'static>, Problem> {
    let grains = u32::try_from(bytes.min(BUDGET).div_ceil(GRAIN)).unwrap_or(u32::MAX);
    ROOM.acquire_many(grains).await.map_err(|_| Problem::UnreadableFile)
}
