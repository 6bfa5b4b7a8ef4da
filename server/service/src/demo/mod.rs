//! The demonstration: a believable network of a fictional company, written into an empty database.
mod activity;
mod application;
mod event;
mod feed;
mod intent;
mod invitations;
mod names;
mod people;
mod portrait;
mod profile;
mod programme;
mod reading;
mod roster;
mod scene;
mod story;
mod ties;

use types::lang::Bilingual;
use types::site::Site;
use types::text::Mail;

use crate::Service;
use crate::fault::Fault;
use crate::session::Opened;

const COMPANY: &str = include_str!("../../demo/company.json");

/// The parts of the company's file that the site's settings take.
#[derive(serde::Deserialize)]
struct Company {
    short_name: Bilingual,
    network: Bilingual,
    welcome: Bilingual,
    about: Bilingual,
    privacy: Bilingual,
    terms: Bilingual,
    contact: Contact,
    departments: Vec<profile::DemoDepartment>,
}

#[derive(serde::Deserialize)]
struct Contact {
    mail: String,
    postal_ja: String,
    postal_en: String,
    domains: Vec<String>,
}

impl Service {
    /// Fills an empty database with the demonstration network; how many members it has.
    ///
    /// # Errors
    /// The database is not empty, or failed.
    pub async fn seed_demo(&self) -> Result<usize, Fault> {
        let company: Company = serde_json::from_str(COMPANY)?;
        let people = people::read()?;
        let mut tx = self.db().write().await?;
        if store::member::count(&mut tx).await? > 0 {
            return Err(Fault::internal(
                "the database holds members already; seed-demo fills only an empty one, so choose another --data folder",
            ));
        }
        let site = site(&company);
        let row = store::site::SiteRow { settings: serde_json::to_string(&site)?, setup_token: None };
        store::site::put(&mut tx, &row).await?;
        let members = people::write(self, &mut tx, &people).await?;
        profile::write(self, &mut tx, &members, &company.departments).await?;
        names::write(self, &mut tx, &members).await?;
        let (slug, programme) = programme::write(self, &mut tx, &members).await?;
        application::write(self, &mut tx, &members, programme).await?;
        event::write(self, &mut tx, &members, (&slug, programme)).await?;
        story::write(self, &mut tx, &members).await?;
        feed::write(self, &mut tx, &members).await?;
        invitations::write(self, &mut tx, &members, &company.departments).await?;
        roster::write(self, &mut tx).await?;
        reading::write(self, &mut tx, &members).await?;
        intent::write(self, &mut tx, &people, &members).await?;
        ties::write(self, &mut tx, &members).await?;
        activity::write(self, &mut tx, people.iter().map(|p| p.key.as_str()), &members).await?;
        tx.commit().await?;
        Ok(people.len())
    }

    /// The people a demonstration offers to sign in as: a word for each, and the name.
    ///
    /// # Errors
    /// Only in a demonstration.
    pub async fn demo_people(&self) -> Result<Vec<(String, String)>, Fault> {
        self.demo_only()?;
        let people = people::read()?.into_iter();
        Ok(people.filter_map(|p| Some((p.sign_in?, format!("{} {}", p.family, p.given)))).collect())
    }

    /// Signs in as one of [`Self::demo_people`], or as anybody else by the key in the demonstration's file, without any mail.
    ///
    /// # Errors
    /// Only in a demonstration, and only as somebody of its file.
    pub async fn demo_sign_in(&self, who: &str, device: &str) -> Result<Opened, Fault> {
        self.demo_only()?;
        let mail = people::read()?
            .into_iter()
            .find(|p| p.sign_in.as_deref() == Some(who) || p.key == who)
            .ok_or(Fault::NotFound)?
            .mail;
        let mail: Mail = mail.parse().map_err(Fault::internal)?;
        let mut tx = self.db().write().await?;
        let member = store::member::by_mail(&mut tx, &mail).await?.ok_or(Fault::NotFound)?;
        let opened = self.open_session(&mut tx, member, device, "/").await?;
        tx.commit().await?;
        Ok(opened)
    }

    fn demo_only(&self) -> Result<(), Fault> {
        if self.config().demo { Ok(()) } else { Err(Fault::NotFound) }
    }
}

fn site(company: &Company) -> Site {
    Site {
        ready: true,
        name: company.network.clone(),
        company: company.short_name.clone(),
        welcome: company.welcome.clone(),
        about: company.about.clone(),
        privacy: company.privacy.clone(),
        terms: company.terms.clone(),
        contact: company.contact.mail.clone(),
        postal: Bilingual { ja: company.contact.postal_ja.clone(), en: company.contact.postal_en.clone() },
        mail_domains: company.contact.domains.clone(),
        ..Site::default()
    }
}
