//! How far the user is in the quiz: a file among the user's data, which outlives the program.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::env;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process;

use super::disk::{Refusal, contents, harmless};
use crate::scenario::limit;
use crate::ui::Progress;

/// What the file says: the progress of each set of questions, by its name.
type Sets = BTreeMap<String, Progress>;

/// Where the progress of a set of questions is kept.
#[derive(Debug)]
pub struct Shelf {
    /// The file; nothing where there is no place for it, or it is none of ours.
    file: Option<PathBuf>,
    set: String,
    /// Whether the user was told that it can't be kept.
    told: Cell<bool>,
}

/// The file: `inflight/quiz.json` in `XDG_DATA_HOME`, else in `~/.local/share`, or on Windows in `APPDATA`.
fn place() -> Option<PathBuf> {
    let named = |name: &str| env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let usual = || if cfg!(windows) { named("APPDATA") } else { env::home_dir().map(|home| home.join(".local/share")) };
    Some(named("XDG_DATA_HOME").or_else(usual)?.join("inflight").join("quiz.json"))
}

impl Shelf {
    /// The shelf of the set of questions with this name, what is on it and, if something is wrong with it, what to tell the user.
    #[must_use]
    pub fn open(set: &str) -> (Self, Progress, Option<String>) {
        Self::at(place(), set)
    }

    fn at(file: Option<PathBuf>, set: &str) -> (Self, Progress, Option<String>) {
        let shelf = |file, told| Self { file, set: set.to_owned(), told: Cell::new(told) };
        let Some(file) = file else {
            return (shelf(None, true), Progress::new(), Some("Progress isn't kept: there is no home folder.".to_owned()));
        };
        match read(&file) {
            Ok(mut sets) => (shelf(Some(file), false), sets.remove(set).unwrap_or_default(), None),
            // It may be of a later version: it stays as it is.
            Err(why) => {
                let words = format!("Progress isn't kept: {why} ({})", harmless(&file));
                (shelf(None, true), Progress::new(), Some(words))
            }
        }
    }

    /// Keeps the progress, beside what is known of other questions. If that can't be done, the first time gives what to tell the user.
    pub fn keep(&self, progress: &Progress) -> Option<String> {
        let file = self.file.as_ref()?;
        let why = self.put(file, progress).err()?;
        (!self.told.replace(true)).then(|| format!("Progress isn't kept: {why} ({})", harmless(file)))
    }

    fn put(&self, file: &Path, progress: &Progress) -> Result<(), String> {
        // Another quiz may have been answered meanwhile, and a quiz about one topic knows nothing of the others.
        let mut sets = read(file)?;
        sets.entry(self.set.clone()).or_default().extend(progress.clone());
        let text = serde_json::to_string_pretty(&sets).map_err(|error| error.to_string())?;
        write(file, &(text + "\n")).map_err(|error| error.to_string())
    }
}

/// Deletes the progress of all sets; gives a sentence about what was done.
///
/// # Errors
///
/// A sentence, if the file can't be deleted.
pub fn forget() -> Result<String, String> {
    let Some(file) = place() else { return Ok("There is no home folder, and so no progress to forget.".to_owned()) };
    let path = harmless(&file);
    match fs::remove_file(&file) {
        Ok(()) => Ok(format!("{path} is deleted: no question is done.")),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(format!("There is no progress to forget: {path} is not there.")),
        Err(error) => Err(format!("cannot delete `{path}`: {error}")),
    }
}

/// What the file says; nothing if it isn't there. The error says why it can't be read, in a few words.
fn read(file: &Path) -> Result<Sets, String> {
    match contents(file, limit::FILE) {
        Ok(text) => serde_json::from_str(&text)
            .map_err(|error| format!("line {} is broken; `inflight quiz --forget` deletes the file", error.line())),
        Err(Refusal::Missing) => Ok(Sets::new()),
        Err(Refusal::Because(why)) => Err(why),
    }
}

/// Writes the file, wholly or not at all.
fn write(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let fresh = file.with_extension(format!("{}.new", process::id()));
    let written = File::create(&fresh).and_then(|mut to| {
        to.write_all(text.as_bytes())?;
        to.sync_all()
    });
    written.and_then(|()| fs::rename(&fresh, file)).inspect_err(|_| {
        // It is ours and of no use; if it can't be removed, there is nothing more to do about it.
        fs::remove_file(&fresh).ok();
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file in a folder of its own, which is not there yet.
    fn file(name: &str) -> PathBuf {
        let folder = env::temp_dir().join(format!("inflight-progress-{}-{name}", process::id()));
        fs::remove_dir_all(&folder).ok();
        folder.join("inflight").join("quiz.json")
    }

    fn progress(known: &[(&str, bool)]) -> Progress {
        known.iter().map(|(id, right)| ((*id).to_owned(), *right)).collect()
    }

    #[test]
    fn what_is_kept_is_there_the_next_time_for_each_set() {
        let file = file("kept");
        let (shelf, known, words) = Shelf::at(Some(file.clone()), "shipped");
        assert!(known.is_empty() && words.is_none());
        assert_eq!(shelf.keep(&progress(&[("a", true), ("b", true)])), None);
        assert_eq!(Shelf::at(Some(file.clone()), "mine").0.keep(&progress(&[("a", false)])), None);
        assert_eq!(shelf.keep(&progress(&[("b", false), ("c", true)])), None, "a quiz about another topic");
        assert_eq!(Shelf::at(Some(file.clone()), "shipped").1, progress(&[("a", true), ("b", false), ("c", true)]));
        assert_eq!(Shelf::at(Some(file.clone()), "mine").1, progress(&[("a", false)]));
        let beside = fs::read_dir(file.parent().unwrap()).unwrap().count();
        assert_eq!(beside, 1, "nothing is left beside it");
        fs::remove_dir_all(file.ancestors().nth(2).unwrap()).unwrap();
    }

    #[test]
    fn a_broken_file_is_said_once_and_left_alone() {
        let file = file("broken");
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        for broken in ["", "{\n\u{1b}[2J", "[1]", "{\"shipped\": 3}"] {
            fs::write(&file, broken).unwrap();
            let (shelf, known, words) = Shelf::at(Some(file.clone()), "shipped");
            let words = words.unwrap();
            assert!(known.is_empty() && words.contains("is broken; `inflight quiz --forget`") && !words.contains('\u{1b}'), "{words}");
            assert_eq!(shelf.keep(&progress(&[("a", true)])), None);
            assert_eq!(fs::read_to_string(&file).unwrap(), broken);
        }
        fs::remove_dir_all(file.ancestors().nth(2).unwrap()).unwrap();
    }

    #[test]
    fn what_cannot_be_written_is_said_once() {
        // A file stands where a folder is needed.
        let blocked = file("blocked");
        let folder = blocked.parent().unwrap();
        fs::create_dir_all(folder.parent().unwrap()).unwrap();
        fs::write(folder, "").unwrap();
        let shelf = Shelf { file: Some(blocked.clone()), set: "shipped".to_owned(), told: Cell::new(false) };
        assert!(shelf.keep(&progress(&[("a", true)])).is_some_and(|words| words.starts_with("Progress isn't kept: ")));
        assert_eq!(shelf.keep(&progress(&[("a", true)])), None);
        fs::remove_dir_all(blocked.ancestors().nth(2).unwrap()).unwrap();
        let (shelf, _, words) = Shelf::at(None, "shipped");
        assert!(words.is_some() && shelf.keep(&progress(&[])).is_none());
    }
}
