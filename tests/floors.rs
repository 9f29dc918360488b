//! The floors of the house: what each module may import and name, read from the sources themselves.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

#[path = "floors/paths.rs"]
mod paths;

use std::fs;
use std::path::Path;

use paths::{Named, named};

/// The modules with their floors, from the ground up; each may import only those before it.
const HOUSE: [(u8, &str); 16] = [
    (0, "time"),
    (0, "id"),
    (0, "level"),
    (0, "dice"),
    (1, "scenario"),
    (1, "workload"),
    (1, "fact"),
    (2, "sim"),
    (3, "scene"),
    (3, "measure"),
    (3, "tape"),
    (4, "ui"),
    (5, "export"),
    (6, "shell"),
    (6, "cli"),
    (6, "main"),
];

/// What no floor but the top may name: the world, the wall clock, and what has no order.
const IMPURE: [&str; 11] =
    ["tokio", "crossterm", "std::fs", "std::net", "std::thread", "std::process", "std::env", "Instant", "SystemTime", "HashMap", "HashSet"];

/// What the floors below the screen don't name either: how things look or are written down.
const BELOW_THE_SCREEN: [&str; 3] = ["ratatui", "serde", "clap"];

/// What the screen may take from ratatui: what draws into a buffer, and nothing that writes to a terminal.
const OF_RATATUI: [&str; 6] = ["buffer", "layout", "style", "symbols", "text", "widgets"];

/// The doors: a dependency, and the only modules that may name it.
const DOORS: [(&str, &[&str]); 11] = [
    ("rand", &["dice"]),
    ("toml", &["scenario"]),
    ("clap", &["cli"]),
    ("libm", &["dice"]),
    ("hdrhistogram", &["measure"]),
    ("annotate_snippets", &["scenario::problem"]),
    ("tokio", &["shell"]),
    ("crossterm", &["shell"]),
    ("rustix", &["shell"]),
    ("notify", &["shell"]),
    ("signal_hook", &["shell"]),
];

/// The most lines of a file.
const LINES: usize = 400;

/// A source file.
struct Source {
    path: String,
    /// Its path as a module: `sim::queue`.
    module: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(source(root, &path));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn source(root: &Path, path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap();
    let path = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
    let module = path["src/".len()..path.len() - ".rs".len()].replace('/', "::");
    Source { path, module, text }
}

/// The place in the house of a module, by the first part of its path.
fn place(module: &str) -> Option<usize> {
    let top = module.split("::").next();
    HOUSE.iter().position(|&(_, name)| Some(name) == top)
}

/// Fails with a line for each complaint about what the modules name; `judge` gives the complaint. `lib.rs` only lists the modules.
fn demand(judge: impl Fn(&Source, usize, &Named) -> Option<String>) {
    let mut complaints = Vec::new();
    for source in sources().iter().filter(|source| source.module != "lib") {
        let Some(place) = place(&source.module) else {
            complaints.push(format!("{}:1: this module has no floor; give it one in tests/floors.rs", source.path));
            continue;
        };
        for name in named(&source.text) {
            complaints.extend(judge(source, place, &name).map(|complaint| format!("{}:{}: {complaint}", source.path, name.line)));
        }
    }
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// The module of this crate that a path from this source leads to, if it leads to one by its full name or through `super`.
fn target(source: &Source, name: &Named) -> Option<usize> {
    let first = name.parts.first()?.as_str();
    if first == "crate" || first == "inflight" {
        return place(name.parts.get(1)?);
    }
    let depth = source.module.split("::").count();
    let up = name.parts.iter().take_while(|part| *part == "super").count();
    // In a module within the file, one `super` more leads to the same place; what leads to the file's own modules is no concern.
    let leads_out = up == depth || up == depth + 1;
    if leads_out { name.parts.get(up).and_then(|part| place(part)).filter(|_| !has_child(source, name, up)) } else { None }
}

fn has_child(source: &Source, name: &Named, up: usize) -> bool {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(source.path.trim_end_matches(".rs"));
    folder.join(format!("{}.rs", name.parts[up])).exists()
}

#[test]
fn each_module_imports_only_what_is_below_it() {
    demand(|source, own, name| {
        let other = target(source, name)?;
        let (floor, own_floor) = (HOUSE[other].0, HOUSE[own].0);
        (other > own).then(|| format!("`{}` on floor {own_floor} reaches up to `{}` on floor {floor}", HOUSE[own].1, HOUSE[other].1))
    });
}

#[test]
fn pure_floors_name_nothing_impure() {
    demand(|_, own, name| {
        let floor = HOUSE[own].0;
        let of_ratatui = name.parts.first().is_some_and(|first| first == "ratatui") && name.parts.len() > 1;
        let impure = floor < 6 && IMPURE.iter().any(|word| name.says(word));
        let unsafe_code = name.says("unsafe");
        let too_high = floor < 4 && BELOW_THE_SCREEN.iter().any(|word| name.says(word));
        let draws = floor < 6 && of_ratatui && !OF_RATATUI.contains(&name.parts[1].as_str());
        (impure || unsafe_code || too_high || draws).then(|| format!("floor {floor} must not name `{}`", name.parts.join("::")))
    });
}

#[test]
fn each_dependency_has_one_door() {
    demand(|source, _, name| {
        let (door, through) = DOORS.iter().find(|(door, _)| name.parts.len() > 1 && name.parts[0] == *door)?;
        let inside = |module: &str| source.module == module || source.module.starts_with(&format!("{module}::"));
        (!through.iter().any(|module| inside(module))).then(|| format!("`{door}` is only for {}", through.join(", ")))
    });
}

#[test]
fn each_file_says_what_it_is_and_is_short() {
    let mut complaints = Vec::new();
    for Source { path, text, .. } in sources() {
        if !text.starts_with("//! ") {
            complaints.push(format!("{path}:1: must open with a sentence after `//!`"));
        }
        let lines = text.lines().count();
        if lines > LINES {
            complaints.push(format!("{path}:{lines}: longer than {LINES} lines"));
        }
    }
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}
