//! A scenario's file that changed while it plays: what was found in it, and how the screen goes over to it.

use super::model::{EVENTS_A_FRAME, Model};
use super::notice::{Notice, RELOADED, WARNED};
use super::predict::Predictions;
use super::run::Run;
use super::talk;
use super::touch;
use crate::scenario::problem::{Problems, Severity};
use crate::scenario::text::Text;

/// What has become of the scenario's file.
#[derive(Clone, Debug)]
pub struct Reload {
    /// The file, as the user named it.
    pub file: Text,
    /// What was found.
    pub news: News,
}

/// What was found where the scenario's file is, or was.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one at a time, and it is boxed on its way to the screen")]
pub enum News {
    /// It says something else, which can be shown.
    Fresh(Fresh),
    /// It can't be shown.
    Broken(Broken),
    /// There has been no file for a while.
    Gone,
}

/// A scenario that can be shown.
#[derive(Clone, Debug)]
pub struct Fresh {
    /// Its run, at the start.
    pub run: Run,
    /// What it surely doesn't mean.
    pub warnings: Problems,
}

/// Why a scenario can't be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// All that is wrong with what it says.
    Problems(Problems),
    /// A sentence that says why.
    Because(Text),
}

impl Broken {
    /// With a sentence that says why.
    #[must_use]
    pub fn because(why: &str) -> Self {
        Self::Because(Text::prose(why))
    }

    /// The same in a sentence.
    pub(super) fn in_a_sentence(&self) -> Text {
        match self {
            Self::Problems(problems) => {
                let first = problems.list().first().map_or("it is broken", |problem| problem.title.as_str());
                Text::prose(&format!("This can't be played: {first}"))
            }
            Self::Because(why) => why.clone(),
        }
    }

    /// What a file has or is, with the line of its first error.
    pub(super) fn in_short(&self) -> String {
        match self {
            Self::Because(why) => format!("can't be played ({})", why.as_str().trim_end_matches('.')),
            Self::Problems(problems) => {
                let errors = problems.list().iter().filter(|problem| problem.severity == Severity::Error);
                let line = errors.map(|error| problems.location(error.place).start.0).next().unwrap_or(1);
                match problems.errors() {
                    1 => format!("has an error in line {line}"),
                    many => format!("has {many} errors, the first in line {line}"),
                }
            }
        }
    }

    /// How many problems there are.
    pub(super) fn total(&self) -> usize {
        match self {
            Self::Problems(problems) => problems.total(),
            Self::Because(_) => 1,
        }
    }

    /// How many of them can be shown.
    pub(super) fn shown(&self) -> usize {
        match self {
            Self::Problems(problems) => problems.list().len(),
            Self::Because(_) => 1,
        }
    }
}

/// A run that replaces the one on the screen as soon as it stands at the same instant.
#[derive(Clone, Debug)]
pub(super) struct Incoming {
    file: Text,
    run: Run,
    warnings: usize,
}

/// Takes in what has become of the file. Whatever was on its way is out of date.
pub(super) fn take(model: &mut Model, reload: Reload) {
    let Reload { file, news } = reload;
    model.incoming = None;
    match news {
        News::Fresh(Fresh { run, warnings }) => {
            model.incoming = Some(Incoming { file, run, warnings: warnings.total() });
            arrive(model);
        }
        News::Broken(why) => tell(model, file, why),
        News::Gone => model.notice = Notice::Gone { file },
    }
}

/// Shows what is wrong with the file, but not to a class: the notes tell of it.
fn tell(model: &mut Model, file: Text, why: Broken) {
    model.notice = Notice::broken(file, why);
    if model.talk.is_some() {
        model.notice.hide();
    }
}

/// Moves the run that is on its way as far as one frame allows; once it stands where the old one does, it takes its place. Speed,
/// pause and all that the user chose stay, and no scene begins again.
pub(super) fn arrive(model: &mut Model) {
    let Some(mut incoming) = model.incoming.take() else { return };
    match incoming.run.tape.seek(model.now(), EVENTS_A_FRAME) {
        Ok(false) => model.incoming = Some(incoming),
        Ok(true) => replace(model, incoming),
        Err(halt) => tell(model, incoming.file, Broken::because(&halt.to_string())),
    }
}

fn replace(model: &mut Model, incoming: Incoming) {
    let Incoming { file, run, warnings } = incoming;
    let left = if warnings == 0 { RELOADED } else { WARNED };
    model.notice = Notice::Reloaded { file, warnings, left };
    model.stuck = None;
    Run { scenario: model.scenario, tape: model.tape, cues: model.cues, original: model.original } = run;
    // What was selected may be gone.
    model.selected = model.selected.filter(|(lane, node)| {
        let lane = model.scenario.lanes.get(lane.index());
        lane.is_some_and(|lane| node.index() < lane.nodes.len())
    });
    // Scenes may have other places now, and questions other options.
    model.predictions = Predictions::default();
    talk::renew(model);
    touch::do_again(model);
}
