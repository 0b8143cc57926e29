//! Whether a sentence says that this body decided, and where what it decided begins.

use std::ops::Range;

use chrono::NaiveDate;

use super::active::{active, by_rule};
use super::agreed::{agreed, decision_taken};
use super::assigned::assigned;
use super::passive::passive;
use super::subject::{Subject, is_earlier, other_group_at, own_name_at, subject};
use super::verbs::{infinitive, is_finite, is_modal};
use crate::parse::names::Names;
use crate::parse::vocabulary::{self, DECIDE_ACTIVE, DECIDE_PASSIVE};
use crate::parse::words::{Words, lower};

/// What the recogniser knows of the meeting.
#[derive(Clone, Copy, Debug)]
pub struct Meeting<'a> {
    /// The code of the body that meets.
    pub body: &'a str,
    /// All names of the archive.
    pub names: &'a Names,
    /// The day of the meeting.
    pub date: Option<NaiveDate>,
    /// The day of the body's next meeting, as the protocol gives it.
    pub next: Option<NaiveDate>,
}

/// What a sentence says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// "Gruppen beslutade": clauses follow. `att` where the sentence ended with it.
    Opens,
    /// A clause, as a range of the sentence; several for "att … samt att …".
    Clauses(Vec<Range<usize>>),
    /// "Y ges i uppdrag att", "Dagordningen godkändes": the sentence is the clause.
    Whole,
    /// "Gruppen uppdrar åt Y att …": the clause begins at `att`, its class and receiver stand
    /// before it, from byte `verb` on.
    Active {
        /// Where the verb begins.
        verb: usize,
        /// What was decided.
        clause: Range<usize>,
    },
    /// "gjorde medskick till Y att": a soft assignment.
    Soft(Range<usize>),
    /// "Gruppen föreslår fullmäktige besluta:": clauses follow, of this class, for this receiver.
    OpensFor(super::Class, Option<Range<usize>>),
}

/// Reads one sentence of prose.
pub(super) fn read(sentence: &str, meeting: &Meeting<'_>) -> Option<Said> {
    let lowered = lower(sentence);
    if !vocabulary::may_decide(&lowered) {
        return None;
    }
    read_lowered(sentence, lowered, meeting)
}

/// The same, of a sentence that is known to have a deciding word; `lowered` is it in lower case.
pub(super) fn read_lowered(sentence: &str, lowered: String, meeting: &Meeting<'_>) -> Option<Said> {
    let words = Words::of_lower(lowered);
    let quoted = sentence
        .trim_start()
        .starts_with(['"', '”', '“', '\'', '»']);
    if words.is_empty() || quoted || sentence.trim_end().ends_with('?') {
        return None;
    }
    decided(sentence, &words, meeting)
        .or_else(|| soft(sentence, &words, meeting))
        .or_else(|| assigned(sentence, &words, meeting))
        .or_else(|| active(sentence, &words, meeting))
        .or_else(|| passive(&words, meeting))
}

/// Whether `sentence` is "Gruppen beslutade", with nothing after it, in the past or present.
pub(super) fn opens(sentence: &str, meeting: &Meeting<'_>) -> bool {
    matches!(read(sentence, meeting), Some(Said::Opens))
}

