//! Puts a protocol together: attendance and agenda, head, approval and signatures.

use std::fmt::Write as _;

use chrono::{Datelike, Days, NaiveDate};

use crate::agenda::Agenda;
use crate::attendance::Attendance;
use crate::calendar::{self, Kind, Slot, long_date};
use crate::clause::{self, Class, Clause, Form};
use crate::county::{BBU, LSG, Manner, SVO};
use crate::meeting::{Attendee, Item, Meeting};
use crate::names::People;
use crate::random::Random;
use crate::story::Story;

/// The protocol of one file, after everything before it was written.
pub fn build(story: &mut Story, body: usize, nth: usize) -> Meeting {
    let slot = story.slots[body][nth];
    let mut meeting = empty(story, slot);
    match slot.kind {
        Kind::Cancelled => cancelled(story, body, nth, &mut meeting),
        Kind::Written => written(story, body, &mut meeting),
        Kind::Meeting | Kind::Extra => held(story, body, nth, &mut meeting),
    }
    meeting
}

/// The summons to a meeting, from its protocol.
pub fn summons(meeting: &Meeting) -> Meeting {
    let mut items = String::from("Föredragningslista:\n\n");
    for (n, item) in meeting.items.iter().filter(|item| !item.sub).enumerate() {
        let _ = writeln!(items, "{}. {}", n + 1, item.title);
    }
    let keep = ["organ", "datum", "tid", "plats"];
    let mut head: Vec<(&'static str, String)> = meeting
        .head
        .iter()
        .filter(|(key, _)| keep.contains(key))
        .cloned()
        .collect();
    head.push(("typ", "kallelse".to_owned()));
    head.push(("status", "färdigställt".to_owned()));
    Meeting {
        path: meeting.path.replace(".md", "-kallelse.md"),
        head,
        present: Vec::new(),
        substitutes: Vec::new(),
        absent: Vec::new(),
        co_opted: Vec::new(),
        others: Vec::new(),
        next: Vec::new(),
        attachments: Vec::new(),
        tail: Vec::new(),
        title: meeting.title.replacen("Protokoll", "Kallelse", 1).replacen(
            "Minnesanteckningar",
            "Kallelse",
            1,
        ),
        preamble: format!("Välkommen till mötet. Anmäl förhinder till sekreteraren.\n\n{items}\n"),
        items: Vec::new(),
        ..meeting.clone()
    }
}

/// Path, id and the first lines of the head.
fn empty(story: &Story, slot: Slot) -> Meeting {
    let body = &story.county.bodies[slot.body];
    let extra = match slot.round {
        0 => None,
        1 => Some("extra".to_owned()),
        round => Some(format!("extra-{round}")),
    };
    let suffix = extra
        .as_ref()
        .map_or(String::new(), |name| format!("-{name}"));
    let word = match (slot.kind, body.manner) {
        (Kind::Written, _) => "Beslut mellan möten",
        (_, Manner::Notes) => "Minnesanteckningar",
        _ => "Protokoll",
    };
    let kind = match (slot.kind, body.manner) {
        (Kind::Written, _) => "beslut mellan möten",
        (_, Manner::Notes) => "minnesanteckningar",
        _ => "protokoll",
    };
    let mut head = vec![
        ("organ", body.code.clone()),
        ("datum", slot.date.to_string()),
    ];
    if let Some(name) = extra {
        head.push(("möte", name));
    }
    if slot.kind != Kind::Written {
        let time = if slot.kind == Kind::Extra {
            "13:00-14:00"
        } else {
            "09:00-12:00"
        };
        let place = if slot.date.day().is_multiple_of(3) {
            "Granby, Regionens hus"
        } else {
            "Teams"
        };
        head.push(("tid", time.to_owned()));
        head.push(("plats", place.to_owned()));
    }
    head.push(("typ", kind.to_owned()));
    Meeting {
        path: format!("{}/{}{suffix}.md", body.folder(), slot.date),
        body: slot.body,
        code: body.code.clone(),
        manner: body.manner,
        date: slot.date,
        head,
        present: Vec::new(),
        substitutes: Vec::new(),
        absent: Vec::new(),
        co_opted: Vec::new(),
        others: Vec::new(),
        next: Vec::new(),
        attachments: Vec::new(),
        tail: Vec::new(),
        title: format!("{word} {} {}", body.name, long_date(slot.date)),
        preamble: String::new(),
        items: Vec::new(),
    }
}

fn draw(story: &Story, body: usize, date: NaiveDate, random: &mut Random) -> Attendance {
    let wanted = if story.bulk || body == LSG { 26 } else { 20 };
    let titled_percent = if story.bulk { 70 } else { 12 };
    Attendance::draw(
        &story.county,
        &story.county.bodies[body],
        date,
        (wanted, titled_percent),
        random,
    )
}

fn held(story: &mut Story, body: usize, nth: usize, meeting: &mut Meeting) {
    let slot = story.slots[body][nth];
    let mut random = Random::new(story.seed, &meeting.path);
    let mut attendance = draw(story, body, slot.date, &mut random);
    let over_year = story.county.bodies[body].manner == Manner::SectionsOverYear;
    let first = match story.last_number[body] {
        (of, last) if over_year && of == slot.date.year() => last + 1,
        _ => 1,
    };
    let id = meeting.id();
    let mut agenda = Agenda::new(story, (body, nth), id, &mut attendance, random, first);
    agenda.write();
    let last = agenda.next_number() - 1;
    meeting.items = std::mem::take(&mut agenda.items);
    meeting.attachments = std::mem::take(&mut agenda.attachments);
    // Known by role alone.
    if body == BBU && nth.is_multiple_of(2) {
        attendance
            .others
            .push(Attendee::new("", "brukarrepresentant"));
    }
    story.last_number[body] = (slot.date.year(), last);
    // Votes count those present, so nobody moves about where there is one.
    if !meeting
        .items
        .iter()
        .any(|item| item.text.contains("Omröstning:"))
    {
        attendance.move_about(nth, &meeting.items);
    }
    if body == LSG
        && slot.date == calendar::ymd(2022, 11, 25)
        && let Some(attendee) = attendance
            .present
            .iter_mut()
            .rfind(|attendee| attendee.is_plain())
    {
        attendee.fields.push(("till", "\"11:40\"".to_owned()));
    }
    let (next, _) = story.next(body, nth);
    meeting.next.push(next.to_string());
    if body == LSG && slot.date == calendar::ymd(2023, 2, 17) {
        meeting
            .next
            .push("{datum: 2023-03-24, organ: [SYL, SVO]}".to_owned());
    }
    let status = match story.county.bodies[body].manner {
        Manner::Notes => "färdigställt",
        _ if !story.bulk && body == SVO && slot.date == calendar::ymd(2023, 12, 8) => "utkast",
        _ if !story.bulk && body == LSG && slot.date == calendar::ymd(2023, 11, 24) => {
            "för justering"
        }
        _ => "justerat",
    };
    meeting.head.push(("status", status.to_owned()));
    let number = 3 + nth % 90;
    meeting.head.push((
        "diarienummer",
        format!("\"EX: {}:{number}-{}\"", 14 + body, slot.date.year()),
    ));
    meeting.head.push(("paragrafer", format!("{first}-{last}")));
    finish(story, meeting, attendance, status);
}

/// Names of those who answer for the protocol, the lists, approval and signatures.
fn finish(story: &Story, meeting: &mut Meeting, attendance: Attendance, status: &str) {
    let body = &story.county.bodies[meeting.body];
    meeting.head.push(("ordförande", attendance.chair.clone()));
    meeting.head.push(("sekreterare", body.secretary.clone()));
    if body.approval_days().is_some() {
        meeting
            .head
            .push(("justerare", attendance.adjuster.clone()));
    }
    if status == "justerat" {
        let mut random = Random::new(story.seed, &format!("signatures {}", meeting.path));
        let approved = meeting.date + Days::new(4 + random.below(9) as u64);
        meeting.tail.push(format!("justeringsdatum: {approved}"));
        meeting.tail.push("underskrifter:".to_owned());
        let signers = [
            (&body.secretary, "sekreterare"),
            (&attendance.adjuster, "justerare"),
            (&attendance.chair, "ordförande"),
        ];
        for (n, (name, role)) in signers.into_iter().enumerate() {
            // E-signatures tend to give all given names.
            let name = if random.chance(25) {
                People::second_name(name, &mut random)
            } else {
                name.clone()
            };
            meeting.tail.push(format!(
                "  - {{namn: {name}, roll: {role}, tid: \"{approved}T{:02}:{:02}:{:02}{}\", metod: e-underskrift}}",
                9 + n * 3,
                random.below(60),
                random.below(60),
                calendar::offset(approved)
            ));
        }
    }
    meeting.present = attendance.present;
    meeting.substitutes = attendance.substitutes;
    meeting.absent = attendance.absent;
    meeting.co_opted = attendance.co_opted;
    meeting.others = attendance.others;
}

fn cancelled(story: &Story, body: usize, nth: usize, meeting: &mut Meeting) {
    let (next, _) = story.next(body, nth);
    meeting.head.push(("status", "inställt".to_owned()));
    meeting.next.push(next.to_string());
    meeting.preamble = format!(
        "Mötet den {} ställdes in, eftersom de flesta ärendena inte var färdigberedda. \
         Nästa möte hålls {}.\n\n",
        long_date(meeting.date),
        calendar::weekday_date(next)
    );
}

/// A decision by mail; those who answered are those present.
fn written(story: &mut Story, body: usize, meeting: &mut Meeting) {
    let mut random = Random::new(story.seed, &meeting.path);
    let mut attendance = draw(story, body, meeting.date, &mut random);
    attendance.substitutes.clear();
    attendance.co_opted.clear();
    let clauses = [Clause::new(
        Class::Decision,
        "lämna ett gemensamt remissvar om statsbidraget för nära vård enligt utsänt förslag",
    )];
    let mut item = Item {
        number: "1".to_owned(),
        title: "Remissvar om statsbidraget för nära vård".to_owned(),
        lines: vec!["Beslutsärende".to_owned()],
        ..Item::default()
    };
    item.text.push_str(
        "Förslaget till remissvar skickades ut med e-post. Alla huvudmän svarade inom tiden, \
         och ingen hade något att invända.\n\n",
    );
    clause::write(
        &mut item.text,
        Form::BoldPast,
        &story.county.bodies[body].name,
        &clauses,
    );
    for clause in &clauses {
        clause.count(&mut story.counts);
    }
    meeting.items.push(item);
    meeting.head.push(("status", "justerat".to_owned()));
    finish(story, meeting, attendance, "justerat");
}
