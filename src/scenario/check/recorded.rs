//! Reads recorded instants: the first column of a CSV file beside the scenario.

use super::{Problem, Problems, Quote, Read, limit, written};
use crate::scenario::text::Text;
use crate::scenario::value;
use crate::time::Time;

/// The instants in the file that `file` names; none once a problem is noted.
pub fn recorded(file: &Quote, read: Read<'_>, problems: &mut Problems) -> Vec<Time> {
    let times = contents(file, read).and_then(|contents| instants(file, &contents));
    times.unwrap_or_else(|problem| {
        problems.add(problem);
        Vec::new()
    })
}

/// What the file holds.
fn contents(file: &Quote, read: Read<'_>) -> Result<String, Problem> {
    let shown = Text::name(&file.text);
    // A scenario may come from anybody: it gets to see nothing but what lies beside it.
    let beside = !file.text.contains(['\\', ':']) && file.text.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
    if !beside {
        let problem = Problem::new(file.place, format!("`{shown}` doesn't lie beside the scenario"), "only a file beside it can be read");
        return Err(problem.help("put the file into the folder of the scenario, and write its name alone, such as file = \"arrivals.csv\""));
    }
    let contents = read(&file.text).map_err(|why| Problem::new(file.place, format!("`{shown}` can't be read"), why))?;
    if contents.len() as u64 > limit::RECORDED {
        let title = format!("`{shown}` has {} bytes", contents.len());
        return Err(Problem::new(file.place, title, format!("the limit is {} bytes", limit::RECORDED)));
    }
    Ok(contents)
}

fn instants(file: &Quote, contents: &str) -> Result<Vec<Time>, Problem> {
    let shown = Text::name(&file.text);
    let mut times: Vec<Time> = Vec::new();
    let mut is_first = true;
    let lines = contents.lines().map(str::trim).zip(1..);
    for (line, number) in lines.filter(|(line, _)| !line.is_empty() && !line.starts_with('#')) {
        let cell = line.split([',', ';', '\t']).next().unwrap_or_default().trim().trim_matches('"');
        let is_header = std::mem::take(&mut is_first) && !cell.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.');
        if is_header {
            continue;
        }
        let wrong = |title: String, label: String| Problem::new(file.place, title, label);
        let place = || format!("line {number} of `{shown}`");
        match value::instant(cell).map(|span| Time::START + span) {
            Err(_) => {
                let problem = wrong(format!("{} doesn't begin with a time", place()), format!("it begins with `{}`", Text::name(cell)));
                return Err(
                    problem.help("write seconds such as 1.25, or a time with its unit such as 250ms, in the first column of every line")
                );
            }
            Ok(time) if time.since(Time::START) > limit::TIME => {
                return Err(wrong(format!("the time in {} is out of range", place()), format!("the limit is {}", written(limit::TIME))));
            }
            Ok(time) if times.last().is_some_and(|before| time < *before) => {
                let problem = wrong(format!("{} lies before the line above it", place()), "the times must be in order".to_owned());
                return Err(problem.help("sort the lines by their time"));
            }
            Ok(time) => times.push(time),
        }
    }
    if times.is_empty() {
        let problem = Problem::new(file.place, format!("`{shown}` holds no time"), "its first column must hold the instants");
        return Err(problem.help("write one instant a line, in seconds such as 1.25, or with a unit such as 250ms"));
    }
    Ok(times)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::problem::Place;

    fn read(contents: &str) -> Result<Vec<u64>, String> {
        let file = Quote::new("", Place::default(), "a.csv");
        let mut problems = Problems::new("f", "");
        let times = recorded(&file, &|_| Ok(contents.to_owned()), &mut problems);
        let millis = times.iter().map(|time| time.0 / 1_000_000).collect();
        problems.list().first().map_or(Ok(millis), |problem| Err(problem.title.to_string()))
    }

    #[test]
    fn header_comments_units_and_other_columns() {
        let contents = "time,user\r\n# a comment\n\n0.5,anna\n\"600ms\";bert\n1min\t3\n60\n";
        assert_eq!(read(contents), Ok(vec![500, 600, 60_000, 60_000]));
    }

    #[test]
    fn what_is_wrong_names_the_line() {
        assert_eq!(read("t\n1\nx"), Err("line 3 of `a.csv` doesn't begin with a time".to_owned()));
        assert_eq!(read("# \n2\n1"), Err("line 3 of `a.csv` lies before the line above it".to_owned()));
        assert_eq!(read("1\n401d"), Err("the time in line 2 of `a.csv` is out of range".to_owned()));
        assert_eq!(read("-1"), Err("line 1 of `a.csv` doesn't begin with a time".to_owned()));
        assert_eq!(read("time\n"), Err("`a.csv` holds no time".to_owned()));
    }
}
