//! Doubts about topics whose filters leave somebody with nothing.

use super::look::Spot;
use super::{Problem, Problems};
use crate::scenario::measure::{Figure, LaneKey};
use crate::scenario::near::listed;
use crate::scenario::{Operand, Topic};

pub fn topic(spot: Spot<'_>, topic: &Topic, problems: &mut Problems) {
    let flow = spot.look.flow(spot.lane_id);
    let kinds = &spot.look.scenario.messages.kinds;
    if !super::flow::filters(topic) || flow.goes_round {
        return;
    }
    let wants =
        |filter: &Option<Vec<u8>>, kind: usize| filter.as_ref().is_none_or(|kinds| kinds.iter().any(|one| usize::from(*one) == kind));
    let come: Vec<usize> = (0..kinds.len()).filter(|kind| flow.visits_of_kind(spot.id, *kind) > 0.0).collect();
    let unwanted = come.iter().filter(|kind| !topic.subscribers.iter().any(|subscriber| wants(&subscriber.kinds, **kind)));
    let unwanted: Vec<&str> = unwanted.map(|kind| kinds[*kind].name.as_str()).collect();
    if !unwanted.is_empty() && !speaks_of_effects(spot) {
        let title = format!("nobody gets messages of the kind {}", listed(unwanted.iter().copied()));
        let label = "no filter here lets them through";
        let why = "what no subscriber wants counts as completed, and no work was done for it";
        let help = format!(
            "add a subscriber for them, or one without `kinds`; if it is meant, say so with a claim such as {}",
            spot.claim("effects")
        );
        problems.add(Problem::warning(spot.section().key_place("subscribers"), title, label, why).help(help));
    }
    for (subscriber, (name, section)) in topic.subscribers.iter().zip(spot.section().named("subscribers").unwrap_or_default()) {
        if subscriber.kinds.is_some() && !come.iter().any(|kind| wants(&subscriber.kinds, *kind)) {
            let title = format!("`{}` never gets a message", spot.lane.node(subscriber.to).id);
            let label = format!("no message of this kind comes to `{}`", spot.name());
            let problem =
                Problem::warning(section.place("kinds"), title, label, format!("`{}` has nothing to do in the whole run", name.text));
            problems.add(problem.help("write the kinds that come here, or give the kind a share above 0 in [message]"));
        }
    }
}

/// Whether a claim is about how much work the lane did.
fn speaks_of_effects(spot: Spot<'_>) -> bool {
    let effects = |figure| figure == Figure::Lane(LaneKey::Effects);
    let claims = spot.look.scenario.claims.iter().map(|claim| &claim.condition);
    claims.into_iter().any(|condition| {
        let right = if let Operand::Measure(measure) = condition.right { Some(measure) } else { None };
        [Some(condition.left), right].into_iter().flatten().any(|measure| measure.lane == spot.lane_id && effects(measure.figure))
    })
}
