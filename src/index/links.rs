//! Where the rows of the pages lead: to a file, and to the heading above a line of it.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::path::Path;

use rayon::prelude::*;

use super::anchors::Anchors;
use crate::archive::{Archive, ProtocolFile, Source};
use crate::model::GitHost;
use crate::output::listing::{Cell, Listing, Row};
use crate::parse::{front_matter, markdown};

/// Below this many files one thread is faster than several.
const PARALLEL_FROM: usize = 500;

/// The headings of every protocol.
#[derive(Debug)]
pub(super) struct Links<'a> {
    /// Those whose path is text.
    targets: HashMap<&'a Path, Target>,
}

#[derive(Debug)]
struct Target {
    /// Encoded.
    path: String,
    /// The line where each heading begins, with its anchor; ascending.
    headings: Vec<(u32, String)>,
    /// The file counts: it is no copy of another.
    counts: bool,
}

impl<'a> Links<'a> {
    /// Reads the headings of `archive` as its Git host does.
    pub fn new(archive: &'a Archive) -> Links<'a> {
        let host = archive.collaboration.git_host;
        let files = &archive.protocols;
        let read = |file: &ProtocolFile| headings(&file.source, host);
        let read: Vec<_> = match files.len() < PARALLEL_FROM {
            true => files.iter().map(read).collect(),
            false => files.par_iter().map(read).collect(),
        };
        let counted: HashSet<&Path> = archive
            .distinct()
            .map(|file| file.source.path.as_path())
            .collect();
        let target = |(file, headings): (&'a ProtocolFile, _)| {
            let path = &file.source.path;
            let target = Target {
                path: encoded(path)?,
                headings,
                counts: counted.contains(path.as_path()),
            };
            Some((path.as_path(), target))
        };
        Links {
            targets: files.iter().zip(read).filter_map(target).collect(),
        }
    }

    /// What leads to `byte` of `file`: to the last heading that begins there or before.
    pub fn to(&self, file: &ProtocolFile, byte: u32) -> Option<String> {
        let target = self.targets.get(file.source.path.as_path())?;
        Some(target.at(file.line(byte)))
    }

    /// Leads from the rows of a listing that has the columns `path` and `line`.
    pub fn of<'l>(&'l self, listing: &Listing) -> RowLinks<'l, 'a> {
        RowLinks {
            links: self,
            path: listing.column("path").ok(),
            line: listing.column("line").ok(),
        }
    }
}

/// Leads from the rows of one listing.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowLinks<'l, 'a> {
    links: &'l Links<'a>,
    path: Option<usize>,
    line: Option<usize>,
}

impl RowLinks<'_, '_> {
    fn target(&self, row: &Row) -> Option<&Target> {
        let Cell::Text(path) = row.cell(self.path?) else {
            return None;
        };
        self.links.targets.get(Path::new(path))
    }

    /// Whether the row comes from a file that counts.
    pub fn counts(&self, row: &Row) -> bool {
        self.target(row).is_none_or(|target| target.counts)
    }

    /// What leads to the heading above the row's line.
    pub fn to_heading(self, row: &Row) -> Option<String> {
        let target = self.target(row)?;
        let Cell::Number(line) = row.cell(self.line?) else {
            return Some(target.path.clone());
        };
        Some(target.at(u32::try_from(*line).ok()?))
    }

    /// What leads to the row's file.
    pub fn to_file(self, row: &Row) -> Option<String> {
        self.target(row).map(|target| target.path.clone())
    }
}

impl Target {
    /// What leads to the last heading that begins on `line` or above.
    fn at(&self, line: u32) -> String {
        let above = self.headings.partition_point(|(start, _)| *start <= line);
        match self.headings[..above].last() {
            Some((_, anchor)) if !anchor.is_empty() => format!("{}#{anchor}", self.path),
            _ => self.path.clone(),
        }
    }
}

/// The anchors of a file. Front matter is no heading to any host.
fn headings(source: &Source, host: GitHost) -> Vec<(u32, String)> {
    let body = front_matter::split(&source.text).map_or(0, |head| head.body);
    let mut anchors = Anchors::new(host);
    markdown::headings(&source.text, body)
        .iter()
        .map(|heading| {
            (
                source.lines.line(heading.start as u32),
                anchors.next(heading),
            )
        })
        .collect()
}

/// A relative path as the destination of a link; `None` where it isn't text. Letters stay as they
/// are, so that a page can be read unrendered.
pub(super) fn encoded(path: &Path) -> Option<String> {
    let mut out = String::new();
    for part in path {
        if !out.is_empty() {
            out.push('/');
        }
        for c in part.to_str()?.chars() {
            if c.is_ascii_alphanumeric()
                || "-._~".contains(c)
                || (!c.is_ascii() && c.is_alphabetic())
            {
                out.push(c);
                continue;
            }
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                write!(out, "%{byte:02X}").expect("a string takes every write");
            }
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_encoded_where_it_must_be() {
        for (path, wanted) in [
            ("lsg/2023-02-17.md", "lsg/2023-02-17.md"),
            ("lsg/möte två (1).md", "lsg/möte%20två%20%281%29.md"),
            ("a:b/100%#?.md", "a%3Ab/100%25%23%3F.md"),
            ("a<b>|\\\"[c]\n.md", "a%3Cb%3E%7C%5C%22%5Bc%5D%0A.md"),
            (
                "a\u{a0}\u{200b}\u{202e}b.md",
                "a%C2%A0%E2%80%8B%E2%80%AEb.md",
            ),
        ] {
            assert_eq!(encoded(Path::new(path)).as_deref(), Some(wanted));
        }
    }
}
