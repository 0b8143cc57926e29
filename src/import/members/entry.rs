//! The rows of a list → who sits where, from when to when. What can't be matched with the
//! archive's names is a problem with a place, never a guess.

use std::collections::HashMap;

use super::body::{NamedBody, body_named};
use super::columns::{self, Column, Head};
use super::name::{self, NameFault, Named, Order};
use super::problem::Problems;
use super::role::{self, Chair, Role};
use super::table::{Row, Table};
use super::{Known, Options, term};
use crate::lang::{self, Message, fold};
use crate::model::{MemberKind, Period};

/// Somebody in a body, as a list has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The row of the list.
    pub row: u32,
    /// The body.
    pub body: NamedBody,
    /// Name.
    pub name: String,
    /// The canonical name of the party.
    pub party: Option<String>,
    /// As what.
    pub kind: MemberKind,
    /// Which chair.
    pub chair: Option<Chair>,
    /// For whom, as written.
    pub substitute_for: Option<String>,
    /// From when to when.
    pub period: Period,
    /// Where it was decided: an id.
    pub decision: Option<String>,
    /// Where it was decided: anything else.
    pub source: Option<String>,
    /// An organisation that is no party, of somebody co-opted.
    pub note: Option<String>,
}

/// What the rows of a list say.
#[derive(Debug, Default)]
pub struct Entries {
    /// In the order of the list.
    pub entries: Vec<Entry>,
    /// Rows that were read, titles and headings not among them.
    pub rows: usize,
    /// Rows whose seat is empty.
    pub vacant: Vec<u32>,
    /// Rows about other bodies than the one asked for.
    pub elsewhere: usize,
    /// Names that stood surname first.
    pub turned: usize,
    /// Rows that say no role, and are taken for regular members.
    pub without_role: usize,
}

/// Reads the rows below `head`. `fallback` is the body of rows that name none.
pub fn read(
    table: &Table,
    head: &Head,
    fallback: Option<&NamedBody>,
    known: &Known,
    options: &Options,
    problems: &mut Problems,
) -> Entries {
    let mut reader = Reader {
        order: order(&table.rows, head),
        head: head.clone(),
        fallback,
        known,
        options,
        problems,
        section: Section::default(),
        hints: HashMap::new(),
        out: Entries::default(),
    };
    for row in &table.rows[..head.at] {
        reader.title_above(row);
    }
    for row in &table.rows[head.at + 1..] {
        reader.row(row);
    }
    reader.out
}

/// How names with a comma are written in the column of names.
fn order(rows: &[Row], head: &Head) -> Order {
    let columns = [Column::Name, Column::Regulars, Column::Substitutes];
    let columns: Vec<usize> = columns
        .iter()
        .filter_map(|column| head.column(*column))
        .collect();
    let cells = rows[head.at + 1..]
        .iter()
        .flat_map(|row| columns.iter().map(|column| row.cell(*column)));
    name::order_of(cells)
}

/// What a row of its own says for those below it, until the next.
#[derive(Debug, Default)]
struct Section {
    body: Option<Result<NamedBody, Message>>,
    party: Option<String>,
    role: Option<Role>,
}

struct Reader<'r> {
    order: Order,
    head: Head,
    fallback: Option<&'r NamedBody>,
    known: &'r Known<'r>,
    options: &'r Options,
    problems: &'r mut Problems,
    section: Section,
    /// The nearest name of each text that isn't known, found once.
    hints: HashMap<String, Option<String>>,
    out: Entries,
}

/// Something of a row couldn't be read, which is said; nobody of it is brought in.
struct LeftOut;

/// Who a row names, with what their column says of them.
struct Person {
    named: Named,
    kind: Option<MemberKind>,
    substitute_for: Option<String>,
}

