//! `inflight FILE`: plays a scenario on the terminal, and takes up what its file comes to say meanwhile.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::args::WhatIf;
use super::look::Look;
use super::{End, complain, show, understand};
use crate::scenario::{Checked, Original, expected_events, limit};
use crate::shell::disk::{self, Written};
use crate::shell::play::Outcome;
use crate::shell::reload::{Patience, follow};
use crate::ui::reload::{Broken, Fresh};
use crate::ui::{Model, Run};

/// Plays what is named until the user quits.
pub fn play(named: &Path, what_if: &WhatIf, look: Look) -> io::Result<End> {
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
    let asked = what_if.clone();
    let again = move |written: &Written| self::fresh(written, &asked).map_err(|(_, why)| why);
    let reloads = follow(written, &fresh, again, Patience::USUAL)?;
    let model = look.on(Model::of(fresh.run, look.theme(), look.signs()));
    Ok(match crate::shell::play::play(model, reloads, !look.no_mouse)? {
        Outcome::Quit => End::Done,
        Outcome::Signal(number) => End::Signal(number),
    })
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
