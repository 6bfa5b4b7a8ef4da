//! The applications of a programme as a table for spreadsheets.
use ::csv::{Terminator, WriterBuilder};
use store::profile_read::Reading;
use types::application::TeamState;
use types::id::ApplicationId;
use types::lang::Voice;
use types::profile_read::ReadKind;
use types::words::application as w;

use super::{Application, QUESTIONS, Service, question};
use crate::clock::zoned;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Applications read at once.
const CHUNK: i64 = 200;
/// What makes Excel read a file as UTF-8.
pub(crate) const MARK: &str = "\u{feff}";

impl Service {
    /// Every application that was sent, one a line: UTF-8 with a mark at its beginning, lines ended by CR LF. It is listed to
    /// everybody in the teams.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn applications_csv(
        &self,
        viewer: &Viewer,
        slug: &str,
        voice: Voice,
    ) -> Result<Vec<u8>, Fault> {
        let me = require(viewer, Capability::RunProgrammes)?;
        let mut conn = self.db().read().await?;
        let programme = store::programme::by_slug(&mut conn, slug).await?.ok_or(Fault::NotFound)?;
        let asked = store::question::list(&mut conn, programme.id, true, QUESTIONS).await?;
        let asked = asked.into_iter().map(question).collect::<Result<Vec<_>, _>>()?;
        let mut table = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::from(MARK));
        let first = [w::col_id(voice), w::col_title(voice), w::col_state(voice), w::col_sent(voice)];
        let first = first.into_iter().chain([w::col_lead(voice), w::col_team(voice)]);
        let labels = asked.iter().map(|asked| safe(asked.label.get(voice.lang)));
        table.write_record(first.map(safe).chain(labels)).map_err(Fault::internal)?;
        let mut after = ApplicationId::FIRST;
        loop {
            let rows = store::application::list(&mut conn, programme.id, "", after, CHUNK).await?;
            let Some(last) = rows.last() else { break };
            after = last.application.id;
            for row in rows.into_iter().map(|row| row.application).filter(|row| row.state.is_sent()) {
                let one = self.load(&mut conn, row, me.id()).await?;
                let facts = self.application_facts(&one, voice);
                let answers = asked.iter().map(|asked| {
                    let answer = one.answers.iter().find(|answer| answer.question.id == asked.id);
                    let body = answer.map(|a| asked.read(voice, &a.body)).unwrap_or_default();
                    let file = answer.and_then(|a| a.file.as_ref()).map(|file| file.name.as_str());
                    safe(file.unwrap_or(body))
                });
                let record = facts.iter().map(|fact| safe(fact)).chain(answers);
                table.write_record(record).map_err(Fault::internal)?;
            }
        }
        let detail = serde_json::json!({ "export": "applications" });
        let mut tx = self.db().write().await?;
        let object = format!("programme:{}", programme.id);
        let (day, at) = (self.reading_day(self.now()), self.now());
        let reading =
            Reading { reader: me.id(), kind: ReadKind::Export, purpose: &programme.slug, day: &day, at };
        store::profile_read::insert_applicants(&mut tx, programme.id, reading).await?;
        self.audit(&mut tx, Some(me.id()), "programme.export", object, detail).await?;
        tx.commit().await?;
        table.into_inner().map_err(|error| Fault::internal(error.to_string()))
    }

    fn application_facts(&self, one: &Application, voice: Voice) -> [String; 6] {
        let name = |mate: &super::Mate| mate.person.written(voice.lang);
        let members = || one.team.iter().filter(|mate| mate.seat == TeamState::Accepted);
        let sent = one.submitted_at.map(|at| zoned(at, &self.config().zone));
        [
            one.id.to_string(),
            one.title.clone(),
            one.state.word(voice).to_owned(),
            sent.map(|at| at.strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default(),
            members().find(|mate| mate.is_lead).map(name).unwrap_or_default(),
            members().map(name).collect::<Vec<_>>().join(voice.pick("、", ", ")),
        ]
    }
}

/// The text so that no spreadsheet takes it for a formula.
pub(crate) fn safe(text: &str) -> String {
    let is_formula =
        text.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
            || text.starts_with(['\t', '\r', '\n']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn formulas_become_text() {
        for bad in ["=1+1", "+81", "-1", "@SUM(A1)", " =1", "\t=1", "\u{ff1d}1"] {
            assert!(safe(bad).starts_with('\''), "{bad}");
        }
        assert_eq!(safe("窓口 = 地域"), "窓口 = 地域");
    }
}
