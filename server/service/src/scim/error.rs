//! What SCIM calls an error (RFC 7644, 3.12).
use store::StoreError;

use crate::fault::Fault;

/// Why a call of the directory was not done.
#[derive(Debug, thiserror::Error)]
pub enum ScimError {
    /// There is no such resource.
    #[error("there is no such resource")]
    NotFound,
    /// Another account has the name.
    #[error("another account has this userName")]
    Uniqueness,
    /// The body is no JSON object of the expected shape.
    #[error("{0}")]
    InvalidSyntax(String),
    /// A value is missing or of the wrong kind.
    #[error("{0}")]
    InvalidValue(String),
    /// The filter is not one of those supported.
    #[error("the filter is not supported: use userName, externalId, displayName or id with eq")]
    InvalidFilter,
    /// The path of a change cannot be read.
    #[error("the path cannot be read: {0}")]
    InvalidPath(String),
    /// The path of a change points to nothing.
    #[error("nothing is at the path {0}")]
    NoTarget(String),
    /// The attribute is ours to say.
    #[error("the attribute {0} cannot be written")]
    Mutability(String),
    /// It was changed since.
    #[error("the resource has another version now")]
    Precondition,
    /// Anything else.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl ScimError {
    /// HTTP status and `scimType`.
    #[must_use]
    pub fn kind(&self) -> (u16, Option<&'static str>) {
        match self {
            Self::NotFound | Self::Fault(Fault::NotFound) => (404, None),
            Self::Uniqueness => (409, Some("uniqueness")),
            Self::InvalidSyntax(_) => (400, Some("invalidSyntax")),
            Self::InvalidValue(_) => (400, Some("invalidValue")),
            Self::InvalidFilter => (400, Some("invalidFilter")),
            Self::InvalidPath(_) => (400, Some("invalidPath")),
            Self::NoTarget(_) => (400, Some("noTarget")),
            Self::Mutability(_) => (400, Some("mutability")),
            Self::Precondition => (412, None),
            Self::Fault(_) => (500, None),
        }
    }

    pub(crate) fn value(text: impl Into<String>) -> Self {
        Self::InvalidValue(text.into())
    }
}

impl From<StoreError> for ScimError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Duplicate(_) => Self::Uniqueness,
            other => Self::Fault(other.into()),
        }
    }
}

impl From<serde_json::Error> for ScimError {
    fn from(error: serde_json::Error) -> Self {
        Self::Fault(error.into())
    }
}
