//! Writing and changing stories, at the office's desk.
#[cfg(test)]
mod tests;

use jiff::tz::TimeZone;
use serde_json::json;
use store::sight::Eye;
use store::story::StoryRow;
use store::{Conn, StoreError, Tx};
use types::form::{Problem, Problems};
use types::id::{MemberId, StoryId};
use types::lang::Bilingual;
use types::member::Person;
use types::site::{both, one_of_both};
use types::story::StoryWords;
use types::text::{PROSE_MAX, optional, slug};
use types::time::Stamp;

use crate::Service;
use crate::clock::{wall_time, wall_words};
use crate::fault::{Fault, FormError};
use crate::feed::member_named;
use crate::markdown;
use crate::policy::{Capability, require};
use crate::story::{StoryCard, card};
use crate::viewer::Viewer;

/// People in one story.
const PEOPLE_MAX: usize = 10;
/// Stories on the desk.
const LISTED: i64 = 200;

/// The form of a story, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "names of form fields; their meaning is in types::story")]
pub struct StoryInput {
    pub slug: String,
    pub title_ja: String,
    pub title_en: String,
    pub lead_ja: String,
    pub lead_en: String,
    pub body_ja: String,
    pub body_en: String,
    /// `public` or `members`.
    pub audience: String,
    /// `2026-12-03T19:00` on the site's wall clock; before that nobody but the office reads it.
    pub published: String,
    /// Members in it, one a line: names, or addresses of profiles.
    pub people: String,
}

struct Draft {
    slug: Option<String>,
    words: StoryWords,
    public: bool,
    published_at: Stamp,
}

impl Service {
    /// All stories, those to come too, the newest first.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn office_stories(&self, viewer: &Viewer) -> Result<Vec<StoryCard>, Fault> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let end = (Stamp(i64::MAX), StoryId::LAST);
        store::story::page(&mut conn, true, end, LISTED).await?.into_iter().map(card).collect()
    }

    /// The form of a new story.
    ///
    /// # Errors
    /// Only for the office.
    pub fn new_story_form(&self, viewer: &Viewer) -> Result<StoryInput, Fault> {
        require(viewer, Capability::RunOffice)?;
        let published = wall_words(self.now(), &self.config().zone);
        Ok(StoryInput { audience: "members".to_owned(), published, ..StoryInput::default() })
    }

    /// The form filled with a story.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn story_form(&self, viewer: &Viewer, slug: &str) -> Result<StoryInput, Fault> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let row = store::story::by_slug(&mut conn, slug).await?.ok_or(Fault::NotFound)?;
        let mut people = Vec::new();
        for person in store::story::people(&mut conn, Eye::NOBODY, row.id).await? {
            people.push(name_or_address(&mut conn, &person.into()).await?);
        }
        let words: StoryWords = serde_json::from_str(&row.words)?;
        Ok(StoryInput {
            slug: row.slug,
            title_ja: words.title.ja,
            title_en: words.title.en,
            lead_ja: words.lead.ja,
            lead_en: words.lead.en,
            body_ja: words.source.ja,
            body_en: words.source.en,
            audience: if row.public { "public" } else { "members" }.to_owned(),
            published: wall_words(row.published_at, &self.config().zone),
            people: people.join("\n"),
        })
    }

    /// Adds a story; its slug.
    ///
    /// # Errors
    /// Problems of the form; only the office may.
    pub async fn create_story(&self, viewer: &Viewer, input: &StoryInput) -> Result<String, FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let (draft, people) = input.read(&mut tx, &self.config().zone).await?;
        let row = row(self.id(), draft)?;
        store::story::insert(&mut tx, &row).await.map_err(taken)?;
        put_people(&mut tx, row.id, &people).await?;
        self.audit(&mut tx, Some(me.id()), "story.create", format!("story:{}", row.id), json!(null)).await?;
        tx.commit().await?;
        Ok(row.slug)
    }

    /// Changes a story; its slug from now on.
    ///
    /// # Errors
    /// Problems of the form; only the office may.
    pub async fn change_story(
        &self,
        viewer: &Viewer,
        slug: &str,
        input: &StoryInput,
    ) -> Result<String, FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let known = store::story::by_slug(&mut tx, slug).await?.ok_or(Fault::NotFound)?;
        let (draft, people) = input.read(&mut tx, &self.config().zone).await?;
        let row = row(known.id, draft)?;
        store::story::update(&mut tx, &row).await.map_err(taken)?;
        store::story::delete_people(&mut tx, row.id).await?;
        put_people(&mut tx, row.id, &people).await?;
        let detail = json!({ "public": row.public });
        self.audit(&mut tx, Some(me.id()), "story.change", format!("story:{}", row.id), detail).await?;
        tx.commit().await?;
        Ok(row.slug)
    }

    /// Takes a story back for good, as when somebody in it withdraws their consent.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn delete_story(&self, viewer: &Viewer, slug: &str) -> Result<(), Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let row = store::story::by_slug(&mut tx, slug).await?.ok_or(Fault::NotFound)?;
        store::story::delete_people(&mut tx, row.id).await?;
        store::story::delete(&mut tx, row.id).await?;
        self.audit(&mut tx, Some(me.id()), "story.delete", format!("story:{}", row.id), json!(null)).await?;
        Ok(tx.commit().await?)
    }
}

