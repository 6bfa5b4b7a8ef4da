//! What a member is to the company: one account with dated relationships, of which one is shown.
//!
//! `Service::write_relationships` is the one way periods are written: it keeps `member.relationship`, the one shown, in step within the
//! same transaction. An account is never lost by it. [`day`] does what a new day brings.
mod day;
mod letters;
#[cfg(test)]
mod tests;

pub(crate) use day::TURN_DAY;
pub use store::relationship::RelationshipRow;

use serde_json::json;
use store::Tx;
use store::member::MemberRow;
use types::day::Day;
use types::form::Problem;
use types::id::{MemberId, RelationshipId};
use types::member::{MemberState, Person, Relationship};
use types::profile_read::ReadKind;
use types::relationship::{PERIODS_MAX, Period, PeriodInput, RelationshipSource, rejoined, shown};
use types::time::Stamp;
use types::visibility::Relation;

use crate::Service;
use crate::clock::zoned;
use crate::fault::{Fault, FormError};
use crate::name::{OwnNames, SeenNames};
use crate::policy::{Capability, require};
use crate::roles;
use crate::task::Task;
use crate::viewer::Viewer;

/// The relationships of one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relationships {
    /// All of them, in the order they began.
    pub rows: Vec<RelationshipRow>,
    /// The one shown.
    pub shown: Relationship,
    /// Whether the person works at the company again after having left.
    pub rejoined: bool,
    /// The day it is, by which they are open or over.
    pub today: Day,
}

/// A member as the office sees the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberDesk {
    /// Who, named as far as the member lets the office know.
    pub person: Person,
    /// The names the office sees.
    pub names: SeenNames,
    /// Whether the account can be used.
    pub state: MemberState,
    /// What the person is to the company.
    pub relationships: Relationships,
    /// Whether an alumnus has only addresses of the company.
    pub needs_private: bool,
}

/// What the office does to a member's relationships, as typed.
#[derive(Clone, Debug)]
pub enum Change {
    /// Adds a period.
    Add(PeriodInput),
    /// Has one end.
    End {
        /// Which.
        id: RelationshipId,
        /// The day it is over.
        to: String,
    },
}

/// One step of a change.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// A period begins.
    Begin(Period),
    /// A period ends.
    End(RelationshipId, Day),
}

