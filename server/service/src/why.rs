//! Why a search found somebody: said where the card does not show it, and never by what the searcher may not see.
use store::directory::{ListedRow, Phrase};
use types::name::NameKind;
use types::profile::ProfileField;

use crate::profile::{ShownName, Told};
use crate::search::{holds, latin, named, tokens};

/// Characters of an excerpt.
const EXCERPT: usize = 60;
/// Characters before the words found, where the sentence is longer.
const LEAD: usize = 12;

/// Why somebody was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// Where the words stand; none for a name that stands on the profile and not on the card.
    pub field: Option<ProfileField>,
    /// The text, or the sentence of it, in which they stand.
    pub excerpt: String,
}

/// Why `row` holds what was `wanted`. Nothing is said of a name that not every member sees, nor that it was one: `names` are those that they see beside the card.
pub(crate) fn why(row: &ListedRow, told: &[Told], names: &[ShownName], wanted: &[Phrase]) -> Vec<Why> {
    let beside = |phrase: &Phrase| {
        let named = names.iter().find(|it| {
            // A former family name goes with the given name on the card.
            let is_whole = it.kind != NameKind::Former || !it.given.is_empty();
            let given = if is_whole { &it.given } else { &row.given };
            let mut tokens = named(&it.family, given);
            tokens.extend(named(&it.reading, ""));
            holds(&tokens, phrase)
        });
        let name = |it: &ShownName| format!("{} {}", it.family, it.given).trim().to_owned();
        named.map(|it| Why { field: None, excerpt: name(it) })
    };
    // Tokens are made of one text after the other: mostly one of the first holds the phrase.
    let is_shown = |phrase: &&Phrase| {
        holds(&tokens(&[&row.line, &row.words, &row.skills]), phrase)
            || holds(&named(&row.family, &row.given), phrase)
            || holds(&named(&row.family_kana, &row.given_kana), phrase)
            || holds(&latin(&row.family_roman, &row.given_roman), phrase)
    };
    let mut all: Vec<Why> = Vec::new();
    for phrase in wanted.iter().filter(|phrase| !is_shown(phrase)) {
        let found = told.iter().find(|it| holds(&tokens(&[&it.text]), phrase));
        let told = found.map(|it| Why { field: Some(it.field), excerpt: excerpt(&it.text, phrase) });
        all.extend(beside(phrase).or(told).filter(|why| !all.contains(why)));
    }
    all
}

/// The sentence with the phrase, cut to size.
fn excerpt(text: &str, phrase: &Phrase) -> String {
    let sentences = text.split_inclusive(['。', '\n', '！', '？']).map(str::trim);
    let sentence = sentences.filter(|one| !one.is_empty()).find(|one| holds(&tokens(&[one]), phrase));
    let sentence = sentence.unwrap_or(text);
    let chars: Vec<char> = sentence.chars().collect();
    if chars.len() <= EXCERPT {
        return sentence.to_owned();
    }
    // The last place from which on the phrase is still found is where it begins.
    let places: Vec<usize> = (1..chars.len()).collect();
    let stands = |from: &usize| holds(&tokens(&[&String::from_iter(&chars[*from..])]), phrase);
    let from = places.partition_point(stands).saturating_sub(LEAD);
    let cut: String = chars.iter().skip(from).take(EXCERPT).collect();
    let (before, after) =
        (["", "…"][usize::from(from > 0)], ["", "…"][usize::from(from + EXCERPT < chars.len())]);
    format!("{before}{cut}{after}")
}

#[cfg(test)]
mod tests {
    use store::directory::Entry;
    use types::profile::ProfileInput;

    use super::*;
    use crate::directory::DirectoryQuery;
    use crate::search::{EDITION, phrases};
    use crate::testing::{Net, postgres};
    use crate::viewer::Viewer;

