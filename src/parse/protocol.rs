//! The text of a file → a protocol and what there is to say about it.

use std::path::Path;

use chrono::NaiveDate;

use super::attendance;
use super::data_lines::{self, Data};
use super::decisions::{self, Clause, Meeting};
use super::document::Block;
use super::fields;
use super::front_matter;
use super::headings::{self, ItemHeading, Key};
use super::markdown;
use super::names::Names;
use super::sink::Sink;
use super::vocabulary;
use super::words;
use crate::finding::Finding;
use crate::lang::{self, Message};
use crate::model::{
    Class, DataLineKind, Decision, DecisionId, Due, Item, ItemKey, Kind, Presence, Protocol,
    ProtocolId, Seating, Status,
};
use crate::rule;
use crate::text::{At, Edit, Span};
use crate::yaml::{self, FaultKind};

/// What the path of a file says about its protocol.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FromPath {
    /// The folder's name.
    pub folder: String,
    /// The file's name without its ending.
    pub stem: String,
}

impl FromPath {
    /// Reads a path relative to the archive's root.
    pub fn new(path: &Path) -> FromPath {
        let name = |part: Option<&std::ffi::OsStr>| {
            part.map(|part| part.to_string_lossy().into_owned())
                .unwrap_or_default()
        };
        FromPath {
            folder: name(path.parent().and_then(Path::file_name)),
            stem: name(path.file_stem()),
        }
    }

    /// The day that the file's name begins with.
    pub fn date(&self) -> Option<NaiveDate> {
        self.stem.get(..10)?.parse().ok()
    }

    /// What follows the day: `extra`, `kallelse`.
    pub fn suffix(&self) -> Option<&str> {
        self.stem.get(10..)?.strip_prefix('-')
    }
}

/// Reads one protocol. Never fails; findings say what wasn't understood.
pub fn read(text: &str, path: &Path, names: &Names) -> (Protocol, Vec<Finding>) {
    let (protocol, sink) = read_whole(text, path, names);
    (protocol, sink.findings)
}

/// The same, with the forms that `fmt` writes. Neither forms nor fixes are there for a protocol
/// that repairs may not touch: [`may_be_repaired`].
pub fn read_whole(text: &str, path: &Path, names: &Names) -> (Protocol, Sink) {
    let mut sink = Sink::new(path);
    let from_path = FromPath::new(path);
    let mut protocol = empty();
    unreadable(text, &mut sink);
    let head = front_matter::split(text);
    let has_head = head.is_some();
    // A summons is one by its name, unless its front matter says otherwise.
    if from_path
        .suffix()
        .is_some_and(|suffix| suffix.ends_with("kallelse"))
    {
        protocol.kind = Kind::Summons;
    }
    let mut dated = false;
    let body_start = match head {
        Some(head) => {
            let tree = yaml::read(&text[head.yaml.clone()], head.yaml.start);
            sink.faults(&tree, text);
            front_matter::read(&tree.root, names, &mut protocol, &mut sink);
            // One that is no day has its own finding.
            dated = tree.root.get("datum").is_some_and(|day| !day.is_null());
            head.body
        }
        None => {
            sink.add(
                sink.finding(
                    &rule::FRONT_MATTER_MISSING,
                    Span::at(0),
                    rule::FRONT_MATTER_MISSING.title.into(),
                )
                .hint(Message::new(
                    "börja filen med en rad ---, sedan organ: och datum:, och en rad --- till",
                    "begin the file with a line of ---, then organ: and datum:, and another line of ---",
                )),
            );
            0
        }
    };
    dated |= protocol.date.is_some();
    identify(&mut protocol, &from_path, names);
    misplaced(&protocol, &from_path, names, &mut sink);
    let document = markdown::read(text, body_start);
    let lines = read_body(&document.blocks, names, &mut protocol, text.len());
    // Between a label and its value only white space may differ.
    let is_form = |form: &Edit| form.span.of(text).trim() == form.new.trim();
    sink.forms.extend(lines.forms.into_iter().filter(is_form));
    let bullets = lines.bulleted.iter();
    sink.forms
        .extend(bullets.filter_map(|line| after_bullet(text, line.start as usize)));
    protocol.links = document.links;
    // After the text: attendance may stand there.
    let met = protocol
        .attendance
        .iter()
        .any(|attendee| attendee.presence == Presence::Present)
        || document.blocks.iter().any(names_those_present);
    if has_head {
        missing_keys(&protocol, dated, met, &mut sink);
    }
    let mends = !sink.forms.is_empty() || sink.findings.iter().any(Finding::is_fixable);
    if mends && !may_be_repaired(text) {
        sink.forms.clear();
        sink.findings
            .iter_mut()
            .for_each(|finding| finding.fix.clear());
    }
    (protocol, sink)
}

