//! Several owners, who among them let every field reach as far as it can, with words that stand nowhere else.
use std::collections::BTreeSet;

use service::fold::fold;
use service::mail::{ReceivedMail, read_mailbox};
use service::viewer::{Me, Viewer};
use tokio::sync::OnceCell;
use types::crop::Crop;
use types::id::MemberId;
use types::intent::{IntentKind, IntentsInput};
use types::name::{NameKind, NamesInput};
use types::profile::{ProfileField, ProfileInput};
use types::visibility::{Relation, Visibility, may_see};

use crate::tests::picture::PNG;
use crate::tests::routes::stage::{CAST, Stage, viewer};
use crate::tests::world::{Files, World};

/// What the first owner tells: in which field, how far it reaches, and a word that stands nowhere else.
pub const PLANTED: [(ProfileField, Visibility, &str); 10] = [
    (ProfileField::Bio, Visibility::Nobody, "qzbiokvw"),
    (ProfileField::Help, Visibility::Office, "qzhelpxj"),
    (ProfileField::Departments, Visibility::Connections, "qzdeptvy"),
    (ProfileField::Departments, Visibility::Connections, TITLE),
    (ProfileField::Looking, Visibility::Connections, "qzlookgk"),
    (ProfileField::Work, Visibility::Members, "qzworkhn"),
    (ProfileField::Skills, Visibility::Nobody, "qzskilbw"),
    (ProfileField::Links, Visibility::Public, "qzlinkmd"),
    (ProfileField::News, Visibility::Connections, "qznewsfp"),
    (ProfileField::City, Visibility::Connections, "qzcityrw"),
];

/// What the first owner did in the department.
const TITLE: &str = "qztitlgw";

/// The first owner's names: how far they reach, and the word. Search finds by the former one; all see what the owner goes by.
pub const NAMED: [(NameKind, Visibility, &str); 5] = [
    (NameKind::Kanji, Visibility::Connections, "qzkanjbd"),
    (NameKind::Reading, Visibility::Office, "ぬぞよみ"),
    (NameKind::Roman, Visibility::Nobody, "qzromanx"),
    (NameKind::Former, Visibility::Office, "qzformwz"),
    (NameKind::Display, Visibility::Public, "qzdisplm"),
];

/// How far the first owner's portrait reaches: its address is a word too.
const PORTRAIT: Visibility = Visibility::Connections;

/// Owners beside the one whom the stage is about: none of the cast. With each, every field reaches a level further, round and round.
const OTHERS: [&str; 4] = ["ogawa-sayaka", "inoue-masaki", "okada-osamu", "kondo-aya"];

/// A word of an owner's, and how far it reaches.
pub struct Word {
    /// The first owner is 0.
    turn: usize,
    pub level: Visibility,
    pub text: String,
}

/// The stage with the words planted: of each owner one of the cast is a connection, and one is blocked.
pub struct Planted {
    files: Files,
    /// By turn.
    pub owners: Vec<MemberId>,
    pub words: Vec<Word>,
    /// Addresses of portraits, and how far each reaches, by turn.
    pub portraits: Vec<(String, Visibility)>,
    /// Files of the mails sent until then.
    mails: BTreeSet<String>,
}

