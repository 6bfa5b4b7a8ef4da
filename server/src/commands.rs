//! The subcommands.
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use service::Service;
use service::clock::SystemClock;
use service::secret::Secrets;
use store::Db;
use store::copy::Copied;

use crate::cli::{Cli, Command};
use crate::config::{self, Full};
use crate::serve;

type Outcome = Result<(), Box<dyn Error + Send + Sync>>;

/// Does what the command line asks for.
pub async fn run(cli: Cli) -> Outcome {
    let full = config::read(&cli)?;
    init_log(full.log_json);
    match cli.command {
        Command::Serve => serve::serve(full).await,
        Command::Migrate => migrate(&full).await,
        Command::SeedDemo => seed_demo(full).await,
        Command::CreateOffice { family, given, mail } => create_office(full, &family, &given, &mail).await,
        Command::OfficeLink { mail } => office_link(full, &mail).await,
        Command::MoveDb { from, to } => move_db(&full, from.as_deref(), &to).await,
        Command::ReplayErasures => replay_erasures(&full).await,
        Command::Doctor => doctor(&full).await,
    }
}

fn init_log(json: bool) {
    let filter =
        tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info,sqlx=warn".into());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if json { log.json().init() } else { log.init() }
}

/// The service of this configuration, on a database brought up to date.
pub async fn open(full: &Full) -> Result<Service, Box<dyn Error + Send + Sync>> {
    let db = open_db(full).await?;
    db.migrate().await?;
    Ok(Service::new(db, Arc::new(SystemClock), Secrets::from_os(), full.service.clone())?)
}

async fn open_db(full: &Full) -> Result<Db, Box<dyn Error + Send + Sync>> {
    if let Some(url) = &full.database_url {
        return Ok(Db::postgres(url).await?);
    }
    let data = &full.service.data;
    let why = |error| {
        format!("the data folder {} cannot be made ({error}); choose another with --data", data.display())
    };
    std::fs::create_dir_all(data).map_err(why)?;
    Ok(Db::sqlite(&sqlite_file(data)).await?)
}

fn sqlite_file(data: &Path) -> std::path::PathBuf {
    data.join("enishi.db")
}

async fn migrate(full: &Full) -> Outcome {
    let db = open_db(full).await?;
    db.migrate().await?;
    println!("{}: the schema is up to date.", db.engine());
    db.close().await;
    Ok(())
}

async fn seed_demo(mut full: Full) -> Outcome {
    full.service.demo = true;
    let service = open(&full).await?;
    let people = service.seed_demo().await?;
    println!("The demonstration network is ready: {people} members.");
    service.db().close().await;
    Ok(())
}

async fn create_office(full: Full, family: &str, given: &str, mail: &str) -> Outcome {
    let service = open(&full).await?;
    match service.create_office(family, given, mail).await {
        Ok(()) => println!(
            "{mail} is a member of the alumni office and signs in at {}.",
            full.service.url("/sign-in")
        ),
        Err(service::fault::FormError::Problems(problems)) => {
            let list: Vec<_> = problems
                .iter()
                .map(|(field, problem)| {
                    format!(
                        "--{field}: {}",
                        problem.text(types::lang::Voice::default().in_lang(types::lang::Lang::En))
                    )
                })
                .collect();
            return Err(list.join(" ").into());
        }
        Err(service::fault::FormError::Fault(fault)) => return Err(Box::new(fault)),
    }
    service.db().close().await;
    Ok(())
}

async fn office_link(full: Full, mail: &str) -> Outcome {
    let service = open(&full).await?;
    let path = service.make_office_link(mail).await?;
    println!("{}", full.service.url(&path));
    println!("The link signs in once, within 15 minutes. Everybody in the office hears of it by mail.");
    service.db().close().await;
    Ok(())
}

async fn replay_erasures(full: &Full) -> Outcome {
    let service = open(full).await?;
    let again = service.replay_erasures().await?;
    if again > 0 {
        service.db().scrub().await?;
    }
    println!("{again} member(s) who had been erased were in the database and were erased again.");
    service.db().close().await;
    Ok(())
}

async fn move_db(full: &Full, from: Option<&str>, to: &str) -> Outcome {
    let source = match from {
        None => open_db(full).await?,
        // Opening a file that is not there would make an empty one.
        Some(place) if !is_postgres(place) && !Path::new(place).exists() => {
            return Err(format!(
                "there is no database at {place}; name the SQLite file or a postgres:// address"
            )
            .into());
        }
        Some(place) => db_at(place).await?,
    };
    let target = db_at(to).await?;
    let start = Instant::now();
    let tables = service::move_db::move_db(&source, &target).await?;
    for Copied { table, digest } in &tables {
        println!("{table:<24} {:>9} rows  {:.16}", digest.rows, digest.to_string());
    }
    println!(
        "Copied {} rows of {} tables from {} to {} in {:.1} s; both hold the same. Uploads stay in {}.",
        tables.iter().map(|table| table.digest.rows).sum::<u64>(),
        tables.len(),
        source.engine(),
        target.engine(),
        start.elapsed().as_secs_f64(),
        full.service.data.display(),
    );
    source.close().await;
    target.close().await;
    Ok(())
}

async fn db_at(place: &str) -> Result<Db, store::StoreError> {
    if is_postgres(place) { Db::postgres(place).await } else { Db::sqlite(Path::new(place)).await }
}

fn is_postgres(place: &str) -> bool {
    place.starts_with("postgres://") || place.starts_with("postgresql://")
}

async fn doctor(full: &Full) -> Outcome {
    let db = open_db(full).await?;
    let migrated = db.migrate().await;
    let writable = std::fs::create_dir_all(full.service.data.join("mail"));
    let mut checks = vec![
        (format!("database ({})", db.engine()), migrated.err().map(|e| crate::sentence(&e))),
        (format!("data folder {}", full.service.data.display()), writable.err().map(|e| e.to_string())),
        (
            format!("base URL {}", full.service.base_url),
            (!full.service.is_https() && !full.listen.ip().is_loopback())
                .then(|| "is not https, so session cookies travel in the open".to_owned()),
        ),
        (
            "mail".to_owned(),
            match &full.service.smtp_url {
                None => Some("goes to files; set --smtp-url to send it".to_owned()),
                Some(_) => config::address(&full.service.mail_from)
                    .is_none()
                    .then(|| "--mail-from holds no mail address".to_owned()),
            },
        ),
    ];
    if let Some(oidc) = &full.service.oidc {
        let found = service::oidc::check(oidc).await;
        checks.push((format!("accounts of {}", oidc.issuer), found.err().map(|e| crate::sentence(&e))));
    }
    let mut wrong = 0;
    for (what, why) in checks {
        match why {
            None => println!("ok     {what}"),
            Some(why) => {
                println!("LOOK   {what}: {why}");
                wrong += 1;
            }
        }
    }
    println!("{wrong} thing(s) to look at.");
    db.close().await;
    Ok(())
}
