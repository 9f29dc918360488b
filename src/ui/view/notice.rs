//! What there is to say about the scenario's file, at the right below the title.

use ratatui::layout::Rect;

use crate::scenario::text::Text;
use crate::ui::model::Model;
use crate::ui::notice::{Notice, Sheet};
use crate::ui::paint::{Paint, fit_end};
use crate::ui::theme::Role;

/// How many blanks are between the notice and what else stands in its row.
const GAP: u16 = 3;

/// Draws it, if there is anything to say; returns what is left of the row.
pub fn draw(model: &Model, row: Rect, paint: &mut Paint<'_>) -> Rect {
    // Of a path, its end says most.
    let name = |file: &Text| fit_end(file.as_str(), row.width / 3, paint.signs.more);
    let (words, role) = match &model.notice {
        _ if model.incoming.is_some() => ("reloading".to_owned(), Role::Faint),
        // The sheet says it.
        Notice::None | Notice::Broken { sheet: Sheet::From(_), .. } => return row,
        Notice::Reloaded { warnings: 0, .. } => ("reloaded".to_owned(), Role::Faint),
        Notice::Reloaded { file, warnings, .. } => {
            let warnings = if *warnings == 1 { "1 warning".to_owned() } else { format!("{warnings} warnings") };
            (format!("reloaded; {warnings}: inflight check {}", name(file)), Role::Text)
        }
        Notice::Gone { file } => (format!("{} is gone; the run goes on", name(file)), Role::Faint),
        Notice::Broken { file, .. } => (format!("{} {} is broken; the old run goes on", paint.signs.error, name(file)), Role::Error),
    };
    let begins = paint.words_right(row, row.y, &words, role);
    Rect { width: begins.saturating_sub(row.x + GAP), ..row }
}
