//! Items about this and that: decisions of one pattern or another, information, dialogue.

use std::fmt::Write as _;

use crate::agenda::Agenda;
use crate::calendar::Kind;
use crate::clause::{Class, Clause};
use crate::county::{BBU, LSG, Manner, PARTIES, SVO};
use crate::meeting::Item;
use crate::prose;
use crate::story::Pending;
use crate::topics::{TASKS, Topic};

impl Agenda<'_> {
    /// A question with decisions of one pattern or another.
    pub fn decision_item(&mut self) {
        let topic = self.topic();
        let mut item = self.begin(topic.title);
        item.lines.push("Beslutsärende".to_owned());
        if self.slot_kind() == Kind::Extra {
            item.lines.push("Omedelbart justerad".to_owned());
        }
        let presenters = self.presenters();
        item.lines.push(presenters);
        if self.random.chance(40) {
            item.lines.push(format!("Ärende: {}", topic.title));
        }
        let recused = match (self.body, self.nth % 4) {
            (LSG, 3) | (SVO, 1)
                if !self
                    .items
                    .iter()
                    .any(|item| item.lines.iter().any(|line| line.starts_with("Jäv:"))) =>
            {
                self.attendance.recuse(&item.number)
            }
            _ => None,
        };
        if let Some(name) = recused {
            item.lines.push(format!("Jäv: {name}"));
        }
        let mut clauses = Vec::new();
        let mut pending = None;
        self.story.questions += 1;
        let pattern = if self.story.bulk {
            self.random.below(10)
        } else {
            self.story.questions * 7 % 10
        };
        match pattern {
            0 | 1 => {
                let attachment = self.attach(topic.document);
                item.lines.push(attachment);
                clauses.push(Clause::new(
                    Class::Decision,
                    format!("fastställa {}", topic.document_definite),
                ));
                let (clause, row) = self.assignment(topic);
                clauses.push(clause);
                pending = Some(row);
            }
            2 | 3 => {
                clauses.push(Clause::new(
                    Class::Decision,
                    format!(
                        "ställa sig bakom den plan som {} har presenterat",
                        topic.group
                    ),
                ));
                let (clause, row) = self.assignment(topic);
                clauses.push(clause);
                pending = Some(row);
            }
            4 => {
                self.nested_item(item, topic);
                return;
            }
            5 => clauses.push(Clause::new(
                Class::Referral,
                "bordlägga frågan till ett senare möte",
            )),
            6 => clauses.push(Clause::new(
                Class::Rejection,
                format!(
                    "inte gå vidare med förslaget om en särskild projektledare för {}",
                    topic.about
                ),
            )),
            7 if self.body == LSG || self.body == BBU => {
                let whom = if self.body == LSG {
                    "Samråd vård och omsorg"
                } else {
                    "Länssamverkansgruppen"
                };
                clauses.push(Clause::new(
                    Class::Proposal,
                    format!(
                        "föreslå {whom} att ta upp {} vid ett kommande möte",
                        topic.about
                    ),
                ));
            }
            _ => {
                clauses.push(Clause::new(
                    Class::Decision,
                    format!(
                        "arbetet med att utveckla {} fortsätter enligt redovisad plan",
                        topic.about
                    ),
                ));
                clauses.push(Clause::new(
                    Class::Filing,
                    "i övrigt lägga rapporten till handlingarna",
                ));
            }
        }
        self.prose(&mut item, topic, 100);
        let goes_on = if self.story.bulk {
            self.random.chance(12)
        } else {
            self.story.questions.is_multiple_of(4)
        };
        if self.county_manner() == Manner::Sections && goes_on {
            item.text.push_str("### Fortsatt arbete\n\n");
            let presenters = self.presenters();
            let _ = write!(item.text, "- {presenters}\n\n");
            item.text
                .push_str("Det fortsatta arbetet beskrevs översiktligt.\n\n");
        }
        if let Some(mut row) = pending {
            row.id = self.clause_id(&item, clauses.len() - 1);
            self.story.pending[self.body].push(row);
        }
        let form = self.form(&clauses);
        self.decide(&mut item, form, &clauses);
        if self.random.chance(30) {
            let _ = write!(item.text, "Expedieras till: {}\n\n", topic.group);
        }
        self.items.push(item);
    }

    /// An assignment whose clause introduces others.
    fn nested_item(&mut self, mut item: Item, topic: &'static Topic) {
        self.prose(&mut item, topic, 100);
        let receiver = if self.body == LSG {
            "Beredning vuxna och äldre"
        } else {
            topic.group
        };
        let id = self.clause_id(&item, 0);
        let start = self.random.below(TASKS.len());
        let children: Vec<Clause> = (0..2)
            .map(|n| {
                let task = format!("{} {}", TASKS[(start + n * 5) % TASKS.len()], topic.about);
                let due = self.due();
                let comma = if due.starts_with("och") { "" } else { "," };
                let text = format!("{task}{comma} {due}");
                self.story.pending[self.body].push(Pending {
                    id: format!("{id}.{}", n + 1),
                    receiver: receiver.to_owned(),
                    task,
                    seen: false,
                    each: Vec::new(),
                });
                Clause::new(Class::Assignment, text)
            })
            .collect();
        let parent = Clause {
            children,
            ..Clause::new(Class::Assignment, format!("uppdra till {receiver}"))
        };
        let after = Clause::new(Class::Filing, "i övrigt notera informationen");
        let form = self.form(std::slice::from_ref(&parent));
        self.decide(&mut item, form, &[parent, after]);
        self.items.push(item);
    }

    pub fn information_item(&mut self) {
        let topic = self.topic();
        let mut item = self.begin(topic.title);
        item.lines.push("Informationsärende".to_owned());
        let presenters = self.presenters();
        item.lines.push(presenters);
        if self.random.chance(25) {
            item.lines.push(format!("Ärende: {}", topic.title));
        }
        self.prose(&mut item, topic, 100);
        if self.random.chance(15) {
            item.text
                .push_str("| Huvudman | Förra året | I år |\n|---|---|---|\n");
            for n in 0..4 {
                let party = PARTIES[(n * 3 + self.nth) % PARTIES.len()];
                let before = 10 + self.random.below(80);
                let now = 10 + self.random.below(80);
                let _ = writeln!(item.text, "| {party} | {before} | {now} |");
            }
            item.text.push('\n');
        }
        if self.county_manner() != Manner::Notes && self.random.chance(40) {
            item.text
                .push_str("Informationen läggs till handlingarna.\n\n");
            self.count(&[Clause::new(Class::Filing, "")]);
        }
        self.items.push(item);
    }

    pub fn dialogue_item(&mut self) {
        let topic = self.topic();
        let mut item = self.begin(topic.title);
        item.lines.push("Dialog".to_owned());
        let presenters = self.presenters();
        item.lines.push(presenters);
        self.prose(&mut item, topic, 80);
        item.text.push_str("Summering av dialogen:\n\n");
        prose::points(&mut item.text, topic, &mut self.random);
        self.items.push(item);
    }
}
