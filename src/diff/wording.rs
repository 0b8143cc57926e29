//! A difference in words: what a person reads, in the terminal or on a pull request.

use super::agreement::{BODY, COLLABORATION, FileChange};
use super::attendance::{ATTENDEE, STANDING};
use super::change::{Aspect, Change, Facts, Fate, Said, Sort, apart};
use super::decisions::DECISION;
use super::items::ITEM;
use super::meetings::{MEETING, MeetingChange};
use super::prose::TextChange;
use super::words::changed_words;
use super::{Difference, Rewritten};
use crate::archive::{ANSWERS, CONFIG, WAIVERS};
use crate::lang::{Lang, Message, Text, enumerate};
use crate::model::{Class, MemberKind, Presence, Seating};
use crate::output::changes::{Changes, Group, Line, Mark, Part, Run, Sign, Words};

/// So many new numbers are told one by one.
const NUMBERS_MAX: usize = 12;
/// So many files that only look otherwise are named.
const FILES_MAX: usize = 10;
/// Of a clause whose wording stayed so many characters are shown.
const SNIPPET_CHARS: usize = 100;
/// Of a new or a lost body so many rows of one noun are shown; more are counted.
const ROWS_MAX: usize = 5;

/// The difference, told in `lang` under `title`.
pub fn told(difference: &Difference, title: &Message, lang: Lang) -> Changes {
    let teller = Teller { lang };
    let mut out = Changes {
        title: title.get(lang).to_owned(),
        summary: summary(difference, lang),
        parts: Vec::new(),
        words: Words {
            cut: Text::new(
                "Mer ändrades än vad som får plats här: `samverkan diff` visar allt.",
                "More changed than fits here: `samverkan diff` shows all of it.",
            )
            .get(lang)
            .to_owned(),
        },
    };
    out.parts
        .extend(difference.meetings.iter().map(|one| teller.meeting(one)));
    out.parts
        .extend(difference.files.iter().map(|one| teller.file(one)));
    out.parts.extend(teller.affected(difference));
    out
}

/// What the difference amounts to, a sentence each.
fn summary(difference: &Difference, lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    if difference.is_empty() {
        let text = match difference.rewritten.is_empty() {
            true => Text::new("Ingenting är ändrat.", "Nothing changed."),
            false => Text::new("Ingen ändring i sak.", "No change of meaning."),
        };
        out.push(text.get(lang).to_owned());
    } else {
        let meetings = &difference.meetings;
        // Of a protocol that is new or gone only what it decided is worth a number.
        let each = |pick: fn(&MeetingChange) -> &Vec<Change>| {
            let told = meetings
                .iter()
                .filter(|one| one.fate == Fate::Changed || std::ptr::eq(pick(one), &one.decisions));
            let changes = told.flat_map(pick);
            changes
                .filter(|change| change.changed != [change_id(change)])
                .map(Change::fate)
                .collect::<Vec<Fate>>()
        };
        let members: Vec<Fate> = difference
            .files
            .iter()
            .flat_map(|file| &file.changes)
            .filter(|change| change.noun().name == "member")
            .map(Change::fate)
            .collect();
        let counted = [
            (
                Text::new("protokoll", "protocols"),
                meetings.iter().map(|one| one.fate).collect(),
            ),
            (Text::new("beslut", "decisions"), each(|one| &one.decisions)),
            (Text::new("ärenden", "items"), each(|one| &one.items)),
            (
                Text::new("i närvarolistor", "in attendance lists"),
                each(|one| &one.attendance),
            ),
            (Text::new("ledamöter", "members"), members),
        ];
        let parts: Vec<String> = counted
            .into_iter()
            .filter(|(_, fates): &(Text, Vec<Fate>)| !fates.is_empty())
            .map(|(what, fates)| format!("{}: {}", what.get(lang), counts(&fates, lang)))
            .collect();
        if !parts.is_empty() {
            out.push(parts.join(" · "));
        }
    }
    let files = &difference.rewritten;
    type Choice = fn(&Rewritten) -> bool;
    let sorts: [(Choice, Text); 3] = [
        (
            |file| file.is_layout && file.previous_path.is_none(),
            Text::new("Bara formen är ändrad i", "Only the layout changed in"),
        ),
        (
            |file| file.is_layout && file.previous_path.is_some(),
            Text::new("Bara flyttat:", "Only moved:"),
        ),
        (
            |file| !file.is_layout,
            Text::new(
                "Något är skrivet på annat sätt, men inget som läses är ändrat, i",
                "Something is written otherwise, but nothing that is read changed, in",
            ),
        ),
    ];
    for (is_chosen, text) in sorts {
        let chosen = files.iter().filter(|file| is_chosen(file));
        let names: Vec<String> = chosen
            .map(|file| match &file.previous_path {
                Some(was) => format!("{was} → {}", file.path),
                None => file.path.clone(),
            })
            .collect();
        if !names.is_empty() {
            let names = enumerate(&names, FILES_MAX);
            out.push(format!("{} {}", text.get(lang), names.get(lang)));
        }
    }
    out
}

