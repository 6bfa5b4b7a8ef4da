//! Pictures of those who mean harm, and of those who do not know what their phone writes into them.
#![allow(clippy::cast_possible_truncation, reason = "sizes of files made here")]

mod bombs;
mod damage;
mod make;
mod memory;
mod places;
mod polyglots;
#[path = "../rules/world/mod.rs"]
mod world;

use service::drawing::Upload;
use service::fault::FormError;
use service::media::MediaSize;
use service::viewer::Viewer;
use types::form::Problem;

use world::World;

/// As in the server: how much memory is kept depends on it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A site whose office changes its logo again and again.
struct Site {
    world: World,
    office: Viewer,
}

impl Site {
    async fn new() -> Self {
        let (world, office) = World::started().await;
        Self { world, office }
    }

    /// Both versions that are kept of a file, or why none is.
    async fn draw(&self, file: &[u8]) -> Result<[Vec<u8>; 2], Problem> {
        let service = &self.world.service;
        match service.change_logo(&self.office, Some(Upload::of(file).unwrap())).await {
            Ok(()) => {}
            Err(FormError::Problems(problems)) => return Err(problems.of("logo").unwrap().clone()),
            Err(FormError::Fault(fault)) => panic!("{fault}"),
        }
        let logo = service.site().await.unwrap().logo.unwrap();
        let mut kept = [Vec::new(), Vec::new()];
        for (kept, size) in kept.iter_mut().zip([MediaSize::Small, MediaSize::Large]) {
            *kept = service.media(&self.office, logo, size).await.unwrap().bytes;
        }
        Ok(kept)
    }

    /// What is kept of a file that has to be taken: pixels and nothing else.
    async fn drawn(&self, name: &str, file: &[u8]) -> [Vec<u8>; 2] {
        let kept = self.draw(file).await.unwrap_or_else(|problem| panic!("{name}: {problem}"));
        for picture in &kept {
            assert_only_pixels(name, picture);
        }
        kept
    }
}

/// A WebP that holds one picture, and not a byte besides.
fn assert_only_pixels(name: &str, webp: &[u8]) {
    assert!(webp.starts_with(b"RIFF") && &webp[8..12] == b"WEBP", "{name}");
    let mut rest = &webp[12..];
    while !rest.is_empty() {
        assert!(matches!(&rest[..4], b"VP8 " | b"VP8X" | b"ALPH"), "{name}: {:?}", &rest[..4]);
        let size = u32::from_le_bytes(rest[4..8].try_into().unwrap()) as usize;
        rest = &rest[8 + size.next_multiple_of(2)..];
    }
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}
