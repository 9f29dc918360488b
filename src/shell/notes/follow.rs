//! Finds the program that the notes follow, hears it, and passes keys on to it.

use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use tokio::net::UnixStream;
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use super::SECOND;
use crate::shell::socket::{self, Found, Lines};
use crate::ui::notes::{Followed, Heard, Input};
use crate::ui::telling::Press;

/// How long a program may take for its first word, before another is asked.
const FIRST_WORD: Duration = Duration::from_secs(2);
/// How long it may leave a key unread.
const PATIENCE: Duration = Duration::from_secs(2);
/// The most bytes of a line: more than the longest words of a scene take.
const LINE: usize = 1 << 20;

/// Follows a program, and when it is gone, the next. From one that doesn't present it goes over to one that does.
pub async fn follow(pid: Option<u32>, hear: mpsc::Sender<Input>, mut presses: mpsc::Receiver<Press>) {
    loop {
        let mut next = best(pid).await;
        while let Some(found) = next.take() {
            next = listen(&found, pid.is_none(), &hear, &mut presses).await;
        }
        sleep(SECOND).await;
    }
}

/// The program that it is best to follow; of several, the newest.
async fn best(pid: Option<u32>) -> Option<Found> {
    let mut best: Option<(Heard, Found)> = None;
    for found in socket::all(pid) {
        let Some(heard) = first_word(&found).await else { continue };
        if best.as_ref().is_none_or(|(other, _)| heard.worth() > other.worth()) {
            best = Some((heard, found));
        }
    }
    best.map(|(_, found)| found)
}

/// What a program says first, if it says anything.
async fn first_word(found: &Found) -> Option<Heard> {
    let stream = socket::connect(&found.path).await?;
    let line = timeout(FIRST_WORD, Lines::of(&stream, LINE).next()).await.ok()??;
    Some(Heard::of(&line))
}

/// Listens to a program until it is gone, or, if it `may` go over to another, there is a better one: that one.
async fn listen(found: &Found, may: bool, hear: &mpsc::Sender<Input>, presses: &mut mpsc::Receiver<Press>) -> Option<Found> {
    let better = listen_to(found, may, hear, presses).await;
    if better.is_none() {
        hear.send(Input::Heard(Heard::Nobody)).await.ok()?;
    }
    better
}

async fn listen_to(found: &Found, may: bool, hear: &mpsc::Sender<Input>, presses: &mut mpsc::Receiver<Press>) -> Option<Found> {
    let stream = socket::connect(&found.path).await?;
    let mut lines = Lines::of(&stream, LINE);
    let first = Heard::of(&timeout(FIRST_WORD, lines.next()).await.ok()??);
    let worth = AtomicU8::new(first.worth());
    // What was pressed for another is not for this one.
    while presses.try_recv().is_ok() {}
    // In this order: who is heard is told before what.
    tokio::select! {
        biased;
        better = look_around(found.pid, &worth, hear), if may => better,
        () = pass_on(first, &mut lines, &worth, hear) => None,
        _ = send(&stream, presses) => None,
    }
}

async fn pass_on(first: Heard, lines: &mut Lines<'_>, worth: &AtomicU8, hear: &mpsc::Sender<Input>) {
    let mut heard = first;
    loop {
        worth.store(heard.worth(), Ordering::Relaxed);
        if hear.send(Input::Heard(heard)).await.is_err() {
            return;
        }
        let Some(line) = lines.next().await else { return };
        heard = Heard::of(&line);
    }
}

/// Sends keys until the other side is gone or takes no more.
async fn send(stream: &UnixStream, presses: &mut mpsc::Receiver<Press>) -> Option<()> {
    loop {
        let line = format!("{}\n", presses.recv().await?.word);
        timeout(PATIENCE, socket::write(stream, line.as_bytes())).await.ok()?.ok()?;
    }
}

/// Tells how many programs there are and, while the one that is followed isn't what notes are for, looks for one that is more so.
async fn look_around(pid: u32, worth: &AtomicU8, hear: &mpsc::Sender<Input>) -> Option<Found> {
    let mut told = 0;
    loop {
        let all = socket::all(None);
        if all.len() != told {
            told = all.len();
            hear.send(Input::Follows(Followed { pid, of: told })).await.ok()?;
        }
        for other in all.into_iter().filter(|other| other.pid != pid) {
            let here = worth.load(Ordering::Relaxed);
            if here < Heard::MOST && first_word(&other).await.is_some_and(|heard| heard.worth() > here) {
                return Some(other);
            }
        }
        sleep(SECOND).await;
    }
}
