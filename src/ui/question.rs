//! The question of a scene: it stands below the stage until it is answered, or the run goes on.

use ratatui::layout::Rect;

use super::model::{Model, Motion};
use super::paint::{width, wrap};
use super::predict;
use super::talk::Hands;
use super::theme::Role;
use crate::scenario::Ask;

/// As many hands as a large class has.
const MANY: u16 = 88;
/// The cells between options that stand in one line.
const GAP: u16 = 3;

/// A question that stands.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The place of its scene.
    pub scene: usize,
    /// The words before it.
    pub say: &'a str,
    /// The question itself.
    pub ask: &'a Ask,
    /// What was answered.
    pub given: Option<usize>,
    /// Whether the right answer is told.
    pub is_told: bool,
    /// Whether the run waits.
    pub waits: bool,
    /// Whether the run is another than the one that was asked about.
    pub is_changed: bool,
    /// In a presentation the class answers.
    pub class: Option<Class<'a>>,
}

/// What a class answers.
#[derive(Clone, Copy, Debug)]
pub struct Class<'a> {
    /// The round, from 0; beyond the last once all are over.
    round: usize,
    /// The hands that were shown.
    hands: Option<&'a Hands>,
}

/// Words in a line, from a column on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The column, from 0.
    pub x: u16,
    /// The words.
    pub words: String,
    /// Which option they are.
    pub option: Option<usize>,
    /// What they mean.
    pub role: Role,
}

/// The lines of a question.
pub type Lines = Vec<Vec<Piece>>;

impl<'a> Question<'a> {
    /// The question that stands at this instant.
    pub fn of(model: &'a Model) -> Option<Self> {
        let Some(talk) = &model.talk else { return predict::standing(model) };
        let waits = model.motion == Motion::Paused;
        let (scene, round, is_told) = talk.question(model.now())?;
        let ask = model.scenario.scenes.get(scene)?.ask.as_ref()?;
        let class = Class { round, hands: talk.hands(scene) };
        Some(Self { scene, say: "", ask, given: None, is_told, waits, is_changed: model.is_changed(), class: Some(class) })
    }

    /// The question as it stands before a class, after all have talked or, if it is told, with the answer.
    pub fn for_a_class(ask: &'a Ask, is_told: bool) -> Self {
        let class = Some(Class { round: 1, hands: None });
        Self { scene: 0, say: "", ask, given: None, is_told, waits: true, is_changed: false, class }
    }

    /// How many lines it takes at best.
    pub fn wanted(&self, cells: u16) -> u16 {
        self.most(true, cells)
    }

    /// How many lines it takes where they stand as close as they can.
    pub fn needed(&self, cells: u16) -> u16 {
        self.most(false, cells)
    }

    /// The most lines that it takes, roomy or close, however many hands a class shows.
    fn most(&self, is_roomy: bool, cells: u16) -> u16 {
        let many: Hands = std::array::from_fn(|_| vec![MANY; self.ask.options.len()]);
        let class = self.class.map(|class| Class { hands: Some(&many), ..class });
        let question = Question { waits: true, class, ..*self };
        let lines = if is_roomy { question.roomy(cells) } else { question.close(cells) };
        u16::try_from(lines.len()).unwrap_or(u16::MAX)
    }

    /// Its lines in an area, and the row of the first: the less room, the closer they stand.
    pub fn within(&self, area: Rect) -> (u16, Lines) {
        let lines = self.lines(area.width, area.height);
        let spare = area.height.saturating_sub(u16::try_from(lines.len()).unwrap_or(u16::MAX));
        (area.y + spare.min(1), lines)
    }

    fn lines(&self, cells: u16, most: u16) -> Lines {
        let ways: [fn(&Self, u16) -> Lines; 4] = [Self::roomy, Self::snug, Self::short, Self::close];
        let lines = ways.into_iter().map(|way| way(self, cells)).find(|lines| lines.len() <= usize::from(most));
        lines.unwrap_or_else(|| if self.is_told { self.answer(cells) } else { self.close(cells) })
    }

    /// The caption, until the answer is told.
    fn caption(&self, cells: u16) -> Lines {
        let without = if self.is_changed && !self.say.is_empty() { " (So it is without your change.)" } else { "" };
        if !self.is_told { paragraph(&format!("{}{without}", self.say), cells, Role::Text) } else { Lines::new() }
    }

    /// All of it, each option in a line of its own.
    fn roomy(&self, cells: u16) -> Lines {
        let mut lines = self.caption(cells);
        lines.extend(self.short(cells));
        lines
    }

    /// All of it, its options one after the other.
    fn snug(&self, cells: u16) -> Lines {
        let mut lines = self.caption(cells);
        lines.extend(self.close(cells));
        lines
    }

    /// The question and its options, each in a line of its own.
    fn short(&self, cells: u16) -> Lines {
        let mut lines = paragraph(self.ask.prompt.as_str(), cells, Role::Heading);
        lines.extend((0..self.ask.options.len()).flat_map(|option| self.lines_of(option, 2, cells)));
        lines.extend(self.foot(cells));
        lines
    }