impl Planted {
    /// Planted once.
    pub async fn get() -> &'static Self {
        static ONCE: OnceCell<Planted> = OnceCell::const_new();
        ONCE.get_or_init(Self::plant).await
    }

    /// The network as it was planted, for one who changes it.
    pub async fn world(&self) -> World {
        World::of(&self.files, true, "http://localhost:3000").await
    }

    /// The words in `text` that nobody in that relation to their owner (by turn) may see.
    pub fn leaks(&self, text: &str, relation: impl Fn(usize) -> Relation) -> Vec<&str> {
        // Readings are kept in katakana and shown in hiragana.
        let text = fold(text);
        let hidden = self.words.iter().filter(|word| !may_see(relation(word.turn), word.level));
        hidden.map(|word| word.text.as_str()).filter(|word| text.contains(word)).collect()
    }

    /// The words of the owner of `turn` that stand in `text`.
    pub fn found(&self, text: &str, turn: usize) -> Vec<&str> {
        let text = fold(text);
        let own = self.words.iter().filter(|word| word.turn == turn).map(|word| word.text.as_str());
        own.filter(|word| text.contains(word)).collect()
    }

    /// What somebody in `relation` may see of the owner of `turn`.
    pub fn reach(&self, relation: Relation, turn: usize) -> Vec<&str> {
        let own = self.words.iter().filter(|word| word.turn == turn && may_see(relation, word.level));
        own.map(|word| word.text.as_str()).collect()
    }

    /// Mails sent since the words were planted.
    pub async fn mails(&self, world: &World) -> Vec<ReceivedMail> {
        world.work().await;
        let mut mails = mails(world).await;
        mails.retain(|mail| !self.mails.contains(&mail.file));
        mails
    }

    async fn plant() -> Self {
        let stage = Stage::get().await;
        let world = stage.world().await;
        let mut cookies = vec![stage.cookie("owner").unwrap().to_owned()];
        for key in OTHERS {
            cookies.push(world.sign_in(key).await);
        }
        world.work().await;
        let mails = mails(&world).await.into_iter().map(|mail| mail.file).collect();
        let (mut owners, mut words, mut portraits) = (Vec::new(), words(), Vec::new());
        for (turn, cookie) in cookies.iter().enumerate() {
            let photo = portrait(&world, &viewer(&world, cookie).await, turn).await;
            // Whatever the owner does from now on is done by somebody with a portrait.
            let owner = viewer(&world, cookie).await;
            plant(stage, &world, &owner, turn).await;
            owners.push(id(&owner));
            let level = turned(PORTRAIT, turn);
            portraits.push((format!("/media/{photo}/small"), level));
            words.push(Word { turn, level, text: photo });
        }
        Self { files: world.into_files().await, owners, words, portraits, mails }
    }
}

/// What each of the cast is to the owner of `turn`.
pub fn relation(who: &str, turn: usize) -> Relation {
    match who {
        "owner" if turn == 0 => Relation::Own,
        "office" | "admin" => Relation::Office,
        "host" => Relation::Connection,
        "owner" | "member" | "manager" => Relation::Member,
        // Blocked: what visitors see, and no more.
        "reviewer" | "visitor" => Relation::Visitor,
        other => panic!("{other} is not in the cast"),
    }
}

/// How far the owner of `turn` lets reach what the first one lets reach `first`.
fn turned(first: Visibility, turn: usize) -> Visibility {
    let all = Visibility::ALL;
    let at = all.iter().position(|level| *level == first).unwrap();
    all[(at + turn) % all.len()]
}

/// How far the owner of `turn` lets reach what is said of the kind.
pub fn reach_of_intent(kind: IntentKind, turn: usize) -> Visibility {
    let at = IntentKind::ALL.iter().position(|it| *it == kind).unwrap();
    turned(Visibility::ALL[at % Visibility::ALL.len()], turn)
}

/// How far a name of the owner of `turn` reaches; all see what the owner goes by.
fn reach_of_name(kind: NameKind, first: Visibility, turn: usize) -> Visibility {
    if kind == NameKind::Display { first } else { turned(first, turn) }
}

/// The word of the owner of `turn` in place of the first one's: as different for search as for whoever reads.
pub fn word(first: &str, turn: usize) -> String {
    let letter = ["z", "j", "x", "v", "y"][turn];
    let kana = ["ぞ", "じ", "ほ", "ゆ", "わ"][turn];
    first.replacen('z', letter, 1).replacen('ぞ', kana, 1)
}

fn words() -> Vec<Word> {
    let mut words = Vec::new();
    for turn in 0..=OTHERS.len() {
        let told = PLANTED.iter().map(|(_, level, text)| (turned(*level, turn), text));
        let named = NAMED.iter().map(|(kind, level, text)| (reach_of_name(*kind, *level, turn), text));
        words.extend(told.chain(named).map(|(level, text)| Word { turn, level, text: word(text, turn) }));
    }
    words
}