/// Forms with "beslutade" and its kin.
fn decided(sentence: &str, words: &Words, meeting: &Meeting<'_>) -> Option<Said> {
    for at in 0..words.len() {
        let word = words.get(at);
        // "Beslut att köpa en ny": a note without a verb.
        if at == 0 && word == "beslut" && words.get(1) == "att" && words.len() > 3 {
            // "Beslut att avslå ansökan, 2022-04-19" is a reference to another one.
            if is_earlier(words, 2..words.len(), meeting) {
                return None;
            }
            return clauses_after(sentence, words, 1, true);
        }
        if let Some(said) = agreed(sentence, words, at, meeting)
            .or_else(|| decision_taken(sentence, words, at, meeting))
        {
            return Some(said);
        }
        let passive = DECIDE_PASSIVE.contains(&word);
        let perfect = word == "beslutat" && at > 0 && (0..at).any(|i| words.get(i) == "har");
        if !passive && !perfect && !DECIDE_ACTIVE.contains(&word) {
            continue;
        }
        if passive && at > 0 && is_modal(words.get(at - 1))
            || matches!(word, "beslutar" | "beslutas") && by_rule(words)
        {
            return None;
        }
        // "Vid budgetdagen beslutades": at something else than this meeting.
        if passive
            && word.ends_with("des")
            && at > 1
            && words.get(0) == "vid"
            && !is_this_meeting(words)
        {
            return None;
        }
        let before = subject(words, 0..at, meeting, sentence);
        let after = after_verb(sentence, words, at, meeting);
        let (rest, own_after) = after?;
        let fits = match before {
            Subject::Own => true,
            Subject::Nobody => passive || own_after || at == 0,
            Subject::Adverbial => passive || own_after,
            Subject::Other => false,
        };
        if !fits {
            return None;
        }
        if perfect && before != Subject::Own {
            return None;
        }
        let about = at == 0 && passive && words.get(1) == "om" && rest == 2;
        let named = before == Subject::Own || own_after || about;
        let said = clauses_after(sentence, words, rest, named)?;
        return Some(match (said, done_before(words, at, meeting)) {
            (Said::Clauses(mut clauses), Some(done)) => {
                clauses.insert(0, done);
                Said::Clauses(clauses)
            }
            (said, _) => said,
        });
    }
    None
}

/// "Nämnden godkänner redogörelsen och beslutar att …": what it did before word `verb`.
fn done_before(words: &Words, verb: usize, meeting: &Meeting<'_>) -> Option<Range<usize>> {
    let joint = verb.checked_sub(1)?;
    let first = own_name_at(words, 0, meeting)?;
    let decides = vocabulary::ACTIVE.has(words.get(first))
        && !matches!(
            words.get(first),
            "tog" | "tar" | "ger" | "gav" | "lade" | "lägger" | "ställde" | "ställer" | "fann"
        );
    (decides && first + 1 < joint && matches!(words.get(joint), "och" | "samt"))
        .then(|| words.start(0)..words.end(joint - 1))
}

/// Whether what follows "vid" at the start of a sentence is the meeting, or a part of it.
fn is_this_meeting(words: &Words) -> bool {
    let word = words.get(1);
    matches!(
        word,
        "dagens" | "detta" | "en" | "punkten" | "omröstning" | "omröstningen" | "votering"
    ) || word.ends_with("mötet")
        || word.ends_with("sammanträdet")
        || word.ends_with("stämman")
        || word.starts_with("genomgång")
        || word.starts_with("diskussion")
}

/// Skips what may stand between the verb and what was decided. Returns the index of the next word
/// and whether this body was named there; `None` where somebody else was.
fn after_verb(
    sentence: &str,
    words: &Words,
    verb: usize,
    meeting: &Meeting<'_>,
) -> Option<(usize, bool)> {
    let mut at = verb + 1;
    let mut own = false;
    if words.gap(verb).contains([':', '.', ';']) {
        return Some((at, own));
    }
    loop {
        if let Some(count) = own_name_at(words, at, meeting) {
            own = true;
            at += count;
        } else if let Some(count) = words.any_phrase_at(
            at,
            &[
                "vid dagens möte",
                "vid dagens sammanträde",
                "vid mötet",
                "vid sammanträdet",
                "på mötet",
                "efter diskussion",
                "efter överläggning",
                "efter omröstning",
                "utan omröstning",
                "i ärendet",
                "i frågan",
                "enligt följande",
                "om följande",
                "följande",
                "per capsulam",
                "för sin del",
                "för egen del",
                "enhälligt",
                "därför",
                "därmed",
                "därefter",
                "också",
                "även",
                "vidare",
                "således",
                "sålunda",
                "gemensamt",
                "preliminärt",
                "slutligen",
                "dessutom",
                "sedan",
                "då",
                "alltså",
                "härmed",
                "dels",
                "med acklamation",
                "i enlighet med förslaget",
                "om",
                "nu",
                "i enighet",
                "i konsensus",
            ],
        ) {
            at += count;
        } else {
            break;
        }
        if words.gap(at - 1).contains(':') {
            break;
        }
    }
    if at < words.len() && other_group_at(sentence, words, at, meeting) {
        return None;
    }
    Some((at, own))
}

