//! Changes as a comment on a Git host.

use std::fmt::Write as _;

use super::{Changes, Group, Line, Mark, Sign};
use crate::output::markdown::escape;
use crate::output::terminal::safe_line;

/// A group of more lines is folded.
const LINES_OPEN: usize = 10;
/// Git hosts take comments of 65,536 characters; what would go beyond this many bytes is left out.
const BYTES_MAX: usize = 60_000;
/// A single line longer than this many characters is cut.
const LINE_CHARS_MAX: usize = 4_000;

pub(super) fn write(changes: &Changes) -> String {
    let mut out = format!("### {}\n", text(&changes.title));
    for sentence in &changes.summary {
        let _ = write!(out, "\n{}\n", text(sentence));
    }
    let mut left_out = 0;
    for part in &changes.parts {
        let mut block = format!("\n**{}**\n\n", text(&part.heading));
        for note in &part.notes {
            let _ = writeln!(block, "- {}", text(note));
        }
        if !fits(&out, &block) {
            left_out += 1;
            continue;
        }
        out.push_str(&block);
        for group in &part.groups {
            let (block, cut) = group_text(group, BYTES_MAX.saturating_sub(out.len()));
            left_out += usize::from(cut);
            out.push_str(&block);
        }
    }
    if left_out > 0 {
        let _ = write!(out, "\n{}\n", text(&changes.words.cut));
    }
    out
}

fn fits(out: &str, block: &str) -> bool {
    out.len() + block.len() <= BYTES_MAX
}

/// The group, and whether lines that don't fit into `room` bytes were left out.
fn group_text(group: &Group, room: usize) -> (String, bool) {
    let folded = group.lines.len() > LINES_OPEN;
    let heading = text(&group.heading);
    let mut out = match folded {
        true => format!(
            "\n<details><summary>{heading} ({})</summary>\n\n",
            group.lines.len()
        ),
        false if heading.is_empty() => String::new(),
        false => format!("- {heading}\n"),
    };
    let end = if folded { "\n</details>\n\n" } else { "" };
    let indent = if folded || heading.is_empty() {
        ""
    } else {
        "  "
    };
    let mut cut = false;
    for line in &group.lines {
        let line = format!("{indent}{}\n", one_line(line));
        if out.len() + line.len() + end.len() > room {
            cut = true;
            break;
        }
        out.push_str(&line);
    }
    out.push_str(end);
    match cut && out.len() > room {
        true => (String::new(), true),
        false => (out, cut),
    }
}

fn one_line(line: &Line) -> String {
    let mut out = match line.sign {
        Sign::New => "- `+` ",
        Sign::Gone => "- `-` ",
        Sign::Changed => "- `~` ",
        Sign::More => "  - ",
        Sign::Told => "- ",
    }
    .to_owned();
    let mut chars = 0;
    for run in &line.runs {
        let mut shown = run.text.as_str();
        if let Some((end, _)) = shown.char_indices().nth(LINE_CHARS_MAX - chars) {
            shown = &shown[..end];
        }
        chars += shown.chars().count();
        // Emphasis must touch what it marks: the spaces stand outside.
        let inner = shown.trim();
        let start = shown.len() - shown.trim_start().len();
        let (before, after) = match inner.is_empty() {
            true => (if shown.is_empty() { "" } else { " " }, ""),
            false => (
                if start > 0 { " " } else { "" },
                if shown.ends_with(char::is_whitespace) {
                    " "
                } else {
                    ""
                },
            ),
        };
        let inner = text(inner);
        let _ = match (run.mark, inner.is_empty()) {
            (_, true) => write!(out, "{before}"),
            (Mark::Same, _) => write!(out, "{before}{inner}{after}"),
            (Mark::Gone, _) => write!(out, "{before}<del>{inner}</del>{after}"),
            (Mark::New, _) => write!(out, "{before}<ins>{inner}</ins>{after}"),
        };
        if chars >= LINE_CHARS_MAX {
            out.push('…');
            break;
        }
    }
    out.trim_end().to_owned()
}