impl StoryInput {
    /// The story, and who is in it.
    async fn read(&self, conn: &mut Conn, zone: &TimeZone) -> Result<(Draft, Vec<MemberId>), FormError> {
        let mut problems = Problems::default();
        let draft = self.parse(&mut problems, zone);
        let people = self.members(conn, &mut problems).await?;
        Ok((problems.finish(draft)?, people))
    }

    fn parse(&self, p: &mut Problems, zone: &TimeZone) -> Option<Draft> {
        let title = one_of_both(p, "title", &self.title_ja, &self.title_en, 120);
        let lead = one_of_both(p, "lead", &self.lead_ja, &self.lead_en, 300);
        let source = both(p, "body", &self.body_ja, &self.body_en, 3 * PROSE_MAX);
        if source == Bilingual::default() {
            p.add("body_ja", Problem::Required);
        }
        let html = Bilingual { ja: markdown::render(&source.ja), en: markdown::render(&source.en) };
        let slug = p.take("slug", optional(&self.slug, slug));
        let published_at = p.take("published", wall_time(&self.published, zone));
        let public = self.audience == "public";
        let words = StoryWords { title, lead, html, source };
        Some(Draft { slug: slug?, words, public, published_at: published_at? })
    }

    async fn members(&self, conn: &mut Conn, p: &mut Problems) -> Result<Vec<MemberId>, Fault> {
        let mut people = Vec::new();
        for typed in self.people.split(['\n', '、', ',']).map(str::trim).filter(|typed| !typed.is_empty()) {
            let found = match typed.rsplit_once("/people/") {
                Some((_, id)) => match id.parse() {
                    Ok(id) => store::member::person(conn, id).await?.map(|_| id),
                    Err(_) => None,
                },
                None => member_named(conn, Eye::NOBODY, typed).await?,
            };
            match found {
                Some(id) if people.contains(&id) => {}
                Some(id) => people.push(id),
                None => p.add("people", Problem::NotAMember),
            }
        }
        if people.len() > PEOPLE_MAX {
            p.add("people", Problem::TooMany { max: PEOPLE_MAX });
        }
        Ok(people)
    }
}

/// The name when it means nobody else, otherwise the address of the profile.
async fn name_or_address(conn: &mut Conn, person: &Person) -> Result<String, Fault> {
    let name = format!("{} {}", person.family, person.given).trim().to_owned();
    let is_clear = member_named(conn, Eye::NOBODY, &name).await? == Some(person.id);
    Ok(if is_clear { name } else { format!("/people/{}", person.id) })
}

fn row(id: StoryId, draft: Draft) -> Result<StoryRow, Fault> {
    let tail: String = id.to_string().chars().rev().take(6).collect();
    Ok(StoryRow {
        id,
        slug: draft.slug.unwrap_or_else(|| format!("story-{tail}")),
        words: serde_json::to_string(&draft.words)?,
        public: draft.public,
        published_at: draft.published_at,
    })
}

async fn put_people(tx: &mut Tx, story: StoryId, people: &[MemberId]) -> Result<(), Fault> {
    for (place, member) in (0..).zip(people) {
        store::story::insert_person(tx, story, *member, place).await?;
    }
    Ok(())
}

fn taken(error: StoreError) -> FormError {
    match error {
        StoreError::Duplicate(_) => FormError::of("slug", Problem::Taken),
        error => error.into(),
    }
}
