//! Campaigns on a real database: who gets a mail, who never does.
use types::campaign::{CampaignInput, CampaignState};
use types::form::Problem;
use types::id::CampaignId;
use types::lang::{Bilingual, Lang};
use types::member::Relationship;
use types::role::Role;
use types::site::{Site, SiteInput};
use types::time::Stamp;

use crate::fault::{Fault, FormError};
use crate::mail::{ReceivedMail, read_mailbox};
use crate::sign_in::Proved;
use crate::testing::{Net, member_at};
use crate::viewer::Viewer;

const ROSTER: &str = "氏名,フリガナ,メール,最終所属,入社日,退社日
久我 洋平,クガ ヨウヘイ,kuga@example.jp,公共システム本部,2001-04-01,2006-03-31
三宅 渚,ミヤケ ナギサ,miyake@example.jp,公共システム本部,2005-04-01,2012-03-31
有働 早苗,ウドウ サナエ,udo@example.jp,100%流通部,2005-04-01,2013-03-31
梶 直樹,カジ ナオキ,,公共システム本部,1999-04-01,2010-03-31
佐々木 花,ササキ ハナ,sasaki@example.jp,公共システム本部,1999-04-01,2011-03-31
";

struct World {
    net: Net,
    office: Viewer,
    member: Viewer,
}

impl World {
    async fn new() -> Self {
        let net = Net::new().await;
        let (person, alumnus) = (["佐々木", "花"], Relationship::Alumnus);
        let office =
            member_at(&net.service, "office@example.jp", ["髙橋", "花"], alumnus, &[Role::Office]).await;
        let member = member_at(&net.service, "sasaki@example.jp", person, alumnus, &[]).await;
        let site = Site {
            company: Bilingual { ja: "桜橋".into(), en: String::new() },
            contact: "office@example.jp".into(),
            ..Site::default()
        };
        net.service.change_site(&office, &SiteInput::of(&site)).await.unwrap();
        let import =
            net.service.upload_roster(&office, "名簿.csv", ROSTER.as_bytes().to_vec()).await.unwrap();
        net.service.import_roster(&office, import).await.unwrap();
        net.service.work_all().await.unwrap();
        Self { net, office, member }
    }

    async fn with_sender() -> Self {
        let world = Self::new().await;
        let site = (*world.net.service.site().await.unwrap()).clone();
        let input = SiteInput { postal_ja: "大阪市北区梅田0丁目".into(), ..SiteInput::of(&site) };
        world.net.service.change_site(&world.office, &input).await.unwrap();
        world
    }

    async fn draft(&self, input: &CampaignInput) -> CampaignId {
        self.net.service.put_campaign(&self.office, None, input).await.unwrap()
    }

    /// All that is due now and within the next minutes.
    async fn work(&self) {
        for _ in 0..5 {
            self.net.service.work_all().await.unwrap();
            self.net.clock.advance(Stamp::MINUTE);
        }
    }

    async fn mails(&self, to: &str) -> Vec<ReceivedMail> {
        let mails = read_mailbox(self.net.folder.path(), 100).await.unwrap();
        mails.into_iter().filter(|mail| mail.to == to).collect()
    }

    async fn state(&self, id: CampaignId) -> CampaignState {
        self.net.service.campaign(&self.office, id, "").await.unwrap().row.state
    }
}

fn input() -> CampaignInput {
    CampaignInput {
        title: "みなさん".into(),
        lang: "ja".into(),
        subject: "お久しぶりです".into(),
        body: "お元気ですか。".into(),
        ..CampaignInput::default()
    }
}

fn token(body: &str, path: &str) -> String {
    body.split(path).nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
}