/// What a document says as text and nothing else: no markup, no mention of anybody, no reference
/// to another issue.
fn text(words: &str) -> String {
    /// Stands between the sign and the name without being seen, as bots do it.
    const APART: &str = "&#8203;";
    let line = safe_line(words);
    let escaped = escape(&line);
    let mut out = String::with_capacity(escaped.len());
    let mut chars = escaped.chars().peekable();
    let mut last = ' ';
    while let Some(c) = chars.next() {
        out.push(c);
        let next = chars.peek().copied().unwrap_or(' ');
        let is_entity = last == '&';
        let refers = match c {
            '@' => next.is_alphanumeric(),
            '#' | '!' | '%' => next.is_alphanumeric() && !is_entity,
            _ => false,
        };
        if refers {
            out.push_str(APART);
        }
        last = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    #[test]
    fn a_comment_that_a_git_host_shows() {
        insta::assert_snapshot!(sample().markdown());
    }

    /// What a document says is never anything but text.
    #[test]
    fn what_documents_say_is_text() {
        let nasty = [
            "</del></details><img src=x onerror=alert(1)>",
            "[a](javascript:b) ![p](q) <http://x.y>",
            "# rubrik",
            "- punkt\n- punkt",
            "``` kod",
            "**fet** __fet__ ~~struken~~ $m$",
            "| a | b |\n|---|---|",
            "&lt;b&gt; &#64;a",
            "\\",
            "***",
            "1. ett",
        ];
        for words in nasty {
            let mut changes = sample();
            changes.parts[0].heading = words.to_owned();
            let part = &mut changes.parts[0];
            part.groups[0].lines = vec![Line {
                sign: Sign::Changed,
                runs: vec![
                    super::super::Run::new(Mark::Same, words),
                    super::super::Run::new(Mark::Gone, words),
                    super::super::Run::new(Mark::New, words),
                ],
            }];
            let markdown = changes.markdown();
            let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
            for event in Parser::new_ext(&markdown, options) {
                match event {
                    Event::InlineHtml(html) | Event::Html(html) => {
                        let html = html.trim();
                        let own = ["<del>", "</del>", "<ins>", "</ins>", "</details>"];
                        assert!(
                            own.contains(&html) || html.starts_with("<details><summary>"),
                            "{html} in {markdown}"
                        );
                    }
                    Event::Start(tag) => assert!(
                        matches!(
                            tag,
                            Tag::Paragraph
                                | Tag::Heading { .. }
                                | Tag::List(_)
                                | Tag::Item
                                | Tag::Strong
                                | Tag::HtmlBlock
                        ),
                        "{tag:?} in {markdown}"
                    ),
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn nobody_is_mentioned_and_nothing_referred_to() {
        assert_eq!(text("@anna"), "@&#8203;anna");
        assert_eq!(text("se #12 och !3"), "se #&#8203;12 och !&#8203;3");
        assert_eq!(
            text("&#64;anna"),
            "&amp;#64;anna".replace("#64", "#&#8203;64")
        );
        assert_eq!(text("50 % § 4"), "50 % § 4");
    }

    #[test]
    fn a_comment_is_never_too_long() {
        let mut changes = sample();
        let group = &mut changes.parts[0].groups[1];
        group.lines = (0..10_000)
            .map(|at| Line::new(Sign::New, format!("Person {at}")))
            .collect();
        let part = changes.parts[0].clone();
        changes.parts = vec![part; 50];
        let markdown = changes.markdown();
        assert!(markdown.len() < 61_000, "{}", markdown.len());
        assert!(markdown.ends_with("\nresten utelämnas\n"));
        let count = |what: &str| markdown.matches(what).count();
        assert_eq!(count("<details>"), count("</details>"));
    }
}
