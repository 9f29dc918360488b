//! How things look: what was asked for, else what the terminal says of itself. Nothing waits for an answer of the terminal.

use std::env;
use std::io::IsTerminal;

use clap::ValueEnum;

use crate::ui::Gallery;
use crate::ui::sign::Signs;
use crate::ui::theme::{Depth, Palette, Theme};

/// How things are drawn, whatever is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::Args)]
pub struct Look {
    /// Draw with plain characters only [default: where the terminal has no others]
    #[arg(long, global = true)]
    ascii: bool,
    /// Draw with all signs, whatever the terminal says
    #[arg(long, global = true, conflicts_with = "ascii")]
    unicode: bool,
    /// The theme [default: none if `NO_COLOR` is set, else light or dark as the terminal says, else dark]
    #[arg(long, global = true, value_enum, env = "INFLIGHT_THEME")]
    theme: Option<Named>,
    /// How many colours there are [default: what the terminal says]
    #[arg(long, global = true, value_enum, env = "INFLIGHT_COLORS")]
    colors: Option<Colors>,
    /// Let messages step from node to node, without trails
    #[arg(long, global = true, env = "INFLIGHT_REDUCED_MOTION", value_parser = clap::builder::FalseyValueParser::new())]
    reduced_motion: bool,
    /// Show the words of a presentation in double size [default: where the terminal is known to have such lines]
    #[arg(long, global = true, value_enum, env = "INFLIGHT_LARGE_TYPE")]
    large_type: Option<When>,
    /// Leave the mouse to the terminal, for selecting text
    #[arg(long, global = true)]
    pub no_mouse: bool,
}

/// Whether something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum When {
    /// Whatever the terminal says
    Always,
    /// In no terminal
    Never,
}

/// A theme, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Named {
    /// For a dark background
    Dark,
    /// For a light background
    Light,
    /// Bright on black, for projectors
    Contrast,
    /// No colours: bold, dim and reverse only
    None,
}

/// How many colours there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colors {
    /// Red, green and blue of 8 bits each
    True,
    /// The 256 that most terminals have
    #[value(name = "256")]
    Indexed,
    /// The 16 of consoles
    #[value(name = "16")]
    Sixteen,
}

impl Look {
    /// The colours.
    pub fn theme(self) -> Theme {
        let terminal = Terminal::of_environment();
        let palette = match self.theme {
            Some(Named::Dark) => Palette::Dark,
            Some(Named::Light) => Palette::Light,
            Some(Named::Contrast) => Palette::Contrast,
            Some(Named::None) => Palette::None,
            None if no_color() => Palette::None,
            None => terminal.palette(),
        };
        let depth = match self.colors {
            Some(Colors::True) => Depth::True,
            Some(Colors::Indexed) => Depth::Indexed,
            Some(Colors::Sixteen) => Depth::Sixteen,
            None => terminal.depth(),
        };
        Theme { palette, depth }
    }

    /// The colours for a projector: those of high contrast, unless others were asked for.
    pub fn theme_for_a_class(self) -> Theme {
        let theme = self.theme();
        let palette = if self.theme.is_none() && theme.palette != Palette::None { Palette::Contrast } else { theme.palette };
        Theme { palette, ..theme }
    }

    /// The signs.
    pub fn signs(self) -> &'static Signs {
        let plain = self.ascii || (!self.unicode && Terminal::of_environment().is_plain());
        if plain { &Signs::ASCII } else { &Signs::UNICODE }
    }

    /// The gallery with this look, for all that is opened from it.
    pub fn on(self, mut gallery: Gallery) -> Gallery {
        gallery.calm = self.reduced_motion;
        gallery.large_type = match self.large_type {
            Some(asked) => asked == When::Always,
            None => Terminal::of_environment().has_large_type(),
        };
        gallery
    }
}

/// Whether text for this stream may have colours.
pub fn colour(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && !no_color()
}

