//! The problems of a file as one JSON object, for editors.

use serde::Serialize;

use crate::scenario::problem::{Problem, Problems, Severity};
use crate::scenario::text::Text;

#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    errors: usize,
    warnings: usize,
    problems: Vec<Shape<'a>>,
}

/// Lines and columns count from 1, columns in characters; the end is the column after the last. What doesn't exist is null.
#[derive(Serialize)]
struct Shape<'a> {
    severity: &'static str,
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    title: &'a str,
    label: Option<&'a str>,
    why: Option<&'a str>,
    help: Option<&'a str>,
}

/// The problems that are shown of a file, in one line.
///
/// # Errors
///
/// None that is known: all of it can be written as JSON.
pub fn diagnosis(file: &str, problems: &Problems) -> serde_json::Result<String> {
    let shapes = problems.list().iter().map(|problem| shape(problem, problems)).collect();
    let errors = problems.errors();
    serde_json::to_string(&File { file, errors, warnings: problems.total() - errors, problems: shapes })
}

/// The same for a file that can't be read.
///
/// # Errors
///
/// None that is known, as above.
pub fn unread(file: &str, title: &str) -> serde_json::Result<String> {
    let (line, column, end_line, end_column) = (None, None, None, None);
    let (severity, label, why, help) = ("error", None, None, None);
    let problem = Shape { severity, file, line, column, end_line, end_column, title, label, why, help };
    serde_json::to_string(&File { file, errors: 1, warnings: 0, problems: vec![problem] })
}

fn shape<'a>(problem: &'a Problem, problems: &'a Problems) -> Shape<'a> {
    let at = problems.location(problem.place);
    Shape {
        severity: match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        file: at.path.as_str(),
        line: Some(at.start.0),
        column: Some(at.start.1),
        end_line: Some(at.end.0),
        end_column: Some(at.end.1),
        title: problem.title.as_str(),
        label: Some(problem.label.as_str()),
        why: problem.why.as_ref().map(Text::as_str),
        help: problem.help.as_ref().map(Text::as_str),
    }
}
