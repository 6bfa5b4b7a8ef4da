//! Dates as Japanese files write them: 令和6年3月31日, R6.3.31, 2024/3/31, 20240331, and the serial numbers of Excel.
use jiff::ToSpan;
use jiff::civil::{Date, date};
use types::form::Problem;
use unicode_normalization::UnicodeNormalization;

/// Eras: names, the western year before their first, and how many years they had (99: goes on).
const ERAS: [(&[&str], i16, i16); 5] = [
    (&["令和", "令", "r"], 2018, 99),
    (&["平成", "平", "h"], 1988, 31),
    (&["昭和", "昭", "s"], 1925, 64),
    (&["大正", "大", "t"], 1911, 15),
    (&["明治", "明", "m"], 1867, 45),
];

/// A day as `2024-03-31`; a month without a day as `2024-03`. No text gives no text.
///
/// # Errors
/// [`Problem::NotADate`] for anything else, [`Problem::NotInRange`] when month or day is outside the calendar.
pub fn day(text: &str) -> Result<String, Problem> {
    let text: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let text = without_time(text.trim());
    if text.is_empty() {
        return Ok(String::new());
    }
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(date) = serial(&compact) {
        return Ok(date.to_string());
    }
    let (era, rest) = era(&compact);
    let parts = parts(rest).ok_or(Problem::NotADate)?;
    let (year, month, day) = match (parts.as_slice(), era) {
        ([one], None) if one.len() == 8 => {
            (number(&one[..4])?, number(&one[4..6])?, Some(number(&one[6..])?))
        }
        ([year, month], _) => (number(year)?, number(month)?, None),
        ([year, month, day], _) => (number(year)?, number(month)?, Some(number(day)?)),
        _ => return Err(Problem::NotADate),
    };
    written(western(year, era)?, month, day)
}

fn written(year: i16, month: i16, day: Option<i16>) -> Result<String, Problem> {
    if !(1..=12).contains(&month) {
        return Err(Problem::NotInRange { min: 1, max: 12 });
    }
    let last = date(year, i8::try_from(month).unwrap_or(1), 1).days_in_month();
    match day {
        None => Ok(format!("{year:04}-{month:02}")),
        Some(day) if (1..=i16::from(last)).contains(&day) => Ok(format!("{year:04}-{month:02}-{day:02}")),
        Some(_) => Err(Problem::NotInRange { min: 1, max: i64::from(last) }),
    }
}

/// `2024/3/31 0:00:00` and `2024-03-31T00:00` without what follows the day; `(日)` gone too.
fn without_time(text: &str) -> &str {
    let text = text.split(['(', 't']).next().filter(|first| !first.is_empty()).unwrap_or(text);
    match text.rsplit_once(char::is_whitespace) {
        Some((day, time)) if time.contains(':') => day.trim(),
        _ => text.trim(),
    }
}

/// Days since 1899-12-30, as Excel counts; only those between 1927 and 2064.
fn serial(text: &str) -> Option<Date> {
    let days: i64 = text.parse().ok().filter(|days| text.len() == 5 && (10_000..60_000).contains(days))?;
    date(1899, 12, 30).checked_add(days.days()).ok()
}

fn era(text: &str) -> (Option<(i16, i16)>, &str) {
    for (names, before, years) in ERAS {
        if let Some(rest) = names.iter().find_map(|name| text.strip_prefix(name)) {
            return (Some((before, years)), rest);
        }
    }
    (None, text)
}

/// Digits between 年月日 or one of `/-.`; `元` is the first year.
fn parts(text: &str) -> Option<Vec<String>> {
    let text = text.strip_prefix('元').map_or_else(|| text.to_owned(), |rest| format!("1{rest}"));
    let text = text.strip_suffix(['日', '.']).or_else(|| text.strip_suffix('月')).unwrap_or(&text);
    let parts: Vec<String> = text.split(['年', '月', '/', '-', '.', '−', '‐']).map(str::to_owned).collect();
    let digits =
        |part: &String| !part.is_empty() && part.len() <= 8 && part.chars().all(|c| c.is_ascii_digit());
    parts.iter().all(digits).then_some(parts)
}

fn number(text: &str) -> Result<i16, Problem> {
    text.parse().map_err(|_| Problem::NotADate)
}

fn western(year: i16, era: Option<(i16, i16)>) -> Result<i16, Problem> {
    match era {
        Some((before, years)) if (1..=years).contains(&year) => Ok(before + year),
        Some((_, years)) => Err(Problem::NotInRange { min: 1, max: i64::from(years) }),
        None if (1900..=2100).contains(&year) => Ok(year),
        None => Err(Problem::NotADate),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_and_western_spellings_are_one_day() {
        let spellings = [
            "令和6年3月31日",
            "令和６年３月３１日",
            "R6.3.31",
            "r06.03.31",
            "Ｒ６．３．３１",
            "令6/3/31",
            "㋿6年3月31日",
            "令和 6年 3月 31日",
            "2024/3/31",
            "2024-03-31",
            "2024.3.31",
            "2024年3月31日",
            "２０２４／３／３１",
            "20240331",
            "45382",
            "2024/3/31 0:00",
            "2024-03-31 00:00:00",
            "2024-03-31T00:00:00",
            "2024年3月31日(日)",
            "2024年3月31日(日)",
        ];
        for text in spellings {
            assert_eq!(day(text).as_deref(), Ok("2024-03-31"), "{text}");
        }
    }

    #[test]
    fn every_era_has_its_first_year() {
        let first = [
            ("令和元年5月1日", "2019-05-01"),
            ("平成元年4月1日", "1989-04-01"),
            ("H1.4.1", "1989-04-01"),
            ("昭和62年4月1日", "1987-04-01"),
            ("S64.1.7", "1989-01-07"),
            ("大正15年12月1日", "1926-12-01"),
            ("H31.4.30", "2019-04-30"),
        ];
        for (text, iso) in first {
            assert_eq!(day(text).as_deref(), Ok(iso), "{text}");
        }
    }

    #[test]
    fn a_month_stays_a_month() {
        for text in ["2024/3", "2024年3月", "R6.3", "令和6年3月"] {
            assert_eq!(day(text).as_deref(), Ok("2024-03"), "{text}");
        }
        assert_eq!(day(" "), Ok(String::new()));
    }

    #[test]
    fn what_is_no_day_is_named() {
        assert_eq!(day("2019/13/01"), Err(Problem::NotInRange { min: 1, max: 12 }));
        assert_eq!(day("2023/2/29"), Err(Problem::NotInRange { min: 1, max: 28 }));
        assert_eq!(day("2024/2/29").as_deref(), Ok("2024-02-29"));
        assert_eq!(day("H32.4.1"), Err(Problem::NotInRange { min: 1, max: 31 }));
        for text in [
            "不明",
            "2024",
            "3/31/2024",
            "24/3/31",
            "2024/3/31/1",
            "R",
            "年月日",
            "-",
            "99999",
            "1800/1/1",
            "99999999999999",
            "(",
            "t",
        ] {
            assert_eq!(day(text), Err(Problem::NotADate), "{text}");
        }
    }
}
