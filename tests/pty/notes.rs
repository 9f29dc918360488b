//! The presenter's notes on a pseudo-terminal of their own, beside runs on others.

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::process::Signal;

use super::ends;
use super::program::Program;

const PAGE_UP: &str = "\x1b[5~";
const PAGE_DOWN: &str = "\x1b[6~";
const LEFT: &str = "\x1b[D";
const RIGHT: &str = "\x1b[C";
const ENTER: &str = "\r";
const BACKSPACE: &str = "\x7f";
const HOME: &str = "\x1b[H";
const F5: &str = "\x1b[15~";
const WAITS: &str = "hese notes wait for it";

/// The user's runtime folder, of one test alone.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("notes").join(name);
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn start(&self, arguments: &[&str]) -> Program {
        Program::launch_in(arguments, &[("XDG_RUNTIME_DIR", self.0.to_str().unwrap()), ("TMPDIR", self.0.to_str().unwrap())])
    }

    /// A lesson of three scenes, paused at its first.
    fn run(&self, title: &str) -> Program {
        let file = self.0.join(format!("{title}.toml"));
        let lane = "[load]\nrate = '5/s'\n[[lane]]\nname = 'Calls'\nsender.calls = 'orders'\nservice.orders = {}\n";
        let scene =
            |at: u64, name: &str| format!("[[scene]]\nat = '{at}s'\ntitle = '{name}'\nnotes = 'Only for you: {name}.'\npause = true\n");
        let scenes = [(0, "First"), (5, "Second"), (9, "Third")].map(|(at, name)| scene(at, name)).concat();
        fs::write(&file, format!("title = '{title}'\nduration = '20s'\n{lane}{scenes}")).unwrap();
        let program = self.start(&[file.to_str().unwrap()]);
        shows(&program, "paused");
        program
    }

    fn notes(&self) -> Program {
        self.start(&["notes"])
    }

    fn folder(&self) -> PathBuf {
        self.0.join("inflight")
    }

    fn socket(&self, of: &Program) -> PathBuf {
        self.folder().join(format!("{}.sock", of.pid().as_raw_nonzero()))
    }
}

fn shows(program: &Program, words: &str) {
    program.wait(words, |p| flat(p).contains(words));
}