fn no_color() -> bool {
    env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// What the environment says of the terminal.
#[derive(Debug, Default)]
struct Terminal {
    /// `TERM`: its kind.
    term: String,
    /// `COLORTERM`: its colours, beyond what its kind has.
    colorterm: String,
    /// `COLORFGBG`: the colours of text and ground, as numbers of the 16.
    fgbg: String,
    /// The characters of the user's language.
    locale: String,
    /// `TERM_PROGRAM`, or the variable that only this terminal sets, or what stands between it and the program.
    program: String,
}

impl Terminal {
    fn of_environment() -> Self {
        let says = |name: &str| env::var(name).unwrap_or_default();
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().map(says).find(|value| !value.is_empty()).unwrap_or_default();
        // Innermost first: a program that was started from another terminal has that one's variables, too.
        let own = ["TMUX", "STY", "VTE_VERSION", "KITTY_WINDOW_ID", "ALACRITTY_WINDOW_ID"];
        let own = own.into_iter().chain(["TERM_PROGRAM", "XTERM_VERSION", "KONSOLE_VERSION", "WT_SESSION"]);
        let program = own.map(|name| (name, says(name))).find(|(_, value)| !value.is_empty());
        let program = program.map(|(name, value)| if name == "TERM_PROGRAM" { value } else { name.to_owned() }).unwrap_or_default();
        Self { term: says("TERM"), colorterm: says("COLORTERM"), fgbg: says("COLORFGBG"), locale, program }
    }

    fn palette(&self) -> Palette {
        // 7 and 15 are the two whites; 8 is a dark grey, and the others are dark.
        match self.fgbg.rsplit(';').next() {
            Some("7" | "15") => Palette::Light,
            _ => Palette::Dark,
        }
    }

    fn depth(&self) -> Depth {
        let has = |part: &str| self.term.contains(part);
        match &*self.colorterm {
            "truecolor" | "24bit" => Depth::True,
            _ if has("direct") => Depth::True,
            _ if has("256") || has("kitty") || has("alacritty") || has("ghostty") => Depth::Indexed,
            // Those that only say so have been found to have 256; a console says what it is.
            _ if has("linux") || has("16color") || has("ansi") || has("vt") || has("cons") => Depth::Sixteen,
            _ => Depth::Indexed,
        }
    }

    /// Whether it is one of those that are known to have lines of double size; others would show such words twice.
    fn has_large_type(&self) -> bool {
        let known = ["XTERM_VERSION", "KONSOLE_VERSION", "WT_SESSION", "iTerm.app", "Apple_Terminal", "WezTerm"];
        self.term.starts_with("xterm") && known.contains(&&*self.program)
    }

    /// Whether signs beyond ASCII would come out as something else: on a console, or in a language that says its characters and
    /// doesn't say UTF-8.
    fn is_plain(&self) -> bool {
        let charset = self.locale.split_once('.').map(|(_, charset)| charset.to_ascii_lowercase());
        let is_other = charset.is_some_and(|charset| !charset.starts_with("utf-8") && !charset.starts_with("utf8"));
        matches!(&*self.term, "linux" | "dumb") || is_other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terminal(term: &str, colorterm: &str) -> Terminal {
        Terminal { term: term.into(), colorterm: colorterm.into(), ..Terminal::default() }
    }

    #[test]
    fn a_terminal_has_the_colours_that_it_names() {
        assert_eq!(terminal("xterm-256color", "truecolor").depth(), Depth::True);
        assert_eq!(terminal("tmux-256color", "").depth(), Depth::Indexed);
        assert_eq!(terminal("xterm", "").depth(), Depth::Indexed);
        assert_eq!(terminal("linux", "").depth(), Depth::Sixteen);
    }

    #[test]
    fn a_light_ground_is_seen_where_it_is_told() {
        let on = |fgbg: &str| Terminal { fgbg: fgbg.into(), ..Terminal::default() }.palette();
        assert_eq!(["0;15", "0;default;15", "15;0", "12;8", ""].map(on), {
            use Palette::{Dark, Light};
            [Light, Light, Dark, Dark, Dark]
        });
    }

    #[test]
    fn large_type_is_only_where_it_is_known_to_be() {
        let has =
            |term: &str, program: &str| Terminal { term: term.into(), program: program.into(), ..Terminal::default() }.has_large_type();
        assert!(has("xterm-256color", "XTERM_VERSION") && has("xterm-256color", "iTerm.app"));
        assert!(!has("tmux-256color", "XTERM_VERSION") && !has("xterm-256color", "TMUX"));
        assert!(!has("xterm-256color", "vscode") && !has("xterm-256color", ""));
    }

    #[test]
    fn signs_are_plain_where_others_would_come_out_wrong() {
        let speaks = |locale: &str| Terminal { locale: locale.into(), ..Terminal::default() }.is_plain();
        assert_eq!(
            ["de_DE.UTF-8", "C.utf8", "C", "", "de_DE.ISO-8859-1", "ru_RU.KOI8-R"].map(speaks),
            [false, false, false, false, true, true]
        );
        assert!(terminal("linux", "").is_plain());
    }
}