fn id(viewer: &Viewer) -> MemberId {
    viewer.me().map(Me::id).unwrap()
}

async fn mails(world: &World) -> Vec<ReceivedMail> {
    read_mailbox(&world.service.config().data, usize::MAX).await.unwrap()
}

async fn plant(stage: &Stage, world: &World, owner: &Viewer, turn: usize) {
    let s = &world.service;
    s.change_profile(owner, &typed(s.own_profile(owner).await.unwrap(), turn)).await.unwrap();
    s.change_names(owner, &named(s.own_names(owner).await.unwrap(), turn)).await.unwrap();
    s.say_intents(owner, &said(turn)).await.unwrap();
    for (who, _) in CAST {
        let Some(cookie) = stage.cookie(who) else { continue };
        let other = viewer(world, cookie).await;
        if id(&other) == id(owner) {
            continue;
        }
        s.end_connection(owner, id(&other)).await.unwrap();
        match who {
            "host" => {
                s.connect(owner, id(&other), "").await.unwrap();
                s.accept_connection(&other, id(owner)).await.unwrap();
            }
            "reviewer" => s.block(owner, id(&other)).await.unwrap(),
            _ => {}
        }
    }
}

/// Gives the owner a portrait; its id, which stands nowhere but where it is shown.
async fn portrait(world: &World, owner: &Viewer, turn: usize) -> String {
    let s = &world.service;
    let mut file = s.receive().await.unwrap();
    file.push(PNG).await.unwrap();
    s.change_photo(owner, Some((file, Crop::default())), turned(PORTRAIT, turn)).await.unwrap();
    s.profile(owner, id(owner)).await.unwrap().person.photo.unwrap().to_string()
}

fn said(turn: usize) -> IntentsInput {
    let mut form = IntentsInput::default();
    for kind in IntentKind::ALL {
        form.put(&format!("answer_{kind}"), "some_day");
        form.put(&format!("reach_{kind}"), reach_of_intent(*kind, turn).as_str());
        form.put(&format!("period_{kind}"), "year");
    }
    form
}

fn typed(before: ProfileInput, turn: usize) -> ProfileInput {
    let word = |field| word(PLANTED.iter().find(|(it, ..)| *it == field).unwrap().2, turn);
    let seen = PLANTED.iter().map(|(field, level, _)| (*field, turned(*level, turn)));
    // A city reaches no further than where it lies.
    let seen = seen.chain([(ProfileField::Region, Visibility::Public)]);
    let seen = seen.map(|(field, level)| format!("{}:{}", field.as_str(), level.as_str()));
    ProfileInput {
        bio: word(ProfileField::Bio),
        help: word(ProfileField::Help),
        looking: word(ProfileField::Looking),
        career_company: vec![word(ProfileField::Work)],
        news: word(ProfileField::News),
        region: "osaka".into(),
        city: word(ProfileField::City),
        skills: word(ProfileField::Skills),
        period_department: vec![word(ProfileField::Departments)],
        period_title: vec![self::word(TITLE, turn)],
        period_from: vec!["2001".into()],
        period_to: vec!["2004".into()],
        link_label: vec![word(ProfileField::Links)],
        link_url: vec!["https://example.jp/".into()],
        seen: seen.collect(),
        ..before
    }
}

fn named(before: NamesInput, turn: usize) -> NamesInput {
    let of = |kind| {
        let (_, level, text) = NAMED.iter().find(|(it, ..)| *it == kind).unwrap();
        (reach_of_name(kind, *level, turn), word(text, turn))
    };
    let [kanji, reading, roman, former] =
        [NameKind::Kanji, NameKind::Reading, NameKind::Roman, NameKind::Former].map(of);
    NamesInput {
        family: kanji.1,
        kanji_reach: kanji.0.to_string(),
        family_kana: reading.1,
        reading_reach: reading.0.to_string(),
        family_roman: roman.1,
        roman_reach: roman.0.to_string(),
        searchable: Vec::new(),
        display: of(NameKind::Display).1,
        former_family: vec![former.1],
        former_reach: vec![former.0.to_string()],
        former_searchable: vec!["0".into()],
        ..before
    }
}