impl Reader<'_> {
    fn row(&mut self, row: &Row) {
        // Another table below, or the headings again on a new page.
        if let Some(head) = columns::again(row, &self.head) {
            self.head = head;
            return;
        }
        if self.title(row) {
            return;
        }
        self.out.rows += 1;
        let before = self.out.entries.len();
        // What was wrong is said where it was found.
        if self.persons_of(row).is_err() {
            self.out.entries.truncate(before);
        }
    }

    /// A title above the headings: what else stands there is no part of the list.
    fn title_above(&mut self, row: &Row) {
        if let Some((_, cell)) = only_cell(row) {
            self.names_body_or_party(cell);
        }
    }

    /// Whether a title names a body or a party, which it then does for the rows below.
    fn names_body_or_party(&mut self, cell: &str) -> bool {
        let names = self.known.names;
        if names.body(cell).is_some() {
            self.section = Section {
                body: Some(body_named(cell, self.known, self.options)),
                ..Section::default()
            };
            return true;
        }
        let party = names.party(cell);
        if let Some(party) = party {
            self.section.party = Some(party.to_owned());
            self.section.role = None;
        }
        party.is_some()
    }

    /// Whether the row is a title: one cell alone that names a body, a party or a role.
    fn title(&mut self, row: &Row) -> bool {
        let Some((column, cell)) = only_cell(row) else {
            return false;
        };
        let is_only_column = self.head.columns.len() == 1;
        if self.names_body_or_party(cell) {
        } else if let Some(role) = role::read(cell).filter(|role| role.kind.is_some()) {
            self.section.role = Some(role);
        } else if is_only_column
            || is_name_column(&self.head, column)
                && (name::is_vacant(cell) || name::read(cell, self.order).is_ok())
        {
            return false;
        } else {
            self.problems
                .note(row.number, Some(self.head.shown(column)), not_read(cell));
        }
        true
    }

    fn persons_of(&mut self, row: &Row) -> Result<(), LeftOut> {
        let persons = self.persons(row)?;
        if persons.is_empty() {
            self.out.vacant.push(row.number);
            return Ok(());
        }
        let Some(body) = self.body(row)? else {
            self.out.elsewhere += 1;
            return Ok(());
        };
        let role = self.role(row)?;
        let period = self.period(row)?;
        let (decision, source) = self.basis(row);
        let substitute_for = self.substitute_for(row);
        for person in persons {
            let own = person.named.role.unwrap_or_default();
            // The nearest word counts: after the name, in its column, in the row, above the rows.
            let kind = own.kind.or(person.kind).or(role.kind);
            let chair = own.chair.or(role.chair);
            let substitute_for = own
                .substitute_for
                .or(person.substitute_for)
                .or_else(|| role.substitute_for.clone())
                .or_else(|| substitute_for.clone());
            let kind = match (kind, &substitute_for) {
                (None, Some(_)) => MemberKind::Substitute,
                (None, None) => {
                    self.out.without_role += usize::from(chair.is_none());
                    MemberKind::Regular
                }
                (Some(kind), None) => kind,
                (Some(MemberKind::Substitute), Some(_)) => MemberKind::Substitute,
                // `Ersättare för` may stand beside those who aren't substitutes: nothing is said.
                (Some(_), Some(name)) => {
                    let message = Message::new(
                        format!(
                            "{} är inte ersättare men ska ersätta {name}: rätta rollen",
                            person.named.name
                        ),
                        format!(
                            "{} is no substitute but is to stand in for {name}: correct the role",
                            person.named.name
                        ),
                    );
                    self.problems
                        .left_out(row.number, self.place(Column::SubstituteFor), message);
                    return Err(LeftOut);
                }
            };
            let (party, note) = self.party(row, kind)?;
            self.out.turned += usize::from(person.named.is_turned);
            self.out.entries.push(Entry {
                row: row.number,
                body: body.clone(),
                name: person.named.name,
                party,
                kind,
                chair,
                substitute_for,
                period,
                decision: decision.clone(),
                source: source.clone(),
                note,
            });
        }
        Ok(())
    }

    /// The cell of a column, where the list has the column.
    fn cell<'c>(&self, row: &'c Row, column: Column) -> &'c str {
        self.head.column(column).map_or("", |at| row.cell(at))
    }

    fn place(&self, column: Column) -> Option<String> {
        self.head.column(column).map(|at| self.head.shown(at))
    }

    fn persons(&mut self, row: &Row) -> Result<Vec<Person>, LeftOut> {
        let mut out = Vec::new();
        let (given, surname) = (
            self.cell(row, Column::GivenName),
            self.cell(row, Column::Surname),
        );
        if !given.is_empty() || !surname.is_empty() {
            let whole = format!("{given} {surname}");
            // A surname column beside one of whole names is part of it.
            if self.head.column(Column::Name).is_none()
                && !name::is_vacant(&whole)
                && !name::is_vacant(given)
            {
                out.extend(self.named(row, Column::Surname, whole.trim(), None)?);
            }
        }
        for (column, kind) in [
            (Column::Name, None),
            (Column::TurnedName, None),
            (Column::Regulars, Some(MemberKind::Regular)),
            (Column::Substitutes, Some(MemberKind::Substitute)),
        ] {
            let cell = self.cell(row, column);
            out.extend(self.named(row, column, cell, kind)?);
        }
        let personal = self.cell(row, Column::PersonalSubstitutes);
        let mut substitutes = self.named(
            row,
            Column::PersonalSubstitutes,
            personal,
            Some(MemberKind::Substitute),
        )?;
        if let [one] = out.as_slice() {
            for substitute in &mut substitutes {
                substitute.substitute_for = Some(one.named.name.clone());
            }
        } else if !substitutes.is_empty() {
            let message = Message::new(
                "en personlig ersättare, men inte en ordinarie på raden: skriv dem på var sin rad",
                "a personal substitute, but not one regular member on the row: write them on a row each",
            );
            self.problems
                .left_out(row.number, self.place(Column::PersonalSubstitutes), message);
            return Err(LeftOut);
        }
        out.extend(substitutes);
        Ok(out)
    }

    fn named(
        &mut self,
        row: &Row,
        column: Column,
        cell: &str,
        kind: Option<MemberKind>,
    ) -> Result<Vec<Person>, LeftOut> {
        if cell.is_empty() || name::is_vacant(cell) {
            return Ok(Vec::new());
        }
        let order = match column {
            Column::TurnedName => Order::SurnameFirst,
            _ => self.order,
        };
        match name::read(cell, order) {
            Ok(named) => Ok(named
                .into_iter()
                .map(|named| Person {
                    named,
                    kind,
                    substitute_for: None,
                })
                .collect()),
            Err(fault) => {
                self.problems
                    .left_out(row.number, self.place(column), no_name(cell, fault));
                Err(LeftOut)
            }
        }
    }

    /// The body; `None` for a row about another one than was asked for.
    fn body(&mut self, row: &Row) -> Result<Option<NamedBody>, LeftOut> {
        let written = self.cell(row, Column::Body);
        let own = match (written.is_empty(), &self.section.body) {
            (false, _) => Some(body_named(written, self.known, self.options)),
            (true, section) => section.clone(),
        };
        let is_asked_for = self.options.body.is_some();
        match (own, self.fallback) {
            (Some(Ok(own)), Some(asked)) if is_asked_for && own.code != asked.code => Ok(None),
            // Who asked for one body isn't told what is wrong with others.
            (Some(Err(_)), Some(_)) if is_asked_for => Ok(None),
            (Some(Ok(own)), _) => Ok(Some(own)),
            (Some(Err(message)), _) => {
                self.problems
                    .left_out(row.number, self.place(Column::Body), message);
                Err(LeftOut)
            }
            (None, Some(asked)) => Ok(Some(asked.clone())),
            (None, None) => {
                let message = Message::new(
                    "raden säger inte vilket organ: fyll i det, eller ange det med --body",
                    "the row doesn't say which body: fill it in, or say it with --body",
                );
                self.problems
                    .left_out(row.number, self.place(Column::Body), message);
                Err(LeftOut)
            }
        }
    }

    fn role(&mut self, row: &Row) -> Result<Role, LeftOut> {
        let written = self.cell(row, Column::Role);
        if written.is_empty() {
            return Ok(self.section.role.clone().unwrap_or_default());
        }
        role::read(written).ok_or_else(|| {
            let message = Message::new(
                format!(
                    "{} är ingen roll: ordförande, vice ordförande, ledamot, ersättare eller adjungerad",
                    quoted(written)
                ),
                format!(
                    "{} is no role: ordförande (chair), vice ordförande (vice chair), ledamot (member), ersättare (substitute) or adjungerad (co-opted)",
                    quoted(written)
                ),
            );
            self.problems.left_out(row.number, self.place(Column::Role), message);
            LeftOut
        })
    }

    fn substitute_for(&mut self, row: &Row) -> Option<String> {
        let written = self.cell(row, Column::SubstituteFor);
        let is_party = self.known.names.party(written).is_some();
        if written.is_empty() || is_party || matches!(written, "-" | "–") {
            return None;
        }
        let named = name::read(written, self.order).ok();
        let first = named.and_then(|named| named.into_iter().next());
        Some(first.map_or(written.to_owned(), |named| named.name))
    }

    fn period(&mut self, row: &Row) -> Result<Period, LeftOut> {
        let mut period = Period::default();
        let columns = [Column::Period, Column::From, Column::Until];
        for column in columns {
            let written = self.cell(row, column);
            if written.is_empty() {
                continue;
            }
            let read = match column {
                Column::From => term::first(written)
                    .map(|from| Period { from, until: None })
                    .or_else(|()| term::period(written)),
                Column::Until => term::last(written).map(|until| Period { from: None, until }),
                _ => term::period(written),
            };
            let Ok(read) = read else {
                let message = Message::new(
                    format!(
                        "{} är inget datum och ingen period: skriv 2023-01-01, eller 2023-01-01--2026-12-31",
                        quoted(written)
                    ),
                    format!(
                        "{} is no date and no term: write 2023-01-01, or 2023-01-01--2026-12-31",
                        quoted(written)
                    ),
                );
                self.problems
                    .left_out(row.number, self.place(column), message);
                return Err(LeftOut);
            };
            period.from = read.from.or(period.from);
            period.until = read.until.or(period.until);
        }
        if let (Some(from), Some(until)) = (period.from, period.until)
            && until < from
        {
            let message = Message::new(
                format!("till {until} är före från {from}"),
                format!("until {until} is before from {from}"),
            );
            self.problems
                .left_out(row.number, self.place(Column::Until), message);
            return Err(LeftOut);
        }
        Ok(period)
    }

    /// The decision by id, or else the source as written.
    fn basis(&self, row: &Row) -> (Option<String>, Option<String>) {
        let written = self.cell(row, Column::Source).replace('\n', " ");
        match written.as_str() {
            "" | "-" | "–" => (None, None),
            id if is_decision_id(id) => (Some(written), None),
            _ => (None, Some(written)),
        }
    }

    /// The party; or, of somebody co-opted from elsewhere, where from.
    fn party(
        &mut self,
        row: &Row,
        kind: MemberKind,
    ) -> Result<(Option<String>, Option<String>), LeftOut> {
        let written = self.cell(row, Column::Party).replace('\n', " ");
        if written.is_empty() || matches!(written.as_str(), "-" | "–") {
            let party = self.section.party.clone();
            if party.is_none() && kind != MemberKind::CoOpted {
                let message = Message::new(
                    "ingen huvudman: införs utan",
                    "no party: brought in without one",
                );
                self.problems
                    .note(row.number, self.place(Column::Party), message);
            }
            return Ok((party, None));
        }
        if let Some(party) = self.known.names.party(&written) {
            return Ok((Some(party.to_owned()), None));
        }
        let near = self.nearest_party(&written);
        if near.is_none() && kind == MemberKind::CoOpted {
            return Ok((None, Some(written)));
        }
        let (sv, en) = match &near {
            Some(near) => (
                format!(" (menas \"{near}\"?)"),
                format!(" (is \"{near}\" meant?)"),
            ),
            None => (String::new(), String::new()),
        };
        let message = Message::new(
            format!(
                "{} är ingen huvudman i samverkan.yaml{sv}",
                quoted(&written)
            ),
            format!("{} is no party in samverkan.yaml{en}", quoted(&written)),
        );
        self.problems
            .left_out(row.number, self.place(Column::Party), message);
        Err(LeftOut)
    }

    fn nearest_party(&mut self, written: &str) -> Option<String> {
        let names = self.known.names;
        let parties = &self.known.collaboration.parties;
        let find = || {
            let spellings = parties.iter().flat_map(|party| {
                std::iter::once(&party.name)
                    .chain(&party.aliases)
                    .map(|name| name.value.as_str())
            });
            let near = lang::nearest(written, spellings)?;
            names.party(near).map(str::to_owned)
        };
        self.hints.entry(fold(written)).or_insert_with(find).clone()
    }
}

