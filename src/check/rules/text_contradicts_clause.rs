//! B012: a date or sum in the item's text differs from the clause's, or one says "till och med" and the
//! other "till". Only sentences that speak of doing the same thing are compared.

use chrono::NaiveDate;

use crate::check::{Case, Check, Example, Run, passage};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::{Class, Decision, Item};
use crate::parse::dates::{self, FoundKind};
use crate::parse::words::{Words, lower, sentences};
use crate::rule::{Rule, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "B012",
    name: "text-contradicts-clause",
    severity: Severity::Note,
    title: Text::new(
        "texten och beslutet säger olika",
        "the text and the decision disagree",
    ),
    why: Text::new(
        "Den som läser ärendet får två besked om dag eller belopp; beslutet är det som räknas, men någon skrev fel.",
        "Whoever reads the item is told two days or two sums; the decision is what counts, and somebody wrote wrong.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Protocol(run),
    bad: &[Example {
        path: "lsg/2026-05-20.md",
        text: "\
---
organ: LSG
datum: 2026-05-20
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Föregående protokoll

Protokollet gicks igenom.

## § 2 Rutinen för utskrivning

Frågan har beretts av arbetsgruppen.

Förslaget är att försöket förlängs till och med den 31 oktober 2026.

Länssamverkansgruppen beslutade att förlänga försöket till och med den 30 november 2026.

## § 3 Nästa möte

Nästa möte hålls i september.
",
    }],
    good: &[Example {
        path: "lsg/2026-05-20.md",
        text: "\
---
organ: LSG
datum: 2026-05-20
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Föregående protokoll

Protokollet gicks igenom.

## § 2 Rutinen för utskrivning

Frågan har beretts av arbetsgruppen.

Förslaget är att försöket förlängs till och med den 30 november 2026.

Länssamverkansgruppen beslutade att förlänga försöket till och med den 30 november 2026.

## § 3 Nästa möte

Nästa möte hålls i september.
",
    }],
    also: &[],
};

/// More clauses or sentences with a day or a sum in one item aren't compared: the work is the
/// product of both.
const COMPARED_MAX: usize = 200;

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let mut found = Vec::new();
    for item in &case.protocol.items {
        let mut texts = None;
        let clauses = item
            .decisions
            .iter()
            .filter(|decision| is_compared(decision))
            .filter_map(|decision| {
                let told = Told::read(&decision.text, 0, case.date());
                Some((decision, verb(&decision.text)?, told))
            })
            .filter(|(_, _, told)| !told.is_empty())
            .take(COMPARED_MAX);
        for (decision, verb, decided) in clauses {
            for (sentence, told) in texts.get_or_insert_with(|| around(case, item)).iter() {
                if !sentence.contains(&verb) {
                    continue;
                }
                let Some((span, message)) = told.contradiction(&decided, case.date()) else {
                    continue;
                };
                found.push(
                    Finding::new(&RULE, case.place(span), message)
                        .related(
                            case.place(decision.span),
                            Message::new("beslutet", "the decision"),
                        )
                        .about(decision.id.0.clone())
                        .hint(case.mend(Message::new(
                            "skriv samma sak på båda ställena",
                            "write the same in both places",
                        ))),
                );
            }
        }
    }
    case.say(found, out);
}

fn is_compared(decision: &Decision) -> bool {
    matches!(
        decision.class,
        Class::Decision | Class::Recommendation | Class::Proposal | Class::Election
    )
}

/// The sentences of an item outside its clauses that tell a day or a sum, in lower case.
fn around(case: &Case<'_>, item: &Item) -> Vec<(String, Told)> {
    let clauses: Vec<Span> = item
        .decisions
        .iter()
        .map(|decision| decision.span)
        .collect();
    let mut out = Vec::new();
    for passage in passage::within(&case.file.source.text, item.span) {
        for range in sentences(passage.text) {
            let span = passage.span(range.clone());
            let before = clauses.partition_point(|clause| clause.end <= span.start);
            if clauses
                .get(before)
                .is_some_and(|clause| clause.start < span.end)
            {
                continue;
            }
            let sentence = &passage.text[range];
            let told = Told::read(sentence, span.start as usize, case.date());
            if !told.is_empty() && out.len() < COMPARED_MAX {
                out.push((lower(sentence), told));
            }
        }
    }
    out
}

/// The stem of the word that says what is done: `förläng` of "att förlänga".
fn verb(clause: &str) -> Option<String> {
    let words = Words::new(clause);
    let first = (0..words.len()).find(|&at| !matches!(words.get(at), "att" | "att-"))?;
    let word = words.get(first);
    let letters = word.chars().count();
    (letters >= 6 && word.ends_with('a')).then(|| word.chars().take(letters - 1).collect())
}

/// The end of a period and the sum that a text tells.
#[derive(Default)]
struct Told {
    end: Option<End>,
    sum: Option<(u64, Span)>,
}

#[derive(Clone, Copy)]
struct End {
    day: NaiveDate,
    /// `till och med`; otherwise `till`.
    inclusive: bool,
    span: Span,
}

