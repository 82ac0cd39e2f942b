//! The connection: opens, waits, returns. Invariant: one connection and one reading at a time.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, EventSource, RequestInit};

use super::part;
use crate::islands::browser::{back_off, document, fetch, headers, listen, sleep, text, window};

const LONGEST_WAIT: i32 = 30_000;
const PATIENCE: i32 = 20_000;
/// Thirty phones hear the same event: they need not ask in the same millisecond.
const SPREAD: f64 = 400.0;

pub struct Words {
    pub connected: String,
    pub lost: String,
    pub news: String,
    pub reload: String,
}

pub struct Stream {
    place: Element,
    url: String,
    words: Words,
    source: RefCell<Option<EventSource>>,
    tries: Cell<u32>,
    /// Grows with every connection, so that a planned return knows that it is too late.
    turn: Cell<u32>,
    reading: Cell<bool>,
    again: Cell<bool>,
    parts: RefCell<part::Seen>,
}

impl Stream {
    pub fn start(place: Element, url: String, words: Words, every: u32) {
        let stream = Rc::new(Self {
            place,
            url,
            words,
            source: RefCell::default(),
            tries: Cell::new(0),
            turn: Cell::new(0),
            reading: Cell::new(false),
            again: Cell::new(false),
            parts: RefCell::default(),
        });
        stream.clone().connect();
        if let Some(pause) = i32::try_from(every).ok().filter(|seconds| *seconds > 0) {
            let stream = stream.clone();
            spawn_local(async move {
                loop {
                    sleep(pause.saturating_mul(1000)).await;
                    stream.clone().read();
                }
            });
        }
        let Some((window, document)) = window().zip(document()) else {
            return;
        };
        // A phone that wakes up or finds its network again does not wait for the next try.
        for (target, event) in [
            (window.unchecked_ref::<web_sys::EventTarget>(), "online"),
            (document.unchecked_ref(), "visibilitychange"),
        ] {
            let stream = stream.clone();
            listen(target, event, move |_| {
                if !stream.is_open() {
                    stream.clone().connect();
                }
            });
        }
    }

    fn is_open(&self) -> bool {
        self.source
            .borrow()
            .as_ref()
            .is_some_and(|source| source.ready_state() == EventSource::OPEN)
    }

    fn connect(self: Rc<Self>) {
        if let Some(old) = self.source.borrow_mut().take() {
            old.close();
        }
        let turn = self.turn.get() + 1;
        self.turn.set(turn);
        let Ok(source) = EventSource::new(&self.url) else {
            return;
        };
        let stream = self.clone();
        listen(&source, "open", move |_| {
            stream.say("live-state on", &stream.words.connected);
            // What happened while we were away is in the page. The first time the page is fresh.
            if stream.turn.get() > 1 {
                stream.clone().read();
            }
            stream.tries.set(0);
        });
        let stream = self.clone();
        listen(&source, "message", move |_| stream.clone().read());
        let stream = self.clone();
        listen(&source, "error", move |_| stream.clone().lose(turn));
        *self.source.borrow_mut() = Some(source);
    }

    fn lose(self: Rc<Self>, turn: u32) {
        if turn != self.turn.get() {
            return;
        }
        // The browser would return by itself, but all of them at the same moment.
        if let Some(source) = self.source.borrow_mut().take() {
            source.close();
        }
        self.say("live-state off", &self.words.lost);
        let tries = self.tries.get();
        self.tries.set(tries + 1);
        spawn_local(async move {
            sleep(back_off(tries, LONGEST_WAIT)).await;
            if self.turn.get() == turn {
                self.connect();
            }
        });
    }

    /// Reads the page again; events during a reading cause exactly one more.
    fn read(self: Rc<Self>) {
        if self.reading.replace(true) {
            self.again.set(true);
            return;
        }
        spawn_local(async move {
            loop {
                self.again.set(false);
                sleep((js_sys::Math::random() * SPREAD) as i32).await;
                self.read_once().await;
                if !self.again.get() {
                    break;
                }
            }
            self.reading.set(false);
        });
    }

    async fn read_once(&self) -> Option<()> {
        let here = window()?.location();
        let url = here.href().ok()?;
        let init = RequestInit::new();
        init.set_headers(&headers(&[("X-Chibo-Live", "1")]));
        let response = fetch(&url, &init, PATIENCE).await.ok()?;
        let kept = if response.redirected() || response.status() == 404 || response.status() == 401 {
            // The page has moved on: follow, unless that would take away what is being typed.
            let busy = part::is_busy(&document()?.document_element()?);
            if !busy {
                let _ = here.assign(&response.url());
            }
            busy
        } else if response.ok() {
            let html = text(&response).await.ok()?;
            part::update(&html, &mut self.parts.borrow_mut())?
        } else {
            false
        };
        if kept {
            self.tell();
        }
        Some(())
    }

    fn say(&self, class: &str, sentence: &str) {
        if let Some(document) = document()
            && let Ok(line) = document.create_element("p")
        {
            line.set_class_name(class);
            line.set_text_content(Some(sentence));
            self.place.replace_children_with_node_1(&line);
        }
    }

    /// The bar that says that there is something new, while something is being typed.
    fn tell(&self) -> Option<()> {
        let document = document()?;
        if document.query_selector(".live-news").ok()?.is_some() {
            return None;
        }
        let bar = document.create_element("div").ok()?;
        bar.set_class_name("live-news");
        let _ = bar.set_attribute("role", "status");
        bar.set_text_content(Some(&format!("{} ", self.words.news)));
        let link = document.create_element("a").ok()?;
        let _ = link.set_attribute("href", "");
        link.set_text_content(Some(&self.words.reload));
        let _ = bar.append_child(&link);
        let _ = document.body()?.append_child(&bar);
        Some(())
    }
}
