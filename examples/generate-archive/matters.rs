//! The matters that travel through the bodies, what Samråd vård och omsorg makes of them, and
//! the parties' answers to its recommendations.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::agenda::Agenda;
use crate::calendar;
use crate::clause::{Class, Clause, Form};
use crate::county::{LSG, Manner, SVO};
use crate::meeting::Item;
use crate::story::{Pending, Recommendation};
use crate::topics::MATTERS;

impl Agenda<'_> {
    /// The matters that are here now, or begin here today.
    pub fn matters(&mut self) {
        for n in 0..self.story.journeys.len() {
            let journey = &self.story.journeys[n];
            let starts = journey.origin == self.body && journey.start == self.date;
            if starts || journey.at == Some(self.body) {
                let stage = journey.stage;
                self.matter(n, stage);
            }
        }
    }

    fn matter(&mut self, n: usize, stage: usize) {
        let topic = &MATTERS[n];
        let origin = self.story.journeys[n].origin;
        let origin_code = self.story.county.bodies[origin].code.clone();
        let origin_name = self.story.county.bodies[origin].name.clone();
        let mut item = self.begin(topic.title);
        let notes = self.county_manner() == Manner::Notes;
        let presenters = self.presenters();
        let tag = if notes || stage == 4 {
            "Informationsärende"
        } else {
            "Beslutsärende"
        };
        item.lines.push(tag.to_owned());
        item.lines.push(presenters);
        item.lines.push(format!("Ärende: {}", topic.title));
        item.lines.push(format!("Dnr: EX 2021-{}", 140 + n * 7));
        let mut next = None;
        match stage {
            0 => {
                next = Some(LSG);
                let attachment = self.attach(&format!("{} (utkast)", topic.document));
                item.lines.push(attachment);
                item.lines.push("Överlämnas till: LSG".to_owned());
                self.prose(&mut item, topic, 100);
                if notes {
                    item.text.push_str(
                        "Beredningen lyfter frågan vidare till Länssamverkansgruppen.\n\n",
                    );
                } else if n == 8 {
                    let _ = write!(
                        item.text,
                        "Beredning barn och unga föreslår att Länssamverkansgruppen hemställer att \
                         Samråd vård och omsorg beslutar att anta {}.\n\n",
                        topic.document_definite
                    );
                    self.count(&[Clause::new(Class::Proposal, "")]);
                } else {
                    let text = format!(
                        "föreslå Länssamverkansgruppen att ställa sig bakom {}",
                        topic.document_definite
                    );
                    self.decide(
                        &mut item,
                        Form::BoldPast,
                        &[Clause::new(Class::Proposal, text)],
                    );
                }
            }
            1 => {
                next = Some(SVO);
                let attachment = self.attach(&format!("{} (förslag)", topic.document));
                item.lines.push(attachment);
                item.lines.push("Överlämnas till: SVO".to_owned());
                self.prose(&mut item, topic, 100);
                let clauses = [
                    Clause::new(
                        Class::Decision,
                        format!("ställa sig bakom förslaget från {origin_name}"),
                    ),
                    Clause::new(
                        Class::Proposal,
                        format!(
                            "föreslå Samråd vård och omsorg att rekommendera huvudmännen att anta {}",
                            topic.document_definite
                        ),
                    ),
                ];
                let form = self.form(&clauses);
                self.decide(&mut item, form, &clauses);
            }
            2 => next = self.matter_in_council(n, &mut item),
            3 => {
                next = Some(origin);
                item.lines.push(format!("Överlämnas till: {origin_code}"));
                self.prose(&mut item, topic, 60);
                item.text
                    .push_str("Ordföranden återkopplade från Samråd vård och omsorg.\n\n");
                let due = self.due();
                let comma = if due.starts_with("och") { "" } else { "," };
                let task = format!("följa upp hur {} påverkas", topic.about);
                let clauses = [
                    Clause::new(
                        Class::Assignment,
                        format!("uppdra till {origin_name} att {task}{comma} {due}"),
                    ),
                    Clause::new(
                        Class::Filing,
                        "i övrigt lägga informationen till handlingarna",
                    ),
                ];
                let id = self.clause_id(&item, 0);
                self.story.pending[self.body].push(Pending {
                    id,
                    receiver: origin_name,
                    task,
                    seen: false,
                    each: Vec::new(),
                });
                let form = self.form(&clauses);
                self.decide(&mut item, form, &clauses);
            }
            _ => {
                self.prose(&mut item, topic, 100);
                item.text.push_str(
                    "Därmed är frågan färdigbehandlad i samverkansstrukturen för den här gången.\n\n",
                );
            }
        }
        let journey = &mut self.story.journeys[n];
        journey.at = next;
        // A matter that was tabled stays at its stage.
        if next != Some(self.body) {
            journey.stage += 1;
        }
        self.items.push(item);
    }

    /// What Samråd vård och omsorg makes of a matter; each time something else.
    fn matter_in_council(&mut self, n: usize, item: &mut Item) -> Option<usize> {
        let topic = &MATTERS[n];
        let document = topic.document_definite;
        if n == 5 && !self.story.journeys[n].tabled {
            self.story.journeys[n].tabled = true;
            self.prose(item, topic, 60);
            let clauses = [Clause::new(
                Class::Referral,
                "bordlägga ärendet till nästa möte",
            )];
            self.decide(item, Form::BoldPresent, &clauses);
            return Some(SVO);
        }
        let attachment = self.attach(&format!("{} (slutligt förslag)", topic.document));
        item.lines.push(attachment);
        item.lines.push("Överlämnas till: LSG".to_owned());
        self.prose(item, topic, 70);
        match n {
            0 | 2 | 4 | 8 => {
                let due = match n {
                    0 => calendar::ymd(2021, 9, 30),
                    2 => calendar::ymd(2022, 3, 31),
                    4 => calendar::ymd(2022, 5, 31),
                    _ => calendar::ymd(2023, 6, 30),
                };
                let _ = write!(
                    item.text,
                    "**Förslag till beslut**\n\n- att rekommendera huvudmännen att anta {document}\n\n"
                );
                self.recommend(item, document, topic.title, slug(n), due);
            }
            3 => {
                let clauses = [Clause::new(
                    Class::Referral,
                    "återremittera ärendet till Länssamverkansgruppen för en tydligare beskrivning av ansvaret",
                )];
                self.decide(item, Form::BoldPresent, &clauses);
            }
            6 => self.voted(item, document),
            7 => {
                let text = format!("avslå förslaget till {}", topic.document.to_lowercase());
                self.decide(item, Form::Shouted, &[Clause::new(Class::Rejection, text)]);
            }
            _ => {
                let text = format!("anta {document} som gemensam inriktning");
                self.decide(item, Form::Heading, &[Clause::new(Class::Decision, text)]);
                item.text
                    .push_str("Expedieras till: huvudmännen och Länssamverkansgruppen\n\n");
            }
        }
        Some(LSG)
    }

    /// A recommendation that the parties are to answer.
    pub fn recommend(
        &mut self,
        item: &mut Item,
        document: &str,
        matter: &'static str,
        slug: &'static str,
        due: NaiveDate,
    ) {
        self.story.recommendations.push(Recommendation {
            id: self.clause_id(item, 0),
            slug,
            matter,
            given: self.date,
            due,
            reported: false,
        });
        let text = format!("rekommendera huvudmännen att anta {document}, senast {due}");
        let clauses = [Clause::new(Class::Recommendation, text)];
        self.decide(item, Form::BoldPast, &clauses);
        item.text.push_str("Expedieras till: samtliga huvudmän\n\n");
    }

    /// A decision by vote, with everything around it that isn't the decision.
    fn voted(&mut self, item: &mut Item, document: &str) {
        let free: Vec<String> = self
            .attendance
            .present
            .iter()
            .skip(1)
            .filter(|attendee| attendee.fields.is_empty())
            .map(|attendee| attendee.name.clone())
            .collect();
        let (first, second) = (&free[0], &free[free.len() - 1]);
        let _ = write!(
            item.text,
            "**Förslag till beslut**\n\n- att anta {document}\n\n\
             Yrkande: {first} yrkar bifall till förslaget\n\n\
             Yrkande: {second} yrkar att ärendet återremitteras\n\n\
             **Beslutsgång**\n\n\
             Ordföranden ställer först frågan om ärendet ska avgöras i dag och finner att så ska ske. \
             Omröstning begärs och genomförs.\n\n\
             Omröstning: {} ja, 3 nej, 1 avstår\n\n",
            self.attendance.present.len() - 4
        );
        let text = format!("anta {document} som gemensam inriktning");
        self.decide(item, Form::Heading, &[Clause::new(Class::Decision, text)]);
        let _ = write!(
            item.text,
            "Reservation: {second} reserverar sig till förmån för eget yrkande\n\n\
             Expedieras till: Länssamverkansgruppen\n\n"
        );
    }

    /// Answers of the parties to a recommendation, at the first meeting after the due date.
    pub fn answers(&mut self) {
        if self.body != SVO {
            return;
        }
        for n in 0..self.story.recommendations.len() {
            let recommendation = &mut self.story.recommendations[n];
            if recommendation.reported || recommendation.due >= self.date {
                continue;
            }
            recommendation.reported = true;
            let (id, matter) = (recommendation.id.clone(), recommendation.matter);
            let mut item = self.begin(&format!("Svar på rekommendation: {matter}"));
            item.lines.push("Informationsärende".to_owned());
            item.lines.push(format!("Ärende: {matter}"));
            item.lines.push(format!("Svar på: {id}"));
            item.text.push_str(
                "Samtliga huvudmän har svarat inom den tid som angavs. De flesta har antagit \
                 dokumentet som det är, och några har gjort mindre ändringar för egen del.\n\n",
            );
            self.items.push(item);
        }
    }
}

/// The file name of the answers to a matter's recommendation.
fn slug(matter: usize) -> &'static str {
    match matter {
        0 => "tidiga-insatser",
        2 => "placerade-barn",
        4 => "skolnarvaro",
        _ => "familjecentraler",
    }
}
