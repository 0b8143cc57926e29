//! The lines of a text that a finding shows, cut to what fits: only lines with marks are copied,
//! and of a long line only what stands around its marks, so that a finding costs no more in a
//! large file than in a small one.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::output::terminal::safe;
use crate::text::LineIndex;

/// A mark to be shown: bytes of the text, with white space at the end left out.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub start: usize,
    pub end: usize,
    /// One safe line; may be empty.
    pub label: String,
    /// Whether this is where the finding is, rather than a second place.
    pub primary: bool,
}

/// Some lines, safe to show, and the marks in them.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The first line, counted from 1 in the file.
    pub line: u32,
    /// Where its primary mark begins, or its first one: a byte of the file.
    pub at: usize,
    /// The lines, each ended by LF.
    pub text: String,
    /// The marks, in bytes of `text`.
    pub marks: Vec<Mark>,
}

/// The most lines of one mark that are shown. Of a longer one the first line is marked.
const MARK_LINES: u32 = 6;

/// The most lines between two marks of one excerpt.
const GAP: u32 = 100;

/// Columns of a tab, as annotate-snippets shows it.
const TAB: usize = 4;

/// What stands where a line was cut.
const CUT: char = '…';

/// The lines of `text` that show `marks` (not empty), with at most `width` columns each: one
/// excerpt for marks near each other, that of the primary mark first.
pub(super) fn excerpts(
    text: &str,
    lines: &LineIndex,
    mut marks: Vec<Mark>,
    width: usize,
) -> Vec<Excerpt> {
    let page = Page { text, lines, width };
    for mark in &mut marks {
        page.shorten(mark);
    }
    marks.sort_by_key(|mark| (mark.start, mark.end, !mark.primary));
    let near = |a: &Mark, b: &Mark| {
        lines.line(b.start as u32) <= lines.line(a.end as u32).saturating_add(GAP)
    };
    let mut excerpts: Vec<Excerpt> = marks
        .chunk_by(near)
        .map(|marks| page.excerpt(marks))
        .collect();
    let primary = |excerpt: &Excerpt| excerpt.marks.iter().any(|mark| mark.primary);
    excerpts.sort_by_key(|excerpt| !primary(excerpt));
    excerpts
}

/// A text and what fits on a line of it.
struct Page<'a> {
    text: &'a str,
    lines: &'a LineIndex,
    width: usize,
}

impl<'a> Page<'a> {
    /// First and last line of a mark.
    fn span(&self, mark: &Mark) -> (u32, u32) {
        let first = self.lines.line(mark.start as u32);
        (first, self.lines.line(mark.end as u32).max(first))
    }

    /// The bytes of `line` without its end and a byte-order mark.
    fn range(&self, line: u32) -> Range<usize> {
        let start = self.lines.start(line) as usize;
        let end = match (line as usize) < self.lines.len() {
            true => self.lines.start(line + 1) as usize,
            false => self.text.len(),
        };
        let text = self.text.get(start..end).unwrap_or("");
        let text = text.trim_end_matches(['\r', '\n']);
        let bare = text.trim_start_matches('\u{feff}');
        let start = start + text.len() - bare.len();
        start..start + bare.len()
    }

    /// A mark over many lines, or one that begins or ends too far out to be drawn, becomes one of
    /// its first line.
    fn shorten(&self, mark: &mut Mark) {
        let (first, last) = self.span(mark);
        if first == last {
            return;
        }
        let line = self.range(first);
        let indent = self.text.get(line.start..mark.start).unwrap_or("");
        let tail = self.range(last).start;
        let tail = self.text.get(tail..mark.end).unwrap_or("");
        let far = |text: &str| text.len() > 4 * self.width || width_of(text) >= self.width;
        if last - first >= MARK_LINES || far(indent) || far(tail) {
            let shown = self.text.get(mark.start..line.end).unwrap_or("");
            mark.end = mark.start + shown.trim_end().len();
        }
    }

