//! A new archive: `samverkan.yaml`, the first bodies, and what a repository of it needs.

use std::path::Path;

use super::markdown::escape;
use crate::lang::{Lang, Message, fold};
use crate::model::{GitHost, PartyKind};
use crate::plan::Plan;
use crate::yaml::quote;

/// What a new archive begins with.
#[derive(Clone, Debug)]
pub struct NewArchive {
    /// The name of the collaboration.
    pub name: String,
    /// Who takes part; at least one.
    pub parties: Vec<PartyName>,
    /// The first bodies; at least one.
    pub bodies: Vec<BodyName>,
    /// The language of messages.
    pub lang: Lang,
    /// Where it will lie.
    pub host: Host,
}

/// A party with its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyName {
    /// Its full name.
    pub name: String,
    /// Which kind of organisation.
    pub kind: PartyKind,
}

/// A body's code and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyName {
    /// ASCII letters and digits.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A Git host that there is a recipe for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Host(pub GitHost);

impl Host {
    /// Every one, with its word in `samverkan.yaml`.
    pub const ALL: [(&'static str, Host); 3] = [
        ("github", Host(GitHost::Github)),
        ("gitlab", Host(GitHost::Gitlab)),
        ("forgejo", Host(GitHost::Forgejo)),
    ];

    fn word(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, host)| *host == self);
        found.map_or("github", |(word, _)| word)
    }

    /// The path of the recipe, and the recipe.
    fn recipe(self) -> (&'static str, &'static str) {
        match self.0 {
            GitHost::Github => (
                ".github/workflows/protokoll.yml",
                include_str!("templates/github.yml"),
            ),
            GitHost::Gitlab => (".gitlab-ci.yml", include_str!("templates/gitlab.yml")),
            GitHost::Forgejo => (
                ".forgejo/workflows/protokoll.yml",
                include_str!("templates/forgejo.yml"),
            ),
        }
    }
}

/// Why a name or a code can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetupError {
    /// Nothing, or nothing but white space.
    NoName,
    /// Line breaks or other characters that nobody sees.
    Control(String),
    /// The name doesn't say which kind of party it is.
    NoKind(String),
    /// A code with other characters than letters and digits, or too many of them.
    Code(String),
    /// A code that is the name of another folder of the archive, or that some system keeps.
    Reserved(String),
    /// No `=` between code and name.
    NoCode(String),
    /// A name or a code twice.
    Twice(String),
}

impl SetupError {
    /// What to tell people.
    pub fn message(&self) -> Message {
        match self {
            SetupError::NoName => {
                Message::new("namnet är tomt: skriv ett", "the name is empty: write one")
            }
            SetupError::Control(name) => Message::new(
                format!("\"{name}\" har tecken som inte syns: skriv namnet på en rad"),
                format!("\"{name}\" has characters that can't be seen: write the name on one line"),
            ),
            SetupError::NoKind(name) => Message::new(
                format!(
                    "\"{name}\" säger inte vilket slag det är: skriv \"{name}:kommun\", \"{name}:region\" eller ett eget ord"
                ),
                format!(
                    "\"{name}\" doesn't say which kind it is: write \"{name}:kommun\", \"{name}:region\" or a word of your own"
                ),
            ),
            SetupError::Code(code) => Message::new(
                format!(
                    "koden \"{code}\" blir mappens namn: bara A-Z och 0-9, högst 20 tecken, som BVA"
                ),
                format!(
                    "the code \"{code}\" becomes a folder's name: only A-Z and 0-9, at most 20 characters, such as BVA"
                ),
            ),
            SetupError::Reserved(code) => Message::new(
                format!("koden \"{code}\" är redan namnet på något annat: välj en annan"),
                format!(
                    "the code \"{code}\" is the name of something else already: choose another"
                ),
            ),
            SetupError::NoCode(text) => Message::new(
                format!(
                    "\"{text}\" saknar kod eller namn: skriv till exempel LSG=Länssamverkansgruppen"
                ),
                format!("\"{text}\" lacks code or name: write such as LSG=Länssamverkansgruppen"),
            ),
            SetupError::Twice(name) => Message::new(
                format!("\"{name}\" står två gånger: ta bort den ena"),
                format!("\"{name}\" is there twice: remove one of them"),
            ),
        }
    }
}

