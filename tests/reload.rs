//! A scenario's files are followed, however they are saved: what is told of them, and that nothing else is.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use inflight::scenario::{self, Asked, Checked, limit};
use inflight::shell::disk::{self, Written};
use inflight::shell::reload::{Patience, follow};
use inflight::ui::Run;
use inflight::ui::reload::{Broken, Fresh, News, Reload};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::mpsc::error::TryRecvError;

/// How long anything may take before a test gives up; no test waits as long when all is well.
const LIMIT: Duration = Duration::from_secs(20);
/// As long as it takes until somebody surely has looked, if nobody is in the way; nothing fails if it is too short.
const WHILE: Duration = Duration::from_millis(300);
/// For tests that wait until something is told.
const QUICK: Patience = Patience {
    quiet: Duration::from_millis(20),
    doubt: Duration::from_millis(40),
    gone: Duration::from_millis(60),
    poll: Duration::from_millis(20),
};
/// For tests of what must not be told.
const PATIENT: Patience = Patience { doubt: LIMIT, gone: LIMIT, ..QUICK };

/// A scenario of this title; `load` says what arrives.
fn text(title: &str, load: &str) -> String {
    format!("title = '{title}'\n[load]\n{load}\n[[lane]]\nname = 'Calls'\nsender.calls = 's'\nservice.s = {{}}\n")
}

fn titled(title: &str) -> String {
    text(title, "rate = '5/s'")
}

/// A new folder of this name.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reload").join(name);
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A file of this name that says this, in a folder of the same name.
fn file(name: &str, source: &str) -> PathBuf {
    let file = folder(name).join("mine.toml");
    fs::write(&file, source).unwrap();
    file
}

fn understand(written: &Written) -> Result<Fresh, Broken> {
    let asked = Asked { path: &written.path, source: &written.source, sets: &[], beside: &|name| written.beside(name) };
    let Checked { scenario, warnings } = scenario::read(&asked).map_err(Broken::Problems)?;
    Ok(Fresh { run: Run::new(Arc::new(scenario)).unwrap(), warnings })
}

/// What is told of a file from now on.
struct Told(UnboundedReceiver<Reload>);

impl Told {
    fn of(file: &Path, patience: Patience) -> Self {
        let written = disk::read(file).unwrap();
        let fresh = understand(&written).unwrap_or_else(|why| panic!("{why:?}"));
        Self(follow(written, &fresh, understand, patience).unwrap())
    }

    /// What is told next.
    fn next(&mut self) -> News {
        let start = Instant::now();
        loop {
            match self.0.try_recv() {
                Ok(reload) => return reload.news,
                Err(TryRecvError::Disconnected) => panic!("nobody follows it"),
                Err(TryRecvError::Empty) => thread::sleep(Duration::from_millis(2)),
            }
            assert!(start.elapsed() < LIMIT, "never told");
        }
    }

    /// Demands that a scenario of this title is told next.
    #[track_caller]
    fn shows(&mut self, title: &str) {
        match self.next() {
            News::Fresh(fresh) => assert_eq!(fresh.run.scenario().title.as_str(), title),
            other => panic!("not `{title}`: {other:?}"),
        }
    }

    /// Demands that problems are told next, which say this.
    #[track_caller]
    fn complains(&mut self, words: &str) {
        let said = match self.next() {
            News::Broken(Broken::Problems(problems)) => problems.render(false),
            News::Broken(Broken::Because(why)) => why.to_string(),
            other => panic!("not `{words}`: {other:?}"),
        };
        assert!(said.contains(words), "{said}");
    }

    #[track_caller]
    fn is_gone(&mut self) {
        let next = self.next();
        assert!(matches!(next, News::Gone), "{next:?}");
    }
}

/// Saves as most editors do: all of it beside, then in one step in its place. Nobody can come in between.
fn replace(file: &Path, content: impl AsRef<[u8]>) {
    let beside = file.with_extension("part");
    fs::write(&beside, content).unwrap();
    fs::rename(&beside, file).unwrap();
}

