//! A signature as a secretary types it: `Bo Al, ordförande, 2023-02-28 20:19`.

use chrono::{
    DateTime, Datelike, Duration, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Weekday,
};

use crate::lang::{Message, fold};
use crate::model::{Signature, SignerRole};
use crate::text::{At, Span};

/// Longest part of a signature, in characters.
const PART_MAX: usize = 200;

/// The time zone whose clock is known here.
const SWEDISH_ZONE: &str = "Europe/Stockholm";

/// Why a signature can't be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignatureError {
    /// No name before the first comma.
    NoName(String),
    /// A part that begins like a time and is none.
    NoTime(String),
    /// A clock time without offset, in a time zone whose clock isn't known here.
    NoOffset(String),
    /// A line break or another control character, or a part that is too long.
    NotALine,
    /// More parts than there can be.
    TooMuch(String),
}

impl SignatureError {
    /// What to tell people.
    pub fn message(&self) -> Message {
        match self {
            SignatureError::NoName(text) => Message::new(
                format!(
                    "\"{text}\" börjar inte med ett namn: skriv till exempel \"Bo Al, ordförande, 2023-02-28 20:19\""
                ),
                format!(
                    "\"{text}\" doesn't begin with a name: write something like \"Bo Al, ordförande, 2023-02-28 20:19\""
                ),
            ),
            SignatureError::NoTime(text) => Message::new(
                format!(
                    "\"{text}\" är ingen tidpunkt: skriv 2023-02-28, 2023-02-28 20:19 eller 2023-02-28T20:19:35+01:00"
                ),
                format!(
                    "\"{text}\" is no point in time: write 2023-02-28, 2023-02-28 20:19 or 2023-02-28T20:19:35+01:00"
                ),
            ),
            SignatureError::NoOffset(text) => Message::new(
                format!(
                    "\"{text}\" saknar skillnad mot UTC, som +01:00: skriv den, samlingens tidszon är inte {SWEDISH_ZONE}"
                ),
                format!(
                    "\"{text}\" lacks an offset from UTC, such as +01:00: write it, the archive's time zone isn't {SWEDISH_ZONE}"
                ),
            ),
            SignatureError::NotALine => Message::new(
                format!(
                    "en underskrift är en rad med högst {PART_MAX} tecken i varje del, utan styrtecken"
                ),
                format!(
                    "a signature is one line with at most {PART_MAX} characters in each part, without control characters"
                ),
            ),
            SignatureError::TooMuch(text) => Message::new(
                format!("\"{text}\" har mer än namn, roll, tid och metod"),
                format!("\"{text}\" has more than name, role, time and method"),
            ),
        }
    }
}

/// Reads `name, role, time, method`, of which only the name must be there: what begins with a
/// digit is the time, what stands before it the role, what comes after it the method unless it has
/// the word of a role. `zone` is the archive's time zone.
pub fn typed(text: &str, zone: Option<&str>) -> Result<Signature, SignatureError> {
    let mut parts = text.split(',').map(str::trim);
    let name = parts.next().unwrap_or("");
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
        is_line(text)?;
        return Err(SignatureError::NoName(text.to_owned()));
    }
    let mut signature = named(name)?;
    for part in parts.filter(|part| !part.is_empty()) {
        is_line(part)?;
        let is_timed = signature.time.is_some() || signature.day.is_some();
        let names_role = SignerRole::ALL
            .iter()
            .any(|role| fold(part).contains(role.text().sv));
        if !is_timed && part.starts_with(|c: char| c.is_ascii_digit()) {
            set_time(&mut signature, part, zone)?;
        } else if signature.role.is_none() && (names_role || !is_timed) {
            signature.role = Some(unplaced(part));
        } else if signature.method.is_none() {
            signature.method = Some(unplaced(part));
        } else {
            return Err(SignatureError::TooMuch(text.to_owned()));
        }
    }
    Ok(signature)
}

