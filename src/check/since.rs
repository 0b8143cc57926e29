//! What a change causes: the findings that weren't there before it.
//!
//! Both versions are judged on the same day, each by its own agreement, settings and waivers. So
//! what is left is what the change brought about, also elsewhere: an old protocol that a changed
//! member list makes wrong, a finding that a waiver taken away no longer hides.

use std::collections::HashSet;

use crate::archive::Renames;
use crate::finding::{Finding, Fingerprint, Fingerprints};

/// The findings of a run, apart.
#[derive(Debug, Default)]
pub struct Since {
    /// Those that weren't there before.
    pub new: Vec<Finding>,
    /// Those that were.
    pub known: Vec<Finding>,
    /// How many there were that are no longer.
    pub gone: usize,
}

/// Takes apart what a run finds now, by what it found before. The findings of before are named by
/// the paths that their files have now: [`moved`].
pub fn split(now: Vec<Finding>, before: &[Finding]) -> Since {
    let mut prints = Fingerprints::default();
    let before: HashSet<Fingerprint> = before.iter().map(|one| prints.next(one)).collect();
    let mut prints = Fingerprints::default();
    let (known, new): (Vec<Finding>, Vec<Finding>) = now
        .into_iter()
        .partition(|one| before.contains(&prints.next(one)));
    Since {
        gone: before.len() - known.len(),
        new,
        known,
    }
}

/// `findings` at the paths that their files have now.
pub fn moved(mut findings: Vec<Finding>, renames: &Renames) -> Vec<Finding> {
    for finding in &mut findings {
        let path = renames.now(&finding.place.path);
        if path != finding.place.path {
            finding.place.path = path.to_owned();
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Message;
    use crate::rule::UNKNOWN_KEY;
    use crate::text::{Place, Span};

    fn finding(path: &str, at: usize, subject: &str) -> Finding {
        let place = Place {
            path: path.into(),
            span: Span::at(at),
        };
        let message = Message::new(format!("på {at}"), format!("at {at}"));
        Finding::new(&UNKNOWN_KEY, place, message).about(subject.to_owned())
    }

    #[test]
    fn what_was_there_is_known_wherever_it_stands() {
        let before = [finding("a.md", 1, "x"), finding("b.md", 1, "gone")];
        let now = vec![finding("a.md", 99, "x"), finding("a.md", 2, "y")];
        let since = split(now, &before);
        assert_eq!((since.new.len(), since.known.len(), since.gone), (1, 1, 1));
        assert_eq!(since.new[0].subject, "y");
    }

    #[test]
    fn one_more_of_the_same_is_new() {
        let before = [finding("a.md", 1, "x")];
        let now = vec![finding("a.md", 1, "x"), finding("a.md", 2, "x")];
        let since = split(now, &before);
        assert_eq!((since.new.len(), since.known.len(), since.gone), (1, 1, 0));
    }
}
