//! The head of the Markdown: what was settled, as YAML.

use super::facts::Facts;
use super::head::Head;
use super::source::Line;
use super::write::Written;
use super::zones::Layout;
use super::{Names, Options, attachments, next_meetings};
use crate::model::{Presence, Seating};
use crate::parse::words;
use crate::yaml;

pub(super) fn front_matter(
    layout: &Layout<'_>,
    head: &Head,
    facts: &Facts,
    names: &Names,
    options: &Options,
    out: &mut Written,
) {
    let lines = layout.lines;
    out.plain("---");
    if let Some(body) = &facts.body {
        out.key("organ", &body.value, body.line);
    }
    if let Some(date) = &facts.date {
        out.key("datum", &date.value.to_string(), date.line);
    }
    if let Some(meeting) = facts.meeting() {
        out.key(
            "möte",
            meeting,
            facts.title.as_ref().map_or(1, |title| title.line),
        );
    }
    if let Some(time) = &facts.time {
        out.key("tid", &time.value, time.line);
    }
    if let Some(place) = &facts.place {
        out.key("plats", &place.value, place.line);
    }
    if facts.notes {
        out.key(
            "typ",
            "minnesanteckningar",
            facts.title.as_ref().map_or(1, |title| title.line),
        );
    } else if layout.is_protocol {
        out.plain("typ: protokoll");
    }
    if !head.signatures.is_empty() {
        out.plain("status: justerat");
    }
    if let Some(reference) = &facts.reference {
        out.key("diarienummer", &reference.value, reference.line);
    }
    if let Some(range) = &facts.range {
        out.key("paragrafer", &range.value, range.line);
    }
    if let Some(chair) = &facts.chair {
        out.key("ordförande", &chair.value, chair.line);
    }
    if let Some(secretary) = &facts.secretary {
        out.key("sekreterare", &secretary.value, secretary.line);
    }
    match facts.adjusters.as_slice() {
        [] => {}
        [one] => out.key("justerare", &one.value, one.line),
        several => {
            out.plain("justerare:");
            for one in several {
                out.entry(&one.value, one.line);
            }
        }
    }
    type Fits = fn(Presence, Seating) -> bool;
    let lists: [(&str, Fits); 5] = [
        ("närvarande", |presence, seating| {
            presence == Presence::Present
                && matches!(seating, Seating::Member | Seating::ServingSubstitute)
        }),
        ("ersättare", |presence, seating| {
            presence == Presence::Present && seating == Seating::Substitute
        }),
        ("adjungerade", |presence, seating| {
            presence == Presence::Present && seating == Seating::CoOpted
        }),
        ("frånvarande", |presence, _| presence == Presence::Absent),
        ("övriga", |presence, _| presence == Presence::Other),
    ];
    for (key, fits) in lists {
        let people: Vec<_> = head
            .people
            .iter()
            .filter(|person| fits(person.presence, person.seating))
            .collect();
        if people.is_empty() {
            continue;
        }
        out.plain(&format!("{key}:"));
        for person in people {
            let mut text = person.text().replace('\t', ", ");
            if person.seating == Seating::ServingSubstitute
                && !words::lower(&text).contains("tj")
                && !words::lower(&text).contains("ersätt")
            {
                text.push_str(", tjänstgörande ersättare");
            }
            out.entry(&text, lines[person.line].number);
        }
    }
    let next = next_meetings::find(lines, layout.found, facts, head, names);
    if !next.is_empty() {
        out.plain("nästa-möte:");
        for one in next {
            match one.bodies.is_empty() {
                true => out.entry(&one.date.to_string(), one.line),
                false => {
                    let bodies: Vec<String> =
                        one.bodies.iter().map(|body| yaml::quote(body)).collect();
                    let bodies = bodies.join(", ");
                    out.line_from(
                        &format!("  - {{datum: {}, organ: [{bodies}]}}", one.date),
                        one.line,
                    );
                }
            }
        }
    }
    let attached = attachments::find(lines, layout.appendix);
    if !attached.is_empty() {
        out.plain("bilagor:");
        for one in attached {
            let title = yaml::quote(&one.title);
            let number = one.number.map_or(String::new(), |number| {
                format!("nr: {}, ", yaml::quote(&number))
            });
            out.line_from(
                &format!("  - {{{number}titel: {title}}}"),
                lines[one.line].number,
            );
        }
    }
    if let Some(approved) = &facts.approved {
        out.key(
            "justeringsdatum",
            &approved.value.to_string(),
            approved.line,
        );
    }
    signatures(lines, head, out);
    if let Some(ending) = &options.original {
        let path = path_of(facts);
        let stem = path.strip_suffix(".md").unwrap_or(&path);
        let file = format!("original/{stem}.{ending}");
        out.plain("original:");
        out.plain(&format!("  fil: {}", yaml::quote(&file)));
        if let Some(sum) = &options.sha256 {
            out.plain(&format!("  sha256: {sum}"));
        }
    }
    out.plain("---");
}

fn signatures(lines: &[Line], head: &Head, out: &mut Written) {
    if head.signatures.is_empty() {
        return;
    }
    out.plain("underskrifter:");
    for signature in &head.signatures {
        let mut fields = vec![format!("namn: {}", yaml::quote(&signature.name))];
        if let Some(role) = &signature.role {
            fields.push(format!("roll: {}", yaml::quote(role)));
        }
        let time = signature.time.as_deref().and_then(|time| {
            chrono::DateTime::parse_from_rfc3339(time)
                .or_else(|_| chrono::DateTime::parse_from_str(time, "%Y-%m-%d %H:%M:%S %:z"))
                .ok()
        });
        if let Some(time) = time {
            fields.push(format!("tid: {}", time.to_rfc3339()));
        }
        if let Some(method) = &signature.method {
            fields.push(format!("metod: {}", yaml::quote(method)));
        }
        out.line_from(
            &format!("  - {{{}}}", fields.join(", ")),
            lines[signature.line].number,
        );
    }
}

/// Where a protocol belongs: `kommunstyrelsen/2023-02-17.md`.
pub(super) fn path_of(facts: &Facts) -> String {
    let folder = facts
        .body
        .as_ref()
        .map_or("protokoll".to_owned(), |body| slug(&body.value));
    let suffix = facts
        .meeting()
        .map_or(String::new(), |meeting| format!("-{meeting}"));
    match &facts.date {
        Some(date) => format!("{folder}/{}{suffix}.md", date.value),
        None => format!("{folder}/odaterat.md"),
    }
}

/// A name of a folder: ASCII letters and digits.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in words::lower(text).chars() {
        let plain = match c {
            'å' | 'ä' | 'á' | 'à' => 'a',
            'ö' | 'ó' | 'ø' => 'o',
            'é' | 'è' | 'ë' => 'e',
            'ü' => 'u',
            c if c.is_ascii_alphanumeric() => c,
            _ => '-',
        };
        if plain != '-' || !out.ends_with('-') && !out.is_empty() {
            out.push(plain);
        }
    }
    let out: String = out.trim_matches('-').chars().take(60).collect();
    let out = out.trim_matches('-').to_owned();
    match out.is_empty() {
        true => "protokoll".to_owned(),
        false => out,
    }
}
