//! The rules about workflows, each by a small run whose facts are worked out by hand.

use crate::support::{Run, run};
use inflight::fact::{Cargo, Fact, Outcome, Word};

fn lane(times: &str, sender: &str, workflow: &str, services: &str) -> Run {
    run(&format!(
        "duration = '1min'\n[load]\ntimes = [{times}]\n[work]\ntime = '1s'\n[[lane]]\nname = 'workflow'\nsender = {{ {sender}, callers = 9 }}\n\
         workflow.f = {{ {workflow} }}\n{services}"
    ))
}

fn tries(run: &Run) -> Vec<(f64, (u8, u16))> {
    run.pick(|fact| if let Fact::StepTried { step, attempt, .. } = fact { Some((*step, *attempt)) } else { None })
}

const TWO: &str = "steps = [{ call = 'a' }, { call = 'b' }]";
const BOTH: &str = "service.a = {}\nservice.b = {}\n";

#[test]
fn steps_are_called_in_order_and_a_caller_waits_for_the_end() {
    let run = lane("'0s'", "calls = 'f'", TWO, BOTH);
    assert_eq!(tries(&run), [(0.0, (0, 1)), (1_000.0, (1, 1))]);
    assert_eq!(times!(run, Fact::ExecutionEnded { ok: true, .. }), [2_000.0]);
    run.expect(&[("completed", 1.0), ("blocked/max_s", 2.0), ("ack/max_s", 2.0), ("result/max_s", 2.0), ("effects", 2.0)]);
}

#[test]
fn whoever_sends_is_free_at_once_and_the_execution_ends_the_message() {
    let run = lane("'0s'", "sends = 'f'", TWO, BOTH);
    run.expect(&[("completed", 1.0), ("blocked/max_s", 0.0), ("ack/max_s", 0.0), ("end_to_end/max_s", 2.0)]);
    let run = lane("'0s'", "sends = 'f'", TWO, "service.a = {}\nservice.b.errors = 1");
    assert_eq!(times!(run, Fact::Ended { outcome: Outcome::Failed, .. }), [2_000.0]);
    run.expect(&[("failed", 1.0)]);
    assert_eq!(run.figure("first_error_s"), None, "the sender never hears of it");
}

#[test]
fn a_step_is_tried_again_after_its_waits() {
    let retry = "{ attempts = 4, backoff = '1s', factor = 2, jitter = 'none' }";
    let run = lane(
        "'0s'",
        "calls = 'f'",
        &format!("steps = [{{ call = 'a', retry = {retry} }}, {{ call = 'b' }}]"),
        "service.a.errors = 1\nservice.b = {}",
    );
    // The defaults of Step Functions: waits of 1, 2 and 4 s, four tries in all.
    assert_eq!(tries(&run), [(0.0, (0, 1)), (2_000.0, (0, 2)), (5_000.0, (0, 3)), (10_000.0, (0, 4))]);
    assert_eq!(times!(run, Fact::StepWaits { .. }), [1_000.0, 3_000.0, 6_000.0]);
    run.expect(&[("failed", 1.0), ("ack/max_s", 11.0)]);
    // A workflow may say it for all its steps.
    let run = lane("'0s'", "calls = 'f'", &format!("{TWO}, retry = {retry}"), "service.a.errors = 1\nservice.b = {}");
    assert_eq!(tries(&run).len(), 4);
}

#[test]
fn a_catch_is_called_when_all_attempts_failed_and_the_execution_has_failed_all_the_same() {
    let steps =
        "steps = [{ call = 'a' }, { call = 'b', catch = 'c', retry = { attempts = 2, backoff = '1s', jitter = 'none' } }, { call = 'd' }]";
    let services = "service.a = {}\nservice.b.errors = 1\nservice.c = {}\nservice.d = {}";
    let run = lane("'0s'", "calls = 'f'", steps, services);
    let tried =
        run.pick(|fact| if let Fact::StepTried { step, attempt, catch, .. } = fact { Some((*step, *attempt, *catch)) } else { None });
    assert_eq!(tried, [(0.0, (0, 1, false)), (1_000.0, (1, 1, false)), (3_000.0, (1, 2, false)), (4_000.0, (1, 1, true))]);
    assert_eq!(times!(run, Fact::ExecutionEnded { ok: false, .. }), [5_000.0]);
    run.expect(&[("failed", 1.0), ("completed", 0.0)]);
}

