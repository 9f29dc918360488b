//! What is on the terminal, and how the next picture gets there with the fewest bytes.

use std::io::{self, BufWriter, Stdout, Write};

use crossterm::QueueableCommand;
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
    stale: bool,
}

impl Screen {
    /// A screen of the terminal's size, with nothing known about what is on it.
    pub fn new() -> Self {
        let out = CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, io::stdout()));
        let mut screen = Self { out, drawn: Buffer::empty(Rect::ZERO), stale: true };
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

    /// Brings the terminal to the picture that `paint` makes; writes nothing if it is there already.
    pub fn draw(&mut self, paint: impl FnOnce(Rect, &mut Buffer)) -> io::Result<()> {
        let mut next = Buffer::empty(self.drawn.area);
        paint(next.area, &mut next);
        let changes = self.drawn.diff(&next);
        if changes.is_empty() && !self.stale {
            return Ok(());
        }
        self.out.queue(BeginSynchronizedUpdate)?;
        if self.stale {
            self.out.queue(Clear(ClearType::All))?;
        }
        self.out.draw(changes.into_iter())?;
        self.out.queue(EndSynchronizedUpdate)?;
        Write::flush(&mut self.out)?;
        self.drawn = next;
        self.stale = false;
        Ok(())
    }
}
