//! Pictures made smaller while their rows arrive, so that the large picture is never in memory. Each pixel drawn is the mean of
//! the area it covers, reckoned in whole numbers.
use image::RgbaImage;
use image::metadata::Orientation;
use types::crop::Crop;

/// How the pixels of a row lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    Grey,
    GreyAlpha,
    Rgb,
    Rgba,
    /// Inks as a JPEG has them: 0 is none.
    Cmyk,
}

impl Layout {
    /// Bytes of one pixel.
    pub fn bytes(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::GreyAlpha => 2,
            Self::Rgb => 3,
            Self::Rgba | Self::Cmyk => 4,
        }
    }

    fn rgba(self, pixel: &[u8]) -> [u64; 4] {
        let at = |i: usize| u64::from(pixel.get(i).copied().unwrap_or(255));
        match self {
            Self::Grey => [at(0), at(0), at(0), 255],
            Self::GreyAlpha => [at(0), at(0), at(0), at(1)],
            Self::Rgb => [at(0), at(1), at(2), 255],
            Self::Rgba => [at(0), at(1), at(2), at(3)],
            Self::Cmyk => {
                let ink = |i: usize| (255 - at(i)) * (255 - at(3)) / 255;
                [ink(0), ink(1), ink(2), 255]
            }
        }
    }
}

/// The part of a picture that is drawn, in its own pixels before it is turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
}

impl Area {
    /// All of it.
    pub fn whole((width, height): (u32, u32)) -> Self {
        Self { left: 0, top: 0, width, height }
    }

    /// The square that `crop` chooses of the picture as it stands upright; all of it without one.
    pub fn of(crop: Option<Crop>, (width, height): (u32, u32), orientation: Orientation) -> Self {
        let Some(crop) = crop else { return Self::whole((width, height)) };
        let is_sideways = matches!(
            orientation,
            Orientation::Rotate90
                | Orientation::Rotate270
                | Orientation::Rotate90FlipH
                | Orientation::Rotate270FlipH
        );
        let side = crop.side(width.min(height));
        let (x, y) = crop.corner(if is_sideways { (height, width) } else { (width, height) });
        // Rows lie as columns when it lies on its side, and are counted from the other end when it is turned or mirrored.
        let (from_end, from_foot) = (|at: u32| width - at - side, |at: u32| height - at - side);
        let (left, top) = match orientation {
            Orientation::NoTransforms => (x, y),
            Orientation::FlipHorizontal => (from_end(x), y),
            Orientation::Rotate180 => (from_end(x), from_foot(y)),
            Orientation::FlipVertical => (x, from_foot(y)),
            Orientation::Rotate90FlipH => (y, x),
            Orientation::Rotate90 => (y, from_foot(x)),
            Orientation::Rotate270FlipH => (from_end(y), from_foot(x)),
            Orientation::Rotate270 => (from_end(y), x),
        };
        Self { left, top, width: side, height: side }
    }
}

/// A picture that is becoming smaller.
pub(super) struct Shrink {
    area: Area,
    /// The size drawn.
    width: u32,
    height: u32,
    /// Rows that have come.
    rows: u32,
    /// The present row, already narrow: colour × alpha, and alpha, by the share of each pixel.
    line: Vec<[u64; 4]>,
    /// The present row of the picture drawn, as far as it has come.
    sums: Vec<[u64; 4]>,
    drawn: Vec<u8>,
}

impl Shrink {
    /// Draws `area` with the longest side at most `side`.
    pub fn new(area: Area, side: u32) -> Self {
        let longest = area.width.max(area.height);
        let fit = |length: u32| if longest <= side { length } else { shortened(length, side, longest) };
        let (width, height) = (fit(area.width), fit(area.height));
        let (line, sums) = (vec![[0; 4]; width as usize], vec![[0; 4]; width as usize]);
        let drawn = Vec::with_capacity(width as usize * height as usize * 4);
        Self { area, width, height, rows: 0, line, sums, drawn }
    }

    /// Takes all rows of a picture that is `width` pixels wide.
    pub fn push_all(&mut self, pixels: &[u8], width: u32, layout: Layout) {
        for row in pixels.chunks_exact((width as usize * layout.bytes()).max(1)) {
            self.push(row, layout);
        }
    }

    /// Takes the next row.
    pub fn push(&mut self, row: &[u8], layout: Layout) {
        let y = self.rows;
        self.rows = self.rows.saturating_add(1);
        let Some(y) = y.checked_sub(self.area.top).filter(|y| *y < self.area.height) else { return };
        self.narrow(row, layout);
        // A row that came is `height` units high, a row drawn as many as the area has rows: whole numbers on both sides.
        let (drawn, came) = (u64::from(self.area.height), u64::from(self.height));
        let (mut from, end) = (u64::from(y) * came, (u64::from(y) + 1) * came);
        while from < end {
            let edge = (from / drawn + 1) * drawn;
            let share = edge.min(end) - from;
            for (sum, part) in self.sums.iter_mut().zip(&self.line) {
                add(sum, part, share);
            }
            from += share;
            if from == edge {
                self.draw_row();
            }
        }
    }

    /// The picture; `None` when rows are missing.
    pub fn finish(self) -> Option<RgbaImage> {
        RgbaImage::from_raw(self.width, self.height, self.drawn)
    }

    fn narrow(&mut self, row: &[u8], layout: Layout) {
        let (each, full) = (u64::from(self.width), u64::from(self.area.width));
        let pixels = row.chunks_exact(layout.bytes()).skip(self.area.left as usize);
        self.line.fill([0; 4]);
        let mut line = self.line.iter_mut();
        let (Some(mut drawn), mut room) = (line.next(), full) else { return };
        for pixel in pixels.take(self.area.width as usize) {
            let [red, green, blue, alpha] = layout.rgba(pixel);
            let weighed = [red * alpha, green * alpha, blue * alpha, alpha];
            let mut left = each;
            loop {
                let share = left.min(room);
                add(drawn, &weighed, share);
                (left, room) = (left - share, room - share);
                if room == 0 {
                    let Some(next) = line.next() else { return };
                    (drawn, room) = (next, full);
                }
                if left == 0 {
                    break;
                }
            }
        }
    }

    fn draw_row(&mut self) {
        let area = u64::from(self.area.width) * u64::from(self.area.height);
        for sum in &mut self.sums {
            let alpha = sum[3];
            let mean =
                |sum: u64, of: u64| u8::try_from((sum + of / 2).checked_div(of).unwrap_or(0)).unwrap_or(255);
            let pixel = [mean(sum[0], alpha), mean(sum[1], alpha), mean(sum[2], alpha), mean(alpha, area)];
            self.drawn.extend_from_slice(&pixel);
            *sum = [0; 4];
        }
    }
}

/// Written out, since it is done for every pixel.
#[inline]
fn add(sum: &mut [u64; 4], part: &[u64; 4], share: u64) {
    sum[0] += part[0] * share;
    sum[1] += part[1] * share;
    sum[2] += part[2] * share;
    sum[3] += part[3] * share;
}

/// `length` × `side` ÷ `longest`, at least 1.
fn shortened(length: u32, side: u32, longest: u32) -> u32 {
    u32::try_from(u64::from(length) * u64::from(side) / u64::from(longest)).unwrap_or(side).max(1)
}
