//! What some views need besides the playhead: the facts around it, the story of one message, the figures of the whole run. Each is
//! worked out a little with every input while its view is shown, so that drawing reads and never works.

use super::caller;
use super::model::Model;
use super::turn;
use super::view::{more_charts, reach_of_message};
use super::words::matters;
use crate::id::{LaneId, Msg, NodeId};
use crate::measure::Counting;
use crate::scenario::{Style, View};
use crate::scene::{Doing, LaneScene, NodeScene};
use crate::tape::{Journal, Story};
use ratatui::layout::Rect;

/// How many events may be simulated for it with one input.
const EVENTS: u64 = 30_000;
/// How far down the table of the comparison one may go, in rows.
const ROWS: i32 = 60;
/// How many rows are scrolled at once.
const AT_ONCE: i32 = 3;

/// What is worked out for the views.
#[derive(Clone, Debug, Default)]
pub struct Study {
    /// Which facts the log shows.
    pub filter: Filter,
    /// Which code is shown.
    pub language: Language,
    /// How many rows, or pages, further down than usual a view begins.
    pub scroll: i32,
    /// The view that is scrolled so: any other begins where it usually does.
    scrolled: Option<View>,
    /// The facts around the playhead, and what they were chosen by.
    pub journal: Option<Journal>,
    chosen: (Filter, Option<(LaneId, NodeId)>),
    /// The message that is followed.
    pub followed: Option<Msg>,
    /// Its story.
    pub story: Option<Story>,
    /// The measures of the whole run.
    pub counting: Option<Counting>,
    /// Whether there is more to work out for the view that is shown.
    pub is_busy: bool,
}

/// Which facts the log shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// What went wrong, and what was done about it.
    Matters,
}

/// In which language code is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Python, with boto3.
    #[default]
    Python,
    /// Commands, with the AWS CLI.
    Commands,
    /// The other side: the code of the receiver.
    Receiver,
}

/// Works on for the view that is shown.
pub fn prepare(model: &mut Model) {
    if model.study.scrolled.replace(model.view) != Some(model.view) {
        model.study.scroll = 0;
    }
    // A student's turn is judged by the whole run.
    let is_judged = !turn::counts(model) || count(model);
    model.study.is_busy = !is_judged
        | match model.view {
            View::Log => !read_journal(model),
            View::Message => !read_story(model),
            View::Compare => {
                model.study.scroll = model.study.scroll.clamp(0, ROWS);
                !count(model)
            }
            View::Stage | View::Timeline | View::Charts | View::Code => false,
        };
}

fn read_journal(model: &mut Model) -> bool {
    let (study, tape, scenario) = (&mut model.study, &model.tape, &model.scenario);
    let (filter, selected) = (study.filter, model.selected);
    if study.chosen != (filter, selected) {
        study.chosen = (filter, selected);
        study.journal = None;
    }
    let journal = study.journal.get_or_insert_with(|| Journal::new(tape));
    let is_read = journal.follow(tape, EVENTS, |told| {
        let here = selected.is_none_or(|(lane, node)| lane == told.lane && told.fact.touches(node, scenario.lane(lane).sender));
        here && (filter == Filter::All || matters(&told.fact))
    });
    let (past, future) = journal.counts();
    let most = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    study.scroll = study.scroll.clamp(-most(past), most(future));
    is_read
}

fn read_story(model: &mut Model) -> bool {
    let msg = model.study.followed.unwrap_or_else(|| at_hand(model));
    let (study, tape) = (&mut model.study, &model.tape);
    study.followed = Some(msg);
    if study.story.as_ref().is_none_or(|story| story.msg() != msg || !story.is_of(tape)) {
        if study.story.as_ref().is_some_and(|story| story.msg() != msg) {
            study.scroll = 0;
        }
        study.story = Some(Story::of(tape, msg));
    }
    study.story.as_mut().is_none_or(|story| story.read(tape, EVENTS))
}

