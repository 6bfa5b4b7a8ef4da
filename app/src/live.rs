//! Says that there is something new, and leaves it at that.
use leptos::prelude::*;

/// A link to the newest posts, which appears when others wrote some. Nothing on the page moves or loads by itself.
///
/// Without WASM nothing appears; the next visit shows what is new.
#[island]
pub fn NewPosts(
    /// The stream that sends a count: `/feed/new?since=…`.
    stream: String,
    /// The words of the link with `{n}` where the count stands.
    offer: String,
) -> impl IntoView {
    let count = RwSignal::new(0_u32);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| browser::listen(&stream, count));
    #[cfg(not(feature = "hydrate"))]
    drop(stream);
    let words = move || offer.replace("{n}", &count.get().to_string());
    view! { <p role="status" class="center" hidden=move || count.get() == 0><a class="btn offer" href="/">{words}</a></p> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::{EventSource, MessageEvent};

    pub fn listen(stream: &str, count: RwSignal<u32>) {
        let Ok(source) = EventSource::new(stream) else { return };
        let message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            count.set(event.data().as_string().and_then(|text| text.parse().ok()).unwrap_or(0));
        });
        source.set_onmessage(Some(message.as_ref().unchecked_ref()));
        message.forget();
    }
}
