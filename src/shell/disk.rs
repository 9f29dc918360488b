//! Reading scenarios, a file from the disk or one that is shipped with the program; and making new files.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{self, Path, PathBuf};

use super::stamp::Stamp;
use crate::scenario::shipped::Shipped;
use crate::scenario::text::Text;
use crate::scenario::{limit, shipped};

/// A scenario as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where it is from, to be named in problems.
    pub path: String,
    /// What it says.
    pub source: String,
    /// The file; nothing if it is inside the program.
    file: Option<PathBuf>,
    /// The files that were read for it, as they were just before.
    read: RefCell<Stamps>,
    /// What the file beside it says that was read last.
    recorded: RefCell<Option<String>>,
}

/// Files as they are; nothing for one that is not there.
pub type Stamps = BTreeMap<PathBuf, Option<Stamp>>;

impl Written {
    /// Reads a file beside the scenario. The error is a few words that say why not.
    ///
    /// # Errors
    ///
    /// If there is no such file, it can't be read, or it is larger than [`limit::RECORDED`].
    pub fn beside(&self, name: &str) -> Result<String, String> {
        let file = self.file.as_ref().ok_or("a scenario inside the program has no files beside it")?;
        let beside = file.with_file_name(name);
        self.read.borrow_mut().insert(beside.clone(), Stamp::of(&beside));
        let text = contents(&beside, limit::RECORDED).map_err(|refusal| match refusal {
            Refusal::Missing => "there is no such file beside the scenario".to_owned(),
            Refusal::Because(why) => why,
        })?;
        self.recorded.replace(Some(text.clone()));
        Ok(text)
    }

    /// What the file beside it says that was read last, if one was.
    #[must_use]
    pub fn recorded(&self) -> Option<String> {
        self.recorded.borrow().clone()
    }

    /// The file and those that were read beside it, as they were just before; none if it is inside the program.
    #[must_use]
    pub fn stamps(&self) -> Stamps {
        self.read.borrow().clone()
    }

    /// The scenario inside the program that it is, if it is one.
    #[must_use]
    pub fn inside(&self) -> Option<&'static Shipped> {
        if self.file.is_none() { shipped::find(&self.path) } else { None }
    }

    /// Reads the file again; nothing if there is none any more. The error is a sentence.
    #[must_use]
    pub fn again(&self) -> Option<Result<Self, String>> {
        match of_file(self.file.as_deref()?, &self.path) {
            Err(Refusal::Missing) => None,
            Err(Refusal::Because(why)) => Some(Err(unreadable(&self.path, &why))),
            Ok(written) => Some(Ok(written)),
        }
    }
}

/// Reads a file that problems call `path`.
fn of_file(file: &Path, path: &str) -> Result<Written, Refusal> {
    // Whoever changes it from now on changes its stamp.
    let read = RefCell::new(Stamps::from([(file.to_owned(), Stamp::of(file))]));
    Ok(Written {
        source: contents(file, limit::FILE)?,
        path: path.to_owned(),
        file: Some(file.to_owned()),
        read,
        recorded: RefCell::default(),
    })
}

/// What a scenario inside the program says.
#[must_use]
pub fn shipped(shipped: &Shipped) -> Written {
    let (path, source) = (shipped.name.to_owned(), shipped.source.to_owned());
    Written { path, source, file: None, read: RefCell::default(), recorded: RefCell::default() }
}

/// Reads what the user named: an existing path first, else a shipped scenario of that name. The error is a sentence.
pub fn read(named: &Path) -> Result<Written, String> {
    let path = harmless(named);
    // Where the program stands may change, but not what the user meant.
    let file = path::absolute(named).unwrap_or_else(|_| named.to_owned());
    match of_file(&file, &path) {
        Ok(written) => Ok(written),
        Err(Refusal::Missing) => match named.to_str().and_then(shipped::find) {
            Some(shipped) => Ok(self::shipped(shipped)),
            None => {
                let beside = named.with_extension("toml");
                let nearest = if beside.is_file() { Some(harmless(&beside)) } else { shipped::nearest(&path).map(str::to_owned) };
                let nearest = nearest.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
                Err(format!("there is no file `{path}`, and no shipped scenario of that name (`inflight list` shows them){nearest}"))
            }
        },
        Err(Refusal::Because(why)) => Err(unreadable(&path, &why)),
    }
}

/// The text of a file that is no scenario. The error is a sentence.
pub fn text_of(named: &Path) -> Result<String, String> {
    contents(named, limit::FILE).map_err(|refusal| match refusal {
        Refusal::Missing => format!("there is no file `{}`", harmless(named)),
        Refusal::Because(why) => unreadable(&harmless(named), &why),
    })
}

/// Why a new file was not made, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmade {
    /// There is something of this name already.
    Exists(String),
    /// No file of this name can be made.
    Refused(String),
    /// The file could not be written to its end, and nothing is left of it.
    Failed(String),
}

