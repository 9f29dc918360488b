//! The presets: what services and client libraries are documented to do, as figures with their sources.

mod data;

use std::sync::LazyLock;

use toml::de::DeTable;

use super::near::near;

/// What one node of a scenario may take from outside of its file.
#[derive(Debug)]
pub struct Preset {
    /// What a scenario calls it by.
    pub name: &'static str,
    /// The kind of node that it is for, by its word in a scenario: `queue`.
    pub node: String,
    /// What it stands for.
    pub title: String,
    /// What it does, and what its ack means, in a few sentences.
    pub about: String,
    /// Its figures, in the order of its file.
    pub figures: Vec<Figure>,
    /// What the service does and the model doesn't.
    pub not_modelled: Vec<String>,
    /// The figures that have keys, as the table of a node would hold them.
    pub(super) keys: DeTable<'static>,
}

/// One figure of a preset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The key of the node that carries it, with a dot before a key of an inner table; none carries every figure.
    pub key: Option<String>,
    /// Its value, with a key as one writes it in a scenario.
    pub value: String,
    /// What it means, in one line.
    pub says: String,
    /// How sure it is.
    pub status: Status,
    /// Where it was read; an assumption has no source.
    pub source: Option<Source>,
}

/// Where a figure was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The address of the page.
    pub address: String,
    /// The day, as in 2026-11-23.
    pub read: String,
}

/// How sure a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The provider says so.
    Documented,
    /// The provider said so in 2022 or 2023.
    OlderEdition,
    /// Nobody says so: the model needs something there.
    Assumption,
}

/// The names with their files.
macro_rules! files {
    ($($name:literal)*) => { &[$(($name, include_str!(concat!("../../presets/", $name, ".toml")))),*] };
}

/// All files of the folder.
const FILES: &[(&str, &str)] = files! {
    "aws.sdk.standard"
    "aws.sdk.standard-2025"
    "aws.sdk.legacy"
    "aws.lambda"
    "aws.ec2.run-instances"
    "aws.rds.postgresql"
    "aws.rds.proxy"
    "aws.api-gateway.rest"
    "aws.api-gateway.http"
    "aws.sqs.standard"
    "aws.sqs.fifo"
    "aws.lambda.event-queue"
    "aws.eventbridge"
    "aws.sns.standard"
    "aws.sns.fifo"
    "aws.s3.notifications"
    "aws.lambda.sqs-mapping"
    "aws.sqs.poller"
    "aws.step-functions.standard"
    "aws.step-functions.express"
};

/// All of them, kind by kind. A file that can't be read is left out, and a test makes sure that there is none.
pub static ALL: LazyLock<Vec<Preset>> = LazyLock::new(|| FILES.iter().filter_map(|(name, source)| data::read(name, source).ok()).collect());

/// The one with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Preset> {
    ALL.iter().find(|preset| preset.name == name)
}

/// The name that an unknown one was most likely meant to be; the provider may be left out.
#[must_use]
pub fn nearest(name: &str) -> Option<&'static str> {
    let names = || ALL.iter().map(|preset| preset.name);
    near(name, names()).or_else(|| near(&format!("aws.{name}"), names()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_can_be_read() {
        for (name, source) in FILES {
            data::read(name, source).unwrap_or_else(|problem| panic!("presets/{name}.toml: {problem}"));
        }
        assert_eq!(ALL.len(), FILES.len());
    }

    #[test]
    fn presets_of_a_kind_stand_together() {
        let mut kinds: Vec<_> = ALL.iter().map(|preset| preset.node.as_str()).collect();
        kinds.dedup();
        assert_eq!(kinds, ["sender", "service", "queue", "topic", "worker", "workflow"]);
    }

    #[test]
    fn names_are_found_or_guessed() {
        assert!(find("aws.lambda").is_some() && find("aws").is_none());
        assert_eq!(nearest("aws.sqs.standart"), Some("aws.sqs.standard"));
        assert_eq!(nearest("lambda"), Some("aws.lambda"));
        assert_eq!(nearest("sqs.fifo"), Some("aws.sqs.fifo"));
        assert_eq!(nearest("zebra"), None);
    }

    #[test]
    fn what_is_said_is_short_and_ends_as_it_should() {
        for preset in ALL.iter() {
            let name = preset.name;
            assert!(preset.about.ends_with('.') && preset.title.len() <= 60, "{name}: {} {}", preset.title, preset.about);
            assert!(!preset.not_modelled.is_empty(), "{name} claims to be the whole service");
            for line in preset.figures.iter().map(|figure| &figure.says).chain(&preset.not_modelled) {
                assert!(line.len() <= 160 && !line.ends_with('.'), "{name}: {line}");
            }
        }
    }

    /// What only a scenario can know.
    #[test]
    fn no_preset_names_another_node_or_counts_callers() {
        let own = ["calls", "sends", "polls", "push", "steps", "subscribers", "callers", "dead_letter", "preset"];
        for preset in ALL.iter() {
            assert!(own.iter().all(|key| preset.keys.get(*key).is_none()), "{}", preset.name);
        }
    }
}