/// A name as people type it, without white space around it.
pub(super) fn name(text: &str) -> Result<String, SetupError> {
    let name = text.trim();
    match name {
        "" => Err(SetupError::NoName),
        _ if name.chars().any(char::is_control) => {
            let shown = name.chars().filter(|c| !c.is_control()).collect();
            Err(SetupError::Control(shown))
        }
        _ => Ok(name.to_owned()),
    }
}

impl PartyName {
    /// `Öby kommun`, or `Kommunalförbundet Öst:förbund`.
    pub fn parse(text: &str) -> Result<PartyName, SetupError> {
        let is_kind =
            |word: &str| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '-');
        let cut = text
            .rsplit_once(':')
            .map(|(name, kind)| (name, kind.trim()));
        if let Some((written, kind)) = cut.filter(|(_, kind)| is_kind(kind)) {
            let (name, kind) = (name(written)?, PartyKind::from_word(kind));
            return Ok(PartyName { name, kind });
        }
        let name = name(text)?;
        match guessed_kind(&name) {
            Some(kind) => Ok(PartyName { name, kind }),
            None => Err(SetupError::NoKind(name)),
        }
    }
}

/// The kind that the name itself says.
fn guessed_kind(name: &str) -> Option<PartyKind> {
    let folded = fold(name);
    if folded.starts_with("region ") || folded.ends_with("regionen") {
        return Some(PartyKind::Region);
    }
    let municipal = [" kommun", " stad", "kommunen"];
    let is_municipal = municipal.iter().any(|end| folded.ends_with(end));
    is_municipal.then_some(PartyKind::Municipality)
}

/// Folders of the format, and names that no file may have on some system.
const RESERVED: [&str; 10] = [
    "ORGAN",
    "HUVUDMANNASVAR",
    "BILAGOR",
    "ORIGINAL",
    "MALLAR",
    "INDEX",
    "CON",
    "PRN",
    "AUX",
    "NUL",
];

impl BodyName {
    /// `LSG=Länssamverkansgruppen`.
    pub fn parse(text: &str) -> Result<BodyName, SetupError> {
        let Some((code, written)) = text.split_once('=') else {
            return Err(SetupError::NoCode(text.trim().to_owned()));
        };
        let code = BodyName::code(code)?;
        let name = name(written)?;
        Ok(BodyName { code, name })
    }

    /// A code as it can be used, in capitals.
    pub fn code(text: &str) -> Result<String, SetupError> {
        const LENGTH_MAX: usize = 20;
        let code = text.trim();
        let fits = (1..=LENGTH_MAX).contains(&code.len())
            && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !fits {
            return Err(SetupError::Code(code.to_owned()));
        }
        let code = code.to_ascii_uppercase();
        let is_port = ["COM", "LPT"]
            .iter()
            .any(|port| code.strip_prefix(port).is_some_and(|rest| rest.len() == 1));
        match is_port || RESERVED.contains(&code.as_str()) {
            true => Err(SetupError::Reserved(code)),
            false => Ok(code),
        }
    }
}

