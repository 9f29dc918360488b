//! The file of the samples, and which of them a lane has.

use super::handler::Handler;
use super::*;
use crate::scenario::{parse, preset, shipped};

/// The most characters in a line of code: so two lanes stand beside each other in 120 columns.
const WIDEST: usize = 52;

#[test]
fn the_file_can_be_read_and_has_the_ids_of_the_key() {
    let samples = data::read(FILE).unwrap_or_else(|problem| panic!("samples/code.toml: {problem}"));
    assert_eq!(samples.iter().map(|sample| sample.id.as_str()).collect::<Vec<_>>(), IDS);
    let mut once = IDS.to_vec();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), IDS.len());
}

#[test]
fn every_script_is_plain_and_says_where_a_caller_sends_and_stands_still() {
    for sample in ALL.iter() {
        let id = &sample.id;
        assert!(sample.note.ends_with('.') && !sample.title.ends_with('.'), "{id}");
        assert!(sample.python.lines.iter().any(|line| line.starts_with("import ")), "{id} is not Python");
        let commands = |script: &Script| script.lines.iter().any(|line| line.contains("aws ") || line.contains("curl "));
        assert!(sample.cli.as_ref().is_none_or(commands), "{id} has no command");
        for script in [Some(&sample.python), sample.cli.as_ref()].into_iter().flatten() {
            let lines = || 1..=script.lines.len();
            assert!(script.lines.iter().all(|line| line.is_ascii() && !line.contains('\t')), "{id}");
            for phase in [Phase::Sending, Phase::Blocked, Phase::Retry, Phase::Error] {
                assert!(lines().any(|line| script.marks(phase, 0, line)), "{id} has no line for {phase:?}");
            }
            // A mark begins and ends where something is done.
            let is_done = |line: usize| !script.lines[line - 1].is_empty() && !script.lines[line - 1].starts_with('#');
            let ranges = script.at.iter().flat_map(|(_, ranges)| ranges);
            assert!(ranges.into_iter().all(|(first, last)| is_done(*first) && is_done(*last)), "{id}");
        }
    }
}

#[test]
fn every_handler_can_be_read_is_plain_and_belongs_to_a_lane_of_a_lesson() {
    let handlers = data::handlers(handler::FILE).unwrap_or_else(|problem| panic!("samples/handlers.toml: {problem}"));
    assert_eq!(handlers.iter().map(|handler| handler.id.as_str()).collect::<Vec<_>>(), handler::HANDLERS);
    let lessons: Vec<_> = shipped::ALL.iter().map(|lesson| parse(lesson.name, lesson.source).unwrap()).collect();
    for Handler { id, title, note, code } in &handlers {
        assert!(note.ends_with('.') && !title.ends_with('.'), "{id}");
        assert!(code.lines.iter().all(|line| line.is_ascii() && !line.contains('\t')), "{id}");
        for phase in [Phase::Working, Phase::Done] {
            assert!((1..=code.lines.len()).any(|line| code.marks(phase, 0, line)), "{id} has no line for {phase:?}");
        }
        let lanes = lessons.iter().flat_map(|lesson| &lesson.lanes);
        assert!(lanes.into_iter().any(|lane| lane.handler == Some(id.as_str())), "{id} belongs to no lane");
    }
}

#[test]
fn what_a_file_gets_wrong_is_told_with_its_sample() {
    let good = "[[sample]]\nid = 'a'\ntitle = 't'\nnote = 'n'\npython = 'one'\npython_at = { sending = [[1, 1]] }\n";
    assert!(data::read(good).is_ok());
    let spoiled = [
        ("[[1, 1]]", "[[1, 2]]", "within the lines"),
        ("[[1, 1]]", "[[0, 1]]", "within the lines"),
        ("[[1, 1]]", "[1, 1]", "within the lines"),
        ("sending", "dreaming", "`dreaming` is no phase"),
        ("note", "hint", "unknown key `hint`"),
        ("title = 't'", "", "`title` needs a text"),
    ];
    for (from, to, complaint) in spoiled {
        // A test may leak: samples live as long as the program.
        let problem = data::read(Box::leak(good.replace(from, to).into_boxed_str())).unwrap_err();
        assert!(problem.starts_with("sample 1: ") && problem.contains(complaint), "{to}: {problem}");
    }
}