/// The only cell of a row that has something in it, with its column.
fn only_cell(row: &Row) -> Option<(usize, &str)> {
    let mut filled = row
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_empty());
    match (filled.next(), filled.next()) {
        (Some((column, cell)), None) => Some((column, cell.trim_end_matches(':'))),
        _ => None,
    }
}

fn is_name_column(head: &Head, column: usize) -> bool {
    let names = [
        Column::Name,
        Column::TurnedName,
        Column::Regulars,
        Column::Substitutes,
        Column::PersonalSubstitutes,
    ];
    head.columns
        .iter()
        .any(|(at, known)| *at == column && names.contains(known))
}

/// Whether a text is the id of a clause: `LSG/2023-02-17/9:1`.
fn is_decision_id(text: &str) -> bool {
    let mut parts = text.split('/');
    let (Some(body), Some(meeting), Some(clause), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let day = meeting
        .get(..10)
        .and_then(|day| day.parse::<chrono::NaiveDate>().ok());
    let plain = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-.:~".contains(&byte))
    };
    !body.is_empty()
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && day.is_some()
        && plain(meeting)
        && plain(clause)
        && clause.contains(':')
}

fn not_read(cell: &str) -> Message {
    Message::new(
        format!(
            "{} läses inte: varken namn, huvudman, roll eller organ",
            quoted(cell)
        ),
        format!("{} isn't read: no name, party, role or body", quoted(cell)),
    )
}

