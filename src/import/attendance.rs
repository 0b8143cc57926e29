//! Who a line, a cell or a sentence names, and what it says of each.

use super::first_names::is_first_name;
use super::people::{is_politics, leading_name, name_word};
use super::pieces::{Divider, Piece, ends_in_party, pieces};
use super::roles::{ends_as_title, is_role, leading_role, leading_title};
use crate::model::{Presence, Seating};
use crate::parse::words::lower;

/// Somebody named in the attendance.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The name as written.
    pub name: String,
    /// What stands after it, divided by commas; parentheses stay.
    pub detail: String,
    /// There or not.
    pub presence: Presence,
    /// In which capacity.
    pub seating: Seating,
    /// The line that names them, as an index.
    pub line: usize,
    /// The line that an organisation was put together from, where it stood elsewhere.
    pub joined: Option<usize>,
}

impl Person {
    /// The name and what is said of it, as a line of an attendance list.
    pub fn text(&self) -> String {
        let detail = self.detail.trim().trim_matches([',', ';']).trim();
        if detail.is_empty() {
            self.name.clone()
        } else if detail.starts_with('(') {
            format!("{} {detail}", self.name)
        } else {
            format!("{}, {detail}", self.name)
        }
    }

    /// Whether anything but a role, a part of the meeting or a party letter is said.
    pub fn has_organisation(&self) -> bool {
        self.detail.split([',', '\t', ';']).any(|part| {
            let part = lower(part.trim());
            !(part.is_empty()
                || is_role(&part)
                || part.starts_with('(') && is_politics(part.trim_matches(['(', ')']))
                || part.contains('§')
                || part.starts_with("ersätt")
                || part.starts_with("tj")
                || part.starts_with("ej "))
        })
    }

    /// Whether the role is that of the one who chairs; `None` where it says nothing.
    pub fn chairs(&self) -> bool {
        self.detail.split([',', '\t', ';', '(', ')']).any(|part| {
            let part = lower(part.trim().trim_end_matches('.'));
            let part = part.split(" §").next().unwrap_or("").trim();
            matches!(
                part,
                "ordförande"
                    | "ordf"
                    | "mötesordförande"
                    | "mötets ordförande"
                    | "tf ordförande"
                    | "tjänstgörande ordförande"
                    | "tjg ordförande"
                    | "tjg ordf"
            ) || part.starts_with("ordförande, ")
        })
    }

    /// Whether the role says so of `words`.
    pub fn has_role(&self, words: &[&str]) -> bool {
        self.detail.split([',', '\t', ';', '(', ')']).any(|part| {
            let part = lower(part.trim().trim_end_matches('.'));
            words.contains(&part.as_str())
        })
    }
}

/// Whether a word is a common first name.
pub fn is_given(word: &str) -> bool {
    is_first_name(word)
}

/// Whether a list that has titles before names ends in one whose name is still to come: "ekonom
/// Bo Al, nämndsekreterare".
pub(super) fn awaits_name(text: &str) -> bool {
    let before_names = |text: &str| leading_role(text).or_else(|| leading_title(text)).is_some();
    let Some((rest, last)) = text.rsplit_once([',', ';']) else {
        return false;
    };
    let last = last.trim();
    let last = last.rsplit(" och ").next().unwrap_or(last);
    // One name alone may have its role behind it: "Professor Anna Ek, ordförande".
    let named = line(rest, false, Presence::Present, Seating::Member, 0);
    named.len() >= 2
        && before_names(rest.trim_start())
        && !last.contains(char::is_uppercase)
        && (is_role(&lower(last)) || ends_as_title(&lower(last)))
}

/// Whether a text begins with a person.
pub fn begins_with_person(text: &str) -> bool {
    starts_person(unmarked(text)).is_some()
}

