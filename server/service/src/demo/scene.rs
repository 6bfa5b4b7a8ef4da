//! Pictures for the demonstration's posts: calm places and things, painted pixel by pixel from a few curves.
use image::{DynamicImage, Rgb, RgbImage};

use super::portrait::{coverage, mix};

const WIDTH: u32 = 720;
const HEIGHT: u32 = 480;

type Colour = [u8; 3];

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Scene {
    /// Hills behind hills under a low sun.
    Hills,
    /// Islands in a quiet sea.
    Islands,
    /// Waves in rows: 青海波.
    Seigaiha,
    /// A cake with chestnuts, from above.
    Cake,
    /// A box of mandarins.
    Mikan,
    /// A field in rows up to the horizon.
    Field,
    /// Snow at night.
    Snow,
}

/// The picture of `scene`; each `seed` another one.
pub(super) fn paint(scene: Scene, seed: u32) -> DynamicImage {
    let turn = f64::from(seed % 7) * 0.9;
    let pixel = match scene {
        Scene::Hills => hills,
        Scene::Islands => islands,
        Scene::Seigaiha => seigaiha,
        Scene::Cake => cake,
        Scene::Mikan => mikan,
        Scene::Field => field,
        Scene::Snow => snow,
    };
    DynamicImage::ImageRgb8(RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        // Down: 0 to 1; across: 0 to 1.5.
        let side = f64::from(HEIGHT);
        Rgb(pixel((f64::from(x) + 0.5) / side, (f64::from(y) + 0.5) / side, turn))
    }))
}

fn hills(x: f64, y: f64, turn: f64) -> Colour {
    let sky = mix([250, 226, 190], [246, 240, 226], y * 1.6);
    let sun = coverage(0.09 - (x - 1.05 + turn * 0.06).hypot(y - 0.24));
    let mut colour = mix(sky, [224, 122, 70], sun * 0.85);
    let ridges =
        [([186, 200, 196], 0.42), ([138, 168, 166], 0.54), ([86, 130, 128], 0.68), ([44, 86, 88], 0.83)];
    for (i, (ridge, height)) in (0_u32..).zip(ridges) {
        let k = 2.6 + f64::from(i) * 1.3;
        let edge =
            height + 0.055 * (x * k + turn + f64::from(i) * 1.7).sin() + 0.02 * (x * k * 2.7 + turn).sin();
        colour = mix(colour, ridge, coverage(y - edge));
    }
    colour
}

fn islands(x: f64, y: f64, turn: f64) -> Colour {
    let horizon = 0.46;
    let sky = mix([206, 224, 234], [250, 238, 222], y / horizon);
    let depth = ((y - horizon) / (1.0 - horizon)).max(0.0);
    let ripple = 0.5 + 0.5 * ((y - horizon).max(0.001).sqrt() * 90.0 + (x * 5.0 + turn).sin() * 1.5).sin();
    let sea = mix([150, 188, 200], [44, 96, 122], depth * 0.9 + ripple * 0.08);
    let mut colour = mix(sky, sea, coverage(y - horizon));
    for (centre, width, height, ink) in
        [(0.3 + turn * 0.08, 0.28, 0.16, [104, 134, 134]), (1.1 - turn * 0.05, 0.2, 0.24, [66, 104, 100])]
    {
        let across = (x - centre) / width;
        let top = horizon + 0.012 - height * (1.0 - across * across) * (0.92 + 0.08 * (across * 9.0).sin());
        colour = mix(colour, ink, coverage(y - top) * coverage(horizon + 0.012 - y));
    }
    colour
}

fn seigaiha(x: f64, y: f64, turn: f64) -> Colour {
    let scale = 0.16;
    let inks: [Colour; 2] = [[31, 78, 121], [24, 98, 100]];
    let ink = inks[usize::from(turn > 2.0)];
    let row = (y / (scale * 0.5)).floor();
    // The nearest of the scales that lie over each other here, the lowest row uppermost.
    let mut colour = ink;
    for back in [2.0, 1.0, 0.0] {
        let row = row + 1.0 - back;
        let shift = if row.rem_euclid(2.0) < 1.0 { 0.0 } else { scale };
        let column = ((x - shift) / (2.0 * scale)).round() * 2.0 * scale + shift;
        let far = (x - column).hypot(y - (row + 1.0) * scale * 0.5) / scale;
        let ring = (0.5 + 0.5 * (far * 19.0).cos()).powi(2);
        let scales = mix(ink, [244, 238, 224], ring * 0.85);
        colour = mix(colour, scales, coverage((1.0 - far) * scale));
    }
    colour
}