/// The files of a new archive. `has` says which paths there are already: what isn't the archive's
/// own is left as it is.
pub fn new_archive(archive: &NewArchive, has: &dyn Fn(&Path) -> bool) -> Result<Plan, SetupError> {
    let name = name(&archive.name)?;
    let party_names = archive.parties.iter().map(|party| party.name.as_str());
    let codes = archive.bodies.iter().map(|body| body.code.as_str());
    let body_names = archive.bodies.iter().map(|body| body.name.as_str());
    for mut names in [
        party_names.collect::<Vec<_>>(),
        codes.chain(body_names).collect(),
    ] {
        let mut seen: Vec<String> = Vec::new();
        // A body may be called by its code alone.
        names.dedup();
        for name in names {
            let folded = fold(name);
            if seen.contains(&folded) {
                return Err(SetupError::Twice(name.to_owned()));
            }
            seen.push(folded);
        }
    }
    let first_party = archive.parties.first().map_or("", |party| &party.name);
    let first_code = archive.bodies.first().map_or("", |body| &body.code);
    let mut plan = Plan::new();
    let rows = archive.parties.iter().map(|party| {
        let (name, kind) = (quote(&party.name), quote(party.kind.word()));
        format!("  - {{namn: {name}, slag: {kind}}}\n")
    });
    let lang = match archive.lang {
        Lang::Sv => "sv",
        Lang::En => "en",
    };
    plan.create(
        "samverkan.yaml",
        fill(
            include_str!("templates/samverkan.yaml"),
            &[
                ("NAMN", &quote(&name)),
                ("SPRÅK", lang),
                ("GITVÄRD", archive.host.word()),
                ("HUVUDMÄN", &rows.collect::<String>()),
            ],
        ),
    );
    for body in &archive.bodies {
        plan.create(
            format!("organ/{}.yaml", body.code.to_ascii_lowercase()),
            fill(
                include_str!("templates/organ.yaml"),
                &[
                    ("KOD", &body.code),
                    ("ORGANNAMN", &quote(&body.name)),
                    ("HUVUDMAN", &quote(first_party)),
                ],
            ),
        );
    }
    let rows = archive.bodies.iter().map(|body| {
        let folder = body.code.to_ascii_lowercase();
        format!("| `{folder}/` | protokoll från {} |", cell(&body.name))
    });
    let (recipe_path, recipe) = archive.host.recipe();
    let readme = fill(
        include_str!("templates/README.md"),
        &[
            ("NAMN", &escape(&name)),
            ("ORGANRADER", &rows.collect::<Vec<_>>().join("\n")),
            ("KOD", first_code),
        ],
    );
    let attributes = include_str!("templates/gitattributes");
    for (path, text) in [
        ("README.md", readme.as_str()),
        (".gitattributes", attributes),
        (recipe_path, recipe),
    ] {
        if !has(Path::new(path)) {
            plan.create(path, text);
        }
    }
    Ok(plan)
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    escape(text).replace('|', "\\|")
}

