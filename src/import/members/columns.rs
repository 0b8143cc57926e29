//! The row that names the columns, and what each is about, in the habits of Swedish and English
//! lists.

use super::table::{Row, letters};
use crate::lang::{Text, fold};

/// What a column is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The whole name.
    Name,
    /// The whole name, surname first.
    TurnedName,
    /// Given names.
    GivenName,
    /// Surname.
    Surname,
    /// Names of regular members: a list with a column for each kind.
    Regulars,
    /// Names of substitutes, in the same.
    Substitutes,
    /// Names of substitutes for the regular member of the row.
    PersonalSubstitutes,
    /// Which party.
    Party,
    /// As what.
    Role,
    /// For whom.
    SubstituteFor,
    /// The first day.
    From,
    /// The last day.
    Until,
    /// Both.
    Period,
    /// Which body.
    Body,
    /// Where it was decided.
    Source,
}

/// Why a column isn't read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Ways to reach people, and what tells who they are: no matter of a member list.
    Personal,
    /// Which political party: people are in a body for the organisation that sent them.
    Political,
    /// The heading isn't known.
    Unknown,
    /// A column before it says the same.
    Again,
}

impl Unread {
    /// Why, for people.
    pub fn text(self) -> Text {
        match self {
            Unread::Personal => Text::new(
                "personuppgift, tas inte in",
                "personal data, not brought in",
            ),
            Unread::Political => Text::new(
                "partitillhörighet, tas inte in",
                "political party, not brought in",
            ),
            Unread::Unknown => Text::new("okänd rubrik", "unknown heading"),
            Unread::Again => Text::new("samma som en kolumn före", "same as a column before"),
        }
    }
}

/// The words of each column, folded.
const WORDS: [(Column, &[&str]); 15] = [
    (
        Column::Name,
        &[
            "namn",
            "ledamotens namn",
            "ledamöter",
            "för- och efternamn",
            "förnamn och efternamn",
            "förnamn efternamn",
            "fullständigt namn",
            "person",
            "name",
            "full name",
            "member name",
            "representantens namn",
        ],
    ),
    (
        Column::TurnedName,
        &[
            "efternamn, förnamn",
            "efternamn och förnamn",
            "efternamn förnamn",
            "surname, first name",
            "last name, first name",
        ],
    ),
    (
        Column::GivenName,
        &[
            "förnamn",
            "tilltalsnamn",
            "first name",
            "given name",
            "firstname",
        ],
    ),
    (
        Column::Surname,
        &[
            "efternamn",
            "surname",
            "last name",
            "family name",
            "lastname",
        ],
    ),
    (
        Column::Regulars,
        &[
            "ordinarie",
            "ordinarie ledamot",
            "ordinarie ledamöter",
            "ledamot",
            "representant",
            "representanter",
            "regular member",
            "member",
        ],
    ),
    (
        Column::Substitutes,
        &[
            "ersättare",
            "suppleant",
            "suppleanter",
            "substitute",
            "substitutes",
            "deputy",
        ],
    ),
    (
        Column::PersonalSubstitutes,
        &[
            "personlig ersättare",
            "personliga ersättare",
            "personal substitute",
        ],
    ),
    (
        Column::Party,
        &[
            "huvudman",
            "huvudmän",
            "organisation",
            "kommun",
            "region",
            "part",
            "kommun/region",
            "arbetsgivare",
            "myndighet",
            "representerar",
            "företräder",
            "organization",
            "municipality",
            "employer",
            "represents",
            "party",
        ],
    ),
    (
        Column::Role,
        &[
            "roll",
            "uppdrag",
            "funktion",
            "roll i gruppen",
            "uppdrag i gruppen",
            "som",
            "plats",
            "role",
            "position",
            "function",
            "seat",
            "as",
            "typ av ledamot",
        ],
    ),
    (
        Column::SubstituteFor,
        &[
            "ersättare för",
            "ersätter",
            "personlig ersättare för",
            "suppleant för",
            "för",
            "substitute for",
            "deputy for",
        ],
    ),
    (
        Column::From,
        &[
            "från",
            "från och med",
            "fr.o.m",
            "from",
            "fr o m",
            "fr om",
            "startdatum",
            "start",
            "tillträde",
            "tillträder",
            "vald från",
            "invald",
            "valid from",
            "start date",
            "from date",
            "från datum",
            "datum från",
            "giltig från",
            "gäller från",
        ],
    ),
    (
        Column::Until,
        &[
            "till",
            "till och med",
            "t.o.m",
            "tom",
            "t o m",
            "slutdatum",
            "slut",
            "avgång",
            "avgår",
            "vald till",
            "until",
            "to",
            "end",
            "end date",
            "to date",
            "till datum",
            "datum till",
            "giltig till",
            "gäller till",
            "valid until",
            "valid to",
        ],
    ),
    (
        Column::Period,
        &[
            "mandatperiod",
            "period",
            "mandattid",
            "mandat",
            "tidsperiod",
            "vald för",
            "term",
            "term of office",
        ],
    ),
    (
        Column::Body,
        &[
            "organ",
            "grupp",
            "samverkansgrupp",
            "forum",
            "samverkansorgan",
            "beredning",
            "body",
            "group",
            "committee",
        ],
    ),
    (
        Column::Source,
        &[
            "källa",
            "beslut",
            "protokoll",
            "utsedd genom",
            "valbeslut",
            "beslutad",
            "beslut om val",
            "source",
            "decision",
            "minutes",
            "elected by",
        ],
    ),
];

