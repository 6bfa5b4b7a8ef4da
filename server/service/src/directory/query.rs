//! What somebody looks for in the directory, as a form, an address and a part of the list.
use serde_json::{Map, Value};
use store::directory::Range;
use types::id::DepartmentId;
use types::industry::Industry;
use types::place::Place;
use types::tie::TieKind;
use url::form_urlencoded::{Serializer, parse};

use super::kana::row;
use crate::intent::sought;
use crate::paging;

/// What somebody looks for; what cannot be read counts as not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "names of form fields")]
pub struct DirectoryQuery {
    pub q: String,
    pub department: String,
    pub from: String,
    pub to: String,
    pub industry: String,
    pub region: String,
    /// A kind of いまの気持ち.
    pub intent: String,
    /// `now` or `some_day`; either when empty.
    pub answer: String,
    /// `ア`…`ワ`, or `other` for names without a reading.
    pub row: String,
    /// Where the page begins: see [`super::Place`].
    pub after: String,
    /// A kind of tie: only people with whom the viewer has one.
    pub tie: String,
    /// How many circles to leave out, the narrowest first; see [`crate::search::circles`].
    pub wide: String,
}

impl DirectoryQuery {
    /// The address of this part of the directory.
    #[must_use]
    pub fn address(&self) -> String {
        let asked = self.fields().into_iter().filter(|(_, value)| !value.is_empty());
        let text = Serializer::new(String::new()).extend_pairs(asked).finish();
        if text.is_empty() { "/people".to_owned() } else { format!("/people?{text}") }
    }

    /// Names and values as a form has them.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 12] {
        [
            ("q", &self.q),
            ("department", &self.department),
            ("from", &self.from),
            ("to", &self.to),
            ("industry", &self.industry),
            ("region", &self.region),
            ("intent", &self.intent),
            ("answer", &self.answer),
            ("row", &self.row),
            ("tie", &self.tie),
            ("after", &self.after),
            ("wide", &self.wide),
        ]
    }

    /// The same from its first page on.
    #[must_use]
    pub fn conditions(&self) -> Self {
        Self { after: String::new(), wide: String::new(), ..self.clone() }
    }

    /// What [`Self::address`] says after its question mark.
    pub(crate) fn of_conditions(text: &str) -> Self {
        let pairs = parse(text.as_bytes());
        let fields: Map<String, Value> =
            pairs.map(|(name, value)| (name.into_owned(), Value::String(value.into_owned()))).collect();
        serde_json::from_value(Value::Object(fields)).unwrap_or_default()
    }

    /// The part of the directory that is asked for, of which `size` people are shown.
    pub(super) fn range(&self, size: usize) -> Range {
        let (first, before) = row(&self.row).unwrap_or((0, i64::MAX));
        let year = |text: &str| {
            text.trim().chars().map(types::text::ascii_of_full_width).collect::<String>().parse::<i64>().ok()
        };
        let (intent, answer) = sought(&self.intent, &self.answer);
        Range {
            after: first - 1,
            before,
            department: self.department.parse::<DepartmentId>().ok(),
            from_year: year(&self.from).unwrap_or(0).clamp(0, 9998),
            to_year: year(&self.to).unwrap_or(9999).clamp(1, 9999),
            industry: self.industry.parse::<Industry>().map(|i| i.to_string()).unwrap_or_default(),
            region: self.region.parse::<Place>().map(|r| r.to_string()).unwrap_or_default(),
            intent,
            answer,
            limit: paging::asked(size),
        }
    }

    /// The kind of tie that is asked for.
    pub(super) fn kind(&self) -> Option<TieKind> {
        self.tie.parse().ok()
    }

    /// Where the page begins that is asked for; none for the first.
    pub(super) fn place(&self) -> Option<super::Place> {
        self.after.parse().ok()
    }
}
