//! Shows the program on the terminal: input in, frames out, and nothing at all while nothing changes.

use std::future;
use std::io;
use std::time::Duration;

use crossterm::event::{Event, EventStream};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};
use tokio_stream::StreamExt;

use super::progress::Shelf;
use super::prompter::Prompter;
use super::reload::Reloads;
use super::screen::Screen;
use super::signals::{Ask, HANG_UP, INTERRUPT, Signals};
use super::{disk, keys, rehearse, terminal};
use crate::ui::key::Key;
use crate::ui::reload::{Broken, Reload};
use crate::ui::telling::Press;
use crate::ui::{App, Effect, Input, Model, Pick, Run};

/// The time between two frames while the picture moves.
const FRAME: Duration = Duration::from_nanos(1_000_000_000 / 60);

/// Why playing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The user is done.
    Quit,
    /// A signal with this number, or what amounts to it: Ctrl-C, a terminal that is gone.
    Signal(i32),
}

/// Makes a run of what was picked, or says why there is none.
pub type Opener = Box<dyn Fn(Pick) -> Result<Run, Broken>>;

/// Shows the program until the user quits, opens what is picked, takes in what becomes of the scenario's file, and keeps on the shelf how
/// far the user is in the quiz; the terminal is as it was when this returns.
///
/// With `mouse`, the mouse is the program's; without it stays the terminal's, for selecting text.
pub fn play(app: App, opener: Opener, reloads: Reloads, shelf: Shelf, mouse: bool) -> io::Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        // Listens first: from the moment the terminal is ours, no signal must end the program by itself.
        let signals = Signals::new()?;
        let _held = terminal::hold(mouse)?;
        Player::new(app, opener, reloads, shelf, signals).run().await
    })
}

struct Player {
    app: App,
    opener: Opener,
    screen: Screen,
    signals: Signals,
    events: EventStream,
    reloads: Reloads,
    shelf: Shelf,
    prompter: Prompter,
    /// The instant up to which the app knows of wall time.
    clock: Instant,
    /// The frame times while the picture moves; none while it doesn't, so that nothing wakes the program.
    frames: Option<Interval>,
    /// Whether the screen may differ from the app.
    dirty: bool,
    /// How many frames went by since one was drawn, where what is shown changes slowly.
    skipped: u8,
    outcome: Option<Outcome>,
}

impl Player {
    fn new(app: App, opener: Opener, reloads: Reloads, shelf: Shelf, signals: Signals) -> Self {
        let (screen, events, clock) = (Screen::new(), EventStream::new(), Instant::now());
        let (prompter, frames) = (Prompter::new(), None);
        let (dirty, skipped, outcome) = (true, 0, None);
        let mut player = Self { app, opener, screen, signals, events, reloads, shelf, prompter, clock, frames, dirty, skipped, outcome };
        player.resized();
        player
    }

    async fn run(mut self) -> io::Result<Outcome> {
        loop {
            // In this order: drawing comes last, so whatever input is pending is taken in before a frame is drawn.
            tokio::select! {
                biased;
                ask = self.signals.next() => self.asked(ask).await?,
                event = self.events.next() => match event {
                    Some(Ok(event)) => self.happened(event).await?,
                    // The terminal is gone; to read on would spin for ever.
                    Some(Err(_)) | None => self.outcome = Some(Outcome::Signal(HANG_UP)),
                },
                // Where there is no file to follow, nothing ever comes.
                Some(reload) = self.reloads.recv() => self.reload(reload).await?,
                press = self.prompter.heard() => self.prompted(press).await?,
                () = tick(self.frames.as_mut()) => self.pass_time().await?,
                () = future::ready(()), if self.dirty => self.draw()?,
            }
            if let Some(outcome) = self.outcome {
                return Ok(outcome);
            }
        }
    }

    async fn asked(&mut self, ask: Ask) -> io::Result<()> {
        match ask {
            Ask::End(signal) => {
                self.outcome = Some(Outcome::Signal(signal));
                Ok(())
            }
            Ask::Stop => self.suspend().await,
            // Nobody knows what happened to the terminal since: give it up and take it anew.
            Ask::Continue => self.retake(),
        }
    }