/// Words within headings of what isn't brought in.
const PERSONAL: [&str; 17] = [
    "e-post",
    "epost",
    "mejl",
    "e-mail",
    "email",
    "mail",
    "telefon",
    "tel",
    "mobil",
    "mobile",
    "phone",
    "adress",
    "address",
    "personnummer",
    "personnr",
    "född",
    "födelsedatum",
];
const POLITICAL: [&str; 6] = [
    "parti",
    "partitillhörighet",
    "partibeteckning",
    "politiskt parti",
    "political party",
    "partier",
];

/// What a row of headings says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Its place among the rows.
    pub at: usize,
    /// The columns that are read, from 0, with what they are about.
    pub columns: Vec<(usize, Column)>,
    /// The columns that aren't: where, the heading, and why.
    pub unread: Vec<(usize, String, Unread)>,
    /// The headings of all columns, as written.
    headings: Vec<String>,
}

impl Head {
    /// The place of a column, where there is one.
    pub fn column(&self, column: Column) -> Option<usize> {
        let known = self.columns.iter().find(|(_, known)| *known == column);
        known.map(|(at, _)| *at)
    }

    /// A column for people: `C (Kommun)`.
    pub fn shown(&self, column: usize) -> String {
        match self.headings.get(column).filter(|text| !text.is_empty()) {
            Some(heading) => format!("{} ({heading})", letters(column)),
            None => letters(column),
        }
    }

    fn of(at: usize, row: &Row) -> Option<Head> {
        let mut head = Head {
            at,
            ..Head::default()
        };
        for (column, cell) in row.cells.iter().enumerate() {
            let heading = heading_of(cell);
            if !heading.is_empty() {
                match of_heading(&heading) {
                    Ok(known) if head.column(known).is_none() => {
                        head.columns.push((column, known));
                    }
                    Ok(_) => head.unread.push((column, heading.clone(), Unread::Again)),
                    Err(why) => head.unread.push((column, heading.clone(), why)),
                }
            }
            head.headings.push(heading);
        }
        head.names_people().then_some(head)
    }

    /// Whether it says where the names stand, in a way that people are named once.
    fn names_people(&self) -> bool {
        let has = |column| self.column(column).is_some();
        has(Column::Name)
            || has(Column::TurnedName)
            || (has(Column::GivenName) && has(Column::Surname))
            || (has(Column::Regulars)
                && (has(Column::Party)
                    || has(Column::Substitutes)
                    || has(Column::PersonalSubstitutes)))
    }
}

/// A cell as a heading; a text too long to be one is cut where it shows.
fn heading_of(cell: &str) -> String {
    let mut end = cell.len().min(MAX_HEADING + 1);
    while !cell.is_char_boundary(end) {
        end += 1;
    }
    cell[..end].replace('\n', " ")
}

/// Rows above which the headings stand at the latest.
const HEAD_ROWS: usize = 50;

/// The row of headings: of the first rows the one that names people and most else.
pub fn head(rows: &[Row]) -> Option<Head> {
    let heads = rows.iter().take(HEAD_ROWS).enumerate();
    let heads = heads.filter_map(|(at, row)| Head::of(at, row));
    // Of equals the first.
    heads.reduce(|best, head| match head.columns.len() > best.columns.len() {
        true => head,
        false => best,
    })
}

/// Whether a row below `head` names the columns anew: the same headings again, or those of another
/// table. A row of people may have a word or two in it that could be headings.
pub fn again(row: &Row, head: &Head) -> Option<Head> {
    let new = Head::of(head.at, row).filter(|new| new.columns.len() > 1)?;
    let is_same = new.columns == head.columns;
    let is_whole = new.unread.iter().all(|(_, _, why)| *why != Unread::Unknown);
    (is_same || is_whole).then_some(new)
}

/// The longest heading, in bytes: what is longer isn't looked at.
const MAX_HEADING: usize = 120;

