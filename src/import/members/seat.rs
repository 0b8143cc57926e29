//! One seat of somebody: as a row of YAML, in words, and whether two terms meet.

use chrono::NaiveDate;

use super::existing::Seated;
use crate::lang::{Message, Text};
use crate::model::{MemberKind, Period};
use crate::yaml::quote;

/// The row of `ledamöter`.
pub fn written(seated: &Seated) -> String {
    let mut out = format!("{{namn: {}", quote(&seated.name));
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            out.push_str(&format!(", {key}: {value}"));
        }
    };
    let text = |text: &Option<String>| text.as_deref().map(quote);
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    add("huvudman", text(&seated.party));
    add("som", Some(seated.kind.text().sv.to_owned()));
    add("för", text(&seated.substitute_for));
    add("från", day(seated.period.from));
    add("till", day(seated.period.until));
    add("beslut", text(&seated.decision));
    add("källa", text(&seated.source));
    add("anmärkning", text(&seated.note));
    out.push('}');
    out
}

/// Somebody and their seat: `Anna Ek, Granby kommun, ordinarie, 2023-01-01–2026-12-31`.
pub fn described(seated: &Seated) -> Message {
    let in_lang = |kind: &str, for_word: &str| {
        let mut parts = vec![seated.name.clone()];
        parts.extend(seated.party.clone());
        parts.push(match &seated.substitute_for {
            Some(name) => format!("{kind} {for_word} {name}"),
            None => kind.to_owned(),
        });
        parts.extend(days(seated.period));
        parts.join(", ")
    };
    let kind = match seated.kind {
        MemberKind::Regular => Text::new("ordinarie", "regular"),
        MemberKind::Substitute => Text::new("ersättare", "substitute"),
        MemberKind::CoOpted => Text::new("adjungerad", "co-opted"),
    };
    Message::new(in_lang(kind.sv, "för"), in_lang(kind.en, "for"))
}

/// `2023-01-01–2026-12-31`; `None` for a term without days.
pub fn days(period: Period) -> Option<String> {
    let shown = |day: Option<NaiveDate>| day.map_or(String::new(), |day| day.to_string());
    let is_open = period == Period::default();
    (!is_open).then(|| format!("{}–{}", shown(period.from), shown(period.until)))
}

/// Whether two terms have a day in common.
pub fn meet(a: Period, b: Period) -> bool {
    let from = a.from.max(b.from);
    let until = match (a.until, b.until) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    from.zip(until).is_none_or(|(from, until)| from <= until)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, until: &str) -> Period {
        Period {
            from: from.parse().ok(),
            until: until.parse().ok(),
        }
    }

    #[test]
    fn terms_meet_where_they_share_a_day() {
        let term = period("2023-01-01", "2023-12-31");
        for (other, wanted) in [
            (period("", ""), true),
            (period("2023-12-31", ""), true),
            (period("2024-01-01", ""), false),
            (period("", "2022-12-31"), false),
            (period("2022-01-01", "2024-01-01"), true),
        ] {
            assert_eq!(meet(term, other), wanted, "{other:?}");
            assert_eq!(meet(other, term), wanted, "{other:?}");
        }
    }
}
