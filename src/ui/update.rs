//! What an input does to the model.

use std::time::Duration;

use super::key::{Code, Key};
use super::keymap::{self, Command};
use super::layout::{help, in_columns};
use super::model::{Arrangement, EVENTS_A_FRAME, FILLED_A_FRAME, Home, LEAD_IN, Model, Motion, NOTICE, Overlay, Panel, VIEWS};
use super::mouse::{self, Act, Mouse, point};
use super::predict::{self, Predictions};
use super::study::{self, Filter};
use super::talk::{self, Talk};
use super::{Effect, Input, caller, reload, touch, travel, turn};
use crate::scenario::{Scene, View};
use crate::time::{Span, Time};

/// The longest stretch of wall time that one input stands for: after a stall the run goes on where it was.
const LONGEST: Duration = Duration::from_millis(200);

/// Takes an input into the model.
pub fn update(model: &mut Model, input: Input) -> Effect {
    let effect = take(model, input);
    study::prepare(model);
    effect
}

fn take(model: &mut Model, input: Input) -> Effect {
    match input {
        Input::Elapsed(wall) => {
            elapse(model, wall.min(LONGEST));
            Effect::None
        }
        Input::Key(key) => press(model, key),
        Input::Noted(words) => {
            model.said = Some((words, NOTICE));
            Effect::None
        }
        Input::Mouse(mouse) => {
            handle(model, mouse);
            Effect::None
        }
        Input::Resized { width, height } => {
            (model.width, model.height) = (width, height);
            model.held = None;
            Effect::None
        }
        Input::Reloaded(news) => {
            reload::take(model, *news);
            Effect::None
        }
        // A run that is shown was opened already.
        Input::Opened { .. } => Effect::None,
    }
}

/// Does what the mouse asks for: on a strip of time it goes there, the wheel steps; on a blank screen it ends that.
fn handle(model: &mut Model, mouse: Mouse) {
    match (model.overlay, mouse.act) {
        (Overlay::Blank, Act::Press) => model.overlay = Overlay::None,
        (Overlay::None, Act::Press) if model.talk.is_some() => match mouse::option(model, mouse) {
            Some(option) => talk::show_hand(model, option),
            // Who misses an option means no other.
            None if mouse::is_on_words(model, mouse) => {}
            None => talk::next(model),
        },
        (Overlay::None, Act::Press) if mouse::option(model, mouse).is_some_and(|option| predict::predict(model, option)) => {}
        (Overlay::None, Act::Press | Act::Drag | Act::Release) => point(model, mouse),
        // A presentation stays at its beat.
        (Overlay::None, Act::WheelUp | Act::WheelDown) if model.talk.is_none() => step(model, mouse.act == Act::WheelDown),
        _ => {}
    }
}

/// Lets wall time go by.
fn elapse(model: &mut Model, wall: Duration) {
    model.notice.fade(wall);
    model.said = model.said.take().and_then(|(words, left)| Some((words, left.checked_sub(wall)?)));
    if model.overlay == Overlay::None {
        model.tape.fill(FILLED_A_FRAME);
    }
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
        Motion::Backwards => play_back(model, model.speed.simulated(wall)),
    }
}

/// Plays for a span of simulated time, up to the next scene.
fn play(model: &mut Model, span: Span) {
    let now = model.now();
    let next_scene = travel::begins(model).find(|at| *at > now).unwrap_or(Time::NEVER);
    // A presentation stops at its next beat by itself.
    let due = model.talk.as_ref().map_or(Time::NEVER, Talk::due).max(now);
    let to = (now + span).min(next_scene).min(due).min(model.scenario.end());
    if go(model, to) && to > now {
        model.enter_scene(false);
    }
    if model.now() >= model.scenario.end().min(due) {
        model.motion = Motion::Paused;
    }
}

/// Plays back for a span of simulated time, past scenes, to the start.
fn play_back(model: &mut Model, span: Span) {
    let to = model.now() - span;
    if go(model, to) && to == Time::START {
        model.motion = Motion::Paused;
    }
}

/// Plays backwards, or stops doing so.
fn reverse(model: &mut Model) {
    model.stuck = None;
    model.motion = if model.motion == Motion::Backwards || model.now() == Time::START { Motion::Paused } else { Motion::Backwards };
}

