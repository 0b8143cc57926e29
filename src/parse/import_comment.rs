//! The comment that an import leaves at the top of a protocol: what was inferred, until somebody has
//! compared it with the original and removed it.

use super::front_matter;
use crate::text::Span;

/// How the comment begins.
pub const MARK: &str = "<!-- Inläst ur ";

/// What a row of the comment that is no inference begins with: what was left out of the text, what
/// isn't written elsewhere.
const NO_INFERENCES: &[&str] = &["utelämnat ", "ord vid ", "ledtexter "];

/// The comment that an import leaves.
pub struct Comment<'a> {
    /// Its first line.
    pub span: Span,
    /// What was inferred, one row each.
    pub rows: Vec<Row<'a>>,
}

/// Something inferred.
pub struct Row<'a> {
    /// What it is about: a key of the front matter, or `ärenden`.
    pub subject: &'a str,
    /// The row, without its dash.
    pub span: Span,
}

/// The comment of a protocol, right below its front matter, before any heading.
pub fn comment(text: &str) -> Option<Comment<'_>> {
    let body = front_matter::split(text).map_or(0, |head| head.body);
    let start = body + (text[body..].len() - text[body..].trim_start().len());
    if !text[start..].starts_with(MARK) {
        return None;
    }
    let inside = &text[start..];
    let inside = &inside[..inside.find("-->").unwrap_or(inside.len())];
    let mut rows = Vec::new();
    let mut at = start;
    for line in inside.split_inclusive('\n') {
        let row = line.trim_end();
        if let Some(said) = row.strip_prefix("- ")
            && !NO_INFERENCES.iter().any(|known| said.starts_with(known))
        {
            rows.push(Row {
                subject: said.split(':').next().unwrap_or(said).trim(),
                span: Span::new(at + 2, at + row.len()),
            });
        }
        at += line.len();
    }
    let first = inside.lines().next().unwrap_or(inside);
    Some(Comment {
        span: Span::new(start, start + first.trim_end().len()),
        rows,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_its_subject_and_its_place() {
        let text = format!(
            "---\norgan: LSG\n---\n\n{MARK}x.docx. Kontrollera mot förlagan.\n{}-->\n\n# Protokoll\n",
            "- närvarande: rad 7: två spalter\n- utelämnat från sidornas huvud och fot: 3 (4)\n- ord vid ärendenas nummer som inte står kvar: Dnr\n- datum: mötets datum framgår inte\n",
        );
        let comment = comment(&text).expect("there is one");
        let said: Vec<(&str, &str)> = comment
            .rows
            .iter()
            .map(|row| (row.subject, row.span.of(&text)))
            .collect();
        assert_eq!(
            said,
            [
                ("närvarande", "närvarande: rad 7: två spalter"),
                ("datum", "datum: mötets datum framgår inte"),
            ]
        );
        assert!(comment.span.of(&text).ends_with("mot förlagan."));
    }

    #[test]
    fn only_a_comment_right_below_the_head_is_one() {
        for text in [
            "---\norgan: LSG\n---\n\n# Protokoll\n\n<!-- Inläst ur x.pdf. -->\n",
            "---\norgan: LSG\n---\n\n<!-- Skrivet efter band. -->\n",
            "",
            "---\n",
        ] {
            assert!(comment(text).is_none(), "{text:?}");
        }
        // An open comment, as an editor leaves it half removed.
        assert!(comment("<!-- Inläst ur x.pdf\n- datum: x").is_some_and(|one| one.rows.len() == 1));
    }
}
