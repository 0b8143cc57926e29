//! A body's next protocol, notes or summons: body and day → a text to go on from.

use std::fmt::Write as _;
use std::path::PathBuf;

use chrono::{Datelike, NaiveDate};

use super::attendance::{Lists, lists, person};
use super::dates;
use super::items::{Place, Section, of_summons, sections};
use super::markdown::escape;
use super::numbering::{self, Numbering, Style};
use super::yaml::{mapping, value};
use crate::archive::calendar::{Planned, Schedule};
use crate::archive::{Archive, ProtocolFile};
use crate::lang::same_name;
use crate::model::{Body, Kind, Status};

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// The body.
    pub body: &'a Body,
    /// The day of the meeting.
    pub date: NaiveDate,
    /// What kind of document; as the body's last record where nobody says.
    pub kind: Option<Kind>,
    /// `möte`: what tells it from another meeting of that day.
    pub meeting: Option<String>,
    /// Who writes; as last time where nobody says.
    pub secretary: Option<String>,
    /// The summons that becomes a protocol.
    pub summons: Option<&'a ProtocolFile>,
}

/// A document to go on from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Relative to the archive's root.
    pub path: PathBuf,
    /// The whole text.
    pub text: String,
}

/// The records of the body's meetings before `day`, those of `day` too where `and_of` says,
/// oldest first. Cancelled meetings left none.
pub fn held<'a>(
    archive: &'a Archive,
    code: &str,
    day: NaiveDate,
    and_of: bool,
) -> Vec<&'a ProtocolFile> {
    let counts = |file: &&ProtocolFile| {
        let protocol = &file.protocol;
        let date = protocol.date.as_ref().map(|date| date.value);
        let cancelled = protocol
            .status
            .as_ref()
            .is_some_and(|status| status.value == Status::Cancelled);
        protocol.body.value == code
            && matches!(protocol.kind, Kind::Protocol | Kind::Notes)
            && !cancelled
            && date.is_some_and(|date| date < day || and_of && date == day)
    };
    archive.distinct().filter(counts).collect()
}

/// Who wrote the last record before `day` that says.
pub fn proposed_secretary(archive: &Archive, code: &str, day: NaiveDate) -> Option<String> {
    let held = held(archive, code, day, true);
    let named = held
        .iter()
        .rev()
        .find_map(|file| file.protocol.secretary.as_ref());
    named.map(|name| name.value.clone())
}

/// The document.
pub fn next_protocol(archive: &Archive, wanted: &Wanted<'_>) -> Draft {
    let code = wanted.body.code.value.as_str();
    let held = held(archive, code, wanted.date, wanted.meeting.is_some());
    let last = held.last().copied();
    let kind = wanted.kind.unwrap_or_else(|| usual_kind(last));
    let path = path(wanted, kind, held.last().copied());
    let schedule = Schedule::new(archive, wanted.date);
    let next = schedule.next(code, wanted.date);
    let today = schedule.of(code, wanted.date, wanted.date);
    let meeting = Meeting {
        archive,
        wanted,
        kind,
        last,
        planned: today.first().filter(|_| wanted.meeting.is_none()),
        next: next.as_ref(),
    };
    let sections = match wanted.summons {
        Some(summons) => of_summons(summons),
        None => sections(&Place {
            archive,
            body: wanted.body,
            date: wanted.date,
            path: &path,
            last,
            next: next.as_ref(),
            kind,
            is_extra: wanted.meeting.is_some(),
        }),
    };
    let numbering = numbering::after(&held, wanted.date.year());
    let mut text = String::from("---\n");
    meeting.head(&mut text);
    text.push_str("---\n\n");
    let _ = writeln!(text, "# {}\n", meeting.title());
    if kind == Kind::Summons {
        let secretary = meeting.secretary();
        let secretary = secretary.unwrap_or_else(|| "{SEKRETERARE}".to_owned());
        let secretary = escape(&secretary);
        let _ = writeln!(
            text,
            "Välkommen till mötet. Anmäl förhinder till {secretary}.\n"
        );
    }
    body(&mut text, &sections, numbering);
    Draft {
        path: PathBuf::from(path),
        text,
    }
}

fn usual_kind(last: Option<&ProtocolFile>) -> Kind {
    last.map_or(Kind::Protocol, |file| file.protocol.kind)
}

