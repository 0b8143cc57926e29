//! The items of one meeting while they are written: their order, numbers and ids, and what all
//! kinds of items share.

use chrono::{Datelike, NaiveDate};

use crate::attendance::Attendance;
use crate::calendar::{self, Kind, long_date};
use crate::clause::{self, Class, Clause, Form, LIST_FORMS, SENTENCE_FORMS};
use crate::county::{LSG, Manner, SVO};
use crate::meeting::{Attachment, Item};
use crate::prose;
use crate::random::Random;
use crate::story::{Pending, Story};
use crate::topics::{TASKS, TOPICS, Topic};

/// The items of a meeting while they are written.
pub struct Agenda<'a> {
    /// What has happened so far.
    pub story: &'a mut Story,
    /// Whose meeting.
    pub body: usize,
    /// Its place in the body's list.
    pub nth: usize,
    /// The day.
    pub date: NaiveDate,
    /// The id of the protocol.
    pub id: String,
    /// Who is there.
    pub attendance: &'a mut Attendance,
    /// This meeting's chance.
    pub random: Random,
    /// Finished items.
    pub items: Vec<Item>,
    /// Documents, numbered from 1.
    pub attachments: Vec<Attachment>,
    /// The number of the next item.
    pub number: usize,
    /// How many bytes of prose an item gets.
    pub prose: usize,
    /// Clauses of the item at hand.
    pub ordinal: usize,
    /// Questions taken up already.
    pub used: Vec<usize>,
}