/// What stands from word `at` on: `att` clauses, an infinitive, or nothing yet.
pub(super) fn clauses_after(sentence: &str, words: &Words, at: usize, named: bool) -> Option<Said> {
    if at >= words.len() {
        return Some(Said::Opens);
    }
    let previous_gap = if at > 0 { words.gap(at - 1) } else { "" };
    if previous_gap.contains('.') {
        return None;
    }
    if words.get(at) == "att" && at + 1 >= words.len() {
        return Some(Said::Opens);
    }
    let negative = words.get(at) == "inte" || words.get(at) == "ej";
    let att = at + usize::from(negative);
    if words.get(att) == "att" || (negative && infinitive(words.get(att))) {
        return Some(Said::Clauses(split_clauses(sentence, words, at)));
    }
    if words.phrase_at(at, "a t t").is_some() || infinitive(words.get(at)) {
        return Some(Said::Clauses(split_clauses(sentence, words, at)));
    }
    let whole_ends_with_colon = sentence.trim_end().ends_with(':');
    let as_proposed = words.any_phrase_at(at, AS_PROPOSED).is_some()
        || matches!(words.get(at), "enligt" | "i")
            && (at + 1..words.len()).any(|i| matches!(words.get(i), "förslag" | "förslaget"));
    // "beslutade i enlighet med styrelsens förslag att resultatet balanseras"
    if matches!(words.get(at), "i" | "enligt") {
        let proposal = (at + 1..words.len().min(at + 8)).find(|&i| {
            matches!(words.get(i), "förslag" | "förslaget") && words.get(i + 1) == "att"
        });
        if let Some(proposal) = proposal
            && named
        {
            return Some(Said::Clauses(split_clauses(sentence, words, proposal + 1)));
        }
    }
    if previous_gap.contains(':') {
        return Some(one_clause(words.start(at)..sentence.len()));
    }
    if as_proposed {
        // On a line of its own, without a full stop, it stands above what was proposed.
        let above = !sentence.trim_end().ends_with(['.', '!'])
            && words.get(words.len() - 1).starts_with("förslag");
        return Some(if whole_ends_with_colon || above && at > 1 {
            Said::Opens
        } else if at == 1 {
            // "Beslutas enligt förslag": what is left without the verb says nothing.
            Said::Whole
        } else {
            one_clause(words.start(at)..sentence.len())
        });
    }
    if named && whole_ends_with_colon && words.len() - at <= 8 {
        return Some(Said::Opens);
    }
    if !named {
        return None;
    }
    if let Some(att) = att_after_adverbial(words, at, previous_gap) {
        return Some(if att + 1 >= words.len() {
            Said::Opens
        } else {
            Said::Clauses(split_clauses(sentence, words, att))
        });
    }
    // "Årsmötet beslutade om oförändrad medlemsavgift."
    let end = (at..words.len())
        .find(|&i| words.get(i) == "nämligen")
        .unwrap_or(words.len());
    let noun = words.get(at - 1) == "om"
        && end - at <= 9
        && !(at..words.len()).any(|i| {
            is_finite(words.get(i))
                || matches!(
                    words.get(i),
                    "nästa" | "kommande" | "detta" | "frågan" | "senare"
                )
        });
    // "Beslöts om oförändrade arvoden": what is left without the verb says nothing.
    noun.then(|| match at {
        2 => Said::Whole,
        _ => one_clause(words.start(at)..sentence.len()),
    })
}

