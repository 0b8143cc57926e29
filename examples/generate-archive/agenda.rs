//! The items of one meeting: the standing ones, matters under way, and whatever else is up.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate};

use crate::attendance::Attendance;
use crate::calendar::{self, Kind, long_date, weekday_date};
use crate::clause::{self, Class, Clause, Form, LIST_FORMS, SENTENCE_FORMS};
use crate::county::{self, BBU, LSG, Manner, PARTIES, SVO, Sits};
use crate::meeting::{Attachment, Item};
use crate::prose;
use crate::random::Random;
use crate::story::{Pending, Recommendation, Story};
use crate::topics::{MATTERS, TASKS, TOPICS, Topic};

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
    number: usize,
    /// How many bytes of prose an item gets.
    prose: usize,
    /// Clauses of the item at hand.
    ordinal: usize,
    /// Questions taken up already.
    used: Vec<usize>,
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

        self.opening();
        self.previous();
        let pending = std::mem::take(&mut self.story.pending[self.body]);
        if !pending.is_empty() || self.has_standing("Uppföljning av uppdrag") {
            self.follow_up(pending);
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

    fn slot_kind(&self) -> Kind {
        self.story.slots[self.body][self.nth].kind
    }

    fn county_manner(&self) -> Manner {
        self.story.county.bodies[self.body].manner
    }

    fn body_name(&self) -> String {
        self.story.county.bodies[self.body].name.clone()
    }

    fn has_standing(&self, title: &str) -> bool {
        self.story.county.bodies[self.body]
            .standing
            .contains(&title)
    }

    /// Whether this is the protocol of that day in the story.
    fn is(&self, body: usize, date: (i32, u32, u32)) -> bool {
        self.body == body
            && self.date == calendar::ymd(date.0, date.1, date.2)
            && self.slot_kind() == Kind::Meeting
    }

    /// Begins an item.
    fn begin(&mut self, title: &str) -> Item {
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
    fn clause_id(&self, item: &Item, n: usize) -> String {
        format!("{}/{}:{}", self.id, item.number, self.ordinal + n + 1)
    }

    /// Writes a block of decisions and counts it.
    fn decide(&mut self, item: &mut Item, form: Form, clauses: &[Clause]) {
        let name = self.body_name();
        clause::write(&mut item.text, form, &name, clauses);
        self.count(clauses);
    }

    fn count(&mut self, clauses: &[Clause]) {
        self.ordinal += clauses.len();
        for clause in clauses {
            clause.count(&mut self.story.counts);
        }
    }

    /// A form that suits these clauses.
    fn form(&mut self, clauses: &[Clause]) -> Form {
        let nested = clauses.iter().any(|clause| !clause.children.is_empty());
        if clauses.len() == 1 && !nested && self.random.chance(35) {
            return *self.random.pick(&SENTENCE_FORMS);
        }
        // Large archives keep to what is usual; the small one shows everything.
        let forms = if self.story.bulk { 7 } else { LIST_FORMS.len() };
        let form = LIST_FORMS[self.random.below(forms)];
        if nested && matches!(form, Form::Dashes | Form::Lettered | Form::Bullets) {
            Form::BoldPast
        } else {
            form
        }
    }

    /// Prose about a question, of the item's share or a part of it.
    fn prose(&mut self, item: &mut Item, topic: &Topic, percent: usize) {
        prose::paragraphs(
            &mut item.text,
            topic,
            self.prose * percent / 100,
            &mut self.random,
        );
    }

    /// One or two of those who help as presenters.
    fn presenters(&mut self) -> String {
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
    fn topic(&mut self) -> &'static Topic {
        loop {
            let n = self.random.below(TOPICS.len());
            if !self.used.contains(&n) || self.used.len() == TOPICS.len() {
                self.used.push(n);
                return &TOPICS[n];
            }
        }
    }

    /// Adds a document and returns the data line that mentions it.
    fn attach(&mut self, title: &str) -> String {
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
    fn due(&mut self) -> String {
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
    fn assignment(&mut self, topic: &Topic) -> (Clause, Pending) {
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

    /// Agenda and adjuster.
    fn opening(&mut self) {
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
                let form = if self.nth % 2 == 0 {
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
    fn previous(&mut self) {
        let title = self.story.county.bodies[self.body].standing[1];
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

    /// What has become of open assignments. Most are closed; some are partly reported first,
    /// given anew or dropped.
    fn follow_up(&mut self, pending: Vec<Pending>) {
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
    fn change(&mut self, mut assignment: Pending) {
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

    /// The matters that are here now, or begin here today.
    fn matters(&mut self) {
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
                let text = format!("avslå förslaget om {document}");
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
    fn recommend(
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
    fn answers(&mut self) {
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

    /// Things that happen once in the three years.
    fn scripted(&mut self) {
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
            self.decide(
                &mut item,
                Form::BoldPast,
                &[Clause::new(Class::Decision, text)],
            );
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
        let id = self.clause_id(&item, 0);
        self.story.pending[self.body].push(Pending {
            id,
            receiver: topic.group.to_owned(),
            task,
            seen: true,
            each: Vec::new(),
        });
        self.count(&[Clause::new(Class::Soft, "")]);
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
        for row in county::replacements() {
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

    /// The chairs of the coming period, at the last meeting of the one that ends.
    fn elections(&mut self) {
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
        let form = if self.nth % 2 == 0 {
            Form::Infinitive
        } else {
            Form::BoldPast
        };
        self.decide(&mut item, form, &clauses);
        self.items.push(item);
    }

    /// A question with decisions of one pattern or another.
    fn decision_item(&mut self) {
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
        match self.random.below(10) {
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
        if self.county_manner() == Manner::Sections && self.random.chance(12) {
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

    fn information_item(&mut self) {
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

    fn dialogue_item(&mut self) {
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

    /// Other questions, now and then with items of their own under it.
    fn other_questions(&mut self) {
        let mut item = self.begin("Övriga frågor");
        if self.nth % 3 != 0 {
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
    fn summary(&mut self) {
        let mut item = self.begin("Genomgång och sammanfattning av beslut");
        item.text
            .push_str("Sekreteraren gick igenom det som hade behandlats under dagen.\n\n");
        self.items.push(item);
    }

    fn next_meeting(&mut self) {
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

/// The file name of the answers to a matter's recommendation.
fn slug(matter: usize) -> &'static str {
    match matter {
        0 => "tidiga-insatser",
        2 => "placerade-barn",
        4 => "skolnarvaro",
        _ => "familjecentraler",
    }
}