/// The spaces between a bullet and its line beyond the first.
fn after_bullet(text: &str, line: usize) -> Option<Edit> {
    let start = text[..line].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let spaces = text[start..line]
        .trim_start_matches(' ')
        .strip_prefix(['-', '*', '+'])?;
    let wide = spaces.len() > 1 && spaces.bytes().all(|byte| byte == b' ');
    // What stands in the item below this line stands as far in as its text.
    let below = text[line..]
        .find(['\n', '\r'])
        .map_or("", |end| &text[line + end..]);
    let indented = below
        .lines()
        .find(|line| !line.trim().is_empty())
        .is_some_and(|line| line.starts_with([' ', '\t']));
    (wide && !indented).then(|| Edit {
        span: Span::new(line - spaces.len() + 1, line),
        new: String::new(),
    })
}

/// The keys that tell whether a protocol is finished.
const STATE_KEYS: [&str; 4] = ["status", "justeringsdatum", "underskrifter", "sigill"];

/// What words begin with that speak of whether a protocol is finished.
const STATE_STEMS: [&str; 11] = [
    "statu",
    "justerat",
    "justerad",
    "justering",
    "godkän",
    "fastställ",
    "färdig",
    "signe",
    "sigill",
    "underskri",
    "underteckn",
];

/// Whether repairs may touch a protocol: not one that is approved, finished, signed or sealed, and
/// not one that perhaps is, because its front matter is missing or can't be told from the text, or
/// because a key or a word that speaks of it isn't understood.
pub fn may_be_repaired(text: &str) -> bool {
    let Some(head) = front_matter::split(text).filter(|head| head.closed) else {
        return false;
    };
    let tree = yaml::read(&text[head.yaml.clone()], head.yaml.start);
    let hides_state = tree.faults.iter().any(|fault| match fault.kind {
        FaultKind::TooLarge | FaultKind::TooDeep | FaultKind::SeveralDocuments => true,
        FaultKind::NotAMapping => {
            let lost = words::lower(fault.span.of(text));
            STATE_STEMS.iter().any(|stem| lost.contains(stem))
        }
        _ => false,
    });
    let mut protocol = empty();
    let mut sink = Sink::new(Path::new(""));
    front_matter::read(&tree.root, &Names::default(), &mut protocol, &mut sink);
    let spoken = |key: &str| {
        let entries = tree.root.entries().iter();
        entries
            .filter(|entry| lang::fold(&entry.key.value) == key && !entry.value.is_null())
            .count()
    };
    let open = match protocol.status.as_ref().map(|status| status.value) {
        Some(Status::Approved | Status::Finished) => false,
        Some(Status::Draft | Status::ForApproval | Status::Cancelled) => spoken("status") == 1,
        None => spoken("status") == 0,
    };
    let signed = STATE_KEYS[1..].iter().any(|key| spoken(key) > 0);
    let perhaps = sink.findings.iter().any(|finding| {
        let key = lang::fold(&finding.subject);
        finding.rule.code == rule::UNKNOWN_KEY.code
            && !fields::is_other_word(&key)
            && (STATE_STEMS.iter().any(|stem| key.starts_with(stem))
                || lang::nearest(&key, STATE_KEYS.into_iter()).is_some())
    });
    open && !signed && !perhaps && !hides_state
}

fn empty() -> Protocol {
    Protocol {
        id: ProtocolId(String::new()),
        body: At::default(),
        date: None,
        meeting: None,
        kind: Kind::Protocol,
        status: None,
        title: None,
        time: None,
        place: None,
        reference: None,
        declared_items: None,
        chair: None,
        secretary: None,
        adjusters: Vec::new(),
        attendance: Vec::new(),
        next_meetings: Vec::new(),
        attachments: Vec::new(),
        approved_on: None,
        signatures: Vec::new(),
        seal: None,
        items: Vec::new(),
        links: Vec::new(),
    }
}

