//! The demonstration's いまの気持ち: some say it to others, more keep it to themselves, and many say nothing.
use std::collections::HashSet;

use store::Tx;
use store::intent::IntentRow;
use types::id::MemberId;
use types::intent::{IntentAnswer, IntentKind, Period, Said};
use types::time::Stamp;
use types::visibility::Visibility;

use super::people::{DemoMember, Members};
use crate::Service;
use crate::fault::Fault;

const INTENTS: &str = include_str!("../../demo/intents.json");

/// What a member says, as the file has it.
#[derive(serde::Deserialize)]
struct DemoIntent {
    by: String,
    kind: IntentKind,
    answer: IntentAnswer,
    to: Visibility,
    days_ago: i64,
    period: Period,
}

/// What members keep to themselves, the first half more often.
const KEPT: [(IntentKind, IntentAnswer); 8] = [
    (IntentKind::Learn, IntentAnswer::Now),
    (IntentKind::Collaborate, IntentAnswer::SomeDay),
    (IntentKind::News, IntentAnswer::Now),
    (IntentKind::Rejoin, IntentAnswer::NotNow),
    (IntentKind::Advise, IntentAnswer::SomeDay),
    (IntentKind::Rejoin, IntentAnswer::SomeDay),
    (IntentKind::SideWork, IntentAnswer::Now),
    (IntentKind::Found, IntentAnswer::Now),
];

/// Writes what everybody says, and counts it.
pub(super) async fn write(
    service: &Service,
    tx: &mut Tx,
    people: &[DemoMember],
    members: &Members,
) -> Result<(), Fault> {
    let told: Vec<DemoIntent> = serde_json::from_str(INTENTS)?;
    for it in &told {
        let said = Said { answer: it.answer, reach: it.to, period: it.period };
        put(service, tx, members.of(&it.by)?, it.kind, said, it.days_ago).await?;
    }
    let named: HashSet<&str> = told.iter().map(|it| it.by.as_str()).collect();
    let rest = people.iter().filter(|it| !named.contains(it.key.as_str()) && it.sign_in.is_none());
    for (n, person) in (0..).zip(rest) {
        if n % 5 == 4 {
            continue;
        }
        let (kind, answer) = KEPT[if n % 3 == 0 { n % KEPT.len() } else { n % 4 }];
        let said = Said { answer, reach: Visibility::Nobody, period: Period::Never };
        put(service, tx, members.of(&person.key)?, kind, said, person.joined_days_ago).await?;
    }
    service.publish_intents(tx).await
}

async fn put(
    service: &Service,
    tx: &mut Tx,
    member: MemberId,
    kind: IntentKind,
    said: Said,
    days_ago: i64,
) -> Result<(), Fault> {
    let said_at = service.now().plus(-days_ago * Stamp::DAY);
    let row = IntentRow {
        member_id: member,
        kind,
        answer: said.answer,
        reach: said.reach,
        said_at,
        period: said.period,
        review_at: service.review(said_at, said.period),
        asked_at: None,
    };
    Ok(store::intent::put(tx, &row).await?)
}
