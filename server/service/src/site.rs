//! The site's settings and its first start.
use std::sync::{Arc, PoisonError};

use store::Conn;
use store::site::SiteRow;
use types::form::{Problem, Problems};
use types::id::MemberId;
use types::lang::Lang;
use types::member::{Name, Relationship};
use types::role::{Role, Roles};
use types::site::{Site, SiteInput};
use types::text::{Mail, NamePart};

use crate::Service;
use crate::drawing::{Upload, Wish, draw};
use crate::fault::{Fault, FormError};
use crate::media::{For, MediaKind};
use crate::member::NewMember;
use crate::policy::{Capability, require};
use crate::secret::hash;
use crate::session::Opened;
use crate::viewer::Viewer;

/// The form of the first start: the site and the first member of its office, as typed.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "names of form fields")]
pub struct FirstStartInput {
    #[serde(flatten)]
    pub site: SiteInput,
    pub family: String,
    pub given: String,
    pub mail: String,
}

impl Service {
    /// The site as it is; the defaults before the first start.
    ///
    /// # Errors
    /// The database failed.
    pub async fn site(&self) -> Result<Arc<Site>, Fault> {
        let mut conn = self.db().read().await?;
        self.site_on(&mut conn).await
    }

    /// The site as `conn` sees it. The settings are read for every page and hardly ever change: what they mean is kept beside
    /// their text.
    pub(crate) async fn site_on(&self, conn: &mut Conn) -> Result<Arc<Site>, Fault> {
        let Some(row) = store::site::get(conn).await? else { return Ok(Arc::default()) };
        let mut known = self.inner.site.lock().unwrap_or_else(PoisonError::into_inner);
        if known.0 != row.settings {
            *known = (row.settings.clone(), Arc::new(serde_json::from_str(&row.settings)?));
        }
        Ok(known.1.clone())
    }

    /// A fresh one-time path for the first start, or `None` when that is over. An earlier path stops working.
    ///
    /// # Errors
    /// The database failed.
    pub async fn first_start_path(&self) -> Result<Option<String>, Fault> {
        if self.site().await?.ready {
            return Ok(None);
        }
        let token = self.secrets().token();
        // Whatever a form that was not accepted left behind, such as a logo, stays.
        let settings = serde_json::to_string(self.site().await?.as_ref())?;
        let mut tx = self.db().write().await?;
        store::site::put(&mut tx, &SiteRow { settings, setup_token: Some(hash(&token)) }).await?;
        tx.commit().await?;
        Ok(Some(format!("/setup/{token}")))
    }

    /// Whether `token` opens the first start.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when it does not (any more).
    pub async fn check_first_start(&self, token: &str) -> Result<(), Fault> {
        let mut conn = self.db().read().await?;
        let expected = store::site::get(&mut conn).await?.and_then(|row| row.setup_token);
        if expected.as_deref() == Some(hash(token).as_str()) { Ok(()) } else { Err(Fault::NotFound) }
    }

    /// Sets the site up and signs its first office member in on `device`, who goes on reading `lang` if the site speaks it.
    ///
    /// # Errors
    /// Problems of the form, or [`Fault::NotFound`] when the token does not open the first start (any more).
    pub async fn first_start(
        &self,
        token: &str,
        input: &FirstStartInput,
        lang: Lang,
        device: &str,
    ) -> Result<Opened, FormError> {
        self.check_first_start(token).await?;
        let (site, founder, mail) = parse_first_start(input, self.site().await?.as_ref())?;
        let founder =
            NewMember { lang: if site.langs.contains(&lang) { lang } else { site.lang }, ..founder };
        let mut tx = self.db().write().await?;
        let id = self.add_member(&mut tx, founder, &[(mail, Some(self.now()))]).await?;
        let settings = serde_json::to_string(&site).map_err(Fault::from)?;
        store::site::put(&mut tx, &SiteRow { settings, setup_token: None }).await?;
        self.audit(&mut tx, Some(id), "site.first_start", "site", serde_json::Value::Null).await?;
        let opened = self.open_session(&mut tx, id, device, "/office").await?;
        tx.commit().await?;
        Ok(opened)
    }