fn no_name(cell: &str, fault: NameFault) -> Message {
    let cell = quoted(cell);
    match fault {
        NameFault::NoName => Message::new(
            format!("{cell} är inget namn på en person"),
            format!("{cell} is no name of a person"),
        ),
        NameFault::OneWord => Message::new(
            format!("{cell} är bara ett ord: skriv för- och efternamn"),
            format!("{cell} is one word only: write first name and surname"),
        ),
        NameFault::Comma => Message::new(
            format!(
                "{cell} kan läsas på flera sätt: skriv förnamnet först och utan komma, eller rubriken \"Efternamn, förnamn\""
            ),
            format!(
                "{cell} can be read in several ways: write the first name first and without comma, or the heading \"Efternamn, förnamn\""
            ),
        ),
    }
}

/// What a cell says, in quotes, cut where it is long.
pub fn quoted(cell: &str) -> String {
    const SHOWN: usize = 60;
    let cell = cell.replace('\n', " ");
    match cell.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("\"{}…\"", &cell[..end]),
        None => format!("\"{cell}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_decisions() {
        for id in [
            "LSG/2023-02-17/9:1",
            "LSG/2023-02-17-extra/4.1:2",
            "A1/2023-02-17/4~2:1.1",
        ] {
            assert!(is_decision_id(id), "{id}");
        }
        for text in [
            "",
            "LSG/2023-02-17",
            "LSG/2023-02-17/9",
            "KS 2022/14",
            "../2023-02-17/9:1",
            "LSG/2023-02-30/9:1",
            "LSG/2023-02-17/9: 1",
        ] {
            assert!(!is_decision_id(text), "{text}");
        }
    }
}
