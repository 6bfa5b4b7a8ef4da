//! Every word of the interface as a function of the reader's [`crate::lang::Voice`], made from `app/locales`.
include!(concat!(env!("OUT_DIR"), "/words.rs"));
