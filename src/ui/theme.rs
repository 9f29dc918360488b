//! Colours by meaning: only here is a colour named. Every state has a sign and a word besides.

use ratatui::style::{Color, Modifier, Style};

/// What something on the screen means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Words to read.
    Text,
    /// Words of less weight.
    Faint,
    /// Frames.
    Structure,
    /// Links on which nothing moves.
    Track,
    /// Headings.
    Heading,
    /// A caller that is free.
    Calm,
    /// A caller that stands still: the strongest thing on the screen.
    Blocked,
    /// A wait before another try.
    Retry,
    /// Work that somebody wants.
    Work,
    /// Work that nobody wants any more.
    Orphaned,
    /// A request or a message on its way.
    Request,
    /// An answer or a receipt on its way.
    Answer,
    /// What is broken.
    Error,
    /// A copy of what is there already.
    Duplicate,
    /// Where time stands.
    Playhead,
}

/// A way of colouring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// Light on dark.
    Dark,
    /// Dark on light.
    Light,
    /// Bright on black, nothing faint: for projectors and weak eyes.
    Contrast,
    /// No colour at all.
    None,
}

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Red, green and blue of 8 bits each.
    True,
    /// The 256 indexed colours.
    Indexed,
    /// The 16 colours of old consoles, which each of them shows in shades of its own.
    Sixteen,
}

/// How things look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The way of colouring.
    pub palette: Palette,
    /// How many colours the terminal has.
    pub depth: Depth,
}

impl Palette {
    /// Its name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Contrast => "contrast",
            Self::None => "none",
        }
    }

    /// The one that the theme key goes to next.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::Contrast,
            Self::Contrast => Self::None,
            Self::None => Self::Dark,
        }
    }
}

impl Theme {
    /// The style of the empty screen.
    #[must_use]
    pub fn ground(self) -> Style {
        let (text, ground) = match (self.palette, self.depth) {
            (Palette::None, _) => return Style::reset(),
            (Palette::Light, Depth::Sixteen) => (Color::Black, Color::White),
            (_, Depth::Sixteen) => (Color::White, Color::Black),
            (Palette::Dark, _) => (self.color(0x00D8_D8D8), self.color(0x0010_1216)),
            (Palette::Light, _) => (self.color(0x0020_2020), self.color(0x00FF_FFFF)),
            (Palette::Contrast, _) => (self.color(0x00FF_FFFF), self.color(0x0000_0000)),
        };
        Style::new().fg(text).bg(ground)
    }

    /// The style of something with a meaning, to be put on the ground. The colours that carry meaning are those of Okabe and
    /// Ito (2008), which people with any colour vision can tell apart; for the light theme in darker shades.
    #[must_use]
    pub fn style(self, role: Role) -> Style {
        let (dark, light, contrast) = match role {
            Role::Text | Role::Heading => (0x00E4_E4E4, 0x0010_1010, 0x00FF_FFFF),
            Role::Faint => (0x0094_98A0, 0x005A_5E66, 0x00D8_D8D8),
            Role::Structure => (0x0060_6670, 0x008A_8E96, 0x00C0_C0C0),
            Role::Track => (0x003A_3F48, 0x00C4_C8CE, 0x0080_8080),
            Role::Calm => (0x00C4_CCD4, 0x003C_424A, 0x00FF_FFFF),
            Role::Blocked => (0x00F0_E442, 0x009A_5B00, 0x00FF_F200),
            Role::Retry => (0x00E6_9F00, 0x009A_5B00, 0x00FF_B000),
            Role::Work | Role::Answer => (0x0000_B886, 0x0000_6B4E, 0x0020_F0B0),
            Role::Orphaned => (0x004C_8072, 0x005E_867A, 0x0090_C0B0),
            Role::Request => (0x0056_B4E9, 0x0000_4C7A, 0x0078_CCFF),
            Role::Error => (0x00F0_7020, 0x00A6_3F00, 0x00FF_8030),
            Role::Duplicate => (0x00CC_79A7, 0x008A_3A68, 0x00FF_9CD0),
            Role::Playhead => (0x00FF_FFFF, 0x0000_0000, 0x00FF_FFFF),
        };
        let style = match (self.palette, self.depth) {
            (Palette::None, _) => Style::new(),
            (palette, Depth::Sixteen) => Style::new().fg(of_sixteen(role, palette)),
            (Palette::Dark, _) => Style::new().fg(self.color(dark)),
            (Palette::Light, _) => Style::new().fg(self.color(light)),
            (Palette::Contrast, _) => Style::new().fg(self.color(contrast)),
        };
        match role {
            Role::Heading | Role::Blocked | Role::Playhead | Role::Error => style.add_modifier(Modifier::BOLD),
            Role::Faint | Role::Structure | Role::Track if self.palette == Palette::None => style.add_modifier(Modifier::DIM),
            // What is written over a bold frame is not bold for that.
            _ => style.remove_modifier(Modifier::BOLD),
        }
    }

