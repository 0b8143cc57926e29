//! Waivers for what approval went past, added to `undantag.yaml` without touching a byte of what is
//! there.

use std::path::Path;

use chrono::NaiveDate;

use crate::archive::WAIVERS;
use crate::lang::Message;
use crate::parse::waivers;
use crate::yaml::{self, Value, quote};

/// A waiver to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewWaiver {
    /// The rule's code.
    pub rule: String,
    /// The protocol's id.
    pub place: String,
    /// What the finding is about; empty for anything.
    pub subject: String,
    /// Why.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Option<NaiveDate>,
}

/// `undantag.yaml` isn't a list that rows can be put below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoList;

impl NoList {
    /// What to tell people.
    pub fn message(&self) -> Message {
        Message::new(
            format!("{WAIVERS} är ingen lista med en rad för varje undantag: rätta den först"),
            format!("{WAIVERS} is no list with one row for each waiver: correct it first"),
        )
    }
}

/// The text of `undantag.yaml` with further rows; `None` stands for no file.
pub fn with_waivers(text: Option<&str>, new: &[NewWaiver]) -> Result<String, NoList> {
    let old = text.unwrap_or("");
    let tree = yaml::read(old, 0);
    let start = tree.root.span.start as usize;
    let dent = match &tree.root.value {
        Value::Null => "",
        Value::List(_) if old[start..].starts_with('-') => {
            let line = old[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
            old[line..start].trim_start_matches('\u{feff}')
        }
        _ => return Err(NoList),
    };
    let newline = if old.contains("\r\n") { "\r\n" } else { "\n" };
    let mut out = old.to_owned();
    if !out.is_empty() && !out.ends_with(['\n', '\r']) && out != "\u{feff}" {
        out.push_str(newline);
    }
    for waiver in new {
        out.push_str(&format!("{dent}- {}{newline}", row(waiver)));
    }
    let path = Path::new(WAIVERS);
    let (before, after) = (waivers::read(old, path), waivers::read(&out, path));
    let is_longer = after.0.len() == before.0.len() + new.len();
    let is_as_clean = after.1.findings.len() == before.1.findings.len();
    match is_longer && is_as_clean {
        true => Ok(out),
        false => Err(NoList),
    }
}

fn row(waiver: &NewWaiver) -> String {
    let mut row = format!("{{regel: {}, var: {}", waiver.rule, quote(&waiver.place));
    if !waiver.subject.is_empty() {
        row.push_str(&format!(", där: {}", quote(&waiver.subject)));
    }
    row.push_str(&format!(", skäl: {}", quote(&waiver.reason)));
    if let Some(until) = waiver.until {
        row.push_str(&format!(", till: {until}"));
    }
    row.push('}');
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(text: Option<&str>) -> Result<String, NoList> {
        let waiver = NewWaiver {
            rule: "N004".to_owned(),
            place: "LSG/2023-02-17".to_owned(),
            subject: "Region Exempellan".to_owned(),
            reason: "byte av ordförande: § 4, se bilaga".to_owned(),
            until: NaiveDate::from_ymd_opt(2027, 12, 31),
        };
        with_waivers(text, &[waiver])
    }

    #[test]
    fn rows_come_below_those_there_are() {
        let row = "- {regel: N004, var: LSG/2023-02-17, där: Region Exempellan, skäl: \"byte av ordförande: § 4, se bilaga\", till: 2027-12-31}";
        assert_eq!(added(None).unwrap(), format!("{row}\n"));
        for old in [
            "- {regel: N001, skäl: x}\n",
            "# bara en rad\n",
            "- regel: N001\n  skäl: x\n# slut\n",
        ] {
            assert_eq!(added(Some(old)).unwrap(), format!("{old}{row}\n"));
        }
        let old = "- {regel: N001, skäl: x}";
        assert_eq!(added(Some(old)).unwrap(), format!("{old}\n{row}\n"));
        let old = "  - {regel: N001, skäl: x}\r\n";
        assert_eq!(added(Some(old)).unwrap(), format!("{old}  {row}\r\n"));
        for old in [
            "[]\n",
            "[{regel: N001}]\n",
            "regel: N001\n",
            "- {regel: N001}\n...\n",
        ] {
            assert_eq!(added(Some(old)), Err(NoList), "{old}");
        }
    }
}