/// A list's line without what stands before its first word: a mark, a number.
pub fn unmarked(text: &str) -> &str {
    let marker = crate::parse::decisions::list_marker(text);
    let rest = text[marker..].trim_start();
    let lowered = lower(rest);
    let joined = ["samt ", "och "]
        .iter()
        .find(|word| lowered.starts_with(**word));
    let rest = joined.map_or(rest, |word| &rest[word.len()..]);
    let rest = rest
        .trim_start_matches(['☐', '☒', '☑', '✓', '□', '■', '*'])
        .trim_start();
    // "12 Anna Ek": a number of the list, without a mark.
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits) {
        let after = rest[digits..].trim_start_matches(['.', ')', ':']);
        if after.starts_with([' ', '\t']) && leading_name(after.trim_start()).is_some() {
            return after.trim_start();
        }
    }
    rest
}

/// The persons that a line of a list names; empty where it names nobody. `alone`: the list has
/// one person a line, so that a second name-like piece is an organisation.
pub fn line(
    text: &str,
    alone: bool,
    presence: Presence,
    seating: Seating,
    at: usize,
) -> Vec<Person> {
    // Emphasis of Markdown is no part of a name.
    let plain;
    let text = match text.contains('*') {
        true => {
            plain = text.replace('*', "");
            unmarked(plain.trim())
        }
        false => unmarked(text.trim()),
    };
    // "Lars- Håkan Ek": a name that was cut at its hyphen.
    let whole;
    let text = match mended_hyphens(text) {
        Some(mended) => {
            whole = mended;
            whole.as_str()
        }
        None => text,
    };
    if let Some(turned) = party_first(text).or_else(|| surname_first(text, false)) {
        return line(&turned, alone, presence, seating, at);
    }
    let mut out: Vec<Person> = Vec::new();
    let mut before: Option<&str> = None;
    let pieces = apart(pieces(text));
    let named = pieces
        .iter()
        .filter(|piece| starts_person(piece.text).is_some())
        .count();
    // Three names and nothing else are three people, whatever the lines around them have.
    let alone = alone && !(named >= 3 && named == pieces.len());
    let initialled = pieces
        .iter()
        .filter(|piece| single_end(piece.text).is_some_and(|end| piece.text[..end].contains(' ')))
        .count();
    let single = pieces.len() >= 2
        && named.saturating_sub(initialled) * 2 < pieces.len()
        && pieces
            .iter()
            .filter(|piece| is_single_name(piece.text))
            .count()
            * 2
            > pieces.len()
        || pieces.len() == 1 && is_single_name(pieces[0].text);
    // "Anna Ek (C), ordförande Bo Al (M)": whether roles stand after their names.
    let role_of = |text: &str| leading_role(text).or_else(|| leading_title(text));
    let last = pieces.last().map_or("", |piece| piece.text);
    let follows = pieces.len() > 1
        && role_of(pieces[0].text).is_none()
        && (is_role(&lower(last))
            || ends_as_title(&lower(last))
            || pieces.iter().any(|piece| ends_in_party(piece.text)));
    for (index, piece) in pieces.iter().enumerate() {
        let mut piece = *piece;
        if follows
            && piece.divider == Divider::Comma
            && let Some((length, name)) = role_of(piece.text)
            && let Some(before) = out.last_mut()
            && (before.detail.is_empty() || before.detail.ends_with(')'))
        {
            add(&mut before.detail, &piece.text[..length]);
            piece.text = &piece.text[name..];
        }
        let piece = &piece;
        let found = starts_person(piece.text).filter(|found| {
            out.is_empty()
                || single && is_single_name(piece.text)
                || is_new_person(piece, found, (named, pieces.len()), alone, &out)
        });
        let found = found.or_else(|| {
            (single
                && (is_single_name(piece.text)
                    || !piece.text.contains(' ') && name_word(piece.text)))
            .then(|| single_name(piece.text))
        });
        if let Some(found) = found {
            let mut detail = found.role.unwrap_or_default().to_owned();
            add(&mut detail, found.rest);
            out.push(Person {
                name: found.name.to_owned(),
                detail,
                presence,
                seating,
                line: at,
                joined: None,
            });
        } else if let Some(last) = out.last_mut() {
            match piece.divider {
                // "vård och omsorg" was cut within a detail.
                Divider::And => {
                    let joined = format!("{} och {}", last.detail, piece.text);
                    last.detail = joined.trim_start_matches(" och ").to_owned();
                }
                _ => add(&mut last.detail, piece.text),
            }
        } else if index == 0 && stands_before_a_name(&pieces) {
            // "PRO Sundby\tRune Antonsson": the organisation's column comes first.
            before = Some(piece.text);
        } else if index > 0 || !may_lead(piece.text) {
            return Vec::new();
        }
    }
    if let (Some(before), Some(first)) = (before, out.first_mut()) {
        let rest = std::mem::take(&mut first.detail);
        first.detail = before.to_owned();
        add(&mut first.detail, &rest);
    }
    for person in &mut out {
        note_presence(person);
        bracket_party(person);
        without_address(person);
    }
    out
}

