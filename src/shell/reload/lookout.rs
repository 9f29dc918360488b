//! Sleeps until something happens to files, without waking up in between where the system tells of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher, recommended_watcher};

use super::folders::{folders, is_remote};
use crate::shell::stamp::{Identity, Stamp};

/// How long more of the same is waited for, lest a log that grows beside the scenario keeps a core busy.
const MORE: Duration = Duration::from_millis(10);

/// Watches the folders of files: a file itself is another after most saves.
pub struct Lookout {
    /// None if the system has none to give.
    watcher: Option<RecommendedWatcher>,
    /// The folders that are watched.
    watched: BTreeMap<PathBuf, Identity>,
    heard: Receiver<Vec<PathBuf>>,
    /// Keeps the line open without a watcher.
    _line: Sender<Vec<PathBuf>>,
    poll: Duration,
    /// Whether something may happen of which nobody tells.
    blind: bool,
}

impl Lookout {
    /// A lookout that watches nothing yet; where nobody tells it of changes, it wakes up this often.
    pub fn new(poll: Duration) -> Self {
        let (line, heard) = channel();
        let tell = line.clone();
        let watcher = recommended_watcher(move |event| {
            if let Some(touched) = touched(event) {
                tell.send(touched).ok();
            }
        });
        Self { watcher: watcher.ok(), watched: BTreeMap::new(), heard, _line: line, poll, blind: true }
    }

    /// Watches what these files depend on, as it is now, and nothing else.
    pub fn aim<'a>(&mut self, files: impl Iterator<Item = &'a PathBuf>) {
        let wanted: BTreeSet<PathBuf> = files.flat_map(|file| folders(file)).collect();
        // A folder that was replaced is another, whatever its name.
        let is_same = |folder: &PathBuf, was: &Identity| wanted.contains(folder) && identity(folder) == Some(*was);
        let stale: Vec<PathBuf> =
            self.watched.iter().filter(|(folder, was)| !is_same(folder, was)).map(|(folder, _)| folder.clone()).collect();
        for folder in stale {
            self.watched.remove(&folder);
            if let Some(watcher) = &mut self.watcher {
                // It may be gone.
                watcher.unwatch(&folder).ok();
            }
        }
        self.blind = false;
        for folder in wanted {
            let is_watched = self.watched.contains_key(&folder) || self.watch(&folder);
            self.blind |= !is_watched || is_remote(&folder);
        }
    }

    fn watch(&mut self, folder: &Path) -> bool {
        let (Some(watcher), Some(identity)) = (&mut self.watcher, identity(folder)) else { return false };
        let watches = watcher.watch(folder, RecursiveMode::NonRecursive).is_ok();
        if watches {
            self.watched.insert(folder.to_owned(), identity);
        }
        watches
    }

    /// Waits until something happens, at most so long; gives the paths of what it happened to, as far as they are known.
    pub fn wait(&mut self, most: Option<Duration>) -> Vec<PathBuf> {
        let most = if self.blind { Some(most.unwrap_or(self.poll).min(self.poll)) } else { most };
        let first = match most {
            Some(most) => self.heard.recv_timeout(most).ok(),
            None => self.heard.recv().ok(),
        };
        if first.is_some() {
            thread::sleep(MORE);
        }
        first.into_iter().chain(self.heard.try_iter()).flatten().collect()
    }
}

fn identity(folder: &Path) -> Option<Identity> {
    Stamp::of(folder).map(|stamp| stamp.identity())
}

/// What an event happened to; nothing if it changed nothing: to be opened and read is no change.
fn touched(event: notify::Result<Event>) -> Option<Vec<PathBuf>> {
    // What can't be told is a reason to look.
    let Ok(event) = event else { return Some(Vec::new()) };
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Some(event.paths),
        EventKind::Access(_) => None,
        _ => Some(event.paths),
    }
}
