//! The anchors that Git hosts make of headings. Alone in knowing how each of them does it.
//!
//! - GitHub: `TableOfContentsFilter` of html-pipeline, and the fixtures of github-slugger, which
//!   were read off GitHub itself.
//! - GitLab: `Anchorizer` of comrak, since GitLab renders with gitlab-glfm-markdown (17.x). Before
//!   that, several hyphens in a row became one.
//! - Forgejo (and Gitea): `CleanValue` over the source of the heading's last line, markup and all,
//!   because goldmark makes the id before it reads what is within.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::GitHost;
use crate::parse::markdown::Heading;

/// What Ruby calls a word, for characters above ASCII.
static WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\p{Alphabetic}\p{M}\p{Nd}\p{Nl}\p{Pc}]$").expect("the pattern is fixed")
});
/// What comrak keeps, for characters above ASCII.
static KEPT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[\p{L}\p{M}\p{N}\p{Pc}]$").expect("the pattern is fixed"));
/// What Go calls a letter or a number, for characters above ASCII.
static LETTER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[\p{L}\p{N}]$").expect("the pattern is fixed"));

/// Makes the anchors of one file, heading by heading in document order.
#[derive(Debug)]
pub(super) struct Anchors {
    host: GitHost,
    /// Anchors that are taken, each with the number that its next duplicate tries first.
    taken: HashMap<String, u32>,
}

impl Anchors {
    pub fn new(host: GitHost) -> Anchors {
        let taken = HashMap::new();
        Anchors { host, taken }
    }

    /// The anchor of the next heading; empty where the host makes none.
    pub fn next(&mut self, heading: &Heading) -> String {
        let slug = match self.host {
            GitHost::Github => github(&heading.text),
            GitHost::Gitlab => gitlab(heading),
            GitHost::Forgejo => forgejo(&heading.line),
        };
        self.unlike_others(slug)
    }

    /// `slug`, or the first of `slug-1`, `slug-2` … that no heading has. All three hosts do it so,
    /// and an anchor that a number made is taken like any other.
    fn unlike_others(&mut self, slug: String) -> String {
        let Some(&first) = self.taken.get(&slug) else {
            self.taken.insert(slug.clone(), 1);
            return slug;
        };
        let mut number = first;
        let chosen = loop {
            let candidate = format!("{slug}-{number}");
            number += 1;
            if !self.taken.contains_key(&candidate) {
                break candidate;
            }
        };
        self.taken.insert(slug, number);
        self.taken.insert(chosen.clone(), 1);
        chosen
    }
}

/// Lower case, words and hyphens kept, spaces as hyphens, all else gone.
fn github(text: &str) -> String {
    cleaned(text.to_lowercase().chars(), &WORD)
}

/// The same with more numbers kept, what stands for pictures counted as text, and a line break as
/// a space.
fn gitlab(heading: &Heading) -> String {
    let mut text = String::with_capacity(heading.text.len());
    let mut at = 0;
    for (place, picture) in &heading.pictures {
        text.push_str(&heading.text[at..*place]);
        text.push_str(picture);
        at = *place;
    }
    text.push_str(&heading.text[at..]);
    cleaned(text.to_lowercase().replace('\n', " ").chars(), &KEPT)
}

fn cleaned(chars: impl Iterator<Item = char>, kept: &Regex) -> String {
    let keep = |c: char| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        c if c.is_ascii() => c.is_ascii_alphanumeric().then_some(c),
        c => is(kept, c).then_some(c),
    };
    chars.filter_map(keep).collect()
}

/// Letters, numbers, `_` and `-` kept, every kind of space as a hyphen, all else gone; marks too,
/// so that a decomposed å becomes an a.
fn forgejo(line: &str) -> String {
    let slug: String = line
        .trim()
        .chars()
        .filter_map(|c| match c {
            '_' | '-' => Some(c),
            c if c.is_whitespace() => Some('-'),
            c if c.is_ascii() => c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase()),
            // Go turns one character into one.
            c => is(&LETTER, c).then(|| c.to_lowercase().next().unwrap_or(c)),
        })
        .collect();
    match slug.is_empty() {
        true => "heading".to_owned(),
        false => slug,
    }
}

