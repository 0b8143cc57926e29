//! The items that every meeting has: agenda, previous protocol, open assignments, elections,
//! other questions, the next meeting.

use std::fmt::Write as _;

use chrono::Datelike;

use crate::agenda::Agenda;
use crate::calendar::{Kind, long_date, weekday_date};
use crate::clause::{Class, Clause, Form};
use crate::county::Manner;
use crate::meeting::Item;
use crate::prose;
use crate::story::Pending;

impl Agenda<'_> {
    /// Agenda and adjuster.
    pub fn opening(&mut self) {
        let title = self.story.county.bodies[self.body].standing[0];
        let mut item = self.begin(title);
        let adjuster = self.attendance.adjuster.clone();
        let manner = self.county_manner();
        let opened = "Ordföranden hälsade alla välkomna och öppnade mötet.";
        if manner == Manner::Notes {
            let _ = write!(
                item.text,
                "{opened} Inga tillägg gjordes till dagordningen.\n\n"
            );
            self.items.push(item);
            return;
        }
        let agenda = Clause::new(Class::Procedural, "godkänna dagordningen");
        let elect = Clause::new(
            Class::Procedural,
            format!("utse {adjuster} att jämte ordföranden justera protokollet"),
        );
        match (manner, self.nth % 3) {
            (_, 0) => {
                let _ = write!(item.text, "{opened}\n\n");
                let form = if self.nth.is_multiple_of(2) {
                    Form::BoldPast
                } else {
                    Form::Infinitive
                };
                self.decide(&mut item, form, &[agenda, elect]);
            }
            (Manner::SectionsOverYear, _) => {
                let _ = write!(
                    item.text,
                    "{opened}\n\nGodkändes upprättad föredragningslista.\n\n\
                     Utsågs {adjuster} att justera protokollet.\n\n"
                );
                self.count(&[agenda, elect]);
            }
            _ => {
                let _ = write!(
                    item.text,
                    "{opened} Ett upprop hölls.\n\nDagordningen godkändes.\n\n\
                     Till justerare utsågs {adjuster}.\n\n"
                );
                self.count(&[agenda, elect]);
            }
        }
        self.items.push(item);
    }

    /// The previous protocol, and what was decided between the meetings.
    pub fn previous(&mut self) {
        let title = match self.county_manner() {
            Manner::Notes => "Föregående minnesanteckningar",
            _ => "Föregående protokoll",
        };
        let mut item = self.begin(title);
        let list = &self.story.slots[self.body];
        let mut dates = Vec::new();
        let mut written = Vec::new();
        for slot in list[..self.nth].iter().rev() {
            match slot.kind {
                Kind::Meeting => {
                    dates.push(slot.date);
                    break;
                }
                Kind::Extra => dates.push(slot.date),
                Kind::Written => written.push(slot.date),
                Kind::Cancelled => {}
            }
        }
        let same_day = self.slot_kind() == Kind::Extra;
        for date in written.iter().filter(|_| !same_day) {
            item.lines.push(format!(
                "Anmält beslut: LSG/{date}, remissvar om statsbidraget för nära vård, taget den {}",
                long_date(*date)
            ));
            self.story
                .counts
                .entry(Class::Reported)
                .and_modify(|n| *n += 1)
                .or_insert(1);
            self.ordinal += 1;
        }
        let filing = [Clause::new(
            Class::Filing,
            "lägga protokollet till handlingarna",
        )];
        match (dates.last(), self.county_manner()) {
            (Some(_), _) if same_day => {
                item.text.push_str(
                    "Protokollet från det ordinarie mötet tidigare samma dag behandlas vid nästa möte.\n\n",
                );
            }
            (Some(date), Manner::Notes) => {
                let _ = write!(
                    item.text,
                    "Minnesanteckningarna från mötet den {} gicks igenom utan synpunkter.\n\n",
                    long_date(*date)
                );
            }
            (None, Manner::Notes) => item
                .text
                .push_str("Anteckningarna från förra mötet gicks igenom utan synpunkter.\n\n"),
            (Some(date), _) if dates.len() > 1 => {
                let _ = write!(
                    item.text,
                    "Protokollen från mötet och det extra mötet den {} läggs till handlingarna.\n\n",
                    long_date(*date)
                );
                self.count(&filing);
            }
            (Some(date), _) => {
                let _ = write!(
                    item.text,
                    "Protokollet från mötet den {} läggs till handlingarna.\n\n",
                    long_date(*date)
                );
                self.count(&filing);
            }
            (None, _) => {
                item.text
                    .push_str("Protokollet från föregående möte läggs till handlingarna.\n\n");
                self.count(&filing);
            }
        }
        self.items.push(item);
    }

    /// An extra meeting leaves the assignments to the next ordinary one.
    pub fn follow_up_later(&mut self, pending: Vec<Pending>) {
        let mut item = self.begin("Uppföljning av uppdrag");
        item.text
            .push_str("Uppdragen följs upp vid nästa ordinarie möte.\n\n");
        self.items.push(item);
        self.story.pending[self.body] = pending;
    }

    /// What has become of open assignments. Most are closed; some are partly reported first,
    /// given anew or dropped.
    pub fn follow_up(&mut self, pending: Vec<Pending>) {
        let mut item = self.begin("Uppföljning av uppdrag");
        let more_meetings = self.story.next_held(self.body, self.nth).is_some();
        let mut again = Vec::new();
        if pending.is_empty() {
            item.text
                .push_str("Det finns inga uppdrag att följa upp vid dagens möte.\n\n");
        }
        for mut assignment in pending {
            let mut name = String::new();
            prose::push_capitalised(&mut name, &assignment.receiver);
            self.story.dealt += 1;
            let turn = self.story.dealt % 8;
            if !assignment.each.is_empty() {
                let party = assignment.each.remove(0);
                item.lines
                    .push(format!("Avslutar: {}, {party}", assignment.id));
                let _ = write!(
                    item.text,
                    "{party} har för sin del slutfört arbetet med att {}.\n\n",
                    assignment.task
                );
                if !assignment.each.is_empty() {
                    self.story.pending[self.body].push(assignment);
                }
            } else if turn == 3 && !assignment.seen && more_meetings {
                item.lines.push(format!("Delredovisar: {}", assignment.id));
                let _ = write!(
                    item.text,
                    "{name} har kommit halvvägs i arbetet med att {}.\n\n",
                    assignment.task
                );
                assignment.seen = true;
                self.story.pending[self.body].push(assignment);
            } else if turn == 6 && !assignment.seen && more_meetings {
                again.push(assignment);
            } else if turn == 0 && !assignment.seen {
                item.lines.push(format!("Utgår: {}", assignment.id));
                let _ = write!(
                    item.text,
                    "Det är inte längre aktuellt att {}, eftersom staten har tagit över frågan.\n\n",
                    assignment.task
                );
            } else {
                item.lines.push(format!("Avslutar: {}", assignment.id));
                let _ = write!(
                    item.text,
                    "{name} har slutfört arbetet med att {}.\n\n",
                    assignment.task
                );
            }
        }
        if item.text.is_empty() {
            item.text
                .push_str("Ett uppdrag tas upp under nästa punkt.\n\n");
        }
        self.items.push(item);
        for assignment in again {
            self.change(assignment);
        }
    }

    /// An assignment given anew, with more time.
    pub fn change(&mut self, mut assignment: Pending) {
        let mut item = self.begin("Mer tid för ett uppdrag");
        item.lines.push("Beslutsärende".to_owned());
        item.lines.push(format!("Ändrar: {}", assignment.id));
        item.text.push_str(
            "Arbetet har dragit ut på tiden, eftersom flera nyckelpersoner har bytt tjänst. \
             Mötet har förståelse för det och ger mer tid.\n\n",
        );
        let due = self
            .story
            .next_held(self.body, self.nth)
            .expect("only with meetings to come");
        let text = format!(
            "uppdra åt {} att {}, senast {due}",
            assignment.receiver, assignment.task
        );
        assignment.id = self.clause_id(&item, 0);
        assignment.seen = true;
        self.decide(
            &mut item,
            Form::BoldPast,
            &[Clause::new(Class::Assignment, text)],
        );
        self.story.pending[self.body].push(assignment);
        self.items.push(item);
    }

    /// The chairs of the coming period, at the last meeting of the one that ends.
    pub fn elections(&mut self) {
        let body = &self.story.county.bodies[self.body];
        if body.manner == Manner::Notes || self.slot_kind() != Kind::Meeting {
            return;
        }
        let (Some(now), Some(next)) = (body.chairs_on(self.date), body.chairs_after(self.date))
        else {
            return;
        };
        let next_meeting = self.story.next_held(self.body, self.nth);
        if next_meeting.unwrap_or_else(|| self.story.due_after_the_end()) <= now.until {
            return;
        }
        let whole_year = next.from.month() == 1;
        let period = if whole_year {
            format!("{}", next.from.year())
        } else {
            format!("andra halvåret {}", next.from.year())
        };
        let (chair, vice) = (next.chair.clone(), next.vice.clone());
        let mut item = self.begin("Val av ordförande och vice ordförande");
        item.lines.push("Beslutsärende".to_owned());
        item.text
            .push_str("Ordförandeskapet växlar mellan regionen och kommunerna.\n\n");
        let clauses = [
            Clause::new(
                Class::Election,
                format!("välja {chair} till ordförande för {period}"),
            ),
            Clause::new(
                Class::Election,
                format!("välja {vice} till vice ordförande för {period}"),
            ),
        ];
        let form = if self.nth.is_multiple_of(2) {
            Form::Infinitive
        } else {
            Form::BoldPast
        };
        self.decide(&mut item, form, &clauses);
        self.items.push(item);
    }

    /// Other questions, now and then with items of their own under it.
    pub fn other_questions(&mut self) {
        let mut item = self.begin("Övriga frågor");
        if !self.nth.is_multiple_of(3) {
            item.text.push_str("Inga övriga frågor hade anmälts.\n\n");
            self.items.push(item);
            return;
        }
        item.text.push_str("Två frågor togs upp.\n\n");
        let number = item.number.clone();
        self.items.push(item);
        for (n, (title, text)) in [
            ("Digital samarbetsyta", "Alla handlingar ligger numera på den gemensamma samarbetsytan. Den som saknar behörighet hör av sig till sekreteraren."),
            ("Studiebesök", "Ett studiebesök planeras hos ett av de mobila teamen. Anmälan görs genom respektive kontaktperson."),
        ]
        .into_iter()
        .enumerate()
        {
            self.items.push(Item {
                number: format!("{number}.{}", n + 1),
                sub: true,
                title: title.to_owned(),
                lines: Vec::new(),
                text: format!("{text}\n\n"),
            });
        }
    }

    /// A heading that bears the word and has no decision.
    pub fn summary(&mut self) {
        let mut item = self.begin("Genomgång och sammanfattning av beslut");
        item.text
            .push_str("Sekreteraren gick igenom det som hade behandlats under dagen.\n\n");
        self.items.push(item);
    }

    pub fn next_meeting(&mut self) {
        let mut item = self.begin("Nästa möte");
        let (next, _) = self.story.next(self.body, self.nth);
        let _ = write!(
            item.text,
            "Nästa möte hålls {}. Ordföranden tackade för i dag och avslutade mötet.\n\n",
            weekday_date(next)
        );
        self.items.push(item);
    }
}
