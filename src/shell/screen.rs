//! What is on the terminal, and how the next picture gets there with the fewest bytes.

use std::io::{self, BufWriter, Stdout, Write};

use crossterm::QueueableCommand;
use crossterm::cursor::MoveTo;
use crossterm::style::Print;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::terminal;

/// A whole frame fits, so the terminal gets it in one write.
const FRAME_BYTES: usize = 64 * 1024;

/// The screen as it was last drawn.
pub struct Screen {
    out: CrosstermBackend<BufWriter<Stdout>>,
    drawn: Buffer,
    /// The rows at which lines of double size begin.
    large: Vec<u16>,
    stale: bool,
}

impl Screen {
    /// A screen of the terminal's size, with nothing known about what is on it.
    pub fn new() -> Self {
        let out = CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, io::stdout()));
        let mut screen = Self { out, drawn: Buffer::empty(Rect::ZERO), large: Vec::new(), stale: true };
        screen.forget();
        screen
    }

    /// Takes the terminal's size anew, and nothing on it for granted: the next frame clears it and paints every cell.
    ///
    /// Needed after every resize, even one that comes back to the same size, because terminals rearrange what they show.
    /// `Terminal::clear` of ratatui is no help: it asks for the cursor's position, and the event stream swallows the answer.
    pub fn forget(&mut self) {
        let (width, height) = terminal::size();
        self.drawn = Buffer::empty(Rect::new(0, 0, width, height));
        self.stale = true;
    }

    /// The columns and rows.
    pub fn size(&self) -> (u16, u16) {
        (self.drawn.area.width, self.drawn.area.height)
    }

    /// Brings the terminal to the picture that `paint` makes; writes nothing if it is there already. `paint` tells at which rows lines
    /// of double size begin, of which the left half is shown.
    pub fn draw(&mut self, paint: impl FnOnce(Rect, &mut Buffer) -> Vec<u16>) -> io::Result<()> {
        let mut next = Buffer::empty(self.drawn.area);
        let large = paint(next.area, &mut next);
        if large != self.large {
            // Terminals keep of a line that changes its size what they like.
            self.stale = true;
            self.drawn.reset();
        }
        let changes = self.drawn.diff(&next);
        if changes.is_empty() && !self.stale {
            return Ok(());
        }
        self.out.queue(BeginSynchronizedUpdate)?;
        if self.stale {
            self.out.queue(Clear(ClearType::All))?;
            self.size_lines(&large)?;
        }
        let half = next.area.width / 2;
        let is_seen = |x: u16, y: u16| x < half || !large.iter().any(|upper| y.wrapping_sub(*upper) < 2);
        self.out.draw(changes.into_iter().filter(|(x, y, _)| is_seen(*x, *y)))?;
        self.out.queue(EndSynchronizedUpdate)?;
        Write::flush(&mut self.out)?;
        self.drawn = next;
        self.large = large;
        self.stale = false;
        Ok(())
    }

    /// Makes the lines that begin at these rows of double size, and those that were so as they usually are: DECDHL and DECSWL of the
    /// VT100.
    fn size_lines(&mut self, large: &[u16]) -> io::Result<()> {
        for upper in &self.large {
            self.out.queue(MoveTo(0, *upper))?.queue(Print("\x1b#5"))?.queue(MoveTo(0, upper + 1))?.queue(Print("\x1b#5"))?;
        }
        for upper in large {
            self.out.queue(MoveTo(0, *upper))?.queue(Print("\x1b#3"))?.queue(MoveTo(0, upper + 1))?.queue(Print("\x1b#4"))?;
        }
        Ok(())
    }
}
