//! F009: a placeholder that nobody filled in, an empty link.

use crate::check::{Case, Check, Example, Run, passage};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::rule::{Rule, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "F009",
    name: "placeholder-left",
    severity: Severity::Warning,
    title: Text::new(
        "platshållare kvar, eller en tom länk",
        "a placeholder left, or an empty link",
    ),
    why: Text::new(
        "Mallens platshållare och länkar utan mål säger läsaren att något skulle ha stått här, men inte vad.",
        "A template's placeholders and links without a target tell the reader that something should stand here, but not what.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Protocol(run),
    bad: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Lägesrapport

Rapporten visades: [Bildspel](#).

## § 2 Nästa möte

Nästa möte hålls den {DATUM}.
",
    }],
    good: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Lägesrapport

Rapporten visades: [Bildspel](https://example.org/bildspel).

## § 2 Nästa möte

Nästa möte hålls i april.
",
    }],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let mut found: Vec<Finding> = Vec::new();
    for link in &case.protocol.links {
        if matches!(link.target.trim(), "" | "#") {
            found.push(empty_link(case, link.target.span));
        }
    }
    let text = &case.file.source.text;
    if !may_have_placeholders(text) {
        found.sort_by_key(|finding| finding.place.span);
        case.say(found, out);
        return;
    }
    let body = passage::body(text);
    for span in in_front_matter(text, body) {
        found.push(placeholder(case, span));
    }
    for passage in passage::of_file(case.file) {
        for range in placeholders(passage.text) {
            found.push(placeholder(case, passage.span(range)));
        }
    }
    found.sort_by_key(|finding| finding.place.span);
    case.say(found, out);
}

fn in_front_matter(text: &str, body: usize) -> Vec<Span> {
    placeholders(&text[..body])
        .into_iter()
        .map(|range| Span::new(range.start, range.end))
        .collect()
}

fn empty_link(case: &Case<'_>, span: Span) -> Finding {
    Finding::new(
        &RULE,
        case.place(span),
        Message::new("länken leder ingenstans", "the link leads nowhere"),
    )
    .about(case.text(span).to_owned())
    .hint(case.mend(Message::new(
        "skriv vart länken leder, eller ta bort den",
        "write where the link leads, or remove it",
    )))
}

fn placeholder(case: &Case<'_>, span: Span) -> Finding {
    let what = case.text(span);
    Finding::new(
        &RULE,
        case.place(span),
        Message::new(
            format!("platshållaren {what} är inte ifylld"),
            format!("the placeholder {what} isn't filled in"),
        ),
    )
    .about(what.to_owned())
    .hint(case.mend(Message::new(
        "skriv det som ska stå här, eller ta bort raden",
        "write what should stand here, or remove the line",
    )))
}

/// Whether anything in a text could be one: most protocols are passed over at this.
fn may_have_placeholders(text: &str) -> bool {
    let words = [
        "XX", "TODO", "FIXME", "ÅÅ", "YYYY", "MM-DD", "0X", "1X", "2X",
    ];
    let braced = |at: usize| {
        text[at + 1..]
            .trim_start_matches(['{', ' '])
            .starts_with(char::is_uppercase)
    };
    words.iter().any(|word| text.contains(word))
        || text.match_indices('{').any(|(at, _)| braced(at))
}

/// Where placeholders stand in `text`, in order.
fn placeholders(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let word = |c: u8| c.is_ascii_alphanumeric() || c >= 0x80;
        if bytes[at] == b'{' {
            let len = braced(&text[at..]);
            if len > 0 {
                out.push(at..at + len);
            }
            at += len.max(1);
        } else if word(bytes[at]) {
            // Words hold hyphens: 20XX-XX-XX, ÅÅÅÅ-MM-DD.
            let len = bytes[at..]
                .iter()
                .take_while(|byte| word(**byte) || **byte == b'-')
                .count();
            let token = text[at..at + len].trim_end_matches('-');
            if is_placeholder(token) {
                out.push(at..at + token.len());
            }
            at += len;
        } else {
            at += 1;
        }
    }
    out
}

/// The bytes of `{DATUM}` at the start of `text`: capitals within braces.
fn braced(text: &str) -> usize {
    let Some(end) = text.bytes().take(40).position(|byte| byte == b'}') else {
        return 0;
    };
    let name = text[1..end].trim_matches(['{', ' ']);
    let capitals = name
        .chars()
        .all(|c| c.is_uppercase() || c == '_' || c == ' ' || c == '-');
    match capitals && name.chars().count() >= 3 {
        true => end + 1,
        false => 0,
    }
}

fn is_placeholder(token: &str) -> bool {
    // Every one of them has two capitals.
    if !token.contains(['X', 'O', 'Å', 'Y', 'M']) {
        return false;
    }
    if matches!(
        token,
        "TODO"
            | "FIXME"
            | "XXX"
            | "XXXX"
            | "ÅÅÅÅ"
            | "ÅÅÅÅ-MM-DD"
            | "YYYY-MM-DD"
            | "ÅÅMMDD"
            | "MM-DD"
    ) {
        return true;
    }
    // 20XX, 202X, 20XX-05-12, 2023-XX-XX: a year or a date of which a part is left.
    let dated = token.starts_with("20") && token.len() >= 4;
    dated
        && token.contains('X')
        && token
            .chars()
            .all(|c| c.is_ascii_digit() || c == 'X' || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        placeholders(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn what_templates_leave() {
        assert_eq!(
            found("Den {DATUM} i {PLATS}, 20XX-05-12 eller 20XX- och 2023-XX-XX. TODO: ÅÅÅÅ-MM-DD"),
            [
                "{DATUM}",
                "{PLATS}",
                "20XX-05-12",
                "20XX",
                "2023-XX-XX",
                "TODO",
                "ÅÅÅÅ-MM-DD"
            ]
        );
    }

    #[test]
    fn what_only_looks_like_one() {
        for text in [
            "{namn: Eva By, huvudman: Umeå kommun}",
            "{S}",
            "MODO och TODOS",
            "2023-02-17 till 2023-05-12",
            "X-ray, LINK, XML, 20X",
            "{",
            "{DATUM",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
