//! Follows the files of a scenario while it plays: when one of them changes, all are read again, and what came of it is told.

mod folders;
mod lookout;

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::disk::{Stamps, Written};
use super::stamp::Stamp;
use crate::scenario::Scenario;
use crate::scenario::problem::Problems;
use crate::scenario::text::Text;
use crate::ui::reload::{Broken, Fresh, News, Reload};
use lookout::Lookout;

/// What becomes of the files, as it comes.
pub type Reloads = UnboundedReceiver<Reload>;

/// For how long files must have been left alone before something is made of them: editors write in several steps.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Before they are read.
    pub quiet: Duration,
    /// Before it is said that they can't be shown. Together with `poll` less than half a second.
    pub doubt: Duration,
    /// Before it is said that a file is gone that was there.
    pub gone: Duration,
    /// From one look to the next, where nobody tells of changes.
    pub poll: Duration,
}

impl Patience {
    /// What people take for at once.
    pub const USUAL: Self = Self {
        quiet: Duration::from_millis(80),
        doubt: Duration::from_millis(240),
        gone: Duration::from_millis(2_000),
        poll: Duration::from_millis(250),
    };
}

/// Follows the files of what was written, which was understood as this, in a thread of its own: a file may have 64 MB, and a disk that
/// is far away may never answer, but the screen goes on and the user can leave. Nothing is told if there is no file.
///
/// # Errors
///
/// If there is no thread to be had.
pub fn follow(
    written: Written,
    fresh: &Fresh,
    understand: impl Fn(&Written) -> Result<Fresh, Broken> + Send + 'static,
    patience: Patience,
) -> io::Result<Reloads> {
    let (tell, told) = unbounded_channel();
    let stamps = written.stamps();
    if stamps.is_empty() {
        return Ok(told);
    }
    let known = Known::Fresh(Arc::clone(fresh.run.scenario()), fresh.warnings.clone());
    let begin = move || {
        let lookout = Lookout::new(patience.poll);
        Follower { there: stamps.clone(), stamps, written, known, understand, patience, lookout, tell }.follow();
    };
    thread::Builder::new().name("follow the scenario's files".into()).spawn(begin)?;
    Ok(told)
}

/// What is told where there is no file to follow: nothing, ever.
#[must_use]
pub fn nothing() -> Reloads {
    unbounded_channel().1
}

struct Follower<F> {
    written: Written,
    understand: F,
    patience: Patience,
    lookout: Lookout,
    /// The files as they were when they were last looked at.
    stamps: Stamps,
    /// The same when something was last made of them.
    there: Stamps,
    known: Known,
    tell: UnboundedSender<Reload>,
}

/// What the other side knows. The warnings and problems hold the text that they are about: if they are the same, so is that.
#[derive(PartialEq)]
enum Known {
    Fresh(Arc<Scenario>, Problems),
    Broken(Broken),
    Gone,
}

impl<F: Fn(&Written) -> Result<Fresh, Broken>> Follower<F> {
    fn follow(mut self) {
        while !self.tell.is_closed() {
            self.stay(None);
            let news = self.settle();
            self.tell(news);
        }
    }

    /// What there is once the files are left alone.
    fn settle(&mut self) -> News {
        loop {
            if !self.stay(Some(self.patience.quiet)) {
                continue;
            }
            let news = self.read();
            let patience = match &news {
                News::Fresh(_) => return news,
                _ if self.has_lost_a_file() => self.patience.gone,
                News::Broken(_) | News::Gone => self.patience.doubt,
            };
            if self.stay(Some(patience.saturating_sub(self.patience.quiet))) {
                return news;
            }
        }
    }

    /// Waits until a file changes, at most so long; true if none did.
    fn stay(&mut self, most: Option<Duration>) -> bool {
        let start = Instant::now();
        loop {
            self.lookout.aim(self.stamps.keys());
            let stamps: Stamps = self.stamps.keys().map(|file| (file.clone(), Stamp::of(file))).collect();
            if stamps != self.stamps {
                self.stamps = stamps;
                return false;
            }
            let left = most.map(|most| most.saturating_sub(start.elapsed()));
            if left.is_some_and(|left| left.is_zero()) {
                return true;
            }
            let touched = self.lookout.wait(left);
            // Twice within the grain of the file system's clock leaves the stamp as it was.
            if self.stamps.keys().any(|file| touched.iter().any(|path| path.file_name() == file.file_name())) {
                return false;
            }
        }
    }

    /// Reads all anew.
    fn read(&mut self) -> News {
        let written = match self.written.again() {
            None => return News::Gone,
            Some(Err(why)) => return News::Broken(Broken::because(&why)),
            Some(Ok(written)) => written,
        };
        let news = (self.understand)(&written).map_or_else(News::Broken, News::Fresh);
        self.stamps = written.stamps();
        self.written = written;
        news
    }

    /// Whether a file is not there that was when something was last made of them.
    fn has_lost_a_file(&self) -> bool {
        self.stamps.iter().any(|(file, now)| now.is_none() && self.there.get(file).is_some_and(Option::is_some))
    }

    /// Tells what there is, if it is something new.
    fn tell(&mut self, news: News) {
        self.there = self.stamps.clone();
        let known = match &news {
            News::Fresh(fresh) => Known::Fresh(Arc::clone(fresh.run.scenario()), fresh.warnings.clone()),
            News::Broken(why) => Known::Broken(why.clone()),
            News::Gone => Known::Gone,
        };
        if known != self.known {
            self.known = known;
            // Nobody listens to it once playing has ended.
            self.tell.send(Reload { file: Text::prose(&self.written.path), news }).ok();
        }
    }
}
