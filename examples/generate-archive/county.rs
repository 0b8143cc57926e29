//! The fictional county: its parties, its bodies, who sits in them, and the YAML that says so.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::bodies::{bbu, bva, local_group, lsg, svo};
use crate::calendar::ymd;
use crate::members::{chairs, core_members, members, replace_members, seat_chairs_of_beredningar};
use crate::names::People;

/// The region first, then the municipalities; the first two of them are the large ones.
pub const PARTIES: [&str; 10] = [
    "Region Exempellan",
    "Granby kommun",
    "Almvik kommun",
    "Sjöhult kommun",
    "Norrlida kommun",
    "Ekeboda kommun",
    "Tallåsa kommun",
    "Hedvalla kommun",
    "Kvarnsele kommun",
    "Strandmo kommun",
];

/// Organisations of those who help the bodies without sitting in them.
const EXPERT_ORGANISATIONS: [&str; 3] = [
    "FoU Välfärd Exempellan",
    "Region Exempellan",
    "Kommunförbundet Exempellan",
];

/// The four bodies of the story, by index.
pub const LSG: usize = 0;
/// Samråd vård och omsorg.
pub const SVO: usize = 1;
/// Beredning barn och unga.
pub const BBU: usize = 2;
/// Beredning vuxna och äldre.
pub const BVA: usize = 3;

/// How somebody sits in a body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sits {
    /// ordinarie
    Regular,
    /// ersättare
    Substitute,
    /// adjungerad
    CoOpted,
}

/// A row of a member list.
#[derive(Clone)]
pub struct Member {
    /// The name.
    pub name: String,
    /// The index of the party.
    pub party: usize,
    /// As what.
    pub sits: Sits,
    /// The member of whom this is the personal substitute.
    pub personal: Option<String>,
    /// The body that this member chairs, where that is what gives the seat.
    pub office: Option<usize>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: Option<NaiveDate>,
    /// The clause that elected.
    pub decision: Option<String>,
}

impl Member {
    /// Whether `day` is within the term.
    pub fn serves_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Who held the chairs from when to when.
#[derive(Clone)]
pub struct Chairs {
    /// The chair.
    pub chair: String,
    /// The party of the chair.
    pub chair_party: usize,
    /// The vice chair.
    pub vice: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// The clause that extended the period.
    pub decision: Option<String>,
}

/// How a body writes its protocols.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// `## § 4 Titel`, numbers from 1 at each meeting.
    Sections,
    /// `## § 41 Titel`, numbers that run over the year.
    SectionsOverYear,
    /// `## 4. Titel`, data lines without bullets.
    Points,
    /// `## 4 Titel`, notes without decisions.
    Notes,
}

/// A body with everything that its file says.
pub struct Body {
    /// ASCII, unique.
    pub code: String,
    /// The name.
    pub name: String,
    /// How it writes.
    pub manner: Manner,
    /// Whether politicians sit there.
    pub political: bool,
    /// Everything of its file up to `presidium`, as YAML.
    pub head: String,
    /// `beslutsförhet` to `stående-punkter`, as YAML.
    pub rules: String,
    /// The titles of the standing items.
    pub standing: Vec<&'static str>,
    /// The dates of the calendar.
    pub planned: Vec<NaiveDate>,
    /// The chairs, in order of time.
    pub chairs: Vec<Chairs>,
    /// The members, in the order of the file.
    pub members: Vec<Member>,
    /// Who writes.
    pub secretary: String,
}

impl Body {
    /// The folder, which is the code in lower case.
    pub fn folder(&self) -> String {
        self.code.to_lowercase()
    }

    /// The chairs in office.
    pub fn chairs_on(&self, day: NaiveDate) -> Option<&Chairs> {
        let at = self.chairs.partition_point(|chairs| chairs.until < day);
        self.chairs.get(at).filter(|chairs| chairs.from <= day)
    }

    /// The chairs after those in office.
    pub fn chairs_after(&self, day: NaiveDate) -> Option<&Chairs> {
        let at = self.chairs.partition_point(|chairs| chairs.until < day);
        self.chairs.get(at + 1)
    }

    /// Days within which somebody approves; `None` where nobody does.
    pub fn approval_days(&self) -> Option<u32> {
        (self.manner != Manner::Notes).then_some(14)
    }
}

/// Somebody who presents items and takes part without a seat.
pub struct Expert {
    /// The name.
    pub name: String,
    /// The organisation.
    pub organisation: &'static str,
}

/// The parties' bodies and those who help them.
pub struct County {
    /// The four of the story, then the local groups of large archives.
    pub bodies: Vec<Body>,
    /// The same through all years.
    pub experts: Vec<Expert>,
}