    #[test]
    fn of_a_long_sentence_the_part_with_the_words_is_shown() {
        let long = format!("{}将棋も指しますし、{}", "本を読み、".repeat(30), "山にも登り、".repeat(30));
        let cut = excerpt(&long, &phrases("将棋")[0]);
        assert!(cut.starts_with('…') && cut.ends_with('…') && cut.contains("将棋も"), "{cut}");
        assert_eq!(cut.chars().count(), EXCERPT + 2);
        let begins = excerpt(&long[2 * "本を読み、".len() * 10..], &phrases("将棋")[0]);
        assert!(begins.contains("将棋も"), "{begins}");
        assert_eq!(excerpt("将棋も指します。", &phrases("将棋")[0]), "将棋も指します。");
    }

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
        let why = |typed: &str| super::why(&row(), &told, &[], &phrases(typed));
        assert_eq!(why("青木 公共 移行"), []);
        assert_eq!(why("望"), []);
        let said = Why { field: Some(ProfileField::Bio), excerpt: "将棋も指します。".into() };
        assert_eq!(why("青木 将棋"), [said]);
        assert_eq!(why("旧姓"), [], "of a name that is not shown nothing is said");
    }

    async fn tell(net: &Net, viewer: &Viewer, change: impl FnOnce(&mut ProfileInput)) {
        let mut input = net.service.own_profile(viewer).await.unwrap();
        change(&mut input);
        net.service.change_profile(viewer, &input).await.unwrap();
    }

    async fn found(net: &Net, viewer: &Viewer, q: &str) -> Vec<(String, Vec<Why>)> {
        let query = DirectoryQuery { q: q.into(), ..DirectoryQuery::default() };
        let people = net.service.directory(viewer, &query).await.unwrap().people;
        people.into_iter().map(|it| (it.person.family, it.why)).collect()
    }

    async fn families(net: &Net, viewer: &Viewer, q: &str) -> Vec<String> {
        found(net, viewer, q).await.into_iter().map(|(family, _)| family).collect()
    }

    #[tokio::test]
    async fn one_character_is_a_family_name_first_then_any_name_then_any_word() {
        for net in [Net::new().await, Net::on(postgres::database().await).await] {
            let me = net.member("林", "花", &[]).await;
            let other = net.member("森田", "茂", &[]).await;
            tell(&net, &other, |input| input.skills = "林業、茶道".into()).await;
            let small = net.member("小林", "一", &[]).await;
            assert_eq!(families(&net, &me, "林").await, ["林"], "the family name before names with it");
            assert_eq!(families(&net, &me, "小").await, ["小林"]);
            let wide = async |wide: &str| {
                let query =
                    DirectoryQuery { q: "林".into(), wide: wide.into(), ..DirectoryQuery::default() };
                let page = net.service.directory(&small, &query).await.unwrap();
                let mut found: Vec<_> = page.people.into_iter().map(|it| it.person.family).collect();
                found.sort();
                (found, page.wider)
            };
            let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
            assert_eq!(wide("").await, (names(&["林"]), Some(1)));
            assert_eq!(wide("1").await, (names(&["小林", "林"]), Some(2)));
            assert_eq!(wide("2").await, (names(&["小林", "林", "森田"]), None));
            assert_eq!(families(&net, &me, "茶").await, ["森田"], "no name has it");
            assert_eq!(families(&net, &me, "森 茶道").await, ["森田"]);
            assert_eq!(families(&net, &me, "鬱").await, Vec::<String>::new());
        }
    }

    #[tokio::test]
    async fn names_are_found_as_they_sound_and_hidden_texts_are_not() {
        for net in [Net::new().await, Net::on(postgres::database().await).await] {
            let me = net.member("林", "花", &[]).await;
            let sato = net.member("佐藤", "順", &[]).await;
            let mut names = net.service.own_names(&sato).await.unwrap();
            (names.family_roman, names.given_roman) = ("Satō".into(), "Jun".into());
            net.service.change_names(&sato, &names).await.unwrap();
            tell(&net, &sato, |input| {
                input.bio = "橋を架ける仕事です。休みは山に登ります。".into();
                input.seen = vec!["help:connections".into()];
                input.help = "登山の相談".into();
            })
            .await;
            for typed in ["sato", "satou", "Satoh", "zyun satoo"] {
                assert_eq!(families(&net, &me, typed).await, ["佐藤"], "{typed}");
            }
            assert_eq!(families(&net, &me, "satomi").await, Vec::<String>::new());
            // The card shows only how the text begins.
            assert_eq!(found(&net, &me, "架ける").await, [("佐藤".to_owned(), vec![])]);
            assert_eq!(families(&net, &me, "登山").await, Vec::<String>::new(), "only connections see it");
        }
    }

    #[tokio::test]
    async fn the_index_is_made_anew_when_its_edition_changes() {
        let net = Net::new().await;
        let me = net.member("林", "花", &[]).await;
        let settings = serde_json::to_string(&*net.service.site().await.unwrap()).unwrap();
        let mut tx = net.service.db().write().await.unwrap();
        let site = store::site::SiteRow { settings, setup_token: None };
        store::site::put(&mut tx, &site).await.unwrap();
        let no = store::directory::number(&mut tx, me.me().unwrap().id()).await.unwrap().unwrap();
        store::directory::remove(&mut tx, no).await.unwrap();
        let entry = Entry::blank(no, me.me().unwrap().id());
        store::directory::insert(&mut tx, &entry, &["古".to_owned()]).await.unwrap();
        store::site::set_search_edition(&mut tx, 0).await.unwrap();
        tx.commit().await.unwrap();
        assert!(families(&net, &me, "林花").await.is_empty());
        net.service.schedule().await.unwrap();
        net.service.work_all().await.unwrap();
        assert_eq!(families(&net, &me, "林花").await, ["林"]);
        let mut conn = net.service.db().read().await.unwrap();
        assert_eq!(store::site::search_edition(&mut conn).await.unwrap(), Some(EDITION));
    }
}