/// A signature of which only the name is known.
pub(super) fn named(name: &str) -> Result<Signature, SignatureError> {
    is_line(name)?;
    Ok(Signature {
        name: unplaced(name),
        role: None,
        time: None,
        day: None,
        item: None,
        method: None,
        signature_id: None,
    })
}

/// A text that stands in no file yet.
pub(super) fn unplaced(text: &str) -> At<String> {
    At::new(text.to_owned(), Span::default())
}

/// Whether a text can be a part of a signature.
pub(super) fn is_line(text: &str) -> Result<(), SignatureError> {
    let is_odd = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    match text.contains(is_odd) || text.chars().nth(PART_MAX).is_some() {
        true => Err(SignatureError::NotALine),
        false => Ok(()),
    }
}

/// Gives `signature` the time or the day that `text` says.
pub(super) fn set_time(
    signature: &mut Signature,
    text: &str,
    zone: Option<&str>,
) -> Result<(), SignatureError> {
    // Years have four digits: further ones lead out of the calendar.
    if text.as_bytes().get(4) != Some(&b'-') {
        return Err(SignatureError::NoTime(text.to_owned()));
    }
    if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        signature.day = Some(At::new(day, Span::default()));
        return Ok(());
    }
    let time = moment(text, zone)?;
    signature.time = Some(At::new(time, Span::default()));
    Ok(())
}

fn moment(text: &str, zone: Option<&str>) -> Result<DateTime<FixedOffset>, SignatureError> {
    let spaced = text.replacen('T', " ", 1);
    const WITH_OFFSET: [&str; 4] = [
        "%Y-%m-%d %H:%M:%S %:z",
        "%Y-%m-%d %H:%M:%S%.f%:z",
        "%Y-%m-%d %H:%M %:z",
        "%Y-%m-%d %H:%M%:z",
    ];
    let found = WITH_OFFSET
        .iter()
        .find_map(|format| DateTime::parse_from_str(&spaced, format).ok())
        .or_else(|| DateTime::parse_from_rfc3339(text).ok());
    if let Some(found) = found {
        return Ok(found);
    }
    let local = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H.%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(&spaced, format).ok())
        .ok_or_else(|| SignatureError::NoTime(text.to_owned()))?;
    if zone.is_some_and(|zone| zone != SWEDISH_ZONE) {
        return Err(SignatureError::NoOffset(text.to_owned()));
    }
    // Of the hour that comes twice in October, the first is meant.
    let hours = match is_summer(local - Duration::hours(2)) {
        true => 2,
        false => 1,
    };
    let offset = FixedOffset::east_opt(hours * 3600).expect("one or two hours is an offset");
    offset
        .from_local_datetime(&local)
        .single()
        .ok_or_else(|| SignatureError::NoTime(text.to_owned()))
}

/// The day on which `signature` was given, by the clock of the archive's time zone where that is
/// known.
pub fn day(signature: &Signature, zone: Option<&str>) -> Option<NaiveDate> {
    let Some(time) = &signature.time else {
        return signature.day.as_ref().map(|day| day.value);
    };
    if zone.is_some_and(|zone| zone != SWEDISH_ZONE) {
        return Some(time.value.date_naive());
    }
    let utc = time.value.naive_utc();
    let offset = match is_summer(utc) {
        true => 2,
        false => 1,
    };
    Some((utc + Duration::hours(offset)).date())
}