#[tokio::test]
async fn each_address_gets_one_mail_with_the_sender_and_a_way_out() {
    let w = World::with_sender().await;
    let id = w.draft(&input()).await;
    let view = w.net.service.campaign(&w.office, id, "").await.unwrap();
    let reach = (view.reach.people, view.reach.with_mail, view.reach.members, view.reach.invited);
    assert_eq!((reach, view.sample.len()), ((5, 4, 1, 0), 3));
    assert!(view.preview.1.contains("大阪市北区梅田0丁目") && view.preview.1.contains("お元気ですか。"));
    w.net.service.start_campaign(&w.office, id).await.unwrap();
    w.work().await;
    let mails = w.mails("kuga@example.jp").await;
    assert_eq!((mails.len(), mails[0].subject.as_str()), (1, "お久しぶりです"));
    let sender = "送信者: 桜橋 縁 事務局\n大阪市北区梅田0丁目\nお問い合わせ: office@example.jp";
    let out = "配信を停止できます。\nhttps://en.example.jp/opt-out/";
    for text in ["久我 洋平 様", out, sender] {
        assert!(mails[0].body.contains(text), "{text}: {}", mails[0].body);
    }
    assert!(w.mails("sasaki@example.jp").await.is_empty(), "a member already");
    let view = w.net.service.campaign(&w.office, id, "").await.unwrap();
    assert_eq!((view.row.state, view.progress.sent, view.progress.total()), (CampaignState::Done, 3, 3));

    let again = w.draft(&input()).await;
    assert_eq!(w.net.service.campaign(&w.office, again, "").await.unwrap().reach.invited, 3);
    w.net.service.start_campaign(&w.office, again).await.unwrap();
    w.work().await;
    assert_eq!(w.mails("kuga@example.jp").await.len(), 1, "never twice");
    assert_eq!(w.state(again).await, CampaignState::Done);
}

#[tokio::test]
async fn the_links_lead_in_and_out() {
    let w = World::with_sender().await;
    let id = w.draft(&input()).await;
    w.net.service.start_campaign(&w.office, id).await.unwrap();
    w.work().await;
    let body = w.mails("kuga@example.jp").await.remove(0).body;
    let mut form = w.net.service.listed_form(&token(&body, "/join/list/")).await.unwrap();
    assert_eq!(
        (form.family.as_str(), form.year_from.as_str(), form.year_to.as_str()),
        ("久我", "2001", "2006")
    );
    form.purpose = vec!["running".into()];
    w.net.service.ask_to_join(None, &form, Lang::Ja, "::1").await.unwrap();
    w.work().await;
    let proof = w.mails("kuga@example.jp").await.remove(0).body;
    let proved = w.net.service.sign_in_by_link(&token(&proof, "/sign-in/link/"), "").await.unwrap();
    assert!(matches!(proved, Proved::SignedIn(_)), "the list knows the person");
    assert_eq!(w.net.service.campaign(&w.office, id, "").await.unwrap().progress.joined, 1);

    let out = token(&w.mails("udo@example.jp").await[0].body, "/opt-out/");
    assert!(!w.net.service.has_opted_out(&out).await.unwrap());
    w.net.service.opt_out(&out, true).await.unwrap();
    w.net.service.opt_out(&out, true).await.unwrap();
    assert!(w.net.service.has_opted_out(&out).await.unwrap());
    w.net.service.opt_out(&out, false).await.unwrap();
    assert!(!w.net.service.has_opted_out(&out).await.unwrap());
    assert!(matches!(w.net.service.opt_out("nothing", true).await, Err(Fault::NotFound)));
}

#[tokio::test]
async fn whoever_opted_out_gets_nothing_whatever_the_campaign() {
    let w = World::with_sender().await;
    let mail = "miyake@example.jp".parse().unwrap();
    let mut tx = w.net.service.db().write().await.unwrap();
    store::opt_out::put(&mut tx, &super::opt_out::mail_hash(&mail), Stamp(1)).await.unwrap();
    tx.commit().await.unwrap();
    let id = w.draft(&input()).await;
    w.net.service.start_campaign(&w.office, id).await.unwrap();
    w.work().await;
    assert!(w.mails("miyake@example.jp").await.is_empty());
    let progress = w.net.service.campaign(&w.office, id, "").await.unwrap().progress;
    assert_eq!((progress.sent, progress.opted_out), (2, 1));
}