/// The text without its line breaks.
fn flat(program: &Program) -> String {
    program.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Says this to all who connect, until the notes show these words; gives those who were told.
fn say(listener: &UnixListener, line: &str, notes: &Program, words: &str) -> Vec<UnixStream> {
    listener.set_nonblocking(true).unwrap();
    let mut told = Vec::new();
    notes.wait(words, |p| {
        while let Ok((mut stream, _)) = listener.accept() {
            stream.set_nonblocking(false).unwrap();
            // Who only looked around is gone.
            stream.write_all(line.as_bytes()).ok();
            told.push(stream);
        }
        flat(p).contains(words)
    });
    told
}

fn quit(programs: impl IntoIterator<Item = Program>) {
    for mut program in programs {
        program.press("q");
        ends(program, 0);
    }
}

#[test]
fn the_notes_follow_the_run() {
    let home = Home::new("follow");
    let mut run = home.run("Lesson");
    let notes = home.notes();
    shows(&notes, "Only for you: First.");
    assert!(flat(&notes).contains("Scene 1 of 3: First") && flat(&notes).contains("Next: Second") && !flat(&run).contains("Only for you"));
    run.press(PAGE_DOWN);
    shows(&notes, "Only for you: Second.");
    run.press(PAGE_UP);
    shows(&notes, "Only for you: First.");
    run.press("g");
    shows(&notes, "The gallery or the quiz is open");
    quit([run, notes]);
}

#[test]
fn the_notes_follow_a_presentation_beat_by_beat_and_drive_it() {
    let home = Home::new("presented");
    let mut run = home.start(&["present", "first-look"]);
    shows(&run, "the same bad luck");
    let mut notes = home.notes();
    shows(&notes, "the title card");
    run.press(PAGE_DOWN);
    shows(&notes, "the caption");
    notes.press(PAGE_DOWN);
    shows(&notes, "plays to the next beat");
    notes.press(PAGE_DOWN);
    shows(&run, "One is free");
    shows(&notes, "Scene 2 of 5");
    notes.press(PAGE_DOWN);
    shows(&notes, "the question: first vote");
    shows(&run, "Show hands.");
    assert!(!run.text().contains("so it is"), "the answer is for the presenter alone");
    for (key, there) in [("1", "1 hand"), ("1", "2 hands"), (BACKSPACE, "1 hand"), ("0", "Show hands.")] {
        notes.press(key);
        shows(&run, there);
    }
    notes.wait("no hands", |p| !flat(p).contains("1 hand "));
    notes.press("2");
    shows(&notes, "1 hand");
    notes.press("o");
    run.wait("only the stage", |p| !flat(p).contains("Show hands."));
    notes.press("r");
    shows(&run, "Show hands.");
    notes.press(F5);
    shows(&run, "the same bad luck");
    shows(&notes, "the title card");
    quit([notes, run]);
}

#[test]
fn keys_in_the_notes_drive_the_run_and_q_only_leaves() {
    let home = Home::new("drive");
    let run = home.run("Lesson");
    let mut notes = home.notes();
    shows(&notes, "Scene 1 of 3");
    // They would turn the views, or play it backwards.
    notes.press("5r");
    for (key, scene) in
        [(PAGE_DOWN, "Second"), (" ", "Third"), (PAGE_UP, "Second"), (LEFT, "First"), (RIGHT, "Second"), (ENTER, "Third"), (LEFT, "Second")]
    {
        notes.press(key);
        shows(&run, scene);
        shows(&notes, &format!("Only for you: {scene}."));
    }
    for key in ["b", "."] {
        notes.press(key);
        run.wait("darkness", |p| p.text().trim().is_empty());
        shows(&notes, "the screen is blank");
        notes.press(key);
        shows(&run, "Second");
        shows(&notes, "paused");
    }
    notes.press(HOME);
    shows(&notes, "Only for you: First.");
    assert!(!flat(&run).contains("Compare"));
    notes.press("q");
    ends(notes, 0);
    assert!(run.is_playing());
    quit([run]);
}

#[test]
fn either_side_may_be_started_first_and_anew() {
    let home = Home::new("anew");
    let notes = home.notes();
    shows(&notes, WAITS);
    let run = home.run("Before");
    shows(&notes, "Before");
    quit([run]);
    shows(&notes, WAITS);
    let mut run = home.run("After");
    shows(&notes, "After");
    shows(&notes, "00:01 since the first scene");
    quit([notes]);
    let notes = home.notes();
    shows(&notes, "since the first scene");
    shows(&notes, "Only for you: First.");
    assert!(!flat(&notes).contains("00:00 since"), "the time that has gone by is not forgotten: {}", notes.text());
    run.press(PAGE_DOWN);
    shows(&notes, "Only for you: Second.");
    run.signal(Signal::KILL);
    shows(&notes, WAITS);
    quit([notes]);
}

#[test]
fn of_two_runs_the_newest_is_taken_unless_another_is_named() {
    let home = Home::new("two");
    let (older, newer) = (home.run("Older"), home.run("Newer"));
    let mut notes = home.notes();
    shows(&notes, &format!("Of 2 programs, these notes follow process {}: it plays", newer.pid().as_raw_nonzero()));
    shows(&notes, "Newer");
    let mut named = home.start(&["notes", "--pid", &older.pid().as_raw_nonzero().to_string()]);
    shows(&named, "Older");
    named.press(PAGE_DOWN);
    shows(&named, "Only for you: Second.");
    shows(&older, "Second");
    assert!(flat(&newer).contains("First"));
    quit([newer]);
    shows(&notes, "Older");
    notes.wait("a word of one program alone", |p| !flat(p).contains("programs"));
    quit([older]);
    notes.press("r");
    shows(&named, WAITS);
    quit([notes, named]);
}

#[test]
fn a_presentation_is_taken_before_a_newer_run_and_a_run_before_a_newer_gallery() {
    let home = Home::new("best");
    let presented = home.start(&["present", "first-look"]);
    shows(&presented, "the same bad luck");
    let run = home.run("Lesson");
    let gallery = home.start(&[]);
    shows(&gallery, "search");
    let mut notes = home.notes();
    shows(&notes, &format!("Of 3 programs, these notes follow process {}: it presents", presented.pid().as_raw_nonzero()));
    notes.press(PAGE_DOWN);
    shows(&notes, "Scene 1 of 5");
    assert!(flat(&run).contains("First"), "what merely plays is driven by nobody");
    quit([presented]);
    shows(&notes, "Only for you: First.");
    quit([run]);
    shows(&notes, "The gallery or the quiz is open");
    quit([gallery, notes]);
}

#[test]
fn the_notes_go_over_from_a_run_to_a_presentation_and_stay_there() {
    let home = Home::new("over");
    let mut run = home.run("Lesson");
    let mut notes = home.notes();
    shows(&notes, "Only for you: First.");
    let presented = home.start(&["present", home.0.join("Lesson.toml").to_str().unwrap()]);
    shows(&notes, "the title card");
    notes.press(PAGE_DOWN);
    shows(&presented, "First");
    run.press(PAGE_DOWN);
    shows(&run, "Second");
    notes.press(PAGE_DOWN);
    shows(&notes, "plays to the next beat");
    assert!(flat(&run).contains("Second"));
    quit([run, presented, notes]);
}

#[test]
fn an_edit_that_breaks_the_file_is_told_in_the_notes_alone() {
    let home = Home::new("broken");
    quit([home.run("Lesson")]);
    let file = home.0.join("Lesson.toml");
    let source = fs::read_to_string(&file).unwrap();
    let presented = home.start(&["present", file.to_str().unwrap()]);
    let mut notes = home.notes();
    shows(&notes, "the title card");
    let card = presented.text();
    fs::write(&file, source.replace("rate", "rat")).unwrap();
    shows(&notes, "Lesson.toml has an error in line 4; what played before plays on.");
    presented.be_still();
    assert_eq!(presented.text(), card);
    notes.press(PAGE_DOWN);
    shows(&presented, "First");
    assert!(!flat(&presented).contains("error"));
    fs::write(&file, source).unwrap();
    notes.wait("no word of an error", |p| !flat(p).contains("error"));
    quit([presented, notes]);
}

#[test]
fn the_socket_is_the_users_alone_and_goes_with_the_run() {
    let home = Home::new("mode");
    let run = home.run("Lesson");
    let mode = |path: &Path| fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777;
    let socket = home.socket(&run);
    assert_eq!((mode(&home.folder()), mode(&socket)), (0o700, 0o600));
    quit([run]);
    assert!(!socket.exists());
    let killed = home.run("Killed");
    let stale = home.socket(&killed);
    killed.signal(Signal::KILL);
    drop(killed);
    assert!(stale.exists());
    let run = home.run("Next");
    assert!(!stale.exists());
    quit([run]);
}

#[test]
fn a_folder_that_is_not_the_users_alone_is_no_place_and_the_run_plays_on() {
    for (name, spoil) in [
        (
            "open",
            (|folder| {
                fs::create_dir(folder).unwrap();
                fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
            }) as fn(&Path),
        ),
        ("link", |folder| {
            let elsewhere = folder.with_extension("elsewhere");
            fs::create_dir(&elsewhere).unwrap();
            fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o700)).unwrap();
            symlink(&elsewhere, folder).unwrap();
        }),
    ] {
        let home = Home::new(name);
        spoil(&home.folder());
        // Nothing but that folder: there can be no other in a file.
        let file = home.0.join("file");
        fs::write(&file, "").unwrap();
        let variables = [("XDG_RUNTIME_DIR", home.0.to_str().unwrap()), ("TMPDIR", file.to_str().unwrap())];
        let run = Program::launch_in(&["first-look"], &variables);
        shows(&run, "pause");
        assert_eq!(fs::read_dir(home.folder()).unwrap().count(), 0);
        let notes = Program::launch_in(&["notes"], &variables);
        shows(&notes, WAITS);
        quit([run, notes]);
    }
}

