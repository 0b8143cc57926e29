//! A whole protocol: letterhead, title, facts, attendance, items, signatures.

use chrono::Timelike;

use super::items::{Body, Dispatch, stands_before};
use super::template::{Slots, TemplateError, Templates};
use super::{
    Document, Fact, Part, SignatureLine, Signatures, attendance, day, is_firm, plain, stamp,
};
use crate::archive::{Archive, ProtocolFile};
use crate::lang::{Lang, Text, fold, same_name};
use crate::model::{Kind, Protocol, Signature};
use crate::parse::prose::{Passage, PassageKind};
use crate::text::Span;

/// `file` laid out to be read, printed and sent.
pub fn protocol(
    archive: &Archive,
    file: &ProtocolFile,
    templates: &Templates,
) -> Result<Document, TemplateError> {
    let lang = archive.collaboration.lang.unwrap_or(Lang::Sv);
    let protocol = &file.protocol;
    let title = title(archive, protocol, lang);
    let mut document = Document::new(
        lang,
        title.clone(),
        running(protocol),
        stamp(protocol, lang),
    );
    let body = Body::new(file, lang);
    // Where the text itself tells who was there, once is enough.
    let told = protocol.attendance.iter();
    let in_prose = told
        .map(|attendee| attendee.span.start)
        .any(|start| start >= body.start());
    let mut attendance = Vec::new();
    if !in_prose {
        let tables = attendance::of_meeting(protocol, lang);
        attendance.extend(tables.into_iter().map(Part::Table));
    }
    let mut items = body.preamble();
    for (at, item) in protocol.items.iter().enumerate() {
        if !stands_before(item) {
            items.extend(body.item(at, Dispatch::Kept));
        }
    }
    items.extend(after_items(protocol, lang));
    let kind = kind(protocol.kind).get(lang);
    let says_kind = fold(&title).contains(&fold(kind));
    let slots = Slots {
        file: Templates::FILES[1],
        parts: vec![
            ("brevhuvud", letterhead(archive, protocol)),
            (
                "rubrik",
                vec![Part::Title {
                    kind: (!says_kind).then(|| kind.to_owned()),
                    text: title,
                }],
            ),
            (
                "uppgifter",
                vec![Part::Facts(facts(archive, protocol, lang))],
            ),
            ("närvaro", attendance),
            ("punkter", items),
            ("underskrifter", signatures(protocol, lang)),
        ],
        needed: &["punkter"],
        words: words(archive, protocol, lang),
    };
    slots.lay_out(&mut document, templates.protocol.as_deref(), templates)?;
    Ok(document)
}

/// What kind of document it is.
pub(super) fn kind(kind: Kind) -> Text {
    match kind {
        Kind::Protocol => Text::new("Protokoll", "Minutes"),
        Kind::Notes => Text::new("Minnesanteckningar", "Notes"),
        Kind::Summons => Text::new("Kallelse", "Summons"),
        Kind::Written => Text::new("Beslut mellan möten", "Decisions between meetings"),
    }
}

/// The title as written; else made of kind, body and day.
fn title(archive: &Archive, protocol: &Protocol, lang: Lang) -> String {
    if let Some(title) = protocol.title.as_ref().filter(|title| !title.is_empty()) {
        return title.value.clone();
    }
    let kind = kind(protocol.kind).get(lang);
    format!("{kind} {}", body_and_day(archive, protocol, lang))
}

/// `Länssamverkansgruppen 17 februari 2023`.
pub(super) fn body_and_day(archive: &Archive, protocol: &Protocol, lang: Lang) -> String {
    let body = body_name(archive, protocol);
    match &protocol.date {
        Some(date) => format!("{body} {}", day::in_words(date.value, lang)),
        None => body.to_owned(),
    }
}

/// The name of the body, or its code where the archive has no name.
pub(super) fn body_name<'a>(archive: &'a Archive, protocol: &'a Protocol) -> &'a str {
    let code = &protocol.body.value;
    let own = archive.collaboration.body(code);
    own.map(|body| body.name.value.as_str())
        .filter(|name| !name.is_empty())
        .unwrap_or(code)
}

/// What stands at the edge of each page.
pub(super) fn running(protocol: &Protocol) -> String {
    match &protocol.reference {
        Some(reference) => format!("{} · {}", protocol.id, reference.value),
        None => protocol.id.to_string(),
    }
}

