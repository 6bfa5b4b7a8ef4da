//! The demonstration's stories.
use store::Tx;
use store::story::StoryRow;
use types::lang::Bilingual;
use types::story::StoryWords;

use super::event::WallTime;
use super::people::Members;
use crate::Service;
use crate::fault::Fault;
use crate::markdown;

const STORIES: &str = include_str!("../../demo/stories.json");

/// A story as the file has it.
#[derive(serde::Deserialize)]
struct DemoStory {
    key: String,
    people: Vec<String>,
    days_ago: i32,
    title: Bilingual,
    lead: Bilingual,
    body: Bilingual,
    public: bool,
}

/// Writes every story; members are there already.
pub(super) async fn write(service: &Service, tx: &mut Tx, members: &Members) -> Result<(), Fault> {
    let stories: Vec<DemoStory> = serde_json::from_str(STORIES)?;
    for story in stories {
        let html = Bilingual { ja: markdown::render(&story.body.ja), en: markdown::render(&story.body.en) };
        let words = StoryWords { title: story.title, lead: story.lead, source: story.body, html };
        let row = StoryRow {
            id: service.id(),
            slug: story.key,
            words: serde_json::to_string(&words)?,
            public: story.public,
            published_at: WallTime::days_ago(story.days_ago, 9).stamp(service)?,
        };
        store::story::insert(tx, &row).await?;
        for (place, key) in (0..).zip(&story.people) {
            store::story::insert_person(tx, row.id, members.of(key)?, place).await?;
        }
    }
    Ok(())
}
