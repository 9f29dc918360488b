//! What callers, slots and brokers are about is said in words.

use inflight::time::Span;
use inflight::ui::Model;
use inflight::ui::keymap::Command;

use crate::stage::{model, order, picture, play_to, text};

/// A lane of these keys of the sender, after so many milliseconds.
fn lane(keys: &str, millis: u64) -> Model {
    let head = "title = 'A lane'\n[load]\nrate = '4/s'\n[work]\ntime = '700ms'\n[network]\nlatency = '100ms'\n[message]\nkinds = { a = 0.5, b = 0.5 }";
    let mut model = model(&format!("{head}\n[[lane]]\nname = 'Lane'\n[lane.sender]\ncallers = 3\n{keys}"));
    play_to(&mut model, Span::from_millis(millis));
    model
}

#[track_caller]
fn shows(model: &Model, all: &[&str]) {
    let screen = text(&picture(model, 200, 40));
    for words in all {
        assert!(screen.contains(words), "no {words:?} in\n{screen}");
    }
}

#[test]
fn a_caller_says_for_whom_it_waits() {
    let called = "calls = ['a', 'b']\n[lane.service.a]\ntime = '10ms'\n[lane.service.b]\n";
    shows(&lane(called, 150), &["by a"]);
    shows(&lane(called, 400), &["by b"]);
    shows(&lane("calls = 's'\nconnections = { limit = 1 }\n[lane.service.s]", 700), &["no connection"]);
}

#[test]
fn a_caller_that_asks_for_its_result_is_blocked() {
    let asks = lane("sends = 'q'\npoll = { every = '200ms', blocks = true }\n[lane.queue.q]\n[lane.worker.w]\npolls = 'q'", 600);
    shows(&asks, &["blocked 0.60 s  asks", "asks until it has the result"]);
    let receipt_under_way =
        lane("sends = 'q'\npoll = { every = '200ms', blocks = true }\n[lane.queue.q]\n[lane.worker.w]\npolls = 'q'", 150);
    shows(&receipt_under_way, &["sending 0.15 s"]);
}

#[test]
fn a_slot_says_that_it_starts_cold_and_for_whom_it_waits() {
    let chain = lane(
        "calls = 'a'\n[lane.service.a]\ncold_start = '300ms'\ntime = '100ms'\ncalls = 'b'\n[lane.service.b]\nafter_answer = '5s'",
        300,
    );
    shows(&chain, &["starts cold, warm in 0.10 s"]);
    let mut chain = chain;
    play_to(&mut chain, Span::from_millis(900));
    shows(&chain, &["waits for b, message 1"]);
    play_to(&mut chain, Span::from_millis(1_600));
    shows(&chain, &["1 left behind"]);
}

#[test]
fn of_calls_that_are_made_together_the_one_that_is_missing_is_named() {
    let called = "calls = 'a'\n[lane.service.a]\ntime = '100ms'\ncalls = [['slow', 'quick'], 'last']\n";
    let behind = "[lane.service.slow]\n[lane.service.quick]\ntime = '50ms'\n[lane.service.last]\ntime = '90ms'";
    let mut model = lane(&format!("{called}{behind}"), 600);
    shows(&model, &["waits for slow, message 1"]);
    play_to(&mut model, Span::from_millis(1_250));
    shows(&model, &["waits for last, message 1"]);
}

#[test]
fn a_queue_counts_what_is_hidden_and_what_waits_at_its_door() {
    let full = "capacity = 2\nfull = 'block'";
    let full = lane(&format!("sends = 'q'\n[lane.queue.q]\norder = 'fifo'\ndelay = '3s'\n{full}\n[lane.worker.w]\npolls = 'q'"), 1_500);
    shows(&full, &["fifo queue q", "2 delayed, first in 1.6 s", "3 wait for room"]);
    let push =
        lane("sends = 'q'\n[lane.queue.q]\npush = 's'\non_error = { waits = ['9s'] }\n[lane.service.s]\nerrors = 1\ntime = '0s'", 1_000);
    shows(&push, &["3 wait to retry"]);
}

#[test]
fn a_topic_shows_its_filters_and_a_workflow_its_steps() {
    let topic = "sends = 't'\n[lane.topic.t]\n[lane.topic.t.subscribers]\nq = { kinds = ['b'] }\nf = {}\n[lane.queue.q]\n[lane.worker.w]\npolls = 'q'\n";
    let flow = "[lane.workflow.f]\nsteps = [{ call = 's' }]\nretry = { backoff = '9s' }\n[lane.service.s]\nerrors = 1\ntime = '0s'";
    let both = lane(&format!("{topic}{flow}"), 1_300);
    shows(&both, &["q (b)", "5 run", "1 s  ◐ 1 at work  ↻ 4", "1   ↻ s try 2 in"]);
}

#[test]
fn what_has_expired_stands_below_its_lane() {
    let old = lane("sends = 'q'\n[lane.queue.q]\nretention = '1s'\n[lane.worker.w]\npolls = 'q'", 9_000);
    shows(&old, &["expired"]);
}

