//! Who may do what, and who says so.
use types::form::Problem;
use types::role::{Role, Roles};

use crate::fault::{Fault, FormError};
use crate::mail::read_mailbox;
use crate::policy::{Capability, FRESH, permits};
use crate::testing::{Net, member_at};

/// Every capability with the roles that are enough for it.
#[test]
fn the_table_of_capabilities() {
    use Role::{Administrator, Host, Manager, Office, Reviewer};
    let table: [(Capability, &[Role]); 6] = [
        (Capability::TakePart, &[Office, Reviewer, Host, Manager, Administrator]),
        (Capability::RunOffice, &[Office, Administrator]),
        (Capability::RunProgrammes, &[Office, Manager, Administrator]),
        (Capability::ReadApplications, &[Office, Reviewer, Manager, Administrator]),
        (Capability::HostEvents, &[Office, Host, Administrator]),
        (Capability::Administer, &[Administrator]),
    ];
    for (capability, enough) in table {
        for role in Role::ALL {
            assert_eq!(
                permits(&Roles::of(&[*role]), capability),
                enough.contains(role),
                "{capability:?} for {role:?}"
            );
        }
        assert_eq!(permits(&Roles::default(), capability), capability == Capability::TakePart);
    }
}

#[tokio::test]
async fn administrators_give_roles_and_the_member_hears_of_it() {
    let net = Net::new().await;
    let s = &net.service;
    let admin = net.member("髙橋", "真理子", &[Role::Administrator]).await;
    let office = net.member("中村", "拓也", &[Role::Office]).await;
    let member =
        member_at(s, "hana@example.jp", ["佐々木", "花"], types::member::Relationship::Alumnus, &[]).await;
    let id = member.me().unwrap().id();
    let wanted = Roles::of(&[Role::Reviewer, Role::Manager]);
    let refused = s.change_roles(&office, id, &wanted).await;
    assert!(matches!(refused, Err(FormError::Fault(Fault::NotAllowed))));
    assert!(matches!(s.role_holders(&office, None).await, Err(Fault::NotAllowed)));
    assert!(matches!(s.roles_of(&office, id).await, Err(Fault::NotAllowed)));

    s.change_roles(&admin, id, &wanted).await.unwrap();
    assert_eq!(s.roles_of(&admin, id).await.unwrap().1, wanted);
    let (holders, next) = s.role_holders(&admin, None).await.unwrap();
    let mut held: Vec<_> = holders.iter().map(|row| row.roles.to_string()).collect();
    held.sort();
    assert_eq!(held, ["administrator", "office", "reviewer,manager"]);
    assert_eq!(next, None);
    s.work_all().await.unwrap();
    let mails = read_mailbox(net.folder.path(), 9).await.unwrap();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].body.contains("いまの役割: 審査員・メンター、制度担当"), "{}", mails[0].body);

    s.change_roles(&admin, id, &wanted).await.unwrap();
    s.work_all().await.unwrap();
    assert_eq!(read_mailbox(net.folder.path(), 9).await.unwrap().len(), 1, "nothing changed");

    net.clock.advance(FRESH);
    assert!(matches!(s.roles_of(&admin, id).await, Err(Fault::ConfirmNeeded)));
    let late = s.change_roles(&admin, id, &Roles::default()).await;
    assert!(matches!(late, Err(FormError::Fault(Fault::ConfirmNeeded))));
}

#[tokio::test]
async fn the_last_administrator_stays_one() {
    let net = Net::new().await;
    let s = &net.service;
    let admin = net.member("髙橋", "真理子", &[Role::Administrator]).await;
    net.member("中村", "拓也", &[Role::Office]).await;
    let alone = s.change_roles(&admin, admin.me().unwrap().id(), &Roles::of(&[Role::Office])).await;
    assert!(matches!(alone, Err(FormError::Problems(p)) if p.of("roles") == Some(&Problem::LastOffice)));
    assert!(!s.can_step_away(&admin).await.unwrap());
    let second = net.member("林", "健", &[Role::Administrator]).await;
    assert!(s.can_step_away(&admin).await.unwrap());
    s.change_roles(&admin, second.me().unwrap().id(), &Roles::default()).await.unwrap();
}
