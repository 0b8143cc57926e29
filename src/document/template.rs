//! What an archive's own templates say: a letterhead, the order of the parts, text around them.
//!
//! A template is Markdown with the names of parts in double braces, on lines of their own, and is
//! read as prose is: nothing in it runs, and it reaches no file but pictures in its folder.

use std::path::Path;

use super::items::place_pictures;
use super::{Document, Part};
use crate::lang::Message;
use crate::parse::prose::{self, Passage, PassageKind};

/// The folder of templates, from the archive's root.
const FOLDER: &str = "mallar";

/// The texts of an archive's templates, as far as it has any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Templates {
    /// `mallar/brevhuvud.md`.
    pub letterhead: Option<String>,
    /// `mallar/protokoll.md`.
    pub protocol: Option<String>,
    /// `mallar/utdrag.md`.
    pub extract: Option<String>,
    /// `mallar/protokoll.css`.
    pub styles: Option<String>,
}

impl Templates {
    /// The files, from the archive's root.
    pub const FILES: [&'static str; 4] = [
        "mallar/brevhuvud.md",
        "mallar/protokoll.md",
        "mallar/utdrag.md",
        "mallar/protokoll.css",
    ];

    /// The templates, with `read` giving the text of each file that is there.
    pub fn read<E>(
        mut read: impl FnMut(&'static str) -> Result<Option<String>, E>,
    ) -> Result<Templates, E> {
        let [letterhead, protocol, extract, styles] = Templates::FILES;
        Ok(Templates {
            letterhead: read(letterhead)?,
            protocol: read(protocol)?,
            extract: read(extract)?,
            styles: read(styles)?,
        })
    }
}

/// Why a template can't be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateError {
    /// Names something that there isn't.
    Unknown {
        /// The file, from the archive's root.
        file: &'static str,
        /// What it names.
        word: String,
        /// What may be named there.
        known: Vec<&'static str>,
    },
    /// Lacks a part that no such document is without.
    Missing {
        /// The file, from the archive's root.
        file: &'static str,
        /// The part.
        word: &'static str,
    },
}

impl TemplateError {
    /// One line: what is wrong and what to do.
    pub fn message(&self) -> Message {
        match self {
            TemplateError::Unknown { file, word, known } => {
                let known: Vec<String> = known.iter().map(|one| format!("{{{{{one}}}}}")).collect();
                let known = known.join(", ");
                Message::new(
                    format!("{file} har {{{{{word}}}}}, som inte finns: där kan stå {known}"),
                    format!(
                        "{file} has {{{{{word}}}}}, which there isn't: there may stand {known}"
                    ),
                )
            }
            TemplateError::Missing { file, word } => Message::new(
                format!("{file} saknar {{{{{word}}}}}: skriv det på en egen rad"),
                format!("{file} lacks {{{{{word}}}}}: write it on a line of its own"),
            ),
        }
    }
}

/// The parts of one kind of document, by their names in templates.
pub(super) struct Slots {
    /// The template's file, from the archive's root.
    pub file: &'static str,
    /// Each name with its parts, in the order that holds without a template.
    pub parts: Vec<(&'static str, Vec<Part>)>,
    /// The names that a template must have.
    pub needed: &'static [&'static str],
    /// Words that may stand anywhere in its text, with what they mean.
    pub words: Vec<(&'static str, String)>,
}

impl Slots {
    /// Lays out `document`: in the order of `template`, or else in its own.
    pub fn lay_out(
        mut self,
        document: &mut Document,
        template: Option<&str>,
        templates: &Templates,
    ) -> Result<(), TemplateError> {
        if let Some(letterhead) = &templates.letterhead {
            let file = Templates::FILES[0];
            let mut passages = self.passages(letterhead, file)?;
            if let Some(word) = passages.iter().find_map(named) {
                return Err(self.unknown(file, word, false));
            }
            passages.retain(|passage| passage.kind != PassageKind::Rule);
            self.fill("brevhuvud", vec![Part::Letterhead(passages)]);
        }
        document.styles.clone_from(&templates.styles);
        let Some(template) = template else {
            document.parts = self
                .parts
                .into_iter()
                .flat_map(|(_, parts)| parts)
                .collect();
            document.finish();
            return Ok(());
        };
        let mut used: Vec<String> = Vec::new();
        for passage in self.passages(template, self.file)? {
            let Some(word) = named(&passage) else {
                match (passage.kind, document.parts.last_mut()) {
                    (PassageKind::Heading { level }, _) => {
                        let text = passage.cells.into_iter().flatten().collect();
                        let anchor = String::new();
                        let part = Part::Heading {
                            level: level.max(2),
                            text,
                            anchor,
                        };
                        document.parts.push(part);
                    }
                    (_, Some(Part::Prose(passages))) => passages.push(passage),
                    _ => document.parts.push(Part::Prose(vec![passage])),
                }
                continue;
            };
            match self.parts.iter_mut().find(|(name, _)| *name == word) {
                // A part stands once: a second time nothing is left of it.
                Some((_, parts)) => document.parts.append(parts),
                None => return Err(self.unknown(self.file, word, true)),
            }
            used.push(word);
        }
        let needed = self.needed.iter();
        if let Some(word) = needed
            .copied()
            .find(|word| !used.iter().any(|one| one == word))
        {
            let file = self.file;
            return Err(TemplateError::Missing { file, word });
        }
        document.finish();
        Ok(())
    }

    fn fill(&mut self, name: &str, with: Vec<Part>) {
        if let Some((_, parts)) = self.parts.iter_mut().find(|(own, _)| *own == name) {
            *parts = with;
        }
    }

    fn unknown(&self, file: &'static str, word: String, parts: bool) -> TemplateError {
        let parts = self.parts.iter().map(|(name, _)| *name).filter(|_| parts);
        let known = parts
            .chain(self.words.iter().map(|(name, _)| *name))
            .collect();
        TemplateError::Unknown { file, word, known }
    }

    /// A template as passages, its words replaced.
    fn passages(&self, template: &str, file: &'static str) -> Result<Vec<Passage>, TemplateError> {
        let mut passages = prose::read(template.trim_start_matches('\u{feff}'), 0);
        place_pictures(&mut passages, Path::new(FOLDER));
        for passage in &mut passages {
            if named(passage).is_some_and(|word| self.parts.iter().any(|(own, _)| *own == word)) {
                continue;
            }
            for run in passage.cells.iter_mut().flatten() {
                run.text = self.replaced(&run.text, file)?;
            }
        }
        Ok(passages)
    }

    fn replaced(&self, text: &str, file: &'static str) -> Result<String, TemplateError> {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let Some((word, after)) = after.split_once("}}") else {
                break;
            };
            let word = word.trim();
            let Some((_, meaning)) = self.words.iter().find(|(own, _)| *own == word) else {
                return Err(self.unknown(file, word.to_owned(), file == self.file));
            };
            out.push_str(before);
            out.push_str(meaning);
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }
}

/// The name on a line of its own.
fn named(passage: &Passage) -> Option<String> {
    let text = passage.text();
    let word = text.trim().strip_prefix("{{")?.strip_suffix("}}")?.trim();
    let is_word = !word.is_empty() && !word.contains(['{', '}']);
    (passage.kind == PassageKind::Paragraph && is_word).then(|| word.to_owned())
}
