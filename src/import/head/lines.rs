//! Whether a line of the head goes on in the next.

use crate::import::attendance;
use crate::model::Presence;
use crate::model::Seating;

/// Whether a list of people that has come to `before` goes on with the line `next`. `below` is
/// the line after that.
pub(super) fn goes_on(before: &str, next: &str, below: Option<&str>) -> bool {
    let (before, next) = (before.trim_end(), next.trim());
    if before.is_empty() || next.is_empty() || before.chars().count() > 4000 {
        return false;
    }
    let count = |sign: char| before.matches(sign).count();
    let hangs = [
        " och",
        " samt",
        " &",
        " för",
        " ersätter",
        " §",
        " §§",
        " punkt",
        "(",
    ]
    .iter()
    .any(|end| before.ends_with(end));
    if count('(') > count(')') || hangs {
        return true;
    }
    let named = attendance::line(before, false, Presence::Present, Seating::Member, 0).len();
    let begins = attendance::begins_with_person(next);
    if begins && attendance::awaits_name(before) {
        return true;
    }
    if before.ends_with([',', ';']) {
        return !begins || named >= 3;
    }
    if named == 0 {
        // A sentence about them, wrapped.
        return before.chars().count() >= 50
            && next.starts_with(char::is_lowercase)
            && !before.ends_with(['.', ':']);
    }
    let aside = |text: &str| {
        text.trim()
            .starts_with(|c: char| c.is_lowercase() || c == '(')
    };
    if aside(next) || next.starts_with('§') {
        // Two such lines are a column of their own.
        return !below.is_some_and(aside);
    }
    // "…, Mira" over "Kantola, …": a name cut in two.
    let last = before.rsplit([',', ';']).next().unwrap_or("").trim();
    let last = last.rsplit(" och ").next().unwrap_or(last);
    // Where all are called by one name, it is whole.
    let first_names = before
        .split([',', ';'])
        .filter(|piece| !piece.trim().contains(' '))
        .count()
        * 2
        > before.split([',', ';']).count();
    let cut = !last.contains(' ')
        && last.starts_with(char::is_uppercase)
        && before.contains(',')
        && !first_names;
    let hyphen = before.ends_with('-') && !before.ends_with(" -");
    (cut && attendance::is_given(last) || hyphen) && next.starts_with(char::is_alphabetic)
        || before.ends_with(['-', '–']) && next.starts_with(|c: char| c.is_ascii_digit())
}