/// Whether summer time holds in the European Union at `utc`: from the last Sunday of March to that
/// of October, 01:00 UTC.
fn is_summer(utc: NaiveDateTime) -> bool {
    let change = |month: u32| {
        let last = NaiveDate::from_ymd_opt(utc.year(), month, 31)?;
        let back = last.weekday().days_since(Weekday::Sun);
        (last - Duration::days(i64::from(back))).and_hms_opt(1, 0, 0)
    };
    match (change(3), change(10)) {
        (Some(begins), Some(ends)) => (begins..ends).contains(&utc),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match typed(text, Some(SWEDISH_ZONE)) {
            Ok(signature) => {
                let text = |part: &Option<At<String>>| {
                    part.as_ref()
                        .map_or("-".to_owned(), |part| part.value.clone())
                };
                let time = signature.time.as_ref().map(|time| time.value.to_rfc3339());
                let day = signature.day.as_ref().map(|day| day.value.to_string());
                let time = time.or(day).unwrap_or("-".to_owned());
                format!(
                    "{} | {} | {time} | {}",
                    signature.name.value,
                    text(&signature.role),
                    text(&signature.method)
                )
            }
            Err(error) => error.message().sv.to_string(),
        }
    }

    #[test]
    fn what_a_secretary_types() {
        assert_eq!(shown("Bo Al"), "Bo Al | - | - | -");
        assert_eq!(
            shown("Bo Al, ordförande, 2023-02-28"),
            "Bo Al | ordförande | 2023-02-28 | -"
        );
        assert_eq!(
            shown("Bo Al,2023-02-28 20:19,justerare, på papper"),
            "Bo Al | justerare | 2023-02-28T20:19:00+01:00 | på papper"
        );
        assert_eq!(
            shown("Bo Al, 2023-02-28, e-underskrift"),
            "Bo Al | - | 2023-02-28 | e-underskrift"
        );
        assert_eq!(
            shown("Bo Al, ordförande, 2023-07-28 20.19"),
            "Bo Al | ordförande | 2023-07-28T20:19:00+02:00 | -"
        );
        for time in [
            "2023-02-28T13:30:35+00:00",
            "2023-02-28 13:30:35 +00:00",
            "2023-02-28T13:30:35Z",
        ] {
            let line = format!("Bo Al, {time}");
            assert_eq!(shown(&line), "Bo Al | - | 2023-02-28T13:30:35+00:00 | -");
        }
    }

    #[test]
    fn what_is_no_signature() {
        for (text, wanted) in [
            ("", "börjar inte med ett namn"),
            (", ordförande", "börjar inte med ett namn"),
            ("2023-02-28, Bo", "börjar inte med ett namn"),
            ("Bo Al, 2023-02-30", "är ingen tidpunkt"),
            ("Bo Al, 2023-02-28 25:00", "är ingen tidpunkt"),
            ("Bo Al, 2023-02-28T20:19:35+99:00", "är ingen tidpunkt"),
            ("Bo\nAl, ordförande", "är en rad"),
            ("Bo \u{1b}[31mAl", "är en rad"),
            ("Bo, a, b, c", "har mer än"),
        ] {
            assert!(shown(text).contains(wanted), "{text}: {}", shown(text));
        }
        assert!(shown(&"å".repeat(201)).contains("är en rad"));
        let foreign = typed("Bo, 2023-02-28 20:19", Some("Europe/Helsinki"));
        assert!(matches!(foreign, Err(SignatureError::NoOffset(_))));
    }

    #[test]
    fn the_day_is_that_of_the_archive() {
        let on = |text: &str| day(&typed(text, None).unwrap(), None).unwrap().to_string();
        assert_eq!(on("Bo, 2023-02-28T23:30:00+00:00"), "2023-03-01");
        assert_eq!(on("Bo, 2023-07-31T22:30:00+00:00"), "2023-08-01");
        assert_eq!(on("Bo, 2023-03-26T00:59:59+00:00"), "2023-03-26");
        assert_eq!(on("Bo, 2023-02-28"), "2023-02-28");
        assert_eq!(
            shown("Bo, 2023-03-26 03:30"),
            "Bo | - | 2023-03-26T03:30:00+02:00 | -"
        );
        assert_eq!(
            shown("Bo, 2023-10-29 03:30"),
            "Bo | - | 2023-10-29T03:30:00+01:00 | -"
        );
    }
}
