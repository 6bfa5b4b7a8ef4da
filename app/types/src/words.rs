//! Every word of the interface as a function of the reader's [`crate::lang::Voice`], made from `app/locales`.
#![expect(clippy::match_same_arms, reason = "generated: a spelling may not matter in a text")]

include!(concat!(env!("OUT_DIR"), "/words.rs"));
