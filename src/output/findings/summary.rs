//! The line that sums a run up.

use std::collections::HashSet;

use super::Found;
use crate::lang::Lang;
use crate::rule::Severity;

/// "3 fel, 2 varningar, 5 noter i 4 filer", or "inga påpekanden i 41 protokoll". What waivers hide
/// is counted apart, where it is shown; so is what `--fix` mends.
pub fn summary(found: &Found<'_>, lang: Lang) -> String {
    let mut line = match found.findings.is_empty() {
        true => none(found, lang),
        false => some(found, lang),
    };
    let fixable = found.findings.iter().filter(|f| f.is_fixable()).count();
    if fixable > 0 {
        line.push_str(&match lang {
            Lang::Sv => format!("; {fixable} kan rättas med `samverkan check --fix`"),
            Lang::En => format!("; {fixable} can be mended by `samverkan check --fix`"),
        });
    }
    if !found.waived.is_empty() {
        let word = match lang {
            Lang::Sv => "undantagna",
            Lang::En => "waived",
        };
        line.push_str(&format!("; {} {word}", found.waived.len()));
    }
    line
}

fn none(found: &Found<'_>, lang: Lang) -> String {
    let new = match (found.known.is_empty(), lang) {
        (true, _) => "",
        (false, Lang::Sv) => "nya ",
        (false, Lang::En) => "new ",
    };
    let protocols = found.protocols;
    match (lang, protocols) {
        (Lang::Sv, _) => format!("inga {new}påpekanden i {protocols} protokoll"),
        (Lang::En, 1) => format!("no {new}findings in 1 protocol"),
        (Lang::En, _) => format!("no {new}findings in {protocols} protocols"),
    }
}

fn some(found: &Found<'_>, lang: Lang) -> String {
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
        let of_it = |finding: &&crate::finding::Finding| finding.severity == severity;
        (severity, found.findings.iter().filter(of_it).count())
    });
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|&(_, count)| count > 0)
        .map(|(severity, count)| format!("{count} {}", noun(severity, count, lang)))
        .collect();
    let files: HashSet<_> = found.findings.iter().map(|f| &f.place.path).collect();
    let file = match (lang, files.len()) {
        (Lang::Sv, 1) => "fil",
        (Lang::Sv, _) => "filer",
        (Lang::En, 1) => "file",
        (Lang::En, _) => "files",
    };
    let within = match lang {
        Lang::Sv => "i",
        Lang::En => "in",
    };
    format!("{} {within} {} {file}", parts.join(", "), files.len())
}

fn noun(severity: Severity, count: usize, lang: Lang) -> &'static str {
    match (severity, lang, count) {
        (severity, _, 1) => severity.text().get(lang),
        (Severity::Error, Lang::Sv, _) => "fel",
        (Severity::Error, Lang::En, _) => "errors",
        (Severity::Warning, Lang::Sv, _) => "varningar",
        (Severity::Warning, Lang::En, _) => "warnings",
        (Severity::Note, Lang::Sv, _) => "noter",
        (Severity::Note, Lang::En, _) => "notes",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::findings::sample::Sample;

    #[test]
    fn each_severity_is_counted_in_its_number() {
        let sample = Sample::nasty();
        sample.with(|found| {
            insta::assert_snapshot!(summary(found, Lang::Sv), @"3 fel, 2 varningar, 2 noter i 3 filer; 1 kan rättas med `samverkan check --fix`; 2 undantagna");
            let found = Found {
                waived: &[],
                ..*found
            };
            insta::assert_snapshot!(summary(&found, Lang::Sv), @"3 fel, 2 varningar, 2 noter i 3 filer; 1 kan rättas med `samverkan check --fix`");
            insta::assert_snapshot!(summary(&found, Lang::En), @"3 errors, 2 warnings, 2 notes in 3 files; 1 can be mended by `samverkan check --fix`");
            let one = Found {
                findings: &found.findings[..1],
                ..found
            };
            insta::assert_snapshot!(summary(&one, Lang::Sv), @"1 fel i 1 fil");
            insta::assert_snapshot!(summary(&one, Lang::En), @"1 error in 1 file");
        });
    }

    #[test]
    fn nothing_found_says_in_how_much() {
        let found = |protocols| Found {
            protocols,
            ..Found::default()
        };
        assert_eq!(
            summary(&found(41), Lang::Sv),
            "inga påpekanden i 41 protokoll"
        );
        assert_eq!(summary(&found(1), Lang::En), "no findings in 1 protocol");
        assert_eq!(summary(&found(0), Lang::En), "no findings in 0 protocols");
        let sample = Sample::nasty();
        let since = Found {
            known: &sample.findings,
            ..found(41)
        };
        assert_eq!(
            summary(&since, Lang::Sv),
            "inga nya påpekanden i 41 protokoll"
        );
    }
}
