//! The form of a programme, as typed and as parsed.
use jiff::tz::TimeZone;
use types::form::{Problem, Problems};
use types::lang::Bilingual;
use types::programme::{Faq, Prize, ProgrammeContent, ProgrammeSource, ProgrammeState, Step};
use types::site::{both, choice};
use types::text::{PROSE_MAX, line, optional, slug};

use crate::clock::{wall_time, wall_words};
use crate::markdown;

/// Rows of each kind.
const ROWS_MAX: usize = 30;

/// Which of the form's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// What accepted teams get.
    Prizes,
    /// The way.
    Steps,
    /// Questions people ask.
    Faq,
}

/// The form of a programme, as typed. Rows repeat their field names, so each vector holds one entry a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "names of form fields; their meaning is in types::programme")]
pub struct ProgrammeInput {
    pub slug: String,
    pub state: String,
    pub title_ja: String,
    pub title_en: String,
    pub tagline_ja: String,
    pub tagline_en: String,
    pub what_ja: String,
    pub what_en: String,
    pub for_whom_ja: String,
    pub for_whom_en: String,
    pub support_ja: String,
    pub support_en: String,
    pub next_round_ja: String,
    pub next_round_en: String,
    pub prize_title_ja: Vec<String>,
    pub prize_title_en: Vec<String>,
    pub prize_text_ja: Vec<String>,
    pub prize_text_en: Vec<String>,
    pub step_kind: Vec<String>,
    /// `2026-12-03T19:00` on the site's wall clock.
    pub step_at: Vec<String>,
    pub step_title_ja: Vec<String>,
    pub step_title_en: Vec<String>,
    pub step_note_ja: Vec<String>,
    pub step_note_en: Vec<String>,
    /// Slug of an event, or empty.
    pub step_event: Vec<String>,
    pub faq_q_ja: Vec<String>,
    pub faq_q_en: Vec<String>,
    pub faq_a_ja: Vec<String>,
    pub faq_a_en: Vec<String>,
    /// The button pressed: empty or `save`, `add:steps`, `remove:steps:2`.
    pub action: String,
}

/// A programme as parsed.
pub(super) struct Draft {
    /// None: one is made.
    pub slug: Option<String>,
    pub state: ProgrammeState,
    pub content: ProgrammeContent,
}

impl ProgrammeInput {
    pub(super) fn of(slug: &str, state: ProgrammeState, content: ProgrammeContent, zone: &TimeZone) -> Self {
        let ProgrammeContent { title, tagline, source, prizes, timeline, faq, next_round, .. } = content;
        let mut input = Self {
            slug: slug.to_owned(),
            state: state.to_string(),
            title_ja: title.ja,
            title_en: title.en,
            tagline_ja: tagline.ja,
            tagline_en: tagline.en,
            what_ja: source.what.ja,
            what_en: source.what.en,
            for_whom_ja: source.for_whom.ja,
            for_whom_en: source.for_whom.en,
            support_ja: source.support.ja,
            support_en: source.support.en,
            next_round_ja: next_round.ja,
            next_round_en: next_round.en,
            ..Self::default()
        };
        for Prize { title, text } in prizes {
            input.prize_title_ja.push(title.ja);
            input.prize_title_en.push(title.en);
            input.prize_text_ja.push(text.ja);
            input.prize_text_en.push(text.en);
        }
        for Step { kind, title, note, at, event } in timeline {
            input.step_kind.push(kind.to_string());
            input.step_at.push(wall_words(at, zone));
            input.step_title_ja.push(title.ja);
            input.step_title_en.push(title.en);
            input.step_note_ja.push(note.ja);
            input.step_note_en.push(note.en);
            input.step_event.push(event.unwrap_or_default());
        }
        for Faq { q, a } in faq {
            input.faq_q_ja.push(q.ja);
            input.faq_q_en.push(q.en);
            input.faq_a_ja.push(a.ja);
            input.faq_a_en.push(a.en);
        }
        input
    }

    /// Rows of a list, filled or not.
    #[must_use]
    pub fn rows(&self, rows: Rows) -> usize {
        match rows {
            Rows::Prizes => self.prize_title_ja.len(),
            Rows::Steps => self.step_kind.len(),
            Rows::Faq => self.faq_q_ja.len(),
        }
        .min(ROWS_MAX)
    }

    /// Adds an empty row, if there is room for one.
    pub fn add_row(&mut self, rows: Rows) {
        if self.rows(rows) < ROWS_MAX {
            let count = self.rows(rows) + 1;
            self.columns(rows).into_iter().for_each(|column| column.resize(count, String::new()));
        }
    }

    /// Takes the row `row` away.
    pub fn remove_row(&mut self, rows: Rows, row: usize) {
        for column in self.columns(rows) {
            if row < column.len() {
                column.remove(row);
            }
        }
    }

    /// At least one row in each list, so that the form shows what it takes.
    pub(super) fn with_room(mut self) -> Self {
        for rows in [Rows::Prizes, Rows::Steps, Rows::Faq] {
            if self.rows(rows) == 0 {
                self.add_row(rows);
            }
        }
        self
    }

    fn columns(&mut self, rows: Rows) -> Vec<&mut Vec<String>> {
        match rows {
            Rows::Prizes => vec![
                &mut self.prize_title_ja,
                &mut self.prize_title_en,
                &mut self.prize_text_ja,
                &mut self.prize_text_en,
            ],
            Rows::Steps => vec![
                &mut self.step_kind,
                &mut self.step_at,
                &mut self.step_title_ja,
                &mut self.step_title_en,
                &mut self.step_note_ja,
                &mut self.step_note_en,
                &mut self.step_event,
            ],
            Rows::Faq => {
                vec![&mut self.faq_q_ja, &mut self.faq_q_en, &mut self.faq_a_ja, &mut self.faq_a_en]
            }
        }
    }