impl Service {
    /// The viewer's relationships.
    ///
    /// # Errors
    /// Only members have some.
    pub async fn relationships(&self, viewer: &Viewer) -> Result<Relationships, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let member = store::member::by_id(&mut conn, me.id()).await?.ok_or(Fault::NotFound)?;
        let rows = store::relationship::of_member(&mut conn, me.id()).await?;
        Ok(self.as_of_today(rows, member.relationship))
    }

    /// A member's account for the office; that it was read is listed to the member.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`].
    pub async fn member_desk(&self, viewer: &Viewer, id: MemberId) -> Result<MemberDesk, Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let member = store::member::by_id(&mut conn, id).await?;
        let member = member.filter(|it| it.state.has_account()).ok_or(Fault::NotFound)?;
        let names = OwnNames::read(&mut conn, &member).await?.seen_by(Relation::Office);
        let names = names.ok_or(Fault::NotFound)?;
        let person = Person::from(store::member::person(&mut conn, id).await?.ok_or(Fault::NotFound)?);
        let person = Person { family: names.family.clone(), given: names.given.clone(), ..person };
        let rows = store::relationship::of_member(&mut conn, id).await?;
        let needs_private =
            member.relationship == Relationship::Alumnus && self.needs_private_address(&mut conn, id).await?;
        drop(conn);
        self.note_reading(me.id(), ReadKind::Profile, "", &[id]).await;
        let relationships = self.as_of_today(rows, member.relationship);
        Ok(MemberDesk { person, names, state: member.state, relationships, needs_private })
    }

    /// Adds or ends a relationship of a member, whose account stays whatever it is.
    ///
    /// # Errors
    /// Problems of the fields of [`PeriodInput`], or of `end` for an end; only for the office; [`Fault::NotFound`].
    pub async fn change_relationship(
        &self,
        viewer: &Viewer,
        id: MemberId,
        change: &Change,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let member = store::member::by_id(&mut tx, id).await?;
        member.filter(|it| it.state.has_account()).ok_or(Fault::NotFound)?;
        store::relationship::hold(&mut tx, id).await?;
        let rows = store::relationship::of_member(&mut tx, id).await?;
        let step = match change {
            Change::Add(input) => Step::Begin(fitting(input.parse()?, &rows)?),
            Change::End { id, to } => {
                let row = rows.iter().find(|row| row.id == *id).ok_or(Fault::NotFound)?;
                let to: Day = to.parse().map_err(|problem| FormError::of("end", problem))?;
                if to.precedes(&row.from_on) {
                    return Err(FormError::of("end", Problem::Before));
                }
                Step::End(*id, to)
            }
        };
        self.write_relationships(&mut tx, id, &[step], RelationshipSource::Office, Some(me.id())).await?;
        Ok(tx.commit().await?)
    }

    /// Brings an account back that is suspended since its owner left without an answer, or with a no. It rests until its owner,
    /// who is told, signs in and wants it back. Twice is once.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`].
    pub async fn restore_member(&self, viewer: &Viewer, id: MemberId) -> Result<(), Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        // Whoever leaves meanwhile leaves.
        store::relationship::hold(&mut tx, id).await?;
        let member = store::member::by_id(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        if !member.state.has_account() {
            return Err(Fault::NotFound);
        }
        if member.state == MemberState::Suspended {
            self.unsuspend(&mut tx, id, MemberState::Resting, Some(me.id())).await?;
            self.tell_of_restoring(&mut tx, &member).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Has the account rest where nobody sees it. Nothing of it is deleted. The last of the office, or of the administrators,
    /// goes on: without them nobody could bring anybody back.
    pub(crate) async fn suspend(&self, tx: &mut Tx, id: MemberId) -> Result<(), Fault> {
        let member = store::member::by_id(tx, id).await?.ok_or(Fault::NotFound)?;
        // One after the other: of two at once, one stays.
        if let Some(role) = roles::kept(tx, id, member.roles.iter()).await? {
            let detail = json!({ "role": role });
            return self.audit(tx, None, "member.suspend_skipped", format!("member:{id}"), detail).await;
        }
        store::member::set_state(tx, id, MemberState::Suspended).await?;
        store::session::delete_all(tx, id).await?;
        self.index_member(tx, id).await?;
        self.audit(tx, None, "member.suspend", format!("member:{id}"), json!(null)).await
    }

    /// The end of that.
    pub(crate) async fn unsuspend(
        &self,
        tx: &mut Tx,
        id: MemberId,
        to: MemberState,
        actor: Option<MemberId>,
    ) -> Result<(), Fault> {
        store::member::set_state(tx, id, to).await?;
        self.index_member(tx, id).await?;
        self.audit(tx, actor, "member.restore", format!("member:{id}"), json!(null)).await
    }

    async fn tell_of_restoring(&self, tx: &mut Tx, member: &MemberRow) -> Result<(), Fault> {
        let Some(to) = store::member::primary_mail(tx, member.id).await? else { return Ok(()) };
        let site = self.site_on(tx).await?;
        let person: Person = store::member::person(tx, member.id).await?.ok_or(Fault::NotFound)?.into();
        let page = self.config().url("/sign-in");
        let letter = letters::restored(&to, &site, member.lang, &person, &page);
        self.enqueue(tx, &Task::Mail(letter)).await
    }

    /// Writes what changed and makes the relationship shown follow; whoever becomes an alumnus with nothing but addresses of
    /// the company is asked for another one.
    pub(crate) async fn write_relationships(
        &self,
        tx: &mut Tx,
        member: MemberId,
        steps: &[Step],
        source: RelationshipSource,
        actor: Option<MemberId>,
    ) -> Result<(), Fault> {
        for step in steps {
            let (action, detail) = match step {
                Step::Begin(period) => {
                    let row = self.relationship_row(member, period, source);
                    store::relationship::insert(tx, &row).await?;
                    (
                        "relationship.begin",
                        json!({ "kind": period.kind, "from": period.from, "source": source }),
                    )
                }
                Step::End(id, to) => {
                    if !store::relationship::end(tx, member, *id, to).await? {
                        return Err(Fault::NotFound);
                    }
                    ("relationship.end", json!({ "period": id.to_string(), "to": to, "source": source }))
                }
            };
            self.audit(tx, actor, action, format!("member:{member}"), detail).await?;
        }
        self.keep_shown(tx, member).await
    }

    /// A new row of this moment.
    pub(crate) fn relationship_row(
        &self,
        member_id: MemberId,
        period: &Period,
        source: RelationshipSource,
    ) -> RelationshipRow {
        RelationshipRow {
            id: self.id(),
            member_id,
            kind: period.kind,
            from_on: period.from.clone(),
            to_on: period.to.clone(),
            source,
            created_at: self.now(),
        }
    }

    /// Makes the relationship shown what the periods say today.
    async fn keep_shown(&self, tx: &mut Tx, id: MemberId) -> Result<(), Fault> {
        let member = store::member::by_id(tx, id).await?.ok_or(Fault::NotFound)?;
        let rows = store::relationship::of_member(tx, id).await?;
        let periods: Vec<Period> = rows.iter().map(RelationshipRow::period).collect();
        let Some(now) = shown(&periods, &self.today()).filter(|now| *now != member.relationship) else {
            return Ok(());
        };
        store::relationship::show(tx, id, now).await?;
        let leaves = (member.relationship, now) == (Relationship::Employee, Relationship::Alumnus);
        let is_used = member.state == MemberState::Active;
        if leaves && is_used && self.needs_private_address(tx, id).await? {
            let site = self.site_on(tx).await?;
            let person: Person = store::member::person(tx, id).await?.ok_or(Fault::NotFound)?.into();
            let page = self.config().url("/me/addresses");
            if let Some(to) = store::member::primary_mail(tx, id).await? {
                let letter = letters::needs_private(&to, &site, member.lang, &person, &page);
                self.enqueue(tx, &Task::Mail(letter)).await?;
            }
        }
        Ok(())
    }

    /// The day it is on the site's clock.
    pub(crate) fn today(&self) -> Day {
        self.day_after(0)
    }

    /// The day `days` from today.
    pub(crate) fn day_after(&self, days: i64) -> Day {
        let today = zoned(self.now(), &self.config().zone).date();
        as_day(today.saturating_add(jiff::Span::new().days(days)))
    }

    /// The day it is at `at` on the site's clock.
    pub(crate) fn day_of(&self, at: Stamp) -> Day {
        as_day(zoned(at, &self.config().zone).date())
    }

    fn as_of_today(&self, rows: Vec<RelationshipRow>, shown: Relationship) -> Relationships {
        let periods: Vec<Period> = rows.iter().map(RelationshipRow::period).collect();
        let today = self.today();
        Relationships { rejoined: rejoined(&periods, &today), rows, shown, today }
    }
}

fn as_day(date: jiff::civil::Date) -> Day {
    date.to_string().parse().unwrap_or_else(|_| Day::of_year(i64::from(date.year())))
}

/// The period, if it can stand beside the others: nobody is the same thing twice at once.
fn fitting(new: Period, rows: &[RelationshipRow]) -> Result<Period, FormError> {
    if rows.len() >= PERIODS_MAX {
        return Err(FormError::of("kind", Problem::TooMany { max: PERIODS_MAX }));
    }
    let ends_before = |a: &Option<Day>, b: &Day| a.as_ref().is_some_and(|to| to <= b);
    let meets = |row: &&RelationshipRow| {
        row.kind == new.kind && !ends_before(&row.to_on, &new.from) && !ends_before(&new.to, &row.from_on)
    };
    if rows.iter().any(|row| meets(&row)) { Err(FormError::of("kind", Problem::Taken)) } else { Ok(new) }
}
