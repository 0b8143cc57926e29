//! `import --members FILE`: a member list into `organ/*.yaml`, and what is said of it.

use std::fs;
use std::path::Path;

use super::{Args, named, read_bytes};
use crate::cli::apply::{self, Mode};
use crate::cli::session::{Exit, Session};
use crate::import::members::{self, Known, Merged, Options, Outcome, Problem};
use crate::lang::Message;
use crate::plan::Plan;

/// Runs the command for a list.
pub(super) fn run(args: &Args, session: &mut Session) -> anyhow::Result<Exit> {
    let [file] = args.files.as_slice() else {
        return Err(session.error(Message::new(
            "en ledamotslista i taget: ange en fil",
            "one member list at a time: name one file",
        )));
    };
    let root = session.root()?;
    let archive = session.load(&root)?;
    let path = session.world.cwd.join(file);
    let shown = session.shown(&path);
    let fail = |message: Message, session: &Session| session.error(named(&shown, &message));
    let bytes = read_bytes(&path).map_err(|message| fail(message, session))?;
    let known = Known {
        collaboration: &archive.collaboration,
        names: &archive.names,
    };
    let options = Options {
        body: args.body.clone(),
        sheet: args.sheet.clone(),
        may_create: args.new_body,
        day: session.world.today(),
    };
    let read = |path: &Path| fs::read_to_string(root.join(path)).ok();
    let outcome = members::import(&bytes, &known, &options, &read)
        .map_err(|error| fail(error.message(), session))?;
    for message in report(&shown, &outcome) {
        session.note(&message);
    }
    let mut plan = Plan::new();
    for body in &outcome.bodies {
        let before = body.before.as_ref().map(|text| text.as_bytes().to_vec());
        if before.is_some() || !body.after.is_empty() {
            plan.put(&body.path, before, body.after.as_str());
        }
    }
    let mode = match args.dry_run {
        true => Mode::Diff,
        false => Mode::Write,
    };
    apply::apply(&plan, &root, mode, session)?;
    Ok(match outcome.rows_left_out() {
        0 => Exit::Done,
        _ => Exit::Found,
    })
}

/// What was read, line by line.
fn report(shown: &str, outcome: &Outcome) -> Vec<Message> {
    let mut out = vec![named(shown, &head(outcome))];
    out.push(list("kolumner", "columns", &outcome.columns));
    if !outcome.unread.is_empty() {
        let said = |sv: bool| {
            let columns = outcome.unread.iter().map(|(column, why)| {
                let why = why.text();
                format!("{column} ({})", if sv { why.sv } else { why.en })
            });
            columns.collect::<Vec<_>>().join(", ")
        };
        out.push(Message::new(
            format!("läses inte: {}", said(true)),
            format!("not read: {}", said(false)),
        ));
    }
    if !outcome.other_sheets.is_empty() {
        let sheets = outcome.other_sheets.join(", ");
        out.push(Message::new(
            format!("fler blad ser ut som listor: {sheets}; läs dem med --sheet"),
            format!("more sheets look like lists: {sheets}; read them with --sheet"),
        ));
    }
    out.extend(counted(outcome));
    out.extend(outcome.problems.iter().map(problem));
    for body in &outcome.bodies {
        out.extend(of_body(body));
    }
    let left_out = outcome.rows_left_out();
    if left_out > 0 {
        out.push(Message::new(
            format!(
                "{} är inte {}: rätta listan och kör igen",
                count(left_out, "rad", "rader"),
                if left_out == 1 { "införd" } else { "införda" }
            ),
            format!(
                "{} not brought in: correct the list and run again",
                count(left_out, "row is", "rows are")
            ),
        ));
    } else if outcome
        .bodies
        .iter()
        .all(|body| body.before.as_ref() == Some(&body.after))
    {
        out.push(Message::new("inget att ändra", "nothing to change"));
    }
    out
}

fn head(outcome: &Outcome) -> Message {
    let sheet = |word: &str| match &outcome.sheet {
        Some(sheet) => format!(" {word} {sheet}"),
        None => String::new(),
    };
    let row = outcome.head_row;
    Message::new(
        format!(
            "{}{}, med rubriker på rad {row}",
            count(outcome.rows, "rad läst", "rader lästa"),
            sheet("på bladet")
        ),
        format!(
            "{} read{}, with headings on row {row}",
            count(outcome.rows, "row", "rows"),
            sheet("of the sheet")
        ),
    )
}

