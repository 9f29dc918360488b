//! What the user does to a run: each action is an entry of a scenario file, so that the whole can be saved, and is what it says.

use crate::time::Time;

/// One thing that was done.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A fault was put in.
    Fault {
        /// When.
        at: Time,
        /// When it was ended, if it was.
        until: Option<Time>,
        /// The word for its kind.
        kind: &'static str,
        /// What it hits: a role, or a node's name.
        on: String,
        /// How much of it, as a file has it.
        amount: Option<&'static str>,
    },
    /// A setting was changed.
    Change {
        /// When.
        at: Time,
        /// What was set.
        set: String,
        /// To what, as a file has it.
        to: String,
    },
}

impl Action {
    /// The entry of a scenario file that does the same.
    #[must_use]
    pub fn entry(&self) -> String {
        match self {
            Self::Fault { at, until, kind, on, amount } => {
                let lasts = until.map(|until| format!("for = \"{}ns\"\n", until.since(*at).0)).unwrap_or_default();
                let amount = amount.map(|amount| format!("amount = \"{amount}\"\n")).unwrap_or_default();
                format!("[[fault]]\nat = \"{}ns\" # {at:.3}\n{lasts}kind = \"{kind}\"\non = \"{on}\"\n{amount}", at.0)
            }
            Self::Change { at, set, to } => format!("[[change]]\nat = \"{}ns\" # {at:.3}\nset = \"{set}\"\nto = {to}\n", at.0),
        }
    }

    /// When it was done.
    #[must_use]
    pub const fn at(&self) -> Time {
        match self {
            Self::Fault { at, .. } | Self::Change { at, .. } => *at,
        }
    }

    /// Whether it is a fault that goes on.
    #[must_use]
    pub const fn goes_on(&self) -> bool {
        matches!(self, Self::Fault { until: None, .. })
    }
}

/// All that was done to a run, with what it takes to undo it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// What is done, in the order in which it was.
    pub actions: Vec<Action>,
    /// What there was before each step, and from when on the step made a difference; the last step last.
    undo: Vec<(Vec<Action>, Time)>,
    /// The same for what was undone.
    redo: Vec<(Vec<Action>, Time)>,
}

impl Log {
    /// What was done, as entries of a scenario file.
    #[must_use]
    pub fn entries(&self) -> String {
        entries(&self.actions)
    }

    /// Takes a step, that makes a difference from an instant on.
    pub fn step(&mut self, actions: Vec<Action>, from: Time) {
        self.undo.push((std::mem::replace(&mut self.actions, actions), from));
        self.redo.clear();
    }

    /// Takes the last step back; gives the instant from which on that makes a difference.
    pub fn undo(&mut self) -> Option<Time> {
        let (before, from) = self.undo.pop()?;
        self.redo.push((std::mem::replace(&mut self.actions, before), from));
        Some(from)
    }

    /// Takes a step again that was taken back.
    pub fn redo(&mut self) -> Option<Time> {
        let (after, from) = self.redo.pop()?;
        self.undo.push((std::mem::replace(&mut self.actions, after), from));
        Some(from)
    }
}

/// Entries of a scenario file, one after the other.
#[must_use]
pub fn entries(actions: &[Action]) -> String {
    actions.iter().map(|action| format!("\n{}", action.entry())).collect()
}
