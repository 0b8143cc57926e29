//! A baseline: how many findings of each rule each file had on the day it was written. An archive
//! that begins to be checked hides those and sees what is new. Counts know no lines, so that a
//! paragraph above changes nothing; whoever mends one can't put another in its place unseen,
//! once the baseline is written anew.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::finding::Finding;
use crate::lang::Message;
use crate::text::slashed;

/// Counts by file and rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// Path relative to the archive's root, then the rule's code. No count is 0.
    files: BTreeMap<String, BTreeMap<String, u32>>,
}

/// What a baseline did to the findings of a run.
#[derive(Debug, Default)]
pub struct Applied {
    /// What it hides, in the order it came.
    pub hidden: Vec<Finding>,
    /// Entries that allow more than there is, by path and code.
    pub gone: Vec<Gone>,
    /// The baseline without what is gone: what `--write-baseline` writes.
    pub pruned: Baseline,
}

/// An entry that allows more than there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The file.
    pub path: String,
    /// The rule's code.
    pub code: String,
    /// How many fewer there are.
    pub count: u32,
}

impl Gone {
    /// What to tell people.
    pub fn message(&self) -> Message {
        let Gone { path, code, count } = self;
        Message::new(
            format!("{path}: {code} är {count} färre än baslinjen medger"),
            format!("{path}: {code} is {count} fewer than the baseline allows"),
        )
    }
}

/// Why a text is no baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BaselineError {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in bytes.
    pub column: usize,
}

impl BaselineError {
    /// What to tell people, after the file's name.
    pub fn message(&self) -> Message {
        let BaselineError { line, column } = self;
        Message::new(
            format!(
                "rad {line}, tecken {column}: väntade {{\"fil\": {{\"regel\": antal}}}}; skriv om filen med --write-baseline"
            ),
            format!(
                "line {line}, column {column}: expected {{\"file\": {{\"rule\": count}}}}; write the file anew with --write-baseline"
            ),
        )
    }
}

impl Baseline {
    /// The counts of `findings`.
    pub fn from_findings<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Baseline {
        let mut baseline = Baseline::default();
        for finding in findings {
            *baseline.count(path_of(finding), finding.rule.code) += 1;
        }
        baseline
    }

    /// Reads what [`Baseline::to_text`] wrote. Codes that no rule has are kept: [`Applied::gone`]
    /// names them.
    pub fn parse(text: &str) -> Result<Baseline, BaselineError> {
        let text = text.trim_start_matches('\u{feff}');
        let read: BTreeMap<String, BTreeMap<String, u32>> =
            serde_json::from_str(text).map_err(|error| BaselineError {
                line: error.line(),
                column: error.column().max(1),
            })?;
        let mut baseline = Baseline::default();
        for (path, codes) in read {
            for (code, count) in codes.into_iter().filter(|&(_, count)| count > 0) {
                let known = baseline.count(path.nfc().collect(), &code);
                *known = known.saturating_add(count);
            }
        }
        Ok(baseline)
    }

    /// JSON, sorted, one count a line: `{"lsg/2023-02-17.md": {"N004": 2}}`. Ends with a line end.
    pub fn to_text(&self) -> String {
        let mut text =
            serde_json::to_string_pretty(&self.files).expect("maps of texts and numbers are JSON");
        text.push('\n');
        text
    }

    /// Whether it hides nothing.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Takes out of `findings` up to as many of each file and rule as this allows, the first
    /// first: which one is new, where there are more, can't be told.
    pub fn apply(&self, findings: &mut Vec<Finding>) -> Applied {
        let mut left = self.clone();
        let mut hidden = Vec::new();
        let mut shown = Vec::with_capacity(findings.len());
        for finding in findings.drain(..) {
            match left.allowance(&finding) {
                Some(allowance) if *allowance > 0 => {
                    *allowance -= 1;
                    hidden.push(finding);
                }
                _ => shown.push(finding),
            }
        }
        *findings = shown;
        let counts = left.files.into_iter().flat_map(|(path, codes)| {
            let gone = move |(code, count)| Gone {
                path: path.clone(),
                code,
                count,
            };
            codes.into_iter().map(gone)
        });
        Applied {
            gone: counts.filter(|gone| gone.count > 0).collect(),
            pruned: Baseline::from_findings(&hidden),
            hidden,
        }
    }

    fn count(&mut self, path: String, code: &str) -> &mut u32 {
        let codes = self.files.entry(path).or_default();
        codes.entry(code.to_owned()).or_insert(0)
    }

    fn allowance(&mut self, finding: &Finding) -> Option<&mut u32> {
        let codes = self.files.get_mut(&path_of(finding))?;
        codes.get_mut(finding.rule.code)
    }
}