/// Makes a new file with this text. What exists is never touched, and no folder is made.
///
/// # Errors
///
/// If there is something of this name already, or the file can't be made or written.
pub fn create(named: &Path, text: &str) -> Result<(), Unmade> {
    let path = harmless(named);
    let mut file = File::create_new(named).map_err(|error| unmade(named, &error))?;
    // A full disk may show only when the text goes there.
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| {
        drop(file);
        // It is ours and of no use; if it can't be removed, there is nothing more to do about it.
        fs::remove_file(named).ok();
        Unmade::Failed(format!("cannot write `{path}`: {error}"))
    })
}

fn unmade(named: &Path, error: &io::Error) -> Unmade {
    let path = harmless(named);
    let folder = named.parent().map(harmless).filter(|folder| !folder.is_empty()).unwrap_or_else(|| ".".to_owned());
    match error.kind() {
        ErrorKind::AlreadyExists => {
            Unmade::Exists(format!("`{path}` exists already, and nothing is ever overwritten; choose another name"))
        }
        ErrorKind::NotFound => Unmade::Refused(format!("there is no folder `{folder}` to write `{path}` into; make it first")),
        ErrorKind::NotADirectory => Unmade::Refused(format!("`{folder}` is a file, not a folder to write `{path}` into")),
        ErrorKind::PermissionDenied => Unmade::Refused(format!("cannot write `{path}`: permission denied")),
        _ => Unmade::Refused(format!("cannot write `{path}`: {error}")),
    }
}

/// Whether a file has exactly this text.
#[must_use]
pub fn holds(named: &Path, text: &str) -> bool {
    contents(named, limit::FILE).is_ok_and(|there| there == text)
}

/// How many names are tried for a file that is saved.
const NAMES: u32 = 1_000;

/// Writes a scenario beside the one at `path`, or into the current folder if that is no file, over none that is there. Gives the path
/// of the new file.
///
/// # Errors
///
/// A sentence, if nothing can be written there.
pub fn save(path: &str, text: &str) -> Result<String, String> {
    let stem = path.strip_suffix(".toml").unwrap_or(path);
    for number in 1..=NAMES {
        let number = if number == 1 { String::new() } else { format!("-{number}") };
        let name = format!("{stem}-saved{number}.toml");
        match create(Path::new(&name), text) {
            Ok(()) => return Ok(name),
            Err(Unmade::Exists(_)) => {}
            Err(Unmade::Refused(why) | Unmade::Failed(why)) => return Err(why),
        }
    }
    Err(format!("there are {NAMES} saved files beside `{path}` already"))
}

fn unreadable(path: &str, why: &str) -> String {
    format!("cannot read `{path}`: {why}")
}

/// A path fit for a terminal: a file's name may hold escape sequences.
#[must_use]
pub fn harmless(path: &Path) -> String {
    Text::prose(&path.to_string_lossy()).to_string()
}

/// Why there is no text of a file.
pub(super) enum Refusal {
    /// There is no such file.
    Missing,
    /// In a few words.
    Because(String),
}

/// The text of a file of at most so many bytes.
pub(super) fn contents(path: &Path, most: u64) -> Result<String, Refusal> {
    // Asked before it is opened: opening a pipe waits for a writer that may never come.
    let about = fs::metadata(path).map_err(|error| refusal(&error))?;
    if about.is_dir() {
        return Err(Refusal::Because("it is a directory".into()));
    }
    if !about.is_file() {
        return Err(Refusal::Because("it is not a regular file".into()));
    }
    let mut bytes = Vec::new();
    // A file may be longer than it says, or grow.
    if about.len() <= most {
        File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)).map_err(|error| refusal(&error))?;
    }
    if about.len().max(bytes.len() as u64) > most {
        return Err(Refusal::Because(format!("it is larger than {most} bytes, the limit")));
    }
    text(bytes).map_err(Refusal::Because)
}

/// The text in these bytes, or why there is none.
fn text(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("it is UTF-16, as `>` of Windows PowerShell writes it; save it as UTF-8".into());
    }
    let line = |before: &[u8]| before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    // No text has it, but UTF-16 without a mark in front is full of it, and so is what is no text at all.
    if let Some(zero) = bytes.iter().position(|&byte| byte == 0) {
        return Err(format!("line {} has a zero byte in it; save it as text in UTF-8", line(&bytes[..zero])));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        format!("line {} is not UTF-8; save it as UTF-8", line(before))
    })?;
    // The mark that some editors of Windows put in front of UTF-8 is no part of the text.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn refusal(error: &io::Error) -> Refusal {
    match error.kind() {
        ErrorKind::NotFound => Refusal::Missing,
        ErrorKind::PermissionDenied => Refusal::Because("permission denied".into()),
        _ => Refusal::Because(error.to_string()),
    }
}