/// "Lars- Håkan" as one word, where both are given names.
fn mended_hyphens(text: &str) -> Option<String> {
    let at = text.find("- ")?;
    let before = text[..at].rsplit([' ', ',', '\t']).next().unwrap_or("");
    let after = text[at + 2..].split([' ', ',']).next().unwrap_or("");
    (is_first_name(before) && is_first_name(after))
        .then(|| format!("{}-{}", &text[..at], &text[at + 2..]))
}

/// A row of a list of shares: its number, what somebody holds, who, and how much of it: "3 Ladäng
/// 2:1 Anna Ek 0,07".
pub(super) fn numbered_row(
    text: &str,
    presence: Presence,
    seating: Seating,
    at: usize,
) -> Option<Person> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..)?.strip_prefix([' ', '\t'])?;
    if !(1..=3).contains(&digits) || text.chars().count() > 120 {
        return None;
    }
    let numeral = |word: &str| {
        word.chars().any(|c| c.is_ascii_digit())
            && word
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ':' | ',' | '.' | '/' | '%' | '-'))
    };
    let mut from = 0;
    for word in rest.split_inclusive([' ', '\t']) {
        from += word.len();
        let name = &rest[from..];
        if !numeral(word.trim()) {
            continue;
        }
        let Some(end) = leading_name(name) else {
            continue;
        };
        let after = name[end..].trim();
        return (numeral(after) || matches!(after, "-" | "–")).then(|| Person {
            name: name[..end].to_owned(),
            detail: rest[..from].trim().to_owned(),
            presence,
            seating,
            line: at,
            joined: None,
        });
    }
    None
}

/// Drops what only reaches or signs for somebody: an address, a number, their initials. The line
/// keeps it.
fn without_address(person: &mut Person) {
    let initials: String = person
        .name
        .split([' ', '-'])
        .filter_map(|word| word.chars().next())
        .collect();
    let parts: Vec<&str> = person
        .detail
        .split(", ")
        .filter(|part| {
            let part = part.trim();
            let inside = part.trim_matches(['(', ')']);
            let letters = part.chars().any(char::is_alphabetic);
            let digits = part.chars().filter(char::is_ascii_digit).count();
            let signed = part.starts_with('(')
                && inside.chars().count() >= 2
                && inside == initials
                && !is_politics(inside);
            !(part.contains('@') && !part.contains(' ') || !letters && digits >= 6 || signed)
        })
        .collect();
    if parts.len() < person.detail.split(", ").count() {
        person.detail = parts.join(", ");
    }
}

/// "Anna Ek S, ordförande": the letter of a party in parentheses, as the archive reads it.
fn bracket_party(person: &mut Person) {
    let end = person
        .detail
        .find([',', ' ', '('])
        .unwrap_or(person.detail.len());
    let letter = &person.detail[..end];
    if matches!(
        letter,
        "S" | "M" | "C" | "V" | "L" | "KD" | "MP" | "SD" | "FP" | "FI"
    ) {
        person.detail = format!("({letter}){}", &person.detail[end..]);
    }
}

