//! What people look for.
use anyhow::{Context, Result, anyhow};
use service::Service;
use service::directory::{DirectoryQuery, Place};
use service::viewer::Viewer;

/// One kind of question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// The first page of everybody.
    First,
    /// A page in the middle.
    Deep,
    /// A word that very many have.
    Sales,
    /// The same, from the middle on.
    SalesDeep,
    /// A given name.
    Taro,
    /// A family name as it sounds.
    Sato,
    /// One character.
    One,
    /// Two words.
    Two,
    /// A word that nobody has.
    Nobody,
    /// A word and a line of business.
    Filtered,
    /// Everybody from one department at one time.
    Together,
    /// 一緒だった人, 同期: the page of a day.
    Suggested,
    /// How many people each choice of a filter leaves, of everybody.
    Counted,
    /// The same, of those who have a word that very many have.
    CountedSales,
}

impl Question {
    pub const ALL: [Self; 14] = [
        Self::First,
        Self::Deep,
        Self::Sales,
        Self::SalesDeep,
        Self::Taro,
        Self::Sato,
        Self::One,
        Self::Two,
        Self::Nobody,
        Self::Filtered,
        Self::Together,
        Self::Suggested,
        Self::Counted,
        Self::CountedSales,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::First => "directory",
            Self::Deep => "directory, deep",
            Self::Sales => "search 営業",
            Self::SalesDeep => "search 営業, deep",
            Self::Taro => "search 太郎",
            Self::Sato => "search satou",
            Self::One => "search 林",
            Self::Two => "search 佐藤 営業",
            Self::Nobody => "search 鯨飲",
            Self::Filtered => "search 太郎, IT",
            Self::Together => "worked together",
            Self::Suggested => "suggested",
            Self::Counted => "counts",
            Self::CountedSales => "counts of 営業",
        }
    }

    /// Whether nobody need be found.
    pub fn may_be_empty(self) -> bool {
        matches!(self, Self::Nobody | Self::Suggested | Self::Together)
    }

    /// Whether it is a search: what numbers beside filters cost has no bar of its own.
    pub fn has_bar(self) -> bool {
        !matches!(self, Self::Counted | Self::CountedSales)
    }

    /// Asks it; how many people were found, or whether any were counted.
    pub async fn ask(self, service: &Service, viewer: &Viewer, middle: Place) -> Result<usize> {
        let words = |q: &str| DirectoryQuery { q: q.to_owned(), ..DirectoryQuery::default() };
        let after = |query| DirectoryQuery { after: middle.to_string(), ..query };
        let counted = async |q| {
            let counts =
                service.directory_counts(viewer, &words(q)).await.map_err(|fault| anyhow!("{fault:?}"))?;
            Ok(counts.industry("it").map_or(0, |count| count.people))
        };
        let query = match self {
            Self::Counted => return counted("").await,
            Self::CountedSales => return counted("営業").await,
            Self::First => words(""),
            Self::Deep => after(words("")),
            Self::Sales => words("営業"),
            Self::SalesDeep => after(words("営業")),
            Self::Taro => words("太郎"),
            Self::Sato => words("satou"),
            Self::One => words("林"),
            Self::Two => words("佐藤 営業"),
            Self::Nobody => words("鯨飲"),
            Self::Filtered => DirectoryQuery { industry: "it".into(), ..words("太郎") },
            Self::Together => DirectoryQuery { tie: "together".into(), ..words("") },
            Self::Suggested => {
                let page = service.suggestions(viewer).await.map_err(|fault| anyhow!("{fault:?}"))?;
                return Ok(page.together.len() + page.cohort.len() + page.branch.len());
            }
        };
        Ok(service.directory(viewer, &query).await.map_err(|fault| anyhow!("{fault:?}"))?.people.len())
    }
}

/// A place in the middle of 五十音 order: where the names in ナ begin.
pub async fn middle(service: &Service, viewer: &Viewer) -> Result<Place> {
    let query = DirectoryQuery { row: "ナ".into(), ..DirectoryQuery::default() };
    let page = service.directory(viewer, &query).await.map_err(|fault| anyhow!("{fault:?}"))?;
    page.next.context("nobody has a name in ナ")
}