/// "beslutar med stöd av 9 kap. 31 § att …", "beslutar, med 7 röster mot 4, att …": the `att` of what
/// was decided, after what stands between.
fn att_after_adverbial(words: &Words, at: usize, gap: &str) -> Option<usize> {
    let adverbial = matches!(
        words.get(at),
        "med"
            | "på"
            | "enligt"
            | "i"
            | "utifrån"
            | "mot"
            | "efter"
            | "under"
            | "för"
            | "vid"
            | "utan"
            | "per"
            | "dels"
    );
    if !adverbial && !gap.contains([',', '–']) {
        return None;
    }
    let att = (at + 1..words.len().min(at + 30)).find(|&i| {
        words.get(i) == "att"
            && !matches!(
                words.get(i - 1),
                "för" | "genom" | "till" | "så" | "än" | "utan" | "trots" | "förutsättning" | "om"
            )
    })?;
    // "beslutade i december att", "i höstas": another time.
    let then = |word: &str| {
        vocabulary::begins_with_month(word)
            || matches!(word, "fjol" | "höstas" | "våras" | "somras" | "vintras")
    };
    let plain = !(at..att).any(|i| {
        is_finite(words.get(i))
            || matches!(words.get(i), "som" | "vilket" | "när" | "hur")
            || then(words.get(i))
    });
    plain.then_some(att)
}

/// The clauses of a text that begins with `att`: "att A samt att B".
pub(super) fn att_clauses(text: &str) -> Vec<Range<usize>> {
    split_clauses(text, &Words::new(text), 0)
}

/// Ways to decide what somebody proposed.
const AS_PROPOSED: &[&str] = &["enligt förslag", "enligt förslaget", "i enlighet med"];

/// A sentence with a single clause.
fn one_clause(clause: Range<usize>) -> Said {
    Said::Clauses(std::iter::once(clause).collect())
}

/// "att A samt att B": two clauses. A plain "och att" may belong to what goes before and stays.
fn split_clauses(sentence: &str, words: &Words, from: usize) -> Vec<Range<usize>> {
    let mut starts = vec![from];
    let mut ends = Vec::new();
    let has_subordinate =
        |a: usize, b: usize| (a + 1..b).any(|i| matches!(words.get(i), "att" | "som"));
    for at in from + 1..words.len() {
        let next_is_att = words.get(at + 1) == "att";
        let joins = next_is_att
            && match words.get(at) {
                "samt" | "dels" => true,
                // "att avslå motionen men att ge styrelsen i uppdrag": another thing to do.
                "men" => infinitive(words.get(at + 2)),
                "och" => !has_subordinate(*starts.last().unwrap_or(&from), at),
                _ => false,
            };
        if joins {
            ends.push(words.end(at - 1));
            starts.push(at + 1);
        } else if words.get(at) == "att"
            && words.gap(at - 1).trim_start().starts_with([',', ';'])
            && infinitive(words.get(at + 1))
            && !has_subordinate(*starts.last().unwrap_or(&from), at)
            && at > starts.last().unwrap_or(&from) + 1
        {
            ends.push(words.end(at - 1));
            starts.push(at);
        }
    }
    ends.push(sentence.len());
    starts
        .into_iter()
        .zip(ends)
        .map(|(start, end)| words.start(start)..end)
        .collect()
}

/// "gör medskick till Y att …".
fn soft(sentence: &str, words: &Words, meeting: &Meeting<'_>) -> Option<Said> {
    let at = (0..words.len()).find(|&at| matches!(words.get(at), "medskick" | "medskicket"))?;
    let to = (at + 1..words.len().min(at + 4)).find(|&i| matches!(words.get(i), "till" | "åt"))?;
    let att = (to + 2..words.len()).find(|&i| words.get(i) == "att")?;
    let mut subject_words = 0..at;
    if let Some(verb) = (0..at).find(|&i| {
        matches!(
            words.get(i),
            "gör"
                | "gjorde"
                | "ger"
                | "gav"
                | "skickar"
                | "skickade"
                | "lämnar"
                | "lämnade"
                | "ges"
                | "gavs"
                | "görs"
                | "gjordes"
                | "lämnades"
                | "lämnas"
        )
    }) {
        subject_words = 0..verb;
    }
    let who = subject(words, subject_words.clone(), meeting, sentence);
    (who != Subject::Other || subject_words.is_empty())
        .then(|| Said::Soft(words.start(att)..sentence.len()))
}
