//! Ids as people write them: `LSG/2023-02-17/4:2`, `LSG 2023-02-17 § 4`.

use chrono::NaiveDate;

/// What an id in a text means. The parts are as ids have them; whether the archive has such a
/// thing is another question.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Named {
    /// The protocol: `LSG/2023-02-17`.
    pub protocol: String,
    /// The item's key, where one is named.
    pub item: Option<String>,
    /// What stands after the colon, where a clause is named.
    pub clause: Option<String>,
}

impl Named {
    /// The id in full.
    pub fn id(&self) -> String {
        let mut id = self.protocol.clone();
        if let Some(item) = &self.item {
            id.push('/');
            id.push_str(item);
            if let Some(clause) = &self.clause {
                id.push(':');
                id.push_str(clause);
            }
        }
        id
    }
}

/// The ids that the value of a data line names, each with what follows it up to the next one,
/// trimmed: who reports, or what it is about.
pub fn references(value: &str) -> Vec<(Named, &str)> {
    let mut found: Vec<(Named, usize, usize)> = Vec::new();
    let mut at = 0;
    while at < value.len() {
        let free = value[..at]
            .chars()
            .next_back()
            .is_none_or(|before| !before.is_alphanumeric() && before != '/');
        match free.then(|| target(&value[at..])).flatten() {
            Some((target, length)) => {
                found.push((target, at, at + length));
                at += length;
            }
            None => at += value[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    let mut out = Vec::with_capacity(found.len());
    for index in 0..found.len() {
        let end = found.get(index + 1).map_or(value.len(), |next| next.1);
        let rest = value[found[index].2..end].trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, ',' | ';' | '.' | '(' | ')' | '/' | ':')
        });
        let rest = rest.strip_suffix(" och").unwrap_or(rest);
        let rest = if rest == "och" { "" } else { rest };
        out.push((found[index].0.clone(), rest));
    }
    out
}

/// The longest code of a body that is looked for.
const CODE_MAX: usize = 24;
/// The longest other part of an id.
const PART_MAX: usize = 24;

/// The id that `text` begins with, and its length in bytes.
fn target(text: &str) -> Option<(Named, usize)> {
    let code = text
        .bytes()
        .take(CODE_MAX + 1)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    if code == 0 || code > CODE_MAX || !matches!(text.as_bytes().get(code), Some(b'/' | b' ')) {
        return None;
    }
    let mut end = code + 1;
    let date: NaiveDate = text.get(end..end + 10)?.parse().ok()?;
    end += 10;
    // `-extra`, the name of a further meeting of that day.
    let mut meeting = "";
    if text[end..].starts_with('-') {
        let length = part(&text[end + 1..], |c| c.is_alphanumeric());
        if length > 0 {
            meeting = &text[end..end + 1 + length];
            end += 1 + length;
        }
    }
    if text[end..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let protocol = format!("{}/{date}{meeting}", text[..code].to_uppercase());
    let mut out = Named {
        protocol,
        item: None,
        clause: None,
    };
    let rest = &text[end..];
    let opening = if rest.starts_with('/') {
        1
    } else {
        let spaces = rest.len() - rest.trim_start().len();
        match rest[spaces..].strip_prefix('§') {
            Some(number) => rest.len() - number.trim_start().len(),
            None => return Some((out, end)),
        }
    };
    let item = part(&rest[opening..], |c| {
        c.is_ascii_alphanumeric() || c == '.' || c == '~'
    });
    if item == 0 {
        return Some((out, end));
    }
    end += opening;
    out.item = Some(text[end..end + item].to_owned());
    end += item;
    if let Some(rest) = text[end..].strip_prefix(':') {
        let clause = part(rest, |c| c.is_ascii_alphanumeric() || c == '.');
        if clause > 0 {
            out.clause = Some(rest[..clause].to_owned());
            end += 1 + clause;
        }
    }
    Some((out, end))
}

/// How many bytes of `text` belong to a part of an id; full stops at its end don't.
fn part(text: &str, inside: impl Fn(char) -> bool) -> usize {
    let length: usize = text
        .chars()
        .take(PART_MAX)
        .take_while(|&c| inside(c))
        .map(char::len_utf8)
        .sum();
    text[..length].trim_end_matches('.').len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(value: &str) -> Vec<(String, &str)> {
        references(value)
            .into_iter()
            .map(|(target, rest)| (target.id(), rest))
            .collect()
    }

    #[test]
    fn ids_and_who_reports() {
        let one = |id: &str, rest| vec![(id.to_owned(), rest)];
        assert_eq!(shown("LSG/2023-02-17/4:2"), one("LSG/2023-02-17/4:2", ""));
        assert_eq!(
            shown("LSG/2023-02-17/5:1.2, Dorotea kommun."),
            one("LSG/2023-02-17/5:1.2", "Dorotea kommun")
        );
        assert_eq!(shown("lsg 2023-02-17 § 4"), one("LSG/2023-02-17/4", ""));
        assert_eq!(
            shown("LSG 2023-02-17 § 4:2."),
            one("LSG/2023-02-17/4:2", "")
        );
        assert_eq!(
            shown("LSG/2022-06-20-extra/4~2:m1 (medskick)"),
            one("LSG/2022-06-20-extra/4~2:m1", "medskick")
        );
        assert_eq!(
            shown("LSG/2022-06-20, remissvar, taget den 20 juni"),
            one("LSG/2022-06-20", "remissvar, taget den 20 juni")
        );
        assert_eq!(
            shown("LSG/2023-02-17/4:2 och LSG/2023-02-17/4:3; SVO/2023-03-01/1:1"),
            [
                ("LSG/2023-02-17/4:2".to_owned(), ""),
                ("LSG/2023-02-17/4:3".to_owned(), ""),
                ("SVO/2023-03-01/1:1".to_owned(), "")
            ]
        );
    }

    #[test]
    fn what_is_no_id() {
        for text in [
            "",
            "uppdraget om medel",
            "HSN/156/2021",
            "2023-02-17",
            "LSG/2023-02-31/1",
        ] {
            assert!(shown(text).is_empty(), "{text}");
        }
        assert_eq!(
            shown("LSG/2023-02-17/"),
            [("LSG/2023-02-17".to_owned(), "")]
        );
    }

    proptest! {
        #[test]
        fn anything_is_read(value in any::<String>()) {
            for (target, _) in references(&value) {
                let id = target.id();
                prop_assert_eq!(shown(&id), [(id.clone(), "")]);
            }
        }

        #[test]
        fn anything_like_an_id_is_read(value in "[A-Zå]{0,3}[/ ]2023-0[1-3]-[0-3][0-9][-/ §:0-9a-zå.~]{0,12}") {
            for (target, _) in references(&value) {
                let id = target.id();
                prop_assert_eq!(shown(&id), [(id.clone(), "")]);
            }
        }
    }
}
