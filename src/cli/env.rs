//! The world outside: clock, environment, working directory, terminals. Gathered once, before
//! anything else, and handed on.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, Local, NaiveDate};

/// The variables that are read. No other one changes what the program does.
pub(super) const VARIABLES: [&str; 10] = [
    "SAMVERKAN_LANG",
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
    "NO_COLOR",
    "TERM",
    "COLUMNS",
    "VISUAL",
    "EDITOR",
    "GIT_DIR",
];

/// What the program knows of the world.
#[derive(Clone, Debug)]
pub(super) struct World {
    /// When the run began, on the clock of the machine.
    pub now: DateTime<FixedOffset>,
    /// Those of [`VARIABLES`] that are set and not empty.
    pub variables: BTreeMap<&'static str, String>,
    /// The working directory.
    pub cwd: PathBuf,
    /// Whether a person may type at stdin.
    pub stdin_is_terminal: bool,
    /// Whether a person reads stdout.
    pub stdout_is_terminal: bool,
    /// Whether a person reads stderr.
    pub stderr_is_terminal: bool,
    /// Columns of the terminal, where there is one that says.
    pub terminal_columns: Option<usize>,
}

impl World {
    /// The world as it is; an error where the working directory is gone.
    pub fn gather() -> io::Result<World> {
        let value = |name: &'static str| {
            let value = std::env::var_os(name)?;
            (!value.is_empty()).then(|| (name, value.to_string_lossy().into_owned()))
        };
        Ok(World {
            now: Local::now().fixed_offset(),
            variables: VARIABLES.into_iter().filter_map(value).collect(),
            cwd: std::env::current_dir()?,
            stdin_is_terminal: io::stdin().is_terminal(),
            stdout_is_terminal: io::stdout().is_terminal(),
            stderr_is_terminal: io::stderr().is_terminal(),
            terminal_columns: terminal_size::terminal_size()
                .map(|(terminal_size::Width(columns), _)| usize::from(columns)),
        })
    }

    /// The day of [`World::now`].
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    /// The value of a variable, one of [`VARIABLES`].
    pub fn variable(&self, name: &str) -> Option<&str> {
        debug_assert!(VARIABLES.contains(&name), "a variable that nobody gathers");
        self.variables.get(name).map(String::as_str)
    }

    /// Columns that a table for stdout may take; `None` where stdout is no terminal. `COLUMNS`
    /// wins over what the terminal says.
    pub fn width(&self) -> Option<usize> {
        const UNTOLD: usize = 80;
        if !self.stdout_is_terminal {
            return None;
        }
        let told = self
            .variable("COLUMNS")
            .and_then(|text| text.trim().parse().ok());
        let told = told.filter(|&columns| columns > 0);
        Some(told.or(self.terminal_columns).unwrap_or(UNTOLD))
    }
}

#[cfg(test)]
impl World {
    /// A world without terminals and variables, on a day in March.
    pub fn empty(cwd: impl Into<PathBuf>) -> World {
        World {
            now: DateTime::parse_from_rfc3339("2023-03-01T09:00:00+01:00").unwrap(),
            variables: BTreeMap::new(),
            cwd: cwd.into(),
            stdin_is_terminal: false,
            stdout_is_terminal: false,
            stderr_is_terminal: false,
            terminal_columns: None,
        }
    }

    /// The same with a variable.
    pub fn with(mut self, name: &'static str, value: &str) -> World {
        assert!(VARIABLES.contains(&name));
        self.variables.insert(name, value.to_owned());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_a_width_only_on_a_terminal() {
        let mut world = World::empty("/").with("COLUMNS", "100");
        assert_eq!(world.width(), None);
        world.stdout_is_terminal = true;
        assert_eq!(world.width(), Some(100));
        world.terminal_columns = Some(120);
        assert_eq!(world.width(), Some(100));
        assert_eq!(world.clone().with("COLUMNS", "wide").width(), Some(120));
        world = world.with("COLUMNS", "0");
        world.terminal_columns = None;
        assert_eq!(world.width(), Some(80));
    }
}
