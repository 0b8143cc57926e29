//! The part of a page that is generated, between two marks; what stands around it is somebody's.

use std::ops::Range;

use crate::lang::{Lang, Text};

const MARK: &str = "<!-- samverkan index:";
const BEGIN: Text = Text::new(
    "<!-- samverkan index: början; det som står före slutet skrivs av programmet -->",
    "<!-- samverkan index: begin; what stands before the end is written by the program -->",
);
const END: Text = Text::new(
    "<!-- samverkan index: slut -->",
    "<!-- samverkan index: end -->",
);

/// Where the generated part of a page stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// No mark.
    Missing,
    /// The marks make no pair, or more than one.
    Broken,
    /// From the beginning of the first mark to after the last, line end included.
    At(Range<usize>),
}

/// Finds the generated part of `text`. Marks stand on lines of their own, in either language.
pub fn find(text: &str) -> Block {
    let mut marks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start_matches('\u{feff}').trim();
        if let Some(rest) = trimmed.strip_prefix(MARK)
            && let Some(rest) = rest.strip_suffix("-->")
        {
            let word = rest
                .split(|c: char| !c.is_alphabetic())
                .find(|word| !word.is_empty());
            let start = at + line.len() - line.trim_start_matches('\u{feff}').len();
            marks.push((word.unwrap_or_default(), start..at + line.len()));
        }
        at += line.len();
    }
    match marks.as_slice() {
        [] => Block::Missing,
        [("början" | "begin", first), ("slut" | "end", last)] => Block::At(first.start..last.end),
        _ => Block::Broken,
    }
}

/// The generated part with this content, its lines ended as those of `old` are.
pub(super) fn render(content: &str, lang: Lang, old: &str) -> String {
    // Without the empty lines some hosts would take the marks for parts of what is beside them.
    let whole = format!("{}\n\n{content}\n{}\n", BEGIN.get(lang), END.get(lang));
    match old.split_once('\n') {
        // A checkout on Windows ends all lines so.
        Some((first, _)) if first.ends_with('\r') => whole.replace('\n', "\r\n"),
        _ => whole,
    }
}

/// Two marks with nothing between them: what a page must have to be filled.
pub fn empty(lang: Lang) -> [&'static str; 2] {
    match lang {
        Lang::Sv => ["<!-- samverkan index: början -->", END.sv],
        Lang::En => ["<!-- samverkan index: begin -->", END.en],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<&str> {
        match find(text) {
            Block::At(range) => Some(&text[range]),
            _ => None,
        }
    }

    #[test]
    fn marks_of_either_language_are_found_and_kept_apart_from_text() {
        for lang in [Lang::Sv, Lang::En] {
            let block = render("# Ett\n", lang, "");
            let page = format!("före\n\n{block}\nefter\n");
            assert_eq!(found(&page), Some(block.as_str()));
            let [begin, end] = empty(lang);
            let page = format!("\u{feff}{begin}\r\n  {end} \r\nefter");
            assert_eq!(found(&page), Some(page[3..].trim_end_matches("efter")));
            let windows = render("# Ett\n", lang, &page);
            assert_eq!(windows.matches("\r\n").count(), 5);
            assert_eq!(render("# Ett\n", lang, &windows), windows);
        }
        let last = "a\n<!--samverkan index: x-->\n";
        assert_eq!(find(last), Block::Missing);
    }

    #[test]
    fn marks_that_make_no_pair_are_broken() {
        let [begin, end] = empty(Lang::Sv);
        for lines in [
            vec![begin],
            vec![end],
            vec![end, begin],
            vec![begin, begin, end],
            vec![begin, end, begin, end],
            vec![begin, "<!-- samverkan index: -->"],
            vec!["<!-- samverkan index: hej -->", end],
        ] {
            assert_eq!(find(&lines.join("\n")), Block::Broken, "{lines:?}");
        }
        assert_eq!(
            find("text <!-- samverkan index: början -->\n"),
            Block::Missing
        );
    }
}
