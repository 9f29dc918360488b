//! What the views besides the stage look like.

use std::collections::BTreeSet;

use inflight::scenario::View;
use inflight::time::Span;
use inflight::ui::keymap::Command;
use inflight::ui::sign::Signs;
use inflight::ui::theme::Palette;
use inflight::ui::{Input, Model, update};
use ratatui::buffer::Buffer;

use crate::stage::{arrive, model, order, picture, play_to, shipped, text, wait};

fn keep(name: &str, buf: &Buffer) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text(buf));
    });
}

/// The outage three seconds after it began, with the whole run worked out.
fn outage(view: View) -> Model {
    let mut model = shipped("receiver-outage");
    play_to(&mut model, Span::from_millis(23_000));
    order(&mut model, Command::PlayOrPause);
    while model.is_busy() {
        wait(&mut model, 200);
    }
    order(&mut model, Command::ShowView(view));
    model
}

fn keep_in_all_sizes(name: &str, view: View) {
    let mut model = outage(view);
    for (width, height) in [(80, 24), (120, 36), (200, 60)] {
        keep(&format!("{name}-{width}x{height}"), &picture(&model, width, height));
    }
    model.signs = &Signs::ASCII;
    keep(&format!("{name}-ascii-80x24"), &picture(&model, 80, 24));
}

#[test]
fn the_timeline() {
    keep_in_all_sizes("timeline", View::Timeline);
}

#[test]
fn the_charts() {
    keep_in_all_sizes("charts", View::Charts);
}

#[test]
fn theory_stands_beside_the_figures_of_the_run_where_it_exists() {
    let station = "
title = 'M/M/1'
duration = '2000s'
load = { arrivals = 'poisson', rate = '8/s' }
work.time = { exponential = '100ms' }
network.latency = '0s'
[[lane]]
name = 'Calls'
sender = { calls = 's', callers = 100 }
service.s = { concurrency = 1 }
";
    let mut model = model(station);
    order(&mut model, Command::ToEnd);
    arrive(&mut model);
    order(&mut model, Command::ShowView(View::Charts));
    let all = text(&picture(&model, 160, 40));
    // Rho is 0.8: four in the system on average.
    let line = all.lines().find(|line| line.contains("theory (M/M/1): 4.00")).unwrap_or_else(|| panic!("{all}"));
    let figures: Vec<f64> = line.split([' ', ',', ';', '/']).filter_map(|word| word.parse().ok()).collect();
    let (in_system, rate, product) = (figures[0], figures[1], figures[3]);
    assert!((in_system - 4.0).abs() < 1.0 && (rate - 8.0).abs() < 0.3 && (product / in_system - 1.0).abs() < 0.1, "{line}");
    assert!(all.contains("offered, theory"));
}

#[test]
fn of_a_run_in_which_all_has_ended_littles_law_is_exact() {
    let mut model = model(
        "title = 'All'\nduration = '40s'\nload = { arrivals = 'poisson', rate = '7/s', count = 150 }\n\
        work.time = { exponential = '300ms' }\n[[lane]]\nname = 'Calls'\nsender = { calls = 's', callers = 50 }\nservice.s = { concurrency = 3 }\n",
    );
    order(&mut model, Command::ToEnd);
    arrive(&mut model);
    order(&mut model, Command::ShowView(View::Charts));
    let all = text(&picture(&model, 160, 40));
    let line = all.lines().find(|line| line.contains("Little's law")).unwrap_or_else(|| panic!("{all}"));
    let figures: Vec<f64> = line.split([' ', ',', ';', '/']).filter_map(|word| word.parse().ok()).collect();
    assert!(figures[0] > 1.0 && (figures[0] - figures[3]).abs() < 0.005 && !line.contains("still there"), "{line}");
}

/// Four lanes that are alike, in a window that has not the room for all charts, in the middle of the run.
fn four_alike() -> Model {
    let lane =
        |name: &str| format!("[[lane]]\nname = '{name}'\nsender = {{ calls = 's', callers = 3 }}\nservice.s = {{ concurrency = 1 }}\n");
    let lanes: String = ["First", "Second", "Third", "Fourth"].map(lane).concat();
    let mut model = model(&format!("title = 'Four'\nduration = '30s'\nload.rate = '4/s'\nwork.time = '300ms'\n{lanes}"));
    update(&mut model, Input::Resized { width: 80, height: 24 });
    play_to(&mut model, Span::from_millis(20_000));
    order(&mut model, Command::PlayOrPause);
    while model.is_busy() {
        wait(&mut model, 200);
    }
    order(&mut model, Command::ShowView(View::Charts));
    model
}

