//! Reads the case tables in `tests/texts`: `=== name`, a text, `---`, the expected lines.

use std::path::PathBuf;

/// One case of a table.
pub struct Case {
    /// Its name, unique in its table.
    pub name: String,
    /// `@key value` lines at the top of the text.
    pub context: Vec<(String, String)>,
    /// The text to read.
    pub text: String,
    /// The expected lines.
    pub expected: Vec<String>,
}

impl Case {
    /// The value of a context line.
    pub fn context(&self, key: &str) -> Option<&str> {
        self.context
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }
}

/// The path of a file of the repository.
pub fn path(relative: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// The cases of `tests/texts/<name>`; the first `---` ends the text.
pub fn read(name: &str) -> Vec<Case> {
    cases(name, false)
}

/// The same, where the last `---` ends the text, because the text may have such lines itself.
pub fn read_last_divider(name: &str) -> Vec<Case> {
    cases(name, true)
}

fn cases(name: &str, last: bool) -> Vec<Case> {
    let text = std::fs::read_to_string(path("tests/texts").join(name)).unwrap();
    let mut cases: Vec<Case> = Vec::new();
    let mut in_expected = false;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("=== ") {
            cases.push(Case {
                name: name.trim().to_owned(),
                context: Vec::new(),
                text: String::new(),
                expected: Vec::new(),
            });
            in_expected = false;
            continue;
        }
        let Some(case) = cases.last_mut() else {
            continue;
        };
        if line == "---" && (last || !in_expected) {
            if in_expected {
                let before = std::mem::take(&mut case.expected);
                case.text.push_str("---\n");
                case.text.push_str(&before.join("\n"));
                case.text.push('\n');
            }
            in_expected = true;
        } else if in_expected {
            if !line.trim().is_empty() {
                case.expected.push(line.to_owned());
            }
        } else if case.text.is_empty() && line.starts_with('@') {
            let (key, value) = line[1..].split_once(' ').unwrap();
            case.context.push((key.to_owned(), value.trim().to_owned()));
        } else {
            case.text.push_str(line);
            case.text.push('\n');
        }
    }
    cases
}

/// Fails with every case that differs, at once.
pub fn report(table: &str, total: usize, failures: &[String]) {
    assert!(
        failures.is_empty(),
        "{} of {total} cases of {table} differ:\n\n{}",
        failures.len(),
        failures.join("\n")
    );
}
