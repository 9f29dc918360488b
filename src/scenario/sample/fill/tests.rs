//! What stands in the code in place of the words in braces.

use crate::scenario::sample::{handler, of};
use crate::scenario::{Lane, parse};

fn lane(lane: &str) -> Lane {
    let source = format!("title = 't'\nload.rate = '1/s'\n[[lane]]\nname = 'n'\n{lane}");
    parse("f", &source).unwrap_or_else(|problems| panic!("{}", problems.render(false))).lanes.remove(0)
}

/// The code of a sender that calls `orders`, in Python and as commands.
fn code(sender: &str) -> (String, Option<String>) {
    let filled = of(&lane(&format!("sender = {{ calls = 'orders', {sender} }}\nservice.orders = {{}}"))).unwrap();
    (filled.python.lines.join("\n"), filled.cli.map(|cli| cli.lines.join("\n")))
}

#[test]
fn the_code_waits_as_long_as_the_lane() {
    let cases = [
        ("", "read_timeout=None,  # waits for ever", Some("--cli-read-timeout 0 ")),
        ("timeout = '2s'", "read_timeout=2,  # seconds", Some("--cli-read-timeout 2 ")),
        // The command takes whole seconds alone.
        ("timeout = '100ms'", "read_timeout=0.1,  # seconds", None),
    ];
    for (sender, python, cli) in cases {
        let (said, commands) = code(sender);
        assert!(said.contains(python) && said.contains("FunctionName=\"orders\""), "{said}");
        assert_eq!(commands.is_some(), cli.is_some(), "{sender}");
        assert!(commands.as_deref().unwrap_or_default().contains(cli.unwrap_or_default()), "{commands:?}");
    }
}

#[test]
fn the_code_pauses_as_the_lane_does() {
    let cases = [
        ("attempts = 3, jitter = 'none'", "pause = 0.1 * 2 ** n"),
        ("attempts = 3, jitter = 'none', factor = 1", "pause = 0.1"),
        ("attempts = 3, jitter = 'none', backoff = '0s'", "pause = 0"),
        ("attempts = 3, backoff = '0s'", "pause = 0"),
        ("attempts = 3, jitter = 'equal'", "pause = random.uniform(0.5, 1) * 0.1 * 2 ** n"),
        ("attempts = 3", "pause = random.uniform(0, 0.1 * 2 ** n)"),
        ("attempts = 3, jitter = 'decorrelated', cap = '2s'", "pause = min(2, random.uniform(0.1, 3 * pause))"),
        // The pauses are 0.1, 0.2, 0.4 and 0.8 s.
        ("attempts = 5, cap = '800ms'", "pause = random.uniform(0, 0.1 * 2 ** n)"),
        ("attempts = 5, cap = '700ms'", "pause = random.uniform(0, min(0.7, 0.1 * 2 ** n))"),
    ];
    for (retry, pause) in cases {
        let (said, _) = code(&format!("retry = {{ {retry} }}"));
        assert!(said.lines().any(|line| line.trim() == pause), "{retry}: {said}");
        assert!(said.contains(&format!("tries, pause = {}, ", &retry[11..12])), "{retry}: {said}");
    }
    let (said, _) = code("retry.attempts = 3, budget = { size = 60, retry = 7, timeout = 7, success = 2 }");
    assert!(said.contains("tokens = 60") && said.contains("back = 7 if n else 2"), "{said}");
}

#[test]
fn a_queue_has_its_name_in_both_codes() {
    let sends = |more: &str| {
        let lane = lane(&format!("handler = 'sqs-worker'\nsender.sends = 'inbox'\nqueue.inbox = {{ {more} }}\nworker.w.polls = 'inbox'"));
        let (_, receiver) = handler::of(&lane).unwrap();
        [of(&lane).unwrap().python.lines.join("\n"), receiver.lines.join("\n")]
    };
    for (more, name) in [("", "inbox"), ("order = 'fifo'", "inbox.fifo")] {
        let said = sends(more);
        assert!(said.iter().all(|said| said.contains(&format!("QueueName=\"{name}\""))), "{said:?}");
    }
}

#[test]
fn what_the_code_cannot_say_is_left_over() {
    let left = |sender: &str| {
        let lane = lane(&format!("code = 'apigw-call-sync'\nsender = {{ calls = 's', {sender} }}\nservice.s = {{}}"));
        of(&lane).unwrap().unsaid(&lane)
    };
    assert_eq!(left("timeout = '1s'"), [""; 0]);
    assert_eq!(left("retry.attempts = 4, budget = {}, breaker = {}"), ["4 attempts", "retry quota", "circuit breaker"]);
}
