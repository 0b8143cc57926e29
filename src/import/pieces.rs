//! A line of names, cut where it may be cut.

use super::people::{is_politics, leading_name};

/// A piece of a line between dividers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    /// What divides it from the piece before it.
    pub(super) divider: Divider,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Divider {
    Start,
    Comma,
    Tab,
    And,
    /// Nothing but a space, after what is said of somebody else.
    Space,
}

/// Cuts a line at commas, semicolons, tabs and `och`; what is in parentheses stays whole.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut divider = Divider::Start;
    let mut depth = 0i32;
    let mut at = 0;
    let mut push = |from: usize, to: usize, divider: Divider| {
        let piece = text[from..to].trim();
        if !piece.is_empty() {
            out.push(Piece {
                text: piece,
                divider,
            });
        }
    };
    while at < text.len() {
        let rest = &text[at..];
        let Some(c) = rest.chars().next() else { break };
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = (depth - 1).max(0),
            _ => {}
        }
        let cut = if depth > 0 {
            None
        } else if rest.starts_with("  ") {
            Some((
                rest.len() - rest.trim_start_matches(' ').len(),
                Divider::Tab,
            ))
        } else if c == ';' || c == ',' && !goes_on_with_number(&text[start..at], &rest[1..]) {
            Some((1, Divider::Comma))
        } else if c == '\t' {
            Some((1, Divider::Tab))
        } else if c == ' ' && ends_in_party(&text[start..at]) && leading_name(&rest[1..]).is_some()
        {
            // "Anna Ek (S) Bo Al (M)": what a column leaves when its lines are run together.
            Some((1, Divider::Comma))
        } else if let Some(word) = [" och ", " samt ", " & ", " resp. "]
            .iter()
            .find(|word| rest.starts_with(**word))
        {
            Some((word.len(), Divider::And))
        } else if let Some(sign) = [" · ", " • ", " | ", " / "]
            .iter()
            .find(|sign| rest.starts_with(**sign))
        {
            // "Anna Ek · Bo Al"; "Umeå / Vännäs" is one organisation.
            let after = &rest[sign.len()..];
            let list = *sign != " / " || leading_name(after).is_some();
            list.then_some((sign.len(), Divider::Comma))
        } else if rest.starts_with(" - ") || rest.starts_with(" – ") {
            Some((
                if rest.starts_with(" - ") {
                    3
                } else {
                    " – ".len()
                },
                Divider::Comma,
            ))
        } else {
            None
        };
        match cut {
            Some((width, next)) => {
                push(start, at, divider);
                divider = next;
                at += width;
                start = at;
            }
            None => at += c.len_utf8(),
        }
    }
    push(start, text.len(), divider);
    out
}

/// Whether a text ends in the letter of a party: "Anna Ek (S)".
pub(super) fn ends_in_party(text: &str) -> bool {
    text.strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
        .is_some_and(|(name, party)| is_politics(party) && !name.trim().is_empty())
}

fn goes_on_with_number(before: &str, after: &str) -> bool {
    let digit = after
        .trim_start()
        .starts_with(|c: char| c.is_ascii_digit() || c == '§');
    digit && before.contains('§')
}
