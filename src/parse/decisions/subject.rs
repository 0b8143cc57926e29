//! Who the words around a verb say decided, and when: this body now, or somebody else, or earlier.

use std::ops::Range;

use super::lead::Meeting;
use crate::parse::dates;
use crate::parse::vocabulary::{GENERIC_SUBJECTS, GROUP_ENDINGS};
use crate::parse::words::{Words, lower};

/// Whose doing the words before a verb say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// This body.
    Own,
    /// Nobody is named, or "det".
    Nobody,
    /// Words that leave room for a subject after the verb: "Efter diskussion".
    Adverbial,
    /// Somebody else, or some other time.
    Other,
}

/// Who the words in `range` say decided.
pub(super) fn subject(
    words: &Words,
    range: Range<usize>,
    meeting: &Meeting<'_>,
    text: &str,
) -> Subject {
    let mut start = range.start;
    let mut end = range.end;
    // Auxiliaries and adverbs before the verb: "gruppen har vid dagens möte".
    let trailing = [
        "har",
        "enhälligt",
        "därefter",
        "därför",
        "därmed",
        "också",
        "även",
        "vidare",
        "sedan",
        "således",
        "gemensamt",
        "nu",
        "då",
        "slutligen",
        "idag",
        "alltså",
        "preliminärt",
        "dessutom",
        "härmed",
        "i",
    ];
    while end > start && trailing.contains(&words.get(end - 1)) {
        end -= 1;
    }
    for phrase in [
        "vid dagens möte",
        "vid mötet",
        "vid dagens sammanträde",
        "vid sammanträdet",
        "efter diskussion",
        "efter överläggning",
    ] {
        let count = phrase.split(' ').count();
        if end > start + count && words.phrase_at(end - count, phrase).is_some() {
            end -= count;
        }
    }
    while end > start && trailing.contains(&words.get(end - 1)) {
        end -= 1;
    }
    while start < end
        && matches!(
            words.get(start),
            "därefter"
                | "vidare"
                | "sedan"
                | "slutligen"
                | "avslutningsvis"
                | "dessutom"
                | "enhälligt"
                | "därmed"
                | "samtidigt"
                | "också"
                | "även"
                | "så"
                | "och"
                | "därför"
                | "sammanfattningsvis"
                | "således"
                | "men"
                | "alltså"
        )
    {
        start += 1;
    }
    if start >= end {
        return if range.start < start && range.end > range.start && start == range.end {
            Subject::Adverbial
        } else {
            Subject::Nobody
        };
    }
    if is_earlier(words, start..end, meeting) || names_other_day(words, start..end, meeting) {
        return Subject::Other;
    }
    if end - start == 1 && matches!(words.get(start), "det" | "härmed") {
        return Subject::Nobody;
    }
    if let Some(count) = own_name_at(words, start, meeting) {
        let next = start + count;
        if next >= end {
            return Subject::Own;
        }
        // "Gruppen diskuterade frågan och beslutade": the subject carries over.
        if matches!(words.get(end - 1), "och" | "samt") && !has_subordination(words, next..end) {
            return Subject::Own;
        }
        if words.gap(next - 1).contains('(') && end - next <= 2 {
            return Subject::Own;
        }
        // "Mötet den 3 mars": another meeting than this one is met by `is_earlier`.
        return Subject::Other;
    }
    if other_group_at(text, words, start, meeting)
        && !is_preposition(words.get(start))
        && end - start <= 4
    {
        return Subject::Other;
    }
    // "Frågan diskuteras och mötesdeltagarna enas": the last part has its own subject.
    if let Some(joint) = (start..end)
        .rev()
        .find(|&i| matches!(words.get(i), "och" | "samt" | "men") || words.gap(i).starts_with(','))
    {
        let tail = joint + 1;
        if tail < end
            && let Some(count) = own_name_at(words, tail, meeting)
            && tail + count == end
        {
            return Subject::Own;
        }
        if tail < end && words.get(tail) == "det" && tail + 1 == end {
            return Subject::Nobody;
        }
    }
    if is_preposition(words.get(start)) && end - start <= 30 && !has_clause(words, start..end) {
        return Subject::Adverbial;
    }
    Subject::Other
}

/// Whether the words tell of another meeting, another day, or of something earlier.
pub(super) fn is_earlier(words: &Words, range: Range<usize>, meeting: &Meeting<'_>) -> bool {
    for at in range.clone() {
        if matches!(
            words.get(at),
            "tidigare"
                | "förra"
                | "föregående"
                | "senaste"
                | "hade"
                | "förut"
                | "dåvarande"
                | "redan"
                | "ifjol"
                | "fjolårets"
                | "nyligen"
        ) {
            // "föregående protokoll" is this meeting's business.
            let next = words.get(at + 1);
            if words.get(at) == "föregående"
                && (next.starts_with("protokoll")
                    || next.starts_with("minnesanteckning")
                    || next.starts_with("mötes"))
            {
                continue;
            }
            if words.get(at) == "senaste" && next.starts_with("protokoll") {
                continue;
            }
            if matches!(words.get(at), "föregående" | "förra" | "senaste")
                && range.clone().any(|i| {
                    words.get(i).starts_with("protokoll")
                        || words.get(i).starts_with("minnesanteckning")
                })
            {
                continue;
            }
            return true;
        }
    }
    let text = &words.lower[words.start(range.start)
        ..words
            .end(range.end.max(range.start + 1) - 1)
            .max(words.start(range.start))];
    dates::find(text, meeting.date).iter().any(|found| {
        let from_protocol = lower(&text[..found.range.start]).contains("protokoll")
            || text[..found.range.start].contains("minnesanteckning");
        match found.kind {
            dates::FoundKind::Day { date, .. } => {
                meeting.date.is_some_and(|meeting| date < meeting) && !from_protocol
            }
            dates::FoundKind::Span { until, .. } => {
                meeting.date.is_some_and(|meeting| until < meeting)
                    && !from_protocol
                    && preposition_before(&text[..found.range.start])
            }
            _ => false,
        }
    })
}

