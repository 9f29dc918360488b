//! `inflight explain`: what a name stands for.

use std::io::{self, Write};

use super::{End, complain};
use crate::export::{explain, measures};
use crate::scenario::text::Text;
use crate::scenario::{measure, preset};

/// Prints what each preset or measure is; a name that none has doesn't keep the next from its turn.
pub fn explain(names: &[String]) -> io::Result<End> {
    let mut end = End::Done;
    for name in names {
        if let Some(preset) = preset::find(name) {
            writeln!(io::stdout(), "{}", explain::explain(preset))?;
        } else if let Some(measure) = measure::find(name) {
            writeln!(io::stdout(), "{}", measures::explain(measure))?;
        } else {
            let nearest = preset::nearest(name).map(str::to_owned).or_else(|| measure::nearest(name));
            let hint = match nearest {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => "`inflight list --presets` and `inflight list --measures` show them".to_owned(),
            };
            complain(&format!("there is no preset and no measure `{}`; {hint}", Text::name(name)));
            end = End::Refused;
        }
    }
    Ok(end)
}