/// "(S) Anna Ek, ordförande" with the party where others have it.
fn party_first(text: &str) -> Option<String> {
    let (party, rest) = text.strip_prefix('(')?.split_once(") ")?;
    let end = leading_name(rest.trim_start()).filter(|_| is_politics(party) && party != "-")?;
    let rest = rest.trim_start();
    Some(format!("{} ({party}){}", &rest[..end], &rest[end..]))
}

/// "ALM, Bertil (S)" as one says it: "Bertil Alm (S)". What stands after the comma must be a
/// common first name, what stands before it none; where the list is known to be written so
/// (`sure`), any name will do.
pub(super) fn surname_first(text: &str, sure: bool) -> Option<String> {
    let (surname, rest) = text.split_once(',')?;
    let rest = rest.trim_start();
    let words: Vec<&str> = surname.split(' ').collect();
    let name = |word: &&str| {
        let shouted = word.chars().count() >= 2 && word.chars().all(char::is_uppercase);
        shouted && !is_politics(word)
            || name_word(word)
            || matches!(*word, "von" | "af" | "de" | "van" | "der" | "la" | "el")
    };
    if words.len() > 3 || !words.iter().all(name) || words.iter().any(|word| is_first_name(word)) {
        return None;
    }
    let mut end = 0;
    let mut seen = 0;
    for (at, word) in rest
        .split_inclusive([' ', ',', '(', '\t'])
        .enumerate()
        .take(3)
    {
        let bare = word.trim_end_matches([' ', ',', '(', '\t']);
        let given = bare.starts_with(char::is_uppercase)
            && (is_first_name(bare)
                || at == 0 && sure && name_word(bare) && !is_role(&lower(bare)));
        if !given {
            break;
        }
        end = seen + bare.len();
        seen += word.len();
        if !word.ends_with(' ') {
            break;
        }
    }
    if end == 0 {
        return None;
    }
    let (given, rest) = rest.split_at(end);
    // Another name behind it: a list of people.
    let next = rest.trim_start_matches([' ', ',']);
    if !rest.is_empty()
        && (next.starts_with(char::is_alphabetic) && next.starts_with(char::is_uppercase))
    {
        return None;
    }
    let shouted = |text: &str| text.chars().all(|c| !c.is_lowercase());
    let surname = match shouted(surname) && !shouted(given) {
        true => words
            .iter()
            .map(|word| capitalised(word))
            .collect::<Vec<_>>()
            .join(" "),
        false => surname.to_owned(),
    };
    Some(format!("{given} {surname}{rest}"))
}

/// `BJÖRK-SAND` with small letters but the first of each part.
fn capitalised(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut begins = true;
    for c in word.chars() {
        match begins {
            true => out.push(c),
            false => out.extend(c.to_lowercase()),
        }
        begins = !c.is_alphabetic();
    }
    out
}

/// People whom only a space divides from what is said of the one before, as a paragraph leaves
/// them that was a list: "Anna Ek, ekonomichef Bo Al, rektor".
fn apart(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    // Only where a name begins the line and something follows names: "Ordförande Anna Ek,
    // sekreterare Bo Al" is in the other order.
    let begins = pieces.first().is_some_and(|piece| {
        leading_role(piece.text).is_none()
            && leading_title(piece.text).is_none()
            && leading_name(piece.text).is_some()
    });
    let details = |piece: &Piece<'_>| {
        piece.divider == Divider::Comma
            && leading_name(piece.text).is_none()
            && !is_single_name(piece.text)
    };
    let last = pieces.last().is_some_and(|piece| {
        details(piece) && inner_name(piece.text, false).is_none()
            || leading_name(piece.text).is_some_and(|end| end < piece.text.len())
    });
    let said = pieces
        .iter()
        .any(|piece| details(piece) && inner_name(piece.text, true).is_none())
        || last
        || pieces.len() == 1;
    let pieces = two_names(pieces);
    if !begins || !said {
        return pieces;
    }
    let known = pieces
        .iter()
        .any(|piece| inner_name(piece.text, true).is_some());
    let mut out = Vec::with_capacity(pieces.len());
    for mut piece in pieces {
        while let Some(at) =
            inner_name(piece.text, true).or_else(|| inner_name(piece.text, false).filter(|_| known))
        {
            out.push(Piece {
                text: piece.text[..at].trim_end(),
                divider: piece.divider,
            });
            piece = Piece {
                text: &piece.text[at..],
                divider: Divider::Space,
            };
        }
        out.push(piece);
    }
    out
}