    fn excerpt(&self, wanted: &[Mark]) -> Excerpt {
        let spans: Vec<(u32, u32)> = wanted.iter().map(|mark| self.span(mark)).collect();
        let first = spans.iter().map(|span| span.0).min().unwrap_or(1);
        let last = spans.iter().map(|span| span.1).max().unwrap_or(first);
        let mut marks = wanted.to_vec();
        let mut text = String::new();
        for line in first..=last {
            // Lines far from any mark are left out of the picture: only their number counts.
            let touched = |&(a, b): &(u32, u32)| a <= line + 1 && line <= b + 1;
            if spans.iter().any(touched) {
                let cut = self.cut(line, wanted, &spans);
                let placed = self.push(&mut text, cut);
                for (index, mark) in wanted.iter().enumerate() {
                    if spans[index].0 == line {
                        marks[index].start = placed.of(mark.start);
                    }
                    if spans[index].1 == line {
                        marks[index].end = placed.of(mark.end);
                    }
                }
            }
            text.push('\n');
        }
        let leading = wanted.iter().find(|mark| mark.primary);
        Excerpt {
            line: first,
            at: leading.or(wanted.first()).map_or(0, |mark| mark.start),
            text,
            marks,
        }
    }

    /// What of `line` is shown: the marks of this line alone, and what fits around them. Marks
    /// over several lines are drawn from the line's beginning.
    fn cut(&self, line: u32, marks: &[Mark], spans: &[(u32, u32)]) -> Cut {
        let range = self.range(line);
        let over_many = |&(a, b): &(u32, u32)| a != b && a <= line && line <= b;
        let mut inner: Option<Range<usize>> = None;
        let mut label = 0;
        if !spans.iter().any(over_many) {
            // The primary mark decides where several don't fit.
            let mut here: Vec<&Mark> = (marks.iter().zip(spans))
                .filter(|(_, span)| span.0 == line)
                .map(|(mark, _)| mark)
                .collect();
            here.sort_by_key(|mark| !mark.primary);
            for mark in here {
                let wider = match &inner {
                    None => mark.start..mark.end,
                    Some(known) => known.start.min(mark.start)..known.end.max(mark.end),
                };
                let fits = self.fits(wider.clone(), self.width / 2);
                if inner.is_none() || fits {
                    inner = Some(wider);
                    label = label.max(mark.label.width());
                }
            }
        }
        let bytes = range.clone();
        if self.fits(bytes.clone(), self.width) {
            return Cut::whole(bytes);
        }
        let inner = inner.unwrap_or(bytes.start..bytes.start);
        let (start, end) = (
            inner.start.clamp(bytes.start, bytes.end),
            inner.end.clamp(bytes.start, bytes.end),
        );
        // Two columns for the signs of a cut, and a label after the mark where it isn't endless.
        let room = self.width.saturating_sub(2).max(1);
        let wanted = self.columns(start..end, room) + 1 + label.min(room / 2);
        let before = room.saturating_sub(wanted);
        let from = self.back(bytes.start..start, before);
        let to = self.forth(from..bytes.end, room);
        Cut {
            bytes: from..to,
            left: from > bytes.start,
            right: to < bytes.end,
        }
    }

    /// Whether `bytes` take at most `columns`.
    fn fits(&self, bytes: Range<usize>, columns: usize) -> bool {
        self.forth(bytes.clone(), columns) == bytes.end
    }

    /// The columns of `bytes`, at most `most`.
    fn columns(&self, bytes: Range<usize>, most: usize) -> usize {
        let end = self.forth(bytes.clone(), most);
        width_of(self.text.get(bytes.start..end).unwrap_or(""))
    }

    /// How far from the beginning of `bytes` one comes in `columns`.
    fn forth(&self, bytes: Range<usize>, columns: usize) -> usize {
        let text = self.text.get(bytes.clone()).unwrap_or("");
        bytes.start + reach(text.chars(), columns)
    }

    /// How far back from the end of `bytes` one comes in `columns`.
    fn back(&self, bytes: Range<usize>, columns: usize) -> usize {
        let text = self.text.get(bytes.clone()).unwrap_or("");
        bytes.end - reach(text.chars().rev(), columns)
    }

