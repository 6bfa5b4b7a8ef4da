//! Every word of the interface as a function of the reader's [`crate::lang::Voice`], made from `app/locales`.
#![expect(clippy::too_many_lines, clippy::uninlined_format_args, reason = "generated from the locale files")]

include!(concat!(env!("OUT_DIR"), "/words.rs"));