/// `template` with the values of `{KEY}`, each put in once: a value that holds a key stays as it
/// is.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let value = values.iter().find_map(|(key, value)| {
            let after = rest.strip_prefix('{')?.strip_prefix(key)?;
            Some((value, after.strip_prefix('}')?))
        });
        match value {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => {
                out.push('{');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::archive::{Archive, Memory, Options, load_from};
    use crate::plan::ChangeKind;

    fn wanted() -> NewArchive {
        NewArchive {
            name: "Samverkan i Exempellän".to_owned(),
            parties: ["Region Exempel", "Öby kommun", "Förbundet Väst:förbund"]
                .map(|text| PartyName::parse(text).unwrap())
                .to_vec(),
            bodies: vec![BodyName::parse("lsg = Länssamverkansgruppen").unwrap()],
            lang: Lang::Sv,
            host: Host::default(),
        }
    }

    fn files(plan: &Plan) -> Vec<(String, String)> {
        let files = plan.changes.iter().map(|change| {
            let ChangeKind::Create { after } = &change.kind else {
                panic!("only new files")
            };
            let text = String::from_utf8(after.clone()).unwrap();
            (crate::text::slashed(&change.path), text)
        });
        files.collect()
    }

    fn load(files: &[(String, String)]) -> Archive {
        let texts = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()));
        load_from(&Memory::new(texts), &Options::default())
    }

    fn new(archive: &NewArchive) -> Vec<(String, String)> {
        files(&new_archive(archive, &|_| false).unwrap())
    }

    #[test]
    fn it_reads_without_findings_and_says_what_was_asked() {
        let archive = load(&new(&wanted()));
        assert!(archive.findings.is_empty(), "{:?}", archive.findings);
        let collaboration = &archive.collaboration;
        assert_eq!(collaboration.name.value, "Samverkan i Exempellän");
        let kinds: Vec<&str> = collaboration
            .parties
            .iter()
            .map(|party| party.kind.word())
            .collect();
        assert_eq!(kinds, ["region", "kommun", "förbund"]);
        assert_eq!(collaboration.bodies[0].code.value, "LSG");
    }

    /// Every example in a comment is one that the program reads.
    #[test]
    fn the_commented_examples_read_without_findings() {
        let uncommented = |text: &str| -> String {
            let lines = text.lines().map(|line| match line.strip_prefix('#') {
                Some(rest) if line != "#" && !rest.starts_with("# ") => {
                    let is_example = !rest.starts_with(' ') || rest.starts_with("  ");
                    if is_example { rest } else { line }
                }
                _ => line,
            });
            lines.map(|line| format!("{line}\n")).collect()
        };
        let mut files = new(&wanted());
        for (path, text) in &mut files {
            if path.ends_with(".yaml") {
                *text = uncommented(text);
            }
        }
        let archive = load(&files);
        assert!(archive.findings.is_empty(), "{:?}", archive.findings);
        let body = &archive.collaboration.bodies[0];
        assert_eq!((body.seats.len(), body.members.len()), (4, 3));
        assert_eq!((body.planned.len(), body.calendar_rules.len()), (1, 2));
        assert!(body.quorum.is_some() && body.approval.is_some() && body.remit.is_some());
        assert!(archive.collaboration.agreement.is_some());
    }

    #[test]
    fn each_host_has_its_recipe_and_what_is_there_is_left() {
        for (word, host) in Host::ALL {
            let archive = NewArchive { host, ..wanted() };
            let files = new(&archive);
            let (path, _) = host.recipe();
            let recipe = files.iter().find(|(own, _)| own == path).unwrap();
            assert!(recipe.1.contains("samverkan check"), "{word}");
            assert!(load(&files).findings.is_empty());
            let plan = new_archive(&archive, &|own| own == Path::new(path)).unwrap();
            assert_eq!(plan.changes.len() + 1, files.len());
        }
    }

    #[test]
    fn codes_and_names_that_cannot_be_used() {
        for code in [
            "",
            "../x",
            "L S",
            "BVÄ",
            "a/b",
            ".",
            "LSG\n",
            "ABCDEFGHIJKLMNOPQRSTU",
        ] {
            let trimmed = code.trim() == "LSG";
            assert_eq!(BodyName::code(code).is_ok(), trimmed, "{code:?}");
        }
        for code in ["organ", "nul", "COM1", "Bilagor"] {
            assert!(matches!(BodyName::code(code), Err(SetupError::Reserved(_))));
        }
        assert!(matches!(BodyName::parse("LSG"), Err(SetupError::NoCode(_))));
        assert!(matches!(BodyName::parse("LSG= "), Err(SetupError::NoName)));
        assert!(matches!(
            PartyName::parse("Förbundet"),
            Err(SetupError::NoKind(_))
        ));
        assert!(matches!(
            PartyName::parse("Öby\u{7} kommun"),
            Err(SetupError::Control(_))
        ));
        let mut twice = wanted();
        twice.parties.push(PartyName::parse("ÖBY  kommun").unwrap());
        let error = new_archive(&twice, &|_| false).unwrap_err();
        assert_eq!(error, SetupError::Twice("ÖBY  kommun".to_owned()));
    }

    #[test]
    fn a_value_is_put_in_once() {
        assert_eq!(
            fill("{A} {B} {C {A}", &[("A", "{B}"), ("B", "b")]),
            "{B} b {C {B}"
        );
    }

    proptest! {
        /// Whatever a collaboration, a party or a body is called, the archive says the same.
        #[test]
        fn any_name_stands_as_it_was_given(
            name in "\\PC{1,30}|[#:,\\[\\]{}&*!|>'\"%@` A-Z-]{1,20}",
            body in "\\PC{1,30}|[#:,\\[\\]{}&*!|>'\"%@` A-Z-]{1,20}",
        ) {
            prop_assume!(super::name(&name).is_ok() && super::name(&body).is_ok());
            prop_assume!(fold(&body) != "lsg" && !fold(&body).is_empty() && !fold(&name).is_empty());
            let mut archive = wanted();
            archive.name = name.clone();
            archive.parties = vec![PartyName { name: name.clone(), kind: PartyKind::Region }];
            archive.bodies[0].name = body.clone();
            let loaded = load(&new(&archive));
            prop_assert_eq!(&loaded.collaboration.name.value, name.trim());
            prop_assert_eq!(loaded.collaboration.parties[0].name.value.trim(), name.trim());
            prop_assert_eq!(loaded.collaboration.bodies[0].name.value.trim(), body.trim());
        }
    }
}