    async fn happened(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Key(event) => match keys::key(event) {
                Some(key) => self.pressed(key).await,
                None => Ok(()),
            },
            Event::Mouse(event) => match keys::mouse(event) {
                Some(mouse) => {
                    self.pass_time().await?;
                    let effect = self.update(Input::Mouse(mouse));
                    self.perform(effect).await
                }
                None => Ok(()),
            },
            Event::Resize(..) => {
                self.resized();
                Ok(())
            }
            Event::Paste(_) | Event::FocusGained | Event::FocusLost => Ok(()),
        }
    }

    async fn pressed(&mut self, key: Key) -> io::Result<()> {
        self.pass_time().await?;
        let effect = self.update(Input::Key(key));
        if effect == Effect::Quit && key == Key::ctrl('c') {
            // As if the terminal had made the signal of it, so that a script stops as well.
            self.outcome = Some(Outcome::Signal(INTERRUPT));
            return Ok(());
        }
        self.perform(effect).await
    }

    /// A key that was pressed in the notes: it is for a run, and nothing else.
    async fn prompted(&mut self, press: Press) -> io::Result<()> {
        let is_meant = self.app.model().is_some_and(|model| press.is_for(model.is_presented()));
        if is_meant { self.pressed(press.key).await } else { Ok(()) }
    }

    async fn reload(&mut self, reload: Reload) -> io::Result<()> {
        self.pass_time().await?;
        let effect = self.update(Input::Reloaded(Box::new(reload)));
        self.perform(effect).await
    }

    fn resized(&mut self) {
        self.screen.forget();
        let (width, height) = self.screen.size();
        self.update(Input::Resized { width, height });
    }

    /// Tells the app how much wall time went by, if that means anything to it.
    async fn pass_time(&mut self) -> io::Result<()> {
        let now = Instant::now();
        let elapsed = now - self.clock;
        self.clock = now;
        if !self.app.is_busy() {
            return Ok(());
        }
        let was_dirty = self.dirty;
        let effect = self.update(Input::Elapsed(elapsed));
        // What changes slowly is drawn in every fourth frame; where it comes to rest, at once.
        self.skipped = if self.app.is_slow() && self.app.is_busy() { (self.skipped + 1) % 4 } else { 0 };
        self.dirty = was_dirty || self.skipped == 0;
        self.perform(effect).await
    }

    fn update(&mut self, input: Input) -> Effect {
        let effect = self.app.update(input);
        self.dirty = true;
        self.prompter.tell(self.app.telling());
        if !self.app.is_busy() {
            self.frames = None;
        } else if self.frames.is_none() {
            let mut frames = interval_at(Instant::now() + FRAME, FRAME);
            frames.set_missed_tick_behavior(MissedTickBehavior::Skip);
            self.frames = Some(frames);
        }
        effect
    }

    async fn perform(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            // The app has done it already.
            Effect::None | Effect::Leave | Effect::Ask => {}
            Effect::Keep => {
                if let Some(words) = self.shelf.keep(&self.app.progress()) {
                    self.update(Input::Noted(words));
                }
            }
            Effect::Open(pick) => {
                let run = Box::new((self.opener)(pick));
                self.update(Input::Opened { pick, run });
                // The time that it took is not the app's.
                self.clock = Instant::now();
            }
            Effect::Quit => self.outcome = Some(Outcome::Quit),
            Effect::Suspend => self.suspend().await?,
            Effect::Repaint => self.resized(),
            Effect::Save => {
                let words = match self.app.model().and_then(Model::as_file) {
                    Some((path, text)) => disk::save(&path, &text).map_or_else(|why| why, |path| format!("saved as {path}")),
                    None => "this run can't be saved: no file says the same".to_owned(),
                };
                self.update(Input::Noted(words));
            }
        }
        Ok(())
    }

    async fn suspend(&mut self) -> io::Result<()> {
        terminal::restore();
        self.signals.stop().await?;
        self.retake()
    }

    fn retake(&mut self) -> io::Result<()> {
        terminal::restore();
        terminal::take()?;
        // The time in which the program stood still is not the app's.
        self.clock = Instant::now();
        self.resized();
        Ok(())
    }

    fn draw(&mut self) -> io::Result<()> {
        self.dirty = false;
        self.screen.draw(|area, buf| self.app.view(area, buf))?;
        rehearse::panic_if_asked();
        Ok(())
    }
}

/// The next frame time; never, while nothing moves.
async fn tick(frames: Option<&mut Interval>) {
    match frames {
        Some(frames) => drop(frames.tick().await),
        None => future::pending().await,
    }
}
