//! What refers to what: data lines, running text, members' elections, answers, waivers.

use std::path::Path;

use chrono::NaiveDate;

use super::reference::references;
use crate::archive::{Archive, ProtocolFile, Source, WAIVERS};
use crate::lang::Text;
use crate::model::{DataLineKind, Item};
use crate::parse::{front_matter, references as in_text};
use crate::text::{At, Span};

/// Every reference in the archive, as of a day.
#[derive(Debug)]
pub struct Links<'a> {
    /// By the archive's own files, then by protocol, in document order.
    pub all: Vec<Link<'a>>,
}

/// One place that names something by its id.
#[derive(Clone, Debug)]
pub struct Link<'a> {
    /// The id of the item, or of the protocol, that it stands in; empty in other files.
    pub from: String,
    /// The title of that item; empty elsewhere.
    pub title: &'a str,
    /// The id that it names.
    pub to: String,
    /// How it does.
    pub kind: LinkKind,
    /// The file.
    pub path: &'a Path,
    /// Where in it.
    pub span: Span,
    /// The line of that, from 1; 0 where it isn't known.
    pub line: u32,
}

/// How a place refers to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// By a data line such as `Avslutar:`.
    Line(DataLineKind),
    /// In running text.
    Text,
    /// As the decision that elected a member, or extended a chair's period.
    Election,
    /// As the recommendation that a register of answers is about.
    Answers,
    /// As what a waiver is about.
    Waiver,
}

impl LinkKind {
    /// The word in both languages; the English one is for machines too.
    pub const fn text(self) -> Text {
        match self {
            LinkKind::Line(kind) => match kind {
                DataLineKind::HandedTo => Text::new("Överlämnas till", "hands_over"),
                DataLineKind::Answers => Text::new("Svar på", "answers"),
                DataLineKind::Closes => Text::new("Avslutar", "closes"),
                DataLineKind::PartlyReports => Text::new("Delredovisar", "partly_reports"),
                DataLineKind::Changes => Text::new("Ändrar", "changes"),
                DataLineKind::Corrects => Text::new("Rättar", "corrects"),
                DataLineKind::Drops => Text::new("Utgår", "drops"),
                DataLineKind::Reported => Text::new("Anmält beslut", "reports_decision"),
                DataLineKind::Motion => Text::new("Yrkande", "motion"),
                DataLineKind::Reservation => Text::new("Reservation", "reserves"),
                DataLineKind::Dissent => Text::new("Avvikande mening", "dissents"),
                DataLineKind::Recusal => Text::new("Jäv", "recuses"),
                DataLineKind::Vote => Text::new("Omröstning", "vote"),
                DataLineKind::Dispatch => Text::new("Expedieras till", "dispatches"),
            },
            LinkKind::Text => Text::new("nämner", "mentions"),
            LinkKind::Election => Text::new("val eller period enligt", "elected_by"),
            LinkKind::Answers => Text::new("svar från huvudmännen", "register_of_answers"),
            LinkKind::Waiver => Text::new("undantag", "waiver"),
        }
    }
}

impl<'a> Links<'a> {
    /// Reads the protocols of `archive` up to and with `as_of`, those without a day too, and its
    /// other files. Linear in the archive.
    pub fn new(archive: &'a Archive, as_of: NaiveDate) -> Links<'a> {
        let mut all = Vec::new();
        in_files(archive, &mut all);
        for file in archive.distinct() {
            let date = file.protocol.date.as_ref().map(|date| date.value);
            if date.is_none_or(|date| date <= as_of) {
                in_protocol(archive, file, &mut all);
            }
        }
        Links { all }
    }

    /// The places that name the thing with this id, a part of it, or, for a clause, its item.
    pub fn to<'l>(&'l self, id: &str) -> impl Iterator<Item = &'l Link<'a>> {
        let id = id.to_owned();
        self.all
            .iter()
            .filter(move |link| is_within(&link.to, &id) || is_item_of(&link.to, &id))
    }

