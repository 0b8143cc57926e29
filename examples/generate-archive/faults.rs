//! The edits of planted faults that take more than a line of text.

use std::collections::BTreeMap;

use chrono::Days;

use crate::archive::Files;
use crate::calendar::ymd;
use crate::county::{Body, PARTIES, Sits};
use crate::meeting::{Attachment, Attendee, Item, Meeting};

/// Somebody who is in no list; the name is like no other.
const STRANGER: &str = "Torborg Främlund";
/// Somebody else who is in no list.
const GUEST: &str = "Torgny Vadman";

/// Whether the protocol needs this person where they are: the chair or the adjuster.
fn is_needed(meeting: &Meeting, name: &str) -> bool {
    ["ordförande", "justerare"]
        .iter()
        .any(|key| meeting.value(key) == Some(name))
}

/// Attendees of whom only name and party are told and who aren't needed elsewhere.
fn plain(meeting: &Meeting) -> impl Iterator<Item = (usize, usize)> {
    let free = |attendee: &Attendee| {
        attendee
            .party
            .filter(|_| attendee.is_plain() && !is_needed(meeting, &attendee.name))
    };
    let present = meeting.present.iter().enumerate();
    present.filter_map(move |(at, attendee)| Some((at, free(attendee)?)))
}

/// The first such attendee of a party that has one seat.
fn single(meeting: &Meeting) -> usize {
    let at = plain(meeting).find(|(_, party)| *party > 2);
    at.expect("some small municipality has its ordinary member there")
        .0
}

/// The first such attendee of a party that others are there for too.
fn one_of_several(meeting: &Meeting) -> usize {
    let several = |party| {
        let of_party = meeting
            .present
            .iter()
            .filter(|attendee| attendee.party == Some(party));
        of_party.count() > 1
    };
    let at = plain(meeting).find(|(_, party)| several(*party));
    at.expect("some party has several there").0
}

/// A line for a member or substitute.
fn line(name: &str, party: usize) -> Attendee {
    Attendee {
        party: Some(party),
        ..Attendee::new(name, PARTIES[party])
    }
}

/// The names of a party's members or substitutes that day.
fn names(meeting: &Meeting, body: &Body, party: usize, sits: Sits) -> Vec<String> {
    body.members
        .iter()
        .filter(|row| row.party == party && row.sits == sits && row.office.is_none())
        .filter(|row| row.serves_on(meeting.date))
        .map(|row| row.name.clone())
        .collect()
}

/// The large municipality that neither chairs nor approves, and the other one.
fn large_parties(meeting: &Meeting) -> (usize, usize) {
    let needed = |party: usize| {
        meeting
            .present
            .iter()
            .any(|attendee| attendee.party == Some(party) && is_needed(meeting, &attendee.name))
    };
    if needed(1) { (2, 1) } else { (1, 2) }
}

/// Takes everybody of a party out of the lists.
fn clear_party(meeting: &mut Meeting, party: usize) {
    for list in [
        &mut meeting.present,
        &mut meeting.substitutes,
        &mut meeting.absent,
    ] {
        list.retain(|attendee| attendee.party != Some(party));
    }
}

/// The last item that only informs and is no part of a matter's way.
fn information(meeting: &mut Meeting) -> &mut Item {
    let informs = |item: &&mut Item| {
        item.lines
            .first()
            .is_some_and(|line| line == "Informationsärende")
            && item
                .lines
                .get(1)
                .is_some_and(|line| line.starts_with("Föredragande: "))
            && !item.lines.iter().any(|line| line.starts_with("Dnr: "))
    };
    meeting
        .items
        .iter_mut()
        .rfind(informs)
        .expect("every protocol of the story has such an item")
}

pub fn unknown_person(meeting: &mut Meeting, _: &Body) {
    let at = single(meeting);
    let party = meeting.present[at].party.expect("a party was asked for");
    let member = std::mem::replace(&mut meeting.present[at], line(STRANGER, party));
    meeting.absent.push(member);
}

