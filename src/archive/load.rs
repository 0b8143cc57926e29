//! Reads an archive from disk. Alone in reading protocol files.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::scan;
pub use super::scan::Entry;
use super::{Archive, CONFIG, ProtocolFile, Source};
use crate::finding::Finding;
use crate::lang::Message;
use crate::model::{AnswerRegister, Body, Collaboration, Waiver};
use crate::parse::names::Names;
use crate::parse::sink::Sink;
use crate::parse::{agreement, answers, body, front_matter, protocol, waivers};
use crate::rule;
use crate::text::{LineIndex, MAX_FILE_BYTES, Place, Span};
use crate::yaml;

/// Below this many files one thread is faster than several.
const PARALLEL_FROM: usize = 500;

/// So many files at a time one thread reads; more at a time, and one ends long after the others.
const AT_A_TIME: usize = 32;

/// What to read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Only protocols of these bodies, by code, name or alias; all where empty, or where a name is
    /// unknown. A protocol whose front matter names another body is passed over before the rest of
    /// it is parsed.
    pub bodies: Vec<String>,
}

/// Why an archive could not be read at all.
#[derive(Debug)]
pub enum LoadError {
    /// `samverkan.yaml` could not be read.
    Config {
        /// Where it should be.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
}

impl LoadError {
    /// What to tell people.
    pub fn message(&self) -> Message {
        match self {
            LoadError::Config { path, error } => Message::new(
                format!("kan inte läsa {}: {error}", path.display()),
                format!("can't read {}: {error}", path.display()),
            ),
        }
    }
}

/// Where the files of an archive come from: the disk, a commit, or memory.
pub trait Files: Sync {
    /// The `.yaml` files directly in `folder`, sorted.
    fn yaml_files(&self, folder: &str) -> Vec<Entry>;
    /// The protocols in folders that bear one of `codes`, sorted.
    fn protocols(&self, codes: &[String]) -> Vec<Entry>;
    /// The bytes of a file, or the reason why not.
    fn read(&self, path: &Path) -> Result<Vec<u8>, String>;
    /// Whether there is such a file.
    fn has(&self, path: &Path) -> bool;
}

/// The files of a folder on disk.
#[derive(Clone, Debug)]
pub struct Disk {
    /// The archive's root.
    pub root: PathBuf,
}

impl Files for Disk {
    fn yaml_files(&self, folder: &str) -> Vec<Entry> {
        scan::yaml_files(&self.root, folder)
    }

    fn protocols(&self, codes: &[String]) -> Vec<Entry> {
        scan::protocols(&self.root, codes)
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        read_bytes(&self.root.join(path))
    }

    fn has(&self, path: &Path) -> bool {
        self.root.join(path).exists()
    }
}

/// Files in memory, by path relative to the root.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Path with `/` between its parts → content.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// Files with these texts.
    pub fn new<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Memory {
        Memory {
            files: texts
                .into_iter()
                .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
                .collect(),
        }
    }

    fn entries(&self, wanted: impl Fn(&str) -> bool) -> Vec<Entry> {
        self.files
            .keys()
            .filter(|path| wanted(path))
            .map(|path| Entry::File(PathBuf::from(path)))
            .collect()
    }
}

impl Files for Memory {
    fn yaml_files(&self, folder: &str) -> Vec<Entry> {
        self.entries(|path| {
            path.rsplit_once('/').is_some_and(|(parent, name)| {
                parent == folder && (name.ends_with(".yaml") || name.ends_with(".yml"))
            })
        })
    }

    fn protocols(&self, codes: &[String]) -> Vec<Entry> {
        self.entries(|path| {
            path.split_once('/').is_some_and(|(folder, rest)| {
                codes.iter().any(|code| code.eq_ignore_ascii_case(folder))
                    && rest.to_ascii_lowercase().ends_with(".md")
            })
        })
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        let missing = || "no such file".to_owned();
        self.files
            .get(&super::slashed(path))
            .cloned()
            .ok_or_else(missing)
    }

    fn has(&self, path: &Path) -> bool {
        self.files.contains_key(&super::slashed(path))
    }
}

/// Reads the archive at `root`. Files that can't be read are findings, and counted.
pub fn load(root: &Path, options: &Options) -> Result<Archive, LoadError> {
    let disk = Disk {
        root: root.to_owned(),
    };
    // Read here rather than by `Files`, so that the error keeps its kind.
    let config = fs::read(root.join(CONFIG)).map_err(|error| LoadError::Config {
        path: root.join(CONFIG),
        error,
    })?;
    let mut archive = read_all(&disk, config, options);
    archive.root = root.to_owned();
    Ok(archive)
}