    /// Changes the settings.
    ///
    /// # Errors
    /// Problems of the form; only the office may.
    pub async fn change_site(&self, viewer: &Viewer, input: &SiteInput) -> Result<Site, FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let site = input.parse(self.site().await?.as_ref())?;
        self.put_site(me.id(), &site, "site.change").await?;
        Ok(site)
    }

    /// Makes `picture` the logo; `None` brings the product's mark back.
    ///
    /// # Errors
    /// A problem of the field `logo`; only the office may.
    pub async fn change_logo(&self, viewer: &Viewer, picture: Option<Upload>) -> Result<(), FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        self.put_logo(Some(me.id()), picture).await
    }

    /// Keeps a logo during the first start, which may still need another look at its form.
    ///
    /// # Errors
    /// A problem of the field `logo`; [`Fault::NotFound`] when the token does not open the first start (any more).
    pub async fn hold_logo(&self, token: &str, picture: Upload) -> Result<(), FormError> {
        self.check_first_start(token).await?;
        self.put_logo(None, Some(picture)).await
    }

    async fn put_logo(&self, actor: Option<MemberId>, picture: Option<Upload>) -> Result<(), FormError> {
        let drawn = match picture {
            Some(file) => Some(
                draw(Wish::whole(MediaKind::Logo), &file)
                    .await
                    .map_err(|problem| FormError::of("logo", problem))?,
            ),
            None => None,
        };
        let mut tx = self.db().write().await?;
        let row = store::site::get(&mut tx).await?.ok_or(Fault::NotFound)?;
        let mut site: Site = serde_json::from_str(&row.settings).map_err(Fault::from)?;
        let old = site.logo.take();
        if let Some(drawn) = drawn {
            site.logo = Some(self.keep(&mut tx, actor, drawn, For::All).await?);
        }
        let settings = serde_json::to_string(&site).map_err(Fault::from)?;
        store::site::put(&mut tx, &SiteRow { settings, ..row }).await?;
        if let Some(old) = old {
            store::media::delete(&mut tx, old).await?;
        }
        self.audit(&mut tx, actor, "site.logo", "site", serde_json::Value::Null).await?;
        tx.commit().await?;
        self.forget_files(old.as_slice()).await;
        Ok(())
    }

    pub(crate) async fn put_site(&self, actor: MemberId, site: &Site, action: &str) -> Result<(), Fault> {
        let row = SiteRow { settings: serde_json::to_string(site)?, setup_token: None };
        let mut tx = self.db().write().await?;
        store::site::put(&mut tx, &row).await?;
        self.audit(&mut tx, Some(actor), action, "site", serde_json::Value::Null).await?;
        Ok(tx.commit().await?)
    }

    /// Adds an office member from the command line, whose address must be nobody's yet.
    ///
    /// # Errors
    /// Problems of the names or the address.
    pub async fn create_office(&self, family: &str, given: &str, mail: &str) -> Result<(), FormError> {
        let input = FirstStartInput {
            family: family.to_owned(),
            given: given.to_owned(),
            mail: mail.to_owned(),
            ..Default::default()
        };
        let mut problems = Problems::default();
        let parsed = parse_founder(&input, &mut problems);
        let (founder, mail) = problems.finish(parsed)?;
        let mut tx = self.db().write().await?;
        if store::member::by_mail(&mut tx, &mail).await?.is_some() {
            return Err(FormError::of("mail", Problem::Taken));
        }
        let id = self.add_member(&mut tx, founder, &[(mail, None)]).await?;
        self.audit(&mut tx, None, "member.create_office", format!("member:{id}"), serde_json::Value::Null)
            .await?;
        Ok(tx.commit().await?)
    }
}

fn parse_first_start(input: &FirstStartInput, held: &Site) -> Result<(Site, NewMember, Mail), Problems> {
    let (site, mut problems) = match input.site.parse(&Site { ready: true, ..held.clone() }) {
        Ok(site) => (Some(site), Problems::default()),
        Err(problems) => (None, problems),
    };
    let founder = parse_founder(input, &mut problems);
    problems.finish(site.zip(founder).map(|(site, (founder, mail))| (site, founder, mail)))
}

fn parse_founder(input: &FirstStartInput, problems: &mut Problems) -> Option<(NewMember, Mail)> {
    let family = problems.take("family", input.family.parse::<NamePart>());
    let given = problems.take("given", input.given.parse::<NamePart>());
    let mail = problems.take("mail", input.mail.parse::<Mail>());
    let name = Name {
        family: family?,
        given: given?,
        family_kana: None,
        given_kana: None,
        family_roman: None,
        given_roman: None,
    };
    let roles = Roles::of(&[Role::Office, Role::Administrator]);
    let founder = NewMember { roles, ..NewMember::named(name, Relationship::Employee) };
    Some((founder, mail?))
}
