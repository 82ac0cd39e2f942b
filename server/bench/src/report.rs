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
                .transpose()?
                .unwrap_or_default(),
            Err(_) => Vec::new(),
        };
        Ok(Self { path, rows })
    }

    pub fn replace(&mut self, area: &str, rows: Vec<Row>) {
        self.rows.retain(|row| row.area != area);
        self.rows.extend(rows);
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
