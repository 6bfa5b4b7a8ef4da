//! The office looks after the names: one word for what is written in several ways.
use store::skill::{SHOWN_FROM, SkillRow};
use types::form::Problem;
use types::id::{MemberId, SkillId};
use types::text::line;

use crate::Service;
use crate::fault::{Fault, FormError};
use crate::fold::fold;
use crate::paging;
use crate::policy::{Capability, require};
use crate::task::Task;
use crate::viewer::Viewer;

/// Names on one page.
const PAGE: usize = 50;
/// Names merged into one.
const MERGED_MAX: i64 = 50;
/// Characters of a name, as on the profile.
const NAME_MAX: usize = 40;

/// A name, as the office sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkillLine {
    /// Which.
    pub id: SkillId,
    /// The spelling suggested.
    pub name: String,
    /// How many members tell it to every member; none below [`SHOWN_FROM`].
    pub members: Option<i64>,
}

/// A name and what is merged into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skill {
    /// The name.
    pub line: SkillLine,
    /// What it is merged into.
    pub into: Option<SkillLine>,
    /// What is merged into it.
    pub merged: Vec<SkillLine>,
}

impl From<SkillRow> for SkillLine {
    fn from(row: SkillRow) -> Self {
        let members = Some(row.members).filter(|members| *members >= SHOWN_FROM);
        Self { id: row.id, name: row.name, members }
    }
}

impl Service {
    /// A page of the names that begin with `q`, past the key `after`; where the next one begins.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn skills(
        &self,
        viewer: &Viewer,
        q: &str,
        after: &str,
    ) -> Result<(Vec<SkillLine>, Option<String>), Fault> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let from = fold(q.trim());
        let to = format!("{from}{}", char::MAX);
        let rows = store::skill::page(&mut conn, &from, &to, after, paging::asked(PAGE)).await?;
        let (rows, next) = paging::cut(rows, PAGE, |row| row.key.clone());
        Ok((rows.into_iter().map(SkillLine::from).collect(), next))
    }

    /// One name.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`].
    pub async fn skill(&self, viewer: &Viewer, id: SkillId) -> Result<Skill, Fault> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let row = store::skill::by_id(&mut conn, id).await?.ok_or(Fault::NotFound)?;
        let into = match row.into_id {
            Some(into) => store::skill::by_id(&mut conn, into).await?,
            None => None,
        };
        let merged = store::skill::merged_into(&mut conn, id, MERGED_MAX).await?;
        let merged = merged.into_iter().map(SkillLine::from).collect();
        Ok(Skill { line: row.into(), into: into.map(SkillLine::from), merged })
    }

    /// Suggests a name in another spelling of the same word.
    ///
    /// # Errors
    /// `name`: the parser's, [`Problem::OtherWord`]; only for the office.
    pub async fn rename_skill(&self, viewer: &Viewer, id: SkillId, name: &str) -> Result<(), FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let of_name = |problem| FormError::of("name", problem);
        let mut tx = self.db().write().await?;
        let row = store::skill::by_id(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        let name = line(name, NAME_MAX).map_err(of_name)?;
        if fold(&name) != row.key {
            return Err(of_name(Problem::OtherWord));
        }
        store::skill::rename(&mut tx, id, &name).await?;
        let (object, none) = (format!("skill:{id}"), serde_json::Value::Null);
        self.audit(&mut tx, Some(me.id()), "skill.rename", object, none).await?;
        Ok(tx.commit().await?)
    }

    /// Merges a name into the one that `into` says, which is made if nobody has it. Whoever tells either is found by both.
    ///
    /// # Errors
    /// `into`: the parser's, [`Problem::SameWord`] for a name that is or will be the same, [`Problem::TooMany`]; only for the
    /// office.
    pub async fn merge_skill(&self, viewer: &Viewer, id: SkillId, into: &str) -> Result<SkillId, FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let of_into = |problem| FormError::of("into", problem);
        let mut tx = self.db().write().await?;
        store::skill::by_id(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        let name = line(into, NAME_MAX).map_err(of_into)?;
        let named = store::skill::make(&mut tx, self.id(), &fold(&name), &name).await?;
        let into = named.into_id.unwrap_or(named.id);
        if into == id {
            return Err(of_into(Problem::SameWord));
        }
        let moved = store::skill::merged_into(&mut tx, id, MERGED_MAX).await?.len();
        let there = store::skill::merged_into(&mut tx, into, MERGED_MAX).await?.len();
        let most = usize::try_from(MERGED_MAX).unwrap_or(usize::MAX);
        if moved + there >= most {
            return Err(of_into(Problem::TooMany { max: most }));
        }
        store::skill::merge(&mut tx, id, into).await?;
        let detail = serde_json::json!({ "into": into });
        self.audit(&mut tx, Some(me.id()), "skill.merge", format!("skill:{id}"), detail).await?;
        self.ask_for_skills(&mut tx, [id, into]).await?;
        tx.commit().await?;
        Ok(into)
    }

    /// Has a name stand for itself again; what was merged into it before stays where it is. The name to go on with: what it was merged
    /// into while others are, else itself; none if nobody tells it any more.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`].
    pub async fn part_skill(&self, viewer: &Viewer, id: SkillId) -> Result<Option<SkillId>, Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let row = store::skill::by_id(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        let Some(into) = row.into_id else { return Ok(None) };
        store::skill::part(&mut tx, id).await?;
        let detail = serde_json::json!({ "from": into });
        self.audit(&mut tx, Some(me.id()), "skill.part", format!("skill:{id}"), detail).await?;
        self.ask_for_skills(&mut tx, [into, id]).await?;
        for name in [id, into] {
            store::skill::forget(&mut tx, name).await?;
        }
        // A name that nobody tells lives until the index has followed: none to go on with.
        let has_others = !store::skill::merged_into(&mut tx, into, 1).await?.is_empty();
        let next = if has_others { into } else { id };
        let is_left = store::skill::by_id(&mut tx, next).await?.is_some();
        tx.commit().await?;
        Ok(Some(next).filter(|_| is_left))
    }

    /// Has those who are counted for the names made anew in the background.
    async fn ask_for_skills(&self, tx: &mut store::Tx, skills: [SkillId; 2]) -> Result<(), Fault> {
        for skill in skills {
            self.enqueue(tx, &Task::IndexSkill { skill, after: MemberId::FIRST }).await?;
        }
        Ok(())
    }
}