/// The index of the id, where the noun's changes may be of nothing but a number.
fn change_id(change: &Change) -> usize {
    match change.noun().name {
        "decision" => DECISION.index("id"),
        "item" => ITEM.index("number"),
        _ => usize::MAX,
    }
}

/// `3 tillkom, 1 togs bort, 2 ändrades`.
fn counts(fates: &[Fate], lang: Lang) -> String {
    let words = [
        (Fate::Added, Text::new("tillkom", "added")),
        (Fate::Removed, Text::new("togs bort", "removed")),
        (Fate::Changed, Text::new("ändrades", "changed")),
    ];
    let parts = words.into_iter().filter_map(|(fate, word)| {
        let count = fates.iter().filter(|other| **other == fate).count();
        (count > 0).then(|| format!("{count} {}", word.get(lang)))
    });
    let parts: Vec<String> = parts.collect();
    parts.join(", ")
}

#[derive(Clone, Copy)]
struct Teller {
    lang: Lang,
}

impl Teller {
    fn get(self, sv: &'static str, en: &'static str) -> &'static str {
        Text::new(sv, en).get(self.lang)
    }

    fn meeting(self, change: &MeetingChange) -> Part {
        let fate = match change.fate {
            Fate::Added => self.get("nytt protokoll", "new protocol"),
            Fate::Removed => self.get("borttaget protokoll", "removed protocol"),
            Fate::Changed => self.get("ändrat protokoll", "changed protocol"),
        };
        let mut part = Part {
            heading: format!("{} · {fate}", change.id),
            ..Part::default()
        };
        if let Some(id) = &change.previous_id {
            part.notes
                .push(format!("{} {id}", self.get("hette förut", "was called")));
        }
        if let Some(path) = &change.previous_path {
            let moved = self.get("filen är flyttad:", "the file was moved:");
            part.notes.push(format!("{moved} {path} → {}", change.path));
        }
        if change.is_unreadable {
            let text = self.get(
                "filen finns kvar men kan inte läsas",
                "the file is still there but can't be read",
            );
            part.notes.push(text.to_owned());
        }
        if change.after_approval {
            let text = match change.fate {
                Fate::Removed => {
                    Text::new("protokollet var justerat", "the protocol had been approved")
                }
                _ => Text::new(
                    "protokollet var justerat redan före ändringen",
                    "the protocol had been approved before this change",
                ),
            };
            part.notes.push(text.get(self.lang).to_owned());
        }
        if change.fate != Fate::Changed {
            self.whole(change, &mut part);
            return part;
        }
        let mut add = |heading: &str, lines: Vec<Line>| {
            if !lines.is_empty() {
                let heading = heading.to_owned();
                part.groups.push(Group { heading, lines });
            }
        };
        add(
            self.get("Beslut", "Decisions"),
            self.numbered(&change.decisions, &DECISION.index("id")),
        );
        add(
            self.get("Närvaro", "Attendance"),
            self.each(&change.attendance),
        );
        let standing = change.standing.iter();
        add(
            self.get("Företrädda och beslutsförhet", "Represented, and quorum"),
            standing.flat_map(|one| self.fields(one)).collect(),
        );
        let approval = change.approval.iter().flat_map(|one| self.fields(one));
        let signatures = change.signatures.iter().flat_map(|one| self.change(one));
        add(
            self.get("Justering", "Approval"),
            approval.chain(signatures).collect(),
        );
        add(
            self.get("Ärenden", "Items"),
            self.numbered(&change.items, &ITEM.index("number")),
        );
        let head = change.head.iter().flat_map(|one| self.head(one));
        add(
            self.get("Protokollets huvud", "Head of the protocol"),
            head.collect(),
        );
        add(
            self.get("Löpande text", "Running text"),
            change.text.iter().map(|one| self.text(one)).collect(),
        );
        part
    }

    /// A meeting that is new or gone: what it is, and what it decided.
    fn whole(self, change: &MeetingChange, part: &mut Part) {
        let (sign, facts): (Sign, fn(&Change) -> Option<&Facts>) = match change.fate {
            Fate::Removed => (Sign::Gone, |change| change.before.as_ref()),
            _ => (Sign::New, |change| change.after.as_ref()),
        };
        if let Some(head) = change.head.as_ref().and_then(facts) {
            let title = head.shown("title", self.lang);
            part.notes.extend((!title.is_empty()).then_some(title));
        }
        let items = change.items.len();
        let mut amounts: Vec<String> = Vec::new();
        if let Some(approval) = change.approval.as_ref().and_then(facts) {
            amounts.extend(self.amounts(approval, &["adjusters", "seal"]));
        }
        if items > 0 {
            amounts.push(format!("{}: {items}", self.get("ärenden", "items")));
        }
        if let Some(standing) = change.standing.as_ref().and_then(facts) {
            amounts.extend(self.amounts(standing, &[]));
        }
        if !amounts.is_empty() {
            part.notes.push(amounts.join("; "));
        }
        // What every meeting decides about its own agenda is counted.
        let is_plain = |facts: &Facts| {
            let word = facts.get("class");
            Class::ALL
                .into_iter()
                .any(|class| !class.is_shown_unasked() && word == Some(&Said::Word(class.text())))
        };
        let decisions = change.decisions.iter().filter_map(facts);
        let (plain, telling): (Vec<&Facts>, Vec<&Facts>) = decisions.partition(|one| is_plain(one));
        let mut lines: Vec<Line> = telling
            .into_iter()
            .map(|one| Line::new(sign, self.clause(one)))
            .collect();
        if !plain.is_empty() {
            let text = self.get(
                "som bara gäller formalia, anmälningar eller handlingar",
                "only procedural, reported or filed",
            );
            lines.push(Line::new(sign, format!("{} {text}", plain.len())));
        }
        if !lines.is_empty() {
            let heading = self.get("Beslut", "Decisions").to_owned();
            part.groups.push(Group { heading, lines });
        }
    }

    /// Each value with its label; of lists how many.
    fn amounts(self, facts: &Facts, without: &[&str]) -> Vec<String> {
        let values = facts.noun.all().zip(&facts.values);
        values
            .filter(|(aspect, _)| !without.contains(&aspect.key))
            .filter_map(|(aspect, value)| {
                let value = match value.as_ref()? {
                    Said::List(all) if aspect.key == "parties" => all.len().to_string(),
                    value => value.shown(self.lang),
                };
                Some(format!("{}: {value}", aspect.label.get(self.lang)))
            })
            .collect()
    }

    /// The changes of a noun that has numbers; those of which nothing but the number changed on one
    /// line, the last.
    fn numbered(self, changes: &[Change], number: &usize) -> Vec<Line> {
        let (only, other): (Vec<&Change>, Vec<&Change>) = changes
            .iter()
            .partition(|change| change.changed == [*number]);
        let mut lines: Vec<Line> = other.into_iter().flat_map(|one| self.change(one)).collect();
        if only.is_empty() {
            return lines;
        }
        let is_decision = only[0].noun() == &DECISION;
        let numbers: Vec<String> = only
            .iter()
            .map(|change| {
                let of = |facts: &Option<Facts>| match facts {
                    Some(facts) if is_decision => short_id(facts, self.lang),
                    Some(facts) => match facts.shown("number", self.lang) {
                        number if number.is_empty() => "–".to_owned(),
                        number => format!("§ {number}"),
                    },
                    None => String::new(),
                };
                format!("{} → {}", of(&change.before), of(&change.after))
            })
            .collect();
        let told = enumerate(&numbers, NUMBERS_MAX);
        let text = match is_decision {
            true => self.get("samma lydelse, nytt id:", "same wording, new id:"),
            false => self.get(
                "nytt nummer (besluten där byter id):",
                "new number (their decisions change id):",
            ),
        };
        lines.push(Line::new(
            Sign::Changed,
            format!("{text} {}", told.get(self.lang)),
        ));
        lines
    }

    fn each(self, changes: &[Change]) -> Vec<Line> {
        changes.iter().flat_map(|one| self.change(one)).collect()
    }

    /// One change: a line, and more below it where much changed.
    fn change(self, change: &Change) -> Vec<Line> {
        let (before, after) = match (&change.before, &change.after) {
            (Some(before), Some(after)) => (before, after),
            (None, Some(after)) => return vec![Line::new(Sign::New, self.one(after))],
            (Some(before), None) => return vec![Line::new(Sign::Gone, self.one(before))],
            (None, None) => return Vec::new(),
        };
        if change.noun() == &DECISION {
            return self.changed_clause(change, before, after);
        }
        let mut runs = self.name(before, after);
        let naming = after.noun.naming;
        let rest = change.changed.iter().filter(|at| **at >= naming);
        let rest: Vec<usize> = rest.copied().collect();
        let sign = Sign::Changed;
        if let [only] = rest.as_slice() {
            runs.push(Run::new(Mark::Same, ": "));
            runs.extend(self.field(change, *only));
            return vec![Line { sign, runs }];
        }
        let mut lines = vec![Line { sign, runs }];
        lines.extend(rest.into_iter().map(|at| Line {
            sign: Sign::More,
            runs: self.field(change, at),
        }));
        lines
    }

    /// What somebody or something is called that was there before and after, with what changed in
    /// that.
    fn name(self, before: &Facts, after: &Facts) -> Vec<Run> {
        let noun = after.noun;
        if noun == &ITEM {
            let shown = |facts: &Facts, key: &str| facts.shown(key, self.lang);
            let mut runs = Vec::new();
            let numbers = [before, after].map(|facts| match shown(facts, "number") {
                none if none.is_empty() => none,
                number => format!("§ {number}"),
            });
            runs.extend(changed(&numbers[0], &numbers[1]));
            if !numbers.iter().all(String::is_empty) {
                runs.push(Run::new(Mark::Same, " "));
            }
            runs.extend(changed_words(
                &shown(before, "title"),
                &shown(after, "title"),
            ));
            return runs;
        }
        let shown = |facts: &Facts| {
            let values = facts.values.iter().take(noun.naming).flatten();
            let values: Vec<String> = values.map(|value| value.shown(self.lang)).collect();
            values.join(", ")
        };
        let mut runs = Vec::new();
        if !is_plain(noun.name) {
            runs.push(Run::new(
                Mark::Same,
                format!("{} ", noun.label.get(self.lang)),
            ));
        }
        runs.extend(changed(&shown(before), &shown(after)));
        runs
    }

    /// The aspects that changed, a line each.
    fn fields(self, change: &Change) -> Vec<Line> {
        let all: Vec<usize> = match change.changed.is_empty() {
            true => (0..change.latest().values.len())
                .filter(|&at| change.latest().values[at].is_some())
                .collect(),
            false => change.changed.clone(),
        };
        all.into_iter()
            .map(|at| Line {
                sign: Sign::Changed,
                runs: self.field(change, at),
            })
            .collect()
    }

    /// The head of a protocol; its id is told above, with its body and its day.
    fn head(self, change: &Change) -> Vec<Line> {
        let mut change = change.clone();
        change.changed.retain(|at| MEETING.key(*at) != "id");
        match change.changed.is_empty() {
            true => Vec::new(),
            false => self.fields(&change),
        }
    }

    /// `plats: Umeå → Teams`.
    fn field(self, change: &Change, at: usize) -> Vec<Run> {
        let aspect = aspect(change.noun(), at);
        let value = |facts: &Option<Facts>| facts.as_ref().and_then(|one| one.values[at].clone());
        let (before, after) = (value(&change.before), value(&change.after));
        let label = format!("{}: ", aspect.label.get(self.lang));
        let mut runs = vec![Run::new(Mark::Same, label)];
        match (&before, &after) {
            (Some(Said::List(before)), Some(Said::List(after))) => {
                let (gone, new) = apart(before, after);
                let signs = [(Mark::Gone, gone), (Mark::New, new)];
                let mut first = true;
                for (mark, values) in signs {
                    for value in values {
                        if !std::mem::take(&mut first) {
                            runs.push(Run::new(Mark::Same, "; "));
                        }
                        runs.push(Run::new(mark, value.shown(self.lang)));
                    }
                }
            }
            (Some(before), Some(after)) if aspect.sort == Sort::Prose => {
                runs.extend(changed_words(
                    &before.shown(self.lang),
                    &after.shown(self.lang),
                ));
            }
            _ => {
                let shown = |value: Option<Said>| {
                    let none = || match aspect.sort {
                        Sort::Flag => Said::Flag(false),
                        _ => Said::Word(Text::new("(inget)", "(none)")),
                    };
                    value.unwrap_or_else(none).shown(self.lang)
                };
                runs.push(Run::new(
                    Mark::Same,
                    format!("{} → {}", shown(before), shown(after)),
                ));
            }
        }
        runs
    }

    /// Something new or gone, whole.
    fn one(self, facts: &Facts) -> String {
        match facts.noun.name {
            "decision" => self.clause(facts),
            "attendee" => self.attendee(facts),
            "item" => {
                let tags = facts.shown("tags", self.lang);
                let tags = match tags.is_empty() {
                    true => tags,
                    false => format!(" [{tags}]"),
                };
                format!("{}{tags}", item_name(facts, self.lang))
            }
            _ => self.row(facts),
        }
    }

    /// `4:2 uppdrag: att … → arbetsgruppen (senast 2023-04-21)`.
    fn clause(self, facts: &Facts) -> String {
        let lang = self.lang;
        let mut out = format!(
            "{} {}: {}",
            short_id(facts, lang),
            facts.shown("class", lang),
            facts.shown("text", lang)
        );
        let receivers = facts.shown("receivers", lang);
        if !receivers.is_empty() {
            out.push_str(&format!(" → {receivers}"));
        }
        let due = match facts.shown("due", lang) {
            none if none.is_empty() => facts.shown("due_text", lang),
            due => due,
        };
        if !due.is_empty() {
            out.push_str(&format!(" ({} {due})", self.get("senast", "by")));
        }
        out
    }

    fn changed_clause(self, change: &Change, before: &Facts, after: &Facts) -> Vec<Line> {
        let id = short_id(after, self.lang);
        let mut runs = vec![Run::new(Mark::Same, format!("{id} "))];
        let text = after.shown("text", self.lang);
        if change.touches("text") {
            runs.extend(changed_words(&before.shown("text", self.lang), &text));
        } else {
            let mut snippet: String = text.chars().take(SNIPPET_CHARS).collect();
            if snippet.len() < text.len() {
                snippet.push('…');
            }
            runs.push(Run::new(Mark::Same, snippet));
        }
        let mut lines = vec![Line {
            sign: Sign::Changed,
            runs,
        }];
        if change.touches("item") {
            let moved = self.get("flyttat från", "moved from");
            let from = before.shown("item", self.lang);
            lines.push(Line::new(Sign::More, format!("{moved} {from}")));
        }
        if change.touches("id") {
            let was = self.get("hade id", "had the id");
            let id = short_id(before, self.lang);
            lines.push(Line::new(Sign::More, format!("{was} {id}")));
        }
        let told = ["text", "item", "id"].map(|key| DECISION.index(key));
        let rest = change.changed.iter().filter(|at| !told.contains(at));
        lines.extend(rest.map(|at| Line {
            sign: Sign::More,
            runs: self.field(change, *at),
        }));
        lines
    }

    /// `Anna Ek, Almby kommun, närvarande`.
    fn attendee(self, facts: &Facts) -> String {
        let mut parts: Vec<String> = Vec::new();
        for (aspect, value) in ATTENDEE.all().zip(&facts.values) {
            let Some(value) = value else { continue };
            let shown = value.shown(self.lang);
            let is_plain = [Seating::Member.text(), Seating::Other.text()];
            match aspect.key {
                "seating" if is_plain.iter().any(|word| *value == Said::Word(*word)) => {}
                "presence" if *value == Said::Word(Presence::Other.text()) => {
                    parts.push(self.get("övrig", "among others").to_owned());
                }
                "substitute_for" | "recused" => {
                    parts.push(format!("{} {shown}", aspect.label.get(self.lang)));
                }
                "remote" => parts.push(aspect.label.get(self.lang).to_owned()),
                "role" if parts.contains(&shown) => {}
                _ => parts.push(shown),
            }
        }
        parts.join(", ")
    }

    /// `ledamot Anna Ek, Almby kommun, ordinarie, från 2023-01-01`.
    fn row(self, facts: &Facts) -> String {
        let lang = self.lang;
        let mut parts: Vec<String> = Vec::new();
        for (at, (aspect, value)) in facts.noun.all().zip(&facts.values).enumerate() {
            let Some(value) = value else { continue };
            let label = aspect.label.get(lang);
            let shown = value.shown(lang);
            let speaks = at < facts.noun.naming
                || matches!(value, Said::Word(_)) && aspect.key != "hides"
                || ["party", "name", "role", "time"].contains(&aspect.key);
            parts.push(match value {
                Said::Flag(true) => label.to_owned(),
                Said::Flag(false) => format!("{} {label}", self.get("ej", "not")),
                _ if speaks => shown,
                _ => format!("{label} {shown}"),
            });
        }
        let noun = facts.noun.label.get(lang);
        format!("{noun} {}", parts.join(", "))
    }

    fn text(self, change: &TextChange) -> Line {
        let place = match &change.item {
            Some(item) => item.clone(),
            None => self.get("utanför ärendena", "outside the items").to_owned(),
        };
        let words = match (change.removed, change.added) {
            (0, 0) => self
                .get("andra ordningsföljder", "in another order")
                .to_owned(),
            (removed, added) => {
                let word = self.get("ord", "words");
                let mut parts = Vec::new();
                if removed > 0 {
                    parts.push(format!("{removed} {word} {}", self.get("bort", "removed")));
                }
                if added > 0 {
                    parts.push(format!("{added} {word} {}", self.get("till", "added")));
                }
                parts.join(", ")
            }
        };
        Line::new(Sign::Changed, format!("{place}: {words}"))
    }

    fn file(self, change: &FileChange) -> Part {
        let what = match (&change.body, change.path.as_str()) {
            (Some((code, name)), _) => format!("{code} {name}"),
            (None, CONFIG) => self.get("Överenskommelsen", "The agreement").to_owned(),
            (None, WAIVERS) => self.get("Undantag", "Waivers").to_owned(),
            (None, path) if path.starts_with(ANSWERS) => self
                .get("Huvudmännens svar", "Answers of the parties")
                .to_owned(),
            (None, _) => String::new(),
        };
        let fate = match change.fate {
            Fate::Added => self.get("ny fil", "new file"),
            Fate::Removed => self.get("borttagen fil", "removed file"),
            Fate::Changed => self.get("ändrat", "changed"),
        };
        let mut lines = Vec::new();
        let mut at = 0;
        while at < change.changes.len() {
            let first = &change.changes[at];
            let alike = change.changes[at..].iter();
            let alike = alike
                .take_while(|other| other.noun() == first.noun())
                .count();
            if change.fate != Fate::Changed && change.path != WAIVERS && alike > ROWS_MAX {
                let sign = match first.fate() {
                    Fate::Removed => Sign::Gone,
                    _ => Sign::New,
                };
                let noun = first.noun().label.get(self.lang);
                let kinds = self.kinds(&change.changes[at..at + alike]);
                lines.push(Line::new(sign, format!("{noun}: {alike}{kinds}")));
            } else {
                for one in &change.changes[at..at + alike] {
                    let is_whole = [&BODY, &COLLABORATION].contains(&one.noun());
                    match one.fate() {
                        Fate::Changed if is_whole => lines.extend(self.fields(one)),
                        _ => lines.extend(self.change(one)),
                    }
                }
            }
            at += alike;
        }
        Part {
            heading: format!("{what} · {fate} ({})", change.path),
            notes: Vec::new(),
            groups: vec![Group {
                heading: String::new(),
                lines,
            }],
        }
    }

    /// ` (12 ordinarie, 10 ersättare)`, of rows of a member list.
    fn kinds(self, rows: &[Change]) -> String {
        if rows[0].noun().name != "member" {
            return String::new();
        }
        let counted = MemberKind::ALL.into_iter().filter_map(|kind| {
            let word = Said::Word(kind.text());
            let of = rows
                .iter()
                .filter(|row| row.latest().get("kind") == Some(&word));
            let count = of.count();
            (count > 0).then(|| format!("{count} {}", word.shown(self.lang)))
        });
        let counted: Vec<String> = counted.collect();
        format!(" ({})", counted.join(", "))
    }

    fn affected(self, difference: &Difference) -> Option<Part> {
        if difference.affected.is_empty() {
            return None;
        }
        let lines = difference.affected.iter().map(|one| {
            let fields = self.fields(&one.standing);
            let mut runs = vec![Run::new(Mark::Same, format!("{}: ", one.id))];
            for (at, line) in fields.into_iter().enumerate() {
                if at > 0 {
                    runs.push(Run::new(Mark::Same, "; "));
                }
                runs.extend(line.runs);
            }
            let sign = Sign::Changed;
            Line { sign, runs }
        });
        Some(Part {
            heading: self
                .get(
                    "Oförändrade protokoll som räknas annorlunda",
                    "Unchanged protocols that are counted otherwise",
                )
                .to_owned(),
            notes: Vec::new(),
            groups: vec![Group {
                heading: STANDING.label.get(self.lang).to_owned(),
                lines: lines.collect(),
            }],
        })
    }
}

/// One text, or the old and the new.
fn changed(before: &str, after: &str) -> Vec<Run> {
    if before == after {
        return vec![Run::new(Mark::Same, before)];
    }
    let runs = [Run::new(Mark::Gone, before), Run::new(Mark::New, after)];
    runs.into_iter()
        .filter(|run| !run.text.is_empty())
        .collect()
}

/// Nouns whose place in the text says what they are.
fn is_plain(noun: &str) -> bool {
    ["attendee", "item", "decision"].contains(&noun)
}

fn aspect(noun: &'static super::change::Noun, at: usize) -> &'static Aspect {
    noun.all().nth(at).expect("an aspect of the noun")
}

/// `4:2`.
fn short_id(facts: &Facts, lang: Lang) -> String {
    let id = facts.shown("id", lang);
    id.rsplit('/').next().unwrap_or(&id).to_owned()
}

/// `§ 4 Titel`.
fn item_name(facts: &Facts, lang: Lang) -> String {
    let (number, title) = (facts.shown("number", lang), facts.shown("title", lang));
    match number.is_empty() {
        true => title,
        false => format!("§ {number} {title}"),
    }
}
