//! The links in the mail of a campaign: the form of joining, filled in, and never hearing again.
use types::join::JoinInput;
use types::text::Mail;

use super::CampaignMailRow;
use crate::Service;
use crate::fault::Fault;
use crate::secret::hash;

/// How an address is kept among those who opted out.
pub(crate) fn mail_hash(mail: &Mail) -> String {
    hash(&format!("opt-out:{mail}"))
}

impl Service {
    /// The form of joining with what the list knows. Changes nothing: previews open links.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when there is no such link.
    pub async fn listed_form(&self, token: &str) -> Result<JoinInput, Fault> {
        let mut conn = self.db().read().await?;
        let row = store::campaign_mail::by_token(&mut conn, token).await?.ok_or(Fault::NotFound)?;
        let person = store::roster::by_id(&mut conn, row.roster_row_id).await?.ok_or(Fault::NotFound)?;
        let year = |day: &str| day.split('-').next().unwrap_or_default().to_owned();
        Ok(JoinInput {
            family: person.family,
            given: person.given,
            family_kana: person.family_kana,
            given_kana: person.given_kana,
            mail: row.mail,
            department: person.department,
            year_from: year(&person.joined_on),
            year_to: year(&person.left_on),
            ..JoinInput::default()
        })
    }

    /// Whether the address of a link opted out.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when there is no such link.
    pub async fn has_opted_out(&self, token: &str) -> Result<bool, Fault> {
        let mut conn = self.db().read().await?;
        let row = store::campaign_mail::by_token(&mut conn, token).await?.ok_or(Fault::NotFound)?;
        Ok(store::opt_out::exists(&mut conn, &mail_hash(&address(&row)?)).await?)
    }

    /// Notes that the address of a link wants no invitation, or takes that back.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when there is no such link.
    pub async fn opt_out(&self, token: &str, out: bool) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        let row = store::campaign_mail::by_token(&mut tx, token).await?.ok_or(Fault::NotFound)?;
        let mail_hash = mail_hash(&address(&row)?);
        if out {
            store::opt_out::put(&mut tx, &mail_hash, self.now()).await?;
        } else {
            store::opt_out::delete(&mut tx, &mail_hash).await?;
        }
        let action = if out { "opt_out.put" } else { "opt_out.remove" };
        let subject = format!("campaign:{}", row.campaign_id);
        self.audit(&mut tx, None, action, subject, serde_json::Value::Null).await?;
        Ok(tx.commit().await?)
    }
}

fn address(row: &CampaignMailRow) -> Result<Mail, Fault> {
    row.mail.parse().map_err(Fault::internal)
}
