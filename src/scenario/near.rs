//! The nearest right word to one that is wrong.

/// Longer words have no near ones: a comparison costs the product of both lengths.
const LONGEST: usize = 80;

/// The word among `right` that `wrong` was most likely meant to be.
pub fn near<'a>(wrong: &str, right: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if wrong.len() > LONGEST {
        return None;
    }
    let wrong = wrong.to_lowercase();
    let length = wrong.chars().count();
    let most = 1 + length / 4;
    let right: Vec<&str> = right.into_iter().filter(|word| word.len() <= LONGEST).collect();
    let near = right
        .iter()
        .map(|word| (strsim::damerau_levenshtein(&wrong, &word.to_lowercase()), *word))
        // A distance of the whole length shares no letter: `a` is not meant to be `d`.
        .filter(|&(distance, word)| distance <= most && distance < word.chars().count().max(1))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, word)| word);
    // Whoever wrote only the beginning of a word meant the word: `depth` is `depth_mean`.
    near.or_else(|| right.into_iter().find(|word| length >= 3 && word.to_lowercase().starts_with(&wrong)))
}

/// Whether only one letter lies between two words.
pub fn is_slip(wrong: &str, right: &str) -> bool {
    wrong.len() <= LONGEST && strsim::damerau_levenshtein(wrong, right) == 1
}

/// `a`, `b` and `c`, each in backticks.
pub fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        None => "none".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_nonsense_finds_none() {
        assert_eq!(near("arival", ["rate", "arrivals", "count"]), Some("arrivals"));
        assert_eq!(near("arrival", ["rate", "arrivals", "count"]), Some("arrivals"));
        assert_eq!(near("Sender", ["sender"]), Some("sender"));
        assert_eq!(near("concurency", ["concurrency"]), Some("concurrency"));
        assert_eq!(near("depth", ["wait", "depth_max"]), Some("depth_max"));
        assert_eq!(near("zebra", ["rate", "arrivals"]), None);
        assert_eq!(near("x", ["s"]), None);
        assert_eq!(near(&"x".repeat(100_000), ["x"]), None);
    }

    #[test]
    fn lists_read_as_sentences() {
        assert_eq!(listed(["a"]), "`a`");
        assert_eq!(listed(["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(listed([]), "none");
    }
}
