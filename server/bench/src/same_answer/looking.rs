//! Looking at what somebody has who blocked whoever looks, and at what nobody has.
use std::time::Instant;

use anyhow::{Context, Result, anyhow, ensure};
use bench::network::token;
use service::Service;
use service::fault::Fault;
use service::viewer::{Me, Viewer};
use types::id::{MemberId, PostId};

use super::{ASKS, Compared};

/// Milliseconds by which the medians may differ: a page takes no longer than the bar of what writes.
const BAR_MS: f64 = 0.2;

/// What is looked at.
#[derive(Clone, Copy)]
enum Look {
    Profile(MemberId),
    Post(PostId),
}

impl Look {
    /// How long it takes to hear that there is nothing, in milliseconds.
    async fn ms(self, service: &Service, viewer: &Viewer) -> Result<f64> {
        let begin = Instant::now();
        let answer = match self {
            Self::Profile(id) => service.profile(viewer, id).await.map(drop),
            Self::Post(id) => service.post(viewer, id, None).await.map(drop),
        };
        let ms = begin.elapsed().as_secs_f64() * 1_000.0;
        ensure!(matches!(answer, Err(Fault::NotFound)), "there is something to look at");
        Ok(ms)
    }
}

/// Measures profiles and posts.
pub async fn measure(service: &Service) -> Result<[Compared; 2]> {
    let mut times = [const { (Vec::new(), Vec::new()) }; 2];
    for n in 0..ASKS {
        let viewer = service.visit(Some(&token(n))).await?.0;
        let blocker = service.visit(Some(&token((n + 1) % ASKS))).await?.0;
        let [me, blocked_by] = [&viewer, &blocker].map(|viewer| viewer.me().map(Me::id));
        let (me, blocked_by) = me.zip(blocked_by).context("a session is over")?;
        let post =
            service.publish(&blocker, "お久しぶりです。").await.map_err(|error| anyhow!("{error:?}"))?;
        service.block(&blocker, me).await?;
        let nobody = format!("0192d0f0c0ffee0192d0f0c0ff{n:06x}");
        let looks = [
            (Look::Profile(blocked_by), Look::Profile(nobody.parse().context("no id")?)),
            (Look::Post(post), Look::Post(nobody.parse().context("no id")?)),
        ];
        for ((known, unknown), (there, nowhere)) in times.iter_mut().zip(looks) {
            let mut turns = [(known, there), (unknown, nowhere)];
            // Who comes first changes, so that neither gains by it.
            if n % 2 == 1 {
                turns.reverse();
            }
            for (times, look) in turns {
                times.push(look.ms(service, &viewer).await?);
            }
        }
    }
    let [profiles, posts] = times;
    Ok([
        Compared::of("look at a profile", profiles.0, profiles.1, BAR_MS)?,
        Compared::of("look at a post", posts.0, posts.1, BAR_MS)?,
    ])
}
