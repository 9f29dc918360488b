//! What an input does to the model.

use std::time::Duration;

use super::key::Key;
use super::keymap::{self, Command};
use super::layout::in_columns;
use super::model::{Arrangement, EVENTS_A_FRAME, LEAD_IN, Model, Motion, Overlay};
use super::{Effect, Input, reload};
use crate::time::{Span, Time};

/// The longest stretch of wall time that one input stands for: after a stall the run goes on where it was.
const LONGEST: Duration = Duration::from_millis(200);
/// How long the beginning of a scene lasts, in wall time, for going back to the scene before it.
const BEGINNING: Duration = Duration::from_millis(1_000);

/// Takes an input into the model.
pub fn update(model: &mut Model, input: Input) -> Effect {
    match input {
        Input::Elapsed(wall) => {
            elapse(model, wall.min(LONGEST));
            Effect::None
        }
        Input::Key(key) => press(model, key),
        Input::Resized { width, .. } => {
            model.width = width;
            Effect::None
        }
        Input::Reloaded(news) => {
            reload::take(model, *news);
            Effect::None
        }
    }
}

/// Lets wall time go by.
fn elapse(model: &mut Model, wall: Duration) {
    model.notice.fade(wall);
    if model.incoming.is_some() {
        // Time waits for it: else it would run after the old run, and that away from it.
        return reload::arrive(model);
    }
    if !model.time_goes_by() {
        return;
    }
    match model.motion {
        Motion::Paused => {}
        Motion::Seeking { to, then_play } => seek(model, to, then_play),
        Motion::Playing => {
            let rest = wall.saturating_sub(model.lead_in);
            model.lead_in = model.lead_in.saturating_sub(wall);
            play(model, model.speed.simulated(rest));
        }
    }
}

/// Plays for a span of simulated time, up to the next scene.
fn play(model: &mut Model, span: Span) {
    let now = model.now();
    let next_scene = begins(model).find(|at| *at > now).unwrap_or(Time::NEVER);
    let to = (now + span).min(next_scene).min(model.scenario.end());
    if go(model, to) && to > now {
        model.enter_scene(false);
    }
    if model.now() >= model.scenario.end() {
        model.motion = Motion::Paused;
    }
}

/// Hurries towards an instant.
fn seek(model: &mut Model, to: Time, then_play: bool) {
    model.motion = Motion::Seeking { to, then_play };
    if go(model, to) {
        model.motion = if then_play { Motion::Playing } else { Motion::Paused };
        model.enter_scene(true);
    }
}

/// Moves the tape as far as one frame allows; true if it arrived.
fn go(model: &mut Model, to: Time) -> bool {
    match model.tape.seek(to, EVENTS_A_FRAME) {
        Ok(there) => there,
        Err(stuck) => {
            model.stuck = Some(stuck);
            model.motion = Motion::Paused;
            false
        }
    }
}

fn press(model: &mut Model, key: Key) -> Effect {
    let command = keymap::command(key);
    if matches!(command, Some(Command::Quit)) {
        return Effect::Quit;
    }
    // Behind the help nothing moves: a key that is not about it takes it away, and nothing else.
    let about_help = matches!(command, Some(Command::Help | Command::Suspend | Command::Repaint | Command::NextTheme));
    if model.overlay == Overlay::Blank || (model.overlay != Overlay::None && !about_help) {
        model.overlay = Overlay::None;
        return Effect::None;
    }
    command.map_or(Effect::None, |command| obey(model, command))
}

fn obey(model: &mut Model, command: Command) -> Effect {
    match command {
        Command::PlayOrPause => play_or_pause(model),
        Command::StepForward | Command::StepBack => step(model, command == Command::StepForward),
        Command::NextScene => next_scene(model),
        Command::PreviousScene => previous_scene(model),
        Command::JumpForward => jump(model, heading(model) + twentieth(model)),
        Command::JumpBack => jump(model, heading(model) - twentieth(model)),
        Command::Faster => model.speed = model.speed.faster(),
        Command::Slower => model.speed = model.speed.slower(),
        Command::ToStart => jump(model, Time::START),
        Command::ToEnd => jump(model, model.scenario.end()),
        Command::Restart => restart(model),
        Command::Arrange => {
            let columns = in_columns(model.width.saturating_sub(2), &model.scenario.lanes, model.arrangement);
            model.arrangement = if columns { Arrangement::Rows } else { Arrangement::Columns };
        }
        Command::NextTheme => model.theme.palette = model.theme.palette.next(),
        Command::Blank => model.overlay = Overlay::Blank,
        Command::Help => {
            model.overlay = match model.overlay {
                Overlay::None | Overlay::Blank => Overlay::Help,
                Overlay::Help => Overlay::Legend,
                Overlay::Legend => Overlay::None,
            }
        }
        Command::Close => model.notice.hide(),
        Command::Up | Command::Down => model.notice.scroll(command == Command::Down),
        Command::Repaint => return Effect::Repaint,
        Command::Suspend => return Effect::Suspend,
        Command::Quit => return Effect::Quit,
    }
    Effect::None
}

fn play_or_pause(model: &mut Model) {
    model.stuck = None;
    model.motion = match model.motion {
        Motion::Playing | Motion::Seeking { then_play: true, .. } => Motion::Paused,
        Motion::Seeking { to, then_play: false } => Motion::Seeking { to, then_play: true },
        Motion::Paused if model.now() >= model.scenario.end() => return restart(model),
        Motion::Paused => Motion::Playing,
    };
}

fn step(model: &mut Model, forward: bool) {
    model.motion = Motion::Paused;
    let stepped = if forward { model.tape.step_forward() } else { model.tape.step_back() };
    model.stuck = stepped.err();
    model.enter_scene(false);
}

/// Goes to an instant, and keeps playing if it was.
fn jump(model: &mut Model, to: Time) {
    let then_play = match model.motion {
        Motion::Paused => false,
        Motion::Playing => true,
        Motion::Seeking { then_play, .. } => then_play,
    };
    model.stuck = None;
    seek(model, to.min(model.scenario.end()), then_play && to < model.scenario.end());
}

fn twentieth(model: &Model) -> Span {
    Span(model.scenario.duration.0 / 20)
}

/// The instant that is shown or, on the way to another, that one: a key pressed meanwhile counts from there.
fn heading(model: &Model) -> Time {
    match model.motion {
        Motion::Seeking { to, .. } => to,
        Motion::Paused | Motion::Playing => model.now(),
    }
}

/// When each scene begins.
fn begins(model: &Model) -> impl DoubleEndedIterator<Item = Time> {
    model.cues.iter().map(|cue| cue.at)
}

fn next_scene(model: &mut Model) {
    let from = heading(model);
    let next = begins(model).find(|at| *at > from);
    if let Some(at) = next {
        jump(model, at);
    }
}

/// Back to the beginning of this scene or, from there, of the one before.
fn previous_scene(model: &mut Model) {
    let from = heading(model);
    let this = begins(model).rfind(|at| *at <= from).unwrap_or(Time::START);
    let before = begins(model).rfind(|at| *at < this).unwrap_or(Time::START);
    // While it plays, the beginning is a while long: else nobody could press fast enough to get past it.
    let beginning = if model.motion == Motion::Paused { Span::ZERO } else { model.speed.simulated(BEGINNING) };
    jump(model, if from.since(this) > beginning { this } else { before });
}

/// Plays from the start, as when the program began.
fn restart(model: &mut Model) {
    model.stuck = None;
    model.lead_in = LEAD_IN;
    seek(model, Time::START, true);
}