/// The letterhead of an archive that has none of its own: who sends it.
pub(super) fn letterhead(archive: &Archive, protocol: &Protocol) -> Vec<Part> {
    let line = |text: &str, strong: bool| {
        let mut run = plain(text);
        run.marks.strong = strong;
        Passage {
            kind: PassageKind::Paragraph,
            depth: 0,
            quoted: false,
            cells: vec![vec![run]],
            span: Span::default(),
        }
    };
    let name = &archive.collaboration.name.value;
    let body = body_name(archive, protocol);
    let mut lines = Vec::new();
    if !name.is_empty() {
        lines.push(line(name, true));
    }
    lines.push(line(body, false));
    vec![Part::Letterhead(lines)]
}

/// The words that templates may use anywhere.
pub(super) fn words(
    archive: &Archive,
    protocol: &Protocol,
    lang: Lang,
) -> Vec<(&'static str, String)> {
    let text =
        |at: Option<&crate::text::At<String>>| at.map_or(String::new(), |at| at.value.clone());
    let date = protocol.date.as_ref();
    vec![
        ("samverkan", archive.collaboration.name.value.clone()),
        ("organ", body_name(archive, protocol).to_owned()),
        ("kod", protocol.body.value.clone()),
        ("id", protocol.id.to_string()),
        (
            "datum",
            date.map_or(String::new(), |date| day::in_words(date.value, lang)),
        ),
        ("plats", text(protocol.place.as_ref())),
        ("diarienummer", text(protocol.reference.as_ref())),
    ]
}

/// Body, day, time, place and who led it.
pub(super) fn facts(archive: &Archive, protocol: &Protocol, lang: Lang) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |label: Text, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            facts.push(Fact::new(label.get(lang), value));
        }
    };
    let text = |at: &Option<crate::text::At<String>>| Some(at.as_ref()?.value.clone());
    let body = body_name(archive, protocol);
    let code = &protocol.body.value;
    let body = match body == code {
        true => body.to_owned(),
        false => format!("{body} ({code})"),
    };
    add(Text::new("Organ", "Body"), Some(body));
    let date = protocol.date.as_ref();
    add(
        Text::new("Datum", "Date"),
        date.map(|date| day::in_words(date.value, lang)),
    );
    let time = protocol.time.as_ref();
    add(
        Text::new("Tid", "Time"),
        time.map(|time| time.to_string().replace('-', "–")),
    );
    add(Text::new("Plats", "Place"), text(&protocol.place));
    add(
        Text::new("Diarienummer", "Registry number"),
        text(&protocol.reference),
    );
    let range = protocol.declared_items.as_ref();
    add(
        Text::new("Paragrafer", "Items"),
        range.map(|range| format!("§§ {}–{}", range.first, range.last)),
    );
    add(Text::new("Ordförande", "Chair"), text(&protocol.chair));
    add(
        Text::new("Sekreterare", "Secretary"),
        text(&protocol.secretary),
    );
    let adjusters: Vec<&str> = protocol
        .adjusters
        .iter()
        .map(|name| name.value.as_str())
        .collect();
    add(
        Text::new("Justerare", "Adjusters"),
        Some(adjusters.join(", ")),
    );
    let approved = protocol.approved_on.as_ref().filter(|_| is_firm(protocol));
    add(
        Text::new("Justerat", "Approved"),
        approved.map(|date| day::in_words(date.value, lang)),
    );
    facts
}

/// Attachments and next meetings, which the head of the file tells and a reader wants last.
fn after_items(protocol: &Protocol, lang: Lang) -> Vec<Part> {
    let mut facts = Vec::new();
    for attachment in &protocol.attachments {
        let number = attachment.number.as_ref();
        let label = Text::new("Bilaga", "Attachment").get(lang);
        let label = number.map_or(label.to_owned(), |number| {
            format!("{label} {}", number.value)
        });
        let title = attachment.title.as_ref().or(attachment.file.as_ref());
        facts.push(Fact::new(
            label,
            title.map_or(String::new(), |title| title.value.clone()),
        ));
    }
    for next in &protocol.next_meetings {
        let bodies: Vec<&str> = next.bodies.iter().map(|code| code.value.as_str()).collect();
        let whose = match bodies.is_empty() {
            true => protocol.body.value.clone(),
            false => bodies.join(", "),
        };
        facts.push(Fact::new(whose, day::in_words(next.date.value, lang)));
    }
    if facts.is_empty() {
        return Vec::new();
    }
    let heading = Text::new("Bilagor och nästa möte", "Attachments and next meeting");
    let heading = match (
        protocol.attachments.is_empty(),
        protocol.next_meetings.is_empty(),
    ) {
        (true, _) => Text::new("Nästa möte", "Next meeting"),
        (_, true) => Text::new("Bilagor", "Attachments"),
        _ => heading,
    };
    let heading = Part::Heading {
        level: 2,
        text: vec![plain(heading.get(lang))],
        anchor: String::new(),
    };
    vec![heading, Part::Facts(facts)]
}

