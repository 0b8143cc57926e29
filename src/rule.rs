//! What a rule is, without its check: code, name, severity, title, why, examples. Also the data
//! of the rules whose findings come from reading (the F rules), which `parse` emits.

use crate::lang::Text;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; never fails a run unless `--strict`.
    Note,
    /// Most likely wrong.
    Warning,
    /// Against a written rule, or the file can't be understood.
    Error,
}

impl Severity {
    /// The word in both languages.
    pub fn text(self) -> Text {
        match self {
            Severity::Note => Text::new("not", "note"),
            Severity::Warning => Text::new("varning", "warning"),
            Severity::Error => Text::new("fel", "error"),
        }
    }

    /// The word that machines read: `note`, `warning` or `error`.
    pub fn name(self) -> &'static str {
        self.text().en
    }
}

/// A rule as data.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// A letter for the family and three digits; never used again for another rule.
    pub code: &'static str,
    /// Names the fault, in kebab-case.
    pub name: &'static str,
    /// Before the archive's own settings.
    pub severity: Severity,
    /// One line: what is wrong.
    pub title: Text,
    /// Why it matters, and to whom.
    pub why: Text,
}

/// Declares the static of one rule.
const fn rule(
    code: &'static str,
    name: &'static str,
    severity: Severity,
    title: Text,
    why: Text,
) -> Rule {
    Rule {
        code,
        name,
        severity,
        title,
        why,
    }
}

/// F001: no front matter, or not at the top.
pub static FRONT_MATTER_MISSING: Rule = rule(
    "F001",
    "front-matter-missing",
    Severity::Error,
    Text::new(
        "front matter saknas eller står inte överst",
        "front matter is missing or not at the top",
    ),
    Text::new(
        "Organ, datum och närvaro läses ur blocket mellan två rader med --- överst i filen. Utan det vet programmet inte vilket möte filen gäller.",
        "Body, date and attendance are read from the block between two --- lines at the top of the file. Without it nobody knows which meeting the file is about.",
    ),
);

/// F002: YAML that can't be read; a key twice.
pub static FRONT_MATTER_INVALID: Rule = rule(
    "F002",
    "front-matter-invalid",
    Severity::Error,
    Text::new("YAML som inte kan läsas", "YAML that can't be read"),
    Text::new(
        "Ett värde med kolon, nummertecken eller komma måste stå inom citattecken, och en nyckel får stå en gång. Raden läses som den står; resten av filen läses ändå.",
        "A value with a colon, a number sign or a comma needs quotes, and a key stands once. The line is taken as it stands; the rest of the file is still read.",
    ),
);

/// F003: a key that nobody reads.
pub static UNKNOWN_KEY: Rule = rule(
    "F003",
    "unknown-key",
    Severity::Warning,
    Text::new("okänd nyckel", "unknown key"),
    Text::new(
        "En felstavad nyckel läses inte av någon: uppgiften försvinner i tysthet.",
        "Nobody reads a misspelled key: what it says is lost in silence.",
    ),
);

/// F004: a value that isn't what its key asks for.
pub static VALUE_INVALID: Rule = rule(
    "F004",
    "value-invalid",
    Severity::Error,
    Text::new("ogiltigt värde", "invalid value"),
    Text::new(
        "Datum, tider, status och roller har fasta former, så att frågor kan besvaras och regler prövas.",
        "Dates, times, states and roles have fixed forms, so that questions can be answered and rules be tried.",
    ),
);

/// F005: a key that this kind of document needs.
pub static KEY_MISSING: Rule = rule(
    "F005",
    "key-missing",
    Severity::Warning,
    Text::new("nyckel saknas", "key missing"),
    Text::new(
        "Utan organ och datum kan protokollet inte ges något id, och utan närvaro kan inget sägas om representation.",
        "Without body and date a protocol has no id, and without attendance nothing can be said about representation.",
    ),
);

/// F006: path and front matter disagree.
pub static MISPLACED_FILE: Rule = rule(
    "F006",
    "misplaced-file",
    Severity::Warning,
    Text::new(
        "filens plats och front matter säger olika",
        "the file's place and its front matter disagree",
    ),
    Text::new(
        "Den som letar i mappen hittar ett annat möte än det som står i filen. Front matter gäller.",
        "Whoever looks in the folder finds another meeting than the file is about. The front matter counts.",
    ),
);

/// F007: two files for one meeting.
pub static DUPLICATE_PROTOCOL: Rule = rule(
    "F007",
    "duplicate-protocol",
    Severity::Error,
    Text::new("två filer för samma möte", "two files for one meeting"),
    Text::new(
        "Två protokoll med samma id gör att en hänvisning till ett beslut kan mena två saker.",
        "With two protocols of one id, a reference to a decision may mean two things.",
    ),
);

/// F008: `organ` is no body of the archive.
pub static UNKNOWN_BODY: Rule = rule(
    "F008",
    "unknown-body",
    Severity::Error,
    Text::new("okänt organ", "unknown body"),
    Text::new(
        "Organet finns inte i organ/*.yaml: dess platser och regler är okända, och frågor om organet missar protokollet.",
        "The body isn't in organ/*.yaml: its seats and rules are unknown, and questions about it miss this protocol.",
    ),
);

/// F011: not UTF-8, control characters, conflict markers.
pub static UNREADABLE_TEXT: Rule = rule(
    "F011",
    "unreadable-text",
    Severity::Error,
    Text::new("text som inte kan läsas", "text that can't be read"),
    Text::new(
        "Filen är inte UTF-8, innehåller styrtecken eller rester av en sammanslagning i Git.",
        "The file isn't UTF-8, has control characters, or holds what a merge in Git left behind.",
    ),
);

/// The rules whose findings come from reading files.
pub static READING: [&Rule; 9] = [
    &FRONT_MATTER_MISSING,
    &FRONT_MATTER_INVALID,
    &UNKNOWN_KEY,
    &VALUE_INVALID,
    &KEY_MISSING,
    &MISPLACED_FILE,
    &DUPLICATE_PROTOCOL,
    &UNKNOWN_BODY,
    &UNREADABLE_TEXT,
];
