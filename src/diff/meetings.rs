//! Meetings before and after: which protocol is the same one, and what its head, its lists and its
//! items say now.

use std::collections::{HashMap, VecDeque};
use std::path::Path;

use super::approval;
use super::attendance;
use super::change::{Aspect, Change, Facts, Fate, Noun, Said, Sort};
use super::decisions;
use super::items;
use super::prose::{self, TextChange};
use crate::archive::{Archive, ProtocolFile, Renames, slashed};
use crate::lang::Text;
use crate::model::{Collaboration, Protocol};
use crate::text::At;

/// What the head of a protocol says.
pub static MEETING: Noun = Noun {
    name: "meeting",
    label: Text::new("möte", "meeting"),
    naming: 1,
    aspects: &[&[
        Aspect::new("id", Sort::Text, Text::new("beteckning", "id")),
        Aspect::new("body", Sort::Text, Text::new("organ", "body")),
        Aspect::new("date", Sort::Date, Text::new("datum", "date")),
        Aspect::new("kind", Sort::Text, Text::new("typ", "kind")),
        Aspect::new("title", Sort::Prose, Text::new("rubrik", "title")),
        Aspect::new("time", Sort::Text, Text::new("tid", "time")),
        Aspect::new("place", Sort::Text, Text::new("plats", "place")),
        Aspect::new(
            "reference",
            Sort::Text,
            Text::new("diarienummer", "registry number"),
        ),
        Aspect::new(
            "declared_items",
            Sort::Text,
            Text::new("paragrafer", "items declared"),
        ),
        Aspect::new("chair", Sort::Text, Text::new("ordförande", "chair")),
        Aspect::new(
            "secretary",
            Sort::Text,
            Text::new("sekreterare", "secretary"),
        ),
        Aspect::new(
            "next_meetings",
            Sort::List,
            Text::new("nästa möte", "next meeting"),
        ),
        Aspect::new(
            "attachments",
            Sort::List,
            Text::new("bilagor", "attachments"),
        ),
    ]],
};

/// What became of one meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct MeetingChange {
    /// New, gone, or changed.
    pub fate: Fate,
    /// Its id; the one it had, where it is gone.
    pub id: String,
    /// The id it had, where that was another.
    pub previous_id: Option<String>,
    /// The file of its protocol, relative to the archive's root.
    pub path: String,
    /// Where that was, where it was moved.
    pub previous_path: Option<String>,
    /// Whether the file is there and can't be read any more.
    pub is_unreadable: bool,
    /// Whether the protocol was approved, and says something else now.
    pub after_approval: bool,
    /// What its head says.
    pub head: Option<Change>,
    /// Its status, the day of approval, who was to approve.
    pub approval: Option<Change>,
    /// Its signatures.
    pub signatures: Vec<Change>,
    /// The lines of its attendance lists.
    pub attendance: Vec<Change>,
    /// What those amount to.
    pub standing: Option<Change>,
    /// Its items.
    pub items: Vec<Change>,
    /// Its clauses.
    pub decisions: Vec<Change>,
    /// Its running text, for one that was there before.
    pub text: Vec<TextChange>,
}

/// A protocol whose words are the same, and whose meeting is judged otherwise now.
#[derive(Clone, Debug, PartialEq)]
pub struct Affected {
    /// The meeting.
    pub id: String,
    /// The file of its protocol.
    pub path: String,
    /// What its lists amount to.
    pub standing: Change,
}

/// A protocol before and after.
type Pair<'a> = (Option<&'a ProtocolFile>, Option<&'a ProtocolFile>);

/// The protocols of both archives: the same id and path first, then the same id, the same path, and
/// what is taken for a moved file. In the order after; those that are gone come last.
pub fn pair<'a>(before: &'a Archive, after: &'a Archive, renames: &Renames) -> Vec<Pair<'a>> {
    let (old, new) = (&before.protocols, &after.protocols);
    let mut found: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    type Key<'a> = (Option<&'a str>, Option<&'a Path>);
    fn both(file: &ProtocolFile) -> Key<'_> {
        (Some(&file.protocol.id.0), Some(&file.source.path))
    }
    fn id(file: &ProtocolFile) -> Key<'_> {
        (Some(&file.protocol.id.0), None)
    }
    fn path(file: &ProtocolFile) -> Key<'_> {
        (None, Some(&file.source.path))
    }
    let was: HashMap<&Path, &Path> = renames.iter().map(|(was, is)| (is, was)).collect();
    let steps: [fn(&ProtocolFile) -> Key<'_>; 4] = [both, id, path, path];
    for (step, key) in steps.into_iter().enumerate() {
        let mut waiting: HashMap<Key<'_>, VecDeque<usize>> = HashMap::new();
        for (at, file) in old.iter().enumerate().filter(|(at, _)| !taken[*at]) {
            waiting.entry(key(file)).or_default().push_back(at);
        }
        for (at, file) in new.iter().enumerate() {
            if found[at].is_some() {
                continue;
            }
            let moved = was.get(file.source.path.as_path()).filter(|_| step == 3);
            let key = match moved {
                Some(was) => (None, Some(*was)),
                None => key(file),
            };
            if let Some(from) = waiting.get_mut(&key).and_then(VecDeque::pop_front) {
                found[at] = Some(from);
                taken[from] = true;
            }
        }
    }
    let mut pairs: Vec<Pair<'a>> = Vec::with_capacity(new.len());
    pairs.extend(
        new.iter()
            .zip(&found)
            .map(|(file, from)| (from.map(|at| &old[at]), Some(file))),
    );
    let gone = old.iter().zip(&taken).filter(|(_, taken)| !**taken);
    pairs.extend(gone.map(|(file, _)| (Some(file), None)));
    pairs
}

