//! Reading scenarios: a file from the disk, or one that is shipped with the program.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{self, Path, PathBuf};

use super::stamp::Stamp;
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
        contents(&beside, limit::RECORDED).map_err(|refusal| match refusal {
            Refusal::Missing => "there is no such file beside the scenario".to_owned(),
            Refusal::Because(why) => why,
        })
    }

    /// The file and those that were read beside it, as they were just before; none if it is inside the program.
    #[must_use]
    pub fn stamps(&self) -> Stamps {
        self.read.borrow().clone()
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
    Ok(Written { source: contents(file, limit::FILE)?, path: path.to_owned(), file: Some(file.to_owned()), read })
}

/// Reads what the user named: an existing path first, else a shipped scenario of that name. The error is a sentence.
pub fn read(named: &Path) -> Result<Written, String> {
    let path = harmless(named);
    // Where the program stands may change, but not what the user meant.
    let file = path::absolute(named).unwrap_or_else(|_| named.to_owned());
    match of_file(&file, &path) {
        Ok(written) => Ok(written),
        Err(Refusal::Missing) => match named.to_str().and_then(shipped::find) {
            Some(shipped) => Ok(Written { path, source: shipped.source.to_owned(), file: None, read: RefCell::default() }),
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

fn unreadable(path: &str, why: &str) -> String {
    format!("cannot read `{path}`: {why}")
}

/// A path fit for a terminal: a file's name may hold escape sequences.
#[must_use]
pub fn harmless(path: &Path) -> String {
    Text::prose(&path.to_string_lossy()).to_string()
}

enum Refusal {
    Missing,
    Because(String),
}

/// The text of a file of at most so many bytes.
fn contents(path: &Path, most: u64) -> Result<String, Refusal> {
    // Asked before it is opened: opening a pipe waits for a writer that may never come.
    let about = fs::metadata(path).map_err(|error| refusal(&error))?;
    if about.is_dir() {
        return Err(Refusal::Because("it is a directory".into()));
    }
    if !about.is_file() {
        return Err(Refusal::Because("it is not a regular file".into()));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)).map_err(|error| refusal(&error))?;
    if bytes.len() as u64 > most {
        return Err(Refusal::Because(format!("it is larger than {most} bytes, the limit")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        Refusal::Because(format!("line {line} is not UTF-8"))
    })
}

fn refusal(error: &io::Error) -> Refusal {
    match error.kind() {
        ErrorKind::NotFound => Refusal::Missing,
        ErrorKind::PermissionDenied => Refusal::Because("permission denied".into()),
        _ => Refusal::Because(error.to_string()),
    }
}