#[tokio::test]
async fn a_segment_is_years_and_a_piece_of_the_department() {
    let w = World::new().await;
    let people = async |from: &str, to: &str, department: &str| {
        let input = CampaignInput {
            left_from: from.into(),
            left_to: to.into(),
            department: department.into(),
            ..input()
        };
        let id = w.draft(&input).await;
        w.net.service.campaign(&w.office, id, "").await.unwrap().reach.people
    };
    assert_eq!(people("2010", "2012", "").await, 3);
    assert_eq!(people("", "2006", "").await, 1);
    assert_eq!(people("2007", "", "公共").await, 3);
    assert_eq!(people("", "", "100%").await, 1, "no wildcard");
    assert_eq!(people("", "", "1_0").await, 0, "no wildcard");
}

#[tokio::test]
async fn sending_stops_and_goes_on_and_needs_a_sender() {
    let w = World::new().await;
    let id = w.draft(&input()).await;
    match w.net.service.start_campaign(&w.office, id).await {
        Err(FormError::Problems(p)) => assert_eq!(p.of("postal"), Some(&Problem::Required)),
        other => panic!("{other:?}"),
    }
    let w = World::with_sender().await;
    let id = w.draft(&input()).await;
    w.net.service.start_campaign(&w.office, id).await.unwrap();
    assert!(matches!(
        w.net.service.start_campaign(&w.office, id).await,
        Err(FormError::Fault(Fault::NotFound))
    ));
    w.net.service.pause_campaign(&w.office, id).await.unwrap();
    w.work().await;
    assert!(w.mails("kuga@example.jp").await.is_empty());
    assert_eq!(w.state(id).await, CampaignState::Paused);
    assert!(matches!(w.net.service.remove_campaign(&w.office, id).await, Err(Fault::NotFound)), "no draft");
    w.net.service.resume_campaign(&w.office, id).await.unwrap();
    w.work().await;
    assert_eq!(w.mails("kuga@example.jp").await.len(), 1);
    let known =
        w.net.service.note_bounces(&w.office, id, "Kuga@example.jp\nnobody@example.jp").await.unwrap();
    assert_eq!(known, 1);
    let view = w.net.service.campaign(&w.office, id, "").await.unwrap();
    assert_eq!((view.progress.bounced, view.undelivered[0].mail.as_str()), (1, "kuga@example.jp"));
    assert_eq!(w.net.service.retry_campaign(&w.office, id).await.unwrap(), 0, "bounced is not tried again");
}

#[tokio::test]
async fn a_try_reaches_only_the_office_and_only_the_office_may() {
    let w = World::new().await;
    let id = w.draft(&input()).await;
    assert_eq!(w.net.service.try_campaign(&w.office, id).await.unwrap().as_str(), "office@example.jp");
    w.work().await;
    assert!(w.mails("office@example.jp").await[0].body.contains(" 様"));
    assert!(w.mails("kuga@example.jp").await.is_empty());
    let service = &w.net.service;
    assert!(matches!(service.campaigns(&w.member, None).await, Err(Fault::NotAllowed)));
    assert!(matches!(service.campaign(&w.member, id, "").await, Err(Fault::NotAllowed)));
    assert!(matches!(service.try_campaign(&w.member, id).await, Err(Fault::NotAllowed)));
    assert!(matches!(service.start_campaign(&w.member, id).await, Err(FormError::Fault(Fault::NotAllowed))));
    assert!(matches!(service.pause_campaign(&w.member, id).await, Err(Fault::NotAllowed)));
    assert!(matches!(service.retry_campaign(&w.member, id).await, Err(Fault::NotAllowed)));
    let put = service.put_campaign(&w.member, None, &input()).await;
    assert!(matches!(put, Err(FormError::Fault(Fault::NotAllowed))));
    assert!(matches!(service.campaigns(&Viewer::Visitor, None).await, Err(Fault::SignInNeeded)));
}
