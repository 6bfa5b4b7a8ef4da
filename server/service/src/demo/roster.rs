//! The demonstration's leavers' list, through the same parsers and the same writing as an upload.
use store::Tx;
use store::roster_import::RosterImportRow;
use types::roster::RosterImportState;
use types::time::Stamp;

use crate::Service;
use crate::fault::Fault;
use crate::roster::decode::decode;
use crate::roster::header::suggest;
use crate::roster::table::Table;

const ROSTER: &[u8] = include_bytes!("../../demo/roster.csv");

/// Imports the list as the first office member.
pub(super) async fn write(service: &Service, tx: &mut Tx) -> Result<(), Fault> {
    let member_id =
        store::member::office(tx).await?.first().map(|person| person.id).ok_or(Fault::NotFound)?;
    let decoded = decode(ROSTER).map_err(Fault::internal)?;
    let table = Table::of(&decoded.text, decoded.delimiter);
    let mapping = suggest(&table.header);
    let checked = table.check(&mapping);
    let at = service.now().plus(-30 * Stamp::DAY);
    let import = RosterImportRow {
        id: service.id(),
        member_id,
        state: RosterImportState::Importing,
        file_name: "卒業生名簿.csv".to_owned(),
        encoding: decoded.encoding.to_owned(),
        delimiter: decoded.delimiter.to_string(),
        mapping: serde_json::to_string(&mapping)?,
        total_rows: i64::try_from(checked.total).map_err(Fault::internal)?,
        bad_rows: i64::try_from(checked.bad.len()).map_err(Fault::internal)?,
        done_rows: 0,
        added: 0,
        updated: 0,
        created_at: at,
        finished_at: None,
    };
    store::roster_import::insert(tx, &import, &decoded.text).await?;
    let written = service.put_entries(tx, import.id, &checked.entries).await?;
    store::roster_import::advance(tx, import.id, 0, written).await?;
    store::roster_import::finish(tx, import.id, at.plus(Stamp::MINUTE)).await?;
    Ok(())
}
