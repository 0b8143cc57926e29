//! Planned meetings as iCalendar (RFC 5545), which Outlook and other calendars read. Two runs as
//! of one day give the same bytes: UIDs come from body and day, stamps from the day asked about.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate, NaiveDateTime};

use crate::archive::Archive;
use crate::archive::agenda;
use crate::archive::calendar::Planned;
use crate::archive::register::slug;
use crate::lang::{Lang, Text};

/// The time zone of Swedish archives, and what is meant where none is given.
pub const ZONE: &str = "Europe/Stockholm";

/// Whether the archive's times can be told in its own zone. Where not, they are local to whoever
/// reads them.
pub fn knows_zone(archive: &Archive) -> bool {
    let zone = archive.collaboration.time_zone.as_ref();
    zone.is_none_or(|zone| zone.value == ZONE)
}

/// The summer and winter time of [`ZONE`], as the European Union has had it since 1996.
const ZONE_LINES: [&str; 17] = [
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Stockholm",
    "BEGIN:DAYLIGHT",
    "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "END:STANDARD",
    "END:VTIMEZONE",
];

/// The calendar of `planned`, as of `day`.
pub fn calendar(archive: &Archive, planned: &[Planned<'_>], day: NaiveDate, lang: Lang) -> String {
    let mut out = Lines::default();
    let name = &archive.collaboration.name.value;
    let in_zone = knows_zone(archive);
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//samverkan//samverkan//SV");
    out.line("CALSCALE:GREGORIAN");
    out.line("METHOD:PUBLISH");
    if !name.is_empty() {
        out.text("NAME", name);
        out.text("X-WR-CALNAME", name);
    }
    if in_zone {
        out.line(&format!("X-WR-TIMEZONE:{ZONE}"));
        for line in ZONE_LINES {
            out.line(line);
        }
    }
    for meeting in planned {
        event(&mut out, archive, meeting, day, in_zone, lang);
    }
    out.line("END:VCALENDAR");
    out.text
}

fn event(
    out: &mut Lines,
    archive: &Archive,
    meeting: &Planned<'_>,
    day: NaiveDate,
    in_zone: bool,
    lang: Lang,
) {
    let code = meeting.body;
    let body = archive.collaboration.body(code);
    let external = &archive.collaboration.external_bodies;
    let external = external.iter().find(|body| body.code.value == code);
    let name = body.map(|body| &body.name.value);
    let name = name.or_else(|| external.map(|body| &body.name.value));
    out.line("BEGIN:VEVENT");
    out.text("UID", &uid(archive, meeting));
    out.line(&format!("DTSTAMP:{}T000000Z", day.format("%Y%m%d")));
    when(out, meeting, in_zone);
    out.text("SUMMARY", name.map_or(code, String::as_str));
    if let Some(place) = meeting.place {
        out.text("LOCATION", place);
    }
    if let Some(text) = description(meeting, lang) {
        out.text("DESCRIPTION", &text);
    }
    out.text("CATEGORIES", code);
    out.line(match (meeting.is_cancelled(), meeting.summons) {
        (true, _) => "STATUS:CANCELLED",
        (false, Some(_)) => "STATUS:CONFIRMED",
        (false, None) => "STATUS:TENTATIVE",
    });
    out.line("END:VEVENT");
}

/// The same for one body and day however often it is asked, and for nobody else's: codes are
/// unique in one archive only.
fn uid(archive: &Archive, meeting: &Planned<'_>) -> String {
    let mut home = slug(&archive.collaboration.name.value);
    home.retain(|c| c.is_ascii_alphanumeric() || c == '-');
    if home.is_empty() {
        home.push_str("samverkan");
    }
    let code = meeting.body.to_ascii_lowercase();
    format!("{code}-{}@{home}", meeting.date)
}

/// The day, or from when to when.
fn when(out: &mut Lines, meeting: &Planned<'_>, in_zone: bool) {
    let Some(time) = meeting.time else {
        out.line(&format!(
            "DTSTART;VALUE=DATE:{}",
            meeting.date.format("%Y%m%d")
        ));
        if let Some(after) = meeting.date.checked_add_days(Days::new(1)) {
            out.line(&format!("DTEND;VALUE=DATE:{}", after.format("%Y%m%d")));
        }
        return;
    };
    let zone = match in_zone {
        true => format!(";TZID={ZONE}"),
        false => String::new(),
    };
    let shown = |time: NaiveDateTime| time.format("%Y%m%dT%H%M%S");
    let start = meeting.date.and_time(time.start);
    out.line(&format!("DTSTART{zone}:{}", shown(start)));
    if let Some(end) = time.end.filter(|end| *end > time.start) {
        out.line(&format!(
            "DTEND{zone}:{}",
            shown(meeting.date.and_time(end))
        ));
    }
}

/// What the summons says is to be dealt with, and where it is.
fn description(meeting: &Planned<'_>, lang: Lang) -> Option<String> {
    /// More than this nobody reads in a calendar.
    const POINTS_MAX: usize = 100;
    const SUMMONS: Text = Text::new("Kallelse", "Summons");
    let summons = meeting.summons?;
    let mut text = String::new();
    for point in agenda::of(summons).iter().take(POINTS_MAX) {
        let number = point.item.and_then(|item| item.number.as_ref());
        match number {
            Some(number) => {
                let _ = writeln!(text, "§ {} {}", number.value, point.title);
            }
            None => {
                let _ = writeln!(text, "- {}", point.title);
            }
        }
    }
    let _ = write!(text, "{}: {}", SUMMONS.get(lang), summons.path());
    Some(text)
}

/// Content lines: ended by CRLF, folded where they are long.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// A property whose value is text.
    fn text(&mut self, key: &str, value: &str) {
        let mut line = format!("{key}:");
        for c in value.chars() {
            match c {
                '\\' | ';' | ',' => line.extend(['\\', c]),
                '\n' => line.push_str("\\n"),
                // Characters that no text may hold, and what would turn one line into two.
                c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {}
                c => line.push(c),
            }
        }
        self.line(&line);
    }

    /// A line, folded before it has more than 75 bytes, never within a character.
    fn line(&mut self, line: &str) {
        const BYTES_MAX: usize = 75;
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > BYTES_MAX {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(c);
            length += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::archive::calendar::{Schedule, horizon};
    use crate::archive::{Memory, Options, load_from};

    fn export(files: &[(&str, &str)]) -> String {
        let archive = load_from(&Memory::new(files.iter().copied()), &Options::default());
        let day: NaiveDate = "2024-01-01".parse().unwrap();
        let schedule = Schedule::new(&archive, day);
        let bodies = archive.collaboration.bodies.iter();
        let planned: Vec<Planned<'_>> = bodies
            .flat_map(|body| schedule.of(&body.code.value, day, horizon(day)))
            .collect();
        calendar(&archive, &planned, day, Lang::Sv)
    }

    /// The lines as they were before folding.
    fn unfolded(text: &str) -> Vec<String> {
        assert!(text.lines().all(|line| line.len() <= 75 + "\r".len()));
        assert!(text.split("\r\n").all(|line| !line.contains(['\r', '\n'])));
        let text = text.replace("\r\n ", "");
        text.lines().map(str::to_owned).collect()
    }

    const CONFIG: &str = "namn: Samverkan i Öby, län; \\ \"A\"\n";

    #[test]
    fn a_calendar() {
        let files = [
            ("samverkan.yaml", CONFIG),
            (
                "organ/lsg.yaml",
                "kod: LSG\nnamn: Länssamverkansgruppen för vård, omsorg och allt det som hör dit i hela länet\nmöten:\n  - {datum: 2024-02-16, tid: 09:00-12:00, plats: \"Regionens hus; sal A, plan 2\"}\n  - 2024-04-19\n  - {datum: 2024-06-14, tid: \"13:00\"}\n",
            ),
            (
                "lsg/2024-02-16-kallelse.md",
                "---\norgan: LSG\ndatum: 2024-02-16\ntyp: kallelse\n---\n\n# Kallelse\n\n1. Upprop, val\n2. Budget\n",
            ),
            (
                "lsg/2024-06-14-kallelse.md",
                "---\norgan: LSG\ndatum: 2024-06-14\ntyp: kallelse\nstatus: inställt\n---\n",
            ),
        ];
        let lines = unfolded(&export(&files));
        let zone_end = lines
            .iter()
            .position(|line| line == "END:VTIMEZONE")
            .unwrap();
        insta::assert_snapshot!(lines[..7].join("\n"), @r#"
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//samverkan//samverkan//SV
        CALSCALE:GREGORIAN
        METHOD:PUBLISH
        NAME:Samverkan i Öby\, län\; \\ "A"
        X-WR-CALNAME:Samverkan i Öby\, län\; \\ "A"
        "#);
        insta::assert_snapshot!(lines[zone_end..].join("\n"), @r"
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:lsg-2024-02-16@samverkan-i-oby-lan-a
        DTSTAMP:20240101T000000Z
        DTSTART;TZID=Europe/Stockholm:20240216T090000
        DTEND;TZID=Europe/Stockholm:20240216T120000
        SUMMARY:Länssamverkansgruppen för vård\, omsorg och allt det som hör dit i hela länet
        LOCATION:Regionens hus\; sal A\, plan 2
        DESCRIPTION:- Upprop\, val\n- Budget\nKallelse: lsg/2024-02-16-kallelse.md
        CATEGORIES:LSG
        STATUS:CONFIRMED
        END:VEVENT
        BEGIN:VEVENT
        UID:lsg-2024-04-19@samverkan-i-oby-lan-a
        DTSTAMP:20240101T000000Z
        DTSTART;VALUE=DATE:20240419
        DTEND;VALUE=DATE:20240420
        SUMMARY:Länssamverkansgruppen för vård\, omsorg och allt det som hör dit i hela länet
        CATEGORIES:LSG
        STATUS:TENTATIVE
        END:VEVENT
        BEGIN:VEVENT
        UID:lsg-2024-06-14@samverkan-i-oby-lan-a
        DTSTAMP:20240101T000000Z
        DTSTART;TZID=Europe/Stockholm:20240614T130000
        SUMMARY:Länssamverkansgruppen för vård\, omsorg och allt det som hör dit i hela länet
        DESCRIPTION:Kallelse: lsg/2024-06-14-kallelse.md
        CATEGORIES:LSG
        STATUS:CANCELLED
        END:VEVENT
        END:VCALENDAR
        ");
    }

    #[test]
    fn another_zone_is_nobodys() {
        let files = [
            (
                "samverkan.yaml",
                "namn: Tornedalen\ntidszon: Europe/Helsinki\n",
            ),
            (
                "organ/lsg.yaml",
                "kod: LSG\nmöten: [{datum: 2024-02-16, tid: 09:00-12:00}]\n",
            ),
        ];
        let text = export(&files);
        assert!(text.contains("DTSTART:20240216T090000\r\n"), "{text}");
        assert!(
            !text.contains("TZID") && !text.contains("VTIMEZONE"),
            "{text}"
        );
    }

    proptest! {
        #[test]
        fn any_text_stays_on_its_line(place in "\\PC{0,80}|[\u{0}-\u{2030}]{0,80}") {
            let mut lines = Lines::default();
            lines.text("LOCATION", &place);
            let shown = unfolded(&lines.text);
            prop_assert_eq!(shown.len(), 1);
            prop_assert!(shown[0].starts_with("LOCATION:"));
        }
    }
}