fn count(model: &mut Model) -> bool {
    let study = &mut model.study;
    if study.counting.as_ref().is_none_or(|counting| !counting.is_of(&model.scenario)) {
        study.counting = Some(Counting::new(&model.scenario));
    }
    study.counting.as_mut().is_none_or(|counting| {
        counting.go_on(EVENTS);
        counting.measures().is_some() || counting.halted().is_some()
    })
}

/// Follows the message that a caller stands still for now, or one that is at work.
pub(super) fn follow(model: &mut Model) {
    model.study.followed = Some(at_hand(model));
    model.view = View::Message;
}

/// Goes down in the view by some rows, or a page of charts, or up.
pub(super) fn scroll(model: &mut Model, down: bool) {
    if model.notice.is_on_top() {
        return model.notice.scroll(down);
    }
    let rows = if down { AT_ONCE } else { -AT_ONCE };
    let stage = model.panes(Rect::new(0, 0, model.width, model.height)).stage;
    match model.view {
        View::Compare | View::Log => model.study.scroll += rows,
        View::Message => {
            let (up, most) = reach_of_message(model, stage);
            model.study.scroll = (model.study.scroll + rows).clamp(up, most);
        }
        View::Charts => {
            let page = model.study.scroll + if down { 1 } else { -1 };
            model.study.scroll = page.clamp(0, more_charts(model, stage));
        }
        View::Stage | View::Timeline | View::Code => {}
    }
}

/// Follows the next message by number, or the one before.
pub(super) fn turn(model: &mut Model, next: bool) {
    let last = u32::try_from(model.tape.born()).unwrap_or(u32::MAX).max(1);
    let now = model.study.followed.unwrap_or(Msg(1)).0;
    model.study.followed = Some(Msg(if next { now.saturating_add(1) } else { now.saturating_sub(1) }.clamp(1, last)));
}

/// The message to look at: of the selected lane if there is one, else of the first that calls.
fn at_hand(model: &Model) -> Msg {
    let selected = model.selected.map(|(lane, _)| lane);
    let mut lanes: Vec<LaneId> = model.scenario.lane_ids().map(|(lane, _)| lane).collect();
    lanes.sort_by_key(|lane| (Some(*lane) != selected, model.scenario.lane(*lane).sender().style != Style::Calls));
    let scenes: Vec<&LaneScene> = lanes.into_iter().map(|lane| model.scene_of(lane)).collect();
    if let Some(msg) = caller::message(model) {
        return msg;
    }
    let blocked = scenes.iter().find_map(|scene| longest_blocked(scene));
    let at_work = || scenes.iter().find_map(|scene| worked_on(scene));
    let born = || scenes.first().map_or(1, |scene| u32::try_from(scene.offered).unwrap_or(u32::MAX).max(1));
    blocked.or_else(at_work).unwrap_or_else(|| Msg(born()))
}

/// For whom a caller has stood still longest.
fn longest_blocked(scene: &LaneScene) -> Option<Msg> {
    let senders = scene.nodes.iter().filter_map(|node| if let NodeScene::Sender(sender) = node { Some(sender) } else { None });
    let waits = senders.flat_map(|sender| &sender.callers).filter_map(|caller| match caller.doing {
        Doing::Blocked { msg, since, .. } | Doing::BackingOff { msg, since, .. } => Some((since, msg)),
        Doing::Free { .. } => None,
    });
    waits.min().map(|(_, msg)| msg)
}

/// The message that has been worked on longest.
fn worked_on(scene: &LaneScene) -> Option<Msg> {
    let receivers = scene.nodes.iter().filter_map(|node| if let NodeScene::Receiver(receiver) = node { Some(receiver) } else { None });
    let slots = receivers.flat_map(|receiver| receiver.slots.iter().flatten());
    slots.map(|slot| (slot.started, slot.msg)).min().map(|(_, msg)| msg)
}
