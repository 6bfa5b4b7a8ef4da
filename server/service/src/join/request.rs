//! The page of whoever asked to join: how far the request is, the office's question, the way back.
use types::form::Problem;
use types::join::JoinState;
use types::text;

use super::JoinRequestRow;
use super::queue::HOLD;
use crate::Service;
use crate::fault::{Fault, FormError};

/// Answers and withdrawals of one request within the hour.
const PER_REQUEST: i64 = 20;

impl Service {
    /// The request of the page `secret`, whoever looks. A 見送り that is still held shows as waiting.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when there is none (any more).
    pub async fn own_join_request(&self, secret: &str) -> Result<JoinRequestRow, Fault> {
        let mut conn = self.db().read().await?;
        let request = store::join_request::by_secret(&mut conn, secret).await?.ok_or(Fault::NotFound)?;
        let is_held = request.state == JoinState::Declined
            && request.decided_at.is_some_and(|at| at.plus(HOLD) > self.now());
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
        self.limit(&mut tx, &format!("join:request:{}", request.id), PER_REQUEST).await?;
        let all = if request.answer.is_empty() { answer } else { format!("{}\n\n{answer}", request.answer) };
        let answered = store::join_request::answer(&mut tx, request.id, &all).await?;
        if answered {
            self.audit(
                &mut tx,
                None,
                "join_request.answer",
                format!("join_request:{}", request.id),
                serde_json::Value::Null,
            )
            .await?;
        }
        tx.commit().await?;
        Ok(answered)
    }

    /// Withdraws a request that is not decided: it is forgotten. Whether it still could be.
    ///
    /// # Errors
    /// [`Fault::NotFound`].
    pub async fn withdraw_join_request(&self, secret: &str) -> Result<bool, Fault> {
        let mut tx = self.db().write().await?;
        let request = store::join_request::by_secret(&mut tx, secret).await?.ok_or(Fault::NotFound)?;
        let withdrawn = store::join_request::withdraw(&mut tx, request.id).await?;
        if withdrawn {
            self.audit(
                &mut tx,
                None,
                "join_request.withdraw",
                format!("join_request:{}", request.id),
                serde_json::Value::Null,
            )
            .await?;
        }
        tx.commit().await?;
        Ok(withdrawn)
    }
}