#[test]
fn a_catch_that_fails_is_tried_as_often_as_its_step() {
    let steps = "steps = [{ call = 'a', catch = 'c', retry = { attempts = 2, backoff = '1s', jitter = 'none' } }]";
    let run = lane("'0s'", "calls = 'f'", steps, "service.a.errors = 1\nservice.c.errors = 1");
    assert_eq!(tries(&run), [(0.0, (0, 1)), (2_000.0, (0, 2)), (3_000.0, (0, 1)), (5_000.0, (0, 2))]);
    run.expect(&[("failed", 1.0), ("ack/max_s", 6.0)]);
}

#[test]
fn a_subscription_and_a_push_start_it_and_are_done_with_that() {
    let run = run("duration = '1min'\n[load]\ntimes = ['0s']\n[work]\ntime = '1s'\n[[lane]]\nname = 'workflow'\nsender.sends = 't'\n\
        topic.t.subscribers = { f = {}, q = {} }\nqueue.q.push = 'g'\nworkflow.f.steps = [{ call = 'a' }]\nworkflow.g.steps = [{ call = 'b' }]\n\
        service.a = {}\nservice.b.time = '2s'");
    assert_eq!(times!(run, Fact::Delivered { .. }), [0.0, 0.0]);
    assert_eq!(times!(run, Fact::Deleted { .. }), [0.0]);
    assert_eq!(times!(run, Fact::Ended { outcome: Outcome::Completed, .. }), [2_000.0]);
}

#[test]
fn a_step_has_a_limit_and_so_has_an_execution() {
    let step = "steps = [{ call = 'a', timeout = '400ms', retry = { attempts = 2, backoff = '100ms', jitter = 'none' } }]";
    let run = lane("'0s'", "calls = 'f'", step, "service.a.concurrency = 2");
    assert_eq!(tries(&run), [(0.0, (0, 1)), (500.0, (0, 2))]);
    // What was called goes on: 0.6 s of each second for nobody.
    run.expect(&[("failed", 1.0), ("ack/max_s", 0.9), ("effects", 2.0), ("orphaned_work_s", 1.2)]);
    let run = lane("'0s'", "calls = 'f'", &format!("{TWO}, timeout = '1500ms'"), BOTH);
    assert_eq!(times!(run, Fact::ExecutionEnded { ok: false, .. }), [1_500.0]);
    run.expect(&[("failed", 1.0), ("ack/max_s", 1.5), ("effects", 2.0), ("orphaned_work_s", 0.5)]);
}

const AGAIN: &str = "timeout = '1500ms', retry = { attempts = 2, backoff = '100ms', jitter = 'none' }";

#[test]
fn a_message_that_runs_already_starts_no_second_execution_and_both_callers_wait_for_the_one() {
    // The first attempt gives up at 1.5 s, the second begins at 1.6 s; the execution ends at 2 s.
    let run = lane("'0s'", &format!("calls = 'f', {AGAIN}"), &format!("{TWO}, idempotent = true"), BOTH);
    assert_eq!(times!(run, Fact::Recognised { .. }), [1_600.0]);
    run.expect(&[("completed", 1.0), ("ack/max_s", 2.0), ("effects", 2.0), ("attempts", 2.0)]);
    // If it fails, the second caller is told so.
    let services = "service.a = {}\nservice.b.errors = 1";
    let run = lane("'0s'", &format!("calls = 'f', {AGAIN}"), &format!("{TWO}, idempotent = true"), services);
    run.expect(&[("failed", 1.0), ("completed", 0.0), ("ack/max_s", 2.0)]);
    // Without, there are two executions.
    let run = lane("'0s'", &format!("calls = 'f', {AGAIN}"), TWO, "service.a = {}\nservice.b.time = '100ms'");
    run.expect(&[("completed", 1.0), ("attempts", 1.0)]);
    let run = lane("'0s'", &format!("calls = 'f', {AGAIN}"), TWO, "service.a.concurrency = 2\nservice.b.concurrency = 2");
    assert_eq!(times!(run, Fact::ExecutionStarted { .. }), [0.0, 1_600.0]);
}