/// F011: conflict markers of a merge, and control characters. Said once for each kind.
fn unreadable(text: &str, sink: &mut Sink) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
            let end = at + line.trim_end().len();
            sink.add(
                sink.finding(
                    &rule::UNREADABLE_TEXT,
                    Span::new(at, end),
                    Message::new(
                        "här står kvar vad en sammanslagning i Git lämnade efter sig",
                        "here stands what a merge in Git left behind",
                    ),
                )
                .about("conflict")
                .hint(Message::new(
                    "välj vilken av de två texterna som gäller och ta bort raderna <<<<<<<, ======= och >>>>>>>",
                    "choose which of the two texts counts and remove the lines <<<<<<<, ======= and >>>>>>>",
                )),
            );
            break;
        }
        at += line.len();
    }
    let control = text
        .char_indices()
        .find(|(_, c)| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}'));
    if let Some((at, c)) = control {
        sink.add(
            sink.finding(
                &rule::UNREADABLE_TEXT,
                Span::new(at, at + c.len_utf8()),
                Message::new(
                    format!("styrtecknet U+{:04X} hör inte hemma i en text", c as u32),
                    format!(
                        "the control character U+{:04X} doesn't belong in a text",
                        c as u32
                    ),
                ),
            )
            .about("control")
            .hint(Message::new("ta bort tecknet", "remove the character")),
        );
    }
}

/// Body, date and id: from the front matter, else from the path.
fn identify(protocol: &mut Protocol, from_path: &FromPath, names: &Names) {
    if protocol.body.value.is_empty() {
        let folder = &from_path.folder;
        protocol.body.value = names
            .body(folder)
            .map_or_else(|| folder.to_uppercase(), str::to_owned);
    }
    if protocol.date.is_none() {
        protocol.date = from_path.date().map(|date| At::new(date, Span::at(0)));
    }
    let suffix = match (&protocol.meeting, protocol.kind) {
        (Some(meeting), Kind::Summons) => Some(format!("{}-kallelse", meeting.value)),
        (Some(meeting), _) => Some(meeting.value.clone()),
        (None, Kind::Summons) => Some("kallelse".to_owned()),
        (None, _) => None,
    };
    protocol.id = match &protocol.date {
        Some(date) => ProtocolId::new(&protocol.body.value, date.value, suffix.as_deref()),
        None => ProtocolId(format!("{}/{}", protocol.body.value, from_path.stem)),
    };
}

/// F005.
fn missing_keys(protocol: &Protocol, dated: bool, met: bool, sink: &mut Sink) {
    let mut missing: Vec<&'static str> = Vec::new();
    if protocol.body.span == Span::default() {
        missing.push("organ");
    }
    if !dated {
        missing.push("datum");
    }
    if needs_attendance(protocol) && !met {
        missing.push("närvarande");
    }
    for key in missing {
        sink.add(
            sink.finding(
                &rule::KEY_MISSING,
                Span::at(0),
                Message::new(
                    format!("nyckeln \"{key}\" saknas"),
                    format!("the key \"{key}\" is missing"),
                ),
            )
            .about(key)
            .hint(match key {
                "organ" => Message::new(
                    "skriv organets kod, till exempel organ: LSG",
                    "write the body's code, such as organ: LSG",
                ),
                "närvarande" => Message::new(
                    "skriv närvarande: och under det en rad för var och en, - Namn, organisation",
                    "write närvarande: and below it a line for each, - Name, organisation",
                ),
                _ => Message::new(
                    "skriv mötets dag, till exempel datum: 2023-02-17",
                    "write the day of the meeting, such as datum: 2023-02-17",
                ),
            }),
        );
    }
}

/// Whether somebody met, or answered between meetings.
fn needs_attendance(protocol: &Protocol) -> bool {
    protocol.was_held()
        || protocol.kind == Kind::Written
            && protocol
                .status
                .as_ref()
                .is_none_or(|status| status.value != Status::Cancelled)
}

/// `Närvarande: …` as a line of the text: not read, but it stands there.
fn names_those_present(block: &Block) -> bool {
    block.text().split_once(':').is_some_and(|(label, _)| {
        matches!(
            vocabulary::attendance_list(label),
            Some((Presence::Present, _))
        )
    })
}

