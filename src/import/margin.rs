//! A narrow column to the right of a text laid out with spaces, where some minutes say who does
//! what: "HV bevakar". Its lines are taken out of the text beside them and put together below it.

use super::source::{Line, Page};

/// No column of text is narrower: what stands further left is a table or a list of names.
const LEAST: usize = 55;
/// A note in a margin is no longer.
const LONGEST: usize = 26;

/// A note beside a line, or on a line of its own.
struct Note {
    /// Where the text to its left ends, in bytes of the line.
    cut: usize,
    /// Where it begins, in characters from the left edge.
    x: usize,
}

/// Takes the notes of a right-hand margin out of the lines of every page, from the first item on.
pub(super) fn take_out(pages: &mut [Page]) {
    let mut begun = false;
    let mut waiting: Vec<Line> = Vec::new();
    for page in pages {
        let from = match begun {
            true => Some(0),
            false => page.lines.iter().position(opens_item),
        };
        let Some(from) = from else {
            continue;
        };
        begun = true;
        let Some(x) = column(&page.lines[from..]) else {
            flush(&mut waiting, &mut page.lines, from);
            continue;
        };
        let lines = std::mem::take(&mut page.lines);
        // A line without a note has stood since the last one.
        let mut since = false;
        for (at, line) in lines.into_iter().enumerate() {
            if at < from {
                page.lines.push(line);
                continue;
            }
            let note = note(&line).filter(|note| note.x.abs_diff(x) <= 4);
            if line.gap && since {
                let end = page.lines.len();
                flush(&mut waiting, &mut page.lines, end);
            }
            since = note.is_none();
            match note {
                Some(note) => {
                    let text = line.text[note.cut..].trim_start().to_owned();
                    waiting.push(Line {
                        text,
                        ..line.clone()
                    });
                    let left = line.text[..note.cut].trim_end();
                    if !left.is_empty() {
                        let text = left.to_owned();
                        page.lines.push(Line { text, ..line });
                    }
                }
                None => page.lines.push(line),
            }
        }
    }
}

/// Puts what waits, as a paragraph of its own, before line `at`.
fn flush(waiting: &mut Vec<Line>, lines: &mut Vec<Line>, at: usize) {
    let Some(first) = waiting.first().cloned() else {
        return;
    };
    let text: Vec<String> = waiting.drain(..).map(|line| line.text).collect();
    lines.insert(
        at,
        Line {
            text: text.join(" "),
            gap: true,
            whole: true,
            indent: 0,
            ..first
        },
    );
    if let Some(below) = lines.get_mut(at + 1) {
        below.gap = true;
    }
}

/// Where the margin of a page begins: several notes stand there, and the text flows up to it.
fn column(lines: &[Line]) -> Option<usize> {
    let notes: Vec<usize> = lines.iter().filter_map(note).map(|note| note.x).collect();
    let near = |x: usize| notes.iter().filter(|other| other.abs_diff(x) <= 4).count();
    let x = *notes.iter().max_by_key(|x| near(**x))?;
    let reach = |line: &Line| usize::from(line.indent) + line.text.chars().count();
    let flowing: Vec<usize> = lines
        .iter()
        .filter(|line| note(line).is_none() && !line.text.contains("   "))
        .map(reach)
        .collect();
    let full = flowing.iter().filter(|end| **end * 10 >= x * 6).count();
    let across = flowing.iter().filter(|end| **end > x).count();
    (near(x) >= 2 && full >= 4 && across * 10 <= flowing.len()).then_some(x)
}

/// The note that a line is, or has to the right of its text.
fn note(line: &Line) -> Option<Note> {
    let text = line.text.as_str();
    if text.contains('\t') || line.row.is_some() {
        return None;
    }
    let indent = usize::from(line.indent);
    let (cut, start) = match text.rfind("   ") {
        Some(at) => (text[..at].trim_end().len(), at + 3),
        None if indent >= LEAST => (0, 0),
        None => return None,
    };
    let note = &text[start..];
    let left = &text[..cut];
    let x = indent + text[..start].chars().count();
    let wide = left.chars().count();
    let fits = x >= LEAST
        && (2..=LONGEST).contains(&note.chars().count())
        && note.chars().any(char::is_alphabetic)
        && !titled(left).contains("   ")
        && !super::page::is_page_number(note)
        && (left.is_empty() || wide >= 40 || opens_item(line));
    fits.then_some(Note { cut, x })
}

/// A heading without its number, which stands apart from the title.
fn titled(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '§' | '.' | ')' | ' '))
}

/// Whether a line begins as the heading of an item does.
fn opens_item(line: &Line) -> bool {
    let text = line.text.trim_start_matches('§').trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits)
        && text[digits..]
            .trim_start_matches(['.', ')'])
            .starts_with([' ', '\t'])
        && text[digits..]
            .trim_start_matches(['.', ')', ' ', '\t'])
            .starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use crate::import::text;

    fn shown(text: &str) -> Vec<String> {
        let mut source = text::read(text.as_bytes()).unwrap();
        super::take_out(&mut source.pages);
        source.lines().map(|(_, line)| line.text.clone()).collect()
    }

    const BODY: &str = "\
          Bryggan är lagad och båtarna ligger i sjön sedan i maj
          månad, trots att isen låg kvar länge i den norra viken
";

    #[test]
    fn notes_in_a_margin_stand_below_the_text() {
        let text = format!(
            "1.        Bryggan                                               AE ringer\n{BODY}          och nu ska den målas under sommaren om vädret blir      målaren\n{BODY}\n2.        Vägen                                                 BA\n{BODY}"
        );
        let shown = shown(&text);
        assert_eq!(shown[0], "1.        Bryggan");
        assert_eq!(shown[6], "AE ringer målaren");
        assert_eq!(shown[7], "2.        Vägen");
    }

    #[test]
    fn tables_and_signatures_stay() {
        let sums = "1.        Ekonomi\n          Lokaler                                       tolv tusen\n          Resor                                         två tusen\n";
        assert!(shown(sums)[1].ends_with("tolv tusen"));
        let signed = format!(
            "1.        Slut\n{BODY}{BODY}\n          Anna Ek                                       Bo Al\n          Ordförande                                    Sekreterare\n"
        );
        assert!(shown(&signed).iter().any(|line| line.ends_with("Bo Al")));
    }
}
