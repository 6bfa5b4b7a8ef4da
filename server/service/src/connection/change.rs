//! Asking, answering, taking back, ending.
use store::Tx;
use types::id::MemberId;
use types::member::Person;
use types::text::{optional, prose};
use types::visibility::Relation;
use types::words::connection as w;

use crate::Service;
use crate::fault::{Fault, FormError};
use crate::mail::Letter;
use crate::policy::{Capability, require};
use crate::private::met;
use crate::task::Task;
use crate::viewer::Viewer;

/// Requests of one member in an hour: no list of members is worked through with them.
pub(super) const ASKS_PER_HOUR: i64 = 20;
/// Characters of what is said with a request.
pub(super) const WORDS_MAX: usize = 300;

/// What became of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The person is asked.
    Waits,
    /// Both are connected: the person had asked before, or they were already.
    Connected,
}

/// What a mail tells.
#[derive(Clone, Copy)]
enum Told {
    Asked,
    Accepted,
}

impl Service {
    /// Asks a person to be connected; whoever asked the viewer before is accepted by that.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for whom there is no page for the viewer; a problem of the field `words`; [`Fault::TooOften`].
    pub async fn connect(&self, viewer: &Viewer, to: MemberId, words: &str) -> Result<Asked, FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let words = optional(words, |text| prose(text, WORDS_MAX))
            .map_err(|problem| FormError::of("words", problem))?
            .unwrap_or_default();
        let mut tx = self.db().write().await?;
        let relation = met(&mut tx, me.eye(), to).await?;
        if relation == Relation::Connection {
            return Ok(Asked::Connected);
        }
        let theirs = store::connection::request(&mut tx, to, me.id()).await?;
        let is_heard = relation == Relation::Member;
        if is_heard && theirs.is_some_and(|row| self.waits(&row)) {
            self.join(&mut tx, to, me.id()).await?;
            tx.commit().await?;
            return Ok(Asked::Connected);
        }
        self.limit(&mut tx, &format!("connect:member:{}", me.id()), ASKS_PER_HOUR).await?;
        let mine = store::connection::request(&mut tx, me.id(), to).await?;
        if mine.is_some_and(|row| row.asked_at <= self.asked_since()) {
            store::connection::forget(&mut tx, me.id(), to).await?;
        }
        let is_new = store::connection::ask(&mut tx, me.id(), to, &words, self.now()).await?;
        // Whom one avoids or blocked may ask; one never hears of it.
        if is_new && is_heard && !store::avoid::holds(&mut tx, to, me.id()).await? {
            self.tell_of_connection(&mut tx, to, &me.person, Told::Asked, &words).await?;
        }
        self.note_tie(&mut tx, me.id(), "connection.ask").await?;
        tx.commit().await?;
        Ok(Asked::Waits)
    }

    /// Accepts what a person asked.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when nothing waits, or for whom the viewer does not see.
    pub async fn accept_connection(&self, viewer: &Viewer, from: MemberId) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        match store::sight::relation_to(&mut tx, me.eye(), from).await? {
            Some(Relation::Member) => {}
            Some(Relation::Connection) => return Ok(()),
            _ => return Err(Fault::NotFound),
        }
        let asked = store::connection::request(&mut tx, from, me.id()).await?;
        asked.filter(|row| self.waits(row)).ok_or(Fault::NotFound)?;
        self.join(&mut tx, from, me.id()).await?;
        Ok(tx.commit().await?)
    }

    /// Declines what a person asked: nobody is told, and it can be asked again when it is over. Twice is once.
    ///
    /// # Errors
    /// Only members are asked.
    pub async fn decline_connection(&self, viewer: &Viewer, from: MemberId) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?.id();
        let mut tx = self.db().write().await?;
        if store::connection::decline(&mut tx, from, me, self.now()).await? {
            self.note_tie(&mut tx, me, "connection.decline").await?;
        }
        Ok(tx.commit().await?)
    }

    /// Takes back what the viewer asked. Twice is once.
    ///
    /// # Errors
    /// Only members ask.
    pub async fn withdraw_connection(&self, viewer: &Viewer, to: MemberId) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?.id();
        let mut tx = self.db().write().await?;
        if store::connection::withdraw(&mut tx, me, to, self.now()).await? {
            self.note_tie(&mut tx, me, "connection.withdraw").await?;
        }
        Ok(tx.commit().await?)
    }

    /// Ends a connection without telling anybody. Twice is once.
    ///
    /// # Errors
    /// Only members are connected.
    pub async fn end_connection(&self, viewer: &Viewer, other: MemberId) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?.id();
        let mut tx = self.db().write().await?;
        if store::connection::delete(&mut tx, me, other).await? {
            self.index_pair(&mut tx, me, other).await?;
            self.note_tie(&mut tx, me, "connection.end").await?;
        }
        Ok(tx.commit().await?)
    }

    /// Connects `by`, who agrees, with `from`, who asked and is told.
    async fn join(&self, tx: &mut Tx, from: MemberId, by: MemberId) -> Result<(), Fault> {
        store::connection::insert(tx, from, by, self.now()).await?;
        store::connection::forget(tx, from, by).await?;
        self.index_pair(tx, from, by).await?;
        if let Some(person) = store::member::person(tx, by).await? {
            self.tell_of_connection(tx, from, &person.into(), Told::Accepted, "").await?;
        }
        self.note_tie(tx, by, "connection.accept").await
    }

    /// Notes an act about the viewer's own ties; never whom it is about, who would be told of it with the own data.
    pub(crate) async fn note_tie(&self, tx: &mut Tx, me: MemberId, action: &str) -> Result<(), Fault> {
        self.audit(tx, Some(me), action, format!("member:{me}"), serde_json::Value::Null).await
    }

    async fn tell_of_connection(
        &self,
        tx: &mut Tx,
        member: MemberId,
        who: &Person,
        told: Told,
        words: &str,
    ) -> Result<(), Fault> {
        let Some(reader) = store::member::by_id(tx, member).await? else { return Ok(()) };
        let Some(to) = store::member::mail_to(tx, member).await? else { return Ok(()) };
        let site = self.site_on(tx).await?;
        let (lang, v) = (reader.lang, site.voice(reader.lang));
        let (name, site_name) = (who.name(lang), site.name.get(lang));
        let (subject, body) = match told {
            Told::Asked => {
                let said = if words.is_empty() { String::new() } else { format!("\n{words}\n") };
                let page = self.config().url("/me/connections/requests");
                (w::mail_asked_subject(v, &name), w::mail_asked(v, &page, &name, said, site_name))
            }
            Told::Accepted => {
                let page = self.config().url(&format!("/people/{}", who.id));
                (w::mail_accepted_subject(v, &name), w::mail_accepted(v, &page, &name, site_name))
            }
        };
        self.enqueue(tx, &Task::Mail(Letter { to, lang, subject, body, calendar: None })).await
    }
}
