//! Why a search found somebody: said where the card does not show it, and never by what the searcher may not see.
use store::Conn;
use store::directory::{AT_ONCE, ListedRow, Phrase};
use types::profile::ProfileField;

use crate::fault::Fault;
use crate::profile::{Told, told};
use crate::search::{holds, name_tokens, tokens};

/// Characters of an excerpt.
const EXCERPT: usize = 60;

/// Why somebody was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// Where the words stand; none for a name that is not shown.
    pub field: Option<ProfileField>,
    /// The text, or the sentence of it, in which they stand.
    pub excerpt: String,
}

/// For each of the rows, at most [`AT_ONCE`], why it holds what was `wanted`: two statements, however many rows.
pub(crate) async fn whys(
    conn: &mut Conn,
    rows: &[ListedRow],
    wanted: &[Phrase],
) -> Result<Vec<Vec<Why>>, Fault> {
    let mut numbers = [i64::MIN; AT_ONCE];
    for (number, row) in numbers.iter_mut().zip(rows) {
        *number = row.no;
    }
    let known = store::profile::departments(conn).await?;
    let profiles = store::directory::profiles_of(conn, &numbers).await?;
    let tenures = store::directory::tenures_of(conn, &numbers).await?;
    let why = |row: &ListedRow| {
        let profile = profiles.iter().find(|p| p.member_id == row.id);
        let own: Vec<_> = tenures.iter().filter(|t| t.member_id == row.id).cloned().collect();
        Ok(of_row(row, &told(profile, &own, &known)?, wanted))
    };
    rows.iter().map(why).collect()
}

fn of_row(row: &ListedRow, told: &[Told], wanted: &[Phrase]) -> Vec<Why> {
    let names = [format!("{}{}", row.family, row.given), format!("{}{}", row.family_kana, row.given_kana)];
    let latin = format!("{} {} {}{}", row.family_roman, row.given_roman, row.family_roman, row.given_roman);
    let shown = [&names[0], &names[1], &latin, &row.line, &row.words, &row.skills].map(String::as_str);
    let single = [&row.family, &row.given, &row.family_kana, &row.given_kana].map(String::as_str);
    let mut shown = tokens(&shown);
    shown.extend(name_tokens(&single));
    let mut all: Vec<Why> = Vec::new();
    for phrase in wanted.iter().filter(|phrase| !holds(&shown, phrase)) {
        let found = told.iter().find(|it| holds(&tokens(&[&it.text]), phrase));
        let why = match found {
            Some(it) => Why { field: Some(it.field), excerpt: excerpt(&it.text, phrase) },
            // What is left is a name that the member had once and does not show.
            None => Why { field: None, excerpt: String::new() },
        };
        if !all.contains(&why) {
            all.push(why);
        }
    }
    all
}

/// The sentence with the phrase, cut to size.
fn excerpt(text: &str, phrase: &Phrase) -> String {
    let sentences = text.split_inclusive(['。', '\n', '！', '？']).map(str::trim);
    let sentence = sentences.filter(|one| !one.is_empty()).find(|one| holds(&tokens(&[one]), phrase));
    let sentence = sentence.unwrap_or(text);
    let cut: String = sentence.chars().take(EXCERPT).collect();
    if cut.len() < sentence.len() { format!("{cut}…") } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::phrases;

    fn row() -> ListedRow {
        let text = str::to_owned;
        ListedRow {
            no: 1,
            id: types::id::MemberId::FIRST,
            family: text("青木"),
            given: text("望"),
            family_kana: text("あおき"),
            given_kana: text("のぞみ"),
            family_roman: text("Aoki"),
            given_roman: text("Nozomi"),
            line: text("2003–2014 公共システム本部"),
            photo_id: None,
            words: String::new(),
            skills: text("データ移行"),
        }
    }

    #[test]
    fn only_what_the_card_does_not_show_is_said() {
        let bio = "図書館のデータを運びました。将棋も指します。".to_owned();
        let told = [Told { field: ProfileField::Bio, text: bio }];
        let why = |typed: &str| of_row(&row(), &told, &phrases(typed));
        assert_eq!(why("青木 公共 移行"), []);
        assert_eq!(why("望"), []);
        let said = Why { field: Some(ProfileField::Bio), excerpt: "将棋も指します。".into() };
        assert_eq!(why("青木 将棋"), [said]);
        let name = Why { field: None, excerpt: String::new() };
        assert_eq!(why("旧姓"), [name], "a name that is not shown is not said either");
    }
}