/// Reads an archive from anywhere. One without `samverkan.yaml` has no bodies.
pub fn load_from(files: &dyn Files, options: &Options) -> Archive {
    let config = files.read(Path::new(CONFIG)).unwrap_or_default();
    read_all(files, config, options)
}

fn read_all(files: &dyn Files, config: Vec<u8>, options: &Options) -> Archive {
    let config_path = PathBuf::from(CONFIG);
    let mut findings = Vec::new();
    let mut unread = 0;
    let (text, fault) = decode(config, &config_path);
    findings.extend(fault);
    let (mut collaboration, sink) = agreement::read(&text, &config_path);
    findings.extend(sink.findings);
    let mut sources = vec![source(config_path, text)];
    read_bodies(
        files,
        &mut collaboration,
        &mut sources,
        &mut findings,
        &mut unread,
    );
    let names = Names::new(&collaboration);
    resolve_bodies(&mut collaboration, &names, &mut findings);
    let waivers = read_waivers(files, &mut sources, &mut findings);
    let registers = read_registers(files, &names, &mut sources, &mut findings, &mut unread);

    let codes: Vec<String> = collaboration
        .bodies
        .iter()
        .map(|body| body.code.value.clone())
        .collect();
    let entries = files.protocols(&codes);
    let chosen: Option<Vec<String>> = options
        .bodies
        .iter()
        .map(|name| names.body(name).map(str::to_owned))
        .collect();
    let chosen = chosen.unwrap_or_default();
    let read_one = |entry: &Entry| read_entry(files, entry, &names, &chosen);
    let read: Vec<Read> = if entries.len() < PARALLEL_FROM {
        entries.iter().map(read_one).collect()
    } else {
        let entries = entries.par_iter().with_max_len(AT_A_TIME);
        entries.map(read_one).collect()
    };
    let mut protocols = Vec::with_capacity(read.len());
    for read in read {
        match read {
            Read::File(file) => protocols.push(*file),
            Read::Passed => {}
            Read::Fault(finding) => {
                unread += 1;
                findings.push(*finding);
            }
        }
    }
    protocols.sort_by(|a, b| key(a).cmp(&key(b)));
    duplicates(&protocols, &mut findings);
    Archive {
        root: PathBuf::new(),
        collaboration,
        names,
        protocols,
        waivers,
        registers,
        sources,
        findings,
        unread,
    }
}

/// A file that may be missing, with its findings about encoding.
fn optional(files: &dyn Files, path: &Path, findings: &mut Vec<Finding>) -> Option<String> {
    if !files.has(path) {
        return None;
    }
    match files.read(path) {
        Ok(bytes) => {
            let (text, fault) = decode(bytes, path);
            findings.extend(fault);
            Some(text)
        }
        Err(reason) => {
            findings.push(cannot_read(path, &reason));
            None
        }
    }
}

fn read_waivers(
    files: &dyn Files,
    sources: &mut Vec<Source>,
    findings: &mut Vec<Finding>,
) -> Vec<Waiver> {
    let path = PathBuf::from(super::WAIVERS);
    let Some(text) = optional(files, &path, findings) else {
        return Vec::new();
    };
    let (waivers, sink) = waivers::read(&text, &path);
    findings.extend(sink.findings);
    sources.push(source(path, text));
    waivers
}

fn read_registers(
    files: &dyn Files,
    names: &Names,
    sources: &mut Vec<Source>,
    findings: &mut Vec<Finding>,
    unread: &mut usize,
) -> Vec<AnswerRegister> {
    let mut registers = Vec::new();
    for entry in files.yaml_files(super::ANSWERS) {
        let path = match entry {
            Entry::File(path) | Entry::Link(path) => path,
            Entry::Unreadable(path, reason) => {
                *unread += 1;
                findings.push(cannot_read(&path, &reason));
                continue;
            }
        };
        let Some(text) = optional(files, &path, findings) else {
            *unread += 1;
            continue;
        };
        let (register, sink) = answers::read(&text, &path, names);
        findings.extend(sink.findings);
        registers.push(register);
        sources.push(source(path, text));
    }
    registers
}