#[test]
fn a_file_that_is_written_or_replaced_is_read_again_and_again() {
    let file = file("saved", &titled("0"));
    let mut told = Told::of(&file, PATIENT);
    for (is_replaced, title) in [(false, "1"), (true, "2"), (true, "3"), (false, "4"), (true, "5")] {
        if is_replaced {
            replace(&file, titled(title));
        } else {
            fs::write(&file, titled(title)).unwrap();
        }
        told.shows(title);
    }
}

#[test]
fn what_changed_before_anybody_watched_is_seen_too() {
    let file = file("early", &titled("0"));
    let written = disk::read(&file).unwrap();
    let fresh = understand(&written).unwrap_or_else(|why| panic!("{why:?}"));
    replace(&file, titled("1"));
    Told(follow(written, &fresh, understand, PATIENT).unwrap()).shows("1");
}

#[test]
fn a_touch_and_the_same_words_again_are_no_change() {
    let file = file("touched", &titled("0"));
    let mut told = Told::of(&file, PATIENT);
    for step in [|file: &Path| fs::write(file, titled("0")).unwrap(), |file: &Path| replace(file, titled("0"))] {
        step(&file);
        thread::sleep(WHILE);
    }
    assert!(Command::new("touch").arg(&file).status().unwrap().success());
    thread::sleep(WHILE);
    fs::write(&file, titled("1")).unwrap();
    told.shows("1");
}

#[test]
fn what_happens_beside_it_is_no_change() {
    let file = file("beside", &titled("0"));
    let mut told = Told::of(&file, PATIENT);
    fs::write(file.with_file_name("other.toml"), "rubbish").unwrap();
    thread::sleep(WHILE);
    fs::write(&file, titled("1")).unwrap();
    told.shows("1");
}

#[test]
fn a_file_that_is_half_written_or_away_for_a_moment_is_waited_for() {
    let file = file("steps", &titled("0"));
    let mut told = Told::of(&file, PATIENT);
    let halves: [fn(&Path); 3] =
        [|file| fs::write(file, "").unwrap(), |file| fs::write(file, "title = 'ha").unwrap(), |file| fs::remove_file(file).unwrap()];
    for (half, title) in halves.into_iter().zip(["1", "2", "3"]) {
        half(&file);
        thread::sleep(WHILE);
        fs::write(&file, titled(title)).unwrap();
        told.shows(title);
    }
}

#[test]
fn what_is_broken_is_told_once_and_so_is_that_it_was_mended() {
    let file = file("mended", &titled("0"));
    let mut told = Told::of(&file, QUICK);
    let broken = titled("0").replace("rate", "rat");
    replace(&file, &broken);
    told.complains("unknown key `rat`");
    replace(&file, &broken);
    thread::sleep(WHILE);
    // Just as it was.
    replace(&file, titled("0"));
    told.shows("0");
}

#[test]
fn a_file_that_is_gone_is_told_to_be_and_read_when_it_is_back() {
    let file = file("gone", &titled("0"));
    let mut told = Told::of(&file, QUICK);
    fs::remove_file(&file).unwrap();
    told.is_gone();
    replace(&file, titled("0"));
    told.shows("0");
    // The whole folder, so that there is nothing to watch.
    fs::remove_dir_all(file.parent().unwrap()).unwrap();
    told.is_gone();
    fs::create_dir(file.parent().unwrap()).unwrap();
    replace(&file, titled("1"));
    told.shows("1");
    // And another folder in its place.
    let folder = file.parent().unwrap();
    fs::rename(folder, folder.with_extension("old")).unwrap();
    told.is_gone();
    fs::create_dir(folder).unwrap();
    replace(&file, titled("2"));
    told.shows("2");
    replace(&file, titled("3"));
    told.shows("3");
    fs::remove_dir_all(folder.with_extension("old")).unwrap();
}

