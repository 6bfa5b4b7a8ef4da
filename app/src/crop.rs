//! Choosing the square of a picture that becomes the portrait.
use leptos::html::Div;
use leptos::prelude::*;

/// The picture chosen in the form around it, with the square that will be used: dragged by finger or mouse, moved by a press on
/// the picture or by arrow keys, made larger and smaller by buttons, a slider, + and −.
///
/// It reads and writes the plain fields `crop_x`, `crop_y` and `crop_size`, which are all there is without WASM. A picture that
/// the browser cannot show is not shown; the server may still know its format.
#[island]
pub fn PhotoCrop(
    /// Label of the square.
    label: String,
    /// How it is moved.
    how: String,
    /// What is said of its place, with `{x}`, `{y}` and `{size}`.
    value: String,
    /// Label of the slider.
    size: String,
    /// The button that makes the square smaller.
    smaller: String,
    /// The button that makes it larger.
    larger: String,
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            browser::enliven(&place, value.clone());
        }
    });
    #[cfg(not(feature = "hydrate"))]
    drop(value);
    view! {
        <div class="crop" hidden node_ref=place>
            <div class="stage">
                <img alt=""/>
                <div class="square" role="slider" tabindex="0" aria-label=label aria-describedby="crop-how" aria-valuemin="0" aria-valuemax="100" aria-valuenow="50"></div>
            </div>
            <p class="hint" id="crop-how">{how}</p>
            <div class="zoom">
                <button type="button" class="btn" data-by="-5">{smaller}</button>
                <label><span>{size}</span><input type="range" min="20" max="100"/></label>
                <button type="button" class="btn" data-by="5">{larger}</button>
            </div>
        </div>
    }
}

// The browser's own calls instead of signals, and whole numbers alone: they weigh less in the WASM.
#[cfg(feature = "hydrate")]
mod browser {
    use std::cell::Cell;
    use std::rc::Rc;

    use types::crop::{Crop, CropInput};
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::{
        Element, Event, EventTarget, HtmlElement, HtmlImageElement, HtmlInputElement, KeyboardEvent,
        MouseEvent, PointerEvent, Url,
    };

    /// Parts of the shorter side that an arrow key moves by; with the shift key five times as far.
    const STEPS: i32 = 50;

    /// Where the square was taken hold of: the pointer, and the corner then.
    type Grip = ((i32, i32), (i32, i32));

    struct Stage {
        place: HtmlElement,
        file: HtmlInputElement,
        /// `crop_x`, `crop_y`, `crop_size`.
        fields: [HtmlInputElement; 3],
        image: HtmlImageElement,
        square: HtmlElement,
        range: HtmlInputElement,
        value: String,
        grip: Cell<Option<Grip>>,
    }