/// Beside the body's last record, and named after the day.
fn path(wanted: &Wanted<'_>, kind: Kind, last: Option<&ProtocolFile>) -> String {
    let date = wanted.date;
    let mut name = date.to_string();
    if let Some(meeting) = &wanted.meeting {
        name.push('-');
        name.push_str(&crate::archive::register::slug(meeting));
    }
    if kind == Kind::Summons {
        name += "-kallelse";
    }
    let folder = last.and_then(|file| {
        let path = file.path();
        let (folder, _) = path.rsplit_once('/')?;
        // A folder for each year goes on with the year of the meeting.
        let old = file.protocol.date.as_ref()?.value.year().to_string();
        let new = date.year().to_string();
        let parts = folder.split('/').map(|part| match part == old {
            true => new.as_str(),
            false => part,
        });
        Some(parts.collect::<Vec<_>>().join("/"))
    });
    let folder = folder.unwrap_or_else(|| wanted.body.code.value.to_ascii_lowercase());
    format!("{folder}/{name}.md")
}

/// What the head and the title are made of.
struct Meeting<'a> {
    archive: &'a Archive,
    wanted: &'a Wanted<'a>,
    kind: Kind,
    last: Option<&'a ProtocolFile>,
    planned: Option<&'a Planned<'a>>,
    next: Option<&'a Planned<'a>>,
}

impl Meeting<'_> {
    fn secretary(&self) -> Option<String> {
        let summoned = self
            .wanted
            .summons
            .and_then(|file| file.protocol.secretary.as_ref());
        let named = self.wanted.secretary.clone();
        named
            .or_else(|| summoned.map(|name| name.value.clone()))
            .or_else(|| {
                let code = &self.wanted.body.code.value;
                proposed_secretary(self.archive, code, self.wanted.date)
            })
    }

    fn title(&self) -> String {
        let what = match self.kind {
            Kind::Summons => "Kallelse",
            Kind::Notes => "Minnesanteckningar",
            Kind::Protocol | Kind::Written => "Protokoll",
        };
        let name = escape(&self.wanted.body.name.value);
        let day = dates::long(self.wanted.date);
        match &self.wanted.meeting {
            Some(meeting) => format!("{what} {name}, {} möte {day}", escape(meeting)),
            None => format!("{what} {name} {day}"),
        }
    }

    fn head(&self, out: &mut String) {
        let wanted = self.wanted;
        let summons = wanted.summons.map(|file| &file.protocol);
        let _ = writeln!(out, "organ: {}", value(&wanted.body.code.value));
        let _ = writeln!(out, "datum: {}", wanted.date);
        if let Some(meeting) = &wanted.meeting {
            let _ = writeln!(out, "möte: {}", value(meeting));
        }
        let summoned = summons.and_then(|summons| summons.time.as_ref());
        let planned = self.planned.and_then(|planned| planned.time);
        match summoned.map(|time| time.value).or(planned) {
            Some(time) => {
                let _ = writeln!(out, "tid: {time}");
            }
            // In a comment: what isn't a time would be an error.
            None => out.push_str("tid:  # {KLOCKSLAG}\n"),
        }
        let summoned = summons.and_then(|summons| summons.place.as_ref());
        let planned = self.planned.and_then(|planned| planned.place);
        let at = summoned.map(|place| place.value.as_str()).or(planned);
        let _ = writeln!(out, "plats: {}", value(at.unwrap_or("{PLATS}")));
        let _ = writeln!(out, "typ: {}", self.kind.text().sv);
        out.push_str("status: utkast\n");
        let reference = summons.and_then(|summons| summons.reference.as_ref());
        let had_reference = self
            .last
            .is_some_and(|last| last.protocol.reference.is_some());
        match reference {
            Some(reference) => {
                let _ = writeln!(out, "diarienummer: {}", value(&reference.value));
            }
            None if had_reference && self.kind != Kind::Summons => {
                let _ = writeln!(out, "diarienummer: {}", value("{DIARIENUMMER}"));
            }
            None => {}
        }
        if self.kind != Kind::Summons {
            self.people(out);
        }
        match self.next {
            Some(next) => {
                let _ = writeln!(out, "nästa-möte: {}", next.date);
            }
            None if self.kind == Kind::Summons => {}
            None => out.push_str("nästa-möte:  # {DATUM}\n"),
        }
        let attachments = summons.map(|summons| summons.attachments.as_slice());
        let attachments = attachments.unwrap_or_default();
        match attachments.is_empty() {
            true if self.kind == Kind::Summons => {
                out.push_str(
                    "bilagor:\n  # - {nr: 1, titel: underlaget, fil: bilagor/underlag.pdf}\n",
                );
            }
            true => {}
            false => out.push_str("bilagor:\n"),
        }
        for attachment in attachments {
            let text = |text: &Option<crate::text::At<String>>| {
                text.as_ref().map(|text| text.value.clone())
            };
            let (number, title) = (text(&attachment.number), text(&attachment.title));
            let file = text(&attachment.file);
            let row = mapping(&[
                ("nr", number.as_deref()),
                ("titel", title.as_deref()),
                ("fil", file.as_deref()),
            ]);
            let _ = writeln!(out, "  - {row}");
        }
    }

    /// Chair, secretary, adjusters and the lists.
    fn people(&self, out: &mut String) {
        let wanted = self.wanted;
        let lists = lists(self.archive, wanted.body, wanted.date, self.last);
        let chair = lists.chair.as_deref().unwrap_or("{ORDFÖRANDE}");
        let _ = writeln!(out, "ordförande: {}", value(chair));
        let secretary = self.secretary();
        let secretary = secretary.unwrap_or_else(|| "{SEKRETERARE}".to_owned());
        let _ = writeln!(out, "sekreterare: {}", value(&secretary));
        if self.kind == Kind::Protocol && adjusts(wanted.body, wanted.date) {
            let _ = writeln!(out, "justerare: {}", value("{JUSTERARE}"));
        }
        write_lists(out, &lists);
        if !lists.has_member(&secretary) {
            let organisation = self.organisation_of(&secretary);
            let line = match secretary.starts_with('{') {
                true => value(&secretary),
                false => person(
                    self.archive,
                    &secretary,
                    organisation.as_deref(),
                    Some("sekreterare"),
                ),
            };
            let _ = writeln!(out, "övriga:\n  - {line}");
        }
    }

    /// The organisation that the last meeting's list gives.
    fn organisation_of(&self, name: &str) -> Option<String> {
        let attendance = &self.last?.protocol.attendance;
        let own = attendance.iter().find(|attendee| {
            let own = attendee.name.as_ref();
            own.is_some_and(|own| same_name(own, name))
        })?;
        let written = own
            .organisation
            .as_ref()
            .map(|written| written.value.clone());
        own.party.clone().or(written)
    }
}

