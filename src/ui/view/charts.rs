//! Curves of the whole run, all lanes in the same charts with the same axes, and what theory says where it says anything.

mod plot;
mod spread;

use std::ops::Range;

use ratatui::layout::Rect;

use crate::id::LaneId;
use crate::measure::theory;
use crate::scenario::{Lane, Part as Kind};
use crate::scene::FOLLOWED;
use crate::tape::{LaneSummary, Part, Slot};
use crate::time::{Span, Time};
use crate::ui::model::Model;
use crate::ui::paint::{Paint, fit, width};
use crate::ui::theme::Role;

/// The narrowest and the lowest chart.
const NARROW: u16 = 38;
const LOW: u16 = 7;
/// The least cells for the name of a lane, with its sign.
const NAME: u16 = 12;
/// The most charts beside each other.
const BESIDE: u16 = 4;

/// A chart; in a small window the first ones go first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chart {
    InSystem,
    Goodput,
    Blocked,
    EndToEnd,
    Waiting,
    Ack,
    Busy,
}

const CHARTS: [Chart; 7] = [Chart::InSystem, Chart::Goodput, Chart::Blocked, Chart::EndToEnd, Chart::Waiting, Chart::Ack, Chart::Busy];

pub fn draw(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    let all = Pages::of(model, area);
    let page = usize::try_from(model.study.scroll).unwrap_or(0).min(all.count - 1);
    let hint = all.hint(page, area.width);
    paint.words_right(area, area.y, &hint, Role::Text);
    let left = area.width.saturating_sub(if hint.is_empty() { 0 } else { width(&hint) + 2 });
    legend(model, Rect { width: left, ..area }, paint);
    let said = u16::try_from(all.said).unwrap_or(0);
    let charts = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + said), ..area };
    for ((lane, plan), y) in model.scenario.lane_ids().skip(all.first_said(page)).zip(charts.bottom()..area.bottom()) {
        littles_law(model, lane, plan, Rect { y, height: 1, ..area }, paint);
    }
    let (width, height) = (charts.width / all.columns, charts.height / all.rows);
    for (place, chart) in (0..).zip(CHARTS.iter().skip(all.first_chart(page)).take(all.shown)) {
        let (column, row) = (place % all.columns, place / all.columns);
        let place = Rect { x: charts.x + column * width, y: charts.y + row * height, width: width - 2, height };
        match chart {
            Chart::EndToEnd => spread::draw(model, "From birth to work done", |slot| &slot.end_to_end, place, paint),
            Chart::Ack => spread::draw(model, "From birth to the answer or receipt", |slot| &slot.ack, place, paint),
            Chart::InSystem | Chart::Goodput | Chart::Blocked | Chart::Waiting | Chart::Busy => plot::draw(model, *chart, place, paint),
        }
    }
}

/// How many pages there are after the first.
pub fn more_pages(model: &Model, area: Rect) -> i32 {
    i32::try_from(Pages::of(model, area).count - 1).unwrap_or(i32::MAX)
}

/// The pages that charts, and what the figures say of each lane, are divided into.
struct Pages {
    lanes: usize,
    /// The charts of a page, beside each other and below.
    columns: u16,
    rows: u16,
    shown: usize,
    /// Of how many lanes a page has the figures.
    said: usize,
    count: usize,
}

impl Pages {
    fn of(model: &Model, area: Rect) -> Self {
        let lanes = model.scenario.lanes.len();
        // A line for the legend, and as many as fit for what the figures say of each lane.
        let said = lanes.min(usize::from(area.height.saturating_sub(1 + 2 * LOW))).max(1);
        let height = area.height.saturating_sub(1 + u16::try_from(said).unwrap_or(0));
        let columns = (area.width / NARROW).clamp(1, BESIDE);
        let shown = CHARTS.len().min(usize::from(columns * (height / LOW).max(1)));
        let rows = u16::try_from(shown.div_ceil(usize::from(columns))).unwrap_or(1);
        let count = CHARTS.len().div_ceil(shown).max(lanes.div_ceil(said));
        Self { lanes, columns, rows, shown, said, count }
    }

