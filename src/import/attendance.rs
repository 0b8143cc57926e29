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
    let text = unmarked(text.trim());
    let mut out: Vec<Person> = Vec::new();
    let mut before: Option<&str> = None;
    let pieces = pieces(text);
    let named = pieces
        .iter()
        .filter(|piece| starts_person(piece.text).is_some())
        .count();
    // Three names and nothing else are three people, whatever the lines around them have.
    let alone = alone && !(named >= 3 && named == pieces.len());
    let single = pieces.len() >= 2
        && named * 2 < pieces.len()
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
            out.is_empty() || is_new_person(piece, found, (named, pieces.len()), alone, &out)
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
    }
    out
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
            _ => kept.push(part),
        }
    }
    person.detail = kept.join(", ");
}

/// A title or a role may stand before the first name; nothing else may.
fn may_lead(text: &str) -> bool {
    is_role(&lower(text))
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

/// Cuts "Region …" and the like off the end of a name.
pub(super) fn trim_organisation(text: &str, end: usize) -> usize {
    let mut at = 0;
    for (index, word) in text[..end].split_inclusive(' ').enumerate() {
        if index >= 2 && is_organisation_start(word.trim()) {
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
    if politics || found.role.is_some() || piece.divider == Divider::And {
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

/// A first name alone, in a list of such: "Närvarande: Anna, Bo, Eva".
fn is_single_name(piece: &str) -> bool {
    let word = piece.split([' ', '(']).next().unwrap_or("");
    let rest = piece[word.len()..].trim();
    is_first_name(word) && name_word(word) && (rest.is_empty() || rest.starts_with('('))
}

fn single_name(piece: &str) -> Found<'_> {
    let end = piece.find([' ', '(']).unwrap_or(piece.len());
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
}