fn is(class: &Regex, c: char) -> bool {
    class.is_match(c.encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown::headings;

    const HOSTS: [GitHost; 3] = [GitHost::Github, GitHost::Gitlab, GitHost::Forgejo];

    /// The anchors of the headings of `source`, as each host makes them.
    fn anchors(source: &str) -> [Vec<String>; 3] {
        HOSTS.map(|host| {
            let mut anchors = Anchors::new(host);
            let headings = headings(source, 0);
            headings.iter().map(|one| anchors.next(one)).collect()
        })
    }

    /// What each of the three makes of one heading.
    fn one(heading: &str) -> [String; 3] {
        anchors(&format!("## {heading}\n")).map(|all| all.concat())
    }

    #[test]
    fn all_hosts_agree_on_what_protocols_say() {
        for (heading, anchor) in [
            (
                "§ 1 Godkännande av dagordning och upprop",
                "-1-godkännande-av-dagordning-och-upprop",
            ),
            ("4. Vård & omsorg", "4-vård--omsorg"),
            ("§§ 88–96 Val", "-8896-val"),
            (
                "Dialog – Äldres hälsa i länet",
                "dialog--äldres-hälsa-i-länet",
            ),
            ("Öppet (ÅÄÖ)!", "öppet-åäö"),
            (
                "Snake_case och bindestreck-ord",
                "snake_case-och-bindestreck-ord",
            ),
            ("heading with a - dash", "heading-with-a---dash"),
            (
                "exchange.bind_headers(exchange, routing)",
                "exchangebind_headersexchange-routing",
            ),
            ("I ♥ unicode", "i--unicode"),
            ("😄 unicode emoji", "-unicode-emoji"),
            (
                "apostrophe’s should be trimmed",
                "apostrophes-should-be-trimmed",
            ),
            ("Привет non-latin 你好", "привет-non-latin-你好"),
            ("*Kursivt* och **fett**", "kursivt-och-fett"),
            ("`kod`: a|b", "kod-ab"),
            ("a \\* b", "a--b"),
            ("Rubrik #", "rubrik"),
            ("C#", "c"),
            ("~~struket~~ kvar", "struket-kvar"),
        ] {
            for (host, found) in HOSTS.iter().zip(one(heading)) {
                assert_eq!(found, anchor, "{host:?}: {heading}");
            }
        }
    }

    #[test]
    fn where_hosts_differ() {
        for (heading, github, gitlab, forgejo) in [
            // A link: goldmark sees its target too.
            (
                "Se [länken](a/b.md)",
                "se-länken",
                "se-länken",
                "se-länkenabmd",
            ),
            (
                "![bild](a.png) efter",
                "-efter",
                "bild-efter",
                "bildapng-efter",
            ),
            ("A &amp; B", "a--b", "a--b", "a-amp-b"),
            ("<b>fet</b> text", "fet-text", "fet-text", "bfetb-text"),
            ("½ dag, m²", "-dag-m", "½-dag-m²", "½-dag-m²"),
            ("a\u{a0}b", "ab", "ab", "a-b"),
            // å as a and a ring.
            ("A\u{30a}r", "a\u{30a}r", "a\u{30a}r", "ar"),
            ("§", "", "", "heading"),
            ("Ⅳ kap.", "ⅳ-kap", "ⅳ-kap", "ⅳ-kap"),
            ("Ⓐ a", "ⓐ-a", "-a", "-a"),
        ] {
            assert_eq!(one(heading), [github, gitlab, forgejo], "{heading}");
        }
    }

    #[test]
    fn a_heading_of_two_lines() {
        let two = anchors("Två\nrader\n===\n");
        assert_eq!(two, [["tvårader"], ["två-rader"], ["rader"]]);
    }

    /// As the fixtures of github-slugger have it; the others number in the same way.
    #[test]
    fn duplicates_are_numbered_and_numbers_are_taken() {
        let source = "# echo\n# echo\n# echo 1\n# echo-1\n# echo\n# foxtrot-1\n# foxtrot\n# foxtrot\n# Echo!\n";
        for found in anchors(source) {
            assert_eq!(
                found,
                [
                    "echo",
                    "echo-1",
                    "echo-1-1",
                    "echo-1-2",
                    "echo-2",
                    "foxtrot-1",
                    "foxtrot",
                    "foxtrot-2",
                    "echo-3"
                ]
            );
        }
    }

    #[test]
    fn thousands_of_the_same_cost_no_square() {
        let source = "# a\n".repeat(20_000);
        for found in anchors(&source) {
            assert_eq!(found.last().unwrap(), "a-19999");
        }
    }
}