impl Told {
    fn read(text: &str, start: usize, meeting: Option<NaiveDate>) -> Told {
        let lowered = lower(text);
        let end = dates::find(text, meeting).into_iter().find_map(|found| {
            let FoundKind::Day { date, .. } = found.kind else {
                return None;
            };
            let before = lowered[..found.range.start].trim_end();
            let inclusive = ["till och med", "t.o.m.", "t o m", "tom"]
                .iter()
                .any(|words| before.ends_with(words));
            (inclusive || before.ends_with(" till")).then(|| End {
                day: date,
                inclusive,
                span: Span::new(start + found.range.start, start + found.range.end),
            })
        });
        Told {
            end,
            sum: sum(&lowered)
                .map(|(sum, range)| (sum, Span::new(start + range.start, start + range.end))),
        }
    }

    fn is_empty(&self) -> bool {
        self.end.is_none() && self.sum.is_none()
    }

    /// What this text tells and the decision tells otherwise. A day that had passed at the meeting
    /// is what was, not what was decided.
    fn contradiction(&self, decided: &Told, meeting: Option<NaiveDate>) -> Option<(Span, Message)> {
        if let (Some(told), Some(decided)) = (self.end, decided.end)
            && meeting.is_none_or(|meeting| told.day >= meeting)
        {
            let words = |end: End| match end.inclusive {
                true => "till och med",
                false => "till",
            };
            if told.day != decided.day || told.inclusive != decided.inclusive {
                return Some((
                    told.span,
                    Message::new(
                        format!(
                            "texten säger {} {}, beslutet {} {}",
                            words(told),
                            told.day,
                            words(decided),
                            decided.day
                        ),
                        format!(
                            "the text says \"{} {}\", the decision \"{} {}\"",
                            words(told),
                            told.day,
                            words(decided),
                            decided.day
                        ),
                    ),
                ));
            }
        }
        if let (Some((told, span)), Some((decided, _))) = (self.sum, decided.sum)
            && told != decided
        {
            return Some((
                span,
                Message::new(
                    format!("texten säger {told} kronor, beslutet {decided} kronor"),
                    format!("the text says {told} kronor, the decision {decided} kronor"),
                ),
            ));
        }
        None
    }
}

/// The only sum of a text in kronor and its place: `200 000 kronor`, `17 miljoner kronor`, `50 tkr`.
/// Nothing where there are several: which one is meant is open.
fn sum(lowered: &str) -> Option<(u64, std::ops::Range<usize>)> {
    let words = Words::new(lowered);
    let mut out = None;
    let mut at = 0;
    while at < words.len() {
        let digits = |at: usize| {
            let word = words.get(at);
            let is_number =
                !word.is_empty() && word.len() <= 9 && word.bytes().all(|b| b.is_ascii_digit());
            is_number.then_some(word)
        };
        let Some(first) = digits(at) else {
            at += 1;
            continue;
        };
        let start = at;
        let mut number = first.to_owned();
        at += 1;
        // Groups of three digits.
        while let Some(group) = digits(at).filter(|group| group.len() == 3) {
            number.push_str(group);
            at += 1;
        }
        let unit: u64 = match (words.get(at), words.get(at + 1)) {
            ("kronor" | "kr", _) => 1,
            ("tkr", _) => 1_000,
            ("mkr" | "mnkr", _) | ("miljoner" | "miljon", "kronor") => 1_000_000,
            _ => continue,
        };
        let Some(sum) = number
            .parse::<u64>()
            .ok()
            .and_then(|number| number.checked_mul(unit))
        else {
            continue;
        };
        if out.is_some() {
            return None;
        }
        out = Some((sum, words.start(start)..words.end(at)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::trial::find_in;

    fn found(text: &str, clause: &str) -> Vec<String> {
        find_in(
            "B012",
            "",
            &format!("## § 1 Ett\n\n{text}\n\n**Länssamverkansgruppen beslutade**\n\n- {clause}\n"),
        )
    }

    #[test]
    fn days_and_sums_that_differ() {
        assert_eq!(
            found(
                "Förslaget är att avtalet förlängs till och med 20261231.",
                "att förlänga avtalet till 20261231"
            ),
            ["texten säger till och med 2026-12-31, beslutet till 2026-12-31"]
        );
        assert_eq!(
            found(
                "Gruppen vill avsätta 200 000 kronor.",
                "att avsätta 250 tkr till arbetet"
            ),
            ["texten säger 200000 kronor, beslutet 250000 kronor"]
        );
    }

    #[test]
    fn what_speaks_of_something_else() {
        for (text, clause) in [
            (
                "Avtalet gäller till och med 2026-06-30.",
                "att förlänga avtalet till 2026-12-31",
            ),
            (
                "Avtalet förlängdes till 2026-03-31.",
                "att förlänga avtalet till 2026-12-31",
            ),
            (
                "Avtalet förlängs till 2026-12-31.",
                "att förlänga avtalet till 2026-12-31",
            ),
            (
                "Att avsätta 2 mkr eller 3 mkr övervägdes.",
                "att avsätta 2 mkr",
            ),
            ("Försöket kostar 100 kr.", "att avsätta 200 kr"),
        ] {
            assert!(found(text, clause).is_empty(), "{text}");
        }
    }

    #[test]
    fn sums_are_read_in_kronor() {
        let read = |text: &str| sum(text).map(|(sum, _)| sum);
        assert_eq!(read("avsätta 200 000 kronor"), Some(200_000));
        assert_eq!(read("17 miljoner kronor"), Some(17_000_000));
        assert_eq!(read("50 tkr"), Some(50_000));
        assert_eq!(read("1 kr och 2 kr"), None);
        assert_eq!(read("999999999 999 999 999 999 mkr"), None);
        assert_eq!(read("12 månader"), None);
    }
}
