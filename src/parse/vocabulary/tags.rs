//! Tags of items, on a line of their own or at the end of a title: Beslutsärende, (I).

use crate::model::Tag;
use crate::parse::words::lower;

/// The tag that a whole line is.
pub fn tag_line(text: &str) -> Option<Tag> {
    if text.len() > 60 {
        return None;
    }
    let lowered = lower(text.trim_matches(|c: char| c.is_whitespace() || "*_.()[]:".contains(c)));
    tag_word(&lowered)
}

fn tag_word(lowered: &str) -> Option<Tag> {
    match lowered {
        "beslutsärende" | "beslutsärenden" | "beslutspunkt" | "b" => Some(Tag::Decision),
        "informationsärende" | "informationsärenden" | "informationspunkt" | "i" | "info" => {
            Some(Tag::Information)
        }
        "dialog" | "dialogärende" | "diskussionsärende" | "dialogpunkt" | "diskussionspunkt"
        | "d" => Some(Tag::Dialogue),
        "omedelbart justerad"
        | "omedelbar justering"
        | "omedelbart justerat"
        | "paragrafen är omedelbart justerad" => Some(Tag::Immediate),
        _ => None,
    }
}

/// The tag at the end of a title, and how much of the title is left of it. A letter counts only in
/// parentheses or brackets, a word also after a dash or a comma.
pub fn trailing_tag(title: &str) -> Option<(Tag, usize)> {
    let trimmed = title.trim_end();
    if let Some(open) = trimmed.rfind(['(', '['])
        && trimmed.ends_with([')', ']'])
    {
        let tag = tag_word(&lower(trimmed[open + 1..trimmed.len() - 1].trim()))?;
        return (open > 0).then(|| {
            (
                tag,
                trimmed[..open].trim_end_matches([' ', ',', '-', '–']).len(),
            )
        });
    }
    for dash in [" – ", " - ", " — ", ", ", ": ", "; ", "\n"] {
        let Some(at) = trimmed.rfind(dash) else {
            continue;
        };
        let word = lower(&trimmed[at + dash.len()..]);
        if word.chars().count() > 1
            && let Some(tag) = tag_word(word.trim())
        {
            return Some((tag, at));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_at_the_end_of_a_title() {
        assert_eq!(trailing_tag("Budget (B)"), Some((Tag::Decision, 6)));
        assert_eq!(
            trailing_tag("Budget – Informationsärende"),
            Some((Tag::Information, 6))
        );
        assert_eq!(trailing_tag("Plan B"), None);
        assert_eq!(trailing_tag("Dialog"), None);
    }
}
