//! Names of people as protocols, member lists and signatures spell them, and the nearest word to
//! a mistyped one.

use std::borrow::Cow;

use super::fold;
use unicode_normalization::UnicodeNormalization;

/// How like two names of people are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The same, but for case, spaces, dashes and composition.
    Same,
    /// One has more given names, as electronic signatures do: `Anna Karolina Lind` and
    /// `Karolina Lind`. The surname is the same.
    Subset,
    /// One word is spelled differently, `Zander` and `Zandér`, `Gren` and `Green`; given names
    /// may be missing beside that.
    Close {
        /// How many letters differ, a transposition counted as one; at least 1.
        distance: usize,
    },
    /// The given names of one are all among the other's, in order, and the surname isn't like.
    OtherSurname,
    /// None of these.
    Different,
}

/// Longest name that is compared in parts, in words: comparing costs their product.
const WORDS_MAX: usize = 12;
/// Longest word that is measured, in bytes: measuring costs its square.
const WORD_BYTES_MAX: usize = 80;
/// Shorter words are near too many others: Bo and Bob, Lo and Lou.
const CLOSE_LETTERS_MIN: usize = 4;

/// Whether two names are the same but for case, spaces, dashes and composition.
pub fn same_name(a: &str, b: &str) -> bool {
    a == b || fold(a) == fold(b)
}

/// How like two names are; the order of the two doesn't matter.
pub fn compare_names(a: &str, b: &str) -> Likeness {
    compare_folded(&fold(a), &fold(b))
}

/// The same for two names that are folded already.
pub fn compare_folded(a: &str, b: &str) -> Likeness {
    if a == b {
        return Likeness::Same;
    }
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() > WORDS_MAX || short[0].is_empty() || long[0].is_empty() {
        return Likeness::Different;
    }
    if hyphens_apart(&short).eq(hyphens_apart(&long)) {
        return Likeness::Close { distance: 1 };
    }
    let (surname, given) = short.split_last().expect("split gives at least one");
    let (long_surname, long_given) = long.split_last().expect("split gives at least one");
    if given.is_empty() && !long_given.is_empty() {
        return Likeness::Different;
    }
    if one_slip_among(&short, &long) {
        return Likeness::Close { distance: 1 };
    }
    match (
        word_distance(surname, long_surname),
        words_distance(given, long_given),
    ) {
        (Some(surname), Some(given)) => {
            let whole = surname.plus(given);
            match whole.letters + whole.accents {
                0 => Likeness::Subset,
                distance if whole.letters <= 1 => Likeness::Close { distance },
                _ => Likeness::Different,
            }
        }
        (
            None,
            Some(Distance {
                letters: 0,
                accents: 0,
            }),
        ) if !given.is_empty() => Likeness::OtherSurname,
        _ => Likeness::Different,
    }
}

/// Whether of three or more words one differs by a letter: what stands around it says that even
/// two short words are one, `Ek` and `Eek`.
fn one_slip_among(a: &[&str], b: &[&str]) -> bool {
    if a.len() != b.len() || a.len() < 3 {
        return false;
    }
    let mut differing = a.iter().zip(b).filter(|(a, b)| a != b);
    let (Some((a, b)), None) = (differing.next(), differing.next()) else {
        return false;
    };
    let fits = a.len().max(b.len()) <= WORD_BYTES_MAX && a.len().min(b.len()) > 1;
    fits && first_sound(&plain(a)) == first_sound(&plain(b)) && strsim::osa_distance(a, b) == 1
}

fn hyphens_apart<'a>(words: &[&'a str]) -> impl Iterator<Item = &'a str> {
    words.iter().flat_map(|word| word.split('-'))
}

/// How much two words differ: in letters, and in accents alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Distance {
    letters: usize,
    accents: usize,
}

impl Distance {
    fn plus(self, other: Distance) -> Distance {
        Distance {
            letters: self.letters + other.letters,
            accents: self.accents + other.accents,
        }
    }
}

/// The least distance at which `short` stands in `long`, word by word, in order.
fn words_distance(short: &[&str], long: &[&str]) -> Option<Distance> {
    // best[n]: the distance of the words of `short` so far, within the first n of `long`.
    let mut best = vec![Some(Distance::default()); long.len() + 1];
    for word in short {
        let mut next = vec![None; long.len() + 1];
        for (at, candidate) in long.iter().enumerate() {
            let here =
                best[at].and_then(|before| Some(before.plus(word_distance(word, candidate)?)));
            next[at + 1] = match (next[at], here) {
                (Some(a), Some(b)) => Some(std::cmp::min(a, b)),
                (a, b) => a.or(b),
            };
        }
        best = next;
    }
    best[long.len()]
}

