//! The real program on a real pseudo-terminal, seen through a terminal emulator.

use std::io::{Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, WaitOptions, WaitStatus, kill_process, waitpid};

/// How long anything may take before a test gives up; no test waits as long when all is well.
const LIMIT: Duration = Duration::from_secs(20);
/// The lesson that most tests play.
const FIRST: &str = "first-look";
/// What begins each frame, and what ends it.
const FRAME: &[u8] = b"\x1b[?2026h";
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// The program, its terminal, and what it wrote.
pub struct Program {
    pid: Pid,
    ended: bool,
    terminal: Box<dyn MasterPty + Send>,
    /// Kept open, so that the terminal outlives the program and can be looked at.
    _line: Box<dyn SlavePty + Send>,
    keyboard: Box<dyn Write + Send>,
    seen: Arc<Mutex<Seen>>,
    reader: JoinHandle<()>,
    deaf: Arc<AtomicBool>,
    /// The terminal's settings before the program started.
    before: String,
}

/// What the terminal got.
struct Seen {
    screen: vt100::Parser,
    bytes: Vec<u8>,
}

impl Program {
    /// Starts the first lesson on a terminal of 80 by 24 and waits for its first frame.
    pub fn start() -> Self {
        let program = Self::start_with(80, 24, &[]);
        program.wait("the first frame", Self::is_playing);
        program
    }

    /// Plays a scenario on a terminal of 80 by 24 with these variables set.
    pub fn play(scenario: &str, variables: &[(&str, &str)]) -> Self {
        Self::launch(&[scenario], 80, 24, variables)
    }

    /// Starts the first lesson with arguments on a terminal of 80 by 24.
    pub fn start_by(arguments: &[&str]) -> Self {
        let program = Self::launch(&[arguments, &[FIRST]].concat(), 80, 24, &[]);
        program.wait("the first frame", Self::is_playing);
        program
    }

    /// Starts the program with these arguments on a terminal of 80 by 24.
    pub fn launch_with(arguments: &[&str]) -> Self {
        Self::launch(arguments, 80, 24, &[])
    }

    /// The same with these variables set.
    pub fn launch_in(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::launch(arguments, 80, 24, variables)
    }

    /// Starts the first lesson on a terminal of this size with these variables set.
    pub fn start_with(width: u16, height: u16, variables: &[(&str, &str)]) -> Self {
        Self::launch(&[FIRST], width, height, variables)
    }

