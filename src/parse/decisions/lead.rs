//! Whether a sentence says that this body decided, and where what it decided begins.

use std::ops::Range;

use chrono::NaiveDate;

use crate::parse::dates;
use crate::parse::names::Names;
use crate::parse::vocabulary::{
    self, DECIDE_ACTIVE, DECIDE_PASSIVE, GENERIC_SUBJECTS, GROUP_ENDINGS,
};
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

/// Whose doing the words before a verb say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    /// This body.
    Own,
    /// Nobody is named, or "det".
    Nobody,
    /// Words that leave room for a subject after the verb: "Efter diskussion".
    Adverbial,
    /// Somebody else, or some other time.
    Other,
}

/// Reads one sentence of prose.
pub(super) fn read(sentence: &str, meeting: &Meeting<'_>) -> Option<Said> {
    let lowered = lower(sentence);
    if !vocabulary::may_decide(&lowered) {
        return None;
    }
    let words = Words::of_lower(lowered);
    let quoted = sentence
        .trim_start()
        .starts_with(['"', '”', '“', '\'', '»']);
    if words.is_empty() || quoted || sentence.trim_end().ends_with('?') {
        return None;
    }
    decided(sentence, &words, meeting)
        .or_else(|| soft(sentence, &words, meeting))
        .or_else(|| assigned(&words, meeting))
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
        let passive = DECIDE_PASSIVE.contains(&word);
        let perfect = word == "beslutat" && at > 0 && (0..at).any(|i| words.get(i) == "har");
        if !passive && !perfect && !DECIDE_ACTIVE.contains(&word) {
            continue;
        }
        if passive && at > 0 && is_modal(words.get(at - 1)) {
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
        return clauses_after(sentence, words, rest, before == Subject::Own || own_after);
    }
    None
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
fn clauses_after(sentence: &str, words: &Words, at: usize, named: bool) -> Option<Said> {
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
    if previous_gap.contains(':') {
        return Some(one_clause(words.start(at)..sentence.len()));
    }
    if named
        && words
            .any_phrase_at(
                at,
                &[
                    "enligt förslag",
                    "enligt förslaget",
                    "i enlighet med",
                    "enligt arbetsutskottets förslag",
                    "enligt styrelsens förslag",
                ],
            )
            .is_some()
    {
        return Some(if whole_ends_with_colon {
            Said::Opens
        } else {
            one_clause(words.start(at)..sentence.len())
        });
    }
    if named && whole_ends_with_colon && words.len() - at <= 8 {
        return Some(Said::Opens);
    }
    None
}

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

/// "Processledaren får i uppdrag att …", "Uppdras åt Y att …", "ges ett uppdrag till Y att …".
fn assigned(words: &Words, meeting: &Meeting<'_>) -> Option<Said> {
    for at in 0..words.len() {
        let passive = matches!(words.get(at), "får" | "ges" | "gavs" | "fick");
        if passive {
            let uppdrag = (at + 1..words.len().min(at + 6)).find(|&i| words.get(i) == "uppdrag")?;
            let given = words.get(uppdrag - 1) == "i"
                || (words.get(uppdrag - 1) == "ett" || words.get(uppdrag - 1) == "uppdrag")
                    && matches!(words.get(uppdrag + 1), "till" | "åt")
                || matches!(words.get(uppdrag + 1), "till" | "åt");
            if !given || !(uppdrag + 1..words.len()).any(|i| words.get(i) == "att") {
                return None;
            }
            // "fick i uppdrag" tells of the past, but for what was agreed a moment before.
            let past = matches!(words.get(at), "fick" | "gavs");
            let first = words.get(0);
            if past && first != "efter" {
                return None;
            }
            if (0..at).any(|i| words.get(i) == "fall")
                || has_subordination(words, 0..at)
                || (0..at).any(|i| is_modal(words.get(i)))
                || is_earlier(words, 0..at, meeting)
            {
                return None;
            }
            return Some(Said::Whole);
        }
        if at == 0
            && matches!(
                words.get(0),
                "uppdras" | "uppdrogs" | "uppdrages" | "uppdrar"
            )
            && matches!(words.get(1), "åt" | "till")
        {
            return Some(Said::Whole);
        }
    }
    None
}

/// "Gruppen uppdrar åt Y att …", "Nämnden godkänner rapporten": this body, in the active.
fn active(sentence: &str, words: &Words, meeting: &Meeting<'_>) -> Option<Said> {
    let at = (0..words.len().min(14)).find(|&at| vocabulary::ACTIVE.has(words.get(at)))?;
    let verb = words.get(at);
    let mut own = subject(words, 0..at, meeting, sentence) == Subject::Own;
    let mut rest = at + 1;
    if !own && subject(words, 0..at, meeting, sentence) == Subject::Adverbial {
        // "Efter diskussion utsåg gruppen …"
        let count = own_name_at(words, rest, meeting)?;
        rest += count;
        own = true;
    }
    if !own {
        return None;
    }
    while matches!(
        words.get(rest),
        "enhälligt" | "därför" | "även" | "också" | "därefter" | "därmed" | "vidare"
    ) {
        rest += 1;
    }
    let att = (rest..words.len()).find(|&i| words.get(i) == "att");
    let negative = (rest..rest + 2).any(|i| matches!(words.get(i), "inte" | "ej"));
    let colon = sentence.trim_end().ends_with(':');
    let from_att = |att: Option<usize>| match att {
        Some(att) => Said::Active {
            verb: words.start(at),
            clause: words.start(att)..sentence.len(),
        },
        None => Said::Whole,
    };
    match verb {
        "föreslår" | "föreslog" | "hemställer" | "hemställde" | "rekommenderar"
        | "rekommenderade" => {
            let class = match verb {
                "rekommenderar" | "rekommenderade" => super::Class::Recommendation,
                _ => super::Class::Proposal,
            };
            if colon || att.is_some_and(|att| att + 1 >= words.len()) || opens_for_infinitive(words)
            {
                let receiver = super::clause::addressee(sentence, words, rest);
                return Some(Said::OpensFor(class, receiver));
            }
            match att {
                Some(_) => Some(from_att(att)),
                None => (class == super::Class::Recommendation
                    || (rest..words.len()).any(|i| words.get(i) == "besluta"))
                .then_some(Said::Whole),
            }
        }
        "uppdrar" | "uppdrog" => {
            if colon || att.is_some_and(|att| att + 1 >= words.len()) {
                let receiver = super::clause::addressee(sentence, words, rest);
                return Some(Said::OpensFor(super::Class::Assignment, receiver));
            }
            att.map(|_| from_att(att))
        }
        "gav" | "ger" => {
            let uppdrag = (rest..words.len()).find(|&i| words.get(i) == "uppdrag")?;
            (words.get(uppdrag - 1) == "i" && att.is_some_and(|att| att > uppdrag))
                .then(|| from_att(att))
        }
        "lade" | "lägger" => {
            let files =
                (rest..words.len()).any(|i| words.phrase_at(i, "till handlingarna").is_some());
            files.then_some(Said::Whole)
        }
        "tog" | "tar" => (words.phrase_at(rest, "del av").is_some()).then_some(Said::Whole),
        "ställde" | "ställer" => {
            (words.phrase_at(rest, "sig bakom").is_some()).then_some(Said::Whole)
        }
        "tackade" | "tackar" => (words.get(rest) == "för").then_some(Said::Whole),
        "noterade" | "noterar" | "antecknar" | "antecknade" => (!negative).then_some(Said::Whole),
        "väljer" | "valde" if words.get(rest) == "att" => None,
        "antar" if words.get(rest) == "att" => None,
        _ => (!negative && rest < words.len()).then_some(Said::Whole),
    }
}

fn opens_for_infinitive(words: &Words) -> bool {
    matches!(
        words.get(words.len().saturating_sub(1)),
        "besluta" | "besluta:" | "beslutar"
    )
}

/// "Dagordningen godkändes", "Utsågs N.N. att justera", "Till justerare valdes N.N.".
fn passive(words: &Words, meeting: &Meeting<'_>) -> Option<Said> {
    let at = (0..words.len().min(16)).find(|&at| vocabulary::PASSIVE.has(words.get(at)))?;
    let verb = words.get(at);
    if at > 0 && is_modal(words.get(at - 1)) {
        return None;
    }
    let before = 0..at;
    if has_subordination(words, before.clone()) || is_earlier(words, before.clone(), meeting) {
        return None;
    }
    // "För att hinna med föreslås att avtalet förlängs": not this sentence's own verb.
    if (0..at).any(|i| is_finite(words.get(i))) || (1..at).any(|i| words.get(i) == "att") {
        return None;
    }
    if matches!(verb, "lades" | "läggs") {
        return (at + 1..words.len().min(at + 4))
            .any(|i| words.phrase_at(i, "till handlingarna").is_some())
            .then_some(Said::Whole);
    }
    // "Det noterades att …" and "noteras bör" are prose; "antas bli" is "is assumed to be".
    if matches!(
        verb,
        "noterades"
            | "noteras"
            | "antecknas"
            | "antecknades"
            | "anses"
            | "ansågs"
            | "utgår"
            | "förklarades"
            | "förklaras"
            | "ajournerades"
            | "ajourneras"
    ) && (at == 0 || words.get(0) == "det" || words.get(0) == "här")
        && !matches!(verb, "noteras" | "ajourneras" if at > 0 && words.len() == at + 1)
    {
        return None;
    }
    if matches!(verb, "anses" | "ansågs")
        && !(at + 1..words.len()).any(|i| words.get(i).starts_with("besvara"))
    {
        return None;
    }
    if matches!(verb, "förklarades" | "förklaras")
        && !(at + 1..words.len()).any(|i| {
            matches!(
                words.get(i),
                "öppnat" | "avslutat" | "omedelbart" | "öppnad"
            )
        })
    {
        return None;
    }
    if verb == "utgår" && (at + 1 < words.len() || at > 6) {
        return None;
    }
    // "antas" is also "is assumed to": it adopts only at the end, or before words like these.
    if verb == "antas"
        && at + 1 < words.len()
        && !matches!(
            words.get(at + 1),
            "av" | "enligt"
                | "med"
                | "utan"
                | "som"
                | "och"
                | "samt"
                | "i"
                | "vid"
                | "enhälligt"
                | "från"
                | "att"
        )
    {
        return None;
    }
    if verb == "antas" && words.get(at + 1) == "att" {
        return None;
    }
    if words.get(0) == "det"
        || words.get(0) == "när"
        || words.get(0) == "om"
        || words.get(0) == "hur"
    {
        return None;
    }
    // By whom, when, where: then it tells of somebody else or of another day.
    for i in at + 1..words.len() {
        match words.get(i) {
            "av" if !matches!(words.get(i + 1), "mötet")
                && own_name_at(words, i + 1, meeting).is_none()
                && other_actor(words, i + 1) =>
            {
                return None;
            }
            "eftersom" | "ifall" | "såvida" if !past(verb) => return None,
            "när" if !past(verb) => return None,
            "vid"
                if past(verb)
                    && matches!(words.get(i + 1), "mötet" | "sammanträdet" | "ett")
                    && matches!(words.get(i + 2), "i" | "den" | "möte") =>
            {
                return None;
            }
            "årligen" | "varje" | "alltid" | "oftast" | "normalt" | "ibland" | "vanligen"
            | "redan" | "tidigare" | "successivt" | "löpande" | "automatiskt" => return None,
            _ => {}
        }
    }
    if is_earlier(words, at + 1..words.len(), meeting)
        && !matches!(verb, "utsågs" | "valdes" | "utses" | "väljs")
    {
        return None;
    }
    let assigns = matches!(verb, "uppdrogs" | "uppdras" | "uppdrages");
    if assigns && !(at + 1..words.len()).any(|i| words.get(i) == "att") && at == 0 {
        return None;
    }
    Some(Said::Whole)
}

fn past(verb: &str) -> bool {
    verb.ends_with("des")
        || verb.ends_with("tes")
        || matches!(
            verb,
            "antogs"
                | "bifölls"
                | "avslogs"
                | "bordlades"
                | "utsågs"
                | "lades"
                | "uppdrogs"
                | "ansågs"
        )
}

/// Whether the words after "av" name somebody who acts, rather than a thing.
fn other_actor(words: &Words, at: usize) -> bool {
    let word = words.get(at);
    let word = if matches!(
        word,
        "den"
            | "det"
            | "de"
            | "respektive"
            | "varje"
            | "en"
            | "ett"
            | "samtliga"
            | "alla"
            | "länets"
    ) {
        words.get(at + 1)
    } else {
        word
    };
    is_group(word)
        || word.ends_with("en")
            && (word.ends_with("ledaren")
                || word.ends_with("chefen")
                || word.ends_with("direktören")
                || word.ends_with("ministern")
                || word.ends_with("staten")
                || word.ends_with("regionen")
                || word.ends_with("kommunen"))
        || word.ends_with("kommunerna")
        || matches!(
            word,
            "riksdagen"
                | "regeringen"
                | "huvudmännen"
                | "region"
                | "länsstyrelsen"
                | "skr"
                | "socialstyrelsen"
                | "parterna"
                | "respektive"
                | "kommunerna"
                | "kommuner"
                | "regioner"
                | "huvudmän"
                | "svo"
                | "lsg"
                | "au"
                | "samtliga"
        )
}

/// Who the words in `range` say decided.
fn subject(words: &Words, range: Range<usize>, meeting: &Meeting<'_>, text: &str) -> Subject {
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
fn is_earlier(words: &Words, range: Range<usize>, meeting: &Meeting<'_>) -> bool {
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
fn names_other_day(words: &Words, range: Range<usize>, meeting: &Meeting<'_>) -> bool {
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
fn own_name_at(words: &Words, at: usize, meeting: &Meeting<'_>) -> Option<usize> {
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
fn other_group_at(text: &str, words: &Words, at: usize, meeting: &Meeting<'_>) -> bool {
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
fn is_group(word: &str) -> bool {
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

fn has_subordination(words: &Words, range: Range<usize>) -> bool {
    range.clone().any(|at| {
        matches!(
            words.get(at),
            "som"
                | "vilket"
                | "vilka"
                | "när"
                | "där"
                | "innan"
                | "tills"
                | "ifall"
                | "huruvida"
                | "om"
        ) && !(words.get(at) == "om" && at > 0 && !matches!(words.get(at - 1), ""))
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

/// Words before a verb that make it something that is to happen, or might.
fn is_modal(word: &str) -> bool {
    matches!(
        word,
        "att"
            | "ska"
            | "skall"
            | "kan"
            | "bör"
            | "kommer"
            | "skulle"
            | "måste"
            | "får"
            | "behöver"
            | "kunde"
            | "borde"
            | "väntas"
            | "planeras"
            | "beräknas"
            | "avses"
            | "brukar"
            | "ännu"
            | "inte"
            | "ej"
            | "fick"
            | "ska:"
            | "än"
    )
}

/// Finite verbs that show that an outcome word later in the sentence isn't its head.
fn is_finite(word: &str) -> bool {
    matches!(
        word,
        "är" | "var"
            | "har"
            | "hade"
            | "blir"
            | "blev"
            | "finns"
            | "fanns"
            | "kommer"
            | "kan"
            | "ska"
            | "skall"
            | "skulle"
            | "bör"
            | "måste"
            | "får"
            | "behöver"
            | "innebär"
            | "menar"
            | "anser"
            | "sade"
            | "säger"
            | "informerar"
            | "informerade"
            | "berättade"
            | "berättar"
            | "redogjorde"
            | "redogör"
            | "gicks"
            | "diskuterades"
            | "föreslår"
            | "föreslog"
            | "föreslås"
            | "önskas"
            | "krävs"
            | "behövs"
            | "planeras"
            | "begär"
            | "begärde"
            | "yrkar"
            | "yrkade"
            | "vill"
            | "önskar"
            | "undrar"
            | "frågar"
            | "menade"
            | "tycker"
            | "visar"
            | "visade"
    )
}

/// Whether a word is one of the infinitives that clauses begin with.
pub(super) fn infinitive(word: &str) -> bool {
    matches!(
        word,
        "godkänna"
            | "fastställa"
            | "anta"
            | "bifalla"
            | "avslå"
            | "utse"
            | "välja"
            | "uppdra"
            | "uppdraga"
            | "ge"
            | "lägga"
            | "notera"
            | "bordlägga"
            | "återremittera"
            | "remittera"
            | "entlediga"
            | "rekommendera"
            | "föreslå"
            | "hemställa"
            | "förlänga"
            | "bevilja"
            | "inrätta"
            | "upphäva"
            | "införa"
            | "överlämna"
            | "tillstyrka"
            | "avstyrka"
            | "ställa"
            | "ta"
            | "anse"
            | "förklara"
            | "ingå"
            | "avsätta"
            | "tillsätta"
            | "bilda"
            | "genomföra"
            | "starta"
            | "avsluta"
            | "omvälja"
            | "nominera"
            | "tacka"
            | "ansöka"
            | "anordna"
            | "arrangera"
            | "köpa"
            | "avvakta"
            | "besluta"
            | "bjuda"
            | "delta"
            | "fortsätta"
            | "stödja"
            | "ändra"
            | "revidera"
            | "sända"
            | "skicka"
            | "adjungera"
            | "justera"
            | "återkomma"
            | "använda"
            | "pröva"
            | "hålla"
            | "göra"
            | "låta"
            | "betala"
            | "arvodera"
            | "återuppta"
            | "flytta"
            | "utreda"
            | "se"
            | "gå"
            | "medge"
            | "teckna"
            | "säga"
            | "bemyndiga"
            | "delegera"
            | "öppna"
            | "stänga"
            | "ajournera"
            | "avböja"
    )
}
