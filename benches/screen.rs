//! What a frame costs, from the state of the run to the bytes for the terminal: `cargo bench --bench screen` plays the lessons and
//! prints the median of a frame and its bytes, for each view at three sizes, beside a screen of 2,000 moving signs that does nothing else.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use inflight::scenario::{View, parse, shipped};
use inflight::ui::key::Key;
use inflight::ui::keymap::{Command, KEYS};
use inflight::ui::sign::Signs;
use inflight::ui::theme::{Depth, Palette, Theme};
use inflight::ui::{Input, Model, update, view};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const SIZES: [(u16, u16); 3] = [(80, 24), (200, 60), (400, 120)];
const FRAME: Duration = Duration::from_nanos(1_000_000_000 / 60);
const VIEWS: [View; 7] = [View::Stage, View::Timeline, View::Message, View::Charts, View::Compare, View::Code, View::Log];
/// How many signs the reference moves.
const TOKENS: usize = 2_000;

fn main() -> io::Result<()> {
    let is_bench = std::env::args().any(|word| word == "--bench");
    let frames = if is_bench { 300 } else { 3 };
    let mut out = io::stdout();
    writeln!(out, "{:<24}{:>10}{:>22}{:>22}", "microseconds, bytes", "80x24", "200x60", "400x120")?;
    row(&mut out, "2,000 moving signs", |size| reference(size, frames))?;
    // The busiest is the one whose stage takes longest.
    let mut busiest = (Duration::ZERO, shipped::ALL[0].name);
    for lesson in shipped::ALL {
        let (time, _) = play(lesson.name, View::Stage, SIZES[1], frames / 10 + 1)?;
        busiest = busiest.max((time, lesson.name));
    }
    writeln!(out, "the busiest lesson: {}", busiest.1)?;
    for shown in VIEWS {
        row(&mut out, shown.word(), |size| play(busiest.1, shown, size, frames))?;
    }
    Ok(())
}

fn row(out: &mut impl Write, name: &str, measure: impl Fn((u16, u16)) -> io::Result<(Duration, usize)>) -> io::Result<()> {
    write!(out, "{name:<24}")?;
    for size in SIZES {
        let (time, bytes) = measure(size)?;
        write!(out, "{:>10.0}{bytes:>10}  ", time.as_secs_f64() * 1e6)?;
    }
    writeln!(out)
}

/// A terminal that keeps nothing but the number of bytes that it got.
struct Terminal {
    drawn: Buffer,
    bytes: usize,
    times: Vec<Duration>,
}

impl Terminal {
    fn new((width, height): (u16, u16)) -> Self {
        Self { drawn: Buffer::empty(Rect::new(0, 0, width, height)), bytes: 0, times: Vec::new() }
    }

    /// Draws a frame: the picture, what differs from the last, and the bytes of that.
    fn draw(&mut self, paint: impl FnOnce(Rect, &mut Buffer)) -> io::Result<()> {
        let start = Instant::now();
        let mut next = Buffer::empty(self.drawn.area);
        paint(next.area, &mut next);
        let mut bytes = Vec::with_capacity(64 * 1024);
        CrosstermBackend::new(&mut bytes).draw(self.drawn.diff(&next).into_iter())?;
        self.times.push(start.elapsed());
        self.bytes += bytes.len();
        self.drawn = next;
        Ok(())
    }

    /// The median of a frame, and the bytes of one on average, the first left out.
    fn measured(mut self) -> (Duration, usize) {
        self.times.sort_unstable();
        (self.times[self.times.len() / 2], self.bytes / self.times.len())
    }
}

/// A lesson from its middle on, frame by frame.
fn play(name: &str, shown: View, size: (u16, u16), frames: usize) -> io::Result<(Duration, usize)> {
    let source = shipped::find(name).map_or("", |lesson| lesson.source);
    let mut scenario = parse(name, source).map_err(|problems| io::Error::other(problems.render(false)))?;
    // Scenes choose speeds and views of their own.
    scenario.scenes.clear();
    let theme = Theme { palette: Palette::Dark, depth: Depth::True };
    let mut model = Model::new(Arc::new(scenario), theme, &Signs::UNICODE).map_err(|halt| io::Error::other(halt.to_string()))?;
    update(&mut model, Input::Resized { width: size.0, height: size.1 });
    order(&mut model, Command::PlayOrPause);
    (0..7).for_each(|_| order(&mut model, Command::JumpForward));
    while model.is_busy() {
        update(&mut model, Input::Elapsed(FRAME));
    }
    (0..2).for_each(|_| order(&mut model, Command::ShowView(shown)));
    order(&mut model, Command::PlayOrPause);
    let mut terminal = Terminal::new(size);
    terminal.draw(|area, buf| drop(view(&model, area, buf)))?;
    (terminal.bytes, terminal.times) = (0, Vec::new());
    for _ in 0..frames {
        if !model.is_moving() {
            order(&mut model, Command::PlayOrPause);
        }
        update(&mut model, Input::Elapsed(FRAME));
        terminal.draw(|area, buf| drop(view(&model, area, buf)))?;
    }
    Ok(terminal.measured())
}

/// Presses the key of a command.
fn order(model: &mut Model, command: Command) {
    let key = KEYS.iter().find(|row| row.command == command).map_or(Key::char(' '), |row| row.keys[0]);
    update(model, Input::Key(key));
}

/// Signs that move a cell each frame, and nothing else.
fn reference(size: (u16, u16), frames: usize) -> io::Result<(Duration, usize)> {
    let mut terminal = Terminal::new(size);
    let cells = usize::from(size.0) * usize::from(size.1);
    for frame in 0..=frames {
        terminal.draw(|_, buf| {
            for token in 0..TOKENS {
                buf.content[(token * 7_919 + frame) % cells].set_symbol("▶");
            }
        })?;
    }
    Ok(terminal.measured())
}
