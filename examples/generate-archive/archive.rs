//! The whole folder: protocols as they are built, then everything that knows their ids.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::fs;
use std::io;
use std::path::Path;

use crate::answers;
use crate::clause::Class;
use crate::meeting::Meeting;
use crate::plants;
use crate::protocol;
use crate::readme;
use crate::story::Story;

/// What to write.
pub struct Order {
    /// How many protocols.
    pub protocols: usize,
    /// Where chance begins.
    pub seed: u64,
    /// With planted faults.
    pub faults: bool,
    /// The size wanted of each protocol.
    pub bytes: usize,
}

/// What was written.
pub struct Written {
    protocols: usize,
    summonses: usize,
    bytes: u64,
    clauses: BTreeMap<Class, usize>,
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} protocols, {} summonses, {} kB",
            self.protocols,
            self.summonses,
            self.bytes / 1024
        )?;
        write!(f, "clauses before planting:")?;
        for (class, count) in &self.clauses {
            write!(f, " {class:?} {count}")?;
        }
        Ok(())
    }
}

/// The files of a small archive, or those of a large one that aren't plain bulk.
pub struct Files {
    /// The protocols of the story, in order of time, then the summonses.
    pub meetings: Vec<Meeting>,
    /// Everything else: path and text.
    pub others: BTreeMap<String, String>,
}

/// Writes an archive into `root`.
pub fn write(root: &Path, order: &Order) -> io::Result<Written> {
    let mut story = Story::new(order.seed, order.protocols, order.bytes);
    for body in &story.county.bodies {
        fs::create_dir_all(root.join(body.folder()))?;
    }
    let mut files = Files {
        meetings: Vec::new(),
        others: BTreeMap::new(),
    };
    let mut bytes = 0;
    let mut text = String::with_capacity(32 * 1024);
    for (body, nth) in story.order() {
        let meeting = protocol::build(&mut story, body, nth);
        if story.slots[body][nth].core {
            files.meetings.push(meeting);
        } else {
            text.clear();
            meeting.render(&mut text);
            bytes += text.len() as u64;
            fs::write(root.join(&meeting.path), &text)?;
        }
    }
    let protocols = order.protocols;
    add_summonses(&mut files);
    let summonses = files.meetings.len() - protocols.min(40);
    add_others(&story, order, &mut files);

    let mut rendered: BTreeMap<String, String> = BTreeMap::new();
    if order.faults {
        plants::plant_in_data(&mut files, &story.county.bodies);
    }
    for meeting in &files.meetings {
        let mut text = String::new();
        meeting.render(&mut text);
        rendered.insert(meeting.path.clone(), text);
    }
    rendered.append(&mut files.others);
    if order.faults {
        plants::plant_in_text(&mut rendered);
        rendered.insert("PLANTERADE.md".to_owned(), plants::table());
    }
    for (path, text) in &rendered {
        let path = root.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        bytes += text.len() as u64;
        fs::write(path, text)?;
    }
    Ok(Written {
        protocols,
        summonses,
        bytes,
        clauses: story.counts,
    })
}

/// Summonses to some meetings of the story.
fn add_summonses(files: &mut Files) {
    let held = files
        .meetings
        .iter()
        .filter(|meeting| meeting.value("tid") == Some("09:00-12:00"))
        .filter(|meeting| meeting.value("status") != Some("inställt"));
    let summonses: Vec<Meeting> = held
        .enumerate()
        .filter(|(n, _)| n % 5 == 2)
        .map(|(_, meeting)| protocol::summons(meeting))
        .collect();
    files.meetings.extend(summonses);
}

/// The agreement, attachments, answers, the README.
fn add_others(story: &Story, order: &Order, files: &mut Files) {
    let others = &mut files.others;
    others.insert("samverkan.yaml".to_owned(), story.county.yaml());
    for body in &story.county.bodies {
        others.insert(format!("organ/{}.yaml", body.folder()), body.yaml());
    }
    for recommendation in &story.recommendations {
        let (path, text) = answers::file(recommendation, story.end, story.seed);
        others.insert(path, text);
    }
    for meeting in &files.meetings {
        for attachment in &meeting.attachments {
            if let Some(file) = &attachment.file {
                let mut text = format!("{}\n\n", attachment.title);
                let _ = writeln!(
                    text,
                    "Påhittad bilaga till {}. Innehållet saknar betydelse.",
                    meeting.title
                );
                others.insert(file.clone(), text);
            }
        }
    }
    others.insert("README.md".to_owned(), readme::text(order));
}
