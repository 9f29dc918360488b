//! A report as a tidy table for spreadsheets, R and pandas: one row for each figure. The same run gives the same bytes.

use crate::measure::{Latency, Report};
use crate::scenario::measure::{LaneKey, LatencyKey, NodeKey, Stat, Unit, WAIT};

use super::verdict;

/// The names of the columns, which stand above all files once.
pub const HEAD: &str = "scenario,file,seed,lane,node,kind,measure,stat,unit,value,that,say\n";

/// The rows of a report, each with its line end. Times are seconds; what doesn't exist is an empty field.
#[must_use]
pub fn csv(report: &Report, file: &str) -> String {
    let scenario = &report.scenario;
    let run = format!("{},{},{}", field(scenario.title.as_str()), field(file), scenario.seed);
    let mut text = String::new();
    let mut row = |place: &str, measure: &str, stat: &str, unit: &str, number: Option<f64>, claim: &str| {
        text += &format!("{run},{place},{measure},{stat},{unit},{},{claim}\n", value(number));
    };
    row(",,", "simulated", "", Unit::Seconds.word(), Some(scenario.duration.seconds()), ",");
    row(",,", "events", "", Unit::Count.word(), Some(report.events as f64), ",");
    for (lane, measures) in scenario.lanes.iter().zip(&report.lanes) {
        let place = format!("{},,", field(&lane.id));
        for key in LaneKey::ALL {
            row(&place, key.word(), "", key.about().unit.word(), measures.number(*key), ",");
        }
        for key in LatencyKey::ALL {
            for (stat, unit, number) in latency(measures.latency(*key)) {
                row(&place, key.word(), stat, unit.word(), number, ",");
            }
        }
        for (node, measures) in lane.nodes.iter().zip(measures.nodes()) {
            let place = format!("{},{},{}", field(&lane.id), field(node.id.as_str()), measures.kind());
            for key in NodeKey::ALL {
                row(&place, key.word(), "", key.about().unit.word(), measures.figure(*key), ",");
            }
            for (stat, unit, number) in latency(&measures.wait) {
                row(&place, WAIT, stat, unit.word(), number, ",");
            }
        }
    }
    for (claim, verdict) in scenario.claims.iter().zip(&report.verdicts) {
        let words = format!("{},{}", field(claim.that.as_str()), field(claim.say.as_str()));
        let [left, right] = verdict::units(claim.condition).map(Unit::word);
        row(",,", "claim", "holds", "", Some(if verdict.holds { 1.0 } else { 0.0 }), &words);
        row(",,", "claim", "left", left, verdict.left, &words);
        row(",,", "claim", "right", right, verdict.right, &words);
    }
    text
}

/// How many times there are, and the figures of them.
fn latency(latency: &Latency) -> impl Iterator<Item = (&'static str, Unit, Option<f64>)> {
    let stats = Stat::ALL.iter().map(|stat| (stat.word(), stat.about().unit, latency.seconds(*stat)));
    std::iter::once(("count", Unit::Count, Some(latency.count() as f64))).chain(stats)
}

/// A number without exponent or unit, in as many digits as it has.
fn value(number: Option<f64>) -> String {
    number.filter(|number| number.is_finite()).map(|number| number.to_string()).unwrap_or_default()
}

/// A text as a field, quoted where it must be. What a spreadsheet would run as a formula gets an apostrophe before it.
fn field(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let text = if runs { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_quoted_where_it_must_be() {
        assert_eq!(field("plain text; nothing to do"), "plain text; nothing to do");
        assert_eq!(field("a, b"), "\"a, b\"");
        assert_eq!(field("say \"a\""), "\"say \"\"a\"\"\"");
        assert_eq!(field("a\nb"), "\"a\nb\"");
        assert_eq!(field(""), "");
    }

    #[test]
    fn no_text_is_a_formula() {
        for (text, safe) in [("=1+1", "'=1+1"), ("+1", "'+1"), ("-a", "'-a"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), ("＝1", "'＝1")]
        {
            assert_eq!(field(text), safe);
        }
        assert_eq!(field("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
    }

    #[test]
    fn numbers_are_plain() {
        assert_eq!(value(Some(1e-9)), "0.000000001");
        assert_eq!(value(Some(1e21)), "1000000000000000000000");
        assert_eq!(value(Some(0.25)), "0.25");
        assert_eq!([value(None), value(Some(f64::INFINITY)), value(Some(f64::NAN))], [""; 3]);
    }
}
