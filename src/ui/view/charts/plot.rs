//! A figure over time: a curve for each lane.

use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Line, Points};

use super::{Chart, role, sign};
use crate::measure::theory;
use crate::ui::layout::Axis;
use crate::ui::model::Model;
use crate::ui::paint::{Paint, width};
use crate::ui::theme::{Palette, Role};
use crate::ui::words;

/// How many cells the figures beside the chart take.
const FIGURES: u16 = 5;
/// How many columns a curve has before it is another's turn.
const TURN: usize = 3;

/// A curve by its points, from the left edge (0) to the right one (1).
struct Curve {
    points: Vec<(f64, f64)>,
    color: Color,
    marker: Marker,
    /// Which points are seen: where curves coincide, it is one's turn after the other's.
    seen: Vec<bool>,
    /// Whether its points are not joined.
    dotted: bool,
    /// Whether it lies below the others.
    below: bool,
}

pub fn draw(model: &Model, chart: Chart, area: Rect, paint: &mut Paint<'_>) {
    let plot = Rect {
        x: area.x + FIGURES + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(FIGURES + 1),
        height: area.height.saturating_sub(2),
    };
    let mut curves = curves(model, chart, plot.width, paint);
    let highest = curves.iter().flat_map(|curve| &curve.points).map(|(_, y)| *y).fold(0.0, f64::max);
    let top = if matches!(chart, Chart::Blocked | Chart::Busy) { 100.0 } else { round_up(highest) };
    paint.words(area, area.x, area.y, chart.title(), Role::Heading);
    take_turns(&mut curves, plot.height, top);
    frame(model, plot, area, top, paint);
    // Curves of the same marker share their cells; the others are put on top of each other.
    for same in curves.chunk_by(|one, other| one.marker == other.marker) {
        let mut canvas = Canvas::default().x_bounds([0.0, 1.0]).y_bounds([0.0, top]).marker(same[0].marker).paint(|context| {
            for curve in same {
                let seen = || curve.points.iter().zip(&curve.seen).filter(|(_, seen)| **seen).map(|(point, _)| *point);
                context.draw(&Points { coords: &seen().collect::<Vec<_>>(), color: curve.color });
                for (pair, _) in curve.points.windows(2).zip(&curve.seen).filter(|(_, seen)| **seen && !curve.dotted) {
                    context.draw(&Line::new(pair[0].0, pair[0].1, pair[1].0, pair[1].1, curve.color));
                }
            }
        });
        if let Some(ground) = paint.theme.ground().bg {
            canvas = canvas.background_color(ground);
        }
        canvas.render(plot.intersection(*paint.buf.area()), paint.buf);
    }
    // What lies ahead is dimmed.
    let now = Axis::new(plot, model.scenario.end()).column(model.now());
    let ahead = Rect { x: now + 1, width: plot.right().saturating_sub(now + 1), ..plot }.intersection(*paint.buf.area());
    paint.buf.set_style(ahead, Style::new().add_modifier(Modifier::DIM));
}

/// The curves of all lanes, and besides what is offered to all of them or expected of each.
fn curves(model: &Model, chart: Chart, columns: u16, paint: &Paint<'_>) -> Vec<Curve> {
    let summary = model.tape.summary();
    let known = model.shown_slots();
    let color = |role| paint.theme.style(role).fg.unwrap_or(Color::Reset);
    let by_sign = paint.ascii() || model.theme.palette == Palette::None;
    let faint = |points: Vec<(f64, f64)>| {
        let dot = if paint.ascii() { '\'' } else { '·' };
        Curve { seen: vec![true; points.len()], points, color: color(Role::Faint), marker: Marker::Custom(dot), dotted: true, below: true }
    };
    // A column of a braille chart has two points.
    let steps = usize::from(columns) * if by_sign { 1 } else { 2 };
    let parts = move |step: usize, all: usize| {
        let (first, last) = (step * all / steps.max(1), (step + 1) * all / steps.max(1));
        first.saturating_sub(chart.blur())..(last.max(first + 1) + chart.blur()).min(known.min(all))
    };
    let mut curves: Vec<Curve> = Vec::new();
    for ((lane, plan), seen) in model.scenario.lane_ids().zip(summary.lanes()) {
        let all = seen.slots.len();
        let points = |value: &dyn Fn(std::ops::Range<usize>, f64) -> f64| -> Vec<(f64, f64)> {
            let known_steps = (0..steps).filter(|step| step * all / steps < known);
            let point = |step| {
                let parts: std::ops::Range<usize> = parts(step, all);
                let seconds = summary.width().seconds() * parts.len() as f64;
                ((step as f64 + 0.5) / steps as f64, value(parts, seconds))
            };
            known_steps.map(point).collect()
        };
        if chart == Chart::Goodput && lane.index() == 0 {
            let offered = |parts: std::ops::Range<usize>, seconds: f64| {
                seen.slots[parts].iter().map(|slot| f64::from(slot.offered)).sum::<f64>() / seconds
            };
            curves.push(faint(points(&offered)));
        }
        if let Some(theory) = theory(&model.scenario, lane).filter(|_| chart == Chart::InSystem) {
            curves.push(faint((0..columns).map(|x| (f64::from(x) / f64::from(columns), theory.in_system)).collect()));
        }
        let points = points(&|parts, seconds| chart.value(seen, plan, parts, seconds));
        let marker = if by_sign { Marker::Custom(sign(lane, paint.ascii())) } else { Marker::Braille };
        curves.push(Curve { seen: vec![true; points.len()], points, color: color(role(lane)), marker, dotted: by_sign, below: false });
    }
    // What is offered or expected lies below what happened.
    curves.sort_by_key(|curve| !curve.below);
    curves
}