/// By day, then body, then id, then path.
fn key(file: &ProtocolFile) -> impl Ord + '_ {
    (
        file.protocol.date.as_ref().map(|date| date.value),
        file.protocol.body.value.as_str(),
        &file.protocol.id,
        // `2023-02-17.md` before `2023-02-17-copy.md`.
        file.source.path.as_os_str().len(),
        &file.source.path,
    )
}

fn source(path: PathBuf, text: String) -> Source {
    let lines = LineIndex::new(&text);
    Source { path, text, lines }
}

fn read_bodies(
    files: &dyn Files,
    collaboration: &mut Collaboration,
    sources: &mut Vec<Source>,
    findings: &mut Vec<Finding>,
    unread: &mut usize,
) {
    let names = Names::new(collaboration);
    let mut seen: HashMap<String, Place> = HashMap::new();
    for entry in files.yaml_files("organ") {
        let path = match entry {
            Entry::File(path) | Entry::Link(path) => path,
            Entry::Unreadable(path, reason) => {
                *unread += 1;
                findings.push(cannot_read(&path, &reason));
                continue;
            }
        };
        let bytes = match files.read(&path) {
            Ok(bytes) => bytes,
            Err(reason) => {
                *unread += 1;
                findings.push(cannot_read(&path, &reason));
                continue;
            }
        };
        let (text, fault) = decode(bytes, &path);
        findings.extend(fault);
        let tree = yaml::read(&text, 0);
        let (body, mut sink) = body::read(&tree, &text, &path, &names);
        let place = sink.place(body.code.span);
        if let Some(first) = seen.insert(body.code.value.to_lowercase(), place.clone()) {
            sink.add(two_bodies(&body, place, first));
        } else {
            collaboration.bodies.push(body);
        }
        findings.extend(sink.findings);
        sources.push(source(path, text));
    }
    collaboration
        .bodies
        .sort_by(|a, b| a.code.value.cmp(&b.code.value));
}

fn two_bodies(body: &Body, place: Place, first: Place) -> Finding {
    let code = &body.code.value;
    Finding::new(
        &rule::VALUE_INVALID,
        place,
        Message::new(
            format!("koden {code} har redan ett annat organ"),
            format!("another body has the code {code} already"),
        ),
    )
    .related(first, Message::new("det första", "the first one"))
    .hint(Message::new(
        "ge det ena organet en annan kod",
        "give one of them another code",
    ))
    .about(code.clone())
}

fn resolve_bodies(collaboration: &mut Collaboration, names: &Names, findings: &mut Vec<Finding>) {
    for body in &mut collaboration.bodies {
        let mut sink = Sink::new(&body.path.clone());
        body::resolve(body, names, &mut sink);
        findings.extend(sink.findings);
    }
}

enum Read {
    File(Box<ProtocolFile>),
    /// Not of the bodies asked for.
    Passed,
    Fault(Box<Finding>),
}

fn read_entry(files: &dyn Files, entry: &Entry, names: &Names, chosen: &[String]) -> Read {
    let path = match entry {
        Entry::File(path) => path,
        Entry::Unreadable(path, reason) => return Read::Fault(Box::new(cannot_read(path, reason))),
        Entry::Link(path) => {
            let reason = Message::new(
                "är en symbolisk länk, och sådana följs inte",
                "is a symbolic link, and those aren't followed",
            );
            return Read::Fault(Box::new(unreadable(path, reason)));
        }
    };
    let bytes = match files.read(path) {
        Ok(bytes) => bytes,
        Err(reason) => return Read::Fault(Box::new(cannot_read(path, &reason))),
    };
    let (text, fault) = decode(bytes, path);
    if !chosen.is_empty()
        && let Some(code) = named_body(&text, names)
        && !chosen.iter().any(|body| body == code)
    {
        return Read::Passed;
    }
    let (protocol, mut findings) = protocol::read(&text, path, names);
    if !chosen.is_empty() && !chosen.contains(&protocol.body.value) {
        return Read::Passed;
    }
    findings.extend(fault);
    Read::File(Box::new(ProtocolFile {
        source: source(path.clone(), text),
        protocol,
        findings,
    }))
}

/// The code of the body that a plain `organ: LSG` line of the front matter names; `None` where
/// only a full reading can tell.
fn named_body<'n>(text: &str, names: &'n Names) -> Option<&'n str> {
    let head = front_matter::split(text)?;
    let mut found = None;
    for line in text[head.yaml].lines() {
        if let Some(value) = line.strip_prefix("organ:") {
            if found.is_some() {
                return None;
            }
            found = Some(value.trim());
        }
    }
    let value = found?;
    let plain = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if plain { names.body(value) } else { None }
}