/// The path with composed letters: file systems differ on them.
fn path_of(finding: &Finding) -> String {
    slashed(&finding.place.path).nfc().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rule::{READING, Rule, UNKNOWN_KEY, VALUE_INVALID};
    use crate::text::{Place, Span};

    fn finding(path: &str, rule: &'static Rule, at: usize) -> Finding {
        let place = Place {
            path: path.into(),
            span: Span::at(at),
        };
        Finding::new(rule, place, Message::new("fel", "wrong"))
    }

    /// Where the findings are, `path:offset code`.
    fn places(findings: &[Finding]) -> Vec<String> {
        let show = |f: &Finding| {
            let path = slashed(&f.place.path);
            format!("{path}:{} {}", f.place.span.start, f.rule.code)
        };
        findings.iter().map(show).collect()
    }

    #[test]
    fn as_many_as_it_counted_are_hidden() {
        let old = [
            finding("a.md", &UNKNOWN_KEY, 1),
            finding("a.md", &UNKNOWN_KEY, 2),
            finding("b.md", &UNKNOWN_KEY, 1),
        ];
        let mut new = vec![
            finding("a.md", &UNKNOWN_KEY, 11),
            finding("a.md", &VALUE_INVALID, 12),
            finding("a.md", &UNKNOWN_KEY, 13),
            finding("a.md", &UNKNOWN_KEY, 14),
            finding("c.md", &UNKNOWN_KEY, 1),
        ];
        let applied = Baseline::from_findings(&old).apply(&mut new);
        assert_eq!(places(&applied.hidden), ["a.md:11 F003", "a.md:13 F003"]);
        assert_eq!(
            places(&new),
            ["a.md:12 F004", "a.md:14 F003", "c.md:1 F003"]
        );
        let gone = Gone {
            path: "b.md".to_owned(),
            code: "F003".to_owned(),
            count: 1,
        };
        assert_eq!(applied.gone, [gone]);
        assert_eq!(applied.pruned, Baseline::from_findings(&old[..2]));
    }

    #[test]
    fn the_text_is_sorted_and_comes_back() {
        let baseline = Baseline::from_findings(&[
            finding("organ/o\u{308}.yaml", &VALUE_INVALID, 1),
            finding("a.md", &VALUE_INVALID, 1),
            finding("a.md", &UNKNOWN_KEY, 1),
            finding("a.md", &UNKNOWN_KEY, 2),
        ]);
        let text = baseline.to_text();
        insta::assert_snapshot!(text, @r#"
        {
          "a.md": {
            "F003": 2,
            "F004": 1
          },
          "organ/ö.yaml": {
            "F004": 1
          }
        }
        "#);
        assert_eq!(Baseline::parse(&text), Ok(baseline));
        let mut composed = vec![finding("organ/\u{f6}.yaml", &VALUE_INVALID, 1)];
        Baseline::parse(&text).unwrap().apply(&mut composed);
        assert!(composed.is_empty());
    }

    #[test]
    fn what_is_no_baseline_is_an_error_with_a_place() {
        let error = |text: &str| Baseline::parse(text).unwrap_err();
        assert_eq!(error("").line, 1);
        assert_eq!(error("{\n  \"a.md\": {\"N004\": -1}}").line, 2);
        error("[]");
        error("{\"a.md\": 3}");
        error("{\"a.md\": {\"N004\": 1.5}}");
        error(&"{\"a\":".repeat(100_000));
        insta::assert_snapshot!(error("[]").message().sv, @r#"rad 1, tecken 1: väntade {"fil": {"regel": antal}}; skriv om filen med --write-baseline"#);
    }

    #[test]
    fn nothing_hides_nothing() {
        let empty = Baseline::parse("{\"a.md\": {\"F003\": 0}}").unwrap();
        assert!(empty.is_empty());
        assert_eq!(Baseline::default().to_text(), "{}\n");
        let mut findings = vec![finding("a.md", &UNKNOWN_KEY, 1)];
        let applied = empty.apply(&mut findings);
        assert_eq!(findings.len(), 1);
        assert!(applied.hidden.is_empty() && applied.gone.is_empty());
        assert!(applied.pruned.is_empty());
    }

    fn any_findings() -> impl Strategy<Value = Vec<Finding>> {
        let one = (0..3usize, 0..3usize, 0..9usize)
            .prop_map(|(path, rule, at)| finding(["a", "b", "c"][path], READING[rule], at));
        proptest::collection::vec(one, 0..12)
    }

    proptest! {
        #[test]
        fn a_baseline_of_a_run_hides_that_run(findings in any_findings()) {
            let baseline = Baseline::from_findings(&findings);
            prop_assert_eq!(&Baseline::parse(&baseline.to_text()).unwrap(), &baseline);
            let mut left = findings;
            let applied = baseline.apply(&mut left);
            prop_assert!(left.is_empty() && applied.gone.is_empty());
            prop_assert_eq!(applied.pruned, baseline);
        }

        #[test]
        fn nothing_is_lost_and_the_pruned_hides_as_much(old in any_findings(), new in any_findings()) {
            let baseline = Baseline::from_findings(&old);
            let mut left = new.clone();
            let applied = baseline.apply(&mut left);
            prop_assert_eq!(left.len() + applied.hidden.len(), new.len());
            let gone: u32 = applied.gone.iter().map(|gone| gone.count).sum();
            prop_assert_eq!(applied.hidden.len() + gone as usize, old.len());
            let mut again = new;
            let second = applied.pruned.apply(&mut again);
            prop_assert_eq!(places(&again), places(&left));
            prop_assert!(second.gone.is_empty());
        }
    }
}
