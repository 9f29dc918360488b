//! `inflight explain`: what a name stands for.

use std::io::{self, Write};

use super::{End, complain};
use crate::export::explain;
use crate::scenario::preset;
use crate::scenario::text::Text;

/// Prints what each preset stands for; a name that none has doesn't keep the next from its turn.
pub fn explain(names: &[String]) -> io::Result<End> {
    let mut end = End::Done;
    for name in names {
        if let Some(preset) = preset::find(name) {
            writeln!(io::stdout(), "{}", explain::explain(preset))?;
        } else {
            let nearest = preset::nearest(name).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
            complain(&format!("there is no preset `{}` (`inflight list --presets` shows them){nearest}", Text::name(name)));
            end = End::Refused;
        }
    }
    Ok(end)
}