#[test]
fn all_charts_and_what_is_said_of_all_lanes_can_be_reached_in_a_small_window() {
    let mut model = four_alike();
    let mut pages = vec![text(&picture(&model, 80, 24))];
    while pages[pages.len() - 1].contains("more: j") && pages.len() < 9 {
        order(&mut model, Command::ScrollDown);
        pages.push(text(&picture(&model, 80, 24)));
    }
    let charts = ["in the system", "Goodput", "Callers blocked", "work done", "Waiting for", "answer or receipt", "Slots at work"];
    let lanes = ["First  L", "Second  L", "Third  L", "Fourth  L"];
    for words in charts.iter().chain(&lanes) {
        assert_eq!(pages.iter().filter(|page| page.contains(words)).count(), 1, "{words}\n{}", pages.join("\n"));
    }
    assert!(pages[0].contains("3 charts, 2 lanes more: j") && pages[1].contains("back: k"), "{}", pages.join("\n"));
    let narrow = text(&picture(&model, 60, 18));
    assert!(narrow.contains("back: k") && narrow.contains("Second"), "{narrow}");
    // There is no page after the last, so that one step leads back from it.
    order(&mut model, Command::ScrollDown);
    (1..pages.len()).for_each(|_| {
        order(&mut model, Command::ScrollUp);
    });
    assert_eq!(text(&picture(&model, 80, 24)), pages[0]);
    assert!(!text(&picture(&model, 200, 60)).contains("more: j"), "where there is room for all");
}

#[test]
fn of_curves_that_coincide_each_is_seen_and_each_histogram_has_its_sign() {
    let mut model = four_alike();
    model.theme.palette = Palette::None;
    let all = text(&picture(&model, 80, 24));
    let below = |title: &str| all.lines().skip_while(|line| !line.contains(title)).skip(1).take(6).collect::<Vec<_>>().join("\n");
    for sign in ['●', '○', '▪', '▫'] {
        assert!(below("in the system").matches(sign).count() > 3, "{sign}\n{all}");
        assert!(all.contains(&format!("{sign} half < ")), "{sign}\n{all}");
    }
    model.theme.palette = Palette::Dark;
    let buf = picture(&model, 80, 24);
    let colours: BTreeSet<String> = (4..9)
        .flat_map(|y| (7..38).map(move |x| (x, y)))
        .map(|at| &buf[at])
        .filter(|cell| cell.symbol() > "\u{2800}")
        .map(|cell| format!("{:?}", cell.fg))
        .collect();
    assert_eq!(colours.len(), 4, "{colours:?}");
}

#[test]
fn what_makes_littles_law_uneven_is_said_however_little_room_there_is() {
    let model = four_alike();
    for width in [60, 80, 120, 200] {
        let all = text(&picture(&model, width, 24));
        let line = all.lines().find(|line| line.contains("First  L")).unwrap_or_else(|| panic!("{all}"));
        assert!(line.contains("still there (in L only)"), "{line}");
    }
}

/// A caller who stands still from 1 s to 4 s, one slot that works meanwhile, and a hundred more callers.
const ONE: &str = "
title = 'One'
duration = '10s'
load = { times = ['1s'] }
work.time = '3s'
[[lane]]
name = 'Calls'
sender = { calls = 'orders', callers = 2, timeout = '1h' }
service.orders = { concurrency = 1 }
";

/// The row of the timeline with this label, behind the label.
fn row(model: &Model, label: &str) -> String {
    let all = text(&picture(model, 120, 30));
    let row = all.lines().find(|line| line.trim_start().starts_with(label)).unwrap_or_else(|| panic!("no {label} in\n{all}"));
    row.trim_start()[label.len()..].trim_start().to_owned()
}

#[test]
fn a_row_shows_when_a_caller_stood_still_and_what_is_not_known_yet_is_empty() {
    let mut model = model(ONE);
    order(&mut model, Command::PlayOrPause);
    order(&mut model, Command::ShowView(View::Timeline));
    assert!(!row(&model, "caller 1").contains("▒") && !row(&model, "caller 1").contains("─"));
    while model.is_busy() {
        wait(&mut model, 200);
    }
    let share = |label: &str, sign: &str| {
        let row = row(&model, label);
        row.matches(sign).count() as f64 / row.chars().count() as f64
    };
    assert!((share("caller 1", "▒") - 0.3).abs() < 0.03, "{}", row(&model, "caller 1"));
    assert!((share("orders slot 1", "▇") - 0.3).abs() < 0.03);
    assert!(share("caller 2", "─") > 0.95);
    // What is taken up at once has not waited.
    assert!(share("not sent yet", "─") > 0.95, "{}", row(&model, "not sent yet"));
}