/// What was read otherwise than it stands, or not at all.
fn counted(outcome: &Outcome) -> Vec<Message> {
    let mut out = Vec::new();
    let mut say = |count: usize, sv: String, en: String| {
        if count > 0 {
            out.push(Message::new(sv, en));
        }
    };
    let rows = |count_of: usize| {
        (
            count(count_of, "rad", "rader"),
            count(count_of, "row", "rows"),
        )
    };
    let (sv, en) = rows(outcome.hidden);
    say(
        outcome.hidden,
        format!("{sv} som arbetsboken döljer läses inte"),
        format!("{en} that the workbook hides: not read"),
    );
    let (sv, en) = rows(outcome.elsewhere);
    say(
        outcome.elsewhere,
        format!("{sv} om andra organ läses inte"),
        format!("{en} about other bodies: not read"),
    );
    say(
        outcome.turned,
        format!(
            "{} med efternamnet först",
            count(outcome.turned, "namn läst", "namn lästa")
        ),
        format!(
            "{} read surname first",
            count(outcome.turned, "name", "names")
        ),
    );
    let (sv, en) = rows(outcome.without_role);
    say(
        outcome.without_role,
        format!("{sv} utan roll: räknas som ordinarie"),
        format!("{en} without a role: taken for regular members"),
    );
    say(
        outcome.vacant.len(),
        format!("vakant: rad {}", numbers(&outcome.vacant)),
        format!("vacant: row {}", numbers(&outcome.vacant)),
    );
    out
}

fn problem(problem: &Problem) -> Message {
    let place = |row: &str| {
        let mut parts = Vec::new();
        if !problem.rows.is_empty() {
            parts.push(format!("{row} {}", numbers(&problem.rows)));
        }
        parts.extend(problem.column.clone());
        parts.join(", ")
    };
    let (sv, en) = match problem.is_left_out {
        true => ("inte infört", "not brought in"),
        false => ("märk", "note"),
    };
    Message::new(
        format!("{sv}: {}: {}", place("rad"), problem.message.sv),
        format!("{en}: {}: {}", place("row"), problem.message.en),
    )
}

fn of_body(body: &Merged) -> Vec<Message> {
    let path = crate::text::slashed(&body.path);
    let (added, changed, same) = (body.added.len(), body.changed.len(), body.unchanged);
    let mut out = vec![Message::new(
        format!(
            "{path}: {}, {}, {}{}",
            count(added, "ny", "nya"),
            count(changed, "ändrad", "ändrade"),
            count(same, "oförändrad", "oförändrade"),
            if body.before.is_none() {
                " (ny fil)"
            } else {
                ""
            }
        ),
        format!(
            "{path}: {added} new, {changed} changed, {same} unchanged{}",
            if body.before.is_none() {
                " (new file)"
            } else {
                ""
            }
        ),
    )];
    let marked = |mark: &str, message: &Message| {
        Message::new(
            format!("{mark} {}", message.sv),
            format!("{mark} {}", message.en),
        )
    };
    out.extend(body.added.iter().map(|message| marked("+", message)));
    out.extend(body.changed.iter().map(|message| marked("~", message)));
    if !body.missing.is_empty() {
        out.push(Message::new(
            format!("står i {path} men inte i listan, och är kvar där:"),
            format!("in {path} but not in the list, and left there:"),
        ));
    }
    out.extend(body.missing.iter().map(|missing| {
        let (line, who) = (missing.line, &missing.who);
        Message::new(
            format!("? {} (rad {line})", who.sv),
            format!("? {} (line {line})", who.en),
        )
    }));
    out
}

fn list(sv: &str, en: &str, words: &[String]) -> Message {
    let words = words.join(", ");
    Message::new(format!("{sv}: {words}"), format!("{en}: {words}"))
}

fn count(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Row numbers, those that follow each other as `4-9`.
fn numbers(rows: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match ranges.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*row) => *last = *row,
            _ => ranges.push((*row, *row)),
        }
    }
    let shown = ranges.into_iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first}-{last}"),
    });
    shown.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_follow_each_other_are_a_range() {
        assert_eq!(numbers(&[4]), "4");
        assert_eq!(numbers(&[4, 5, 7, 8, 9, 12]), "4, 5, 7-9, 12");
    }
}