    /// Starts the program on a terminal of this size with these variables set.
    pub fn launch(arguments: &[&str], width: u16, height: u16, variables: &[(&str, &str)]) -> Self {
        let pair = native_pty_system().openpty(size(width, height)).unwrap();
        let before = settings(pair.master.as_ref());
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_inflight"));
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        // Nor what the terminal has in which the tests are run.
        command.env("INFLIGHT_LARGE_TYPE", "never");
        // Nobody's notes but those of a test hear of these runs.
        command.env("XDG_RUNTIME_DIR", env!("CARGO_TARGET_TMPDIR"));
        for unset in ["NO_COLOR", "COLUMNS", "LINES", "RUST_BACKTRACE"] {
            command.env_remove(unset);
        }
        // Nothing that a user has done is of any concern.
        command.env("XDG_DATA_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/nobody"));
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let pid = Pid::from_raw(i32::try_from(child.process_id().unwrap()).unwrap()).unwrap();
        let seen = Arc::new(Mutex::new(Seen { screen: vt100::Parser::new(height, width, 0), bytes: Vec::new() }));
        let deaf = Arc::new(AtomicBool::new(false));
        let reader = read(pair.master.try_clone_reader().unwrap(), Arc::clone(&seen), Arc::clone(&deaf));
        let keyboard = pair.master.take_writer().unwrap();
        Self { pid, ended: false, terminal: pair.master, _line: pair.slave, keyboard, seen, reader, deaf, before }
    }

    /// The process id.
    pub fn pid(&self) -> Pid {
        self.pid
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap()
    }

    /// Types these bytes.
    pub fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).unwrap();
    }

    /// Gives the terminal another size.
    pub fn resize(&self, width: u16, height: u16) {
        self.seen().screen.screen_mut().set_size(height, width);
        self.terminal.resize(size(width, height)).unwrap();
    }

    /// The text on the screen.
    pub fn text(&self) -> String {
        self.seen().screen.screen().contents()
    }

    /// The ground of a cell.
    pub fn ground(&self, row: u16, column: u16) -> vt100::Color {
        self.seen().screen.screen().cell(row, column).unwrap().bgcolor()
    }

    /// How many frames were drawn.
    pub fn frames(&self) -> usize {
        self.seen().bytes.windows(FRAME.len()).filter(|window| *window == FRAME).count()
    }

    /// Whether these bytes were written at any time.
    pub fn wrote(&self, bytes: &[u8]) -> bool {
        self.seen().bytes.windows(bytes.len()).any(|window| window == bytes)
    }

    /// Whether the program has the terminal and shows something on it.
    pub fn is_playing(&self) -> bool {
        let seen = self.seen();
        seen.screen.screen().alternate_screen() && !seen.screen.screen().contents().trim().is_empty()
    }

    /// Whether the program is told what the mouse does.
    pub fn has_the_mouse(&self) -> bool {
        self.seen().screen.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None
    }

    /// Whether the terminal is as it was before the program started.
    pub fn is_restored(&self) -> bool {
        let seen = self.seen();
        let screen = seen.screen.screen();
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && !screen.bracketed_paste()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
            && screen.fgcolor() == vt100::Color::Default
            && settings(self.terminal.as_ref()) == self.before
    }

    /// Whether the last frame has come whole.
    fn is_whole(&self) -> bool {
        let seen = self.seen();
        let last = |bytes: &[u8]| seen.bytes.windows(bytes.len()).rposition(|window| window == bytes);
        last(FRAME) <= last(FRAME_END)
    }

    /// Waits until this holds after a whole frame, and fails if it never does.
    pub fn wait(&self, what: &str, mut holds: impl FnMut(&Self) -> bool) {
        let start = Instant::now();
        while !(self.is_whole() && holds(self)) {
            assert!(start.elapsed() < LIMIT, "never: {what}; the screen:\n{}", self.text());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Pauses what plays, and waits until nothing more is written.
    pub fn settle(&mut self) {
        // Nothing written is no sign by itself: a run that has just begun stands still for a second before it moves.
        if !self.text().contains("paused") {
            self.press(" ");
            self.wait("paused", |p| p.text().contains("paused"));
        }
        self.be_still();
    }

    /// Waits until nothing more is written.
    pub fn be_still(&self) {
        let mut written = None;
        self.wait("nothing more is written", |p| {
            thread::sleep(Duration::from_millis(100));
            let now = Some(p.seen().bytes.len());
            std::mem::replace(&mut written, now) == now
        });
    }

    /// Waits until the program is stopped.
    pub fn wait_for_stop(&self) {
        self.wait("stopped", |p| p.status(WaitOptions::UNTRACED).is_some_and(WaitStatus::stopped));
    }

    /// Waits until the program ends by itself, and gives its exit code.
    pub fn wait_for_end(&mut self) -> i32 {
        let mut code = None;
        self.wait("the end", |p| {
            code = p.status(WaitOptions::empty()).map(|status| status.exit_status().expect("ended by exiting"));
            code.is_some()
        });
        self.ended = true;
        code.unwrap()
    }

    fn status(&self, options: WaitOptions) -> Option<WaitStatus> {
        waitpid(Some(self.pid), options | WaitOptions::NOHANG).unwrap().map(|(_, status)| status)
    }

    /// Takes the terminal away, as a closed window does; gives the exit code.
    pub fn hang_up(mut self) -> i32 {
        // The reader holds the terminal too: let it go with the next bytes, those of a repaint.
        self.deaf.store(true, Ordering::SeqCst);
        self.press("\x0c");
        let (pid, reader) = (self.pid, std::mem::replace(&mut self.reader, thread::spawn(|| ())));
        reader.join().unwrap();
        self.ended = true;
        drop(self);
        let start = Instant::now();
        loop {
            if let Some((_, status)) = waitpid(Some(pid), WaitOptions::NOHANG).unwrap() {
                return status.exit_status().expect("ended by exiting");
            }
            if start.elapsed() > LIMIT {
                kill_process(pid, Signal::KILL).unwrap();
                panic!("still running without a terminal");
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// A test that failed leaves no program behind.
impl Drop for Program {
    fn drop(&mut self) {
        if !self.ended {
            kill_process(self.pid, Signal::KILL).ok();
            waitpid(Some(self.pid), WaitOptions::empty()).ok();
        }
    }
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

/// The settings of a terminal, to be compared: echo, line mode, signals and all the rest.
fn settings(terminal: &dyn MasterPty) -> String {
    format!("{:?}", terminal.get_termios())
}

fn read(mut from: Box<dyn Read + Send>, seen: Arc<Mutex<Seen>>, deaf: Arc<AtomicBool>) -> JoinHandle<()> {
    thread::spawn(move || {
        let mut chunk = [0; 4096];
        while let Ok(length @ 1..) = from.read(&mut chunk) {
            if deaf.load(Ordering::SeqCst) {
                return;
            }
            let mut seen = seen.lock().unwrap();
            seen.screen.process(&chunk[..length]);
            seen.bytes.extend_from_slice(&chunk[..length]);
        }
    })
}