/// `None` where the words are two words, not two spellings of one.
fn word_distance(a: &str, b: &str) -> Option<Distance> {
    if a == b {
        return Some(Distance::default());
    }
    if a.len() > WORD_BYTES_MAX || b.len() > WORD_BYTES_MAX {
        return None;
    }
    let (plain_a, plain_b) = (plain(a), plain(b));
    if plain_a == plain_b {
        return Some(Distance {
            letters: 0,
            accents: strsim::osa_distance(a, b).max(1),
        });
    }
    let shortest = plain_a.chars().count().min(plain_b.chars().count());
    if shortest < CLOSE_LETTERS_MIN || first_sound(&plain_a) != first_sound(&plain_b) {
        return None;
    }
    // The accents of a word that differs in a letter too are measured with it: Söderberg and
    // Söderbärj stay apart.
    (strsim::osa_distance(a, b) == 1).then_some(Distance {
        letters: 1,
        accents: 0,
    })
}

/// The word without accents; å, ä and ö lose theirs too, since that is how they get lost.
fn plain(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    word.nfd()
        .filter(|&letter| !unicode_normalization::char::is_combining_mark(letter))
        .map(|letter| match letter {
            'ø' => 'o',
            'æ' => 'a',
            _ => letter,
        })
        .collect()
}

/// Carl and Karl, Wiktor and Viktor begin alike; Anna and Hanna, Hansson and Jansson don't.
fn first_sound(word: &str) -> Option<char> {
    word.chars().next().map(|letter| match letter {
        'c' | 'q' => 'k',
        'w' => 'v',
        'z' => 's',
        _ => letter,
    })
}