/// F006.
fn misplaced(protocol: &Protocol, from_path: &FromPath, names: &Names, sink: &mut Sink) {
    let body = &protocol.body;
    // Of a body that nobody knows enough is said (F008).
    let known = body.span != Span::default() && names.body(&body.value).is_some();
    if known && !from_path.folder.is_empty() && !body.value.eq_ignore_ascii_case(&from_path.folder)
    {
        sink.add(
            sink.finding(
                &rule::MISPLACED_FILE,
                body.span,
                Message::new(
                    format!(
                        "organ: {}, men filen ligger i mappen {}",
                        body.value, from_path.folder
                    ),
                    format!(
                        "organ: {}, but the file lies in the folder {}",
                        body.value, from_path.folder
                    ),
                ),
            )
            .about(from_path.folder.clone())
            .hint(Message::new(
                format!("flytta filen till {}/", body.value.to_lowercase()),
                format!("move the file to {}/", body.value.to_lowercase()),
            )),
        );
    }
    if let (Some(date), Some(named)) = (&protocol.date, from_path.date())
        && date.value != named
    {
        let rest = from_path.stem.get(10..).unwrap_or("");
        sink.add(
            sink.finding(
                &rule::MISPLACED_FILE,
                date.span,
                Message::new(
                    format!("datum: {}, men filen heter {}", date.value, from_path.stem),
                    format!(
                        "datum: {}, but the file is called {}",
                        date.value, from_path.stem
                    ),
                ),
            )
            .about(from_path.stem.clone())
            .hint(Message::new(
                format!("kalla filen {}{rest}.md", date.value),
                format!("call the file {}{rest}.md", date.value),
            )),
        );
    }
}

/// Everything below the front matter; returns how its data lines are written.
fn read_body(blocks: &[Block], names: &Names, protocol: &mut Protocol, end: usize) -> Lines {
    let mut lines = Lines::default();
    let (title, found) = headings::find(blocks);
    protocol.title = title;
    let keys = headings::keys(&found);
    let next = protocol
        .next_meetings
        .iter()
        .filter(|next| {
            next.bodies.is_empty()
                || next
                    .bodies
                    .iter()
                    .any(|body| body.value == protocol.body.value)
        })
        .map(|next| next.date.value)
        .min();
    let body = protocol.body.value.clone();
    let meeting = Meeting {
        body: &body,
        names,
        date: protocol.date.as_ref().map(|date| date.value),
        next,
    };
    let first = found.first().map_or(blocks.len(), |item| item.block);
    if protocol.attendance.is_empty() {
        attendance_in_prose(blocks, names, protocol);
    }
    let protocol_id = protocol.id.clone();
    let before = item(
        &protocol_id,
        None,
        &blocks[..first],
        &meeting,
        Span::new(
            0,
            blocks
                .get(first)
                .map_or(end, |block| block.span.start as usize),
        ),
        &mut lines,
    );
    if !before.decisions.is_empty() || !before.leads_without_clause.is_empty() {
        protocol.items.push(before);
    }
    for (at, heading) in found.iter().enumerate() {
        let next_block = found.get(at + 1).map_or(blocks.len(), |next| next.block);
        let start = blocks[heading.block].span.start as usize;
        let stop = blocks
            .get(next_block)
            .map_or(end, |block| block.span.start as usize);
        let mut below: Vec<Block> = Vec::new();
        if let Some(rest) = heading.rest {
            let mut block = blocks[heading.block].clone();
            block.flow = block.flow.tail(rest);
            below.push(block);
        }
        let body_blocks = &blocks[heading.body.min(next_block)..next_block];
        let read = if below.is_empty() {
            item(
                &protocol_id,
                Some((heading, &keys[at])),
                body_blocks,
                &meeting,
                Span::new(start, stop.max(start)),
                &mut lines,
            )
        } else {
            below.extend_from_slice(body_blocks);
            item(
                &protocol_id,
                Some((heading, &keys[at])),
                &below,
                &meeting,
                Span::new(start, stop.max(start)),
                &mut lines,
            )
        };
        protocol.items.push(read);
    }
    lines
}

/// How the data lines of a protocol are written.
#[derive(Default)]
struct Lines {
    forms: Vec<Edit>,
    bulleted: Vec<Span>,
}