/// Hurries towards an instant.
pub(super) fn seek(model: &mut Model, to: Time, then_play: bool) {
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
    if let Some(effect) = talk::press(model, key) {
        return effect;
    }
    // Behind the help nothing moves: a key that is not about it takes it away, and nothing else.
    let about_help = matches!(command, Some(Command::Help | Command::Suspend | Command::Repaint | Command::NextTheme));
    if let Overlay::Faults { chosen } = model.overlay {
        return touch::choose(model, chosen, key);
    }
    match (key.code, model.overlay) {
        (Code::Down | Code::PageDown | Code::Right, Overlay::Help { .. }) => return obey(model, Command::Help),
        (Code::Up | Code::PageUp | Code::Left, Overlay::Help { page }) => {
            model.overlay = Overlay::Help { page: page.saturating_sub(1) };
            return Effect::None;
        }
        (Code::Up | Code::PageUp | Code::Left, Overlay::Legend) => {
            let pages = help(model.groups(), model.width, model.height).len();
            model.overlay = Overlay::Help { page: pages.saturating_sub(1) };
            return Effect::None;
        }
        _ => {}
    }
    if model.overlay == Overlay::Blank || (model.overlay != Overlay::None && !about_help) {
        model.overlay = Overlay::None;
        return Effect::None;
    }
    if let Some(option) = key.digit().and_then(|digit| digit.checked_sub(1)) {
        // While a question stands, the digits are its options; Tab turns to the other views.
        if predict::predict(model, option) {
            return Effect::None;
        }
    }
    let command = command.filter(|command| !talk::forbids(model, *command));
    command.map_or(Effect::None, |command| obey(model, command))
}

/// The next page of the help: all keys, then what the signs mean.
fn turn_page(model: &mut Model) {
    let pages = help(model.groups(), model.width, model.height).len();
    model.overlay = match model.overlay {
        Overlay::None | Overlay::Blank | Overlay::Faults { .. } => Overlay::Help { page: 0 },
        Overlay::Help { page } if page + 1 < pages => Overlay::Help { page: page + 1 },
        Overlay::Help { .. } => Overlay::Legend,
        Overlay::Legend => Overlay::None,
    }
}

fn obey(model: &mut Model, command: Command) -> Effect {
    match command {
        Command::PlayOrPause => play_or_pause(model),
        Command::StepForward | Command::StepBack => step(model, command == Command::StepForward),
        Command::NextScene => travel::next_scene(model),
        Command::PreviousScene => travel::previous_scene(model),
        Command::JumpForward => jump(model, heading(model) + twentieth(model)),
        Command::JumpBack => jump(model, heading(model) - twentieth(model)),
        Command::Faster => model.speed = model.speed.faster(),
        Command::Slower => model.speed = model.speed.slower(),
        Command::ToStart => jump(model, Time::START),
        Command::ToEnd => jump(model, model.scenario.end()),
        Command::NextMoment => travel::next_moment(model),
        Command::Backwards => reverse(model),
        Command::NextFault | Command::PreviousFault => travel::fault(model, command == Command::NextFault),
        Command::Calm => {
            model.calm = !model.calm;
            touch::tell(model, if model.calm { "motion is reduced" } else { "motion as usual" });
        }
        Command::Break => touch::break_or_mend(model),
        Command::MoreLoad => touch::load(model, 2.0),
        Command::LessLoad => touch::load(model, 0.5),
        Command::More | Command::Fewer => turn::twist(model, command == Command::More),
        Command::Undo => touch::undo(model),
        Command::Redo => touch::redo(model),
        Command::Save => return Effect::Save,
        Command::SelectNext | Command::SelectPrevious => select(model, command == Command::SelectNext),
        Command::Inspect => caller::inspect(model),
        Command::ScrollDown | Command::ScrollUp => study::scroll(model, command == Command::ScrollDown),
        Command::Follow => study::follow(model),
        Command::Filter => filter(model),
        Command::Language => caller::turn_language(model),
        Command::Restart => restart(model),
        Command::NextView => turn_view(model, 1),
        Command::PreviousView => turn_view(model, VIEWS.len() - 1),
        Command::ShowView(view) => show(model, view),
        Command::Arrange => {
            let columns = in_columns(model.width.saturating_sub(2), &model.scenario.lanes, model.arrangement);
            model.arrangement = if columns { Arrangement::Rows } else { Arrangement::Columns };
        }
        Command::NextTheme => {
            model.theme.palette = model.theme.palette.next();
            touch::tell(model, &format!("theme: {}", model.theme.palette.word()));
        }
        Command::Blank => model.overlay = Overlay::Blank,
        Command::Help => turn_page(model),
        Command::Close => return close(model),
        Command::Repaint => return Effect::Repaint,
        Command::Suspend => return Effect::Suspend,
        Command::Quit => return Effect::Quit,
        Command::Gallery if model.home == Home::Quiz => {}
        Command::Gallery => return Effect::Leave,
    }
    Effect::None
}

