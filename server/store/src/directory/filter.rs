//! What the directory is filtered by, as tokens of the index: a word that many have and a filter that few pass are looked for at
//! once, and a filter alone does not walk through everybody. The statements ask the filters all the same.
use super::{Entry, Range};

/// Stands before every token of a filter. A private character, which no text has and nobody can type.
const MARK: char = '\u{e005}';

fn industry(industry: &str) -> String {
    token('i', industry)
}

fn place(place: &str) -> String {
    token('p', place)
}

fn department(id: &impl ToString) -> String {
    token('d', &id.to_string())
}

/// Tokens are letters, digits and marks of private use.
fn token(kind: char, text: &str) -> String {
    let text: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{MARK}{kind}{text}")
}

/// The tokens by which a filter finds the member.
pub(super) fn of_entry(e: &Entry) -> Vec<String> {
    let places = [&e.region, &e.area].into_iter().filter(|it| !it.is_empty()).map(|it| place(it));
    let departments = e.stays.iter().filter(|_| e.tenures_seen).map(|stay| department(&stay.department));
    let industry = Some(&e.industry).filter(|it| !it.is_empty()).map(|it| industry(it));
    let mut tokens: Vec<String> = industry.into_iter().chain(places).chain(departments).collect();
    tokens.sort();
    tokens.dedup();
    tokens
}

/// The tokens of all whom this part of the directory can hold.
pub(crate) fn of_range(r: &Range) -> Vec<String> {
    let industry = Some(&r.industry).filter(|it| !it.is_empty()).map(|it| industry(it));
    let place = Some(&r.region).filter(|it| !it.is_empty()).map(|it| place(it));
    industry.into_iter().chain(place).chain(r.department.iter().map(department)).collect()
}
