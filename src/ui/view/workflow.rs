//! A workflow on the stage: how many executions are at which step, and a few of them one by one.

use ratatui::layout::Rect;

use super::frame::Framed;
use crate::scenario::{Step, Workflow};
use crate::scene::{Execution, WorkflowScene};
use crate::ui::paint::{Paint, fit, width};
use crate::ui::theme::Role;

pub fn draw(frame: &Framed<'_>, plan: &Workflow, scene: &WorkflowScene, paint: &mut Paint<'_>) {
    let mut below = Vec::new();
    below.extend((scene.refused > 0).then(|| format!("{} {} refused", paint.signs.error, scene.refused)));
    below.extend((scene.failed > 0).then(|| format!("{} {} failed", paint.signs.error, scene.failed)));
    below.extend((scene.done > 0).then(|| format!("{} done", scene.done)));
    let count = scene.runs.len();
    let inside = frame.frame(&frame.titles("workflow"), &[&format!("{count} run"), &count.to_string()], &below, paint);
    let steps = u16::try_from(plan.steps.len()).unwrap_or(u16::MAX);
    // One pass over the executions: there may be many.
    let (mut all, mut at) = (Tally::default(), vec![Tally::default(); plan.steps.len()]);
    for run in scene.runs.values() {
        all.add(run);
        if let Some(tally) = at.get_mut(usize::from(run.step)) {
            tally.add(run);
        }
    }
    if steps > inside.height {
        let row = Rect { height: 1.min(inside.height), ..inside };
        return all.draw(row, row.x, paint);
    }
    for (((place, step), tally), y) in (1..).zip(&plan.steps).zip(at).zip(inside.y..) {
        let row = Rect { y, height: 1, ..inside };
        let name = format!("{place} {}", frame.lane.node(step.call).id);
        let x = paint.words(row, row.x, y, &fit(&name, row.width * 2 / 3, paint.signs.more), Role::Faint);
        tally.draw(row, x + 2, paint);
    }
    let rest = Rect { y: inside.y + steps, height: inside.height - steps, ..inside };
    // A row stays empty between the steps and the executions.
    for (run, y) in scene.runs.values().zip(rest.y + 1..rest.bottom()) {
        let row = Rect { y, height: 1, ..rest };
        if let Some(step) = plan.steps.get(usize::from(run.step)) {
            execution(frame, run, step, row, paint);
        }
    }
}

/// How many executions do what.
#[derive(Clone, Copy, Default)]
struct Tally {
    calling: usize,
    waiting: usize,
    catching: usize,
}

impl Tally {
    fn add(&mut self, run: &Execution) {
        match run {
            Execution { waits: Some(_), .. } => self.waiting += 1,
            Execution { catch: true, .. } => self.catching += 1,
            _ => self.calling += 1,
        }
    }

    /// Draws the counts, with words where there is room.
    fn draw(self, row: Rect, x: u16, paint: &mut Paint<'_>) {
        let signs = paint.signs;
        let parts = [
            (signs.busy, self.calling, "at work", Role::Work),
            (signs.retry, self.waiting, "wait to retry", Role::Retry),
            (signs.error, self.catching, "catch", Role::Error),
        ];
        let mut x = x;
        for (sign, count, words, role) in parts {
            let (long, short) = (format!("{sign} {count} {words}"), format!("{sign} {count}"));
            let said = if x + width(&long) <= row.right() { long } else { short };
            if count > 0 && x + width(&said) <= row.right() {
                x = paint.words(row, x, row.y, &said, role) + 2;
            }
        }
    }
}

/// One execution: its message, and what it does.
fn execution(frame: &Framed<'_>, run: &Execution, step: &Step, row: Rect, paint: &mut Paint<'_>) {
    let now = frame.model.now();
    let name = |node| frame.lane.node(node).id.as_str();
    let called = name(step.call);
    let (sign, words, more, role) = match run {
        Execution { waits: Some(until), attempt, .. } => {
            (paint.signs.retry, format!("{called} try {}", attempt + 1), format!(" in {}", until.since(now)), Role::Retry)
        }
        Execution { catch: true, .. } => {
            (paint.signs.error, "failed".to_owned(), format!(", calls {}", step.catch.map_or("nobody", name)), Role::Error)
        }
        Execution { attempt, .. } if *attempt > 1 => (paint.signs.busy, called.to_owned(), format!(" try {attempt}"), Role::Work),
        _ => (paint.signs.busy, called.to_owned(), String::new(), Role::Work),
    };
    let label = if row.width >= 34 { "message " } else { "" };
    let x = paint.words(row, row.x, row.y, &format!("{label}{:<3} ", run.msg.0), Role::Faint);
    let room = row.right().saturating_sub(x + 2);
    let more = if width(&words) + width(&more) <= room { more.as_str() } else { "" };
    if room >= 4 {
        paint.words(row, x, row.y, &format!("{sign} {}{more}", fit(&words, room, paint.signs.more)), role);
    }
}
