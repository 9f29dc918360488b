//! What an input does to the model.

use std::time::Duration;

use super::key::Key;
use super::keymap::{self, Command};
use super::model::{Arrangement, EVENTS_A_FRAME, LEAD_IN, Model, Motion, Overlay};
use super::{Effect, Input};
use crate::time::{Span, Time};

/// The longest stretch of wall time that one input stands for: after a stall the run goes on where it was.
const LONGEST: Duration = Duration::from_millis(200);

/// Takes an input into the model.
pub fn update(model: &mut Model, input: Input) -> Effect {
    match input {
        Input::Elapsed(wall) => {
            elapse(model, wall.min(LONGEST));
            Effect::None
        }
        Input::Key(key) => press(model, key),
        Input::Resized { .. } => Effect::None,
    }
}

/// Lets wall time go by.
fn elapse(model: &mut Model, wall: Duration) {
    if !model.is_moving() {
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
    let next_scene = model.scenario.scenes.iter().map(|scene| scene.at).find(|at| *at > now).unwrap_or(Time::NEVER);
    let to = (now + span).min(next_scene).min(model.scenario.end());
    go(model, to);
    if model.now() == next_scene {
        model.enter_scene();
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
    }
}

/// Moves the tape as far as one frame allows; true if it arrived.
fn go(model: &mut Model, to: Time) -> bool {
    match model.tape.seek(to, EVENTS_A_FRAME) {
        Ok(there) => there,
        Err(stuck) => {
            model.stuck = Some(stuck);
            model.motion = Motion::Paused;
            true
        }
    }
}

fn press(model: &mut Model, key: Key) -> Effect {
    let command = keymap::command(key);
    if matches!(command, Some(Command::Quit)) {
        return Effect::Quit;
    }
    if model.overlay == Overlay::Blank {
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
        Command::JumpForward => jump(model, model.now() + twentieth(model)),
        Command::JumpBack => jump(model, model.now() - twentieth(model)),
        Command::Faster => model.speed = model.speed.faster(),
        Command::Slower => model.speed = model.speed.slower(),
        Command::ToStart => jump(model, Time::START),
        Command::ToEnd => jump(model, model.scenario.end()),
        Command::Restart => restart(model),
        Command::Arrange => {
            model.arrangement = match model.arrangement {
                Arrangement::Auto => Arrangement::Rows,
                Arrangement::Rows => Arrangement::Columns,
                Arrangement::Columns => Arrangement::Auto,
            }
        }
        Command::NextTheme => model.theme.palette = model.theme.palette.next(),
        Command::Blank => model.overlay = Overlay::Blank,
        Command::Help => model.overlay = if model.overlay == Overlay::Help { Overlay::None } else { Overlay::Help },
        Command::Close => model.overlay = Overlay::None,
        Command::Repaint => return Effect::Repaint,
        Command::Suspend => return Effect::Suspend,
        Command::Quit => return Effect::Quit,
    }
    Effect::None
}

fn play_or_pause(model: &mut Model) {
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
    if let Err(stuck) = stepped {
        model.stuck = Some(stuck);
    }
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

fn next_scene(model: &mut Model) {
    if let Some(at) = model.scenario.scenes.iter().map(|scene| scene.at).find(|at| *at > model.now()) {
        go_to_scene(model, at);
    }
}

/// Back to the beginning of this scene or, from there, of the one before.
fn previous_scene(model: &mut Model) {
    let before = model.scenario.scenes.iter().map(|scene| scene.at).rev().find(|at| *at < model.now());
    go_to_scene(model, before.unwrap_or(Time::START));
}

fn go_to_scene(model: &mut Model, at: Time) {
    jump(model, at);
    // A jump that takes several frames arrives later; it keeps the speed that it had.
    if model.now() == at {
        model.enter_scene();
    }
}

fn restart(model: &mut Model) {
    jump(model, Time::START);
    model.lead_in = LEAD_IN;
    model.motion = Motion::Playing;
    model.enter_scene();
}
