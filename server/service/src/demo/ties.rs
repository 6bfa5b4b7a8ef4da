//! The demonstration's ties: つながり, requests that wait, and what two members keep to themselves.
use store::Tx;
use types::id::MemberId;
use types::time::Stamp;

use super::people::Members;
use crate::Service;
use crate::fault::Fault;

const TIES: &str = include_str!("../../demo/ties.json");

/// The file: who stands how to whom.
#[derive(serde::Deserialize)]
struct DemoTies {
    connections: Vec<DemoTie>,
    requests: Vec<DemoTie>,
    blocks: Vec<DemoTie>,
    avoided: Vec<DemoTie>,
}

/// One member and another, and since when.
#[derive(serde::Deserialize)]
struct DemoTie {
    by: String,
    to: String,
    days_ago: i64,
    #[serde(default)]
    words: String,
}

impl DemoTie {
    fn found(&self, service: &Service, members: &Members) -> Result<(MemberId, MemberId, Stamp), Fault> {
        let at = service.now().plus(-self.days_ago * Stamp::DAY);
        Ok((members.of(&self.by)?, members.of(&self.to)?, at))
    }
}

/// Writes all of it; nobody is mailed about what happened long ago.
pub(super) async fn write(service: &Service, tx: &mut Tx, members: &Members) -> Result<(), Fault> {
    let ties: DemoTies = serde_json::from_str(TIES)?;
    for tie in &ties.connections {
        let (by, to, at) = tie.found(service, members)?;
        store::connection::insert(tx, by, to, at).await?;
    }
    for tie in &ties.requests {
        let (by, to, at) = tie.found(service, members)?;
        store::connection::ask(tx, by, to, &tie.words, at).await?;
    }
    for tie in &ties.blocks {
        let (by, to, at) = tie.found(service, members)?;
        store::block::insert(tx, by, to, at).await?;
    }
    for tie in &ties.avoided {
        let (by, to, at) = tie.found(service, members)?;
        store::avoid::insert(tx, by, to, at).await?;
    }
    Ok(())
}