/// Two names with one space between them, as cells leave them whose gap was lost.
fn two_names(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut out = Vec::with_capacity(pieces.len());
    for mut piece in pieces {
        while let Some(at) =
            leading_name(piece.text).and_then(|end| second_name(&piece.text[..end]))
        {
            out.push(Piece {
                text: &piece.text[..at],
                divider: piece.divider,
            });
            piece = Piece {
                text: piece.text[at..].trim_start(),
                divider: Divider::Space,
            };
        }
        out.push(piece);
    }
    out
}

/// Where in a piece of a line the next person's name begins, after what is said of another. A
/// common first name tells it; without one (`given` is false), what is said must end in a word
/// that says what somebody is.
fn inner_name(text: &str, given: bool) -> Option<usize> {
    // Nobody says so much of anybody; and what isn't long is cheap to look through.
    if text.len() > 400 {
        return None;
    }
    let own = leading_name(text).unwrap_or(0);
    for (space, _) in text.match_indices(' ') {
        let at = space + 1;
        if space < own {
            continue;
        }
        let before = text[..space].trim_end();
        let rest = &text[at..];
        let previous = before.rsplit(' ').next().unwrap_or("");
        let Some(end) = leading_name(rest) else {
            continue;
        };
        let first = rest.split(' ').next().unwrap_or("");
        let lowered = lower(previous);
        let leads_on = matches!(
            lowered.as_str(),
            "för"
                | "ersätter"
                | "efter"
                | "med"
                | "av"
                | "till"
                | "hos"
                | "från"
                | "i"
                | "vid"
                | "istället"
                | "stället"
                | "tf"
                | "och"
                | "samt"
                | "vice"
                | "om"
                | "på"
                | "tjg"
                | "ers"
                | "ers."
                | "von"
                | "af"
                | "de"
                | "van"
                | "der"
                | "den"
                | "la"
        );
        if leads_on
            || before.is_empty()
            || before.matches('(').count() > before.matches(')').count()
        {
            continue;
        }
        let closed = previous.starts_with(char::is_lowercase)
            || previous.ends_with([')', '.'])
            || previous.starts_with(|c: char| c.is_ascii_digit())
            || previous.chars().filter(|c| c.is_alphabetic()).count() >= 2
                && previous
                    .chars()
                    .all(|c| c.is_uppercase() || !c.is_alphabetic())
            || crate::parse::people::is_organisation_word(previous)
            || before.split(' ').any(is_organisation_start);
        let after = lower(rest[end..].trim_start());
        let place = after.starts_with("kommun") || after.starts_with("stad");
        if given {
            if closed && is_first_name(first) && !place {
                return Some(at);
            }
        } else if (previous.starts_with(|c: char| c.is_ascii_digit())
            || previous.starts_with(char::is_lowercase)
                && (is_role(&lowered)
                    || ends_as_title(&lowered)
                    || matches!(lowered.as_str(), "kommun" | "stad")))
            && end == rest.len()
            && rest.split(' ').count() == 2
        {
            return Some(at);
        }
    }
    None
}

