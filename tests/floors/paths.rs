//! The paths that a source names, such as `std::fs::File`: comments and texts left out, groups in braces spelled out.

/// A path, and the line where it stands.
#[derive(Debug, PartialEq, Eq)]
pub struct Named {
    pub line: usize,
    pub parts: Vec<String>,
}

impl Named {
    /// Whether the path has these parts, one after the other.
    pub fn says(&self, path: &str) -> bool {
        let parts: Vec<&str> = path.split("::").collect();
        self.parts.windows(parts.len()).any(|window| window == parts)
    }
}

/// All paths in a source, single words included.
pub fn named(source: &str) -> Vec<Named> {
    let tokens = tokens(source);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        at = path(&tokens, at, &[], &mut found).max(at + 1);
    }
    found
}

/// A word, `::`, or another character of code.
type Token = (usize, String);

/// Reads the path that starts here, after those parts; gives where it ends.
fn path(tokens: &[Token], mut at: usize, before: &[String], found: &mut Vec<Named>) -> usize {
    let is = |at: usize, text: &str| tokens.get(at).is_some_and(|(_, token)| token == text);
    let mut parts = before.to_vec();
    let line = tokens[at].0;
    while let Some((_, token)) = tokens.get(at) {
        if is_word(token) {
            parts.push(token.clone());
            at += 1;
        } else if token == "{" && parts.len() == before.len() && !before.is_empty() {
            return group(tokens, at, before, found);
        } else {
            break;
        }
        if !is(at, "::") {
            break;
        }
        at += 1;
        if is(at, "{") {
            return group(tokens, at, &parts, found);
        }
    }
    if parts.len() > before.len() {
        found.push(Named { line, parts });
    }
    at
}

/// Reads a group in braces, each part of which continues the path so far; gives where it ends.
fn group(tokens: &[Token], open: usize, before: &[String], found: &mut Vec<Named>) -> usize {
    let mut at = open + 1;
    while at < tokens.len() && tokens[at].1 != "}" {
        at = path(tokens, at, before, found).max(at + 1);
    }
    at + 1
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

fn tokens(source: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut line = 1;
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            _ if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            _ if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            'r' if raw_text(rest).is_some() => raw_text(rest).unwrap(),
            '"' => text(rest),
            '\'' => character(rest),
            _ if rest.starts_with("::") => 2,
            c if is_word(&c.to_string()) => rest.find(|c: char| !is_word(&c.to_string())).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        let is_code = is_word(token) && raw_text(token).is_none() || ["::", "{", "}", ","].contains(&token);
        if is_code {
            tokens.push((line, token.to_owned()));
        } else if !token.trim().is_empty() && !token.starts_with("//") && !token.starts_with("/*") {
            tokens.push((line, ";".to_owned()));
        }
        line += token.matches('\n').count();
        rest = after;
    }
    tokens
}

/// The length of the text in quotes that starts here.
fn text(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of the raw text that starts here, if one does.
fn raw_text(rest: &str) -> Option<usize> {
    let marks = rest[1..].chars().take_while(|&c| c == '#').count();
    let inside = rest[1 + marks..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(marks));
    Some(inside.find(&close).map_or(rest.len(), |end| 2 + marks + end + close.len()))
}

/// The length of the character that starts here; of the quote alone, if it starts a lifetime.
fn character(rest: &str) -> usize {
    let inside = &rest[1..];
    if let Some(escape) = inside.strip_prefix('\\') {
        return escape.char_indices().skip(1).find(|&(_, c)| c == '\'').map_or(1, |(end, _)| end + 3);
    }
    match inside.char_indices().nth(1) {
        Some((end, '\'')) => end + 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::named;

    fn paths(source: &str) -> Vec<String> {
        named(source).into_iter().map(|name| format!("{}:{}", name.line, name.parts.join("::"))).collect()
    }

    #[test]
    fn groups_are_spelled_out() {
        assert_eq!(paths("use std::{fs::{File, read}, io};"), ["1:use", "1:std::fs::File", "1:std::fs::read", "1:std::io"]);
    }

    #[test]
    fn comments_and_texts_are_left_out() {
        let source = "// tokio\n/* a\n b */ x /// y\n\"clap \\\" clap\" r#\"toml \" toml\"# '\"' 'a' z<'b>";
        assert_eq!(paths(source), ["3:x", "4:z", "4:b"]);
    }

    #[test]
    fn bodies_are_read_as_well() {
        assert_eq!(paths("fn f() { std::env::args() }"), ["1:fn", "1:f", "1:std::env::args"]);
    }
}
