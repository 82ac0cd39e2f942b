//! `target/bench.json`: the rows, the commit and the machine.

use crate::Fallible;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::fmt;
use std::path::PathBuf;
use std::process::Command;

/// One figure.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Row {
    pub area: String,
    pub name: String,
    pub value: f64,
    /// Least and most of the runs whose median is `value`; empty for a figure that is read once.
    pub spread: Vec<f64>,
    pub unit: String,
    /// `higher` or `lower`.
    pub better: String,
    pub aim: Option<f64>,
    /// What the machine or the server can do at most, measured in the same run.
    pub limit: Option<f64>,
    pub limit_is: Option<String>,
}

impl Row {
    /// A figure of which less is better.
    pub fn lower(area: &str, name: &str, unit: &str, values: &[f64], aim: Option<f64>) -> Self {
        Self::of(area, name, unit, values, "lower", aim)
    }

    /// A figure of which more is better.
    pub fn higher(area: &str, name: &str, unit: &str, values: &[f64], aim: Option<f64>) -> Self {
        Self::of(area, name, unit, values, "higher", aim)
    }

    fn of(area: &str, name: &str, unit: &str, values: &[f64], better: &str, aim: Option<f64>) -> Self {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let value = sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN);
        let spread = match (sorted.first(), sorted.last()) {
            (Some(least), Some(most)) if sorted.len() > 1 => vec![*least, *most],
            _ => Vec::new(),
        };
        Self {
            area: area.to_owned(),
            name: name.to_owned(),
            value,
            spread,
            unit: unit.to_owned(),
            better: better.to_owned(),
            aim,
            limit: None,
            limit_is: None,
        }
    }

    pub fn against(mut self, limit: f64, limit_is: &str) -> Self {
        self.limit = Some(limit);
        self.limit_is = Some(limit_is.to_owned());
        self
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:<8} {:<62} {:>10.1} {}",
            self.area, self.name, self.value, self.unit
        )?;
        if let Some(aim) = self.aim {
            write!(f, "  (aim {aim})")?;
        }
        if let (Some(limit), Some(limit_is)) = (self.limit, &self.limit_is) {
            write!(f, "  (limit {limit:.1}: {limit_is})")?;
        }
        Ok(())
    }
}

/// The file.
pub struct Report {
    path: PathBuf,
    rows: Vec<Row>,
}

impl Report {
    pub fn read(path: PathBuf) -> Fallible<Self> {
        let rows = match std::fs::read(&path) {
            Ok(text) => serde_json::from_slice::<Value>(&text)?
                .get("rows")
                .cloned()
                .map(serde_json::from_value)
                .transpose()
                .map_err(|error| format!("{}: {error}; delete the file and measure again", path.display()))?
                .unwrap_or_default(),
            Err(_) => Vec::new(),
        };
        Ok(Self { path, rows })
    }

    /// Takes the rows of an area in place of those of before; none if one of them is no figure, which JSON would write
    /// as nothing and nobody could read again.
    pub fn replace(&mut self, area: &str, rows: Vec<Row>) -> Fallible<()> {
        for row in &rows {
            let figures = [row.value].into_iter().chain(row.spread.iter().copied());
            if !figures.chain(row.aim).chain(row.limit).all(f64::is_finite) {
                return Err(format!("{} / {}: nothing was measured ({row})", row.area, row.name).into());
            }
        }
        self.rows.retain(|row| row.area != area);
        self.rows.extend(rows);
        Ok(())
    }

    pub fn write(&self) -> Fallible<()> {
        let said = |program: &str, args: &[&str]| {
            Command::new(program)
                .args(args)
                .output()
                .map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned())
                .unwrap_or_default()
        };
        let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = cpu
            .lines()
            .find_map(|line| line.strip_prefix("model name"))
            .unwrap_or_default()
            .trim_start_matches([' ', '\t', ':']);
        let whole = json!({
            "commit": said("git", &["rev-parse", "--short", "HEAD"]),
            "machine": { "cpu": model, "cores": std::thread::available_parallelism().map_or(0, usize::from), "kernel": said("uname", &["-r"]) },
            "rows": self.rows,
        });
        std::fs::write(&self.path, serde_json::to_string_pretty(&whole)?)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_figure_is_never_written() {
        let dir = std::env::temp_dir().join(format!("chibo-report-{}", std::process::id()));
        let path = dir.join("bench.json");
        std::fs::create_dir_all(&dir).unwrap();
        let mut report = Report::read(path.clone()).unwrap();
        report
            .replace("pages", vec![Row::lower("pages", "home", "ms", &[2.0, 3.0, 1.0], None)])
            .unwrap();
        for bad in [
            Row::lower("pages", "none measured", "ms", &[], None),
            Row::lower("pages", "none measured", "ms", &[1.0, f64::NAN, 2.0], None),
            Row::lower("pages", "none measured", "ms", &[1.0], None).against(f64::INFINITY, "the disk"),
        ] {
            let error = report.replace("pages", vec![bad]).unwrap_err().to_string();
            assert!(error.contains("pages / none measured"), "{error}");
        }
        report.write().unwrap();
        let again = Report::read(path.clone()).unwrap();
        assert_eq!((again.rows.len(), again.rows[0].value), (1, 2.0));
        // A file of before, with a hole in it, says what to do.
        let text = std::fs::read_to_string(&path)
            .unwrap()
            .replace("\"value\": 2.0", "\"value\": null");
        std::fs::write(&path, text).unwrap();
        let error = Report::read(path).err().unwrap().to_string();
        assert!(error.contains("delete the file"), "{error}");
        std::fs::remove_dir_all(dir).unwrap();
    }
}
