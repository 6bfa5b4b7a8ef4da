//! Why background work was given up.
use crate::enums::text_enum;

text_enum! {
    /// The kind of failure, as far as the office can do something about it.
    pub enum FailureCause {
        /// The mail server did not answer.
        Unreachable = "unreachable",
        /// The mail server did not let us in.
        SignInRefused = "sign_in_refused",
        /// The mail server, or the one behind the address, did not take this mail.
        Refused = "refused",
        /// Anything else; the log says more.
        Other = "other",
    }
}