fn cake(x: f64, y: f64, turn: f64) -> Colour {
    let (dx, dy) = (x - 0.75, y - 0.5);
    let (far, angle) = (dx.hypot(dy), dy.atan2(dx) + turn);
    let grain = 0.5 + 0.5 * (y * 60.0 + (x * 3.0).sin() * 4.0).sin();
    let table = mix([196, 158, 116], [180, 140, 98], grain);
    let plate = mix(table, [250, 247, 240], coverage(0.43 - far));
    let rim = mix(plate, [31, 78, 121], coverage(0.405 - far) * coverage(far - 0.395));
    let cut = if (angle.sin() * 0.5 + angle.cos() * 0.9 - 0.97) * far > 0.0 { 0.0 } else { 1.0 };
    let cream = mix([246, 232, 206], [226, 196, 152], 0.5 + 0.5 * (angle * 24.0 + far * 40.0).sin());
    let mut colour = mix(rim, cream, coverage(0.31 - far) * cut);
    colour = mix(colour, [150, 96, 52], coverage(0.225 - far) * coverage(far - 0.05) * cut * 0.55);
    let near = (angle / (std::f64::consts::TAU / 8.0)).round() * std::f64::consts::TAU / 8.0 - turn;
    let nut = (dx - 0.265 * near.cos()).hypot(dy - 0.265 * near.sin());
    mix(colour, mix([122, 66, 28], [206, 148, 88], nut * 16.0), coverage(0.037 - nut))
}

fn mikan(x: f64, y: f64, turn: f64) -> Colour {
    let row = (y / 0.2).floor();
    let shift = if row.rem_euclid(2.0) < 1.0 { 0.06 } else { 0.17 };
    let (cx, cy) = (((x - shift) / 0.22).round() * 0.22 + shift, row * 0.2 + 0.1);
    let (dx, dy) = (x - cx, y - cy);
    let far = dx.hypot(dy);
    let light = (1.0 - (dx + 0.03).hypot(dy + 0.035) * 8.0).clamp(0.0, 1.0);
    let body = mix([222, 118, 24], [255, 190, 92], light);
    let shade = mix([70, 46, 28], [112, 74, 42], 0.5 + 0.5 * (x * 20.0 + turn).sin());
    let fruit = mix(shade, body, coverage(0.1 - far));
    let leaf = coverage(0.03 - (dx - 0.018).hypot((dy + 0.062) * 2.2));
    let has_leaf = f64::from(u8::from((cx * 31.0 + cy * 17.0 + turn).sin() > 0.1));
    mix(fruit, [70, 112, 60], leaf * has_leaf)
}

fn field(x: f64, y: f64, turn: f64) -> Colour {
    let horizon = 0.38 + 0.02 * (x * 3.0 + turn).sin();
    let sky = mix([188, 214, 232], [246, 240, 228], y / 0.4);
    let cloud = coverage(0.05 - (y - 0.14 - 0.02 * (x * 7.0 + turn).sin()).abs() - (x - 0.5).abs() * 0.12);
    let sky = mix(sky, [255, 253, 248], cloud * 0.7);
    let near = (y - horizon).max(0.002);
    let rows = 0.5 + 0.5 * ((x - 0.75) / near * 2.4 + turn).sin();
    let tufts = 0.5 + 0.5 * (1.0 / near * 6.0).sin();
    let earth = mix([150, 116, 82], [104, 78, 54], near * 1.6);
    let green = mix(earth, [96, 140, 70], (rows * 1.6 - 0.5).clamp(0.0, 1.0) * (0.65 + 0.35 * tufts));
    let hill = horizon - 0.07 - 0.04 * (x * 4.0 + turn * 2.0).sin();
    let back = mix(sky, [124, 154, 146], coverage(y - hill));
    mix(back, green, coverage(y - horizon))
}

fn snow(x: f64, y: f64, turn: f64) -> Colour {
    let ground = 0.78 + 0.03 * (x * 2.4 + turn).sin();
    let mut colour = mix([28, 40, 66], [92, 112, 146], y);
    colour = mix(colour, [246, 240, 214], coverage(0.05 - (x - 0.3).hypot(y - 0.2)));
    for (centre, height) in [(0.25, 0.3), (0.55, 0.22), (1.2, 0.36)] {
        let down = y - (ground - height);
        let half = (down * 0.34 * (0.75 + 0.25 * (down * 40.0).sin().abs())).max(0.0);
        colour = mix(colour, [36, 62, 66], coverage(half - (x - centre).abs()) * coverage(down));
    }
    colour = mix(colour, [232, 238, 246], coverage(y - ground));
    let cell = 0.075;
    let (cx, cy) = ((x / cell).floor(), (y / cell).floor());
    let chance = |k: f64| ((cx * 12.99 + cy * 78.23 + k + turn).sin() * 43_758.5).fract().abs();
    let (fx, fy) = ((cx + 0.2 + 0.6 * chance(1.0)) * cell, (cy + 0.2 + 0.6 * chance(2.0)) * cell);
    let size = 0.003 + 0.006 * chance(3.0);
    mix(colour, [255, 255, 255], coverage(size - (x - fx).hypot(y - fy)) * 0.9)
}
