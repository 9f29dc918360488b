//! What holds for the places of lanes of all patterns on screens of all sizes.

use std::fmt::Write;

use ratatui::layout::{Position, Rect};

use super::{LanePlaces, Rim, Wordage, lane_places, lanes, panes};
use crate::scenario::{Lane, parse};
use crate::ui::model::Arrangement;

#[path = "../../../tests/screen/patterns.rs"]
mod patterns;

/// Lanes of these patterns side by side.
fn of(patterns: &[&str]) -> Vec<Lane> {
    let mut text = "title = 't'\n[load]\nrate = '1/s'\n".to_owned();
    for (place, pattern) in patterns.iter().enumerate() {
        writeln!(text, "[[lane]]\nname = 'lane {place}'\n[lane.sender]\ncallers = 3{pattern}").unwrap();
    }
    parse("test", &text).unwrap_or_else(|problems| panic!("{}", problems.render(false))).lanes
}

/// All arrangements of one to six lanes on screens of all sizes.
fn everywhere(mut check: impl FnMut(&Lane, Rect, &LanePlaces)) {
    for first in 0..patterns::PATTERNS.len() {
        let all: Vec<&str> = patterns::PATTERNS.into_iter().cycle().skip(first).take(1 + first % 6).collect();
        let lanes_of_file = of(&all);
        for (width, height) in [(60, 18), (80, 24), (100, 30), (120, 36), (160, 40), (200, 60), (317, 71), (400, 120), (60, 120), (400, 18)]
        {
            for arrangement in [Arrangement::Auto, Arrangement::Rows, Arrangement::Columns] {
                let stage = panes(Rect::new(0, 0, width, height), Wordage::default(), Rim::All, &lanes_of_file, arrangement).stage;
                let places = lanes(stage, &lanes_of_file, arrangement);
                let mut seen = Rect::default();
                for (lane, area) in lanes_of_file.iter().zip(places) {
                    assert_eq!(area.intersection(stage), area, "within the stage");
                    assert!(!area.intersects(seen), "not over the lane before");
                    check(lane, area, &lane_places(lane, area));
                    seen = area;
                }
            }
        }
    }
}

#[test]
fn boxes_are_apart_and_within_their_lane_and_those_that_are_missing_are_counted() {
    everywhere(|lane, area, places| {
        let shown: Vec<Rect> = places.boxes.iter().copied().filter(|place| !place.is_empty()).collect();
        assert_eq!(shown.len() + places.hidden, lane.nodes.len());
        assert!(!places.boxes[lane.sender.index()].is_empty(), "the sender is always shown");
        let words = if places.sentence.y == places.title.y { 1 } else { 2 };
        let between = Rect { y: area.y + 1, height: area.height - words, ..area };
        assert!(!places.title.intersects(places.sentence), "the name and the sentence are apart");
        for (place, one) in shown.iter().enumerate() {
            assert_eq!(one.intersection(between), *one, "within {area}");
            assert!(one.width >= 8, "{one} has room for a name");
            assert!(shown[place + 1..].iter().all(|other| !one.intersects(*other)), "{one} is alone in {area}");
        }
    });
}

#[test]
fn ways_lead_from_box_to_box_without_a_gap_and_cross_no_box() {
    everywhere(|_, area, places| {
        for track in &places.tracks {
            let (from, to) = (places.boxes[track.from.index()], places.boxes[track.to.index()]);
            for cells in [&track.forth, &track.back] {
                let near = |at: Position, place: Rect| {
                    place.contains(Position { x: at.x + 1, ..at }) || at.x > 0 && place.contains(Position { x: at.x - 1, ..at })
                };
                assert!(near(cells[0], from) && near(cells[cells.len() - 1], to), "from {from} to {to}: {cells:?}");
                assert!(cells.windows(2).all(|pair| pair[0].x.abs_diff(pair[1].x) + pair[0].y.abs_diff(pair[1].y) == 1), "{cells:?}");
                for cell in cells {
                    assert!(area.contains(*cell), "{cell} is outside {area}");
                    assert!(places.boxes.iter().all(|place| !place.contains(*cell)), "{cell} is under a box: {from} to {to}");
                }
            }
        }
    });
}

#[test]
fn all_lanes_are_on_the_screen_from_80_by_24_on() {
    let all: Vec<&str> = patterns::PATTERNS.into_iter().cycle().take(6).collect();
    let lanes_of_file = of(&all);
    for (width, height) in [(80, 24), (120, 36), (200, 60), (400, 120)] {
        for count in 1..=6 {
            let stage =
                panes(Rect::new(0, 0, width, height), Wordage::default(), Rim::All, &lanes_of_file[..count], Arrangement::Auto).stage;
            assert_eq!(lanes(stage, &lanes_of_file[..count], Arrangement::Auto).len(), count, "{width}x{height}");
        }
    }
}

#[test]
fn on_a_large_screen_every_box_and_every_way_is_shown() {
    for pattern in patterns::PATTERNS {
        let lane = &of(&[pattern])[0];
        let stage = panes(Rect::new(0, 0, 200, 80), Wordage::default(), Rim::All, &[], Arrangement::Auto).stage;
        let places = lane_places(lane, lanes(stage, std::slice::from_ref(lane), Arrangement::Auto)[0]);
        let ways = lane.node_ids().flat_map(|(id, _)| {
            let mut ways = lane.ways(id);
            ways.sort_unstable_by_key(|to| to.index());
            ways.dedup();
            ways
        });
        assert_eq!((places.hidden, places.tracks.len()), (0, ways.count()), "{pattern}");
    }
}
