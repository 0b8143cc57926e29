//! The data lines of an item: tags, presenters, `Nyckel: värde`.
//!
//! Tags, presenters, matter, numbers and attachments count right under a heading; the others
//! anywhere in the item.

use std::ops::Range;

use super::document::{Block, BlockKind};
use super::names::Names;
use super::people;
use super::vocabulary;
use super::words::lower;
use crate::model::{DataLine, DataLineKind, Presenter, Tag};
use crate::text::{At, Edit, Span};

/// What the data lines of an item say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Data {
    /// Tags, in order.
    pub tags: Vec<At<Tag>>,
    /// Presenters, in order.
    pub presenters: Vec<Presenter>,
    /// `Ärende:`; the first one counts.
    pub matter: Option<At<String>>,
    /// `Dnr:`.
    pub references: Vec<At<String>>,
    /// `Bilaga:`.
    pub attachments: Vec<At<String>>,
    /// All others.
    pub lines: Vec<DataLine>,
    /// The places of all data lines.
    pub spans: Vec<Span>,
    /// Where a colon or the space after it is written otherwise than the program does; there may
    /// be markup between them.
    pub forms: Vec<Edit>,
    /// The places of data lines that are each an item of a list without numbers.
    pub bulleted: Vec<Span>,
    /// Whether anything else stands in the item.
    pub has_text: bool,
}

/// A label with what it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Presenter,
    Matter,
    Reference,
    Attachment,
    Line(DataLineKind),
}

/// Labels of data lines, in lower case and without a colon.
const KEYS: &[(&str, Key)] = &[
    ("föredragande", Key::Presenter),
    ("föredragare", Key::Presenter),
    ("föredragning", Key::Presenter),
    ("föredragningen", Key::Presenter),
    ("föredras av", Key::Presenter),
    ("presentatör", Key::Presenter),
    ("ärende", Key::Matter),
    ("dnr", Key::Reference),
    ("diarienummer", Key::Reference),
    ("diarienr", Key::Reference),
    ("ärendenummer", Key::Reference),
    ("bilaga", Key::Attachment),
    ("bilagor", Key::Attachment),
    ("överlämnas till", Key::Line(DataLineKind::HandedTo)),
    ("svar på", Key::Line(DataLineKind::Answers)),
    ("avslutar", Key::Line(DataLineKind::Closes)),
    ("delredovisar", Key::Line(DataLineKind::PartlyReports)),
    ("ändrar", Key::Line(DataLineKind::Changes)),
    ("rättar", Key::Line(DataLineKind::Corrects)),
    ("utgår", Key::Line(DataLineKind::Drops)),
    ("anmält beslut", Key::Line(DataLineKind::Reported)),
    ("anmälda beslut", Key::Line(DataLineKind::Reported)),
    ("yrkande", Key::Line(DataLineKind::Motion)),
    ("yrkanden", Key::Line(DataLineKind::Motion)),
    ("reservation", Key::Line(DataLineKind::Reservation)),
    ("reservationer", Key::Line(DataLineKind::Reservation)),
    ("avvikande mening", Key::Line(DataLineKind::Dissent)),
    ("jäv", Key::Line(DataLineKind::Recusal)),
    ("omröstning", Key::Line(DataLineKind::Vote)),
    ("expedieras till", Key::Line(DataLineKind::Dispatch)),
    ("expedieras", Key::Line(DataLineKind::Dispatch)),
    (
        "beslutet expedieras till",
        Key::Line(DataLineKind::Dispatch),
    ),
    ("beslutet skickas till", Key::Line(DataLineKind::Dispatch)),
    ("skickas till", Key::Line(DataLineKind::Dispatch)),
];