fn item(
    protocol: &ProtocolId,
    heading: Option<(&ItemHeading, &Key)>,
    blocks: &[Block],
    meeting: &Meeting<'_>,
    span: Span,
    lines: &mut Lines,
) -> Item {
    let mut data = data_lines::read(blocks, meeting.names);
    lines.forms.append(&mut data.forms);
    lines.bulleted.append(&mut data.bulleted);
    let (clauses, leads_without_clause) = decisions::read_with_leads(blocks, meeting, &data.spans);
    let key = ItemKey(heading.map_or("0".to_owned(), |(_, key)| key.key.clone()));
    let decisions = number(protocol, &key, clauses, &data);
    let Data {
        mut tags,
        presenters,
        matter,
        references,
        mut attachments,
        lines: data_lines,
        has_text,
        ..
    } = data;
    let mut number = None;
    let mut last_number = None;
    let mut title = At::default();
    let mut parent = None;
    if let Some((heading, key)) = heading {
        number = heading.number.clone();
        last_number = heading.last_number.clone();
        title = heading.title.clone();
        parent = key.parent.clone().map(ItemKey);
        tags.splice(0..0, heading.tags.iter().cloned());
        attachments.splice(0..0, heading.attachments.iter().cloned());
    }
    Item {
        key,
        number,
        last_number,
        parent,
        title,
        tags,
        presenters,
        matter,
        references,
        attachments,
        data: data_lines,
        decisions,
        leads_without_clause,
        span,
        has_text,
    }
}

/// Gives clauses their ids, and takes up `Anmält beslut:` lines in their place. A soft assignment
/// has a number of its own (`m1`), so that the ids of decisions don't depend on it.
fn number(
    protocol: &ProtocolId,
    key: &ItemKey,
    clauses: Vec<Clause>,
    data: &Data,
) -> Vec<Decision> {
    let mut all: Vec<(Clause, Option<usize>)> = clauses
        .into_iter()
        .enumerate()
        .map(|(index, clause)| (clause, Some(index)))
        .collect();
    for line in data
        .lines
        .iter()
        .filter(|line| line.kind == DataLineKind::Reported)
    {
        let at = all.partition_point(|(clause, _)| clause.span.start < line.value.span.start);
        all.insert(
            at,
            (
                Clause {
                    text: line.value.value.trim_end_matches('.').to_owned(),
                    class: Class::Reported,
                    receivers: Vec::new(),
                    due: None,
                    parent: None,
                    introduces: false,
                    span: line.value.span,
                },
                None,
            ),
        );
    }
    let mut ids: Vec<Option<DecisionId>> = vec![None; all.len()];
    let mut out: Vec<Decision> = Vec::with_capacity(all.len());
    let (mut top, mut soft) = (0, 0);
    let mut children: std::collections::HashMap<DecisionId, usize> =
        std::collections::HashMap::new();
    for (clause, index) in all {
        let parent = clause.parent.and_then(|parent| ids[parent].clone());
        let id = match &parent {
            Some(parent) => {
                let count = children.entry(parent.clone()).or_insert(0);
                *count += 1;
                parent.child(*count)
            }
            None if clause.class == Class::Soft => {
                soft += 1;
                DecisionId(format!("{protocol}/{key}:m{soft}"))
            }
            None => {
                top += 1;
                DecisionId::new(protocol, key, top)
            }
        };
        if let Some(index) = index {
            ids[index] = Some(id.clone());
        }
        out.push(Decision {
            id,
            text: clause.text,
            class: clause.class,
            receivers: clause.receivers,
            due: clause.due.map(|due: Due| due),
            parent,
            introduces: clause.introduces,
            span: clause.span,
        });
    }
    out
}

/// Attendance under headings such as `Närvarande`, for files whose front matter has none.
fn attendance_in_prose(blocks: &[Block], names: &Names, protocol: &mut Protocol) {
    let mut list: Option<(Presence, Seating)> = None;
    for block in blocks {
        if block.is_heading() || block.is_bold_line() {
            list = vocabulary::attendance_list(block.text());
            continue;
        }
        let Some((presence, seating)) = list else {
            continue;
        };
        let flow = &block.flow;
        let mut start = 0;
        for line in flow.text.split('\n') {
            let range = start..start + line.len();
            start += line.len() + 1;
            let place = |inner: std::ops::Range<usize>| {
                flow.span(range.start + inner.start..range.start + inner.end)
            };
            // A sentence is no person.
            let sentence = line.ends_with('.') && line.split_whitespace().count() > 8;
            if sentence {
                continue;
            }
            protocol
                .attendance
                .extend(attendance::line(line, &place, presence, seating, names));
        }
    }
}