    /// Shows the picture chosen in the form around `place`.
    pub fn enliven(place: &HtmlElement, value: String) -> Option<()> {
        let form = place.closest("form").ok()??;
        let input = |selector: &str| one::<HtmlInputElement>(&form, selector);
        let stage = Rc::new(Stage {
            place: place.clone(),
            file: input("[type=file]")?,
            fields: [input("#crop_x")?, input("#crop_y")?, input("#crop_size")?],
            image: one(place, "img")?,
            square: one(place, ".square")?,
            range: input("[type=range]")?,
            value,
            grip: Cell::new(None),
        });
        let (shown, watched) = (stage.clone(), stage.clone());
        let react = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            react(&shown, &event);
        });
        let react = react.into_js_value();
        let listen = |target: &EventTarget, names: &[&str]| {
            for name in names {
                let _ = target.add_event_listener_with_callback(name, react.unchecked_ref());
            }
        };
        listen(&watched.image, &["load", "error"]);
        listen(&watched.square, &["pointerdown", "pointermove", "pointerup", "pointercancel", "keydown"]);
        listen(place, &["click"]);
        listen(&form, &["input", "change"]);
        // Chosen while the page still loaded, or before it was left and come back to.
        choose(&stage);
        Some(())
    }

    fn one<T: JsCast>(within: &Element, selector: &str) -> Option<T> {
        within.query_selector(selector).ok()??.dyn_into().ok()
    }

    fn react(stage: &Stage, event: &Event) -> Option<()> {
        let target: HtmlElement = event.target()?.dyn_into().ok()?;
        match event.type_().as_str() {
            "load" => {
                stage.place.set_hidden(false);
                draw(stage);
            }
            "error" => stage.place.set_hidden(true),
            "change" if target == *stage.file => choose(stage),
            "input" if target == *stage.range => {
                resize(stage, stage.range.value().parse().ok()?);
            }
            "input" => draw(stage),
            "click" if target == *stage.image => go_to(stage, event.unchecked_ref()),
            "click" => {
                let by: i32 = target.get_attribute("data-by")?.parse().ok()?;
                resize_by(stage, by);
            }
            "keydown" => press(stage, event.unchecked_ref()),
            "pointerdown" => hold(stage, event.unchecked_ref()),
            "pointermove" => drag(stage, event.unchecked_ref()),
            "pointerup" | "pointercancel" => stage.grip.set(None),
            _ => {}
        }
        Some(())
    }

    /// Shows the file that is chosen.
    fn choose(stage: &Stage) {
        let before = stage.image.src();
        if !before.is_empty() {
            let _ = Url::revoke_object_url(&before);
        }
        let file = stage.file.files().and_then(|files| files.item(0));
        if let Some(url) = file.and_then(|file| Url::create_object_url_with_blob(&file).ok()) {
            stage.image.set_src(&url);
        } else {
            stage.place.set_hidden(true);
            let _ = stage.image.remove_attribute("src");
        }
    }

    fn size(stage: &Stage) -> (u32, u32) {
        (stage.image.natural_width(), stage.image.natural_height())
    }

    fn crop(stage: &Stage) -> Crop {
        let [crop_x, crop_y, crop_size] = [0, 1, 2].map(|at: usize| stage.fields[at].value());
        CropInput { crop_x, crop_y, crop_size }.parse().unwrap_or_default()
    }

    /// Left, top and side of the square in pixels of the picture.
    fn square(stage: &Stage) -> ((i32, i32), i32) {
        let (size, crop) = (size(stage), crop(stage));
        let (left, top) = crop.corner(size);
        ((whole(left), whole(top)), whole(crop.side(size.0.min(size.1))))
    }

    fn whole(number: u32) -> i32 {
        i32::try_from(number).unwrap_or(i32::MAX)
    }

    fn put(stage: &Stage, corner: (i32, i32), side: i32) {
        let typed = CropInput::of_square(size(stage), corner, u32::try_from(side).unwrap_or(0));
        for (field, text) in stage.fields.iter().zip([&typed.crop_x, &typed.crop_y, &typed.crop_size]) {
            field.set_value(text);
        }
        draw(stage);
    }

    fn draw(stage: &Stage) {
        let (width, height) = size(stage);
        if width == 0 || height == 0 {
            return;
        }
        let ((left, top), side) = square(stage);
        let style = stage.square.style();
        for (name, part, of) in [("left", left, width), ("top", top, height), ("width", side, width)] {
            let _ = style.set_property(name, &format!("calc(100% * {part} / {of})"));
        }
        let typed = CropInput::of_square((width, height), (left, top), u32::try_from(side).unwrap_or(0));
        stage.range.set_value(&typed.crop_size);
        let said = stage.value.replace("{x}", &typed.crop_x).replace("{y}", &typed.crop_y);
        let said = said.replace("{size}", &typed.crop_size);
        let _ = stage.square.set_attribute("aria-valuenow", &typed.crop_x);
        let _ = stage.square.set_attribute("aria-valuetext", &said);
    }

    fn move_by(stage: &Stage, across: i32, down: i32) {
        let ((left, top), side) = square(stage);
        put(stage, (left + across, top + down), side);
    }

    fn resize_by(stage: &Stage, by: i32) {
        let shorter = shorter(stage);
        let (_, side) = square(stage);
        resize(stage, (side * 100 + shorter / 2) / shorter + by);
    }

    /// Makes the square `per_cent` of the shorter side; its middle stays where it is.
    fn resize(stage: &Stage, per_cent: i32) {
        let ((left, top), before) = square(stage);
        let side = shorter(stage) * per_cent.clamp(20, 100) / 100;
        put(stage, (left + (before - side) / 2, top + (before - side) / 2), side);
    }

    fn shorter(stage: &Stage) -> i32 {
        let (width, height) = size(stage);
        whole(width.min(height)).max(1)
    }

    fn press(stage: &Stage, event: &KeyboardEvent) {
        let step = (shorter(stage) / STEPS).max(1) * if event.shift_key() { 5 } else { 1 };
        match event.key().as_str() {
            "ArrowLeft" => move_by(stage, -step, 0),
            "ArrowRight" => move_by(stage, step, 0),
            "ArrowUp" => move_by(stage, 0, -step),
            "ArrowDown" => move_by(stage, 0, step),
            "+" | ";" | "=" => resize_by(stage, 5),
            "-" => resize_by(stage, -5),
            _ => return,
        }
        event.prevent_default();
    }

    /// Pixels of the picture for `shown` pixels of the page.
    fn scaled(stage: &Stage, shown: i32) -> i32 {
        shown * whole(size(stage).0) / stage.image.client_width().max(1)
    }

    /// Puts the middle of the square where the picture was pressed.
    fn go_to(stage: &Stage, event: &MouseEvent) {
        let (_, side) = square(stage);
        let [left, top] = [event.offset_x(), event.offset_y()].map(|at| scaled(stage, at) - side / 2);
        put(stage, (left, top), side);
    }

    fn hold(stage: &Stage, event: &PointerEvent) {
        let _ = stage.square.set_pointer_capture(event.pointer_id());
        stage.grip.set(Some(((event.client_x(), event.client_y()), square(stage).0)));
    }

    fn drag(stage: &Stage, event: &PointerEvent) {
        let Some(((x, y), (left, top))) = stage.grip.get() else { return };
        let (across, down) = (scaled(stage, event.client_x() - x), scaled(stage, event.client_y() - y));
        put(stage, (left + across, top + down), square(stage).1);
    }
}
