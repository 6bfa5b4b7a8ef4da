//! The office's side: the list by deadline, one request, the answer.
use types::form::Problem;
use types::id::RightsRequestId;
use types::member::Person;
use types::rights::{DueKey, RIGHTS_MAX, RightsState, parse_days};
use types::site::Site;
use types::text;
use types::words::rights as w;

use super::{DeskRow, PAGE, RightsRow, Service};
use crate::fault::{Fault, FormError};
use crate::mail::Letter;
use crate::paging;
use crate::policy::{Capability, require};
use crate::task::Task;
use crate::viewer::Viewer;

/// One request before the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RightsFile {
    /// The request.
    pub row: RightsRow,
    /// Who made it.
    pub person: Person,
    /// Whether the viewer may answer it: it is open, and somebody else's.
    pub may_answer: bool,
    /// Whether the deadline is over.
    pub is_overdue: bool,
}

impl Service {
    /// Requests that wait, after `after`, the most urgent first, and where the next page begins.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn rights_desk(
        &self,
        viewer: &Viewer,
        after: Option<DueKey>,
    ) -> Result<(Vec<DeskRow>, Option<DueKey>), Fault> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let after = after.unwrap_or(DueKey::FIRST);
        let rows = store::rights_request::open(&mut conn, (after.due, after.id), paging::asked(PAGE)).await?;
        Ok(paging::cut(rows, PAGE, |row| DueKey { due: row.due_at, id: row.request_id }))
    }

    /// Requests that were answered, before `before`, the newest first, and where the next page begins.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn rights_answered(
        &self,
        viewer: &Viewer,
        before: Option<RightsRequestId>,
    ) -> Result<(Vec<DeskRow>, Option<RightsRequestId>), Fault> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let before = before.unwrap_or(RightsRequestId::LAST);
        let rows = store::rights_request::answered(&mut conn, before, paging::asked(PAGE)).await?;
        Ok(paging::cut(rows, PAGE, |row| row.request_id))
    }

    /// One request.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`] for what is none, or was taken back.
    pub async fn rights_request(&self, viewer: &Viewer, id: RightsRequestId) -> Result<RightsFile, Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let row = store::rights_request::by_id(&mut conn, id).await?.ok_or(Fault::NotFound)?;
        if row.state == RightsState::Withdrawn {
            return Err(Fault::NotFound);
        }
        let person = store::member::person(&mut conn, row.member_id).await?.ok_or(Fault::NotFound)?;
        let is_open = row.state == RightsState::Open;
        Ok(RightsFile {
            may_answer: is_open && row.member_id != me.id(),
            is_overdue: is_open && row.due_at <= self.now(),
            person: person.into(),
            row,
        })
    }

    /// Answers an open request, and mails the answer to who made it; whether it was open. Nobody answers the own one.
    ///
    /// # Errors
    /// A problem of the field `answer`; only for the office; [`Fault::NotFound`] for what is none.
    pub async fn answer_rights(
        &self,
        viewer: &Viewer,
        id: RightsRequestId,
        words: &str,
    ) -> Result<bool, FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let words =
            text::prose(words, RIGHTS_MAX).map_err(|problem: Problem| FormError::of("answer", problem))?;
        let mut tx = self.db().write().await?;
        let row = store::rights_request::by_id(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        if row.member_id == me.id() {
            return Err(Fault::NotAllowed.into());
        }
        if !store::rights_request::answer(&mut tx, id, &words, me.id(), self.now()).await? {
            return Ok(false);
        }
        let to = store::member::primary_mail(&mut tx, row.member_id).await?;
        let reader = store::member::by_id(&mut tx, row.member_id).await?;
        if let Some((to, reader)) = to.zip(reader) {
            let site = self.site_on(&mut tx).await?;
            let (lang, v) = (reader.lang, site.voice(reader.lang));
            let (name, kind) = (site.name.get(lang), row.kind.word(v));
            let (date, page) = (self.day(v, row.created_at), self.config().url("/me/requests"));
            let body = w::mail_answer(v, &site.contact, date, kind, name, &page, &words);
            let subject = w::mail_answer_subject(v, kind, name);
            self.enqueue(&mut tx, &Task::Mail(Letter { to, lang, subject, body, calendar: None })).await?;
        }
        self.audit_rights(&mut tx, me.id(), "rights.answer", &row).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Sets the days within which requests from now on are answered.
    ///
    /// # Errors
    /// A problem of the field `days`; only for the office.
    pub async fn change_rights_days(&self, viewer: &Viewer, days: &str) -> Result<(), FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let rights_days = parse_days(days)?;
        let site = Site { rights_days, ..(*self.site().await?).clone() };
        Ok(self.put_site(me.id(), &site, "site.rights").await?)
    }
}