/// The candidate nearest to a mistyped `word`, for an error message; `None` when nothing is near.
///
/// Case doesn't matter. A candidate is near when few letters differ (one in four letters or
/// fewer, two in eight, then three), when it begins with the whole word (three letters or more),
/// or when the two begin alike (Jaro-Winkler 0.9). Of equals the one as long as the word wins,
/// then the first.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const EDITS_FOR_PREFIX: usize = 3;
    const EDITS_FOR_LIKE: usize = 4;
    const LIKE_MIN: f64 = 0.9;

    let word = fold(word);
    let letters = word.chars().count();
    if letters < 2 || word.len() > WORD_BYTES_MAX {
        return None;
    }
    let mut best: Option<((usize, usize), &str)> = None;
    for candidate in candidates {
        let folded = fold(candidate);
        if folded.len() > WORD_BYTES_MAX * 2 {
            continue;
        }
        let longest = letters.max(folded.chars().count());
        let allowed = match longest {
            0..=4 => 1,
            5..=8 => 2,
            _ => 3,
        };
        let edits = strsim::osa_distance(&word, &folded);
        let other_length = letters.abs_diff(folded.chars().count());
        let rank = if edits <= allowed {
            edits
        } else if letters >= 3 && folded.starts_with(&word) {
            EDITS_FOR_PREFIX
        } else if letters >= 5 && strsim::jaro_winkler(&word, &folded) >= LIKE_MIN {
            EDITS_FOR_LIKE
        } else {
            continue;
        };
        let rank = (rank, other_length);
        if best.is_none_or(|(least, _)| rank < least) {
            best = Some((rank, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The one candidate that a mistyped `word` surely means: the same without accents, or a letter
/// away in a word of four letters, two in one of eight; and no other is as near or nearly so.
pub fn sure<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const FAR: usize = 3;
    const LONG: usize = 8;

    let word = fold(word);
    if word.is_empty() || word.len() > WORD_BYTES_MAX {
        return None;
    }
    let letters = word.chars().count();
    let mut ranked: Vec<(usize, &str)> = Vec::new();
    for candidate in candidates {
        let folded = fold(candidate);
        if ranked.iter().any(|(_, other)| fold(other) == folded) {
            continue;
        }
        let shortest = letters.min(folded.chars().count());
        let rank = match () {
            () if folded.len() > WORD_BYTES_MAX * 2 => continue,
            () if plain(&word) == plain(&folded) => 0,
            () if shortest < CLOSE_LETTERS_MIN => continue,
            () => strsim::osa_distance(&word, &folded),
        };
        if rank < FAR + 1 {
            ranked.push((rank, candidate));
        }
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    let (rank, best) = *ranked.first()?;
    let allowed = if letters < LONG { 1 } else { 2 };
    let alone = ranked.get(1).is_none_or(|(next, _)| *next > rank + 1);
    (rank <= allowed && alone).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(a: &str, b: &str, likeness: Likeness) {
        assert_eq!(compare_names(a, b), likeness, "{a} and {b}");
        assert_eq!(compare_names(b, a), likeness, "{b} and {a}");
    }

    const fn close(distance: usize) -> Likeness {
        Likeness::Close { distance }
    }

    #[test]
    fn the_same() {
        check("Anna Ek", "Anna Ek", Likeness::Same);
        check("Anna Ek", "ANNA  EK ", Likeness::Same);
        check("A\u{30a}sa\u{a0}By", "Åsa By", Likeness::Same);
        check("Eva Lind–Berg", "Eva Lind-Berg", Likeness::Same);
        check("", " ", Likeness::Same);
        assert!(same_name("Åsa By", "åsa by"));
        assert!(!same_name("Åsa By", "Asa By"));
    }

    #[test]
    fn more_given_names() {
        check("Anna Karolina Lind", "Karolina Lind", Likeness::Subset);
        check("Anna Karolina Lind", "Anna Lind", Likeness::Subset);
        check(
            "Anna Karolina Lind",
            "Karolina Anna Lind",
            Likeness::Different,
        );
        check("Anna Karolina Lind", "Lind", Likeness::Different);
        check("Anna-Karin Lind", "Karin Lind", Likeness::Different);
    }

    #[test]
    fn spelled_differently() {
        check("Isa Zander", "Isa Zandér", close(1));
        check("Eva Gren", "Eva Green", close(1));
        check("Ola Zembrén", "Ola Zemrén", close(1));
        check("Åsa By", "Asa By", close(1));
        check("Karin Norberg", "Karni Norberg", close(1));
        check("Carl Ås", "Karl Ås", close(1));
        check("Anna-Karin Lind", "Anna Karin Lind", close(1));
        check("Ida Maria Zander", "Maria Zandér", close(1));
        check("Zander", "Zandér", close(1));
        check("Lo Ek Berg", "Lo Eek Berg", close(1));
    }

    #[test]
    fn two_people() {
        check("Bo Ek", "Bo By", Likeness::OtherSurname);
        check("Bo Ek", "Bo Eek", Likeness::OtherSurname);
        check("Anna Lind", "Anna Karolina Berg", Likeness::OtherSurname);
        check("Anna Lind", "Anna Lind-Berg", Likeness::OtherSurname);
        check("Ulla Hansson", "Ulla Jansson", Likeness::OtherSurname);
        check("Ulla Andersson", "Ulla Andreasson", Likeness::OtherSurname);
        check("Anna Ek", "Hanna Ek", Likeness::Different);
        check("Jan Berg", "Jon Berg", Likeness::Different);
        check("Maria Berg", "Marie Borg", Likeness::Different);
        check("Anna Ek", "", Likeness::Different);
        check("Ek", "By", Likeness::Different);
    }

    #[test]
    fn no_name_is_like_nothing() {
        // A vowel sign alone: without its marks, nothing is left of it.
        for name in ["Anna Ek", "\u{9e2}", "\u{301}"] {
            assert_eq!(compare_names(name, ""), Likeness::Different, "{name}");
            assert_eq!(compare_names("", name), Likeness::Different, "{name}");
        }
    }

    #[test]
    fn near_words() {
        let near = |word, candidates: &str| nearest(word, candidates.split(' ')).map(String::from);
        assert_eq!(near("LGS", "SYL LSG BVA").as_deref(), Some("LSG"));
        assert_eq!(near("lsg", "SYL LSG BVA").as_deref(), Some("LSG"));
        assert_eq!(
            near("recieved", "status receiver received").as_deref(),
            Some("received")
        );
        assert_eq!(
            near("Skelefteå", "Umeå Skellefteå").as_deref(),
            Some("Skellefteå")
        );
        assert_eq!(
            near("assign", "decisions assignments").as_deref(),
            Some("assignments")
        );
        assert_eq!(near("xyz", "SYL LSG BVA"), None);
        assert_eq!(near("", "a b"), None);
        assert_eq!(near("a", "a b"), None);
        assert_eq!(
            nearest("Umeå komun", ["Umeå kommun", "Malå kommun"].into_iter()),
            Some("Umeå kommun")
        );
        assert_eq!(nearest(&"a".repeat(100_000), ["a"].into_iter()), None);
    }

    #[test]
    fn the_word_that_is_surely_meant() {
        let sure = |word, candidates: &str| sure(word, candidates.split(' ')).map(String::from);
        let keys = "organ datum tid plats titel till från närvarande frånvarande ordförande";
        for (word, meant) in [
            ("platts", "plats"),
            ("Datun", "datum"),
            ("narvarande", "närvarande"),
            ("ordforande", "ordförande"),
            ("odrförande", "ordförande"),
            ("ogran", "organ"),
            ("fran", "från"),
        ] {
            assert_eq!(sure(word, keys).as_deref(), Some(meant), "{word}");
        }
        for word in ["titl", "tidd", "ti", "", "varande", "plan", "närvara", "x"] {
            assert_eq!(sure(word, keys), None, "{word}");
        }
        assert_eq!(sure("aab", "aaa aac"), None);
        assert_eq!(sure(&"a".repeat(100_000), "a"), None);
    }

    proptest! {
        #[test]
        fn any_two_names_compare(a in any::<String>(), b in any::<String>()) {
            prop_assert_eq!(compare_names(&a, &b), compare_names(&b, &a));
            prop_assert_eq!(compare_names(&a, &b) == Likeness::Same, same_name(&a, &b));
        }
    }
}