/// The bytes of a file that isn't too large, or the reason why not.
fn read_bytes(path: &Path) -> Result<Vec<u8>, String> {
    let size = fs::metadata(path).map_err(|error| error.to_string())?.len();
    if size > MAX_FILE_BYTES {
        return Err(format!("{} MiB > {} MiB", size >> 20, MAX_FILE_BYTES >> 20));
    }
    fs::read(path).map_err(|error| error.to_string())
}

/// The text of a file. Bytes that aren't UTF-8 are read as Windows-1252, which old Swedish files
/// are in, with a finding at the first of them.
fn decode(bytes: Vec<u8>, path: &Path) -> (String, Option<Finding>) {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return (text, None),
        Err(error) => error.into_bytes(),
    };
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let first = std::str::from_utf8(&bytes)
        .err()
        .map_or(0, |error| error.valid_up_to());
    let text: String = if utf16 {
        let little = bytes[0] == 0xff;
        let units: Vec<u16> = bytes[2..]
            .chunks_exact(2)
            .map(|pair| match little {
                true => u16::from_le_bytes([pair[0], pair[1]]),
                false => u16::from_be_bytes([pair[0], pair[1]]),
            })
            .collect();
        String::from_utf16_lossy(&units)
    } else {
        bytes.iter().map(|&byte| windows_1252(byte)).collect()
    };
    // Before the first odd byte, characters and bytes may differ: count them again.
    let start = std::str::from_utf8(&bytes[..first]).map_or(0, |before| {
        if utf16 {
            0
        } else {
            text_offset(&text, before.len())
        }
    });
    let width = text[start..].chars().next().map_or(0, char::len_utf8);
    let finding = Finding::new(
        &rule::UNREADABLE_TEXT,
        Place {
            path: path.to_owned(),
            span: Span::new(start, start + width),
        },
        Message::new(
            "filen är inte sparad som UTF-8; den lästes som Windows-1252",
            "the file isn't saved as UTF-8; it was read as Windows-1252",
        ),
    )
    .about("encoding")
    .hint(Message::new(
        "spara filen som UTF-8 (i Word: Spara som, Oformaterad text, UTF-8)",
        "save the file as UTF-8 (in Word: Save as, Plain text, UTF-8)",
    ));
    (text, Some(finding))
}

/// The byte in `text` of its `count`th character, where every byte became one character.
fn text_offset(text: &str, count: usize) -> usize {
    text.char_indices()
        .nth(count)
        .map_or(text.len(), |(at, _)| at)
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

fn cannot_read(path: &Path, reason: &str) -> Finding {
    unreadable(
        path,
        Message::new(
            format!("kan inte läsas: {reason}"),
            format!("can't be read: {reason}"),
        ),
    )
}

fn unreadable(path: &Path, message: Message) -> Finding {
    Finding::new(
        &rule::UNREADABLE_TEXT,
        Place {
            path: path.to_owned(),
            span: Span::default(),
        },
        message,
    )
    .about("file")
}

/// F007: a second file of the same id.
fn duplicates(protocols: &[ProtocolFile], findings: &mut Vec<Finding>) {
    let mut seen: HashMap<&crate::model::ProtocolId, &ProtocolFile> = HashMap::new();
    // A file that is called what its id says is the one that a copy is a copy of.
    let (named, others): (Vec<&ProtocolFile>, Vec<&ProtocolFile>) =
        protocols.iter().partition(|file| file.is_named_by_id());
    for file in named.into_iter().chain(others) {
        let Some(first) = seen.get(&file.protocol.id) else {
            seen.insert(&file.protocol.id, file);
            continue;
        };
        let place = |file: &ProtocolFile| Place {
            path: file.source.path.clone(),
            span: file
                .protocol
                .date
                .as_ref()
                .map_or(Span::default(), |date| date.span),
        };
        findings.push(
            Finding::new(
                &rule::DUPLICATE_PROTOCOL,
                place(file),
                Message::new(
                    format!("{} finns redan i {}", file.protocol.id, first.path()),
                    format!("{} is in {} already", file.protocol.id, first.path()),
                ),
            )
            .related(place(first), Message::new("den första", "the first one"))
            .hint(Message::new(
                "är det ett andra möte samma dag, skriv möte: extra; annars ta bort den ena filen",
                "if it is a second meeting of that day, write möte: extra; otherwise remove one file",
            ))
            .about(file.protocol.id.to_string()),
        );
    }
}