/// What a heading is about.
fn of_heading(heading: &str) -> Result<Column, Unread> {
    if heading.len() > MAX_HEADING {
        return Err(Unread::Unknown);
    }
    let folded = fold(heading);
    // `Från (ÅÅÅÅ-MM-DD)`, `Namn*`, `Roll:`
    let bare = folded.split('(').next().unwrap_or("");
    let bare = bare.trim_matches(|c: char| c.is_whitespace() || ".:*".contains(c));
    let exact = |text: &str| {
        let known = WORDS.iter().find(|(_, words)| words.contains(&text));
        known.map(|(column, _)| *column)
    };
    if POLITICAL.contains(&bare) {
        return Err(Unread::Political);
    }
    if let Some(column) = exact(bare) {
        return Ok(column);
    }
    let words = || bare.split(|c: char| c.is_whitespace() || "/,-".contains(c));
    if PERSONAL.contains(&bare)
        || bare.starts_with("e-post")
        || words().any(|word| PERSONAL.contains(&word))
    {
        return Err(Unread::Personal);
    }
    // `Kommun/Region`, `Organisation / huvudman`: words for the same.
    let mut parts = bare.split(['/', ',']).map(|part| exact(part.trim()));
    match parts.next() {
        Some(Some(first)) if parts.all(|part| part == Some(first)) => Ok(first),
        _ => Err(Unread::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Row {
        Row {
            number: 1,
            cells: cells
                .iter()
                .map(|cell| super::super::table::tidy(cell))
                .collect(),
        }
    }

    #[test]
    fn headings_in_many_habits() {
        for (heading, wanted) in [
            ("Namn", Ok(Column::Name)),
            ("NAMN:", Ok(Column::Name)),
            ("Efternamn, förnamn", Ok(Column::TurnedName)),
            ("Kommun / Region", Ok(Column::Party)),
            ("Huvudman*", Ok(Column::Party)),
            ("Från (ÅÅÅÅ-MM-DD)", Ok(Column::From)),
            ("Fr.o.m.", Ok(Column::From)),
            ("T o m", Ok(Column::Until)),
            ("Organ/Grupp", Ok(Column::Body)),
            ("Ersättare för", Ok(Column::SubstituteFor)),
            ("E-post", Err(Unread::Personal)),
            ("E-postadress", Err(Unread::Personal)),
            ("Mobil/telefon", Err(Unread::Personal)),
            ("Parti", Err(Unread::Political)),
            ("Part", Ok(Column::Party)),
            ("Anteckning", Err(Unread::Unknown)),
            ("Namn/Kommun", Err(Unread::Unknown)),
            ("", Err(Unread::Unknown)),
        ] {
            assert_eq!(of_heading(heading), wanted, "{heading}");
        }
    }

    #[test]
    fn no_word_means_two_columns() {
        let words: Vec<&str> = WORDS
            .iter()
            .flat_map(|(_, words)| words.iter().copied())
            .collect();
        for (at, word) in words.iter().enumerate() {
            assert!(!words[at + 1..].contains(word), "{word}");
            assert_eq!(fold(word), *word);
            assert!(
                !PERSONAL.contains(word) && !POLITICAL.contains(word),
                "{word}"
            );
        }
    }

    #[test]
    fn the_head_may_stand_below_titles() {
        let rows = [
            row(&["Ledamöter i samverkan"]),
            row(&["Uppdaterad", "2024-01-01", "", ""]),
            row(&["Roll", "E-post", "Namn", "Kommun", "Roll"]),
            row(&["ledamot", "a@b.se", "Anna Ek", "Granby"]),
        ];
        let found = head(&rows).unwrap();
        assert_eq!(found.at, 2);
        assert_eq!(
            found.columns,
            [(0, Column::Role), (2, Column::Name), (3, Column::Party)]
        );
        let why: Vec<Unread> = found.unread.iter().map(|(_, _, why)| *why).collect();
        assert_eq!(why, [Unread::Personal, Unread::Again]);
        assert_eq!(found.shown(3), "D (Kommun)");
    }

    #[test]
    fn headings_may_come_again() {
        let first = head(&[row(&["Namn", "Kommun", "Roll", "Övrigt"])]).unwrap();
        let is_head = |cells: &[&str]| again(&row(cells), &first).is_some();
        assert!(is_head(&["Namn", "Kommun", "Roll", "Övrigt"]));
        assert!(is_head(&["Roll", "Namn"]));
        assert!(!is_head(&["Anna Ek", "Region", "Ledamot"]));
        assert!(!is_head(&["Namn"]));
    }

    #[test]
    fn rows_of_people_are_no_head() {
        assert_eq!(head(&[row(&["Anna Ek", "ledamot", "Granby kommun"])]), None);
        assert_eq!(head(&[row(&["Förnamn", "Kommun"])]), None);
        assert_eq!(head(&[]), None);
    }
}
