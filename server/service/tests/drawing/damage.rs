//! Damaged pictures: whatever a file says, it is drawn or refused. A server that panics is gone.
use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::Site;
use crate::make::{chunk, exact_webp, gif, grey_jpeg, jpeg, packed_nothing, png, png_of, webp};

/// Damaged files of each picture.
const EACH: usize = 60;

static PANICS: AtomicUsize = AtomicUsize::new(0);

#[tokio::test]
async fn damage_is_refused_or_drawn() {
    let site = Site::new().await;
    let told = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        told(info);
    }));
    let pictures = [
        jpeg(),
        grey_jpeg(0xc2, (100, 60), &[(0, 0), (1, 63)]),
        png(),
        png_of((20, 20), [8, 3, 1], &[chunk(*b"PLTE", &[9; 30]), chunk(*b"IDAT", &packed_nothing(40))]),
        gif(),
        webp(),
        exact_webp(),
    ];
    let mut chance = StdRng::seed_from_u64(7);
    for (number, picture) in pictures.iter().enumerate() {
        for turn in 0..EACH {
            let file = damaged(picture, &mut chance);
            let _ = site.draw(&file).await;
            assert_eq!(PANICS.load(Ordering::Relaxed), 0, "picture {number}, turn {turn}: {file:?}");
        }
    }
}

/// A few bytes changed, mostly among the first hundred; sometimes an end that comes early.
fn damaged(picture: &[u8], chance: &mut impl Rng) -> Vec<u8> {
    let mut file = picture.to_vec();
    for _ in 0..chance.random_range(1..6) {
        let end = if chance.random_bool(0.7) { file.len().min(100) } else { file.len() };
        file[chance.random_range(4..end)] = chance.random();
    }
    if chance.random_bool(0.1) {
        file.truncate(chance.random_range(4..file.len()));
    }
    file
}