/// Whether the first cell of a row says of what the second is a member.
fn stands_before_a_name(pieces: &[Piece<'_>]) -> bool {
    let [first, second, ..] = pieces else {
        return false;
    };
    second.divider == Divider::Tab
        && starts_person(second.text).is_some()
        && first.text.chars().count() <= 50
        && first.text.starts_with(char::is_uppercase)
        && super::labels::read(first.text).is_none()
}

/// "närv", "ej närv" in a row of those who were called.
fn note_presence(person: &mut Person) {
    let mut kept: Vec<&str> = Vec::new();
    for part in person.detail.split(", ") {
        let lowered = lower(part.trim().trim_matches(['(', ')', '.']));
        match lowered.as_str() {
            "närv" | "närvarande" | "när" | "deltog" | "x" => {}
            "förde protokollet" | "förde protokoll" | "vid protokollet" => {
                kept.push("sekreterare")
            }
            "ej närv"
            | "ej närvarande"
            | "frånv"
            | "frånvarande"
            | "frv"
            | "förhindrad"
            | "förhinder"
            | "anmält förhinder"
            | "ej när"
            | "frånvaro"
            | "sjuk"
            | "återbud"
            | "meddelat förhinder" => {
                person.presence = Presence::Absent;
            }
            _ => match lowered
                .strip_suffix("(frånvarande")
                .or_else(|| lowered.strip_suffix("(ej närvarande"))
                .or_else(|| lowered.strip_suffix("(förhinder"))
            {
                // "ledamot (frånvarande)"
                Some(before) => {
                    person.presence = Presence::Absent;
                    kept.push(part.get(..before.len()).unwrap_or(part).trim_end());
                }
                None => kept.push(part),
            },
        }
    }
    person.detail = kept.join(", ");
}

/// A title, a role or a property may stand before the first name; nothing else may.
fn may_lead(text: &str) -> bool {
    is_role(&lower(text)) || is_property(text)
}

/// "Lida 1:3": what an owner votes for.
fn is_property(text: &str) -> bool {
    text.chars().count() <= 40
        && text.split_once(':').is_some_and(|(before, after)| {
            before.ends_with(|c: char| c.is_ascii_digit())
                && after.starts_with(|c: char| c.is_ascii_digit())
        })
}

pub(super) fn add(detail: &mut String, more: &str) {
    let more = more.trim().trim_matches([',', ';', ':']).trim();
    if more.is_empty() {
        return;
    }
    if !detail.is_empty() {
        detail.push_str(", ");
    }
    detail.push_str(more);
}

struct Found<'a> {
    name: &'a str,
    role: Option<&'a str>,
    rest: &'a str,
}

/// The person that a piece begins with, a role before the name included.
fn starts_person(piece: &str) -> Option<Found<'_>> {
    let (role, start) = match leading_role(piece).or_else(|| leading_title(piece)) {
        Some((role, start)) => (Some(&piece[..role]), start),
        None => (None, 0),
    };
    let text = &piece[start..];
    let end = leading_name(text)?;
    let mut end = trim_organisation(text, end);
    // "Anna Ek Umeå kommun": the last word before `kommun` is a place.
    let after = lower(text[end..].trim_start());
    if after.starts_with("kommun")
        || after.starts_with("stad ")
        || after == "stad"
        || after.starts_with("universitet")
    {
        let name = text[..end].trim_end();
        if name.split_whitespace().count() > 2 {
            end = name.rfind(' ').unwrap_or(end);
        } else {
            return None;
        }
    }
    let rest = text[end..].trim_start();
    Some(Found {
        name: text[..end].trim(),
        role,
        rest,
    })
}

/// Where a second name begins in what looks like one of four words or five: "Ivar Dal Rut Moe".
fn second_name(text: &str) -> Option<usize> {
    let words: Vec<&str> = text.split(' ').collect();
    let given = |at: usize| is_first_name(words[at]);
    let cut =
        (2..words.len().saturating_sub(1)).find(|&at| given(0) && !given(at - 1) && given(at))?;
    Some(
        words[..cut]
            .iter()
            .map(|word| word.len() + 1)
            .sum::<usize>()
            - 1,
    )
}

