//! Shows the presenter's notes on the terminal.

mod follow;

use std::io;
use std::time::Duration;

use crossterm::event::{Event, EventStream};
use tokio::sync::mpsc;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval};
use tokio_stream::StreamExt;

use super::play::Outcome;
use super::screen::Screen;
use super::signals::{Ask, HANG_UP, INTERRUPT, Signals};
use super::{keys, terminal};
use crate::ui::key::Key;
use crate::ui::notes::{Effect, Input, Notes};
use crate::ui::telling::Press;

/// The time between two looks at the clock, or for a program.
const SECOND: Duration = Duration::from_secs(1);
/// How many keys may be on their way; more are dropped.
const KEYS: usize = 1024;

/// Shows the notes of the run that they ask for until the user leaves; the terminal is as it was when this returns.
///
/// # Errors
///
/// If there is no terminal to be had, or it fails.
pub fn show(notes: Notes) -> io::Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        // Listens first: from the moment the terminal is ours, no signal must end the program by itself.
        let signals = Signals::new()?;
        let _held = terminal::hold(false)?;
        let (hear, heard) = mpsc::channel(1);
        let (press, presses) = mpsc::channel(KEYS);
        tokio::spawn(follow::follow(notes.pid, hear, presses));
        Reader::new(notes, signals, heard, press).run().await
    })
}

struct Reader {
    notes: Notes,
    screen: Screen,
    signals: Signals,
    events: EventStream,
    heard: mpsc::Receiver<Input>,
    press: mpsc::Sender<Press>,
    /// The instant up to which the notes know of wall time.
    clock: Instant,
    seconds: Interval,
    outcome: Option<Outcome>,
}

impl Reader {
    fn new(notes: Notes, signals: Signals, heard: mpsc::Receiver<Input>, press: mpsc::Sender<Press>) -> Self {
        let (screen, events, clock, mut seconds) = (Screen::new(), EventStream::new(), Instant::now(), interval(SECOND));
        seconds.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut reader = Self { notes, screen, signals, events, heard, press, clock, seconds, outcome: None };
        reader.resized();
        reader
    }

    async fn run(mut self) -> io::Result<Outcome> {
        while self.outcome.is_none() {
            self.screen.draw(|area, buf| {
                crate::ui::notes::view(&self.notes, area, buf);
                Vec::new()
            })?;
            tokio::select! {
                biased;
                ask = self.signals.next() => match ask {
                    Ask::End(signal) => self.outcome = Some(Outcome::Signal(signal)),
                    Ask::Stop => self.suspend().await?,
                    Ask::Continue => self.retake()?,
                },
                event = self.events.next() => match event {
                    Some(Ok(event)) => self.happened(event).await?,
                    Some(Err(_)) | None => self.outcome = Some(Outcome::Signal(HANG_UP)),
                },
                Some(heard) = self.heard.recv() => drop(self.update(heard)),
                _ = self.seconds.tick() => {}
            }
            self.pass_time();
        }
        self.outcome.ok_or_else(|| io::ErrorKind::Other.into())
    }

    async fn happened(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Key(event) => match keys::key(event) {
                Some(key) => self.pressed(key).await,
                None => Ok(()),
            },
            Event::Resize(..) => {
                self.resized();
                Ok(())
            }
            Event::Mouse(_) | Event::Paste(_) | Event::FocusGained | Event::FocusLost => Ok(()),
        }
    }

    async fn pressed(&mut self, key: Key) -> io::Result<()> {
        self.pass_time();
        match self.update(Input::Key(key)) {
            Effect::None => {}
            // Who doesn't take keys is not waited for.
            Effect::Press(press) => drop(self.press.try_send(press)),
            Effect::Suspend => self.suspend().await?,
            Effect::Repaint => self.resized(),
            Effect::Quit if key == Key::ctrl('c') => self.outcome = Some(Outcome::Signal(INTERRUPT)),
            Effect::Quit => self.outcome = Some(Outcome::Quit),
        }
        Ok(())
    }

    fn update(&mut self, input: Input) -> Effect {
        self.notes.update(input)
    }

    fn resized(&mut self) {
        self.screen.forget();
        let (width, height) = self.screen.size();
        self.update(Input::Resized { width, height });
    }

    fn pass_time(&mut self) {
        let now = Instant::now();
        let elapsed = now - std::mem::replace(&mut self.clock, now);
        self.update(Input::Elapsed(elapsed));
    }

    async fn suspend(&mut self) -> io::Result<()> {
        terminal::restore();
        self.signals.stop().await?;
        self.retake()
    }

    fn retake(&mut self) -> io::Result<()> {
        terminal::restore();
        terminal::take()?;
        self.resized();
        Ok(())
    }
}