pub fn unknown_party(meeting: &mut Meeting, _: &Body) {
    let at = one_of_several(meeting);
    let name = meeting.present[at].name.clone();
    meeting.present[at] = Attendee::new(&name, "Centralsjukhuset");
}

pub fn substitute_beside_member(meeting: &mut Meeting, body: &Body) {
    let (party, _) = large_parties(meeting);
    clear_party(meeting, party);
    let members = names(meeting, body, party, Sits::Regular);
    let substitutes = names(meeting, body, party, Sits::Substitute);
    let mut substitute = line(&substitutes[0], party);
    substitute.fields.push(("ersätter", members[0].clone()));
    meeting.present.push(line(&members[0], party));
    meeting.present.push(substitute);
    meeting.absent.push(line(&members[1], party));
}

pub fn too_many(meeting: &mut Meeting, body: &Body) {
    let (party, _) = large_parties(meeting);
    clear_party(meeting, party);
    let members = names(meeting, body, party, Sits::Regular);
    meeting.present.push(line(&members[0], party));
    meeting.absent.push(line(&members[1], party));
    for name in names(meeting, body, party, Sits::Substitute) {
        let mut substitute = line(&name, party);
        substitute.fields.push(("ersätter", members[1].clone()));
        meeting.present.push(substitute);
    }
}

pub fn party_away(meeting: &mut Meeting, _: &Body) {
    let at = single(meeting);
    let member = meeting.present.remove(at);
    meeting.absent.push(member);
}

pub fn listed_twice(meeting: &mut Meeting, _: &Body) {
    let again = meeting.others[0].clone();
    meeting.others.push(again);
}

pub fn co_opted_as_member(meeting: &mut Meeting, _: &Body) {
    let mut list = std::mem::take(&mut meeting.co_opted);
    meeting.present.append(&mut list);
}

pub fn unaccounted(meeting: &mut Meeting, _: &Body) {
    let at = one_of_several(meeting);
    meeting.present.remove(at);
}

pub fn range_invalid(meeting: &mut Meeting, _: &Body) {
    let at = single(meeting);
    meeting.present[at].fields.push(("till", "§ 40".to_owned()));
}

pub fn presenter_unlisted(meeting: &mut Meeting, _: &Body) {
    let presenter = format!("Föredragande: {GUEST}, Region Exempellan");
    information(meeting).lines[1] = presenter;
}

pub fn wrong_party(meeting: &mut Meeting, body: &Body) {
    let (one, other) = large_parties(meeting);
    // One member of the first is away, so that there is room for somebody of the other.
    clear_party(meeting, one);
    let members = names(meeting, body, one, Sits::Regular);
    meeting.present.push(line(&members[0], one));
    meeting.absent.push(line(&members[1], one));
    let kept: Vec<Attendee> = meeting
        .present
        .iter()
        .filter(|attendee| attendee.party == Some(other) && is_needed(meeting, &attendee.name))
        .cloned()
        .collect();
    let first = meeting
        .present
        .first()
        .map(|attendee| attendee.name.clone());
    clear_party(meeting, other);
    let mut strayed = false;
    for name in names(meeting, body, other, Sits::Regular) {
        match kept.iter().find(|attendee| attendee.name == name) {
            Some(attendee) if first.as_ref() == Some(&name) => {
                meeting.present.insert(0, attendee.clone());
            }
            Some(attendee) => meeting.present.push(attendee.clone()),
            None if strayed => meeting.present.push(line(&name, other)),
            None => {
                strayed = true;
                meeting.present.push(line(&name, one));
            }
        }
    }
}

/// One attendee of each party, and the chair and the adjuster among them.
fn keepers(meeting: &Meeting) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for party in 0..PARTIES.len() {
        let mut of_party = meeting
            .present
            .iter()
            .filter(|attendee| attendee.party == Some(party))
            .collect::<Vec<_>>();
        of_party.sort_by_key(|attendee| {
            let moves = attendee.fields.iter().any(|(key, _)| *key != "ersätter");
            (!is_needed(meeting, &attendee.name), moves)
        });
        names.extend(of_party.first().map(|attendee| attendee.name.clone()));
    }
    names
}

