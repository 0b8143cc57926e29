//! Which body a list means; and what a new one's file is called.

use std::path::PathBuf;

use super::entry::quoted;
use super::{Known, Options};
use crate::lang::{self, Message};
use crate::parse::names::Names;

/// A body that a list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedBody {
    /// Its code.
    pub code: String,
    /// The name of one that the archive doesn't have.
    pub new_name: Option<String>,
}

impl NamedBody {
    /// The file of one that the archive doesn't have.
    pub fn new_path(&self) -> PathBuf {
        // The code is letters and digits: nothing leads out of the folder.
        PathBuf::from("organ").join(format!("{}.yaml", self.code.to_ascii_lowercase()))
    }
}

/// The longest code of a new body.
const MAX_CODE: usize = 16;

/// Folders of an archive that no body may be called after, and names that Windows keeps.
const TAKEN: [&str; 9] = [
    "ORGAN",
    "BILAGOR",
    "ORIGINAL",
    "MALLAR",
    "HUVUDMANNASVAR",
    "CON",
    "PRN",
    "AUX",
    "NUL",
];

/// The body that `written` names; a new one where that is allowed, or else what to tell people.
pub fn body_named(written: &str, known: &Known, options: &Options) -> Result<NamedBody, Message> {
    if let Some(code) = code_of(written, known.names) {
        if known.collaboration.body(code).is_some() {
            return Ok(NamedBody {
                code: code.to_owned(),
                new_name: None,
            });
        }
        return Err(Message::new(
            format!(
                "{code} står under externa-organ i samverkan.yaml: flytta det till en egen fil i organ/ först"
            ),
            format!(
                "{code} stands under externa-organ in samverkan.yaml: move it to a file of its own in organ/ first"
            ),
        ));
    }
    if !options.may_create {
        let near = nearest(written, known.names);
        let (sv, en) = match &near {
            Some(near) => (format!(" (menas {near}?)"), format!(" (is {near} meant?)")),
            None => (String::new(), String::new()),
        };
        let written = quoted(written);
        return Err(Message::new(
            format!(
                "{written} är inget organ i organ/{sv}: rätta det, eller ange --new-body om det är ett nytt"
            ),
            format!(
                "{written} is no body in organ/{en}: correct it, or say --new-body if it is a new one"
            ),
        ));
    }
    let (name, code) = name_and_code(written);
    let is_code = !code.is_empty()
        && code.len() <= MAX_CODE
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && code.bytes().any(|byte| byte.is_ascii_alphabetic());
    let code = code.to_ascii_uppercase();
    let is_taken = TAKEN.contains(&code.as_str())
        || (code.len() == 4 && (code.starts_with("COM") || code.starts_with("LPT")));
    if !is_code || is_taken {
        let written = quoted(written);
        return Err(Message::new(
            format!(
                "{written} ger ingen kod åt det nya organet: skriv koden, A-Z och 0-9, efter namnet: Vårdsamverkan Norr (VSN)"
            ),
            format!(
                "{written} gives the new body no code: write the code, A-Z and 0-9, after the name: Vårdsamverkan Norr (VSN)"
            ),
        ));
    }
    Ok(NamedBody {
        new_name: Some(name.to_owned()),
        code,
    })
}

/// The code of the body that is called so: by name, by code, or by both, `Länsgruppen (LSG)`.
fn code_of<'n>(written: &str, names: &'n Names) -> Option<&'n str> {
    names.body(written).or_else(|| {
        let (name, code) = name_and_code(written);
        let by_code = names.body(code)?;
        // A name of another body contradicts the code.
        names
            .body(name)
            .is_none_or(|by_name| by_name == by_code)
            .then_some(by_code)
    })
}

/// `Länssamverkansgruppen (LSG)` → both; a code alone is both.
fn name_and_code(written: &str) -> (&str, &str) {
    match written
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
    {
        Some((name, code)) if !name.trim().is_empty() => (name.trim(), code.trim()),
        _ => (written, written),
    }
}

/// The code of the body that is called nearly so.
fn nearest<'n>(written: &str, names: &'n Names) -> Option<&'n str> {
    lang::nearest(written, names.known()).and_then(|near| names.body(near))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Collaboration;
    use chrono::NaiveDate;

    fn made(written: &str) -> Option<(String, String, PathBuf)> {
        let (collaboration, names) = (Collaboration::default(), Names::default());
        let known = Known {
            collaboration: &collaboration,
            names: &names,
        };
        let options = Options {
            body: None,
            sheet: None,
            may_create: true,
            day: NaiveDate::from_ymd_opt(2024, 1, 1).unwrap(),
        };
        let body = body_named(written, &known, &options).ok()?;
        let path = body.new_path();
        Some((body.code, body.new_name?, path))
    }

    #[test]
    fn a_new_body_has_a_code() {
        let (code, name, path) = made("Vårdsamverkan Norr (vsn)").unwrap();
        assert_eq!(
            (code.as_str(), name.as_str()),
            ("VSN", "Vårdsamverkan Norr")
        );
        assert_eq!(path, PathBuf::from("organ/vsn.yaml"));
        assert_eq!(made("vsn").unwrap().0, "VSN");
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        for written in [
            "../../etc/passwd",
            "..",
            "a/b",
            "a\\b",
            "C:",
            "/etc",
            "x (../y)",
            "organ",
            "con",
            "COM1",
            "",
            "  ",
            "åäö",
            "Vårdsamverkan Norr",
            "2023",
            "a\0b",
            &"a".repeat(300),
        ] {
            assert_eq!(made(written), None, "{written}");
        }
    }
}
