//! Purposes personal data may serve, each consented to separately, and the wordings of each through time.
use crate::enums::text_enum;
use crate::lang::Voice;
use crate::words::consent as w;

text_enum! {
    /// What personal data is used for.
    pub enum Purpose {
        /// Running the network; nobody can be a member without it.
        Running = "running",
        /// Letters and notices.
        Notices = "notices",
        /// Openings and rejoining.
        Openings = "openings",
        /// Co-operation and introductions.
        CoOperation = "co_operation",
        /// Counts without names.
        Statistics = "statistics",
    }
}

/// One wording of what a purpose is, as it was shown and consented to.
#[derive(Clone, Copy, Debug)]
pub struct TextVersion {
    /// Its name: the month it came into force, `2026-11`. Names sort in the order of coming.
    pub name: &'static str,
    /// Whether it allows more than the one before, so that consent to that one is none to this one.
    pub needs_new_consent: bool,
    /// What it says.
    pub text: fn(Voice) -> &'static str,
}

/// Every wording a purpose has had. None is ever taken away: the ledger points to them.
#[derive(Clone, Copy, Debug)]
pub struct Wordings {
    /// The one in force.
    pub current: TextVersion,
    /// Those before it, the oldest first.
    pub earlier: &'static [TextVersion],
}

/// The wordings of each purpose: [`Purpose::wordings`], or others in a test.
pub type Texts = fn(Purpose) -> Wordings;

impl Wordings {
    /// All of them, the oldest first.
    pub fn all(&self) -> impl Iterator<Item = &TextVersion> {
        self.earlier.iter().chain([&self.current])
    }

    /// The wording called `name`.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<TextVersion> {
        self.all().find(|version| version.name == name).copied()
    }

    /// The oldest wording consent to which still counts; empty when consent to any does.
    #[must_use]
    pub fn counts_from(&self) -> &'static str {
        self.all().filter(|version| version.needs_new_consent).last().map_or("", |version| version.name)
    }

    /// The wording in force when the newest of all purposes' wordings was `edition`.
    #[must_use]
    pub fn as_of(&self, edition: &str) -> &'static str {
        let came = self.all().filter(|version| version.name <= edition).last();
        came.or(self.all().next()).map_or(self.current.name, |version| version.name)
    }
}

/// The first wordings, of all purposes alike.
const FIRST: &str = "2026-11";

impl Purpose {
    /// The wordings it has had.
    ///
    /// A new wording keeps the text of the one before in the locales, under a key that ends in that one's name, and moves it
    /// to `earlier`.
    #[must_use]
    pub fn wordings(self) -> Wordings {
        let text = match self {
            Self::Running => w::running_text,
            Self::Notices => w::notices_text,
            Self::Openings => w::openings_text,
            Self::CoOperation => w::co_operation_text,
            Self::Statistics => w::statistics_text,
        };
        Wordings { current: TextVersion { name: FIRST, needs_new_consent: false, text }, earlier: &[] }
    }

    /// Whether membership needs it.
    #[must_use]
    pub fn is_required(self) -> bool {
        self == Self::Running
    }

    /// Name of the purpose.
    #[must_use]
    pub fn name(self, voice: Voice) -> &'static str {
        match self {
            Self::Running => w::running(voice),
            Self::Notices => w::notices(voice),
            Self::Openings => w::openings(voice),
            Self::CoOperation => w::co_operation(voice),
            Self::Statistics => w::statistics(voice),
        }
    }

    /// What exactly is consented to now.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        (self.wordings().current.text)(voice)
    }

    /// Which wording is in force.
    #[must_use]
    pub fn version(self) -> &'static str {
        self.wordings().current.name
    }

    /// The oldest wording of `texts` consent to which still counts. A purpose membership needs asks again without ending
    /// what was agreed to: leaving the network is how one withdraws it.
    #[must_use]
    pub fn counts_from(self, texts: Texts) -> &'static str {
        if self.is_required() { "" } else { texts(self).counts_from() }
    }
}

/// The newest wording among all purposes: with it stands what somebody read of each of them.
#[must_use]
pub fn edition() -> &'static str {
    Purpose::ALL.iter().map(|purpose| purpose.version()).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn version(name: &'static str, needs_new_consent: bool) -> TextVersion {
        TextVersion { name, needs_new_consent, text: w::notices_text }
    }

    const EARLIER: &[TextVersion] = &[version("2026-11", false), version("2027-04", true)];

    #[test]
    fn wordings_are_named_in_their_order_and_say_something() {
        for purpose in Purpose::ALL {
            let wordings = purpose.wordings();
            let names: Vec<&str> = wordings.all().map(|version| version.name).collect();
            assert!(names.is_sorted_by(|a, b| a < b), "{purpose}: {names:?}");
            for version in wordings.all() {
                assert!(version.name.len() == 7 && !(version.text)(Voice::default()).is_empty());
                assert_eq!(wordings.find(version.name).map(|it| it.name), Some(version.name));
            }
        }
        assert_eq!(edition(), FIRST);
    }

    #[test]
    fn consent_counts_from_the_last_wording_that_needed_it() {
        let wordings = Wordings { current: version("2028-01", false), earlier: EARLIER };
        assert_eq!(wordings.counts_from(), "2027-04");
        assert_eq!(Purpose::Notices.wordings().counts_from(), "");
        assert_eq!(
            Purpose::Notices.counts_from(|_| Wordings { current: EARLIER[1], earlier: &[] }),
            "2027-04"
        );
        assert_eq!(Purpose::Running.counts_from(|_| Wordings { current: EARLIER[1], earlier: &[] }), "");
    }

    #[test]
    fn an_edition_tells_what_was_read_of_each_purpose() {
        let wordings = Wordings { current: version("2028-01", false), earlier: EARLIER };
        let read =
            ["2026-01", "2026-11", "2027-03", "2027-04", "2029-01"].map(|edition| wordings.as_of(edition));
        assert_eq!(read, ["2026-11", "2026-11", "2026-11", "2027-04", "2028-01"]);
    }
}