pub fn not_quorate(meeting: &mut Meeting, _: &Body) {
    let keepers = keepers(meeting);
    let (here, gone): (Vec<Attendee>, Vec<Attendee>) = std::mem::take(&mut meeting.present)
        .into_iter()
        .partition(|attendee| keepers.contains(&attendee.name));
    meeting.present = here;
    for mut attendee in gone.into_iter().filter(|attendee| !attendee.serves) {
        attendee.fields.clear();
        meeting.absent.push(attendee);
    }
}

pub fn quorum_lost(meeting: &mut Meeting, _: &Body) {
    let keepers = keepers(meeting);
    let others = meeting.item("Övriga frågor").number.clone();
    let last: usize = others.parse().expect("items are numbered");
    for attendee in &mut meeting.present {
        let goes = attendee.fields.iter().any(|(key, _)| *key == "till");
        if !keepers.contains(&attendee.name) && !goes {
            attendee.fields.push(("till", format!("§ {}", last - 1)));
        }
    }
}

/// The row of a body's chairs that begins that year: its text, the chair, the vice chair.
fn chairs_row(yaml: &str, year: i32) -> (String, String, String) {
    let from = format!("från: {year}-01-01");
    let row = yaml
        .lines()
        .find(|line| line.contains("{ordförande: ") && line.contains(&from))
        .expect("there are chairs every year");
    let part = |start: &str| {
        let at = row.find(start).expect("the row has both chairs") + start.len();
        row[at..].split(',').next().unwrap_or_default().to_owned()
    };
    (row.to_owned(), part("ordförande: "), part("vice: "))
}

pub fn chairs_from_one_side(texts: &mut BTreeMap<String, String>) {
    let yaml = texts.get_mut("organ/bva.yaml").expect("BVA has a file");
    let (row, chair, vice) = chairs_row(yaml, 2023);
    let colleague = yaml
        .lines()
        .filter(|line| line.contains("huvudman: Region Exempellan, som: ordinarie"))
        .filter_map(|line| line.split("namn: ").nth(1)?.split(',').next())
        .find(|name| *name != chair)
        .expect("the region has three members")
        .to_owned();
    *yaml = yaml.replace(&row, &row.replace(&vice, &colleague));
}

pub fn chair_not_alternated(texts: &mut BTreeMap<String, String>) {
    let yaml = texts.get_mut("organ/bva.yaml").expect("BVA has a file");
    let (row, chair, vice) = chairs_row(yaml, 2024);
    let swapped = row.replace(
        &format!("ordförande: {chair}, vice: {vice}"),
        &format!("ordförande: {vice}, vice: {chair}"),
    );
    *yaml = yaml.replace(&row, &swapped);
    // The seat that the office gives goes with it.
    let lsg = texts.get_mut("organ/lsg.yaml").expect("LSG has a file");
    let seat = lsg
        .lines()
        .find(|line| {
            line.contains("från: 2024-01-01") && line.contains("i Beredning vuxna och äldre")
        })
        .expect("the chair of BVA has a seat in LSG")
        .to_owned();
    let tail = seat.split_once(", som: ").expect("rows say as what").1;
    let new = format!("  - {{namn: {vice}, huvudman: Region Exempellan, som: {tail}");
    *lsg = lsg.replace(&seat, &new);
}

pub fn extension_undecided(texts: &mut BTreeMap<String, String>) {
    let yaml = texts.get_mut("organ/bbu.yaml").expect("BBU has a file");
    let (row, _, _) = chairs_row(yaml, 2021);
    let (start, _) = row
        .split_once(", beslut: ")
        .expect("the period was extended");
    *yaml = yaml.replace(&row, &format!("{start}}}"));
}

pub fn item_not_summoned(texts: &mut BTreeMap<String, String>) {
    let summons = texts
        .get_mut("bbu/2022-10-07-kallelse.md")
        .expect("the meeting was summoned");
    let begin = summons.find("\n6. ").expect("a sixth point") + 1;
    let end = begin + summons[begin..].find('\n').expect("a line ends") + 1;
    summons.replace_range(begin..end, "");
}

