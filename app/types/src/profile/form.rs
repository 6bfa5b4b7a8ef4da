//! The form of the own profile.
use serde::{Deserialize, Serialize};

use super::{LINKS_MAX, Levels, Link, Period, Profile, ProfileField, SKILLS_MAX, TENURES_MAX, Work, YEARS};
use crate::career::{self, Columns};
use crate::form::{Problem, Problems};
use crate::language;
use crate::news;
use crate::place::CITY_MAX;
use crate::site::choice;
use crate::text;
use crate::visibility::Visibility;

/// The form of a profile as typed. Rows repeat their field names, so each vector holds one entry a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "names of form fields")]
pub struct ProfileInput {
    pub period_department: Vec<String>,
    pub period_title: Vec<String>,
    pub period_from: Vec<String>,
    pub period_to: Vec<String>,
    pub news: String,
    pub career_company: Vec<String>,
    pub career_title: Vec<String>,
    /// `2019` or `2019/4`.
    pub career_from: Vec<String>,
    pub career_to: Vec<String>,
    pub entry_year: String,
    pub industry: String,
    pub region: String,
    pub city: String,
    pub language: Vec<String>,
    pub fluency: Vec<String>,
    /// Separated by commas or 、.
    pub skills: String,
    /// Names chosen from those suggested, which are added to the others.
    pub skill_pick: Vec<String>,
    pub bio: String,
    pub help: String,
    pub looking: String,
    pub link_label: Vec<String>,
    pub link_url: Vec<String>,
    /// `field:level` for each field.
    pub seen: Vec<String>,
}

/// The names in a text, however they are kept apart.
pub fn skills_of(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '、', '\u{ff0c}', '\n']).map(str::trim).filter(|word| !word.is_empty())
}

impl ProfileInput {
    /// The profile typed.
    ///
    /// # Errors
    /// What is wrong, field by field; rows as `period_from_0`.
    pub fn parse(&self) -> Result<Profile, Problems> {
        let mut problems = Problems::default();
        let p = &mut problems;
        let mut rest = |field: &str, text: &str, max| {
            p.take(field, text::optional(text, |t| text::prose(t, max))).flatten().unwrap_or_default()
        };
        let (bio, help, looking) = (
            rest("bio", &self.bio, 2_000),
            rest("help", &self.help, 600),
            rest("looking", &self.looking, 600),
        );
        let industry = p.take("industry", text::optional(&self.industry, choice)).flatten();
        let place = p.take("region", text::optional(&self.region, choice)).flatten();
        let city = p.take("city", text::optional(&self.city, |text| text::line(text, CITY_MAX))).flatten();
        let city = city.unwrap_or_default();
        if place.is_none() && !city.is_empty() {
            p.add("region", Problem::Required);
        }
        let (news, languages) =
            (news::news(p, &self.news), language::languages(p, &self.language, &self.fluency));
        let (skills, periods, links) = (self.skills(p), self.periods(p), self.links(p));
        let entry_year = p.take("entry_year", text::optional(&self.entry_year, year)).flatten();
        let levels = self.levels(p);
        let work = Work { jobs: career::jobs(p, &self.career()), industry };
        problems.finish(Some(Profile {
            periods,
            entry_year,
            work,
            news,
            place,
            city,
            languages,
            skills,
            bio,
            help,
            looking,
            links,
            levels,
        }))
    }

    fn career(&self) -> Columns<'_> {
        Columns {
            company: &self.career_company,
            title: &self.career_title,
            from: &self.career_from,
            to: &self.career_to,
        }
    }

    /// The names typed and those chosen, as one text.
    #[must_use]
    pub fn all_skills(&self) -> String {
        let picked = self.skill_pick.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
        let typed = Some(self.skills.trim()).filter(|typed| !typed.is_empty());
        typed.into_iter().chain(picked).collect::<Vec<_>>().join("、")
    }

    fn skills(&self, p: &mut Problems) -> Vec<String> {
        let typed = self.all_skills();
        let words = skills_of(&typed);
        let mut skills: Vec<String> = Vec::new();
        for word in words.filter_map(|word| p.take("skills", text::line(word, 40))) {
            if !skills.iter().any(|skill| skill.to_lowercase() == word.to_lowercase()) {
                skills.push(word);
            }
        }
        if skills.len() > SKILLS_MAX {
            p.add("skills", Problem::TooMany { max: SKILLS_MAX });
        }
        skills
    }

    fn periods(&self, p: &mut Problems) -> Vec<Period> {
        let mut periods = Vec::new();
        for i in 0..self.period_department.len().min(TENURES_MAX) {
            let [department, title, from, to] =
                [&self.period_department, &self.period_title, &self.period_from, &self.period_to]
                    .map(|column| column.get(i).map_or("", |t| t.trim()));
            if department.is_empty() && title.is_empty() && from.is_empty() && to.is_empty() {
                continue;
            }
            let department = p.take(&format!("period_department_{i}"), text::line(department, 80));
            let title = p.take(&format!("period_title_{i}"), text::optional(title, |t| text::line(t, 80)));
            let from = p.take(&format!("period_from_{i}"), year(from));
            let to = p.take(&format!("period_to_{i}"), text::optional(to, year));
            let (Some(department), Some(title), Some(from), Some(to)) = (department, title, from, to) else {
                continue;
            };
            if to.is_some_and(|to| to < from) {
                p.add(&format!("period_to_{i}"), Problem::Before);
            }
            periods.push(Period { department, title: title.unwrap_or_default(), from, to });
        }
        periods.sort_by_key(|period| (period.from, period.to.unwrap_or(i64::MAX)));
        periods
    }

    fn links(&self, p: &mut Problems) -> Vec<Link> {
        let mut links = Vec::new();
        for (i, url) in self.link_url.iter().enumerate().take(LINKS_MAX) {
            let label = self.link_label.get(i).map_or("", |t| t.trim());
            if label.is_empty() && url.trim().is_empty() {
                continue;
            }
            let url = p.take(&format!("link_url_{i}"), address(url));
            let label = p.take(&format!("link_label_{i}"), text::optional(label, |t| text::line(t, 60)));
            let (Some(url), Some(label)) = (url, label) else { continue };
            links.push(Link { label: label.unwrap_or_else(|| host(&url).to_owned()), url });
        }
        links
    }

    fn levels(&self, p: &mut Problems) -> Levels {
        let mut levels = Levels::default();
        for pair in &self.seen {
            let parsed = pair
                .split_once(':')
                .map(|(field, level)| (field.parse::<ProfileField>(), level.parse::<Visibility>()));
            match parsed {
                Some((Ok(field), Ok(level))) => levels.set(field, level),
                _ => p.add("seen", Problem::NotAChoice),
            }
        }
        levels
    }
}