/// Reads the data lines among the blocks of an item, headings without a number included.
pub fn read(blocks: &[Block], names: &Names) -> Data {
    let mut data = Data::default();
    // Right under a heading: only data lines so far.
    let mut head = true;
    let mut waiting: Option<DataLineKind> = None;
    for block in blocks {
        if block.is_heading()
            || block.is_bold_line() && vocabulary::tag_line(block.text()).is_none()
        {
            head = block.is_heading();
            waiting = None;
            data.has_text |= !block.is_heading();
            continue;
        }
        if block.quoted || matches!(block.kind, BlockKind::Row { .. } | BlockKind::Other) {
            head = false;
            data.has_text = true;
            continue;
        }
        // `Expedieras till:` alone, and below it a list of receivers.
        if let Some(kind) = waiting
            && block.is_list_item()
            && key(block.text()).is_none()
        {
            data.lines.push(DataLine {
                kind,
                value: At::new(one_line(block.text()), block.flow.whole()),
            });
            data.spans.push(block.flow.whole());
            continue;
        }
        waiting = None;
        let found = read_block(block, head, names, &mut data);
        if found.other {
            head = false;
            data.has_text = true;
        }
        waiting = found.waiting.or(waiting);
    }
    data
}

struct Found {
    /// The block has text that is no data line.
    other: bool,
    /// A label without a value: its values follow.
    waiting: Option<DataLineKind>,
}

fn read_block(block: &Block, head: bool, names: &Names, data: &mut Data) -> Found {
    let text = block.text();
    let mut found = Found {
        other: false,
        waiting: None,
    };
    // Each labelled line goes on until the next one.
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.trim_end_matches('\n').len();
        start += line.len();
        let begins = key(&text[range.clone()]).is_some()
            || vocabulary::tag_line(&text[range.clone()]).is_some();
        match lines.last_mut() {
            Some(last) if !begins && key(&text[last.clone()]).is_some() => last.end = range.end,
            _ => lines.push(range),
        }
    }
    let known = data.spans.len();
    let alone = lines.len() == 1 && !text.contains('\n');
    for range in lines {
        let line = &text[range.clone()];
        if head && read_tags(block, range.clone(), data) {
            data.spans.push(block.flow.span(range));
            continue;
        }
        let Some((key, value)) = key(line) else {
            found.other |= !line.trim().is_empty();
            continue;
        };
        let value = trim(text, range.start + value..range.end);
        let anywhere = matches!(key, Key::Line(_));
        // "Ärende: …" in the middle of prose is prose; presenters may come a little later.
        if !anywhere && !head && !matches!(key, Key::Presenter) {
            found.other = true;
            continue;
        }
        let place = block.flow.span(range.clone());
        data.forms.extend(colon_form(block, &range, &value));
        let cell = At::new(
            one_line(&text[value.clone()]),
            block.flow.span(value.clone()),
        );
        match key {
            Key::Presenter => data
                .presenters
                .extend(people::presenters(&block.flow, value, names)),
            Key::Matter if data.matter.is_none() && !cell.value.is_empty() => {
                data.matter = Some(cell)
            }
            Key::Matter => {}
            Key::Reference => data.references.push(cell),
            Key::Attachment => data
                .attachments
                .extend(attachments(block, range.clone(), value)),
            Key::Line(kind) if cell.value.is_empty() => found.waiting = Some(kind),
            Key::Line(kind) => data.lines.push(DataLine { kind, value: cell }),
        }
        data.spans.push(place);
    }
    if alone && data.spans.len() > known {
        let bulleted = block.kind == BlockKind::ListItem { number: None };
        data.bulleted.extend(bulleted.then(|| block.flow.whole()));
    }
    found
}

/// What stands between a label and its value: a colon, and one space before a value.
fn colon_form(block: &Block, line: &Range<usize>, value: &Range<usize>) -> Option<Edit> {
    let text = block.text();
    let colon = line.start + text[line.clone()].find(':')?;
    let label = text[line.start..colon].trim_end().len();
    let (from, to) = match value.is_empty() {
        true => (line.start + label, colon + 1),
        false => (line.start + label, value.start),
    };
    let new = if value.is_empty() { ":" } else { ": " };
    let differs = text[from..to] != *new && !text[from..to].contains('\n');
    differs.then(|| Edit {
        span: block.flow.span(from..to),
        new: new.to_owned(),
    })
}

