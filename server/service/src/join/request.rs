//! The page of whoever asked to join: how far the request is, the office's question, the way back.
use store::Tx;
use types::form::Problem;
use types::join::JoinState;
use types::text;

use super::JoinRequestRow;
use crate::Service;
use crate::fault::{Fault, FormError};

/// Answers and withdrawals of one request within the hour.
const PER_REQUEST: i64 = 20;

impl Service {
    /// Counts what is sent from the page of a request.
    pub(crate) async fn limit_request(&self, tx: &mut Tx, request: &JoinRequestRow) -> Result<(), Fault> {
        self.limit(tx, &format!("join:request:{}", request.id), PER_REQUEST).await
    }

    /// The request of the page `secret`, whoever looks. A decision that is not told yet shows as waiting.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when there is none (any more).
    pub async fn own_join_request(&self, secret: &str) -> Result<JoinRequestRow, Fault> {
        let mut conn = self.db().read().await?;
        let request = store::join_request::by_secret(&mut conn, secret).await?.ok_or(Fault::NotFound)?;
        let is_held = request.decided_at.is_some() && request.told_at.is_none();
        Ok(if is_held { JoinRequestRow { state: JoinState::Waiting, ..request } } else { request })
    }

    /// Answers the office's question; whether one was open.
    ///
    /// # Errors
    /// Nothing was answered; [`Fault::NotFound`]; [`Fault::TooOften`].
    pub async fn answer_join_question(&self, secret: &str, answer: &str) -> Result<bool, FormError> {
        let answer =
            text::prose(answer, 1000).map_err(|problem: Problem| FormError::of("answer", problem))?;
        let mut tx = self.db().write().await?;
        let request = store::join_request::by_secret(&mut tx, secret).await?.ok_or(Fault::NotFound)?;
        self.limit_request(&mut tx, &request).await?;
        let all = if request.answer.is_empty() { answer } else { format!("{}\n\n{answer}", request.answer) };
        let answered = store::join_request::answer(&mut tx, request.id, &all).await?;
        if answered {
            self.audit_request(&mut tx, None, "join_request.answer", request.id).await?;
        }
        tx.commit().await?;
        Ok(answered)
    }

    /// Withdraws a request whose answer was not told: it is forgotten. Whether it still could be.
    ///
    /// # Errors
    /// [`Fault::NotFound`].
    pub async fn withdraw_join_request(&self, secret: &str) -> Result<bool, Fault> {
        let mut tx = self.db().write().await?;
        let request = store::join_request::by_secret(&mut tx, secret).await?.ok_or(Fault::NotFound)?;
        let withdrawn = store::join_request::withdraw(&mut tx, request.id).await?;
        if withdrawn {
            self.audit_request(&mut tx, None, "join_request.withdraw", request.id).await?;
        }
        tx.commit().await?;
        Ok(withdrawn)
    }
}