/// A year a period may name.
pub(crate) fn year(text: &str) -> Result<i64, Problem> {
    let out = Problem::NotInRange { min: *YEARS.start(), max: *YEARS.end() };
    let digits: String = text.trim().chars().map(text::ascii_of_full_width).collect();
    digits.parse().ok().filter(|year| YEARS.contains(year)).ok_or(out)
}

/// A web address: http or https, with a host, without spaces.
fn address(typed: &str) -> Result<String, Problem> {
    let url = text::line(typed, 300)?;
    let fits = (url.starts_with("https://") || url.starts_with("http://"))
        && host(&url).contains('.')
        && !url.contains([' ', '"', '<', '>', '\\']);
    if fits { Ok(url) } else { Err(Problem::NotALink) }
}

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> ProfileInput {
        let one = |text: &str| vec![text.to_owned()];
        ProfileInput {
            period_department: one("営業本部"),
            period_from: one("2009"),
            period_to: one("2014"),
            skills: "営業、議事録, 司会".into(),
            link_url: one("https://example.jp/misaki"),
            seen: one("work:office"),
            ..ProfileInput::default()
        }
    }

    #[test]
    fn a_form_becomes_a_profile() {
        let profile = typed().parse().unwrap();
        assert_eq!(
            profile.periods,
            [Period { department: "営業本部".into(), title: String::new(), from: 2009, to: Some(2014) }]
        );
        assert_eq!(profile.skills, ["営業", "議事録", "司会"]);
        assert_eq!(profile.links[0].label, "example.jp");
        assert_eq!(
            (profile.levels.of(ProfileField::Work), profile.levels.of(ProfileField::Mail)),
            (Visibility::Office, Visibility::Office)
        );
    }

    #[test]
    fn what_is_chosen_is_added_to_what_is_typed() {
        let pick = |skills: &str, picked: &[&str]| {
            let skill_pick = picked.iter().map(ToString::to_string).collect();
            ProfileInput { skills: skills.into(), skill_pick, ..typed() }.parse().unwrap().skills
        };
        assert_eq!(pick("司会", &["Rust", " ", "翻訳"]), ["司会", "Rust", "翻訳"]);
        assert_eq!(pick(" ", &["Rust"]), ["Rust"]);
        assert_eq!(pick("司会、Rust", &["rust"]), ["司会", "Rust"], "nothing twice");
    }

    #[test]
    fn a_city_reaches_no_further_than_what_it_lies_in() {
        let levels = |region: &str, city: &str| {
            let seen = vec![format!("city:{city}"), format!("region:{region}")];
            let levels = ProfileInput { seen, ..typed() }.parse().unwrap().levels;
            levels.of(ProfileField::City)
        };
        assert_eq!(levels("members", "connections"), Visibility::Connections);
        assert_eq!(levels("office", "public"), Visibility::Office);
        assert_eq!(Levels::default().of(ProfileField::City), Visibility::Connections);
    }

    #[test]
    fn a_city_needs_to_lie_somewhere() {
        let typed =
            |region: &str| ProfileInput { city: "尾道市".into(), region: region.into(), ..typed() };
        assert_eq!(typed("").parse().unwrap_err().of("region"), Some(&Problem::Required));
        let profile = typed("hiroshima").parse().unwrap();
        assert_eq!(profile.place.unwrap().region().as_str(), "chugoku");
        assert_eq!(typed("atlantis").parse().unwrap_err().of("region"), Some(&Problem::NotAChoice));
    }

    #[test]
    fn problems_name_the_row() {
        let input = ProfileInput {
            period_to: vec!["2001".into()],
            link_url: vec!["javascript:alert(1)".into()],
            ..typed()
        };
        let problems = input.parse().unwrap_err();
        for (field, problem) in [("period_to_0", Problem::Before), ("link_url_0", Problem::NotALink)] {
            assert_eq!(problems.of(field), Some(&problem), "{field}");
        }
    }
}