impl County {
    /// The county with `local` local groups; `bulk` asks for members since 1990.
    pub fn new(seed: u64, local: usize, bulk: bool) -> County {
        let mut people = People::new(seed);
        let mut bodies = vec![lsg(), svo(), bbu(), bva()];
        for (index, body) in bodies.iter_mut().enumerate() {
            body.members = core_members(index, &mut people);
            body.secretary = people.take();
        }
        let experts = (0..14)
            .map(|n| Expert {
                name: people.take(),
                organisation: EXPERT_ORGANISATIONS[n % 3],
            })
            .collect();
        replace_members(&mut bodies, &mut people);
        if bulk {
            for (index, body) in bodies.iter_mut().enumerate() {
                for start in (1989..2019).step_by(5) {
                    let until = ymd(start + 4, 12, 31);
                    let members = members(index, ymd(start, 1, 1), Some(until), &mut people);
                    body.members.extend(members);
                }
            }
        }
        for (index, body) in bodies.iter_mut().enumerate() {
            let first_year = if bulk { 1990 } else { 2021 };
            body.chairs = chairs(body, index, first_year, 2024);
        }
        seat_chairs_of_beredningar(&mut bodies);
        for number in 0..local {
            bodies.push(local_group(number, &mut people));
        }
        County { bodies, experts }
    }

    /// `samverkan.yaml`.
    pub fn yaml(&self) -> String {
        let mut out = String::from(
            "# Fiktivt län, påhittade organisationer och personer.\n\
             namn: Samverkan vård och omsorg i Exempellan\n\
             språk: sv\n\
             tidszon: Europe/Stockholm\n\
             git-värd: github\n\
             överenskommelse:\n  \
               titel: Överenskommelse om samverkan inom vård och omsorg i Exempellan\n  \
               diarienummer: EX 2020-118\n  \
               från: 2020-09-01\n  \
               uppföljning-senast: 2026-09-01\n  \
               anmärkning: påhittad för att visa formatet\n\
             huvudmän:\n",
        );
        for (index, party) in PARTIES.iter().enumerate() {
            let kind = if index == 0 { "region" } else { "kommun" };
            let alias = party
                .strip_suffix(" kommun")
                .map_or(String::new(), |short| format!(", alias: [{short}]"));
            let _ = writeln!(out, "  - {{namn: {party}, slag: {kind}{alias}}}");
        }
        out.push_str(
            "externa-organ:                  # nämns bara, har inga protokoll här\n  \
             - {kod: SYL, namn: Systemledningen}\n  \
             - {kod: HMR, namn: Hjälpmedelsrådet}\n",
        );
        out
    }
}

impl Body {
    /// `organ/<kod>.yaml`.
    pub fn yaml(&self) -> String {
        let mut out = self.head.clone();
        out.push_str("  perioder:\n");
        for chairs in &self.chairs {
            let decision = chairs
                .decision
                .as_ref()
                .map_or(String::new(), |id| format!(", beslut: {}", quoted(id)));
            let _ = writeln!(
                out,
                "    - {{ordförande: {}, vice: {}, från: {}, till: {}{decision}}}",
                chairs.chair, chairs.vice, chairs.from, chairs.until
            );
        }
        out.push_str(&self.rules);
        if !self.planned.is_empty() {
            out.push_str("möten:\n");
            for (n, date) in self.planned.iter().enumerate() {
                let place = if n % 3 == 2 { "Granby" } else { "Teams" };
                let _ = writeln!(
                    out,
                    "  - {{datum: {date}, tid: \"09:00-12:00\", plats: {place}}}"
                );
            }
        }
        out.push_str("ledamöter:\n");
        for member in &self.members {
            let sits = match member.sits {
                Sits::Regular => "ordinarie",
                Sits::Substitute => "ersättare",
                Sits::CoOpted => "adjungerad",
            };
            let _ = write!(
                out,
                "  - {{namn: {}, huvudman: {}, som: {sits}",
                member.name, PARTIES[member.party]
            );
            if let Some(name) = &member.personal {
                let _ = write!(out, ", för: {name}");
            }
            let _ = write!(out, ", från: {}", member.from);
            if let Some(until) = member.until {
                let _ = write!(out, ", till: {until}");
            }
            if let Some(id) = &member.decision {
                let _ = write!(out, ", beslut: {}", quoted(id));
            }
            match member.office {
                Some(BBU) => out.push_str(", anmärkning: ordförande i Beredning barn och unga"),
                Some(_) => out.push_str(", anmärkning: ordförande i Beredning vuxna och äldre"),
                None if member.sits == Sits::CoOpted => {
                    out.push_str(", anmärkning: ordförande i Hjälpmedelsrådet");
                }
                None => {}
            }
            out.push_str("}\n");
        }
        out
    }
}

/// An id in quotes: it has a colon.
fn quoted(id: &str) -> String {
    format!("\"{id}\"")
}

/// Whether the region chairs.
pub fn is_region(party: usize) -> bool {
    party == 0
}
