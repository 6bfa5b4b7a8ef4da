//! The card of a profile, for the address books of those connected with the person.
use types::id::MemberId;
use types::lang::Lang;
use types::member::MemberState;
use types::visibility::Relation;

use super::stored::Stored;
use super::vcard::{Reading, vcard};
use super::view::view;
use crate::Service;
use crate::fault::Fault;
use crate::fold::fold;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// A card, and whose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The name as it is written.
    pub name: String,
    /// The same in Latin letters, or empty.
    pub roman: String,
    /// The vCard.
    pub text: String,
}

impl Service {
    /// What the viewer sees of somebody with whom both agreed to be connected, as a vCard. Roles give nobody a card: whoever keeps
    /// one takes it along.
    ///
    /// # Errors
    /// [`Fault::NotFound`] alike when there is nobody and when they are not connected.
    pub async fn card(&self, viewer: &Viewer, id: MemberId, lang: Lang) -> Result<Card, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let member = store::member::by_id(&mut conn, id).await?;
        let stored = Stored::read(&mut conn, id).await?;
        let relation = store::sight::relation_to(&mut conn, me.eye().of_office(false), id).await?;
        let is_near = relation == Some(Relation::Connection);
        let member = member.filter(|it| is_near && it.state == MemberState::Active).ok_or(Fault::NotFound)?;
        let names = stored.opens(&member, Relation::Connection).ok_or(Fault::NotFound)?;
        let [family, given] = names.kana.clone();
        let reading = Reading { family: fold(&family), given: fold(&given) };
        let seen = self.seen(stored.profile.as_ref());
        let shown = view(&mut conn, None, member, &stored, (Relation::Connection, seen), names).await?;
        let address = self.config().url(&format!("/people/{id}"));
        let text = vcard(&shown, &reading, lang, &address);
        Ok(Card { name: shown.person.written(lang), roman: shown.roman, text })
    }
}

#[cfg(test)]
mod tests {
    use types::profile::ProfileInput;
    use types::role::Role;

    use super::*;
    use crate::testing::{Net, id};

    #[tokio::test]
    async fn only_who_is_connected_gets_a_card_and_on_it_what_the_profile_shows() {
        let net = Net::new().await;
        let s = &net.service;
        let member = net.member("佐々木", "花", &[]).await;
        let near = net.member("久我", "洋平", &[]).await;
        let other = net.member("松本", "健", &[]).await;
        let office = net.member("髙橋", "真理子", &[Role::Office]).await;
        let input = ProfileInput {
            career_company: vec!["沢音; 工房".into()],
            career_title: vec!["代表".into()],
            career_from: vec![String::new()],
            career_to: vec![String::new()],
            bio: "秘密の沢".into(),
            link_label: vec!["ページ".into()],
            link_url: vec!["https://example.jp/sawa".into()],
            seen: ["work:connections", "links:connections", "mail:nobody", "bio:members"]
                .map(String::from)
                .to_vec(),
            ..s.own_profile(&member).await.unwrap()
        };
        s.change_profile(&member, &input).await.unwrap();
        s.connect(&near, id(&member), "").await.unwrap();
        let none =
            async |by: &Viewer| matches!(s.card(by, id(&member), Lang::Ja).await, Err(Fault::NotFound));
        assert!(none(&near).await, "not before both agreed");
        s.accept_connection(&member, id(&near)).await.unwrap();
        for by in [&member, &other, &office] {
            assert!(none(by).await);
        }
        assert!(matches!(s.card(&near, MemberId::LAST, Lang::Ja).await, Err(Fault::NotFound)));
        let asked = s.card(&Viewer::Visitor, id(&member), Lang::Ja).await;
        assert!(matches!(asked, Err(Fault::SignInNeeded)));

        let card = s.card(&near, id(&member), Lang::Ja).await.unwrap();
        assert!(card.text.starts_with("BEGIN:VCARD\r\nVERSION:3.0\r\n"), "{}", card.text);
        for line in [
            "N:佐々木;花;;;",
            "FN:佐々木 花",
            "ORG:沢音\\; 工房",
            "TITLE:代表",
            "URL:https://example.jp/sawa",
        ] {
            assert!(card.text.contains(&format!("\r\n{line}\r\n")), "{line}\n{}", card.text);
        }
        assert!(!card.text.contains("EMAIL") && !card.text.contains("秘密"), "{}", card.text);
        let seen = ["work:office", "links:nobody", "mail:connections"].map(String::from).to_vec();
        let input = ProfileInput { seen, ..s.own_profile(&member).await.unwrap() };
        s.change_profile(&member, &input).await.unwrap();
        let card = s.card(&near, id(&member), Lang::Ja).await.unwrap();
        assert!(!card.text.contains("ORG") && !card.text.contains("sawa"), "{}", card.text);
        assert!(card.text.contains("EMAIL;TYPE=INTERNET:"), "{}", card.text);

        s.block(&member, id(&near)).await.unwrap();
        assert!(none(&near).await, "who is not seen any more has no card");
    }
}
