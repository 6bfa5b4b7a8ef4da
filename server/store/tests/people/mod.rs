//! Members for contract tests.
use store::consent::{self, ConsentRow};
use store::member::{self, MemberRow};
use store::{Db, Tx};
use types::consent::Purpose;
use types::id::{ConsentId, MemberId};
use types::lang::Lang;
use types::member::{MemberState, Relationship, Theme};
use types::role::Roles;
use types::time::Stamp;
use uuid::Uuid;

/// The id of member `n`.
pub fn id(n: u128) -> MemberId {
    MemberId(Uuid::from_u128(n))
}

/// Member `n`, an active alumnus who joined at 1,000 and whom nobody invited.
pub fn person(n: u128) -> MemberRow {
    MemberRow {
        id: id(n),
        state: MemberState::Active,
        relationship: Relationship::Alumnus,
        roles: Roles::default(),
        family: "佐々木".into(),
        given: format!("第{n}"),
        family_kana: String::new(),
        given_kana: String::new(),
        family_roman: String::new(),
        given_roman: String::new(),
        sort_key: String::new(),
        line: String::new(),
        photo_id: None,
        lang: Lang::Ja,
        theme: Theme::Auto,
        invited_by: None,
        shows_origin: false,
        joined_at: Stamp(1_000),
    }
}

/// An open transaction with these members written.
pub async fn with(db: &Db, people: impl IntoIterator<Item = MemberRow>) -> Tx {
    let mut tx = db.write().await.unwrap();
    for row in people {
        member::insert(&mut tx, &row).await.unwrap();
    }
    tx
}

/// Writes that member `n` agreed to `purpose` by the text `2026-11`.
#[allow(dead_code, reason = "each test binary uses a part")]
pub async fn agreed(tx: &mut Tx, n: u128, purpose: Purpose) {
    let row = ConsentRow {
        id: ConsentId(Uuid::from_u128(n << 8 | purpose as u128)),
        member_id: id(n),
        purpose,
        text_version: "2026-11".into(),
        given: true,
        at: Stamp(1_000),
    };
    consent::insert(tx, &row).await.unwrap();
}