/// A line for each who signs, with what the protocol says of signatures given elsewhere.
fn signatures(protocol: &Protocol, lang: Lang) -> Vec<Part> {
    if protocol.kind == Kind::Summons {
        return Vec::new();
    }
    let named = |role: Text, name: &str| SignatureLine {
        role: role.get(lang).to_owned(),
        name: name.to_owned(),
        signed: None,
    };
    let mut lines = Vec::new();
    let secretary = Text::new("Sekreterare", "Secretary");
    let chair = Text::new("Ordförande", "Chair");
    let adjuster = Text::new("Justerare", "Adjuster");
    if let Some(name) = &protocol.secretary {
        lines.push(named(secretary, name));
    }
    if let Some(name) = &protocol.chair {
        lines.push(named(chair, name));
    }
    lines.extend(protocol.adjusters.iter().map(|name| named(adjuster, name)));
    for signature in &protocol.signatures {
        let role = signature
            .role
            .as_ref()
            .map_or("", |role| role.value.as_str());
        let same_role = |line: &SignatureLine| fold(&line.role) == fold(role);
        let unsigned = |line: &&mut SignatureLine| line.signed.is_none();
        // Signatures have all given names: the role tells, and the name where several have it.
        let place = lines
            .iter()
            .position(|line| {
                line.signed.is_none() && same_role(line) && same_name(&line.name, &signature.name)
            })
            .or_else(|| {
                let mut with_role = lines
                    .iter()
                    .enumerate()
                    .filter(|(_, line)| line.signed.is_none() && same_role(line));
                let only = with_role.next()?.0;
                with_role.next().is_none().then_some(only)
            });
        match place.and_then(|at| lines.get_mut(at)).filter(unsigned) {
            Some(line) => line.signed = Some(signed(signature, Some(&line.name), lang)),
            None => lines.push(SignatureLine {
                role: role.to_owned(),
                name: signature.name.value.clone(),
                signed: Some(signed(signature, None, lang)),
            }),
        }
    }
    if lines.is_empty() && protocol.was_held() {
        lines = vec![named(secretary, ""), named(chair, ""), named(adjuster, "")];
    }
    if lines.is_empty() {
        return Vec::new();
    }
    let says = match (protocol.approved_on.as_ref(), is_firm(protocol)) {
        (Some(date), true) => format!(
            "{} {}.",
            Text::new("Protokollet justerades den", "The protocol was approved on").get(lang),
            day::in_words(date.value, lang)
        ),
        (None, true) => String::new(),
        (_, false) => Text::new(
            "Protokollet är inte justerat.",
            "The protocol isn't approved.",
        )
        .get(lang)
        .to_owned(),
    };
    vec![
        Part::Heading {
            level: 2,
            text: vec![plain(Text::new("Underskrifter", "Signatures").get(lang))],
            anchor: "underskrifter".to_owned(),
        },
        Part::Signatures(Signatures {
            own_page: true,
            says,
            lines,
        }),
    ]
}

/// `Undertecknat 28 februari 2023 kl. 20.19, e-underskrift`: what the protocol says, not that it
/// is so.
fn signed(signature: &Signature, shown: Option<&str>, lang: Lang) -> String {
    let mut told = Text::new(
        "Undertecknat enligt protokollet",
        "Signed, as the protocol says",
    )
    .get(lang)
    .to_owned();
    if let Some(time) = &signature.time {
        let (hour, minute) = (time.value.hour(), time.value.minute());
        let date = day::in_words(time.value.date_naive(), lang);
        told.push_str(&match lang {
            Lang::Sv => format!(" {date} kl. {hour:02}.{minute:02}"),
            Lang::En => format!(" {date} at {hour:02}:{minute:02}"),
        });
        let offset = time.value.offset().local_minus_utc();
        if offset % 60 == 0 {
            let sign = if offset < 0 { '−' } else { '+' };
            let minutes = offset.unsigned_abs() / 60;
            told.push_str(&format!(" (UTC{sign}{}", minutes / 60));
            if minutes % 60 != 0 {
                told.push_str(&format!(".{:02}", minutes % 60));
            }
            told.push(')');
        }
    }
    if let Some(method) = &signature.method {
        told.push_str(", ");
        told.push_str(&method.value);
    }
    if shown.is_some_and(|shown| fold(shown) != fold(&signature.name.value)) {
        let by = Text::new("som", "as").get(lang);
        told.push_str(&format!(", {by} {}", signature.name.value));
    }
    told
}