pub fn other_chair(meeting: &mut Meeting, body: &Body) {
    let chairs = body.chairs_on(meeting.date).expect("there are chairs");
    let (chair, vice) = (chairs.chair.clone(), chairs.vice.clone());
    let at = meeting
        .present
        .iter()
        .position(|attendee| attendee.is_plain() && attendee.name != vice)
        .expect("the meeting has ordinary attendees");
    let name = meeting.present[at].name.clone();
    for attendee in &mut meeting.present {
        if attendee.name == chair {
            attendee.role = None;
        }
    }
    meeting.present[at].role = Some("mötesordförande".to_owned());
    meeting.set("ordförande", &name);
}

pub fn secretary_unlisted(meeting: &mut Meeting, body: &Body) {
    meeting
        .others
        .retain(|attendee| attendee.name != body.secretary);
}

pub fn number_missing(meeting: &mut Meeting, _: &Body) {
    renumber_last(meeting, 1);
}

pub fn number_repeated(meeting: &mut Meeting, _: &Body) {
    renumber_last(meeting, -1);
}

/// Changes the last item's number and takes away the declared range, which isn't at fault.
fn renumber_last(meeting: &mut Meeting, by: i32) {
    meeting.head.retain(|(key, _)| *key != "paragrafer");
    let last = meeting.items.last_mut().expect("protocols have items");
    let number: i32 = last.number.parse().expect("items are numbered");
    last.number = (number + by).to_string();
}

pub fn range_differs(meeting: &mut Meeting, _: &Body) {
    let range = format!("1-{}", meeting.items.len() + 2);
    meeting.set("paragrafer", &range);
}

pub fn item_empty(meeting: &mut Meeting, _: &Body) {
    meeting.item("Övriga frågor").text.clear();
}

pub fn tag_contradicted(meeting: &mut Meeting, _: &Body) {
    let item = information(meeting);
    item.lines[0] = "Beslutsärende".to_owned();
    item.text = item
        .text
        .replace("Informationen läggs till handlingarna.\n\n", "");
}

pub fn attachment_unmentioned(meeting: &mut Meeting, _: &Body) {
    meeting.attachments.push(Attachment {
        title: "Deltagarlista".to_owned(),
        file: None,
    });
}

pub fn decision_in_notes(meeting: &mut Meeting, _: &Body) {
    let item = information(meeting);
    item.lines[0] = "Beslutsärende".to_owned();
    item.text.push_str(
        "**Beredning vuxna och äldre beslutade**\n\n- att ställa sig bakom den plan som presenterades\n\n",
    );
}

pub fn recused_moves(meeting: &mut Meeting, _: &Body) {
    let item = meeting
        .items
        .iter_mut()
        .find(|item| item.lines.iter().any(|line| line.starts_with("Jäv: ")))
        .expect("somebody is recused at this meeting");
    let name = item
        .lines
        .iter()
        .find_map(|line| line.strip_prefix("Jäv: "))
        .expect("the item was chosen for it");
    let motion = format!("Yrkande: {name} yrkar bifall till förslaget");
    item.lines.push(motion);
}

pub fn signature_missing(meeting: &mut Meeting, _: &Body) {
    meeting
        .tail
        .retain(|line| !line.contains("roll: justerare"));
}

pub fn approved_late(meeting: &mut Meeting, _: &Body) {
    let old = meeting
        .tail
        .first()
        .and_then(|line| line.strip_prefix("justeringsdatum: "))
        .expect("the protocol is approved")
        .to_owned();
    // Still in winter time, as the offsets of the signatures say.
    let new = (meeting.date + Days::new(35)).to_string();
    for line in &mut meeting.tail {
        *line = line.replace(&old, &new);
    }
}

pub fn previous_unhandled(meeting: &mut Meeting, _: &Body) {
    let item = meeting.item("Föregående minnesanteckningar");
    item.title = "Hälsning från samverkanskansliet".to_owned();
    item.text = "Kansliet hälsade och berättade om årets planering.\n\n".to_owned();
}