    /// The places within the thing with this id that name others; those of a clause are those of
    /// its item.
    pub fn from<'l>(&'l self, id: &str) -> impl Iterator<Item = &'l Link<'a>> {
        let id = id.split(':').next().unwrap_or(id).to_owned();
        let starts = move |link: &&Link<'_>| !link.from.is_empty() && is_within(&link.from, &id);
        self.all.iter().filter(starts)
    }
}

/// Whether `id` is `whole`, or a part of it: `LSG/2023-02-17/4:2` of `LSG/2023-02-17/4`.
fn is_within(id: &str, whole: &str) -> bool {
    let Some(start) = id.get(..whole.len()) else {
        return false;
    };
    let rest = &id[whole.len()..];
    let clause = whole.contains(':') && rest.starts_with('.');
    start.eq_ignore_ascii_case(whole) && (rest.is_empty() || rest.starts_with(['/', ':']) || clause)
}

/// Whether `item` is the item of the clause `clause`.
fn is_item_of(item: &str, clause: &str) -> bool {
    clause
        .split_once(':')
        .is_some_and(|(own, _)| own.eq_ignore_ascii_case(item))
}

fn in_files<'a>(archive: &'a Archive, out: &mut Vec<Link<'a>>) {
    let mut add = |path: &'a Path, source: Option<&Source>, id: &At<String>, kind| {
        let line = source.map_or(0, |source| source.lines.line(id.span.start));
        out.extend(references(&id.value).into_iter().map(|(named, _)| Link {
            from: String::new(),
            title: "",
            to: named.id(),
            kind,
            path,
            span: id.span,
            line,
        }));
    };
    for body in &archive.collaboration.bodies {
        let periods = body.chair_periods.iter().map(|period| &period.decision);
        let members = body.members.iter().map(|member| &member.decision);
        let source = archive.source(&body.path);
        for id in periods.chain(members).flatten() {
            add(&body.path, source, id, LinkKind::Election);
        }
    }
    for register in &archive.registers {
        if let Some(id) = &register.recommendation {
            let source = archive.source(&register.path);
            add(&register.path, source, id, LinkKind::Answers);
        }
    }
    let waivers = Path::new(WAIVERS);
    let source = archive.source(waivers);
    for place in archive
        .waivers
        .iter()
        .filter_map(|waiver| waiver.place.as_ref())
    {
        add(waivers, source, place, LinkKind::Waiver);
    }
}

fn in_protocol<'a>(archive: &'a Archive, file: &'a ProtocolFile, out: &mut Vec<Link<'a>>) {
    let protocol = &file.protocol;
    let begins = out.len();
    let mut add = |item: Option<&'a Item>, to, kind, span| {
        out.push(Link {
            from: match item {
                Some(item) => format!("{}/{}", protocol.id, item.key),
                None => protocol.id.to_string(),
            },
            title: item.map_or("", |item| item.title.value.as_str()),
            to,
            kind,
            path: &file.source.path,
            span,
            line: file.line(span.start),
        });
    };
    let mut lines: Vec<Span> = Vec::new();
    for item in &protocol.items {
        for line in &item.data {
            let span = line.value.span;
            lines.push(span);
            for (named, _) in references(&line.value.value) {
                add(Some(item), named.id(), LinkKind::Line(line.kind), span);
            }
        }
    }
    lines.sort_by_key(|span| span.start);
    let text = file.source.text.as_str();
    let body = front_matter::split(text).map_or(0, |head| head.body);
    for reference in in_text::find(&text[body..], body, &archive.names) {
        let span = reference.target.span;
        let before = lines.partition_point(|line| line.end <= span.start);
        if lines
            .get(before)
            .is_some_and(|line| line.start <= span.start)
        {
            continue;
        }
        let after = protocol
            .items
            .partition_point(|item| item.span.start <= span.start);
        let item = protocol.items[..after].last();
        add(item, reference.target.value, LinkKind::Text, span);
    }
    out[begins..].sort_by_key(|link| link.span.start);
}
