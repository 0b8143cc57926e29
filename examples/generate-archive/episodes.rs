//! What happens once in the three years of the story: forms of decision that are rare, members
//! replaced, chairs prolonged, a fault of an earlier protocol mended.

use std::fmt::Write as _;

use crate::agenda::Agenda;
use crate::calendar::{self, Kind};
use crate::clause::{Class, Clause, Form};
use crate::county::{BBU, LSG, PARTIES, SVO, Sits};
use crate::members::replacements;
use crate::story::Pending;
use crate::topics::TOPICS;

impl Agenda<'_> {
    /// Things that happen once in the three years.
    pub fn scripted(&mut self) {
        if self.is(LSG, (2021, 6, 11)) {
            self.shared_assignment();
        }
        if self.is(LSG, (2021, 4, 16)) || self.is(LSG, (2022, 9, 23)) {
            self.soft_assignment();
        }
        if self.is(LSG, (2021, 9, 24)) {
            let mut item = self.begin("Rättelse av tidigare protokoll");
            item.lines.push("Rättar: LSG/2021-06-11/1:1".to_owned());
            item.text.push_str(
                "Vid utskriften föll en mening bort: kallelsen hade sänts ut i rätt tid. \
                 Dagordningen påverkas inte.\n\n",
            );
            self.items.push(item);
        }
        if self.is(LSG, (2021, 11, 26)) {
            let mut item = self.begin("Slutrapport från utbildningsprojektet");
            item.lines.push("Beslutsärende".to_owned());
            item.text.push_str(
                "Projektet har utbildat handledare i samtliga kommuner. Rapporten har skickats ut \
                 före mötet.\n\nBeslut:\n\n- Projektets slutrapport godkänns.\n\
                 - Styrgruppen entledigas med tack för väl utfört arbete.\n\n",
            );
            self.count(&[
                Clause::new(Class::Decision, ""),
                Clause::new(Class::Decision, ""),
            ]);
            self.items.push(item);
        }
        if self.is(LSG, (2022, 2, 11)) {
            let mut item = self.begin("Gemensamma kostnader för processtöd");
            item.lines.push("Beslutsärende".to_owned());
            item.text.push_str(
                "Processtödet betalas i dag av regionen ensam. Förslaget är att kommunerna bär en \
                 större del, i takt med att de får nytta av stödet.\n\n",
            );
            let text = "kostnaderna för processtödet fördelas lika mellan regionen och kommunerna, \
                        under förutsättning att erforderliga beslut fattas hos huvudmännen";
            let task = "ta fram en fördelningsnyckel";
            let assignment = format!("uppdra åt utbildningsgruppen att {task}, senast 2022-04-08");
            self.story.pending[self.body].push(Pending {
                id: format!("{}/{}:2", self.id, item.number),
                receiver: "utbildningsgruppen".to_owned(),
                task: task.to_owned(),
                seen: true,
                each: Vec::new(),
            });
            let clauses = [
                Clause::new(Class::Decision, text),
                Clause::new(Class::Assignment, assignment),
            ];
            self.decide(&mut item, Form::BoldPast, &clauses);
            let second = self.attendance.present[1].name.clone();
            let _ = write!(
                item.text,
                "Avvikande mening: {second} anser att frågan borde ha behandlats i ett senare skede\n\n"
            );
            self.items.push(item);
        }
        if self.is(LSG, (2023, 2, 17)) {
            let mut item = self.begin("Mötesplan för året");
            item.lines.push("Informationsärende".to_owned());
            item.text.push_str(
                "Mötesplanen ligger fast, enligt tidigare beslut LSG 2022-11-25 § 1. \
                 Inga ändringar är aktuella.\n\n",
            );
            self.items.push(item);
        }
        if self.is(BBU, (2022, 1, 28)) {
            let mut item = self.begin("Förfrågan om ny arbetsgrupp");
            item.lines.push("Beslutsärende".to_owned());
            item.text.push_str(
                "En förfrågan har kommit om en särskild arbetsgrupp för fritidsfrågor. \
                 Beredningen menar att de grupper som finns räcker.\n\n\
                 Mötet beslutar inte att inrätta en ny arbetsgrupp.\n\n",
            );
            self.count(&[Clause::new(Class::Rejection, "")]);
            self.items.push(item);
        }
        if self.is(BBU, (2021, 10, 8)) {
            self.extension();
        }
        if self.is(SVO, (2021, 12, 10)) {
            self.motion();
        }
        if self.is(SVO, (2023, 10, 13)) {
            self.late_recommendation();
        }
        self.replaced_members();
    }

    /// One assignment with two receivers, who report one after the other.
    fn shared_assignment(&mut self) {
        let topic = &TOPICS[2];
        self.used.push(2);
        let mut item = self.begin("Pilot i två kommuner");
        item.lines.push("Beslutsärende".to_owned());
        item.lines.push(format!("Ärende: {}", topic.title));
        self.prose(&mut item, topic, 80);
        let task = format!("pröva en gemensam checklista för {}", topic.about);
        let text =
            format!("uppdra åt Granby kommun och Almvik kommun att {task}, senast 2021-11-26");
        let id = self.clause_id(&item, 0);
        self.story.pending[self.body].push(Pending {
            id,
            receiver: "Granby kommun och Almvik kommun".to_owned(),
            task,
            seen: true,
            each: vec!["Granby kommun", "Almvik kommun"],
        });
        self.decide(
            &mut item,
            Form::BoldPast,
            &[Clause::new(Class::Assignment, text)],
        );
        self.items.push(item);
    }

    /// A medskick beside a decision.
    fn soft_assignment(&mut self) {
        let topic = self.topic();
        let mut item = self.begin(topic.title);
        item.lines.push("Beslutsärende".to_owned());
        let presenters = self.presenters();
        item.lines.push(presenters);
        self.prose(&mut item, topic, 80);
        let text = format!(
            "arbetet med att utveckla {} fortsätter enligt plan",
            topic.about
        );
        self.decide(
            &mut item,
            Form::PastColon,
            &[Clause::new(Class::Decision, text)],
        );
        let task = format!("beskriva hur {} kan stärkas", topic.about);
        let _ = write!(
            item.text,
            "Länssamverkansgruppen gjorde ett medskick till {} att till nästa möte {task}.\n\n",
            topic.group
        );
        // Soft assignments are counted for themselves, so that decisions keep their ids.
        let id = format!("{}/{}:m1", self.id, item.number);
        self.story.pending[self.body].push(Pending {
            id,
            receiver: topic.group.to_owned(),
            task,
            seen: true,
            each: Vec::new(),
        });
        self.count(&[Clause::new(Class::Soft, "")]);
        self.ordinal -= 1;
        self.items.push(item);
    }

    /// The chairs go on for half a year.
    fn extension(&mut self) {
        let mut item = self.begin("Förlängning av ordförandeskapet");
        item.lines.push("Beslutsärende".to_owned());
        item.text.push_str(
            "Beredningen är mitt i ett omfattande arbete, och ett byte vid årsskiftet bedöms olämpligt.\n\n",
        );
        let text =
            "förlänga uppdragen som ordförande och vice ordförande till och med den 30 juni 2022";
        let id = self.clause_id(&item, 0);
        self.decide(
            &mut item,
            Form::BoldPast,
            &[Clause::new(Class::Decision, text)],
        );
        self.items.push(item);
        let chairs = &mut self.story.county.bodies[BBU].chairs;
        let date = self.date;
        let period = chairs
            .iter_mut()
            .find(|row| row.from <= date && date <= row.until);
        period.expect("the extended period is in office").decision = Some(id);
    }

    /// A motion whose `Att` is another's, and numbers that were not used.
    fn motion(&mut self) {
        let mut item = self.begin("Skrivelse om en gemensam ingång för anhöriga");
        item.lines.push("Beslutsärende".to_owned());
        item.text.push_str(
            "Granby kommun har lämnat en skrivelse.\n\n\
             Att: en gemensam ingång för anhöriga utreds.\n\n\
             Beslut: attsatsen bifalles.\n\n",
        );
        self.count(&[Clause::new(Class::Decision, "")]);
        self.items.push(item);
        let mut item = self.begin("Återkallade ärenden");
        item.number = format!("{}-{}", self.number - 1, self.number);
        self.number += 1;
        item.text.push_str(
            "Två ärenden drogs tillbaka av den som hade anmält dem, och numren används inte.\n\n",
        );
        self.items.push(item);
    }

    /// A recommendation whose time runs on after the last protocol.
    fn late_recommendation(&mut self) {
        let topic = TOPICS.last().expect("there are topics");
        self.used.push(TOPICS.len() - 1);
        let mut item = self.begin(topic.title);
        item.lines.push("Beslutsärende".to_owned());
        item.lines.push(format!("Ärende: {}", topic.title));
        let attachment = self.attach(topic.document);
        item.lines.push(attachment);
        self.prose(&mut item, topic, 80);
        let due = calendar::ymd(2024, 4, 30);
        self.recommend(
            &mut item,
            topic.document_definite,
            topic.title,
            "bostad-forst",
            due,
        );
        self.items.push(item);
    }

    /// Members who leave, and those who come instead.
    fn replaced_members(&mut self) {
        for row in replacements() {
            if row.body != self.body
                || row.meeting != self.date
                || self.slot_kind() != Kind::Meeting
            {
                continue;
            }
            let members = &self.story.county.bodies[self.body].members;
            let old = members
                .iter()
                .position(|member| member.until == Some(self.date) && member.personal.is_none())
                .expect("the replaced member's term ends today");
            let (old_name, new_name) = (members[old].name.clone(), members[old + 1].name.clone());
            let sits = match row.sits {
                Sits::Regular => "ledamot",
                _ => "ersättare",
            };
            let party = PARTIES[row.party];
            let mut item = self.begin(&format!("Ny {sits} för {party}"));
            item.lines.push("Beslutsärende".to_owned());
            let _ = write!(
                item.text,
                "{old_name} lämnar sitt uppdrag. {party} har anmält en efterträdare.\n\n"
            );
            let text = format!("{new_name} ersätter {old_name} som {sits} för {party}");
            let id = self.clause_id(&item, 0);
            self.decide(
                &mut item,
                Form::BoldPresent,
                &[Clause::new(Class::Election, text)],
            );
            self.items.push(item);
            self.story.county.bodies[self.body].members[old + 1].decision = Some(id);
        }
    }
}