pub fn overdue(texts: &mut BTreeMap<String, String>) {
    let text = texts
        .get_mut("lsg/2021-11-26.md")
        .expect("the protocol is part of the story");
    let mut found = false;
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if line.starts_with("- Avslutar: LSG/2021-06-11/") && line.ends_with(", Almvik kommun\n") {
            found = true;
        } else if !line.starts_with("Almvik kommun har för sin del slutfört") {
            out.push_str(line);
        } else {
            out.push_str("Almvik kommun hade inte möjlighet att lämna någon redovisning.\n");
        }
    }
    assert!(found, "Almvik kommun reports at this meeting");
    *text = out;
}

pub fn closes_decision(meeting: &mut Meeting, _: &Body) {
    let item = meeting.item("Uppföljning av uppdrag");
    item.lines.push("Avslutar: LSG/2022-06-20/1:1".to_owned());
}

pub fn matter_not_received(meeting: &mut Meeting, _: &Body) {
    let item = information(meeting);
    item.lines.truncate(2);
    item.lines.push("Ärende: Fritid för alla".to_owned());
    item.lines.push("Överlämnas till: LSG".to_owned());
}

/// A decision by mail of Beredning barn och unga, of which no meeting takes note.
pub fn written_unreported(files: &mut Files) {
    let mut meeting = files
        .meetings
        .iter()
        .find(|meeting| meeting.path == "bbu/2022-05-06.md")
        .expect("the protocol is part of the story")
        .clone();
    meeting.date = ymd(2022, 6, 15);
    meeting.path = "bbu/2022-06-15.md".to_owned();
    meeting
        .head
        .retain(|(key, _)| !matches!(*key, "tid" | "plats" | "diarienummer" | "paragrafer"));
    meeting.set("datum", "2022-06-15");
    meeting.set("typ", "beslut mellan möten");
    // Nobody comes or goes in a decision by mail.
    meeting.present.retain(|attendee| {
        let has = |name| attendee.fields.iter().any(|(key, _)| *key == name);
        !(has("ersätter") && has("från"))
    });
    for attendee in &mut meeting.present {
        attendee.fields.retain(|(key, _)| *key == "ersätter");
    }
    meeting.substitutes.clear();
    meeting.others.retain(|attendee| !attendee.name.is_empty());
    meeting.next.clear();
    meeting.attachments.clear();
    let old = meeting
        .tail
        .first()
        .and_then(|line| line.strip_prefix("justeringsdatum: "))
        .expect("the protocol is approved")
        .to_owned();
    for line in &mut meeting.tail {
        *line = line.replace(&old, "2022-06-21");
    }
    meeting.title = "Beslut mellan möten Beredning barn och unga 15 juni 2022".to_owned();
    meeting.items = vec![Item {
        number: "1".to_owned(),
        title: "Program för höstens utbildningsdag".to_owned(),
        lines: vec!["Beslutsärende".to_owned()],
        text: "Programmet skickades ut med e-post, och alla som svarade var nöjda med det.\n\n\
               **Beredning barn och unga beslutade**\n\n- att godkänna programmet för utbildningsdagen\n\n"
            .to_owned(),
        ..Item::default()
    }];
    files.meetings.push(meeting);
}

pub fn misspelled_presenter(meeting: &mut Meeting, _: &Body) {
    let line = meeting
        .items
        .iter_mut()
        .flat_map(|item| &mut item.lines)
        .find(|line| line.starts_with("Föredragande: "))
        .expect("somebody presents an item");
    // The last letter of the first presenter's name is doubled.
    let end = line.find(", ").expect("presenters have an organisation");
    let letter = line[..end].chars().next_back().expect("names have letters");
    line.insert(end, letter);
}

pub fn party_misspelled(meeting: &mut Meeting, _: &Body) {
    let guest = Attendee::new(GUEST, "Sjöhults kommun");
    meeting.others.push(guest);
}

pub fn named_representative(meeting: &mut Meeting, _: &Body) {
    let guest = Attendee::new(GUEST, "brukarrepresentant");
    meeting.others.push(guest);
}
