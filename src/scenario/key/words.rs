//! What the value of a key should be: in words, and as one would write it.

use super::{Key, Kind};

impl Kind {
    /// What a value should be, in words with an example.
    #[must_use]
    pub fn expected(&self) -> String {
        match self {
            Self::Text => "text in quotes".to_owned(),
            Self::Texts => "a list of words such as [\"retries\", \"lambda\"]".to_owned(),
            Self::Node => "the name of a node, in quotes".to_owned(),
            Self::Calls => "the name of a node in quotes, or a list of names such as [\"stock\", \"mail\"]".to_owned(),
            Self::Preset => "the name of a preset, in quotes".to_owned(),
            Self::File => "the name of a file, in quotes".to_owned(),
            Self::Setting => "load.rate, or a lane, a node and a key with dots between, in quotes".to_owned(),
            Self::Any => "a value".to_owned(),
            Self::Kinds => "kinds with their shares such as { order = 0.7, refund = 0.3 }".to_owned(),
            Self::Bytes => "a size such as \"256KB\"".to_owned(),
            Self::Size => "a size such as \"2KB\" or { uniform = [\"1KB\", \"300KB\"] }".to_owned(),
            Self::Target => "the name of a role or a node, in quotes".to_owned(),
            Self::Condition => "a condition in quotes, such as \"synchronous.lost == 0\"".to_owned(),
            Self::Word(words) => format!("one of {}", words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")),
            Self::Flag => "true or false".to_owned(),
            Self::Whole { .. } => "a whole number such as 8".to_owned(),
            Self::Time { .. } => "a time such as \"250ms\"".to_owned(),
            Self::Times => "a list of times such as [\"0s\", \"1.2s\"]".to_owned(),
            Self::Spread => "a time such as \"250ms\" or { exponential = \"250ms\" }".to_owned(),
            Self::Rate => "a rate such as \"20/s\"".to_owned(),
            Self::Share => "a share such as \"5%\" or 0.05".to_owned(),
            Self::Factor { .. } => "a factor such as \"2x\" or 2".to_owned(),
            Self::Poison => "a share such as \"5%\", or a list of message numbers such as [3, 7]".to_owned(),
            Self::Amount => "a factor such as \"10x\", a share such as \"20%\", a rate such as \"5/s\" or a time such as \"2s\"".to_owned(),
            Self::Table(table) if table.header.starts_with('[') => format!("a table, {}", table.header),
            Self::Table(_) => "a table in braces".to_owned(),
            Self::List(table) if table.header.starts_with('[') => format!("one {} or more", table.header),
            Self::List(_) => "a list of tables in braces".to_owned(),
            Self::Named(table) if table.header.starts_with('[') => format!("a table with a name, {}", table.header),
            Self::Named(_) => "a table of names, each with a table in braces".to_owned(),
        }
    }
}

impl Key {
    /// The key with a value, as one would write it.
    #[must_use]
    pub fn how_to_write(&self) -> String {
        let value = match self.kind {
            Kind::Table(table) if table.header.starts_with('[') => return format!("write it as {}", table.header),
            Kind::List(table) if table.header.starts_with('[') => return format!("write it as {}, in two pairs of brackets", table.header),
            Kind::Named(table) if table.header.starts_with('[') => return format!("write it as {} with a name of yours", table.header),
            Kind::Table(table) => format!("{{ {} = … }}", table.keys[0].name),
            Kind::List(table) => {
                let needed = table.keys.iter().filter(|key| key.default.is_none());
                let written = needed.map(|key| format!("{} = …", key.name)).collect::<Vec<_>>();
                format!("[{{ {} }}]", written.join(", "))
            }
            Kind::Named(_) => "{ inbox = {}, audit = {} }".to_owned(),
            Kind::Word(words) => format!("\"{}\"", words[0]),
            Kind::Text => "\"…\"".to_owned(),
            Kind::Node if matches!(self.name, "call" | "catch" | "push") => "\"orders\"".to_owned(),
            Kind::Node => "\"inbox\"".to_owned(),
            Kind::Calls => "\"orders\"".to_owned(),
            Kind::Preset => "\"aws.lambda\"".to_owned(),
            Kind::File => "\"arrivals.csv\"".to_owned(),
            Kind::Setting => "\"load.rate\"".to_owned(),
            Kind::Target => "\"receiver\"".to_owned(),
            Kind::Condition => "\"synchronous.lost == 0\"".to_owned(),
            Kind::Texts => "[\"retries\", \"lambda\"]".to_owned(),
            Kind::Flag => "true".to_owned(),
            Kind::Whole { .. } | Kind::Any => "8".to_owned(),
            Kind::Time { .. } | Kind::Spread => "\"250ms\"".to_owned(),
            Kind::Times => "[\"0s\", \"1.2s\"]".to_owned(),
            Kind::Rate => "\"20/s\"".to_owned(),
            Kind::Share | Kind::Poison => "\"5%\"".to_owned(),
            Kind::Factor { .. } => "\"2x\"".to_owned(),
            Kind::Amount => "\"10x\"".to_owned(),
            Kind::Kinds => "{ order = 0.7, refund = 0.3 }".to_owned(),
            Kind::Bytes | Kind::Size => "\"2KB\"".to_owned(),
        };
        format!("write, for example, {} = {value}", self.name)
    }
}
