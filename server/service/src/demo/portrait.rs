//! Portraits for people who do not exist: a warm ground, a ring and petals, like a family crest. A picture for each seed.
use image::{DynamicImage, Rgb, RgbImage};

const SIDE: u32 = 320;
/// Ground, petals, heart: colours of paper and dyed cloth.
const PALETTES: [[[u8; 3]; 3]; 8] = [
    [[246, 226, 204], [180, 73, 31], [250, 244, 236]],
    [[214, 226, 238], [31, 78, 121], [248, 250, 252]],
    [[226, 234, 214], [74, 107, 62], [250, 250, 240]],
    [[248, 232, 190], [168, 116, 18], [253, 248, 232]],
    [[232, 222, 240], [102, 72, 140], [250, 246, 252]],
    [[244, 218, 216], [158, 58, 70], [253, 244, 242]],
    [[210, 232, 230], [24, 98, 100], [244, 251, 250]],
    [[232, 222, 210], [92, 66, 46], [250, 246, 240]],
];

/// The picture of `seed`.
pub(super) fn paint(seed: usize) -> DynamicImage {
    let [ground, petal, heart] = PALETTES[seed % PALETTES.len()];
    let petals = f64::from(u32::try_from(4 + seed / 3 % 6).unwrap_or(5));
    let turn = f64::from(u32::try_from(seed * 37 % 90).unwrap_or(0)).to_radians();
    let depth = [0.16, 0.26, 0.36][seed / 2 % 3];
    DynamicImage::ImageRgb8(RgbImage::from_fn(SIDE, SIDE, |x, y| {
        let middle = f64::from(SIDE) / 2.0;
        let (dx, dy) = ((f64::from(x) + 0.5 - middle) / middle, (f64::from(y) + 0.5 - middle) / middle);
        let (far, angle) = (dx.hypot(dy), dy.atan2(dx) + turn);
        let edge = 0.56 - depth * (1.0 - (angle * petals / 2.0).sin().abs());
        let ring = coverage(0.78 - far) * coverage(far - 0.72);
        let flower = coverage(edge - far);
        let inner = coverage(0.17 - far) + coverage(0.29 - far) * coverage(far - 0.25);
        let washed = mix(ground, heart, 0.35 * (1.0 - dy) / 2.0);
        let drawn = mix(washed, petal, (ring + flower).min(1.0));
        Rgb(mix(drawn, heart, inner.min(1.0)))
    }))
}

/// 1 inside, 0 outside, a soft step between.
pub(super) fn coverage(inside: f64) -> f64 {
    (inside * 128.0 + 0.5).clamp(0.0, 1.0)
}

/// `share` of the way from `a` to `b`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=255")]
pub(super) fn mix(a: [u8; 3], b: [u8; 3], share: f64) -> [u8; 3] {
    let one = |i: usize| {
        (f64::from(a[i]) + (f64::from(b[i]) - f64::from(a[i])) * share).round().clamp(0.0, 255.0) as u8
    };
    [one(0), one(1), one(2)]
}