    pub(super) fn parse(&self, zone: &TimeZone) -> Result<Draft, Problems> {
        let mut problems = Problems::default();
        let p = &mut problems;
        let slug = p.take("slug", optional(&self.slug, slug));
        let state = p.take("state", choice(&self.state));
        let title = titles(p, "title", None, [&self.title_ja, &self.title_en]);
        let tagline = one_liner(p, "tagline", None, [&self.tagline_ja, &self.tagline_en], 200);
        let source = ProgrammeSource {
            what: both(p, "what", &self.what_ja, &self.what_en, PROSE_MAX),
            for_whom: both(p, "for_whom", &self.for_whom_ja, &self.for_whom_en, PROSE_MAX),
            support: both(p, "support", &self.support_ja, &self.support_en, PROSE_MAX),
        };
        let html =
            |text: &Bilingual| Bilingual { ja: markdown::render(&text.ja), en: markdown::render(&text.en) };
        let content = ProgrammeContent {
            title,
            tagline,
            what: html(&source.what),
            for_whom: html(&source.for_whom),
            support: html(&source.support),
            source,
            prizes: self.prizes(p),
            timeline: self.timeline(p, zone),
            faq: self.faq(p),
            next_round: both(p, "next_round", &self.next_round_ja, &self.next_round_en, 1_000),
        };
        problems.finish(slug.zip(state).map(|(slug, state)| Draft { slug, state, content }))
    }

    fn prizes(&self, p: &mut Problems) -> Vec<Prize> {
        let rows = (0..self.rows(Rows::Prizes)).map(|i| {
            let [title_ja, title_en, text_ja, text_en] =
                [&self.prize_title_ja, &self.prize_title_en, &self.prize_text_ja, &self.prize_text_en]
                    .map(|column| cell(column, i));
            let is_there = ![title_ja, title_en, text_ja, text_en].concat().is_empty();
            is_there.then(|| Prize {
                title: titles(p, "prize_title", Some(i), [title_ja, title_en]),
                text: one_liner(p, "prize_text", Some(i), [text_ja, text_en], 500),
            })
        });
        rows.collect::<Vec<_>>().into_iter().flatten().collect()
    }

    fn timeline(&self, p: &mut Problems, zone: &TimeZone) -> Vec<Step> {
        let mut steps = Vec::new();
        for i in 0..self.rows(Rows::Steps) {
            let [kind, at, title_ja, title_en, note_ja, note_en, event] = [
                &self.step_kind,
                &self.step_at,
                &self.step_title_ja,
                &self.step_title_en,
                &self.step_note_ja,
                &self.step_note_en,
                &self.step_event,
            ]
            .map(|column| cell(column, i));
            // A kind is always chosen.
            if [at, title_ja, title_en, note_ja, note_en, event].concat().is_empty() {
                continue;
            }
            let kind = p.take(&format!("step_kind_{i}"), choice(kind));
            let at = p.take(&format!("step_at_{i}"), wall_time(at, zone));
            let title = titles(p, "step_title", Some(i), [title_ja, title_en]);
            let note = one_liner(p, "step_note", Some(i), [note_ja, note_en], 500);
            let event = (!event.is_empty()).then(|| event.to_owned());
            steps.extend(kind.zip(at).map(|(kind, at)| Step { kind, title, note, at, event }));
        }
        steps.sort_by_key(|step| step.at);
        steps
    }

    fn faq(&self, p: &mut Problems) -> Vec<Faq> {
        let mut entries = Vec::new();
        for i in 0..self.rows(Rows::Faq) {
            let [q_ja, q_en, a_ja, a_en] = [&self.faq_q_ja, &self.faq_q_en, &self.faq_a_ja, &self.faq_a_en]
                .map(|column| cell(column, i));
            if [q_ja, q_en, a_ja, a_en].concat().is_empty() {
                continue;
            }
            let q = titles(p, "faq_q", Some(i), [q_ja, q_en]);
            let a = one_liner(p, "faq_a", Some(i), [a_ja, a_en], 2_000);
            if a_ja.is_empty() && a_en.is_empty() {
                p.add(&format!("faq_a_ja_{i}"), Problem::Required);
            }
            entries.push(Faq { q, a });
        }
        entries
    }
}

fn cell(column: &[String], row: usize) -> &str {
    column.get(row).map_or("", |typed| typed.trim())
}

/// A short text in at least one language.
fn titles(p: &mut Problems, field: &str, row: Option<usize>, typed: [&str; 2]) -> Bilingual {
    let read = one_liner(p, field, row, typed, 120);
    if typed.iter().all(|text| text.trim().is_empty()) {
        p.add(&name(field, "ja", row), Problem::Required);
    }
    read
}

/// A text on one line, in both languages, either or both of them empty.
fn one_liner(p: &mut Problems, field: &str, row: Option<usize>, typed: [&str; 2], max: usize) -> Bilingual {
    let mut read = |lang: &str, text: &str| {
        let parsed = optional(text, |text| line(text, max));
        p.take(&name(field, lang, row), parsed).flatten().unwrap_or_default()
    };
    let [ja, en] = typed;
    Bilingual { ja: read("ja", ja), en: read("en", en) }
}

fn name(field: &str, lang: &str, row: Option<usize>) -> String {
    row.map_or_else(|| format!("{field}_{lang}"), |row| format!("{field}_{lang}_{row}"))
}
