//! Members with profile, periods and their place in the directory.
use std::collections::HashMap;

use anyhow::Result;
use rand::Rng;
use rand::seq::IndexedRandom;
use service::department::History;
use service::directory::place;
use service::member::sort_key;
use service::profile::Sheet;
use store::Tx;
use store::career::CareerRow;
use store::consent::ConsentRow;
use store::department::DepartmentRow;
use store::member::MemberRow;
use store::profile::{ProfileRow, TenureRow};
use types::consent::Purpose;
use types::id::{CareerId, ConsentId, DepartmentId, MemberId, TenureId};
use types::industry::Industry;
use types::lang::Lang;
use types::member::{MemberState, Relationship, Theme};
use types::region::Region;
use types::role::Roles;
use types::time::Stamp;

use super::Maker;
use super::names;
use super::words::{COMPANIES, DEPARTMENTS, SENTENCES, SKILLS, TITLES};

/// What everybody is at work now.
const TITLE: &str = "代表";
/// Members for each department of a large network …
const MEMBERS_EACH: usize = 2_000;
/// … which knows at most so many departments.
const DEPARTMENTS_MAX: usize = 490;
/// Connections each member asked for.
const CONNECTIONS: usize = 3;

/// A member before the directory gives a number.
struct Made {
    row: MemberRow,
    profile: ProfileRow,
    job: CareerRow,
    tenures: Vec<TenureRow>,
}

/// Writes departments and `count` members; who they are.
pub(super) async fn write(maker: &mut Maker, tx: &mut Tx, count: usize) -> Result<Vec<MemberId>> {
    let mut departments = Vec::new();
    for i in 0..(count / MEMBERS_EACH).clamp(DEPARTMENTS.len(), DEPARTMENTS_MAX) {
        let (ja, en) = department(i);
        let id = DepartmentId(maker.secrets.uuid(maker.now));
        let row = DepartmentRow {
            id,
            company_ja: String::new(),
            company_en: String::new(),
            name_ja: ja,
            name_en: en,
            from_year: 1990,
            to_year: None,
        };
        store::department::insert(tx, &row).await?;
        departments.push(row);
    }
    let mut people: Vec<Made> = Vec::with_capacity(count);
    for i in 0..count {
        let inviter = people.choose(&mut maker.rng).map(|made| made.row.id);
        let made = make(maker, i, inviter, &departments);
        store::member::insert(tx, &made.row).await?;
        let mail = format!("m{i}@example.jp").parse().map_err(|_| anyhow::anyhow!("a mail address"))?;
        store::member::insert_mail(tx, &mail, made.row.id, true, Some(made.row.joined_at)).await?;
        store::profile::put(tx, &made.profile).await?;
        store::career::insert(tx, &made.job).await?;
        // Those that statements look at: who hears of programmes, and who is counted.
        for purpose in [Purpose::Notices, Purpose::Statistics] {
            let row = ConsentRow {
                id: ConsentId(maker.secrets.uuid(made.row.joined_at)),
                member_id: made.row.id,
                purpose,
                text_version: purpose.version().to_owned(),
                given: true,
                at: made.row.joined_at,
            };
            store::consent::insert(tx, &row).await?;
        }
        for tenure in &made.tenures {
            store::profile::insert_tenure(tx, tenure).await?;
        }
        people.push(made);
    }
    let ids = people.iter().map(|made| made.row.id).collect();
    let connected = connect(maker, tx, &people).await?;
    list(tx, people, &History::new(departments, Vec::new()), &connected).await?;
    Ok(ids)
}

/// What a department is called: 営業本部, and in a large company 第2営業本部 as well.
fn department(i: usize) -> (String, String) {
    let (ja, en) = DEPARTMENTS[i % DEPARTMENTS.len()];
    match i / DEPARTMENTS.len() + 1 {
        1 => (ja.to_owned(), en.to_owned()),
        n => (format!("第{n}{ja}"), format!("{en} {n}")),
    }
}

