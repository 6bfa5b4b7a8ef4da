//! Telling open pages that there is something new. Only that: they ask for the rest themselves.
use tokio::sync::broadcast;

use crate::Service;

/// What open pages are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// A post was published.
    NewPost,
    /// The process stops: streams end, so that it can.
    Stop,
}

/// The channel to the open pages of this process.
pub struct Live(broadcast::Sender<Signal>);

impl Default for Live {
    fn default() -> Self {
        // A page that falls behind counts anew anyway, so a short memory is enough.
        Self(broadcast::channel(16).0)
    }
}

impl Service {
    /// Listens for signals.
    #[must_use]
    pub fn signals(&self) -> broadcast::Receiver<Signal> {
        self.inner.live.0.subscribe()
    }

    /// Ends all streams, before the process stops.
    pub fn end_streams(&self) {
        self.tell(Signal::Stop);
    }

    pub(crate) fn tell(&self, signal: Signal) {
        // Nobody listening is no failure.
        let _ = self.inner.live.0.send(signal);
    }
}
