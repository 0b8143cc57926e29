//! The fictional county: its parties, its bodies, who sits in them, and the YAML that says so.

use std::fmt::Write as _;

use chrono::{Datelike, Days, NaiveDate};

use crate::calendar::ymd;
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
    head: String,
    /// `beslutsförhet` to `stående-punkter`, as YAML.
    rules: String,
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

/// Someone who leaves a body and somebody who comes instead, elected at a meeting.
pub struct Replacement {
    /// The body.
    pub body: usize,
    /// The meeting that elects.
    pub meeting: NaiveDate,
    /// The party.
    pub party: usize,
    /// As what.
    pub sits: Sits,
}

/// The replacements of the three years. None of these parties holds a chair that year.
pub fn replacements() -> Vec<Replacement> {
    let row = |body, meeting, party, sits| Replacement {
        body,
        meeting,
        party,
        sits,
    };
    vec![
        row(LSG, ymd(2021, 9, 24), 6, Sits::Regular),
        row(LSG, ymd(2022, 2, 11), 7, Sits::Regular),
        row(LSG, ymd(2022, 11, 25), 8, Sits::Substitute),
        row(SVO, ymd(2021, 12, 10), 8, Sits::Regular),
        row(SVO, ymd(2022, 12, 9), 9, Sits::Regular),
        row(BBU, ymd(2022, 10, 7), 9, Sits::Regular),
    ]
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

/// A body without people.
fn body(code: &str, name: &str, manner: Manner, head: &str, rules: &str) -> Body {
    Body {
        code: code.to_owned(),
        name: name.to_owned(),
        manner,
        political: false,
        head: head.to_owned(),
        rules: rules.to_owned(),
        standing: Vec::new(),
        planned: Vec::new(),
        chairs: Vec::new(),
        members: Vec::new(),
        secretary: String::new(),
    }
}

/// Writes `stående-punkter` too, so that the list stands once.
fn with_standing(mut body: Body, standing: &[&'static str]) -> Body {
    body.rules.push_str("stående-punkter:\n");
    for title in standing {
        let _ = writeln!(body.rules, "  - {title}");
    }
    body.standing = standing.to_vec();
    body
}

fn lsg() -> Body {
    let head = r#"kod: LSG
namn: Länssamverkansgruppen
alias: [Länssamverkansgrupp]
felstavningar: [Länsamverkansgruppen]
nivå: tjänsteperson
rapporterar-till: SVO
befogenhet:
  - {får: besluta, om: rutiner och arbetssätt i samverkan, källa: "4.1"}
  - {får: bereda, åt: SVO, källa: "4.1"}
  - {får: föreslå, åt: SVO, källa: "4.1"}
representation:
  - {huvudman: kommun, ordinarie: 1, ersättare: 1, källa: "4.2"}
  - {huvudman: [Granby kommun, Almvik kommun], ordinarie: 1-2, ersättare: 2, källa: "4.2"}
  - {huvudman: region, ordinarie: 4, ersättare: 4, källa: "4.2"}
  - {ordförande-i: [BBU, BVA], ordinarie: 1, källa: "5.1 och 5.2"}
  - {ordförande-i: [HMR], adjungerad: true, källa: "5.3"}
presidium:
  regel: {olika: slag, växlar: årligen, förlängning: beslut, källa: "4.3"}
"#;
    let rules = r#"beslutsförhet:
  ledamöter: mer än hälften
  huvudmän: mer än hälften
  slag: [region, kommun]
  jäv: räknas inte
  källa: "4.4"
justering: {justerare: 1, dagar: 14, källa: "4.5"}
uppdrag: {fastställt: 2022-04-08, revideras-inom-år: 4, källa: "4.1"}
"#;
    with_standing(
        body(
            "LSG",
            "Länssamverkansgruppen",
            Manner::Sections,
            head,
            rules,
        ),
        &[
            "Godkännande av dagordning och upprop",
            "Föregående protokoll",
            "Uppföljning av uppdrag",
            "Övriga frågor",
            "Nästa möte",
        ],
    )
}

fn svo() -> Body {
    let head = r#"kod: SVO
namn: Samråd vård och omsorg
alias: [Samrådet]
felstavningar: [Samråd för vård och omsorg]
nivå: politisk
befogenhet:
  - {får: besluta, om: inriktningen för samverkan, källa: "3.1"}
  - {får: rekommendera, källa: "3.1"}
representation:
  - {huvudman: kommun, ordinarie: 1, ersättare: 1, källa: "3.2"}
  - {huvudman: [Granby kommun, Almvik kommun], ordinarie: 1-2, ersättare: 2, källa: "3.2"}
  - {huvudman: region, ordinarie: 3, ersättare: 3, källa: "3.2"}
presidium:
  regel: {olika: slag, växlar: årligen, förlängning: enigt beslut, källa: "3.3"}
"#;
    let rules = r#"beslutsförhet:
  ledamöter: mer än hälften
  slag: [region, kommun]
  jäv: räknas
  källa: "3.4"
justering: {justerare: 1, dagar: 14, källa: "3.5"}
uppdrag: {fastställt: 2022-10-14, revideras-inom-år: 4, källa: "3.1"}
"#;
    let mut svo = with_standing(
        body(
            "SVO",
            "Samråd vård och omsorg",
            Manner::SectionsOverYear,
            head,
            rules,
        ),
        &[
            "Godkännande av dagordning",
            "Föregående protokoll",
            "Övriga frågor",
            "Nästa möte",
        ],
    );
    svo.political = true;
    svo
}

fn bbu() -> Body {
    let head = r#"kod: BBU
namn: Beredning barn och unga
alias: [Barnberedningen]
nivå: tjänsteperson
rapporterar-till: LSG
befogenhet:
  - {får: bereda, åt: LSG, källa: "5.1"}
  - {får: föreslå, åt: LSG, källa: "5.1"}
representation:
  - {huvudman: kommun, ordinarie: 1, ersättare: 1, källa: "5.1"}
  - {huvudman: region, ordinarie: 3, ersättare: 2, källa: "5.1"}
presidium:
  regel: {olika: slag, växlar: årligen, förlängning: beslut, källa: "5.1"}
"#;
    let rules = r#"beslutsförhet: {ledamöter: 7, källa: "5.4", osäkert: true}
justering: {justerare: 1, dagar: 14, källa: "5.4"}
uppdrag: {fastställt: 2022-11-25, revideras-inom-år: 2, källa: "5.1"}
"#;
    with_standing(
        body(
            "BBU",
            "Beredning barn och unga",
            Manner::Points,
            head,
            rules,
        ),
        &["Dagordning", "Föregående protokoll", "Nästa möte"],
    )
}

fn bva() -> Body {
    let head = r#"kod: BVA
namn: Beredning vuxna och äldre
nivå: tjänsteperson
rapporterar-till: LSG
befogenhet:
  - {får: bereda, åt: LSG, källa: "5.2"}
representation:
  - {huvudman: kommun, ordinarie: 1, ersättare: 1, källa: "5.2"}
  - {huvudman: region, ordinarie: 3, ersättare: 2, källa: "5.2"}
presidium:
  regel: {olika: huvudman, växlar: årligen, förlängning: beslut, källa: "5.2"}
"#;
    let rules = r#"uppdrag: {fastställt: 2022-11-25, revideras-inom-år: 2, källa: "5.2"}
"#;
    with_standing(
        body(
            "BVA",
            "Beredning vuxna och äldre",
            Manner::Notes,
            head,
            rules,
        ),
        &["Dagordning", "Föregående minnesanteckningar", "Nästa möte"],
    )
}

/// A local group of a large archive: one municipality and the region.
fn local_group(number: usize, people: &mut People) -> Body {
    let party = 1 + number % 9;
    let code = format!("LOK{:03}", number + 1);
    let short = PARTIES[party].trim_end_matches(" kommun");
    let name = format!("Lokal samverkan {short} {}", 1 + number / 9);
    let head = format!(
        "kod: {code}\nnamn: {name}\nnivå: tjänsteperson\nrapporterar-till: LSG\n\
         befogenhet:\n  - {{får: besluta, om: lokala rutiner, källa: \"6.1\"}}\n\
         representation:\n  \
         - {{huvudman: [{}], ordinarie: 8, ersättare: 4, källa: \"6.2\"}}\n  \
         - {{huvudman: region, ordinarie: 8, ersättare: 4, källa: \"6.2\"}}\n\
         presidium:\n  regel: {{olika: slag, växlar: årligen, källa: \"6.3\"}}\n",
        PARTIES[party]
    );
    let rules = "beslutsförhet:\n  ledamöter: mer än hälften\n  slag: [region, kommun]\n  källa: \"6.4\"\n\
                 justering: {justerare: 1, dagar: 14, källa: \"6.5\"}\n";
    let mut group = with_standing(
        body(&code, &name, Manner::Points, &head, rules),
        &["Dagordning", "Föregående protokoll", "Nästa möte"],
    );
    for start in (1989..2025).step_by(9) {
        let from = ymd(start, 1, 1);
        let until = Some(ymd(start + 8, 12, 31));
        for (party, sits, count) in [
            (0, Sits::Regular, 8),
            (party, Sits::Regular, 8),
            (0, Sits::Substitute, 4),
            (party, Sits::Substitute, 4),
        ] {
            for _ in 0..count {
                group.members.push(member(people, party, sits, from, until));
            }
        }
    }
    group.secretary = people.take();
    group.chairs = chairs(&group, 4 + number, 1990, 2024);
    group
}

/// Members since before the story; who is replaced is settled afterwards.
fn core_members(index: usize, people: &mut People) -> Vec<Member> {
    members(index, ymd(2019, 1, 1), None, people)
}

/// The members of one of the four bodies for one term.
fn members(
    index: usize,
    from: NaiveDate,
    until: Option<NaiveDate>,
    people: &mut People,
) -> Vec<Member> {
    let (region, large, substitutes) = match index {
        LSG => (4, 2, 4),
        SVO => (3, 2, 3),
        _ => (3, 1, 2),
    };
    let mut list = Vec::new();
    for party in 0..PARTIES.len() {
        let (regular, substitute) = match party {
            0 => (region, substitutes),
            1 | 2 => (large, large),
            _ => (1, 1),
        };
        for _ in 0..regular {
            list.push(member(people, party, Sits::Regular, from, until));
        }
        let first = list.len() - regular;
        for n in 0..substitute {
            let mut row = member(people, party, Sits::Substitute, from, until);
            // Beredning barn och unga has personal substitutes, the others general ones.
            if index == BBU && n < regular {
                row.personal = Some(list[first + n].name.clone());
            }
            list.push(row);
        }
    }
    if index == LSG {
        list.push(member(people, 0, Sits::CoOpted, from, until));
    }
    list
}

fn member(
    people: &mut People,
    party: usize,
    sits: Sits,
    from: NaiveDate,
    until: Option<NaiveDate>,
) -> Member {
    Member {
        name: people.take(),
        party,
        sits,
        personal: None,
        office: None,
        from,
        until,
        decision: None,
    }
}

/// Ends the terms of those replaced and begins those of their successors the day after.
fn replace_members(bodies: &mut [Body], people: &mut People) {
    for replacement in replacements() {
        let list = &mut bodies[replacement.body].members;
        let next_day = replacement.meeting + Days::new(1);
        let at = list
            .iter()
            .position(|row| row.party == replacement.party && row.sits == replacement.sits)
            .expect("every party has members and substitutes");
        list[at].until = Some(replacement.meeting);
        let old = list[at].name.clone();
        let new = member(people, replacement.party, replacement.sits, next_day, None);
        let name = new.name.clone();
        list.insert(at + 1, new);
        // A personal substitute goes on for the new member.
        if let Some(at) = list
            .iter()
            .position(|row| row.personal.as_deref() == Some(old.as_str()))
        {
            let mut row = list[at].clone();
            list[at].until = Some(replacement.meeting);
            row.from = next_day;
            row.personal = Some(name);
            list.insert(at + 1, row);
        }
    }
}

/// The chairs of each year: the region in every other year, a municipality in the rest.
/// Beredning barn och unga extends 2021 by half a year.
fn chairs(body: &Body, index: usize, first: i32, last: i32) -> Vec<Chairs> {
    let mut periods = Vec::new();
    for year in first..=last {
        let extended = index == BBU && year == 2021;
        let shortened = index == BBU && year == 2022;
        let from = if shortened {
            ymd(year, 7, 1)
        } else {
            ymd(year, 1, 1)
        };
        let until = if extended {
            ymd(2022, 6, 30)
        } else {
            ymd(year, 12, 31)
        };
        let holds = |row: &&Member| {
            row.sits == Sits::Regular && row.serves_on(from) && row.serves_on(until)
        };
        let of_region: Vec<&Member> = body
            .members
            .iter()
            .filter(|row| row.party == 0)
            .filter(holds)
            .collect();
        // Parties 1 to 5 only: nobody of them is replaced.
        let of_municipality: Vec<&Member> = body
            .members
            .iter()
            .filter(|row| (1..=5).contains(&row.party) || (index > BVA && row.party > 0))
            .filter(holds)
            .collect();
        let turn = year.unsigned_abs() as usize + index;
        let region = of_region[turn / 2 % 2];
        let municipality = of_municipality[turn / 2 % of_municipality.len()];
        let (chair, vice) = if turn % 2 == 0 {
            (region, municipality)
        } else {
            (municipality, region)
        };
        periods.push(Chairs {
            chair: chair.name.clone(),
            chair_party: chair.party,
            vice: vice.name.clone(),
            from,
            until,
            decision: None,
        });
    }
    periods
}

/// The chairs of the beredningar have a seat in Länssamverkansgruppen for as long as they chair.
fn seat_chairs_of_beredningar(bodies: &mut [Body]) {
    for office in [BBU, BVA] {
        let rows: Vec<Member> = bodies[office]
            .chairs
            .iter()
            .map(|chairs| Member {
                name: chairs.chair.clone(),
                party: chairs.chair_party,
                sits: Sits::Regular,
                personal: None,
                office: Some(office),
                from: chairs.from,
                until: Some(chairs.until),
                decision: None,
            })
            .collect();
        bodies[LSG].members.extend(rows);
    }
}

/// Whether the region chairs.
pub fn is_region(party: usize) -> bool {
    party == 0
}

/// The year of a date, for what is counted by year.
pub fn year(date: NaiveDate) -> i32 {
    date.year()
}