/// Cuts "Region …" and the like off the end of a name.
pub(super) fn trim_organisation(text: &str, end: usize) -> usize {
    let mut at = 0;
    for (index, word) in text[..end].split_inclusive(' ').enumerate() {
        let party = is_politics(word) && word.trim().chars().all(char::is_uppercase);
        if index >= 2 && (is_organisation_start(word.trim()) || party) {
            return text[..at].trim_end().len();
        }
        at += word.len();
    }
    end
}

fn is_organisation_start(word: &str) -> bool {
    matches!(
        word,
        "Region"
            | "FoU"
            | "SKR"
            | "PRO"
            | "SPF"
            | "HSO"
            | "Funktionsrätt"
            | "Landstinget"
            | "Länsstyrelsen"
            | "Polisen"
            | "Arbetsförmedlingen"
            | "Försäkringskassan"
            | "Kommunförbundet"
    )
}

/// Whether a further name-like piece is another person, rather than an organisation of two words.
fn is_new_person(
    piece: &Piece<'_>,
    found: &Found<'_>,
    (named, count): (usize, usize),
    alone: bool,
    before: &[Person],
) -> bool {
    let first = found.name.split(' ').next().unwrap_or("");
    if is_first_name(first) {
        // "ersättare för Anna Ek", "för Anna Ek" stand in one piece; this one is a name.
        return true;
    }
    let politics = found.rest.starts_with('(')
        && found
            .rest
            .find(')')
            .is_some_and(|close| is_politics(&found.rest[1..close]));
    if politics || found.role.is_some() || matches!(piece.divider, Divider::And | Divider::Space) {
        return true;
    }
    if piece.divider == Divider::Tab {
        return false;
    }
    // A list of many names on one line.
    let recent = &before[before.len().saturating_sub(8)..];
    let bare = recent
        .iter()
        .filter(|person| !person.has_organisation() || person.detail.starts_with('('))
        .count();
    !alone && (named >= 3 || named == count) && bare + 1 >= recent.len()
}

/// A first name alone, in a list of such: "Närvarande: Anna, Bo E, Eva".
fn is_single_name(piece: &str) -> bool {
    single_end(piece).is_some()
}

/// Where such a name ends: a first name, or one with the initial of a surname.
fn single_end(piece: &str) -> Option<usize> {
    let word = piece.split([' ', '(']).next().unwrap_or("");
    if !(is_first_name(word) && name_word(word)) {
        return None;
    }
    let rest = piece[word.len()..].trim_start();
    let initial = rest.split([' ', '(']).next().unwrap_or("");
    let letter = initial.trim_end_matches('.');
    let is_initial = letter.chars().count() == 1 && letter.starts_with(char::is_uppercase);
    let end = match is_initial {
        true => piece.len() - rest.len() + initial.len(),
        false => word.len(),
    };
    let after = piece[end..].trim();
    (after.is_empty() || after.starts_with('(')).then_some(end)
}