/// Of curves that go through the same cell only one can be seen there: each has some columns in turn.
fn take_turns(curves: &mut [Curve], height: u16, top: f64) {
    let own: Vec<usize> = (0..curves.len()).filter(|place| !curves[*place].below).collect();
    let Some(first) = own.first().map(|first| &curves[*first]) else { return };
    // The dots of a cell, across and down.
    let (across, down) = if first.marker == Marker::Braille { (2, 4) } else { (1, 1) };
    let (last, down) = (f64::from(height.saturating_mul(down).saturating_sub(1)), f64::from(down));
    let row = |curve: &Curve, step: usize| curve.points.get(step).map(|(_, y)| (((1.0 - y / top) * last).round() / down).floor().to_bits());
    for step in 0..first.points.len() {
        let rows: Vec<_> = own.iter().map(|place| row(&curves[*place], step)).collect();
        for (place, here) in own.iter().zip(&rows) {
            let same: Vec<usize> = own.iter().zip(&rows).filter(|(_, row)| *row == here).map(|(place, _)| *place).collect();
            if let Some(seen) = curves[*place].seen.get_mut(step) {
                *seen = same[step / (TURN * across) % same.len()] == *place;
            }
        }
    }
}

/// Draws the axes, and where time stands.
fn frame(model: &Model, plot: Rect, area: Rect, top: f64, paint: &mut Paint<'_>) {
    for (y, value) in [(plot.y, top), (plot.bottom().saturating_sub(1), 0.0)] {
        let figure = figure(value);
        let figures = Rect { width: FIGURES, ..area };
        paint.words(figures, area.x + FIGURES.saturating_sub(width(&figure)), y, &figure, Role::Faint);
    }
    for y in plot.top()..plot.bottom() {
        paint.words(area, plot.x - 1, y, paint.signs.lines[5], Role::Structure);
    }
    let below = Rect { y: plot.bottom(), height: 1, ..plot };
    let axis = Axis::new(plot, model.scenario.end());
    let ticks = axis.ticks(9);
    let step = ticks.get(1).copied().unwrap_or_default();
    for tick in ticks {
        let words = words::instant(tick, step);
        if axis.column(tick) + width(&words) <= below.right() {
            paint.words(below, axis.column(tick), below.y, &words, Role::Faint);
        }
    }
    if model.past_slots() > 0 {
        let now = axis.column(model.now());
        (plot.top()..plot.bottom()).for_each(|y| {
            paint.words(plot, now, y, paint.signs.lines[5], Role::Track);
        });
    }
}

/// A figure of the axis in few cells.
fn figure(value: f64) -> String {
    match value {
        10_000.0.. => format!("{:.0}k", value / 1_000.0),
        10.0.. => format!("{value:.0}"),
        value if value.fract() == 0.0 => format!("{value:.0}"),
        value => format!("{value:.1}"),
    }
}

/// The next larger round number, at least 1.
fn round_up(value: f64) -> f64 {
    let mut power = 1.0;
    loop {
        for round in [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0] {
            if value <= round * power || power > 1e15 {
                return round * power;
            }
        }
        power *= 10.0;
    }
}