/// So many callers that take turns: of those that are blocked now the first are long behind.
fn many(callers: u32, millis: u64) -> Model {
    let head = "title = 'Many'\nload.rate = '4/s'\nwork.time = '700ms'\n[[lane]]\nname = 'Calls'\nservice.s = {}\n";
    let mut model = model(&format!(
        "{head}sender = {{ calls = 's', callers = {callers}, timeout = '400ms', retry = {{ attempts = 2, backoff = '400ms' }} }}"
    ));
    play_to(&mut model, Span::from_millis(millis));
    model
}

#[test]
fn of_more_callers_than_have_room_those_that_are_not_free_are_seen() {
    let model = many(200, 20_700);
    for (width, height) in [(100, 30), (100, 18), (60, 18)] {
        let screen = text(&picture(&model, width, height));
        let bar = screen.lines().find(|line| line.contains("●●●")).unwrap_or_else(|| panic!("{screen}"));
        assert!(bar.contains('▒') && bar.contains('↻'), "{screen}");
        // A sign for each, or words that say for how many all of it stands.
        let free = screen.lines().filter(|line| line.contains("●●●")).map(|line| line.matches('●').count()).sum::<usize>();
        assert!(screen.contains("200 not free") || screen.contains("/200"), "{screen}");
        assert_ne!(free == 196, screen.contains("● = 200"), "{screen}");
    }
    // As many as have room have a sign each, in their places.
    let few = text(&picture(&many(60, 10_700), 120, 20));
    assert!(few.contains("●▒↻▒●") && !few.contains("= 60"), "{few}");
}

#[test]
fn the_inspector_lists_those_callers_first_that_are_not_free() {
    let mut model = many(60, 10_700);
    order(&mut model, Command::Inspect);
    let screen = text(&picture(&model, 120, 30));
    let of = |words: &str| screen.lines().filter(|line| line.contains(words)).count();
    let counts = screen.lines().find(|line| line.contains("60 callers:")).unwrap_or_else(|| panic!("{screen}"));
    assert!(counts.contains("2 blocked, 1 waiting to retry"), "{screen}");
    assert_eq!((of(" ▒ blocked "), of(" ↻ try 2 of 2")), (2, 1), "{screen}");
    // The selected one is listed whatever it does, and the last, too.
    for _ in 0..59 {
        order(&mut model, Command::SelectNext);
    }
    let screen = text(&picture(&model, 120, 30));
    assert!(screen.contains("60 ●"), "{screen}");
}

#[test]
fn a_queue_that_keeps_an_order_says_what_it_holds_back() {
    // One group: the second waits until the first is done, with a slot that is free.
    let keys = |order: &str| format!("sends = 'q'\n[lane.queue.q]\norder = '{order}'\n[lane.worker.w]\npolls = 'q'\nconcurrency = 4");
    let mut fifo = lane(&keys("fifo"), 800);
    shows(&fifo, &["▹ 2 held: group in flight", "2 wait", "1 of 4 busy"]);
    for _ in 0..2 {
        order(&mut fifo, Command::SelectNext);
    }
    order(&mut fifo, Command::Inspect);
    shows(&fifo, &["2 wait, the oldest for", "2 of them held: their group has one in flight"]);
    let standard = lane(&keys("standard"), 800);
    assert!(!text(&picture(&standard, 200, 40)).contains("held"));
}

#[test]
fn copies_of_a_message_are_marked_in_each_slot() {
    let keys = "sends = 'q'\n[lane.queue.q]\nvisibility_timeout = '300ms'\n[lane.worker.w]\npolls = 'q'\nconcurrency = 8";
    // Message 1 is handed out again while it is worked on; message 2 came once yet.
    let early = lane(keys, 350);
    assert!(!text(&picture(&early, 200, 40)).contains('⧉'));
    let late = lane(keys, 650);
    let screen = text(&picture(&late, 200, 40));
    let marked: Vec<&str> = screen.lines().filter(|line| line.contains('⧉')).collect();
    assert!(marked.len() >= 2 && marked.iter().any(|line| line.contains("message 1 again")), "{screen}");
    assert!(screen.lines().any(|line| line.contains("message 2") && !line.contains('⧉')), "{screen}");
    // At 900 ms the first work on message 1 is over: what goes on is marked though no other slot has it.
    let mut one = model(&format!(
        "title = 't'\n[load]\ntimes = ['0s']\n[work]\ntime = '700ms'\n[[lane]]\nname = 'L'\n[lane.sender]\n{}",
        keys.replace("300ms", "500ms")
    ));
    play_to(&mut one, Span::from_millis(900));
    let screen = text(&picture(&one, 200, 40));
    assert_eq!(screen.matches('⧉').count(), 1, "{screen}");
    assert!(screen.contains("message 1 again") && screen.contains("1 handled"), "{screen}");
}