fn make(maker: &mut Maker, i: usize, inviter: Option<MemberId>, known: &[DepartmentRow]) -> Made {
    let now = maker.now;
    let rng = &mut maker.rng;
    let (family, given) = (names::family(rng), names::given(rng));
    let entry_year = rng.random_range(1980..=2015);
    let pick =
        |rng: &mut rand_chacha::ChaCha8Rng, from: &[&str]| (*from.choose(rng).unwrap_or(&"")).to_owned();
    let company = pick(rng, &COMPANIES);
    let industry = Industry::ALL.choose(rng).map(|i| i.as_str().to_owned()).unwrap_or_default();
    let region = Region::ALL.choose(rng).map(|r| r.as_str().to_owned()).unwrap_or_default();
    let skills = [pick(rng, &SKILLS), pick(rng, &SKILLS)].join("\n");
    let bio = [pick(rng, &SENTENCES), pick(rng, &SENTENCES)].concat();
    let joined_at = now.plus(-rng.random_range(0..3 * 365 * Stamp::DAY));
    let id = MemberId(maker.secrets.uuid(joined_at));
    let mut row = MemberRow {
        id,
        state: MemberState::Active,
        relationship: if i.is_multiple_of(5) { Relationship::Employee } else { Relationship::Alumnus },
        roles: Roles::default(),
        family: family.written,
        given: given.written,
        family_kana: family.kana,
        given_kana: given.kana,
        family_roman: family.roman,
        given_roman: given.roman,
        sort_key: String::new(),
        line: String::new(),
        photo_id: None,
        lang: Lang::Ja,
        theme: Theme::Auto,
        invited_by: inviter,
        shows_origin: false,
        joined_at,
    };
    row.sort_key = sort_key(&row);
    let blank = ProfileRow::blank(id, joined_at);
    let profile = ProfileRow { industry, region, skills, bio, entry_year: Some(entry_year), ..blank };
    let tenures = tenures(maker, &row, entry_year, known);
    if let (Some(first), Some(last)) = (tenures.first(), tenures.last()) {
        let until = last.to_year.unwrap_or_default();
        row.line = format!("{}–{until} {}", first.from_year, first.department);
    }
    let since = tenures.last().and_then(|last| last.to_year);
    let job = CareerRow {
        id: CareerId(maker.secrets.uuid(joined_at)),
        member_id: id,
        company,
        title: TITLE.to_owned(),
        from_year: since,
        from_month: None,
        to_year: None,
        to_month: None,
    };
    Made { row, profile, job, tenures }
}

/// One to three periods, one after the other.
fn tenures(
    maker: &mut Maker,
    member: &MemberRow,
    entry_year: i64,
    known: &[DepartmentRow],
) -> Vec<TenureRow> {
    let mut from_year = entry_year;
    let mut tenures = Vec::new();
    for _ in 0..maker.rng.random_range(1..=3) {
        let department = known.choose(&mut maker.rng);
        let to_year = from_year + maker.rng.random_range(2..=8);
        tenures.push(TenureRow {
            id: TenureId(maker.secrets.uuid(member.joined_at)),
            member_id: member.id,
            department_id: department.map(|d| d.id),
            department: department.map(|d| d.name_ja.clone()).unwrap_or_default(),
            title: (*TITLES.choose(&mut maker.rng).unwrap_or(&"")).into(),
            from_year,
            to_year: Some(to_year),
        });
        from_year = to_year;
    }
    tenures
}

/// Connects everybody with some who were made before; with whom each is connected.
async fn connect(
    maker: &mut Maker,
    tx: &mut Tx,
    people: &[Made],
) -> Result<HashMap<MemberId, Vec<MemberId>>> {
    let mut connected: HashMap<MemberId, Vec<MemberId>> = HashMap::new();
    for (i, made) in people.iter().enumerate().skip(1) {
        for _ in 0..CONNECTIONS {
            let (me, other) = (made.row.id, people[maker.rng.random_range(0..i)].row.id);
            if store::connection::insert(tx, me, other, made.row.joined_at).await? {
                connected.entry(me).or_default().push(other);
                connected.entry(other).or_default().push(me);
            }
        }
    }
    Ok(connected)
}

/// Lists everybody in 五十音 order; in that order the index is written fastest.
async fn list(
    tx: &mut Tx,
    people: Vec<Made>,
    history: &History,
    connected: &HashMap<MemberId, Vec<MemberId>>,
) -> Result<()> {
    let mut next: HashMap<i64, i64> = HashMap::new();
    let number = |made: Made| {
        let first = place(&made.row.family_kana, &made.row.given_kana, &made.row.family);
        let same = next.entry(first).or_default();
        *same += 1;
        (first + *same - 1, made)
    };
    let mut numbered: Vec<(i64, Made)> = people.into_iter().map(number).collect();
    numbered.sort_by_key(|(no, _)| *no);
    for (no, made) in numbered {
        let Made { row, profile, job, tenures } = made;
        let connected = connected.get(&row.id).map_or(&[][..], Vec::as_slice);
        let sheet = Sheet {
            member: &row,
            names: Vec::new(),
            profile: Some(&profile),
            tenures,
            jobs: vec![job],
            same: Vec::new(),
            connected,
        };
        let (entry, tokens) = sheet.entry(history, no).map_err(|fault| anyhow::anyhow!("{fault:?}"))?;
        store::directory::insert(tx, &entry, &tokens).await?;
    }
    Ok(())
}
