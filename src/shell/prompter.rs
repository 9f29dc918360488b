//! Tells the presenter's notes of the run, and hears the few keys that are pressed there. Nobody who listens can hold the run up.

use std::future;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::UnixStream;
use tokio::sync::{Semaphore, mpsc, watch};
use tokio::time::{Instant, sleep, timeout};

use super::socket::{self, Bound, Lines};
use crate::ui::telling::{Press, Telling};

/// How many may listen at once.
const LISTENERS: usize = 8;
/// The time between two lines, of which there are then at most 10 a second.
const REST: Duration = Duration::from_millis(100);
/// The time between two keys from the same side: faster than any hand, and slow enough for the screen.
const BETWEEN_KEYS: Duration = Duration::from_millis(20);
/// How long a listener may leave a line unread.
const PATIENCE: Duration = Duration::from_secs(2);
/// The time until the next try, where nobody could be let in.
const AGAIN: Duration = Duration::from_secs(1);
/// The most bytes of a line that is heard.
const LINE: usize = 1024;

/// What is told, and when the first scene of this lesson was shown.
type Told = Option<(Telling, Option<Instant>)>;

/// The side of the run.
pub struct Prompter {
    telling: watch::Sender<Told>,
    presses: mpsc::Receiver<Press>,
}

impl Prompter {
    /// Listens from now on; where there can be no socket, nobody is told anything.
    pub fn new() -> Self {
        let (telling, told) = watch::channel(None);
        let (press, presses) = mpsc::channel(1);
        if let Ok(bound) = socket::bind() {
            tokio::spawn(welcome(bound, told, press));
        }
        Self { telling, presses }
    }

    /// Tells this, if it is something new; nothing if no run is shown.
    pub fn tell(&self, telling: Option<Telling>) {
        self.telling.send_if_modified(|told| {
            let is_new = told.as_ref().map(|(before, _)| before) != telling.as_ref();
            if is_new {
                *told = telling.map(|telling| {
                    let before = told.take().filter(|(before, _)| before.scenario == telling.scenario);
                    let first = before.and_then(|(_, first)| first).or_else(|| telling.scene.as_ref().map(|_| Instant::now()));
                    (telling, first)
                });
            }
            is_new
        });
    }

    /// The next key that is pressed in the notes.
    pub async fn heard(&mut self) -> Press {
        match self.presses.recv().await {
            Some(press) => press,
            None => future::pending().await,
        }
    }
}

/// Lets listeners in.
async fn welcome(bound: Bound, told: watch::Receiver<Told>, press: mpsc::Sender<Press>) {
    let places = Arc::new(Semaphore::new(LISTENERS));
    loop {
        let Ok((stream, _)) = bound.listener.accept().await else {
            sleep(AGAIN).await;
            continue;
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else { continue };
        if socket::is_ours(&stream) {
            let (told, press) = (told.clone(), press.clone());
            tokio::spawn(async move {
                tokio::select! {
                    _ = tell(&stream, told) => {}
                    _ = hear(&stream, press) => {}
                }
                drop(place);
            });
        }
    }
}

/// Tells a listener all that changes, until it is gone or reads no more.
async fn tell(stream: &UnixStream, mut told: watch::Receiver<Told>) -> Option<()> {
    loop {
        let telling = told.borrow_and_update().clone().map(|(telling, first)| Telling { gone_ms: first.map(millis_since), ..telling });
        let line = serde_json::to_string(&telling).ok()? + "\n";
        timeout(PATIENCE, socket::write(stream, line.as_bytes())).await.ok()?.ok()?;
        sleep(REST).await;
        told.changed().await.ok()?;
    }
}

fn millis_since(first: Instant) -> u64 {
    u64::try_from(first.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// Hears a listener, until it is gone or says too much at once; what is no key is no matter.
async fn hear(stream: &UnixStream, press: mpsc::Sender<Press>) -> Option<()> {
    let mut lines = Lines::of(stream, LINE);
    loop {
        if let Some(pressed) = Press::of(&lines.next().await?) {
            press.send(pressed).await.ok()?;
        }
        sleep(BETWEEN_KEYS).await;
    }
}