/// Closes what is on top; a run that the quiz shows is closed, too.
fn close(model: &mut Model) -> Effect {
    if model.panel == Panel::Inspector && !model.notice.is_on_top() {
        model.panel = Panel::None;
        return Effect::None;
    }
    let is_on_top = model.notice.is_on_top() || model.study.scroll != 0;
    model.study.scroll = 0;
    model.notice.hide();
    if model.home == Home::Quiz {
        return Effect::Leave;
    }
    // Under all else lies the stage; a clicker's Esc leaves a class where it is.
    if !is_on_top && model.talk.is_none() {
        show(model, View::Stage);
    }
    Effect::None
}

/// Shows the view that comes so many after this one.
fn turn_view(model: &mut Model, by: usize) {
    let place = VIEWS.iter().position(|view| *view == model.view).unwrap_or(0);
    show(model, VIEWS[(place + by) % VIEWS.len()]);
}

/// Shows a view from where it begins.
fn show(model: &mut Model, view: View) {
    model.view = view;
    model.study.scroll = 0;
}

/// Goes on by one in what the view goes through: the nodes of the stage, messages, rows.
fn select(model: &mut Model, next: bool) {
    if model.notice.is_on_top() {
        return model.notice.scroll(next);
    }
    if model.panel == Panel::Inspector {
        return caller::walk(model, next);
    }
    match model.view {
        View::Message => study::turn(model, next),
        View::Compare | View::Log => model.study.scroll += if next { 1 } else { -1 },
        View::Code => caller::turn(model, next),
        View::Stage | View::Timeline | View::Charts => touch::select(model, next),
    }
}

/// Shows all facts, or only those that matter.
fn filter(model: &mut Model) {
    let study = &mut model.study;
    study.filter = if study.filter == Filter::All { Filter::Matters } else { Filter::All };
    show(model, View::Log);
}

fn play_or_pause(model: &mut Model) {
    model.stuck = None;
    let waits = |(at, scene): (Time, &Scene)| scene.pause && predict::has_just_begun(model, at);
    let waits = model.now() >= model.scenario.end() || model.scene().is_some_and(waits);
    if predict::leave(model) && waits {
        return;
    }
    model.motion = match model.motion {
        Motion::Playing | Motion::Backwards | Motion::Seeking { then_play: true, .. } => Motion::Paused,
        Motion::Seeking { to, then_play: false } => Motion::Seeking { to, then_play: true },
        Motion::Paused if model.now() >= model.scenario.end() => return restart(model),
        Motion::Paused => Motion::Playing,
    };
}

fn step(model: &mut Model, forward: bool) {
    model.motion = Motion::Paused;
    // What the lesson says is no fact, and not passed over.
    let now = model.now();
    let next_scene = travel::begins(model).find(|at| *at > now).unwrap_or(model.scenario.end());
    let stepped = if forward { model.tape.step_towards(next_scene) } else { model.tape.step_back() };
    model.stuck = stepped.err();
    model.enter_scene(false);
}

/// Goes to an instant, and keeps playing if it was.
pub(super) fn jump(model: &mut Model, to: Time) {
    let then_play = match model.motion {
        Motion::Paused | Motion::Backwards => false,
        Motion::Playing => true,
        Motion::Seeking { then_play, .. } => then_play,
    };
    model.stuck = None;
    // What was told is about the instant that is left.
    model.said = None;
    predict::reopen(model, to);
    // Whoever left view and speed to the lesson gets those that it has there.
    if model.view == model.lesson_view_at(model.now()) {
        model.view = model.lesson_view_at(to);
    }
    if model.lesson_speed_at(model.now()) == Some(model.speed) {
        model.speed = model.lesson_speed_at(to).unwrap_or(model.speed);
    }
    seek(model, to.min(model.scenario.end()), then_play && to < model.scenario.end());
}

fn twentieth(model: &Model) -> Span {
    Span(model.scenario.duration.0 / 20)
}

/// The instant that is shown or, on the way to another, that one: a key pressed meanwhile counts from there.
pub(super) fn heading(model: &Model) -> Time {
    match model.motion {
        Motion::Seeking { to, .. } => to,
        Motion::Paused | Motion::Playing | Motion::Backwards => model.now(),
    }
}

/// Plays from the start, as when the program began.
fn restart(model: &mut Model) {
    model.stuck = None;
    model.predictions = Predictions::default();
    model.view = View::Stage;
    model.lead_in = LEAD_IN;
    seek(model, Time::START, true);
}