/// What became of one meeting; nothing where its protocol says the same.
pub fn compare(
    (before, after): Pair<'_>,
    collaborations: (&Collaboration, &Collaboration),
) -> Option<MeetingChange> {
    let (old, new) = (
        before.map(|file| &file.protocol),
        after.map(|file| &file.protocol),
    );
    let latest = after.or(before)?;
    let pairs = items::pair(
        &before.map_or_else(Vec::new, items::known),
        &after.map_or_else(Vec::new, items::known),
    );
    let head = Change::of(old.map(head), new.map(head));
    let approval = Change::of(old.map(approval::facts), new.map(approval::facts));
    let signatures = approval::signatures(old, new);
    let attendance = attendance::compare(
        old.map_or(&[], |protocol| &protocol.attendance),
        new.map_or(&[], |protocol| &protocol.attendance),
    );
    let standing = standing(old, new, collaborations);
    let items = items::compare(&pairs, before, after);
    let decisions = decisions::compare(&pairs, old, new);
    let text = match (before, after) {
        (Some(before), Some(after)) => prose::compare(&pairs, before, after),
        _ => Vec::new(),
    };
    let is_other = |was: String, is: &str| (was != is).then_some(was);
    let path = latest.path();
    let mut out = MeetingChange {
        fate: Fate::of(before, after),
        previous_id: before
            .and_then(|file| is_other(file.protocol.id.0.clone(), &latest.protocol.id.0)),
        previous_path: before.and_then(|file| is_other(file.path(), &path)),
        id: latest.protocol.id.0.clone(),
        path,
        is_unreadable: false,
        after_approval: false,
        head,
        approval,
        signatures,
        attendance,
        standing,
        items,
        decisions,
        text,
    };
    out.after_approval = old.is_some_and(approval::is_approved) && out.says_something_else();
    (!out.is_empty()).then_some(out)
}

impl MeetingChange {
    /// Whether more changed than how far the protocol has come.
    fn says_something_else(&self) -> bool {
        let lists = [&self.attendance, &self.items, &self.decisions];
        self.fate != Fate::Changed
            || self.head.is_some()
            || lists.iter().any(|list| !list.is_empty())
            || !self.text.is_empty()
    }

    fn is_empty(&self) -> bool {
        !self.says_something_else()
            && self.approval.is_none()
            && self.signatures.is_empty()
            && self.standing.is_none()
    }
}

/// What became of what the lists amount to.
pub fn standing(
    old: Option<&Protocol>,
    new: Option<&Protocol>,
    (before, after): (&Collaboration, &Collaboration),
) -> Option<Change> {
    let old = old.and_then(|protocol| attendance::standing(before, protocol));
    let new = new.and_then(|protocol| attendance::standing(after, protocol));
    Change::of(old, new)
}

/// The protocols whose words are the same though what they are judged by has changed.
pub fn affected(
    (before, after): Pair<'_>,
    collaborations: (&Collaboration, &Collaboration),
) -> Option<Affected> {
    let (old, new) = (&before?.protocol, &after?.protocol);
    let standing = standing(Some(old), Some(new), collaborations)?;
    Some(Affected {
        id: new.id.0.clone(),
        path: slashed(&after?.source.path),
        standing,
    })
}

fn head(protocol: &Protocol) -> Facts {
    let text =
        |value: &Option<At<String>>| value.as_ref().and_then(|value| Said::text(&value.value));
    let made = |value: Option<String>| value.as_deref().and_then(Said::text);
    let time = protocol.time.as_ref().map(|time| time.value.to_string());
    let declared = protocol.declared_items.as_ref();
    let next = protocol.next_meetings.iter().map(|next| {
        let bodies: Vec<&str> = next.bodies.iter().map(|body| body.value.as_str()).collect();
        format!("{} {}", next.date.value, bodies.join(" "))
    });
    let next: Vec<String> = next.collect();
    let attachments = protocol.attachments.iter().map(|one| {
        let parts = [&one.number, &one.title, &one.file];
        let parts = parts.into_iter().flatten().map(|part| part.value.as_str());
        parts.collect::<Vec<&str>>().join(" ")
    });
    let attachments: Vec<String> = attachments.collect();
    Facts::new(
        &MEETING,
        vec![
            Said::text(&protocol.id.0),
            Said::text(&protocol.body.value),
            made(protocol.date.as_ref().map(|date| date.value.to_string())),
            Some(Said::Word(protocol.kind.text())),
            text(&protocol.title),
            made(time),
            text(&protocol.place),
            text(&protocol.reference),
            made(declared.map(|range| format!("{}-{}", range.first, range.last))),
            text(&protocol.chair),
            text(&protocol.secretary),
            Said::list(next.iter().map(String::as_str)),
            Said::list(attachments.iter().map(String::as_str)),
        ],
    )
}
