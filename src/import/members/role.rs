//! As what somebody is in a list: `Vice ordförande`, `Ersättare för Anna Ek`, `adj.`.

use crate::lang::fold;
use crate::model::MemberKind;

/// What a cell says of somebody's seat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Role {
    /// Which kind of seat, where it says so.
    pub kind: Option<MemberKind>,
    /// Which chair, where it says so.
    pub chair: Option<Chair>,
    /// For whom, as written.
    pub substitute_for: Option<String>,
}

/// A chair of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chair {
    /// ordförande
    Chair,
    /// vice ordförande
    ViceChair,
}

const CHAIR: [&str; 5] = ["ordförande", "ordf", "chair", "chairperson", "chairman"];
const VICE: [&str; 12] = [
    "vice ordförande",
    "vice ordf",
    "v ordf",
    "v. ordf",
    "v ordförande",
    "v. ordförande",
    "1:e vice ordförande",
    "1:e vice ordf",
    "förste vice ordförande",
    "vice chair",
    "deputy chair",
    "vordf",
];
const REGULAR: [&str; 15] = [
    "ledamot",
    "ledamöter",
    "ordinarie",
    "ordinarie ledamot",
    "ordinarie ledamöter",
    "representant",
    "representanter",
    "ord",
    "ord ledamot",
    "ord. ledamot",
    "member",
    "members",
    "regular",
    "regular member",
    "deltagare",
];
const SUBSTITUTE: [&str; 14] = [
    "ersättare",
    "suppleant",
    "suppleanter",
    "ers",
    "suppl",
    "personlig ersättare",
    "tjänstgörande ersättare",
    "substitute",
    "substitutes",
    "deputy",
    "deputy member",
    "personal substitute",
    "personliga ersättare",
    "ersättande ledamot",
];
const CO_OPTED: [&str; 10] = [
    "adjungerad",
    "adjungerade",
    "adj",
    "adjungerad ledamot",
    "co-opted",
    "co-opted member",
    "ständigt adjungerad",
    "adjungerade ledamöter",
    "ständigt adjungerade",
    "coopted",
];
const FOR: [&str; 6] = [
    "personlig ersättare för ",
    "ersättare för ",
    "suppleant för ",
    "ersätter ",
    "substitute for ",
    "deputy for ",
];

/// What `text` says; `None` where it says something else.
pub fn read(text: &str) -> Option<Role> {
    let mut out = Role::default();
    let folded = fold(text);
    // The name is kept as written: folding may change how long a text is.
    if let Some(prefix) = FOR.iter().find(|prefix| folded.starts_with(**prefix)) {
        let words = prefix.split_whitespace().count();
        let name = text.split_whitespace().skip(words).collect::<Vec<_>>();
        out.kind = Some(MemberKind::Substitute);
        out.substitute_for = Some(name.join(" ")).filter(|name| !name.is_empty());
        return out.substitute_for.is_some().then_some(out);
    }
    for part in folded
        .split([',', '/', ';', '\n', '+', '&'])
        .flat_map(|part| part.split(" och "))
    {
        let part = part.trim().trim_matches(|c: char| ".:()".contains(c));
        if part.is_empty() {
            continue;
        }
        let (kind, chair) = one(part)?;
        // Somebody isn't of two kinds, nor in both chairs.
        if kind.is_some() && out.kind.is_some() && kind != out.kind {
            return None;
        }
        if chair.is_some() && out.chair.is_some() && chair != out.chair {
            return None;
        }
        out.kind = out.kind.or(kind);
        out.chair = out.chair.or(chair);
    }
    (out.kind.is_some() || out.chair.is_some()).then_some(out)
}

fn one(part: &str) -> Option<(Option<MemberKind>, Option<Chair>)> {
    let lists: [(&[&str], _); 5] = [
        (&CHAIR, (None, Some(Chair::Chair))),
        (&VICE, (None, Some(Chair::ViceChair))),
        (&REGULAR, (Some(MemberKind::Regular), None)),
        (&SUBSTITUTE, (Some(MemberKind::Substitute), None)),
        (&CO_OPTED, (Some(MemberKind::CoOpted), None)),
    ];
    let found = lists.into_iter().find(|(words, _)| words.contains(&part));
    found.map(|(_, role)| role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_as_lists_write_them() {
        use MemberKind::*;
        for (text, kind, chair, name) in [
            ("Ordförande", None, Some(Chair::Chair), None),
            ("Ordf.", None, Some(Chair::Chair), None),
            ("V ordf", None, Some(Chair::ViceChair), None),
            (
                "Ledamot, vice ordförande",
                Some(Regular),
                Some(Chair::ViceChair),
                None,
            ),
            (
                "Ordförande och ledamot",
                Some(Regular),
                Some(Chair::Chair),
                None,
            ),
            ("Ordinarie", Some(Regular), None, None),
            ("suppleant", Some(Substitute), None, None),
            ("Adj.", Some(CoOpted), None, None),
            (
                "Personlig ersättare för  Anna Ek",
                Some(Substitute),
                None,
                Some("Anna Ek"),
            ),
        ] {
            let read = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((read.kind, read.chair), (kind, chair), "{text}");
            assert_eq!(read.substitute_for.as_deref(), name, "{text}");
        }
    }

    #[test]
    fn what_is_no_seat_is_none() {
        for text in [
            "",
            "Socialchef",
            "Ordförande, kassör",
            "ledamot/ersättare",
            "2:e vice ordförande",
            "ersättare för ",
            ".",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
