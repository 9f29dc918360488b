//! Facts happen to a sender, and its caller stands where its code has it.

use std::sync::Arc;

use super::*;
use crate::fact::Fact;
use crate::id::LaneId;
use crate::scenario::{Scenario, parse};
use crate::scene::{NodeScene, Scene};
use crate::time::SECOND;

/// A scene to which facts happen, of a scenario with this one lane.
struct Told {
    scenario: Arc<Scenario>,
    scene: Scene,
}

const MSG: Msg = Msg(7);
const OTHER: NodeId = NodeId(1);

impl Told {
    fn of(lane: &str) -> Self {
        let source = format!("title = 't'\nload.rate = '1/s'\n[[lane]]\nname = 'n'\n{lane}");
        let checked = parse("f", &source).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
        let scenario = Arc::new(checked);
        Self { scene: Scene::new(&scenario), scenario }
    }

    fn calls() -> Self {
        Self::of("sender = { calls = 's', retry = {} }\nservice.s = {}")
    }

    fn tell(&mut self, second: u64, fact: Fact) {
        self.scene.apply(Time(second * SECOND), LaneId(0), fact);
    }

    /// Something crosses the link in a second.
    fn crosses(&mut self, second: u64, cargo: Cargo, forth: bool) {
        let (from, to) = if forth { (NodeId(0), OTHER) } else { (OTHER, NodeId(0)) };
        let arrives = Time((second + 1) * SECOND);
        self.tell(second, Fact::Departed { cargo, msg: Some(MSG), from, to, arrives, lost: false });
    }

    fn sends(&mut self, second: u64, attempt: u16, cargo: Cargo) {
        if attempt == 1 {
            self.tell(second, Fact::Born { msg: MSG });
            self.tell(second, Fact::Taken { caller: 0, msg: MSG, born: Time(second * SECOND) });
        }
        self.tell(second, Fact::Tried { caller: 0, to: OTHER, msg: MSG, attempt });
        self.crosses(second, cargo, true);
    }

    fn freed(&mut self, second: u64, word: Word) {
        let at = Time(second * SECOND);
        self.tell(second, Fact::Freed { caller: 0, msg: MSG, born: Time::START, since: Time::START, acked: at, word });
    }

    /// Where the first caller stands.
    fn stands(&self, second: u64) -> Standing {
        let scene = &self.scene.lanes()[0];
        let NodeScene::Sender(sender) = &scene.nodes[0] else { panic!("the sender is the first") };
        standing(&sender.callers[0], &self.scenario.lanes[0], scene, Time(second * SECOND), Span(SECOND / 10))
    }

    #[track_caller]
    fn expect(&self, second: u64, phase: Phase, words: &str) {
        let standing = self.stands(second);
        let said = standing.in_full().split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!((standing.phase, said.as_str()), (phase, words));
    }
}

#[test]
fn a_caller_of_a_service_goes_through_its_code() {
    let mut told = Told::calls();
    told.expect(0, Phase::Setup, "free, has sent nothing yet");
    told.sends(1, 1, Cargo::Request);
    told.expect(1, Phase::Sending, "sending 0 s, to s");
    told.expect(2, Phase::Blocked, "blocked 1.0 s, waits for s");
    assert_eq!((told.stands(2).at, told.stands(2).role), (Some((MSG, 1)), Role::Blocked));
    told.crosses(3, Cargo::Answer, false);
    told.expect(3, Phase::Blocked, "blocked 2.0 s, waits for s");
    told.freed(4, Word::Ok);
    told.expect(4, Phase::Reply, "has the answer");
    told.expect(6, Phase::Continuing, "free 2.0 s, for other work");
    assert_eq!(told.stands(6).at, None);
}

#[test]
fn a_caller_that_tries_again_is_still_inside_of_its_call() {
    let mut told = Told::calls();
    told.sends(1, 1, Cargo::Request);
    told.tell(3, Fact::Missed { caller: 0, msg: MSG, attempt: 1, word: Word::Down });
    told.tell(3, Fact::BackedOff { caller: 0, msg: MSG, attempt: 2, until: Time(5 * SECOND) });
    told.expect(4, Phase::Retry, "try 2 of 3 in 1.0 s, blocked 3.0 s");
    told.sends(5, 2, Cargo::Request);
    told.expect(5, Phase::Sending, "sending 4.0 s, to s");
    assert_eq!(told.stands(6).at, Some((MSG, 2)));
    told.freed(7, Word::TimedOut);
    told.expect(7, Phase::Raised, "has an error: timed out, free");
    told.expect(60, Phase::Raised, "has an error: timed out, free");
}

#[test]
fn who_hands_over_stands_still_for_the_receipt_alone_and_less_loudly() {
    let mut told = Told::of("sender.sends = 'q'\nqueue.q = {}\nworker.w.polls = 'q'");
    told.sends(1, 1, Cargo::HandOff);
    told.expect(1, Phase::Sending, "sending 0 s, to q");
    told.expect(2, Phase::Blocked, "blocked 1.0 s, waits for the receipt of q");
    assert_eq!(told.stands(2).role, Role::Request);
    told.freed(3, Word::Ok);
    told.expect(3, Phase::Reply, "has the receipt");
    // Who wants no receipt has none to read.
    told.sends(4, 1, Cargo::HandOff);
    told.freed(4, Word::Unheard);
    told.expect(4, Phase::Continuing, "free 0 s, for other work");
}

#[test]
fn who_asks_for_the_result_asks_and_sleeps_in_turn() {
    let mut told = Told::of("sender = { sends = 'q', poll = { every = '5s', blocks = true } }\nqueue.q = {}\nworker.w.polls = 'q'");
    told.sends(1, 1, Cargo::HandOff);
    told.crosses(2, Cargo::Receipt, false);
    told.expect(2, Phase::Blocked, "blocked 1.0 s, waits for the receipt of q");
    told.expect(4, Phase::Waiting, "blocked 3.0 s, sleeps until it asks again");
    told.crosses(8, Cargo::Status, true);
    told.expect(8, Phase::Polling, "blocked 7.0 s, asks for the result of message 7");
    told.expect(10, Phase::Waiting, "blocked 9.0 s, sleeps until it asks again");
    assert_eq!(told.stands(10).role, Role::Blocked);
    told.freed(11, Word::Ok);
    told.expect(11, Phase::Done, "has the result");
}

#[test]
fn a_caller_without_a_connection_waits_for_one() {
    let mut told = Told::of("sender = { calls = 's', connections.limit = 1 }\nservice.s = {}");
    told.tell(1, Fact::Born { msg: MSG });
    told.tell(1, Fact::Taken { caller: 0, msg: MSG, born: Time(SECOND) });
    told.tell(1, Fact::WaitsForConnection { caller: 0, msg: MSG });
    told.expect(2, Phase::Connection, "blocked 1.0 s, waits for a connection");
}

#[test]
fn what_is_sent_for_another_message_is_not_its_own() {
    let mut told = Told::calls();
    told.sends(1, 1, Cargo::Request);
    let (from, to, arrives) = (NodeId(0), OTHER, Time(9 * SECOND));
    told.tell(3, Fact::Departed { cargo: Cargo::Request, msg: Some(Msg(8)), from, to, arrives, lost: false });
    told.expect(4, Phase::Blocked, "blocked 3.0 s, waits for s");
}