fn single_name(piece: &str) -> Found<'_> {
    let end = single_end(piece)
        .or_else(|| piece.find([' ', '(']))
        .unwrap_or(piece.len());
    Found {
        name: &piece[..end],
        role: None,
        rest: piece[end..].trim(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, alone: bool) -> Vec<String> {
        line(text, alone, Presence::Present, Seating::Member, 0)
            .iter()
            .map(Person::text)
            .collect()
    }

    #[test]
    fn a_line_names_one_or_many() {
        assert_eq!(
            shown("Anna Ek (S), ordförande", true),
            ["Anna Ek (S), ordförande"]
        );
        assert_eq!(
            shown("Anna Ek, Umeå kommun", true),
            ["Anna Ek, Umeå kommun"]
        );
        assert_eq!(shown("Anna Ek Umeå kommun", true), ["Anna Ek, Umeå kommun"]);
        assert_eq!(
            shown("Anna Ek (S), Bo Al (M) och Eva By (C)", false),
            ["Anna Ek (S)", "Bo Al (M)", "Eva By (C)"]
        );
        assert_eq!(
            shown("Anna Ek, Röda Korset", true),
            ["Anna Ek, Röda Korset"]
        );
        assert_eq!(
            shown("Ordförande Anna Ek, Bo Al, Eva By", false),
            ["Anna Ek, Ordförande", "Bo Al", "Eva By"]
        );
        assert_eq!(shown("Umeå kommun", true), Vec::<String>::new());
        assert_eq!(
            shown("Mötet öppnades av ordföranden", true),
            Vec::<String>::new()
        );
        assert_eq!(
            shown("Anna, Bo (ordf) och Eva", false),
            ["Anna", "Bo (ordf)", "Eva"]
        );
        assert_eq!(
            shown("Anna Ek (S) tjänstgörande ersättare för Bo Al (M)", true),
            ["Anna Ek (S) tjänstgörande ersättare för Bo Al (M)"]
        );
    }

    #[test]
    fn a_paragraph_that_was_a_list_is_taken_apart() {
        assert_eq!(
            shown(
                "Anna Ek, ekonomichef Bo Alm, rektor Eva By, sekreterare",
                false
            ),
            [
                "Anna Ek, ekonomichef",
                "Bo Alm, rektor",
                "Eva By, sekreterare"
            ]
        );
        assert_eq!(
            shown("Anna Ek, Umeå kommun Bo Alm, Regionen", false),
            ["Anna Ek, Umeå kommun", "Bo Alm, Regionen"]
        );
        assert_eq!(
            shown("Anna Ek, controller, § 7 Bo Alm, jurist, §§ 8-9", false),
            ["Anna Ek, controller, § 7", "Bo Alm, jurist, §§ 8-9"]
        );
        assert_eq!(shown("Ivar Dahl Rut Moe", false), ["Ivar Dahl", "Rut Moe"]);
        // Near misses: titles before names, whom somebody stands in for, an institution named
        // after somebody, two given names.
        assert_eq!(
            shown("Ekonomichef Anna Ek, rektor Bo Alm", false),
            ["Anna Ek, Ekonomichef", "Bo Alm, rektor"]
        );
        assert_eq!(
            shown("Anna Ek, ersättare för Bo Alm, Umeå", true),
            ["Anna Ek, ersättare för Bo Alm, Umeå"]
        );
        assert_eq!(
            shown("Eva By, suppleant för prof. Bo Alm", false),
            ["Eva By, suppleant för prof. Bo Alm"]
        );
        assert_eq!(
            shown("Anna Ek, Stiftelsen Astrid Lindgrens Barnsjukhus", true),
            ["Anna Ek, Stiftelsen Astrid Lindgrens Barnsjukhus"]
        );
        assert_eq!(shown("Karl Erik Johan Ek", true), ["Karl Erik Johan Ek"]);
    }

    #[test]
    fn surnames_and_parties_may_stand_first() {
        assert_eq!(
            shown("BJÖRK-SAND, Carina (S), ordf", true),
            ["Carina Björk-Sand (S), ordf"]
        );
        assert_eq!(
            shown("(S) Anna Ek, ordförande", true),
            ["Anna Ek (S), ordförande"]
        );
        assert_eq!(
            shown("Anna Ek S, ordförande", true),
            ["Anna Ek (S), ordförande"]
        );
        assert_eq!(shown("Anna Ek, M", true), ["Anna Ek (M)"]);
        // Near misses: a list of first names, an organisation after a name.
        assert_eq!(shown("Anna, Bo E, Eva", false), ["Anna", "Bo E", "Eva"]);
        assert_eq!(shown("Anna Ek, Karlstad", true), ["Anna Ek, Karlstad"]);
        assert_eq!(surname_first("Umeå kommun, Anna", false), None);
    }
}