#[test]
fn a_second_caller_hears_of_an_outage_and_of_nothing_in_a_hang() {
    for (kind, ack) in [("outage", 1.8), ("hang", 3.1)] {
        let fault = format!("[[fault]]\nat = '1800ms'\nfor = '100ms'\nkind = '{kind}'\non = 'f'");
        let run = lane("'0s'", &format!("calls = 'f', {AGAIN}"), &format!("{TWO}, idempotent = true"), &format!("{BOTH}{fault}"));
        run.expect(&[("failed", 1.0), ("ack/max_s", ack), ("in_system", 0.0)]);
    }
}

#[test]
fn a_start_beyond_the_rate_is_refused() {
    let run =
        lane("'0s', '0s', '0s', '1s'", "sends = 'f'", "steps = [{ call = 'a' }], throttle = '1/s', burst = 2", "service.a.concurrency = 9");
    assert_eq!(times!(run, Fact::Refused { word: Word::Throttled, .. }), [0.0]);
    run.expect(&[("rejected", 1.0), ("completed", 3.0)]);
}

#[test]
fn an_outage_ends_executions_and_tells_who_waits() {
    let outage = "[[fault]]\nat = '500ms'\nfor = '1s'\nkind = 'outage'\non = 'f'";
    for (how, word) in [("calls = 'f'", Some(Word::Error)), ("sends = 'f'", None)] {
        let run = lane("'0s', '1s', '2s'", how, TWO, &format!("{BOTH}{outage}"));
        assert_eq!(times!(run, Fact::ExecutionEnded { .. }), [500.0, 4_000.0]);
        let told = run.pick(|fact| if let Fact::Missed { word, .. } = fact { Some(*word) } else { None });
        assert_eq!(told.first().map(|(_, word)| *word), word.or(Some(Word::Down)), "{how}");
        // The step that was under way is done, and nobody calls the next.
        assert_eq!(times!(run, Fact::Departed { cargo: Cargo::Request, .. }).len(), if word.is_some() { 6 } else { 3 });
        run.expect(&[("failed", 2.0), ("completed", 1.0)]);
    }
}

#[test]
fn in_a_crash_what_nobody_waits_for_is_forgotten_and_in_a_hang_never_spoken_of_again() {
    for (kind, lost, failed) in [("crash", 1.0, 0.0), ("hang", 1.0, 0.0), ("outage", 0.0, 1.0)] {
        let fault = format!("[[fault]]\nat = '500ms'\nfor = '1s'\nkind = '{kind}'\non = 'f'");
        lane("'0s'", "sends = 'f'", TWO, &format!("{BOTH}{fault}")).expect(&[("lost", lost), ("failed", failed), ("in_system", 0.0)]);
    }
}

#[test]
fn two_steps_that_call_the_same_service_have_chances_of_their_own() {
    let run = run("duration = '10min'\n[load]\nrate = '10/s'\n[work]\ntime = '1ms'\n[[lane]]\nname = 'workflow'\nsender.sends = 'f'\n\
        workflow.f.steps = [{ call = 'a', timeout = '10ms', retry = { attempts = 2, backoff = '1ms' } }, { call = 'a', timeout = '10ms' }]\n\
        service.a = { loss = '20%', concurrency = 9 }");
    // If they shared them, each message that lost its first try at the first step would lose the second step too.
    let fails = run.figure("failed").unwrap_or(0.0) / 6_000.0;
    let (lost, twice) = (0.36, 0.36 * 0.36);
    let wanted = twice + (1.0 - twice) * lost;
    assert!((fails - wanted).abs() < 0.025, "{fails} instead of {wanted}");
}
