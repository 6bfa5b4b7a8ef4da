//! Company letters: 便り, written by the office, read by every member.
use serde_json::json;
use store::letter::{LetterRow, ListedRow, WordingRow};
use types::feed::LetterInput;
use types::form::{Problem, Problems};
use types::id::LetterId;
use types::lang::Bilingual;
use types::member::Person;
use types::text::{self, PROSE_MAX, Title};
use types::time::Stamp;

use crate::Service;
use crate::fault::{Fault, FormError};
use crate::markdown;
use crate::paging;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Letters on one page.
const PAGE: usize = 20;

/// A letter as members see it.
#[derive(Clone, Debug)]
pub struct LetterView {
    /// Which.
    pub id: LetterId,
    /// By whom; nobody when the viewer may not see who it was.
    pub author: Option<Person>,
    /// Its title.
    pub title: Bilingual,
    /// Markdown as typed.
    pub body: Bilingual,
    /// The text as clean HTML.
    pub html: Bilingual,
    /// Whether it stands at the top of the feed.
    pub pinned: bool,
    /// When.
    pub created_at: Stamp,
}

/// A letter in a list.
#[derive(Clone, Debug)]
pub struct LetterCard {
    /// Which.
    pub id: LetterId,
    /// Its title.
    pub title: Bilingual,
    /// Markdown as typed.
    pub body: Bilingual,
    /// Whether it stands at the top of the feed.
    pub pinned: bool,
    /// When.
    pub created_at: Stamp,
}

impl From<ListedRow> for LetterCard {
    fn from(row: ListedRow) -> Self {
        Self {
            id: row.id,
            title: Bilingual { ja: row.title_ja, en: row.title_en },
            body: Bilingual { ja: row.body_ja, en: row.body_en },
            pinned: row.pinned,
            created_at: row.created_at,
        }
    }
}

impl LetterView {
    fn of(row: LetterRow, author: Option<Person>) -> Self {
        let WordingRow { title_ja, title_en, body_ja, body_en, html_ja, html_en, pinned } = row.wording;
        Self {
            id: row.id,
            author,
            title: Bilingual { ja: title_ja, en: title_en },
            body: Bilingual { ja: body_ja, en: body_en },
            html: Bilingual { ja: html_ja, en: html_en },
            pinned,
            created_at: row.created_at,
        }
    }

    /// The form filled with this letter.
    #[must_use]
    pub fn input(&self) -> LetterInput {
        LetterInput {
            title_ja: self.title.ja.clone(),
            body_ja: self.body.ja.clone(),
            title_en: self.title.en.clone(),
            body_en: self.body.en.clone(),
            pinned: if self.pinned { "on".to_owned() } else { String::new() },
        }
    }
}

impl Service {
    /// Letters before `before`, newest first, and where the next page begins.
    ///
    /// # Errors
    /// Only for members.
    pub async fn letters(
        &self,
        viewer: &Viewer,
        before: Option<LetterId>,
    ) -> Result<(Vec<LetterCard>, Option<LetterId>), Fault> {
        require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let before = before.unwrap_or(LetterId::LAST);
        let rows = store::letter::page(&mut conn, before, paging::asked(PAGE)).await?;
        let (rows, next) = paging::cut(rows, PAGE, |row| row.id);
        Ok((rows.into_iter().map(LetterCard::from).collect(), next))
    }

    /// One letter.
    ///
    /// # Errors
    /// [`Fault::NotFound`]; only for members.
    pub async fn letter(&self, viewer: &Viewer, id: LetterId) -> Result<LetterView, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let row = store::letter::by_id(&mut conn, id).await?.ok_or(Fault::NotFound)?;
        let author = store::member::seen_person(&mut conn, me.eye(), row.author_id).await?;
        Ok(LetterView::of(row, author.map(Person::from)))
    }

    /// Publishes a letter.
    ///
    /// # Errors
    /// Problems of the form; only for the office.
    pub async fn write_letter(&self, viewer: &Viewer, input: &LetterInput) -> Result<LetterId, FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let wording = parse(input)?;
        let id = self.id::<LetterId>();
        let mut tx = self.db().write().await?;
        store::letter::insert(&mut tx, id, me.id(), &wording, self.now()).await?;
        self.audit(&mut tx, Some(me.id()), "letter.publish", format!("letter:{id}"), json!(null)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Changes a letter.
    ///
    /// # Errors
    /// Problems of the form; [`Fault::NotFound`]; only for the office.
    pub async fn edit_letter(
        &self,
        viewer: &Viewer,
        id: LetterId,
        input: &LetterInput,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let wording = parse(input)?;
        let mut tx = self.db().write().await?;
        if !store::letter::edit(&mut tx, id, &wording, self.now()).await? {
            return Err(Fault::NotFound.into());
        }
        self.audit(&mut tx, Some(me.id()), "letter.edit", format!("letter:{id}"), json!(null)).await?;
        Ok(tx.commit().await?)
    }
}

/// A title and a text in at least one language, and both or neither in each.
pub(crate) fn parse(input: &LetterInput) -> Result<WordingRow, Problems> {
    let mut p = Problems::default();
    let mut title = |field: &str, typed: &str| {
        p.take(field, text::optional(typed, str::parse::<Title>))
            .flatten()
            .map(String::from)
            .unwrap_or_default()
    };
    let (title_ja, title_en) = (title("title_ja", &input.title_ja), title("title_en", &input.title_en));
    let mut body = |field: &str, typed: &str| {
        p.take(field, text::optional(typed, |t| text::prose(t, PROSE_MAX))).flatten().unwrap_or_default()
    };
    let (body_ja, body_en) = (body("body_ja", &input.body_ja), body("body_en", &input.body_en));
    let neither = title_ja.is_empty() && body_ja.is_empty() && title_en.is_empty() && body_en.is_empty();
    for (field, missing) in [
        ("title_ja", title_ja.is_empty() && (neither || !body_ja.is_empty())),
        ("body_ja", body_ja.is_empty() && (neither || !title_ja.is_empty())),
        ("title_en", title_en.is_empty() && !body_en.is_empty()),
        ("body_en", body_en.is_empty() && !title_en.is_empty()),
    ] {
        if missing {
            p.add(field, Problem::Required);
        }
    }
    let (html_ja, html_en) = (markdown::render(&body_ja), markdown::render(&body_en));
    p.finish(Some(WordingRow {
        title_ja,
        title_en,
        body_ja,
        body_en,
        html_ja,
        html_en,
        pinned: input.pinned == "on",
    }))
}