/// Whether the words name a day that isn't the meeting's: "Vid mötet den 2 december beslutades".
pub(super) fn names_other_day(words: &Words, range: Range<usize>, meeting: &Meeting<'_>) -> bool {
    let text = &words.lower[words.start(range.start)..words.end(range.end - 1)];
    if text.contains("protokoll") || text.contains("minnesanteckning") {
        return false;
    }
    dates::find(text, meeting.date).iter().any(|found| {
        matches!(found.kind, dates::FoundKind::Day { date, .. } if meeting.date != Some(date))
    })
}

fn preposition_before(before: &str) -> bool {
    let word = before.trim_end().rsplit(' ').next().unwrap_or("");
    matches!(
        word,
        "i" | "under" | "år" | "från" | "sedan" | "vid" | "den"
    )
}

/// A name of this body, or a word for those who are meeting, at word `at`; how many words it is.
pub(super) fn own_name_at(words: &Words, at: usize, meeting: &Meeting<'_>) -> Option<usize> {
    let own = meeting.names.of_body(meeting.body);
    let mut best = None;
    for name in own {
        let count = name.split(' ').count();
        if words.phrase_at(at, name).is_some() && best.is_none_or(|best| count > best) {
            best = Some(count);
        }
    }
    if best.is_some() {
        return best;
    }
    for generic in GENERIC_SUBJECTS {
        if let Some(count) = words.phrase_at(at, generic) {
            return Some(count);
        }
    }
    let word = words.get(at);
    // "gruppen" of Länssamverkansgruppen, "beredningen" of Beredning barn och unga.
    let head = GROUP_ENDINGS.iter().find(|ending| **ending == word)?;
    let stem = head
        .trim_end_matches("en")
        .trim_end_matches("et")
        .trim_end_matches('n');
    let fits = own.is_empty()
        || own.iter().any(|name| {
            name.split(' ')
                .any(|part| part.ends_with(head) || part.ends_with(stem) || part == stem)
        });
    // "Rådet", followed by a name of its own, is another one.
    fits.then_some(1)
}

/// Whether a group other than this body is named at word `at`.
pub(super) fn other_group_at(text: &str, words: &Words, at: usize, meeting: &Meeting<'_>) -> bool {
    if own_name_at(words, at, meeting).is_some() {
        return false;
    }
    for count in (1..=5.min(words.len().saturating_sub(at))).rev() {
        let slice = &text[words.start(at)..words.end(at + count - 1)];
        if meeting
            .names
            .body(slice)
            .is_some_and(|code| code != meeting.body)
            || meeting.names.party(slice).is_some()
        {
            return true;
        }
    }
    is_group(words.get(at))
}

/// Whether a word names a group that meets.
pub(super) fn is_group(word: &str) -> bool {
    GROUP_ENDINGS
        .iter()
        .any(|ending| word.ends_with(ending) && ending.len() > 3)
        || matches!(
            word,
            "regionfullmäktige"
                | "kommunfullmäktige"
                | "regeringen"
                | "riksdagen"
                | "huvudmännen"
                | "staten"
                | "regionen"
                | "kommunen"
                | "kommunerna"
        )
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "efter"
            | "utifrån"
            | "mot"
            | "med"
            | "på"
            | "enligt"
            | "i"
            | "under"
            | "vid"
            | "för"
            | "av"
            | "genom"
            | "utan"
            | "till"
            | "härefter"
            | "inför"
            | "då"
            | "eftersom"
            | "ordföranden"
    )
}

pub(super) fn has_subordination(words: &Words, range: Range<usize>) -> bool {
    // "om" begins a condition only at the head; elsewhere it mostly says what about.
    range.clone().any(|at| {
        matches!(
            words.get(at),
            "som" | "vilket" | "vilka" | "när" | "där" | "innan" | "tills" | "ifall" | "huruvida"
        ) || (at == 0 && words.get(at) == "om")
    })
}

/// Whether the words hold a clause of their own, "att" after "efter" apart.
fn has_clause(words: &Words, range: Range<usize>) -> bool {
    range.clone().any(|at| match words.get(at) {
        "som" | "vilket" | "vilka" => true,
        "att" => {
            at == range.start
                || !matches!(
                    words.get(at - 1),
                    "efter" | "till" | "för" | "genom" | "med"
                )
        }
        _ => false,
    })
}