    /// Writes what is left of a line, made safe.
    fn push(&self, out: &mut String, cut: Cut) -> Placed {
        if cut.left {
            out.push(CUT);
        }
        let mut placed = Placed(Vec::new());
        let shown = self.text.get(cut.bytes.clone()).unwrap_or("");
        for (at, c) in shown.char_indices() {
            placed.0.push((cut.bytes.start + at, out.len()));
            out.push_str(&safe(c.encode_utf8(&mut [0; 4])));
        }
        placed.0.push((cut.bytes.end, out.len()));
        if cut.right {
            out.push(CUT);
        }
        placed
    }
}

/// The part of a line that is shown.
struct Cut {
    bytes: Range<usize>,
    left: bool,
    right: bool,
}

impl Cut {
    fn whole(bytes: Range<usize>) -> Cut {
        Cut {
            bytes,
            left: false,
            right: false,
        }
    }
}

/// Where the characters of a line went: byte in the file, byte in the excerpt.
struct Placed(Vec<(usize, usize)>);

impl Placed {
    /// Where `offset` went; the nearest that is shown.
    fn of(&self, offset: usize) -> usize {
        let at = self.0.partition_point(|&(from, _)| from < offset);
        self.0[at.min(self.0.len() - 1)].1
    }
}

/// The bytes of the leading `chars` that take at most `columns`. Characters without width are
/// counted too, so that a flood of them ends.
fn reach(chars: impl Iterator<Item = char>, columns: usize) -> usize {
    let (mut bytes, mut used) = (0, 0);
    for (count, c) in chars.enumerate() {
        used += columns_of(c);
        if used > columns || count >= 4 * columns {
            break;
        }
        bytes += c.len_utf8();
    }
    bytes
}

fn columns_of(c: char) -> usize {
    match c {
        '\t' => TAB,
        c => c.width().unwrap_or(1),
    }
}

fn width_of(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines, with marks under them where they have come.
    fn show(text: &str, marks: &[&str], width: usize) -> String {
        let marks: Vec<Mark> = marks
            .iter()
            .map(|words| text.find(words).map(|at| (at, at + words.len())).unwrap())
            .map(|(start, end)| Mark {
                start,
                end,
                label: "här".to_owned(),
                primary: true,
            })
            .collect();
        let excerpts = excerpts(text, &LineIndex::new(text), marks, width);
        let shown = excerpts.iter().map(|excerpt| {
            let marks: Vec<&str> = excerpt
                .marks
                .iter()
                .map(|mark| &excerpt.text[mark.start..mark.end])
                .collect();
            format!("{}: {:?} {marks:?}", excerpt.line, excerpt.text)
        });
        shown.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn only_lines_with_marks_and_their_neighbours_are_copied() {
        let text = "\u{feff}ett\r\ntvå\r\ntre\r\nfyra\r\nfem\r\nsex\r\n";
        insta::assert_snapshot!(show(text, &["ett", "sex"], 40), @r#"1: "ett\ntvå\n\n\nfem\nsex\n" ["ett", "sex"]"#);
        insta::assert_snapshot!(show(text, &["två\r\ntre"], 40), @r#"2: "två\ntre\n" ["två\ntre"]"#);
        let far = format!("ett{}sex", "\n".repeat(200));
        insta::assert_snapshot!(show(&far, &["ett", "sex"], 40), @r#"
        1: "ett\n" ["ett"]
        201: "sex\n" ["sex"]
        "#);
    }

    #[test]
    fn a_long_line_is_cut_around_its_mark() {
        let text = "abc ".repeat(40) + "MÅL" + &" xyz".repeat(40);
        insta::assert_snapshot!(show(&text, &["MÅL"], 30), @r#"1: "… abc abc abc abc abc MÅL xyz…\n" ["MÅL"]"#);
        insta::assert_snapshot!(show(&text, &["abc"], 30), @r#"1: "abc abc abc abc abc abc abc …\n" ["abc"]"#);
        insta::assert_snapshot!(show(&text, &[&text], 30), @r#"1: "abc abc abc abc abc abc abc …\n" ["abc abc abc abc abc abc abc "]"#);
    }

    #[test]
    fn a_mark_of_many_lines_is_one_of_the_first() {
        let text = "ett\n".repeat(9);
        insta::assert_snapshot!(show(&text, &[text.trim_end()], 30), @r#"1: "ett\n" ["ett"]"#);
    }
}