    /// The ground of the time of a fault.
    #[must_use]
    pub fn shade(self) -> Style {
        let ground = match (self.palette, self.depth) {
            // None of the 16 is faint enough to be read on.
            (Palette::None, _) | (_, Depth::Sixteen) => return Style::new(),
            (Palette::Dark, _) => 0x003A_1C10,
            (Palette::Light, _) => 0x00F8_E0D0,
            (Palette::Contrast, _) => 0x0060_2000,
        };
        Style::new().bg(self.color(ground))
    }

    fn color(self, rgb: u32) -> Color {
        let [_, r, g, b] = rgb.to_be_bytes();
        match self.depth {
            Depth::True => Color::Rgb(r, g, b),
            Depth::Indexed | Depth::Sixteen => Color::Indexed(nearest_indexed([r, g, b])),
        }
    }
}

/// The colour of 16 for a meaning: bright ones on black, dark ones on white.
const fn of_sixteen(role: Role, palette: Palette) -> Color {
    let (bright, dark) = match role {
        Role::Text | Role::Heading | Role::Playhead => (Color::White, Color::Black),
        Role::Faint | Role::Calm => (Color::Gray, Color::DarkGray),
        Role::Structure => (Color::DarkGray, Color::DarkGray),
        Role::Track => (Color::DarkGray, Color::Gray),
        Role::Blocked => (Color::LightYellow, Color::Magenta),
        Role::Retry => (Color::Yellow, Color::Yellow),
        Role::Work | Role::Answer => (Color::LightGreen, Color::Green),
        Role::Orphaned => (Color::Green, Color::DarkGray),
        Role::Request => (Color::LightCyan, Color::Blue),
        Role::Error => (Color::LightRed, Color::Red),
        Role::Duplicate => (Color::LightMagenta, Color::Cyan),
    };
    match palette {
        Palette::Light => dark,
        // What is faint can be read on a projector too.
        Palette::Contrast if matches!(role, Role::Structure | Role::Track) => Color::Gray,
        _ => bright,
    }
}

/// The nearest of the 256 indexed colours that all terminals agree on: the cube of 6 x 6 x 6 and the 24 greys.
fn nearest_indexed(rgb: [u8; 3]) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let distance = |other: [u8; 3]| -> u32 { rgb.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum() };
    let cube = (0..216u8)
        .map(|place| (16 + place, [STEPS[usize::from(place / 36)], STEPS[usize::from(place / 6 % 6)], STEPS[usize::from(place % 6)]]));
    let greys = (0..24u8).map(|place| (232 + place, [8 + 10 * place; 3]));
    cube.chain(greys).min_by_key(|(_, other)| distance(*other)).map_or(15, |(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_of_the_cube_and_a_grey_find_themselves() {
        assert_eq!(nearest_indexed([95, 175, 255]), 75);
        assert_eq!(nearest_indexed([18, 18, 18]), 233);
    }

    #[test]
    fn sixteen_colours_are_those_that_every_terminal_has() {
        for palette in [Palette::Dark, Palette::Light, Palette::Contrast] {
            let theme = Theme { palette, depth: Depth::Sixteen };
            for role in [Role::Text, Role::Faint, Role::Blocked, Role::Error, Role::Request, Role::Work] {
                let (fg, ground) = (theme.style(role).fg, theme.ground().bg);
                assert!(!matches!(fg, None | Some(Color::Rgb(..) | Color::Indexed(_))), "{palette:?} {role:?}");
                assert_ne!(fg, ground, "{palette:?} {role:?}");
            }
        }
    }

    #[test]
    fn without_colour_nothing_is_coloured() {
        let theme = Theme { palette: Palette::None, depth: Depth::True };
        for role in [Role::Blocked, Role::Error, Role::Faint, Role::Request] {
            assert_eq!((theme.style(role).fg, theme.style(role).bg), (None, None));
        }
    }
}
