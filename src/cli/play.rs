//! `inflight`, the gallery, and `inflight FILE`: plays a scenario on the terminal, and takes up what its file comes to say meanwhile.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::WhatIf;
use super::look::Look;
use super::quiz::shipped_quiz;
use super::{End, complain, show, understand};
use crate::scenario::{Checked, Original, expected_events, limit, shipped};
use crate::shell::disk::{self, Written};
use crate::shell::play::{Opener, Outcome};
use crate::shell::progress::Shelf;
use crate::shell::reload::{Patience, Reloads, follow, nothing};
use crate::ui::reload::{Broken, Fresh};
use crate::ui::{App, Gallery, Pick, Quiz, Run};

/// Opens the gallery, and plays what is chosen there until the user quits. What was asked is asked of all of that.
pub fn gallery(what_if: &WhatIf, look: Look) -> io::Result<End> {
    let (quiz, shelf) = shipped_quiz(look);
    show_on_screen(App::new(lessons(look)).with_quiz(quiz), shipped_opener(what_if), nothing(), shelf, look)
}

/// Asks the questions of a quiz, and plays the lessons that show their answers, also files of the user's own, by the lines of their
/// questions; the gallery is behind it.
pub fn quiz(quiz: Quiz, shelf: Shelf, files: BTreeMap<usize, PathBuf>, look: Look) -> io::Result<End> {
    let shipped = shipped_opener(&WhatIf::default());
    let opener = move |pick| match pick {
        Pick::Asked(line) => of_file(files.get(&line).map_or(Path::new(""), PathBuf::as_path), &WhatIf::default()),
        pick => shipped(pick),
    };
    show_on_screen(App::asking(lessons(look), quiz), Box::new(opener), nothing(), shelf, look)
}

/// Opens lessons, with what was asked of all of them.
fn shipped_opener(what_if: &WhatIf) -> Opener {
    let what_if = what_if.clone();
    Box::new(move |pick| match pick {
        Pick::Shipped(lesson) => open(&disk::shipped(lesson), &what_if),
        Pick::Own | Pick::Asked(_) => Err(Broken::because("there is no file")),
    })
}

/// Plays or presents what is named until the user quits; the gallery is behind it.
pub fn play(named: &Path, what_if: &WhatIf, look: Look, presents: bool) -> io::Result<End> {
    let written = match disk::read(named) {
        Ok(written) => written,
        Err(problem) => {
            complain(&problem);
            return Ok(End::Refused);
        }
    };
    let fresh = match fresh(&written, what_if) {
        Ok(fresh) => fresh,
        Err((end, why)) => {
            match why {
                Broken::Problems(problems) => show(&problems),
                Broken::Because(why) => complain(why.as_str()),
            }
            return Ok(end);
        }
    };
    show(&fresh.warnings);
    let mut gallery = lessons(look);
    if presents {
        (gallery.presents, gallery.theme) = (true, look.theme_for_a_class());
    }
    let (gallery, own) = match written.inside() {
        Some(shipped) => (gallery, Pick::Shipped(shipped)),
        None => (gallery.with_own(&written.path, &fresh.run), Pick::Own),
    };
    let (file, asked) = (named.to_owned(), what_if.clone());
    // What was asked is asked of what was named alone: another lesson may know no such lane.
    let nothing_asked = WhatIf::default();
    let opener = move |pick| match pick {
        Pick::Own => of_file(&file, &asked),
        Pick::Asked(_) => Err(Broken::because("there is no file")),
        Pick::Shipped(lesson) => open(&disk::shipped(lesson), if pick == own { &asked } else { &nothing_asked }),
    };
    let asked = what_if.clone();
    let again = move |written: &Written| self::fresh(written, &asked).map_err(|(_, why)| why);
    let reloads = follow(written, &fresh, again, Patience::USUAL)?;
    let (quiz, shelf) = shipped_quiz(look);
    show_on_screen(App::playing(gallery, own, fresh.run).with_quiz(quiz), Box::new(opener), reloads, shelf, look)
}

/// The gallery of the shipped lessons.
fn lessons(look: Look) -> Gallery {
    look.on(Gallery::new(shipped::lessons(), look.theme(), look.signs()))
}

fn show_on_screen(app: App, opener: Opener, reloads: Reloads, shelf: Shelf, look: Look) -> io::Result<End> {
    Ok(match crate::shell::play::play(app, opener, reloads, shelf, !look.no_mouse)? {
        Outcome::Quit => End::Done,
        Outcome::Signal(number) => End::Signal(number),
    })
}

/// The run of a file, or why there is none.
fn of_file(file: &Path, what_if: &WhatIf) -> Result<Run, Broken> {
    disk::read(file).map_err(|why| Broken::because(&why)).and_then(|written| open(&written, what_if))
}

/// The run of what was written, or why there is none.
fn open(written: &Written, what_if: &WhatIf) -> Result<Run, Broken> {
    fresh(written, what_if).map(|fresh| fresh.run).map_err(|(_, why)| why)
}

/// What plays: the scenario that was written, with what was asked of it; or how that ends, and why.
fn fresh(written: &Written, what_if: &WhatIf) -> Result<Fresh, (End, Broken)> {
    let Checked { scenario, warnings } = understand(written, what_if).map_err(|problems| (End::Refused, Broken::Problems(problems)))?;
    let because = |why: String| Broken::because(&format!("`{}`{why}", written.path));
    let expected = expected_events(&scenario);
    if expected > limit::EVENTS_SCREEN {
        let most = limit::EVENTS_SCREEN;
        let why = format!(" has about {expected:.0} events, and the screen takes {most:.0}; `inflight run` takes more");
        return Err((End::Refused, because(why)));
    }
    match Run::new(Arc::new(scenario)) {
        Ok(run) => {
            let (path, source, recorded) = (written.path.clone(), written.source.clone(), written.recorded());
            let original = Original { path, source, sets: what_if.sets.clone(), seed: what_if.seed, recorded };
            Ok(Fresh { run: run.from(original), warnings })
        }
        Err(halt) => Err((End::Failed, because(format!(": {halt}")))),
    }
}