/// Whether somebody beside the chair approves the body's protocols.
fn adjusts(body: &Body, day: NaiveDate) -> bool {
    body.approval.as_ref().is_some_and(|rule| {
        let wanted = rule.adjusters.as_ref().map_or(0, |number| number.value);
        rule.basis.period.contains(day) && wanted > 0
    })
}

fn write_lists(out: &mut String, lists: &Lists) {
    out.push_str("närvarande:\n");
    if let Some(remark) = &lists.remark {
        let _ = writeln!(out, "  # {remark}");
    }
    out.push_str("  # Den som inte kom flyttas till frånvarande.\n");
    for line in &lists.present {
        let _ = writeln!(out, "  - {line}");
    }
    if !lists.substitutes.is_empty() {
        out.push_str("  # En ersättare som tjänstgjorde: ta bort tecknet # före raden. En som bara var med\n  # flyttas till ersättare, utan det som står efter organisationen.\n");
        for line in &lists.substitutes {
            let _ = writeln!(out, "  # - {line}");
        }
        out.push_str("ersättare:\n");
    }
    out.push_str("frånvarande:\n");
    if !lists.co_opted.is_empty() {
        out.push_str("adjungerade:\n");
        for line in &lists.co_opted {
            let _ = writeln!(out, "  - {line}");
        }
    }
}

fn body(out: &mut String, sections: &[Section], numbering: Numbering) {
    let Numbering { first, style } = numbering;
    let mut number = first;
    for section in sections {
        let heading = match (&section.number, section.is_part) {
            (Some(own), true) => format!("### {own} {}", section.title),
            (Some(own), false) => match own.parse() {
                Ok(own) => style.heading(own, &section.title),
                Err(_) if own.contains('-') => format!("## §§ {own} {}", section.title),
                Err(_) => {
                    Style::Sign
                        .heading(0, &section.title)
                        .replacen("§ 0", &format!("§ {own}"), 1)
                }
            },
            (None, _) => {
                let heading = style.heading(number, &section.title);
                number = number.saturating_add(1);
                heading
            }
        };
        let _ = writeln!(out, "{heading}\n");
        for line in &section.data {
            let _ = writeln!(out, "- {line}");
        }
        if !section.data.is_empty() {
            out.push('\n');
        }
        for paragraph in &section.paragraphs {
            let _ = writeln!(out, "{paragraph}\n");
        }
    }
    // One line break at the end.
    out.truncate(out.trim_end().len());
    out.push('\n');
}
