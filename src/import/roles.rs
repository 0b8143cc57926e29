//! Words before or after a name that say what somebody does: a role at the meeting, a profession.

use super::first_names::is_first_name;
use super::people::leading_name;
use crate::parse::words::lower;

/// Words before or after a name that say what somebody does at the meeting.
pub(super) const ROLES: &[&str] = &[
    "ordförande",
    "ordf",
    "ordf.",
    "mötesordförande",
    "vice ordförande",
    "vice ordf",
    "vice ordf.",
    "v ordf",
    "v. ordf.",
    "v. ordf",
    "v.ordf.",
    "v.ordf",
    "v ordförande",
    "1:e vice ordförande",
    "2:e vice ordförande",
    "1:e vice ordf.",
    "2:e vice ordf.",
    "1:e vice ordf",
    "2:e vice ordf",
    "1:e v ordf",
    "2:e v ordf",
    "1:e v. ordf.",
    "2:e v. ordf.",
    "1 vice ordförande",
    "2 vice ordförande",
    "1:a vice ordförande",
    "2:a vice ordförande",
    "1 v ordf",
    "2 v ordf",
    "förste vice ordförande",
    "andre vice ordförande",
    "första vice ordförande",
    "andra vice ordförande",
    "tf ordförande",
    "tf. ordförande",
    "tjg ordförande",
    "tjänstgörande ordförande",
    "sekreterare",
    "sekr",
    "sekr.",
    "mötessekreterare",
    "protokollförare",
    "justerare",
    "mötesjusterare",
    "protokolljusterare",
    "protokollsjusterare",
    "justeringsperson",
    "rösträknare",
    "kassör",
    "ledamot",
    "ledamoten",
    "ledamöter",
    "ledamöterna",
    "suppleanten",
    "suppleanterna",
    "ersättaren",
    "ersättarna",
    "ordinarie ledamot",
    "ordinarie",
    "ersättare",
    "suppleant",
    "adjungerad",
    "adj",
    "adj.",
    "föredragande",
    "revisor",
    "valberedning",
    "sammankallande",
    "gäst",
    "inbjuden gäst",
    "observatör",
];

/// Whether `lowered` is a role at a meeting.
pub fn is_role(lowered: &str) -> bool {
    ROLES.contains(&lowered.trim())
}

/// The role that `text` begins with, and where the name after it begins.
pub(super) fn leading_role(text: &str) -> Option<(usize, usize)> {
    let lowered = lower(text);
    let role = ROLES
        .iter()
        .filter(|role| {
            lowered
                .strip_prefix(**role)
                .is_some_and(|rest| rest.starts_with([' ', ':', '\t']))
        })
        .max_by_key(|role| role.len())?;
    let rest = &text[role.len()..];
    let name = rest.trim_start_matches([' ', ':', '\t', '.']);
    (leading_name(name).is_some()).then_some((role.len(), text.len() - name.len()))
}

/// The title that `text` begins with, "Kulturchef Pär Mård": how long it is, and where the name
/// begins.
pub(super) fn leading_title(text: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    for word in text.split_inclusive(' ').take(4) {
        let bare = word.trim_end();
        if at > 0 && leading_name(&text[at..]).is_some() && is_first_name(bare) {
            let title = text[..at].trim_end();
            let last = title.rsplit(' ').next().unwrap_or("");
            return ends_as_title(&lower(last)).then_some((title.len(), at));
        }
        if bare.ends_with([',', ';', ')']) || matches!(bare, "för" | "ersätter") {
            return None;
        }
        at += word.len();
        // "Universitetslektor Dawit Ek": a long word for an office is no name.
        let (first, rest) = (lower(bare), &text[at..]);
        if at == word.len()
            && first.chars().count() >= 8
            && ends_as_title(&first)
            && leading_name(rest).is_some()
        {
            return Some((bare.len(), at));
        }
    }
    None
}

/// Whether a word is a profession or an employment, by its end.
pub(super) fn ends_as_title(word: &str) -> bool {
    [
        "chef",
        "sekreterare",
        "direktör",
        "ordförande",
        "ledare",
        "samordnare",
        "handläggare",
        "inspektör",
        "strateg",
        "ekonom",
        "jurist",
        "rektor",
        "sköterska",
        "läkare",
        "koordinator",
        "controller",
        "kamrer",
        "utredare",
        "ingenjör",
        "arkitekt",
        "planerare",
        "pedagog",
        "präst",
        "kyrkoherde",
        "diakon",
        "råd",
        "revisor",
        "kassör",
        "ansvarig",
        "konsult",
        "kanslist",
        "assistent",
        "administratör",
        "ledamot",
        "ersättare",
        "suppleant",
        "kurator",
        "psykolog",
        "registrator",
        "advokat",
        "fastighetsförvaltare",
        "förvaltare",
        "ombud",
        "representant",
        "bibliotekarie",
        "professor",
        "docent",
        "lektor",
        "inspektor",
        "adjunkt",
        "doktor",
        "doktorand",
        "dekan",
        "prefekt",
        "inspektor",
        "kommunalråd",
        "tandläkare",
        "terapeut",
        "komminister",
        "vaktmästare",
        "tekniker",
    ]
    .iter()
    .any(|end| word.ends_with(end))
        || matches!(
            word,
            "dr" | "dr." | "prof." | "prof" | "doc." | "univ.lekt."
        )
}
