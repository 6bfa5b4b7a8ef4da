//! What can go wrong with any request, apart from what one decision adds.
use store::StoreError;
use types::form::{Problem, Problems};

/// Why the service did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Only for members, and nobody is signed in.
    #[error("nobody is signed in")]
    SignInNeeded,
    /// Signed in, but not allowed.
    #[error("not allowed")]
    NotAllowed,
    /// Allowed only right after signing in.
    #[error("to be confirmed by signing in again")]
    ConfirmNeeded,
    /// There is no such thing, or the viewer may not know of it.
    #[error("not found")]
    NotFound,
    /// Too often; worth another try later.
    #[error("too often")]
    TooOften,
    /// Not the viewer's fault; logged once, never shown.
    #[error("something inside failed")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Fault {
    /// Wraps a failure of something inside.
    pub fn internal(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(error.into())
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::internal(error)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(error)
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::internal(error)
    }
}

/// Why a form was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    /// Something is wrong with what was typed; the form is shown again with it.
    #[error("the form has problems")]
    Problems(Problems),
    /// Anything else.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl FormError {
    /// One problem of one field.
    #[must_use]
    pub fn of(field: &str, problem: Problem) -> Self {
        Self::Problems(Problems::one(field, problem))
    }

    /// The problems, for showing the form again.
    ///
    /// # Errors
    /// The fault, when it was not the form.
    pub fn problems(self) -> Result<Problems, Fault> {
        match self {
            Self::Problems(problems) => Ok(problems),
            Self::Fault(fault) => Err(fault),
        }
    }
}

impl From<Problems> for FormError {
    fn from(problems: Problems) -> Self {
        Self::Problems(problems)
    }
}

impl From<StoreError> for FormError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}
