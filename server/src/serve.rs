//! `enishi serve`: listen, work, stop gracefully.
use std::error::Error;
use std::net::SocketAddr;
use std::time::Duration;

use pages::App;
use service::Service;
use std::sync::Arc;
use tokio::net::TcpListener;

use crate::commands::open;
use crate::config::Full;
use crate::{assets, demo, router};

/// Serves until the process is told to stop.
pub async fn serve(full: Full) -> Result<(), Box<dyn Error + Send + Sync>> {
    // Islands may ask for an executor while they render.
    any_spawner::Executor::init_tokio()?;
    let service = open(&full).await?;
    let site = assets::Site::open(full.site_dir.as_deref())?;
    let app = App { service: service.clone(), assets: Arc::new(site.assets()) };
    let listener = TcpListener::bind(full.listen)
        .await
        .map_err(|e| format!("cannot listen on {}: {e}; choose another --port", full.listen))?;
    service.replay_erasures().await?;
    service.schedule().await?;
    let worker = tokio::spawn(work(service.clone()));
    greet(&service, &full).await?;
    let router = router::router(app, site).into_make_service_with_connect_info::<SocketAddr>();
    let streams = service.clone();
    let stop = async move {
        told_to_stop().await;
        streams.end_streams();
    };
    axum::serve(listener, router).with_graceful_shutdown(stop).await?;
    worker.abort();
    service.db().close().await;
    Ok(())
}

/// Does background work as it comes.
async fn work(service: Service) {
    loop {
        match service.work_once().await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(fault) => tracing::error!(error = ?fault, "the worker could not reach its tasks"),
        }
        // Tasks of other instances announce themselves only by being due.
        let _ = tokio::time::timeout(Duration::from_secs(1), service.task_asked()).await;
    }
}

/// Says where the site is and how to get in.
async fn greet(service: &Service, full: &Full) -> Result<(), Box<dyn Error + Send + Sync>> {
    println!("縁 Enishi is at {}", full.service.url("/"));
    if let Some(path) = service.first_start_path().await? {
        println!("First start: open {} to set the network up. The link works once.", full.service.url(&path));
    }
    if full.service.demo {
        println!("{}", demo::sign_ins(service).await?);
    }
    Ok(())
}

async fn told_to_stop() {
    let interrupt = async { drop(tokio::signal::ctrl_c().await) };
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! { () = interrupt => {}, () = terminate => {} }
    tracing::info!("stopping");
}