    /// The question, and its options one after the other.
    fn close(&self, cells: u16) -> Lines {
        let mut lines = paragraph(self.ask.prompt.as_str(), cells, Role::Heading);
        let mut x = cells;
        for option in 0..self.ask.options.len() {
            let mut piece = self.option(option, 0);
            if width(&piece.words) > cells {
                lines.extend(self.lines_of(option, 0, cells));
                x = cells;
                continue;
            }
            if x.saturating_add(width(&piece.words)) > cells {
                lines.push(Vec::new());
                x = 0;
            }
            piece.x = x;
            x += width(&piece.words) + GAP;
            if let Some(line) = lines.last_mut() {
                line.push(piece);
            }
        }
        lines.extend(self.foot(cells));
        lines
    }

    /// The right option, and why.
    fn answer(&self, cells: u16) -> Lines {
        let mut lines = self.lines_of(self.ask.answer, 0, cells);
        lines.extend(self.foot(cells));
        lines
    }

    /// An option from a column on, in as many lines as it takes.
    fn lines_of(&self, option: usize, x: u16, cells: u16) -> Lines {
        let piece = self.option(option, x);
        if x + width(&piece.words) <= cells {
            return vec![vec![piece]];
        }
        let (key, words) = (format!("{}  ", option + 1), self.ask.options[option].as_str());
        let tail = self.tail(option);
        let room = cells.saturating_sub(x + width(&key));
        let mut lines = wrap(words, room);
        // What came of it stays together.
        match lines.last_mut() {
            Some(last) if width(last) + width(&tail) <= room => *last += &tail,
            _ => lines.extend(wrap(&tail, room)),
        }
        let lines = lines.into_iter().enumerate().map(|(line, words)| {
            let words = if line == 0 { format!("{key}{words}") } else { format!("{}{words}", " ".repeat(key.len())) };
            vec![Piece { words, ..piece.clone() }]
        });
        lines.collect()
    }

    /// An option with its key and what came of it.
    fn option(&self, option: usize, x: u16) -> Piece {
        let words = format!("{}  {}{}", option + 1, self.ask.options[option], self.tail(option));
        let role = match self.given {
            _ if self.is_told && option == self.ask.answer => Role::Answer,
            Some(given) if self.is_told && given == option => Role::Error,
            _ if self.is_told => Role::Faint,
            _ => Role::Text,
        };
        Piece { x, words, option: Some(option), role }
    }

    /// The hands for an option, and whether it was chosen or, once that is told, is right.
    fn tail(&self, option: usize) -> String {
        let hands = self.class.and_then(|class| class.hands).map(|hands| in_words(hands, option)).filter(|hands| !hands.is_empty());
        let hands = hands.map(|hands| format!("   {hands}")).unwrap_or_default();
        let mark = match self.given {
            _ if self.is_told && option == self.ask.answer => "  = so it is",
            Some(given) if given == option => "  = you said",
            _ => "",
        };
        hands + mark
    }

    /// Why the right one is right, or what to do now.
    fn foot(&self, cells: u16) -> Lines {
        let mut words = match self.given {
            _ if self.class.is_some() => self.class_foot(),
            _ if !self.is_told && self.waits => "Press a digit, or Space to see.".to_owned(),
            _ if !self.is_told => String::new(),
            given => {
                let verdict = given.map_or("", |given| if given == self.ask.answer { "Right. " } else { "Not so. " });
                let go_on = if self.waits { " (Space goes on.)" } else { "" };
                format!("{verdict}{}{go_on}", self.ask.why)
            }
        };
        if self.is_changed && self.is_told {
            words += " (So it is without your change.)";
        }
        paragraph(&words, cells, if self.is_told { Role::Text } else { Role::Faint })
    }

    /// What a class is told below the options.
    fn class_foot(&self) -> String {
        match self.class {
            _ if self.is_told => self.ask.why.to_string(),
            Some(Class { round: 0, .. }) => "Which one? Show hands.".to_owned(),
            Some(Class { round: 1, .. }) => "Talk to your neighbour. Then show hands again.".to_owned(),
            _ => "Watch.".to_owned(),
        }
    }
}

/// The hands for an option, of each round that had some.
pub(super) fn in_words(hands: &Hands, option: usize) -> String {
    let counts = hands.iter().filter(|round| round.iter().any(|count| *count > 0)).filter_map(|round| round.get(option));
    let counts: Vec<String> = counts.map(ToString::to_string).collect();
    match counts.as_slice() {
        [] => String::new(),
        [one] if one == "1" => "1 hand".to_owned(),
        [count] => format!("{count} hands"),
        counts => counts.join(", then "),
    }
}

/// Words in lines of at most so many cells.
pub fn paragraph(words: &str, cells: u16, role: Role) -> Lines {
    wrap(words, cells).into_iter().map(|words| vec![Piece { x: 0, words, option: None, role }]).collect()
}