    fn first_chart(&self, page: usize) -> usize {
        (page * self.shown).min((CHARTS.len() - 1) / self.shown * self.shown)
    }

    fn first_said(&self, page: usize) -> usize {
        (page * self.said).min((self.lanes - 1) / self.said * self.said)
    }

    /// What else there is, and what shows it, in as many words as leave room for the lanes' names; nothing if all is shown.
    fn hint(&self, page: usize, room: u16) -> String {
        let charts = CHARTS.len().saturating_sub(self.first_chart(page) + self.shown);
        let lanes = self.lanes.saturating_sub(self.first_said(page) + self.said);
        let more = [(charts, "chart"), (lanes, "lane")].into_iter().filter(|(count, _)| *count > 0);
        let more: Vec<String> = more.map(|(count, of)| format!("{count} {of}{}", if count == 1 { "" } else { "s" })).collect();
        let more = if more.is_empty() { String::new() } else { format!("{} more: j", more.join(", ")) };
        let names = u16::try_from(self.lanes).unwrap_or(u16::MAX).saturating_mul(NAME);
        let more = if !more.is_empty() && names.saturating_add(width(&more)) > room { "more: j".to_owned() } else { more };
        let back = if page > 0 { "back: k" } else { "" };
        [more.as_str(), back].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// The colour of a lane in all charts.
fn role(lane: LaneId) -> Role {
    const ROLES: [Role; 5] = [Role::Retry, Role::Request, Role::Duplicate, Role::Work, Role::Calm];
    ROLES[lane.index() % ROLES.len()]
}

/// The sign of a lane in all charts, where colours don't tell.
fn sign(lane: LaneId, ascii: bool) -> char {
    const UNICODE: [char; 6] = ['●', '○', '▪', '▫', '◆', '▲'];
    const ASCII: [char; 6] = ['*', 'o', '+', 'x', '#', '@'];
    let signs = if ascii { ASCII } else { UNICODE };
    signs[lane.index() % signs.len()]
}

/// Which lane is which, and what else is drawn.
fn legend(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    let mut x = area.x;
    let each = area.width / u16::try_from(model.scenario.lanes.len()).unwrap_or(u16::MAX).max(1);
    for (lane, plan) in model.scenario.lane_ids() {
        x = paint.words(area, x, area.y, &sign(lane, paint.ascii()).to_string(), role(lane));
        let name = fit(plan.name.as_str(), each.saturating_sub(5).min(24), paint.signs.more);
        x = paint.words(area, x + 1, area.y, &name, role(lane)) + 3;
    }
    let theory = model.scenario.lane_ids().any(|(lane, _)| theory(&model.scenario, lane).is_some());
    let words = format!("{} offered{}", paint.signs.lost, if theory { ", theory" } else { "" });
    if x + width(&words) <= area.right() {
        paint.words(area, x, area.y, &words, Role::Faint);
    }
}

/// Little's law, with the figures of the run so far, and what theory expects in the long run.
fn littles_law(model: &Model, id: LaneId, lane: &Lane, area: Rect, paint: &mut Paint<'_>) {
    let slots = &model.tape.summary().lanes()[id.index()].slots;
    let slots = &slots[..model.past_slots().min(slots.len())];
    let ended: u64 = slots.iter().map(|slot| u64::from(slot.completed) + u64::from(slot.ended_badly)).sum();
    let name = fit(lane.name.as_str(), (area.width / 6).min(16), paint.signs.more);
    let x = paint.words(area, area.x, area.y, &name, role(id)) + 2;
    if ended == 0 {
        paint.words(area, x, area.y, "Little's law L = rate x W: no message has ended yet", Role::Faint);
        return;
    }
    let end = (Time::START + model.tape.summary().width() * slots.len() as u64).min(model.scenario.end());
    let seconds = end.seconds();
    let stayed: f64 = slots.iter().map(|slot| slot.stayed.seconds()).sum();
    let in_system = model.tape.summary().lanes()[id.index()].in_system_mean(slots.len(), end);
    let (rate, stay) = (ended as f64 / seconds, stayed / ended as f64);
    let theory =
        theory(&model.scenario, id).map_or_else(String::new, |theory| format!("; theory (M/M/{}): {:.2}", theory.slots, theory.in_system));
    // Two digits of it would not make the product.
    let stay = if stay < 10.0 { format!("{stay:.3} s") } else { Span::from_seconds(stay).to_string() };
    let stay = format!("{rate:.2}/s x {stay}");
    // Those have a part in the first figure and none in the others, so that the law holds in the long run only: without these words the
    // figures look wrong.
    let open = slots.last().map_or(0, |slot| slot.in_system);
    let left = if open > 0 { format!(", {open} still there") } else { String::new() };
    let open = if open > 0 { format!("{left} (in L only)") } else { String::new() };
    let product = stayed / seconds;
    let law = format!("rate x time there = {stay} = {product:.2}{open}{theory}");
    let choices = [
        format!("Little's law: L {in_system:.2} in the system on average; {law}"),
        format!("Little's law: L {in_system:.2} on average; {law}"),
        format!("Little: L {in_system:.2}; rate x W = {stay} = {product:.2}{open}{theory}"),
        format!("L {in_system:.2}; rate x W = {product:.2}{open}{theory}"),
        format!("L {in_system:.2}; rate x W = {product:.2}{open}"),
        format!("L {in_system:.2}; rate x W = {product:.2}{left}"),
    ];
    let fits = choices.iter().find(|words| x + width(words) <= area.right()).unwrap_or(&choices[5]);
    paint.words(area, x, area.y, fits, Role::Text);
}

impl Chart {
    /// What it shows, and in which unit.
    const fn title(self) -> &'static str {
        match self {
            Self::InSystem => "Messages in the system",
            Self::Goodput => "Goodput, messages a second",
            Self::Blocked => "Callers blocked, %",
            Self::Waiting => "Waiting for somebody, messages",
            Self::Busy => "Slots at work, %",
            Self::EndToEnd | Self::Ack => "",
        }
    }

    /// Over how many slots of time, before and after, it takes a mean: what counts messages is rough otherwise.
    const fn blur(self) -> usize {
        match self {
            Self::Goodput | Self::Blocked | Self::Busy => 8,
            _ => 0,
        }
    }

    /// What a lane has in these slots of time, at least one; `seconds` is how long they last.
    fn value(self, lane: &LaneSummary, plan: &Lane, slots: Range<usize>, seconds: f64) -> f64 {
        let count = slots.len().max(1) as f64;
        let sum = |figure: &dyn Fn(&Slot) -> f64| lane.slots[slots.clone()].iter().map(figure).sum::<f64>();
        let share = |callers: bool, places: u32| {
            let rows = lane.rows.iter().filter(|row| row.is_caller() == callers);
            let all: f64 = rows.map(|row| row.share(Part::Busy, slots.clone()) + row.share(Part::Wasted, slots.clone())).sum();
            (100.0 * all / count / f64::from(places.max(1))).min(100.0)
        };
        match self {
            Self::InSystem => sum(&|slot| slot.in_system as f64) / count,
            Self::Goodput => sum(&|slot| f64::from(slot.completed)) / seconds,
            Self::Blocked => share(true, plan.sender().callers.min(FOLLOWED)),
            Self::Waiting => sum(&|slot| slot.depth.iter().sum::<u64>() as f64) / count,
            Self::Busy => share(false, plan.nodes.iter().map(slots_of).sum()),
            Self::EndToEnd | Self::Ack => 0.0,
        }
    }
}

/// How many slots of a node are followed one by one.
fn slots_of(node: &crate::scenario::Node) -> u32 {
    match &node.part {
        Kind::Service(service) => service.concurrency.min(FOLLOWED),
        Kind::Worker(worker) => worker.concurrency.min(FOLLOWED),
        Kind::Sender(_) | Kind::Queue(_) | Kind::Topic(_) | Kind::Workflow(_) => 0,
    }
}
