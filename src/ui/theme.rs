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
    /// The one that the theme key goes to next.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::None,
            Self::None => Self::Dark,
        }
    }
}

impl Theme {
    /// The style of the empty screen.
    #[must_use]
    pub fn ground(self) -> Style {
        match self.palette {
            Palette::Dark => Style::new().fg(self.color(0x00D8_D8D8)).bg(self.color(0x0010_1216)),
            Palette::Light => Style::new().fg(self.color(0x0020_2020)).bg(self.color(0x00FF_FFFF)),
            Palette::None => Style::reset(),
        }
    }

    /// The style of something with a meaning, to be put on the ground. The colours that carry meaning are those of Okabe and
    /// Ito (2008), which people with any colour vision can tell apart; for the light theme in darker shades.
    #[must_use]
    pub fn style(self, role: Role) -> Style {
        let (dark, light) = match role {
            Role::Text | Role::Heading => (0x00E4_E4E4, 0x0010_1010),
            Role::Faint => (0x0094_98A0, 0x005A_5E66),
            Role::Structure => (0x0060_6670, 0x008A_8E96),
            Role::Track => (0x003A_3F48, 0x00C4_C8CE),
            Role::Calm => (0x00C4_CCD4, 0x003C_424A),
            Role::Blocked => (0x00F0_E442, 0x009A_5B00),
            Role::Retry => (0x00E6_9F00, 0x009A_5B00),
            Role::Work | Role::Answer => (0x0000_B886, 0x0000_6B4E),
            Role::Orphaned => (0x004C_8072, 0x005E_867A),
            Role::Request => (0x0056_B4E9, 0x0000_4C7A),
            Role::Error => (0x00F0_7020, 0x00A6_3F00),
            Role::Duplicate => (0x00CC_79A7, 0x008A_3A68),
            Role::Playhead => (0x00FF_FFFF, 0x0000_0000),
        };
        let style = match self.palette {
            Palette::Dark => Style::new().fg(self.color(dark)),
            Palette::Light => Style::new().fg(self.color(light)),
            Palette::None => Style::new(),
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
        match self.palette {
            Palette::Dark => Style::new().bg(self.color(0x003A_1C10)),
            Palette::Light => Style::new().bg(self.color(0x00F8_E0D0)),
            Palette::None => Style::new(),
        }
    }

    fn color(self, rgb: u32) -> Color {
        let [_, r, g, b] = rgb.to_be_bytes();
        match self.depth {
            Depth::True => Color::Rgb(r, g, b),
            Depth::Indexed => Color::Indexed(nearest_indexed([r, g, b])),
        }
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
    fn without_colour_nothing_is_coloured() {
        let theme = Theme { palette: Palette::None, depth: Depth::True };
        for role in [Role::Blocked, Role::Error, Role::Faint, Role::Request] {
            assert_eq!((theme.style(role).fg, theme.style(role).bg), (None, None));
        }
    }
}