impl<'a> Agenda<'a> {
    /// An empty agenda whose first item has the number `first`.
    pub fn new(
        story: &'a mut Story,
        (body, nth): (usize, usize),
        id: String,
        attendance: &'a mut Attendance,
        random: Random,
        first: usize,
    ) -> Agenda<'a> {
        let date = story.slots[body][nth].date;
        Agenda {
            story,
            body,
            nth,
            date,
            id,
            attendance,
            random,
            items: Vec::new(),
            attachments: Vec::new(),
            number: first,
            prose: 0,
            ordinal: 0,
            used: Vec::new(),
        }
    }

    /// Writes all items of an ordinary meeting.
    pub fn write(&mut self) {
        let extra = self.slot_kind() == Kind::Extra;
        let core = self.story.slots[self.body][self.nth].core;
        let wanted = match (self.story.bulk, extra && core) {
            (_, true) => 1,
            (true, _) => 7,
            (false, _) => 4,
        };
        // Front matter, headings, clauses and standing items take what isn't prose.
        let fixed = 4_300 + 200 * wanted;
        self.prose = self.story.bytes.saturating_sub(fixed) / wanted;
        if extra && core {
            // A short meeting about one question.
            self.prose = self.prose.min(500);
        }

        self.opening();
        self.previous();
        let pending = std::mem::take(&mut self.story.pending[self.body]);
        if !pending.is_empty() || self.has_standing("Uppföljning av uppdrag") {
            if extra {
                self.follow_up_later(pending);
            } else {
                self.follow_up(pending);
            }
        }
        let before = self.items.len();
        if core {
            if !extra {
                self.matters();
                self.answers();
            }
            self.scripted();
        }
        self.elections();
        let mut kinds = [0, 1, 0, 2, 0, 1, 0];
        if self.county_manner() == Manner::Notes {
            kinds = [1, 2, 1, 1, 2, 1, 1];
        }
        let mut n = 0;
        while self.items.len() - before < wanted.max(2) || n < if extra && core { 1 } else { 2 } {
            match kinds[n % kinds.len()] {
                0 => self.decision_item(),
                1 => self.information_item(),
                _ => self.dialogue_item(),
            }
            n += 1;
        }
        if self.has_standing("Övriga frågor") {
            self.other_questions();
        }
        if self.body == LSG {
            self.summary();
        }
        self.next_meeting();
    }

    /// The number after the last item.
    pub fn next_number(&self) -> usize {
        self.number
    }

    pub fn slot_kind(&self) -> Kind {
        self.story.slots[self.body][self.nth].kind
    }

    pub fn county_manner(&self) -> Manner {
        self.story.county.bodies[self.body].manner
    }

    pub fn body_name(&self) -> String {
        self.story.county.bodies[self.body].name.clone()
    }

    pub fn has_standing(&self, title: &str) -> bool {
        self.story.county.bodies[self.body]
            .standing
            .contains(&title)
    }

    /// Whether this is the protocol of that day in the story.
    pub fn is(&self, body: usize, date: (i32, u32, u32)) -> bool {
        self.body == body
            && self.date == calendar::ymd(date.0, date.1, date.2)
            && self.slot_kind() == Kind::Meeting
    }

    /// Begins an item.
    pub fn begin(&mut self, title: &str) -> Item {
        self.ordinal = 0;
        let number = self.number.to_string();
        self.number += 1;
        Item {
            number,
            title: title.to_owned(),
            ..Item::default()
        }
    }

    /// The next clauses' ids are counted from here; returns the id of the `n`th from 0.
    pub fn clause_id(&self, item: &Item, n: usize) -> String {
        format!("{}/{}:{}", self.id, item.number, self.ordinal + n + 1)
    }

    /// Writes a block of decisions and counts it.
    pub fn decide(&mut self, item: &mut Item, form: Form, clauses: &[Clause]) {
        let name = self.body_name();
        clause::write(&mut item.text, form, &name, clauses);
        self.count(clauses);
    }

    pub fn count(&mut self, clauses: &[Clause]) {
        self.ordinal += clauses.len();
        for clause in clauses {
            clause.count(&mut self.story.counts);
        }
    }

    /// A form that suits these clauses.
    pub fn form(&mut self, clauses: &[Clause]) -> Form {
        let nested = clauses.iter().any(|clause| !clause.children.is_empty());
        // Large archives keep to what is usual; the small one shows everything in turn.
        let form = if self.story.bulk {
            if clauses.len() == 1 && !nested && self.random.chance(35) {
                return *self.random.pick(&SENTENCE_FORMS);
            }
            LIST_FORMS[self.random.below(7)]
        } else {
            self.story.blocks += 1;
            let turn = self.story.blocks;
            if clauses.len() == 1 && !nested && !turn.is_multiple_of(3) {
                return SENTENCE_FORMS[turn % SENTENCE_FORMS.len()];
            }
            LIST_FORMS[turn * 5 % LIST_FORMS.len()]
        };
        if nested && matches!(form, Form::Dashes | Form::Lettered | Form::Bullets) {
            Form::BoldPast
        } else {
            form
        }
    }

    /// Prose about a question, of the item's share or a part of it.
    pub fn prose(&mut self, item: &mut Item, topic: &Topic, percent: usize) {
        prose::paragraphs(
            &mut item.text,
            topic,
            self.prose * percent / 100,
            &mut self.random,
        );
    }

    /// One or two of those who help as presenters.
    pub fn presenters(&mut self) -> String {
        let helpers = &self.attendance.others[..self.attendance.others.len() - 1];
        let first = self.random.below(helpers.len());
        let name = |n: usize| format!("{}, {}", helpers[n].name, helpers[n].place);
        if self.random.chance(30) {
            let second = (first + 1) % helpers.len();
            format!("Föredragande: {}; {}", name(first), name(second))
        } else {
            format!("Föredragande: {}", name(first))
        }
    }

    /// A question that this meeting hasn't talked about.
    pub fn topic(&mut self) -> &'static Topic {
        loop {
            let n = self.random.below(TOPICS.len());
            if !self.used.contains(&n) || self.used.len() == TOPICS.len() {
                self.used.push(n);
                return &TOPICS[n];
            }
        }
    }

    /// Adds a document and returns the data line that mentions it.
    pub fn attach(&mut self, title: &str) -> String {
        let number = self.attachments.len() + 1;
        let slot = self.story.slots[self.body][self.nth];
        let file = slot.core.then(|| {
            let code = self.story.county.bodies[self.body].folder();
            let extra = if slot.kind == Kind::Extra {
                "-extra"
            } else {
                ""
            };
            format!("bilagor/{code}-{}{extra}-bilaga-{number}.txt", self.date)
        });
        self.attachments.push(Attachment {
            title: title.to_owned(),
            file,
        });
        format!("Bilaga: {number}")
    }

    /// A due date in words, by the next meeting where there is one.
    pub fn due(&mut self) -> String {
        let Some(next) = self.story.next_held(self.body, self.nth) else {
            return format!("senast {}", self.story.due_after_the_end());
        };
        let (announced, _) = self.story.next(self.body, self.nth);
        match self.random.below(6) {
            0 => format!("senast den {}", long_date(next)),
            1 if announced == next => "till nästa möte".to_owned(),
            2 => format!("till mötet den {}", long_date(next)),
            3 if self.date.month() <= 3 => format!("under våren {}", self.date.year()),
            3 if (5..=8).contains(&self.date.month()) => {
                format!("under hösten {}", self.date.year())
            }
            4 => format!(
                "och återkomma med en redovisning senast den {}",
                long_date(next)
            ),
            _ => format!("senast {next}"),
        }
    }

    /// An assignment about `topic`, with what must be remembered about it.
    pub fn assignment(&mut self, topic: &Topic) -> (Clause, Pending) {
        let receiver = match (self.body, self.random.below(5)) {
            (LSG, 0) => "Beredning barn och unga".to_owned(),
            (LSG, 1) => "Beredning vuxna och äldre".to_owned(),
            (SVO, 0 | 1) => "Länssamverkansgruppen".to_owned(),
            _ => topic.group.to_owned(),
        };
        let task = format!("{} {}", self.random.pick(&TASKS), topic.about);
        let due = self.due();
        let comma = if due.starts_with("och") { "" } else { "," };
        let text = match self.random.below(6) {
            0 => format!("uppdra till {receiver} att {task}{comma} {due}"),
            1 => format!("ge {receiver} i uppdrag att {task}{comma} {due}"),
            2 => format!("{receiver} får i uppdrag att {task}{comma} {due}"),
            3 => format!("{receiver} ansvarar för att {task}{comma} {due}"),
            _ => format!("uppdra åt {receiver} att {task}{comma} {due}"),
        };
        let pending = Pending {
            id: String::new(),
            receiver,
            task,
            seen: false,
            each: Vec::new(),
        };
        (Clause::new(Class::Assignment, text), pending)
    }
}