/// Takes a line of tags: `Beslutsärende`, `Omedelbart justerad, Beslutsärende`.
fn read_tags(block: &Block, range: Range<usize>, data: &mut Data) -> bool {
    let text = block.text();
    let mut tags = Vec::new();
    let mut at = range.start;
    for part in text[range.clone()].split([',', ';']) {
        let place = trim(text, at..at + part.len());
        at += part.len() + 1;
        match vocabulary::tag_line(part) {
            // A lone letter is a tag only in a heading.
            Some(tag) if part.trim().chars().count() > 1 => {
                tags.push(At::new(tag, block.flow.span(place)));
            }
            _ => return false,
        }
    }
    data.tags.extend(tags);
    true
}

/// The numbers of `Bilaga: 1, 2`; the whole value where there is no number.
fn attachments(block: &Block, line: Range<usize>, value: Range<usize>) -> Vec<At<String>> {
    let text = block.text();
    let found = vocabulary::attachment_numbers(&text[line.clone()]);
    if found.is_empty() {
        return vec![At::new(
            one_line(&text[value.clone()]),
            block.flow.span(value),
        )];
    }
    found
        .into_iter()
        .map(|number| {
            let range = line.start + number.start..line.start + number.end;
            At::new(text[range.clone()].to_owned(), block.flow.span(range))
        })
        .collect()
}

/// The label that a line begins with, and where its value begins.
fn key(line: &str) -> Option<(Key, usize)> {
    let colon = line.find(':')?;
    if colon > 40 {
        return None;
    }
    let label = lower(line[..colon].trim_matches(|c: char| c.is_whitespace() || c == '*'));
    let (_, key) = KEYS.iter().find(|(word, _)| *word == label)?;
    Some((*key, colon + 1))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let start = range.start + slice.len() - slice.trim_start().len();
    let end = range.start + slice.trim_end().len();
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown;

    fn data(source: &str) -> Data {
        read(&markdown::read(source, 0).blocks, &Names::default())
    }

    #[test]
    fn canonical_lists_and_plain_lines_say_the_same() {
        let list = data(
            "- Beslutsärende\n- Föredragande: Mona Wahl, FoU Socialtjänst; Bo Al\n- Ärende: UPH-medel\n- Bilaga: 1\n\nText.\n",
        );
        let lines = data(
            "Beslutsärende\nFöredragande: Mona Wahl, FoU Socialtjänst; Bo Al\nÄrende: UPH-medel\nBilaga: 1\n\nText.\n",
        );
        assert_eq!(list.tags, lines.tags);
        assert_eq!(list.presenters, lines.presenters);
        assert_eq!(list.presenters.len(), 2);
        assert_eq!(list.matter.unwrap().value, "UPH-medel");
        assert_eq!(list.attachments, lines.attachments);
        assert!(list.has_text && lines.has_text);
    }

    #[test]
    fn some_lines_count_anywhere_and_wrap() {
        let data = data(
            "Text.\n\nExpedieras till: arbetsgruppen\nför UPH-medel\n\nAvslutar: LSG/2023-02-17/4:2\n",
        );
        let shown: Vec<(DataLineKind, &str)> = data
            .lines
            .iter()
            .map(|l| (l.kind, l.value.value.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                (DataLineKind::Dispatch, "arbetsgruppen för UPH-medel"),
                (DataLineKind::Closes, "LSG/2023-02-17/4:2")
            ]
        );
    }

    #[test]
    fn a_tag_in_prose_is_none() {
        let data = data("Frågan är ett\n\nInformationsärende\n");
        assert!(data.tags.is_empty());
    }

    #[test]
    fn a_sub_heading_has_data_lines_of_its_own() {
        let data = data("- Beslutsärende\n\n### Del\n\n- Föredragande: Bo Al\n\nText.\n");
        assert_eq!((data.tags.len(), data.presenters.len()), (1, 1));
    }

    #[test]
    fn receivers_below_their_label() {
        let data = data("Expedieras till:\n\n- Umeå kommun\n- Dorotea kommun\n\nText.\n");
        assert_eq!(data.lines.len(), 2);
    }
}
