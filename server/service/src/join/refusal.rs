//! Wordings of a kind refusal: those the product comes with and the office's own.
use store::Tx;
use store::refusal::RefusalRow;
use types::form::Problem;
use types::id::RefusalId;
use types::joining::{Joining, JoiningInput, REFUSAL_MAX, RefusalInput};
use types::lang::{Bilingual, Voice};
use types::text;
use types::words::refusal as w;

use crate::Service;
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Most wordings of the office's own.
pub const OWN_MAX: usize = 20;

/// A wording to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Comes with the product.
    BuiltIn(BuiltIn),
    /// The office's own.
    Own(RefusalRow),
}

/// The wordings the product comes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltIn {
    /// Nothing was found about the time at the company.
    Unknown,
    /// The person worked at a company this network is not for.
    OtherCompany,
    /// What was told does not suffice, and no answer came.
    Unanswered,
}

/// The words that go with a refusal.
#[derive(Clone, Debug)]
pub enum Words {
    /// As typed; when empty, those of [`BuiltIn::Unknown`].
    Typed(String),
    /// A wording by its key, in the language of whoever asked.
    Of(String),
}

impl BuiltIn {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Unknown, Self::OtherCompany, Self::Unanswered];

    fn key(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::OtherCompany => "other-company",
            Self::Unanswered => "unanswered",
        }
    }

    fn title(self, voice: Voice) -> &'static str {
        match self {
            Self::Unknown => w::unknown(voice),
            Self::OtherCompany => w::other_company(voice),
            Self::Unanswered => w::unanswered(voice),
        }
    }

    fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::Unknown => w::unknown_text(voice),
            Self::OtherCompany => w::other_company_text(voice),
            Self::Unanswered => w::unanswered_text(voice),
        }
    }
}

impl Refusal {
    /// How a form names it.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::BuiltIn(built_in) => built_in.key().to_owned(),
            Self::Own(row) => row.id.to_string(),
        }
    }

    /// What the office calls it.
    #[must_use]
    pub fn title(&self, voice: Voice) -> String {
        match self {
            Self::BuiltIn(built_in) => built_in.title(voice).to_owned(),
            Self::Own(row) => row.title.clone(),
        }
    }

    /// The words to whoever reads `voice`.
    #[must_use]
    pub fn text(&self, voice: Voice) -> String {
        match self {
            Self::BuiltIn(built_in) => built_in.text(voice).trim().to_owned(),
            Self::Own(row) => {
                let body = Bilingual { ja: row.body_ja.clone(), en: row.body_en.clone() };
                body.get(voice.lang).to_owned()
            }
        }
    }
}

/// The words of one refusal, found once for all it is told to.
pub(super) enum Chosen {
    Typed(String),
    Wording(Refusal),
}

impl Chosen {
    pub(super) fn text(&self, voice: Voice) -> String {
        match self {
            Self::Typed(words) => words.clone(),
            Self::Wording(refusal) => refusal.text(voice),
        }
    }
}

impl Service {
    /// All wordings to choose from.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn refusals(&self, viewer: &Viewer) -> Result<Vec<Refusal>, Fault> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let own = store::refusal::all(&mut conn, own_limit()).await?;
        let built_in = BuiltIn::ALL.map(Refusal::BuiltIn);
        Ok(built_in.into_iter().chain(own.into_iter().map(Refusal::Own)).collect())
    }

    /// Adds a wording, or changes the office's own one `id`.
    ///
    /// # Errors
    /// Problems of the form; only for the office; [`Fault::NotFound`].
    pub async fn put_refusal(
        &self,
        viewer: &Viewer,
        id: Option<RefusalId>,
        input: &RefusalInput,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let (title, body) = input.parse()?;
        let mut tx = self.db().write().await?;
        let own = store::refusal::all(&mut tx, own_limit()).await?;
        if id.is_some_and(|id| own.iter().all(|row| row.id != id)) {
            return Err(Fault::NotFound.into());
        }
        if id.is_none() && own.len() >= OWN_MAX {
            return Err(FormError::of("title", Problem::TooMany { max: OWN_MAX }));
        }
        let row = RefusalRow {
            id: id.unwrap_or_else(|| self.id()),
            title,
            body_ja: body.ja,
            body_en: body.en,
            created_at: self.now(),
        };
        store::refusal::put(&mut tx, &row).await?;
        let subject = format!("refusal:{}", row.id);
        self.audit(&mut tx, Some(me.id()), "refusal.put", subject, serde_json::Value::Null).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Removes one of the office's own wordings.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`].
    pub async fn remove_refusal(&self, viewer: &Viewer, id: RefusalId) -> Result<(), Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        if !store::refusal::delete(&mut tx, id).await? {
            return Err(Fault::NotFound);
        }
        let subject = format!("refusal:{id}");
        self.audit(&mut tx, Some(me.id()), "refusal.remove", subject, serde_json::Value::Null).await?;
        Ok(tx.commit().await?)
    }

    /// Changes how those who ask to join are answered.
    ///
    /// # Errors
    /// Problems of the form; only for the office.
    pub async fn change_joining(&self, viewer: &Viewer, input: &JoiningInput) -> Result<Joining, FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let joining = input.parse()?;
        let site = types::site::Site { joining: joining.clone(), ..(*self.site().await?).clone() };
        self.put_site(me.id(), &site, "site.joining").await?;
        Ok(joining)
    }

    pub(super) async fn refusal_of(&self, tx: &mut Tx, words: &Words) -> Result<Chosen, FormError> {
        match words {
            Words::Typed(words) => {
                let words = text::optional(words, |t| text::prose(t, REFUSAL_MAX))
                    .map_err(|problem| FormError::of("words", problem))?;
                Ok(match words {
                    Some(words) => Chosen::Typed(words),
                    None => Chosen::Wording(Refusal::BuiltIn(BuiltIn::Unknown)),
                })
            }
            Words::Of(key) => {
                if let Some(built_in) = BuiltIn::ALL.into_iter().find(|b| b.key() == key) {
                    return Ok(Chosen::Wording(Refusal::BuiltIn(built_in)));
                }
                let own = store::refusal::all(tx, own_limit()).await.map_err(Fault::from)?;
                own.into_iter()
                    .find(|row| row.id.to_string() == *key)
                    .map(|row| Chosen::Wording(Refusal::Own(row)))
                    .ok_or_else(|| FormError::of("refusal", Problem::NotAChoice))
            }
        }
    }
}

fn own_limit() -> i64 {
    i64::try_from(OWN_MAX).unwrap_or(i64::MAX)
}