#[test]
fn every_lane_of_a_lesson_has_code_that_says_all_that_it_does() {
    for lesson in shipped::ALL {
        for lane in &parse(lesson.name, lesson.source).unwrap().lanes {
            let who = format!("{}, {}", lesson.name, lane.name);
            assert!(lane.code.is_some(), "{who} names no sample");
            let filled = of(lane).unwrap_or_else(|| panic!("{who}: its sample says what it doesn't have"));
            assert_eq!(filled.unsaid(lane), [""; 0], "{who}");
            let receiver = lane.handler.map(|_| handler::of(lane).unwrap_or_else(|| panic!("{who}: its handler doesn't fit")).1);
            let scripts = [Some(&filled.python), filled.cli.as_ref(), receiver.as_ref()];
            for line in scripts.into_iter().flatten().flat_map(|script| &script.lines) {
                assert!(line.len() <= WIDEST, "{who}: {line}");
            }
        }
    }
}

/// A file's only lane.
fn lane(lane: &str) -> Lane {
    let source = format!("title = 't'\nload.rate = '1/s'\n[[lane]]\nname = 'n'\n{lane}");
    parse("f", &source).unwrap_or_else(|problems| panic!("{}", problems.render(false))).lanes.remove(0)
}

/// The id of the sample of a file's only lane, if there is one.
fn chosen(source: &str) -> Option<&'static str> {
    of(&lane(source)).map(|filled| filled.sample.id.as_str())
}

#[test]
fn a_lane_has_the_code_that_it_names_or_one_that_fits_or_none() {
    assert_eq!(chosen("code = 'rds-data-query'\nsender.calls = 's'\nservice.s = {}"), Some("rds-data-query"));
    let calls = |preset: &str| format!("sender.calls = 'n'\nservice.n.preset = '{preset}'");
    let sends = |more: &str, queue: &str| format!("sender = {{ sends = 'q', {more} }}\nqueue.q = {{ {queue} }}\nworker.w.polls = 'q'");
    let flow = |verb: &str, more: &str, preset: &str| {
        format!("sender = {{ {verb} = 'f', {more} }}\nworkflow.f = {{ steps = [{{ call = 's' }}], {preset} }}\nservice.s = {{}}")
    };
    let pushes = |preset: &str| format!("sender.sends = 'q'\nqueue.q = {{ push = 's', preset = '{preset}' }}\nservice.s = {{}}");
    let asks = "poll = { every = '1s' }";
    let (standard, express) = ("preset = 'aws.step-functions.standard'", "preset = 'aws.step-functions.express'");
    let fitting = [
        ("sender.calls = 's'\nservice.s = {}".to_owned(), Some("lambda-invoke-sync")),
        ("sender = { calls = 's', retry.attempts = 2 }\nservice.s = {}".to_owned(), Some("lambda-invoke-retry")),
        ("sender = { calls = 's', retry.attempts = 2, budget = {} }\nservice.s = {}".to_owned(), Some("lambda-invoke-quota")),
        ("sender = { calls = 's', preset = 'aws.sdk.standard' }\nservice.s = {}".to_owned(), Some("lambda-invoke-sync")),
        ("sender.calls = ['s', 't']\nservice = { s = {}, t = {} }".to_owned(), Some("lambda-invoke-in-turn")),
        ("sender.sends = 's'\nservice.s = {}".to_owned(), Some("lambda-invoke-async")),
        ("sender = { sends = 's', ack = false }\nservice.s = {}".to_owned(), Some("udp-send")),
        (sends("", ""), Some("sqs-send")),
        (sends("retry.attempts = 2", ""), Some("sqs-send-retry")),
        (sends("", "preset = 'aws.sqs.fifo'"), Some("sqs-send-fifo")),
        (sends("", "capacity = 2, full = 'block'"), Some("queue-put")),
        (sends("", "capacity = 2, full = 'reject'"), Some("queue-put-nowait")),
        (sends("", "capacity = 2, full = 'drop-oldest'"), Some("ring-buffer")),
        (sends(asks, ""), Some("apigw-submit-and-poll")),
        ("sender.sends = 't'\ntopic.t.subscribers = { q = {} }\nqueue.q = {}\nworker.w.polls = 'q'".to_owned(), Some("sns-publish")),
        (flow("calls", "", ""), Some("sfn-start-express-sync")),
        (flow("calls", "", standard), None),
        (flow("sends", "", ""), Some("sfn-start")),
        (flow("sends", asks, standard), Some("sfn-start-standard")),
        (flow("sends", asks, express), None),
        (pushes("aws.lambda.event-queue"), Some("lambda-invoke-async")),
        (pushes("aws.eventbridge"), Some("eventbridge-put")),
        (calls("aws.api-gateway.rest"), Some("apigw-call-sync")),
        (calls("aws.rds.proxy"), Some("rds-data-query")),
        ("sender = { calls = 's', connections.limit = 2 }\nservice.s = {}".to_owned(), Some("rds-query-pool")),
        (calls("aws.ec2.run-instances"), Some("ec2-run-instances")),
        (format!("{}\nsender.{asks}", calls("aws.ec2.run-instances")), Some("ec2-run-and-wait")),
        // A pool without connections, or a queue without an end, would be made up.
        ("code = 'rds-query-pool'\nsender.calls = 's'\nservice.s = {}".to_owned(), None),
        (format!("code = 'queue-put'\n{}", sends("", "")), None),
    ];
    for (lane, id) in fitting {
        assert_eq!(chosen(&lane), id, "{lane}");
    }
}

