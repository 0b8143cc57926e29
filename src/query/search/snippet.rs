//! The passage of a text that shows best why it was found.

use std::collections::HashMap;
use std::ops::Range;

use super::words::Hit;

/// About how long a passage is, in bytes; it ends where a word does.
const PASSAGE_BYTES: usize = 200;
/// How much of it stands before the first hit.
const LEAD_BYTES: usize = 60;

/// The passage of `text` with most of what was looked for, on one line and without Markdown's
/// signs; `…` where the text goes on. Hits within `title` count only where there are no others.
pub(super) fn passage(text: &str, hits: &[Hit], title: Range<usize>) -> String {
    let below: Vec<&Hit> = hits
        .iter()
        .filter(|hit| !title.contains(&hit.range.start))
        .collect();
    let from = match below.is_empty() {
        true => title.end,
        false => {
            let at = best(&below);
            let lead = at.saturating_sub(LEAD_BYTES);
            // The title stands beside the passage and need not be in it.
            if at >= title.end {
                lead.max(title.end)
            } else {
                lead
            }
        }
    };
    let start = word_start(text, from);
    let end = word_end(text, (start + PASSAGE_BYTES).min(text.len()));
    let shown = plain(&text[start..end]);
    let first = from == title.end || text[..start].trim().is_empty();
    let goes_on = !text[end..].trim().is_empty();
    match (first, goes_on) {
        (true, true) => format!("{shown} …"),
        (true, false) => shown,
        (false, true) => format!("… {shown} …"),
        (false, false) => format!("… {shown}"),
    }
}

/// Where the passage with most different things begins: then most hits, then the first.
fn best(hits: &[&Hit]) -> usize {
    let room = PASSAGE_BYTES - LEAD_BYTES;
    let mut within: HashMap<usize, usize> = HashMap::new();
    let mut end = 0;
    let mut best = (0, 0, 0);
    for (start, hit) in hits.iter().enumerate() {
        while end < hits.len() && (end <= start || hits[end].range.end <= hit.range.start + room) {
            *within.entry(hits[end].wanted).or_default() += 1;
            end += 1;
        }
        let worth = (within.len(), end - start);
        if worth > (best.0, best.1) {
            best = (worth.0, worth.1, hit.range.start);
        }
        if let Some(count) = within.get_mut(&hit.wanted) {
            *count -= 1;
            if *count == 0 {
                within.remove(&hit.wanted);
            }
        }
    }
    best.2
}

/// The first place at or after `at` where a word begins, unless that is far.
fn word_start(text: &str, at: usize) -> usize {
    let at = boundary(text, at);
    if at == 0 || text[..at].ends_with(char::is_whitespace) {
        return at;
    }
    match text[at..].find(char::is_whitespace) {
        Some(space) if space < LEAD_BYTES => at + space,
        _ => at,
    }
}

/// The last place at or before `at` where a word ends, unless that is far.
fn word_end(text: &str, at: usize) -> usize {
    let at = boundary(text, at);
    if at == text.len() || text[at..].starts_with(char::is_whitespace) {
        return at;
    }
    match text[..at].rfind(char::is_whitespace) {
        Some(space) if at - space < LEAD_BYTES => space,
        _ => at,
    }
}

/// The last place at or before `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    let begins = (0..=at).rev().find(|&at| text.is_char_boundary(at));
    begins.unwrap_or(0)
}

/// Words with one space between them, without the signs that make headings, lists, tables and
/// stress; a dot stands between the points of a list and the cells of a row.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut divided = false;
    for line in text.lines() {
        let line = line.trim_start().trim_start_matches(['#', '>']);
        for (at, word) in line.split_whitespace().enumerate() {
            let point = at == 0 && matches!(word, "-" | "*" | "+");
            let word = word.trim_matches(['*', '_', '`']);
            divided |= point || word.starts_with('|');
            let after = word.ends_with('|');
            let word = word.trim_matches('|');
            let rule = word
                .chars()
                .all(|sign| matches!(sign, '-' | '=' | ':' | '|' | '+'));
            if rule {
                continue;
            }
            if !out.is_empty() {
                let dot = divided && !out.ends_with(':');
                out.push_str(if dot { " · " } else { " " });
            }
            out.push_str(word);
            divided = after;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::search::words::{Pattern, Search, Wanted};
    use proptest::prelude::*;

    fn shown(text: &str, word: &str, title: Range<usize>) -> String {
        let pattern = Pattern::new(word, false).expect("the test has a word");
        let mut hits = Vec::new();
        Search::new(vec![Wanted::Words(pattern)]).find(text, &mut hits);
        passage(text, &hits, title)
    }

    #[test]
    fn signs_of_markdown_are_left_out() {
        for (text, expected) in [
            (
                "**Beslut**\n\n- att ett\n- att *två*\n",
                "Beslut · att ett · att två",
            ),
            (
                "| Mål | Utfall |\n|---|---|\n| SIP | Nej |\n",
                "Mål · Utfall · SIP · Nej",
            ),
            (
                "närvarande:\n  - Eva Ek\n  - Bo Al",
                "närvarande: Eva Ek · Bo Al",
            ),
            ("## Rubrik\n\n> citat - och mer", "Rubrik citat och mer"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }

    #[test]
    fn a_text_without_hits_is_shown_from_its_beginning() {
        assert_eq!(shown("Kort text.", "zebra", 0..0), "Kort text.");
        assert_eq!(shown("", "zebra", 0..0), "");
        assert_eq!(shown("# Zebra\n", "zebra", 2..7), "");
    }

    proptest! {
        #[test]
        fn any_text_has_a_passage(text in "\\PC{0,300}|[zå \n*|#-]{0,600}", start in 0usize..20, length in 0usize..20) {
            let start = boundary(&text, start);
            let end = boundary(&text, start + length).max(start);
            shown(&text, "z", start..end);
        }
    }
}