#[test]
fn who_says_nonsense_or_reads_nothing_does_not_hold_the_run_up() {
    let home = Home::new("hostile");
    let mut run = home.run("Lesson");
    let connect = || UnixStream::connect(home.socket(&run)).unwrap();
    let mut silent: Vec<UnixStream> = (0..3).map(|_| connect()).collect();
    let mut rude = connect();
    rude.write_all(b"quit\nq\n\x1b[6~\n\n\xff\xfe\n").unwrap();
    let mut long = connect();
    // The other side may hang up before all of it is written.
    long.write_all(&[b'x'; 8_000]).ok();
    long.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut told = Vec::new();
    // An end, or an error as bytes were left unread; not a wait for ever.
    let end = long.read_to_end(&mut told).map_err(|error| error.kind());
    assert!(!matches!(end, Err(std::io::ErrorKind::WouldBlock)), "it is still connected");
    rude.write_all(b"next\n").unwrap();
    shows(&run, "Second");
    let notes = home.notes();
    shows(&notes, "Only for you: Second.");
    run.press(PAGE_DOWN);
    shows(&notes, "Only for you: Third.");
    silent.clear();
    quit([run, notes]);
}

#[test]
fn a_socket_that_says_nothing_or_nonsense_does_not_hold_the_notes_up() {
    let home = Home::new("mute");
    let mut run = home.run("Lesson");
    // This very process is alive, so its socket is not stale, and it is the newest.
    let mute = UnixListener::bind(home.folder().join(format!("{}.sock", std::process::id()))).unwrap();
    let mut notes = home.notes();
    shows(&notes, "Only for you: First.");
    run.press("q");
    ends(run, 0);
    shows(&notes, WAITS);
    drop(say(&mute, "null\n", &notes, "The gallery or the quiz is open"));
    shows(&notes, WAITS);
    let nonsense = say(&mute, "{\"lesson\": 7}\n", &notes, "another version");
    notes.press(PAGE_DOWN);
    drop(nonsense);
    shows(&notes, WAITS);
    quit([notes]);
}
