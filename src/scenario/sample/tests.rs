//! The file of the samples, and which of them a lane has.

use super::handler::Handler;
use super::*;
use crate::scenario::{parse, preset, shipped};

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
            assert!(script.lines.iter().all(|line| line.is_ascii() && line.len() <= 70 && !line.contains('\t')), "{id}");
            for phase in [Phase::Sending, Phase::Blocked, Phase::Retry, Phase::Error] {
                assert!(lines().any(|line| script.marks(phase, line)), "{id} has no line for {phase:?}");
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
        assert!(code.lines.iter().all(|line| line.is_ascii() && line.len() <= 66 && !line.contains('\t')), "{id}");
        for phase in [Phase::Working, Phase::Done] {
            assert!((1..=code.lines.len()).any(|line| code.marks(phase, line)), "{id} has no line for {phase:?}");
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

/// The id of the sample of a file's only lane, and whether the file names it.
fn chosen(lane: &str) -> (String, bool) {
    let source = format!("title = 't'\nload.rate = '1/s'\n[[lane]]\nname = 'n'\n{lane}");
    let checked = parse("f", &source).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    let (sample, named) = of(&checked.lanes[0]).unwrap();
    (sample.id.clone(), named)
}

#[test]
fn a_lane_has_the_code_that_it_names_or_one_that_fits() {
    assert_eq!(chosen("code = 'rds-data-query'\nsender.calls = 's'\nservice.s = {}"), ("rds-data-query".to_owned(), true));
    let worker = "worker.w.polls = 'q'";
    let fitting = [
        ("sender.calls = 's'\nservice.s = {}".to_owned(), "lambda-invoke-sync"),
        ("sender.sends = 's'\nservice.s = {}".to_owned(), "lambda-invoke-async"),
        (format!("sender.sends = 'q'\nqueue.q = {{}}\n{worker}"), "sqs-send"),
        (format!("sender.sends = 'q'\nsender.poll = {{ every = '1s' }}\nqueue.q = {{}}\n{worker}"), "apigw-submit-and-poll"),
        (format!("sender.sends = 't'\ntopic.t.subscribers = {{ q = {{}} }}\nqueue.q = {{}}\n{worker}"), "sns-publish"),
        ("sender.sends = 'f'\nworkflow.f.steps = [{ call = 's' }]\nservice.s = {}".to_owned(), "sfn-start-standard"),
        ("sender.calls = 'f'\nworkflow.f.steps = [{ call = 's' }]\nservice.s = {}".to_owned(), "sfn-start-express-sync"),
        (
            "sender.sends = 'q'\nqueue.q = { push = 's', preset = 'aws.lambda.event-queue' }\nservice.s = {}".to_owned(),
            "lambda-invoke-async",
        ),
        ("sender.sends = 'q'\nqueue.q = { push = 's', preset = 'aws.eventbridge' }\nservice.s = {}".to_owned(), "eventbridge-put"),
        ("sender.calls = 's'\nservice.s.preset = 'aws.rds.proxy'".to_owned(), "rds-query-pool"),
    ];
    for (lane, id) in fitting {
        assert_eq!(chosen(&lane), (id.to_owned(), false), "{lane}");
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
    let sample = find("lambda-invoke-sync").unwrap();
    let lines = |script: &Script, phase| (1..=script.lines.len()).filter(|line| script.marks(phase, *line)).collect::<Vec<_>>();
    assert_eq!(lines(&sample.python, Phase::Blocked), [9, 10, 11, 12, 13]);
    assert_eq!(lines(&sample.python, Phase::Retry), [9, 10, 11, 12, 13]);
    assert_eq!(lines(&sample.python, Phase::Error), [17]);
    assert_eq!(lines(&find("sqs-send").unwrap().python, Phase::Error), [6, 7, 8, 9]);
    assert_eq!(lines(&sample.python, Phase::Done), [18]);
    let cli = sample.cli.as_ref().unwrap();
    assert_eq!(lines(cli, Phase::Setup), Vec::<usize>::new());
    assert!(cli.marks(Phase::Continuing, cli.lines.len() + 1), "after the last line");
    assert_eq!(lines(&find("rds-query-pool").unwrap().python, Phase::Connection), [11]);
}
