//! To come.
pub fn draw(_: &crate::ui::model::Model, _: ratatui::layout::Rect, _: &mut crate::ui::paint::Paint<'_>) {}
