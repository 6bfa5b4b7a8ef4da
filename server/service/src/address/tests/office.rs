//! The office in place of an address that cannot be read any more.
use types::address::AddressRequestState::{Done, Open, Stopped};
use types::role::Role;
use types::site::SiteInput;

use super::{NEW, OLD, list, net};
use crate::address::{OPEN_FOR, OPEN_FOR_OFFICE};
use crate::fault::Fault;
use crate::viewer::Viewer;

#[tokio::test]
async fn the_office_confirms_a_proved_address_when_asked() {
    let (net, me) = net().await;
    let s = &net.service;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let site = SiteInput {
        company_ja: "桜橋".into(),
        contact: "office@example.org".into(),
        ..SiteInput::of(s.site().await.unwrap().as_ref())
    };
    s.change_site(&office, &site).await.unwrap();
    let id = s.ask_address(&me, NEW).await.unwrap();
    let first = net.token(OLD, "/addresses/confirm/").await;
    assert!(matches!(s.ask_office_for_address(&me, id).await, Err(Fault::NotFound)), "not proved yet");
    assert!(matches!(s.decide_address(&office, id, true).await, Err(Fault::NotFound)), "not asked yet");
    let code = net.code(NEW).await;
    s.prove_address_by_code(&me, id, &code).await.unwrap();
    assert!(s.addresses_for_office(&office).await.unwrap().is_empty());

    s.ask_office_for_address(&me, id).await.unwrap();
    assert!(matches!(s.ask_office_for_address(&me, id).await, Err(Fault::NotFound)), "once");
    net.mail_with("office@example.org", "/office/queue/addresses").await;
    net.mail_with(OLD, "事務局に確認が依頼されました").await;
    assert!(
        matches!(s.address_confirmation(&first).await, Err(Fault::NotFound)),
        "a new link took its place"
    );
    let waiting = s.addresses_for_office(&office).await.unwrap();
    assert_eq!((waiting.len(), waiting[0].id, waiting[0].mail.as_str()), (1, id, NEW));
    assert_eq!(waiting[0].person.given, "健太");
    assert!(s.address_request(&me, id).await.unwrap().at_office);

    for who in [&me, &Viewer::Visitor] {
        assert!(s.addresses_for_office(who).await.is_err());
        assert!(matches!(
            s.decide_address(who, id, true).await,
            Err(Fault::NotAllowed | Fault::SignInNeeded)
        ));
    }
    net.clock.advance(OPEN_FOR);
    assert_eq!(s.decide_address(&office, id, true).await.unwrap(), Done);
    assert_eq!(list(s, &me).await, [OLD, NEW]);
    assert!(matches!(s.decide_address(&office, id, true).await, Err(Fault::NotFound)), "once");
    assert!(s.addresses_for_office(&office).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_office_declines_the_old_address_stops_and_nobody_decides_about_oneself() {
    let (net, me) = net().await;
    let s = &net.service;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let asked = async |who: &Viewer, mail: &str| {
        let id = s.ask_address(who, mail).await.unwrap();
        let code = net.code(mail).await;
        assert_eq!(s.prove_address_by_code(who, id, &code).await.unwrap(), Open);
        s.ask_office_for_address(who, id).await.unwrap();
        id
    };
    let declined = asked(&me, NEW).await;
    assert_eq!(s.decide_address(&office, declined, false).await.unwrap(), Stopped);

    let stopped = asked(&me, "b@example.com").await;
    let token = net.token(OLD, "/addresses/confirm/").await;
    s.stop_address(&token).await.unwrap();
    assert!(matches!(s.decide_address(&office, stopped, true).await, Err(Fault::NotFound)));

    let late = asked(&me, "c@example.com").await;
    let own = asked(&office, "mariko@example.com").await;
    assert_eq!(s.addresses_for_office(&office).await.unwrap().len(), 1, "not the own one");
    assert!(matches!(s.decide_address(&office, own, true).await, Err(Fault::NotFound)));
    net.clock.advance(OPEN_FOR_OFFICE);
    assert!(matches!(s.decide_address(&office, late, true).await, Err(Fault::NotFound)));
    assert_eq!(list(s, &me).await, [OLD]);
}
