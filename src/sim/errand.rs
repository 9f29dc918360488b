//! What a slot does after its own work: further calls, round after round, and at the end the hand-off to the next hop.

use super::call::{Call, Returns};
use super::world::Turn;
use crate::dice::Way;
use crate::fact::{Fact, Sink, Word};
use crate::id::NodeId;
use crate::time::Time;

/// How far a slot has come with its calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Errand {
    /// The round to come.
    round: u16,
    /// The calls of the round under way that are not answered yet, one bit each.
    open: u64,
}

/// What a receiver calls, and where it sends its messages on to.
#[derive(Clone, Copy)]
pub(super) struct Route<'a> {
    pub calls: &'a [Vec<NodeId>],
    pub sends: Option<NodeId>,
    /// Whether what it sends is a copy, because somebody waits for the message itself.
    pub copies: bool,
}

impl Errand {
    /// Makes the next calls for `call`'s place and message; false if nothing is left to do.
    pub fn go_on(&mut self, route: Route<'_>, call: Call, turn: &mut Turn<'_, impl Sink>) -> bool {
        let place = usize::from(self.round);
        self.round += 1;
        self.open = 0;
        let call = Call { round: self.round, ..call };
        if let Some(round) = route.calls.get(place) {
            for (member, to) in (0..).zip(round) {
                self.open |= 1 << member;
                make(Call { to: *to, member, returns: Returns::Answer, way: Way::Request, copies: false, ..call }, turn);
            }
        } else if let (Some(to), true) = (route.sends, place == route.calls.len()) {
            self.open = 1;
            let copies = route.copies;
            // The receipt has to come back even if nobody waits for the answer.
            make(Call { to, member: 0, returns: Returns::Receipt, way: Way::Forward, copies, wanted_until: Time::NEVER, ..call }, turn);
        }
        self.open != 0
    }

    /// Takes an answer in: whether the round is over, and how. One failure ends it at once; what comes twice, or too late, says nothing.
    pub fn answered(&mut self, call: Call, word: Word) -> Option<bool> {
        let bit = 1 << call.member;
        if call.round != self.round || self.open & bit == 0 {
            return None;
        }
        self.open &= !bit;
        match word {
            Word::Ok if self.open != 0 => None,
            word => Some(word == Word::Ok),
        }
    }
}

fn make(call: Call, turn: &mut Turn<'_, impl Sink>) {
    let Call { from: node, slot, msg, to, .. } = call;
    turn.world.messages.hold(msg);
    let number = turn.world.number(msg);
    turn.tell(Fact::SlotCalled { node, slot, msg: number, to });
    turn.call(call);
}