#[test]
fn what_cannot_be_read_is_a_problem_and_no_reason_to_hang() {
    let file = file("strange", &titled("0"));
    let mut told = Told::of(&file, Patience { gone: LIMIT, ..QUICK });
    let full = vec![b'#'; usize::try_from(limit::FILE).unwrap() + 1];
    let strange: [(&dyn Fn(), &str); 4] = [
        (&|| fs::create_dir(&file).unwrap(), "it is a directory"),
        (&|| assert!(Command::new("mkfifo").arg(&file).status().unwrap().success()), "not a regular file"),
        (&|| replace(&file, b"title = '\xff'"), "line 1 is not UTF-8"),
        (&|| replace(&file, &full), "larger than 1048576 bytes"),
    ];
    for (make, words) in strange {
        fs::remove_file(&file).unwrap();
        make();
        told.complains(words);
        if file.is_dir() {
            fs::remove_dir(&file).unwrap();
        }
        replace(&file, titled(words));
        told.shows(words);
    }
}

#[test]
fn links_are_followed_wherever_one_of_them_is_switched() {
    let folder = folder("links");
    for (name, title) in [("v1", "0"), ("v2", "1")] {
        fs::create_dir(folder.join(name)).unwrap();
        fs::write(folder.join(name).join("mine.toml"), titled(title)).unwrap();
    }
    let (there, link) = (folder.join("etc"), |to: &str, from: &Path| {
        symlink(to, from.with_file_name("new")).unwrap();
        fs::rename(from.with_file_name("new"), from).unwrap();
    });
    fs::create_dir(&there).unwrap();
    // As Kubernetes has it: the file's own link never changes.
    link("../v1", &there.join("..data"));
    link("..data/mine.toml", &there.join("mine.toml"));
    let mut told = Told::of(&there.join("mine.toml"), PATIENT);
    thread::sleep(WHILE);
    link("../v2", &there.join("..data"));
    told.shows("1");
    fs::write(folder.join("v2/mine.toml"), titled("2")).unwrap();
    told.shows("2");
    link("../v1/mine.toml", &there.join("mine.toml"));
    told.shows("0");
    // And a folder on the way that is a link.
    link("etc", &folder.join("current"));
    let mut told = Told::of(&folder.join("current/mine.toml"), PATIENT);
    thread::sleep(WHILE);
    link("v2", &folder.join("current"));
    told.shows("2");
}

#[test]
fn the_recorded_instants_beside_it_are_followed_with_it() {
    let file = file("recorded", &text("0", "file = 'one.csv'"));
    let (one, two) = (file.with_file_name("one.csv"), file.with_file_name("two.csv"));
    fs::write(&one, "1\n2\n").unwrap();
    let mut told = Told::of(&file, QUICK);
    replace(&one, "1\n2\n3\n");
    told.shows("0");
    replace(&one, "1\n2\nrubbish\n");
    told.complains("one.csv");
    replace(&one, "1\n");
    told.shows("0");
    fs::remove_file(&one).unwrap();
    told.complains("there is no such file beside the scenario");
    // One that was never there is a mistake like any other, and followed all the same.
    replace(&file, text("1", "file = 'two.csv'"));
    thread::sleep(WHILE);
    replace(&two, "1\n");
    loop {
        match told.next() {
            News::Fresh(fresh) => break assert_eq!(fresh.run.scenario().title.as_str(), "1"),
            other => assert!(matches!(other, News::Broken(_)), "{other:?}"),
        }
    }
}

#[test]
fn recorded_instants_that_are_away_for_a_moment_are_waited_for() {
    let file = file("recorded-away", &text("0", "file = 'one.csv'"));
    let one = file.with_file_name("one.csv");
    fs::write(&one, "1\n2\n").unwrap();
    let mut told = Told::of(&file, Patience { gone: LIMIT, ..QUICK });
    fs::remove_file(&one).unwrap();
    thread::sleep(WHILE);
    replace(&one, "1\n");
    told.shows("0");
}

#[test]
fn of_a_scenario_inside_the_program_nothing_is_ever_told() {
    let written = disk::read(Path::new("first-look")).unwrap();
    let fresh = understand(&written).unwrap_or_else(|why| panic!("{why:?}"));
    let mut told = follow(written, &fresh, understand, QUICK).unwrap();
    assert!(matches!(told.try_recv(), Err(TryRecvError::Disconnected)));
}
