//! Findings with everything in them that has broken a renderer, for the tests of every format.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;

use super::{Format, Found, Sources, Style, Waived, to_text};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::rule::{Rule, Severity};
use crate::text::{Edit, LineIndex, Place, Span};

static MANY: Rule = Rule {
    code: "N004",
    name: "too-many-representatives",
    severity: Severity::Error,
    title: Text::new("fler än platserna", "more than the seats"),
    why: Text::new(
        "Överenskommelsen ger varje huvudman sina platser.",
        "The agreement gives each party its seats.",
    ),
};

static PLACEHOLDER: Rule = Rule {
    code: "F009",
    name: "placeholder-left",
    severity: Severity::Warning,
    title: Text::new("mall som inte fyllts i", "a template not filled in"),
    why: Text::new("Ett {DATUM} är inget datum.", "A {DATE} is no date."),
};

static NOTE: Rule = Rule {
    code: "P005",
    name: "secretary-missing",
    severity: Severity::Note,
    title: Text::new("sekreterare saknas", "no secretary"),
    why: Text::new("Någon förde protokollet.", "Somebody kept the protocol."),
};

const PROTOCOL: &str = "\u{feff}---\r
organ: LSG\r
närvarande:\r
  - Åsa Öberg, Region Exempel\r
\t- 李小龍, Region Exempel\r
  - \u{1b}[31mRöd\u{202e}\u{7f} Text, 100 %\r
---\r
\r
## § 1 Mål & medel <b>{DATUM}</b>, [Bildspel](#)\r
\r
Ordföranden hälsar alla välkomna till årets första möte och går igenom dagordningen, som godkänns utan ändringar, varefter gruppen beslutar att samtliga huvudmän senast den 31 februari 2023 ska återkomma med uppgift om kontaktpersoner för det fortsatta arbetet i länet och i kommunerna.\r
";

const BODY: &str = "\
kod: LSG
representation:
  - {huvudman: region, ordinarie: 4, källa: 6.1.3}
";

/// Findings and the texts they point into.
pub(super) struct Sample {
    pub findings: Vec<Finding>,
    waived: Vec<(Finding, String)>,
    texts: BTreeMap<String, (String, LineIndex)>,
}

impl Sources for Sample {
    fn source(&self, path: &Path) -> Option<(&str, &LineIndex)> {
        let (text, lines) = self.texts.get(path.to_str()?)?;
        Some((text, lines))
    }
}

impl Sample {
    /// Every kind of finding, every kind of text.
    pub fn nasty() -> Sample {
        let mut sample = Sample {
            findings: Vec::new(),
            waived: Vec::new(),
            texts: BTreeMap::new(),
        };
        let lsg = "lsg/2023-02-17.md";
        sample.add(lsg, PROTOCOL);
        sample.add("organ/lsg.yaml", BODY);
        let at = |path: &str, words: &str| {
            let text = if path == lsg { PROTOCOL } else { BODY };
            let start = text.find(words).unwrap();
            Place {
                path: path.into(),
                span: Span::new(start, start + words.len()),
            }
        };
        let whole = |path: &str| Place {
            path: path.into(),
            span: Span::default(),
        };
        let says = |sv: &'static str, en: &'static str| Message::new(sv, en);
        sample.findings = vec![
            Finding::new(
                &MANY,
                at(lsg, "李小龍"),
                says(
                    "Region Exempel har 5 närvarande, överenskommelsen ger 4",
                    "Region Exempel has 5 present, the agreement gives 4",
                ),
            )
            .label(says("den femte", "the fifth"))
            .related(at(lsg, "Åsa Öberg"), says("den fjärde", "the fourth"))
            .related(
                at("organ/lsg.yaml", "ordinarie: 4"),
                says(
                    "4 platser (överenskommelsen 6.1.3)",
                    "4 seats (agreement 6.1.3)",
                ),
            )
            .related(
                whole("avtal/överenskommelse.pdf"),
                says("avtalet", "the agreement"),
            )
            .source(Some("6.1.3"))
            .hint(says(
                "ange vem som inte tjänstgjorde (`ersättare:`)",
                "say who didn't serve (`ersättare:`)",
            ))
            .about("Region Exempel"),
            Finding::new(
                &PLACEHOLDER,
                at(lsg, "\u{1b}[31mRöd\u{202e}\u{7f} Text"),
                Message::new(
                    "\u{1b}[31mRöd\u{202e}\u{7f} är 100 % ::error::\r\n, inte ett namn",
                    "\u{1b}[31mRöd\u{202e}\u{7f} is 100 % ::error::\r\n, not a name",
                ),
            )
            .label(says("]]> & <här>", "]]> & <here>"))
            .about("\u{1b}[31m\"Röd\""),
            Finding::new(
                &PLACEHOLDER,
                at(lsg, "{DATUM}</b>, [Bildspel](#)\r\n\r\nOrdföranden"),
                says("{DATUM} och [Bildspel](#)", "{DATUM} and [Bildspel](#)"),
            )
            .about("{DATUM}"),
            Finding::new(
                &NOTE,
                at(lsg, "31 februari 2023"),
                says("31 februari finns inte", "31 February doesn't exist"),
            )
            .label(says("finns i ingen almanacka", "is in no calendar"))
            .fix([Edit {
                span: at(lsg, "31 februari").span,
                new: "28 februari".to_owned(),
            }])
            .about("31 februari 2023"),
            Finding::new(
                &NOTE,
                whole(lsg),
                says("sekreterare saknas", "no secretary"),
            ),
            Finding::new(
                &MANY,
                Place {
                    path: "saknas/100 % säker,\n:.md".into(),
                    span: Span::new(4, 9),
                },
                says("filen är inte UTF-8", "the file isn't UTF-8"),
            )
            .label(says("byte 4", "byte 4")),
            Finding::new(
                &MANY,
                at(
                    "organ/lsg.yaml",
                    "kod: LSG\nrepresentation:\n  - {huvudman: region",
                ),
                says("raderna säger olika", "the rows disagree"),
            )
            .label(says("hela stycket", "all of this")),
        ];
        let waived = |place, reason: &str| {
            let message = says("godtaget", "accepted");
            (
                Finding::new(&MANY, place, message).about("Berga"),
                reason.to_owned(),
            )
        };
        sample.waived = vec![
            waived(at("organ/lsg.yaml", "huvudman"), "beslutat\n<2024-02-02>"),
            waived(whole("organ/svo.yaml"), ""),
        ];
        sample
    }

    /// One text, one finding for each span, the same words everywhere.
    pub fn single(text: &str, words: &str, spans: &[(usize, usize)]) -> Sample {
        let mut sample = Sample {
            findings: Vec::new(),
            waived: Vec::new(),
            texts: BTreeMap::new(),
        };
        sample.add("a.md", text);
        let say = || Message::new(words.to_owned(), words.to_owned());
        let place = |&(a, b): &(usize, usize)| Place {
            path: "a.md".into(),
            span: Span::new(a.min(b), a.max(b)),
        };
        for span in spans {
            let mut finding = Finding::new(&MANY, place(span), say())
                .label(say())
                .hint(say())
                .source(Some(words))
                .fix([Edit {
                    span: place(span).span,
                    new: words.to_owned(),
                }])
                .about(words.to_owned());
            for related in spans {
                finding = finding.related(place(related), say());
            }
            sample.findings.push(finding);
        }
        let path = Place {
            path: words.replace('\0', "").into(),
            span: Span::new(1, 2),
        };
        let elsewhere = Finding::new(&NOTE, path, say());
        sample.waived = vec![(elsewhere, words.to_owned())];
        sample
    }

    fn add(&mut self, path: &str, text: &str) {
        let lines = LineIndex::new(text);
        self.texts.insert(path.to_owned(), (text.to_owned(), lines));
    }

    /// Gives what [`Sample::found`] borrows.
    pub fn with<T>(&self, take: impl FnOnce(&Found<'_>) -> T) -> T {
        let waived: Vec<Waived<'_>> = self
            .waived
            .iter()
            .map(|(finding, reason)| Waived { finding, reason })
            .collect();
        take(&Found {
            findings: &self.findings,
            waived: &waived,
            known: &[],
            rules: &[&PLACEHOLDER, &MANY, &NOTE],
            protocols: 1,
        })
    }

    /// The sample in `format`.
    pub fn text(&self, format: Format, style: &Style) -> String {
        self.with(|found| to_text(found, self, format, style))
    }
}

/// Texts with many of the characters that matter.
pub(super) fn any_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[\\x00-\\xa0\\u{2000}-\\u{2070}]{0,6}",
        "[a-zåäö \\n\\t]{0,80}",
        "[李👩\u{200d}💻e\u{301}\u{feff}\u{fffe}\u{ffff}]{0,4}",
        Just("\r\n".to_owned()),
        Just("::error::%0A,title=<&\"'>{0}[x](y)```".to_owned()),
        Just("\t".repeat(40)),
        "[ -~]{0,300}",
    ];
    proptest::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
}