#[test]
fn no_preset_that_code_is_chosen_by_has_another_name() {
    for name in ["aws.ec2.run-instances", "aws.s3.notifications", "aws.eventbridge", "aws.rds.proxy", "aws.api-gateway.rest"] {
        assert!(preset::find(name).is_some(), "{name}");
    }
}

#[test]
fn an_unknown_sample_is_refused_with_the_nearest() {
    let source = "title = 't'\nload.rate = '1/s'\n[[lane]]\nname = 'n'\ncode = 'sqs-sent'\nsender.calls = 's'\nservice.s = {}";
    let shown = parse("f", source).unwrap_err().render(false);
    assert!(shown.contains("\"sqs-sent\" is not a word for `code`") && shown.contains("did you mean \"sqs-send\"?"), "{shown}");
}

#[test]
fn where_a_script_does_not_tell_two_phases_apart_the_nearest_stands_for_both() {
    let marked = |script: &Script, phase, words: &str| {
        let first = (1..=script.lines.len()).find(|line| script.marks(phase, 0, *line)).map(|line| script.lines[line - 1].as_str());
        assert!(first.is_some_and(|line| line.contains(words)), "{phase:?} stands at {first:?}");
    };
    let sample = find("lambda-invoke-sync").unwrap();
    for (phase, words) in [(Phase::Blocked, "invoke("), (Phase::Retry, "invoke("), (Phase::Error, "raise"), (Phase::Done, "print(")] {
        marked(&sample.python, phase, words);
    }
    marked(&find("sqs-send").unwrap().python, Phase::Error, "send_message(");
    marked(&find("rds-query-pool").unwrap().python, Phase::Connection, "pool.connection()");
    marked(&find("lambda-invoke-retry").unwrap().python, Phase::Retry, "pause = ");
    let cli = sample.cli.as_ref().unwrap();
    assert!((1..=cli.lines.len()).all(|line| !cli.marks(Phase::Setup, 0, line)));
    assert!(cli.marks(Phase::Continuing, 0, cli.lines.len() + 1), "after the last line");
}

#[test]
fn of_two_calls_in_turn_only_that_is_marked_which_is_made() {
    let script = &find("s3-put-in-request").unwrap().python;
    let words = |call: usize| {
        let lines = (1..=script.lines.len()).filter(|line| script.marks(Phase::Blocked, call, *line));
        lines.map(|line| script.lines[line - 1].as_str()).collect::<String>()
    };
    assert!(words(0).contains("put_object") && !words(0).contains("invoke"), "{}", words(0));
    assert!(!words(1).contains("put_object") && words(1).contains("invoke"), "{}", words(1));
    // No third one is made here.
    assert_eq!(words(2), "");
}