/// The timeline of a run, all of it worked out.
fn timeline(source: &str) -> Model {
    let mut model = model(source);
    order(&mut model, Command::ToEnd);
    arrive(&mut model);
    order(&mut model, Command::ShowView(View::Timeline));
    model
}

/// Which share of the cells of a row show a sign.
fn share(model: &Model, label: &str, sign: char) -> f64 {
    let row = row(model, label);
    row.chars().filter(|each| *each == sign).count() as f64 / row.chars().count() as f64
}

#[test]
fn callers_that_have_no_rows_of_their_own_are_together() {
    let model = timeline(&ONE.replace("callers = 2", "callers = 100"));
    assert!((share(&model, "callers blocked", '▒') - 0.3).abs() < 0.03, "{}", row(&model, "callers blocked"));
    assert!(row(&model, "orders slot 1").contains("▇"));
}

/// Five callers who give up after a second, and five slots that work for three more on what nobody waits for.
const CROWD: &str = "
title = 'Crowd'
duration = '20s'
load = { times = ['1s', '1s', '1s', '1s', '1s'] }
work.time = '4s'
network.latency = '0s'
[[lane]]
name = 'Calls'
sender = { calls = 'orders', callers = 40, timeout = '2s' }
service.orders = { concurrency = 40, backlog = 0 }
[[lane]]
name = 'Patient'
sender = { calls = 'orders', callers = 5, timeout = '1h', retry = { attempts = 2, backoff = '2s' } }
service.orders = { concurrency = 5, errors = 1 }
";

#[test]
fn the_states_of_many_together_are_told_apart_without_colours() {
    let few = timeline(&CROWD.replace("callers = 40", "callers = 5").replace("concurrency = 40", "concurrency = 5"));
    // So low that the callers of a sender, and the slots of a service, share a row.
    let all = text(&picture(&few, 120, 18));
    let row = |lane: usize, label: &str| all.split("5 callers").nth(lane).unwrap().split(label).nth(1).unwrap_or_default().to_owned();
    let signs = |row: &str, sign: char| row.lines().next().unwrap().matches(sign).count();
    let callers: Vec<&str> = all.lines().filter(|line| line.contains("5 callers")).collect();
    assert!(signs(callers[0], '▒') > 5 && !callers[0].contains('█'), "{all}");
    assert!(signs(callers[1], '▒') > 20 && signs(callers[1], '↻') > 5, "{all}");
    let slots = row(1, "5 slots");
    assert!(signs(&slots, '▇') > 5 && signs(&slots, '░') > 5 && !slots.lines().next().unwrap().contains('█'), "{all}");
}

#[test]
fn what_lasts_ever_so_short_has_a_mark() {
    // One of forty slots, and callers, for four seconds of twenty; and of each of those at work for a moment alone.
    let short = CROWD.replace("work.time = '4s'", "work.time = '5ms'");
    for (source, label) in [(CROWD, "40 callers"), (CROWD, "orders 40 slots"), (&short, "40 callers"), (&short, "orders 40 slots")] {
        let row = row(&timeline(source), label);
        assert!(row.contains('▁'), "{label}: {row}");
        assert!(row.trim_end_matches('│').ends_with("───"), "nothing goes on at the end: {row}");
    }
    let crowd = timeline(&short.replace("callers = 40", "callers = 200"));
    assert!(row(&crowd, "callers blocked").contains('▒'), "{}", row(&crowd, "callers blocked"));
}

#[test]
fn the_legend_of_the_timeline_is_about_what_is_on_the_screen() {
    for (source, width, height) in [(CROWD, 80, 24), (CROWD, 120, 36), (ONE, 80, 24), (ONE, 200, 60)] {
        let mut model = timeline(source);
        for signs in [&Signs::UNICODE, &Signs::ASCII] {
            model.signs = signs;
            let all = text(&picture(&model, width, height));
            let rows: String = all.lines().filter(|line| [" callers", "caller ", " slot"].iter().any(|word| line.contains(word))).collect();
            let words = [(signs.blocked, "blocked"), (signs.retry, "retry"), (signs.solid, "works"), (signs.orphaned_done, "for nobody")];
            for (sign, word) in words {
                assert_eq!(rows.contains(sign), all.contains(word), "{sign} {word}\n{all}");
            }
        }
    }
}
