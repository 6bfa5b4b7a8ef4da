//! Rows of any part of the file in one shape.
use types::time::Stamp;
use uuid::Uuid;

/// What one column of a row holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    None,
    /// Text.
    Text(String),
    /// A number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A time.
    Time(Stamp),
    /// An id.
    Id(Uuid),
    /// JSON.
    Json(String),
    /// JSON of which only `title` counts.
    Titled(String),
}

/// Where the next page of a part begins: after the row with this key. What a part does not order by stays empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The first id.
    pub id: Uuid,
    /// The second id.
    pub then: Uuid,
    /// The first text.
    pub text: String,
    /// The second text.
    pub more: String,
}

impl Place {
    /// After the row `id`.
    pub(super) fn id(id: Uuid) -> Self {
        Self { id, ..Self::default() }
    }

    /// After the row `text`.
    pub(super) fn text(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}

/// A row: its cells in the order of [`super::section::columns`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its key.
    pub place: Place,
    /// What it holds.
    pub cells: Vec<Cell>,
}

/// JSON as stored.
#[derive(Clone, Debug, sqlx::Type)]
#[sqlx(transparent)]
pub(super) struct Json(String);

/// JSON as stored, of which only `title` counts.
#[derive(Clone, Debug, sqlx::Type)]
#[sqlx(transparent)]
pub(super) struct Titled(String);

/// Rows as lines, `place` telling the key of each.
pub(super) fn lines<R: Cells>(rows: Vec<R>, place: impl Fn(&R) -> Place) -> Vec<Line> {
    rows.into_iter().map(|row| Line { place: place(&row), cells: row.cells() }).collect()
}

/// The row there is at most one of: its page ends with it.
pub(super) fn only<R: Cells>(row: Option<R>, after: &Place) -> Vec<Line> {
    let end = Place::id(Uuid::max());
    if *after == end { Vec::new() } else { lines(row.into_iter().collect(), |_| end.clone()) }
}

/// A row that can be told as cells.
pub(super) trait Cells {
    fn cells(self) -> Vec<Cell>;
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<Stamp> for Cell {
    fn from(time: Stamp) -> Self {
        Self::Time(time)
    }
}

impl From<Uuid> for Cell {
    fn from(id: Uuid) -> Self {
        Self::Id(id)
    }
}

impl From<Json> for Cell {
    fn from(json: Json) -> Self {
        Self::Json(json.0)
    }
}

impl From<Titled> for Cell {
    fn from(json: Titled) -> Self {
        Self::Titled(json.0)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::None, Into::into)
    }
}

macro_rules! cells {
    ($(($($part:ident),+))+) => {$(
        impl<$($part: Into<Cell>),+> Cells for ($($part,)+) {
            fn cells(self) -> Vec<Cell> {
                #[expect(non_snake_case, reason = "each part is named as its type")]
                let ($($part,)+) = self;
                vec![$($part.into()),+]
            }
        }
    )+};
}

cells! {
    (A, B)
    (A, B, C)
    (A, B, C, D)
    (A, B, C, D, E)
    (A, B, C, D, E, F)
    (A, B, C, D, E, F, G)
    (A, B, C, D, E, F, G, H)
    (A, B, C, D, E, F, G, H, I)
    (A, B, C, D, E, F, G, H, I, J)
    (A, B, C, D, E, F, G, H, I, J, K)
    (A, B, C, D, E, F, G, H, I, J, K, L)
    (A, B, C, D, E, F, G, H, I, J, K, L, M)
    (A, B, C, D, E, F, G, H, I, J, K, L, M, N, O)
}
