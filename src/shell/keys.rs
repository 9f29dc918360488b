//! Keys and the mouse as the terminal reports them, made into what the screen knows.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use crate::ui::key::{Code, Key};
use crate::ui::mouse::{Act, Mouse};

/// The key that was pressed; nothing for a release, or for a key or a chord that no command could have.
pub fn key(event: KeyEvent) -> Option<Key> {
    // Windows and some terminals report releases too: acting on them would do everything twice.
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let strange = KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::META | KeyModifiers::HYPER;
    if event.modifiers.intersects(strange) {
        return None;
    }
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let code = code(event.code)?;
    Some(match code {
        // Shift is in the character already; with Ctrl, terminals disagree on its case.
        Code::Char(c) if ctrl => Key::ctrl(c.to_ascii_lowercase()),
        Code::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => Key { code: Code::BackTab, ctrl },
        code => Key { code, ctrl },
    })
}

/// What the mouse did; nothing if it only moved, or with another button than the main one.
pub fn mouse(event: MouseEvent) -> Option<Mouse> {
    let act = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Act::Press,
        MouseEventKind::Drag(MouseButton::Left) => Act::Drag,
        MouseEventKind::Up(MouseButton::Left) => Act::Release,
        MouseEventKind::ScrollUp => Act::WheelUp,
        MouseEventKind::ScrollDown => Act::WheelDown,
        _ => return None,
    };
    Some(Mouse { act, x: event.column, y: event.row })
}

fn code(code: KeyCode) -> Option<Code> {
    Some(match code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::F(n) => Code::Function(n),
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Escape,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Option<Key> {
        key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn shift_is_part_of_a_character_and_not_beside_it() {
        assert_eq!(pressed(KeyCode::Char('?'), KeyModifiers::SHIFT), Some(Key::char('?')));
        assert_eq!(pressed(KeyCode::Char('?'), KeyModifiers::NONE), Some(Key::char('?')));
        assert_eq!(pressed(KeyCode::Char('S'), KeyModifiers::SHIFT), Some(Key::char('S')));
    }

    #[test]
    fn ctrl_with_a_letter_is_the_same_whatever_its_case() {
        assert_eq!(pressed(KeyCode::Char('c'), KeyModifiers::CONTROL), Some(Key::ctrl('c')));
        assert_eq!(pressed(KeyCode::Char('C'), KeyModifiers::CONTROL | KeyModifiers::SHIFT), Some(Key::ctrl('c')));
    }

    #[test]
    fn shift_tab_is_one_key_however_it_is_reported() {
        assert_eq!(pressed(KeyCode::BackTab, KeyModifiers::SHIFT), Some(Key::plain(Code::BackTab)));
        assert_eq!(pressed(KeyCode::Tab, KeyModifiers::SHIFT), Some(Key::plain(Code::BackTab)));
    }

    #[test]
    fn a_repeat_counts_and_a_release_does_not() {
        let event = |kind| KeyEvent::new_with_kind(KeyCode::Left, KeyModifiers::NONE, kind);
        assert_eq!(key(event(KeyEventKind::Repeat)), Some(Key::plain(Code::Left)));
        assert_eq!(key(event(KeyEventKind::Release)), None);
    }

    #[test]
    fn a_chord_with_alt_is_not_the_bare_key() {
        assert_eq!(pressed(KeyCode::Char('q'), KeyModifiers::ALT), None);
    }
}
