//! What a file is like from outside: enough to see that it was changed or replaced.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::SystemTime;

/// What is known of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    identity: Identity,
    /// Also moved when the time of the last change is set back, as some copy programs do.
    changed: (i64, i64),
}

/// Which file it is, by whatever name it is called.
pub type Identity = (u64, u64);

impl Stamp {
    /// The stamp of a file, whatever it is; nothing if there is none, or none that one may look at. Links are followed.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let about = fs::metadata(path).ok()?;
        Some(Self { length: about.len(), modified: about.modified().ok(), identity: identity(&about), changed: changed(&about) })
    }

    /// Which file it is.
    #[must_use]
    pub fn identity(&self) -> Identity {
        self.identity
    }
}

#[cfg(unix)]
fn identity(about: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    (about.dev(), about.ino())
}

#[cfg(unix)]
fn changed(about: &Metadata) -> (i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (about.ctime(), about.ctime_nsec())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Identity {
    (0, 0)
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> (i64, i64) {
    (0, 0)
}
